/*
 * test_abort.h — what ends the process; for x_test.c files.
 *
 *	assert_true(test_aborts(call_it, &with_this));
 */
#ifndef TB_TEST_ABORT_H
#define TB_TEST_ABORT_H

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/test.h"

enum { TEST_ABORTED = 77 };

/* Sanitizers hold locks that a forked process never gets. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || \
	defined(__clang__)
#define TEST_ABORT_EXIT _exit
#else
/* An ordinary end, so that what was counted on the way is kept. */
#define TEST_ABORT_EXIT exit
#endif

static inline void test_abort_ends(int number)
{
	(void)number;
	TEST_ABORT_EXIT(TEST_ABORTED);
}

/* Does fn(arg), in a process of its own, come to abort()?  It has five
 * seconds, also for other threads than its own. */
static inline bool test_aborts(void (*fn)(void *), void *arg)
{
	int state;
	pid_t child = fork();
	if (child == 0) {
		signal(SIGABRT, test_abort_ends);
		fn(arg);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &state, 0), child);
	assert_true(WIFEXITED(state));
	return WEXITSTATUS(state) == TEST_ABORTED;
}

#endif
