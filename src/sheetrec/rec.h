/* rec.h — what the files of this room share. */
#ifndef TB_SHEETREC_REC_H
#define TB_SHEETREC_REC_H

#include "sheetrec.sql.h"
#include "sheetrec/sheetrec.h"

/* As sheet_ctx, from a job's own snapshot. */
enum status sheet_ctx_in(struct rq *rq, struct db *db, const struct lens *lens,
			 struct dict_ctx *ret) MUST_CHECK;
/* The newest revision as stored; revision 0 and an empty document when it
 * was never saved.  For rules: never shown as it is. */
enum status sheet_find_raw(struct rq *rq, struct db *db, str kind,
			   struct sheet_owner o, struct sheet_raw *ret)
	MUST_CHECK;

/* To rq's errors; E_INVALID. */
enum status sheet_tell_errors(struct rq *rq, const struct form_errors *errors)
	MUST_CHECK;
/* Every field of the sheet clear to this viewer? */
bool sheet_is_open(const struct rq *rq, const struct lens *lens,
		   const struct sheet *s, person_id person);
/* As sheet_past_of, of a row in hand. */
enum status sheet_past(struct rq *rq, struct db *db, const struct lens *lens,
		       const struct sheet *s, const struct sheet_raw *raw,
		       struct past_lines *ret) MUST_CHECK;
/*
 * The revision as this viewer may know it: how many of them changed anything
 * that he sees.  It is the lock of his forms; for who sees every field it is
 * the revision itself.
 */
enum status sheet_seen(struct rq *rq, struct db *db, const struct lens *lens,
		       const struct sheet *s, const struct sheet_raw *raw,
		       int *ret) MUST_CHECK;
/* The document that a viewer's revision `seen` showed. */
enum status sheet_base(struct rq *rq, const struct sheet *s,
		       const struct sheet_raw *raw,
		       const struct past_lines *lines, person_id person,
		       int seen, str *ret) MUST_CHECK;
/* A new revision over `old`: facts, history, audit.  Nothing when no field
 * differs. */
enum status sheet_put(struct rq *rq, struct db *tx, const struct lens *lens,
		      const struct sheet *s, struct sheet_owner owner,
		      const struct sheet_raw *old, str doc) MUST_CHECK;

#endif
