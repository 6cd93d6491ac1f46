/* rq.c — the small verbs of a request: input, errors, replies, writing. */
#include "kernel/rq.h"

#include "kernel.sql.h"
#include "kernel/app.h"
#include "kernel/clerk.h"
#include "vis/leak.h"
#include "kernel/preview.h"
#include "vis/grant.h"
#include "vis/names.h"

str rq_form(const struct rq *rq, str name)
{
	return str_trim(params_get(rq->http->form, name));
}

str rq_query(const struct rq *rq, str name)
{
	return str_trim(params_get(rq->http->query, name));
}

str rq_path(const struct rq *rq, str name)
{
	return params_get(rq->path, name);
}

enum status rq_error(struct rq *rq, str field, str text)
{
	*vec_push(rq->arena, &rq->errors) = (struct rq_error){ field, text };
	return E_INVALID;
}

bool rq_has_errors(const struct rq *rq)
{
	return rq->errors.n > 0;
}

str rq_error_of(const struct rq *rq, str field)
{
	for (isize i = 0; i < rq->errors.n; i++)
		if (str_eq(rq->errors.v[i].field, field))
			return rq->errors.v[i].text;
	return (str){ 0 };
}

enum status rq_casefile_in(struct rq *rq, struct db *tx, casefile_id id,
			   struct lens *ret)
{
	struct lens l;
	TRY(vis_lens(tx, rq->arena, rq->actor.viewer, id, &l));
	if (l.level < LEVEL_OVERVIEW)
		return LEAKING(error) && vis_leak(tx, &l) ? E_CONFLICT :
							    E_NOT_FOUND;
	*ret = l;
	return OK;
}

enum status rq_names(struct rq *rq, struct db *db, const struct lens *lens,
		     const struct prose_names **ret)
{
	static const struct prose_names none;
	*ret = rq->names;
	if (!lens->granted)
		*ret = &none;
	if (*ret)
		return OK;
	struct prose_names *v = new(rq->arena, struct prose_names, 1);
	TRY(vis_names(db, rq->arena, lens->viewer.muni, lens->casefile, v));
	*ret = rq->names = v;
	return OK;
}

struct vis_scope rq_scope(const struct rq *rq, enum level least)
{
	const struct preview *p = rq->preview;
	if (!p)
		return vis_scope(rq->actor.viewer, least);
	struct vis_scope s = vis_scope(p->asker.viewer, least);
	s.only = p->casefile;
	s.account = (account_id){ 0 };
	if (p->lens->granted) {
		s.parts = p->lens->level < LEVEL_OVERVIEW ? 2 : 1;
		s.shown = vis_shown(p->lens->household);
	}
	if (p->lens->level < least)
		s.agency = (agency_id){ 0 };
	return s;
}

struct lens rq_list_lens(const struct rq *rq)
{
	if (!rq->preview)
		return vis_list_lens(rq->actor.viewer);
	struct lens l = *rq->preview->lens;
	for (int c = 0; c < CLASS_COUNT; c++)
		l.others[c] = l.household[c];
	if (l.granted)
		states_cap(l.others, states_baseline);
	l.persons = NULL;
	l.persons_n = 0;
	return l;
}

enum status rq_only(struct rq *rq, str agency_short)
{
	rq->only = agency_short;
	return E_FORBIDDEN;
}

enum status reply_page(struct reply *ret, str title,
		       void (*draw)(struct out *, const void *),
		       const void *arg)
{
	ret->kind = REPLY_PAGE;
	ret->title = title;
	ret->draw = draw;
	ret->arg = arg;
	return OK;
}

bool rq_is_local(str address)
{
	enum { MOST = 2000 };
	if (!str_starts(address, S("/")) || str_starts(address, S("//")) ||
	    address.n > MOST)
		return false;
	for (isize i = 0; i < address.n; i++) {
		u8 c = (u8)address.p[i];
		if (c <= ' ' || c == 0x7f || c == '\\')
			return false;
	}
	return true;
}

enum status reply_redirect(struct reply *ret, str location)
{
	ret->kind = REPLY_REDIRECT;
	ret->status = 303;
	ret->location = location;
	return OK;
}

enum status reply_json(struct reply *ret, str json)
{
	ret->kind = REPLY_JSON;
	ret->text = json;
	return OK;
}

enum status reply_file(struct reply *ret, str type, str file_name, str bytes)
{
	ret->kind = REPLY_FILE;
	ret->type = type;
	ret->file_name = file_name;
	ret->text = bytes;
	return OK;
}

/* ---- writing ----------------------------------------------------------- */

struct write_job {
	struct rq *rq;
	rq_job *job;
	void *arg;
	struct reply *ret;
	str key;
};

/* A repeated key: the first answer again, nothing is run. */
static enum status replay(struct write_job *w, struct db *tx, bool *ret_done)
{
	struct rq *rq = w->rq;
	struct idem_row row;
	enum status st = idem_find(tx, rq->arena, rq->actor.viewer.muni,
				   rq->actor.viewer.account, w->key, &row);
	*ret_done = st == OK;
	if (st == OK)
		return reply_redirect(w->ret, row.location);
	return st == E_NOT_FOUND ? OK : st;
}

static enum status run_write(struct db *tx, void *arg)
{
	struct write_job *w = arg;
	struct rq *rq = w->rq;
	bool done = false;
	rq->errors.n = 0;
	*w->ret = (struct reply){ 0 };
	if (w->key.n)
		TRY(replay(w, tx, &done));
	if (done)
		return OK;
	TRY(w->job(rq, tx, w->arg, w->ret));
	if (!w->key.n)
		return OK;
	return idem_add(tx, rq->actor.viewer.muni, rq->actor.viewer.account,
			w->key, w->ret->location);
}

enum status rq_write(struct rq *rq, rq_job *job, void *arg, struct reply *ret)
{
	struct write_job w = { rq, job, arg, ret, rq_form(rq, S("idem")) };
	if (w.key.n > 64)
		return E_INVALID;
	if (rq->preview)
		return E_FORBIDDEN;
	db_end_read(rq->db);
	enum status st = store_write(rq->app->store, rq->db, rq->arena,
				     run_write, &w);
	if (st == OK) {
		clerk_wake(rq->app->clerk);
		return OK;
	}
	/* The handler may want to draw its form again. */
	enum status again = db_begin_read(rq->db);
	return again == OK ? st : again;
}

enum status rq_changed(struct rq *rq, struct db *tx, casefile_id casefile)
{
	i64 muni = rq->actor.viewer.muni;
	agency_id own = rq->actor.viewer.agency;
	TRY(seat_touch(tx, muni, casefile, own, rq->now));
	return outbox_add_seats(tx, muni, casefile, own, rq->now);
}

enum status rq_note_changed(struct rq *rq, struct db *tx, casefile_id casefile,
			    note_id note)
{
	i64 muni = rq->actor.viewer.muni;
	TRY(seat_touch_readers(tx, muni, casefile, note, rq->now));
	return outbox_add_readers(tx, muni, casefile, note, rq->now);
}

enum status rq_access_changed(struct rq *rq, struct db *tx, agency_id agency,
			      casefile_id casefile)
{
	return outbox_add(tx, rq->actor.viewer.muni, S("access"), casefile,
			  agency, rq->now);
}
