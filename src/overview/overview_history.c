/* overview_history.c — 前の版 of one item: the lines of the sheet's history
 * that are of its fields. */
#include "base/vec.h"
#include "casefile/casefile.h"
#include "overview/overview_page.h"

static bool is_of(const struct rq *rq, const struct item_kind *k, str key)
{
	if (k->rows)
		return str_eq(key, k->key);
	for (int i = 0; item_field(rq, k, i); i++)
		if (str_eq(key, item_field(rq, k, i)->name))
			return true;
	return false;
}

static enum status read_lines(struct rq *rq, const struct item_kind *k,
			      struct past_lines *ret)
{
	struct past_lines all;
	TRY(sheet_past_of(rq, rq->db, S("overview"),
			  (struct sheet_owner){ .casefile =
							rq->lens->casefile },
			  &all));
	*ret = (struct past_lines){ 0 };
	for (isize i = 0; i < all.n; i++)
		if (is_of(rq, k, all.v[i].key))
			*vec_push(rq->arena, ret) = all.v[i];
	return OK;
}

static str here(struct rq *rq, const struct item_kind *k)
{
	struct out o = out_open(rq->arena, 80);
	put(&o, casefile_url(rq, rq->lens->casefile, S("/items/")));
	put(&o, k->key);
	put(&o, S("/history"));
	return out_str(&o);
}

static enum status draw_past(struct rq *rq, const struct item_kind *k,
			     str clash, struct reply *ret)
{
	struct past_page *p = new(rq->arena, struct past_page, 1);
	TRY(read_lines(rq, k, &p->lines));
	p->rq = rq;
	p->title = str_cat(rq->arena, k->label, S("：履歴"));
	p->url = here(rq, k);
	p->back = casefile_url(rq, rq->lens->casefile, (str){ 0 });
	p->back_label = S("概要");
	p->may_restore = lens_can(rq->lens, VERB_COMMON);
	p->clash = clash.n ? past_last(&p->lines, clash) : NULL;
	rq_looked(rq, S("look.overview"), rq->lens, S("casefile"),
		  rq->lens->casefile.v);
	TRY(past_page(p, ret));
	return casefile_frame(rq, TAB_OVERVIEW, ret);
}

/* A closed item says the same whether it was ever written or not. */
static bool is_closed(const struct rq *rq)
{
	return !lens_tab(rq->lens, TAB_OVERVIEW) ||
	       lens_class(rq->lens, CLASS_free, (person_id){ 0 }) !=
		       VEIL_CLEAR;
}

enum status item_history_get(struct rq *rq, struct reply *ret)
{
	const struct item_kind *k = item_find(rq_path(rq, S("item")));
	if (!k)
		return E_NOT_FOUND;
	if (is_closed(rq))
		return casefile_closed_tab(rq, TAB_OVERVIEW, ret);
	return draw_past(rq, k, (str){ 0 }, ret);
}

struct back_job {
	const struct item_kind *kind;
	struct past_wish wish;
};

static enum status back_job(struct rq *rq, struct db *tx, void *arg,
			    struct reply *ret)
{
	const struct back_job *j = arg;
	TRY(sheet_put_back(rq, tx, S("overview"),
			   (struct sheet_owner){ .casefile =
							 rq->lens->casefile },
			   &j->wish));
	return reply_redirect(ret, here(rq, j->kind));
}

enum status item_restore(struct rq *rq, struct reply *ret)
{
	struct back_job j = { .kind = item_find(rq_path(rq, S("item"))) };
	TRY(past_wish(rq, &j.wish));
	if (!j.kind || !is_of(rq, j.kind, j.wish.key))
		return E_NOT_FOUND;
	if (is_closed(rq))
		return E_FORBIDDEN;
	enum status st = rq_write(rq, back_job, &j, ret);
	return st == E_CONFLICT ? draw_past(rq, j.kind, j.wish.key, ret) : st;
}
