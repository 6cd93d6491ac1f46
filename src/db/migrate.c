/*
 * migrate.c — each migration in a job of its own, together with the row that
 * says it was done.  The checksum is of the text as written, so that the same
 * file means the same on both engines.
 */
#include "db/migrate.h"

#include "base/out.h"
#include "db/engine.h"
#include "db/index_schema.h"
#include "db/plan.h"
#include "sys/clock.h"
#include "sys/crypt.h"

static const struct db_sql newest_sql = {
	"migration_newest",
	"select coalesce(max(number), 0) from migration",
	"select coalesce(max(number), 0) from migration", 0, 1
};

static const struct db_sql get_sql = {
	"migration_get", "select checksum from migration where number = ?1",
	"select checksum from migration where number = $1", 1, 1
};

static const struct db_sql add_sql = {
	"migration_add", "insert into migration values (?1, ?2, ?3, ?4)",
	"insert into migration values ($1, $2, $3, $4)", 4, 0
};

/* What a job of this page works on. */
struct work {
	struct arena *arena;
	const struct migration *m;
	i64 newest;
	str why;
	bool changed;
};

static str schema(enum db_engine engine)
{
	if (engine == DB_LITE)
		return S("create table if not exists migration ("
			 "number integer primary key, name text not null,"
			 " checksum blob not null, at integer not null)"
			 " strict;");
	return S("create table if not exists migration ("
		 "number integer primary key, name text not null,"
		 " checksum bytea not null, at bigint not null);");
}

static enum status newest(struct db *db, struct work *w)
{
	struct db_rows *rows;
	bool row;
	TRY(db_open(db, &newest_sql, NULL, &rows));
	enum status st = db_next(rows, &row);
	if (st == OK)
		w->newest = db_int(rows, 0);
	db_close(rows);
	return st;
}

static enum status begin(struct db *tx, void *arg)
{
	struct work *w = arg;
	TRY(db_script(tx, w->arena, schema(db_engine(tx))));
	TRY(db_script(tx, w->arena, index_schema(db_engine(tx))));
	return newest(tx, w);
}

/* OK with p == NULL when the migration was not applied yet. */
static enum status applied(struct db *tx, struct work *w, str *ret)
{
	struct db_value in[] = { { DB_INT, w->m->number, { 0 } } };
	struct db_rows *rows;
	bool row;
	TRY(db_open(tx, &get_sql, in, &rows));
	enum status st = db_next(rows, &row);
	if (st == OK)
		*ret = row ? db_blob(rows, 0, w->arena) : (str){ 0 };
	db_close(rows);
	return st;
}

static enum status refuse(struct work *w, str why)
{
	w->why = str_cat(w->arena, w->m->name, why);
	return E_CONFLICT;
}

static enum status apply(struct db *tx, void *arg)
{
	struct work *w = arg;
	u8 hash[CRYPT_HASH];
	str done = { 0 };
	enum db_engine engine = db_engine(tx);
	/* Another server may be at it.  LOCK takes no snapshot, so what it
	 * did is seen. */
	if (engine == DB_PG)
		TRY(db_script(tx, w->arena,
			      S("lock table migration in exclusive mode")));
	crypt_sha256(w->m->text, hash);
	TRY(applied(tx, w, &done));
	if (done.p && !str_eq(done, (str){ (char *)hash, CRYPT_HASH }))
		return refuse(w, S(": changed after it was applied"));
	if (done.p)
		return OK;
	enum status st = db_script(tx, w->arena,
				   migration_for(w->arena, w->m->text, engine));
	if (st != OK) {
		refuse(w, S(": does not run"));
		return st;
	}
	struct db_value in[] = {
		{ DB_INT, w->m->number, { 0 } },
		{ DB_TEXT, 0, w->m->name },
		{ DB_BLOB, 0, { (char *)hash, CRYPT_HASH } },
		{ DB_INT, sys_now().ms, { 0 } },
	};
	w->changed = true;
	return db_run(tx, &add_sql, in, NULL);
}

static enum status plan(struct db *tx, void *arg)
{
	struct work *w = arg;
	return db_script(tx, w->arena, plan_script());
}

static enum status migrate_on(struct store *s, struct db *db,
			      struct work *w, const struct migration *list,
			      isize n)
{
	i64 last = n ? list[n - 1].number : 0;
	w->why = S("the database refuses");
	TRY(store_write(s, db, w->arena, begin, w));
	if (w->newest > last) {
		w->why = S("the data was written by a newer program");
		return E_CONFLICT;
	}
	for (isize i = 0; i < n; i++) {
		w->m = &list[i];
		TRY(store_write(s, db, w->arena, apply, w));
	}
	if (w->changed && db_engine(db) == DB_LITE)
		TRY(store_write(s, db, w->arena, plan, w));
	return OK;
}

enum status migrate_with(struct store *s, struct arena *a,
			 const struct migration *list, isize n, str *ret_why)
{
	struct db *db;
	struct work w = { .arena = a, .why = S("no connection") };
	enum status st = store_connect(s, &db);
	if (st == OK)
		st = migrate_on(s, db, &w, list, n);
	if (st != OK)
		*ret_why = w.why;
	return st;
}

/* ---- a reader looks only ------------------------------------------------- */

static enum status check_on(struct db *db, struct work *w,
			    const struct migration *list, isize n)
{
	i64 last = n ? list[n - 1].number : 0;
	w->why = S("ここには伴舟のデータがありません。");
	if (newest(db, w) != OK)
		return E_DOWN;
	w->why = S("データが、この版より新しい伴舟のものです。");
	if (w->newest > last)
		return E_CONFLICT;
	w->why = S("データの形の記録が、この版のものと合いません。");
	for (isize i = 0; i < n && list[i].number <= w->newest; i++) {
		u8 hash[CRYPT_HASH];
		str done = { 0 };
		w->m = &list[i];
		crypt_sha256(list[i].text, hash);
		TRY(applied(db, w, &done));
		if (!str_eq(done, (str){ (char *)hash, CRYPT_HASH }))
			return E_CONFLICT;
	}
	return OK;
}

enum status migrate_check(struct store *s, struct arena *a,
			  const struct migration *list, isize n,
			  i64 *ret_newest, str *ret_why)
{
	struct db *db;
	struct work w = { .arena = a,
			  .why = S("データベースにつながりません。") };
	enum status st = store_connect(s, &db);
	if (st == OK)
		st = db_begin_read(db);
	if (st == OK) {
		st = check_on(db, &w, list, n);
		db_end_read(db);
	}
	if (st == OK)
		*ret_newest = w.newest;
	else
		*ret_why = w.why;
	return st;
}
