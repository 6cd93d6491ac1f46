/* refer_test.c — つなぐ: asked, looked at, answered, taken back; and asking
 * for a closed tab.  Through the whole way of a request, on both engines. */
#include "kernel/test_desk.h"

#include "casefile/casefile.h"
#include "intake/intake.h"
#include "kernel/token.h"
#include "notice/notice.h"
#include "overview/overview.h"
#include "refer/refer.h"
#include "share/share.h"
#include "vis/grant.h"

/* 北部包括 leads casefile 50; トキ 70 agreed for 社協 (80), 基幹 (81) has a
 * share of the type 見守り. */
static const char *const rows[] = {
	"insert into agency values (129992, 5, '基幹みなと', '基幹みなと', "
	"'13', '', '基')",
	"insert into casefile (muni, id, agency, case_no, stage, urgency, "
	"opened_on, created_at) values (129992, 50, 1, '北包8-1', 'support', "
	"'normal', 1, 1)",
	"insert into household values (129992, 60, 50, '山邉', 'やまべ', '', "
	"'', '', '', 1)",
	"insert into person (muni, id, casefile, household, family_name, "
	"given_name, family_name_kana, given_name_kana, sex, birth, death, "
	"living, phone, relation, sort) values "
	"(129992, 70, 50, 60, '山邉', 'トキ', '', '', '0', '', '', 'home', '', "
	"'', 1)",
	"insert into seat (muni, agency, casefile, level, since, until, "
	"updated_at, sort_kana, stage) "
	"values (129992, 1, 50, 4, 1, null, 1, 'k', 'support')",
	"insert into basis (muni, id, casefile, person, kind, since, account, "
	"agency, at) values (129992, 80, 50, 70, 'consent', 1, 1, 1, 1), "
	"(129992, 81, 50, 70, 'consent', 1, 1, 1, 1)",
	"insert into basis_cover values (129992, 80, 2, 0, 4, 2047), "
	"(129992, 81, 5, 0, 4, 2047)",
	"insert into bestowal (muni, id, casefile, to_agency, type, verbs, "
	"state, since, by_account, by_agency, at) values (129992, 82, 50, 5, "
	"'watch', 3, 'live', 1, 1, 1, 1)",
	"insert into bestowal_person (muni, bestowal, person, basis) values "
	"(129992, 82, 70, 81)",
};

struct world {
	struct desk d;
	struct sitting ishii, tanaka, onishi, soeda, clerk, nakahara;
	str cases;
};

static enum status sql_job(struct db *tx, void *arg)
{
	return db_run(tx, arg, NULL, NULL);
}

static void run(struct world *w, const char *text)
{
	/* A statement is known by its place. */
	struct db_sql *sql = new(test_arena, struct db_sql, 1);
	*sql = (struct db_sql){ "rows", text, text, 0, 0 };
	assert_int_equal(store_write(w->d.t.store, w->d.t.db, test_arena,
				     sql_job, sql), OK);
}

static enum status refresh_job(struct db *tx, void *arg)
{
	(void)arg;
	return vis_seats_refresh(tx, test_arena, DESK_MUNI,
				 (casefile_id){ 50 }, sys_now());
}

static str token(struct world *w, enum id_kind kind, i64 id)
{
	return token_seal(test_arena, &w->d.app.keys.id, DESK_MUNI, kind, id);
}

static str cat(str a, const char *b)
{
	return str_cat(test_arena, a, str_of(b));
}

