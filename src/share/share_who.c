/*
 * share_who.c — 誰に見えるか: each recipient, what he sees, and why.
 *
 * One function says it for the casefile and for a record alike; it asks the
 * recipient's own lens and only puts the answer into words.
 */
#include "casefile/casefile.h"
#include "share/share_handlers.h"
#include "share/share_page.h"
#include "share_forms.html.h"

/* A record as recipients are asked about it; n.id {0}: the casefile. */
struct subject {
	struct share_note n;
	person_id *people;
	isize people_n;
	struct share_reader_list readers;
};

static struct record record_for(const struct subject *s, agency_id agency)
{
	struct record r = {
		.owner = s->n.agency,
		.audience = str_eq(s->n.audience, S("own")) ? AUDIENCE_OWN :
			    str_eq(s->n.audience, S("named")) ?
				    AUDIENCE_NAMED : AUDIENCE_CASE,
		.persons = s->people,
		.persons_n = s->people_n,
		.health = str_eq(s->n.matter, S("health")),
		.meeting = str_eq(s->n.matter, S("meeting")),
		.confirmed = s->n.reviewed,
		.restated = s->n.restated,
	};
	for (isize i = 0; i < s->readers.n; i++)
		r.named |= s->readers.v[i].agency.v == agency.v;
	return r;
}

static void say(struct share_eye *e, enum veil_state s, str why)
{
	static const str words[] = { STR("見えない"), STR("一部を伏せる"),
				     STR("言いかえだけ"), STR("見える") };
	static const str signs[] = { STR("－"), STR("▨"), STR("◐"),
				     STR("●") };
	e->word = words[s];
	e->sign = signs[s];
	e->why = why;
}

/* Of the people it names: whose free text is closed to this lens. */
static void add_lacking(struct rq *rq, const struct share_all *all,
			const struct lens *l, const struct subject *s,
			struct share_eye *e)
{
	e->lacking = new(rq->arena, struct veiled, s->people_n);
	for (isize i = 0; i < s->people_n; i++)
		for (isize k = 0; k < all->people.n; k++)
			if (all->people.v[k].id.v == s->people[i].v &&
			    lens_class(l, CLASS_free, s->people[i]) ==
				    VEIL_HIDE)
				e->lacking[e->lacking_n++] =
					all->people.v[k].given_name;
}

static enum veil_state prose_state(const struct lens *l,
				   const struct subject *s)
{
	enum veil_state least = lens_class(l, CLASS_free, (person_id){ 0 });
	for (isize i = 0; i < s->people_n; i++) {
		enum veil_state one = lens_class(l, CLASS_free, s->people[i]);
		least = i == 0 || one < least ? one : least;
	}
	return least;
}

static void say_record(struct rq *rq, const struct share_all *all, isize at,
		       const struct subject *s, struct share_eye *e)
{
	const struct lens *l = &all->lenses[at];
	struct record r = record_for(s, all->columns.v[at].agency);
	bool own = r.owner.v == all->columns.v[at].agency.v;
	if (l->level < LEVEL_OVERVIEW)
		say(e, VEIL_HIDE, S("支援が入っていることだけを共有しています。"));
	else if (own)
		say(e, VEIL_CLEAR, S("この機関が書いた記録です。"));
	else if (r.audience == AUDIENCE_OWN)
		say(e, VEIL_HIDE, S("見せる範囲が「自機関だけ」です。"));
	else if (r.audience == AUDIENCE_NAMED && !r.named)
		say(e, VEIL_HIDE, S("見せる範囲に入っていません。"));
	else if (!lens_tab(l, TAB_NOTES))
		say(e, VEIL_HIDE, S("支援経過を共有していません。"));
	else if (lens_record(l, &r))
		say(e, prose_state(l, s), (str){ 0 });
	else
		say(e, VEIL_HIDE, S("共有の型では、この記録は読めません。"));
	if (!own && r.audience == AUDIENCE_CASE)
		add_lacking(rq, all, l, s, e);
	if (e->lacking_n)
		e->why = (str){ 0 };
}

/* 「連携・お金あり（同意、R9.3.31まで）」 */
static str why_of(struct rq *rq, const struct share_all *all, isize at)
{
	const struct share_column *c = &all->columns.v[at];
	const struct share_type *t = share_type_in(all, c->type);
	struct out o = out_open(rq->arena, 96);
	str basis, until = { 0 };
	share_why(rq, all, c, &basis, &until);
	put(&o, t ? t->label : c->type);
	put(&o, S("（"));
	put(&o, basis);
	if (until.n)
		put(&o, S("、"));
	put(&o, until);
	put(&o, S("）"));
	return out_str(&o);
}

