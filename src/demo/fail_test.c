/*
 * fail_test.c — no page of the city takes a database that fails for one that
 * has no rows.  Each page is asked for again and again, and each time another
 * statement of it fails, until none does: a failure is an answer of 500 or
 * 503, the next one is whole, and of a write nothing is left.
 */
#include "demo/test_city.h"

#include "db/test_fail.h"

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

TEST_BOTH(fail, no_page_takes_a_failure_for_nothing)
{
	struct desk d;
	city_open(&d, engine);
	struct sitting ishii = sit(&d, S("ishii"));
	struct sitting onishi = sit(&d, S("onishi"));
	struct sitting hori = sit(&d, S("hori"));
	str casefile = casefile_of(&d, &ishii);
	str theirs = casefile_of(&d, &onishi);
	test_fail_on(d.t.store, d.t.db);
	every_page(&d, &ishii, casefile, S(""), 300);
	every_page(&d, &onishi, theirs, S(""), 300);
	every_page(&d, &hori, casefile, S(""), 300);
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

TEST_MAIN
