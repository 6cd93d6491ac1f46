/*
 * account.h — sign-in, sign-out, and the list of signed-in devices.
 *
 * Passwords are Argon2id (19 MiB); at most two are hashed at once (a lane), so
 * that sign-in cannot starve pages.  A wrong name and a wrong password cost
 * the same and read the same.  Ten failures in fifteen minutes close a name
 * for the rest of them, whether it exists or not.
 */
#ifndef TB_ACCOUNT_H
#define TB_ACCOUNT_H

#include "kernel/rq.h"

/* POST /desk: the actor goes on at another of his desks (desk_web.c), with a
 * new cookie, and lands on ホーム.  A desk that is not his, or no longer, is
 * E_NOT_FOUND. */
enum status desk_post(struct rq *rq, struct reply *ret);

extern const struct route account_routes[];
extern const isize account_routes_n;

#endif
