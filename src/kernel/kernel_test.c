/* kernel_test.c — the door, the keys of a form, drafts, and the chain. */
#include "kernel/test_desk.h"

#include "base/num.h"
#include "base/rng.h"
#include "kernel/clerk.h"
#include "kernel/draft.h"
#include "kernel/token.h"
#include "kernel/uptime.h"
#include "sys/file.h"

/* ---- a room of the test's own ---------------------------------------------- */

static int written;

static enum status add_job(struct rq *rq, struct db *tx, void *arg,
			   struct reply *ret)
{
	written++;
	TRY(rq_audit(rq, tx, S("note.add"), S("note"), id_new(),
		     (casefile_id){ 0 }, S("body")));
	return reply_redirect(ret, S("/there"));
}

static enum status add(struct rq *rq, struct reply *ret)
{
	return rq_write(rq, add_job, NULL, ret);
}

static void draw(struct out *o, const void *arg)
{
	const struct rq *rq = arg;
	put(o, S("hello "));
	html_put(o, rq->actor.name);
}

static enum status show(struct rq *rq, struct reply *ret)
{
	return reply_page(ret, S("見る"), draw, rq);
}

static enum status fill(struct rq *rq, struct reply *ret)
{
	for (int i = 0; i < 1000; i++)
		new(rq->arena, char, 1 << 20);
	return E_BUG; /* the arena must have ended before */
}

static enum status fall(struct rq *rq, struct reply *ret)
{
	return E_DOWN;
}

static const struct route room[] = {
	{ POST, "/add", add, CAN_SIGNED_IN },
	{ POST, "/fall", fall, CAN_SIGNED_IN },
	{ GET, "/show", show, CAN_SIGNED_IN },
	{ GET, "/audit-only", show, CAN_AUDIT },
	{ GET, "/cases/:casefile/x", show, CAN_READ_CASE },
	{ GET, "/fill", fill, CAN_SIGNED_IN },
};

static void open_desk(struct desk *d, enum db_engine engine)
{
	const struct route_table rooms[] = {
		{ room, COUNT(room) },
		{ kernel_routes, kernel_routes_n },
	};
	desk_open(d, engine, rooms, COUNT(rooms));
	written = 0;
}

/* ---- routes ------------------------------------------------------------------ */

TEST(kernel, a_route_without_authority_refuses_to_start)
{
	static const struct route bad[] = { { GET, "/open", show,
					      CAN_NOTHING } };
	const struct route_table rooms[] = { { bad, 1 } };
	struct app app = { .boot = test_arena };
	str why = { 0 };
	assert_int_equal(app_add_routes(&app, rooms, 1, &why), E_BUG);
	assert_has(why, S("/open"));
}

TEST_BOTH(kernel, nobody_sees_only_the_sign_in)
{
	struct desk d;
	struct sitting nobody = { 0 };
	open_desk(&d, engine);
	struct answer a = desk_get(&d, &nobody, S("/show"));
	assert_int_equal(a.status, 303);
	assert_str(a.location, S("/login?next=%2Fshow"));
	assert_int_equal(desk_post(&d, &nobody, S("/add"), S("")).status, 401);
	assert_int_equal(written, 0);
	desk_close(&d);
}

TEST_BOTH(kernel, before_signing_in_every_address_looks_the_same)
{
	struct desk d;
	struct sitting nobody = { 0 };
	open_desk(&d, engine);
	struct answer a = desk_get(&d, &nobody, S("/nowhere"));
	assert_int_equal(a.status, 303);
	assert_str(a.location, S("/login?next=%2Fnowhere"));
	/* What is too long to be led back to is not led back to. */
	struct out o = out_open(test_arena, 8000);
	for (int i = 0; i < 3000; i++)
		put(&o, S("/a"));
	assert_str(desk_get(&d, &nobody, out_str(&o)).location, S("/login"));
	assert_int_equal(desk_post(&d, &nobody, S("/nowhere"), S("")).status,
			 401);
	assert_int_equal(desk_post(&d, &nobody, S("/show"), S("")).status,
			 401);
	struct sitting s = desk_sit(&d, 1, S("石井"), ROLE_worker);
	assert_int_equal(desk_post(&d, &s, S("/show"), S("")).status, 405);
	assert_int_equal(desk_get(&d, &s, S("/add")).status, 405);
	assert_int_equal(desk_get(&d, &s, S("/nowhere")).status, 404);
	desk_close(&d);
}

