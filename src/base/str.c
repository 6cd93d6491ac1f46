/* str.c — see str.h. */
#include "base/str.h"

#include <string.h>

#include "base/arena.h"

bool str_eq(str a, str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, (size_t)a.n) == 0);
}

int str_cmp(str a, str b)
{
	isize n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, (size_t)n) : 0;
	if (c)
		return c;
	return a.n < b.n ? -1 : a.n > b.n;
}

bool str_starts(str s, str prefix)
{
	return s.n >= prefix.n && str_eq(str_sub(s, 0, prefix.n), prefix);
}

bool str_ends(str s, str suffix)
{
	return s.n >= suffix.n &&
	       str_eq(str_sub(s, s.n - suffix.n, s.n), suffix);
}

isize str_find(str s, str needle, isize from)
{
	if (from < 0 || from > s.n)
		return -1;
	if (needle.n == 0)
		return from;
	const char *hit = s.n - from < needle.n ? NULL :
		memmem(s.p + from, (size_t)(s.n - from), needle.p,
		       (size_t)needle.n);
	return hit ? hit - s.p : -1;
}

isize str_find_char(str s, char c, isize from)
{
	return str_find(s, (str){ &c, 1 }, from);
}

str str_sub(str s, isize from, isize to)
{
	if (from < 0)
		from = 0;
	if (to > s.n)
		to = s.n;
	if (from >= to)
		return (str){ s.p, 0 };
	return (str){ s.p + from, to - from };
}

/* Bytes of the blank at the start of s: 0, 1 (ASCII) or 3 (U+3000). */
static isize blank_at_start(str s)
{
	if (s.n && (s.p[0] == ' ' || (s.p[0] >= '\t' && s.p[0] <= '\r')))
		return 1;
	return str_starts(s, S("\u3000")) ? 3 : 0;
}

static isize blank_at_end(str s)
{
	if (s.n && blank_at_start(str_sub(s, s.n - 1, s.n)))
		return 1;
	return str_ends(s, S("\u3000")) ? 3 : 0;
}

str str_trim(str s)
{
	for (isize n; (n = blank_at_start(s)) > 0;)
		s = str_sub(s, n, s.n);
	for (isize n; (n = blank_at_end(s)) > 0;)
		s = str_sub(s, 0, s.n - n);
	return s;
}

str str_cut(str *rest, char sep)
{
	str all = *rest;
	isize at = str_find_char(all, sep, 0);
	if (at < 0) {
		*rest = (str){ 0 };
		return all;
	}
	*rest = (str){ all.p + at + 1, all.n - at - 1 };
	return str_sub(all, 0, at);
}

str str_dup(struct arena *a, str s)
{
	char *p = arena_alloc(a, s.n, 1, 1);
	if (s.n)
		memcpy(p, s.p, (size_t)s.n);
	return (str){ p, s.n };
}

str str_cat(struct arena *a, str x, str y)
{
	char *p = arena_alloc(a, x.n + y.n, 1, 1);
	if (x.n)
		memcpy(p, x.p, (size_t)x.n);
	if (y.n)
		memcpy(p + x.n, y.p, (size_t)y.n);
	return (str){ p, x.n + y.n };
}

char *str_cstr(struct arena *a, str s)
{
	char *p = arena_alloc(a, s.n + 1, 1, 1);
	if (s.n)
		memcpy(p, s.p, (size_t)s.n);
	p[s.n] = 0;
	return p;
}

str str_of(const char *cstr)
{
	return (str){ cstr, cstr ? (isize)strlen(cstr) : 0 };
}

/* FNV-1a, finished with a multiply-shift so that low bits are usable. */
u64 str_hash(str s)
{
	u64 h = 0xcbf29ce484222325u;
	for (isize i = 0; i < s.n; i++)
		h = (h ^ (u8)s.p[i]) * 0x100000001b3u;
	return h ^ h >> 32;
}

bool str_eq_secret(str a, str b)
{
	u8 diff = a.n != b.n;
	isize n = a.n < b.n ? a.n : b.n;
	for (isize i = 0; i < n; i++)
		diff |= (u8)(a.p[i] ^ b.p[i]);
	return diff == 0;
}
