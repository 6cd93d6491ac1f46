/* consent_test.c — 根拠: recorded, withdrawn, refused, through the whole way
 * of a request, on both engines. */
#include "consent/test_world.h"

TEST_BOTH(consent, what_a_person_agreed_to_is_on_his_page)
{
	struct world w;
	open_world(&w, engine);
	str tos = str_cat(test_arena, to(&w, 2, "items1", "all"),
			  to(&w, 5, "items2", "basic health notes"));
	struct answer a = agree(&w, 70, tos);
	assert_int_equal(a.status, 303);
	a = desk_get(&w.d, &w.ishii, a.location);
	assert_int_equal(a.status, 200);
	assert_has(a.body, S("同意を記録しました。"));
	assert_has(a.body, S("<b>社協</b>：すべて"));
	assert_has(a.body, S("<b>基幹みなと</b>："
			     "基本、健康・障がい、支援経過"));
	a = desk_get(&w.d, &w.ishii, basis(&w, 70, ""));
	assert_has(a.body, S("同意あり（書面）R"));
	assert_has_not(desk_get(&w.d, &w.ishii, basis(&w, 71, "")).body,
		       S("同意あり"));
	assert_int_equal(count(&w, "select classes from basis_cover "
				   "where agency = 5"), 2047 & ~(64 | 128 | 256));
	assert_int_equal(count(&w, "select count(*) from audit where "
				   "action = 'basis.add'"), 1);
	desk_close(&w.d);
}

TEST_BOTH(consent, withdrawn_it_is_gone_at_the_next_request)
{
	struct world w;
	i64 id = shared_world(&w, engine);
	assert_int_equal(desk_get(&w.d, &w.onishi, cat(w.shared,
							"/people")).status, 200);
	struct answer a = desk_get(&w.d, &w.nakahara, cat(w.shared, "/notes"));
	assert_int_equal(a.status, 200);
	a = desk_get(&w.d, &w.ishii, one(&w, 70, id, ""));
	assert_has(a.body, S("基幹みなと、社協への共有が、すぐに止まります。"));
	a = desk_post(&w.d, &w.ishii, one(&w, 70, id, "/end"),
		      S("end_witness=%E4%B8%89%E5%AE%85"));
	assert_int_equal(a.status, 303);
	a = desk_get(&w.d, &w.ishii, a.location);
	assert_has(a.body, S("撤回を記録しました。"));
	assert_has(a.body, S("撤回 R"));
	assert_int_equal(desk_get(&w.d, &w.nakahara,
				  cat(w.shared, "/notes")).status, 404);
	/* Everything that followed from it, and nothing of the others' own. */
	assert_int_equal(count(&w, "select count(*) from bestowal "
				   "where state = 'ended'"), 2);
	assert_int_equal(count(&w, "select count(*) from seat"), 1);
	assert_int_equal(count(&w, "select count(*) from note"), 1);
	assert_int_equal(count(&w, "select count(*) from notice where "
		"kind = 'share.ended' and known = '山邉'"), 2);
	assert_int_equal(count(&w, "select count(*) from outbox where "
				   "kind = 'access'"), 2);
	assert_int_equal(count(&w, "select count(*) from audit where "
		"action in ('basis.end', 'share.stop')"), 3);
	desk_close(&w.d);
}

