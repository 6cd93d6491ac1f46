/* text_test.c — one spelling, and finding what was written. */
#include "base/test.h"

#include "base/out.h"
#include "base/rng.h"
#include "base/utf8.h"
#include "text/bigram.h"
#include "text/fold.h"
#include "text/my_number.h"
#include "text/variants.h"

static str fold(const char *s)
{
	return text_fold(test_arena, str_of(s));
}

#define assert_fold(s, want) assert_str(fold(s), S(want))

TEST(fold, kana)
{
	assert_fold("ﾔﾏﾍﾞ", "やまべ");
	assert_fold("ヤマベ", "やまべ");
	assert_fold("ﾊﾟｰﾄ", "ぱーと");
	assert_fold("ヴヷ", "ゔわ\u3099");
	assert_fold("自由ヶ丘ヵ", "自由け丘か");
	assert_fold("ヽヾ", "ゝゞ");
	assert_fold("カ\u3099", "が");
	assert_fold("ヵ\u3099", "が");
	assert_fold("コーヒー", "こーひー");
}

TEST(fold, variant_kanji)
{
	assert_str(fold("山邉"), fold("山辺"));
	assert_str(fold("山邊"), fold("山辺"));
	assert_str(fold("髙橋"), fold("高橋"));
	assert_str(fold("山﨑"), fold("山崎"));
	assert_str(fold("齋藤"), fold("斉藤"));
	assert_str(fold("齊藤"), fold("斎藤"));
	assert_str(fold("𠮷野"), fold("吉野"));
	assert_str(fold("邉\U000E0102"), fold("辺"));
	assert_str(fold("葛\uFE00"), fold("葛"));
	assert_str(fold("龍澤"), fold("竜沢"));
	assert_str(fold("瀧濱"), fold("滝浜"));
	assert_str(fold("嶋"), fold("嶌"));
	assert_str(fold("神\uFA19"), fold("神神"));
	/* Not variants of each other. */
	assert_false(str_eq(fold("昭"), fold("昇")));
	assert_false(str_eq(fold("笑"), fold("咲")));
}

TEST(fold, width_case_and_dashes)
{
	assert_fold("ＡＢＣ１２３", "abc123");
	assert_fold("０９０ー１２３４−５６７８", "090-1234-5678");
	assert_fold("090‐1234―5678", "090-1234-5678");
	assert_fold("北町２丁目３－１", "北町2丁目3-1");
	assert_fold("㍻㈱①", "平成(株)1");
	assert_fold("", "");
	assert_fold("Straße", "strasse");
}

TEST(fold, variants_are_sorted_and_final)
{
	for (isize i = 0; i < text_variants_n; i++) {
		const struct variant *v = text_variants + i;
		assert_true(i == 0 || v[-1].from < v->from);
		char buf[8];
		int n = utf8_encode(v->from, buf);
		str once = text_fold(test_arena, (str){ buf, n });
		int m = utf8_encode(v->to, buf + 4);
		assert_str(once, ((str){ buf + 4, m }));
	}
	assert_true(text_variants_n >= 300);
}

TEST(fold, twice_is_once_for_every_character)
{
	struct arena *a = arena_open(1 << 20);
	for (u32 c = 1; c < 0x30000; c++) {
		if (c >= 0xd800 && c < 0xe000)
			continue;
		/* With a voiced mark, alone, and between digits. */
		char buf[16];
		int n = utf8_encode(c, buf);
		n += utf8_encode(0x3099, buf + n);
		buf[n++] = '1';
		n += utf8_encode(c, buf + n);
		buf[n++] = '2';
		str once = text_fold(a, (str){ buf, n });
		assert_true(utf8_valid(once));
		assert_str(text_fold(a, once), once);
		arena_reset(a);
	}
	arena_close(a);
}

TEST(fold, version_names_its_parts)
{
	str v = text_version(test_arena);
	assert_true(str_starts(v, S("icu ")));
	assert_true(str_find(v, S(", variants "), 0) > 0);
	assert_str(v, text_version(test_arena));
}

static str bigrams(const char *s)
{
	return text_bigrams(test_arena, str_of(s));
}

TEST(bigram, tokens_of_a_text)
{
	assert_str(bigrams("ヤマベさん"), S("やま まべ べさ さん"));
	assert_str(bigrams("玄関の犬、犬"),
		   S("玄関 関の の犬 _ 玄 関 犬"));
	assert_str(bigrams("家賃\n104,000円"),
		   S("家賃 _ 10 04 40 00 00 0円 _ 家 賃 円"));
	assert_str(bigrams("(043)000-0000"),
		   S("04 43 30 00 00 00 00 00 00"));
	assert_str(bigrams("の。ーあ 犬"), S("犬"));
	assert_str(bigrams(" 、\n"), S(""));
}

/* Whether the tokens stand one after the other. */
static bool has_phrase(str tokens, const struct text_word *w)
{
	struct out o = out_open(test_arena, 64);
	for (isize i = 0; i < w->n; i++) {
		out_char(&o, ' ');
		put(&o, w->tokens[i]);
	}
	out_char(&o, ' ');
	str padded = str_cat(test_arena, S(" "), tokens);
	padded = str_cat(test_arena, padded, S(" "));
	return str_find(padded, out_str(&o), 0) >= 0;
}

