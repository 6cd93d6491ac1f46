/*
 * p1_test.c — P1 and P7 of visibility.md: what a viewer may not see changes
 * no byte of what he gets, and what he gets is on the record.
 *
 * Two worlds are built from one seed, equal but for what viewer V may not
 * see: presence and number of casefiles, people, notes and tasks of another
 * agency, or the values of hidden classes in V's own.  One random walk over
 * every route (pages, searches, forms, drafts, prints, guessed addresses) is
 * made in both; the answers must be equal after renaming random tokens by the
 * order in which they appear.  Then each seeded leak is opened and the same
 * walk must notice it.  In the same walk: a page that shows a marked personal
 * word ⇔ a new audit row (P7).
 *
 * TOMOBUNE_P1_PAIRS: how many pairs a viewer (default 12 on SQLite, 1 on
 * PostgreSQL).
 */
#include "kernel/test_desk.h"

#include "app/routes.h"
#include "base/map.h"
#include "base/rng.h"
#include "casefile/casefile.h"
#include "household/household.h"
#include "intake/intake.h"
#include "note/note.h"
#include "sys/log.h"
#include "task/task.h"
#include "text/collate.h"
#include "vis/leak.h"

enum { STEPS = 60, POOL_MOST = 200 };

/* Stands in every personal text: a page with it must leave an audit row. */
#define MARK "見印"

/* ---- who asks, and what he may not see ----------------------------------- */

enum secret {
	SECRET_CASES,	/* another agency's casefiles: whether and how many */
	SECRET_VALUES,	/* hidden classes in own casefiles: values, and how many
			 * notes and tasks, and when */
};

static const struct viewer_row {
	const char *name;
	i64 agency;
	enum role role;
	enum secret secret;
} viewers[] = {
	{ "worker of another agency", 2, ROLE_worker, SECRET_CASES },
	{ "clerk of the agency", 1, ROLE_clerk, SECRET_VALUES },
	{ "chief of the agency", 1, ROLE_chief, SECRET_VALUES },
	{ "chief of another agency", 2, ROLE_chief, SECRET_CASES },
	{ "administrator", 1, ROLE_agency_admin, SECRET_CASES },
	{ "administrator of the municipality", 2, ROLE_muni_admin,
	  SECRET_CASES },
	{ "matcher", 2, ROLE_matcher, SECRET_CASES },
	{ "guest", 2, ROLE_guest, SECRET_CASES },
};

/* ---- building a world ----------------------------------------------------- */

struct world {
	struct desk d;
	struct sitting writer1, writer2, v;
	str cases[8];		/* tokens both worlds know */
	int cases_n;
	i64 hidden[4];		/* ids that exist in one world only */
	struct map names;	/* token → its number */
};

struct family {
	struct rq *rq;
	str name, kana;
	int notes;
	bool secret;		/* this world's secret values */
	bool intake;		/* and a talk without a household */
	casefile_id made;
};

static str word(int n)
{
	static const str words[] = {
		STR("やまべ"), STR("さくら"), STR("みやした"), STR("通帳"),
		STR("家賃を滞納"), STR("犬がいる"), STR("北町2丁目"),
		STR("介護の申請"), STR("090-1234-5678"), STR("あずさ"),
	};
	return words[n % COUNT(words)];
}

static str marked(struct arena *a, str s)
{
	return str_cat(a, S(MARK), s);
}

static enum status add_people(struct family *f, struct db *tx,
			      household_id house)
{
	struct arena *a = f->rq->arena;
	for (int i = 0; i < 3; i++) {
		person_id id;
		struct person_new p = {
			.casefile = f->made,
			.household = house,
			.family_name = marked(a, f->name),
			.given_name = word(i),
			.family_name_kana = f->kana,
			.given_name_kana = S("かな"),
			.sex = S("2"),
			.living = i < 2 ? S("home") : S("away"),
			.relation = i ? S("長女") : S("本人"),
			/* Same age band, another day. */
			.birth = { PREC_DAY, { f->secret ? -5000 : -5001 } },
		};
		TRY(person_add(f->rq, tx, &p, &id));
	}
	return OK;
}

