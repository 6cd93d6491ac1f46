/* prose_test.c — what is proposed, what stays closed, what a viewer reads. */
#include "vis/test_prose.h"

#include "base/rng.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "text/fold.h"

#define MAIL                                                                  \
	"由美さんは『母の通帳は弟が持っている』と話した(由美 090-1234-5678)。" \
	"浩一さんは『死にたいと思う夜がある』とメールに書いてきた。"

TEST(prose, words_stand_in_the_tables_folded)
{
	for (isize i = 0; i < prose_words_count(); i++)
		assert_str(text_fold(test_arena, prose_word(i)),
			   prose_word(i));
}

/* Scenario A step 6. */
TEST(prose, two_passages_close_and_life_stays_open)
{
	struct lens nakahara = lens_of(no_money, nobody);
	struct lens ishii = lens_of(all, all);
	assert_str(shown(&nakahara, MAIL),
		   S("▨▨▨(▨▨▨)。浩一さんは『死にたいと思う夜がある』"
		     "とメールに書いてきた。"));
	assert_str(shown(&ishii, MAIL), S(MAIL));
}

/* Scenario A step 4. */
TEST(prose, arrears_are_closed_where_money_is)
{
	struct lens nakahara = lens_of(no_money, nobody);
	struct lens onishi = lens_of(with_money, nobody);
	const char *note = "玄関の犬に注意。\n"
		"トキさんは膝が痛いと話す。家賃を2か月滞納、104,000円。\n"
		"電気料金の督促もあるという。また来る。";
	assert_str(shown(&nakahara, note),
		   S("玄関の犬に注意。\nトキさんは膝が痛いと話す。"
		     "▨▨▨また来る。"));
	assert_str(shown(&onishi, note), str_of(note));
}

TEST(prose, a_sentence_names_whom_it_tells_of)
{
	struct lens onishi = lens_of(with_money, nobody);
	assert_str(shown(&onishi, "トキさんは元気。浩一さんは夜に起きる。"),
		   S("トキさんは元気。▨▨▨"));
	/* Readings and variants of width. */
	assert_str(shown(&onishi, "ｺｳｲﾁさんは寝ている。晴れ。"),
		   S("▨▨▨晴れ。"));
	/* とき is a word, トキ a name; 正 is mostly a piece of a word. */
	struct lens none = lens_of(nobody, nobody);
	none.household[CLASS_free] = M;
	const char *plain = "訪問したときは留守。正月に訂正する。";
	assert_str(shown(&none, plain), str_of(plain));
	assert_str(shown(&none, "正さんの命日。よく晴れた。"),
		   S("▨▨▨よく晴れた。"));
	assert_str(shown(&none, "よく晴れた。正の墓へ行く。"),
		   S("よく晴れた。▨▨▨"));
	assert_str(shown(&none, "トキは元気。ときさんも。ストッキング。"),
		   S("▨▨▨ストッキング。"));
}

TEST(prose, numbers_are_closed_as_numbers)
{
	struct lens l = lens_of(no_money, nobody);
	for (int i = 0; i < CLASS_COUNT; i++)
		l.household[i] = i == CLASS_contact || i == CLASS_money ? H :
								       C;
	assert_str(shown(&l, "連絡は０９０−１２３４−５６７８へ。"),
		   S("連絡は▨▨▨へ。"));
	assert_str(shown(&l, "0430000000、000-0000、043(000)0000"),
		   S("▨▨▨、▨▨▨、▨▨▨"));
	assert_str(shown(&l, "090-1234-5678 2回かけた"),
		   S("▨▨▨ 2回かけた"));
	/* Dates, house numbers and case numbers are none. */
	const char *plain = "2026-11-09、R8.11.9、2-3-1、北包8-0012、14:05、1万歩";
	assert_str(shown(&l, plain), str_of(plain));
	/* In a sentence of safety only the number and the amount go. */
	assert_str(shown(&l, "自殺をほのめかす、借金が50万円、090-1234-5678。"),
		   S("自殺をほのめかす、借金が▨▨▨、▨▨▨。"));
	assert_str(shown(&l, "残りは2万だった。円満に話す。"),
		   S("▨▨▨円満に話す。"));
}

