/* lite_test.c — what a SQLite connection refuses. */
#include "db/bench_test.h"

#include <sys/stat.h>

TEST(lite, bytes_that_are_not_text_do_not_get_out)
{
	struct test_store t = bench_open(DB_LITE);
	struct db_value in[] = { INT(1), INT(1) };
	SQL(t_sneak, 2, 0, "insert into t values (?1, ?2, "
	    "cast(x'e5b1' as text), null)", "");
	assert_int_equal(write_one(&t, &t_sneak, in, NULL), OK);
	struct db_rows *rows;
	bool row = false;
	assert_int_equal(db_open(t.db, &t_get, in, &rows), OK);
	assert_int_equal(db_next(rows, &row), E_BUG);
	assert_false(row);
	db_close(rows);
	test_store_close(&t);
}

TEST(lite, a_worker_cannot_write_and_nobody_can_change_the_rules)
{
	struct test_store t = bench_open(DB_LITE);
	struct db_value v[] = { INT(1), INT(1), { 0 }, { 0 } };
	SQL(drop, 0, 0, "drop table t", "");
	SQL(pragma, 0, 0, "pragma query_only = off", "");
	SQL(attach, 0, 0, "attach ':memory:' as x", "");
	SQL(commit, 0, 0, "commit", "");
	SQL(begin, 0, 0, "begin", "");
	SQL(master, 0, 0, "delete from sqlite_master", "");
	SQL(schema, 0, 0, "update sqlite_master set sql = ''", "");
	SQL(load, 0, 1, "select load_extension('x')", "");
	const struct db_sql *sql[] = { &drop, &pragma, &attach, &commit,
				       &begin, &master, &schema, &load };
	assert_int_equal(db_run(t.db, &t_add, v, NULL), E_BUG);
	for (isize i = 0; i < COUNT(sql); i++) {
		assert_int_equal(db_run(t.db, sql[i], NULL, NULL), E_BUG);
		assert_int_equal(write_one(&t, sql[i], NULL, NULL), E_BUG);
	}
	assert_int_equal(count(t.db), 0);
	test_store_close(&t);
}

TEST(lite, a_file_that_is_no_database_does_not_open)
{
	const char *name = "/dev/shm/tomobune-no-database";
	struct store_options o = { .engine = DB_LITE, .where = name };
	struct store *s;
	str why = { 0 };
	FILE *f = fopen(name, "w");
	assert_non_null(f);
	for (int i = 0; i < 1000; i++)
		fputs("not a database ", f);
	fclose(f);
	assert_int_equal(store_open(test_arena, &o, &s, &why), E_DOWN);
	assert_true(why.n > 0);
	o.where = "/dev/shm/no such folder/x.db";
	assert_int_equal(store_open(test_arena, &o, &s, &why), E_DOWN);
	unlink(name);
}

static int mode_of(const char *path, const char *tail)
{
	struct stat s = { 0 };
	str name = str_cat(test_arena, str_of(path), str_of(tail));
	assert_int_equal(stat(str_cstr(test_arena, name), &s), 0);
	return s.st_mode & 0777;
}

TEST(lite, nobody_else_may_read_the_files)
{
	struct test_store t = bench_open(DB_LITE);
	assert_int_equal(mode_of(t.where, ""), 0600);
	assert_int_equal(mode_of(t.where, "-wal"), 0600);
	assert_int_equal(mode_of(t.where, "-shm"), 0600);
	test_store_close(&t);
}

TEST_MAIN
