/* field_test.c — what people type into a field, and what they read again. */
#include "dict/dict_test.h"

struct row {
	const char *field, *typed, *stored, *printed, *again;
};

static struct value parse(const struct dict_ctx *c, const char *field,
			  const char *typed, const char *empty, str *why)
{
	str text = str_of(typed);
	struct value v = { .text = STR("untouched") };
	if (field_parse(test_arena, c, test_field(c, field), &text, 1,
			str_of(empty), &v, why) == OK)
		*why = (str){ 0 };
	return v;
}

static str print_with(void (*print)(struct out *, const struct dict_ctx *,
				    const struct field *, struct value),
		      const struct dict_ctx *c, const char *field,
		      struct value v)
{
	struct out o = out_open(test_arena, 16);
	print(&o, c, test_field(c, field), v);
	return out_str(&o);
}

static str input_text(const struct dict_ctx *c, const char *field, str v)
{
	const struct field *f = test_field(c, field);
	struct out o = out_open(test_arena, 16);
	f->type->print_input(&o, c, f, v);
	return out_str(&o);
}

TEST(field, reads_stores_and_prints)
{
	static const struct row rows[] = {
		{ "s.name", " 山邉　トキ ", "山邉　トキ", "山邉　トキ",
		  "山邉　トキ" },
		{ "s.name", "a\r\nb\tc", "a b c", "a b c", "a b c" },
		{ "s.kana", "やまべ トキー", "やまべ トキー", "やまべ トキー",
		  "やまべ トキー" },
		{ "s.kana", "ﾔﾏﾍﾞ", "ﾔﾏﾍﾞ", "ﾔﾏﾍﾞ", "ﾔﾏﾍﾞ" },
		{ "s.birth", "S19.3.4", "1944-03-04",
		  "昭和19年3月4日（1944）82歳", "S19.3.4" },
		{ "s.birth", "８２歳", "1944~", "昭和19年頃（1944）", "S19頃" },
		{ "s.birth", "昭和19年3月", "1944-03",
		  "昭和19年3月（1944）82歳", "S19.3" },
		{ "s.tel", "０４３－０００－００００", "043-000-0000",
		  "043-000-0000", "043-000-0000" },
		{ "s.tel", "09012345678", "09012345678", "09012345678",
		  "09012345678" },
		{ "s.tel", "+81 43 000 0000", "+81 43 000 0000",
		  "+81 43 000 0000", "+81 43 000 0000" },
		{ "s.post", "〒２６０－０００１", "2600001", "260-0001",
		  "260-0001" },
		{ "s.n", "３人", "3", "3", "3" },
		{ "s.n", "007", "7", "7", "7" },
		{ "s.pick", "2", "2", "二番", "2" },
		{ "s.pick", "二番", "2", "二番", "2" },
		{ "s.pick", "3", "3", "三番", "3" },
		{ "s.picks", "2,1", "1,2", "一番、二番", "1,2" },
		{ "s.debt", "yes", "yes", "あり", "yes" },
		{ "s.debt", "無", "no", "なし", "no" },
		{ "s.head", "tok-toki", "11", "山邉 トキ", "tok-toki" },
		{ "s.head", "tok-hid", "12", "▨▨▨", "tok-hid" },
		{ "s.head", "tok-gone", "13", "▨▨▨", "tok-gone" },
		{ "s.memo", "一\r\n二\r三", "一\n二\n三", "一\n二\n三",
		  "一\n二\n三" },
		{ "s.past", "きのう", "2026-11-15", "R8.11.15(日)",
		  "R8.11.15" },
		{ "s.pay.yen", "１０４，０００円", "104000", "104,000円",
		  "104,000" },
		{ "s.pay.yen", "¥52,000", "52000", "52,000円", "52,000" },
		{ "s.pay.yen", "12万1,400円", "121400", "121,400円",
		  "121,400" },
		{ "s.pay.yen", "5万2千", "52000", "52,000円", "52,000" },
		{ "s.pay.yen", "0", "0", "0円", "0" },
	};
	struct dict_ctx c = test_ctx(TEST_DICT);
	for (isize i = 0; i < COUNT(rows); i++) {
		str why;
		struct value v = parse(&c, rows[i].field, rows[i].typed, "",
				       &why);
		if (why.n)
			fail_msg("%s: %.*s", rows[i].typed, (int)why.n,
				 why.p);
		assert_int_equal(v.state, VALUE_GIVEN);
		assert_str(v.text, str_of(rows[i].stored));
		assert_str(print_with(field_print, &c, rows[i].field, v),
			   str_of(rows[i].printed));
		assert_str(input_text(&c, rows[i].field, v.text),
			   str_of(rows[i].again));
	}
}

