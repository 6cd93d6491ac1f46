/*
 * test_share.h — a town for the tests of this room: 石井 (相談員) and 三宅
 * (受付) at agency 1, 大西 and 谷口 at agency 2, a casefile of each agency.
 *
 *	town_open(&t, engine);
 *	agree(&t, t.toki, 100);		トキ agrees for 100 days, not to money
 *	str plan = planned(&t, S("&type=team"));
 *	shared(&t, plan);		looked at, confirmed
 */
#ifndef TB_TEST_SHARE_H
#define TB_TEST_SHARE_H

#include "kernel/test_desk.h"

#include "app/routes.h"
#include "casefile/casefile.h"
#include "household/household.h"
#include "kernel/token.h"
#include "note/note.h"
#include "share/share.h"
#include "text/collate.h"

enum { DAY_SECONDS = 24 * 3600 };

struct town {
	struct desk d;
	struct sitting ishii, miyake, onishi, taniguchi;
	casefile_id ours, theirs;	/* of agencies 1 and 2 */
	str url;			/* of ours */
	i64 toki, koichi, basis;
};

/* ---- rows --------------------------------------------------------------------- */

static inline enum status run_job(struct db *tx, void *arg)
{
	static struct db_sql sql[256];
	static int used;
	struct db_sql *s = &sql[used++ % 256];
	const char *text = arg;
	*s = (struct db_sql){ "seed", text, text, 0, 0 };
	return db_run(tx, s, NULL, NULL);
}

static inline str numbers(const char *text, const i64 *v, isize n)
{
	struct out o = out_open(test_arena, 400);
	for (isize i = 0; text[i]; i++) {
		if (text[i] != '%')
			out_char(&o, text[i]);
		else if (text[++i] - '0' < n)
			put(&o, v[text[i] - '0']);
	}
	return out_str(&o);
}

/* %0 … stand for the numbers. */
static inline enum status try_sql(struct town *t, const char *text, const i64 *v,
			   isize n)
{
	return store_write(t->d.t.store, t->d.t.db, test_arena, run_job,
			   str_cstr(test_arena, numbers(text, v, n)));
}

#define sql(t, text, ...)                                                     \
	do {                                                                  \
		const i64 v_[] = { __VA_ARGS__ };                             \
		assert_int_equal(try_sql((t), (text), v_, COUNT(v_)), OK);    \
	} while (0)

static inline i64 asked(struct town *t, const char *text, i64 x)
{
	static struct db_sql list[256];
	static int used;
	struct db_sql *s = &list[used++ % 256];
	const char *q = str_cstr(test_arena, numbers(text, &x, 1));
	struct db_rows *rows;
	bool more = false;
	*s = (struct db_sql){ "asked", q, q, 0, 1 };
	assert_int_equal(db_begin_read(t->d.t.db), OK);
	assert_int_equal(db_open(t->d.t.db, s, NULL, &rows), OK);
	assert_int_equal(db_next(rows, &more), OK);
	i64 n = more ? db_int(rows, 0) : -1;
	db_close(rows);
	db_end_read(t->d.t.db);
	return n;
}

/* ---- the town ------------------------------------------------------------------ */

struct home {
	struct rq rq;
	str name, kana, note;
	casefile_id id;
	person_id people[2];
};

static inline enum status home_job(struct db *tx, void *arg)
{
	struct home *h = arg;
	struct rq *rq = &h->rq;
	household_id house;
	note_id note;
	TRY(casefile_open(rq, tx, S("normal"),
			  text_sort_key(rq->arena, h->kana, h->name),
			  &h->id));
	struct household_new house_new = { .casefile = h->id,
					   .name = h->name,
					   .name_kana = h->kana,
					   .address = S("北町2丁目"),
					   .caution = S("玄関の犬に注意") };
	TRY(household_add(rq, tx, &house_new, &house));
	static const struct {
		str given, birth;
	} two[] = { { STR("トキ"), STR("1944-03-04") },
		    { STR("浩一"), STR("1972-05-06") } };
	for (int i = 0; i < 2; i++) {
		struct person_new p = { .casefile = h->id,
					.household = house,
					.family_name = h->name,
					.given_name = two[i].given,
					.family_name_kana = h->kana,
					.living = S("home") };
		TRY(fdate_from_edtf(two[i].birth, &p.birth));
		TRY(person_add(rq, tx, &p, &h->people[i]));
	}
	struct note_new n = { .casefile = h->id,
			      .happened_at = rq->now,
			      .method = S("visit"),
			      .body = h->note };
	return note_add(rq, tx, &n, &note);
}

