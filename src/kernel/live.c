/* live.c — see live.h. */
#include "kernel/live.h"

#include "base/num.h"
#include "kernel/app.h"
#include "kernel/tell.h"
#include "sys/clock.h"

enum { MARK_BYTES = 16 };

static void put_states(struct out *o, const u8 state[CLASS_COUNT])
{
	for (int c = 0; c < CLASS_COUNT; c++)
		put(o, (i64)state[c]);
}

static void put_numbers(struct out *o, const i64 *v, isize n)
{
	for (isize i = 0; i < n; i++) {
		put(o, v[i]);
		put(o, S(","));
	}
}

/* Keyed and with the viewer in it: two people's marks cannot be compared. */
str live_mark(const struct rq *rq, const struct lens *l)
{
	const i64 all[] = { l->viewer.muni, l->viewer.account.v,
			    l->viewer.agency.v, l->viewer.role, l->casefile.v,
			    l->level, l->tabs, l->verbs, l->granted, l->reads,
			    l->household_guarded };
	struct out o = out_open(rq->arena, 256);
	u8 hash[CRYPT_HASH];
	put_numbers(&o, all, COUNT(all));
	put_states(&o, l->household);
	put_states(&o, l->others);
	/* On one's own casefile a person more is no other sight. */
	for (isize i = 0; l->granted && i < l->persons_n; i++) {
		const struct lens_person *p = &l->persons[i];
		const i64 one[] = { p->person.v, p->shared, p->guarded };
		put_numbers(&o, one, COUNT(one));
		put_states(&o, p->state);
	}
	crypt_hmac(&rq->app->keys.id, out_str(&o), hash);
	return num_base64url(rq->arena,
			     (str){ (const char *)hash, MARK_BYTES });
}

/* The event tells that something was written, whatever it was: so it is for
 * who may read whatever is written there. */
static bool hears_changes(const struct lens *l)
{
	const enum tab all[] = { TAB_NOTES, TAB_TASKS, TAB_SHEETS };
	bool open = !l->granted;
	for (int i = 0; i < COUNT(all); i++)
		open = open && lens_tab(l, all[i]);
	for (int c = 0; c < CLASS_COUNT; c++)
		open = open && l->household[c] == VEIL_CLEAR;
	return open;
}

static void listen(struct rq *rq, const struct lens *l, enum tell_what what)
{
	struct hub_ticket *t = rq->stream;
	t->topics[t->topics_n++] = tell_topic(l->viewer.muni,
					      l->viewer.agency, l->casefile,
					      what);
}

/* The right to listen is read after the moment that the ticket names (taken by
 * app_answer), so that a change is either seen here or cuts the stream
 * (hub.h). */
static enum status listen_to(struct rq *rq, casefile_id casefile, str *ret)
{
	struct viewer v = rq->actor.viewer;
	struct lens l;
	db_end_read(rq->db);
	v.now = sys_now();
	TRY(db_begin_read(rq->db));
	TRY(vis_lens(rq->db, rq->arena, v, casefile, &l));
	if (l.level < LEVEL_OVERVIEW)
		return E_NOT_FOUND;
	listen(rq, &l, TELL_ACCESS);
	if (hears_changes(&l))
		listen(rq, &l, TELL_CHANGE);
	struct out o = out_open(rq->arena, 64);
	put(&o, S("event: lens\ndata: "));
	put(&o, live_mark(rq, &l));
	put(&o, S("\n\n"));
	*ret = out_str(&o);
	return OK;
}

enum status live_events(struct rq *rq, struct reply *ret)
{
	str token = rq_query(rq, S("case"));
	i64 id = 0;
	if (token.n)
		TRY(rq_id(rq, ID_casefile, token, &id));
	if (!rq->app->hub)
		return E_LIMIT;
	ret->text = S(": here\n\n");
	if (id)
		TRY(listen_to(rq, (casefile_id){ id }, &ret->text));
	rq->stream->key = rq->actor.hub_key;
	ret->kind = REPLY_STREAM;
	return OK;
}
