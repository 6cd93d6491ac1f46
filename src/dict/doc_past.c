/* doc_past.c — see doc.h.  One unit as it was; rows under other numbers. */
#include "base/num.h"
#include "base/vec.h"
#include "dict/doc_in.h"

/* ---- one unit as it was ------------------------------------------------ */

static bool all_clear(const struct dict *d, const struct group *g,
		      const struct dict_veiler *v)
{
	if (group_veil(v, g) != VEIL_CLEAR)
		return false;
	for (isize i = 0; i < g->n; i++)
		if (field_veil(v, group_field(d, g, i)) != VEIL_CLEAR)
			return false;
	return true;
}

/* May this viewer put the whole of it back?  `must`: it may not be empty. */
static bool find_unit(const struct dict *d, const struct sheet *s, str unit,
		      const struct dict_veiler *v, bool *must)
{
	*must = false;
	for (isize i = 0; i < s->n; i++) {
		const struct group *g = d->groups + s->groups[i];
		if (g->repeat && str_eq(g->name, unit))
			return all_clear(d, g, v);
		for (isize k = 0; !g->repeat && k < g->n; k++) {
			const struct field *f = group_field(d, g, k);
			if (!str_eq(f->name, unit))
				continue;
			*must = f->flags & FIELD_REQUIRED;
			return !f->gone.n && field_veil(v, f) == VEIL_CLEAR;
		}
	}
	return false;
}

static void put_member(struct out *o, str name, const struct json *value)
{
	if (o->p[o->n - 1] != '{')
		out_char(o, ',');
	json_put_str(o, name);
	out_char(o, ':');
	json_put(o, value);
}

static str replaced(struct arena *a, const struct json *now, str unit,
		    const struct json *was)
{
	struct out o = out_open(a, 1024);
	const struct json *member;
	void *at = NULL;
	str name;
	out_char(&o, '{');
	while (now && json_next(now, &at, &name, &member))
		if (!str_eq(name, unit))
			put_member(&o, name, member);
	if (was)
		put_member(&o, unit, was);
	out_char(&o, '}');
	return out_str(&o);
}

enum status doc_restore(struct arena *a, const struct dict_ctx *c,
			const struct sheet *s, str now, str past, str unit,
			const struct dict_veiler *v, str *ret)
{
	struct raw x, y;
	bool must;
	if (!find_unit(c->dict, s, unit, v, &must))
		return E_NOT_FOUND;
	TRY(raw_read(a, c, s, now, &x));
	TRY(raw_read(a, c, s, past, &y));
	const struct json *was = y.root ? json_get(y.root, unit) : NULL;
	if (must && !was)
		return E_INVALID;
	*ret = replaced(a, x.root, unit, was);
	return OK;
}

bool doc_may_restore(const struct dict *d, const struct sheet *s, str unit,
		     const struct dict_veiler *v)
{
	bool must;
	return find_unit(d, s, unit, v, &must);
}

/* ---- rows under other numbers ------------------------------------------ */

static str row_text(struct arena *a, const struct json *row)
{
	struct out o = out_open(a, 128);
	json_put(&o, row);
	return out_str(&o);
}

/* to[i]: where row i of x stands in y; -1: nowhere.  The same row first; then
 * what was changed in its place, when none came or went. */
static void match_rows(struct arena *a, const struct raw_group *x,
		       const struct raw_group *y, isize *to)
{
	bool *taken = new(a, bool, y->rows + 1);
	for (isize i = 0; i < x->rows; i++) {
		str mine = row_text(a, x->row[i]);
		to[i] = -1;
		for (isize k = 0; k < y->rows && to[i] < 0; k++)
			if (!taken[k] &&
			    str_eq(mine, row_text(a, y->row[k])))
				to[i] = k;
		if (to[i] >= 0)
			taken[to[i]] = true;
	}
	if (x->rows != y->rows)
		return;
	/* None came or went: the rows that are left are each other. */
	for (isize i = 0, k = 0; i < x->rows; i++) {
		if (to[i] >= 0)
			continue;
		while (taken[k])
			k++;
		to[i] = k;
		taken[k] = true;
	}
}

/* Is it "GROUP.7.old"? */
static bool is_old(const struct group *g, str name)
{
	i64 n;
	str rest = name;
	return str_eq(str_cut(&rest, '.'), g->name) && rest.p &&
	       num_parse_max(str_cut(&rest, '.'), 9999, &n) == OK &&
	       str_eq(rest, S("old"));
}

static void renumber(struct arena *a, const struct raw_group *x,
		     const struct raw_group *y, struct param *v, isize *n)
{
	isize *to = new(a, isize, x->rows + 1), kept = 0;
	match_rows(a, x, y, to);
	for (isize i = 0; i < *n; i++) {
		i64 row = 0;
		if (is_old(x->group, v[i].name)) {
			struct out o = out_open(a, 8);
			if (num_parse_max(str_trim(v[i].value), x->rows - 1,
					  &row) != OK || to[row] < 0)
				continue;
			put(&o, (i64)to[row]);
			v[i].value = out_str(&o);
		}
		v[kept++] = v[i];
	}
	*n = kept;
}

enum status doc_rebase(struct arena *a, const struct dict_ctx *c,
		       const struct sheet *s, str base, str newest,
		       struct params form, struct params *ret)
{
	struct raw x, y;
	struct param *v = new(a, struct param, form.n + 1);
	isize n = form.n;
	TRY(raw_read(a, c, s, base, &x));
	TRY(raw_read(a, c, s, newest, &y));
	for (isize i = 0; i < form.n; i++)
		v[i] = form.v[i];
	for (isize i = 0; i < s->n; i++)
		if (x.groups[i].group->repeat)
			renumber(a, &x.groups[i], &y.groups[i], v, &n);
	*ret = (struct params){ v, n };
	return OK;
}
