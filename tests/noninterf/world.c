/* world.c — see world.h: hosts, moments, asking. */
#include "build.h"

#include "app/routes.h"
#include "base/num.h"
#include "base/vec.h"
#include "kernel/clerk.h"
#include "kernel/tell.h"
#include "kernel/token.h"
#include "sys/log.h"

enum { LIVES = 40, ACCOUNTS = 20 };

/* R8.11.16 10:00. */
static const i64 began = 1794790800000;

struct host {
	struct arena *a;
	struct desk desk[2];
	struct teller *teller[2];
	struct arena_mark mark;
	enum db_engine engine[2];
	bool twins;	/* one world, on each engine */
	int lived;	/* pairs since the stores were opened */
	i64 towns;
};

/* ---- hosts ------------------------------------------------------------- */

static void desks_open(struct host *h)
{
	h->mark = arena_mark(h->a);
	for (int i = 0; i < 2; i++) {
		struct desk *d = &h->desk[i];
		str why = { 0 };
		desk_open(d, h->engine[i], NULL, 0);
		assert_int_equal(routes_add(&d->app, &why), OK);
		/* Both worlds must seal ids alike. */
		for (isize k = 0; k < (isize)sizeof d->app.keys; k++)
			((u8 *)&d->app.keys)[k] = (u8)k;
		/* Nobody listens: what is sent is caught (hub_send below). */
		d->app.hub = (struct hub *)d;
		assert_int_equal(teller_open(&d->app, d->t.db, &h->teller[i]),
				 OK);
	}
	h->lived = 0;
}

static void desks_close(struct host *h)
{
	teller_close(h->teller[1]);
	teller_close(h->teller[0]);
	/* The younger first: each gives its arena space back. */
	desk_close(&h->desk[1]);
	desk_close(&h->desk[0]);
	arena_rewind(h->a, h->mark);
}

static struct host *open_on(struct arena *a, enum db_engine one,
			    enum db_engine two)
{
	struct host *h = new(a, struct host, 1);
	log_least(LOG_ERROR);
	test_arena = a;
	build_borrow(a);
	shown_borrow(a);
	h->a = a;
	h->engine[0] = one;
	h->engine[1] = two;
	h->twins = one != two;
	h->towns = DESK_MUNI;
	desks_open(h);
	return h;
}

struct host *host_open(struct arena *a, enum db_engine engine)
{
	return open_on(a, engine, engine);
}

struct host *host_open_twins(struct arena *a)
{
	return open_on(a, DB_LITE, DB_PG);
}

void host_refresh(struct host *h)
{
	if (h->lived < LIVES)
		return;
	desks_close(h);
	desks_open(h);
}

void host_close(struct host *h)
{
	desks_close(h);
#ifdef TB_TEST_CLOCK
	sys_pretend((stamp){ 0 }, 0);
#endif
}

/* ---- moments ----------------------------------------------------------- */

static u64 mixed(u64 a, u64 b)
{
	struct rng r = { a * 1000003 + b };
	return rng_next(&r);
}

/* An id takes its random part on from the last one of the same millisecond:
 * one of another millisecond makes it begin anew.  Worlds that share a store
 * are some milliseconds apart: an id must be new in all of them. */
static void moment(struct world *w, i64 ms, u64 chance)
{
	ms += w->apart;
#ifdef TB_TEST_CLOCK
	sys_pretend((stamp){ ms + 1 }, 1);
	id_new();
	sys_pretend((stamp){ ms }, mixed(w->seed, chance));
#else
	(void)w;
	(void)ms;
	(void)chance;
#endif
}

struct rq world_act(struct world *w, const struct sitting *who)
{
	int n = w->acts++;
	moment(w, began - 3500000 + n * 20000, (u64)n);
	return desk_rq(w->d, who);
}

struct rq world_extra(struct world *w, const struct sitting *who)
{
	int n = w->extras++;
	stamp now = sys_now();
	/* While the viewer walks: a little before his next step. */
	i64 ms = now.ms >= began ? now.ms - w->apart + 400 + n % 97 :
				   began - 1300000 + n * 11011;
	moment(w, ms, 100000 + (u64)n);
	return desk_rq(w->d, who);
}

