/*
 * power_vfs.h — a disk whose unsynced writes can be lost afterwards.
 *
 * VFS "power" writes to the real files, so that everything reads what was
 * written, and notes beside each file, in FILE.unsynced, what stood there
 * before: an undo log that is emptied by each successful sync.  After
 * kill -9, power_cut() makes of it what a disk may hold when the power went
 * at that moment: everything synced, and of the unsynced sectors some, in any
 * mixture.  A sync takes a millisecond longer than the real one, as on a
 * disk; else tmpfs would leave no time in which to lose anything.
 *
 * A server built with -Dtest_clock=true uses it when TOMOBUNE_VFS_POWER is in
 * its environment: "full", or "normal" for synchronous=NORMAL, which must be
 * caught losing rows.
 */
#ifndef TB_POWER_VFS_H
#define TB_POWER_VFS_H

/* Once per process, before SQLite opens a file with it. */
void power_vfs_register(void);

struct power_loss {
	long sectors, lost;	/* touched since their last sync; not kept */
};

/* Cuts the power under a database nobody has open: rewrites DB and DB-wal
 * and removes DB-shm.  The same seed gives the same loss.  0, or -1 when a
 * file could not be read or written. */
int power_cut(const char *db, unsigned long long seed,
	      struct power_loss *ret);

#endif
