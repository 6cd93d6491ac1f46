/*
 * door_test.c — who is let in: cookies, origins, idle sessions; what a page
 * says when nothing goes; and a database that fails at every step of it.
 */
#include "kernel/test_desk.h"

#include "base/num.h"
#include "base/test_calls.h"
#include "db/test_fail.h"
#include "kernel/clerk.h"
#include "kernel/draft.h"
#include "kernel/token.h"
#include "kernel/uptime.h"
#include "vis/leak.h"

/* Linked with --wrap (meson.build). */
TEST_CALL(enum status, store_connect, (struct store *s, struct db **ret),
	  (s, ret), E_DOWN)
TEST_CALL(struct arena *, arena_open, (isize limit), (limit), NULL)

/* ---- a room of the test's own ---------------------------------------------- */

static int asked;

static void draw(struct out *o, const void *arg)
{
	put(o, S("page"));
}

static enum status show(struct rq *rq, struct reply *ret)
{
	asked++;
	return reply_page(ret, S("見る"), draw, rq);
}

static enum status add_job(struct rq *rq, struct db *tx, void *arg,
			   struct reply *ret)
{
	TRY(rq_audit(rq, tx, S("note.add"), S("note"), id_new(),
		     (casefile_id){ 0 }, S("body")));
	return reply_redirect(ret, S("/there"));
}

static enum status add(struct rq *rq, struct reply *ret)
{
	return rq_write(rq, add_job, NULL, ret);
}

static enum status busy(struct rq *rq, struct reply *ret)
{
	asked++;
	return E_BUSY;
}

static enum status astray(struct rq *rq, struct reply *ret)
{
	return reply_redirect(ret, S("//evil.example"));
}

static enum status as_json(struct rq *rq, struct reply *ret)
{
	return reply_json(ret, S("{}"));
}

static enum status too_large(struct rq *rq, struct reply *ret)
{
	return E_TOO_LARGE;
}

static enum status strange(struct rq *rq, struct reply *ret)
{
	return (enum status)99;
}

static const struct route room[] = {
	{ GET, "/show", show, CAN_SIGNED_IN },
	{ GET, "/both", show, CAN_SIGNED_IN },
	{ POST, "/both", add, CAN_SIGNED_IN },
	{ POST, "/add", add, CAN_SIGNED_IN },
	{ GET, "/busy", busy, CAN_SIGNED_IN },
	{ GET, "/astray", astray, CAN_SIGNED_IN },
	{ GET, "/json", as_json, CAN_SIGNED_IN },
	{ POST, "/large", too_large, CAN_SIGNED_IN },
	{ POST, "/strange", strange, CAN_SIGNED_IN },
	{ GET, "/lost", show, CAN_READ_CASE },
	{ GET, "/cases/:casefile/x", show, CAN_READ_CASE },
	{ POST, "/cases/:casefile/x", add, CAN_EDIT_COMMON },
};

static void open_desk(struct desk *d, enum db_engine engine)
{
	const struct route_table rooms[] = {
		{ room, COUNT(room) },
		{ kernel_routes, kernel_routes_n },
	};
	desk_open(d, engine, rooms, COUNT(rooms));
	asked = 0;
}

static str header_of(const struct response *r, str name)
{
	for (int i = 0; i < r->headers_n; i++)
		if (str_eq(r->headers[i].name, name))
			return r->headers[i].value;
	return (str){ 0 };
}

/* A request that the test has made itself. */
static struct response send_it(struct desk *d, const struct request *http)
{
	struct response r = { 0 };
	app_answer(&d->app, 0, test_arena, http, &r, NULL);
	return r;
}

static struct request form_of(const struct sitting *s, str path, str idem)
{
	struct request http = { .method = POST, .path = path,
				.cookie = s->cookie, .host = S("localhost") };
	str form = str_cat(test_arena, S("csrf="), s->csrf);
	form = str_cat(test_arena, form, S("&idem="));
	form = str_cat(test_arena, form, idem);
	assert_int_equal(params_parse(test_arena, form, &http.form), OK);
	return http;
}

