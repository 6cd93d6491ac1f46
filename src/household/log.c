/* log.c — see log.h. */
#include "household/log.h"

/* ---- a tie as one text ------------------------------------------------- */

static const struct {
	str name, list;
} kinds[] = {
	[TIES_UNION] = { STR("bond"), STR("bond") },
	[TIES_PARENT] = { STR("parentage"), STR("parentage") },
	[TIES_STAY] = { STR("residence"), STR("") },
};

str tie_name(enum tie_kind what)
{
	return kinds[what].name;
}

bool tie_find(str name, enum tie_kind *ret)
{
	for (int k = TIES_UNION; k <= TIES_STAY; k++) {
		if (!str_eq(kinds[k].name, name))
			continue;
		*ret = (enum tie_kind)k;
		return true;
	}
	return false;
}

str tie_text(struct arena *a, enum tie_kind what, const struct tie_value *v)
{
	struct out o = out_open(a, 64);
	if (what != TIES_STAY) {
		put(&o, v->kind);
		out_char(&o, '|');
	}
	put(&o, v->begun);
	out_char(&o, '|');
	put(&o, v->ended);
	if (what != TIES_STAY) {
		out_char(&o, '|');
		put(&o, v->ending);
	}
	return out_str(&o);
}

struct tie_value tie_parse(enum tie_kind what, str text)
{
	struct tie_value v = { 0 };
	if (what != TIES_STAY)
		v.kind = str_cut(&text, '|');
	v.begun = str_cut(&text, '|');
	v.ended = str_cut(&text, '|');
	v.ending = text;
	return v;
}

str tie_say(const struct rq *rq, enum tie_kind what,
	    const struct tie_value *v)
{
	struct out o = out_open(rq->arena, 64);
	str from = date_typed(rq->arena, v->begun);
	str to = date_typed(rq->arena, v->ended);
	str ending = word_label(rq, S("bond_end"), v->ending);
	if (what == TIES_STAY)
		put(&o, S("同居"));
	else
		put(&o, word_label(rq, kinds[what].list, v->kind));
	if (from.n || to.n) {
		out_char(&o, ' ');
		put(&o, from);
		put(&o, S("〜"));
		put(&o, to);
	}
	if (ending.n) {
		out_char(&o, ' ');
		put(&o, ending);
	}
	return out_str(&o);
}

static str past_tie(const struct rq *rq, const void *arg, str stored)
{
	enum tie_kind what = *(const enum tie_kind *)arg;
	struct tie_value v = tie_parse(what, stored);
	return tie_say(rq, what, &v);
}

static const enum tie_kind is_union = TIES_UNION, is_parent = TIES_PARENT,
			   is_stay = TIES_STAY;

const struct past_def tie_defs[] = {
	{ .name = STR("bond"), .label = STR("婚姻など"),
	  .class_ = CLASS_family, .words = past_tie, .arg = &is_union },
	{ .name = STR("parentage"), .label = STR("親子"),
	  .class_ = CLASS_family, .words = past_tie, .arg = &is_parent },
	{ .name = STR("residence"), .label = STR("同居の期間"),
	  .class_ = CLASS_family, .words = past_tie, .arg = &is_stay },
};
const isize tie_defs_n = COUNT(tie_defs);

/* ---- rows and their history -------------------------------------------- */

static enum status write(struct rq *rq, struct db *tx, casefile_id casefile,
			 const struct tie_end *end,
			 const struct tie_value *was,
			 const struct tie_value *now)
{
	struct past_change c = { .kind = tie_name(end->what),
				 .object = end->id, .casefile = casefile,
				 .person = end->a, .other = end->b };
	str none = { 0 };
	past_add(&c, c.kind,
		 was ? tie_text(rq->arena, end->what, was) : none,
		 now ? tie_text(rq->arena, end->what, now) : none);
	return past_write(rq, tx, &c);
}

static enum status stay_stored(struct rq *rq, struct db *tx, i64 person,
			       const struct tie_value *stay,
			       struct tie_value *ret, int *version)
{
	struct residence_raw_list all;
	TRY(residence_stored(tx, rq->arena, rq->actor.viewer.muni,
			     rq->lens->casefile, (person_id){ person },
			     &all));
	for (isize i = 0; i < all.n; i++)
		if (str_eq(all.v[i].begun, stay->begun) &&
		    str_eq(all.v[i].ended, stay->ended)) {
			*ret = *stay;
			*version = 1;
		}
	return OK;
}

enum status tie_stored(struct rq *rq, struct db *tx, struct tie_end *end,
		       const struct tie_value *stay, struct tie_value *ret,
		       int *version)
{
	struct bond_raw u;
	struct parentage_raw p;
	i64 muni = rq->actor.viewer.muni;
	casefile_id c = rq->lens->casefile;
	*version = 0;
	if (end->what == TIES_STAY) {
		end->a = (person_id){ end->id };
		return stay_stored(rq, tx, end->id, stay, ret, version);
	}
	enum status st = end->what == TIES_UNION ?
		bond_stored(tx, rq->arena, muni, c, (bond_id){ end->id }, &u) :
		parentage_stored(tx, rq->arena, muni, c,
				 (parentage_id){ end->id }, &p);
	if (st != OK)
		return st == E_NOT_FOUND ? OK : st;
	if (end->what == TIES_UNION) {
		*ret = (struct tie_value){ u.kind, u.begun, u.ended,
					   u.ending };
		*version = u.version;
		end->a = u.a;
		end->b = u.b;
	} else {
		*ret = (struct tie_value){ p.kind, p.begun, p.ended, { 0 } };
		*version = p.version;
		end->a = p.parent;
		end->b = p.child;
	}
	return OK;
}

