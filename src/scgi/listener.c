/*
 * listener.c — see listener.h.
 *
 * One acceptor (the caller of listener_run) puts descriptors into a ring; W
 * workers take them out.  A worker owns its arena and its connection, so the
 * ring's lock is the only one.
 */
#include "scgi/listener.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "scgi/hub.h"
#include "scgi/wire.h"
#include "sys/thread.h"

enum {
	BACKLOG = 4096,
	REFUSE_MS = 100,	/* the acceptor's patience with one caller */
	FINISH_MS = 5000,	/* nginx has the whole body and sends it at once */
};

struct worker {
	struct listener *l;
	int nth;
	int fd;			/* -1: given away or closed */
	struct arena *arena;
	pthread_t thread;
};

struct listener {
	struct listener_options o;
	char *path;
	int fd, stop;		/* the socket; an eventfd */
	_Atomic bool ending;	/* for good: no successor */
	struct arena *boot;
	str overload, broken;	/* answers that need nothing any more */
	struct worker *workers;
	sem_t more;		/* one for each caller; at last, for each worker */
	pthread_mutex_t lock;	/* guards all below */
	int *ring;
	int first, waiting;
};

/* ---- a worker ---------------------------------------------------------- */

static void send_answer(struct worker *w, const struct response *r, bool head)
{
	struct out o = out_open(w->arena, r->body.n + 1024);
	response_write(&o, r, head);
	/* When the peer has gone there is nobody to tell. */
	enum status st = wire_write(w->fd, out_str(&o),
				    w->l->o.read_timeout_ms);
	(void)st;
}

static void hand_to_hub(struct worker *w, const struct response *r,
			const struct hub_ticket *t)
{
	struct out o = out_open(w->arena, r->body.n + 1024);
	response_write_open(&o, r);
	if (wire_write(w->fd, out_str(&o), w->l->o.read_timeout_ms) != OK)
		return;
	hub_adopt(w->l->o.hub, w->fd, t);
	w->fd = -1;
}

static void refuse(struct worker *w, enum status why)
{
	struct response r = { 0 };
	w->l->o.refuse(w->l->o.ctx, w->arena, why, &r);
	send_answer(w, &r, false);
	wire_finish(w->fd, FINISH_MS);
}

static void answer(struct worker *w)
{
	const struct listener_options *o = &w->l->o;
	struct request rq;
	struct response r = { 0 };
	struct hub_ticket ticket = { 0 };
	str bytes;
	enum status st = wire_read(w->arena, w->fd, o->request_limit,
				   o->file_limit, o->read_timeout_ms, &bytes);
	if (st == E_DOWN)
		return;
	if (st == OK)
		st = request_parse(w->arena, bytes, &rq);
	if (st != OK) {
		refuse(w, st);
		return;
	}
	o->answer(o->ctx, w->nth, w->arena, &rq, &r, &ticket);
	if (ticket.key && o->hub && rq.method != HEAD)
		hand_to_hub(w, &r, &ticket);
	else
		send_answer(w, &r, rq.method == HEAD);
}

/* Not even the refusal found room: bytes that need none. */
static void give_up(struct worker *w)
{
	if (wire_write(w->fd, w->l->broken, REFUSE_MS) == OK)
		wire_finish(w->fd, REFUSE_MS);
}

static void serve_refusal(struct worker *w)
{
	jmp_buf full;
	/* Closes what the request had open, before anything else is tried. */
	arena_reset(w->arena);
	if (setjmp(full)) {
		give_up(w);
		return;
	}
	arena_on_full(w->arena, &full);
	refuse(w, E_LIMIT);
}

/* Bytes are sent only when the whole answer stands, so a jump never cuts one
 * in the middle. */
static void serve(struct worker *w)
{
	jmp_buf full;
	if (setjmp(full) == 0) {
		arena_on_full(w->arena, &full);
		answer(w);
	} else {
		serve_refusal(w);
	}
	arena_on_full(w->arena, NULL);
	arena_reset(w->arena);
	if (w->fd >= 0)
		close(w->fd);
	w->fd = -1;
}

/* The next connection, or -1 when there will be none. */
static int take(struct listener *l)
{
	int fd = -1;
	go_wait(&l->more);
	lock_take(&l->lock);
	if (l->waiting) {
		fd = l->ring[l->first];
		l->first = (l->first + 1) % l->o.queue;
		l->waiting--;
	}
	lock_drop(&l->lock);
	return fd;
}

static void *worker_run(void *arg)
{
	struct worker *w = arg;
	while ((w->fd = take(w->l)) >= 0)
		serve(w);
	return NULL;
}

/* ---- the acceptor ------------------------------------------------------ */

