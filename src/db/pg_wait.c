/* pg_wait.c — see pg_wait.h. */
#include "db/pg_wait.h"

#include <errno.h>
#include <poll.h>

#include "sys/clock.h"

/* True when there may be something to read or room to write. */
static bool wait_for(const PGconn *c, short what, i64 end)
{
	for (;;) {
		i64 left = (end - sys_ticks()) / 1000000;
		struct pollfd p = { .fd = PQsocket(c), .events = what };
		if (left <= 0 || p.fd < 0)
			return false;
		int n = poll(&p, 1, (int)left + 1);
		if (n > 0)
			return true;
		if (n < 0 && errno != EINTR)
			return false;
	}
}

/* False: not in time.  A link that broke is not late: what comes next says
 * so. */
static bool all_sent(PGconn *c, i64 end)
{
	while (PQflush(c) == 1) {
		if (!wait_for(c, POLLIN | POLLOUT, end))
			return false;
		/* It may have to say something before it reads on. */
		if (!PQconsumeInput(c))
			return true;
	}
	return true;
}

static bool answered(PGconn *c, i64 end)
{
	while (PQisBusy(c)) {
		if (!wait_for(c, POLLIN, end))
			return false;
		if (!PQconsumeInput(c))
			return true;
	}
	return true;
}

PGresult *pg_wait(PGconn *c, int sent, i64 ms, bool *ret_late)
{
	PGresult *last = NULL, *res;
	i64 end = sys_ticks() + ms * 1000000;
	bool late = sent && !all_sent(c, end);
	while (sent && !late) {
		late = !answered(c, end);
		res = late ? NULL : PQgetResult(c);
		if (!res)
			break;
		PQclear(last);
		last = res;
	}
	*ret_late = late;
	if (!late)
		return last;
	PQclear(last);
	return NULL;
}
