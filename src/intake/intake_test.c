/* intake_test.c — S22, the whole way of a request on both engines. */
#include "kernel/test_desk.h"

#include "casefile/casefile.h"
#include "household/household.h"
#include "intake/intake.h"
#include "kernel/draft.h"
#include "note/note.h"
#include "search/search.h"

static void open_desk(struct desk *d, enum db_engine engine)
{
	const struct route_table rooms[] = {
		{ intake_routes, intake_routes_n },
		{ household_routes, household_routes_n },
		{ note_routes, note_routes_n },
		{ search_routes, search_routes_n },
		{ kernel_routes, kernel_routes_n },
	};
	desk_open(d, engine, rooms, COUNT(rooms));
}

/* "name", "値", … in pairs → a form. */
static str form(const str *pairs, isize n)
{
	struct out o = out_open(test_arena, 300);
	for (isize i = 0; i + 1 < n; i += 2) {
		if (i)
			out_char(&o, '&');
		put(&o, pairs[i]);
		out_char(&o, '=');
		out_percent(&o, pairs[i + 1]);
	}
	return out_str(&o);
}
#define FORM(...)                                                             \
	form((const str[]){ __VA_ARGS__ },                                    \
	     COUNT(((const str[]){ __VA_ARGS__ })))

static struct answer receive(struct desk *d, const struct sitting *s)
{
	return desk_post(d, s, S("/intake"),
			 FORM(S("body"), S("3日顔を見ない。新聞がたまっている"),
			      S("from"), S("neighbor"), S("from_name"),
			      S("野口"), S("name"), S("山邉 トキ"), S("kana"),
			      S("やまべ とき"), S("birth"), S("S19.3.4"),
			      S("place"), S("北町2丁目")));
}

TEST_BOTH(intake, only_the_text_is_required)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting s = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct answer a = desk_post(&d, &s, S("/intake"),
				    FORM(S("body"), S("名乗らず、隣の声")));
	assert_int_equal(a.status, 303);
	a = desk_get(&d, &s, a.location);
	assert_int_equal(a.status, 200);
	assert_has(a.body, S("隣の声"));
	assert_has(a.body, S("世帯をつくる"));
	a = desk_post(&d, &s, S("/intake"), FORM(S("name"), S("山邉")));
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("内容を一言でも書いてください。"));
	/* Nothing typed is lost. */
	assert_has(a.body, S("value=\"山邉\""));
	desk_close(&d);
}

TEST_BOTH(intake, bad_input_is_told_and_kept)
{
	static const struct {
		str field, value, told;
	} cases[] = {
		{ STR("birth"), STR("昭和65年1月1日"), STR("昭和は64年") },
		{ STR("from_tel"), STR("あいう"), STR("電話番号の数字を") },
		{ STR("at"), STR("きょう 25時"), STR("field-error") },
		{ STR("mins"), STR("長い"), STR("所要は分の数で") },
		{ STR("body"), STR("番号は 123456789018 です"),
		  STR("マイナンバーのようです") },
	};
	struct desk d;
	open_desk(&d, engine);
	struct sitting s = desk_sit(&d, 1, S("石井"), ROLE_worker);
	for (isize i = 0; i < COUNT(cases); i++) {
		struct answer a = desk_post(&d, &s, S("/intake"),
					    FORM(S("body"), S("話"),
						 cases[i].field,
						 cases[i].value));
		if (str_eq(cases[i].field, S("body")))
			a = desk_post(&d, &s, S("/intake"),
				      FORM(S("body"), cases[i].value));
		assert_int_equal(a.status, 422);
		assert_has(a.body, cases[i].told);
		assert_has(a.body, cases[i].value);
	}
	desk_close(&d);
}

/* "/cases/TOKEN" of an address below it. */
static str case_of(str location)
{
	return str_sub(location, 0, S("/cases/").n + 22);
}

TEST_BOTH(intake, becomes_household_and_first_note)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting s = desk_sit(&d, 1, S("石井"), ROLE_worker);
	str place = receive(&d, &s).location;
	struct answer a = desk_post(&d, &s,
				    str_cat(test_arena, place,
					    S("/household")),
				    FORM(S("name"), S("山邉 トキ"), S("kana"),
					 S("やまべ とき"), S("birth"),
					 S("S19.3.4")));
	assert_int_equal(a.status, 303);
	str base = case_of(a.location);
	a = desk_get(&d, &s, str_cat(test_arena, base, S("/people")));
	assert_has(a.body, S("トキ"));
	a = desk_get(&d, &s, str_cat(test_arena, base, S("/notes")));
	assert_has(a.body, S("新聞がたまっている"));
	/* A second window cannot make a second household of it. */
	a = desk_post(&d, &s, str_cat(test_arena, place, S("/household")),
		      FORM(S("name"), S("山邉 トキ")));
	assert_int_equal(a.status, 409);
	desk_close(&d);
}

