/*
 * field_read.c — see field_type.h.  What people type, to canonical text.
 * Every refusal says what is right, with an example (wording.md rule 11).
 */
#include "base/num.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "dict/field_in.h"
#include "text/my_number.h"

static enum status refuse(str *why, str text)
{
	*why = text;
	return E_INVALID;
}

static str sentence(struct arena *a, str before, i64 n, str after)
{
	struct out o = out_open(a, 96);
	put(&o, before);
	out_commas(&o, n);
	put(&o, after);
	return out_str(&o);
}

static u32 narrow_one(u32 c)
{
	if (c == 0x3000)
		return ' ';
	if (c >= 0xff01 && c <= 0xff5e)
		return c - 0xfee0;
	if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x30fc ||
	    c == 0xff70)
		return '-';
	return c;
}

str narrow(struct arena *a, str s)
{
	char *p = new(a, char, s.n * 2 + 4);
	isize n = 0;
	i64 c;
	while ((c = utf8_next(&s)) >= 0)
		n += utf8_encode(narrow_one((u32)c), p + n);
	return (str){ p, n };
}

/* Line ends as \n (or a blank in one line), other control signs gone. */
static str clean(struct arena *a, str s, bool lines)
{
	struct out o = out_open(a, s.n + 1);
	for (isize i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool cr = c == '\r' && !(i + 1 < s.n && s.p[i + 1] == '\n');
		if (c == '\n' || cr)
			out_char(&o, lines ? '\n' : ' ');
		else if (c == '\t')
			out_char(&o, ' ');
		else if ((u8)c >= 0x20 && c != 0x7f)
			out_char(&o, c);
	}
	return str_trim(out_str(&o));
}

static enum status check_length(struct arena *a, const struct field *f, str s,
				str *why)
{
	isize n = utf8_length(s);
	if (text_my_number(s))
		return refuse(why, S("マイナンバーのようです。"
				     "ここには残せません。"));
	if (n <= f->max)
		return OK;
	str most = sentence(a, S(""), f->max, S("文字までです（いま"));
	return refuse(why, str_cat(a, most, sentence(a, S(""), n,
		S("文字）。短くしてください。"))));
}

enum status read_text(struct arena *a, const struct dict_ctx *c,
		      const struct field *f, const str *typed, isize n,
		      str *ret, str *why)
{
	str s = clean(a, typed[0], false);
	TRY(check_length(a, f, s, why));
	*ret = s;
	return OK;
}

enum status read_memo(struct arena *a, const struct dict_ctx *c,
		      const struct field *f, const str *typed, isize n,
		      str *ret, str *why)
{
	str s = clean(a, typed[0], true);
	TRY(check_length(a, f, s, why));
	*ret = s;
	return OK;
}

static bool is_kana(u32 c)
{
	return (c >= 0x3041 && c <= 0x309f) || (c >= 0x30a1 && c <= 0x30ff) ||
	       (c >= 0xff65 && c <= 0xff9f) || c == ' ' || c == 0x3000;
}

/* Kept as typed, hiragana or katakana: search folds for itself. */
enum status read_kana(struct arena *a, const struct dict_ctx *c,
		      const struct field *f, const str *typed, isize n,
		      str *ret, str *why)
{
	str s = clean(a, typed[0], false), rest = s;
	i64 one;
	TRY(check_length(a, f, s, why));
	while ((one = utf8_next(&rest)) >= 0)
		if (!is_kana((u32)one))
			return refuse(why, S("ふりがなは、ひらがなかカタカナで"
					     "入れてください。例 やまべ"));
	*ret = s;
	return OK;
}

/* Digits with commas or blanks between them; n is where they end. */
static enum status read_digits(str s, i64 max, i64 *ret, isize *n)
{
	i64 v = 0;
	bool any = false;
	isize i = 0;
	for (; i < s.n; i++) {
		int d = s.p[i] - '0';
		if (s.p[i] == ',' || s.p[i] == ' ')
			continue;
		if (d < 0 || d > 9)
			break;
		if (v > (max - d) / 10)
			return E_TOO_LARGE;
		v = v * 10 + d;
		any = true;
	}
	*ret = v;
	*n = i;
	return any ? OK : E_INVALID;
}

static str number_text(struct arena *a, i64 v)
{
	struct out o = out_open(a, 20);
	put(&o, v);
	return out_str(&o);
}

