/*
 * clock.h — the only doors to time and chance.
 *
 * The shipped program reads the real clock and getrandom().  A *test build*
 * (meson -Dtest_clock=true, macro TB_TEST_CLOCK) reads both from the control
 * file named by the environment variable TOMOBUNE_CLOCK, if set: one line
 * "<ms> <seed>"; the file is read again whenever its mtime changes, so that a
 * test can move the clock of a running server.  The shipped binary does not
 * contain that code.
 */
#ifndef TB_SYS_CLOCK_H
#define TB_SYS_CLOCK_H

#include "base/date.h"

stamp sys_now(void);
/* The business day of now. */
day sys_today(void);
/* n cryptographic bytes; aborts the process if the kernel has none. */
void sys_random(void *p, isize n);
/* Nanoseconds of a clock that only runs; for measuring, never for data. */
i64 sys_ticks(void);

#ifdef TB_TEST_CLOCK
/* The same without a file, for a test that asks the program in its own
 * process: stands at `now`, and chance begins at `seed`.  {0}: no longer. */
void sys_pretend(stamp now, u64 seed);
#endif

#endif
