/* db_test.c — what both engines promise alike. */
#include "db/bench_test.h"

#include "db/id.h"
#include "sys/clock.h"

TEST_BOTH(db, values_come_back_as_they_were_put)
{
	struct test_store t = bench_open(engine);
	struct db_value in[] = { INT(1), INT(INT64_MAX), TEXT(S("山邉")),
				 { DB_BLOB, 0, STR("\0\xff") } };
	struct db_value none[] = { INT(1), INT(2), { 0 }, { 0 } };
	struct db_value empty[] = { INT(1), INT(3), TEXT((str){ 0 }),
				    { DB_BLOB, 0, { 0 } } };
	assert_int_equal(write_one(&t, &t_add, in, NULL), OK);
	assert_int_equal(write_one(&t, &t_add, none, NULL), OK);
	assert_int_equal(write_one(&t, &t_add, empty, NULL), OK);
	struct db_rows *rows;
	bool row = false;
	assert_int_equal(db_open(t.db, &t_get, in, &rows), OK);
	assert_int_equal(db_next(rows, &row), OK);
	assert_true(row);
	assert_str(db_text(rows, 0, test_arena), S("山邉"));
	assert_str(db_blob(rows, 1, test_arena), S("\0\xff"));
	assert_int_equal(db_next(rows, &row), OK);
	assert_false(row);
	assert_int_equal(db_next(rows, &row), OK);
	assert_false(row);
	db_close(rows);
	assert_int_equal(db_open(t.db, &t_get, none, &rows), OK);
	assert_int_equal(db_next(rows, &row), OK);
	assert_true(db_is_null(rows, 0));
	assert_null(db_text(rows, 0, test_arena).p);
	db_close(rows);
	assert_int_equal(db_open(t.db, &t_get, empty, &rows), OK);
	assert_int_equal(db_next(rows, &row), OK);
	assert_false(db_is_null(rows, 0));
	assert_non_null(db_text(rows, 0, test_arena).p);
	assert_false(db_is_null(rows, 1));
	db_close(rows);
	test_store_close(&t);
}

TEST_BOTH(db, constraints_are_conflicts)
{
	struct test_store t = bench_open(engine);
	struct db_value v[] = { INT(1), INT(1), { 0 }, { 0 } };
	struct db_value word[] = { INT(1), INT(1), TEXT(S("x")) };
	struct db_value orphan[] = { INT(1), INT(9), TEXT(S("y")) };
	assert_int_equal(write_one(&t, &t_add, v, NULL), OK);
	assert_int_equal(write_one(&t, &t_add, v, NULL), E_CONFLICT);
	assert_int_equal(write_one(&t, &u_add, word, NULL), OK);
	assert_int_equal(write_one(&t, &u_add, orphan, NULL), E_CONFLICT);
	word[2].kind = DB_NULL;
	assert_int_equal(write_one(&t, &u_add, word, NULL), E_CONFLICT);
	test_store_close(&t);
}

TEST_BOTH(db, changed_rows_are_counted)
{
	struct test_store t = bench_open(engine);
	isize n = -1;
	struct db_value set[] = { INT(1), TEXT(S("z")) };
	for (i64 id = 1; id <= 3; id++) {
		struct db_value v[] = { INT(1), INT(id), { 0 }, { 0 } };
		assert_int_equal(write_one(&t, &t_add, v, &n), OK);
		assert_int_equal(n, 1);
	}
	assert_int_equal(write_one(&t, &t_set, set, &n), OK);
	assert_int_equal(n, 3);
	struct db_value one[] = { INT(1) };
	assert_int_equal(write_one(&t, &t_count, one, &n), OK);
	assert_int_equal(n, 0);
	test_store_close(&t);
}

TEST_BOTH(db, a_query_must_have_the_shape_it_says)
{
	struct test_store t = bench_open(engine);
	SQL(wide, 1, 2, "select id from t where muni = ?1",
	    "select id from t where muni = $1");
	SQL(hungry, 1, 1, "select id from t where muni = ?1 and id = ?2",
	    "select id from t where muni = $1 and id = $2");
	struct db_value in[] = { INT(1), INT(1) };
	struct db_rows *rows;
	assert_int_equal(db_open(t.db, &wide, in, &rows), E_BUG);
	assert_int_equal(db_open(t.db, &hungry, in, &rows), E_BUG);
	test_store_close(&t);
}

