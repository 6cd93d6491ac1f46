/*
 * share_add.c — 共有先を足す: だれに, どの型で.  Choosing an agency is a link,
 * so that the type, the people and the end are already right on the page
 * behind it; its button makes the plan and opens 相手の画面.
 */
#include "base/num.h"
#include "casefile/casefile.h"
#include "kernel/app.h"
#include "share/share_handlers.h"
#include "share/share_page.h"
#include "share_forms.html.h"

enum { OFTEN_MOST = 6 };

/* ---- step 1: だれに --------------------------------------------------------------- */

static enum status list_agencies(struct rq *rq, struct share_add *p,
				 struct share_agency_list *all)
{
	TRY(share_agencies(rq->db, rq->arena, rq->actor.viewer.muni,
			   rq->actor.viewer.agency, all));
	p->agencies = new(rq->arena, struct share_option, all->n);
	p->agencies_n = all->n;
	for (isize i = 0; i < all->n; i++) {
		struct out o = out_open(rq->arena, 120);
		put(&o, p->url);
		url_add(&o, S("to"), rq_token_of(rq, agency, all->v[i].id));
		if (p->once)
			url_add(&o, S("once"), S("1"));
		p->agencies[i] = (struct share_option){
			out_str(&o), all->v[i].short_name, all->v[i].name,
			false };
		if (all->v[i].often && p->often_n < OFTEN_MOST)
			p->often_n++;
	}
	return OK;
}

/* ---- step 2: どの型で --------------------------------------------------------------- */

static enum status list_desks(struct rq *rq, struct share_add *p,
			      agency_id agency, account_id account)
{
	struct share_desk_list desks;
	TRY(share_desks(rq->db, rq->arena, rq->actor.viewer.muni, agency,
			rq->now, &desks));
	p->desks = new(rq->arena, struct share_option, desks.n);
	p->desks_n = desks.n;
	for (isize i = 0; i < desks.n; i++)
		p->desks[i] = (struct share_option){
			rq_token_of(rq, account, desks.v[i].account),
			desks.v[i].name, { 0 },
			desks.v[i].account.v == account.v };
	return OK;
}

static enum status list_types(struct rq *rq, struct share_add *p, str chosen)
{
	struct share_type *types;
	isize n;
	TRY(share_type_list(rq->db, rq->arena, rq->actor.viewer.muni, &types,
			    &n));
	p->types = new(rq->arena, struct share_option, n);
	for (isize i = 0; i < n; i++) {
		if (types[i].part)
			continue;
		str opened = share_opened(rq->arena, types[i].state);
		p->types[p->types_n++] = (struct share_option){
			types[i].name, types[i].label,
			types[i].level == LEVEL_EXISTS ?
				S("支援が入っていることだけ") : opened,
			str_eq(types[i].name, chosen) };
	}
	return OK;
}

/* What it will open, before it is planned: the type on each person's basis. */
static enum status say_plan(struct rq *rq, struct share_add *p, str type,
			    const struct share_fit_list *fits)
{
	struct share_person_list people;
	struct share_type t;
	struct lens l = { .level = LEVEL_NONE };
	TRY(share_people(rq->db, rq->arena, rq->lens, rq->actor.viewer.muni,
			 rq->lens->casefile, &people));
	TRY(share_type_get(rq->db, rq->arena, rq->actor.viewer.muni, type,
			   &t));
	struct lens_person *v = new(rq->arena, struct lens_person, fits->n);
	for (isize i = 0; i < fits->n; i++) {
		const struct share_fit *f = &fits->v[i];
		struct situation s = { .type = &t, .role = ROLE_worker,
				       .level = (enum level)f->level,
				       .classes = (unsigned)f->classes };
		struct lens one = vis_suppose(rq->arena, &s);
		v[i].person = f->person;
		for (int c = 0; c < CLASS_COUNT; c++)
			v[i].state[c] = (u8)lens_class(
				&one, (enum vis_class)c, (person_id){ 1 });
		l.tabs |= one.tabs;
		if (one.level > l.level)
			l.level = one.level;
	}
	l.persons = v;
	l.persons_n = fits->n;
	if (p->once && p->views)
		l.tabs &= TAB_OVERVIEW;
	share_say_of(rq, &l, &people, &p->say);
	p->say.agency = p->agency;
	if (p->once && p->views)
		p->say.times = p->views == 3 ? S("3回だけ") : S("1回だけ");
	p->say.until = p->until_most.n ? p->until_most : (str){ 0 };
	return OK;
}

static enum status find_agency(struct rq *rq, struct share_add *p, str token,
			       struct share_agency *ret)
{
	struct share_agency_list all;
	i64 id;
	TRY(rq_id(rq, ID_agency, token, &id));
	TRY(list_agencies(rq, p, &all));
	for (isize i = 0; i < all.n; i++) {
		if (all.v[i].id.v != id)
			continue;
		*ret = all.v[i];
		return OK;
	}
	return E_NOT_FOUND;
}

static enum status account_asked(struct rq *rq, str token, account_id *ret)
{
	*ret = (account_id){ 0 };
	return token.n ? rq_id(rq, ID_account, token, &ret->v) : OK;
}

/* As typed, or as the page behind a link begins. */
struct asked {
	str to, who, type, until, views;
	bool once, sheets;
};

