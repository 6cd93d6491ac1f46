/*
 * share_cell.c — one cell of the matrix otherwise than its type says.
 *
 * Of a living share, what closes is done at once.  What opens anything, now or
 * when one of the exceptions runs out, makes a plan in its place, which has to
 * be looked at like a new share.
 */
#include "share/share_in.h"
#include "vis/grant.h"

/* ---- may it be so? --------------------------------------------------------- */

static bool state_is_known(str s, bool tab)
{
	return str_eq(s, S("H")) || str_eq(s, S("C")) ||
	       (!tab && (str_eq(s, S("M")) || str_eq(s, S("O"))));
}

/* Does anybody it is about agree to this class at all? */
static bool is_covered(const struct share_rest_list *rests,
		       const struct share_cell_new *c, enum vis_class class)
{
	if (class == CLASS_plain || class == CLASS_safety)
		return true;
	for (isize i = 0; i < rests->n; i++) {
		const struct share_rest *r = &rests->v[i];
		if (r->bestowal.v == c->id.v &&
		    (!c->person.v || c->person.v == r->person.v) &&
		    ((unsigned)r->classes >> class & 1))
			return true;
	}
	return false;
}

static enum status check_cell(struct rq *rq, struct db *tx,
			      casefile_id casefile,
			      const struct share_cell_new *c)
{
	enum vis_class class = CLASS_plain;
	enum tab tab;
	struct share_rest_list rests;
	bool is_tab = vis_tab_find(c->what, &tab);
	if (!is_tab && !vis_class_find(c->what, &class))
		return E_NOT_FOUND;
	if (!c->state.n)
		return OK;
	if (!state_is_known(c->state, is_tab))
		return rq_error(rq, S("state"), S("見せ方を選んでください。"));
	if (!c->reason.n)
		return rq_error(rq, S("reason"),
				S("理由を書いてください。例 本人の希望"));
	if (c->reason.n > 600)
		return rq_error(rq, S("reason"),
				S("理由が長すぎます。200字までです。"));
	if (c->until.has && c->until.v <= rq->now.ms)
		return rq_error(rq, S("until"),
				S("期限が過ぎています。きょうより後の日を"
				  "入れてください。例 R9.3.31"));
	TRY(share_rests(tx, rq->arena, rq->actor.viewer.muni, casefile,
			rq->now, &rests));
	if (is_tab || str_eq(c->state, S("H")) ||
	    is_covered(&rests, c, class))
		return OK;
	return rq_error(rq, S("state"),
			S("同意がないので、これより見せることはできません。"));
}

/* ---- does it open anything? ------------------------------------------------- */

/* What an exception says, until when; !there: nothing. */
struct says {
	bool there;
	u8 state;
	i64 until;
};

static u8 state_of(str letter)
{
	static const str letters = STR("HMOC");
	isize at = letter.n == 1 ? str_find(letters, letter, 0) : -1;
	/* What is not understood closes. */
	return at < 0 ? VEIL_HIDE : (u8)at;
}

static u8 at(const struct says *own, const struct says *all, u8 type, i64 when)
{
	if (own->there && when < own->until)
		return own->state;
	return all->there && when < all->until ? all->state : type;
}

/* The exceptions over one cell: everyone's, one person's. */
struct cell {
	struct says own, all;
};

/* States change only when an exception ends. */
static bool opens(const struct cell *was, const struct cell *is, u8 type,
		  i64 now)
{
	const i64 when[] = { now, was->own.until, was->all.until,
			     is->own.until, is->all.until };
	for (int i = 0; i < COUNT(when); i++)
		if (when[i] >= now && when[i] < INT64_MAX &&
		    at(&is->own, &is->all, type, when[i]) >
			    at(&was->own, &was->all, type, when[i]))
			return true;
	return false;
}

static enum status read_cell(struct rq *rq, struct db *tx,
			     const struct share_cell_new *c, struct cell *ret)
{
	struct share_says_list rows;
	*ret = (struct cell){ 0 };
	TRY(share_cell_says(tx, rq->arena, rq->actor.viewer.muni, c->id,
			    c->what, rq->now, &rows));
	for (isize i = 0; i < rows.n; i++) {
		const struct share_says *r = &rows.v[i];
		struct says s = { true, state_of(r->state),
				  r->until.has ? r->until.v : INT64_MAX };
		if (!r->person)
			ret->all = s;
		else if (r->person == c->person.v)
			ret->own = s;
	}
	return OK;
}

