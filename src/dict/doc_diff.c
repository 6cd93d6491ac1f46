/* doc_diff.c — see doc.h.  What changed, and what is counted. */
#include "base/vec.h"
#include "dict/doc_in.h"

static const struct value UNASKED = { 0 };

static struct value value_at(const struct raw_group *g, isize row, isize at)
{
	return row < g->rows ? *raw_at(g, row, at) : UNASKED;
}

static bool differs(const struct raw_group *x, const struct raw_group *y,
		    isize at)
{
	isize rows = x->rows > y->rows ? x->rows : y->rows;
	for (isize row = 0; row < rows; row++)
		if (!value_equal(value_at(x, row, at), value_at(y, row, at)))
			return true;
	return false;
}

static void put_name(struct out *o, const struct dict *d,
		     const struct field *f)
{
	if (o->n)
		out_char(o, ',');
	field_print_name(o, d, f);
}

enum status doc_diff(struct arena *a, const struct dict_ctx *c,
		     const struct sheet *s, str before, str after, str *ret)
{
	struct raw x, y;
	TRY(raw_read(a, c, s, before, &x));
	TRY(raw_read(a, c, s, after, &y));
	struct out o = out_open(a, 128);
	for (isize i = 0; i < s->n; i++) {
		const struct group *g = x.groups[i].group;
		if (x.groups[i].state != y.groups[i].state) {
			if (o.n)
				out_char(&o, ',');
			put(&o, g->name);
		}
		for (isize k = 0; k < g->n; k++)
			if (differs(x.groups + i, y.groups + i, k))
				put_name(&o, c->dict,
					 group_field(c->dict, g, k));
	}
	*ret = out_str(&o);
	return OK;
}

/* ---- for people --------------------------------------------------------- */

/* A closed cell has no bytes, so two of them never differ here. */
static bool cells_differ(const struct doc_cell *x, const struct doc_cell *y)
{
	return x->state != y->state ||
	       !str_eq(veiled_peek(x->shown),
		       veiled_peek(y->shown)) ||
	       !str_eq(veiled_peek(x->value),
		       veiled_peek(y->value));
}

/* What stands where a row does not exist: closed if the other is. */
static struct doc_cell no_cell(const struct doc_cell *other)
{
	struct doc_cell c = { .field = other->field };
	c.shown.state = other->shown.state;
	return c;
}

static void list_changes(struct arena *a, const struct doc_group *x,
			 const struct doc_group *y, struct doc_changes *ret)
{
	isize n = x->group->n;
	isize rows = x->rows > y->rows ? x->rows : y->rows;
	for (isize i = 0; i < rows * n; i++) {
		bool in_x = i < x->rows * n, in_y = i < y->rows * n;
		struct doc_cell before = in_x ? x->cells[i] :
						no_cell(y->cells + i);
		struct doc_cell after = in_y ? y->cells[i] :
					       no_cell(x->cells + i);
		/* An empty cell of a row that came or went is no news. */
		bool empty = before.state == VALUE_UNASKED &&
			     after.state == VALUE_UNASKED &&
			     before.shown.state == VEIL_CLEAR;
		if (empty || !cells_differ(&before, &after))
			continue;
		*vec_push(a, ret) = (struct doc_change){
			before.field, i / n, before.shown, after.shown };
	}
}

enum status doc_changes(struct arena *a, const struct dict_ctx *c,
			const struct sheet *s, str before, str after,
			const struct dict_veiler *v, struct doc_changes *ret)
{
	struct doc x, y;
	TRY(doc_read(a, c, s, before, v, &x));
	TRY(doc_read(a, c, s, after, v, &y));
	for (isize i = 0; i < s->n; i++)
		list_changes(a, x.groups + i, y.groups + i, ret);
	return OK;
}

/* ---- facts -------------------------------------------------------------- */

static void add_facts(struct arena *a, const struct dict_ctx *c,
		      const struct field *f, struct value v,
		      struct doc_facts *ret)
{
	str rest = v.text;
	if (v.state != VALUE_GIVEN)
		return;
	if (f->flags & FIELD_SEARCH) {
		struct out o = out_open(a, 64);
		field_search(&o, c, f, v);
		*vec_push(a, ret) = (struct doc_fact){ f, 0, out_str(&o) };
	}
	while ((f->flags & FIELD_STAT) && rest.p) {
		str one = f->type->many ? str_cut(&rest, ',') : rest;
		if (!f->type->many)
			rest = (str){ 0 };
		*vec_push(a, ret) = (struct doc_fact){ f,
			f->type->bucket(f, one), { 0 } };
	}
}

enum status doc_facts(struct arena *a, const struct dict_ctx *c,
		      const struct sheet *s, str json, struct doc_facts *ret)
{
	struct raw raw;
	TRY(raw_read(a, c, s, json, &raw));
	for (isize i = 0; i < s->n; i++) {
		const struct raw_group *g = raw.groups + i;
		isize n = g->group->n;
		for (isize k = 0; k < g->rows * n; k++)
			add_facts(a, c, group_field(c->dict, g->group, k % n),
				  g->values[k], ret);
	}
	return OK;
}
