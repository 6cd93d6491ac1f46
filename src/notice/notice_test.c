/* notice_test.c — おしらせ: who is told what, from when on, in which words;
 * through the whole way of a request, on both engines. */
#include "kernel/test_desk.h"

#include "casefile/casefile.h"
#include "kernel/token.h"
#include "notice/notice.h"

/* 北部包括 leads casefile 50 of the household 山邉. */
static const char *const rows[] = {
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
	"insert into basis (muni, id, casefile, person, kind, since, until, "
	"account, agency, at) values (129992, 80, 50, 70, 'consent', 1, "
	"1806505200000, 1, 1, 1)",
	"insert into share_ask values (129992, 81, 50, 2, 2, 'tab.notes', "
	"'あすの訪問のため', 1, 1)",
};

struct world {
	struct desk d;
	struct sitting ishii, tanaka, onishi, noguchi, admin;
};

static enum status rows_job(struct db *tx, void *arg)
{
	return db_run(tx, arg, NULL, NULL);
}

static enum status run(struct world *w, const char *text)
{
	/* A statement is known by its place. */
	struct db_sql *sql = new(test_arena, struct db_sql, 1);
	*sql = (struct db_sql){ "rows", text, text, 0, 0 };
	return store_write(w->d.t.store, w->d.t.db, test_arena, rows_job,
			   sql);
}

static void open_world(struct world *w, enum db_engine engine)
{
	const struct route_table rooms[] = {
		{ notice_routes, notice_routes_n },
		{ casefile_routes, casefile_routes_n },
	};
	desk_open(&w->d, engine, rooms, COUNT(rooms));
	for (int i = 0; i < COUNT(rows); i++)
		assert_int_equal(run(w, rows[i]), OK);
	w->ishii = desk_sit(&w->d, 1, S("石井"), ROLE_worker);
	w->tanaka = desk_sit(&w->d, 1, S("田中"), ROLE_worker);
	w->onishi = desk_sit(&w->d, 2, S("大西"), ROLE_worker);
	w->noguchi = desk_sit(&w->d, 2, S("野口"), ROLE_guest);
	w->admin = desk_sit(&w->d, 2, S("管理"), ROLE_agency_admin);
}

static enum status put_job(struct db *tx, void *arg)
{
	return notice_put(tx, DESK_MUNI, arg);
}

static void tell(struct world *w, struct notice_new n)
{
	assert_int_equal(store_write(w->d.t.store, w->d.t.db, test_arena,
				     put_job, &n), OK);
}

static str page(struct world *w, const struct sitting *who)
{
	struct answer a = desk_get(&w->d, who, S("/notices"));
	assert_int_equal(a.status, 200);
	return a.body;
}

TEST_BOTH(notice, is_there_from_its_moment_for_whom_it_is_meant)
{
	struct world w;
	open_world(&w, engine);
	stamp now = sys_now(), soon = { now.ms + 60 * 1000 };
	struct notice_new n = { .agency = { 2 }, .kind = S("share.new"),
				.casefile = { 50 }, .object = 9, .at = soon };
	tell(&w, n);
	assert_has(page(&w, &w.onishi), S("おしらせはありません。"));
	n.at = now;
	tell(&w, n);
	assert_has(page(&w, &w.onishi), S("新しい共有が1件あります。"));
	/* Nothing of the casefile, and no way in: it is not open to 社協. */
	assert_has_not(page(&w, &w.onishi), S("山邉"));
	assert_has_not(page(&w, &w.onishi), S("開く"));
	assert_has(page(&w, &w.ishii), S("おしらせはありません。"));
	assert_has(page(&w, &w.noguchi), S("おしらせはありません。"));
	n.account = w.noguchi.viewer.account;
	tell(&w, n);
	assert_has(page(&w, &w.noguchi), S("新しい共有が1件あります。"));
	assert_int_equal(desk_get(&w.d, &w.admin, S("/notices")).status, 403);
	desk_close(&w.d);
}

