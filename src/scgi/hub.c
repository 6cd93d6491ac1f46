/*
 * hub.c — see hub.h.
 *
 * Other threads only append commands to a list under the lock; streams belong
 * to the hub's thread alone.  Commands keep their order, so nothing that is
 * sent after a cut reaches a stream that was cut.  What a stream has not read
 * is bounded by its socket buffer; when the list of commands itself is full,
 * every stream is cut: browsers connect again and fetch, a lost event would
 * stay unseen.
 */
#include "scgi/hub.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sys/clock.h"
#include "sys/thread.h"

enum { BEAT_MS = 25000, COMMANDS_MAX = 8192, EVENTS = 64,
       STREAM_BUFFER = 16 * 1024 };

enum verb { ADOPT, SEND, CUT_KEY, CUT_TOPIC, CUT_ALL, STOP };

struct command {
	struct command *next;
	enum verb verb;
	u64 number;		/* topic or key */
	int fd;
	struct hub_ticket ticket;
	bool late;		/* ADOPT after a cut that its reader missed */
	isize n;
	char bytes[];
};

struct stream {
	struct stream *next, **back;
	int fd;
	struct hub_ticket ticket;
};

struct hub {
	int epoll, wake;
	int beat_ms;
	pthread_t thread;
	_Atomic isize streams_n;
	_Atomic u64 moment;	/* cuts asked for, counted under the lock */
	struct stream *streams;	/* the hub's thread only */
	bool stopped;
	pthread_mutex_t lock;	/* guards all below */
	struct command *first, **last;
	enum verb last_verb;
	isize waiting;
};

/* ---- streams ------------------------------------------------------------ */

static void stream_close(struct hub *h, struct stream *s)
{
	*s->back = s->next;
	if (s->next)
		s->next->back = s->back;
	/* Closing takes the descriptor out of the epoll set. */
	close(s->fd);
	free(s);
	h->streams_n--;
}

