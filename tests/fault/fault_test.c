/*
 * fault_test.c — the group commit on a disk that fills up, a disk that fails
 * and a memory that ends: job 2 of 3 is hit; 1 and 3 are kept, 2 is reported,
 * each exactly once, and the same is true after closing and opening again.
 */
#include "db/bench_test.h"

#include "db/writer.h"
#include "vfs_fault.h"

__attribute__((constructor)) static void start(void)
{
	fault_start();
}

static struct test_store t;

static void open_again(void)
{
	struct store_options o = { .engine = DB_LITE, .where = t.where,
				   .vfs = "fault" };
	str why = { 0 };
	if (store_open(test_arena, &o, &t.store, &why) != OK)
		fail_msg("%.*s", (int)why.n, why.p);
	assert_int_equal(store_connect(t.store, &t.db), OK);
}

static void fault_open(void)
{
	t = (struct test_store){ .engine = DB_LITE };
	test_store_where(&t, test_arena);
	open_again();
	assert_int_equal(store_write(t.store, t.db, test_arena, bench_create,
				     test_arena),
			 OK);
}

/* ---- three jobs in one group --------------------------------------------- */

struct call {
	db_job *job;
	i64 id;
	str body;
	int times;		/* rows to write, ids from `id` on */
	int memory;		/* for fault_memory */
	enum status result;
	int failures;
	pthread_t thread;
};

static enum status job_add(struct db *tx, void *arg)
{
	struct call *c = arg;
	enum status st = OK;
	fault_memory(c->memory);
	for (int i = 0; st == OK && i < (c->times ? c->times : 1); i++)
		st = add(tx, c->id + i, c->body);
	c->failures += fault_memory(0);
	return st;
}

/* Does not look at the outcome of its statement. */
static enum status job_blind(struct db *tx, void *arg)
{
	(void)!job_add(tx, arg);
	return OK;
}

static void *call_main(void *arg)
{
	struct call *c = arg;
	struct arena *a = arena_open(1 << 20);
	c->result = store_write(t.store, NULL, a, c->job, c);
	arena_close(a);
	return NULL;
}

/* Returns how many had to run alone. */
static i64 in_one_group(struct call c[3])
{
	struct writer *w = t.store->writer;
	i64 alone = writer_count(w).alone;
	writer_hold(w, GATE_SHUT);
	for (int i = 0; i < 3; i++) {
		thread_start(&c[i].thread, call_main, &c[i]);
		while (writer_queued(w) != i + 1)
			usleep(50);
	}
	writer_hold(w, GATE_OPEN);
	for (int i = 0; i < 3; i++)
		thread_join(c[i].thread);
	return writer_count(w).alone - alone;
}

static void only_one_and_three(void)
{
	assert_true(has(t.db, 1) && !has(t.db, 2) && has(t.db, 3));
	assert_int_equal(count(t.db), 2);
}

/* `alone`: -1 when it depends on the engine whether the group falls apart. */
static void second_is_hit(struct call second, i64 alone)
{
	struct call c[3] = { { .job = job_add, .id = 1, .body = S("一") },
			     second,
			     { .job = job_add, .id = 3, .body = S("三") } };
	c[1].id = second.times ? 1000 : 2;
	fault_open();
	i64 ran_alone = in_one_group(c);
	if (alone >= 0)
		assert_int_equal(ran_alone, alone);
	assert_int_equal(c[0].result, OK);
	assert_int_equal(c[1].result, E_DOWN);
	assert_int_equal(c[2].result, OK);
	only_one_and_three();
	/* The writer is whole: the next job is nothing special. */
	struct call next = { .job = job_add, .id = 4, .body = S("四") };
	call_main(&next);
	assert_int_equal(next.result, OK);
	store_close(t.store);
	open_again();
	assert_int_equal(count(t.db), 3);
	assert_false(has(t.db, 2) || has(t.db, 1000));
	test_store_close(&t);
}

static str marked(const char *mark, isize n)
{
	str one = str_of(mark);
	char *p = new(test_arena, char, n + one.n);
	for (isize i = 0; i < n; i += one.n)
		memcpy(p + i, one.p, (size_t)one.n);
	return (str){ p, n };
}

TEST(fault, disk_full_at_commit)
{
	second_is_hit((struct call){ job_add, .body = S(FAULT_FULL) }, 3);
}

TEST(fault, write_error_at_commit)
{
	second_is_hit((struct call){ job_add, .body = S(FAULT_IO) }, 3);
}

TEST(fault, sync_error_at_commit)
{
	second_is_hit((struct call){ job_add, .body = S(FAULT_SYNC) }, 3);
}

/* More than the page cache holds, so that the job itself meets the disk. */
TEST(fault, disk_full_in_the_middle_of_a_job)
{
	second_is_hit((struct call){ job_add, .times = 40,
				     .body = marked(FAULT_FULL, 1 << 20) },
		      -1);
}

TEST(fault, write_error_in_the_middle_of_a_job)
{
	second_is_hit((struct call){ job_add, .times = 40,
				     .body = marked(FAULT_IO, 1 << 20) },
		      3);
}

TEST(fault, write_error_that_a_job_does_not_look_at)
{
	second_is_hit((struct call){ job_blind, .times = 40,
				     .body = marked(FAULT_IO, 1 << 20) },
		      3);
}

/* Every allocation of the job in turn is the one that fails. */
TEST(fault, out_of_memory)
{
	int hits = 0, calm = 0;
	str body = marked("x", 20000);
	fault_open();
	for (int n = 1; !calm; n++) {
		i64 id = n * 10;
		struct call c[3] = { { job_add, id + 1, S("一") },
				     { job_add, id + 2, body, .memory = n },
				     { job_add, id + 3, S("三") } };
		in_one_group(c);
		bool kept = c[1].result == OK;
		calm = c[1].failures == 0;
		hits += !kept;
		assert_true(kept || c[1].result == E_DOWN);
		assert_true(kept || c[1].failures);
		assert_int_equal(c[0].result, OK);
		assert_int_equal(c[2].result, OK);
		assert_true(has(t.db, id + 1) && has(t.db, id + 3));
		assert_int_equal(has(t.db, id + 2), kept);
		assert_int_equal(count(t.db), 3 * n - hits);
	}
	assert_true(hits > 0);
	i64 all = count(t.db);
	store_close(t.store);
	open_again();
	assert_int_equal(count(t.db), all);
	test_store_close(&t);
}

TEST(fault, a_checkpoint_that_fails_loses_nothing)
{
	fault_open();
	fault_main_file(1);
	for (i64 id = 1; id <= 20; id++) {
		struct call c = { .job = job_add, .id = id, .body = S("x") };
		call_main(&c);
		assert_int_equal(c.result, OK);
	}
	assert_int_equal(count(t.db), 20);
	store_close(t.store);
	fault_main_file(0);
	open_again();
	assert_int_equal(count(t.db), 20);
	test_store_close(&t);
}

TEST_MAIN
