/* rng.c — see rng.h. */
#include "base/rng.h"

u64 rng_next(struct rng *r)
{
	u64 z = r->state += 0x9e3779b97f4a7c15u;
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

i64 rng_below(struct rng *r, i64 n)
{
	return (i64)(rng_next(r) % (u64)n);
}
