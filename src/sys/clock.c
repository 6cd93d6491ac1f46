/*
 * clock.c — see clock.h.  The control file of a test build is looked at on
 * every call; a stat() costs a test nothing and needs no thread.
 */
#include "sys/clock.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/random.h>
#include <time.h>

static stamp real_now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_REALTIME, &t);
	return (stamp){ t.tv_sec * (i64)1000 + t.tv_nsec / 1000000 };
}

static void real_random(void *p, isize n)
{
	char *at = p;
	while (n > 0) {
		ssize_t got = getrandom(at, (size_t)n, 0);
		if (got < 0 && errno == EINTR)
			continue;
		/* Going on without randomness would hand out keys that can
		 * be guessed. */
		if (got <= 0)
			abort();
		at += got;
		n -= got;
	}
}

#ifdef TB_TEST_CLOCK

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/rng.h"
#include "sys/thread.h"

static struct {
	pthread_mutex_t lock;
	struct timespec changed;
	ino_t file;	/* mtime alone stands still for a few milliseconds */
	i64 ms;
	u64 seed;
	bool pretended;		/* sys_pretend rules, no file */
	struct rng rng;
} control = { .lock = PTHREAD_MUTEX_INITIALIZER };

/* Keeps the run of numbers when only the time was moved. */
static void control_read(const char *path)
{
	long long ms;
	unsigned long long seed;
	FILE *f = fopen(path, "re");
	if (!f)
		abort();
	int got = fscanf(f, "%lld %llu", &ms, &seed);
	fclose(f);
	if (got != 2)
		abort();
	control.ms = ms;
	if (control.seed != seed || !control.changed.tv_sec)
		control.rng.state = seed;
	control.seed = seed;
}

/* Takes the lock and returns true when a control file rules. */
static bool control_take(void)
{
	const char *path = getenv("TOMOBUNE_CLOCK");
	struct stat s;
	lock_take(&control.lock);
	if (control.pretended)
		return true;
	if (!path) {
		lock_drop(&control.lock);
		return false;
	}
	if (stat(path, &s))
		abort();
	if (s.st_ino != control.file ||
	    memcmp(&s.st_mtim, &control.changed, sizeof s.st_mtim) != 0)
		control_read(path);
	control.changed = s.st_mtim;
	control.file = s.st_ino;
	return true;
}

void sys_pretend(stamp now, u64 seed)
{
	lock_take(&control.lock);
	control.pretended = now.ms != 0;
	control.ms = now.ms;
	control.rng.state = seed;
	/* The file, should it rule again, is new. */
	control.changed = (struct timespec){ 0 };
	control.file = 0;
	lock_drop(&control.lock);
}

stamp sys_now(void)
{
	if (!control_take())
		return real_now();
	stamp now = { control.ms };
	lock_drop(&control.lock);
	return now;
}

void sys_random(void *p, isize n)
{
	if (!control_take()) {
		real_random(p, n);
		return;
	}
	for (char *at = p; n > 0; n -= 8, at += 8) {
		u64 bits = rng_next(&control.rng);
		memcpy(at, &bits, (size_t)(n < 8 ? n : 8));
	}
	lock_drop(&control.lock);
}

#else

stamp sys_now(void)
{
	return real_now();
}

void sys_random(void *p, isize n)
{
	real_random(p, n);
}

#endif

day sys_today(void)
{
	return stamp_day(sys_now());
}

i64 sys_ticks(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * (i64)1000000000 + t.tv_nsec;
}