static void open_world(struct world *w, enum db_engine engine)
{
	const struct route_table rooms[] = {
		{ refer_routes, refer_routes_n },
		{ notice_routes, notice_routes_n },
		{ share_routes, share_routes_n },
		{ casefile_routes, casefile_routes_n },
		{ overview_routes, overview_routes_n },
		{ intake_routes, intake_routes_n },
	};
	desk_open(&w->d, engine, rooms, COUNT(rooms));
	w->d.app.preview_bar = share_preview_bar;
	for (int i = 0; i < COUNT(rows); i++)
		run(w, rows[i]);
	assert_int_equal(store_write(w->d.t.store, w->d.t.db, test_arena,
				     refresh_job, NULL), OK);
	w->ishii = desk_sit(&w->d, 1, S("石井"), ROLE_worker);
	w->tanaka = desk_sit(&w->d, 1, S("田中"), ROLE_clerk);
	w->onishi = desk_sit(&w->d, 2, S("大西"), ROLE_worker);
	w->soeda = desk_sit(&w->d, 2, S("添田"), ROLE_worker);
	w->clerk = desk_sit(&w->d, 2, S("受付"), ROLE_clerk);
	w->nakahara = desk_sit(&w->d, 5, S("中原"), ROLE_worker);
	w->cases = str_cat(test_arena, S("/cases/"),
			   token(w, ID_casefile, 50));
}

/* The form as 石井 sends it. */
static struct answer ask_for(struct world *w, i64 agency, const char *what,
			     const char *more)
{
	struct out o = out_open(test_arena, 256);
	put(&o, S("to="));
	put(&o, token(w, ID_agency, agency));
	put(&o, S("&due=R30.1.1&what="));
	out_percent(&o, str_of(what));
	put(&o, str_of(more));
	return desk_post(&w->d, &w->ishii, cat(w->cases, "/refer"),
			 out_str(&o));
}

static str page(struct world *w, const struct sitting *who, str path)
{
	struct answer a = desk_get(&w->d, who, path);
	assert_int_equal(a.status, 200);
	return a.body;
}

/* Between `from` and the next quote. */
static str between(str s, str from)
{
	isize at = str_find(s, from, 0);
	assert_true(at >= 0);
	at += from.n;
	return str_sub(s, at, str_find_char(s, '"', at));
}

/* The plan looked at and sent; the address of the 依頼. */
static str sent_with_share(struct world *w, const char *more)
{
	struct answer a = ask_for(w, 2, "家計の相談にのってほしい", more);
	assert_int_equal(a.status, 303);
	assert_true(str_starts(a.location, S("/as/")));
	str s = page(w, &w->ishii, a.location);
	assert_has(s, S("この内容で依頼する"));
	str form = str_cat(test_arena, S("seal="),
			   between(s, S("name=\"seal\" value=\"")));
	/* Not before it was looked at. */
	assert_has(page(w, &w->onishi, S("/refer")),
		   S("届いた依頼はありません。"));
	isize at = str_find(s, S("/refer/"), 0);
	assert_true(at >= 0);
	str tail = str_sub(s, at, str_find_char(s, '"', at));
	a = desk_post(&w->d, &w->ishii, str_cat(test_arena, w->cases, tail),
		      form);
	assert_int_equal(a.status, 303);
	return a.location;
}

TEST_BOTH(refer, what_is_written_is_all_the_other_side_reads)
{
	struct world w;
	open_world(&w, engine);
	struct answer a = ask_for(&w, 2, "家計の相談にのってほしい", "");
	assert_int_equal(a.status, 303);
	str url = a.location;
	assert_has(page(&w, &w.onishi, S("/notices")),
		   S("新しい依頼が1件あります。"));
	assert_has(page(&w, &w.onishi, S("/refer")), S("家計の相談"));
	str s = page(&w, &w.onishi, url);
	assert_has(s, S("北部包括からの依頼"));
	assert_has(s, S("家計の相談にのってほしい"));
	assert_has_not(s, S("山邉"));
	assert_has_not(s, S("トキ"));
	assert_has_not(s, token(&w, ID_casefile, 50));
	assert_int_equal(desk_get(&w.d, &w.onishi, w.cases).status, 404);
	/* 受付・事務 reads what arrived, and does not answer. */
	assert_has_not(page(&w, &w.clerk, url), S("差し戻す"));
	a = desk_post(&w.d, &w.clerk, cat(url, "/answer"), S("act=accept"));
	assert_int_equal(a.status, 403);
	assert_int_equal(desk_get(&w.d, &w.tanaka, url).status, 404);
	assert_int_equal(desk_get(&w.d, &w.nakahara, url).status, 404);
	a = desk_post(&w.d, &w.nakahara, cat(url, "/answer"),
		      S("act=accept"));
	assert_int_equal(a.status, 404);
	a = desk_post(&w.d, &w.onishi, cat(url, "/answer"), S("act=accept"));
	assert_int_equal(a.status, 303);
	/* Accepted without a share: still nothing but the words. */
	assert_int_equal(desk_get(&w.d, &w.onishi, w.cases).status, 404);
	assert_has(page(&w, &w.onishi, url), S("新規相談をつくる"));
	assert_has(page(&w, &w.ishii, S("/notices")),
		   S("依頼に返事がありました。"));
	assert_has(page(&w, &w.ishii, url), S("受理"));
	desk_close(&w.d);
}

