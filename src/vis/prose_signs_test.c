/* prose_signs_test.c — sign by sign: where sentences, amounts, numbers and
 * names begin and end; and what happens when there is too much of them. */
#include "vis/test_prose.h"

/* ---- signs, one by one --------------------------------------------------------- */

/* What an automatic mask leaves of `text` to one who sees no money, no number
 * and nobody's matters. */
static str left_of(str text)
{
	struct lens l = lens_of(no_money, nobody);
	l.household[CLASS_contact] = l.household[CLASS_money] = H;
	return read_masked(&l, text, masks_of(text));
}

static str joined(str x, str y, str z)
{
	return str_cat(test_arena, str_cat(test_arena, x, y), z);
}

TEST(prose, every_sign_that_ends_a_sentence_ends_it)
{
	static const str ends[] = { STR("。"), STR("｡"), STR("！"), STR("？"),
				    STR("!"), STR("?"), STR("。」"),
				    STR("。』"), STR("？！"), STR("。\n") };
	for (isize i = 0; i < COUNT(ends); i++)
		assert_str(left_of(joined(S("家賃"), ends[i], S("雨。"))),
			   str_ends(ends[i], S("\n")) ? S("▨▨▨\n雨。") :
							 S("▨▨▨雨。"));
	assert_str(left_of(S("家賃\n雨。")), S("▨▨▨\n雨。"));
	assert_str(left_of(S("家賃、雨。")), S("▨▨▨"));
}

TEST(prose, blanks_between_what_is_closed_tell_nothing)
{
	static const str blanks[] = { STR(" "), STR("\t"), STR("\r"),
				      STR("\n"), STR("　"), STR("") };
	for (isize i = 0; i < COUNT(blanks); i++)
		assert_str(left_of(joined(S("家賃。"), blanks[i],
					  S("借金。雨。"))), S("▨▨▨雨。"));
	assert_str(left_of(S("家賃。雪。借金。")), S("▨▨▨雪。▨▨▨"));
}

TEST(prose, signs_alone_are_no_sentence)
{
	static const struct {
		str text;
		isize n;
	} t[] = {
		{ STR(""), 0 }, { STR("。"), 0 }, { STR("（」）"), 0 },
		{ STR("（』）"), 0 }, { STR("（、）"), 0 }, { STR("　！\t"), 0 },
		{ STR("（・）"), 1 }, { STR("雨（雪）"), 2 }, { STR("(あ)い"), 2 },
	};
	for (isize i = 0; i < COUNT(t); i++)
		assert_int_equal(prose_sentences(test_arena, t[i].text).n,
				 t[i].n);
}

TEST(prose, telephone_numbers_whatever_parts_their_digits)
{
	static const str between[] = {
		STR("-"), STR("－"), STR("‐"), STR("‑"), STR("‒"), STR("–"),
		STR("−"), STR("ー"), STR("―"), STR("—"), STR("ｰ"), STR(" "),
		STR("　"), STR("."), STR("("), STR("）"), STR("・"), STR(""),
	};
	for (isize i = 0; i < COUNT(between); i++) {
		str number = joined(S("090"), between[i], S("1234"));
		number = joined(number, between[i], S("5678"));
		assert_str(left_of(joined(S("電話は"), number, S("だ。"))),
			   S("電話は▨▨▨だ。"));
	}
	static const str none[] = {
		STR("090/1234/5678"), STR("090--12"), STR("12345"),
		STR("1-2-3-4-5-6-7-8-9"), STR("12.3456"), STR("12-345"),
		STR("1-2345"), STR("12345-6789"), STR("012345678901"),
	};
	for (isize i = 0; i < COUNT(none); i++)
		assert_str(left_of(none[i]), none[i]);
	assert_str(left_of(S("81-90-1234-5678")), S("▨▨▨"));
}

