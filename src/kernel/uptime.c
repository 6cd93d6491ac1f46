/* uptime.c — see uptime.h. */
#include "kernel/uptime.h"

#include "clerk.sql.h"
#include "sys/clock.h"

enum { ROW = 1 };
static const i64 HOUR = 3600 * (i64)1000000000;

struct uptime_job {
	const struct uptime *seen;
	i64 hours;
};

/* Changes no row when another server was here first. */
static enum status uptime_job(struct db *tx, void *arg)
{
	struct uptime_job *j = arg;
	TRY(uptime_begin(tx, 0, ROW));
	if (j->seen->known)
		TRY(uptime_end_hour(tx, 0, ROW, j->seen->hours));
	return uptime_hours(tx, 0, ROW, &j->hours);
}

enum status uptime_pass(struct app *app, struct db *db, struct arena *a,
			struct uptime *u, i64 ticks)
{
	struct uptime_job j = { u, 0 };
	i64 begun = sys_ticks();
	if (u->known && ticks - u->since < HOUR)
		return OK;
	TRY(store_write(app->store, db, a, uptime_job, &j));
	/* From when it was seen: it may be older, so an hour is never short. */
	*u = (struct uptime){ true, j.hours, ticks + sys_ticks() - begun };
	return OK;
}
