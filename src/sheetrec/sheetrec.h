/*
 * sheetrec.h — sheets of the dictionary filled for a household, a person or
 * an intake: every save is a new revision, so history is free.
 */
#ifndef TB_SHEETREC_H
#define TB_SHEETREC_H

#include "dict/doc.h"
#include "kernel/rq.h"

/* Whose sheet: person {0} = the household's. */
struct sheet_owner {
	casefile_id casefile;
	person_id person;
	intake_id intake;
};

/* The newest revision, veiled by the lens; an absent sheet is an empty doc
 * with revision 0. */
struct sheet_view {
	sheet_id id;
	int revision;
	stamp at;
	str who, agency_short;	/* of the newest revision */
	struct doc *doc;
};
enum status sheet_get(struct rq *rq, const struct lens *lens, str kind,
		      struct sheet_owner owner, struct sheet_view *ret)
	MUST_CHECK;
/*
 * Saves a submitted form over revision `seen`: hidden values stay untouched,
 * facts are rebuilt, the audit row names the changed fields.  E_CONFLICT when
 * the newest revision is not `seen`.  Field errors go to rq_error.
 */
enum status sheet_save(struct rq *rq, struct db *tx, const struct lens *lens,
		       str kind, struct sheet_owner owner, int seen,
		       struct params form) MUST_CHECK;

extern const struct route sheetrec_routes[];
extern const isize sheetrec_routes_n;

#endif
