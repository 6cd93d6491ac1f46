/*
 * calls_test.c — what this room stands on fails: no memory, a disk that
 * refuses, a connection that breaks in the midst of a word.  Each call in turn
 * (test_db_calls.h), and after each the store is whole.
 */
#include "db/bench_test.h"
#include "db/test_db_calls.h"

#include "db/migrate.h"
#include "db/pg_wait.h"
#include "sys/clock.h"

enum { MOST = 60 };	/* calls of one kind on one way */

struct failing {
	struct test_call *call;
	int why;
};

static const struct failing memory[] = {
	{ &call_calloc, ENOMEM }, { &call_strdup, ENOMEM },
	{ &call_arena_open, ENOMEM },
};
static const struct failing lite_calls[] = {
	{ &call_sqlite3_open_v2, SQLITE_CANTOPEN },
	{ &call_sqlite3_exec, SQLITE_IOERR },
	{ &call_sqlite3_prepare_v3, SQLITE_NOMEM },
	{ &call_sqlite3_step, SQLITE_FULL },
};
static const struct failing pg_calls[] = {
	{ &call_PQconnectdbParams, 0 }, { &call_PQsetnonblocking, 0 },
	{ &call_PQparameterStatus, 0 }, { &call_PQparameterStatus, 1 },
	{ &call_PQsendQuery, 0 }, { &call_PQsendQueryPrepared, 0 },
	{ &call_PQconsumeInput, 0 }, { &call_poll, EINVAL },
};

/* fn(arg, call) with each of the calls that may fail on this engine. */
static void with_each(enum db_engine engine,
		      void (*fn)(struct test_store *, struct failing),
		      struct test_store *t)
{
	bool pg = engine == DB_PG;
	const struct failing *own = pg ? pg_calls : lite_calls;
	isize n = pg ? COUNT(pg_calls) : COUNT(lite_calls);
	for (isize i = 0; i < COUNT(memory); i++)
		fn(t, memory[i]);
	for (isize i = 0; i < n; i++)
		fn(t, own[i]);
}

/* What PQconsumeInput says is looked at again: here the link is whole. */
static bool is_lost(struct failing f)
{
	return f.call != &call_PQconsumeInput;
}

/* ---- opening ----------------------------------------------------------------- */

/* The n-th call fails, for every n until none does. */
static void open_until(struct test_store *t, struct failing f)
{
	struct store_options o = { .engine = t->engine, .where = t->where,
				   .sync_normal = true };
	enum status st = E_DOWN;
	for (int n = 1; st != OK; n++) {
		struct store *s = NULL;
		str why = { 0 };
		test_call_at(f.call, n, f.why);
		st = store_open(test_arena, &o, &s, &why);
		bool failed = test_call_off(f.call);
		assert_int_equal(st, failed && is_lost(f) ? E_DOWN : OK);
		assert_int_equal(s != NULL, st == OK);
		assert_int_equal(why.n > 0 && st != OK, st != OK);
		if (s)
			store_close(s);
		assert_true(n < MOST);
	}
}

TEST_BOTH(calls, a_store_opens_whole_or_not_at_all)
{
	struct test_store t = test_store_bare(test_arena, engine);
	store_close(t.store);
	with_each(engine, open_until, &t);
	struct store_options o = { .engine = engine, .where = t.where };
	str why;
	assert_int_equal(store_open(test_arena, &o, &t.store, &why), OK);
	test_store_close(&t);
}

static void connect_until(struct test_store *t, struct failing f)
{
	enum status st = E_DOWN;
	for (int n = 1; st != OK; n++) {
		struct db *db = NULL;
		test_call_at(f.call, n, f.why);
		st = store_connect(t->store, &db);
		bool failed = test_call_off(f.call);
		assert_int_equal(st, failed && is_lost(f) ? E_DOWN : OK);
		assert_int_equal(db != NULL, st == OK);
		assert_true(n < MOST);
	}
}

