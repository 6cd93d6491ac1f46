/*
 * field_type.c — see field_type.h.  The table of types, and how values are
 * written for people, for JSON, CSV, search and statistics.
 */
#include "dict/field_type.h"

#include "base/num.h"
#include "base/utf8.h"
#include "dict/field_in.h"
#include "fmt/csv.h"
#include "fmt/json.h"

/* ---- for people ------------------------------------------------------- */

static void print_plain(struct out *o, const struct dict_ctx *c,
			const struct field *f, str v)
{
	put(o, v);
}

static i64 number_of(str v)
{
	i64 n = 0;
	return num_parse(v, &n) == OK ? n : 0;
}

static void print_number(struct out *o, const struct dict_ctx *c,
			 const struct field *f, str v)
{
	out_commas(o, number_of(v));
}

static void print_yen(struct out *o, const struct dict_ctx *c,
		      const struct field *f, str v)
{
	out_commas(o, number_of(v));
	put(o, S("円"));
}

static struct fdate date_of(str v)
{
	struct fdate d = { 0 };
	return fdate_from_edtf(v, &d) == OK ? d : (struct fdate){ 0 };
}

static void print_date(struct out *o, const struct dict_ctx *c,
		       const struct field *f, str v)
{
	if (f->coarse == COARSE_AGE)
		fdate_print_birth(o, date_of(v), c->today);
	else
		fdate_print_short(o, date_of(v));
}

/* Without the weekday and the remarks, which nobody would type. */
static void input_date(struct out *o, const struct dict_ctx *c,
		       const struct field *f, str v)
{
	struct out tmp = out_open(o->arena, 32);
	fdate_print_short(&tmp, date_of(v));
	str s = out_str(&tmp);
	isize paren = str_find_char(s, '(', 0);
	isize wide = str_find(s, S("（"), 0);
	if (paren >= 0)
		s = str_sub(s, 0, paren);
	if (wide >= 0)
		s = str_sub(s, 0, wide);
	put(o, s);
}

/* A key that the list has lost is better than nothing. */
static void print_code(struct out *o, const struct dict_ctx *c,
		       const struct field *f, str v)
{
	str label = code_label(f->code, v);
	put(o, label.n ? label : v);
}

static void print_codes(struct out *o, const struct dict_ctx *c,
			const struct field *f, str v)
{
	for (bool first = true; v.p; first = false) {
		if (!first)
			put(o, S("、"));
		print_code(o, c, f, str_cut(&v, ','));
	}
}

static void print_bool3(struct out *o, const struct dict_ctx *c,
			const struct field *f, str v)
{
	put(o, str_eq(v, S("yes")) ? S("あり") : S("なし"));
}

static const struct dict_person *person_of(const struct dict_ctx *c, str v)
{
	i64 id = number_of(v);
	for (isize i = 0; i < c->persons_n; i++)
		if (c->persons[i].id == id)
			return c->persons + i;
	return NULL;
}

/* A person whose name is closed, one who is gone and one who never existed
 * look the same. */
static void print_person(struct out *o, const struct dict_ctx *c,
			 const struct field *f, str v)
{
	const struct dict_person *p = person_of(c, v);
	if (p && veiled_has(p->name))
		veiled_put(o, p->name);
	else
		put(o, S("▨▨▨"));
}

static void input_person(struct out *o, const struct dict_ctx *c,
			 const struct field *f, str v)
{
	const struct dict_person *p = person_of(c, v);
	if (p)
		put(o, p->key);
}

static void print_postcode(struct out *o, const struct dict_ctx *c,
			   const struct field *f, str v)
{
	put(o, str_sub(v, 0, 3));
	out_char(o, '-');
	put(o, str_sub(v, 3, v.n));
}

/* ---- JSON ------------------------------------------------------------- */

static void json_text(struct out *o, str v)
{
	json_put_str(o, v);
}

static void json_number(struct out *o, str v)
{
	put(o, v);
}

static void json_bool(struct out *o, str v)
{
	put(o, str_eq(v, S("yes")) ? S("true") : S("false"));
}

static void json_list(struct out *o, str v)
{
	out_char(o, '[');
	for (bool first = true; v.p; first = false) {
		if (!first)
			out_char(o, ',');
		json_put_str(o, str_cut(&v, ','));
	}
	out_char(o, ']');
}

static enum status take_one(const str *v, isize n, str *ret)
{
	if (n != 1 || v->n == 0)
		return E_INVALID;
	*ret = *v;
	return OK;
}