struct refusal {
	const char *field, *typed, *why;
};

TEST(field, says_what_is_wrong_with_a_right_example)
{
	static const struct refusal rows[] = {
		{ "s.name", "あいうえおかきくけこさ",
		  "10文字までです（いま11文字）。短くしてください。" },
		{ "s.name", "123456789018",
		  "マイナンバーのようです。ここには残せません。" },
		{ "s.kana", "山邉", "ふりがなは、ひらがなかカタカナで入れて"
				    "ください。例 やまべ" },
		{ "s.birth", "S65.1.1", "昭和は64年1月7日までです。"
					"西暦か平成で入れてください。" },
		{ "s.birth", "R8.11.17", "先の日付です（R8.11.17(火)）。"
		  "日付を確かめてください。例 S19.3.4" },
		{ "s.past", "あした", "先の日付です（R8.11.17(火)）。"
		  "日付を確かめてください。例 S19.3.4" },
		{ "s.tel", "043-OOO-1111", "電話番号の数字を確かめてください"
		  "（全角でも入ります）。例 043-000-0000" },
		{ "s.tel", "043-000", "電話番号は 10〜11 けたです。"
				      "例 0430000000" },
		{ "s.post", "260", "郵便番号は 7 けたです。例 260-0001" },
		{ "s.n", "三", "数字で入れてください。例 3" },
		{ "s.n", "-3", "数字で入れてください。例 3" },
		{ "s.n", "1.5", "数字で入れてください。例 3" },
		{ "s.n", "100", "99までの数で入れてください。" },
		{ "s.pick", "9", "選択肢から選んでください。" },
		{ "s.picks", "1,9", "選択肢から選んでください。" },
		{ "s.debt", "たぶん", "「あり」か「なし」を選んでください。" },
		{ "s.head", "11", "世帯員から選んでください。" },
		{ "s.pay.yen", "五万", "金額は数字で入れてください。"
				       "例 104,000" },
		{ "s.pay.yen", "5千2万", "金額は数字で入れてください。"
					 "例 104,000" },
		{ "s.pay.yen", "-100", "金額は数字で入れてください。"
				       "例 104,000" },
		{ "s.pay.yen", "999億999万",
		  "9,999,999,999円までの金額で入れてください。" },
	};
	struct dict_ctx c = test_ctx(TEST_DICT);
	for (isize i = 0; i < COUNT(rows); i++) {
		str why = { 0 };
		struct value v = parse(&c, rows[i].field, rows[i].typed, "",
				       &why);
		if (!why.n)
			fail_msg("%s was read", rows[i].typed);
		assert_str(why, str_of(rows[i].why));
		assert_str(v.text, S("untouched"));
	}
}

TEST(field, three_empties_are_three)
{
	struct dict_ctx c = test_ctx(TEST_DICT);
	str why;
	assert_int_equal(parse(&c, "s.tel", " ", "", &why).state,
			 VALUE_UNASKED);
	assert_int_equal(parse(&c, "s.tel", "", "none", &why).state,
			 VALUE_NONE);
	assert_int_equal(parse(&c, "s.tel", "", "declined", &why).state,
			 VALUE_DECLINED);
	assert_int_equal(parse(&c, "s.pick", "-none", "", &why).state,
			 VALUE_NONE);
	assert_int_equal(parse(&c, "s.debt", "-declined", "", &why).state,
			 VALUE_DECLINED);
	assert_str(print_with(field_print, &c, "s.tel",
			      (struct value){ VALUE_DECLINED, { 0 } }),
		   S("答えたくない"));
	/* A name may be "-none" where the control offers no such choice. */
	assert_str(parse(&c, "s.name", "-none", "", &why).text, S("-none"));
}

