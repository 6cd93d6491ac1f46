/*
 * uptime.h — how long some server of the installation has really run, in
 * hours: what keys of forms grow old by.
 *
 * A form's key keeps it from being written twice, and may go when nobody can
 * be sending that form any more.  The wall clock cannot tell: where it jumps
 * forward (a server with a wrong battery, a machine that was asleep), every key
 * is old at once, and the form that is sent again after the jump would become
 * a second record.  So the database holds a number that only rises, by one, and
 * only when a clerk has itself seen it stand for an hour by a clock that only
 * runs.  Whoever comes first raises it; the others see another number and begin
 * their hour anew.  Therefore
 *
 *   each number stands for an hour or longer, however many servers there are;
 *   a restart loses the hour that was begun: a key lives longer, never shorter;
 *   what the wall clock says changes nothing.
 *
 * Time in which no server runs for an hour does not count.
 */
#ifndef TB_UPTIME_H
#define TB_UPTIME_H

#include "kernel/app.h"

/* What one clerk has seen; {0} at its start. */
struct uptime {
	bool known;
	i64 hours;	/* the number, */
	i64 since;	/* and since when it stands, in ticks */
};

/* Does nothing until an hour is over; `ticks`: sys_ticks() (clock.h).  After a
 * failure (E_DOWN, E_BUSY) the next call makes up for it. */
enum status uptime_pass(struct app *app, struct db *db, struct arena *a,
			struct uptime *u, i64 ticks) MUST_CHECK;

#endif
