/*
 * ties_web.c — 関係: the page where unions, parentage and stays are added and
 * corrected, each row a small form of its own with its version.
 */
#include "base/num.h"
#include "casefile/casefile.h"
#include "household/people_page.h"
#include "household/ties.h"
#include "household_ties.html.h"
#include "kernel/app.h"

/* ---- the page ---------------------------------------------------------- */

static str key_of(struct arena *a, const struct tie_row *t, str token)
{
	static const str letters[] = { STR("u-"), STR("p-"), STR("s-") };
	struct out o = out_open(a, 40);
	put(&o, letters[t->what]);
	put(&o, token);
	if (t->what == TIES_STAY) {
		out_char(&o, '-');
		put(&o, t->id);
	}
	return out_str(&o);
}

static struct tie_form form_of(struct rq *rq, const struct tie_row *t,
			       const struct ties_page *p)
{
	str token = t->what == TIES_UNION ? rq_token(rq, ID_bond, t->id) :
		    t->what == TIES_PARENT ?
			    rq_token(rq, ID_parentage, t->id) :
			    rq_token(rq, ID_person, t->a.v);
	str base = t->what == TIES_UNION ? p->bonds_url :
		   t->what == TIES_PARENT ? p->parents_url : p->stays_url;
	str tail = str_cat(rq->arena, S("/"), token);
	return (struct tie_form){
		.row = t,
		.key = key_of(rq->arena, t, token),
		.url = str_cat(rq->arena, base, tail),
		.begun = date_typed(rq->arena, veiled_peek(t->begun)),
		.ended = date_typed(rq->arena, veiled_peek(t->ended)),
		.was_begun = veiled_peek(t->begun),
		.was_ended = veiled_peek(t->ended),
		.kind = veiled_peek(t->kind),
		.ending = veiled_peek(t->ending),
		.rev = t->version,
		.may_edit = p->may_edit && t->begun.state == VEIL_CLEAR,
	};
}

static void add_people(struct rq *rq, const struct person_item_list *all,
		       struct ties_page *p)
{
	p->people = new(rq->arena, struct tie_option, all->n);
	for (isize i = 0; i < all->n; i++)
		p->people[p->people_n++] = (struct tie_option){
			all->v[i].token, all->v[i].name };
}

static enum status make_page(struct rq *rq, struct ties_page *p)
{
	struct person_item_list all;
	struct ties ties;
	casefile_id id = rq->lens->casefile;
	TRY(person_list(rq, rq->lens, &all));
	TRY(ties_read(rq, &all, &ties));
	p->rq = rq;
	p->back = casefile_url(rq, id, S("/people"));
	p->bonds_url = casefile_url(rq, id, S("/bonds"));
	p->parents_url = casefile_url(rq, id, S("/parentages"));
	p->stays_url = casefile_url(rq, id, S("/stays"));
	p->may_edit = lens_can(rq->lens, VERB_COMMON) &&
		      lens_class(rq->lens, CLASS_family, (person_id){ 0 }) ==
			      VEIL_CLEAR;
	p->kinds = dict_code(rq->app->dict, S("bond"));
	p->endings = dict_code(rq->app->dict, S("bond_end"));
	p->parents = dict_code(rq->app->dict, S("parentage"));
	if (!p->kinds || !p->endings || !p->parents)
		return E_BUG;
	p->v = new(rq->arena, struct tie_form, ties.n);
	for (isize i = 0; i < ties.n; i++)
		p->v[p->n++] = form_of(rq, &ties.v[i], p);
	add_people(rq, &all, p);
	return OK;
}

static enum status draw_page(struct rq *rq, struct ties_page *p,
			     struct reply *ret)
{
	rq_looked(rq, S("look.people"), rq->lens, S("casefile"),
		  rq->lens->casefile.v);
	TRY(reply_page(ret, S("事案"), ties_all_draw, p));
	return casefile_frame(rq, TAB_FAMILY, ret);
}

enum status ties_show(struct rq *rq, struct reply *ret)
{
	struct ties_page *p = new(rq->arena, struct ties_page, 1);
	if (!lens_tab(rq->lens, TAB_FAMILY))
		return casefile_closed_tab(rq, TAB_FAMILY, ret);
	TRY(make_page(rq, p));
	return draw_page(rq, p, ret);
}

/* ---- reading a form ---------------------------------------------------- */

struct tie_edit {
	enum tie_kind what;
	i64 id;			/* bond, parentage or person; 0: a new tie */
	person_id a, b;
	str key;		/* end of the inputs' ids */
	str kind, ending, begun, ended;
	str was_begun, was_ended;
	int seen;
	bool drop;
};

