/*
 * overview_edit.c — one item in place: drawn, saved, and what happens when
 * two people save.
 *
 * The sheet has one revision for all items, but an item is locked by itself:
 * a revision somebody else wrote meanwhile only matters when it changed this
 * item.  Then nothing is written; the page shows both texts, and per
 * difference one keeps 自分, the other one, or 両方.
 */
#include "base/num.h"
#include "base/utf8.h"
#include "casefile/casefile.h"
#include "dict_ids.h"
#include "kernel/app.h"
#include "overview/overview_page.h"

enum { ROWS_MOST = DOC_ROWS_MAX, MORE_ROWS = 3, COLUMNS = 4 };

/* ---- what was sent, drafted or stored ------------------------------------ */

static const struct params *source_of(const struct rq *rq,
				      const struct item_edit *e)
{
	if (rq->http->method == POST)
		return &rq->http->form;
	return e->continuing ? &e->draft.fields : NULL;
}

static int rows_for(str text)
{
	int rows = 3 + (int)(utf8_length(text) / 24);
	for (isize i = 0; i < text.n; i++)
		rows += text.p[i] == '\n';
	return rows < 7 ? 7 : rows > 24 ? 24 : rows;
}

static void fill_texts(struct rq *rq, struct item_edit *e)
{
	const struct params *from = source_of(rq, e);
	for (int i = 0; i < e->item->texts_n; i++) {
		const struct item_text *stored = &e->item->texts[i];
		struct edit_text *t = &e->texts[e->texts_n++];
		str typed = from ? params_get(*from, stored->field->name) :
				   (str){ 0 };
		t->field = stored->field;
		t->value = typed.p ? veiled_open(typed) : stored->whole;
		t->error = rq_error_of(rq, t->field->name);
		t->rows = rows_for(veiled_peek(t->value));
	}
}

/* ---- rows ---------------------------------------------------------------- */

static str row_name(struct arena *a, isize row, const char *what)
{
	struct out o = out_open(a, 24);
	put(&o, S("roles."));
	put(&o, (i64)row);
	out_char(&o, '.');
	put(&o, str_of(what));
	return out_str(&o);
}

static struct veiled sent(struct rq *rq, const struct params *from, isize row,
			  const char *what)
{
	return veiled_open(params_get(*from, row_name(rq->arena, row, what)));
}

static struct edit_row row_sent(struct rq *rq, const struct params *from,
				isize index)
{
	struct arena *a = rq->arena;
	struct edit_row r = {
		.index = index, .old = -1,
		.agency = sent(rq, from, index, "agency"),
		.duty = sent(rq, from, index, "duty"),
		.due = sent(rq, from, index, "due"),
		.state_key = params_get(*from, row_name(a, index, "state")),
		.e_agency = rq_error_of(rq, row_name(a, index, "agency")),
		.e_duty = rq_error_of(rq, row_name(a, index, "duty")),
		.e_due = rq_error_of(rq, row_name(a, index, "due")),
	};
	i64 old;
	if (num_parse_max(params_get(*from, row_name(a, index, "old")),
			  ROWS_MOST, &old) == OK)
		r.old = old;
	r.blank = !veiled_has(r.agency) && !veiled_has(r.duty) &&
		  !veiled_has(r.due);
	return r;
}

/* The number in "roles.7.duty"; -1: another name. */
static isize row_of(str name)
{
	i64 n;
	str rest = str_sub(name, 6, name.n);
	if (!str_starts(name, S("roles.")) ||
	    num_parse_max(str_cut(&rest, '.'), 999, &n) != OK || !rest.p)
		return -1;
	return n;
}

static void rows_sent(struct rq *rq, struct item_edit *e,
		      const struct params *from)
{
	for (isize i = 0; i < from->n && e->rows_n < ROWS_MOST; i++) {
		isize row = row_of(from->v[i].name);
		bool seen = row < 0;
		for (isize k = 0; k < e->rows_n && !seen; k++)
			seen = e->rows[k].index == row;
		if (!seen)
			e->rows[e->rows_n++] = row_sent(rq, from, row);
	}
}

static void rows_stored(struct item_edit *e, const struct doc *d)
{
	const struct doc_group *g = d ? doc_group(d, e->item->kind->group) :
					NULL;
	for (isize i = 0; g && i < g->rows && i < ROWS_MOST; i++) {
		const struct doc_cell *c = g->cells + i * COLUMNS;
		e->rows[e->rows_n++] = (struct edit_row){
			i, i, c[0].shown, c[1].shown,
			c[2].state == VALUE_GIVEN ? c[2].shown :
						    (struct veiled){ 0 },
			c[3].shown, .state_key = veiled_peek(c[3].value),
		};
	}
}

