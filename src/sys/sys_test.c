/* sys_test.c — clock, keys, files, threads, other programs. */
#include "base/test.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/num.h"
#include "base/out.h"
#include "sys/clock.h"
#include "sys/crypt.h"
#include "sys/file.h"
#include "sys/log.h"
#include "sys/notify.h"
#include "sys/run.h"
#include "sys/thread.h"

/* A folder of the test's own; gone with its files at the end of the test. */
static char folder[] = "/tmp/tomobune-sys-XXXXXX";

static const char *in_folder(const char *name)
{
	str path = str_cat(test_arena, str_of(folder), str_of(name));
	return str_cstr(test_arena, path);
}

static void folder_open(void)
{
	memcpy(folder + sizeof folder - 7, "XXXXXX", 6);
	assert_non_null(mkdtemp(folder));
}

TEST(clock, now_is_near_and_ticks_only_rise)
{
	i64 before = sys_ticks();
	assert_true(llabs(sys_now().ms / 1000 - (i64)time(NULL)) <= 1);
	assert_true(sys_ticks() >= before);
	assert_int_equal(sys_today().n, stamp_day(sys_now()).n);
}

TEST(clock, random_fills_every_byte)
{
	u8 seen[5] = { 0 };
	for (int i = 0; i < 64; i++) {
		u8 b[5];
		sys_random(b, sizeof b);
		for (int j = 0; j < 5; j++)
			seen[j] |= b[j];
	}
	for (int j = 0; j < 5; j++)
		assert_int_equal(seen[j], 0xff);
}

#ifdef TB_TEST_CLOCK
TEST(clock, control_file_moves_time_and_repeats_chance)
{
	folder_open();
	const char *path = in_folder("/clock");
	u64 first, again, later;
	assert_int_equal(file_append(path, S("1000 7\n"), 0600), OK);
	setenv("TOMOBUNE_CLOCK", path, 1);
	assert_int_equal(sys_now().ms, 1000);
	sys_random(&first, sizeof first);
	assert_int_equal(file_replace(test_arena, path, S("2000 7\n"), 0600),
			 OK);
	assert_int_equal(sys_now().ms, 2000);
	sys_random(&later, sizeof later);
	assert_true(first != later);
	assert_int_equal(file_replace(test_arena, path, S("2000 8\n"), 0600),
			 OK);
	sys_random(&again, sizeof again);
	assert_int_equal(file_replace(test_arena, path, S("2000 7\n"), 0600),
			 OK);
	sys_random(&again, sizeof again);
	assert_true(first == again);
	unsetenv("TOMOBUNE_CLOCK");
	unlink(path);
	rmdir(folder);
}
#endif

/* ---- crypt ----------------------------------------------------------- */

static str hex(const u8 *p, isize n)
{
	struct out o = out_open(test_arena, 64);
	out_hex(&o, (str){ (const char *)p, n });
	return out_str(&o);
}

static void key_from(struct crypt_key *k, str digits)
{
	str raw = { 0 };
	memset(k, 0, sizeof *k);
	assert_int_equal(num_unhex(test_arena, digits, &raw), OK);
	memcpy(k->b, raw.p, (size_t)raw.n);
}

TEST(crypt, digests_match_published_vectors)
{
	u8 h[CRYPT_HASH];
	assert_int_equal(crypt_start(), OK);
	crypt_sha256(S("abc"), h);
	assert_str(hex(h, 32), S("ba7816bf8f01cfea414140de5dae2223"
				 "b00361a396177a9cb410ff61f20015ad"));
	str parts[] = { STR("a"), STR(""), STR("bc") };
	u8 joined[CRYPT_HASH];
	crypt_sha256_parts(parts, COUNT(parts), joined);
	assert_memory_equal(h, joined, 32);
	crypt_sha256((str){ 0 }, h);
	assert_str(str_sub(hex(h, 32), 0, 8), S("e3b0c442"));
	/* RFC 4231, test case 2: "Jefe", zero-padded to the key's length. */
	struct crypt_key k;
	key_from(&k, S("4a656665"));
	crypt_hmac(&k, S("what do ya want for nothing?"), h);
	assert_str(hex(h, 32), S("5bdcc146bf60754e6a042426089575c7"
				 "5a003f089d2739839dec58b964ec3843"));
}

