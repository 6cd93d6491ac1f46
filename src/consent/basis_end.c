/*
 * basis_end.c — 撤回: the end of a basis and of everything shared because of
 * it, in one transaction; and the notice before one ends by itself.
 */
#include "consent/basis_in.h"
#include "notice/notice.h"
#include "vis/grant.h"

/* A grant that loses a person, and what its reader knew until now. */
struct loser {
	struct basis_grant grant;
	struct consent_known known;	/* until this moment */
	bool over;	/* nobody is left in the grant */
};

/* ---- who loses ------------------------------------------------------------ */

/* Someone invited to one casefile sees less than who works there. */
static enum status role_of(struct rq *rq, struct db *tx, agency_id agency,
			   account_id account, enum role *ret)
{
	i64 guests = 0;
	*ret = ROLE_worker;
	if (!account.v)
		return OK;
	TRY(basis_is_guest(tx, rq->actor.viewer.muni, agency, account,
			   rq->now, &guests));
	if (guests)
		*ret = ROLE_guest;
	return OK;
}

enum status consent_known(struct rq *rq, struct db *tx, casefile_id casefile,
			  agency_id agency, account_id account,
			  struct consent_known *ret)
{
	struct basis_house_list house;
	struct lens lens;
	struct viewer v = { .muni = rq->actor.viewer.muni,
			    .account = account,
			    .agency = agency,
			    .now = rq->now };
	TRY(role_of(rq, tx, agency, account, &v.role));
	TRY(vis_lens(tx, rq->arena, v, casefile, &lens));
	TRY(basis_house_name(tx, rq->arena, &lens, v.muni, casefile, &house));
	*ret = (struct consent_known){ .sees = lens.level > LEVEL_NONE };
	if (house.n)
		ret->name = veiled_peek(house.v[0].name);
	return OK;
}

static enum status losers_of(struct rq *rq, struct db *tx,
			     casefile_id casefile, basis_id id,
			     struct loser **ret, isize *ret_n)
{
	struct basis_grant_list rows;
	TRY(basis_grants(tx, rq->arena, rq->actor.viewer.muni, id, &rows));
	struct loser *v = new(rq->arena, struct loser, rows.n);
	for (isize i = 0; i < rows.n; i++) {
		v[i].grant = rows.v[i];
		if (str_eq(rows.v[i].state, S("live")))
			TRY(consent_known(rq, tx, casefile, rows.v[i].agency,
					  rows.v[i].account, &v[i].known));
	}
	*ret = v;
	*ret_n = rows.n;
	return OK;
}

enum status basis_tell_access(struct rq *rq, struct db *tx,
			      casefile_id casefile, basis_id id)
{
	struct basis_grant_list rows;
	TRY(basis_grants(tx, rq->arena, rq->actor.viewer.muni, id, &rows));
	for (isize i = 0; i < rows.n; i++)
		if (!i || rows.v[i].agency.v != rows.v[i - 1].agency.v)
			TRY(rq_access_changed(rq, tx, rows.v[i].agency,
					      casefile));
	return OK;
}

/* ---- ending --------------------------------------------------------------- */

/* A grant in which nobody is left gives nothing: it ends too. */
static enum status end_empty(struct rq *rq, struct db *tx,
			     casefile_id casefile, struct loser *l)
{
	const struct viewer *v = &rq->actor.viewer;
	i64 left = 0;
	TRY(basis_people_left(tx, v->muni, l->grant.id, &left));
	if (left)
		return OK;
	l->over = true;
	TRY(basis_grant_end(tx, v->muni, l->grant.id, rq->now, v->account));
	/* Within the minute for undoing nobody has been told of it yet. */
	TRY(notice_drop(rq, tx, S("share.new"), casefile, l->grant.id.v));
	return rq_audit(rq, tx, S("share.stop"), S("bestowal"), l->grant.id.v,
			casefile, S("state"));
}

/* Only who could see it is told that it ended, by the name he knew. */
static enum status tell(struct rq *rq, struct db *tx, casefile_id casefile,
			const struct loser *l, const struct basis_end *e)
{
	if (!l->over || !l->known.sees || e->quiet)
		return OK;
	/* Who was not told yet that it began. */
	if (l->grant.told_at.has && l->grant.told_at.v > rq->now.ms)
		return OK;
	return notice_add(rq, tx, &(struct notice_new){
		.agency = l->grant.agency, .account = l->grant.account,
		.kind = S("share.ended"), .casefile = casefile,
		.object = l->grant.id.v, .known = l->known.name, .at = rq->now });
}

