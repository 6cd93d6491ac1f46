/*
 * migrate_text.c — one walk over the lines, which both readers share: the
 * walker recognises tables and columns, the visitors print or collect.
 */
#include "db/migrate_text.h"

#include "base/out.h"
#include "base/vec.h"

enum line_kind { LINE_OTHER, LINE_TABLE, LINE_COLUMN, LINE_KEY, LINE_END };

/* One line, taken apart. */
struct line {
	enum line_kind kind;
	int number;
	str code;	/* without comment, blanks at the end trimmed */
	str head, tail;	/* code before and after the type (LINE_COLUMN) */
	bool commented;
	struct migration_column column;
	str table_ja, table_en;
};

static const struct {
	str name, lite, pg;
} types[] = {
	{ STR("muni"), STR("integer"), STR("integer") },
	{ STR("ms"), STR("integer"), STR("bigint") },
	{ STR("day"), STR("integer"), STR("integer") },
	{ STR("yen"), STR("integer"), STR("bigint") },
	{ STR("flag"), STR("integer"),
	  STR("smallint check (value in (0, 1))") },
	{ STR("txt"), STR("text"), STR("text collate \"C\"") },
	{ STR("bytes"), STR("blob"), STR("bytea") },
	{ STR("int"), STR("integer"), { 0 } },	/* a name of PostgreSQL */
	{ STR("i64"), STR("integer"), STR("bigint") },
	{ STR("id"), STR("integer"), STR("bigint") },
	{ STR("_id"), STR("integer"), STR("bigint") },
};

/* Index into types[], or -1. */
static int type_find(str name)
{
	for (int i = 0; i < COUNT(types) - 1; i++)
		if (str_eq(types[i].name, name))
			return i;
	return str_ends(name, S("_id")) ? (int)COUNT(types) - 1 : -1;
}

static str word(str *s)
{
	*s = str_trim(*s);
	isize n = 0;
	while (n < s->n && ((s->p[n] >= 'a' && s->p[n] <= 'z') ||
			    (s->p[n] >= '0' && s->p[n] <= '9') ||
			    s->p[n] == '_'))
		n++;
	str w = str_sub(*s, 0, n);
	*s = str_sub(*s, n, s->n);
	return w;
}

/* Where the comment begins, or the length. */
static isize comment_at(str s)
{
	bool quoted = false;
	for (isize i = 0; i < s.n; i++) {
		quoted ^= s.p[i] == '\'';
		if (!quoted && str_starts(str_sub(s, i, s.n), S("--")))
			return i;
	}
	return s.n;
}

/* 日本語 / English [class] */
static bool split_comment(str s, str *ja, str *en, str *class)
{
	isize slash = str_find(s, S(" / "), 0);
	if (slash <= 0)
		return false;
	*ja = str_trim(str_sub(s, 0, slash));
	str rest = str_trim(str_sub(s, slash + 3, s.n));
	isize open = str_find_char(rest, '[', 0);
	if (str_ends(rest, S("]")) && open >= 0) {
		*class = str_sub(rest, open + 1, rest.n - 1);
		rest = str_trim(str_sub(rest, 0, open));
	}
	*en = rest;
	return ja->n && en->n;
}

static bool is_key_line(str first)
{
	static const str list[] = { STR("primary"), STR("foreign"),
		STR("unique"), STR("check"), STR("constraint") };
	for (int i = 0; i < COUNT(list); i++)
		if (str_eq(first, list[i]))
			return true;
	return false;
}

/* `name type rest`: where the type stands cuts the code in two. */
static void read_column(struct line *l, str from)
{
	struct migration_column *c = &l->column;
	l->kind = LINE_COLUMN;
	c->name = word(&from);
	c->type = word(&from);
	l->head = str_sub(l->code, 0, c->type.p - l->code.p);
	l->tail = from;
	c->not_null = str_find(from, S("not null"), 0) >= 0;
}

static struct line take_line(str *rest, int number, str *table)
{
	str all = str_cut(rest, '\n'), s;
	isize at = comment_at(all);
	struct line l = { .number = number, .code = str_sub(all, 0, at) };
	while (str_ends(l.code, S(" ")))
		l.code.n--;
	struct migration_column *c = &l.column;
	c->line = number;
	l.commented = split_comment(str_trim(str_sub(all, at + 2, all.n)),
				    &c->ja, &c->en, &c->class);
	s = l.code;
	str first = word(&s), second = word(&s);
	if (table->n && str_starts(l.code, S(")"))) {
		l.kind = LINE_END;
		c->table = *table;
		*table = (str){ 0 };
		return l;
	}
	if (table->n && first.n) {
		l.kind = LINE_KEY;
		if (!is_key_line(first))
			read_column(&l, l.code);
	} else if (str_eq(second, S("table")) && str_eq(first, S("create"))) {
		l.kind = LINE_TABLE;
		*table = word(&s);
	} else if (str_eq(second, S("table")) && str_eq(first, S("alter"))) {
		c->table = word(&s);
		str add = word(&s), what = word(&s);
		if (str_eq(add, S("add")) && str_eq(what, S("column")))
			read_column(&l, s);
		return l;
	}
	c->table = *table;
	return l;
}

