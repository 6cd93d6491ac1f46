/* family_test.c — S35 on scenario B's household, through the whole way of a
 * request, on both engines. */
#include "kernel/test_desk.h"

#include "family/family.h"
#include "kernel/token.h"

/* 北部包括 leads casefile 50; 社協 has a share of it in which 絵里 agreed to
 * everything and nobody else was asked. */
static const char *const rows[] = {
	"insert into casefile (muni, id, agency, case_no, stage, urgency, "
	"opened_on, created_at) values (129992, 50, 1, '北包8-1', 'support', "
	"'normal', 1, 1)",
	"insert into household values (129992, 60, 50, '宮下', 'みやした', '', "
	"'', '', '', 1)",
	"insert into person (muni, id, casefile, household, family_name, "
	"given_name, family_name_kana, given_name_kana, sex, birth, death, "
	"dead, living, phone, relation, sort) values "
	"(129992, 70, 50, 60, '宮下', '絵里', '', '', '2', '1989-01-20', '', 0, "
	"'home', '', '', 1), "
	"(129992, 71, 50, 60, '宮下', 'さくら', '', '', '2', '2012-05-02', '', "
	"0, 'home', '', '長女', 2), "
	"(129992, 72, 50, 60, '宮下', '蓮', '', '', '1', '2021-08-20', '', 0, "
	"'home', '', '長男', 3), "
	"(129992, 73, 50, 60, '佐々木', '誠', '', '', '1', '1985-05-05', '', 0, "
	"'away', '', '元夫', 4), "
	"(129992, 74, 50, 60, '岡田', '節子', '', '', '2', '1959-02-02', '', 0, "
	"'away', '', '母', 5), "
	"(129992, 75, 50, 60, '宮下', '武', '', '', '1', '', '2020', 1, 'away', "
	"'', '父', 6), "
	"(129992, 76, 50, 60, '岡田', '勇', '', '', '1', '1955', '', 0, 'away', "
	"'', '母の夫', 7), "
	"(129992, 77, 50, 60, '岡田', '翔太', '', '', '1', '1981', '', 0, "
	"'away', '', '', 8)",
	"insert into bond (muni, id, casefile, a, b, kind, begun, ended, "
	"ending) values "
	"(129992, 1, 50, 70, 73, 'marriage', '2010', '2023-08', 'divorced'), "
	"(129992, 2, 50, 74, 75, 'marriage', '1985', '2020', 'widowed'), "
	"(129992, 3, 50, 74, 76, 'marriage', '2022', '', '')",
	"insert into parentage (muni, id, casefile, parent, child, kind, "
	"begun, ended) values "
	"(129992, 1, 50, 70, 71, 'birth', '', ''), "
	"(129992, 2, 50, 73, 71, 'birth', '', ''), "
	"(129992, 3, 50, 70, 72, 'birth', '', ''), "
	"(129992, 4, 50, 74, 70, 'birth', '', ''), "
	"(129992, 5, 50, 75, 70, 'birth', '', ''), "
	"(129992, 6, 50, 76, 77, 'birth', '', '')",
	"insert into seat (muni, agency, casefile, level, since, until, "
	"updated_at, sort_kana, stage) "
	"values (129992, 1, 50, 4, 1, null, 1, 'k', 'support')",
	"insert into basis (muni, id, casefile, person, kind, since, "
	"account, agency, at) values (129992, 80, 50, 70, 'consent', 1, "
	"1, 1, 1), (129992, 81, 50, 71, 'consent', 1, 1, 1, 1)",
	"insert into basis_cover values (129992, 80, 2, 0, 4, 2047), "
	"(129992, 81, 2, 0, 4, 2047)",
	"insert into bestowal (muni, id, casefile, to_agency, type, verbs, "
	"state, since, by_account, by_agency, at) values (129992, 81, 50, 2, "
	"'team_money', 3, 'live', 1, 1, 1, 1)",
	"insert into bestowal_person (muni, bestowal, person, basis) values "
	"(129992, 81, 70, 80), (129992, 81, 71, 81)",
	"insert into seat (muni, agency, casefile, level, since, updated_at, "
	"sort_kana, origin) values (129992, 2, 50, 3, 1, 1, '', 'grant')",
};

struct home {
	struct desk d;
	struct sitting ishii, onishi;
	str url;
};

static str token(struct home *h, enum id_kind kind, i64 id)
{
	return token_seal(test_arena, &h->d.app.keys.id, DESK_MUNI, kind, id);
}

