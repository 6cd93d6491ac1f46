/*
 * desk_test.c — one human, several desks: what changes with the desk, and
 * that nothing of one is seen, found or written at another.
 */
#include "kernel/test_desk.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "app/routes.h"
#include "kernel/desks.h"
#include "kernel/token.h"

/* Canaries: no page of the other municipality may carry a byte of them. */
#define HERE "甲州谷"
#define THERE "乙藤原"

static void open_all(struct desk *d, enum db_engine engine)
{
	str why = { 0 };
	desk_open(d, engine, NULL, 0);
	assert_int_equal(routes_add(&d->app, &why), OK);
}

static str token_of(struct desk *d, struct viewer v)
{
	return token_seal(test_arena, &d->app.keys.id, v.muni, ID_agency,
			  v.agency.v);
}

static struct answer change(struct desk *d, struct sitting *s,
			    struct viewer to)
{
	str form = str_cat(test_arena, S("desk="), token_of(d, to));
	struct answer a = desk_post(d, s, S("/desk"), form);
	desk_follow(d, s, &a);
	return a;
}

/* The same, and it must work. */
static void sit_at(struct desk *d, struct sitting *s, struct viewer to)
{
	struct answer a = change(d, s, to);
	assert_int_equal(a.status, 303);
	assert_str(a.location, S("/"));
	assert_int_equal(s->viewer.muni, to.muni);
	assert_int_equal(s->viewer.account.v, to.account.v);
	assert_int_equal(s->viewer.agency.v, to.agency.v);
	assert_int_equal(s->viewer.role, to.role);
}

static str encoded(const char *before, str text)
{
	struct out o = out_open(test_arena, 80);
	put(&o, str_of(before));
	out_percent(&o, text);
	return out_str(&o);
}

/* A household with a note and a task, by its own worker; its address, from its muni. */
static str household(struct desk *d, const struct sitting *s, str name)
{
	struct answer a = desk_post(d, s, S("/intake"),
				    encoded("body=", name));
	assert_int_equal(a.status, 303);
	a = desk_post(d, s, str_cat(test_arena, a.location, S("/household")),
		      encoded("name=", str_cat(test_arena, name, S(" 花"))));
	assert_int_equal(a.status, 303);
	str casefile = str_sub(a.location, 0, 7 + 22);
	a = desk_post(d, s, str_cat(test_arena, casefile, S("/tasks")),
		      encoded("what=", name));
	assert_int_equal(a.status, 303);
	return casefile;
}

/* ---- the change ---------------------------------------------------------- */

TEST_BOTH(desks, a_change_is_a_session_of_its_own)
{
	struct desk d;
	open_all(&d, engine);
	struct sitting s = desk_sit(&d, 1, S("平野"), ROLE_worker);
	struct viewer home = s.viewer;
	assert_has_not(desk_get(&d, &s, S("/")).body, S("として開く"));
	struct viewer there = desk_more(&d, &s, 3, ROLE_senior);
	str page = desk_get(&d, &s, S("/")).body;
	assert_has(page, S("平野（伴舟市 北部包括）"));
	assert_has(page, S("港南市 みおつくし（主任）として開く"));
	i64 ends = desk_number(&d, "select ends_at from session");
	struct sitting old = s;
	desk_run(&d, "update session set ends_at = ends_at - 7000");
	sit_at(&d, &s, there);
	/* Cookie, id and CSRF secret are new, the end is not put off. */
	assert_false(str_eq(s.cookie, old.cookie));
	assert_false(str_eq(s.csrf, old.csrf));
	assert_int_equal(desk_number(&d, "select count(*) from session"), 1);
	assert_int_equal(desk_number(&d, "select ends_at from session"),
			 ends - 7000);
	assert_str(desk_get(&d, &old, S("/cases")).location,
		   S("/login?next=%2Fcases"));
	page = desk_get(&d, &s, S("/")).body;
	assert_has(page, S("（港南市 みおつくし）"));
	assert_has(page, S("伴舟市 北部包括（相談員）として開く"));
	/* Each municipality has its own row. */
	assert_int_equal(desk_number(&d, "select count(*) from audit where muni = "
				    "129992 and action = 'desk.leave' "
				    "and agency = 1 and account = 1"), 1);
	assert_int_equal(desk_number(&d, "select count(*) from audit where muni = "
				    "129984 and action = 'desk.take' "
				    "and agency = 3 and account = 2"), 1);
	assert_int_equal(desk_number(&d, "select count(*) from audit where "
				    "action like 'desk.%'"), 2);
	sit_at(&d, &s, home);
	desk_close(&d);
}

