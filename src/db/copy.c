/* copy.c — see copy.h; copy_pg.c has PostgreSQL's half. */
#include "db/copy.h"

#include <sqlite3.h>
#include <string.h>

#include "db/copy_pg.h"
#include "db/engine.h"
#include "sys/file.h"

/* ---- SQLite: taking ----------------------------------------------------- */

/* The file is a log-less database when this ends well.  A power cut leaves a
 * file that nobody takes for a backup, so nothing is synced on the way. */
static int copy_pages(sqlite3 *from, sqlite3 *to)
{
	int rc = sqlite3_exec(to, "pragma journal_mode = off;"
				  "pragma synchronous = off", NULL, NULL, NULL);
	if (rc != SQLITE_OK)
		return rc;
	sqlite3_backup *b = sqlite3_backup_init(to, "main", from, "main");
	if (!b)
		return SQLITE_NOMEM;
	/* One step, one read lock: of one moment, whoever writes. */
	rc = sqlite3_backup_step(b, -1);
	int end = sqlite3_backup_finish(b);
	return rc == SQLITE_DONE ? end : rc == SQLITE_OK ? SQLITE_ABORT : rc;
}

/* The copied first page says "I have a log"; opening it would make one. */
static int drop_log(const char *file)
{
	sqlite3 *h = NULL;
	int rc = sqlite3_open_v2(file, &h, SQLITE_OPEN_READWRITE, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(h, "pragma journal_mode = delete", NULL, NULL,
				  NULL);
	sqlite3_close(h);
	return rc;
}

static int lite_copy(const char *from, const char *to)
{
	sqlite3 *source = NULL, *copy = NULL;
	int rc = sqlite3_open_v2(from, &source, SQLITE_OPEN_READONLY, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_open_v2(to, &copy, SQLITE_OPEN_READWRITE |
					SQLITE_OPEN_CREATE, NULL);
	if (rc == SQLITE_OK) {
		/* For the moment of a recovery after a crash. */
		sqlite3_busy_timeout(source, 10000);
		rc = copy_pages(source, copy);
	}
	sqlite3_close(copy);
	sqlite3_close(source);
	return rc == SQLITE_OK ? drop_log(to) : rc;
}

static enum status lite_said(int rc, str *ret_why)
{
	switch (rc & 0xff) {
	case SQLITE_OK:
		return OK;
	case SQLITE_FULL:
	case SQLITE_IOERR:
		*ret_why = S("データベースの写しを書けませんでした。"
			     "空きとディスクを確かめてください。");
		return E_DOWN;
	case SQLITE_BUSY:
		*ret_why = S("データベースが使われていて、読めませんでした。"
			     "もう一度実行してください。");
		return E_BUSY;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		*ret_why = S("データベースが壊れています。");
		return E_INVALID;
	}
	*ret_why = S("データベースを開けませんでした。");
	return E_DOWN;
}

enum status copy_take(const struct store_options *from, struct arena *a,
		      const char *to, str *ret_why)
{
	/* Ours alone, whatever the umask. */
	*ret_why = S("データベースの写しを書けませんでした。"
		     "空きとディスクを確かめてください。");
	TRY(file_append(to, (str){ 0 }, 0600));
	if (from->engine == DB_PG)
		return copy_pg_take(from->where, a, to, ret_why);
	return lite_said(lite_copy(from->where, to), ret_why);
}

i64 copy_size(const struct store_options *from)
{
	return from->engine == DB_LITE ? file_size(from->where) : 0;
}

/* ---- SQLite: checking --------------------------------------------------- */

static int is_ok(void *arg, int n, char **value, char **name)
{
	(void)name;
	*(bool *)arg = n == 1 && value[0] && strcmp(value[0], "ok") == 0;
	return 0;
}

enum status copy_check(enum db_engine engine, struct arena *a,
		       const char *copy, str *ret_why)
{
	sqlite3 *h = NULL;
	bool good = false;
	if (engine == DB_PG)
		return copy_pg_check(a, copy, ret_why);
	int rc = sqlite3_open_v2(copy, &h, SQLITE_OPEN_READONLY, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(h, "pragma cell_size_check = on;"
				     "pragma integrity_check", is_ok, &good,
				  NULL);
	sqlite3_close(h);
	if (rc == SQLITE_OK && !good)
		rc = SQLITE_CORRUPT;
	return lite_said(rc, ret_why);
}
