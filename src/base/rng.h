/*
 * rng.h — repeatable numbers for the demo city and for tests.
 * Never for secrets: those come from sys_random().
 */
#ifndef TB_RNG_H
#define TB_RNG_H

#include "base/str.h"

struct rng {
	u64 state;
};

/* 64 random bits (splitmix64). */
u64 rng_next(struct rng *r);
/* 0 ≤ result < n; n > 0. */
i64 rng_below(struct rng *r, i64 n);

#endif
