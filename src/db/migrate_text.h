/*
 * migrate_text.h — how a migration is written, and what it says about its
 * columns.
 *
 * A migration is plain SQL of both engines, one column a line, with our
 * domain types (muni ms day yen flag txt bytes int i64 id X_id) and the
 * documentation behind "--": `日本語 / English [class]`.  Only this form is
 * read:
 *
 *	create table note ( -- 支援経過 / what was done
 *	  muni muni not null, -- 自治体 / municipality
 *	  body txt not null, -- 本文 / text [free]
 *	  primary key (muni, id)
 *	);
 *	alter table note add column late flag; -- 後日 / entered later
 *
 * and everything else is passed to the engine as it stands.  On SQLite tables
 * become STRICT, and WITHOUT ROWID when their primary key has two or more
 * columns and no row is large (no bytes, no [free] text): a reader's cache is
 * empty after every commit, and what is found by its key is one tree, not
 * two; on PostgreSQL the
 * types become domains and the documentation COMMENT ON.  migration_for() is
 * declared in db.h.
 */
#ifndef TB_MIGRATE_TEXT_H
#define TB_MIGRATE_TEXT_H

#include "db/db.h"

/* A column as its line declares it; class is {0} when it has none. */
struct migration_column {
	str table, name, type, class, ja, en;
	bool not_null;
	int line;
};

struct migration_columns {
	struct migration_column *v;
	isize n, cap;
};

/* Appends the columns of a migration to *ret.  E_INVALID: a column or table
 * without a comment, or an unknown type; *ret_line and *ret_why tell. */
enum status migration_columns(struct arena *a, str text,
			      struct migration_columns *ret, int *ret_line,
			      str *ret_why) MUST_CHECK;

#endif
