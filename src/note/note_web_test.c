/* note_web_test.c — the pages of S33 and S39, through the whole way of a
 * request, on both engines. */
#include "kernel/test_desk.h"

#include "casefile/casefile.h"
#include "clerk.sql.h"
#include "household/household.h"
#include "kernel/draft.h"
#include "note/note.h"
#include "task/task.h"

struct world {
	struct desk d;
	struct sitting ishii, miyake, tanaka, onishi;
	casefile_id casefile;
	str notes, tasks;	/* addresses */
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
	return household_add(&rq, tx, &h, &id);
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
	w->miyake = desk_sit(&w->d, 1, S("三宅"), ROLE_senior);
	w->tanaka = desk_sit(&w->d, 1, S("田中"), ROLE_clerk);
	w->onishi = desk_sit(&w->d, 2, S("大西"), ROLE_worker);
	assert_int_equal(store_write(w->d.t.store, w->d.t.db, test_arena,
				     open_job, w),
			 OK);
	struct rq rq = desk_rq(&w->d, &w->ishii);
	w->notes = casefile_url(&rq, w->casefile, S("/notes"));
	w->tasks = casefile_url(&rq, w->casefile, S("/tasks"));
}

static str cat(str a, const char *b)
{
	return str_cat(test_arena, a, str_of(b));
}

/* What stands between the first `from` and the next `to`. */
static str between(str text, const char *from, const char *to)
{
	isize i = str_find(text, str_of(from), 0);
	assert_true(i >= 0);
	i += str_of(from).n;
	isize end = str_find(text, str_of(to), i);
	assert_true(end >= 0);
	return str_sub(text, i, end);
}

static struct answer record(struct world *w, const struct sitting *who,
			    const char *form)
{
	return desk_post(&w->d, who, w->notes,
			 cat(S("at=いま&method=phone&about=house&body="),
			     form));
}

/* "…/notes/TOKEN/edit" of the note a redirect has led to. */
static str edit_of(struct world *w, str location)
{
	isize at = str_find_char(location, '=', 0);
	str token = str_sub(location, at + 1, location.n);
	str base = cat(w->notes, "/");
	return cat(str_cat(test_arena, base, token), "/edit");
}

/* ---- writing ----------------------------------------------------------- */

TEST_BOTH(note_web, recorded_note_stands_marked_in_the_list)
{
	struct world w;
	open_world(&w, engine);
	struct answer a = record(&w, &w.ishii, "新聞がたまっている。%0D%0A犬");
	assert_int_equal(a.status, 303);
	a = desk_get(&w.d, &w.ishii, a.location);
	assert_int_equal(a.status, 200);
	assert_has(a.body, S("表示 1件"));
	assert_has(a.body, S("<b>新聞がたまっている。</b>"));
	assert_has(a.body, S("記録しました"));
	desk_close(&w.d);
}

TEST_BOTH(note_web, error_keeps_every_value)
{
	struct world w;
	open_world(&w, engine);
	struct answer a = record(&w, &w.ishii,
				 "書いた文&gist=要る所&mins=ながい&"
				 "next_what=電話&next_due=いつか");
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("入力を確かめてください（2件）"));
	assert_has(a.body, S("書いた文</textarea>"));
	assert_has(a.body, S("value=\"要る所\""));
	assert_has(a.body, S("value=\"ながい\""));
	assert_has(a.body, S("value=\"いつか\""));
	desk_close(&w.d);
}

TEST_BOTH(note_web, individual_number_is_not_kept)
{
	struct world w;
	open_world(&w, engine);
	struct answer a = record(&w, &w.ishii, "番号は 1234-5678-9018");
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("マイナンバーのようです。ここには残せません。"));
	assert_has(desk_get(&w.d, &w.ishii, w.notes).body, S("表示 0件"));
	desk_close(&w.d);
}

