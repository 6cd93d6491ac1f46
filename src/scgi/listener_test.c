/*
 * listener_test.c — the door under callers that are many, slow, rude or
 * gone.  Sockets lie in a temporary folder; every test has its own listener.
 */
#include "scgi/test_stage.h"

#include <fcntl.h>
#include <grp.h>
#include <sys/stat.h>

#include "base/out.h"
#include "scgi/wire.h"
#include "sys/clock.h"

TEST(listener, answers_and_closes_what_was_open)
{
	struct stage s;
	stage_open(&s, (struct listener_options){ .workers = 2 });
	assert_string_equal(get(&s, "/a"),
			    "Status: 200 OK\r\nContent-Type: text/plain\r\n"
			    "Content-Length: 2\r\n\r\n/a");
	assert_int_equal(strlen(strstr(get(&s, "/big"), "\r\n\r\n")),
			 (1 << 20) + 4);
	int fd = call(&s);
	ask(fd, "HEAD", "/a");
	assert_string_equal(strstr(hear(fd), "Content-Length"),
			    "Content-Length: 2\r\n\r\n");
	/* Byte by byte. */
	fd = call(&s);
	str slow = S("24:CONTENT_LENGTH\0" "0\0SCGI\0" "1\0,");
	for (isize i = 0; i < slow.n; i++)
		say(fd, slow.p + i, 1);
	assert_string_equal(strstr(hear(fd), "\r\n\r\n") + 4, "refused");
	stage_close(&s);
	assert_int_equal(s.closed, 3);
}