TEST(field, a_value_and_an_empty_together_are_asked_about)
{
	struct dict_ctx c = test_ctx(TEST_DICT);
	str why = { 0 };
	parse(&c, "s.tel", "0430000000", "none", &why);
	assert_str(why, S("書いた内容と「なし」の両方があります。"
			  "どちらかにしてください。"));
}

TEST(field, coarse_tells_no_more_than_it_must)
{
	static const struct row rows[] = {
		{ "s.birth", "1944-03-04", "80代", NULL, NULL },
		{ "s.town", "伴舟市北町2丁目3-4", "伴舟市北町", NULL, NULL },
		{ "s.town", "伴舟市北町二丁目", "伴舟市北町", NULL, NULL },
		{ "s.town", "伴舟市北町２－３", "伴舟市北町", NULL, NULL },
		{ "s.town", "北町団地", "あり", NULL, NULL },
		{ "s.town", "3丁目", "あり", NULL, NULL },
		{ "s.tel", "0430000000", "あり", NULL, NULL },
		{ "s.pick", "2", "あり", NULL, NULL },
		{ "s.debt", "no", "なし", NULL, NULL },
		{ "s.name", "no", "あり", NULL, NULL },
	};
	struct dict_ctx c = test_ctx(TEST_DICT);
	for (isize i = 0; i < COUNT(rows); i++)
		assert_str(print_with(field_coarse, &c, rows[i].field,
				(struct value){ VALUE_GIVEN,
						str_of(rows[i].typed) }),
			   str_of(rows[i].stored));
	assert_str(print_with(field_coarse, &c, "s.tel",
			      (struct value){ VALUE_DECLINED, { 0 } }),
		   S("未確認"));
	assert_str(print_with(field_coarse, &c, "s.tel",
			      (struct value){ VALUE_NONE, { 0 } }), S("なし"));
}

TEST(field, csv_runs_no_formula)
{
	struct dict_ctx c = test_ctx(TEST_DICT);
	struct value v = { VALUE_GIVEN, STR("=1+\"2\"") };
	assert_str(print_with(field_csv, &c, "s.name", v),
		   S("\"'=1+\"\"2\"\"\""));
}

TEST(field, every_type_stores_what_it_reads)
{
	struct dict_ctx c = test_ctx(TEST_DICT);
	for (isize i = 0; i < field_types_n; i++) {
		const struct field_type *t = field_types + i;
		assert_ptr_equal(field_type_find(t->name), t);
		assert_true(t->parse && t->print && t->print_input &&
			    t->draw && t->json && t->unjson && t->bucket);
	}
	assert_null(field_type_find(S("float")));
	assert_int_equal(test_field(&c, "s.pick")->type->bucket(
				 test_field(&c, "s.pick"), S("2")), 2);
}

