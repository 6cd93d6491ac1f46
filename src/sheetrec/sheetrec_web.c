/* sheetrec_web.c — pages of sheets, all drawn from the dictionary. */
#include "base/num.h"
#include "casefile/casefile.h"
#include "kernel/app.h"
#include "kernel/draft.h"
#include "sheet_page.html.h"
#include "sheetrec/page.h"
#include "vis/veiler.h"

enum { MOST_VERSIONS = 50 };

/* ---- where we are ------------------------------------------------------ */

/* The most closed and the most open state of a sheet's fields. */
struct openness {
	enum veil_state least, most;
};

static struct openness openness(const struct rq *rq, const struct sheet *s,
				person_id person)
{
	const struct dict *d = rq->app->dict;
	struct openness r = { VEIL_CLEAR, VEIL_HIDE };
	for (isize g = 0; g < s->n; g++) {
		const struct group *group = &d->groups[s->groups[g]];
		for (isize i = 0; i < group->n; i++) {
			const struct field *f = &d->fields[group->fields[i]];
			enum veil_state state = lens_class(rq->lens, f->class_,
							   person);
			r.least = state < r.least ? state : r.least;
			r.most = state > r.most ? state : r.most;
		}
	}
	return r;
}

/* Who saved last, when, and how often is told only to those who see every
 * field: else it would tell of a change in what is hidden. */
static bool sees_saves(const struct rq *rq, const struct sheet *s,
		       person_id person)
{
	return openness(rq, s, person).least == VEIL_CLEAR;
}

static enum status of_person(struct rq *rq, struct sheet_place *p)
{
	i64 id;
	TRY(rq_id(rq, ID_person, rq_path(rq, S("person")), &id));
	p->owner.person = (person_id){ id };
	p->of_person = true;
	TRY(person_head_make(rq, p->owner.person, p->sheet->name, &p->head));
	p->url = str_cat(rq->arena, str_cat(rq->arena, p->head.url,
					    S("/sheets/")),
			 p->sheet->name);
	p->draft_form = str_cat(rq->arena, S("psheet."), p->sheet->name);
	p->draft_token = p->head.item.token;
	return OK;
}

static void of_casefile(struct rq *rq, struct sheet_place *p)
{
	p->url = casefile_url(rq, p->owner.casefile,
			      str_cat(rq->arena, S("/sheets/"),
				      p->sheet->name));
	p->draft_form = str_cat(rq->arena, S("csheet."), p->sheet->name);
	p->draft_token = rq_token_of(rq, casefile, p->owner.casefile);
}

static enum status find_place(struct rq *rq, struct sheet_place *p)
{
	bool person = rq_path(rq, S("person")).p;
	*p = (struct sheet_place){
		.sheet = dict_sheet(rq->app->dict, rq_path(rq, S("kind"))),
		.owner.casefile = rq->lens->casefile,
	};
	if (!p->sheet ||
	    p->sheet->about != (person ? ABOUT_PERSON : ABOUT_CASEFILE))
		return E_NOT_FOUND;
	p->list_url = casefile_url(rq, p->owner.casefile, S("/sheets"));
	if (person)
		TRY(of_person(rq, p));
	else
		of_casefile(rq, p);
	p->edit_url = str_cat(rq->arena, p->url, S("/edit"));
	p->history_url = str_cat(rq->arena, p->url, S("/history"));
	return OK;
}

/* A person's sheets stand under the family, the household's under シート. */
static enum tab tab_of(const struct sheet_place *p)
{
	return p->of_person ? TAB_FAMILY : TAB_SHEETS;
}

static bool is_closed(const struct rq *rq, const struct sheet_place *p)
{
	return !lens_tab(rq->lens, tab_of(p)) ||
	       openness(rq, p->sheet, p->owner.person).most == VEIL_HIDE;
}

void sheet_head(struct out *o, const struct sheet_place *p,
		void (*acts)(struct out *, const void *), const void *arg)
{
	if (p->of_person) {
		person_head(o, &p->head, acts, arg);
		return;
	}
	sheet_crumbs(o, p);
	put(o, S("<div class=\"page-head\">"));
	sheet_title(o, p);
	if (acts) {
		put(o, S("<div class=\"row push\">"));
		acts(o, arg);
		put(o, S("</div>"));
	}
	put(o, S("</div>"));
}

/* 「石井（北部包括） R8.11.9(月) 更新」 */
static str saved_words(struct arena *a, str who, str agency, stamp at)
{
	struct out o = out_open(a, 80);
	put(&o, who);
	put(&o, S("（"));
	put(&o, agency);
	put(&o, S("） "));
	day_print_short(&o, stamp_day(at));
	put(&o, S(" 更新"));
	return out_str(&o);
}

