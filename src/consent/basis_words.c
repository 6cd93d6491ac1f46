/* basis_words.c — bases in the words people read. */
#include "casefile/casefile.h"
#include "consent/basis_in.h"
#include "dict/dict.h"
#include "kernel/app.h"

/* ---- days ----------------------------------------------------------------- */

void basis_print_day(struct out *o, day d)
{
	struct out words = out_open(o->arena, 24);
	day_print_short(&words, d);
	str s = out_str(&words);
	put(o, str_cut(&s, '('));
}

str basis_day_words(struct arena *a, stamp at)
{
	struct out o = out_open(a, 24);
	basis_print_day(&o, stamp_day(at));
	return out_str(&o);
}

/* Until the end of a day is that day, not the next. */
static day last_day(struct opt_i64 until)
{
	return stamp_day((stamp){ until.v - 1 });
}

static void print_hour(struct out *o, stamp t)
{
	basis_print_day(o, stamp_day(t));
	out_char(o, ' ');
	stamp_print_time(o, t);
}

void basis_print_span(struct out *o, enum basis_kind k, stamp since,
		      struct opt_i64 until)
{
	if (k == BASIS_emergency) {
		print_hour(o, (stamp){ until.v });
		put(o, S("まで"));
		return;
	}
	basis_print_day(o, stamp_day(since));
	put(o, S("〜"));
	if (until.has)
		basis_print_day(o, last_day(until));
}

/* ---- labels --------------------------------------------------------------- */

static str code_words(const struct rq *rq, str list, str key)
{
	const struct code *c = dict_code(rq->app->dict, list);
	return c ? code_label(c, key) : (str){ 0 };
}

str basis_law_label(const struct rq *rq, str key)
{
	str s = code_words(rq, S("basis_meeting"), key);
	return s.n ? s : code_words(rq, S("basis_law"), key);
}

str basis_law_rule(const struct rq *rq, str key)
{
	return code_words(rq, S("basis_rule"), key);
}

str basis_url(const struct rq *rq, person_id person, str tail)
{
	struct out o = out_open(rq->arena, 96);
	put(&o, S("/people/"));
	put(&o, rq_token_of(rq, person, person));
	put(&o, S("/basis"));
	put(&o, tail);
	return casefile_url(rq, rq->lens->casefile, out_str(&o));
}

/* ---- one basis ------------------------------------------------------------ */

/* 「撤回 R8.11.11」 */
static void print_end(struct out *o, const struct basis_row *r)
{
	put(o, str_eq(r->end_reason, S("withdrawn")) ? S("撤回 ") :
	       str_eq(r->end_reason, S("replaced")) ? S("とり直し ") :
						      S("終わり "));
	basis_print_day(o, stamp_day((stamp){ r->ended_at.v }));
}

static void print_what(struct rq *rq, struct out *o,
		       const struct basis_row *r, enum basis_kind k)
{
	str law = basis_law_label(rq, r->law);
	if (k != BASIS_consent) {
		put(o, law.n ? law : basis_kind_label(k));
		return;
	}
	put(o, S("同意あり（"));
	put(o, code_words(rq, S("basis_how"), r->how));
	put(o, S("）"));
}

str basis_words(struct rq *rq, const struct basis_row *r)
{
	struct out o = out_open(rq->arena, 96);
	enum basis_kind k = basis_kind_find(r->kind);
	if (k == BASIS_refusal) {
		put(&o, S("同意しない "));
		basis_print_day(&o, stamp_day(r->since));
	} else if (r->ended_at.has) {
		print_end(&o, r);
	} else if (r->until.has && r->until.v <= rq->now.ms) {
		put(&o, k == BASIS_consent ? S("同意の期限切れ ") :
					     S("期限切れ "));
		basis_print_day(&o, last_day(r->until));
	} else {
		print_what(rq, &o, r, k);
		if (k != BASIS_consent)
			put(&o, S(" "));
		basis_print_span(&o, k, r->since, r->until);
	}
	return out_str(&o);
}
