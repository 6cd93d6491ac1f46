/*
 * draft.c — drafts, and the event stream's door.
 *
 * The browser sends {form, object token, text = JSON of the form's fields, of =
 * the form's idempotency key} at most once a second.  The object's token must open for this viewer, and a
 * casefile's draft is kept only while the case may be written: else what was
 * typed would be a way to learn that a token is right.
 */
#include "kernel/draft.h"

#include "db/index.h"
#include "fmt/json.h"
#include "kernel.sql.h"
#include "kernel/app.h"
#include "kernel/live.h"
#include "sys/clock.h"
#include "text/my_number.h"
#include "vis/leak.h"

enum { DRAFT_LIMIT = 128 * 1024 };

/* Forms and what their object is.  A name that ends in a dot stands for all
 * that begin so: a sheet's form is "psheet.person_health". */
static const struct form_row {
	str form;
	enum id_kind object;
} forms[] = {
	{ STR("intake"), ID_NONE },	  { STR("note"), ID_casefile },
	{ STR("note.edit"), ID_note },
	{ STR("overview.hope"), ID_casefile },
	{ STR("overview.balance"), ID_casefile },
	{ STR("overview.direction"), ID_casefile },
	{ STR("overview.roles"), ID_casefile },
	{ STR("household"), ID_casefile }, { STR("person"), ID_person },
	{ STR("rows"), ID_casefile },	  { STR("task"), ID_casefile },
	{ STR("psheet."), ID_person },	  { STR("csheet."), ID_casefile },
	{ STR("basis."), ID_person },
};

enum { FORM_NAME_MAX = 60 };

static const struct form_row *form_of(str name)
{
	if (name.n > FORM_NAME_MAX)
		return NULL;
	for (isize i = 0; i < COUNT(forms); i++)
		if (str_eq(forms[i].form, name) ||
		    (str_ends(forms[i].form, S(".")) &&
		     str_starts(name, forms[i].form)))
			return &forms[i];
	return NULL;
}

/* ---- saving ------------------------------------------------------------ */

struct save {
	str form, sealed;
	str of;			/* the idempotency key of its form */
	i64 object;
	bool drop;
};

/*
 * Was the form sent while this draft was on its way?  Then its text is a
 * record, and the draft must not rise again.
 */
static enum status was_sent(struct rq *rq, struct db *tx, str key,
			    bool *ret_sent)
{
	struct idem_row row;
	*ret_sent = false;
	if (!key.n)
		return OK;
	enum status st = idem_find(tx, rq->arena, rq->actor.viewer.muni,
				   rq->actor.viewer.account, key, &row);
	*ret_sent = st == OK;
	return st == E_NOT_FOUND ? OK : st;
}

static enum status save_job(struct rq *rq, struct db *tx, void *arg,
			    struct reply *ret)
{
	const struct save *s = arg;
	const struct viewer *v = &rq->actor.viewer;
	struct out o = out_open(rq->arena, 16);
	stamp_print_time(&o, rq->now);
	put(&o, S(":"));
	out_padded(&o, rq->now.ms / 1000 % 60, 2);
	ret->kind = REPLY_TEXT;
	ret->text = out_str(&o);
	bool sent;
	TRY(was_sent(rq, tx, s->of, &sent));
	if (sent)
		return OK;
	if (s->drop)
		return draft_drop(tx, v->muni, v->account, v->agency, s->form,
				  s->object);
	return draft_save(tx, v->muni, v->account, s->form, s->object,
			  v->agency, s->sealed, rq->now);
}

static enum status read_place(struct rq *rq, struct save *ret)
{
	ret->form = rq_form(rq, S("form"));
	const struct form_row *row = form_of(ret->form);
	if (!row)
		return E_INVALID;
	if (row->object == ID_NONE)
		return OK;
	TRY(rq_id(rq, row->object, rq_form(rq, S("object")), &ret->object));
	if (row->object != ID_casefile)
		return OK;
	struct lens lens;
	TRY(rq_casefile_in(rq, rq->db, (casefile_id){ ret->object }, &lens));
	return lens_can(&lens, VERB_ADD) ? OK : E_NOT_FOUND;
}

static enum status draft_post(struct rq *rq, struct reply *ret)
{
	struct save s = { .of = rq_form(rq, S("of")) };
	TRY(read_place(rq, &s));
	str text = params_get(rq->http->form, S("text"));
	if (text.n > DRAFT_LIMIT)
		return E_TOO_LARGE;
	/* What may not be kept is not kept for a second either. */
	if (text_my_number(text))
		return rq_error(rq, (str){ 0 },
				S("マイナンバーのようです。"
				  "ここには残せません。"));
	s.sealed = crypt_seal(rq->arena, &rq->app->keys.draft, S("draft"),
			      text);
	if (LEAKING(json))
		return reply_json(ret, vis_leak_all(rq->db, rq->arena,
						    rq->actor.viewer.muni));
	return rq_write(rq, save_job, &s, ret);
}

static enum status draft_post_drop(struct rq *rq, struct reply *ret)
{
	struct save s = { .drop = true };
	TRY(read_place(rq, &s));
	TRY(rq_write(rq, save_job, &s, ret));
	str back = rq_form(rq, S("back"));
	if (rq_is_local(back))
		return reply_redirect(ret, back);
	return OK;
}

/* ---- reading ----------------------------------------------------------- */

/* JSON {"name": "text" or ["a", "b"]} → params. */
static enum status fields_of(struct arena *a, str text, struct params *ret)
{
	struct json *j;
	TRY(json_parse(a, text, &j));
	return json_params(a, j, ret);
}

enum status draft_get(struct rq *rq, str form, i64 object, struct draft *ret)
{
	struct draft_row row;
	str text;
	*ret = (struct draft){ 0 };
	const struct viewer *v = &rq->actor.viewer;
	enum status st = draft_find(rq->db, rq->arena, v->muni, v->account,
				    v->agency, form, object, &row);
	if (st == E_NOT_FOUND)
		return OK;
	TRY(st);
	if (crypt_open(rq->arena, &rq->app->keys.draft, S("draft"),
		       row.sealed, &text) != OK ||
	    fields_of(rq->arena, text, &ret->fields) != OK)
		return OK;
	ret->there = true;
	ret->at = row.at;
	return OK;
}

enum status draft_forget(struct rq *rq, struct db *tx, str form, i64 object)
{
	const struct viewer *v = &rq->actor.viewer;
	return draft_drop(tx, v->muni, v->account, v->agency, form, object);
}

str draft_time(struct arena *a, const struct draft *d)
{
	struct out o = out_open(a, 8);
	stamp_print_time(&o, d->at);
	return out_str(&o);
}

str draft_value(const struct rq *rq, const struct draft *d, str name,
		str stored)
{
	if (rq->http->method == POST)
		return params_get(rq->http->form, name);
	if (d->there && rq_query(rq, S("draft")).n) {
		str v = params_get(d->fields, name);
		if (v.p)
			return v;
	}
	return stored;
}

const struct route kernel_routes[] = {
	{ POST, "/draft", draft_post, CAN_SIGNED_IN, .no_audit = true },
	{ POST, "/draft/drop", draft_post_drop, CAN_SIGNED_IN,
	  .no_audit = true },
	{ GET, "/events", live_events, CAN_SIGNED_IN, .no_audit = true },
};
const isize kernel_routes_n = COUNT(kernel_routes);
