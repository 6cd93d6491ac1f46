/*
 * casefile.h — 事案: the shared case of one household, its seats, and the
 * frame (S24) that every page of it wears.
 *
 * A casefile belongs to the agency that opened it (the lead).  An agency's
 * access is its row in `seat`; the sort keys of lists are copied there in the
 * same transaction.  Not here: who lives in it (household/), what happened
 * (note/), what everyone must know (overview/).
 */
#ifndef TB_CASEFILE_H
#define TB_CASEFILE_H

#include "dict/dict.h"
#include "kernel/rq.h"

/* "/cases/TOKEN" ‖ tail ("", "/notes", "/notes/new" …). */
str casefile_url(const struct rq *rq, casefile_id id, str tail);

/*
 * Puts the banner and the tabs around the reply; reads household, lead, next
 * date through rq->lens.  `at`: the tab the page stands on.  Call it last in a
 * handler of a ":casefile" route.  Draws only tabs whose feature exists.
 */
enum status casefile_frame(struct rq *rq, enum tab at, struct reply *ret)
	MUST_CHECK;
/* The page of a tab that is not shared: the constant sentence (wording.md
 * 13), the same whether data exist or not. */
enum status casefile_closed_tab(struct rq *rq, enum tab at,
				struct reply *ret) MUST_CHECK;

/* The next number of an agency's series in the fiscal year of rq->today:
 * what = "casefile" → 北包8-0012, "intake" → 北包R8-412. */
enum status casefile_number(struct rq *rq, struct db *tx, str what, str *ret)
	MUST_CHECK;
/* Opens a casefile led by the actor's agency, with its full seat; stage
 * 受付, `sort_kana` from text_sort_key. */
enum status casefile_open(struct rq *rq, struct db *tx, str urgency,
			  str sort_kana, casefile_id *ret) MUST_CHECK;
/* The stage changed: the casefile, what its seats sort by, an audit row. */
enum status casefile_staged(struct rq *rq, struct db *tx, casefile_id id,
			    str stage) MUST_CHECK;
/* The place of a stage in its list, by which lists sort (seat.stage_no). */
int casefile_stage_no(const struct dict *d, str stage);
/* The household's name changed: seats sort anew. */
enum status casefile_renamed(struct rq *rq, struct db *tx, casefile_id id,
			     str sort_kana) MUST_CHECK;
/* A note is there, with its people and its audience: seat.noted_at moves and
 * browsers are told, of those agencies alone that may read it. */
enum status casefile_noted(struct rq *rq, struct db *tx, casefile_id id,
			   note_id note) MUST_CHECK;
/* Open tasks changed: seat.next_on = the earliest due day. */
enum status casefile_due_changed(struct rq *rq, struct db *tx, casefile_id id)
	MUST_CHECK;

extern const struct route casefile_routes[];
extern const isize casefile_routes_n;

#endif
