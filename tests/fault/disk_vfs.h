/*
 * disk_vfs.h — a disk that fails when another process says so.
 *
 * VFS "disk" is part of a test build of the server (-Dtest_clock=true), used
 * when TOMOBUNE_VFS_DISK names a file: a struct disk_order that both map.
 * While `code` is set, calls that match `files` and `calls` are counted; the
 * first `wait` of them pass, the next `times` fail with that result.
 */
#ifndef TB_DISK_VFS_H
#define TB_DISK_VFS_H

#include <stdatomic.h>
#include <stdint.h>

enum { DISK_DATABASE = 1, DISK_LOG = 2 };	/* files */
enum { DISK_WRITE = 1, DISK_SYNC = 2, DISK_TRUNCATE = 4, DISK_READ = 8 };

struct disk_order {
	_Atomic int64_t code;	/* SQLITE_FULL, SQLITE_IOERR_…; 0: all well */
	_Atomic int64_t files, calls, wait, times;
	_Atomic int64_t torn;	/* half of a failing write reaches the file */
	/* Written by the server: calls that failed, temporary files opened. */
	_Atomic int64_t hits, temporary;
};

/* Once per process, before SQLite opens a file with it; aborts when the file
 * of the order cannot be mapped. */
void disk_vfs_register(void);

#endif
