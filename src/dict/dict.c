/* dict.c — see dict.h.  Finding things in a snapshot. */
#include "dict/dict.h"

/* Names are short: "field " and three names of at most 40 bytes. */
static void *find(const struct dict *d, str kind, str name)
{
	char buf[160];
	if (kind.n + name.n > (isize)sizeof(buf))
		return NULL;
	for (isize i = 0; i < kind.n; i++)
		buf[i] = kind.p[i];
	for (isize i = 0; i < name.n; i++)
		buf[kind.n + i] = name.p[i];
	return map_get(&d->names, (str){ buf, kind.n + name.n });
}

const struct code *dict_code(const struct dict *d, str name)
{
	return find(d, S("code "), name);
}

const struct sheet *dict_sheet(const struct dict *d, str name)
{
	return find(d, S("sheet "), name);
}

const struct field *dict_field(const struct dict *d, str path)
{
	return find(d, S("field "), path);
}

void field_print_name(struct out *o, const struct dict *d,
		      const struct field *f)
{
	const struct group *g = d->groups + f->group;
	if (g->repeat) {
		put(o, g->name);
		out_char(o, '.');
	}
	put(o, f->name);
}

str field_path(struct arena *a, const struct dict *d, const struct field *f)
{
	struct out o = out_open(a, 64);
	put(&o, d->sheets[f->sheet].name);
	out_char(&o, '.');
	field_print_name(&o, d, f);
	return out_str(&o);
}

static const struct code_item *code_item(const struct code *c, str key)
{
	for (isize i = 0; i < c->n; i++)
		if (str_eq(c->items[i].key, key))
			return c->items + i;
	return NULL;
}

str code_label(const struct code *c, str key)
{
	const struct code_item *item = code_item(c, key);
	return item ? item->label : (str){ 0 };
}

bool code_has(const struct code *c, str key)
{
	return code_item(c, key) != NULL;
}
