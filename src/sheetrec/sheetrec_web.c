/* sheetrec_web.c — pages of sheets, all drawn from the dictionary. */
#include "base/num.h"
#include "casefile/casefile.h"
#include "kernel/app.h"
#include "kernel/draft.h"
#include "sheet_page.html.h"
#include "sheetrec/page.h"
#include "vis/veiler.h"

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
	return sheet_is_open(rq, rq->lens, s, person);
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
enum tab sheet_tab(const struct sheet_place *p)
{
	return p->of_person ? TAB_FAMILY : TAB_SHEETS;
}

bool sheet_is_closed(const struct rq *rq, const struct sheet_place *p)
{
	return !lens_tab(rq->lens, sheet_tab(p)) ||
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

void sheet_looked(struct rq *rq, const struct sheet_latest *l,
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

enum status sheet_open(struct rq *rq, struct sheet_page *p)
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
	TRY(sheet_open(rq, p));
	if (sheet_is_closed(rq, &p->place))
		return casefile_closed_tab(rq, sheet_tab(&p->place), ret);
	sheet_looked(rq, &p->latest, &p->place);
	TRY(reply_page(ret, S("事案"), draw_read, p));
	return casefile_frame(rq, sheet_tab(&p->place), ret);
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
	sheet_looked(rq, &p->latest, &p->place);
	TRY(reply_page(ret, S("事案"), draw_form, p));
	return casefile_frame(rq, sheet_tab(&p->place), ret);
}

static i64 draft_object(const struct sheet_place *p)
{
	return p->of_person ? p->owner.person.v : p->owner.casefile.v;
}

/* The revision as this viewer may count it. */
static enum status find_lock(struct rq *rq, struct sheet_page *p)
{
	struct sheet_raw raw;
	if (p->sees_saves)
		return OK;
	TRY(sheet_find_raw(rq, rq->db, p->place.sheet->name, p->place.owner,
			   &raw));
	return sheet_seen(rq, rq->db, rq->lens, p->place.sheet, &raw,
			  &p->rev);
}

static enum status edit_sheet(struct rq *rq, struct reply *ret)
{
	struct sheet_page *p = new(rq->arena, struct sheet_page, 1);
	struct draft *d = new(rq->arena, struct draft, 1);
	struct out at = out_open(rq->arena, 8);
	TRY(sheet_open(rq, p));
	if (sheet_is_closed(rq, &p->place))
		return casefile_closed_tab(rq, sheet_tab(&p->place), ret);
	TRY(find_lock(rq, p));
	TRY(draft_get(rq, p->place.draft_form, draft_object(&p->place), d));
	stamp_print_time(&at, d->at);
	p->draft_time = out_str(&at);
	bool go_on = rq_query(rq, S("draft")).n;
	p->draft_there = d->there && !go_on;
	if (d->there && go_on)
		p->view.form = &d->fields;
	return reply_form(rq, p, ret);
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

static enum status post_sheet(struct rq *rq, struct reply *ret)
{
	struct sheet_page *p = new(rq->arena, struct sheet_page, 1);
	i64 seen = 0;
	TRY(sheet_open(rq, p));
	if (sheet_is_closed(rq, &p->place))
		return E_NOT_FOUND;
	TRY(num_parse_max(rq_form(rq, S("rev")), INT32_MAX, &seen));
	if (rq_form(rq, S("more")).n)
		return again(rq, p, (int)seen, 200, ret);
	struct save_job job = { &p->place, (int)seen, sheet_chosen(rq) };
	if (rq_form(rq, S("merge")).n)
		sheet_join_texts(rq, p, &job.form);
	enum status st = rq_write(rq, save_job, &job, ret);
	if (st == E_CONFLICT)
		st = sheet_clash(rq, (int)seen, ret);
	return st == E_INVALID ? again(rq, p, (int)seen, 422, ret) : st;
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
	{ GET, "/cases/:casefile/sheets/:kind/history", sheet_history,
	  CAN_READ_CASE, .page = "世帯のシート：履歴" },
	{ POST, "/cases/:casefile/sheets/:kind/history", sheet_restore,
	  CAN_EDIT_SHEETS, .audit = "sheet.save" },
	{ GET, "/cases/:casefile/people/:person/sheets/:kind", show_sheet,
	  CAN_READ_CASE, .page = "世帯員のシート" },
	{ GET, "/cases/:casefile/people/:person/sheets/:kind/edit", edit_sheet,
	  CAN_EDIT_SHEETS, .page = "世帯員のシートを直す" },
	{ POST, "/cases/:casefile/people/:person/sheets/:kind", post_sheet,
	  CAN_EDIT_SHEETS, .audit = "sheet.save" },
	{ GET, "/cases/:casefile/people/:person/sheets/:kind/history",
	  sheet_history, CAN_READ_CASE, .page = "世帯員のシート：履歴" },
	{ POST, "/cases/:casefile/people/:person/sheets/:kind/history",
	  sheet_restore, CAN_EDIT_SHEETS, .audit = "sheet.save" },
};
const isize sheetrec_routes_n = COUNT(sheetrec_routes);
