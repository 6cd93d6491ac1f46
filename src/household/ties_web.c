/*
 * ties_web.c — 関係: the page where unions, parentage and stays are added and
 * corrected, each row a small form of its own with its version.
 */
#include "base/num.h"
#include "casefile/casefile.h"
#include "household/log.h"
#include "household/people_page.h"
#include "household_ties.html.h"
#include "kernel/app.h"
#include "vis/words.h"

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
	p->past_url = casefile_url(rq, id, S("/relations/history"));
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
	struct tie_end end;	/* id 0: a new tie */
	str key;		/* end of the inputs' ids */
	struct tie_value value, was;	/* was: a stay's lock */
	int seen;		/* 0: it was gone when the form was drawn */
	bool drop, merge;
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
	e->value.begun = date_stored(rq->arena, begun);
	e->value.ended = date_stored(rq->arena, ended);
	return OK;
}

static enum status check_codes(struct rq *rq, const struct tie_edit *e)
{
	const struct tie_value *v = &e->value;
	if (e->end.what == TIES_UNION &&
	    (!listed(rq, S("bond"), v->kind) ||
	     (v->ending.n && !listed(rq, S("bond_end"), v->ending))))
		return E_INVALID;
	if (e->end.what == TIES_PARENT && !listed(rq, S("parentage"), v->kind))
		return E_INVALID;
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
	e->value.kind = rq_form(rq, S("kind"));
	e->value.ending = rq_form(rq, S("ending"));
	e->was.begun = rq_form(rq, S("was.begun"));
	e->was.ended = rq_form(rq, S("was.ended"));
	e->drop = rq_form(rq, S("drop")).n;
	e->merge = rq_form(rq, S("merge")).n;
	if (e->drop)
		return OK;
	TRY(check_codes(rq, e));
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

/* Choices of the page of two savers: the other's stands already. */
static void take_theirs(struct rq *rq, struct tie_edit *e,
			const struct tie_value *now)
{
	if (clash_is_theirs(rq, S("kind")))
		e->value.kind = now->kind;
	if (clash_is_theirs(rq, S("begun")))
		e->value.begun = now->begun;
	if (clash_is_theirs(rq, S("ended")))
		e->value.ended = now->ended;
	if (clash_is_theirs(rq, S("ending")))
		e->value.ending = now->ending;
}

static const struct past_reader tie_reader = { .defs = tie_defs, .n = 3 };

/* Whose tie it was: of one that is gone only its history knows. */
static enum status find_ends(struct rq *rq, struct db *db, struct tie_end *e)
{
	struct past_lines lines;
	TRY(past_read(rq, db, tie_name(e->what), e->id, &tie_reader, &lines));
	if (lines.n == 0)
		return E_NOT_FOUND;
	e->a = lines.v[lines.n - 1].person;
	e->b = lines.v[lines.n - 1].other;
	return OK;
}

/* Who does not see a tie clearly has none to change. */
static enum status must_see(const struct rq *rq, const struct tie_end *e)
{
	return lens_between(rq->lens, CLASS_family, e->a, e->b) == VEIL_CLEAR ?
		       OK : E_NOT_FOUND;
}

static enum status put_again(struct rq *rq, struct db *tx, struct tie_edit *e)
{
	TRY(find_ends(rq, tx, &e->end));
	TRY(must_see(rq, &e->end));
	return tie_put(rq, tx, rq->lens->casefile, &e->end, &e->value);
}

static bool same_value(struct arena *a, enum tie_kind what,
		       const struct tie_value *x, const struct tie_value *y)
{
	return str_eq(tie_text(a, what, x), tie_text(a, what, y));
}

/* What is gone is put again only by who has seen that it is gone. */
static enum status change(struct rq *rq, struct db *tx, struct tie_edit *e)
{
	struct tie_value now = { 0 };
	int version;
	TRY(tie_stored(rq, tx, &e->end, &e->was, &now, &version));
	if (version)
		TRY(must_see(rq, &e->end));
	if (e->end.what != TIES_STAY && version != e->seen)
		return E_CONFLICT;
	if (e->end.what == TIES_STAY && !version != !e->seen)
		return E_CONFLICT;
	if (e->merge && clash_is_theirs(rq, S("tie")))
		return OK;
	if (!version)
		return e->drop ? OK : put_again(rq, tx, e);
	if (e->drop)
		return tie_drop(rq, tx, &e->end, version, &now);
	if (e->merge)
		take_theirs(rq, e, &now);
	if (same_value(rq->arena, e->end.what, &now, &e->value))
		return OK;
	return tie_change(rq, tx, &e->end, version, &now, &e->value);
}

static enum status tie_job(struct rq *rq, struct db *tx, void *arg,
			   struct reply *ret)
{
	struct tie_edit e = *(struct tie_edit *)arg;
	casefile_id c = rq->lens->casefile;
	enum tie_kind what = e.end.what;
	bool fresh = !e.end.id;
	if (fresh)
		e.end.id = what == TIES_STAY ? e.end.a.v : id_new();
	if (fresh)
		TRY(must_see(rq, &e.end));
	TRY(fresh ? tie_put(rq, tx, c, &e.end, &e.value) :
		    change(rq, tx, &e));
	TRY(rq_audit(rq, tx,
		     fresh ? audits[what].add :
		     e.drop ? audits[what].drop : audits[what].edit,
		     audits[what].kind, e.end.id, c,
		     e.drop ? (str){ 0 } : S("kind,begun,ended")));
	TRY(rq_changed(rq, tx, c));
	return reply_redirect(ret, casefile_url(rq, c, S("/relations")));
}

/* The page again with what was typed. */
static enum status again(struct rq *rq, const struct tie_edit *e,
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
		f->kind = e->value.kind;
		f->ending = e->value.ending;
	}
	*ret = (struct reply){ .status = 422 };
	return draw_page(rq, p, ret);
}

