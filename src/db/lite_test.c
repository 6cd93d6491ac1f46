/* lite_test.c — what a SQLite connection does and refuses. */
#include "db/bench_test.h"

#include <sqlite3.h>

#include "db/id.h"
#include "sys/clock.h"

static struct store *s;
static struct db *reader;
static const char *path;

static void open_lite(void)
{
	path = bench_path(test_arena);
	s = bench_open((struct store_options){ .engine = DB_LITE,
					       .where = path,
					       .sync_off = true });
	assert_int_equal(store_connect(s, &reader), OK);
}

static void close_lite(void)
{
	store_close(s);
	bench_unlink(path);
}

/* A job that runs one statement. */
struct one {
	const struct db_sql *sql;
	const struct db_value *in;
	isize changed;
};

static enum status run_one(struct db *tx, void *arg)
{
	struct one *o = arg;
	return db_run(tx, o->sql, o->in, &o->changed);
}

static enum status write_one(const struct db_sql *sql,
			     const struct db_value *in, isize *ret_changed)
{
	struct one o = { sql, in, -1 };
	enum status st = store_write(s, reader, test_arena, run_one, &o);
	if (ret_changed)
		*ret_changed = o.changed;
	return st;
}

TEST(lite, values_come_back_as_they_were_put)
{
	open_lite();
	struct db_value in[] = { INT(1), INT(INT64_MAX), TEXT(S("山邉")),
				 { DB_BLOB, 0, STR("\0\xff") } };
	struct db_value none[] = { INT(1), INT(2), { 0 }, { 0 } };
	struct db_value empty[] = { INT(1), INT(3), TEXT((str){ 0 }),
				    { DB_BLOB, 0, { 0 } } };
	assert_int_equal(write_one(&t_add, in, NULL), OK);
	assert_int_equal(write_one(&t_add, none, NULL), OK);
	assert_int_equal(write_one(&t_add, empty, NULL), OK);
	struct db_rows *rows;
	bool row = false;
	assert_int_equal(db_open(reader, &t_get, in, &rows), OK);
	assert_int_equal(db_next(rows, &row), OK);
	assert_true(row);
	assert_str(db_text(rows, 0, test_arena), S("山邉"));
	assert_str(db_blob(rows, 1, test_arena), S("\0\xff"));
	assert_int_equal(db_next(rows, &row), OK);
	assert_false(row);
	assert_int_equal(db_next(rows, &row), OK);
	assert_false(row);
	db_close(rows);
	assert_int_equal(db_open(reader, &t_get, none, &rows), OK);
	assert_int_equal(db_next(rows, &row), OK);
	assert_true(db_is_null(rows, 0));
	assert_null(db_text(rows, 0, test_arena).p);
	db_close(rows);
	assert_int_equal(db_open(reader, &t_get, empty, &rows), OK);
	assert_int_equal(db_next(rows, &row), OK);
	assert_false(db_is_null(rows, 0));
	assert_non_null(db_text(rows, 0, test_arena).p);
	assert_false(db_is_null(rows, 1));
	db_close(rows);
	close_lite();
}

TEST(lite, bytes_that_are_not_text_do_not_get_in_or_out)
{
	open_lite();
	struct db_value bad[] = { INT(1), INT(1), TEXT(S("\xff")), { 0 } };
	struct db_value nul[] = { INT(1), INT(1), TEXT(S("a\0b")), { 0 } };
	SQL(t_sneak, 2, 0, "insert into t values (?1, ?2, "
	    "cast(x'e5b1' as text), null)", "");
	assert_int_equal(write_one(&t_add, bad, NULL), E_BUG);
	assert_int_equal(write_one(&t_add, nul, NULL), E_BUG);
	assert_int_equal(count(reader), 0);
	assert_int_equal(write_one(&t_sneak, bad, NULL), OK);
	struct db_rows *rows;
	bool row = false;
	assert_int_equal(db_open(reader, &t_get, bad, &rows), OK);
	assert_int_equal(db_next(rows, &row), E_BUG);
	assert_false(row);
	db_close(rows);
	close_lite();
}

TEST(lite, constraints_are_conflicts)
{
	open_lite();
	struct db_value t[] = { INT(1), INT(1), { 0 }, { 0 } };
	struct db_value word[] = { INT(1), INT(1), TEXT(S("x")) };
	struct db_value orphan[] = { INT(1), INT(9), TEXT(S("y")) };
	assert_int_equal(write_one(&t_add, t, NULL), OK);
	assert_int_equal(write_one(&t_add, t, NULL), E_CONFLICT);
	assert_int_equal(write_one(&u_add, word, NULL), OK);
	assert_int_equal(write_one(&u_add, orphan, NULL), E_CONFLICT);
	word[2].kind = DB_NULL;
	assert_int_equal(write_one(&u_add, word, NULL), E_CONFLICT);
	close_lite();
}

TEST(lite, changed_rows_are_counted)
{
	open_lite();
	isize n = -1;
	struct db_value set[] = { INT(1), TEXT(S("z")) };
	for (i64 id = 1; id <= 3; id++) {
		struct db_value t[] = { INT(1), INT(id), { 0 }, { 0 } };
		assert_int_equal(write_one(&t_add, t, &n), OK);
		assert_int_equal(n, 1);
	}
	assert_int_equal(write_one(&t_set, set, &n), OK);
	assert_int_equal(n, 3);
	struct db_value one[] = { INT(1) };
	assert_int_equal(write_one(&t_count, one, &n), OK);
	assert_int_equal(n, 0);
	close_lite();
}

