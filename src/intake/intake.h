/*
 * intake.h — 相談受付 (S22): what was heard, before or without a household.
 *
 * Only the text is required; no consent is needed to write down what one
 * heard.  An intake stays with the agency that received it until it is bound
 * to a casefile: then it is the household's beginning and its first note.
 * state: open (世帯に結びついていない) → bound | informed (情報提供で終わり).
 */
#ifndef TB_INTAKE_H
#define TB_INTAKE_H

#include "kernel/rq.h"

struct intake_new {
	str body;
	str method, urgency;
	stamp received_at;
	i64 minutes;		/* 0: not said */
	str caller_kind, caller_name, caller_phone;
	str about_name, about_kana, about_place;
	struct fdate about_birth;
};

/* Numbers it, writes the row, its search entry and the audit row. */
enum status intake_receive(struct rq *rq, struct db *tx,
			   const struct intake_new *n, intake_id *ret)
	MUST_CHECK;

/* What the index holds of an intake: its texts of `n`. */
str intake_search_text(struct arena *a, const struct intake_new *n);

/* The household that an intake becomes. */
struct intake_household {
	intake_id intake;
	str name;		/* 世帯名, {0}: from the person's name */
	str person_name, person_kana;	/* 本人; {0}: not known yet */
	struct fdate birth;
};
/* Opens a casefile with household, first person and first note from the
 * intake, and binds it.  E_CONFLICT when it was bound meanwhile. */
enum status intake_make_household(struct rq *rq, struct db *tx,
				  const struct intake_household *h,
				  casefile_id *ret) MUST_CHECK;
/* The intake becomes a note of an existing casefile of the viewer. */
enum status intake_join(struct rq *rq, struct db *tx, intake_id intake,
			casefile_id casefile) MUST_CHECK;

/* 世帯に結びついていない受付 of the viewer's agency, oldest first, at most
 * 50; writes the look. */
struct intake_waiting {
	str no, url;
	stamp received_at;
	struct veiled name, body;
};
struct intake_waiting_list {
	struct intake_waiting *v;
	isize n;
};
enum status intake_waiting(struct rq *rq, struct intake_waiting_list *ret)
	MUST_CHECK;

extern const struct route intake_routes[];
extern const isize intake_routes_n;

#endif
