/* home_page.h — what S10 draws. */
#ifndef TB_HOME_PAGE_H
#define TB_HOME_PAGE_H

#include "home.sql.h"
#include "kernel/rq.h"
#include "notice/notice.h"
#include "refer/refer.h"
#include "task/task.h"

struct home_draft {
	str label, url, when;
};

struct home_intake {
	str no, url, when;
	bool late;
	struct veiled name, body;
};

struct home_page {
	const struct rq *rq;
	str today;
	bool intakes_ok, works;	/* may receive; may open cases */
	struct task_group tasks[TASK_GROUPS];
	bool any_task;
	struct home_case_list cases;
	struct home_change_list changes;
	struct notice_lines notices;
	struct refer_lines received, sent;	/* waiting for an answer */
	struct home_draft *drafts;
	isize drafts_n;
	struct home_intake *intakes;
	isize intakes_n;
};

str home_stage(const struct home_page *p, str key);
/* 「きょう」「3日前」 for the last note; 「まだ」 without one. */
str home_noted(const struct home_page *p, stamp t);
str home_next(const struct home_page *p, struct opt_i64 next);
bool home_is_late(const struct home_page *p, struct opt_i64 next);
/* No note for more than thirty days. */
bool home_is_still(const struct home_page *p, const struct home_case *c);
i64 home_still_n(const struct home_page *p);
str home_case_url(const struct home_page *p, casefile_id id, str tail);
str home_when(const struct home_page *p, stamp t);

#endif
