/*
 * demo_test.c — the invented city as people at its desks find it: scenario A,
 * step 3, through whole requests.
 */
#include "demo/test_city.h"

#include "base/vec.h"
#include "vis/grant.h"

static str search(struct desk *d, const struct sitting *s, str typed)
{
	struct out o = out_open(test_arena, 64);
	put(&o, S("q="));
	out_percent(&o, typed);
	struct answer a = desk_post(d, s, S("/search"), out_str(&o));
	assert_int_equal(a.status, 200);
	return a.body;
}

static void found_however_it_is_written(struct desk *d)
{
	static const str typed[] = { STR("山辺"), STR("山邊"), STR("ﾔﾏﾍﾞ"),
				     STR("やまべ"), STR("山邉"),
				     STR("０９０－１２３４－５６７８"),
				     STR("０４３００００１１２") };
	struct sitting ishii = sit(d, S("ishii"));
	for (isize i = 0; i < COUNT(typed); i++)
		assert_has(search(d, &ishii, typed[i]), S("山邉"));
	/* The old name of 由美さん finds her under the new one. */
	assert_has(search(d, &ishii, S("山辺由美")), S("由美"));
	assert_has(search(d, &ishii, S("山辺由美")), S("髙橋"));
	assert_has(search(d, &ishii, S("犬")), S("玄関の犬に注意"));
	assert_has_not(search(d, &ishii, S("やまのべ")), S("山邉"));
}

/* Where somebody's search for 山邉 leads. */
static str case_url(struct desk *d, const struct sitting *s)
{
	str page = search(d, s, S("山邉"));
	isize at = str_find(page, S("/cases/"), 0);
	assert_true(at > 0);
	return str_sub(page, at, at + 7 + 22);
}

static void everybody_sees_what_his_role_may(struct desk *d)
{
	struct sitting onishi = sit(d, S("onishi"));
	struct sitting nakahara = sit(d, S("nakahara"));
	struct sitting aoki = sit(d, S("aoki"));
	struct sitting koga = sit(d, S("koga"));
	struct sitting hori = sit(d, S("hori"));
	assert_has_not(search(d, &aoki, S("やまべ")), S("山邉"));
	assert_has(desk_get(d, &onishi, S("/cases")).body, S("桑原"));
	assert_has(desk_get(d, &nakahara, S("/cases")).body, S("五十嵐"));
	assert_has(desk_get(d, &aoki, S("/cases")).body, S("柏木"));
	assert_has(desk_get(d, &koga, S("/cases")).body, S("柏木"));
	assert_has_not(desk_get(d, &aoki, S("/cases")).body, S("桑原"));
	assert_int_equal(desk_get(d, &hori, S("/cases")).status, 403);
}

/* The list's filter offers those who lead something in it. */
static void leads_to_choose_from(struct desk *d)
{
	struct sitting nakahara = sit(d, S("nakahara"));
	struct sitting aoki = sit(d, S("aoki"));
	str some = desk_get(d, &nakahara, S("/cases?who=agency")).body;
	str own = desk_get(d, &aoki, S("/cases?who=agency")).body;
	assert_has(some, S(">北部包括</option>"));
	assert_has(some, S(">基幹みなと</option>"));
	assert_has_not(some, S(">監査</option>"));
	assert_has(own, S(">地域共生課</option>"));
	assert_has_not(own, S(">基幹みなと</option>"));
}

/* トキさん agreed: 社協 with money, 基幹 without, 野口さん the existence. */
static void shared_as_was_agreed(struct desk *d)
{
	struct sitting onishi = sit(d, S("onishi"));
	struct sitting nakahara = sit(d, S("nakahara"));
	struct sitting noguchi = sit(d, S("noguchi"));
	str url = case_url(d, &onishi);
	str notes = str_cat(test_arena, url, S("/notes"));
	str rich = desk_get(d, &onishi, url).body;
	str plain = desk_get(d, &nakahara, url).body;
	assert_has(rich, S("104,000円"));
	assert_has_not(plain, S("104,000"));
	assert_has_not(plain, S("滞納"));
	assert_has(plain, S("玄関の犬に注意"));
	assert_has(search(d, &onishi, S("滞納")), S("山邉"));
	assert_has_not(search(d, &nakahara, S("滞納")), S("山邉"));
	assert_has_not(search(d, &nakahara, S("通帳")), S("山邉"));
	assert_has(search(d, &nakahara, S("死にたい")), S("山邉"));
	plain = desk_get(d, &nakahara, notes).body;
	assert_has(plain, S("死にたいと思う夜がある"));
	assert_has(plain, S("▨▨▨"));
	assert_has_not(plain, S("090-1234-5678"));
	plain = desk_get(d, &noguchi, S("/cases")).body;
	assert_has(plain, S("山邉"));
	assert_has(plain, S("043-000-0000"));
	assert_has_not(plain, S("トキ"));
	assert_int_equal(desk_get(d, &noguchi, url).status, 404);
}