TEST_BOTH(calls, a_worker_is_connected_or_told)
{
	struct test_store t = bench_open(engine);
	with_each(engine, connect_until, &t);
	assert_int_equal(count(t.db), 0);
	test_store_close(&t);
}

TEST(calls, a_database_without_a_log_is_none)
{
	struct store_options o = { .engine = DB_LITE, .where = ":memory:" };
	struct store *s = NULL;
	str why = { 0 };
	assert_int_equal(store_open(test_arena, &o, &s, &why), E_DOWN);
	assert_null(s);
	assert_true(why.n > 0);
	unlink(":memory:");
}

/* ---- reading and writing ------------------------------------------------------ */

/* Right or refused, never another number. */
static void read_until(struct test_store *t, struct failing f)
{
	bool failed = true;
	for (int n = 1; failed; n++) {
		struct test_store one = *t;
		assert_int_equal(store_connect(t->store, &one.db), OK);
		test_call_at(f.call, n, f.why);
		enum status st = db_begin_read(one.db);
		i64 rows = st == OK ? count(one.db) : -1;
		failed = test_call_off(f.call);
		db_end_read(one.db);
		assert_true(rows == 1 || (rows == -1 && failed));
		/* The next page is whole. */
		assert_int_equal(db_begin_read(one.db), OK);
		assert_int_equal(count(one.db), 1);
		db_end_read(one.db);
		assert_true(n < MOST);
	}
}

TEST_BOTH(calls, a_page_is_right_or_refused)
{
	struct test_store t = bench_open(engine);
	struct db_value v[] = { INT(1), INT(1), { 0 }, { 0 } };
	assert_int_equal(write_one(&t, &t_add, v, NULL), OK);
	with_each(engine, read_until, &t);
	test_store_close(&t);
}

/* What is told to be written is there; what was refused is not, but for a
 * commit that nobody heard the end of (PostgreSQL). */
static void write_until(struct test_store *t, struct failing f)
{
	static i64 id = 1;
	bool failed = true;
	for (int n = 1; failed; n++, id++) {
		struct db_value v[] = { INT(1), INT(id), { 0 }, { 0 } };
		test_call_at(f.call, n, f.why);
		enum status st = write_one(t, &t_add, v, NULL);
		failed = test_call_off(f.call);
		bool unknown = t->engine == DB_PG && st == E_DOWN;
		assert_true(has(t->db, id) == (st == OK) || unknown);
		assert_true(st == OK || failed);
		assert_true(n < MOST);
	}
}

TEST_BOTH(calls, what_was_refused_is_not_there)
{
	struct test_store t = bench_open(engine);
	with_each(engine, write_until, &t);
	test_store_close(&t);
}

static enum status job_refuses(struct db *tx, void *arg)
{
	TRY(add(tx, *(i64 *)arg, S("x")));
	return E_FORBIDDEN;
}

static void refuse_until(struct test_store *t, struct failing f)
{
	bool failed = true;
	for (int n = 1; failed; n++) {
		i64 id = 1000;
		test_call_at(f.call, n, f.why);
		enum status st = store_write(t->store, t->db, test_arena,
					     job_refuses, &id);
		failed = test_call_off(f.call);
		assert_true(failed ? st != OK : st == E_FORBIDDEN);
		assert_false(has(t->db, id));
		assert_true(n < MOST);
	}
}

TEST_BOTH(calls, a_job_that_refuses_leaves_nothing)
{
	struct test_store t = bench_open(engine);
	with_each(engine, refuse_until, &t);
	assert_int_equal(count(t.db), 0);
	test_store_close(&t);
}

/* ---- SQLite: what its words mean ------------------------------------------------ */

