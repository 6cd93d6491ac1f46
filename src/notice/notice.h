/*
 * notice.h — おしらせ: what an agency, or one of its people, is told inside
 * the product.
 *
 * A notice is a kind and the ids it is about, never a text: the words are
 * made when it is read, and the only personal one is `known`, the household's
 * name as its reader had been shown it before (share.ended).  It is there for
 * nobody before its `at`, so that what is undone within the minute was never
 * told.  When a protective measure is the cause nobody writes one.
 *
 * Kinds: share.new share.ended share.asked basis.ending refer.asked
 * refer.answered.  Whoever read a notice has a row in notice_read: one of an
 * agency does not take it from his colleagues.
 */
#ifndef TB_NOTICE_H
#define TB_NOTICE_H

#include "kernel/rq.h"

struct notice_new {
	agency_id agency;
	account_id account;	/* {0}: everyone of the agency */
	str kind;
	casefile_id casefile;	/* {0}: none */
	i64 object;		/* of the kind: grant, basis, referral, ask */
	str known;		/* what the reader had been shown, or {0} */
	stamp at;		/* shown from then on */
};
/* In the transaction of what it tells.  notice_put is for jobs that nobody
 * asked for (the clerk's). */
enum status notice_add(struct rq *rq, struct db *tx,
		       const struct notice_new *n) MUST_CHECK;
enum status notice_put(struct db *tx, i64 muni, const struct notice_new *n)
	MUST_CHECK;
/* Takes back what nobody has been shown yet; what was shown stays. */
enum status notice_drop(struct rq *rq, struct db *tx, str kind,
			casefile_id casefile, i64 object) MUST_CHECK;

/* One line for its reader. */
struct notice_line {
	str kind;
	struct veiled known, why;
	str lead, asker, tab;	/* short names; label of the tab asked for */
	str day;		/* 「R8.11.11」: of the notice; of a basis, its end */
	str when;		/* 「R8.11.11(水) 10:20」 */
	str url;		/* where ［開く］ leads, {0}: nowhere (any more) */
	bool seen;
};
struct notice_lines {
	struct notice_line *v;
	isize n;
};
/*
 * The newest that rq's actor has not read; writes the look.  For home: one
 * query, and a lens for each that can be opened.  Guests are told only what
 * is for themselves.
 */
enum status notice_recent(struct rq *rq, int most, struct notice_lines *ret)
	MUST_CHECK;

/* 「支援経過」. */
str notice_tab_label(enum tab t);

/* Template: a line with its button. */
void notice_item(struct out *o, const struct notice_line *n);

extern const struct route notice_routes[];
extern const isize notice_routes_n;

#endif
