/* genogram_test.c — the readers and what the picture must not tell.  The hard
 * rules are counted by tests/genogram/check.py, masked layouts and how far an
 * edit moves people by the tests beside this. */
#include "base/test.h"
#include "base/vec.h"
#include "genogram/genogram.h"

static struct genogram_family family(str json)
{
	struct genogram_family f;
	str why;
	assert_int_equal(genogram_read_json(test_arena, json, &f, &why), OK);
	assert_int_equal(genogram_check(test_arena, &f, &why), OK);
	return f;
}

static str drawn(str json)
{
	struct genogram_family f = family(json);
	struct out o = out_open(test_arena, 4096);
	struct genogram_picture *p = genogram_draw(test_arena, &f);
	genogram_svg(&o, p);
	return out_str(&o);
}

static void refuse(str json, str why)
{
	struct genogram_family f;
	str got = { 0 };
	enum status s = genogram_read_json(test_arena, json, &f, &got);
	if (s == OK)
		s = genogram_check(test_arena, &f, &got);
	assert_int_equal(s, E_INVALID);
	assert_str(got, why);
}

TEST(genogram, husband_left_wife_right_child_below)
{
	struct genogram_family f = family(S(
		"{\"persons\":[{\"id\":\"w\",\"sex\":\"f\"},"
		"{\"id\":\"h\",\"sex\":\"m\"},{\"id\":\"c\"}],"
		"\"unions\":[{\"partners\":[\"w\",\"h\"],"
		"\"children\":[\"c\"]}]}"));
	struct genogram_picture *p = genogram_draw(test_arena, &f);
	assert_true(p->places[1].box.x < p->places[0].box.x);
	assert_int_equal(p->places[2].row, 1);
	assert_int_equal(p->rows, 2);
}

TEST(genogram, elder_left_whatever_the_input_order)
{
	struct genogram_family f = family(S(
		"{\"persons\":[{\"id\":\"a\"},"
		"{\"id\":\"y\",\"birth\":\"1990\"},"
		"{\"id\":\"e\",\"birth\":\"1980-05\"}],"
		"\"unions\":[{\"partners\":[\"a\"],"
		"\"children\":[\"y\",\"e\"]}]}"));
	struct genogram_picture *p = genogram_draw(test_arena, &f);
	assert_true(p->places[2].box.x < p->places[1].box.x);
}

/* Two families that differ only in what is masked: the same bytes. */
TEST(genogram, masked_people_tell_nothing)
{
	str a = drawn(S(
		"{\"persons\":[{\"id\":\"m\",\"sex\":\"m\"},"
		"{\"id\":\"b\",\"masked\":true,\"name\":\"花子\","
		"\"sex\":\"f\",\"birth\":\"1950\",\"age\":70},"
		"{\"id\":\"c\",\"masked\":true,\"sex\":\"m\","
		"\"birth\":\"1999\",\"death\":\"2001\"},"
		"{\"id\":\"d\",\"birth\":\"1980\"}],"
		"\"unions\":[{\"partners\":[\"m\",\"b\"],\"from\":\"1979\","
		"\"end\":\"divorced\",\"children\":[\"c\",\"d\"]}]}"));
	str b = drawn(S(
		"{\"persons\":[{\"id\":\"m\",\"sex\":\"m\"},"
		"{\"id\":\"b\",\"masked\":true,\"sex\":\"m\"},"
		"{\"id\":\"c\",\"masked\":true,\"key\":true},"
		"{\"id\":\"d\",\"birth\":\"1980\"}],"
		"\"unions\":[{\"partners\":[\"m\",\"b\"],"
		"\"children\":[\"d\",\"c\"]}]}"));
	assert_str(a, b);
	assert_true(str_find(a, S("花子"), 0) < 0);
}

/* ---- how it is drawn ----------------------------------------------------- */

#define PARTED                                                                \
	"{\"persons\":[{\"id\":\"f\",\"sex\":\"m\",\"name\":\"誠\","             \
	"\"age\":41,\"relation\":\"父\",\"dead\":true},"                         \
	"{\"id\":\"m\",\"sex\":\"f\",\"name\":\"絵里\",\"age\":37,"              \
	"\"relation\":\"母\"},"                                                 \
	"{\"id\":\"c\",\"sex\":\"f\",\"name\":\"さくら\",\"age\":14,"            \
	"\"kana\":\"さくらのかな\",\"relation\":\"本人\"}],"                      \
	"\"unions\":[{\"partners\":[\"f\",\"m\"],\"end\":\"divorced\","           \
	"\"custody\":\"" CUSTODY "\",\"children\":[\"c\"]}],"                   \
	"\"households\":[{\"label\":\"宮下世帯\",\"members\":[\"m\",\"c\"]}],"   \
	"\"focus\":\"c\"}"

