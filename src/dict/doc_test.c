/* doc_test.c — documents read through the veil, merged, compared, counted. */
#include "dict/dict_test.h"

#define OLD                                                                   \
	"{\"name\":\"山邉 トキ\",\"birth\":\"1944-03-04\","                   \
	"\"tel\":{\"empty\":\"none\"},\"n\":2,\"picks\":[\"1\",\"2\"],"       \
	"\"debt\":true,\"memo\":\"一\\n二\","                                 \
	"\"pay\":[{\"kind\":\"年金\",\"yen\":121400,\"cycle\":\"2\","         \
	"\"secret\":\"甲社\"},{\"kind\":\"遺族\",\"yen\":77000,"              \
	"\"cycle\":\"2\"}],\"later\":{\"x\":[1,null]}}"

struct world {
	struct dict_ctx c;
	const struct sheet *s;
	u8 closed[CLASS_COUNT + 1];
	struct dict_veiler veiler;
	struct form_errors errors;
};

static struct world *world(void)
{
	struct world *w = new(test_arena, struct world, 1);
	w->c = test_ctx(TEST_DICT);
	w->s = dict_sheet(w->c.dict, S("s"));
	w->veiler = (struct dict_veiler){ test_state, w->closed };
	return w;
}

static void close_class(struct world *w, enum vis_class c, enum veil_state v)
{
	w->closed[c] = (u8)(v + 1);
}

static struct doc read_doc(struct world *w, const char *json)
{
	struct doc d;
	assert_int_equal(doc_read(test_arena, &w->c, w->s, str_of(json),
				  &w->veiler, &d), OK);
	return d;
}

static const struct doc_cell *cell(struct world *w, const struct doc *d,
				   const char *path, isize row)
{
	const struct doc_cell *x = doc_cell(d, test_field(&w->c, path), row);
	assert_non_null(x);
	return x;
}

static str shown(struct world *w, const struct doc *d, const char *path,
		 isize row)
{
	struct out o = out_open(test_arena, 16);
	veiled_put(&o, cell(w, d, path, row)->shown);
	return out_str(&o);
}

TEST(doc, reads_values_and_empties)
{
	struct world *w = world();
	struct doc d = read_doc(w, OLD);
	assert_str(shown(w, &d, "s.name", 0), S("山邉 トキ"));
	assert_str(shown(w, &d, "s.tel", 0), S("なし"));
	assert_str(shown(w, &d, "s.kana", 0), S("未確認"));
	assert_str(shown(w, &d, "s.picks", 0), S("一番、二番"));
	assert_str(shown(w, &d, "s.debt", 0), S("あり"));
	assert_str(shown(w, &d, "s.pay.yen", 1), S("77,000円"));
	assert_str(veiled_peek(cell(w, &d, "s.pay.yen", 0)->value),
		   S("121400"));
	assert_null(doc_cell(&d, test_field(&w->c, "s.pay.yen"), 2));
	assert_null(doc_cell(&d, test_field(&w->c, "s.name"), 1));
}

TEST(doc, an_empty_text_is_an_empty_document)
{
	struct world *w = world();
	struct doc d = read_doc(w, "");
	assert_int_equal(cell(w, &d, "s.name", 0)->state, VALUE_UNASKED);
	assert_int_equal(doc_group(&d, 1)->rows, 0);
}

TEST(doc, damage_reads_as_unasked)
{
	struct world *w = world();
	struct doc d = read_doc(w, "{\"n\":\"many\",\"birth\":\"1944-13\","
		"\"picks\":\"9\",\"debt\":[],\"pay\":[1,{\"yen\":{}}],"
		"\"tel\":{\"empty\":\"maybe\"},\"name\":null}");
	static const char *const paths[] = { "s.n", "s.birth", "s.picks",
					     "s.debt", "s.tel", "s.name" };
	for (isize i = 0; i < COUNT(paths); i++)
		assert_int_equal(cell(w, &d, paths[i], 0)->state,
				 VALUE_UNASKED);
	assert_int_equal(doc_group(&d, 1)->rows, 1);
}

