/* query_emit.c — the C of checked queries: see tools/README.md. */
#include "query.h"

static struct out c_out, h_out;

static str upper(str s)
{
	return lex_guard(s);
}

/* ---- types ------------------------------------------------------------- */

static str c_type(const struct type *t)
{
	if (t->kind == TYPE_ID)
		return str_cat(lex_arena(), t->name, S(" "));
	if (t->kind == TYPE_TEXT || t->kind == TYPE_BYTES)
		return S("str ");
	if (t->kind == TYPE_VEILED)
		return S("struct veiled ");
	if (t->opt)
		return S("struct opt_i64 ");
	return t->kind == TYPE_STAMP ? S("stamp ") :
	       t->kind == TYPE_DAY ? S("day ") :
	       t->kind == TYPE_INT ? S("int ") : S("i64 ");
}

/* The value of one parameter, as struct db_value. */
static void emit_bind(const struct field *f)
{
	const struct type *t = &f->type;
	const char *null = "", *test = "";
	const char *kind = "DB_INT";
	const char *member = t->kind == TYPE_STAMP ? ".ms" :
			     t->kind == TYPE_DAY ? ".n" :
			     t->kind == TYPE_ID ? ".v" : "";
	bool text = t->kind == TYPE_TEXT || t->kind == TYPE_BYTES;
	if (text)
		kind = t->kind == TYPE_TEXT ? "DB_TEXT" : "DB_BLOB";
	else if (t->opt)
		member = ".v";
	if (t->opt) {
		null = " : DB_NULL";
		test = text ? ".p ? " : t->kind == TYPE_ID ? ".v ? " :
							     ".has ? ";
	}
	str name = f->scope.n ? str_cat(lex_arena(), S("scope->"), f->scope) :
				f->name;
	lex_emit(&c_out, "\t\t{ .kind = %.*s%s%s%s, .%s = %.*s%s },\n",
		 t->opt ? (int)name.n : 0, name.p, test, kind, null,
		 text ? "s" : "i", FMT(name), member);
}

/* Which column of the row has this name, or -1. */
static int column_of(const struct query *q, str name)
{
	for (int i = 0; i < q->row->cols.n && name.n; i++)
		if (str_eq(q->row->cols.v[i].name, name))
			return i;
	return -1;
}

static void emit_veil(const struct query *q, int k)
{
	const struct type *t = &q->cols[k];
	int of = column_of(q, t->person);
	const char *lens = q->row->under.n ? "&row_" : "lens";
	if (t->masks.n) {
		lex_emit(&c_out, "lens_record_prose(a, %s,\n\t\t\t"
			 "(agency_id){ db_int(rows, %d) }, "
			 "db_text(rows, %d, a),\n\t\t\t"
			 "db_text(rows, %d, a)),\n", lens,
			 column_of(q, t->owner), k,
			 column_of(q, t->masks));
		return;
	}
	lex_emit(&c_out, "lens_veil%s(%s, CLASS_%.*s,\n\t\t\t"
		 "(person_id){ ", t->birth ? "_birth" : "", lens,
		 FMT(t->class));
	if (of >= 0)
		lex_emit(&c_out, "db_int(rows, %d)", of);
	else
		lex_emit(&c_out, "0");
	lex_emit(&c_out, " }, db_text(rows, %d, a)%s),\n", k,
		 t->birth ? "" : ", (str){ 0 }");
}

/* Column k of the row as a value of its C type. */
static void emit_take(const struct query *q, int k)
{
	const struct type *t = &q->cols[k];
	const char *get = t->kind == TYPE_BYTES ? "db_blob" : "db_text";
	lex_emit(&c_out, "\t\t.%.*s = ", FMT(q->row->cols.v[k].name));
	if (t->kind == TYPE_VEILED) {
		emit_veil(q, k);
	} else if (t->kind == TYPE_TEXT || t->kind == TYPE_BYTES) {
		if (t->opt)
			lex_emit(&c_out, "db_is_null(rows, %d) ? (str){ 0 } :"
				 "\n\t\t\t", k);
		lex_emit(&c_out, "%s(rows, %d, a),\n", get, k);
	} else if (t->kind == TYPE_ID || (t->kind == TYPE_STAMP && !t->opt)) {
		lex_emit(&c_out, "{ db_int(rows, %d) },\n", k);
	} else if (t->opt) {
		lex_emit(&c_out, "{ !db_is_null(rows, %d), db_int(rows, %d) "
			 "},\n", k, k);
	} else if (t->kind == TYPE_DAY) {
		lex_emit(&c_out, "{ (int)db_int(rows, %d) },\n", k);
	} else {
		lex_emit(&c_out, "%sdb_int(rows, %d),\n",
			 t->kind == TYPE_INT ? "(int)" : "", k);
	}
}