TEST_BOTH(refer, the_second_answer_is_told_of_the_first)
{
	struct world w;
	open_world(&w, engine);
	str url = ask_for(&w, 2, "同行してほしい", "").location;
	struct answer a = desk_post(&w.d, &w.onishi, cat(url, "/answer"),
				    S("act=return"));
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("理由を書いてください。"));
	a = desk_post(&w.d, &w.onishi, cat(url, "/answer"),
		      S("act=zzz&reason=x"));
	assert_int_equal(a.status, 400);
	a = desk_post(&w.d, &w.onishi, cat(url, "/answer"),
		      S("act=return&reason=%E5%9C%B0%E5%8C%BA"));
	assert_int_equal(a.status, 303);
	a = desk_post(&w.d, &w.soeda, cat(url, "/answer"), S("act=accept"));
	assert_int_equal(a.status, 409);
	assert_has(a.body, S("すでに返事しています（大西さん "));
	a = desk_post(&w.d, &w.ishii, cat(url, "/withdraw"), S(""));
	assert_int_equal(a.status, 409);
	str s = page(&w, &w.ishii, url);
	assert_has(s, S("地区"));
	assert_has(s, S("書き直して依頼する"));
	s = page(&w, &w.ishii,
		 str_cat(test_arena, cat(w.cases, "/refer?again="),
			 str_sub(url, S("/refer/").n, url.n)));
	assert_has(s, S("同行してほしい</textarea>"));
	assert_int_equal(desk_number(&w.d, "select count(*) from audit where action "
				   "in ('refer.return', 'refer.accept')"), 1);
	desk_close(&w.d);
}

TEST_BOTH(refer, accepting_makes_seat_and_grant)
{
	struct world w;
	open_world(&w, engine);
	str url = sent_with_share(&w, "&share=1");
	assert_int_equal(desk_get(&w.d, &w.onishi, w.cases).status, 404);
	assert_has(page(&w, &w.onishi, url),
		   S("受けると、この事案の共有がはじまります。"));
	struct answer a = desk_post(&w.d, &w.onishi, cat(url, "/answer"),
				    S("act=accept"));
	assert_int_equal(a.status, 303);
	assert_has(page(&w, &w.onishi, w.cases), S("山邉"));
	assert_has(page(&w, &w.onishi, url), S("事案を開く"));
	assert_int_equal(desk_number(&w.d, "select count(*) from seat where agency = 2 "
				   "and origin = 'grant'"), 1);
	assert_int_equal(desk_number(&w.d, "select count(*) from audit where action "
				   "in ('refer.accept', 'share.add')"), 2);
	/* Whoever accepted it knows: no second notice. */
	assert_int_equal(desk_number(&w.d, "select count(*) from notice where "
				   "kind = 'share.new'"), 0);
	desk_close(&w.d);
}

