/*
 * calls_test.c — the door and the streams when what the system promises does
 * not come: no memory, a signal in the midst of a call, a peer that breaks.
 * Linked with --wrap for each of the calls below (meson.build).
 */
#include "scgi/test_stage.h"

#include <sys/epoll.h>
#include <sys/stat.h>

#include "base/test_abort.h"
#include "base/test_calls.h"
#include "scgi/wire.h"
#include "sys/clock.h"

TEST_CALL(void *, calloc, (size_t n, size_t size), (n, size), NULL)
TEST_CALL(char *, strdup, (const char *s), (s), NULL)
TEST_CALL(struct arena *, arena_open, (isize limit), (limit), NULL)
TEST_CALL(int, poll, (struct pollfd *v, nfds_t n, int ms), (v, n, ms), -1)
TEST_CALL(ssize_t, recv, (int fd, void *p, size_t n, int flags),
	  (fd, p, n, flags), -1)
TEST_CALL(int, accept4,
	  (int fd, struct sockaddr *at, socklen_t *n, int flags),
	  (fd, at, n, flags), -1)
TEST_CALL(int, epoll_ctl, (int e, int op, int fd, struct epoll_event *v),
	  (e, op, fd, v), -1)
TEST_CALL(int, epoll_wait, (int e, struct epoll_event *v, int n, int ms),
	  (e, v, n, ms), -1)
TEST_CALL(int, getsockopt,
	  (int fd, int level, int name, void *p, socklen_t *n),
	  (fd, level, name, p, n), -1)
TEST_CALL(int, fchmod, (int fd, mode_t mode), (fd, mode), -1)
TEST_CALL(int, chmod, (const char *path, mode_t mode), (path, mode), -1)
TEST_CALL(int, bind, (int fd, const struct sockaddr *at, socklen_t n),
	  (fd, at, n), -1)
TEST_CALL(int, listen, (int fd, int n), (fd, n), -1)

/* Sending can also be held up. */
static _Atomic bool send_waits;
ssize_t __real_send(int fd, const void *p, size_t n, int flags);
ssize_t __wrap_send(int fd, const void *p, size_t n, int flags);
static struct test_call call_send;
ssize_t __wrap_send(int fd, const void *p, size_t n, int flags)
{
	if (test_call_now(&call_send))
		return -1;
	while (send_waits)
		usleep(1000);
	return __real_send(fd, p, n, flags);
}

/* ---- bytes on a socket ---------------------------------------------------- */

static enum status read_a(struct talk t, str *ret)
{
	static const str sent = STR("24:CONTENT_LENGTH\0" "0\0SCGI\0" "1\0,");
	say(t.theirs, sent.p, sent.n);
	return wire_read(test_arena, t.ours, 4096, 0, 500, ret);
}

TEST(wire, a_signal_is_no_end)
{
	struct talk t = talk_open();
	str got;
	test_call_at(&call_recv, 1, EINTR);
	assert_int_equal(read_a(t, &got), OK);
	assert_true(test_call_off(&call_recv));
	/* Nothing there yet, then a signal while waiting for it. */
	test_call_at(&call_recv, 1, EAGAIN);
	test_call_at(&call_poll, 1, EINTR);
	assert_int_equal(read_a(t, &got), OK);
	assert_true(test_call_off(&call_poll));
	test_call_at(&call_send, 1, EINTR);
	assert_int_equal(wire_write(t.ours, S("x"), 500), OK);
	test_call_at(&call_send, 1, EAGAIN);
	assert_int_equal(wire_write(t.ours, S("y"), 500), OK);
	assert_string_equal(hear_some(t.theirs, 2), "xy");
	talk_close(t);
}

