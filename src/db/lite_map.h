/*
 * lite_map.h — SQLite's file in memory, one mapping for all readers of a store;
 * private to this room.
 *
 * A read of a page is a call of the kernel otherwise, and a list looks at some
 * seven hundred.  SQLite's own mapping would end at 2 GB, stand once for each
 * reader, and be given back at every commit (the file may have grown), so that each
 * page is brought in anew.  This one stays: on Linux a shared mapping shows what
 * is written to the file, and is valid as far as the file grows.
 *
 * A disk that cannot be read ends the process then (SIGBUS) where it was a page
 * that failed; it is started anew.
 */
#ifndef TB_DB_LITE_MAP_H
#define TB_DB_LITE_MAP_H

#include <sqlite3.h>

struct lite_map;

/* The connection looks at its file through *map, which is made for the first
 * of them.  Without effect where SQLite cannot map files, and on one that is
 * still empty.  A result code of SQLite. */
int lite_map_look(struct lite_map **map, sqlite3 *h);
/* After its readers were closed.  NULL is allowed. */
void lite_map_close(struct lite_map *map);

#endif
