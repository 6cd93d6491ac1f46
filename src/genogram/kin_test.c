/*
 * kin_test.c — what everybody is to whom.  Families are JSON with ' for "
 * and the words wanted stand as “id word id word”; ＿ means no word.
 * kin_made_test.c makes families by chance.
 */
#include "base/test.h"
#include "base/vec.h"
#include "genogram/kin.h"
#include "sys/file.h"

static struct genogram_family family(str json)
{
	struct genogram_family f;
	str why = { 0 }, copy = str_dup(test_arena, json);
	for (isize i = 0; i < copy.n; i++)
		if (copy.p[i] == '\'')
			((char *)copy.p)[i] = '"';
	assert_int_equal(genogram_read_json(test_arena, copy, &f, &why), OK);
	assert_int_equal(genogram_check(test_arena, &f, &why), OK);
	return f;
}

static void want(const struct genogram_family *f, enum kin_mode mode,
		 const char *focus, const char *words)
{
	int at = genogram_find(f, str_of(focus));
	str *got = genogram_kin(test_arena, f, at, mode), rest = str_of(words);
	assert_true(at >= 0);
	assert_str(got[at], S("本人"));
	while (rest.p) {
		str id = str_cut(&rest, ' '), word = str_cut(&rest, ' ');
		int p = genogram_find(f, id);
		str is = p < 0 ? S("nobody") : got[p].n ? got[p] : S("＿");
		if (!str_eq(is, word))
			print_error("%s → %.*s:\n", focus, (int)id.n, id.p);
		assert_str(is, word);
	}
}

#define KOSEKI(f, focus, words) want(&(f), KIN_KOSEKI, (focus), (words))
#define JUMINHYO(f, focus, words) want(&(f), KIN_JUMINHYO, (focus), (words))
#define BOTH(f, focus, words) \
	(KOSEKI(f, focus, words), JUMINHYO(f, focus, words))

/* ---- the scenarios ------------------------------------------------------ */

static const char *const A_8050 =
	"{'persons':["
	"{'id':'トキ','sex':'f','birth':'1944-03-04'},"
	"{'id':'正','sex':'m','dead':true},"
	"{'id':'浩一','sex':'m','birth':'1972-09-12'},"
	"{'id':'由美','sex':'f','birth':'1975-06-30'},"
	"{'id':'某'}],"
	"'unions':[{'partners':['正','トキ'],'end':'died',"
	"'children':['浩一','由美']},{'partners':['由美','某']}]}";

TEST(kin, scenario_a)
{
	struct genogram_family f = family(str_of(A_8050));
	KOSEKI(f, "トキ", "浩一 長男 由美 長女 正 夫 某 長女の配偶者");
	KOSEKI(f, "浩一", "トキ 母 由美 妹 正 父 某 妹の配偶者");
	KOSEKI(f, "由美", "トキ 母 浩一 兄 正 父 某 配偶者");
	KOSEKI(f, "正", "トキ 妻 浩一 長男 由美 長女");
	KOSEKI(f, "某", "トキ 義母 正 義父 浩一 妻の兄 由美 妻");
	JUMINHYO(f, "トキ", "浩一 子 由美 子 正 夫 某 子の配偶者");
	JUMINHYO(f, "浩一", "トキ 母 由美 妹 正 父 某 妹の配偶者");
	JUMINHYO(f, "某", "トキ 妻の母 正 妻の父 浩一 妻の兄 由美 妻");
}

static const char *const B_YOUNG_CARER =
	"{'persons':["
	"{'id':'絵里','sex':'f','birth':'1989-01-20'},"
	"{'id':'さくら','sex':'f','birth':'2012-05-02'},"
	"{'id':'蓮','sex':'m','birth':'2021-08-20'},"
	"{'id':'誠','sex':'m','age':41},"
	"{'id':'節子','sex':'f','age':67},"
	"{'id':'武','sex':'m','death':'2020'},"
	"{'id':'勇','sex':'m','age':71},"
	"{'id':'翔太','sex':'m','age':45}],"
	"'unions':["
	"{'partners':['誠','絵里'],'end':'divorced','to':'2023-08',"
	"'children':['さくら','蓮']},"
	"{'partners':['武','節子'],'end':'died','children':['絵里']},"
	"{'partners':['勇','節子'],'from':'2022'},"
	"{'partners':['勇'],'children':['翔太']}]}";