TEST_BOTH(notice, says_its_sentence)
{
	struct world w;
	open_world(&w, engine);
	stamp then = stamp_at((day){ 20768 }, 620);
	tell(&w, (struct notice_new){ .agency = { 2 }, .casefile = { 50 },
		.kind = S("share.ended"), .known = S("山邉"), .at = then });
	tell(&w, (struct notice_new){ .agency = { 1 }, .casefile = { 50 },
		.kind = S("basis.ending"), .object = 80, .at = then });
	tell(&w, (struct notice_new){ .agency = { 1 }, .casefile = { 50 },
		.kind = S("share.asked"), .object = 81, .at = then });
	str s = page(&w, &w.onishi);
	assert_has(s, S("共有が終わりました：山邉さんの世帯（北部包括、"
			"<span class=\"nw\">R8.11.11</span>）。"
			"自分の機関が書いた記録は『<a href=\"/own\">"
			"自機関の記録</a>』にあります。"));
	s = page(&w, &w.ishii);
	assert_has(s, S("同意の期限が近い世帯員が1人います（"
			"<span class=\"nw\">R9.3.31</span>）。"));
	assert_has(s, S("社協が「支援経過」の共有を依頼しています。"));
	assert_has(s, S("あすの訪問のため"));
	assert_has(s, S("/people\" data-open>開く"));
	assert_has_not(s, S("山邉"));
	/* A conflict of interest: as if nothing had been told. */
	char *sql = new(test_arena, char, 160);
	snprintf(sql, 160, "insert into conflict values (129992, %d, "
		 "50, 1, null)", (int)w.ishii.viewer.account.v);
	assert_int_equal(run(&w, sql), OK);
	assert_has(page(&w, &w.ishii), S("おしらせはありません。"));
	assert_has(page(&w, &w.tanaka), S("同意の期限が近い"));
	desk_close(&w.d);
}

TEST_BOTH(notice, read_by_one_is_new_for_another)
{
	struct world w;
	open_world(&w, engine);
	stamp now = sys_now();
	char upto[40];
	tell(&w, (struct notice_new){ .agency = { 1 }, .casefile = { 50 },
		.kind = S("basis.ending"), .object = 80,
		.at = { now.ms - 2000 } });
	tell(&w, (struct notice_new){ .agency = { 1 }, .casefile = { 50 },
		.kind = S("share.asked"), .object = 81,
		.at = { now.ms - 1000 } });
	/* What came after the page was drawn stays new. */
	snprintf(upto, sizeof upto, "upto=%lld", (long long)now.ms - 1500);
	struct answer a = desk_post(&w.d, &w.ishii, S("/notices/read"),
				    str_of(upto));
	assert_int_equal(a.status, 303);
	assert_has(page(&w, &w.ishii), S("新しい</b> 社協が"));
	assert_has_not(page(&w, &w.ishii), S("新しい</b> 同意の"));
	a = desk_post(&w.d, &w.ishii, S("/notices/read"), S("upto=x"));
	assert_int_equal(a.status, 303);
	assert_has_not(page(&w, &w.ishii), S("新しい</b>"));
	assert_has_not(page(&w, &w.ishii), S("読んだことにする"));
	assert_has(page(&w, &w.tanaka), S("新しい</b> 同意の"));
	desk_close(&w.d);
}

struct drop {
	struct rq *rq;
	i64 object;
};

static enum status drop_job(struct db *tx, void *arg)
{
	const struct drop *d = arg;
	return notice_drop(d->rq, tx, S("share.new"), (casefile_id){ 50 },
			   d->object);
}

TEST_BOTH(notice, taken_back_only_before_it_was_shown)
{
	struct world w;
	open_world(&w, engine);
	struct rq rq = desk_rq(&w.d, &w.ishii);
	stamp soon = { rq.now.ms + 50 };
	struct notice_new n = { .agency = { 2 }, .kind = S("share.new"),
				.casefile = { 50 }, .object = 9, .at = soon };
	tell(&w, n);
	struct drop d = { &rq, 9 };
	assert_int_equal(store_write(w.d.t.store, w.d.t.db, test_arena,
				     drop_job, &d), OK);
	n.object = d.object = 10;
	n.at = rq.now;
	tell(&w, n);
	assert_int_equal(store_write(w.d.t.store, w.d.t.db, test_arena,
				     drop_job, &d), OK);
	while (sys_now().ms <= soon.ms)
		;
	str s = page(&w, &w.onishi);
	isize first = str_find(s, S("新しい共有が1件"), 0);
	assert_true(first >= 0);
	assert_int_equal(str_find(s, S("新しい共有が1件"), first + 1), -1);
	desk_close(&w.d);
}

TEST_MAIN