TEST(listener, socket_has_its_mode_and_goes_away)
{
	struct stage s;
	struct stat st;
	stage_open(&s, (struct listener_options){ .workers = 1 });
	assert_int_equal(stat(s.path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0620);
	stage_close(&s);
	assert_int_not_equal(stat(s.path, &st), 0);
}

TEST(listener, socket_that_cannot_be_made)
{
	struct listener *l;
	struct listener_options o = { .path = "/nowhere/x", .workers = 1 };
	assert_int_equal(listener_open(&o, &l), E_DOWN);
	o.path = "/tmp/tb-listener-group";
	o.group = "no-such-group";
	assert_int_equal(listener_open(&o, &l), E_DOWN);
}

TEST(listener, bad_requests_are_refused_and_read_away)
{
	struct stage s;
	stage_open(&s, (struct listener_options){ .workers = 1,
						  .request_limit = 4096 });
	int fd = call(&s);
	say(fd, "GET / HTTP/1.1\r\n", 16);
	assert_non_null(strstr(hear(fd), "refused"));
	assert_int_equal(s.refused, E_INVALID);
	/* Announced too large: answered before the body comes, and what comes
	 * does not reset the answer. */
	fd = call(&s);
	str big = S("29:CONTENT_LENGTH\0" "100000\0SCGI\0" "1\0,");
	say(fd, big.p, big.n);
	char *body = new(test_arena, char, 60000);
	say(fd, body, 60000);
	assert_non_null(strstr(hear(fd), "refused"));
	assert_int_equal(s.refused, E_TOO_LARGE);
	assert_non_null(strstr(get(&s, "/still"), "/still"));
	stage_close(&s);
}

TEST(listener, full_arena_is_answered_and_given_back)
{
	struct stage s;
	stage_open(&s, (struct listener_options){ .workers = 1,
						  .arena_limit = 1 << 18 });
	for (int i = 0; i < 3; i++) {
		assert_non_null(strstr(get(&s, "/full"), "Status: 503"));
		assert_int_equal(s.refused, E_LIMIT);
		assert_non_null(strstr(get(&s, "/ok"), "Status: 200"));
	}
	s.refuse_is_full = true;
	assert_non_null(strstr(get(&s, "/full"), "Status: 500"));
	assert_non_null(strstr(get(&s, "/ok"), "Status: 200"));
	stage_close(&s);
	assert_int_equal(s.closed, 8);
}

TEST(listener, slow_and_gone_callers_do_not_hold_a_worker)
{
	struct stage s;
	stage_open(&s, (struct listener_options){ .workers = 1,
						  .read_timeout_ms = 200 });
	int slow = call(&s);
	say(slow, "70:CONT", 7);
	int gone = call(&s);
	ask(gone, "GET", "/big");
	close(gone);
	i64 t0 = sys_ticks();
	assert_non_null(strstr(get(&s, "/ok"), "Status: 200"));
	i64 ms = (sys_ticks() - t0) / 1000000;
	assert_true(ms >= 150 && ms < 5000);
	assert_string_equal(hear(slow), "");
	stage_close(&s);
}

TEST(listener, too_many_waiting_get_503)
{
	struct stage s;
	int fds[6];
	stage_open(&s, (struct listener_options){ .workers = 1, .queue = 2 });
	fds[0] = call(&s);
	ask(fds[0], "GET", "/gate");
	wait_for_gate(&s, 1);
	for (int i = 1; i < 6; i++) {
		fds[i] = call(&s);
		ask(fds[i], "GET", "/a");
	}
	/* One works, two wait, three are turned away. */
	for (int i = 3; i < 6; i++) {
		const char *said = hear(fds[i]);
		assert_non_null(strstr(said, "Status: 503"));
		assert_non_null(strstr(said, "Retry-After: "));
		assert_non_null(strstr(said, "混み合っています"));
	}
	open_gate(&s);
	for (int i = 0; i < 3; i++)
		assert_non_null(strstr(hear(fds[i]), "Status: 200"));
	stage_close(&s);
}

TEST(listener, stop_answers_those_who_came_before)
{
	struct stage s;
	int fds[4];
	stage_open(&s, (struct listener_options){ .workers = 1 });
	for (int i = 0; i < 4; i++) {
		fds[i] = call(&s);
		ask(fds[i], "GET", "/gate");
	}
	wait_for_gate(&s, 1);
	listener_stop(s.l);
	open_gate(&s);
	for (int i = 0; i < 4; i++)
		assert_non_null(strstr(hear(fds[i]), "Status: 200"));
	stage_close(&s);
}

static void *caller(void *arg)
{
	struct stage *s = arg;
	for (int i = 0; i < 100; i++) {
		char buf[256];
		int fd = call(s);
		ask(fd, "GET", i % 10 ? "/many" : "/full");
		isize n = 0, got;
		while ((got = read(fd, buf + n, sizeof buf - (size_t)n)) > 0)
			n += got;
		close(fd);
		str said = { buf, n };
		if (str_find(said, S("Status: "), 0) != 0)
			abort();
	}
	return NULL;
}

/* ---- bytes on a socket ---------------------------------------------------- */

/* A request with a header of `pad` bytes and a body of `body`. */
static str request_of(const char *uri, isize pad, isize body)
{
	struct out h = out_open(test_arena, pad + 200), o = h;
	put(&h, S("CONTENT_LENGTH"));
	out_char(&h, 0);
	put(&h, body);
	out_char(&h, 0);
	put(&h, S("SCGI\0" "1\0REQUEST_METHOD\0POST\0REQUEST_URI\0"));
	put(&h, str_of(uri));
	out_char(&h, 0);
	put(&h, S("HTTP_X\0"));
	for (isize i = 0; i < pad; i++)
		out_char(&h, 'x');
	out_char(&h, 0);
	o = out_open(test_arena, pad + body + 400);
	put(&o, out_str(&h).n);
	put(&o, S(":"));
	put(&o, out_str(&h));
	put(&o, S(","));
	for (isize i = 0; i < body; i++)
		out_char(&o, 'b');
	return out_str(&o);
}

static enum status read_back(str sent, isize limit, isize files)
{
	struct talk t = talk_open();
	str got = { 0 };
	say(t.theirs, sent.p, sent.n);
	enum status st = wire_read(test_arena, t.ours, limit, files, 100, &got);
	if (st == OK)
		assert_str(got, sent);
	talk_close(t);
	return st;
}

TEST(wire, reads_what_is_longer_than_a_first_look)
{
	assert_int_equal(read_back(request_of("/a", 10, 100), 65536, 0), OK);
	assert_int_equal(read_back(request_of("/a", 10, 40000), 65536, 0), OK);
	assert_int_equal(read_back(request_of("/a", 9000, 0), 65536, 0), OK);
	assert_int_equal(read_back(request_of("/a", 9000, 30000), 65536, 0),
			 OK);
	assert_int_equal(read_back(str_sub(request_of("/a", 9, 9), 0, 50),
				   65536, 0), E_DOWN);
}

/* Only what brings a file may be as long as a file. */
TEST(wire, a_file_has_a_limit_of_its_own)
{
	str plain = request_of("/a", 10, 30000);
	str file = request_of("/cases/x/files", 10, 30000);
	assert_int_equal(read_back(plain, 20000, 40000), E_TOO_LARGE);
	assert_int_equal(read_back(file, 20000, 40000), OK);
	assert_int_equal(read_back(file, 20000, 25000), E_TOO_LARGE);
}

TEST(wire, who_does_not_read_is_not_waited_for)
{
	struct talk t = talk_open();
	char *big = new(test_arena, char, 1 << 22);
	str all = { big, 1 << 22 };
	assert_int_equal(wire_write(t.ours, all, 50), E_DOWN);
	close(t.theirs);
	assert_int_equal(wire_write(t.ours, all, 50), E_DOWN);
	close(t.ours);
}

static void *pour(void *arg)
{
	static const char waste[8192];
	while (send(*(int *)arg, waste, sizeof waste, MSG_NOSIGNAL) > 0)
		;
	return NULL;
}

/* Somebody who never stops sending is read away only so far. */
TEST(wire, reading_away_comes_to_an_end)
{
	struct talk t = talk_open();
	pthread_t sender;
	thread_start(&sender, pour, &t.theirs);
	i64 t0 = sys_ticks();
	wire_finish(t.ours, 20000);
	assert_true(sys_ticks() - t0 < (i64)15000 * 1000000);
	close(t.ours);
	thread_join(sender);
	close(t.theirs);
}

/* ---- without descriptors --------------------------------------------------- */

TEST(listener, waits_for_descriptors_to_come_back)
{
	struct stage s;
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	stage_open(&s, (struct listener_options){ .workers = 1 });
	memcpy(at.sun_path, s.path, strlen(s.path));
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	descriptors_below(lowest_free());
	assert_int_equal(connect(fd, (struct sockaddr *)&at, sizeof at), 0);
	ask(fd, "GET", "/late");
	struct pollfd p = { .fd = fd, .events = POLLIN };
	assert_int_equal(poll(&p, 1, 100), 0);
	descriptors_back();
	assert_non_null(strstr(hear(fd), "/late"));
	stage_close(&s);
}

TEST(listener, nothing_opens_without_descriptors)
{
	struct listener *l = NULL;
	struct hub *h = NULL;
	struct listener_options o = { .path = "/tmp/tb-listener-none" };
	for (int more = 0; more < 2; more++) {
		descriptors_below(lowest_free() + more);
		enum status hub = hub_open(&h), door = listener_open(&o, &l);
		descriptors_back();
		assert_int_equal(hub, E_DOWN);
		assert_int_equal(door, E_DOWN);
	}
	assert_null(l);
	assert_null(h);
	listener_close(NULL);
	hub_close(NULL);
}

TEST(listener, the_socket_gets_its_group_and_no_name_too_long)
{
	struct listener *l;
	struct stat st;
	struct group *mine = getgrgid(getgid());
	char path[200];
	struct listener_options o = { .path = "/tmp/tb-listener-mine" };
	if (mine) {
		o.group = mine->gr_name;
		assert_int_equal(listener_open(&o, &l), OK);
		assert_int_equal(stat(o.path, &st), 0);
		assert_int_equal(st.st_gid, getgid());
		assert_int_equal(st.st_mode & 0777, 0660);
		listener_close(l);
		unlink(o.path);
	}
	memset(path, 'x', sizeof path - 1);
	path[sizeof path - 1] = 0;
	memcpy(path, "/tmp/", 5);
	o = (struct listener_options){ .path = path };
	assert_int_equal(listener_open(&o, &l), E_DOWN);
}

/* ---- one listener after the other ---------------------------------------- */

/* The next one on the socket that `s` has left. */
static void succeed(struct stage *next, struct stage *s,
		    struct listener_options o)
{
	thread_join(s->thread);
	o.inherited = listener_release(s->l);
	assert_true(o.inherited >= 0);
	listener_close(s->l);
	stage_open(next, o);
}

TEST(listener, who_waits_is_left_to_the_successor)
{
	struct stage s, next;
	struct stat st;
	stage_open(&s, (struct listener_options){ .workers = 1 });
	int taken = call(&s);
	ask(taken, "GET", "/gate");
	wait_for_gate(&s, 1);
	int accepted = call(&s);
	ask(accepted, "GET", "/accepted");
	listener_leave(s.l);
	int waiting = call(&s);
	ask(waiting, "GET", "/waiting");
	open_gate(&s);
	assert_non_null(strstr(hear(taken), "/gate"));
	succeed(&next, &s, (struct listener_options){ .workers = 1 });
	/* One or the other, but somebody. */
	assert_non_null(strstr(hear(accepted), "/accepted"));
	assert_non_null(strstr(hear(waiting), "/waiting"));
	assert_true(next.closed >= 1);
	assert_int_equal(stat(s.path, &st), 0);
	strcpy(next.path, s.path);
	assert_non_null(strstr(get(&next, "/more"), "/more"));
	stage_close(&next);
	unlink(s.path);
}

TEST(listener, a_stop_while_leaving_ends_for_good)
{
	struct stage s;
	struct stat st;
	stage_open(&s, (struct listener_options){ .workers = 1 });
	int fd = call(&s);
	ask(fd, "GET", "/gate");
	wait_for_gate(&s, 1);
	listener_leave(s.l);
	usleep(20 * 1000);
	listener_stop(s.l);
	open_gate(&s);
	assert_non_null(strstr(hear(fd), "/gate"));
	thread_join(s.thread);
	assert_int_equal(listener_release(s.l), -1);
	assert_int_not_equal(stat(s.path, &st), 0);
	listener_close(s.l);
}

/* As a service manager has it: the file is not ours, nor who waits there. */
TEST(listener, without_a_path_the_socket_is_somebody_elses)
{
	struct stage s, next;
	struct listener *l;
	struct listener_options o = { .workers = 1, .answer = answer,
				      .refuse = refuse, .ctx = &s };
	stage_open(&s, (struct listener_options){ .workers = 1 });
	listener_leave(s.l);
	thread_join(s.thread);
	int held = listener_release(s.l);
	listener_close(s.l);
	o.inherited = dup(held);
	assert_int_equal(listener_open(&o, &l), OK);
	s.l = l;
	thread_start(&s.thread, run, &s);
	assert_non_null(strstr(get(&s, "/a"), "/a"));
	listener_stop(l);
	thread_join(s.thread);
	int waiting = call(&s);
	ask(waiting, "GET", "/waiting");
	listener_close(l);
	stage_open(&next, (struct listener_options){ .workers = 1,
						     .inherited = held });
	assert_non_null(strstr(hear(waiting), "/waiting"));
	stage_close(&next);
	unlink(s.path);
}

TEST(listener, only_a_listening_unix_socket_is_inherited)
{
	struct listener *l;
	struct listener_options o = { .workers = 1 };
	assert_int_equal(listener_open(&o, &l), E_DOWN);
	o.inherited = open("/dev/null", O_RDONLY);
	assert_int_equal(listener_open(&o, &l), E_DOWN);
	o.inherited = socket(AF_UNIX, SOCK_STREAM, 0);
	assert_int_equal(listener_open(&o, &l), E_DOWN);
	o.inherited = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(listen(o.inherited, 1), 0);
	assert_int_equal(listener_open(&o, &l), E_DOWN);
}

TEST(listener, many_callers_at_once)
{
	struct stage s;
	pthread_t t[8];
	stage_open(&s, (struct listener_options){ .workers = 4,
						  .arena_limit = 1 << 18 });
	for (int i = 0; i < 8; i++)
		thread_start(t + i, caller, &s);
	for (int i = 0; i < 8; i++)
		thread_join(t[i]);
	stage_close(&s);
	assert_int_equal(s.closed, 800);
}

TEST(lane, has_a_width)
{
	struct lane l = { .width = 2 };
	assert_int_equal(lane_enter(&l), OK);
	assert_int_equal(lane_enter(&l), OK);
	assert_int_equal(lane_enter(&l), E_LIMIT);
	lane_leave(&l);
	assert_int_equal(lane_enter(&l), OK);
}

/* ---- the hub ------------------------------------------------------------- */

TEST(hub, events_reach_their_topic)
{
	struct hub *h;
	assert_int_equal(hub_open(&h), OK);
	int a = stream(h, 1, 10), b = stream(h, 2, 20);
	assert_int_equal(hub_streams(h), 2);
	hub_send(h, 10, S("case"), S("x"));
	hub_send(h, 20, S("case"), S("y"));
	assert_string_equal(hear_some(a, 21), "event: case\ndata: x\n\n");
	assert_string_equal(hear_some(b, 21), "event: case\ndata: y\n\n");
	hub_close(h);
	assert_string_equal(hear(a), "");
	assert_string_equal(hear(b), "");
}

TEST(hub, cut_by_key_topic_and_by_leaving)
{
	struct hub *h;
	assert_int_equal(hub_open(&h), OK);
	int a = stream(h, 1, 10), b = stream(h, 2, 20), c = stream(h, 3, 30);
	hub_cut_key(h, 1);
	hub_send(h, 10, S("case"), S("never"));
	assert_string_equal(hear(a), "");
	hub_cut_topic(h, 20);
	assert_string_equal(hear(b), "");
	assert_true(has_streams(h, 1));
	close(c);
	assert_true(has_streams(h, 0));
	hub_close(h);
}

/* The right was read, then a cut passed, then the stream comes. */
TEST(hub, a_stream_that_missed_a_cut_is_ended)
{
	struct hub *h;
	int fd[2];
	assert_int_equal(hub_open(&h), OK);
	struct hub_ticket t = { .key = 1, .topics = { 10 }, .topics_n = 1,
				.moment = hub_moment(h) };
	hub_cut_topic(h, 10);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
	hub_adopt(h, fd[0], &t);
	assert_string_equal(hear(fd[1]), "");
	t.moment = hub_moment(h);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fd), 0);
	hub_adopt(h, fd[0], &t);
	hub_send(h, 10, S("case"), S("x"));
	assert_string_equal(hear_some(fd[1], 21), "event: case\ndata: x\n\n");
	hub_cut_all(h);
	assert_string_equal(hear(fd[1]), "");
	hub_close(h);
}

