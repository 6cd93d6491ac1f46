/* migrate_test.c — migrations are applied once, in order, and stay. */
#include "db/bench_test.h"

#include "db/migrate.h"

static const struct migration one = {
	1, STR("0001_one"),
	STR("create table boat ( -- 舟 / a boat\n"
	    "  muni muni not null, -- 自治体 / municipality\n"
	    "  id id not null, -- 番号 / id\n"
	    "  name txt not null, -- 名 / it's name [name]\n"
	    "  afloat flag not null default 1, -- 浮 / afloat\n"
	    "  primary key (muni, id)\n"
	    ");\n")
};

static const struct migration two = {
	2, STR("0002_two"),
	STR("alter table boat add column built day; -- 建造 / built\n"
	    "create index boat_name on boat (muni, name);\n")
};

static const struct migration broken = {
	3, STR("0003_broken"),
	STR("create table half ( -- 半 / half\n"
	    "  muni muni not null, -- 自治体 / municipality\n"
	    "  primary key (muni)\n"
	    ");\n"
	    "create nonsense;\n")
};

SQL(boat_add, 2, 0, "insert into boat (muni, id, name) values (?1, ?2, '舟')",
    "insert into boat (muni, id, name) values ($1, $2, '舟')");
SQL(boat_built, 1, 2, "select built, afloat from boat where muni = ?1",
    "select built, afloat from boat where muni = $1");
SQL(half, 1, 1, "select count(*) from half where muni = ?1",
    "select count(*) from half where muni = $1");

static enum status migrate(struct test_store *t, const struct migration *list,
			   isize n)
{
	str why = { 0 };
	enum status st = migrate_with(t->store, test_arena, list, n, &why);
	assert_true((st == OK) == (why.n == 0));
	return st;
}

TEST_BOTH(migrate, applies_each_once)
{
	struct test_store t = test_store_bare(test_arena, engine);
	struct migration list[] = { one, two };
	struct db_value in[] = { INT(12100), INT(1) };
	assert_int_equal(migrate(&t, list, 1), OK);
	assert_int_equal(write_one(&t, &boat_add, in, NULL), OK);
	assert_int_equal(migrate(&t, list, 2), OK);
	assert_int_equal(migrate(&t, list, 2), OK);
	struct db_rows *rows;
	bool row;
	assert_int_equal(db_open(t.db, &boat_built, in, &rows), OK);
	assert_int_equal(db_next(rows, &row), OK);
	assert_true(row && db_is_null(rows, 0));
	assert_int_equal(db_int(rows, 1), 1);
	db_close(rows);
	test_store_close(&t);
}

TEST_BOTH(migrate, refuses_what_was_changed_and_what_is_newer)
{
	struct test_store t = test_store_bare(test_arena, engine);
	struct migration list[] = { one, two };
	assert_int_equal(migrate(&t, list, 2), OK);
	assert_int_equal(migrate(&t, list, 1), E_CONFLICT);
	list[0].text = str_cat(test_arena, one.text, S(" "));
	assert_int_equal(migrate(&t, list, 2), E_CONFLICT);
	test_store_close(&t);
}

TEST_BOTH(migrate, leaves_nothing_of_one_that_breaks)
{
	struct test_store t = test_store_bare(test_arena, engine);
	struct migration list[] = { one, two, broken };
	struct db_value in[] = { INT(1), INT(1) };
	assert_int_equal(migrate(&t, list, 3), E_BUG);
	assert_int_equal(db_run(t.db, &half, in, NULL), E_BUG);
	assert_int_equal(write_one(&t, &boat_add, in, NULL), OK);
	assert_int_equal(migrate(&t, list, 2), OK);
	test_store_close(&t);
}

TEST_BOTH(migrate, the_program_s_own_list_applies)
{
	struct test_store t = test_store_open(test_arena, engine);
	str why;
	assert_int_equal(store_migrate(t.store, test_arena, &why), OK);
	test_store_close(&t);
}

TEST_BOTH(migrate, a_reader_is_told_what_is_older_newer_or_changed)
{
	struct test_store t = test_store_bare(test_arena, engine);
	struct migration list[] = { one, two };
	str why = { 0 };
	i64 newest = -1;
	assert_int_equal(migrate(&t, list, 1), OK);
	assert_int_equal(migrate_check(t.store, test_arena, list, 2, &newest,
				       &why), OK);
	assert_int_equal(newest, 1);
	assert_int_equal(migrate(&t, list, 2), OK);
	assert_int_equal(migrate_check(t.store, test_arena, list, 1, &newest,
				       &why), E_CONFLICT);
	list[0].text = str_cat(test_arena, one.text, S(" "));
	assert_int_equal(migrate_check(t.store, test_arena, list, 2, &newest,
				       &why), E_CONFLICT);
	assert_int_equal(newest, 1);
	test_store_close(&t);
}

TEST_MAIN
