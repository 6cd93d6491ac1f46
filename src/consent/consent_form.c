/* consent_form.c — the form of a new basis: prefilled, drawn, read. */
#include "casefile/casefile.h"
#include "consent.html.h"
#include "consent/consent_page.h"
#include "dict/dict.h"
#include "kernel/app.h"

enum { FIRST_ROWS = 3, MORE_ROWS = 3 };
static const i64 HOUR_MS = 60 * 60 * 1000;

/* ---- with whom ------------------------------------------------------------ */

static str account_value(struct rq *rq, str agency, account_id account)
{
	str value = str_cat(rq->arena, agency, S("."));
	return str_cat(rq->arena, value, rq_token_of(rq, account, account));
}

static void add_people(struct rq *rq, const struct basis_agency *g, str token,
		       const struct basis_person_there_list *people,
		       struct to_options *ret)
{
	for (isize i = 0; i < people->n; i++) {
		const struct basis_person_there *p = &people->v[i];
		struct out o = out_open(rq->arena, 48);
		if (p->agency.v != g->id.v)
			continue;
		put(&o, g->short_name);
		put(&o, S(" "));
		put(&o, p->name);
		ret->v[ret->n++] = (struct to_option){
			account_value(rq, token, p->account), out_str(&o)
		};
	}
}

static enum status read_options(struct rq *rq, struct to_options *ret)
{
	const struct viewer *v = &rq->actor.viewer;
	struct basis_agency_list agencies;
	struct basis_person_there_list people;
	TRY(basis_agencies(rq->db, rq->arena, v->muni, v->agency, &agencies));
	TRY(basis_accounts(rq->db, rq->arena, v->muni, v->agency, rq->now,
			   &people));
	*ret = (struct to_options){
		new(rq->arena, struct to_option, agencies.n + people.n), 0
	};
	for (isize i = 0; i < agencies.n; i++) {
		const struct basis_agency *g = &agencies.v[i];
		str token = rq_token_of(rq, agency, g->id);
		ret->v[ret->n++] = (struct to_option){
			token, str_cat(rq->arena, g->short_name,
				       S("（機関の人みんな）"))
		};
		add_people(rq, g, token, &people, ret);
	}
	return OK;
}

/* ---- an empty form -------------------------------------------------------- */

static str numbered(struct arena *a, str word, int n)
{
	struct out o = out_open(a, word.n + 4);
	put(&o, word);
	put(&o, n);
	return out_str(&o);
}

static void add_rows(struct rq *rq, struct basis_form *f, int n)
{
	for (; n > 0 && f->rows_n < COVERS_MAX; n--) {
		int at = ++f->rows_n;
		f->rows[at - 1] = (struct to_row){
			.id = numbered(rq->arena, S("to"), at),
			.items_name = numbered(rq->arena, S("items"), at),
			.number = numbered(rq->arena, S("共有先"), at),
		};
	}
}

/* The last day of the fiscal year; of the next one from February on. */
static day year_end(day today)
{
	struct ymd d = day_ymd(today);
	day r = today;
	int y = d.m >= 4 || d.m == 2 || d.m == 3 ? d.y + 1 : d.y;
	return day_from_ymd((struct ymd){ y, 3, 31 }, &r) == OK ? r : today;
}

static str day_typed(struct arena *a, day d)
{
	struct out o = out_open(a, 16);
	basis_print_day(&o, d);
	return out_str(&o);
}

static str button_of(enum basis_kind k)
{
	return k == BASIS_consent ? S("同意を記録する") : S("記録する");
}

str basis_draft_form(struct arena *a, enum basis_kind k)
{
	return str_cat(a, S("basis."), basis_kind_name(k));
}

static enum status has_live(struct rq *rq, struct basis_form *f)
{
	struct basis_state_list live;
	TRY(basis_live_of(rq->db, rq->arena, rq->actor.viewer.muni,
			  rq->lens->casefile, f->person,
			  basis_kind_name(f->kind), &live));
	f->has_live = live.n > 0;
	return OK;
}

