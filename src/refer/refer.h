/*
 * refer.h — つなぐ: one agency asks another to take part (依頼), and the other
 * accepts (受理), sends back (差戻) or declines (辞退) by a day.
 *
 * What is written in the 依頼 is all that the asked agency reads before it
 * accepts: the casefile is not there for it, and with no share agreed it stays
 * so.  A 依頼 may carry a planned share: the asker looks at it through the
 * other's eyes (preparing), sends it (asked), and acceptance makes seat and
 * grant in its own transaction — if what the asker saw is still so.
 *
 * States: preparing → asked → accepted | returned | declined | withdrawn;
 * dropped: taken back before it was sent.  Only the agency that leads the
 * casefile asks; a colleague with a conflict of interest sees neither side.
 * Here too: asking for a tab that is not shared (共有を依頼する, S05).
 */
#ifndef TB_REFER_H
#define TB_REFER_H

#include "kernel/rq.h"

enum { REFER_TEXT_MAX = 20000, REFER_DAYS = 7, ASK_TEXT_MAX = 1000 };

struct refer_new {
	casefile_id casefile;
	agency_id agency;
	str what;
	day due;
	bool share;		/* with a planned share */
	str type;		/* {0}: as the agency's kind */
	struct opt_i64 until;	/* of the share, ms */
};
/* With a share it stays `preparing`, *ret_plan is to be looked at.  E_INVALID
 * with rq_error (to what due type until); E_FORBIDDEN for whom
 * preview_may refuses. */
enum status refer_add(struct rq *rq, struct db *tx, const struct refer_new *n,
		      referral_id *ret, bestowal_id *ret_plan) MUST_CHECK;
/* Looked at: the other agency is told.  `seal` as in share/share.h. */
enum status refer_send(struct rq *rq, struct db *tx, casefile_id casefile,
		       referral_id id, str seal) MUST_CHECK;

enum refer_how { REFER_ACCEPT, REFER_RETURN, REFER_DECLINE };
/* E_CONFLICT with 「すでに返事しています（大西さん 10:20）。」 when somebody was
 * first, or when the share cannot be given as it was looked at: then it stays
 * asked.  E_INVALID when a reason is missing. */
enum status refer_answer(struct rq *rq, struct db *tx, referral_id id,
			 enum refer_how how, str reason) MUST_CHECK;
/* By the asking agency, as long as nobody has answered. */
enum status refer_withdraw(struct rq *rq, struct db *tx, referral_id id)
	MUST_CHECK;

/* Asks the lead for a tab; once a day, again is OK and tells nobody twice.
 * E_INVALID when the tab is open, with rq_error for `why`. */
enum status refer_ask(struct rq *rq, struct db *tx, enum tab tab, str why)
	MUST_CHECK;

/* May this actor answer and read what was sent? */
bool refer_works(const struct rq *rq);

/* 依頼 that wait: for the actor's agency to answer, for others' answers. */
struct refer_line {
	str url, who;		/* the other agency, short */
	struct veiled what;
	struct veiled household;	/* own ones only */
	str due, state, when;
	bool late;
};
struct refer_lines {
	struct refer_line *v;
	isize n;
};
enum status refer_received_lines(struct rq *rq, bool waiting,
				 struct refer_lines *ret) MUST_CHECK;
enum status refer_sent_lines(struct rq *rq, bool waiting,
			     struct refer_lines *ret) MUST_CHECK;

/* Template: such lines. */
void refer_rows(struct out *o, const struct refer_lines *l);

extern const struct route refer_routes[];
extern const isize refer_routes_n;

#endif
