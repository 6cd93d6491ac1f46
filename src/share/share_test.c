/* share_test.c — planned, looked at, shared, undone, stopped; and what the
 * one who looks through another's eyes never sees. */
#include "kernel/test_desk.h"

#include "app/routes.h"
#include "casefile/casefile.h"
#include "household/household.h"
#include "kernel/token.h"
#include "note/note.h"
#include "share/share.h"
#include "sys/thread.h"
#include "text/collate.h"

static const i64 DAY = 24 * 3600 * (i64)1000;

struct town {
	struct desk d;
	struct sitting ishii, miyake, onishi, taniguchi;
	casefile_id ours, theirs;	/* of agencies 1 and 2 */
	str url;			/* of ours */
	i64 toki, koichi, basis;
};

/* ---- rows --------------------------------------------------------------------- */

static enum status run_job(struct db *tx, void *arg)
{
	static struct db_sql sql[256];
	static int used;
	struct db_sql *s = &sql[used++ % 256];
	const char *text = arg;
	*s = (struct db_sql){ "seed", text, text, 0, 0 };
	return db_run(tx, s, NULL, NULL);
}

static str numbers(const char *text, const i64 *v, isize n)
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
static enum status try_sql(struct town *t, const char *text, const i64 *v,
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

static i64 asked(struct town *t, const char *text, i64 x)
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

static enum status home_job(struct db *tx, void *arg)
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

static struct home settle(struct town *t, const struct sitting *who, str name,
			  str kana, str note)
{
	struct home h = { .rq = desk_rq(&t->d, who), .name = name,
			  .kana = kana, .note = note };
	assert_int_equal(store_write(t->d.t.store, t->d.t.db, test_arena,
				     home_job, &h), OK);
	return h;
}

static str case_url(struct town *t, casefile_id id, str tail)
{
	struct rq rq = desk_rq(&t->d, &t->ishii);
	return casefile_url(&rq, id, tail);
}

static str token(struct town *t, enum id_kind kind, i64 id)
{
	return token_seal(test_arena, &t->d.app.keys.id, DESK_MUNI, kind, id);
}

/* Until in `days`; all classes but money (bit 6). */
static void agree(struct town *t, i64 person, i64 days)
{
	i64 now = sys_now().ms;
	t->basis = id_new();
	sql(t, "insert into basis (muni, id, casefile, person, kind, since, "
	       "until, account, agency, at) values (129992, %0, %1, %2, "
	       "'consent', %3, %4, 1, 1, %3)",
	    t->basis, t->ours.v, person, now - 1000, now + days * DAY);
	sql(t, "insert into basis_cover values (129992, %0, 2, 0, 4, 1983)",
	    t->basis);
}

static void town_open(struct town *t, enum db_engine engine)
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

static str cat3(str a, str b, str c)
{
	return str_cat(test_arena, str_cat(test_arena, a, b), c);
}

static str share_path(struct town *t, str plan, str act)
{
	return cat3(cat3(t->url, S("/share/"), plan), act, S(""));
}

/* What a form says, with `to` the agency 2. */
static struct answer add(struct town *t, const struct sitting *who, str more)
{
	return desk_post(&t->d, who, str_cat(test_arena, t->url,
					     S("/share/add")),
			 cat3(S("to="), token(t, ID_agency, 2), more));
}

/* The token of the plan in "/as/TOKEN/…". */
static str planned(struct town *t, str more)
{
	struct answer a = add(t, &t->ishii, more);
	if (a.status != 303)
		print_error("%.*s\n", (int)a.body.n, a.body.p);
	assert_int_equal(a.status, 303);
	assert_true(str_starts(a.location, S("/as/")));
	return str_sub(a.location, 4, 26);
}

static str seen_as(str plan, str path)
{
	return cat3(S("/as/"), plan, path);
}

static str after(str body, str mark, isize n)
{
	isize at = str_find(body, mark, 0);
	assert_true(at >= 0);
	return str_sub(body, at + mark.n, at + mark.n + n);
}

/* Looks at it, then presses the button of that page. */
static struct answer confirmed(struct town *t, str plan)
{
	struct answer a = desk_get(&t->d, &t->ishii, seen_as(plan, t->url));
	assert_int_equal(a.status, 200);
	str seal = after(a.body, S("name=\"seal\" value=\""), 22);
	return desk_post(&t->d, &t->ishii, share_path(t, plan, S("/confirm")),
			 str_cat(test_arena, S("seal="), seal));
}

static void shared(struct town *t, str plan)
{
	struct answer a = confirmed(t, plan);
	assert_int_equal(a.status, 303);
}

/* ---- the way of a share ---------------------------------------------------------- */

TEST_BOTH(share, planned_seen_shared_undone)
{
	struct town t;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	assert_int_equal(desk_get(&t.d, &t.onishi, t.url).status, 404);
	str plan = planned(&t, S("&type=team_money"));
	/* A plan shows the recipient nothing. */
	assert_int_equal(desk_get(&t.d, &t.onishi, t.url).status, 404);
	struct answer a = desk_get(&t.d, &t.ishii, seen_as(plan, t.url));
	assert_has(a.body, S("社協の職員にはこう見えます"));
	assert_has(a.body, S("この内容で共有する"));
	assert_has(a.body, S("トキさんの連絡先・健康・仕事・支援経過"));
	assert_has(a.body, S("浩一さんは氏名と続柄だけです。"));
	shared(&t, plan);
	assert_int_equal(desk_get(&t.d, &t.onishi, t.url).status, 200);
	a = desk_get(&t.d, &t.ishii, str_cat(test_arena, t.url, S("/share")));
	assert_has(a.body, S("1分以内なら取り消せます"));
	/* トキ did not agree to money. */
	assert_has(a.body, S("同意なし"));
	/* Nobody is told within the minute. */
	assert_int_equal(asked(&t, "select count(*) from notice where kind = "
				   "'share.new' and at > %0",
			       sys_now().ms + 50000), 1);
	a = desk_post(&t.d, &t.ishii, share_path(&t, plan, S("/undo")),
		      (str){ 0 });
	assert_int_equal(a.status, 303);
	assert_int_equal(desk_get(&t.d, &t.onishi, t.url).status, 404);
	assert_int_equal(asked(&t, "select count(*) from notice", 0), 0);
	assert_int_equal(asked(&t, "select count(*) from seat where origin = "
				   "'grant'", 0), 0);
	assert_int_equal(asked(&t, "select count(*) from audit where action "
				   "in ('share.plan', 'share.add', "
				   "'share.undo') and account = 1", 0), 3);
	desk_close(&t.d);
}

TEST_BOTH(share, after_a_minute_it_is_stopped_not_undone)
{
	struct town t;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	str plan = planned(&t, S(""));
	shared(&t, plan);
	sql(&t, "update bestowal set told_at = told_at - 61000", 0);
	struct answer a = desk_post(&t.d, &t.ishii,
				    share_path(&t, plan, S("/undo")),
				    (str){ 0 });
	assert_int_equal(a.status, 409);
	assert_has(a.body, S("1分を過ぎたので取り消せません"));
	a = desk_post(&t.d, &t.onishi,
		      str_cat(test_arena, t.url, S("/notes")),
		      S("body=%E8%A8%AA%E5%95%8F&method=visit"));
	assert_int_equal(a.status, 303);
	a = desk_get(&t.d, &t.ishii, share_path(&t, plan, S("/stop")));
	assert_has(a.body, S("社協への共有を止めます。"));
	assert_has(a.body, S("自分で書いた記録1件は、社協に残ります"));
	a = desk_post(&t.d, &t.ishii, share_path(&t, plan, S("/stop")),
		      (str){ 0 });
	assert_int_equal(a.status, 303);
	assert_int_equal(desk_get(&t.d, &t.onishi, t.url).status, 404);
	assert_int_equal(asked(&t, "select count(*) from notice where kind = "
				   "'share.ended' and known = '山邉'", 0), 1);
	assert_int_equal(asked(&t, "select count(*) from bestowal_person "
				   "where ended_at is null", 0), 0);
	desk_close(&t.d);
}

TEST_BOTH(share, no_share_without_a_look_at_exactly_it)
{
	struct town t;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	str plan = planned(&t, S(""));
	str path = share_path(&t, plan, S("/confirm"));
	struct answer a = desk_post(&t.d, &t.ishii, path, (str){ 0 });
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("さきに相手の画面で確認してください"));
	a = desk_get(&t.d, &t.ishii, seen_as(plan, t.url));
	str seal = str_cat(test_arena, S("seal="),
			   after(a.body, S("name=\"seal\" value=\""), 22));
	/* The consent becomes narrower while somebody looks. */
	sql(&t, "update basis_cover set classes = 3 where basis = %0",
	    t.basis);
	a = desk_post(&t.d, &t.ishii, path, seal);
	assert_int_equal(a.status, 409);
	assert_has(a.body, S("確認しているあいだに同意の内容が変わりました。"
			     "もう一度確認してください。"));
	assert_int_equal(desk_get(&t.d, &t.onishi, t.url).status, 404);
	/* Withdrawn: the plan rests on nothing. */
	sql(&t, "update bestowal_person set ended_at = 5", 0);
	sql(&t, "update basis set live = 0, ended_at = 5", 0);
	a = desk_post(&t.d, &t.ishii, path, seal);
	assert_int_equal(a.status, 409);
	desk_close(&t.d);
}

