/* share.c — the life of a share: planned, live, undone, ended. */
#include "base/num.h"
#include "consent/consent.h"
#include "kernel/app.h"
#include "kernel/preview.h"
#include "notice/notice.h"
#include "share/share_in.h"
#include "vis/grant.h"

/* ---- what a plan can rest on ---------------------------------------------- */

struct viewer share_viewer(const struct rq *rq, agency_id agency,
			   account_id account, str role, bestowal_id plan)
{
	return (struct viewer){
		.muni = rq->actor.viewer.muni,
		.account = account,
		.agency = agency,
		.role = str_eq(role, S("guest")) ? ROLE_guest : ROLE_worker,
		.now = rq->now,
		.plan = plan,
	};
}

isize share_fits_best(struct share_fit *v, isize n)
{
	isize kept = 0;
	for (isize i = 0; i < n; i++)
		if (!kept || v[kept - 1].person.v != v[i].person.v)
			v[kept++] = v[i];
	return kept;
}

struct opt_i64 share_fits_until(const struct share_fit *v, isize n)
{
	struct opt_i64 most = { n > 0, 0 };
	for (isize i = 0; i < n; i++) {
		if (!v[i].until.has)
			return (struct opt_i64){ 0 };
		if (v[i].until.v > most.v)
			most.v = v[i].until.v;
	}
	return most;
}

static bool all_of_kind(const struct share_fit *v, isize n, str kind)
{
	for (isize i = 0; i < n; i++)
		if (!str_eq(v[i].kind, kind))
			return false;
	return n > 0;
}

const struct share_type *share_type_of(str kind, const struct share_fit *v,
				       isize n)
{
	bool exists = n > 0;
	for (isize i = 0; i < n; i++)
		exists &= v[i].level <= LEVEL_EXISTS;
	if (exists)
		return share_type_find(S("exists"));
	if (all_of_kind(v, n, S("anonymous")))
		return share_type_find(S("anonymous"));
	if (all_of_kind(v, n, S("conference")))
		return share_type_find(S("conference"));
	return share_type_for(kind);
}

str share_until_day(struct arena *a, i64 until)
{
	struct out o = out_open(a, 24);
	struct ymd d = day_ymd(stamp_day((stamp){ until - 1 }));
	/* Consents are of the era that began in 2019. */
	out_char(&o, 'R');
	put(&o, d.y - 2018);
	out_char(&o, '.');
	put(&o, d.m);
	out_char(&o, '.');
	put(&o, d.d);
	return out_str(&o);
}

bool share_is_grown(str birth, day today)
{
	struct fdate d;
	if (fdate_from_edtf(birth, &d) != OK || d.precision == PREC_NONE)
		return true;
	return fdate_age(d, today) >= 18;
}

enum status share_may(struct rq *rq, struct db *tx, casefile_id casefile)
{
	struct lens own;
	TRY(rq_casefile_in(rq, tx, casefile, &own));
	return preview_may(&own) ? OK : E_FORBIDDEN;
}

/* ---- planning -------------------------------------------------------------- */

static enum status find_agency(struct rq *rq, struct db *tx, agency_id id,
			       struct share_agency *ret)
{
	struct share_agency_list all;
	TRY(share_agencies(tx, rq->arena, rq->actor.viewer.muni,
			   rq->actor.viewer.agency, &all));
	for (isize i = 0; i < all.n; i++) {
		if (all.v[i].id.v != id.v)
			continue;
		*ret = all.v[i];
		return OK;
	}
	return rq_error(rq, S("to"), S("共有先を選んでください。"));
}

static enum status check_account(struct rq *rq, struct db *tx,
				 const struct share_new *n)
{
	struct share_desk_list desks;
	if (!n->account.v)
		return OK;
	TRY(share_desks(tx, rq->arena, rq->actor.viewer.muni, n->agency,
			rq->now, &desks));
	for (isize i = 0; i < desks.n; i++)
		if (desks.v[i].account.v == n->account.v)
			return OK;
	return rq_error(rq, S("who"), S("共有先の人を選んでください。"));
}

