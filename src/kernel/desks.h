/*
 * desks.h — 兼務: the desks of a human who works in several agencies or
 * municipalities (中核地域生活支援センター, 児相, 病院).
 *
 * A sign-in name and its password belong to one account, the *home*.  In a
 * further municipality the same human has a row of account of his own there,
 * tied to the home by side_account.  A desk is a row of post of any of them.
 * A session sits at exactly one desk: behind the door there is one muni and
 * one agency, and nothing reads across.
 */
#ifndef TB_DESKS_H
#define TB_DESKS_H

#include "kernel/rq.h"

/* Another desk of the actor, as the account menu offers it. */
struct actor_desk {
	struct viewer viewer;
	str muni_name, agency_short;
	str token;	/* names it in a form; of its own municipality */
	i64 used_at;
};

struct actor_desks {
	struct actor_desk *v;
	isize n;
};

/* Every live desk of a home account, its own municipality first. */
enum status desks_of(struct rq *rq, struct db *db, i64 home_muni,
		     account_id home, struct actor_desks *ret) MUST_CHECK;
/* Fills rq->actor.desks with all but the present one. */
enum status desks_read(struct rq *rq) MUST_CHECK;
/* The one that was used last; NULL when there is none. */
const struct actor_desk *desks_last(const struct actor_desks *d);
/* 「港南市 中核みおつくし（相談員）」; the municipality only if they differ. */
str desk_name(const struct rq *rq, const struct actor_desk *d);

#endif
