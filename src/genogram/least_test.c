/*
 * least_test.c — fewest crossings, by trying every order.
 *
 * For every family of the grammar of least_kin.h in at most three rows, the
 * crossings of strokes that share no person are counted in the room's own
 * picture and, if there are any, in the picture of every order of every row:
 * placed and routed as the room does it, the rows themselves as rows.c gives
 * them.  None may have fewer.  That the husband stands left and the elder
 * left are wishes in search.c, not rules: the minimum ranges over orders that
 * break them, too.
 *
 * What the grammar leaves open can still lead the search another way or move
 * a line: each family is drawn in several dresses (kin_dress), the first with
 * nothing known, the others with sexes, widths of names, a focus and an order
 * of births by chance.
 *
 *	least_test		at most six people: what the checks run
 *	least_test N [DRESSES]	at most N; ends at the first that is not least
 */
#include "base/test.h"
#include "genogram/least_kin.h"
#include "genogram/work.h"

#include <string.h>

enum { PEOPLE = 6, CHECK_DRESSES = 4, DRESSES = 8, ROWS = 3 };

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

static i64 orders;		/* tried so far */

static int count_order(struct work *w)
{
	orders++;
	for (int r = 0; r < w->rows; r++)
		for (int i = 0; i < w->at[r].n; i++)
			w->pos[w->at[r].v[i]] = i;
	w->pic->strokes.n = 0;
	memset(w->x, 0, (size_t)w->n * sizeof(*w->x));
	work_place(w);
	work_route(w);
	return crossings(w->pic);
}

/* Brothers and sisters who are nobody's partner are alike in all that is
 * drawn: of their orders one is enough. */
static bool alike(const struct work *w, int p, int q)
{
	if (w->mates[p].n || w->mates[q].n || w->born[p].n != w->born[q].n)
		return false;
	return !w->born[p].n || w->f->children.v[w->born[p].v[0]].of ==
					w->f->children.v[w->born[q].v[0]].of;
}

static bool tried_alike(const struct work *w, const int *v, int i, int j)
{
	for (int k = i; k < j; k++)
		if (alike(w, v[k], v[j]))
			return true;
	return false;
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
		if (tried_alike(w, v, i, j))
			continue;
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

/* ---- every family -------------------------------------------------------- */

struct proof {
	int dresses;
	i64 families, tall;	/* within, and over, three rows */
	i64 drawn, brute, crossings, orders;
	bool failed;
};

static bool is_tall(const struct kin *k)
{
	struct genogram_family f;
	kin_dress(test_arena, k, 0, &f);
	struct work *w = work_open(test_arena, &f);
	work_rows(w);
	return w->rows > ROWS;
}

static bool is_family(const struct kin *k)
{
	struct genogram_family f;
	str why;
	kin_dress(test_arena, k, 0, &f);
	return genogram_check(test_arena, &f, &why) == OK;
}

/* A table of the rows for `least`, in any order. */
static struct work *rows_open(const struct genogram_family *f,
			      struct genogram_picture *p)
{
	struct work *w = work_open(test_arena, f);
	w->pic = p;
	work_rows(w);
	work_order(w);
	return w;
}

static void prove_dress(struct proof *all, const struct kin *k, u64 dress)
{
	struct genogram_family f;
	kin_dress(test_arena, k, dress, &f);
	struct genogram_picture *p = genogram_draw(test_arena, &f);
	int ours = crossings(p);
	all->drawn++;
	all->crossings += ours;
	if (!ours)
		return;
	all->brute++;
	int best = least(rows_open(&f, p), 0, 0);
	if (best == ours)
		return;
	str json = kin_json(test_arena, &f);
	print_error("%d crossings, not %d: %.*s\n", ours, best, (int)json.n,
		    json.p);
	all->failed = true;
}

static void prove(void *arg, const struct kin *k)
{
	struct proof *all = arg;
	struct arena_mark mark = arena_mark(test_arena);
	if (!all->failed && is_family(k)) {
		bool tall = is_tall(k);
		all->tall += tall;
		all->families += !tall;
		/* The number of the family makes its dresses its own. */
		u64 own = (u64)all->families << 16;
		for (int d = 0; !tall && d < all->dresses; d++)
			prove_dress(all, k, d ? own + (u64)d : 0);
	}
	arena_rewind(test_arena, mark);
}

static struct proof prove_for(int people, int dresses)
{
	struct proof all = { .dresses = dresses };
	orders = 0;
	kin_each(people, prove, &all);
	all.orders = orders;
	print_message("%d people: %lld families, %lld pictures, %lld of them "
		      "by brute force (%lld orders), %lld crossings; "
		      "%lld families in more than %d rows left out\n", people,
		      (long long)all.families, (long long)all.drawn,
		      (long long)all.brute, (long long)all.orders,
		      (long long)all.crossings, (long long)all.tall, ROWS);
	return all;
}

/* Counted once more with other means for up to four people, so that a family
 * that is no longer made is seen. */
TEST(genogram, no_order_has_fewer_crossings)
{
	static const int families[] = { 0, 3, 22, 105, 349, 863, 1752 };
	for (int n = 1; n <= PEOPLE; n++) {
		struct proof all = prove_for(n, CHECK_DRESSES);
		assert_false(all.failed);
		assert_int_equal(all.families, families[n]);
	}
}

/* Two parents alone with two children each, one of each a pair: the proof
 * sees that children in turn cross, and that it can be done without. */
TEST(genogram, a_worse_order_is_seen)
{
	struct kin k = { .unions = 3, .partners = 4,
			 .pair = { { 0, -1 }, { 1, -1 }, { 2, 3 } },
			 .born = { 3, 3, 0, 1 }, .plain = { 1, 1 } };
	struct genogram_family f;
	kin_dress(test_arena, &k, 0, &f);
	struct genogram_picture *p = genogram_draw(test_arena, &f);
	assert_int_equal(crossings(p), 0);
	struct work *w = rows_open(&f, p);
	memcpy(w->at[1].v, (int[]){ 2, 3, 4, 5 }, 4 * sizeof(int));
	assert_true(count_order(w) > 0);
	assert_int_equal(least(w, 0, 0), 0);
}

static int wanted, wanted_dresses;

static void as_a_command(void **state)
{
	(void)state;
	for (int n = 1; n <= wanted; n++)
		assert_false(prove_for(n, wanted_dresses).failed);
}

int main(int argc, char **argv)
{
	if (argc > 1) {
		const struct CMUnitTest one = { "genogram: as a command",
						as_a_command, test_set_up,
						test_tear_down, NULL };
		wanted = atoi(argv[1]);
		wanted_dresses = argc > 2 ? atoi(argv[2]) : DRESSES;
		if (wanted < 1 || wanted > KIN_PEOPLE || wanted_dresses < 1) {
			print_error("least_test [PEOPLE [DRESSES]]\n");
			return 2;
		}
		return _cmocka_run_group_tests(__FILE__, &one, 1, NULL, NULL);
	}
	return _cmocka_run_group_tests(__FILE__, test_list, test_count, NULL,
				       NULL);
}