static void stream_open(struct hub *h, const struct command *c)
{
	struct stream *s = calloc(1, sizeof *s);
	struct epoll_event e = { .events = EPOLLIN | EPOLLRDHUP,
				 .data.ptr = s };
	if (!s || c->late || epoll_ctl(h->epoll, EPOLL_CTL_ADD, c->fd, &e) != 0) {
		free(s);
		close(c->fd);
		h->streams_n--;
		return;
	}
	int room = STREAM_BUFFER;
	setsockopt(c->fd, SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
	*s = (struct stream){ .next = h->streams, .back = &h->streams,
			      .fd = c->fd, .ticket = c->ticket };
	if (s->next)
		s->next->back = &s->next;
	h->streams = s;
}

static bool has_topic(const struct stream *s, u64 topic)
{
	for (int i = 0; i < s->ticket.topics_n; i++) {
		if (s->ticket.topics[i] == topic)
			return true;
	}
	return false;
}

/* SEND or a cut. */
static bool concerns(const struct stream *s, const struct command *c)
{
	if (c->verb == CUT_ALL)
		return true;
	return c->verb == CUT_KEY ? s->ticket.key == c->number :
				    has_topic(s, c->number);
}

/* Half an event is none: a reader without room for it is cut. */
static bool push(const struct stream *s, const char *p, isize n)
{
	return send(s->fd, p, (size_t)n, MSG_DONTWAIT | MSG_NOSIGNAL) == n;
}

static void for_streams(struct hub *h, const struct command *c)
{
	struct stream *next;
	for (struct stream *s = h->streams; s; s = next) {
		next = s->next;
		if (!concerns(s, c))
			continue;
		if (c->verb != SEND || !push(s, c->bytes, c->n))
			stream_close(h, s);
	}
}

static void beat(struct hub *h)
{
	static const char comment[] = ":\n\n";
	struct stream *next;
	for (struct stream *s = h->streams; s; s = next) {
		next = s->next;
		if (!push(s, comment, sizeof comment - 1))
			stream_close(h, s);
	}
}

/* A browser says nothing on a stream: anything to read is its end. */
static void peer_stirs(struct hub *h, struct stream *s)
{
	char waste[256];
	isize n = recv(s->fd, waste, sizeof waste, MSG_DONTWAIT);
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	stream_close(h, s);
}

/* ---- the thread ---------------------------------------------------------- */

static struct command *take_all(struct hub *h)
{
	u64 n;
	isize got = read(h->wake, &n, sizeof n);
	(void)got;
	lock_take(&h->lock);
	struct command *list = h->first;
	h->first = NULL;
	h->last = &h->first;
	h->waiting = 0;
	lock_drop(&h->lock);
	return list;
}

static void obey(struct hub *h)
{
	struct command *next;
	for (struct command *c = take_all(h); c; c = next) {
		next = c->next;
		if (c->verb == ADOPT)
			stream_open(h, c);
		else if (c->verb == STOP)
			h->stopped = true;
		else
			for_streams(h, c);
		free(c);
	}
}

static void *hub_run(void *arg)
{
	struct hub *h = arg;
	struct epoll_event events[EVENTS];
	i64 next_beat = sys_ticks() + (i64)h->beat_ms * 1000000;
	while (!h->stopped) {
		i64 left = (next_beat - sys_ticks()) / 1000000;
		int n = epoll_wait(h->epoll, events, EVENTS,
				   left > 0 ? (int)left + 1 : 0);
		if (n < 0 && errno != EINTR)
			abort();
		/* Streams first: a command may free the ones named here. */
		for (int i = 0; i < n; i++) {
			if (events[i].data.ptr)
				peer_stirs(h, events[i].data.ptr);
		}
		obey(h);
		if (sys_ticks() >= next_beat) {
			beat(h);
			next_beat = sys_ticks() + (i64)h->beat_ms * 1000000;
		}
	}
	return NULL;
}

/* ---- the faces ----------------------------------------------------------- */

static void append_locked(struct hub *h, struct command *c)
{
	if (c->verb == ADOPT)
		c->late = c->ticket.topics_n && c->ticket.moment != h->moment;
	else if (c->verb != SEND)
		h->moment++;
	*h->last = c;
	h->last = &c->next;
	h->last_verb = c->verb;
	h->waiting++;
}

static void wake(struct hub *h)
{
	u64 one = 1;
	isize n = write(h->wake, &one, sizeof one);
	(void)n;
}

static void append(struct hub *h, struct command *c)
{
	lock_take(&h->lock);
	append_locked(h, c);
	lock_drop(&h->lock);
	wake(h);
}

/* Without memory the process cannot keep its promises to anybody. */
static struct command *command(enum verb verb, u64 number, isize room)
{
	struct command *c = calloc(1, sizeof *c + (size_t)room);
	if (!c)
		abort();
	c->verb = verb;
	c->number = number;
	return c;
}

enum status hub_open_beat(int beat_ms, struct hub **ret)
{
	struct hub *h = calloc(1, sizeof *h);
	if (!h)
		return E_DOWN;
	struct epoll_event e = { .events = EPOLLIN };
	h->beat_ms = beat_ms;
	h->last = &h->first;
	h->epoll = epoll_create1(EPOLL_CLOEXEC);
	h->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (h->epoll < 0 || h->wake < 0 ||
	    epoll_ctl(h->epoll, EPOLL_CTL_ADD, h->wake, &e) != 0) {
		if (h->epoll >= 0)
			close(h->epoll);
		if (h->wake >= 0)
			close(h->wake);
		free(h);
		return E_DOWN;
	}
	pthread_mutex_init(&h->lock, NULL);
	thread_start(&h->thread, hub_run, h);
	*ret = h;
	return OK;
}

enum status hub_open(struct hub **ret)
{
	return hub_open_beat(BEAT_MS, ret);
}

void hub_close(struct hub *h)
{
	if (!h)
		return;
	append(h, command(STOP, 0, 0));
	thread_join(h->thread);
	/* What came after the stop is adopted only to be closed. */
	obey(h);
	while (h->streams)
		stream_close(h, h->streams);
	close(h->epoll);
	close(h->wake);
	pthread_mutex_destroy(&h->lock);
	free(h);
}

void hub_adopt(struct hub *h, int fd, const struct hub_ticket *t)
{
	struct command *c = command(ADOPT, 0, 0);
	c->fd = fd;
	c->ticket = *t;
	h->streams_n++;
	append(h, c);
}

/* Takes the event, or in its place cuts every stream, once. */
static void append_event(struct hub *h, struct command *c)
{
	lock_take(&h->lock);
	bool full = h->waiting >= COMMANDS_MAX;
	if (full)
		c->verb = CUT_ALL;
	bool drop = full && h->last_verb == CUT_ALL;
	if (!drop)
		append_locked(h, c);
	lock_drop(&h->lock);
	if (drop)
		free(c);
	wake(h);
}

static char *copy(char *to, str s)
{
	if (s.n)
		memcpy(to, s.p, (size_t)s.n);
	return to + s.n;
}

void hub_send(struct hub *h, u64 topic, str name, str data)
{
	/* Sent from one buffer, so that an event arrives whole. */
	struct command *c = command(SEND, topic, name.n + data.n + 32);
	char *p = copy(c->bytes, S("event: "));
	p = copy(copy(p, name), S("\ndata: "));
	p = copy(copy(p, data), S("\n\n"));
	c->n = p - c->bytes;
	append_event(h, c);
}

void hub_cut_key(struct hub *h, u64 key)
{
	append(h, command(CUT_KEY, key, 0));
}

void hub_cut_topic(struct hub *h, u64 topic)
{
	append(h, command(CUT_TOPIC, topic, 0));
}

void hub_cut_all(struct hub *h)
{
	append(h, command(CUT_ALL, 0, 0));
}

u64 hub_moment(struct hub *h)
{
	return h->moment;
}

isize hub_streams(struct hub *h)
{
	return h->streams_n;
}
