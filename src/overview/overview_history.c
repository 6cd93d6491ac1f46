/* overview_history.c — 前の版 of one item: who, when, before and after. */
#include "casefile/casefile.h"
#include "dict_ids.h"
#include "kernel/app.h"
#include "overview/overview_page.h"
#include "overview_edit.html.h"
#include "vis/veiler.h"

enum { HISTORY_MOST = 100 };

static str moment(struct arena *a, stamp at)
{
	struct out o = out_open(a, 32);
	stamp_print_short(&o, at);
	return out_str(&o);
}

static enum status read_doc(struct rq *rq, const struct dict_ctx *ctx, str json,
			    const struct doc **ret)
{
	struct lens_person_view view = { rq->lens, { 0 } };
	struct dict_veiler veiler = lens_veiler(&view);
	struct doc *d = new(rq->arena, struct doc, 1);
	TRY(doc_read(rq->arena, ctx, dict_sheet(ctx->dict, S("overview")),
		     json, &veiler, d));
	*ret = d;
	return OK;
}

/* The text as it was; 未確認 is no text. */
static struct veiled text_of(const struct doc *d, const struct field *f)
{
	const struct doc_cell *cell = d ? doc_cell(d, f, 0) : NULL;
	if (!cell || (cell->shown.state == VEIL_CLEAR &&
		      cell->state == VALUE_UNASKED))
		return veiled_open((str){ 0 });
	return cell->shown;
}

static void add_change(struct rq *rq, struct history *h,
		       const struct overview_rev *rev, const struct doc *old,
		       const struct doc *now)
{
	struct history_change *c = &h->v[h->n++];
	*c = (struct history_change){ .who = rev->who,
				      .agency_short = rev->agency_short,
				      .at = moment(rq->arena, rev->at),
				      .old = old, .now = now };
	for (int i = 0; !h->kind->rows && item_field(rq, h->kind, i); i++) {
		const struct field *f = item_field(rq, h->kind, i);
		c->texts[i].field = f;
		c->texts[i].before = text_of(old, f);
		c->texts[i].after = text_of(now, f);
		c->texts_n++;
	}
}

/* docs: newest first, one a revision; revs likewise. */
static enum status read_changes(struct rq *rq, struct history *h,
				const struct overview_rev_list *revs,
				const struct overview_doc_list *docs)
{
	const struct doc *now = NULL, *old = NULL;
	h->v = new(rq->arena, struct history_change, docs->n);
	for (isize i = 0; i < docs->n && i < HISTORY_MOST; i++) {
		if (!item_changed(rq, h->kind, &revs->v[i]))
			continue;
		TRY(read_doc(rq, h->ctx, docs->v[i].doc, &now));
		old = NULL;
		if (i + 1 < docs->n)
			TRY(read_doc(rq, h->ctx, docs->v[i + 1].doc, &old));
		add_change(rq, h, &revs->v[i], old, now);
	}
	return OK;
}

static enum status read_history(struct rq *rq, struct history *h)
{
	i64 muni = rq->actor.viewer.muni;
	struct dict_ctx *ctx = new(rq->arena, struct dict_ctx, 1);
	struct overview_rev_list revs;
	struct overview_doc_list docs;
	TRY(sheet_ctx(rq, rq->lens, ctx));
	TRY(overview_revs(rq->db, rq->arena, muni, rq->lens->casefile, &revs));
	TRY(overview_docs(rq->db, rq->arena, muni, rq->lens->casefile,
			  INT32_MAX, &docs));
	h->ctx = ctx;
	return read_changes(rq, h, &revs, &docs);
}

enum status item_history_get(struct rq *rq, struct reply *ret)
{
	struct history *h = new(rq->arena, struct history, 1);
	if (!lens_tab(rq->lens, TAB_OVERVIEW))
		return casefile_closed_tab(rq, TAB_OVERVIEW, ret);
	h->rq = rq;
	h->kind = item_find(rq_path(rq, S("item")));
	if (!h->kind)
		return E_NOT_FOUND;
	h->back_url = casefile_url(rq, rq->lens->casefile, (str){ 0 });
	h->closed = lens_class(rq->lens, CLASS_free, (person_id){ 0 }) !=
		    VEIL_CLEAR;
	if (!h->closed)
		TRY(read_history(rq, h));
	rq_looked(rq, S("look.overview"), rq->lens, S("casefile"),
		  rq->lens->casefile.v);
	TRY(reply_page(ret, S("事案"), history_view_draw, h));
	return casefile_frame(rq, TAB_OVERVIEW, ret);
}