static int child_x(str json)
{
	struct genogram_family f = family(json);
	struct genogram_picture *p = genogram_draw(test_arena, &f);
	return p->places[2].box.x - p->places[0].box.x;
}

/* By the partner's letter or by his id. */
TEST(genogram, children_stand_on_the_side_they_live_on)
{
#define CUSTODY ""
	int between = child_x(S(PARTED));
#undef CUSTODY
#define CUSTODY "a"
	int father = child_x(S(PARTED));
#undef CUSTODY
#define CUSTODY "m"
	int mother = child_x(S(PARTED));
	assert_true(father < between);
	assert_true(between < mother);
}

static bool says(str svg, str words)
{
	return str_find(svg, words, 0) >= 0;
}

TEST(genogram, read_aloud_it_says_the_relation)
{
	str svg = drawn(S(PARTED));
	assert_true(says(svg, S("\"誠、41歳で死亡、父\"")));
	assert_true(says(svg, S("\"絵里、37歳、母、同居\"")));
	assert_true(says(svg, S("\"さくら、14歳、本人\"")));
	assert_true(says(svg, S(">宮下世帯</text>")));
	assert_false(says(svg, S("さくらのかな")));
	assert_true(says(drawn(S("{\"persons\":[{\"id\":\"a\","
				 "\"masked\":true,\"name\":\"K\"}]}")),
			 S("\"家族、くわしくは共有されていません\"")));
}

static str styled(struct genogram_style style,
		  struct genogram_picture **ret_picture)
{
	struct genogram_family f = family(S(PARTED));
	struct out o = out_open(test_arena, 4096);
	f.style = style;
	*ret_picture = genogram_draw(test_arena, &f);
	genogram_svg(&o, *ret_picture);
	return out_str(&o);
}

TEST(genogram, styles_change_what_they_say)
{
	struct genogram_picture *p;
	assert_true(says(styled((struct genogram_style){ .kana = KANA_LINE },
				&p), S(">さくらのかな</text>")));
	assert_true(says(styled((struct genogram_style){ .dead = DEAD_FILLED },
				&p), S("<g fill=\"#1a1a1a\"")));
	str bare = styled((struct genogram_style){ .bare = true }, &p);
	assert_false(says(bare, S("絵里")));
	assert_false(says(bare, S("<rect")));
	assert_true(says(bare, S("aria-label=\"ジェノグラム、3人\"")));
	assert_true(says(bare, S(">37</text>")));
}

/* Another agency's 本人, other words of relation. */
TEST(genogram, another_viewer_moves_nobody)
{
	struct genogram_family f = family(S(PARTED));
	struct genogram_picture *p = genogram_draw(test_arena, &f);
	f.focus = 1;
	f.persons.v[0].relation = S("元夫");
	f.persons.v[1].relation = S("本人");
	f.persons.v[2].relation = S("祖母の夫の子");
	struct genogram_picture *q = genogram_draw(test_arena, &f);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(p->places[i].box.x, q->places[i].box.x);
		assert_int_equal(p->places[i].box.y, q->places[i].box.y);
	}
}

/* Never above 1:1; A3 where A4 would be too small to read. */
TEST(genogram, paper_is_chosen_by_what_can_be_read)
{
	struct genogram_picture *p;
	struct genogram_style a4 = { .paper = PAPER_A4 };
	str svg = styled(a4, &p);
	assert_true(says(svg, S("width=\"277mm\" height=\"190mm\"")));
	assert_int_equal(p->paper, PAPER_A4);
	assert_int_equal(p->percent, 100);
	struct genogram_family f = { .focus = -1, .style = a4 };
	for (int i = 0; i < 31; i++)
		*vec_push(test_arena, &f.persons) =
			(struct genogram_person){ .id = S("x"), .age = -1 };
	*vec_push(test_arena, &f.unions) = (struct genogram_union){
		.a = 0, .b = -1 };
	for (int i = 1; i < 31; i++)
		*vec_push(test_arena, &f.children) = (struct genogram_child){
			.of = 0, .child = i };
	p = genogram_draw(test_arena, &f);
	assert_int_equal(p->paper, PAPER_A3);
	assert_in_range(p->percent, GENOGRAM_PERCENT, 99);
}