TEST(wire, what_breaks_is_down)
{
	struct talk t = talk_open();
	str got = { 0 };
	test_call_at(&call_recv, 1, ECONNRESET);
	assert_int_equal(read_a(t, &got), E_DOWN);
	test_call_at(&call_recv, 1, EAGAIN);
	test_call_at(&call_poll, 1, EINVAL);
	assert_int_equal(read_a(t, &got), E_DOWN);
	assert_null(got.p);
	test_call_at(&call_send, 1, ECONNRESET);
	assert_int_equal(wire_write(t.ours, S("x"), 500), E_DOWN);
	talk_close(t);
}

/* ---- opening the door ------------------------------------------------------- */

/* Opens with the n-th of these calls failing, until none does: each time
 * nothing is left behind. */
static void open_until(struct test_call *c, int why)
{
	struct listener_options o = { .path = "/tmp/tb-listener-calls",
				      .workers = 2, .answer = answer,
				      .refuse = refuse };
	enum status st = E_DOWN;
	for (int n = 1; st != OK; n++) {
		struct listener *l = NULL;
		int free_fd = lowest_free();
		test_call_at(c, n, why);
		st = listener_open(&o, &l);
		assert_int_equal(st, test_call_off(c) ? E_DOWN : OK);
		assert_int_equal(l != NULL, st == OK);
		listener_close(l);
		assert_int_equal(lowest_free(), free_fd);
		assert_true(n > 1 || st != OK);
		assert_true(n < 10);
	}
	unlink(o.path);
}

TEST(listener, opens_whole_or_not_at_all)
{
	open_until(&call_calloc, ENOMEM);
	open_until(&call_strdup, ENOMEM);
	open_until(&call_arena_open, ENOMEM);
	open_until(&call_fchmod, EPERM);
	open_until(&call_bind, EADDRINUSE);
	open_until(&call_chmod, EPERM);
	open_until(&call_listen, EADDRINUSE);
}

TEST(listener, an_inherited_socket_must_say_what_it_is)
{
	for (int n = 1; n <= 2; n++) {
		struct listener *l = NULL;
		struct listener_options o = { .workers = 1 };
		o.inherited = socket(AF_UNIX, SOCK_STREAM, 0);
		test_call_at(&call_getsockopt, n, ENOTSOCK);
		assert_int_equal(listener_open(&o, &l), E_DOWN);
		assert_true(test_call_off(&call_getsockopt));
		assert_null(l);
	}
}

/* ---- callers ------------------------------------------------------------------ */

TEST(listener, a_caller_is_let_in_after_what_went_wrong)
{
	static const int why[] = { EMFILE, ENFILE, ENOMEM, ENOBUFS, EINTR,
				   ECONNABORTED, EPERM };
	struct stage s;
	stage_open(&s, (struct listener_options){ .workers = 1 });
	for (isize i = 0; i < COUNT(why); i++) {
		test_call_at(&call_accept4, 1, why[i]);
		assert_non_null(strstr(get(&s, "/a"), "Status: 200"));
		assert_true(test_call_off(&call_accept4));
	}
	/* A signal while nobody calls. */
	test_call_at(&call_poll, 1, EINTR);
	for (int i = 0; i < 3; i++)
		assert_non_null(strstr(get(&s, "/a"), "Status: 200"));
	assert_true(test_call_off(&call_poll));
	stage_close(&s);
}

/* Who called before the stop is answered, though nobody was let in yet. */
TEST(listener, a_stop_before_the_start_answers_who_waits)
{
	struct stage s;
	int fds[3];
	stage_bare(&s, (struct listener_options){ .workers = 1 });
	for (int i = 0; i < 3; i++) {
		fds[i] = call(&s);
		ask(fds[i], "GET", "/a");
	}
	listener_stop(s.l);
	test_call_at(&call_accept4, 2, EINTR);
	listener_run(s.l);
	assert_true(test_call_off(&call_accept4));
	for (int i = 0; i < 3; i++)
		assert_non_null(strstr(hear(fds[i]), "Status: 200"));
	listener_close(s.l);
}

