/*
 * sharetype.h — a municipality's own wording of the types of sharing.
 */
#ifndef TB_SHARETYPE_H
#define TB_SHARETYPE_H

#include "kernel/rq.h"
#include "vis/types.h"

/* Stores the type over the version that was seen (0: the built-in one), and
 * lets what follows from it follow: seats, open pages, an audit row.
 * E_CONFLICT when somebody was faster; E_INVALID with words when 訪問時の安全
 * would be hidden or the label is empty; E_NOT_FOUND for an unknown name. */
enum status sharetype_save(struct rq *rq, struct db *tx,
			   const struct share_type *t, int seen) MUST_CHECK;
/* Back to the built-in one. */
enum status sharetype_reset(struct rq *rq, struct db *tx, str name, int seen)
	MUST_CHECK;

extern const struct route sharetype_routes[];
extern const isize sharetype_routes_n;

#endif
