/* task_page.h — what S39 draws, and the verbs its web half uses. */
#ifndef TB_TASK_PAGE_H
#define TB_TASK_PAGE_H

#include "kernel/door.h"
#include "kernel/page.h"
#include "past/clash.h"
#include "task/task.h"

struct task_page {
	const struct rq *rq;
	str url, notes_url;		/* of the casefile's lists */
	struct task_group groups[TASK_GROUPS];
	bool any, can_add;
	struct task_done_list done;
	struct task_colleagues who;
	struct task_typed typed;	/* the form 「やることを足す」 */
	str due_echo;
};

/* "/cases/TOKEN/notes?note=TOKEN", {0} without a note. */
str task_note_url(const struct task_page *p, note_id note);

static inline str task_day(struct arena *a, stamp t)
{
	struct out o = out_open(a, 32);
	day_print_short(&o, stamp_day(t));
	return out_str(&o);
}

void task_groups_begin(struct task_group groups[TASK_GROUPS]);
enum task_group_kind task_group_of(day today, struct opt_i64 due);
/* A due day as typed; errors go to `field`.  Empty: no due day. */
enum status task_due(struct rq *rq, str typed, str field, struct fdate *ret)
	MUST_CHECK;
/* Over the version `seen`.  E_CONFLICT without an error: it was moved since. */
enum status task_move(struct rq *rq, struct db *tx, casefile_id casefile,
		      task_id id, int seen, struct fdate due) MUST_CHECK;
enum status task_drop(struct rq *rq, struct db *tx, casefile_id casefile,
		      task_id id, int seen) MUST_CHECK;
/* 「11/13(金) 3日超過」, 「期限なし」. */
str task_when(struct rq *rq, struct opt_i64 due);

/* Somebody gave it another day meanwhile. */
struct task_clash {
	const struct rq *rq;
	str url, back;
	struct veiled what;
	int rev;
	struct clash clash;
};

#endif
