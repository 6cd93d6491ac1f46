/* sheet_test.c — sheets on the page. */
#include "dict/dict_test.h"

#include "dict_ids.h"

#define DOC                                                                   \
	"{\"name\":\"<山邉>\",\"tel\":{\"empty\":\"none\"},\"memo\":\"一\","  \
	"\"pay\":[{\"kind\":\"年金\",\"yen\":121400,\"cycle\":\"2\"},"        \
	"{\"kind\":\"遺族\",\"yen\":77000,\"cycle\":\"2\"}]}"

struct page {
	struct dict_ctx c;
	u8 closed[CLASS_COUNT + 1];
	struct doc doc;
	struct form_errors errors;
	struct params form;
	struct sheet_view view;
	struct out o;
};

static struct page *page(const char *json, int class_, enum veil_state state)
{
	struct page *p = new(test_arena, struct page, 1);
	struct dict_veiler v = { test_state, p->closed };
	p->c = test_ctx(TEST_DICT);
	if (class_ >= 0)
		p->closed[class_] = (u8)(state + 1);
	assert_int_equal(doc_read(test_arena, &p->c,
				  dict_sheet(p->c.dict, S("s")),
				  str_of(json), &v, &p->doc), OK);
	p->view = (struct sheet_view){ &p->c, &p->doc, NULL, &p->errors };
	p->o = out_open(test_arena, 4096);
	return p;
}

static bool has(const struct page *p, const char *text)
{
	return str_find(out_str(&p->o), str_of(text), 0) >= 0;
}

TEST(sheet, is_read_as_cards_of_facts)
{
	struct page *p = page(DOC, -1, VEIL_CLEAR);
	sheet_draw_read(&p->o, &p->view);
	assert_str(out_str(&p->o), S(
"<section class=\"card\" aria-labelledby=\"g-base\"><div class=\"card-head\">"
"<h2 id=\"g-base\">基本</h2></div><div class=\"card-body\">"
"<dl class=\"facts ruled\"><div><dt>氏名</dt><dd><span>&lt;山邉&gt;</span>"
"</dd></div><div><dt>電話</dt><dd><span>なし</span></dd></div>"
"<div><dt>メモ</dt><dd><span class=\"prose\">一</span></dd></div></dl>"
"<p class=\"small unknown\">未確認：かな、生年月日、郵便番号、住所、人数、"
"ひとつ、いくつか、債務、世帯主、日</p></div></section>\n"
"<section class=\"card\" aria-labelledby=\"g-pay\"><div class=\"card-head\">"
"<h2 id=\"g-pay\">収入</h2></div><div class=\"card-body\">"
"<table class=\"list cards\"><thead><tr><th scope=\"col\">種類</th>"
"<th scope=\"col\">金額</th><th scope=\"col\">間隔</th>"
"<th scope=\"col\">勤め先</th></tr></thead><tbody>"
"<tr><td data-label=\"種類\"><span>年金</span></td>"
"<td class=\"num\" data-label=\"金額\"><span>121,400円</span></td>"
"<td data-label=\"間隔\"><span>2か月ごと</span></td>"
"<td data-label=\"勤め先\"><span class=\"unknown\">未確認</span></td></tr>"
"<tr><td data-label=\"種類\"><span>遺族</span></td>"
"<td class=\"num\" data-label=\"金額\"><span>77,000円</span></td>"
"<td data-label=\"間隔\"><span>2か月ごと</span></td>"
"<td data-label=\"勤め先\"><span class=\"unknown\">未確認</span></td></tr>"
"</tbody></table><p>金額の合計：月 99,200円</p></div></section>\n"));
}

/* The page of one who sees nothing of a class is the same bytes whether
 * there is something or not. */
TEST(sheet, hidden_and_absent_are_the_same_page)
{
	static const int classes[] = { CLASS_name, CLASS_contact, CLASS_money,
				       CLASS_free };
	for (isize i = 0; i < COUNT(classes); i++)
		for (int veil = VEIL_HIDE; veil <= VEIL_MASK; veil++) {
			/* Of each class DOC holds something, the other not. */
			static const char *const without[] = {
				("{\"tel\":{\"empty\":\"none\"},\"memo\":\"一\","
				 "\"pay\":[]}"),
				"{\"memo\":\"一\",\"pay\":[]}",
				"{\"tel\":{\"empty\":\"none\"},\"memo\":\"一\"}",
				"{\"tel\":{\"empty\":\"none\"},\"pay\":[]}",
			};
			static const char *const with[] = {
				"{\"name\":\"山\",\"tel\":{\"empty\":\"none\"},"
				"\"memo\":\"一\",\"pay\":[]}",
				"{\"tel\":\"043\",\"town\":\"x\",\"memo\":\"一\","
				"\"pay\":[]}",
				"{\"tel\":{\"empty\":\"none\"},\"memo\":\"一\","
				"\"debt\":true,\"pay\":[{\"yen\":1}]}",
				"{\"tel\":{\"empty\":\"none\"},\"pay\":[],"
				"\"memo\":\"一\"}",
			};
			struct page *x = page(with[i], classes[i],
					      (enum veil_state)veil);
			struct page *y = page(without[i], classes[i],
					      (enum veil_state)veil);
			sheet_draw_read(&x->o, &x->view);
			sheet_draw_edit(&x->o, &x->view);
			sheet_draw_rows(&x->o, &x->doc, &x->c, 1);
			sheet_draw_read(&y->o, &y->view);
			sheet_draw_edit(&y->o, &y->view);
			sheet_draw_rows(&y->o, &y->doc, &y->c, 1);
			assert_str(out_str(&x->o), out_str(&y->o));
		}
}

