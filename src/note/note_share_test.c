/* note_share_test.c — notes of a shared casefile: which are there, and what of
 * them is read, on both engines.  石井 (agency 1) shares トキ with 基幹 (3, 中原,
 * 連携・お金なし) and 社協 (4, お金あり); 浩一 was not asked. */
#include "kernel/test_rq.h"

#include "base/rng.h"
#include "note.sql.h"
#include "note/note.h"
#include "note/note_masks.h"
#include "vis/records.h"

static const char *const sharing[] = {
	"insert into agency (muni, id, name, short_name, kind, phone, prefix)"
	" values (129992, 3, '基幹相談支援センター', '基幹', '13', '', '基'), "
	"(129992, 4, '自立相談支援', '自立', '21', '', '自'), "
	"(129992, 5, '民生委員', '民生', '41', '', '民')",
	"insert into account (muni, id, name, name_kana, job, password, state)"
	" values (129992, 31, '中原', '', '', '', 'active'), "
	"(129992, 41, '三田', '', '', '', 'active'), "
	"(129992, 51, '野口', '', '', '', 'active')",
	"insert into post (muni, account, agency, role) values "
	"(129992, 31, 3, 'worker'), (129992, 41, 4, 'worker'), "
	"(129992, 51, 5, 'guest')",
	"insert into person (muni, id, casefile, household, family_name, "
	"given_name, family_name_kana, given_name_kana, sex, birth, death, "
	"living, phone, relation, sort)"
	" values (129992, 303, 100, 200, '髙橋', '由美', 'たかはし', 'ゆみ', "
	"'2', '', '', 'away', '', '長女', 3)",
	"insert into basis (muni, id, casefile, person, kind, since, until, "
	"account, agency, at) values (129992, 80, 100, 301, 'consent', 10, "
	"null, 11, 1, 10)",
	"insert into basis_cover (muni, basis, agency, account, level, "
	"classes) values (129992, 80, 3, 0, 4, 1983), "
	"(129992, 80, 4, 0, 4, 2047), (129992, 80, 5, 0, 4, 2047)",
	"insert into bestowal (muni, id, casefile, to_agency, to_account, "
	"type, verbs, state, since, until, by_account, by_agency, at) values "
	"(129992, 90, 100, 3, null, 'team', 3, 'live', 10, null, 11, 1, 10), "
	"(129992, 91, 100, 4, null, 'team_money', 3, 'live', 10, null, 11, 1, "
	"10), "
	"(129992, 92, 100, 5, null, 'watch', 3, 'live', 10, null, 11, 1, 10)",
	"insert into bestowal_person (muni, bestowal, person, basis) values "
	"(129992, 90, 301, 80), (129992, 91, 301, 80), (129992, 92, 301, 80)",
	"insert into seat (muni, agency, casefile, level, since, updated_at, "
	"sort_kana, origin) values (129992, 3, 100, 3, 0, 0, '', 'grant'), "
	"(129992, 4, 100, 3, 0, 0, '', 'grant'), "
	"(129992, 5, 100, 2, 0, 0, '', 'grant')",
};

static enum status share_job(struct db *tx, void *arg)
{
	(void)arg;
	for (int i = 0; i < COUNT(sharing); i++)
		TRY(test_run(tx, sharing[i]));
	return OK;
}

static void open_shared(struct test_rq *t, enum db_engine engine)
{
	test_rq_open(t, engine);
	assert_int_equal(test_write(t, share_job, NULL), OK);
	test_as(t, 11, 1, ROLE_worker);
}

static void as_ishii(struct test_rq *t)
{
	test_as(t, 11, 1, ROLE_worker);
}

static void as_nakahara(struct test_rq *t)
{
	test_as(t, 31, 3, ROLE_worker);
}

struct add {
	struct test_rq *t;
	struct note_new n;
	note_id id;
};

static enum status add_job(struct db *tx, void *arg)
{
	struct add *a = arg;
	return note_add(&a->t->rq, tx, &a->n, &a->id);
}