TEST(listener, an_ending_without_a_path_leaves_no_socket)
{
	struct stage s;
	int free_fd = lowest_free();
	stage_open(&s, (struct listener_options){ .workers = 1 });
	listener_leave(s.l);
	thread_join(s.thread);
	struct listener_options o = { .workers = 1, .answer = answer,
				      .refuse = refuse, .ctx = &s };
	o.inherited = listener_release(s.l);
	listener_close(s.l);
	assert_int_equal(listener_open(&o, &s.l), OK);
	listener_stop(s.l);
	listener_run(s.l);
	assert_int_equal(listener_release(s.l), -1);
	listener_close(s.l);
	assert_int_equal(lowest_free(), free_fd);
	unlink(s.path);
}

/* Neither the refusal found room, nor its constant bytes a reader. */
TEST(listener, nobody_to_tell)
{
	struct stage s;
	stage_open(&s, (struct listener_options){ .workers = 1, .queue = 1,
						  .arena_limit = 1 << 18 });
	s.refuse_is_full = true;
	test_call_at(&call_send, 2, EPIPE);	/* the first is the asking */
	assert_string_equal(get(&s, "/full"), "");
	assert_true(test_call_off(&call_send));
	assert_non_null(strstr(get(&s, "/ok"), "Status: 200"));
	/* Turned away: one says nothing, to one nothing can be said. */
	int busy = call(&s);
	ask(busy, "GET", "/gate");
	wait_for_gate(&s, 1);
	int waits = call(&s), silent = call(&s), gone = call(&s);
	ask(waits, "GET", "/a");
	assert_non_null(strstr(hear(silent), "Status: 503"));
	test_call_at(&call_send, 1, EPIPE);
	assert_string_equal(hear(gone), "");
	open_gate(&s);
	assert_non_null(strstr(hear(busy), "/gate"));
	assert_non_null(strstr(hear(waits), "/a"));
	stage_close(&s);
}

/* Without a hub a ticket is an answer like others; a reader who left before
 * his stream began has none. */
TEST(listener, a_stream_needs_a_hub_and_a_reader)
{
	struct stage s;
	struct hub *h;
	stage_open(&s, (struct listener_options){ .workers = 1 });
	assert_non_null(strstr(get(&s, "/events"), "Content-Length: 8"));
	stage_close(&s);
	assert_int_equal(hub_open(&h), OK);
	stage_open(&s, (struct listener_options){ .workers = 1, .hub = h });
	test_call_at(&call_send, 2, EPIPE);
	assert_string_equal(get(&s, "/events"), "");
	assert_int_equal(hub_streams(h), 0);
	assert_non_null(strstr(get(&s, "/ok"), "Status: 200"));
	stage_close(&s);
	hub_close(h);
}

/* ---- the hub ------------------------------------------------------------------ */

TEST(hub, opens_whole_or_not_at_all)
{
	static struct test_call *const calls[] = { &call_calloc,
						   &call_epoll_ctl };
	for (isize i = 0; i < COUNT(calls); i++) {
		struct hub *h = NULL;
		int free_fd = lowest_free();
		test_call_at(calls[i], 1, ENOMEM);
		assert_int_equal(hub_open(&h), E_DOWN);
		assert_null(h);
		assert_int_equal(lowest_free(), free_fd);
	}
}

TEST(hub, a_stream_without_room_is_ended)
{
	struct hub *h;
	assert_int_equal(hub_open(&h), OK);
	test_call_at(&call_calloc, 2, ENOMEM);	/* the first is the command */
	assert_string_equal(hear(stream(h, 1, 10)), "");
	assert_true(test_call_off(&call_calloc));
	test_call_at(&call_epoll_ctl, 1, ENOSPC);
	assert_string_equal(hear(stream(h, 1, 10)), "");
	assert_true(has_streams(h, 0));
	/* The next one is served. */
	int a = stream(h, 1, 10);
	hub_send(h, 10, S("case"), (str){ 0 });
	assert_string_equal(hear_some(a, 20), "event: case\ndata: \n\n");
	hub_close(h);
	close(a);
}

