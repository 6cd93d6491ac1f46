/*
 * lite_map.c — see lite_map.h.
 *
 * Three methods of the file are ours: xFetch gives a page in the mapping,
 * xUnfetch has nothing to give back, xRead copies from it.  They find the
 * mapping by the methods themselves, which are its first member.
 */
#include "db/lite_map.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "sys/thread.h"

enum { PAGE = 4096 };

/* Addresses, not memory: far behind the end of any file we expect; what lies
 * behind it is read as everywhere else. */
static const i64 LENGTH = (i64)64 << 30;

struct lite_map {
	sqlite3_io_methods methods;		/* what SQLite calls */
	const sqlite3_io_methods *given;	/* those of the system's VFS */
	char *base;
	_Atomic i64 size;	/* the file has at least so many bytes */
};

static struct lite_map *map_of(sqlite3_file *f)
{
	return (struct lite_map *)(void *)(uintptr_t)f->pMethods;
}

/* A database never becomes shorter: nothing here calls vacuum. */
static bool reaches(struct lite_map *m, sqlite3_file *f, i64 end)
{
	sqlite3_int64 size = 0;
	if (end <= m->size)
		return true;
	if (end > LENGTH || m->given->xFileSize(f, &size) != SQLITE_OK)
		return false;
	m->size = size < LENGTH ? size : LENGTH;
	return end <= m->size;
}

static int fetch(sqlite3_file *f, sqlite3_int64 offset, int n, void **ret)
{
	struct lite_map *m = map_of(f);
	*ret = reaches(m, f, offset + n) ? m->base + offset : NULL;
	return SQLITE_OK;
}

static int unfetch(sqlite3_file *f, sqlite3_int64 offset, void *page)
{
	(void)f;
	(void)offset;
	(void)page;
	return SQLITE_OK;
}

static int copy(sqlite3_file *f, void *to, int n, sqlite3_int64 offset)
{
	struct lite_map *m = map_of(f);
	if (!reaches(m, f, offset + n))
		return m->given->xRead(f, to, n, offset);
	memcpy(to, m->base + offset, (size_t)n);
	return SQLITE_OK;
}

/* From SQLite's own mapping, whose descriptor nobody else may open and close:
 * that would drop the locks of the whole process. */
static char *map_again(sqlite3_file *f)
{
	const sqlite3_io_methods *m = f->pMethods;
	void *page = NULL, *base = MAP_FAILED;
	if (m->xFetch(f, 0, PAGE, &page) != SQLITE_OK || !page)
		return NULL;
	/* Of no bytes: a second mapping of the same file. */
	base = mremap(page, 0, (size_t)LENGTH, MREMAP_MAYMOVE);
	m->xUnfetch(f, 0, page);
	m->xUnfetch(f, 0, NULL);
	return base == MAP_FAILED ? NULL : base;
}

static struct lite_map *map_make(sqlite3_file *f)
{
	char *base = map_again(f);
	struct lite_map *m = base ? malloc(sizeof *m) : NULL;
	if (!m) {
		if (base)
			munmap(base, (size_t)LENGTH);
		return NULL;
	}
	*m = (struct lite_map){ .methods = *f->pMethods,
				.given = f->pMethods,
				.base = base };
	m->methods.xFetch = fetch;
	m->methods.xUnfetch = unfetch;
	m->methods.xRead = copy;
	return m;
}

int lite_map_look(struct lite_map **map, sqlite3 *h)
{
	static pthread_mutex_t making = PTHREAD_MUTEX_INITIALIZER;
	sqlite3_file *f = NULL;
	int rc = sqlite3_file_control(h, "main", SQLITE_FCNTL_FILE_POINTER,
				      &f);
	if (rc != SQLITE_OK || !f || !f->pMethods || f->pMethods->iVersion < 3)
		return SQLITE_OK;
	/* Pages are asked for by xFetch from now on. */
	rc = sqlite3_exec(h, "pragma mmap_size = 0x7fff0000", NULL, NULL, NULL);
	if (rc != SQLITE_OK)
		return rc;
	lock_take(&making);
	if (!*map)
		*map = map_make(f);
	if (*map && (*map)->given == f->pMethods)
		f->pMethods = &(*map)->methods;
	lock_drop(&making);
	return SQLITE_OK;
}

void lite_map_close(struct lite_map *m)
{
	if (!m)
		return;
	munmap(m->base, (size_t)LENGTH);
	free(m);
}
