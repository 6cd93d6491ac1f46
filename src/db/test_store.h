/*
 * test_store.h — a store of a test's own, on either engine; for x_test.c.
 *
 *	TEST_BOTH(note, stale_edit_is_conflict)
 *	{
 *		struct test_store t = test_store_open(test_arena, engine);
 *		… t.store, t.db …
 *		test_store_close(&t);
 *	}
 *
 * becomes two tests.  SQLite: a file on tmpfs, synchronous off, the same
 * writer and readers as always.  PostgreSQL: a schema in the database that
 * TOMOBUNE_TEST_PG names (libpq's keyword form, "host=… dbname=…"); without
 * it that half is skipped.  A program migrates one schema and has it emptied for
 * each test: half a second less than a new one.
 */
#ifndef TB_DB_TEST_STORE_H
#define TB_DB_TEST_STORE_H

#include "base/test.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "db/db.h"

struct test_store {
	struct store *store;
	struct db *db;		/* one worker's connection */
	enum db_engine engine;
	const char *where;	/* as in store_options: for a second store */
	char name[80];		/* SQLite's file, or the schema */
	bool kept;		/* the schema is for the next test too */
};

/* One command on the test database itself. */
static inline void test_store_pg(const char *command, const char *name)
{
	char text[200];
	PGconn *c = PQconnectdb(getenv("TOMOBUNE_TEST_PG"));
	snprintf(text, sizeof text, "set client_min_messages = warning; %s %s",
		 command, name);
	PGresult *res = PQexec(c, text);
	bool good = PQresultStatus(res) == PGRES_COMMAND_OK;
	if (!good)
		print_error("%s: %s", text, PQerrorMessage(c));
	PQclear(res);
	PQfinish(c);
	assert_true(good);
}

/* SQLite's three files. */
static inline void test_store_unlink(const char *path)
{
	static const char *const tail[] = { "", "-wal", "-shm" };
	char name[100];
	for (int i = 0; i < 3; i++) {
		snprintf(name, sizeof name, "%s%s", path, tail[i]);
		unlink(name);
	}
}

static inline void test_store_where(struct test_store *t, struct arena *a)
{
	static int serial;
	const char *pg = getenv("TOMOBUNE_TEST_PG");
	if (t->engine == DB_LITE) {
		snprintf(t->name, sizeof t->name, "/dev/shm/tomobune-%d-%d.db",
			 (int)getpid(), serial++);
		/* Of a program that was killed, and had the same number. */
		test_store_unlink(t->name);
		t->where = str_cstr(a, str_of(t->name));
		return;
	}
	if (!pg)
		skip();
	snprintf(t->name, sizeof t->name, "test_%d_%d", (int)getpid(),
		 serial++);
	test_store_pg("create schema", t->name);
	str where = str_cat(a, str_of(pg), S(" options='-c search_path="));
	where = str_cat(a, where, str_of(t->name));
	t->where = str_cstr(a, str_cat(a, where, S("'")));
}

static inline void test_store_begin(struct test_store *t, struct arena *a)
{
	str why = { 0 };
	struct store_options o = { .engine = t->engine, .where = t->where,
				   .sync_off = true };
	if (store_open(a, &o, &t->store, &why) != OK)
		fail_msg("%.*s", (int)why.n, why.p);
	assert_int_equal(store_connect(t->store, &t->db), OK);
}

/* Opened, not migrated. */
static inline struct test_store test_store_bare(struct arena *a,
						enum db_engine engine)
{
	struct test_store t = { .engine = engine };
	test_store_where(&t, a);
	test_store_begin(&t, a);
	return t;
}

/* ---- the schema that is kept ------------------------------------------- */

static struct {
	char name[80], where[400];
	char shape[24];		/* how many columns, of tables and indexes */
	bool used;
	PGconn *c;		/* empties it */
} test_store_kept;

static inline void test_store_drop(void)
{
	char name[100];
	snprintf(name, sizeof name, "%s cascade", test_store_kept.name);
	test_store_pg("drop schema", name);
	PQfinish(test_store_kept.c);
}

/* Empties the tables in which there is something, foreign keys aside (TRUNCATE
 * takes as long as the migrations); then what shape the schema is of. */
