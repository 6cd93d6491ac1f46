/*
 * kin_made_test.c — words in families made by chance (always the same ones):
 * what is masked changes nobody's word, masked people have neutral words,
 * and whoever is linked by four steps has a word.
 */
#include "base/rng.h"
#include "base/test.h"
#include "base/vec.h"
#include "genogram/kin.h"

enum { FAMILIES = 1500, PEOPLE = 14 };

static const enum kin_mode modes[] = { KIN_KOSEKI, KIN_JUMINHYO };

static int pick(struct rng *r, int n)
{
	return (int)rng_below(r, n);
}

/* Few years, so that equal and partly known dates are common. */
static int day_make(struct rng *r)
{
	int y = 1950 + pick(r, 8), m = pick(r, 3), d = m ? pick(r, 3) : 0;
	return pick(r, 4) ? y * 10000 + m * 100 + d : 0;
}

/* All of a person that a mask hides. */
static void person_fill(struct rng *r, struct genogram_person *p)
{
	p->sex = (enum genogram_sex)pick(r, 4);
	p->life = pick(r, 6) ? LIFE_BORN : (enum genogram_life)pick(r, 5);
	p->birth = day_make(r);
	p->dead = !pick(r, 4);
	p->death = p->dead ? day_make(r) : 0;
	p->age = pick(r, 90) - 1;
	p->key = !pick(r, 5);
	p->name = pick(r, 2) ? S("甲") : S("乙");
	p->kana = pick(r, 2) ? S("コウ") : (str){ 0 };
}

static void union_fill(struct rng *r, struct genogram_union *u)
{
	u->bond = (enum genogram_bond)pick(r, 3);
	u->end = (enum genogram_end)pick(r, 4);
	u->from = day_make(r);
	u->to = day_make(r);
}

static void child_fill(struct rng *r, struct genogram_child *c)
{
	c->kind = pick(r, 2) ? BY_BIRTH : (enum genogram_birth)pick(r, 4);
	c->twins = pick(r, 3);
	c->identical = !pick(r, 2);
}

static bool child_twice(const struct genogram_family *f, int u, int p)
{
	for (isize i = 0; i < f->children.n; i++)
		if (f->children.v[i].of == u && f->children.v[i].child == p)
			return true;
	return false;
}

/* Parents point only to people made before: no circles. */
static struct genogram_family family_make(struct rng *r, int masked)
{
	struct genogram_family f = { .focus = -1 };
	int n = 2 + pick(r, PEOPLE - 1);
	for (int i = 0; i < n; i++) {
		struct genogram_person p = {
			.id = str_sub(S("abcdefghijklmnop"), i, i + 1),
			.masked = pick(r, 100) < masked };
		person_fill(r, &p);
		*vec_push(test_arena, &f.persons) = p;
	}
	int unions = 1 + pick(r, n);
	for (int i = 0; i < unions; i++) {
		int a = pick(r, n), b = pick(r, n);
		struct genogram_union u = { .a = a, .b = a == b ? -1 : b };
		union_fill(r, &u);
		*vec_push(test_arena, &f.unions) = u;
	}
	for (int i = 0; i < 2 * n; i++) {
		struct genogram_child c = { .of = pick(r, unions),
					    .child = pick(r, n) };
		const struct genogram_union *u = &f.unions.v[c.of];
		child_fill(r, &c);
		if (u->a < c.child && u->b < c.child &&
		    !child_twice(&f, c.of, c.child))
			*vec_push(test_arena, &f.children) = c;
	}
	return f;
}

#define COPY(list, type) do { \
	type *v_ = new(test_arena, type, (list).n); \
	for (isize i_ = 0; i_ < (list).n; i_++) \
		v_[i_] = (list).v[i_]; \
	(list).v = v_; \
} while (0)

static bool veiled(const struct genogram_family *f, int p)
{
	return p < 0 || f->persons.v[p].masked;
}

