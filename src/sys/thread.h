/*
 * thread.h — pthreads with their failures turned into abort(): a lock that
 * cannot be taken is a bug, not a case.
 */
#ifndef TB_SYS_THREAD_H
#define TB_SYS_THREAD_H

#include <pthread.h>
#include <semaphore.h>

#include "base/str.h"

void thread_start(pthread_t *ret, void *(*fn)(void *), void *arg);
void thread_join(pthread_t t);
void lock_take(pthread_mutex_t *m);
void lock_drop(pthread_mutex_t *m);
void cond_wait(pthread_cond_t *c, pthread_mutex_t *m);
/* False when `ms` milliseconds passed first.  Initialise c with cond_open. */
bool cond_wait_ms(pthread_cond_t *c, pthread_mutex_t *m, i64 ms);
void cond_open(pthread_cond_t *c);
void cond_wake(pthread_cond_t *c);
void cond_wake_all(pthread_cond_t *c);

/* Each time it is said, one waiter goes on, now or when he comes; he is woken
 * without a lock that the waker still holds.  Where several wait for one thing
 * each, they wait here: a condition's wake can be lost among several waiters
 * (glibc before 2.41, its bug 25847).  The waiter may free it as soon as he was
 * told.  What was written before is read after it through an atomic or a lock
 * of the caller's: the checker of races does not know the timed wait. */
void go_open(sem_t *s);
void go_close(sem_t *s);
void go_say(sem_t *s);
void go_wait(sem_t *s);
/* False when `ms` milliseconds passed first. */
bool go_wait_ms(sem_t *s, i64 ms);

#endif
