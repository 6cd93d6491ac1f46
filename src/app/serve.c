/*
 * serve.c — the server, and how it begins anew without anybody noticing.
 *
 * SIGTERM and SIGINT end it.  SIGUSR2 makes room for a new program: no further
 * connection is accepted, what was accepted is answered, the store is closed
 * and its lock given back; then the process becomes argv[0] again, with the
 * listening socket still open in its hand.  Who connects meanwhile waits in
 * the socket.  A service manager that holds the socket does the same from
 * outside (conf/tomobune.socket): ends one process and starts the next.
 */
#include <signal.h>

#include "app/boot.h"
#include "app/cli.h"
#include "sys/log.h"
#include "sys/memory.h"
#include "sys/notify.h"

/* The one before may have requests to read (10 s) and to answer (10 s). */
enum { LOCK_WAIT_MS = 25 * 1000 };

/* ---- signals ----------------------------------------------------------- */

static struct listener *_Atomic serving;
static volatile sig_atomic_t ending;

static void on_stop(int sig)
{
	(void)sig;
	struct listener *l = serving;
	ending = 1;
	if (l)
		listener_stop(l);
}

static void on_again(int sig)
{
	(void)sig;
	struct listener *l = serving;
	if (l)
		listener_leave(l);
}

static void catch_signals(void)
{
	struct sigaction stop = { .sa_handler = on_stop };
	struct sigaction again = { .sa_handler = on_again };
	struct sigaction ignore = { .sa_handler = SIG_IGN };
	sigaction(SIGTERM, &stop, NULL);
	sigaction(SIGINT, &stop, NULL);
	sigaction(SIGUSR2, &again, NULL);
	sigaction(SIGPIPE, &ignore, NULL);
}

/* A blocked signal waits, across the exec too.  While the server opens, only
 * SIGUSR2 waits; between two programs both kinds do. */
static void hold(int how, int a, int b, int c)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, a);
	sigaddset(&set, b);
	sigaddset(&set, c);
	pthread_sigmask(how, &set, NULL);
}

static void hold_again(void)
{
	hold(SIG_BLOCK, SIGUSR2, SIGUSR2, SIGUSR2);
	hold(SIG_UNBLOCK, SIGTERM, SIGINT, SIGINT);
}

/* ---- serving ----------------------------------------------------------- */

static enum status run(struct cli *c, struct app *app, int *socket)
{
	struct listener_options lo = {
		.path = c->socket,
		.inherited = *socket,
		.mode = 0660,
		.group = c->group,
		.workers = app->workers,
		.queue = 1024,
		.request_limit = 288 * 1024,
		.file_limit = 5400 * 1024,
		.arena_limit = (isize)64 << 20,
		.read_timeout_ms = 10000,
		.answer = app_answer,
		.refuse = app_refuse,
		.ctx = app,
		.hub = app->hub,
	};
	struct listener *l;
	memory_keep();
	if (listener_open(&lo, &l) != OK) {
		cli_say(2, S("ソケットを開けません。置き場所を確かめてください。"));
		return E_DOWN;
	}
	serving = l;
	if (ending)
		listener_stop(l);
	hold(SIG_UNBLOCK, SIGUSR2, SIGUSR2, SIGUSR2);
	log_line(LOG_INFO, "serving with %d workers", app->workers);
	notify_ready();
	listener_run(l);
	hold(SIG_BLOCK, SIGUSR2, SIGTERM, SIGINT);
	serving = NULL;
	*socket = listener_release(l);
	listener_close(l);
	return OK;
}

/* OK: ended as asked; *socket is what a successor goes on with, or -1. */
static enum status serve_once(struct cli *c, int *socket)
{
	struct boot_options o = { .data = c->data,
				  .pg = c->pg,
				  .web = c->web,
				  .workers = cli_number(c->workers, 0),
				  .lock_wait_ms = LOCK_WAIT_MS };
	struct app *app;
	str why = S("わからない理由で始められません。");
	enum status st = app_open(&o, &app, &why);
	if (st != OK) {
		cli_say(2, why);
		return st;
	}
	catch_signals();
	st = run(c, app, socket);
	app_close(app);
	return st;
}

int cli_serve(struct cli *c)
{
	int socket = notify_socket();
	hold_again();
	if (!c->data || socket < 0 || (!c->socket && !socket)) {
		cli_say(2, S("--data と --socket を指定してください。"));
		return 2;
	}
	for (;;) {
		if (serve_once(c, &socket) != OK)
			return 1;
		if (socket < 0)
			return 0;
		log_line(LOG_INFO, "beginning anew");
		socket = notify_start_again(c->arena, c->argv, socket);
		cli_say(2, S("新しいプログラムを始められません。"
			     "いままでのプログラムで続けます。"));
		hold_again();
	}
}