/* The same family with other values in all that is masked. */
static struct genogram_family family_other(struct rng *r,
					   struct genogram_family f)
{
	COPY(f.persons, struct genogram_person);
	COPY(f.unions, struct genogram_union);
	COPY(f.children, struct genogram_child);
	for (int i = 0; i < (int)f.persons.n; i++)
		if (f.persons.v[i].masked)
			person_fill(r, &f.persons.v[i]);
	for (isize i = 0; i < f.unions.n; i++) {
		struct genogram_union *u = &f.unions.v[i];
		if (veiled(&f, u->a) || (u->b >= 0 && veiled(&f, u->b)))
			union_fill(r, u);
	}
	for (isize i = 0; i < f.children.n; i++) {
		struct genogram_child *c = &f.children.v[i];
		const struct genogram_union *u = &f.unions.v[c->of];
		if (veiled(&f, c->child) ||
		    (veiled(&f, u->a) && veiled(&f, u->b)))
			child_fill(r, c);
	}
	return f;
}

TEST(kin_made, what_is_masked_changes_no_word)
{
	struct rng r = { 20261116 };
	i64 masked = 0, words = 0;
	for (int i = 0; i < FAMILIES; i++) {
		struct arena_mark mark = arena_mark(test_arena);
		struct genogram_family f = family_make(&r, 30);
		struct genogram_family g = family_other(&r, f);
		for (int k = 0; k < 2 * f.persons.n; k++) {
			str *x = genogram_kin(test_arena, &f, k / 2,
					      modes[k % 2]);
			str *y = genogram_kin(test_arena, &g, k / 2,
					      modes[k % 2]);
			for (isize p = 0; p < f.persons.n; p++) {
				assert_str(x[p], y[p]);
				masked += f.persons.v[p].masked;
				words += x[p].n > 0;
			}
		}
		arena_rewind(test_arena, mark);
	}
	assert_true(masked > 10000 && words > 10000);
}

/* What the last part may be for somebody masked. */
static bool neutral(str word)
{
	static const str ends[] = {
		STR("本人"), STR("親"), STR("祖父母"), STR("子"), STR("孫"),
		STR("きょうだい"), STR("おじ・おば"), STR("おい・めい"),
		STR("いとこ"), STR("配偶者") };
	static const str not[] = {
		STR("養子"), STR("里子"), STR("継子"), STR("息子"), STR("養親"),
		STR("里親"), STR("継親"), STR("元の配偶者"),
		STR("前の配偶者"), STR("内縁の配偶者") };
	for (isize i = 0; i < COUNT(not); i++)
		if (str_ends(word, not[i]))
			return false;
	for (isize i = 0; i < COUNT(ends); i++)
		if (str_ends(word, ends[i]))
			return true;
	return false;
}

TEST(kin_made, masked_people_have_neutral_words)
{
	struct rng r = { 5 };
	for (int i = 0; i < FAMILIES; i++) {
		struct arena_mark mark = arena_mark(test_arena);
		struct genogram_family f = family_make(&r, 40);
		for (int k = 0; k < 2 * f.persons.n; k++) {
			str *w = genogram_kin(test_arena, &f, k / 2,
					      modes[k % 2]);
			for (isize p = 0; p < f.persons.n; p++)
				if (f.persons.v[p].masked && w[p].n &&
				    !neutral(w[p]))
					assert_str(w[p], S("a neutral word"));
		}
		arena_rewind(test_arena, mark);
	}
}

static void near_set(u8 *steps, int n, int x, int y)
{
	if (x >= 0 && y >= 0)
		steps[x * n + y] = steps[y * n + x] = 1;
}

/* steps[x * n + y]: from x to y over parents, children and partners; 0: none.
 * Floyd and Warshall: nothing in common with the search. */
static u8 *steps_make(const struct genogram_family *f, bool with_step)
{
	int n = (int)f->persons.n;
	u8 *s = new(test_arena, u8, n * n);
	for (isize i = 0; i < f->unions.n; i++)
		near_set(s, n, f->unions.v[i].a, f->unions.v[i].b);
	for (isize i = 0; i < f->children.n; i++) {
		const struct genogram_child *c = &f->children.v[i];
		if (c->kind == BY_STEP && !with_step)
			continue;
		near_set(s, n, f->unions.v[c->of].a, c->child);
		near_set(s, n, f->unions.v[c->of].b, c->child);
	}
	for (int k = 0; k < n; k++)
		for (int x = 0; x < n; x++)
			for (int y = 0; y < n; y++) {
				int d = s[x * n + k] + s[k * n + y];
				bool way = s[x * n + k] && s[k * n + y];
				if (way && x != y && (!s[x * n + y] ||
						      d < s[x * n + y]))
					s[x * n + y] = (u8)d;
			}
	return s;
}

