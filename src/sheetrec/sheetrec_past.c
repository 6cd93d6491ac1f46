/*
 * sheetrec_past.c — the revisions of a sheet as one viewer may know them:
 * lines of the page 履歴, the lock of his forms, a former value put back.
 */
#include "base/vec.h"
#include "casefile/casefile.h"
#include "kernel/app.h"
#include "sheetrec/page.h"
#include "vis/leak.h"
#include "vis/veiler.h"

enum { REVISIONS_MOST = 500 };

/* ---- lines ------------------------------------------------------------- */

static str text_of(struct arena *a, struct veiled v)
{
	struct out o = out_open(a, 64);
	veiled_put(&o, v);
	return out_str(&o);
}

static bool same(struct arena *a, struct veiled x, struct veiled y)
{
	return x.state == y.state && str_eq(text_of(a, x), text_of(a, y));
}

/* Rows as lines of text; nothing when there was nothing. */
struct veiled sheet_rows_text(struct arena *a, const struct doc_group *g)
{
	struct out o = out_open(a, 256);
	if (g->veil != VEIL_CLEAR)
		return g->shown;
	if (g->rows == 0)
		return g->state == VALUE_UNASKED ? veiled_open((str){ 0 }) :
						   g->shown;
	for (isize i = 0; i < g->rows * g->group->n; i++) {
		const struct doc_cell *c = g->cells + i;
		if (i && i % g->group->n == 0)
			out_char(&o, '\n');
		if (c->shown.state == VEIL_CLEAR &&
		    c->state == VALUE_UNASKED)
			continue;
		if (o.n && o.p[o.n - 1] != '\n')
			out_char(&o, ' ');
		veiled_put(&o, c->shown);
	}
	return veiled_open(out_str(&o));
}

static struct veiled cell_text(const struct doc_cell *c)
{
	bool empty = c->shown.state == VEIL_CLEAR &&
		     c->state == VALUE_UNASKED;
	return empty ? veiled_open((str){ 0 }) : c->shown;
}

struct story {
	struct rq *rq;
	const struct dict_ctx *ctx;
	const struct sheet *sheet;
	struct dict_veiler veiler;
	const struct sheet_rev_raw *rev;
	struct past_lines *lines;
};

static void add_line(struct story *s, str key, str label, bool prose,
		     bool may, struct veiled before, struct veiled after)
{
	const struct sheet_rev_raw *r = s->rev;
	*vec_push(s->rq->arena, s->lines) = (struct past_line){
		.key = key, .label = label, .prose = prose,
		.before = before, .after = after,
		.was.state = may && doc_may_restore(s->ctx->dict, s->sheet,
						    key, &s->veiler) ?
				     VEIL_CLEAR : VEIL_HIDE,
		.who = r->who, .agency_short = r->agency_short,
		.agency = r->agency, .at = r->at, .revision = r->revision,
	};
}

static void compare_rows(struct story *s, const struct doc_group *x,
			 const struct doc_group *y)
{
	struct arena *a = s->rq->arena;
	struct veiled before = sheet_rows_text(a, x);
	struct veiled after = sheet_rows_text(a, y);
	if (!same(a, before, after))
		add_line(s, x->group->name, x->group->label, true, true,
			 before, after);
}

static void compare_cells(struct story *s, const struct doc_cell *x,
			  const struct doc_cell *y)
{
	struct arena *a = s->rq->arena;
	const struct field *f = x->field;
	bool given = x->state != VALUE_UNASKED;
	if (x->state == y->state && same(a, x->shown, y->shown) &&
	    same(a, x->value, y->value))
		return;
	add_line(s, f->name, f->label, str_eq(f->type->name, S("memo")),
		 given || !(f->flags & FIELD_REQUIRED), cell_text(x),
		 cell_text(y));
}

static void compare(struct story *s, const struct doc *x, const struct doc *y)
{
	for (isize i = 0; i < s->sheet->n; i++) {
		const struct doc_group *before = x->groups + i;
		const struct doc_group *after = y->groups + i;
		if (before->group->repeat) {
			compare_rows(s, before, after);
			continue;
		}
		for (isize k = 0; k < before->group->n; k++)
			compare_cells(s, before->cells + k, after->cells + k);
	}
}

