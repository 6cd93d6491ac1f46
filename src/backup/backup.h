/*
 * backup.h — a backup folder: taken beside a running server, verified before
 * it gets its name; restored; and tried out aside (a drill).
 *
 * What is in it (README.md): `keys`, `audit.anchor`, the database in one file
 * and `manifest`.  Invariants: a folder with the final name is whole and was
 * verified; nothing is restored over anything; what a drill touches is a copy
 * of its own.
 *
 * All *ret_why are Japanese sentences for the operator.
 */
#ifndef TB_BACKUP_H
#define TB_BACKUP_H

#include "backup/manifest.h"
#include "kernel/clerk.h"

/* The server does not start in a folder that holds this: a restore was broken
 * off there.  (app/boot.c) */
#define BACKUP_HALF "restoring"

struct backup_done {
	struct manifest m;
	struct audit_report audit;	/* of the copy; PostgreSQL: see make */
};

/*
 * `app` is a reader's (boot.h) on the data; `pg` its conninfo or NULL; `to`
 * must not exist, its parent must.  Writes to `to`.part, verifies, renames.
 * SQLite: the copy itself is verified, its pages and its chain.  PostgreSQL:
 * the chain before the dump is taken, then that the dump can be read to its
 * end; what it is worth shows a drill.
 * E_CONFLICT: the name is taken.  E_BUSY: another one writes the same backup.
 * E_INVALID: the copy was made but is not whole, or the chain of the audit is
 * broken; it stays as `to`.unverified, without a manifest.  E_DOWN, and
 * nothing stays.
 */
enum status backup_make(struct app *app, const char *pg, const char *to,
			struct backup_done *ret, str *ret_why) MUST_CHECK;

/* Reads everything in the folder and compares it with the manifest, and that
 * with the keys.  E_INVALID: damaged, or not what it says. */
enum status backup_check(struct arena *a, const char *from,
			 struct manifest *ret, str *ret_why) MUST_CHECK;

/*
 * Into the folder `data`, which is absent or empty (or left by a restore that
 * was broken off), and with PostgreSQL into the empty schema behind `pg`.
 * Checks the backup before, pages and chain of the audit afterwards.
 * E_CONFLICT: there are data already, nothing was touched.  E_INVALID: see
 * backup_check; after a failure `data` holds BACKUP_HALF.
 */
enum status backup_restore(struct arena *a, const char *from, const char *data,
			   const char *pg, struct backup_done *ret,
			   str *ret_why) MUST_CHECK;
/* Removes what a restore puts into a folder, and the folder. */
void backup_forget(struct arena *a, const char *data);

/* ---- what a restore brings back to life ------------------------------------ */

/* A casefile of the data before, by its number: what was stopped there, how
 * many consents and other bases ended or were taken back in part, how many
 * exceptions were made, all after the backup and of what it holds as living. */
struct ended_case {
	i64 muni;
	str case_no;
	i64 shares, bases, closings;
};
struct ended_list {
	struct ended_case *v;
	isize n, cap;
};
/* `app`: a reader's (boot.h) on the data before; `made`: of the manifest.  Goes
 * by the clock, five minutes around it counted in.  No names. */
enum status backup_ended(struct app *app, struct arena *a, stamp made,
			 struct ended_list *ret) MUST_CHECK;

/* ---- a drill ---------------------------------------------------------------- */

struct drill_done {
	i64 cases, opened;	/* asked for at random; opened by a page */
	i64 files, files_opened;
	i64 looks;		/* rows of the audit that this left */
	str wrong;		/* the first that did not open, {0}: none */
};
/*
 * `app` is opened as the server opens it, on a copy that nobody else uses: at
 * most `n` random casefiles and as many files, each opened by a request of
 * its own through app_answer, in a session of somebody of the lead agency.
 * A casefile whose agency has nobody who could open it is not asked for.
 * `before`: of the restore, for the looks.  E_INVALID: the chain of the audit
 * broke.
 */
enum status drill_open(struct app *app, const char *pg, int n,
		       const struct audit_report *before,
		       struct drill_done *ret) MUST_CHECK;

#endif