/* ---- cookies ------------------------------------------------------------------- */

TEST_BOTH(door, the_cookie_is_bound_to_https_and_host)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting s = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct request http = { .method = GET, .path = S("/show"),
				.host = S("localhost") };
	d.app.plain_cookie = false;
	struct response r = send_it(&d, &http);
	str line = header_of(&r, S("Set-Cookie"));
	assert_int_equal(r.status, 303);
	assert_true(str_starts(line, S("__Host-tbg=")));
	assert_has(line, S("; Path=/; HttpOnly; SameSite=Strict; Secure"));
	/* The name without the binding is nobody's. */
	http.cookie = s.cookie;
	assert_int_equal(send_it(&d, &http).status, 303);
	http.cookie = str_cat(test_arena, S("__Host-"), s.cookie);
	assert_int_equal(send_it(&d, &http).status, 200);
	/* The guest keeps his own. */
	http.cookie = S("__Host-tbg=abc");
	r = send_it(&d, &http);
	assert_null(header_of(&r, S("Set-Cookie")).p);
	desk_close(&d);
}

TEST_BOTH(door, a_form_comes_from_our_own_pages)
{
	static const struct {
		str site, origin;
		bool tls;
		int status;
	} t[] = {
		{ STR(""), STR(""), false, 303 },
		{ STR("same-origin"), STR(""), false, 303 },
		{ STR("none"), STR(""), false, 303 },
		{ STR("same-site"), STR(""), false, 403 },
		{ STR("cross-site"), STR(""), false, 403 },
		{ STR(""), STR("http://localhost"), false, 303 },
		{ STR(""), STR("https://localhost"), false, 403 },
		{ STR(""), STR("https://localhost"), true, 303 },
		{ STR(""), STR("http://localhost"), true, 403 },
		{ STR("same-origin"), STR("https://evil.example"), true, 403 },
	};
	struct desk d;
	open_desk(&d, engine);
	struct sitting s = desk_sit(&d, 1, S("石井"), ROLE_worker);
	for (isize i = 0; i < COUNT(t); i++) {
		struct out key = out_open(test_arena, 8);
		put(&key, S("k"));
		put(&key, i);
		struct request http = form_of(&s, S("/add"), out_str(&key));
		http.fetch_site = t[i].site;
		http.origin = t[i].origin;
		http.tls = t[i].tls;
		assert_int_equal(send_it(&d, &http).status, t[i].status);
	}
	assert_int_equal(desk_number(&d, "select count(*) from audit where "
				    "action = 'note.add'"), 5);
	desk_close(&d);
}

/* A form of the desk that was left is told apart from a foreign one. */
TEST_BOTH(door, a_page_of_the_desk_that_was_left_is_told)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting s = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct request http = form_of(&s, S("/add"), S("k"));
	desk_run(&d, "update session set left_csrf = csrf");
	desk_run(&d, engine == DB_PG ?
		"update session set csrf = decode('00ff', 'hex')" :
		"update session set csrf = x'00ff'");
	struct response r = send_it(&d, &http);
	assert_int_equal(r.status, 403);
	assert_has(r.body, S("切り替える前の所属"));
	http.origin = S("https://evil.example");
	r = send_it(&d, &http);
	assert_int_equal(r.status, 403);
	assert_has_not(r.body, S("切り替える前の所属"));
	http.form = (struct params){ 0 };
	assert_has_not(send_it(&d, &http).body, S("切り替える前の所属"));
	desk_close(&d);
}

/* ---- sessions ------------------------------------------------------------------ */

