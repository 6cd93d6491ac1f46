/*
 * writer_test.c — jobs in groups: order, refusal, exhaustion, withdrawal.
 * What happens when the disk fails stands in tests/fault/.
 *
 * Jobs run on the writer's thread, where an assertion cannot jump: they only
 * return.
 */
#include "db/bench_test.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include "db/writer.h"
#include "sys/clock.h"

static struct test_store t;
static struct store *s;
static struct db *reader;

static void open_lite(void)
{
	t = bench_open(DB_LITE);
	s = t.store;
	reader = t.db;
}

static void close_lite(void)
{
	test_store_close(&t);
}

/* A caller in a thread of its own. */
struct call {
	db_job *job;
	i64 id;
	struct arena *arena;
	enum status result;
	int runs;
	pthread_t thread;
};

static void *call_main(void *arg)
{
	struct call *c = arg;
	c->result = store_write(s, NULL, c->arena, c->job, c);
	return NULL;
}

/* Runs the calls as one group, in their order; all but the store's own
 * first group are counted in *ret. */
static void in_one_group(struct call *c, int n, struct writer_count *ret)
{
	struct writer_count before = writer_count(s->writer);
	writer_hold(s->writer, GATE_SHUT);
	for (int i = 0; i < n; i++) {
		c[i].arena = arena_open(1 << 20);
		thread_start(&c[i].thread, call_main, &c[i]);
		while (writer_queued(s->writer) != i + 1)
			usleep(100);
	}
	writer_hold(s->writer, GATE_OPEN);
	for (int i = 0; i < n; i++) {
		thread_join(c[i].thread);
		assert_null(arena_target(c[i].arena));
		arena_close(c[i].arena);
	}
	*ret = writer_count(s->writer);
	ret->groups -= before.groups;
	ret->jobs -= before.jobs;
	ret->alone -= before.alone;
	ret->copies -= before.copies;
}

static enum status job_add(struct db *tx, void *arg)
{
	struct call *c = arg;
	c->runs++;
	return add(tx, c->id, S("x"));
}

static enum status job_refuse(struct db *tx, void *arg)
{
	enum status st = job_add(tx, arg);
	return st == OK ? E_FORBIDDEN : st;
}

/* Ignores the error, as a careless job would. */
static enum status job_careless(struct db *tx, void *arg)
{
	struct call *c = arg;
	c->runs++;
	if (add(tx, c->id, S("x")) == OK)
		(void)!add(tx, c->id, S("x"));
	return OK;
}

static enum status job_orphan(struct db *tx, void *arg)
{
	struct db_value in[] = { INT(1), INT(99), TEXT(S("x")) };
	enum status st = job_add(tx, arg);
	return st == OK ? db_run(tx, &u_add, in, NULL) : st;
}

static enum status job_exhaust(struct db *tx, void *arg)
{
	struct call *c = arg;
	struct db_value in[] = { INT(1) };
	struct db_rows *rows;
	bool row;
	TRY(job_add(tx, arg));
	TRY(db_open(tx, &t_list, in, &rows));
	TRY(db_next(rows, &row));
	/* Jumps with the rows still open. */
	for (;;)
		new(c->arena, char, 1000);
}

/* Job 2 of 3 is `bad`: 1 and 3 are kept, 2 is reported, each once. */
static void second_fails(db_job *bad, enum status want, int runs)
{
	struct writer_count n;
	open_lite();
	struct call c[] = { { job_add, 1 }, { bad, 2 }, { job_add, 3 } };
	in_one_group(c, 3, &n);
	assert_int_equal(n.groups, 1);
	assert_int_equal(n.alone, 0);
	assert_int_equal(c[0].result, OK);
	assert_int_equal(c[1].result, want);
	assert_int_equal(c[2].result, OK);
	assert_int_equal(c[0].runs, 1);
	assert_int_equal(c[1].runs, runs);
	assert_int_equal(c[2].runs, 1);
	assert_true(has(reader, 1) && !has(reader, 2) && has(reader, 3));
	assert_int_equal(count(reader), 2);
	close_lite();
}

TEST(writer, a_refused_job_leaves_the_others)
{
	second_fails(job_refuse, E_FORBIDDEN, 1);
}

TEST(writer, a_constraint_leaves_the_others)
{
	second_fails(job_orphan, E_CONFLICT, 1);
}

TEST(writer, an_error_ignored_is_still_an_error)
{
	/* A taken primary key is tried again in the hope of a fresh id. */
	second_fails(job_careless, E_CONFLICT, 1 + DB_AGAIN);
}

TEST(writer, an_exhausted_arena_leaves_the_others)
{
	second_fails(job_exhaust, E_TOO_LARGE, 1);
}

