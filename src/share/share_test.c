/* share_test.c — planned, shared, undone, stopped; cells, counted views. */
#include "share/test_share.h"

#include "sys/thread.h"

/* ---- the way of a share ---------------------------------------------------------- */

TEST_BOTH(share, planned_seen_shared_undone)
{
	struct town t;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	assert_int_equal(desk_get(&t.d, &t.onishi, t.url).status, 404);
	str plan = planned(&t, S("&type=team_money"));
	/* A plan shows the recipient nothing. */
	assert_int_equal(desk_get(&t.d, &t.onishi, t.url).status, 404);
	struct answer a = desk_get(&t.d, &t.ishii, seen_as(plan, t.url));
	assert_has(a.body, S("社協の職員にはこう見えます"));
	assert_has(a.body, S("この内容で共有する"));
	assert_has(a.body, S("トキさんの連絡先・健康・仕事・支援経過"));
	assert_has(a.body, S("浩一さんは氏名と続柄だけです。"));
	shared(&t, plan);
	assert_int_equal(desk_get(&t.d, &t.onishi, t.url).status, 200);
	a = desk_get(&t.d, &t.ishii, str_cat(test_arena, t.url, S("/share")));
	assert_has(a.body, S("1分以内なら取り消せます"));
	/* トキ did not agree to money. */
	assert_has(a.body, S("同意なし"));
	/* Nobody is told within the minute. */
	assert_int_equal(asked(&t, "select count(*) from notice where kind = "
				   "'share.new' and at > %0",
			       sys_now().ms + 50000), 1);
	a = desk_post(&t.d, &t.ishii, share_path(&t, plan, S("/undo")),
		      (str){ 0 });
	assert_int_equal(a.status, 303);
	assert_int_equal(desk_get(&t.d, &t.onishi, t.url).status, 404);
	assert_int_equal(asked(&t, "select count(*) from notice", 0), 0);
	assert_int_equal(asked(&t, "select count(*) from seat where origin = "
				   "'grant'", 0), 0);
	assert_int_equal(asked(&t, "select count(*) from audit where action "
				   "in ('share.plan', 'share.add', "
				   "'share.undo') and account = 1", 0), 3);
	desk_close(&t.d);
}

/* 社協 stands behind seven hundred others in the list. */
TEST_BOTH(share, in_a_large_city_every_agency_can_be_chosen)
{
	struct town t;
	town_open(&t, engine);
	desk_large_city(&t.d);
	agree(&t, t.toki, 100);
	str page = desk_get(&t.d, &t.ishii, str_cat(test_arena, t.url,
						    S("/share/add"))).body;
	assert_has(page, S("社協"));
	/* Nobody looks through so many. */
	assert_has(page, S("<tb-narrow "));
	shared(&t, planned(&t, S("")));
	desk_close(&t.d);
}

TEST_BOTH(share, few_agencies_are_not_searched_for)
{
	struct town t;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	str page = desk_get(&t.d, &t.ishii, str_cat(test_arena, t.url,
						    S("/share/add"))).body;
	assert_has(page, S("社協"));
	assert_has_not(page, S("<tb-narrow"));
	desk_close(&t.d);
}

TEST_BOTH(share, after_a_minute_it_is_stopped_not_undone)
{
	struct town t;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	str plan = planned(&t, S(""));
	shared(&t, plan);
	sql(&t, "update bestowal set told_at = told_at - 61000", 0);
	struct answer a = desk_post(&t.d, &t.ishii,
				    share_path(&t, plan, S("/undo")),
				    (str){ 0 });
	assert_int_equal(a.status, 409);
	assert_has(a.body, S("1分を過ぎたので取り消せません"));
	a = desk_post(&t.d, &t.onishi,
		      str_cat(test_arena, t.url, S("/notes")),
		      S("body=%E8%A8%AA%E5%95%8F&method=visit"));
	assert_int_equal(a.status, 303);
	a = desk_get(&t.d, &t.ishii, share_path(&t, plan, S("/stop")));
	assert_has(a.body, S("社協への共有を止めます。"));
	assert_has(a.body, S("自分で書いた記録1件は、社協に残ります"));
	a = desk_post(&t.d, &t.ishii, share_path(&t, plan, S("/stop")),
		      (str){ 0 });
	assert_int_equal(a.status, 303);
	assert_int_equal(desk_get(&t.d, &t.onishi, t.url).status, 404);
	assert_int_equal(asked(&t, "select count(*) from notice where kind = "
				   "'share.ended' and known = '山邉'", 0), 1);
	assert_int_equal(asked(&t, "select count(*) from bestowal_person "
				   "where ended_at is null", 0), 0);
	desk_close(&t.d);
}