TEST(hub, a_signal_ends_nothing)
{
	static const int why[] = { EINTR, EAGAIN };
	struct hub *h;
	assert_int_equal(hub_open_beat(20, &h), OK);
	int a = stream(h, 1, 10);
	assert_true(has_streams(h, 1));
	test_call_at(&call_epoll_wait, 1, EINTR);
	assert_true(test_call_met(&call_epoll_wait));
	hub_send(h, 10, S("case"), S("x"));
	while (!strstr(hear_some(a, 3), "data: x"))
		;
	/* Something to read that was not there after all. */
	for (isize i = 0; i < COUNT(why); i++) {
		int b = stream(h, 2, 20);
		test_call_at(&call_recv, 1, why[i]);
		say(b, "?", 1);
		assert_true(test_call_met(&call_recv));
		assert_true(has_streams(h, 1));
		close(b);
	}
	/* A break is an end. */
	test_call_at(&call_recv, 1, ECONNRESET);
	say(a, "?", 1);
	assert_true(has_streams(h, 0));
	close(a);
	hub_close(h);
}

TEST(hub, who_takes_no_comment_line_is_cut)
{
	struct hub *h;
	assert_int_equal(hub_open_beat(20, &h), OK);
	int a = stream(h, 1, 10), b = stream(h, 2, 20);
	assert_true(has_streams(h, 2));
	test_call_at(&call_send, 1, EAGAIN);
	assert_true(has_streams(h, 1));
	close(a);
	close(b);
	hub_close(h);
}

/* More than can wait: every stream is cut, once, and browsers fetch anew. */
TEST(hub, a_flood_cuts_every_stream)
{
	struct hub *h;
	assert_int_equal(hub_open(&h), OK);
	int a = stream(h, 1, 10), b = stream(h, 2, 20);
	u64 before = hub_moment(h);
	send_waits = true;
	hub_send(h, 10, S("case"), S("first"));
	for (int i = 0; i < 20000; i++)
		hub_send(h, 99, S("case"), S("x"));
	assert_int_equal(hub_moment(h), before + 1);
	/* Another cut behind it makes no room. */
	hub_cut_key(h, 5);
	hub_send(h, 20, S("case"), S("lost"));
	assert_int_equal(hub_moment(h), before + 3);
	send_waits = false;
	assert_string_equal(hear(a), "event: case\ndata: first\n\n");
	assert_string_equal(hear(b), "");
	assert_true(has_streams(h, 0));
	int c = stream(h, 3, 30);
	hub_send(h, 30, S("case"), S("y"));
	assert_string_equal(hear_some(c, 21), "event: case\ndata: y\n\n");
	close(c);
	hub_close(h);
}

/* ---- what nobody can go on after ------------------------------------------- */

static void hub_without_memory(void *arg)
{
	struct hub *h = arg;
	test_call_at(&call_calloc, 1, ENOMEM);
	hub_cut_all(h);
}

static void hub_without_epoll(void *arg)
{
	struct hub *h = arg;
	test_call_at(&call_epoll_wait, 1, EBADF);
	if (hub_open_beat(10, &h) == OK)
		sleep(5);
}

static void door_without_poll(void *arg)
{
	struct stage *s = arg;
	test_call_at(&call_poll, 1, EFAULT);
	listener_run(s->l);
}

TEST(calls, what_cannot_be_promised_ends_the_process)
{
	struct hub *h;
	struct stage s;
	assert_int_equal(hub_open(&h), OK);
	assert_true(test_aborts(hub_without_memory, h));
	hub_close(h);
	assert_true(test_aborts(hub_without_epoll, NULL));
	stage_bare(&s, (struct listener_options){ .workers = 1 });
	assert_true(test_aborts(door_without_poll, &s));
	listener_close(s.l);
	unlink(s.path);
}

TEST_MAIN
