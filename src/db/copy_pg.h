/* copy_pg.h — PostgreSQL's half of copy.h; private to this room. */
#ifndef TB_DB_COPY_PG_H
#define TB_DB_COPY_PG_H

#include "db/copy.h"

enum status copy_pg_take(const char *conninfo, struct arena *a, const char *to,
			 str *ret_why) MUST_CHECK;
enum status copy_pg_check(struct arena *a, const char *copy, str *ret_why)
	MUST_CHECK;

#endif