TEST(prose, staff_are_names)
{
	struct lens l = lens_of(no_money, nobody);
	assert_str(shown(&l, "石井が訪問。"), S("石井が訪問。"));
	l.household[CLASS_name] = M;
	assert_str(shown(&l, "石井が訪問。"), S("▨▨▨が訪問。"));
}

/* 匿名: names go, life stays. */
TEST(prose, without_names_safety_is_still_read)
{
	struct lens l = lens_of(no_money, nobody);
	l.granted = true;
	for (isize i = 0; i < l.persons_n; i++)
		((struct lens_person *)&l.persons[i])->state[CLASS_name] = M;
	assert_str(shown(&l, "浩一さんは死にたいと言う。トキは元気。"),
		   S("▨▨▨さんは死にたいと言う。▨▨▨は元気。"));
}

/* 言いかえ文だけ. */
TEST(prose, some_read_only_what_was_said_instead)
{
	struct lens l = lens_of(no_money, nobody);
	l.granted = true;
	l.household[CLASS_free] = O;
	str text = S("借金がある。雨。");
	struct prose p = prose_propose(test_arena, text, NULL);
	assert_str(read_masked(&l, text, prose_pack(test_arena, text, &p)),
		   S("▨▨▨"));
	assert_int_equal(prose_decide(test_arena, &p, p.v[0].from, p.v[0].to,
				      PROSE_REPLACED, S("気がかりがある。")),
			 OK);
	assert_str(read_masked(&l, text, prose_pack(test_arena, text, &p)),
		   S("気がかりがある。"));
	struct prose_parts v = prose_parts(test_arena, text, &p);
	for (isize i = 0; i < v.n; i++)
		assert_int_equal(lens_part(&l, v.v[i].key),
				 str_eq(v.v[i].key, S("said")));
}

TEST(prose, a_municipality_adds_words)
{
	struct prose_names names = names_of_all();
	names.words = S("米びつ\nツケ");
	str text = S("米びつが空。よく寝た。酒屋のﾂｹ。");
	struct prose p = prose_propose(test_arena, text, &names);
	struct lens l = lens_of(no_money, nobody);
	assert_str(read_masked(&l, text, prose_pack(test_arena, text, &p)),
		   S("▨▨▨よく寝た。▨▨▨"));
}

TEST(prose, length_and_number_tell_nothing)
{
	struct lens l = lens_of(no_money, nobody);
	str one = shown(&l, "行く。家賃。来る。");
	assert_str(shown(&l, "行く。家賃を滞納している。\n\n借金も多い！ "
			     "由美さんも知る。来る。"), one);
}

#define TEN "あいうえおかきくけこ"
#define FIFTY TEN TEN TEN TEN TEN
#define LONG FIFTY FIFTY FIFTY FIFTY "さ"	/* over PROSE_INSTEAD */

