/*
 * test_calls.h — calls that fail when a test wants it; for x_test.c files whose
 * program is linked with --wrap=NAME for each (its room's meson.build).
 *
 *	TEST_CALL(int, listen, (int fd, int n), (fd, n), -1)
 *
 *	test_call_at(&call_listen, 2, ENOMEM);	the second one from here fails
 *	…
 *	assert_true(test_call_off(&call_listen));	it did
 */
#ifndef TB_TEST_CALLS_H
#define TB_TEST_CALLS_H

#include <errno.h>
#include <stdatomic.h>
#include <unistd.h>

#include "base/test.h"

struct test_call {
	_Atomic int left;	/* 0: no more */
	_Atomic int why;
	_Atomic bool failed;
};

static inline void test_call_at(struct test_call *c, int n, int why)
{
	c->failed = false;
	c->why = why;
	c->left = n;
}

/* Whether it has failed. */
static inline bool test_call_off(struct test_call *c)
{
	c->left = 0;
	return c->failed;
}

static inline bool test_call_now(struct test_call *c)
{
	if (c->left <= 0 || --c->left > 0)
		return false;
	errno = c->why;
	c->failed = true;
	return true;
}

/* Waits until it has failed, in whatever thread. */
static inline bool test_call_met(struct test_call *c)
{
	for (int i = 0; i < 500 && !c->failed; i++)
		usleep(10000);
	return c->failed;
}

#define TEST_CALL(type, name, params, args, failure)                          \
	type __real_##name params;                                            \
	type __wrap_##name params;                                            \
	static struct test_call call_##name;                                  \
	type __wrap_##name params                                             \
	{                                                                     \
		return test_call_now(&call_##name) ? (failure) :              \
						     __real_##name args;      \
	}

#endif
