/*
 * copy.h — a whole database as one file, taken beside a running server, and
 * back from it.
 *
 * SQLite: a database file without a log, page by page as at one moment (one
 * read transaction; a copy in several steps begins anew whenever another
 * process, the server, commits).  PostgreSQL: what pg_dump writes; pg_dump and pg_restore
 * are found in PATH and get the address by environment, never on their command
 * line, where everybody sees a password.
 *
 * All *ret_why are Japanese sentences.
 */
#ifndef TB_DB_COPY_H
#define TB_DB_COPY_H

#include "db/db.h"

/* Writes the state of one moment to the new file `to`; the server goes on
 * writing.  E_NOT_FOUND: no pg_dump.  E_DOWN: among others a full disk. */
enum status copy_take(const struct store_options *from, struct arena *a,
		      const char *to, str *ret_why) MUST_CHECK;
/* Reads the copy to its end.  SQLite: pragma integrity_check; PostgreSQL:
 * pg_restore reads it, into nothing.  E_INVALID: damaged. */
enum status copy_check(enum db_engine engine, struct arena *a,
		       const char *copy, str *ret_why) MUST_CHECK;
/* Bytes the database takes up now; 0 when that is not known. */
i64 copy_size(const struct store_options *from);

/* ---- PostgreSQL only ----------------------------------------------------- */

/* The schema its tables lie in. */
enum status copy_schema(const char *conninfo, struct arena *a, str *ret,
			str *ret_why) MUST_CHECK;
/* OK: nothing lies in the schema, or it is not there.  E_CONFLICT. */
enum status copy_room(const char *conninfo, struct arena *a, str schema,
		      str *ret_why) MUST_CHECK;
/* Into a schema with copy_room, all or nothing; then ANALYZE. */
enum status copy_put(const char *conninfo, struct arena *a, str schema,
		     const char *copy, str *ret_why) MUST_CHECK;
/* Drops everything in the schema: of a drill, which has put it there. */
enum status copy_clear(const char *conninfo, struct arena *a, str schema)
	MUST_CHECK;

#endif