/* Why is never told: not even that there is a reason. */
enum status share_check_forbids(struct rq *rq, struct db *tx,
				casefile_id casefile, agency_id agency,
				account_id account)
{
	i64 forbids = 0;
	TRY(share_forbids(tx, rq->actor.viewer.muni, casefile, agency, account,
			  rq->now, &forbids));
	if (!forbids)
		return OK;
	return rq_error(rq, S("to"), S("この機関には、いま共有できません。"
				       "調整役に相談してください。"));
}

static enum status check_until(struct rq *rq, const struct share_new *n,
			       struct opt_i64 most)
{
	if (n->views && !n->account.v)
		return rq_error(rq, S("who"),
				S("一時的に見せる人を選んでください。"));
	if (!n->until.has)
		return OK;
	if (n->until.v <= rq->now.ms)
		return rq_error(rq, S("until"),
				S("期限が過ぎています。きょうより後の日を"
				  "入れてください。例 R9.3.31"));
	if (!most.has || n->until.v <= most.v)
		return OK;
	str last = share_until_day(rq->arena, most.v);
	struct out o = out_open(rq->arena, 160);
	put(&o, S("同意の期限（"));
	put(&o, last);
	put(&o, S("）を過ぎる日付です。"));
	str_cut(&last, '.');
	put(&o, last);
	put(&o, S("までにするか、同意をとり直してください。"));
	return rq_error(rq, S("until"), out_str(&o));
}

static enum status check_type(struct rq *rq, struct share_new *n, str kind,
			      const struct share_fit_list *fits)
{
	if (!n->type.n)
		n->type = share_type_of(kind, fits->v, fits->n)->name;
	const struct share_type *t = share_type_find(n->type);
	if (t && !t->part)
		return OK;
	return rq_error(rq, S("type"), S("共有の型を選んでください。"));
}

/* At a school the parents' part is another type. */
static enum status add_people(struct rq *rq, struct db *tx,
			      const struct share_new *n, bestowal_id id,
			      const struct share_fit_list *fits)
{
	i64 muni = rq->actor.viewer.muni;
	str grown = share_type_find(n->type)->grown;
	struct share_birth_list births;
	TRY(share_births(tx, rq->arena, muni, n->casefile, &births));
	for (isize i = 0; i < fits->n; i++) {
		str type = { 0 };
		for (isize k = 0; k < births.n && grown.n; k++)
			if (births.v[k].id.v == fits->v[i].person.v &&
			    share_is_grown(births.v[k].birth, rq->today))
				type = grown;
		TRY(bestowal_person_add(tx, muni, id, fits->v[i].person,
					fits->v[i].basis,
					type.p ? type : S("")));
	}
	return OK;
}

static enum status end_one(struct rq *rq, struct db *tx, bestowal_id id)
{
	const struct viewer *v = &rq->actor.viewer;
	TRY(share_end(tx, v->muni, id, rq->now, v->account));
	return share_end_people(tx, v->muni, id, rq->now);
}

/* Those of the same recipient in a state: one plan, one live share. */
enum status share_end_others(struct rq *rq, struct db *tx,
			     casefile_id casefile, const struct share_one *b,
			     str state)
{
	struct share_other_list others;
	TRY(share_others(tx, rq->arena, rq->actor.viewer.muni, casefile,
			 b->agency, b->account, state, b->id, &others));
	for (isize i = 0; i < others.n; i++)
		TRY(end_one(rq, tx, others.v[i].id));
	return OK;
}

