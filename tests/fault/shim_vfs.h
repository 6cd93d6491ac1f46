/*
 * shim_vfs.h — a SQLite VFS that passes everything to the real one and asks
 * hooks on the way.  Tests only; vfs_fault.c, power_vfs.c and disk_vfs.c
 * stand on it.
 *
 * Hooks see the database and its log, never temporary or shared-memory files.
 */
#ifndef TB_SHIM_VFS_H
#define TB_SHIM_VFS_H

#include <sqlite3.h>

/* An open file as the hooks see it. */
struct shim_file {
	sqlite3_file base;
	const struct shim_hooks *hooks;	/* NULL: not ours to watch */
	const char *path;
	int log;		/* a descriptor for the hooks; -1 at first */
	sqlite3_file *real;
};

/* Each may be NULL; a result other than SQLITE_OK stands for the real call,
 * which then is not made. */
struct shim_hooks {
	int (*before_write)(struct shim_file *f, const void *p, int n,
			    sqlite3_int64 at);
	int (*before_truncate)(struct shim_file *f, sqlite3_int64 size);
	int (*before_sync)(struct shim_file *f);
	int (*before_read)(struct shim_file *f);
	void (*after_sync)(struct shim_file *f);
	void (*after_delete)(const char *path);
	void (*on_temporary)(void);	/* one of these is opened */
};

/* Registers it under `name`; once per name. */
void shim_vfs_register(const char *name, const struct shim_hooks *hooks);

#endif
