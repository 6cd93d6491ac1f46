/*
 * differ_test.c — one city, one sequence of requests, two engines: every byte
 * of every answer is the same on SQLite and on PostgreSQL, and so is what
 * browsers hear.  Ids, clock and chance are held alike; the requests are those
 * of routes.c, so a new route is asked here too.
 *
 *	differ_test			about 300 requests
 *	differ_test N [SEED]		at least N, from this seed on
 */
#include "kernel/test_desk.h"

#include "app/routes.h"
#include "walk.h"

enum { REQUESTS = 300, EVERY = 2000 };

static i64 wanted = REQUESTS;
static u64 first;

static void print_sum(const struct walk_sum *s)
{
	int answered = 0;
	for (int r = 0; r < ROUTES_MOST; r++)
		answered += s->answered[r] > 0;
	print_message("%lld requests on each engine, %d routes, %d of them "
		      "with an answer that is no refusal, %lld looks at "
		      "events\n", (long long)s->requests, walk_routes(s),
		      answered, (long long)s->events);
}

static void need_both(void)
{
#ifndef TB_TEST_CLOCK
	skip();
#endif
	if (!getenv("TOMOBUNE_TEST_PG"))
		skip();
}

TEST(differ, both_engines_give_the_same_bytes)
{
	static struct walk_sum sum;
	i64 told = 0;
	need_both();
	struct host *h = host_open_twins(test_arena);
	for (u64 seed = first; sum.requests < wanted; seed++) {
		if (!walk_twins(h, test_arena, seed, &sum))
			fail_msg("seed %llu", (unsigned long long)seed);
		if (sum.requests - told < EVERY)
			continue;
		told = sum.requests;
		fprintf(stderr, "%lld\n", (long long)told);
	}
	print_sum(&sum);
	host_close(h);
}

/* That it can fail at all. */
TEST(differ, what_only_one_engine_holds_is_seen)
{
	need_both();
	struct host *h = host_open_twins(test_arena);
	bool same = true;
	for (u64 seed = 0; seed < 5 && same; seed++)
		same = walk_twins_apart(h, test_arena, seed);
	host_close(h);
	assert_false(same);
}

int main(int argc, char **argv)
{
	if (argc > 1)
		wanted = strtoll(argv[1], NULL, 10);
	if (argc > 2)
		first = strtoull(argv[2], NULL, 10);
	return _cmocka_run_group_tests(__FILE__, test_list, test_count, NULL,
				       NULL);
}