/* トキさん stops it for 基幹 alone: 社協 goes on, by the same consent. */
TEST_BOTH(consent, taken_back_for_one_recipient_it_goes_on_for_the_other)
{
	struct world w;
	i64 id = shared_world(&w, engine);
	str form = str_cat(test_arena, S("some=1&end_witness=%E4%B8%89%E5%AE%85"
					 "&end_to="),
			   token(&w, ID_agency, 5));
	struct answer a = desk_post(&w.d, &w.ishii, one(&w, 70, id, "/end"),
				    S("some=1"));
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("やめる相手を1つ以上選んでください。"));
	a = desk_post(&w.d, &w.ishii, one(&w, 70, id, "/end"), form);
	assert_int_equal(a.status, 303);
	assert_int_equal(desk_get(&w.d, &w.nakahara,
				  cat(w.shared, "/notes")).status, 404);
	assert_int_equal(desk_get(&w.d, &w.onishi,
				  cat(w.shared, "/people")).status, 200);
	assert_int_equal(count(&w, "select live from basis"), 1);
	assert_int_equal(count(&w, "select count(*) from notice where "
		"kind = 'share.ended' and agency = 5"), 1);
	assert_int_equal(count(&w, "select count(*) from outbox where "
		"kind = 'access' and agency = 5"), 1);
	a = desk_get(&w.d, &w.ishii, one(&w, 70, id, ""));
	assert_has(a.body, S("基幹みなとへの共有は、"));
	assert_has(a.body, S("立会人：三宅"));
	/* The last recipient too: the whole consent ends. */
	a = desk_post(&w.d, &w.ishii, one(&w, 70, id, "/end"), (str){ 0 });
	assert_int_equal(a.status, 303);
	assert_int_equal(count(&w, "select live from basis"), 0);
	assert_int_equal(desk_get(&w.d, &w.onishi,
				  cat(w.shared, "/people")).status, 404);
	desk_close(&w.d);
}

static void banner_says(struct world *w, const struct sitting *who, str words)
{
	assert_has(desk_get(&w->d, who, cat(w->shared, "/notes")).body, words);
	/* So does his list. */
	assert_has(desk_get(&w->d, who, S("/cases?who=agency")).body, words);
}

TEST_BOTH(consent, the_banner_says_what_its_reader_may_know)
{
	struct world w;
	shared_world(&w, engine);
	banner_says(&w, &w.ishii, S("一部の人だけ同意"));
	banner_says(&w, &w.nakahara, S("一部の人だけ同意"));
	/* For 社協 alone: 基幹 learns nothing of it. */
	assert_int_equal(agree(&w, 71, to(&w, 2, "items1", "all")).status,
			 303);
	i64 koichi = newest(&w);
	assert_int_equal(share(&w, 80, 2, 71, koichi), OK);
	banner_says(&w, &w.ishii, S("<span class=\"chip good\">同意あり"));
	banner_says(&w, &w.onishi, S("同意あり"));
	banner_says(&w, &w.nakahara, S("一部の人だけ同意"));
	assert_has_not(desk_get(&w.d, &w.nakahara,
				S("/cases?who=agency")).body, S("同意あり"));
	/* When the first of them ends. */
	assert_int_equal(run(&w, "update basis set until = 2469279600000 "
				 "where person = 71"), OK);
	banner_says(&w, &w.ishii, S("同意あり R30.3.31まで"));
	assert_int_equal(run(&w, "update bestowal_person set ended_at = 1"),
			 OK);
	assert_int_equal(run(&w, "update basis set kind = 'conference'"), OK);
	banner_says(&w, &w.ishii, S("支援会議の情報"));
	assert_int_equal(run(&w, "update basis set live = 0"), OK);
	banner_says(&w, &w.ishii, S("同意なし"));
	desk_close(&w.d);
}


/* ---- more than yes -------------------------------------------------------- */

static struct answer stop(struct world *w, i64 person, i64 id)
{
	return desk_post(&w->d, &w->ishii, one(w, person, id, "/end"),
			 S("end_witness=&end_note="));
}

TEST_BOTH(consent, what_one_person_ends_leaves_the_other)
{
	struct world w;
	i64 toki = shared_world(&w, engine);
	assert_int_equal(agree(&w, 71, to(&w, 2, "items1", "all")).status,
			 303);
	i64 koichi = newest(&w);
	assert_int_equal(share(&w, 80, 2, 71, koichi), OK);
	assert_int_equal(stop(&w, 71, koichi).status, 303);
	/* 社協 still has トキ; it lost something, and its share is not over. */
	assert_int_equal(desk_get(&w.d, &w.onishi, cat(w.shared, "/notes"))
				 .status, 200);
	assert_int_equal(count(&w, "select count(*) from bestowal_person "
				   "where ended_at is null"), 2);
	assert_int_equal(count(&w, "select count(*) from notice"), 0);
	assert_int_equal(count(&w, "select count(*) from outbox where "
				   "kind = 'access' and agency = 2"), 1);
	/* Somebody else was first. */
	struct answer a = stop(&w, 71, koichi);
	assert_int_equal(a.status, 409);
	assert_has(a.body, S("すでに終わりが記録されています。"));
	/* One person's basis is not another's page. */
	assert_int_equal(desk_get(&w.d, &w.ishii, one(&w, 71, toki, ""))
				 .status, 404);
	desk_close(&w.d);
}