TEST_BOTH(share, a_form_sent_twice_shares_once)
{
	struct town t;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	str plan = planned(&t, S(""));
	struct answer a = desk_get(&t.d, &t.ishii, seen_as(plan, t.url));
	str form = cat3(cat3(S("csrf="), t.ishii.csrf, S("&idem=once&seal=")),
			after(a.body, S("name=\"seal\" value=\""), 22),
			S(""));
	str path = share_path(&t, plan, S("/confirm"));
	assert_int_equal(desk_ask(&t.d, &t.ishii, POST, path, form).status,
			 303);
	assert_int_equal(desk_ask(&t.d, &t.ishii, POST, path, form).status,
			 303);
	assert_int_equal(asked(&t, "select count(*) from bestowal where "
				   "state = 'live'", 0), 1);
	assert_int_equal(asked(&t, "select count(*) from notice", 0), 1);
	/* Another one to the same takes its place, and undone, gives it back. */
	str next = planned(&t, S("&type=watch"));
	shared(&t, next);
	assert_int_equal(asked(&t, "select count(*) from bestowal where "
				   "state = 'live' and type = 'watch'", 0), 1);
	assert_int_equal(asked(&t, "select count(*) from bestowal where "
				   "state = 'live'", 0), 1);
	a = desk_post(&t.d, &t.ishii, share_path(&t, next, S("/undo")),
		      (str){ 0 });
	assert_int_equal(a.status, 303);
	assert_int_equal(asked(&t, "select count(*) from bestowal where "
				   "state = 'live' and type = 'team'", 0), 1);
	assert_int_equal(desk_get(&t.d, &t.onishi, t.url).status, 200);
	desk_close(&t.d);
}