static void open_home(struct home *h, enum db_engine engine)
{
	const struct route_table rooms[] = {
		{ family_routes, family_routes_n },
	};
	desk_open(&h->d, engine, rooms, COUNT(rooms));
	for (int i = 0; i < COUNT(rows); i++)
		desk_run(&h->d, rows[i]);
	h->ishii = desk_sit(&h->d, 1, S("石井"), ROLE_worker);
	h->onishi = desk_sit(&h->d, 2, S("大西"), ROLE_worker);
	h->url = str_cat(test_arena, str_cat(test_arena, S("/cases/"),
			 token(h, ID_casefile, 50)), S("/genogram"));
}

/* The page with somebody as 本人; 0: as it opens. */
static str seen(struct home *h, const struct sitting *who, i64 focus,
		str more)
{
	str url = h->url;
	if (focus)
		url = str_cat(test_arena, str_cat(test_arena, url,
						  S("?focus=")),
			      token(h, ID_person, focus));
	struct answer a = desk_get(&h->d, who, str_cat(test_arena, url, more));
	assert_int_equal(a.status, 200);
	return a.body;
}

/* 続柄 as the table says it, of the row with this name. */
static void assert_kin(str page, str name, str word)
{
	isize row = str_find(page, name, str_find(page, S("<tbody>"), 0));
	assert_true(row >= 0);
	isize from = str_find(page, S("data-label=\"続柄\">"), row);
	str cell = str_sub(page, from + S("data-label=\"続柄\">").n, page.n);
	cell = str_sub(cell, 0, str_find(cell, S("</td>"), 0));
	assert_str(cell, word);
}

/* Where everything written in the picture stands. */
static str places(str page)
{
	struct out o = out_open(test_arena, 1000);
	isize at = str_find(page, S("<svg"), 0);
	isize end = str_find(page, S("</svg>"), at);
	assert_true(at >= 0 && end > at);
	while ((at = str_find(page, S("<text x="), at)) >= 0 && at < end) {
		isize close = str_find(page, S(">"), at);
		put(&o, str_sub(page, at, close));
		at = close;
	}
	return out_str(&o);
}

TEST_BOTH(family, every_kin_word_follows_the_person_in_focus)
{
	struct home h;
	open_home(&h, engine);
	str eri = seen(&h, &h.ishii, 0, (str){ 0 });
	assert_kin(eri, S("さくら"), S("長女"));
	assert_kin(eri, S("誠"), S("元夫"));
	assert_kin(eri, S("節子"), S("母"));
	assert_kin(eri, S("武"), S("父"));
	assert_kin(eri, S("勇"), S("母の夫"));
	assert_kin(eri, S("翔太"), S("母の夫の子"));
	str sakura = seen(&h, &h.ishii, 71, (str){ 0 });
	assert_kin(sakura, S("絵里"), S("母"));
	assert_kin(sakura, S("誠"), S("父"));
	assert_kin(sakura, S("節子"), S("祖母"));
	assert_kin(sakura, S("武"), S("祖父"));
	assert_kin(sakura, S("勇"), S("祖母の夫"));
	assert_kin(sakura, S("翔太"), S("祖母の夫の子"));
	assert_kin(seen(&h, &h.ishii, 71, S("&words=juminhyo")), S("絵里"),
		   S("母"));
	assert_kin(seen(&h, &h.ishii, 0, S("?words=juminhyo")), S("さくら"),
		   S("子"));
	/* Nobody moves. */
	assert_true(places(eri).n > 100);
	assert_str(places(eri), places(sakura));
	desk_close(&h.d);
}

/* The picture itself. */
static str drawn(struct home *h)
{
	str page = seen(h, &h->ishii, 0, (str){ 0 });
	isize at = str_find(page, S("<svg"), 0);
	return str_sub(page, at, str_find(page, S("</svg>"), at));
}

TEST_BOTH(family, a_municipality_chooses_its_symbols)
{
	struct home h;
	open_home(&h, engine);
	desk_run(&h.d, "update person set sex = '9' where id = 77");
	str crossed = drawn(&h);
	assert_has_not(crossed, S("<g fill=\"#1a1a1a\""));
	desk_run(&h.d, "insert into setting values "
		       "(129992, 'genogram.dead', 'filled')");
	str filled = drawn(&h);
	assert_has(filled, S("<g fill=\"#1a1a1a\""));
	desk_run(&h.d, "insert into setting values "
		       "(129992, 'genogram.unknown', 'triangle')");
	assert_false(str_eq(drawn(&h), filled));
	/* What is not understood, and another's, changes nothing. */
	desk_run(&h.d, "update setting set value = 'x'");
	assert_str(drawn(&h), crossed);
	desk_run(&h.d, "insert into setting values "
		       "(129984, 'genogram.dead', 'filled')");
	assert_str(drawn(&h), crossed);
	desk_close(&h.d);
}

