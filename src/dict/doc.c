/* doc.c — see doc.h.  Reading, through the veil and beside it. */
#include "dict/doc.h"

#include "base/num.h"
#include "base/vec.h"
#include "dict/doc_in.h"

/* ---- without the veil -------------------------------------------------- */

static bool read_empty(const struct json *j, enum value_state *ret)
{
	str e = json_str(json_get(j, S("empty")));
	if (str_eq(e, S("none")))
		*ret = VALUE_NONE;
	else if (str_eq(e, S("declined")))
		*ret = VALUE_DECLINED;
	else
		return false;
	return true;
}

static bool scalar_text(struct arena *a, const struct json *j, str *ret)
{
	struct out o = out_open(a, 20);
	switch (json_kind(j)) {
	case JSON_IS_STR:
		*ret = json_str(j);
		return true;
	case JSON_IS_INT:
		put(&o, json_int(j));
		*ret = out_str(&o);
		return true;
	case JSON_IS_FLAG:
		*ret = json_flag(j) ? S("yes") : S("no");
		return true;
	default:
		return false;
	}
}

/* What is not of its type reads as 未確認; doc_merge keeps it all the same. */
static struct value read_value(struct arena *a, const struct field *f,
			       const struct json *j)
{
	struct value v = { 0 };
	if (!j || read_empty(j, &v.state))
		return v;
	bool list = json_kind(j) == JSON_IS_LIST;
	isize count = list ? json_count(j) : 1;
	str *texts = new(a, str, count);
	for (isize i = 0; i < count; i++)
		if (!scalar_text(a, list ? json_at(j, i) : j, texts + i))
			return v;
	if (f->type->unjson(a, f, texts, count, &v.text) == OK)
		v.state = VALUE_GIVEN;
	else
		v.text = (str){ 0 };
	return v;
}

static void read_rows(struct arena *a, const struct json *root,
		      struct raw_group *g)
{
	const struct json *j = json_get(root, g->group->name);
	g->node = j;
	if (!j || read_empty(j, &g->state) || json_kind(j) != JSON_IS_LIST)
		return;
	isize n = json_count(j);
	g->row = new(a, const struct json *, n);
	for (isize i = 0; i < n; i++)
		if (json_kind(json_at(j, i)) == JSON_IS_OBJECT)
			g->row[g->rows++] = json_at(j, i);
}

static void read_group(struct arena *a, const struct dict *d,
		       const struct json *root, struct raw_group *g)
{
	if (g->group->repeat) {
		read_rows(a, root, g);
	} else {
		g->rows = 1;
		g->row = new(a, const struct json *, 1);
		g->row[0] = root;
	}
	isize n = g->group->n;
	g->values = new(a, struct value, g->rows * n);
	for (isize row = 0; row < g->rows; row++)
		for (isize i = 0; i < n; i++) {
			const struct field *f = group_field(d, g->group, i);
			*raw_at(g, row, i) = read_value(a, f,
				json_get(g->row[row], f->name));
		}
}

enum status raw_read(struct arena *a, const struct dict_ctx *c,
		     const struct sheet *s, str json, struct raw *ret)
{
	struct raw r = { 0 };
	struct json *root = NULL;
	if (json.n)
		TRY(json_parse(a, json, &root));
	if (root && json_kind(root) != JSON_IS_OBJECT)
		return E_INVALID;
	r.root = root;
	r.groups = new(a, struct raw_group, s->n);
	for (isize i = 0; i < s->n; i++) {
		r.groups[i].group = c->dict->groups + s->groups[i];
		read_group(a, c->dict, root, r.groups + i);
	}
	*ret = r;
	return OK;
}

static bool value_is(struct value v, str want)
{
	if (v.state != VALUE_GIVEN)
		return false;
	if (str_eq(want, S("*")))
		return true;
	while (v.text.p)
		if (str_eq(str_cut(&v.text, ','), want))
			return true;
	return false;
}

static isize find_in(const struct dict *d, const struct group *g, str name)
{
	for (isize i = 0; i < g->n; i++)
		if (str_eq(group_field(d, g, i)->name, name))
			return i;
	return -1;
}

