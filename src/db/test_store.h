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
 * it that half is skipped.
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

static inline void test_store_where(struct test_store *t, struct arena *a)
{
	static int serial;
	const char *pg = getenv("TOMOBUNE_TEST_PG");
	if (t->engine == DB_LITE) {
		snprintf(t->name, sizeof t->name, "/dev/shm/tomobune-%d-%d.db",
			 (int)getpid(), serial++);
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

/* Opened, not migrated. */
static inline struct test_store test_store_bare(struct arena *a,
						enum db_engine engine)
{
	struct test_store t = { .engine = engine };
	str why = { 0 };
	test_store_where(&t, a);
	struct store_options o = { .engine = engine, .where = t.where,
				   .sync_off = true };
	if (store_open(a, &o, &t.store, &why) != OK)
		fail_msg("%.*s", (int)why.n, why.p);
	assert_int_equal(store_connect(t.store, &t.db), OK);
	return t;
}

/* With all migrations of the program. */
static inline struct test_store test_store_open(struct arena *a,
						enum db_engine engine)
{
	struct test_store t = test_store_bare(a, engine);
	str why = { 0 };
	if (store_migrate(t.store, a, &why) != OK)
		fail_msg("%.*s", (int)why.n, why.p);
	return t;
}

static inline void test_store_close(struct test_store *t)
{
	static const char *const tail[] = { "", "-wal", "-shm" };
	char name[100];
	store_close(t->store);
	if (t->engine == DB_PG) {
		snprintf(name, sizeof name, "%s cascade", t->name);
		test_store_pg("drop schema", name);
		return;
	}
	for (int i = 0; i < 3; i++) {
		snprintf(name, sizeof name, "%s%s", t->name, tail[i]);
		unlink(name);
	}
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
