/* household.c — adding a household and its people; what they are found by. */
#include "household/log.h"

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
	struct search_person p = {
		.id = person,
		.names = out_open(rq->arena, 256),
		.house = out_open(rq->arena, 64),
		.contact = out_open(rq->arena, 128),
	};
	add_line(&p.names, s.family_name, s.given_name);
	add_line(&p.names, s.family_name_kana, s.given_name_kana);
	TRY(add_names(rq, tx, person, s.given_name, &p.names));
	add_line(&p.house, s.house_name, (str){ 0 });
	add_line(&p.house, s.house_kana, (str){ 0 });
	add_line(&p.contact, s.phone, (str){ 0 });
	add_line(&p.contact, s.house_address, (str){ 0 });
	add_line(&p.contact, s.house_phone, (str){ 0 });
	*ret = (struct search_entry){
		.kind = S("person"),
		.object = person.v,
		.casefile = casefile,
		.agency = s.agency,
		.at = rq->now,
	};
	search_person_text(rq->arena, &p, ret);
	return OK;
}

enum status person_search_again(struct rq *rq, struct db *tx,
				const struct search_entry *was)
{
	struct search_entry now;
	struct search_text old = { was->text, was->parts, was->parts_n };
	TRY(person_search_entry(rq, tx, was->casefile,
				(person_id){ was->object }, &now));
	if (str_eq(now.text, was->text))
		return OK;
	return search_rewrite(tx, rq->arena, rq->actor.viewer.muni, old, &now);
}

/* ---- adding ------------------------------------------------------------ */

static struct past_change household_change(const struct household_new *h,
					   household_id id)
{
	struct past_change c = { .kind = S("household"), .object = id.v,
				 .casefile = h->casefile };
	str none = { 0 };
	past_add(&c, S("name"), none, h->name);
	past_add(&c, S("name_kana"), none, h->name_kana);
	past_add(&c, S("postal_code"), none, h->postal_code);
	past_add(&c, S("address"), none, h->address);
	past_add(&c, S("phone"), none, h->phone);
	past_add(&c, S("caution"), none, h->caution);
	return c;
}

enum status household_add(struct rq *rq, struct db *tx,
			  const struct household_new *h, household_id *ret)
{
	household_id id = { id_new() };
	struct past_change c = household_change(h, id);
	TRY(household_insert(tx, rq->actor.viewer.muni, id, h->casefile,
			     h->name, h->name_kana, h->postal_code, h->address,
			     h->phone, h->caution));
	TRY(past_write(rq, tx, &c));
	TRY(rq_audit(rq, tx, S("household.add"), S("household"), id.v,
		     h->casefile, past_names(rq->arena, &c)));
	*ret = id;
	return rq_changed(rq, tx, h->casefile);
}

static struct past_change person_change(struct arena *a,
					const struct person_new *p,
					person_id id, str names)
{
	struct past_change c = { .kind = S("person"), .object = id.v,
				 .casefile = p->casefile, .person = id };
	str none = { 0 };
	str death = date_stored(a, p->death);
	bool dead = p->dead || death.n;
	past_add(&c, S("family_name"), none, p->family_name);
	past_add(&c, S("given_name"), none, p->given_name);
	past_add(&c, S("family_name_kana"), none, p->family_name_kana);
	past_add(&c, S("given_name_kana"), none, p->given_name_kana);
	past_add(&c, S("sex"), S("0"), p->sex.n ? p->sex : S("0"));
	past_add(&c, S("birth"), none, date_stored(a, p->birth));
	past_add(&c, S("dead"), S("0"), dead ? S("1") : S("0"));
	past_add(&c, S("death"), none, death);
	past_add(&c, S("living"), none, p->living);
	past_add(&c, S("phone"), none, p->phone);
	past_add(&c, S("relation"), none, p->relation);
	past_add(&c, S("names"), none, names);
	return c;
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
		TRY(tie_put(rq, tx, p->casefile,
			    &(struct tie_end){ TIES_STAY, id.v, id, { 0 } },
			    &(struct tie_value){ 0 }));
	return OK;
}

enum status person_add(struct rq *rq, struct db *tx,
		       const struct person_new *p, person_id *ret)
{
	person_id id = { id_new() };
	struct search_entry entry;
	str names;
	TRY(insert_person(rq, tx, p, id));
	TRY(names_text(rq, tx, id, &names));
	struct past_change c = person_change(rq->arena, p, id, names);
	TRY(past_write(rq, tx, &c));
	TRY(person_search_entry(rq, tx, p->casefile, id, &entry));
	TRY(search_put(tx, rq->arena, rq->actor.viewer.muni, &entry));
	TRY(rq_audit(rq, tx, S("person.add"), S("person"), id.v, p->casefile,
		     past_names(rq->arena, &c)));
	*ret = id;
	return rq_changed(rq, tx, p->casefile);
}