TEST(crypt, block_matches_fips_197_and_opens_again)
{
	struct crypt_key k, other;
	str in = { 0 };
	u8 out[16], back[16];
	key_from(&k, S("000102030405060708090a0b0c0d0e0f"));
	key_from(&other, S("ff"));
	assert_int_equal(num_unhex(test_arena,
				   S("00112233445566778899aabbccddeeff"), &in),
			 OK);
	for (int i = 0; i < 2; i++) {
		crypt_block_seal(&k, (const u8 *)in.p, out);
		assert_str(hex(out, 16), S("69c4e0d86a7b0430d8cdb78070b4c55a"));
		crypt_block_open(&k, out, back);
		assert_memory_equal(back, in.p, 16);
		/* Another key between, so that a stale context would show. */
		crypt_block_open(&other, out, back);
		assert_memory_not_equal(back, in.p, 16);
	}
}

TEST(crypt, sealed_bytes_open_only_as_they_were)
{
	struct crypt_key k = { { 1 } }, other = { { 2 } };
	str plain = S("内容"), back = { 0 };
	str sealed = crypt_seal(test_arena, &k, S("draft"), plain);
	assert_int_equal(crypt_open(test_arena, &k, S("draft"), sealed, &back),
			 OK);
	assert_str(back, plain);
	str twice = crypt_seal(test_arena, &k, S("draft"), plain);
	assert_false(str_eq(sealed, twice));
	assert_int_equal(crypt_open(test_arena, &k, S("file"), sealed, &back),
			 E_INVALID);
	assert_int_equal(crypt_open(test_arena, &other, S("draft"), sealed,
				    &back),
			 E_INVALID);
	for (isize i = 0; i < sealed.n; i++) {
		str bent = str_dup(test_arena, sealed);
		((char *)bent.p)[i] ^= 1;
		assert_int_equal(crypt_open(test_arena, &k, S("draft"), bent,
					    &back),
				 E_INVALID);
	}
	assert_int_equal(crypt_open(test_arena, &k, S("draft"),
				    str_sub(sealed, 0, 39), &back),
			 E_INVALID);
}

TEST(crypt, passwords)
{
	str phc = { 0 };
	assert_int_equal(crypt_password_hash(test_arena, S("伴舟の合い言葉"),
					     &phc),
			 OK);
	assert_true(str_starts(phc, S("$argon2id$v=19$m=19456,t=2,p=1$")));
	assert_true(crypt_password_is(test_arena, S("伴舟の合い言葉"), phc));
	assert_false(crypt_password_is(test_arena, S("伴舟の合い言葉 "), phc));
	assert_false(crypt_password_is(test_arena, S(""), phc));
}

TEST(crypt, a_missing_hash_costs_as_much)
{
	str phc = { 0 };
	assert_int_equal(crypt_password_hash(test_arena, S("x"), &phc), OK);
	i64 t0 = sys_ticks();
	assert_false(crypt_password_is(test_arena, S("y"), phc));
	i64 t1 = sys_ticks();
	assert_false(crypt_password_is(test_arena, S("y"), (str){ 0 }));
	i64 t2 = sys_ticks();
	/* Coarse on purpose: it must not be free. */
	assert_true((t2 - t1) * 8 > t1 - t0);
}

/* ---- files ----------------------------------------------------------- */

