/* grant_test.c — shared casefiles: types, bases, exceptions, forbids, seats. */
#include "db/test_fail.h"
#include "db/test_store.h"

#include "vis/grant.h"
#include "vis/names.h"
#include "vis/types.h"

/* Agency 1 leads casefile 50 of トキ 70 and 浩一 71; トキ agreed until 1000:
 * agency 2 everything, agency 3 all but money, agency 4 that support exists. */
static const char *const household[] = {
	"insert into municipality values (1, '市')",
	"insert into agency values (1, 1, 'a', 'a', '10', '', '')",
	"insert into agency values (1, 2, 'b', 'b', '21', '', '')",
	"insert into agency values (1, 3, 'c', 'c', '13', '', '')",
	"insert into agency values (1, 4, 'd', 'd', '41', '', '')",
	"insert into casefile (muni, id, agency, case_no, stage, urgency, "
	"opened_on, created_at) values (1, 50, 1, 'x', 's', 'u', 1, 1)",
	"insert into household values (1, 60, 50, 'n', 'n', '', '', '', '', 1)",
	"insert into person (muni, id, casefile, household, family_name, "
	"given_name, family_name_kana, given_name_kana, sex, birth, death, "
	"living, phone, relation, sort) values "
	"(1, 70, 50, 60, 'f', 'g', '', '', '0', '', '', 'home', '', '', 1), "
	"(1, 71, 50, 60, 'f', 'h', '', '', '0', '', '', 'home', '', '', 2)",
	"insert into seat (muni, agency, casefile, level, since, until, "
	"updated_at, sort_kana, stage) "
	"values (1, 1, 50, 4, 1, null, 1, 'k', 's')",
	"insert into basis (muni, id, casefile, person, kind, since, until, "
	"account, agency, at) values (1, 80, 50, 70, 'consent', 10, 1000, 9, "
	"1, 10)",
	/* name contact quasi family health money work legal free = 2…512 */
	"insert into basis_cover values (1, 80, 2, 0, 4, 2047), "
	"(1, 80, 3, 0, 3, 1983), (1, 80, 4, 0, 1, 2)",
	"insert into bestowal (muni, id, casefile, to_agency, to_account, "
	"type, verbs, state, since, until, by_account, by_agency, at) values "
	"(1, 90, 50, 2, null, 'team_money', 3, 'live', 10, null, 9, 1, 10), "
	"(1, 91, 50, 3, null, 'team_money', 3, 'live', 10, 800, 9, 1, 10), "
	"(1, 92, 50, 4, 40, 'exists', 1, 'live', 10, null, 9, 1, 10)",
	"insert into bestowal_person (muni, bestowal, person, basis) values "
	"(1, 90, 70, 80), (1, 91, 70, 80), (1, 92, 70, 80)",
};

static enum status run_job(struct db *tx, void *arg)
{
	const char *text = arg;
	static struct db_sql sql[64];
	static int used;
	struct db_sql *s = &sql[used++ % 64];
	*s = (struct db_sql){ "seed", text, text, 0, 0 };
	return db_run(tx, s, NULL, NULL);
}

static enum status run(struct test_store *t, const char *text)
{
	return store_write(t->store, t->db, test_arena, run_job,
			   (void *)(uintptr_t)text);
}

static enum status refresh_job(struct db *tx, void *arg)
{
	return vis_seats_refresh(tx, test_arena, 1, (casefile_id){ 50 },
				 (stamp){ *(i64 *)arg });
}

static void refresh(struct test_store *t, i64 now)
{
	assert_int_equal(store_write(t->store, t->db, test_arena, refresh_job,
				     &now), OK);
}

static struct test_store seeded(enum db_engine engine)
{
	struct test_store t = test_store_open(test_arena, engine);
	for (isize i = 0; i < COUNT(household); i++)
		assert_int_equal(run(&t, household[i]), OK);
	refresh(&t, 20);
	return t;
}

static struct lens look(struct test_store *t, struct viewer v)
{
	struct lens l;
	assert_int_equal(db_begin_read(t->db), OK);
	assert_int_equal(vis_lens(t->db, test_arena, v, (casefile_id){ 50 },
				  &l), OK);
	db_end_read(t->db);
	return l;
}

static struct lens as(struct test_store *t, i64 agency, i64 now)
{
	return look(t, (struct viewer){ 1, { 5 }, { agency }, ROLE_worker,
					{ now } });
}