/* ---- every page that one can reach ---------------------------------------- */

struct crawl {
	struct {
		str *v;
		isize n, cap;
	} paths;
	isize answered;
	struct out bodies;
};

static bool is_known(const struct crawl *c, str path)
{
	for (isize i = 0; i < c->paths.n; i++)
		if (str_eq(c->paths.v[i], path))
			return true;
	return false;
}

/* Addresses of this casefile, also those that only forms and scripts use. */
static void add_paths(struct crawl *c, str page, str url)
{
	for (isize i = 0; (i = str_find(page, url, i)) >= 0;) {
		isize end = str_find_char(page, '"', i);
		isize hash = str_find_char(page, '#', i);
		if (hash >= 0 && hash < end)
			end = hash;
		struct out o = out_open(test_arena, 120);
		str rest = str_sub(page, i, end);
		for (isize at; (at = str_find(rest, S("&amp;"), 0)) >= 0;) {
			put(&o, str_sub(rest, 0, at + 1));
			rest = str_sub(rest, at + 5, rest.n);
		}
		put(&o, rest);
		if (!is_known(c, out_str(&o)) && c->paths.n < 400)
			*vec_push(test_arena, &c->paths) = out_str(&o);
		i = end;
	}
}

static struct crawl crawl(struct desk *d, const struct sitting *s, str url)
{
	static const str more[] = {
		STR("/history"), STR("/audit"), STR("/print"), STR("/share"),
		STR("/consents"), STR("/people"), STR("/sheets"),
		STR("/notes"), STR("/tasks"), STR("/ask"), STR("/who"),
		STR("/files"), STR("/shares"), STR("/consent"),
	};
	struct crawl c = { .bodies = out_open(test_arena, 1 << 20) };
	*vec_push(test_arena, &c.paths) = url;
	for (isize i = 0; i < COUNT(more); i++)
		*vec_push(test_arena, &c.paths) =
			str_cat(test_arena, url, more[i]);
	for (isize i = 0; i < c.paths.n; i++) {
		if (str_ends(c.paths.v[i], S("/events")))
			continue;
		struct answer a = desk_get(d, s, c.paths.v[i]);
		put(&c.bodies, a.body);
		put(&c.bodies, a.location);
		c.answered += a.status == 200;
		add_paths(&c, a.body, url);
	}
	return c;
}

static struct answer asked(struct desk *d, const struct sitting *s, str path)
{
	if (str_ends(path, S("/events")))
		return (struct answer){ .status = 404 };
	return desk_get(d, s, path);
}

static void nobody_else_opens(struct desk *d, const struct crawl *own)
{
	static const str logins[] = { STR("noguchi"), STR("aoki"),
				      STR("koga"), STR("hori"),
				      STR("hirano") };
	for (isize k = 0; k < COUNT(logins); k++) {
		struct sitting s = sit(d, logins[k]);
		for (isize i = 0; i < own->paths.n; i++) {
			struct answer a = asked(d, &s, own->paths.v[i]);
			if (a.status == 200 || a.status == 303)
				print_error("%d %.*s\n", a.status,
					    (int)own->paths.v[i].n,
					    own->paths.v[i].p);
			assert_true(a.status >= 400 && a.status <= 405);
			assert_has_not(a.body, S("山邉"));
			assert_has_not(a.body, S("北部包括"));
		}
	}
}