TEST_BOTH(refer, says_not_which_casefile_it_is_about)
{
	struct world w;
	open_world(&w, engine);
	/* 基幹 has a share of it already. */
	str url = ask_for(&w, 5, "同行してほしい", "").location;
	str s = page(&w, &w.nakahara, url);
	assert_has_not(s, S("事案を開く"));
	assert_has_not(s, token(&w, ID_casefile, 50));
	desk_post(&w.d, &w.nakahara, cat(url, "/answer"), S("act=accept"));
	assert_has_not(page(&w, &w.nakahara, url), S("事案を開く"));
	assert_has(page(&w, &w.ishii, url), S("事案を開く"));
	desk_close(&w.d);
}

TEST_BOTH(refer, sent_twice_it_is_one)
{
	struct world w;
	open_world(&w, engine);
	struct out o = out_open(test_arena, 256);
	put(&o, S("csrf="));
	put(&o, w.ishii.csrf);
	put(&o, S("&idem=once&what=a&due=R30.1.1&to="));
	put(&o, token(&w, ID_agency, 2));
	str path = cat(w.cases, "/refer");
	struct answer a = desk_ask(&w.d, &w.ishii, POST, path, out_str(&o));
	struct answer b = desk_ask(&w.d, &w.ishii, POST, path, out_str(&o));
	assert_int_equal(a.status, 303);
	assert_true(str_eq(a.location, b.location));
	assert_int_equal(desk_number(&w.d, "select count(*) from referral"), 1);
	assert_int_equal(desk_number(&w.d, "select count(*) from notice"), 1);
	desk_close(&w.d);
}

/* 社協 stands behind seven hundred others in the list. */
TEST_BOTH(refer, in_a_large_city_every_agency_can_be_chosen)
{
	struct world w;
	open_world(&w, engine);
	desk_large_city(&w.d);
	assert_has(page(&w, &w.ishii, cat(w.cases, "/refer")),
		   str_cat(test_arena, S("value=\""),
			   token(&w, ID_agency, 2)));
	assert_int_equal(ask_for(&w, 2, "家計の相談", "").status, 303);
	desk_close(&w.d);
}

TEST_BOTH(refer, what_was_agreed_must_still_be_so)
{
	struct world w;
	open_world(&w, engine);
	str url = sent_with_share(&w, "&share=1");
	run(&w, "update bestowal_person set ended_at = 2 where basis = 80");
	run(&w, "update basis set live = 0, ended_at = 2 where id = 80");
	struct answer a = desk_post(&w.d, &w.onishi, cat(url, "/answer"),
				    S("act=accept"));
	assert_int_equal(a.status, 409);
	assert_has(a.body, S("いまは受けられません。"));
	assert_has_not(a.body, S("同意"));
	assert_has(page(&w, &w.onishi, url), S("返事待ち"));
	assert_int_equal(desk_get(&w.d, &w.onishi, w.cases).status, 404);
	a = desk_post(&w.d, &w.onishi, cat(url, "/answer"),
		      S("act=decline&reason=x"));
	assert_int_equal(a.status, 303);
	assert_int_equal(desk_number(&w.d, "select count(*) from bestowal where "
				   "to_agency = 2 and state <> 'ended'"), 0);
	desk_close(&w.d);
}

TEST_BOTH(refer, is_taken_back_before_it_is_answered)
{
	struct world w;
	open_world(&w, engine);
	str url = sent_with_share(&w, "&share=1");
	struct answer a = desk_post(&w.d, &w.onishi, cat(url, "/withdraw"),
				    S(""));
	assert_int_equal(a.status, 404);
	a = desk_post(&w.d, &w.ishii, cat(url, "/withdraw"), S(""));
	assert_int_equal(a.status, 303);
	a = desk_post(&w.d, &w.onishi, cat(url, "/answer"), S("act=accept"));
	assert_int_equal(a.status, 409);
	assert_has(a.body, S("この依頼は取り下げられました。"));
	assert_int_equal(desk_get(&w.d, &w.onishi, w.cases).status, 404);
	/* One that was never sent is nothing the other side knows of. */
	a = ask_for(&w, 2, "まだ送らない", "&share=1");
	assert_true(str_starts(a.location, S("/as/")));
	assert_has_not(page(&w, &w.onishi, S("/refer")), S("まだ送らない"));
	assert_has(page(&w, &w.ishii, S("/refer")), S("まだ送らない"));
	desk_close(&w.d);
}

