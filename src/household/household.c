/* household.c — adding a household and its people; what they are found by. */
#include "household/people.h"

/* ---- small words ------------------------------------------------------- */

str date_stored(struct arena *a, struct fdate d)
{
	struct out o = out_open(a, 16);
	if (d.precision != PREC_NONE)
		fdate_edtf(&o, d);
	return out_str(&o);
}

str date_typed(struct arena *a, str edtf)
{
	struct fdate d;
	if (fdate_from_edtf(edtf, &d) != OK || d.precision == PREC_NONE)
		return (str){ 0 };
	struct out o = out_open(a, 32);
	fdate_print_short(&o, d);
	str s = out_str(&o);
	/* Without the weekday and other remarks behind. */
	isize end = str_find(s, S("("), 0);
	if (end < 0)
		end = str_find(s, S("（"), 0);
	return end < 0 ? s : str_sub(s, 0, end);
}

void person_split_name(str typed, str *ret_family, str *ret_given)
{
	static const str wide = STR("　");
	str s = str_trim(typed);
	isize at = str_find_char(s, ' ', 0), w = str_find(s, wide, 0);
	if (w >= 0 && (at < 0 || w < at))
		at = w;
	*ret_family = at < 0 ? s : str_sub(s, 0, at);
	*ret_given = at < 0 ? (str){ 0 } : str_trim(str_sub(s, at, s.n));
}

/* ---- found by ---------------------------------------------------------- */

static void add_line(struct out *o, str x, str y)
{
	put(o, x);
	put(o, y);
	out_char(o, '\n');
}

static enum status add_names(struct rq *rq, struct db *tx, person_id person,
			     str given, struct out *o)
{
	struct name_raw_list names;
	TRY(person_names_stored(tx, rq->arena, rq->actor.viewer.muni, person,
				&names));
	for (isize i = 0; i < names.n; i++) {
		const struct name_raw *n = &names.v[i];
		add_line(o, n->family_name,
			 n->given_name.n ? n->given_name : given);
		add_line(o, n->kana, (str){ 0 });
	}
	return OK;
}

enum status person_search_entry(struct rq *rq, struct db *tx,
				casefile_id casefile, person_id person,
				struct search_entry *ret)
{
	struct search_source s;
	TRY(person_search_source(tx, rq->arena, rq->actor.viewer.muni, person,
				 &s));
	struct out o = out_open(rq->arena, 256);
	add_line(&o, s.family_name, s.given_name);
	add_line(&o, s.family_name_kana, s.given_name_kana);
	TRY(add_names(rq, tx, person, s.given_name, &o));
	add_line(&o, s.phone, (str){ 0 });
	add_line(&o, s.house_name, (str){ 0 });
	add_line(&o, s.house_kana, (str){ 0 });
	add_line(&o, s.house_address, (str){ 0 });
	add_line(&o, s.house_phone, (str){ 0 });
	*ret = (struct search_entry){
		.kind = S("person"),
		.object = person.v,
		.casefile = casefile,
		.agency = s.agency,
		.person = person,
		.at = rq->now,
		.text = out_str(&o),
	};
	return OK;
}

enum status person_search_again(struct rq *rq, struct db *tx,
				const struct search_entry *was)
{
	struct search_entry now;
	TRY(person_search_entry(rq, tx, was->casefile, was->person, &now));
	if (str_eq(now.text, was->text))
		return OK;
	return search_replace(tx, rq->arena, rq->actor.viewer.muni, was->text,
			      &now);
}

/* ---- adding ------------------------------------------------------------ */

/* "name,address": the names of those fields that were filled in. */
static void name_field(struct out *o, str name, bool filled)
{
	if (!filled)
		return;
	if (o->n)
		out_char(o, ',');
	put(o, name);
}

static str household_fields(struct arena *a, const struct household_new *h)
{
	struct out o = out_open(a, 64);
	name_field(&o, S("name"), h->name.n);
	name_field(&o, S("name_kana"), h->name_kana.n);
	name_field(&o, S("postal_code"), h->postal_code.n);
	name_field(&o, S("address"), h->address.n);
	name_field(&o, S("phone"), h->phone.n);
	name_field(&o, S("caution"), h->caution.n);
	return out_str(&o);
}

enum status household_add(struct rq *rq, struct db *tx,
			  const struct household_new *h, household_id *ret)
{
	household_id id = { id_new() };
	TRY(household_insert(tx, rq->actor.viewer.muni, id, h->casefile,
			     h->name, h->name_kana, h->postal_code, h->address,
			     h->phone, h->caution));
	TRY(rq_audit(rq, tx, S("household.add"), S("household"), id.v,
		     h->casefile, household_fields(rq->arena, h)));
	*ret = id;
	return rq_changed(rq, tx, h->casefile);
}

static str person_fields(struct arena *a, const struct person_new *p)
{
	struct out o = out_open(a, 64);
	name_field(&o, S("family_name"), p->family_name.n);
	name_field(&o, S("given_name"), p->given_name.n);
	name_field(&o, S("family_name_kana"), p->family_name_kana.n);
	name_field(&o, S("given_name_kana"), p->given_name_kana.n);
	name_field(&o, S("sex"), p->sex.n && !str_eq(p->sex, S("0")));
	name_field(&o, S("birth"), p->birth.precision != PREC_NONE);
	name_field(&o, S("dead"), p->dead);
	name_field(&o, S("death"), p->death.precision != PREC_NONE);
	name_field(&o, S("living"), p->living.n);
	name_field(&o, S("phone"), p->phone.n);
	name_field(&o, S("relation"), p->relation.n);
	name_field(&o, S("former_family_name"), p->former_family_name.n);
	return out_str(&o);
}

static enum status insert_person(struct rq *rq, struct db *tx,
				 const struct person_new *p, person_id id)
{
	i64 muni = rq->actor.viewer.muni;
	str birth = date_stored(rq->arena, p->birth);
	str death = date_stored(rq->arena, p->death);
	TRY(person_insert(tx, muni, id, p->casefile, p->household,
			  p->family_name, p->given_name, p->family_name_kana,
			  p->given_name_kana, p->sex.n ? p->sex : S("0"),
			  birth, death, p->dead || death.n, p->living,
			  p->phone, p->relation));
	if (p->former_family_name.n)
		TRY(name_insert(tx, muni, (name_id){ id_new() }, p->casefile,
				id, S("former"), p->former_family_name,
				(str){ 0 }, (str){ 0 }));
	if (str_eq(p->living, S("home")) && !p->dead)
		TRY(residence_insert(tx, muni, id, p->casefile, (str){ 0 },
				     (str){ 0 }));
	return OK;
}

enum status person_add(struct rq *rq, struct db *tx,
		       const struct person_new *p, person_id *ret)
{
	person_id id = { id_new() };
	struct search_entry entry;
	TRY(insert_person(rq, tx, p, id));
	TRY(person_search_entry(rq, tx, p->casefile, id, &entry));
	TRY(search_put(tx, rq->arena, rq->actor.viewer.muni, &entry));
	TRY(rq_audit(rq, tx, S("person.add"), S("person"), id.v, p->casefile,
		     person_fields(rq->arena, p)));
	*ret = id;
	return rq_changed(rq, tx, p->casefile);
}