static void say_casefile(struct rq *rq, const struct share_all *all, isize at,
			 struct share_eye *e)
{
	const struct lens *l = &all->lenses[at];
	enum veil_state s = l->level == LEVEL_NONE ? VEIL_HIDE :
			    l->level < LEVEL_OVERVIEW ? VEIL_COARSE :
							VEIL_MASK;
	bool whole = l->level >= LEVEL_OVERVIEW;
	for (int c = 0; c < CLASS_COUNT; c++)
		whole &= l->household[c] == VEIL_CLEAR;
	say(e, whole ? VEIL_CLEAR : s,
	    l->level == LEVEL_NONE ? S("根拠か期限が切れています。") :
	    why_of(rq, all, at));
	if (s == VEIL_COARSE)
		e->word = S("存在だけ");
}

static struct share_eye eye_of(struct rq *rq, const struct share_all *all,
			       isize at, const struct subject *s)
{
	const struct share_column *c = &all->columns.v[at];
	struct share_eye e = { .agency = c->short_name, .who = c->who,
			       .people = c->people };
	if (s->n.id.v)
		say_record(rq, all, at, s, &e);
	else
		say_casefile(rq, all, at, &e);
	if (all->lenses[at].level < LEVEL_OVERVIEW)
		return e;
	struct out o = out_open(rq->arena, 96);
	put(&o, S("/as/"));
	put(&o, rq_token_of(rq, bestowal, c->id));
	put(&o, casefile_url(rq, rq->lens->casefile, (str){ 0 }));
	e.see_url = out_str(&o);
	return e;
}

static enum status read_subject(struct rq *rq, str token, struct subject *s)
{
	i64 muni = rq->actor.viewer.muni;
	struct share_about_list about;
	note_id id;
	if (!token.n)
		return OK;
	TRY(rq_id(rq, ID_note, token, &id.v));
	TRY(share_note_get(rq->db, rq->arena, rq->lens, muni,
			   rq->lens->casefile, id, &s->n));
	TRY(share_note_people(rq->db, rq->arena, muni, id, &about));
	TRY(share_note_readers(rq->db, rq->arena, muni, id, &s->readers));
	s->people = new(rq->arena, person_id, about.n);
	s->people_n = about.n;
	for (isize i = 0; i < about.n; i++)
		s->people[i] = about.v[i].person;
	/* What another agency keeps to itself is not there for this one. */
	struct record r = record_for(s, rq->actor.viewer.agency);
	return lens_record(rq->lens, &r) ? OK : E_NOT_FOUND;
}

static void add_eyes(struct rq *rq, const struct share_all *all,
		     const struct subject *s, struct share_eyes *p)
{
	p->v = new(rq->arena, struct share_eye, all->columns.n);
	for (isize i = 0; i < all->columns.n; i++)
		if (str_eq(all->columns.v[i].state, S("live")))
			p->v[p->n++] = eye_of(rq, all, i, s);
}

enum status share_who_get(struct rq *rq, struct reply *ret)
{
	struct share_eyes *p = new(rq->arena, struct share_eyes, 1);
	struct share_all *all = new(rq->arena, struct share_all, 1);
	struct subject *s = new(rq->arena, struct subject, 1);
	enum status st;
	if (!share_is_ours(rq, ret, &st))
		return st;
	TRY(read_subject(rq, rq_query(rq, S("note")), s));
	TRY(share_load(rq, all));
	*p = (struct share_eyes){
		.rq = rq,
		.back_url = casefile_url(rq, rq->lens->casefile, S("/share")),
		.own_short = rq->actor.agency_short,
		.note = s->n.id.v != 0,
		.title = s->n.title,
	};
	struct out o = out_open(rq->arena, 24);
	if (p->note) {
		day_print_short(&o, stamp_day(s->n.at));
		p->day = out_str(&o);
	}
	add_eyes(rq, all, s, p);
	rq_looked(rq, S("look.share"), rq->lens, S("casefile"),
		  rq->lens->casefile.v);
	TRY(reply_page(ret, S("誰に見えるか"), share_eyes_view_draw, p));
	return casefile_frame(rq, TAB_SHARE, ret);
}