TEST_BOTH(intake, stays_with_its_agency)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting s = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct sitting other = desk_sit(&d, 2, S("大西"), ROLE_worker);
	struct sitting chief = desk_sit(&d, 1, S("古賀"), ROLE_chief);
	str place = receive(&d, &s).location;
	assert_int_equal(desk_get(&d, &s, place).status, 200);
	assert_int_equal(desk_get(&d, &other, place).status, 404);
	assert_int_equal(desk_get(&d, &chief, place).status, 403);
	assert_int_equal(desk_post(&d, &other,
				   str_cat(test_arena, place, S("/inform")),
				   FORM(S("handed"), S("x"))).status, 409);
	desk_close(&d);
}

TEST_BOTH(candidates, only_within_what_may_be_seen)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting s = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct sitting other = desk_sit(&d, 2, S("大西"), ROLE_worker);
	str place = receive(&d, &s).location;
	struct answer a = desk_post(&d, &s,
				    str_cat(test_arena, place,
					    S("/household")),
				    FORM(S("name"), S("山邉 トキ"), S("kana"),
					 S("やまべ とき"), S("birth"),
					 S("S19.3.4")));
	assert_int_equal(a.status, 303);
	str asked = FORM(S("name"), S("山辺 トキ"), S("kana"),
			 S("ヤマベ トキ"), S("birth"), S("S19.3.4"));
	a = desk_post(&d, &s, S("/intake/candidates"), asked);
	assert_has(a.body, S("生年月日が同じです"));
	a = desk_post(&d, &other, S("/intake/candidates"), asked);
	str nobody = FORM(S("name"), S("大畠 ふみ"));
	struct answer b = desk_post(&d, &other, S("/intake/candidates"),
				    nobody);
	assert_has(a.body,
		   S("あなたが見られる範囲では、見つかりませんでした。"));
	assert_str(a.body, b.body);
	desk_close(&d);
}

TEST_BOTH(candidates, join_an_existing_household)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting s = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct sitting other = desk_sit(&d, 2, S("大西"), ROLE_worker);
	str place = receive(&d, &s).location;
	struct answer a = desk_post(&d, &s,
				    str_cat(test_arena, place,
					    S("/household")),
				    FORM(S("name"), S("山邉 トキ")));
	str token = str_sub(case_of(a.location), S("/cases/").n, 100);
	a = desk_post(&d, &s, S("/intake"),
		      FORM(S("body"), S("二度目の電話"), S("join"), token));
	assert_int_equal(a.status, 303);
	assert_true(str_starts(a.location, S("/cases/")));
	assert_has(desk_get(&d, &s, a.location).body, S("二度目の電話"));
	/* A foreign household's token is not there. */
	a = desk_post(&d, &other, S("/intake"),
		      FORM(S("body"), S("よその電話"), S("join"), token));
	assert_int_equal(a.status, 404);
	desk_close(&d);
}

TEST_BOTH(search, spellings_lead_to_the_household)
{
	static const str typed[] = {
		STR("山辺"), STR("山邊"), STR("ﾔﾏﾍﾞ"), STR("やまべ"),
		STR("山邉トキ"), STR("北町"), STR("新聞"),
	};
	struct desk d;
	open_desk(&d, engine);
	struct sitting s = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct sitting clerk = desk_sit(&d, 1, S("田中"), ROLE_clerk);
	struct sitting other = desk_sit(&d, 2, S("大西"), ROLE_worker);
	str place = receive(&d, &s).location;
	desk_post(&d, &s, str_cat(test_arena, place, S("/household")),
		  FORM(S("name"), S("山邉 トキ"), S("kana"), S("やまべ とき")));
	for (isize i = 0; i < COUNT(typed); i++) {
		str q = FORM(S("q"), typed[i]);
		assert_has(desk_post(&d, &s, S("/search"), q).body,
			   S("data-row"));
		assert_has_not(desk_post(&d, &other, S("/search"), q).body,
			       S("data-row"));
	}
	/* Prose is not for 受付・事務: the word finds nothing for him. */
	struct answer a = desk_post(&d, &clerk, S("/search"),
				    FORM(S("q"), S("新聞がたまって")));
	assert_has_not(a.body, S("data-row"));
	a = desk_post(&d, &clerk, S("/search"), FORM(S("q"), S("やまべ")));
	assert_has(a.body, S("data-row"));
	desk_close(&d);
}

TEST_MAIN