TEST_BOTH(door, a_session_lives_by_being_used)
{
	struct desk d;
	static const char *const seen = "select seen_at from session";
	open_desk(&d, engine);
	struct sitting s = desk_sit(&d, 1, S("石井"), ROLE_worker);
	i64 first = desk_number(&d, seen);
	assert_int_equal(desk_get(&d, &s, S("/show")).status, 200);
	assert_int_equal(desk_number(&d, seen), first);
	desk_run(&d, "update session set seen_at = seen_at - 120000");
	assert_int_equal(desk_get(&d, &s, S("/show")).status, 200);
	assert_true(desk_number(&d, seen) >= first);
	/* The clock was put back. */
	desk_run(&d, "update session set seen_at = seen_at + 7200000");
	assert_int_equal(desk_get(&d, &s, S("/show")).status, 200);
	assert_true(desk_number(&d, seen) < first + 3600000);
	/* An hour without a word. */
	desk_run(&d, "update session set seen_at = seen_at - 3600000");
	assert_int_equal(desk_get(&d, &s, S("/show")).status, 303);
	desk_close(&d);
}

struct sit {
	struct desk *d;
	struct rq *rq;
	struct viewer v;
};

static enum status sit_job(struct db *tx, void *arg)
{
	struct sit *s = arg;
	return door_open(s->rq, tx, s->v, door_random(test_arena, 32));
}

TEST_BOTH(door, of_a_browser_only_its_family_is_kept)
{
	static const struct {
		str agent;
		const char *sql;
	} t[] = {
		{ STR("Mozilla (iPhone; x) Safari/6"), "iPhone" },
		{ STR("Mozilla (iPad) Safari/6"), "iPad" },
		{ STR("Mozilla (Linux; Android 14) Chrome/1"), "Android" },
		{ STR("Mozilla Chrome/1 Safari/5 Edg/1"), "パソコン（Edge）" },
		{ STR("Mozilla Firefox/1"), "パソコン（Firefox）" },
		{ STR("Mozilla Chrome/1 Safari/5"), "パソコン（Chrome）" },
		{ STR("Mozilla Safari/5"), "パソコン（Safari）" },
		{ STR("curl"), "ほかの端末" }, { STR(""), "ほかの端末" },
	};
	struct desk d;
	open_desk(&d, engine);
	struct sitting who = desk_sit(&d, 1, S("石井"), ROLE_worker);
	for (isize i = 0; i < COUNT(t); i++) {
		struct request http = { .agent = t[i].agent };
		struct rq rq = desk_rq(&d, &who);
		struct sit s = { &d, &rq, who.viewer };
		char text[160];
		rq.http = &http;
		desk_run(&d, "delete from session");
		assert_int_equal(store_write(d.t.store, d.t.db, test_arena,
					     sit_job, &s), OK);
		snprintf(text, sizeof text, "select count(*) from session "
			 "where device = '%s'", t[i].sql);
		assert_int_equal(desk_number(&d, str_cstr(test_arena,
						     str_of(text))), 1);
	}
	desk_close(&d);
}

/* ---- what a page says ---------------------------------------------------------- */

TEST_BOTH(page, every_refusal_is_a_page)
{
	static const struct {
		enum status why;
		int status;
	} t[] = {
		{ E_INVALID, 400 }, { E_NOT_FOUND, 404 }, { E_FORBIDDEN, 403 },
		{ E_TOO_LARGE, 413 }, { E_LIMIT, 503 }, { E_DOWN, 503 },
		{ E_BUG, 500 }, { OK, 500 }, { (enum status)99, 500 },
	};
	struct desk d;
	open_desk(&d, engine);
	for (isize i = 0; i < COUNT(t); i++) {
		struct response r = { 0 };
		app_refuse(&d.app, test_arena, t[i].why, &r);
		assert_int_equal(r.status, t[i].status);
		assert_has(r.body, S("</html>"));
		assert_has(header_of(&r, S("Content-Security-Policy")),
			   S("nonce-"));
	}
	desk_close(&d);
}

