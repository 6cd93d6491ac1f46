/*
 * num.h — numbers in and out of text, without locale and without libc.
 */
#ifndef TB_NUM_H
#define TB_NUM_H

#include "base/str.h"

/* Decimal integer, optional '-', whole string, no blanks.  E_INVALID. */
enum status num_parse(str s, i64 *ret) MUST_CHECK;
/* 0–9 only, at most `max`.  E_INVALID. */
enum status num_parse_max(str s, i64 max, i64 *ret) MUST_CHECK;
/* base64url without padding (RFC 4648 §5). */
str num_base64url(struct arena *a, str bytes);
/* The exact inverse; E_INVALID on anything num_base64url cannot write. */
enum status num_unbase64url(struct arena *a, str text, str *ret) MUST_CHECK;
enum status num_unhex(struct arena *a, str text, str *ret) MUST_CHECK;

#endif