enum status basis_form_open(struct rq *rq, enum basis_kind kind,
			    struct basis_form *ret)
{
	struct basis_form *f = ret;
	const struct dict *d = rq->app->dict;
	*f = (struct basis_form){ .rq = rq, .kind = kind,
				  .row = basis_kind_row(kind),
				  .button = button_of(kind) };
	TRY(basis_person(rq, &f->who));
	f->person = f->who.id;
	f->url = basis_url(rq, f->person, (str){ 0 });
	f->draft_form = basis_draft_form(rq->arena, kind);
	f->token = rq_token_of(rq, person, f->person);
	f->again_url = basis_url(rq, f->person,
				 str_cat(rq->arena, S("/new?kind="),
					 basis_kind_name(kind)));
	f->since = day_typed(rq->arena, rq->today);
	f->hours = S("24");
	if (kind == BASIS_consent)
		f->until = day_typed(rq->arena, year_end(rq->today));
	f->laws = f->row->laws.n ? dict_code(d, f->row->laws) : NULL;
	f->rules = dict_code(d, S("basis_rule"));
	f->hows = dict_code(d, S("basis_how"));
	if (f->row->covers) {
		add_rows(rq, f, FIRST_ROWS);
		TRY(read_options(rq, &f->options));
	}
	return has_live(rq, f);
}

/* ---- what was sent -------------------------------------------------------- */

static str typed(struct params from, str name)
{
	return str_trim(params_get(from, name));
}

static void read_items(struct params from, struct to_row *r)
{
	for (isize i = 0; i < BASIS_ITEMS + 1; i++) {
		str key = params_nth(from, r->items_name, i);
		if (!key.p)
			return;
		r->all |= str_eq(key, S("all"));
		for (int k = 0; k < BASIS_ITEMS; k++)
			if (str_eq(key, basis_items[k].key))
				r->items |= basis_items[k].bit;
	}
}

static void read_rows(struct rq *rq, struct basis_form *f, struct params from)
{
	isize sent = 0;
	while (sent < COVERS_MAX && params_nth(from, S("to"), sent).p)
		sent++;
	if (f->rows_n < sent)
		add_rows(rq, f, (int)sent - f->rows_n);
	if (rq_form(rq, S("more")).n)
		add_rows(rq, f, MORE_ROWS);
	for (isize i = 0; i < sent; i++) {
		f->rows[i].to = str_trim(params_nth(from, S("to"), i));
		read_items(from, &f->rows[i]);
	}
}

void basis_form_typed(struct rq *rq, struct basis_form *f, struct params from)
{
	f->since = typed(from, S("since"));
	f->until = typed(from, S("until"));
	f->hours = typed(from, S("hours"));
	f->law = typed(from, S("law"));
	f->how = typed(from, S("how"));
	f->explained = typed(from, S("explained"));
	f->witness = typed(from, S("witness"));
	f->proxy = typed(from, S("proxy"));
	f->reason = typed(from, S("reason"));
	f->replace = typed(from, S("replace")).n > 0;
	if (f->row->covers)
		read_rows(rq, f, from);
}

enum status basis_form_draft(struct rq *rq, struct basis_form *f)
{
	TRY(draft_get(rq, f->draft_form, f->person.v, &f->draft));
	f->continued = f->draft.there && rq_query(rq, S("draft")).n;
	if (f->continued)
		basis_form_typed(rq, f, f->draft.fields);
	return OK;
}

/* ---- into a basis --------------------------------------------------------- */

static enum status read_day(struct rq *rq, str field, str typed,
			    struct opt_i64 *ret)
{
	struct fdate d = { 0 };
	str why = { 0 };
	if (fdate_parse(typed, rq->today, &d, &why) != OK)
		return rq_error(rq, field, why);
	if (d.precision != PREC_NONE && d.precision != PREC_DAY)
		return rq_error(rq, field,
				S("日まで入れてください。例 R9.3.31"));
	*ret = (struct opt_i64){ d.precision == PREC_DAY, d.first.n };
	return OK;
}

static enum status read_hours(struct rq *rq, const struct basis_form *f,
			      struct basis_new *b)
{
	int hours = str_eq(f->hours, S("72")) ? 72 :
		    str_eq(f->hours, S("48")) ? 48 : EMERGENCY_HOURS;
	b->since = rq->now;
	b->until = (struct opt_i64){ true, rq->now.ms + hours * HOUR_MS };
	return OK;
}

