/* copy_test.c — copies of a database that are whole, or said not to be. */
#include "db/bench_test.h"
#include "db/test_db_calls.h"

#include <fcntl.h>

#include "db/copy.h"

static const char *copy_name(void)
{
	static int serial;
	char name[80];
	snprintf(name, sizeof name, "/dev/shm/tomobune-copy-%d-%d",
		 (int)getpid(), serial++);
	return str_cstr(test_arena, str_of(name));
}

static struct store_options source(const struct test_store *t)
{
	return (struct store_options){ .engine = t->engine,
				       .where = t->where };
}

static struct test_store filled(enum db_engine engine)
{
	struct test_store t = bench_open(engine);
	for (i64 id = 1; id <= 300; id++) {
		struct db_value v[] = { INT(1), INT(id),
					TEXT(S("むかしむかし")), { 0 } };
		assert_int_equal(write_one(&t, &t_add, v, NULL), OK);
	}
	return t;
}

TEST_BOTH(copy, is_taken_and_read_to_its_end)
{
	struct test_store t = filled(engine);
	struct store_options o = source(&t);
	const char *to = copy_name();
	str why = { 0 };
	assert_int_equal(copy_take(&o, test_arena, to, &why), OK);
	assert_int_equal(copy_check(engine, test_arena, to, &why), OK);
	assert_int_equal(copy_size(&o) > 0, engine == DB_LITE);
	assert_int_equal(copy_take(&o, test_arena, "/nowhere/x", &why),
			 E_DOWN);
	unlink(to);
	test_store_close(&t);
}

/* Bytes in its midst are others, or its end is missing. */
TEST_BOTH(copy, that_is_damaged_is_said_to_be)
{
	struct test_store t = filled(engine);
	struct store_options o = source(&t);
	for (int kind = 0; kind < 3; kind++) {
		const char *to = copy_name();
		str why = { 0 };
		char noise[3000];
		memset(noise, 0x55, sizeof noise);
		assert_int_equal(copy_take(&o, test_arena, to, &why), OK);
		int fd = open(to, O_RDWR | O_CLOEXEC);
		assert_true(fd >= 0);
		if (kind == 2)
			assert_int_equal(ftruncate(fd, 700), 0);
		else
			assert_int_equal(pwrite(fd, noise, sizeof noise,
						kind ? 0 : 4096),
					 sizeof noise);
		close(fd);
		enum status st = copy_check(engine, test_arena, to, &why);
		/* The dump's middle may hold compressed rows only. */
		assert_true(st == E_INVALID || (engine == DB_PG && !kind));
		if (st != OK)
			assert_true(why.n > 0);
		unlink(to);
	}
	test_store_close(&t);
}

/* ---- SQLite -------------------------------------------------------------------- */

TEST(copy, what_sqlite_says_is_told)
{
	static const struct {
		struct test_call *call;
		int rc;
		enum status st;
	} said[] = {
		{ &call_sqlite3_open_v2, SQLITE_CANTOPEN, E_DOWN },
		{ &call_sqlite3_open_v2, SQLITE_BUSY, E_BUSY },
		{ &call_sqlite3_open_v2, SQLITE_NOTADB, E_INVALID },
		{ &call_sqlite3_exec, SQLITE_FULL, E_DOWN },
		{ &call_sqlite3_exec, SQLITE_CORRUPT, E_INVALID },
		{ &call_sqlite3_backup_step, SQLITE_IOERR_WRITE, E_DOWN },
		{ &call_sqlite3_backup_step, SQLITE_BUSY, E_BUSY },
		{ &call_sqlite3_backup_step, SQLITE_OK, E_DOWN },
	};
	struct test_store t = filled(DB_LITE);
	struct store_options o = source(&t);
	for (isize i = 0; i < COUNT(said); i++)
		for (int n = 1;; n++) {
			const char *to = copy_name();
			str why = { 0 };
			test_call_at(said[i].call, n, said[i].rc);
			enum status st = copy_take(&o, test_arena, to, &why);
			unlink(to);
			if (!test_call_off(said[i].call)) {
				assert_int_equal(st, OK);
				break;
			}
			assert_int_equal(st, said[i].st);
			assert_true(why.n > 0);
		}
	/* Without memory no copy begins. */
	const char *to = copy_name();
	str why = { 0 };
	test_call_at(&call_sqlite3_backup_init, 1, ENOMEM);
	assert_int_not_equal(copy_take(&o, test_arena, to, &why), OK);
	assert_true(test_call_off(&call_sqlite3_backup_init));
	unlink(to);
	test_call_at(&call_sqlite3_open_v2, 1, SQLITE_CANTOPEN);
	assert_int_equal(copy_check(DB_LITE, test_arena, t.where, &why),
			 E_DOWN);
	test_store_close(&t);
}