TEST(prose, damage_closes_everything)
{
	struct lens nakahara = lens_of(no_money, nobody);
	struct lens ishii = lens_of(all, all);
	str text = S("家賃。雨。"), good = masks_of(text);
	assert_str(read_masked(&nakahara, text, good), S("▨▨▨雨。"));
	static const str bad[] = {
		STR("x"), STR("m1 15 \n"), STR("m1 15 q\n"),
		STR("m1 15\n0 3 money p 0\n"),
		STR("m1 15 \n0 3 money p 0"), STR("m1 15 \n0 99 money p 0\n"),
		STR("m1 15 \n1 3 money p 0\n"), STR("m1 15 \n3 3 money p 0\n"),
		STR("m1 15 \n0 3 gold p 0\n"), STR("m1 15 \n0 3 money z 0\n"),
		STR("m1 15 \n0 3 money o 0 x\n"), STR("m1 14 \n"),
		STR("m1 15 \n0 3 money r 0\n"), STR("m1 15 x\n"),
		STR("m1 15 \n0 3 money p -1\n"), STR("m2 15 \n"),
		STR("m1 x \n"), STR("m1 15 \nx 3 money p 0\n"),
		STR("m1 15 \n0 x money p 0\n"),
		STR("m1 15 \n0 4 money p 0\n"),
		STR("m1 15 \n0 3 money r 0 a\tb\n"),
		STR("m1 15 \n0 3 money r 0 " LONG "\n"),
	};
	assert_str(read_masked(&nakahara, text, S("m1 15 \n")), text);
	for (isize i = 0; i < COUNT(bad); i++) {
		if (i == 1)
			continue;	/* the good one above */
		assert_str(read_masked(&nakahara, text, bad[i]), S("▨▨▨"));
		assert_str(read_masked(&ishii, text, bad[i]), text);
	}
	struct prose closed = prose_all_closed();
	str masks = prose_pack(test_arena, text, &closed);
	assert_str(read_masked(&nakahara, text, masks), S("▨▨▨"));
	assert_str(read_masked(&ishii, text, masks), text);
}

TEST(prose, no_masks_means_automatic_ones)
{
	struct lens nakahara = lens_of(no_money, nobody);
	struct lens guest = lens_of(nothing, nothing);
	assert_str(read_masked(&nakahara, S("家賃。雨。"), (str){ 0 }),
		   S("▨▨▨雨。"));
	assert_str(read_masked(&guest, S("雨。"), (str){ 0 }), S(""));
	assert_str(read_masked(&LENS_NONE, S("雨。"), (str){ 0 }),
		   S(""));
}

TEST(prose, people_decide)
{
	struct lens l = lens_of(no_money, nobody);
	str text = S("家賃を滞納。雨。");
	struct prose p = prose_propose(test_arena, text, NULL);
	assert_int_equal(p.n, 1);
	assert_true(prose_waiting(&p));
	isize from = p.v[0].from, to = p.v[0].to;
	assert_int_equal(prose_decide(test_arena, &p, 0, 1, PROSE_OPEN,
				      (str){ 0 }), E_NOT_FOUND);
	assert_int_equal(prose_decide(test_arena, &p, from, to,
				      PROSE_REPLACED,
				      S("暮らしの\n心配がある。")), OK);
	assert_true(p.reviewed);
	str masks = prose_pack(test_arena, text, &p);
	assert_str(read_masked(&l, text, masks),
		   S("暮らしの 心配がある。雨。"));
	assert_int_equal(prose_decide(test_arena, &p, from, to, PROSE_OPEN,
				      (str){ 0 }), OK);
	masks = prose_pack(test_arena, text, &p);
	assert_str(read_masked(&l, text, masks), text);
	struct prose_range r = { from, to, PROSE_ALL, { 0 }, PROSE_CLOSED,
				 { 0 } };
	assert_int_equal(prose_add(test_arena, &p, text, r), OK);
	masks = prose_pack(test_arena, text, &p);
	assert_str(read_masked(&l, text, masks), S("▨▨▨雨。"));
	r.to = to + 1;
	assert_int_equal(prose_add(test_arena, &p, text, r), E_INVALID);
}

TEST(prose, a_replacement_stands_for_what_is_inside)
{
	struct lens l = lens_of(no_money, nobody);
	str text = S("借金は04-1234-5678へ。雨。");
	struct prose p = prose_propose(test_arena, text, NULL);
	assert_int_equal(p.n, 2);
	assert_int_equal(prose_decide(test_arena, &p, p.v[0].from,
				      p.v[0].to, PROSE_REPLACED,
				      S("相談先あり。")), OK);
	l.household[CLASS_contact] = H;
	str masks = prose_pack(test_arena, text, &p);
	assert_str(read_masked(&l, text, masks), S("相談先あり。雨。"));
	/* Two that cross are closed together. */
	struct prose_range r = { 3, text.n, PROSE_ALL, { 0 }, PROSE_CLOSED,
				 { 0 } };
	assert_int_equal(prose_add(test_arena, &p, text, r), OK);
	masks = prose_pack(test_arena, text, &p);
	assert_str(read_masked(&l, text, masks), S("▨▨▨"));
}