static bool listed(const struct rq *rq, str list, str key)
{
	const struct code *c = dict_code(rq->app->dict, list);
	return c && code_has(c, key);
}

static enum status read_dates(struct rq *rq, struct tie_edit *e)
{
	struct fdate begun, ended;
	str from = str_cat(rq->arena, S("begun-"), e->key);
	str to = str_cat(rq->arena, S("ended-"), e->key);
	enum status st = past_date(rq, from, rq_form(rq, S("begun")), &begun);
	enum status st2 = past_date(rq, to, rq_form(rq, S("ended")), &ended);
	if (st != OK || st2 != OK)
		return E_INVALID;
	if (begun.precision == PREC_DAY && ended.precision == PREC_DAY &&
	    ended.first.n < begun.first.n)
		return rq_error(rq, to, S("終わりが始まりより前です。"
					  "どちらかの日付を確かめてください。"));
	e->begun = date_stored(rq->arena, begun);
	e->ended = date_stored(rq->arena, ended);
	return OK;
}

static enum status read_edit(struct rq *rq, struct tie_edit *e)
{
	i64 seen = 0;
	if (lens_class(rq->lens, CLASS_family, (person_id){ 0 }) !=
	    VEIL_CLEAR)
		return E_FORBIDDEN;
	if (num_parse_max(rq_form(rq, S("rev")), INT32_MAX, &seen) != OK)
		return E_INVALID;
	e->seen = (int)seen;
	e->key = rq_form(rq, S("key"));
	e->kind = rq_form(rq, S("kind"));
	e->ending = rq_form(rq, S("ending"));
	e->was_begun = rq_form(rq, S("was.begun"));
	e->was_ended = rq_form(rq, S("was.ended"));
	e->drop = rq_form(rq, S("drop")).n;
	if (e->drop)
		return OK;
	if (e->what == TIES_UNION &&
	    (!listed(rq, S("bond"), e->kind) ||
	     (e->ending.n && !listed(rq, S("bond_end"), e->ending))))
		return E_INVALID;
	if (e->what == TIES_PARENT && !listed(rq, S("parentage"), e->kind))
		return E_INVALID;
	return read_dates(rq, e);
}

/* A person of this casefile, by the token in a select. */
static enum status read_person(struct rq *rq, str name, person_id *ret)
{
	i64 id;
	struct person_raw p;
	TRY(rq_id(rq, ID_person, rq_form(rq, name), &id));
	TRY(person_stored(rq->db, rq->arena, rq->actor.viewer.muni,
			  rq->lens->casefile, (person_id){ id }, &p));
	*ret = p.id;
	return OK;
}

/* ---- writing ----------------------------------------------------------- */

static const struct {
	str add, edit, drop, kind;
} audits[] = {
	[TIES_UNION] = { STR("bond.add"), STR("bond.edit"), STR("bond.drop"),
			 STR("bond") },
	[TIES_PARENT] = { STR("parentage.add"), STR("parentage.edit"),
			  STR("parentage.drop"), STR("parentage") },
	[TIES_STAY] = { STR("residence.add"), STR("residence.edit"),
			STR("residence.drop"), STR("person") },
};

static enum status change(struct rq *rq, struct db *tx,
			  const struct tie_edit *e)
{
	i64 muni = rq->actor.viewer.muni;
	casefile_id c = rq->lens->casefile;
	switch (e->what) {
	case TIES_UNION:
		return e->drop ? bond_drop(tx, muni, c, (bond_id){ e->id },
					   e->seen) :
				 bond_update(tx, muni, c, (bond_id){ e->id },
					     e->seen, e->kind, e->begun,
					     e->ended, e->ending);
	case TIES_PARENT:
		return e->drop ?
			       parentage_drop(tx, muni, c,
					      (parentage_id){ e->id },
					      e->seen) :
			       parentage_update(tx, muni, c,
						(parentage_id){ e->id },
						e->seen, e->kind, e->begun,
						e->ended);
	case TIES_STAY:
		return e->drop ? residence_drop(tx, muni, c,
						(person_id){ e->id },
						e->was_begun, e->was_ended) :
				 residence_update(tx, muni, c,
						  (person_id){ e->id },
						  e->was_begun, e->was_ended,
						  e->begun, e->ended);
	}
	return E_BUG;
}