TEST(doc, what_is_no_object_is_refused)
{
	static const char *const bad[] = { "[]", "1", "{", "{\"a\":1,}",
					   "{\"a\":1,\"a\":2}" };
	struct world *w = world();
	struct doc d;
	for (isize i = 0; i < COUNT(bad); i++)
		assert_int_equal(doc_read(test_arena, &w->c, w->s,
					  str_of(bad[i]), &w->veiler, &d),
				 E_INVALID);
}

static void assert_same_cell(const struct doc_cell *x,
			     const struct doc_cell *y)
{
	assert_int_equal(x->state, y->state);
	assert_int_equal(x->shown.state, y->shown.state);
	assert_int_equal(x->value.state, y->value.state);
	assert_null(x->shown.bytes_behind_the_veil_.p);
	assert_null(y->shown.bytes_behind_the_veil_.p);
	assert_null(x->value.bytes_behind_the_veil_.p);
	assert_null(y->value.bytes_behind_the_veil_.p);
}

TEST(doc, a_mask_is_the_same_for_full_and_empty)
{
	struct world *w = world();
	close_class(w, CLASS_name, VEIL_MASK);
	close_class(w, CLASS_contact, VEIL_HIDE);
	struct doc full = read_doc(w, OLD), none = read_doc(w, "{}");
	assert_same_cell(cell(w, &full, "s.name", 0),
			 cell(w, &none, "s.name", 0));
	assert_same_cell(cell(w, &full, "s.tel", 0),
			 cell(w, &none, "s.tel", 0));
	assert_str(shown(w, &full, "s.name", 0), S("▨▨▨"));
	assert_str(shown(w, &full, "s.tel", 0), S(""));
}

TEST(doc, a_closed_group_has_no_rows)
{
	struct world *w = world();
	close_class(w, CLASS_money, VEIL_MASK);
	struct doc full = read_doc(w, OLD), none = read_doc(w, "{}");
	assert_int_equal(doc_group(&full, 1)->rows, 0);
	assert_int_equal(doc_group(&full, 1)->state, VALUE_UNASKED);
	assert_null(doc_group(&full, 1)->cells);
	assert_null(doc_group(&full, 1)->shown.bytes_behind_the_veil_.p);
	assert_int_equal(doc_group(&full, 1)->shown.state,
			 doc_group(&none, 1)->shown.state);
	close_class(w, CLASS_money, VEIL_COARSE);
	full = read_doc(w, OLD);
	assert_int_equal(doc_group(&full, 1)->rows, 0);
	assert_str(veiled_peek(doc_group(&full, 1)->shown), S("あり"));
}

TEST(doc, coarse_carries_no_canonical_value)
{
	struct world *w = world();
	close_class(w, CLASS_quasi, VEIL_COARSE);
	struct doc d = read_doc(w, OLD);
	assert_str(shown(w, &d, "s.birth", 0), S("80代"));
	assert_null(veiled_peek(cell(w, &d, "s.birth", 0)->value).p);
	assert_int_equal(cell(w, &d, "s.birth", 0)->state, VALUE_UNASKED);
}

TEST(doc, a_location_can_be_hidden_by_itself)
{
	struct world *w = world();
	w->closed[CLASS_COUNT] = 1;
	struct doc d = read_doc(w, OLD);
	assert_int_equal(cell(w, &d, "s.tel", 0)->shown.state, VEIL_HIDE);
	assert_int_equal(cell(w, &d, "s.town", 0)->shown.state, VEIL_CLEAR);
}

TEST(doc, incomes_are_summed_per_month)
{
	struct world *w = world();
	struct doc d = read_doc(w, OLD);
	const struct field *yen = test_field(&w->c, "s.pay.yen");
	assert_str(veiled_peek(doc_sum(test_arena, &d, w->c.dict, yen)),
		   S("99,200円"));
	d = read_doc(w, "{\"pay\":[{\"yen\":5000,\"cycle\":\"0\"},"
			"{\"yen\":1},{\"kind\":\"x\"}]}");
	assert_str(veiled_peek(doc_sum(test_arena, &d, w->c.dict, yen)),
		   S("1円"));
	d = read_doc(w, "{}");
	assert_int_equal(veiled_peek(doc_sum(test_arena, &d, w->c.dict,
					     yen)).n, 0);
	close_class(w, CLASS_money, VEIL_MASK);
	d = read_doc(w, OLD);
	assert_int_equal(doc_sum(test_arena, &d, w->c.dict, yen).state,
			 VEIL_MASK);
}

