/* vis_test.c — the lens from rows, the veil's shapes, ages. */
#include "db/test_store.h"

#include "vis/age.h"
#include "vis/lens.h"

static const char *const seeds[] = {
	"insert into municipality values (1, '市')",
	"insert into agency values (1, 1, 'a', 'a', '10', '', '')",
	"insert into agency values (1, 2, 'b', 'b', '10', '', '')",
	"insert into casefile (muni, id, agency, case_no, stage, urgency, "
	"opened_on, created_at) values (1, 50, 1, 'x', 's', 'u', 1, 1)",
	"insert into household values (1, 60, 50, 'n', 'n', '', '', '', '', 1)",
	"insert into person (muni, id, casefile, household, family_name, "
	"given_name, family_name_kana, given_name_kana, sex, birth, death, "
	"living, phone, relation, sort) values "
	"(1, 70, 50, 60, 'f', 'g', '', '', '0', '', '', 'home', '', '', 1)",
	"insert into seat (muni, agency, casefile, level, since, until, "
	"updated_at, sort_kana, stage) "
	"values (1, 1, 50, 4, 10, 1000, 1, 'k', 's')",
	"insert into conflict values (1, 99, 50, 10, null)",
};

static enum status seed_job(struct db *tx, void *arg)
{
	static struct db_sql sql[COUNT(seeds)];
	for (isize i = 0; i < COUNT(seeds); i++) {
		sql[i] = (struct db_sql){ "seed", seeds[i], seeds[i], 0, 0 };
		TRY(db_run(tx, &sql[i], NULL, NULL));
	}
	return OK;
}

static struct lens lens_for(struct test_store *t, i64 account, i64 agency,
			    enum role role, i64 now)
{
	struct lens l;
	struct viewer v = { 1, { account }, { agency }, role, { now } };
	assert_int_equal(db_begin_read(t->db), OK);
	assert_int_equal(vis_lens(t->db, test_arena, v, (casefile_id){ 50 },
				  &l), OK);
	db_end_read(t->db);
	return l;
}

static struct test_store seeded(enum db_engine engine)
{
	struct test_store t = test_store_open(test_arena, engine);
	assert_int_equal(store_write(t.store, t.db, test_arena, seed_job,
				     NULL), OK);
	return t;
}

TEST_BOTH(vis, no_row_no_right)
{
	struct test_store t = seeded(engine);
	struct lens own = lens_for(&t, 1, 1, ROLE_worker, 500);
	assert_int_equal(own.level, LEVEL_FULL);
	assert_true(lens_can(&own, VERB_ADD));
	assert_int_equal(lens_class(&own, CLASS_money, (person_id){ 70 }),
			 VEIL_CLEAR);
	/* A person who is not of this casefile is nobody. */
	assert_int_equal(lens_class(&own, CLASS_name, (person_id){ 71 }),
			 VEIL_HIDE);
	for (int r = 0; r < ROLE_COUNT; r++) {
		struct lens other = lens_for(&t, 1, 2, (enum role)r, 500);
		assert_int_equal(other.level, LEVEL_NONE);
		assert_false(lens_can(&other, VERB_SEE));
		assert_int_equal(lens_class(&other, CLASS_name,
					    (person_id){ 70 }), VEIL_HIDE);
	}
	test_store_close(&t);
}

TEST_BOTH(vis, a_seat_has_a_beginning_and_an_end)
{
	struct test_store t = seeded(engine);
	assert_int_equal(lens_for(&t, 1, 1, ROLE_worker, 9).level,
			 LEVEL_NONE);
	assert_int_equal(lens_for(&t, 1, 1, ROLE_worker, 10).level,
			 LEVEL_FULL);
	assert_int_equal(lens_for(&t, 1, 1, ROLE_worker, 1000).level,
			 LEVEL_NONE);
	test_store_close(&t);
}

TEST_BOTH(vis, a_conflict_beats_the_seat)
{
	struct test_store t = seeded(engine);
	assert_int_equal(lens_for(&t, 99, 1, ROLE_senior, 500).level,
			 LEVEL_NONE);
	test_store_close(&t);
}

TEST_BOTH(vis, roles_cap_the_seat)
{
	struct test_store t = seeded(engine);
	person_id p = { 70 };
	struct lens clerk = lens_for(&t, 1, 1, ROLE_clerk, 500);
	assert_int_equal(lens_class(&clerk, CLASS_name, p), VEIL_CLEAR);
	assert_int_equal(lens_class(&clerk, CLASS_safety, p), VEIL_CLEAR);
	assert_int_equal(lens_class(&clerk, CLASS_quasi, p), VEIL_COARSE);
	assert_int_equal(lens_class(&clerk, CLASS_health, p), VEIL_HIDE);
	assert_int_equal(lens_class(&clerk, CLASS_free, p), VEIL_HIDE);
	assert_false(lens_tab(&clerk, TAB_NOTES));
	assert_false(lens_can(&clerk, VERB_ADD));
	struct lens chief = lens_for(&t, 1, 1, ROLE_chief, 500);
	assert_int_equal(chief.level, LEVEL_EXISTS);
	assert_false(lens_can(&chief, VERB_SEE));
	static const enum role none[] = { ROLE_matcher, ROLE_agency_admin,
					  ROLE_muni_admin, ROLE_auditor,
					  ROLE_guest };
	for (isize i = 0; i < COUNT(none); i++)
		assert_int_equal(lens_for(&t, 1, 1, none[i], 500).level,
				 LEVEL_NONE);
	test_store_close(&t);
}

TEST(veil, closed_values_carry_no_bytes)
{
	struct lens l = { .level = LEVEL_FULL };
	l.household[CLASS_money] = VEIL_MASK;
	l.household[CLASS_health] = VEIL_HIDE;
	l.household[CLASS_quasi] = VEIL_COARSE;
	l.household[CLASS_name] = VEIL_CLEAR;
	person_id nobody = { 0 };
	struct veiled full = lens_veil(&l, CLASS_money, nobody, S("104,000円"),
				       (str){ 0 });
	struct veiled empty = lens_veil(&l, CLASS_money, nobody, (str){ 0 },
					(str){ 0 });
	assert_memory_equal(&full, &empty, sizeof full);
	struct veiled hidden = lens_veil(&l, CLASS_health, nobody, S("病名"),
					 (str){ 0 });
	assert_null(hidden.bytes_behind_the_veil_.p);
	struct out o = out_open(test_arena, 100);
	veiled_put(&o, full);
	veiled_put(&o, hidden);
	veiled_put(&o, lens_veil(&l, CLASS_quasi, nobody, S("x"), (str){ 0 }));
	veiled_put(&o, lens_veil(&l, CLASS_name, nobody, S("山邉"),
				 (str){ 0 }));
	assert_str(out_str(&o), S("▨▨▨あり山邉"));
}

TEST(veil, a_coarse_birth_is_its_decade)
{
	struct lens l = { .level = LEVEL_FULL };
	day today;
	assert_int_equal(day_from_ymd((struct ymd){ 2026, 11, 16 }, &today),
			 OK);
	l.viewer.now = stamp_at(today, 0);
	l.household[CLASS_quasi] = VEIL_COARSE;
	struct veiled v = lens_veil_birth(&l, CLASS_quasi, (person_id){ 0 },
					  S("1944-03-04"));
	struct out o = out_open(test_arena, 40);
	veiled_put(&o, v);
	veiled_put(&o, veiled_age(test_arena, veiled_open(S("1944-03-04")),
				  today));
	veiled_put(&o, veiled_age(test_arena, v, today));
	assert_str(out_str(&o), S("80代82歳80代"));
}

TEST_MAIN
