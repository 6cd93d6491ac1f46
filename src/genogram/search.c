/*
 * search.c — makes the order of the rows better, step by step.
 *
 * A cost counts what the order alone decides: crossings in the channel above
 * a row, partners apart, births out of order, families spread.  A step takes
 * a run of people to another place of its row, mirrored or not, and stays if
 * the cost falls; a bigger one swaps two runs with all their descendants.
 * The work is limited by a count, never by a clock: same input, same picture.
 */
#include "genogram/work.h"

#include <string.h>

enum {
	COST_CROSS = 64,	/* two strokes of different people */
	COST_TOUCH = 10,	/* … of people who are kin */
	COST_APART = 60,	/* partners not side by side */
	COST_FAR = 8,		/* each person between them */
	COST_BIRTH = 14,	/* elder right of younger */
	COST_SIDE = 4,		/* wife left of husband */
	COST_SPREAD = 3,	/* a stranger between brothers and sisters */
	COST_MOVED = 80,	/* neighbours of the earlier picture turned: a reader
				 * knows his way in it, rather a crossing */
};

/* What a union draws in the channel above a row: a bar, legs down from it and
 * one up to where it comes from.  Positions in the row, twice. */
struct comb {
	int u, lo, hi;		/* the outer legs */
	int top;		/* position in the row above, twice; or -1 */
	bool up;		/* comes from above */
	bool kids;		/* a leg to every child; else only lo and hi */
};

static void comb_of_family(const struct work *w, int u, int row,
			   struct comb *ret)
{
	const struct list *l = &w->kids[u];
	*ret = (struct comb){ u, 2 * w->n, -1, -1, true, true };
	for (int i = 0; i < l->n; i++) {
		int p = kid_person(w, l->v[i]), x = 2 * w->pos[p];
		if (w->row[p] != row)
			continue;
		ret->lo = x < ret->lo ? x : ret->lo;
		ret->hi = x > ret->hi ? x : ret->hi;
	}
	if (union_row(w, u) == row - 1)
		ret->top = 2 * union_hole(w, u) - 1;
}

/* The line of two partners who are not neighbours, or of two rows: then it
 * comes down to the lower one, and goes on right of him to the children. */
static void comb_of_pair(const struct work *w, int u, struct comb *ret)
{
	const struct genogram_union *m = &w->f->unions.v[u];
	int x = 2 * w->pos[m->a], y = 2 * w->pos[m->b];
	*ret = (struct comb){ u, x < y ? x : y, x < y ? y : x, -1, false,
			      false };
	if (union_level(w, u))
		return;
	int low = union_low(w, u), high = union_other(w, u, low);
	ret->lo = 2 * w->pos[low];
	ret->hi = ret->lo + (w->kids[u].n > 0);
	ret->up = true;
	if (w->row[high] == w->row[low] - 1)
		ret->top = 2 * w->pos[high];
}

/* Legs of one comb strictly inside the span of another. */
static int legs_inside(const struct work *w, const struct comb *c, int row,
		       const struct comb *in)
{
	if (c->hi <= in->lo || c->lo >= in->hi)
		return 0;
	if (!c->kids)
		return (c->lo > in->lo && c->lo < in->hi) +
		       (c->hi > c->lo && c->hi > in->lo && c->hi < in->hi);
	int k = 0;
	const struct list *l = &w->kids[c->u];
	for (int i = 0; i < l->n; i++) {
		int p = kid_person(w, l->v[i]), x = 2 * w->pos[p];
		k += w->row[p] == row && x > in->lo && x < in->hi;
	}
	return k;
}

/* If the bar of c lies above that of d: legs of c go down through d's, and
 * what d comes from goes up through c's, if parents stand over the middle of
 * their children. */
static int comb_above(const struct work *w, int row, const struct comb *c,
		      const struct comb *d)
{
	int up = (d->lo + d->hi) / 2;
	return legs_inside(w, c, row, d) +
	       (d->up && up > c->lo && up < c->hi);
}

static int comb_cross(const struct work *w, int row, const struct comb *c,
		      const struct comb *d)
{
	int cd = comb_above(w, row, c, d), dc = comb_above(w, row, d, c);
	if (cd || dc)
		return cd < dc ? cd : dc;
	if (c->top < 0 || d->top < 0 || c->top == d->top)
		return 0;
	return (c->top < d->top) != (c->lo + c->hi < d->lo + d->hi);
}

i64 work_channel_cost(const struct work *w, int row)
{
	if (row >= w->rows)
		return 0;
	struct arena_mark mark = arena_mark(w->a);
	int n = 0;
	struct comb *v = new(w->a, struct comb,
			     w->fams[row].n + w->pairs[row].n);
	for (int i = 0; i < w->fams[row].n; i++)
		comb_of_family(w, w->fams[row].v[i], row, &v[n++]);
	for (int i = 0; i < w->pairs[row].n; i++)
		if (!union_adjacent(w, w->pairs[row].v[i]))
			comb_of_pair(w, w->pairs[row].v[i], &v[n++]);
	i64 cost = 0;
	for (int i = 0; i < n; i++)
		for (int j = 0; j < i; j++) {
			int k = comb_cross(w, row, &v[i], &v[j]);
			if (k)
				cost += k * (work_share(w, v[i].u, v[j].u) ?
						     COST_TOUCH : COST_CROSS);
		}
	arena_rewind(w->a, mark);
	return cost;
}

