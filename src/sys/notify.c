/* notify.c — see notify.h. */
#include "sys/notify.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/out.h"

enum { FIRST = 3 };	/* where the protocol puts the first descriptor */

int notify_socket(void)
{
	const char *pid = getenv("LISTEN_PID"), *n = getenv("LISTEN_FDS");
	/* Of another process: a parent's that nobody took out. */
	bool ours = pid && n && strtol(pid, NULL, 10) == (long)getpid();
	int found = !ours ? 0 : strcmp(n, "1") == 0 ? FIRST : -1;
	unsetenv("LISTEN_PID");
	unsetenv("LISTEN_FDS");
	unsetenv("LISTEN_FDNAMES");
	return found;
}

int notify_start_again(struct arena *a, char **argv, int socket)
{
	struct out o = out_open(a, 24);
	put(&o, (i64)getpid());
	const char *pid = str_cstr(a, out_str(&o));
	if (socket != FIRST && dup2(socket, FIRST) == FIRST) {
		close(socket);
		socket = FIRST;
	}
	if (socket == FIRST && fcntl(FIRST, F_SETFD, 0) == 0 &&
	    setenv("LISTEN_PID", pid, 1) == 0 &&
	    setenv("LISTEN_FDS", "1", 1) == 0)
		execvp(argv[0], argv);
	return socket;
}

void notify_ready(void)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	const char *where = getenv("NOTIFY_SOCKET");
	size_t n = where ? strlen(where) : 0;
	if (n == 0 || n >= sizeof at.sun_path)
		return;
	memcpy(at.sun_path, where, n);
	/* "@name" is the way to write a name that begins with NUL. */
	if (where[0] == '@')
		at.sun_path[0] = 0;
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return;
	isize told = sendto(fd, "READY=1", 7, MSG_NOSIGNAL,
			    (struct sockaddr *)&at,
			    (socklen_t)(offsetof(struct sockaddr_un, sun_path) +
					n));
	/* Who does not hear it does not wait for it. */
	(void)told;
	close(fd);
}
