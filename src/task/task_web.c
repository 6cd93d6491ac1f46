/* task_web.c — S39 やること: routes, handlers. */
#include "base/num.h"
#include "casefile/casefile.h"
#include "task.html.h"
#include "task.sql.h"
#include "task/task_page.h"

static enum status tasks_get(struct rq *rq, struct reply *ret);
static enum status task_create(struct rq *rq, struct reply *ret);
static enum status done_form(struct rq *rq, struct reply *ret);
static enum status move_post(struct rq *rq, struct reply *ret);
static enum status drop_post(struct rq *rq, struct reply *ret);

const struct route task_routes[] = {
	{ GET, "/cases/:casefile/tasks", tasks_get, CAN_READ_CASE,
	  .page = "やること" },
	{ POST, "/cases/:casefile/tasks", task_create, CAN_WRITE_CASE,
	  .audit = "task.add" },
	{ GET, "/cases/:casefile/tasks/:task/done", done_form, CAN_WRITE_CASE,
	  .page = "やること" },
	{ POST, "/cases/:casefile/tasks/:task/move", move_post, CAN_WRITE_CASE,
	  .audit = "task.move" },
	{ POST, "/cases/:casefile/tasks/:task/drop", drop_post, CAN_WRITE_CASE,
	  .audit = "task.drop" },
};
const isize task_routes_n = COUNT(task_routes);

/* ---- the page ---------------------------------------------------------- */

str task_note_url(const struct task_page *p, note_id note)
{
	if (!note.v)
		return (str){ 0 };
	str q = str_cat(p->rq->arena, S("?note="),
			rq_token_of(p->rq, note, note));
	return str_cat(p->rq->arena, p->notes_url, q);
}

str task_back(const struct rq *rq, casefile_id casefile)
{
	if (str_eq(rq_query(rq, S("from")), S("home")) ||
	    str_eq(rq_form(rq, S("back")), S("home")))
		return S("/");
	return casefile_url(rq, casefile, S("/tasks"));
}

static enum status read_groups(struct rq *rq, task_id opened, str body,
			       struct task_page *p)
{
	struct task_lines open;
	bool found = false;
	TRY(task_open_of(rq, &open));
	task_groups_begin(p->groups);
	for (isize i = 0; i < open.n; i++) {
		struct task_line *l = &open.v[i];
		l->opened = l->own && l->id.v == opened.v;
		found |= l->opened;
		if (l->opened) {
			l->body = body;
			if (str_eq(task_back(rq, l->casefile), S("/")))
				l->back = S("home");
		}
		*vec_push(rq->arena,
			  &p->groups[task_group_of(rq->today, l->due)]) = *l;
	}
	p->any = open.n > 0;
	/* Nothing to open: finished meanwhile, or never there. */
	return opened.v && !found && !rq_has_errors(rq) ? E_NOT_FOUND : OK;
}

static void looked(struct rq *rq, const struct task_page *p)
{
	isize n = 0;
	i64 *ids = new(rq->arena, i64, 500);
	for (int g = 0; g < TASK_GROUPS; g++)
		for (isize i = 0; i < p->groups[g].n && n < 500; i++)
			ids[n++] = p->groups[g].v[i].id.v;
	for (isize i = 0; i < p->done.n && n < 500; i++)
		ids[n++] = p->done.v[i].id.v;
	rq_looked_list(rq, S("look.tasks"), rq->lens, S("task"), ids, n);
}

enum status task_page(struct rq *rq, task_id opened, str body,
		      struct reply *ret)
{
	if (!lens_tab(rq->lens, TAB_TASKS))
		return casefile_closed_tab(rq, TAB_TASKS, ret);
	struct task_page *p = new(rq->arena, struct task_page, 1);
	p->rq = rq;
	p->url = casefile_url(rq, rq->lens->casefile, S("/tasks"));
	p->notes_url = casefile_url(rq, rq->lens->casefile, S("/notes"));
	p->can_add = lens_can(rq->lens, VERB_ADD);
	TRY(read_groups(rq, opened, body, p));
	TRY(task_done_of(rq, (stamp){ 0 }, (stamp){ rq->now.ms + 1 },
			 &p->done));
	TRY(task_colleagues(rq, &p->who));
	if (rq->http->method == POST && !opened.v)
		p->typed = (struct task_typed){ rq_form(rq, S("what")),
						rq_form(rq, S("who")),
						rq_form(rq, S("due")) };
	looked(rq, p);
	TRY(reply_page(ret, S("事案"), task_view_draw, p));
	if (rq_has_errors(rq))
		ret->status = 422;
	return casefile_frame(rq, TAB_TASKS, ret);
}

static enum status tasks_get(struct rq *rq, struct reply *ret)
{
	return task_page(rq, (task_id){ 0 }, (str){ 0 }, ret);
}

static enum status path_task(struct rq *rq, task_id *ret)
{
	return rq_id(rq, ID_task, rq_path(rq, S("task")), &ret->v);
}

static enum status done_form(struct rq *rq, struct reply *ret)
{
	task_id id;
	TRY(path_task(rq, &id));
	return task_page(rq, id, (str){ 0 }, ret);
}

/* ---- changes ----------------------------------------------------------- */

