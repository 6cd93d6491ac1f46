/* note_web.c — S33 支援経過 and S34: routes, handlers. */
#include "casefile/casefile.h"
#include "kernel/app.h"
#include "note/note_page.h"
#include "note.html.h"
#include "note_form.html.h"

static enum status notes_get(struct rq *rq, struct reply *ret);
static enum status notes_find(struct rq *rq, struct reply *ret);
static enum status new_get(struct rq *rq, struct reply *ret);
static enum status create(struct rq *rq, struct reply *ret);
static enum status edit_get(struct rq *rq, struct reply *ret);
static enum status edit_post(struct rq *rq, struct reply *ret);
static enum status discard(struct rq *rq, struct reply *ret);

const struct route note_routes[] = {
	{ GET, "/cases/:casefile/notes", notes_get, CAN_READ_CASE,
	  .page = "支援経過" },
	{ POST, "/cases/:casefile/notes/find", notes_find, CAN_READ_CASE,
	  .page = "支援経過（ことばでしぼる）" },
	{ GET, "/cases/:casefile/notes/new", new_get, CAN_WRITE_CASE,
	  .page = "記録する" },
	{ POST, "/cases/:casefile/notes", create, CAN_WRITE_CASE,
	  .audit = "note.add" },
	{ GET, "/cases/:casefile/notes/:note/edit", edit_get, CAN_WRITE_CASE,
	  .page = "記録を直す" },
	{ POST, "/cases/:casefile/notes/:note/edit", edit_post,
	  CAN_WRITE_CASE, .audit = "note.correct" },
	{ POST, "/cases/:casefile/notes/:note/drop", discard, CAN_WRITE_CASE,
	  .audit = "note.drop" },
	{ POST, "/cases/:casefile/notes/hint", note_hint_post,
	  CAN_WRITE_CASE },
	{ GET, "/cases/:casefile/notes/:note/masks", note_review_get,
	  CAN_WRITE_CASE, .page = "伏せる所を確かめる" },
	{ POST, "/cases/:casefile/notes/:note/masks", note_review_post,
	  CAN_WRITE_CASE, .audit = "note.mask" },
	{ POST, "/cases/:casefile/tasks/:task/done", note_done_post,
	  CAN_WRITE_CASE, .audit = "task.finish" },
};
const isize note_routes_n = COUNT(note_routes);

/* ---- the list ---------------------------------------------------------- */

static enum status draw_list(struct rq *rq, struct reply *ret)
{
	struct note_list *p = new(rq->arena, struct note_list, 1);
	TRY(note_list_read(rq, p));
	if (p->filter.time)
		TRY(note_moments(p));
	if (p->filter.note.v)
		TRY(note_reader_read(rq, p->filter.note, &p->reader));
	else if (p->can_add)
		TRY(note_form_new(rq, &p->form));
	TRY(reply_page(ret, S("事案"), note_list_view_draw, p));
	if (rq_has_errors(rq))
		ret->status = 422;
	return casefile_frame(rq, TAB_NOTES, ret);
}

/* The pane alone, for a row that was opened by script. */
static enum status draw_pane(struct rq *rq, struct reply *ret)
{
	note_id id;
	struct note_reader *r;
	TRY(rq_id(rq, ID_note, rq_query(rq, S("note")), &id.v));
	TRY(note_reader_read(rq, id, &r));
	ret->part = true;
	return reply_page(ret, S("事案"), note_reader_view_draw, r);
}

static enum status notes_get(struct rq *rq, struct reply *ret)
{
	if (!lens_tab(rq->lens, TAB_NOTES))
		return casefile_closed_tab(rq, TAB_NOTES, ret);
	if (rq->http->hx && rq_query(rq, S("pane")).n)
		return draw_pane(rq, ret);
	return draw_list(rq, ret);
}