TEST(kin, scenario_b_of_the_agencies)
{
	struct genogram_family f = family(str_of(B_YOUNG_CARER));
	BOTH(f, "さくら", "節子 祖母 武 祖父 勇 祖母の夫 翔太 祖母の夫の子 "
	     "誠 父 絵里 母 蓮 弟");
	BOTH(f, "蓮", "節子 祖母 武 祖父 勇 祖母の夫 翔太 祖母の夫の子 "
	     "誠 父 絵里 母 さくら 姉");
	KOSEKI(f, "絵里", "節子 母 武 父 勇 母の夫 翔太 母の夫の子 "
	       "誠 元夫 さくら 長女 蓮 長男");
	JUMINHYO(f, "絵里", "節子 母 武 父 勇 母の夫 翔太 母の夫の子 "
		 "誠 元夫 さくら 子 蓮 子");
}

TEST(kin, scenario_b_of_the_others)
{
	struct genogram_family f = family(str_of(B_YOUNG_CARER));
	KOSEKI(f, "誠", "絵里 元妻 さくら 長女 蓮 長男 節子 元妻の母 "
	       "武 元妻の父 勇 元妻の母の夫 翔太 元妻の母の夫の子");
	KOSEKI(f, "節子", "絵里 長女 武 前の夫 勇 夫 翔太 夫の子 さくら 孫 "
	       "蓮 孫 誠 長女の元夫");
	JUMINHYO(f, "節子", "絵里 子 さくら 子の子 翔太 夫の子 誠 子の元夫");
	KOSEKI(f, "武", "節子 妻 絵里 長女 勇 妻の夫 さくら 孫 誠 長女の元夫");
	KOSEKI(f, "勇", "節子 妻 武 妻の前の夫 絵里 妻の子 さくら 妻の孫");
	JUMINHYO(f, "勇", "翔太 子 絵里 妻の子 さくら 妻の子の子");
	KOSEKI(f, "翔太", "勇 父 節子 父の妻 絵里 父の妻の子 武 父の妻の前の夫 "
	       "さくら 父の妻の孫 誠 父の妻の子の元夫");
}

/* ---- children, counted -------------------------------------------------- */

TEST(kin, children_are_counted_by_births_not_as_listed)
{
	struct genogram_family f = family(S(
		"{'persons':[{'id':'p','sex':'m'},{'id':'q','sex':'f'},"
		"{'id':'c3','sex':'m','birth':'1990'},"
		"{'id':'d2','sex':'f','birth':'1984-05-02'},"
		"{'id':'c1','sex':'m','birth':'1980'},"
		"{'id':'d1','sex':'f','birth':'1984-05-01'},"
		"{'id':'c2','sex':'m','birth':'1985'}],"
		"'unions':[{'partners':['p','q'],"
		"'children':['c3','d2','c1','d1','c2']}]}"));
	KOSEKI(f, "p", "c1 長男 c2 二男 c3 三男 d1 長女 d2 二女 q 妻");
	KOSEKI(f, "q", "c1 長男 c2 二男 c3 三男 d1 長女 d2 二女 p 夫");
	JUMINHYO(f, "q", "c1 子 c2 子 c3 子 d1 子 d2 子 p 夫");
	BOTH(f, "c2", "c1 兄 c3 弟 d1 姉 d2 姉 p 父 q 母");
}