static void sees(const struct lens *l, i64 person, const char *states)
{
	u8 got[CLASS_COUNT];
	for (int c = 0; c < CLASS_COUNT; c++)
		got[c] = (u8)lens_class(l, (enum vis_class)c,
					(person_id){ person });
	str s = states_print(test_arena, got);
	assert_true(str_eq(s, str_of(states)));
}

TEST_BOTH(grant, a_type_is_cut_down_to_the_basis_of_each_person)
{
	struct test_store t = seeded(engine);
	struct lens rich = as(&t, 2, 500), plain = as(&t, 3, 500);
	assert_int_equal(rich.level, LEVEL_TABS);
	assert_true(rich.granted);
	sees(&rich, 70, "CCCCCCCCMMC");
	sees(&rich, 71, "CCHOCHHHHHC");
	sees(&rich, 0, "CCCCCCCCMMC");
	/* The same type, but トキ did not agree to money for agency 3. */
	sees(&plain, 70, "CCCCCCHCMMC");
	assert_true(lens_can(&plain, VERB_ADD));
	assert_false(lens_can(&plain, VERB_SHEETS));
	sees(&plain, 72, "HHHHHHHHHHH");
	test_store_close(&t);
}

TEST_BOTH(grant, existence_shows_one_account_the_name_and_nobody)
{
	struct test_store t = seeded(engine);
	struct viewer v = { 1, { 40 }, { 4 }, ROLE_guest, { 500 } };
	struct lens l = look(&t, v);
	assert_int_equal(l.level, LEVEL_EXISTS);
	sees(&l, 0, "CCHHHHHHHHH");
	sees(&l, 70, "HHHHHHHHHHH");
	assert_false(lens_can(&l, VERB_SEE));
	v.account.v = 41;
	assert_int_equal(look(&t, v).level, LEVEL_NONE);
	test_store_close(&t);
}

TEST_BOTH(grant, time_and_forbids_beat_everything)
{
	struct test_store t = seeded(engine);
	assert_int_equal(as(&t, 3, 799).level, LEVEL_TABS);
	assert_int_equal(as(&t, 3, 800).level, LEVEL_NONE);
	assert_int_equal(as(&t, 2, 999).level, LEVEL_TABS);
	/* The grant is open, the consent is not. */
	assert_int_equal(as(&t, 2, 1000).level, LEVEL_NONE);
	assert_int_equal(run(&t, "insert into conflict values "
				 "(1, 5, 50, 1, null)"), OK);
	assert_int_equal(as(&t, 2, 500).level, LEVEL_NONE);
	assert_int_equal(run(&t, "delete from conflict"), OK);
	assert_int_equal(run(&t, "insert into measure values "
				 "(1, 7, 50, 71, 'x', 2, 1, 2000)"), OK);
	assert_int_equal(as(&t, 2, 500).level, LEVEL_NONE);
	struct lens l = as(&t, 3, 500);
	assert_true(lens_guarded(&l, (person_id){ 71 }));
	sees(&l, 0, "CCHCCCHCMMC");
	test_store_close(&t);
}

TEST_BOTH(grant, an_exception_moves_a_cell_but_not_past_the_basis)
{
	struct test_store t = seeded(engine);
	assert_int_equal(run(&t, "insert into bestowal_exception values "
		"(1, 91, 0, 'money', 'C', 'x', null, 9, 10), "
		"(1, 91, 70, 'health', 'O', 'x', null, 9, 10), "
		"(1, 91, 0, 'work', 'H', 'x', 300, 9, 10), "
		"(1, 91, 0, 'tab.sheets', 'H', 'x', null, 9, 10)"), OK);
	struct lens l = as(&t, 3, 200);
	sees(&l, 70, "CCCCCOHHMMC");
	assert_false(lens_tab(&l, TAB_SHEETS));
	l = as(&t, 3, 300);
	sees(&l, 70, "CCCCCOHCMMC");
	test_store_close(&t);
}