TEST(prose, packed_is_parsed_again)
{
	struct prose q;
	str text = S(MAIL), masks = masks_of(text);
	assert_int_equal(prose_parse(test_arena, masks, text, &q), OK);
	assert_true(q.n >= 4);
	assert_str(prose_pack(test_arena, text, &q), masks);
}

TEST(prose, a_clip_keeps_what_is_closed)
{
	struct lens l = lens_of(no_money, nobody);
	str text = S("雨。家賃を滞納。"), piece = str_sub(text, 3, 15);
	struct prose p = prose_propose(test_arena, text, NULL);
	p = prose_clip(test_arena, &p, 3, 15);
	assert_str(read_masked(&l, piece, prose_pack(test_arena, piece, &p)),
		   S("。▨▨▨"));
}

/* ---- a new version ------------------------------------------------------- */

TEST(prose, decisions_survive_where_nothing_changed)
{
	struct lens l = lens_of(no_money, nobody);
	str old = S("家賃を滞納。雨。借金あり。"), text, masks;
	struct prose p = prose_propose(test_arena, old, NULL), q;
	assert_int_equal(prose_decide(test_arena, &p, p.v[0].from, p.v[0].to,
				      PROSE_OPEN, (str){ 0 }), OK);
	assert_int_equal(prose_decide(test_arena, &p, p.v[1].from, p.v[1].to,
				      PROSE_REPLACED, S("別の心配。")), OK);
	text = S("家賃を滞納。曇り。借金あり。");
	q = carried(old, &p, text);
	masks = prose_pack(test_arena, text, &q);
	assert_str(read_masked(&l, text, masks),
		   S("家賃を滞納。曇り。別の心配。"));
	assert_true(q.reviewed);
	text = S("家賃を3か月滞納。雨。借金は多い。");
	q = carried(old, &p, text);
	masks = prose_pack(test_arena, text, &q);
	assert_str(read_masked(&l, text, masks), S("▨▨▨"));
	assert_false(q.reviewed);
}

TEST(prose, moved_text_stays_closed)
{
	struct lens l = lens_of(no_money, nobody);
	str old = S("弟の話をした。雨。晴れ。"), text;
	struct prose p = { 0 };
	struct prose_range r = { 0, S("弟の話をした。").n, PROSE_ALL, { 0 },
				 PROSE_CLOSED, { 0 } };
	assert_int_equal(prose_add(test_arena, &p, old, r), OK);
	text = S("風。雨。弟の話をした。雪。弟の話をした。");
	struct prose q = carried(old, &p, text);
	assert_str(read_masked(&l, text, prose_pack(test_arena, text, &q)),
		   S("風。雨。▨▨▨雪。▨▨▨"));
	/* Edited in its midst: whole sentences, and asked about again. */
	text = S("弟の長い話をした。雨。晴れ。");
	q = carried(old, &p, text);
	assert_str(read_masked(&l, text, prose_pack(test_arena, text, &q)),
		   S("▨▨▨雨。晴れ。"));
	assert_true(prose_waiting(&q));
	/* Deleted: nothing is left to close. */
	text = S("雨。晴れ。");
	q = carried(old, &p, text);
	assert_str(read_masked(&l, text, prose_pack(test_arena, text, &q)),
		   text);
}

static const str pieces[] = {
	STR("家賃を滞納。"), STR("雨が降る。"), STR("由美さんと話す。"),
	STR("母の通帳"), STR("\n"), STR("（"), STR("）"), STR("死にたい。"),
	STR("090-1234-5678"), STR("浩一"), STR("膝が痛い。"), STR("あ"),
	STR("。"), STR("弟"), STR("5万円"), STR("𠮷田。"),
};

