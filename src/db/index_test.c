/*
 * index_test.c — both engines find the same entries.
 *
 * The texts are random, from an alphabet so small that phrases meet by
 * chance; the truth is a plain search in the folded runs.
 */
#include "db/bench_test.h"

#include "base/out.h"
#include "base/rng.h"
#include "db/index.h"
#include "db/migrate.h"
#include "text/bigram.h"

SQL(hits, 2, 1,
    "select rowid from entry_index where entry_index match ?2"
    " and ?1 > 0 order by rowid",
    "select entry from entry_index where muni = $1 and v @@ $2::tsquery"
    " order by entry");

struct entry {
	i64 id;
	str bigrams;
};

static enum status job_put_elsewhere(struct db *tx, void *arg)
{
	struct entry *e = arg;
	return index_put(tx, 2, e->id, e->bigrams);
}

static enum status job_put(struct db *tx, void *arg)
{
	struct entry *e = arg;
	return index_put(tx, 1, e->id, e->bigrams);
}

static enum status job_drop(struct db *tx, void *arg)
{
	struct entry *e = arg;
	return index_drop(tx, 1, e->id, e->bigrams);
}

/* The words of a text on the shelf "s". */
static str on_shelf(str text)
{
	struct out o = out_open(test_arena, text.n * 4);
	for (str rest = text_bigrams(test_arena, text); rest.p;) {
		str token = str_cut(&rest, ' ');
		put(&o, str_eq(token, S(TEXT_BREAK)) ? S("") : S("s"));
		put(&o, token);
		out_char(&o, ' ');
	}
	return str_sub(out_str(&o), 0, o.n - 1);
}

static void do_entry(struct test_store *t, db_job *job, i64 id, str text)
{
	str tokens = str_cat(test_arena, S("_k _ "), on_shelf(text));
	struct entry e = { id, tokens };
	assert_int_equal(store_write(t->store, t->db, test_arena, job, &e),
			 OK);
}

/* "1 5 7 " — the entries found. */
static str found(struct test_store *t, str typed)
{
	struct out o = out_open(test_arena, 64);
	str k = S("_k");
	struct index_shelf s[] = { { S("empty"), &k, 1 }, { S("s"), NULL, 0 },
				   { S("s"), &k, 1 } };
	str match = index_match(test_arena, t->engine, s, COUNT(s), typed);
	struct db_value in[] = { INT(1), TEXT(match) };
	struct db_rows *rows;
	bool row;
	assert_int_equal(db_open(t->db, &hits, in, &rows), OK);
	while (db_next(rows, &row) == OK && row) {
		put(&o, db_int(rows, 0));
		out_char(&o, ' ');
	}
	db_close(rows);
	return out_str(&o);
}

static struct test_store index_open(enum db_engine engine)
{
	struct test_store t = test_store_bare(test_arena, engine);
	str why;
	assert_int_equal(migrate_with(t.store, test_arena, NULL, 0, &why), OK);
	return t;
}

TEST_BOTH(index, phrases_words_and_single_characters)
{
	struct test_store t = index_open(engine);
	do_entry(&t, job_put, 1, S("介護保険の申請をした。"));
	do_entry(&t, job_put, 2, S("保険と介護について相談。髙木さんの犬"));
	do_entry(&t, job_put, 3, S("It's a \"quoted\" \\ text, ７０００円"));
	assert_str(found(&t, S("介護")), S("1 2 "));
	assert_str(found(&t, S("介護保険")), S("1 "));
	assert_str(found(&t, S("護と")), S(""));
	assert_str(found(&t, S("保険 介護")), S("1 2 "));
	assert_str(found(&t, S("保険　相談")), S("2 "));
	assert_str(found(&t, S("高木")), S("2 "));
	assert_str(found(&t, S("犬")), S("2 "));
	assert_str(found(&t, S("QUOTED")), S("3 "));
	assert_str(found(&t, S("quo'ted\" OR 1=1")), S(""));
	assert_str(found(&t, S("7000")), S("3 "));
	test_store_close(&t);
}