TEST(kin, no_count_where_the_order_is_not_certain)
{
	struct genogram_family f = family(S(
		"{'persons':[{'id':'p','sex':'f'},{'id':'a','sex':'m'},"
		"{'id':'b','sex':'m','birth':'1990'},"
		"{'id':'c','sex':'f','birth':'1991'}],"
		"'unions':[{'partners':['p'],'children':['a','b','c']}]}"));
	KOSEKI(f, "p", "a 息子 b 息子 c 長女");
	BOTH(f, "b", "a きょうだい c 妹");
	f = family(S(
		"{'persons':[{'id':'p'},"
		"{'id':'a','sex':'f','birth':'1990'},"
		"{'id':'b','sex':'f','birth':'1990-07'},"
		"{'id':'c','sex':'f','birth':'1995'},"
		"{'id':'t1','sex':'m','birth':'1999-01-01'},"
		"{'id':'t2','sex':'m','birth':'1999-01-01'}],"
		"'unions':[{'partners':['p'],'children':['a','b','c',"
		"{'id':'t1','twins':1},{'id':'t2','twins':1}]}]}"));
	KOSEKI(f, "p", "a 娘 b 娘 c 三女 t1 息子 t2 息子");
	BOTH(f, "t1", "t2 きょうだい p 親");
}

TEST(kin, a_child_of_unknown_sex_may_be_counted_before)
{
	struct genogram_family f = family(S(
		"{'persons':[{'id':'p','sex':'m'},"
		"{'id':'a','sex':'m','birth':'1980'},"
		"{'id':'x','sex':'x','birth':'1985'},"
		"{'id':'b','sex':'m','birth':'1990'},"
		"{'id':'d','sex':'f','birth':'1970'}],"
		"'unions':[{'partners':['p'],'children':['a','x','b','d']}]}"));
	KOSEKI(f, "p", "a 長男 x 子 b 息子 d 長女");
	BOTH(f, "a", "x きょうだい b 弟 d 姉");
}

TEST(kin, who_was_not_born_alive_is_not_counted)
{
	struct genogram_family f = family(S(
		"{'persons':[{'id':'p','sex':'f'},"
		"{'id':'s','sex':'m','birth':'1979','life':'stillbirth'},"
		"{'id':'a','sex':'m','birth':'1980'},"
		"{'id':'u','life':'pregnancy'}],"
		"'unions':[{'partners':['p'],'children':['s','a','u']}]}"));
	KOSEKI(f, "p", "s 子 a 長男 u 子");
	BOTH(f, "a", "s きょうだい u きょうだい");
}

TEST(kin, the_same_parents_count_together)
{
	/* c and d have their parents in a union each; e has another mother. */
	struct genogram_family f = family(S(
		"{'persons':[{'id':'p','sex':'m'},{'id':'q','sex':'f'},"
		"{'id':'r','sex':'f'},"
		"{'id':'c','sex':'m','birth':'1980'},"
		"{'id':'d','sex':'m','birth':'1982'},"
		"{'id':'e','sex':'m','birth':'1990'}],"
		"'unions':[{'partners':['p'],'children':['c','d']},"
		"{'partners':['q'],'children':['d','c']},"
		"{'partners':['p','r'],'children':['e']}]}"));
	KOSEKI(f, "p", "c 長男 d 二男 e 長男 r 妻 q 長男の母");
	KOSEKI(f, "q", "c 長男 d 二男 e 長男の弟 p 長男の父");
	JUMINHYO(f, "q", "c 子 p 子の父 e 子の弟 r 子の父の妻");
	BOTH(f, "e", "c 兄 d 兄 p 父 r 母 q 兄の母");
	BOTH(f, "c", "d 弟 e 弟 p 父 q 母 r 父の妻");
}