static enum status job_fresh_id(struct db *tx, void *arg)
{
	struct call *c = arg;
	return add(tx, c->runs++ ? c->id : 1, S("x"));
}

TEST(writer, a_taken_id_is_made_afresh)
{
	struct writer_count n;
	open_lite();
	struct call c[] = { { job_add, 1 }, { job_fresh_id, 2 } };
	in_one_group(c, 2, &n);
	assert_int_equal(c[1].result, OK);
	assert_int_equal(c[1].runs, 2);
	assert_int_equal(count(reader), 2);
	close_lite();
}

TEST(writer, a_group_is_one_commit)
{
	struct writer_count n;
	struct call c[16] = { 0 };
	open_lite();
	for (int i = 0; i < 16; i++)
		c[i] = (struct call){ .job = job_add, .id = i + 1 };
	in_one_group(c, 16, &n);
	assert_int_equal(n.groups, 1);
	assert_int_equal(n.jobs, 16);
	assert_int_equal(count(reader), 16);
	close_lite();
}

TEST(writer, a_queued_job_is_withdrawn_in_time)
{
	struct writer_count n;
	open_lite();
	struct call c = { .job = job_add, .id = 1,
			  .arena = arena_open(1 << 20) };
	s->writer->patience_ms = 20;
	writer_hold(s->writer, GATE_SHUT);
	call_main(&c);
	assert_int_equal(c.result, E_LIMIT);
	assert_int_equal(c.runs, 0);
	assert_int_equal(writer_queued(s->writer), 0);
	arena_close(c.arena);
	/* The queue is whole again. */
	s->writer->patience_ms = 10000;
	struct call more[] = { { job_add, 2 }, { job_add, 3 } };
	in_one_group(more, 2, &n);
	assert_int_equal(count(reader), 2);
	close_lite();
}

TEST(writer, a_full_queue_says_so)
{
	open_lite();
	struct call c = { .job = job_add, .id = 1, .arena = test_arena };
	lock_take(&s->writer->lock);
	s->writer->held = true;
	s->writer->queued += WRITER_QUEUE;
	lock_drop(&s->writer->lock);
	call_main(&c);
	assert_int_equal(c.result, E_LIMIT);
	lock_take(&s->writer->lock);
	s->writer->held = false;
	s->writer->queued -= WRITER_QUEUE;
	lock_drop(&s->writer->lock);
	call_main(&c);
	assert_int_equal(c.result, OK);
	close_lite();
}

static enum status job_nested(struct db *tx, void *arg)
{
	struct call *c = arg;
	(void)tx;
	return store_write(s, NULL, c->arena, job_add, c);
}

TEST(writer, a_job_cannot_wait_for_itself)
{
	open_lite();
	struct call c = { .job = job_nested, .id = 1, .arena = test_arena };
	call_main(&c);
	assert_int_equal(c.result, E_BUG);
	assert_int_equal(c.runs, 0);
	close_lite();
}

TEST(writer, closing_finishes_what_is_queued)
{
	open_lite();
	struct call c = { .job = job_add, .id = 1,
			  .arena = arena_open(1 << 20) };
	writer_hold(s->writer, GATE_SHUT);
	thread_start(&c.thread, call_main, &c);
	while (writer_queued(s->writer) != 1)
		usleep(100);
	/* What store_close does first; the waiter still needs the rest. */
	writer_drain(s->writer);
	thread_join(c.thread);
	assert_int_equal(c.result, OK);
	struct call late = { .job = job_add, .id = 2, .arena = test_arena };
	call_main(&late);
	assert_int_equal(late.result, E_DOWN);
	assert_int_equal(count(reader), 1);
	arena_close(c.arena);
	close_lite();
}

/* 2 MB a row: some 520 pages of the log. */
static enum status job_add_large(struct db *tx, void *arg)
{
	enum { LARGE = 2 << 20 };
	struct call *c = arg;
	char *p = new(c->arena, char, LARGE);
	memset(p, 'x', LARGE);
	return add(tx, c->id, (str){ p, LARGE });
}

static i64 log_bytes(void)
{
	char name[120];
	struct stat st;
	snprintf(name, sizeof name, "%s-wal", t.name);
	assert_int_equal(stat(name, &st), 0);
	return st.st_size;
}

static void add_large(i64 id)
{
	struct call c = { .job = job_add_large, .id = id,
			  .arena = arena_open(4 << 20) };
	call_main(&c);
	assert_int_equal(c.result, OK);
	arena_close(c.arena);
}