static void looked(struct rq *rq, const struct sheet_latest *l,
		   const struct sheet_place *p)
{
	if (l->id.v)
		rq_looked(rq, S("look.sheet"), rq->lens, S("sheet"), l->id.v);
	else
		rq_looked(rq, S("look.sheet"), rq->lens,
			  p->of_person ? S("person") : S("casefile"),
			  p->of_person ? p->owner.person.v :
					 p->owner.casefile.v);
}

/* ---- the list ---------------------------------------------------------- */

static void add_line(struct rq *rq, struct sheet_block *b,
		     const struct sheet *s, str url, person_id person,
		     const struct sheet_latest *l)
{
	struct sheet_line line = { .label = s->label, .url = url,
				   .open = sees_saves(rq, s, person) };
	if (l && line.open) {
		line.written = true;
		line.state = saved_words(rq->arena, l->who, l->agency_short,
					 l->at);
	}
	b->v[b->n++] = line;
}

static void fill_block(struct rq *rq, struct sheet_block *b, enum about about,
		       str base, person_id person,
		       const struct sheet_latest_list *all)
{
	const struct dict *d = rq->app->dict;
	b->v = new(rq->arena, struct sheet_line, d->sheets_n);
	for (isize i = 0; i < d->sheets_n; i++) {
		const struct sheet *s = &d->sheets[i];
		if (s->about == about)
			add_line(rq, b, s, str_cat(rq->arena, base, s->name),
				 person, sheet_find(all, s->name, person));
	}
}

static str person_base(struct rq *rq, str token)
{
	struct out o = out_open(rq->arena, 64);
	put(&o, S("/people/"));
	put(&o, token);
	put(&o, S("/sheets/"));
	return casefile_url(rq, rq->lens->casefile, out_str(&o));
}

static enum status list_sheets(struct rq *rq, struct reply *ret)
{
	struct sheet_list_page *p = new(rq->arena, struct sheet_list_page, 1);
	struct sheet_latest_list all;
	struct person_item_list people;
	if (!lens_tab(rq->lens, TAB_SHEETS))
		return casefile_closed_tab(rq, TAB_SHEETS, ret);
	TRY(sheet_all(rq, rq->lens, &all));
	TRY(person_list(rq, rq->lens, &people));
	p->v = new(rq->arena, struct sheet_block, people.n + 1);
	p->n = people.n + 1;
	p->v[0].house = true;
	fill_block(rq, &p->v[0], ABOUT_CASEFILE,
		   casefile_url(rq, rq->lens->casefile, S("/sheets/")),
		   (person_id){ 0 }, &all);
	for (isize i = 0; i < people.n; i++) {
		p->v[i + 1].name = people.v[i].name;
		fill_block(rq, &p->v[i + 1], ABOUT_PERSON,
			   person_base(rq, people.v[i].token),
			   people.v[i].id, &all);
	}
	rq_looked(rq, S("look.sheets"), rq->lens, S("casefile"),
		  rq->lens->casefile.v);
	TRY(reply_page(ret, S("事案"), sheet_list_all_draw, p));
	return casefile_frame(rq, TAB_SHEETS, ret);
}

/* ---- reading ----------------------------------------------------------- */

static enum status open_sheet(struct rq *rq, struct sheet_page *p)
{
	TRY(find_place(rq, &p->place));
	TRY(sheet_ctx(rq, rq->lens, &p->ctx));
	TRY(sheet_get(rq, rq->lens, p->place.sheet->name, p->place.owner,
		      &p->latest));
	p->rq = rq;
	p->rev = p->latest.revision;
	p->view = (struct sheet_view){ .ctx = &p->ctx,
				       .doc = p->latest.doc };
	p->may_edit = lens_can(rq->lens, VERB_SHEETS);
	p->sees_saves = sees_saves(rq, p->place.sheet, p->place.owner.person);
	if (p->latest.revision && p->sees_saves)
		p->state = saved_words(rq->arena, p->latest.who,
				       p->latest.agency_short, p->latest.at);
	return OK;
}

static void draw_read(struct out *o, const void *arg)
{
	const struct sheet_page *p = arg;
	sheet_head(o, &p->place, sheet_acts_draw, p);
	sheet_read(o, p);
}

static enum status show_sheet(struct rq *rq, struct reply *ret)
{
	struct sheet_page *p = new(rq->arena, struct sheet_page, 1);
	TRY(open_sheet(rq, p));
	if (is_closed(rq, &p->place))
		return casefile_closed_tab(rq, tab_of(&p->place), ret);
	looked(rq, &p->latest, &p->place);
	TRY(reply_page(ret, S("事案"), draw_read, p));
	return casefile_frame(rq, tab_of(&p->place), ret);
}

