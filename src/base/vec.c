/* vec.c — see vec.h. */
#include "base/vec.h"

#include <string.h>

void *vec_grow(struct arena *a, void *v, isize *cap, isize size, isize align)
{
	isize bigger = *cap ? *cap * 2 : 8;
	if (v && arena_extend(a, v, *cap * size, (bigger - *cap) * size)) {
		*cap = bigger;
		return v;
	}
	void *p = arena_alloc(a, size, align, bigger);
	if (*cap)
		memcpy(p, v, (size_t)(*cap * size));
	*cap = bigger;
	return p;
}
