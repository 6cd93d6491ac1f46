/*
 * queryc.c — compiles named queries into typed C functions.
 *
 *	queryc IN.sql OUT.c OUT.h NAME CROSS LAYERS MIGRATION.sql…
 *	queryc migrations OUT.c MIGRATION.sql…
 *	queryc list OUT.c NAME…
 *
 * The language is in tools/README.md.  This part reads the file; every
 * query is checked by SQLite (query_check.c) before anything is written.
 */
#include <string.h>

#include "db/id.h"
#include "query.h"

str query_file;
static str text;	/* what is left */
static int line;	/* of the line last taken */
static struct rows rows;
static struct queries queries;
static str cross, layers;

#define DIE(...) lex_die(query_file, line, __VA_ARGS__)

/* ---- lines ------------------------------------------------------------- */

static str peek(void)
{
	str rest = text;
	return rest.p ? str_cut(&rest, '\n') : (str){ 0 };
}

static str take(void)
{
	line++;
	return str_cut(&text, '\n');
}

/* "-- @what rest": the rest, if the next line is one. */
static bool directive(str s, const char *what, str *ret)
{
	if (!str_starts(s, S("--")))
		return false;
	s = str_sub(s, 2, s.n);
	str w;
	if (!lex_sign(&s, '@') || (w = lex_word(&s)).n == 0)
		return false;
	*ret = str_trim(s);
	return !what || str_eq(w, str_of(what));
}

/* A line of comment that is not a directive: its text. */
static bool comment(str s, str *ret)
{
	str any;
	if (!str_starts(s, S("--")) || directive(s, NULL, &any))
		return false;
	*ret = str_trim(str_sub(s, 2, s.n));
	return true;
}

/* ---- types ------------------------------------------------------------- */

static const struct {
	const char *name;
	enum type_kind kind;
} type_names[] = {
	{ "i64", TYPE_NUMBER }, { "yen", TYPE_NUMBER }, { "muni", TYPE_NUMBER },
	{ "id", TYPE_NUMBER }, { "int", TYPE_INT }, { "flag", TYPE_INT },
	{ "stamp", TYPE_STAMP }, { "ms", TYPE_STAMP }, { "day", TYPE_DAY },
	{ "txt", TYPE_TEXT }, { "bytes", TYPE_BYTES },
	{ "veiled", TYPE_VEILED },
#define ID_ROW(name) { #name "_id", TYPE_ID },
	ID_KINDS(ID_ROW)
#undef ID_ROW
};

static bool kind_of(str name, enum type_kind *ret)
{
	for (isize i = 0; i < COUNT(type_names); i++) {
		if (!str_eq(name, str_of(type_names[i].name)))
			continue;
		*ret = type_names[i].kind;
		return true;
	}
	return false;
}

static struct type read_type(str *s)
{
	struct type t = { .name = lex_word(s) };
	if (!kind_of(t.name, &t.kind))
		DIE("unknown type %.*s", FMT(t.name));
	t.opt = lex_sign(s, '?');
	if (t.kind == TYPE_VEILED)
		query_veil(&t, line, s);
	return t;
}

static struct field read_field(str *s)
{
	struct field f = { .name = lex_word(s), .line = line };
	if (!f.name.n)
		DIE("a name is missing before %.*s", FMT(*s));
	f.type = read_type(s);
	return f;
}

static struct field *field_find(const struct fields *all, str name)
{
	for (isize i = 0; i < all->n; i++)
		if (str_eq(all->v[i].name, name))
			return &all->v[i];
	return NULL;
}

static void field_add(struct fields *all, struct field f)
{
	if (field_find(all, f.name))
		DIE("%.*s is there twice", FMT(f.name));
	*vec_push(lex_arena(), all) = f;
}

/* ---- @row -------------------------------------------------------------- */

static struct row *row_find(str name)
{
	for (isize i = 0; i < rows.n; i++)
		if (str_eq(rows.v[i].name, name))
			return &rows.v[i];
	return NULL;
}

