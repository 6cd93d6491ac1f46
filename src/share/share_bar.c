/*
 * share_bar.c — the bar around 相手の画面: for whom this is, what he will be
 * shown in one sentence, and the button that shares exactly this.
 */
#include "casefile/casefile.h"
#include "kernel/app.h"
#include "kernel/preview.h"
#include "share_bar.html.h"
#include "share/share_page.h"

static str other_side(struct rq *rq)
{
	const struct preview *p = rq->preview;
	struct out o = out_open(rq->arena, 160);
	put(&o, p->mine ? S("/as/") : S("/mine/"));
	put(&o, p->token);
	put(&o, p->rest);
	return out_str(&o);
}

static void add_hidden(struct rq *rq, struct share_bar *b)
{
	b->hidden = new(rq->arena, str, share_lines_n);
	for (isize i = 0; i < share_lines_n; i++)
		if (share_state(rq->preview->lens, &share_lines[i],
				(person_id){ 0 }) == VEIL_HIDE)
			b->hidden[b->hidden_n++] = share_lines[i].label;
}

static str times_of(struct rq *rq, struct opt_i64 views)
{
	struct out o = out_open(rq->arena, 24);
	if (!views.has)
		return (str){ 0 };
	put(&o, views.v);
	put(&o, S("回だけ"));
	return out_str(&o);
}

/* Until when, as far as the share itself and its bases say. */
static enum status say_until(struct rq *rq, struct share_bar *b)
{
	const struct preview *p = rq->preview;
	struct share_rest_list rests;
	struct share_one one;
	struct opt_i64 most = { true, 0 };
	i64 muni = p->asker.viewer.muni;
	TRY(share_get(rq->db, rq->arena, muni, p->casefile, p->plan, &one));
	TRY(share_rests(rq->db, rq->arena, muni, p->casefile, rq->now,
			&rests));
	for (isize i = 0; i < rests.n; i++) {
		const struct share_rest *r = &rests.v[i];
		if (r->bestowal.v != p->plan.v)
			continue;
		if (!r->until.has)
			most.has = false;
		else if (r->until.v > most.v)
			most.v = r->until.v;
	}
	if (one.until.has && (!most.has || one.until.v < most.v))
		most = (struct opt_i64){ true, one.until.v };
	b->say.times = times_of(rq, one.views_left);
	if (most.has && most.v)
		b->say.until = share_until_day(rq->arena, most.v);
	return OK;
}

static enum status say(struct rq *rq, struct share_bar *b)
{
	const struct preview *p = rq->preview;
	struct share_person_list people;
	TRY(share_people(rq->db, rq->arena, p->own, p->asker.viewer.muni,
			 p->casefile, &people));
	share_say_of(rq, p->lens, &people, &b->say);
	b->say.agency = p->agency_short;
	b->say.who = p->who;
	return say_until(rq, b);
}

/* What is proposed and closes something to this recipient. */
static enum status add_waiting(struct rq *rq, struct share_bar *b)
{
	rq->lens = rq->preview->own;
	enum status st = note_unreviewed(rq, rq->preview->lens, &b->waiting);
	/* Whatever page the bar stands on: passages of notes are read in it. */
	if (st == OK && b->waiting.n)
		rq_looked(rq, S("look.notes"), rq->lens, S("casefile"),
			  rq->lens->casefile.v);
	rq->lens = NULL;
	return st;
}

/* The plan of a 依頼 is sent with it, and lives when it is accepted. */
static enum status find_referral(struct rq *rq, struct share_bar *b)
{
	const struct preview *p = rq->preview;
	struct share_referral_row_list rows;
	TRY(share_referrals(rq->db, rq->arena, p->asker.viewer.muni,
			    p->casefile, p->plan, &rows));
	if (!rows.n)
		return OK;
	b->refers = true;
	struct out url = out_open(rq->arena, 120);
	put(&url, casefile_url(rq, p->casefile, S("/refer/")));
	put(&url, rq_token_of(rq, referral, rows.v[0].id));
	put(&url, S("/send"));
	b->confirm_url = out_str(&url);
	return OK;
}

enum status share_preview_bar(struct rq *rq)
{
	struct preview *p = rq->preview;
	struct share_bar *b = new(rq->arena, struct share_bar, 1);
	str back = casefile_url(rq, p->casefile, S("/share"));
	struct out url = out_open(rq->arena, 120);
	*b = (struct share_bar){
		.rq = rq,
		.agency = p->agency_short,
		.who = p->who,
		.back_url = back,
		.planned = p->planned,
		.mine = p->mine,
		.other_url = other_side(rq),
	};
	put(&url, back);
	out_char(&url, '/');
	put(&url, p->token);
	put(&url, S("/confirm"));
	b->confirm_url = out_str(&url);
	b->mask_url = str_cat(rq->arena, str_sub(out_str(&url), 0,
						 url.n - S("confirm").n),
			      S("mask"));
	b->rest = str_cat(rq->arena, p->prefix, p->rest);
	TRY(add_waiting(rq, b));
	TRY(find_referral(rq, b));
	if (p->planned)
		TRY(share_seal(rq, rq->db, p->casefile, p->plan, &b->seal));
	add_hidden(rq, b);
	TRY(say(rq, b));
	p->draw = share_bar_draw;
	p->arg = b;
	return OK;
}
