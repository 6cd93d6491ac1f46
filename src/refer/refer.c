/* refer.c — see refer.h. */
#include "refer/refer.h"

#include "kernel/preview.h"
#include "notice/notice.h"
#include "refer.sql.h"
#include "refer/refer_page.h"
#include "share/share.h"
#include "text/my_number.h"

bool refer_works(const struct rq *rq)
{
	struct lens l = vis_list_lens(rq->actor.viewer);
	return (rq->actor.powers & POWER_INTAKE) &&
	       lens_class(&l, CLASS_free, (person_id){ 0 }) == VEIL_CLEAR;
}

struct lens refer_lens(const struct rq *rq)
{
	/* What is sent to an agency is read by those who receive there. */
	return vis_own_lens(rq->actor.viewer);
}

/* ---- checks --------------------------------------------------------------- */

static void say(struct rq *rq, str field, str text)
{
	enum status st = rq_error(rq, field, text);
	(void)st;
}

static void check_text(struct rq *rq, str field, str text, isize most,
		       str too_long)
{
	if (text.n > most * 3)
		say(rq, field, too_long);
	else if (text_my_number(text))
		say(rq, field, S("マイナンバーのようです。ここには残せません。"
				 "数字を消してください。"));
}

static enum status check_new(struct rq *rq, struct db *tx,
			     const struct refer_new *n)
{
	i64 forbids = 0;
	if (!n->what.n)
		say(rq, S("what"),
		    S("依頼の内容を書いてください。"
		      "例：家計の相談にのってほしい"));
	check_text(rq, S("what"), n->what, REFER_TEXT_MAX,
		   S("依頼の内容が長すぎます。20,000字までです。"));
	if (n->due.n < rq->today.n)
		say(rq, S("due"),
		    S("返事の期限は、きょうか先の日を入れてください。"
		      "例 R8.11.20"));
	TRY(refer_forbids(tx, rq->actor.viewer.muni, n->casefile, n->agency,
			  rq->now, &forbids));
	if (forbids)
		say(rq, S("to"), S("この機関には、いま共有できません。"
				   "調整役に相談してください。"));
	return rq_has_errors(rq) ? E_INVALID : OK;
}

static enum status check_agency(struct rq *rq, struct db *tx, agency_id id)
{
	struct refer_agency_list all;
	TRY(refer_agencies(tx, rq->arena, rq->actor.viewer.muni,
			   rq->actor.viewer.agency, &all));
	for (isize i = 0; i < all.n; i++)
		if (all.v[i].id.v == id.v)
			return OK;
	return rq_error(rq, S("to"), S("つなぐ先の機関を選んでください。"));
}

static enum status may_refer(struct rq *rq, struct db *tx,
			     casefile_id casefile)
{
	struct lens own;
	TRY(rq_casefile_in(rq, tx, casefile, &own));
	return preview_may(&own) ? OK : E_FORBIDDEN;
}

/* ---- telling --------------------------------------------------------------- */

static enum status tell_asked(struct rq *rq, struct db *tx, referral_id id,
			      agency_id to)
{
	return notice_add(rq, tx, &(struct notice_new){
		.agency = to, .kind = S("refer.asked"), .object = id.v,
		.at = rq->now });
}

static enum status tell_answered(struct rq *rq, struct db *tx,
				 const struct refer_row *r)
{
	return notice_add(rq, tx, &(struct notice_new){
		.agency = r->from_agency, .account = r->from_account,
		.kind = S("refer.answered"), .object = r->id.v,
		.at = rq->now });
}

/* ---- asking ----------------------------------------------------------------- */

static enum status plan(struct rq *rq, struct db *tx,
			const struct refer_new *n, bestowal_id *ret)
{
	struct share_new share = { .casefile = n->casefile,
				   .agency = n->agency, .type = n->type,
				   .until = n->until };
	return n->share ? share_plan(rq, tx, &share, ret) : OK;
}

enum status refer_add(struct rq *rq, struct db *tx, const struct refer_new *n,
		      referral_id *ret, bestowal_id *ret_plan)
{
	const struct viewer *v = &rq->actor.viewer;
	referral_id id = { id_new() };
	bestowal_id share = { 0 };
	TRY(may_refer(rq, tx, n->casefile));
	TRY(check_agency(rq, tx, n->agency));
	TRY(check_new(rq, tx, n));
	TRY(plan(rq, tx, n, &share));
	TRY(refer_insert(tx, v->muni, id, n->casefile, v->agency, v->account,
			 n->agency, n->what, n->due,
			 n->share ? S("preparing") : S("asked"), share,
			 rq->now));
	TRY(rq_audit(rq, tx, S("refer.add"), S("referral"), id.v, n->casefile,
		     S("what,due_on")));
	if (!n->share)
		TRY(tell_asked(rq, tx, id, n->agency));
	*ret = id;
	*ret_plan = share;
	return OK;
}

static enum status get(struct rq *rq, struct db *tx, referral_id id,
		       struct refer_row *ret)
{
	const struct viewer *v = &rq->actor.viewer;
	struct lens l = refer_lens(rq);
	return refer_get(tx, rq->arena, &l, v->muni, v->agency, v->account,
			 rq->now, id, ret);
}

enum status refer_send(struct rq *rq, struct db *tx, casefile_id casefile,
		       referral_id id, str seal)
{
	struct refer_row r;
	TRY(may_refer(rq, tx, casefile));
	TRY(get(rq, tx, id, &r));
	if (r.casefile.v != casefile.v || !str_eq(r.state, S("preparing")))
		return E_NOT_FOUND;
	TRY(share_looked_at(rq, tx, casefile, r.bestowal, seal));
	TRY(refer_set_sent(tx, rq->actor.viewer.muni, id, seal, rq->now));
	TRY(tell_asked(rq, tx, id, r.to_agency));
	return rq_audit(rq, tx, S("refer.send"), S("referral"), id.v,
			casefile, S("state"));
}

