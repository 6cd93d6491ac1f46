/*
 * ended.c — what a restore brings back to life: a share that was stopped after
 * the backup, a consent that was taken back.  The backup cannot know of it; the
 * data it takes the place of can, as long as they are there.
 */
#include "backup.sql.h"
#include "backup/backup.h"
#include "base/vec.h"
#include "clerk.sql.h"

/* The moment of a backup is written down before its copy is taken, and that of
 * an end before it is committed: rather one too many. */
static const i64 AROUND = 5 * 60 * (i64)1000;

static enum status of_muni(struct db *db, struct arena *a, i64 muni,
			   stamp made, struct ended_list *ret)
{
	struct ended_row_list rows;
	TRY(ended_rows(db, a, muni, (stamp){ made.ms - AROUND },
		       (stamp){ made.ms + AROUND }, &rows));
	for (isize i = 0; i < rows.n; i++)
		*vec_push(a, ret) = (struct ended_case){
			muni, rows.v[i].case_no, rows.v[i].shares,
			rows.v[i].bases, rows.v[i].closings };
	return OK;
}

enum status backup_ended(struct app *app, struct arena *a, stamp made,
			 struct ended_list *ret)
{
	struct ended_list found = { 0 };
	struct muni_row_list munis;
	struct db *db;
	TRY(store_connect(app->store, &db));
	TRY(db_begin_read(db));
	enum status st = muni_list(db, a, 0, &munis);
	for (isize i = 0; st == OK && i < munis.n; i++)
		st = of_muni(db, a, munis.v[i].muni, made, &found);
	db_end_read(db);
	TRY(st);
	*ret = found;
	return OK;
}
