/* basis_in.h — what the files of this room share. */
#ifndef TB_CONSENT_BASIS_IN_H
#define TB_CONSENT_BASIS_IN_H

#include "consent.sql.h"
#include "consent/consent.h"

/* What each kind asks for. */
struct basis_kind_row {
	str name, label;
	str help;	/* one line for those who choose */
	str laws;	/* code list of `law`, {0}: none */
	bool covers;	/* with whom: at least one */
	bool items;	/* and what; else 存在だけ */
	bool how;	/* 同意のしかた, 説明, 立会人, 代理人 */
	bool until;	/* an end is needed */
	bool reason;	/* 理由 is needed */
	str reason_label, reason_example;
};
const struct basis_kind_row *basis_kind_row(enum basis_kind k);

/* With whom and what, and until when: the part of basis_check a sheet needs. */
enum status basis_check_cover(struct rq *rq, const struct basis_new *b)
	MUST_CHECK;

/* Ends one basis and what rests on it; `reason` as struct basis_end. */
enum status basis_end_one(struct rq *rq, struct db *tx, casefile_id casefile,
			  basis_id id, const struct basis_end *e) MUST_CHECK;

/* Open pages of the agencies to which something rests on it look again. */
enum status basis_tell_access(struct rq *rq, struct db *tx,
			      casefile_id casefile, basis_id id) MUST_CHECK;

/* 「R8.11.5」. */
void basis_print_day(struct out *o, day d);
/* The same of an instant, in the arena. */
str basis_day_words(struct arena *a, stamp at);
/* 「R8.11.5〜R9.3.31」; an emergency by the hour. */
void basis_print_span(struct out *o, enum basis_kind k, stamp since,
		      struct opt_i64 until);
/* The words of a row at this moment. */
str basis_words(struct rq *rq, const struct basis_row *r);
/* The label of a law or meeting, and what is to be kept. */
str basis_law_label(const struct rq *rq, str key);
str basis_law_rule(const struct rq *rq, str key);
/* "/cases/…/people/…/basis" ‖ tail. */
str basis_url(const struct rq *rq, person_id person, str tail);

/* All bases of rq's casefile with their covers, newest first. */
struct basis_lines {
	struct basis_line *v;
	isize n;
};
enum status basis_lines_read(struct rq *rq, struct basis_lines *ret)
	MUST_CHECK;

#endif
