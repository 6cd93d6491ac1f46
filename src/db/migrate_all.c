/* migrate_all.c — the embedded list; apart, so that tests bring their own. */
#include "db/migrate.h"

enum status store_migrate(struct store *s, struct arena *a, str *ret_why)
{
	return migrate_with(s, a, migrations, migrations_n, ret_why);
}
