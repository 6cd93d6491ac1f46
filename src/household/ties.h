/*
 * ties.h — 関係: unions, parentage and stays of a casefile, read together and
 * drawn as rows that can be corrected; this room only.
 */
#ifndef TB_HOUSEHOLD_TIES_H
#define TB_HOUSEHOLD_TIES_H

#include "dict/dict.h"
#include "household/people.h"
#include "past/clash.h"

enum tie_kind { TIES_UNION, TIES_PARENT, TIES_STAY };

struct tie_row {
	enum tie_kind what;
	i64 id;			/* of the row; a stay: its place in the list */
	person_id a, b;		/* partners; parent and child; the person */
	int version;
	struct veiled name_a, name_b;
	struct veiled kind, begun, ended, ending;	/* stored */
	struct veiled words;	/* 婚姻 S42〜H29 死別 */
};
struct ties {
	struct tie_row *v;
	isize n;
};

/* Who is not shown the families' matters: not even whether there are any. */
bool ties_closed(const struct lens *l);
/* Every tie of the lens's casefile, unions first, in three queries; none when
 * they are closed. */
enum status ties_read(struct rq *rq, const struct person_item_list *people,
		      struct ties *ret) MUST_CHECK;

/* A tie as one person's page says it: 「山邉 正：夫婦（婚姻、H29 死別）」. */
struct tie_words {
	struct veiled who;
	struct veiled what;
};

struct tie_option {
	str value;
	struct veiled label;
};

struct tie_form {
	const struct tie_row *row;
	str key;		/* end of the ids of its inputs */
	str url, begun, ended, kind, ending;	/* as they stand in inputs */
	str was_begun, was_ended;		/* a stay's lock */
	int rev;
	bool may_edit;
};

struct ties_page {
	const struct rq *rq;
	str back, bonds_url, parents_url, stays_url, past_url;
	bool may_edit;
	const struct code *kinds, *endings, *parents;
	struct tie_form *v;
	isize n;
	struct tie_option *people;
	isize people_n;
};

/* Somebody else was first at one tie. */
struct tie_clash {
	const struct rq *rq;
	str url, back;
	struct veiled name_a, name_b;
	enum tie_kind what;
	int rev;		/* of the stored row; 0: it is gone */
	str was_begun, was_ended;
	struct clash clash;
};

/* Is there a row of this kind? */
bool ties_any(const struct ties_page *p, enum tie_kind what);
/* What a refused form with this key carried; {0} for any other. */
str rq_form_if(const struct rq *rq, str key, str name);

#endif
