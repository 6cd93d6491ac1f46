/* spine.c — see spine.h. */
#include "household/spine.h"

#include "base/num.h"
#include "base/utf8.h"
#include "household/people.h"
#include "text/reading.h"

/* ---- values ------------------------------------------------------------ */

static bool is_date(const struct spine_def *d)
{
	return d->kind == SPINE_BIRTH || d->kind == SPINE_DATE;
}

static str choice_label(const struct spine_def *d, str key)
{
	for (int i = 0; i < d->choices_n; i++)
		if (str_eq(d->choices[i].key, key))
			return d->choices[i].label;
	return (str){ 0 };
}

str spine_words(struct arena *a, const struct spine_def *d, str now)
{
	str words = d->kind == SPINE_CHOICE ? choice_label(d, now) :
		    is_date(d) ? date_typed(a, now) : now;
	return words.n ? words : S("未確認");
}

static void add_cards(struct spine *s)
{
	for (isize i = 0; i < s->n; i++) {
		if (!s->v[i].open)
			continue;
		if (s->v[i].def->heading.n || !s->cards_n)
			s->cards[s->cards_n++] = (struct spine_card){
				s->v[i].def->heading, i, i };
		s->cards[s->cards_n - 1].to = i + 1;
	}
}

void spine_open(struct rq *rq, const struct spine_def *defs, isize n,
		person_id person, const str *now, int version,
		struct spine *ret)
{
	*ret = (struct spine){ .rq = rq, .n = n, .version = version,
			       .seen = version };
	for (isize i = 0; i < n; i++) {
		const struct spine_def *d = &defs[i];
		enum veil_state state = lens_class(rq->lens, d->class_,
						   person);
		ret->v[i] = (struct spine_value){
			.def = d,
			.now = now[i],
			.was = now[i],
			.value = now[i],
			.typed = is_date(d) ? date_typed(rq->arena, now[i]) :
					      now[i],
			.open = state == VEIL_CLEAR,
		};
	}
	add_cards(ret);
}

void spine_from_draft(struct spine *s, const struct draft *d)
{
	for (isize i = 0; i < s->n; i++)
		s->v[i].typed = draft_value(s->rq, d, s->v[i].def->name,
					    s->v[i].typed);
}

void spine_more(struct out *o, const struct spine_page *p)
{
	if (p->more)
		p->more(o, p->more_arg);
}

/* ---- reading ----------------------------------------------------------- */

static enum status read_text(struct rq *rq, struct spine_value *v)
{
	if (utf8_length(v->typed) > v->def->max) {
		struct out o = out_open(rq->arena, 64);
		put(&o, v->def->label);
		put(&o, S("は"));
		out_commas(&o, v->def->max);
		put(&o, S("字までです。短くしてください。"));
		return rq_error(rq, v->def->name, out_str(&o));
	}
	if (text_my_number(v->typed))
		return rq_error(rq, v->def->name,
				S("マイナンバーのようです。"
				  "ここには残せません。"));
	v->value = v->typed;
	return OK;
}

static enum status read_phone(struct rq *rq, struct spine_value *v)
{
	str digits;
	if (v->typed.n && text_phone(rq->arena, v->typed, &digits) != OK)
		return rq_error(rq, v->def->name,
				S("電話番号の数字を確かめてください"
				  "（全角でも入ります）。例 0430000000"));
	v->value = v->typed;
	return OK;
}

static enum status read_postcode(struct rq *rq, struct spine_value *v)
{
	str digits;
	if (v->typed.n && text_postcode(rq->arena, v->typed, &digits) != OK)
		return rq_error(rq, v->def->name,
				S("郵便番号は7けたです。例 260-0000"));
	v->value = v->typed;
	return OK;
}

