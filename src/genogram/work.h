/*
 * work.h — what the steps of one drawing hand on to each other: rows.c,
 * order.c, place.c, route.c, in this order.  Not for other rooms.
 */
#ifndef TB_GENOGRAM_WORK_H
#define TB_GENOGRAM_WORK_H

#include "base/vec.h"
#include "genogram/genogram.h"

enum {
	BOX = 44,		/* a symbol */
	HALF = BOX / 2,
	TAG = 14,		/* height of the name of a household */
	GAP = 24,		/* least between two neighbours' labels */
	DROP = 10,		/* more for each line that passes there */
	LANE = 12,		/* between two horizontal lines */
	PORTS = 26,		/* free above the symbols */
	BROW = 14,		/* above the first row if no line runs there */
	NECK = 14,		/* free below the labels */
	MARGIN = 24,
};

struct list {
	int *v;
	int n;
};

struct work {
	struct arena *a;
	const struct genogram_family *f;	/* the masked made neutral */
	struct genogram_picture *pic;
	int n, unions;
	struct list *kids;	/* of a union: children (not persons), elder first */
	struct list *mates;	/* of a person: unions in order of time */
	struct list *born;	/* of a person: children in which he is the child */
	int *row, rows;		/* generation of a person; how many */
	struct list *at;	/* of a row: persons from left to right */
	int *pos;		/* of a person in his row */
	struct list *fams;	/* of a row: unions with children in it */
	struct list *pairs;	/* of a row: unions of two, the lower in it */
	int *x;			/* centre of a person */
	int *left, *right;	/* how far he reaches, with his label and tag */
	int *drop;		/* of a union with children: where it goes down */
	int *hole;		/* … and the gap of the row: left of that item */
};

/* work.c: a copy in which the masked are neutral: all that may be looked at. */
struct genogram_family *work_neutral(struct arena *a,
				     const struct genogram_family *f);
struct work *work_open(struct arena *a, const struct genogram_family *f);
/* rows.c */
void work_rows(struct work *w);
/* order.c, search.c */
void work_order(struct work *w);
/* Makes the order better while *left is above 0, and takes what it used from
 * it; returns what the order costs. */
i64 work_search(struct work *w, i64 *left);
/* Parts of what search.c makes small. */
i64 work_channel_cost(const struct work *w, int row);
i64 work_row_cost(const struct work *w, int row);
/* label.c */
void work_labels(struct work *w);
/* The name of a household at somebody's symbol, if he bears none yet. */
void work_tag(struct work *w, int home, int who);
/* place.c */
void work_place(struct work *w);
/* homes.c: names each outline that this placing gives; true if there is any,
 * then the placing has to make room for them. */
bool work_tags(struct work *w);
/* route.c */
void work_route(struct work *w);
/* mend.c: after the labels. */
void work_mend(struct work *w);
/* Whether work_mend tries every order. */
bool work_is_small(const struct work *w);

static inline int kid_person(const struct work *w, int child)
{
	return w->f->children.v[child].child;
}

/* The lower row of the two partners: children hang below it. */
static inline int union_row(const struct work *w, int u)
{
	const struct genogram_union *m = &w->f->unions.v[u];
	int r = w->row[m->a];
	return m->b >= 0 && w->row[m->b] > r ? w->row[m->b] : r;
}

/* The partner in the lower row; of two in one row the first. */
static inline int union_low(const struct work *w, int u)
{
	const struct genogram_union *m = &w->f->unions.v[u];
	return m->b >= 0 && w->row[m->b] > w->row[m->a] ? m->b : m->a;
}

static inline int union_other(const struct work *w, int u, int p)
{
	const struct genogram_union *m = &w->f->unions.v[u];
	return m->a == p ? m->b : m->a;
}

static inline bool union_level(const struct work *w, int u)
{
	const struct genogram_union *m = &w->f->unions.v[u];
	return m->b >= 0 && w->row[m->a] == w->row[m->b];
}

static inline bool union_adjacent(const struct work *w, int u)
{
	const struct genogram_union *m = &w->f->unions.v[u];
	int d = m->b < 0 ? 0 : w->pos[m->a] - w->pos[m->b];
	return union_level(w, u) && (d == 1 || d == -1);
}

/* The partner with whom the children live after the end, or -1. */
static inline int union_keeper(const struct work *w, int u)
{
	const struct genogram_union *m = &w->f->unions.v[u];
	if (m->b < 0 || !m->custody)
		return -1;
	return m->custody == CUSTODY_A ? m->a : m->b;
}

/* Left of which item of its row a union goes down. */
static inline int union_hole(const struct work *w, int u)
{
	const struct genogram_union *m = &w->f->unions.v[u];
	int low = union_low(w, u);
	if (!union_level(w, u))
		return w->pos[low] + 1;
	int i = w->pos[m->a], j = w->pos[m->b];
	return i > j ? i : j;
}

/* On which side of somebody a line to x in another row leaves him: true is
 * right.  To almost straight below it takes the side where nobody stands. */
static inline bool work_side(const struct work *w, int p, int x)
{
	int d = x - w->x[p], last = w->at[w->row[p]].n - 1;
	bool near = d > -2 * BOX && d < 2 * BOX;
	if (near && last > 0 && (w->pos[p] == 0 || w->pos[p] == last))
		return w->pos[p] == last;
	return d >= 0;
}

/* Whether two unions have anybody in common, children included. */
bool work_share(const struct work *w, int u, int v);

#endif