static bool finds(str text, str typed)
{
	struct text_query q = text_query(test_arena, typed);
	str tokens = text_bigrams(test_arena, text);
	for (isize i = 0; i < q.n; i++) {
		if (!has_phrase(tokens, q.words + i))
			return false;
	}
	return q.n > 0;
}

TEST(bigram, what_scenario_a_looks_for)
{
	str name = S("山邉 トキ やまべ とき 髙橋");
	assert_true(finds(name, S("山辺")));
	assert_true(finds(name, S("山邊")));
	assert_true(finds(name, S("ﾔﾏﾍﾞ")));
	assert_true(finds(name, S("やまべ とき")));
	assert_true(finds(name, S("高橋")));
	assert_true(finds(S("043-000-0000"), S("０４３－０００－００００")));
	assert_true(finds(S("電話 0430000000"), S("043-000-0000")));
	assert_true(finds(S("玄関の犬に注意"), S("犬")));
	assert_true(finds(S("家賃を2か月滞納、104,000円"), S("滞納 104000円")));
	assert_false(finds(S("家賃を滞納"), S("滞在")));
	/* Not across a break, and too short. */
	assert_false(finds(S("山。辺"), S("山辺")));
	assert_false(finds(S("あいう"), S("あ")));
	assert_false(finds(S("あいう"), S("、")));
}

/* Units that a text is made of; a cut never falls inside one. */
static const str units[] = {
	STR("山"), STR("邉"), STR("辺"), STR("髙"), STR("犬"), STR("円"),
	STR("あ"), STR("や"), STR("ヤ"), STR("ﾍﾞ"), STR("ﾔ"), STR("べ"),
	STR("ー"), STR("-"), STR("－"), STR("1"), STR("２"), STR("0"),
	STR(","), STR("、"), STR(" "), STR("\n"), STR("("), STR(")"),
	STR("A"), STR("ｂ"), STR("㍻"), STR("①"), STR("𠮷"),
	STR("邊\U000E0101"), STR("ヶ"), STR("々"), STR("ヴ"), STR("\""),
	STR("*"), STR("🐕"),
};

/* Other spellings of the same. */
static const str other[][2] = {
	{ STR("邉"), STR("辺") }, { STR("辺"), STR("邊") },
	{ STR("髙"), STR("高") }, { STR("や"), STR("ﾔ") },
	{ STR("ヤ"), STR("や") }, { STR("ﾍﾞ"), STR("ベ") },
	{ STR("べ"), STR("ﾍﾞ") }, { STR("1"), STR("１") },
	{ STR("２"), STR("2") }, { STR("A"), STR("ａ") },
	{ STR("𠮷"), STR("吉") }, { STR("-"), STR("−") },
};

static str disguise(struct rng *r, str unit)
{
	for (isize i = 0; i < COUNT(other); i++) {
		if (str_eq(other[i][0], unit) && rng_below(r, 2))
			return other[i][1];
	}
	return unit;
}

TEST(bigram, every_part_of_a_text_is_found)
{
	struct rng r = { 8050 };
	isize looked = 0;
	for (int round = 0; round < 3000; round++) {
		struct arena_mark m = arena_mark(test_arena);
		struct out text = out_open(test_arena, 128);
		struct out part = out_open(test_arena, 128);
		isize n = 1 + (isize)rng_below(&r, 24);
		isize from = (isize)rng_below(&r, n);
		isize to = from + 1 + (isize)rng_below(&r, n - from);
		for (isize i = 0; i < n; i++) {
			str u = units[rng_below(&r, COUNT(units))];
			put(&text, u);
			if (i >= from && i < to)
				put(&part, disguise(&r, u));
		}
		if (text_query(test_arena, out_str(&part)).n) {
			looked++;
			if (!finds(out_str(&text), out_str(&part)))
				fail_msg("\"%.*s\" not found in \"%.*s\"",
					 (int)part.n, part.p, (int)text.n,
					 text.p);
		}
		arena_rewind(test_arena, m);
	}
	assert_true(looked > 1500);
}

TEST(my_number, found_in_any_spelling)
{
	assert_true(text_my_number(S("123456789018")));
	assert_true(text_my_number(S("番号は１２３４５６７８９０１８です")));
	assert_true(text_my_number(S("1234 5678 9018")));
	assert_true(text_my_number(S("電話 0430000000、"
				     "９８７６－５４３２－１０９３")));
}

TEST(my_number, other_numbers_pass)
{
	assert_false(text_my_number(S("")));
	assert_false(text_my_number(S("090-1234-5678")));
	assert_false(text_my_number(S("043-000-0000 20261122")));
	/* one digit wrong, one too many, one too few */
	assert_false(text_my_number(S("123456789019")));
	assert_false(text_my_number(S("1234567890180")));
	assert_false(text_my_number(S("12345678901")));
}

TEST_MAIN