static enum status add_notes(struct family *f, struct db *tx)
{
	struct arena *a = f->rq->arena;
	/* Another number at other times: neither may be told. */
	for (int i = 0; i < f->notes + f->secret * 2; i++) {
		note_id id;
		str body = str_cat(a, marked(a, word(i)),
				   f->secret ? S("。秘密甲があった") :
					       S("。秘密乙"));
		struct note_new n = {
			.casefile = f->made,
			.happened_at = { f->rq->now.ms - i * 3600000 -
					 (f->secret ? 400000000 : 0) },
			.method = S("phone"),
			.body = body,
		};
		TRY(note_add(f->rq, tx, &n, &id));
	}
	return OK;
}

static enum status add_task(struct family *f, struct db *tx)
{
	task_id id;
	struct task_new t = { .casefile = f->made,
			      .what = marked(f->rq->arena,
					     f->secret ? S("秘密甲") :
							 S("秘密乙")),
			      .has_due = true,
			      .due = { f->rq->today.n + f->secret * 9 } };
	return task_add(f->rq, tx, &t, &id);
}

static enum status add_intake(struct family *f, struct db *tx)
{
	intake_id id;
	struct intake_new n = { .body = marked(f->rq->arena, S("秘密丙")),
				.method = S("phone"),
				.urgency = S("normal"),
				.received_at = f->rq->now,
				.about_name = f->name,
				.about_kana = f->kana };
	return intake_receive(f->rq, tx, &n, &id);
}

static enum status family_job(struct db *tx, void *arg)
{
	struct family *f = arg;
	household_id house;
	TRY(casefile_open(f->rq, tx, S("normal"),
			  text_sort_key(f->rq->arena, f->kana, f->name),
			  &f->made));
	struct household_new h = {
		.casefile = f->made,
		.name = marked(f->rq->arena, f->name),
		.name_kana = f->kana,
		.address = S("北町2丁目"),
		.phone = S("043-111-2222"),
		.caution = marked(f->rq->arena, S("犬")),
	};
	TRY(household_add(f->rq, tx, &h, &house));
	TRY(add_people(f, tx, house));
	TRY(add_notes(f, tx));
	if (f->intake)
		TRY(add_intake(f, tx));
	return add_task(f, tx);
}

static casefile_id add_family(struct world *w, const struct sitting *who,
			      str name, str kana, int notes, bool secret,
			      bool intake)
{
	struct rq rq = desk_rq(&w->d, who);
	struct family f = { &rq, name, kana, notes, secret,
			    intake, { 0 } };
	assert_int_equal(store_write(w->d.t.store, w->d.t.db, test_arena,
				     family_job, &f),
			 OK);
	return f.made;
}

static str token_of(struct world *w, i64 id)
{
	struct rq rq = desk_rq(&w->d, &w->v);
	return rq_token(&rq, ID_casefile, id);
}

/* `secret`: which of the two worlds. */
static void world_build(struct world *w, enum db_engine engine,
			const struct viewer_row *v, bool secret)
{
	str why = { 0 };
	*w = (struct world){ 0 };
	desk_open(&w->d, engine, NULL, 0);
	assert_int_equal(routes_add(&w->d.app, &why), OK);
	/* Both worlds must seal ids alike. */
	for (isize i = 0; i < (isize)sizeof w->d.app.keys; i++)
		((u8 *)&w->d.app.keys)[i] = (u8)i;
	w->writer1 = desk_sit(&w->d, 1, S("石井"), ROLE_worker);
	w->writer2 = desk_sit(&w->d, 2, S("大西"), ROLE_worker);
	w->v = desk_sit(&w->d, v->agency, S("見る人"), v->role);
	bool values = v->secret == SECRET_VALUES && secret;
	casefile_id known[3];
	known[0] = add_family(w, &w->writer2, S("宮下"), S("みやした"), 3,
			      false, false);
	known[1] = add_family(w, &w->writer1, S("山邉"), S("やまべ"), 4,
			      values, false);
	known[2] = add_family(w, &w->writer1, S("﨑田"), S("さきた"), 2,
			      values, false);
	for (int i = 0; i < 3; i++)
		w->cases[w->cases_n++] = token_of(w, known[i].v);
	if (v->secret != SECRET_CASES)
		return;
	/* Agency 1 of the other agency: present in one world only. */
	const struct sitting *other = v->agency == 1 ? &w->writer2 :
						       &w->writer1;
	for (int i = 0; secret && i < 3; i++)
		w->hidden[i] = add_family(w, other, word(i), word(i), i + 1,
					  true, true).v;
}

