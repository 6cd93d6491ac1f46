/*
 * lens_spec_test.c — P10: the lens of src/vis equals the specification on
 * random worlds; P3: taking a grant away never shows more; P4: a forbid
 * beats everything; P5: what has ended shows nothing.
 *
 * Worlds are drawn, not chosen: every ingredient of a decision comes up in
 * most states.  Each is a casefile of its own in one database, written as the
 * product writes it; several viewers look at it.
 *
 * TOMOBUNE_SPEC_WORLDS: how many (default 100,000 on SQLite, 1,000 on
 * PostgreSQL).
 */
#include "db/test_store.h"

#include <stdio.h>
#include <string.h>

#include "base/rng.h"
#include "lens_spec.h"
#include "vis/grant.h"
#include "vis/types.h"

enum { BATCH = 250, MUNIS = 16, LOOKS = 4, NOW = 1000 };

static const char *const role_names[] = { "clerk", "worker", "senior",
	"coordinator", "matcher", "chief", "agency_admin", "muni_admin",
	"auditor", "guest" };

/* ---- drawing -------------------------------------------------------------- */

static i64 below(struct rng *r, i64 n)
{
	return rng_below(r, n);
}

static bool chance(struct rng *r, int percent)
{
	return below(r, 100) < percent;
}

/* Before, at or after NOW; 0: open. */
static i64 draw_until(struct rng *r)
{
	static const i64 ends[] = { 0, 0, 0, 0, NOW + 1, NOW + 500, NOW,
				    NOW - 1 };
	return ends[below(r, COUNT(ends))];
}

static i64 draw_since(struct rng *r)
{
	return chance(r, 95) ? NOW - below(r, 100) : NOW + 1;
}

static void draw_bases(struct rng *r, struct world *w)
{
	w->bases = chance(r, 5) ? 0 : 2 + (int)below(r, MOST - 1);
	for (int i = 1; i <= w->bases; i++)
		w->basis[i] = (struct w_basis){
			1 + below(r, w->persons), draw_since(r),
			draw_until(r), true
		};
	for (int i = 0; w->bases && i < COUNT(w->cover); i++) {
		struct w_cover c = {
			1 + below(r, w->bases), 2 + below(r, 3),
			chance(r, 75) ? 0 : 10 + below(r, 3),
			chance(r, 85) ? 3 + (int)below(r, 2) :
					(int)below(r, 3),
			chance(r, 40) ? 2047u : (unsigned)below(r, 2048)
		};
		bool again = false;
		for (int k = 0; k < w->covers; k++)
			again |= w->cover[k].basis == c.basis &&
				 w->cover[k].agency == c.agency &&
				 w->cover[k].account == c.account;
		if (!again)
			w->cover[w->covers++] = c;
	}
}

static void draw_grants(struct rng *r, struct world *w)
{
	w->grants = chance(r, 5) ? 0 : 2 + (int)below(r, MOST - 1);
	for (int i = 1; i <= w->grants; i++)
		w->grant[i] = (struct w_grant){
			.agency = 2 + below(r, 3),
			.account = chance(r, 70) ? 0 : 10 + below(r, 3),
			.type = (int)below(r, TYPES),
			.verbs = 1 + (int)below(r, 15),
			.since = draw_since(r), .until = draw_until(r),
			.views = chance(r, 85) ? -1 : (int)below(r, 3),
			.live = chance(r, 80), .planned = true,
		};
	for (int i = 1; i <= w->grants; i++) {
		if (w->grant[i].live || chance(r, 30))
			w->grant[i].planned = false;
	}
}

static void draw_opened(struct rng *r, struct world *w)
{
	for (i64 g = 1; g <= w->grants; g++)
		for (i64 b = 1; b <= w->bases; b++) {
			i64 person = w->basis[b].person;
			bool again = false;
			for (int k = 0; k < w->opened; k++)
				again |= w->open[k].grant == g &&
					 w->open[k].person == person;
			if (again || w->opened == COUNT(w->open) ||
			    chance(r, 30))
				continue;
			w->open[w->opened++] = (struct w_opened){
				g, person, b,
				chance(r, 90) ? -1 : (int)below(r, TYPES),
				chance(r, 10)
			};
		}
}

