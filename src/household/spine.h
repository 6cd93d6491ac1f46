/*
 * spine.h — editing typed columns (the spine) with a version: the forms of a
 * person's 基本 and of the household.
 *
 * A form carries for each field NAME what was typed, "was.NAME" what was
 * stored when it was drawn, and "rev", the version seen.  A field that the
 * viewer does not see clearly is neither drawn nor read: it stays as it is.
 * When somebody else was first, both values are shown side by side, and
 * "pick.NAME" (mine, theirs) says which one stays.
 */
#ifndef TB_HOUSEHOLD_SPINE_H
#define TB_HOUSEHOLD_SPINE_H

#include "dict/dict.h"
#include "household/household.h"
#include "kernel/draft.h"

enum spine_kind {
	SPINE_TEXT,
	SPINE_KANA,	/* data-for the field before it */
	SPINE_MEMO,
	SPINE_BIRTH,	/* stored as EDTF; an age will do */
	SPINE_DATE,	/* stored as EDTF; never ahead */
	SPINE_PHONE,
	SPINE_POSTCODE,
	SPINE_CHOICE,	/* a key of `choices` */
};

struct spine_choice {
	str key, label;
};

struct spine_def {
	str name, label, hint;
	str heading;	/* begins a card; {0}: goes on */
	enum vis_class class_;
	enum spine_kind kind;
	int max;	/* characters */
	const struct spine_choice *choices;
	int choices_n;
	str kana_of;	/* SPINE_KANA: the field it reads */
	bool pair;	/* stands in one line with the next */
};

struct spine_value {
	const struct spine_def *def;
	str now;	/* stored */
	str was;	/* stored when the form was drawn */
	str typed;	/* what the input holds */
	str value;	/* to be stored: typed, as it is kept */
	bool open;	/* seen clearly: may be drawn and written */
	bool sent;	/* in the form, and 自分 was chosen */
};

struct spine_card {
	str heading;
	isize from, to;
};

enum { SPINE_MAX = 16 };

struct spine {
	struct rq *rq;
	struct spine_value v[SPINE_MAX];
	isize n;
	struct spine_card cards[6];
	isize cards_n;
	int version;	/* of the stored row */
	int seen;	/* "rev" of the form */
};

/* Two values of one field, for the page of two savers. */
struct spine_both {
	const struct spine_value *v;
	str mine, theirs;	/* in words */
	bool keep_theirs;	/* proposed */
};

/* A page with a form over a spine. */
struct spine_page {
	struct rq *rq;
	struct spine *s;
	struct veiled whose;	/* stands before the title */
	str title, action, back, back_label, draft_form, draft_object;
	bool continued;		/* filled from a draft */
	bool draft_there;
	str draft_time;
	/* When somebody else was first: */
	str who;		/* 大西さん（社協） */
	str short_who, when;
	struct spine_both both[SPINE_MAX];
	isize both_n;
	/* Below the form, or NULL. */
	void (*more)(struct out *o, const void *arg);
	const void *more_arg;
};

/* `now`: the stored texts in the order of the definitions.  person {0}: the
 * household's. */
void spine_open(struct rq *rq, const struct spine_def *defs, isize n,
		person_id person, const str *now, int version,
		struct spine *ret);
/* What a draft holds that is being continued (?draft=1). */
void spine_from_draft(struct spine *s, const struct draft *d);
/* The submitted form.  E_INVALID with an error for each input that cannot
 * be kept. */
enum status spine_read(struct spine *s) MUST_CHECK;
/* Before writing: the rows as they are now in the job's transaction.
 * E_CONFLICT when the form saw another version. */
enum status spine_again(struct spine *s, const str *now, int version)
	MUST_CHECK;
/* What is to be stored in field i. */
str spine_final(const struct spine *s, isize i);
/* Names of the fields that change, comma separated; empty: nothing. */
str spine_changed(const struct spine *s);
/* Fills the page's two columns after E_CONFLICT, the stored row read anew.
 * `action`, `object`: the audit row that tells who was first. */
enum status spine_conflict(struct spine_page *p, str action, i64 object)
	MUST_CHECK;
/* Draws what stands below the form. */
void spine_more(struct out *o, const struct spine_page *p);
/* A stored value in words. */
str spine_words(struct arena *a, const struct spine_def *d, str now);

#endif
