/*
 * file.h — whole files, durable writes, the data folder's lock.
 */
#ifndef TB_SYS_FILE_H
#define TB_SYS_FILE_H

#include "base/arena.h"
#include "base/str.h"
#include "sys/crypt.h"

/* The whole file, at most `limit` bytes.  E_NOT_FOUND, E_TOO_LARGE, E_DOWN. */
enum status file_read(struct arena *a, const char *path, isize limit, str *ret)
	MUST_CHECK;
/* Replaces the file: temporary beside it, fsync, rename, fsync of the folder.
 * `mode` as for open(2).  E_DOWN (full disk and every other refusal). */
enum status file_replace(struct arena *a, const char *path, str bytes,
			 int mode) MUST_CHECK;
/* Appends and syncs (the audit anchor): all of it, or what is there stays as
 * it was.  E_DOWN. */
enum status file_append(const char *path, str bytes, int mode) MUST_CHECK;

/*
 * The lines of a file, one after the other, in memory that does not grow with
 * it.  As far as the file reached when it was opened: what is appended later
 * is not read.
 */
struct file_lines;
/* E_NOT_FOUND, E_DOWN.  Closed with the arena, or before. */
enum status file_lines_open(struct arena *a, const char *path,
			    struct file_lines **ret) MUST_CHECK;
/* Without its newline; good until the next call.  E_NOT_FOUND: no more.
 * E_INVALID: what is left has no newline, or none for 64 KiB.  E_DOWN. */
enum status file_lines_next(struct file_lines *l, str *ret) MUST_CHECK;
void file_lines_close(struct file_lines *l);

/* What a file is: to be compared later. */
struct file_mark {
	i64 size;
	u8 sha256[CRYPT_HASH];
};
/* Copies into a new file (mode 0600; E_CONFLICT when it is there) and syncs
 * it; *ret is of the bytes that were read.  E_NOT_FOUND, E_DOWN. */
enum status file_copy(const char *from, const char *to, struct file_mark *ret)
	MUST_CHECK;
/* Syncs the file, asks the system to forget what it holds of it in memory,
 * and reads it: what the medium has.  E_NOT_FOUND, E_DOWN. */
enum status file_read_back(const char *path, struct file_mark *ret) MUST_CHECK;
bool file_same(const struct file_mark *a, const struct file_mark *b);
/* E_DOWN.  A folder's names are durable only then. */
enum status file_sync_folder(const char *path) MUST_CHECK;
/* Nothing is in it; false when it cannot be read. */
bool file_folder_empty(const char *path);
/* Bytes an ordinary user may still write where `path` is; -1: unknown. */
i64 file_room(const char *path);
/* 0 when it is not there. */
i64 file_size(const char *path);
/* Creates the folder (mode 0700) if it is not there.  E_DOWN. */
enum status file_folder(const char *path) MUST_CHECK;
bool file_exists(const char *path);
/* Takes the folder's lock file, so that there is never a second writer.
 * E_BUSY if another process holds it; the lock ends with the process. */
enum status file_lock(const char *folder, int *ret_fd) MUST_CHECK;

#endif