static void draw_exceptions(struct rng *r, struct world *w)
{
	for (int i = 0; w->grants && i < MOST && chance(r, 60); i++) {
		bool tab = chance(r, 25);
		struct w_exception e = {
			1 + below(r, w->grants),
			tab || chance(r, 50) ? 0 : 1 + below(r, w->persons),
			tab ? -1 : (int)below(r, CLASSES),
			tab ? (int)below(r, TABS) : -1,
			tab ? "HC"[below(r, 2)] : "HMOC"[below(r, 4)],
			draw_until(r)
		};
		bool again = false;
		for (int k = 0; k < w->exceptions; k++)
			again |= w->exception[k].grant == e.grant &&
				 w->exception[k].person == e.person &&
				 w->exception[k].class == e.class &&
				 w->exception[k].tab == e.tab;
		if (!again)
			w->exception[w->exceptions++] = e;
	}
}

static void draw(struct rng *r, struct world *w, const struct w_type *types)
{
	*w = (struct world){ .persons = 1 + (int)below(r, 3), .types = types };
	draw_bases(r, w);
	draw_grants(r, w);
	draw_opened(r, w);
	draw_exceptions(r, w);
	/* A basis can die only after all that rests on it. */
	for (int b = 1; b <= w->bases; b++) {
		w->basis[b].live = chance(r, 85);
		for (int k = 0; k < w->opened && !w->basis[b].live; k++)
			w->open[k].ended |= w->open[k].basis == b;
	}
	for (int p = 1; p <= w->persons; p++)
		if (chance(r, 10))
			w->guarded_until[p] = NOW + below(r, 3) - 1;
	if (chance(r, 5)) {
		w->against_agency = 1 + below(r, 4);
		w->against_until = NOW + below(r, 3) - 1;
		/* It is a measure for person 1. */
		if (w->guarded_until[1] < w->against_until)
			w->guarded_until[1] = w->against_until;
	}
	if (chance(r, 5)) {
		w->conflict_account = 10 + below(r, 3);
		w->conflict_until = NOW + below(r, 3) - 1;
	}
}

/* ---- writing it down ------------------------------------------------------ */

#define ROW_MOST 16
struct row {
	struct db_value v[ROW_MOST];
	int n;
};

static struct row *num(struct row *r, i64 v)
{
	r->v[r->n++] = (struct db_value){ .kind = DB_INT, .i = v };
	return r;
}

static struct row *end_or_null(struct row *r, i64 v)
{
	if (v)
		return num(r, v);
	r->v[r->n++] = (struct db_value){ .kind = DB_NULL };
	return r;
}

static struct row *txt(struct row *r, const char *s)
{
	r->v[r->n++] = (struct db_value){ .kind = DB_TEXT, .s = str_of(s) };
	return r;
}

enum table { MUNI, AGENCY, CASE, HOUSE, PERSON, SEAT, BASIS, BASIS_END, COVER,
	     GRANT, OPENED, EXCEPTION, MEASURE, CONFLICT, TYPE, TABLES };

#define INSERT(name, text, n) { name, text, text, n, 0 }
static const struct db_sql tables[TABLES] = {
	[MUNI] = INSERT("muni", "insert into municipality values ($1, 'x')", 1),
	[AGENCY] = INSERT("agency", "insert into agency values ($1, $2, 'a', "
			  "'a', '10', '', '')", 2),
	[CASE] = INSERT("case", "insert into casefile (muni, id, agency, "
			"case_no, stage, urgency, opened_on, created_at) "
			"values ($1, $2, 1, 'x', 's', 'u', 1, 1)", 2),
	[HOUSE] = INSERT("house", "insert into household values ($1, $2, $3, "
			 "'n', 'n', '', '', '', '', 1)", 3),
	[PERSON] = INSERT("person", "insert into person (muni, id, casefile, "
			  "household, family_name, given_name, "
			  "family_name_kana, given_name_kana, sex, birth, "
			  "death, living, phone, relation, sort) values ($1, "
			  "$2, $3, $4, 'f', 'g', '', '', '0', '', '', 'home', "
			  "'', '', 1)", 4),
	[SEAT] = INSERT("seat", "insert into seat (muni, agency, casefile, "
			"level, since, updated_at, sort_kana) values ($1, 1, "
			"$2, 4, 1, 1, 'k')", 2),
	[BASIS] = INSERT("basis", "insert into basis (muni, id, casefile, "
			 "person, kind, since, until, account, agency, at) "
			 "values ($1, $2, $3, $4, 'consent', $5, $6, 9, 1, 1)",
			 6),
	[BASIS_END] = INSERT("basis_end", "update basis set live = 0, "
			     "ended_at = 5 where muni = $1 and id = $2", 2),
	[COVER] = INSERT("cover", "insert into basis_cover values ($1, $2, $3,"
			 " $4, $5, $6)", 6),
	[GRANT] = INSERT("grant", "insert into bestowal (muni, id, casefile, "
			 "to_agency, to_account, type, verbs, state, since, "
			 "until, views_left, by_account, by_agency, at) values "
			 "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 9, 1,"
			 " 1)", 11),
	[OPENED] = INSERT("opened", "insert into bestowal_person (muni, "
			  "bestowal, person, basis, type, ended_at) values "
			  "($1, $2, $3, $4, $5, $6)", 6),
	[EXCEPTION] = INSERT("exception", "insert into bestowal_exception "
			     "values ($1, $2, $3, $4, $5, '', $6, 9, 1)", 6),
	[MEASURE] = INSERT("measure", "insert into measure values ($1, $2, $3,"
			   " $4, '', $5, 1, $6)", 6),
	[CONFLICT] = INSERT("conflict", "insert into conflict values ($1, $2, "
			    "$3, 1, $4)", 4),
	[TYPE] = INSERT("type", "insert into share_type values ($1, $2, 'x', "
			"$3, $4, $5, $6, $7, 1, 9, 1)", 7),
};

