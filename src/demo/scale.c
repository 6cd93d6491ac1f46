/*
 * scale.c — many casefiles for measuring: straight rows in batches, invented
 * from templates so that words are as common or rare as in a real city.
 *
 * The rows are what the product writes for a household of one to four people
 * with some notes and now and then a task; one audit row stands for a whole
 * casefile.  Notes spread over the two years before the last day.
 *
 * Everything is planned first and then written in the order of time, as a city
 * comes to be: the ids of nearly all tables and of the full-text index grow
 * then, and a B-tree or an index that only grows is several times faster, and
 * packed as in a real one.
 */
#include "demo/city.h"

#include <stdlib.h>
#include <string.h>

#include "casefile/casefile.h"
#include "base/vec.h"
#include "db/index.h"
#include "demo.sql.h"
#include "demo/names.h"
#include "demo/scale_text.h"
#include "dict/dict.h"
#include "note/note.h"
#include "search/search.h"
#include "text/collate.h"

enum { BATCH = 100000, SMALL_BATCH = 1000, ANALYZED = 10000, NOTES = 10,
       NOTES_MAX = 100, DAYS = 730, YEARS = 4 };

struct office {
	agency_id id;
	str prefix;
	struct {
		account_id *v;
		isize n, cap;
	} workers;
	int numbers[YEARS];	/* casefiles of each fiscal year */
};

/* A casefile as it is planned. */
struct home {
	casefile_id id;		/* once it is opened */
	stamp since, newest;
	int office, worker;	/* indexes */
	int due;		/* a day; 0: nothing to do */
};

/* What is written at a moment: the casefile itself, or one of its notes. */
struct event {
	stamp at;
	u32 home;
	enum { OPENED, NOTED, NOTED_LAST } what;
};

struct scale {
	struct demo *d;
	struct arena *plan;
	struct rng rng;
	struct office *offices;
	struct office *before;	/* for a batch that runs again */
	isize offices_n;
	int first_year, notes;
	struct home *homes;
	isize homes_n;
	struct event *events;
	isize events_n, done, batch;
	const struct code *stages;
};

/* One event on its way into the tables. */
struct growth {
	struct scale *s;
	struct db *tx;
	struct home *home;
	struct office *office;
	account_id worker;
	household_id house;
	stamp at;
	const struct demo_name *family;
	str address, phone;
};

/* ---- agencies and accounts ---------------------------------------------- */

static const char *const towns[] = { "北町", "本町", "港町", "舟見台", "川端町",
				     "緑が丘", "東浜", "西浜", "宮前", "桜台",
				     "新田", "汐見", "松原", "高砂", "小舟谷" };
static const struct {
	const char *name, *mark, *kind;
} offices[] = {
	{ "地域包括支援センター", "包", "10" },
	{ "相談支援センター", "相", "14" },
	{ "生活相談窓口", "生", "21" },
	{ "こども家庭センター", "子", "17" },
};

static const char *pick(struct rng *r, const char *const *words, isize n)
{
	return words[rng_below(r, n)];
}

static str two(struct arena *a, const char *x, const char *y)
{
	return str_cat(a, str_of(x), str_of(y));
}

/* 北町相談支援センター; when every town has one of each, 北町第2…. */
static str town_name(struct arena *a, int i, const char *ordinal)
{
	str town = str_of(towns[i % COUNT(towns)]);
	isize round = i / (COUNT(towns) * COUNT(offices));
	if (!round)
		return town;
	struct out o = out_open(a, 32);
	put(&o, town);
	put(&o, str_of(ordinal));
	put(&o, round + 1);
	return out_str(&o);
}

static enum status add_office(struct scale *s, struct db *tx, int i)
{
	struct demo *d = s->d;
	struct office *o = &s->offices[s->offices_n];
	isize kind = (i / COUNT(towns) + i % COUNT(towns)) % COUNT(offices);
	str name = str_cat(d->arena, town_name(d->arena, i, "第"),
			   str_of(offices[kind].name));
	*o = (struct office){
		.id = { id_new() },
		.prefix = str_cat(d->arena, town_name(d->arena, i, ""),
				  str_of(offices[kind].mark)),
	};
	s->offices_n++;
	return demo_agency_add(tx, DEMO_MUNI, o->id, name, name,
			       str_of(offices[kind].kind),
			       S("043-000-0099"), o->prefix);
}

static account_id *new_worker(struct scale *s, struct office *o)
{
	return vec_push(s->d->arena, &o->workers);
}