enum status migration_columns(struct arena *a, str text,
			      struct migration_columns *ret, int *ret_line,
			      str *ret_why)
{
	str table = { 0 };
	int n = 1;
	for (str rest = text; rest.p; n++) {
		struct line l = take_line(&rest, n, &table);
		*ret_line = n;
		if (l.kind != LINE_TABLE && l.kind != LINE_COLUMN)
			continue;
		if (!l.commented) {
			*ret_why = S("no comment `日本語 / English [class]`");
			return E_INVALID;
		}
		if (l.kind == LINE_TABLE)
			continue;
		if (type_find(l.column.type) < 0) {
			*ret_why = str_cat(a, S("unknown type "),
					   l.column.type);
			return E_INVALID;
		}
		*vec_push(a, ret) = l.column;
	}
	return OK;
}

/* ---- the engine's text ------------------------------------------------- */

static str lite_text(struct arena *a, str text)
{
	struct out o = out_open(a, text.n);
	str table = { 0 };
	bool large = false, keyed = false;
	int n = 1;
	for (str rest = text; rest.p; n++) {
		struct line l = take_line(&rest, n, &table);
		int type = type_find(l.column.type);
		if (l.kind == LINE_TABLE)
			large = keyed = false;
		if (l.kind == LINE_KEY &&
		    str_find(l.code, S("primary key"), 0) >= 0)
			keyed = str_find_char(str_sub(l.code, 0,
				str_find_char(l.code, ')', 0)), ',', 0) >= 0;
		if (l.kind == LINE_COLUMN && type >= 0) {
			large |= str_eq(l.column.type, S("bytes")) ||
				 str_eq(l.column.class, S("free"));
			put(&o, l.head);
			put(&o, types[type].lite);
			put(&o, l.tail);
		} else if (l.kind == LINE_END) {
			put(&o, S(") strict"));
			put(&o, keyed && !large ? S(", without rowid;") : S(";"));
		} else {
			put(&o, l.code);
		}
		out_char(&o, '\n');
	}
	return out_str(&o);
}

static bool seen(const struct migration_columns *all, isize before, str type)
{
	for (isize i = 0; i < before; i++)
		if (str_eq(all->v[i].type, type))
			return true;
	return false;
}

/* PostgreSQL has no "create domain if not exists". */
static void put_domains(struct out *o, const struct migration_columns *all)
{
	for (isize i = 0; i < all->n; i++) {
		str type = all->v[i].type;
		str base = types[type_find(type)].pg;
		if (!base.n || seen(all, i, type))
			continue;
		put(o, S("do $$ begin create domain "));
		put(o, type);
		put(o, S(" as "));
		put(o, base);
		put(o, S("; exception when duplicate_object then null; "
			 "end $$;\n"));
	}
}

static void put_comment(struct out *o, str table, str column, str ja, str en)
{
	put(o, column.n ? S("comment on column ") : S("comment on table "));
	put(o, table);
	if (column.n) {
		out_char(o, '.');
		put(o, column);
	}
	put(o, S(" is '"));
	for (str rest = ja; rest.p;) {
		put(o, str_cut(&rest, '\''));
		put(o, rest.p ? S("''") : S(" / "));
	}
	for (str rest = en; rest.p;) {
		put(o, str_cut(&rest, '\''));
		put(o, rest.p ? S("''") : S("';\n"));
	}
}

static str pg_text(struct arena *a, str text)
{
	struct out o = out_open(a, text.n * 2);
	struct out comments = out_open(a, text.n);
	struct migration_columns all = { 0 };
	str table = { 0 }, why;
	int n;
	if (migration_columns(a, text, &all, &n, &why) != OK)
		return (str){ 0 };
	put_domains(&o, &all);
	n = 1;
	for (str rest = text; rest.p; n++) {
		struct line l = take_line(&rest, n, &table);
		const struct migration_column *c = &l.column;
		put(&o, l.code);
		out_char(&o, '\n');
		if (l.kind == LINE_TABLE || l.kind == LINE_COLUMN)
			put_comment(&comments, c->table, c->name, c->ja,
				    c->en);
	}
	put(&o, out_str(&comments));
	return out_str(&o);
}

str migration_for(struct arena *a, str text, enum db_engine engine)
{
	return engine == DB_LITE ? lite_text(a, text) : pg_text(a, text);
}