void world_step(struct world *w, int n)
{
	moment(w, began + n * (i64)60000, 200000 + (u64)n);
}

int world_dice(const struct world *w, int salt, int n)
{
	return (int)(mixed(w->seed, 300000 + (u64)salt) % (u64)n);
}

/* ---- what a world knows ------------------------------------------------ */

void world_write(struct world *w, db_job *job, void *arg)
{
	if (w->tx) {
		enum status st = job(w->tx, arg);
		if (st != OK)
			abort(); /* cmocka cannot leave the writer's thread */
		return;
	}
	assert_int_equal(store_write(w->d->t.store, w->d->t.db, w->a, job,
				     arg),
			 OK);
}

struct at_once {
	struct world *w;
	void (*build)(struct world *w);
};

static enum status at_once_job(struct db *tx, void *arg)
{
	struct at_once *o = arg;
	o->w->tx = tx;
	o->build(o->w);
	o->w->tx = NULL;
	return OK;
}

/* One transaction instead of a hundred. */
static void world_at_once(struct world *w, void (*build)(struct world *w))
{
	struct at_once o = { w, build };
	world_write(w, at_once_job, &o);
}

void world_know(struct world *w, enum id_kind kind, i64 id, int home)
{
	assert_true(w->known_n < KNOWN_MOST);
	w->known[w->known_n++] = (struct known){ kind, id, home };
}

void world_hide(struct world *w, enum id_kind kind, i64 id)
{
	if (w->hidden_n < HIDDEN_MOST)
		w->hidden[w->hidden_n++] = (struct known){ kind, id, -1 };
}

bool world_differs(struct world *w, enum diff d, int home)
{
	if (!w->side || !(w->diffs & (u64)1 << d))
		return false;
	w->touched[d] |= (u32)1 << home;
	return true;
}

/* ---- secrets ----------------------------------------------------------- */

/* Is a note of the lead, about nobody in particular, there for him? */
static bool shows_note(const struct lens *l, i64 lead, int audience,
		       int matter)
{
	struct record r = { .owner = { lead },
			    .audience = (enum audience)audience,
			    .health = matter == MATTER_HEALTH,
			    .meeting = matter == MATTER_MEETING };
	return lens_tab(l, TAB_NOTES) && lens_record(l, &r);
}

static void ask_lens(const struct lens *l, const struct home *home,
		     struct home_secret *s)
{
	bool audits = (vis_powers(l->viewer.role) & POWER_AUDIT) != 0;
	*s = (struct home_secret){ .level = l->level };
	for (int who = 0; who <= PEOPLE; who++) {
		person_id p = { who ? home->people[who - 1].v : 0 };
		s->guarded[who] = lens_guarded(l, p);
		for (int c = 0; c < CLASS_COUNT; c++) {
			enum veil_state v = lens_class(l, (enum vis_class)c,
						       p);
			s->closed[who] |= (u32)(v <= VEIL_MASK) << c;
			s->masked[who] |= (u32)(v == VEIL_MASK) << c;
			s->coarse[who] |= (u32)(v == VEIL_COARSE) << c;
		}
	}
	for (int i = 0; i < 3; i++)
		for (int m = 0; m < NOTE_MATTERS; m++)
			s->notes[i][m] = !shows_note(l, home->lead, i, m);
	s->tasks = !lens_tab(l, TAB_TASKS);
	s->sheets = !lens_tab(l, TAB_SHEETS);
	s->record = !audits && !lens_tab(l, TAB_HISTORY);
	s->shares = !audits && !lens_tab(l, TAB_SHARE);
}

static void world_lens(struct world *w, int home, struct lens *ret)
{
	struct viewer v = w->v->viewer;
	v.now = sys_now();
	assert_int_equal(db_begin_read(w->d->t.db), OK);
	assert_int_equal(vis_lens(w->d->t.db, w->a, v, w->homes[home].id, ret),
			 OK);
	db_end_read(w->d->t.db);
}

static void ask_secrets(struct world *w, struct secrets *ret)
{
	for (int i = 0; i < w->homes_n; i++) {
		struct lens l;
		world_lens(w, i, &l);
		ask_lens(&l, &w->homes[i], &ret->home[i]);
	}
}