enum status sheet_past(struct rq *rq, struct db *db, const struct lens *lens,
		       const struct sheet *sheet, const struct sheet_raw *raw,
		       struct past_lines *ret)
{
	struct sheet_rev_raw_list revs = { 0 };
	struct lens_person_view view = { .lens = lens, .person = raw->person,
					 .values = true };
	struct dict_ctx ctx;
	struct doc docs[2];
	TRY(rq_names(rq, db, lens, &view.names));
	struct story s = { rq, &ctx, sheet, lens_veiler(&view), NULL, ret };
	*ret = (struct past_lines){ 0 };
	if (!raw->revision)
		return OK;
	TRY(sheet_ctx_in(rq, db, lens, &ctx));
	TRY(sheet_revisions(db, rq->arena, rq->actor.viewer.muni, raw->id,
			    REVISIONS_MOST, &revs));
	TRY(doc_read(rq->arena, &ctx, sheet, (str){ 0 }, &s.veiler, &docs[0]));
	for (isize i = revs.n - 1, at = 1; i >= 0; i--, at ^= 1) {
		s.rev = &revs.v[i];
		TRY(doc_read(rq->arena, &ctx, sheet, s.rev->doc, &s.veiler,
			     &docs[at]));
		compare(&s, &docs[at ^ 1], &docs[at]);
		if (LEAKING(history))
			add_line(&s, sheet->name, sheet->label, false, false,
				 (struct veiled){ 0 }, (struct veiled){ 0 });
	}
	past_number(ret);
	return OK;
}

/* ---- the lock ---------------------------------------------------------- */

bool sheet_is_open(const struct rq *rq, const struct lens *lens,
		   const struct sheet *s, person_id person)
{
	const struct dict *d = rq->app->dict;
	struct lens_person_view view = { .lens = lens, .person = person };
	struct dict_veiler v = lens_veiler(&view);
	for (isize g = 0; g < s->n; g++) {
		const struct group *group = &d->groups[s->groups[g]];
		for (isize i = 0; i < group->n; i++) {
			const struct field *f = &d->fields[group->fields[i]];
			if (v.state(v.ctx, f->class_,
				    f->flags & FIELD_LOCATION) != VEIL_CLEAR)
				return false;
		}
	}
	return true;
}

/* The last revision of the first `most` that changed anything here. */
static int nth_revision(const struct past_lines *lines, int most, int *ret_n)
{
	int n = 0, newest = 0;
	for (isize i = 0; i < lines->n && n <= most; i++) {
		if (lines->v[i].revision == newest)
			continue;
		if (++n <= most)
			newest = lines->v[i].revision;
	}
	*ret_n = n;
	return newest;
}

enum status sheet_seen(struct rq *rq, struct db *db, const struct lens *lens,
		       const struct sheet *s, const struct sheet_raw *raw,
		       int *ret)
{
	struct past_lines lines;
	*ret = raw->revision;
	if (sheet_is_open(rq, lens, s, raw->person))
		return OK;
	TRY(sheet_past(rq, db, lens, s, raw, &lines));
	nth_revision(&lines, INT32_MAX - 1, ret);
	return OK;
}

enum status sheet_base(struct rq *rq, const struct sheet *s,
		       const struct sheet_raw *raw,
		       const struct past_lines *lines, person_id person,
		       int seen, str *ret)
{
	struct sheet_doc d;
	int n, revision = seen;
	*ret = (str){ 0 };
	if (!sheet_is_open(rq, rq->lens, s, person))
		revision = nth_revision(lines, seen, &n);
	if (revision == 0)
		return OK;
	enum status st = sheet_at(rq->db, rq->arena, rq->actor.viewer.muni,
				  raw->id, revision, &d);
	if (st == OK)
		*ret = d.doc;
	return st == E_NOT_FOUND ? OK : st;
}

/* ---- the page ---------------------------------------------------------- */

