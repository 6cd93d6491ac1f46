/*
 * sql_test.c — every statement of the program: taken by PostgreSQL, and not
 * walking through whole tables on SQLite.
 *
 * On SQLite queryc has prepared them at build, every variant.
 */
#include "base/test.h"

#include "db/test_store.h"

#include <sqlite3.h>

/* Does the engine take the text, and count the parameters as we do? */
static bool takes(PGconn *c, const struct db_sql *sql)
{
	PGresult *res = PQprepare(c, "", sql->pg, 0, NULL);
	bool good = PQresultStatus(res) == PGRES_COMMAND_OK;
	if (!good)
		print_error("%s: %s%s\n", sql->name, PQerrorMessage(c),
			    sql->pg);
	PQclear(res);
	if (!good)
		return false;
	res = PQdescribePrepared(c, "");
	good = PQnparams(res) == sql->params && PQnfields(res) == sql->columns;
	if (!good)
		print_error("%s: %d parameters, %d columns\n", sql->name,
			    PQnparams(res), PQnfields(res));
	PQclear(res);
	return good;
}

TEST(sql, postgres_takes_every_statement)
{
	struct test_store t = test_store_open(test_arena, DB_PG);
	PGconn *c = PQconnectdb(t.where);
	int refused = 0, all = 0;
	for (isize i = 0; db_all_sql[i]; i++)
		for (isize k = 0; db_all_sql[i][k]; k++, all++)
			refused += !takes(c, db_all_sql[i][k]);
	PQfinish(c);
	test_store_close(&t);
	assert_true(all > 20);
	assert_int_equal(refused, 0);
}

/* The check above must be able to fail. */
TEST(sql, postgres_refuses_what_is_wrong)
{
	static const struct db_sql gap = { "gap", "", "select $2::bigint", 2,
					   1 };
	struct test_store t = test_store_open(test_arena, DB_PG);
	PGconn *c = PQconnectdb(t.where);
	assert_false(takes(c, &gap));
	PQfinish(c);
	test_store_close(&t);
}

/* ---- what is only ever added to ------------------------------------------ */

static bool touches(const struct db_sql *sql, const char *table)
{
	char update[64], drop[64];
	snprintf(update, sizeof update, "update %s ", table);
	snprintf(drop, sizeof drop, "delete from %s", table);
	return strstr(sql->lite, update) || strstr(sql->lite, drop) ||
	       strstr(sql->pg, update) || strstr(sql->pg, drop);
}

TEST(sql, history_is_only_added_to)
{
	static const char *const tables[] = { "spine_rev", "sheet_rev",
					      "audit " };
	static const struct db_sql bad = {
		"bad", "update spine_rev set doc = ''", "", 0, 0
	};
	int found = 0;
	for (isize i = 0; db_all_sql[i]; i++)
		for (isize k = 0; db_all_sql[i][k]; k++)
			for (isize t = 0; t < COUNT(tables); t++)
				if (touches(db_all_sql[i][k], tables[t])) {
					print_error("%s\n",
						    db_all_sql[i][k]->name);
					found++;
				}
	assert_int_equal(found, 0);
	assert_true(touches(&bad, tables[0]));
}

/* ---- plans --------------------------------------------------------------- */

/* Those that may touch all rows of a municipality, and why. */
static const char *const wide[] = {
	"audit_loose",		/* verify-audit */
	"audit_unsealed",	/* a queue, emptied within a second */
	"seal_todo_rows",
	"outbox_todo",
	"muni_busy",		/* whether these queues hold anything */
	"seat_lapse_munis",	/* the first entry of each municipality */
	"looked_agencies",	/* all agencies are what is wanted */
	"basis_agencies",	/* to choose from; shares made: by bestowal_by */
	"share_agencies",	/* the same */
	"basis_accounts",	/* and the people there, at most 600 */
	"seal_last",		/* by its key, one row */
	"share_agencies",	/* all agencies are what is wanted */
	"refer_agencies",	/* the same */
	"sharetype_uses",	/* a setting of the municipality is saved */
	"vis_types",		/* at most as many as there are types */
	"home_cases",		/* its inner select is of one account */
	"home_changes",		/* its inner select has a limit */
	"casefile_banner",	/* its inner select is of the bases of one case */
	"note_page",		/* its inner select is of one case */
	"own_homes",		/* their inner select is of one agency's */
	"own_notes",		/* shares, by bestowal_to */
	"own_intakes",
	"own_tasks",
	"own_sheets",
	"desk_list",		/* its inner select is of one human */
	"session_items",	/* the same */
	"session_sweep",	/* at a sign-in; some hundreds of rows */
	"try_sweep",
	"demo_login_rows",	/* the demo */
	"drill_cases",		/* at random of all, in a copy aside */
	"drill_papers",
	"ended_rows",		/* once, after a restore */
};

static bool may_be_wide(const struct db_sql *sql)
{
	for (isize i = 0; i < COUNT(wide); i++)
		if (strcmp(sql->name, wide[i]) == 0)
			return true;
	return false;
}

/* A step that reads a table, or all there is of a municipality. */
static bool is_wide(const char *step)
{
	if (strncmp(step, "SCAN ", 5) == 0)
		return !strstr(step, "VIRTUAL TABLE") &&
		       strcmp(step, "SCAN CONSTANT ROW") != 0;
	return strstr(step, "(muni=?)") != NULL;
}

static int wide_steps(sqlite3 *h, const struct db_sql *sql)
{
	sqlite3_stmt *st = NULL;
	int n = 0;
	str text = str_cat(test_arena, S("explain query plan "),
			   str_of(sql->lite));
	assert_int_equal(sqlite3_prepare_v2(h, text.p, (int)text.n, &st, NULL),
			 SQLITE_OK);
	while (sqlite3_step(st) == SQLITE_ROW) {
		const char *step = (const char *)sqlite3_column_text(st, 3);
		if (!is_wide(step))
			continue;
		n++;
		if (!may_be_wide(sql))
			print_error("%s: %s\n", sql->name, step);
	}
	sqlite3_finalize(st);
	return n;
}

TEST(sql, sqlite_walks_through_no_table)
{
	struct test_store t = test_store_open(test_arena, DB_LITE);
	sqlite3 *h;
	int bad = 0;
	assert_int_equal(sqlite3_open(t.where, &h), SQLITE_OK);
	for (isize i = 0; db_all_sql[i]; i++)
		for (isize k = 0; db_all_sql[i][k]; k++)
			if (!may_be_wide(db_all_sql[i][k]))
				bad += wide_steps(h, db_all_sql[i][k]);
	/* The check must be able to fail. */
	static const struct db_sql all = {
		"all", "select id from note where muni = ?1 and title = ''",
		"", 1, 1
	};
	print_message("the next line is wanted\n");
	assert_int_equal(wide_steps(h, &all), 1);
	sqlite3_close(h);
	test_store_close(&t);
	assert_int_equal(bad, 0);
}

TEST_MAIN