/* ---- merging ------------------------------------------------------------ */

/* "a=1&b=x" → pairs; values are plain. */
static struct params form(const char *text)
{
	static struct param v[64];
	isize n = 0;
	str rest = str_of(text);
	while (rest.p) {
		str value = str_cut(&rest, '&');
		str name = str_cut(&value, '=');
		v[n++] = (struct param){ name, value.p ? value : S("") };
	}
	return (struct params){ v, n };
}

static str merge(struct world *w, const char *old, const char *text)
{
	str ret = S("refused");
	w->errors.n = 0;
	enum status st = doc_merge(test_arena, &w->c, w->s, str_of(old),
				   form(text), &w->veiler, &w->errors, &ret);
	assert_int_equal(st, w->errors.n ? E_INVALID : OK);
	return ret;
}

TEST(merge, a_form_becomes_a_document)
{
	struct world *w = world();
	assert_str(merge(w, "", "name=山邉&birth=S19.3.4&tel=&tel.empty=none"
		   "&n=２人&picks=2&picks=1&picks.empty=&debt=no"
		   "&pay.rows=1&pay.empty=&pay.0.kind=年金&pay.0.yen=5万"
		   "&pay.0.cycle=1&pay.3.kind=&pay.3.yen="),
		   S("{\"name\":\"山邉\",\"birth\":\"1944-03-04\","
		     "\"tel\":{\"empty\":\"none\"},\"n\":2,"
		     "\"picks\":[\"1\",\"2\"],\"debt\":false,"
		     "\"pay\":[{\"kind\":\"年金\",\"yen\":50000,"
		     "\"cycle\":\"1\"}]}"));
}

TEST(merge, what_the_form_does_not_carry_stays)
{
	struct world *w = world();
	assert_str(merge(w, OLD, "n=3"), S(
	"{\"name\":\"山邉 トキ\",\"birth\":\"1944-03-04\","
	"\"tel\":{\"empty\":\"none\"},\"n\":3,\"picks\":[\"1\",\"2\"],"
	"\"debt\":true,\"memo\":\"一\\n二\","
	"\"pay\":[{\"kind\":\"年金\",\"yen\":121400,\"cycle\":\"2\","
	"\"secret\":\"甲社\"},{\"kind\":\"遺族\",\"yen\":77000,"
	"\"cycle\":\"2\"}],\"later\":{\"x\":[1,null]}}"));
}

TEST(merge, an_emptied_box_is_unasked_again)
{
	struct world *w = world();
	assert_str(merge(w, "{\"tel\":\"0430000000\",\"picks\":[\"1\"]}",
			 "tel=&tel.empty=&picks.empty="), S("{}"));
}

TEST(merge, of_a_companion_the_last_counts)
{
	struct world *w = world();
	assert_str(merge(w, "", "tel=&tel.empty=&tel.empty=declined"),
		   S("{\"tel\":{\"empty\":\"declined\"}}"));
}

TEST(merge, a_group_can_be_none_as_a_whole)
{
	struct world *w = world();
	assert_str(merge(w, "", "pay.rows=1&pay.empty=none&pay.0.kind="),
		   S("{\"pay\":{\"empty\":\"none\"}}"));
	struct doc d = read_doc(w, "{\"pay\":{\"empty\":\"none\"}}");
	assert_int_equal(doc_group(&d, 1)->state, VALUE_NONE);
	merge(w, "", "pay.rows=1&pay.empty=none&pay.0.kind=x");
	assert_int_equal(w->errors.n, 1);
	assert_str(w->errors.v[0].name, S("pay"));
}

