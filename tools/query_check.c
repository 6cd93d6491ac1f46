/*
 * query_check.c — what SQLite says about the texts of a query.
 *
 * The database in memory holds the migrated schema, through the same text
 * mapping as the server's.  A column's class comes from the migration's
 * comment, found by the origin SQLite reports for a column of the result.
 */
#include <sqlite3.h>
#include <string.h>

#include "db/index_schema.h"
#include "db/migrate_text.h"
#include "query.h"
#include "vis/lens.h"

static sqlite3 *lite;
static struct migration_columns schema;
/* Classed columns the statement being prepared reads (authorizer). */
static const struct migration_column *reads[64];
static int reads_n;
/* Tables it reads, and whether it looks at their muni. */
static struct {
	str name;
	bool muni;
} tables[32];
static int tables_n;

/* ---- the schema -------------------------------------------------------- */

static const struct migration_column *column_find(const char *table,
						  const char *name)
{
	for (isize i = 0; table && name && i < schema.n; i++)
		if (str_eq(schema.v[i].table, str_of(table)) &&
		    str_eq(schema.v[i].name, str_of(name)))
			return &schema.v[i];
	return NULL;
}

static bool class_known(str class)
{
#define CLASS_ROW(x) || str_eq(class, S(#x))
	return false VIS_CLASSES(CLASS_ROW);
#undef CLASS_ROW
}

static void note_table(const struct migration_column *c)
{
	int i = 0;
	while (i < tables_n && !str_eq(tables[i].name, c->table))
		i++;
	if (i == COUNT(tables))
		return;
	if (i == tables_n)
		tables[tables_n++].muni = false;
	tables[i].name = c->table;
	tables[i].muni |= str_eq(c->name, S("muni"));
}

static int on_read(void *arg, int action, const char *table,
		   const char *column, const char *db, const char *by)
{
	const struct migration_column *c =
		action == SQLITE_READ ? column_find(table, column) : NULL;
	if (c && column_find(table, "muni"))
		note_table(c);
	if (c && c->class.n && reads_n < COUNT(reads))
		reads[reads_n++] = c;
	return SQLITE_OK;
}

static void run_migration(str path, str text)
{
	char *sql = str_cstr(lex_arena(),
			     migration_for(lex_arena(), text, DB_LITE));
	for (const char *at = sql; *at;) {
		sqlite3_stmt *st = NULL;
		const char *next = at;
		int rc = sqlite3_prepare_v2(lite, at, -1, &st, &next);
		if (rc == SQLITE_OK && st)
			rc = sqlite3_step(st);
		if (rc != SQLITE_OK && rc != SQLITE_DONE) {
			int off = sqlite3_error_offset(lite);
			isize n = at - sql + (off < 0 ? 0 : off);
			while (sql[n] == '\n' && off < 0)
				n++;
			lex_die(path, lex_line_at(text, 0) +
				lex_line_at(str_of(sql), n) - 1, "%s",
				sqlite3_errmsg(lite));
		}
		sqlite3_finalize(st);
		at = next;
	}
}

static void read_migration(const char *path)
{
	str file = str_of(path), text = lex_read(path), why;
	int line;
	isize from = schema.n;
	if (migration_columns(lex_arena(), text, &schema, &line, &why) != OK)
		lex_die(file, line, "%.*s", FMT(why));
	for (isize i = from; i < schema.n; i++)
		if (schema.v[i].class.n && !class_known(schema.v[i].class))
			lex_die(file, schema.v[i].line, "unknown class [%.*s]",
				FMT(schema.v[i].class));
	run_migration(file, text);
}

void check_begin(char **paths, int n)
{
	if (!sqlite3_compileoption_used("ENABLE_COLUMN_METADATA") ||
	    sqlite3_open(":memory:", &lite) != SQLITE_OK)
		lex_die(S("queryc"), 0, "SQLite lacks column metadata");
	for (int i = 0; i < n; i++)
		read_migration(paths[i]);
	if (sqlite3_exec(lite, index_schema(DB_LITE).p, NULL, NULL, NULL))
		lex_die(S("queryc"), 0, "%s", sqlite3_errmsg(lite));
	sqlite3_set_authorizer(lite, on_read, NULL);
}

/* ---- a query ----------------------------------------------------------- */

static _Noreturn void die_sqlite(const struct query *q, str text)
{
	int off = sqlite3_error_offset(lite);
	lex_die(query_file,
		q->body_line + (off < 0 ? 0 : lex_line_at(text, off) - 1),
		"%.*s: %s", FMT(q->name), sqlite3_errmsg(lite));
}

/* Do the row's type and the column's agree?  Ids must be of one kind. */
static bool type_fits(const struct type *t, const struct migration_column *c)
{
	bool id = c->type.n > 3 && str_ends(c->type, S("_id"));
	bool text = str_eq(c->type, S("txt"));
	switch (t->kind) {
	case TYPE_ID:
		return str_eq(t->name, c->type);
	case TYPE_STAMP:
		return str_eq(c->type, S("ms"));
	case TYPE_DAY:
		return str_eq(c->type, S("day"));
	case TYPE_TEXT:
	case TYPE_VEILED:
		return text;
	case TYPE_BYTES:
		return str_eq(c->type, S("bytes"));
	case TYPE_NUMBER:
	case TYPE_INT:
		return !id && !text && !str_eq(c->type, S("bytes")) &&
		       !str_eq(c->type, S("ms")) && !str_eq(c->type, S("day"));
	}
	return false;
}

