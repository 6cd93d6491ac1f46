/* note_masks.c — see note_masks.h: ranges with the versions they are for. */
#include "note/note_masks.h"

#include "base/vec.h"
#include "vis/names.h"

/* ---- names ---------------------------------------------------------------- */

enum status note_names_read(struct rq *rq, struct db *db, casefile_id casefile,
			    struct note_names *ret)
{
	struct note_names x = { 0 };
	enum status st = vis_names(db, rq->arena, rq->actor.viewer.muni,
				   casefile, &x.names);
	if (st == E_BUSY)
		return st;
	x.ok = st == OK;
	*ret = x;
	return OK;
}

/* ---- one version ------------------------------------------------------------ */

static struct prose propose(struct arena *a, const struct note_names *x,
			    str text)
{
	return x->ok ? prose_propose(a, text, &x->names) : prose_all_closed();
}

/* Where the 要点 stands at the text's beginning, or -1. */
static isize begins_at(str title, str body)
{
	isize at = str_find(body, title, 0);
	return at >= 0 && str_trim(str_sub(body, 0, at)).n == 0 ? at : -1;
}

/* Where a line was cut off to be the 要点 tells how long the passages before
 * the cut are: who does not read one reads nothing behind it either. */
static void close_rest(struct prose *title, isize end)
{
	for (isize i = 0; i < title->n; i++)
		title->v[i].to = end;
}

static void join(struct arena *a, struct note_masks *m, str title, str body)
{
	isize at = begins_at(title, body), end = at + title.n;
	m->joined = at >= 0;
	if (!m->joined)
		return;
	m->title = prose_clip(a, &m->body, at, end);
	if (end < body.n && body.p[end] != '\n')
		close_rest(&m->title, title.n);
}

struct note_masks note_masks_new(struct arena *a, const struct note_names *x,
				 str title, str body)
{
	struct note_masks m = { propose(a, x, title), propose(a, x, body),
				false };
	join(a, &m, title, body);
	return m;
}

static struct prose read_one(struct arena *a, str masks, str text)
{
	struct prose p;
	/* Damaged, or none: closed, and asked about. */
	if (prose_parse(a, masks, text, &p) != OK)
		return prose_all_closed();
	return p;
}

struct note_masks note_masks_read(struct arena *a, str title, str title_masks,
				  str body, str masks)
{
	struct note_masks m = { read_one(a, title_masks, title),
				read_one(a, masks, body), false };
	m.joined = begins_at(title, body) >= 0;
	return m;
}

struct note_masks note_masks_next(struct arena *a, const struct note_names *x,
				  const struct note_raw *old, str title,
				  str body)
{
	struct note_masks now = note_masks_new(a, x, title, body);
	struct note_masks was = note_masks_read(a, old->title,
						old->title_masks, old->body,
						old->masks);
	now.title = prose_carry(a, old->title, &was.title, title, &now.title);
	now.body = prose_carry(a, old->body, &was.body, body, &now.body);
	join(a, &now, title, body);
	return now;
}

static bool is_restated(const struct prose *p)
{
	for (isize i = 0; i < p->n; i++)
		if (p->v[i].state == PROSE_REPLACED)
			return true;
	return false;
}

struct note_packed note_masks_pack(struct arena *a, struct note_masks *m,
				   str title, str body)
{
	join(a, m, title, body);
	return (struct note_packed){
		prose_pack(a, title, &m->title), prose_pack(a, body, &m->body),
		m->body.reviewed && (m->joined || m->title.reviewed),
		is_restated(&m->title) || is_restated(&m->body)
	};
}

/* ---- all versions ------------------------------------------------------------ */

/* What is closed in the newest version is closed in one before, and what is
 * shown there is shown where the very sentence stands. */
static enum status spread_to(struct rq *rq, struct db *tx, note_id id,
			     const struct note_text_raw *now,
			     const struct note_text_raw *old)
{
	struct arena *a = rq->arena;
	struct note_masks n = note_masks_read(a, now->title, now->title_masks,
					      now->body, now->masks);
	struct note_masks m = note_masks_read(a, old->title, old->title_masks,
					      old->body, old->masks);
	m.title = prose_carry(a, now->title, &n.title, old->title, &m.title);
	m.body = prose_carry(a, now->body, &n.body, old->body, &m.body);
	struct note_packed p = note_masks_pack(a, &m, old->title, old->body);
	return note_text_masks_set(tx, rq->actor.viewer.muni, id,
				   old->revision, p.title, p.body);
}

enum status note_masks_store(struct rq *rq, struct db *tx, note_id id,
			     int revision, const struct note_packed *p)
{
	i64 muni = rq->actor.viewer.muni;
	struct note_text_raw_list all;
	TRY(note_masks_set(tx, muni, id, revision, p->title, p->body,
			   p->reviewed, p->restated));
	TRY(note_text_masks_set(tx, muni, id, revision, p->title, p->body));
	TRY(note_texts_stored(tx, rq->arena, muni, id, &all));
	for (isize i = 0; i + 1 < all.n; i++)
		TRY(spread_to(rq, tx, id, &all.v[all.n - 1], &all.v[i]));
	return OK;
}

/* ---- for the index ------------------------------------------------------------ */

struct prose_parts note_search_parts(struct arena *a, str title,
				     str title_masks, str body, str masks)
{
	struct note_masks m = note_masks_read(a, title, title_masks, body,
					      masks);
	struct prose_parts v = prose_parts(a, body, &m.body);
	if (m.joined)
		return v;
	struct prose_parts t = prose_parts(a, title, &m.title);
	for (isize i = 0; i < t.n; i++)
		*vec_push(a, &v) = t.v[i];
	return v;
}

/* ---- who reads along ------------------------------------------------------------ */

enum status note_guests_read(struct rq *rq, struct db *db,
			     casefile_id casefile, struct note_guests *ret)
{
	struct note_guest_row_list rows;
	struct note_guests v = { 0 };
	const struct viewer *me = &rq->actor.viewer;
	*ret = v;
	/* Who else it is shared with is not told to those it is shared with. */
	if (rq->lens->granted)
		return OK;
	TRY(note_guests(db, rq->arena, me->muni, casefile, rq->now, &rows));
	for (isize i = 0; i < rows.n; i++) {
		struct note_guest g = { .agency = rows.v[i].agency,
					.short_name = rows.v[i].short_name };
		struct viewer who = { .muni = me->muni,
				      .account = rows.v[i].account,
				      .agency = rows.v[i].agency,
				      .role = ROLE_worker,
				      .now = rq->now };
		if (g.agency.v == me->agency.v)
			continue;
		TRY(vis_lens(db, rq->arena, who, casefile, &g.lens));
		*vec_push(rq->arena, &v) = g;
	}
	*ret = v;
	return OK;
}