TEST_BOTH(db, a_snapshot_does_not_move)
{
	struct test_store t = bench_open(engine);
	struct db_value v[] = { INT(1), INT(1), { 0 }, { 0 } };
	assert_int_equal(db_begin_read(t.db), OK);
	assert_int_equal(db_begin_read(t.db), E_BUG);
	assert_int_equal(count(t.db), 0);
	/* Its own worker must end it before he writes. */
	assert_int_equal(write_one(&t, &t_add, v, NULL), E_BUG);
	struct test_store other = t;
	assert_int_equal(store_connect(t.store, &other.db), OK);
	assert_int_equal(write_one(&other, &t_add, v, NULL), OK);
	assert_int_equal(count(other.db), 1);
	assert_int_equal(count(t.db), 0);
	db_end_read(t.db);
	assert_int_equal(count(t.db), 1);
	test_store_close(&t);
}

TEST_BOTH(db, the_first_error_spoils_a_transaction)
{
	struct test_store t = bench_open(engine);
	struct db_value in[] = { INT(1) };
	SQL(typo, 1, 1, "select nothing from t where muni = ?1",
	    "select nothing from t where muni = $1");
	struct db_rows *rows;
	assert_int_equal(db_begin_read(t.db), OK);
	assert_int_equal(db_open(t.db, &typo, in, &rows), E_BUG);
	assert_int_equal(db_open(t.db, &t_count, in, &rows), E_BUG);
	db_end_read(t.db);
	assert_int_equal(count(t.db), 0);
	test_store_close(&t);
}

TEST_BOTH(db, a_statement_may_run_inside_itself)
{
	struct test_store t = bench_open(engine);
	struct db_value in[] = { INT(1) };
	for (i64 id = 1; id <= 3; id++) {
		struct db_value v[] = { INT(1), INT(id), { 0 }, { 0 } };
		assert_int_equal(write_one(&t, &t_add, v, NULL), OK);
	}
	struct db_rows *outer, *inner;
	bool row = false;
	i64 sum = 0;
	assert_int_equal(db_open(t.db, &t_list, in, &outer), OK);
	while (db_next(outer, &row) == OK && row) {
		assert_int_equal(db_open(t.db, &t_list, in, &inner), OK);
		assert_int_equal(db_next(inner, &row), OK);
		sum += db_int(outer, 0) * 10 + db_int(inner, 0);
		db_close(inner);
	}
	db_close(outer);
	assert_int_equal(sum, 63);
	test_store_close(&t);
}

TEST_BOTH(db, work_is_counted)
{
	struct test_store t = bench_open(engine);
	db_count_reset(t.db);
	assert_int_equal(count(t.db), 0);
	assert_false(has(t.db, 1));
	struct db_count c = db_count(t.db);
	assert_int_equal(c.statements, 2);
	assert_int_equal(c.rows, 1);
	test_store_close(&t);
}

/* ---- jobs -------------------------------------------------------------- */

struct try {
	struct arena *arena;
	int runs;
};

static enum status job_refuse(struct db *tx, void *arg)
{
	(void)arg;
	TRY(add(tx, 1, S("x")));
	return E_FORBIDDEN;
}

static enum status job_careless(struct db *tx, void *arg)
{
	struct try *try = arg;
	struct db_value orphan[] = { INT(1), INT(9), TEXT(S("y")) };
	try->runs++;
	TRY(add(tx, 1, S("x")));
	(void)!db_run(tx, &u_add, orphan, NULL);
	return OK;
}

static enum status job_exhaust(struct db *tx, void *arg)
{
	struct try *try = arg;
	struct db_value in[] = { INT(1) };
	struct db_rows *rows;
	bool row;
	try->runs++;
	TRY(add(tx, 1, S("x")));
	TRY(db_open(tx, &t_list, in, &rows));
	TRY(db_next(rows, &row));
	/* Jumps with the rows still open. */
	for (;;)
		new(try->arena, char, 1000);
}

