/*
 * past.h — 履歴: what a field was before, who changed it, at which agency,
 * when; and putting a former value back.
 *
 * A sheet keeps whole revisions (sheet_rev); the typed columns of a
 * household, a person or a tie keep their changes here (spine_rev): one row a
 * change, written in the transaction of the change, never touched again.
 *
 * A *line* is one change of one field as one viewer may know it.  A change in
 * what he does not see is no line, is not counted and moves no number: lines
 * are numbered among those of their field that he sees.  The number of lines
 * of a field is also the lock of a restore: when it has grown, somebody was
 * first.
 */
#ifndef TB_PAST_H
#define TB_PAST_H

#include "kernel/rq.h"

/* ---- writing ----------------------------------------------------------- */

enum { PAST_FIELDS_MAX = 20, PAST_MOST = 1000 };

struct past_field {
	str name, before, after;	/* as stored */
};
struct past_change {
	str kind;		/* household person bond parentage residence */
	i64 object;
	casefile_id casefile;
	person_id person, other;	/* {0}: none */
	struct past_field v[PAST_FIELDS_MAX];
	int n;
};

/* Takes the field in when it differs; a second time: its value after. */
void past_add(struct past_change *c, str name, str before, str after);
/* Names of its fields, comma separated, for the audit. */
str past_names(struct arena *a, const struct past_change *c);
/* Nothing when no field differs. */
enum status past_write(struct rq *rq, struct db *tx,
		       const struct past_change *c) MUST_CHECK;

/* ---- reading ----------------------------------------------------------- */

/* What the history must know of a field of the spine. */
struct past_def {
	str name, label;
	enum vis_class class_;
	bool birth;		/* coarse: the age band */
	bool prose;
	/* A stored value in words; NULL: as it is. */
	str (*words)(const struct rq *rq, const void *arg, str stored);
	const void *arg;
};

struct past_line {
	str key;		/* of the field: "phone", "bond.TOKEN" */
	str label;
	struct veiled of;	/* whose; HIDE: the page says it */
	struct veiled before, after;	/* in words */
	struct veiled was, now;	/* as stored; only when clear */
	bool prose;
	str who, agency_short;
	agency_id agency;
	stamp at;
	int nth, last;		/* of `last` lines with this key, oldest 1 */
	bool may;		/* the value before may be put back */
	int revision;		/* of a sheet, that made the change */
	str kind;		/* of the spine */
	i64 object;
	person_id person, other;
};
struct past_lines {
	struct past_line *v;	/* oldest first */
	isize n, cap;
};

/* How rows become lines: the key, the definition and the words "whose". */
struct past_reader {
	const struct past_def *defs;
	isize n;
	/* For ties; NULL: key is the field's name. */
	void (*name)(struct rq *rq, const void *arg, struct past_line *line);
	const void *arg;
};

/* One object's lines through rq->lens.  `db`: a snapshot or a job's own. */
enum status past_read(struct rq *rq, struct db *db, str kind, i64 object,
		      const struct past_reader *r, struct past_lines *ret)
	MUST_CHECK;
/* The same of every tie of the casefile. */
enum status past_read_ties(struct rq *rq, struct db *db,
			   const struct past_reader *r,
			   struct past_lines *ret) MUST_CHECK;
/* Numbers the lines and tells which values may be put back: those before a
 * change, seen clearly, that do not stand there now.  Emptying a field is no
 * putting back. */
void past_number(struct past_lines *lines);
/* The newest line with this key; NULL: none. */
const struct past_line *past_last(const struct past_lines *lines, str key);

/* ---- the page ---------------------------------------------------------- */

struct past_agency {
	agency_id id;
	str url, name;
	bool chosen;
};

struct past_page {
	struct rq *rq;
	/* Filled by the room: */
	struct past_lines lines;
	struct veiled whose;	/* before the title; HIDE: nothing */
	str title;		/* 履歴 */
	str back, back_label;
	str url;		/* of the page; a POST there puts a value back */
	bool may_restore, ties;
	void (*head)(struct out *o, const void *arg);	/* NULL: own head */
	const void *head_arg;
	const struct past_line *clash;	/* who was first, or NULL */
	/* Filled by past_page: */
	struct past_agency *agencies;
	isize agencies_n;
	const struct past_line **rows;	/* newest first, filtered */
	isize rows_n;
	str first;		/* 大西さん（社協）が先に保存しました… */
};

/* The page, filtered by ?agency=, newest first; 409 with `clash`.  The
 * caller records the look and puts the frame around. */
enum status past_page(struct past_page *p, struct reply *ret) MUST_CHECK;

/* What a form of the page asks for. */
struct past_wish {
	str key;
	int nth, last;
};
enum status past_wish(struct rq *rq, struct past_wish *ret) MUST_CHECK;
/* The line wished for.  E_NOT_FOUND: no such line, or not to be put back;
 * E_CONFLICT: its field changed since the page was drawn. */
enum status past_find(const struct past_lines *lines,
		      const struct past_wish *w, const struct past_line **ret)
	MUST_CHECK;

#endif