/* ---- walking ---------------------------------------------------------------- */

struct pool {
	str v[POOL_MOST];
	int n;
};

struct walk {
	struct rng rng;
	struct pool pools[2][ID_COUNT];	/* of each world */
	int at;			/* the world being asked */
	int routes_seen[400];
};

static bool is_token_char(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
}

/* Random tokens become «1», «2» … in the order in which they appear. */
static str canonical(struct world *w, str body)
{
	struct out o = out_open(test_arena, body.n);
	for (isize i = 0; i < body.n;) {
		isize j = i;
		while (j < body.n && is_token_char(body.p[j]))
			j++;
		str run = str_sub(body, i, j);
		if (run.n < 20) {
			put(&o, run);
			if (j < body.n)
				out_char(&o, body.p[j++]);
			i = j;
			continue;
		}
		void **slot = map_slot(test_arena, &w->names,
				       str_dup(test_arena, run));
		if (!*slot)
			*slot = (void *)(uintptr_t)w->names.n;
		put(&o, S("«"));
		put(&o, (i64)(uintptr_t)*slot);
		put(&o, S("»"));
		i = j;
	}
	return out_str(&o);
}

static enum id_kind kind_before(str body, isize at)
{
	static const struct {
		str sign;
		enum id_kind kind;
	} signs[] = {
		{ STR("/notes/"), ID_note },   { STR("note="), ID_note },
		{ STR("/tasks/"), ID_task },   { STR("/people/"), ID_person },
		{ STR("/intake/"), ID_intake }, { STR("/cases/"), ID_casefile },
	};
	for (isize i = 0; i < COUNT(signs); i++)
		if (str_ends(str_sub(body, 0, at), signs[i].sign))
			return signs[i].kind;
	return ID_NONE;
}

/* Addresses a page shows can be asked for later. */
static void gather(struct walk *k, str body)
{
	for (isize i = 0; i < body.n;) {
		isize j = i;
		while (j < body.n && is_token_char(body.p[j]))
			j++;
		enum id_kind kind = j - i == 22 ? kind_before(body, i) :
						  ID_NONE;
		struct pool *p = &k->pools[k->at][kind];
		if (kind && p->n < POOL_MOST)
			p->v[p->n++] = str_dup(test_arena,
					       str_sub(body, i, j));
		i = j + 1;
	}
}

static str pick(struct walk *k, enum id_kind kind)
{
	const struct pool *p = &k->pools[k->at][kind];
	i64 at = rng_below(&k->rng, POOL_MOST);
	return p->n ? p->v[at % p->n] : S("AAAAAAAAAAAAAAAAAAAAAA");
}

/* A casefile: known, or an address only one world could answer. */
static str pick_case(struct world *w, struct walk *k, i64 hidden_id)
{
	i64 n = rng_below(&k->rng, 6);
	if (n < w->cases_n)
		return w->cases[n];
	if (n == 3)
		return pick(k, ID_casefile);
	return token_of(w, hidden_id);
}

static str param_value(struct world *w, struct walk *k, str name, i64 hidden)
{
	static const struct {
		str name;
		enum id_kind kind;
	} kinds[] = { { STR("note"), ID_note },	  { STR("task"), ID_task },
		      { STR("person"), ID_person }, { STR("intake"), ID_intake } };
	if (str_eq(name, S("casefile")))
		return pick_case(w, k, hidden);
	for (isize i = 0; i < COUNT(kinds); i++)
		if (str_eq(name, kinds[i].name))
			return pick(k, kinds[i].kind);
	static const str others[] = { STR("health"), STR("money"),
				      STR("contact"), STR("wish"),
				      STR("strength"), STR("household"),
				      STR("overview"), STR("1") };
	return others[rng_below(&k->rng, COUNT(others))];
}

static str path_for(struct world *w, struct walk *k, const struct route *r,
		    i64 hidden)
{
	struct out o = out_open(test_arena, 100);
	str rest = str_of(r->pattern);
	str_cut(&rest, '/');
	while (rest.p) {
		str seg = str_cut(&rest, '/');
		out_char(&o, '/');
		if (str_starts(seg, S(":")))
			put(&o, param_value(w, k, str_sub(seg, 1, seg.n),
					    hidden));
		else
			put(&o, seg);
	}
	static const str queries[] = {
		STR(""), STR("?sort=noted"), STR("?sort=kana&down=1"),
		STR("?who=me"), STR("?stage=support"), STR("?draft=1"),
		STR("?view=time"), STR("?sort=method"),
	};
	if (r->method == GET)
		put(&o, queries[rng_below(&k->rng, COUNT(queries))]);
	return out_str(&o);
}

