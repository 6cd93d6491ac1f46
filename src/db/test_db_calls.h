/*
 * test_db_calls.h — calls of memory, of SQLite and of libpq that fail when a
 * test wants it; for the tests of this room that are linked with --wrap.  A
 * call that answers with a number fails with the one that was given.
 */
#ifndef TB_DB_TEST_DB_CALLS_H
#define TB_DB_TEST_DB_CALLS_H

#include <libpq-fe.h>
#include <poll.h>
#include <sqlite3.h>

#include "base/test_calls.h"

TEST_CALL(void *, calloc, (size_t n, size_t size), (n, size), NULL)
TEST_CALL(char *, strdup, (const char *s), (s), NULL)
TEST_CALL(struct arena *, arena_open, (isize limit), (limit), NULL)
TEST_CALL(int, poll, (struct pollfd *v, nfds_t n, int ms), (v, n, ms), -1)

TEST_CALL(int, sqlite3_open_v2,
	  (const char *name, sqlite3 **ret, int flags, const char *vfs),
	  (name, ret, flags, vfs), errno)
TEST_CALL(int, sqlite3_exec,
	  (sqlite3 *h, const char *text,
	   int (*row)(void *, int, char **, char **), void *arg, char **ret),
	  (h, text, row, arg, ret), errno)
TEST_CALL(int, sqlite3_prepare_v3,
	  (sqlite3 *h, const char *text, int n, unsigned flags,
	   sqlite3_stmt **ret, const char **tail),
	  (h, text, n, flags, ret, tail), errno)
TEST_CALL(int, sqlite3_step, (sqlite3_stmt *s), (s), errno)
TEST_CALL(int, sqlite3_bind_int64, (sqlite3_stmt *s, int i, sqlite3_int64 v),
	  (s, i, v), errno)
TEST_CALL(const unsigned char *, sqlite3_column_text,
	  (sqlite3_stmt *s, int i), (s, i), NULL)
TEST_CALL(sqlite3_backup *, sqlite3_backup_init,
	  (sqlite3 *to, const char *x, sqlite3 *from, const char *y),
	  (to, x, from, y), NULL)
TEST_CALL(int, sqlite3_backup_step, (sqlite3_backup *b, int n), (b, n), errno)

TEST_CALL(PGconn *, PQconnectdbParams,
	  (const char *const *key, const char *const *value, int more),
	  (key, value, more), NULL)
TEST_CALL(PGconn *, PQconnectdb, (const char *where), (where), NULL)
TEST_CALL(int, PQsetnonblocking, (PGconn *c, int on), (c, on), -1)
TEST_CALL(const char *, PQparameterStatus, (const PGconn *c, const char *key),
	  (c, key), errno ? "EUC_JP" : NULL)
TEST_CALL(int, PQsendQuery, (PGconn *c, const char *text), (c, text), 0)
TEST_CALL(int, PQsendQueryPrepared,
	  (PGconn *c, const char *name, int n, const char *const *value,
	   const int *length, const int *format, int result),
	  (c, name, n, value, length, format, result), 0)
TEST_CALL(int, PQconsumeInput, (PGconn *c), (c), 0)
TEST_CALL(int, PQflush, (PGconn *c), (c), 1)
TEST_CALL(PGresult *, PQexec, (PGconn *c, const char *text), (c, text), NULL)
TEST_CALL(PGresult *, PQexecParams,
	  (PGconn *c, const char *text, int n, const Oid *type,
	   const char *const *value, const int *length, const int *format,
	   int result),
	  (c, text, n, type, value, length, format, result), NULL)
TEST_CALL(PQconninfoOption *, PQconninfoParse,
	  (const char *where, char **ret), (where, ret), NULL)
TEST_CALL(char *, PQescapeIdentifier,
	  (PGconn *c, const char *name, size_t n), (c, name, n), NULL)

#endif