static enum status add(struct rq *rq, struct db *tx, struct tie_edit *e)
{
	i64 muni = rq->actor.viewer.muni;
	casefile_id c = rq->lens->casefile;
	bond_id bond = { id_new() };
	parentage_id parentage = { id_new() };
	switch (e->what) {
	case TIES_UNION:
		e->id = bond.v;
		return bond_insert(tx, muni, bond, c, e->a, e->b, e->kind,
				   e->begun, e->ended, e->ending);
	case TIES_PARENT:
		e->id = parentage.v;
		return parentage_insert(tx, muni, parentage, c, e->a, e->b,
					e->kind, e->begun, e->ended);
	case TIES_STAY:
		e->id = e->a.v;
		return residence_insert(tx, muni, e->a, c, e->begun,
					e->ended);
	}
	return E_BUG;
}

static enum status tie_job(struct rq *rq, struct db *tx, void *arg,
			   struct reply *ret)
{
	struct tie_edit e = *(struct tie_edit *)arg;
	casefile_id c = rq->lens->casefile;
	bool fresh = !e.id;
	TRY(fresh ? add(rq, tx, &e) : change(rq, tx, &e));
	TRY(rq_audit(rq, tx,
		     fresh ? audits[e.what].add :
		     e.drop ? audits[e.what].drop : audits[e.what].edit,
		     audits[e.what].kind, e.id, c,
		     e.drop ? (str){ 0 } : S("kind,begun,ended")));
	TRY(rq_changed(rq, tx, c));
	return reply_redirect(ret, casefile_url(rq, c, S("/relations")));
}

/* The page again with what was typed; after a clash beside what is stored. */
static enum status again(struct rq *rq, const struct tie_edit *e, int status,
			 struct reply *ret)
{
	struct ties_page *p = new(rq->arena, struct ties_page, 1);
	TRY(make_page(rq, p));
	for (isize i = 0; i < p->n; i++) {
		struct tie_form *f = &p->v[i];
		if (!str_eq(f->key, e->key) || e->drop)
			continue;
		f->begun = rq_form(rq, S("begun"));
		f->ended = rq_form(rq, S("ended"));
		f->kind = e->kind;
		f->ending = e->ending;
		f->clash = status == 409;
	}
	if (status == 409) {
		enum status st = rq_error(
			rq, str_cat(rq->arena, S("begun-"), e->key),
			S("ほかの人が先に直しました。いまの内容を確かめて、"
			  "よければもう一度保存してください。"));
		if (st != E_INVALID)
			return st;
	}
	*ret = (struct reply){ .status = status };
	return draw_page(rq, p, ret);
}

static enum status save(struct rq *rq, struct tie_edit *e, struct reply *ret)
{
	enum status st = read_edit(rq, e);
	if (st == OK)
		st = rq_write(rq, tie_job, e, ret);
	if (st == E_CONFLICT)
		return again(rq, e, 409, ret);
	return st == E_INVALID ? again(rq, e, 422, ret) : st;
}

/* ---- doors ------------------------------------------------------------- */

enum status bond_save(struct rq *rq, struct reply *ret)
{
	struct tie_edit e = { .what = TIES_UNION };
	TRY(rq_id(rq, ID_bond, rq_path(rq, S("bond")), &e.id));
	return save(rq, &e, ret);
}

enum status parentage_save(struct rq *rq, struct reply *ret)
{
	struct tie_edit e = { .what = TIES_PARENT };
	TRY(rq_id(rq, ID_parentage, rq_path(rq, S("parentage")), &e.id));
	return save(rq, &e, ret);
}

enum status stay_save(struct rq *rq, struct reply *ret)
{
	struct tie_edit e = { .what = TIES_STAY };
	struct person_raw p;
	TRY(path_person(rq, &p));
	e.id = p.id.v;
	return save(rq, &e, ret);
}

static enum status add_pair(struct rq *rq, enum tie_kind what,
			    struct reply *ret)
{
	struct tie_edit e = { .what = what };
	TRY(read_person(rq, S("a"), &e.a));
	TRY(read_person(rq, S("b"), &e.b));
	if (e.a.v != e.b.v)
		return save(rq, &e, ret);
	e.key = rq_form(rq, S("key"));
	enum status st = rq_error(rq, str_cat(rq->arena, S("b-"), e.key),
				  S("同じ人どうしです。"
				    "ちがう人を選んでください。"));
	return st == E_INVALID ? again(rq, &e, 422, ret) : st;
}

enum status bond_add(struct rq *rq, struct reply *ret)
{
	return add_pair(rq, TIES_UNION, ret);
}

enum status parentage_add(struct rq *rq, struct reply *ret)
{
	return add_pair(rq, TIES_PARENT, ret);
}

enum status stay_add(struct rq *rq, struct reply *ret)
{
	struct tie_edit e = { .what = TIES_STAY };
	TRY(read_person(rq, S("a"), &e.a));
	return save(rq, &e, ret);
}