TEST_BOTH(note_web, draft_is_offered_again_but_no_number_is_kept)
{
	struct world w;
	open_world(&w, engine);
	struct rq rq = desk_rq(&w.d, &w.ishii);
	str form = str_cat(test_arena, S("form=note&object="),
			   rq_token_of(&rq, casefile, w.casefile));
	struct answer a = desk_post(&w.d, &w.ishii, S("/draft"),
				    cat(form, "&text={\"body\":\"番号 "
					      "123456789018\"}"));
	assert_int_equal(a.status, 400);
	a = desk_get(&w.d, &w.ishii, w.notes);
	assert_has_not(a.body, S("書きかけがあります"));
	a = desk_post(&w.d, &w.ishii, S("/draft"),
		      cat(form, "&text={\"body\":\"書きかけの文\","
				"\"next_what\":[\"一\",\"二\"]}"));
	assert_int_equal(a.status, 200);
	a = desk_get(&w.d, &w.ishii, w.notes);
	assert_has(a.body, S("書きかけがあります"));
	a = desk_get(&w.d, &w.ishii, cat(w.notes, "/new?draft=1"));
	assert_has(a.body, S("書きかけの文</textarea>"));
	assert_has(a.body, S("name=\"next_what\" value=\"二\""));
	/* a colleague is not offered it; saving forgets it */
	a = desk_get(&w.d, &w.miyake, w.notes);
	assert_has_not(a.body, S("書きかけがあります"));
	record(&w, &w.ishii, "書きかけの文");
	a = desk_get(&w.d, &w.ishii, w.notes);
	assert_has_not(a.body, S("書きかけがあります"));
	desk_close(&w.d);
}

TEST_BOTH(note_web, future_becomes_a_plan_when_asked)
{
	struct world w;
	open_world(&w, engine);
	str form = S("method=phone&body=見学に行く&at=2099-03-01");
	struct answer a = desk_post(&w.d, &w.ishii, w.notes, form);
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("日時が先の日付です（R81.3.1(日)）。"));
	a = desk_post(&w.d, &w.ishii, w.notes, cat(form, "&act=plan"));
	assert_int_equal(a.status, 200);
	assert_has(a.body, S("name=\"next_what\" value=\"見学に行く\""));
	assert_has(a.body, S("value=\"いま\""));
	a = desk_post(&w.d, &w.ishii, w.notes, cat(form, "&act=future"));
	assert_int_equal(a.status, 303);
	desk_close(&w.d);
}

/* Audit rows so far: no clerk seals them here. */
static i64 looks(struct world *w)
{
	i64 n = 0;
	assert_int_equal(audit_unsealed(w->d.t.db, DESK_MUNI, &n), OK);
	return n;
}

TEST_BOTH(note_web, every_page_with_names_is_on_the_record)
{
	static const char *const pages[] = { "", "?view=time", "/new",
					     "/new?wide=1" };
	struct world w;
	open_world(&w, engine);
	record(&w, &w.ishii, "トキさんに電話");
	for (isize i = 0; i < COUNT(pages); i++) {
		i64 before = looks(&w);
		assert_int_equal(desk_get(&w.d, &w.ishii,
					  cat(w.notes, pages[i])).status, 200);
		assert_true(looks(&w) > before);
	}
	i64 before = looks(&w);
	assert_int_equal(record(&w, &w.ishii, "").status, 422);
	assert_true(looks(&w) > before);
	before = looks(&w);
	assert_int_equal(desk_get(&w.d, &w.ishii, w.tasks).status, 200);
	assert_true(looks(&w) > before);
	desk_close(&w.d);
}

/* ---- two people -------------------------------------------------------- */

static const char edited[] = "rev=1&at=いま&method=phone&about=house&"
			     "act=save&body=";