/* A veil asks other columns of the same row. */
static void check_asked(const struct row *r, const struct field *f, str name,
			const char *type)
{
	const struct field *of = field_find(&r->cols, name);
	line = f->line;
	if (name.n && (!of || !str_eq(of->type.name, str_of(type))))
		DIE("%.*s is no %s of the row", FMT(name), type);
}

static void check_veils(const struct row *r)
{
	for (isize i = 0; i < r->cols.n; i++) {
		const struct field *f = &r->cols.v[i];
		check_asked(r, f, f->type.person, "person_id");
		check_asked(r, f, f->type.masks, "txt");
		check_asked(r, f, f->type.owner, "agency_id");
	}
}

/* One column for the whole row, so that it is decided upon once. */
static void check_under(struct row *r)
{
	for (isize i = 0; i < r->cols.n; i++)
		if (r->cols.v[i].type.under.n)
			r->under = r->cols.v[i].type.under;
	for (isize i = 0; r->under.n && i < r->cols.n; i++) {
		const struct field *f = &r->cols.v[i];
		check_asked(r, f, r->under, "i64");
		if (f->type.kind == TYPE_VEILED &&
		    !str_eq(f->type.under, r->under))
			DIE("%.*s must be veiled under %.*s as the others are",
			    FMT(f->name), FMT(r->under));
	}
}

static void read_row(str s)
{
	struct row r = { .name = lex_word(&s), .line = line };
	if (!r.name.n || s.n)
		DIE("a row is @row name");
	if (row_find(r.name))
		DIE("row %.*s is there twice", FMT(r.name));
	while (comment(peek(), &s)) {
		take();
		if (!s.n)
			continue;
		struct field f = read_field(&s);
		if (str_trim(s).n && !str_starts(str_trim(s), S("--")))
			DIE("unexpected %.*s", FMT(s));
		r.veiled |= f.type.kind == TYPE_VEILED;
		field_add(&r.cols, f);
	}
	int end = line;
	check_veils(&r);
	check_under(&r);
	line = end;
	*vec_push(lex_arena(), &rows) = r;
}

/* ---- @query ------------------------------------------------------------ */

/* Does the list, a name at the start of each line, have this one? */
static bool listed(str list, str before, str name)
{
	while (list.p) {
		str s = str_cut(&list, '\n');
		if (before.n && !str_eq(lex_word(&s), before))
			continue;
		if (str_eq(lex_word(&s), name))
			return true;
	}
	return false;
}

/* The signature may go on over lines of comment until its ")". */
static str whole_signature(str s)
{
	str more;
	while ((str_find_char(s, '(', 0) >= 0) &&
	       (str_find_char(s, ')', 0) < 0 || str_ends(s, S(")"))) &&
	       comment(peek(), &more)) {
		take();
		s = str_cat(lex_arena(), str_cat(lex_arena(), s, S(" ")), more);
	}
	return s;
}

/* "scope": what the predicate {scope s} needs, one struct in C. */
static bool read_scope(struct query *q, str *s)
{
	static const struct {
		const char *name, *type, *member;
		enum type_kind kind;
	} members[] = {
		{ "scope_agency", "agency_id", "agency", TYPE_ID },
		{ "scope_account", "account_id", "account", TYPE_ID },
		{ "scope_level", "int", "level", TYPE_INT },
		{ "scope_lead", "int", "lead", TYPE_INT },
		{ "scope_parts", "int", "parts", TYPE_INT },
		{ "scope_shown", "i64", "shown", TYPE_NUMBER },
		{ "scope_now", "stamp", "now", TYPE_STAMP },
	};
	str rest = *s;
	if (!str_eq(lex_word(&rest), S("scope")) ||
	    (rest.n && rest.p[0] != ',' && rest.p[0] != ')'))
		return false;
	*s = rest;
	q->scope = true;
	for (isize i = 0; i < COUNT(members); i++)
		field_add(&q->params, (struct field){
			.name = str_of(members[i].name),
			.type = { .name = str_of(members[i].type),
				  .kind = members[i].kind },
			.scope = str_of(members[i].member),
		});
	return true;
}

