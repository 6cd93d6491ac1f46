/* rebuild_test.c — the index can be made anew, and an old one is told. */
#include "kernel/test_desk.h"

#include "app/rebuild.h"
#include "db/index.h"
#include "intake/intake.h"
#include "search/search.h"

static enum status receive_job(struct db *tx, void *arg)
{
	intake_id id;
	struct intake_new n = { .body = S("髙木さんの犬が吠えている"),
				.method = S("phone"), .urgency = S("normal") };
	return intake_receive(arg, tx, &n, &id);
}

static enum status forget_job(struct db *tx, void *arg)
{
	return index_clear(tx);
}

static bool finds(struct desk *d, const struct sitting *s, str typed)
{
	struct out form = out_open(test_arena, 60);
	put(&form, S("q="));
	out_percent(&form, typed);
	struct answer a = desk_post(d, s, S("/search"), out_str(&form));
	assert_int_equal(a.status, 200);
	return str_find(a.body, S("吠えている"), 0) >= 0;
}

TEST_BOTH(rebuild, makes_what_was_lost)
{
	const struct route_table rooms[] = { { search_routes,
					       search_routes_n } };
	struct desk d;
	i64 n = 0;
	desk_open(&d, engine, rooms, 1);
	struct sitting s = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct rq rq = desk_rq(&d, &s);
	assert_int_equal(store_write(d.t.store, d.t.db, test_arena,
				     receive_job, &rq), OK);
	assert_true(finds(&d, &s, S("高木")));
	assert_int_equal(store_write(d.t.store, d.t.db, test_arena,
				     forget_job, NULL), OK);
	assert_false(finds(&d, &s, S("高木")));
	assert_int_equal(rebuild_index(&d.app, d.t.db, &n), OK);
	assert_int_equal(n, 1);
	assert_true(finds(&d, &s, S("高木")));
	desk_close(&d);
}

static enum status age_job(struct db *tx, void *arg)
{
	static const struct db_sql sql = {
		"age", "update meta set value = 'older' where key = 'text'",
		"update meta set value = 'older' where key = 'text'", 0, 0
	};
	return db_run(tx, &sql, NULL, NULL);
}

TEST_BOTH(rebuild, an_old_index_is_told_with_the_command)
{
	struct desk d;
	str why = { 0 };
	i64 n = 0;
	desk_open(&d, engine, NULL, 0);
	assert_int_equal(rebuild_check(&d.app, d.t.db, &why), OK);
	assert_int_equal(rebuild_check(&d.app, d.t.db, &why), OK);
	assert_int_equal(store_write(d.t.store, d.t.db, test_arena, age_job,
				     NULL), OK);
	assert_int_equal(rebuild_check(&d.app, d.t.db, &why), E_CONFLICT);
	assert_has(why, S("tomobune rebuild"));
	assert_int_equal(rebuild_index(&d.app, d.t.db, &n), OK);
	assert_int_equal(rebuild_check(&d.app, d.t.db, &why), OK);
	desk_close(&d);
}

TEST_MAIN
