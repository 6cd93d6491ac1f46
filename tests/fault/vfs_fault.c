/* vfs_fault.c — see vfs_fault.h. */
#include "vfs_fault.h"

#include <stdatomic.h>
#include <string.h>

#include "shim_vfs.h"

static atomic_int main_file, sync_next;

static int has(const void *p, int n, const char *mark)
{
	return memmem(p, (size_t)n, mark, strlen(mark)) != NULL;
}

static int is_log(const struct shim_file *f)
{
	size_t n = strlen(f->path);
	return n > 4 && strcmp(f->path + n - 4, "-wal") == 0;
}

static int on_write(struct shim_file *f, const void *p, int n,
		    sqlite3_int64 at)
{
	(void)at;
	if (!is_log(f))
		return main_file ? SQLITE_FULL : SQLITE_OK;
	if (has(p, n, FAULT_FULL))
		return SQLITE_FULL;
	if (has(p, n, FAULT_IO))
		return SQLITE_IOERR_WRITE;
	if (has(p, n, FAULT_SYNC))
		sync_next = 1;
	return SQLITE_OK;
}

static int on_sync(struct shim_file *f)
{
	if (is_log(f) && atomic_exchange(&sync_next, 0))
		return SQLITE_IOERR_FSYNC;
	return SQLITE_OK;
}

static const struct shim_hooks hooks = {
	.before_write = on_write,
	.before_sync = on_sync,
};

/* ---- memory -------------------------------------------------------------- */

static sqlite3_mem_methods real;
static _Thread_local int left, failed;

static int fails(void)
{
	if (!left)
		return 0;
	if (left > 1) {
		left--;
		return 0;
	}
	failed++;
	return 1;
}

static void *fault_malloc(int n)
{
	return fails() ? NULL : real.xMalloc(n);
}

static void *fault_realloc(void *p, int n)
{
	return fails() ? NULL : real.xRealloc(p, n);
}

void fault_start(void)
{
	sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real);
	sqlite3_mem_methods wrapped = real;
	wrapped.xMalloc = fault_malloc;
	wrapped.xRealloc = fault_realloc;
	sqlite3_config(SQLITE_CONFIG_MALLOC, &wrapped);
	shim_vfs_register("fault", &hooks);
}

void fault_main_file(int on)
{
	main_file = on;
}

int fault_memory(int n)
{
	int since = failed;
	left = n;
	failed = 0;
	return since;
}