/* In a sentence of safety only the amount itself is closed. */
TEST(prose, amounts_are_told_from_numbers)
{
	static const str amounts[] = {
		STR("104,000円"), STR("１０４，０００円"), STR("¥5,000"),
		STR("￥5,000"), STR("2万"), STR("3億"), STR("1.5万円"),
		STR("百円"), STR("数万円"), STR("何万円"), STR("一億円"),
	};
	static const str others[] = {
		STR("2件"), STR("1万歩"), STR("3万人"), STR("2万回"),
		STR("万円"), STR("億円"), STR("¥"), STR("12"), STR("百"),
		STR("丈夫"),
	};
	for (isize i = 0; i < COUNT(amounts); i++)
		assert_str(left_of(joined(S("自殺と"), amounts[i], S("。"))),
			   S("自殺と▨▨▨。"));
	for (isize i = 0; i < COUNT(others); i++) {
		str s = joined(S("自殺と"), others[i], S("。"));
		assert_str(left_of(s), s);
	}
}

/* Is the name found in the text, and as which of its bytes? */
static bool names(str name, bool reading, str text, str found)
{
	struct prose_names v = { 0 };
	prose_names_add(test_arena, &v, name, (person_id){ TOKI }, reading);
	struct prose p = prose_propose(test_arena, text, &v);
	for (isize i = 0; i < p.n; i++)
		if (p.v[i].class == CLASS_name) {
			assert_str(str_sub(text, p.v[i].from, p.v[i].to),
				   found);
			return true;
		}
	return false;
}

TEST(prose, a_name_takes_the_marks_that_belong_to_it)
{
	static const struct {
		str name, text, found;
	} t[] = {
		{ STR("ごろう"), STR("ｺﾞﾛｳさん"), STR("ｺﾞﾛｳ") },
		{ STR("ぽんた"), STR("ﾎﾟﾝﾀさん"), STR("ﾎﾟﾝﾀ") },
		{ STR("ごろう"), STR("こ\u3099ろうさん"), STR("こ\u3099ろう") },
		{ STR("ぽんた"), STR("ほ\u309aんたさん"), STR("ほ\u309aんた") },
		{ STR("山邉家"), STR("山邉家\U000e0100さん"), STR("山邉家\U000e0100") },
		{ STR("山辻家"), STR("山辻家\ufe00さん"), STR("山辻家\ufe00") },
		{ STR("José"), STR("Jose\u0301さん"), STR("Jose\u0301") },
		{ STR("山邉家"), STR("山邉家\U000f0000さん"), STR("山邉家") },
		{ STR("山邉家"), STR("山邉家\u0370さん"), STR("山邉家") },
		{ STR("山邉家"), STR("山邉家\u309bさん"), STR("山邉家") },
	};
	for (isize i = 0; i < COUNT(t); i++)
		if (!names(t[i].name, true, t[i].text, t[i].found))
			fail_msg("%.*s", (int)t[i].text.n, t[i].text.p);
	/* Half of what one sign stands for, and what is no character at all. */
	assert_false(names(S("株"), false, S("㈱石井。"), S("")));
	assert_false(names(S("\ufe0f"), false, S("雨\ufe0f。"), S("")));
	assert_false(names(S("（"), false, S("（雨）"), S("")));
}

TEST(prose, a_name_is_not_a_piece_of_a_word)
{
	static const struct {
		str name;
		bool reading;
		str text;
		bool is;
	} t[] = {
		{ STR("アキ"), false, STR("アキが来た。"), true },
		{ STR("アキ"), false, STR("アキラが来た。"), false },
		{ STR("アキ"), false, STR("サアキさん。"), false },
		{ STR("アキ"), false, STR("ｻアキさん。"), false },
		{ STR("Li"), false, STR("Liが来た。"), true },
		{ STR("Li"), false, STR("Lineで話す。"), false },
		{ STR("Li"), false, STR("Liéで話す。"), false },
		{ STR("Li"), false, STR("9Liで話す。"), false },
		{ STR("Li"), false, STR("Ｌｉｎｅで話す。"), false },
		{ STR("Li"), false, STR("ΩLiが来た。"), true },
		{ STR("Li"), false, STR("{Li}"), true },
		{ STR("Li"), false, STR("ɐLi"), true },
		{ STR("Li"), false, STR("｢Li"), true },
		{ STR("正"), false, STR("晴れた。正"), true },
		{ STR("正"), false, STR("正"), true },
		{ STR("正"), false, STR("訂正は"), false },
		{ STR("正"), false, STR("々正は"), false },
		{ STR("正"), false, STR("〇正は"), true },
		{ STR("正"), false, STR("\uf900正は"), false },
		{ STR("正"), false, STR("\ufb00正は"), true },
		{ STR("正"), false, STR("𠮷正は"), false },
		{ STR("正"), false, STR("\U000f0000正は"), true },
		{ STR("正"), false, STR("正い"), false },
		{ STR("正"), false, STR("正ちゃん"), true },
		{ STR("とき"), true, STR("トキは元気"), true },
		{ STR("とき"), true, STR("トキ元気"), false },
		{ STR("とき"), true, STR("ときどき"), false },
		{ STR("とき"), false, STR("トキは元気"), false },
		{ STR("こういち"), true, STR("のこういちへ"), true },
	};
	for (isize i = 0; i < COUNT(t); i++)
		if (names(t[i].name, t[i].reading, t[i].text,
			  t[i].reading && str_starts(t[i].text, S("トキ")) ?
				  S("トキ") : t[i].name) != t[i].is)
			fail_msg("%.*s", (int)t[i].text.n, t[i].text.p);
}

