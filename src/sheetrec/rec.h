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

#endif