/* Note, task, sheet, person, share: of this casefile, not of another one. */
static void no_id_opens_elsewhere(struct desk *d, const struct sitting *s,
				  const struct crawl *own, str url)
{
	str list = desk_get(d, s, S("/cases")).body, other = { 0 };
	int tried = 0;
	for (isize i = 0; (i = str_find(list, S("/cases/"), i)) >= 0; i++) {
		other = str_sub(list, i, i + 7 + 22);
		if (!str_eq(other, url) &&
		    str_find_char(other, '"', 0) < 0 &&
		    desk_get(d, s, other).status == 200)
			break;
	}
	assert_false(str_eq(other, url));
	for (isize i = 0; i < own->paths.n; i++) {
		str tail = str_sub(own->paths.v[i], url.n,
				   own->paths.v[i].n);
		str head = tail, last = { 0 };
		isize query = str_find_char(tail, '?', 0);
		if (query >= 0)
			head = str_sub(tail, 0, query);
		bool sealed = false;
		while (head.p) {
			last = str_cut(&head, '/');
			sealed |= last.n == 22;
		}
		if (!sealed)
			continue;
		struct answer a = asked(d, s, str_cat(test_arena, other,
						      tail));
		assert_true(a.status >= 400 && a.status <= 405);
		tried++;
	}
	assert_true(tried > 20);
}

/* Writes of the lead, sent by the one it is shared with.  His verb is to add:
 * notes, tasks, and what asks or prints. */
static void others_write_nothing(struct desk *d, const struct sitting *s,
				 const struct crawl *own, str url)
{
	static const str adds[] = { STR("/notes"), STR("/tasks"),
				    STR("/ask"), STR("/print"),
				    STR("/notes/find"), STR("/notes/hint") };
	for (isize i = 0; i < own->paths.n; i++) {
		str path = own->paths.v[i], tail;
		isize query = str_find_char(path, '?', 0);
		bool add = false;
		if (query >= 0)
			path = str_sub(path, 0, query);
		tail = str_sub(path, url.n, path.n);
		for (isize k = 0; k < COUNT(adds); k++)
			add |= str_eq(tail, adds[k]);
		if (add)
			continue;
		struct answer a = desk_post(d, s, path,
			S("body=x&what=x&rev=1&version=1&audience=case&"
			  "method=visit&due=R9.1.1&answer=accept&name=x&"
			  "ranges=0&decide=open&state=done&do=open"));
		if (a.status < 400)
			print_error("%d POST %.*s\n", a.status, (int)tail.n,
				    tail.p);
		assert_true(a.status >= 400);
	}
}

/* 相手の画面で確認: one casefile, and nothing else the other has. */
static void a_preview_is_one_casefile(struct desk *d, str url)
{
	static const str tails[] = {
		STR("/"), STR("/cases"), STR("/cases?who=agency"),
		STR("/own"), STR("/notices"), STR("/refer"), STR("/search"),
		STR("/sessions"), STR("/looked"), STR("/types"),
		STR("/intake"), STR("/events"), STR("/help"),
	};
	static const str logins[] = { STR("ishii"), STR("nakahara"),
				      STR("onishi"), STR("aoki"),
				      STR("koga"), STR("hori") };
	struct sitting ishii = sit(d, S("ishii"));
	str page = desk_get(d, &ishii,
			    str_cat(test_arena, url, S("/share"))).body;
	int opened = 0;
	for (isize i = 0; (i = str_find(page, S("/as/"), i)) >= 0; i++)
		for (isize k = 0; k < COUNT(logins); k++) {
			struct sitting s = sit(d, logins[k]);
			str as = str_sub(page, i, i + 4 + 22);
			int status = desk_get(d, &s, str_cat(test_arena, as,
							     url)).status;
			assert_true(k == 0 ? status == 200 || status == 404 :
					     status == 404);
			opened += status == 200;
			for (isize t = 0; t < COUNT(tails); t++) {
				struct answer a = desk_get(d, &s,
					str_cat(test_arena, as, tails[t]));
				assert_has_not(a.body, S("五十嵐"));
				assert_has_not(a.body, S("桑原"));
				assert_true(a.status != 200 || k == 0);
			}
		}
	assert_true(opened >= 2);
}

struct crawl_case {
	i64 muni;
	casefile_id id;
};

static enum status close_tabs_job(struct db *tx, void *arg)
{
	static const char *const texts[] = {
		"insert into bestowal_exception select b.muni, b.id, 0, "
		"x.tab, 'H', 'x', null, 1, 10 from bestowal b, "
		"(select 'tab.notes' as tab union select 'tab.tasks' "
		"union select 'tab.sheets' union select 'tab.family' "
		"union select 'tab.history') x",
	};
	struct crawl_case *c = arg;
	for (isize i = 0; i < COUNT(texts); i++) {
		struct db_sql *sql = new(test_arena, struct db_sql, 1);
		*sql = (struct db_sql){ "close_tabs", texts[i], texts[i],
					0, 0 };
		TRY(db_run(tx, sql, NULL, NULL));
	}
	return vis_seats_refresh(tx, test_arena, c->muni, c->id, sys_now());
}