TEST(merge, a_masked_writer_changes_nothing_hidden)
{
	static const enum veil_state states[] = { VEIL_HIDE, VEIL_MASK,
						  VEIL_COARSE };
	for (isize i = 0; i < COUNT(states); i++) {
		struct world *w = world();
		close_class(w, CLASS_money, states[i]);
		close_class(w, CLASS_name, states[i]);
		str got = merge(w, OLD, "name=x&debt=no&n=9&pay.rows=1"
				"&pay.empty=none&pay.0.kind=x&pay.0.old=0");
		assert_true(str_find(got, S("山邉 トキ"), 0) > 0);
		assert_true(str_find(got, S("\"debt\":true"), 0) > 0);
		assert_true(str_find(got, S("121400"), 0) > 0);
		assert_true(str_find(got, S("\"n\":9"), 0) > 0);
	}
}

TEST(merge, hidden_cells_follow_their_row)
{
	struct world *w = world();
	close_class(w, CLASS_work, VEIL_MASK);
	/* Rows change places, a new one comes, the hidden cell is forged. */
	str got = merge(w, OLD, "pay.rows=1&pay.0.old=1&pay.0.kind=遺族"
			"&pay.1.old=0&pay.1.kind=年金&pay.1.secret=x"
			"&pay.2.kind=新&pay.2.secret=y");
	assert_true(str_find(got, S("\"pay\":[{\"kind\":\"遺族\","
		"\"yen\":77000,\"cycle\":\"2\"},{\"kind\":\"年金\","
		"\"yen\":121400,\"cycle\":\"2\",\"secret\":\"甲社\"},"
		"{\"kind\":\"新\"}]"), 0) > 0);
}

TEST(merge, a_removed_row_leaves_what_was_hidden)
{
	struct world *w = world();
	close_class(w, CLASS_work, VEIL_MASK);
	str got = merge(w, OLD, "pay.rows=1&pay.empty=");
	assert_true(str_find(got, S("\"pay\":[{\"secret\":\"甲社\"}]"), 0) >
		    0);
	close_class(w, CLASS_work, VEIL_CLEAR);
	got = merge(w, OLD, "pay.rows=1&pay.empty=");
	assert_true(str_find(got, S("甲社"), 0) < 0);
}

TEST(merge, one_old_row_is_taken_once)
{
	struct world *w = world();
	close_class(w, CLASS_work, VEIL_MASK);
	str got = merge(w, OLD, "pay.rows=1&pay.0.old=0&pay.0.kind=a"
			"&pay.1.old=0&pay.1.kind=b&pay.2.old=99&pay.2.kind=c"
			"&pay.3.old=-1&pay.3.kind=d");
	isize first = str_find(got, S("甲社"), 0);
	assert_true(first > 0);
	assert_true(str_find(got, S("甲社"), first + 1) < 0);
}

TEST(merge, required_is_asked_for_with_an_example)
{
	struct world *w = world();
	merge(w, "", "name=&name.empty=");
	assert_int_equal(w->errors.n, 1);
	assert_str(w->errors.v[0].name, S("name"));
	assert_str(w->errors.v[0].text,
		   S("氏名を入れてください。例 山邉"));
	merge(w, "", "pay.rows=1&pay.4.yen=1&pay.4.kind=");
	assert_str(w->errors.v[0].name, S("pay.4.kind"));
	/* 答えたくない is an answer. */
	assert_str(merge(w, "", "name=&name.empty=declined"),
		   S("{\"name\":{\"empty\":\"declined\"}}"));
	/* A block that is not on the page is not asked for. */
	assert_str(merge(w, "", "n=1"), S("{\"n\":1}"));
}

TEST(merge, required_when_looks_at_what_was_just_typed)
{
	struct world *w = world();
	merge(w, "", "pick=2&debt=");
	assert_int_equal(w->errors.n, 1);
	assert_str(w->errors.v[0].name, S("debt"));
	merge(w, "", "pick=1&debt=");
	assert_int_equal(w->errors.n, 0);
}

