/* refer_form.c — writing a 依頼, and sending the one that was looked at. */
#include "casefile/casefile.h"
#include "dict/dict.h"
#include "kernel/preview.h"
#include "refer.html.h"
#include "refer/refer_page.h"

/* ---- the form --------------------------------------------------------------- */

static enum status list_agencies(struct rq *rq, str chosen,
				 struct refer_form *f)
{
	struct refer_agency_list all;
	TRY(refer_agencies(rq->db, rq->arena, rq->actor.viewer.muni,
			   rq->actor.viewer.agency, &all));
	f->agencies = new(rq->arena, struct refer_option, all.n);
	f->agencies_n = all.n;
	for (isize i = 0; i < all.n; i++) {
		str token = rq_token_of(rq, agency, all.v[i].id);
		f->agencies[i] = (struct refer_option){
			token, all.v[i].short_name, all.v[i].name,
			str_eq(token, chosen) };
	}
	return OK;
}

static enum status list_types(struct rq *rq, str chosen, struct refer_form *f)
{
	struct share_type *types;
	isize n;
	TRY(share_type_list(rq->db, rq->arena, rq->actor.viewer.muni, &types,
			    &n));
	f->types = new(rq->arena, struct refer_option, n);
	for (isize i = 0; i < n; i++)
		if (!types[i].part)
			f->types[f->types_n++] = (struct refer_option){
				types[i].name, types[i].label, { 0 },
				str_eq(types[i].name, chosen) };
	return OK;
}

static str first_due(struct rq *rq)
{
	struct out o = out_open(rq->arena, 24);
	day_print_short(&o, (day){ rq->today.n + REFER_DAYS });
	str s = out_str(&o);
	return str_cut(&s, '(');
}

/* What was sent back, to be written anew. */
static enum status fill_again(struct rq *rq, struct refer_form *f, str *to)
{
	const struct viewer *v = &rq->actor.viewer;
	struct lens l = refer_lens(rq);
	struct refer_row r;
	referral_id id;
	str token = rq_query(rq, S("again"));
	if (!token.n)
		return OK;
	TRY(rq_id(rq, ID_referral, token, &id.v));
	TRY(refer_get(rq->db, rq->arena, &l, v->muni, v->agency, v->account,
		      rq->now, id, &r));
	if (r.from_agency.v != v->agency.v ||
	    r.casefile.v != rq->lens->casefile.v)
		return E_NOT_FOUND;
	f->what = r.what;
	f->share = r.bestowal.v != 0;
	*to = rq_token_of(rq, agency, r.to_agency);
	return OK;
}

static enum status show(struct rq *rq, struct reply *ret)
{
	struct refer_form *f = new(rq->arena, struct refer_form, 1);
	bool typed = rq->http->method == POST;
	str to = rq_form(rq, S("to"));
	f->rq = rq;
	f->url = casefile_url(rq, rq->lens->casefile, S("/refer"));
	f->back_url = casefile_url(rq, rq->lens->casefile, S("/share"));
	f->due = typed ? rq_form(rq, S("due")) : first_due(rq);
	f->until = rq_form(rq, S("until"));
	f->what = veiled_open(rq_form(rq, S("what")));
	f->share = rq_form(rq, S("share")).n > 0;
	if (!typed)
		TRY(fill_again(rq, f, &to));
	TRY(list_agencies(rq, to, f));
	TRY(list_types(rq, rq_form(rq, S("type")), f));
	TRY(refer_lines_of_case(rq, rq->lens->casefile, &f->before));
	*ret = (struct reply){ .status = rq_has_errors(rq) ? 422 : 200 };
	TRY(reply_page(ret, S("つなぐ"), refer_form_view_draw, f));
	return casefile_frame(rq, TAB_SHARE, ret);
}

enum status refer_form_get(struct rq *rq, struct reply *ret)
{
	if (!preview_may(rq->lens))
		return E_NOT_FOUND;
	return show(rq, ret);
}

/* ---- reading it ---------------------------------------------------------------- */

static void say(struct rq *rq, str field, str text)
{
	enum status st = rq_error(rq, field, text);
	(void)st;
}

static void read_day(struct rq *rq, str name, str wanted, struct fdate *ret)
{
	str why = { 0 };
	*ret = (struct fdate){ 0 };
	if (fdate_parse(rq_form(rq, name), rq->today, ret, &why) != OK)
		say(rq, name, why);
	else if (ret->precision != PREC_DAY && wanted.n)
		say(rq, name, wanted);
}

static enum status read_form(struct rq *rq, struct refer_new *ret)
{
	struct refer_new n = { .casefile = rq->lens->casefile,
			       .what = rq_form(rq, S("what")),
			       .share = rq_form(rq, S("share")).n > 0,
			       .type = rq_form(rq, S("type")) };
	struct fdate due, until;
	rq->errors.n = 0;
	if (rq_id(rq, ID_agency, rq_form(rq, S("to")), &n.agency.v) != OK)
		say(rq, S("to"), S("つなぐ先の機関を選んでください。"));
	read_day(rq, S("due"), S("返事の期限を入れてください。例 R8.11.20"),
		 &due);
	n.due = due.first;
	if (n.share && rq_form(rq, S("until")).n) {
		read_day(rq, S("until"),
			 S("日まで入れてください。例 R9.3.31"), &until);
		n.until = (struct opt_i64){
			true, stamp_at((day){ until.first.n + 1 }, 0).ms };
	}
	*ret = n;
	return rq_has_errors(rq) ? E_INVALID : OK;
}

static str asked_url(struct rq *rq, referral_id id)
{
	return str_cat(rq->arena, S("/refer/"), rq_token_of(rq, referral, id));
}

/* The share is looked at through the other's eyes before it is sent. */
static enum status add_job(struct rq *rq, struct db *tx, void *arg,
			   struct reply *ret)
{
	const struct refer_new *n = arg;
	referral_id id;
	bestowal_id plan;
	TRY(refer_add(rq, tx, n, &id, &plan));
	if (!plan.v)
		return reply_redirect(ret, asked_url(rq, id));
	struct out o = out_open(rq->arena, 96);
	put(&o, S("/as/"));
	put(&o, rq_token_of(rq, bestowal, plan));
	put(&o, casefile_url(rq, n->casefile, (str){ 0 }));
	return reply_redirect(ret, out_str(&o));
}

enum status refer_form_post(struct rq *rq, struct reply *ret)
{
	struct refer_new n;
	if (!preview_may(rq->lens))
		return E_NOT_FOUND;
	enum status st = read_form(rq, &n);
	if (st == OK)
		st = rq_write(rq, add_job, &n, ret);
	return st == E_INVALID && rq_has_errors(rq) ? show(rq, ret) : st;
}

static enum status send_job(struct rq *rq, struct db *tx, void *arg,
			    struct reply *ret)
{
	const referral_id *id = arg;
	TRY(refer_send(rq, tx, rq->lens->casefile, *id,
		       rq_form(rq, S("seal"))));
	return reply_redirect(ret, asked_url(rq, *id));
}

enum status refer_send_post(struct rq *rq, struct reply *ret)
{
	referral_id id;
	if (!preview_may(rq->lens))
		return E_NOT_FOUND;
	TRY(rq_id(rq, ID_referral, rq_path(rq, S("referral")), &id.v));
	enum status st = rq_write(rq, send_job, &id, ret);
	if ((st != E_INVALID && st != E_CONFLICT) || !rq_has_errors(rq))
		return st;
	TRY(show(rq, ret));
	ret->status = st == E_CONFLICT ? 409 : 422;
	return OK;
}