TEST_BOTH(family, a_child_with_one_recorded_parent_hangs_under_the_couple)
{
	struct home h;
	open_home(&h, engine);
	str page = seen(&h, &h.ishii, 0, (str){ 0 });
	assert_has(page, S("宮下 蓮さんは、もう一方の親が記録されていません。"));
	/* Only drawn so: from 蓮 nobody says that he is the father. */
	assert_kin(seen(&h, &h.ishii, 72, (str){ 0 }), S("誠"),
		   S("母の元夫"));
	desk_run(&h.d, "insert into parentage (muni, id, casefile, parent, child, "
		    "kind, begun, ended) values (129992, 9, 50, 73, 72, "
		    "'birth', '', '')");
	page = seen(&h, &h.ishii, 72, (str){ 0 });
	assert_has_not(page, S("もう一方の親"));
	assert_kin(page, S("誠"), S("父"));
	desk_close(&h.d);
}

TEST_BOTH(family, what_is_not_shared_is_not_in_the_picture)
{
	struct home h;
	open_home(&h, engine);
	str page = seen(&h, &h.onishi, 0, (str){ 0 });
	assert_has(page, S("佐々木 誠"));
	/* Of who was not asked: 氏名・続柄・年代. */
	assert_has_not(page, S("1985"));
	assert_has_not(page, S("41歳"));
	desk_run(&h.d, "insert into bestowal_exception (muni, bestowal, person, "
		    "what, state, reason, account, at) values "
		    "(129992, 81, 71, 'name', 'M', 'x', 1, 1), "
		    "(129992, 81, 71, 'quasi', 'H', 'x', 1, 1)");
	page = seen(&h, &h.onishi, 0, (str){ 0 });
	assert_has_not(page, S("さくら"));
	assert_has_not(page, S("2012"));
	assert_has(page, S("くわしくは共有されていません"));
	assert_has(seen(&h, &h.ishii, 0, (str){ 0 }), S("さくら"));
	/* Her ties are taken out: she is there, and bound to nobody. */
	desk_run(&h.d, "insert into bestowal_exception (muni, bestowal, person, "
		    "what, state, reason, account, at) values "
		    "(129992, 81, 71, 'family', 'H', 'x', 1, 1)");
	page = seen(&h, &h.onishi, 0, (str){ 0 });
	assert_has_not(page, S("長女"));
	/* Nor is it said of 蓮 that no other parent is recorded. */
	assert_has_not(page, S("もう一方の親"));
	assert_has(seen(&h, &h.ishii, 0, (str){ 0 }), S("もう一方の親"));
	desk_close(&h.d);
}

TEST_BOTH(family, closed_it_says_one_sentence)
{
	struct home h;
	open_home(&h, engine);
	desk_run(&h.d, "insert into bestowal_exception (muni, bestowal, person, "
		    "what, state, reason, account, at) values "
		    "(129992, 81, 0, 'family', 'H', 'x', 1, 1)");
	str page = seen(&h, &h.onishi, 0, (str){ 0 });
	assert_has(page, S("この項目は、あなたの機関には共有されていません。"));
	assert_has_not(page, S("<svg"));
	assert_has_not(page, S("節子"));
	desk_close(&h.d);
}

TEST_BOTH(family, what_cannot_be_is_drawn_without_lines)
{
	struct home h;
	open_home(&h, engine);
	desk_run(&h.d, "insert into parentage (muni, id, casefile, parent, child, "
		    "kind, begun, ended) values (129992, 9, 50, 71, 74, "
		    "'birth', '', '')");
	str page = seen(&h, &h.ishii, 0, (str){ 0 });
	assert_has(page, S("つじつまの合わない所がある"));
	assert_has(page, S("岡田 節子"));
	desk_close(&h.d);
}

TEST_BOTH(family, it_is_there_for_who_may_open_the_casefile)
{
	struct home h;
	open_home(&h, engine);
	struct sitting far = desk_sit_at(&h.d, DESK_OTHER, 3, S("遠"),
					 ROLE_worker);
	assert_int_equal(desk_get(&h.d, &far, h.url).status, 404);
	str stranger = str_cat(test_arena, h.url, S("?focus="));
	stranger = str_cat(test_arena, stranger, token(&h, ID_person, 99));
	assert_int_equal(desk_get(&h.d, &h.ishii, stranger).status, 404);
	assert_int_equal(desk_get(&h.d, &h.ishii,
				  str_cat(test_arena, h.url,
					  S("?focus=x"))).status, 404);
	str paper = seen(&h, &h.ishii, 0, S("?paper=a4"));
	assert_has(paper, S("取扱注意"));
	assert_has(paper, S("mm\""));
	desk_close(&h.d);
}

TEST_MAIN
