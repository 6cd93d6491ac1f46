/*
 * bench_test.h — a small table and its statements, for the tests of this
 * room only; written by hand, because they test what queryc stands on.
 */
#ifndef TB_DB_BENCH_TEST_H
#define TB_DB_BENCH_TEST_H

#include "db/engine.h"
#include "db/test_store.h"

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

/* An open store with the two tables. */
static inline struct test_store bench_open(enum db_engine engine)
{
	struct test_store t = test_store_bare(test_arena, engine);
	assert_int_equal(store_write(t.store, t.db, test_arena, bench_create,
				     test_arena),
			 OK);
	return t;
}

/* A job that runs one statement. */
struct bench_one {
	const struct db_sql *sql;
	const struct db_value *in;
	isize changed;
};

static enum status bench_run(struct db *tx, void *arg)
{
	struct bench_one *o = arg;
	return db_run(tx, o->sql, o->in, &o->changed);
}

static inline enum status write_one(struct test_store *t,
				    const struct db_sql *sql,
				    const struct db_value *in,
				    isize *ret_changed)
{
	struct bench_one o = { sql, in, -1 };
	enum status st = store_write(t->store, t->db, test_arena, bench_run,
				     &o);
	if (ret_changed)
		*ret_changed = o.changed;
	return st;
}

#endif
