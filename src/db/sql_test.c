/*
 * sql_test.c — every statement of the program, taken by PostgreSQL.
 *
 * On SQLite queryc has prepared them at build, every variant.
 */
#include "base/test.h"

#include "db/test_store.h"

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

TEST_MAIN
