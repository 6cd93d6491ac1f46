/*
 * fail_test.c — no page of the city takes a database that fails for one that
 * has no rows.  Each page is asked for again and again, and each time another
 * statement of it fails, until none does: a failure is an answer of 500 or
 * 503, the next one is whole, and of a write nothing is left.
 */
#include "demo/test_city.h"

#include "db/test_fail.h"
#include "kernel/clerk.h"
#include "kernel/tell.h"
#include "kernel/token.h"
#include "vis/grant.h"

static str casefile_of(struct desk *d, const struct sitting *s)
{
	struct answer a = desk_post(d, s, S("/search"),
				    S("q=%E5%B1%B1%E9%82%89"));
	isize at = str_find(a.body, S("/cases/"), 0);
	assert_true(at > 0);
	return str_sub(a.body, at, at + 7 + 22);
}

static void print_where(const char *what, str path, int n)
{
	print_error("%s: %.*s, step %d\n", what, (int)path.n, path.p, n);
}

/* How many steps of the page were made to fail. */
static int get_with_failures(struct desk *d, const struct sitting *s,
			     str path)
{
	struct arena_mark m = arena_mark(test_arena);
	int whole = desk_get(d, s, path).status;
	for (int n = 1;; n++) {
		arena_rewind(test_arena, m);
		test_fail_at(n);
		int status = desk_get(d, s, path).status;
		bool failed = test_fail_off();
		if (status < 500 && failed)
			print_where("a failure is not told", path, n);
		assert_true(status >= 500 || !failed);
		if (!failed) {
			assert_int_equal(status, whole);
			return n - 1;
		}
	}
}

/* "/cases/:casefile/notes" of this casefile; {0} when it needs more. */
static str path_of(str pattern, str casefile)
{
	static const str key = STR("/cases/:casefile");
	str rest = pattern;
	struct out o = out_open(test_arena, 96);
	if (str_starts(pattern, key)) {
		put(&o, casefile);
		rest = str_sub(pattern, key.n, pattern.n);
	}
	put(&o, rest);
	return str_find_char(rest, ':', 0) < 0 ? out_str(&o) : (str){ 0 };
}

static void every_page(struct desk *d, const struct sitting *s, str casefile,
		       str before, int least)
{
	int steps = 0;
	for (isize i = 0; i < app_routes_n(&d->app); i++) {
		const struct route *r = app_route(&d->app, i);
		str path = path_of(str_of(r->pattern), casefile);
		if (r->method != GET || !path.n)
			continue;
		steps += get_with_failures(d, s, str_cat(test_arena, before,
							 path));
	}
	if (steps < least)
		print_error("only %d steps\n", steps);
	assert_true(steps >= least);
}

/* "/as/VIEW": somebody whom the sheet can be made for. */
static str eyes_of(struct desk *d, const struct sitting *s, str casefile)
{
	str page = desk_get(d, s, str_cat(test_arena, casefile,
					  S("/print"))).body;
	isize end = str_find(page, S("\"><span>"), 0), from = end;
	assert_true(end > 0);
	while (page.p[from - 1] != '"')
		from--;
	return str_cat(test_arena, S("/as/"), str_sub(page, from, end));
}

TEST_BOTH(fail, no_page_takes_a_failure_for_nothing)
{
	struct desk d;
	city_open(&d, engine);
	struct sitting ishii = sit(&d, S("ishii"));
	struct sitting onishi = sit(&d, S("onishi"));
	struct sitting hori = sit(&d, S("hori"));
	str casefile = casefile_of(&d, &ishii);
	str theirs = casefile_of(&d, &onishi);
	str eyes = eyes_of(&d, &ishii, casefile);
	test_fail_on(d.t.store, d.t.db);
	every_page(&d, &onishi, theirs, S(""), 300);
	/* The other's pages are the same code, and PostgreSQL takes long. */
	if (engine == DB_PG) {
		desk_close(&d);
		return;
	}
	every_page(&d, &ishii, casefile, S(""), 300);
	every_page(&d, &hori, casefile, S(""), 300);
	every_page(&d, &ishii, casefile, eyes, 300);
	desk_close(&d);
}

static i64 notes_n(struct desk *d)
{
	static const struct db_sql count = {
		"fail_notes", "select count(*) from note",
		"select count(*) from note", 0, 1
	};
	struct db_rows *rows;
	bool row;
	assert_int_equal(db_open(d->t.db, &count, NULL, &rows), OK);
	assert_int_equal(db_next(rows, &row), OK);
	i64 n = db_int(rows, 0);
	db_close(rows);
	return n;
}

TEST_BOTH(fail, of_a_write_that_fails_nothing_is_left)
{
	struct desk d;
	city_open(&d, engine);
	struct sitting ishii = sit(&d, S("ishii"));
	str path = str_cat(test_arena, casefile_of(&d, &ishii), S("/notes"));
	str form = S("method=phone&at=%E3%81%84%E3%81%BE&about=house&act=save&"
		     "body=%E6%96%B0%E8%81%9E");
	test_fail_on(d.t.store, d.t.db);
	i64 before = notes_n(&d);
	bool failed = true;
	int n = 0;
	while (failed) {
		test_fail_at(++n);
		struct answer a = desk_post(&d, &ishii, path, form);
		failed = test_fail_off();
		if (failed && a.status < 500)
			print_where("a failure is not told", path, n);
		assert_true(failed ? a.status >= 500 : a.status == 303);
		assert_int_equal(notes_n(&d), before + !failed);
	}
	assert_true(n > 20);
	desk_close(&d);
}

/* Each time another step fails; the last time none does, and the answer is
 * `want`.  How many steps there were. */
