/*
 * shown.c — who is shown what of whose home: bases, grants, exceptions,
 * protective measures and conflicts, straight into their tables, so that every
 * combination can be had in a few statements.  The seats follow as in the
 * product (vis_seats_refresh).
 */
#include "build.h"

#include "consent/consent.h"
#include "upload/upload.h"
#include "vis/grant.h"
#include "vis/types.h"

#define I(x) { DB_INT, (x), { 0 } }
#define T(x) { DB_TEXT, 0, str_of(x) }
#define NONE { DB_NULL, 0, { 0 } }

enum { DAY_MS = 24 * 3600 * 1000, LATER = 90 };

/* The texts with $n; SQLite's are made of them at first use. */
static struct db_sql sqls[] = {
	{ "p1_basis", NULL,
	  "insert into basis (muni, id, casefile, person, kind, since, until, "
	  "account, agency, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
	  "$6)", 9, 0 },
	{ "p1_cover", NULL,
	  "insert into basis_cover (muni, basis, agency, account, level, "
	  "classes) values ($1, $2, $3, $4, $5, $6)", 6, 0 },
	{ "p1_bestowal", NULL,
	  "insert into bestowal (muni, id, casefile, to_agency, to_account, "
	  "type, verbs, state, since, until, by_account, by_agency, at, "
	  "told_at, ended_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
	  "$10, $11, $12, $9, $9, $13)", 13, 0 },
	{ "p1_bestowal_person", NULL,
	  "insert into bestowal_person (muni, bestowal, person, basis, type) "
	  "values ($1, $2, $3, $4, $5)", 5, 0 },
	{ "p1_exception", NULL,
	  "insert into bestowal_exception (muni, bestowal, person, what, "
	  "state, reason, account, at) values ($1, $2, $3, $4, $5, 'x', $6, "
	  "$7)", 7, 0 },
	{ "p1_conflict", NULL,
	  "insert into conflict (muni, account, casefile, since) "
	  "values ($1, $2, $3, $4)", 4, 0 },
	{ "p1_referral", NULL,
	  "insert into referral (muni, id, casefile, from_agency, "
	  "from_account, to_agency, what, state, created_at) "
	  "values ($1, $2, $3, $4, $5, $6, $7, 'asked', $8)", 8, 0 },
	{ "p1_notice", NULL,
	  "insert into notice (muni, id, agency, account, kind, casefile, "
	  "at) values ($1, $2, $3, $4, $5, $6, $7)", 7, 0 },
	{ "p1_measure", NULL,
	  "insert into measure (muni, id, casefile, person, against, since, "
	  "until) values ($1, $2, $3, $4, 'x', $5, $6)", 6, 0 },
};
enum { SQL_BASIS, SQL_COVER, SQL_BESTOWAL, SQL_PERSON, SQL_EXCEPTION,
       SQL_CONFLICT, SQL_REFERRAL, SQL_NOTICE, SQL_MEASURE };

void shown_borrow(struct arena *a)
{
	test_arena = a;
}

static enum status run(struct db *tx, int n, const struct db_value *in)
{
	static char lite[COUNT(sqls)][500];
	struct db_sql *s = &sqls[n];
	if (!s->lite) {
		snprintf(lite[n], sizeof lite[n], "%s", s->pg);
		for (char *p = lite[n]; *p; p++)
			if (*p == '$')
				*p = '?';
		s->lite = lite[n];
	}
	return db_run(tx, s, in, NULL);
}

/* ---- one grant ------------------------------------------------------------ */

struct grant {
	struct world *w;
	const struct rq *rq;
	int home;
	i64 agency, account;	/* account 0: the agency */
	const char *type, *state;
	i64 until;		/* 0: open */
	unsigned classes[PEOPLE];	/* what each agreed to; 0: nothing */
	const char *what, *as;	/* an exception of the first person */
	i64 id;
};