/* ---- writing ----------------------------------------------------------- */

static void draw_form(struct out *o, const void *arg)
{
	const struct sheet_page *p = arg;
	sheet_head(o, &p->place, NULL, NULL);
	sheet_form(o, p);
}

static enum status reply_form(struct rq *rq, struct sheet_page *p,
			      struct reply *ret)
{
	looked(rq, &p->latest, &p->place);
	TRY(reply_page(ret, S("事案"), draw_form, p));
	return casefile_frame(rq, tab_of(&p->place), ret);
}

static i64 draft_object(const struct sheet_place *p)
{
	return p->of_person ? p->owner.person.v : p->owner.casefile.v;
}

static enum status edit_sheet(struct rq *rq, struct reply *ret)
{
	struct sheet_page *p = new(rq->arena, struct sheet_page, 1);
	struct draft *d = new(rq->arena, struct draft, 1);
	struct out at = out_open(rq->arena, 8);
	TRY(open_sheet(rq, p));
	if (is_closed(rq, &p->place))
		return casefile_closed_tab(rq, tab_of(&p->place), ret);
	TRY(draft_get(rq, p->place.draft_form, draft_object(&p->place), d));
	stamp_print_time(&at, d->at);
	p->draft_time = out_str(&at);
	bool go_on = rq_query(rq, S("draft")).n;
	p->draft_there = d->there && !go_on;
	if (d->there && go_on)
		p->view.form = &d->fields;
	return reply_form(rq, p, ret);
}

bool sheet_carried(str name)
{
	return !str_eq(name, S("csrf")) && !str_eq(name, S("idem")) &&
	       !str_eq(name, S("rev")) && !str_eq(name, S("more")) &&
	       !str_starts(name, S("pick."));
}

/* Belongs the input to a field or group that stays as the other saved it? */
static bool given_up(struct rq *rq, str name)
{
	str rest = name, unit = str_cut(&rest, '.');
	str pick = str_cat(rq->arena, S("pick."), unit);
	return str_eq(rq_form(rq, pick), S("theirs"));
}

/* The fields of the form, without those where the other's was chosen. */
static struct params chosen(struct rq *rq)
{
	struct params all = rq->http->form;
	struct param *v = new(rq->arena, struct param, all.n);
	isize n = 0;
	for (isize i = 0; i < all.n; i++)
		if (sheet_carried(all.v[i].name) &&
		    !given_up(rq, all.v[i].name))
			v[n++] = all.v[i];
	return (struct params){ v, n };
}

struct save_job {
	struct sheet_place *place;
	int seen;
	struct params form;
};

static enum status save_job(struct rq *rq, struct db *tx, void *arg,
			    struct reply *ret)
{
	const struct save_job *j = arg;
	TRY(sheet_save(rq, tx, rq->lens, j->place->sheet->name,
		       j->place->owner, j->seen, j->form));
	TRY(draft_forget(rq, tx, j->place->draft_form,
			 draft_object(j->place)));
	return reply_redirect(ret, j->place->url);
}

/* The form again as it was typed, with what is wrong in it (422) or with a
 * row more (200). */
static enum status again(struct rq *rq, struct sheet_page *p, int seen,
			 int status, struct reply *ret)
{
	struct params *form = new(rq->arena, struct params, 1);
	*form = rq->http->form;
	for (isize i = 0; i < rq->errors.n; i++)
		*vec_push(rq->arena, &p->errors) = (struct form_error){
			rq->errors.v[i].field, rq->errors.v[i].text };
	p->view.form = form;
	p->view.errors = &p->errors;
	p->rev = seen;
	*ret = (struct reply){ .status = status };
	return reply_form(rq, p, ret);
}

/* ---- two savers -------------------------------------------------------- */

static struct dict_veiler veiler_of(struct rq *rq,
				    const struct sheet_place *p)
{
	struct lens_person_view *view =
		new(rq->arena, struct lens_person_view, 1);
	*view = (struct lens_person_view){ rq->lens, p->owner.person };
	return lens_veiler(view);
}

static enum status base_doc(struct rq *rq, sheet_id id, int seen, str *ret)
{
	struct sheet_doc d;
	*ret = (str){ 0 };
	if (seen == 0)
		return OK;
	enum status st = sheet_at(rq->db, rq->arena, rq->actor.viewer.muni,
				  id, seen, &d);
	if (st == OK)
		*ret = d.doc;
	return st == E_NOT_FOUND ? OK : st;
}