TEST_BOTH(grant, no_grant_without_a_live_basis)
{
	struct test_store t = seeded(engine);
	/* A refusal is never live, a withdrawal needs its grants ended first,
	 * and one person's basis carries no other person. */
	assert_int_not_equal(run(&t, "update basis set kind = 'refusal'"), OK);
	assert_int_not_equal(run(&t, "update basis set live = 0, "
				     "ended_at = 30 where id = 80"), OK);
	assert_int_not_equal(run(&t, "insert into bestowal_person (muni, "
		"bestowal, person, basis) values (1, 90, 71, 80)"), OK);
	assert_int_not_equal(run(&t, "insert into bestowal_person (muni, "
		"bestowal, person, basis) values (1, 90, 71, 81)"), OK);
	assert_int_equal(as(&t, 2, 500).level, LEVEL_TABS);
	assert_int_equal(run(&t, "update bestowal_person set ended_at = 30"),
			 OK);
	assert_int_equal(run(&t, "update basis set live = 0, ended_at = 30 "
				 "where id = 80"), OK);
	assert_int_equal(as(&t, 2, 500).level, LEVEL_NONE);
	assert_int_not_equal(run(&t, "update bestowal_person set "
				     "ended_at = null"), OK);
	test_store_close(&t);
}

TEST_BOTH(grant, a_planned_grant_is_seen_by_its_preview_alone)
{
	struct test_store t = seeded(engine);
	assert_int_equal(run(&t, "update bestowal set state = 'planned' "
				 "where id = 91"), OK);
	refresh(&t, 20);
	assert_int_equal(as(&t, 3, 500).level, LEVEL_NONE);
	struct viewer v = { 1, { 5 }, { 3 }, ROLE_worker, { 500 }, { 91 } };
	struct lens l = look(&t, v), own = as(&t, 1, 500);
	assert_int_equal(l.level, LEVEL_TABS);
	struct lens seen = vis_lens_preview(test_arena, &own, &l);
	sees(&seen, 70, "CCCCCCHCMMC");
	assert_false(lens_can(&seen, VERB_ADD));
	assert_int_equal(run(&t, "insert into conflict values "
				 "(1, 5, 50, 1, null)"), OK);
	assert_int_equal(look(&t, v).level, LEVEL_NONE);
	test_store_close(&t);
}

static i64 seats(struct test_store *t, const char *text)
{
	/* A statement is known by its place. */
	struct db_sql *sql = new(test_arena, struct db_sql, 1);
	struct db_rows *rows;
	*sql = (struct db_sql){ "seats", text, text, 0, 1 };
	assert_int_equal(db_begin_read(t->db), OK);
	assert_int_equal(db_open(t->db, sql, NULL, &rows), OK);
	bool more = false;
	assert_int_equal(db_next(rows, &more), OK);
	i64 n = more ? db_int(rows, 0) : -1;
	db_close(rows);
	db_end_read(t->db);
	return n;
}

TEST_BOTH(grant, seats_follow_from_the_grants)
{
	struct test_store t = seeded(engine);
	assert_int_equal(seats(&t, "select count(*) from seat"), 4);
	assert_int_equal(seats(&t, "select until from seat where agency = 2"),
			 1000);
	assert_int_equal(seats(&t, "select until from seat where agency = 3"),
			 800);
	assert_int_equal(seats(&t, "select again_at from seat where "
				   "agency = 3"), 800);
	assert_int_equal(seats(&t, "select count(*) from seat_account where "
				   "agency = 4 and account = 40"), 1);
	assert_int_equal(seats(&t, "select level from seat where agency = 4 "
				   "and narrow = 1"), LEVEL_EXISTS);
	refresh(&t, 900);
	assert_int_equal(seats(&t, "select count(*) from seat where "
				   "agency = 3"), 0);
	assert_int_equal(run(&t, "update bestowal set state = 'ended'"), OK);
	refresh(&t, 20);
	assert_int_equal(seats(&t, "select count(*) from seat"), 1);
	assert_int_equal(seats(&t, "select count(*) from seat_account"), 0);
	test_store_close(&t);
}

/* Two people of one agency who were given different things: the list shows
 * what both may see. */