TEST_BOTH(refer, bad_input_loses_nothing)
{
	struct world w;
	open_world(&w, engine);
	struct answer a = ask_for(&w, 2, "", "");
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("依頼の内容を書いてください。"));
	a = ask_for(&w, 1, "自分に", "");
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("つなぐ先の機関を選んでください。"));
	assert_has(a.body, S("自分に</textarea>"));
	a = ask_for(&w, 2, "番号は 123456789018", "");
	assert_has(a.body, S("マイナンバーのようです。"));
	a = desk_post(&w.d, &w.ishii, cat(w.cases, "/refer"),
		      S("to=x&what=a&due=R1.5.1"));
	assert_int_equal(a.status, 422);
	a = desk_post(&w.d, &w.ishii, cat(w.cases, "/refer"),
		      S("to=x&what=a&due="));
	assert_has(a.body, S("返事の期限を入れてください。"));
	/* A share nobody agreed to; a measure against the agency. */
	run(&w, "update basis set live = 0, ended_at = 2 where id = 80");
	a = ask_for(&w, 2, "共有も", "&share=1");
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("根拠が、まだありません。"));
	run(&w, "insert into measure values (129992, 88, 50, 70, 'x', 2, 1, "
	        "9000000000000)");
	a = ask_for(&w, 2, "同行", "");
	assert_has(a.body, S("この機関には、いま共有できません。"
			     "調整役に相談してください。"));
	/* Only the lead asks others to take part. */
	a = desk_get(&w.d, &w.nakahara, cat(w.cases, "/refer"));
	assert_true(a.status == 403 || a.status == 404);
	assert_int_equal(desk_get(&w.d, &w.onishi, cat(w.cases, "/refer"))
				 .status, 404);
	assert_int_equal(desk_number(&w.d, "select count(*) from referral"), 0);
	desk_close(&w.d);
}

TEST_BOTH(refer, a_closed_tab_is_asked_for_once_a_day)
{
	struct world w;
	open_world(&w, engine);
	str ask = cat(w.cases, "/ask"), form =
		S("tab=tab.sheets&why=%E8%A8%AA%E5%95%8F");
	assert_has(page(&w, &w.nakahara, cat(ask, "?tab=tab.sheets")),
		   S("この項目は、あなたの機関には共有されていません。"));
	struct answer a = desk_post(&w.d, &w.nakahara, ask, form);
	assert_int_equal(a.status, 303);
	assert_has(page(&w, &w.nakahara, a.location),
		   S("共有を依頼しました。北部包括"));
	assert_int_equal(desk_post(&w.d, &w.nakahara, ask, form).status, 303);
	assert_int_equal(desk_number(&w.d, "select count(*) from notice where "
				   "kind = 'share.asked'"), 1);
	str s = page(&w, &w.ishii, S("/notices"));
	assert_has(s, S("基幹みなとが「シート」の共有を依頼しています。"));
	assert_has(s, S("訪問"));
	/* An open tab, one's own casefile, no casefile at all. */
	assert_int_equal(desk_post(&w.d, &w.nakahara, ask,
				   S("tab=tab.notes")).status, 404);
	assert_int_equal(desk_post(&w.d, &w.nakahara, ask,
				   S("tab=zzz")).status, 404);
	assert_int_equal(desk_post(&w.d, &w.ishii, ask, form).status, 404);
	assert_int_equal(desk_post(&w.d, &w.onishi, ask, form).status, 404);
	a = desk_post(&w.d, &w.nakahara, ask,
		      S("tab=tab.tasks&why=123456789018"));
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("マイナンバーのようです。"));
	desk_close(&w.d);
}

TEST_MAIN
