/* consent.c — bases read: lines, cards, and what a share can rest on. */
#include "consent/basis_in.h"
#include "dict/dict.h"
#include "household/household.h"
#include "kernel/app.h"

/* ---- lines ---------------------------------------------------------------- */

static str recorded(struct rq *rq, const struct basis_row *r)
{
	struct out o = out_open(rq->arena, 48);
	day_print_short(&o, stamp_day(r->at));
	put(&o, S(" "));
	put(&o, r->who);
	return out_str(&o);
}

static bool in_force(const struct rq *rq, const struct basis_row *r)
{
	return r->live && r->since.ms <= rq->now.ms &&
	       (!r->until.has || r->until.v > rq->now.ms);
}

static struct basis_line line_of(struct rq *rq, const struct basis_row *r)
{
	const struct code *hows = dict_code(rq->app->dict, S("basis_how"));
	str token = str_cat(rq->arena, S("/"), rq_token_of(rq, basis, r->id));
	return (struct basis_line){
		.id = r->id,
		.person = r->person,
		.kind = basis_kind_find(r->kind),
		.live = in_force(rq, r),
		.ended = r->ended_at.has,
		.words = basis_words(rq, r),
		.url = basis_url(rq, r->person, token),
		.since = r->since,
		.until = r->until,
		.law = basis_law_label(rq, r->law),
		.law_rule = basis_law_rule(rq, r->law),
		.how = hows ? code_label(hows, r->how) : (str){ 0 },
		.explained = r->explained,
		.witness = r->witness,
		.proxy = r->proxy,
		.reason = r->reason,
		.end_witness = r->end_witness,
		.end_note = r->end_note,
		.recorded = recorded(rq, r),
	};
}

static struct basis_to to_of(struct arena *a, const struct basis_cover_row *c)
{
	str who = c->short_name;
	if (c->name.n)
		who = str_cat(a, str_cat(a, who, S(" ")), c->name);
	return (struct basis_to){ c->agency, { c->account }, who,
				  basis_items_of(c->level,
						 (unsigned)c->classes),
				  c->level, (unsigned)c->classes };
}

/* Covers come sorted by basis, so each line's stand together. */
static void add_covers(struct rq *rq, struct basis_lines *lines,
		       const struct basis_cover_row_list *rows)
{
	struct basis_to *to = new(rq->arena, struct basis_to, rows->n);
	for (isize i = 0; i < rows->n; i++)
		to[i] = to_of(rq->arena, &rows->v[i]);
	for (isize k = 0; k < lines->n; k++) {
		struct basis_line *l = &lines->v[k];
		for (isize i = 0; i < rows->n; i++) {
			if (rows->v[i].basis.v != l->id.v)
				continue;
			if (!l->to_n++)
				l->to = &to[i];
		}
	}
}

enum status basis_lines_read(struct rq *rq, struct basis_lines *ret)
{
	i64 muni = rq->actor.viewer.muni;
	struct basis_row_list rows;
	struct basis_cover_row_list covers;
	TRY(basis_rows(rq->db, rq->arena, rq->lens, muni, rq->lens->casefile,
		       &rows));
	TRY(basis_cover_rows(rq->db, rq->arena, muni, rq->lens->casefile,
			     &covers));
	*ret = (struct basis_lines){ new(rq->arena, struct basis_line,
					 rows.n), rows.n };
	for (isize i = 0; i < rows.n; i++)
		ret->v[i] = line_of(rq, &rows.v[i]);
	add_covers(rq, ret, &covers);
	return OK;
}

/* ---- cards ---------------------------------------------------------------- */

/* The newest word about consent: in force, else how it ended or was refused. */
static str state_of(const struct basis_line *v, isize n)
{
	for (isize i = 0; i < n; i++)
		if (v[i].kind == BASIS_consent && v[i].live)
			return v[i].words;
	for (isize i = 0; i < n; i++)
		if (v[i].kind == BASIS_consent || v[i].kind == BASIS_refusal)
			return v[i].words;
	return S("同意なし");
}

static void add_line(struct consent_card *c, struct basis_line *v,
		     const struct basis_line *l)
{
	v[c->n++] = *l;
	if (l->kind != BASIS_consent)
		return;
	c->agreed = true;
	if (!c->consent.v) {
		c->consent = l->id;
		c->end_url = l->url;
	}
}

static struct consent_card card_of(struct rq *rq, const struct person_item *p,
				   const struct basis_lines *all)
{
	struct basis_line *own = new(rq->arena, struct basis_line, all->n);
	struct basis_line *v = new(rq->arena, struct basis_line, all->n);
	struct consent_card c = {
		.person = p->id, .token = p->token, .name = p->name,
		.relation = p->relation, .away = p->away, .dead = p->dead,
		.url = basis_url(rq, p->id, (str){ 0 }), .v = v,
	};
	isize n = 0;
	for (isize i = 0; i < all->n; i++)
		if (all->v[i].person.v == p->id.v)
			own[n++] = all->v[i];
	for (int pass = 0; pass < 2; pass++)
		for (isize i = 0; i < n; i++)
			if (own[i].live &&
			    (own[i].kind == BASIS_consent) == !pass)
				add_line(&c, v, &own[i]);
	c.state = state_of(own, n);
	return c;
}

enum status consent_cards(struct rq *rq, struct consent_card_list *ret)
{
	struct person_item_list people;
	struct basis_lines lines;
	struct consent_card_list r = { 0 };
	if (!basis_may(rq->lens))
		return E_NOT_FOUND;
	TRY(person_list(rq, rq->lens, &people));
	TRY(basis_lines_read(rq, &lines));
	r.v = new(rq->arena, struct consent_card, people.n);
	for (isize i = 0; i < people.n; i++) {
		struct consent_card c = card_of(rq, &people.v[i], &lines);
		r.any_without |= !c.n && !c.dead && !c.away;
		r.v[r.n++] = c;
	}
	*ret = r;
	return OK;
}

/* ---- what a share can rest on --------------------------------------------- */

enum status basis_for(struct rq *rq, struct db *db, casefile_id casefile,
		      person_id person, agency_id agency, account_id account,
		      struct basis_fit *ret)
{
	struct basis_fit_row_list rows;
	*ret = (struct basis_fit){ 0 };
	TRY(basis_fits(db, rq->arena, rq->actor.viewer.muni, casefile, person,
		       agency, account, rq->now, &rows));
	if (rows.n)
		*ret = (struct basis_fit){
			rows.v[0].id, basis_kind_find(rows.v[0].kind),
			rows.v[0].level, (unsigned)rows.v[0].classes,
			rows.v[0].until,
		};
	return OK;
}
