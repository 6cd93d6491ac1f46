/* disk_vfs.c — see disk_vfs.h. */
#include "disk_vfs.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "shim_vfs.h"

static struct disk_order *order;

static int file_of(const struct shim_file *f)
{
	size_t n = strlen(f->path);
	return n > 4 && strcmp(f->path + n - 4, "-wal") == 0 ? DISK_LOG :
							       DISK_DATABASE;
}

/* The result that stands for this call; SQLITE_OK: let it through. */
static int meet(const struct shim_file *f, int call)
{
	int code = (int)order->code;
	if (!code || !(order->files & file_of(f)) || !(order->calls & call))
		return SQLITE_OK;
	if (atomic_fetch_sub(&order->wait, 1) > 0)
		return SQLITE_OK;
	if (atomic_fetch_sub(&order->times, 1) <= 0)
		return SQLITE_OK;
	order->hits++;
	return code;
}

static int on_write(struct shim_file *f, const void *p, int n,
		    sqlite3_int64 at)
{
	int rc = meet(f, DISK_WRITE);
	if (rc && order->torn)
		(void)f->real->pMethods->xWrite(f->real, p, n / 2, at);
	return rc;
}

static int on_truncate(struct shim_file *f, sqlite3_int64 size)
{
	(void)size;
	return meet(f, DISK_TRUNCATE);
}

static int on_sync(struct shim_file *f)
{
	return meet(f, DISK_SYNC);
}

static int on_read(struct shim_file *f)
{
	return meet(f, DISK_READ);
}

static void on_temporary(void)
{
	order->temporary++;
}

void disk_vfs_register(void)
{
	static const struct shim_hooks hooks = {
		.before_write = on_write,
		.before_truncate = on_truncate,
		.before_sync = on_sync,
		.before_read = on_read,
		.on_temporary = on_temporary,
	};
	const char *path = getenv("TOMOBUNE_VFS_DISK");
	int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
	void *p = MAP_FAILED;
	if (fd >= 0)
		p = mmap(NULL, sizeof *order, PROT_READ | PROT_WRITE,
			 MAP_SHARED, fd, 0);
	if (p == MAP_FAILED)
		abort();
	close(fd);
	order = p;
	shim_vfs_register("disk", &hooks);
}
