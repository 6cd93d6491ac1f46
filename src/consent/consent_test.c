/* consent_test.c — 根拠: recorded, withdrawn, refused, through the whole way
 * of a request, on both engines. */
#include "kernel/test_desk.h"

#include "base/utf8.h"
#include "casefile/casefile.h"
#include "consent/consent.h"
#include "consent/consent_page.h"
#include "kernel/clerk.h"
#include "kernel/token.h"
#include "note/note.h"
#include "upload/upload.h"
#include "vis/grant.h"

/* 北部包括 leads casefile 50 of トキ 70 and 浩一 71. */
static const char *const household[] = {
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
	"'', 1), "
	"(129992, 71, 50, 60, '山邉', '浩一', '', '', '0', '', '', 'home', '', "
	"'長男', 2)",
	"insert into seat (muni, agency, casefile, level, since, until, "
	"updated_at, sort_kana, stage) "
	"values (129992, 1, 50, 4, 1, null, 1, 'k', 'support')",
	"insert into note (muni, id, casefile, agency, account, state, "
	"happened_at, method, place, counterpart, title, body, revision, "
	"entered_at, updated_at) values (129992, 91, 50, 2, 4, 'record', 1, "
	"'phone', '', '', '大西の記録', '大西の記録', 1, 1, 1)",
};

struct world {
	struct desk d;
	struct sitting ishii, tanaka, nakahara, onishi;
	str people, shared;	/* addresses */
};

struct sql_job {
	struct db_sql sql;
	i64 n;
};

static enum status sql_job(struct db *tx, void *arg)
{
	struct sql_job *j = arg;
	struct db_rows *rows;
	bool more = false;
	if (!j->sql.columns)
		return db_run(tx, &j->sql, NULL, NULL);
	TRY(db_open(tx, &j->sql, NULL, &rows));
	enum status st = db_next(rows, &more);
	if (st == OK)
		j->n = more ? db_int(rows, 0) : -1;
	db_close(rows);
	return st;
}

static struct sql_job *sql_of(const char *text, int columns)
{
	/* A statement is known by its place. */
	struct sql_job *j = new(test_arena, struct sql_job, 1);
	*j = (struct sql_job){ { "test", text, text, 0, columns }, 0 };
	return j;
}

static enum status run(struct world *w, const char *text)
{
	return store_write(w->d.t.store, w->d.t.db, test_arena, sql_job,
			   sql_of(text, 0));
}

static i64 count(struct world *w, const char *text)
{
	struct sql_job *j = sql_of(text, 1);
	assert_int_equal(store_write(w->d.t.store, w->d.t.db, test_arena,
				     sql_job, j), OK);
	return j->n;
}

static enum status refresh_job(struct db *tx, void *arg)
{
	return vis_seats_refresh(tx, test_arena, DESK_MUNI,
				 (casefile_id){ 50 }, sys_now());
}

static str token(struct world *w, enum id_kind kind, i64 id)
{
	return token_seal(test_arena, &w->d.app.keys.id, DESK_MUNI, kind, id);
}

static void open_world(struct world *w, enum db_engine engine)
{
	static const struct route_table rooms[] = {
		{ consent_routes, 0 }, { note_routes, 0 },
		{ casefile_routes, 0 }, { household_routes, 0 },
	};
	struct route_table all[COUNT(rooms)];
	for (int i = 0; i < COUNT(rooms); i++)
		all[i] = rooms[i];
	all[0].n = consent_routes_n;
	all[1].n = note_routes_n;
	all[2].n = casefile_routes_n;
	all[3].n = household_routes_n;
	desk_open(&w->d, engine, all, COUNT(all));
	for (int i = 0; i < COUNT(household); i++)
		assert_int_equal(run(w, household[i]), OK);
	w->ishii = desk_sit(&w->d, 1, S("石井"), ROLE_worker);
	w->tanaka = desk_sit(&w->d, 1, S("田中"), ROLE_clerk);
	w->nakahara = desk_sit(&w->d, 5, S("中原"), ROLE_worker);
	w->onishi = desk_sit(&w->d, 2, S("大西"), ROLE_worker);
	w->shared = str_cat(test_arena, S("/cases/"),
			    token(w, ID_casefile, 50));
	w->people = str_cat(test_arena, w->shared, S("/people/"));
}

static str cat(str a, const char *b)
{
	return str_cat(test_arena, a, str_of(b));
}

/* "/cases/…/people/…/basis" ‖ tail */
static str basis(struct world *w, i64 person, const char *tail)
{
	str s = str_cat(test_arena, w->people, token(w, ID_person, person));
	return cat(cat(s, "/basis"), tail);
}

