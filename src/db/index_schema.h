/*
 * index_schema.h — the tables of the full-text index, for the migration
 * runner and for queryc, which prepares queries that join them.
 *
 * SQLite: entry_index(tokens), a contentless FTS5 table, rowid = entry.id;
 * `where entry_index match $n`.  PostgreSQL: entry_index(muni, entry, v), v a
 * tsvector; `where v @@ $n::tsquery`.
 */
#ifndef TB_DB_INDEX_SCHEMA_H
#define TB_DB_INDEX_SCHEMA_H

#include "db/db.h"

/* Statements that make it where it is not; changes nothing where it is. */
str index_schema(enum db_engine engine);

#endif