TEST(kernel, local_is_what_a_browser_takes_for_ours)
{
	static const str bad[] = {
		STR(""), STR("cases"), STR("//evil.example"),
		STR("/\\evil.example"), STR("https://evil.example"),
		STR("/cases\nX: 1"), STR("/a b"), STR("/a\tb"), STR("/a\x7f"),
	};
	for (isize i = 0; i < COUNT(bad); i++)
		assert_false(rq_is_local(bad[i]));
	assert_false(rq_is_local((str){ 0 }));
	assert_true(rq_is_local(S("/")));
	assert_true(rq_is_local(S("/cases?who=%E5%B1%B1#x")));
}

TEST_BOTH(kernel, a_role_without_the_power_is_told)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting w = desk_sit(&d, 1, S("石井"), ROLE_worker);
	assert_int_equal(desk_get(&d, &w, S("/audit-only")).status, 403);
	struct sitting h = desk_sit(&d, 1, S("堀"), ROLE_auditor);
	assert_int_equal(desk_get(&d, &h, S("/audit-only")).status, 200);
	desk_close(&d);
}

/* ---- forms ------------------------------------------------------------------- */

static str form(struct desk *d, const struct sitting *s, str csrf, str idem)
{
	struct out o = out_open(test_arena, 100);
	put(&o, S("csrf="));
	put(&o, csrf);
	put(&o, S("&idem="));
	put(&o, idem);
	return out_str(&o);
}

TEST_BOTH(kernel, a_form_sent_twice_is_one_record)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting s = desk_sit(&d, 1, S("石井"), ROLE_worker);
	for (int i = 0; i < 3; i++) {
		struct answer a = desk_ask(&d, &s, POST, S("/add"),
					   form(&d, &s, s.csrf, S("k1")));
		assert_int_equal(a.status, 303);
		assert_str(a.location, S("/there"));
	}
	assert_int_equal(written, 1);
	desk_ask(&d, &s, POST, S("/add"), form(&d, &s, s.csrf, S("k2")));
	assert_int_equal(written, 2);
	desk_close(&d);
}

/* ---- how old a key is ---------------------------------------------------------- */

static void run_hours(struct desk *d, i64 hours)
{
	struct out o = out_open(test_arena, 120);
	put(&o, S("insert into uptime values (1, "));
	put(&o, hours);
	put(&o, S(") on conflict (id) do update set hours = excluded.hours"));
	desk_run(d, str_cstr(test_arena, out_str(&o)));
}

static void send_k1(struct desk *d, const struct sitting *s, int want)
{
	struct answer a = desk_ask(d, s, POST, S("/add"),
				   form(d, s, s->csrf, S("k1")));
	assert_int_equal(a.status, 303);
	assert_int_equal(written, want);
}

/* Whoever signs in sweeps: what was written a week of running ago, and not an
 * hour before. */
TEST_BOTH(key, lives_for_a_week_that_has_run)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting s = desk_sit(&d, 1, S("石井"), ROLE_worker);
	run_hours(&d, 1000);
	send_k1(&d, &s, 1);
	run_hours(&d, 1000 + 7 * 24);
	desk_sit(&d, 1, S("三宅"), ROLE_worker);
	send_k1(&d, &s, 1);
	run_hours(&d, 1000 + 7 * 24 + 1);
	send_k1(&d, &s, 1);
	desk_sit(&d, 1, S("野口"), ROLE_worker);
	send_k1(&d, &s, 2);
	desk_close(&d);
}

#ifdef TB_TEST_CLOCK
/* A clock that was wrong for a moment, in which somebody signed in.  (The
 * session stays, so that the same person can send the form again.) */