static enum status create_job(struct rq *rq, struct db *tx, void *arg,
			      struct reply *ret)
{
	const struct task_new *t = arg;
	task_id id;
	struct lens lens;
	TRY(rq_casefile_in(rq, tx, t->casefile, &lens));
	TRY(task_add(rq, tx, t, &id));
	return reply_redirect(ret, casefile_url(rq, t->casefile,
						S("/tasks")));
}

static enum status task_create(struct rq *rq, struct reply *ret)
{
	struct task_new t = { 0 };
	struct task_typed typed = { rq_form(rq, S("what")),
				    rq_form(rq, S("who")),
				    rq_form(rq, S("due")) };
	if (str_eq(typed.who, S("agency")))
		typed.who = (str){ 0 };
	enum status st = task_read(rq, &typed, S("t-what"), S("t-due"), &t);
	if (st == OK && t.what.n == 0)
		st = rq_error(rq, S("t-what"),
			      S("内容を一言でも書いてください。"
				"例：『北町内科に電話する』"));
	if (st == E_INVALID && rq_has_errors(rq))
		return task_page(rq, (task_id){ 0 }, (str){ 0 }, ret);
	TRY(st);
	return rq_write(rq, create_job, &t, ret);
}

struct change {
	task_id id;
	int seen;
	struct fdate due;
	bool drop;
};

static enum status change_job(struct rq *rq, struct db *tx, void *arg,
			      struct reply *ret)
{
	const struct change *c = arg;
	casefile_id casefile = rq->lens->casefile;
	TRY(c->drop ? task_drop(rq, tx, casefile, c->id, c->seen) :
		      task_move(rq, tx, casefile, c->id, c->seen, c->due));
	return reply_redirect(ret, task_back(rq, casefile));
}

/* ---- two savers -------------------------------------------------------- */

static enum status who_was_first(struct rq *rq, task_id id, struct clash *c)
{
	struct task_move_row m;
	enum status st = task_moved(rq->db, rq->arena, rq->actor.viewer.muni,
				    rq->lens->casefile, id.v, &m);
	clash_nobody(c, rq);
	if (st == OK)
		clash_first(c, rq, m.who, m.agency_short, m.at);
	return st == E_NOT_FOUND ? OK : st;
}

static enum status clash_page(struct rq *rq, const struct change *c,
			      struct reply *ret)
{
	struct task_clash *p = new(rq->arena, struct task_clash, 1);
	struct task_lines open;
	struct task_state s;
	TRY(task_open_of(rq, &open));
	for (isize i = 0; i < open.n; i++)
		if (open.v[i].id.v == c->id.v)
			p->what = open.v[i].what;
	TRY(task_state_of(rq->db, rq->arena, rq->actor.viewer.muni,
			  rq->lens->casefile, c->id, &s));
	TRY(who_was_first(rq, c->id, &p->clash));
	p->rq = rq;
	p->url = rq->http->path;
	p->back = task_back(rq, rq->lens->casefile);
	p->rev = s.version;
	struct opt_i64 mine = { c->due.precision != PREC_NONE,
				c->due.first.n };
	clash_value(&p->clash, S("task"), S("いつまで"),
		    veiled_open(c->drop ? S("もういらない") :
					  task_when(rq, mine)),
		    veiled_open(task_when(rq, s.due_on)));
	rq_looked_list(rq, S("look.tasks"), rq->lens, S("task"), &c->id.v, 1);
	*ret = (struct reply){ .status = 409 };
	TRY(reply_page(ret, S("事案"), task_choose_draw, p));
	return casefile_frame(rq, TAB_TASKS, ret);
}

/* Somebody was first: both days, or the page as it is now says so. */
static enum status write_change(struct rq *rq, struct change *c,
				struct reply *ret)
{
	if (clash_is_theirs(rq, S("task")))
		return reply_redirect(ret, task_back(rq, rq->lens->casefile));
	enum status st = rq_write(rq, change_job, c, ret);
	if (st == E_CONFLICT && !rq_has_errors(rq))
		return clash_page(rq, c, ret);
	if (st != E_CONFLICT)
		return st;
	TRY(task_page(rq, (task_id){ 0 }, (str){ 0 }, ret));
	ret->status = 409;
	return OK;
}

static enum status read_change(struct rq *rq, struct change *c)
{
	i64 seen;
	TRY(path_task(rq, &c->id));
	TRY(num_parse_max(rq_form(rq, S("rev")), INT32_MAX, &seen));
	c->seen = (int)seen;
	return OK;
}

static enum status read_move(struct rq *rq, struct fdate *ret)
{
	str to = rq_form(rq, S("to"));
	if (str_eq(to, S("tomorrow"))) {
		*ret = (struct fdate){ PREC_DAY, { rq->today.n + 1 } };
		return OK;
	}
	if (str_eq(to, S("next-week"))) {
		*ret = (struct fdate){ PREC_DAY, { rq->today.n + 7 } };
		return OK;
	}
	return task_due(rq, rq_form(rq, S("due")), (str){ 0 }, ret);
}

static enum status move_post(struct rq *rq, struct reply *ret)
{
	struct change c = { 0 };
	TRY(read_change(rq, &c));
	if (read_move(rq, &c.due) != OK)
		return task_page(rq, (task_id){ 0 }, (str){ 0 }, ret);
	return write_change(rq, &c, ret);
}

static enum status drop_post(struct rq *rq, struct reply *ret)
{
	struct change c = { .drop = true };
	TRY(read_change(rq, &c));
	return write_change(rq, &c, ret);
}