TEST_BOTH(consent, a_new_one_takes_the_place_of_the_old_on_request)
{
	struct world w;
	i64 old = shared_world(&w, engine);
	str tos = to(&w, 2, "items1", "basic");
	assert_int_equal(agree(&w, 70, tos).status, 303);
	assert_int_equal(count(&w, "select count(*) from basis "
				   "where live = 1"), 2);
	assert_int_equal(agree(&w, 70, cat(tos, "&replace=1")).status, 303);
	assert_int_equal(count(&w, "select count(*) from basis where "
		"end_reason = 'replaced' and live = 0"), 2);
	/* 社協 goes on, on the new one; 基幹 is not in it. */
	assert_int_equal(count(&w, "select count(*) from bestowal b "
		"join bestowal_person p on p.bestowal = b.id "
		"join basis s on s.id = p.basis and s.live = 1 "
		"where p.ended_at is null and b.to_agency = 2"), 1);
	assert_int_equal(count(&w, "select to_agency from bestowal "
				   "where state = 'ended'"), 5);
	assert_has(desk_get(&w.d, &w.ishii, one(&w, 70, old, "")).body,
		   S("とり直し R"));
	desk_close(&w.d);
}

TEST_BOTH(consent, withdrawn_and_given_again_it_offers_what_ended)
{
	struct world w;
	i64 id = shared_world(&w, engine);
	assert_int_equal(stop(&w, 70, id).status, 303);
	struct answer a = agree(&w, 70, to(&w, 5, "items1", "all"));
	a = desk_get(&w.d, &w.ishii, a.location);
	assert_has(a.body, S("撤回のときに止まった共有（基幹みなと）は、"
			     "もう一度共有できます。"));
	assert_int_equal(desk_get(&w.d, &w.nakahara, cat(w.shared, "/notes"))
				 .status, 404);
	desk_close(&w.d);
}

TEST_BOTH(consent, a_refusal_carries_nothing)
{
	struct world w;
	open_world(&w, engine);
	struct answer a = desk_post(&w.d, &w.ishii, basis(&w, 70, ""),
				    S("kind=refusal&since=&reason="));
	assert_int_equal(a.status, 303);
	a = desk_get(&w.d, &w.ishii, a.location);
	assert_has(a.body, S("同意しないことを記録しました。"
			     "自機関の支援はこれまでどおり続けられます。"));
	assert_int_equal(share(&w, 80, 2, 70, newest(&w)), E_CONFLICT);
	assert_int_equal(agree(&w, 71, to(&w, 2, "items1", "all")).status,
			 303);
	a = desk_post(&w.d, &w.ishii, basis(&w, 71, ""),
		      S("kind=refusal&since=&reason="));
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("先に撤回を記録してください。"));
	desk_close(&w.d);
}

/* Within the minute for undoing: neither that it began nor that it ended. */
TEST_BOTH(consent, who_was_not_told_of_it_is_not_told_of_its_end)
{
	struct world w;
	i64 id = shared_world(&w, engine);
	assert_int_equal(run(&w, "update bestowal set told_at = 4000000000000 "
				 "where to_agency = 5"), OK);
	assert_int_equal(run(&w, "insert into notice (muni, id, agency, kind, "
		"casefile, object, at) values (129992, 9, 5, 'share.new', 50, "
		"81, 4000000000000)"), OK);
	assert_int_equal(stop(&w, 70, id).status, 303);
	assert_int_equal(count(&w, "select count(*) from notice"), 1);
	assert_int_equal(count(&w, "select agency from notice"), 2);
	desk_close(&w.d);
}