bool raw_condition(const struct dict *d, const struct sheet *s,
		   const struct raw_group *groups, isize at, isize row,
		   struct condition c, const struct dict_veiler *v)
{
	if (c.name.n == 0)
		return true;
	isize i = find_in(d, groups[at].group, c.name);
	for (isize k = 0; i < 0 && k < s->n; k++) {
		if (groups[k].group->repeat)
			continue;
		i = find_in(d, groups[k].group, c.name);
		at = i < 0 ? at : k;
		row = i < 0 ? row : 0;
	}
	if (i < 0)
		return false;
	if (field_veil(v, group_field(d, groups[at].group, i)) != VEIL_CLEAR)
		return false;
	return value_is(*raw_at(groups + at, row, i), c.value);
}

/* ---- through the veil -------------------------------------------------- */

static enum veil_state see_all(const void *ctx, enum vis_class c,
			       bool location)
{
	(void)ctx;
	(void)c;
	(void)location;
	return VEIL_CLEAR;
}

const struct dict_veiler VEILER_OPEN = { .state = see_all };

enum veil_state group_veil(const struct dict_veiler *v, const struct group *g)
{
	if (!g->repeat)
		return VEIL_CLEAR;
	return v->state(v->ctx, g->class_, g->location);
}

enum veil_state field_veil(const struct dict_veiler *v, const struct field *f)
{
	return v->state(v->ctx, f->class_, f->flags & FIELD_LOCATION);
}

static struct veiled veil_over(enum veil_state state, str text)
{
	return (struct veiled){ state,
		state >= VEIL_COARSE ? text : (str){ 0 } };
}

/* Most cells are empty, and most others are their own words: neither needs
 * room of its own. */
static str cell_words(struct arena *a, const struct dict_ctx *c,
		      const struct field *f, struct value v)
{
	if (v.state != VALUE_GIVEN)
		return value_state_label(v.state);
	if (f->type->plain)
		return v.text;
	struct out o = out_open(a, 32);
	field_print(&o, c, f, v);
	return out_str(&o);
}

/* Words that a viewer reads with passages closed. */
static bool is_prose(const struct dict_veiler *veiler, const struct field *f,
		     enum veil_state veil)
{
	return veiler->prose && veil == VEIL_MASK &&
	       f->class_ == CLASS_free && f->type->plain;
}

static struct doc_cell prose_cell(struct arena *a, const struct field *f,
				  struct value v,
				  const struct dict_veiler *veiler)
{
	struct doc_cell cell = { .field = f, .state = v.state,
				 .value = { .state = VEIL_HIDE } };
	cell.shown = v.state == VALUE_GIVEN ?
			     veiler->prose(veiler->ctx, a, v.text) :
			     veil_over(VEIL_CLEAR, value_state_label(v.state));
	if (cell.shown.state != VEIL_CLEAR)
		cell.state = VALUE_UNASKED;
	/* Never to be written anew from here, empty or not. */
	cell.shown.cut_ = true;
	return cell;
}

static bool has_words(const struct field *f, struct value v,
		      const struct dict_veiler *veiler)
{
	return veiler->words && v.state == VALUE_GIVEN &&
	       (f->type->plain || f->type->has_code);
}

/* Of several codes each is words of its own: 家賃の滞納 among 雨漏り. */
static struct veiled cut_codes(struct arena *a, const struct dict_ctx *c,
			       const struct field *f, str keys,
			       const struct dict_veiler *veiler)
{
	struct veiled all = { .state = VEIL_CLEAR };
	struct dict_named named = { 0 };
	struct out shown = out_open(a, 64);
	while (keys.p) {
		struct value one = { VALUE_GIVEN, str_cut(&keys, ',') };
		struct out o = out_open(a, 32);
		field_print(&o, c, f, one);
		struct veiled v = veiler->words(veiler->ctx, a, f->class_,
						out_str(&o), &named);
		bool whole = veiled_whole(v);
		if (!whole && all.cut_)
			continue;	/* neither which nor how many */
		put(&shown, shown.n ? S("、") : S(""));
		put(&shown, whole ? veiled_peek(v) : VEIL_SIGN);
		all.cut_ |= !whole;
	}
	all.bytes_behind_the_veil_ = out_str(&shown);
	return all;
}

