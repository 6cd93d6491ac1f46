/* walk.c — see walk.h. */
#include "walk.h"

#include <stdio.h>
#include <string.h>

#include "base/test.h"
#include "dressed.h"

/* ---- what was seen ----------------------------------------------------- */

static bool is_token_char(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
}

/* Tokens on a page can be asked for later. */
static void gather(struct asker *k, str body)
{
	for (isize i = 0; i < body.n; i++) {
		isize j = i;
		i64 id;
		while (j < body.n && is_token_char(body.p[j]))
			j++;
		if (j - i == 22) {
			str t = str_sub(body, i, j);
			struct pool *p = &k->pools[world_open(k->w, t, &id)];
			int at = p->n < POOL_MOST ? p->n++ :
						    (int)(id % POOL_MOST);
			p->v[at] = (struct seen_token){ t, k->home };
		}
		i = j;
	}
}

/* ---- cells ------------------------------------------------------------- */

/* No casefile, or one the viewer may open. */
static bool is_open(int home, const struct secrets *s)
{
	return home < 0 || (home < HOMES_MOST &&
			    s->home[home].level >= LEVEL_OVERVIEW);
}

/* HOMES_MOST: a casefile of one world, or of none; -1: no casefile. */
static void count_cells(struct walk_sum *s, isize route, int home,
			const struct world *second,
			const struct secrets *secrets)
{
	bool open = is_open(home, secrets);
	for (int d = 0; d < DIFFS; d++) {
		u32 where = second->touched[d];
		bool here = home < 0 ? where != 0 :
			    home < HOMES_MOST ? (where >> home & 1) != 0 :
			    (where >> TOUCHED_ELSEWHERE) != 0;
		s->cells[route][d] += here;
		s->inside[route][d] += here && open;
	}
}

/* ---- comparing --------------------------------------------------------- */

static void show(const char *what, str s, isize at)
{
	str part = str_sub(s, at < 80 ? 0 : at - 80,
			   at + 160 < s.n ? at + 160 : s.n);
	print_error("%s: %.*s\n", what, (int)part.n, part.p);
}

static void tell_difference(const struct ask_row *row, const struct asked *q,
			    str x, str y)
{
	isize i = 0;
	while (i < x.n && i < y.n && x.p[i] == y.p[i])
		i++;
	print_error("%s: %.*s?%.*s differs at %ld\n", row->pattern,
		    (int)q->path.n, q->path.p, (int)q->query.n, q->query.p,
		    (long)i);
	if (q->form.n)
		print_error("form: %.*s\n", (int)q->form.n, q->form.p);
	show(" one", x, i);
	show(" two", y, i);
}

/* What the viewer typed himself is not what he was shown. */
static bool shows_personal(str body)
{
	return str_find(body, S(MARK), 0) >= 0;
}

/* P7: what shows a person leaves a row; what shows nobody leaves none. */
static bool is_on_record(const struct route *r, const struct asked *q,
			 const struct answered *a)
{
	bool typed = shows_personal(q->form) || shows_personal(q->path);
	if (!typed && shows_personal(a->body) && a->audit_rows == 0) {
		print_error("%s shows without a row\nform: %.*s\n", r->pattern,
			    (int)q->form.n, q->form.p);
		show(" it", a->body, str_find(a->body, S(MARK), 0));
		return false;
	}
	if (r->no_audit && a->status == 200 && a->audit_rows &&
	    !shows_personal(a->body)) {
		print_error("%s leaves a row for nobody\n", r->pattern);
		return false;
	}
	return true;
}

static i64 gap(i64 x, i64 y)
{
	return x > y ? x - y : y - x;
}

/* P2: the same statements, the same rows.  False when what is not there for
 * the viewer costs another work than what does not exist. */
static bool same_work(struct walk_sum *s, isize route, bool open,
		      const struct answered got[2])
{
	struct db_count x = got[0].work, y = got[1].work;
	struct db_count *most = &s->work_gap[route];
	i64 st = gap(x.statements, y.statements), rows = gap(x.rows, y.rows);
	s->statements += x.statements;
	s->rows += x.rows;
	if (!st && !rows)
		return true;
	s->work_differs[route]++;
	if (most->statements < st)
		most->statements = st;
	if (most->rows < rows)
		most->rows = rows;
	return open;
}

