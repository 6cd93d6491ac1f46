/*
 * words.h — which names the dictionary may use.
 *
 * A field becomes an enum constant, a JSON key, a form input, a CSV heading
 * and perhaps one day a column: so neither C's nor SQL's reserved words, and
 * none that forms use themselves (sheet.h).
 */
#ifndef TB_DICT_WORDS_H
#define TB_DICT_WORDS_H

#include "base/str.h"

/* [a-z][a-z0-9_]*, at most 40 bytes. */
bool word_is_name(str s);
/* [a-z0-9_]+, at most 24 bytes: keys of code lists. */
bool word_is_key(str s);
/* "C", "SQL" or "form" when the name is reserved there, else {0}. */
str word_reserved(str s);

#endif
