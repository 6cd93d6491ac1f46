/*
 * test.h — cmocka with less ceremony, for x_test.c files only.
 *
 *	TEST(note, stale_edit_is_conflict) { … }
 *	TEST_MAIN
 *
 * Tests register themselves; test_arena is fresh for each test.
 */
#ifndef TB_TEST_H
#define TB_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
/* cmocka.h wants the four above first. */
#include <cmocka.h>

#include "base/arena.h"
#include "base/str.h"

static struct arena *test_arena;
/* Unused in a program that only borrows the arena. */
static struct CMUnitTest test_list[400] __attribute__((unused));
static size_t test_count __attribute__((unused));

static inline int test_set_up(void **state)
{
	(void)state;
	test_arena = arena_open((isize)256 << 20);
	return test_arena ? 0 : -1;
}

static inline int test_tear_down(void **state)
{
	(void)state;
	arena_close(test_arena);
	return 0;
}

#define TEST(area, what)                                                      \
	static void test_##area##_##what(void **state);                       \
	__attribute__((constructor)) static void reg_##area##_##what(void)    \
	{                                                                     \
		if (test_count == COUNT(test_list))                           \
			abort();                                              \
		test_list[test_count++] = (struct CMUnitTest){                \
			#area ": " #what, test_##area##_##what, test_set_up,  \
			test_tear_down, NULL                                  \
		};                                                            \
	}                                                                     \
	static void test_##area##_##what(void **state __attribute__((unused)))

#define assert_str(got, want)                                                 \
	test_assert_str((got), (want), __FILE__, __LINE__)

static inline void test_assert_str(str got, str want, const char *file,
				   int line)
{
	if (str_eq(got, want))
		return;
	print_error("got  \"%.*s\"\nwant \"%.*s\"\n", (int)got.n, got.p,
		    (int)want.n, want.p);
	_fail(file, line);
}

#define TEST_MAIN                                                             \
	int main(void)                                                        \
	{                                                                     \
		return _cmocka_run_group_tests(__FILE__, test_list,           \
					       test_count, NULL, NULL);       \
	}

#endif
