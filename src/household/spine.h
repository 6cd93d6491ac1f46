/*
 * spine.h — editing typed columns (the spine) with a version: the forms of a
 * person's 基本 and of the household.
 *
 * A form carries for each field NAME what was typed and "was.NAME", what was
 * stored when it was drawn: that is its lock, so that a change in what the
 * viewer does not see is no conflict for him and cannot be noticed.  A field
 * that he does not see clearly is neither drawn nor read: it stays as it is.
 * When somebody else was first, past/clash.h shows both values.
 */
#ifndef TB_HOUSEHOLD_SPINE_H
#define TB_HOUSEHOLD_SPINE_H

#include "dict/dict.h"
#include "household/household.h"
#include "kernel/draft.h"
#include "past/clash.h"
#include "past/past.h"

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
	bool there;	/* in the form */
	bool sent;	/* and 自分 was chosen */
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
	struct clash clash;	/* when somebody else was first */
	/* Below the form, or NULL. */
	void (*more)(struct out *o, const void *arg);
	const void *more_arg;
};

/* `now`: the stored texts in the order of the definitions.  person {0}: the
 * household's. */
void spine_open(struct rq *rq, const struct spine_def *defs, isize n,
		person_id person, const str *now, struct spine *ret);
/* What a draft holds that is being continued (?draft=1). */
void spine_from_draft(struct spine *s, const struct draft *d);
/* The submitted form.  E_INVALID with an error for each input that cannot
 * be kept. */
enum status spine_read(struct spine *s) MUST_CHECK;
/* Before writing: the rows as they are now in the job's transaction.
 * E_CONFLICT when a field of the form is not what it was. */
enum status spine_again(struct spine *s, const str *now) MUST_CHECK;
/* What is to be stored in field i. */
str spine_final(const struct spine *s, isize i);
/* The fields that change; n == 0: nothing. */
void spine_change(const struct spine *s, struct past_change *ret);
/* One field alone, with this stored value: 「この値に戻す」. */
void spine_put_back(struct spine *s, str name, str stored);
/* Fills the page's clash after E_CONFLICT, the stored row read anew.  `lines`:
 * the object's history, which tells who was first. */
void spine_conflict(struct spine_page *p, const struct past_lines *lines);
/* What the history must know of these fields. */
struct past_def *spine_past(struct arena *a, const struct spine_def *defs,
			    isize n);
/* Draws what stands below the form. */
void spine_more(struct out *o, const struct spine_page *p);
/* A stored value in words. */
str spine_words(struct arena *a, const struct spine_def *d, str now);

#endif
