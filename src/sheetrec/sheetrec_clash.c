/*
 * sheetrec_clash.c — two people saved one sheet.
 *
 * Three documents are known: what the form was drawn over, what the other
 * saved, and mine.  A field only the other changed is proposed as the
 * other's.  Rows of the form get the numbers they have in the newest
 * document, so that what is hidden in them stays with its row.
 */
#include "base/vec.h"
#include "casefile/casefile.h"
#include "kernel/app.h"
#include "sheet_page.html.h"
#include "sheetrec/page.h"
#include "vis/veiler.h"

/* ---- the choices, sent ------------------------------------------------- */

/* Belongs the input to a field or group that stays as the other saved it? */
static bool given_up(struct rq *rq, str name)
{
	str rest = name;
	return clash_is_theirs(rq, str_cut(&rest, '.'));
}

struct params sheet_chosen(struct rq *rq)
{
	struct params all = rq->http->form;
	struct param *v = new(rq->arena, struct param, all.n);
	isize n = 0;
	for (isize i = 0; i < all.n; i++)
		if (clash_carries(all.v[i].name) &&
		    !given_up(rq, all.v[i].name))
			v[n++] = all.v[i];
	return (struct params){ v, n };
}

/* The field as the newest document shows it, when it is prose for this
 * viewer; NULL: choose between two values. */
static const struct doc_cell *prose_cell(const struct sheet_page *p, str name)
{
	const struct dict *d = p->ctx.dict;
	for (isize i = 0; i < p->place.sheet->n; i++) {
		const struct doc_group *g = p->latest.doc->groups + i;
		for (isize k = 0; !g->group->repeat && k < g->group->n; k++) {
			const struct field *f = d->fields +
						g->group->fields[k];
			const struct doc_cell *c = g->cells + k;
			if (str_eq(f->name, name) &&
			    str_eq(f->type->name, S("memo")) &&
			    c->shown.state == VEIL_CLEAR &&
			    c->state == VALUE_GIVEN)
				return c;
		}
	}
	return NULL;
}

/* Texts of which parts were chosen become one. */
void sheet_join_texts(struct rq *rq, const struct sheet_page *p,
		      struct params *form)
{
	struct param *v = new(rq->arena, struct param, form->n + 1);
	for (isize i = 0; i < form->n; i++) {
		v[i] = form->v[i];
		const struct doc_cell *c = prose_cell(p, v[i].name);
		if (c && str_trim(v[i].value).n)
			v[i].value = clash_text(rq, v[i].name, v[i].value,
						c->value);
	}
	form->v = v;
}

/* ---- what differs ------------------------------------------------------ */

/* The name in the form: of the field, or of the group of rows it is in. */
static str unit_of(const struct dict *d, const struct field *f, str *ret_label)
{
	const struct group *g = &d->groups[f->group];
	*ret_label = g->repeat ? g->label : f->label;
	return g->repeat ? g->name : f->name;
}

static bool among(const struct clash *c, str unit)
{
	for (isize i = 0; i < c->n; i++)
		if (str_eq(c->v[i].name, unit))
			return true;
	return false;
}

struct sides {
	struct sheet_page *page;
	struct params form;
	struct doc theirs, mine;
};

static void add_unit(struct sides *s, struct clash *c,
		     const struct doc_change *d)
{
	const struct dict *dict = s->page->ctx.dict;
	struct arena *a = c->rq->arena;
	str label, unit = unit_of(dict, d->field, &label);
	const struct doc_cell *cell = prose_cell(s->page, unit);
	str typed = params_get(s->form, unit);
	if (among(c, unit))
		return;
	if (cell && str_trim(typed).n)
		clash_prose(c, unit, label, typed, cell->value);
	else if (dict->groups[d->field->group].repeat)
		clash_value(c, unit, label,
			    sheet_rows_text(a, doc_group(&s->mine,
							 d->field->group)),
			    sheet_rows_text(a, doc_group(&s->theirs,
							 d->field->group)));
	else
		clash_value(c, unit, label, d->after, d->before);
}

