/* consent_web.c — 根拠 of one person: history, a new one, one, its end. */
#include "casefile/casefile.h"
#include "consent.html.h"
#include "consent/consent_page.h"

static enum status basis_list(struct rq *rq, struct reply *ret);
static enum status basis_blank(struct rq *rq, struct reply *ret);
static enum status basis_create(struct rq *rq, struct reply *ret);
static enum status basis_show(struct rq *rq, struct reply *ret);
static enum status basis_stop(struct rq *rq, struct reply *ret);

const struct route consent_routes[] = {
	{ GET, "/cases/:casefile/people/:person/basis", basis_list,
	  CAN_EDIT_COMMON, .page = "同意と根拠" },
	{ GET, "/cases/:casefile/people/:person/basis/new", basis_blank,
	  CAN_EDIT_COMMON, .page = "同意を記録" },
	{ POST, "/cases/:casefile/people/:person/basis", basis_create,
	  CAN_EDIT_COMMON, .audit = "basis.add" },
	{ GET, "/cases/:casefile/people/:person/basis/sheet/:issue",
	  basis_sheet_show, CAN_EDIT_COMMON, .page = "同意書" },
	{ GET, "/cases/:casefile/people/:person/basis/:basis", basis_show,
	  CAN_EDIT_COMMON, .page = "同意と根拠" },
	{ POST, "/cases/:casefile/people/:person/basis/:basis/end", basis_stop,
	  CAN_EDIT_COMMON, .audit = "basis.end" },
	{ POST, "/cases/:casefile/people/:person/basis/:basis/files",
	  basis_file_add, CAN_EDIT_COMMON, .audit = "file.add" },
	{ GET, "/cases/:casefile/people/:person/basis/:basis/files/:file",
	  basis_file_get, CAN_EDIT_COMMON, .page = "書類" },
};
const isize consent_routes_n = COUNT(consent_routes);

enum status basis_person(struct rq *rq, struct person_item *ret)
{
	struct person_item_list all;
	i64 id;
	if (!basis_may(rq->lens))
		return E_NOT_FOUND;
	TRY(rq_id(rq, ID_person, rq_path(rq, S("person")), &id));
	TRY(person_list(rq, rq->lens, &all));
	for (isize i = 0; i < all.n; i++)
		if (all.v[i].id.v == id) {
			*ret = all.v[i];
			return OK;
		}
	return E_NOT_FOUND;
}

str basis_readers(struct arena *a, const struct basis_reader_list *rows)
{
	struct out o = out_open(a, 64);
	for (isize i = 0; i < rows->n; i++) {
		if (o.n)
			put(&o, S("、"));
		put(&o, rows->v[i].short_name);
		if (rows->v[i].name.n) {
			put(&o, S(" "));
			put(&o, rows->v[i].name);
		}
	}
	return out_str(&o);
}

/* ---- the history ---------------------------------------------------------- */

static const struct basis_choice *choices_of(struct rq *rq, person_id person,
					     isize *ret_n)
{
	struct basis_choice *v = new(rq->arena, struct basis_choice,
				     BASIS_KIND_COUNT);
	isize n = 0;
	for (int k = BASIS_consent + 1; k < BASIS_KIND_COUNT; k++) {
		enum basis_kind kind = (enum basis_kind)k;
		str tail = str_cat(rq->arena, S("/new?kind="),
				   basis_kind_name(kind));
		v[n++] = (struct basis_choice){ basis_kind_label(kind),
						basis_kind_row(kind)->help,
						basis_url(rq, person, tail) };
	}
	*ret_n = n;
	return v;
}

static str said_of(str done)
{
	return str_eq(done, S("withdrawn")) ? S("撤回を記録しました。") :
	       str_eq(done, S("ended")) ? S("終わりを記録しました。") :
	       str_eq(done, S("refusal")) ?
		       S("同意しないことを記録しました。"
			 "自機関の支援はこれまでどおり続けられます。") :
	       str_eq(done, S("file")) ? S("書類を残しました。") :
	       str_eq(done, S("consent")) ? S("同意を記録しました。") :
	       done.n ? S("記録しました。") : (str){ 0 };
}

