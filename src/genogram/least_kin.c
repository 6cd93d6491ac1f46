/*
 * least_kin.c — counts up the families, and keeps of those that are the same
 * the one whose code is least: partners are numbered as they come up, so only
 * the order of the unions and of the partners in each is left to be tried.
 */
#include "genogram/least_kin.h"
#include "base/rng.h"
#include "base/vec.h"

#include <string.h>

enum { CODE = 2 * KIN_UNIONS + KIN_PARTNERS + KIN_UNIONS + 1 };

struct making {
	struct kin k;
	int people;
	void (*do_one)(void *arg, const struct kin *k);
	void *arg;
};

/* ---- which of the same families ------------------------------------------ */

/* The family as numbers if its unions stood in this order, the partners of
 * those in the set `turned` the other way round. */
static void kin_code(const struct kin *k, const int *order, int turned,
		     int *ret)
{
	int name[KIN_PARTNERS], who[KIN_PARTNERS], rank[KIN_UNIONS + 1];
	int n = 0, c = 0;
	memset(name, -1, sizeof(name));
	rank[k->unions] = k->unions;
	for (int i = 0; i < k->unions; i++) {
		const int *m = k->pair[order[i]];
		bool turn = m[1] >= 0 && turned & 1 << i;
		rank[order[i]] = i;
		for (int j = 0; j < 2; j++) {
			int p = m[turn ? 1 - j : j];
			if (p >= 0 && name[p] < 0) {
				who[n] = p;
				name[p] = n++;
			}
			ret[c++] = p < 0 ? -1 : name[p];
		}
	}
	for (int i = 0; i < n; i++)
		ret[c++] = rank[k->born[who[i]]];
	for (int i = 0; i < k->unions; i++)
		ret[c++] = k->plain[order[i]];
}

static bool code_less(const int *a, const int *b, int n)
{
	int i = 0;
	while (i < n && a[i] == b[i])
		i++;
	return i < n && a[i] < b[i];
}

static bool kin_is_first(const struct kin *k)
{
	static const int orders[6][3] = { { 0, 1, 2 }, { 1, 0, 2 },
		{ 0, 2, 1 }, { 2, 1, 0 }, { 1, 2, 0 }, { 2, 0, 1 } };
	static const int many[] = { 0, 1, 2, 6 };
	int own[CODE], other[CODE], n = 3 * k->unions + k->partners;
	kin_code(k, orders[0], 0, own);
	for (int i = 0; i < many[k->unions]; i++)
		for (int turned = 0; turned < 1 << k->unions; turned++) {
			kin_code(k, orders[i], turned, other);
			if (code_less(other, own, n))
				return false;
		}
	return true;
}

/* ---- counting up --------------------------------------------------------- */

static void make_plain(struct making *m, int of, int left)
{
	m->k.plain[of] = left;
	if (of == KIN_UNIONS || of == m->k.unions) {
		if (kin_is_first(&m->k))
			m->do_one(m->arg, &m->k);
		return;
	}
	for (int i = 0; i <= left; i++) {
		m->k.plain[of] = i;
		make_plain(m, of + 1, left - i);
	}
}

static void make_births(struct making *m, int p)
{
	if (p == m->k.partners) {
		make_plain(m, 0, m->people - p);
		return;
	}
	for (int u = 0; u <= m->k.unions; u++) {
		m->k.born[p] = u;
		make_births(m, p + 1);
	}
}

static void make_unions(struct making *m, int u)
{
	int known = m->k.partners;
	if (u == KIN_UNIONS || u == m->k.unions) {
		make_births(m, 0);
		return;
	}
	for (int a = 0; a <= known && a < m->people; a++) {
		int here = a == known ? known + 1 : known;
		for (int b = -1; b <= here && b < m->people; b++) {
			if (b == a)
				continue;
			m->k.pair[u][0] = a;
			m->k.pair[u][1] = b;
			m->k.partners = b == here ? here + 1 : here;
			make_unions(m, u + 1);
		}
	}
	m->k.partners = known;
}

void kin_each(int n, void (*do_one)(void *arg, const struct kin *k), void *arg)
{
	for (int u = 1; u <= KIN_UNIONS; u++) {
		struct making m = { .k = { .unions = u }, .people = n,
				    .do_one = do_one, .arg = arg };
		make_unions(&m, 0);
	}
}

/* ---- as the room takes it ------------------------------------------------ */

static void shuffle(struct rng *r, int *v, int n)
{
	for (int i = n - 1; i > 0; i--) {
		int j = (int)rng_below(r, i + 1), x = v[i];
		v[i] = v[j];
		v[j] = x;
	}
}

