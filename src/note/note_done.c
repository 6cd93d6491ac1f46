/*
 * note_done.c — a finished task becomes a note: 「記録して完了」, or
 * 「完了だけ」 without one.  Stands here because notes stand above tasks.
 */
#include "base/utf8.h"
#include "casefile/casefile.h"
#include "kernel/app.h"
#include "note/note_page.h"
#include "text/my_number.h"

struct done {
	task_id task;
	bool with_note;
	struct note_new note;
};

static enum status done_job(struct rq *rq, struct db *tx, void *arg,
			    struct reply *ret)
{
	const struct done *d = arg;
	casefile_id casefile = d->note.casefile;
	struct lens lens;
	note_id note = { 0 };
	TRY(rq_casefile_in(rq, tx, casefile, &lens));
	if (!lens_can(&lens, VERB_ADD))
		return E_NOT_FOUND;
	if (d->with_note)
		TRY(note_add(rq, tx, &d->note, &note));
	TRY(task_finish(rq, tx, casefile, d->task, note));
	return reply_redirect(ret, task_back(rq, casefile));
}

/* その他: what was done is said in words. */
static str other_method(const struct rq *rq)
{
	const struct code *c = dict_code(rq->app->dict, S("method"));
	if (!c || c->n == 0)
		return S("other");
	return code_has(c, S("other")) ? S("other") : c->items[c->n - 1].key;
}

static enum status read_body(struct rq *rq, struct done *d)
{
	str body = rq_form(rq, S("body"));
	d->note.body = body;
	if (!d->with_note)
		return OK;
	if (body.n == 0)
		return rq_error(rq, (str){ 0 },
				S("やったことを一言でも書いてください。"
				  "記録しないときは『完了だけ』です。"));
	if (utf8_length(body) > NOTE_BODY_MAX)
		return rq_error(rq, (str){ 0 },
				S("内容が長すぎます。20,000字までです。"
				  "書いた内容はこの画面に残っています。"));
	if (text_my_number(body))
		return rq_error(rq, (str){ 0 },
				S("マイナンバーのようです。"
				  "ここには残せません。"));
	return OK;
}

/* Somebody was first.  What was typed is not lost: it stands in the composer,
 * to be recorded or not. */
static enum status too_late(struct rq *rq, const struct done *d,
			    struct reply *ret)
{
	struct note_form *f;
	if (d->with_note) {
		TRY(note_form_new(rq, &f));
		TRY(note_form_page(rq, f, ret));
	} else {
		TRY(task_page(rq, (task_id){ 0 }, (str){ 0 }, ret));
	}
	ret->status = 409;
	return OK;
}

enum status note_done_post(struct rq *rq, struct reply *ret)
{
	struct done d = { .with_note = !str_eq(rq_form(rq, S("act")),
					       S("only")) };
	d.note.casefile = rq->lens->casefile;
	d.note.happened_at = rq->now;
	d.note.method = other_method(rq);
	TRY(rq_id(rq, ID_task, rq_path(rq, S("task")), &d.task.v));
	if (read_body(rq, &d) != OK)
		return task_page(rq, d.task, d.note.body, ret);
	enum status st = rq_write(rq, done_job, &d, ret);
	return st == E_CONFLICT && rq_has_errors(rq) ? too_late(rq, &d, ret) :
						       st;
}
