/* note_test.c — the rules of notes, on both engines. */
#include "kernel/test_rq.h"

#include "base/utf8.h"
#include "note.sql.h"
#include "note/note.h"
#include "past/diff.h"
#include "note/note_masks.h"
#include "vis/records.h"
#include "search/search.h"

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

static struct note_new a_note(const struct test_rq *t, const char *body)
{
	return (struct note_new){ .casefile = t->casefile,
				  .happened_at = t->rq.now,
				  .method = S("phone"),
				  .place = S(""),
				  .counterpart = S("本人"),
				  .body = str_of(body),
				  .about = &t->toki,
				  .about_n = 1 };
}

static note_id add(struct test_rq *t, const char *body, bool draft)
{
	struct add a = { .t = t, .n = a_note(t, body) };
	a.n.draft = draft;
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

static enum status save(struct test_rq *t, note_id id, int seen,
			const char *body, enum note_reason reason, bool draft)
{
	struct save s = { t, { .note = id, .seen = seen, .reason = reason,
			       .now = a_note(t, body) } };
	s.c.now.draft = draft;
	return test_write(t, save_job, &s);
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

/* How many notes the viewer's list shows, and how many it counts. */
static isize listed(struct test_rq *t)
{
	struct note_item_list rows;
	str no = S("");
	i64 count = 0;
	stamp since = { 0 }, until = { t->rq.now.ms * 2 };
	account_id me = t->rq.actor.viewer.account;
	struct lens_records r = lens_records(test_arena, t->rq.lens);
	assert_int_equal(note_page(t->rq.db, test_arena, t->rq.lens, 129992,
				   r.own, r.via, r.reads, r.shut, me,
				   t->casefile, since, until, no, no, no,
				   0, 0, -1, (note_id){ 0 }, 100, &rows), OK);
	assert_int_equal(note_count(t->rq.db, 129992, r.own, r.via, r.reads,
				    r.shut, me, t->casefile, since, until,
				    no, no, no, 0, &count), OK);
	assert_int_equal(count, rows.n);
	return rows.n;
}

/* ---- 要点 ---------------------------------------------------------------- */

TEST(note, gist_is_the_first_line)
{
	assert_str(note_gist(S("\n 初回訪問。会えた\n二行目")),
		   S("初回訪問。会えた"));
	assert_str(note_gist(S("")), S(""));
}

TEST(note, gist_has_at_most_40_characters)
{
	struct out o = out_open(test_arena, 400);
	for (int i = 0; i < 60; i++)
		put(&o, S("邉"));
	assert_int_equal(utf8_length(note_gist(out_str(&o))), 40);
}

TEST(note, gist_ends_at_a_full_stop_when_it_can)
{
	assert_str(note_gist(S("玄関の犬に注意すること。家賃を2か月滞納、"
			       "104,000円。電気料金の督促が来ているとのこと")),
		   S("玄関の犬に注意すること。家賃を2か月滞納、104,000円。"));
	/* too early a stop says too little */
	assert_int_equal(
		utf8_length(note_gist(S("うん。トキさんと話したあと浩一さん"
					"とも話し、由美さんにも電話をかけて"
					"様子を聞いたところ変わりない"))),
		40);
}

/* ---- versions ------------------------------------------------------------ */

TEST_BOTH(note, stale_edit_is_conflict)
{
	struct test_rq t;
	struct note_whole n;
	test_rq_open(&t, engine);
	note_id id = add(&t, "月末にもう一度電話する。", false);
	assert_int_equal(save(&t, id, 1, "11月20日に電話する。", REASON_NONE,
			      false), OK);
	assert_int_equal(save(&t, id, 1, "電話しない。", REASON_NONE, false),
			 E_CONFLICT);
	assert_int_equal(get(&t, id, &n), OK);
	assert_str(shown(n.body), S("11月20日に電話する。"));
	assert_int_equal(n.revision, 2);
	test_rq_close(&t);
}

TEST_BOTH(note, correction_keeps_the_original)
{
	struct test_rq t;
	struct note_version_list v;
	test_rq_open(&t, engine);
	note_id id = add(&t, "家賃 104,000円", false);
	assert_int_equal(save(&t, id, 1, "家賃 52,000円", REASON_TYPO, false),
			 OK);
	assert_int_equal(note_versions(t.rq.db, test_arena, t.rq.lens, 129992,
				       id, &v), OK);
	assert_int_equal(v.n, 2);
	assert_str(shown(v.v[0].body), S("家賃 104,000円"));
	assert_str(shown(v.v[1].body), S("家賃 52,000円"));
	assert_str(v.v[1].reason, S("typo"));
	test_rq_close(&t);
}

TEST_BOTH(note, saving_nothing_new_makes_no_version)
{
	struct test_rq t;
	struct note_whole n;
	test_rq_open(&t, engine);
	note_id id = add(&t, "変わりなし", false);
	assert_int_equal(save(&t, id, 1, "変わりなし", REASON_NONE, false),
			 OK);
	assert_int_equal(get(&t, id, &n), OK);
	assert_int_equal(n.revision, 1);
	test_rq_close(&t);
}

static enum status look_job(struct db *tx, void *arg)
{
	(void)arg;
	return test_run(tx, "insert into audit (muni, id, at, account, agency,"
			    " role, action, kind, object, casefile, classes,"
			    " detail) values (129992, 1, 1794791640001, 21, 2,"
			    " 'worker', 'look.notes', 'note', 0, 100, '', '')");
}

TEST_BOTH(note, what_others_have_read_is_corrected_with_a_reason)
{
	struct test_rq t;
	test_rq_open(&t, engine);
	note_id id = add(&t, "月末に電話", false);
	assert_int_equal(test_write(&t, look_job, NULL), OK);
	assert_int_equal(save(&t, id, 1, "20日に電話", REASON_NONE, false),
			 E_INVALID);
	assert_true(rq_error_of(&t.rq, S("reason")).n > 0);
	assert_int_equal(save(&t, id, 1, "20日に電話", REASON_FACT, false),
			 OK);
	test_rq_close(&t);
}

TEST_BOTH(note, another_agency_cannot_change_it)
{
	struct test_rq t;
	struct note_whole n;
	test_rq_open(&t, engine);
	note_id id = add(&t, "北部包括の記録", false);
	test_as(&t, 21, 2, ROLE_worker);
	assert_int_equal(get(&t, id, &n), OK);
	assert_int_equal(save(&t, id, 1, "社協が直す", REASON_TYPO, false),
			 E_FORBIDDEN);
	test_rq_close(&t);
}

TEST_BOTH(note, person_of_another_casefile_is_refused)
{
	struct test_rq t;
	person_id stranger = { 999 };
	test_rq_open(&t, engine);
	struct add a = { .t = &t, .n = a_note(&t, "だれのこと") };
	a.n.about = &stranger;
	assert_int_equal(test_write(&t, add_job, &a), E_NOT_FOUND);
	assert_int_equal(listed(&t), 0);
	test_rq_close(&t);
}

/* ---- drafts -------------------------------------------------------------- */

static enum status index_job(struct db *tx, void *arg)
{
	i64 *ret = arg;
	struct note_word_row_list ids;
	str match;
	TRY(search_match_case(tx, test_arena, 129992, (casefile_id){ 100 },
			      S("note"), S("滞納"), &match));
	TRY(note_with_words(tx, test_arena, 129992, (casefile_id){ 100 },
			    match, &ids));
	*ret = ids.n;
	return OK;
}

static i64 found(struct test_rq *t)
{
	i64 n = -1;
	assert_int_equal(test_write(t, index_job, &n), OK);
	return n;
}

TEST_BOTH(note, draft_is_invisible_to_colleagues)
{
	struct test_rq t;
	struct note_whole n;
	test_rq_open(&t, engine);
	note_id id = add(&t, "家賃を滞納", true);
	assert_int_equal(get(&t, id, &n), OK);
	assert_int_equal(listed(&t), 1);
	assert_int_equal(found(&t), 0);
	test_as(&t, 12, 1, ROLE_senior);
	assert_int_equal(get(&t, id, &n), E_NOT_FOUND);
	assert_int_equal(listed(&t), 0);
	assert_int_equal(save(&t, id, 1, "直す", REASON_NONE, true),
			 E_NOT_FOUND);
	/* nor at another desk of its author */
	test_as(&t, 11, 1, ROLE_worker);
	t.rq.actor.viewer.agency.v = t.lens.viewer.agency.v = 2;
	assert_int_equal(get(&t, id, &n), E_NOT_FOUND);
	assert_int_equal(listed(&t), 0);
	assert_int_equal(save(&t, id, 1, "直す", REASON_NONE, true),
			 E_NOT_FOUND);
	test_rq_close(&t);
}

TEST_BOTH(note, recorded_draft_leaves_no_versions_behind)
{
	struct test_rq t;
	struct note_version_list v;
	test_rq_open(&t, engine);
	note_id id = add(&t, "下書きの滞納のこと", true);
	assert_int_equal(save(&t, id, 1, "書きかけ", REASON_NONE, true), OK);
	assert_int_equal(save(&t, id, 2, "滞納は2か月", REASON_NONE, false),
			 OK);
	assert_int_equal(found(&t), 1);
	test_as(&t, 12, 1, ROLE_senior);
	assert_int_equal(listed(&t), 1);
	assert_int_equal(note_versions(t.rq.db, test_arena, t.rq.lens, 129992,
				       id, &v), OK);
	assert_int_equal(v.n, 1);
	/* a record never becomes a draft again */
	test_as(&t, 11, 1, ROLE_worker);
	assert_int_equal(save(&t, id, 3, "もどす", REASON_NONE, true), OK);
	test_as(&t, 12, 1, ROLE_senior);
	assert_int_equal(listed(&t), 1);
	test_rq_close(&t);
}

TEST_BOTH(note, corrected_word_is_not_found_any_more)
{
	struct test_rq t;
	test_rq_open(&t, engine);
	note_id id = add(&t, "電気料金の滞納", false);
	assert_int_equal(found(&t), 1);
	assert_int_equal(save(&t, id, 1, "電気料金の督促", REASON_FACT,
			      false), OK);
	assert_int_equal(found(&t), 0);
	test_rq_close(&t);
}

struct drop {
	struct test_rq *t;
	note_id id;
};

static enum status drop_job(struct db *tx, void *arg)
{
	struct drop *d = arg;
	return note_discard(&d->t->rq, tx, d->t->casefile, d->id);
}

TEST_BOTH(note, only_drafts_can_be_thrown_away)
{
	struct test_rq t;
	test_rq_open(&t, engine);
	struct drop d = { &t, add(&t, "捨てる", true) };
	assert_int_equal(test_write(&t, drop_job, &d), OK);
	d.id = add(&t, "残る", false);
	assert_int_equal(test_write(&t, drop_job, &d), E_CONFLICT);
	assert_int_equal(listed(&t), 1);
	test_rq_close(&t);
}

/* ---- paging by key ------------------------------------------------------- */

TEST_BOTH(note, pages_begin_behind_a_note)
{
	struct test_rq t;
	str no = S("");
	struct note_item_list rows;
	int got = 0;
	test_rq_open(&t, engine);
	for (int i = 0; i < 7; i++)
		add(&t, i % 2 ? "い" : "あ", false);
	/* every sort, both directions: each note exactly once */
	for (int sort = 0; sort < 5; sort++) {
		note_id after = { 0 };
		got = 0;
		do {
			assert_int_equal(
				note_page(t.rq.db, test_arena, t.rq.lens,
					  129992, (agency_id){ 1 },
					  (agency_id){ 1 }, -1, S(""),
					  (account_id){ 11 }, t.casefile,
					  (stamp){ 0 }, (stamp){ t.rq.now.ms * 2 }, no, no,
					  no, 0, sort, sort == 1 ? 1 : -1,
					  after, 3, &rows),
				OK);
			got += (int)rows.n;
			if (rows.n)
				after = rows.v[rows.n - 1].id;
		} while (rows.n);
		assert_int_equal(got, 7);
	}
	test_rq_close(&t);
}

/* How many notes these sets leave. */
static i64 left(struct test_rq *t, const char *how, const char *by,
		const char *about, int house)
{
	i64 n = -1;
	assert_int_equal(note_count(t->rq.db, 129992, (agency_id){ 1 },
				    (agency_id){ 1 }, -1, S(""),
				    (account_id){ 11 }, t->casefile,
				    (stamp){ 0 }, (stamp){ t->rq.now.ms * 2 }, str_of(how),
				    str_of(by), str_of(about), house, &n),
			 OK);
	return n;
}

TEST_BOTH(note, filters_are_sets)
{
	struct test_rq t;
	test_rq_open(&t, engine);
	add(&t, "トキさんに電話", false);
	struct add a = { .t = &t, .n = a_note(&t, "訪問") };
	a.n.about_n = 0;
	a.n.method = S("visit");
	assert_int_equal(test_write(&t, add_job, &a), OK);
	assert_int_equal(left(&t, "", "", "", 0), 2);
	assert_int_equal(left(&t, ",visit,", "", "", 0), 1);
	assert_int_equal(left(&t, ",visit,,phone,", "", "", 0), 2);
	assert_int_equal(left(&t, ",mail,", "", "", 0), 0);
	/* part of a key is not the key */
	assert_int_equal(left(&t, ",vis,", "", "", 0), 0);
	assert_int_equal(left(&t, "", ",1,", "", 0), 2);
	assert_int_equal(left(&t, "", ",2,", "", 0), 0);
	assert_int_equal(left(&t, "", "", ",301,", 0), 1);
	assert_int_equal(left(&t, "", "", ",302,", 0), 0);
	assert_int_equal(left(&t, "", "", "", 1), 1);
	assert_int_equal(left(&t, "", "", ",301,", 1), 2);
	test_rq_close(&t);
}

/* ---- differences --------------------------------------------------------- */

static str diff(const char *before, const char *after)
{
	struct out o = out_open(test_arena, 200);
	diff_html(&o, veiled_open(str_of(before)), veiled_open(str_of(after)));
	return out_str(&o);
}

TEST(note_diff, marks_what_changed_inside_a_line)
{
	assert_str(diff("同じ\n月末に電話\n終わり", "同じ\n20日に電話\n終わり"),
		   S("同じ\n<del>月末</del><ins>20日</ins>に電話\n終わり"));
	assert_str(diff("同じ", "同じ"), S("同じ"));
	assert_str(diff("", "<b>"), S("<ins>&lt;b&gt;</ins>"));
}

TEST(note_diff, never_cuts_a_character)
{
	/* 髙 and 髪 share their first two bytes */
	assert_str(diff("髙橋", "髪橋"), S("<del>髙</del><ins>髪</ins>橋"));
}

TEST(note_diff, closed_text_has_no_marks)
{
	struct veiled mask = { .state = VEIL_MASK };
	struct out o = out_open(test_arena, 64);
	diff_html(&o, veiled_open(S("秘密")), mask);
	assert_true(str_find(out_str(&o), S("秘密"), 0) < 0);
	assert_int_equal(diff_hunks_seen(test_arena, S("a"), mask).n, 0);
}

TEST(note_diff, hunks_rebuild_both_texts)
{
	str a = S("一\n二\n三\n四\n"), b = S("一\n二と半\n四\n五\n");
	struct hunks h = diff_hunks(test_arena, a, b);
	struct out x = out_open(test_arena, 64), y = out_open(test_arena, 64);
	for (isize i = 0; i < h.n; i++) {
		put(&x, h.v[i].a);
		put(&y, h.v[i].b);
	}
	assert_str(out_str(&x), a);
	assert_str(out_str(&y), b);
}

TEST_MAIN