TEST(kin, a_count_over_ten)
{
	struct genogram_family f = { .focus = -1 };
	*vec_push(test_arena, &f.persons) = (struct genogram_person){
		.id = S("p"), .age = -1 };
	*vec_push(test_arena, &f.unions) = (struct genogram_union){ .b = -1 };
	for (int i = 1; i <= 21; i++) {
		*vec_push(test_arena, &f.persons) = (struct genogram_person){
			.id = S("c"), .sex = SEX_MALE,
			.birth = 19000000 + i * 10000 };
		*vec_push(test_arena, &f.children) = (struct genogram_child){
			.child = i };
	}
	str *w = genogram_kin(test_arena, &f, 0, KIN_KOSEKI);
	assert_str(w[9], S("九男"));
	assert_str(w[10], S("十男"));
	assert_str(w[11], S("十一男"));
	assert_str(w[20], S("二十男"));
	assert_str(w[21], S("二十一男"));
}

/* ---- how a child came --------------------------------------------------- */

TEST(kin, adopted_fostered_step)
{
	struct genogram_family f = family(S(
		"{'persons':[{'id':'p','sex':'m'},{'id':'q','sex':'f'},"
		"{'id':'a','sex':'m','birth':'1980'},"
		"{'id':'b','sex':'f','birth':'1982'},"
		"{'id':'x','sex':'x','birth':'1983'},"
		"{'id':'c','sex':'m','birth':'1985'},"
		"{'id':'e','sex':'m','birth':'1990'},"
		"{'id':'s','sex':'f','birth':'1991'}],"
		"'unions':[{'partners':['p','q'],'children':["
		"{'id':'a','kind':'adopted'},{'id':'b','kind':'adopted'},"
		"{'id':'x','kind':'adopted'},'c',"
		"{'id':'e','kind':'foster'},{'id':'s','kind':'step'}]}]}"));
	KOSEKI(f, "p", "a 養子 b 養女 x 養子 c 長男 e 里子 s 継子");
	JUMINHYO(f, "p", "a 子 b 子 x 子 c 子 e 里子 s 継子");
	BOTH(f, "a", "p 養父 q 養母 c 弟 b 妹 e 養父の里子");
	BOTH(f, "c", "p 父 a 兄 x きょうだい e 父の里子 s 父の継子");
	BOTH(f, "e", "p 里親 q 里親 c 里親の子 a 里親の子");
	BOTH(f, "s", "p 継父 q 継母 c 継父の子");
}

TEST(kin, a_step_parent_beside_a_parent_is_the_mothers_husband)
{
	struct genogram_family f = family(S(
		"{'persons':[{'id':'m','sex':'f'},{'id':'h','sex':'m'},"
		"{'id':'c','sex':'f','birth':'2010'},"
		"{'id':'d','sex':'f','birth':'2018'},"
		"{'id':'k','sex':'m'}],"
		"'unions':[{'partners':['m'],'children':['c']},"
		"{'partners':['h','m'],'children':["
		"{'id':'c','kind':'step'},'d']},"
		"{'partners':['h'],'children':['k']}]}"));
	BOTH(f, "c", "m 母 h 母の夫 d 妹 k 母の夫の子");
	BOTH(f, "h", "c 妻の子 m 妻");
	KOSEKI(f, "h", "d 長女 k 長男");
	BOTH(f, "d", "c 姉 k きょうだい");
	KOSEKI(f, "m", "c 長女 d 長女 k 夫の子 h 夫");
}

TEST(kin, adopted_by_the_mothers_husband)
{
	struct genogram_family f = family(S(
		"{'persons':[{'id':'m','sex':'f'},{'id':'h','sex':'m'},"
		"{'id':'g','sex':'m'},{'id':'c','sex':'m'}],"
		"'unions':[{'partners':['g','m'],'end':'divorced',"
		"'children':['c']},{'partners':['h','m'],"
		"'children':[{'id':'c','kind':'adopted'}]}]}"));
	KOSEKI(f, "h", "c 養子 m 妻 g 養子の父");
	KOSEKI(f, "m", "c 長男 h 夫 g 元夫");
	KOSEKI(f, "g", "c 長男 m 元妻 h 長男の養父");
	BOTH(f, "c", "m 母 h 養父 g 父");
}

/* ---- unions ------------------------------------------------------------- */