/* SQLite wants ?n. */
static struct db_sql ready[TABLES];
static char ready_text[TABLES][400];

static void make_ready(void)
{
	for (int t = 0; t < TABLES; t++) {
		ready[t] = tables[t];
		snprintf(ready_text[t], sizeof ready_text[t], "%s",
			 tables[t].pg);
		for (char *p = ready_text[t]; *p; p++)
			if (*p == '$')
				*p = '?';
		ready[t].lite = ready_text[t];
	}
}

static enum status put_row(struct db *tx, enum table t, struct row *r)
{
	assert_int_equal(r->n, ready[t].params);
	return db_run(tx, &ready[t], r->v, NULL);
}

#define PUT(t, fill) \
	do {         \
		struct row row_ = { 0 }, *r = num(&row_, p->muni); \
		fill;                                              \
		TRY(put_row(tx, t, r));                            \
	} while (0)

struct placed {
	struct world world;
	i64 muni, base;		/* ids of the world are base + small */
};

static enum status put_people(struct db *tx, const struct placed *p)
{
	const struct world *w = &p->world;
	PUT(CASE, num(r, p->base));
	PUT(HOUSE, num(num(r, p->base), p->base));
	for (int i = 1; i <= w->persons; i++)
		PUT(PERSON, num(num(num(r, p->base + i), p->base),
				p->base));
	PUT(SEAT, num(r, p->base));
	for (int i = 1; i <= w->persons; i++)
		if (w->guarded_until[i])
			PUT(MEASURE, end_or_null(num(num(num(r, p->base + i),
				p->base), p->base + i), 0);
			    num(r, w->guarded_until[i]));
	if (w->against_agency)
		PUT(MEASURE, num(num(num(num(num(r, p->base + 9), p->base),
			p->base + 1), w->against_agency), w->against_until));
	if (w->conflict_account)
		PUT(CONFLICT, num(num(num(r, w->conflict_account), p->base),
				  w->conflict_until));
	return OK;
}

static enum status put_bases(struct db *tx, const struct placed *p)
{
	const struct world *w = &p->world;
	for (int i = 1; i <= w->bases; i++) {
		const struct w_basis *b = &w->basis[i];
		PUT(BASIS, end_or_null(num(num(num(num(r, p->base + i),
			p->base), p->base + b->person), b->since), b->until));
	}
	for (int i = 0; i < w->covers; i++) {
		const struct w_cover *c = &w->cover[i];
		PUT(COVER, num(num(num(num(num(r, p->base + c->basis),
			c->agency), c->account), c->level), c->classes));
	}
	return OK;
}

static const char *state_of(const struct w_grant *g)
{
	return g->live ? "live" : g->planned ? "planned" : "ended";
}