/* Logins are s001, s002 … */
static enum status add_worker(struct scale *s, struct db *tx, int i)
{
	struct demo *d = s->d;
	struct office *o = &s->offices[i % s->offices_n];
	const struct demo_name *f =
		&name_family[rng_below(&s->rng, name_family_n)];
	const struct demo_name *g =
		&name_women[rng_below(&s->rng, name_women_n)];
	account_id id = { id_new() };
	struct out login = out_open(d->arena, 8);
	put(&login, S("s"));
	out_padded(&login, i + 1, 3);
	TRY(demo_account_add(tx, DEMO_MUNI, id,
			     str_cat(d->arena, two(d->arena, f->written, " "),
				     str_of(g->written)),
			     str_cat(d->arena, two(d->arena, f->kana, " "),
				     str_of(g->kana)),
			     S("相談員"), d->password));
	TRY(demo_login_add(tx, DEMO_MUNI, out_str(&login), id));
	TRY(demo_post_add(tx, DEMO_MUNI, id, o->id,
			  role_name(ROLE_worker)));
	*new_worker(s, o) = id;
	return OK;
}

/* The city's own agencies that lead casefiles take part. */
static const struct {
	enum demo_agency agency;
	enum demo_who who;
} own[] = { { KITA, ISHII }, { SHAKYO, ONISHI }, { KIKAN, NAKAHARA } };

static void own_offices(struct scale *s)
{
	for (isize i = 0; i < COUNT(own); i++) {
		struct office *o = &s->offices[s->offices_n++];
		*o = (struct office){
			.id = s->d->agency[own[i].agency],
			.prefix = str_of(demo_agencies[own[i].agency].prefix),
		};
		*new_worker(s, o) = s->d->account[own[i].who];
	}
}

/* Agencies besides the city's own, and people at each. */
static int more_agencies(const struct scale *s)
{
	enum { LARGE = 50, SMALL = 13 };
	i64 n = s->d->options->agencies;
	if (!n)
		n = s->d->options->scale >= 1000 ? LARGE : SMALL;
	return n > AGENCIES ? (int)n - AGENCIES : 0;
}

static int more_workers(const struct scale *s)
{
	enum { OF_EACH = 4, FEW = 10 };
	int agencies = more_agencies(s) + AGENCIES;
	if (!s->d->options->agencies && s->d->options->scale < 1000)
		return FEW;
	return agencies * OF_EACH - ACCOUNTS;
}

static enum status offices_job(struct db *tx, void *arg)
{
	struct scale *s = arg;
	int agencies = more_agencies(s), workers = more_workers(s);
	s->offices_n = 0;
	own_offices(s);
	for (int i = 0; i < agencies; i++)
		TRY(add_office(s, tx, i));
	for (int i = 0; i < workers; i++)
		TRY(add_worker(s, tx, i));
	return OK;
}

/* ---- the plan ---------------------------------------------------------------- */

static stamp work_time(struct scale *s, int day_offset)
{
	stamp t = demo_time(s->d, day_offset, 830);
	t.ms += rng_below(&s->rng, 9 * 3600 * (i64)1000);
	return t.ms > s->d->now.ms ? s->d->now : t;
}

/* Moments of the two years, in order. */
static void choose_times(struct scale *s, int n, stamp *ret)
{
	int span = 30 + (int)rng_below(&s->rng, DAYS - 30);
	for (int i = 0; i < n; i++) {
		stamp t = work_time(s, -(int)rng_below(&s->rng, span) - 1);
		int at = i;
		for (; at > 0 && ret[at - 1].ms > t.ms; at--)
			ret[at] = ret[at - 1];
		ret[at] = t;
	}
}

static void plan_home(struct scale *s, struct home *h)
{
	enum { HOUR = 3600 * 1000 };
	stamp times[NOTES_MAX];
	u32 number = (u32)(h - s->homes);
	choose_times(s, s->notes, times);
	h->since.ms = times[0].ms - HOUR;
	h->newest = times[s->notes - 1];
	h->office = (int)rng_below(&s->rng, s->offices_n);
	h->worker = (int)rng_below(&s->rng,
				   s->offices[h->office].workers.n);
	if (rng_below(&s->rng, 3) == 0)
		h->due = s->d->today.n - 10 + (int)rng_below(&s->rng, 60);
	s->events[s->events_n++] = (struct event){ h->since, number, OPENED };
	for (int i = 0; i < s->notes; i++)
		s->events[s->events_n++] = (struct event){
			times[i], number,
			i == s->notes - 1 ? NOTED_LAST : NOTED
		};
}