TEST_BOTH(share, what_cannot_be_shared_is_told_calmly)
{
	struct town t;
	town_open(&t, engine);
	struct answer a = add(&t, &t.ishii, S(""));
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("見せてよいという根拠が、まだありません"));
	agree(&t, t.toki, 30);
	a = add(&t, &t.ishii, S("&until=2099-01-01"));
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("）を過ぎる日付です。"));
	assert_has(a.body, S("2099-01-01"));
	a = add(&t, &t.ishii, S("&until=2020-01-01"));
	assert_has(a.body, S("期限が過ぎています"));
	a = add(&t, &t.ishii, S("&type=school_parent"));
	assert_has(a.body, S("共有の型をえらんでください"));
	a = add(&t, &t.ishii, cat3(S("&who="), token(&t, ID_account, 1),
				   S("")));
	assert_has(a.body, S("共有先の人をえらんでください"));
	sql(&t, "insert into measure values (129992, 7, %0, %1, 'x', 2, 1, "
		"%2)", t.ours.v, t.koichi, sys_now().ms + DAY);
	a = add(&t, &t.ishii, S(""));
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("この機関には、いま共有できません。"
			     "調整役に相談してください。"));
	desk_close(&t.d);
}

TEST_BOTH(share, only_the_lead_shares)
{
	struct town t;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	str plan = planned(&t, S(""));
	str share = str_cat(test_arena, t.url, S("/share"));
	assert_int_equal(desk_get(&t.d, &t.onishi, share).status, 404);
	assert_int_equal(add(&t, &t.onishi, S("")).status, 404);
	/* 受付・事務 of the own agency does not share. */
	assert_has_not(desk_get(&t.d, &t.miyake, t.url).body, S("/share\""));
	assert_int_equal(add(&t, &t.miyake, S("")).status, 403);
	assert_int_equal(desk_get(&t.d, &t.miyake, seen_as(plan, t.url))
				 .status, 404);
	shared(&t, plan);
	/* Whom it is shared with reads it, and shares it no further. */
	assert_has_not(desk_get(&t.d, &t.onishi, t.url).body, S("/share\""));
	assert_has(desk_get(&t.d, &t.onishi, share).body,
		   S("あなたの機関には共有されていません"));
	assert_int_equal(add(&t, &t.onishi, S("")).status, 403);
	assert_int_equal(desk_get(&t.d, &t.onishi, seen_as(plan, t.url))
				 .status, 404);
	desk_close(&t.d);
}

