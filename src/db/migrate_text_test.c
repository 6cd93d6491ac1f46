/* migrate_text_test.c — one notation, two engines, and where it is wrong. */
#include "base/test.h"

#include "db/migrate_text.h"

static const char text[] =
	"create table a ( -- 表 / table\n"
	"  muni muni not null, -- 自治体 / municipality\n"
	"  id note_id not null, -- 番号 / id\n"
	"  until ms, -- 終わり / it's over -- or not [quasi]\n"
	"  big bytes not null default '--', -- 写真 / photo\n"
	"  primary key (muni, id)\n"
	");\n"
	"create table b ( -- つなぎ / link\n"
	"  muni muni not null, -- 自治体 / municipality\n"
	"  x note_id not null, -- x / x\n"
	"  y note_id not null, -- y / y\n"
	"  primary key (muni, x, y)\n"
	");\n"
	"create table c ( -- 大きい / large rows\n"
	"  muni muni not null, -- 自治体 / municipality\n"
	"  x note_id not null, -- x / x\n"
	"  y int not null, -- y / y\n"
	"  doc txt not null, -- 文 / text [free]\n"
	"  primary key (muni, x, y)\n"
	");\n"
	"alter table a add column late flag; -- 後日 / later\n"
	"create index a_until on a (muni, until);\n";

static bool has(str all, const char *part)
{
	if (str_find(all, str_of(part), 0) >= 0)
		return true;
	print_error("no \"%s\" in\n%.*s\n", part, (int)all.n, all.p);
	return false;
}

TEST(migrate_text, sqlite_gets_its_three_types)
{
	str s = migration_for(test_arena, str_of(text), DB_LITE);
	assert_true(has(s, "  muni integer not null,\n"));
	assert_true(has(s, "  until integer,\n"));
	assert_true(has(s, "  big blob not null default '--',\n"));
	assert_true(has(s, "  doc text not null,\n"));
	assert_true(has(s, "primary key (muni, id)\n) strict;\n"));
	assert_true(has(s, "alter table a add column late integer;\n"));
	assert_true(has(s, "create index a_until on a (muni, until);\n"));
}

TEST(migrate_text, tables_have_no_rowid_unless_rows_are_large)
{
	str s = migration_for(test_arena, str_of(text), DB_LITE);
	isize b = str_find(s, S("create table b"), 0);
	isize c = str_find(s, S("create table c"), 0);
	assert_true(has(str_sub(s, b, c), ") strict, without rowid;"));
	assert_true(str_find(str_sub(s, 0, b), S("rowid"), 0) < 0);
	assert_true(str_find(str_sub(s, c, s.n), S("rowid"), 0) < 0);
}

TEST(migrate_text, sqlite_keeps_the_lines)
{
	str s = migration_for(test_arena, str_of(text), DB_LITE);
	int lines = 0, want = 0;
	for (isize i = 0; i < s.n; i++)
		lines += s.p[i] == '\n';
	for (const char *p = text; *p; p++)
		want += *p == '\n';
	assert_true(lines == want || lines == want + 1);
}

TEST(migrate_text, postgres_gets_domains_and_comments)
{
	str s = migration_for(test_arena, str_of(text), DB_PG);
	assert_true(has(s, "create domain muni as integer;"));
	assert_true(has(s, "create domain note_id as bigint;"));
	assert_true(has(s, "create domain txt as text collate \"C\";"));
	assert_true(str_find(s, S("domain int "), 0) < 0);
	assert_true(has(s, "comment on table b is 'つなぎ / link';"));
	assert_true(has(s, "comment on column a.until is "
			   "'終わり / it''s over -- or not';"));
	assert_true(has(s, "comment on column a.late is '後日 / later';"));
	isize first = str_find(s, S("create domain muni"), 0);
	assert_true(str_find(s, S("create domain muni"), first + 1) < 0);
}

TEST(migrate_text, columns_say_type_class_and_null)
{
	struct migration_columns all = { 0 };
	int line;
	str why;
	assert_int_equal(migration_columns(test_arena, str_of(text), &all, &line,
					   &why), OK);
	assert_int_equal(all.n, 12);
	assert_str(all.v[2].table, S("a"));
	assert_str(all.v[2].name, S("until"));
	assert_str(all.v[2].type, S("ms"));
	assert_str(all.v[2].class, S("quasi"));
	assert_false(all.v[2].not_null);
	assert_true(all.v[0].not_null);
	assert_int_equal(all.v[2].line, 4);
	assert_str(all.v[11].table, S("a"));
	assert_str(all.v[11].name, S("late"));
}

TEST(migrate_text, says_where_it_is_wrong)
{
	static const struct {
		str text;
		int line;
	} bad[] = {
		{ STR("create table a (\n"), 1 },
		{ STR("create table a ( -- 表 / t\n  x int,\n"), 2 },
		{ STR("create table a ( -- 表 / t\n\n  x int, -- x\n"), 3 },
		{ STR("create table a ( -- 表 / t\n  x bigint, -- x / x\n"),
		  2 },
		{ STR("alter table a add column x int;\n"), 1 },
	};
	for (int i = 0; i < COUNT(bad); i++) {
		struct migration_columns all = { 0 };
		int line = 0;
		str why = { 0 };
		assert_int_equal(migration_columns(test_arena, bad[i].text,
						   &all, &line, &why),
				 E_INVALID);
		assert_int_equal(line, bad[i].line);
		assert_true(why.n > 0);
		assert_int_equal(migration_for(test_arena, bad[i].text,
					       DB_PG).n, 0);
	}
}

TEST_MAIN
