/*
 * file.c — see file.h.  A replaced file is durable only when the folder
 * that names it was synced too.
 */
#include "sys/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { CHUNK = 64 * 1024 };

static enum status read_all(struct arena *a, int fd, isize limit, str *ret)
{
	isize cap = limit < CHUNK ? limit + 1 : CHUNK, n = 0;
	char *p = new(a, char, cap);
	for (;;) {
		ssize_t got = read(fd, p + n, (size_t)(cap - n));
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return E_DOWN;
		if (got == 0)
			break;
		n += got;
		if (n > limit)
			return E_TOO_LARGE;
		if (n < cap)
			continue;
		char *wider = new(a, char, cap * 2);
		p = memcpy(wider, p, (size_t)n);
		cap *= 2;
	}
	*ret = (str){ p, n };
	return OK;
}

static void close_fd(void *fd)
{
	int *open_fd = fd;
	if (*open_fd >= 0)
		close(*open_fd);
	*open_fd = -1;
}

enum status file_read(struct arena *a, const char *path, isize limit, str *ret)
{
	int *fd = new(a, int, 1);
	*fd = open(path, O_RDONLY | O_CLOEXEC);
	if (*fd < 0)
		return errno == ENOENT ? E_NOT_FOUND : E_DOWN;
	/* Deferred too, because reading may run out of arena and jump. */
	arena_defer(a, close_fd, fd);
	enum status got = read_all(a, *fd, limit, ret);
	close_fd(fd);
	return got;
}

static bool write_all(int fd, str bytes)
{
	while (bytes.n > 0) {
		ssize_t put = write(fd, bytes.p, (size_t)bytes.n);
		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return false;
		bytes = str_sub(bytes, put, bytes.n);
	}
	return true;
}

/* Writes, syncs and closes in every case. */
static bool write_and_close(int fd, str bytes)
{
	bool good = write_all(fd, bytes) && fsync(fd) == 0;
	return close(fd) == 0 && good;
}

static bool sync_folder_of(struct arena *a, const char *path)
{
	char *folder = str_cstr(a, str_of(path));
	char *slash = strrchr(folder, '/');
	if (slash)
		slash[slash == folder] = 0;
	int fd = open(slash ? folder : ".",
		      O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return fd >= 0 && write_and_close(fd, (str){ 0 });
}

enum status file_replace(struct arena *a, const char *path, str bytes,
			 int mode)
{
	char *beside = str_cstr(a, str_cat(a, str_of(path), S(".new")));
	int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
	if (fd < 0)
		return E_DOWN;
	if (!write_and_close(fd, bytes) || rename(beside, path)) {
		unlink(beside);
		return E_DOWN;
	}
	return sync_folder_of(a, path) ? OK : E_DOWN;
}

/* Half a line would be taken for the beginning of the next one. */
enum status file_append(const char *path, str bytes, int mode)
{
	struct stat s;
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, mode);
	if (fd < 0)
		return E_DOWN;
	bool sized = fstat(fd, &s) == 0;
	bool good = sized && write_all(fd, bytes) && fsync(fd) == 0;
	if (sized && !good && ftruncate(fd, s.st_size) == 0)
		(void)fsync(fd);
	return close(fd) == 0 && good ? OK : E_DOWN;
}

/* ---- lines ----------------------------------------------------------------- */

struct file_lines {
	int fd;
	i64 left;	/* bytes of the file that were not read yet */
	isize at, n;	/* what stands in `part` and was not given out */
	char part[CHUNK];
};

enum status file_lines_open(struct arena *a, const char *path,
			    struct file_lines **ret)
{
	struct stat s;
	struct file_lines *l = new(a, struct file_lines, 1);
	l->fd = open(path, O_RDONLY | O_CLOEXEC);
	if (l->fd < 0)
		return errno == ENOENT ? E_NOT_FOUND : E_DOWN;
	arena_defer(a, close_fd, &l->fd);
	if (fstat(l->fd, &s) != 0)
		return E_DOWN;
	l->left = s.st_size;
	*ret = l;
	return OK;
}

/* Moves what is left to the front and fills up behind it.  A file that has
 * become shorter ends where it ends now. */
static enum status lines_fill(struct file_lines *l)
{
	memmove(l->part, l->part + l->at, (size_t)(l->n - l->at));
	l->n -= l->at;
	l->at = 0;
	isize room = CHUNK - l->n;
	isize want = l->left < room ? (isize)l->left : room;
	ssize_t got = want ? read(l->fd, l->part + l->n, (size_t)want) : 0;
	if (got < 0)
		return errno == EINTR ? OK : E_DOWN;
	l->left = got ? l->left - got : 0;
	l->n += got;
	return OK;
}

