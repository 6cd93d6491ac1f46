/*
 * consent_sheet.c — 同意書: a paper to be read and signed, in plain Japanese
 * or in やさしい日本語 (wording.md 19), with what was chosen; issued by number.
 */
#include "base/num.h"
#include "casefile/casefile.h"
#include "consent/consent_page.h"
#include "consent_sheet.html.h"

/* ---- what was chosen, as the issue keeps it -------------------------------- */

/* "PERSON;UNTIL;AGENCY:ACCOUNT:ITEMS,…"; UNTIL: day, 0: open. */
static str choice_print(struct arena *a, const struct basis_new *b)
{
	struct out o = out_open(a, 96);
	put(&o, b->person.v);
	put(&o, S(";"));
	put(&o, b->until.has ?
			stamp_day((stamp){ b->until.v - 1 }).n : 0);
	put(&o, S(";"));
	for (isize i = 0; i < b->covers_n; i++) {
		if (i)
			put(&o, S(","));
		put(&o, b->covers[i].agency.v);
		put(&o, S(":"));
		put(&o, b->covers[i].account.v);
		put(&o, S(":"));
		put(&o, b->covers[i].items);
	}
	return out_str(&o);
}

static enum status cover_parse(str s, struct basis_cover *ret)
{
	i64 items = 0;
	TRY(num_parse(str_cut(&s, ':'), &ret->agency.v));
	TRY(num_parse(str_cut(&s, ':'), &ret->account.v));
	TRY(num_parse(s, &items));
	ret->items = (unsigned)items & (ITEM_ALL | ITEM_EXISTS);
	return OK;
}

static enum status choice_parse(str s, struct sheet_choice *ret)
{
	i64 until = 0;
	*ret = (struct sheet_choice){ 0 };
	TRY(num_parse(str_cut(&s, ';'), &ret->person.v));
	TRY(num_parse(str_cut(&s, ';'), &until));
	ret->has_until = until != 0;
	ret->until = (day){ (int)until };
	while (s.n && ret->covers_n < COVERS_MAX)
		TRY(cover_parse(str_cut(&s, ','),
				&ret->covers[ret->covers_n++]));
	return OK;
}

/* The sheet of a token; E_NOT_FOUND when it is about another person. */
static enum status read_issue(struct rq *rq, str token, person_id person,
			      struct sheet_issue *row,
			      struct sheet_choice *ret)
{
	const struct viewer *v = &rq->actor.viewer;
	issue_id id;
	TRY(rq_id(rq, ID_issue, token, &id.v));
	TRY(sheet_issue_get(rq->db, rq->arena, v->muni, rq->lens->casefile, id,
			    v->agency, row));
	TRY(choice_parse(row->choice, ret));
	return ret->person.v == person.v ? OK : E_NOT_FOUND;
}

/* ---- the number ------------------------------------------------------------ */

struct issue_job {
	const struct basis_new *b;
	bool easy;
};

static enum status issue_job(struct rq *rq, struct db *tx, void *arg,
			     struct reply *ret)
{
	const struct issue_job *j = arg;
	const struct viewer *v = &rq->actor.viewer;
	issue_id id = { id_new() };
	struct lens lens;
	str no, amount = j->easy ? S("easy") : S("plain");
	TRY(rq_casefile_in(rq, tx, j->b->casefile, &lens));
	if (!basis_may(&lens))
		return E_FORBIDDEN;
	TRY(casefile_number(rq, tx, S("issue"), &no));
	TRY(sheet_issue_add(tx, v->muni, id, j->b->casefile, v->agency,
			    v->account, no, amount, rq->now,
			    choice_print(rq->arena, j->b)));
	TRY(rq_audit(rq, tx, S("print.issue"), S("issue"), id.v,
		     j->b->casefile, amount));
	str tail = str_cat(rq->arena, S("/sheet/"),
			   rq_token_of(rq, issue, id));
	return reply_redirect(ret, basis_url(rq, j->b->person, tail));
}

enum status basis_sheet_issue(struct rq *rq, struct basis_form *f, bool easy,
			      struct reply *ret)
{
	struct basis_new b;
	struct issue_job j = { &b, easy };
	TRY(basis_form_cover(rq, f, &b));
	return rq_write(rq, issue_job, &j, ret);
}