/* ---- events ------------------------------------------------------------ */

static bool is_for(const struct hub_ticket *t, const struct heard *x)
{
	/* A cut of all has no topic. */
	bool here = t->key == x->topic || !x->topic;
	for (int i = 0; i < t->topics_n; i++)
		here = here || t->topics[i] == x->topic;
	return here;
}

static bool is_heard(const struct world *w, const struct heard *x)
{
	for (int i = 0; i < w->listens_n; i++)
		if (is_for(&w->listens[i], x))
			return true;
	return false;
}

static str heard_text(struct arena *a, const struct world *w)
{
	struct out o = out_open(a, 100);
	for (isize i = 0; i < w->heard.n; i++) {
		const struct heard *x = &w->heard.v[i];
		if (!is_heard(w, x))
			continue;
		put(&o, x->name);
		put(&o, S(" "));
		put(&o, x->data);
		put(&o, S("\n"));
	}
	return out_str(&o);
}

static bool same_events(struct world w[2], bool seal, bool quiet,
			struct walk_sum *s)
{
	static const struct ask_row row = { .pattern = "what browsers hear" };
	static const struct asked none = { 0 };
	world_tell(&w[0], seal);
	world_tell(&w[1], seal);
	str x = heard_text(w[0].a, &w[0]), y = heard_text(w[1].a, &w[1]);
	s->events += x.n > 0;
	if (str_eq(x, y))
		return true;
	if (!quiet)
		tell_difference(&row, &none, x, y);
	return false;
}

/* ---- one step ---------------------------------------------------------- */

struct step {
	struct world *w;
	struct asker *k;
	const struct secrets *secrets;
	bool quiet, twins;
	bool one_only;	/* twins: what others do happens on one engine */
	isize often;	/* a route that is asked every third time; -1: none */
	struct walk_sum *s;
};

/* Is the answer dressed?  Counts it as a cell of route and status. */
static bool is_dressed(struct step *t, isize at, const struct answered *a)
{
	str wrong = dressed_wrong(a);
	t->s->statuses[at] |= (u32)1 << (a->status % 31);
	if (wrong.p && !t->quiet)
		print_error("%s: %d: headers: %.*s\n",
			    world_route(&t->w[0], at)->pattern, a->status,
			    (int)wrong.n, wrong.p);
	return !wrong.p;
}

static bool ask_both(struct step *t, isize at, const struct ask_row *row)
{
	const struct route *r = world_route(&t->w[0], at);
	struct asked q = routes_ask(t->k, row);
	struct answered got[2];
	for (int i = 0; i < 2; i++) {
		world_step(&t->w[i], t->k->step);
		got[i] = world_ask(&t->w[i], &q);
	}
	t->s->requests++;
	t->s->asked[at]++;
	t->s->answered[at] += got[0].status < 400 || got[0].status == 422;
	count_cells(t->s, at, t->k->home, &t->w[1], t->secrets);
	bool same = str_eq(got[0].whole, got[1].whole);
	if (!same && !t->quiet)
		tell_difference(row, &q, got[0].whole, got[1].whole);
	if (same && !t->quiet)
		same = is_dressed(t, at, &got[0]);
	/* Engines may work otherwise, and looks are the other walk's matter. */
	if (t->twins) {
		gather(t->k, got[0].whole);
		return same;
	}
	if (!same_work(t->s, at, is_open(t->k->home, t->secrets), got)) {
		if (!t->quiet)
			print_error("%s: %.*s: a refusal costs %lld or %lld "
				    "statements, %lld or %lld rows\n",
				    row->pattern, (int)q.path.n, q.path.p,
				    (long long)got[0].work.statements,
				    (long long)got[1].work.statements,
				    (long long)got[0].work.rows,
				    (long long)got[1].work.rows);
		same = false;
	}
	if (same && !t->quiet && !is_on_record(r, &q, &got[0]))
		same = false;
	/* Headers too: where a redirect leads. */
	gather(t->k, got[0].whole);
	return same;
}

