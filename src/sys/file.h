/*
 * file.h — whole files, durable writes, the data folder's lock.
 */
#ifndef TB_SYS_FILE_H
#define TB_SYS_FILE_H

#include "base/arena.h"
#include "base/str.h"

/* The whole file, at most `limit` bytes.  E_NOT_FOUND, E_TOO_LARGE, E_DOWN. */
enum status file_read(struct arena *a, const char *path, isize limit, str *ret)
	MUST_CHECK;
/* Replaces the file: temporary beside it, fsync, rename, fsync of the folder.
 * `mode` as for open(2).  E_DOWN (full disk and every other refusal). */
enum status file_replace(struct arena *a, const char *path, str bytes,
			 int mode) MUST_CHECK;
/* Appends and syncs (the audit anchor).  E_DOWN. */
enum status file_append(const char *path, str bytes, int mode) MUST_CHECK;
/* Creates the folder (mode 0700) if it is not there.  E_DOWN. */
enum status file_folder(const char *path) MUST_CHECK;
bool file_exists(const char *path);
/* Takes the folder's lock file, so that there is never a second writer.
 * E_BUSY if another process holds it; the lock ends with the process. */
enum status file_lock(const char *folder, int *ret_fd) MUST_CHECK;

#endif
