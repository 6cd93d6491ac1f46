/*
 * masked_test.c — a picture tells nothing of whoever is masked.
 *
 * Of made families some people are masked; then everything that is masked is
 * changed by chance — sex, dates, name, age, relation, life, death, whether
 * he is key, how he is a child and born with whom, dates and end of his
 * unions, who is named first — and both are drawn: the same SVG and the same
 * JSON, byte by byte, in every style.
 */
#include "base/test.h"
#include "genogram/made.h"

enum { FAMILIES = 400 };

static void person_other(struct made *m, struct genogram_person *p)
{
	static const str names[] = { STR("鈴木 次郎"), STR(""), STR("K"),
				     STR("とても長い名前の 花子ほか") };
	p->name = names[made_below(m, COUNT(names))];
	p->kana = names[made_below(m, COUNT(names))];
	p->relation = names[made_below(m, COUNT(names))];
	p->sex = (enum genogram_sex)made_below(m, 4);
	p->life = (enum genogram_life)made_below(m, 5);
	p->birth = made_chance(m, 50) ? 19000101 + made_below(m, 1000000) : 0;
	p->death = made_chance(m, 30) ? 20200101 : 0;
	p->age = made_below(m, 100) - 1;
	p->dead = made_chance(m, 50);
	p->key = made_chance(m, 50);
}

static void masked_others(struct made *m)
{
	struct genogram_family *f = m->f;
	for (isize i = 0; i < f->persons.n; i++)
		if (f->persons.v[i].masked)
			person_other(m, &f->persons.v[i]);
	for (isize u = 0; u < f->unions.n; u++) {
		struct genogram_union *v = &f->unions.v[u];
		if (!f->persons.v[v->a].masked &&
		    (v->b < 0 || !f->persons.v[v->b].masked))
			continue;
		v->bond = (enum genogram_bond)made_below(m, 3);
		v->end = (enum genogram_end)made_below(m, 4);
		v->custody = (enum genogram_custody)made_below(m, 3);
		v->from = made_chance(m, 50) ? 19500101 : 20100101;
		v->to = made_chance(m, 50) ? 20200101 : 0;
		if (v->b >= 0 && made_chance(m, 50)) {
			int swap = v->a;
			v->a = v->b;
			v->b = swap;
		}
	}
	for (isize i = 0; i < f->children.n; i++) {
		struct genogram_child *c = &f->children.v[i];
		if (!f->persons.v[c->child].masked)
			continue;
		c->kind = (enum genogram_birth)made_below(m, 4);
		c->twins = made_below(m, 4);
		c->identical = made_chance(m, 50);
	}
	for (isize i = 0; i + 1 < f->children.n; i++) {
		struct genogram_child *c = &f->children.v[i], swap = c[0];
		if (c[0].of != c[1].of || made_chance(m, 50) ||
		    (!f->persons.v[c[0].child].masked &&
		     !f->persons.v[c[1].child].masked))
			continue;
		c[0] = c[1];
		c[1] = swap;
	}
}

static str drawn(struct arena *a, const struct genogram_family *f)
{
	struct out o = out_open(a, 1 << 14);
	struct genogram_picture *p = genogram_draw(a, f);
	genogram_svg(&o, p);
	genogram_json(&o, p, 0);
	return out_str(&o);
}

TEST(genogram, a_picture_tells_nothing_of_the_masked)
{
	int masked = 0;
	for (int seed = 0; seed < FAMILIES; seed++) {
		struct arena_mark mark = arena_mark(test_arena);
		struct genogram_family f;
		made_family(test_arena, seed, &f);
		struct made m = { .a = test_arena, .r = { (u64)seed + 77 },
				  .f = &f };
		f.style.dead = (enum genogram_dead)(seed & 1);
		f.style.unknown = (enum genogram_unknown)(seed >> 1 & 1);
		f.style.kana = (enum genogram_kana)(seed >> 2 & 1);
		f.style.bare = seed % 5 == 0;
		for (isize i = 0; i < f.persons.n; i++) {
			f.persons.v[i].masked = made_chance(&m, 30);
			masked += f.persons.v[i].masked;
		}
		str one = drawn(test_arena, &f);
		masked_others(&m);
		str two = drawn(test_arena, &f);
		if (!str_eq(one, two))
			fail_msg("family %d tells", seed);
		arena_rewind(test_arena, mark);
	}
	assert_true(masked > FAMILIES);
}

/* The test can fail: what is not masked does change the picture. */
TEST(genogram, what_is_not_masked_changes_the_picture)
{
	struct genogram_family f;
	made_family(test_arena, 3, &f);
	str one = drawn(test_arena, &f);
	f.persons.v[0].sex = f.persons.v[0].sex == SEX_MALE ? SEX_FEMALE :
							      SEX_MALE;
	assert_false(str_eq(one, drawn(test_arena, &f)));
}

TEST_MAIN
