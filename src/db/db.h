/*
 * db.h — one face for two engines: SQLite in a file, PostgreSQL by libpq.
 *
 * Words: a *store* is an opened database; a *db* is one connection of it, in
 * the hands of one thread; a *job* is a function that reads and writes inside
 * one transaction.  SQL text lives in *.sql files; queryc turns it into
 * struct db_sql constants and typed functions, and only those call db_open.
 *
 * Invariants: `$1` of every query is the municipality (queryc checks).  A
 * worker's db is read-only on SQLite; every write is a job.  Errors of the
 * engine become E_BUSY (run it again), E_CONFLICT (a constraint said no),
 * E_DOWN (the engine cannot: disk full, I/O, connection, memory) or E_BUG; an
 * error is never "no rows".
 */
#ifndef TB_DB_H
#define TB_DB_H

#include "base/arena.h"
#include "base/str.h"

struct store;
struct db;
struct db_rows;

enum db_engine { DB_LITE, DB_PG };

/* One statement, made by queryc; its address is its identity in caches. */
struct db_sql {
	const char *name;	/* "note_list", for counters and errors */
	const char *lite;	/* text with ?n */
	const char *pg;		/* text with $n */
	int params, columns;
};

/* Every statement of every room (one list a room, NULL ends), made by
 * queryc: a test prepares them all on PostgreSQL. */
extern const struct db_sql *const *const db_all_sql[];

struct db_value {
	enum { DB_NULL, DB_INT, DB_TEXT, DB_BLOB } kind;
	i64 i;
	str s;
};

/* A number that may be absent: nullable parameters and columns. */
struct opt_i64 {
	bool has;
	i64 v;
};

/* Runs a statement; rows are then taken with db_next.  `in` has sql->params
 * values.  The rows must be closed; queryc's functions always do. */
enum status db_open(struct db *db, const struct db_sql *sql,
		    const struct db_value *in, struct db_rows **ret) MUST_CHECK;
/* *ret_row: a row is there / the end. */
enum status db_next(struct db_rows *rows, bool *ret_row) MUST_CHECK;
bool db_is_null(const struct db_rows *rows, int column);
i64 db_int(const struct db_rows *rows, int column);
/* Copied into the arena; text from the database is checked UTF-8 already. */
str db_text(const struct db_rows *rows, int column, struct arena *a);
str db_blob(const struct db_rows *rows, int column, struct arena *a);
void db_close(struct db_rows *rows);
/* A statement without rows; *ret_changed (may be NULL) = rows touched. */
enum status db_run(struct db *db, const struct db_sql *sql,
		   const struct db_value *in, isize *ret_changed) MUST_CHECK;

enum db_engine db_engine(const struct db *db);

/* A read snapshot on a worker's connection: everything read between begin
 * and end is of one moment (REPEATABLE READ).  The first error spoils it: all
 * later statements give the same.  A statement that takes longer than 5 s is
 * stopped (E_LIMIT).  db_end_read closes rows that were left open. */
enum status db_begin_read(struct db *db) MUST_CHECK;
void db_end_read(struct db *db);

/* Work done since the last db_count_reset: for tests of non-interference. */
struct db_count {
	i64 statements, rows;
};
struct db_count db_count(const struct db *db);
void db_count_reset(struct db *db);

/* ---- stores ---------------------------------------------------------- */

struct store_options {
	enum db_engine engine;
	const char *where;	/* SQLite file, or libpq conninfo */
	bool sync_off;		/* tests on tmpfs only */
	bool sync_normal;	/* the power-loss harness only: proves itself */
	const char *vfs;	/* fault tests: name of a registered VFS */
	/* A command beside a running server: nothing is created, written or
	 * migrated, no lock of a writer is taken; store_write is E_BUG.  Its
	 * statements may take as long as they need. */
	bool reader;
	/* Nobody is served, and jobs write as much as they can: the writer of
	 * SQLite may keep 1 GB of pages in memory, and a job waits for as long
	 * as what went before is copied.  As durable as ever. */
	bool bulk;
};

/* Opens (and creates, when SQLite's file is absent) without migrating.
 * Starts the writer thread on SQLite.  E_DOWN with a reason on the log of the
 * caller: *ret_why is a static or arena text. */
enum status store_open(struct arena *a, const struct store_options *o,
		       struct store **ret, str *ret_why) MUST_CHECK;
/* Waits for queued jobs, closes; the writer closes last. */
void store_close(struct store *s);
/* A connection for one worker; owned by the store, closed with it. */
enum status store_connect(struct store *s, struct db **ret) MUST_CHECK;

/* What a job may do: read and write through tx; return OK to commit it.
 * It may run more than once (soft errors; a group that fell apart; an id that
 * was taken, E_CONFLICT on a primary key, makes it run again with fresh ones):
 * no side effect but through tx and into memory that it writes from scratch.
 * The first error of a statement spoils the transaction: all later statements
 * give it too and the job cannot commit, whatever it returns.  ON CONFLICT is
 * the way to expect a conflict. */
typedef enum status db_job(struct db *tx, void *arg);

/*
 * Runs the job in a transaction and returns when it is durable (or not):
 * OK only after COMMIT succeeded with synchronous=FULL.  The job's own status
 * is returned when it refused.  On SQLite the job runs on the writer thread,
 * grouped with others in one commit, each in a savepoint; on PostgreSQL on
 * `db`, SERIALIZABLE, again (≤10) on soft errors.  `arena` is what the job
 * allocates from: its exhaustion rolls the job back (E_TOO_LARGE).
 * E_LIMIT: the queue is full.  E_DOWN also when the outcome of COMMIT is not
 * known: an idempotency key tells at the next try.  E_BUG: `db` still holds a
 * read snapshot, the caller is a job, or the store is a reader's.
 */
enum status store_write(struct store *s, struct db *db, struct arena *arena,
			db_job *job, void *arg) MUST_CHECK;

/*
 * After many rows were written at once: lets PostgreSQL count them, because
 * until its own service gets there it plans as for empty tables and walks
 * through a municipality to find a row.  Nothing on SQLite (plan.h).
 */
enum status store_analyze(struct store *s, struct db *db, struct arena *arena)
	MUST_CHECK;

/* ---- migrations ------------------------------------------------------ */

struct migration {
	int number;
	str name;	/* 0001_begin */
	str text;	/* the .sql file, domain types and all */
};
/* All of db/NNNN_*.sql, embedded at build; `n` of them. */
extern const struct migration migrations[];
extern const isize migrations_n;

/* Brings the store to the newest migration; checks the checksums of those
 * already applied (E_CONFLICT with *ret_why when one was changed).  Also
 * creates the full-text index of the engine. */
enum status store_migrate(struct store *s, struct arena *a, str *ret_why)
	MUST_CHECK;
/* What a reader asks instead: every migration applied is one of this program,
 * unchanged; *ret_newest is the last one (migrations_newest(): all of them).
 * E_CONFLICT when not, E_DOWN when there is no such table; *ret_why is
 * Japanese. */
enum status store_check(struct store *s, struct arena *a, i64 *ret_newest,
			str *ret_why) MUST_CHECK;
i64 migrations_newest(void);
/* The text as the engine takes it: for tests and for queryc.  {0} for
 * PostgreSQL when the text is not in the form of db/migrate_text.h, which the
 * build has checked. */
str migration_for(struct arena *a, str text, enum db_engine engine);

#endif
