/*
 * migrate.h — applying a list of migrations; store_migrate gives it the
 * embedded one.  Private to this room and to tests.
 */
#ifndef TB_DB_MIGRATE_H
#define TB_DB_MIGRATE_H

#include "db/db.h"

/* As store_migrate. */
enum status migrate_with(struct store *s, struct arena *a,
			 const struct migration *list, isize n, str *ret_why)
	MUST_CHECK;

/* As store_check. */
enum status migrate_check(struct store *s, struct arena *a,
			  const struct migration *list, isize n,
			  i64 *ret_newest, str *ret_why) MUST_CHECK;

#endif