/* The notice says no more than its reader was shown. */
static void stopped(struct town *t, str plan)
{
	struct answer a;
	sql(t, "update bestowal set told_at = told_at - 61000", 0);
	a = desk_post(&t->d, &t->ishii, share_path(t, plan, S("/stop")),
		      (str){ 0 });
	assert_int_equal(a.status, 303);
}

TEST_BOTH(share, the_end_is_told_by_what_was_shown)
{
	struct town t;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	str plan = planned(&t, S(""));
	shared(&t, plan);
	sql(&t, "insert into bestowal_exception (muni, bestowal, person, what, "
		"state, reason, account, at) select 129992, id, 0, 'name', "
		"'H', 'x', 1, 1 from bestowal", 0);
	stopped(&t, plan);
	assert_int_equal(asked(&t, "select count(*) from notice where kind = "
				   "'share.ended' and agency = 2", 0), 1);
	assert_int_equal(asked(&t, "select count(*) from notice where kind = "
				   "'share.ended' and known = ''", 0), 1);
	/* What had ended with its basis is not told once more. */
	plan = planned(&t, S(""));
	shared(&t, plan);
	sql(&t, "update basis set until = %0", sys_now().ms - 1);
	stopped(&t, plan);
	assert_int_equal(asked(&t, "select count(*) from notice where kind = "
				   "'share.ended'", 0), 1);
	desk_close(&t.d);
}

TEST_BOTH(share, no_share_without_a_look_at_exactly_it)
{
	struct town t;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	str plan = planned(&t, S(""));
	str path = share_path(&t, plan, S("/confirm"));
	struct answer a = desk_post(&t.d, &t.ishii, path, (str){ 0 });
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("さきに相手の画面で確認してください"));
	a = desk_get(&t.d, &t.ishii, seen_as(plan, t.url));
	str seal = str_cat(test_arena, S("seal="),
			   after(a.body, S("name=\"seal\" value=\""), 22));
	/* The consent becomes narrower while somebody looks. */
	sql(&t, "update basis_cover set classes = 3 where basis = %0",
	    t.basis);
	a = desk_post(&t.d, &t.ishii, path, seal);
	assert_int_equal(a.status, 409);
	assert_has(a.body, S("確認しているあいだに同意の内容が変わりました。"
			     "もう一度確認してください。"));
	assert_int_equal(desk_get(&t.d, &t.onishi, t.url).status, 404);
	/* Withdrawn: the plan rests on nothing. */
	sql(&t, "update bestowal_person set ended_at = 5", 0);
	sql(&t, "update basis set live = 0, ended_at = 5", 0);
	a = desk_post(&t.d, &t.ishii, path, seal);
	assert_int_equal(a.status, 409);
	desk_close(&t.d);
}

TEST_BOTH(share, a_share_ends_with_its_basis)
{
	struct town t;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	shared(&t, planned(&t, S("")));
	assert_int_equal(desk_get(&t.d, &t.onishi, t.url).status, 200);
	sql(&t, "update basis set until = %0", sys_now().ms - 1);
	assert_int_equal(desk_get(&t.d, &t.onishi, t.url).status, 404);
	assert_has(desk_get(&t.d, &t.ishii,
			    str_cat(test_arena, t.url, S("/share"))).body,
		   S("根拠が切れています"));
	desk_close(&t.d);
}