/* ---- answering --------------------------------------------------------------- */

static enum status answered_already(struct rq *rq, const struct refer_row *r)
{
	struct out o = out_open(rq->arena, 80);
	if (!r->answered_at.has) {
		say(rq, (str){ 0 }, S("この依頼は取り下げられました。"));
		return E_CONFLICT;
	}
	put(&o, S("すでに返事しています（"));
	put(&o, r->answered_by);
	put(&o, S("さん "));
	stamp_print_time(&o, (stamp){ r->answered_at.v });
	put(&o, S("）。"));
	say(rq, (str){ 0 }, out_str(&o));
	return E_CONFLICT;
}

/* Why the share cannot be given is the asker's to know. */
static enum status take(struct rq *rq, struct db *tx,
			const struct refer_row *r)
{
	enum status st = share_take(rq, tx, r->casefile, r->bestowal,
				    r->from_account, r->seal);
	if (st != E_NOT_FOUND && st != E_INVALID && st != E_CONFLICT)
		return st;
	rq->errors.n = 0;
	say(rq, (str){ 0 },
	    S("いまは受けられません。依頼はそのまま残っています。"
	      "依頼した機関に確かめてください。"));
	return E_CONFLICT;
}

static enum status check_reason(struct rq *rq, enum refer_how how, str reason)
{
	rq->errors.n = 0;
	if (how != REFER_ACCEPT && !reason.n)
		say(rq, S("reason"),
		    S("理由を書いてください。"
		      "例：担当の地区がちがいます"));
	check_text(rq, S("reason"), reason, ASK_TEXT_MAX,
		   S("理由が長すぎます。1,000字までです。"));
	return rq_has_errors(rq) ? E_INVALID : OK;
}

static enum status follow(struct rq *rq, struct db *tx, enum refer_how how,
			  const struct refer_row *r)
{
	if (!r->bestowal.v)
		return OK;
	return how == REFER_ACCEPT ?
		       take(rq, tx, r) :
		       share_forgo(rq, tx, r->casefile, r->bestowal);
}

enum status refer_answer(struct rq *rq, struct db *tx, referral_id id,
			 enum refer_how how, str reason)
{
	static const struct {
		str state, action;
	} hows[] = {
		[REFER_ACCEPT] = { STR("accepted"), STR("refer.accept") },
		[REFER_RETURN] = { STR("returned"), STR("refer.return") },
		[REFER_DECLINE] = { STR("declined"), STR("refer.decline") },
	};
	const struct viewer *v = &rq->actor.viewer;
	struct refer_row r;
	TRY(get(rq, tx, id, &r));
	if (r.to_agency.v != v->agency.v)
		return E_NOT_FOUND;
	if (!refer_works(rq))
		return E_FORBIDDEN;
	if (!str_eq(r.state, S("asked")))
		return answered_already(rq, &r);
	TRY(check_reason(rq, how, reason));
	TRY(refer_set_answer(tx, v->muni, id, hows[how].state, reason,
			     v->account, rq->now));
	TRY(follow(rq, tx, how, &r));
	TRY(tell_answered(rq, tx, &r));
	return rq_audit(rq, tx, hows[how].action, S("referral"), id.v,
			r.casefile, S("state"));
}

enum status refer_withdraw(struct rq *rq, struct db *tx, referral_id id)
{
	const struct viewer *v = &rq->actor.viewer;
	struct refer_row r;
	TRY(get(rq, tx, id, &r));
	if (r.from_agency.v != v->agency.v)
		return E_NOT_FOUND;
	TRY(may_refer(rq, tx, r.casefile));
	bool sent = !str_eq(r.state, S("preparing"));
	if (sent && !str_eq(r.state, S("asked")))
		return answered_already(rq, &r);
	TRY(refer_set_back(tx, v->muni, id,
			   sent ? S("withdrawn") : S("dropped")));
	if (r.bestowal.v)
		TRY(share_forgo(rq, tx, r.casefile, r.bestowal));
	return rq_audit(rq, tx, S("refer.withdraw"), S("referral"), id.v,
			r.casefile, S("state"));
}

/* ---- 共有を依頼する ------------------------------------------------------------ */

enum status refer_ask(struct rq *rq, struct db *tx, enum tab tab, str why)
{
	const struct viewer *v = &rq->actor.viewer;
	struct ask_lead_row lead;
	struct lens l;
	ask_id id = { id_new() };
	i64 asked = 0;
	casefile_id casefile = rq->lens->casefile;
	TRY(rq_casefile_in(rq, tx, casefile, &l));
	if (!l.granted || lens_tab(&l, tab))
		return E_INVALID;
	rq->errors.n = 0;
	check_text(rq, S("why"), why, ASK_TEXT_MAX,
		   S("理由が長すぎます。1,000字までです。"));
	if (rq_has_errors(rq))
		return E_INVALID;
	TRY(ask_count(tx, v->muni, casefile, v->agency, vis_tab_name(tab),
		      rq->today, &asked));
	if (asked)
		return OK;
	TRY(ask_lead(tx, rq->arena, v->muni, casefile, &lead));
	TRY(ask_insert(tx, v->muni, id, casefile, v->agency, v->account,
		       vis_tab_name(tab), why, rq->today, rq->now));
	TRY(notice_add(rq, tx, &(struct notice_new){
		.agency = lead.agency, .account = lead.account,
		.kind = S("share.asked"), .casefile = casefile,
		.object = id.v, .at = rq->now }));
	return rq_audit(rq, tx, S("share.ask"), S("casefile"), casefile.v,
			casefile, (str){ 0 });
}