/* What I changed myself is proposed as mine, the rest as the other's. */
static void propose(const struct dict *d, struct clash *c,
		    const struct doc_changes *own)
{
	for (isize k = 0; k < c->n; k++) {
		bool touched = false;
		for (isize i = 0; i < own->n; i++) {
			str label;
			touched |= str_eq(c->v[k].name,
					  unit_of(d, own->v[i].field,
						  &label));
		}
		c->v[k].keep_theirs = !touched;
	}
}

static enum status compare(struct rq *rq, struct sides *s,
			   const struct sheet_raw *raw, str base,
			   struct clash *c)
{
	struct lens_person_view view = { .lens = rq->lens, .person =
					 s->page->place.owner.person,
					 .values = true };
	TRY(rq_names(rq, rq->db, rq->lens, &view.names));
	struct dict_veiler veiler = lens_veiler(&view);
	const struct dict_ctx *ctx = &s->page->ctx;
	const struct sheet *sheet = s->page->place.sheet;
	struct arena *a = rq->arena;
	struct form_errors errors = { 0 };
	struct doc_changes diff = { 0 }, own = { 0 };
	struct params typed = s->form;
	str mine, meant;
	TRY(doc_rebase(a, ctx, sheet, base, raw->doc, typed, &s->form));
	enum status st = doc_merge(a, ctx, sheet, raw->doc, s->form, &veiler,
				   &errors, &mine);
	if (st == E_INVALID)
		return sheet_tell_errors(rq, &errors);
	TRY(st);
	/* What could not be kept over the old one counts as mine. */
	if (doc_merge(a, ctx, sheet, base, typed, &veiler, &errors, &meant) !=
	    OK)
		meant = mine;
	TRY(doc_read(a, ctx, sheet, raw->doc, &veiler, &s->theirs));
	TRY(doc_read(a, ctx, sheet, mine, &veiler, &s->mine));
	TRY(doc_changes(a, ctx, sheet, raw->doc, mine, &veiler, &diff));
	TRY(doc_changes(a, ctx, sheet, base, meant, &veiler, &own));
	for (isize i = 0; i < diff.n; i++)
		add_unit(s, c, &diff.v[i]);
	propose(ctx->dict, c, &own);
	return OK;
}

/* ---- the page ---------------------------------------------------------- */

static void draw_clash(struct out *o, const void *arg)
{
	const struct sheet_clash *c = arg;
	sheet_head(o, c->place, NULL, NULL);
	sheet_choose(o, c);
}

/* The newest change that this viewer sees. */
static void who_was_first(const struct rq *rq, const struct past_lines *l,
			  struct clash *c)
{
	clash_nobody(c, rq);
	if (l->n)
		clash_first(c, rq, l->v[l->n - 1].who,
			    l->v[l->n - 1].agency_short, l->v[l->n - 1].at);
}

enum status sheet_clash(struct rq *rq, int seen, struct reply *ret)
{
	struct sheet_page *p = new(rq->arena, struct sheet_page, 1);
	struct sheet_clash *c = new(rq->arena, struct sheet_clash, 1);
	struct sides s = { .page = p, .form = sheet_chosen(rq) };
	struct past_lines lines;
	struct sheet_raw raw;
	str base;
	TRY(sheet_open(rq, p));
	TRY(sheet_find_raw(rq, rq->db, p->place.sheet->name, p->place.owner,
			   &raw));
	TRY(sheet_past(rq, rq->db, rq->lens, p->place.sheet, &raw, &lines));
	TRY(sheet_base(rq, p->place.sheet, &raw, &lines,
		       p->place.owner.person, seen, &base));
	who_was_first(rq, &lines, &c->clash);
	TRY(compare(rq, &s, &raw, base, &c->clash));
	if (!c->clash.n)
		return reply_redirect(ret, p->place.url);
	TRY(sheet_seen(rq, rq->db, rq->lens, p->place.sheet, &raw, &c->rev));
	c->rq = rq;
	c->place = &p->place;
	c->form = s.form;
	sheet_looked(rq, &p->latest, &p->place);
	*ret = (struct reply){ .status = 409 };
	TRY(reply_page(ret, S("事案"), draw_clash, c));
	return casefile_frame(rq, sheet_tab(&p->place), ret);
}
