/*
 * least_kin.h — every family of a small grammar, once each: for least_test.c.
 *
 * The grammar: n people; one to three unions of two people or of one (whose
 * partner nobody knows), the same two people more than once if they like;
 * everybody is born of one union or of none, nobody of two (no adoption);
 * nobody is his own ancestor.  Also families that fall into several parts and
 * people without kin.  Two families are the same if renaming the people and
 * the unions makes one of the other.  How many rows a family has is for the
 * room to say.
 */
#ifndef TB_GENOGRAM_LEAST_KIN_H
#define TB_GENOGRAM_LEAST_KIN_H

#include "genogram/genogram.h"

enum { KIN_UNIONS = 3, KIN_PARTNERS = 2 * KIN_UNIONS, KIN_PEOPLE = 26 };

/* Whoever is nobody's partner is told only by the union he was born of. */
struct kin {
	int unions, partners;
	int pair[KIN_UNIONS][2];	/* partners; the second may be -1 */
	int born[KIN_PARTNERS];		/* a union; or `unions`: of none */
	int plain[KIN_UNIONS + 1];	/* of a union, of none: how many */
};

/* Calls do_one for every family with n people, 1 ≤ n ≤ KIN_PEOPLE. */
void kin_each(int n, void (*do_one)(void *arg, const struct kin *k),
	      void *arg);
/* The family as the room takes it.  Dress 0: sex, birth and focus unknown, in
 * the order of the grammar.  Any other: sexes, a focus, the order of people,
 * partners, unions and children (which stands for births and dates) by
 * chance, for the same dress always the same. */
void kin_dress(struct arena *a, const struct kin *k, u64 dress,
	       struct genogram_family *ret);
/* A family that kin_dress made, as README.md says. */
str kin_json(struct arena *a, const struct genogram_family *f);

#endif