static inline struct home settle(struct town *t, const struct sitting *who, str name,
			  str kana, str note)
{
	struct home h = { .rq = desk_rq(&t->d, who), .name = name,
			  .kana = kana, .note = note };
	assert_int_equal(store_write(t->d.t.store, t->d.t.db, test_arena,
				     home_job, &h), OK);
	return h;
}

static inline str case_url(struct town *t, casefile_id id, str tail)
{
	struct rq rq = desk_rq(&t->d, &t->ishii);
	return casefile_url(&rq, id, tail);
}

static inline str token(struct town *t, enum id_kind kind, i64 id)
{
	return token_seal(test_arena, &t->d.app.keys.id, DESK_MUNI, kind, id);
}

/* Until in `days`; all classes but money (bit 6). */
static inline void agree(struct town *t, i64 person, i64 days)
{
	i64 now = sys_now().ms;
	t->basis = id_new();
	sql(t, "insert into basis (muni, id, casefile, person, kind, since, "
	       "until, account, agency, at) values (129992, %0, %1, %2, "
	       "'consent', %3, %4, 1, 1, %3)",
	    t->basis, t->ours.v, person, now - 1000, now + days * DAY_SECONDS * 1000);
	sql(t, "insert into basis_cover values (129992, %0, 2, 0, 4, 1983)",
	    t->basis);
}

static inline void town_open(struct town *t, enum db_engine engine)
{
	str why = { 0 };
	*t = (struct town){ 0 };
	desk_open(&t->d, engine, NULL, 0);
	assert_int_equal(routes_add(&t->d.app, &why), OK);
	t->ishii = desk_sit(&t->d, 1, S("石井"), ROLE_worker);
	t->miyake = desk_sit(&t->d, 1, S("三宅"), ROLE_clerk);
	t->onishi = desk_sit(&t->d, 2, S("大西"), ROLE_worker);
	t->taniguchi = desk_sit(&t->d, 2, S("谷口"), ROLE_worker);
	struct home h = settle(t, &t->ishii, S("山邉"), S("やまべ"),
			       S("家賃のことで相談があった"));
	t->ours = h.id;
	t->toki = h.people[0].v;
	t->koichi = h.people[1].v;
	t->theirs = settle(t, &t->onishi, S("髙梨"), S("たかなし"),
			   S("生活費の相談。山邉さんの隣")).id;
	t->url = case_url(t, t->ours, (str){ 0 });
}

static inline str cat3(str a, str b, str c)
{
	return str_cat(test_arena, str_cat(test_arena, a, b), c);
}

static inline str share_path(struct town *t, str plan, str act)
{
	return cat3(cat3(t->url, S("/share/"), plan), act, S(""));
}

/* What a form says, with `to` the agency 2. */
static inline struct answer add(struct town *t, const struct sitting *who, str more)
{
	return desk_post(&t->d, who, str_cat(test_arena, t->url,
					     S("/share/add")),
			 cat3(S("to="), token(t, ID_agency, 2), more));
}

/* The token of the plan in "/as/TOKEN/…". */
static inline str planned(struct town *t, str more)
{
	struct answer a = add(t, &t->ishii, more);
	if (a.status != 303)
		print_error("%.*s\n", (int)a.body.n, a.body.p);
	assert_int_equal(a.status, 303);
	assert_true(str_starts(a.location, S("/as/")));
	return str_sub(a.location, 4, 26);
}

static inline str seen_as(str plan, str path)
{
	return cat3(S("/as/"), plan, path);
}

static inline str after(str body, str mark, isize n)
{
	isize at = str_find(body, mark, 0);
	assert_true(at >= 0);
	return str_sub(body, at + mark.n, at + mark.n + n);
}

/* Looks at it, then presses the button of that page. */
static inline struct answer confirmed(struct town *t, str plan)
{
	struct answer a = desk_get(&t->d, &t->ishii, seen_as(plan, t->url));
	assert_int_equal(a.status, 200);
	str seal = after(a.body, S("name=\"seal\" value=\""), 22);
	return desk_post(&t->d, &t->ishii, share_path(t, plan, S("/confirm")),
			 str_cat(test_arena, S("seal="), seal));
}

static inline void shared(struct town *t, str plan)
{
	struct answer a = confirmed(t, plan);
	assert_int_equal(a.status, 303);
}

#endif