static bool is_his(const struct prose *p, i64 person)
{
	for (isize i = 0; i < p->n; i++)
		if (p->v[i].class == CLASS_contact &&
		    p->v[i].person.v == person)
			return true;
	return false;
}

TEST(prose, a_telephone_number_is_his_whose_it_is)
{
	struct prose_names v = names_of_all();
	prose_names_phone(test_arena, &v, S("09012345678"),
			  (person_id){ YUMI });
	static const struct {
		str text;
		bool hers;
	} t[] = {
		{ STR("電話は090-1234-5678。"), true },
		{ STR("電話は０９０（１２３４）５６７８。"), true },
		{ STR("電話は090-1234-5679。"), false },
		{ STR("電話は090-1234-567。"), false },
		{ STR("電話は81-90-1234-5678。"), false },
	};
	for (isize i = 0; i < COUNT(t); i++) {
		struct prose p = prose_propose(test_arena, t[i].text, &v);
		assert_true(is_his(&p, 0));
		assert_int_equal(is_his(&p, YUMI), t[i].hers);
	}
	/* A number longer than hers that begins alike is not hers. */
	v.v[v.n - 1].name = S("0901234567");
	struct prose p = prose_propose(test_arena, t[0].text, &v);
	assert_false(is_his(&p, YUMI));
	assert_true(is_his(&p, 0));
}

TEST(prose, words_that_are_no_words_close_nothing)
{
	struct prose_names v = { .words = S("\n（\n \nツケ") };
	struct lens l = lens_of(no_money, nobody);
	str text = S("（雨）ツケがある。");
	struct prose p = prose_propose(test_arena, text, &v);
	assert_int_equal(p.n, 1);
	assert_str(read_masked(&l, text, prose_pack(test_arena, text, &p)),
		   S("（雨）▨▨▨"));
}

/* ---- more than can be proposed ------------------------------------------------ */

static str many(const char *sentence, int n)
{
	struct out o = out_open(test_arena, 1 << 14);
	for (int i = 0; i < n; i++)
		put(&o, str_of(sentence));
	return out_str(&o);
}

