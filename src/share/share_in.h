/* share_in.h — between the files of this room. */
#ifndef TB_SHARE_IN_H
#define TB_SHARE_IN_H

#include "share/share.h"
#include "vis/types.h"

#include "share.sql.h"

/* The viewer that a recipient is: nobody of the agency in particular, or the
 * account; `plan` when the share does not live yet. */
struct viewer share_viewer(const struct rq *rq, agency_id agency,
			   account_id account, str role, bestowal_id plan);
/* The type proposed for an agency of this kind on these bases. */
const struct share_type *share_type_of(str kind, const struct share_fit *v,
				       isize n);
/* Of each person the most open of the fits, in place; how many. */
isize share_fits_best(struct share_fit *v, isize n);
/* What the longest of them allows; absent: no end. */
struct opt_i64 share_fits_until(const struct share_fit *v, isize n);
/* 「R9.3.31」 of an end (exclusive): the last day that counts. */
str share_until_day(struct arena *a, i64 until);
/* Everyone who has reached 18, or whose age nobody knows. */
bool share_is_grown(str birth, day today);

/* E_FORBIDDEN unless this casefile is rq's to share, in the job's snapshot. */
enum status share_may(struct rq *rq, struct db *tx, casefile_id casefile)
	MUST_CHECK;

/* E_INVALID with a calm word for whom nothing may be shared with now. */
enum status share_check_forbids(struct rq *rq, struct db *tx,
				casefile_id casefile, agency_id agency,
				account_id account) MUST_CHECK;
/* Ends those of b's recipient in a state: one plan, one live share. */
enum status share_end_others(struct rq *rq, struct db *tx,
			     casefile_id casefile, const struct share_one *b,
			     str state) MUST_CHECK;
/* Seats and open pages after a change of what lives. */
enum status share_refresh(struct rq *rq, struct db *tx, casefile_id casefile)
	MUST_CHECK;

#endif