TEST_BOTH(grant, a_seat_of_two_people_shows_the_less_of_both)
{
	struct test_store t = seeded(engine);
	assert_int_equal(run(&t, "insert into agency values "
		"(1, 5, 'e', 'e', '41', '', '')"), OK);
	assert_int_equal(run(&t, "insert into basis_cover values "
		"(1, 80, 5, 0, 4, 2047)"), OK);
	assert_int_equal(run(&t, "insert into bestowal (muni, id, casefile, "
		"to_agency, to_account, type, verbs, state, since, until, "
		"by_account, by_agency, at) values "
		"(1, 95, 50, 5, 50, 'team_money', 3, 'live', 10, 700, 9, 1, "
		"10), (1, 96, 50, 5, 51, 'watch', 3, 'live', 10, 900, 9, 1, "
		"10)"), OK);
	assert_int_equal(run(&t, "insert into bestowal_person (muni, "
		"bestowal, person, basis) values (1, 95, 70, 80), "
		"(1, 96, 70, 80)"), OK);
	refresh(&t, 20);
	assert_int_equal(seats(&t, "select level from seat where agency = 5"),
			 LEVEL_OVERVIEW);
	assert_int_equal(seats(&t, "select tabs from seat where agency = 5"),
			 TAB_OVERVIEW | TAB_NOTES);
	assert_int_equal(seats(&t, "select until from seat where agency = 5"),
			 900);
	assert_int_equal(seats(&t, "select again_at from seat where "
				   "agency = 5"), 700);
	assert_int_equal(seats(&t, "select count(*) from seat_account where "
				   "agency = 5"), 2);
	assert_int_equal(seats(&t, "select count(*) from seat_person where "
				   "agency = 5 and person = 70"), 1);
	/* The lesser one comes first now; the seat is the same. */
	assert_int_equal(run(&t, "update bestowal set type = case id "
		"when 95 then 'watch' else 'team_money' end "
		"where id in (95, 96)"), OK);
	refresh(&t, 20);
	assert_int_equal(seats(&t, "select level from seat where agency = 5"),
			 LEVEL_OVERVIEW);
	test_store_close(&t);
}

/* The law behind a grant ends before it, or was never to end. */
TEST_BOTH(grant, a_seat_ends_with_the_law_behind_it)
{
	struct test_store t = seeded(engine);
	assert_int_equal(run(&t, "update basis set until = null"), OK);
	refresh(&t, 20);
	assert_int_equal(seats(&t, "select count(*) from seat where "
				   "agency = 2 and until is null"), 1);
	assert_int_equal(seats(&t, "select until from seat where agency = 3"),
			 800);
	assert_int_equal(run(&t, "update basis set until = 500"), OK);
	refresh(&t, 20);
	assert_int_equal(seats(&t, "select until from seat where agency = 2"),
			 500);
	assert_int_equal(seats(&t, "select until from seat where agency = 3"),
			 500);
	test_store_close(&t);
}

/* A grant that opens nothing has no seat: its type is damaged or unknown. */
TEST_BOTH(grant, what_opens_nothing_has_no_seat)
{
	struct test_store t = seeded(engine);
	assert_int_equal(run(&t, "update bestowal set type = 'nobody knows' "
				 "where id = 90"), OK);
	refresh(&t, 20);
	assert_int_equal(as(&t, 2, 500).level, LEVEL_NONE);
	assert_int_equal(seats(&t, "select count(*) from seat where "
				   "agency = 2"), 0);
	assert_int_equal(seats(&t, "select count(*) from seat where "
				   "agency = 3"), 1);
	static const char *const bad[] = {
		"update share_type set level = -1",
		"update share_type set level = 9",
		"update share_type set level = 3, states = 'CCCCCHHHHHX'",
	};
	assert_int_equal(run(&t, "insert into share_type values (1, "
		"'team_money', 'x', 3, 1, 1, 'CCCCCHHHHHC', 16, 1, 9, 10)"),
			 OK);
	refresh(&t, 20);
	assert_int_equal(seats(&t, "select count(*) from seat where "
				   "agency = 3"), 1);
	for (isize i = 0; i < COUNT(bad); i++) {
		assert_int_equal(run(&t, bad[i]), OK);
		assert_int_equal(as(&t, 3, 500).level, LEVEL_NONE);
		refresh(&t, 20);
		assert_int_equal(seats(&t, "select count(*) from seat where "
					   "agency = 3"), 0);
	}
	test_store_close(&t);
}

/* What cannot be read in an exception closes, a tab it opens is open. */
TEST_BOTH(grant, an_exception_that_is_not_understood_closes)
{
	struct test_store t = seeded(engine);
	assert_int_equal(run(&t, "insert into bestowal_exception values "
		"(1, 91, 0, 'health', 'Q', 'x', null, 9, 10), "
		"(1, 91, 0, 'tab.files', 'C', 'x', null, 9, 10), "
		"(1, 91, 0, 'tab.nothing', 'C', 'x', null, 9, 10)"), OK);
	struct lens l = as(&t, 3, 200);
	sees(&l, 70, "CCCCCHHCMMC");
	assert_true(lens_tab(&l, TAB_FILES));
	assert_false(lens_tab(&l, TAB_SHARE));
	test_store_close(&t);
}

