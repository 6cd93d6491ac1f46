/*
 * audit.c — one row per change and per look, in the transaction.
 *
 * Values are never copied: a row names the record and, for a change, the
 * fields.  The row is written unchained; the clerk (clerk.c) numbers and
 * chains it within a second, because a chain head updated by every
 * transaction would serialize them all.
 */
#include "base/num.h"
#include "kernel.sql.h"
#include "kernel/app.h"
#include "kernel/door.h"
#include "kernel/preview.h"

static enum status write_row(struct rq *rq, struct db *tx,
			     const struct look *l)
{
	/* Who looks through another's eyes stands there in his own name. */
	const struct viewer *v = rq->preview ? &rq->preview->asker.viewer :
					       &rq->actor.viewer;
	bool through = rq->preview && str_starts(l->action, S("look."));
	str action = through ? S("look.preview") : l->action;
	audit_id id = { id_new() };
	TRY(audit_add(tx, v->muni, id, rq->now, v->account, v->agency,
		      role_name(v->role), action, l->kind, l->object,
		      l->casefile, l->classes, l->detail));
	return audit_todo_add(tx, v->muni, id);
}

enum status audit_write_looks(struct rq *rq, struct db *tx)
{
	for (isize i = 0; i < rq->looks.n; i++)
		TRY(write_row(rq, tx, &rq->looks.v[i]));
	return OK;
}

enum status rq_audit(struct rq *rq, struct db *tx, str action, str kind,
		     i64 object, casefile_id casefile, str fields)
{
	struct look l = { .action = action,
			  .kind = kind,
			  .object = object,
			  .casefile = casefile,
			  .detail = fields };
	return write_row(rq, tx, &l);
}

/* The classes this lens does not hide, comma separated. */
static str classes_of(struct arena *a, const struct lens *lens)
{
	struct out o = out_open(a, 64);
	for (int c = 0; c < CLASS_COUNT; c++) {
		enum vis_class class = (enum vis_class)c;
		if (lens_class(lens, class, (person_id){ 0 }) < VEIL_COARSE)
			continue;
		if (o.n)
			put(&o, S(","));
		put(&o, vis_class_name(class));
	}
	return out_str(&o);
}

void rq_looked(struct rq *rq, str action, const struct lens *lens, str kind,
	       i64 object)
{
	*vec_push(rq->arena, &rq->looks) = (struct look){
		.action = action,
		.kind = kind,
		.object = object,
		.casefile = lens->casefile,
		.classes = classes_of(rq->arena, lens),
	};
}

void rq_looked_list(struct rq *rq, str action, const struct lens *lens,
		    str kind, const i64 *ids, isize n)
{
	/* Eight bytes an id, big-endian, base64url: verify and the access
	 * report unpack them. */
	char *p = new(rq->arena, char, n * 8);
	for (isize i = 0; i < n; i++)
		for (int b = 0; b < 8; b++)
			p[i * 8 + b] = (char)((u64)ids[i] >> (56 - 8 * b));
	*vec_push(rq->arena, &rq->looks) = (struct look){
		.action = action,
		.kind = kind,
		.casefile = lens->casefile,
		.classes = classes_of(rq->arena, lens),
		.detail = num_base64url(rq->arena, (str){ p, n * 8 }),
	};
}