static enum status add_person(struct db *tx, struct grant *g, int n)
{
	struct world *w = g->w;
	const struct home *h = &w->homes[g->home];
	i64 basis = id_new(), since = g->rq->now.ms - 1;
	bool grown = strcmp(g->type, "school") == 0 && n == 0;
	const struct db_value row[] = {
		I(w->muni), I(basis), I(h->id.v), I(h->people[n].v),
		T("consent"), I(since), NONE,
		I(g->rq->actor.viewer.account.v), I(h->lead),
	};
	const struct db_value cover[] = {
		I(w->muni), I(basis), I(g->agency), I(0), I(LEVEL_FULL),
		I((i64)g->classes[n]),
	};
	const struct db_value link[] = {
		I(w->muni), I(g->id), I(h->people[n].v), I(basis),
		T(grown ? "school_parent" : ""),
	};
	TRY(run(tx, SQL_BASIS, row));
	TRY(run(tx, SQL_COVER, cover));
	return run(tx, SQL_PERSON, link);
}

static enum status add_exception(struct db *tx, const struct grant *g)
{
	const struct home *h = &g->w->homes[g->home];
	const struct db_value in[] = {
		I(g->w->muni), I(g->id), I(h->people[0].v), T(g->what),
		T(g->as), I(g->rq->actor.viewer.account.v),
		I(g->rq->now.ms),
	};
	return run(tx, SQL_EXCEPTION, in);
}

static enum status grant_job(struct db *tx, void *arg)
{
	struct grant *g = arg;
	struct world *w = g->w;
	const struct home *h = &w->homes[g->home];
	const struct share_type *t = share_type_find(str_of(g->type));
	struct db_value account = I(g->account), until = I(g->until);
	struct db_value ended = I(g->rq->now.ms), none = NONE;
	bool over = strcmp(g->state, "ended") == 0;
	g->id = id_new();
	const struct db_value row[] = {
		I(w->muni), I(g->id), I(h->id.v), I(g->agency),
		g->account ? account : none, T(g->type), I((i64)t->verbs),
		T(g->state), I(g->rq->now.ms - 1), g->until ? until : none,
		I(g->rq->actor.viewer.account.v), I(h->lead),
		over ? ended : none,
	};
	TRY(run(tx, SQL_BESTOWAL, row));
	for (int n = 0; n < PEOPLE; n++)
		if (g->classes[n])
			TRY(add_person(tx, g, n));
	if (g->what)
		TRY(add_exception(tx, g));
	return vis_seats_refresh(tx, w->a, w->muni, h->id, g->rq->now);
}

/* ---- what the seed gives the viewer ---------------------------------------- */

static const char *const types[] = { "exists", "watch", "team", "team_money",
				     "care", "school", "conference",
				     "anonymous" };

static unsigned some_classes(const struct world *w, int salt)
{
	static const unsigned items[] = {
		ITEM_ALL, ITEM_ALL & ~(unsigned)ITEM_MONEY,
		ITEM_BASIC | ITEM_NOTES, ITEM_BASIC, ITEM_HEALTH | ITEM_NOTES,
		ITEM_ALL & ~(unsigned)ITEM_NOTES,
	};
	return basis_classes(items[world_dice(w, salt, COUNT(items))]);
}

/* The mother agreed to all, her daughter to part of it, the third person to
 * nothing; now and then one cell of the matrix is otherwise. */