/* Words are personal: they come by POST and stand in no address. */
static enum status notes_find(struct rq *rq, struct reply *ret)
{
	if (!lens_tab(rq->lens, TAB_NOTES))
		return casefile_closed_tab(rq, TAB_NOTES, ret);
	return draw_list(rq, ret);
}

/* ---- writing ----------------------------------------------------------- */

enum status note_form_page(struct rq *rq, struct note_form *f,
			   struct reply *ret)
{
	f->alone = true;
	/* 対象 names the family, the tasks tell of it. */
	if (!f->edit)
		rq_looked(rq, S("look.people"), rq->lens, S("casefile"),
			  rq->lens->casefile.v);
	TRY(reply_page(ret, S("事案"),
		       f->wide ? note_wide_draw : note_alone_draw, f));
	if (rq_has_errors(rq))
		ret->status = 422;
	return casefile_frame(rq, TAB_NOTES, ret);
}

static enum status new_get(struct rq *rq, struct reply *ret)
{
	struct note_form *f;
	if (!lens_tab(rq->lens, TAB_NOTES))
		return casefile_closed_tab(rq, TAB_NOTES, ret);
	TRY(note_form_new(rq, &f));
	return note_form_page(rq, f, ret);
}

struct saving {
	struct note_input in;
	const struct note_form *form;
};

static str back_to(const struct rq *rq, const char *what, note_id id)
{
	struct out o = out_open(rq->arena, 96);
	put(&o, casefile_url(rq, rq->lens->casefile, S("/notes?")));
	put(&o, str_of(what));
	put(&o, rq_token_of(rq, note, id));
	return out_str(&o);
}

/* つぎにやること become tasks, ticked ones are done.  One that a colleague
 * finished a moment ago is what was wanted: no error. */
static enum status tasks_of(struct rq *rq, struct db *tx,
			    const struct note_input *in, note_id note)
{
	casefile_id casefile = in->note.casefile;
	/* A draft is its author's alone: others' tasks do not point to it. */
	note_id from = in->note.draft ? (note_id){ 0 } : note;
	for (isize i = 0; i < in->tasks_n; i++) {
		struct task_new t = in->tasks[i];
		task_id id;
		t.note = from;
		TRY(task_add(rq, tx, &t, &id));
	}
	for (isize i = 0; i < in->done_n; i++) {
		isize before = rq->errors.n;
		enum status st = task_finish(rq, tx, casefile, in->done[i],
					     from);
		if (st != E_CONFLICT)
			TRY(st);
		rq->errors.n = before;
	}
	return OK;
}

static enum status create_job(struct rq *rq, struct db *tx, void *arg,
			      struct reply *ret)
{
	struct saving *s = arg;
	struct lens lens;
	note_id id;
	TRY(rq_casefile_in(rq, tx, s->in.note.casefile, &lens));
	if (!lens_can(&lens, VERB_ADD))
		return E_NOT_FOUND;
	TRY(note_add(rq, tx, &s->in.note, &id));
	TRY(tasks_of(rq, tx, &s->in, id));
	TRY(draft_forget(rq, tx, S("note"), s->in.note.casefile.v));
	return reply_redirect(ret, back_to(rq, "saved=", id));
}

/* 「予定にする」: the line moves to つぎにやること; the text stays. */
static void make_plan(struct rq *rq, struct note_form *f)
{
	stamp at;
	if (stamp_parse(f->at, rq->now, &at, NULL) != OK)
		return;
	struct out due = out_open(rq->arena, 24);
	day_print_short(&due, stamp_day(at));
	str gist = rq_form(rq, S("gist"));
	struct note_next *x = &f->next[f->next_n - 1];
	if (x->what.n && f->next_n < NEXT_MAX)
		x = &f->next[f->next_n++];
	x->what = gist.n ? gist : note_gist(rq_form(rq, S("body")));
	x->due = out_str(&due);
	f->at = S("いま");
	f->at_echo = note_moment_text(rq->arena, rq->now);
}