enum status basis_sheet_fill(struct rq *rq, struct basis_form *f)
{
	str token = rq_query(rq, S("sheet"));
	struct sheet_issue row;
	struct sheet_choice c;
	struct out until = out_open(rq->arena, 16);
	if (!token.n || f->kind != BASIS_consent)
		return OK;
	TRY(read_issue(rq, token, f->person, &row, &c));
	for (isize i = 0; i < c.covers_n; i++)
		basis_form_put(rq, f, &c.covers[i]);
	f->until = (str){ 0 };
	if (c.has_until) {
		basis_print_day(&until, c.until);
		f->until = out_str(&until);
	}
	f->how = S("written");
	return OK;
}

/* ---- the paper ------------------------------------------------------------- */

/* 令和8年11月16日, without the day of the week. */
static str long_day(struct arena *a, day d)
{
	struct out o = out_open(a, 48);
	day_print_long(&o, d);
	str s = out_str(&o);
	isize week = str_find(s, S("（"), 0);
	return week < 0 ? s : str_sub(s, 0, week);
}

static void ruby(struct out *o, str kanji, str kana)
{
	put(o, S("<ruby>"));
	put(o, kanji);
	put(o, S("<rp>（</rp><rt>"));
	put(o, kana);
	put(o, S("</rt><rp>）</rp></ruby>"));
}

void sheet_easy_day(struct out *o, day d)
{
	struct ymd v = day_ymd(d);
	ruby(o, S("令和"), S("れいわ"));
	put(o, v.y - 2018);
	ruby(o, S("年"), S("ねん"));
	put(o, v.m);
	ruby(o, S("月"), S("がつ"));
	put(o, v.d);
	ruby(o, S("日"), S("にち"));
}

static enum status read_to(struct rq *rq, const struct sheet_choice *c,
			   struct sheet_page *p)
{
	i64 muni = rq->actor.viewer.muni;
	for (isize i = 0; i < c->covers_n; i++) {
		const struct basis_cover *v = &c->covers[i];
		struct sheet_to *to = &p->to[p->to_n++];
		struct sheet_agency g;
		struct sheet_account a;
		TRY(sheet_agency_of(rq->db, rq->arena, muni, v->agency, &g));
		*to = (struct sheet_to){ .agency = g.name,
					 .items = v->items };
		p->items |= v->items;
		if (!v->account.v)
			continue;
		TRY(sheet_account_of(rq->db, rq->arena, muni, v->account, &a));
		to->person = a.name;
	}
	return OK;
}

static enum status read_sheet(struct rq *rq, struct sheet_page *p)
{
	struct sheet_issue row;
	struct sheet_choice c;
	struct sheet_agency own;
	struct out at = out_open(rq->arena, 32);
	struct out tail = out_open(rq->arena, 80);
	str token = rq_path(rq, S("issue"));
	TRY(read_issue(rq, token, p->who.id, &row, &c));
	TRY(sheet_agency_of(rq->db, rq->arena, rq->actor.viewer.muni,
			    rq->actor.viewer.agency, &own));
	p->agency = own.name;
	p->phone = own.phone;
	p->muni = own.muni;
	p->easy = str_eq(row.amount, S("easy"));
	p->issue_no = row.issue_no;
	p->issued_by = row.who;
	stamp_print_short(&at, row.at);
	p->at = out_str(&at);
	p->from = long_day(rq->arena, stamp_day(row.at));
	p->has_until = c.has_until;
	p->until_day = c.until;
	if (c.has_until)
		p->until = long_day(rq->arena, c.until);
	put(&tail, S("/new?kind=consent&sheet="));
	put(&tail, token);
	p->record_url = basis_url(rq, p->who.id, out_str(&tail));
	return read_to(rq, &c, p);
}

enum status basis_sheet_show(struct rq *rq, struct reply *ret)
{
	struct sheet_page *p = new(rq->arena, struct sheet_page, 1);
	*p = (struct sheet_page){ .rq = rq };
	TRY(basis_person(rq, &p->who));
	TRY(read_sheet(rq, p));
	rq_looked(rq, S("look.print"), rq->lens, S("person"), p->who.id.v);
	TRY(reply_page(ret, S("同意書"), sheet_view_draw, p));
	return casefile_frame(rq, TAB_SHARE, ret);
}
