/* spine.c — see spine.h. */
#include "household/spine.h"

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
		person_id person, const str *now, struct spine *ret)
{
	*ret = (struct spine){ .rq = rq, .n = n };
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

/* Prose after 「どちらを残すか」: what the choices make of both, as long as the
 * other's is still the one they were made over. */
static str typed_text(struct rq *rq, const struct spine_value *v)
{
	str typed = rq_form(rq, v->def->name);
	if (v->def->kind == SPINE_MEMO && rq_form(rq, S("merge")).n &&
	    str_eq(v->was, v->now))
		return clash_text(rq, v->def->name, typed,
				  veiled_open(v->now));
	return typed;
}

enum status spine_read(struct spine *s)
{
	struct rq *rq = s->rq;
	enum status st = OK;
	for (isize i = 0; i < s->n; i++) {
		struct spine_value *v = &s->v[i];
		str was = str_cat(rq->arena, S("was."), v->def->name);
		if (!v->open || !params_get(rq->http->form, v->def->name).p)
			continue;
		v->there = true;
		if (params_get(rq->http->form, was).p)
			v->was = rq_form(rq, was);
		v->sent = !clash_is_theirs(rq, v->def->name);
		if (!v->sent)
			continue;
		v->typed = typed_text(rq, v);
		if (read_value(rq, v) != OK)
			st = E_INVALID;
	}
	return st;
}

enum status spine_again(struct spine *s, const str *now)
{
	for (isize i = 0; i < s->n; i++) {
		s->v[i].now = now[i];
		if (s->v[i].there &&
		    !str_eq(str_trim(s->v[i].was), str_trim(now[i])))
			return E_CONFLICT;
	}
	return OK;
}

str spine_final(const struct spine *s, isize i)
{
	return s->v[i].sent ? s->v[i].value : s->v[i].now;
}

void spine_change(const struct spine *s, struct past_change *ret)
{
	for (isize i = 0; i < s->n; i++)
		past_add(ret, s->v[i].def->name, s->v[i].now,
			 spine_final(s, i));
}

void spine_put_back(struct spine *s, str name, str stored)
{
	for (isize i = 0; i < s->n; i++) {
		struct spine_value *v = &s->v[i];
		if (!v->open || !str_eq(v->def->name, name))
			continue;
		v->value = stored;
		v->there = v->sent = true;
	}
}

/* ---- what was before --------------------------------------------------- */

static str past_words(const struct rq *rq, const void *arg, str stored)
{
	return spine_words(rq->arena, arg, stored);
}

struct past_def *spine_past(struct arena *a, const struct spine_def *defs,
			    isize n)
{
	struct past_def *v = new(a, struct past_def, n);
	for (isize i = 0; i < n; i++)
		v[i] = (struct past_def){
			.name = defs[i].name, .label = defs[i].label,
			.class_ = defs[i].class_,
			.birth = is_date(&defs[i]),
			.prose = defs[i].kind == SPINE_MEMO,
			.words = past_words, .arg = &defs[i],
		};
	return v;
}

/* ---- two savers -------------------------------------------------------- */

/* The newest of the changes that the form did not know of. */
static void who_was_first(struct spine_page *p, const struct past_lines *l)
{
	clash_nobody(&p->clash, p->rq);
	for (isize i = 0; i < l->n; i++) {
		const struct past_line *line = &l->v[i];
		for (isize k = 0; k < p->s->n; k++) {
			const struct spine_value *v = &p->s->v[k];
			if (v->there && str_eq(v->def->name, line->key) &&
			    !str_eq(v->was, v->now))
				clash_first(&p->clash, p->rq, line->who,
					    line->agency_short, line->at);
		}
	}
}

void spine_conflict(struct spine_page *p, const struct past_lines *lines)
{
	struct arena *a = p->rq->arena;
	who_was_first(p, lines);
	for (isize i = 0; i < p->s->n; i++) {
		struct spine_value *v = &p->s->v[i];
		const struct spine_def *d = v->def;
		if (!v->there || str_eq(v->value, v->now))
			continue;
		if (d->kind == SPINE_MEMO) {
			clash_prose(&p->clash, d->name, d->label, v->value,
				    veiled_open(v->now));
			continue;
		}
		/* What I left alone is theirs to change. */
		clash_value(&p->clash, d->name, d->label,
			    veiled_open(spine_words(a, d, v->value)),
			    veiled_open(spine_words(a, d, v->now)))
			->keep_theirs = str_eq(v->value, v->was) || !v->sent;
	}
}