static enum status create(struct rq *rq, struct reply *ret)
{
	struct saving s = { 0 };
	struct note_form *f;
	if (!lens_tab(rq->lens, TAB_NOTES))
		return casefile_closed_tab(rq, TAB_NOTES, ret);
	TRY(note_form_new(rq, &f));
	if (str_eq(rq_form(rq, S("act")), S("plan"))) {
		make_plan(rq, f);
		return note_form_page(rq, f, ret);
	}
	if (rq_form(rq, S("more")).n)
		return note_form_page(rq, f, ret);
	enum status st = note_form_check(rq, f, &s.in);
	if (st == E_INVALID && rq_has_errors(rq))
		return note_form_page(rq, f, ret);
	TRY(st);
	return rq_write(rq, create_job, &s, ret);
}

/* ---- changing ---------------------------------------------------------- */

static enum status path_note(struct rq *rq, note_id *ret)
{
	return rq_id(rq, ID_note, rq_path(rq, S("note")), &ret->v);
}

static enum status edit_get(struct rq *rq, struct reply *ret)
{
	note_id id;
	struct note_form *f;
	TRY(path_note(rq, &id));
	TRY(note_form_edit(rq, id, &f));
	return note_form_page(rq, f, ret);
}

static enum status edit_job(struct rq *rq, struct db *tx, void *arg,
			    struct reply *ret)
{
	struct saving *s = arg;
	struct lens lens;
	struct note_change c = { .note = s->form->note,
				 .seen = s->form->seen,
				 .reason = s->in.reason,
				 .now = s->in.note };
	TRY(rq_casefile_in(rq, tx, s->in.note.casefile, &lens));
	if (!lens_can(&lens, VERB_ADD))
		return E_NOT_FOUND;
	TRY(note_save(rq, tx, &c));
	TRY(tasks_of(rq, tx, &s->in, c.note));
	TRY(draft_forget(rq, tx, S("note.edit"), c.note.v));
	return reply_redirect(ret, back_to(rq, c.now.draft ? "saved=" :
							     "note=", c.note));
}

/* The text that the choices of note_clash_view made. */
static enum status merge(struct rq *rq, struct note_form *f)
{
	if (rq_form(rq, S("merge")).n == 0)
		return OK;
	TRY(note_clash_body(rq, f->note, f->seen, &f->merged));
	f->body = veiled_open(f->merged);
	return OK;
}

static enum status edit_post(struct rq *rq, struct reply *ret)
{
	struct saving s = { 0 };
	struct note_form *f;
	note_id id;
	TRY(path_note(rq, &id));
	TRY(note_form_edit(rq, id, &f));
	s.form = f;
	enum status st = merge(rq, f);
	if (st == E_CONFLICT)
		return note_clash_page(rq, id, ret);
	TRY(st);
	if (rq_form(rq, S("more")).n)
		return note_form_page(rq, f, ret);
	st = note_form_check(rq, f, &s.in);
	if (st == OK)
		st = rq_write(rq, edit_job, &s, ret);
	if (st == E_INVALID && rq_has_errors(rq)) {
		if (f->merged.p)
			return note_clash_page(rq, id, ret);
		f->needs_reason |= rq_error_of(rq, S("reason")).n > 0;
		return note_form_page(rq, f, ret);
	}
	return st == E_CONFLICT ? note_clash_page(rq, id, ret) : st;
}

static enum status discard_job(struct rq *rq, struct db *tx, void *arg,
			       struct reply *ret)
{
	const note_id *id = arg;
	TRY(note_discard(rq, tx, rq->lens->casefile, *id));
	TRY(draft_forget(rq, tx, S("note.edit"), id->v));
	return reply_redirect(ret, casefile_url(rq, rq->lens->casefile,
						S("/notes")));
}

static enum status discard(struct rq *rq, struct reply *ret)
{
	note_id id;
	TRY(path_note(rq, &id));
	return rq_write(rq, discard_job, &id, ret);
}