TEST(sheet, a_closed_group_says_the_constant_sentence)
{
	struct page *p = page(DOC, CLASS_money, VEIL_MASK);
	sheet_draw_group_read(&p->o, &p->view, 1);
	assert_true(has(p, "この項目は、あなたの機関には共有されていません。"));
	p->o.n = 0;
	sheet_draw_group_edit(&p->o, &p->view, 1);
	assert_false(has(p, "<input"));
	assert_true(has(p, "共有されていません"));
	p = page(DOC, CLASS_money, VEIL_HIDE);
	sheet_draw_group_read(&p->o, &p->view, 1);
	sheet_draw_group_edit(&p->o, &p->view, 1);
	assert_int_equal(p->o.n, 0);
}

TEST(sheet, a_field_not_clear_has_no_input)
{
	static const enum veil_state states[] = { VEIL_HIDE, VEIL_MASK,
						  VEIL_COARSE };
	for (isize i = 0; i < COUNT(states); i++) {
		struct page *p = page(DOC, CLASS_work, states[i]);
		sheet_draw_edit(&p->o, &p->view);
		assert_true(has(p, "name=\"pay.0.yen\""));
		assert_false(has(p, "name=\"pay.0.secret\""));
		assert_int_equal(has(p, "勤め先"), states[i] != VEIL_HIDE);
	}
}

TEST(sheet, rows_are_inputs_that_remember_where_they_came_from)
{
	struct page *p = page(DOC, -1, VEIL_CLEAR);
	sheet_draw_group_edit(&p->o, &p->view, 1);
	assert_true(has(p, "<input type=\"hidden\" name=\"pay.rows\""));
	assert_true(has(p, "<td data-label=\"種類\"><input type=\"hidden\" "
			   "name=\"pay.1.old\" value=\"1\"><input "
			   "id=\"pay.1.kind\" name=\"pay.1.kind\" "
			   "aria-label=\"2行目の種類\" class=\"in\" "
			   "value=\"遺族\""));
	assert_false(has(p, "pay.2."));
}

TEST(sheet, a_group_without_rows_offers_one)
{
	struct page *p = page("{}", -1, VEIL_CLEAR);
	sheet_draw_group_edit(&p->o, &p->view, 1);
	assert_true(has(p, "name=\"pay.0.kind\""));
	assert_false(has(p, "pay.0.old"));
	assert_false(has(p, "pay.1."));
}

TEST(sheet, a_refused_form_is_drawn_as_it_was_typed)
{
	static const struct param typed[] = {
		{ STR("name"), STR("<x>") }, { STR("name.empty"), STR("") },
		{ STR("picks"), STR("2") }, { STR("picks.empty"), STR("") },
		{ STR("pay.rows"), STR("1") },
		{ STR("pay.0.old"), STR("1") },
		{ STR("pay.0.yen"), STR("五万") },
		{ STR("pay.5.yen"), STR("1") },
		{ STR("pay.5.yen.empty"), STR("declined") },
		{ STR("pay.empty"), STR("none") },
		{ STR("more"), STR("1") },
	};
	static struct form_error errors[] = {
		{ STR("pay.0.yen"), STR("だめ") } };
	struct page *p = page(DOC, -1, VEIL_CLEAR);
	p->form = (struct params){ typed, COUNT(typed) };
	p->view.form = &p->form;
	p->errors = (struct form_errors){ errors, 1, 1 };
	sheet_draw_errors(&p->o, &p->errors);
	sheet_draw_edit(&p->o, &p->view);
	assert_true(has(p, "入力を確かめてください（1件）"));
	assert_true(has(p, "<a href=\"#pay.0.yen\">だめ</a>"));
	assert_true(has(p, "value=\"&lt;x&gt;\""));
	assert_true(has(p, "value=\"2\" checked><span>二番"));
	assert_true(has(p, "id=\"pay.0.yen-e\">だめ"));
	assert_true(has(p, "value=\"五万\""));
	assert_true(has(p, "name=\"pay.0.old\" value=\"1\""));
	assert_true(has(p, "name=\"pay.5.yen\""));
	assert_true(has(p, "<option value=\"declined\" selected>"));
	assert_true(has(p, "value=\"none\" checked><span>なし"));
	/* more=1: three rows to go on with. */
	assert_true(has(p, "name=\"pay.8.kind\""));
	assert_false(has(p, "name=\"pay.9.kind\""));
	assert_false(has(p, "77,000"));
}