void shown_to_viewer(struct world *w, int home, struct sitting *owner)
{
	static const struct {
		const char *what, *as;
	} cells[] = { { NULL, NULL },	  { "money", "H" }, { "health", "M" },
		      { "contact", "O" }, { "family", "C" }, { "free", "H" },
		      { NULL, NULL },	  { "tab.notes", "H" },
		      { "family", "H" } };
	int salt = 700 + home * 10, cell = world_dice(w, salt, COUNT(cells));
	bool self = w->kind->role == ROLE_guest || world_dice(w, salt + 1, 5) == 0;
	struct rq rq = world_act(w, owner);
	struct grant g = {
		.w = w, .rq = &rq, .home = home,
		.agency = w->kind->agency,
		.account = self ? w->v->viewer.account.v : 0,
		.type = types[world_dice(w, salt + 2, COUNT(types))],
		.state = "live",
		.until = world_dice(w, salt + 3, 3) ?
				 0 : rq.now.ms + LATER * (i64)DAY_MS,
		.classes = { basis_classes(ITEM_ALL),
			     some_classes(w, salt + 4) },
		.what = cells[cell].what, .as = cells[cell].as,
	};
	/* A guest's own casefiles are none; give him a page or two. */
	if (self && world_dice(w, salt + 5, 2))
		g.type = "team";
	world_write(w, grant_job, &g);
	world_know(w, ID_bestowal, g.id, home);
}

struct forbid {
	struct world *w;
	int home;
	i64 now;
};

static enum status conflict_job(struct db *tx, void *arg)
{
	const struct forbid *f = arg;
	const struct db_value in[] = {
		I(f->w->muni), I(f->w->v->viewer.account.v),
		I(f->w->homes[f->home].id.v), I(f->now - 1),
	};
	return run(tx, SQL_CONFLICT, in);
}

static enum status measure_job(struct db *tx, void *arg)
{
	const struct forbid *f = arg;
	const struct home *h = &f->w->homes[f->home];
	const struct db_value in[] = {
		I(f->w->muni), I(id_new()), I(h->id.v), I(h->people[1].v),
		I(f->now - 1), I(f->now + LATER * (i64)DAY_MS),
	};
	TRY(run(tx, SQL_MEASURE, in));
	return vis_seats_refresh(tx, f->w->a, f->w->muni, h->id,
				 (stamp){ f->now });
}

/* The viewer is a relative; the daughter is protected. */
void shown_forbidden(struct world *w, int own, int shared)
{
	struct rq rq = world_act(w, w->own);
	struct forbid f = { w, own, rq.now.ms };
	if (world_dice(w, 801, 4) == 0)
		world_write(w, conflict_job, &f);
	rq = world_act(w, w->other);
	f = (struct forbid){ w, shared, rq.now.ms };
	if (world_dice(w, 802, 3) == 0)
		world_write(w, measure_job, &f);
}

/* ---- what only the second world has -------------------------------------------- */

/* The third agency works on a home of the viewer's, in both worlds. */
void shown_to_third(struct world *w, int home, const struct sitting *owner)
{
	struct rq rq = world_act(w, owner);
	struct grant g = {
		.w = w, .rq = &rq, .home = home,
		.agency = w->third->viewer.agency.v, .type = "team_money",
		.state = "live",
		.classes = { basis_classes(ITEM_ALL) },
	};
	world_write(w, grant_job, &g);
	world_know(w, ID_bestowal, g.id, home);
}

/* Neither the lead nor the viewer. */
static i64 third_of(const struct world *w, int home)
{
	i64 n = 1;
	while (n == w->homes[home].lead || n == w->kind->agency)
		n++;
	return n;
}

/* Others see this home too, more or less of it. */
void shown_to_others(struct world *w, int home, const struct sitting *owner)
{
	struct rq rq = world_extra(w, owner);
	struct grant g = {
		.w = w, .rq = &rq, .home = home, .agency = third_of(w, home),
		.type = types[world_dice(w, 811 + home, COUNT(types))],
		.state = "live",
		.classes = { basis_classes(ITEM_ALL), basis_classes(ITEM_ALL),
			     some_classes(w, 812) },
	};
	world_write(w, grant_job, &g);
	world_hide(w, ID_bestowal, g.id);
}

/* What the viewer was shown once, what only his colleague is shown, and what
 * is being prepared. */
