/* run.c — see run.h. */
#include "sys/run.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NO_PROGRAM = 127 };

/* In the child: whoever started us is gone, so are we. */
static void end_with(pid_t parent, int sig)
{
	prctl(PR_SET_PDEATHSIG, sig);
	if (getppid() != parent)
		_exit(1);
}

static enum status wait_for(pid_t pid, int *ret)
{
	while (waitpid(pid, ret, 0) < 0)
		if (errno != EINTR)
			return E_DOWN;
	return OK;
}

static void become(const char *const *argv, const struct run_env *env, isize n)
{
	int none = open("/dev/null", O_RDWR);
	dup2(none, 0);
	dup2(none, 1);
	for (isize i = 0; i < n; i++)
		setenv(env[i].name, env[i].value, 1);
	execvp(argv[0], (char *const *)argv);
	/* EACCES: a folder of PATH that is not ours to read, or no program. */
	bool unfound = errno == ENOENT || errno == EACCES;
	_exit(unfound ? NO_PROGRAM : 1);
}

enum status run_program(const char *const *argv, const struct run_env *env,
			isize n)
{
	pid_t parent = getpid(), pid = fork();
	int how = 0;
	if (pid == 0) {
		end_with(parent, SIGTERM);
		become(argv, env, n);
	}
	if (pid < 0)
		return E_DOWN;
	TRY(wait_for(pid, &how));
	if (WIFEXITED(how) && WEXITSTATUS(how) == NO_PROGRAM)
		return E_NOT_FOUND;
	return WIFEXITED(how) && WEXITSTATUS(how) == 0 ? OK : E_DOWN;
}

/* ---- a child of our own ------------------------------------------------ */

static volatile sig_atomic_t aside;

static void pass_on(int sig)
{
	if (aside)
		kill((pid_t)aside, sig);
}

enum status run_aside(int (*fn)(void *), void *arg, int *ret_code)
{
	static const int told[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction ours = { .sa_handler = pass_on }, old[3];
	pid_t parent = getpid();
	int how = 0;
	/* What comes before we know the child waits until we do. */
	sigset_t all, before;
	sigemptyset(&all);
	for (int i = 0; i < COUNT(told); i++)
		sigaddset(&all, told[i]);
	pthread_sigmask(SIG_BLOCK, &all, &before);
	for (int i = 0; i < COUNT(told); i++)
		sigaction(told[i], &ours, &old[i]);
	pid_t pid = fork();
	if (pid <= 0)
		for (int i = 0; i < COUNT(told); i++)
			sigaction(told[i], &old[i], NULL);
	else
		aside = pid;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (pid == 0) {
		end_with(parent, SIGKILL);
		_exit(fn(arg));
	}
	if (pid < 0)
		return E_DOWN;
	enum status st = wait_for(pid, &how);
	for (int i = 0; i < COUNT(told); i++)
		sigaction(told[i], &old[i], NULL);
	aside = 0;
	if (st == OK)
		*ret_code = WIFEXITED(how) ? WEXITSTATUS(how) : 1;
	return st;
}
