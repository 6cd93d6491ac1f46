/*
 * least_test.c — fewest crossings, by trying every order.
 *
 * Families of at most six people, three unions and three generations without
 * adoption and without partners of two generations are made by chance (always
 * the same ones).  For each, every order
 * of every row is placed and routed as the room does it, and the crossings of
 * the strokes are counted; the room's own picture must have the fewest.
 */
#include "base/rng.h"
#include "base/test.h"
#include "genogram/work.h"

enum { FAMILIES = 3000, PEOPLE = 6 };

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

static int stroke_cross(const struct genogram_stroke *s,
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

static int crossings(const struct genogram_picture *p)
{
	int n = 0;
	for (isize i = 0; i < p->strokes.n; i++)
		for (isize j = 0; j < i; j++)
			if (!share(&p->strokes.v[i], &p->strokes.v[j]))
				n += stroke_cross(&p->strokes.v[i],
						  &p->strokes.v[j]);
	return n;
}

/* Partners and parents only point to people made before: no circles. */
static void family_make(struct rng *r, struct genogram_family *f)
{
	int n = 3 + (int)rng_below(r, PEOPLE - 2);
	for (int i = 0; i < n; i++)
		*vec_push(test_arena, &f->persons) = (struct genogram_person){
			.id = S("x"), .age = -1,
			.sex = 1 + (enum genogram_sex)rng_below(r, 2) };
	int unions = 2 + (int)rng_below(r, 2);
	for (int u = 0; u < unions; u++) {
		int a = (int)rng_below(r, n), b = (int)rng_below(r, n);
		*vec_push(test_arena, &f->unions) = (struct genogram_union){
			.a = a, .b = a == b ? -1 : b };
	}
	for (int p = 1; p < n; p++) {
		int u = (int)rng_below(r, unions + 1);
		if (u < unions && f->unions.v[u].a < p && f->unions.v[u].b < p)
			*vec_push(test_arena, &f->children) =
				(struct genogram_child){ .of = u, .child = p };
	}
}

static int count_order(struct work *w)
{
	for (int r = 0; r < w->rows; r++)
		for (int i = 0; i < w->at[r].n; i++)
			w->pos[w->at[r].v[i]] = i;
	w->pic->strokes.n = 0;
	work_place(w);
	work_route(w);
	return crossings(w->pic);
}

/* The fewest over all orders of the rows from `row` on, item `i` on. */
static int least(struct work *w, int row, int i)
{
	if (row == w->rows) {
		struct arena_mark mark = arena_mark(w->a);
		int n = count_order(w);
		w->pic->strokes.v = NULL;
		w->pic->strokes.n = w->pic->strokes.cap = 0;
		arena_rewind(w->a, mark);
		return n;
	}
	if (i >= w->at[row].n)
		return least(w, row + 1, 0);
	int best = 1 << 20, *v = w->at[row].v;
	for (int j = i; j < w->at[row].n && best; j++) {
		int x = v[i], y = v[j];
		v[i] = y;
		v[j] = x;
		int n = least(w, row, i + 1);
		best = n < best ? n : best;
		v[i] = x;
		v[j] = y;
	}
	return best;
}

/* The order knows nothing of a line that joins two rows. */
static bool in_grammar(const struct work *w)
{
	for (int u = 0; u < w->unions; u++)
		if (w->f->unions.v[u].b >= 0 && !union_level(w, u))
			return false;
	return w->rows <= 3;
}

TEST(genogram, no_order_has_fewer_crossings)
{
	struct rng r = { 4 };
	int tried = 0, worse = 0;
	while (tried < FAMILIES) {
		struct arena_mark mark = arena_mark(test_arena);
		struct genogram_family f = { .focus = -1 };
		str why;
		family_make(&r, &f);
		if (genogram_check(test_arena, &f, &why) == OK) {
			struct genogram_picture *p =
				genogram_draw(test_arena, &f);
			int ours = crossings(p);
			struct work *w = work_open(test_arena, &f);
			w->pic = p;
			work_rows(w);
			work_order(w);
			bool is_one = in_grammar(w);
			int best = is_one && ours ? least(w, 0, 0) : ours;
			tried += is_one;
			if (ours > best) {
				worse++;
				print_message("%d > %d\n", ours, best);
			}
		}
		arena_rewind(test_arena, mark);
	}
	assert_int_equal(worse, 0);
}

TEST_MAIN