static enum status put_grants(struct db *tx, const struct placed *p)
{
	const struct world *w = &p->world;
	for (int i = 1; i <= w->grants; i++) {
		const struct w_grant *g = &w->grant[i];
		PUT(GRANT, num(num(num(r, p->base + i), p->base), g->agency);
		    txt(end_or_null(r, g->account), spec_type_names[g->type]);
		    txt(num(r, g->verbs), state_of(g));
		    end_or_null(num(r, g->since), g->until);
		    if (g->views < 0) end_or_null(r, 0);
		    else num(r, g->views));
	}
	for (int i = 0; i < w->opened; i++) {
		const struct w_opened *o = &w->open[i];
		PUT(OPENED, num(num(num(r, p->base + o->grant),
			p->base + o->person), p->base + o->basis);
		    txt(r, o->type < 0 ? "" : spec_type_names[o->type]);
		    end_or_null(r, o->ended ? 3 : 0));
	}
	for (int i = 1; i <= w->bases; i++)
		if (!w->basis[i].live)
			PUT(BASIS_END, num(r, p->base + i));
	return OK;
}

static const char *what_of(const struct w_exception *e)
{
	if (e->tab >= 0)
		return vis_tab_name((enum tab)(1 << e->tab)).p;
	return vis_class_name((enum vis_class)e->class).p;
}

static enum status put_exceptions(struct db *tx, const struct placed *p)
{
	const struct world *w = &p->world;
	for (int i = 0; i < w->exceptions; i++) {
		const struct w_exception *e = &w->exception[i];
		const char state[2] = { e->state, 0 };
		PUT(EXCEPTION, num(num(r, p->base + e->grant),
				   e->person ? p->base + e->person : 0);
		    txt(txt(r, what_of(e)), state);
		    end_or_null(r, e->until));
	}
	return OK;
}

static enum status place(struct db *tx, const struct placed *p)
{
	TRY(put_people(tx, p));
	TRY(put_bases(tx, p));
	TRY(put_grants(tx, p));
	TRY(put_exceptions(tx, p));
	return vis_seats_refresh(tx, test_arena, p->muni,
				 (casefile_id){ p->base }, (stamp){ NOW });
}

/* ---- municipalities ------------------------------------------------------- */

static struct w_type types[MUNIS][TYPES];

static enum status put_muni(struct db *tx, struct rng *rng, i64 muni)
{
	struct placed at = { .muni = muni }, *p = &at;
	struct row row = { 0 };
	TRY(put_row(tx, MUNI, num(&row, muni)));
	for (i64 a = 1; a <= 4; a++)
		PUT(AGENCY, num(r, a));
	for (int t = 0; t < TYPES; t++) {
		struct w_type *type = &types[muni][t];
		*type = spec_types[t];
		if (muni % 4 == 0 || !chance(rng, 15))
			continue;
		type->level = (int)below(rng, 5);
		type->tabs = (int)below(rng, 1024);
		type->reads = (int)below(rng, 32);
		for (int c = 0; c < CLASSES; c++)
			type->states[c] = "HMOC"[below(rng, 4)];
		PUT(TYPE, txt(r, spec_type_names[t]);
		    num(num(num(r, type->level), type->tabs), type->verbs);
		    num(txt(r, type->states), type->reads));
	}
	return OK;
}

static enum status munis_job(struct db *tx, void *arg)
{
	for (i64 m = 1; m < MUNIS; m++)
		TRY(put_muni(tx, arg, m));
	return OK;
}

struct batch {
	struct placed v[BATCH];
	int n;
};

static enum status batch_job(struct db *tx, void *arg)
{
	const struct batch *b = arg;
	for (int i = 0; i < b->n; i++)
		TRY(place(tx, &b->v[i]));
	return OK;
}

/* ---- looking --------------------------------------------------------------- */

static struct who draw_who(struct rng *r, const struct world *w)
{
	struct who v = {
		.agency = chance(r, 85) ? 2 + below(r, 3) : 1 + below(r, 5),
		.account = 10 + below(r, 3), .now = NOW,
		.role = chance(r, 60) ?
			"worker" : role_names[below(r, COUNT(role_names))],
	};
	/* Mostly somebody whom a grant is meant for. */
	if (w->grants && chance(r, 75)) {
		const struct w_grant *g = &w->grant[1 + below(r, w->grants)];
		v.agency = g->agency;
		v.account = g->account ? g->account : v.account;
	}
	if (w->grants && chance(r, 20))
		v.plan = 1 + below(r, w->grants);
	return v;
}

static struct lens look(struct db *db, const struct placed *p,
			const struct who *v)
{
	struct lens l;
	struct viewer viewer = {
		.muni = p->muni, .account = { v->account },
		.agency = { v->agency }, .role = role_find(str_of(v->role)),
		.now = { v->now }, .plan = { v->plan ? p->base + v->plan : 0 },
	};
	assert_int_equal(vis_lens(db, test_arena, viewer,
				  (casefile_id){ p->base }, &l), OK);
	return l;
}

