/* reading.c — see reading.h. */
#include "text/reading.h"

#include "base/num.h"
#include "base/out.h"
#include "base/utf8.h"
#include "text/fold.h"

static bool is_kana(i64 c)
{
	return (c >= 0x3041 && c <= 0x3096) || (c >= 0x30a1 && c <= 0x30fa) ||
	       (c >= 0xff66 && c <= 0xff9d && c != 0xff70);
}

/* ー, ・, ゝゞヽヾ, voiced marks, blanks. */
static bool goes_with_kana(i64 c)
{
	return c == 0x30fc || c == 0xff70 || c == 0x30fb || c == 0xff65 ||
	       c == 0x309d || c == 0x309e || c == 0x30fd || c == 0x30fe ||
	       c == 0x3099 || c == 0x309a || c == 0xff9e || c == 0xff9f ||
	       c == ' ' || c == 0x3000;
}

bool text_is_kana(str s)
{
	bool any = false;
	for (i64 c; (c = utf8_next(&s)) >= 0;) {
		if (is_kana(c))
			any = true;
		else if (!goes_with_kana(c))
			return false;
	}
	return any;
}

static void put_code_point(struct out *o, i64 c)
{
	char buf[4];
	put(o, ((str){ buf, utf8_encode((u32)c, buf) }));
}

str text_hiragana(struct arena *a, str s)
{
	struct out o = out_open(a, s.n + 16);
	bool blank = false;
	/* A part of kana is folded whole, so that half-width marks join. */
	for (s = str_trim(s); s.n;) {
		str part = s;
		i64 c = utf8_next(&s);
		if (c == ' ' || c == 0x3000) {
			blank = true;
			continue;
		}
		while (s.n && s.p[0] != ' ' &&
		       !str_starts(s, S("\u3000")))
			utf8_next(&s);
		part = str_sub(part, 0, part.n - s.n);
		if (blank)
			out_char(&o, ' ');
		blank = false;
		put(&o, text_is_kana(part) ? text_fold(a, part) : part);
	}
	return out_str(&o);
}

str text_digits(struct arena *a, str s)
{
	struct out o = out_open(a, s.n + 1);
	s = str_trim(s);
	for (i64 c; (c = utf8_next(&s)) >= 0;) {
		if (c >= 0xff01 && c <= 0xff5e)
			c -= 0xfee0;
		put_code_point(&o, c == 0x3000 ? ' ' : c);
	}
	return out_str(&o);
}

/* The digits alone; E_INVALID for a sign that is not in `skip`. */
static enum status only_digits(struct arena *a, str s, str skip, str *ret)
{
	struct out o = out_open(a, s.n + 1);
	for (isize i = 0; i < s.n; i++) {
		if (s.p[i] >= '0' && s.p[i] <= '9')
			out_char(&o, s.p[i]);
		else if (str_find_char(skip, s.p[i], 0) < 0)
			return E_INVALID;
	}
	*ret = out_str(&o);
	return OK;
}

enum status text_phone(struct arena *a, str typed, str *ret_digits)
{
	str s = str_trim(text_fold(a, typed)), digits;
	bool abroad = str_starts(s, S("+"));
	if (abroad && !str_starts(s, S("+81")))
		return E_INVALID;
	TRY(only_digits(a, str_sub(s, abroad ? 3 : 0, s.n), S("-(). "),
			&digits));
	/* +81 (0)90 is written too. */
	if (abroad && !str_starts(digits, S("0")))
		digits = str_cat(a, S("0"), digits);
	if (digits.n < 3 || digits.n > 15)
		return E_INVALID;
	*ret_digits = digits;
	return OK;
}

enum status text_postcode(struct arena *a, str typed, str *ret_digits)
{
	str s = str_trim(text_fold(a, typed)), digits;
	if (str_starts(s, S("〒")))
		s = str_sub(s, 3, s.n);
	TRY(only_digits(a, s, S("- "), &digits));
	if (digits.n != 7)
		return E_INVALID;
	*ret_digits = digits;
	return OK;
}

str text_first_line(str s, isize max)
{
	str line = { 0 };
	for (str rest = s; rest.p && line.n == 0;)
		line = str_trim(str_cut(&rest, '\n'));
	return utf8_prefix(line, max);
}
