/*
 * drill.c — opening what was restored, as people would: through app_answer,
 * with a session, a lens and a row of the audit.  The sessions are made here
 * and only in the copy the drill has made; the product has no such door.
 */
#include "backup.sql.h"
#include "backup/folder.h"
#include "base/vec.h"
#include "clerk.sql.h"
#include "kernel/door.h"
#include "kernel/token.h"
#include "sys/clock.h"

struct pick {
	i64 muni;
	casefile_id casefile;
	str path, sign;		/* what the page must hold */
	i64 size;		/* or how long it must be; 0: a page */
};

struct picks {
	struct pick *v;
	isize n, cap;
};

struct drilling {
	struct app *app;
	const char *pg;
	struct db *db;
	struct db *look;	/* a reader's: may take long */
	struct arena *a;
	stamp now;
	int most;
	struct picks cases, papers;
	struct drill_done done;
};

/* ---- what to open ------------------------------------------------------- */

static void put_token(struct drilling *d, struct out *o, const char *before,
		      i64 muni, enum id_kind kind, i64 id)
{
	put(o, str_of(before));
	put(o, token_seal(d->a, &d->app->keys.id, muni, kind, id));
}

static enum status pick_cases(struct drilling *d, i64 muni)
{
	struct drill_case_list rows;
	TRY(drill_cases(d->look, d->a, muni, d->now, d->most, &rows));
	for (isize i = 0; i < rows.n; i++) {
		struct out path = out_open(d->a, 48);
		put_token(d, &path, "/cases/", muni, ID_casefile,
			  rows.v[i].casefile.v);
		*vec_push(d->a, &d->cases) = (struct pick){
			muni, rows.v[i].casefile, out_str(&path),
			rows.v[i].case_no, 0 };
	}
	return OK;
}

static enum status pick_papers(struct drilling *d, i64 muni)
{
	struct drill_paper_list rows;
	TRY(drill_papers(d->look, d->a, muni, d->now, d->most, &rows));
	for (isize i = 0; i < rows.n; i++) {
		const struct drill_paper *p = &rows.v[i];
		struct out path = out_open(d->a, 140);
		put_token(d, &path, "/cases/", muni, ID_casefile,
			  p->casefile.v);
		put_token(d, &path, "/people/", muni, ID_person, p->person.v);
		put_token(d, &path, "/basis/", muni, ID_basis, p->basis.v);
		put_token(d, &path, "/files/", muni, ID_file, p->file.v);
		*vec_push(d->a, &d->papers) = (struct pick){
			muni, p->casefile, out_str(&path), { 0 }, p->size };
	}
	return OK;
}

/* Every municipality offers as many as are wanted; chance takes of all. */
static void draw_lots(struct picks *p, int most)
{
	for (isize i = 0; i < p->n && i < most; i++) {
		u64 dice;
		sys_random(&dice, sizeof dice);
		isize other = i + (isize)(dice % (u64)(p->n - i));
		struct pick kept = p->v[i];
		p->v[i] = p->v[other];
		p->v[other] = kept;
	}
	p->n = p->n < most ? p->n : most;
}

static enum status pick_all(struct drilling *d)
{
	struct muni_row_list munis;
	TRY(muni_list(d->look, d->a, 0, &munis));
	for (isize i = 0; i < munis.n; i++) {
		TRY(pick_cases(d, munis.v[i].muni));
		TRY(pick_papers(d, munis.v[i].muni));
	}
	draw_lots(&d->cases, d->most);
	draw_lots(&d->papers, d->most);
	return OK;
}

/* ---- opening ------------------------------------------------------------ */

struct sitting_down {
	struct rq rq;
	struct viewer viewer;
	str cookie;
};

static enum status sit_job(struct db *tx, void *arg)
{
	struct sitting_down *s = arg;
	return door_open(&s->rq, tx, s->viewer, s->cookie);
}

static enum status sit(struct drilling *d, const struct pick *p,
		       str *ret_cookie)
{
	static const struct request none = { .method = GET };
	struct drill_opener who;
	TRY(db_begin_read(d->db));
	enum status st = drill_who(d->db, d->a, p->muni, d->now, p->casefile,
				   &who);
	db_end_read(d->db);
	TRY(st);
	struct sitting_down s = {
		.rq = { .app = d->app, .arena = d->a, .http = &none,
			.db = d->db, .now = d->now },
		.viewer = { p->muni, who.account, who.agency,
			    role_find(who.role), d->now },
		.cookie = door_random(d->a, 32),
	};
	TRY(store_write(d->app->store, d->db, d->a, sit_job, &s));
	str name = d->app->plain_cookie ? S("tb=") : S("__Host-tb=");
	*ret_cookie = str_cat(d->a, name, s.cookie);
	return OK;
}

static bool opens(struct drilling *d, const struct pick *p)
{
	struct response r = { 0 };
	struct request http = { .method = GET, .path = p->path, .tls = true,
				.host = S("localhost") };
	if (sit(d, p, &http.cookie) != OK)
		return false;
	app_answer(d->app, 0, d->a, &http, &r, NULL);
	if (r.status != 200)
		return false;
	return p->size ? r.body.n == p->size :
			 str_find(r.body, p->sign, 0) >= 0;
}

static i64 open_picks(struct drilling *d, const struct picks *p, str what)
{
	i64 n = 0;
	for (isize i = 0; i < p->n; i++) {
		struct arena_mark m = arena_mark(d->a);
		bool good = opens(d, &p->v[i]);
		arena_rewind(d->a, m);
		n += good;
		if (!good && !d->done.wrong.n)
			d->done.wrong = p->v[i].sign.n ? p->v[i].sign : what;
	}
	return n;
}

/* Numbered and chained now, as the clerk does within a second. */
static enum status seal_looks(struct drilling *d, i64 before)
{
	struct audit_report r;
	str why;
	TRY(clerk_round(d->app, d->db));
	TRY(folder_audit(d->a, str_of(d->app->data), d->pg, &d->app->keys, &r,
			 &why));
	d->done.looks = r.sealed + r.unsealed - before;
	return OK;
}

static enum status drill(struct drilling *d, i64 before)
{
	TRY(pick_all(d));
	d->done.cases = d->cases.n;
	d->done.files = d->papers.n;
	d->done.opened = open_picks(d, &d->cases, S("事案"));
	d->done.files_opened = open_picks(d, &d->papers, S("書類"));
	return seal_looks(d, before);
}

enum status drill_open(struct app *app, const char *pg, int n,
		       const struct audit_report *before,
		       struct drill_done *ret)
{
	struct drilling d = { .app = app, .pg = pg, .a = app->boot,
			      .now = sys_now(), .most = n };
	struct store_options o = { .engine = pg ? DB_PG : DB_LITE,
				   .where = pg, .reader = true };
	struct store *reader;
	str why;
	if (!pg)
		o.where = folder_path(d.a, str_of(app->data),
				      S("tomobune.db"));
	TRY(store_connect(app->store, &d.db));
	TRY(store_open(d.a, &o, &reader, &why));
	enum status st = store_connect(reader, &d.look);
	if (st == OK)
		st = drill(&d, before->sealed + before->unsealed);
	store_close(reader);
	*ret = d.done;
	return st;
}
