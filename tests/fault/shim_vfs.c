/* shim_vfs.c — see shim_vfs.h.  Without xFetch, so that mmap stays off. */
#include "shim_vfs.h"

#include <stdlib.h>
#include <unistd.h>

struct shim {
	sqlite3_vfs base;
	sqlite3_vfs *real;
	const struct shim_hooks *hooks;
};

static struct shim_file *of(sqlite3_file *file)
{
	return (struct shim_file *)file;
}

static sqlite3_file *real(sqlite3_file *file)
{
	return of(file)->real;
}

static int shim_close(sqlite3_file *file)
{
	if (of(file)->log >= 0)
		close(of(file)->log);
	return real(file)->pMethods->xClose(real(file));
}

static int shim_read(sqlite3_file *file, void *p, int n, sqlite3_int64 at)
{
	struct shim_file *f = of(file);
	int rc = f->hooks && f->hooks->before_read ?
			 f->hooks->before_read(f) : SQLITE_OK;
	return rc ? rc : real(file)->pMethods->xRead(real(file), p, n, at);
}

static int shim_write(sqlite3_file *file, const void *p, int n,
		      sqlite3_int64 at)
{
	struct shim_file *f = of(file);
	int rc = f->hooks && f->hooks->before_write ?
			 f->hooks->before_write(f, p, n, at) : SQLITE_OK;
	return rc ? rc : real(file)->pMethods->xWrite(real(file), p, n, at);
}

static int shim_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	struct shim_file *f = of(file);
	int rc = f->hooks && f->hooks->before_truncate ?
			 f->hooks->before_truncate(f, size) : SQLITE_OK;
	return rc ? rc : real(file)->pMethods->xTruncate(real(file), size);
}

static int shim_sync(sqlite3_file *file, int flags)
{
	struct shim_file *f = of(file);
	int rc = f->hooks && f->hooks->before_sync ?
			 f->hooks->before_sync(f) : SQLITE_OK;
	if (rc == SQLITE_OK)
		rc = real(file)->pMethods->xSync(real(file), flags);
	if (rc == SQLITE_OK && f->hooks && f->hooks->after_sync)
		f->hooks->after_sync(f);
	return rc;
}

static int shim_size(sqlite3_file *file, sqlite3_int64 *size)
{
	return real(file)->pMethods->xFileSize(real(file), size);
}

static int shim_lock(sqlite3_file *file, int level)
{
	return real(file)->pMethods->xLock(real(file), level);
}

static int shim_unlock(sqlite3_file *file, int level)
{
	return real(file)->pMethods->xUnlock(real(file), level);
}

static int shim_reserved(sqlite3_file *file, int *out)
{
	return real(file)->pMethods->xCheckReservedLock(real(file), out);
}

static int shim_control(sqlite3_file *file, int op, void *arg)
{
	return real(file)->pMethods->xFileControl(real(file), op, arg);
}

static int shim_sector(sqlite3_file *file)
{
	return real(file)->pMethods->xSectorSize(real(file));
}

static int shim_device(sqlite3_file *file)
{
	return real(file)->pMethods->xDeviceCharacteristics(real(file));
}

static int shim_shm_map(sqlite3_file *file, int page, int size, int extend,
			void volatile **out)
{
	return real(file)->pMethods->xShmMap(real(file), page, size, extend,
					     out);
}

static int shim_shm_lock(sqlite3_file *file, int offset, int n, int flags)
{
	return real(file)->pMethods->xShmLock(real(file), offset, n, flags);
}

static void shim_shm_barrier(sqlite3_file *file)
{
	real(file)->pMethods->xShmBarrier(real(file));
}

static int shim_shm_unmap(sqlite3_file *file, int drop)
{
	return real(file)->pMethods->xShmUnmap(real(file), drop);
}

static const sqlite3_io_methods shim_methods = {
	.iVersion = 2,
	.xClose = shim_close,
	.xRead = shim_read,
	.xWrite = shim_write,
	.xTruncate = shim_truncate,
	.xSync = shim_sync,
	.xFileSize = shim_size,
	.xLock = shim_lock,
	.xUnlock = shim_unlock,
	.xCheckReservedLock = shim_reserved,
	.xFileControl = shim_control,
	.xSectorSize = shim_sector,
	.xDeviceCharacteristics = shim_device,
	.xShmMap = shim_shm_map,
	.xShmLock = shim_shm_lock,
	.xShmBarrier = shim_shm_barrier,
	.xShmUnmap = shim_shm_unmap,
};

static int shim_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file,
		     int flags, int *out)
{
	const struct shim *s = (const struct shim *)vfs;
	int watched = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL;
	int passing = SQLITE_OPEN_TEMP_DB | SQLITE_OPEN_TEMP_JOURNAL |
		      SQLITE_OPEN_TRANSIENT_DB | SQLITE_OPEN_SUBJOURNAL;
	struct shim_file *f = of(file);
	if (flags & passing && s->hooks->on_temporary)
		s->hooks->on_temporary();
	*f = (struct shim_file){
		.hooks = path && flags & watched ? s->hooks : NULL,
		.path = path,
		.log = -1,
		.real = (sqlite3_file *)(f + 1),
	};
	int rc = s->real->xOpen(s->real, path, f->real, flags, out);
	if (f->real->pMethods)
		f->base.pMethods = &shim_methods;
	return rc;
}

static int shim_delete(sqlite3_vfs *vfs, const char *path, int sync)
{
	const struct shim *s = (const struct shim *)vfs;
	int rc = s->real->xDelete(s->real, path, sync);
	if (rc == SQLITE_OK && s->hooks->after_delete)
		s->hooks->after_delete(path);
	return rc;
}

void shim_vfs_register(const char *name, const struct shim_hooks *hooks)
{
	/* Lives as long as the process; the real one's other functions do
	 * not look at the VFS they are called through. */
	static struct shim list[4];
	static int n;
	sqlite3_initialize();
	if (n == 4)
		abort();
	struct shim *s = &list[n++];
	s->real = sqlite3_vfs_find(NULL);
	s->hooks = hooks;
	s->base = *s->real;
	s->base.pNext = NULL;
	s->base.zName = name;
	s->base.szOsFile = (int)sizeof(struct shim_file) + s->real->szOsFile;
	s->base.xOpen = shim_open;
	s->base.xDelete = shim_delete;
	if (sqlite3_vfs_register(&s->base, 0) != SQLITE_OK)
		abort();
}