/* ---- PostgreSQL ---------------------------------------------------------------- */

static const char *const nowhere = "host=/nowhere dbname=x";

TEST(copy, a_server_that_is_not_there_is_told)
{
	struct store_options o = { .engine = DB_PG, .where = nowhere };
	const char *to = copy_name();
	str why = { 0 }, schema = { 0 };
	assert_int_equal(copy_take(&o, test_arena, to, &why), E_DOWN);
	assert_true(why.n > 0);
	unlink(to);
	assert_int_equal(copy_schema(nowhere, test_arena, &schema, &why),
			 E_DOWN);
	assert_null(schema.p);
	assert_int_equal(copy_room(nowhere, test_arena, S("x"), &why), E_DOWN);
	assert_int_equal(copy_put(nowhere, test_arena, S("x"), to, &why),
			 E_DOWN);
	assert_int_equal(copy_clear(nowhere, test_arena, S("x")), E_DOWN);
}

/* Empty, put back, counted; and not put over anything. */
TEST(copy, is_put_where_nothing_lies)
{
	struct test_store t = filled(DB_PG), other;
	struct store_options o = source(&t);
	const char *to = copy_name();
	str why = { 0 }, schema = { 0 };
	assert_int_equal(copy_take(&o, test_arena, to, &why), OK);
	assert_int_equal(copy_schema(t.where, test_arena, &schema, &why), OK);
	assert_str(schema, str_of(t.name));
	assert_int_equal(copy_room(t.where, test_arena, schema, &why),
			 E_CONFLICT);
	assert_int_equal(copy_put(t.where, test_arena, schema, to, &why),
			 E_CONFLICT);
	assert_int_equal(count(t.db), 300);
	assert_int_equal(copy_clear(t.where, test_arena, schema), OK);
	assert_int_equal(copy_room(t.where, test_arena, schema, &why), OK);
	assert_int_equal(copy_room(t.where, test_arena, S("nobody's"), &why),
			 OK);
	assert_int_equal(copy_put(t.where, test_arena, schema, to, &why), OK);
	other = t;
	assert_int_equal(store_connect(t.store, &other.db), OK);
	assert_int_equal(count(other.db), 300);
	/* What is no dump is not put anywhere. */
	assert_int_equal(copy_clear(t.where, test_arena, schema), OK);
	assert_int_not_equal(copy_put(t.where, test_arena, schema,
				      "/dev/null", &why), OK);
	assert_int_equal(copy_room(t.where, test_arena, schema, &why), OK);
	unlink(to);
	test_store_close(&t);
}

/* Questions on the way, and how many of each. */
struct asked {
	struct test_call *call;
	int n;
};

/* Each fails in turn: fn(arg) then says so. */
static void fail_each(const struct asked *v, isize n,
		      enum status (*fn)(struct test_store *, const char *to),
		      struct test_store *t, const char *to)
{
	for (isize i = 0; i < n; i++)
		for (int k = 1; k <= v[i].n; k++) {
			test_call_at(v[i].call, k, 0);
			assert_int_not_equal(fn(t, to), OK);
			assert_true(test_call_off(v[i].call));
		}
}