/* By hand what no form offers: 履歴 through a share. */
static enum status audit_job(struct db *tx, void *arg)
{
	static const struct db_sql sql = {
		"open_tab",
		"update bestowal_exception set state = 'C' "
		"where what = 'tab.history'",
		"update bestowal_exception set state = 'C' "
		"where what = 'tab.history'",
		0, 0 };
	struct crawl_case *c = arg;
	TRY(db_run(tx, &sql, NULL, NULL));
	return vis_seats_refresh(tx, test_arena, c->muni, c->id, sys_now());
}

static void exceptions(struct desk *d, const struct sitting *s, str url,
		       enum status (*job)(struct db *, void *))
{
	struct rq rq = { .app = &d->app, .arena = test_arena };
	struct crawl_case c = { .muni = s->viewer.muni };
	rq.actor.viewer = s->viewer;
	assert_int_equal(rq_id(&rq, ID_casefile, str_sub(url, 7, url.n),
			       &c.id.v), OK);
	assert_int_equal(store_write(d->t.store, d->t.db, test_arena, job, &c),
			 OK);
}

static void tasks_are_not_there(struct desk *d, const struct sitting *s,
				const struct crawl *own)
{
	int tried = 0;
	for (isize i = 0; i < own->paths.n; i++) {
		str path = own->paths.v[i];
		if (!str_ends(path, S("/drop")) ||
		    str_find(path, S("/tasks/"), 0) < 0)
			continue;
		assert_int_equal(desk_post(d, s, path, S("rev=1")).status,
				 404);
		tried++;
	}
	assert_true(tried > 0);
}

/* An exception closes a tab of a share: by every address, also of ids that
 * were seen before. */
static void closed_tabs_are_closed(struct desk *d, const struct sitting *s,
				   const struct crawl *own, str url)
{
	static const str shut[] = { STR("新聞を届け"), STR("名刺の裏"),
				    STR("送迎を相談する"),
				    STR("支払いの予定表"), STR("死にたい"),
				    STR("民間賃貸") };
	assert_has(desk_get(d, s, str_cat(test_arena, url,
					  S("/notes"))).body,
		   S("新聞を届け"));
	exceptions(d, s, url, close_tabs_job);
	for (isize i = 0; i < own->paths.n; i++) {
		str path = own->paths.v[i];
		struct answer a = asked(d, s, path);
		for (isize k = 0; k < COUNT(shut); k++)
			assert_has_not(a.body, shut[k]);
	}
	for (isize k = 0; k < COUNT(shut); k++)
		assert_has_not(search(d, s, shut[k]), S("山邉"));
	assert_int_equal(desk_get(d, s, url).status, 200);
	tasks_are_not_there(d, s, own);
	exceptions(d, s, url, audit_job);
	str looked = desk_get(d, s, str_cat(test_arena, url,
					    S("/looked"))).body;
	assert_has(looked, S("必要なときは主担当"));
	assert_has_not(looked, S("大西"));
	assert_has_not(looked, S("社協"));
}

/* What is not shared stands on no page that can be reached from the case, and
 * is found by no search; the controls find all of it. */
static void nothing_of_others_is_reached(struct desk *d)
{
	static const str secret[] = { STR("090-1234-5678"), STR("09012345678"),
				      STR("104,000"), STR("104000"),
				      STR("滞納"), STR("通帳") };
	struct sitting ishii = sit(d, S("ishii"));
	struct sitting nakahara = sit(d, S("nakahara"));
	str url = case_url(d, &ishii);
	struct crawl own = crawl(d, &ishii, url);
	struct crawl other = crawl(d, &nakahara, url);
	print_message("%d pages of one's own, %d shared\n",
		      (int)own.answered, (int)other.answered);
	assert_true(own.answered > 60);
	assert_true(other.answered > 12);
	assert_has(out_str(&own.bodies), secret[0]);
	assert_has(out_str(&own.bodies), secret[2]);
	assert_has(out_str(&own.bodies), secret[4]);
	assert_has(out_str(&own.bodies), secret[5]);
	for (isize i = 0; i < COUNT(secret); i++) {
		assert_has_not(out_str(&other.bodies), secret[i]);
		assert_has_not(search(d, &nakahara, secret[i]), S("山邉"));
	}
	/* Typed by hand, no address of the lead shows more. */
	for (isize i = 0; i < own.paths.n; i++) {
		struct answer a = asked(d, &nakahara, own.paths.v[i]);
		for (isize k = 0; k < COUNT(secret); k++)
			assert_has_not(a.body, secret[k]);
	}
	nobody_else_opens(d, &own);
	no_id_opens_elsewhere(d, &ishii, &own, url);
	a_preview_is_one_casefile(d, url);
	others_write_nothing(d, &nakahara, &own, url);
	closed_tabs_are_closed(d, &nakahara, &own, url);
	/* The daughter is there, her number is not. */
	assert_has(out_str(&other.bodies), S("髙橋 由美"));
}

