/*
 * test_stage.h — a listener with answers of its own, and callers; for the
 * tests of this room.
 */
#ifndef TB_SCGI_TEST_STAGE_H
#define TB_SCGI_TEST_STAGE_H

#include "base/test.h"

#include <poll.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "scgi/hub.h"
#include "scgi/listener.h"
#include "sys/thread.h"

/* What the answers below share with the test. */
struct stage {
	struct listener *l;
	pthread_t thread;
	char path[64];
	pthread_mutex_t lock;
	pthread_cond_t change;
	bool open_gate;		/* "/gate" waits for it */
	int at_gate;
	_Atomic int closed;	/* arena_defer calls that ran */
	_Atomic int refused;	/* enum status of the last refusal */
	_Atomic bool refuse_is_full;	/* refusals find no room either */
};

static inline void defer_count(void *p)
{
	struct stage *s = p;
	s->closed++;
}

static inline void wait_at_gate(struct stage *s)
{
	lock_take(&s->lock);
	s->at_gate++;
	cond_wake_all(&s->change);
	while (!s->open_gate)
		cond_wait(&s->change, &s->lock);
	lock_drop(&s->lock);
}

static inline void fill_arena(struct arena *a)
{
	for (;;)
		new(a, char, 1000);
}

static inline void answer(void *ctx, int worker, struct arena *a,
		   const struct request *rq, struct response *ret,
		   struct hub_ticket *ret_hub)
{
	struct stage *s = ctx;
	*ret = (struct response){ .status = 200, .body = rq->path };
	response_header(ret, S("Content-Type"), S("text/plain"));
	arena_defer(a, defer_count, s);
	if (str_eq(rq->path, S("/gate")))
		wait_at_gate(s);
	if (str_eq(rq->path, S("/full")))
		fill_arena(a);
	if (str_eq(rq->path, S("/big"))) {
		char *p = new(a, char, 1 << 20);
		memset(p, 'x', 1 << 20);
		ret->body = (str){ p, 1 << 20 };
	}
	if (str_eq(rq->path, S("/events"))) {
		ret->body = S(": here\n\n");
		*ret_hub = (struct hub_ticket){ .key = 7, .topics = { 9 },
						.topics_n = 1 };
	}
}

static inline void refuse(void *ctx, struct arena *a, enum status why,
		   struct response *ret)
{
	struct stage *s = ctx;
	s->refused = (int)why;
	*ret = (struct response){ .status = why == E_LIMIT ? 503 : 400,
				  .body = S("refused") };
	if (s->refuse_is_full)
		fill_arena(a);
}

static inline void *run(void *arg)
{
	struct stage *s = arg;
	listener_run(s->l);
	return NULL;
}

/* Opened, but nobody is let in. */
static inline void stage_bare(struct stage *s, struct listener_options o)
{
	static int nth;
	*s = (struct stage){ 0 };
	pthread_mutex_init(&s->lock, NULL);
	cond_open(&s->change);
	snprintf(s->path, sizeof s->path, "/tmp/tb-listener-%d-%d",
		 (int)getpid(), nth++);
	o.path = s->path;
	o.mode = 0620;
	o.answer = answer;
	o.refuse = refuse;
	o.ctx = s;
	assert_int_equal(listener_open(&o, &s->l), OK);
}

static inline void stage_open(struct stage *s, struct listener_options o)
{
	stage_bare(s, o);
	thread_start(&s->thread, run, s);
}

static inline void stage_close(struct stage *s)
{
	listener_stop(s->l);
	thread_join(s->thread);
	listener_close(s->l);
}

static inline int call(const struct stage *s)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	memcpy(at.sun_path, s->path, strlen(s->path));
	assert_int_equal(connect(fd, (struct sockaddr *)&at, sizeof at), 0);
	return fd;
}

static inline void say(int fd, const char *p, isize n)
{
	assert_int_equal(send(fd, p, (size_t)n, MSG_NOSIGNAL), n);
}

static inline void ask(int fd, const char *method, const char *path)
{
	char head[256], all[300];
	int n = snprintf(head, sizeof head,
			 "CONTENT_LENGTH|0|SCGI|1|REQUEST_METHOD|%s|"
			 "REQUEST_URI|%s|", method, path);
	for (int i = 0; i < n; i++)
		head[i] = head[i] == '|' ? '\0' : head[i];
	int k = snprintf(all, sizeof all, "%d:", n);
	memcpy(all + k, head, (size_t)n);
	all[k + n] = ',';
	say(fd, all, k + n + 1);
}

/* Everything until the peer hangs up; static, for one reader at a time. */
static inline const char *hear(int fd)
{
	static char buf[(1 << 20) + 4096];
	isize n = 0, got;
	while ((got = read(fd, buf + n, sizeof buf - 1 - (size_t)n)) > 0)
		n += got;
	buf[n] = 0;
	close(fd);
	return buf;
}

/* What comes within a second, at least `n` bytes. */
static inline const char *hear_some(int fd, isize n)
{
	static char buf[4096];
	isize have = 0;
	struct pollfd p = { .fd = fd, .events = POLLIN };
	while (have < n && poll(&p, 1, 2000) > 0) {
		isize got = read(fd, buf + have, sizeof buf - 1 -
				 (size_t)have);
		if (got <= 0)
			break;
		have += got;
	}
	buf[have] = 0;
	return buf;
}

static inline const char *get(const struct stage *s, const char *path)
{
	int fd = call(s);
	ask(fd, "GET", path);
	return hear(fd);
}

static inline void wait_for_gate(struct stage *s, int n)
{
	lock_take(&s->lock);
	while (s->at_gate < n)
		cond_wait(&s->change, &s->lock);
	lock_drop(&s->lock);
}

static inline void open_gate(struct stage *s)
{
	lock_take(&s->lock);
	s->open_gate = true;
	cond_wake_all(&s->change);
	lock_drop(&s->lock);
}

struct talk {
	int ours, theirs;
};

static inline struct talk talk_open(void)
{
	int fd[2];
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
	return (struct talk){ fd[0], fd[1] };
}

static inline void talk_close(struct talk t)
{
	close(t.ours);
	close(t.theirs);
}

/* ---- descriptors ------------------------------------------------------------ */

static struct rlimit descriptors;

/* Only numbers below `n` may be given out. */
static inline void descriptors_below(int n)
{
	struct rlimit few;
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &descriptors), 0);
	few = descriptors;
	few.rlim_cur = (rlim_t)n;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
}

static inline void descriptors_back(void)
{
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &descriptors), 0);
}

static inline int lowest_free(void)
{
	int fd = dup(0);
	assert_true(fd > 0);
	close(fd);
	return fd;
}

/* ---- streams ---------------------------------------------------------------- */

static inline bool has_streams(struct hub *h, isize n)
{
	for (int i = 0; i < 200 && hub_streams(h) != n; i++)
		usleep(10000);
	return hub_streams(h) == n;
}

/* A stream of key and topic; returns the reader's end. */
static inline int stream(struct hub *h, u64 key, u64 topic)
{
	int fd[2];
	struct hub_ticket t = { .key = key, .topics = { topic },
				.topics_n = 1, .moment = hub_moment(h) };
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
	hub_adopt(h, fd[0], &t);
	return fd[1];
}

#endif
