/*
 * index_schema.c — see index_schema.h.
 *
 * Tokens are made in one place for both engines (text/bigram.h) and only
 * need to be split at blanks: FTS5's "ascii" tokenizer does that, since
 * everything beyond ASCII is a token character to it, where "unicode61" would
 * fold once more.  TEXT_BREAK is a token too, so that it takes up a position.
 */
#include "db/index_schema.h"

str index_schema(enum db_engine engine)
{
	if (engine == DB_LITE)
		return S("create virtual table if not exists entry_index"
			 " using fts5(tokens, content='',"
			 " tokenize=\"ascii tokenchars '_'\");");
	return S("create table if not exists entry_index ("
		 " muni integer not null, entry bigint not null,"
		 " v tsvector not null, primary key (muni, entry));"
		 "create index if not exists entry_index_v on entry_index"
		 " using gin (v);");
}
