/*
 * note_review.c — 伏せる所を確かめる: each proposed passage of a record of the
 * own agency gets 伏せる, 見せる or 言いかえる, and any other can be closed.
 * Plain forms; each button is a request of its own over the version seen.
 */
#include "base/num.h"
#include "casefile/casefile.h"
#include "note/note_masks.h"
#include "note/note_page.h"
#include "note_form.html.h"
#include "note_review.html.h"

/* ---- the page --------------------------------------------------------------- */

static str text_of(struct rq *rq, struct veiled v)
{
	struct out o = out_open(rq->arena, 256);
	veiled_put(&o, v);
	return out_str(&o);
}

static enum status find_spots(struct note_review *p)
{
	struct rq *rq = p->rq;
	const struct note_whole *n = &p->r->n;
	struct note_guests guests;
	struct note_names names;
	casefile_id c = rq->lens->casefile;
	str title = text_of(rq, n->title), body = text_of(rq, n->body);
	struct note_masks m = note_masks_read(rq->arena, title,
					      n->title_masks, body, n->masks);
	TRY(note_guests_read(rq, rq->db, c, &guests));
	TRY(note_names_read(rq, rq->db, c, &names));
	note_spots_add(rq, &p->spots, &m.body, body, false, &guests, &names);
	if (!m.joined)
		note_spots_add(rq, &p->spots, &m.title, title, true, &guests,
			       &names);
	p->whole = m.body.whole;
	p->waiting = p->whole;
	for (isize i = 0; i < p->spots.n; i++)
		p->waiting |= p->spots.v[i].state == PROSE_PROPOSED;
	return OK;
}

/* Only who may write the record anew decides what of it is closed. */
static enum status open_review(struct rq *rq, struct note_review **ret)
{
	note_id id;
	struct note_reader *r;
	struct note_review *p = new(rq->arena, struct note_review, 1);
	TRY(rq_id(rq, ID_note, rq_path(rq, S("note")), &id.v));
	TRY(note_reader_read(rq, id, &r));
	if (!r->can_edit || r->draft)
		return E_NOT_FOUND;
	p->rq = rq;
	p->r = r;
	p->url = str_cat(rq->arena, r->edit_url, S("/masks"));
	p->back_url = str_cat(rq->arena, r->url,
			      str_cat(rq->arena, S("?note="), r->token));
	TRY(find_spots(p));
	*ret = p;
	return OK;
}

static enum status draw(struct note_review *p, struct reply *ret)
{
	TRY(reply_page(ret, S("事案"), note_review_view_draw, p));
	if (rq_has_errors(p->rq))
		ret->status = 422;
	return casefile_frame(p->rq, TAB_NOTES, ret);
}

enum status note_review_get(struct rq *rq, struct reply *ret)
{
	struct note_review *p;
	if (!lens_tab(rq->lens, TAB_NOTES))
		return casefile_closed_tab(rq, TAB_NOTES, ret);
	TRY(open_review(rq, &p));
	return draw(p, ret);
}

/* ---- what was sent ------------------------------------------------------------ */

static enum status read_number(struct rq *rq, const char *name, isize *ret)
{
	i64 n = 0;
	TRY(num_parse_max(rq_form(rq, str_of(name)), INT32_MAX, &n));
	*ret = (isize)n;
	return OK;
}

static bool is_act(const struct rq *rq, const char *act)
{
	return str_eq(rq_form(rq, S("act")), str_of(act));
}

/* A passage typed or copied from the text: its first place. */
static enum status read_added(struct rq *rq, struct note_review *p,
			      struct note_decision *d)
{
	enum vis_class c;
	str body = text_of(rq, p->r->n.body);
	str class = rq_form(rq, S("class"));
	p->passage = rq_form(rq, S("passage"));
	p->class = class;
	d->add = true;
	d->class = PROSE_ALL;
	if (vis_class_find(class, &c))
		d->class = (int)c;
	d->from = p->passage.n ? str_find(body, p->passage, 0) : -1;
	if (d->from < 0)
		return rq_error(rq, S("passage"),
				S("本文の中に見つかりません。"
				  "本文からそのまま写してください。"));
	d->to = d->from + p->passage.n;
	return OK;
}

