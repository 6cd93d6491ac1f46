/* note_review_test.c — 見せる範囲, the hint, 伏せる所を確かめる, and what the
 * other agency's pages show: the whole way of a request, on both engines.
 * 石井 shares トキ with 社協 (大西) as 連携・お金なし. */
#include "kernel/test_desk.h"

#include "casefile/casefile.h"
#include "household/household.h"
#include "kernel/draft.h"
#include "note/note.h"
#include "task/task.h"

struct world {
	struct desk d;
	struct sitting ishii, onishi;
	casefile_id casefile;
	str notes;
};

static enum status run(struct db *tx, str text)
{
	struct db_sql *sql = new(test_arena, struct db_sql, 1);
	const char *c = str_cstr(test_arena, text);
	*sql = (struct db_sql){ "test", c, c, 0, 0 };
	return db_run(tx, sql, NULL, NULL);
}

/* "… CASE …" with the casefile's number. */
static str with_case(struct world *w, const char *text)
{
	struct out o = out_open(test_arena, 400);
	str rest = str_of(text);
	for (isize i; (i = str_find(rest, S("CASE"), 0)) >= 0;
	     rest = str_sub(rest, i + 4, rest.n)) {
		put(&o, str_sub(rest, 0, i));
		put(&o, (long long)w->casefile.v);
	}
	put(&o, rest);
	return out_str(&o);
}

static const char *const sharing[] = {
	"insert into person (muni, id, casefile, household, family_name, "
	"given_name, family_name_kana, given_name_kana, sex, birth, death, "
	"living, phone, relation, sort) select 129992, 301, CASE, h.id, "
	"'山邉', 'トキ', 'やまべ', 'とき', '2', '', '', 'home', '', '', 1 "
	"from household h where h.muni = 129992 and h.casefile = CASE",
	"insert into basis (muni, id, casefile, person, kind, since, until, "
	"account, agency, at) values (129992, 80, CASE, 301, 'consent', 10, "
	"null, 1, 1, 10)",
	"insert into basis_cover (muni, basis, agency, account, level, "
	"classes) values (129992, 80, 2, 0, 4, 1983)",
	"insert into bestowal (muni, id, casefile, to_agency, to_account, "
	"type, verbs, state, since, until, by_account, by_agency, at) values "
	"(129992, 90, CASE, 2, null, 'team', 3, 'live', 10, null, 1, 1, 10)",
	"insert into bestowal_person (muni, bestowal, person, basis) values "
	"(129992, 90, 301, 80)",
	"insert into seat (muni, agency, casefile, level, since, updated_at, "
	"sort_kana, origin) values (129992, 2, CASE, 3, 0, 0, '', 'grant')",
};

static enum status open_job(struct db *tx, void *arg)
{
	struct world *w = arg;
	struct rq rq = desk_rq(&w->d, &w->ishii);
	struct household_new h = { .name = S("山邉"),
				   .name_kana = S("やまべ") };
	household_id id;
	TRY(casefile_open(&rq, tx, S("normal"), S("やまべ"), &w->casefile));
	h.casefile = w->casefile;
	TRY(household_add(&rq, tx, &h, &id));
	for (int i = 0; i < COUNT(sharing); i++)
		TRY(run(tx, with_case(w, sharing[i])));
	return OK;
}

static void open_world(struct world *w, enum db_engine engine)
{
	const struct route_table rooms[] = {
		{ note_routes, note_routes_n },
		{ task_routes, task_routes_n },
		{ kernel_routes, kernel_routes_n },
	};
	desk_open(&w->d, engine, rooms, COUNT(rooms));
	w->ishii = desk_sit(&w->d, 1, S("石井"), ROLE_worker);
	w->onishi = desk_sit(&w->d, 2, S("大西"), ROLE_worker);
	assert_int_equal(store_write(w->d.t.store, w->d.t.db, test_arena,
				     open_job, w),
			 OK);
	struct rq rq = desk_rq(&w->d, &w->ishii);
	w->notes = casefile_url(&rq, w->casefile, S("/notes"));
}

static str cat(str a, const char *b)
{
	return str_cat(test_arena, a, str_of(b));
}

