/* past_page.c — the page 履歴, and what its forms ask for. */
#include "base/num.h"
#include "past.html.h"
#include "past/clash.h"
#include "past/past.h"

enum { ROWS_MOST = 200 };

static str filter_url(const struct past_page *p, agency_id id)
{
	str q = str_cat(p->rq->arena, S("?agency="),
			rq_token_of(p->rq, agency, id));
	return str_cat(p->rq->arena, p->url, q);
}

/* The agencies of the lines he sees, and of nothing else. */
static void list_agencies(struct past_page *p, i64 chosen)
{
	p->agencies = new(p->rq->arena, struct past_agency, p->lines.n);
	for (isize i = 0; i < p->lines.n; i++) {
		const struct past_line *l = &p->lines.v[i];
		bool known = false;
		for (isize k = 0; k < p->agencies_n; k++)
			known |= p->agencies[k].id.v == l->agency.v;
		if (!known)
			p->agencies[p->agencies_n++] = (struct past_agency){
				l->agency, filter_url(p, l->agency),
				l->agency_short, l->agency.v == chosen };
	}
}

static void list_rows(struct past_page *p, i64 agency)
{
	p->rows = new(p->rq->arena, const struct past_line *, ROWS_MOST);
	for (isize i = p->lines.n - 1; i >= 0; i--)
		if (p->rows_n < ROWS_MOST &&
		    (!agency || p->lines.v[i].agency.v == agency))
			p->rows[p->rows_n++] = &p->lines.v[i];
}

static void tell_first(struct past_page *p)
{
	struct clash c = { 0 };
	if (!p->clash)
		return;
	clash_first(&c, p->rq, p->clash->who, p->clash->agency_short,
		    p->clash->at);
	p->first = clash_sentence(p->rq->arena, &c,
				  S("いまの内容を確かめて、もう一度"
				    "選んでください。"));
}

static void draw(struct out *o, const void *arg)
{
	const struct past_page *p = arg;
	if (p->head)
		p->head(o, p->head_arg);
	else
		past_head(o, p);
	past_all(o, p);
}

enum status past_page(struct past_page *p, struct reply *ret)
{
	i64 agency = 0;
	str token = rq_query(p->rq, S("agency"));
	if (token.n)
		TRY(rq_id(p->rq, ID_agency, token, &agency));
	list_agencies(p, agency);
	list_rows(p, agency);
	tell_first(p);
	*ret = (struct reply){ .status = p->clash ? 409 : 0 };
	return reply_page(ret, S("事案"), draw, p);
}

enum status past_wish(struct rq *rq, struct past_wish *ret)
{
	i64 nth, last;
	TRY(num_parse_max(rq_form(rq, S("nth")), INT32_MAX, &nth));
	TRY(num_parse_max(rq_form(rq, S("last")), INT32_MAX, &last));
	*ret = (struct past_wish){ rq_form(rq, S("key")), (int)nth,
				   (int)last };
	return OK;
}