TEST_BOTH(key, outlives_every_jump_of_the_clock)
{
	static const int days[] = { 8, 400, -400 };
	struct desk d;
	struct uptime up = { 0 };
	stamp now = sys_now();
	open_desk(&d, engine);
	assert_int_equal(uptime_pass(&d.app, d.t.db, test_arena, &up, 0), OK);
	sys_pretend(now, 7);
	struct sitting s = desk_sit(&d, 1, S("石井"), ROLE_worker);
	send_k1(&d, &s, 1);
	desk_run(&d, "update session set ends_at = 4102444800000");
	for (isize i = 0; i < COUNT(days); i++) {
		stamp then = { now.ms + days[i] * (i64)86400000 };
		sys_pretend(then, 8 + (u64)i);
		desk_sit(&d, 1, S("三宅"), ROLE_worker);
		assert_int_equal(clerk_round(&d.app, d.t.db), OK);
		sys_pretend(now, 18 + (u64)i);
		send_k1(&d, &s, 1);
	}
	sys_pretend((stamp){ 0 }, 0);
	desk_close(&d);
}
#endif

/* ---- hours that have run ------------------------------------------------------- */

#define TICKS_OF_A_MINUTE ((i64)60 * 1000000000)

/* What stands in the database after this clerk's look at that minute. */
static i64 hours_at(struct desk *d, struct uptime *u, i64 minute)
{
	assert_int_equal(uptime_pass(&d->app, d->t.db, test_arena, u,
				     minute * TICKS_OF_A_MINUTE), OK);
	return desk_number(d, "select hours from uptime");
}

TEST_BOTH(uptime, an_hour_is_over_for_who_has_seen_all_of_it)
{
	struct desk d;
	open_desk(&d, engine);
	struct uptime first = { 0 }, second = { 0 }, again = { 0 };
	assert_int_equal(hours_at(&d, &first, 1000), 0);
	assert_int_equal(hours_at(&d, &first, 1059), 0);
	assert_int_equal(hours_at(&d, &second, 1030), 0);
	assert_int_equal(hours_at(&d, &first, 1061), 1);
	/* Had seen the number before: this one is new to it. */
	assert_int_equal(hours_at(&d, &second, 1091), 1);
	assert_int_equal(hours_at(&d, &second, 1121), 1);
	/* Ends and begins anew. */
	assert_int_equal(hours_at(&d, &again, 1121), 1);
	assert_int_equal(hours_at(&d, &first, 1122), 2);
	assert_int_equal(hours_at(&d, &again, 1181), 2);
	assert_int_equal(hours_at(&d, &again, 1183), 2);
	/* A clerk that slept for days has seen one hour of them. */
	assert_int_equal(hours_at(&d, &first, 9000), 3);
	desk_close(&d);
}

/* Servers that look whenever they like, end and begin: a day is a day at most. */
TEST_BOTH(uptime, many_servers_do_not_make_it_run_faster)
{
	enum { SERVERS = 5, DAY = 24 * 60 };
	struct desk d;
	struct uptime u[SERVERS] = { 0 };
	struct rng dice = { 20261130 };
	open_desk(&d, engine);
	for (i64 minute = 0; minute <= DAY; minute++) {
		i64 who = rng_below(&dice, SERVERS);
		if (rng_below(&dice, 400) == 0)
			u[who] = (struct uptime){ 0 };
		assert_int_equal(uptime_pass(&d.app, d.t.db, test_arena,
					     &u[who],
					     minute * TICKS_OF_A_MINUTE), OK);
		assert_true(u[who].hours * 60 <= minute);
	}
	assert_in_range(desk_number(&d, "select hours from uptime"), 12, 24);
	desk_close(&d);
}

/* The page of our own failure can send the same again, escaped, with its key;
 * never a password. */