TEST_BOTH(desks, two_agencies_of_one_city_need_no_city_name)
{
	struct desk d;
	open_all(&d, engine);
	struct sitting s = desk_sit(&d, 1, S("相馬"), ROLE_worker);
	struct viewer other = desk_more(&d, &s, 2, ROLE_worker);
	str page = desk_get(&d, &s, S("/")).body;
	assert_has(page, S("相馬（北部包括）"));
	assert_has(page, S(">社協（相談員）として開く"));
	sit_at(&d, &s, other);
	assert_has(desk_get(&d, &s, S("/")).body, S("相馬（社協）"));
	desk_close(&d);
}

TEST_BOTH(desks, of_somebody_else_are_not_there)
{
	struct desk d;
	open_all(&d, engine);
	struct sitting s = desk_sit(&d, 1, S("平野"), ROLE_worker);
	struct sitting t = desk_sit(&d, 1, S("相馬"), ROLE_worker);
	struct viewer his = desk_more(&d, &t, 3, ROLE_worker);
	struct viewer mine = desk_more(&d, &s, 2, ROLE_worker);
	struct answer a = change(&d, &s, his);
	assert_int_equal(a.status, 404);
	assert_int_equal(a.cookie.n, 0);
	/* A token of the right agency, of another municipality or kind. */
	struct viewer forged = mine;
	forged.muni = DESK_OTHER;
	assert_int_equal(change(&d, &s, forged).status, 404);
	assert_int_equal(desk_post(&d, &s, S("/desk"), S("desk=2")).status,
			 404);
	assert_int_equal(desk_post(&d, &s, S("/desk"), S("")).status, 404);
	assert_int_equal(desk_number(&d, "select count(*) from audit where "
				    "action like 'desk.%'"), 0);
	assert_int_equal(desk_get(&d, &s, S("/")).status, 200);
	desk_close(&d);
}

/* ---- nothing crosses ------------------------------------------------------ */

struct both {
	struct desk d;
	struct sitting s;	/* the one with two desks */
	struct viewer here, there;
	str case_here, case_there;
};

/* Its agency has a household in each of two municipalities. */
static void open_both(struct both *b, enum db_engine engine)
{
	open_all(&b->d, engine);
	b->s = desk_sit(&b->d, 1, S("平野"), ROLE_worker);
	b->here = b->s.viewer;
	b->there = desk_more(&b->d, &b->s, 3, ROLE_worker);
	b->case_here = household(&b->d, &b->s, S(HERE));
	sit_at(&b->d, &b->s, b->there);
	b->case_there = household(&b->d, &b->s, S(THERE));
}

enum { URLS_MOST = 400 };

struct urls {
	str v[URLS_MOST];
	isize n;
};

static void meet(struct urls *u, str url)
{
	for (isize i = 0; i < u->n; i++)
		if (str_eq(u->v[i], url))
			return;
	assert_true(u->n < URLS_MOST);
	u->v[u->n++] = url;
}

/* Where the links of a page lead, within the house. */
static void meet_links(struct urls *u, str body)
{
	str sign = S("href=\"/");
	for (isize at = 0; (at = str_find(body, sign, at)) >= 0;) {
		isize from = at + sign.n - 1;
		isize end = str_find(body, S("\""), from);
		str url = str_sub(body, from, end);
		at = end;
		if (str_find(url, S("&"), 0) < 0 &&
		    str_find(url, S("#"), 0) < 0 &&
		    !str_starts(url, S("/static")))
			meet(u, url);
	}
}

/* Every route that can be asked from what stands in the table alone. */
static void meet_routes(struct both *b, struct urls *u, str casefile)
{
	str name = S("/cases/:casefile");
	for (isize i = 0; i < app_routes_n(&b->d.app); i++) {
		const struct route *r = app_route(&b->d.app, i);
		str url = str_of(r->pattern);
		if (r->method != GET)
			continue;
		if (str_starts(url, name))
			url = str_cat(test_arena, casefile,
				      str_sub(url, name.n, url.n));
		if (str_find(url, S(":"), 0) < 0)
			meet(u, url);
	}
}

/* From desk to page to page; what was met is left in `u`. */
static void crawl(struct both *b, struct urls *u, str casefile, str own,
		  str other)
{
	isize seen = 0;
	meet_routes(b, u, casefile);
	for (isize i = 0; i < u->n; i++) {
		struct arena_mark m = arena_mark(test_arena);
		struct answer a = desk_get(&b->d, &b->s, u->v[i]);
		assert_has_not(a.body, other);
		seen += str_find(a.body, own, 0) >= 0;
		isize from = u->n;
		meet_links(u, a.body);
		/* Only new addresses outlive the page. */
		if (u->n == from)
			arena_rewind(test_arena, m);
	}
	assert_true(u->n > 25);
	assert_true(seen > 10);
}