TEST_BOTH(share, a_form_sent_twice_shares_once)
{
	struct town t;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	str plan = planned(&t, S(""));
	struct answer a = desk_get(&t.d, &t.ishii, seen_as(plan, t.url));
	str form = cat3(cat3(S("csrf="), t.ishii.csrf, S("&idem=once&seal=")),
			after(a.body, S("name=\"seal\" value=\""), 22),
			S(""));
	str path = share_path(&t, plan, S("/confirm"));
	assert_int_equal(desk_ask(&t.d, &t.ishii, POST, path, form).status,
			 303);
	assert_int_equal(desk_ask(&t.d, &t.ishii, POST, path, form).status,
			 303);
	assert_int_equal(asked(&t, "select count(*) from bestowal where "
				   "state = 'live'", 0), 1);
	assert_int_equal(asked(&t, "select count(*) from notice", 0), 1);
	/* Another one to the same takes its place, and undone, gives it back. */
	str next = planned(&t, S("&type=watch"));
	shared(&t, next);
	assert_int_equal(asked(&t, "select count(*) from bestowal where "
				   "state = 'live' and type = 'watch'", 0), 1);
	assert_int_equal(asked(&t, "select count(*) from bestowal where "
				   "state = 'live'", 0), 1);
	a = desk_post(&t.d, &t.ishii, share_path(&t, next, S("/undo")),
		      (str){ 0 });
	assert_int_equal(a.status, 303);
	assert_int_equal(asked(&t, "select count(*) from bestowal where "
				   "state = 'live' and type = 'team'", 0), 1);
	assert_int_equal(desk_get(&t.d, &t.onishi, t.url).status, 200);
	desk_close(&t.d);
}

TEST_BOTH(share, what_cannot_be_shared_is_told_calmly)
{
	struct town t;
	town_open(&t, engine);
	struct answer a = add(&t, &t.ishii, S(""));
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("見せてよいという根拠が、まだありません"));
	agree(&t, t.toki, 30);
	a = add(&t, &t.ishii, S("&until=2099-01-01"));
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("）を過ぎる日付です。"));
	assert_has(a.body, S("2099-01-01"));
	a = add(&t, &t.ishii, S("&until=2020-01-01"));
	assert_has(a.body, S("期限が過ぎています"));
	a = add(&t, &t.ishii, S("&type=school_parent"));
	assert_has(a.body, S("共有の型を選んでください"));
	a = add(&t, &t.ishii, cat3(S("&who="), token(&t, ID_account, 1),
				   S("")));
	assert_has(a.body, S("共有先の人を選んでください"));
	sql(&t, "insert into measure values (129992, 7, %0, %1, 'x', 2, 1, "
		"%2)", t.ours.v, t.koichi, sys_now().ms + DAY_SECONDS * 1000);
	a = add(&t, &t.ishii, S(""));
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("この機関には、いま共有できません。"
			     "調整役に相談してください。"));
	desk_close(&t.d);
}

TEST_BOTH(share, only_the_lead_shares)
{
	struct town t;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	str plan = planned(&t, S(""));
	str share = str_cat(test_arena, t.url, S("/share"));
	assert_int_equal(desk_get(&t.d, &t.onishi, share).status, 404);
	assert_int_equal(add(&t, &t.onishi, S("")).status, 404);
	/* 受付・事務 of the own agency does not share. */
	assert_has_not(desk_get(&t.d, &t.miyake, t.url).body, S("/share\""));
	assert_int_equal(add(&t, &t.miyake, S("")).status, 403);
	assert_int_equal(desk_get(&t.d, &t.miyake, seen_as(plan, t.url))
				 .status, 404);
	shared(&t, plan);
	/* Whom it is shared with reads it, and shares it no further. */
	assert_has_not(desk_get(&t.d, &t.onishi, t.url).body, S("/share\""));
	assert_has(desk_get(&t.d, &t.onishi, share).body,
		   S("あなたの機関には共有されていません"));
	assert_int_equal(add(&t, &t.onishi, S("")).status, 403);
	assert_int_equal(desk_get(&t.d, &t.onishi, seen_as(plan, t.url))
				 .status, 404);
	desk_close(&t.d);
}

/* ---- cells -------------------------------------------------------------------------- */

static struct answer cell(struct town *t, str plan, const char *what,
			  const char *form)
{
	str path = cat3(share_path(t, plan, S("/cell")), S("?what="),
			str_of(what));
	return desk_post(&t->d, &t->ishii, path, str_of(form));
}

