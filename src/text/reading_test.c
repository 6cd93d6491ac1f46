/* reading_test.c — small fields, and the order of names. */
#include "base/test.h"

#include "text/reading.h"

TEST(reading, what_is_kana)
{
	assert_true(text_is_kana(S("やまべ　とき")));
	assert_true(text_is_kana(S("ﾔﾏﾍﾞ")));
	assert_true(text_is_kana(S("ヴァン・デル")));
	assert_true(text_is_kana(S("おーの")));
	assert_false(text_is_kana(S("山べ")));
	assert_false(text_is_kana(S("ー ")));
	assert_false(text_is_kana(S("")));
	assert_false(text_is_kana(S("やま1")));
}

TEST(reading, hiragana)
{
	assert_str(text_hiragana(test_arena, S(" ﾔﾏﾍﾞ　トキ ")),
		   S("やまべ とき"));
	assert_str(text_hiragana(test_arena, S("山邉 ゆみ")), S("山邉 ゆみ"));
	assert_str(text_hiragana(test_arena, S("")), S(""));
}

TEST(reading, digits)
{
	assert_str(text_digits(test_arena, S("　１５ ")), S("15"));
	assert_str(text_digits(test_arena, S("３ー１　A棟")), S("3ー1 A棟"));
}

static str phone(str typed)
{
	str digits;
	enum status st = text_phone(test_arena, typed, &digits);
	return st == OK ? digits : S("-");
}

TEST(reading, phone)
{
	assert_str(phone(S("０４３－０００－００００")), S("0430000000"));
	assert_str(phone(S("090ー1234ー5678")), S("09012345678"));
	assert_str(phone(S("(043) 000.0000")), S("0430000000"));
	assert_str(phone(S("+81 90-1234-5678")), S("09012345678"));
	assert_str(phone(S("+81 (0)90-1234-5678")), S("09012345678"));
	assert_str(phone(S("110")), S("110"));
	assert_str(phone(S("043-000-0000 内線2")), S("-"));
	assert_str(phone(S("abc")), S("-"));
	assert_str(phone(S("+1 212 555 0100")), S("-"));
	assert_str(phone(S("12")), S("-"));
	assert_str(phone(S("1234567890123456")), S("-"));
	assert_str(phone(S("")), S("-"));
}

TEST(reading, postcode)
{
	str d;
	assert_int_equal(text_postcode(test_arena, S("〒８１２－００１１"), &d),
			 OK);
	assert_str(d, S("8120011"));
	assert_int_equal(text_postcode(test_arena, S("812-001"), &d),
			 E_INVALID);
	assert_int_equal(text_postcode(test_arena, S("81a-0011"), &d),
			 E_INVALID);
}

TEST(reading, first_line)
{
	assert_str(text_first_line(S("\n　\n 玄関の犬 \nに注意"), 10),
		   S("玄関の犬"));
	assert_str(text_first_line(S("玄関の犬"), 2), S("玄関"));
	assert_str(text_first_line(S(" \n"), 2), S(""));
	assert_str(text_first_line((str){ 0 }, 2), S(""));
}

static str key(str kana, str raw)
{
	return text_sort_key(test_arena, kana, raw);
}

TEST(collate, order_of_a_list)
{
	static const str in_order[][2] = {
		{ STR("あべ"), STR("阿部") }, { STR("ｱﾍﾞ"), STR("阿部 一") },
		{ STR("おおの"), STR("大野") },
		{ STR("オーノ"), STR("オーノ") },
		{ STR("かい"), STR("甲斐") }, { STR("がい"), STR("外") },
		{ STR("かき"), STR("柿") }, { STR("やま"), STR("山") },
		{ STR("やま とき"), STR("山 トキ") },
		{ STR("ヤマベ"), STR("山辺") }, { STR("やまべ"), STR("山邉") },
		{ STR("やまもと"), STR("山本") }, { STR(""), STR("あ") },
	};
	for (isize i = 1; i < COUNT(in_order); i++) {
		str x = key(in_order[i - 1][0], in_order[i - 1][1]);
		str y = key(in_order[i][0], in_order[i][1]);
		if (str_cmp(x, y) >= 0)
			fail_msg("%s comes not before %s",
				 in_order[i - 1][1].p, in_order[i][1].p);
	}
}

TEST(collate, long_vowels_and_small_forms)
{
	assert_str(key(S("コーヒー"), S("")), S("こおひい\tこーひー\t"));
	assert_str(key(S("カーー"), S("")), S("かああ\tかーー\t"));
	assert_str(key(S("はっとり"), S("x")), S("はつとり\tはっとり\tx"));
	assert_str(key(S("ジャーン"), S("")), S("しやあん\tじゃーん\t"));
	assert_str(key(S("ぱぴぷぺぽ"), S("")), S("はひふへほ\tぱぴぷぺぽ\t"));
	assert_str(key(S("ヮヴんーを"), S("")), S("わうんんを\tゎゔんーを\t"));
}

TEST_MAIN