/* The name in the form: of the field, or of the group of rows it is in. */
static str unit_of(const struct dict *d, const struct field *f, str *ret_label)
{
	const struct group *g = &d->groups[f->group];
	*ret_label = g->repeat ? g->label : f->label;
	return g->repeat ? g->name : f->name;
}

static struct sheet_both *both_of(struct rq *rq, struct sheet_clash *c,
				  const struct field *f)
{
	str label, unit = unit_of(rq->app->dict, f, &label);
	for (isize i = 0; i < c->n; i++)
		if (str_eq(c->v[i].unit, unit))
			return &c->v[i];
	struct sheet_both *b = &c->v[c->n++];
	*b = (struct sheet_both){ .unit = unit, .label = label,
				  .keep_theirs = true };
	b->mine.v = new(rq->arena, struct veiled, DOC_ROWS_MAX);
	b->theirs.v = new(rq->arena, struct veiled, DOC_ROWS_MAX);
	return b;
}

static void add_sides(struct rq *rq, struct sheet_clash *c,
		      const struct doc_changes *diff)
{
	c->v = new(rq->arena, struct sheet_both, diff->n);
	for (isize i = 0; i < diff->n; i++) {
		struct sheet_both *b = both_of(rq, c, diff->v[i].field);
		if (b->mine.n == DOC_ROWS_MAX)
			continue;
		b->theirs.v[b->theirs.n++] = diff->v[i].before;
		b->mine.v[b->mine.n++] = diff->v[i].after;
	}
}

/* What I changed myself is proposed as mine, the rest as the other's. */
static void propose(struct rq *rq, struct sheet_clash *c,
		    const struct doc_changes *own)
{
	for (isize i = 0; i < own->n; i++) {
		str label;
		str unit = unit_of(rq->app->dict, own->v[i].field, &label);
		for (isize k = 0; k < c->n; k++)
			if (str_eq(c->v[k].unit, unit))
				c->v[k].keep_theirs = false;
	}
}

static enum status compare(struct rq *rq, struct sheet_page *p, int seen,
			   struct params form, struct sheet_clash *c)
{
	struct dict_veiler veiler = veiler_of(rq, &p->place);
	struct arena *a = rq->arena;
	const struct sheet *s = p->place.sheet;
	struct form_errors errors = { 0 };
	struct doc_changes diff = { 0 }, own = { 0 };
	struct sheet_raw raw;
	str base, mine, meant;
	TRY(sheet_find_raw(rq, rq->db, s->name, p->place.owner, &raw));
	TRY(base_doc(rq, raw.id, seen, &base));
	TRY(doc_merge(a, &p->ctx, s, raw.doc, form, &veiler, &errors, &mine));
	TRY(doc_merge(a, &p->ctx, s, base, form, &veiler, &errors, &meant));
	TRY(doc_changes(a, &p->ctx, s, raw.doc, mine, &veiler, &diff));
	TRY(doc_changes(a, &p->ctx, s, base, meant, &veiler, &own));
	add_sides(rq, c, &diff);
	propose(rq, c, &own);
	return OK;
}

static void tell_who(struct rq *rq, const struct sheet_latest *l,
		     struct sheet_clash *c)
{
	struct out who = out_open(rq->arena, 64), when;
	c->short_who = str_cat(rq->arena, l->who, S("さん"));
	put(&who, c->short_who);
	put(&who, S("（"));
	put(&who, l->agency_short);
	put(&who, S("）"));
	c->who = out_str(&who);
	when = out_open(rq->arena, 8);
	stamp_print_time(&when, l->at);
	c->when = out_str(&when);
}

static void draw_clash(struct out *o, const void *arg)
{
	const struct sheet_clash *c = arg;
	sheet_head(o, c->place, NULL, NULL);
	sheet_choose(o, c);
}

static enum status clash(struct rq *rq, int seen, struct reply *ret)
{
	struct sheet_page *p = new(rq->arena, struct sheet_page, 1);
	struct sheet_clash *c = new(rq->arena, struct sheet_clash, 1);
	struct params *form = new(rq->arena, struct params, 1);
	*form = chosen(rq);
	TRY(open_sheet(rq, p));
	TRY(compare(rq, p, seen, *form, c));
	if (!c->n)
		return reply_redirect(ret, p->place.url);
	c->rq = rq;
	c->place = &p->place;
	c->rev = p->latest.revision;
	c->form = form;
	tell_who(rq, &p->latest, c);
	looked(rq, &p->latest, &p->place);
	*ret = (struct reply){ .status = 409 };
	TRY(reply_page(ret, S("事案"), draw_clash, c));
	return casefile_frame(rq, tab_of(&p->place), ret);
}

