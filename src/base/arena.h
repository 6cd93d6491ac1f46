/*
 * arena.h — memory with a lifetime.
 *
 * An arena hands out zeroed memory that is all given back at once.  There are
 * three lifetimes in the program: `boot` (never freed), a request's arena
 * (hard limit), and scratch: a *marked* arena that is rewound to its mark.
 * Exhaustion never returns NULL: it longjmps to the owner's jump target, the
 * one longjmp in the program.  arena_defer() registers what must be closed
 * (descriptors, statements) when the arena is rewound past it or reset; the
 * calls run last-in first-out.  Freed space is poisoned for ASan.
 *
 * Not thread-safe: one arena belongs to one thread at a time.
 */
#ifndef TB_ARENA_H
#define TB_ARENA_H

#include <setjmp.h>

#include "base/str.h"

struct arena;

/* A fresh arena that may grow to `limit` bytes; NULL if memory is out. */
struct arena *arena_open(isize limit);
/* Runs the deferred calls and gives everything back. */
void arena_close(struct arena *a);
/* Runs the deferred calls; keeps the first block for the next request. */
void arena_reset(struct arena *a);
/* Where to jump when the limit is reached; NULL: abort() (boot, tests). */
void arena_on_full(struct arena *a, jmp_buf *target);
jmp_buf *arena_target(const struct arena *a);
/* size*count zeroed bytes, aligned; size*count == 0 is fine. */
void *arena_alloc(struct arena *a, isize size, isize align, isize count);
/* Grows the block at p in place if it is the newest; else NULL. */
bool arena_extend(struct arena *a, const void *p, isize old, isize more);
/* fn(arg) runs when the arena is rewound below here, reset or closed. */
void arena_defer(struct arena *a, void (*fn)(void *), void *arg);
isize arena_used(const struct arena *a);

/* A mark to rewind to; pass it by value. */
struct arena_mark {
	void *block;
	isize used, total;
	void *defers;
};
struct arena_mark arena_mark(struct arena *a);
void arena_rewind(struct arena *a, struct arena_mark m);

/* Tests only: the n-th allocation from now behaves as exhaustion (0: off).
 * Returns how many were still to come of the n before; 0: it was met. */
i64 arena_fail_after(struct arena *a, i64 n);

#define new(a, type, count)                                                   \
	((type *)arena_alloc((a), sizeof(type), _Alignof(type), (count)))

#endif