static bool is_meant(const struct basis_end *e, agency_id agency)
{
	for (isize i = 0; i < e->agencies_n; i++)
		if (e->agencies[i].v == agency.v)
			return true;
	return !e->agencies_n;
}

/* For some recipients alone: for the others the basis goes on. */
static enum status end_for_some(struct rq *rq, struct db *tx,
				casefile_id casefile, basis_id id,
				const struct basis_end *e)
{
	const struct viewer *v = &rq->actor.viewer;
	struct loser *lost;
	isize n;
	TRY(losers_of(rq, tx, casefile, id, &lost, &n));
	for (isize i = 0; i < e->agencies_n; i++) {
		agency_id agency = e->agencies[i];
		TRY(rq_access_changed(rq, tx, agency, casefile));
		TRY(basis_people_end_for(tx, v->muni, id, agency, rq->now));
		TRY(basis_cover_keep(tx, v->muni, id, agency, rq->now,
				     v->account, e->witness, e->note));
		TRY(basis_cover_drop(tx, v->muni, id, agency));
	}
	for (isize i = 0; i < n; i++)
		if (is_meant(e, lost[i].grant.agency)) {
			TRY(end_empty(rq, tx, casefile, &lost[i]));
			TRY(tell(rq, tx, casefile, &lost[i], e));
		}
	return rq_audit(rq, tx, S("basis.end"), S("basis"), id.v, casefile,
			S("cover"));
}

enum status basis_end_one(struct rq *rq, struct db *tx, casefile_id casefile,
			  basis_id id, const struct basis_end *e)
{
	const struct viewer *v = &rq->actor.viewer;
	struct loser *lost;
	isize n;
	TRY(losers_of(rq, tx, casefile, id, &lost, &n));
	TRY(basis_tell_access(rq, tx, casefile, id));
	TRY(basis_people_end(tx, v->muni, id, rq->now));
	for (isize i = 0; i < n; i++)
		TRY(end_empty(rq, tx, casefile, &lost[i]));
	TRY(basis_set_ended(tx, v->muni, id, rq->now, e->reason, v->account,
			    e->witness, e->note));
	for (isize i = 0; i < n; i++)
		TRY(tell(rq, tx, casefile, &lost[i], e));
	return rq_audit(rq, tx, S("basis.end"), S("basis"), id.v, casefile,
			e->reason);
}

enum status basis_withdraw(struct rq *rq, struct db *tx, casefile_id casefile,
			   basis_id id, const struct basis_end *e)
{
	const struct viewer *v = &rq->actor.viewer;
	struct basis_state state;
	struct lens lens;
	TRY(rq_casefile_in(rq, tx, casefile, &lens));
	if (!basis_may(&lens))
		return E_FORBIDDEN;
	TRY(basis_end_check(rq, e));
	TRY(basis_state_of(tx, rq->arena, v->muni, casefile, id, &state));
	if (!state.live)
		return rq_error(rq, (str){ 0 },
				S("すでに終わりが記録されています。"
				  "いまの内容は下のとおりです。")),
		       E_CONFLICT;
	if (e->agencies_n)
		TRY(end_for_some(rq, tx, casefile, id, e));
	i64 covered = 0;
	TRY(basis_covered(tx, v->muni, id, &covered));
	if (!e->agencies_n || !covered)
		TRY(basis_end_one(rq, tx, casefile, id, e));
	return vis_seats_refresh(tx, rq->arena, v->muni, casefile, rq->now);
}

/* ---- before one ends ------------------------------------------------------ */

static const i64 THIRTY_DAYS = (i64)30 * 24 * 60 * 60 * 1000;

enum status basis_tell_ending(struct db *tx, struct arena *a, i64 muni,
			      stamp now)
{
	struct basis_ending_list rows;
	TRY(basis_endings(tx, a, muni, now,
			  (stamp){ now.ms + THIRTY_DAYS }, &rows));
	for (isize i = 0; i < rows.n; i++) {
		const struct basis_ending *r = &rows.v[i];
		/* To the agency that leads it: it knows the household. */
		TRY(notice_put(tx, muni, &(struct notice_new){
			.agency = r->agency, .account = r->lead,
			.kind = S("basis.ending"), .casefile = r->casefile,
			.object = r->id.v, .at = now }));
		TRY(basis_set_told(tx, muni, r->id, now));
	}
	return OK;
}
