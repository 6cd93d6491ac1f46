/* migrate_all.c — the embedded list; apart, so that tests bring their own. */
#include "db/migrate.h"

enum status store_migrate(struct store *s, struct arena *a, str *ret_why)
{
	return migrate_with(s, a, migrations, migrations_n, ret_why);
}

enum status store_check(struct store *s, struct arena *a, i64 *ret_newest,
			str *ret_why)
{
	return migrate_check(s, a, migrations, migrations_n, ret_newest,
			     ret_why);
}

i64 migrations_newest(void)
{
	return migrations_n ? migrations[migrations_n - 1].number : 0;
}