TEST_BOTH(note_web, stale_edit_shows_both_texts)
{
	struct world w;
	open_world(&w, engine);
	str edit = edit_of(&w, record(&w, &w.ishii, "一行目%0A二行目").location);
	struct answer a = desk_post(&w.d, &w.ishii, edit,
				    cat(str_of(edited), "一行目%0A石井の行"));
	assert_int_equal(a.status, 303);
	a = desk_post(&w.d, &w.miyake, edit,
		      cat(str_of(edited), "一行目%0A三宅の行&next_what=次"));
	assert_int_equal(a.status, 409);
	assert_has(a.body, S("石井さん（北部包括）が先に保存しました"));
	assert_has(a.body, S("<ins>石井</ins>の行"));
	assert_has(a.body, S("<ins>三宅</ins>の行"));
	/* what else was typed goes along */
	assert_has(a.body, S("name=\"next_what\" hidden>\n次<"));
	a = desk_post(&w.d, &w.miyake, edit,
		      S("rev=2&merge=1&body=一行目%0A三宅の行&pick.body.1=both&"
			"at=いま&method=phone&about=house&act=save"));
	assert_int_equal(a.status, 303);
	a = desk_get(&w.d, &w.ishii, a.location);
	assert_has(a.body, S("一行目\n三宅の行\n石井の行</div>"));
	desk_close(&w.d);
}

TEST_BOTH(note_web, stale_edit_overwrites_no_other_field)
{
	struct world w;
	open_world(&w, engine);
	str edit = edit_of(&w, record(&w, &w.ishii, "行った").location);
	struct answer a = desk_post(&w.d, &w.ishii, edit,
				    S("rev=1&at=2026-11-01 14:00&mins=60&"
				      "method=visit&about=house&body=行った"));
	assert_int_equal(a.status, 303);
	str mine = S("at=2026-11-01 14:00&mins=&method=phone&"
		     "about=house&act=save");
	a = desk_post(&w.d, &w.miyake, edit,
		      cat(mine, "&rev=1&body=行ってきた"));
	assert_int_equal(a.status, 409);
	assert_has(a.body, S("自分：</span><span class=\"said\"><ins>電話"));
	assert_has(a.body, S("石井さん：</span><span class=\"said\"><ins>訪問"));
	assert_has(a.body, S("name=\"pick.mins\" value=\"theirs\""));
	assert_has_not(a.body, S("name=\"pick.at\""));
	/* refused: the choices stand as they were made */
	a = desk_post(&w.d, &w.miyake, edit,
		      S("at=いつか&mins=&method=phone&about=house&rev=2&"
			"merge=1&body=行ってきた&pick.body.0=both&"
			"pick.method=theirs"));
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("name=\"pick.body.0\" value=\"both\" checked"));
	assert_has(a.body, S("name=\"pick.method\" value=\"theirs\" checked"));
	a = desk_post(&w.d, &w.miyake, edit,
		      cat(mine, "&rev=2&merge=1&body=行ってきた&pick.mins=theirs&"
				"pick.method=theirs&pick.body.0=mine"));
	assert_int_equal(a.status, 303);
	a = desk_get(&w.d, &w.ishii, a.location);
	assert_has(a.body, S("<span>訪問</span>"));
	assert_has(a.body, S("60分"));
	assert_has(a.body, S("行ってきた</div>"));
	desk_close(&w.d);
}

TEST_BOTH(note_web, task_finished_twice_keeps_what_was_typed)
{
	struct world w;
	open_world(&w, engine);
	assert_int_equal(record(&w, &w.ishii, "電話した&next_what=訪問する")
				 .status,
			 303);
	struct answer a = desk_get(&w.d, &w.ishii, w.tasks);
	str done = between(a.body, "class=\"tick\" href=\"", "\"");
	a = desk_post(&w.d, &w.ishii, done, S("act=note&body=訪問した"));
	assert_int_equal(a.status, 303);
	a = desk_post(&w.d, &w.miyake, done, S("act=note&body=三宅も行った"));
	assert_int_equal(a.status, 409);
	assert_has(a.body, S("すでに完了しています（石井さん"));
	assert_has(a.body, S("三宅も行った</textarea>"));
	a = desk_get(&w.d, &w.ishii, w.notes);
	assert_has(a.body, S("<b>訪問した</b>"));
	assert_has_not(a.body, S("三宅も行った"));
	desk_close(&w.d);
}

/* ---- who sees what ----------------------------------------------------- */