TEST(prose, over_a_thousand_passages_everything_is_closed)
{
	struct lens l = lens_of(no_money, nobody), own = lens_of(all, all);
	str text = many("家賃。雨。", PROSE_RANGES + 1);
	struct prose p = prose_propose(test_arena, text, NULL), q;
	assert_true(p.whole);
	assert_int_equal(p.n, PROSE_RANGES);
	assert_str(read_masked(&l, text, (str){ 0 }), S("▨▨▨"));
	assert_str(read_masked(&own, text, (str){ 0 }), text);
	struct dict_named named = { 0 };
	assert_int_equal(lens_value(test_arena, &l, CLASS_free, text, NULL,
				    &named).state, VEIL_MASK);
	struct prose_parts v = prose_parts(test_arena, text, &p);
	assert_str(v.v[v.n - 1].key, S("all"));
	assert_str(v.v[v.n - 1].text, text);
	assert_str(v.v[0].text, S(""));
	assert_false(lens_part(&l, S("all")));
	assert_true(lens_part(&own, S("all")));
	/* One version is: so is the next, whichever of the two it was. */
	struct prose none = { 0 };
	assert_true(prose_carry(test_arena, text, &p, S("雨。"), &none).whole);
	assert_true(prose_carry(test_arena, S("雨。"), &none, text, &p).whole);
	/* One more by hand is refused, and not read either. */
	p.whole = false;
	struct prose_range r = { 0, 3, PROSE_ALL, { 0 }, PROSE_CLOSED, { 0 } };
	assert_int_equal(prose_add(test_arena, &p, text, r), E_LIMIT);
	str masks = prose_pack(test_arena, text, &p);
	assert_int_equal(prose_parse(test_arena, masks, text, &q), OK);
	masks = str_cat(test_arena, masks, S("0 3 money p 0\n"));
	assert_int_equal(prose_parse(test_arena, masks, text, &q), E_INVALID);
	assert_true(q.whole);
	/* What stood closed comes in where no room is left. */
	str next = str_cat(test_arena, S("雪。"), text);
	struct prose now = prose_propose(test_arena, next, NULL), old = { 0 };
	r.to = S("家賃。雨。").n;
	now.whole = false;
	assert_int_equal(prose_add(test_arena, &old, text, r), OK);
	assert_true(prose_carry(test_arena, text, &old, next, &now).whole);
}

TEST(prose, only_whole_passages_of_a_class_are_added)
{
	str text = S("家賃。雨。");
	struct prose p = { 0 };
	static const struct prose_range bad[] = {
		{ -1, 3, CLASS_money, { 0 }, PROSE_CLOSED, { 0 } },
		{ 3, 3, CLASS_money, { 0 }, PROSE_CLOSED, { 0 } },
		{ 0, 99, CLASS_money, { 0 }, PROSE_CLOSED, { 0 } },
		{ 1, 3, CLASS_money, { 0 }, PROSE_CLOSED, { 0 } },
		{ 0, 4, CLASS_money, { 0 }, PROSE_CLOSED, { 0 } },
		{ 0, 3, -1, { 0 }, PROSE_CLOSED, { 0 } },
		{ 0, 3, PROSE_ALL + 1, { 0 }, PROSE_CLOSED, { 0 } },
	};
	for (isize i = 0; i < COUNT(bad); i++)
		assert_int_equal(prose_add(test_arena, &p, text, bad[i]),
				 E_INVALID);
	assert_int_equal(p.n, 0);
}

/* Changes that end or begin in the midst of a character's bytes. */
TEST(prose, a_change_is_of_whole_characters)
{
	struct lens l = lens_of(no_money, nobody);
	static const struct {
		str old, now, left;
	} t[] = {
		{ STR("家賃か雨。"), STR("家賃ニ雨。"), STR("▨▨▨") },
		{ STR("か。家賃。"), STR("ニ。家賃。"), STR("ニ。▨▨▨") },
		{ STR("家賃。あ"), STR("家賃。い"), STR("▨▨▨い") },
		{ STR("家賃。あ"), STR("家賃。あい"), STR("▨▨▨あい") },
	};
	for (isize i = 0; i < COUNT(t); i++) {
		struct prose p = prose_propose(test_arena, t[i].old, NULL);
		struct prose q = carried(t[i].old, &p, t[i].now);
		assert_str(read_masked(&l, t[i].now,
				       prose_pack(test_arena, t[i].now, &q)),
			   t[i].left);
	}
}

/* ---- what stands instead ------------------------------------------------------- */

static void add_range(struct prose *p, str text, isize from, isize to,
		      enum prose_state state, str instead)
{
	struct prose_range r = { from, to, PROSE_ALL, { 0 }, state, instead };
	assert_int_equal(prose_add(test_arena, p, text, r), OK);
}