/* Counted views (一時的に見せる): the overview, and in lists existence. */
TEST_BOTH(grant, a_counted_share_shows_the_overview_alone)
{
	struct test_store t = seeded(engine);
	assert_int_equal(run(&t, "update bestowal set views_left = 2 "
				 "where id in (90, 92)"), OK);
	refresh(&t, 20);
	struct lens l = as(&t, 2, 500);
	assert_int_equal(l.level, LEVEL_OVERVIEW);
	assert_int_equal(l.counted.v, 90);
	assert_int_equal(l.tabs, TAB_OVERVIEW);
	assert_false(lens_can(&l, VERB_ADD));
	assert_int_equal(seats(&t, "select tabs from seat where agency = 2"),
			 0);
	assert_int_equal(seats(&t, "select count(*) from seat_person where "
				   "agency = 2"), 0);
	/* Less than the overview stays less, and no look is counted. */
	struct viewer v = { 1, { 40 }, { 4 }, ROLE_guest, { 500 } };
	l = look(&t, v);
	assert_int_equal(l.level, LEVEL_EXISTS);
	assert_int_equal(l.counted.v, 0);
	test_store_close(&t);
}

/* No lens, no plan and no seat come from a database that fails on the way. */
TEST_BOTH(grant, a_failure_on_the_way_leaves_the_seats_as_they_were)
{
	struct test_store t = seeded(engine);
	assert_int_equal(run(&t, "update bestowal set state = 'planned' "
				 "where id = 91"), OK);
	struct viewer v = { 1, { 5 }, { 3 }, ROLE_worker, { 500 }, { 91 } };
	i64 now = 950;
	test_fail_on(t.store, t.db);
	for (int n = 1, failed = 1; failed; n++) {
		struct lens l = { .level = LEVEL_FULL };
		assert_int_equal(db_begin_read(t.db), OK);
		test_fail_at(n);
		enum status st = vis_lens(t.db, test_arena, v,
					  (casefile_id){ 50 }, &l);
		failed = test_fail_off();
		db_end_read(t.db);
		/* No row of a seat: refused, since the grant is not live. */
		assert_int_equal(st, failed ? E_DOWN : OK);
		assert_int_equal(l.level, failed ? LEVEL_FULL : LEVEL_TABS);
		assert_true(n < 200);
	}
	for (int n = 1, failed = 1; failed; n++) {
		i64 before = seats(&t, "select count(*) from seat");
		test_fail_at(n);
		enum status st = store_write(t.store, t.db, test_arena,
					     refresh_job, &now);
		failed = test_fail_off();
		assert_int_equal(st, failed ? E_DOWN : OK);
		if (failed)
			assert_int_equal(seats(&t, "select count(*) from "
						   "seat"), before);
		assert_true(n < 300);
	}
	/* 91 is only planned: its seat went. */
	assert_int_equal(seats(&t, "select count(*) from seat"), 3);
	test_store_close(&t);
}

TEST_BOTH(grant, a_type_is_read_or_the_failure_told)
{
	struct test_store t = seeded(engine);
	struct share_type type = { .level = LEVEL_FULL };
	assert_int_equal(db_begin_read(t.db), OK);
	assert_int_equal(share_type_get(t.db, test_arena, 1, S("king"), &type),
			 E_NOT_FOUND);
	test_fail_on(t.store, t.db);
	test_fail_at(1);
	assert_int_equal(share_type_get(t.db, test_arena, 1, S("team"), &type),
			 E_DOWN);
	assert_true(test_fail_off());
	assert_int_equal(type.level, LEVEL_FULL);
	db_end_read(t.db);
	assert_int_equal(db_begin_read(t.db), OK);
	assert_int_equal(share_type_get(t.db, test_arena, 1, S("team"), &type),
			 OK);
	assert_int_equal(type.level, LEVEL_TABS);
	db_end_read(t.db);
	test_store_close(&t);
}

/* ---- what people of a casefile are called by -------------------------------- */

