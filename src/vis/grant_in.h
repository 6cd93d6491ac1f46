/*
 * grant_in.h — inside this room: the decision over grants that were read, or
 * supposed (vis/print.c).
 */
#ifndef TB_VIS_GRANT_IN_H
#define TB_VIS_GRANT_IN_H

#include "vis/grant.h"
#include "vis/types.h"

#include "vis.sql.h"

struct grants {
	const struct vis_permit *permits;
	isize permits_n;
	const struct vis_exception *exceptions;
	isize exceptions_n;
	struct share_type *types;
	isize types_n;
};

/* What the grants open, before any role; v are l->persons. */
void grants_open(const struct grants *g, struct lens *l,
		 struct lens_person *v);
/* The role's part taken away (lens.c). */
void lens_cap_by_role(struct lens *l, struct lens_person *v);
/* A casefile of the own agency, as the role sees it. */
struct lens lens_suppose_own(enum role role);

#endif