static void read_params(struct query *q, str *s)
{
	static const char *const taken[] = { "db", "muni", "lens", "ret",
					     "order", "filters", "scope", NULL };
	field_add(&q->params, (struct field){ .name = S("muni"),
					      .type = { .name = S("muni") } });
	if (!lex_sign(s, '('))
		return;
	while (!lex_sign(s, ')')) {
		if (read_scope(q, s)) {
			lex_sign(s, ',');
			continue;
		}
		struct field f = read_field(s);
		for (int i = 0; taken[i]; i++)
			if (str_eq(f.name, str_of(taken[i])))
				DIE("parameter %.*s: the name is taken",
				    FMT(f.name));
		if (f.type.kind == TYPE_VEILED)
			DIE("a parameter cannot be veiled");
		if (q->params.n == PARAMS_MAX)
			DIE("more than %d parameters", PARAMS_MAX);
		field_add(&q->params, f);
		lex_sign(s, ',');
	}
}

static void read_shape(struct query *q, str *s)
{
	static const char *const names[] = { "one", "many", "exec", "change",
					     "count" };
	str word = lex_word(s);
	int i = 0;
	while (i < COUNT(names) && !str_eq(word, str_of(names[i])))
		i++;
	if (i == COUNT(names))
		DIE("shape \"%.*s\": one row, many row, exec, change or count",
		    FMT(word));
	q->shape = (enum shape)i;
	if (q->shape <= SHAPE_MANY) {
		word = lex_word(s);
		q->row = row_find(word);
		if (!q->row)
			DIE("no @row %.*s above", FMT(word));
		if (field_find(&q->params, S("a")))
			DIE("parameter a: the name is taken");
	}
	word = lex_word(s);
	q->raw = str_eq(word, S("raw"));
	if ((word.n && !q->raw) || str_trim(*s).n)
		DIE("unexpected %.*s%.*s", FMT(word), FMT(*s));
}

static void read_slot(struct query *q, struct slots *slots, str s)
{
	struct slot slot = { .name = lex_word(&s) };
	if (!slot.name.n || !lex_sign(&s, ':'))
		DIE("an order or filter is @order name: sql");
	slot.text = str_trim(s);
	if (str_ends(slot.text, S(";")))
		slot.text.n--;
	for (isize i = 0; i < q->orders.n; i++)
		if (str_eq(q->orders.v[i].name, slot.name))
			DIE("%.*s is there twice", FMT(slot.name));
	for (isize i = 0; i < q->filters.n; i++)
		if (str_eq(q->filters.v[i].name, slot.name))
			DIE("%.*s is there twice", FMT(slot.name));
	if (slots->n == 8)
		DIE("more than 8 orders or filters");
	*vec_push(lex_arena(), slots) = slot;
}

/* Lines up to the next directive, up to the ";". */
static str read_body(int *ret_line)
{
	str any, all = { text.p, 0 };
	int first = line + 1;
	while (text.p && !directive(peek(), NULL, &any)) {
		str l = take();
		all.n = l.p + l.n - all.p;
	}
	isize from = 0, end = 0;
	while (from < all.n && (all.p[from] == '\n' || all.p[from] == ' ' ||
				sql_is_note(all, from)))
		from = sql_skip(all, from);
	*ret_line = first + lex_line_at(all, from) - 1;
	for (isize next = 0; end < all.n && all.p[end] != ';'; end = next)
		next = sql_skip(all, end);
	for (isize i = end + 1; i < all.n; i++) {
		i = sql_is_note(all, i) ? sql_skip(all, i) : i;
		if (i < all.n && !str_eq(str_trim(str_sub(all, i, i + 1)),
					 (str){ 0 }))
			lex_die(query_file, first + lex_line_at(all, i) - 1,
				"text behind the \";\"");
	}
	return str_sub(all, from, end);
}

