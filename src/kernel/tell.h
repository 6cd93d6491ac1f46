/*
 * tell.h — from a committed change to the browsers that show it, on every
 * server of the installation.
 *
 * A job leaves a row in `outbox`.  The clerk of whichever server comes first
 * gives it the next *number* of its municipality and puts it into `event`;
 * the clerk of every server looks for numbers above the last one it knows and
 * tells its own browsers.  Numbers become visible in their order (the holder
 * of event_head commits before the next one takes), so a server that was cut
 * off for a while goes on where it stopped.  Of each municipality the newest
 * EVENTS_KEPT are there; a server that is further behind cuts all its streams,
 * and the browsers look for themselves.
 *
 * Access that ends by time is a change too: whichever clerk comes first makes
 * the seat anew and leaves the row in the outbox, in one transaction.
 *
 * A browser listens to the casefile on its page, by a *topic*; what it hears
 * is the name of the event and the sealed id it knows already.
 */
#ifndef TB_TELL_H
#define TB_TELL_H

#include "kernel/app.h"

enum { EVENTS_KEPT = 4096 };

struct teller;

/* Hears from now on.  E_DOWN, E_BUSY from the database. */
enum status teller_open(struct app *app, struct db *db, struct teller **ret)
	MUST_CHECK;
void teller_close(struct teller *t);
/* Tells the app's hub what got a number since the last call that returned OK.
 * `a` is for the moment only. */
enum status teller_hear(struct teller *t, struct db *db, struct arena *a)
	MUST_CHECK;

/* Makes the seats anew behind which a grant, an exception or a basis ran out
 * (seat.again_at), and leaves word of it in the outbox. */
enum status tell_lapse(struct app *app, struct db *db, struct arena *a,
		       bool *ret_more) MUST_CHECK;

/* Gives numbers to what waits in a municipality's outbox, some hundreds at
 * most; *ret_more: there may be more. */
enum status tell_number(struct app *app, struct db *db, struct arena *a,
			i64 muni, bool *ret_more) MUST_CHECK;

/* What a page of this casefile listens to, at a desk of this agency.  That
 * something changed is heard only by who may read all of it (live.c). */
enum tell_what { TELL_ACCESS, TELL_CHANGE };
u64 tell_topic(i64 muni, agency_id agency, casefile_id casefile,
	       enum tell_what what);

#endif
