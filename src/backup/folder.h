/*
 * folder.h — the folders a backup, a restore and a drill work in: which names
 * may stand there, and nothing else is ever removed.  Private to this room.
 */
#ifndef TB_BACKUP_FOLDER_H
#define TB_BACKUP_FOLDER_H

#include "backup/backup.h"

const char *folder_path(struct arena *a, str folder, str name);
/* Removes our files in it, but not its lock, which the caller holds. */
void folder_empty(struct arena *a, str folder);
/* And the folder itself, when nothing else is left. */
void folder_drop(struct arena *a, str folder);
/* The folder that holds it. */
const char *folder_parent(struct arena *a, str folder);
/* Without slashes at its end. */
str folder_name(const char *path);
/* 「…の空きが足りません」, when there is less than `need` bytes. */
enum status folder_room(struct arena *a, str folder, i64 need, str *ret_why)
	MUST_CHECK;
/* The chain of the audit and its anchor, of the data in `folder` (or behind
 * `pg`), under these keys.  E_INVALID: it is broken. */
enum status folder_audit(struct arena *a, str folder, const char *pg,
			 const struct keys *keys, struct audit_report *ret,
			 str *ret_why) MUST_CHECK;

#endif