static char state_in(const struct lens *l, const struct placed *p, i64 person,
		     int class)
{
	return "HMOC"[lens_class(l, (enum vis_class)class,
				 (person_id){ person ? p->base + person : 0 })];
}

/* What a reader needs to find out why. */
static void dump(const struct world *w)
{
	for (int i = 1; i <= w->bases; i++)
		print_error("basis %d of %lld, %s, %lld-%lld\n", i,
			    (long long)w->basis[i].person,
			    w->basis[i].live ? "live" : "dead",
			    (long long)w->basis[i].since,
			    (long long)w->basis[i].until);
	for (int i = 0; i < w->covers; i++)
		print_error("basis %lld covers agency %lld account %lld "
			    "level %d classes %x\n",
			    (long long)w->cover[i].basis,
			    (long long)w->cover[i].agency,
			    (long long)w->cover[i].account, w->cover[i].level,
			    w->cover[i].classes);
	for (int i = 1; i <= w->grants; i++) {
		const struct w_grant *g = &w->grant[i];
		print_error("grant %d to agency %lld account %lld, %s (%d %d "
			    "%s), %lld-%lld, views %d, %s\n", i,
			    (long long)g->agency, (long long)g->account,
			    spec_type_names[g->type],
			    w->types[g->type].level, w->types[g->type].tabs,
			    w->types[g->type].states, (long long)g->since,
			    (long long)g->until, g->views, state_of(g));
	}
	for (int i = 0; i < w->opened; i++)
		print_error("grant %lld opens %lld on %lld, type %d%s\n",
			    (long long)w->open[i].grant,
			    (long long)w->open[i].person,
			    (long long)w->open[i].basis, w->open[i].type,
			    w->open[i].ended ? ", ended" : "");
	print_error("against agency %lld until %lld; guarded until %lld %lld "
		    "%lld\n", (long long)w->against_agency,
		    (long long)w->against_until,
		    (long long)w->guarded_until[1],
		    (long long)w->guarded_until[2],
		    (long long)w->guarded_until[3]);
	for (int i = 0; i < w->exceptions; i++) {
		const struct w_exception *e = &w->exception[i];
		print_error("exception of %lld for %lld: class %d tab %d %c "
			    "until %lld\n", (long long)e->grant,
			    (long long)e->person, e->class, e->tab, e->state,
			    (long long)e->until);
	}
}

static void differs(const char *what, const struct placed *p,
		    const struct who *v, i64 person, int got, int want)
{
	dump(&p->world);
	fail_msg("%s: world %lld of muni %lld, agency %lld account %lld %s "
		 "plan %lld, person %lld: %d, not %d", what,
		 (long long)p->base, (long long)p->muni, (long long)v->agency,
		 (long long)v->account, v->role, (long long)v->plan,
		 (long long)person, got, want);
}

static i64 cells, open_cells;

static void compare(const struct lens *l, const struct placed *p,
		    const struct who *v)
{
	const struct world *w = &p->world;
	int level = spec_level(w, v);
	if ((int)l->level != level)
		differs("level", p, v, 0, (int)l->level, level);
	if ((int)l->tabs != spec_tabs(w, v))
		differs("tabs", p, v, 0, (int)l->tabs, spec_tabs(w, v));
	if (level >= 2 && (int)l->verbs != spec_verbs(w, v))
		differs("verbs", p, v, 0, (int)l->verbs, spec_verbs(w, v));
	if (level >= 2 && (int)l->reads != spec_reads(w, v))
		differs("reads", p, v, 0, (int)l->reads, spec_reads(w, v));
	for (i64 who = 0; who <= w->persons; who++)
		for (int c = 0; c < CLASSES; c++) {
			char got = state_in(l, p, who, c);
			char want = spec_state(w, v, who, c);
			cells++;
			open_cells += want != 'H';
			if (got != want)
				differs("state", p, v, who * 100 + c, got,
					want);
		}
}

static void look_at(struct db *db, struct rng *r, const struct batch *b)
{
	assert_int_equal(db_begin_read(db), OK);
	for (int i = 0; i < b->n; i++)
		for (int k = 0; k < LOOKS; k++) {
			struct arena_mark mark = arena_mark(test_arena);
			struct who v = draw_who(r, &b->v[i].world);
			struct lens l = look(db, &b->v[i], &v);
			compare(&l, &b->v[i], &v);
			arena_rewind(test_arena, mark);
		}
	db_end_read(db);
}

