/*
 * writer.c — group commit, and what to do when a group falls apart.
 *
 * A savepoint isolates a job from the others in its group as long as the
 * engine itself is well.  When a job meets a full disk, an I/O error or the
 * end of memory, SQLite may roll back the whole transaction, neighbours and
 * all; it then is in autocommit mode, which is looked at after each job.  A
 * failed COMMIT takes everyone down too.  In both cases nothing of the group
 * is kept, nobody was told anything yet, and each job is run again in a
 * transaction of its own: only the guilty one fails there.
 *
 * A job belongs to its waiter while queued (he may withdraw it), to the writer
 * while taken (it points into the waiter's stack and arena: he must stay), and
 * to the waiter again when done.
 */
#include "db/writer.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "sys/clock.h"

enum {
	IDLE_MS = 200,
	PATIENCE_MS = 10 * 1000,
	BULK_PATIENCE_MS = 24 * 3600 * 1000,	/* copying gigabytes back */
	COPY_PAGES = 1000,		/* 4 MB */
	WAL_PAGES_MAX = 64 * 1024 / 4	/* 64 MB */
};

enum job_state { JOB_QUEUED, JOB_TAKEN, JOB_DONE };

struct job {
	db_job *fn;
	void *arg;
	struct arena *arena;
	enum status result;
	_Atomic enum job_state state;	/* of the lock's until it is taken */
	sem_t done;
	struct job *next;
};

/* ---- one job ----------------------------------------------------------- */

/* Ends the job's savepoint as its result says. */
static enum status leave(struct lite *l, enum status result)
{
	if (result == OK)
		return lite_own(l, OWN_RELEASE);
	TRY(lite_own(l, OWN_BACK));
	return lite_own(l, OWN_RELEASE);
}

/* OK: the transaction goes on, with or without this job's work.  Otherwise
 * it is lost; job->result says what the job itself had to say. */
static enum status job_once(struct lite *l, struct job *job)
{
	job->result = E_DOWN;
	TRY(lite_own(l, OWN_SAVE));
	job->result = db_job_call(lite_db(l), job->arena, job->fn, job->arg);
	lite_close_rows(l);
	if (!lite_in_transaction(l))
		return E_DOWN;
	return leave(l, job->result);
}

/* A new row's id was taken: the job makes fresh ones when run again. */
static bool wants_another_run(struct lite *l, const struct job *job, int again)
{
	return job->result == E_CONFLICT && lite_db(l)->clash &&
	       again < DB_AGAIN;
}

static enum status job_run(struct lite *l, struct job *job)
{
	for (int again = 0;; again++) {
		TRY(job_once(l, job));
		if (!wants_another_run(l, job, again))
			return OK;
	}
}

/* ---- a group ----------------------------------------------------------- */

static enum status jobs_run(struct lite *l, struct job *group)
{
	TRY(lite_own(l, OWN_BEGIN));
	for (struct job *job = group; job; job = job->next)
		TRY(job_run(l, job));
	return lite_own(l, OWN_COMMIT);
}

/* OK: every result in the group is final, and durable where it is OK.
 * Otherwise nothing of them is in the database. */
static enum status jobs_try(struct lite *l, struct job *group)
{
	enum status st = jobs_run(l, group);
	/* COMMIT that fails may leave the transaction open. */
	if (st != OK)
		lite_rollback(l);
	return st;
}

/* A transaction of its own needs no savepoint, which keeps a copy of every
 * page that the job changes and walks along all of them after each of its
 * statements: a large job would take the square of its time. */
static enum status alone_once(struct lite *l, struct job *job)
{
	job->result = OK;
	TRY(lite_own(l, OWN_BEGIN));
	job->result = db_job_call(lite_db(l), job->arena, job->fn, job->arg);
	lite_close_rows(l);
	if (job->result != OK)
		return OK;
	return lite_in_transaction(l) ? lite_own(l, OWN_COMMIT) : E_DOWN;
}

static void job_alone(struct lite *l, struct job *job)
{
	for (int again = 0;; again++) {
		enum status st = alone_once(l, job);
		/* Also a COMMIT that failed may leave it open. */
		lite_rollback(l);
		if (st != OK && job->result == OK)
			job->result = st;
		if (!wants_another_run(l, job, again))
			return;
	}
}

static void group_refuse(struct job *group, enum status why)
{
	for (struct job *job = group; job; job = job->next)
		job->result = why;
}

/* How many jobs had to be run alone. */
static int group_run(struct lite *l, struct job *group)
{
	int alone = 0;
	if (group->next) {
		enum status st = jobs_try(l, group);
		/* Somebody else writes: each alone would wait for him, too. */
		if (st == E_BUSY)
			group_refuse(group, st);
		if (st == OK || st == E_BUSY)
			return 0;
	}
	for (struct job *job = group; job; job = job->next, alone++)
		job_alone(l, job);
	return alone;
}

/* ---- the thread ---------------------------------------------------------- */

static struct job *group_take(struct writer *w)
{
	struct job *group = w->queue;
	for (struct job *job = group; job; job = job->next)
		job->state = JOB_TAKEN;
	w->count.groups++;
	w->count.jobs += w->queued;
	w->queue = NULL;
	w->queue_end = &w->queue;
	w->queued = 0;
	return group;
}

static void group_wake(struct job *group)
{
	for (struct job *job = group, *next; job; job = next) {
		/* Once told, the job may be gone from its waiter's stack. */
		next = job->next;
		job->state = JOB_DONE;
		go_say(&job->done);
	}
}

