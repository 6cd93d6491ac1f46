/*
 * clerk_test.c — who hears what, how soon, and on which server.  Two servers
 * on one PostgreSQL are two apps here, each with a store, a hub and a clerk.
 */
#include "kernel/test_desk.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "kernel/clerk.h"
#include "kernel/draft.h"
#include "kernel/tell.h"
#include "vis/grant.h"

/* What the product promises is 1 s; a busy test machine gets more. */
enum { SOON_MS = 5000, QUIET_MS = 400, CASE = 100 };

static void draw(struct out *o, const void *arg)
{
	put(o, S("page"));
}

static enum status show(struct rq *rq, struct reply *ret)
{
	return reply_page(ret, S("見る"), draw, rq);
}

static const struct route room[] = {
	{ GET, "/cases/:casefile/x", show, CAN_READ_CASE },
};

/* ---- a world: a casefile of agency 1, shared with agency 2 ------------------ */

/* Agency 2 has two grants on トキ's consent: money only in the second. */
static const char *const world[] = {
	"insert into agency values (129992, 3, '学校', '学校', '10', '', '学')",
	"insert into casefile (muni, id, agency, case_no, stage, urgency, "
	"opened_on, created_at) values (129992, 100, 1, '北包8-0001', "
	"'intake', 'normal', 20000, 0)",
	"insert into seat (muni, agency, casefile, level, since, updated_at, "
	"sort_kana) values (129992, 1, 100, 4, 0, 0, 'やまべ')",
	"insert into household (muni, id, casefile, name, name_kana, "
	"postal_code, address, phone, caution)"
	" values (129992, 200, 100, '山邉', 'やまべ', '', '', '', '')",
	"insert into person (muni, id, casefile, household, family_name, "
	"given_name, family_name_kana, given_name_kana, sex, birth, death, "
	"living, phone, relation, sort)"
	" values (129992, 301, 100, 200, '山邉', 'トキ', 'やまべ', 'とき', "
	"'2', '1944-03-04', '', 'home', '', '', 1)",
	"insert into basis (muni, id, casefile, person, kind, since, account, "
	"agency, at) values (129992, 80, 100, 301, 'consent', 10, 9, 1, 10)",
	"insert into basis_cover values (129992, 80, 2, 0, 4, 2047)",
	"insert into bestowal (muni, id, casefile, to_agency, type, verbs, "
	"state, since, by_account, by_agency, at) values "
	"(129992, 90, 100, 2, 'team', 3, 'live', 10, 9, 1, 10), "
	"(129992, 91, 100, 2, 'team_money', 3, 'live', 10, 9, 1, 10)",
	"insert into note (muni, id, casefile, agency, account, state, "
	"happened_at, method, place, counterpart, title, body, revision, "
	"entered_at, updated_at) values (129992, 60, 100, 1, 9, 'record', 10, "
	"'phone', '', '', 'x', 'x', 1, 10, 10)",
	"insert into bestowal_person (muni, bestowal, person, basis) values "
	"(129992, 90, 301, 80), (129992, 91, 301, 80)",
};

static enum status refresh_job(struct db *tx, void *arg)
{
	return vis_seats_refresh(tx, test_arena, DESK_MUNI,
				 (casefile_id){ CASE }, sys_now());
}

static void refresh(struct desk *d)
{
	assert_int_equal(store_write(d->t.store, d->t.db, test_arena,
				     refresh_job, NULL), OK);
}

/* A basis or a grant runs out in `ms`. */
static void ends_in(struct desk *d, const char *table, int id, i64 ms)
{
	char text[200];
	snprintf(text, sizeof text, "update %s set until = %lld where id = %d",
		 table, (long long)(sys_now().ms + ms), id);
	desk_run(d, text);
	refresh(d);
}

static void open_world(struct desk *d, enum db_engine engine)
{
	const struct route_table rooms[] = {
		{ room, COUNT(room) },
		{ kernel_routes, kernel_routes_n },
	};
	desk_open(d, engine, rooms, COUNT(rooms));
	for (isize i = 0; i < COUNT(world); i++)
		desk_run(d, world[i]);
	refresh(d);
}

/* ---- servers ------------------------------------------------------------------ */

/* A second server on the desk's database, or the desk itself going live. */
struct server {
	struct app app;
	struct store *own;	/* NULL: the desk's */
	struct db *db;
};

static void go_live(struct server *s)
{
	assert_int_equal(hub_open(&s->app.hub), OK);
	assert_int_equal(clerk_start(&s->app, &s->app.clerk), OK);
}

static void first_server(struct desk *d, struct server *s)
{
	*s = (struct server){ .app = d->app, .db = d->t.db };
}