TEST(kin, partners)
{
	static const struct {
		const char *bond, *koseki, *juminhyo;
	} rows[] = {
		{ "", "w 妻 x 配偶者", "w 妻 x 配偶者" },
		{ ",'end':'separated'", "w 妻 x 配偶者", "w 妻 x 配偶者" },
		{ ",'end':'died'", "w 妻 x 配偶者", "w 妻 x 配偶者" },
		{ ",'end':'divorced'", "w 元妻 x 元の配偶者",
		  "w 元妻 x 元の配偶者" },
		{ ",'bond':'partners'", "w 内縁の妻 x 内縁の配偶者",
		  "w 妻（未届） x 配偶者（未届）" },
		{ ",'bond':'partners','end':'divorced'",
		  "w 元の内縁の妻 x 元の内縁の配偶者",
		  "w 元の内縁の妻 x 元の内縁の配偶者" },
		{ ",'bond':'couple'", "w パートナー x パートナー",
		  "w パートナー x パートナー" },
		{ ",'bond':'couple','end':'divorced'",
		  "w 元パートナー x 元パートナー",
		  "w 元パートナー x 元パートナー" },
	};
	for (isize i = 0; i < COUNT(rows); i++) {
		struct out o = out_open(test_arena, 512);
		put(&o, S("{'persons':[{'id':'h','sex':'m'},"
			  "{'id':'w','sex':'f'},{'id':'x'}],"
			  "'unions':[{'partners':['h','w']"));
		put(&o, str_of(rows[i].bond));
		put(&o, S("},{'partners':['h','x']"));
		put(&o, str_of(rows[i].bond));
		put(&o, S("}]}"));
		struct genogram_family f = family(out_str(&o));
		KOSEKI(f, "h", rows[i].koseki);
		JUMINHYO(f, "h", rows[i].juminhyo);
	}
}

TEST(kin, a_union_that_holds_is_said_before_a_divorced_one)
{
	struct genogram_family f = family(S(
		"{'persons':[{'id':'h','sex':'m'},{'id':'w','sex':'f'},"
		"{'id':'v','sex':'m'}],'unions':["
		"{'partners':['h','w'],'end':'divorced','from':'1990'},"
		"{'partners':['h','w'],'from':'1999'},"
		"{'partners':['v','w'],'bond':'partners','end':'died'}]}"));
	BOTH(f, "h", "w 妻 v 妻の前の内縁の夫");
	BOTH(f, "w", "h 夫 v 前の内縁の夫");
}

TEST(kin, in_laws)
{
	struct genogram_family f = family(S(
		"{'persons':[{'id':'h','sex':'m'},{'id':'w','sex':'f',"
		"'birth':'1970'},{'id':'p','sex':'m'},{'id':'q','sex':'f'},"
		"{'id':'g','sex':'f'},{'id':'b','sex':'m','birth':'1972'},"
		"{'id':'bw','sex':'f'},{'id':'n','sex':'f'},"
		"{'id':'q2','sex':'f'}],"
		"'unions':[{'partners':['h','w']},"
		"{'partners':['p','q'],'children':['w','b']},"
		"{'partners':['g'],'children':['q']},"
		"{'partners':['b','bw'],'children':['n']},"
		"{'partners':['p','q2'],'bond':'partners'}]}"));
	KOSEKI(f, "h", "p 義父 q 義母 g 妻の祖母 b 妻の弟 bw 妻の弟の妻 "
	       "n 妻のめい q2 義父の内縁の妻");
	JUMINHYO(f, "h", "p 妻の父 q 妻の母 g 妻の祖母 b 妻の弟 "
		 "bw 妻の弟の妻 n 妻のめい q2 妻の父の妻（未届）");
	KOSEKI(f, "p", "h 長女の夫 bw 長男の妻 n 孫");
	JUMINHYO(f, "p", "h 子の夫 bw 子の妻 n 子の子");
	KOSEKI(f, "bw", "p 義父 w 夫の姉 h 夫の姉の夫 n 長女");
	KOSEKI(f, "n", "h 伯母の夫 w 伯母 q2 祖父の内縁の妻");
	KOSEKI(f, "g", "w 孫 p 長女の夫 h 孫の夫 n ひ孫 bw 孫の妻");
	JUMINHYO(f, "g", "w 子の子 h 子の子の夫 n 子の子の子");
	f.unions.v[0].end = END_DIVORCED;
	BOTH(f, "h", "w 元妻 p 元妻の父 q 元妻の母 b 元妻の弟");
	f.unions.v[0].end = END_DIED;
	KOSEKI(f, "h", "w 妻 p 義父 q 義母");
	f.unions.v[0] = (struct genogram_union){ .a = 0, .b = 1,
						 .bond = BOND_PARTNERS };
	KOSEKI(f, "h", "w 内縁の妻 p 内縁の妻の父");
	JUMINHYO(f, "h", "w 妻（未届） p 妻（未届）の父");
}