static i64 pair_cost(const struct work *w, int u)
{
	const struct genogram_union *m = &w->f->unions.v[u];
	const struct genogram_person *a = &w->f->persons.v[m->a];
	const struct genogram_person *b = &w->f->persons.v[m->b];
	int d = w->pos[m->b] - w->pos[m->a];
	int far = d < 0 ? -d : d;
	i64 cost = far > 1 ? COST_APART + COST_FAR * far : 0;
	if ((a->sex == SEX_MALE && b->sex == SEX_FEMALE && d < 0) ||
	    (a->sex == SEX_FEMALE && b->sex == SEX_MALE && d > 0))
		cost += COST_SIDE;
	return cost;
}

static i64 family_cost(const struct work *w, int u, int row)
{
	const struct list *l = &w->kids[u];
	int last = -1, lo = w->n, hi = -1, n = 0;
	i64 cost = 0;
	for (int i = 0; i < l->n; i++) {
		int p = kid_person(w, l->v[i]);
		if (w->row[p] != row)
			continue;
		int x = w->pos[p];
		cost += x < last ? COST_BIRTH : 0;
		last = x;
		lo = x < lo ? x : lo;
		hi = x > hi ? x : hi;
		n++;
	}
	return cost + COST_SPREAD * (hi - lo + 1 - n);
}

/* Several partners of one person stand in order of time. */
static i64 mates_cost(const struct work *w, int p)
{
	const struct list *l = &w->mates[p];
	int last = -1;
	i64 cost = 0;
	for (int i = 0; l->n > 1 && i < l->n; i++) {
		int q = union_other(w, l->v[i], p);
		if (q < 0 || w->row[q] != w->row[p])
			continue;
		cost += w->pos[q] < last ? COST_SIDE : 0;
		last = w->pos[q];
	}
	return cost;
}

i64 work_row_cost(const struct work *w, int row)
{
	i64 cost = 0;
	if (row >= w->rows)
		return 0;
	for (int i = 0; i < w->pairs[row].n; i++)
		if (union_level(w, w->pairs[row].v[i]))
			cost += pair_cost(w, w->pairs[row].v[i]);
	for (int i = 0; i < w->fams[row].n; i++)
		cost += family_cost(w, w->fams[row].v[i], row);
	for (int i = 0; i < w->at[row].n; i++)
		cost += mates_cost(w, w->at[row].v[i]);
	int last = -1;
	for (int i = 0; w->f->before && i < w->at[row].n; i++) {
		int x = w->f->before[w->at[row].v[i]];
		if (x >= 0)
			cost += x < last ? COST_MOVED : 0;
		last = x >= 0 ? x : last;
	}
	return cost;
}

/* ---- steps --------------------------------------------------------------- */

struct search {
	struct work *w;
	i64 left;		/* steps that may still be tried, by size */
	int *keep;		/* a row as it was */
};

static void row_index(struct work *w, int row)
{
	for (int i = 0; i < w->at[row].n; i++)
		w->pos[w->at[row].v[i]] = i;
}

static i64 cost_near(struct search *s, int row)
{
	struct work *w = s->w;
	i64 size = w->fams[row].n + w->pairs[row].n + 2;
	i64 below = row + 1 < w->rows ?
			    w->fams[row + 1].n + w->pairs[row + 1].n : 0;
	s->left -= size * size + below * below + w->at[row].n;
	return work_channel_cost(w, row) + work_channel_cost(w, row + 1) +
	       work_row_cost(w, row);
}

/* The run [i, i+n) goes to where `to` items stand left of it. */
static void run_move(struct work *w, int row, int i, int n, int to)
{
	int *v = w->at[row].v;
	while (i > to) {
		int x = v[i - 1];
		memmove(v + i - 1, v + i, (size_t)n * sizeof(*v));
		v[--i + n] = x;
	}
	while (i < to) {
		int x = v[i + n];
		memmove(v + i + 1, v + i, (size_t)n * sizeof(*v));
		v[i++] = x;
	}
}

static void run_turn(struct work *w, int row, int i, int n)
{
	int *v = w->at[row].v;
	for (int j = i + n - 1; i < j; i++, j--) {
		int x = v[i];
		v[i] = v[j];
		v[j] = x;
	}
}

