/*
 * log.h — rows that are added and taken away together with their history;
 * this room only.
 *
 * A tie is one value in the history: "marriage|1967-05-05|2017|widowed",
 * "birth|…|…|", a stay "1990|2004"; empty: it was not there.  Other names are
 * one value of their person, a line each: kind, family, given, kana with tabs
 * between.
 */
#ifndef TB_HOUSEHOLD_LOG_H
#define TB_HOUSEHOLD_LOG_H

#include "household/people.h"
#include "household/ties.h"
#include "past/past.h"

/* A tie without its two ends. */
struct tie_value {
	str kind, begun, ended, ending;
};
str tie_text(struct arena *a, enum tie_kind what, const struct tie_value *v);
struct tie_value tie_parse(enum tie_kind what, str text);
/* As people read it: 「婚姻 S42〜H29 死別」. */
str tie_say(const struct rq *rq, enum tie_kind what,
	    const struct tie_value *v);
/* bond, parentage, residence. */
str tie_name(enum tie_kind what);
bool tie_find(str name, enum tie_kind *ret);

struct tie_end {		/* whose tie: id of the row (stay: person) */
	enum tie_kind what;
	i64 id;
	person_id a, b;
};
/* As it stands; version 0: it is not there.  A stay by its two dates. */
enum status tie_stored(struct rq *rq, struct db *tx, struct tie_end *end,
		       const struct tie_value *stay, struct tie_value *ret,
		       int *version) MUST_CHECK;
/* A row that is not there yet, with its history. */
enum status tie_put(struct rq *rq, struct db *tx, casefile_id casefile,
		    const struct tie_end *end, const struct tie_value *v)
	MUST_CHECK;
/* Over `was` of that version; E_CONFLICT when it is not so any more. */
enum status tie_change(struct rq *rq, struct db *tx,
		       const struct tie_end *end, int version,
		       const struct tie_value *was, const struct tie_value *v)
	MUST_CHECK;
enum status tie_drop(struct rq *rq, struct db *tx, const struct tie_end *end,
		     int version, const struct tie_value *was) MUST_CHECK;

/* What the history must know of ties: one field a kind. */
extern const struct past_def tie_defs[];
extern const isize tie_defs_n;

/* The person's other names as one text, and in words. */
enum status names_text(struct rq *rq, struct db *tx, person_id id, str *ret)
	MUST_CHECK;
str names_words(const struct rq *rq, const void *arg, str stored);
/* Replaces them by those of a text. */
enum status names_put(struct rq *rq, struct db *tx, casefile_id casefile,
		      person_id id, str text) MUST_CHECK;

#endif