/* ---- two savers -------------------------------------------------------- */

/* A stay has no version: its changes lead from what was seen to what is. */
static struct tie_value follow(const struct past_lines *l,
			       const struct tie_edit *e, struct arena *a)
{
	str at = tie_text(a, TIES_STAY, &e->was);
	for (isize i = 0; i < l->n; i++)
		if (str_eq(veiled_peek(l->v[i].was), at))
			at = veiled_peek(l->v[i].now);
	return tie_parse(TIES_STAY, at);
}

static str gone_or(const struct rq *rq, enum tie_kind what,
		   const struct tie_value *v, bool gone)
{
	return gone ? S("消す") : tie_say(rq, what, v);
}

static void value_row(struct tie_clash *c, str name, str label, str mine,
		      str theirs)
{
	if (!str_eq(mine, theirs))
		clash_value(&c->clash, name, label, veiled_open(mine),
			    veiled_open(theirs));
}

static str date_words(struct arena *a, str edtf)
{
	return date_typed(a, edtf);
}

static void add_units(struct rq *rq, struct tie_clash *c,
		      const struct tie_edit *e, const struct tie_value *now)
{
	const struct tie_value *v = &e->value;
	enum tie_kind what = e->end.what;
	str list = what == TIES_UNION ? S("bond") : S("parentage");
	struct arena *a = rq->arena;
	if (e->drop || !c->rev) {
		value_row(c, S("tie"), S("この関係"),
			  gone_or(rq, what, v, e->drop),
			  gone_or(rq, what, now, !c->rev));
		return;
	}
	value_row(c, S("kind"), S("種類"), word_label(rq, list, v->kind),
		  word_label(rq, list, now->kind));
	value_row(c, S("begun"), S("始まり"), date_words(a, v->begun),
		  date_words(a, now->begun));
	value_row(c, S("ended"), S("終わり"), date_words(a, v->ended),
		  date_words(a, now->ended));
	value_row(c, S("ending"), S("いまの状態"),
		  word_label(rq, S("bond_end"), v->ending),
		  word_label(rq, S("bond_end"), now->ending));
}

static enum status name_both(struct rq *rq, const struct tie_end *end,
			     struct tie_clash *c)
{
	struct person_item_list all;
	TRY(person_list(rq, rq->lens, &all));
	for (isize i = 0; i < all.n; i++) {
		if (all.v[i].id.v == end->a.v)
			c->name_a = all.v[i].name;
		if (all.v[i].id.v == end->b.v)
			c->name_b = all.v[i].name;
	}
	return OK;
}

