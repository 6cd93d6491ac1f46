/* memory.c — see memory.h. */
#include "sys/memory.h"

#include <malloc.h>

void memory_keep(void)
{
	(void)mallopt(M_MMAP_THRESHOLD, 32 << 20);
	(void)mallopt(M_TRIM_THRESHOLD, 256 << 20);
	(void)mallopt(M_TOP_PAD, 1 << 20);
}