/* ---- header ------------------------------------------------------------ */

static void emit_row(const struct row *r)
{
	lex_emit(&h_out, "\nstruct %.*s {\n", FMT(r->name));
	for (isize i = 0; i < r->cols.n; i++)
		lex_emit(&h_out, "\t%.*s%.*s;\n",
			 FMT(c_type(&r->cols.v[i].type)),
			 FMT(r->cols.v[i].name));
	lex_emit(&h_out, "};\n\nstruct %.*s_list {\n\tstruct %.*s *v;\n"
		 "\tisize n;\n};\n", FMT(r->name), FMT(r->name));
}

static void emit_slots(const struct query *q)
{
	if (q->orders.n)
		lex_emit(&h_out, "\nenum %.*s_order {\n", FMT(q->name));
	for (isize i = 0; i < q->orders.n; i++)
		lex_emit(&h_out, "\t%.*s_%.*s,\n%s", FMT(upper(q->name)),
			 FMT(upper(q->orders.v[i].name)),
			 i + 1 == q->orders.n ? "};\n" : "");
	if (q->filters.n)
		lex_emit(&h_out, "\nenum {\n");
	for (isize i = 0; i < q->filters.n; i++)
		lex_emit(&h_out, "\t%.*s_%.*s = 1 << %d,\n%s",
			 FMT(upper(q->name)), FMT(upper(q->filters.v[i].name)),
			 (int)i, i + 1 == q->filters.n ? "};\n" : "");
}

static void emit_signature(struct out *o, const struct query *q)
{
	lex_emit(o, "enum status %.*s(struct db *db", FMT(q->name));
	if (q->row)
		lex_emit(o, ", struct arena *a");
	if (q->row && q->row->veiled)
		lex_emit(o, ",\n\tconst struct lens *lens");
	for (isize i = 0; i < q->params.n; i++) {
		const struct field *f = &q->params.v[i];
		if (!f->scope.n)
			lex_emit(o, ",\n\t%.*s%.*s", FMT(c_type(&f->type)),
				 FMT(f->name));
		else if (str_eq(f->scope, S("agency")))
			lex_emit(o, ",\n\tconst struct vis_scope *scope");
	}
	if (q->orders.n)
		lex_emit(o, ",\n\tenum %.*s_order order", FMT(q->name));
	if (q->filters.n)
		lex_emit(o, ",\n\tunsigned filters");
	if (q->row)
		lex_emit(o, ",\n\tstruct %.*s%s *ret", FMT(q->row->name),
			 q->shape == SHAPE_MANY ? "_list" : "");
	else if (q->shape == SHAPE_COUNT)
		lex_emit(o, ",\n\ti64 *ret");
	lex_emit(o, ")");
}

/* ---- bodies ------------------------------------------------------------ */

static void emit_text(str s)
{
	for (str rest = s; rest.p;) {
		str l = str_cut(&rest, '\n');
		if (rest.p)
			l.n++;		/* with its line break */
		lex_emit(&c_out, "\n\t\t");
		lex_literal(&c_out, l);
	}
	lex_emit(&c_out, ",\n");
}

static void emit_sql(const struct query *q)
{
	lex_emit(&c_out, "\nstatic const struct db_sql %.*s_sql[] = {\n",
		 FMT(q->name));
	struct used u;
	for (int v = 0; v < query_variants(q); v++) {
		lex_emit(&c_out, "\t{ \"%.*s\",", FMT(q->name));
		emit_text(query_text(q, v, DB_LITE, &u));
		emit_text(query_text(q, v, DB_PG, &u));
		lex_emit(&c_out, "\t\t%d, %d },\n", u.n,
			 q->row ? (int)q->row->cols.n :
				  q->shape == SHAPE_COUNT);
	}
	lex_emit(&c_out, "};\n");
}

/* Variants take different parameters; a cross query may leave muni out, a
 * rule members of the scope. */
static bool needs_places(const struct query *q)
{
	return q->params.n && (query_variants(q) > 1 || q->cross || q->scope);
}

