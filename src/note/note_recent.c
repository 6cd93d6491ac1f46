/* note_recent.c — the newest notes in one line each, for the overview. */
#include "casefile/casefile.h"
#include "note/note_page.h"

static struct note_brief brief_of(struct rq *rq, const struct note_brief_row *n)
{
	struct out date = out_open(rq->arena, 24), time = out_open(rq->arena, 8);
	struct out url = out_open(rq->arena, 80);
	day_print_short(&date, stamp_day(n->happened_at));
	stamp_print_time(&time, n->happened_at);
	put(&url, casefile_url(rq, rq->lens->casefile, S("/notes?note=")));
	put(&url, rq_token_of(rq, note, n->id));
	return (struct note_brief){
		.id = n->id,
		.url = out_str(&url),
		.day = out_str(&date),
		.time = out_str(&time),
		.how = note_code_label(rq, S("method"), n->method),
		.title = n->title,
		.agency_short = n->agency_short,
		.who = n->who,
		.own = n->agency.v == rq->actor.viewer.agency.v,
		.draft = str_eq(n->state, S("draft")),
	};
}

enum status note_recent(struct rq *rq, int most, struct note_briefs *ret)
{
	const struct viewer *v = &rq->actor.viewer;
	struct note_brief_row_list rows;
	*ret = (struct note_briefs){ 0 };
	if (!lens_tab(rq->lens, TAB_NOTES))
		return OK;
	struct lens_records r = lens_records(rq->arena, rq->lens);
	TRY(note_recent_rows(rq->db, rq->arena, rq->lens, v->muni, r.own,
			     r.via, r.reads, r.shut, v->account,
			     rq->lens->casefile, most, &rows));
	ret->v = new(rq->arena, struct note_brief, rows.n);
	ret->n = rows.n;
	for (isize i = 0; i < rows.n; i++)
		ret->v[i] = brief_of(rq, &rows.v[i]);
	return OK;
}