/* The other desk's addresses, at this one. */
static void guess(struct both *b, const struct urls *u, str other)
{
	isize tried = 0;
	for (isize i = 0; i < u->n; i++) {
		if (!str_starts(u->v[i], S("/cases/")) &&
		    !str_starts(u->v[i], S("/intake/")))
			continue;
		struct answer a = desk_get(&b->d, &b->s, u->v[i]);
		if (a.status != 404)
			print_error("%.*s\n", (int)u->v[i].n, u->v[i].p);
		assert_int_equal(a.status, 404);
		assert_has_not(a.body, other);
		tried++;
	}
	assert_true(tried > 15);
}

static void search(struct both *b, str own_case, str own, str other_case,
		   str other)
{
	struct answer a = desk_post(&b->d, &b->s, S("/search"),
				    encoded("q=", own));
	assert_has(a.body, own_case);
	a = desk_post(&b->d, &b->s, S("/search"), encoded("q=", other));
	assert_has(a.body, S("見つかりませんでした"));
	assert_has_not(a.body, other_case);
	a = desk_post(&b->d, &b->s, S("/intake/candidates"),
		      encoded("name=", other));
	assert_has_not(a.body, other_case);
}

TEST_BOTH(desks, no_page_search_or_list_reads_across)
{
	struct both b;
	struct urls *there = new(test_arena, struct urls, 1);
	struct urls *here = new(test_arena, struct urls, 1);
	open_both(&b, engine);
	crawl(&b, there, b.case_there, S(THERE), S(HERE));
	search(&b, b.case_there, S(THERE), b.case_here, S(HERE));
	sit_at(&b.d, &b.s, b.here);
	crawl(&b, here, b.case_here, S(HERE), S(THERE));
	search(&b, b.case_here, S(HERE), b.case_there, S(THERE));
	guess(&b, there, S(THERE));
	sit_at(&b.d, &b.s, b.there);
	guess(&b, here, S(HERE));
	desk_close(&b.d);
}

/* The page carries what is fresh for each request; the rest must be equal. */
static str main_of(str body)
{
	return str_sub(body, str_find(body, S("<main"), 0),
		       str_find(body, S("</main>"), 0));
}

TEST_BOTH(desks, a_token_of_the_other_city_is_one_that_never_was)
{
	struct both b;
	i64 id;
	open_both(&b, engine);
	sit_at(&b.d, &b.s, b.here);
	const str paths[] = { b.case_there, S("/cases/AAAAAAAAAAAAAAAAAAAAAA"),
			      S("/cases/x") };
	struct db_count cost[3];
	struct answer a[3];
	for (isize i = 0; i < 3; i++) {
		db_count_reset(b.d.t.db);
		a[i] = desk_get(&b.d, &b.s, paths[i]);
		cost[i] = db_count(b.d.t.db);
		assert_int_equal(a[i].status, 404);
		assert_str(main_of(a[i].body), main_of(a[0].body));
		assert_int_equal(a[i].body.n, a[0].body.n);
		assert_int_equal(cost[i].statements, cost[0].statements);
		assert_int_equal(cost[i].rows, cost[0].rows);
	}
	/* It dies before any statement. */
	struct rq rq = desk_rq(&b.d, &b.s);
	assert_int_equal(rq_id(&rq, ID_casefile,
			       str_sub(b.case_there, 7, b.case_there.n), &id),
			 E_NOT_FOUND);
	assert_int_equal(rq_id(&rq, ID_casefile,
			       str_sub(b.case_here, 7, b.case_here.n), &id),
			 OK);
	desk_close(&b.d);
}

/* ---- a page left open ------------------------------------------------------ */