TEST(genogram, an_ancestor_of_himself_is_refused)
{
	refuse(S("{\"persons\":[{\"id\":\"a\"},{\"id\":\"b\"}],"
		 "\"unions\":[{\"partners\":[\"a\"],\"children\":[\"b\"]},"
		 "{\"partners\":[\"b\"],\"children\":[\"a\"]}]}"),
	       S("somebody is an ancestor of himself"));
	refuse(S("{\"persons\":[{\"id\":\"a\"}],"
		 "\"unions\":[{\"partners\":[\"a\",\"a\"]}]}"),
	       S("a person is his own partner"));
	refuse(S("{\"persons\":[{\"id\":\"a\"}],"
		 "\"unions\":[{\"partners\":[\"z\"]}]}"),
	       S("an id that no person has"));
}

TEST(genogram, gedcom_of_both_versions)
{
	static const str texts[] = {
		STR("0 HEAD\r\n1 GEDC\r\n2 VERS 5.5.1\r\n0 @I1@ INDI\r\n"
		    "1 NAME Taro /Yamada/\r\n1 SEX M\r\n1 BIRT\r\n"
		    "2 DATE ABT 3 MAR 1950\r\n0 @I2@ INDI\r\n1 SEX F\r\n"
		    "1 FAMC @F1@\r\n2 PEDI adopted\r\n0 @F1@ FAM\r\n"
		    "1 HUSB @I1@\r\n1 CHIL @I2@\r\n0 TRLR\r\n"),
		STR("\xef\xbb\xbf" "0 HEAD\n1 GEDC\n2 VERS 7.0\n0 @I1@ INDI\n"
		    "1 NAME Taro /Yamada/\n1 SEX M\n1 BIRT\n"
		    "2 DATE 3 MAR 1950\n0 @I2@ INDI\n1 SEX F\n"
		    "1 FAMC @F1@\n2 PEDI ADOPTED\n0 @F1@ FAM\n"
		    "1 HUSB @I1@\n1 WIFE @VOID@\n1 CHIL @I2@\n0 TRLR\n"),
	};
	for (isize i = 0; i < COUNT(texts); i++) {
		struct genogram_family f;
		str why;
		assert_int_equal(genogram_read_gedcom(test_arena, texts[i],
						      &f, &why), OK);
		assert_int_equal(f.persons.n, 2);
		assert_str(f.persons.v[0].name, S("Taro Yamada"));
		assert_int_equal(f.persons.v[0].birth, 19500303);
		assert_int_equal(f.unions.n, 1);
		assert_int_equal(f.unions.v[0].b, -1);
		assert_int_equal(f.children.n, 1);
		assert_int_equal(f.children.v[0].kind, BY_ADOPTION);
	}
}

/* Somebody new does not turn the others round. */
TEST(genogram, an_earlier_picture_keeps_its_order)
{
	struct genogram_family f = family(S(
		"{\"persons\":[{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"c\"},"
		"{\"id\":\"d\"}],\"unions\":[{\"partners\":[\"a\"],"
		"\"children\":[\"b\",\"c\",\"d\"]}]}"));
	assert_int_equal(genogram_read_before(test_arena, S(
		"{\"persons\":[{\"id\":\"d\",\"x\":10},"
		"{\"id\":\"c\",\"x\":500}]}"), &f), OK);
	assert_int_equal(f.before[3], 10);
	assert_int_equal(f.before[0], -1);
	struct genogram_picture *p = genogram_draw(test_arena, &f);
	assert_int_equal(p->strokes.n > 0, 1);
}

TEST(genogram, turned_to_another_person_nobody_moves)
{
	struct genogram_family f = { .focus = -1 };
	str why;
	assert_int_equal(genogram_read_json(test_arena, S(
		"{\"persons\":[{\"id\":\"a\",\"name\":\"絵里\",\"relation\":\"本人\"},"
		"{\"id\":\"b\",\"name\":\"勇\",\"relation\":\"祖母の夫\"}],"
		"\"unions\":[{\"partners\":[\"b\"],\"children\":[\"a\"]}]}"),
		&f, &why), OK);
	assert_int_equal(genogram_check(test_arena, &f, &why), OK);
	struct genogram_picture *p = genogram_draw(test_arena, &f);
	struct genogram_box was = p->places[1].box;
	const str words[] = { STR("長女"), STR("") };
	struct out o = out_open(test_arena, 4000);
	genogram_turn(p, 1, words);
	genogram_svg(&o, p);
	assert_int_equal(p->places[1].box.x, was.x);
	assert_true(str_find(out_str(&o), S("長女"), 0) >= 0);
	assert_true(str_find(out_str(&o), S("祖母の夫"), 0) < 0);
	assert_true(str_find(out_str(&o), S("></text>"), 0) < 0);
	assert_true(str_find(out_str(&o), S("、本人\""), 0) >= 0);
}

TEST_MAIN
