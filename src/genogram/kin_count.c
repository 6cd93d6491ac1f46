/*
 * kin_count.c — 長男, 二女: the count among the children of one sex who have
 * the same parents, where it is certain.
 *
 * The parents are compared, not the unions: records may give the father and
 * the mother of a child in a union each.  Pregnancies and those who were not
 * born alive stand in no register and are not counted.
 */
#include "genogram/kin_work.h"

enum { NO_PARENT = -1, MANY_PARENTS = -2 };

struct counted {
	int who, other;
	enum genogram_sex sex;
};

/* The parent by birth besides the focus. */
static int other_of(const struct kin *k, int child)
{
	int other = NO_PARENT;
	for (int i = 0; i < k->of[child].n; i++) {
		const struct kin_link *l = &k->of[child].v[i];
		if (l->way == WAY_UP && l->by == BY_BIRTH && l->to != k->focus)
			other = other == NO_PARENT ? l->to : MANY_PARENTS;
	}
	return other;
}

/* 0 where the count is not certain.  A masked sibling makes it so: his sex
 * and his birth are unknown here. */
static int count_of(const struct kin *k, const struct counted *kids, int n,
		    const struct counted *child)
{
	int count = child->other == MANY_PARENTS ? 0 : 1;
	for (int i = 0; count && i < n; i++) {
		const struct counted *x = &kids[i];
		if (x == child || x->other != child->other)
			continue;
		if (x->sex != child->sex && x->sex != SEX_UNKNOWN)
			continue;
		int order = kin_elder(k, x->who, child->who);
		if (!order || (x->sex == SEX_UNKNOWN && order < 0))
			return 0;
		count += order < 0;
	}
	return count;
}

/* 長, 二, … 九十九. */
static str numeral(struct arena *a, int n)
{
	static const str digits[] = { STR(""), STR("一"), STR("二"), STR("三"),
				      STR("四"), STR("五"), STR("六"),
				      STR("七"), STR("八"), STR("九") };
	if (n == 1)
		return S("長");
	str tens = n < 20 ? (str){ 0 } : digits[n / 10];
	if (n >= 10)
		tens = str_cat(a, tens, S("十"));
	return str_cat(a, tens, digits[n % 10]);
}

static str numbered(const struct kin *k, const struct counted *kids, int n,
		    const struct counted *child)
{
	if (child->sex == SEX_UNKNOWN)
		return S("子");
	bool man = child->sex == SEX_MALE;
	int count = count_of(k, kids, n, child);
	if (count < 1 || count > 99)
		return man ? S("息子") : S("娘");
	return str_cat(k->a, numeral(k->a, count), man ? S("男") : S("女"));
}

void kin_count(struct kin *k)
{
	const struct kin_links *l = &k->of[k->focus];
	struct counted *kids = new(k->a, struct counted, l->n);
	int n = 0;
	k->numbered = new(k->a, str, k->n);
	for (int i = 0; i < l->n; i++) {
		int x = l->v[i].to;
		if (l->v[i].way != WAY_DOWN || l->v[i].by != BY_BIRTH)
			continue;
		k->numbered[x] = S("子");
		if (k->f->persons.v[x].life == LIFE_BORN)
			kids[n++] = (struct counted){
				.who = x, .other = other_of(k, x),
				.sex = kin_sex(k, x) };
	}
	for (int i = 0; i < n; i++)
		k->numbered[kids[i].who] = numbered(k, kids, n, &kids[i]);
}
