/*
 * task.h — やること: 内容, だれ, いつまで; done → a note in one action.
 *
 * A task belongs to the agency that wrote it and to one casefile; `to` is a
 * colleague or nobody (then the agency).  state: open → done, or dropped (a
 * task that is not needed any more; its row stays).  Finishing twice is told
 * with who was first.  The note that tells a finished task is written by the
 * note room (note/note_done.c), because notes stand above tasks.
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

enum { TASK_WHAT_MAX = 200 };	/* characters */

/* Row, seat.next_on, audit, live event. */
enum status task_add(struct rq *rq, struct db *tx, const struct task_new *t,
		     task_id *ret) MUST_CHECK;
/* E_CONFLICT with 「すでに完了しています（大西さん 10:20）。」 when somebody was
 * first; `note`: the note that tells it ({0}: none).  E_NOT_FOUND when the
 * task is not of this casefile, E_FORBIDDEN when another agency owns it. */
enum status task_finish(struct rq *rq, struct db *tx, casefile_id casefile,
			task_id id, note_id note) MUST_CHECK;

/* One line as it is drawn, on S39 and on the home page. */
struct task_line {
	task_id id;
	casefile_id casefile;
	struct veiled what;
	struct veiled household;	/* on the home page; else hidden */
	str url;		/* "/cases/TOKEN/tasks/TOKEN" */
	str case_url;
	str token;
	int version;		/* the lock of its forms */
	str when;		/* 「11/13(金) 3日超過」 */
	bool late;
	str who;		/* assignee, {0}: the agency */
	str from;		/* agency that wrote it, if not the viewer's */
	bool opened;		/* the form 「やったこと」 stands under it */
	str body;		/* its text */
	struct opt_i64 due;
	bool own;		/* of the viewer's agency: may be finished */
	str back;		/* "home": return to the home page */
	const struct rq *rq;
};

enum task_group_kind { TASKS_LATE, TASKS_TODAY, TASKS_WEEK, TASKS_AFTER,
		       TASKS_ASKED, TASK_GROUPS };

struct task_group {
	str title;		/* 期限超過, きょう, 7日以内, そのあと */
	bool late;
	struct task_line *v;
	isize n, cap;
};

/*
 * The viewer's own work over all casefiles in his scope: tasks assigned to
 * him or to his agency, grouped by due day; TASKS_ASKED are those he wrote
 * for a colleague.  At most 200, through the list lens; the household's name
 * is veiled.  Writes the look (look.tasks).
 */
enum status task_home(struct rq *rq, struct task_group ret[TASK_GROUPS])
	MUST_CHECK;
/* Open tasks of rq's casefile, for the overview and the composer; none, and no
 * date of any, to whom やること is not shared. */
struct task_lines {
	struct task_line *v;
	isize n, cap;
};
enum status task_open_of(struct rq *rq, struct task_lines *ret) MUST_CHECK;
/* Done in this span of time, newest first, for the stream of S33. */
struct task_done {
	task_id id;
	struct veiled what;
	stamp at;
	str who, agency_short;
	note_id note;
};
struct task_done_list {
	struct task_done *v;
	isize n;
};
enum status task_done_of(struct rq *rq, stamp since, stamp until,
			 struct task_done_list *ret) MUST_CHECK;

/* Colleagues at the viewer's agency, for 「だれ」; the viewer comes first. */
struct task_colleague {
	account_id id;
	str token, name;
	bool chosen;
};
struct task_colleagues {
	struct task_colleague *v;
	isize n;
};
enum status task_colleagues(struct rq *rq, struct task_colleagues *ret)
	MUST_CHECK;
/* Reads one line 内容／だれ／いつまで as typed.  Errors go to rq_error under
 * `what_field` and `due_field`.  An empty line is OK with ret->what.n == 0. */
struct task_typed {
	str what, who, due;
};
enum status task_read(struct rq *rq, const struct task_typed *t,
		      str what_field, str due_field, struct task_new *ret)
	MUST_CHECK;

/*
 * S39, the page やること of rq's casefile, with one task's form opened
 * ({0}: none) holding `body` ({0}: the task's own words).
 */
enum status task_page(struct rq *rq, task_id opened, str body,
		      struct reply *ret) MUST_CHECK;
/* Where a task's form returns to: S39, or home when it was opened there. */
str task_back(const struct rq *rq, casefile_id casefile);

/* Templates, for the home page: the list of a group. */
void task_group_list(struct out *o, const struct task_group *g);

extern const struct route task_routes[];
extern const isize task_routes_n;

#endif