TEST(file, replace_read_append)
{
	str got = { 0 };
	folder_open();
	const char *path = in_folder("/a");
	assert_int_equal(file_read(test_arena, path, 100, &got), E_NOT_FOUND);
	assert_false(file_exists(path));
	assert_int_equal(file_replace(test_arena, path, S("一"), 0640), OK);
	assert_int_equal(file_replace(test_arena, path, S("二"), 0640), OK);
	assert_int_equal(file_append(path, S("三"), 0600), OK);
	assert_int_equal(file_read(test_arena, path, 6, &got), OK);
	assert_str(got, S("二三"));
	assert_int_equal(file_read(test_arena, path, 5, &got), E_TOO_LARGE);
	struct stat s;
	assert_int_equal(stat(path, &s), 0);
	assert_int_equal(s.st_mode & 0777, 0640);
	assert_false(file_exists(in_folder("/a.new")));
	assert_int_equal(file_replace(test_arena, in_folder("/no/b"), S(""),
				      0600),
			 E_DOWN);
	unlink(path);
	rmdir(folder);
}

TEST(file, reads_what_is_larger_than_a_chunk)
{
	folder_open();
	const char *path = in_folder("/big");
	isize n = 300 * 1000;
	char *p = new(test_arena, char, n);
	for (isize i = 0; i < n; i++)
		p[i] = (char)('a' + i % 23);
	str got = { 0 };
	assert_int_equal(file_replace(test_arena, path, (str){ p, n }, 0600),
			 OK);
	assert_int_equal(file_read(test_arena, path, n, &got), OK);
	assert_true(str_eq(got, (str){ p, n }));
	unlink(path);
	rmdir(folder);
}

static struct file_lines *lines_of(const char *path, str bytes)
{
	struct file_lines *l;
	assert_int_equal(file_replace(test_arena, path, bytes, 0600), OK);
	assert_int_equal(file_lines_open(test_arena, path, &l), OK);
	return l;
}

TEST(file, lines_come_one_by_one_as_far_as_it_reached)
{
	struct file_lines *l;
	str got = { 0 };
	folder_open();
	const char *path = in_folder("/lines");
	assert_int_equal(file_lines_open(test_arena, path, &l), E_NOT_FOUND);
	l = lines_of(path, S("one\n\nthree\n"));
	assert_int_equal(file_append(path, S("later\n"), 0600), OK);
	static const str want[] = { STR("one"), STR(""), STR("three") };
	for (isize i = 0; i < COUNT(want); i++) {
		assert_int_equal(file_lines_next(l, &got), OK);
		assert_str(got, want[i]);
	}
	assert_int_equal(file_lines_next(l, &got), E_NOT_FOUND);
	file_lines_close(l);
	l = lines_of(path, S(""));
	assert_int_equal(file_lines_next(l, &got), E_NOT_FOUND);
	file_lines_close(l);
	/* It became shorter meanwhile. */
	l = lines_of(path, S("one\n"));
	assert_int_equal(truncate(path, 0), 0);
	assert_int_equal(file_lines_next(l, &got), E_NOT_FOUND);
	file_lines_close(l);
	assert_int_equal(file_lines_open(test_arena, folder, &l), OK);
	assert_int_equal(file_lines_next(l, &got), E_DOWN);
	unlink(path);
	rmdir(folder);
}

/* 1,000 lines of each length around the buffer's end. */
TEST(file, a_line_may_stand_across_what_is_read_at_once)
{
	enum { LINES = 1000 };
	struct file_lines *l;
	str got = { 0 };
	folder_open();
	const char *path = in_folder("/lines");
	for (int more = 0; more < 3; more++) {
		struct out o = out_open(test_arena, 200 * 1000);
		for (int i = 0; i < LINES; i++) {
			for (int n = 0; n < 150 + (i + more) % 7; n++)
				put(&o, S("x"));
			put(&o, (i64)i);
			put(&o, S("\n"));
		}
		str text = out_str(&o);
		l = lines_of(path, text);
		for (int i = 0; i < LINES; i++) {
			assert_int_equal(file_lines_next(l, &got), OK);
			assert_true(str_eq(got, str_cut(&text, '\n')));
		}
		assert_int_equal(file_lines_next(l, &got), E_NOT_FOUND);
		file_lines_close(l);
	}
	unlink(path);
	rmdir(folder);
}