/* Is every classed column the statement reads also veiled in its result? */
static const struct migration_column *unveiled_read(const struct query *q,
						    sqlite3_stmt *st)
{
	for (int i = 0; i < reads_n; i++) {
		bool veiled = false;
		for (int k = 0; k < q->row->cols.n; k++)
			veiled |= reads[i] == column_find(
				sqlite3_column_table_name(st, k),
				sqlite3_column_origin_name(st, k));
		if (!veiled)
			return reads[i];
	}
	return NULL;
}

static void check_class(const struct query *q, sqlite3_stmt *st, int k,
			const struct migration_column *c)
{
	const struct field *f = &q->row->cols.v[k];
	struct type *t = &q->cols[k];
	if (t->kind == TYPE_VEILED) {
		if (!t->class.n && c)
			t->class = c->class;
		if (!t->class.n)
			lex_die(query_file, f->line, "%.*s: %.*s has no class: "
				"write veiled(class)", FMT(q->name),
				FMT(f->name));
		if (!class_known(t->class))
			lex_die(query_file, f->line, "unknown class %.*s",
				FMT(t->class));
		t->birth = str_eq(t->class, S("quasi")) && c &&
			   (str_ends(c->name, S("birth")) ||
			    str_ends(c->name, S("death")));
		return;
	}
	if (q->raw)
		return;
	if (c && c->class.n)
		lex_die(query_file, f->line, "%.*s: %.*s is classed [%.*s]: "
			"read it as veiled", FMT(q->name), FMT(f->name),
			FMT(c->class));
	if (c || (t->kind != TYPE_TEXT && t->kind != TYPE_BYTES))
		return;
	const struct migration_column *r = unveiled_read(q, st);
	if (r)
		lex_die(query_file, f->line, "%.*s: %.*s is an expression "
			"that may carry %.*s.%.*s [%.*s]: write veiled(class)",
			FMT(q->name), FMT(f->name), FMT(r->table),
			FMT(r->name), FMT(r->class));
}

static void check_column(struct query *q, sqlite3_stmt *st, int k)
{
	const struct field *f = &q->row->cols.v[k];
	const char *name = sqlite3_column_name(st, k);
	if (!str_eq(f->name, str_of(name)))
		lex_die(query_file, f->line, "%.*s: column %d is %s, but the "
			"row says %.*s", FMT(q->name), k + 1, name,
			FMT(f->name));
	const struct migration_column *c =
		column_find(sqlite3_column_table_name(st, k),
			    sqlite3_column_origin_name(st, k));
	if (c && !type_fits(&f->type, c))
		lex_die(query_file, f->line, "%.*s: %.*s is %.*s in the table",
			FMT(q->name), FMT(f->name), FMT(c->type));
	if (c && !c->not_null && !f->type.opt && f->type.kind != TYPE_VEILED)
		lex_die(query_file, f->line, "%.*s: %.*s may be null: write "
			"%.*s?", FMT(q->name), FMT(f->name),
			FMT(f->type.name));
	check_class(q, st, k, c);
}

/* A list over seats shows of each row what that seat shows. */
static void check_by_seat(const struct query *q)
{
	if (q->shape != SHAPE_MANY || q->raw || !q->row->veiled ||
	    q->row->under.n)
		return;
	for (int i = 0; i < tables_n; i++)
		if (str_eq(tables[i].name, S("seat")))
			query_die(q, S("a list over seat: its columns must be "
				       "veiled under seat.shown"), (str){ 0 });
}

static void check_columns(struct query *q, sqlite3_stmt *st)
{
	int want = q->row ? (int)q->row->cols.n : q->shape == SHAPE_COUNT;
	int got = sqlite3_column_count(st);
	for (int k = 0; q->row && k < want && k < got; k++) {
		q->cols[k] = q->row->cols.v[k].type;
		check_column(q, st, k);
	}
	if (got != want)
		lex_die(query_file, q->line, "%.*s: %d columns selected, %d "
			"declared", FMT(q->name), got, want);
}

static void check_params(const struct query *q)
{
	bool use[PARAMS_MAX] = { 0 };
	for (int v = 0; v < query_variants(q); v++) {
		struct used u, pg;
		query_text(q, v, DB_LITE, &u);
		query_text(q, v, DB_PG, &pg);
		if (!q->cross && (!u.n || u.at[0] != 0))
			query_die(q, S("does not name $1 (muni)"), (str){ 0 });
		if (u.n != pg.n ||
		    memcmp(u.at, pg.at, sizeof *u.at * (size_t)u.n) != 0)
			query_die(q, S("@pg uses other parameters"), (str){ 0 });
		for (int i = 0; i < u.n; i++)
			use[u.at[i]] = true;
	}
	for (int i = q->cross; i < q->params.n; i++)
		if (!use[i] && !q->params.v[i].scope.n)
			query_die(q, S("unused parameter "), q->params.v[i].name);
}

void check_query(struct query *q)
{
	struct used u;
	q->cols = new(lex_arena(), struct type, q->row ? q->row->cols.n : 0);
	check_params(q);
	for (int v = 0; v < query_variants(q); v++) {
		str text = query_text(q, v, DB_LITE, &u);
		sqlite3_stmt *st = NULL;
		reads_n = tables_n = 0;
		if (sqlite3_prepare_v2(lite, text.p, (int)text.n, &st, NULL))
			die_sqlite(q, text);
		if (!st)
			query_die(q, S("no text"), (str){ 0 });
		for (int i = 0; i < tables_n && !q->cross; i++)
			if (!tables[i].muni)
				query_die(q, S("no condition on the muni of "),
					  tables[i].name);
		check_columns(q, st);
		check_by_seat(q);
		sqlite3_finalize(st);
	}
}