/* A difference must not be one of rights. */
static void check_secrets(struct world *w, const struct secrets *first)
{
	static struct secrets again;
	memset(&again, 0, sizeof again);
	ask_secrets(w, &again);
	assert_memory_equal(&again, first, sizeof again);
}

/* ---- worlds ------------------------------------------------------------ */

static struct sitting *sit(struct world *w, i64 agency, str name,
				 enum role role)
{
	struct sitting *s = new(w->a, struct sitting, 1);
	*s = desk_sit(w->d, agency, name, role);
	world_know(w, ID_account, s->viewer.account.v, -1);
	return s;
}

static enum status third_agency_job(struct db *tx, void *arg)
{
	const i64 *muni = arg;
	struct db_value in[] = { DESK_INT(*muni), DESK_INT(3),
				 DESK_TEXT(S("障害者基幹相談支援センター")),
				 DESK_TEXT(S("基幹")),
				 DESK_TEXT(S("043-000-0003")),
				 DESK_TEXT(S("基")) };
	return db_run(tx, &desk_sql[1], in, NULL);
}

static void build(struct world *w)
{
	const struct viewer_kind *k = w->kind;
	moment(w, began - 3550000, 9);
	desk_town(w->d, w->muni);
	world_write(w, third_agency_job, &w->muni);
	for (int i = 1; i <= 3; i++)
		world_know(w, ID_agency, i, -1);
	w->own = sit(w, k->agency, S("石井"), ROLE_worker);
	w->other = sit(w, 3 - k->agency, S("大西"), ROLE_worker);
	w->third = sit(w, 3, S("中原"), ROLE_worker);
	w->v = sit(w, k->agency, S("見る人"), k->role);
	if (k->wide)
		(void)desk_more(w->d, w->v, 3, ROLE_worker);
	world_at_once(w, build_homes);
	/* A refusal keeps no session awake. */
	moment(w, began - 60000, 11);
	struct answer a = desk_get(w->d, w->v, S("/help"));
	assert_int_equal(a.status, 200);
}

/* Each difference comes with a chance of one half; a pair of worlds without
 * any would be no pair. */
static u64 choose_diffs(u64 seed)
{
	u64 d = mixed(seed, 7) & (((u64)1 << DIFFS) - 1);
	return d ? d : ((u64)1 << DIFFS) - 1;
}

/* Nothing is seen: the furniture of a second world is set up wherever it can
 * be, and so twins are as full as can be. */
static struct secrets *all_hidden(struct arena *a)
{
	struct secrets *s = new(a, struct secrets, 1);
	for (int i = 0; i < HOMES_MOST; i++) {
		struct home_secret *x = &s->home[i];
		*x = (struct home_secret){ .tasks = true, .sheets = true,
					   .record = true, .shares = true };
		for (int who = 0; who <= PEOPLE; who++)
			x->closed[who] = (1u << CLASS_COUNT) - 1;
		for (int k = 0; k < 3 * NOTE_MATTERS; k++)
			x->notes[k / NOTE_MATTERS][k % NOTE_MATTERS] = true;
	}
	return s;
}

static void build_twin(struct host *h, struct world *w)
{
	w->side = 1;
	w->secrets = all_hidden(w->a);
	w->apart = 0;
	w->diffs = ((u64)1 << DIFFS) - 1;
	w->d->last_account = h->lived * ACCOUNTS;
	w->d->serial = 0;
	build(w);
	build_apart(w);
	world_at_once(w, build_rest);
	moment(w, began, 10);
}

void worlds_build_twins(struct host *h, struct arena *a,
			const struct viewer_kind *kind, u64 seed,
			struct world ret[2], struct secrets *ret_secrets)
{
	h->lived++;
	h->towns += 2;
	memset(ret_secrets, 0, sizeof *ret_secrets);
	for (int i = 0; i < 2; i++) {
		ret[i] = (struct world){ .d = &h->desk[i], .a = a,
					 .muni = h->towns, .seed = seed,
					 .kind = kind,
					 .teller = h->teller[i] };
		build_twin(h, &ret[i]);
		if (!i)
			ask_secrets(&ret[i], ret_secrets);
		else
			check_secrets(&ret[i], ret_secrets);
	}
}