static struct note_new a_note(struct test_rq *t, const char *body)
{
	return (struct note_new){ .casefile = t->casefile,
				  .happened_at = t->rq.now,
				  .method = S("phone"),
				  .place = S(""),
				  .counterpart = S("本人"),
				  .body = str_of(body) };
}

static note_id add(struct test_rq *t, struct note_new n)
{
	struct add a = { .t = t, .n = n };
	assert_int_equal(test_write(t, add_job, &a), OK);
	return a.id;
}

struct save {
	struct test_rq *t;
	struct note_change c;
};

static enum status save_job(struct db *tx, void *arg)
{
	struct save *s = arg;
	return note_save(&s->t->rq, tx, &s->c);
}

static void save(struct test_rq *t, note_id id, int seen, const char *body)
{
	struct save s = { t, { .note = id, .seen = seen,
			       .reason = REASON_FACT,
			       .now = a_note(t, body) } };
	assert_int_equal(test_write(t, save_job, &s), OK);
}

struct decide {
	struct test_rq *t;
	struct note_decision d;
};

static enum status decide_job(struct db *tx, void *arg)
{
	struct decide *d = arg;
	return note_mask_decide(&d->t->rq, tx, d->t->casefile, &d->d);
}

static enum status decide(struct test_rq *t, struct note_decision d)
{
	struct decide x = { t, d };
	return test_write(t, decide_job, &x);
}

static enum status get(struct test_rq *t, note_id id, struct note_whole *ret)
{
	struct lens_records r = lens_records(test_arena, t->rq.lens);
	return note_get(t->rq.db, test_arena, t->rq.lens, 129992, r.own, r.via,
			r.reads, r.shut, t->rq.actor.viewer.account,
			t->casefile, id, ret);
}

static str shown(struct veiled v)
{
	struct out o = out_open(test_arena, 64);
	veiled_put(&o, v);
	return out_str(&o);
}

static str body_of(struct test_rq *t, note_id id)
{
	struct note_whole n;
	assert_int_equal(get(t, id, &n), OK);
	return shown(n.body);
}

static enum status page(struct test_rq *t, struct note_item_list *rows,
			i64 *count)
{
	struct lens_records r = lens_records(test_arena, t->rq.lens);
	str no = S("");
	stamp since = { 0 }, until = { t->rq.now.ms * 2 };
	account_id me = t->rq.actor.viewer.account;
	TRY(note_page(t->rq.db, test_arena, t->rq.lens, 129992, r.own, r.via,
		      r.reads, r.shut, me, t->casefile, since, until, no, no,
		      no, 0, 0, -1, (note_id){ 0 }, 1000, rows));
	return note_count(t->rq.db, 129992, r.own, r.via, r.reads, r.shut, me,
			  t->casefile, since, until, no, no, no, 0, count);
}

static isize listed(struct test_rq *t)
{
	struct note_item_list rows;
	i64 count = 0;
	assert_int_equal(page(t, &rows, &count), OK);
	assert_int_equal(count, rows.n);
	return rows.n;
}

#define MAIL                                                                  \
	"由美さんは『母の通帳は弟が持っている』と話した(由美 090-1234-5678)。" \
	"浩一さんは『死にたいと思う夜がある』とメールに書いてきた。"

/* ---- what is read ------------------------------------------------------- */

TEST_BOTH(note_share, closed_passages_are_stored_with_the_version)
{
	struct test_rq t;
	struct note_whole n;
	open_shared(&t, engine);
	note_id id = add(&t, a_note(&t, MAIL));
	assert_str(body_of(&t, id), S(MAIL));
	as_nakahara(&t);
	assert_true(t.lens.granted);
	assert_str(body_of(&t, id),
		   S("▨▨▨(▨▨▨)。浩一さんは『死にたいと思う夜がある』"
		     "とメールに書いてきた。"));
	assert_int_equal(get(&t, id, &n), OK);
	/* A line cut off behind a closed passage would tell its length. */
	assert_str(shown(n.title), S("▨▨▨"));
	assert_false(veiled_whole(n.body));
	struct note_briefs recent;
	assert_int_equal(note_recent(&t.rq, 5, &recent), OK);
	assert_int_equal(recent.n, 1);
	assert_str(shown(recent.v[0].title), S("▨▨▨"));
	test_rq_close(&t);
}