/* ---- through the other's eyes ----------------------------------------------------- */

static void put_without(struct out *o, str s, str what)
{
	isize at, from = 0;
	while ((at = str_find(s, what, from)) >= 0) {
		put(o, str_sub(s, from, at));
		from = at + what.n;
	}
	put(o, str_sub(s, from, s.n));
}

/* Values of the form keys and the nonce differ from page to page. */
static str without_keys(str s)
{
	static const str marks[] = { STR("name=\"csrf\" value=\""),
				     STR("name=\"idem\" value=\""),
				     STR("hx-nonce=\"") };
	for (isize m = 0; m < COUNT(marks); m++) {
		struct out o = out_open(test_arena, s.n + 16);
		isize at, from = 0;
		while ((at = str_find(s, marks[m], from)) >= 0) {
			put(&o, str_sub(s, from, at + marks[m].n));
			from = str_find_char(s, '"', at + marks[m].n);
		}
		put(&o, str_sub(s, from, s.n));
		s = out_str(&o);
	}
	return s;
}

static str main_of(str body, str prefix)
{
	isize from = str_find(body, S("<main"), 0);
	isize to = str_find(body, S("</main>"), 0);
	assert_true(from >= 0 && to > from);
	struct out o = out_open(test_arena, to - from + 16);
	str inside = str_sub(body, from, to);
	if (prefix.n)
		put_without(&o, inside, prefix);
	else
		put(&o, inside);
	return without_keys(out_str(&o));
}

/* No address of the page but its bar leads out of the preview. */
/* Shows where two pages part: cmocka cuts long texts. */
static void assert_same(str path, str seen, str real)
{
	isize at = 0;
	while (at < seen.n && at < real.n && seen.p[at] == real.p[at])
		at++;
	if (at == seen.n && at == real.n)
		return;
	isize from = at > 200 ? at - 200 : 0;
	str a = str_sub(seen, from, at + 200), b = str_sub(real, from, at + 200);
	print_error("%.*s\n--- seen\n", (int)path.n, path.p);
	print_error("%.*s\n--- real\n", (int)a.n, a.p);
	print_error("%.*s\n", (int)b.n, b.p);
	fail();
}