void worlds_build(struct host *h, struct arena *a,
		  const struct viewer_kind *kind, u64 seed,
		  struct world ret[2], struct secrets *ret_secrets)
{
	h->lived++;
	h->towns += 2;
	memset(ret_secrets, 0, sizeof *ret_secrets);
	for (int i = 0; i < 2; i++) {
		struct world *w = &ret[i];
		*w = (struct world){ .d = &h->desk[i], .a = a, .side = i,
				     .muni = h->towns, .seed = seed,
				     .apart = 2 * h->lived,
				     .kind = kind,
				     .diffs = choose_diffs(seed),
				     .secrets = i ? ret_secrets : NULL,
				     .teller = h->teller[i] };
		w->d->last_account = h->lived * ACCOUNTS;
		w->d->serial = 0;
		build(w);
		if (!i)
			ask_secrets(w, ret_secrets);
		build_apart(w);
		world_at_once(w, build_rest);
		moment(w, began, 10);
		if (i)
			check_secrets(w, ret_secrets);
	}
}

void world_live(struct world *w, int n, u64 chance)
{
	if (!w->side || !(w->diffs & (u64)1 << DIFF_live))
		return;
	world_step(w, n);
	build_live(w, chance);
}

/* ---- tokens ------------------------------------------------------------ */

str world_token(struct world *w, enum id_kind kind, i64 id)
{
	return token_seal(w->a, &w->d->app.keys.id, w->muni, kind, id);
}

enum id_kind world_open(struct world *w, str token, i64 *ret)
{
	u8 plain[16];
	str bytes;
	if (token.n != 22 || num_unbase64url(w->a, token, &bytes) != OK ||
	    bytes.n != 16)
		return ID_NONE;
	/* Its first byte is the kind, if it is a token. */
	crypt_block_open(&w->d->app.keys.id, (const u8 *)bytes.p, plain);
	enum id_kind kind = (enum id_kind)plain[0];
	bool is_token = kind > ID_NONE && kind < ID_COUNT &&
			token_open(w->a, &w->d->app.keys.id, w->muni, kind,
				   token, ret) == OK;
	return is_token ? kind : ID_NONE;
}

int world_home(struct world *w, str token)
{
	i64 id;
	if (world_open(w, token, &id) != ID_casefile)
		return HOMES_MOST;
	for (int i = 0; i < w->homes_n; i++)
		if (w->homes[i].id.v == id)
			return i;
	return HOMES_MOST;
}

const struct route *world_route(const struct world *w, isize n)
{
	return app_route(&w->d->app, n);
}

isize world_routes_n(const struct world *w)
{
	return app_routes_n(&w->d->app);
}

/* ---- asking ------------------------------------------------------------ */

static const struct db_sql count_sql = {
	"p1_audit", "select count(*) from audit where muni = ?1 and "
	"account = ?2",
	"select count(*) from audit where muni = $1 and account = $2", 2, 1
};

static i64 audit_rows(struct world *w)
{
	struct db_value in[] = { { DB_INT, w->muni, { 0 } },
				 { DB_INT, w->v->viewer.account.v, { 0 } } };
	struct db_rows *rows;
	bool there;
	assert_int_equal(db_begin_read(w->d->t.db), OK);
	assert_int_equal(db_open(w->d->t.db, &count_sql, in, &rows), OK);
	assert_int_equal(db_next(rows, &there), OK);
	i64 n = db_int(rows, 0);
	db_close(rows);
	db_end_read(w->d->t.db);
	return n;
}

static str whole(struct arena *a, const struct response *r)
{
	struct out o = out_open(a, r->body.n + 1500);
	put(&o, r->status);
	for (int i = 0; i < r->headers_n; i++) {
		put(&o, S("\n"));
		put(&o, r->headers[i].name);
		put(&o, S(": "));
		put(&o, r->headers[i].value);
	}
	put(&o, S("\n\n"));
	put(&o, r->body);
	return out_str(&o);
}

static void read_forms(struct world *w, const struct asked *q,
		       struct request *http)
{
	struct out o = out_open(w->a, q->form.n + 120);
	if (q->query.n)
		assert_int_equal(params_parse(w->a, q->query, &http->query),
				 OK);
	if (q->method != POST)
		return;
	put(&o, S("csrf="));
	put(&o, w->v->csrf);
	put(&o, S("&idem="));
	put(&o, q->idem);
	if (q->form.n)
		out_char(&o, '&');
	put(&o, q->form);
	assert_int_equal(params_parse(w->a, out_str(&o), &http->form), OK);
}

