/*
 * str.h — strings as a pointer and a length, and the few verbs on them.
 *
 * A str is valid UTF-8 by construction: bytes are checked once, at the doors
 * (scgi, db, file), with utf8_valid().  A str never owns its bytes; they live
 * in an arena or in static storage.  It is not NUL-terminated: str_cstr()
 * makes a copy for the C library.  The empty str is {0}.
 */
#ifndef TB_STR_H
#define TB_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

typedef ptrdiff_t isize;
typedef int64_t i64;
typedef uint64_t u64;
typedef uint32_t u32;
typedef uint8_t u8;

typedef struct {
	const char *p;
	isize n;
} str;

/* Trusted markup: bytes that are already escaped HTML. */
typedef struct {
	str s;
} html;

/* S for expressions, STR for static tables (both from a literal). */
#define S(lit) ((str){ "" lit, (isize)sizeof(lit) - 1 })
#define STR(lit) { "" lit, (isize)sizeof(lit) - 1 }
#define COUNT(a) ((isize)(sizeof(a) / sizeof(*(a))))

struct arena;

bool str_eq(str a, str b);
/* Byte order: <0, 0, >0.  For people's order see text/collate.h. */
int str_cmp(str a, str b);
bool str_starts(str s, str prefix);
bool str_ends(str s, str suffix);
/* Offset of the first match at or after `from`, or -1. */
isize str_find(str s, str needle, isize from);
isize str_find_char(str s, char c, isize from);
/* Bytes [from, to), clamped to the string. */
str str_sub(str s, isize from, isize to);
/* Without ASCII blanks and the ideographic space U+3000 at both ends. */
str str_trim(str s);
/*
 * Cuts `*rest` at the first `sep`: returns what stands before it and leaves
 * what stands after it; without a separator everything is returned and rest
 * becomes {0} with p == NULL (so a loop ends on rest.p == NULL).
 */
str str_cut(str *rest, char sep);
/* A copy in the arena. */
str str_dup(struct arena *a, str s);
str str_cat(struct arena *a, str x, str y);
/* A NUL-terminated copy in the arena. */
char *str_cstr(struct arena *a, str s);
/* The bytes of a C string, not copied. */
str str_of(const char *cstr);
u64 str_hash(str s);
/* True when equal, in time that does not depend on where they differ. */
bool str_eq_secret(str a, str b);

#endif
