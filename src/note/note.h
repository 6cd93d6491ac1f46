/*
 * note.h — 支援経過: what happened, note by note; corrections keep the
 * original.
 *
 * A note's text is a chain of immutable versions (note_text); the row carries
 * the newest.  state: draft (下書き: only its author sees it) → record
 * (記録済み).  After another agency has read a note, changing it is a
 * correction (訂正) with a reason.
 */
#ifndef TB_NOTE_H
#define TB_NOTE_H

#include "kernel/rq.h"

struct note_new {
	casefile_id casefile;
	bool draft;
	stamp happened_at;
	i64 minutes;		/* 0: not said */
	str method;		/* code method */
	str place, counterpart;
	str title;		/* {0}: the first line of the body, ≤ 40 */
	str body;
	const person_id *about;	/* none: the household */
	isize about_n;
	intake_id intake;	/* {0}: none */
};

/* Row, first version, people, search entry, seat, audit, live event. */
enum status note_add(struct rq *rq, struct db *tx, const struct note_new *n,
		     note_id *ret) MUST_CHECK;
/* 要点: first line of a body, at most 40 characters. */
str note_gist(str body);

extern const struct route note_routes[];
extern const isize note_routes_n;

#endif
