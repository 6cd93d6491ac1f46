/*
 * stable_test.c — how far the others move when somebody is added.
 *
 * From made families one person without kin below him is taken away; the
 * rest is drawn, he is added, and the family is drawn again with the earlier
 * positions.  Counted: how far each of the others moved, as drawn, the
 * picture's edge not deducted; boxes of 44.
 */
#include "base/test.h"
#include "genogram/made.h"
#include "genogram/work.h"

enum { FAMILIES = 400 };

/* Everybody but `out`: his unions without children and his descent go. */
static void family_without(struct arena *a, const struct genogram_family *f,
			   int out, struct genogram_family *ret)
{
	int *is = new(a, int, f->persons.n), *un = new(a, int, f->unions.n);
	*ret = (struct genogram_family){ .focus = -1, .style = f->style };
	for (int p = 0; p < f->persons.n; p++) {
		is[p] = p == out ? -1 : (int)ret->persons.n;
		if (p != out)
			*vec_push(a, &ret->persons) = f->persons.v[p];
	}
	if (f->focus >= 0)
		ret->focus = is[f->focus];
	for (int u = 0; u < f->unions.n; u++) {
		struct genogram_union m = f->unions.v[u];
		un[u] = -1;
		if (m.a == out || m.b == out)
			continue;
		un[u] = (int)ret->unions.n;
		m.a = is[m.a];
		m.b = m.b < 0 ? -1 : is[m.b];
		*vec_push(a, &ret->unions) = m;
	}
	for (int i = 0; i < f->children.n; i++) {
		struct genogram_child c = f->children.v[i];
		if (c.child == out)
			continue;
		c.of = un[c.of];
		c.child = is[c.child];
		*vec_push(a, &ret->children) = c;
	}
	for (int i = 0; i < f->ties.n; i++) {
		struct genogram_tie t = f->ties.v[i];
		if (t.a == out || t.b == out)
			continue;
		t.a = is[t.a];
		t.b = is[t.b];
		*vec_push(a, &ret->ties) = t;
	}
	for (int i = 0; i < f->homes.n; i++) {
		struct genogram_home h = f->homes.v[i];
		int n = 0, *who = new(a, int, h.n);
		for (int k = 0; k < h.n; k++)
			if (h.who[k] != out)
				who[n++] = is[h.who[k]];
		h.who = who;
		h.n = n;
		*vec_push(a, &ret->homes) = h;
	}
}

/* One thing binds him to the others: he is a child of one union, or the
 * partner of one without children.  Who joins two families that were not kin
 * before is no leaf: one of the two has to come to the other. */
static bool is_leaf(const struct genogram_family *f, int p)
{
	int links = 0;
	for (int i = 0; i < f->children.n; i++) {
		const struct genogram_union *m =
			&f->unions.v[f->children.v[i].of];
		if (m->a == p || m->b == p)
			return false;
		links += f->children.v[i].child == p;
	}
	for (int u = 0; u < f->unions.n; u++)
		links += f->unions.v[u].a == p || f->unions.v[u].b == p;
	return links == 1;
}

static int root(i64 x)
{
	int r = 0;
	while ((i64)(r + 1) * (r + 1) <= x)
		r++;
	return r;
}

/* The mean movement of the others in hundredths of a box. */
static int moved(struct arena *a, struct genogram_family *f, int leaf)
{
	struct genogram_family less;
	str why;
	family_without(a, f, leaf, &less);
	assert_int_equal(genogram_check(a, &less, &why), OK);
	struct genogram_picture *was = genogram_draw(a, &less);
	struct out o = out_open(a, 4096);
	genogram_json(&o, was, 0);
	assert_int_equal(genogram_read_before(a, out_str(&o), f), OK);
	struct genogram_picture *is = genogram_draw(a, f);
	i64 sum = 0;
	for (int p = 0; p < f->persons.n; p++) {
		if (p == leaf)
			continue;
		const struct genogram_box *b =
			&was->places[p - (p > leaf)].box;
		i64 dx = is->places[p].box.x - b->x;
		i64 dy = is->places[p].box.y - b->y;
		sum += root(10000 * (dx * dx + dy * dy));
	}
	f->before = f->before_y = NULL;
	return (int)(sum / (f->persons.n - 1) / BOX);
}

TEST(genogram, somebody_new_moves_the_others_little)
{
	int v[FAMILIES], n = 0;
	i64 sum = 0;
	for (int seed = 0; n < FAMILIES; seed++) {
		struct arena_mark mark = arena_mark(test_arena);
		struct genogram_family f;
		made_family(test_arena, seed, &f);
		int leaf = -1, from = seed % (int)f.persons.n;
		for (int i = 0; i < f.persons.n && leaf < 0; i++) {
			int p = (from + i) % (int)f.persons.n;
			leaf = is_leaf(&f, p) ? p : -1;
		}
		if (leaf >= 0 && f.persons.n > 3) {
			int m = moved(test_arena, &f, leaf), j = n++;
			sum += m;
			for (; j > 0 && v[j - 1] > m; j--)
				v[j] = v[j - 1];
			v[j] = m;
		}
		arena_rewind(test_arena, mark);
	}
	print_message("%d families, hundredths of a box: mean %d, median %d, "
		      "95 %% %d, worst %d\n", n, (int)(sum / n), v[n / 2],
		      v[n * 95 / 100], v[n - 1]);
	assert_true(v[n * 95 / 100] <= 50);
}

TEST_MAIN