TEST(writer, the_log_is_copied_when_it_has_grown_and_begun_anew)
{
	open_lite();
	struct writer_count n;
	struct call small = { .job = job_add, .id = 1 };
	in_one_group(&small, 1, &n);
	assert_int_equal(n.copies, 0);
	/* Each second one has grown by 1,000 pages; nobody reads, so that
	 * SQLite begins the log anew after each copy. */
	for (i64 id = 2; id < 12; id++)
		add_large(id);
	n = writer_count(s->writer);
	assert_in_range(n.copies, 4, 5);
	assert_in_range(log_bytes(), 4 << 20, 8 << 20);
	assert_int_equal(count(reader), 11);
	close_lite();
}

TEST(writer, a_reader_in_the_way_does_not_stop_the_writer)
{
	open_lite();
	assert_int_equal(db_begin_read(reader), OK);
	assert_int_equal(count(reader), 0);
	for (i64 id = 1; id <= 8; id++)
		add_large(id);
	/* The log grew on, and was not copied after each group. */
	assert_in_range(writer_count(s->writer).copies, 3, 5);
	assert_int_equal(count(reader), 0);
	db_end_read(reader);
	assert_int_equal(count(reader), 8);
	close_lite();
}

/* ---- another who writes -------------------------------------------------- */

static sqlite3 *other_begins(void)
{
	sqlite3 *h;
	assert_int_equal(sqlite3_open(t.name, &h), SQLITE_OK);
	assert_int_equal(sqlite3_exec(h, "begin immediate", NULL, NULL, NULL),
			 SQLITE_OK);
	return h;
}

static void other_ends(sqlite3 *h)
{
	assert_int_equal(sqlite3_exec(h, "rollback", NULL, NULL, NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_close(h), SQLITE_OK);
}

/* As a reader does for an instant that met a half written head of the log. */
TEST(writer, a_lock_held_for_an_instant_is_waited_for)
{
	open_lite();
	struct call c = { .job = job_add, .id = 1 };
	c.arena = arena_open(1 << 20);
	sqlite3 *other = other_begins();
	i64 before = writer_count(s->writer).groups;
	thread_start(&c.thread, call_main, &c);
	while (writer_count(s->writer).groups == before)
		usleep(100);
	/* It is begun now, or in this time. */
	usleep(50000);
	other_ends(other);
	thread_join(c.thread);
	assert_int_equal(c.result, OK);
	arena_close(c.arena);
	close_lite();
}

/* Not once for each of its jobs. */
TEST(writer, a_lock_that_is_kept_is_waited_for_once_in_a_group)
{
	struct writer_count n;
	open_lite();
	struct call c[] = { { job_add, 1 }, { job_add, 2 }, { job_add, 3 } };
	sqlite3 *other = other_begins();
	in_one_group(c, 3, &n);
	other_ends(other);
	assert_int_equal(n.alone, 0);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(c[i].result, E_BUSY);
		assert_int_equal(c[i].runs, 0);
	}
	assert_int_equal(count(reader), 0);
	in_one_group(c, 3, &n);
	assert_int_equal(count(reader), 3);
	close_lite();
}

/* ---- many threads ------------------------------------------------------ */

enum { THREADS = 8, EACH = 50 };

struct crowd {
	pthread_t thread;
	int n;
	int kept, wrong;
};

static void *crowd_main(void *arg)
{
	struct crowd *me = arg;
	struct arena *a = arena_open(1 << 20);
	struct db *db;
	if (store_connect(s, &db) != OK)
		abort();
	for (int i = 0; i < EACH; i++) {
		bool refuse = i % 7 == 3;
		struct call c = { .job = refuse ? job_refuse : job_add,
				  .id = me->n * 1000 + i + 1, .arena = a };
		call_main(&c);
		/* Acknowledged means visible to a snapshot begun after. */
		bool seen = has(db, c.id);
		me->kept += c.result == OK;
		me->wrong += c.result != (refuse ? E_FORBIDDEN : OK) ||
			     seen == refuse;
		arena_reset(a);
	}
	arena_close(a);
	return NULL;
}

TEST(writer, many_threads_each_hear_the_truth)
{
	struct crowd crowd[THREADS] = { 0 };
	int kept = 0;
	open_lite();
	for (int i = 0; i < THREADS; i++) {
		crowd[i].n = i;
		thread_start(&crowd[i].thread, crowd_main, &crowd[i]);
	}
	for (int i = 0; i < THREADS; i++) {
		thread_join(crowd[i].thread);
		assert_int_equal(crowd[i].wrong, 0);
		kept += crowd[i].kept;
	}
	assert_int_equal(count(reader), kept);
	close_lite();
}

TEST_MAIN