/* A measure against an agency: it saw nothing, and hears nothing. */
TEST_BOTH(consent, who_saw_nothing_is_not_told_of_its_end)
{
	struct world w;
	i64 id = shared_world(&w, engine);
	assert_int_equal(run(&w, "insert into measure (muni, id, casefile, "
		"person, against, against_agency, since, until) values "
		"(129992, 7, 50, 71, 'x', 5, 1, 4000000000000)"), OK);
	assert_int_equal(stop(&w, 70, id).status, 303);
	assert_int_equal(count(&w, "select count(*) from notice"), 1);
	assert_int_equal(count(&w, "select agency from notice"), 2);
	desk_close(&w.d);
}

/* ---- bad input ------------------------------------------------------------ */

static void refused(struct world *w, const char *form, const char *why)
{
	struct answer a = desk_post(&w->d, &w->ishii, basis(w, 70, ""),
				    str_of(form));
	assert_int_equal(a.status, 422);
	assert_has(a.body, str_of(why));
	assert_int_equal(count(w, "select count(*) from basis"), 0);
}

TEST_BOTH(consent, what_cannot_be_recorded_is_told_and_kept)
{
	struct world w;
	open_world(&w, engine);
	refused(&w, "kind=consent&how=written&explained=x&until=R30.3.31",
		"だれに共有するかを選んでください。");
	refused(&w, "kind=consent&explained=abc&until=R1.3",
		"同意のしかたを選んでください。");
	refused(&w, "kind=consent&explained=abc", "value=\"abc\"");
	refused(&w, "kind=consent&how=oral&explained=x",
		"口頭の同意には立会人が要ります。");
	refused(&w, "kind=consent&how=proxy&explained=x",
		"代理人の名前と間柄を書いてください。");
	refused(&w, "kind=consent&explained=123456789018",
		"マイナンバーのようです。");
	refused(&w, "kind=consent&until=R8.1.1", "もう過ぎた日付です。");
	refused(&w, "kind=consent&since=R40.1.1&until=R41.1.1",
		"先の日付です。");
	refused(&w, "kind=statute&reason=x",
		"どの法律にもとづくかを選んでください。");
	refused(&w, "kind=conference&law=sw106_6&reason=x",
		"いつまでかを入れてください。");
	refused(&w, "kind=emergency&hours=24", "一言でも書いてください。");
	str two = str_cat(test_arena, to(&w, 2, "items1", "all"),
			  to(&w, 2, "items2", "money"));
	refused(&w, str_cstr(test_arena, str_cat(test_arena, str_of(consent),
						 two)),
		"同じ共有先が上にもあります。");
	refused(&w, str_cstr(test_arena, str_cat(test_arena, str_of(consent),
			     to(&w, 2, "items1", "exists money"))),
		"ほかの項目と一緒に");
	/* More rows are no error, and nothing is lost. */
	struct answer a = desk_post(&w.d, &w.ishii, basis(&w, 70, ""),
				    S("kind=consent&more=1&witness=abc"));
	assert_int_equal(a.status, 200);
	assert_has(a.body, S("value=\"abc\""));
	assert_has(a.body, S("id=\"to6\""));
	desk_close(&w.d);
}

struct add_job {
	struct rq rq;
	struct basis_new b;
};

static enum status add_job(struct db *tx, void *arg)
{
	struct add_job *j = arg;
	basis_id id;
	return basis_add(&j->rq, tx, &j->b, &id);
}

/* What tb-draft sends, told by a witness of the consent. */
static struct answer drafted(struct world *w, const struct sitting *who,
			     const char *form)
{
	static const char text[] =
		"&text=%7B%22witness%22%3A%22%E7%AB%8B%E4%BC%9A%22%2C"
		"%22items1%22%3A%5B%22health%22%2C%22work%22%5D%2C"
		"%22to%22%3A%22";
	str s = cat(cat(S("form="), form), "&object=");
	s = str_cat(test_arena, s, token(w, ID_person, 70));
	s = str_cat(test_arena, cat(s, text), token(w, ID_agency, 5));
	return desk_post(&w->d, who, S("/draft"), cat(s, "%22%7D"));
}