TEST(calls, every_word_of_sqlite_is_understood)
{
	static const struct {
		int rc;
		enum status st;
	} said[] = {
		{ SQLITE_BUSY, E_BUSY }, { SQLITE_LOCKED, E_BUSY },
		{ SQLITE_BUSY_SNAPSHOT, E_BUSY },
		{ SQLITE_INTERRUPT, E_LIMIT }, { SQLITE_TOOBIG, E_TOO_LARGE },
		{ SQLITE_FULL, E_DOWN }, { SQLITE_IOERR_READ, E_DOWN },
		{ SQLITE_NOMEM, E_DOWN }, { SQLITE_CANTOPEN, E_DOWN },
		{ SQLITE_CORRUPT, E_DOWN }, { SQLITE_NOTADB, E_DOWN },
		{ SQLITE_PROTOCOL, E_DOWN }, { SQLITE_MISUSE, E_BUG },
		{ SQLITE_CONSTRAINT_ROWID, E_CONFLICT },
		{ SQLITE_CONSTRAINT_CHECK, E_CONFLICT },
	};
	struct test_store t = bench_open(DB_LITE);
	struct db_value in[] = { INT(1) };
	for (isize i = 0; i < COUNT(said); i++) {
		test_call_at(&call_sqlite3_step, 1, said[i].rc);
		assert_int_equal(db_run(t.db, &t_count, in, NULL), said[i].st);
		assert_int_equal(count(t.db), 0);
	}
	test_store_close(&t);
}

TEST(calls, a_statement_begins_whole_or_not_at_all)
{
	struct test_store t = bench_open(DB_LITE);
	struct db_value v[] = { INT(1), INT(1), TEXT(S("山邉")), { 0 } };
	struct db_rows *rows;
	bool row = false;
	assert_int_equal(write_one(&t, &t_add, v, NULL), OK);
	test_call_at(&call_sqlite3_bind_int64, 2, SQLITE_NOMEM);
	assert_int_equal(db_open(t.db, &t_get, v, &rows), E_DOWN);
	assert_int_equal(db_open(t.db, &t_get, v, &rows), OK);
	test_call_at(&call_sqlite3_column_text, 1, 0);
	assert_int_equal(db_next(rows, &row), E_BUG);
	assert_false(row);
	db_close(rows);
	assert_true(has(t.db, 1));
	test_store_close(&t);
}

TEST(calls, a_snapshot_ends_when_it_can)
{
	struct test_store t = bench_open(DB_LITE);
	assert_int_equal(db_begin_read(t.db), OK);
	test_call_at(&call_sqlite3_step, 1, SQLITE_NOMEM);
	db_end_read(t.db);
	assert_true(test_call_off(&call_sqlite3_step));
	assert_int_equal(db_begin_read(t.db), OK);
	db_end_read(t.db);
	test_store_close(&t);
}

/* The first error of a transaction is the one that is told. */
TEST_BOTH(calls, a_spoiled_transaction_hears_nothing_more)
{
	struct test_store t = bench_open(engine);
	struct db_value v[] = { INT(1), INT(1), { 0 }, { 0 } };
	SQL(typo, 0, 1, "select nothing", "select nothing");
	struct db_rows *rows;
	bool row = false;
	assert_int_equal(write_one(&t, &t_add, v, NULL), OK);
	assert_int_equal(db_begin_read(t.db), OK);
	assert_int_equal(db_open(t.db, &t_list, v, &rows), OK);
	assert_int_equal(db_run(t.db, &typo, NULL, NULL), E_BUG);
	assert_int_equal(db_script(t.db, test_arena, S("select 1")), E_BUG);
	test_call_at(&call_sqlite3_step, 1, SQLITE_FULL);
	(void)!db_next(rows, &row);
	(void)test_call_off(&call_sqlite3_step);
	assert_int_equal(db_run(t.db, &t_count, v, NULL), E_BUG);
	db_close(rows);
	db_end_read(t.db);
	assert_int_equal(count(t.db), 1);
	test_store_close(&t);
}

/* ---- PostgreSQL ---------------------------------------------------------------- */

SQL(hang_up, 0, 1, "", "select pg_terminate_backend(pg_backend_pid())");

