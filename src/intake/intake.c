/* intake.c — see intake.h. */
#include "intake/intake.h"

#include "casefile/casefile.h"
#include "household/household.h"
#include "intake.sql.h"
#include "note/note.h"
#include "search/search.h"
#include "text/collate.h"

static str edtf_of(struct arena *a, struct fdate d)
{
	struct out o = out_open(a, 16);
	if (d.precision != PREC_NONE)
		fdate_edtf(&o, d);
	return out_str(&o);
}

/* Whom it is about and what was said: found again by either. */
str intake_search_text(struct arena *a, const struct intake_new *n)
{
	const str parts[] = { n->about_name, n->about_kana, n->about_place,
			      n->caller_name, n->caller_phone, n->body };
	struct out o = out_open(a, n->body.n + 200);
	for (isize i = 0; i < COUNT(parts); i++) {
		put(&o, parts[i]);
		put(&o, S("\n"));
	}
	return out_str(&o);
}

enum status intake_receive(struct rq *rq, struct db *tx,
			   const struct intake_new *n, intake_id *ret)
{
	const struct viewer *v = &rq->actor.viewer;
	intake_id id = { id_new() };
	struct opt_i64 minutes = { n->minutes > 0, n->minutes };
	str no;
	TRY(casefile_number(rq, tx, S("intake"), &no));
	TRY(intake_add(tx, v->muni, id, v->agency, v->account, no, S("open"),
		       n->urgency, n->method, n->received_at, minutes, n->body,
		       n->caller_kind, n->caller_name, n->caller_phone,
		       n->about_name, n->about_kana,
		       edtf_of(rq->arena, n->about_birth), n->about_place,
		       rq->now));
	struct search_entry e = { .kind = S("intake"),
				  .object = id.v,
				  .agency = v->agency,
				  .at = n->received_at,
				  .text = intake_search_text(rq->arena, n) };
	TRY(search_put(tx, rq->arena, v->muni, &e));
	TRY(rq_audit(rq, tx, S("intake.add"), S("intake"), id.v,
		     (casefile_id){ 0 }, (str){ 0 }));
	*ret = id;
	return OK;
}

/* ---- becoming a household ----------------------------------------------- */

static enum status read_intake(struct rq *rq, struct db *tx, intake_id id,
			       struct intake_row *ret)
{
	struct lens own = vis_own_lens(rq->actor.viewer);
	return intake_get(tx, rq->arena, &own, rq->actor.viewer.muni,
			  rq->actor.viewer.agency, id, ret);
}

/* The text that was heard is the first note, word for word. */
static enum status add_note(struct rq *rq, struct db *tx,
			    const struct intake_row *i, casefile_id casefile)
{
	note_id note;
	struct note_new n = {
		.casefile = casefile,
		.happened_at = i->received_at,
		.minutes = i->minutes.has ? i->minutes.v : 0,
		.method = i->method,
		.counterpart = veiled_peek(i->caller_name),
		.body = veiled_peek(i->body),
		.intake = i->id,
	};
	return note_add(rq, tx, &n, &note);
}

static enum status bind(struct rq *rq, struct db *tx, intake_id id,
			casefile_id casefile)
{
	i64 muni = rq->actor.viewer.muni;
	TRY(intake_bind(tx, muni, rq->actor.viewer.agency, id, casefile));
	TRY(search_bind(tx, muni, S("intake"), id.v, casefile));
	return rq_audit(rq, tx, S("intake.bind"), S("intake"), id.v, casefile,
			(str){ 0 });
}

static enum status add_first_person(struct rq *rq, struct db *tx,
				    const struct intake_household *h,
				    casefile_id casefile, household_id house)
{
	person_id person;
	struct person_new p = { .casefile = casefile,
				.household = house,
				.sex = S("0"),
				.birth = h->birth,
				.living = S("home"),
				.relation = S("本人") };
	if (!h->person_name.n)
		return OK;
	person_split_name(h->person_name, &p.family_name, &p.given_name);
	person_split_name(h->person_kana, &p.family_name_kana,
			  &p.given_name_kana);
	return person_add(rq, tx, &p, &person);
}

/* Who calls about himself or his family gives the household's number. */
static str household_phone(const struct intake_row *i)
{
	bool own = str_eq(i->caller_kind, S("self")) ||
		   str_eq(i->caller_kind, S("family"));
	return own ? veiled_peek(i->caller_phone) : (str){ 0 };
}

static enum status add_household(struct rq *rq, struct db *tx,
				 const struct intake_household *h,
				 const struct intake_row *i, casefile_id casefile,
				 household_id *ret)
{
	str given, given_kana;
	struct household_new n = { .casefile = casefile,
				   .name = h->name,
				   .address = veiled_peek(i->about_place),
				   .phone = household_phone(i) };
	person_split_name(h->person_kana, &n.name_kana, &given_kana);
	if (!n.name.n)
		person_split_name(h->person_name, &n.name, &given);
	if (!n.name.n)
		n.name = S("名前未確認");
	return household_add(rq, tx, &n, ret);
}

enum status intake_make_household(struct rq *rq, struct db *tx,
				  const struct intake_household *h,
				  casefile_id *ret)
{
	struct intake_row i;
	household_id house;
	casefile_id casefile;
	str family_kana, rest;
	TRY(read_intake(rq, tx, h->intake, &i));
	person_split_name(h->person_kana, &family_kana, &rest);
	TRY(casefile_open(rq, tx, i.urgency,
			  text_sort_key(rq->arena, family_kana, h->name),
			  &casefile));
	TRY(add_household(rq, tx, h, &i, casefile, &house));
	TRY(add_first_person(rq, tx, h, casefile, house));
	TRY(add_note(rq, tx, &i, casefile));
	TRY(bind(rq, tx, h->intake, casefile));
	*ret = casefile;
	return OK;
}

enum status intake_join(struct rq *rq, struct db *tx, intake_id intake,
			casefile_id casefile)
{
	struct intake_row i;
	struct lens lens;
	TRY(rq_casefile_in(rq, tx, casefile, &lens));
	if (!lens_can(&lens, VERB_ADD))
		return E_NOT_FOUND;
	TRY(read_intake(rq, tx, intake, &i));
	TRY(add_note(rq, tx, &i, casefile));
	return bind(rq, tx, intake, casefile);
}