static enum status basis_list(struct rq *rq, struct reply *ret)
{
	struct basis_list_page *p = new(rq->arena, struct basis_list_page, 1);
	struct basis_lines all;
	*p = (struct basis_list_page){ .rq = rq };
	TRY(basis_person(rq, &p->who));
	TRY(basis_lines_read(rq, &all));
	struct basis_line *v = new(rq->arena, struct basis_line, all.n);
	for (isize i = 0; i < all.n; i++)
		if (all.v[i].person.v == p->who.id.v)
			v[p->n++] = all.v[i];
	p->v = v;
	p->url = basis_url(rq, p->who.id, (str){ 0 });
	p->share_url = casefile_url(rq, rq->lens->casefile, S("/share"));
	p->said = said_of(rq_query(rq, S("done")));
	p->choices = choices_of(rq, p->who.id, &p->choices_n);
	rq_looked(rq, S("look.basis"), rq->lens, S("person"), p->who.id.v);
	TRY(reply_page(ret, S("事案"), basis_history_draw, p));
	return casefile_frame(rq, TAB_SHARE, ret);
}

/* ---- a new one ------------------------------------------------------------ */

static enum status basis_blank(struct rq *rq, struct reply *ret)
{
	struct basis_form *f = new(rq->arena, struct basis_form, 1);
	str typed = rq_query(rq, S("kind"));
	enum basis_kind kind = typed.n ? basis_kind_find(typed) :
					 BASIS_consent;
	if (kind == BASIS_NONE)
		return E_NOT_FOUND;
	TRY(basis_form_open(rq, kind, f));
	TRY(basis_sheet_fill(rq, f));
	TRY(basis_form_draft(rq, f));
	return basis_form_show(rq, f, ret);
}

static enum status create_job(struct rq *rq, struct db *tx, void *arg,
			      struct reply *ret)
{
	const struct basis_new *b = arg;
	struct out o = out_open(rq->arena, 64);
	basis_id id;
	TRY(basis_add(rq, tx, b, &id));
	TRY(draft_forget(rq, tx, basis_draft_form(rq->arena, b->kind),
			 b->person.v));
	out_char(&o, '/');
	put(&o, rq_token_of(rq, basis, id));
	put(&o, S("?done="));
	put(&o, basis_kind_name(b->kind));
	return reply_redirect(ret, basis_url(rq, b->person, out_str(&o)));
}

static enum status basis_create(struct rq *rq, struct reply *ret)
{
	struct basis_form *f = new(rq->arena, struct basis_form, 1);
	struct basis_new b;
	enum basis_kind kind = basis_kind_find(rq_form(rq, S("kind")));
	if (kind == BASIS_NONE)
		return E_INVALID;
	TRY(basis_form_open(rq, kind, f));
	basis_form_typed(rq, f, rq->http->form);
	if (rq_form(rq, S("more")).n)
		return basis_form_show(rq, f, ret);
	str act = rq_form(rq, S("act"));
	bool easy = str_eq(act, S("easy"));
	enum status st;
	if (easy || str_eq(act, S("plain"))) {
		st = basis_sheet_issue(rq, f, easy, ret);
	} else {
		st = basis_form_read(rq, f, &b);
		if (st == OK)
			st = rq_write(rq, create_job, &b, ret);
	}
	if (st == E_INVALID && rq_has_errors(rq))
		return basis_form_show(rq, f, ret);
	return st;
}

/* ---- one ------------------------------------------------------------------ */

enum status basis_path(struct rq *rq, struct basis_one_page *p)
{
	struct basis_lines all;
	i64 id;
	TRY(basis_person(rq, &p->who));
	TRY(rq_id(rq, ID_basis, rq_path(rq, S("basis")), &id));
	TRY(basis_lines_read(rq, &all));
	for (isize i = 0; i < all.n; i++)
		if (all.v[i].id.v == id && all.v[i].person.v == p->who.id.v)
			p->line = &all.v[i];
	return p->line ? OK : E_NOT_FOUND;
}

