/*
 * clerk.h — the one thread behind the requests: it seals audit rows within a
 * second of their commit and tells browsers what changed (tell.h).
 */
#ifndef TB_CLERK_H
#define TB_CLERK_H

#include "kernel/app.h"

struct clerk;

/* Starts the thread.  E_DOWN when no connection can be had. */
enum status clerk_start(struct app *app, struct clerk **ret) MUST_CHECK;
/* Something was committed: look soon.  NULL is fine (tests). */
void clerk_wake(struct clerk *c);
/* Seals what is left, then ends. */
void clerk_stop(struct clerk *c);
/* One round by hand: for tests and the command line. */
enum status clerk_round(struct app *app, struct db *db) MUST_CHECK;

/* Every room's chores (app.h) in every municipality, by hand. */
enum status clerk_chores(struct app *app, struct db *db, struct arena *a)
	MUST_CHECK;

/* The newest seal of each municipality, signed, as lines of "audit.anchor":
 * what holds them is at least this far.  {0} without a seal. */
enum status audit_anchor(struct app *app, struct db *db, struct arena *a,
			 str *ret) MUST_CHECK;

/* What verify_audit found. */
struct audit_report {
	i64 sealed, unsealed;	/* rows chained; rows still waiting */
	i64 muni, seq;		/* of the first wrong row; muni 0: of none, in the anchor */
	audit_id row;
	str wrong;		/* Japanese, {0}: the chain is whole */
};
/* Reads every chain from the beginning: an edited, deleted, swapped or added
 * row, a cut tail (by the anchor file) are named.  The anchor file is read line
 * by line, as far as it reached at the beginning: its size does not matter. */
enum status audit_verify(struct app *app, struct db *db, struct arena *a,
			 struct audit_report *ret) MUST_CHECK;

#endif
