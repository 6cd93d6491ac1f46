/*
 * index.h — the full-text index of both engines behind three verbs.
 *
 * An entry is (muni, entry id, casefile, agency, kind) with folded bigrams of
 * a text (text/bigram.h).  SQLite: a contentless FTS5 table whose rowid is the
 * entry id; PostgreSQL: a tsvector column with GIN.  Contentless FTS5 forgets
 * nothing by itself: removing needs the very text that was put, so callers
 * remove with the stored immutable text.  Visibility is not decided here:
 * hits are joined with seat and veiled by the caller's query
 * (`index_hits` fills the temporary list, see search/).
 */
#ifndef TB_DB_INDEX_H
#define TB_DB_INDEX_H

#include "db/db.h"

/* `bigrams`: space-separated tokens from text_bigrams(). */
enum status index_put(struct db *tx, i64 muni, i64 entry, str bigrams)
	MUST_CHECK;
enum status index_drop(struct db *tx, i64 muni, i64 entry, str bigrams)
	MUST_CHECK;
/* Forgets every entry of every municipality: before a rebuild. */
enum status index_clear(struct db *tx) MUST_CHECK;
/* After very much was put at once: makes it one piece.  SQLite would merge the
 * large pieces when somebody writes a note, who waits for it (0.3 s at 200,000
 * notes). */
enum status index_settle(struct db *tx) MUST_CHECK;
/* Where to look.  The words of an entry stand on a shelf: each token begins
 * with its name, so that the list of those who have a word is as long as the
 * shelf and not as the city.  On it the entries that carry one of the tokens
 * `marks` ("_note_a12") are asked. */
struct index_shelf {
	str name;
	str *marks;
	isize marks_n;
};
/* The match argument for a query typed by a person: on one of the shelves all
 * its bigrams, in order, as one phrase per word, AND between words.  In the
 * engine's syntax, bound as a parameter of queries that join the index
 * (search/search.sql).  A text without a word, and no shelf with a mark, ask for
 * something no entry has. */
str index_match(struct arena *a, enum db_engine engine,
		const struct index_shelf *shelves, isize n, str typed);

#endif