static enum status post_sheet(struct rq *rq, struct reply *ret)
{
	struct sheet_page *p = new(rq->arena, struct sheet_page, 1);
	i64 seen = 0;
	TRY(open_sheet(rq, p));
	if (is_closed(rq, &p->place))
		return E_NOT_FOUND;
	TRY(num_parse_max(rq_form(rq, S("rev")), INT32_MAX, &seen));
	if (rq_form(rq, S("more")).n)
		return again(rq, p, (int)seen, 200, ret);
	struct save_job job = { &p->place, (int)seen, chosen(rq) };
	enum status st = rq_write(rq, save_job, &job, ret);
	if (st == E_CONFLICT)
		return clash(rq, (int)seen, ret);
	return st == E_INVALID ? again(rq, p, (int)seen, 422, ret) : st;
}

/* ---- history ----------------------------------------------------------- */

static void draw_history(struct out *o, const void *arg)
{
	const struct sheet_history *h = arg;
	sheet_head(o, h->place, NULL, NULL);
	sheet_versions(o, h);
}

static enum status add_versions(struct rq *rq, const struct sheet_page *p,
				struct sheet_history *h)
{
	struct sheet_rev_raw_list rows;
	struct dict_veiler veiler = veiler_of(rq, &p->place);
	TRY(sheet_revisions(rq->db, rq->arena, rq->actor.viewer.muni,
			    p->latest.id, MOST_VERSIONS + 1, &rows));
	h->v = new(rq->arena, struct sheet_version, rows.n);
	for (isize i = 0; i < rows.n && i < MOST_VERSIONS; i++) {
		const struct sheet_rev_raw *r = &rows.v[i];
		struct sheet_version *v = &h->v[h->n++];
		struct out at = out_open(rq->arena, 32);
		stamp_print_short(&at, r->at);
		*v = (struct sheet_version){ r->who, r->agency_short,
					     out_str(&at), r->revision,
					     { 0 } };
		TRY(doc_changes(rq->arena, &p->ctx, p->place.sheet,
				i + 1 < rows.n ? rows.v[i + 1].doc :
						 (str){ 0 },
				r->doc, &veiler, &v->changes));
	}
	return OK;
}

static enum status show_history(struct rq *rq, struct reply *ret)
{
	struct sheet_page *p = new(rq->arena, struct sheet_page, 1);
	struct sheet_history *h = new(rq->arena, struct sheet_history, 1);
	TRY(open_sheet(rq, p));
	if (is_closed(rq, &p->place) || !p->sees_saves)
		return casefile_closed_tab(rq, tab_of(&p->place), ret);
	h->place = &p->place;
	if (p->latest.revision)
		TRY(add_versions(rq, p, h));
	looked(rq, &p->latest, &p->place);
	TRY(reply_page(ret, S("事案"), draw_history, h));
	return casefile_frame(rq, tab_of(&p->place), ret);
}

const struct route sheetrec_routes[] = {
	{ GET, "/cases/:casefile/sheets", list_sheets, CAN_READ_CASE,
	  .page = "シート" },
	{ GET, "/cases/:casefile/sheets/:kind", show_sheet, CAN_READ_CASE,
	  .page = "世帯のシート" },
	{ GET, "/cases/:casefile/sheets/:kind/edit", edit_sheet,
	  CAN_EDIT_SHEETS, .page = "世帯のシートを直す" },
	{ POST, "/cases/:casefile/sheets/:kind", post_sheet, CAN_EDIT_SHEETS,
	  .audit = "sheet.save" },
	{ GET, "/cases/:casefile/sheets/:kind/history", show_history,
	  CAN_READ_CASE, .page = "世帯のシートの前の版" },
	{ GET, "/cases/:casefile/people/:person/sheets/:kind", show_sheet,
	  CAN_READ_CASE, .page = "世帯員のシート" },
	{ GET, "/cases/:casefile/people/:person/sheets/:kind/edit", edit_sheet,
	  CAN_EDIT_SHEETS, .page = "世帯員のシートを直す" },
	{ POST, "/cases/:casefile/people/:person/sheets/:kind", post_sheet,
	  CAN_EDIT_SHEETS, .audit = "sheet.save" },
	{ GET, "/cases/:casefile/people/:person/sheets/:kind/history",
	  show_history, CAN_READ_CASE, .page = "世帯員のシートの前の版" },
};
const isize sheetrec_routes_n = COUNT(sheetrec_routes);
