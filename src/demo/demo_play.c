/*
 * demo_play.c — entering a household's weeks as its workers would have:
 * through the functions behind the pages, each at its moment and desk.
 */
#include "demo/city.h"

#include "base/num.h"
#include "casefile/casefile.h"
#include "demo.sql.h"
#include "household/household.h"
#include "household/rows.h"
#include "intake/intake.h"
#include "note/note.h"
#include "task/task.h"

/* ---- the calendar --------------------------------------------------------- */

day demo_day(const struct demo *d, int offset)
{
	enum { SUNDAY = 0, SATURDAY = 6 };
	day at = { d->today.n + offset };
	int weekday = day_weekday(at);
	if (offset == 0 || (weekday != SUNDAY && weekday != SATURDAY))
		return at;
	if (offset < 0)
		at.n -= weekday == SUNDAY ? 2 : 1;
	else
		at.n += weekday == SUNDAY ? 1 : 2;
	return at;
}

stamp demo_time(const struct demo *d, int offset, int hhmm)
{
	stamp t = stamp_at(demo_day(d, offset), hhmm / 100 * 60 + hhmm % 100);
	return t.ms > d->now.ms ? d->now : t;
}

/* What stands in the braces: the day's m/d, after a w its weekday. */
static enum status put_day(const struct demo *d, str inner, struct out *o)
{
	static const str weekdays[] = { STR("日曜"), STR("月曜"), STR("火曜"),
					STR("水曜"), STR("木曜"), STR("金曜"),
					STR("土曜") };
	bool weekday = str_starts(inner, S("w"));
	str number = str_sub(inner, weekday, inner.n);
	bool back = str_starts(number, S("-"));
	i64 n;
	TRY(num_parse(str_sub(number, back, number.n), &n));
	day at = demo_day(d, back ? -(int)n : (int)n);
	if (weekday) {
		put(o, weekdays[day_weekday(at)]);
		return OK;
	}
	put(o, day_ymd(at).m);
	out_char(o, '/');
	put(o, day_ymd(at).d);
	return OK;
}

str demo_text(const struct demo *d, const char *text)
{
	str s = text ? str_of(text) : (str){ 0 };
	struct out o = out_open(d->arena, s.n + 16);
	while (s.n) {
		isize at = str_find_char(s, '{', 0);
		isize end = at < 0 ? -1 : str_find_char(s, '}', at);
		if (end < 0) {
			put(&o, s);
			break;
		}
		put(&o, str_sub(s, 0, at));
		if (put_day(d, str_sub(s, at + 1, end), &o) != OK)
			put(&o, str_sub(s, at, end + 1));
		s = str_sub(s, end + 1, s.n);
	}
	return out_str(&o);
}

/* ---- requests -------------------------------------------------------------- */

struct rq demo_rq(struct demo *d, enum demo_who who, stamp now)
{
	static const struct request nothing;
	const struct demo_account_row *p = &demo_accounts[who];
	const struct demo_agency_row *g = &demo_agencies[p->agency];
	struct rq rq = { .app = d->app,
			 .arena = d->arena,
			 .http = &nothing,
			 .db = d->db,
			 .now = now,
			 .today = stamp_day(now) };
	rq.actor = (struct actor){
		.signed_in = true,
		.viewer = { demo_muni_of(p->agency), d->account[who],
			    d->agency[p->agency], p->role, now },
		.powers = vis_powers(p->role),
		.name = str_of(p->name),
		.agency_name = str_of(g->name),
		.agency_short = str_of(g->short_name),
		.agency_phone = str_of(g->phone),
	};
	id_pretend(now, &d->chance);
	return rq;
}

enum status demo_write(struct demo *d, db_job *job, void *arg)
{
	return store_write(d->app->store, d->db, d->arena, job, arg);
}

void demo_say(const struct demo *d, str line)
{
	if (d->options->say)
		d->options->say(d->options->ctx, line);
}

void demo_say_count(const struct demo *d, i64 n, str what)
{
	struct out o = out_open(d->arena, what.n + 24);
	out_commas(&o, n);
	put(&o, what);
	demo_say(d, out_str(&o));
}