TEST_BOTH(share, a_cell_moves_with_a_reason_and_not_past_the_basis)
{
	struct town t;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	str plan = planned(&t, S("&type=team_money"));
	shared(&t, plan);
	str url = str_cat(test_arena, t.url, S("/share"));
	struct answer a = cell(&t, plan, "health", "state=H");
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("理由を書いてください"));
	a = cell(&t, plan, "money", "state=C&reason=x");
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("同意がないので、これより見せることはできません"));
	a = desk_get(&t.d, &t.ishii,
		     cat3(share_path(&t, plan, S("/cell")), S("?what=money"),
			  S("")));
	assert_has(a.body, S("同意がありません"));
	a = cell(&t, plan, "health", "state=H&reason=x");
	assert_int_equal(a.status, 303);
	assert_has(desk_get(&t.d, &t.ishii, url).body, S("型とちがう"));
	a = cell(&t, plan, "tab.sheets", "state=H&reason=x");
	assert_int_equal(a.status, 303);
	a = desk_get(&t.d, &t.onishi, str_cat(test_arena, t.url,
					      S("/sheets")));
	assert_has(a.body, S("あなたの機関には共有されていません"));
	assert_int_equal(cell(&t, plan, "nothing", "state=H&reason=x").status,
			 404);
	/* A plan may go back and forth. */
	plan = planned(&t, S("&type=team_money"));
	assert_int_equal(cell(&t, plan, "health", "state=H&reason=x").status,
			 303);
	a = cell(&t, plan, "health", "back=1");
	assert_int_equal(a.status, 303);
	assert_has(a.location, S("/share"));
	shared(&t, plan);
	assert_has_not(desk_get(&t.d, &t.ishii, url).body, S("型とちがう"));
	desk_close(&t.d);
}

/* How 大西 sees a class of the household at this moment. */
static enum veil_state seen_of(struct town *t, enum vis_class class)
{
	struct viewer v = t->onishi.viewer;
	struct lens l;
	v.now = sys_now();
	assert_int_equal(db_begin_read(t->d.t.db), OK);
	assert_int_equal(vis_lens(t->d.t.db, test_arena, v, t->ours, &l), OK);
	db_end_read(t->d.t.db);
	return lens_class(&l, class, (person_id){ 0 });
}

static str plan_in(struct answer a)
{
	assert_int_equal(a.status, 303);
	assert_true(str_starts(a.location, S("/as/")));
	return str_sub(a.location, 4, 26);
}

TEST_BOTH(share, a_living_cell_closes_at_once_and_opens_after_a_look)
{
	struct town t;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	str live = planned(&t, S("&type=team"));
	shared(&t, live);
	sql(&t, "delete from outbox", 0);
	struct answer a = cell(&t, live, "health", "state=H&reason=x");
	assert_int_equal(a.status, 303);
	assert_true(!str_starts(a.location, S("/as/")));
	assert_int_equal(seen_of(&t, CLASS_health), VEIL_HIDE);
	assert_int_equal(asked(&t, "select count(*) from outbox where kind = "
				   "'access' and agency = 2", 0), 1);
	a = cell(&t, live, "work", "state=M&reason=y");
	assert_true(!str_starts(a.location, S("/as/")));
	/* Open again: nothing moves until it was looked at. */
	str plan = plan_in(cell(&t, live, "health", "state=O&reason=x"));
	assert_int_equal(seen_of(&t, CLASS_health), VEIL_HIDE);
	assert_int_equal(asked(&t, "select count(*) from bestowal_exception e "
				   "join bestowal b on b.id = e.bestowal "
				   "where b.state = 'live' and e.what = "
				   "'health' and e.state = 'H'", 0), 1);
	shared(&t, plan);
	assert_int_equal(seen_of(&t, CLASS_health), VEIL_COARSE);
	/* The rest of it stays as it was. */
	assert_int_equal(seen_of(&t, CLASS_work), VEIL_MASK);
	assert_int_equal(asked(&t, "select count(*) from bestowal where "
				   "state = 'live'", 0), 1);
	a = desk_post(&t.d, &t.ishii, share_path(&t, plan, S("/undo")),
		      (str){ 0 });
	assert_int_equal(a.status, 303);
	assert_int_equal(seen_of(&t, CLASS_health), VEIL_HIDE);
	desk_close(&t.d);
}

TEST_BOTH(share, a_cell_that_would_open_later_is_looked_at_too)
{
	struct town t;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	str live = planned(&t, S("&type=team"));
	shared(&t, live);
	struct answer a = cell(&t, live, "health",
			       "state=H&reason=x&until=2098-01-01");
	assert_true(!str_starts(a.location, S("/as/")));
	a = cell(&t, live, "health", "state=H&reason=x&until=2099-01-01");
	assert_int_equal(a.status, 303);
	assert_true(!str_starts(a.location, S("/as/")));
	/* Sooner over, as the type says, a tab. */
	plan_in(cell(&t, live, "health", "state=H&reason=x&until=2097-01-01"));
	plan_in(cell(&t, live, "health", "back=1"));
	a = cell(&t, live, "tab.sheets", "state=H&reason=x");
	assert_true(!str_starts(a.location, S("/as/")));
	plan_in(cell(&t, live, "tab.sheets", "state=C&reason=x"));
	/* One plan, and what lives is as closed as it was. */
	assert_int_equal(asked(&t, "select count(*) from bestowal where "
				   "state = 'planned'", 0), 1);
	assert_int_equal(seen_of(&t, CLASS_health), VEIL_HIDE);
	desk_close(&t.d);
}