static bool one_step(struct step *t)
{
	struct rng *r = &t->k->rng;
	isize at = rng_below(r, world_routes_n(&t->w[0]));
	if (t->often >= 0 && rng_below(r, 3) == 0)
		at = t->often;
	const struct route *route = world_route(&t->w[0], at);
	const struct ask_row *row = routes_find(route->method,
						route->pattern);
	u64 live = rng_next(r);
	int from = t->twins && !t->one_only ? 0 : 1;
	for (int i = from; live % 4 == 0 && i < 2; i++)
		world_live(&t->w[i], t->k->step, live / 4);
	if (row && !row->skip && !ask_both(t, at, row))
		return false;
	t->k->step++;
	if (rng_below(r, 10))
		return true;
	return same_events(t->w, rng_below(r, 3) == 0, t->quiet, t->s);
}

/* What the viewer sees of each home, and which of it is not the same. */
static void tell_secrets(const struct world w[2], const struct secrets *s)
{
	for (int h = 0; h < w[0].homes_n; h++) {
		const struct home_secret *x = &s->home[h];
		print_error("%.*s: level %d", (int)w[0].homes[h].name.n,
			    w[0].homes[h].name.p, (int)x->level);
		for (int who = 0; who <= PEOPLE; who++) {
			print_error(" ");
			for (int c = 0; c < CLASS_COUNT; c++) {
				unsigned bit = 1u << c;
				print_error("%s", x->masked[who] & bit ? "M" :
					    x->closed[who] & bit ? "H" :
					    x->coarse[who] & bit ? "O" : "C");
			}
			print_error("%s", x->guarded[who] ? "!" : "");
		}
		print_error(" differs:");
		for (int d = 0; d < DIFFS; d++)
			if (w[1].touched[d] >> h & 1)
				print_error(" %s", diff_names[d]);
		print_error("\n");
	}
}

static isize route_at(const struct world *w, const struct leak_row *l)
{
	for (isize i = 0; l && l->pattern && i < world_routes_n(w); i++)
		if (world_route(w, i)->method == l->method &&
		    strcmp(world_route(w, i)->pattern, l->pattern) == 0)
			return i;
	return -1;
}

/* One sequence of requests. */
static bool walk(struct step *t, u64 pair)
{
	bool same = true;
	t->k->rng = (struct rng){ pair * 31 + 5 };
	for (int i = 0; i < 2; i++) {
		world_step(&t->w[i], t->k->step);
		/* Refusals have kept no session awake. */
		world_refresh(&t->w[i]);
		world_listen(&t->w[i]);
		/* The news of before pass. */
		world_tell(&t->w[i], true);
	}
	t->k->step++;
	for (int i = 0; i < STEPS && same; i++)
		same = one_step(t);
	if (same)
		same = same_events(t->w, false, t->quiet, t->s);
	t->s->pairs++;
	if (!same && !t->quiet) {
		print_error("pair %llu, viewer: %s\n",
			    (unsigned long long)pair, t->w->kind->name);
		tell_secrets(t->w, t->secrets);
	}
	return same;
}

static bool walk_all(struct host *h, struct arena *a, u64 seed,
		     const struct viewer_kind *kind,
		     const struct leak_row *leak, struct walk_sum *s)
{
	host_refresh(h);
	struct arena_mark mark = arena_mark(a);
	struct world *w = new(a, struct world, 2);
	struct secrets *secrets = new(a, struct secrets, 1);
	struct asker *k = new(a, struct asker, 1);
	worlds_build(h, a, kind, seed, w, secrets);
	*k = (struct asker){ .w = &w[0], .second = &w[1],
			     .secrets = secrets };
	struct step t = { .w = w, .k = k, .secrets = secrets,
			  .quiet = leak != NULL, .often = route_at(w, leak),
			  .s = s };
	bool same = true;
	for (u64 n = 0; n < SEQUENCES && same; n++)
		same = walk(&t, seed * SEQUENCES + n);
	arena_rewind(a, mark);
	return same;
}

static bool walk_both_engines(struct host *h, struct arena *a, u64 seed,
			      struct step t)
{
	host_refresh(h);
	struct arena_mark mark = arena_mark(a);
	struct world *w = new(a, struct world, 2);
	struct secrets *secrets = new(a, struct secrets, 1);
	struct asker *k = new(a, struct asker, 1);
	worlds_build_twins(h, a, viewer_of(seed), seed, w, secrets);
	*k = (struct asker){ .w = &w[0], .second = &w[1],
			     .secrets = secrets };
	t.w = w;
	t.k = k;
	t.secrets = secrets;
	t.twins = true;
	t.often = -1;
	bool same = true;
	for (u64 n = 0; n < SEQUENCES && same; n++)
		same = walk(&t, seed * SEQUENCES + n);
	arena_rewind(a, mark);
	return same;
}