/* A row of the form: this agency, these things. */
static str to(struct world *w, i64 agency, const char *name, const char *items)
{
	str s = str_cat(test_arena, S("&to="), token(w, ID_agency, agency));
	str rest = str_of(items);
	while (rest.n) {
		s = cat(cat(s, "&"), name);
		s = str_cat(test_arena, cat(s, "="), str_cut(&rest, ' '));
	}
	return s;
}

static const char consent[] =
	"kind=consent&how=written&explained=%E8%AA%AC%E6%98%8E&since=&until=";

static struct answer agree(struct world *w, i64 person, str tos)
{
	return desk_post(&w->d, &w->ishii, basis(w, person, ""),
			 str_cat(test_arena, str_of(consent), tos));
}

/* The newest basis of a person. */
static i64 newest(struct world *w)
{
	return count(w, "select id from basis order by at desc, id desc "
			"limit 1");
}

static str one(struct world *w, i64 person, i64 id, const char *tail)
{
	str s = str_cat(test_arena, basis(w, person, "/"),
			token(w, ID_basis, id));
	return cat(s, tail);
}

struct share {
	i64 bestowal, agency, person, basis;
};

static enum status share_job(struct db *tx, void *arg)
{
	static const struct db_sql grant = {
		"t1", "insert into bestowal (muni, id, casefile, to_agency, "
		"type, verbs, state, since, by_account, by_agency, at) values "
		"(129992, ?1, 50, ?2, 'team_money', 3, 'live', 10, 1, 1, 10) "
		"on conflict do nothing",
		"insert into bestowal (muni, id, casefile, to_agency, "
		"type, verbs, state, since, by_account, by_agency, at) values "
		"(129992, $1, 50, $2, 'team_money', 3, 'live', 10, 1, 1, 10) "
		"on conflict do nothing", 2, 0
	};
	static const struct db_sql person = {
		"t2", "insert into bestowal_person (muni, bestowal, person, "
		"basis) values (129992, ?1, ?2, ?3)",
		"insert into bestowal_person (muni, bestowal, person, basis) "
		"values (129992, $1, $2, $3)", 3, 0
	};
	const struct share *s = arg;
	struct db_value g[] = { DESK_INT(s->bestowal), DESK_INT(s->agency) };
	struct db_value p[] = { DESK_INT(s->bestowal), DESK_INT(s->person),
				DESK_INT(s->basis) };
	TRY(db_run(tx, &grant, g, NULL));
	TRY(db_run(tx, &person, p, NULL));
	return refresh_job(tx, NULL);
}

static enum status share(struct world *w, i64 bestowal, i64 agency, i64 person,
			 i64 id)
{
	struct share s = { bestowal, agency, person, id };
	return store_write(w->d.t.store, w->d.t.db, test_arena, share_job, &s);
}

/* トキ agreed for 社協 all, for 基幹 all but money, and both have a share. */
static i64 shared_world(struct world *w, enum db_engine engine)
{
	open_world(w, engine);
	str tos = str_cat(test_arena, to(w, 2, "items1", "all"),
			  to(w, 5, "items2", "basic health notes"));
	assert_int_equal(agree(w, 70, tos).status, 303);
	i64 id = newest(w);
	assert_int_equal(share(w, 80, 2, 70, id), OK);
	assert_int_equal(share(w, 81, 5, 70, id), OK);
	return id;
}

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

