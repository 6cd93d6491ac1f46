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

extern const struct route account_routes[];
extern const isize account_routes_n;

#endif
