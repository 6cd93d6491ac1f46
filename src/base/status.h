/*
 * status.h — the one set of outcomes every fallible function returns.
 *
 * Each status maps 1:1 to an HTTP status (kernel/rq.h).  Detail for people
 * (message key, field, cause) is put once into rq->err where it is found;
 * a status itself carries none.  On anything but OK, out-parameters are
 * untouched.
 */
#ifndef TB_STATUS_H
#define TB_STATUS_H

enum status {
	OK = 0,
	E_INVALID,	/* 400/422: the input cannot be accepted as it is */
	E_NOT_FOUND,	/* 404: not there, or not for this viewer: the same */
	E_FORBIDDEN,	/* 403: may be seen, may not be done */
	E_CONFLICT,	/* 409: somebody else was first */
	E_TOO_LARGE,	/* 413: over a documented limit */
	E_LIMIT,	/* 429/503: a lane or budget is full, try later */
	E_BUSY,		/* the transaction must run again (kernel retries) */
	E_DOWN,		/* 503: a part we need does not answer */
	E_BUG,		/* 500: our own fault */
};

#define MUST_CHECK __attribute__((warn_unused_result))

/* The only control-flow macro: hand a failure to the caller. */
#define TRY(expr)                                                             \
	do {                                                                  \
		enum status try_status_ = (expr);                             \
		if (try_status_ != OK)                                        \
			return try_status_;                                   \
	} while (0)

#endif
