/*
 * doc_merge.c — see doc.h.  A submitted form into the next revision.
 *
 * First the next values are worked out beside the nodes of the old document;
 * where a node is kept it is written as it stood, so that nothing a viewer
 * cannot see, and nothing this dictionary does not know, is ever touched.
 */
#include "base/num.h"
#include "base/vec.h"
#include "dict/doc_in.h"

struct slot {
	bool keep;
	const struct json *node;	/* keep: the old one, or NULL */
};

struct next_row {
	const struct json *old;	/* unknown keys come from here */
	isize index;			/* in the form; -1: kept rest */
};

/* The next state of one group. */
struct next {
	struct raw_group raw;		/* values, for conditions */
	struct slot *slots;		/* rows × n */
	struct next_row *rows;
	bool keep;			/* repeat: the whole group */
};

struct merge {
	struct arena *a;
	const struct dict_ctx *c;
	struct params form;
	const struct dict_veiler *veiler;
	struct form_errors *errors;
	bool failed;
};

/* ---- the form ---------------------------------------------------------- */

/* The last of a name: a companion has a hidden input before its radios. */
static bool form_get(struct params f, str name, str *ret)
{
	for (isize i = f.n - 1; i >= 0; i--)
		if (str_eq(f.v[i].name, name)) {
			*ret = f.v[i].value;
			return true;
		}
	return false;
}

static str input_name(struct merge *m, const struct group *g, isize row,
		      str name)
{
	struct out o = out_open(m->a, 48);
	if (g->repeat) {
		put(&o, g->name);
		out_char(&o, '.');
		put(&o, (i64)row);
		out_char(&o, '.');
	}
	put(&o, name);
	return out_str(&o);
}

static void add_error(struct merge *m, str name, str text)
{
	m->failed = true;
	*vec_push(m->a, m->errors) = (struct form_error){ name, text };
}

/* All values of a name; true when the form carries the field at all. */
static bool form_field(struct merge *m, str name, const str **ret, isize *n,
		       str *empty)
{
	struct {
		str *v;
		isize n, cap;
	} texts = { 0 };
	for (isize i = 0; i < m->form.n; i++)
		if (str_eq(m->form.v[i].name, name))
			*vec_push(m->a, &texts) = m->form.v[i].value;
	*empty = (str){ 0 };
	bool companion = form_get(m->form, str_cat(m->a, name, S(".empty")),
				  empty);
	*ret = texts.v;
	*n = texts.n;
	return companion || texts.n > 0;
}

/* ---- values ------------------------------------------------------------ */

static void merge_field(struct merge *m, const struct field *f, str name,
			const struct json *old, struct value *v,
			struct slot *slot)
{
	const str *texts;
	isize n;
	str empty, why = { 0 };
	slot->keep = true;
	slot->node = old;
	if (field_veil(m->veiler, f) != VEIL_CLEAR || f->gone.n)
		return;
	if (!form_field(m, name, &texts, &n, &empty))
		return;
	bool unreadable = old && v->state == VALUE_UNASKED;
	if (field_parse(m->a, m->c, f, texts, n, empty, v, &why) != OK)
		add_error(m, name, why);
	/* What could not be read was drawn as an empty box: keep it. */
	slot->keep = unreadable && v->state == VALUE_UNASKED;
}

/* What the writer cannot read whole is not his to write over. */
static bool is_shut(struct merge *m, const struct raw_group *old,
		    const bool *others, isize old_row, isize at)
{
	const struct field *f = group_field(m->c->dict, old->group, at);
	return others[old_row * old->group->n + at] ||
	       raw_is_cut(m->a, m->c, f,
			  *raw_at(old, old_row, at), m->veiler);
}

static void keep_cell(struct next *next, isize row, isize at,
		      const struct json *node, struct value v)
{
	isize i = row * next->raw.group->n + at;
	next->slots[i] = (struct slot){ true, node };
	next->raw.values[i] = v;
}