static str some_text(struct rng *r, int most)
{
	struct out o = out_open(test_arena, 256);
	int n = (int)rng_below(r, most + 1);
	for (int i = 0; i < n; i++)
		put(&o, pieces[rng_below(r, COUNT(pieces))]);
	return str_dup(test_arena, out_str(&o));
}

static isize some_border(struct rng *r, str text)
{
	isize at = (isize)rng_below(r, text.n + 1);
	while (at < text.n && ((u8)text.p[at] & 0xc0) == 0x80)
		at++;
	return at;
}

/* Cuts out, puts in, moves. */
static str some_edit(struct rng *r, str text)
{
	for (int i = 0; i < 3; i++) {
		isize x = some_border(r, text), y = some_border(r, text);
		isize from = x < y ? x : y, to = x < y ? y : x;
		str cut = str_sub(text, from, to);
		str rest = str_cat(test_arena, str_sub(text, 0, from),
				   str_sub(text, to, text.n));
		isize at = some_border(r, rest);
		str in = rng_below(r, 2) ? cut : some_text(r, 2);
		text = str_cat(test_arena,
			       str_cat(test_arena, str_sub(rest, 0, at), in),
			       str_sub(rest, at, rest.n));
		if (rng_below(r, 2))
			break;
	}
	return text;
}

static struct prose some_ranges(struct rng *r, str text)
{
	struct prose_names names = names_of_all();
	struct prose p = prose_propose(test_arena, text, &names);
	for (isize i = 0; i < p.n; i++)
		p.v[i].state = (enum prose_state)rng_below(r, 3);
	for (int i = 0; i < 2; i++) {
		isize x = some_border(r, text), y = some_border(r, text);
		struct prose_range m = { x, y, (int)rng_below(r, PROSE_ALL + 1),
					 { 0 }, PROSE_CLOSED, { 0 } };
		enum status st = prose_add(test_arena, &p, text, m);
		assert_int_equal(st, x < y ? OK : E_INVALID);
	}
	return p;
}

/* Every byte of [from, to) lies in a closed range of that class and person. */
static bool is_closed(const struct prose *p, struct prose_range r)
{
	for (isize at = r.from; at < r.to; at++) {
		bool found = p->whole;
		for (isize i = 0; i < p->n && !found; i++)
			found = p->v[i].state != PROSE_OPEN &&
				p->v[i].class == r.class &&
				p->v[i].person.v == r.person.v &&
				p->v[i].from <= at && at < p->v[i].to;
		if (!found)
			return false;
	}
	return true;
}

/* P9: nothing closed in the old version that still stands is open. */
TEST(prose, closed_survives_any_edit)
{
	struct rng r = { 20261116 };
	i64 stood = 0;
	for (int round = 0; round < 4000; round++) {
		struct arena_mark m = arena_mark(test_arena);
		str old = some_text(&r, 12), text = some_edit(&r, old);
		struct prose p = some_ranges(&r, old);
		struct prose q = carried(old, &p, text), again;
		for (isize i = 0; i < p.n; i++) {
			struct prose_range x = p.v[i];
			str passage = str_sub(old, x.from, x.to);
			if (x.state == PROSE_OPEN)
				continue;
			for (isize k = 0;
			     (k = str_find(text, passage, k)) >= 0; k++) {
				x.from = k;
				x.to = k + passage.n;
				assert_true(is_closed(&q, x));
				stood++;
			}
		}
		str masks = prose_pack(test_arena, text, &q);
		assert_int_equal(prose_parse(test_arena, masks, text, &again),
				 OK);
		arena_rewind(test_arena, m);
	}
	print_message("%d passages stood\n", (int)stood);
	assert_true(stood > 1000);
}