static enum status clash(struct rq *rq, struct tie_edit *e, struct reply *ret)
{
	struct tie_clash *c = new(rq->arena, struct tie_clash, 1);
	struct past_lines lines;
	struct tie_value now = { 0 };
	TRY(past_read(rq, rq->db, tie_name(e->end.what), e->end.id,
		      &tie_reader, &lines));
	if (e->end.what == TIES_STAY)
		e->was = follow(&lines, e, rq->arena);
	TRY(tie_stored(rq, rq->db, &e->end, &e->was, &now, &c->rev));
	clash_nobody(&c->clash, rq);
	if (lines.n) {
		const struct past_line *l = &lines.v[lines.n - 1];
		clash_first(&c->clash, rq, l->who, l->agency_short, l->at);
		e->end.a = l->person;
		e->end.b = l->other;
	}
	c->rq = rq;
	c->what = e->end.what;
	c->url = rq->http->path;
	c->back = casefile_url(rq, rq->lens->casefile, S("/relations"));
	c->was_begun = now.begun;
	c->was_ended = now.ended;
	add_units(rq, c, e, &now);
	if (!c->clash.n)
		return reply_redirect(ret, c->back);
	TRY(name_both(rq, &e->end, c));
	rq_looked(rq, S("look.people"), rq->lens, S("casefile"),
		  rq->lens->casefile.v);
	*ret = (struct reply){ .status = 409 };
	TRY(reply_page(ret, S("事案"), ties_choose_draw, c));
	return casefile_frame(rq, TAB_FAMILY, ret);
}

static enum status save(struct rq *rq, struct tie_edit *e, struct reply *ret)
{
	enum status st = read_edit(rq, e);
	if (st == OK)
		st = rq_write(rq, tie_job, e, ret);
	if (st == E_CONFLICT)
		return clash(rq, e, ret);
	return st == E_INVALID ? again(rq, e, ret) : st;
}

/* ---- what was before --------------------------------------------------- */

/* The same tie keeps its key when it is gone; each stay of a person too. */
static void name_line(struct rq *rq, const void *arg, struct past_line *line)
{
	const struct person_item_list *all = arg;
	struct veiled a = { 0 }, b = { 0 };
	str token = str_eq(line->kind, S("bond")) ?
			    rq_token(rq, ID_bond, line->object) :
		    str_eq(line->kind, S("parentage")) ?
			    rq_token(rq, ID_parentage, line->object) :
			    rq_token(rq, ID_person, line->object);
	line->key = str_cat(rq->arena, str_cat(rq->arena, line->kind, S(".")),
			    token);
	for (isize i = 0; i < all->n; i++) {
		if (all->v[i].id.v == line->person.v)
			a = all->v[i].name;
		if (all->v[i].id.v == line->other.v)
			b = all->v[i].name;
	}
	line->of = line->other.v ? veiled_pair(rq->arena, a, S(" と "), b) : a;
}

static enum status read_past(struct rq *rq, struct db *db,
			     const struct person_item_list *all,
			     struct past_lines *ret)
{
	struct past_reader r = tie_reader;
	*ret = (struct past_lines){ 0 };
	if (ties_closed(rq->lens))
		return OK;
	r.name = name_line;
	r.arg = all;
	return past_read_ties(rq, db, &r, ret);
}

static enum status draw_past(struct rq *rq, str clashed, struct reply *ret)
{
	struct past_page *p = new(rq->arena, struct past_page, 1);
	struct person_item_list all;
	TRY(person_list(rq, rq->lens, &all));
	TRY(read_past(rq, rq->db, &all, &p->lines));
	p->rq = rq;
	p->title = S("関係：履歴");
	p->url = casefile_url(rq, rq->lens->casefile, S("/relations/history"));
	p->back = casefile_url(rq, rq->lens->casefile, S("/relations"));
	p->back_label = S("関係");
	p->ties = true;
	p->may_restore = lens_can(rq->lens, VERB_COMMON) &&
			 lens_class(rq->lens, CLASS_family,
				    (person_id){ 0 }) == VEIL_CLEAR;
	p->clash = clashed.n ? past_last(&p->lines, clashed) : NULL;
	rq_looked(rq, S("look.people"), rq->lens, S("casefile"),
		  rq->lens->casefile.v);
	TRY(past_page(p, ret));
	return casefile_frame(rq, TAB_FAMILY, ret);
}