static void draw_head(struct out *o, const void *arg)
{
	sheet_head(o, arg, NULL, NULL);
}

static enum status draw_past(struct rq *rq, const struct sheet_page *s,
			     str clash, struct reply *ret)
{
	struct past_page *p = new(rq->arena, struct past_page, 1);
	TRY(sheet_past_of(rq, rq->db, s->place.sheet->name, s->place.owner,
			  &p->lines));
	p->rq = rq;
	p->url = s->place.history_url;
	p->may_restore = s->may_edit;
	p->head = draw_head;
	p->head_arg = &s->place;
	p->clash = clash.n ? past_last(&p->lines, clash) : NULL;
	sheet_looked(rq, &s->latest, &s->place);
	TRY(past_page(p, ret));
	return casefile_frame(rq, sheet_tab(&s->place), ret);
}

enum status sheet_history(struct rq *rq, struct reply *ret)
{
	struct sheet_page *p = new(rq->arena, struct sheet_page, 1);
	TRY(sheet_open(rq, p));
	if (sheet_is_closed(rq, &p->place))
		return casefile_closed_tab(rq, sheet_tab(&p->place), ret);
	return draw_past(rq, p, (str){ 0 }, ret);
}

struct back_job {
	const struct sheet_place *place;
	struct past_wish wish;
};

static enum status doc_before(struct rq *rq, struct db *tx, sheet_id id,
			      int revision, str *ret)
{
	struct sheet_doc d = { 0 };
	if (revision > 1)
		TRY(sheet_at(tx, rq->arena, rq->actor.viewer.muni, id,
			     revision - 1, &d));
	*ret = d.doc;
	return OK;
}

enum status sheet_put_back(struct rq *rq, struct db *tx, str kind,
			   struct sheet_owner owner,
			   const struct past_wish *wish)
{
	const struct sheet *s = dict_sheet(rq->app->dict, kind);
	struct lens_person_view view = { .lens = rq->lens,
					 .person = owner.person };
	struct dict_veiler veiler = lens_veiler(&view);
	const struct past_line *line;
	struct past_lines lines;
	struct sheet_raw raw;
	struct dict_ctx ctx;
	str was, doc;
	TRY(sheet_ctx_in(rq, tx, rq->lens, &ctx));
	TRY(sheet_find_raw(rq, tx, kind, owner, &raw));
	TRY(sheet_past(rq, tx, rq->lens, s, &raw, &lines));
	TRY(past_find(&lines, wish, &line));
	TRY(doc_before(rq, tx, raw.id, line->revision, &was));
	TRY(doc_restore(rq->arena, &ctx, s, raw.doc, was, line->key, &veiler,
			&doc));
	return sheet_put(rq, tx, rq->lens, s, owner, &raw, doc);
}

enum status sheet_past_of(struct rq *rq, struct db *db, str kind,
			  struct sheet_owner owner, struct past_lines *ret)
{
	const struct sheet *s = dict_sheet(rq->app->dict, kind);
	struct sheet_raw raw;
	TRY(sheet_find_raw(rq, db, kind, owner, &raw));
	return sheet_past(rq, db, rq->lens, s, &raw, ret);
}

static enum status back_job(struct rq *rq, struct db *tx, void *arg,
			    struct reply *ret)
{
	const struct back_job *j = arg;
	TRY(sheet_put_back(rq, tx, j->place->sheet->name, j->place->owner,
			   &j->wish));
	return reply_redirect(ret, j->place->history_url);
}

enum status sheet_restore(struct rq *rq, struct reply *ret)
{
	struct sheet_page *p = new(rq->arena, struct sheet_page, 1);
	struct back_job j = { .place = &p->place };
	TRY(sheet_open(rq, p));
	if (sheet_is_closed(rq, &p->place))
		return E_NOT_FOUND;
	TRY(past_wish(rq, &j.wish));
	enum status st = rq_write(rq, back_job, &j, ret);
	return st == E_CONFLICT ? draw_past(rq, p, j.wish.key, ret) : st;
}
