/*
 * order.c — the order of every row: first depth first from an ancestor of the
 * focus, from another and from the focus itself; the best of them stays.
 *
 * Partners of one row make a block: a chain in which the first partner
 * stands left and later ones right.  A block is put down together with the
 * families its members come from: brothers and sisters of those in its left
 * half before it, of the others after it, so that lines of descent do not
 * have to cross.  search.c makes it better.
 */
#include "base/rng.h"
#include "genogram/work.h"

/* Limits of the search, in comparisons of two families. */
enum { SEARCH = 600000, SEARCH_EACH = 4000, KICKS = 400000 };

struct walk {
	struct work *w;
	bool *done;		/* put down, or about to be */
};

struct chain {
	int *v;
	int n;
};

static bool mate_open(const struct walk *k, int u, int p)
{
	int q = union_other(k->w, u, p);
	return q >= 0 && k->w->row[q] == k->w->row[p] && !k->done[q];
}

static void chain_left(struct walk *k, struct chain *c, int p)
{
	const struct list *m = &k->w->mates[p];
	k->done[p] = true;
	for (int i = 0; i < m->n; i++)
		if (mate_open(k, m->v[i], p))
			chain_left(k, c, union_other(k->w, m->v[i], p));
	c->v[c->n++] = p;
}

static void chain_right(struct walk *k, struct chain *c, int p)
{
	const struct list *m = &k->w->mates[p];
	k->done[p] = true;
	c->v[c->n++] = p;
	for (int i = 0; i < m->n; i++)
		if (mate_open(k, m->v[i], p))
			chain_right(k, c, union_other(k->w, m->v[i], p));
}

/* Husband left, wife right; of several partners the first left. */
static void chain_root(struct walk *k, struct chain *c, int p)
{
	const struct list *m = &k->w->mates[p];
	int open = 0, first = -1;
	k->done[p] = true;
	for (int i = 0; i < m->n; i++)
		if (mate_open(k, m->v[i], p)) {
			open++;
			first = first < 0 ? m->v[i] : first;
		}
	bool woman = k->w->f->persons.v[p].sex == SEX_FEMALE;
	if (open > 1 || (open == 1 && woman))
		chain_left(k, c, union_other(k->w, first, p));
	c->v[c->n++] = p;
	for (int i = 0; i < m->n; i++)
		if (mate_open(k, m->v[i], p))
			chain_right(k, c, union_other(k->w, m->v[i], p));
}

static void block_walk(struct walk *k, int p);

/* The families somebody comes from, with his brothers and sisters. */
static void origins_walk(struct walk *k, int p)
{
	const struct work *w = k->w;
	for (int i = 0; i < w->born[p].n; i++) {
		int u = w->f->children.v[w->born[p].v[i]].of;
		const struct genogram_union *m = &w->f->unions.v[u];
		block_walk(k, m->a);
		if (m->b >= 0)
			block_walk(k, m->b);
	}
}

static bool has_foreign_origin(const struct walk *k, int p)
{
	const struct work *w = k->w;
	for (int i = 0; i < w->mates[p].n; i++) {
		int q = union_other(w, w->mates[p].v[i], p);
		for (int j = 0; q >= 0 && j < w->born[q].n; j++) {
			int u = w->f->children.v[w->born[q].v[j]].of;
			if (!k->done[w->f->unions.v[u].a])
				return true;
		}
	}
	return false;
}

static void children_walk(struct walk *k, int p)
{
	const struct work *w = k->w;
	for (int late = 0; late < 2; late++)
		for (int i = 0; i < w->mates[p].n; i++) {
			const struct list *l = &w->kids[w->mates[p].v[i]];
			for (int j = 0; j < l->n; j++) {
				int c = kid_person(w, l->v[j]);
				if (late || !has_foreign_origin(k, c))
					block_walk(k, c);
			}
		}
}

static void block_walk(struct walk *k, int p)
{
	struct work *w = k->w;
	if (k->done[p])
		return;
	struct chain c = { .v = new(w->a, int, w->n) };
	chain_root(k, &c, p);
	int left = c.n / 2;
	if (c.n == 1)
		left = 1;
	for (int i = 0; i < left; i++)
		origins_walk(k, c.v[i]);
	struct list *row = &w->at[w->row[p]];
	for (int i = 0; i < c.n; i++)
		row->v[row->n++] = c.v[i];
	for (int i = 0; i < c.n; i++)
		children_walk(k, c.v[i]);
	for (int i = left; i < c.n; i++)
		origins_walk(k, c.v[i]);
}

static void rows_index(struct work *w)
{
	for (int r = 0; r < w->rows; r++)
		for (int i = 0; i < w->at[r].n; i++)
			w->pos[w->at[r].v[i]] = i;
}

/* Those of an earlier picture keep its order; the new stay right of whoever
 * they were put down after. */