TEST_BOTH(page, answers_that_are_no_pages)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting s = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct request http = { .method = GET, .path = S("/json"),
				.cookie = s.cookie, .host = S("localhost") };
	struct response r = send_it(&d, &http);
	assert_str(header_of(&r, S("Content-Type")),
		   S("application/json; charset=utf-8"));
	assert_str(r.body, S("{}"));
	/* Led somewhere else: our mistake, told, and nobody goes there. */
	struct answer a = desk_get(&d, &s, S("/astray"));
	assert_int_equal(a.status, 500);
	assert_null(a.location.p);
	/* A page of a casefile without one. */
	assert_int_equal(desk_get(&d, &s, S("/lost")).status, 500);
	assert_int_equal(asked, 0);
	/* Too busy three times is too much. */
	assert_int_equal(desk_get(&d, &s, S("/busy")).status, 503);
	assert_int_equal(asked, 3);
	http.method = METHOD_OTHER;
	http.path = S("/both");
	r = send_it(&d, &http);
	assert_int_equal(r.status, 405);
	assert_str(header_of(&r, S("Allow")), S("GET, HEAD, POST"));
	desk_run(&d, "update account set keys_off = 1");
	assert_has(desk_get(&d, &s, S("/show")).body, S("\"off\""));
	desk_close(&d);
}

TEST_BOTH(page, what_was_typed_is_offered_only_as_it_can_be_sent)
{
	struct desk d;
	struct part file = { .name = S("f") };
	open_desk(&d, engine);
	struct sitting s = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct request http = form_of(&s, S("/large"), S("k"));
	struct response r = send_it(&d, &http);
	assert_int_equal(r.status, 413);
	assert_has(r.body, S("action=\"/large\""));
	assert_has_not(r.body, S("二度押しても"));
	http.path = S("/strange");
	r = send_it(&d, &http);
	assert_int_equal(r.status, 500);
	assert_has(r.body, S("二度押しても"));
	/* A page cannot hold a file. */
	http.parts = &file;
	http.parts_n = 1;
	assert_has_not(send_it(&d, &http).body, S("action=\"/strange\""));
	/* Without a key nothing is promised. */
	http.parts_n = 0;
	http.form.n = 1;
	r = send_it(&d, &http);
	assert_has(r.body, S("action=\"/strange\""));
	assert_has_not(r.body, S("二度押しても"));
	/* A key of somebody's own making. */
	struct out key = out_open(test_arena, 80);
	for (int i = 0; i < 65; i++)
		out_char(&key, 'k');
	http = form_of(&s, S("/add"), out_str(&key));
	assert_int_equal(send_it(&d, &http).status, 400);
	desk_close(&d);
}

TEST_BOTH(page, without_a_session_a_script_is_told)
{
	struct desk d;
	struct request http = { .method = GET, .path = S("/events"),
				.host = S("localhost") };
	open_desk(&d, engine);
	assert_int_equal(send_it(&d, &http).status, 401);
	http.path = S("/show");
	assert_int_equal(send_it(&d, &http).status, 303);
	http.hx = true;
	assert_int_equal(send_it(&d, &http).status, 401);
	/* Who previewed is led back into the preview. */
	http.hx = false;
	http.path = S("/as/V/show");
	struct response r = send_it(&d, &http);
	assert_str(header_of(&r, S("Location")),
		   S("/as/V/login?next=%2Fas%2FV%2Fshow"));
	http.path = S("/as/V");
	assert_int_equal(send_it(&d, &http).status, 303);
	desk_close(&d);
}

TEST(kernel, a_row_that_cannot_be_answered_refuses_to_start)
{
	static const struct route bad[] = {
		{ GET, "/open", show, CAN_COUNT },
		{ GET, "/open", NULL, CAN_SIGNED_IN },
	};
	for (isize i = 0; i < COUNT(bad); i++) {
		const struct route_table rooms[] = { { &bad[i], 1 } };
		struct app app = { .boot = test_arena };
		str why = { 0 };
		assert_int_equal(app_add_routes(&app, rooms, 1, &why), E_BUG);
		assert_has(why, S("/open"));
	}
}

/* ---- a casefile of somebody else ------------------------------------------------ */