TEST(hub, slow_reader_is_cut)
{
	struct hub *h;
	assert_int_equal(hub_open(&h), OK);
	int a = stream(h, 1, 10), b = stream(h, 2, 20);
	for (int i = 0; i < 5000; i++)
		hub_send(h, 10, S("case"), S("0123456789012345678901"));
	assert_true(has_streams(h, 1));
	hub_send(h, 20, S("case"), S("y"));
	assert_string_equal(hear_some(b, 21), "event: case\ndata: y\n\n");
	close(a);
	close(b);
	hub_close(h);
}

TEST(hub, comment_lines_find_dead_peers)
{
	struct hub *h;
	assert_int_equal(hub_open_beat(30, &h), OK);
	int a = stream(h, 1, 10);
	assert_int_equal(strncmp(hear_some(a, 6), ":\n\n:\n\n", 6), 0);
	close(a);
	assert_true(has_streams(h, 0));
	hub_close(h);
}

TEST(hub, takes_streams_from_the_listener)
{
	struct stage s;
	struct hub *h;
	assert_int_equal(hub_open(&h), OK);
	stage_open(&s, (struct listener_options){ .workers = 1, .hub = h });
	int fd = call(&s);
	ask(fd, "GET", "/events");
	assert_true(has_streams(h, 1));
	hub_send(h, 9, S("case"), S("z"));
	static const char want[] = "Status: 200 OK\r\n"
				   "Content-Type: text/plain\r\n\r\n: here\n\n"
				   "event: case\ndata: z\n\n";
	assert_string_equal(hear_some(fd, sizeof want - 1), want);
	/* The worker is free meanwhile; a HEAD is no stream. */
	assert_non_null(strstr(get(&s, "/ok"), "Status: 200"));
	int head = call(&s);
	ask(head, "HEAD", "/events");
	assert_non_null(strstr(hear(head), "Content-Length"));
	stage_close(&s);
	hub_cut_key(h, 7);
	assert_string_equal(hear(fd), "");
	hub_close(h);
}

TEST_MAIN