static enum status check_plan(struct rq *rq, struct db *tx,
			      struct share_new *n, struct share_fit_list *fits)
{
	struct share_agency agency;
	TRY(share_may(rq, tx, n->casefile));
	TRY(find_agency(rq, tx, n->agency, &agency));
	TRY(check_account(rq, tx, n));
	TRY(share_check_forbids(rq, tx, n->casefile, n->agency, n->account));
	TRY(share_fits(tx, rq->arena, rq->actor.viewer.muni, n->casefile,
		       n->agency, n->account, rq->now, fits));
	fits->n = share_fits_best(fits->v, fits->n);
	if (!fits->n)
		return rq_error(rq, S("to"),
				S("この機関に見せてよいという根拠が、"
				  "まだありません。"
				  "さきに同意などを記録してください。"));
	TRY(check_type(rq, n, agency.kind, fits));
	return check_until(rq, n, share_fits_until(fits->v, fits->n));
}

enum status share_plan(struct rq *rq, struct db *tx, const struct share_new *in,
		       bestowal_id *ret)
{
	const struct viewer *v = &rq->actor.viewer;
	struct share_new n = *in;
	struct share_fit_list fits;
	bestowal_id id = { id_new() };
	TRY(check_plan(rq, tx, &n, &fits));
	struct share_one b = { .id = id, .agency = n.agency,
			       .account = n.account };
	TRY(share_end_others(rq, tx, n.casefile, &b, S("planned")));
	unsigned verbs = share_type_find(n.type)->verbs |
			 (n.sheets ? VERB_SHEETS : 0u);
	TRY(bestowal_add(tx, v->muni, id, n.casefile, n.agency, n.account,
			 n.type, (int)verbs, rq->now, n.until,
			 (struct opt_i64){ n.views > 0, n.views }, v->account,
			 v->agency));
	TRY(add_people(rq, tx, &n, id, &fits));
	TRY(rq_audit(rq, tx, S("share.plan"), S("bestowal"), id.v, n.casefile,
		     n.type));
	*ret = id;
	return OK;
}

/* ---- the seal --------------------------------------------------------------- */

static void put_number(struct out *o, i64 v)
{
	put(o, v);
	out_char(o, ',');
}

/* Everything of the plan that a change elsewhere could move. */
static enum status what_it_says(struct rq *rq, struct db *db,
				casefile_id casefile, account_id looked,
				const struct share_one *b, struct out *o)
{
	i64 muni = rq->actor.viewer.muni;
	struct share_rest_list rests;
	struct share_other_list lives;
	struct share_type type;
	TRY(share_rests(db, rq->arena, muni, casefile, rq->now, &rests));
	TRY(share_others(db, rq->arena, muni, casefile, b->agency, b->account,
			 S("live"), b->id, &lives));
	enum status st = share_type_get(db, rq->arena, muni, b->type, &type);
	put(o, S("share.preview\n"));
	put_number(o, looked.v);
	put_number(o, b->id.v);
	put_number(o, b->version);
	put_number(o, st == OK ? type.version : -1);
	/* What it takes the place of: closed further meanwhile, it is not
	 * opened again unseen. */
	for (isize i = 0; i < lives.n; i++) {
		put_number(o, lives.v[i].id.v);
		put_number(o, lives.v[i].version);
	}
	for (isize i = 0; i < rests.n; i++) {
		const struct share_rest *r = &rests.v[i];
		if (r->bestowal.v != b->id.v)
			continue;
		put_number(o, r->person.v);
		put_number(o, r->basis.v);
		put_number(o, r->until.has ? r->until.v : -1);
		put_number(o, r->level);
		put_number(o, r->classes);
	}
	return st == E_NOT_FOUND ? OK : st;
}

static enum status seal_of(struct rq *rq, struct db *db, casefile_id casefile,
			   bestowal_id id, account_id looked, str *ret)
{
	struct share_one b;
	struct out o = out_open(rq->arena, 256);
	u8 mac[CRYPT_HASH];
	TRY(share_get(db, rq->arena, rq->actor.viewer.muni, casefile, id, &b));
	TRY(what_it_says(rq, db, casefile, looked, &b, &o));
	crypt_hmac(&rq->app->keys.anchor, out_str(&o), mac);
	*ret = num_base64url(rq->arena, (str){ (const char *)mac, 16 });
	return OK;
}