static const char *const world[] = {
	"insert into casefile (muni, id, agency, case_no, stage, urgency, "
	"opened_on, created_at) values (129992, 100, 1, '北包8-0001', "
	"'intake', 'normal', 20000, 0)",
	"insert into household (muni, id, casefile, name, name_kana, "
	"postal_code, address, phone, caution)"
	" values (129992, 200, 100, '山邉', 'やまべ', '', '', '', '')",
	"insert into person (muni, id, casefile, household, family_name, "
	"given_name, family_name_kana, given_name_kana, sex, birth, death, "
	"living, phone, relation, sort)"
	" values (129992, 301, 100, 200, '山邉', 'トキ', '', '', "
	"'2', '1944-03-04', '', 'home', '', '', 1)",
	/* In brackets, or clang misses a comma. */
	("insert into seat (muni, agency, casefile, level, since, updated_at, "
	 "sort_kana) values (129992, 1, 100, 4, 0, 0, 'やまべ')"),
};

static str case_path(struct desk *d, const struct sitting *s, str tail)
{
	struct rq rq = desk_rq(d, s);
	str path = str_cat(test_arena, S("/cases/"),
			   rq_token(&rq, ID_casefile, 100));
	return str_cat(test_arena, path, tail);
}

static void open_world(struct desk *d, enum db_engine engine)
{
	open_desk(d, engine);
	for (isize i = 0; i < COUNT(world); i++)
		desk_run(d, world[i]);
}

#ifdef TB_TEST_CLOCK
/* Each hole of leak.h tells what a closed one does not. */
TEST_BOTH(kernel, holes_made_on_purpose_tell)
{
	struct desk d;
	open_world(&d, engine);
	struct sitting onishi = desk_sit(&d, 2, S("大西"), ROLE_worker);
	str path = case_path(&d, &onishi, S("/x"));
	struct rq rq = desk_rq(&d, &onishi);
	struct lens l;
	assert_int_equal(desk_get(&d, &onishi, path).status, 404);
	leak_open = LEAK_title;
	assert_int_equal(desk_get(&d, &onishi, path).status, 403);
	leak_open = LEAK_error;
	assert_int_equal(db_begin_read(d.t.db), OK);
	assert_int_equal(rq_casefile_in(&rq, d.t.db, (casefile_id){ 100 }, &l),
			 E_CONFLICT);
	assert_int_equal(rq_casefile_in(&rq, d.t.db, (casefile_id){ 101 }, &l),
			 E_NOT_FOUND);
	db_end_read(d.t.db);
	struct request http = { .method = GET, .path = S("/show"),
				.cookie = onishi.cookie,
				.host = S("localhost") };
	leak_open = LEAK_header;
	struct response r = send_it(&d, &http);
	assert_str(header_of(&r, S("Set-Cookie")), S("1"));
	leak_open = LEAK_json;
	assert_str(desk_post(&d, &onishi, S("/draft"),
			     S("form=intake&text=%7B%7D")).body, S("1"));
	leak_open = LEAK_NONE;
	r = send_it(&d, &http);
	assert_null(header_of(&r, S("Set-Cookie")).p);
	desk_close(&d);
}
#endif

