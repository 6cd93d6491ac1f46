/*
 * lite.c — one SQLite connection: its rules, its guard, its statements.
 *
 * What runs on a connection is decided three times: the file is opened
 * READONLY for workers, an authorizer refuses everything but plain reading
 * (and for the writer plain writing) when a statement is prepared, and
 * trusted_schema=OFF keeps functions with side effects out of the schema.
 */
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/utf8.h"
#include "db/engine.h"
#include "db/lite_map.h"
#include "sys/clock.h"

enum { BUSY_MS = 1000 };

/* Whose statement is being prepared. */
enum guard { GUARD_OWN, GUARD_READER, GUARD_WRITER };

struct lite_rows {
	struct db_rows base;
	sqlite3_stmt *stmt;
	bool in_use;
	struct lite_rows *next;	/* of the bucket */
};

struct lite {
	struct db db;
	sqlite3 *h;
	enum guard guard, kind;
	i64 patience, deadline;	/* of a reader's statement, ns */
	int wal_pages;
	struct lite_rows *bucket[DB_BUCKETS];
	int open;		/* rows in use */
	sqlite3_stmt *own[OWN_COUNT];
};

#define COMMON_PRAGMAS                                                        \
	"pragma trusted_schema = off;"                                        \
	"pragma foreign_keys = on;"                                           \
	"pragma temp_store = memory;"

/* mmap_size: only with lite_map.h. */
static const char reader_pragmas[] = COMMON_PRAGMAS
	"pragma query_only = on;"
	"pragma cache_size = -2000;";

/* cell_size_check looks at every cell of a page that comes into the cache: a
 * third of a list's time for readers, whose caches live for one request. */
static const char writer_pragmas[] = COMMON_PRAGMAS
	"pragma cell_size_check = on;"
	"pragma secure_delete = on;"
	"pragma wal_autocheckpoint = 0;"
	"pragma journal_size_limit = 67108864;"
	"pragma cache_size = -32000;";

static const char *const own_sql[OWN_COUNT] = {
	[OWN_BEGIN] = "begin immediate",
	[OWN_BEGIN_READ] = "begin",
	[OWN_COMMIT] = "commit",
	[OWN_ROLLBACK] = "rollback",
	[OWN_SAVE] = "savepoint job",
	[OWN_RELEASE] = "release job",
	[OWN_BACK] = "rollback to job",
};

static struct lite *lite_of(struct db *db)
{
	return (struct lite *)db;
}

struct db *lite_db(struct lite *l)
{
	return &l->db;
}

/* ---- errors ------------------------------------------------------------ */

static enum status status_of(struct lite *l, int rc)
{
	switch (rc & 0xff) {
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE:
		return OK;
	case SQLITE_CONSTRAINT:
		l->db.clash = rc == SQLITE_CONSTRAINT_PRIMARYKEY ||
			      rc == SQLITE_CONSTRAINT_ROWID;
		return E_CONFLICT;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return E_BUSY;
	case SQLITE_INTERRUPT:
		return E_LIMIT;
	case SQLITE_TOOBIG:
		return E_TOO_LARGE;
	case SQLITE_FULL:
	case SQLITE_IOERR:
	case SQLITE_NOMEM:
	case SQLITE_CANTOPEN:
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
	case SQLITE_PROTOCOL:
		return E_DOWN;
	}
	return E_BUG;
}

/* ---- guard ------------------------------------------------------------- */

static bool reading(int action, const char *name)
{
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_READ:
	case SQLITE_RECURSIVE:
		return true;
	case SQLITE_FUNCTION:
		return strcmp(name, "load_extension") != 0;
	case SQLITE_PRAGMA:
		/* The full-text index asks whether others wrote. */
		return strcmp(name, "data_version") == 0;
	case SQLITE_UPDATE:
		/* And declares its columns when a connection first meets it;
		 * the real table is not writable by anybody. */
		return strcmp(name, "sqlite_master") == 0;
	}
	return false;
}

static bool writing(int action, const char *table)
{
	switch (action) {
	case SQLITE_INSERT:
	case SQLITE_UPDATE:
	case SQLITE_DELETE:
		return strncmp(table, "sqlite_", 7) != 0;
	}
	return false;
}

/* The arguments' meaning depends on the action: a function's name is the
 * fourth, a table's or pragma's the third. */
static int authorize(void *arg, int action, const char *x, const char *y,
		     const char *database, const char *trigger)
{
	const struct lite *l = arg;
	(void)database;
	(void)trigger;
	if (l->guard == GUARD_OWN ||
	    reading(action, action == SQLITE_FUNCTION ? y : x))
		return SQLITE_OK;
	if (l->guard == GUARD_WRITER && writing(action, x))
		return SQLITE_OK;
	return SQLITE_DENY;
}

