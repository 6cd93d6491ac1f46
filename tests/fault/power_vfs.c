/*
 * power_vfs.c — see power_vfs.h.  The record is in the page cache before the
 * write is, so a kill between the two does no harm.
 */
#include "power_vfs.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "power_log.h"
#include "shim_vfs.h"

enum { NAME = 4096 };

static void log_name(char name[NAME], const char *path)
{
	snprintf(name, NAME, "%s" POWER_LOG_TAIL, path);
}

static int log_of(struct shim_file *f)
{
	char name[NAME];
	if (f->log >= 0)
		return f->log;
	log_name(name, f->path);
	f->log = open(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	return f->log;
}

static int64_t min(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int64_t sectors_up(int64_t n)
{
	return (n + POWER_SECTOR - 1) / POWER_SECTOR * POWER_SECTOR;
}

/* Old bytes of [at, at + span), header in front, in one write(2). */
static int put_record(struct shim_file *f, struct power_record r)
{
	int64_t inside = r.at < r.size ? min(r.span, r.size - r.at) : 0;
	size_t total = sizeof r + (size_t)inside;
	char *p = malloc(total);
	r.n = inside;
	if (!p)
		return SQLITE_NOMEM;
	memcpy(p, &r, sizeof r);
	int rc = inside ? f->real->pMethods->xRead(f->real, p + sizeof r,
						   (int)inside, r.at) :
			  SQLITE_OK;
	if (rc == SQLITE_OK && write(log_of(f), p, total) != (ssize_t)total)
		rc = SQLITE_IOERR_WRITE;
	free(p);
	return rc;
}

static int on_write(struct shim_file *f, const void *p, int n,
		    sqlite3_int64 at)
{
	sqlite3_int64 size = 0;
	(void)p;
	int rc = f->real->pMethods->xFileSize(f->real, &size);
	if (rc != SQLITE_OK)
		return rc;
	int64_t first = at / POWER_SECTOR * POWER_SECTOR;
	return put_record(f, (struct power_record){
		.at = first, .span = sectors_up(at + n) - first, .size = size,
		.new_size = size > at + n ? size : at + n });
}

static int on_truncate(struct shim_file *f, sqlite3_int64 new_size)
{
	sqlite3_int64 size = 0;
	int rc = f->real->pMethods->xFileSize(f->real, &size);
	if (rc != SQLITE_OK || new_size >= size)
		return rc;
	int64_t first = new_size / POWER_SECTOR * POWER_SECTOR;
	return put_record(f, (struct power_record){
		.at = first, .span = sectors_up(size) - first, .size = size,
		.new_size = new_size });
}

static int on_sync(struct shim_file *f)
{
	(void)f;
	nanosleep(&(struct timespec){ 0, 1000000 }, NULL);
	return SQLITE_OK;
}

/* A failure leaves more in the log than is true: that only loses more. */
static void synced(struct shim_file *f)
{
	if (f->log >= 0 && ftruncate(f->log, 0))
		return;
}

/* The next file of this name has a past of its own. */
static void deleted(const char *path)
{
	char name[NAME];
	log_name(name, path);
	unlink(name);
}

void power_vfs_register(void)
{
	static const struct shim_hooks hooks = {
		.before_write = on_write,
		.before_truncate = on_truncate,
		.before_sync = on_sync,
		.after_sync = synced,
		.after_delete = deleted,
	};
	shim_vfs_register("power", &hooks);
}