static enum status read_decision(struct rq *rq, struct note_review *p,
				 struct note_decision *d)
{
	isize seen;
	TRY(read_number(rq, "rev", &seen));
	*d = (struct note_decision){ .note = p->r->n.id,
				     .seen = (int)seen,
				     .state = PROSE_CLOSED,
				     .instead = rq_form(rq, S("instead")),
				     .reason = rq_form(rq, S("reason")) };
	d->title = str_eq(rq_form(rq, S("part")), S("title"));
	if (is_act(rq, "open"))
		d->state = PROSE_OPEN;
	else if (is_act(rq, "restate"))
		d->state = PROSE_REPLACED;
	if (rq_form(rq, S("add")).n)
		return read_added(rq, p, d);
	TRY(read_number(rq, "from", &d->from));
	return read_number(rq, "to", &d->to);
}

/* ---- writing -------------------------------------------------------------------- */

struct deciding {
	struct note_review *p;
	struct note_decision d;
};

static enum status may(struct rq *rq, struct db *tx)
{
	struct lens lens;
	TRY(rq_casefile_in(rq, tx, rq->lens->casefile, &lens));
	return lens_can(&lens, VERB_ADD) ? OK : E_NOT_FOUND;
}

static enum status decide_job(struct rq *rq, struct db *tx, void *arg,
			      struct reply *ret)
{
	const struct deciding *x = arg;
	TRY(may(rq, tx));
	TRY(note_mask_decide(rq, tx, rq->lens->casefile, &x->d));
	return reply_redirect(ret, x->p->url);
}

static enum status confirm_job(struct rq *rq, struct db *tx, void *arg,
			       struct reply *ret)
{
	const struct deciding *x = arg;
	TRY(may(rq, tx));
	TRY(note_mask_confirm(rq, tx, rq->lens->casefile, x->d.note,
			      x->d.seen));
	return reply_redirect(ret, x->p->whole ? x->p->url : x->p->back_url);
}

/* 主任に相談して決める: nothing is closed yet, and it is not forgotten. */
static enum status ask_job(struct rq *rq, struct db *tx, void *arg,
			   struct reply *ret)
{
	const struct deciding *x = arg;
	task_id id;
	struct task_new t = { .casefile = rq->lens->casefile,
			      .what = S("記録の伏せ方を主任と決める"),
			      .to = rq->actor.viewer.account,
			      .has_due = true,
			      .due = rq->today,
			      .note = x->d.note };
	TRY(may(rq, tx));
	TRY(task_add(rq, tx, &t, &id));
	return reply_redirect(ret, x->p->url);
}

/* Somebody wrote in between: the text now, and what is asked about it. */
static enum status moved(struct rq *rq, struct reply *ret)
{
	struct note_review *p;
	TRY(open_review(rq, &p));
	enum status told = rq_error(rq, (str){ 0 },
				    S("ほかの人が先に直しました。"
				      "いまの文で確かめてください。"));
	(void)told;
	TRY(draw(p, ret));
	ret->status = 409;
	return OK;
}

enum status note_review_post(struct rq *rq, struct reply *ret)
{
	struct deciding x = { 0 };
	if (!lens_tab(rq->lens, TAB_NOTES))
		return casefile_closed_tab(rq, TAB_NOTES, ret);
	TRY(open_review(rq, &x.p));
	bool confirm = is_act(rq, "confirm"), ask = is_act(rq, "ask");
	enum status st = OK;
	if (confirm || ask) {
		isize seen;
		TRY(read_number(rq, "rev", &seen));
		x.d = (struct note_decision){ .note = x.p->r->n.id,
					      .seen = (int)seen };
		st = rq_write(rq, confirm ? confirm_job : ask_job, &x, ret);
	} else {
		st = read_decision(rq, x.p, &x.d);
		if (st == OK)
			st = rq_write(rq, decide_job, &x, ret);
	}
	if (st == E_CONFLICT)
		return moved(rq, ret);
	if (st != E_INVALID || !rq_has_errors(rq))
		return st;
	x.p->asked = x.d;
	x.p->ask = rq_error_of(rq, S("reason")).n > 0;
	return draw(x.p, ret);
}

/* ---- while it is written ---------------------------------------------------------- */

enum status note_hint_post(struct rq *rq, struct reply *ret)
{
	struct note_hint *h = new(rq->arena, struct note_hint, 1);
	if (!lens_tab(rq->lens, TAB_NOTES))
		return E_NOT_FOUND;
	if (!str_eq(rq_form(rq, S("audience")), S("own")))
		TRY(note_hint_for(rq, rq_form(rq, S("body")), h));
	ret->part = true;
	return reply_page(ret, S("事案"), note_hint_part_draw, h);
}