/*
 * The log is copied back each time it has grown by 1,000 pages, and begun
 * anew when it has grown large; never waiting for a reader.  Copying after
 * each group would sync the log and the file once more for every commit: one
 * thread then writes 1,072 rows a second instead of 2,060.  What is not
 * copied is as safe as what is: COMMIT has synced the log.
 */
static bool log_keep_short(struct writer *w)
{
	int pages = lite_wal_pages(w->lite);
	/* Fewer than before: SQLite began the log anew by itself. */
	if (pages < w->logged)
		w->copied = 0;
	w->logged = pages;
	if (pages - w->copied < COPY_PAGES)
		return false;
	bool large = pages > WAL_PAGES_MAX;
	lite_checkpoint(w->lite, large ? COPY_RESTART : COPY_PASSIVE);
	w->copied = pages;
	return true;
}

/* Takes and drops the lock around the work. */
static void group_serve(struct writer *w)
{
	struct job *group = group_take(w);
	lock_drop(&w->lock);
	int alone = group_run(w->lite, group);
	lock_take(&w->lock);
	w->count.alone += alone;
	lock_drop(&w->lock);
	group_wake(group);
	bool copied = log_keep_short(w);
	lock_take(&w->lock);
	w->count.copies += copied;
}

static void *writer_main(void *arg)
{
	struct writer *w = arg;
	bool log_is_new = true;
	lock_take(&w->lock);
	for (;;) {
		if (w->queue && !w->held) {
			group_serve(w);
			log_is_new = false;
		} else if (w->closing) {
			break;
		} else if (log_is_new) {
			cond_wait(&w->changed, &w->lock);
		} else if (!cond_wait_ms(&w->changed, &w->lock, IDLE_MS)) {
			lock_drop(&w->lock);
			lite_checkpoint(w->lite, COPY_RESTART);
			w->copied = 0;
			lock_take(&w->lock);
			log_is_new = true;
		}
	}
	lock_drop(&w->lock);
	return NULL;
}

/* ---- the waiter ---------------------------------------------------------- */

static enum status job_queue(struct writer *w, struct job *job)
{
	/* A job that writes through the store would wait for itself. */
	if (pthread_equal(pthread_self(), w->thread))
		return E_BUG;
	if (w->closing)
		return E_DOWN;
	if (w->queued == WRITER_QUEUE)
		return E_LIMIT;
	*w->queue_end = job;
	w->queue_end = &job->next;
	w->queued++;
	cond_wake(&w->changed);
	return OK;
}

static void job_withdraw(struct writer *w, struct job *job)
{
	struct job **at = &w->queue;
	while (*at != job)
		at = &(*at)->next;
	*at = job->next;
	if (w->queue_end == &job->next)
		w->queue_end = at;
	w->queued--;
}

/* False: the writer has taken it, and will say when it is done. */
static bool try_withdraw(struct writer *w, struct job *job)
{
	lock_take(&w->lock);
	bool queued = job->state == JOB_QUEUED;
	if (queued)
		job_withdraw(w, job);
	lock_drop(&w->lock);
	return queued;
}

static enum status job_wait(struct writer *w, struct job *job)
{
	if (!go_wait_ms(&job->done, w->patience_ms)) {
		if (try_withdraw(w, job))
			return E_LIMIT;
		go_wait(&job->done);
	}
	return job->state == JOB_DONE ? job->result : E_BUG;
}

enum status writer_run(struct writer *w, struct arena *arena, db_job *fn,
		       void *arg)
{
	struct job job = { .fn = fn, .arg = arg, .arena = arena };
	go_open(&job.done);
	lock_take(&w->lock);
	enum status st = job_queue(w, &job);
	lock_drop(&w->lock);
	if (st == OK)
		st = job_wait(w, &job);
	go_close(&job.done);
	return st;
}

/* ---- opening and closing --------------------------------------------------- */

enum status writer_open(const struct store_options *o, struct writer **ret,
			str *ret_why)
{
	struct writer *w = calloc(1, sizeof *w);
	if (!w) {
		*ret_why = S("out of memory");
		return E_DOWN;
	}
	enum status st = lite_connect(o, LITE_WRITER, NULL, &w->lite,
				      ret_why);
	if (st != OK) {
		free(w);
		return st;
	}
	pthread_mutex_init(&w->lock, NULL);
	cond_open(&w->changed);
	w->queue_end = &w->queue;
	w->patience_ms = o->bulk ? BULK_PATIENCE_MS : PATIENCE_MS;
	thread_start(&w->thread, writer_main, w);
	*ret = w;
	return OK;
}

void writer_drain(struct writer *w)
{
	lock_take(&w->lock);
	bool again = w->closing;
	w->closing = true;
	w->held = false;
	cond_wake(&w->changed);
	lock_drop(&w->lock);
	if (!again)
		thread_join(w->thread);
}

void writer_close(struct writer *w)
{
	struct db *db = lite_db(w->lite);
	db->ops->drop(db);
	pthread_cond_destroy(&w->changed);
	pthread_mutex_destroy(&w->lock);
	free(w);
}

/* ---- tests ------------------------------------------------------------- */

void writer_hold(struct writer *w, enum writer_gate gate)
{
	lock_take(&w->lock);
	w->held = gate == GATE_SHUT;
	cond_wake(&w->changed);
	lock_drop(&w->lock);
}

int writer_queued(struct writer *w)
{
	lock_take(&w->lock);
	int n = w->queued;
	lock_drop(&w->lock);
	return n;
}

struct writer_count writer_count(struct writer *w)
{
	lock_take(&w->lock);
	struct writer_count c = w->count;
	lock_drop(&w->lock);
	return c;
}
