/*
 * p1_test.c — P1, P2 and P7 of visibility.md: what a viewer may not see
 * changes no byte of what he gets and no work that is done for it, and what he
 * gets is on the record.
 *
 *	p1_test			the tests: 200 pairs (PostgreSQL: 25), the
 *				leaks; TOMOBUNE_P1_PAIRS changes the number
 *	p1_test --routes	has every route a row in routes.c? (the build)
 *	p1_test N [FIRST]	N pairs from number FIRST on, on SQLite
 *
 * Pair n is the same in each of them: the viewer and everything else follow
 * from the number.
 */
#include "kernel/test_desk.h"

#include "app/routes.h"
#include "vis/leak.h"
#include "walk.h"

enum { PAIRS = 200, PAIRS_PG = 25, EVERY = 1000 };

static struct walk_sum sum;

static int pairs(enum db_engine engine)
{
	const char *n = getenv("TOMOBUNE_P1_PAIRS");
	return n ? atoi(n) : engine == DB_LITE ? PAIRS : PAIRS_PG;
}

/* Only a test build holds clock and chance still. */
static void need_clock(enum db_engine engine)
{
#ifndef TB_TEST_CLOCK
	skip();
#endif
	if (engine == DB_PG && !getenv("TOMOBUNE_TEST_PG"))
		skip();
}

static void print_sum(void)
{
	struct app app = { .boot = test_arena };
	str why = { 0 };
	assert_int_equal(routes_add(&app, &why), OK);
	walk_print(&sum, &app);
}

TEST(p1, every_route_has_its_row)
{
	assert_true(routes_check(test_arena));
}

TEST_BOTH(p1, hidden_things_change_no_byte)
{
	need_clock(engine);
	memset(&sum, 0, sizeof sum);
	struct host *h = host_open(test_arena, engine);
	for (int n = 0; n < pairs(engine) / SEQUENCES; n++)
		assert_true(walk_seed(h, test_arena, (u64)n, &sum));
	print_sum();
	host_close(h);
	/* A floor: a walk that meets little shows little. */
	if (pairs(engine) < PAIRS)
		return;
	int routes = routes_to_walk();
	assert_int_equal(walk_routes(&sum), routes);
	assert_true(walk_cells(&sum, false) >= routes * DIFFS * 95 / 100);
	assert_true(walk_statuses(&sum) >= routes * 5 / 2);
	assert_true(walk_cells(&sum, true) >= routes * DIFFS * 70 / 100);
}

/* ---- holes made on purpose --------------------------------------------- */

#ifdef TB_TEST_CLOCK
enum { LEAK_SEEDS = 24 };

/* How many pairs until the hole is seen; 0: it is not. */
static int seen_after(struct host *h, enum leak l)
{
	int sum_of_pairs = 0, n;
	for (int i = 0; i < LEAK_SEEDS; i++) {
		leak_open = l;
		/* A seed lives once in a store. */
		bool same = walk_leaking(h, test_arena,
					 (u64)l * 1000000 + (u64)i, l, &n);
		leak_open = LEAK_NONE;
		sum_of_pairs += n;
		if (!same)
			return sum_of_pairs;
	}
	return 0;
}
#endif

TEST_BOTH(p1, each_seeded_leak_is_seen)
{
	need_clock(engine);
#ifdef TB_TEST_CLOCK
	int missed = 0;
	struct host *h = host_open(test_arena, engine);
	for (int l = LEAK_NONE + 1; l < LEAKS; l++) {
		if (engine == DB_PG && !leak_rows[l].pg)
			continue;
		int n = seen_after(h, (enum leak)l);
		print_message("leak %-8s seen in pair %d\n", leak_names[l], n);
		missed += !n;
	}
	host_close(h);
	assert_int_equal(missed, 0);
#endif
}

/* ---- as a command ------------------------------------------------------ */

static u64 wanted, first;

static void as_a_command(void **state)
{
	(void)state;
	need_clock(DB_LITE);
	struct host *h = host_open(test_arena, DB_LITE);
	for (u64 i = first / SEQUENCES; i * SEQUENCES < first + wanted; i++) {
		assert_true(walk_seed(h, test_arena, i, &sum));
		if (sum.pairs % EVERY == 0)
			fprintf(stderr, "%lld\n", (long long)sum.pairs);
	}
	print_sum();
	host_close(h);
}

static u64 number(const char *s)
{
	return s ? strtoull(s, NULL, 10) : 0;
}

int main(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "--routes") == 0) {
		struct arena *a = arena_open((isize)16 << 20);
		bool whole = routes_check(a);
		arena_close(a);
		return whole ? 0 : 1;
	}
	if (argc > 1) {
		const struct CMUnitTest one = { "p1: as a command",
						as_a_command, test_set_up,
						test_tear_down, NULL };
		wanted = number(argv[1]);
		first = number(argc > 2 ? argv[2] : NULL);
		return _cmocka_run_group_tests(__FILE__, &one, 1, NULL, NULL);
	}
	return _cmocka_run_group_tests(__FILE__, test_list, test_count, NULL,
				       NULL);
}