enum status file_lines_next(struct file_lines *l, str *ret)
{
	for (;;) {
		str rest = { l->part + l->at, l->n - l->at };
		const char *end = rest.n ?
			memchr(rest.p, '\n', (size_t)rest.n) : NULL;
		if (end) {
			*ret = (str){ rest.p, end - rest.p };
			l->at += ret->n + 1;
			return OK;
		}
		if (!l->left)
			return rest.n ? E_INVALID : E_NOT_FOUND;
		if (rest.n == CHUNK)
			return E_INVALID;
		TRY(lines_fill(l));
	}
}

void file_lines_close(struct file_lines *l)
{
	close_fd(&l->fd);
}

/* ---- large files --------------------------------------------------------- */

/* Reads to the end, through the digest; to `out` too unless it is -1. */
static bool pass_through(int in, int out, struct file_mark *ret)
{
	static _Thread_local char part[256 * 1024];
	struct crypt_digest d;
	ssize_t got;
	bool good = true;
	ret->size = 0;
	crypt_digest_open(&d);
	while (good && (got = read(in, part, sizeof part)) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		good = got > 0 && (out < 0 ||
				   write_all(out, (str){ part, got }));
		if (good)
			crypt_digest_add(&d, (str){ part, got });
		ret->size += got;
	}
	crypt_digest_close(&d, ret->sha256);
	return good;
}

enum status file_copy(const char *from, const char *to, struct file_mark *ret)
{
	int in = open(from, O_RDONLY | O_CLOEXEC);
	if (in < 0)
		return errno == ENOENT ? E_NOT_FOUND : E_DOWN;
	int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (out < 0) {
		enum status st = errno == EEXIST ? E_CONFLICT : E_DOWN;
		close(in);
		return st;
	}
	struct file_mark mark;
	bool good = pass_through(in, out, &mark);
	close(in);
	good = write_and_close(out, (str){ 0 }) && good;
	if (good)
		*ret = mark;
	return good ? OK : E_DOWN;
}

enum status file_read_back(const char *path, struct file_mark *ret)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT ? E_NOT_FOUND : E_DOWN;
	struct file_mark mark;
	/* A backup on a medium that is read-only now needs no sync. */
	bool good = fsync(fd) == 0 || errno == EROFS || errno == EINVAL;
	(void)posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
	good = good && pass_through(fd, -1, &mark);
	close(fd);
	if (good)
		*ret = mark;
	return good ? OK : E_DOWN;
}

bool file_same(const struct file_mark *a, const struct file_mark *b)
{
	return a->size == b->size &&
	       memcmp(a->sha256, b->sha256, CRYPT_HASH) == 0;
}

i64 file_size(const char *path)
{
	struct stat s;
	return stat(path, &s) == 0 ? (i64)s.st_size : 0;
}

/* ---- folders ------------------------------------------------------------- */

enum status file_sync_folder(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return fd >= 0 && write_and_close(fd, (str){ 0 }) ? OK : E_DOWN;
}

bool file_folder_empty(const char *path)
{
	DIR *d = opendir(path);
	bool empty = d != NULL;
	for (struct dirent *e; empty && (e = readdir(d));)
		empty = strcmp(e->d_name, ".") == 0 ||
			strcmp(e->d_name, "..") == 0;
	if (d)
		closedir(d);
	return empty;
}

i64 file_room(const char *path)
{
	struct statvfs s;
	return statvfs(path, &s) == 0 ? (i64)s.f_bavail * (i64)s.f_frsize : -1;
}

enum status file_folder(const char *path)
{
	struct stat s;
	if (mkdir(path, 0700) == 0)
		return OK;
	if (errno == EEXIST && stat(path, &s) == 0 && S_ISDIR(s.st_mode))
		return OK;
	return E_DOWN;
}

bool file_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

enum status file_lock(const char *folder, int *ret_fd)
{
	int at = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (at < 0)
		return E_DOWN;
	int fd = openat(at, "lock", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	close(at);
	if (fd < 0)
		return E_DOWN;
	/* Of the open file, not of the process (and flock(2) is declared in
	 * a <sys/file.h> that our own hides). */
	struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	if (fcntl(fd, F_OFD_SETLK, &whole) == 0) {
		*ret_fd = fd;
		return OK;
	}
	enum status why = errno == EAGAIN || errno == EACCES ? E_BUSY : E_DOWN;
	close(fd);
	return why;
}
