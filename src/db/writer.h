/*
 * writer.h — the one thread that writes to SQLite; private to this room.
 *
 * Jobs queued while a commit runs form the next *group*: one transaction,
 * a savepoint for each job.  See DESIGN.md and writer.c for what a savepoint
 * does not isolate.
 */
#ifndef TB_DB_WRITER_H
#define TB_DB_WRITER_H

#include "db/engine.h"

enum { WRITER_QUEUE = 1024 };

struct job;

struct writer {
	struct lite *lite;
	pthread_t thread;
	pthread_mutex_t lock;	/* of everything below */
	pthread_cond_t changed;	/* something for the writer to look at */
	struct job *queue, **queue_end;
	int queued;
	bool closing;
	/* Tests hold the gate to decide what stands in one group. */
	bool held;
	i64 patience_ms;	/* a job still queued by then is withdrawn */
	struct writer_count {
		i64 groups, jobs, alone, copies;
	} count;
	/* Pages in the log, and how many of them were when it was copied
	 * last; the writer thread's own. */
	int logged, copied;
};

enum status writer_open(const struct store_options *o, struct writer **ret,
			str *ret_why) MUST_CHECK;
/* store_write on SQLite. */
enum status writer_run(struct writer *w, struct arena *arena, db_job *job,
		       void *arg) MUST_CHECK;
/* Takes no new jobs, finishes the queued ones, ends the thread; a second
 * call does nothing. */
void writer_drain(struct writer *w);
void writer_close(struct writer *w);

/* Tests only. */
enum writer_gate { GATE_OPEN, GATE_SHUT };
void writer_hold(struct writer *w, enum writer_gate gate);
int writer_queued(struct writer *w);
struct writer_count writer_count(struct writer *w);

#endif