TEST(prose, of_two_for_the_same_passage_one_is_read)
{
	struct lens l = lens_of(no_money, nobody), said = l;
	str text = S("借金。雨。家賃。");
	struct prose p = { 0 };
	add_range(&p, text, 0, 9, PROSE_REPLACED, S("気がかり。"));
	add_range(&p, text, 0, 9, PROSE_REPLACED, S("心配。"));
	add_range(&p, text, 0, 6, PROSE_REPLACED, S("中。"));
	add_range(&p, text, 0, 9, PROSE_CLOSED, (str){ 0 });
	add_range(&p, text, 15, 24, PROSE_REPLACED, S("暮らし。"));
	str masks = prose_pack(test_arena, text, &p);
	str got = read_masked(&l, text, masks);
	assert_true(str_eq(got, S("気がかり。雨。暮らし。")) ||
		    str_eq(got, S("心配。雨。暮らし。")));
	said.granted = true;
	said.household[CLASS_free] = O;
	got = read_masked(&said, text, masks);
	assert_true(str_eq(got, S("気がかり。\n暮らし。")) ||
		    str_eq(got, S("心配。\n暮らし。")));
	struct prose_parts v = prose_parts(test_arena, text, &p);
	isize lines = 0;
	for (isize i = 0; i < v.n; i++)
		if (str_eq(v.v[i].key, S("said")))
			lines = str_find(v.v[i].text, S("暮らし。"), 0);
	assert_true(lines > 0);
	/* Next to what was only closed, what was said stays apart. */
	struct prose q = { 0 };
	add_range(&q, text, 0, 9, PROSE_REPLACED, S("心配。"));
	add_range(&q, text, 9, 15, PROSE_CLOSED, (str){ 0 });
	add_range(&q, text, 15, 24, PROSE_REPLACED, S(""));
	assert_str(read_masked(&l, text, prose_pack(test_arena, text, &q)),
		   S("心配。▨▨▨"));
	v = prose_parts(test_arena, text, &q);
	for (isize i = 0; i < v.n; i++)
		if (str_eq(v.v[i].key, S("said")))
			assert_str(v.v[i].text, S("心配。"));
}

/* Everything of everybody, or a mask concerns him. */
TEST(prose, one_closed_person_is_enough_for_masks)
{
	struct lens l = lens_of(all, all);
	assert_true(lens_sees_all(&l));
	l.granted = true;
	assert_false(lens_sees_all(&l));
	l.granted = false;
	((struct lens_person *)&l.persons[2])->state[CLASS_money] = M;
	assert_false(lens_sees_all(&l));
	l = lens_of(all, all);
	l.household[CLASS_legal] = M;
	assert_false(lens_sees_all(&l));
	l.level = LEVEL_NONE;
	assert_false(lens_sees_all(&l));
}

TEST(prose, a_part_without_a_person_is_no_part)
{
	struct lens l = lens_of(all, all), none = lens_of(nobody, nobody);
	assert_true(lens_part(&l, S("money:11")));
	assert_false(lens_part(&l, S("money:0")));
	assert_true(lens_part(&l, S("said")));
	assert_false(lens_part(&none, S("said")));
}

/* ---- values of fields ---------------------------------------------------------- */

TEST(prose, a_field_closes_whom_it_names)
{
	struct lens l = lens_of(no_money, nobody);
	struct prose_names v = names_of_all();
	struct dict_named named = { 0 };
	struct out o = out_open(test_arena, 100);
	str text = S("トキと浩一が同居。浩一は無職。");
	veiled_put(&o, lens_value(test_arena, &l, CLASS_work, text, &v,
				  &named));
	assert_str(out_str(&o), S("▨▨▨"));
	assert_int_equal(named.n, 2);	/* each once */
	/* What is his is open where his work is. */
	l = lens_of(no_money, no_money);
	named = (struct dict_named){ 0 };
	o = out_open(test_arena, 100);
	veiled_put(&o, lens_value(test_arena, &l, CLASS_work, text, &v,
				  &named));
	assert_str(out_str(&o), text);
	/* In the field of a name the names alone are looked at. */
	l = lens_of(no_money, nobody);
	((struct lens_person *)&l.persons[1])->state[CLASS_name] = C;
	o = out_open(test_arena, 100);
	veiled_put(&o, lens_value(test_arena, &l, CLASS_name, S("浩一の家"),
				  &v, &named));
	assert_str(out_str(&o), S("浩一の家"));
	((struct lens_person *)&l.persons[1])->state[CLASS_name] = M;
	o = out_open(test_arena, 100);
	veiled_put(&o, lens_value(test_arena, &l, CLASS_name, S("浩一の家"),
				  &v, &named));
	assert_str(out_str(&o), S("▨▨▨の家"));
}

TEST_MAIN
