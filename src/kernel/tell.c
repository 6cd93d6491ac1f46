/* tell.c — see tell.h. */
#include "kernel/tell.h"

#include <string.h>

#include "base/vec.h"
#include "kernel.sql.h"
#include "kernel/token.h"
#include "sys/clock.h"
#include "tell.sql.h"
#include "vis/grant.h"
#include "vis/leak.h"

enum { BATCH = 500, LAPSED = 50, MEMORY = 4 << 20 };

struct mark {
	i64 muni, seq;		/* everything up to this number was told */
};

struct teller {
	struct app *app;
	struct arena *arena;	/* this struct, and the marks */
	struct {
		struct mark *v;
		isize n, cap;
	} marks;
};

/* ---- what ran out ------------------------------------------------------ */

struct lapse_job {
	struct arena *a;
	i64 muni;
	stamp now;
	const struct lapsed_row_list *rows;
};

/* A casefile that is named more than once is done more than once, to the same
 * end. */
static enum status lapse_job(struct db *tx, void *arg)
{
	const struct lapse_job *j = arg;
	for (isize i = 0; i < j->rows->n; i++) {
		const struct lapsed_row *r = &j->rows->v[i];
		TRY(outbox_add(tx, j->muni, S("access"), r->casefile,
			       r->agency, j->now));
		TRY(vis_seats_refresh(tx, j->a, j->muni, r->casefile, j->now));
		TRY(seat_lapse_end(tx, j->muni, r->casefile, j->now));
	}
	return OK;
}

static enum status lapse_in(struct app *app, struct db *db, struct arena *a,
			    i64 muni, stamp now, bool *ret_more)
{
	struct lapsed_row_list rows;
	struct lapse_job job = { a, muni, now, &rows };
	TRY(db_begin_read(db));
	enum status st = seat_lapsed(db, a, muni, now, LAPSED, &rows);
	db_end_read(db);
	TRY(st);
	*ret_more |= rows.n == LAPSED;
	return rows.n ? store_write(app->store, db, a, lapse_job, &job) : OK;
}

enum status tell_lapse(struct app *app, struct db *db, struct arena *a,
		       bool *ret_more)
{
	struct lapse_muni_list munis;
	stamp now = sys_now();
	TRY(db_begin_read(db));
	enum status st = seat_lapse_munis(db, a, 0, now, &munis);
	db_end_read(db);
	for (isize i = 0; st == OK && i < munis.n; i++)
		st = lapse_in(app, db, a, munis.v[i].muni, now, ret_more);
	return st;
}

/* ---- numbers ----------------------------------------------------------- */

struct number_job {
	i64 muni;
	const struct outbox_row_list *rows;
};

/* What another server has numbered since we looked is not there any more:
 * its number stays empty. */
static enum status number_job(struct db *tx, void *arg)
{
	const struct number_job *j = arg;
	i64 muni = j->muni, seq;
	TRY(event_take(tx, muni, (int)j->rows->n, &seq));
	seq -= j->rows->n;
	for (isize i = 0; i < j->rows->n; i++) {
		const struct outbox_row *r = &j->rows->v[i];
		TRY(event_add(tx, muni, ++seq, r->kind, r->casefile,
			      r->agency));
		TRY(outbox_done(tx, muni, r->kind, r->casefile, r->agency));
	}
	return event_sweep(tx, muni, seq - EVENTS_KEPT);
}

enum status tell_number(struct app *app, struct db *db, struct arena *a,
			i64 muni, bool *ret_more)
{
	struct outbox_row_list rows;
	struct number_job job = { muni, &rows };
	TRY(db_begin_read(db));
	enum status st = outbox_todo(db, a, muni, BATCH, &rows);
	db_end_read(db);
	TRY(st);
	*ret_more = rows.n == BATCH;
	return rows.n ? store_write(app->store, db, a, number_job, &job) : OK;
}

/* ---- telling ----------------------------------------------------------- */

u64 tell_topic(i64 muni, agency_id agency, casefile_id casefile,
	       enum tell_what what)
{
	const i64 key[] = { muni, agency.v, casefile.v, what };
	u8 hash[CRYPT_HASH];
	u64 topic;
	crypt_sha256((str){ (const char *)key, sizeof key }, hash);
	memcpy(&topic, hash, sizeof topic);
	return topic;
}

