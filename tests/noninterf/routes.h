/*
 * routes.h — how the walk asks each route of the product.
 *
 * One row a route of src/app/routes.c.  routes_check, run by the build, fails
 * when a route has no row or a row no route: who adds a route says here what
 * can be sent to it.
 *
 * A row's `query` and `form` are names with what may stand in them, divided
 * by blanks:
 *	name		a word that somebody types
 *	name:kind	a kind of `kinds` in routes.c, or an id kind of db/id.h:
 *			then a token, right, foreign, hidden or forged
 *	name=a|b|c	one of these
 * Each is left out now and then, and sometimes holds rubbish; "-name" and
 * buttons ("name=1") come seldom.  The `:name`s of
 * a pattern are filled by `params` in routes.c, else by an id kind.
 */
#ifndef TB_P1_ROUTES_H
#define TB_P1_ROUTES_H

#include "world.h"

struct ask_row {
	enum method method;
	const char *pattern;
	const char *query, *form;
	const char *skip;	/* why the walk leaves it out */
};

/* Tokens seen on pages, by kind. */
enum { POOL_MOST = 300 };
struct pool {
	struct seen_token {
		str token;
		int home;	/* the page it stood on; -1: of none */
	} v[POOL_MOST];
	int n;
};

struct asker {
	struct rng rng;
	struct world *w;		/* the first world */
	const struct world *second;	/* whose hidden things are guessed at */
	const struct secrets *secrets;
	int home;		/* that this request is about; -1: none */
	struct pool pools[ID_COUNT];
	bool polite;		/* nothing forged, left out or wrong this time */
	str last_idem;
	int step;
};

/* The row of a route; NULL: none. */
const struct ask_row *routes_find(enum method method, const char *pattern);
/* Prints what is missing; true when every route and row has its other. */
bool routes_check(struct arena *a);
/* How many rows have no reason to be left out. */
int routes_to_walk(void);
/* A request for the route, the same for both worlds. */
struct asked routes_ask(struct asker *k, const struct ask_row *row);

#endif
