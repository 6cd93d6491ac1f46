/*
 * plan.h — the numbers SQLite chooses its plans by.
 *
 * Without any it takes a column of municipalities for one that tells rows
 * apart, and walks through all persons of a city to find those of one case.
 * Measured numbers (ANALYZE) would change with the data, and the plans with
 * them, behind everybody's back.  So they are made up, once and the same for
 * every installation: many rows, a tenth of them in one municipality, and
 * every further column of an index tells nearly all apart.
 */
#ifndef TB_DB_PLAN_H
#define TB_DB_PLAN_H

#include "base/str.h"

/* Statements that write the numbers of all indexes there are: after
 * migrations.  Connections opened later see them. */
str plan_script(void);

#endif
