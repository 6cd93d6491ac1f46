/*
 * place.c — where on its row everybody stands.
 *
 * The order is fixed.  Sweeps down and up let children come under their
 * parents and parents over their children; partners side by side are one
 * rigid cluster.  Each row is solved exactly: isotonic regression (pool
 * adjacent violators) of what the clusters wish, so that nobody overlaps and
 * the sum of squares is least.  Integers only.
 *
 * Whoever stood in an earlier picture wishes most of all to stay: a family
 * that gains somebody is not drawn anew, it makes room.
 */
#include "genogram/work.h"

enum { SWEEPS = 16, HEAVY = 16, LIGHT = 2, STAY = 1000,
       SOFT = 4, SETTLE = 12 };

struct placing {
	struct work *w;
	int *hole_lines;	/* lines down through the hole left of an item */
	i64 *wish, *weight;	/* of a person: sum of weight*position */
	const int *stay;	/* where he stood in an earlier picture */
};

/* How far everybody reaches with his label and a household's name. */
static void reach_all(struct work *w)
{
	for (int p = 0; p < w->n; p++) {
		int half = w->pic->places[p].label.w / 2;
		w->left[p] = w->right[p] = half > HALF ? half : HALF;
	}
	for (isize i = 0; i < w->pic->tags.n; i++) {
		const struct genogram_tag *t = &w->pic->tags.v[i];
		int far = HALF + 4 + t->box.w;
		far += far & 1;
		w->left[t->who] = far > w->left[t->who] ? far :
							  w->left[t->who];
	}
}

/* From the centre of item i-1 to the centre of item i. */
static int apart(const struct placing *k, int row, int i)
{
	const struct work *w = k->w;
	int p = w->at[row].v[i - 1], q = w->at[row].v[i];
	int d = w->right[p] + w->left[q] + GAP +
		DROP * k->hole_lines[q];
	return d + (d & 1);
}

static bool paired(const struct work *w, int p, int q)
{
	for (int i = 0; i < w->mates[p].n; i++)
		if (union_other(w, w->mates[p].v[i], p) == q)
			return true;
	return false;
}

/* The x at which a union goes down, by the order alone. */
static int drop_wish(const struct work *w, int u)
{
	int row = union_row(w, u), h = union_hole(w, u);
	const struct list *l = &w->at[row];
	if (!union_level(w, u))
		return w->x[l->v[h - 1]] + w->right[l->v[h - 1]] + GAP / 2;
	int right = w->x[l->v[h]] - w->left[l->v[h]];
	if (!union_adjacent(w, u))
		return right - GAP / 2;
	/* After a divorce the children stand under whom they live with. */
	if (union_keeper(w, u) >= 0)
		return w->x[union_keeper(w, u)];
	return (right + w->x[l->v[h - 1]] + w->right[l->v[h - 1]]) / 2;
}

static int kids_middle(const struct work *w, int u)
{
	const struct list *l = &w->kids[u];
	int lo = 0, hi = 0;
	for (int i = 0; i < l->n; i++) {
		int x = w->x[kid_person(w, l->v[i])];
		lo = !i || x < lo ? x : lo;
		hi = !i || x > hi ? x : hi;
	}
	return (lo + hi) / 2;
}

static void wish_add(struct placing *k, int p, int x, int weight)
{
	k->wish[p] += (i64)x * weight;
	k->weight[p] += weight;
}

/* Whoever has to move far anyhow holds the others less: better that a few
 * move than that all do (least sum of movements, not of their squares). */
static int stay_weight(const struct placing *k, int p)
{
	int d = k->w->x[p] - k->stay[p];
	return STAY / (1 + (d < 0 ? -d : d) / SOFT) + HEAVY;
}

/* What everybody of a row wishes; down: the parents' word is heavy. */
static void wishes_of_row(struct placing *k, int row, int above, int below)
{
	struct work *w = k->w;
	for (int i = 0; i < w->at[row].n; i++) {
		int p = w->at[row].v[i];
		k->wish[p] = w->x[p];
		k->weight[p] = 1;
		if (k->stay && k->stay[p] >= 0)
			wish_add(k, p, k->stay[p], stay_weight(k, p));
		for (int j = 0; j < w->born[p].n; j++) {
			const struct genogram_child *c =
				&w->f->children.v[w->born[p].v[j]];
			int wt = c->kind == BY_BIRTH ? above : above / 4 + 1;
			wish_add(k, p, w->x[p] + drop_wish(w, c->of) -
					       kids_middle(w, c->of), wt);
		}
		for (int j = 0; j < w->mates[p].n; j++) {
			int u = w->mates[p].v[j];
			int q = union_other(w, u, p);
			if (w->kids[u].n)
				wish_add(k, p, w->x[p] + kids_middle(w, u) -
						       drop_wish(w, u), below);
			if (q >= 0 && w->row[q] != row)
				wish_add(k, p, w->x[q], LIGHT);
		}
	}
}