static void merge_row(struct merge *m, struct next *next,
		      const struct raw_group *old, const bool *others,
		      isize row, isize old_row)
{
	const struct group *g = next->raw.group;
	isize index = next->rows[row].index;
	for (isize i = 0; i < g->n; i++) {
		const struct field *f = group_field(m->c->dict, g, i);
		const struct json *node = old_row < 0 ? NULL :
			json_get(old->row[old_row], f->name);
		struct value *v = raw_at(&next->raw, row, i);
		if (old_row >= 0)
			*v = *raw_at(old, old_row, i);
		if (old_row >= 0 && is_shut(m, old, others, old_row, i)) {
			keep_cell(next, row, i, node, *v);
			continue;
		}
		merge_field(m, f, input_name(m, g, index, f->name), node, v,
			    next->slots + row * g->n + i);
	}
	next->rows[row].old = old_row < 0 ? NULL : old->row[old_row];
}

static void make_rows(struct merge *m, struct next *next, isize rows)
{
	isize n = rows * next->raw.group->n;
	next->raw.values = new(m->a, struct value, n);
	next->slots = new(m->a, struct slot, n);
	next->rows = new(m->a, struct next_row, rows);
}

/* ---- repeat groups ------------------------------------------------------ */

/* The number in "jobs.12.pay"; -1: not of this group. */
static i64 row_index(const struct group *g, str name)
{
	i64 i;
	if (!str_starts(name, g->name) || name.n <= g->name.n + 2 ||
	    name.p[g->name.n] != '.')
		return -1;
	str rest = str_sub(name, g->name.n + 1, name.n);
	str digits = str_cut(&rest, '.');
	if (!rest.p || num_parse_max(digits, 9999, &i) != OK)
		return -1;
	return i;
}

/* Which rows the form has: a mark for each index, their number returned. */
static isize form_rows(struct merge *m, const struct group *g, bool *has,
		       isize cap)
{
	isize n = 0;
	for (isize i = 0; i < m->form.n; i++) {
		i64 at = row_index(g, m->form.v[i].name);
		if (at < 0 || at >= cap || has[at])
			continue;
		has[at] = true;
		n++;
	}
	return n;
}

/* The old row a form row came from; a row of the old document is taken once,
 * so a doubled or forged number begins a new row. */
static isize old_row_of(struct merge *m, const struct raw_group *old,
			isize index, bool *taken)
{
	str text;
	i64 i;
	if (old->rows == 0 ||
	    !form_get(m->form, input_name(m, old->group, index, S("old")),
		      &text) ||
	    num_parse_max(str_trim(text), old->rows - 1, &i) != OK ||
	    taken[i])
		return -1;
	taken[i] = true;
	return i;
}

/* True when the row holds something its writer did not take away. */
static bool row_holds(const struct next *next, isize row)
{
	isize n = next->raw.group->n;
	for (isize i = 0; i < n; i++) {
		const struct slot *s = next->slots + row * n + i;
		if (s->keep ? s->node != NULL :
			      raw_at(&next->raw, row, i)->state !=
				      VALUE_UNASKED)
			return true;
	}
	return false;
}

/* Of an old row that the form left out, what its writer could not see. */
static void keep_hidden(struct merge *m, struct next *next,
			const struct raw_group *old, const bool *others,
			isize row, isize old_row)
{
	const struct group *g = next->raw.group;
	for (isize i = 0; i < g->n; i++) {
		const struct field *f = group_field(m->c->dict, g, i);
		bool seen = field_veil(m->veiler, f) == VEIL_CLEAR &&
			    !f->gone.n &&
			    !is_shut(m, old, others, old_row, i);
		next->slots[row * g->n + i] = (struct slot){ true,
			seen ? NULL : json_get(old->row[old_row],
						    f->name) };
		if (!seen)
			*raw_at(&next->raw, row, i) = *raw_at(old, old_row, i);
	}
	next->rows[row].index = -1;
}

