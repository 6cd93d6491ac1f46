/*
 * listener.h — the door: a unix socket, W blocking workers, lanes.
 *
 * nginx buffers both ways, so a worker is a plain loop: accept, read, answer,
 * write, close.  listen(4096); more than `queue` accepted connections waiting
 * for a worker get a 503 with Retry-After from the acceptor.  The socket gets
 * `mode` and `group` (nginx must be able to open it).
 */
#ifndef TB_SCGI_LISTENER_H
#define TB_SCGI_LISTENER_H

#include "scgi/request.h"
#include "scgi/response.h"

struct hub;

/* Fills the answer from the arena.  Runs on a worker thread; `worker` is
 * 0..workers-1.  When it sets ret_hub->key, the connection is handed to the
 * hub after the answer was written (a HEAD is never handed on). */
struct hub_ticket;
typedef void scgi_answer(void *ctx, int worker, struct arena *a,
			 const struct request *rq, struct response *ret,
			 struct hub_ticket *ret_hub);
/* The answer for a request that could not be parsed (E_INVALID,
 * E_TOO_LARGE), or whose arena ran full (E_LIMIT).  Worker thread. */
typedef void scgi_refuse(void *ctx, struct arena *a, enum status why,
			 struct response *ret);

struct listener_options {
	const char *path;	/* of the socket; an old one is replaced */
	int inherited;		/* a socket that listens already; 0: made at path.
				 * Without a path its file is somebody else's. */
	int mode;		/* e.g. 0660 */
	const char *group;	/* NULL: leave */
	int workers;		/* default 16 */
	int queue;		/* default 256 */
	isize request_limit;	/* bytes, default 64 KiB + headers */
	isize file_limit;	/* of one that brings a file; default none */
	isize arena_limit;	/* default 64 MiB */
	int read_timeout_ms;	/* default 10,000; for the whole request */
	scgi_answer *answer;
	scgi_refuse *refuse;
	void *ctx;
	struct hub *hub;	/* NULL: no event streams */
};

struct listener;
/* E_DOWN when the socket cannot be made, or the inherited descriptor is no
 * listening unix socket. */
enum status listener_open(const struct listener_options *o,
			  struct listener **ret) MUST_CHECK;
/* Serves until one of the next two, from another thread or a signal handler;
 * what has been accepted by then is answered before it returns. */
void listener_run(struct listener *l);
/* Ends for good: takes the file at `path` away, and first answers those who
 * found it.  Without a path, who waits at the socket is left to whoever holds
 * it open besides us. */
void listener_stop(struct listener *l);		/* async-signal-safe */
/* Ends for a successor, who finds in the socket those not accepted yet. */
void listener_leave(struct listener *l);	/* async-signal-safe */
/* After the run, once: the socket, still listening; the caller's from now on.
 * -1 when it was a stop that ended it, or one came too. */
int listener_release(struct listener *l);
void listener_close(struct listener *l);

/* Lanes: of the workers at most `width` do one slow kind of work at a time;
 * the rest of that kind get E_LIMIT. */
struct lane {
	int width;
	_Atomic int taken;
};
enum status lane_enter(struct lane *l) MUST_CHECK;
void lane_leave(struct lane *l);

#endif