TEST(field, draws_what_was_typed_escaped)
{
	struct dict_ctx c = test_ctx(TEST_DICT);
	str typed = S("<b>\"&");
	struct input in = { .ctx = &c, .field = test_field(&c, "s.tel"),
			    .name = S("tel"), .typed = &typed, .typed_n = 1,
			    .error = S("だめ") };
	struct out o = out_open(test_arena, 1024);
	field_draw(&o, &in);
	assert_str(out_str(&o), S(
"<div class=\"field has-error\"><label for=\"tel\">電話</label>"
"<p class=\"field-error\" id=\"tel-e\">だめ</p>"
"<input id=\"tel\" name=\"tel\" aria-invalid=\"true\""
" aria-describedby=\"tel-e\" class=\"w-12\" inputmode=\"tel\""
" value=\"&lt;b&gt;&quot;&amp;\" autocomplete=\"off\">"
"<input type=\"hidden\" name=\"tel.empty\" value=\"\">"
"<fieldset class=\"picks\"><legend class=\"vh\">電話が空のとき</legend>"
"<label class=\"pick\"><input type=\"radio\" name=\"tel.empty\" value=\"\""
"><span>未確認</span></label>"
"<label class=\"pick\"><input type=\"radio\" name=\"tel.empty\""
" value=\"none\"><span>なし</span></label>"
"<label class=\"pick\"><input type=\"radio\" name=\"tel.empty\""
" value=\"declined\"><span>答えたくない</span></label></fieldset></div>\n"));
}

TEST(field, offers_a_lost_choice_only_to_who_has_it)
{
	struct dict_ctx c = test_ctx(TEST_DICT);
	struct input in = { .ctx = &c, .field = test_field(&c, "s.pick"),
			    .name = S("pick") };
	struct out o = out_open(test_arena, 1024);
	field_draw(&o, &in);
	assert_true(str_find(out_str(&o), S("三番"), 0) < 0);
	assert_true(str_find(out_str(&o), S("id=\"pick-h\">手帳<"), 0) > 0);
	in.value = (struct value){ VALUE_GIVEN, STR("3") };
	o.n = 0;
	field_draw(&o, &in);
	assert_true(str_find(out_str(&o),
			     S("value=\"3\" checked><span>三番"), 0) > 0);
}

static str drawn(const struct dict_ctx *c, const char *field,
		 struct value v, bool in_row)
{
	struct input in = { .ctx = c, .field = test_field(c, field),
			    .name = S("x"), .value = v };
	struct out o = out_open(test_arena, 1024);
	if (in_row)
		in.label = S("1行目の欄");
	field_draw(&o, &in);
	return out_str(&o);
}

TEST(field, beside_a_value_nothing_says_unasked)
{
	struct dict_ctx c = test_ctx(TEST_DICT);
	struct value given = { VALUE_GIVEN, STR("x") }, none = { 0 };
	assert_true(str_find(drawn(&c, "s.tel", given, false),
			     S("checked"), 0) < 0);
	assert_true(str_find(drawn(&c, "s.tel", none, false),
			     S("value=\"\" checked"), 0) > 0);
	assert_true(str_find(drawn(&c, "s.tel", given, true),
			     S("x.empty"), 0) < 0);
	assert_true(str_find(drawn(&c, "s.tel", none, true),
			     S("\"x.empty\" aria-label"), 0) > 0);
}

TEST(field, none_is_not_offered_where_everybody_has_one)
{
	struct dict_ctx c = test_ctx("sheet s \"x\"\ngroup g \"x\"\n"
		"field a bool3 \"x\" class=plain\n"
		"field b text \"x\" class=plain always\n");
	struct value none = { VALUE_NONE, { 0 } };
	str plain = drawn(&c, "s.b", (struct value){ 0 }, false);
	assert_true(str_find(plain, S(">なし<"), 0) < 0);
	assert_true(str_find(plain, S(">答えたくない<"), 0) > 0);
	/* Who was given it before keeps it. */
	assert_true(str_find(drawn(&c, "s.b", none, false), S(">なし<"), 0) >
		    0);
}

TEST(field, a_closed_person_is_not_offered)
{
	struct dict_ctx c = test_ctx(TEST_DICT);
	struct input in = { .ctx = &c, .field = test_field(&c, "s.head"),
			    .name = S("head"),
			    .value = { VALUE_GIVEN, STR("11") } };
	struct out o = out_open(test_arena, 1024);
	field_draw(&o, &in);
	assert_true(str_find(out_str(&o), S("tok-hid"), 0) < 0);
	assert_true(str_find(out_str(&o),
			     S("\"tok-toki\" selected>山邉 トキ<"), 0) > 0);
}

TEST_MAIN