/* ---- a household ------------------------------------------------------------ */

enum { PEOPLE_MAX = 12 };

struct play {
	struct demo *d;
	const struct demo_home *h;
	casefile_id casefile;
	household_id house;
	person_id person[PEOPLE_MAX];
	isize persons;
};

static str text_of(const char *s)
{
	return s ? str_of(s) : (str){ 0 };
}

static enum status receive(struct demo *d, struct rq *rq, struct db *tx,
			   const struct demo_home *h, intake_id *ret)
{
	struct intake_new n = {
		.body = demo_text(d, h->heard),
		.method = text_of(h->method),
		.urgency = text_of(h->urgency),
		.received_at = demo_time(d, h->day, h->at),
		.minutes = h->minutes,
		.caller_kind = text_of(h->caller),
		.caller_name = text_of(h->caller_name),
		.caller_phone = text_of(h->caller_phone),
		.about_name = text_of(h->name),
		.about_kana = text_of(h->kana),
		.about_place = text_of(h->place),
	};
	return intake_receive(rq, tx, &n, ret);
}

/* Written down when the talk was over. */
static stamp entered(const struct demo *d, int offset, int hhmm, int minutes)
{
	stamp t = demo_time(d, offset, hhmm);
	t.ms += (i64)(minutes + 12) * 60 * 1000;
	return t.ms > d->now.ms ? d->now : t;
}

static enum status open_home(struct play *p, struct db *tx)
{
	const struct demo_home *h = p->h;
	struct demo *d = p->d;
	struct rq rq = demo_rq(d, h->who,
			       entered(d, h->day, h->at, h->minutes));
	struct intake_household make = { .name = text_of(h->name),
					 .person_kana = text_of(h->kana) };
	struct demo_house house;
	TRY(receive(d, &rq, tx, h, &make.intake));
	TRY(intake_make_household(&rq, tx, &make, &p->casefile));
	TRY(demo_house_of(tx, d->arena, rq.actor.viewer.muni, p->casefile,
			  &house));
	p->house = house.id;
	TRY(demo_house_reach(tx, rq.actor.viewer.muni, p->casefile,
			     text_of(h->phone), text_of(h->caution)));
	return rq_audit(&rq, tx, S("household.edit"), S("household"),
			house.id.v, p->casefile, S("phone,caution"));
}

static enum status read_date(const struct demo *d, const char *typed,
			     struct fdate *ret)
{
	return fdate_parse(text_of(typed), d->today, ret, NULL);
}

static enum status add_person(struct play *p, struct rq *rq, struct db *tx,
			      const struct demo_person *row)
{
	struct person_new n = {
		.casefile = p->casefile,
		.household = p->house,
		.sex = str_of(row->sex),
		.living = text_of(row->living),
		.phone = text_of(row->phone),
		.relation = str_of(row->relation),
		.former_family_name = text_of(row->former),
	};
	person_id *id = &p->person[p->persons];
	if (p->persons == PEOPLE_MAX)
		return E_BUG;
	person_split_name(str_of(row->name), &n.family_name, &n.given_name);
	person_split_name(str_of(row->kana), &n.family_name_kana,
			  &n.given_name_kana);
	n.dead = str_eq(n.living, S("dead"));
	if (!n.living.n)
		n.living = S("home");
	else if (n.dead)
		n.living = S("away");
	TRY(read_date(p->d, row->birth, &n.birth));
	TRY(read_date(p->d, row->death, &n.death));
	TRY(person_add(rq, tx, &n, id));
	if (p->persons++ == 0)
		return OK;
	return person_relate(rq, tx, p->casefile, p->person[0], *id,
			     n.relation);
}

static enum status add_tie(struct play *p, struct rq *rq, struct db *tx,
			   const struct demo_tie *t)
{
	return person_tie(rq, tx, &(struct tie_new){
		.casefile = p->casefile,
		.a = p->person[t->a - 1], .b = p->person[t->b - 1],
		.bond = text_of(t->bond), .parentage = text_of(t->parentage),
		.begun = text_of(t->begun), .ended = text_of(t->ended),
		.ending = text_of(t->ending) });
}

