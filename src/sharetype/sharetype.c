/* sharetype.c — see sharetype.h. */
#include "sharetype/sharetype.h"

#include "sharetype.sql.h"
#include "vis/grant.h"

/* Everyone whom the type lets in looks again. */
static enum status spread(struct rq *rq, struct db *tx, str name)
{
	i64 muni = rq->actor.viewer.muni;
	struct sharetype_use_list uses;
	TRY(sharetype_uses(tx, rq->arena, muni, name, &uses));
	for (isize i = 0; i < uses.n; i++) {
		const struct sharetype_use *u = &uses.v[i];
		if (!i || uses.v[i - 1].casefile.v != u->casefile.v)
			TRY(vis_seats_refresh(tx, rq->arena, muni, u->casefile,
					      rq->now));
		TRY(rq_access_changed(rq, tx, u->agency, u->casefile));
	}
	return OK;
}

static enum status check_seen(struct rq *rq, struct db *tx, str name, int seen)
{
	struct sharetype_version now = { 0 };
	enum status st = sharetype_now(tx, rq->arena, rq->actor.viewer.muni,
				       name, &now);
	if (st != OK && st != E_NOT_FOUND)
		return st;
	if (now.version == seen)
		return OK;
	(void)rq_error(rq, S("label"),
		       S("ほかの人が先に直しました。いまの内容を確かめて、"
			 "もう一度直してください。"));
	return E_CONFLICT;
}

static enum status check(struct rq *rq, const struct share_type *t)
{
	if (!share_type_find(t->name))
		return E_NOT_FOUND;
	if (!t->label.n)
		return rq_error(rq, S("label"),
				S("名前を書いてください。例：連携・お金なし"));
	if (t->level >= LEVEL_OVERVIEW &&
	    (t->state[CLASS_safety] != VEIL_CLEAR ||
	     t->state[CLASS_plain] != VEIL_CLEAR))
		return rq_error(rq, S("safety"),
				S("訪問時の安全は、開ける人みなに伝わります。"
				  "ここでは伏せられません。"));
	return OK;
}

/* What changed, by the names of the classes: never values. */
static str changed(struct arena *a, const struct share_type *was,
		   const struct share_type *now)
{
	struct out o = out_open(a, 120);
	for (int c = 0; c < CLASS_COUNT; c++) {
		if (was->state[c] == now->state[c])
			continue;
		if (out_str(&o).n)
			put(&o, S(","));
		put(&o, vis_class_name((enum vis_class)c));
	}
	return out_str(&o);
}

enum status sharetype_save(struct rq *rq, struct db *tx,
			   const struct share_type *t, int seen)
{
	const struct viewer *v = &rq->actor.viewer;
	struct share_type was;
	TRY(check(rq, t));
	TRY(check_seen(rq, tx, t->name, seen));
	TRY(share_type_get(tx, rq->arena, v->muni, t->name, &was));
	TRY(sharetype_put(tx, v->muni, t->name, t->label, (int)t->level,
			  (int)t->tabs, (int)t->verbs,
			  states_print(rq->arena, t->state), (int)t->reads,
			  v->account, rq->now));
	TRY(rq_audit(rq, tx, S("type.edit"), S("share_type"), 0,
		     (casefile_id){ 0 }, changed(rq->arena, &was, t)));
	return spread(rq, tx, t->name);
}

enum status sharetype_reset(struct rq *rq, struct db *tx, str name, int seen)
{
	struct share_type was;
	const struct share_type *t = share_type_find(name);
	if (!t)
		return E_NOT_FOUND;
	TRY(check_seen(rq, tx, name, seen));
	TRY(share_type_get(tx, rq->arena, rq->actor.viewer.muni, name, &was));
	TRY(sharetype_drop(tx, rq->actor.viewer.muni, name));
	TRY(rq_audit(rq, tx, S("type.reset"), S("share_type"), 0,
		     (casefile_id){ 0 }, changed(rq->arena, &was, t)));
	return spread(rq, tx, name);
}