TEST_BOTH(note_share, arrears_are_read_by_those_who_may)
{
	struct test_rq t;
	open_shared(&t, engine);
	const char *body = "玄関の犬に注意。家賃を2か月滞納、104,000円。";
	note_id id = add(&t, a_note(&t, body));
	as_nakahara(&t);
	assert_str(body_of(&t, id), S("玄関の犬に注意。▨▨▨"));
	test_as(&t, 41, 4, ROLE_worker);
	assert_str(body_of(&t, id), str_of(body));
	test_rq_close(&t);
}

/* An agency's own words stay its own, whatever it was shared. */
TEST_BOTH(note_share, own_words_are_whole)
{
	struct test_rq t;
	open_shared(&t, engine);
	as_nakahara(&t);
	note_id id = add(&t, a_note(&t, "浩一さんの借金の話。"));
	assert_str(body_of(&t, id), S("浩一さんの借金の話。"));
	as_ishii(&t);
	assert_str(body_of(&t, id), S("浩一さんの借金の話。"));
	test_as(&t, 41, 4, ROLE_worker);
	assert_str(body_of(&t, id), S("▨▨▨"));
	test_rq_close(&t);
}

/* 「自由記述は閉じたまま共有します」: the save goes on. */
TEST(note_share, without_names_all_is_closed)
{
	struct test_rq t;
	struct note_names none = { .ok = false };
	open_shared(&t, DB_LITE);
	as_nakahara(&t);
	struct note_masks m = note_masks_new(test_arena, &none, S("晴れ"),
					     S("晴れ。雨。"));
	struct note_packed p = note_masks_pack(test_arena, &m, S("晴れ"),
					       S("晴れ。雨。"));
	agency_id other = { 1 };
	assert_str(shown(lens_record_prose(test_arena, &t.lens, other,
					   S("晴れ。雨。"), p.body)),
		   S("▨▨▨"));
	assert_str(shown(lens_record_prose(test_arena, &t.lens, other,
					   S("晴れ"), p.title)),
		   S("▨▨▨"));
	/* And a text that was stored without any. */
	assert_str(shown(lens_record_prose(test_arena, &t.lens, other,
					   S("晴れ。雨。"), (str){ 0 })),
		   S("▨▨▨"));
	assert_false(p.reviewed);
	test_rq_close(&t);
}

/* ---- versions ------------------------------------------------------------ */

static str version_of(struct test_rq *t, note_id id, isize i)
{
	struct note_version_list v;
	assert_int_equal(note_versions(t->rq.db, test_arena, t->rq.lens,
				       129992, id, &v), OK);
	assert_true(i < v.n);
	return shown(v.v[i].body);
}

TEST_BOTH(note_share, a_new_version_keeps_closed_what_was_closed)
{
	struct test_rq t;
	open_shared(&t, engine);
	note_id id = add(&t, a_note(&t, "弟の話をした。雨。"));
	struct note_decision d = { .note = id, .seen = 1, .to = 21,
				   .state = PROSE_CLOSED, .add = true,
				   .class = PROSE_ALL };
	assert_int_equal(decide(&t, d), OK);
	save(&t, id, 1, "雨。弟の話をした。");
	as_nakahara(&t);
	assert_str(body_of(&t, id), S("雨。▨▨▨"));
	assert_str(version_of(&t, id, 0), S("▨▨▨雨。"));
	test_rq_close(&t);
}

/* What is closed later is closed in the versions before, too. */
TEST_BOTH(note_share, history_is_closed_along)
{
	struct test_rq t;
	open_shared(&t, engine);
	note_id id = add(&t, a_note(&t, "弟の話をした。雨。"));
	save(&t, id, 1, "弟の話をした。曇り。");
	as_nakahara(&t);
	assert_str(version_of(&t, id, 0), S("弟の話をした。雨。"));
	as_ishii(&t);
	struct note_decision d = { .note = id, .seen = 2, .to = 21,
				   .state = PROSE_CLOSED, .add = true,
				   .class = PROSE_ALL };
	assert_int_equal(decide(&t, d), OK);
	as_nakahara(&t);
	assert_str(version_of(&t, id, 0), S("▨▨▨雨。"));
	assert_str(version_of(&t, id, 1), S("▨▨▨曇り。"));
	test_rq_close(&t);
}