static enum status add_people(struct play *p, struct db *tx)
{
	const struct demo_home *h = p->h;
	stamp at = entered(p->d, h->day, h->at, h->minutes + 9);
	struct rq rq = demo_rq(p->d, h->who, at);
	for (const struct demo_person *row = h->people; row->name; row++)
		TRY(add_person(p, &rq, tx, row));
	for (const struct demo_tie *t = h->ties; t && t->a; t++)
		TRY(add_tie(p, &rq, tx, t));
	return OK;
}

static isize people_of(const struct play *p, unsigned about, person_id *ret)
{
	isize n = 0;
	for (isize i = 0; i < p->persons; i++)
		if (about & 1u << i)
			ret[n++] = p->person[i];
	return n;
}

static enum status add_note(struct play *p, struct db *tx,
			    const struct demo_note *row)
{
	struct demo *d = p->d;
	person_id about[PEOPLE_MAX];
	note_id id;
	struct rq rq = demo_rq(d, row->who, entered(d, row->day, row->at,
						    row->minutes));
	struct note_new n = {
		.casefile = p->casefile,
		.draft = row->draft,
		.happened_at = demo_time(d, row->day, row->at),
		.minutes = row->minutes,
		.method = str_of(row->method),
		.place = text_of(row->place),
		.counterpart = text_of(row->counterpart),
		.body = demo_text(d, row->body),
		.about = about,
		.about_n = people_of(p, row->about, about),
	};
	return note_add(&rq, tx, &n, &id);
}

static enum status add_task(struct play *p, struct db *tx,
			    const struct demo_task *row)
{
	struct demo *d = p->d;
	task_id id;
	struct rq rq = demo_rq(d, row->who, demo_time(d, row->day, 1720));
	struct task_new n = { .casefile = p->casefile,
			      .what = demo_text(d, row->what),
			      .to = d->account[row->who],
			      .has_due = row->due != NOT_DUE,
			      .due = demo_day(d, row->due) };
	TRY(task_add(&rq, tx, &n, &id));
	if (row->done == OPEN)
		return OK;
	rq = demo_rq(d, row->who, demo_time(d, row->done, 1640));
	return task_finish(&rq, tx, p->casefile, id, (note_id){ 0 });
}

static enum status set_stage(struct play *p, struct db *tx)
{
	str stage = text_of(p->h->stage);
	struct rq rq = demo_rq(p->d, p->h->who,
			       demo_time(p->d, p->h->day + 7, 1730));
	if (!stage.n)
		return OK;
	return casefile_staged(&rq, tx, p->casefile, stage);
}

static enum status play_job(struct db *tx, void *arg)
{
	struct play *p = arg;
	const struct demo_home *h = p->h;
	p->persons = 0;
	TRY(open_home(p, tx));
	TRY(add_people(p, tx));
	for (const struct demo_note *n = h->notes; n->body; n++)
		TRY(add_note(p, tx, n));
	for (const struct demo_task *t = h->tasks; t->what; t++)
		TRY(add_task(p, tx, t));
	TRY(demo_play_sheets(p->d, tx, h, p->casefile, p->person));
	return set_stage(p, tx);
}

enum status demo_play_home(struct demo *d, const struct demo_home *h,
			   casefile_id *ret)
{
	struct play p = { .d = d, .h = h };
	struct arena_mark m = arena_mark(d->arena);
	enum status st = demo_write(d, play_job, &p);
	arena_rewind(d->arena, m);
	*ret = p.casefile;
	return st;
}

/* ---- a talk without a household ---------------------------------------------- */

struct wait_job {
	struct demo *d;
	const struct demo_home *h;
};

static enum status wait_job(struct db *tx, void *arg)
{
	struct wait_job *j = arg;
	intake_id id;
	struct rq rq = demo_rq(j->d, j->h->who,
			       entered(j->d, j->h->day, j->h->at,
				       j->h->minutes));
	return receive(j->d, &rq, tx, j->h, &id);
}

enum status demo_play_talk(struct demo *d, const struct demo_home *h)
{
	struct wait_job j = { d, h };
	return demo_write(d, wait_job, &j);
}