static void stays_under(str body, str prefix)
{
	static const str marks[] = { STR("href=\"/"), STR("action=\"/"),
				     STR("hx-get=\"/"), STR("hx-post=\"/"),
				     STR("src=\"/") };
	isize end = str_find(body, S("<aside class=\"as-side\""), 0);
	isize at, begin = str_find(body, S("<body"), 0);
	assert_true(end > begin && begin > 0);
	for (isize m = 0; m < COUNT(marks); m++)
		for (at = begin;
		     (at = str_find(body, marks[m], at)) >= 0 && at < end;
		     at++) {
			str rest = str_sub(body, at + marks[m].n - 1, body.n);
			assert_true(str_starts(rest, prefix) ||
				    str_starts(rest, S("/static/")));
		}
}

static void same_page(struct town *t, str plan, str path, str form)
{
	str prefix = seen_as(plan, S(""));
	str under = str_cat(test_arena, prefix, path);
	struct answer a = form.n ?
		desk_post(&t->d, &t->ishii, under, form) :
		desk_get(&t->d, &t->ishii, under);
	struct answer b = form.n ? desk_post(&t->d, &t->onishi, path, form) :
				   desk_get(&t->d, &t->onishi, path);
	assert_int_equal(b.status, 200);
	assert_int_equal(a.status, 200);
	stays_under(a.body, prefix);
	str mine = main_of(a.body, prefix), real = main_of(b.body, S(""));
	assert_same(path, mine, real);
}

TEST_BOTH(share, the_preview_is_the_page_to_the_byte)
{
	struct town t;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	/* Without the recipient's own casefile, of which nothing is shown. */
	sql(&t, "delete from seat where casefile = %0", t.theirs.v);
	str plan = planned(&t, S(""));
	static const char *const tails[] = { "", "/notes", "/people", "/sheets",
					     "/tasks", "/print", "/looked" };
	str before[COUNT(tails)];
	for (int i = 0; i < COUNT(tails); i++) {
		str path = str_cat(test_arena, t.url, str_of(tails[i]));
		str prefix = seen_as(plan, S(""));
		struct answer a = desk_get(&t.d, &t.ishii,
					   seen_as(plan, path));
		assert_int_equal(a.status, 200);
		before[i] = main_of(a.body, prefix);
	}
	shared(&t, plan);
	/* Nothing is written there, so what one writes with is not drawn. */
	sql(&t, "update bestowal set verbs = 1", 0);
	for (int i = 0; i < COUNT(tails); i++) {
		str path = str_cat(test_arena, t.url, str_of(tails[i]));
		struct answer b = desk_get(&t.d, &t.onishi, path);
		assert_int_equal(b.status, 200);
		str real = main_of(b.body, S(""));
		assert_same(path, before[i], real);
		/* And of a living share the same. */
		same_page(&t, plan, path, S(""));
	}
	same_page(&t, plan, S("/search"), S("q=%E5%B1%B1%E9%82%89"));
	desk_close(&t.d);
}