/* One blank row to write into, the viewer's own agency already there when the
 * list is empty. */
static void rows_blank(const struct rq *rq, struct item_edit *e, int n)
{
	isize next = 0;
	for (isize i = 0; i < e->rows_n; i++)
		if (e->rows[i].index >= next)
			next = e->rows[i].index + 1;
	for (int i = 0; i < n; i++)
		e->rows[e->rows_n++] = (struct edit_row){
			.index = next++, .old = -1, .blank = true,
			.agency = e->rows_n == 1 && rq->http->method == GET ?
				veiled_open(rq->actor.agency_short) :
				(struct veiled){ 0 },
		};
}

static void fill_rows(struct rq *rq, struct item_edit *e, const struct doc *d)
{
	const struct params *from = source_of(rq, e);
	bool more = rq_form(rq, S("more")).n > 0;
	e->states = dict_code(rq->app->dict, S("role_state"));
	e->rows = new(rq->arena, struct edit_row, ROWS_MOST + MORE_ROWS + 1);
	if (from && params_get(*from, S("roles.rows")).p)
		rows_sent(rq, e, from);
	else
		rows_stored(e, d);
	bool last_blank = e->rows_n && e->rows[e->rows_n - 1].blank;
	rows_blank(rq, e, more ? MORE_ROWS : !last_blank);
}

/* ---- the form ------------------------------------------------------------ */

static str item_here(struct rq *rq, const struct item_kind *k)
{
	struct out o = out_open(rq->arena, 80);
	put(&o, casefile_url(rq, rq->lens->casefile, S("/items/")));
	put(&o, k->key);
	put(&o, S("/edit"));
	return out_str(&o);
}

static enum status make_form(struct rq *rq, struct overview *p,
			     struct item_edit *e)
{
	const struct item_kind *k = e->item->kind;
	const struct sheet_latest *s = sheet_find(&p->sheets, S("overview"),
						  (person_id){ 0 });
	i64 rev = s ? s->revision : 0;
	e->rq = rq;
	e->url = item_here(rq, k);
	e->back_url = p->url;
	e->token = rq_token_of(rq, casefile, rq->lens->casefile);
	/* A refused form keeps the revision its writer has seen. */
	if (rq->http->method == POST && !e->clash &&
	    num_parse_max(rq_form(rq, S("rev")), INT32_MAX, &rev) != OK)
		return E_INVALID;
	e->rev = (int)rev;
	TRY(draft_get(rq, k->draft, rq->lens->casefile.v, &e->draft));
	e->draft_time = draft_time(rq->arena, &e->draft);
	e->continuing = e->draft.there && rq_query(rq, S("draft")).n > 0;
	if (k->rows)
		fill_rows(rq, e, s ? s->doc : NULL);
	else
		fill_texts(rq, e);
	return OK;
}

/* The whole page with this item as a form. */
static enum status draw_edit(struct rq *rq, const struct item_kind *k,
			     struct clash *clash, struct reply *ret)
{
	struct overview *p = new(rq->arena, struct overview, 1);
	struct item_edit *e = new(rq->arena, struct item_edit, 1);
	TRY(overview_read(rq, NOTES_SHOWN, p));
	e->item = &p->items[k - item_kinds];
	e->clash = clash;
	if (!e->item->may_edit)
		return E_FORBIDDEN;
	TRY(make_form(rq, p, e));
	p->edit = e;
	TRY(overview_show(rq, p, ret));
	if (rq_has_errors(rq))
		ret->status = 422;
	if (clash)
		ret->status = 409;
	return OK;
}

enum status item_edit_get(struct rq *rq, struct reply *ret)
{
	const struct item_kind *k = item_find(rq_path(rq, S("item")));
	return k ? draw_edit(rq, k, NULL, ret) : E_NOT_FOUND;
}

/* ---- saving -------------------------------------------------------------- */

struct saving {
	const struct item_kind *kind;
	int seen;
	struct params form;
};

/* E_CONFLICT when a revision after `seen` changed the item. */
static enum status lock_item(struct rq *rq, struct db *tx,
			     const struct saving *s)
{
	struct overview_rev_list revs;
	TRY(overview_revs(tx, rq->arena, rq->actor.viewer.muni,
			  rq->lens->casefile, &revs));
	for (isize i = 0; i < revs.n && revs.v[i].revision > s->seen; i++)
		if (item_changed(rq, s->kind, &revs.v[i]))
			return E_CONFLICT;
	return OK;
}