/* What is closed to a viewer stands nowhere in what he reads or may search. */
TEST(prose, readers_get_only_what_is_open)
{
	struct rng r = { 20261109 };
	for (int round = 0; round < 2000; round++) {
		struct arena_mark m = arena_mark(test_arena);
		str text = some_text(&r, 10);
		struct prose p = some_ranges(&r, text);
		struct lens l = lens_of(round % 2 ? no_money : with_money,
					nobody);
		str masks = prose_pack(test_arena, text, &p);
		struct prose_parts v = prose_parts(test_arena, text, &p);
		str got = read_masked(&l, text, masks);
		struct out open = out_open(test_arena, text.n), want = open;
		want = out_open(test_arena, text.n);
		for (isize i = 0; i < v.n; i++)
			if (lens_part(&l, v.v[i].key))
				put(&open, v.v[i].text);
		isize bytes = 0;
		for (isize at = 0; at < text.n; at++) {
			bool shut = p.whole;
			for (isize i = 0; i < p.n; i++)
				shut |= p.v[i].from <= at &&
					at < p.v[i].to &&
					!lens_range(&l, &p.v[i]);
			bytes += !shut;
			if (!shut)
				out_char(&want, text.p[at]);
		}
		/* The same bytes in parts and on the page, but for the joints. */
		isize breaks = 0, old_breaks = 0, signs = 0;
		for (isize i = 0; i < open.n; i++)
			breaks += open.p[i] == '\n';
		for (isize i = 0; i < want.n; i++)
			old_breaks += want.p[i] == '\n';
		for (isize i = 0; (i = str_find(got, S("▨▨▨"), i)) >= 0;
		     i += S("▨▨▨").n)
			signs++;
		assert_int_equal(open.n - breaks, want.n - old_breaks);
		assert_true(got.n - signs * S("▨▨▨").n <= bytes);
		assert_true(utf8_valid(got));
		arena_rewind(test_arena, m);
	}
}

/* 通帳 finds nothing for 中原, 死にたい finds it. */
TEST(prose, parts_are_searched_by_those_who_read_them)
{
	struct lens nakahara = lens_of(no_money, nobody);
	struct lens ishii = lens_of(all, all);
	struct prose p;
	str text = S(MAIL);
	assert_int_equal(prose_parse(test_arena, masks_of(text), text, &p),
			 OK);
	struct prose_parts v = prose_parts(test_arena, text, &p);
	bool book = false, life = false;
	for (isize i = 0; i < v.n; i++) {
		assert_true(lens_part(&ishii, v.v[i].key));
		if (!lens_part(&nakahara, v.v[i].key))
			continue;
		book |= str_find(v.v[i].text, S("通帳"), 0) >= 0;
		life |= str_find(v.v[i].text, S("死にたい"), 0) >= 0;
	}
	assert_false(book);
	assert_true(life);
	assert_false(lens_part(&ishii, S("gold")));
	assert_false(lens_part(&ishii, S("money:x")));
	assert_false(lens_part(&LENS_NONE, (str){ 0 }));
}

TEST(prose, safety_is_known_when_somebody_closes_it)
{
	assert_true(prose_is_safety(test_arena, S("死にたいと思う夜がある")));
	assert_true(prose_is_safety(test_arena, S("玄関に犬。")));
	assert_false(prose_is_safety(test_arena, S("家賃を滞納。犬飼さん。")));
}

TEST(prose, masks_are_read_aloud)
{
	struct lens l = lens_of(no_money, nobody);
	str text = S("家賃。▨▨▨と<書く>。");
	struct out o = out_open(test_arena, 200);
	veiled_html(&o, lens_prose(test_arena, &l, (person_id){ 0 },
				   S("家賃。<雨>"), (str){ 0 }));
	veiled_html(&o, veiled_open(text));
	assert_str(out_str(&o),
		   S("<span class=\"mask\" role=\"img\" aria-label="
		     "\"伏せています\">▨▨▨</span>&lt;雨&gt;"
		     "家賃。▨▨▨と&lt;書く&gt;。"));
	struct veiled v = lens_prose(test_arena, &l, (person_id){ 0 },
				     S("家賃。雨"), (str){ 0 });
	assert_false(veiled_whole(v));
	assert_true(veiled_whole(veiled_open(text)));
}

TEST_MAIN