struct pool {
	i64 sum, weight;	/* of wishes for the first item, less offsets */
	int first;		/* item of the row */
};

static i64 floor_div(i64 x, i64 y)
{
	return x >= 0 ? x / y : -((-x + y - 1) / y);
}

static void row_solve(struct placing *k, int row)
{
	struct work *w = k->w;
	const struct list *l = &w->at[row];
	struct arena_mark mark = arena_mark(w->a);
	struct pool *v = new(w->a, struct pool, l->n);
	int *offset = new(w->a, int, l->n), n = 0;
	for (int i = 0; i < l->n; i++) {
		int p = l->v[i];
		offset[i] = i ? offset[i - 1] + apart(k, row, i) : 0;
		struct pool one = {
			k->wish[p] - k->weight[p] * offset[i], k->weight[p], i
		};
		if (i && paired(w, l->v[i - 1], p)) {
			v[n - 1].sum += one.sum;
			v[n - 1].weight += one.weight;
		} else {
			v[n++] = one;
		}
		while (n > 1 && floor_div(v[n - 2].sum, v[n - 2].weight) >=
					floor_div(v[n - 1].sum,
						  v[n - 1].weight)) {
			v[n - 2].sum += v[n - 1].sum;
			v[n - 2].weight += v[n - 1].weight;
			n--;
		}
	}
	for (int i = 0, j = 0; i < l->n; i++) {
		j += j + 1 < n && v[j + 1].first <= i;
		w->x[l->v[i]] = (int)floor_div(v[j].sum, v[j].weight) +
				offset[i];
	}
	arena_rewind(w->a, mark);
}

static void sweep(struct placing *k, int above, int below)
{
	struct work *w = k->w;
	for (int r = 0; r < w->rows; r++) {
		wishes_of_row(k, r, above, below);
		row_solve(k, r);
	}
	for (int r = w->rows - 1; r >= 0; r--) {
		wishes_of_row(k, r, below, above);
		row_solve(k, r);
	}
}

/* Ties go down beside the upper of the two, on the other's side. */
static void holes_of_ties(struct placing *k)
{
	struct work *w = k->w;
	for (isize i = 0; i < w->f->ties.n; i++) {
		int p = w->f->ties.v[i].a, q = w->f->ties.v[i].b;
		if (w->row[p] > w->row[q]) {
			p = w->f->ties.v[i].b;
			q = w->f->ties.v[i].a;
		}
		int h = w->pos[p] + work_side(w, p, w->x[q]);
		if (w->row[p] < w->row[q] && h < w->at[w->row[p]].n)
			k->hole_lines[w->at[w->row[p]].v[h]]++;
	}
}

static void holes_count(struct placing *k)
{
	struct work *w = k->w;
	for (int u = 0; u < w->unions; u++) {
		int row = union_row(w, u), h = union_hole(w, u);
		w->hole[u] = h;
		if (w->kids[u].n && h < w->at[row].n)
			k->hole_lines[w->at[row].v[h]] +=
				!union_adjacent(w, u) ||
				union_keeper(w, u) >= 0;
	}
}

/* Every row in its order, around 0. */
static void rows_pack(struct placing *k)
{
	struct work *w = k->w;
	for (int r = 0; r < w->rows; r++) {
		const struct list *l = &w->at[r];
		for (int i = 1; i < l->n; i++)
			w->x[l->v[i]] = w->x[l->v[i - 1]] + apart(k, r, i);
		int mid = l->n ? w->x[l->v[l->n - 1]] / 2 : 0;
		for (int i = 0; i < l->n; i++)
			w->x[l->v[i]] -= mid;
	}
}

void work_place(struct work *w)
{
	struct placing k = { .w = w, .hole_lines = new(w->a, int, w->n),
			     .wish = new(w->a, i64, w->n),
			     .weight = new(w->a, i64, w->n) };
	reach_all(w);
	holes_count(&k);
	rows_pack(&k);
	for (int i = 0; i < SWEEPS; i++)
		sweep(&k, HEAVY, LIGHT);
	if (w->f->ties.n) {
		holes_of_ties(&k);
		sweep(&k, HEAVY, LIGHT);
	}
	sweep(&k, HEAVY, HEAVY);
	k.stay = w->f->before;
	for (int i = 0; i < (k.stay ? SETTLE : 0); i++)
		sweep(&k, HEAVY, HEAVY);
}
