/*
 * arena.c — a list of malloc'ed blocks, the newest first.  Blocks grow by
 * doubling so that a page of 60 KB needs two or three of them.
 */
#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define HAVE_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAVE_ASAN 1
#endif
#endif
#ifdef HAVE_ASAN
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#endif

enum { FIRST_BLOCK = 32 * 1024 };

struct block {
	struct block *older;
	isize size, used;
	_Alignas(16) char mem[];
};

struct defer {
	struct defer *older;
	void (*fn)(void *);
	void *arg;
};

struct arena {
	struct block *top;
	struct defer *defers;
	jmp_buf *target;
	isize limit, total;	/* bytes allowed, bytes in blocks */
	i64 fail_after;
};

static struct block *block_open(isize size, struct block *older)
{
	struct block *b = malloc(sizeof *b + (size_t)size);
	if (!b)
		return NULL;
	*b = (struct block){ .older = older, .size = size };
	ASAN_POISON_MEMORY_REGION(b->mem, (size_t)size);
	return b;
}

static void block_close(struct block *b)
{
	ASAN_UNPOISON_MEMORY_REGION(b->mem, (size_t)b->size);
	free(b);
}

struct arena *arena_open(isize limit)
{
	struct arena *a = calloc(1, sizeof *a);
	if (!a)
		return NULL;
	isize first = limit < FIRST_BLOCK ? limit : FIRST_BLOCK;
	a->limit = limit;
	a->top = block_open(first, NULL);
	a->total = first;
	if (!a->top) {
		free(a);
		return NULL;
	}
	return a;
}

void arena_close(struct arena *a)
{
	if (!a)
		return;
	arena_reset(a);
	block_close(a->top);
	free(a);
}

void arena_reset(struct arena *a)
{
	struct block *first = a->top;
	while (first->older)
		first = first->older;
	arena_rewind(a, (struct arena_mark){ .block = first,
					     .total = first->size });
}

void arena_on_full(struct arena *a, jmp_buf *target)
{
	a->target = target;
}

jmp_buf *arena_target(const struct arena *a)
{
	return a->target;
}

static _Noreturn void full(struct arena *a)
{
	if (!a->target)
		abort();
	longjmp(*a->target, 1);
}

static void add_block(struct arena *a, isize need)
{
	isize size = a->top->size * 2;
	if (size > a->limit - a->total)
		size = a->limit - a->total;
	if (size < need)
		size = need;
	if (size > a->limit - a->total)
		full(a);
	struct block *b = block_open(size, a->top);
	if (!b)
		full(a);
	a->top = b;
	a->total += size;
}

static isize padding(const struct block *b, isize align)
{
	return -(isize)(uintptr_t)(b->mem + b->used) & (align - 1);
}

void *arena_alloc(struct arena *a, isize size, isize align, isize count)
{
	if (a->fail_after && --a->fail_after == 0)
		full(a);
	if (size < 0 || count < 0 || (size && count > a->limit / size))
		full(a);
	isize need = size * count;
	struct block *b = a->top;
	if (need > b->size - b->used - padding(b, align)) {
		add_block(a, need + align);
		b = a->top;
	}
	char *p = b->mem + b->used + padding(b, align);
	b->used = p + need - b->mem;
	ASAN_UNPOISON_MEMORY_REGION(p, (size_t)need);
	return need ? memset(p, 0, (size_t)need) : p;
}

bool arena_extend(struct arena *a, const void *p, isize old, isize more)
{
	struct block *b = a->top;
	if ((const char *)p + old != b->mem + b->used ||
	    more > b->size - b->used)
		return false;
	ASAN_UNPOISON_MEMORY_REGION(b->mem + b->used, (size_t)more);
	memset(b->mem + b->used, 0, (size_t)more);
	b->used += more;
	return true;
}

void arena_defer(struct arena *a, void (*fn)(void *), void *arg)
{
	struct defer *d = new(a, struct defer, 1);
	*d = (struct defer){ a->defers, fn, arg };
	a->defers = d;
}

isize arena_used(const struct arena *a)
{
	isize n = 0;
	for (struct block *b = a->top; b; b = b->older)
		n += b->used;
	return n;
}

struct arena_mark arena_mark(struct arena *a)
{
	return (struct arena_mark){ a->top, a->top->used, a->total,
				    a->defers };
}

void arena_rewind(struct arena *a, struct arena_mark m)
{
	while (a->defers != m.defers) {
		struct defer *d = a->defers;
		a->defers = d->older;
		d->fn(d->arg);
	}
	while (a->top != m.block) {
		struct block *b = a->top;
		a->top = b->older;
		a->total -= b->size;
		block_close(b);
	}
	a->top->used = m.used;
	ASAN_POISON_MEMORY_REGION(a->top->mem + m.used,
				  (size_t)(a->top->size - m.used));
}

i64 arena_fail_after(struct arena *a, i64 n)
{
	i64 left = a->fail_after;
	a->fail_after = n;
	return left;
}