static int post_with_failures(struct desk *d, const struct sitting *s,
			      str path, str form, int want)
{
	for (int n = 1;; n++) {
		test_fail_at(n);
		int status = desk_post(d, s, path, form).status;
		bool failed = test_fail_off();
		if (failed && status < 500)
			print_where("a failure is not told", path, n);
		assert_true(failed ? status >= 500 : status == want);
		if (!failed)
			return n - 1;
	}
}

static str draft_form(str casefile)
{
	struct out o = out_open(test_arena, 120);
	put(&o, S("form=note&text=%7B%22body%22%3A%22x%22%7D&object="));
	put(&o, str_sub(casefile, 7, casefile.n));
	return out_str(&o);
}

TEST_BOTH(fail, what_is_kept_beside_records_tells_it_too)
{
	struct desk d;
	city_open(&d, engine);
	struct sitting ishii = sit(&d, S("ishii"));
	struct sitting onishi = sit(&d, S("onishi"));
	str casefile = casefile_of(&d, &ishii);
	str draft = draft_form(casefile);
	test_fail_on(d.t.store, d.t.db);
	assert_true(post_with_failures(&d, &ishii, S("/search"),
				       S("q=%E5%B1%B1%E9%82%89"), 200) > 20);
	assert_true(post_with_failures(&d, &ishii, S("/draft"), draft,
				       200) > 5);
	assert_true(post_with_failures(&d, &ishii, S("/draft/drop"), draft,
				       200) > 5);
	/* With where to go on; never to another site. */
	assert_str(desk_post(&d, &ishii, S("/draft/drop"),
			     str_cat(test_arena, draft,
				     S("&back=%2Fcases"))).location,
		   S("/cases"));
	assert_int_equal(desk_post(&d, &ishii, S("/draft/drop"),
				   str_cat(test_arena, draft,
					   S("&back=%2F%2Fevil"))).location.n,
			 0);
	assert_true(post_with_failures(&d, &onishi, S("/logout"), S(""),
				       303) > 3);
	assert_int_equal(desk_get(&d, &onishi, S("/cases")).status, 303);
	desk_close(&d);
}

/* ---- the clerk ------------------------------------------------------------ */

static enum status round_(struct desk *d)
{
	return clerk_round(&d->app, d->t.db);
}

static enum status chores(struct desk *d)
{
	return clerk_chores(&d->app, d->t.db, test_arena);
}

static enum status verify(struct desk *d)
{
	struct audit_report r = { 0 };
	enum status st = audit_verify(&d->app, d->t.db, test_arena, &r);
	assert_int_equal(r.wrong.n, 0);
	return st;
}

static enum status hear(struct desk *d)
{
	struct teller *t;
	TRY(teller_open(&d->app, d->t.db, &t));
	enum status st = teller_hear(t, d->t.db, test_arena);
	teller_close(t);
	return st;
}

static casefile_id seated;

static enum status seats_job(struct db *tx, void *arg)
{
	(void)arg;
	return vis_seats_refresh(tx, test_arena, DESK_MUNI, seated, sys_now());
}

static enum status seats(struct desk *d)
{
	return store_write(d->t.store, d->t.db, test_arena, seats_job, NULL);
}

static struct viewer sitter;

static enum status sign_in(struct desk *d)
{
	struct request http = { .method = GET };
	struct rq rq = { .app = &d->app, .arena = test_arena, .http = &http,
			 .db = d->t.db, .now = sys_now() };
	struct sign_in s = { &rq, sitter, door_random(test_arena, 32) };
	return store_write(d->t.store, d->t.db, test_arena, sign_in_job, &s);
}

static int run_with_failures(struct desk *d, enum status (*run)(struct desk *))
{
	for (int n = 1;; n++) {
		test_fail_at(n);
		enum status st = run(d);
		bool failed = test_fail_off();
		if (failed && st == OK)
			print_where("a failure is not told", S("clerk"), n);
		assert_true(failed ? st != OK : st == OK);
		if (!failed)
			return n - 1;
	}
}

TEST_BOTH(fail, the_clerk_goes_on_where_it_failed)
{
	struct desk d;
	city_open(&d, engine);
	struct sitting ishii = sit(&d, S("ishii"));
	d.app.data = "/nowhere";
	str path = str_cat(test_arena, casefile_of(&d, &ishii), S("/notes"));
	assert_int_equal(desk_post(&d, &ishii, path,
				   S("method=phone&at=%E3%81%84%E3%81%BE&"
				     "about=house&act=save&body=x")).status,
			 303);
	test_fail_on(d.t.store, d.t.db);
	assert_true(run_with_failures(&d, round_) > 5);
	assert_true(run_with_failures(&d, chores) > 1);
	assert_true(run_with_failures(&d, verify) > 10);
	assert_true(run_with_failures(&d, hear) > 1);
	desk_close(&d);
}

TEST_BOTH(fail, seats_and_sessions_are_made_whole_or_not)
{
	struct desk d;
	city_open(&d, engine);
	struct sitting ishii = sit(&d, S("ishii"));
	struct rq rq = desk_rq(&d, &ishii);
	str url = casefile_of(&d, &ishii);
	sitter = ishii.viewer;
	assert_int_equal(rq_id(&rq, ID_casefile, str_sub(url, 7, url.n),
			       &seated.v), OK);
	test_fail_on(d.t.store, d.t.db);
	assert_true(run_with_failures(&d, seats) > 10);
	assert_true(run_with_failures(&d, sign_in) > 5);
	/* What was made in between is there still. */
	struct sitting onishi = sit(&d, S("onishi"));
	assert_int_equal(desk_get(&d, &onishi, casefile_of(&d, &onishi)).status,
			 200);
	desk_close(&d);
}

TEST_MAIN