static bool offer(struct listener *l, int fd)
{
	bool taken = false;
	lock_take(&l->lock);
	if (l->waiting < l->o.queue) {
		l->ring[(l->first + l->waiting++) % l->o.queue] = fd;
		taken = true;
	}
	lock_drop(&l->lock);
	if (taken)
		go_say(&l->more);
	return taken;
}

/* nginx writes its request at once; read it away, or it takes our hanging up
 * for a failure (502) and never reads the 503. */
static void turn_away(const struct listener *l, int fd)
{
	char waste[4096];
	struct pollfd p = { .fd = fd, .events = POLLIN };
	if (poll(&p, 1, REFUSE_MS) > 0) {
		while (recv(fd, waste, sizeof waste, MSG_DONTWAIT) > 0)
			;
	}
	if (wire_write(fd, l->overload, REFUSE_MS) == OK)
		shutdown(fd, SHUT_WR);
	close(fd);
}

/* Takes in one caller; false when nobody waits. */
static bool accept_one(struct listener *l)
{
	int fd = accept4(l->fd, NULL, NULL, SOCK_CLOEXEC);
	if (fd >= 0) {
		if (!offer(l, fd))
			turn_away(l, fd);
		return true;
	}
	int why = errno;
	/* Out of descriptors: workers will give some back. */
	if (why == EMFILE || why == ENFILE || why == ENOMEM || why == ENOBUFS)
		poll(NULL, 0, 20);
	return why == EINTR || why == ECONNABORTED;
}

static void accept_until_stopped(struct listener *l)
{
	struct pollfd p[] = {
		{ .fd = l->fd, .events = POLLIN },
		{ .fd = l->stop, .events = POLLIN },
	};
	for (;;) {
		int n = poll(p, COUNT(p), -1);
		if (n < 0 && errno != EINTR)
			abort();
		if (n > 0 && p[1].revents)
			return;
		if (n > 0 && p[0].revents)
			accept_one(l);
	}
}

static void start_workers(struct listener *l)
{
	for (int i = 0; i < l->o.workers; i++) {
		struct worker *w = l->workers + i;
		thread_start(&w->thread, worker_run, w);
	}
}

static void stop_workers(struct listener *l)
{
	for (int i = 0; i < l->o.workers; i++)
		go_say(&l->more);
	for (int i = 0; i < l->o.workers; i++)
		thread_join(l->workers[i].thread);
}

/* No new caller finds the door; those before it are let in.  A door that is
 * not ours stays: who waits there would never come to an end. */
static void take_door_away(struct listener *l)
{
	if (!l->path)
		return;
	unlink(l->path);
	while (accept_one(l))
		;
}

void listener_run(struct listener *l)
{
	start_workers(l);
	accept_until_stopped(l);
	if (l->ending)
		take_door_away(l);
	stop_workers(l);
}

/* The stop may have come while the last ones were answered. */
int listener_release(struct listener *l)
{
	int fd = l->fd;
	l->fd = -1;
	if (!l->ending)
		return fd;
	if (l->path)
		unlink(l->path);
	close(fd);
	return -1;
}

static void end_accepting(struct listener *l)
{
	u64 one = 1;
	int before = errno;
	/* Fails only when it is already set beyond counting. */
	isize n = write(l->stop, &one, sizeof one);
	(void)n;
	errno = before;
}

void listener_stop(struct listener *l)
{
	l->ending = true;
	end_accepting(l);
}

void listener_leave(struct listener *l)
{
	end_accepting(l);
}

/* ---- opening and closing ------------------------------------------------ */

static enum status find_group(const char *name, gid_t *ret)
{
	char buf[4096];
	struct group g, *found = NULL;
	if (getgrnam_r(name, &g, buf, sizeof buf, &found) != 0 || !found)
		return E_DOWN;
	*ret = found->gr_gid;
	return OK;
}

/* The mode is given before anybody can connect: nothing listens yet. */
static enum status bind_socket(struct listener *l)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	gid_t group = (gid_t)-1;
	if (strlen(l->path) >= sizeof at.sun_path)
		return E_DOWN;
	memcpy(at.sun_path, l->path, strlen(l->path));
	if (l->o.group)
		TRY(find_group(l->o.group, &group));
	unlink(l->path);
	if (fchmod(l->fd, 0600) != 0 ||
	    bind(l->fd, (struct sockaddr *)&at, sizeof at) != 0 ||
	    (l->o.group && chown(l->path, (uid_t)-1, group) != 0) ||
	    chmod(l->path, (mode_t)l->o.mode) != 0 ||
	    listen(l->fd, BACKLOG) != 0)
		return E_DOWN;
	return OK;
}

/* What a service manager or the program before us made: only looked at. */
static enum status take_socket(struct listener *l)
{
	int domain = 0, listens = 0;
	socklen_t n = sizeof domain, m = sizeof listens;
	l->fd = l->o.inherited;
	if (getsockopt(l->fd, SOL_SOCKET, SO_DOMAIN, &domain, &n) != 0 ||
	    getsockopt(l->fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &m) != 0 ||
	    domain != AF_UNIX || !listens ||
	    fcntl(l->fd, F_SETFD, FD_CLOEXEC) != 0 ||
	    fcntl(l->fd, F_SETFL, O_NONBLOCK) != 0)
		return E_DOWN;
	return OK;
}

