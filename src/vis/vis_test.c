/* vis_test.c — the lens from rows, the veil's shapes, ages. */
#include "db/test_fail.h"
#include "db/test_store.h"

#include "vis/age.h"
#include "vis/leak.h"
#include "vis/lens.h"
#include "vis/types.h"
#include "vis/words.h"

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

static enum status run_job(struct db *tx, void *arg)
{
	return db_run(tx, arg, NULL, NULL);
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

/* A seat that opens less opens less: overview alone, existence alone. */
TEST_BOTH(vis, the_seat_caps_the_role)
{
	struct test_store t = seeded(engine);
	static const struct {
		const char *sql;
		enum level level;
		unsigned tabs;
		bool sees;
	} is[] = {
		{ "update seat set level = 2", LEVEL_OVERVIEW, TAB_OVERVIEW,
		  true },
		{ "update seat set level = 1", LEVEL_EXISTS, 0, false },
		{ "update seat set level = 0", LEVEL_NONE, 0, false },
	};
	for (isize i = 0; i < COUNT(is); i++) {
		struct db_sql sql = { "cap", is[i].sql, is[i].sql, 0, 0 };
		struct db_sql *kept = new(test_arena, struct db_sql, 1);
		*kept = sql;
		assert_int_equal(store_write(t.store, t.db, test_arena,
					     run_job, kept), OK);
		struct lens l = lens_for(&t, 1, 1, ROLE_worker, 500);
		assert_int_equal(l.level, is[i].level);
		assert_int_equal(l.tabs, is[i].tabs);
		assert_int_equal(lens_can(&l, VERB_SEE), is[i].sees);
	}
	test_store_close(&t);
}

#ifdef TB_TEST_CLOCK
/* The holes of leak.h are holes: what the test of non-interference must see. */
TEST_BOTH(vis, a_hole_tells_what_is_hidden)
{
	struct test_store t = seeded(engine);
	struct lens l = lens_for(&t, 99, 1, ROLE_senior, 500);
	struct viewer v = l.viewer;
	test_fail_on(t.store, t.db);
	assert_int_equal(db_begin_read(t.db), OK);
	assert_true(vis_leak(t.db, &l));
	assert_str(vis_leak_all(t.db, test_arena, 1), S("1"));
	test_fail_at(1);
	assert_str(vis_leak_all(t.db, test_arena, 1), S(""));
	assert_true(test_fail_off());
	assert_false(vis_leak(t.db, &l));
	db_end_read(t.db);
	assert_int_equal(db_begin_read(t.db), OK);
	l.casefile.v = 51;
	assert_false(vis_leak(t.db, &l));
	db_end_read(t.db);
	leak_open = LEAK_work;
	assert_int_equal(lens_for(&t, 99, 1, ROLE_senior, 500).level,
			 LEVEL_NONE);
	assert_int_equal(lens_for(&t, 1, 1, ROLE_senior, 500).level,
			 LEVEL_FULL);
	leak_open = LEAK_search;
	v.agency.v = 2;
	assert_int_equal(vis_scope(v, LEVEL_EXISTS).agency.v, 1);
	leak_open = LEAK_NONE;
	assert_int_equal(vis_scope(v, LEVEL_EXISTS).agency.v, 2);
	test_store_close(&t);
}
#endif

/* Every statement on the way to a lens may fail: then there is none. */
TEST_BOTH(vis, no_lens_from_a_database_that_fails)
{
	struct test_store t = seeded(engine);
	struct viewer v = { 1, { 1 }, { 1 }, ROLE_worker, { 500 } };
	int n = 1;
	test_fail_on(t.store, t.db);
	for (enum status st = E_DOWN; st != OK && n < 100; n++) {
		struct lens l = { .level = LEVEL_TABS };
		assert_int_equal(db_begin_read(t.db), OK);
		test_fail_at(n);
		st = vis_lens(t.db, test_arena, v, (casefile_id){ 50 }, &l);
		assert_int_equal(st, test_fail_off() ? E_DOWN : OK);
		assert_int_equal(l.level, st == OK ? LEVEL_FULL : LEVEL_TABS);
		db_end_read(t.db);
	}
	assert_true(n > 3 && n < 100);
	test_store_close(&t);
}

/* ---- lenses made by hand ------------------------------------------------------ */

static struct lens some_lens(enum level level, u8 state)
{
	struct lens l = { .viewer = { .muni = 1, .agency = { 2 },
				      .role = ROLE_worker },
			  .level = level, .tabs = TAB_ALL,
			  .verbs = VERB_SEE | VERB_ADD };
	memset(l.household, state, CLASS_COUNT);
	memset(l.others, state, CLASS_COUNT);
	return l;
}

TEST(lens, a_preview_shows_no_more_than_its_viewer_sees)
{
	struct lens_person mine = { .person = { 70 } }, theirs = mine;
	struct lens own = some_lens(LEVEL_OVERVIEW, VEIL_COARSE);
	struct lens other = some_lens(LEVEL_FULL, VEIL_CLEAR);
	memset(mine.state, VEIL_MASK, CLASS_COUNT);
	memset(theirs.state, VEIL_CLEAR, CLASS_COUNT);
	own.tabs = TAB_OVERVIEW;
	own.persons = &mine;
	other.persons = &theirs;
	own.persons_n = other.persons_n = 1;
	struct lens l = vis_lens_preview(test_arena, &own, &other);
	assert_int_equal(l.level, LEVEL_OVERVIEW);
	assert_int_equal(l.tabs, TAB_OVERVIEW);
	assert_int_equal(l.verbs, VERB_SEE);
	for (int c = 0; c < CLASS_COUNT; c++) {
		enum vis_class k = (enum vis_class)c;
		assert_int_equal(lens_class(&l, k, (person_id){ 70 }),
				 VEIL_MASK);
		assert_int_equal(lens_class(&l, k, (person_id){ 71 }),
				 VEIL_COARSE);
		assert_int_equal(lens_class(&l, k, (person_id){ 0 }),
				 VEIL_COARSE);
	}
	/* A record that the one who looks may not read is in neither. */
	struct record r = { .owner = { 9 }, .audience = AUDIENCE_OWN };
	assert_false(lens_record(&l, &r));
	r.audience = AUDIENCE_CASE;
	assert_true(lens_record(&l, &r));
	own.level = LEVEL_EXISTS;
	assert_false(lens_record(&own, &r));
	assert_false(lens_record(&l, &r));
}

TEST(lens, own_words_are_open_to_those_who_wrote_them)
{
	struct lens l = some_lens(LEVEL_EXISTS, VEIL_HIDE);
	struct lens own = vis_lens_own_words(test_arena, &l);
	assert_int_equal(own.level, LEVEL_EXISTS);
	assert_int_equal(own.household[CLASS_money], VEIL_HIDE);
	l.granted = true;
	own = vis_lens_own_words(test_arena, &l);
	assert_int_equal(own.level, LEVEL_OVERVIEW);
	assert_false(own.granted);
	assert_int_equal(own.household[CLASS_money], VEIL_CLEAR);
	l.level = LEVEL_TABS;
	assert_int_equal(vis_lens_own_words(test_arena, &l).level,
			 LEVEL_TABS);
}

TEST(lens, who_takes_no_calls_reads_no_first_words)
{
	struct viewer v = { .muni = 1, .agency = { 2 }, .role = ROLE_clerk };
	struct lens l = vis_own_lens(v);
	assert_int_equal(l.household[CLASS_free], VEIL_CLEAR);
	assert_true(lens_can(&l, VERB_ADD));
	v.role = ROLE_chief;
	l = vis_own_lens(v);
	assert_int_equal(l.level, LEVEL_NONE);
	assert_int_equal(l.household[CLASS_name], VEIL_HIDE);
	v.role = ROLE_auditor;
	assert_int_equal(vis_own_lens(v).level, LEVEL_NONE);
	assert_int_equal(vis_list_lens(v).level, LEVEL_NONE);
	assert_int_equal(vis_scope(v, LEVEL_EXISTS).agency.v, 0);
	/* The level is enough, the power is not there. */
	assert_int_equal(vis_scope(v, LEVEL_NONE).agency.v, 0);
}

TEST(lens, sharing_is_for_those_who_keep_what_is_common)
{
	static const enum role may[] = { ROLE_worker, ROLE_senior,
					 ROLE_coordinator };
	for (int r = 0; r < ROLE_COUNT; r++) {
		bool want = false;
		for (isize i = 0; i < COUNT(may); i++)
			want |= may[i] == (enum role)r;
		assert_int_equal(vis_may_share((enum role)r), want);
	}
}

TEST(lens, what_is_no_role_class_or_tab_is_nothing)
{
	assert_int_equal(vis_powers((enum role)ROLE_COUNT), 0);
	assert_str(role_label((enum role)ROLE_COUNT), S("役割なし"));
	assert_str(role_name((enum role)ROLE_COUNT), S("none"));
	assert_int_equal(role_find(S("king")), ROLE_NONE);
	assert_str(vis_class_name((enum vis_class)CLASS_COUNT), S(""));
	assert_str(vis_tab_name((enum tab)0), S(""));
	assert_str(vis_tab_name(TAB_NOTES), S("tab.notes"));
}

TEST(types, letters_of_states_are_read_or_refused)
{
	u8 v[CLASS_COUNT];
	assert_true(states_parse(S("HMOCHMOCHMO"), v));
	assert_str(states_print(test_arena, v), S("HMOCHMOCHMO"));
	assert_false(states_parse(S("HMOCHMOCHMX"), v));
	assert_false(states_parse(S("HMOC"), v));
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
	veiled_put(&o, veiled_age_words(test_arena,
					veiled_open(S("1944-03-04")), today));
	veiled_put(&o, veiled_age_words(test_arena, v, today));
	assert_str(out_str(&o), S("80代82歳80代"));
}

TEST(age, a_band_for_every_age_and_none_for_no_date)
{
	static const struct {
		str birth, band;
	} t[] = {
		{ STR("2026-11-15"), STR("10歳未満") },
		{ STR("2027-01-01"), STR("10歳未満") },	/* not born yet */
		{ STR("2036-11-16"), STR("10歳未満") },
		{ STR("2016-11-16"), STR("10代") },
		{ STR("1944"), STR("80代") },
		{ STR("1926-11-16"), STR("100歳以上") },
		{ STR("1900-01-01"), STR("100歳以上") },
		{ STR(""), STR("") }, { STR("いつか"), STR("") },
	};
	day today;
	assert_int_equal(day_from_ymd((struct ymd){ 2026, 11, 16 }, &today),
			 OK);
	for (isize i = 0; i < COUNT(t); i++)
		assert_str(age_band(t[i].birth, today), t[i].band);
}

TEST(words, an_age_is_no_surer_than_the_birth)
{
	static const struct {
		str birth, age;
	} t[] = {
		{ STR("1944-03-04"), STR("82歳") }, { STR("1944-03"), STR("82歳") },
		{ STR("1944-11"), STR("約82歳") }, { STR("1944"), STR("約82歳") },
		{ STR("1944~"), STR("約82歳") }, { STR("2027"), STR("") },
	};
	day today;
	assert_int_equal(day_from_ymd((struct ymd){ 2026, 11, 16 }, &today),
			 OK);
	for (isize i = 0; i < COUNT(t); i++) {
		struct veiled v = veiled_age_words(test_arena,
						   veiled_open(t[i].birth),
						   today);
		assert_int_equal(v.state, VEIL_CLEAR);
		assert_str(veiled_peek(v), t[i].age);
	}
}

/* What is closed or no date stays what it was. */
TEST(words, only_a_clear_date_becomes_an_age)
{
	static const struct veiled as_they_are[] = {
		{ .state = VEIL_HIDE }, { .state = VEIL_MASK },
		{ VEIL_COARSE, STR("80代") }, { VEIL_CLEAR, STR("") },
		{ VEIL_CLEAR, STR("いつか") },
	};
	for (isize i = 0; i < COUNT(as_they_are); i++) {
		struct veiled v = veiled_age_words(test_arena, as_they_are[i],
						   (day){ 20000 });
		assert_int_equal(v.state, as_they_are[i].state);
		assert_str(veiled_peek(v), veiled_peek(as_they_are[i]));
		v = veiled_birth_words(test_arena, as_they_are[i],
				       (day){ 20000 });
		assert_str(veiled_peek(v), veiled_peek(as_they_are[i]));
	}
}

TEST_MAIN
