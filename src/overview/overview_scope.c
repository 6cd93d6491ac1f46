/*
 * overview_scope.c — the card 同意と見える範囲.
 *
 * Whoever leads the casefile reads of each person whether there is a consent
 * and until when, and with whom the casefile is shared how.  Whom it is
 * shared with reads what is open to himself, and nothing of the others.
 */
#include "base/vec.h"
#include "casefile/casefile.h"
#include "consent/consent.h"
#include "overview/overview_page.h"
#include "vis/types.h"

static struct scope_line *add_person(struct rq *rq, struct overview *p,
				     const struct person_item *i)
{
	struct scope_line *l = vec_push(rq->arena, &p->scope.people);
	*l = (struct scope_line){ .name = i->name };
	return l;
}

/* ---- for whom it is shared with ------------------------------------------- */

static bool is_shared(const struct lens *l, person_id id)
{
	for (isize i = 0; i < l->persons_n; i++)
		if (l->persons[i].person.v == id.v)
			return l->persons[i].shared;
	return false;
}

static void read_own(struct rq *rq, struct overview *p)
{
	for (isize i = 0; i < p->people.n; i++) {
		const struct person_item *item = &p->people.v[i];
		if (item->dead)
			continue;
		struct scope_line *l = add_person(rq, p, item);
		l->none = !is_shared(rq->lens, item->id);
		l->what = l->none ? S("氏名・続柄・年代だけ") :
				    S("共有されています");
	}
}

/* ---- for whoever leads it ---------------------------------------------------- */

static void put_until(struct rq *rq, struct out *o, struct opt_i64 until)
{
	if (!until.has)
		return;
	out_char(o, ' ');
	/* The last day that is still in it. */
	put(o, short_day(rq->arena, (stamp){ until.v - 1 }));
	put(o, S("まで"));
}

static void say_basis(struct rq *rq, const struct overview_basis_list *all,
		      struct scope_line *l, person_id id)
{
	struct out o = out_open(rq->arena, 64);
	l->none = true;
	l->what = S("同意なし");
	for (isize i = 0; i < all->n; i++) {
		const struct overview_basis *b = &all->v[i];
		if (b->person.v != id.v)
			continue;
		enum basis_kind kind = basis_kind_find(b->kind);
		put(&o, kind == BASIS_consent ? S("同意あり") :
						basis_kind_label(kind));
		put_until(rq, &o, b->until);
		l->none = false;
		l->what = out_str(&o);
		return;
	}
}

static enum status read_people(struct rq *rq, struct overview *p)
{
	struct overview_basis_list all;
	TRY(overview_bases(rq->db, rq->arena, rq->actor.viewer.muni,
			   rq->lens->casefile, rq->now, &all));
	for (isize i = 0; i < p->people.n; i++) {
		const struct person_item *item = &p->people.v[i];
		if (!item->dead)
			say_basis(rq, &all, add_person(rq, p, item), item->id);
	}
	return OK;
}

static str who_of(struct arena *a, const struct overview_share *s)
{
	if (!s->who.n)
		return s->short_name;
	return str_cat(a, str_cat(a, s->short_name, S(" ")), s->who);
}

static enum status read_agencies(struct rq *rq, struct overview *p)
{
	struct overview_share_list all;
	struct share_type *types = NULL;
	isize types_n = 0;
	i64 muni = rq->actor.viewer.muni;
	TRY(overview_shares(rq->db, rq->arena, muni, rq->lens->casefile,
			    rq->now, &all));
	if (all.n)
		TRY(share_type_list(rq->db, rq->arena, muni, &types,
				    &types_n));
	for (isize i = 0; i < all.n; i++) {
		struct out o = out_open(rq->arena, 64);
		for (isize t = 0; t < types_n; t++)
			if (str_eq(types[t].name, all.v[i].type))
				put(&o, types[t].label);
		put_until(rq, &o, all.v[i].until);
		*vec_push(rq->arena, &p->scope.agencies) =
			(struct scope_line){ .who = who_of(rq->arena,
							   &all.v[i]),
					     .what = out_str(&o) };
	}
	return OK;
}

enum status scope_read(struct rq *rq, struct overview *p)
{
	if (rq->lens->granted) {
		read_own(rq, p);
		return OK;
	}
	if (!basis_may(rq->lens))
		return OK;
	p->scope.url = casefile_url(rq, rq->lens->casefile, S("/share"));
	TRY(read_people(rq, p));
	return read_agencies(rq, p);
}