static void read_query(str s)
{
	struct query q = { .line = line };
	s = whole_signature(s);
	q.name = lex_word(&s);
	for (isize i = 0; i < queries.n; i++)
		if (str_eq(queries.v[i].name, q.name))
			DIE("query %.*s is there twice", FMT(q.name));
	q.cross = listed(cross, (str){ 0 }, q.name);
	read_params(&q, &s);
	read_shape(&q, &s);
	for (str more; text.p;) {
		bool order = directive(peek(), "order", &more);
		if (!order && !directive(peek(), "filter", &more))
			break;
		take();
		read_slot(&q, order ? &q.orders : &q.filters, more);
	}
	q.body = read_body(&q.body_line);
	if (directive(peek(), "pg", &s)) {
		take();
		q.pg = read_body(&q.pg_line);
	}
	if (q.raw && !listed(layers, S("raw"), q.name))
		lex_die(query_file, q.line, "raw query %.*s is not listed in "
			"layers", FMT(q.name));
	*vec_push(lex_arena(), &queries) = q;
}

static void read_file(void)
{
	str s;
	while (text.p) {
		str l = take();
		if (directive(l, "row", &s))
			read_row(s);
		else if (directive(l, "query", &s))
			read_query(s);
		else if (directive(l, NULL, &s))
			DIE("unknown directive: %.*s", FMT(l));
		else if (!comment(l, &s) && str_trim(l).n)
			DIE("text outside a query");
	}
}

/* ---- migrations -------------------------------------------------------- */

/* The program's own copy: struct migration of db/db.h. */
static void embed(char **paths, int n, const char *c_path)
{
	struct out o = out_open(lex_arena(), 64 * 1024);
	lex_emit(&o, "/* Made by queryc from db/. */\n#include \"db/db.h\"\n\n");
	for (int i = 0; i < n; i++) {
		str body = lex_read(paths[i]);
		lex_emit(&o, "static const char text%d[] = {", i);
		for (isize k = 0; k < body.n; k++)
			lex_emit(&o, "%s%d,", k % 16 ? "" : "\n\t",
				 (signed char)body.p[k]);
		lex_emit(&o, "\n};\n");
	}
	lex_emit(&o, "const struct migration migrations[] = {\n");
	for (int i = 0; i < n; i++) {
		str name = lex_base_name(str_of(paths[i]));
		str stem = str_sub(name, 0, name.n - 4);
		if (name.n < 6 || strspn(name.p, "0123456789") != 4)
			lex_die(str_of(paths[i]), 0, "is not named NNNN_x.sql");
		lex_emit(&o, "\t{ 1%.4s - 10000, STR(\"%.*s\"), "
			 "{ text%d, sizeof text%d } },\n", name.p, FMT(stem),
			 i, i);
	}
	lex_emit(&o, "};\nconst isize migrations_n = COUNT(migrations);\n");
	lex_write(c_path, &o);
}

int main(int argc, char **argv)
{
	if (argc > 3 && strcmp(argv[1], "migrations") == 0) {
		check_begin(argv + 3, argc - 3);
		embed(argv + 3, argc - 3, argv[2]);
		return 0;
	}
	if (argc > 2 && strcmp(argv[1], "list") == 0) {
		emit_index(argv + 3, argc - 3, argv[2]);
		return 0;
	}
	if (argc < 8)
		lex_die(S("queryc"), 0, "usage: IN.sql OUT.c OUT.h NAME CROSS "
			"LAYERS MIGRATION.sql…");
	query_file = str_of(argv[4]);
	text = lex_read(argv[1]);
	cross = lex_read(argv[5]);
	layers = lex_read(argv[6]);
	read_file();
	check_begin(argv + 7, argc - 7);
	for (isize i = 0; i < queries.n; i++)
		check_query(&queries.v[i]);
	emit_all(&rows, &queries, argv[2], argv[3]);
	return 0;
}
