/*
 * demo.c — runs what the compilers made of demo.html and demo.sql, over a
 * small db.h of its own on SQLite in memory, and prints what comes out.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "demo.html.h"
#include "demo.sql.h"

struct db {
	sqlite3 *lite;
	struct arena *a;
};

struct db_rows {
	sqlite3_stmt *st;
};

#define MUST(expr) must((expr), __LINE__)

static void must(bool yes, int line)
{
	if (yes)
		return;
	fprintf(stderr, "demo.c:%d: not as expected\n", line);
	exit(1);
}

static sqlite3_stmt *prepare(struct db *db, const struct db_sql *sql,
			     const struct db_value *in)
{
	sqlite3_stmt *st;
	MUST(sqlite3_prepare_v2(db->lite, sql->lite, -1, &st, NULL) ==
	     SQLITE_OK);
	MUST(sqlite3_bind_parameter_count(st) == sql->params);
	for (int i = 0; i < sql->params; i++) {
		if (in[i].kind == DB_INT)
			sqlite3_bind_int64(st, i + 1, in[i].i);
		else if (in[i].kind == DB_TEXT)
			sqlite3_bind_text(st, i + 1, in[i].s.p, (int)in[i].s.n,
					  SQLITE_TRANSIENT);
		else if (in[i].kind == DB_BLOB)
			sqlite3_bind_blob(st, i + 1, in[i].s.p, (int)in[i].s.n,
					  SQLITE_TRANSIENT);
	}
	return st;
}

enum status db_open(struct db *db, const struct db_sql *sql,
		    const struct db_value *in, struct db_rows **ret)
{
	*ret = new(db->a, struct db_rows, 1);
	(*ret)->st = prepare(db, sql, in);
	MUST(sqlite3_column_count((*ret)->st) == sql->columns);
	return OK;
}

enum status db_next(struct db_rows *rows, bool *ret_row)
{
	*ret_row = sqlite3_step(rows->st) == SQLITE_ROW;
	return OK;
}

bool db_is_null(const struct db_rows *rows, int column)
{
	return sqlite3_column_type(rows->st, column) == SQLITE_NULL;
}

i64 db_int(const struct db_rows *rows, int column)
{
	return sqlite3_column_int64(rows->st, column);
}

str db_text(const struct db_rows *rows, int column, struct arena *a)
{
	const void *p = sqlite3_column_text(rows->st, column);
	return str_dup(a, (str){ p, sqlite3_column_bytes(rows->st, column) });
}

str db_blob(const struct db_rows *rows, int column, struct arena *a)
{
	return db_text(rows, column, a);
}

void db_close(struct db_rows *rows)
{
	sqlite3_finalize(rows->st);
}

enum status db_run(struct db *db, const struct db_sql *sql,
		   const struct db_value *in, isize *ret_changed)
{
	sqlite3_stmt *st = prepare(db, sql, in);
	MUST(sqlite3_step(st) == SQLITE_DONE);
	if (ret_changed)
		*ret_changed = sqlite3_changes(db->lite);
	sqlite3_finalize(st);
	return OK;
}

/* A lens that tells what it was asked. */
struct veiled lens_veil(const struct lens *l, enum vis_class c,
			person_id person, str text, str coarse)
{
	static char notes[50][80];
	static int n;
	int len = snprintf(notes[n], sizeof notes[n], "[%d:%d:%.*s]", (int)c,
			   (int)person.v, (int)text.n, text.p ? text.p : "");
	return (struct veiled){ VEIL_CLEAR, { notes[n++], len }, false };
}

struct veiled lens_veil_birth(const struct lens *l, enum vis_class c,
			      person_id person, str edtf)
{
	return lens_veil(l, c, person, edtf, (str){ 0 });
}

void veiled_html(struct out *o, struct veiled v)
{
	out_esc_(o, v.bytes_behind_the_veil_);
}