TEST(kin, in_law_is_said_of_the_own_marriage_only)
{
	struct genogram_family f = family(S(
		"{'persons':[{'id':'p','sex':'m'},{'id':'c','sex':'f'},"
		"{'id':'h','sex':'m'},{'id':'f','sex':'m'},"
		"{'id':'m'}],'unions':["
		"{'partners':['p'],'children':['c']},"
		"{'partners':['h','c']},"
		"{'partners':['f','m'],'children':['h']}]}"));
	KOSEKI(f, "p", "h 長女の夫 f 長女の夫の父 m 長女の夫の親");
	JUMINHYO(f, "p", "h 子の夫 f 子の夫の父 m 子の夫の親");
	KOSEKI(f, "c", "f 義父 m 夫の親");
}

/* x is a sister of both; in each family one of the two ways is found first. */
TEST(kin, of_equal_ways_the_union_that_holds_then_the_earlier)
{
	struct genogram_family f = family(S(
		"{'persons':[{'id':'h','sex':'m'},{'id':'v','sex':'f'},"
		"{'id':'w','sex':'f'},{'id':'x','sex':'f'},{'id':'g'}],"
		"'unions':[{'partners':['g'],'children':['v','w','x']},"
		"{'partners':['h','v'],'from':'1980','end':'died'},"
		"{'partners':['h','w'],'from':'1990'}]}"));
	BOTH(f, "h", "v 前の妻 w 妻 x 妻のきょうだい");
	f.unions.v[2].end = END_DIVORCED;
	f.unions.v[1] = (struct genogram_union){
		.a = 0, .b = 1, .from = 19950000, .end = END_DIVORCED,
		.bond = BOND_PARTNERS };
	BOTH(f, "h", "v 元の内縁の妻 w 元妻 x 元妻のきょうだい");
	f.unions.v[1].from = 19850000;
	BOTH(f, "h", "x 元の内縁の妻のきょうだい");
}

/* ---- farther ------------------------------------------------------------ */

TEST(kin, uncles_by_the_age_of_the_parent)
{
	struct genogram_family f = family(S(
		"{'persons':[{'id':'g','sex':'m'},"
		"{'id':'p','sex':'m','birth':'1950'},"
		"{'id':'e','sex':'m','birth':'1945'},"
		"{'id':'y','sex':'m','birth':'1955'},"
		"{'id':'u','sex':'m'},"
		"{'id':'e2','sex':'f','birth':'1946'},"
		"{'id':'y2','sex':'f','birth':'1956'},"
		"{'id':'u2','sex':'f','birth':'1950'},"
		"{'id':'x','birth':'1940'},"
		"{'id':'c','sex':'f'},{'id':'k','sex':'m'},"
		"{'id':'kk','sex':'m'}],"
		"'unions':[{'partners':['g'],"
		"'children':['p','e','y','u','e2','y2','u2','x']},"
		"{'partners':['p'],'children':['c']},"
		"{'partners':['e'],'children':['k']},"
		"{'partners':['k'],'children':['kk']}]}"));
	BOTH(f, "c", "e 伯父 y 叔父 u おじ e2 伯母 y2 叔母 u2 おば "
	     "x おじ・おば g 祖父 k いとこ kk いとこの子");
	BOTH(f, "y", "c めい k おい");
	KOSEKI(f, "y", "kk 兄の孫");
	JUMINHYO(f, "y", "kk おいの子");
	BOTH(f, "kk", "y 祖父の弟 c 父のいとこ g 曽祖父");
}