static void banner_says(struct world *w, const struct sitting *who, str words)
{
	assert_has(desk_get(&w->d, who, cat(w->shared, "/notes")).body, words);
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

/* ---- files ---------------------------------------------------------------- */

struct sent {
	int status;
	str body, type, disposition, policy;
};

static struct sent send_file(struct world *w, const struct sitting *s,
			     str path, str bytes, const char *idem)
{
	struct param fields[] = { { S("csrf"), s->csrf },
				  { S("idem"), str_of(idem) } };
	struct part part = { S("file"), S("山邉の同意書.pdf"),
			     S("text/html"), bytes };
	struct request http = { .method = bytes.p ? POST : GET,
				.cookie = s->cookie,
				.host = S("localhost"), .path = path };
	struct response r = { 0 };
	if (bytes.p) {
		http.form = (struct params){ fields, 2 };
		http.parts = &part;
		http.parts_n = 1;
	}
	app_answer(&w->d.app, 0, test_arena, &http, &r, NULL);
	struct sent a = { .status = r.status, .body = r.body };
	for (int i = 0; i < r.headers_n; i++) {
		str name = r.headers[i].name, value = r.headers[i].value;
		if (str_eq(name, S("Content-Type")))
			a.type = value;
		if (str_eq(name, S("Content-Disposition")))
			a.disposition = value;
		if (str_eq(name, S("Content-Security-Policy")))
			a.policy = value;
	}
	return a;
}

static const char pdf[] = "%PDF-1.7 \xff\x00 signed";

TEST_BOTH(consent, a_signed_paper_is_kept_encrypted)
{
	struct world w;
	i64 id = shared_world(&w, engine);
	str files = one(&w, 70, id, "/files"), bytes = { pdf, sizeof pdf };
	assert_int_equal(send_file(&w, &w.ishii, files, bytes, "a").status,
			 303);
	/* The same form once more keeps one. */
	assert_int_equal(send_file(&w, &w.ishii, files, bytes, "a").status,
			 303);
	assert_int_equal(count(&w, "select count(*) from file"), 1);
	str url = cat(files, "/");
	url = str_cat(test_arena, url,
		      token(&w, ID_file, count(&w, "select id from file")));
	assert_has(desk_get(&w.d, &w.ishii, one(&w, 70, id, "")).body, url);
	struct sent a = send_file(&w, &w.ishii, url, (str){ 0 }, "");
	assert_int_equal(a.status, 200);
	assert_true(str_eq(a.body, bytes));
	assert_true(str_eq(a.type, S("application/pdf")));
	assert_has(a.policy, S("sandbox"));
	assert_has(a.disposition, S("attachment"));
	assert_has(a.disposition, S("%E5%90%8C%E6%84%8F%E6%9B%B8_%E6%8E%A7"));
	/* Nothing of the name it came with. */
	assert_has_not(a.disposition, S("%E5%B1%B1"));
	assert_int_equal(count(&w, "select count(*) from file "
				   "where length(sealed) > size"), 1);
	assert_int_equal(send_file(&w, &w.nakahara, url, (str){ 0 }, "")
				 .status, 403);
	desk_close(&w.d);
}

TEST_BOTH(consent, a_file_without_its_key_is_gone)
{
	struct world w;
	i64 id = shared_world(&w, engine);
	str files = one(&w, 70, id, "/files"), bytes = { pdf, sizeof pdf };
	assert_int_equal(send_file(&w, &w.ishii, files, bytes, "a").status,
			 303);
	str url = str_cat(test_arena, cat(files, "/"),
			  token(&w, ID_file, count(&w, "select id from file")));
	/* The operator's key opens it, no other does. */
	w.d.app.keys.wrap.b[0] ^= 1;
	assert_int_equal(send_file(&w, &w.ishii, url, (str){ 0 }, "").status,
			 503);
	w.d.app.keys.wrap.b[0] ^= 1;
	assert_int_equal(send_file(&w, &w.ishii, url, (str){ 0 }, "").status,
			 200);
	assert_int_equal(run(&w, "delete from case_key"), OK);
	assert_int_equal(send_file(&w, &w.ishii, url, (str){ 0 }, "").status,
			 404);
	desk_close(&w.d);
}

TEST_BOTH(consent, a_bad_file_is_told_calmly)
{
	struct world w;
	i64 id = shared_world(&w, engine);
	str files = one(&w, 70, id, "/files");
	char *large = new(test_arena, char, UPLOAD_MAX + 1);
	for (int i = 0; i < 8; i++)
		large[i] = pdf[i];
	struct sent a = send_file(&w, &w.ishii, files, S("MZ not a paper"),
				  "a");
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("この種類のファイルは残せません。"));
	a = send_file(&w, &w.ishii, files, (str){ large, UPLOAD_MAX + 1 },
		      "b");
	assert_has(a.body, S("5MBまでです。"));
	a = send_file(&w, &w.ishii, files, S(""), "c");
	assert_has(a.body, S("ファイルを選んでください。"));
	assert_int_equal(count(&w, "select count(*) from file"), 0);
	assert_int_equal(send_file(&w, &w.ishii, files,
				   (str){ large, UPLOAD_MAX }, "d").status,
			 303);
	desk_close(&w.d);
}


/* ---- the paper ------------------------------------------------------------ */

/* Cuts `*rest` before the next `mark`, which is thrown away; all when there
 * is none. */
static str cut_at(str *rest, str mark)
{
	isize at = str_find(*rest, mark, 0);
	str head = at < 0 ? *rest : str_sub(*rest, 0, at);
	*rest = at < 0 ? (str){ 0 } :
			 str_sub(*rest, at + mark.n, rest->n);
	return head;
}