static enum status save_job(struct rq *rq, struct db *tx, void *arg,
			    struct reply *ret)
{
	const struct saving *s = arg;
	casefile_id id = rq->lens->casefile;
	struct lens lens;
	TRY(rq_casefile_in(rq, tx, id, &lens));
	if (!lens_can(&lens, VERB_COMMON))
		return E_NOT_FOUND;
	TRY(lock_item(rq, tx, s));
	TRY(sheet_save(rq, tx, &lens, S("overview"),
		       (struct sheet_owner){ .casefile = id }, SHEET_ANY,
		       s->form));
	TRY(draft_forget(rq, tx, s->kind->draft, id.v));
	return reply_redirect(ret, casefile_url(rq, id, (str){ 0 }));
}

/* Only what belongs to this item goes to the sheet, whatever else came. */
static struct params own_fields(struct rq *rq, const struct item_kind *k)
{
	struct params form = rq->http->form;
	struct param *v = new(rq->arena, struct param, form.n);
	isize n = 0;
	for (isize i = 0; i < form.n; i++) {
		str name = form.v[i].name;
		bool own = k->rows && str_starts(name, S("roles."));
		for (int f = 0; !k->rows && item_field(rq, k, f); f++)
			own |= str_eq(name, item_field(rq, k, f)->name);
		if (own)
			v[n++] = form.v[i];
	}
	return (struct params){ v, n };
}

/* ---- two people saved ---------------------------------------------------- */

static enum status newest_sheet(struct rq *rq, struct sheet_latest *ret)
{
	return sheet_get(rq, rq->lens, S("overview"),
			 (struct sheet_owner){ .casefile = rq->lens->casefile },
			 ret);
}

static struct veiled their_text(const struct doc *d, const struct field *f)
{
	const struct doc_cell *cell = doc_cell(d, f, 0);
	return cell && cell->state == VALUE_GIVEN ? cell->shown :
						    veiled_open((str){ 0 });
}

/* Rows of a form as lines of text, like those of a document. */
static str typed_rows(struct rq *rq)
{
	struct item_edit mine = { .rows = new(rq->arena, struct edit_row,
					      ROWS_MOST) };
	const struct code *states = dict_code(rq->app->dict, S("role_state"));
	struct out o = out_open(rq->arena, 256);
	rows_sent(rq, &mine, &rq->http->form);
	for (isize i = 0; i < mine.rows_n; i++) {
		const struct edit_row *r = &mine.rows[i];
		str words[] = { veiled_peek(r->agency), veiled_peek(r->duty),
				veiled_peek(r->due),
				code_label(states, r->state_key) };
		if (r->blank)
			continue;
		for (int k = 0; k < COUNT(words); k++) {
			if (!words[k].n)
				continue;
			put(&o, k ? S(" ") : o.n ? S("\n") : S(""));
			put(&o, words[k]);
		}
	}
	return out_str(&o);
}

static void compare(struct rq *rq, const struct item_kind *k,
		    const struct doc *d, struct clash *c)
{
	if (k->rows) {
		const struct doc_group *g = doc_group(d, k->group);
		clash_value(c, k->key, k->label,
			    veiled_open(typed_rows(rq)),
			    sheet_rows_text(rq->arena, g))->both = true;
		return;
	}
	for (int i = 0; item_field(rq, k, i); i++) {
		const struct field *f = item_field(rq, k, i);
		clash_prose(c, f->name, f->label,
			    params_get(rq->http->form, f->name),
			    their_text(d, f));
	}
}

/* Who changed the item last: the one who was first. */
static enum status who_was_first(struct rq *rq, const struct item_kind *k,
				 struct clash *c)
{
	struct overview_rev_list revs;
	TRY(overview_revs(rq->db, rq->arena, rq->actor.viewer.muni,
			  rq->lens->casefile, &revs));
	for (isize i = 0; i < revs.n; i++) {
		if (!item_changed(rq, k, &revs.v[i]))
			continue;
		clash_first(c, rq, revs.v[i].who, revs.v[i].agency_short,
			    revs.v[i].at);
		return OK;
	}
	/* Over a revision that never was: it cannot be told who. */
	clash_nobody(c, rq);
	return OK;
}

static enum status draw_clash(struct rq *rq, const struct item_kind *k,
			      struct reply *ret)
{
	struct clash *c = new(rq->arena, struct clash, 1);
	struct sheet_latest newest;
	TRY(newest_sheet(rq, &newest));
	TRY(who_was_first(rq, k, c));
	compare(rq, k, newest.doc, c);
	if (!c->n)
		return reply_redirect(ret, casefile_url(rq,
							rq->lens->casefile,
							(str){ 0 }));
	return draw_edit(rq, k, c, ret);
}

/* ---- the choices of the page above --------------------------------------- */