TEST_BOTH(consent, what_is_being_typed_is_kept)
{
	struct world w;
	open_world(&w, engine);
	assert_int_equal(drafted(&w, &w.ishii, "basis.consent").status, 200);
	str blank = desk_get(&w.d, &w.ishii, basis(&w, 70, "/new")).body;
	assert_has(blank, S("書きかけがあります"));
	assert_has_not(blank, S("立会\""));
	/* Of this form and this account alone. */
	str other = desk_get(&w.d, &w.ishii,
			     basis(&w, 70, "/new?kind=refusal")).body;
	assert_has_not(other, S("書きかけがあります"));
	assert_has_not(desk_get(&w.d, &w.ishii, basis(&w, 71, "/new")).body,
		       S("書きかけがあります"));
	str s = desk_get(&w.d, &w.ishii, basis(&w, 70, "/new?draft=1")).body;
	assert_has_not(s, S("書きかけがあります"));
	assert_has(s, S("value=\"立会\""));
	assert_has(s, S("name=\"items1\" value=\"health\" checked"));
	assert_has(s, S("name=\"items1\" value=\"work\" checked"));
	assert_has(s, cat(str_cat(test_arena, S("value=\""),
				  token(&w, ID_agency, 5)), "\" selected"));
	/* Recorded, it is a draft no more. */
	assert_int_equal(agree(&w, 70, to(&w, 2, "items1", "all")).status,
			 303);
	assert_int_equal(count(&w, "select count(*) from draft"), 0);
	desk_close(&w.d);
}

/* 基幹みなと stands behind seven hundred others in the list. */
TEST_BOTH(consent, in_a_large_city_every_agency_can_be_chosen)
{
	struct world w;
	open_world(&w, engine);
	desk_large_city(&w.d);
	str s = desk_get(&w.d, &w.ishii, basis(&w, 70, "/new")).body;
	assert_has(s, cat(str_cat(test_arena, S("value=\""),
				  token(&w, ID_agency, 5)), "\""));
	assert_int_equal(agree(&w, 70, to(&w, 5, "items1", "all")).status,
			 303);
	assert_int_equal(count(&w, "select agency from basis_cover "
				   "where agency = 5"), 5);
	desk_close(&w.d);
}

TEST_BOTH(consent, an_emergency_is_short)
{
	struct world w;
	open_world(&w, engine);
	const struct basis_cover cover = { { 2 }, { 0 }, ITEM_ALL };
	struct add_job j = { desk_rq(&w.d, &w.ishii),
			     { .casefile = { 50 }, .person = { 70 },
			       .kind = BASIS_emergency, .reason = S("x"),
			       .covers = &cover, .covers_n = 1 } };
	j.b.since = j.rq.now;
	j.b.until = (struct opt_i64){ true,
				      j.rq.now.ms + 73 * 3600 * 1000LL };
	assert_int_equal(store_write(w.d.t.store, w.d.t.db, test_arena,
				     add_job, &j), E_INVALID);
	str form = str_cat(test_arena, S("kind=emergency&reason=x"),
			   to(&w, 2, "items1", "all"));
	struct answer a = desk_post(&w.d, &w.ishii, basis(&w, 70, ""), form);
	assert_int_equal(a.status, 303);
	assert_int_equal(count(&w, "select (until - since) / 3600000 "
				   "from basis"), EMERGENCY_HOURS);
	/* A person of another casefile is none of this one. */
	j.b.until.v -= 2 * 3600 * 1000LL;
	j.b.person.v = 99;
	assert_int_equal(store_write(w.d.t.store, w.d.t.db, test_arena,
				     add_job, &j), E_NOT_FOUND);
	desk_close(&w.d);
}