/* Without tags, and without what stands between from and to. */
static str without(str text, str from, str to)
{
	struct out o = out_open(test_arena, text.n);
	while (text.n) {
		put(&o, cut_at(&text, from));
		cut_at(&text, to);
	}
	return out_str(&o);
}

static str drop(str text, str mark)
{
	struct out o = out_open(test_arena, text.n);
	while (text.n)
		put(&o, cut_at(&text, mark));
	return out_str(&o);
}

/* Every sentence of at most 25 characters; every kanji under its ふりがな. */
static void read_easily(str paper)
{
	str bare = without(paper, S("<ruby>"), S("</ruby>"));
	bare = without(bare, S("<h3 class=\"given\">"), S("</h3>"));
	bare = without(bare, S("class=\"push given\">"), S("</span>"));
	bare = without(bare, S("<p class=\"given\">"), S("</p>"));
	bare = without(bare, S("<footer"), S("</footer>"));
	for (isize i = 0; i + 2 < bare.n; i++) {
		u8 c = (u8)bare.p[i];
		/* U+4E00 … U+9FFF begin with e4 b8 … e9 bf. */
		if (c >= 0xe4 && c <= 0xe9)
			fail_msg("kanji without reading: %.*s", 60,
				 bare.p + (i > 30 ? i - 30 : 0));
	}
	str text = without(paper, S("<rp>"), S("</ruby>"));
	int sentences = 0;
	while (text.n) {
		str p = cut_at(&text, S("<p>"));
		p = cut_at(&text, S("</p>"));
		p = without(p, S("<"), S(">"));
		p = drop(p, S(" "));
		while (p.n) {
			str one = cut_at(&p, S("。"));
			if (utf8_length(one) > 24)
				fail_msg("long: %.*s", (int)one.n, one.p);
			sentences++;
		}
	}
	assert_true(sentences > 12);
}

static str paper_of(str body)
{
	cut_at(&body, S("<article"));
	cut_at(&body, S(">"));
	return cut_at(&body, S("</article>"));
}

static struct answer sheet(struct world *w, const char *act)
{
	str form = cat(S("kind=consent&until=R30.3.31&act="), act);
	form = str_cat(test_arena, form,
		       to(w, 2, "items1", "all"));
	form = str_cat(test_arena, form,
		       to(w, 5, "items2", "basic health notes"));
	struct answer a = desk_post(&w->d, &w->ishii, basis(w, 70, ""), form);
	assert_int_equal(a.status, 303);
	return desk_get(&w->d, &w->ishii, a.location);
}

TEST_BOTH(consent, a_paper_to_be_signed_says_what_was_chosen)
{
	struct world w;
	open_world(&w, engine);
	struct answer a = sheet(&w, "plain");
	assert_int_equal(a.status, 200);
	str paper = paper_of(a.body);
	assert_has(paper, S("伴舟市社会福祉協議会</td><td>基本、健康・障がい、"
			    "収入・債務、仕事、国籍と在留、支援経過</td>"));
	assert_has(paper, S("基本、健康・障がい、支援経過"));
	assert_has(paper, S("令和30年3月31日まで"));
	assert_has(paper, S("いつでもやめられます"));
	assert_has(paper, S("発行 北包R"));
	/* Signed, it is recorded as it was printed. */
	cut_at(&a.body, S("<div class=\"filters no-print\">"));
	cut_at(&a.body, S("<a class=\"btn\" href=\""));
	str url = cut_at(&a.body, S("\""));
	url = drop(url, S("amp;"));
	struct answer form = desk_get(&w.d, &w.ishii, url);
	assert_int_equal(form.status, 200);
	assert_has(form.body, S("value=\"R30.3.31\""));
	assert_has(form.body, S("name=\"items1\" value=\"all\" checked"));
	assert_has(form.body, S("name=\"items2\" value=\"health\" checked"));
	assert_has_not(form.body,
		       S("name=\"items2\" value=\"money\" checked"));
	assert_int_equal(count(&w, "select count(*) from basis"), 0);
	desk_close(&w.d);
}

TEST_BOTH(consent, a_paper_in_easy_japanese_is_easy)
{
	struct world w;
	open_world(&w, engine);
	struct answer a = sheet(&w, "easy");
	assert_int_equal(a.status, 200);
	read_easily(paper_of(a.body));
	assert_has(a.body, S("いつでも やめられます"));
	desk_close(&w.d);
}

TEST_MAIN
