/*
 * search.c — writing the index.  The entry's id is the index's row id, made
 * when the object was written, so that newest-first is the order of ids.
 */
#include "search/search.h"

#include "db/index.h"
#include "search.sql.h"
#include "text/bigram.h"

/* The kind is a token of its own, so that a question for one kind costs
 * nothing of the others. */
str search_tokens(struct arena *a, str kind, str text)
{
	str bigrams = text_bigrams(a, text);
	struct out o = out_open(a, bigrams.n + 24);
	put(&o, S("_"));
	put(&o, kind);
	put(&o, S(" " TEXT_BREAK " "));
	put(&o, bigrams);
	return out_str(&o);
}

enum status search_put(struct db *tx, struct arena *a, i64 muni,
		       const struct search_entry *e)
{
	i64 id = id_new();
	TRY(entry_add(tx, muni, id, e->kind, e->object, e->casefile, e->agency,
		      e->person, e->at));
	return index_put(tx, muni, id, search_tokens(a, e->kind, e->text));
}

enum status search_replace(struct db *tx, struct arena *a, i64 muni,
			   str old_text, const struct search_entry *e)
{
	struct entry_row row;
	enum status st = entry_find(tx, a, muni, e->kind, e->object, &row);
	if (st == E_NOT_FOUND)
		return search_put(tx, a, muni, e);
	TRY(st);
	TRY(index_drop(tx, muni, row.id, search_tokens(a, e->kind, old_text)));
	TRY(entry_move(tx, muni, row.id, e->casefile, e->at));
	return index_put(tx, muni, row.id, search_tokens(a, e->kind, e->text));
}

enum status search_bind(struct db *tx, i64 muni, str kind, i64 object,
			casefile_id casefile)
{
	return entry_bind(tx, muni, kind, object, casefile);
}

enum status search_drop(struct db *tx, struct arena *a, i64 muni, str kind,
			i64 object, str old_text)
{
	struct entry_row row;
	TRY(entry_find(tx, a, muni, kind, object, &row));
	TRY(index_drop(tx, muni, row.id, search_tokens(a, kind, old_text)));
	return entry_drop(tx, muni, row.id);
}
