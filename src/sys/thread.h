/*
 * thread.h — pthreads with their failures turned into abort(): a lock that
 * cannot be taken is a bug, not a case.
 */
#ifndef TB_SYS_THREAD_H
#define TB_SYS_THREAD_H

#include <pthread.h>

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

#endif