static enum status make_socket(struct listener *l)
{
	l->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	return l->fd >= 0 && l->path ? bind_socket(l) : E_DOWN;
}

#define PAGE(title, what)                                                     \
	"<!DOCTYPE html>\n<html lang=\"ja\">\n"                               \
	"<meta charset=\"utf-8\">\n"                                         \
	"<title>" title " — 伴舟</title>\n<h1>" title "。</h1>\n"             \
	"<p>これまでに記録したものは残っています。</p>\n<p>" what "</p>\n"

static str constant_answer(struct arena *boot, int status, str page)
{
	struct response r = { .status = status, .body = page };
	struct out o = out_open(boot, page.n + 400);
	response_header(&r, S("Content-Type"), S("text/html; charset=utf-8"));
	response_header(&r, S("Content-Security-Policy"),
			S("default-src 'none'; frame-ancestors 'none'"));
	response_header(&r, S("X-Content-Type-Options"), S("nosniff"));
	response_header(&r, S("Cache-Control"), S("no-store"));
	response_header(&r, S("Referrer-Policy"), S("no-referrer"));
	response_header(&r, S("Cross-Origin-Resource-Policy"),
			S("same-origin"));
	if (status == 503)
		response_header(&r, S("Retry-After"), S("5"));
	response_write(&o, &r, false);
	return out_str(&o);
}

static void write_constants(struct listener *l)
{
	l->overload = constant_answer(l->boot, 503, S(PAGE(
		"いま、混み合っています", "1分ほど待って、前の画面に戻り、"
		"もう一度お試しください。")));
	l->broken = constant_answer(l->boot, 500, S(PAGE(
		"画面を作れませんでした",
		"前の画面に戻り、もう一度お試しください。")));
}

static void set_defaults(struct listener_options *o)
{
	if (!o->mode)
		o->mode = 0660;
	if (o->workers <= 0)
		o->workers = 16;
	if (o->queue <= 0)
		o->queue = 256;
	if (!o->request_limit)
		o->request_limit = 64 * 1024 + REQUEST_HEAD_MAX;
	if (!o->arena_limit)
		o->arena_limit = (isize)64 << 20;
	if (!o->read_timeout_ms)
		o->read_timeout_ms = 10000;
}

static enum status open_parts(struct listener *l)
{
	l->boot = arena_open(16 * 1024);
	l->path = l->o.path ? strdup(l->o.path) : NULL;
	l->ring = calloc((size_t)l->o.queue, sizeof *l->ring);
	l->workers = calloc((size_t)l->o.workers, sizeof *l->workers);
	l->stop = eventfd(0, EFD_CLOEXEC);
	if (!l->boot || (l->o.path && !l->path) || !l->ring || !l->workers ||
	    l->stop < 0)
		return E_DOWN;
	write_constants(l);
	for (int i = 0; i < l->o.workers; i++) {
		struct arena *a = arena_open(l->o.arena_limit);
		if (!a)
			return E_DOWN;
		l->workers[i] = (struct worker){ .l = l, .nth = i, .fd = -1,
						 .arena = a };
	}
	return l->o.inherited ? take_socket(l) : make_socket(l);
}

enum status listener_open(const struct listener_options *o,
			  struct listener **ret)
{
	struct listener *l = calloc(1, sizeof *l);
	if (!l)
		return E_DOWN;
	l->o = *o;
	set_defaults(&l->o);
	l->fd = l->stop = -1;
	pthread_mutex_init(&l->lock, NULL);
	go_open(&l->more);
	enum status st = open_parts(l);
	if (st != OK) {
		listener_close(l);
		return st;
	}
	*ret = l;
	return OK;
}

void listener_close(struct listener *l)
{
	if (!l)
		return;
	if (l->fd >= 0)
		close(l->fd);
	if (l->stop >= 0)
		close(l->stop);
	for (int i = 0; l->workers && i < l->o.workers; i++)
		arena_close(l->workers[i].arena);
	arena_close(l->boot);
	go_close(&l->more);
	pthread_mutex_destroy(&l->lock);
	free(l->workers);
	free(l->ring);
	free(l->path);
	free(l);
}

/* ---- lanes --------------------------------------------------------------- */

enum status lane_enter(struct lane *l)
{
	int taken = l->taken;
	do {
		if (taken >= l->width)
			return E_LIMIT;
	} while (!atomic_compare_exchange_weak(&l->taken, &taken,
						taken + 1));
	return OK;
}

void lane_leave(struct lane *l)
{
	l->taken--;
}
