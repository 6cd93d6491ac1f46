/* sheetrec.c — sheets read through the veil, saved as new revisions. */
#include "sheetrec/sheetrec.h"

#include "kernel/app.h"
#include "sheetrec.sql.h"
#include "sheetrec/rec.h"
#include "vis/veiler.h"
#include "vis/words.h"

/* ---- the world a document speaks of ------------------------------------ */

static bool names_people(const struct dict *d)
{
	const struct field_type *person = field_type_find(S("person"));
	for (isize i = 0; i < d->fields_n; i++)
		if (d->fields[i].type == person)
			return true;
	return false;
}

enum status sheet_ctx_in(struct rq *rq, struct db *db, const struct lens *lens,
			 struct dict_ctx *ret)
{
	struct sheet_person_list rows;
	*ret = (struct dict_ctx){ .dict = rq->app->dict, .today = rq->today };
	if (!lens->casefile.v || !names_people(ret->dict))
		return OK;
	TRY(sheet_persons(db, rq->arena, lens, rq->actor.viewer.muni,
			  lens->casefile, &rows));
	struct dict_person *v = new(rq->arena, struct dict_person, rows.n);
	for (isize i = 0; i < rows.n; i++)
		v[i] = (struct dict_person){
			rows.v[i].id.v,
			rq_token_of(rq, person, rows.v[i].id),
			veiled_name_words(rq->arena, rows.v[i].family_name,
					  rows.v[i].given_name),
		};
	ret->persons = v;
	ret->persons_n = rows.n;
	return OK;
}

enum status sheet_ctx(struct rq *rq, const struct lens *lens,
		      struct dict_ctx *ret)
{
	return sheet_ctx_in(rq, rq->db, lens, ret);
}

/* ---- reading ----------------------------------------------------------- */

static enum status newest(struct rq *rq, struct db *db, str kind,
			  struct sheet_owner o, struct sheet_raw *ret)
{
	i64 muni = rq->actor.viewer.muni;
	if (o.intake.v)
		return sheet_newest_of_intake(db, rq->arena, muni, o.intake,
					      kind, ret);
	return sheet_newest(db, rq->arena, muni, o.casefile, kind, o.person,
			    ret);
}

enum status sheet_find_raw(struct rq *rq, struct db *db, str kind,
			   struct sheet_owner o, struct sheet_raw *ret)
{
	enum status st = newest(rq, db, kind, o, ret);
	if (st != E_NOT_FOUND)
		return st;
	*ret = (struct sheet_raw){ .kind = kind, .person = o.person };
	return OK;
}

static enum status veil_doc(struct rq *rq, const struct lens *lens,
			    const struct dict_ctx *ctx,
			    const struct sheet_raw *raw,
			    const struct prose_names *names, bool prose,
			    struct sheet_latest *ret)
{
	const struct sheet *s = dict_sheet(ctx->dict, raw->kind);
	struct lens_person_view view = { .lens = lens, .person = raw->person,
					 .names = names,
					 .values = !prose };
	struct dict_veiler veiler = lens_veiler(&view);
	struct doc *doc = new(rq->arena, struct doc, 1);
	if (!s)
		return E_NOT_FOUND;
	TRY(doc_read(rq->arena, ctx, s, raw->doc, &veiler, doc));
	*ret = (struct sheet_latest){ raw->id, raw->kind, raw->person,
				      raw->revision, raw->at, raw->who,
				      raw->agency_short, doc };
	return OK;
}

enum status sheet_get(struct rq *rq, const struct lens *lens, str kind,
		      struct sheet_owner owner, struct sheet_latest *ret)
{
	struct dict_ctx ctx;
	struct sheet_raw raw;
	const struct prose_names *names;
	TRY(sheet_ctx(rq, lens, &ctx));
	TRY(rq_names(rq, rq->db, lens, &names));
	TRY(sheet_find_raw(rq, rq->db, kind, owner, &raw));
	return veil_doc(rq, lens, &ctx, &raw, names, true, ret);
}

/* Does any of these sheets ask for a person?  Most do not, and the overview
 * saves a statement. */
static bool rows_name_people(const struct dict *d,
			     const struct sheet_raw_list *rows)
{
	const struct field_type *person = field_type_find(S("person"));
	for (isize i = 0; i < rows->n; i++) {
		const struct sheet *s = dict_sheet(d, rows->v[i].kind);
		for (isize g = 0; s && g < s->n; g++) {
			const struct group *group = &d->groups[s->groups[g]];
			for (isize f = 0; f < group->n; f++)
				if (d->fields[group->fields[f]].type == person)
					return true;
		}
	}
	return false;
}

/* Looking a text through for what is to be closed costs more than reading it:
 * of all sheets only those whose prose somebody shows from this list. */
static bool is_in_sight(str kind)
{
	return str_eq(kind, S("overview")) || str_eq(kind, S("person_base"));
}