static enum status job_fresh_id(struct db *tx, void *arg)
{
	struct try *try = arg;
	return add(tx, ++try->runs, S("x"));
}

TEST_BOTH(db, a_job_that_does_not_end_well_leaves_nothing)
{
	struct test_store t = bench_open(engine);
	struct try try = { .arena = arena_open(100000) };
	jmp_buf target;
	arena_on_full(try.arena, &target);
	assert_int_equal(store_write(t.store, t.db, try.arena, job_refuse,
				     &try),
			 E_FORBIDDEN);
	assert_int_equal(store_write(t.store, t.db, try.arena, job_careless,
				     &try),
			 E_CONFLICT);
	assert_int_equal(store_write(t.store, t.db, try.arena, job_exhaust,
				     &try),
			 E_TOO_LARGE);
	assert_int_equal(try.runs, 2);
	assert_ptr_equal(arena_target(try.arena), &target);
	assert_int_equal(count(t.db), 0);
	arena_close(try.arena);
	test_store_close(&t);
}

TEST_BOTH(db, a_taken_id_is_made_afresh)
{
	struct test_store t = bench_open(engine);
	struct try try = { 0 };
	for (int i = 1; i <= 3; i++) {
		try.runs = 0;
		assert_int_equal(store_write(t.store, t.db, test_arena,
					     job_fresh_id, &try),
				 OK);
		assert_int_equal(try.runs, i);
	}
	assert_int_equal(count(t.db), 3);
	test_store_close(&t);
}

SQL(endless, 0, 1, "with recursive n(i) as (select 1 union all select i + 1"
    " from n) select max(i) from n", "with recursive n(i) as (select 1 union"
    " all select mod(i + 1, 7) from n) select max(i) from n");

TEST_BOTH(db, a_read_that_takes_too_long_is_stopped)
{
	struct test_store t = bench_open(engine);
	if (engine == DB_LITE)
		lite_patience(t.db, 20 * 1000000);
	else
		assert_int_equal(db_script(t.db, test_arena,
					   S("set statement_timeout = 20")),
				 OK);
	assert_int_equal(db_begin_read(t.db), OK);
	assert_int_equal(db_run(t.db, &endless, NULL, NULL), E_LIMIT);
	db_end_read(t.db);
	assert_int_equal(count(t.db), 0);
	test_store_close(&t);
}