/* Its connections carry a name, so that a test can kill them. */
static void second_server(struct desk *d, struct server *s)
{
	str why = { 0 };
	str where = str_cat(test_arena, str_of(d->t.where),
			    S(" application_name=second"));
	struct store_options o = { .engine = DB_PG,
				   .where = str_cstr(test_arena, where) };
	*s = (struct server){ .app = d->app };
	assert_int_equal(store_open(test_arena, &o, &s->own, &why), OK);
	s->app.store = s->own;
	assert_int_equal(store_connect(s->own, &s->db), OK);
}

static void stop(struct server *s)
{
	clerk_stop(s->app.clerk);
	hub_close(s->app.hub);
	if (s->own)
		store_close(s->own);
}

/* ---- streams ------------------------------------------------------------------ */

/* The opening of /events by this person on this server. */
static struct hub_ticket ask_stream(struct desk *d, struct server *s,
				    const struct sitting *who, str *ret_body,
				    int *ret_status)
{
	struct hub_ticket t = { 0 };
	struct response r = { 0 };
	struct app app = s->app;
	struct rq rq = desk_rq(d, who);
	struct request http = { .method = GET, .cookie = who->cookie,
				.host = S("localhost"),
				.path = S("/events") };
	str query = str_cat(test_arena, S("case="),
			    rq_token(&rq, ID_casefile, CASE));
	app.dbs = &s->db;
	assert_int_equal(params_parse(test_arena, query, &http.query), OK);
	app_answer(&app, 0, test_arena, &http, &r, &t);
	*ret_body = r.body;
	*ret_status = r.status;
	return t;
}

/* The reader's end of a stream that was granted. */
static int open_stream(struct desk *d, struct server *s,
		       const struct sitting *who)
{
	int fd[2], status;
	str body;
	struct hub_ticket t = ask_stream(d, s, who, &body, &status);
	assert_int_equal(status, 200);
	/* Access, and changes for who may read whatever was written. */
	assert_in_range(t.topics_n, 1, 2);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
	hub_adopt(s->app.hub, fd[0], &t);
	return fd[1];
}

/* All that comes until `part` has come, the end ("") or the time is up. */
static str hear(int fd, const char *part, i64 *ret_ms)
{
	struct out o = out_open(test_arena, 256);
	i64 begun = sys_ticks();
	for (;;) {
		char piece[256];
		struct pollfd p = { fd, POLLIN, 0 };
		i64 ms = (sys_ticks() - begun) / 1000000;
		if (ret_ms)
			*ret_ms = ms;
		if (*part && str_find(out_str(&o), str_of(part), 0) >= 0)
			return out_str(&o);
		if (ms >= SOON_MS || poll(&p, 1, (int)(SOON_MS - ms)) <= 0)
			fail_msg("\"%s\" did not come in %d ms", part, SOON_MS);
		isize n = read(fd, piece, sizeof piece);
		if (n <= 0) {
			assert_int_equal(*part, 0);
			return out_str(&o);
		}
		str got = { piece, n };
		put(&o, got);
	}
}

static void is_quiet(int fd)
{
	struct pollfd p = { fd, POLLIN, 0 };
	assert_int_equal(poll(&p, 1, QUIET_MS), 0);
}

/* ---- changes ------------------------------------------------------------------- */

struct change {
	struct rq *rq;
	i64 agency;		/* whose access ended; 0: a new record */
};

static enum status change_job(struct db *tx, void *arg)
{
	const struct change *c = arg;
	casefile_id id = { CASE };
	return c->agency ? rq_access_changed(c->rq, tx,
					     (agency_id){ c->agency }, id) :
			   rq_note_changed(c->rq, tx, id, (note_id){ 60 });
}

/* On the desk's server, as rq_write ends. */
static void change(struct desk *d, struct server *s, i64 agency)
{
	struct rq rq = { .app = &s->app, .arena = test_arena, .db = d->t.db,
			 .now = sys_now() };
	struct change c = { &rq, agency };
	rq.actor.viewer.muni = DESK_MUNI;
	assert_int_equal(store_write(d->t.store, d->t.db, test_arena,
				     change_job, &c), OK);
	clerk_wake(s->app.clerk);
}

static void took(const char *what, i64 ms)
{
	print_message("%s: %lld ms\n", what, (long long)ms);
}

/* ---- one server ------------------------------------------------------------------ */

TEST_BOTH(live, an_agency_without_a_seat_gets_no_stream)
{
	struct desk d;
	struct server s;
	str body, ours;
	int status;
	open_world(&d, engine);
	first_server(&d, &s);
	go_live(&s);
	struct sitting mori = desk_sit(&d, 3, S("森"), ROLE_worker);
	struct sitting onishi = desk_sit(&d, 2, S("大西"), ROLE_worker);
	struct hub_ticket t = ask_stream(&d, &s, &mori, &body, &status);
	assert_int_equal(status, 404);
	assert_int_equal(t.key, 0);
	t = ask_stream(&d, &s, &onishi, &ours, &status);
	assert_int_equal(status, 200);
	assert_true(t.key != 0);
	assert_int_equal(t.topics_n, 1);
	stop(&s);
	desk_close(&d);
}

