/* search_test.c — shelves of the index: whose fall together. */
#include "search/search.h"

#include "base/map.h"
#include "db/bench_test.h"
#include "text/bigram.h"

SQL(hits, 2, 1,
    "select e.object from entry_index x join entry e on e.id = x.rowid"
    " where entry_index match ?2 and e.muni = ?1 order by e.object",
    "select e.object from entry_index x join entry e on e.muni = x.muni"
    " and e.id = x.entry where x.muni = $1 and x.v @@ $2::tsquery"
    " order by e.object");

/* The word 犬 as an agency's intakes have it. */
static str word_on_shelf_of(i64 agency)
{
	struct search_owner o = { .agency = { agency }, .lead = { agency } };
	str tokens = search_tokens(test_arena, S("intake"), &o, S("犬"));
	return str_sub(tokens, str_find(tokens, S(TEXT_BREAK " "), 0), tokens.n);
}

/* Two agencies whose shelves have one name. */
static void fall_together(i64 *ret_a, i64 *ret_b)
{
	enum { ENOUGH = 60000 };
	struct map seen = { 0 };
	for (i64 i = 1; i < ENOUGH; i++) {
		void **slot = map_slot(test_arena, &seen, word_on_shelf_of(i));
		if (*slot) {
			*ret_a = (i64)(uintptr_t)*slot;
			*ret_b = i;
			return;
		}
		*slot = (void *)(uintptr_t)i;
	}
	fail_msg("no two agencies share a shelf");
}

struct put {
	agency_id agency;
	i64 object;
};

static enum status put_job(struct db *tx, void *arg)
{
	const struct put *p = arg;
	struct search_entry e = { .kind = S("intake"),
				  .object = p->object,
				  .agency = p->agency,
				  .text = S("犬を飼っている") };
	return search_put(tx, test_arena, 1, &e);
}

static i64 one_found(struct test_store *t, i64 agency, str typed)
{
	struct rq rq = { .arena = test_arena, .db = t->db };
	struct search_range mine = { .agency = { agency } };
	struct db_value in[] = { INT(1), TEXT(search_match(&rq, &mine,
							   S("intake"),
							   typed)) };
	struct db_rows *rows;
	bool row;
	i64 found = 0, n = 0;
	assert_int_equal(db_open(t->db, &hits, in, &rows), OK);
	for (; db_next(rows, &row) == OK && row; n++)
		found = db_int(rows, 0);
	db_close(rows);
	assert_true(n <= 1);
	return found;
}

TEST_BOTH(search, agencies_of_one_shelf_are_told_apart)
{
	struct test_store t = test_store_open(test_arena, engine);
	struct put a = { .object = 7 }, b = { .object = 8 };
	fall_together(&a.agency.v, &b.agency.v);
	assert_int_equal(store_write(t.store, t.db, test_arena, put_job, &a),
			 OK);
	assert_int_equal(store_write(t.store, t.db, test_arena, put_job, &b),
			 OK);
	assert_int_equal(one_found(&t, a.agency.v, S("犬")), 7);
	assert_int_equal(one_found(&t, b.agency.v, S("飼って")), 8);
	assert_int_equal(one_found(&t, a.agency.v + b.agency.v, S("犬")), 0);
	test_store_close(&t);
}

/* A program whose shelves have other names must not ask the old index. */
TEST(search, the_version_is_what_an_entry_becomes)
{
	assert_str(search_version(test_arena),
		   S("_note_a1 _note_a2 _note_w3 _note_p3 _note_p _ rnoqg版"));
}

TEST_MAIN
