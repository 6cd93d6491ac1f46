/*
 * test_fail.h — a database that fails once, at the n-th step from now on; for
 * x_test.c files.
 *
 *	test_fail_on(t.store, t.db);
 *	test_fail_at(3);	the third statement or row from here gives E_DOWN
 *	…
 *	if (test_fail_off())	it did
 *
 * Counted are statements begun, rows asked for and snapshots opened, of the
 * worker's connection and of the writer's.
 */
#ifndef TB_DB_TEST_FAIL_H
#define TB_DB_TEST_FAIL_H

#include <stdatomic.h>

#include "db/writer.h"

static const struct db_ops *test_fail_real;
static struct db_ops test_fail_ops;
static _Atomic int test_fail_left;	/* 0: no more */
static _Atomic bool test_failed;

static inline bool test_fail_now(void)
{
	if (test_fail_left == 0 || --test_fail_left > 0)
		return false;
	test_failed = true;
	return true;
}

static inline enum status test_fail_open(struct db *db,
					 const struct db_sql *sql,
					 const struct db_value *in,
					 struct db_rows **ret)
{
	return test_fail_now() ? E_DOWN :
				 test_fail_real->open(db, sql, in, ret);
}

static inline enum status test_fail_next(struct db_rows *rows, bool *ret_row)
{
	return test_fail_now() ? E_DOWN : test_fail_real->next(rows, ret_row);
}

static inline enum status test_fail_begin(struct db *db)
{
	return test_fail_now() ? E_DOWN : test_fail_real->begin_read(db);
}

static inline void test_fail_on(struct store *s, struct db *db)
{
	test_fail_left = 0;
	test_fail_real = db->ops;
	test_fail_ops = *db->ops;
	test_fail_ops.open = test_fail_open;
	test_fail_ops.next = test_fail_next;
	test_fail_ops.begin_read = test_fail_begin;
	db->ops = &test_fail_ops;
	if (s->writer)
		lite_db(s->writer->lite)->ops = &test_fail_ops;
}

static inline void test_fail_at(int n)
{
	test_failed = false;
	test_fail_left = n;
}

/* Whether it has failed. */
static inline bool test_fail_off(void)
{
	test_fail_left = 0;
	return test_failed;
}

#endif
