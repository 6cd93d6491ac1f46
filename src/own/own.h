/*
 * own.h — 自機関の記録: what an agency wrote itself stays with it.
 *
 * A sharing ends and the others' content is gone at once; the agency's own
 * notes, receptions, sheets and tasks are its statutory records.  They are
 * read here as long as the agency has no living way into the casefile, and in
 * the casefile again as soon as it has.  Nothing of the others is shown: no
 * household name but the one its notice told, no people, no numbers of
 * records, and of a sheet only what it looked like before somebody else wrote
 * in it.  The role takes away what it takes everywhere.
 */
#ifndef TB_OWN_H
#define TB_OWN_H

#include "kernel/rq.h"

extern const struct route own_routes[];
extern const isize own_routes_n;

#endif
