/* note_read.c — one note in the reader pane, with the versions before it. */
#include "casefile/casefile.h"
#include "kernel/app.h"
#include "note/note_page.h"

static void words(struct note_reader *r)
{
	struct rq *rq = r->rq;
	struct arena *a = rq->arena;
	const struct note_whole *n = &r->n;
	struct out date = out_open(a, 24), iso = out_open(a, 32);
	struct out time = out_open(a, 8);
	day_print_short(&date, stamp_day(n->happened_at));
	stamp_print_iso(&iso, n->happened_at);
	stamp_print_time(&time, n->happened_at);
	r->day = out_str(&date);
	r->iso = out_str(&iso);
	r->time = out_str(&time);
	r->entered = note_moment_text(a, n->entered_at);
	r->how = note_code_label(rq, S("method"), n->method);
	r->place = note_code_label(rq, S("place"), n->place);
	for (isize i = 0; i < r->versions.n; i++)
		r->corrected |= r->versions.v[i].reason.n > 0;
}

static enum status rights(struct note_reader *r)
{
	const struct rq *rq = r->rq;
	r->own = r->n.agency.v == rq->actor.viewer.agency.v;
	r->draft = str_eq(r->n.state, S("draft"));
	r->late = !r->draft && stamp_day(r->n.entered_at).n >
				       stamp_day(r->n.happened_at).n;
	/* Who does not see the whole text cannot write it anew. */
	r->can_edit = r->own && lens_can(rq->lens, VERB_ADD) &&
		      veiled_whole(r->n.body) && veiled_whole(r->n.title) &&
		      r->n.counterpart.state == VEIL_CLEAR;
	if (!r->can_edit || r->draft)
		return OK;
	return note_is_read(r->rq, rq->db, rq->lens->casefile, r->n.agency,
			    r->n.entered_at, &r->read_by_others);
}

/* 見せる範囲, told to those whose record it is. */
static enum status audience(struct note_reader *r)
{
	struct rq *rq = r->rq;
	struct note_reader_row_list rows;
	struct note_agency_list team;
	const struct viewer *v = &rq->actor.viewer;
	if (!r->own)
		return OK;
	TRY(note_hint_of(rq, r->n.id, &r->n, &r->hint));
	if (str_eq(r->n.audience, S("own")))
		return r->audience = S("自機関だけ"), OK;
	TRY(note_readers(rq->db, rq->arena, v->muni, r->n.id, &rows));
	TRY(note_team(rq->db, rq->arena, v->muni, rq->lens->casefile,
		      v->agency, !rq->lens->granted, rq->now, &team));
	bool named = str_eq(r->n.audience, S("named"));
	for (isize i = 0; i < team.n; i++) {
		bool reads = !named;
		for (isize k = 0; k < rows.n; k++)
			reads |= rows.v[k].agency.v == team.v[i].id.v;
		if (!reads)
			continue;
		if (r->audience.n)
			r->audience = str_cat(rq->arena, r->audience,
					      S("・"));
		r->audience = str_cat(rq->arena, r->audience,
				      team.v[i].short_name);
	}
	return OK;
}

enum status note_seen(struct rq *rq, note_id id, struct note_whole *ret)
{
	struct lens_records x = lens_records(rq->arena, rq->lens);
	return note_get(rq->db, rq->arena, rq->lens, rq->actor.viewer.muni,
			x.own, x.via, x.reads, x.shut,
			rq->actor.viewer.account, rq->lens->casefile, id, ret);
}

enum status note_reader_read(struct rq *rq, note_id id,
			     struct note_reader **ret)
{
	const struct viewer *v = &rq->actor.viewer;
	i64 muni = v->muni;
	struct note_reader *r = new(rq->arena, struct note_reader, 1);
	r->rq = rq;
	r->url = casefile_url(rq, rq->lens->casefile, S("/notes"));
	r->token = rq_token_of(rq, note, id);
	r->who_url = casefile_url(rq, rq->lens->casefile,
				  str_cat(rq->arena, S("/who?note="),
					  r->token));
	r->edit_url = str_cat(rq->arena, r->url,
			      str_cat(rq->arena, S("/"), r->token));
	TRY(note_seen(rq, id, &r->n));
	TRY(note_versions(rq->db, rq->arena, rq->lens, muni, id,
			  &r->versions));
	TRY(note_about_of(rq->db, rq->arena, rq->lens, muni, id, &r->about));
	TRY(rights(r));
	TRY(audience(r));
	words(r);
	rq_looked(rq, S("look.note"), rq->lens, S("note"), id.v);
	*ret = r;
	return OK;
}