static void emit_places(const struct query *q)
{
	struct used u;
	lex_emit(&c_out, "static const u8 %.*s_places[][%d] = {\n",
		 FMT(q->name), (int)q->params.n);
	for (int v = 0; v < query_variants(q); v++) {
		query_text(q, v, DB_LITE, &u);
		lex_emit(&c_out, "\t{ ");
		for (int i = 0; i < u.n; i++)
			lex_emit(&c_out, "%d, ", u.at[i]);
		lex_emit(&c_out, "},\n");
	}
	lex_emit(&c_out, "};\n");
}

static void emit_row_take(const struct query *q)
{
	lex_emit(&c_out, "\nstatic struct %.*s %.*s_take(struct db_rows *rows, "
		 "struct arena *a%s)\n{\n",
		 FMT(q->row->name), FMT(q->name),
		 q->row->veiled ? ",\n\tconst struct lens *lens" : "");
	if (q->row->under.n)
		lex_emit(&c_out, "\tconst struct lens row_ = "
			 "vis_row_lens(lens, db_int(rows, %d));\n",
			 column_of(q, q->row->under));
	lex_emit(&c_out, "\treturn (struct %.*s){\n", FMT(q->row->name));
	for (int k = 0; k < q->row->cols.n; k++)
		emit_take(q, k);
	lex_emit(&c_out, "\t};\n}\n");
}

static void emit_in(const struct query *q)
{
	bool variants = query_variants(q) > 1;
	if (q->orders.n)
		lex_emit(&c_out, "\tif ((unsigned)order >= %d)\n"
			 "\t\treturn E_BUG;\n", (int)q->orders.n);
	if (q->filters.n)
		lex_emit(&c_out, "\tif (filters >= %d)\n"
			 "\t\treturn E_BUG;\n", 1 << q->filters.n);
	if (variants)
		lex_emit(&c_out, "\tunsigned v_ = (unsigned)%s << %d%s;\n",
			 q->orders.n ? "order" : "0", (int)q->filters.n,
			 q->filters.n ? " | filters" : "");
	lex_emit(&c_out, "\tconst struct db_sql *sql_ = &%.*s_sql[%s];\n",
		 FMT(q->name), variants ? "v_" : "0");
	bool picks = needs_places(q);
	if (!q->params.n) {
		lex_emit(&c_out, "\tconst struct db_value *in_ = NULL;\n");
		return;
	}
	lex_emit(&c_out, "\tconst struct db_value %s[] = {\n",
		 picks ? "all_" : "in_");
	for (isize i = 0; i < q->params.n; i++)
		emit_bind(&q->params.v[i]);
	lex_emit(&c_out, "\t};\n");
	if (picks)
		lex_emit(&c_out, "\tstruct db_value in_[%d];\n"
			 "\tfor (int i_ = 0; i_ < sql_->params; i_++)\n"
			 "\t\tin_[i_] = all_[%.*s_places[%s][i_]];\n",
			 (int)q->params.n, FMT(q->name), variants ? "v_" : "0");
}

static void emit_run(const struct query *q)
{
	if (q->shape == SHAPE_EXEC) {
		lex_emit(&c_out, "\treturn db_run(db, sql_, in_, NULL);\n}\n");
		return;
	}
	lex_emit(&c_out, "\tisize n_;\n\tTRY(db_run(db, sql_, in_, &n_));\n"
		 "\treturn n_ == 1 ? OK : E_CONFLICT;\n}\n");
}

static void emit_many(const struct query *q, const char *lens)
{
	lex_emit(&c_out, "\tstruct {\n\t\tstruct %.*s *v;\n"
		 "\t\tisize n, cap;\n\t} list_ = { 0 };\n"
		 "\twhile ((status_ = db_next(rows_, &there_)) == OK && "
		 "there_)\n\t\t*vec_push(a, &list_) = %.*s_take(rows_, a%s);\n"
		 "\tdb_close(rows_);\n\tTRY(status_);\n"
		 "\tret->v = list_.v;\n\tret->n = list_.n;\n"
		 "\treturn OK;\n}\n", FMT(q->row->name), FMT(q->name), lens);
}