/* Tries a run at every place; true if one was better, and it stays there. */
static bool run_try(struct search *s, int row, int i, int n)
{
	struct work *w = s->w;
	int m = w->at[row].n, window = m > 24 ? 12 : m;
	size_t bytes = (size_t)m * sizeof(int);
	i64 best = cost_near(s, row);
	for (int turn = 0; turn < (n > 1 ? 2 : 1); turn++)
		for (int to = 0; to + n <= m && s->left > 0; to++) {
			if ((to == i && !turn) || to < i - window ||
			    to > i + window)
				continue;
			memcpy(s->keep, w->at[row].v, bytes);
			if (turn)
				run_turn(w, row, i, n);
			run_move(w, row, i, n, to);
			row_index(w, row);
			if (cost_near(s, row) < best)
				return true;
			memcpy(w->at[row].v, s->keep, bytes);
			row_index(w, row);
		}
	return false;
}

static bool neighbours_paired(const struct work *w, int p, int q)
{
	for (int i = 0; i < w->mates[p].n; i++)
		if (union_other(w, w->mates[p].v[i], p) == q)
			return true;
	return false;
}

static int run_length(const struct work *w, int row, int i)
{
	const struct list *l = &w->at[row];
	int n = 1;
	while (i + n < l->n &&
	       neighbours_paired(w, l->v[i + n - 1], l->v[i + n]))
		n++;
	return n;
}

static bool row_try(struct search *s, int row)
{
	struct work *w = s->w;
	bool any = false;
	for (int i = 0; i < w->at[row].n && s->left > 0; i++) {
		int n = run_length(w, row, i);
		any |= run_try(s, row, i, 1);
		if (n > 1)
			any |= run_try(s, row, i, n);
		if (i + n < w->at[row].n)
			any |= run_try(s, row, i,
				       n + run_length(w, row, i + n));
	}
	return any;
}

/* ---- swaps of whole lines ------------------------------------------------ */

/* Marks the descendants of a run, and their partners who have no origin. */
static void mark_down(const struct work *w, int *mark, int p, int as)
{
	if (mark[p])
		return;
	mark[p] = as;
	for (int i = 0; i < w->mates[p].n; i++) {
		int u = w->mates[p].v[i], q = union_other(w, u, p);
		if (q >= 0 && !w->born[q].n)
			mark_down(w, mark, q, as);
		for (int j = 0; j < w->kids[u].n; j++)
			mark_down(w, mark, kid_person(w, w->kids[u].v[j]), as);
	}
}

static void row_swap(struct search *s, int row, const int *mark)
{
	struct list *l = &s->w->at[row];
	int n = 0, k = 0;
	for (int as = 2; as >= 1; as--)
		for (int i = 0; i < l->n; i++)
			if (mark[l->v[i]] == as)
				s->keep[n++] = l->v[i];
	for (int i = 0; i < l->n; i++)
		if (mark[l->v[i]])
			l->v[i] = s->keep[k++];
	row_index(s->w, row);
}

static i64 cost_all(struct search *s)
{
	i64 cost = 0;
	for (int r = 0; r < s->w->rows; r++) {
		i64 size = s->w->fams[r].n + s->w->pairs[r].n + 2;
		s->left -= size * size + s->w->at[r].n;
		cost += work_channel_cost(s->w, r) + work_row_cost(s->w, r);
	}
	return cost;
}

static bool lines_try(struct search *s, int row, int i, int **keep)
{
	struct work *w = s->w;
	struct list *l = &w->at[row];
	int n = run_length(w, row, i);
	if (i + n >= l->n)
		return false;
	int m = run_length(w, row, i + n);
	int *mark = new(w->a, int, w->n);
	for (int k = 0; k < n; k++)
		mark_down(w, mark, l->v[i + k], 1);
	for (int k = 0; k < m; k++)
		mark_down(w, mark, l->v[i + n + k], 2);
	i64 was = cost_all(s);
	for (int r = 0; r < w->rows; r++) {
		memcpy(keep[r], w->at[r].v,
		       (size_t)w->at[r].n * sizeof(int));
		row_swap(s, r, mark);
	}
	if (cost_all(s) < was)
		return true;
	for (int r = 0; r < w->rows; r++) {
		memcpy(w->at[r].v, keep[r],
		       (size_t)w->at[r].n * sizeof(int));
		row_index(w, r);
	}
	return false;
}

static bool all_lines_try(struct search *s)
{
	struct work *w = s->w;
	bool any = false;
	struct arena_mark mark = arena_mark(w->a);
	int **keep = new(w->a, int *, w->rows);
	for (int r = 0; r < w->rows; r++)
		keep[r] = new(w->a, int, w->at[r].n);
	for (int r = 0; r < w->rows; r++)
		for (int i = 0; i < w->at[r].n && s->left > 0; i++)
			any |= lines_try(s, r, i, keep);
	arena_rewind(w->a, mark);
	return any;
}

i64 work_search(struct work *w, i64 *left)
{
	struct search s = { .w = w, .left = *left,
			    .keep = new(w->a, int, w->n) };
	for (bool any = true; any && s.left > 0;) {
		any = false;
		for (int r = 0; r < w->rows; r++)
			any |= row_try(&s, r);
		for (int r = w->rows - 1; r >= 0; r--)
			any |= row_try(&s, r);
		any |= all_lines_try(&s);
	}
	i64 cost = cost_all(&s);
	*left = s.left;
	return cost;
}