bool walk_twins(struct host *h, struct arena *a, u64 seed, struct walk_sum *s)
{
	return walk_both_engines(h, a, seed, (struct step){ .s = s });
}

bool walk_twins_apart(struct host *h, struct arena *a, u64 seed)
{
	static struct walk_sum nobody;
	return walk_both_engines(h, a, seed,
				 (struct step){ .s = &nobody, .quiet = true,
						.one_only = true });
}

bool walk_seed(struct host *h, struct arena *a, u64 seed, struct walk_sum *s)
{
	return walk_all(h, a, seed, viewer_of(seed), NULL, s);
}

/* The next viewer of the role to which the leak tells something. */
static const struct viewer_kind *leak_viewer(u64 n, enum role role)
{
	const struct viewer_kind *k = viewer_of(n);
	while (role && k->role != role)
		k = viewer_of(++n);
	return k;
}

bool walk_leaking(struct host *h, struct arena *a, u64 seed, enum leak l,
		  int *ret_pairs)
{
	static struct walk_sum nobody;
	const struct leak_row *row = &leak_rows[l];
	i64 before = nobody.pairs;
	bool same = walk_all(h, a, seed, leak_viewer(seed, row->role), row,
			     &nobody);
	*ret_pairs = (int)(nobody.pairs - before);
	return same;
}

/* ---- the sum ----------------------------------------------------------- */

int walk_routes(const struct walk_sum *s)
{
	int n = 0;
	for (int r = 0; r < ROUTES_MOST; r++)
		n += s->asked[r] > 0;
	return n;
}

int walk_cells(const struct walk_sum *s, bool inside)
{
	int n = 0;
	for (int r = 0; r < ROUTES_MOST; r++)
		for (int d = 0; d < DIFFS; d++)
			n += (inside ? s->inside : s->cells)[r][d] > 0;
	return n;
}

static void print_diffs(const struct walk_sum *s, int routes)
{
	print_message("difference: routes that met it (inside an open "
		      "casefile or without one), of %d\n", routes);
	for (int d = 0; d < DIFFS; d++) {
		int all = 0, inside = 0;
		for (int r = 0; r < ROUTES_MOST; r++) {
			all += s->cells[r][d] > 0;
			inside += s->inside[r][d] > 0;
		}
		print_message("  %-9s %3d (%d)\n", diff_names[d], all, inside);
	}
}

static void print_work(const struct walk_sum *s, const struct app *app)
{
	i64 differs = 0;
	for (isize r = 0; r < app_routes_n(app); r++) {
		differs += s->work_differs[r];
		if (s->work_differs[r])
			print_message("  other work: %s %s, %lld of %d, at "
				      "most %lld statements, %lld rows\n",
				      app_route(app, r)->method == POST ?
					      "POST" : "GET",
				      app_route(app, r)->pattern,
				      (long long)s->work_differs[r],
				      s->asked[r],
				      (long long)s->work_gap[r].statements,
				      (long long)s->work_gap[r].rows);
	}
	print_message("work: %lld statements, %lld rows; %lld of %lld answers "
		      "cost other work in the other world\n",
		      (long long)s->statements, (long long)s->rows,
		      (long long)differs, (long long)s->requests);
}

int walk_statuses(const struct walk_sum *s)
{
	int n = 0;
	for (int r = 0; r < ROUTES_MOST; r++)
		n += __builtin_popcount(s->statuses[r]);
	return n;
}

void walk_print(const struct walk_sum *s, const struct app *app)
{
	int routes = walk_routes(s);
	print_diffs(s, routes);
	print_work(s, app);
	print_message("headers: right on %d cells of route and status\n",
		      walk_statuses(s));
	print_message("%lld pairs, %lld requests in each world, %d routes, "
		      "%lld looks at events; cells %d, inside %d of %d\n",
		      (long long)s->pairs, (long long)s->requests, routes,
		      (long long)s->events, walk_cells(s, false),
		      walk_cells(s, true), routes * DIFFS);
}