TEST_BOTH(desks, a_page_of_the_desk_before_writes_nowhere)
{
	struct both b;
	open_both(&b, engine);
	sit_at(&b.d, &b.s, b.here);
	str typed = S("form=intake&text=%7B%22body%22%3A%22kakikake%22%7D");
	assert_int_equal(desk_post(&b.d, &b.s, S("/draft"), typed).status,
			 200);
	struct sitting left = b.s;
	sit_at(&b.d, &b.s, b.there);
	left.cookie = b.s.cookie; /* the browser has one cookie */
	i64 was = desk_number(&b.d, "select count(*) from intake");
	struct answer a = desk_post(&b.d, &left, S("/intake"),
				    S("body=kakikake"));
	assert_int_equal(a.status, 403);
	assert_has(a.body, S("切り替える前の所属で開いたものです"));
	assert_int_equal(desk_post(&b.d, &left, S("/draft"), typed).status,
			 403);
	assert_int_equal(desk_post(&b.d, &left, S("/desk"),
				   S("desk=x")).status, 403);
	assert_int_equal(desk_number(&b.d, "select count(*) from intake"), was);
	/* A form of nobody is told the usual. */
	left.csrf = S("nonsense");
	a = desk_post(&b.d, &left, S("/intake"), S("body=kakikake"));
	assert_int_equal(a.status, 403);
	assert_has_not(a.body, S("切り替える前"));
	/* What was typed waits at its own desk, and at no other. */
	assert_has_not(desk_get(&b.d, &b.s, S("/intake?draft=1")).body,
		       S("kakikake"));
	sit_at(&b.d, &b.s, b.here);
	assert_has(desk_get(&b.d, &b.s, S("/intake?draft=1")).body,
		   S("kakikake"));
	struct viewer second = desk_more(&b.d, &b.s, 2, ROLE_worker);
	sit_at(&b.d, &b.s, second);
	assert_has_not(desk_get(&b.d, &b.s, S("/intake?draft=1")).body,
		       S("kakikake"));
	assert_has_not(desk_get(&b.d, &b.s, S("/")).body, S("書きかけ"));
	desk_close(&b.d);
}

/* ---- streams ----------------------------------------------------------------- */

static struct hub_ticket listen_to(struct both *b, str casefile)
{
	struct hub_ticket t = { 0 };
	struct response r = { 0 };
	struct request http = { .method = GET, .cookie = b->s.cookie,
				.host = S("localhost"),
				.path = S("/events") };
	str query = str_cat(test_arena, S("case="),
			    str_sub(casefile, 7, casefile.n));
	assert_int_equal(params_parse(test_arena, query, &http.query), OK);
	app_answer(&b->d.app, 0, test_arena, &http, &r, &t);
	assert_int_equal(r.status, 200);
	return t;
}

/* Has the stream of this reader's end ended within the time? */
static bool ended(int fd, int ms)
{
	char c[512];
	struct pollfd p = { fd, POLLIN, 0 };
	while (poll(&p, 1, ms) == 1)
		if (read(fd, c, sizeof c) <= 0)
			return true;
	return false;
}

TEST_BOTH(desks, a_change_ends_the_streams_of_the_desk_before)
{
	struct both b;
	int open[2], late[2];
	open_both(&b, engine);
	sit_at(&b.d, &b.s, b.here);
	assert_int_equal(hub_open(&b.d.app.hub), OK);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, open), 0);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, late), 0);
	struct hub_ticket t = listen_to(&b, b.case_here);
	hub_adopt(b.d.app.hub, open[0], &t);
	assert_false(ended(open[1], 100));
	/* One that was granted before the change and begins after it. */
	t = listen_to(&b, b.case_here);
	sit_at(&b.d, &b.s, b.there);
	assert_true(ended(open[1], 1000));
	hub_adopt(b.d.app.hub, late[0], &t);
	assert_true(ended(late[1], 1000));
	close(open[1]);
	close(late[1]);
	hub_close(b.d.app.hub);
	b.d.app.hub = NULL;
	desk_close(&b.d);
}

/* ---- a desk that has ended --------------------------------------------------- */

TEST_BOTH(desks, an_ended_desk_is_left_at_the_next_request)
{
	struct desk d;
	open_all(&d, engine);
	struct sitting s = desk_sit(&d, 1, S("平野"), ROLE_worker);
	struct sitting other = s;
	struct viewer there = desk_more(&d, &s, 3, ROLE_worker);
	sit_at(&d, &s, there);
	assert_int_equal(desk_get(&d, &s, S("/cases")).status, 200);
	desk_run(&d, "update post set until = 1 where muni = 129984");
	assert_int_equal(desk_get(&d, &s, S("/cases")).status, 303);
	assert_int_equal(desk_post(&d, &s, S("/draft"), S("")).status, 401);
	/* The others remain; the ended one is not offered, nor taken. */
	other = desk_sit(&d, 1, S("相馬"), ROLE_worker);
	struct viewer second = desk_more(&d, &other, 2, ROLE_worker);
	desk_run(&d, "update post set until = 1 where agency = 2");
	assert_has_not(desk_get(&d, &other, S("/")).body, S("として開く"));
	assert_int_equal(change(&d, &other, second).status, 404);
	assert_int_equal(desk_get(&d, &other, S("/cases")).status, 200);
	desk_close(&d);
}