/* ---- who may ---------------------------------------------------------------- */

TEST_BOTH(consent, it_is_there_for_the_lead_s_workers_alone)
{
	struct world w;
	i64 id = shared_world(&w, engine);
	struct sitting far = desk_sit_at(&w.d, DESK_OTHER, 3, S("遠"),
					 ROLE_worker);
	struct sitting other = desk_sit(&w.d, 2, S("別"), ROLE_clerk);
	const struct sitting *none[] = { &w.tanaka, &w.nakahara, &far,
					 &other };
	for (int i = 0; i < COUNT(none); i++) {
		assert_int_not_equal(desk_get(&w.d, none[i],
					      basis(&w, 70, "")).status, 200);
		assert_int_not_equal(desk_get(&w.d, none[i],
					      one(&w, 70, id, "")).status,
				     200);
		assert_int_not_equal(desk_post(&w.d, none[i],
					       one(&w, 70, id, "/end"),
					       S("")).status, 303);
	}
	assert_int_equal(desk_get(&w.d, &far, basis(&w, 70, "")).status, 404);
	assert_int_equal(count(&w, "select count(*) from basis "
				   "where live = 1"), 1);
	desk_close(&w.d);
}

TEST_BOTH(consent, a_form_sent_twice_records_once)
{
	struct world w;
	open_world(&w, engine);
	str form = str_cat(test_arena, S("idem=same&csrf="), w.ishii.csrf);
	form = str_cat(test_arena, cat(form, "&"), str_of(consent));
	form = str_cat(test_arena, form, to(&w, 2, "items1", "all"));
	struct answer a = desk_ask(&w.d, &w.ishii, POST, basis(&w, 70, ""),
				   form);
	struct answer b = desk_ask(&w.d, &w.ishii, POST, basis(&w, 70, ""),
				   form);
	assert_int_equal(a.status, 303);
	assert_int_equal(b.status, 303);
	assert_true(str_eq(a.location, b.location));
	assert_int_equal(count(&w, "select count(*) from basis"), 1);
	desk_close(&w.d);
}

/* ---- before it ends ----------------------------------------------------------- */

static enum status ending_job(struct db *tx, void *arg)
{
	return basis_tell_ending(tx, test_arena, DESK_MUNI,
				 (stamp){ *(i64 *)arg });
}

TEST_BOTH(consent, its_coming_end_is_told_once)
{
	struct world w;
	shared_world(&w, engine);
	const i64 day_ms = 24 * 3600 * 1000;
	i64 end = 2469279600000, early = end - 31 * day_ms,
	    late = end - 30 * day_ms;
	assert_int_equal(run(&w, "update basis set until = 2469279600000"),
			 OK);
	for (int i = 0; i < 2; i++)
		assert_int_equal(store_write(w.d.t.store, w.d.t.db, test_arena,
					     ending_job, &early), OK);
	assert_int_equal(count(&w, "select count(*) from notice"), 0);
	for (int i = 0; i < 2; i++)
		assert_int_equal(store_write(w.d.t.store, w.d.t.db, test_arena,
					     ending_job, &late), OK);
	assert_int_equal(count(&w, "select count(*) from notice where "
		"kind = 'basis.ending' and agency = 1 and known = ''"), 1);
	desk_close(&w.d);
}

TEST_BOTH(consent, the_clerk_looks_for_what_is_about_to_end)
{
	struct world w;
	shared_world(&w, engine);
	w.d.app.chores[w.d.app.chores_n++] = basis_tell_ending;
	struct sql_job *soon = sql_of("update basis set until = at + 86400000",
				      0);
	assert_int_equal(store_write(w.d.t.store, w.d.t.db, test_arena,
				     sql_job, soon), OK);
	for (int i = 0; i < 2; i++)
		assert_int_equal(clerk_chores(&w.d.app, w.d.t.db, test_arena),
				 OK);
	assert_int_equal(count(&w, "select count(*) from notice where "
				   "kind = 'basis.ending'"), 1);
	desk_close(&w.d);
}

TEST_MAIN