TEST_BOTH(kernel, what_was_typed_outlives_a_failure)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting s = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct answer a = desk_post(&d, &s, S("/fall"),
		S("body=%0A1%0A%E9%9B%A8%3C%2Ftextarea%3E&act=save"));
	assert_int_equal(a.status, 503);
	assert_has(a.body, S("action=\"/fall\""));
	assert_has(a.body, S("name=\"idem\" value=\"i1\""));
	assert_has(a.body, S("name=\"act\" value=\"save\""));
	assert_has(a.body, S("aria-label=\"書いた内容\">\n\n1\n雨&lt;/textarea"
			     "&gt;</textarea>"));
	a = desk_post(&d, &s, S("/fall"), S("login=a&pass=%E9%8D%B5"));
	assert_int_equal(a.status, 503);
	assert_has_not(a.body, S("鍵"));
	desk_close(&d);
}

TEST_BOTH(kernel, a_foreign_form_is_refused)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting s = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct sitting t = desk_sit(&d, 1, S("田中"), ROLE_worker);
	assert_int_equal(desk_ask(&d, &s, POST, S("/add"),
				  form(&d, &s, S(""), S("a"))).status, 403);
	assert_int_equal(desk_ask(&d, &s, POST, S("/add"),
				  form(&d, &s, t.csrf, S("b"))).status, 403);
	struct request http = { .method = POST, .path = S("/add"),
				.cookie = s.cookie, .host = S("localhost"),
				.origin = S("https://evil.example") };
	struct response r = { 0 };
	assert_int_equal(params_parse(test_arena,
				      form(&d, &s, s.csrf, S("c")),
				      &http.form), OK);
	app_answer(&d.app, 0, test_arena, &http, &r, NULL);
	assert_int_equal(r.status, 403);
	assert_int_equal(written, 0);
	desk_close(&d);
}

/* ---- tokens and what is not there ------------------------------------------- */

TEST(token, is_of_one_kind_and_municipality)
{
	struct crypt_key k = { { 1, 2, 3 } };
	i64 id = 0;
	str t = token_seal(test_arena, &k, 129992, ID_note, 77);
	assert_int_equal(t.n, 22);
	assert_int_equal(token_open(test_arena, &k, 129992, ID_note, t, &id),
			 OK);
	assert_int_equal(id, 77);
	assert_int_equal(token_open(test_arena, &k, 129992, ID_task, t, &id),
			 E_NOT_FOUND);
	assert_int_equal(token_open(test_arena, &k, 129993, ID_note, t, &id),
			 E_NOT_FOUND);
	char *forged = str_cstr(test_arena, t);
	forged[3] = forged[3] == 'A' ? 'B' : 'A';
	assert_int_equal(token_open(test_arena, &k, 129992, ID_note,
				    str_of(forged), &id), E_NOT_FOUND);
	assert_int_equal(token_open(test_arena, &k, 129992, ID_note,
				    S("short"), &id), E_NOT_FOUND);
}

/* The page carries what is fresh for each request; the rest must be equal. */
static str without_fresh(str body)
{
	isize at = str_find(body, S("<main"), 0);
	return str_sub(body, at, str_find(body, S("</main>"), 0));
}

TEST_BOTH(kernel, hidden_forged_and_absent_are_one_page)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting s = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct rq rq = desk_rq(&d, &s);
	str absent = rq_token(&rq, ID_casefile, 12345);
	struct out path = out_open(test_arena, 64);
	put(&path, S("/cases/"));
	put(&path, absent);
	put(&path, S("/x"));
	struct answer a = desk_get(&d, &s, out_str(&path));
	struct answer b = desk_get(&d, &s, S("/cases/forged/x"));
	struct answer c = desk_get(&d, &s, S("/no/such/page"));
	assert_int_equal(a.status, 404);
	assert_int_equal(b.status, 404);
	assert_int_equal(c.status, 404);
	assert_str(without_fresh(a.body), without_fresh(b.body));
	assert_str(without_fresh(a.body), without_fresh(c.body));
	desk_close(&d);
}

/* ---- memory ------------------------------------------------------------------- */