static void merge_rows(struct merge *m, struct next *next,
		       const struct raw_group *old)
{
	const struct group *g = old->group;
	bool has[DOC_ROWS_MAX * 4] = { false };
	isize n = form_rows(m, g, has, COUNT(has));
	bool *taken = new(m->a, bool, old->rows);
	const bool *others = raw_others(m->a, m->c->dict, old, m->veiler);
	if (n > DOC_ROWS_MAX) {
		add_error(m, g->name, S("行が多すぎます。100行までです。"));
		n = 0;
	}
	make_rows(m, next, n + old->rows);
	isize row = 0;
	for (isize i = 0; n > 0 && i < COUNT(has); i++) {
		if (!has[i])
			continue;
		next->rows[row].index = i;
		merge_row(m, next, old, others, row,
			  old_row_of(m, old, i, taken));
		row += row_holds(next, row);
	}
	for (isize i = 0; i < old->rows; i++) {
		if (taken[i])
			continue;
		keep_hidden(m, next, old, others, row, i);
		row += row_holds(next, row);
	}
	next->raw.rows = row;
}

static void merge_repeat(struct merge *m, struct next *next,
			 const struct raw_group *old)
{
	const struct group *g = old->group;
	str text = { 0 };
	struct field whole = { .label = g->label,
			       .type = field_type_find(S("text")) };
	struct value v = { 0 };
	next->raw = *old;
	next->keep = group_veil(m->veiler, g) != VEIL_CLEAR ||
		     !form_get(m->form, str_cat(m->a, g->name, S(".rows")),
			       &text);
	if (next->keep)
		return;
	merge_rows(m, next, old);
	text = (str){ 0 };
	(void)form_get(m->form, str_cat(m->a, g->name, S(".empty")), &text);
	if (field_parse(m->a, m->c, &whole, NULL, 0, text, &v, &text) != OK)
		v.state = VALUE_UNASKED;
	next->raw.state = v.state;
	if (v.state != VALUE_UNASKED && next->raw.rows)
		add_error(m, g->name,
			  S("行と「なし」の両方があります。"
			    "どちらかにしてください。"));
}

/* ---- rules ------------------------------------------------------------- */

static bool is_required(struct merge *m, const struct field *f,
			const struct sheet *s, const struct raw_group *raw,
			isize at, isize row)
{
	const struct dict *d = m->c->dict;
	if (!raw_condition(d, s, raw, at, row, f->when, m->veiler))
		return false;
	if (f->flags & FIELD_REQUIRED)
		return true;
	return f->required_when.name.n &&
	       raw_condition(d, s, raw, at, row, f->required_when, m->veiler);
}

static void check_required(struct merge *m, const struct sheet *s,
			   const struct next *next, isize at,
			   const struct raw_group *raw)
{
	const struct group *g = raw[at].group;
	if (next[at].keep)
		return;
	for (isize k = 0; k < raw[at].rows * g->n; k++) {
		const struct field *f = group_field(m->c->dict, g, k % g->n);
		isize row = k / g->n;
		if (next[at].slots[k].keep ||
		    raw[at].values[k].state != VALUE_UNASKED ||
		    !is_required(m, f, s, raw, at, row))
			continue;
		struct out o = out_open(m->a, 96);
		put(&o, f->label);
		put(&o, S("を入れてください。"));
		if (f->example.n) {
			put(&o, S("例 "));
			put(&o, f->example);
		}
		add_error(m, input_name(m, g, next[at].rows[row].index,
					f->name), out_str(&o));
	}
}

/* ---- writing ------------------------------------------------------------ */

static void put_key(struct out *o, str key)
{
	if (o->p[o->n - 1] != '{')
		out_char(o, ',');
	json_put_str(o, key);
	out_char(o, ':');
}

static void put_empty(struct out *o, enum value_state s)
{
	put(o, s == VALUE_NONE ? S("{\"empty\":\"none\"}") :
				 S("{\"empty\":\"declined\"}"));
}

static void put_slot(struct out *o, const struct field *f,
		     const struct slot *slot, const struct value *v)
{
	if (slot->keep && !slot->node)
		return;
	if (!slot->keep && v->state == VALUE_UNASKED)
		return;
	put_key(o, f->name);
	if (slot->keep)
		json_put(o, slot->node);
	else if (v->state == VALUE_GIVEN)
		f->type->json(o, v->text);
	else
		put_empty(o, v->state);
}

