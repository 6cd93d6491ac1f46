/*
 * fold.c — see fold.h.
 *
 * Most of our text is kana, common kanji and ASCII, which NFKC_Casefold does
 * not change beyond A–Z: that text never reaches ICU.
 */
#include "text/fold.h"

#include <stdlib.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/uversion.h>

#include "base/out.h"
#include "base/utf8.h"
#include "text/variants.h"

/* Raise it when a rule in this file changes. */
enum { RULES = 1 };

enum { LONG_VOWEL = 0x30fc, LOOSE_MARK = 0x3099, LOOSE_HALF_MARK = 0x309a };

/* Unchanged by NFKC_Casefold, and never composed with what stands before. */
static bool is_plain(i64 c)
{
	return c < 0x80 || (c >= 0x4e00 && c <= 0x9fff) ||
	       (c >= 0x3041 && c <= 0x3096) || (c >= 0x30a1 && c <= 0x30fe) ||
	       (c >= 0x3400 && c <= 0x4dbf) || (c >= 0x3001 && c <= 0x3011);
}

static bool all_plain(str s)
{
	for (i64 c; (c = utf8_next(&s)) >= 0;) {
		if (!is_plain(c))
			return false;
	}
	return true;
}

static void check(UErrorCode e)
{
	/* Only a broken installation or memory: nothing to go on with. */
	if (U_FAILURE(e))
		abort();
}

static str to_utf8(struct arena *a, const UChar *u, int32_t n)
{
	UErrorCode e = U_ZERO_ERROR;
	int32_t size = 0;
	char *p = new(a, char, (isize)n * 3 + 1);
	u_strToUTF8(p, n * 3 + 1, &size, u, n, &e);
	check(e);
	return (str){ p, size };
}

static str normalize(struct arena *a, str s)
{
	UErrorCode e = U_ZERO_ERROR;
	const UNormalizer2 *nfkc = unorm2_getNFKCCasefoldInstance(&e);
	check(e);
	int32_t n = 0, cap = (int32_t)s.n * 2 + 16;
	UChar *u = new(a, UChar, s.n + 1);
	u_strFromUTF8WithSub(u, (int32_t)s.n + 1, &n, s.p, (int32_t)s.n,
			     0xfffd, NULL, &e);
	check(e);
	UChar *to = new(a, UChar, cap);
	int32_t len = unorm2_normalize(nfkc, u, n, to, cap, &e);
	if (e == U_BUFFER_OVERFLOW_ERROR) {
		e = U_ZERO_ERROR;
		to = new(a, UChar, len + 1);
		len = unorm2_normalize(nfkc, u, n, to, len + 1, &e);
	}
	check(e);
	return to_utf8(a, to, len);
}

static u32 fold_variant(u32 c)
{
	isize low = 0, high = text_variants_n;
	while (low < high) {
		isize mid = (low + high) / 2;
		if (text_variants[mid].from < c)
			low = mid + 1;
		else
			high = mid;
	}
	if (low < text_variants_n && text_variants[low].from == c)
		return text_variants[low].to;
	return c;
}

static u32 fold_kana(u32 c)
{
	switch (c) {
	case 0x30f5: case 0x3095:
		return 0x304b;	/* ヵ: 一ヵ月 is 一カ月 */
	case 0x30f6: case 0x3096:
		return 0x3051;	/* ヶ: 自由ヶ丘 is 自由ケ丘 */
	case 0x30fd: case 0x30fe:
		return c - 0x60;	/* ヽヾ */
	}
	return c >= 0x30a1 && c <= 0x30f4 ? c - 0x60 : c;
}

static u32 fold_one(u32 c)
{
	if (c >= 'A' && c <= 'Z')
		return c + 32;
	if (c < 0x80)
		return c;
	if ((c >= 0x2010 && c <= 0x2015) || c == 0x2043 || c == 0x2212 ||
	    c == 0x2500 || c == 0x2501 || c == 0x30a0)
		return '-';
	if (c == 0x301c || c == 0x223c)
		return '~';
	if (c >= 0x3095 && c <= 0x30fe)
		return fold_kana(c);
	return c >= 0x3400 ? fold_variant(c) : c;
}

static bool is_digit(i64 c)
{
	return c >= '0' && c <= '9';
}

static void put_code_point(struct out *o, u32 c)
{
	char buf[4];
	int n = utf8_encode(c, buf);
	put(o, ((str){ buf, n }));
}

/* Returns whether a voiced mark stands loose, so that it might compose. */
static bool fold_all(struct out *o, str s)
{
	/* ヷヸヹヺ have no hiragana of their own. */
	static const u32 wa_row[] = { 0x308f, 0x3090, 0x3091, 0x3092 };
	bool loose = false;
	i64 before = 0;
	for (i64 c; (c = utf8_next(&s)) >= 0; before = c) {
		str rest = s;
		if (c >= 0x30f7 && c <= 0x30fa) {
			put_code_point(o, wa_row[c - 0x30f7]);
			put_code_point(o, LOOSE_MARK);
			continue;
		}
		loose |= c == LOOSE_MARK || c == LOOSE_HALF_MARK;
		if (c == LONG_VOWEL && is_digit(before) &&
		    is_digit(utf8_next(&rest)))
			c = '-';
		put_code_point(o, fold_one((u32)c));
	}
	return loose;
}

u32 text_fold_char(i64 c)
{
	bool several = c >= 0x30f7 && c <= 0x30fa;	/* the wa row */
	return c > 0 && is_plain(c) && !several ? fold_one((u32)c) : 0;
}

str text_fold(struct arena *a, str s)
{
	bool again = true;
	/* ヵ + ゛ becomes か + ゛, which composes: fold until it stays. */
	for (int i = 0; again && i < 4; i++) {
		str plain = all_plain(s) ? s : normalize(a, s);
		struct out o = out_open(a, plain.n + 16);
		again = fold_all(&o, plain) && !str_eq(out_str(&o), s);
		s = out_str(&o);
	}
	return s;
}

str text_version(struct arena *a)
{
	char icu[U_MAX_VERSION_STRING_LENGTH];
	UVersionInfo v;
	u_getVersion(v);
	u_versionToString(v, icu);
	u64 h = 0;
	for (isize i = 0; i < text_variants_n; i++) {
		h = (h ^ text_variants[i].from) * 0x100000001b3u;
		h = (h ^ text_variants[i].to) * 0x100000001b3u;
	}
	struct out o = out_open(a, 64);
	put(&o, S("icu "));
	put(&o, str_of(icu));
	put(&o, S(", rules "));
	put(&o, (int)RULES);
	put(&o, S(", variants "));
	char hash[8];
	for (int i = 0; i < 8; i++)
		hash[i] = (char)(h >> (56 - 8 * i));
	out_hex(&o, (str){ hash, 8 });
	return str_dup(a, out_str(&o));
}