/* A stay with that beginning is one already: nothing new to tell. */
static enum status put_stay(struct rq *rq, struct db *tx,
			    casefile_id casefile, const struct tie_end *end,
			    const struct tie_value *v)
{
	struct residence_raw_list all;
	i64 muni = rq->actor.viewer.muni;
	TRY(residence_stored(tx, rq->arena, muni, casefile, end->a, &all));
	for (isize i = 0; i < all.n; i++)
		if (str_eq(all.v[i].begun, v->begun))
			return OK;
	TRY(residence_insert(tx, muni, end->a, casefile, v->begun, v->ended));
	return write(rq, tx, casefile, end, NULL, v);
}

enum status tie_put(struct rq *rq, struct db *tx, casefile_id casefile,
		    const struct tie_end *end, const struct tie_value *v)
{
	i64 muni = rq->actor.viewer.muni;
	switch (end->what) {
	case TIES_UNION:
		TRY(bond_insert(tx, muni, (bond_id){ end->id }, casefile,
				end->a, end->b, v->kind, v->begun, v->ended,
				v->ending));
		break;
	case TIES_PARENT:
		TRY(parentage_insert(tx, muni, (parentage_id){ end->id },
				     casefile, end->a, end->b, v->kind,
				     v->begun, v->ended));
		break;
	case TIES_STAY:
		return put_stay(rq, tx, casefile, end, v);
	}
	return write(rq, tx, casefile, end, NULL, v);
}

enum status tie_change(struct rq *rq, struct db *tx,
		       const struct tie_end *end, int version,
		       const struct tie_value *was, const struct tie_value *v)
{
	i64 muni = rq->actor.viewer.muni;
	casefile_id c = rq->lens->casefile;
	switch (end->what) {
	case TIES_UNION:
		TRY(bond_update(tx, muni, c, (bond_id){ end->id }, version,
				v->kind, v->begun, v->ended, v->ending));
		break;
	case TIES_PARENT:
		TRY(parentage_update(tx, muni, c, (parentage_id){ end->id },
				     version, v->kind, v->begun, v->ended));
		break;
	case TIES_STAY:
		TRY(residence_update(tx, muni, c, end->a, was->begun,
				     was->ended, v->begun, v->ended));
		break;
	}
	return write(rq, tx, c, end, was, v);
}

enum status tie_drop(struct rq *rq, struct db *tx, const struct tie_end *end,
		     int version, const struct tie_value *was)
{
	i64 muni = rq->actor.viewer.muni;
	casefile_id c = rq->lens->casefile;
	switch (end->what) {
	case TIES_UNION:
		TRY(bond_drop(tx, muni, c, (bond_id){ end->id }, version));
		break;
	case TIES_PARENT:
		TRY(parentage_drop(tx, muni, c, (parentage_id){ end->id },
				   version));
		break;
	case TIES_STAY:
		TRY(residence_drop(tx, muni, c, end->a, was->begun,
				   was->ended));
		break;
	}
	return write(rq, tx, c, end, was, NULL);
}

/* ---- other names ------------------------------------------------------- */

enum status names_text(struct rq *rq, struct db *tx, person_id id, str *ret)
{
	struct name_raw_list all;
	struct out o = out_open(rq->arena, 64);
	TRY(person_names_stored(tx, rq->arena, rq->actor.viewer.muni, id,
				&all));
	for (isize i = 0; i < all.n; i++) {
		if (i)
			out_char(&o, '\n');
		put(&o, all.v[i].kind);
		out_char(&o, '\t');
		put(&o, all.v[i].family_name);
		out_char(&o, '\t');
		put(&o, all.v[i].given_name);
		out_char(&o, '\t');
		put(&o, all.v[i].kana);
	}
	*ret = out_str(&o);
	return OK;
}

str names_words(const struct rq *rq, const void *arg, str stored)
{
	struct out o = out_open(rq->arena, 64);
	(void)arg;
	while (stored.n) {
		str line = str_cut(&stored, '\n');
		bool alias = str_eq(str_cut(&line, '\t'), S("alias"));
		str family = str_cut(&line, '\t');
		str given = str_cut(&line, '\t');
		if (o.n)
			put(&o, S("、"));
		put(&o, family);
		if (family.n && given.n)
			out_char(&o, ' ');
		put(&o, given);
		if (alias)
			put(&o, S("（呼び名・通称）"));
	}
	return out_str(&o);
}

enum status names_put(struct rq *rq, struct db *tx, casefile_id casefile,
		      person_id id, str text)
{
	i64 muni = rq->actor.viewer.muni;
	TRY(name_clear(tx, muni, id));
	while (text.n) {
		str line = str_cut(&text, '\n');
		str kind = str_cut(&line, '\t');
		str family = str_cut(&line, '\t');
		str given = str_cut(&line, '\t');
		TRY(name_insert(tx, muni, (name_id){ id_new() }, casefile, id,
				kind, family, given, line));
	}
	return OK;
}