TEST(merge, a_refusal_tells_nothing_hidden)
{
	struct world *w = world();
	close_class(w, CLASS_health, VEIL_MASK);
	merge(w, "{\"pick\":\"2\"}", "debt=");
	assert_int_equal(w->errors.n, 0);
	close_class(w, CLASS_health, VEIL_CLEAR);
	merge(w, "{\"pick\":\"2\"}", "debt=");
	assert_int_equal(w->errors.n, 1);
}

TEST(merge, every_wrong_input_is_named)
{
	struct world *w = world();
	str got = merge(w, OLD, "tel=abc&n=x&pay.rows=1&pay.0.old=0"
				"&pay.0.kind=k&pay.0.yen=y");
	assert_str(got, S("refused"));
	assert_int_equal(w->errors.n, 3);
	assert_str(w->errors.v[0].name, S("tel"));
	assert_str(w->errors.v[1].name, S("n"));
	assert_str(w->errors.v[2].name, S("pay.0.yen"));
}

TEST(merge, what_cannot_be_read_is_kept_until_replaced)
{
	struct world *w = world();
	assert_str(merge(w, "{\"n\":\"many\"}", "n=&n.empty="),
		   S("{\"n\":\"many\"}"));
	assert_str(merge(w, "{\"n\":\"many\"}", "n=4&n.empty="),
		   S("{\"n\":4}"));
}

TEST(merge, a_field_that_is_gone_keeps_its_value)
{
	struct world *w = world();
	assert_str(merge(w, "{\"gone\":\"x\"}", "gone=y"),
		   S("{\"gone\":\"x\"}"));
}

/* ---- comparing --------------------------------------------------------- */

#define NEW                                                                   \
	"{\"name\":\"山邉 トキ\",\"birth\":\"1944-03-05\","                   \
	"\"tel\":\"0430000000\",\"n\":2,\"picks\":[\"2\",\"1\"],"             \
	"\"debt\":false,\"pay\":[{\"kind\":\"年金\",\"yen\":121400,"          \
	"\"cycle\":\"2\",\"secret\":\"乙社\"}]}"

TEST(diff, names_what_changed_and_no_value)
{
	struct world *w = world();
	str names;
	assert_int_equal(doc_diff(test_arena, &w->c, w->s, S(OLD), S(NEW),
				  &names), OK);
	assert_str(names, S("birth,tel,debt,memo,pay.kind,pay.yen,pay.cycle,"
			    "pay.secret"));
	assert_int_equal(doc_diff(test_arena, &w->c, w->s, S(OLD), S(OLD),
				  &names), OK);
	assert_str(names, S(""));
	assert_int_equal(doc_diff(test_arena, &w->c, w->s, S("{}"),
				  S("{\"pay\":{\"empty\":\"none\"}}"),
				  &names), OK);
	assert_str(names, S("pay"));
}

static str changes(struct world *w)
{
	struct doc_changes list = { 0 };
	struct out o = out_open(test_arena, 64);
	assert_int_equal(doc_changes(test_arena, &w->c, w->s, S(OLD), S(NEW),
				     &w->veiler, &list), OK);
	for (isize i = 0; i < list.n; i++) {
		put(&o, list.v[i].field->name);
		put(&o, (int)list.v[i].row);
		out_char(&o, ':');
		veiled_put(&o, list.v[i].before);
		out_char(&o, '>');
		veiled_put(&o, list.v[i].after);
		out_char(&o, ' ');
	}
	return out_str(&o);
}

TEST(diff, shows_people_only_what_they_see)
{
	struct world *w = world();
	close_class(w, CLASS_quasi, VEIL_COARSE);	/* 80代 stays 80代 */
	close_class(w, CLASS_contact, VEIL_MASK);
	close_class(w, CLASS_work, VEIL_HIDE);
	close_class(w, CLASS_free, VEIL_MASK);
	assert_str(changes(w), S("debt0:あり>なし kind1:遺族> yen1:77,000円> "
				 "cycle1:2か月ごと> "));
	close_class(w, CLASS_money, VEIL_MASK);
	assert_str(changes(w), S(""));
}

