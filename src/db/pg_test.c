/*
 * pg_test.c — what can happen between us and a PostgreSQL server: broken
 * connections, rivals, and a COMMIT nobody knows the outcome of.
 */
#include "db/bench_test.h"

#include "db/pg_wait.h"
#include "sys/clock.h"

#define PG(id, n_params, n_columns, text)                                     \
	SQL(id, n_params, n_columns, "", text)

PG(hang_up, 0, 1, "select pg_terminate_backend(pg_backend_pid())");

static struct test_store pg_open(void)
{
	return bench_open(DB_PG);
}

static void script(struct test_store *t, const char *text)
{
	assert_int_equal(db_script(t->db, test_arena, str_of(text)), OK);
}

/* A job that counts its runs and hangs up in the first `hang_ups`. */
struct try {
	int runs, hang_ups;
	struct test_store *rival;
	struct arena *arena;
};

static enum status write_try(struct test_store *t, db_job *job,
			     struct try *try)
{
	return store_write(t->store, t->db, test_arena, job, try);
}

static enum status job_hang_up(struct db *tx, void *arg)
{
	struct try *try = arg;
	TRY(add(tx, 1, S("x")));
	if (try->runs++ < try->hang_ups)
		TRY(db_run(tx, &hang_up, NULL, NULL));
	return OK;
}

TEST(pg, a_broken_connection_is_made_anew)
{
	struct test_store t = pg_open();
	assert_int_equal(db_run(t.db, &hang_up, NULL, NULL), E_BUSY);
	assert_int_equal(count(t.db), 0);
	assert_int_equal(db_run(t.db, &hang_up, NULL, NULL), E_BUSY);
	assert_int_equal(db_begin_read(t.db), OK);
	assert_int_equal(count(t.db), 0);
	assert_int_equal(db_run(t.db, &hang_up, NULL, NULL), E_BUSY);
	assert_int_equal(count(t.db), -1);
	db_end_read(t.db);
	assert_int_equal(count(t.db), 0);
	test_store_close(&t);
}

PG(own_pid, 0, 1, "select pg_backend_pid()");
PG(kill_pid, 1, 1, "select pg_terminate_backend($1)");

static i64 pid_of(struct db *db)
{
	struct db_rows *rows;
	bool row;
	assert_int_equal(db_open(db, &own_pid, NULL, &rows), OK);
	assert_int_equal(db_next(rows, &row), OK);
	i64 pid = db_int(rows, 0);
	db_close(rows);
	return pid;
}

TEST(pg, a_connection_that_died_idle_does_not_show)
{
	struct test_store t = pg_open();
	struct db *other;
	i64 pid = pid_of(t.db);
	struct db_value in[] = { INT(pid) };
	assert_int_equal(store_connect(t.store, &other), OK);
	assert_int_equal(db_run(other, &kill_pid, in, NULL), OK);
	/* The word of it may take a moment to arrive. */
	usleep(50000);
	assert_int_equal(db_begin_read(t.db), OK);
	assert_true(pid_of(t.db) != pid);
	db_end_read(t.db);
	test_store_close(&t);
}

TEST(pg, a_job_is_not_run_again_for_ever)
{
	struct test_store t = pg_open();
	struct try once = { .hang_ups = 1 }, ever = { .hang_ups = 100 };
	assert_int_equal(write_try(&t, job_hang_up, &ever), E_BUSY);
	assert_int_equal(ever.runs, 1 + DB_AGAIN_SOFT);
	assert_int_equal(count(t.db), 0);
	assert_int_equal(write_try(&t, job_hang_up, &once), OK);
	assert_int_equal(once.runs, 2);
	assert_int_equal(count(t.db), 1);
	test_store_close(&t);
}

/* Each puts a row when it saw none: only one of two may. */
static enum status job_if_empty(struct db *tx, void *arg)
{
	struct try *try = arg;
	i64 id = try->rival ? 1 : 2;
	bool empty = count(tx) == 0;
	struct try inner = { 0 };
	if (try->rival && !try->runs)
		TRY(write_try(try->rival, job_if_empty, &inner));
	try->runs++;
	return empty ? add(tx, id, S("x")) : E_FORBIDDEN;
}

