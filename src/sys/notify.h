/*
 * notify.h — what a service manager and a program say to each other: the
 * protocol of systemd, in the environment and one datagram, without its
 * library.  The program speaks it with its own successor too.
 */
#ifndef TB_SYS_NOTIFY_H
#define TB_SYS_NOTIFY_H

#include "base/arena.h"

/* The listening socket this process was started with (LISTEN_PID, LISTEN_FDS),
 * 0 when with none; -1: with more than one.  The environment forgets it. */
int notify_socket(void);
/* Becomes the program argv[0] anew, which finds `socket` by notify_socket.
 * Comes back only when it cannot be started; `socket` is then the descriptor
 * that is returned, open as before. */
int notify_start_again(struct arena *a, char **argv, int socket);
/* "READY=1" to NOTIFY_SOCKET, if there is one to be told. */
void notify_ready(void);

#endif
