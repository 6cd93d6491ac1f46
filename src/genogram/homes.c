/*
 * homes.c — outlines of households (世帯).
 *
 * In each row a household is one or more runs of neighbours; runs of rows
 * below each other become one outline.  Nobody else is ever inside: a
 * household whose people do not stand together has several outlines.
 */
#include "genogram/route.h"

struct run {
	int row, first, left, right;	/* first: who stands left */
	bool used;
};

struct runs {
	struct run *v;
	int n;
};

enum { PAD = 6, NEST = 3 };

static void runs_find(const struct work *w, const bool *in, int pad,
		      struct runs *ret)
{
	for (int r = 0; r < w->rows; r++) {
		bool open = false;
		for (int i = 0; i < w->at[r].n; i++) {
			int p = w->at[r].v[i];
			if (!in[p]) {
				open = false;
				continue;
			}
			if (!open)
				ret->v[ret->n++] = (struct run){
					r, p, w->x[p] - w->left[p] - pad, 0,
					false };
			ret->v[ret->n - 1].right = w->x[p] + w->right[p] + pad;
			open = true;
		}
	}
}

static struct run *run_below(struct runs *all, const struct run *up)
{
	for (int i = 0; i < all->n; i++) {
		struct run *d = &all->v[i];
		if (d->row == up->row + 1 && !d->used &&
		    d->left < up->right && up->left < d->right)
			return d;
	}
	return NULL;
}

static int row_bottom(const struct route *k, int row)
{
	const struct work *w = k->w;
	int h = 0;
	for (int i = 0; i < w->at[row].n; i++) {
		int l = w->pic->places[w->at[row].v[i]].label.h;
		h = l > h ? l : h;
	}
	return k->ch[row].bottom + BOX + 2 + h;
}

struct path {
	struct genogram_point *v;
	int n;
};

static void path_add(struct path *p, int x, int y)
{
	p->v[p->n++] = (struct genogram_point){ x, y };
}

/* Down the right side of the chain, up the left one, and closed. */
static void chain_outline(struct route *k, struct run **v, int n, int home,
			  int pad)
{
	struct work *w = k->w;
	struct path p = { .v = new(w->a, struct genogram_point, 4 * n + 4) };
	int top = k->ch[v[0]->row].bottom - pad;
	path_add(&p, v[0]->right, top);
	for (int i = 0; i + 1 < n; i++) {
		int y = row_bottom(k, v[i]->row) + pad;
		path_add(&p, v[i]->right, y);
		path_add(&p, v[i + 1]->right, y);
	}
	int end = row_bottom(k, v[n - 1]->row) + pad;
	path_add(&p, v[n - 1]->right, end);
	path_add(&p, v[n - 1]->left, end);
	for (int i = n - 1; i > 0; i--) {
		int y = row_bottom(k, v[i - 1]->row) + pad;
		path_add(&p, v[i]->left, y);
		path_add(&p, v[i - 1]->left, y);
	}
	path_add(&p, v[0]->left, top);
	path_add(&p, v[0]->right, top);
	*vec_push(w->a, &w->pic->strokes) = (struct genogram_stroke){
		.kind = STROKE_HOUSEHOLD, .of = home, .child = -1,
		.who = w->f->homes.v[home].who,
		.people = w->f->homes.v[home].n,
		.at = p.v, .points = p.n,
	};
}

static int home_runs(const struct work *w, int home, struct runs *ret)
{
	const struct genogram_home *h = &w->f->homes.v[home];
	int pad = PAD + NEST * (home % 3);
	bool *in = new(w->a, bool, w->n);
	for (int i = 0; i < h->n; i++)
		in[h->who[i]] = true;
	*ret = (struct runs){ .v = new(w->a, struct run, h->n) };
	runs_find(w, in, pad, ret);
	return pad;
}

/* The runs from one on down; they count as used then. */
static int chain_take(struct runs *all, struct run *r, struct run **chain)
{
	int n = 0;
	for (; r && !r->used; r = run_below(all, r)) {
		r->used = true;
		chain[n++] = r;
	}
	return n;
}

static void home_outline(struct route *k, int home)
{
	struct work *w = k->w;
	struct runs all;
	int pad = home_runs(w, home, &all);
	struct run **chain = new(w->a, struct run *, w->rows);
	for (int i = 0; i < all.n; i++) {
		int n = chain_take(&all, &all.v[i], chain);
		if (n)
			chain_outline(k, chain, n, home, pad);
	}
}

bool work_tags(struct work *w)
{
	struct run **chain = new(w->a, struct run *, w->rows);
	for (int h = 0; h < (int)w->f->homes.n && !w->f->style.bare; h++) {
		struct runs all;
		home_runs(w, h, &all);
		for (int i = 0; i < all.n; i++)
			if (chain_take(&all, &all.v[i], chain))
				work_tag(w, h, all.v[i].first);
	}
	return w->pic->tags.n > 0;
}

void route_homes(struct route *k)
{
	for (int i = 0; i < (int)k->w->f->homes.n; i++)
		home_outline(k, i);
}