/* 3, ３人, 1,200: a unit behind the digits says nothing new. */
enum status read_int(struct arena *a, const struct dict_ctx *c,
		     const struct field *f, const str *typed, isize n,
		     str *ret, str *why)
{
	str s = narrow(a, typed[0]);
	i64 v;
	isize end = 0;
	enum status st = read_digits(s, f->max, &v, &end);
	if (st == E_TOO_LARGE)
		return refuse(why, sentence(a, S(""), f->max,
			S("までの数で入れてください。")));
	str unit = str_trim(str_sub(s, end, s.n));
	if (st != OK || utf8_length(unit) > 3 ||
	    str_find_char(S("+-.0123456789"), unit.n ? unit.p[0] : 'x', 0) >= 0)
		return refuse(why, S("数字で入れてください。例 3"));
	*ret = number_text(a, v);
	return OK;
}

/* 104,000 ・ １０４０００円 ・ ¥52,000 ・ 5万2千円 ・ 12万1,400 */
static enum status read_amount(str s, i64 max, i64 *ret)
{
	static const struct {
		str unit;
		i64 times;
	} units[] = { { STR("億"), 100000000 }, { STR("万"), 10000 },
		      { STR("千"), 1000 }, { STR("円"), 1 } };
	i64 total = 0;
	int from = 0;
	bool any = false;
	if (str_starts(s, S("¥")))
		s = str_sub(s, 2, s.n);
	else if (str_starts(s, S("￥")))
		s = str_sub(s, 3, s.n);
	else if (str_starts(s, S("\\")))
		s = str_sub(s, 1, s.n);
	while ((s = str_trim(s)).n) {
		i64 v;
		isize end = 0;
		if (any && str_eq(s, S("円")))
			break;
		TRY(read_digits(s, max, &v, &end));
		s = str_sub(s, end, s.n);
		i64 times = 1;
		int k = from;
		while (s.n && k < COUNT(units) && !str_starts(s, units[k].unit))
			k++;
		if (s.n && k == COUNT(units))
			return E_INVALID;
		if (s.n) {
			times = units[k].times;
			s = str_sub(s, units[k].unit.n, s.n);
		}
		if (v > (max - total) / times)
			return E_TOO_LARGE;
		total += v * times;
		from = k + 1;
		any = true;
	}
	*ret = total;
	return any ? OK : E_INVALID;
}

enum status read_yen(struct arena *a, const struct dict_ctx *c,
		     const struct field *f, const str *typed, isize n,
		     str *ret, str *why)
{
	i64 v;
	enum status st = read_amount(narrow(a, typed[0]), f->max, &v);
	if (st == E_TOO_LARGE)
		return refuse(why, sentence(a, S(""), f->max,
			S("円までの金額で入れてください。")));
	if (st != OK)
		return refuse(why, S("金額は数字で入れてください。"
				     "例 104,000"));
	*ret = number_text(a, v);
	return OK;
}

enum status read_date(struct arena *a, const struct dict_ctx *c,
		      const struct field *f, const str *typed, isize n,
		      str *ret, str *why)
{
	struct fdate d;
	bool birth = f->coarse == COARSE_AGE;
	if (!(birth && fdate_parse_age(typed[0], c->today, &d) == OK))
		TRY(fdate_parse(typed[0], c->today, &d, why));
	struct out o = out_open(a, 32);
	if ((birth || (f->flags & FIELD_PAST)) && d.first.n > c->today.n) {
		put(&o, S("先の日付です（"));
		fdate_print_short(&o, d);
		put(&o, S("）。日付を確かめてください。例 S19.3.4"));
		return refuse(why, out_str(&o));
	}
	fdate_edtf(&o, d);
	*ret = out_str(&o);
	return OK;
}

/* The key; or, from a file of another system, the label. */
static bool find_key(const struct code *c, str s, str *ret)
{
	for (isize i = 0; i < c->n; i++)
		if (str_eq(c->items[i].key, s) ||
		    str_eq(c->items[i].label, s)) {
			*ret = c->items[i].key;
			return true;
		}
	return false;
}

enum status read_code(struct arena *a, const struct dict_ctx *c,
		      const struct field *f, const str *typed, isize n,
		      str *ret, str *why)
{
	if (find_key(f->code, typed[0], ret))
		return OK;
	return refuse(why, S("選択肢から選んでください。"));
}

enum status read_codes(struct arena *a, const struct dict_ctx *c,
		       const struct field *f, const str *typed, isize n,
		       str *ret, str *why)
{
	struct {
		str *v;
		isize n, cap;
	} keys = { 0 };
	for (isize i = 0; i < n; i++) {
		str rest = typed[i];
		while (rest.p) {
			str one = str_trim(str_cut(&rest, ','));
			if (one.n == 0)
				continue;
			if (!find_key(f->code, one, vec_push(a, &keys)))
				return refuse(why,
					S("選択肢から選んでください。"));
		}
	}
	return f->type->unjson(a, f, keys.v, keys.n, ret);
}