enum status basis_show_one(struct rq *rq, struct basis_one_page *p,
			   struct reply *ret)
{
	i64 muni = rq->actor.viewer.muni;
	struct basis_reader_list resting, lost;
	TRY(basis_resting(rq->db, rq->arena, muni, p->line->id, &resting));
	TRY(basis_lost(rq->db, rq->arena, muni, p->who.id, p->line->id,
		       &lost));
	struct basis_taken_list taken;
	TRY(basis_taken_back(rq->db, rq->arena, rq->lens, muni, p->line->id,
			     &taken));
	p->taken = taken.v;
	p->taken_n = taken.n;
	p->resting = basis_readers(rq->arena, &resting);
	if (p->line->live)
		p->lost = basis_readers(rq->arena, &lost);
	TRY(upload_list(rq, S("basis"), p->line->id.v, &p->files));
	p->url = basis_url(rq, p->who.id, (str){ 0 });
	p->share_url = casefile_url(rq, rq->lens->casefile, S("/share"));
	p->end_label = p->line->kind == BASIS_consent ?
			       S("撤回を記録する") : S("終わりを記録する");
	rq_looked(rq, S("look.basis"), rq->lens, S("basis"), p->line->id.v);
	TRY(reply_page(ret, S("事案"), basis_one_draw, p));
	return casefile_frame(rq, TAB_SHARE, ret);
}

static enum status basis_show(struct rq *rq, struct reply *ret)
{
	struct basis_one_page *p = new(rq->arena, struct basis_one_page, 1);
	*p = (struct basis_one_page){ .rq = rq };
	TRY(basis_path(rq, p));
	p->said = said_of(rq_query(rq, S("done")));
	return basis_show_one(rq, p, ret);
}

struct stop {
	basis_id id;
	person_id person;
	struct basis_end end;
};

/* For whom it ends: those ticked, when they are not all of them. */
static enum status read_ends(struct rq *rq, const struct basis_line *l,
			     struct basis_end *e)
{
	agency_id *v = new(rq->arena, agency_id, l->to_n);
	isize different = 0;
	if (!rq_form(rq, S("some")).n)
		return OK;
	for (isize i = 0; i < l->to_n; i++) {
		agency_id agency = l->to[i].agency;
		if (i && l->to[i - 1].agency.v == agency.v)
			continue;
		different++;
		str token = rq_token_of(rq, agency, agency);
		for (isize k = 0; k < l->to_n; k++)
			if (str_eq(str_trim(params_nth(rq->http->form,
						       S("end_to"), k)),
				   token))
				v[e->agencies_n++] = agency;
	}
	if (!e->agencies_n)
		return rq_error(rq, S("end_to"),
				S("やめる相手を1つ以上選んでください。"));
	if (e->agencies_n == different)
		e->agencies_n = 0;
	e->agencies = v;
	return OK;
}

static enum status stop_job(struct rq *rq, struct db *tx, void *arg,
			    struct reply *ret)
{
	const struct stop *s = arg;
	TRY(basis_withdraw(rq, tx, rq->lens->casefile, s->id, &s->end));
	str tail = str_cat(rq->arena, S("?done="), s->end.reason);
	return reply_redirect(ret, basis_url(rq, s->person, tail));
}

static enum status basis_stop(struct rq *rq, struct reply *ret)
{
	struct basis_one_page *p = new(rq->arena, struct basis_one_page, 1);
	*p = (struct basis_one_page){ .rq = rq };
	TRY(basis_path(rq, p));
	p->end_witness = rq_form(rq, S("end_witness"));
	p->end_note = rq_form(rq, S("end_note"));
	struct stop s = { p->line->id, p->who.id,
			  { .reason = p->line->kind == BASIS_consent ?
					      S("withdrawn") : S("ended"),
			    .witness = p->end_witness,
			    .note = p->end_note } };
	enum status st = basis_end_check(rq, &s.end);
	if (st == OK)
		st = read_ends(rq, p->line, &s.end);
	if (st == OK)
		st = rq_write(rq, stop_job, &s, ret);
	if ((st != E_INVALID && st != E_CONFLICT) || !rq_has_errors(rq))
		return st;
	/* The page as it is now says what is wrong. */
	TRY(basis_path(rq, p));
	TRY(basis_show_one(rq, p, ret));
	ret->status = st == E_CONFLICT ? 409 : 422;
	return OK;
}
