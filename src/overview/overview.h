/* overview.h — see README.md. */
#ifndef TB_OVERVIEW_H
#define TB_OVERVIEW_H

#include "kernel/rq.h"

extern const struct route overview_routes[];
extern const isize overview_routes_n;

#endif