static struct veiled value_words(struct arena *a, const struct dict_ctx *c,
				 const struct field *f, str text,
				 const struct dict_veiler *veiler)
{
	struct dict_named named = { 0 };
	if (f->type->has_code)
		return cut_codes(a, c, f, text, veiler);
	return veiler->words(veiler->ctx, a, f->class_, text, &named);
}

/* Words with the passages of others closed. */
static void cut_words(struct arena *a, const struct dict_ctx *c,
		      const struct field *f, struct value v,
		      const struct dict_veiler *veiler, struct doc_cell *cell)
{
	struct veiled cut = value_words(a, c, f, v.text, veiler);
	if (veiled_whole(cut))
		return;
	cell->shown = cut;
	cell->value = (struct veiled){ .state = VEIL_HIDE };
	if (cut.state != VEIL_CLEAR)
		cell->state = VALUE_UNASKED;
}

static struct doc_cell make_cell(struct arena *a, const struct dict_ctx *c,
				 const struct field *f, enum veil_state veil,
				 struct value v,
				 const struct dict_veiler *veiler)
{
	struct doc_cell cell = { .field = f };
	str words = { 0 };
	if (is_prose(veiler, f, veil))
		return prose_cell(a, f, v, veiler);
	if (veil == VEIL_CLEAR) {
		cell.state = v.state;
		words = cell_words(a, c, f, v);
	} else if (veil == VEIL_COARSE) {
		struct out o = out_open(a, 32);
		field_coarse(&o, c, f, v);
		words = out_str(&o);
	}
	cell.shown = veil_over(veil, words);
	cell.value = veil_over(veil == VEIL_CLEAR ? veil : VEIL_HIDE, v.text);
	if (veil == VEIL_CLEAR && has_words(f, v, veiler))
		cut_words(a, c, f, v, veiler, &cell);
	return cell;
}

/* A closed group: how many rows there are is what it hides. */
static void close_group(struct doc_group *g, const struct raw_group *r)
{
	str word = r->rows ? S("あり") :
		   value_state_label(r->state == VALUE_NONE ? VALUE_NONE :
							      VALUE_UNASKED);
	g->shown = veil_over(g->veil, word);
}

/* ---- whom a row names ---------------------------------------------------- */

static void name_of_cell(struct arena *a, const struct field *f, str text,
			 const struct dict_veiler *v, struct dict_named *named)
{
	i64 id;
	if (str_eq(f->type->name, S("person")) && num_parse(text, &id) == OK)
		*vec_push(a, named) = id;
	else if (f->type->plain)
		(void)v->words(v->ctx, a, f->class_, text, named);
}

/*
 * Whom a row of a list is about (a name in it, a person chosen), and whom its
 * words name besides: of these only telephone and address are closed.
 */
static void read_named(struct arena *a, const struct dict *d,
		       const struct raw_group *r, isize row,
		       const struct dict_veiler *v, struct dict_named *about,
		       struct dict_named *beside)
{
	for (isize i = 0; i < r->group->n; i++) {
		const struct field *f = group_field(d, r->group, i);
		struct value value = *raw_at(r, row, i);
		bool by_name = f->class_ == CLASS_name ||
			       str_eq(f->type->name, S("person"));
		if (value.state == VALUE_GIVEN)
			name_of_cell(a, f, value.text, v,
				     by_name ? about : beside);
	}
}

bool *raw_others(struct arena *a, const struct dict *d,
		 const struct raw_group *r, const struct dict_veiler *v)
{
	isize n = r->group->n;
	bool *shut = new(a, bool, r->rows * n + 1);
	for (isize row = 0; v->words && r->group->repeat && row < r->rows;
	     row++) {
		struct dict_named about = { 0 }, beside = { 0 };
		read_named(a, d, r, row, v, &about, &beside);
		for (isize i = 0; i < n; i++) {
			enum vis_class c = group_field(d, r->group, i)->class_;
			shut[row * n + i] =
				c != CLASS_safety &&
				(!v->of_all(v->ctx, &about, c) ||
				 (c == CLASS_contact &&
				  !v->of_all(v->ctx, &beside, c)));
		}
	}
	return shut;
}

bool raw_is_cut(struct arena *a, const struct dict_ctx *c,
		const struct field *f, struct value value,
		const struct dict_veiler *v)
{
	return has_words(f, value, v) &&
	       !veiled_whole(value_words(a, c, f, value.text, v));
}

