/*
 * test_desk.h — a municipality with people at their desks, for x_test.c files
 * of rooms with pages: requests go the whole way through app_answer.
 *
 *	static const struct route_table rooms[] = { … };
 *	struct desk d;
 *	desk_open(&d, engine, rooms, COUNT(rooms));
 *	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
 *	struct answer a = desk_get(&d, &ishii, S("/cases"));
 *	a = desk_post(&d, &ishii, S("/cases/…"), S("name=%E3%81%82"));
 *	desk_close(&d);
 *
 * desk_post adds csrf and a fresh idem.  Agencies 1 北部包括 and 2 社協 exist;
 * desk_sit_at and desk_more also know 3 みおつくし and 4 福祉課 of 港南市.
 */
#ifndef TB_KERNEL_TEST_DESK_H
#define TB_KERNEL_TEST_DESK_H

#include "db/test_store.h"
#include "dict/dict.h"
#include "kernel/app.h"
#include "kernel/door.h"
#include "sys/clock.h"

enum { DESK_MUNI = 129992, DESK_OTHER = 129984 };

struct desk {
	struct test_store t;
	struct app app;
	struct db *dbs[1];
	struct arena_mark begun;	/* reads end before the store does */
	i64 muni;		/* whose desks are set up now */
	i64 last_account;	/* over all municipalities: login names */
	int serial;
};

struct sitting {
	struct viewer viewer;
	str cookie, csrf;
};

struct answer {
	int status;
	str body, location;
	str cookie;	/* NAME=VALUE of Set-Cookie */
};

/* ---- seeds ------------------------------------------------------------- */

static const struct db_sql desk_sql[] = {
	{ "desk_muni", "insert into municipality values (?1, '伴舟市')",
	  "insert into municipality values ($1, '伴舟市')", 1, 0 },
	{ "desk_agency",
	  "insert into agency values (?1, ?2, ?3, ?4, '10', ?5, ?6)",
	  "insert into agency values ($1, $2, $3, $4, '10', $5, $6)", 6, 0 },
	{ "desk_account",
	  "insert into account (muni, id, name, name_kana, job, password, "
	  "state) values (?1, ?2, ?3, '', '', '', 'active')",
	  "insert into account (muni, id, name, name_kana, job, password, "
	  "state) values ($1, $2, $3, '', '', '', 'active')", 3, 0 },
	{ "desk_login", "insert into login values (?1, ?2, ?3)",
	  "insert into login values ($1, $2, $3)", 3, 0 },
	{ "desk_post",
	  "insert into post (muni, account, agency, role) "
	  "values (?1, ?2, ?3, ?4)",
	  "insert into post (muni, account, agency, role) "
	  "values ($1, $2, $3, $4)", 4, 0 },
	{ "desk_other",
	  "insert into municipality values (?1, '港南市') on conflict do nothing",
	  "insert into municipality values ($1, '港南市') on conflict do nothing",
	  1, 0 },
	{ "desk_other_agency",
	  "insert into agency values (?1, ?2, ?3, ?3, '10', ?4, ?5) "
	  "on conflict do nothing",
	  "insert into agency values ($1, $2, $3, $3, '10', $4, $5) "
	  "on conflict do nothing", 5, 0 },
	{ "desk_side", "insert into side_account values (?1, ?2, ?3, ?4)",
	  "insert into side_account values ($1, $2, $3, $4)", 4, 0 },
};

#define DESK_INT(x) { DB_INT, (x), { 0 } }
#define DESK_TEXT(x) { DB_TEXT, 0, (x) }

static inline enum status desk_town_job(struct db *tx, void *arg)
{
	const i64 muni = *(const i64 *)arg;
	struct db_value town[] = { DESK_INT(muni) };
	struct db_value one[] = { DESK_INT(muni), DESK_INT(1),
				  DESK_TEXT(S("北部地域包括支援センター")),
				  DESK_TEXT(S("北部包括")),
				  DESK_TEXT(S("043-000-0000")),
				  DESK_TEXT(S("北包")) };
	struct db_value two[] = { DESK_INT(muni), DESK_INT(2),
				  DESK_TEXT(S("伴舟市社会福祉協議会")),
				  DESK_TEXT(S("社協")),
				  DESK_TEXT(S("043-000-0002")),
				  DESK_TEXT(S("社")) };
	TRY(db_run(tx, &desk_sql[0], town, NULL));
	TRY(db_run(tx, &desk_sql[1], one, NULL));
	return db_run(tx, &desk_sql[1], two, NULL);
}

/* 港南市, once. */
static inline enum status desk_other(struct db *tx)
{
	struct db_value muni[] = { DESK_INT(DESK_OTHER) };
	struct db_value three[] = { DESK_INT(DESK_OTHER), DESK_INT(3),
				    DESK_TEXT(S("みおつくし")),
				    DESK_TEXT(S("043-000-0003")),
				    DESK_TEXT(S("澪")) };
	struct db_value four[] = { DESK_INT(DESK_OTHER), DESK_INT(4),
				   DESK_TEXT(S("福祉課")),
				   DESK_TEXT(S("043-000-0004")),
				   DESK_TEXT(S("福")) };
	TRY(db_run(tx, &desk_sql[5], muni, NULL));
	TRY(db_run(tx, &desk_sql[6], three, NULL));
	return db_run(tx, &desk_sql[6], four, NULL);
}

