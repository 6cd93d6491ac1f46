/* share_handlers.h — handlers of this room's routes, by file. */
#ifndef TB_SHARE_HANDLERS_H
#define TB_SHARE_HANDLERS_H

#include "kernel/rq.h"

/* share_web.c */
enum status share_show(struct rq *rq, struct reply *ret) MUST_CHECK;
/* Is the casefile rq's to share?  Otherwise *ret is the closed tab. */
bool share_is_ours(struct rq *rq, struct reply *ret, enum status *st);
/* The id in the path, of this room's kind. */
enum status share_id(struct rq *rq, bestowal_id *ret) MUST_CHECK;
/* 「R9.3.31」 as typed: the end of that day. */
enum status share_until(struct rq *rq, struct opt_i64 *ret) MUST_CHECK;

/* share_add.c */
enum status share_add_get(struct rq *rq, struct reply *ret) MUST_CHECK;
enum status share_add_post(struct rq *rq, struct reply *ret) MUST_CHECK;

/* In the job that made the plan: on to 相手の画面で確認. */
enum status share_to_preview(struct rq *rq, struct db *tx, bestowal_id id,
			     struct reply *ret) MUST_CHECK;

/* share_act.c */
enum status share_confirm_post(struct rq *rq, struct reply *ret) MUST_CHECK;
enum status share_undo_post(struct rq *rq, struct reply *ret) MUST_CHECK;
enum status share_stop_get(struct rq *rq, struct reply *ret) MUST_CHECK;
enum status share_stop_post(struct rq *rq, struct reply *ret) MUST_CHECK;
enum status share_cell_get(struct rq *rq, struct reply *ret) MUST_CHECK;
enum status share_cell_post(struct rq *rq, struct reply *ret) MUST_CHECK;

enum status share_mask_post(struct rq *rq, struct reply *ret) MUST_CHECK;

/* share_who.c */
enum status share_who_get(struct rq *rq, struct reply *ret) MUST_CHECK;

#endif
