/*
 * thread.c — see thread.h.  Timed waits run on the monotonic clock, so that
 * a corrected wall clock does not stretch them.
 */
#include "sys/thread.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

static void must(int error)
{
	if (error)
		abort();
}

void thread_start(pthread_t *ret, void *(*fn)(void *), void *arg)
{
	must(pthread_create(ret, NULL, fn, arg));
}

void thread_join(pthread_t t)
{
	must(pthread_join(t, NULL));
}

void lock_take(pthread_mutex_t *m)
{
	must(pthread_mutex_lock(m));
}

void lock_drop(pthread_mutex_t *m)
{
	must(pthread_mutex_unlock(m));
}

void cond_wait(pthread_cond_t *c, pthread_mutex_t *m)
{
	must(pthread_cond_wait(c, m));
}

static struct timespec in_ms(i64 ms)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	i64 ns = t.tv_nsec + ms % 1000 * 1000000;
	t.tv_sec += ms / 1000 + ns / 1000000000;
	t.tv_nsec = ns % 1000000000;
	return t;
}

bool cond_wait_ms(pthread_cond_t *c, pthread_mutex_t *m, i64 ms)
{
	struct timespec t = in_ms(ms);
	int error = pthread_cond_timedwait(c, m, &t);
	if (error == ETIMEDOUT)
		return false;
	must(error);
	return true;
}

void cond_open(pthread_cond_t *c)
{
	pthread_condattr_t a;
	must(pthread_condattr_init(&a));
	must(pthread_condattr_setclock(&a, CLOCK_MONOTONIC));
	must(pthread_cond_init(c, &a));
	must(pthread_condattr_destroy(&a));
}

void cond_wake(pthread_cond_t *c)
{
	must(pthread_cond_signal(c));
}

void cond_wake_all(pthread_cond_t *c)
{
	must(pthread_cond_broadcast(c));
}

void go_open(sem_t *s)
{
	must(sem_init(s, 0, 0));
}

void go_close(sem_t *s)
{
	must(sem_destroy(s));
}

void go_say(sem_t *s)
{
	must(sem_post(s));
}

void go_wait(sem_t *s)
{
	while (sem_wait(s) != 0)
		must(errno != EINTR);
}

bool go_wait_ms(sem_t *s, i64 ms)
{
	struct timespec t = in_ms(ms);
	while (sem_clockwait(s, CLOCK_MONOTONIC, &t) != 0) {
		if (errno == ETIMEDOUT)
			return false;
		must(errno != EINTR);
	}
	return true;
}