TEST_BOTH(db, bytes_that_are_not_text_do_not_get_in)
{
	struct test_store t = bench_open(engine);
	struct db_value bad[] = { INT(1), INT(1), TEXT(S("\xff")), { 0 } };
	struct db_value nul[] = { INT(1), INT(1), TEXT(S("a\0b")), { 0 } };
	assert_int_equal(write_one(&t, &t_add, bad, NULL), E_BUG);
	assert_int_equal(write_one(&t, &t_add, nul, NULL), E_BUG);
	assert_int_equal(count(t.db), 0);
	test_store_close(&t);
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

/* What a worker's listener does around a handler. */
static bool read_until_full(struct db *db, struct arena *a)
{
	jmp_buf full, *volatile callers = arena_target(a);
	struct db_value in[] = { INT(1) };
	struct db_rows *rows;
	bool row = false;
	if (setjmp(full)) {
		arena_on_full(a, callers);
		return true;
	}
	arena_on_full(a, &full);
	if (db_open(db, &t_list, in, &rows) == OK &&
	    db_next(rows, &row) == OK && row)
		for (;;)
			new(a, char, 1000);
	return false;
}

TEST_BOTH(db, a_jump_out_of_open_rows_leaves_a_usable_connection)
{
	struct test_store t = bench_open(engine);
	struct arena *small = arena_open(1 << 16);
	struct bench_one one = { .sql = &t_add };
	/* More often than a statement of that text could be left open. */
	for (i64 id = 1; id <= 5; id++) {
		struct db_value in[] = { INT(1), INT(id), TEXT(S("x")), { 0 } };
		one.in = in;
		assert_int_equal(store_write(t.store, t.db, test_arena,
					     bench_run, &one), OK);
		assert_int_equal(db_begin_read(t.db), OK);
		assert_true(read_until_full(t.db, small));
		db_end_read(t.db);
		arena_reset(small);
		/* Not in the snapshot it died in: it sees what came after. */
		assert_int_equal(db_begin_read(t.db), OK);
		assert_int_equal(count(t.db), id);
		db_end_read(t.db);
	}
	/* Outside a snapshot nobody closes them, and yet one begun later is
	 * of its own moment. */
	assert_true(read_until_full(t.db, small));
	assert_int_equal(write_one(&t, &t_set, (struct db_value[]){ INT(1),
				   TEXT(S("y")) }, NULL), OK);
	assert_int_equal(db_begin_read(t.db), OK);
	struct db_value in[] = { INT(1), INT(1) };
	struct db_rows *rows;
	bool row = false;
	assert_int_equal(db_open(t.db, &t_get, in, &rows), OK);
	assert_int_equal(db_next(rows, &row), OK);
	assert_true(row && str_eq(db_text(rows, 0, test_arena), S("y")));
	db_end_read(t.db);
	arena_close(small);
	test_store_close(&t);
}

/* ---- a reader beside a writer -------------------------------------------- */

struct beside {
	struct store_options o;
	enum status opened, read, checked;
	i64 rows, newest;
};

/* In the middle of another's write, before its commit. */
static enum status look_beside(struct db *tx, void *arg)
{
	struct beside *b = arg;
	struct store *s;
	struct db *db;
	str why = { 0 };
	TRY(add(tx, 2, S("二")));
	b->opened = store_open(test_arena, &b->o, &s, &why);
	TRY(b->opened);
	b->checked = store_check(s, test_arena, &b->newest, &why);
	b->read = store_connect(s, &db);
	if (b->read == OK)
		b->rows = count(db);
	store_close(s);
	return OK;
}

TEST_BOTH(reader, neither_waits_for_a_writer_nor_stands_in_its_way)
{
	struct test_store t = test_store_open(test_arena, engine);
	struct db_value in[] = { INT(1), INT(1), { 0 }, { 0 } };
	struct beside b = { .o = { .engine = engine, .where = t.where,
				   .reader = true } };
	assert_int_equal(store_write(t.store, t.db, test_arena, bench_create,
				     test_arena), OK);
	assert_int_equal(write_one(&t, &t_add, in, NULL), OK);
	assert_int_equal(store_write(t.store, t.db, test_arena, look_beside,
				     &b), OK);
	assert_int_equal(b.opened, OK);
	assert_int_equal(b.checked, OK);
	assert_int_equal(b.newest, migrations_newest());
	assert_int_equal(b.read, OK);
	assert_int_equal(b.rows, 1);
	assert_int_equal(count(t.db), 2);
	test_store_close(&t);
}

TEST_BOTH(reader, writes_and_creates_nothing)
{
	struct test_store t = test_store_bare(test_arena, engine);
	struct store_options o = { .engine = engine, .where = t.where,
				   .reader = true };
	struct store *s;
	struct db *db;
	str why = { 0 };
	i64 newest = -1;
	assert_int_equal(store_open(test_arena, &o, &s, &why), OK);
	assert_int_equal(store_connect(s, &db), OK);
	assert_int_equal(store_write(s, db, test_arena, bench_create,
				     test_arena), E_BUG);
	assert_int_equal(store_check(s, test_arena, &newest, &why), E_DOWN);
	assert_true(why.n > 0);
	assert_int_equal(newest, -1);
	store_close(s);
	if (engine == DB_LITE) {
		o.where = "/dev/shm/tomobune-not-there.db";
		assert_int_equal(store_open(test_arena, &o, &s, &why),
				 E_DOWN);
		assert_int_equal(access(o.where, F_OK), -1);
	}
	test_store_close(&t);
}

TEST_MAIN
