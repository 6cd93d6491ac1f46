/* fmt_test.c — JSON, addresses, CSV.  Forms are tested at the door (scgi). */
#include "base/test.h"

#include "fmt/csv.h"
#include "fmt/json.h"

static enum status parse(str text, struct json **ret)
{
	return json_parse(test_arena, text, ret);
}

static str again(str text)
{
	struct json *j;
	struct out o = out_open(test_arena, 64);
	assert_int_equal(parse(text, &j), OK);
	json_put(&o, j);
	return out_str(&o);
}

TEST(json, members_and_kinds)
{
	struct json *j;
	assert_int_equal(parse(S("{\"氏名\": \"山邉\", \"rent\": 52000, "
				 "\"l\": [1, \"x\"], \"f\": true, "
				 "\"n\": null, \"o\": {}}"), &j), OK);
	assert_int_equal(json_kind(j), JSON_IS_OBJECT);
	assert_int_equal(json_count(j), 6);
	assert_str(json_str(json_get(j, S("氏名"))), S("山邉"));
	assert_int_equal(json_int(json_get(j, S("rent"))), 52000);
	const struct json *l = json_get(j, S("l"));
	assert_int_equal(json_count(l), 2);
	assert_str(json_str(json_at(l, 1)), S("x"));
	assert_null(json_at(l, 2));
	assert_null(json_at(l, -1));
	assert_true(json_flag(json_get(j, S("f"))));
	assert_int_equal(json_kind(json_get(j, S("n"))), JSON_IS_NULL);
	assert_null(json_get(j, S("absent")));
	assert_null(json_get(NULL, S("a")));
	/* Asked for another kind. */
	assert_null(json_str(json_get(j, S("rent"))).p);
	assert_int_equal(json_int(json_get(j, S("氏名"))), 0);
	assert_int_equal(json_count(NULL), 0);
}

TEST(json, what_is_refused)
{
	static const str bad[] = {
		STR(""), STR("{"), STR("{} x"), STR("{\"a\":1,\"a\":2}"),
		STR("1.5"), STR("[1e3]"), STR("{\"a\":{\"b\":1.0}}"),
		STR("\"\\u0000\""), STR("\"\xff\""), STR("nul"),
		STR("[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]"),
		STR("99999999999999999999"), STR("'a'"), STR("\"\\ud800\""),
	};
	struct json *j;
	for (isize i = 0; i < COUNT(bad); i++) {
		if (parse(bad[i], &j) != E_INVALID)
			fail_msg("accepted: %s", bad[i].p);
	}
	/* Sixteen levels, and brackets inside a text. */
	assert_int_equal(parse(S("[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]"), &j), OK);
	assert_int_equal(parse(S("\"\\\"[[[[[[[[[[[[[[[[[[[[\""), &j), OK);
	char *big = new(test_arena, char, JSON_SIZE_MAX + 1);
	assert_int_equal(parse((str){ big, JSON_SIZE_MAX + 1 }, &j),
			 E_TOO_LARGE);
}

TEST(json, written_as_it_was_read)
{
	str text = S("{\"b\":[1,-2,\"x\",[],{}],\"a\":{\"c\":false,"
		     "\"d\":null}}");
	assert_str(again(text), text);
	assert_str(again(S("{}")), S("{}"));
	assert_str(again(S("\"<\\/script>\\u2028あ\\u2029–\"")),
		   S("\"\\u003c/script>\\u2028あ\\u2029–\""));
	assert_str(again(S("\"\\\\ \\\" \\n \\t \\u007f\"")),
		   S("\"\\\\ \\\" \\n \\u0009 \\u007f\""));
}

TEST(json, becomes_parameters)
{
	struct json *j;
	struct params p;
	assert_int_equal(parse(S("{\"a\":\"x\",\"b\":[\"1\",2],\"c\":[],"
				 "\"d\":\"\"}"), &j), OK);
	assert_int_equal(json_params(test_arena, j, &p), OK);
	assert_int_equal(p.n, 4);
	assert_str(params_get(p, S("a")), S("x"));
	assert_str(params_nth(p, S("b"), 1), S("2"));
	assert_null(params_get(p, S("c")).p);
	assert_non_null(params_get(p, S("d")).p);
	assert_int_equal(parse(S("{\"a\":{}}"), &j), OK);
	assert_int_equal(json_params(test_arena, j, &p), E_INVALID);
	assert_int_equal(parse(S("[]"), &j), OK);
	assert_int_equal(json_params(test_arena, j, &p), E_INVALID);
}

static void parse_with_full_arena(i64 nth)
{
	struct arena *a = arena_open(1 << 20);
	jmp_buf full;
	struct json *j;
	arena_on_full(a, &full);
	arena_fail_after(a, nth);
	if (!setjmp(full))
		assert_int_equal(json_parse(a, S("[1]"), &j), OK);
	arena_close(a);
}

/* Shown by the leak checker: every allocation fails once. */
TEST(json, nothing_is_held_when_the_arena_is_full)
{
	for (i64 nth = 1; nth < 4; nth++)
		parse_with_full_arena(nth);
}

TEST(url, parameters_are_added)
{
	struct out o = out_open(test_arena, 8);
	put(&o, S("/cases"));
	url_add(&o, S("order"), S("new est"));
	url_add(&o, S("名"), S("a&b=c"));
	assert_str(out_str(&o),
		   S("/cases?order=new%20est&%E5%90%8D=a%26b%3Dc"));
}

static str csv(str field)
{
	struct out o = out_open(test_arena, 8);
	csv_put(&o, field);
	return out_str(&o);
}

TEST(csv, quotes_and_formulas)
{
	assert_str(csv(S("山邉")), S("山邉"));
	assert_str(csv(S("a,\"b\"\n")), S("\"a,\"\"b\"\"\n\""));
	assert_str(csv(S("=1+1")), S("'=1+1"));
	assert_str(csv(S("-12")), S("-12"));
	assert_str(csv(S("-")), S("'-"));
	assert_str(csv(S("@x,")), S("\"'@x,\""));
	assert_str(csv(S("")), S(""));
}

TEST_MAIN
