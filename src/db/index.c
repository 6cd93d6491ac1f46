/*
 * index.c — see index.h.
 *
 * PostgreSQL keeps at most 255 positions of a lexeme and none above 16,383,
 * so that a phrase late in a long text would be missed.  A long text is
 * therefore cut into *parts*, each of which stays below the limits; lexemes of
 * part 1, 2 … carry the part's digit, and a query asks for each phrase in any
 * part.  Parts overlap, so that a phrase over the seam is whole in the later
 * one.
 */
#include "db/index.h"

#include "base/map.h"
#include "base/out.h"
#include "db/engine.h"
#include "text/bigram.h"

enum {
	PARTS = 4,
	PART_POSITIONS = 16000,
	LEXEME_POSITIONS = 250,
	OVERLAP = 64	/* the longest phrase found over a seam */
};

/* ---- tokens as a tsvector ---------------------------------------------- */

/* A quote or backslash cannot be part of a token, but would break out. */
static void put_lexeme(struct out *o, str token, int part)
{
	out_char(o, '\'');
	for (isize i = 0; i < token.n; i++) {
		if (token.p[i] == '\'' || token.p[i] == '\\')
			out_char(o, token.p[i]);
		out_char(o, token.p[i]);
	}
	if (part)
		out_char(o, (char)('0' + part));
	out_char(o, '\'');
}

static isize count_tokens(str bigrams)
{
	isize n = 0;
	for (isize i = 0; i < bigrams.n; i++)
		n += bigrams.p[i] == ' ';
	return n + 1;
}

struct part {
	int number;
	int position;	/* of the newest token, from 1 */
	struct map seen;	/* token → how often, in this part */
};

/* False when the part is full. */
static bool part_put(struct arena *a, struct part *part, struct out *o,
		     str token)
{
	if (part->position == PART_POSITIONS)
		return false;
	part->position++;
	if (str_eq(token, S(TEXT_BREAK)) || !token.n)
		return true;
	void **slot = map_slot(a, &part->seen, token);
	uintptr_t times = (uintptr_t)*slot + 1;
	if (times > LEXEME_POSITIONS)
		return false;
	*slot = (void *)times;
	put_lexeme(o, token, part->number);
	out_char(o, ':');
	put(o, part->position);
	out_char(o, ' ');
	return true;
}

static str tsvector(struct arena *a, str bigrams)
{
	struct out o = out_open(a, bigrams.n * 2 + 64);
	isize n = count_tokens(bigrams), i = 0;
	str *tokens = new(a, str, n);
	for (str rest = bigrams; rest.p && i < n;)
		tokens[i++] = str_cut(&rest, ' ');
	struct part part = { 0 };
	for (n = i, i = 0; i < n && part.number < PARTS;) {
		if (part_put(a, &part, &o, tokens[i])) {
			i++;
			continue;
		}
		part = (struct part){ .number = part.number + 1 };
		i = i > OVERLAP ? i - OVERLAP : 0;
	}
	return out_str(&o);
}

/* ---- put and drop -------------------------------------------------------- */

/* The index of SQLite is one for all municipalities, and told to add to a
 * number it has, it says nothing: the words of one would be found as those of
 * the other.  So it is asked before.  Not in one statement: `insert … select`
 * has a savepoint of its own, at whose end FTS5 writes a segment out for each
 * text, to be merged later. */
static const struct db_sql there_sql = {
	"index_there",
	"select count(*) from entry_index_docsize where id = ?2",
	"select count(*) from entry_index where muni = $1 and entry = $2", 2, 1
};

static const struct db_sql put_sql = {
	"index_put",
	"insert into entry_index(rowid, tokens) values (?2, ?3)",
	"insert into entry_index values ($1, $2, $3::tsvector)", 3, 0
};

static const struct db_sql drop_sql = {
	"index_drop",
	"insert into entry_index(entry_index, rowid, tokens)"
	" values ('delete', ?2, ?3)",
	"delete from entry_index where muni = $1 and entry = $2"
	" and $3::text is not null", 3, 0
};

static const struct db_sql clear_sql = {
	"index_clear",
	"insert into entry_index(entry_index) values ('delete-all')",
	"delete from entry_index", 0, 0
};

enum status index_clear(struct db *tx)
{
	return db_run(tx, &clear_sql, NULL, NULL);
}

/* PostgreSQL's vacuum does its part by itself. */
static const struct db_sql settle_sql = {
	"index_settle",
	"insert into entry_index(entry_index) values ('optimize')", "", 0, 0
};