static void tell(struct app *app, struct arena *a, i64 muni, agency_id agency,
		 casefile_id casefile, enum tell_what what, str name)
{
	hub_send(app->hub, tell_topic(muni, agency, casefile,
					LEAKING(event) ? TELL_ACCESS : what),
		 name,
		 token_seal(a, &app->keys.id, muni, ID_casefile, casefile.v));
}

/* The stream is cut: it is opened again only by who may still read. */
static void tell_access(struct app *app, struct arena *a, i64 muni,
			agency_id agency, casefile_id casefile)
{
	tell(app, a, muni, agency, casefile, TELL_ACCESS, S("access"));
	hub_cut_topic(app->hub,
		      tell_topic(muni, agency, casefile, TELL_ACCESS));
}

static void tell_events(struct app *app, struct arena *a, i64 muni,
			const struct event_row_list *rows)
{
	for (isize i = 0; i < rows->n; i++) {
		const struct event_row *r = &rows->v[i];
		if (str_eq(r->kind, S("access")))
			tell_access(app, a, muni, r->agency, r->casefile);
		else
			tell(app, a, muni, r->agency, r->casefile,
			     TELL_CHANGE, S("case"));
	}
}

/* ---- hearing ----------------------------------------------------------- */

/* Heads and marks come in the same order, but for new municipalities. */
static struct mark *mark_of(struct teller *t, isize hint, i64 muni)
{
	if (hint < t->marks.n && t->marks.v[hint].muni == muni)
		return &t->marks.v[hint];
	for (isize i = 0; i < t->marks.n; i++)
		if (t->marks.v[i].muni == muni)
			return &t->marks.v[i];
	struct mark *m = vec_push(t->arena, &t->marks);
	*m = (struct mark){ muni, 0 };
	return m;
}

/* What one look into the database found. */
struct news {
	struct head_row_list heads;
	struct event_row_list *events;	/* of each head; none when too late */
	bool late;
};

static i64 behind(struct teller *t, const struct head_row_list *heads)
{
	i64 n = 0;
	for (isize i = 0; i < heads->n; i++)
		n += heads->v[i].seq - mark_of(t, i, heads->v[i].muni)->seq;
	return n;
}

static enum status look_events(struct teller *t, struct db *db,
			       struct arena *a, struct news *n)
{
	TRY(event_heads(db, a, 0, &n->heads));
	n->events = new(a, struct event_row_list, n->heads.n);
	n->late = behind(t, &n->heads) > EVENTS_KEPT;
	for (isize i = 0; i < n->heads.n && !n->late; i++) {
		const struct head_row *h = &n->heads.v[i];
		i64 told = mark_of(t, i, h->muni)->seq;
		if (told < h->seq)
			TRY(event_since(db, a, h->muni, told, &n->events[i]));
	}
	return OK;
}

static enum status look(struct teller *t, struct db *db, struct arena *a,
			struct news *n)
{
	TRY(db_begin_read(db));
	enum status st = look_events(t, db, a, n);
	db_end_read(db);
	return st;
}

enum status teller_hear(struct teller *t, struct db *db, struct arena *a)
{
	struct news n = { 0 };
	TRY(look(t, db, a, &n));
	if (n.late)
		hub_cut_all(t->app->hub);
	for (isize i = 0; i < n.heads.n; i++) {
		const struct head_row *h = &n.heads.v[i];
		tell_events(t->app, a, h->muni, &n.events[i]);
		mark_of(t, i, h->muni)->seq = h->seq;
	}
	return OK;
}

/* Nobody listens yet: what was numbered before now is told to nobody. */
static enum status begin(struct teller *t, struct db *db)
{
	struct head_row_list heads;
	TRY(db_begin_read(db));
	enum status st = event_heads(db, t->arena, 0, &heads);
	db_end_read(db);
	TRY(st);
	for (isize i = 0; i < heads.n; i++)
		mark_of(t, i, heads.v[i].muni)->seq = heads.v[i].seq;
	return OK;
}

enum status teller_open(struct app *app, struct db *db, struct teller **ret)
{
	struct arena *a = arena_open(MEMORY);
	if (!a)
		return E_DOWN;
	struct teller *t = new(a, struct teller, 1);
	t->app = app;
	t->arena = a;
	enum status st = begin(t, db);
	if (st == OK)
		*ret = t;
	else
		arena_close(a);
	return st;
}

void teller_close(struct teller *t)
{
	if (t)
		arena_close(t->arena);
}