TEST_BOTH(share, the_preview_shows_nothing_else_of_the_recipient)
{
	struct town t;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	str plan = planned(&t, S(""));
	str other = case_url(&t, t.theirs, (str){ 0 });
	assert_int_equal(desk_get(&t.d, &t.onishi, other).status, 200);
	assert_int_equal(desk_get(&t.d, &t.ishii, seen_as(plan, other))
				 .status, 404);
	struct answer a = desk_get(&t.d, &t.ishii,
				   seen_as(plan, S("/cases?who=agency")));
	assert_has(a.body, S("山邉"));
	assert_has_not(a.body, S("髙梨"));
	a = desk_post(&t.d, &t.ishii, seen_as(plan, S("/search")),
		      S("q=%E5%B1%B1%E9%82%89"));
	assert_int_equal(a.status, 200);
	assert_has_not(a.body, S("髙梨"));
	a = desk_post(&t.d, &t.ishii, seen_as(plan, S("/search")),
		      S("q=%E9%AB%99%E6%A2%A8"));
	assert_has(a.body, S("見つかりませんでした"));
	static const char *const shut[] = { "/", "/intake", "/sessions",
					    "/looked", "/help" };
	for (int i = 0; i < COUNT(shut); i++) {
		a = desk_get(&t.d, &t.ishii, seen_as(plan, str_of(shut[i])));
		assert_true(a.status == 403 || a.status == 404);
		assert_has_not(a.body, S("髙梨"));
	}
	/* What an agency keeps to itself and somebody's draft stay theirs. */
	shared(&t, plan);
	str notes = str_cat(test_arena, t.url, S("/notes"));
	desk_post(&t.d, &t.onishi, notes,
		  S("body=SHITAGAKI&method=visit&draft=1"));
	sql(&t, "update note set audience = 'own' where agency = 2", 0);
	a = desk_get(&t.d, &t.ishii, seen_as(plan, notes));
	assert_int_equal(a.status, 200);
	assert_has_not(a.body, S("SHITAGAKI"));
	desk_close(&t.d);
}

TEST_BOTH(share, nothing_is_written_through_it)
{
	struct town t;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	str plan = planned(&t, S("&sheets=1"));
	shared(&t, plan);
	static const char *const tails[] = {
		"/notes", "/items/goal/edit", "/household/edit", "/print",
		"/share/add",
	};
	i64 changes = asked(&t, "select count(*) from audit where action not "
				"like 'look.%%' and action <> 'deny'", 0);
	for (int i = 0; i < COUNT(tails); i++) {
		str path = str_cat(test_arena, t.url, str_of(tails[i]));
		struct answer a = desk_post(&t.d, &t.ishii,
					    seen_as(plan, path),
					    S("body=x&method=visit&name=x"));
		if (a.status == 200)
			print_error("%s\n", tails[i]);
		assert_true(a.status >= 400);
	}
	struct answer a = desk_get(&t.d, &t.ishii,
		seen_as(plan, str_cat(test_arena, t.url, S("/notes/new"))));
	assert_int_equal(a.status, 403);
	assert_has(a.body, S("見ることだけができます"));
	assert_int_equal(asked(&t, "select count(*) from audit where action "
				   "not like 'look.%%' and action <> 'deny'",
			       0), changes);
	desk_close(&t.d);
}

TEST_BOTH(share, a_look_through_it_is_ones_own)
{
	struct town t;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	str plan = planned(&t, S(""));
	desk_get(&t.d, &t.ishii, seen_as(plan, t.url));
	assert_int_equal(asked(&t, "select count(*) from audit where action = "
				   "'look.preview' and account = 1 and agency "
				   "= 1", 0), 1);
	assert_int_equal(asked(&t, "select count(*) from audit where agency = "
				   "2 and casefile = %0", t.ours.v), 0);
	/* The own page in the same frame. */
	struct answer a = desk_get(&t.d, &t.ishii,
				   cat3(S("/mine/"), plan, t.url));
	assert_int_equal(a.status, 200);
	assert_has(a.body, S("自分の画面です"));
	desk_close(&t.d);
}

TEST_BOTH(share, a_forged_view_is_not_there)
{
	struct town t;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	str plan = planned(&t, S(""));
	str forged[] = { S("AAAAAAAAAAAAAAAAAAAAAA"), S("x"),
			 token(&t, ID_casefile, t.ours.v),
			 token(&t, ID_bestowal, id_new()),
			 token_seal(test_arena, &t.d.app.keys.id, 1,
				    ID_bestowal, 1) };
	for (isize i = 0; i < COUNT(forged); i++) {
		struct answer a = desk_get(&t.d, &t.ishii,
					   seen_as(forged[i], t.url));
		assert_int_equal(a.status, 404);
		assert_has_not(a.body, S("山邉"));
	}
	/* Not one's own to look through. */
	assert_int_equal(desk_get(&t.d, &t.taniguchi, seen_as(plan, t.url))
				 .status, 404);
	desk_post(&t.d, &t.ishii, share_path(&t, plan, S("/stop")),
		  (str){ 0 });
	assert_int_equal(desk_get(&t.d, &t.ishii, seen_as(plan, t.url)).status,
			 404);
	desk_close(&t.d);
}