enum status sheet_all(struct rq *rq, const struct lens *lens,
		      struct sheet_latest_list *ret)
{
	struct dict_ctx ctx = { .dict = rq->app->dict, .today = rq->today };
	struct sheet_raw_list rows;
	const struct prose_names *names;
	isize n = 0;
	TRY(rq_names(rq, rq->db, lens, &names));
	TRY(sheet_newest_all(rq->db, rq->arena, rq->actor.viewer.muni,
			     lens->casefile, &rows));
	if (rows_name_people(ctx.dict, &rows))
		TRY(sheet_ctx(rq, lens, &ctx));
	ret->v = new(rq->arena, struct sheet_latest, rows.n);
	for (isize i = 0; i < rows.n; i++) {
		enum status st = veil_doc(rq, lens, &ctx, &rows.v[i],
					  names, is_in_sight(rows.v[i].kind),
					  &ret->v[n]);
		/* A sheet of a dictionary that is gone is not shown. */
		if (st == E_NOT_FOUND)
			continue;
		TRY(st);
		n++;
	}
	ret->n = n;
	return OK;
}

const struct sheet_latest *sheet_find(const struct sheet_latest_list *all,
				      str kind, person_id person)
{
	for (isize i = 0; i < all->n; i++)
		if (str_eq(all->v[i].kind, kind) &&
		    all->v[i].person.v == person.v)
			return &all->v[i];
	return NULL;
}

/* ---- saving ------------------------------------------------------------ */

struct save {
	struct rq *rq;
	struct db *tx;
	const struct dict_ctx *ctx;
	const struct sheet *sheet;
	struct sheet_owner owner;
	struct sheet_raw old;
	str doc;	/* the new one */
	str changed;	/* names of the fields in which it differs */
	sheet_id id;
};

static enum status put_facts(struct save *s)
{
	struct doc_facts facts = { 0 };
	struct rq *rq = s->rq;
	i64 muni = rq->actor.viewer.muni;
	TRY(doc_facts(rq->arena, s->ctx, s->sheet, s->doc, &facts));
	TRY(fact_clear(s->tx, muni, s->id));
	for (isize i = 0; i < facts.n; i++)
		TRY(fact_insert(s->tx, muni,
				field_path(rq->arena, s->ctx->dict,
					   facts.v[i].field),
				s->id, facts.v[i].num, rq->today));
	return OK;
}

static enum status put_revision(struct save *s)
{
	struct rq *rq = s->rq;
	const struct viewer *v = &rq->actor.viewer;
	s->id = s->old.id;
	if (s->old.revision) {
		TRY(sheet_bump(s->tx, v->muni, s->id, s->old.revision,
			       rq->now));
	} else {
		s->id = (sheet_id){ id_new() };
		TRY(sheet_insert(s->tx, v->muni, s->id, s->sheet->name,
				 s->owner.casefile, s->owner.person,
				 s->owner.intake, v->agency, rq->now));
	}
	return sheet_rev_insert(s->tx, v->muni, s->id, s->old.revision + 1,
				s->doc, s->ctx->dict->rev, v->account,
				v->agency, rq->now, s->changed);
}

enum status sheet_tell_errors(struct rq *rq, const struct form_errors *errors)
{
	enum status st = E_INVALID;
	for (isize i = 0; i < errors->n; i++)
		st = rq_error(rq, errors->v[i].name, errors->v[i].text);
	return st;
}

static enum status merge(struct save *s, const struct lens *lens,
			 struct params form)
{
	struct rq *rq = s->rq;
	struct form_errors errors = { 0 };
	struct lens_person_view view = { .lens = lens,
					 .person = s->owner.person,
					 .values = true };
	TRY(rq_names(rq, s->tx, lens, &view.names));
	struct dict_veiler veiler = lens_veiler(&view);
	enum status st = doc_merge(rq->arena, s->ctx, s->sheet, s->old.doc,
				   form, &veiler, &errors, &s->doc);
	return st == E_INVALID ? sheet_tell_errors(rq, &errors) : st;
}

static enum status put_doc(struct save *s)
{
	struct rq *rq = s->rq;
	casefile_id casefile = s->owner.casefile;
	TRY(doc_diff(rq->arena, s->ctx, s->sheet, s->old.doc, s->doc,
		     &s->changed));
	if (!s->changed.n)
		return OK;
	TRY(put_revision(s));
	TRY(put_facts(s));
	TRY(rq_audit(rq, s->tx, S("sheet.save"), S("sheet"), s->id.v,
		     casefile, s->changed));
	return casefile.v ? rq_changed(rq, s->tx, casefile) : OK;
}

enum status sheet_put(struct rq *rq, struct db *tx, const struct lens *lens,
		      const struct sheet *sheet, struct sheet_owner owner,
		      const struct sheet_raw *old, str doc)
{
	struct dict_ctx ctx;
	TRY(sheet_ctx_in(rq, tx, lens, &ctx));
	struct save s = { .rq = rq, .tx = tx, .ctx = &ctx, .sheet = sheet,
			  .owner = owner, .old = *old, .doc = doc };
	return put_doc(&s);
}

enum status sheet_save(struct rq *rq, struct db *tx, const struct lens *lens,
		       str kind, struct sheet_owner owner, int seen,
		       struct params form)
{
	struct dict_ctx ctx;
	int now;
	TRY(sheet_ctx_in(rq, tx, lens, &ctx));
	struct save s = { .rq = rq, .tx = tx, .ctx = &ctx,
			  .sheet = dict_sheet(ctx.dict, kind),
			  .owner = owner };
	if (!s.sheet)
		return E_NOT_FOUND;
	TRY(sheet_find_raw(rq, tx, kind, owner, &s.old));
	TRY(sheet_seen(rq, tx, lens, s.sheet, &s.old, &now));
	if (now != seen && seen != SHEET_ANY)
		return E_CONFLICT;
	TRY(merge(&s, lens, form));
	return put_doc(&s);
}
