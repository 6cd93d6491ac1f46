/* account_page.h — what the pages of this room draw. */
#ifndef TB_ACCOUNT_PAGE_H
#define TB_ACCOUNT_PAGE_H

#include "account.sql.h"
#include "kernel/door.h"
#include "kernel/rq.h"

struct login_page {
	const struct rq *rq;
	str error, login, next;
};

/* Names a session in an address, by a token of its own municipality. */
str session_token(const struct rq *rq, const struct session_item *s);

struct sessions_page {
	const struct rq *rq;
	struct session_item_list items;
};

static inline str short_of(struct arena *a, stamp t)
{
	struct out o = out_open(a, 32);
	stamp_print_short(&o, t);
	return out_str(&o);
}

static inline str session_url(const struct rq *rq,
			      const struct session_item *s)
{
	struct out o = out_open(rq->arena, 64);
	put(&o, S("/sessions/"));
	put(&o, session_token(rq, s));
	put(&o, S("/end"));
	return out_str(&o);
}

#endif