static struct answer record(struct world *w, const char *form)
{
	struct answer a = desk_post(&w->d, &w->ishii, w->notes,
				    cat(S("at=いま&method=phone&about=house&"
					  "body="), form));
	assert_int_equal(a.status, 303);
	return a;
}

/* "…/notes/TOKEN/masks" of the note a redirect has led to. */
static str masks_of(struct world *w, str location)
{
	isize at = str_find_char(location, '=', 0);
	str token = str_sub(location, at + 1, location.n);
	return cat(str_cat(test_arena, cat(w->notes, "/"), token), "/masks");
}

static str list_of(struct world *w, const struct sitting *who)
{
	struct answer a = desk_get(&w->d, who, w->notes);
	assert_int_equal(a.status, 200);
	return a.body;
}

#define MASK "<span class=\"mask\" role=\"img\" " \
	"aria-label=\"伏せています\">▨▨▨</span>"

TEST_BOTH(note_review, a_hint_tells_who_will_not_read_it)
{
	struct world w;
	open_world(&w, engine);
	struct answer a = record(&w, "訪問した。家賃を滞納。雨。");
	a = desk_get(&w.d, &w.ishii, a.location);
	assert_has(a.body, S("お金の話があります。社協には伏せます（1か所）"));
	assert_has(a.body, S(">確かめる</a>"));
	assert_has(a.body, S("チーム（社協）"));
	/* The other reads it without that sentence, and of no hint. */
	str seen = list_of(&w, &w.onishi);
	assert_has(seen, S("訪問した。" MASK "雨。"));
	assert_has_not(seen, S("家賃"));
	assert_has_not(seen, S("伏せます"));
	assert_has(seen, S("伏せあり"));
	assert_has(seen, S("チーム（北部包括）"));
	a = record(&w, "雨。");
	a = desk_get(&w.d, &w.ishii, a.location);
	assert_has_not(a.body, S("には伏せます"));
	desk_close(&w.d);
}

/* One line while it is written, and no name in it. */
TEST_BOTH(note_review, a_hint_comes_while_writing)
{
	struct world w;
	open_world(&w, engine);
	str hint = cat(w.notes, "/hint");
	struct answer a = desk_post(&w.d, &w.ishii, hint,
				    S("body=雨。借金の話。由美090-1234-5678"));
	assert_int_equal(a.status, 200);
	assert_has(a.body, S("お金の話があります。社協には伏せます（1か所）"));
	a = desk_post(&w.d, &w.ishii, hint, S("body=借金&audience=own"));
	assert_has_not(a.body, S("伏せます"));
	a = desk_post(&w.d, &w.onishi, hint, S("body=借金"));
	assert_has_not(a.body, S("伏せます"));
	desk_close(&w.d);
}

TEST_BOTH(note_review, each_passage_is_decided_upon)
{
	struct world w;
	open_world(&w, engine);
	struct answer a = record(&w, "家賃を滞納。雨。");
	str url = masks_of(&w, a.location);
	a = desk_get(&w.d, &w.ishii, url);
	assert_int_equal(a.status, 200);
	assert_has(a.body, S("家賃を滞納。</p>"));
	assert_has(a.body, S("伏せる相手：社協"));
	assert_int_equal(desk_get(&w.d, &w.onishi, url).status, 404);
	assert_int_equal(desk_post(&w.d, &w.onishi, url,
				   S("rev=1&from=0&to=18&act=open")).status,
			 404);
	a = desk_post(&w.d, &w.ishii, url,
		      S("rev=1&from=0&to=18&act=restate&instead="));
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("言いかえの文を書いてください。"));
	a = desk_post(&w.d, &w.ishii, url,
		      S("rev=1&from=0&to=18&act=restate&"
			"instead=暮らしの心配。"));
	assert_int_equal(a.status, 303);
	assert_has(list_of(&w, &w.onishi), S("暮らしの心配。"));
	a = desk_post(&w.d, &w.ishii, url, S("rev=1&from=0&to=18&act=open"));
	assert_int_equal(a.status, 303);
	assert_has(list_of(&w, &w.onishi), S("家賃を滞納。"));
	a = desk_post(&w.d, &w.ishii, url, S("rev=2&from=0&to=18&act=close"));
	assert_int_equal(a.status, 409);
	assert_has(a.body, S("ほかの人が先に直しました。"));
	a = desk_post(&w.d, &w.ishii, url, S("rev=1&act=confirm"));
	assert_int_equal(a.status, 303);
	desk_close(&w.d);
}

