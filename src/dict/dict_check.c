/* dict_check.c — see parse_in.h.  The second pass. */
#include "base/num.h"
#include "dict/parse_in.h"

static int find_code(const struct parser *p, str name)
{
	for (isize i = 0; i < p->codes.n; i++)
		if (str_eq(p->codes.v[i].name, name))
			return (int)i;
	return -1;
}

/* The field a condition of f means: of the same row, else a plain one. */
static struct field *find_sibling(const struct parser *p,
				  const struct field *f, str name)
{
	struct field *plain = NULL;
	for (isize i = 0; i < p->fields.n; i++) {
		struct field *x = p->fields.v + i;
		if (x->sheet != f->sheet || !str_eq(x->name, name))
			continue;
		if (x->group == f->group)
			return x;
		if (!p->groups.v[x->group].repeat)
			plain = x;
	}
	return plain;
}

static enum status check_condition(struct parser *p, const struct field *f,
				   struct condition c)
{
	if (c.name.n == 0)
		return OK;
	const struct field *x = find_sibling(p, f, c.name);
	if (!x || x == f)
		return parse_fail(p, S("condition on an unknown field"), c.name,
				  S("条件の項目がありません"));
	bool known = str_eq(c.value, S("*"));
	if (str_eq(x->type->name, S("bool3")))
		known |= str_eq(c.value, S("yes")) || str_eq(c.value, S("no"));
	if (x->code)
		known |= code_has(x->code, c.value);
	return known ? OK : parse_fail(p, S("condition on an unknown value"),
				       c.value, S("条件の値がありません"));
}

static enum status check_monthly(struct parser *p, const struct field *f)
{
	if (!f->monthly.n)
		return OK;
	const struct field *x = find_sibling(p, f, f->monthly);
	if (!x || !x->code || x->group != f->group)
		return parse_fail(p, S("monthly= is no code field of the row:"),
				  f->monthly, S("月数の項目がありません"));
	i64 months;
	for (isize i = 0; i < x->code->n; i++)
		if (num_parse_max(x->code->items[i].key, 12, &months) != OK)
			return parse_fail(p, S("not a number of months:"),
					  x->code->items[i].key,
					  S("月数は0から12です"));
	return OK;
}

static enum status resolve_code(struct parser *p, struct field *f, str name,
				const struct code *codes)
{
	if (!f->type->has_code)
		return OK;
	int i = find_code(p, name);
	if (i < 0)
		return parse_fail(p, S("unknown code list"), name,
				  S("選択肢がありません"));
	f->code = codes + i;
	return OK;
}

static enum status check_fields(struct parser *p, const struct code *codes)
{
	for (isize i = 0; i < p->fields.n; i++) {
		p->file = p->drafts.v[i].file;
		p->line = p->drafts.v[i].line;
		TRY(resolve_code(p, p->fields.v + i, p->drafts.v[i].code,
				 codes));
	}
	for (isize i = 0; i < p->fields.n; i++) {
		const struct field *f = p->fields.v + i;
		p->file = p->drafts.v[i].file;
		p->line = p->drafts.v[i].line;
		TRY(check_condition(p, f, f->when));
		TRY(check_condition(p, f, f->required_when));
		TRY(check_monthly(p, f));
	}
	return OK;
}

static void set_name(struct parser *p, str key, const void *value)
{
	*map_slot(p->a, &p->names, key) = (void *)value;
}

static void list_groups(struct parser *p, struct sheet *s)
{
	int *v = new(p->a, int, p->groups.n);
	for (isize i = 0; i < p->groups.n; i++)
		if (p->groups.v[i].sheet == s->id)
			v[s->n++] = (int)i;
	s->groups = v;
}

static void list_fields(struct parser *p, struct group *g)
{
	int *v = new(p->a, int, p->fields.n);
	for (isize i = 0; i < p->fields.n; i++)
		if (p->fields.v[i].group == g->id) {
			p->fields.v[i].at = (int)g->n;
			v[g->n++] = (int)i;
		}
	g->fields = v;
}

static void name_all(struct parser *p)
{
	for (isize i = 0; i < p->codes.n; i++)
		set_name(p, parse_key(p, S("code "), p->codes.v[i].name, S(""),
				      S(""), '.'), p->codes.v + i);
	for (isize i = 0; i < p->sheets.n; i++)
		set_name(p, parse_key(p, S("sheet "), p->sheets.v[i].name,
				      S(""), S(""), '.'), p->sheets.v + i);
	for (isize i = 0; i < p->fields.n; i++) {
		const struct field *f = p->fields.v + i;
		const struct group *g = p->groups.v + f->group;
		str sheet = p->sheets.v[f->sheet].name;
		set_name(p, parse_key(p, S("field "), sheet,
				      g->repeat ? g->name : f->name,
				      g->repeat ? f->name : S(""), '.'), f);
	}
}

enum status parse_check(struct parser *p)
{
	for (isize i = 0; i < p->codes.n; i++) {
		p->codes.v[i].items = p->items[i].v;
		p->codes.v[i].n = p->items[i].n;
	}
	TRY(check_fields(p, p->codes.v));
	for (isize i = 0; i < p->sheets.n; i++)
		list_groups(p, p->sheets.v + i);
	for (isize i = 0; i < p->groups.n; i++)
		list_fields(p, p->groups.v + i);
	name_all(p);
	return OK;
}