static void field(struct out *o, const char *name, str value)
{
	if (o->n)
		out_char(o, '&');
	put(o, str_of(name));
	out_char(o, '=');
	out_percent(o, value);
}

/* One form that every handler finds its fields in. */
static str form_for(struct world *w, struct walk *k, i64 hidden)
{
	struct out o = out_open(test_arena, 600);
	str said = word((int)rng_below(&k->rng, 10));
	field(&o, "q", said);
	field(&o, "name", rng_below(&k->rng, 2) ? said : S("山邉 トキ"));
	field(&o, "kana", S("やまべ"));
	field(&o, "place", S("北町"));
	field(&o, "from_tel", S("043-111-2222"));
	field(&o, "body", str_cat(test_arena, S("話した。"), said));
	field(&o, "what", said);
	field(&o, "due", S("来週火曜"));
	field(&o, "means", S("phone"));
	field(&o, "from", S("self"));
	field(&o, "rev", S("1"));
	field(&o, "version", S("1"));
	field(&o, "form", S("note"));
	field(&o, "text", S("{\"body\":\"書きかけ\"}"));
	field(&o, "object", pick_case(w, k, hidden));
	field(&o, "casefile", pick_case(w, k, hidden));
	field(&o, "act", S("only"));
	return out_str(&o);
}

/* ---- the record -------------------------------------------------------------- */

static const struct db_sql count_sql = {
	"p1_audit", "select count(*) from audit where muni = ?1 and "
	"account = ?2",
	"select count(*) from audit where muni = $1 and account = $2", 2, 1
};

static i64 audit_rows(struct world *w)
{
	struct db_value in[] = { { DB_INT, DESK_MUNI, { 0 } },
				 { DB_INT, w->v.viewer.account.v, { 0 } } };
	struct db_rows *rows;
	bool there;
	assert_int_equal(db_begin_read(w->d.t.db), OK);
	assert_int_equal(db_open(w->d.t.db, &count_sql, in, &rows), OK);
	assert_int_equal(db_next(rows, &there), OK);
	i64 n = db_int(rows, 0);
	db_close(rows);
	db_end_read(w->d.t.db);
	return n;
}

/* What the viewer typed himself is not what he was shown. */
static bool shows_personal(str body)
{
	return str_find(body, S(MARK), 0) >= 0;
}

/* P7: what shows a person leaves a row; what shows nobody leaves none. */
static void check_record(const struct route *r, str path,
			 const struct answer *a, i64 new_rows)
{
	if (shows_personal(a->body) && new_rows == 0) {
		print_error("%.*s shows without a row\n", (int)path.n, path.p);
		fail();
	}
	if (r->no_audit && a->status == 200 && new_rows) {
		print_error("%.*s leaves a row for nobody\n", (int)path.n,
			    path.p);
		fail();
	}
}

/* ---- one pair ------------------------------------------------------------------ */

static struct answer ask(struct world *w, const struct route *r, str path,
			 str form)
{
	return r->method == POST ? desk_post(&w->d, &w->v, path, form) :
				   desk_get(&w->d, &w->v, path);
}

/* Signing out would end the walk. */
static bool is_walkable(const struct route *r)
{
	str p = str_of(r->pattern);
	return !str_eq(p, S("/logout")) && !str_eq(p, S("/login")) &&
	       !str_starts(p, S("/sessions/"));
}

static str whole(struct world *w, const struct answer *a)
{
	struct out o = out_open(test_arena, a->body.n + 100);
	put(&o, a->status);
	put(&o, S("\n"));
	put(&o, a->location);
	put(&o, S("\n"));
	put(&o, a->body);
	return canonical(w, out_str(&o));
}

