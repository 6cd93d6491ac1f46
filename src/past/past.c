/* past.c — see past.h. */
#include "past/past.h"

#include "base/vec.h"
#include "fmt/json.h"
#include "past.sql.h"

/* ---- writing ----------------------------------------------------------- */

void past_add(struct past_change *c, str name, str before, str after)
{
	for (int i = 0; i < c->n; i++)
		if (str_eq(c->v[i].name, name)) {
			c->v[i].after = after;
			return;
		}
	if (!str_eq(before, after) && c->n < PAST_FIELDS_MAX)
		c->v[c->n++] = (struct past_field){ name, before, after };
}

str past_names(struct arena *a, const struct past_change *c)
{
	struct out o = out_open(a, 64);
	for (int i = 0; i < c->n; i++) {
		if (i)
			out_char(&o, ',');
		put(&o, c->v[i].name);
	}
	return out_str(&o);
}

static str doc_of(struct arena *a, const struct past_change *c)
{
	struct out o = out_open(a, 256);
	out_char(&o, '{');
	for (int i = 0; i < c->n; i++) {
		if (i)
			out_char(&o, ',');
		json_put_str(&o, c->v[i].name);
		put(&o, S(":["));
		json_put_str(&o, c->v[i].before);
		out_char(&o, ',');
		json_put_str(&o, c->v[i].after);
		out_char(&o, ']');
	}
	out_char(&o, '}');
	return out_str(&o);
}

enum status past_write(struct rq *rq, struct db *tx,
		       const struct past_change *c)
{
	const struct viewer *v = &rq->actor.viewer;
	if (c->n == 0)
		return OK;
	return past_insert(tx, v->muni, c->kind, c->object, c->casefile,
			   c->person, c->other, doc_of(rq->arena, c),
			   v->account, v->agency, rq->now);
}

/* ---- reading ----------------------------------------------------------- */

/* As people read it: words only of what is clear. */
static struct veiled seen(struct rq *rq, const struct past_def *d,
			  const struct past_row *r, enum veil_state state,
			  str stored)
{
	if (state == VEIL_CLEAR)
		return veiled_open(d->words && stored.n ?
					   d->words(rq, d->arg, stored) :
					   stored);
	if (state != VEIL_COARSE)
		return (struct veiled){ state, { 0 } };
	return d->birth ? lens_veil_birth(rq->lens, d->class_, r->person,
					  stored) :
			  lens_veil(rq->lens, d->class_, r->person, stored,
				    (str){ 0 });
}

static bool same(struct veiled x, struct veiled y)
{
	return x.state == y.state && str_eq(veiled_peek(x), veiled_peek(y));
}

static void add_line(struct rq *rq, const struct past_reader *reader,
		     const struct past_def *d, const struct past_row *r,
		     const struct json *pair, struct past_lines *ret)
{
	enum veil_state state = lens_between(rq->lens, d->class_,
						 r->person, r->other);
	str before = json_str(json_at(pair, 0));
	str after = json_str(json_at(pair, 1));
	struct past_line line = {
		.key = d->name, .label = d->label, .prose = d->prose,
		.before = seen(rq, d, r, state, before),
		.after = seen(rq, d, r, state, after),
		.who = r->who, .agency_short = r->agency_short,
		.agency = r->agency, .at = r->at, .kind = r->kind,
		.object = r->object, .person = r->person, .other = r->other,
	};
	if (state == VEIL_CLEAR) {
		line.was = veiled_open(before);
		line.now = veiled_open(after);
	}
	/* What did not change for this viewer did not happen. */
	if (state < VEIL_COARSE || same(line.before, line.after))
		return;
	if (reader->name)
		reader->name(rq, reader->arg, &line);
	*vec_push(rq->arena, ret) = line;
}

static enum status add_row(struct rq *rq, const struct past_reader *reader,
			   const struct past_row *r, struct past_lines *ret)
{
	struct json *doc;
	TRY(json_parse(rq->arena, r->doc, &doc));
	for (isize i = 0; i < reader->n; i++) {
		const struct past_def *d = &reader->defs[i];
		const struct json *pair = json_get(doc, d->name);
		if (pair)
			add_line(rq, reader, d, r, pair, ret);
	}
	return OK;
}

static enum status add_rows(struct rq *rq, const struct past_reader *reader,
			    const struct past_row_list *rows,
			    struct past_lines *ret)
{
	*ret = (struct past_lines){ 0 };
	for (isize i = 0; i < rows->n; i++)
		TRY(add_row(rq, reader, &rows->v[i], ret));
	past_number(ret);
	return OK;
}

enum status past_read(struct rq *rq, struct db *db, str kind, i64 object,
		      const struct past_reader *r, struct past_lines *ret)
{
	struct past_row_list rows;
	TRY(past_of(db, rq->arena, rq->actor.viewer.muni, rq->lens->casefile,
		    kind, object, PAST_MOST, &rows));
	return add_rows(rq, r, &rows, ret);
}

enum status past_read_ties(struct rq *rq, struct db *db,
			   const struct past_reader *r,
			   struct past_lines *ret)
{
	struct past_row_list rows;
	TRY(past_of_ties(db, rq->arena, rq->actor.viewer.muni,
			 rq->lens->casefile, PAST_MOST, &rows));
	return add_rows(rq, r, &rows, ret);
}

const struct past_line *past_last(const struct past_lines *lines, str key)
{
	for (isize i = lines->n - 1; i >= 0; i--)
		if (str_eq(lines->v[i].key, key))
			return &lines->v[i];
	return NULL;
}

void past_number(struct past_lines *lines)
{
	for (isize i = 0; i < lines->n; i++) {
		struct past_line *l = &lines->v[i];
		l->nth = 1;
		for (isize k = 0; k < i; k++)
			l->nth += str_eq(lines->v[k].key, l->key);
	}
	for (isize i = 0; i < lines->n; i++) {
		struct past_line *l = &lines->v[i];
		const struct past_line *newest = past_last(lines, l->key);
		l->last = newest->nth;
		l->may = l->was.state == VEIL_CLEAR && veiled_has(l->before) &&
			 !same(l->before, newest->after);
	}
}

/* ---- putting back ------------------------------------------------------ */

enum status past_find(const struct past_lines *lines,
		      const struct past_wish *w, const struct past_line **ret)
{
	const struct past_line *found = NULL;
	for (isize i = 0; i < lines->n; i++)
		if (str_eq(lines->v[i].key, w->key) &&
		    lines->v[i].nth == w->nth)
			found = &lines->v[i];
	if (!found)
		return E_NOT_FOUND;
	if (found->last != w->last)
		return E_CONFLICT;
	if (!found->may)
		return E_NOT_FOUND;
	*ret = found;
	return OK;
}
