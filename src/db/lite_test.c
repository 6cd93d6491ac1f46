/* lite_test.c — what a SQLite connection refuses. */
#include "db/bench_test.h"
#include "base/out.h"

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

static str body_of(i64 id, int version)
{
	struct out o = out_open(test_arena, 6000);
	put(&o, (long long)id);
	out_char(&o, '/');
	put(&o, version);
	for (i64 i = 0; i < 1000 + id % 4000; i++)
		out_char(&o, 'x');
	return out_str(&o);
}

static void assert_body(struct test_store *t, i64 id, int version)
{
	struct db_value in[] = { INT(1), INT(id) };
	struct db_rows *rows;
	bool row = false;
	assert_int_equal(db_open(t->db, &t_get, in, &rows), OK);
	assert_int_equal(db_next(rows, &row), OK);
	assert_true(row);
	assert_str(db_text(rows, 0, test_arena), body_of(id, version));
	db_close(rows);
}

/* How often the file is mapped, by mappings that reach behind its end. */
static int times_mapped(const char *file)
{
	FILE *f = fopen("/proc/self/maps", "r");
	char line[600];
	unsigned long from, to;
	int n = 0;
	assert_non_null(f);
	while (fgets(line, sizeof line, f))
		n += strstr(line, file) && !strstr(line, "-shm") &&
		     sscanf(line, "%lx-%lx", &from, &to) == 2 &&
		     to - from > 1UL << 30;
	fclose(f);
	return n;
}

TEST(lite, readers_share_one_mapping_and_give_it_back)
{
	struct test_store t = bench_open(DB_LITE);
	const char *file = strrchr(t.where, '/');
	struct db *more[4];
	assert_int_equal(write_one(&t, &t_add, (struct db_value[]){
		INT(1), INT(7), TEXT(S("one")), { 0 } }, NULL), OK);
	for (int i = 0; i < 4; i++) {
		assert_int_equal(store_connect(t.store, &more[i]), OK);
		assert_int_equal(count(more[i]), 1);
	}
	assert_int_equal(times_mapped(file), 1);
	test_store_close(&t);
	assert_int_equal(times_mapped(file), 0);
}

/* Over pages of the file in memory, of the log, and behind what was known of
 * the file's end. */
TEST(lite, a_reader_sees_every_commit_while_the_file_grows)
{
	enum { ROWS = 1500 };
	SQL(change, 3, 0, "update t set body = ?3 where muni = ?1 and id = ?2",
	    "");
	struct test_store t = bench_open(DB_LITE);
	for (i64 id = 1; id <= ROWS; id++) {
		struct arena_mark m = arena_mark(test_arena);
		i64 old = 1 + (id * 7919) % id;
		struct db_value new_row[] = { INT(1), INT(id),
					      TEXT(body_of(id, 1)), { 0 } };
		struct db_value again[] = { INT(1), INT(old),
					    TEXT(body_of(old, 2)) };
		assert_int_equal(write_one(&t, &t_add, new_row, NULL), OK);
		assert_body(&t, id, 1);
		assert_int_equal(write_one(&t, &change, again, NULL), OK);
		assert_body(&t, old, 2);
		assert_int_equal(count(t.db), id);
		arena_rewind(test_arena, m);
	}
	test_store_close(&t);
}

TEST_MAIN