/* A browser keeps the cookie it is given last. */
static void keep_cookie(struct world *w, const struct response *r)
{
	for (int i = 0; i < r->headers_n; i++) {
		str line = r->headers[i].value;
		if (!str_eq(r->headers[i].name, S("Set-Cookie")) ||
		    !str_starts(line, S("tb=")))
			continue;
		struct request http = { .method = GET };
		struct rq rq = { .app = &w->d->app, .arena = w->a,
				 .http = &http, .db = w->d->t.db,
				 .now = sys_now() };
		http.cookie = w->v->cookie = str_cut(&line, ';');
		assert_int_equal(door_session(&rq), OK);
		db_end_read(rq.db);
		w->v->csrf = rq.csrf;
	}
}

struct answered world_ask(struct world *w, const struct asked *q)
{
	struct request http = { .method = q->method, .path = q->path,
				.cookie = w->v->cookie,
				.host = S("localhost"), .hx = q->hx };
	struct hub_ticket ticket = { 0 };
	struct response r = { 0 };
	read_forms(w, q, &http);
	i64 before = audit_rows(w);
	db_count_reset(w->d->t.db);
	app_answer(&w->d->app, 0, w->a, &http, &r, &ticket);
	struct db_count work = db_count(w->d->t.db);
	keep_cookie(w, &r);
	w->ticket = ticket;
	return (struct answered){ r.status, whole(w->a, &r), r.body, work,
				  audit_rows(w) - before };
}

/* ---- what browsers hear ------------------------------------------------ */

static struct world *telling;

/* In place of the hub (meson.build: --wrap). */
__typeof__(hub_send) __wrap_hub_send;
__typeof__(hub_cut_key) __wrap_hub_cut_key;
__typeof__(hub_cut_topic) __wrap_hub_cut_topic;
__typeof__(hub_cut_all) __wrap_hub_cut_all;
__typeof__(hub_moment) __wrap_hub_moment;

void __wrap_hub_send(struct hub *h, u64 topic, str name, str data)
{
	struct world *w = telling;
	(void)h;
	if (w)
		*vec_push(w->a, &w->heard) = (struct heard){
			topic, str_dup(w->a, name), str_dup(w->a, data)
		};
}

static void hear_cut(u64 which, str name)
{
	__wrap_hub_send(NULL, which, name, (str){ 0 });
}

void __wrap_hub_cut_key(struct hub *h, u64 key)
{
	(void)h;
	hear_cut(key, S("cut key"));
}

void __wrap_hub_cut_topic(struct hub *h, u64 topic)
{
	(void)h;
	hear_cut(topic, S("cut topic"));
}

void __wrap_hub_cut_all(struct hub *h)
{
	(void)h;
	hear_cut(0, S("cut all"));
}

u64 __wrap_hub_moment(struct hub *h)
{
	(void)h;
	return 0;
}

void world_refresh(struct world *w)
{
	struct asked q = { .method = GET, .path = S("/help") };
	assert_int_equal(world_ask(w, &q).status, 200);
}

void world_listen(struct world *w)
{
	w->listens_n = 0;
	for (int i = 0; i < w->homes_n; i++) {
		struct asked q = { .method = GET, .path = S("/events") };
		q.query = str_cat(w->a, S("case="),
				  world_token(w, ID_casefile,
					      w->homes[i].id.v));
		w->ticket = (struct hub_ticket){ 0 };
		(void)world_ask(w, &q);
		if (w->ticket.key)
			w->listens[w->listens_n++] = w->ticket;
	}
}

void world_tell(struct world *w, bool seal)
{
	struct db *db = w->d->t.db;
	bool more = true;
	w->heard.n = 0;
	telling = w;
	if (seal)
		assert_int_equal(clerk_round(&w->d->app, db), OK);
	for (int i = 0; i < 2; i++)
		for (more = true; more;)
			assert_int_equal(tell_number(&w->d->app, db, w->a,
						     w->muni + i, &more), OK);
	assert_int_equal(teller_hear(w->teller, db, w->a), OK);
	telling = NULL;
}
