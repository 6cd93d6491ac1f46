/*
 * utf8.h — the door check for text, and walking code points.
 */
#ifndef TB_UTF8_H
#define TB_UTF8_H

#include "base/str.h"

/* Well-formed UTF-8 (no surrogates, no overlong forms, ≤ U+10FFFF) and no
 * NUL byte. */
bool utf8_valid(str s);
/* Takes one code point off the front of *s (valid UTF-8); -1 at the end. */
i64 utf8_next(str *s);
/* Appends c to buf (≥ 4 bytes); returns its length. */
int utf8_encode(u32 c, char *buf);
/* Code points. */
isize utf8_length(str s);
/* The longest prefix of at most n code points. */
str utf8_prefix(str s, isize n);

#endif
