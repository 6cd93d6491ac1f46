/*
 * reading.h — what people type into small fields: readings, digits, phone
 * numbers.  Wide and narrow forms are the same everywhere.
 */
#ifndef TB_TEXT_READING_H
#define TB_TEXT_READING_H

#include "base/arena.h"
#include "base/date.h"
#include "base/str.h"
#include "text/collate.h"
#include "text/my_number.h"

/* Only kana (wide or half-width), ー, ・ and blanks, and at least one kana. */
bool text_is_kana(str s);
/* A reading as it is stored and shown: trimmed, katakana and half-width kana
 * as hiragana, blanks as one ASCII blank. */
str text_hiragana(struct arena *a, str s);
/* Trimmed, with wide ASCII (０-９ Ａ-Ｚ ／ …) and the wide blank made narrow;
 * the rest as it is. */
str text_digits(struct arena *a, str s);
/*
 * The digits of a phone number: 3 to 15, without hyphens, blanks, dots and
 * parentheses; +81 becomes 0.  E_INVALID for anything else in it: a letter,
 * 「内線」.
 */
enum status text_phone(struct arena *a, str typed, str *ret_digits)
	MUST_CHECK;
/* The seven digits of 「〒812-0011」.  E_INVALID. */
enum status text_postcode(struct arena *a, str typed, str *ret_digits)
	MUST_CHECK;
/* The first line that is not blank, trimmed, at most `max` characters: a
 * slice of s. */
str text_first_line(str s, isize max);

#endif
