/*
 * bench_test.h — a small table and its statements, for the tests of this
 * room only; written by hand, because they test what queryc stands on.
 */
#ifndef TB_DB_BENCH_TEST_H
#define TB_DB_BENCH_TEST_H

#include "base/test.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "db/engine.h"

#define SQL(id, n_params, n_columns, lite_text, pg_text)                      \
	static const struct db_sql id __attribute__((unused)) = {             \
		#id, lite_text, pg_text, n_params, n_columns                  \
	}
#define INT(v) { DB_INT, (v), { 0 } }
#define TEXT(v) { DB_TEXT, 0, (v) }

static const char bench_lite[] =
	"create table t (muni integer not null, id integer not null,"
	" body text, b blob, primary key (muni, id)) strict;"
	"create table u (muni integer not null, id integer not null,"
	" word text not null, primary key (muni, id),"
	" foreign key (muni, id) references t (muni, id)) strict;"
	"create unique index u_word on u (muni, word);";

static const char bench_pg[] =
	"create table t (muni int not null, id bigint not null,"
	" body text, b bytea, primary key (muni, id));"
	"create table u (muni int not null, id bigint not null,"
	" word text not null, primary key (muni, id),"
	" foreign key (muni, id) references t (muni, id));"
	"create unique index u_word on u (muni, word);";

SQL(t_add, 4, 0, "insert into t values (?1, ?2, ?3, ?4)",
    "insert into t values ($1, $2, $3, $4)");
SQL(t_get, 2, 2, "select body, b from t where muni = ?1 and id = ?2",
    "select body, b from t where muni = $1 and id = $2");
SQL(t_list, 1, 2, "select id, body from t where muni = ?1 order by id",
    "select id, body from t where muni = $1 order by id");
SQL(t_count, 1, 1, "select count(*) from t where muni = ?1",
    "select count(*) from t where muni = $1");
SQL(t_set, 2, 0, "update t set body = ?2 where muni = ?1",
    "update t set body = $2 where muni = $1");
SQL(u_add, 3, 0, "insert into u values (?1, ?2, ?3)",
    "insert into u values ($1, $2, $3)");

static inline enum status add(struct db *tx, i64 id, str body)
{
	struct db_value in[] = { INT(1), INT(id), TEXT(body), { 0 } };
	return db_run(tx, &t_add, in, NULL);
}

static inline i64 count(struct db *db)
{
	struct db_value in[] = { INT(1) };
	struct db_rows *rows;
	bool row = false;
	i64 n = -1;
	if (db_open(db, &t_count, in, &rows) != OK)
		return -1;
	if (db_next(rows, &row) == OK && row)
		n = db_int(rows, 0);
	db_close(rows);
	return n;
}

static inline bool has(struct db *db, i64 id)
{
	struct db_value in[] = { INT(1), INT(id) };
	struct db_rows *rows;
	bool row = false;
	if (db_open(db, &t_get, in, &rows) != OK)
		return false;
	bool good = db_next(rows, &row) == OK && row;
	db_close(rows);
	return good;
}

static enum status bench_create(struct db *tx, void *arg)
{
	struct arena *a = arg;
	return db_script(tx, a, str_of(db_engine(tx) == DB_LITE ?
						bench_lite : bench_pg));
}

/* A file of the test's own on tmpfs. */
static inline const char *bench_path(struct arena *a)
{
	static int serial;
	char path[100];
	snprintf(path, sizeof path, "/dev/shm/tomobune-db-%d-%d.db",
		 (int)getpid(), serial++);
	return str_cstr(a, str_of(path));
}

static inline void bench_unlink(const char *path)
{
	static const char *const tail[] = { "", "-wal", "-shm" };
	char name[120];
	for (int i = 0; i < 3; i++) {
		snprintf(name, sizeof name, "%s%s", path, tail[i]);
		unlink(name);
	}
}

/* An open store with the two tables. */
static inline struct store *bench_open(struct store_options o)
{
	struct store *s = NULL;
	str why = { 0 };
	if (store_open(test_arena, &o, &s, &why) != OK)
		fail_msg("%.*s", (int)why.n, why.p);
	struct db *db;
	assert_int_equal(store_connect(s, &db), OK);
	assert_int_equal(store_write(s, db, test_arena, bench_create,
				     test_arena),
			 OK);
	return s;
}

#endif
