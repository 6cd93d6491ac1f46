/* casefile.c — the rules of a casefile: numbers, seats, what lists sort by. */
#include "casefile/casefile.h"

#include "casefile.sql.h"
#include "kernel/app.h"
#include "vis/leak.h"

str casefile_url(const struct rq *rq, casefile_id id, str tail)
{
	struct out o = out_open(rq->arena, 40 + tail.n);
	put(&o, S("/cases/"));
	put(&o, rq_token_of(rq, casefile, id));
	put(&o, tail);
	return out_str(&o);
}

/* ---- numbers ----------------------------------------------------------- */

/* 北包8-0012 for a casefile, 北包R8-412 for anything else.  The year is that
 * of 令和: the series began long after 2019. */
static str number_text(struct arena *a, str prefix, str what, int year, int n)
{
	bool casefile = str_eq(what, S("casefile"));
	struct out o = out_open(a, prefix.n + 16);
	put(&o, prefix);
	if (!casefile)
		put(&o, S("R"));
	put(&o, year - 2018);
	put(&o, S("-"));
	out_padded(&o, n, casefile ? 4 : 1);
	return out_str(&o);
}

enum status casefile_number(struct rq *rq, struct db *tx, str what, str *ret)
{
	const struct viewer *v = &rq->actor.viewer;
	int year = day_fiscal_year(rq->today);
	struct agency_prefix agency;
	struct counter_value next;
	TRY(casefile_prefix(tx, rq->arena, v->muni, v->agency, &agency));
	/* A series for each agency: one for all would tell by its gaps how
	 * much the others write. */
	agency_id series = LEAKING(count) ? (agency_id){ 1 } : v->agency;
	TRY(counter_next(tx, rq->arena, v->muni, series, what, year, &next));
	*ret = number_text(rq->arena, agency.prefix, what, year, next.n);
	return OK;
}

/* ---- opening ----------------------------------------------------------- */

/* The first stage of the code list, so its place is 0: 受付. */
static enum status first_stage(const struct rq *rq, str *ret)
{
	const struct code *c = dict_code(rq->app->dict, S("stage"));
	if (!c || !c->n)
		return E_BUG;
	*ret = c->items[0].key;
	return OK;
}

enum status casefile_open(struct rq *rq, struct db *tx, str urgency,
			  str sort_kana, casefile_id *ret)
{
	const struct viewer *v = &rq->actor.viewer;
	casefile_id id = { id_new() };
	str number, stage;
	TRY(first_stage(rq, &stage));
	TRY(casefile_number(rq, tx, S("casefile"), &number));
	TRY(casefile_add(tx, v->muni, id, v->agency, v->account, number, stage,
			 urgency, rq->today, rq->now));
	TRY(seat_add(tx, v->muni, v->agency, id, LEVEL_FULL, rq->now,
		     sort_kana, stage, 0));
	TRY(rq_audit(rq, tx, S("casefile.open"), S("casefile"), id.v, id,
		     S("stage,urgency")));
	*ret = id;
	return rq_changed(rq, tx, id);
}

/* ---- what lists sort by ------------------------------------------------ */

int casefile_stage_no(const struct dict *d, str stage)
{
	const struct code *c = dict_code(d, S("stage"));
	for (isize i = 0; c && i < c->n; i++)
		if (str_eq(c->items[i].key, stage))
			return (int)i;
	return 0;
}

enum status casefile_staged(struct rq *rq, struct db *tx, casefile_id id,
			    str stage)
{
	i64 muni = rq->actor.viewer.muni;
	TRY(casefile_set_stage(tx, muni, id, stage));
	TRY(seat_set_stage(tx, muni, id, stage,
			   casefile_stage_no(rq->app->dict, stage)));
	return rq_audit(rq, tx, S("casefile.edit"), S("casefile"), id.v, id,
			S("stage"));
}

enum status casefile_renamed(struct rq *rq, struct db *tx, casefile_id id,
			     str sort_kana)
{
	return seat_rename(tx, rq->actor.viewer.muni, id, sort_kana);
}

enum status casefile_noted(struct rq *rq, struct db *tx, casefile_id id,
			   note_id note)
{
	TRY(seat_noted(tx, rq->actor.viewer.muni, id, note));
	return rq_note_changed(rq, tx, id, note);
}

enum status casefile_due_changed(struct rq *rq, struct db *tx, casefile_id id)
{
	return seat_due(tx, rq->actor.viewer.muni, id);
}