TEST_BOTH(kernel, an_endless_page_leaves_no_snapshot_behind)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting s = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct arena *small = arena_open((isize)8 << 20);
	struct request http = { .method = GET, .path = S("/fill"),
				.cookie = s.cookie, .host = S("localhost") };
	struct response r = { 0 };
	jmp_buf target;
	volatile bool jumped = false;
	if (setjmp(target)) {
		jumped = true;
	} else {
		arena_on_full(small, &target);
		app_answer(&d.app, 0, small, &http, &r, NULL);
	}
	assert_true(jumped);
	arena_on_full(small, NULL);
	arena_close(small);
	/* The same connection writes and reads on. */
	assert_int_equal(desk_post(&d, &s, S("/add"), S("")).status, 303);
	assert_int_equal(desk_get(&d, &s, S("/show")).status, 200);
	desk_close(&d);
}

/* ---- drafts --------------------------------------------------------------------- */

TEST_BOTH(draft, belongs_to_its_writer_and_place)
{
	struct desk d;
	struct draft got;
	open_desk(&d, engine);
	struct sitting s = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct sitting t = desk_sit(&d, 1, S("田中"), ROLE_worker);
	assert_int_equal(desk_post(&d, &s, S("/draft"),
				   S("form=intake&text=%7B%22body%22%3A"
				     "%22%E7%8A%AC%22%7D")).status, 200);
	struct rq mine = desk_rq(&d, &s), his = desk_rq(&d, &t);
	assert_int_equal(db_begin_read(d.t.db), OK);
	assert_int_equal(draft_get(&mine, S("intake"), 0, &got), OK);
	assert_true(got.there);
	assert_str(params_get(got.fields, S("body")), S("犬"));
	assert_int_equal(draft_get(&his, S("intake"), 0, &got), OK);
	assert_false(got.there);
	db_end_read(d.t.db);
	/* A form that does not exist, a casefile out of sight. */
	assert_int_equal(desk_post(&d, &s, S("/draft"),
				   S("form=nothing&text=%7B%7D")).status, 400);
	/* A line break in where to go on must not reach the header. */
	assert_int_equal(desk_post(&d, &s, S("/draft/drop"),
				   S("form=intake&back=%2Fx%0Ay")).status,
			 200);
	struct answer gone = desk_post(&d, &s, S("/draft/drop"),
				       S("form=intake&back=%2Fcases"));
	assert_str(gone.location, S("/cases"));
	struct out o = out_open(test_arena, 64);
	put(&o, S("form=note&text=%7B%7D&object="));
	put(&o, rq_token(&mine, ID_casefile, 999));
	assert_int_equal(desk_post(&d, &s, S("/draft"), out_str(&o)).status,
			 404);
	desk_close(&d);
}

TEST_BOTH(draft, of_a_sent_form_does_not_rise_again)
{
	struct desk d;
	struct draft got;
	open_desk(&d, engine);
	struct sitting s = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct rq rq = desk_rq(&d, &s);
	desk_ask(&d, &s, POST, S("/add"), form(&d, &s, s.csrf, S("k1")));
	for (int key = 1; key <= 2; key++) {
		struct out o = out_open(test_arena, 64);
		put(&o, S("form=intake&text=%7B%22body%22%3A%22x%22%7D&of=k"));
		put(&o, (i64)key);
		assert_int_equal(desk_post(&d, &s, S("/draft"),
					   out_str(&o)).status, 200);
		assert_int_equal(db_begin_read(d.t.db), OK);
		assert_int_equal(draft_get(&rq, S("intake"), 0, &got), OK);
		assert_int_equal(got.there, key == 2);
		db_end_read(d.t.db);
	}
	desk_close(&d);
}

/* ---- the chain ------------------------------------------------------------------ */

static struct audit_report report_of(struct desk *d)
{
	struct audit_report r = { 0 };
	assert_int_equal(audit_verify(&d->app, d->t.db, test_arena, &r), OK);
	return r;
}

static void sealed_desk(struct desk *d, enum db_engine engine)
{
	open_desk(d, engine);
	struct sitting s = desk_sit(d, 1, S("石井"), ROLE_worker);
	d->app.data = "/dev/shm/no-anchor-here";
	for (int i = 0; i < 7; i++)
		desk_post(d, &s, S("/add"), S(""));
	assert_int_equal(clerk_round(&d->app, d->t.db), OK);
	struct audit_report r = report_of(d);
	assert_int_equal(r.wrong.n, 0);
	assert_int_equal(r.sealed, 7);
	assert_int_equal(r.unsealed, 0);
}