TEST(facts, are_counted_and_searched)
{
	struct world *w = world();
	struct doc_facts facts = { 0 };
	struct out o = out_open(test_arena, 64);
	assert_int_equal(doc_facts(test_arena, &w->c, w->s, S(OLD), &facts),
			 OK);
	for (isize i = 0; i < facts.n; i++) {
		put(&o, facts.v[i].field->name);
		out_char(&o, '=');
		put(&o, facts.v[i].num);
		put(&o, facts.v[i].text);
		out_char(&o, ' ');
	}
	assert_str(out_str(&o), S("name=0山邉 トキ n=2 picks=1 picks=2 "
				  "debt=1 "));
}

/* ---- what was before --------------------------------------------------- */

static enum status restored(struct world *w, const char *past,
			    const char *unit, str *ret)
{
	return doc_restore(test_arena, &w->c, w->s, S(OLD), str_of(past),
			   str_of(unit), &w->veiler, ret);
}

TEST(doc, one_unit_comes_back_and_nothing_else)
{
	struct world *w = world();
	str json, changed;
	assert_int_equal(restored(w, "{\"n\":5,\"debt\":false}", "n", &json),
			 OK);
	assert_int_equal(doc_diff(test_arena, &w->c, w->s, S(OLD), json,
				  &changed), OK);
	assert_str(changed, S("n"));
	/* Also what no dictionary knows stays, and an empty comes back. */
	assert_int_equal(restored(w, "{}", "tel", &json), OK);
	assert_true(str_find(json, S("\"later\":{\"x\":[1,null]}"), 0) > 0);
	assert_true(str_find(json, S("\"tel\""), 0) < 0);
	assert_int_equal(restored(w, "{\"pay\":{\"empty\":\"none\"}}", "pay",
				  &json), OK);
	assert_true(str_find(json, S("121400"), 0) < 0);
}

TEST(doc, nothing_comes_back_that_is_not_all_seen)
{
	struct world *w = world();
	str json;
	assert_int_equal(restored(w, "{}", "name", &json), E_INVALID);
	assert_int_equal(restored(w, "{}", "later", &json), E_NOT_FOUND);
	assert_int_equal(restored(w, "{}", "gone", &json), E_NOT_FOUND);
	assert_int_equal(restored(w, "{}", "secret", &json), E_NOT_FOUND);
	close_class(w, CLASS_work, VEIL_HIDE);
	assert_int_equal(restored(w, "{}", "pay", &json), E_NOT_FOUND);
	assert_int_equal(restored(w, "{}", "n", &json), OK);
	close_class(w, CLASS_family, VEIL_COARSE);
	assert_int_equal(restored(w, "{}", "n", &json), E_NOT_FOUND);
}

TEST(doc, rows_of_a_stale_form_find_their_rows)
{
	struct world *w = world();
	struct params form, now;
	str newest = S("{\"pay\":[{\"kind\":\"給料\"},{\"kind\":\"年金\","
		       "\"yen\":121400,\"cycle\":\"2\",\"secret\":\"甲社\"}]}");
	assert_int_equal(params_parse(test_arena,
				      S("pay.rows=1&pay.0.old=0&pay.0.kind=x&"
					"pay.1.old=1&pay.2.old=9&n=1"),
				      &form), OK);
	assert_int_equal(doc_rebase(test_arena, &w->c, w->s, S(OLD), newest,
				    form, &now), OK);
	assert_str(params_get(now, S("pay.0.old")), S("1"));
	/* 遺族 was taken out or changed: as many rows, so it is that one. */
	assert_str(params_get(now, S("pay.1.old")), S("0"));
	assert_null(params_get(now, S("pay.2.old")).p);
	assert_str(params_get(now, S("n")), S("1"));
	assert_int_equal(doc_rebase(test_arena, &w->c, w->s, S(OLD), S("{}"),
				    form, &now), OK);
	assert_null(params_get(now, S("pay.0.old")).p);
}

TEST_MAIN
