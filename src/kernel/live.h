/*
 * live.h — what an open page of a casefile hears, and how it notices that its
 * viewer's sight has changed.
 *
 * GET /events?case=TOKEN is a stream of server-sent events:
 *	lens	first of all: the mark of the viewer's lens now.  Another one
 *		than the page was drawn with: the page is fetched again.
 *	case	something was recorded on the casefile
 *	access	this agency's access changed; the stream ends here
 * It is opened for those only who may open the casefile (404 for the others,
 * as everywhere), without TOKEN it tells nothing but the end of the session.
 */
#ifndef TB_LIVE_H
#define TB_LIVE_H

#include "kernel/rq.h"

/* 22 characters that are others when anything in what this lens shows or
 * allows is: of one viewer on one casefile. */
str live_mark(const struct rq *rq, const struct lens *lens);

/* The route. */
enum status live_events(struct rq *rq, struct reply *ret);

#endif
