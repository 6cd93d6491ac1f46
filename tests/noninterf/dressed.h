/*
 * dressed.h — the headers that every answer of the product wears, whatever the
 * route and the status.  The door (tests/door) asks the same through nginx;
 * here it is asked of every answer of the walk, which reaches more of them.
 */
#ifndef TB_P1_DRESSED_H
#define TB_P1_DRESSED_H

#include "world.h"

/* What is missing or wrong with the headers of an answer; {0}: nothing. */
str dressed_wrong(const struct answered *a);

#endif