static struct doc_group make_group(struct arena *a, const struct dict_ctx *c,
				   const struct raw_group *r,
				   const struct dict_veiler *v)
{
	struct doc_group g = { .group = r->group };
	g.veil = group_veil(v, r->group);
	if (g.veil == VEIL_MASK && v->prose_rows &&
	    r->group->class_ == CLASS_free)
		g.veil = VEIL_CLEAR;
	if (g.veil != VEIL_CLEAR) {
		close_group(&g, r);
		return g;
	}
	g.state = r->rows ? VALUE_GIVEN : r->state;
	g.shown = veil_over(VEIL_CLEAR, value_state_label(g.state));
	isize n = r->group->n;
	enum veil_state *veils = new(a, enum veil_state, n);
	for (isize i = 0; i < n; i++)
		veils[i] = field_veil(v, group_field(c->dict, r->group, i));
	const bool *others = raw_others(a, c->dict, r, v);
	struct doc_cell *cells = new(a, struct doc_cell, r->rows * n);
	for (isize i = 0; i < r->rows * n; i++) {
		const struct field *f = group_field(c->dict, r->group, i % n);
		enum veil_state veil = veils[i % n];
		if (others[i] && veil > VEIL_MASK)
			veil = VEIL_MASK;
		cells[i] = make_cell(a, c, f, veil, r->values[i], v);
	}
	g.veils = veils;
	g.cells = cells;
	g.rows = r->rows;
	return g;
}

enum status doc_read(struct arena *a, const struct dict_ctx *c,
		     const struct sheet *s, str json,
		     const struct dict_veiler *v, struct doc *ret)
{
	struct raw raw;
	TRY(raw_read(a, c, s, json, &raw));
	struct doc_group *groups = new(a, struct doc_group, s->n);
	for (isize i = 0; i < s->n; i++)
		groups[i] = make_group(a, c, raw.groups + i, v);
	*ret = (struct doc){ s, groups, s->n };
	return OK;
}

const struct doc_group *doc_group(const struct doc *d, int group_id)
{
	for (isize i = 0; i < d->n; i++)
		if (d->groups[i].group->id == group_id)
			return d->groups + i;
	return NULL;
}

const struct doc_cell *doc_cell(const struct doc *d, const struct field *f,
				isize row)
{
	const struct doc_group *g = doc_group(d, f->group);
	if (!g || row < 0 || row >= g->rows)
		return NULL;
	return g->cells + row * g->group->n + f->at;
}

const struct doc_cell *doc_get(const struct doc *d, const struct dict *dict,
			       int field_id, isize row)
{
	return doc_cell(d, dict->fields + field_id, row);
}

/* ---- sums -------------------------------------------------------------- */

/* Months an amount covers; 0 for something that comes once. */
static i64 months_of(const struct doc *d, const struct dict *dict,
		     const struct field *f, isize row)
{
	const struct group *g = dict->groups + f->group;
	if (f->monthly.n == 0)
		return 1;
	const struct doc_cell *cell = doc_cell(d,
		group_field(dict, g, find_in(dict, g, f->monthly)), row);
	i64 months = 1;
	str key = veiled_peek(cell->value);
	return num_parse(key, &months) == OK ? months : 1;
}

struct veiled doc_sum(struct arena *a, const struct doc *d,
		      const struct dict *dict, const struct field *f)
{
	const struct doc_group *g = doc_group(d, f->group);
	i64 twelfths = 0;
	bool any = false;
	if (!g)
		return (struct veiled){ 0 };
	if (g->veil != VEIL_CLEAR)
		return g->shown;
	for (isize row = 0; row < g->rows; row++) {
		const struct doc_cell *cell = doc_cell(d, f, row);
		if (cell->shown.state != VEIL_CLEAR)
			return cell->shown;
		i64 amount, months = months_of(d, dict, f, row);
		if (num_parse(veiled_peek(cell->value), &amount))
			continue;
		any = true;
		if (months > 0)
			twelfths += amount * 12 / months;
	}
	struct out o = out_open(a, 32);
	if (any) {
		out_commas(&o, twelfths / 12);
		put(&o, S("円"));
	}
	return veil_over(VEIL_CLEAR, out_str(&o));
}