TEST(file, a_line_without_an_end_is_no_line)
{
	enum { MOST = 64 * 1024 };
	struct file_lines *l;
	str got = { 0 };
	folder_open();
	const char *path = in_folder("/lines");
	l = lines_of(path, S("one\ntw"));
	assert_int_equal(file_lines_next(l, &got), OK);
	assert_int_equal(file_lines_next(l, &got), E_INVALID);
	assert_str(got, S("one"));
	file_lines_close(l);
	char *p = new(test_arena, char, MOST + 1);
	memset(p, 'x', MOST + 1);
	p[MOST - 1] = '\n';
	l = lines_of(path, (str){ p, MOST });
	assert_int_equal(file_lines_next(l, &got), OK);
	assert_int_equal(got.n, MOST - 1);
	file_lines_close(l);
	p[MOST - 1] = 'x';
	p[MOST] = '\n';
	l = lines_of(path, (str){ p, MOST + 1 });
	assert_int_equal(file_lines_next(l, &got), E_INVALID);
	file_lines_close(l);
	unlink(path);
	rmdir(folder);
}

TEST(file, folder_is_locked_once)
{
	int fd = -1, again = -1;
	folder_open();
	assert_int_equal(file_folder(in_folder("/data")), OK);
	assert_int_equal(file_folder(in_folder("/data")), OK);
	assert_int_equal(file_folder(in_folder("/no/data")), E_DOWN);
	assert_int_equal(file_lock(in_folder("/data"), &fd), OK);
	assert_int_equal(file_lock(in_folder("/data"), &again), E_BUSY);
	assert_int_equal(again, -1);
	close(fd);
	assert_int_equal(file_lock(in_folder("/data"), &again), OK);
	close(again);
	unlink(in_folder("/data/lock"));
	rmdir(in_folder("/data"));
	rmdir(folder);
}

/* ---- threads and log ------------------------------------------------- */

struct shared {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	int n;
};

static void *add_one(void *arg)
{
	struct shared *s = arg;
	lock_take(&s->lock);
	s->n++;
	cond_wake_all(&s->changed);
	lock_drop(&s->lock);
	return NULL;
}

TEST(thread, waits_are_woken_or_time_out)
{
	struct shared s = { .lock = PTHREAD_MUTEX_INITIALIZER };
	pthread_t t[4];
	cond_open(&s.changed);
	lock_take(&s.lock);
	assert_false(cond_wait_ms(&s.changed, &s.lock, 5));
	for (int i = 0; i < 4; i++)
		thread_start(&t[i], add_one, &s);
	while (s.n < 4)
		cond_wait(&s.changed, &s.lock);
	lock_drop(&s.lock);
	for (int i = 0; i < 4; i++)
		thread_join(t[i]);
	pthread_cond_destroy(&s.changed);
}

/* What log_line writes, read back through a pipe. */
static str log_of(enum log_level least)
{
	int pipe_fd[2], saved = dup(STDERR_FILENO);
	char *buf = new(test_arena, char, 2000);
	assert_int_equal(pipe(pipe_fd), 0);
	dup2(pipe_fd[1], STDERR_FILENO);
	log_least(least);
	log_line(LOG_INFO, "hidden or not");
	log_line(LOG_WARN, "status %d %0600d", 503, 1);
	log_least(LOG_INFO);
	dup2(saved, STDERR_FILENO);
	close(saved);
	close(pipe_fd[1]);
	ssize_t n = read(pipe_fd[0], buf, 2000);
	close(pipe_fd[0]);
	return (str){ buf, n };
}

/* ---- notify -------------------------------------------------------------- */

static void start_with(const char *pid, const char *n)
{
	setenv("LISTEN_PID", pid, 1);
	setenv("LISTEN_FDS", n, 1);
}