TEST_BOTH(share, what_was_closed_meanwhile_is_not_opened_unseen)
{
	struct town t;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	str live = planned(&t, S("&type=team"));
	shared(&t, live);
	cell(&t, live, "health", "state=H&reason=x");
	str plan = plan_in(cell(&t, live, "health", "state=O&reason=x"));
	struct answer a = desk_get(&t.d, &t.ishii, seen_as(plan, t.url));
	str seal = str_cat(test_arena, S("seal="),
			   after(a.body, S("name=\"seal\" value=\""), 22));
	cell(&t, live, "work", "state=H&reason=x");
	a = desk_post(&t.d, &t.ishii, share_path(&t, plan, S("/confirm")),
		      seal);
	assert_int_equal(a.status, 409);
	assert_int_equal(seen_of(&t, CLASS_work), VEIL_HIDE);
	desk_close(&t.d);
}

/* ---- 共有の依頼 --------------------------------------------------------------------- */

TEST_BOTH(share, what_was_asked_for_stands_until_it_is_open)
{
	struct town t;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	str url = str_cat(test_arena, t.url, S("/share"));
	shared(&t, planned(&t, S("&type=watch")));
	sql(&t, "insert into share_ask (muni, id, casefile, agency, account, "
		"tab, why, on_day, at) values (129992, 9, %0, 2, %1, "
		"'tab.sheets', 'x', 20777, %2)", t.ours.v,
	    t.onishi.viewer.account.v, sys_now().ms - 1000);
	str b = desk_get(&t.d, &t.ishii, url).body;
	assert_has(b, S("社協から共有の依頼があります：シート（"
			"<span class=\"nw\">11/20</span>）"));
	assert_has(b, S("共有先を変える"));
	/* Not for whom it is shared with. */
	assert_has_not(desk_get(&t.d, &t.onishi, url).body,
		       S("共有の依頼があります"));
	shared(&t, planned(&t, S("&type=team")));
	assert_has_not(desk_get(&t.d, &t.ishii, url).body,
		       S("共有の依頼があります"));
	/* Stopped altogether, it can be asked for anew: a share is added. */
	sql(&t, "update bestowal_person set ended_at = 5", 0);
	sql(&t, "update bestowal set state = 'ended', ended_at = 5", 0);
	assert_has(desk_get(&t.d, &t.ishii, url).body, S("共有先を足す</a></div>"));
	assert_has(desk_get(&t.d, &t.ishii, url).body,
		   S("共有の依頼があります"));
	sql(&t, "update share_ask set at = 5", 0);
	assert_has_not(desk_get(&t.d, &t.ishii, url).body,
		       S("共有の依頼があります"));
	desk_close(&t.d);
}

/* ---- 誰に見えるか ------------------------------------------------------------------- */

TEST_BOTH(share, who_sees_it_and_why)
{
	struct town t;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	str who = str_cat(test_arena, t.url, S("/who"));
	assert_has(desk_get(&t.d, &t.ishii, who).body,
		   S("ほかの機関には共有していません"));
	shared(&t, planned(&t, S("")));
	str b = desk_get(&t.d, &t.ishii, who).body;
	assert_has(b, S("社協（2人）"));
	assert_has(b, S("連携・お金なし"));
	i64 note = asked(&t, "select id from note where casefile = %0",
			 t.ours.v);
	str one = cat3(who, S("?note="), token(&t, ID_note, note));
	assert_has(desk_get(&t.d, &t.ishii, one).body, S("一部を伏せる"));
	sql(&t, "insert into note_person values (129992, %0, %1)", note,
	    t.koichi);
	assert_has(desk_get(&t.d, &t.ishii, one).body,
		   S("浩一さんの同意がありません。"));
	sql(&t, "update note set audience = 'own' where id = %0", note);
	b = desk_get(&t.d, &t.ishii, one).body;
	assert_has(b, S("見えない"));
	assert_has(b, S("見せる範囲が「自機関だけ」です。"));
	/* Their own record that they keep is not there to ask about. */
	desk_post(&t.d, &t.onishi, str_cat(test_arena, t.url, S("/notes")),
		  S("body=x&method=visit&at=%E3%81%84%E3%81%BE"));
	note = asked(&t, "select id from note where agency = 2 and casefile "
			 "= %0", t.ours.v);
	one = cat3(who, S("?note="), token(&t, ID_note, note));
	assert_int_equal(desk_get(&t.d, &t.ishii, one).status, 200);
	sql(&t, "update note set audience = 'own' where id = %0", note);
	assert_int_equal(desk_get(&t.d, &t.ishii, one).status, 404);
	assert_has(desk_get(&t.d, &t.onishi, who).body,
		   S("あなたの機関には共有されていません"));
	desk_close(&t.d);
}

