/*
 * pg_wait.h — waiting for PostgreSQL, but not for ever; private to this room.
 *
 * The time-outs of a session are counted by the server.  One that is stopped,
 * or cut off without a word, counts nothing: a worker that waits for it would
 * be lost until somebody restarts us.
 */
#ifndef TB_DB_PG_WAIT_H
#define TB_DB_PG_WAIT_H

#include <libpq-fe.h>

#include "base/str.h"

/*
 * What PQexec would return for what was just sent (`sent`: the result of
 * PQsendQuery and its like), if it comes within `ms`; NULL with *ret_late
 * when not: the connection then is good for nothing any more.  The connection
 * is nonblocking.
 */
PGresult *pg_wait(PGconn *c, int sent, i64 ms, bool *ret_late);

#endif