TEST_BOTH(draft, what_cannot_be_kept_is_not)
{
	struct desk d;
	struct draft got;
	open_world(&d, engine);
	struct sitting s = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct sitting clerk = desk_sit(&d, 1, S("堀"), ROLE_clerk);
	struct rq rq = desk_rq(&d, &s);
	struct out o = out_open(test_arena, 1 << 20);
	/* A name longer than any form's. */
	put(&o, S("text=%7B%7D&form=psheet."));
	for (int i = 0; i < 60; i++)
		put(&o, S("x"));
	assert_int_equal(desk_post(&d, &s, S("/draft"), out_str(&o)).status,
			 400);
	o = out_open(test_arena, 1 << 20);
	put(&o, S("form=intake&text="));
	for (int i = 0; i < 130 * 1024; i++)
		out_char(&o, 'x');
	assert_int_equal(desk_post(&d, &s, S("/draft"), out_str(&o)).status,
			 413);
	/* Of whom one may not write. */
	o = out_open(test_arena, 200);
	put(&o, S("form=note&text=%7B%7D&object="));
	put(&o, rq_token(&rq, ID_casefile, 100));
	assert_int_equal(desk_post(&d, &s, S("/draft"), out_str(&o)).status,
			 200);
	assert_int_equal(desk_post(&d, &clerk, S("/draft"),
				   out_str(&o)).status, 404);
	assert_int_equal(desk_post(&d, &s, S("/draft"),
				   S("form=note&text=x&object=forged")).status,
			 404);
	/* No JSON, and sealed by another key: as if it were not there. */
	assert_int_equal(desk_post(&d, &s, S("/draft"),
				   S("form=intake&text=%7B")).status, 200);
	assert_int_equal(db_begin_read(d.t.db), OK);
	assert_int_equal(draft_get(&rq, S("intake"), 0, &got), OK);
	assert_false(got.there);
	db_end_read(d.t.db);
	assert_int_equal(desk_post(&d, &s, S("/draft"),
		S("form=intake&text=%7B%22a%22%3A%22b%22%7D")).status, 200);
	assert_int_equal(db_begin_read(d.t.db), OK);
	assert_int_equal(draft_get(&rq, S("intake"), 0, &got), OK);
	assert_true(got.there);
	/* Only where it is asked for. */
	assert_str(draft_value(&rq, &got, S("a"), S("old")), S("old"));
	struct request http = { .method = GET };
	assert_int_equal(params_parse(test_arena, S("draft=1"), &http.query),
			 OK);
	rq.http = &http;
	assert_str(draft_value(&rq, &got, S("a"), S("old")), S("b"));
	assert_str(draft_value(&rq, &got, S("z"), S("old")), S("old"));
	d.app.keys.draft.b[0] ^= 1;
	assert_int_equal(draft_get(&rq, S("intake"), 0, &got), OK);
	assert_false(got.there);
	db_end_read(d.t.db);
	desk_close(&d);
}

TEST(token, what_was_not_sealed_here_is_nothing)
{
	struct crypt_key k = { { 1, 2, 3 } };
	i64 id = 0;
	u8 plain[16] = { ID_note, 0, 1, 0xfb, 0xc8, [15] = 1 }, sealed[16];
	crypt_block_seal(&k, plain, sealed);
	str t = num_base64url(test_arena, (str){ (char *)sealed, 16 });
	assert_int_equal(token_open(test_arena, &k, 129992, ID_note, t, &id),
			 E_NOT_FOUND);
	assert_int_equal(token_open(test_arena, &k, 129992, ID_note,
				    S("!!!!!!!!!!!!!!!!!!!!!!"), &id),
			 E_NOT_FOUND);
	assert_int_equal(id, 0);
}

/* ---- a database that fails ------------------------------------------------------ */

/* Each statement of the answer fails in turn: an error page or the right one,
 * and of a write either all or nothing. */
static void fails_at_every_step(struct desk *d, const struct request *http,
				int right)
{
	bool failed = true;
	for (int n = 1; failed; n++) {
		struct arena_mark m = arena_mark(test_arena);
		test_fail_at(n);
		int status = send_it(d, http).status;
		failed = test_fail_off();
		assert_true(status == right || (failed && status >= 500));
		assert_true(failed || status == right);
		arena_rewind(test_arena, m);
		assert_true(n < 300);
	}
}