enum status index_settle(struct db *tx)
{
	return db_engine(tx) == DB_LITE ? db_run(tx, &settle_sql, NULL, NULL) :
					  OK;
}

static enum status run(struct db *tx, const struct db_sql *sql, i64 muni,
		       i64 entry, str tokens)
{
	struct db_value in[] = { { DB_INT, muni, { 0 } },
				 { DB_INT, entry, { 0 } },
				 { DB_TEXT, 0, tokens } };
	return db_run(tx, sql, in, NULL);
}

static enum status is_there(struct db *tx, i64 muni, i64 entry, bool *ret)
{
	struct db_value in[] = { { DB_INT, muni, { 0 } },
				 { DB_INT, entry, { 0 } } };
	struct db_rows *rows;
	bool row = false;
	TRY(db_open(tx, &there_sql, in, &rows));
	enum status st = db_next(rows, &row);
	if (st == OK)
		*ret = row && db_int(rows, 0) > 0;
	db_close(rows);
	return st;
}

static enum status lite_put(struct db *tx, i64 muni, i64 entry, str bigrams)
{
	bool there;
	TRY(is_there(tx, muni, entry, &there));
	if (!there)
		return run(tx, &put_sql, muni, entry, bigrams);
	tx->clash = true;
	return db_spoil(tx, E_CONFLICT);
}

enum status index_put(struct db *tx, i64 muni, i64 entry, str bigrams)
{
	if (db_engine(tx) == DB_LITE)
		return lite_put(tx, muni, entry, bigrams);
	struct arena *a = db_scratch(tx);
	struct arena_mark m = arena_mark(a);
	enum status st = run(tx, &put_sql, muni, entry, tsvector(a, bigrams));
	arena_rewind(a, m);
	return st;
}

enum status index_drop(struct db *tx, i64 muni, i64 entry, str bigrams)
{
	return run(tx, &drop_sql, muni, entry, bigrams);
}

/* ---- asking -------------------------------------------------------------- */

static void lite_phrase(struct out *o, str shelf, const struct text_word *w)
{
	out_char(o, '"');
	for (isize i = 0; i < w->n; i++) {
		if (i)
			out_char(o, ' ');
		put(o, shelf);
		put(o, w->tokens[i]);
	}
	out_char(o, '"');
}

static void pg_phrase(struct arena *a, struct out *o, str shelf,
		      const struct text_word *w)
{
	out_char(o, '(');
	for (int part = 0; part < PARTS; part++) {
		if (part)
			put(o, S(" | "));
		for (isize i = 0; i < w->n; i++) {
			if (i)
				put(o, S(" <-> "));
			put_lexeme(o, str_cat(a, shelf, w->tokens[i]), part);
		}
	}
	out_char(o, ')');
}

/* One of the marks. */
static void put_marks(struct out *o, enum db_engine engine,
		      const struct index_shelf *shelf)
{
	out_char(o, '(');
	for (isize i = 0; i < shelf->marks_n; i++) {
		str mark = shelf->marks[i];
		if (i)
			put(o, engine == DB_LITE ? S(" OR ") : S(" | "));
		if (engine == DB_LITE)
			lite_phrase(o, (str){ 0 },
				    &(struct text_word){ &mark, 1 });
		else
			put_lexeme(o, mark, 0);
	}
	out_char(o, ')');
}

static void put_shelf(struct arena *a, struct out *o, enum db_engine engine,
		      const struct index_shelf *shelf, struct text_query q)
{
	if (o->n)
		put(o, engine == DB_LITE ? S(" OR ") : S(" | "));
	out_char(o, '(');
	put_marks(o, engine, shelf);
	for (isize i = 0; i < q.n; i++) {
		put(o, engine == DB_LITE ? S(" AND ") : S(" & "));
		if (engine == DB_LITE)
			lite_phrase(o, shelf->name, &q.words[i]);
		else
			pg_phrase(a, o, shelf->name, &q.words[i]);
	}
	out_char(o, ')');
}

str index_match(struct arena *a, enum db_engine engine,
		const struct index_shelf *shelves, isize n, str typed)
{
	struct text_query q = text_query(a, typed);
	struct out o = out_open(a, 256);
	for (isize i = 0; q.n && i < n; i++)
		if (shelves[i].marks_n)
			put_shelf(a, &o, engine, &shelves[i], q);
	/* No entry carries this: SQLite refuses an empty question. */
	str nothing = S(TEXT_BREAK "nothing");
	if (!o.n)
		put_marks(&o, engine, &(struct index_shelf){ .marks = &nothing,
							     .marks_n = 1 });
	return out_str(&o);
}