static enum status read_time(struct rq *rq, const struct basis_form *f,
			     struct basis_new *b)
{
	struct opt_i64 since = { 0 }, until = { 0 };
	if (f->kind == BASIS_emergency)
		return read_hours(rq, f, b);
	enum status st = read_day(rq, S("since"), f->since, &since);
	enum status end = read_day(rq, S("until"), f->until, &until);
	if (st != OK || end != OK)
		return E_INVALID;
	b->since = since.has ? stamp_at((day){ (int)since.v }, 0) : rq->now;
	/* Until a day means until its end. */
	if (until.has)
		b->until = (struct opt_i64){
			true, stamp_at((day){ (int)until.v + 1 }, 0).ms
		};
	return OK;
}

static enum status read_to(struct rq *rq, const struct to_row *r,
			   struct basis_cover *ret)
{
	i64 agency = 0, account = 0;
	str rest = r->to, head = str_cut(&rest, '.');
	TRY(rq_id(rq, ID_agency, head, &agency));
	if (rest.p)
		TRY(rq_id(rq, ID_account, rest, &account));
	*ret = (struct basis_cover){ { agency }, { account }, r->items };
	if (r->all)
		ret->items |= ITEM_ALL;
	return OK;
}

static enum status read_covers(struct rq *rq, const struct basis_form *f,
			       struct basis_new *b)
{
	struct basis_cover *v = new(rq->arena, struct basis_cover, f->rows_n);
	for (int i = 0; i < f->rows_n; i++) {
		const struct to_row *r = &f->rows[i];
		if (!r->to.n && (r->items || r->all))
			return rq_error(rq, r->id,
					S("だれに共有するかを選んでください。"));
		if (!r->to.n)
			continue;
		TRY(read_to(rq, r, &v[b->covers_n]));
		if (f->kind == BASIS_existence)
			v[b->covers_n].items = ITEM_EXISTS;
		b->covers_n++;
	}
	b->covers = v;
	return OK;
}

enum status basis_form_read(struct rq *rq, const struct basis_form *f,
			    struct basis_new *ret)
{
	struct basis_new b = {
		.casefile = rq->lens->casefile, .person = f->person,
		.kind = f->kind, .law = f->law, .reason = f->reason,
		.replace = f->replace,
	};
	if (f->row->how) {
		b.how = f->how;
		b.explained = f->explained;
		b.witness = f->witness;
		b.proxy = f->proxy;
	}
	enum status st = read_time(rq, f, &b);
	enum status to = read_covers(rq, f, &b);
	if (to != OK && to != E_INVALID)
		return to;
	/* Everything else that is missing is told at the same time. */
	if (st != OK)
		b.since = rq->now, b.until = (struct opt_i64){ 0 };
	enum status all = basis_check(rq, &b);
	*ret = b;
	return st != OK ? st : to != OK ? to : all;
}

enum status basis_form_cover(struct rq *rq, const struct basis_form *f,
			     struct basis_new *ret)
{
	struct basis_new b = { .casefile = rq->lens->casefile,
			       .person = f->person, .kind = f->kind };
	enum status st = read_time(rq, f, &b);
	enum status to = read_covers(rq, f, &b);
	*ret = b;
	if (st != OK || to != OK)
		return st != OK ? st : to;
	return basis_check_cover(rq, &b);
}

void basis_form_put(struct rq *rq, struct basis_form *f,
		    const struct basis_cover *c)
{
	int at = 0;
	while (at < f->rows_n && f->rows[at].to.n)
		at++;
	if (at == f->rows_n)
		add_rows(rq, f, 1);
	if (at == f->rows_n)
		return;
	str token = rq_token_of(rq, agency, c->agency);
	f->rows[at].to = c->account.v ? account_value(rq, token, c->account) :
					token;
	f->rows[at].items = c->items;
	f->rows[at].all = (c->items & ITEM_ALL) == ITEM_ALL;
	if (f->rows[at].all)
		f->rows[at].items = 0;
}

enum status basis_form_show(struct rq *rq, struct basis_form *f,
			    struct reply *ret)
{
	rq_looked(rq, S("look.basis"), rq->lens, S("person"), f->person.v);
	TRY(reply_page(ret, S("事案"), basis_new_draw, f));
	if (rq_has_errors(rq))
		ret->status = 422;
	return casefile_frame(rq, TAB_SHARE, ret);
}