/* By time; what a casefile has of the same moment stays in its order. */
static int earlier(const void *x, const void *y)
{
	const struct event *a = x, *b = y;
	if (a->at.ms != b->at.ms)
		return a->at.ms < b->at.ms ? -1 : 1;
	if (a->home != b->home)
		return a->home < b->home ? -1 : 1;
	return (int)a->what - (int)b->what;
}

static void plan_all(struct scale *s)
{
	s->homes = new(s->plan, struct home, s->homes_n);
	s->events = new(s->plan, struct event, s->homes_n * (s->notes + 1));
	for (isize i = 0; i < s->homes_n; i++)
		plan_home(s, &s->homes[i]);
	qsort(s->events, (size_t)s->events_n, sizeof *s->events, earlier);
}

/* ---- a casefile ------------------------------------------------------------ */

static struct search_entry entry_of(const struct growth *g, str kind,
				    i64 object, stamp at, str text)
{
	return (struct search_entry){ .kind = kind,
				      .object = object,
				      .casefile = g->home->id,
				      .agency = g->office->id,
				      .at = at,
				      .text = text };
}

static void put_line(struct out *o, str x, str y)
{
	put(o, x);
	put(o, y);
	put(o, S("\n"));
}

/* As person_search_entry of the household room writes it. */
static void person_text(const struct growth *g, const struct demo_name *given,
			person_id id, struct search_entry *e)
{
	struct arena *a = g->s->d->arena;
	str family = str_of(g->family->written), kana = str_of(g->family->kana);
	struct search_person p = { id, out_open(a, 64), out_open(a, 64),
				   out_open(a, 128) };
	put_line(&p.names, family, str_of(given->written));
	put_line(&p.names, kana, str_of(given->kana));
	put_line(&p.house, family, (str){ 0 });
	put_line(&p.house, kana, (str){ 0 });
	put_line(&p.contact, (str){ 0 }, (str){ 0 });
	put_line(&p.contact, g->address, (str){ 0 });
	put_line(&p.contact, g->phone, (str){ 0 });
	search_person_text(a, &p, e);
}

static const struct member {
	const char *relation, *sex;
	int from, to;		/* age */
} members[] = {
	{ "本人", "2", 35, 92 }, { "長男", "1", 8, 60 },
	{ "夫", "1", 35, 90 },	 { "長女", "2", 6, 58 },
};

static str birth_text(struct scale *s, int age)
{
	int year = day_ymd(s->d->today).y - age;
	int month = 1 + (int)rng_below(&s->rng, 12);
	int mday = 1 + (int)rng_below(&s->rng, 28);
	struct out o = out_open(s->d->arena, 12);
	put(&o, year);
	put(&o, S("-"));
	out_padded(&o, month, 2);
	put(&o, S("-"));
	out_padded(&o, mday, 2);
	return out_str(&o);
}

static enum status add_member(struct growth *g, int n)
{
	struct scale *s = g->s;
	struct demo *d = s->d;
	const struct member *m = &members[n];
	bool man = m->sex[0] == '1';
	const struct demo_name *given =
		man ? &name_men[rng_below(&s->rng, name_men_n)] :
		      &name_women[rng_below(&s->rng, name_women_n)];
	person_id id = { id_new() };
	int age = m->from + (int)rng_below(&s->rng, m->to - m->from);
	TRY(demo_person_add(g->tx, DEMO_MUNI, id, g->home->id, g->house,
			    str_of(g->family->written), str_of(given->written),
			    str_of(g->family->kana), str_of(given->kana),
			    str_of(m->sex), birth_text(s, age),
			    str_of(m->relation), n + 1));
	struct search_entry e = entry_of(g, S("person"), id.v, g->at,
					 (str){ 0 });
	person_text(g, given, id, &e);
	return search_put(g->tx, d->arena, DEMO_MUNI, &e);
}

static str address_text(struct scale *s)
{
	struct out o = out_open(s->d->arena, 48);
	put(&o, S("伴舟市"));
	put(&o, str_of(pick(&s->rng, towns, COUNT(towns))));
	put(&o, 1 + rng_below(&s->rng, 6));
	put(&o, S("丁目"));
	put(&o, 1 + rng_below(&s->rng, 30));
	put(&o, S("-"));
	put(&o, 1 + rng_below(&s->rng, 40));
	return out_str(&o);
}