TEST_BOTH(audit, every_tampering_is_found)
{
	static const struct {
		const char *sql;
		int seq;	/* of the row that is named; 0: any */
	} crimes[] = {
		{ "update audit set action = 'look.note' where id = "
		  "(select audit from audit_seal where seq = 3)", 3 },
		{ "update audit set detail = 'title' where id = "
		  "(select audit from audit_seal where seq = 5)", 5 },
		{ "delete from audit where id = "
		  "(select audit from audit_seal where seq = 2)", 2 },
		{ "delete from audit_seal where seq = 4", 4 },
		{ "update audit set at = at + 1 where id = "
		  "(select audit from audit_seal where seq = 7)", 7 },
		{ "insert into audit (muni, id, at, account, agency, role, "
		  "action, kind, object, classes, detail) values "
		  "(129992, 5, 5, 5, 5, 'worker', 'x', 'y', 0, '', '')", 0 },
	};
	for (isize i = 0; i < COUNT(crimes); i++) {
		struct desk d;
		sealed_desk(&d, engine);
		desk_run(&d, crimes[i].sql);
		struct audit_report r = report_of(&d);
		assert_true(r.wrong.n > 0);
		if (crimes[i].seq)
			assert_int_equal(r.seq, crimes[i].seq);
		desk_close(&d);
	}
}

TEST_BOTH(audit, waiting_rows_are_told)
{
	struct desk d;
	sealed_desk(&d, engine);
	struct sitting s = desk_sit(&d, 1, S("三宅"), ROLE_senior);
	desk_post(&d, &s, S("/add"), S(""));
	struct audit_report r = report_of(&d);
	assert_int_equal(r.wrong.n, 0);
	assert_int_equal(r.unsealed, 1);
	desk_close(&d);
}

/* ---- the anchor ------------------------------------------------------------ */

/* What the server before has left at its stop. */
static str anchored(struct desk *d)
{
	struct clerk *clerk;
	str text;
	assert_int_equal(clerk_start(&d->app, &clerk), OK);
	clerk_stop(clerk);
	assert_int_equal(file_read(test_arena, "/dev/shm/tb-anchor/audit.anchor",
				   4096, &text), OK);
	return text;
}

static str wrong_with(struct desk *d, str text)
{
	assert_int_equal(file_replace(test_arena,
				      "/dev/shm/tb-anchor/audit.anchor", text,
				      0600), OK);
	return report_of(d).wrong;
}

/* "muni seq hash signature\n", under the anchor's own key. */
static void put_signed(struct desk *d, struct out *o, str muni, i64 seq,
		       str hash)
{
	u8 mac[CRYPT_HASH];
	isize from = o->n;
	put(o, muni);
	put(o, S(" "));
	put(o, seq);
	put(o, S(" "));
	put(o, hash);
	crypt_hmac(&d->app.keys.anchor, str_sub(out_str(o), from, o->n), mac);
	put(o, S(" "));
	out_hex(o, (str){ (const char *)mac, CRYPT_HASH });
	put(o, S("\n"));
}

/* The same line with another hash. */
static str signed_anew(struct desk *d, str line)
{
	struct out o = out_open(test_arena, 300);
	struct out hash = out_open(test_arena, 64);
	str muni = str_cut(&line, ' ');
	i64 seq;
	assert_int_equal(num_parse(str_cut(&line, ' '), &seq), OK);
	out_hex(&hash, (str){ (const char *)&d->app.keys, CRYPT_HASH });
	put_signed(d, &o, muni, seq, out_str(&hash));
	return out_str(&o);
}