TEST(pg, rivals_are_put_in_order)
{
	struct test_store t = pg_open(), rival = t;
	struct try try = { .rival = &rival };
	assert_int_equal(store_connect(t.store, &rival.db), OK);
	assert_int_equal(write_try(&t, job_if_empty, &try), E_FORBIDDEN);
	assert_int_equal(try.runs, 2);
	assert_int_equal(count(t.db), 1);
	test_store_close(&t);
}

/* Makes each COMMIT that touches t run `body`. */
static void at_commit(struct test_store *t, const char *body)
{
	char text[600];
	snprintf(text, sizeof text,
		 "create function f() returns trigger language plpgsql as "
		 "$f$ begin %s; return null; end $f$;"
		 "create constraint trigger g after insert on t deferrable "
		 "initially deferred for each row execute function f()",
		 body);
	script(t, text);
}

TEST(pg, a_warning_at_commit_means_unknown)
{
	struct test_store t = pg_open();
	struct try try = { 0 };
	at_commit(&t, "raise warning 'committed locally but might not have"
		      " been replicated'");
	assert_int_equal(write_try(&t, job_hang_up, &try), E_DOWN);
	assert_int_equal(try.runs, 1);
	/* Here it did happen: running it again would have been wrong. */
	assert_int_equal(count(t.db), 1);
	test_store_close(&t);
}

TEST(pg, a_connection_lost_at_commit_means_unknown)
{
	struct test_store t = pg_open();
	struct try try = { 0 };
	at_commit(&t, "perform pg_terminate_backend(pg_backend_pid())");
	assert_int_equal(write_try(&t, job_hang_up, &try), E_DOWN);
	assert_int_equal(try.runs, 1);
	assert_int_equal(count(t.db), 0);
	test_store_close(&t);
}

TEST(pg, a_constraint_at_commit_is_a_conflict)
{
	struct test_store t = pg_open();
	struct try try = { 0 };
	at_commit(&t, "raise exception using errcode = '23514'");
	assert_int_equal(write_try(&t, job_hang_up, &try), E_CONFLICT);
	assert_int_equal(count(t.db), 0);
	test_store_close(&t);
}

TEST(pg, a_server_that_is_not_there_is_down)
{
	struct store_options o = { .engine = DB_PG,
				   .where = "host=/nowhere dbname=x" };
	struct store *s;
	str why = { 0 };
	assert_int_equal(store_open(test_arena, &o, &s, &why), E_DOWN);
	assert_true(why.n > 0);
}

/* ---- many threads ------------------------------------------------------ */

enum { THREADS = 16, EACH = 60 };

PG(bump, 1, 0, "update u set word = (word::int + 1)::text where muni = $1");
PG(get_word, 1, 1, "select word::int from u where muni = $1");

struct crowd {
	struct store *store;
	pthread_t thread;
	int kept, wrong;
};

static enum status job_bump(struct db *tx, void *arg)
{
	struct db_value in[] = { INT(1) };
	(void)arg;
	return db_run(tx, &bump, in, NULL);
}

static void *crowd_main(void *arg)
{
	struct crowd *me = arg;
	struct arena *a = arena_open(1 << 20);
	struct db *db;
	if (store_connect(me->store, &db) != OK)
		abort();
	for (int i = 0; i < EACH; i++) {
		enum status st = store_write(me->store, db, a, job_bump, NULL);
		me->kept += st == OK;
		me->wrong += st != OK && st != E_BUSY;
	}
	arena_close(a);
	return NULL;
}

TEST(pg, what_was_told_is_what_happened)
{
	struct test_store t = pg_open();
	struct crowd crowd[THREADS];
	int kept = 0;
	script(&t, "insert into t values (1, 1);"
		   "insert into u values (1, 1, '0')");
	for (int i = 0; i < THREADS; i++) {
		crowd[i] = (struct crowd){ .store = t.store };
		thread_start(&crowd[i].thread, crowd_main, &crowd[i]);
	}
	for (int i = 0; i < THREADS; i++) {
		thread_join(crowd[i].thread);
		kept += crowd[i].kept;
		assert_int_equal(crowd[i].wrong, 0);
	}
	struct db_value in[] = { INT(1) };
	struct db_rows *rows;
	bool row;
	assert_int_equal(db_open(t.db, &get_word, in, &rows), OK);
	assert_int_equal(db_next(rows, &row), OK);
	assert_int_equal(db_int(rows, 0), kept);
	assert_true(kept > 0);
	db_close(rows);
	test_store_close(&t);
}

