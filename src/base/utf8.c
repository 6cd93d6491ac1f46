/* utf8.c — see utf8.h. */
#include "base/utf8.h"

/* Bytes of the sequence that starts with c; 0 if c cannot start one. */
static int seq_length(u8 c)
{
	if (c < 0x80)
		return c != 0;
	if (c >= 0xc2 && c < 0xe0)
		return 2;
	if (c >= 0xe0 && c < 0xf0)
		return 3;
	return c >= 0xf0 && c < 0xf5 ? 4 : 0;
}

static u32 seq_value(const u8 *p, int n)
{
	if (n == 1)
		return p[0];
	u32 c = p[0] & (0x7fu >> n);
	for (int i = 1; i < n; i++)
		c = c << 6 | (p[i] & 0x3f);
	return c;
}

static bool seq_valid(const u8 *p, int n)
{
	static const u32 least[] = { 0, 1, 0x80, 0x800, 0x10000 };
	for (int i = 1; i < n; i++)
		if ((p[i] & 0xc0) != 0x80)
			return false;
	u32 c = seq_value(p, n);
	return c >= least[n] && c <= 0x10ffff && (c < 0xd800 || c > 0xdfff);
}

bool utf8_valid(str s)
{
	const u8 *p = (const u8 *)s.p;
	for (isize i = 0; i < s.n;) {
		int n = seq_length(p[i]);
		if (n == 0 || n > s.n - i || !seq_valid(p + i, n))
			return false;
		i += n;
	}
	return true;
}

i64 utf8_next(str *s)
{
	if (s->n <= 0)
		return -1;
	int n = seq_length((u8)s->p[0]);
	if (n == 0 || n > s->n)
		n = 1;
	u32 c = seq_value((const u8 *)s->p, n);
	s->p += n;
	s->n -= n;
	return c;
}

int utf8_encode(u32 c, char *buf)
{
	if (c < 0x80) {
		buf[0] = (char)c;
		return 1;
	}
	int n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	for (int i = n - 1; i > 0; i--, c >>= 6)
		buf[i] = (char)(0x80 | (c & 0x3f));
	buf[0] = (char)((0xf00 >> n & 0xff) | c);
	return n;
}

isize utf8_length(str s)
{
	isize n = 0;
	while (utf8_next(&s) >= 0)
		n++;
	return n;
}

str utf8_prefix(str s, isize n)
{
	str rest = s;
	while (n-- > 0 && utf8_next(&rest) >= 0)
		;
	return (str){ s.p, rest.p - s.p };
}