static void pages_of_the_scenario_open(struct desk *d)
{
	static const str tails[] = { STR(""), STR("/notes"), STR("/tasks"),
				     STR("/people"),
				     STR("/sheets"), STR("/print") };
	struct sitting ishii = sit(d, S("ishii"));
	str url = case_url(d, &ishii);
	for (isize i = 0; i < COUNT(tails); i++) {
		struct answer a = desk_get(d, &ishii,
					   str_cat(test_arena, url, tails[i]));
		assert_int_equal(a.status, 200);
		assert_has(a.body, S("玄関の犬に注意"));
	}
}

/* Somebody who works in two cities sees one of them at a time. */
static void who_has_two_desks_sits_at_one(struct desk *d)
{
	struct sitting hirano = sit(d, S("hirano"));
	str page = desk_get(d, &hirano, S("/cases")).body;
	assert_has(page, S("平野 灯（伴舟市 中核みおつくし）"));
	assert_has(page, S("磯部"));
	assert_has_not(page, S("瀬戸"));
	assert_has_not(search(d, &hirano, S("せと")), S("瀬戸"));
	str sign = S("name=\"desk\" value=\"");
	isize at = str_find(page, sign, 0) + sign.n;
	str form = str_cat(test_arena, S("desk="), str_sub(page, at, at + 22));
	struct answer a = desk_post(d, &hirano, S("/desk"), form);
	assert_int_equal(a.status, 303);
	desk_follow(d, &hirano, &a);
	page = desk_get(d, &hirano, S("/cases")).body;
	assert_has(page, S("平野 灯（港南市 中核みおつくし）"));
	assert_has(page, S("瀬戸"));
	assert_has_not(page, S("磯部"));
	assert_has_not(page, S("入江"));
	assert_has(search(d, &hirano, S("せと")), S("瀬戸"));
	assert_has_not(search(d, &hirano, S("いそべ")), S("磯部"));
	struct sitting soma = sit(d, S("soma"));
	assert_has(desk_get(d, &soma, S("/")).body, S("として開く"));
}

static void is_not_written_twice(struct desk *d)
{
	struct demo_options o = { .now = sys_now() };
	assert_int_equal(demo_seed(&d->app, &o), E_CONFLICT);
}

/* One city for all of them: it takes a while under the sanitizers. */
TEST_BOTH(demo, city_as_its_people_find_it)
{
	struct desk d;
	city_open(&d, engine);
	found_however_it_is_written(&d);
	everybody_sees_what_his_role_may(&d);
	leads_to_choose_from(&d);
	pages_of_the_scenario_open(&d);
	shared_as_was_agreed(&d);
	nothing_of_others_is_reached(&d);
	who_has_two_desks_sits_at_one(&d);
	is_not_written_twice(&d);
	desk_close(&d);
}

TEST(demo, dates_in_texts_follow_the_last_day)
{
	day last;
	assert_int_equal(day_from_ymd((struct ymd){ 2026, 11, 16 }, &last),
			 OK);
	struct demo d = { .arena = test_arena, .today = last };
	assert_str(demo_text(&d, "{-14}に訪問、次は{3}。"),
		   S("11/2に訪問、次は11/19。"));
	/* A Sunday of the past is the Friday before it, one ahead Monday. */
	assert_str(demo_text(&d, "{-1} {6} {0}"), S("11/13 11/23 11/16"));
	assert_str(demo_text(&d, "{w-3} {w1}"), S("金曜 火曜"));
	assert_str(demo_text(&d, "{x} {"), S("{x} {"));
}

TEST_MAIN
