/* wire.c — see wire.h.  Blocking is always poll() with what time is left. */
#include "scgi/wire.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

#include "scgi/request.h"
#include "sys/clock.h"

/* nginx may still be sending a whole file when it is refused. */
enum { FIRST_READ = 8 * 1024, DRAIN_MAX = 8 << 20 };

static i64 deadline_in(int ms)
{
	return sys_ticks() + (i64)ms * 1000000;
}

/* Whether the descriptor became ready before the deadline. */
static bool wait_for(int fd, short events, i64 deadline)
{
	for (;;) {
		i64 left = (deadline - sys_ticks() + 999999) / 1000000;
		struct pollfd p = { .fd = fd, .events = events };
		int n = poll(&p, 1, left > 0 ? (int)left : 0);
		if (n > 0)
			return true;
		if (n == 0 || errno != EINTR)
			return false;
	}
}

/* Bytes read, 0 at the end; -1: too late or broken. */
static isize read_some(int fd, char *p, isize room, i64 deadline)
{
	for (;;) {
		isize n = recv(fd, p, (size_t)room, MSG_DONTWAIT);
		if (n >= 0)
			return n;
		if (errno != EINTR &&
		    (errno != EAGAIN || !wait_for(fd, POLLIN, deadline)))
			return -1;
	}
}

/* A buffer of `cap` bytes with the n > 0 that were read so far. */
static char *move(struct arena *a, const char *p, isize n, isize cap)
{
	return memcpy(new(a, char, cap), p, (size_t)n);
}

enum status wire_read(struct arena *a, int fd, isize limit, isize files,
		      int ms, str *ret)
{
	i64 deadline = deadline_in(ms);
	isize n = 0, cap = FIRST_READ, size = 0;
	char *p = new(a, char, cap);
	while (size == 0 || n < size) {
		if (n == cap) {
			/* The size is known once the head is here. */
			cap = size ? size : cap * 2;
			p = move(a, p, n, cap);
		}
		isize got = read_some(fd, p + n, cap - n, deadline);
		if (got <= 0)
			return E_DOWN;
		n += got;
		if (size == 0)
			TRY(request_size((str){ p, n }, &size));
		if (size > limit &&
		    (size > files || !request_brings_file((str){ p, n })))
			return E_TOO_LARGE;
	}
	*ret = (str){ p, n };
	return OK;
}

enum status wire_write(int fd, str bytes, int ms)
{
	i64 deadline = deadline_in(ms);
	while (bytes.n) {
		isize n = send(fd, bytes.p, (size_t)bytes.n,
			       MSG_DONTWAIT | MSG_NOSIGNAL);
		if (n >= 0)
			bytes = str_sub(bytes, n, bytes.n);
		else if (errno != EINTR &&
			 (errno != EAGAIN || !wait_for(fd, POLLOUT, deadline)))
			return E_DOWN;
	}
	return OK;
}

void wire_finish(int fd, int ms)
{
	char waste[4096];
	i64 deadline = deadline_in(ms);
	shutdown(fd, SHUT_WR);
	for (isize all = 0; all < DRAIN_MAX;) {
		isize n = read_some(fd, waste, COUNT(waste), deadline);
		if (n <= 0)
			return;
		all += n;
	}
}
