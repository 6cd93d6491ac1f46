/* rebuild.c — see rebuild.h. */
#include "app/rebuild.h"

#include "db/index.h"
#include "household/people.h"
#include "intake/intake.h"
#include "note/note.h"
#include "rebuild.sql.h"
#include "search/search.h"
#include "text/fold.h"

enum { BATCH = 400 };

/* ---- the version ----------------------------------------------------------- */

/* What the tokens depend on: folding, and where entries stand. */
static str index_version(struct arena *a)
{
	return str_cat(a, str_cat(a, text_version(a), S(", ")),
		       search_version(a));
}

static enum status store_version(struct db *tx, void *arg)
{
	const str *version = arg;
	return meta_set(tx, 0, S("text"), *version);
}

enum status rebuild_check(struct app *app, struct db *db, str *ret_why)
{
	struct meta_row row;
	str version = index_version(app->boot);
	TRY(db_begin_read(db));
	enum status st = meta_find(db, app->boot, 0, S("text"), &row);
	db_end_read(db);
	if (st == E_NOT_FOUND)
		return store_write(app->store, db, app->boot, store_version,
				   &version);
	TRY(st);
	if (str_eq(row.value, version))
		return OK;
	*ret_why = S("さがすための索引が、前の版のままです。"
		     "記録はそのままです。"
		     "tomobune rebuild を実行してください。");
	return E_CONFLICT;
}

/* ---- the texts -------------------------------------------------------------- */

static enum status person_text(struct rq *rq, struct db *tx,
			       const struct rebuild_entry *e, str *ret)
{
	struct search_entry s;
	TRY(person_search_entry(rq, tx, e->casefile, (person_id){ e->object },
				&s));
	*ret = search_part_text(&s, e->part);
	return OK;
}

static enum status note_text_of(struct rq *rq, struct db *tx,
				const struct rebuild_entry *e, str *ret)
{
	struct rebuild_note n;
	TRY(rebuild_notes(tx, rq->arena, rq->actor.viewer.muni,
			  (note_id){ e->object }, &n));
	struct search_entry s = { 0 };
	note_search_entry(rq->arena, n.title, n.title_masks, n.body, n.masks,
			  &s);
	*ret = search_part_text(&s, e->part);
	return OK;
}

static enum status intake_text(struct rq *rq, struct db *tx,
			       const struct rebuild_entry *e, str *ret)
{
	struct rebuild_intake i;
	TRY(rebuild_intakes(tx, rq->arena, rq->actor.viewer.muni,
			    (intake_id){ e->object }, &i));
	struct intake_new n = { .body = i.body,
				.caller_name = i.caller_name,
				.caller_phone = i.caller_phone,
				.about_name = i.about_name,
				.about_kana = i.about_kana,
				.about_place = i.about_place };
	*ret = intake_search_text(rq->arena, &n);
	return OK;
}

static enum status text_of(struct rq *rq, struct db *tx,
			   const struct rebuild_entry *e, str *ret)
{
	if (str_eq(e->kind, S("person")))
		return person_text(rq, tx, e, ret);
	if (str_eq(e->kind, S("note")))
		return note_text_of(rq, tx, e, ret);
	return intake_text(rq, tx, e, ret);
}

/* ---- the work ---------------------------------------------------------------- */

struct batch {
	struct rq *rq;
	i64 after, n;	/* the last entry done, how many in this batch */
};

static enum status batch_job(struct db *tx, void *arg)
{
	struct batch *b = arg;
	struct rebuild_entry_list rows;
	i64 muni = b->rq->actor.viewer.muni, after = b->after;
	TRY(rebuild_entries(tx, b->rq->arena, muni, after, BATCH, &rows));
	for (isize i = 0; i < rows.n; i++) {
		const struct rebuild_entry *e = &rows.v[i];
		str text;
		TRY(text_of(b->rq, tx, e, &text));
		struct search_owner o = { e->casefile, e->agency, e->lead,
					  (enum search_reach)e->reach };
		TRY(index_put(tx, muni, e->id,
			      search_tokens(b->rq->arena, e->kind, &o, text)));
		after = e->id;
	}
	b->n = rows.n;
	if (rows.n)
		b->after = after;
	return OK;
}

static enum status clear_job(struct db *tx, void *arg)
{
	return index_clear(tx);
}

static enum status rebuild_muni(struct app *app, struct db *db, i64 muni,
				struct arena *a, i64 *n)
{
	struct rq rq = { .app = app, .arena = a, .db = db };
	struct batch b = { .rq = &rq };
	rq.actor.viewer.muni = muni;
	do {
		struct arena_mark m = arena_mark(a);
		TRY(store_write(app->store, db, a, batch_job, &b));
		arena_rewind(a, m);
		*n += b.n;
	} while (b.n == BATCH);
	return OK;
}

static enum status rebuild_all(struct app *app, struct db *db, struct arena *a,
			       i64 *n)
{
	struct rebuild_muni_row_list munis;
	str version = index_version(a);
	TRY(db_begin_read(db));
	enum status st = rebuild_munis(db, a, 0, &munis);
	db_end_read(db);
	TRY(st);
	TRY(store_write(app->store, db, a, clear_job, NULL));
	for (isize i = 0; i < munis.n; i++)
		TRY(rebuild_muni(app, db, munis.v[i].muni, a, n));
	return store_write(app->store, db, a, store_version, &version);
}

enum status rebuild_index(struct app *app, struct db *db, i64 *ret_n)
{
	struct arena *a = arena_open((isize)256 << 20);
	i64 n = 0;
	if (!a)
		return E_DOWN;
	enum status st = rebuild_all(app, db, a, &n);
	arena_close(a);
	TRY(st);
	*ret_n = n;
	return OK;
}