static str phone_text(struct scale *s)
{
	struct out o = out_open(s->d->arena, 16);
	put(&o, S("043-0"));
	out_padded(&o, rng_below(&s->rng, 100), 2);
	put(&o, S("-"));
	out_padded(&o, rng_below(&s->rng, 10000), 4);
	return out_str(&o);
}

/* 北包8-0012, as the casefile room counts. */
static str number_text(struct scale *s, struct office *o, day opened)
{
	int year = day_fiscal_year(opened);
	struct out t = out_open(s->d->arena, 32);
	put(&t, o->prefix);
	put(&t, year - 2018);
	put(&t, S("-"));
	out_padded(&t, ++o->numbers[year - s->first_year], 4);
	return out_str(&t);
}

static enum status add_seat(struct growth *g, str family, str kana, str stage)
{
	struct demo *d = g->s->d;
	struct opt_i64 due = { g->home->due != 0, g->home->due };
	return demo_seat_add(g->tx, DEMO_MUNI, g->office->id, g->home->id,
			     LEVEL_FULL, g->at, g->home->newest, due,
			     text_sort_key(d->arena, kana, family), stage,
			     casefile_stage_no(d->app->dict, stage));
}

static enum status add_casefile(struct growth *g)
{
	struct scale *s = g->s;
	str family = str_of(g->family->written), kana = str_of(g->family->kana);
	str stage = s->stages->items[rng_below(&s->rng, s->stages->n)].key;
	day opened = stamp_day(g->at);
	TRY(demo_casefile_add(g->tx, DEMO_MUNI, g->home->id, g->office->id,
			      g->worker, number_text(s, g->office, opened),
			      stage, opened, g->at));
	TRY(add_seat(g, family, kana, stage));
	return demo_household_add(g->tx, DEMO_MUNI, g->house, g->home->id,
				  family, kana, g->address, g->phone);
}

static enum status add_audit(struct growth *g)
{
	struct rq rq = demo_rq(g->s->d, ISHII, g->at);
	rq.actor.viewer.account = g->worker;
	rq.actor.viewer.agency = g->office->id;
	return rq_audit(&rq, g->tx, S("casefile.open"), S("casefile"),
			g->home->id.v, g->home->id, S("stage,urgency"));
}

static enum status open_casefile(struct growth *g)
{
	struct scale *s = g->s;
	g->family = &name_family[rng_below(&s->rng, name_family_n)];
	g->address = address_text(s);
	g->phone = phone_text(s);
	g->home->id.v = id_new();
	g->house.v = id_new();
	TRY(add_casefile(g));
	TRY(add_audit(g));
	int people = 1 + (int)rng_below(&s->rng, COUNT(members));
	for (int i = 0; i < people; i++)
		TRY(add_member(g, i));
	return OK;
}

/* A note is its own first version. */
static enum status add_note(struct growth *g)
{
	static const str methods[] = { STR("phone"), STR("visit"),
				       STR("office"), STR("mail"),
				       STR("meeting") };
	struct scale *s = g->s;
	struct arena *a = s->d->arena;
	str body = scale_note_text(a, &s->rng);
	str title = note_gist(body);
	str method = methods[rng_below(&s->rng, COUNT(methods))];
	note_id id = { id_new() };
	TRY(demo_note_add(g->tx, DEMO_MUNI, id, g->home->id, g->office->id,
			  g->worker, g->at, 5 + (int)rng_below(&s->rng, 80),
			  method, title, body));
	TRY(demo_note_text_add(g->tx, DEMO_MUNI, id, title, body, g->worker,
			       g->office->id, g->at));
	struct search_entry e = entry_of(g, S("note"), id.v, g->at, body);
	return search_put(g->tx, a, DEMO_MUNI, &e);
}

static enum status add_task(struct growth *g)
{
	if (!g->home->due)
		return OK;
	return demo_task_add(g->tx, DEMO_MUNI, (task_id){ id_new() },
			     g->home->id, g->office->id, g->worker,
			     scale_task_text(&g->s->rng),
			     (day){ g->home->due }, g->at);
}

