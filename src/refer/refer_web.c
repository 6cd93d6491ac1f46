/* refer_web.c — つなぐ: routes, the list, one 依頼 and its answer. */
#include "casefile/casefile.h"
#include "refer.html.h"
#include "refer/refer_page.h"

static enum status refer_list(struct rq *rq, struct reply *ret);
static enum status refer_one(struct rq *rq, struct reply *ret);
static enum status answer_post(struct rq *rq, struct reply *ret);
static enum status withdraw_post(struct rq *rq, struct reply *ret);

const struct route refer_routes[] = {
	{ GET, "/refer", refer_list, CAN_INTAKE, .page = "依頼" },
	{ GET, "/refer/:referral", refer_one, CAN_INTAKE, .page = "依頼" },
	{ POST, "/refer/:referral/answer", answer_post, CAN_INTAKE,
	  .audit = "refer.accept" },
	{ POST, "/refer/:referral/withdraw", withdraw_post, CAN_INTAKE,
	  .audit = "refer.withdraw" },
	{ GET, "/cases/:casefile/refer", refer_form_get, CAN_EDIT_COMMON,
	  .page = "つなぐ" },
	{ POST, "/cases/:casefile/refer", refer_form_post, CAN_EDIT_COMMON,
	  .audit = "refer.add" },
	{ POST, "/cases/:casefile/refer/:referral/send", refer_send_post,
	  CAN_EDIT_COMMON, .audit = "refer.send" },
	{ GET, "/cases/:casefile/ask", ask_get, CAN_READ_CASE,
	  .page = "共有を依頼する" },
	{ POST, "/cases/:casefile/ask", ask_post, CAN_READ_CASE,
	  .audit = "share.ask" },
};
const isize refer_routes_n = COUNT(refer_routes);

/* ---- the list --------------------------------------------------------------- */

static enum status refer_list(struct rq *rq, struct reply *ret)
{
	struct refer_list_page *p = new(rq->arena, struct refer_list_page, 1);
	p->rq = rq;
	TRY(refer_received_lines(rq, false, &p->received));
	/* What was written about a casefile is not for 受付・事務. */
	if (refer_works(rq))
		TRY(refer_sent_lines(rq, false, &p->sent));
	return reply_page(ret, S("依頼"), refer_list_view_draw, p);
}

/* ---- one --------------------------------------------------------------------- */

static str url_of(struct rq *rq, referral_id id, str tail)
{
	str s = str_cat(rq->arena, S("/refer/"),
			rq_token_of(rq, referral, id));
	return str_cat(rq->arena, s, tail);
}

static void add_words(struct rq *rq, struct refer_page *p)
{
	struct out due = out_open(rq->arena, 24), when = due, answered = due;
	due = out_open(rq->arena, 24);
	when = out_open(rq->arena, 32);
	answered = out_open(rq->arena, 96);
	if (p->row.due_on.has)
		day_print_short(&due, (day){ (int)p->row.due_on.v });
	stamp_print_short(&when, p->row.created_at);
	if (p->row.answered_at.has) {
		stamp_print_short(&answered,
				  (stamp){ p->row.answered_at.v });
		put(&answered, S(" "));
		put(&answered, p->row.answered_by);
	}
	p->due = out_str(&due);
	p->when = out_str(&when);
	p->answered = out_str(&answered);
	p->state = refer_state_label(p->row.state);
}

/* The casefile's address only for whom it is open at this moment. */
static enum status add_case(struct rq *rq, struct refer_page *p)
{
	struct lens l;
	if (!p->row.casefile.v)
		return OK;
	TRY(vis_lens(rq->db, rq->arena, rq->actor.viewer, p->row.casefile,
		     &l));
	if (l.level < LEVEL_OVERVIEW)
		return OK;
	/* Which casefile it is about, the other side learns by accepting. */
	if (!p->ours && (!p->row.bestowal.v ||
			 !str_eq(p->row.state, S("accepted"))))
		return OK;
	p->case_url = casefile_url(rq, p->row.casefile, (str){ 0 });
	if (!p->ours)
		return OK;
	str token = rq_token_of(rq, referral, p->row.id);
	str again = str_cat(rq->arena, S("/refer?again="), token);
	p->again_url = casefile_url(rq, p->row.casefile, again);
	if (str_eq(p->row.state, S("preparing"))) {
		str as = str_cat(rq->arena, S("/as/"),
				 rq_token_of(rq, bestowal, p->row.bestowal));
		p->see_url = str_cat(rq->arena, as, p->case_url);
	}
	return OK;
}