TEST(sheet, one_field_is_drawn_alone)
{
	struct page *p = page(DOC, -1, VEIL_CLEAR);
	sheet_draw_field_edit(&p->o, &p->view,
			      test_field(&p->c, "s.memo")->id);
	assert_str(out_str(&p->o), S(
"<div class=\"field\" data-show-when=\"debt=yes\"><label for=\"memo\">メモ"
"</label><textarea id=\"memo\" name=\"memo\" rows=\"3\">\n一</textarea>"
"<input type=\"hidden\" name=\"memo.empty\" value=\"\">"
"<fieldset class=\"picks\"><legend class=\"vh\">メモが空のとき</legend>"
"<label class=\"pick\"><input type=\"radio\" name=\"memo.empty\" value=\"\""
"><span>未確認</span></label><label class=\"pick\"><input"
" type=\"radio\" name=\"memo.empty\" value=\"none\"><span>なし</span></label>"
"<label class=\"pick\"><input type=\"radio\" name=\"memo.empty\""
" value=\"declined\"><span>答えたくない</span></label></fieldset></div>\n"));
}

TEST(sheet, rows_in_words)
{
	struct page *p = page(DOC, -1, VEIL_CLEAR);
	sheet_draw_rows(&p->o, &p->doc, &p->c, 1);
	assert_str(out_str(&p->o), S("<ul class=\"plain\"><li>年金 121,400円 "
				     "2か月ごと</li><li>遺族 77,000円 "
				     "2か月ごと</li></ul>"));
}

TEST(code, picks_and_options_escape_and_choose)
{
	struct page *p = page(DOC, -1, VEIL_CLEAR);
	code_draw_picks(&p->o, dict_code(p->c.dict, S("yn")), S("m"), S("2"));
	assert_str(out_str(&p->o), S(
"<label class=\"pick\"><input type=\"radio\" id=\"m-1\" name=\"m\" value=\"1\">"
"<span>一番</span></label><label class=\"pick\"><input type=\"radio\""
" id=\"m-2\" name=\"m\" value=\"2\" checked><span>二番</span></label>"));
	p->o.n = 0;
	code_draw_options(&p->o, dict_code(p->c.dict, S("yn")), S("3"));
	assert_true(has(p, "<option value=\"3\" selected>三番</option>"));
}

/* What every sheet of the built-in dictionary draws is well-formed enough to
 * close what it opens. */
static isize count(str s, str word)
{
	isize n = 0;
	for (isize at = 0; (at = str_find(s, word, at)) >= 0; at++)
		n++;
	return n;
}

TEST(sheet, every_built_in_sheet_draws)
{
	static const str tags[] = { STR("section"), STR("fieldset"),
				    STR("div"), STR("label"), STR("select"),
				    STR("table"), STR("tr"), STR("td"),
				    STR("textarea"), STR("tb-date"),
				    STR("tb-rows") };
	struct dict_error err;
	struct dict_ctx c = test_ctx(TEST_DICT);
	assert_int_equal(dict_load(test_arena, NULL, 0, &c.dict, &err), OK);
	for (isize i = 0; i < c.dict->sheets_n; i++) {
		struct doc d;
		assert_int_equal(doc_read(test_arena, &c, c.dict->sheets + i,
					  S("{}"), &VEILER_OPEN, &d), OK);
		struct sheet_view v = { &c, &d, NULL, NULL };
		struct out o = out_open(test_arena, 1 << 16);
		sheet_draw_edit(&o, &v);
		sheet_draw_read(&o, &v);
		assert_true(o.n > 500);
		for (isize k = 0; k < COUNT(tags); k++) {
			str s = out_str(&o);
			str open = str_cat(test_arena, S("<"), tags[k]);
			str end = str_cat(test_arena, S("</"), tags[k]);
			assert_int_equal(
				count(s, str_cat(test_arena, open, S(" "))) +
				count(s, str_cat(test_arena, open, S(">"))),
				count(s, str_cat(test_arena, end, S(">"))));
		}
	}
}

TEST_MAIN
