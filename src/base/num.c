/* num.c — see num.h. */
#include "base/num.h"

#include "base/arena.h"

enum status num_parse_max(str s, i64 max, i64 *ret)
{
	if (s.n == 0)
		return E_INVALID;
	i64 v = 0;
	for (isize i = 0; i < s.n; i++) {
		int d = s.p[i] - '0';
		if (d < 0 || d > 9 || v > (max - d) / 10)
			return E_INVALID;
		v = v * 10 + d;
	}
	if (v > max)
		return E_INVALID;
	*ret = v;
	return OK;
}

enum status num_parse(str s, i64 *ret)
{
	if (!str_starts(s, S("-")))
		return num_parse_max(s, INT64_MAX, ret);
	i64 v;
	TRY(num_parse_max(str_sub(s, 1, s.n), INT64_MAX, &v));
	*ret = -v;
	return OK;
}

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			       "abcdefghijklmnopqrstuvwxyz0123456789-_";

str num_base64url(struct arena *a, str bytes)
{
	char *p = new(a, char, bytes.n * 4 / 3 + 2);
	isize n = 0;
	u32 acc = 0;
	int bits = 0;
	for (isize i = 0; i < bytes.n; i++) {
		acc = acc << 8 | (u8)bytes.p[i];
		for (bits += 8; bits >= 6; bits -= 6)
			p[n++] = alphabet[acc >> (bits - 6) & 63];
	}
	if (bits)
		p[n++] = alphabet[acc << (6 - bits) & 63];
	return (str){ p, n };
}

static int digit_of(char c)
{
	for (int i = 0; i < 64; i++)
		if (alphabet[i] == c)
			return i;
	return -1;
}

enum status num_unbase64url(struct arena *a, str text, str *ret)
{
	char *p = new(a, char, text.n * 3 / 4 + 1);
	isize n = 0;
	u32 acc = 0;
	int bits = 0;
	for (isize i = 0; i < text.n; i++) {
		int d = digit_of(text.p[i]);
		if (d < 0)
			return E_INVALID;
		acc = acc << 6 | (u32)d;
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			p[n++] = (char)(acc >> bits);
		}
	}
	/* One spelling per value: leftover bits must be zero and few. */
	if (bits >= 6 || acc & ((1u << bits) - 1))
		return E_INVALID;
	*ret = (str){ p, n };
	return OK;
}

static int hex_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

enum status num_unhex(struct arena *a, str text, str *ret)
{
	if (text.n % 2)
		return E_INVALID;
	char *p = new(a, char, text.n / 2);
	for (isize i = 0; i < text.n; i += 2) {
		int hi = hex_of(text.p[i]), lo = hex_of(text.p[i + 1]);
		if (hi < 0 || lo < 0)
			return E_INVALID;
		p[i / 2] = (char)(hi << 4 | lo);
	}
	*ret = (str){ p, text.n / 2 };
	return OK;
}
