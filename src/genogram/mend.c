/*
 * mend.c — small families: the picture itself has the last word.
 *
 * What search.c makes small is only what the order lets one guess.  If there
 * are few orders, every one is tried: the fewest crossings of strangers'
 * strokes in its picture, then the least cost.  Else, if any cross, orders one
 * step away are drawn, then those two steps away, as long as it gets better.
 */
#include "genogram/work.h"

#include <string.h>

enum { MEND_PEOPLE = 12, MEND_DRAWINGS = 300, MEND_STEPS = 2 };

struct mend {
	struct work *w;
	int drawings;		/* that may still be tried */
	struct list *best;	/* the rows of the best order so far */
	int crossings;		/* … in its picture */
	i64 cost;
};

static int side(struct genogram_point a, struct genogram_point b,
		struct genogram_point c)
{
	i64 d = (i64)(b.x - a.x) * (c.y - a.y) - (i64)(b.y - a.y) * (c.x - a.x);
	return (d > 0) - (d < 0);
}

static bool share(const struct genogram_stroke *s,
		  const struct genogram_stroke *t)
{
	for (int i = 0; i < s->people; i++)
		for (int j = 0; j < t->people; j++)
			if (s->who[i] == t->who[j])
				return true;
	return false;
}

static int strokes_cross(const struct genogram_stroke *s,
			 const struct genogram_stroke *t)
{
	int n = 0;
	for (int i = 0; i + 1 < s->points; i++)
		for (int j = 0; j + 1 < t->points; j++) {
			struct genogram_point a = s->at[i], b = s->at[i + 1];
			struct genogram_point c = t->at[j], d = t->at[j + 1];
			n += side(a, b, c) * side(a, b, d) < 0 &&
			     side(c, d, a) * side(c, d, b) < 0;
		}
	return n;
}

static int drawn_crossings(struct work *w)
{
	struct genogram_picture *pic = w->pic;
	struct arena_mark mark = arena_mark(w->a);
	int n = 0;
	work_place(w);
	work_route(w);
	for (isize i = 0; i < pic->strokes.n; i++)
		for (isize j = 0; j < i; j++)
			if (!share(&pic->strokes.v[i], &pic->strokes.v[j]))
				n += strokes_cross(&pic->strokes.v[i],
						   &pic->strokes.v[j]);
	/* As it was before: place.c begins at what x holds. */
	memset(w->x, 0, (size_t)w->n * sizeof(*w->x));
	pic->strokes.v = NULL;
	pic->strokes.n = pic->strokes.cap = 0;
	arena_rewind(w->a, mark);
	return n;
}

static i64 cost_all(const struct work *w)
{
	i64 cost = 0;
	for (int r = 0; r < w->rows; r++)
		cost += work_channel_cost(w, r) + work_row_cost(w, r);
	return cost;
}

static void row_index(struct work *w, int row)
{
	for (int i = 0; i < w->at[row].n; i++)
		w->pos[w->at[row].v[i]] = i;
}

/* Draws the order that stands and keeps it if none was better. */
static bool order_judge(struct mend *m)
{
	struct work *w = m->w;
	i64 cost = cost_all(w);
	if (!m->drawings || (!m->crossings && cost >= m->cost))
		return false;
	m->drawings--;
	int n = drawn_crossings(w);
	if (n > m->crossings || (n == m->crossings && cost >= m->cost))
		return false;
	m->crossings = n;
	m->cost = cost;
	for (int r = 0; r < w->rows; r++)
		for (int i = 0; i < w->at[r].n; i++)
			m->best[r].v[i] = w->at[r].v[i];
	return true;
}

static void order_load(struct mend *m)
{
	for (int r = 0; r < m->w->rows; r++) {
		for (int i = 0; i < m->w->at[r].n; i++)
			m->w->at[r].v[i] = m->best[r].v[i];
		row_index(m->w, r);
	}
}

/* Every order of the rows from `row` on, item `i` on. */
static void orders_all(struct mend *m, int row, int i)
{
	struct work *w = m->w;
	if (row == w->rows) {
		order_judge(m);
		return;
	}
	if (i >= w->at[row].n) {
		row_index(w, row);
		orders_all(m, row + 1, 0);
		return;
	}
	int *v = w->at[row].v;
	for (int j = i; j < w->at[row].n; j++) {
		int x = v[i], y = v[j];
		v[i] = y;
		v[j] = x;
		orders_all(m, row, i + 1);
		v[i] = x;
		v[j] = y;
	}
}

static void item_move(struct work *w, int row, int i, int to)
{
	int *v = w->at[row].v, p = v[i];
	for (; i < to; i++)
		v[i] = v[i + 1];
	for (; i > to; i--)
		v[i] = v[i - 1];
	v[to] = p;
	row_index(w, row);
}

/* Orders in which `steps` people stand at another place of their row. */
static bool orders_near(struct mend *m, int steps)
{
	struct work *w = m->w;
	bool found = false;
	if (!steps)
		return order_judge(m);
	for (int r = 0; r < w->rows; r++)
		for (int i = 0; i < w->at[r].n; i++)
			for (int to = 0; to < w->at[r].n; to++) {
				/* One to the left is one to the right. */
				if (to == i || to + 1 == i || !m->drawings)
					continue;
				item_move(w, r, i, to);
				found |= orders_near(m, steps - 1);
				item_move(w, r, to, i);
			}
	return found;
}

bool work_is_small(const struct work *w)
{
	int n = 1;
	for (int r = 0; r < w->rows; r++)
		for (int i = 2; i <= w->at[r].n && n <= MEND_DRAWINGS; i++)
			n *= i;
	return n <= MEND_DRAWINGS && w->n <= MEND_PEOPLE && !w->f->before;
}

void work_mend(struct work *w)
{
	if (!w->n || w->n > MEND_PEOPLE || w->f->before)
		return;
	struct mend m = { .w = w, .drawings = MEND_DRAWINGS + 1,
			  .best = new(w->a, struct list, w->rows),
			  .crossings = 1 << 20 };
	for (int r = 0; r < w->rows; r++)
		m.best[r].v = new(w->a, int, w->at[r].n);
	order_judge(&m);
	bool small = work_is_small(w);
	if (small)
		orders_all(&m, 0, 0);
	for (int steps = 1; !small && steps <= MEND_STEPS; steps++)
		while (m.crossings && m.drawings && orders_near(&m, steps))
			order_load(&m);
	order_load(&m);
}