static void emit_read(const struct query *q)
{
	const char *lens = q->row && q->row->veiled ? ", lens" : "";
	lex_emit(&c_out, "\tstruct db_rows *rows_;\n\tbool there_;\n"
		 "\tenum status status_;\n"
		 "\tTRY(db_open(db, sql_, in_, &rows_));\n");
	if (q->shape == SHAPE_MANY) {
		emit_many(q, lens);
		return;
	}
	lex_emit(&c_out, "\tstatus_ = db_next(rows_, &there_);\n"
		 "\tif (status_ == OK && !there_)\n"
		 "\t\tstatus_ = %s;\n\tif (status_ == OK)\n",
		 q->row ? "E_NOT_FOUND" : "E_BUG");
	if (q->row)
		lex_emit(&c_out, "\t\t*ret = %.*s_take(rows_, a%s);\n",
			 FMT(q->name), lens);
	else
		lex_emit(&c_out, "\t\t*ret = db_int(rows_, 0);\n");
	lex_emit(&c_out, "\tdb_close(rows_);\n\treturn status_;\n}\n");
}

static void emit_query(const struct query *q)
{
	emit_slots(q);
	lex_emit(&h_out, "\n");
	emit_signature(&h_out, q);
	lex_emit(&h_out, " MUST_CHECK;\n");
	emit_sql(q);
	if (needs_places(q))
		emit_places(q);
	if (q->row)
		emit_row_take(q);
	lex_emit(&c_out, "\n");
	emit_signature(&c_out, q);
	lex_emit(&c_out, "\n{\n");
	emit_in(q);
	if (q->shape == SHAPE_EXEC || q->shape == SHAPE_CHANGE)
		emit_run(q);
	else
		emit_read(q);
}

/* The statements, for the list of all. */
static void emit_list(const struct queries *queries, str stem)
{
	lex_emit(&c_out, "\nextern const struct db_sql *const sql_of_%.*s[];\n"
		 "const struct db_sql *const sql_of_%.*s[] = {\n", FMT(stem),
		 FMT(stem));
	for (isize i = 0; i < queries->n; i++)
		for (int v = 0; v < query_variants(&queries->v[i]); v++)
			lex_emit(&c_out, "\t&%.*s_sql[%d],\n",
				 FMT(queries->v[i].name), v);
	lex_emit(&c_out, "\tNULL,\n};\n");
}

void emit_index(char **names, int n, const char *c_path)
{
	struct out o = out_open(lex_arena(), 4096);
	lex_emit(&o, "/* Made by queryc. */\n#include \"db/db.h\"\n\n");
	for (int i = 0; i < n; i++)
		lex_emit(&o, "extern const struct db_sql *const sql_of_%s[];\n",
			 names[i]);
	lex_emit(&o, "\nconst struct db_sql *const *const db_all_sql[] = {\n");
	for (int i = 0; i < n; i++)
		lex_emit(&o, "\tsql_of_%s,\n", names[i]);
	lex_emit(&o, "\tNULL,\n};\n");
	lex_write(c_path, &o);
}

void emit_all(const struct rows *rows, const struct queries *queries,
	      const char *c_path, const char *h_path)
{
	str header = lex_base_name(str_of(h_path)), guard = lex_guard(header);
	str source = lex_base_name(query_file);
	bool veiled = false, prose = false;
	for (isize i = 0; i < rows->n; i++)
		veiled |= rows->v[i].veiled;
	for (isize i = 0; i < rows->n; i++)
		for (isize k = 0; k < rows->v[i].cols.n; k++)
			prose |= rows->v[i].cols.v[k].type.masks.n > 0;
	for (isize i = 0; i < queries->n; i++)
		veiled |= queries->v[i].scope;
	c_out = out_open(lex_arena(), 16 * 1024);
	h_out = out_open(lex_arena(), 16 * 1024);
	lex_emit(&h_out, "/* Made by queryc from %.*s. */\n#ifndef TB_%.*s\n"
		 "#define TB_%.*s\n#include \"base/date.h\"\n"
		 "#include \"db/db.h\"\n#include \"db/id.h\"\n%s",
		 FMT(source), FMT(guard), FMT(guard),
		 prose ? "#include \"vis/prose.h\"\n" :
		 veiled ? "#include \"vis/lens.h\"\n" : "");
	lex_emit(&c_out, "/* Made by queryc from %.*s. */\n#include \"%.*s\"\n"
		 "#include \"base/vec.h\"\n", FMT(source), FMT(header));
	for (isize i = 0; i < rows->n; i++)
		emit_row(&rows->v[i]);
	for (isize i = 0; i < queries->n; i++)
		emit_query(&queries->v[i]);
	emit_list(queries, str_cut(&source, '.'));
	lex_emit(&h_out, "\n#endif\n");
	lex_write(c_path, &c_out);
	lex_write(h_path, &h_out);
}
