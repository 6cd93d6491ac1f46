/*
 * walk.h — one pair: a sequence of requests of one viewer over the two worlds
 * of one seed, and what it reached.  The worlds of a seed are walked through
 * SEQUENCES times, each time otherwise: pair n is the sequence n % SEQUENCES of
 * the seed n / SEQUENCES.
 *
 * Equal means equal in every byte: status, headers, body, and the events the
 * viewer's browser would hear.  Nothing is taken out before the comparison,
 * because clock and chance stand alike in both worlds.  Statements
 * and stepped rows of each request are counted too (P2): where
 * a casefile is not there for the viewer they must be the same, where others
 * are not is printed.
 *
 * A *cell* is a route and a difference: reached when the route was asked about
 * a casefile in which the worlds so differ (or about no casefile at all while
 * they differ somewhere); *inside* when the viewer may open that casefile.
 */
#ifndef TB_P1_WALK_H
#define TB_P1_WALK_H

#include "leaks.h"
#include "routes.h"

enum { ROUTES_MOST = 400, STEPS = 48, SEQUENCES = 5 };

struct walk_sum {
	i64 pairs, requests, pages, events, live;
	int asked[ROUTES_MOST], answered[ROUTES_MOST];	/* 200, 303, 4xx */
	u32 statuses[ROUTES_MOST];	/* a bit for status % 31 */
	i64 cells[ROUTES_MOST][DIFFS], inside[ROUTES_MOST][DIFFS];
	/* P2: how often the worlds cost other work, and the widest gap. */
	i64 work_differs[ROUTES_MOST], statements, rows;
	struct db_count work_gap[ROUTES_MOST];
};

/* All pairs of a seed.  True when the worlds cannot be told apart.  `s` is
 * added to. */
bool walk_seed(struct host *h, struct arena *a, u64 seed, struct walk_sum *s);
/* The sequences of a seed on a host of twins: true when the two engines gave
 * the same bytes, and told browsers the same. */
bool walk_twins(struct host *h, struct arena *a, u64 seed, struct walk_sum *s);
/* What others do meanwhile happens on one engine only: must be seen. */
bool walk_twins_apart(struct host *h, struct arena *a, u64 seed);
/* The same while a leak is open: says nothing, and turns to the route of the
 * leak every third step.  *ret_pairs: how many pairs were walked. */
bool walk_leaking(struct host *h, struct arena *a, u64 seed, enum leak l,
		  int *ret_pairs);
/* The table of cells, and the sum in two lines. */
void walk_print(const struct walk_sum *s, const struct app *app);
/* Route × difference: how many of them were reached, of how many routes
 * walked; `inside`: only cells in casefiles that are open. */
int walk_cells(const struct walk_sum *s, bool inside);
int walk_statuses(const struct walk_sum *s);	/* route × status */
int walk_routes(const struct walk_sum *s);

#endif