/* It went and does not come back for a while: every door says E_DOWN. */
TEST(calls, a_lost_server_is_told_as_down)
{
	struct test_store t = bench_open(DB_PG);
	struct db_value v[] = { INT(1), INT(1), { 0 }, { 0 } };
	assert_int_equal(db_run(t.db, &hang_up, NULL, NULL), E_BUSY);
	for (int n = 0; n < 2; n++) {
		test_call_at(&call_PQconnectdbParams, 1, 0);
		assert_int_equal(db_run(t.db, &t_count, v, NULL), E_DOWN);
		test_call_at(&call_PQconnectdbParams, 1, 0);
		assert_int_equal(db_begin_read(t.db), E_DOWN);
		test_call_at(&call_PQconnectdbParams, 1, 0);
		assert_int_equal(write_one(&t, &t_add, v, NULL), E_DOWN);
	}
	assert_int_equal(count(t.db), 0);
	/* It goes between two pages, and is not there again. */
	struct db *other;
	struct db_value pid[] = { INT(0) };
	SQL(own_pid, 0, 1, "", "select pg_backend_pid()");
	SQL(kill_pid, 1, 1, "", "select pg_terminate_backend($1)");
	struct db_rows *rows;
	bool row;
	assert_int_equal(db_open(t.db, &own_pid, NULL, &rows), OK);
	assert_int_equal(db_next(rows, &row), OK);
	pid[0].i = db_int(rows, 0);
	db_close(rows);
	assert_int_equal(store_connect(t.store, &other), OK);
	assert_int_equal(db_run(other, &kill_pid, pid, NULL), OK);
	usleep(50000);
	test_call_at(&call_PQconnectdbParams, 1, 0);
	assert_int_equal(db_begin_read(t.db), E_DOWN);
	assert_true(test_call_off(&call_PQconnectdbParams));
	assert_int_equal(count(t.db), 0);
	test_store_close(&t);
}

TEST(calls, a_full_socket_is_waited_for)
{
	struct test_store t = bench_open(DB_PG);
	test_call_at(&call_PQflush, 1, 0);
	assert_int_equal(count(t.db), 0);
	assert_true(test_call_off(&call_PQflush));
	/* It breaks while more is to be sent. */
	test_call_at(&call_PQflush, 1, 0);
	test_call_at(&call_PQconsumeInput, 1, 0);
	(void)count(t.db);
	assert_true(test_call_off(&call_PQconsumeInput));
	assert_int_equal(count(t.db), 0);
	/* No room comes: the connection is given up. */
	test_call_at(&call_PQflush, 1, 0);
	test_call_at(&call_poll, 1, EINVAL);
	assert_int_equal(count(t.db), -1);
	assert_int_equal(count(t.db), 0);
	/* A signal is waited out. */
	test_call_at(&call_poll, 1, EINTR);
	PGconn *c = PQconnectdb(getenv("TOMOBUNE_TEST_PG"));
	bool late = true;
	PGresult *res = pg_wait(c, PQsendQuery(c, "select pg_sleep(0.1)"),
				5000, &late);
	assert_false(late);
	assert_int_equal(PQresultStatus(res), PGRES_TUPLES_OK);
	PQclear(res);
	PQfinish(c);
	test_store_close(&t);
}

static enum status job_forgets(struct db *tx, void *arg)
{
	SQL(broken, 0, 1, "", "select 1/0");
	(void)arg;
	TRY(add(tx, 7, S("x")));
	if (db_run(tx, &broken, NULL, NULL) == OK)
		return E_FORBIDDEN;
	tx->spoiled = OK;	/* as if nobody had noticed */
	return OK;
}

TEST(calls, a_commit_that_was_a_rollback_is_no_commit)
{
	struct test_store t = bench_open(DB_PG);
	assert_int_equal(store_write(t.store, t.db, test_arena, job_forgets,
				     NULL), E_BUG);
	assert_false(has(t.db, 7));
	test_store_close(&t);
}