TEST_BOTH(index, what_was_dropped_is_not_found)
{
	struct test_store t = index_open(engine);
	do_entry(&t, job_put, 1, S("介護の相談"));
	do_entry(&t, job_put, 2, S("介護の申請"));
	do_entry(&t, job_drop, 1, S("介護の相談"));
	assert_str(found(&t, S("介護")), S("2 "));
	do_entry(&t, job_put, 1, S("訪問"));
	assert_str(found(&t, S("相談")), S(""));
	assert_str(found(&t, S("訪問")), S("1 "));
	test_store_close(&t);
}

static str random_text(struct rng *r, isize n)
{
	static const str alphabet[] = {
		STR("介"), STR("護"), STR("保"), STR("険"), STR("あ"),
		STR("ん"), STR("ー"), STR("a"), STR("1"), STR("、"),
	};
	struct out o = out_open(test_arena, n * 3);
	while (n-- > 0)
		put(&o, alphabet[rng_below(r, COUNT(alphabet))]);
	return out_str(&o);
}

/* What 120 random queries find in 60 random texts, as one long line. */
static str all_found(enum db_engine engine, u64 seed)
{
	struct test_store t = index_open(engine);
	struct out o = out_open(test_arena, 4096);
	struct rng r = { seed };
	for (i64 id = 1; id <= 60; id++) {
		isize n = id % 20 ? 5 + rng_below(&r, 60) : 12000;
		do_entry(&t, job_put, id, random_text(&r, n));
	}
	for (int i = 0; i < 120; i++) {
		str typed = random_text(&r, 1 + rng_below(&r, 6));
		if (!text_query(test_arena, typed).n)
			continue;
		put(&o, typed);
		out_char(&o, ':');
		put(&o, found(&t, typed));
		out_char(&o, '\n');
	}
	test_store_close(&t);
	return out_str(&o);
}

static enum status job_settle(struct db *tx, void *arg)
{
	return index_settle(tx);
}

TEST_BOTH(index, what_was_settled_is_found_and_goes_on)
{
	struct test_store t = index_open(engine);
	for (i64 id = 1; id <= 40; id++)
		do_entry(&t, job_put, id, S("介護の相談"));
	assert_int_equal(store_write(t.store, t.db, test_arena, job_settle,
				     NULL),
			 OK);
	do_entry(&t, job_drop, 3, S("介護の相談"));
	do_entry(&t, job_put, 41, S("介護の申請"));
	str all = found(&t, S("介護"));
	assert_true(str_starts(all, S("1 2 4 5 ")));
	assert_true(str_find(all, S(" 40 41 "), 0) > 0);
	test_store_close(&t);
}

/* SQLite has one index for all municipalities. */
TEST_BOTH(index, no_number_is_of_two_municipalities)
{
	struct test_store t = index_open(engine);
	do_entry(&t, job_put, 5, S("犬がいる"));
	struct entry theirs = { 5, S("_k s秘密") };
	assert_int_equal(store_write(t.store, t.db, test_arena,
				     job_put_elsewhere, &theirs),
			 engine == DB_LITE ? E_CONFLICT : OK);
	assert_str(found(&t, S("秘密")), S(""));
	assert_str(found(&t, S("犬")), S("5 "));
	do_entry(&t, job_drop, 5, S("犬がいる"));
	do_entry(&t, job_put, 5, S("猫がいる"));
	assert_str(found(&t, S("猫")), S("5 "));
	test_store_close(&t);
}

TEST(index, both_engines_find_the_same)
{
	if (!getenv("TOMOBUNE_TEST_PG"))
		skip();
	for (u64 seed = 1; seed <= 3; seed++)
		assert_str(all_found(DB_PG, seed), all_found(DB_LITE, seed));
}

TEST_BOTH(index, a_phrase_late_in_a_long_text_is_found)
{
	struct test_store t = index_open(engine);
	struct out o = out_open(test_arena, 4096);
	/* The same pair far more often than PostgreSQL keeps positions. */
	for (int i = 0; i < 700; i++)
		put(&o, S("しました。"));
	put(&o, S("最後にしました印"));
	do_entry(&t, job_put, 1, out_str(&o));
	assert_str(found(&t, S("後にしました印")), S("1 "));
	assert_str(found(&t, S("にしましたし")), S(""));
	test_store_close(&t);
}

TEST_MAIN