static void rows_as_before(struct work *w)
{
	const int *x = w->f->before;
	for (int r = 0; r < w->rows; r++) {
		struct list *l = &w->at[r];
		int *key = new(w->a, int, w->n), last = 0;
		for (int i = 0; i < l->n; i++) {
			last = x[l->v[i]] >= 0 ? x[l->v[i]] : last;
			key[l->v[i]] = last;
		}
		for (int i = 1; i < l->n; i++) {
			int p = l->v[i], j = i;
			for (; j > 0 && key[l->v[j - 1]] > key[p]; j--)
				l->v[j] = l->v[j - 1];
			l->v[j] = p;
		}
	}
}

/* Unions by the row of their children and by their own. */
static void rows_unions(struct work *w)
{
	w->fams = new(w->a, struct list, w->rows + 1);
	w->pairs = new(w->a, struct list, w->rows + 1);
	for (int r = 0; r < w->rows; r++) {
		w->fams[r].v = new(w->a, int, w->unions);
		w->pairs[r].v = new(w->a, int, w->unions);
		for (int u = 0; u < w->unions; u++) {
			bool here = false;
			for (int i = 0; i < w->kids[u].n; i++)
				here |= w->row[kid_person(
						w, w->kids[u].v[i])] == r;
			if (here)
				w->fams[r].v[w->fams[r].n++] = u;
			if (w->f->unions.v[u].b >= 0 && union_row(w, u) == r)
				w->pairs[r].v[w->pairs[r].n++] = u;
		}
	}
}

/* The eldest ancestor on one side: partner a of a union, or b. */
static int ancestor(const struct work *w, int p, int side)
{
	while (w->born[p].n) {
		int u = w->f->children.v[w->born[p].v[0]].of;
		const struct genogram_union *m = &w->f->unions.v[u];
		p = side && m->b >= 0 ? m->b : m->a;
	}
	return p;
}

static void order_from(struct work *w, int first)
{
	struct walk k = { .w = w, .done = new(w->a, bool, w->n) };
	for (int r = 0; r < w->rows; r++)
		w->at[r].n = 0;
	block_walk(&k, first);
	for (int p = 0; p < w->n; p++)
		block_walk(&k, ancestor(w, p, 0));
	for (int p = 0; p < w->n; p++)
		block_walk(&k, p);
	if (w->f->before)
		rows_as_before(w);
	rows_index(w);
}

/* Keeps the order if it is the best so far, else takes the best again. */
static void order_keep(struct work *w, struct list *best, i64 *least,
		       i64 cost)
{
	for (int r = 0; r < w->rows; r++)
		for (int i = 0; i < w->at[r].n; i++)
			if (cost < *least)
				best[r].v[i] = w->at[r].v[i];
			else
				w->at[r].v[i] = best[r].v[i];
	*least = cost < *least ? cost : *least;
	rows_index(w);
}

/* Somebody in each of two rows goes to another place. */
static void order_kick(struct work *w, struct rng *rng)
{
	for (int k = 0; k < 2; k++) {
		struct list *l = &w->at[rng_below(rng, w->rows)];
		int i = (int)rng_below(rng, l->n);
		int to = (int)rng_below(rng, l->n), p = l->v[i];
		for (; i < to; i++)
			l->v[i] = l->v[i + 1];
		for (; i > to; i--)
			l->v[i] = l->v[i - 1];
		l->v[to] = p;
	}
	rows_index(w);
}

static void order_open(struct work *w, struct list *best)
{
	w->at = new(w->a, struct list, w->rows + 1);
	for (int p = 0; p < w->n; p++)
		w->at[w->row[p]].n++;
	for (int r = 0; r < w->rows; r++) {
		w->at[r].v = new(w->a, int, w->at[r].n);
		best[r].v = new(w->a, int, w->at[r].n);
	}
	rows_unions(w);
}

void work_order(struct work *w)
{
	int focus = w->f->focus >= 0 ? w->f->focus : 0;
	struct list *best = new(w->a, struct list, w->rows + 1);
	i64 least = INT64_MAX, kicks = KICKS;
	order_open(w, best);
	if (!w->n)
		return;
	int starts[] = { ancestor(w, focus, 0), ancestor(w, focus, 1), focus };
	for (int i = 0; i < (w->n > 300 ? 1 : COUNT(starts)); i++) {
		i64 left = SEARCH + SEARCH_EACH * (i64)w->n;
		if (i && starts[i] == starts[i - 1])
			continue;
		order_from(w, starts[i]);
		order_keep(w, best, &least, work_search(w, &left));
	}
	struct rng rng = { (u64)w->n };
	/* mend.c tries every order of a small family. */
	if (w->f->before || work_is_small(w))
		return;
	/* Out of where no single step makes it better: always the same way. */
	while (least > 0 && kicks > 0) {
		order_kick(w, &rng);
		order_keep(w, best, &least, work_search(w, &kicks));
	}
}