static enum status read_value(struct rq *rq, struct spine_value *v)
{
	struct fdate d;
	switch (v->def->kind) {
	case SPINE_TEXT:
	case SPINE_KANA:
	case SPINE_MEMO:
		return read_text(rq, v);
	case SPINE_BIRTH:
	case SPINE_DATE:
		TRY(v->def->kind == SPINE_BIRTH ?
			    birth_date(rq, v->def->name, v->typed, &d) :
			    past_date(rq, v->def->name, v->typed, &d));
		v->value = date_stored(rq->arena, d);
		return OK;
	case SPINE_PHONE:
		return read_phone(rq, v);
	case SPINE_POSTCODE:
		return read_postcode(rq, v);
	case SPINE_CHOICE:
		if (v->typed.n && !choice_label(v->def, v->typed).n)
			return rq_error(rq, v->def->name,
					S("選び直してください。"));
		v->value = v->typed;
		return OK;
	}
	return E_BUG;
}

static str companion(struct arena *a, str prefix, str name)
{
	return str_cat(a, prefix, name);
}

enum status spine_read(struct spine *s)
{
	struct rq *rq = s->rq;
	enum status st = OK;
	i64 seen = 0;
	if (num_parse_max(rq_form(rq, S("rev")), INT32_MAX, &seen) != OK)
		return E_INVALID;
	s->seen = (int)seen;
	for (isize i = 0; i < s->n; i++) {
		struct spine_value *v = &s->v[i];
		str name = v->def->name;
		str was = companion(rq->arena, S("was."), name);
		str pick = companion(rq->arena, S("pick."), name);
		if (!v->open || !params_get(rq->http->form, name).p)
			continue;
		v->typed = rq_form(rq, name);
		v->was = params_get(rq->http->form, was).p ?
				 rq_form(rq, was) : v->was;
		v->sent = !str_eq(rq_form(rq, pick), S("theirs"));
		if (v->sent && read_value(rq, v) != OK)
			st = E_INVALID;
	}
	return st;
}

enum status spine_again(struct spine *s, const str *now, int version)
{
	if (s->seen != version)
		return E_CONFLICT;
	for (isize i = 0; i < s->n; i++)
		s->v[i].now = now[i];
	return OK;
}

str spine_final(const struct spine *s, isize i)
{
	return s->v[i].sent ? s->v[i].value : s->v[i].now;
}

str spine_changed(const struct spine *s)
{
	struct out o = out_open(s->rq->arena, 64);
	for (isize i = 0; i < s->n; i++) {
		if (str_eq(spine_final(s, i), s->v[i].now))
			continue;
		if (o.n)
			out_char(&o, ',');
		put(&o, s->v[i].def->name);
	}
	return out_str(&o);
}

/* ---- two savers -------------------------------------------------------- */

static enum status tell_who(struct spine_page *p, str action, i64 object)
{
	struct rq *rq = p->rq;
	struct last_edit e;
	enum status st = person_last_edit(rq->db, rq->arena,
					  rq->actor.viewer.muni,
					  rq->lens->casefile, action, object,
					  &e);
	p->who = p->short_who = S("ほかの人");
	if (st == E_NOT_FOUND)
		return OK;
	TRY(st);
	struct out who = out_open(rq->arena, 48);
	struct out when = out_open(rq->arena, 8);
	put(&who, e.who);
	put(&who, S("さん"));
	p->short_who = str_dup(rq->arena, out_str(&who));
	put(&who, S("（"));
	put(&who, e.agency_short);
	put(&who, S("）"));
	stamp_print_time(&when, e.at);
	p->who = out_str(&who);
	p->when = out_str(&when);
	return OK;
}

enum status spine_conflict(struct spine_page *p, str action, i64 object)
{
	struct spine *s = p->s;
	struct arena *a = p->rq->arena;
	for (isize i = 0; i < s->n; i++) {
		struct spine_value *v = &s->v[i];
		if (!v->sent || str_eq(v->value, v->now))
			continue;
		p->both[p->both_n++] = (struct spine_both){
			.v = v,
			.mine = spine_words(a, v->def, v->value),
			.theirs = spine_words(a, v->def, v->now),
			/* What I left alone is theirs to change. */
			.keep_theirs = str_eq(v->value, v->was),
		};
	}
	return tell_who(p, action, object);
}
