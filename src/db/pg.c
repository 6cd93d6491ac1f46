/* pg.c — PostgreSQL: the next step; a store on it does not open yet. */
#include "db/engine.h"

enum status pg_connect(const struct store_options *o, struct db **ret,
		       str *ret_why)
{
	(void)o;
	(void)ret;
	*ret_why = S("not built with PostgreSQL");
	return E_DOWN;
}

enum status pg_write(struct db *db, struct arena *arena, db_job *job,
		     void *arg)
{
	(void)db;
	(void)arena;
	(void)job;
	(void)arg;
	return E_DOWN;
}
