/*
 * draft.h — what someone is typing, kept on the server, encrypted, per
 * account, form and object; nothing stays in the browser.
 */
#ifndef TB_DRAFT_H
#define TB_DRAFT_H

#include "kernel/rq.h"

struct draft {
	bool there;
	struct params fields;	/* of the form, by name */
	stamp at;
};

/* The draft of this account for a form ("note", "intake" …) and object (0:
 * none).  OK with !there when there is none or it cannot be opened. */
enum status draft_get(struct rq *rq, str form, i64 object, struct draft *ret)
	MUST_CHECK;
/* In the job that saved the form: the draft has become a record. */
enum status draft_forget(struct rq *rq, struct db *tx, str form, i64 object)
	MUST_CHECK;
/* 「10:14」, when it was saved. */
str draft_time(struct arena *a, const struct draft *d);
/* The value a form shows: what was just sent, else the draft's when it is
 * being continued (?draft=1), else `stored`. */
str draft_value(const struct rq *rq, const struct draft *d, str name,
		str stored);

/* POST /draft, POST /draft/drop, GET /events. */
extern const struct route kernel_routes[];
extern const isize kernel_routes_n;

#endif