TEST(notify, a_socket_is_ours_when_it_names_this_process)
{
	struct out o = out_open(test_arena, 24);
	put(&o, (i64)getpid());
	const char *me = str_cstr(test_arena, out_str(&o));
	assert_int_equal(notify_socket(), 0);
	start_with(me, "1");
	assert_int_equal(notify_socket(), 3);
	assert_null(getenv("LISTEN_PID"));
	assert_int_equal(notify_socket(), 0);
	start_with(me, "2");
	assert_int_equal(notify_socket(), -1);
	start_with("1", "1");
	assert_int_equal(notify_socket(), 0);
	setenv("LISTEN_PID", me, 1);
	assert_int_equal(notify_socket(), 0);
}

/* The exit code of a child that becomes `program` with a pipe in its hand. */
static int start_again(const char *program)
{
	char *script = "test $LISTEN_PID = $$ && test $LISTEN_FDS = 1 && "
		       "read -r word <&3 && test \"$word\" = held";
	char *argv[] = { (char *)program, "-c", script, NULL };
	int ends[2], state;
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	pid_t child = fork();
	if (child == 0) {
		/* Where it is to be found, something else may stand. */
		int fd = dup2(ends[0], 40);
		fcntl(fd, F_SETFD, FD_CLOEXEC);
		fd = notify_start_again(test_arena, argv, fd);
		char got[4];
		_exit(read(fd, got, 4) == 4 ? 77 : 78);
	}
	assert_int_equal(write(ends[1], "held\n", 5), 5);
	close(ends[0]);
	close(ends[1]);
	assert_int_equal(waitpid(child, &state, 0), child);
	return WIFEXITED(state) ? WEXITSTATUS(state) : -1;
}

TEST(notify, the_program_goes_on_with_its_socket)
{
	assert_int_equal(start_again("sh"), 0);
	/* Not there any more: the socket is still ours. */
	assert_int_equal(start_again("/nowhere/tomobune"), 77);
}

TEST(notify, tells_who_waits_for_it)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	char got[32] = "";
	struct out o = out_open(test_arena, 64);
	int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
	put(&o, S("@tb-notify-"));
	put(&o, (i64)getpid());
	str name = out_str(&o);
	notify_ready();
	memcpy(at.sun_path + 1, name.p + 1, (size_t)name.n - 1);
	assert_int_equal(bind(fd, (struct sockaddr *)&at,
			      (socklen_t)(sizeof at.sun_family +
					  (size_t)name.n)), 0);
	setenv("NOTIFY_SOCKET", str_cstr(test_arena, name), 1);
	notify_ready();
	assert_int_equal(recv(fd, got, sizeof got, MSG_DONTWAIT), 7);
	assert_string_equal(got, "READY=1");
	/* Nobody there, and a name too long: nothing happens. */
	close(fd);
	notify_ready();
	setenv("NOTIFY_SOCKET", str_cstr(test_arena, (str){
		(char *)memset(new(test_arena, char, 200), 'x', 200), 200 }),
	       1);
	notify_ready();
	unsetenv("NOTIFY_SOCKET");
}

TEST(log, one_line_each_and_cut)
{
	str all = log_of(LOG_INFO);
	assert_true(str_starts(all, S("tomobune: info: hidden or not\n")));
	str warn = log_of(LOG_WARN);
	assert_true(str_starts(warn, S("tomobune: warn: status 503 0000")));
	assert_true(str_ends(warn, S("0\n")));
	assert_true(warn.n < 512);
}

/* ---- copies ----------------------------------------------------------- */