/* The mark that the stream begins with is that of the page. */
TEST_BOTH(live, a_stream_begins_with_the_mark_of_the_page)
{
	struct desk d;
	struct server s;
	str one, two;
	int status;
	open_world(&d, engine);
	first_server(&d, &s);
	go_live(&s);
	struct sitting onishi = desk_sit(&d, 2, S("大西"), ROLE_worker);
	struct rq rq = desk_rq(&d, &onishi);
	str path = str_cat(test_arena, S("/cases/"),
			   rq_token(&rq, ID_casefile, CASE));
	str page = desk_get(&d, &onishi,
			    str_cat(test_arena, path, S("/x"))).body;
	ask_stream(&d, &s, &onishi, &one, &status);
	assert_true(str_starts(one, S("event: lens\ndata: ")));
	str mark = str_sub(one, 18, one.n - 2);
	assert_int_equal(mark.n, 22);
	assert_has(page, str_cat(test_arena, S("data-mark=\""), mark));
	desk_run(&d, "update bestowal set state = 'ended' where id = 91");
	ask_stream(&d, &s, &onishi, &two, &status);
	assert_int_equal(status, 200);
	assert_has_not(two, mark);
	stop(&s);
	desk_close(&d);
}

TEST_BOTH(live, access_that_ends_cuts_its_streams_and_no_others)
{
	struct desk d;
	struct server s;
	i64 ms;
	open_world(&d, engine);
	first_server(&d, &s);
	go_live(&s);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct sitting onishi = desk_sit(&d, 2, S("大西"), ROLE_worker);
	int own = open_stream(&d, &s, &ishii);
	int other = open_stream(&d, &s, &onishi);
	change(&d, &s, 0);
	/* An event is news: who does not see everything hears of nothing. */
	assert_has(hear(own, "\n\n", NULL), S("event: case\n"));
	is_quiet(other);
	change(&d, &s, 2);
	str said = hear(other, "", &ms);
	took("cut, same server", ms);
	assert_true(str_starts(said, S("event: access\ndata: ")));
	is_quiet(own);
	assert_int_equal(hub_streams(s.app.hub), 1);
	stop(&s);
	desk_close(&d);
}

TEST_BOTH(live, access_that_ends_by_time_is_cut_too)
{
	struct desk d;
	struct server s;
	i64 ms;
	open_world(&d, engine);
	first_server(&d, &s);
	go_live(&s);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct sitting onishi = desk_sit(&d, 2, S("大西"), ROLE_worker);
	int own = open_stream(&d, &s, &ishii);
	int other = open_stream(&d, &s, &onishi);
	ends_in(&d, "basis", 80, 400);
	assert_true(str_starts(hear(other, "", &ms), S("event: access\n")));
	took("cut, by time (of it 400 ms still allowed)", ms);
	is_quiet(own);
	assert_int_equal(desk_number(&d, "select count(*) from seat"), 1);
	stop(&s);
	desk_close(&d);
}

/* One of two grants runs out: the seat stays, and its lists show less. */
TEST_BOTH(live, a_grant_that_ends_by_time_leaves_the_other)
{
	static const char *const shown = "select shown from seat "
					 "where agency = 2";
	struct desk d;
	struct server s;
	str body;
	int status;
	open_world(&d, engine);
	first_server(&d, &s);
	go_live(&s);
	struct sitting onishi = desk_sit(&d, 2, S("大西"), ROLE_worker);
	i64 before = desk_number(&d, shown);
	int other = open_stream(&d, &s, &onishi);
	ends_in(&d, "bestowal", 91, 300);
	assert_true(str_starts(hear(other, "", NULL), S("event: access\n")));
	assert_true(desk_number(&d, shown) != before);
	ask_stream(&d, &s, &onishi, &body, &status);
	assert_int_equal(status, 200);
	stop(&s);
	desk_close(&d);
}

/* ---- two servers ------------------------------------------------------------------ */

struct pair {
	struct desk d;
	struct server a, b;
	struct sitting ishii, onishi;
};

static void open_pair(struct pair *p)
{
	open_world(&p->d, DB_PG);
	p->ishii = desk_sit(&p->d, 1, S("石井"), ROLE_worker);
	p->onishi = desk_sit(&p->d, 2, S("大西"), ROLE_worker);
	first_server(&p->d, &p->a);
	second_server(&p->d, &p->b);
	go_live(&p->a);
	go_live(&p->b);
}