static inline bool test_store_empty(const char *schema, char ret_shape[24])
{
	char text[800];
	if (!test_store_kept.c)
		test_store_kept.c = PQconnectdb(getenv("TOMOBUNE_TEST_PG"));
	else if (PQstatus(test_store_kept.c) != CONNECTION_OK)
		PQreset(test_store_kept.c);
	snprintf(text, sizeof text,
		 "do $$ begin set local session_replication_role = replica; "
		 "execute (select coalesce(string_agg('delete from ' || "
		 "oid::regclass, '; '), 'select') from pg_class "
		 "where relkind = 'r' and relname <> 'migration' "
		 "and relnamespace = '%s'::regnamespace "
		 "and pg_relation_size(oid) > 0); end $$; "
		 "select count(*) from pg_class c join pg_attribute a "
		 "on attrelid = c.oid where relnamespace = '%s'::regnamespace",
		 schema, schema);
	PGresult *res = PQexec(test_store_kept.c, text);
	bool good = PQresultStatus(res) == PGRES_TUPLES_OK;
	if (good)
		snprintf(ret_shape, 24, "%s", PQgetvalue(res, 0, 0));
	PQclear(res);
	return good;
}

/* The kept schema, emptied; false: there is none, it is in use, or a test has
 * made another thing of it. */
static inline bool test_store_again(struct test_store *t)
{
	char shape[24];
	if (t->engine != DB_PG || !test_store_kept.name[0] ||
	    test_store_kept.used)
		return false;
	if (!test_store_empty(test_store_kept.name, shape) ||
	    strcmp(shape, test_store_kept.shape) != 0)
		return false;
	memcpy(t->name, test_store_kept.name, sizeof t->name);
	t->where = test_store_kept.where;
	t->kept = test_store_kept.used = true;
	return true;
}

static inline void test_store_keep(struct test_store *t)
{
	if (t->engine != DB_PG || test_store_kept.name[0] ||
	    strlen(t->where) >= sizeof test_store_kept.where ||
	    !test_store_empty(t->name, test_store_kept.shape))
		return;
	memcpy(test_store_kept.name, t->name, sizeof t->name);
	strcpy(test_store_kept.where, t->where);
	t->kept = test_store_kept.used = true;
	atexit(test_store_drop);
}

/* With all migrations of the program. */
static inline struct test_store test_store_open(struct arena *a,
						enum db_engine engine)
{
	struct test_store t = { .engine = engine };
	str why = { 0 };
	if (test_store_again(&t)) {
		test_store_begin(&t, a);
		return t;
	}
	t = test_store_bare(a, engine);
	if (store_migrate(t.store, a, &why) != OK)
		fail_msg("%.*s", (int)why.n, why.p);
	test_store_keep(&t);
	return t;
}

static inline void test_store_close(struct test_store *t)
{
	char name[100];
	store_close(t->store);
	if (t->kept) {
		test_store_kept.used = false;
		return;
	}
	if (t->engine == DB_PG) {
		snprintf(name, sizeof name, "%s cascade", t->name);
		test_store_pg("drop schema", name);
		return;
	}
	test_store_unlink(t->name);
}

static inline enum status test_store_job(struct db *tx, void *arg)
{
	return db_run(tx, arg, NULL, NULL);
}

/* A statement by hand.  Statements are kept by their address: so it stays. */
static inline void test_store_run(struct test_store *t, const char *text)
{
	struct db_sql *sql = new(test_arena, struct db_sql, 1);
	*sql = (struct db_sql){ "by_hand", text, text, 0, 0 };
	assert_int_equal(store_write(t->store, t->db, test_arena,
				     test_store_job, sql), OK);
}

/* The one integer that is asked for; -1: no row. */
static inline i64 test_store_number(struct test_store *t, const char *text)
{
	struct db_sql *sql = new(test_arena, struct db_sql, 1);
	struct db_rows *rows;
	bool row;
	*sql = (struct db_sql){ "number", text, text, 0, 1 };
	assert_int_equal(db_open(t->db, sql, NULL, &rows), OK);
	assert_int_equal(db_next(rows, &row), OK);
	i64 n = row ? db_int(rows, 0) : -1;
	db_close(rows);
	return n;
}

#define TEST_BOTH(area, what)                                                 \
	static void both_##area##_##what(enum db_engine engine);              \
	TEST(area, what##_on_sqlite)                                          \
	{                                                                     \
		both_##area##_##what(DB_LITE);                                \
	}                                                                     \
	TEST(area, what##_on_postgres)                                        \
	{                                                                     \
		both_##area##_##what(DB_PG);                                  \
	}                                                                     \
	static void both_##area##_##what(enum db_engine engine)

#endif
