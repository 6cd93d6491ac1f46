/*
 * id.c — see id.h.  Within one millisecond the random part goes on from the
 * last one by small random steps, so that one process clashes with itself
 * never, and with another seldom; order says nothing, ids leave the house
 * only encrypted.
 */
#include "db/id.h"

#include "base/rng.h"
#include "sys/clock.h"
#include "sys/thread.h"

enum { CHANCE_BITS = 22, STEP_MAX = 8 };

static const i64 epoch_2020 = 1577836800000;

static struct {
	pthread_mutex_t lock;
	i64 ms;
	u32 chance;
	struct rng *seeded;	/* id_pretend */
	stamp at;
} last = { .lock = PTHREAD_MUTEX_INITIALIZER };

void id_pretend(stamp at, struct rng *chance)
{
	lock_take(&last.lock);
	last.seeded = chance;
	last.at = at;
	lock_drop(&last.lock);
}

i64 id_new(void)
{
	u32 r;
	lock_take(&last.lock);
	if (last.seeded)
		r = (u32)rng_next(last.seeded);
	else
		sys_random(&r, sizeof r);
	i64 ms = (last.seeded ? last.at : sys_now()).ms - epoch_2020;
	last.chance = ms == last.ms ? last.chance + 1 + r % STEP_MAX : r;
	last.chance &= (1u << CHANCE_BITS) - 1;
	last.ms = ms;
	i64 id = ms << CHANCE_BITS | last.chance;
	lock_drop(&last.lock);
	return id;
}
