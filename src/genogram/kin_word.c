/*
 * kin_word.c — the word of a path, part by part.
 */
#include "genogram/kin_work.h"

/* Of a man, of a woman, of somebody whose sex is not known. */
struct words {
	str man, woman, neutral;
};

/* A stretch of a path: from whom, over whom first, to whom. */
struct part {
	int from, over, to;
	enum kin_shape shape;
	const struct kin_link *first;
};

#define ONE(x) { STR(x), STR(x), STR(x) }
#define THREE(x, y, z) { STR(x), STR(y), STR(z) }

static const struct words plain[AS_SHAPES] = {
	[AS_SELF] = ONE("本人"),
	[AS_PARENT] = THREE("父", "母", "親"),
	[AS_GRANDPARENT] = THREE("祖父", "祖母", "祖父母"),
	[AS_GREAT_GRANDPARENT] = THREE("曽祖父", "曽祖母", "曽祖父母"),
	[AS_CHILD] = ONE("子"),
	[AS_GRANDCHILD] = ONE("孫"),
	[AS_GREAT_GRANDCHILD] = ONE("ひ孫"),
	[AS_SIBLING] = ONE("きょうだい"),
	[AS_UNCLE] = THREE("おじ", "おば", "おじ・おば"),
	[AS_NEPHEW] = THREE("おい", "めい", "おい・めい"),
	[AS_COUSIN] = ONE("いとこ"),
	[AS_MATES_PARENT] = THREE("義父", "義母", ""),
	[AS_FOSTERER] = ONE("里親"),
	[AS_FOSTERED] = ONE("里子"),
	[AS_STEPPARENT] = THREE("継父", "継母", "継親"),
	[AS_STEPCHILD] = ONE("継子"),
};
static const struct words adoptive = THREE("養父", "養母", "養親");
static const struct words adopted = THREE("養子", "養女", "養子");
/* The elder and the younger of two. */
static const struct words siblings[2] = {
	THREE("兄", "姉", "きょうだい"), THREE("弟", "妹", "きょうだい") };
static const struct words uncles[2] = {
	THREE("伯父", "伯母", "おじ・おば"),
	THREE("叔父", "叔母", "おじ・おば") };

static const struct words mates[3][3] = {
	[BOND_MARRIED] = {
		[TENSE_NOW] = THREE("夫", "妻", "配偶者"),
		[TENSE_FORMER] = THREE("元夫", "元妻", "元の配偶者"),
		[TENSE_BEFORE] = THREE("前の夫", "前の妻", "前の配偶者"),
	},
	[BOND_PARTNERS] = {
		[TENSE_NOW] = THREE("内縁の夫", "内縁の妻", "内縁の配偶者"),
		[TENSE_FORMER] = THREE("元の内縁の夫", "元の内縁の妻",
				       "元の内縁の配偶者"),
		[TENSE_BEFORE] = THREE("前の内縁の夫", "前の内縁の妻",
				       "前の内縁の配偶者"),
	},
	[BOND_COUPLE] = {
		[TENSE_NOW] = ONE("パートナー"),
		[TENSE_FORMER] = ONE("元パートナー"),
		[TENSE_BEFORE] = ONE("前のパートナー"),
	},
};
static const struct words unregistered =
	THREE("夫（未届）", "妻（未届）", "配偶者（未届）");

static str by_sex(const struct kin *k, int p, const struct words *w)
{
	enum genogram_sex s = kin_sex(k, p);
	return s == SEX_MALE ? w->man : s == SEX_FEMALE ? w->woman :
							   w->neutral;
}

/* A wife would tell the husband's sex: where one is masked, both are
 * neutral. */
static str mate_word(const struct kin *k, const struct part *x)
{
	const struct genogram_union *m = &k->f->unions.v[x->first->of];
	enum kin_tense t = kin_tense(k, x->from, x->first);
	if (kin_veiled(k, x->first->of))
		return mates[BOND_MARRIED][TENSE_NOW].neutral;
	if (k->mode == KIN_JUMINHYO && m->bond == BOND_PARTNERS &&
	    t == TENSE_NOW)
		return by_sex(k, x->to, &unregistered);
	return by_sex(k, x->to, &mates[m->bond][t]);
}

static str child_word(const struct kin *k, const struct part *x)
{
	if (k->mode == KIN_JUMINHYO || x->from != k->focus)
		return plain[AS_CHILD].neutral;
	return x->first->by == BY_ADOPTION ? by_sex(k, x->to, &adopted) :
					    k->numbered[x->to];
}

static str part_word(const struct kin *k, const struct part *x)
{
	const struct words *w = &plain[x->shape];
	int order = 0;
	if (x->shape == AS_MATE)
		return mate_word(k, x);
	if (x->shape == AS_CHILD)
		return child_word(k, x);
	if (x->shape == AS_PARENT && x->first->by == BY_ADOPTION)
		w = &adoptive;
	if (x->shape == AS_SIBLING)
		order = kin_elder(k, x->to, x->from);
	if (x->shape == AS_UNCLE)
		order = kin_elder(k, x->to, x->over);
	if (order)
		w = &(x->shape == AS_SIBLING ? siblings : uncles)[order > 0];
	return by_sex(k, x->to, w);
}

/* The last part of the path that ends in a state; *state goes to where the
 * part begins. */
static struct part part_cut(const struct kin *k, int *state)
{
	int at = *state;
	struct part x = { .to = at / AS_SHAPES,
			  .shape = (enum kin_shape)(at % AS_SHAPES) };
	while (!kin_begins((enum kin_shape)(at % AS_SHAPES)))
		at = k->at[at].from;
	x.first = k->at[at].by;
	x.over = at / AS_SHAPES;
	*state = k->at[at].from;
	x.from = *state / AS_SHAPES;
	return x;
}

str kin_word(const struct kin *k, int state)
{
	struct part parts[KIN_PARTS];
	int n = 0;
	if (state < 0)
		return (str){ 0 };
	if (state % AS_SHAPES == AS_SELF)
		return plain[AS_SELF].neutral;
	while (state % AS_SHAPES != AS_SELF)
		parts[n++] = part_cut(k, &state);
	str s = part_word(k, &parts[--n]);
	while (n > 0)
		s = str_cat(k->a, str_cat(k->a, s, S("の")),
			    part_word(k, &parts[--n]));
	return s;
}
