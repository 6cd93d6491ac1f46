/*
 * vec.h — a growing array of one type, in an arena.
 *
 *	struct { struct note *v; isize n, cap; } notes = {0};
 *	*vec_push(a, &notes) = note;
 *
 * The old block is left to the arena when it moves, so pointers into a vec
 * die at the next push.
 */
#ifndef TB_VEC_H
#define TB_VEC_H

#include "base/arena.h"

#define vec_push(a, vec)                                                      \
	((vec)->n < (vec)->cap ?                                              \
		 (vec)->v + (vec)->n++ :                                      \
		 ((vec)->v = vec_grow((a), (vec)->v, &(vec)->cap,             \
				      sizeof(*(vec)->v),                      \
				      _Alignof(max_align_t)),                 \
		  (vec)->v + (vec)->n++))

void *vec_grow(struct arena *a, void *v, isize *cap, isize size, isize align);

#endif