TEST_BOTH(anchor, holds_the_chain_from_outside)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting s = desk_sit(&d, 1, S("石井"), ROLE_worker);
	d.app.data = "/dev/shm/tb-anchor";
	assert_int_equal(file_folder(d.app.data), OK);
	unlink("/dev/shm/tb-anchor/audit.anchor");
	desk_ask(&d, &s, POST, S("/add"), form(&d, &s, s.csrf, S("k1")));
	str text = anchored(&d);
	assert_true(str_starts(text, S("129992 ")));
	assert_false(report_of(&d).wrong.n);
	str other = str_dup(test_arena, text);
	char *last = (char *)other.p + other.n - 2;
	*last = *last == '0' ? '1' : '0';
	assert_str(wrong_with(&d, other), S("控えの署名が合いません"));
	assert_str(wrong_with(&d, S("nothing of ours\n")),
		   S("控えの署名が合いません"));
	assert_str(wrong_with(&d, S("\n")), S("控えの署名が合いません"));
	assert_str(wrong_with(&d, S("129992 -9223372036854775808 x y\n")),
		   S("控えの署名が合いません"));
	assert_str(wrong_with(&d, signed_anew(&d, text)),
		   S("控えにある行が変わったか、なくなっています"));
	assert_str(wrong_with(&d, str_sub(text, 0, text.n - 1)),
		   S("行の終わりがありません"));
	assert_false(wrong_with(&d, text).n);
	unlink("/dev/shm/tb-anchor/audit.anchor");
	rmdir(d.app.data);
	d.app.data = NULL;
	desk_close(&d);
}

/* ---- an anchor of many years --------------------------------------------------- */

#define YEARS "/dev/shm/tb-years"
enum { SEALS = 24, MORE_THAN = 17 << 20 };

/* One record after the other, each sealed and anchored; then the hours in
 * which nothing was done. */
static str many_years(struct desk *d, const struct sitting *s)
{
	struct out o = out_open(test_arena, MORE_THAN + (1 << 20));
	for (int i = 0; i < SEALS; i++) {
		str line;
		desk_post(d, s, S("/add"), S(""));
		assert_int_equal(clerk_round(&d->app, d->t.db), OK);
		assert_int_equal(audit_anchor(&d->app, d->t.db, test_arena,
					      &line), OK);
		while (o.n < (i + 1) * (isize)MORE_THAN / SEALS)
			put(&o, line);
	}
	return out_str(&o);
}

static str found_in(struct desk *d, str text)
{
	assert_int_equal(file_replace(test_arena, YEARS "/audit.anchor", text,
				      0600), OK);
	return report_of(d).wrong;
}

TEST_BOTH(anchor, of_many_years_is_read_to_its_end)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting s = desk_sit(&d, 1, S("石井"), ROLE_worker);
	d.app.data = YEARS;
	assert_int_equal(file_folder(d.app.data), OK);
	str text = many_years(&d, &s);
	assert_true(text.n > (isize)16 << 20);
	isize before = arena_used(test_arena);
	assert_false(found_in(&d, text).n);
	/* Reading it takes a hundredth of it. */
	assert_true(arena_used(test_arena) - before < 1 << 20);
	/* A digit of a line far behind, and one of the last line. */
	char *p = (char *)text.p;
	for (isize back = 3; back < 1 << 20; back += 1 << 19) {
		p[text.n - back] ^= 1;
		assert_str(found_in(&d, text), S("控えの署名が合いません"));
		p[text.n - back] ^= 1;
	}
	assert_str(found_in(&d, str_sub(text, 0, text.n - 1)),
		   S("行の終わりがありません"));
	assert_str(found_in(&d, str_sub(text, 0, text.n - 70)),
		   S("行の終わりがありません"));
	assert_false(found_in(&d, text).n);
	/* Only the last lines know of the last record. */
	desk_run(&d, "delete from audit where id = "
		 "(select audit from audit_seal where seq = 24)");
	desk_run(&d, "delete from audit_seal where seq = 24");
	assert_str(found_in(&d, text),
		   S("控えにある行が変わったか、なくなっています"));
	assert_int_equal(report_of(&d).seq, SEALS);
	unlink(YEARS "/audit.anchor");
	rmdir(YEARS);
	d.app.data = NULL;
	desk_close(&d);
}

TEST_MAIN