static void close_pair(struct pair *p)
{
	stop(&p->b);
	stop(&p->a);
	desk_close(&p->d);
}

TEST(live, the_other_server_hears_every_event_once)
{
	struct pair p;
	i64 ms, most = 0;
	open_pair(&p);
	int near = open_stream(&p.d, &p.a, &p.ishii);
	int far = open_stream(&p.d, &p.b, &p.ishii);
	for (int i = 0; i < 8; i++) {
		change(&p.d, &p.a, 0);
		assert_has(hear(near, "\n\n", NULL), S("event: case\n"));
		assert_has(hear(far, "\n\n", &ms), S("event: case\n"));
		most = ms > most ? ms : most;
	}
	took("event, other server, worst of 8", most);
	is_quiet(near);
	is_quiet(far);
	close_pair(&p);
}

TEST(live, the_other_server_cuts)
{
	struct pair p;
	i64 ms;
	open_pair(&p);
	int other = open_stream(&p.d, &p.b, &p.onishi);
	int own = open_stream(&p.d, &p.b, &p.ishii);
	change(&p.d, &p.a, 2);
	assert_true(str_starts(hear(other, "", &ms), S("event: access\n")));
	took("cut, other server", ms);
	is_quiet(own);
	/* The one whose clerk did not number it has told it too. */
	assert_int_equal(hub_streams(p.b.app.hub), 1);
	close_pair(&p);
}

static void kill_second(struct desk *d)
{
	desk_run(d, "do $$ begin perform pg_terminate_backend(pid) from "
		   "pg_stat_activity where application_name = 'second'; end $$");
}

TEST(live, a_killed_connection_costs_no_event)
{
	struct pair p;
	i64 ms, most = 0;
	open_pair(&p);
	int far = open_stream(&p.d, &p.b, &p.ishii);
	for (int i = 0; i < 5; i++) {
		kill_second(&p.d);
		change(&p.d, &p.a, 0);
		assert_has(hear(far, "\n\n", &ms), S("event: case\n"));
		most = ms > most ? ms : most;
	}
	took("event, connection just killed, worst of 5", most);
	is_quiet(far);
	close_pair(&p);
}

/* ---- a server that was away ------------------------------------------------------- */

static void hear_now(struct server *s, struct teller *t)
{
	assert_int_equal(teller_hear(t, s->db, test_arena), OK);
}

TEST(live, who_was_away_goes_on_where_he_stopped)
{
	struct pair p;
	struct teller *t;
	open_world(&p.d, DB_PG);
	p.ishii = desk_sit(&p.d, 1, S("石井"), ROLE_worker);
	p.onishi = desk_sit(&p.d, 2, S("大西"), ROLE_worker);
	first_server(&p.d, &p.a);
	second_server(&p.d, &p.b);
	change(&p.d, &p.a, 0);
	assert_int_equal(clerk_round(&p.a.app, p.a.db), OK);
	assert_int_equal(hub_open(&p.b.app.hub), OK);
	assert_int_equal(teller_open(&p.b.app, p.b.db, &t), OK);
	int own = open_stream(&p.d, &p.b, &p.ishii);
	int other = open_stream(&p.d, &p.b, &p.onishi);
	/* What was before is no news; then it is away while much happens. */
	hear_now(&p.b, t);
	kill_second(&p.d);
	for (int i = 0; i < 3; i++) {
		change(&p.d, &p.a, i == 2 ? 2 : 0);
		assert_int_equal(clerk_round(&p.a.app, p.a.db), OK);
	}
	is_quiet(own);
	hear_now(&p.b, t);
	str said = hear(other, "", NULL);
	assert_true(str_starts(said, S("event: access\n")));
	said = hear(own, "\n\nevent: case\n", NULL);
	/* Further behind than what is kept: everybody looks for himself. */
	desk_run(&p.d, "update event_head set seq = seq + 5000");
	hear_now(&p.b, t);
	hear(own, "", NULL);
	teller_close(t);
	hub_close(p.b.app.hub);
	store_close(p.b.own);
	desk_close(&p.d);
}

TEST_BOTH(live, only_the_newest_events_are_kept)
{
	struct desk d;
	struct server s;
	open_world(&d, engine);
	first_server(&d, &s);
	for (int i = 0; i < 3; i++) {
		change(&d, &s, 0);
		assert_int_equal(clerk_round(&s.app, s.db), OK);
		desk_run(&d, "update event_head set seq = seq + 4090");
	}
	/* Two seats a change; the first change is too old. */
	assert_int_equal(desk_number(&d, "select count(*) from event"), 4);
	desk_close(&d);
}

TEST_MAIN