TEST(calls, values_that_are_no_rows_of_ours)
{
	struct test_store t = bench_open(DB_PG);
	SQL(yes, 0, 2, "", "select true, 'ab'::text");
	SQL(hungry, 200, 1, "", "select 1");
	struct db_rows *rows, *more;
	struct db_value none[200] = { 0 };
	bool row;
	assert_int_equal(db_open(t.db, &hungry, none, &rows), E_BUG);
	assert_int_equal(db_open(t.db, &yes, NULL, &rows), OK);
	assert_int_equal(db_open(t.db, &yes, NULL, &more), OK);
	assert_int_equal(db_next(rows, &row), OK);
	assert_int_equal(db_int(rows, 0), 1);
	assert_str(db_blob(rows, 1, test_arena), S("ab"));
	/* The one that was opened first goes first. */
	db_close(rows);
	assert_int_equal(db_next(more, &row), OK);
	assert_int_equal(db_int(more, 0), 1);
	db_close(more);
	test_store_close(&t);
}

/* ---- migrations ----------------------------------------------------------------- */

static const struct migration list[] = {
	{ 1, STR("0001_boat"),
	  STR("create table boat ( -- 舟 / a boat\n"
	      "  muni muni not null, -- 自治体 / municipality\n"
	      "  primary key (muni)\n"
	      ");\n") },
	{ 2, STR("0002_oar"),
	  STR("create table oar ( -- 櫂 / an oar\n"
	      "  muni muni not null, -- 自治体 / municipality\n"
	      "  primary key (muni)\n"
	      ");\n") },
};

static void migrate_until(struct test_store *t, struct failing f)
{
	enum status st = E_DOWN;
	(void)t;
	for (int n = 1; st != OK; n++) {
		struct test_store new = test_store_bare(test_arena, t->engine);
		str why = { 0 };
		i64 newest = -1;
		test_call_at(f.call, n, f.why);
		st = migrate_with(new.store, test_arena, list, 2, &why);
		bool failed = test_call_off(f.call);
		assert_true(st == OK || failed);
		assert_int_equal(why.n > 0, st != OK);
		/* All of one or nothing: the rest applies afterwards. */
		assert_int_equal(migrate_with(new.store, test_arena, list, 2,
					      &why), OK);
		test_call_at(f.call, n, f.why);
		enum status seen = migrate_check(new.store, test_arena, list,
						 2, &newest, &why);
		assert_true(seen == OK || test_call_off(f.call));
		(void)test_call_off(f.call);
		assert_int_equal(newest, seen == OK ? 2 : -1);
		test_store_close(&new);
		assert_true(n < MOST);
	}
}

static const struct {
	bool pg;
	struct failing f;
} migrate_calls[] = {
	{ false, { &call_sqlite3_open_v2, SQLITE_CANTOPEN } },
	{ false, { &call_sqlite3_exec, SQLITE_IOERR } },
	{ false, { &call_sqlite3_step, SQLITE_FULL } },
	{ false, { &call_calloc, ENOMEM } },
	{ true, { &call_PQsendQuery, 0 } },
	{ true, { &call_PQsendQueryPrepared, 0 } },
};

TEST_BOTH(calls, a_migration_is_applied_whole_or_not_at_all)
{
	struct test_store t = { .engine = engine };
	bool pg = engine == DB_PG;
	if (pg && !getenv("TOMOBUNE_TEST_PG"))
		skip();
	for (isize i = 0; i < COUNT(migrate_calls); i++)
		if (migrate_calls[i].pg == pg)
			migrate_until(&t, migrate_calls[i].f);
	t = test_store_bare(test_arena, engine);
	str why;
	i64 newest;
	assert_int_equal(migrate_with(t.store, test_arena, NULL, 0, &why), OK);
	assert_int_equal(migrate_check(t.store, test_arena, NULL, 0, &newest,
				       &why), OK);
	assert_int_equal(newest, 0);
	test_store_close(&t);
}

TEST_MAIN
