/*
 * overview_print.c — 紙にする: a POST takes the issue number, the page behind
 * it shows the sheet.  Its issuer may open that page again for an hour; the
 * text is the casefile's as it is then, which the head of the sheet says.
 * 紙で渡す: the page of a sheet for somebody else is the same one under
 * "/as/VIEW", so it is drawn through the eyes of who gets it.
 */
#include "base/utf8.h"
#include "casefile/casefile.h"
#include "kernel/app.h"
#include "kernel/preview.h"
#include "overview/overview_page.h"
#include "overview_print.html.h"
#include "vis/leak.h"

static const i64 HOUR_MS = 60 * 60 * 1000;
enum { NOTES_ALL = 50, LINE_MOST = 90, PROSE_MOST = 260, TASKS_MOST = 6 };

static str print_url(const struct rq *rq)
{
	return casefile_url(rq, rq->lens->casefile, S("/print"));
}

/* Whom else a sheet may be for: who shares the casefile says so. */
static enum status add_tos(struct rq *rq, struct paper *p)
{
	p->to = S("own");
	if (rq->preview || !preview_may(rq->lens))
		return OK;
	return paper_tos(rq->db, rq->arena, rq->actor.viewer.muni,
			 rq->lens->casefile, rq->now, &p->tos);
}

static enum status show_seen(struct rq *rq, struct paper *p,
			     struct reply *ret);

enum status print_get(struct rq *rq, struct reply *ret)
{
	struct paper *p = new(rq->arena, struct paper, 1);
	str to = rq_query(rq, S("to"));
	if (!lens_tab(rq->lens, TAB_OVERVIEW))
		return casefile_closed_tab(rq, TAB_OVERVIEW, ret);
	*p = (struct paper){ .rq = rq, .url = print_url(rq), .one = true };
	if (rq->preview)
		return show_seen(rq, p, ret);
	TRY(add_tos(rq, p));
	if (to.n)
		p->to = to;
	TRY(reply_page(ret, S("印刷"), print_ask_draw, p));
	return casefile_frame(rq, TAB_OVERVIEW, ret);
}

/* ---- the number ----------------------------------------------------------- */

struct issuing {
	str amount, recipient;
	str view;		/* token of its sharing; {0}: own */
};

static str recipient_of(struct rq *rq, const struct paper_to *t)
{
	struct out o = out_open(rq->arena, t->agency_short.n + t->who.n + 1);
	put(&o, t->agency_short);
	if (t->who.n) {
		out_char(&o, ' ');
		put(&o, t->who);
	}
	return out_str(&o);
}

/* In the transaction: a sharing may have ended since the page was drawn. */
static enum status find_to(struct rq *rq, struct db *tx, str to,
			   struct issuing *ret)
{
	struct paper_to_list tos;
	i64 id;
	ret->recipient = S("own");
	if (!to.n || str_eq(to, S("own")))
		return OK;
	if (!preview_may(rq->lens))
		return E_NOT_FOUND;
	TRY(rq_id(rq, ID_bestowal, to, &id));
	TRY(paper_tos(tx, rq->arena, rq->actor.viewer.muni,
		      rq->lens->casefile, rq->now, &tos));
	for (isize i = 0; i < tos.n; i++)
		if (tos.v[i].id.v == id) {
			ret->recipient = recipient_of(rq, &tos.v[i]);
			ret->view = to;
			return OK;
		}
	return E_NOT_FOUND;
}

static enum status issue_job(struct rq *rq, struct db *tx, void *arg,
			     struct reply *ret)
{
	struct issuing *g = arg;
	const struct viewer *v = &rq->actor.viewer;
	casefile_id casefile = rq->lens->casefile;
	issue_id id = { id_new() };
	struct lens lens;
	struct out url = out_open(rq->arena, 160);
	str number;
	TRY(rq_casefile_in(rq, tx, casefile, &lens));
	TRY(find_to(rq, tx, rq_form(rq, S("to")), g));
	TRY(casefile_number(rq, tx, S("issue"), &number));
	TRY(issue_add(tx, v->muni, id, casefile, v->agency, v->account, number,
		      g->recipient, g->amount, rq->now));
	TRY(rq_audit(rq, tx, S("print.issue"), S("issue"), id.v, casefile,
		     g->amount));
	if (g->view.n) {
		put(&url, S("/as/"));
		put(&url, g->view);
	}
	put(&url, print_url(rq));
	out_char(&url, '/');
	put(&url, rq_token_of(rq, issue, id));
	return reply_redirect(ret, out_str(&url));
}

enum status print_post(struct rq *rq, struct reply *ret)
{
	str amount = rq_form(rq, S("amount"));
	if (!lens_tab(rq->lens, TAB_OVERVIEW))
		return casefile_closed_tab(rq, TAB_OVERVIEW, ret);
	struct issuing g = {
		.amount = str_eq(amount, S("all")) ? amount : S("one"),
	};
	return rq_write(rq, issue_job, &g, ret);
}