enum status share_seal(struct rq *rq, struct db *db, casefile_id casefile,
		       bestowal_id id, str *ret)
{
	return seal_of(rq, db, casefile, id,
		       rq->preview ? rq->preview->asker.viewer.account :
				     rq->actor.viewer.account, ret);
}

/* ---- sharing ----------------------------------------------------------------- */

enum status share_refresh(struct rq *rq, struct db *tx, casefile_id casefile)
{
	TRY(vis_seats_refresh(tx, rq->arena, rq->actor.viewer.muni, casefile,
			      rq->now));
	return rq_changed(rq, tx, casefile);
}

static enum status still_lawful(struct rq *rq, struct db *tx,
				casefile_id casefile, bestowal_id id)
{
	struct share_rest_list rests;
	TRY(share_rests(tx, rq->arena, rq->actor.viewer.muni, casefile,
			rq->now, &rests));
	for (isize i = 0; i < rests.n; i++)
		if (rests.v[i].bestowal.v == id.v)
			return OK;
	return E_CONFLICT;
}

static enum status check_seal(struct rq *rq, struct db *tx,
			      casefile_id casefile, const struct share_one *b,
			      account_id looked, str seal)
{
	str want;
	enum status lawful = still_lawful(rq, tx, casefile, b->id);
	if (lawful != OK && lawful != E_CONFLICT)
		return lawful;
	if (!seal.n)
		return rq_error(rq, (str){ 0 },
				S("さきに相手の画面で確認してください。"));
	TRY(seal_of(rq, tx, casefile, b->id, looked, &want));
	if (lawful == OK && str_eq_secret(want, seal))
		return OK;
	return rq_error(rq, (str){ 0 },
			S("確認しているあいだに同意の内容が変わりました。"
			  "もう一度確認してください。")),
	       E_CONFLICT;
}

/* The plan, still as it was looked at. */
static enum status check_planned(struct rq *rq, struct db *tx,
				 casefile_id casefile, bestowal_id id,
				 account_id looked, str seal,
				 struct share_one *ret)
{
	TRY(share_get(tx, rq->arena, rq->actor.viewer.muni, casefile, id,
		      ret));
	if (!str_eq(ret->state, S("planned")))
		return E_NOT_FOUND;
	TRY(share_check_forbids(rq, tx, casefile, ret->agency, ret->account));
	return check_seal(rq, tx, casefile, ret, looked, seal);
}

static enum status go_live(struct rq *rq, struct db *tx, casefile_id casefile,
			   const struct share_one *b, stamp told)
{
	TRY(share_end_others(rq, tx, casefile, b, S("live")));
	TRY(share_go_live(tx, rq->actor.viewer.muni, b->id, rq->now, told));
	TRY(rq_audit(rq, tx, S("share.add"), S("bestowal"), b->id.v, casefile,
		     b->type));
	/* The new one may show less than the one it replaces. */
	TRY(rq_access_changed(rq, tx, b->agency, casefile));
	return share_refresh(rq, tx, casefile);
}

enum status share_confirm(struct rq *rq, struct db *tx, casefile_id casefile,
			  bestowal_id id, str seal)
{
	struct share_one b;
	stamp told = { rq->now.ms + SHARE_UNDO_MS };
	TRY(share_may(rq, tx, casefile));
	TRY(check_planned(rq, tx, casefile, id, rq->actor.viewer.account,
			  seal, &b));
	TRY(notice_add(rq, tx, &(struct notice_new){
		.agency = b.agency, .account = b.account,
		.kind = S("share.new"), .casefile = casefile, .object = id.v,
		.at = told }));
	return go_live(rq, tx, casefile, &b, told);
}

/* ---- a plan that goes with a 依頼 ----------------------------------------------- */

enum status share_looked_at(struct rq *rq, struct db *tx, casefile_id casefile,
			    bestowal_id id, str seal)
{
	struct share_one b;
	TRY(share_may(rq, tx, casefile));
	return check_planned(rq, tx, casefile, id, rq->actor.viewer.account,
			     seal, &b);
}

