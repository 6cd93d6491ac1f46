/*
 * made.h — families made by chance for the tests: always the same ones.
 * Divorces, half-siblings, twins, adoption, in-laws with their own parents,
 * households and ties; 4 to about 40 people.
 *
 * One number is drawn per statement: the order within an initialiser is the
 * compiler's.
 */
#ifndef TB_GENOGRAM_MADE_H
#define TB_GENOGRAM_MADE_H

#include "base/out.h"
#include "base/rng.h"
#include "base/vec.h"
#include "genogram/genogram.h"

struct made {
	struct arena *a;
	struct rng r;
	struct genogram_family *f;
	int most;
};

static inline int made_below(struct made *m, int n)
{
	return (int)rng_below(&m->r, n);
}

static inline bool made_chance(struct made *m, int percent)
{
	return made_below(m, 100) < percent;
}

static inline int made_person(struct made *m, int year)
{
	static const str names[] = { STR("山田 一"), STR("山田 太郎"),
				     STR("佐々木 小百合"), STR("林 恵") };
	int i = (int)m->f->persons.n;
	struct out id = out_open(m->a, 8);
	put(&id, S("p"));
	put(&id, i);
	struct genogram_person p = { .id = out_str(&id), .age = 2026 - year,
				     .dead = year < 1940 };
	p.name = names[made_below(m, COUNT(names))];
	p.sex = 1 + (enum genogram_sex)made_below(m, 2);
	p.birth = year * 10000 + 101 + 100 * made_below(m, 12);
	*vec_push(m->a, &m->f->persons) = p;
	return i;
}

static inline int made_union(struct made *m, int a, int b, int year)
{
	int u = (int)m->f->unions.n;
	*vec_push(m->a, &m->f->unions) = (struct genogram_union){
		.a = a, .b = b, .from = year * 10000 };
	if (b >= 0 && made_chance(m, 25)) {
		m->f->unions.v[u].end = END_DIVORCED;
		m->f->unions.v[u].custody =
			(enum genogram_custody)made_below(m, 3);
	}
	return u;
}

static inline void made_child(struct made *m, int u, int p, int twins)
{
	*vec_push(m->a, &m->f->children) = (struct genogram_child){
		.of = u, .child = p, .twins = twins,
		.kind = made_chance(m, 8) ? BY_ADOPTION : BY_BIRTH };
}

static inline void made_parents(struct made *m, int p, int year)
{
	int f = made_person(m, year - 28), w = made_person(m, year - 26);
	int u = made_union(m, f, w, year - 2);
	made_child(m, u, p, 0);
	for (int i = made_below(m, 3); i > 0; i--)
		made_child(m, u, made_person(m, year + 2 * i), 0);
}

static inline void made_grow(struct made *m, int p, int year, int depth)
{
	int unions = made_chance(m, 25) ? 2 : 1;
	for (int k = 0; k < unions && m->f->persons.n < m->most; k++) {
		int at = year + 22 + 6 * k, mate = -1;
		if (made_chance(m, 92)) {
			mate = made_person(m, at - 24);
			if (made_chance(m, 35) && m->f->persons.n + 4 < m->most)
				made_parents(m, mate, at - 24);
		}
		int u = made_union(m, p, mate, at);
		for (int j = made_below(m, 5); j > 0; j--) {
			if (m->f->persons.n >= m->most)
				break;
			bool twins = made_chance(m, 6);
			int c = made_person(m, at + 10 - 2 * j);
			made_child(m, u, c, twins ? j : 0);
			if (twins)
				made_child(m, u, made_person(m, at + 10 - 2 * j),
					   j);
			if (depth && made_chance(m, 60))
				made_grow(m, c, at + 10 - 2 * j, depth - 1);
		}
	}
}

static inline void made_family(struct arena *a, int seed,
			       struct genogram_family *ret)
{
	struct made m = { .a = a, .r = { (u64)seed * 7919 + 1 }, .f = ret };
	*ret = (struct genogram_family){ .focus = -1 };
	m.most = 4 + made_below(&m, 36);
	int first = made_person(&m, 1940);
	made_grow(&m, first, 1940, 1 + made_below(&m, 3));
	int n = (int)ret->persons.n;
	ret->focus = made_below(&m, n);
	for (int i = made_below(&m, 3); i > 0 && n > 1; i--) {
		int p = made_below(&m, n), q = made_below(&m, n - 1);
		int kind = made_below(&m, 6);
		*vec_push(a, &ret->ties) = (struct genogram_tie){
			p, q + (q >= p), (enum genogram_quality)kind };
	}
	if (!made_chance(&m, 50))
		return;
	struct genogram_home h = { .label = S("世帯"), .who = new(a, int, n) };
	for (int p = 0; p < n; p++)
		if (made_chance(&m, 30))
			h.who[h.n++] = p;
	*vec_push(a, &ret->homes) = h;
}

#endif