/* ---- deciding ------------------------------------------------------------- */

TEST_BOTH(note_share, passages_are_decided_upon)
{
	struct test_rq t;
	struct note_waitings w;
	open_shared(&t, engine);
	note_id id = add(&t, a_note(&t, "訪問した。家賃を滞納。電話 043-000-0000。"));
	assert_int_equal(note_unreviewed(&t.rq, NULL, &w), OK);
	assert_int_equal(w.n, 1);
	assert_int_equal(w.sentences, 1);
	assert_int_equal(w.v[0].spots.n, 1);
	const struct note_spot *s = &w.v[0].spots.v[0];
	assert_str(s->passage, S("家賃を滞納。"));
	assert_str(s->why, S("お金"));
	/* 民生委員 read only 言いかえ: everything is closed to them alike. */
	assert_str(s->whom, S("基幹・民生"));
	struct note_decision d = { .note = id, .seen = 1, .from = s->from,
				   .to = s->to, .state = PROSE_REPLACED };
	assert_int_equal(decide(&t, d), E_INVALID);
	d.instead = S("暮らし向きの心配あり。");
	d.seen = 2;
	assert_int_equal(decide(&t, d), E_CONFLICT);
	d.seen = 1;
	assert_int_equal(decide(&t, d), OK);
	assert_int_equal(note_unreviewed(&t.rq, NULL, &w), OK);
	assert_int_equal(w.n, 0);
	as_nakahara(&t);
	assert_str(body_of(&t, id), S("訪問した。暮らし向きの心配あり。"
				      "電話 043-000-0000。"));
	assert_int_equal(decide(&t, d), E_NOT_FOUND);
	/* 言いかえ文だけ. */
	test_as(&t, 51, 5, ROLE_guest);
	assert_str(body_of(&t, id), S("暮らし向きの心配あり。"));
	test_rq_close(&t);
}

TEST_BOTH(note_share, safety_is_closed_only_with_a_reason)
{
	struct test_rq t;
	open_shared(&t, engine);
	note_id id = add(&t, a_note(&t, "死にたいと話す。雨。"));
	struct note_decision d = { .note = id, .seen = 1, .to = 12,
				   .state = PROSE_CLOSED, .add = true,
				   .class = PROSE_ALL };
	assert_int_equal(decide(&t, d), E_INVALID);
	assert_str(rq_error_of(&t.rq, S("reason")),
		   S("安全に関わる内容です。訪問する機関に伝わらなくなります。"));
	as_nakahara(&t);
	assert_str(body_of(&t, id), S("死にたいと話す。雨。"));
	as_ishii(&t);
	d.reason = S("本人のつよい希望。主任と決めた。");
	assert_int_equal(decide(&t, d), OK);
	as_nakahara(&t);
	assert_str(body_of(&t, id), S("▨▨▨と話す。雨。"));
	test_rq_close(&t);
}

/* ---- which notes are there ------------------------------------------------ */

TEST_BOTH(note_share, audience_is_in_every_number)
{
	struct test_rq t;
	struct note_whole n;
	const agency_id readers[] = { { 3 } };
	open_shared(&t, engine);
	struct note_new own = a_note(&t, "自機関だけ。");
	own.audience = AUDIENCE_OWN;
	struct note_new named = a_note(&t, "基幹へ。");
	named.audience = AUDIENCE_NAMED;
	named.readers = readers;
	named.readers_n = 1;
	struct note_new koichi = a_note(&t, "晴れ。");
	koichi.about = &t.koichi;
	koichi.about_n = 1;
	note_id first = add(&t, own);
	note_id second = add(&t, named);
	note_id third = add(&t, koichi);
	assert_int_equal(listed(&t), 3);
	as_nakahara(&t);
	assert_int_equal(listed(&t), 1);
	assert_int_equal(get(&t, first, &n), E_NOT_FOUND);
	assert_int_equal(get(&t, second, &n), OK);
	/* Who was not asked is not read about. */
	assert_int_equal(get(&t, third, &n), E_NOT_FOUND);
	test_as(&t, 41, 4, ROLE_worker);
	assert_int_equal(listed(&t), 0);
	test_rq_close(&t);
}