TEST(lite, a_worker_cannot_write_and_nobody_can_change_the_rules)
{
	open_lite();
	struct db_value t[] = { INT(1), INT(1), { 0 }, { 0 } };
	SQL(drop, 0, 0, "drop table t", "");
	SQL(pragma, 0, 0, "pragma query_only = off", "");
	SQL(attach, 0, 0, "attach ':memory:' as x", "");
	SQL(commit, 0, 0, "commit", "");
	SQL(begin, 0, 0, "begin", "");
	SQL(master, 0, 0, "delete from sqlite_master", "");
	SQL(load, 0, 1, "select load_extension('x')", "");
	const struct db_sql *sql[] = { &drop, &pragma, &attach, &commit,
				       &begin, &master, &load };
	assert_int_equal(db_run(reader, &t_add, t, NULL), E_BUG);
	for (isize i = 0; i < COUNT(sql); i++) {
		assert_int_equal(db_run(reader, sql[i], NULL, NULL), E_BUG);
		assert_int_equal(write_one(sql[i], NULL, NULL), E_BUG);
	}
	assert_int_equal(count(reader), 0);
	close_lite();
}

TEST(lite, a_query_must_have_the_shape_it_says)
{
	open_lite();
	SQL(wide, 1, 2, "select id from t where muni = ?1", "");
	SQL(hungry, 1, 1, "select id from t where muni = ?1 and id = ?2", "");
	struct db_value in[] = { INT(1), INT(1) };
	struct db_rows *rows;
	assert_int_equal(db_open(reader, &wide, in, &rows), E_BUG);
	assert_int_equal(db_open(reader, &hungry, in, &rows), E_BUG);
	close_lite();
}

TEST(lite, a_snapshot_does_not_move)
{
	open_lite();
	struct db_value t[] = { INT(1), INT(1), { 0 }, { 0 } };
	assert_int_equal(db_begin_read(reader), OK);
	assert_int_equal(db_begin_read(reader), E_BUG);
	assert_int_equal(count(reader), 0);
	assert_int_equal(write_one(&t_add, t, NULL), OK);
	assert_int_equal(count(reader), 0);
	db_end_read(reader);
	assert_int_equal(count(reader), 1);
	close_lite();
}

TEST(lite, the_first_error_spoils_a_transaction)
{
	open_lite();
	struct db_value in[] = { INT(1) };
	SQL(typo, 1, 1, "select nothing from t where muni = ?1", "");
	struct db_rows *rows;
	assert_int_equal(db_begin_read(reader), OK);
	assert_int_equal(db_open(reader, &typo, in, &rows), E_BUG);
	assert_int_equal(db_open(reader, &t_count, in, &rows), E_BUG);
	db_end_read(reader);
	assert_int_equal(count(reader), 0);
	close_lite();
}

TEST(lite, a_statement_may_run_inside_itself)
{
	open_lite();
	struct db_value in[] = { INT(1) };
	for (i64 id = 1; id <= 3; id++) {
		struct db_value t[] = { INT(1), INT(id), { 0 }, { 0 } };
		assert_int_equal(write_one(&t_add, t, NULL), OK);
	}
	struct db_rows *outer, *inner;
	bool row = false;
	i64 sum = 0;
	assert_int_equal(db_open(reader, &t_list, in, &outer), OK);
	while (db_next(outer, &row) == OK && row) {
		assert_int_equal(db_open(reader, &t_list, in, &inner), OK);
		assert_int_equal(db_next(inner, &row), OK);
		sum += db_int(outer, 0) * 10 + db_int(inner, 0);
		db_close(inner);
	}
	db_close(outer);
	assert_int_equal(sum, 63);
	close_lite();
}

TEST(lite, work_is_counted)
{
	open_lite();
	db_count_reset(reader);
	assert_int_equal(count(reader), 0);
	assert_false(has(reader, 1));
	struct db_count c = db_count(reader);
	assert_int_equal(c.statements, 2);
	assert_int_equal(c.rows, 1);
	close_lite();
}

SQL(endless, 0, 1, "with recursive n(i) as (select 1 union all select i + 1"
    " from n) select max(i) from n", "");

TEST(lite, a_read_that_takes_too_long_is_stopped)
{
	open_lite();
	lite_patience(reader, 20 * 1000000);
	assert_int_equal(db_run(reader, &endless, NULL, NULL), E_LIMIT);
	assert_int_equal(count(reader), 0);
	close_lite();
}

TEST(lite, a_file_that_is_no_database_does_not_open)
{
	const char *name = bench_path(test_arena);
	struct store_options o = { .engine = DB_LITE, .where = name };
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
	bench_unlink(name);
}

TEST(id, fresh_and_of_this_time)
{
	i64 first = id_new();
	stamp made = { (first >> 22) + 1577836800000 };
	assert_true(llabs(made.ms - sys_now().ms) < 1000);
	i64 *seen = new(test_arena, i64, 10000);
	for (int i = 0; i < 10000; i++)
		seen[i] = id_new();
	for (int i = 1; i < 10000; i++)
		assert_true(seen[i] != seen[i - 1] && seen[i] > 0);
}

TEST_MAIN
