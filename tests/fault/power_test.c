/*
 * power_test.c — nothing acknowledged is lost when the power goes, and the
 * same harness sees the losses that synchronous=NORMAL has.
 *
 * A child writes rows and tells each acknowledged one through a pipe; it is
 * killed at a random moment, the power is cut under its files, and what the
 * pipe said is looked up.
 */
#include "db/bench_test.h"

#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>

#include "base/rng.h"
#include "power_vfs.h"

static enum status job_add(struct db *tx, void *arg)
{
	return add(tx, *(i64 *)arg, S("支援経過"));
}

/* The child: never returns. */
static _Noreturn void write_rows(const char *path, i64 id, int told)
{
	struct store_options o = { .engine = DB_LITE, .where = path };
	struct arena *a = arena_open(1 << 20);
	struct store *s;
	str why;
	if (store_open(a, &o, &s, &why) != OK)
		_exit(1);
	for (;; id++) {
		if (store_write(s, NULL, a, job_add, &id) != OK)
			_exit(2);
		if (write(told, &id, sizeof id) != sizeof id)
			_exit(3);
	}
}

struct tally {
	long told, lost;
	struct power_loss loss;
};

static void is_whole(const char *path)
{
	sqlite3 *h;
	sqlite3_stmt *st;
	assert_int_equal(sqlite3_open(path, &h), SQLITE_OK);
	sqlite3_prepare_v2(h, "pragma integrity_check", -1, &st, NULL);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	assert_string_equal((const char *)sqlite3_column_text(st, 0), "ok");
	sqlite3_finalize(st);
	sqlite3_close(h);
}

/* One life, one power cut; counts the rows told and not found. */
static void one_cycle(struct test_store *t, struct rng *r, i64 first,
		      struct tally *sum)
{
	int told[2];
	struct power_loss loss;
	struct store_options o = { .engine = DB_LITE, .where = t->where };
	str why;
	assert_int_equal(pipe(told), 0);
	pid_t child = fork();
	if (child == 0)
		write_rows(t->where, first, told[1]);
	close(told[1]);
	i64 id, last = first - 1, stop = first + 1 + rng_below(r, 20);
	while (last < stop && read(told[0], &id, sizeof id) == sizeof id)
		last = id;
	usleep((useconds_t)rng_below(r, 4000));
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	while (read(told[0], &id, sizeof id) == sizeof id)
		last = id;
	close(told[0]);
	assert_true(last >= stop);
	assert_int_equal(power_cut(t->where, rng_next(r), &loss), 0);
	is_whole(t->where);
	unsetenv("TOMOBUNE_VFS_POWER");
	assert_int_equal(store_open(test_arena, &o, &t->store, &why), OK);
	assert_int_equal(store_connect(t->store, &t->db), OK);
	for (id = first; id <= last; id++)
		sum->lost += !has(t->db, id);
	sum->told += last - first + 1;
	sum->loss.lost += loss.lost;
	store_close(t->store);
}

static struct tally cycles(const char *sync, int n)
{
	struct tally sum = { 0 };
	struct rng r = { 20261123 };
	struct test_store t = bench_open(DB_LITE);
	store_close(t.store);
	for (int i = 0; i < n; i++) {
		setenv("TOMOBUNE_VFS_POWER", sync, 1);
		one_cycle(&t, &r, (i + 1) * 100000, &sum);
	}
	str why;
	struct store_options o = { .engine = DB_LITE, .where = t.where };
	assert_int_equal(store_open(test_arena, &o, &t.store, &why), OK);
	test_store_close(&t);
	unlink(str_cstr(test_arena, str_cat(test_arena, str_of(t.where),
					    S(".unsynced"))));
	unlink(str_cstr(test_arena, str_cat(test_arena, str_of(t.where),
					    S("-wal.unsynced"))));
	return sum;
}

TEST(power, full_sync_loses_nothing_and_normal_is_caught)
{
	struct tally full = cycles("full", 15);
	struct tally normal = { 0 };
	/* Each cycle is caught with about one chance in three. */
	for (int i = 0; i < 5 && !normal.lost; i++)
		normal = cycles("normal", 15);
	print_message("full: %ld told, %ld lost, %ld sectors lost; "
		      "normal: %ld told, %ld lost\n",
		      full.told, full.lost, full.loss.lost, normal.told,
		      normal.lost);
	assert_int_equal(full.lost, 0);
	/* Else the harness proves nothing. */
	assert_true(full.loss.lost > 0);
	assert_true(normal.lost > 0);
}

TEST_MAIN