void shown_in_vain(struct world *w, int home, const struct sitting *owner)
{
	static const char *const states[] = { "ended", "live", "live",
					      "planned" };
	struct rq rq = world_extra(w, owner);
	int how = world_dice(w, 821 + home, COUNT(states));
	struct grant g = {
		.w = w, .rq = &rq, .home = home,
		.agency = w->kind->agency,
		.account = how == 2 ? w->own->viewer.account.v : 0,
		.type = "team_money",
		.state = states[how],
		.until = how == 1 ? rq.now.ms - 1 : 0,
		.classes = { basis_classes(ITEM_ALL), basis_classes(ITEM_ALL) },
	};
	world_write(w, grant_job, &g);
	world_hide(w, ID_bestowal, g.id);
}

struct paper {
	struct world *w;
	struct rq *rq;
	int home;
	i64 basis;
	file_id file;
};

static enum status paper_job(struct db *tx, void *arg)
{
	struct paper *p = arg;
	const struct home *h = &p->w->homes[p->home];
	p->basis = id_new();
	const struct db_value row[] = {
		I(p->w->muni), I(p->basis), I(h->id.v), I(h->people[0].v),
		T("consent"), I(p->rq->now.ms - 1), NONE,
		I(p->rq->actor.viewer.account.v), I(h->lead),
	};
	const struct upload_new u = {
		.casefile = h->id, .belongs = S("basis"), .object = p->basis,
		.bytes = S("%PDF-1.4 " MARK),
	};
	TRY(run(tx, SQL_BASIS, row));
	return upload_add(p->rq, tx, &u, &p->file);
}

void shown_paper(struct world *w, int home, struct rq *rq, bool hidden)
{
	struct paper p = { w, rq, home, 0, { 0 } };
	world_write(w, paper_job, &p);
	if (hidden) {
		world_hide(w, ID_basis, p.basis);
		world_hide(w, ID_file, p.file.v);
	} else {
		world_know(w, ID_basis, p.basis, home);
		world_know(w, ID_file, p.file.v, home);
	}
}

/* ---- between others --------------------------------------------------------- */

struct between {
	struct world *w;
	const struct rq *rq;
	int home;
	i64 id;
};

static enum status referral_job(struct db *tx, void *arg)
{
	struct between *b = arg;
	const struct home *h = &b->w->homes[b->home];
	b->id = id_new();
	const struct db_value in[] = {
		I(b->w->muni), I(b->id), I(h->id.v), I(h->lead),
		I(b->rq->actor.viewer.account.v),
		I(third_of(b->w, b->home)), T(MARK "をおねがいします"),
		I(b->rq->now.ms),
	};
	return run(tx, SQL_REFERRAL, in);
}

void shown_referral(struct world *w, int home, const struct sitting *who)
{
	struct rq rq = world_extra(w, who);
	struct between b = { w, &rq, home, 0 };
	world_write(w, referral_job, &b);
	world_hide(w, ID_referral, b.id);
}

/* To another agency, and to a colleague of the viewer. */
static enum status notice_job(struct db *tx, void *arg)
{
	static const char *const kinds[] = { "share.new", "share.ended",
					     "basis.ending", "refer.asked" };
	struct between *b = arg;
	struct world *w = b->w;
	const struct home *h = &w->homes[b->home];
	const char *kind = kinds[world_dice(w, 841 + b->home, COUNT(kinds))];
	b->id = id_new();
	const struct db_value other[] = {
		I(w->muni), I(b->id), I(third_of(w, b->home)), NONE, T(kind),
		I(h->id.v), I(b->rq->now.ms),
	};
	const struct db_value colleague[] = {
		I(w->muni), I(id_new()), I(w->kind->agency),
		I(w->own->viewer.account.v), T(kind), I(h->id.v),
		I(b->rq->now.ms),
	};
	TRY(run(tx, SQL_NOTICE, other));
	return run(tx, SQL_NOTICE, colleague);
}

void shown_notices(struct world *w, int home, const struct sitting *who)
{
	struct rq rq = world_extra(w, who);
	struct between b = { w, &rq, home, 0 };
	world_write(w, notice_job, &b);
	world_hide(w, ID_notice, b.id);
}
