/*
 * engine.h — what the two bodies, lite.c and pg.c, have in common; private
 * to this room.
 *
 * Words: a db is *in a transaction* between db_begin_read and db_end_read and
 * while it runs a job.  The first error in a transaction *spoils* it: every
 * later statement gives the same error and a job cannot commit any more.
 * PostgreSQL works so by itself; SQLite is made to, so that code tried on one
 * engine behaves on the other.
 */
#ifndef TB_DB_ENGINE_H
#define TB_DB_ENGINE_H

#include "db/db.h"
#include "sys/thread.h"

/* Cached statements are kept by the address of their db_sql. */
enum { DB_BUCKETS = 256 };

struct db_ops {
	enum status (*open)(struct db *, const struct db_sql *,
			    const struct db_value *, struct db_rows **);
	enum status (*next)(struct db_rows *, bool *);
	bool (*is_null)(const struct db_rows *, int);
	i64 (*number)(const struct db_rows *, int);
	str (*text)(const struct db_rows *, int, struct arena *);
	str (*blob)(const struct db_rows *, int, struct arena *);
	void (*close)(struct db_rows *);
	enum status (*begin_read)(struct db *);
	void (*end_read)(struct db *);
	enum status (*script)(struct db *, struct arena *, str);
	void (*drop)(struct db *);
};

struct db {
	const struct db_ops *ops;
	enum db_engine engine;
	struct db_count count;
	bool in_tx;
	enum status spoiled;
	/* The error was a taken primary key: a fresh id may help. */
	bool clash;
	struct db *next;	/* the store's other connections */
	struct arena *scratch;	/* PostgreSQL: what a statement sends */
};

struct db_rows {
	struct db *db;
	const struct db_sql *sql;
	isize changed;
	bool ended;
};

struct writer;

struct store {
	struct store_options o;
	struct db *dbs;		/* all connections but the writer's */
	pthread_mutex_t lock;	/* of dbs */
	struct writer *writer;	/* SQLite */
	struct lite_map *map;	/* SQLite: the file, for all readers */
};

/* Several statements without parameters or rows, as the owner of the schema:
 * for migrations, inside their job. */
enum status db_script(struct db *tx, struct arena *a, str text) MUST_CHECK;
/* Notes the error for the transaction and returns it. */
enum status db_spoil(struct db *db, enum status why);
/* Marked and rewound by its user; only of a PostgreSQL connection. */
struct arena *db_scratch(struct db *db);
unsigned db_bucket(const struct db_sql *sql);
/* Runs the job once.  An exhausted arena comes back as E_TOO_LARGE; the
 * caller's jump target is put back in every case.  The arena is not rewound,
 * neither then nor for another run: the job's caller may hold on to what an
 * earlier run allocated (the errors of a form). */
enum status db_job_call(struct db *tx, struct arena *arena, db_job *job,
			void *arg) MUST_CHECK;
/* How often a job is run again because an id was taken, and on PostgreSQL
 * because of a soft error: SERIALIZABLE refuses more than it must (the check
 * of a foreign key to the same small table is a conflict for it). */
enum { DB_AGAIN = 3, DB_AGAIN_SOFT = 20 };

/* ---- lite.c ------------------------------------------------------------ */

struct lite;
struct lite_map;
enum lite_kind { LITE_READER, LITE_WRITER };
enum status lite_connect(const struct store_options *o, enum lite_kind kind,
			 struct lite_map **map, struct lite **ret, str *ret_why)
	MUST_CHECK;
struct db *lite_db(struct lite *l);
/* Our own statements around jobs. */
enum lite_own { OWN_BEGIN, OWN_BEGIN_READ, OWN_COMMIT, OWN_ROLLBACK, OWN_SAVE,
		OWN_RELEASE, OWN_BACK, OWN_COUNT };
enum status lite_own(struct lite *l, enum lite_own what) MUST_CHECK;
/* False when the engine rolled back behind our back. */
bool lite_in_transaction(const struct lite *l);
/* Out of memory SQLite cannot even roll back.  Nothing may go on before it
 * has: tried again until others give memory back; after 10 s the process ends,
 * as a kill would end it. */
void lite_rollback(struct lite *l);
/* Closes rows that a jump or an error left open. */
void lite_close_rows(struct lite *l);
/* Pages in the write-ahead log after the last commit. */
int lite_wal_pages(const struct lite *l);
/* Copies the log into the file; RESTART also begins it anew.  Not waiting
 * for readers: what they still need stays. */
enum lite_copy { COPY_PASSIVE, COPY_RESTART };
void lite_checkpoint(struct lite *l, enum lite_copy how);
/* Tests: how long one read may take (5 s). */
void lite_patience(struct db *db, i64 ns);

/* ---- pg.c -------------------------------------------------------------- */

enum status pg_connect(const struct store_options *o, struct db **ret,
		       str *ret_why) MUST_CHECK;
enum status pg_write(struct db *db, struct arena *arena, db_job *job,
		     void *arg) MUST_CHECK;

#endif