static const char *const called[] = {
	"update person set given_name = 'トキ', given_name_kana = 'とき', "
	"family_name = '山邉', phone = '043-000-0001' where id = 70",
	"update person set given_name = '浩一', family_name = '山邉', "
	"phone = '12' where id = 71",
	"insert into person (muni, id, casefile, household, family_name, "
	"given_name, family_name_kana, given_name_kana, sex, birth, death, "
	"living, phone, relation, sort) values "
	"(1, 72, 50, 60, '田中', '由美', '', '', '0', '', '', 'home', 'x', "
	"'', 3), (1, 73, 50, 60, '山邉', '', '', '', '0', '', '', 'home', "
	"'', '', 4)",
	"insert into person_name values (1, 1, 50, 72, 'alias', '', 'ユミ', "
	"'')",
	"insert into account (muni, id, name, name_kana, job, password, state)"
	" values (1, 11, '石井 花', '', '', '', 'active'), "
	"(1, 12, '大西　花子', '', '', '', 'active'), "
	"(1, 13, '三　宅 花', '', '', '', 'active'), "
	"(1, 14, '森', '', '', '', 'active'), "
	"(1, 15, '谷 　花', '', '', '', 'active')",
	"insert into post (muni, account, agency, role) values "
	"(1, 11, 1, 'worker'), (1, 12, 1, 'worker'), (1, 13, 1, 'worker'), "
	"(1, 14, 1, 'worker'), (1, 15, 1, 'worker')",
	"insert into setting values (1, 'prose.money', 'ツケ')",
};

static bool calls(const struct prose_names *v, str name, i64 person)
{
	for (isize i = 0; i < v->n; i++)
		if (str_eq(v->v[i].name, name) &&
		    v->v[i].person.v == person)
			return true;
	return false;
}

TEST_BOTH(names, whom_a_text_may_name)
{
	struct test_store t = seeded(engine);
	struct prose_names v;
	for (isize i = 0; i < COUNT(called); i++)
		assert_int_equal(run(&t, called[i]), OK);
	assert_int_equal(db_begin_read(t.db), OK);
	assert_int_equal(vis_names(t.db, test_arena, 1, (casefile_id){ 50 },
				   &v), OK);
	db_end_read(t.db);
	assert_true(calls(&v, S("トキ"), 70));
	assert_true(calls(&v, S("とき"), 70));
	assert_true(calls(&v, S("浩一"), 71));
	/* A family name that three have names nobody, but who has no other. */
	assert_false(calls(&v, S("山邉"), 70));
	assert_true(calls(&v, S("山邉"), 73));
	assert_true(calls(&v, S("田中"), 72));
	assert_true(calls(&v, S("ユミ"), 72));
	/* Staff by their family names, whatever blank follows. */
	assert_true(calls(&v, S("石井"), 0));
	assert_true(calls(&v, S("大西"), 0));
	assert_true(calls(&v, S("三"), 0));
	assert_true(calls(&v, S("森"), 0));
	assert_true(calls(&v, S("谷"), 0));
	/* What is too short to be a telephone number is none. */
	assert_true(calls(&v, S("0430000001"), 70));
	assert_false(calls(&v, S("12"), 71));
	assert_str(v.words, S("ツケ"));
	test_store_close(&t);
}

TEST_BOTH(grant, a_municipality_rewords_a_type)
{
	struct test_store t = seeded(engine);
	assert_int_equal(run(&t, "insert into share_type values (1, "
		"'team_money', 'x', 3, 1, 1, 'CCCCCHHHHHC', 16, 1, 9, 10)"),
			 OK);
	struct lens l = as(&t, 2, 500);
	sees(&l, 70, "CCCCCHHHHHC");
	assert_int_equal(run(&t, "update share_type set states = 'CC'"), OK);
	assert_int_equal(as(&t, 2, 500).level, LEVEL_NONE);
	test_store_close(&t);
}

TEST(grant, a_record_takes_the_least_of_the_people_it_names)
{
	const person_id both[] = { { 70 }, { 71 } };
	struct lens_person people[] = {
		{ .person = { 70 }, .state = { [CLASS_free] = VEIL_MASK } },
		{ .person = { 71 } },
	};
	struct lens l = { .viewer = { .agency = { 2 } }, .granted = true,
			  .level = LEVEL_TABS, .reads = READS_ALL,
			  .persons = people, .persons_n = 2 };
	struct record r = { .owner = { 1 }, .persons = both, .persons_n = 1 };
	assert_true(lens_record(&l, &r));
	r.persons_n = 2;
	assert_false(lens_record(&l, &r));
	r.persons_n = 1;
	r.audience = AUDIENCE_NAMED;
	assert_false(lens_record(&l, &r));
	r.named = true;
	assert_true(lens_record(&l, &r));
	l.reads = READS_HEALTH;
	assert_false(lens_record(&l, &r));
	r.health = true;
	assert_true(lens_record(&l, &r));
	r.audience = AUDIENCE_OWN;
	assert_false(lens_record(&l, &r));
	r.owner.v = 2;
	r.persons_n = 2;
	assert_true(lens_record(&l, &r));
}

TEST_MAIN
