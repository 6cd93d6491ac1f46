/*
 * grant.h — what the living grants of a casefile open to one viewer, and the
 * seats that follow from them.
 *
 * For each person that a grant names: the states of its type, the exceptions
 * over them, and for every class the basis does not cover no more than
 * 氏名・続柄・年代.  Of everyone else in the household a grant shows 氏名・続柄・
 * 年代, as far as its type goes.  Several grants: the more open wins, so that
 * taking one away never shows more.
 */
#ifndef TB_VIS_GRANT_H
#define TB_VIS_GRANT_H

#include "vis/lens.h"

/* Fills level, tabs, verbs, reads, persons and household of a lens whose
 * viewer and casefile are set, before the role takes its part away; *ret are
 * the persons, to be capped. */
enum status grant_lens(struct db *db, struct arena *a, struct lens *l,
		       struct lens_person **ret) MUST_CHECK;

/* 氏名・続柄・年代 and what keeps visitors safe: what people without a basis
 * show at most; and nothing. */
extern const u8 states_baseline[CLASS_COUNT];
extern const u8 states_nothing[CLASS_COUNT];

/* Each state no more than `most` says. */
void states_cap(u8 *states, const u8 *most);

/*
 * The seats of a casefile made again from its living grants: one for each
 * agency that a grant reaches, narrow when only some of its people are meant,
 * with what lists may show; none for the others.  To be called in the
 * transaction of every change of a basis, a grant, an exception or a type; when
 * one runs out by time (seat.again_at) the clerk does it.
 */
enum status vis_seats_refresh(struct db *tx, struct arena *a, i64 muni,
			      casefile_id casefile, stamp now) MUST_CHECK;

#endif