/* Two records that have nothing to do with each other but the table they
 * point into. */
static enum status job_pair(struct db *tx, void *arg)
{
	i64 id = *(i64 *)arg;
	char word[32];
	snprintf(word, sizeof word, "%lld", (long long)id);
	struct db_value in[] = { INT(1), INT(id), TEXT(str_of(word)) };
	TRY(add(tx, id, S("x")));
	return db_run(tx, &u_add, in, NULL);
}

/* Whoever looks at all there is and adds to it is the rival of all others. */
static enum status job_count_and_add(struct db *tx, void *arg)
{
	return count(tx) < 0 ? E_BUG : add(tx, *(i64 *)arg, S("x"));
}

static db_job *crowd_job;

static void *crowd_at_work(void *arg)
{
	static _Atomic i64 next = 1;
	struct crowd *me = arg;
	struct arena *a = arena_open(1 << 20);
	struct db *db;
	if (store_connect(me->store, &db) != OK)
		abort();
	for (int i = 0; i < EACH; i++) {
		i64 id = next++;
		me->kept += store_write(me->store, db, a, crowd_job, &id) == OK;
	}
	arena_close(a);
	return NULL;
}

static void all_are_served(db_job *job)
{
	struct test_store t = pg_open();
	struct crowd crowd[THREADS];
	crowd_job = job;
	for (int i = 0; i < THREADS; i++) {
		crowd[i] = (struct crowd){ .store = t.store };
		thread_start(&crowd[i].thread, crowd_at_work, &crowd[i]);
	}
	for (int i = 0; i < THREADS; i++)
		thread_join(crowd[i].thread);
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(crowd[i].kept, EACH);
	assert_int_equal(count(t.db), THREADS * EACH);
	test_store_close(&t);
}

TEST(pg, sixteen_threads_are_all_served)
{
	all_are_served(job_pair);
}

TEST(pg, sixteen_rivals_are_all_served)
{
	all_are_served(job_count_and_add);
}

/* Somebody who is lost with the turn: whoever writes does not hear of it, and
 * whoever has met rivals waits for some seconds and goes on. */
TEST(pg, a_turn_that_is_not_given_back_stops_nobody)
{
	struct test_store t = pg_open();
	struct try never = { 0 }, often = { .hang_ups = 5 };
	PGconn *c = PQconnectdb(getenv("TOMOBUNE_TEST_PG"));
	PQclear(PQexec(c, "select pg_advisory_lock(129, 6)"));
	assert_int_equal(write_try(&t, job_hang_up, &never), OK);
	script(&t, "delete from t");
	assert_int_equal(write_try(&t, job_hang_up, &often), OK);
	assert_int_equal(often.runs, 6);
	PQfinish(c);
	test_store_close(&t);
}

/* A server that is stopped says nothing, not even that time is up
 * (tests/fault/postgres.py stops one). */
TEST(pg, an_answer_is_not_waited_for_for_ever)
{
	struct test_store t = pg_open();
	PGconn *c = PQconnectdb(getenv("TOMOBUNE_TEST_PG"));
	bool late = true;
	i64 began = sys_ticks();
	assert_int_equal(PQsetnonblocking(c, 1), 0);
	PGresult *res = pg_wait(c, PQsendQuery(c, "select 1; select 2"), 5000,
				&late);
	assert_false(late);
	assert_string_equal(PQgetvalue(res, 0, 0), "2");
	PQclear(res);
	res = pg_wait(c, PQsendQuery(c, "select 1; select 1/0"), 5000, &late);
	assert_int_equal(PQresultStatus(res), PGRES_FATAL_ERROR);
	PQclear(res);
	assert_null(pg_wait(c, PQsendQuery(c, "select pg_sleep(20)"), 50,
			    &late));
	assert_true(late);
	assert_true(sys_ticks() - began < (i64)10 * 1000000000);
	PQfinish(c);
	test_store_close(&t);
}

TEST_MAIN
