/*
 * task.h — やること: 内容, だれ, いつまで; done → a note in one action.
 */
#ifndef TB_TASK_H
#define TB_TASK_H

#include "kernel/rq.h"

struct task_new {
	casefile_id casefile;
	str what;
	account_id to;		/* {0}: the agency */
	bool has_due;
	day due;
	note_id note;		/* the note it came from; {0}: none */
};

/* Row, seat.next_on, audit, live event. */
enum status task_add(struct rq *rq, struct db *tx, const struct task_new *t,
		     task_id *ret) MUST_CHECK;
/* E_CONFLICT with 「すでに完了しています（大西さん 10:20）。」 when somebody was
 * first; `note`: the note that tells it ({0}: none). */
enum status task_finish(struct rq *rq, struct db *tx, task_id id,
			note_id note) MUST_CHECK;

extern const struct route task_routes[];
extern const isize task_routes_n;

#endif