struct dress {
	struct rng rng;
	bool plain;
	int person[KIN_PEOPLE], of[KIN_PEOPLE];	/* number, union of birth */
	int n;
};

static void dress_people(struct arena *a, const struct kin *k,
			 struct dress *d, struct genogram_family *ret)
{
	for (int p = 0; p < k->partners; p++)
		d->of[d->n++] = k->born[p];
	for (int u = 0; u <= k->unions; u++)
		for (int i = 0; i < k->plain[u]; i++)
			d->of[d->n++] = u;
	for (int p = 0; p < d->n; p++)
		d->person[p] = p;
	if (!d->plain)
		shuffle(&d->rng, d->person, d->n);
	for (int p = 0; p < d->n; p++) {
		struct genogram_person *one = vec_push(a, &ret->persons);
		*one = (struct genogram_person){
			.id = { &"abcdefghijklmnopqrstuvwxyz"[p], 1 },
			.age = -1 };
		if (d->plain)
			continue;
		one->sex = SEX_MALE + (enum genogram_sex)rng_below(&d->rng, 2);
		one->name = (str){ S("mmmmmmmmmmmm").p,
				   rng_below(&d->rng, 13) };
	}
}

static void dress_union(struct arena *a, const struct kin *k,
			struct dress *d, int u, struct genogram_family *ret)
{
	int child[KIN_PEOPLE], n = 0, of = (int)ret->unions.n;
	int x = d->person[k->pair[u][0]], y = k->pair[u][1];
	y = y < 0 ? -1 : d->person[y];
	bool turn = y >= 0 && !d->plain && rng_below(&d->rng, 2);
	*vec_push(a, &ret->unions) = (struct genogram_union){
		.a = turn ? y : x, .b = turn ? x : y };
	for (int p = 0; p < d->n; p++)
		if (d->of[p] == u)
			child[n++] = d->person[p];
	if (!d->plain)
		shuffle(&d->rng, child, n);
	for (int i = 0; i < n; i++)
		*vec_push(a, &ret->children) = (struct genogram_child){
			.of = of, .child = child[i] };
}

void kin_dress(struct arena *a, const struct kin *k, u64 dress,
	       struct genogram_family *ret)
{
	struct dress d = { .rng = { dress }, .plain = !dress };
	int order[KIN_UNIONS] = { 0, 1, 2 };
	*ret = (struct genogram_family){ .focus = -1 };
	dress_people(a, k, &d, ret);
	if (dress) {
		shuffle(&d.rng, order, k->unions);
		ret->focus = (int)rng_below(&d.rng, d.n);
	}
	for (int i = 0; i < k->unions; i++)
		dress_union(a, k, &d, order[i], ret);
}

static void put_id(struct out *o, const struct genogram_family *f, int p,
		   bool more)
{
	put(o, more ? S(",\"") : S("\""));
	put(o, f->persons.v[p].id);
	put(o, S("\""));
}

str kin_json(struct arena *a, const struct genogram_family *f)
{
	static const char *const sex[] = { "", "m", "f", "x" };
	struct out o = out_open(a, 1024);
	for (int p = 0; p < f->persons.n; p++) {
		const char *s = sex[f->persons.v[p].sex];
		put(&o, p ? S(",{\"id\":") : S("{\"persons\":[{\"id\":"));
		put_id(&o, f, p, false);
		put(&o, S(",\"name\":\""));
		put(&o, f->persons.v[p].name);
		put(&o, S("\""));
		put(&o, s[0] ? S(",\"sex\":\"") : S(""));
		put(&o, ((str){ s, s[0] ? 1 : 0 }));
		put(&o, s[0] ? S("\"}") : S("}"));
	}
	for (int u = 0; u < f->unions.n; u++) {
		const struct genogram_union *m = &f->unions.v[u];
		put(&o, u ? S(",{\"partners\":[") :
			    S("],\"unions\":[{\"partners\":["));
		put_id(&o, f, m->a, false);
		if (m->b >= 0)
			put_id(&o, f, m->b, true);
		put(&o, S("],\"children\":["));
		bool more = false;
		for (int i = 0; i < f->children.n; i++)
			if (f->children.v[i].of == u) {
				put_id(&o, f, f->children.v[i].child, more);
				more = true;
			}
		put(&o, S("]}"));
	}
	put(&o, S("]"));
	if (f->focus >= 0) {
		put(&o, S(",\"focus\":"));
		put_id(&o, f, f->focus, false);
	}
	put(&o, S("}"));
	return out_str(&o);
}