static enum status show(struct rq *rq, referral_id id, struct reply *ret)
{
	const struct viewer *v = &rq->actor.viewer;
	struct refer_page *p = new(rq->arena, struct refer_page, 1);
	struct lens l = refer_lens(rq);
	bool works = refer_works(rq);
	TRY(refer_get(rq->db, rq->arena, &l, v->muni, v->agency, v->account,
		      rq->now, id, &p->row));
	p->rq = rq;
	p->ours = p->row.from_agency.v == v->agency.v;
	if (p->ours && !works)
		return E_NOT_FOUND;
	p->url = url_of(rq, id, (str){ 0 });
	p->reason = rq_form(rq, S("reason"));
	add_words(rq, p);
	TRY(add_case(rq, p));
	bool asked = str_eq(p->row.state, S("asked"));
	p->may_answer = !p->ours && works && asked;
	p->may_withdraw = p->ours &&
			  (asked || str_eq(p->row.state, S("preparing")));
	p->may_intake = !p->ours && !p->row.bestowal.v &&
			str_eq(p->row.state, S("accepted"));
	rq_looked(rq, S("look.refer"), &l, S("referral"), id.v);
	*ret = (struct reply){ .status = rq_has_errors(rq) ? 422 : 200 };
	return reply_page(ret, S("依頼"), refer_view_draw, p);
}

static enum status path_id(struct rq *rq, referral_id *ret)
{
	return rq_id(rq, ID_referral, rq_path(rq, S("referral")), &ret->v);
}

static enum status refer_one(struct rq *rq, struct reply *ret)
{
	referral_id id;
	TRY(path_id(rq, &id));
	return show(rq, id, ret);
}

/* What went wrong stands above the 依頼 as it is now. */
static enum status show_again(struct rq *rq, referral_id id, enum status st,
			      struct reply *ret)
{
	if ((st != E_INVALID && st != E_CONFLICT) || !rq_has_errors(rq))
		return st;
	TRY(show(rq, id, ret));
	ret->status = st == E_CONFLICT ? 409 : 422;
	return OK;
}

/* ---- answering ------------------------------------------------------------------ */

struct answer_arg {
	referral_id id;
	enum refer_how how;
	str reason;
};

static enum status answer_job(struct rq *rq, struct db *tx, void *arg,
			      struct reply *ret)
{
	const struct answer_arg *a = arg;
	TRY(refer_answer(rq, tx, a->id, a->how, a->reason));
	return reply_redirect(ret, url_of(rq, a->id, (str){ 0 }));
}

static bool read_how(str act, enum refer_how *ret)
{
	static const str acts[] = { [REFER_ACCEPT] = STR("accept"),
				    [REFER_RETURN] = STR("return"),
				    [REFER_DECLINE] = STR("decline") };
	for (int i = 0; i < COUNT(acts); i++) {
		if (!str_eq(acts[i], act))
			continue;
		*ret = (enum refer_how)i;
		return true;
	}
	return false;
}

static enum status answer_post(struct rq *rq, struct reply *ret)
{
	struct answer_arg a = { .reason = rq_form(rq, S("reason")) };
	TRY(path_id(rq, &a.id));
	if (!read_how(rq_form(rq, S("act")), &a.how))
		return E_INVALID;
	return show_again(rq, a.id, rq_write(rq, answer_job, &a, ret), ret);
}

static enum status withdraw_job(struct rq *rq, struct db *tx, void *arg,
				struct reply *ret)
{
	const referral_id *id = arg;
	TRY(refer_withdraw(rq, tx, *id));
	return reply_redirect(ret, url_of(rq, *id, (str){ 0 }));
}

static enum status withdraw_post(struct rq *rq, struct reply *ret)
{
	referral_id id;
	TRY(path_id(rq, &id));
	return show_again(rq, id, rq_write(rq, withdraw_job, &id, ret), ret);
}