/* A chain of ten and a line beside it. */
TEST(kin, at_most_four_parts)
{
	struct genogram_family f = family(S(
		"{'persons':[{'id':'0','sex':'m'},{'id':'1','sex':'m'},"
		"{'id':'2','sex':'m'},{'id':'3','sex':'f'},"
		"{'id':'4','sex':'f'},{'id':'5','sex':'m'},"
		"{'id':'6','sex':'m'},{'id':'7','sex':'m'},"
		"{'id':'z','sex':'f'}],'unions':["
		"{'partners':['0'],'children':['1']},"
		"{'partners':['1'],'children':['2']},"
		"{'partners':['2'],'children':['3']},"
		"{'partners':['3'],'children':['4']},"
		"{'partners':['4'],'children':['5']},"
		"{'partners':['5'],'children':['6']},"
		"{'partners':['6'],'children':['7']}]}"));
	KOSEKI(f, "0", "1 長男 2 孫 3 ひ孫 4 ひ孫の子 5 ひ孫の孫 "
	       "6 ひ孫のひ孫 7 ひ孫のひ孫の子 z ＿");
	JUMINHYO(f, "0", "1 子 2 子の子 3 子の子の子 4 子の子の子の子 5 ＿");
	BOTH(f, "7", "6 父 5 祖父 4 曽祖母 3 曽祖母の母 2 曽祖母の祖父 "
	     "1 曽祖母の曽祖父 0 曽祖母の曽祖父の父");
	BOTH(f, "z", "0 ＿ 7 ＿");
}

TEST(kin, nobody_has_a_word_without_a_focus)
{
	struct genogram_family f = family(str_of(A_8050));
	str *w = genogram_kin(test_arena, &f, -1, KIN_KOSEKI);
	for (isize i = 0; i < f.persons.n; i++)
		assert_int_equal(w[i].n, 0);
}

/* ---- masked ------------------------------------------------------------- */

TEST(kin, masked_people_get_neutral_words)
{
	struct genogram_family f = family(S(
		"{'persons':["
		"{'id':'g','sex':'m','birth':'1920','masked':true},"
		"{'id':'p','sex':'m','birth':'1950'},"
		"{'id':'q','sex':'f','birth':'1952','masked':true},"
		"{'id':'u','sex':'m','birth':'1955','masked':true},"
		"{'id':'n','sex':'f','birth':'1985','masked':true},"
		"{'id':'a','sex':'m','birth':'1980','masked':true},"
		"{'id':'b','sex':'m','birth':'1982'},"
		"{'id':'c','sex':'f','birth':'1984'},"
		"{'id':'aw','sex':'f'},{'id':'k','sex':'f','masked':true}],"
		"'unions':[{'partners':['g'],'children':['p','u']},"
		"{'partners':['p','q'],'end':'divorced',"
		"'children':[{'id':'a','kind':'adopted'},'b','c']},"
		"{'partners':['u'],'children':['n']},"
		"{'partners':['a','aw'],'bond':'partners',"
		"'children':['k']}]}"));
	KOSEKI(f, "p", "g 親 q 配偶者 u きょうだい n おい・めい a 子 b 息子 "
	       "c 娘 aw 子の配偶者 k 孫");
	JUMINHYO(f, "p", "q 配偶者 a 子 b 子 c 子 aw 子の配偶者 k 子の子");
	BOTH(f, "b", "g 祖父母 q 親 p 父 u おじ・おば n いとこ a きょうだい "
	     "c 妹 aw きょうだいの配偶者 k おい・めい");
	BOTH(f, "aw", "a 配偶者 p 配偶者の父 q 配偶者の親 "
	     "c 配偶者のきょうだい b 配偶者のきょうだい");
	BOTH(f, "k", "a 親 aw 母 p 祖父 q 祖父母 b おじ c おば g 曽祖父母");
}