TEST(file, a_copy_is_the_same_and_takes_nobody_s_place)
{
	char from[] = "/dev/shm/tomobune-copy-XXXXXX", to[64];
	struct file_mark copied, back, changed;
	u8 want[CRYPT_HASH];
	str text = S("伴舟");
	close(mkstemp(from));
	snprintf(to, sizeof to, "%s.to", from);
	assert_int_equal(file_append(from, text, 0600), OK);
	assert_int_equal(file_copy(from, to, &copied), OK);
	assert_int_equal(file_read_back(to, &back), OK);
	assert_true(file_same(&copied, &back));
	assert_int_equal(back.size, text.n);
	assert_int_equal(file_size(to), text.n);
	crypt_sha256(text, want);
	assert_memory_equal(back.sha256, want, CRYPT_HASH);
	assert_int_equal(file_copy(from, to, &copied), E_CONFLICT);
	assert_int_equal(file_append(to, S("x"), 0600), OK);
	assert_int_equal(file_read_back(to, &changed), OK);
	assert_false(file_same(&changed, &back));
	unlink(from);
	assert_int_equal(file_copy(from, to, &copied), E_NOT_FOUND);
	assert_int_equal(file_read_back(from, &back), E_NOT_FOUND);
	unlink(to);
}

TEST(file, a_full_disk_is_told)
{
	struct file_mark m;
	assert_int_equal(file_append("/dev/full", S("x"), 0600), E_DOWN);
	assert_int_equal(file_copy("/dev/null", "/no/such/folder/x", &m),
			 E_DOWN);
	assert_true(file_room("/dev/shm") > 0);
	assert_int_equal(file_room("/no/such/folder"), -1);
	assert_false(file_folder_empty("/dev"));
	assert_false(file_folder_empty("/no/such/folder"));
}

/* A file that may not grow beyond 6 bytes is as full a disk as any. */
TEST(file, what_was_appended_in_part_is_taken_back)
{
	struct rlimit was, tight;
	str got;
	folder_open();
	const char *path = in_folder("/a");
	void (*before)(int) = signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(file_append(path, S("one\n"), 0600), OK);
	getrlimit(RLIMIT_FSIZE, &was);
	tight = (struct rlimit){ 6, was.rlim_max };
	setrlimit(RLIMIT_FSIZE, &tight);
	enum status st = file_append(path, S("two\n"), 0600);
	setrlimit(RLIMIT_FSIZE, &was);
	signal(SIGXFSZ, before);
	assert_int_equal(st, E_DOWN);
	assert_int_equal(file_read(test_arena, path, 100, &got), OK);
	assert_str(got, S("one\n"));
	assert_int_equal(file_append(path, S("three\n"), 0600), OK);
	assert_int_equal(file_read(test_arena, path, 100, &got), OK);
	assert_str(got, S("one\nthree\n"));
	unlink(path);
	rmdir(folder);
}

/* ---- other programs ------------------------------------------------------ */

TEST(run, says_how_a_program_ended)
{
	const struct run_env env[] = { { "TOMOBUNE_TRY", "舟" } };
	const char *const good[] = { "sh", "-c", "[ \"$TOMOBUNE_TRY\" = 舟 ]",
				     NULL };
	const char *const none[] = { "tomobune-no-such-program", NULL };
	const char *const killed[] = { "sh", "-c", "kill -9 $$", NULL };
	assert_int_equal(run_program(good, env, 1), OK);
	assert_int_equal(run_program(good, NULL, 0), E_DOWN);
	assert_int_equal(run_program(none, NULL, 0), E_NOT_FOUND);
	assert_int_equal(run_program(killed, NULL, 0), E_DOWN);
}

static int end_as(void *arg)
{
	int how = *(int *)arg;
	if (how < 0)
		raise(-how);
	return how;
}

static int stop_parent(void *arg)
{
	(void)arg;
	kill(getppid(), SIGTERM);
	pause();
	return 0;
}

TEST(run, a_child_of_ours_takes_the_blow)
{
	int how = 0, code = -1;
	assert_int_equal(run_aside(end_as, &how, &code), OK);
	assert_int_equal(code, 0);
	how = 7;
	assert_int_equal(run_aside(end_as, &how, &code), OK);
	assert_int_equal(code, 7);
	how = -SIGKILL;
	assert_int_equal(run_aside(end_as, &how, &code), OK);
	assert_int_equal(code, 1);
	/* Told to stop, we are still here. */
	assert_int_equal(run_aside(stop_parent, NULL, &code), OK);
	assert_int_equal(code, 1);
}

TEST_MAIN