/* Another municipality with agencies 1 and 2: desks are set up there now. */
static inline void desk_town(struct desk *d, i64 muni)
{
	d->muni = muni;
	assert_int_equal(store_write(d->t.store, d->t.db, test_arena,
				     desk_town_job, &d->muni),
			 OK);
}

/* The program with an empty database, without routes. */
static inline void desk_app(struct desk *d, enum db_engine engine)
{
	struct dict_error err;
	*d = (struct desk){ .t = test_store_open(test_arena, engine) };
	d->app = (struct app){ .boot = test_arena,
			       .store = d->t.store,
			       .workers = 1,
			       .session_idle_min = 60,
			       .session_max_hours = 12,
			       .plain_cookie = true };
	d->app.dbs = d->dbs;
	d->dbs[0] = d->t.db;
	sys_random(&d->app.keys, sizeof d->app.keys);
	assert_int_equal(dict_load(test_arena, NULL, 0, &d->app.dict, &err),
			 OK);
}

static inline void desk_open(struct desk *d, enum db_engine engine,
			     const struct route_table *rooms, isize n)
{
	str why = { 0 };
	desk_app(d, engine);
	assert_int_equal(app_add_routes(&d->app, rooms, n, &why), OK);
	desk_town(d, DESK_MUNI);
	d->begun = arena_mark(test_arena);
}

/* See test_store.h. */
static inline void desk_run(struct desk *d, const char *text)
{
	test_store_run(&d->t, text);
}

static inline i64 desk_number(struct desk *d, const char *text)
{
	return test_store_number(&d->t, text);
}

/* Seven hundred agencies more, all of them before the others in a list. */
static inline void desk_large_city(struct desk *d)
{
	desk_run(d, "insert into agency (muni, id, name, short_name, kind, "
		    "phone, prefix) with recursive n(i) as (select 1000 "
		    "union all select i + 1 from n where i < 1700) "
		    "select 129992, i, '事業所', '0' || i, '10', '', '' from n");
}

static inline void desk_close(struct desk *d)
{
	arena_rewind(test_arena, d->begun);
	test_store_close(&d->t);
}

/* ---- people ------------------------------------------------------------ */

struct desk_sit {
	struct desk *d;
	struct rq *rq;
	struct viewer viewer;
	str name, login, cookie;
};

static inline enum status desk_sit_job(struct db *tx, void *arg)
{
	struct desk_sit *s = arg;
	struct viewer v = s->viewer;
	struct db_value account[] = { DESK_INT(v.muni), DESK_INT(v.account.v),
				      DESK_TEXT(s->name) };
	struct db_value login[] = { DESK_INT(v.muni), DESK_TEXT(s->login),
				    DESK_INT(v.account.v) };
	struct db_value post[] = { DESK_INT(v.muni), DESK_INT(v.account.v),
				   DESK_INT(v.agency.v),
				   DESK_TEXT(role_name(v.role)) };
	if (v.muni == DESK_OTHER)
		TRY(desk_other(tx));
	TRY(db_run(tx, &desk_sql[2], account, NULL));
	TRY(db_run(tx, &desk_sql[3], login, NULL));
	TRY(db_run(tx, &desk_sql[4], post, NULL));
	return door_open(s->rq, tx, v, s->cookie);
}

static inline struct sitting desk_sit_at(struct desk *d, i64 muni, i64 agency,
					 str name, enum role role)
{
	struct out login = out_open(test_arena, 16), cookie = login;
	struct request http = { .method = GET };
	struct rq rq = { .app = &d->app, .arena = test_arena, .http = &http,
			 .db = d->t.db, .now = sys_now() };
	struct desk_sit s = { d, &rq, { muni, { ++d->last_account },
					{ agency }, role, rq.now },
			      name, { 0 }, door_random(test_arena, 32) };
	put(&login, S("login"));
	put(&login, d->last_account);
	s.login = out_str(&login);
	assert_int_equal(store_write(d->t.store, d->t.db, test_arena,
				     desk_sit_job, &s),
			 OK);
	cookie = out_open(test_arena, 64);
	put(&cookie, S("tb="));
	put(&cookie, s.cookie);
	http.cookie = out_str(&cookie);
	assert_int_equal(door_session(&rq), OK);
	db_end_read(rq.db);
	assert_true(rq.actor.signed_in);
	return (struct sitting){ s.viewer, http.cookie, rq.csrf };
}

static inline struct sitting desk_sit(struct desk *d, i64 agency, str name,
				      enum role role)
{
	return desk_sit_at(d, d->muni, agency, name, role);
}

struct desk_more {
	struct viewer home, desk;
};