/* ---- so many times -------------------------------------------------------------------- */

TEST_BOTH(share, a_counted_share_is_opened_so_many_times)
{
	struct town t;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	struct answer a = add(&t, &t.ishii, S("&once=1&views=3"));
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("一時的に見せる人を選んでください"));
	str who = token(&t, ID_account, t.onishi.viewer.account.v);
	str plan = planned(&t, cat3(S("&once=1&views=3&who="), who, S("")));
	shared(&t, plan);
	str notes = str_cat(test_arena, t.url, S("/notes"));
	/* Looking through it takes none. */
	desk_get(&t.d, &t.ishii, seen_as(plan, t.url));
	assert_int_equal(desk_get(&t.d, &t.taniguchi, t.url).status, 404);
	assert_int_equal(desk_get(&t.d, &t.onishi, t.url).status, 200);
	assert_has(desk_get(&t.d, &t.onishi, notes).body,
		   S("あなたの機関には共有されていません"));
	assert_has(desk_get(&t.d, &t.ishii,
			    str_cat(test_arena, t.url, S("/share"))).body,
		   S("あと1回"));
	assert_int_equal(desk_get(&t.d, &t.onishi, t.url).status, 200);
	assert_int_equal(desk_get(&t.d, &t.onishi, t.url).status, 404);
	assert_int_equal(asked(&t, "select count(*) from seat where origin = "
				   "'grant'", 0), 0);
	desk_close(&t.d);
}

enum { READERS = 50, HANDS = 5 };

struct hand {
	struct desk *d;
	const struct sitting *who;
	str url;
	int worker, got, gone;
};

static void *read_often(void *arg)
{
	struct hand *h = arg;
	for (int i = 0; i < READERS / HANDS; i++) {
		struct arena *a = arena_open((isize)64 << 20);
		struct request http = { .method = GET, .path = h->url,
					.cookie = h->who->cookie,
					.host = S("localhost") };
		struct response r = { 0 };
		app_answer(&h->d->app, h->worker, a, &http, &r, NULL);
		h->got += r.status == 200;
		h->gone += r.status == 404;
		arena_close(a);
	}
	return NULL;
}

TEST_BOTH(share, fifty_readers_at_once_get_the_views_there_are)
{
	struct town t;
	struct hand hands[HANDS];
	pthread_t threads[HANDS];
	struct db *dbs[HANDS] = { 0 };
	int got = 0, gone = 0;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	str who = token(&t, ID_account, t.onishi.viewer.account.v);
	shared(&t, planned(&t, cat3(S("&once=1&views=3&who="), who, S(""))));
	dbs[0] = t.d.dbs[0];
	t.d.app.dbs = dbs;
	for (int i = 1; i < HANDS; i++)
		assert_int_equal(store_connect(t.d.t.store, &dbs[i]), OK);
	for (int i = 0; i < HANDS; i++) {
		hands[i] = (struct hand){ &t.d, &t.onishi, t.url, i, 0, 0 };
		thread_start(&threads[i], read_often, &hands[i]);
	}
	for (int i = 0; i < HANDS; i++) {
		thread_join(threads[i]);
		got += hands[i].got;
		gone += hands[i].gone;
	}
	assert_int_equal(got, 3);
	assert_int_equal(gone, READERS - 3);
	assert_int_equal(asked(&t, "select views_left from bestowal", 0), 0);
	desk_close(&t.d);
}

TEST_MAIN
