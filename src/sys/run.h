/*
 * run.h — other programs (pg_dump, pg_restore), and work set aside in a child
 * of our own.  Only for commands: nothing here is called while threads run.
 */
#ifndef TB_SYS_RUN_H
#define TB_SYS_RUN_H

#include "base/str.h"

struct run_env {
	const char *name, *value;
};

/* Runs argv[0] (found in PATH) with `env` (n of them) added to ours; what it
 * says on standard error is ours, its output is dropped.  It ends when we die.
 * OK: it ended with 0.  E_NOT_FOUND: there is no such program.  E_DOWN. */
enum status run_program(const char *const *argv, const struct run_env *env,
			isize n) MUST_CHECK;

/* Runs fn(arg) in a child; *ret_code is what it returned, 1 when it was ended
 * by a signal.  Being told to stop ends the child, not us: whoever calls can
 * clean up after it in every case.  E_DOWN. */
enum status run_aside(int (*fn)(void *), void *arg, int *ret_code) MUST_CHECK;

#endif