static void add_param(struct param *v, isize *n, str name, str value)
{
	v[(*n)++] = (struct param){ name, value };
}

/* A stored row as a form would carry it; nothing changes in it. */
static void keep_row(struct rq *rq, struct param *v, isize *n, isize index,
		     isize old, const struct doc_cell *c)
{
	static const char *const names[] = { "agency", "duty", "due", "state" };
	struct arena *a = rq->arena;
	struct out number = out_open(a, 8);
	put(&number, (i64)old);
	add_param(v, n, row_name(a, index, "old"), out_str(&number));
	for (int i = 0; i < COLUMNS; i++)
		add_param(v, n, row_name(a, index, names[i]),
			  veiled_peek(i == 2 ? c[i].shown : c[i].value));
}

/* 自分: what was typed, as new rows, because the numbers of the old ones have
 * moved.  相手: the stored rows.  両方: theirs, then mine that differ. */
static struct params merged_rows(struct rq *rq, const struct doc *d)
{
	bool theirs = clash_is_theirs(rq, S("roles"));
	bool both = clash_is_both(rq, S("roles"));
	const struct doc_group *g = doc_group(d, G_OVERVIEW_ROLES);
	struct item_edit mine = { .rows = new(rq->arena, struct edit_row,
					      ROWS_MOST) };
	isize n = 0, index = 0;
	rows_sent(rq, &mine, &rq->http->form);
	struct param *v = new(rq->arena, struct param,
			      5 * (g->rows + mine.rows_n) + 1);
	add_param(v, &n, S("roles.rows"), S("1"));
	for (isize i = 0; i < g->rows && (theirs || both); i++)
		keep_row(rq, v, &n, index++, i, g->cells + i * COLUMNS);
	for (isize i = 0; i < mine.rows_n && !theirs; i++) {
		const struct edit_row *r = &mine.rows[i];
		bool same = false;
		for (isize k = 0; k < g->rows && both; k++) {
			const struct doc_cell *c = g->cells + k * COLUMNS;
			same |= str_eq(veiled_peek(c[0].shown),
				       veiled_peek(r->agency)) &&
				str_eq(veiled_peek(c[1].shown),
				       veiled_peek(r->duty));
		}
		if (same || r->blank)
			continue;
		add_param(v, &n,
			  row_name(rq->arena, index, "agency"),
			  veiled_peek(r->agency));
		add_param(v, &n, row_name(rq->arena, index, "duty"),
			  veiled_peek(r->duty));
		add_param(v, &n, row_name(rq->arena, index, "due"),
			  veiled_peek(r->due));
		add_param(v, &n,
			  row_name(rq->arena, index, "state"), r->state_key);
		index++;
	}
	return (struct params){ v, n };
}

/* E_CONFLICT when it moved once more under the choices. */
static enum status merge(struct rq *rq, struct saving *s)
{
	struct sheet_latest newest;
	TRY(newest_sheet(rq, &newest));
	if (newest.revision != s->seen)
		return E_CONFLICT;
	if (s->kind->rows) {
		s->form = merged_rows(rq, newest.doc);
		return OK;
	}
	struct param *v = new(rq->arena, struct param, 2);
	isize n = 0;
	for (int i = 0; item_field(rq, s->kind, i); i++) {
		const struct field *f = item_field(rq, s->kind, i);
		str mine = params_get(rq->http->form, f->name);
		add_param(v, &n, f->name,
			  clash_text(rq, f->name, mine,
				     their_text(newest.doc, f)));
	}
	s->form = (struct params){ v, n };
	return OK;
}

enum status item_edit_post(struct rq *rq, struct reply *ret)
{
	struct saving s = { .kind = item_find(rq_path(rq, S("item"))) };
	i64 seen;
	if (!s.kind)
		return E_NOT_FOUND;
	if (lens_class(rq->lens, CLASS_free, (person_id){ 0 }) != VEIL_CLEAR)
		return E_FORBIDDEN;
	TRY(num_parse_max(rq_form(rq, S("rev")), INT32_MAX, &seen));
	s.seen = (int)seen;
	if (rq_form(rq, S("more")).n)
		return draw_edit(rq, s.kind, NULL, ret);
	s.form = own_fields(rq, s.kind);
	enum status st = OK;
	if (rq_form(rq, S("merge")).n)
		st = merge(rq, &s);
	if (st == OK)
		st = rq_write(rq, save_job, &s, ret);
	if (st == E_CONFLICT)
		return draw_clash(rq, s.kind, ret);
	if (st == E_INVALID && rq_has_errors(rq))
		return draw_edit(rq, s.kind, NULL, ret);
	return st;
}
