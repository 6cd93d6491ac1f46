/* desks.c — see desks.h. */
#include "kernel/desks.h"

#include "kernel.sql.h"
#include "kernel/app.h"
#include "kernel/token.h"

static struct actor_desk desk_of(struct rq *rq, const struct desk_row *r)
{
	return (struct actor_desk){
		.viewer = { r->muni, r->account, r->agency,
			    role_find(r->role), rq->now },
		.muni_name = r->muni_name,
		.agency_short = r->agency_short,
		.token = token_seal(rq->arena, &rq->app->keys.id, r->muni,
				    ID_agency, r->agency.v),
		.used_at = r->used_at.ms,
	};
}

enum status desks_of(struct rq *rq, struct db *db, i64 home_muni,
		     account_id home, struct actor_desks *ret)
{
	struct desk_row_list rows;
	TRY(desk_list(db, rq->arena, home_muni, home, rq->now, &rows));
	ret->v = new(rq->arena, struct actor_desk, rows.n);
	ret->n = rows.n;
	for (isize i = 0; i < rows.n; i++)
		ret->v[i] = desk_of(rq, &rows.v[i]);
	return OK;
}

static bool is_here(const struct rq *rq, const struct actor_desk *d)
{
	const struct viewer *v = &rq->actor.viewer;
	return d->viewer.muni == v->muni && d->viewer.agency.v == v->agency.v;
}

enum status desks_read(struct rq *rq)
{
	struct actor_desks all;
	struct actor *a = &rq->actor;
	TRY(desks_of(rq, rq->db, a->home_muni, a->home_account, &all));
	struct actor_desks *others = new(rq->arena, struct actor_desks, 1);
	others->v = new(rq->arena, struct actor_desk, all.n);
	for (isize i = 0; i < all.n; i++) {
		if (is_here(rq, &all.v[i]))
			a->muni_name = all.v[i].muni_name;
		else
			others->v[others->n++] = all.v[i];
		if (all.v[i].viewer.muni != a->viewer.muni)
			a->many_munis = true;
	}
	a->desks = others;
	return OK;
}

const struct actor_desk *desks_last(const struct actor_desks *d)
{
	const struct actor_desk *last = d->n ? d->v : NULL;
	for (isize i = 1; i < d->n; i++)
		if (d->v[i].used_at > last->used_at)
			last = &d->v[i];
	return last;
}

str desk_name(const struct rq *rq, const struct actor_desk *d)
{
	struct out o = out_open(rq->arena, 80);
	if (rq->actor.many_munis) {
		put(&o, d->muni_name);
		put(&o, S(" "));
	}
	put(&o, d->agency_short);
	put(&o, S("（"));
	put(&o, role_label(d->viewer.role));
	put(&o, S("）"));
	return out_str(&o);
}