static u8 state_by_type(const struct share_type *t, str what)
{
	enum vis_class class;
	enum tab tab;
	if (vis_tab_find(what, &tab))
		return t->tabs & tab ? VEIL_CLEAR : VEIL_HIDE;
	return vis_class_find(what, &class) ? t->state[class] : VEIL_HIDE;
}

/* By what was agreed between the agencies, not by what the bases let through
 * at this moment: a basis may be wider tomorrow. */
static enum status is_wider(struct rq *rq, struct db *tx, casefile_id casefile,
			    const struct share_one *b,
			    const struct share_cell_new *c, bool *ret)
{
	i64 muni = rq->actor.viewer.muni;
	struct share_rest_list rests;
	struct share_type type;
	struct cell was, is;
	TRY(read_cell(rq, tx, c, &was));
	is = was;
	*(c->person.v ? &is.own : &is.all) = (struct says){
		c->state.n > 0, state_of(c->state),
		c->until.has ? c->until.v : INT64_MAX };
	TRY(share_type_get(tx, rq->arena, muni, b->type, &type));
	*ret = opens(&was, &is, state_by_type(&type, c->what), rq->now.ms);
	TRY(share_rests(tx, rq->arena, muni, casefile, rq->now, &rests));
	for (isize i = 0; i < rests.n && !*ret; i++) {
		if (rests.v[i].bestowal.v != b->id.v || !rests.v[i].type.n)
			continue;
		TRY(share_type_get(tx, rq->arena, muni, rests.v[i].type,
				   &type));
		*ret = opens(&was, &is, state_by_type(&type, c->what),
			     rq->now.ms);
	}
	return OK;
}

/* ---- doing it ----------------------------------------------------------------- */

static enum status put_cell(struct rq *rq, struct db *tx, casefile_id casefile,
			    bestowal_id id, const struct share_cell_new *c)
{
	const struct viewer *v = &rq->actor.viewer;
	if (c->state.n)
		TRY(share_cell_put(tx, v->muni, id, c->person.v, c->what,
				   c->state, c->reason, c->until, v->account,
				   rq->now));
	else
		TRY(share_cell_drop(tx, v->muni, id, c->person.v, c->what));
	TRY(share_touch(tx, v->muni, id));
	return rq_audit(rq, tx, S("share.cell"), S("bestowal"), id.v, casefile,
			c->what);
}

/* The living share once more, as a plan, with the cell as it shall be. */
static enum status plan_wider(struct rq *rq, struct db *tx,
			      casefile_id casefile, const struct share_one *b,
			      const struct share_cell_new *c, bestowal_id *ret)
{
	const struct viewer *v = &rq->actor.viewer;
	bestowal_id id = { id_new() };
	if (b->until.has && b->until.v <= rq->now.ms)
		return E_NOT_FOUND;
	TRY(share_check_forbids(rq, tx, casefile, b->agency, b->account));
	TRY(share_end_others(rq, tx, casefile, b, S("planned")));
	TRY(share_copy(tx, v->muni, b->id, id, rq->now, v->account,
		       v->agency));
	TRY(share_copy_people(tx, v->muni, b->id, id));
	TRY(share_copy_cells(tx, v->muni, b->id, id, rq->now));
	TRY(rq_audit(rq, tx, S("share.plan"), S("bestowal"), id.v, casefile,
		     b->type));
	*ret = id;
	return put_cell(rq, tx, casefile, id, c);
}

enum status share_cell(struct rq *rq, struct db *tx, casefile_id casefile,
		       const struct share_cell_new *c, bestowal_id *ret_plan)
{
	struct share_one b;
	bool wider = false;
	*ret_plan = (bestowal_id){ 0 };
	TRY(share_may(rq, tx, casefile));
	TRY(share_get(tx, rq->arena, rq->actor.viewer.muni, casefile, c->id,
		      &b));
	if (str_eq(b.state, S("ended")))
		return E_NOT_FOUND;
	TRY(check_cell(rq, tx, casefile, c));
	bool live = str_eq(b.state, S("live"));
	if (live)
		TRY(is_wider(rq, tx, casefile, &b, c, &wider));
	if (wider)
		return plan_wider(rq, tx, casefile, &b, c, ret_plan);
	TRY(put_cell(rq, tx, casefile, c->id, c));
	if (!live)
		return OK;
	TRY(rq_access_changed(rq, tx, b.agency, casefile));
	return share_refresh(rq, tx, casefile);
}