/* The place of somebody masked in the list may tell who is elder. */
TEST(kin, a_way_around_the_masked_is_taken_whatever_their_place)
{
	struct genogram_family f = family(S(
		"{'persons':[{'id':'p'},{'id':'m','masked':true},"
		"{'id':'b','sex':'m','birth':'1980'},"
		"{'id':'a','sex':'f','birth':'1985'},{'id':'w','sex':'f'}],"
		"'unions':[{'partners':['p'],'children':['m','b','a']},"
		"{'partners':['m','w']},{'partners':['b','w']}]}"));
	BOTH(f, "a", "w 兄の妻 m きょうだい");
}

/* ---- the hard households ------------------------------------------------ */

/* Tests run in the build folder, to which the name of this file leads. */
static struct genogram_family household(const char *name)
{
	struct out o = out_open(test_arena, 256);
	str here = str_of(__FILE__), text;
	put(&o, str_sub(here, 0, str_find(here, S("src/genogram"), 0)));
	put(&o, S("tests/genogram/"));
	put(&o, str_of(name));
	put(&o, S(".json"));
	assert_int_equal(file_read(test_arena,
				   str_cstr(test_arena, out_str(&o)), 1 << 20,
				   &text), OK);
	return family(text);
}

TEST(kin, hard_households)
{
	static const struct {
		const char *name, *focus, *words;
	} rows[] = {
		{ "blended_three_generations", "k4",
		  "g5 祖父の妻 hs 叔父 c 母の元夫 d 父の元妻 k1 兄 k2 姉 k3 兄 "
		  "kw 兄の妻 z おい z2 おい・めい" },
		{ "both_remarried", "e", "h1 父の元妻 w1 母の元夫 a 兄" },
		{ "brothers_sisters", "e", "b 叔父 d 叔母 h いとこ g 妹" },
		{ "cousins", "k", "g 曽祖父 h 曽祖母 c2 叔母 d2 叔父" },
		{ "eighty_fifty", "s", "f 父 m 母 e 兄 ew 兄の妻 d 妹 dh 妹の夫 "
		  "fs 伯母 fb 叔父 c1 めい c2 おい sw 元妻" },
		{ "fifty_two", "d100", "w0 祖母の兄の妻 c00 父のいとこ "
		  "v00 父のいとこの妻 d000 父のいとこの子 c11 叔母 d110 いとこ" },
		{ "four_grandparents", "a", "g1 祖父 f2 叔父 m2 伯母 b 妹" },
		{ "kin_adoption", "c", "a 養父 a2 養母 b 母 x 父 d きょうだい "
		  "e 養父の里子 t1 妹 p 祖父 q 祖母" },
		{ "kin_adoption", "a", "c 養女 t1 娘 t2 娘 e 里子 b 妹 "
		  "x 養女の父 d きょうだい" },
		{ "remarriage_chain", "k2", "a 母の元夫 d 父の元妻 k1 姉 k3 妹 "
		  "e 父の元妻の夫 k4 父の元妻の子" },
		{ "three_partners", "d", "x 父の前の妻 y 父の元妻 z 母 a 兄" },
		{ "three_partners", "m", "x 前の妻 y 元妻 z 内縁の妻 a 長男 "
		  "b 長女 c 長男 d 長女 e 長男" },
		{ "widow_marries_brother", "d", "a 父 b 母の夫 w 母 e 妹" },
	};
	for (isize i = 0; i < COUNT(rows); i++) {
		struct genogram_family f = household(rows[i].name);
		KOSEKI(f, rows[i].focus, rows[i].words);
	}
}

TEST_MAIN