enum status share_take(struct rq *rq, struct db *tx, casefile_id casefile,
		       bestowal_id id, account_id looked, str seal)
{
	struct share_one b;
	TRY(check_planned(rq, tx, casefile, id, looked, seal, &b));
	if (b.agency.v != rq->actor.viewer.agency.v ||
	    (b.until.has && b.until.v <= rq->now.ms))
		return E_NOT_FOUND;
	return go_live(rq, tx, casefile, &b, rq->now);
}

enum status share_forgo(struct rq *rq, struct db *tx, casefile_id casefile,
			bestowal_id id)
{
	struct share_one b;
	TRY(share_get(tx, rq->arena, rq->actor.viewer.muni, casefile, id, &b));
	if (!str_eq(b.state, S("planned")))
		return OK;
	TRY(end_one(rq, tx, id));
	return rq_audit(rq, tx, S("share.drop"), S("bestowal"), id.v,
			casefile, (str){ 0 });
}

enum status share_undo(struct rq *rq, struct db *tx, casefile_id casefile,
		       bestowal_id id)
{
	i64 muni = rq->actor.viewer.muni;
	struct share_one b;
	TRY(share_may(rq, tx, casefile));
	TRY(share_get(tx, rq->arena, muni, casefile, id, &b));
	if (!str_eq(b.state, S("live")) || !b.told_at.has ||
	    b.told_at.v <= rq->now.ms)
		return rq_error(rq, (str){ 0 },
				S("1分を過ぎたので取り消せません。"
				  "「止める」で共有を止められます。")),
		       E_CONFLICT;
	TRY(end_one(rq, tx, id));
	TRY(share_revive(tx, muni, casefile, b.agency, b.account, b.since,
			 id));
	TRY(share_revive_people(tx, muni, casefile, b.agency, b.since));
	TRY(notice_drop(rq, tx, S("share.new"), casefile, id.v));
	TRY(rq_audit(rq, tx, S("share.undo"), S("bestowal"), id.v, casefile,
		     (str){ 0 }));
	TRY(rq_access_changed(rq, tx, b.agency, casefile));
	return share_refresh(rq, tx, casefile);
}

/* Whoever had been shown something is told, by the name he knew; behind a
 * protective measure nobody learns anything. */
static enum status tell_ended(struct rq *rq, struct db *tx,
			      casefile_id casefile, const struct share_one *b)
{
	i64 forbids = 0;
	struct consent_known known;
	/* Not told yet: there is nothing to take back. */
	if (b->told_at.has && b->told_at.v > rq->now.ms)
		return notice_drop(rq, tx, S("share.new"), casefile, b->id.v);
	TRY(share_forbids(tx, rq->actor.viewer.muni, casefile, b->agency,
			  b->account, rq->now, &forbids));
	if (forbids)
		return OK;
	TRY(consent_known(rq, tx, casefile, b->agency, b->account, &known));
	if (!known.sees)
		return OK;
	return notice_add(rq, tx, &(struct notice_new){
		.agency = b->agency, .account = b->account,
		.kind = S("share.ended"), .casefile = casefile,
		.object = b->id.v, .known = known.name, .at = rq->now });
}

enum status share_stop(struct rq *rq, struct db *tx, casefile_id casefile,
		       bestowal_id id)
{
	struct share_one b;
	TRY(share_may(rq, tx, casefile));
	TRY(share_get(tx, rq->arena, rq->actor.viewer.muni, casefile, id, &b));
	if (str_eq(b.state, S("ended")))
		return E_NOT_FOUND;
	bool live = str_eq(b.state, S("live"));
	if (live)
		TRY(tell_ended(rq, tx, casefile, &b));
	TRY(end_one(rq, tx, id));
	TRY(rq_audit(rq, tx, live ? S("share.stop") : S("share.drop"),
		     S("bestowal"), id.v, casefile, (str){ 0 }));
	if (!live)
		return OK;
	TRY(rq_access_changed(rq, tx, b.agency, casefile));
	return share_refresh(rq, tx, casefile);
}