static bool is_one_of(str w, const str *list, isize n)
{
	for (isize i = 0; i < n; i++)
		if (str_eq(w, list[i]))
			return true;
	return false;
}

/* 父 and 長男, 養母 and 養女, 里親 and 里子 answer each other. */
static void parents_answered(str up, str down)
{
	static const str parents[] = { STR("父"), STR("母"), STR("親"),
				       STR("養父"), STR("養母"), STR("養親") };
	if (is_one_of(up, parents, COUNT(parents)))
		assert_true(str_find(down, S("の"), 0) < 0 &&
			    (str_ends(down, S("男")) ||
			     str_ends(down, S("女")) ||
			     str_ends(down, S("子")) ||
			     str_eq(down, S("娘"))));
	if (str_eq(up, S("里親")))
		assert_str(down, S("里子"));
}

static void family_linked(const struct genogram_family *f)
{
	int n = (int)f->persons.n;
	u8 *least = steps_make(f, false), *most = steps_make(f, true);
	str *w[PEOPLE + 2];
	for (int x = 0; x < n; x++) {
		w[x] = genogram_kin(test_arena, f, x, KIN_KOSEKI);
		str *j = genogram_kin(test_arena, f, x, KIN_JUMINHYO);
		for (int y = 0; y < n; y++) {
			int d = least[x * n + y];
			bool near = x == y || (d && d <= 4);
			assert_true(!near || (w[x][y].n && j[y].n));
			assert_true(x == y || most[x * n + y] ||
				    (!w[x][y].n && !j[y].n));
			assert_int_equal(x == y, str_eq(j[y], S("本人")));
		}
	}
	for (int x = 0; x < n; x++)
		for (int y = 0; y < n; y++)
			parents_answered(w[x][y], w[y][x]);
}

TEST(kin_made, whoever_is_four_steps_away_has_a_word)
{
	struct rng r = { 7 };
	for (int i = 0; i < FAMILIES; i++) {
		struct arena_mark mark = arena_mark(test_arena);
		struct genogram_family f = family_make(&r, 10);
		str why;
		assert_int_equal(genogram_check(test_arena, &f, &why), OK);
		family_linked(&f);
		arena_rewind(test_arena, mark);
	}
}

/* The largest family that is allowed: a tree of couples, each with three
 * children; and one person with every child there can be. */
TEST(kin_made, two_thousand_people)
{
	struct genogram_family f = { .focus = -1 };
	for (int i = 0; i < GENOGRAM_PEOPLE_MAX; i++)
		*vec_push(test_arena, &f.persons) = (struct genogram_person){
			.id = S("x"), .birth = 18000000 + i * 10000,
			.sex = i % 2 ? SEX_MALE : SEX_FEMALE };
	struct genogram_family flat = f;
	for (int i = 0; i + 1 < GENOGRAM_PEOPLE_MAX; i += 2)
		*vec_push(test_arena, &f.unions) = (struct genogram_union){
			.a = i + 1, .b = i };
	for (int i = 2; i < GENOGRAM_PEOPLE_MAX; i += 2)
		*vec_push(test_arena, &f.children) = (struct genogram_child){
			.of = i / 2 / 3, .child = i };
	str *w = genogram_kin(test_arena, &f, 100, KIN_KOSEKI);
	assert_str(w[101], S("夫"));
	*vec_push(test_arena, &flat.unions) = (struct genogram_union){
		.a = 0, .b = -1 };
	for (int i = 1; i < GENOGRAM_PEOPLE_MAX; i++)
		*vec_push(test_arena, &flat.children) =
			(struct genogram_child){ .of = 0, .child = i };
	w = genogram_kin(test_arena, &flat, 0, KIN_KOSEKI);
	assert_str(w[1], S("長男"));
	assert_str(w[198], S("九十九女"));
	assert_str(w[1999], S("息子"));
	w = genogram_kin(test_arena, &flat, 5, KIN_KOSEKI);
	assert_str(w[1999], S("弟"));
}

TEST_MAIN