TEST_BOTH(door, a_database_that_fails_lets_nobody_in)
{
	struct desk d;
	open_world(&d, engine);
	struct sitting s = desk_sit(&d, 1, S("石井"), ROLE_worker);
	desk_more(&d, &s, 2, ROLE_worker);
	struct sitting onishi = desk_sit(&d, 2, S("大西"), ROLE_worker);
	struct request page = { .method = GET, .cookie = s.cookie,
				.path = case_path(&d, &s, S("/x")),
				.host = S("localhost") };
	struct request hidden = page, none = page, form;
	form = form_of(&s, S("/draft"), S("k1"));
	assert_int_equal(params_parse(test_arena, str_cat(test_arena,
		S("form=intake&text=%7B%7D&of=k9&csrf="), s.csrf), &form.form),
		OK);
	hidden.cookie = onishi.cookie;
	none.path = S("/nowhere");
	test_fail_on(d.t.store, d.t.db);
	desk_run(&d, "update session set seen_at = seen_at - 120000");
	fails_at_every_step(&d, &page, 200);
	fails_at_every_step(&d, &hidden, 404);
	fails_at_every_step(&d, &none, 404);
	fails_at_every_step(&d, &form, 200);
	form = form_of(&s, page.path, S("k2"));
	form.cookie = onishi.cookie;
	form.path = S("/add");
	form = form_of(&s, S("/add"), S("k3"));
	i64 before = desk_number(&d, "select count(*) from audit where "
				"action = 'note.add'");
	fails_at_every_step(&d, &form, 303);
	/* One key, one record, whatever failed. */
	assert_int_equal(desk_number(&d, "select count(*) from audit where "
				    "action = 'note.add'"), before + 1);
	desk_close(&d);
}

TEST_BOTH(door, without_a_connection_there_is_a_page_that_says_so)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting s = desk_sit(&d, 1, S("石井"), ROLE_worker);
	d.dbs[0] = NULL;
	test_call_at(&call_store_connect, 1, 0);
	assert_int_equal(desk_get(&d, &s, S("/show")).status, 503);
	assert_true(test_call_off(&call_store_connect));
	assert_int_equal(asked, 0);
	assert_int_equal(desk_get(&d, &s, S("/show")).status, 200);
	desk_close(&d);
}

/* Whatever fails, the hour is counted by the next look, once. */
TEST_BOTH(uptime, an_hour_that_could_not_be_written_is_made_up_for)
{
	const i64 hour = 3600 * (i64)1000000000;
	struct desk d;
	bool failed = true;
	open_desk(&d, engine);
	test_fail_on(d.t.store, d.t.db);
	for (int n = 1; failed; n++) {
		struct uptime u = { 0 };
		assert_int_equal(uptime_pass(&d.app, d.t.db, test_arena, &u, 0),
				 OK);
		test_fail_at(n);
		enum status st = uptime_pass(&d.app, d.t.db, test_arena, &u,
					     2 * hour);
		failed = test_fail_off();
		assert_int_equal(st, failed ? E_DOWN : OK);
		assert_int_equal(uptime_pass(&d.app, d.t.db, test_arena, &u,
					     2 * hour), OK);
		assert_int_equal(u.hours, n);
		assert_int_equal(desk_number(&d, "select hours from uptime"), n);
		assert_true(n < 30);
	}
	desk_close(&d);
}

/* ---- rounds ---------------------------------------------------------------------- */

static const char *const work[] = {
	"insert into outbox values (129992, 'case', 100, 1, 5) "
	"on conflict do nothing",
	"insert into seat (muni, agency, casefile, level, since, updated_at, "
	"sort_kana, origin, again_at) values (129992, 2, 100, 2, 0, 0, '', "
	"'grant', 5) on conflict do nothing",
};