enum status read_bool3(struct arena *a, const struct dict_ctx *c,
		       const struct field *f, const str *typed, isize n,
		       str *ret, str *why)
{
	static const struct {
		str typed, key;
	} words[] = {
		{ STR("yes"), STR("yes") }, { STR("no"), STR("no") },
		{ STR("あり"), STR("yes") }, { STR("なし"), STR("no") },
		{ STR("有"), STR("yes") }, { STR("無"), STR("no") },
		{ STR("はい"), STR("yes") }, { STR("いいえ"), STR("no") },
	};
	for (isize i = 0; i < COUNT(words); i++)
		if (str_eq(typed[0], words[i].typed)) {
			*ret = words[i].key;
			return OK;
		}
	return refuse(why, S("「あり」か「なし」を選んでください。"));
}

enum status read_person(struct arena *a, const struct dict_ctx *c,
			const struct field *f, const str *typed, isize n,
			str *ret, str *why)
{
	for (isize i = 0; i < c->persons_n; i++)
		if (str_eq(c->persons[i].key, typed[0])) {
			*ret = number_text(a, c->persons[i].id);
			return OK;
		}
	return refuse(why, S("世帯員から選んでください。"));
}

enum status read_phone(struct arena *a, const struct dict_ctx *c,
		       const struct field *f, const str *typed, isize n,
		       str *ret, str *why)
{
	str s = clean(a, narrow(a, typed[0]), false);
	int digits = 0;
	for (isize i = 0; i < s.n; i++) {
		bool digit = s.p[i] >= '0' && s.p[i] <= '9';
		digits += digit;
		if (!digit && str_find_char(S("-() +"), s.p[i], 0) < 0)
			return refuse(why, S("電話番号の数字を確かめてください"
					     "（全角でも入ります）。"
					     "例 043-000-0000"));
	}
	bool abroad = str_starts(s, S("+"));
	if (str_find_char(s, '+', 1) > 0 || digits > (abroad ? 15 : 11) ||
	    digits < (abroad ? 8 : 10))
		return refuse(why, S("電話番号は 10〜11 けたです。"
				     "例 0430000000"));
	*ret = s;
	return OK;
}

enum status read_postcode(struct arena *a, const struct dict_ctx *c,
			  const struct field *f, const str *typed, isize n,
			  str *ret, str *why)
{
	str s = narrow(a, typed[0]);
	struct out o = out_open(a, 8);
	bool ok = true;
	if (str_starts(s, S("〒")))
		s = str_sub(s, 3, s.n);
	for (isize i = 0; i < s.n; i++) {
		if (s.p[i] >= '0' && s.p[i] <= '9')
			out_char(&o, s.p[i]);
		else if (s.p[i] != '-' && s.p[i] != ' ')
			ok = false;
	}
	if (!ok || o.n != 7)
		return refuse(why, S("郵便番号は 7 けたです。例 260-0001"));
	*ret = out_str(&o);
	return OK;
}

/* ---- any field -------------------------------------------------------- */

static enum value_state state_of(str key)
{
	if (str_eq(key, S("none")) || str_eq(key, S("-none")))
		return VALUE_NONE;
	if (str_eq(key, S("declined")) || str_eq(key, S("-declined")))
		return VALUE_DECLINED;
	return VALUE_UNASKED;
}

static enum status both(struct arena *a, enum value_state s, str *why)
{
	struct out o = out_open(a, 128);
	put(&o, S("書いた内容と「"));
	put(&o, value_state_label(s));
	put(&o, S("」の両方があります。どちらかにしてください。"));
	return refuse(why, out_str(&o));
}

enum status field_parse(struct arena *a, const struct dict_ctx *c,
			const struct field *f, const str *typed, isize n,
			str empty, struct value *ret, str *why)
{
	enum value_state state = state_of(empty);
	struct {
		str *v;
		isize n, cap;
	} texts = { 0 };
	for (isize i = 0; i < n; i++) {
		str s = str_trim(typed[i]);
		enum value_state own = state_of(s);
		if (own != VALUE_UNASKED && s.p[0] == '-' &&
		    field_offers_empties(f))
			state = own;
		else if (s.n)
			*vec_push(a, &texts) = s;
	}
	struct value v = { state, { 0 } };
	if (texts.n == 0) {
		*ret = v;
		return OK;
	}
	if (state != VALUE_UNASKED)
		return both(a, state, why);
	TRY(f->type->parse(a, c, f, texts.v, texts.n, &v.text, why));
	/* Control signs alone are nothing. */
	if (v.text.n)
		v.state = VALUE_GIVEN;
	*ret = v;
	return OK;
}