static void fill(struct db *db)
{
	const person_id p = { 11 };
	const struct opt_i64 none = { 0 }, some = { true, 1200 };
	MUST(demo_person_add(db, 1, p, S("山邉 & 子"), S("1944-03-04"),
			     (str){ 0 }) == OK);
	MUST(demo_visit_add(db, 1, (note_id){ 21 }, p, (agency_id){ 3 },
			    (stamp){ 1000 }, none, some, S("自宅<1>"),
			    (str){ 0 }) == OK);
	MUST(demo_visit_add(db, 1, (note_id){ 22 }, p, (agency_id){ 0 },
			    (stamp){ 2000 }, (struct opt_i64){ true, 7 }, none,
			    S("/office"), S("\xff\xd8")) == OK);
	MUST(demo_visit_add(db, 2, (note_id){ 23 }, p, (agency_id){ 3 },
			    (stamp){ 3000 }, none, none, S("other city"),
			    (str){ 0 }) == OK);
}

static void print_ids(struct db *db, enum demo_visits_order order,
		      unsigned filters)
{
	struct demo_visit_list list;
	MUST(demo_visits(db, db->a, NULL, 1, 1, (stamp){ 0 }, S("/office"),
			 (agency_id){ 3 }, order, filters, &list) == OK);
	printf("order %d filters %u:", order, filters);
	for (isize i = 0; i < list.n; i++)
		printf(" %d", (int)list.v[i].id.v);
	printf("\n");
}

static void read_back(struct db *db)
{
	struct demo_visit v = { 0 };
	struct demo_text text;
	struct demo_visit_list list;
	i64 n;
	MUST(demo_visit_late(db, 1, (note_id){ 22 }) == OK);
	MUST(demo_visit_late(db, 1, (note_id){ 22 }) == E_CONFLICT);
	MUST(demo_visits_count(db, 1, (person_id){ 11 }, &n) == OK && n == 2);
	MUST(demo_anywhere(db, 0, 0, &n) == OK && n == 2);
	MUST(demo_visit_get(db, db->a, NULL, 2, (note_id){ 22 }, &v) ==
	     E_NOT_FOUND && v.id.v == 0);
	MUST(demo_visit_get(db, db->a, NULL, 1, (note_id){ 22 }, &v) == OK);
	MUST(v.late == 1 && v.photo.n == 2 && v.agency.v == 0 && !v.fee.has &&
	     v.next_on.has && v.next_on.v == 7);
	MUST(demo_raw(db, db->a, 1, (person_id){ 11 }, &text) == OK);
	MUST(str_eq(text.text, S("山邉 & 子1944-03-04")));
	for (unsigned f = 0; f < 4; f++) {
		print_ids(db, DEMO_VISITS_NEWEST, f);
		print_ids(db, DEMO_VISITS_DUE, f);
	}
	MUST(demo_visits(db, db->a, NULL, 1, 1, (stamp){ 0 }, (str){ 0 },
			 (agency_id){ 0 }, DEMO_VISITS_DUE, 4, &list) == E_BUG);
}

int main(int argc, char **argv)
{
	struct db db = { .a = arena_open((isize)1 << 20) };
	MUST(argc == 2 && sqlite3_open(":memory:", &db.lite) == SQLITE_OK);
	MUST(sqlite3_exec(db.lite, argv[1], NULL, NULL, NULL) == SQLITE_OK);
	fill(&db);
	read_back(&db);
	struct demo_visit_list list;
	MUST(demo_visits(&db, db.a, NULL, 1, 1, (stamp){ 0 }, (str){ 0 },
			 (agency_id){ 0 }, DEMO_VISITS_NEWEST, 0, &list) == OK);
	struct out o = out_open(db.a, 1024);
	demo_page_draw(&o, &list);
	printf("%.*s\n", (int)o.n, o.p);
	sqlite3_close(db.lite);
	arena_close(db.a);
	return 0;
}
