/*
 * log.h — one line to standard error (the journal), never personal data:
 * method, route pattern, status, milliseconds, a receipt number.  Values of
 * fields, queries and URLs never reach it.
 */
#ifndef TB_SYS_LOG_H
#define TB_SYS_LOG_H

#include "base/str.h"

enum log_level { LOG_INFO, LOG_WARN, LOG_ERROR };

/* `fmt` is a literal; arguments only numbers and literals. */
void log_line(enum log_level level, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* Tests: nothing below this level is written (default LOG_INFO). */
void log_least(enum log_level level);

#endif