enum status ties_history(struct rq *rq, struct reply *ret)
{
	if (!lens_tab(rq->lens, TAB_FAMILY))
		return casefile_closed_tab(rq, TAB_FAMILY, ret);
	return draw_past(rq, (str){ 0 }, ret);
}

/* The tie as it was before one of its changes: put again, changed or taken
 * away.  A stay is found by what that change made of it. */
static enum status put_back(struct rq *rq, struct db *tx,
			    const struct past_line *l, enum tie_kind what)
{
	struct tie_end end = { what, l->object, l->person, l->other };
	str text = veiled_peek(l->was);
	struct tie_value was = tie_parse(what, text), now = { 0 };
	struct tie_value made = tie_parse(what, veiled_peek(l->now));
	int version;
	TRY(tie_stored(rq, tx, &end, &made, &now, &version));
	if (what == TIES_STAY && !version && veiled_has(l->now))
		return E_CONFLICT;
	if (!version)
		return text.n ? tie_put(rq, tx, rq->lens->casefile, &end,
					&was) : E_CONFLICT;
	return text.n ? tie_change(rq, tx, &end, version, &now, &was) :
			tie_drop(rq, tx, &end, version, &now);
}

struct back_job {
	struct past_wish wish;
	const struct person_item_list *all;
};

static enum status back_job(struct rq *rq, struct db *tx, void *arg,
			    struct reply *ret)
{
	const struct back_job *j = arg;
	const struct past_line *line;
	struct past_lines lines;
	enum tie_kind what;
	casefile_id c = rq->lens->casefile;
	TRY(read_past(rq, tx, j->all, &lines));
	TRY(past_find(&lines, &j->wish, &line));
	if (!tie_find(line->kind, &what))
		return E_BUG;
	TRY(put_back(rq, tx, line, what));
	TRY(rq_audit(rq, tx, audits[what].edit, audits[what].kind,
		     line->object, c, S("kind,begun,ended")));
	TRY(rq_changed(rq, tx, c));
	return reply_redirect(ret,
			      casefile_url(rq, c, S("/relations/history")));
}

enum status ties_restore(struct rq *rq, struct reply *ret)
{
	struct person_item_list all;
	struct back_job j = { .all = &all };
	if (lens_class(rq->lens, CLASS_family, (person_id){ 0 }) != VEIL_CLEAR)
		return E_FORBIDDEN;
	TRY(past_wish(rq, &j.wish));
	TRY(person_list(rq, rq->lens, &all));
	enum status st = rq_write(rq, back_job, &j, ret);
	return st == E_CONFLICT ? draw_past(rq, j.wish.key, ret) : st;
}

/* ---- doors ------------------------------------------------------------- */

enum status bond_save(struct rq *rq, struct reply *ret)
{
	struct tie_edit e = { .end.what = TIES_UNION };
	TRY(rq_id(rq, ID_bond, rq_path(rq, S("bond")), &e.end.id));
	return save(rq, &e, ret);
}

enum status parentage_save(struct rq *rq, struct reply *ret)
{
	struct tie_edit e = { .end.what = TIES_PARENT };
	TRY(rq_id(rq, ID_parentage, rq_path(rq, S("parentage")), &e.end.id));
	return save(rq, &e, ret);
}

enum status stay_save(struct rq *rq, struct reply *ret)
{
	struct tie_edit e = { .end.what = TIES_STAY };
	struct person_raw p;
	TRY(path_person(rq, &p));
	e.end.id = p.id.v;
	return save(rq, &e, ret);
}

static enum status add_pair(struct rq *rq, enum tie_kind what,
			    struct reply *ret)
{
	struct tie_edit e = { .end.what = what };
	TRY(read_person(rq, S("a"), &e.end.a));
	TRY(read_person(rq, S("b"), &e.end.b));
	if (e.end.a.v != e.end.b.v)
		return save(rq, &e, ret);
	e.key = rq_form(rq, S("key"));
	enum status st = rq_error(rq, str_cat(rq->arena, S("b-"), e.key),
				  S("同じ人どうしです。"
				    "ちがう人を選んでください。"));
	return st == E_INVALID ? again(rq, &e, ret) : st;
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
	struct tie_edit e = { .end.what = TIES_STAY };
	TRY(read_person(rq, S("a"), &e.end.a));
	return save(rq, &e, ret);
}
