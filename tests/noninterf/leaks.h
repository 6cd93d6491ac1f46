/*
 * leaks.h — where each seeded leak (src/vis/leak.h) is looked for: the route
 * whose channel it is, which the walk then asks more often than others, and
 * the role to which what leaks is closed.
 */
#ifndef TB_P1_LEAKS_H
#define TB_P1_LEAKS_H

#include "vis/leak.h"
#include "world.h"

struct leak_row {
	enum method method;
	const char *pattern;	/* NULL: any */
	enum role role;		/* ROLE_NONE: any */
	bool pg;		/* sought on PostgreSQL too: made of SQL */
};
extern const struct leak_row leak_rows[LEAKS];

#endif