TEST_BOTH(note_review, closing_safety_asks_why)
{
	struct world w;
	open_world(&w, engine);
	struct answer a = record(&w, "死にたいと話す。雨。");
	str url = masks_of(&w, a.location);
	str form = S("rev=1&add=1&class=all&passage=死にたいと話す&act=");
	a = desk_post(&w.d, &w.ishii, url, cat(form, "close"));
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("安全に関わる内容です。"
			     "訪問する機関に伝わらなくなります。"));
	assert_has(a.body, S("伏せずに見せる"));
	assert_has(a.body, S("理由を書いて伏せる"));
	assert_has(list_of(&w, &w.onishi), S("死にたいと話す。"));
	/* Asked first: nothing is closed, and a task remembers it. */
	a = desk_post(&w.d, &w.ishii, url, cat(form, "ask"));
	assert_int_equal(a.status, 303);
	assert_has(list_of(&w, &w.onishi), S("死にたいと話す。"));
	assert_has(list_of(&w, &w.ishii), S("記録の伏せ方を主任と決める"));
	a = desk_post(&w.d, &w.ishii, url, cat(form, "close&reason=本人の希望"));
	assert_int_equal(a.status, 303);
	assert_has_not(list_of(&w, &w.onishi), S("死にたい"));
	a = desk_post(&w.d, &w.ishii, url,
		      S("rev=1&add=1&class=all&act=close&passage=雪"));
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("本文の中に見つかりません。"));
	desk_close(&w.d);
}

TEST_BOTH(note_review, audience_is_chosen_and_kept)
{
	struct world w;
	open_world(&w, engine);
	record(&w, "内輪の話。&audience=own");
	assert_has(list_of(&w, &w.ishii), S("表示 1件"));
	str seen = list_of(&w, &w.onishi);
	assert_has(seen, S("表示 0件"));
	assert_has_not(seen, S("内輪"));
	struct answer a = desk_post(&w.d, &w.ishii, w.notes,
				    S("at=いま&method=phone&about=house&"
				      "body=あ&audience=named"));
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("見せる機関を選んでください。"));
	desk_close(&w.d);
}

/* 医療・介護 read only 健康の記録: so a record can be one. */
TEST_BOTH(note_review, the_kind_of_a_record_is_kept)
{
	struct world w;
	open_world(&w, engine);
	struct answer a = record(&w, "血圧が高い。&matter=health");
	str url = masks_of(&w, a.location);
	url = cat(str_sub(url, 0, url.n - S("masks").n), "edit");
	a = desk_get(&w.d, &w.ishii, url);
	assert_has(a.body, S("value=\"health\" selected"));
	a = desk_post(&w.d, &w.ishii, url,
		      S("rev=1&at=いま&method=phone&about=house&"
			"body=血圧が高い。&matter=zzz&reason=fact"));
	assert_int_equal(a.status, 303);
	a = desk_get(&w.d, &w.ishii, url);
	assert_has_not(a.body, S("value=\"health\" selected"));
	desk_close(&w.d);
}

/* 滞納 finds nothing for who reads without it, 雨 does. */
TEST_BOTH(note_review, words_are_looked_for_in_what_is_read)
{
	struct world w;
	open_world(&w, engine);
	record(&w, "家賃を滞納。大雨の日。");
	str find = cat(w.notes, "/find");
	struct answer a = desk_post(&w.d, &w.onishi, find, S("words=滞納"));
	assert_has(a.body, S("表示 0件"));
	a = desk_post(&w.d, &w.onishi, find, S("words=大雨"));
	assert_has(a.body, S("表示 1件"));
	a = desk_post(&w.d, &w.ishii, find, S("words=滞納"));
	assert_has(a.body, S("表示 1件"));
	desk_close(&w.d);
}

TEST_MAIN