static void put_row(struct out *o, const struct dict *d,
		    const struct next *next, isize row)
{
	const struct group *g = next->raw.group;
	for (isize i = 0; i < g->n; i++)
		put_slot(o, group_field(d, g, i),
			 next->slots + row * g->n + i,
			 raw_at(&next->raw, row, i));
}

static bool in_group(const struct dict *d, const struct group *g, str key)
{
	for (isize i = 0; i < g->n; i++)
		if (str_eq(group_field(d, g, i)->name, key))
			return true;
	return false;
}

/* Members of an old row that the dictionary does not know. */
static void put_unknown_of_row(struct out *o, const struct dict *d,
			       const struct group *g,
			       const struct json *old)
{
	const struct json *member;
	void *at = NULL;
	str name;
	while (old && json_next(old, &at, &name, &member)) {
		if (in_group(d, g, name))
			continue;
		put_key(o, name);
		json_put(o, member);
	}
}

static void put_repeat(struct out *o, const struct dict *d,
		       const struct next *next)
{
	const struct raw_group *r = &next->raw;
	if (next->keep ? !r->node : !r->rows && r->state == VALUE_UNASKED)
		return;
	put_key(o, r->group->name);
	if (next->keep) {
		json_put(o, r->node);
		return;
	}
	if (r->rows == 0) {
		put_empty(o, r->state);
		return;
	}
	out_char(o, '[');
	for (isize row = 0; row < r->rows; row++) {
		if (row > 0)
			out_char(o, ',');
		out_char(o, '{');
		put_row(o, d, next, row);
		put_unknown_of_row(o, d, r->group, next->rows[row].old);
		out_char(o, '}');
	}
	out_char(o, ']');
}

static bool in_sheet(const struct dict *d, const struct sheet *s, str key)
{
	for (isize i = 0; i < s->n; i++) {
		const struct group *g = d->groups + s->groups[i];
		if (g->repeat ? str_eq(g->name, key) : in_group(d, g, key))
			return true;
	}
	return false;
}

static str write(struct merge *m, const struct sheet *s,
		 const struct next *next, const struct json *old)
{
	const struct dict *d = m->c->dict;
	struct out o = out_open(m->a, 1024);
	out_char(&o, '{');
	for (isize i = 0; i < s->n; i++) {
		if (next[i].raw.group->repeat)
			put_repeat(&o, d, next + i);
		else
			put_row(&o, d, next + i, 0);
	}
	const struct json *member;
	void *at = NULL;
	str name;
	while (old && json_next(old, &at, &name, &member)) {
		if (in_sheet(d, s, name))
			continue;
		put_key(&o, name);
		json_put(&o, member);
	}
	out_char(&o, '}');
	return out_str(&o);
}

enum status doc_merge(struct arena *a, const struct dict_ctx *c,
		      const struct sheet *s, str old_json,
		      struct params form, const struct dict_veiler *v,
		      struct form_errors *errors, str *ret)
{
	struct merge m = { a, c, form, v, errors, false };
	struct raw old;
	TRY(raw_read(a, c, s, old_json, &old));
	struct next *next = new(a, struct next, s->n);
	struct raw_group *raw = new(a, struct raw_group, s->n);
	for (isize i = 0; i < s->n; i++) {
		next[i].raw = old.groups[i];
		if (old.groups[i].group->repeat) {
			merge_repeat(&m, next + i, old.groups + i);
		} else {
			make_rows(&m, next + i, 1);
			merge_row(&m, next + i, old.groups + i,
				  raw_others(a, c->dict, old.groups + i, v),
				  0, 0);
		}
		raw[i] = next[i].raw;
	}
	for (isize i = 0; i < s->n; i++)
		check_required(&m, s, next, i, raw);
	if (m.failed)
		return E_INVALID;
	*ret = write(&m, s, next, old.root);
	return OK;
}
