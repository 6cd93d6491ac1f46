/*
 * power_cut.c — see power_vfs.h: undo everything since the last sync, newest
 * first, remembering what was there; then do it again in order, each sector
 * only if the dice say so.  Since later writes to a sector are thrown for
 * anew, a sector may keep any of the versions it had.
 */
#include "power_vfs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/rng.h"
#include "power_log.h"

/* A file in memory, long enough for all it ever was. */
struct image {
	char *p;
	int64_t size, cap;
};

struct step {
	struct power_record r;
	char *old, *new;	/* r.n bytes; r.span bytes */
};

static int64_t sectors_up(int64_t n)
{
	return (n + POWER_SECTOR - 1) / POWER_SECTOR * POWER_SECTOR;
}

static void *need(size_t n)
{
	void *p = calloc(1, n ? n : 1);
	if (!p)
		abort();
	return p;
}

/* The whole file; size -1 when it is not there. */
static struct image load(const char *path, int64_t room)
{
	FILE *f = fopen(path, "rb");
	if (!f)
		return (struct image){ .size = -1 };
	fseek(f, 0, SEEK_END);
	struct image im = { .size = ftell(f) };
	im.cap = sectors_up(im.size > room ? im.size : room);
	im.p = need((size_t)im.cap);
	rewind(f);
	if (fread(im.p, 1, (size_t)im.size, f) != (size_t)im.size)
		abort();
	fclose(f);
	return im;
}

static int store(const char *path, const struct image *im)
{
	FILE *f = fopen(path, "wb");
	if (!f)
		return -1;
	size_t done = fwrite(im->p, 1, (size_t)im->size, f);
	return fclose(f) || done != (size_t)im->size ? -1 : 0;
}

/* Whole records only: the last may have been cut by the kill. */
static struct step *read_steps(const struct image *log, int *ret_n,
			       int64_t *ret_room)
{
	int cap = 1 + (int)(log->size / (int64_t)sizeof(struct power_record));
	struct step *steps = need(sizeof *steps * (size_t)cap);
	int n = 0;
	for (int64_t at = 0; at < log->size; n++) {
		struct step *s = &steps[n];
		if (log->size - at < (int64_t)sizeof s->r)
			break;
		memcpy(&s->r, log->p + at, sizeof s->r);
		at += (int64_t)sizeof s->r;
		if (log->size - at < s->r.n)
			break;
		int64_t end = s->r.size > s->r.new_size ? s->r.size :
							  s->r.new_size;
		s->old = log->p + at;
		at += s->r.n;
		*ret_room = end > *ret_room ? end : *ret_room;
	}
	*ret_n = n;
	return steps;
}

static void undo(struct image *im, struct step *s)
{
	char *at = im->p + s->r.at;
	s->new = need((size_t)s->r.span);
	memcpy(s->new, at, (size_t)s->r.span);
	memset(at, 0, (size_t)s->r.span);
	memcpy(at, s->old, (size_t)s->r.n);
	im->size = s->r.size;
}

/* How much of a loss: nothing, everything, or this many of 8 sectors. */
static int keep_of_8(struct rng *r)
{
	static const int odds[] = { 0, 0, 1, 4, 7, 8 };
	return odds[rng_below(r, 6)];
}

static void redo(struct image *im, const struct step *s, struct rng *r,
		 int keep, struct power_loss *loss)
{
	int touched = 0;
	bool shorter = s->r.new_size < s->r.size;
	for (int64_t i = 0; !shorter && i < s->r.span; i += POWER_SECTOR) {
		loss->sectors++;
		if (rng_below(r, 8) >= keep) {
			loss->lost++;
			continue;
		}
		memcpy(im->p + s->r.at + i, s->new + i, POWER_SECTOR);
		touched = 1;
	}
	/* A file is made shorter as a whole or not at all. */
	if (shorter && rng_below(r, 8) < keep) {
		memcpy(im->p + s->r.at, s->new, (size_t)s->r.span);
		touched = 1;
	}
	if (touched)
		im->size = s->r.new_size;
}

static int cut_file(const char *path, struct rng *r, struct power_loss *loss)
{
	char name[4096];
	int n = 0;
	int64_t room = 0;
	snprintf(name, sizeof name, "%s" POWER_LOG_TAIL, path);
	struct image log = load(name, 0);
	if (log.size <= 0) {
		free(log.p);
		return 0;
	}
	struct step *steps = read_steps(&log, &n, &room);
	struct image im = load(path, room);
	if (im.size < 0) {
		fprintf(stderr, "%s: has a log, but is gone\n", path);
		abort();
	}
	for (int i = n; i-- > 0;)
		undo(&im, &steps[i]);
	int keep = keep_of_8(r);
	for (int i = 0; i < n; i++) {
		redo(&im, &steps[i], r, keep, loss);
		free(steps[i].new);
	}
	int bad = store(path, &im);
	free(im.p);
	free(log.p);
	free(steps);
	return bad ? bad : unlink(name);
}

int power_cut(const char *db, unsigned long long seed, struct power_loss *ret)
{
	char name[4096];
	struct rng r = { seed };
	*ret = (struct power_loss){ 0, 0 };
	int bad = cut_file(db, &r, ret);
	snprintf(name, sizeof name, "%s-wal", db);
	bad |= cut_file(name, &r, ret);
	snprintf(name, sizeof name, "%s-shm", db);
	unlink(name);
	return bad;
}
