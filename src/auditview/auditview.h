/* auditview.h — see README.md. */
#ifndef TB_AUDITVIEW_H
#define TB_AUDITVIEW_H

#include "kernel/rq.h"

extern const struct route auditview_routes[];
extern const isize auditview_routes_n;

#endif