/* ---- cells -------------------------------------------------------------------------- */

static struct answer cell(struct town *t, str plan, const char *what,
			  const char *form)
{
	str path = cat3(share_path(t, plan, S("/cell")), S("?what="),
			str_of(what));
	return desk_post(&t->d, &t->ishii, path, str_of(form));
}

TEST_BOTH(share, a_cell_moves_with_a_reason_and_not_past_the_basis)
{
	struct town t;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	str plan = planned(&t, S("&type=team_money"));
	shared(&t, plan);
	str url = str_cat(test_arena, t.url, S("/share"));
	struct answer a = cell(&t, plan, "health", "state=H");
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("理由を書いてください"));
	a = cell(&t, plan, "money", "state=C&reason=x");
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("同意がないので、これより見せることはできません"));
	a = desk_get(&t.d, &t.ishii,
		     cat3(share_path(&t, plan, S("/cell")), S("?what=money"),
			  S("")));
	assert_has(a.body, S("同意がありません"));
	a = cell(&t, plan, "health", "state=H&reason=x");
	assert_int_equal(a.status, 303);
	assert_has(desk_get(&t.d, &t.ishii, url).body, S("型とちがう"));
	a = cell(&t, plan, "tab.sheets", "state=H&reason=x");
	assert_int_equal(a.status, 303);
	a = desk_get(&t.d, &t.onishi, str_cat(test_arena, t.url,
					      S("/sheets")));
	assert_has(a.body, S("あなたの機関には共有されていません"));
	assert_int_equal(cell(&t, plan, "nothing", "state=H&reason=x").status,
			 404);
	assert_int_equal(cell(&t, plan, "health", "back=1").status, 303);
	assert_int_equal(cell(&t, plan, "tab.sheets", "back=1").status, 303);
	assert_has_not(desk_get(&t.d, &t.ishii, url).body, S("型とちがう"));
	desk_close(&t.d);
}

/* ---- 誰に見えるか ------------------------------------------------------------------- */

TEST_BOTH(share, who_sees_it_and_why)
{
	struct town t;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	str who = str_cat(test_arena, t.url, S("/who"));
	assert_has(desk_get(&t.d, &t.ishii, who).body,
		   S("ほかの機関には共有していません"));
	shared(&t, planned(&t, S("")));
	str b = desk_get(&t.d, &t.ishii, who).body;
	assert_has(b, S("社協（2人）"));
	assert_has(b, S("連携・お金なし"));
	i64 note = asked(&t, "select id from note where casefile = %0",
			 t.ours.v);
	str one = cat3(who, S("?note="), token(&t, ID_note, note));
	assert_has(desk_get(&t.d, &t.ishii, one).body, S("一部を伏せる"));
	sql(&t, "insert into note_person values (129992, %0, %1)", note,
	    t.koichi);
	assert_has(desk_get(&t.d, &t.ishii, one).body,
		   S("浩一さんの同意がありません。"));
	sql(&t, "update note set audience = 'own' where id = %0", note);
	b = desk_get(&t.d, &t.ishii, one).body;
	assert_has(b, S("見えない"));
	assert_has(b, S("見せる範囲が「自機関だけ」です。"));
	/* Their own record that they keep is not there to ask about. */
	desk_post(&t.d, &t.onishi, str_cat(test_arena, t.url, S("/notes")),
		  S("body=x&method=visit&at=%E3%81%84%E3%81%BE"));
	note = asked(&t, "select id from note where agency = 2 and casefile "
			 "= %0", t.ours.v);
	one = cat3(who, S("?note="), token(&t, ID_note, note));
	assert_int_equal(desk_get(&t.d, &t.ishii, one).status, 200);
	sql(&t, "update note set audience = 'own' where id = %0", note);
	assert_int_equal(desk_get(&t.d, &t.ishii, one).status, 404);
	assert_has(desk_get(&t.d, &t.onishi, who).body,
		   S("あなたの機関には共有されていません"));
	desk_close(&t.d);
}

