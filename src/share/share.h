/*
 * share.h — 共有: a casefile shown to another agency or to one of its people.
 *
 * A share (bestowal) goes planned → live → ended.  It is planned first, looked
 * at through the recipient's eyes (kernel/preview.h), and only what was looked
 * at so can be made live: the form of the preview carries a seal over the
 * plan and everything it rests on.  Whom it opens, person by person, rests on
 * that person's basis (根拠); what it opens is decided in vis/ alone.
 *
 * Invariants: only the agency that leads the casefile shares it; one live
 * share a recipient (a new one takes the place of the old); every change
 * refreshes the seats and is audited in its own transaction; for a minute
 * after sharing it can be undone and the recipient has not been told.
 */
#ifndef TB_SHARE_H
#define TB_SHARE_H

#include "kernel/rq.h"

enum { SHARE_UNDO_MS = 60 * 1000 };

struct share_new {
	casefile_id casefile;
	agency_id agency;
	account_id account;	/* {0}: the whole agency */
	str type;		/* {0}: what fits the agency's kind */
	bool sheets;		/* シートを直す too */
	struct opt_i64 until;	/* ms; absent: as long as the basis */
	int views;		/* 一時的に見せる: so many times, 0: any */
};
/*
 * Plans a share of everyone in the casefile whose basis covers the recipient.
 * An older plan for the same recipient is dropped.  E_INVALID with rq_error
 * (to, who, type, until); E_FORBIDDEN for whom preview_may refuses.
 */
enum status share_plan(struct rq *rq, struct db *tx, const struct share_new *n,
		       bestowal_id *ret) MUST_CHECK;

/* The seal that the preview's form carries: over the plan, its people, their
 * bases and covers, as this account saw them.  E_NOT_FOUND. */
enum status share_seal(struct rq *rq, struct db *db, casefile_id casefile,
		       bestowal_id id, str *ret) MUST_CHECK;
/* Makes the plan live.  E_CONFLICT (with words) when the seal is not of what
 * stands there now. */
enum status share_confirm(struct rq *rq, struct db *tx, casefile_id casefile,
			  bestowal_id id, str seal) MUST_CHECK;
/*
 * A plan that goes with a 依頼 (refer/).  share_looked_at: the asker has seen
 * it through the other's eyes; the seal is to be kept.  share_take: the asked
 * agency accepts, and the plan becomes live if the seal that `looked` had is
 * still of what stands there; else E_NOT_FOUND, E_INVALID or E_CONFLICT, with
 * words that are the asker's to read.  share_forgo: it comes to nothing.  Who
 * may do so is the caller's rule in the last two.
 */
enum status share_looked_at(struct rq *rq, struct db *tx, casefile_id casefile,
			    bestowal_id id, str seal) MUST_CHECK;
enum status share_take(struct rq *rq, struct db *tx, casefile_id casefile,
		       bestowal_id id, account_id looked, str seal) MUST_CHECK;
enum status share_forgo(struct rq *rq, struct db *tx, casefile_id casefile,
			bestowal_id id) MUST_CHECK;
/* Within a minute, as if it had never been.  E_CONFLICT later. */
enum status share_undo(struct rq *rq, struct db *tx, casefile_id casefile,
		       bestowal_id id) MUST_CHECK;
/* Ends a share (the recipient is told) or drops a plan (he is not). */
enum status share_stop(struct rq *rq, struct db *tx, casefile_id casefile,
		       bestowal_id id) MUST_CHECK;

/* One cell of the matrix otherwise than its type says. */
struct share_cell_new {
	bestowal_id id;
	person_id person;	/* {0}: everyone */
	str what;		/* a class or a tab, by name */
	str state;		/* H M O C, {0}: as the type says */
	str reason;
	struct opt_i64 until;
};
/*
 * E_INVALID with rq_error (state, reason, until); never beyond the basis.
 * Of a living share what closes is done at once; what opens anything, now or
 * when an exception runs out, becomes a plan in its place, to be looked at
 * and confirmed: *ret_plan, else {0}.
 */
enum status share_cell(struct rq *rq, struct db *tx, casefile_id casefile,
		       const struct share_cell_new *c, bestowal_id *ret_plan)
	MUST_CHECK;

/* app->preview_bar: the bar and the side strip of 相手の画面. */
enum status share_preview_bar(struct rq *rq) MUST_CHECK;

extern const struct route share_routes[];
extern const isize share_routes_n;

#endif
