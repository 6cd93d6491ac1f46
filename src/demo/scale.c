/*
 * scale.c — many casefiles for measuring: straight rows in batches, invented
 * from templates so that words are as common or rare as in a real city.
 *
 * The rows are what the product writes for a household of one to four people
 * with ten notes and now and then a task; one audit row stands for a whole
 * casefile.  Notes spread over the two years before the last day.
 */
#include "demo/city.h"

#include <string.h>

#include "casefile/casefile.h"
#include "demo.sql.h"
#include "demo/names.h"
#include "demo/scale_text.h"
#include "dict/dict.h"
#include "note/note.h"
#include "search/search.h"
#include "text/collate.h"

enum { BATCH = 200, ANALYZED = 1000, NOTES = 10, DAYS = 730, AGENCIES_MAX = 50,
       WORKERS_MAX = 200 };

struct office {
	agency_id id;
	str prefix;
	account_id *workers;
	isize workers_n;
	int numbers[4];		/* casefiles of each fiscal year */
};

struct scale {
	struct demo *d;
	struct rng rng;
	struct office offices[AGENCIES_MAX];
	struct office before[AGENCIES_MAX];	/* a batch that runs again */
	isize offices_n;
	int first_year;
	i64 todo, done;
	const struct code *stages;
};

/* One casefile on its way into the tables. */
struct growth {
	struct scale *s;
	struct db *tx;
	struct office *office;
	account_id worker;
	casefile_id casefile;
	household_id house;
	stamp since;
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

static enum status add_office(struct scale *s, struct db *tx, int i)
{
	struct demo *d = s->d;
	struct office *o = &s->offices[s->offices_n];
	const char *town = towns[i % COUNT(towns)];
	isize kind = (i / COUNT(towns) + i % COUNT(towns)) % COUNT(offices);
	str name = two(d->arena, town, offices[kind].name);
	*o = (struct office){
		.id = { id_new() },
		.prefix = two(d->arena, town, offices[kind].mark),
	};
	s->offices_n++;
	return demo_agency_add(tx, DEMO_MUNI, o->id, name, name,
			       str_of(offices[kind].kind),
			       S("043-000-0099"), o->prefix);
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
	o->workers[o->workers_n++] = id;
	return OK;
}

/* The city's own agencies that lead casefiles take part. */
static void own_offices(struct scale *s)
{
	static const struct {
		enum demo_agency agency;
		enum demo_who who;
	} own[] = { { KITA, ISHII }, { SHAKYO, ONISHI }, { KIKAN, NAKAHARA } };
	for (isize i = 0; i < COUNT(own); i++) {
		struct office *o = &s->offices[s->offices_n++];
		*o = (struct office){
			.id = s->d->agency[own[i].agency],
			.prefix = str_of(demo_agencies[own[i].agency].prefix),
		};
		o->workers = new(s->d->arena, account_id, WORKERS_MAX);
		o->workers[o->workers_n++] = s->d->account[own[i].who];
	}
}

static enum status offices_job(struct db *tx, void *arg)
{
	struct scale *s = arg;
	/* With the city's: 50 agencies and 200 accounts, or a tenth. */
	int more = s->todo >= 1000 ? AGENCIES_MAX - AGENCIES : 4;
	int workers = s->todo >= 1000 ? WORKERS_MAX - ACCOUNTS : 10;
	s->offices_n = 0;
	own_offices(s);
	for (int i = 0; i < more; i++)
		TRY(add_office(s, tx, i));
	for (isize i = 0; i < s->offices_n; i++)
		if (!s->offices[i].workers)
			s->offices[i].workers = new(s->d->arena, account_id,
						    WORKERS_MAX);
	for (int i = 0; i < workers; i++)
		TRY(add_worker(s, tx, i));
	return OK;
}

/* ---- a casefile ------------------------------------------------------------ */

static stamp work_time(struct scale *s, int day_offset)
{
	stamp t = demo_time(s->d, day_offset, 830);
	t.ms += rng_below(&s->rng, 9 * 3600 * (i64)1000);
	return t.ms > s->d->now.ms ? s->d->now : t;
}

static struct search_entry entry_of(const struct growth *g, str kind,
				    i64 object, stamp at, str text)
{
	return (struct search_entry){ .kind = kind,
				      .object = object,
				      .casefile = g->casefile,
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
	TRY(demo_person_add(g->tx, DEMO_MUNI, id, g->casefile, g->house,
			    str_of(g->family->written), str_of(given->written),
			    str_of(g->family->kana), str_of(given->kana),
			    str_of(m->sex), birth_text(s, age),
			    str_of(m->relation), n + 1));
	struct search_entry e = entry_of(g, S("person"), id.v, g->since,
					 (str){ 0 });
	person_text(g, given, id, &e);
	return search_put(g->tx, d->arena, DEMO_MUNI, &e);
}

static enum status add_note(struct growth *g, stamp at)
{
	static const str methods[] = { STR("phone"), STR("visit"),
				       STR("office"), STR("mail"),
				       STR("meeting") };
	struct scale *s = g->s;
	struct arena *a = s->d->arena;
	str body = scale_note_text(a, &s->rng);
	str title = note_gist(body);
	str method = methods[rng_below(&s->rng, COUNT(methods))];
	id_pretend(at, &s->d->chance);
	note_id id = { id_new() };
	TRY(demo_note_add(g->tx, DEMO_MUNI, id, g->casefile, g->office->id,
			  g->worker, at, 5 + (int)rng_below(&s->rng, 80),
			  method, title, body));
	struct search_entry e = entry_of(g, S("note"), id.v, at, body);
	return search_put(g->tx, a, DEMO_MUNI, &e);
}

/* Ten days of the two years, in order. */
static void choose_days(struct scale *s, int ret[NOTES])
{
	int span = 30 + (int)rng_below(&s->rng, DAYS - 30);
	for (int i = 0; i < NOTES; i++) {
		int when = -(int)rng_below(&s->rng, span) - 1, at = i;
		for (; at > 0 && ret[at - 1] > when; at--)
			ret[at] = ret[at - 1];
		ret[at] = when;
	}
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

static enum status add_casefile(struct growth *g, stamp newest,
				struct opt_i64 due)
{
	struct scale *s = g->s;
	struct demo *d = s->d;
	str family = str_of(g->family->written), kana = str_of(g->family->kana);
	str stage = s->stages->items[rng_below(&s->rng, s->stages->n)].key;
	day opened = stamp_day(g->since);
	TRY(demo_casefile_add(g->tx, DEMO_MUNI, g->casefile, g->office->id,
			      g->worker, number_text(s, g->office, opened),
			      stage, opened, g->since));
	TRY(demo_seat_add(g->tx, DEMO_MUNI, g->office->id, g->casefile,
			  LEVEL_FULL, g->since, newest, due,
			  text_sort_key(d->arena, kana, family), stage,
			  casefile_stage_no(d->app->dict, stage)));
	return demo_household_add(g->tx, DEMO_MUNI, g->house, g->casefile,
				  family, kana, g->address, g->phone);
}

static enum status add_task(struct growth *g, struct opt_i64 due, stamp at)
{
	if (!due.has)
		return OK;
	return demo_task_add(g->tx, DEMO_MUNI, (task_id){ id_new() },
			     g->casefile, g->office->id, g->worker,
			     scale_task_text(&g->s->rng),
			     (day){ (int)due.v }, at);
}

static enum status add_audit(struct growth *g)
{
	struct rq rq = demo_rq(g->s->d, ISHII, g->since);
	rq.actor.viewer.account = g->worker;
	rq.actor.viewer.agency = g->office->id;
	return rq_audit(&rq, g->tx, S("casefile.open"), S("casefile"),
			g->casefile.v, g->casefile, S("stage,urgency"));
}

static enum status add_one(struct scale *s, struct db *tx)
{
	struct demo *d = s->d;
	struct office *o = &s->offices[rng_below(&s->rng, s->offices_n)];
	int days[NOTES];
	stamp newest;
	struct opt_i64 due = { rng_below(&s->rng, 3) == 0, 0 };
	struct growth g = { .s = s, .tx = tx, .office = o };
	due.v = due.has ? d->today.n - 10 + rng_below(&s->rng, 60) : 0;
	choose_days(s, days);
	g.since = work_time(s, days[0] - 1);
	newest = work_time(s, days[NOTES - 1]);
	g.worker = o->workers[rng_below(&s->rng, o->workers_n)];
	g.family = &name_family[rng_below(&s->rng, name_family_n)];
	g.address = address_text(s);
	g.phone = phone_text(s);
	id_pretend(g.since, &d->chance);
	g.casefile.v = id_new();
	g.house.v = id_new();
	TRY(add_casefile(&g, newest, due));
	TRY(add_audit(&g));
	int people = 1 + (int)rng_below(&s->rng, COUNT(members));
	for (int i = 0; i < people; i++)
		TRY(add_member(&g, i));
	for (int i = 0; i < NOTES; i++)
		TRY(add_note(&g, i == NOTES - 1 ? newest :
						  work_time(s, days[i])));
	TRY(demo_note_texts_add(tx, DEMO_MUNI, g.casefile));
	return add_task(&g, due, newest);
}

/* ---- batches ------------------------------------------------------------------ */

static i64 batch(const struct scale *s)
{
	return s->todo - s->done < BATCH ? s->todo - s->done : BATCH;
}

static enum status batch_job(struct db *tx, void *arg)
{
	struct scale *s = arg;
	memcpy(s->offices, s->before, sizeof s->offices);
	for (i64 i = 0; i < batch(s); i++) {
		struct arena_mark m = arena_mark(s->d->arena);
		enum status st = add_one(s, tx);
		arena_rewind(s->d->arena, m);
		TRY(st);
	}
	return OK;
}

static enum status counters_job(struct db *tx, void *arg)
{
	struct scale *s = arg;
	for (isize i = 0; i < s->offices_n; i++)
		for (int y = 0; y < COUNT(s->offices[i].numbers); y++)
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
	out_commas(&o, s->todo);
	put(&o, S(" 件"));
	demo_say(s->d, out_str(&o));
	arena_rewind(s->d->arena, m);
}

enum status demo_scale(struct demo *d, i64 casefiles)
{
	struct scale *s = new(d->arena, struct scale, 1);
	s->d = d;
	s->rng.state = 20000;
	s->todo = casefiles;
	s->first_year = day_fiscal_year((day){ d->today.n - DAYS - 10 });
	s->stages = dict_code(d->app->dict, S("stage"));
	id_pretend(demo_time(d, -800, 900), &d->chance);
	TRY(demo_write(d, offices_job, s));
	while (s->done < s->todo) {
		memcpy(s->before, s->offices, sizeof s->before);
		TRY(demo_write(d, batch_job, s));
		s->done += batch(s);
		/* Plans made for empty tables would be kept to the end. */
		if (s->done <= ANALYZED)
			TRY(store_analyze(d->app->store, d->db, d->arena));
		if (s->done % (BATCH * 10) == 0 || s->done == s->todo)
			say_progress(s);
	}
	return demo_write(d, counters_job, s);
}