static int out_of_time(void *arg)
{
	const struct lite *l = arg;
	return sys_ticks() > l->deadline;
}

void lite_patience(struct db *db, i64 ns)
{
	lite_of(db)->patience = ns;
}

/* ---- statements -------------------------------------------------------- */

static enum status prepare(struct lite *l, const struct db_sql *sql,
			   sqlite3_stmt **ret)
{
	sqlite3_stmt *stmt;
	int rc = sqlite3_prepare_v3(l->h, sql->lite, -1,
				    SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
	if (rc != SQLITE_OK)
		return status_of(l, rc);
	if (sqlite3_bind_parameter_count(stmt) > sql->params ||
	    sqlite3_column_count(stmt) != sql->columns) {
		sqlite3_finalize(stmt);
		return E_BUG;
	}
	*ret = stmt;
	return OK;
}

/* A cached statement that nobody is stepping, or a new one. */
static enum status take(struct lite *l, const struct db_sql *sql,
			struct lite_rows **ret)
{
	struct lite_rows **bucket = &l->bucket[db_bucket(sql)];
	for (struct lite_rows *r = *bucket; r; r = r->next)
		if (r->base.sql == sql && !r->in_use) {
			*ret = r;
			return OK;
		}
	struct lite_rows *r = calloc(1, sizeof *r);
	if (!r)
		return E_DOWN;
	enum status st = prepare(l, sql, &r->stmt);
	if (st != OK) {
		free(r);
		return st;
	}
	r->base.db = &l->db;
	r->base.sql = sql;
	r->next = *bucket;
	*ret = *bucket = r;
	return OK;
}

/* The caller's bytes outlive the rows, so they are not copied. */
static int bind(sqlite3_stmt *stmt, int i, const struct db_value *v)
{
	const char *p = v->s.p ? v->s.p : "";
	switch (v->kind) {
	case DB_NULL:
		return sqlite3_bind_null(stmt, i);
	case DB_INT:
		return sqlite3_bind_int64(stmt, i, v->i);
	case DB_TEXT:
		return sqlite3_bind_text64(stmt, i, p, (u64)v->s.n,
					   SQLITE_STATIC, SQLITE_UTF8);
	case DB_BLOB:
		break;
	}
	return sqlite3_bind_blob64(stmt, i, p, (u64)v->s.n, SQLITE_STATIC);
}

static void lite_close(struct db_rows *rows)
{
	struct lite_rows *r = (struct lite_rows *)rows;
	/* Its error was reported by the step that met it. */
	(void)sqlite3_reset(r->stmt);
	(void)sqlite3_clear_bindings(r->stmt);
	r->in_use = false;
	lite_of(rows->db)->open--;
}

void lite_close_rows(struct lite *l)
{
	for (int i = 0; l->open && i < DB_BUCKETS; i++)
		for (struct lite_rows *r = l->bucket[i]; r; r = r->next)
			if (r->in_use)
				lite_close(&r->base);
}

static enum status lite_open(struct db *db, const struct db_sql *sql,
			     const struct db_value *in, struct db_rows **ret)
{
	struct lite *l = lite_of(db);
	struct lite_rows *r;
	TRY(take(l, sql, &r));
	int n = sqlite3_bind_parameter_count(r->stmt);
	for (int i = 0; i < n; i++) {
		int rc = bind(r->stmt, i + 1, &in[i]);
		if (rc != SQLITE_OK)
			return status_of(l, rc);
	}
	r->in_use = true;
	l->open++;
	r->base.ended = false;
	r->base.changed = 0;
	l->deadline = sys_ticks() + l->patience;
	*ret = &r->base;
	return OK;
}

static bool row_is_text(sqlite3_stmt *stmt, int columns)
{
	for (int i = 0; i < columns; i++) {
		if (sqlite3_column_type(stmt, i) != SQLITE_TEXT)
			continue;
		const char *p = (const char *)sqlite3_column_text(stmt, i);
		if (!p || !utf8_valid((str){ p,
					     sqlite3_column_bytes(stmt, i) }))
			return false;
	}
	return true;
}

static enum status lite_next(struct db_rows *rows, bool *ret_row)
{
	struct lite_rows *r = (struct lite_rows *)rows;
	struct lite *l = lite_of(rows->db);
	int rc = sqlite3_step(r->stmt);
	if (rc == SQLITE_ROW) {
		if (!row_is_text(r->stmt, rows->sql->columns))
			return E_BUG;
		*ret_row = true;
		return OK;
	}
	if (rc != SQLITE_DONE)
		return status_of(l, rc);
	if (!sqlite3_stmt_readonly(r->stmt))
		rows->changed = (isize)sqlite3_changes64(l->h);
	*ret_row = false;
	return OK;
}

static sqlite3_stmt *stmt_of(const struct db_rows *rows)
{
	return ((const struct lite_rows *)rows)->stmt;
}

static bool lite_is_null(const struct db_rows *rows, int column)
{
	return sqlite3_column_type(stmt_of(rows), column) == SQLITE_NULL;
}

static i64 lite_number(const struct db_rows *rows, int column)
{
	return sqlite3_column_int64(stmt_of(rows), column);
}

static str lite_text(const struct db_rows *rows, int column, struct arena *a)
{
	const char *p = sqlite3_column_blob(stmt_of(rows), column);
	return str_dup(a, (str){ p, sqlite3_column_bytes(stmt_of(rows),
							 column) });
}

/* ---- transactions ------------------------------------------------------ */

enum status lite_own(struct lite *l, enum lite_own what)
{
	l->guard = GUARD_OWN;
	int rc = sqlite3_step(l->own[what]);
	(void)sqlite3_reset(l->own[what]);
	l->guard = l->kind;
	return status_of(l, rc);
}

bool lite_in_transaction(const struct lite *l)
{
	return !sqlite3_get_autocommit(l->h);
}

void lite_rollback(struct lite *l)
{
	enum { TIMES = 10000, PAUSE_NS = 1000000 };
	/* Its own error says nothing: the transaction is there or not. */
	for (int i = 0; lite_in_transaction(l); i++) {
		if (i == TIMES)
			abort();
		if (i)
			nanosleep(&(struct timespec){ 0, PAUSE_NS }, NULL);
		enum status st = lite_own(l, OWN_ROLLBACK);
		(void)st;
	}
}

static enum status lite_begin_read(struct db *db)
{
	struct lite *l = lite_of(db);
	/* Rows left open outside a snapshot hold one of their own, and this
	 * would join it. */
	lite_close_rows(l);
	l->deadline = sys_ticks() + l->patience;
	return lite_own(l, OWN_BEGIN_READ);
}

static void lite_end_read(struct db *db)
{
	struct lite *l = lite_of(db);
	lite_close_rows(l);
	l->deadline = INT64_MAX;
	lite_rollback(l);
}

static enum status lite_script(struct db *db, struct arena *a, str text)
{
	struct lite *l = lite_of(db);
	l->guard = GUARD_OWN;
	int rc = sqlite3_exec(l->h, str_cstr(a, text), NULL, NULL, NULL);
	l->guard = l->kind;
	return status_of(l, rc);
}

int lite_wal_pages(const struct lite *l)
{
	return l->wal_pages;
}

static int after_commit(void *arg, sqlite3 *h, const char *name, int pages)
{
	struct lite *l = arg;
	(void)h;
	(void)name;
	l->wal_pages = pages;
	return SQLITE_OK;
}

void lite_checkpoint(struct lite *l, enum lite_copy how)
{
	int mode = how == COPY_RESTART ? SQLITE_CHECKPOINT_RESTART :
					 SQLITE_CHECKPOINT_PASSIVE;
	/* What fails or is in a reader's way is done next time. */
	sqlite3_busy_timeout(l->h, 0);
	(void)sqlite3_wal_checkpoint_v2(l->h, NULL, mode, NULL, NULL);
	sqlite3_busy_timeout(l->h, BUSY_MS);
}

/* ---- opening and closing ------------------------------------------------- */

static void lite_drop(struct db *db)
{
	struct lite *l = lite_of(db);
	for (int i = 0; i < DB_BUCKETS; i++)
		while (l->bucket[i]) {
			struct lite_rows *r = l->bucket[i];
			l->bucket[i] = r->next;
			sqlite3_finalize(r->stmt);
			free(r);
		}
	for (int i = 0; i < OWN_COUNT; i++)
		sqlite3_finalize(l->own[i]);
	if (sqlite3_close(l->h) != SQLITE_OK)
		abort();
	free(l);
}

static const struct db_ops lite_ops = {
	.open = lite_open,
	.next = lite_next,
	.is_null = lite_is_null,
	.number = lite_number,
	.text = lite_text,
	.blob = lite_text,
	.close = lite_close,
	.begin_read = lite_begin_read,
	.end_read = lite_end_read,
	.script = lite_script,
	.drop = lite_drop,
};

static int is_wal(void *arg, int n, char **value, char **name)
{
	(void)name;
	*(bool *)arg = n == 1 && value[0] && strcmp(value[0], "wal") == 0;
	return 0;
}

static const char *synchronous(const struct store_options *o)
{
	if (o->sync_off)
		return "pragma synchronous = off";
	return o->sync_normal ? "pragma synchronous = normal" :
				"pragma synchronous = full";
}

static int set_up_writer(struct lite *l, const struct store_options *o)
{
	bool wal = false;
	int rc = sqlite3_exec(l->h, "pragma journal_mode = wal", is_wal, &wal,
			      NULL);
	if (rc == SQLITE_OK && !wal)
		rc = SQLITE_CANTOPEN;
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(l->h, writer_pragmas, NULL, NULL, NULL);
	if (rc == SQLITE_OK && o->bulk)
		rc = sqlite3_exec(l->h, "pragma cache_size = -1000000", NULL,
				  NULL, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(l->h, synchronous(o), NULL, NULL, NULL);
	sqlite3_wal_hook(l->h, after_commit, l);
	return rc;
}

/* ---- a reader or the writer --------------------------------------------------- */

/* A page must not wait longer than 5 s; a command reads all there is. */
static int set_up_reader(struct lite *l, const struct store_options *o,
			 struct lite_map **map)
{
	enum { STEPS = 4000 };	/* some 20 µs of work */
	l->patience = (o->reader ? 24 * 3600 : 5) * (i64)1000000000;
	l->deadline = INT64_MAX;
	sqlite3_progress_handler(l->h, STEPS, out_of_time, l);
	/* The VFS of a test has to see every read. */
	int rc = o->vfs ? SQLITE_OK : lite_map_look(map, l->h);
	return rc ? rc : sqlite3_exec(l->h, reader_pragmas, NULL, NULL, NULL);
}

static int set_up(struct lite *l, const struct store_options *o,
		  enum lite_kind kind, struct lite_map **map)
{
	bool writer = kind == LITE_WRITER;
	sqlite3_extended_result_codes(l->h, 1);
	sqlite3_db_config(l->h, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	/* A reader may meet the moment of recovery; and one that met a half
	 * written head of the log holds the writer's lock to look again. */
	sqlite3_busy_timeout(l->h, BUSY_MS);
	int rc = writer ? set_up_writer(l, o) : set_up_reader(l, o, map);
	for (int i = 0; rc == SQLITE_OK && i < OWN_COUNT; i++)
		rc = sqlite3_prepare_v3(l->h, own_sql[i], -1,
					SQLITE_PREPARE_PERSISTENT, &l->own[i],
					NULL);
	l->kind = l->guard = writer ? GUARD_WRITER : GUARD_READER;
	if (rc == SQLITE_OK)
		rc = sqlite3_set_authorizer(l->h, authorize, l);
	return rc;
}

/* SQLite would create it readable for everybody; its log and shared memory
 * take over the file's mode.  Never opened when it exists: closing a file
 * drops this process's locks on it. */
static void create_private(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd >= 0)
		close(fd);
}

#ifdef TB_TEST_CLOCK
#include "../tests/fault/disk_vfs.h"
#include "../tests/fault/power_vfs.h"

/* The harness of faults drives the whole server: see power_vfs.h, disk_vfs.h. */
static struct store_options on_test_disk(struct store_options o)
{
	static pthread_once_t power_once = PTHREAD_ONCE_INIT;
	static pthread_once_t disk_once = PTHREAD_ONCE_INIT;
	const char *power = getenv("TOMOBUNE_VFS_POWER");
	if (power) {
		pthread_once(&power_once, power_vfs_register);
		o.vfs = "power";
		o.sync_normal = strcmp(power, "normal") == 0;
	} else if (getenv("TOMOBUNE_VFS_DISK")) {
		pthread_once(&disk_once, disk_vfs_register);
		o.vfs = "disk";
	}
	return o;
}
#else
static struct store_options on_test_disk(struct store_options o)
{
	return o;
}
#endif

/* Before SQLite's first use: nobody asks how much memory it takes, and
 * counting needs a lock that all threads would share. */
static void no_counting(void)
{
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

enum status lite_connect(const struct store_options *options,
			 enum lite_kind kind, struct lite_map **map,
			 struct lite **ret, str *ret_why)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, no_counting);
	const struct store_options chosen = on_test_disk(*options);
	const struct store_options *o = &chosen;
	int flags = kind == LITE_WRITER ?
			    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE :
			    SQLITE_OPEN_READONLY;
	struct lite *l = calloc(1, sizeof *l);
	if (!l) {
		*ret_why = S("out of memory");
		return E_DOWN;
	}
	if (kind == LITE_WRITER)
		create_private(o->where);
	l->db.ops = &lite_ops;
	l->db.engine = DB_LITE;
	int rc = sqlite3_open_v2(o->where, &l->h, flags | SQLITE_OPEN_NOMUTEX,
				 o->vfs);
	if (rc == SQLITE_OK)
		rc = set_up(l, o, kind, map);
	if (rc == SQLITE_OK) {
		*ret = l;
		return OK;
	}
	*ret_why = str_of(sqlite3_errstr(rc));
	lite_drop(&l->db);
	return E_DOWN;
}