static void tell_difference(const struct route *r, str path, str x, str y)
{
	isize i = 0;
	while (i < x.n && i < y.n && x.p[i] == y.p[i])
		i++;
	str a = str_sub(x, i - 60, i + 160), b = str_sub(y, i - 60, i + 160);
	print_error("%s %.*s differs at %ld\n one: %.*s\n two: %.*s\n",
		    r->pattern, (int)path.n, path.p, (long)i, (int)a.n, a.p,
		    (int)b.n, b.p);
}

/* True when the worlds cannot be told apart. */
static bool walk_pair(enum db_engine engine, const struct viewer_row *v,
		      u64 seed, struct walk *k, bool quiet)
{
	struct world w[2];
	world_build(&w[0], engine, v, false);
	world_build(&w[1], engine, v, true);
	k->rng = (struct rng){ seed };
	memset(k->pools, 0, sizeof k->pools);
	bool same = true;
	isize n = app_routes_n(&w[0].d.app);
	for (int step = 0; step < STEPS && same; step++) {
		isize at = rng_below(&k->rng, n);
		const struct route *r = app_route(&w[0].d.app, at);
		if (!is_walkable(r))
			continue;
		i64 hidden = w[1].hidden[rng_below(&k->rng, 3)];
		if (!hidden)
			hidden = 12345;
		struct rng before = k->rng;
		str got[2];
		for (int x = 0; x < 2; x++) {
			k->rng = before;
			k->at = x;
			str path = path_for(&w[x], k, r, hidden);
			str form = form_for(&w[x], k, hidden);
			i64 rows = audit_rows(&w[x]);
			struct answer a = ask(&w[x], r, path, form);
			got[x] = whole(&w[x], &a);
			gather(k, a.body);
			if (!quiet)
				check_record(r, path, &a,
					     audit_rows(&w[x]) - rows);
		}
		k->routes_seen[at]++;
		same = str_eq(got[0], got[1]);
		if (!same && !quiet)
			tell_difference(r, str_of(r->pattern), got[0],
					got[1]);
	}
	/* The younger first: each gives its arena space back. */
	desk_close(&w[1].d);
	desk_close(&w[0].d);
	return same;
}

/* ---- the tests -------------------------------------------------------------- */

/* A PostgreSQL world costs a hundred times a SQLite one to set up. */
static int pairs(enum db_engine engine)
{
	const char *n = getenv("TOMOBUNE_P1_PAIRS");
	return n ? atoi(n) : engine == DB_LITE ? 12 : 1;
}

/* Fixed time, so that a minute passing is no difference. */
static void stop_clock(void)
{
#ifdef TB_TEST_CLOCK
	char path[64];
	snprintf(path, sizeof path, "/dev/shm/tomobune-p1-%d", (int)getpid());
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	fprintf(f, "1794790800000 7\n");
	fclose(f);
	setenv("TOMOBUNE_CLOCK", path, 1);
	log_least(LOG_ERROR);
#else
	skip();
#endif
}

static void start_clock(void)
{
	unlink(getenv("TOMOBUNE_CLOCK"));
}

TEST_BOTH(p1, hidden_things_change_no_byte)
{
	static struct walk k;
	int reached = 0, routes = 0;
	stop_clock();
	for (int p = 0; p < pairs(engine); p++)
		for (isize v = 0; v < COUNT(viewers); v++) {
			u64 seed = (u64)p * 100 + (u64)v;
			if (walk_pair(engine, &viewers[v], seed, &k, false))
				continue;
			print_error("viewer: %s, seed %d\n", viewers[v].name,
				    (int)seed);
			fail();
		}
	for (isize i = 0; i < COUNT(k.routes_seen); i++) {
		reached += k.routes_seen[i] > 0;
		routes += k.routes_seen[i];
	}
	print_message("p1: %d requests in each world, %d routes reached\n",
		      routes, reached);
	start_clock();
	assert_true(reached >= 30);
}

TEST_BOTH(p1, each_seeded_leak_is_seen)
{
	stop_clock();
#ifdef TB_TEST_CLOCK
	static struct walk k;
	for (int l = LEAK_NONE + 1; l < LEAKS; l++) {
		bool seen = false;
		leak_open = (enum leak)l;
		for (u64 seed = 0; seed < 60 && !seen; seed++)
			seen = !walk_pair(engine, &viewers[0], seed, &k, true);
		leak_open = LEAK_NONE;
		if (!seen)
			print_error("leak %d was not seen\n", l);
		assert_true(seen);
	}
#endif
	start_clock();
}

TEST_MAIN