TEST_BOTH(desks, a_stopped_account_has_no_desk_anywhere)
{
	struct desk d;
	open_all(&d, engine);
	struct sitting s = desk_sit(&d, 1, S("平野"), ROLE_worker);
	sit_at(&d, &s, desk_more(&d, &s, 3, ROLE_worker));
	assert_int_equal(desk_get(&d, &s, S("/cases")).status, 200);
	/* At home, where the sign-in name is. */
	desk_run(&d, "update account set state = 'stopped' "
		    "where muni = 129992");
	assert_int_equal(desk_get(&d, &s, S("/cases")).status, 303);
	desk_run(&d, "update account set state = 'active', until = 1 "
		    "where muni = 129992");
	assert_int_equal(desk_get(&d, &s, S("/cases")).status, 303);
	desk_close(&d);
}

TEST_BOTH(desks, a_device_at_another_desk_can_be_ended)
{
	struct desk d;
	open_all(&d, engine);
	struct sitting away = desk_sit(&d, 1, S("平野"), ROLE_worker);
	struct sitting t = desk_sit(&d, 1, S("相馬"), ROLE_worker);
	sit_at(&d, &away, desk_more(&d, &away, 3, ROLE_worker));
	desk_run(&d, "insert into session (muni, hash, id, account, agency, "
		    "role, csrf, device, created_at, seen_at, ends_at) "
		    "select 129992, csrf, 77, 1, 1, 'worker', csrf, 'iPad', "
		    "1, 1, ends_at from session where account = 3");
	str page = desk_get(&d, &away, S("/sessions")).body;
	assert_has(page, S("港南市 みおつくし"));
	assert_has(page, S("伴舟市 北部包括"));
	str sign = S("action=\"/sessions/");
	isize at = str_find(page, sign, 0) + 8;
	str url = str_sub(page, at, str_find(page, S("\""), at));
	/* Not by somebody else. */
	desk_post(&d, &t, url, S(""));
	assert_int_equal(desk_number(&d, "select count(*) from session "
				    "where id = 77"), 1);
	assert_str(desk_post(&d, &away, url, S("")).location,
		   S("/sessions"));
	assert_int_equal(desk_number(&d, "select count(*) from session "
				    "where id = 77"), 0);
	assert_int_equal(desk_number(&d, "select count(*) from audit where "
				    "action = 'session.end' and "
				    "muni = 129992 and account = 1"), 1);
	assert_int_equal(desk_get(&d, &away, S("/")).status, 200);
	desk_close(&d);
}

/* ---- signing in -------------------------------------------------------------- */

static struct answer sign_in(struct desk *d)
{
	struct sitting guest = { .cookie = S("tbg=abc"), .csrf = S("abc") };
	return desk_post(d, &guest, S("/login"),
			 S("login=login1&pass=correct-horse"));
}

TEST_BOTH(desks, a_sign_in_leads_to_the_desk_used_last)
{
	struct desk d;
	str hash;
	open_all(&d, engine);
	d.app.password_lane.width = 2;
	struct sitting s = desk_sit(&d, 1, S("平野"), ROLE_worker);
	struct viewer home = s.viewer, there = desk_more(&d, &s, 3,
							 ROLE_worker);
	assert_int_equal(crypt_password_hash(test_arena, S("correct-horse"),
					     &hash), OK);
	struct out o = out_open(test_arena, 200);
	put(&o, S("update account set password = '"));
	put(&o, hash);
	put(&o, S("' where muni = 129992"));
	desk_run(&d, str_cstr(test_arena, out_str(&o)));
	desk_run(&d, "update post set used_at = 0");
	struct answer a = sign_in(&d);
	assert_int_equal(a.status, 303);
	desk_follow(&d, &s, &a);
	assert_int_equal(s.viewer.muni, home.muni);
	desk_run(&d, "update post set used_at = 5 where muni = 129992");
	sit_at(&d, &s, there);
	a = sign_in(&d);
	assert_int_equal(a.status, 303);
	desk_follow(&d, &s, &a);
	assert_int_equal(s.viewer.muni, there.muni);
	assert_int_equal(s.viewer.account.v, there.account.v);
	/* That desk has ended: the other one. */
	desk_run(&d, "update post set until = 1 where muni = 129984");
	a = sign_in(&d);
	desk_follow(&d, &s, &a);
	assert_int_equal(s.viewer.muni, home.muni);
	desk_close(&d);
}

TEST_MAIN
