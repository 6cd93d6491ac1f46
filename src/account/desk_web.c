/*
 * desk_web.c — 「〜として開く」: going on at another of one's desks.
 *
 * The form names the desk by a token of its own municipality, which opens
 * nothing here: it is compared with those of the desks that are live in the
 * job's own snapshot.  Both municipalities get a row in their record.
 */
#include "account/account.h"

#include "kernel/app.h"
#include "kernel/desks.h"
#include "kernel/door.h"

static const struct actor_desk *chosen(struct rq *rq,
				       const struct actor_desks *all)
{
	str want = rq_form(rq, S("desk"));
	for (isize i = 0; i < all->n; i++)
		if (str_eq(all->v[i].token, want))
			return &all->v[i];
	return NULL;
}

static enum status told(struct rq *rq, struct db *tx, str action,
			struct viewer at)
{
	struct viewer here = rq->actor.viewer;
	rq->actor.viewer = at;
	enum status st = rq_audit(rq, tx, action, S("desk"), at.agency.v,
				  (casefile_id){ 0 }, (str){ 0 });
	rq->actor.viewer = here;
	return st;
}

static enum status desk_job(struct rq *rq, struct db *tx, void *arg,
			    struct reply *ret)
{
	const str *cookie = arg;
	const struct actor *a = &rq->actor;
	struct actor_desks all;
	TRY(desks_of(rq, tx, a->home_muni, a->home_account, &all));
	const struct actor_desk *to = chosen(rq, &all);
	if (!to)
		return E_NOT_FOUND;
	TRY(told(rq, tx, S("desk.leave"), a->viewer));
	TRY(door_change(rq, tx, to->viewer, *cookie));
	TRY(told(rq, tx, S("desk.take"), to->viewer));
	return reply_redirect(ret, S("/"));
}

enum status desk_post(struct rq *rq, struct reply *ret)
{
	str cookie = door_random(rq->arena, 32);
	enum status st = rq_write(rq, desk_job, &cookie, ret);
	if (st != OK)
		rq->set_cookie = (str){ 0 };
	if (st == E_CONFLICT) /* changed in another window: that one counts */
		return reply_redirect(ret, S("/"));
	TRY(st);
	/* After the commit: nobody comes back with the old cookie. */
	door_cut(rq, rq->actor.session);
	return OK;
}