TEST_BOTH(note_web, colleagues_draft_is_like_no_note)
{
	struct world w;
	open_world(&w, engine);
	str location = record(&w, &w.ishii, "下書きです&act=draft").location;
	str token = str_sub(location, location.n - 22, location.n);
	struct rq rq = desk_rq(&w.d, &w.miyake);
	str none = rq_token(&rq, ID_note, 12345);
	str at = cat(w.notes, "?note=");
	struct answer a = desk_get(&w.d, &w.miyake,
				   str_cat(test_arena, at, token));
	struct answer b = desk_get(&w.d, &w.miyake,
				   str_cat(test_arena, at, none));
	assert_int_equal(a.status, 404);
	assert_int_equal(b.status, 404);
	assert_int_equal(a.body.n, b.body.n);
	assert_has(desk_get(&w.d, &w.miyake, w.notes).body, S("表示 0件"));
	assert_has(desk_get(&w.d, &w.ishii, w.notes).body, S("下書き</span>"));
	/* and so is writing to it */
	str edit = edit_of(&w, location);
	assert_int_equal(desk_post(&w.d, &w.miyake, edit,
				   cat(str_of(edited), "直す")).status, 404);
	desk_close(&w.d);
}

TEST_BOTH(note_web, clerk_reads_the_constant_sentence)
{
	struct world w;
	open_world(&w, engine);
	struct answer before = desk_get(&w.d, &w.tanaka, w.notes);
	assert_int_equal(record(&w, &w.ishii, "家賃を滞納").status, 303);
	struct answer a = desk_get(&w.d, &w.tanaka, w.notes);
	assert_has(a.body, S("この項目は、あなたの機関には共有されていません。"));
	assert_has_not(a.body, S("id=\"h-notes\""));
	assert_int_equal(a.body.n, before.body.n);
	a = desk_post(&w.d, &w.tanaka, cat(w.notes, "/find"), S("words=滞納"));
	assert_has(a.body, S("この項目は、あなたの機関には共有されていません。"));
	desk_close(&w.d);
}

TEST_BOTH(note_web, other_agency_finds_no_page)
{
	struct world w;
	open_world(&w, engine);
	assert_int_equal(desk_get(&w.d, &w.onishi, w.notes).status, 404);
	assert_int_equal(record(&w, &w.onishi, "書けない").status, 404);
	desk_close(&w.d);
}

TEST_BOTH(note_web, words_stand_in_no_address)
{
	struct world w;
	open_world(&w, engine);
	record(&w, &w.ishii, "家賃を滞納している");
	record(&w, &w.ishii, "犬がいる");
	struct answer a = desk_post(&w.d, &w.ishii, cat(w.notes, "/find"),
				    S("words=滞納"));
	assert_int_equal(a.status, 200);
	assert_has(a.body, S("表示 1件"));
	assert_has(a.body, S("ことば：滞納"));
	assert_has_not(a.body, S("words="));
	assert_has_not(a.body, S("犬がいる"));
	a = desk_post(&w.d, &w.ishii, cat(w.notes, "/find"), S("words=通帳"));
	assert_has(a.body, S("この条件では見つかりませんでした"
			     "（あなたが見られる範囲）。"));
	/* asked for by an address, words are nothing */
	a = desk_get(&w.d, &w.ishii, cat(w.notes, "?words=通帳"));
	assert_has(a.body, S("表示 2件"));
	desk_close(&w.d);
}

TEST_BOTH(note_web, forged_tokens_are_not_there)
{
	static const char *const bad[] = {
		"?note=AAAAAAAAAAAAAAAAAAAAAA", "?after=x", "?by=1",
		"?about=1", "/AAAAAAAAAAAAAAAAAAAAAA/edit"
	};
	struct world w;
	open_world(&w, engine);
	for (isize i = 0; i < COUNT(bad); i++)
		assert_int_equal(desk_get(&w.d, &w.ishii,
					  cat(w.notes, bad[i])).status, 404);
	desk_close(&w.d);
}

TEST_MAIN