/* ---- so many times -------------------------------------------------------------------- */

TEST_BOTH(share, a_counted_share_is_opened_so_many_times)
{
	struct town t;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	struct answer a = add(&t, &t.ishii, S("&once=1&views=3"));
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("一時的に見せる人をえらんでください"));
	str who = token(&t, ID_account, t.onishi.viewer.account.v);
	str plan = planned(&t, cat3(S("&once=1&views=3&who="), who, S("")));
	shared(&t, plan);
	str notes = str_cat(test_arena, t.url, S("/notes"));
	/* Looking through it takes none. */
	desk_get(&t.d, &t.ishii, seen_as(plan, t.url));
	assert_int_equal(desk_get(&t.d, &t.taniguchi, t.url).status, 404);
	assert_int_equal(desk_get(&t.d, &t.onishi, t.url).status, 200);
	assert_has(desk_get(&t.d, &t.onishi, notes).body,
		   S("あなたの機関には共有されていません"));
	assert_has(desk_get(&t.d, &t.ishii,
			    str_cat(test_arena, t.url, S("/share"))).body,
		   S("あと1回"));
	assert_int_equal(desk_get(&t.d, &t.onishi, t.url).status, 200);
	assert_int_equal(desk_get(&t.d, &t.onishi, t.url).status, 404);
	assert_int_equal(asked(&t, "select count(*) from seat where origin = "
				   "'grant'", 0), 0);
	desk_close(&t.d);
}

enum { READERS = 50, HANDS = 5 };

struct hand {
	struct desk *d;
	const struct sitting *who;
	str url;
	int worker, got, gone;
};

static void *read_often(void *arg)
{
	struct hand *h = arg;
	for (int i = 0; i < READERS / HANDS; i++) {
		struct arena *a = arena_open((isize)64 << 20);
		struct request http = { .method = GET, .path = h->url,
					.cookie = h->who->cookie,
					.host = S("localhost") };
		struct response r = { 0 };
		app_answer(&h->d->app, h->worker, a, &http, &r, NULL);
		h->got += r.status == 200;
		h->gone += r.status == 404;
		arena_close(a);
	}
	return NULL;
}

TEST_BOTH(share, fifty_readers_at_once_get_the_views_there_are)
{
	struct town t;
	struct hand hands[HANDS];
	pthread_t threads[HANDS];
	struct db *dbs[HANDS] = { 0 };
	int got = 0, gone = 0;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	str who = token(&t, ID_account, t.onishi.viewer.account.v);
	shared(&t, planned(&t, cat3(S("&once=1&views=3&who="), who, S(""))));
	dbs[0] = t.d.dbs[0];
	t.d.app.dbs = dbs;
	for (int i = 1; i < HANDS; i++)
		assert_int_equal(store_connect(t.d.t.store, &dbs[i]), OK);
	for (int i = 0; i < HANDS; i++) {
		hands[i] = (struct hand){ &t.d, &t.onishi, t.url, i, 0, 0 };
		thread_start(&threads[i], read_often, &hands[i]);
	}
	for (int i = 0; i < HANDS; i++) {
		thread_join(threads[i]);
		got += hands[i].got;
		gone += hands[i].gone;
	}
	assert_int_equal(got, 3);
	assert_int_equal(gone, READERS - 3);
	assert_int_equal(asked(&t, "select views_left from bestowal", 0), 0);
	desk_close(&t.d);
}

TEST_MAIN
