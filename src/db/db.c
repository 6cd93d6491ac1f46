/*
 * db.c — the one face: checks that hold for both engines, then the engine.
 */
#include "db/db.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "db/engine.h"
#include "db/lite_map.h"
#include "db/writer.h"

/* ---- statements ------------------------------------------------------ */

unsigned db_bucket(const struct db_sql *sql)
{
	return (unsigned)((uintptr_t)sql / sizeof *sql % DB_BUCKETS);
}

enum status db_spoil(struct db *db, enum status why)
{
	if (why != OK && db->in_tx && db->spoiled == OK)
		db->spoiled = why;
	return why;
}

struct arena *db_scratch(struct db *db)
{
	return db->scratch;
}

/* A str is UTF-8 by construction; one that is not must not get in. */
static bool values_are_text(const struct db_value *in, int n)
{
	for (int i = 0; i < n; i++)
		if (in[i].kind == DB_TEXT && !utf8_valid(in[i].s))
			return false;
	return true;
}

enum status db_open(struct db *db, const struct db_sql *sql,
		    const struct db_value *in, struct db_rows **ret)
{
	if (db->in_tx && db->spoiled != OK)
		return db->spoiled;
	if (!values_are_text(in, sql->params))
		return db_spoil(db, E_BUG);
	db->count.statements++;
	return db_spoil(db, db->ops->open(db, sql, in, ret));
}

enum status db_next(struct db_rows *rows, bool *ret_row)
{
	struct db *db = rows->db;
	bool row = false;
	if (!rows->ended)
		TRY(db_spoil(db, db->ops->next(rows, &row)));
	rows->ended = !row;
	db->count.rows += row;
	*ret_row = row;
	return OK;
}

bool db_is_null(const struct db_rows *rows, int column)
{
	return rows->db->ops->is_null(rows, column);
}

i64 db_int(const struct db_rows *rows, int column)
{
	return rows->db->ops->number(rows, column);
}

/* NULL is {0}; an empty text is not. */
str db_text(const struct db_rows *rows, int column, struct arena *a)
{
	if (db_is_null(rows, column))
		return (str){ 0 };
	str s = rows->db->ops->text(rows, column, a);
	return s.n ? s : S("");
}

str db_blob(const struct db_rows *rows, int column, struct arena *a)
{
	if (db_is_null(rows, column))
		return (str){ 0 };
	str s = rows->db->ops->blob(rows, column, a);
	return s.n ? s : S("");
}

void db_close(struct db_rows *rows)
{
	rows->db->ops->close(rows);
}

enum status db_run(struct db *db, const struct db_sql *sql,
		   const struct db_value *in, isize *ret_changed)
{
	struct db_rows *rows;
	TRY(db_open(db, sql, in, &rows));
	enum status st = OK;
	for (bool row = true; st == OK && row;)
		st = db_next(rows, &row);
	if (st == OK && ret_changed)
		*ret_changed = rows->changed;
	db_close(rows);
	return st;
}

enum db_engine db_engine(const struct db *db)
{
	return db->engine;
}

enum status db_script(struct db *tx, struct arena *a, str text)
{
	if (tx->in_tx && tx->spoiled != OK)
		return tx->spoiled;
	return db_spoil(tx, tx->ops->script(tx, a, text));
}

/* ---- snapshots and counts ---------------------------------------------- */

enum status db_begin_read(struct db *db)
{
	if (db->in_tx)
		return E_BUG;
	TRY(db->ops->begin_read(db));
	db->in_tx = true;
	db->spoiled = OK;
	return OK;
}

void db_end_read(struct db *db)
{
	if (!db->in_tx)
		return;
	db->ops->end_read(db);
	db->in_tx = false;
	db->spoiled = OK;
}

struct db_count db_count(const struct db *db)
{
	return db->count;
}

void db_count_reset(struct db *db)
{
	db->count = (struct db_count){ 0 };
}

/* ---- jobs -------------------------------------------------------------- */

enum status db_job_call(struct db *tx, struct arena *arena, db_job *job,
			void *arg)
{
	jmp_buf full, *volatile callers = arena_target(arena);
	enum status st;
	tx->in_tx = true;
	tx->spoiled = OK;
	tx->clash = false;
	if (setjmp(full) == 0) {
		arena_on_full(arena, &full);
		st = job(tx, arg);
	} else {
		st = E_TOO_LARGE;
	}
	arena_on_full(arena, callers);
	tx->in_tx = false;
	return st == OK ? tx->spoiled : st;
}

/* ---- stores ------------------------------------------------------------ */

static void store_free(struct store *s)
{
	free((char *)s->o.where);
	free((char *)s->o.vfs);
	lite_map_close(s->map);
	pthread_mutex_destroy(&s->lock);
	free(s);
}

static struct store *store_new(const struct store_options *o)
{
	struct store *s = calloc(1, sizeof *s);
	if (!s)
		return NULL;
	s->o = *o;
	pthread_mutex_init(&s->lock, NULL);
	s->o.where = strdup(o->where);
	s->o.vfs = o->vfs ? strdup(o->vfs) : NULL;
	if (s->o.where && !s->o.vfs == !o->vfs)
		return s;
	/* Never opened elsewhere: without an address libpq has one. */
	store_free(s);
	return NULL;
}

/* A connection as a worker has it. */
static enum status connect_engine(struct store *s, struct db **ret,
				  str *ret_why)
{
	struct lite *l;
	if (s->o.engine == DB_PG)
		return pg_connect(&s->o, ret, ret_why);
	TRY(lite_connect(&s->o, LITE_READER, &s->map, &l, ret_why));
	*ret = lite_db(l);
	return OK;
}

/* Says now what the first worker would find out. */
static enum status probe(struct store *s, str *ret_why)
{
	struct db *db;
	TRY(connect_engine(s, &db, ret_why));
	db->ops->drop(db);
	return OK;
}

enum status store_open(struct arena *a, const struct store_options *o,
		       struct store **ret, str *ret_why)
{
	(void)a;
	struct store *s = store_new(o);
	if (!s) {
		*ret_why = S("out of memory");
		return E_DOWN;
	}
	enum status st = o->engine == DB_LITE && !o->reader ?
				 writer_open(&s->o, &s->writer, ret_why) :
				 probe(s, ret_why);
	if (st != OK) {
		store_free(s);
		return st;
	}
	*ret = s;
	return OK;
}

void store_close(struct store *s)
{
	/* The writer's connection opened first and closes last. */
	if (s->writer)
		writer_drain(s->writer);
	while (s->dbs) {
		struct db *db = s->dbs;
		s->dbs = db->next;
		db->ops->drop(db);
	}
	if (s->writer)
		writer_close(s->writer);
	store_free(s);
}

enum status store_connect(struct store *s, struct db **ret)
{
	struct db *db;
	str why;
	TRY(connect_engine(s, &db, &why));
	lock_take(&s->lock);
	db->next = s->dbs;
	s->dbs = db;
	lock_drop(&s->lock);
	*ret = db;
	return OK;
}

enum status store_write(struct store *s, struct db *db, struct arena *arena,
			db_job *job, void *arg)
{
	/* A snapshot left open would not see what the job did. */
	if ((db && db->in_tx) || s->o.reader)
		return E_BUG;
	if (s->o.engine == DB_PG)
		return pg_write(db, arena, job, arg);
	return writer_run(s->writer, arena, job, arg);
}