static enum status take_it(struct test_store *t, const char *to)
{
	struct store_options o = source(t);
	str why = { 0 };
	unlink(to);
	enum status st = copy_take(&o, test_arena, to, &why);
	assert_true(st == OK || why.n > 0);
	return st;
}

static enum status clear_it(struct test_store *t, const char *to)
{
	return copy_clear(t->where, test_arena, str_of(t->name));
}

/* What the last question leaves half done is cleared as a drill would. */
static enum status put_it(struct test_store *t, const char *to)
{
	str why = { 0 };
	enum status st = copy_put(t->where, test_arena, str_of(t->name), to,
				  &why);
	assert_true(st == OK || why.n > 0);
	return st;
}

TEST(copy, is_put_whole_or_said_not_to_be)
{
	static const struct asked take[] = {
		{ &call_PQconnectdb, 1 }, { &call_PQexec, 1 },
		{ &call_PQconninfoParse, 1 },
	}, clear[] = {
		{ &call_PQconnectdb, 1 }, { &call_PQescapeIdentifier, 1 },
		{ &call_PQexec, 1 },
	}, put_back[] = {
		{ &call_PQconnectdb, 2 }, { &call_PQexecParams, 1 },
		{ &call_PQconninfoParse, 1 }, { &call_PQescapeIdentifier, 1 },
		{ &call_PQexec, 2 },
	};
	struct test_store t = filled(DB_PG), other = t;
	const char *to = copy_name();
	fail_each(take, COUNT(take), take_it, &t, to);
	assert_int_equal(take_it(&t, to), OK);
	fail_each(clear, COUNT(clear), clear_it, &t, to);
	assert_int_equal(count(t.db), 300);
	assert_int_equal(clear_it(&t, to), OK);
	fail_each(put_back, COUNT(put_back), put_it, &t, to);
	/* The last one came after the rows. */
	assert_int_equal(put_it(&t, to), E_CONFLICT);
	assert_int_equal(clear_it(&t, to), OK);
	assert_int_equal(put_it(&t, to), OK);
	assert_int_equal(store_connect(t.store, &other.db), OK);
	assert_int_equal(count(other.db), 300);
	unlink(to);
	test_store_close(&t);
}

TEST(copy, a_place_that_is_no_place_is_told)
{
	struct test_store t = test_store_bare(test_arena, DB_PG);
	str why = { 0 }, schema = { 0 };
	const char *none = str_cstr(test_arena, str_cat(test_arena,
		str_of(getenv("TOMOBUNE_TEST_PG")),
		S(" options='-c search_path=nobody_has_this'")));
	assert_int_equal(copy_schema(none, test_arena, &schema, &why), E_DOWN);
	assert_true(why.n > 0);
	test_store_close(&t);
}

/* Without the tools of PostgreSQL the way to them is told. */
TEST(copy, without_tools_is_told)
{
	struct test_store t = test_store_bare(test_arena, DB_PG);
	struct store_options o = source(&t);
	const char *to = copy_name();
	str why = { 0 }, path = str_of(getenv("PATH"));
	const char *before = str_cstr(test_arena, path);
	setenv("PATH", "/nowhere", 1);
	enum status take = copy_take(&o, test_arena, to, &why);
	assert_true(str_find(why, S("pg_dump"), 0) >= 0);
	enum status check = copy_check(DB_PG, test_arena, to, &why);
	assert_true(str_find(why, S("pg_restore"), 0) >= 0);
	enum status back = copy_put(t.where, test_arena, str_of(t.name), to,
				    &why);
	setenv("PATH", before, 1);
	assert_int_equal(take, E_NOT_FOUND);
	assert_int_equal(check, E_NOT_FOUND);
	assert_int_equal(back, E_NOT_FOUND);
	assert_true(str_find(why, S("pg_restore"), 0) >= 0);
	unlink(to);
	test_store_close(&t);
}

TEST_MAIN
