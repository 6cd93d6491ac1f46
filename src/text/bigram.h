/*
 * bigram.h — text to the tokens of the full-text index, and queries to the
 * same tokens.
 *
 * Words: folded text is cut into *runs* of letters, digits and marks; all else
 * separates.  A run is written as its overlapping pairs of characters, so that
 * any part of it of two characters or more is a phrase of consecutive tokens.
 * TEXT_BREAK stands between runs, so that no phrase crosses from one to the
 * next; it is never part of a query.  After the last run each ideograph (漢字)
 * of the text stands once, alone: 犬 can be looked for.
 *
 * A hyphen, comma or closing parenthesis between two digits vanishes:
 * 090-1234-5678 is found by 09012345678 and the other way round, 104,000円 by
 * 104000円.  A long vowel ー counts only after kana.
 */
#ifndef TB_TEXT_BIGRAM_H
#define TB_TEXT_BIGRAM_H

#include "base/arena.h"
#include "base/str.h"

#define TEXT_BREAK "_"

/* Space-separated tokens of letters, digits and marks, and TEXT_BREAK.  The
 * empty text has none. */
str text_bigrams(struct arena *a, str raw);

/* Consecutive tokens: one phrase. */
struct text_word {
	const str *tokens;
	isize n;
};

struct text_query {
	const struct text_word *words;	/* all must be found */
	isize n;
};

/*
 * What somebody typed, as phrases.  Words too short to be found (one
 * character that is no ideograph) are left out; n == 0 means nothing can be
 * looked for.
 */
struct text_query text_query(struct arena *a, str typed);

/* Would the index find the query in this text?  For texts that only one
 * viewer reads so.  False when nothing can be looked for. */
bool text_has(struct arena *a, str raw, struct text_query q);

#endif