/* ---- P3: a grant less never shows more ------------------------------------ */

struct seen {
	struct who who;
	int level;
	int state[MOST + 1][CLASSES];
};

static struct seen see(struct db *db, const struct placed *p, struct who who)
{
	struct seen s = { .who = who };
	struct lens l = look(db, p, &who);
	s.level = (int)l.level;
	for (i64 i = 0; i <= p->world.persons; i++)
		for (int c = 0; c < CLASSES; c++)
			s.state[i][c] = lens_class(&l, (enum vis_class)c,
					(person_id){ i ? p->base + i : 0 });
	return s;
}

static enum status lessen_job(struct db *tx, void *arg)
{
	static const char text[] = "update bestowal_person set ended_at = 4 "
		"where muni = $1 and bestowal = $2 and person = $3";
	static const struct db_sql sql = { "lessen", text, text, 3, 0 };
	struct batch *b = arg;
	for (int i = 0; i < b->n; i++) {
		struct placed *p = &b->v[i];
		struct row row = { 0 };
		if (!p->world.opened)
			continue;
		struct w_opened *o = &p->world.open[p->world.opened - 1];
		o->ended = true;
		num(num(num(&row, p->muni), p->base + o->grant),
		    p->base + o->person);
		TRY(db_run(tx, &sql, row.v, NULL));
		TRY(vis_seats_refresh(tx, test_arena, p->muni,
				      (casefile_id){ p->base },
				      (stamp){ NOW }));
	}
	return OK;
}

static void see_all(struct db *db, const struct batch *b, struct seen *v,
		    struct rng *r)
{
	assert_int_equal(db_begin_read(db), OK);
	for (int i = 0; i < b->n; i++)
		v[i] = see(db, &b->v[i],
			   r ? draw_who(r, &b->v[i].world) : v[i].who);
	db_end_read(db);
}

static void less_shows_less(struct test_store *t, struct rng *r,
			    struct batch *b)
{
	static struct seen before[BATCH], after[BATCH];
	see_all(t->db, b, before, r);
	assert_int_equal(store_write(t->store, t->db, test_arena, lessen_job,
				     b), OK);
	memcpy(after, before, sizeof after);
	see_all(t->db, b, after, NULL);
	for (int i = 0; i < b->n; i++) {
		assert_true(after[i].level <= before[i].level);
		for (i64 p = 0; p <= b->v[i].world.persons; p++)
			for (int c = 0; c < CLASSES; c++)
				if (after[i].state[p][c] >
				    before[i].state[p][c])
					differs("more", &b->v[i],
						&after[i].who, p * 100 + c,
						after[i].state[p][c],
						before[i].state[p][c]);
	}
}

static i64 worlds_wanted(enum db_engine engine)
{
	const char *n = getenv("TOMOBUNE_SPEC_WORLDS");
	return n ? atoll(n) : engine == DB_PG ? 1000 : 100000;
}

TEST_BOTH(spec, the_lens_is_what_the_page_says)
{
	struct test_store t = test_store_open(test_arena, engine);
	struct rng rng = { 20261123 };
	static struct batch b;
	i64 n = worlds_wanted(engine);
	make_ready();
	cells = open_cells = 0;
	assert_int_equal(store_write(t.store, t.db, test_arena, munis_job,
				     &rng), OK);
	for (i64 done = 0; done < n; done += b.n) {
		b.n = n - done < BATCH ? (int)(n - done) : BATCH;
		for (int i = 0; i < b.n; i++) {
			b.v[i].muni = 1 + (done + i) % (MUNIS - 1);
			b.v[i].base = (done + i + 1) * 10;
			draw(&rng, &b.v[i].world, types[b.v[i].muni]);
		}
		struct arena_mark mark = arena_mark(test_arena);
		assert_int_equal(store_write(t.store, t.db, test_arena,
					     batch_job, &b), OK);
		look_at(t.db, &rng, &b);
		if (done % (8 * BATCH) == 0)
			less_shows_less(&t, &rng, &b);
		arena_rewind(test_arena, mark);
	}
	print_message("%lld worlds, %lld cells, %lld of them open\n",
		      (long long)n, (long long)cells, (long long)open_cells);
	/* Worlds in which nothing may be seen would agree by themselves. */
	assert_true(open_cells * 8 > cells);
	test_store_close(&t);
}

TEST_MAIN
