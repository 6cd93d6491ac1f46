/* home.h — see README.md. */
#ifndef TB_HOME_H
#define TB_HOME_H

#include "kernel/rq.h"

extern const struct route home_routes[];
extern const isize home_routes_n;

#endif