static enum status unjson_text(struct arena *a, const struct field *f,
			       const str *v, isize n, str *ret)
{
	return take_one(v, n, ret);
}

static enum status unjson_number(struct arena *a, const struct field *f,
				 const str *v, isize n, str *ret)
{
	i64 number;
	TRY(take_one(v, n, ret));
	TRY(num_parse(*ret, &number));
	/* "007" and "-0" are no canonical numbers. */
	struct out o = out_open(a, 20);
	put(&o, number);
	*ret = out_str(&o);
	return OK;
}

static enum status unjson_date(struct arena *a, const struct field *f,
			       const str *v, isize n, str *ret)
{
	struct fdate d;
	TRY(take_one(v, n, ret));
	return fdate_from_edtf(*ret, &d);
}

static enum status unjson_code(struct arena *a, const struct field *f,
			       const str *v, isize n, str *ret)
{
	TRY(take_one(v, n, ret));
	return code_has(f->code, *ret) ? OK : E_INVALID;
}

static enum status unjson_codes(struct arena *a, const struct field *f,
				const str *v, isize n, str *ret)
{
	struct out o = out_open(a, 32);
	for (isize i = 0; i < f->code->n; i++) {
		str key = f->code->items[i].key;
		isize k = 0;
		while (k < n && !str_eq(v[k], key))
			k++;
		if (k == n)
			continue;
		if (o.n)
			out_char(&o, ',');
		put(&o, key);
	}
	if (o.n == 0)
		return E_INVALID;
	*ret = out_str(&o);
	return OK;
}

static enum status unjson_bool3(struct arena *a, const struct field *f,
				const str *v, isize n, str *ret)
{
	TRY(take_one(v, n, ret));
	return str_eq(*ret, S("yes")) || str_eq(*ret, S("no")) ? OK :
								  E_INVALID;
}

static enum status unjson_postcode(struct arena *a, const struct field *f,
				   const str *v, isize n, str *ret)
{
	i64 number;
	TRY(take_one(v, n, ret));
	return ret->n == 7 ? num_parse_max(*ret, 9999999, &number) :
			     E_INVALID;
}

/* ---- statistics ------------------------------------------------------- */

static i64 bucket_number(const struct field *f, str v)
{
	return number_of(v);
}

static i64 bucket_none(const struct field *f, str v)
{
	return 0;
}

static i64 bucket_date(const struct field *f, str v)
{
	return date_of(v).first.n;
}

/* A numeric key is its own number, a word its place in the list. */
static i64 bucket_code(const struct field *f, str v)
{
	i64 n = 0;
	if (num_parse_max(v, INT32_MAX, &n) == OK)
		return n;
	for (isize i = 0; i < f->code->n; i++)
		if (str_eq(f->code->items[i].key, v))
			return i + 1;
	return 0;
}

static i64 bucket_bool3(const struct field *f, str v)
{
	return str_eq(v, S("yes"));
}

/* ---- the table -------------------------------------------------------- */