static inline enum status desk_more_job(struct db *tx, void *arg)
{
	const struct desk_more *m = arg;
	struct viewer v = m->desk;
	struct db_value account[] = { DESK_INT(v.muni), DESK_INT(v.account.v),
				      DESK_TEXT(S("広域")) };
	struct db_value side[] = { DESK_INT(v.muni), DESK_INT(v.account.v),
				   DESK_INT(m->home.muni),
				   DESK_INT(m->home.account.v) };
	struct db_value post[] = { DESK_INT(v.muni), DESK_INT(v.account.v),
				   DESK_INT(v.agency.v),
				   DESK_TEXT(role_name(v.role)) };
	if (v.muni != m->home.muni) {
		TRY(desk_other(tx));
		TRY(db_run(tx, &desk_sql[2], account, NULL));
		TRY(db_run(tx, &desk_sql[7], side, NULL));
	}
	return db_run(tx, &desk_sql[4], post, NULL);
}

/* A further desk of somebody: agency 1 or 2 of his municipality, 3 or 4 of
 * 港南市. */
static inline struct viewer desk_more(struct desk *d, const struct sitting *s,
				      i64 agency, enum role role)
{
	bool away = agency > 2;
	struct desk_more m = { s->viewer, s->viewer };
	m.desk.agency.v = agency;
	m.desk.role = role;
	if (away) {
		m.desk.muni = DESK_OTHER;
		m.desk.account.v = ++d->last_account;
	}
	assert_int_equal(store_write(d->t.store, d->t.db, test_arena,
				     desk_more_job, &m),
			 OK);
	return m.desk;
}

/* ---- requests ---------------------------------------------------------- */

static inline struct answer desk_ask(struct desk *d, const struct sitting *s,
				     enum method method, str path, str form)
{
	struct response r = { 0 };
	struct request http = { .method = method,
				.cookie = s->cookie,
				.host = S("localhost") };
	str query = path;
	http.path = str_cut(&query, '?');
	if (query.p)
		assert_int_equal(params_parse(test_arena, query, &http.query),
				 OK);
	assert_int_equal(params_parse(test_arena, form, &http.form), OK);
	app_answer(&d->app, 0, test_arena, &http, &r, NULL);
	struct answer a = { .status = r.status, .body = r.body };
	for (int i = 0; i < r.headers_n; i++)
		if (str_eq(r.headers[i].name, S("Location")))
			a.location = r.headers[i].value;
		else if (str_eq(r.headers[i].name, S("Set-Cookie")))
			a.cookie = str_sub(r.headers[i].value, 0,
					   str_find(r.headers[i].value,
						    S(";"), 0));
	return a;
}

/* As a browser would: the answer's cookie is sent from here on, and forms
 * carry the token of the pages behind it. */
static inline void desk_follow(struct desk *d, struct sitting *s,
			       const struct answer *a)
{
	if (!str_starts(a->cookie, S("tb=")))
		return;
	struct request http = { .method = GET, .cookie = a->cookie };
	struct rq rq = { .app = &d->app, .arena = test_arena, .http = &http,
			 .db = d->t.db, .now = sys_now() };
	assert_int_equal(door_session(&rq), OK);
	db_end_read(rq.db);
	*s = (struct sitting){ rq.actor.viewer, a->cookie, rq.csrf };
}

static inline struct answer desk_get(struct desk *d, const struct sitting *s,
				     str path)
{
	return desk_ask(d, s, GET, path, (str){ 0 });
}

/* `form`: urlencoded, without csrf and idem. */
static inline struct answer desk_post(struct desk *d, const struct sitting *s,
				      str path, str form)
{
	struct out o = out_open(test_arena, form.n + 96);
	put(&o, S("csrf="));
	put(&o, s->csrf);
	put(&o, S("&idem=i"));
	put(&o, ++d->serial);
	if (form.n)
		out_char(&o, '&');
	put(&o, form);
	return desk_ask(d, s, POST, path, out_str(&o));
}

/* A request of this person for calling rules directly; the snapshot is not
 * begun. */
static inline struct rq desk_rq(struct desk *d, const struct sitting *s)
{
	static const struct request http = { .method = GET };
	struct rq rq = { .app = &d->app, .arena = test_arena, .http = &http,
			 .db = d->t.db, .now = sys_now() };
	rq.today = stamp_day(rq.now);
	rq.actor.signed_in = true;
	rq.actor.viewer = s->viewer;
	rq.actor.viewer.now = rq.now;
	return rq;
}

#define assert_has(text, part)                                                \
	desk_assert_has((text), (part), true, __FILE__, __LINE__)
#define assert_has_not(text, part)                                            \
	desk_assert_has((text), (part), false, __FILE__, __LINE__)

static inline void desk_assert_has(str text, str part, bool want,
				   const char *file, int line)
{
	if ((str_find(text, part, 0) >= 0) == want)
		return;
	print_error("%s \"%.*s\" in:\n%.*s\n", want ? "no" : "unwanted",
		    (int)part.n, part.p, (int)text.n, text.p);
	_fail(file, line);
}

#endif
