/*
 * log.c — see log.h.  One write(2) a line, so that lines of threads do not
 * mix; what does not fit is cut.
 */
#include "sys/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

enum { LINE = 512 };

static _Atomic int least = LOG_INFO;

void log_least(enum log_level level)
{
	atomic_store(&least, (int)level);
}

void log_line(enum log_level level, const char *fmt, ...)
{
	static const char *const word[] = { "info", "warn", "error" };
	char line[LINE];
	if ((int)level < atomic_load(&least))
		return;
	int n = snprintf(line, sizeof line, "tomobune: %s: ", word[level]);
	va_list args;
	va_start(args, fmt);
	int more = vsnprintf(line + n, sizeof line - (size_t)n - 1, fmt, args);
	va_end(args);
	n += more < 0 ? 0 : more;
	if (n > LINE - 2)
		n = LINE - 2;
	line[n++] = '\n';
	/* A log that cannot be written has nowhere to be reported. */
	if (write(STDERR_FILENO, line, (size_t)n) < 0)
		return;
}