const struct field_type field_types[] = {
	{ STR("text"), .plain = true, .has_max = true, .max = 100,
	  .parse = read_text,
	  .print = print_plain, .print_input = print_plain,
	  .draw = draw_line, .json = json_text, .unjson = unjson_text,
	  .bucket = bucket_none },
	{ STR("memo"), .plain = true, .has_max = true, .max = 10000,
	  .parse = read_memo,
	  .print = print_plain, .print_input = print_plain,
	  .draw = draw_memo, .json = json_text, .unjson = unjson_text,
	  .bucket = bucket_none },
	{ STR("kana"), .plain = true, .has_max = true, .max = 100,
	  .parse = read_kana,
	  .print = print_plain, .print_input = print_plain,
	  .draw = draw_line, .json = json_text, .unjson = unjson_text,
	  .bucket = bucket_none },
	{ STR("int"), .has_max = true, .max = 999999, .parse = read_int,
	  .print = print_number, .print_input = print_number,
	  .draw = draw_line, .json = json_number, .unjson = unjson_number,
	  .bucket = bucket_number },
	{ STR("yen"), .has_max = true, .max = 9999999999, .parse = read_yen,
	  .print = print_yen, .print_input = print_number,
	  .draw = draw_yen, .json = json_number, .unjson = unjson_number,
	  .bucket = bucket_number },
	{ STR("date"), .parse = read_date,
	  .print = print_date, .print_input = input_date,
	  .draw = draw_date, .json = json_text, .unjson = unjson_date,
	  .bucket = bucket_date },
	{ STR("code"), .has_code = true, .parse = read_code,
	  .print = print_code, .print_input = print_plain,
	  .draw = draw_code, .json = json_text, .unjson = unjson_code,
	  .bucket = bucket_code },
	{ STR("codes"), .has_code = true, .many = true, .parse = read_codes,
	  .print = print_codes, .print_input = print_plain,
	  .draw = draw_codes, .json = json_list, .unjson = unjson_codes,
	  .bucket = bucket_code },
	{ STR("bool3"), .parse = read_bool3,
	  .print = print_bool3, .print_input = print_plain,
	  .draw = draw_bool3, .json = json_bool, .unjson = unjson_bool3,
	  .bucket = bucket_bool3 },
	{ STR("person"), .parse = read_person,
	  .print = print_person, .print_input = input_person,
	  .draw = draw_person, .json = json_text, .unjson = unjson_number,
	  .bucket = bucket_none },
	{ STR("phone"), .plain = true, .parse = read_phone,
	  .print = print_plain, .print_input = print_plain,
	  .draw = draw_line, .json = json_text, .unjson = unjson_text,
	  .bucket = bucket_none },
	{ STR("postcode"), .parse = read_postcode,
	  .print = print_postcode, .print_input = print_postcode,
	  .draw = draw_line, .json = json_text, .unjson = unjson_postcode,
	  .bucket = bucket_none },
};
const isize field_types_n = COUNT(field_types);

const struct field_type *field_type_find(str name)
{
	for (isize i = 0; i < field_types_n; i++)
		if (str_eq(field_types[i].name, name))
			return field_types + i;
	return NULL;
}

/* ---- any value -------------------------------------------------------- */

str value_state_label(enum value_state s)
{
	static const str labels[] = {
		[VALUE_UNASKED] = STR("未確認"),
		[VALUE_NONE] = STR("なし"),
		[VALUE_DECLINED] = STR("答えたくない"),
		[VALUE_GIVEN] = { 0 },
	};
	return labels[s];
}

void field_print(struct out *o, const struct dict_ctx *c,
		 const struct field *f, struct value v)
{
	if (v.state == VALUE_GIVEN)
		f->type->print(o, c, f, v.text);
	else
		put(o, value_state_label(v.state));
}

/* 伴舟市北町2丁目 → 伴舟市北町: what follows the first number or blank may
 * lead to a door. */
static str town_of(str address)
{
	str rest = address;
	for (;;) {
		str before = rest;
		i64 c = utf8_next(&rest);
		if (c < 0)
			return (str){ 0 };
		bool digit = (c >= '0' && c <= '9') ||
			     (c >= 0xff10 && c <= 0xff19);
		bool kanji = str_find(S("〇一二三四五六七八九十"),
				      str_sub(before, 0, rest.p - before.p),
				      0) >= 0;
		if (digit || kanji || c == ' ' || c == 0x3000)
			return str_sub(address, 0, before.p - address.p);
	}
}

void field_coarse(struct out *o, const struct dict_ctx *c,
		  const struct field *f, struct value v)
{
	if (v.state == VALUE_NONE) {
		put(o, value_state_label(VALUE_NONE));
		return;
	}
	if (v.state != VALUE_GIVEN) {
		put(o, value_state_label(VALUE_UNASKED));
		return;
	}
	str town = f->coarse == COARSE_TOWN ? town_of(v.text) : (str){ 0 };
	if (f->coarse == COARSE_AGE)
		fdate_print_band(o, date_of(v.text), c->today);
	else if (town.n)
		put(o, town);
	else if (str_eq(v.text, S("no")) && str_eq(f->type->name, S("bool3")))
		put(o, S("なし"));
	else
		put(o, S("あり"));
}

void field_csv(struct out *o, const struct dict_ctx *c,
	       const struct field *f, struct value v)
{
	struct out cell = out_open(o->arena, 64);
	field_print(&cell, c, f, v);
	csv_put(o, out_str(&cell));
}

void field_search(struct out *o, const struct dict_ctx *c,
		  const struct field *f, struct value v)
{
	if (v.state == VALUE_GIVEN && f->type->print != print_person)
		f->type->print(o, c, f, v.text);
}

bool value_equal(struct value a, struct value b)
{
	return a.state == b.state && str_eq(a.text, b.text);
}