/* A round that fails anywhere is done by the next one, and nothing twice. */
TEST_BOTH(clerk, a_round_that_fails_is_made_up_for)
{
	struct desk d;
	struct audit_report r;
	bool failed = true;
	open_world(&d, engine);
	struct sitting s = desk_sit(&d, 1, S("石井"), ROLE_worker);
	test_fail_on(d.t.store, d.t.db);
	for (int n = 1; failed; n++) {
		assert_int_equal(desk_post(&d, &s, S("/add"), S("")).status,
				 303);
		for (isize i = 0; i < COUNT(work); i++)
			desk_run(&d, work[i]);
		test_fail_at(n);
		enum status st = clerk_round(&d.app, d.t.db);
		failed = test_fail_off();
		assert_int_equal(st, failed ? E_DOWN : OK);
		assert_int_equal(clerk_round(&d.app, d.t.db), OK);
		assert_int_equal(audit_verify(&d.app, d.t.db, test_arena, &r),
				 OK);
		assert_int_equal(r.wrong.n, 0);
		assert_int_equal(r.unsealed, 0);
		assert_int_equal(r.sealed, n);
		assert_int_equal(desk_number(&d, "select count(*) from outbox"), 0);
		assert_int_equal(desk_number(&d, "select count(*) from seat"), 1);
		assert_true(n < 300);
	}
	/* What holds the chain from outside: all of it or a failure. */
	failed = true;
	for (int n = 1; failed; n++) {
		str lines = { 0 };
		test_fail_at(n);
		enum status st = audit_anchor(&d.app, d.t.db, test_arena,
					      &lines);
		failed = test_fail_off();
		assert_int_equal(st, failed ? E_DOWN : OK);
		assert_int_equal(lines.n > 0, st == OK);
	}
	failed = true;
	for (int n = 1; failed; n++) {
		struct audit_report bad = { .sealed = -1 };
		test_fail_at(n);
		enum status st = audit_verify(&d.app, d.t.db, test_arena, &bad);
		failed = test_fail_off();
		assert_int_equal(st, failed ? E_DOWN : OK);
		assert_int_equal(bad.sealed, st == OK ? r.sealed : -1);
		assert_true(n < 300);
	}
	desk_close(&d);
}

static int chores_done;

static enum status chore(struct db *tx, struct arena *a, i64 muni, stamp now)
{
	chores_done += muni == DESK_MUNI;
	return muni == DESK_MUNI ? OK : E_CONFLICT;
}

/* One municipality's trouble is not the others'. */
TEST_BOTH(clerk, chores_are_done_for_all_and_the_worst_is_told)
{
	struct desk d;
	open_desk(&d, engine);
	desk_town(&d, 11);
	d.app.chores[0] = d.app.chores[1] = chore;
	d.app.chores_n = 2;
	chores_done = 0;
	assert_int_equal(clerk_chores(&d.app, d.t.db, test_arena), E_CONFLICT);
	assert_int_equal(chores_done, 2);
	test_fail_on(d.t.store, d.t.db);
	test_fail_at(1);
	assert_int_equal(clerk_chores(&d.app, d.t.db, test_arena), E_DOWN);
	assert_int_equal(chores_done, 2);
	assert_true(test_fail_off());
	desk_close(&d);
}

/* Without memory or a connection there is no clerk, and it is told. */
TEST_BOTH(clerk, starts_or_is_told)
{
	struct desk d;
	struct clerk *clerk = NULL;
	open_desk(&d, engine);
	test_call_at(&call_arena_open, 1, 0);
	assert_int_equal(clerk_round(&d.app, d.t.db), E_DOWN);
	test_call_at(&call_store_connect, 1, 0);
	assert_int_equal(clerk_start(&d.app, &clerk), E_DOWN);
	assert_true(test_call_off(&call_store_connect));
	assert_int_equal(hub_open(&d.app.hub), OK);
	/* PostgreSQL's connection takes two before: its names, its scratch. */
	for (int n = engine == DB_PG ? 3 : 1, k = 0; k < 2; n++, k++) {
		test_call_at(&call_arena_open, n, 0);
		assert_int_equal(clerk_start(&d.app, &clerk), E_DOWN);
		assert_true(test_call_off(&call_arena_open));
		assert_null(clerk);
	}
	assert_int_equal(clerk_start(&d.app, &clerk), OK);
	clerk_wake(clerk);
	clerk_stop(clerk);
	clerk_wake(NULL);
	clerk_stop(NULL);
	hub_close(d.app.hub);
	d.app.hub = NULL;
	desk_close(&d);
}

TEST_MAIN
