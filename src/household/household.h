/*
 * household.h — 世帯, its members and relatives outside, and what binds them:
 * dated unions (婚姻など), parentage 実・養・継・里, residence, former names.
 *
 * A household and a person belong to exactly one casefile.  Names and
 * addresses are stored exactly as typed; search folds its own copy.
 */
#ifndef TB_HOUSEHOLD_H
#define TB_HOUSEHOLD_H

#include "kernel/rq.h"

struct household_new {
	casefile_id casefile;
	str name, name_kana;	/* 山邉, やまべ; never with 世帯 behind */
	str postal_code, address, phone, caution;
};

/* Adds the one household of a casefile.  E_CONFLICT if it has one. */
enum status household_add(struct rq *rq, struct db *tx,
			  const struct household_new *h, household_id *ret)
	MUST_CHECK;

struct person_new {
	casefile_id casefile;
	household_id household;
	str family_name, given_name, family_name_kana, given_name_kana;
	str sex;		/* code sex; "0" unknown */
	struct fdate birth;
	bool dead;
	struct fdate death;
	str living;		/* code living: home, away */
	str phone;
	str relation;		/* 続柄 as typed, to the first person */
	str former_family_name;	/* 前の氏, {0}: none */
};

/* Adds a person: row, residence, former name, search entry, audit row. */
enum status person_add(struct rq *rq, struct db *tx,
		       const struct person_new *p, person_id *ret) MUST_CHECK;

/*
 * What a typed 続柄 says about parentage and unions with the focus person
 * (the first of the rows): 長男 → child of the focus, 夫 → union, 母 → parent
 * … Adds the rows it is sure of, nothing else.
 */
enum status person_relate(struct rq *rq, struct db *tx, casefile_id casefile,
			  person_id focus, person_id other, str relation)
	MUST_CHECK;

/* What a typed 続柄 does not say for certain: a former marriage, the other
 * parent.  A union of a and b, or (parentage) that a is a parent of b; dates
 * as stored (EDTF). */
struct tie_new {
	casefile_id casefile;
	person_id a, b;
	str bond, parentage;	/* code bond, or code parentage */
	str begun, ended, ending;
};
enum status person_tie(struct rq *rq, struct db *tx, const struct tie_new *t)
	MUST_CHECK;

/* One member or relative as people read it, already veiled. */
struct person_item {
	person_id id;
	str token;
	struct veiled name, kana;	/* 山邉 トキ, やまべ とき */
	struct veiled birth;	/* 昭和19年3月4日（1944）82歳; coarse: 80代 */
	struct veiled age;	/* 82歳; 80代; 死亡 H29（当時 79歳） */
	struct veiled relation;	/* 続柄; the first person's is 本人 */
	struct veiled living;	/* 同居, 別居 */
	struct veiled phone, former;	/* telephone; former family names */
	bool dead, away;	/* away: lives elsewhere (別に暮らす家族) */
};
struct person_line;
struct person_item_list {
	struct person_item *v;
	isize n;
	const struct person_line *lines;	/* n: as they were read */
};
/* Everyone of the lens's casefile, first person first, in two queries. */
enum status person_list(struct rq *rq, const struct lens *lens,
			struct person_item_list *ret) MUST_CHECK;
/* The head of a person's pages (S32): name, age, one entry per sheet. */
struct person_head_entry {
	str label, url;
	bool current;
};
struct person_head {
	struct person_item item;
	str list_url;	/* 世帯と家族 */
	str url;	/* of the person */
	struct person_head_entry entries[12];
	int entries_n;
};
/* `at`: name of the sheet shown, {0}: 基本.  E_NOT_FOUND when the person is
 * not of this casefile. */
enum status person_head_make(struct rq *rq, person_id id, str at,
			     struct person_head *ret) MUST_CHECK;
/* Template of household_people.html: crumbs and heading; `acts` may be NULL:
 * what stands at the right edge. */
void person_head(struct out *o, const struct person_head *h,
		 void (*acts)(struct out *, const void *), const void *arg);

/* Splits 「山邉 トキ」 at the first blank (wide or ASCII); without one all is
 * the family name. */
void person_split_name(str typed, str *ret_family, str *ret_given);

extern const struct route household_routes[];
extern const isize household_routes_n;

#endif