static enum status add_event(struct scale *s, struct db *tx,
			     const struct event *e)
{
	struct home *h = &s->homes[e->home];
	struct office *o = &s->offices[h->office];
	struct growth g = { .s = s, .tx = tx, .home = h, .office = o,
			    .worker = o->workers.v[h->worker], .at = e->at };
	id_pretend(e->at, &s->d->chance);
	if (e->what == OPENED)
		return open_casefile(&g);
	TRY(add_note(&g));
	return e->what == NOTED_LAST ? add_task(&g) : OK;
}

/* ---- batches ------------------------------------------------------------------ */

/* Small ones first: plans are made for what is there then.  Large ones spare
 * SQLite to write a page again and again; PostgreSQL gains nothing by them. */
static isize next_batch(const struct scale *s)
{
	bool small = s->done < ANALYZED || db_engine(s->d->db) == DB_PG;
	isize n = small ? SMALL_BATCH : BATCH;
	return s->events_n - s->done < n ? s->events_n - s->done : n;
}

static enum status batch_job(struct db *tx, void *arg)
{
	struct scale *s = arg;
	memcpy(s->offices, s->before,
	       (size_t)s->offices_n * sizeof *s->offices);
	for (isize i = 0; i < s->batch; i++) {
		struct arena_mark m = arena_mark(s->d->arena);
		enum status st = add_event(s, tx, &s->events[s->done + i]);
		arena_rewind(s->d->arena, m);
		TRY(st);
	}
	return OK;
}

static enum status counters_job(struct db *tx, void *arg)
{
	struct scale *s = arg;
	for (isize i = 0; i < s->offices_n; i++)
		for (int y = 0; y < YEARS; y++)
			if (s->offices[i].numbers[y])
				TRY(demo_counter_set(
					tx, DEMO_MUNI, s->offices[i].id,
					S("casefile"), s->first_year + y,
					s->offices[i].numbers[y]));
	return OK;
}

static void say_progress(const struct scale *s)
{
	struct arena_mark m = arena_mark(s->d->arena);
	struct out o = out_open(s->d->arena, 64);
	out_commas(&o, s->done);
	put(&o, S(" / "));
	out_commas(&o, s->events_n);
	put(&o, S(" 件"));
	demo_say(s->d, out_str(&o));
	arena_rewind(s->d->arena, m);
}

/* So that an event's texts stand in a block that stays: asked from the system
 * and given back for each, it takes a tenth of the time. */
static void take_room(struct arena *a)
{
	enum { ROOM = 1 << 20 };
	(void)new(a, char, ROOM);
	(void)new(a, char, 1);
}

static enum status settle_job(struct db *tx, void *arg)
{
	return index_settle(tx);
}

static enum status write_all(struct scale *s)
{
	size_t size = (size_t)s->offices_n * sizeof *s->offices;
	take_room(s->d->arena);
	while (s->done < s->events_n) {
		s->batch = next_batch(s);
		memcpy(s->before, s->offices, size);
		TRY(demo_write(s->d, batch_job, s));
		bool say = s->done / BATCH < (s->done + s->batch) / BATCH;
		s->done += s->batch;
		/* Plans made for empty tables would be kept to the end. */
		if (s->done <= ANALYZED)
			TRY(store_analyze(s->d->app->store, s->d->db,
					  s->d->arena));
		if (say || s->done == s->events_n)
			say_progress(s);
	}
	TRY(demo_write(s->d, settle_job, NULL));
	return demo_write(s->d, counters_job, s);
}

static enum status plan_and_write(struct scale *s)
{
	isize most = more_agencies(s) + COUNT(own);
	s->offices = new(s->plan, struct office, most);
	s->before = new(s->plan, struct office, most);
	id_pretend(demo_time(s->d, -800, 900), &s->d->chance);
	TRY(demo_write(s->d, offices_job, s));
	plan_all(s);
	return write_all(s);
}

static int notes_of_each(const struct demo_options *o)
{
	i64 n = o->notes ? o->notes : NOTES;
	return (int)(n < NOTES_MAX ? n : NOTES_MAX);
}

enum status demo_scale(struct demo *d, i64 casefiles)
{
	struct scale s = {
		.d = d,
		.rng = { 20000 },
		.plan = arena_open((isize)64 << 30),
		.homes_n = casefiles,
		.notes = notes_of_each(d->options),
		.first_year = day_fiscal_year((day){ d->today.n - DAYS - 10 }),
		.stages = dict_code(d->app->dict, S("stage")),
	};
	if (!s.plan)
		return E_DOWN;
	enum status st = plan_and_write(&s);
	arena_close(s.plan);
	return st;
}