static enum status step_two(struct rq *rq, struct share_add *p,
			    const struct asked *q)
{
	struct share_agency agency;
	struct share_fit_list fits;
	account_id account;
	TRY(find_agency(rq, p, q->to, &agency));
	TRY(account_asked(rq, q->who, &account));
	TRY(share_fits(rq->db, rq->arena, rq->actor.viewer.muni,
		       rq->lens->casefile, agency.id, account, rq->now,
		       &fits));
	fits.n = share_fits_best(fits.v, fits.n);
	struct opt_i64 most = share_fits_until(fits.v, fits.n);
	const struct share_type *t = share_type_find(q->type);
	if (!t || t->part)
		t = share_type_of(agency.kind, fits.v, fits.n);
	p->chosen = true;
	p->no_basis = !fits.n;
	p->to = q->to;
	p->agency = agency.short_name;
	p->once = q->once;
	p->sheets = q->sheets;
	p->views = str_eq(q->views, S("3")) ? 3 :
		   str_eq(q->views, S("0")) ? 0 : 1;
	if (most.has)
		p->until_most = share_until_day(rq->arena, most.v);
	p->until = q->until.p ? q->until : p->until_most;
	if (p->no_basis)
		return share_cards(rq, &p->cards, &p->ways_url);
	TRY(list_desks(rq, p, agency.id, account));
	TRY(list_types(rq, p, t->name));
	return say_plan(rq, p, t->name, &fits);
}

static enum status add_page(struct rq *rq, const struct asked *q,
			    struct reply *ret)
{
	struct share_add *p = new(rq->arena, struct share_add, 1);
	struct share_agency_list all;
	*p = (struct share_add){
		.rq = rq,
		.url = casefile_url(rq, rq->lens->casefile, S("/share/add")),
		.back_url = casefile_url(rq, rq->lens->casefile, S("/share")),
		.once = q->once,
	};
	if (q->to.n)
		TRY(step_two(rq, p, q));
	else
		TRY(list_agencies(rq, p, &all));
	rq_looked(rq, S("look.share"), rq->lens, S("casefile"),
		  rq->lens->casefile.v);
	TRY(reply_page(ret, S("共有先を足す"), share_add_view_draw, p));
	return casefile_frame(rq, TAB_SHARE, ret);
}

enum status share_add_get(struct rq *rq, struct reply *ret)
{
	enum status st;
	struct asked q = {
		.to = rq_query(rq, S("to")),
		.who = rq_query(rq, S("who")),
		.type = rq_query(rq, S("type")),
		.once = rq_query(rq, S("once")).n > 0,
	};
	if (!share_is_ours(rq, ret, &st))
		return st;
	return add_page(rq, &q, ret);
}

/* ---- the plan ------------------------------------------------------------------------- */

enum status share_to_preview(struct rq *rq, struct db *tx, bestowal_id id,
			     struct reply *ret)
{
	struct lens seen;
	struct share_one b;
	casefile_id casefile = rq->lens->casefile;
	TRY(share_get(tx, rq->arena, rq->actor.viewer.muni, casefile, id, &b));
	struct viewer v = share_viewer(rq, b.agency, b.account, (str){ 0 },
				       id);
	TRY(vis_lens(tx, rq->arena, v, casefile, &seen));
	struct out o = out_open(rq->arena, 96);
	put(&o, S("/as/"));
	put(&o, rq_token_of(rq, bestowal, id));
	/* Who only learns that it is there sees it in his list. */
	if (seen.level < LEVEL_OVERVIEW)
		put(&o, S("/cases?who=agency"));
	else
		put(&o, casefile_url(rq, casefile, (str){ 0 }));
	return reply_redirect(ret, out_str(&o));
}

static enum status plan_job(struct rq *rq, struct db *tx, void *arg,
			    struct reply *ret)
{
	bestowal_id id;
	TRY(share_plan(rq, tx, arg, &id));
	return share_to_preview(rq, tx, id, ret);
}

static enum status read_plan(struct rq *rq, const struct asked *q,
			     struct share_new *n)
{
	*n = (struct share_new){ .casefile = rq->lens->casefile,
				 .type = q->type, .sheets = q->sheets };
	if (!q->to.n)
		return rq_error(rq, S("to"), S("共有先を選んでください。"));
	TRY(rq_id(rq, ID_agency, q->to, &n->agency.v));
	TRY(account_asked(rq, q->who, &n->account));
	if (q->once)
		n->views = str_eq(q->views, S("3")) ? 3 :
			   str_eq(q->views, S("0")) ? 0 : 1;
	return share_until(rq, &n->until);
}

enum status share_add_post(struct rq *rq, struct reply *ret)
{
	struct share_new n;
	struct asked q = {
		.to = rq_form(rq, S("to")),
		.who = rq_form(rq, S("who")),
		.type = rq_form(rq, S("type")),
		.until = rq_form(rq, S("until")),
		.views = rq_form(rq, S("views")),
		.once = rq_form(rq, S("once")).n > 0,
		.sheets = rq_form(rq, S("sheets")).n > 0,
	};
	enum status st = read_plan(rq, &q, &n);
	if (st == OK)
		st = rq_write(rq, plan_job, &n, ret);
	if (st != E_INVALID || !rq_has_errors(rq))
		return st;
	TRY(add_page(rq, &q, ret));
	ret->status = 422;
	return OK;
}
