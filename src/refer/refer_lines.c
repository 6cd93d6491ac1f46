/* refer_lines.c — 依頼 as lines: lists, home, one casefile. */
#include "refer.sql.h"
#include "refer/refer.h"
#include "refer/refer_page.h"

enum { MOST = 100 };

str refer_state_label(str state)
{
	static const struct {
		str state, label;
	} labels[] = {
		{ STR("preparing"), STR("準備中") },
		{ STR("asked"), STR("返事待ち") },
		{ STR("accepted"), STR("受理") },
		{ STR("returned"), STR("差し戻し") },
		{ STR("declined"), STR("辞退") },
		{ STR("withdrawn"), STR("取り下げ") },
		{ STR("dropped"), STR("取り下げ") },
	};
	for (isize i = 0; i < COUNT(labels); i++)
		if (str_eq(labels[i].state, state))
			return labels[i].label;
	return (str){ 0 };
}

static str day_words(struct rq *rq, day d)
{
	struct out o = out_open(rq->arena, 24);
	day_print_short(&o, d);
	return out_str(&o);
}

static struct refer_line line_of(struct rq *rq, referral_id id, str state,
				 struct opt_i64 due, stamp at)
{
	struct out when = out_open(rq->arena, 32);
	stamp_print_short(&when, at);
	return (struct refer_line){
		.url = str_cat(rq->arena, S("/refer/"),
			       rq_token_of(rq, referral, id)),
		.due = due.has ? day_words(rq, (day){ (int)due.v }) :
				 (str){ 0 },
		.late = due.has && due.v < rq->today.n &&
			str_eq(state, S("asked")),
		.state = refer_state_label(state),
		.when = out_str(&when),
	};
}

enum status refer_received_lines(struct rq *rq, bool waiting,
				 struct refer_lines *ret)
{
	const struct viewer *v = &rq->actor.viewer;
	struct lens l = refer_lens(rq);
	struct refer_got_list rows;
	TRY(refer_received(rq->db, rq->arena, &l, v->muni, v->agency,
			   v->account, rq->now, MOST,
			   waiting ? REFER_RECEIVED_WAITING : 0, &rows));
	i64 *ids = new(rq->arena, i64, rows.n);
	*ret = (struct refer_lines){ new(rq->arena, struct refer_line,
					 rows.n), rows.n };
	for (isize i = 0; i < rows.n; i++) {
		const struct refer_got *r = &rows.v[i];
		ids[i] = r->id.v;
		ret->v[i] = line_of(rq, r->id, r->state, r->due_on,
				    r->created_at);
		ret->v[i].who = r->who;
		ret->v[i].what = r->what;
	}
	if (rows.n)
		rq_looked_list(rq, S("look.refer"), &l, S("referral"), ids,
			       rows.n);
	return OK;
}

static enum status sent(struct rq *rq, casefile_id casefile, unsigned filters,
			struct refer_lines *ret)
{
	const struct viewer *v = &rq->actor.viewer;
	struct lens l = refer_lens(rq);
	struct refer_gave_list rows;
	TRY(refer_sent(rq->db, rq->arena, &l, v->muni, v->agency, v->account,
		       rq->now, casefile, MOST, filters, &rows));
	i64 *ids = new(rq->arena, i64, rows.n);
	*ret = (struct refer_lines){ new(rq->arena, struct refer_line,
					 rows.n), rows.n };
	for (isize i = 0; i < rows.n; i++) {
		const struct refer_gave *r = &rows.v[i];
		ids[i] = r->id.v;
		ret->v[i] = line_of(rq, r->id, r->state, r->due_on,
				    r->created_at);
		ret->v[i].who = r->who;
		ret->v[i].what = r->what;
		ret->v[i].household = r->household;
	}
	if (rows.n)
		rq_looked_list(rq, S("look.refer"), &l, S("referral"), ids,
			       rows.n);
	return OK;
}

enum status refer_sent_lines(struct rq *rq, bool waiting,
			     struct refer_lines *ret)
{
	return sent(rq, (casefile_id){ 0 },
		    waiting ? REFER_SENT_WAITING : 0, ret);
}

enum status refer_lines_of_case(struct rq *rq, casefile_id casefile,
				struct refer_lines *ret)
{
	return sent(rq, casefile, REFER_SENT_OF_CASE, ret);
}