/* ---- one page -------------------------------------------------------------- */

/* The beginning of a clear text; where it was cut, the paper says so. */
static struct veiled shorten(struct arena *a, struct veiled v, isize most)
{
	str s = veiled_peek(v);
	isize at = 0;
	for (isize n = 0; n < most && at < s.n; n++)
		do
			at++;
		while (at < s.n && ((unsigned char)s.p[at] & 0xc0) == 0x80);
	if (v.state != VEIL_CLEAR || at >= s.n)
		return v;
	struct out o = out_open(a, at + 32);
	put(&o, str_sub(s, 0, at));
	put(&o, S("…（つづきは全文）"));
	return veiled_open(out_str(&o));
}

static void shorten_item(struct arena *a, struct item *it)
{
	for (int i = 0; i < it->texts_n; i++) {
		struct item_text *t = &it->texts[i];
		t->whole = shorten(a, t->whole, PROSE_MOST);
		if (t->lines_n > 5)
			t->lines_n = 5;
		for (isize k = 0; k < t->lines_n; k++)
			t->lines[k] = shorten(a, t->lines[k], LINE_MOST);
	}
	if (it->roles_n > 6)
		it->roles_n = 6;
}

void overview_shorten(struct rq *rq, struct overview *p)
{
	for (int i = 0; i < ITEMS; i++)
		shorten_item(rq->arena, &p->items[i]);
	if (p->open.n > TASKS_MOST)
		p->open.n = TASKS_MOST;
}

/* ---- the sheet ------------------------------------------------------------- */

static enum status read_paper(struct rq *rq, struct paper *p)
{
	struct overview *o = new(rq->arena, struct overview, 1);
	struct paper_head_list head;
	struct out at = out_open(rq->arena, 32), long_day = out_open(rq->arena, 40);
	p->one = str_eq(p->issue.amount, S("one"));
	TRY(overview_read(rq, p->one ? NOTES_SHOWN : NOTES_ALL, o));
	TRY(overview_paper(rq->db, rq->arena, rq->lens, rq->actor.viewer.muni,
			   rq->lens->casefile, &head));
	if (head.n) {
		p->case_no = LEAKING(print) ?
				     vis_leak_all(rq->db, rq->arena,
						  rq->actor.viewer.muni) :
				     head.v[0].case_no;
		p->house = head.v[0].name;
		p->caution = head.v[0].caution;
	}
	if (p->one)
		overview_shorten(rq, o);
	p->o = o;
	stamp_print_short(&at, p->issue.at);
	day_print_long(&long_day, rq->today);
	p->at = out_str(&at);
	p->day = out_str(&long_day);
	return OK;
}

/* The name the looks of this request go by, and a number belongs to. */
static const struct actor *printer(const struct rq *rq)
{
	return rq->preview ? &rq->preview->asker : &rq->actor;
}

static enum status show_seen(struct rq *rq, struct paper *p,
			     struct reply *ret)
{
	const struct actor *by = printer(rq);
	struct paper_to to = { .agency_short = rq->preview->agency_short,
			       .who = rq->preview->who };
	p->seen = true;
	p->issue = (struct issue_row){
		.issue_no = S("確認用"),
		.recipient = rq->preview->mine ? S("own") :
						 recipient_of(rq, &to),
		.amount = rq_query(rq, S("amount")),
		.at = rq->now,
		.who = by->name,
		.agency_name = by->agency_name,
		.agency_short = by->agency_short,
	};
	if (!str_eq(p->issue.amount, S("all")))
		p->issue.amount = S("one");
	TRY(read_paper(rq, p));
	rq_looked(rq, S("look.print"), rq->lens, S("casefile"),
		  rq->lens->casefile.v);
	TRY(reply_page(ret, S("印刷"), paper_view_draw, p));
	return casefile_frame(rq, TAB_OVERVIEW, ret);
}

enum status issue_show(struct rq *rq, struct reply *ret)
{
	struct paper *p = new(rq->arena, struct paper, 1);
	issue_id id;
	if (!lens_tab(rq->lens, TAB_OVERVIEW))
		return casefile_closed_tab(rq, TAB_OVERVIEW, ret);
	TRY(rq_id(rq, ID_issue, rq_path(rq, S("issue")), &id.v));
	*p = (struct paper){ .rq = rq, .url = print_url(rq) };
	TRY(issue_get(rq->db, rq->arena, rq->actor.viewer.muni,
		      rq->lens->casefile, id, printer(rq)->viewer.account,
		      &p->issue));
	/* A number stands for one paper of one time: later a new one is due. */
	if (rq->now.ms - p->issue.at.ms > HOUR_MS)
		return reply_redirect(ret, p->url);
	TRY(add_tos(rq, p));
	TRY(read_paper(rq, p));
	rq_looked(rq, S("look.print"), rq->lens, S("issue"), id.v);
	TRY(reply_page(ret, S("印刷"), paper_view_draw, p));
	return casefile_frame(rq, TAB_OVERVIEW, ret);
}
