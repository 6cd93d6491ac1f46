/*
 * rebuild.h — the search index follows the rules of folding: when ICU or the
 * table of variant characters changes, what was put and what is asked differ.
 *
 * The table `meta` keeps the version the index was made with.
 */
#ifndef TB_REBUILD_H
#define TB_REBUILD_H

#include "kernel/app.h"

/* OK: the index is of this program's version, or nothing was written yet.
 * E_CONFLICT with the sentence that names `tomobune rebuild`. */
enum status rebuild_check(struct app *app, struct db *db, str *ret_why)
	MUST_CHECK;
/* Makes the index anew from the records; *ret_n entries.  Killed half-way it
 * leaves the old version in `meta`, so that it is asked for again. */
enum status rebuild_index(struct app *app, struct db *db, i64 *ret_n)
	MUST_CHECK;

#endif
