/*
 * demo_sheets.c — the sheets of a household, sent as a browser sends a form.
 */
#include "demo/city.h"

#include "base/vec.h"
#include "sheetrec/sheetrec.h"

static bool same_sheet(const struct demo_field *a, const struct demo_field *b)
{
	return b->sheet && str_eq(str_of(a->sheet), str_of(b->sheet)) &&
	       a->person == b->person;
}

/* The lines from `f` on that are one save; *ret_next stands behind them. */
static struct params form_of(struct demo *d, const struct demo_field *f,
			     const struct demo_field **ret_next)
{
	struct {
		struct param *v;
		isize n, cap;
	} form = { 0 };
	const struct demo_field *at = f;
	for (; at == f || same_sheet(f, at); at++)
		*vec_push(d->arena, &form) = (struct param){
			str_of(at->name), demo_text(d, at->value)
		};
	*ret_next = at;
	return (struct params){ form.v, form.n };
}

/* A line of the tables that the dictionary does not take is our mistake. */
static void say_errors(const struct demo *d, const struct demo_home *h,
		       const struct rq *rq)
{
	for (isize i = 0; i < rq->errors.n; i++) {
		struct out o = out_open(d->arena, 200);
		put(&o, str_of(h->name));
		put(&o, S(" "));
		put(&o, rq->errors.v[i].field);
		put(&o, S("："));
		put(&o, rq->errors.v[i].text);
		demo_say(d, out_str(&o));
	}
}

enum status demo_play_sheets(struct demo *d, struct db *tx,
			     const struct demo_home *h, casefile_id casefile,
			     const person_id *persons)
{
	int offset = h->day;
	struct lens lens;
	for (const struct demo_note *n = h->notes; n->body; n++)
		offset = n->day;
	struct rq rq = demo_rq(d, h->who, demo_time(d, offset, 1730));
	TRY(rq_casefile_in(&rq, tx, casefile, &lens));
	for (const struct demo_field *f = h->sheets; f->sheet;) {
		struct sheet_owner owner = { .casefile = casefile };
		str kind = str_of(f->sheet);
		if (f->person)
			owner.person = persons[f->person - 1];
		struct params form = form_of(d, f, &f);
		enum status st = sheet_save(&rq, tx, &lens, kind, owner, 0,
					    form);
		if (st != OK)
			say_errors(d, h, &rq);
		TRY(st);
	}
	return OK;
}
