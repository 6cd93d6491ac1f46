/*
 * vfs_fault.h — a disk that fails when a certain word is written, and a
 * memory that ends when told.
 *
 * VFS "fault": a write to the log fails when its bytes contain one of the
 * marks, so that a job decides by its own data which commit is hit.
 */
#ifndef TB_VFS_FAULT_H
#define TB_VFS_FAULT_H

#define FAULT_FULL "<<disk full>>"
#define FAULT_IO "<<write error>>"
#define FAULT_SYNC "<<sync error>>"	/* the sync after the write fails */

/* Registers the VFS and the memory; call before SQLite is first used. */
void fault_start(void);
/* All writes to the database file itself fail (checkpoints), or not. */
void fault_main_file(int on);
/* In this thread, the n-th allocation of SQLite from now fails, and all after
 * it; 0: none.  Returns how many allocations failed since it was set. */
int fault_memory(int n);

#endif
