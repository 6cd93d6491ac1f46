/*
 * test_city.h — the invented city in a store of a test's own, and its people at
 * their desks; for x_test.c files.
 */
#ifndef TB_DEMO_TEST_CITY_H
#define TB_DEMO_TEST_CITY_H

#include "kernel/test_desk.h"

#include "account.sql.h"
#include "app/routes.h"
#include "demo/city.h"
#include "kernel/desks.h"

/* The desk of test_desk.h with the city in the place of its two agencies. */
static inline void city_open(struct desk *d, enum db_engine engine)
{
	struct demo_options o = { .now = { 0 } };
	day last;
	str why = { 0 };
	desk_app(d, engine);
	assert_int_equal(day_from_ymd((struct ymd){ 2026, 11, 16 }, &last),
			 OK);
	o.now = stamp_at(last, 18 * 60);
	assert_int_equal(routes_add(&d->app, &why), OK);
	assert_int_equal(demo_seed(&d->app, &o), OK);
	d->begun = arena_mark(test_arena);
}

struct sign_in {
	struct rq *rq;
	struct viewer viewer;
	str cookie;
};

static inline enum status sign_in_job(struct db *tx, void *arg)
{
	struct sign_in *s = arg;
	return door_open(s->rq, tx, s->viewer, s->cookie);
}

/* Everybody of a city has the same: to try it takes 60 ms, once is enough. */
static inline void password_must_be_known(str stored)
{
	static char tried[200];
	assert_true(stored.n > 0 && stored.n < (isize)sizeof tried);
	if (str_eq(str_of(tried), stored))
		return;
	assert_true(crypt_password_is(test_arena, demo_password, stored));
	memcpy(tried, stored.p, (size_t)stored.n);
	tried[stored.n] = 0;
}

static inline struct viewer viewer_of(struct desk *d, str login)
{
	struct rq rq = { .app = &d->app, .arena = test_arena,
			 .now = sys_now() };
	struct login_row account;
	struct actor_desks desks;
	assert_int_equal(login_find(d->t.db, test_arena, 0, login, &account),
			 OK);
	password_must_be_known(account.password);
	assert_int_equal(desks_of(&rq, d->t.db, account.muni,
				  account.account, &desks),
			 OK);
	assert_true(desks.n > 0);
	return desks_last(&desks)->viewer;
}

/* Somebody of the city, signed in at his desk. */
static inline struct sitting sit(struct desk *d, str login)
{
	struct request http = { .method = GET };
	struct rq rq = { .app = &d->app, .arena = test_arena, .http = &http,
			 .db = d->t.db, .now = sys_now() };
	struct sign_in s = { &rq, viewer_of(d, login),
			     door_random(test_arena, 32) };
	assert_int_equal(store_write(d->t.store, d->t.db, test_arena,
				     sign_in_job, &s),
			 OK);
	http.cookie = str_cat(test_arena, S("tb="), s.cookie);
	assert_int_equal(door_session(&rq), OK);
	db_end_read(rq.db);
	assert_true(rq.actor.signed_in);
	return (struct sitting){ s.viewer, http.cookie, rq.csrf };
}

#endif