struct facts {
	enum audience audience;
	int readers;	/* bits of agencies */
	int persons;	/* bit 0 トキ, 1 浩一 */
	int matter;
	bool reviewed, restated;
	agency_id owner;
	note_id id;
};

static const str matters[] = { STR(""), STR("health"), STR("meeting") };

static struct facts some_note(struct test_rq *t, struct rng *r)
{
	struct facts f = { (enum audience)rng_below(r, 3),
			   (int)rng_below(r, 64), (int)rng_below(r, 4),
			   (int)rng_below(r, 3), rng_below(r, 2),
			   rng_below(r, 2),
			   { 1 + 2 * rng_below(r, 2) }, { 0 } };
	agency_id *readers = new(test_arena, agency_id, 6);
	person_id *about = new(test_arena, person_id, 2);
	struct note_new n = a_note(t, "晴れ。");
	for (int i = 1; i < 6; i++)
		if (f.readers >> i & 1)
			readers[n.readers_n++].v = i;
	for (int i = 0; i < 2; i++)
		if (f.persons >> i & 1)
			about[n.about_n++] = i ? t->koichi : t->toki;
	n.audience = f.audience;
	n.readers = readers;
	n.about = about;
	n.matter = matters[f.matter];
	test_as(t, f.owner.v == 1 ? 11 : 31, f.owner.v, ROLE_worker);
	f.id = add(t, n);
	return f;
}

struct flag {
	note_id id;
	bool reviewed, restated;
};

static enum status flag_job(struct db *tx, void *arg)
{
	const struct flag *f = arg;
	return note_masks_set(tx, 129992, f->id, 1, S(""), S(""), f->reviewed,
			      f->restated);
}

/* lens_record of one of them, by hand. */
static bool is_there(const struct test_rq *t, const struct facts *f)
{
	person_id about[2];
	isize n = 0;
	for (int i = 0; i < 2; i++)
		if (f->persons >> i & 1)
			about[n++] = i ? t->koichi : t->toki;
	struct record r = {
		.owner = f->owner,
		.audience = f->audience,
		.named = f->readers >> t->rq.lens->viewer.agency.v & 1,
		.persons = about,
		.persons_n = n,
		.health = f->matter == 1,
		.meeting = f->matter == 2,
		.confirmed = f->reviewed,
		.restated = f->restated,
	};
	return lens_record(t->rq.lens, &r);
}

/* The predicate in note.sql is lens_record. */
TEST_BOTH(note_share, lists_hold_what_lens_record_says)
{
	struct test_rq t;
	struct rng r = { 42 };
	struct facts all[60];
	struct note_item_list rows;
	i64 count = 0, both = 0;
	open_shared(&t, engine);
	for (int i = 0; i < COUNT(all); i++) {
		all[i] = some_note(&t, &r);
		struct flag f = { all[i].id, all[i].reviewed,
				  all[i].restated };
		assert_int_equal(test_write(&t, flag_job, &f), OK);
	}
	static const i64 who[][2] = { { 11, 1 }, { 31, 3 }, { 41, 4 },
				      { 51, 5 } };
	for (int v = 0; v < COUNT(who); v++)
		for (unsigned reads = 0; reads < 32; reads += v ? 3 : 32) {
			test_as(&t, who[v][0], who[v][1],
				v == 3 ? ROLE_guest : ROLE_worker);
			t.lens.reads = reads;
			isize want = 0;
			for (int i = 0; i < COUNT(all); i++)
				want += is_there(&t, &all[i]);
			assert_int_equal(page(&t, &rows, &count), OK);
			assert_int_equal(rows.n, want);
			assert_int_equal(count, want);
			both += want > 0 && want < COUNT(all);
		}
	assert_true(both > 20);
	test_rq_close(&t);
}

TEST_MAIN
