/*
 * sheetrec.h — sheets of the dictionary filled for a household, a person or
 * an intake: every save is a new revision, so history is free.
 */
#ifndef TB_SHEETREC_H
#define TB_SHEETREC_H

#include "dict/doc.h"
#include "kernel/rq.h"
#include "past/past.h"

/* Whose sheet: person {0} = the household's. */
struct sheet_owner {
	casefile_id casefile;
	person_id person;
	intake_id intake;
};

/* The newest revision, veiled by the lens; an absent sheet is an empty doc
 * with revision 0.  (struct sheet_view of dict/sheet.h draws it.) */
struct sheet_latest {
	sheet_id id;
	str kind;
	person_id person;
	int revision;
	stamp at;
	str who, agency_short;	/* of the newest revision */
	struct doc *doc;
};
struct sheet_latest_list {
	struct sheet_latest *v;
	isize n;
};
enum status sheet_get(struct rq *rq, const struct lens *lens, str kind,
		      struct sheet_owner owner, struct sheet_latest *ret)
	MUST_CHECK;
/* What drawing a sheet needs to know of the world (struct sheet_view). */
enum status sheet_ctx(struct rq *rq, const struct lens *lens,
		      struct dict_ctx *ret) MUST_CHECK;
/* Every sheet of a casefile, also its persons', in one query: for overviews.
 * Only sheets that were ever saved; find one with sheet_find.  For whom prose is
 * masked it is read, with passages closed, only in `overview` and
 * `person_base`. */
enum status sheet_all(struct rq *rq, const struct lens *lens,
		      struct sheet_latest_list *ret) MUST_CHECK;
/* NULL: never saved.  person {0}: the household's. */
const struct sheet_latest *sheet_find(const struct sheet_latest_list *all,
				      str kind, person_id person);
/*
 * Saves a submitted form over revision `seen`: hidden values stay untouched,
 * facts are rebuilt, the audit row names the changed fields.  E_CONFLICT when
 * something that this writer sees has changed since; not with SHEET_ANY, when
 * the caller holds a lock of his own.  Field errors go to rq_error.
 */
enum { SHEET_ANY = -1 };
enum status sheet_save(struct rq *rq, struct db *tx, const struct lens *lens,
		       str kind, struct sheet_owner owner, int seen,
		       struct params form) MUST_CHECK;

/* What was before, through rq->lens, oldest first: one line a field, or a
 * repeat group as a whole. */
enum status sheet_past_of(struct rq *rq, struct db *db, str kind,
			  struct sheet_owner owner, struct past_lines *ret)
	MUST_CHECK;
/* Puts a former value back, as an ordinary new revision.  E_NOT_FOUND,
 * E_CONFLICT as past_find. */
enum status sheet_put_back(struct rq *rq, struct db *tx, str kind,
			   struct sheet_owner owner,
			   const struct past_wish *wish) MUST_CHECK;
/* The rows of a repeat group as lines of text, still veiled. */
struct veiled sheet_rows_text(struct arena *a, const struct doc_group *g);

extern const struct route sheetrec_routes[];
extern const isize sheetrec_routes_n;

#endif
