/* own_web.c — 自機関の記録: the list, one note, one sheet. */
#include "dict/doc.h"
#include "kernel/app.h"
#include "own.html.h"
#include "own/own.h"
#include "own/own_page.h"
#include "vis/veiler.h"

static enum status own_list(struct rq *rq, struct reply *ret);
static enum status own_one_note(struct rq *rq, struct reply *ret);
static enum status own_one_sheet(struct rq *rq, struct reply *ret);

const struct route own_routes[] = {
	{ GET, "/own", own_list, CAN_LIST_CASES, .page = "自機関の記録" },
	{ GET, "/own/notes/:note", own_one_note, CAN_LIST_CASES,
	  .page = "自機関の記録：支援経過" },
	{ GET, "/own/sheets/:sheet", own_one_sheet, CAN_LIST_CASES,
	  .page = "自機関の記録：シート" },
};
const isize own_routes_n = COUNT(own_routes);

/* ---- who reads ------------------------------------------------------------ */

/* What one's own role shows of one's own words: it is no casefile's lens. */
static struct lens own_lens(const struct rq *rq, casefile_id casefile)
{
	struct lens l = vis_list_lens(rq->actor.viewer);
	l.casefile = casefile;
	return l;
}

static bool reads_prose(const struct lens *l)
{
	return lens_class(l, CLASS_free, (person_id){ 0 }) == VEIL_CLEAR;
}

static bool is_guest(const struct rq *rq)
{
	return rq->actor.viewer.role == ROLE_guest;
}

/* ---- words ----------------------------------------------------------------- */

static str label_of(const struct rq *rq, str code, str key)
{
	return code_label(dict_code(rq->app->dict, code), key);
}

static str moment(struct rq *rq, stamp t)
{
	struct out o = out_open(rq->arena, 32);
	stamp_print_short(&o, t);
	return out_str(&o);
}

static str day_words(struct rq *rq, day d)
{
	struct out o = out_open(rq->arena, 24);
	day_print_short(&o, d);
	return out_str(&o);
}

static str place_of(struct rq *rq, const char *path, str token)
{
	return str_cat(rq->arena, str_of(path), token);
}

/* ---- the list -------------------------------------------------------------- */

static void add_line(struct rq *rq, struct own_page *p, casefile_id casefile,
		     struct own_line line)
{
	for (isize i = 0; i < p->n; i++)
		if (p->v[i].casefile.v == casefile.v) {
			*vec_push(rq->arena, &p->v[i]) = line;
			p->any = true;
		}
}

static enum status read_homes(struct rq *rq, const struct lens *l,
			      struct own_page *p)
{
	const struct viewer *v = &rq->actor.viewer;
	struct own_home_list rows;
	TRY(own_homes(rq->db, rq->arena, l, v->muni, v->agency, v->account,
		      rq->now, &rows));
	p->v = new(rq->arena, struct own_block, rows.n);
	p->n = rows.n;
	for (isize i = 0; i < rows.n; i++) {
		struct out ended = out_open(rq->arena, 64);
		if (rows.v[i].ended.has) {
			str s = day_words(rq, stamp_day((stamp){
						      rows.v[i].ended.v }));
			put(&ended, rows.v[i].lead);
			put(&ended, S("、"));
			put(&ended, str_cut(&s, '('));
		}
		p->v[i] = (struct own_block){ .casefile = rows.v[i].casefile,
					      .known = rows.v[i].known,
					      .ended = out_str(&ended) };
	}
	return OK;
}

static enum status add_notes(struct rq *rq, const struct lens *l,
			     struct own_page *p)
{
	const struct viewer *v = &rq->actor.viewer;
	struct own_note_list rows;
	TRY(own_notes(rq->db, rq->arena, l, v->muni, v->agency, v->account,
		      is_guest(rq), rq->now, &rows));
	i64 *ids = new(rq->arena, i64, rows.n);
	for (isize i = 0; i < rows.n; i++) {
		const struct own_note *r = &rows.v[i];
		ids[i] = r->id.v;
		add_line(rq, p, r->casefile, (struct own_line){
			.kind = S("支援経過"),
			.when = moment(rq, r->happened_at),
			.text = r->title,
			.note = str_eq(r->state, S("draft")) ? S("下書き") :
							       r->who,
			.url = place_of(rq, "/own/notes/",
					rq_token_of(rq, note, r->id)),
		});
	}
	if (rows.n)
		rq_looked_list(rq, S("look.own"), l, S("note"), ids, rows.n);
	return OK;
}

static enum status add_intakes(struct rq *rq, struct own_page *p)
{
	const struct viewer *v = &rq->actor.viewer;
	struct lens l = vis_own_lens(*v);
	struct own_intake_list rows;
	TRY(own_intakes(rq->db, rq->arena, &l, v->muni, v->agency, v->account,
			rq->now, &rows));
	i64 *ids = new(rq->arena, i64, rows.n);
	for (isize i = 0; i < rows.n; i++) {
		const struct own_intake *r = &rows.v[i];
		ids[i] = r->id.v;
		add_line(rq, p, r->casefile, (struct own_line){
			.kind = S("受付"),
			.when = moment(rq, r->received_at),
			.text = veiled_has(r->about_name) ? r->about_name :
							    r->body,
			.note = r->intake_no,
			.url = place_of(rq, "/intake/",
					rq_token_of(rq, intake, r->id)),
		});
	}
	if (rows.n)
		rq_looked_list(rq, S("look.own"), &l, S("intake"), ids,
			       rows.n);
	return OK;
}

static str task_words(struct rq *rq, const struct own_task *t)
{
	if (str_eq(t->state, S("done")))
		return S("完了");
	return t->due_on.has ? day_words(rq, (day){ (int)t->due_on.v }) :
			       S("期限なし");
}

static enum status add_tasks(struct rq *rq, const struct lens *l,
			     struct own_page *p)
{
	const struct viewer *v = &rq->actor.viewer;
	struct own_task_list rows;
	TRY(own_tasks(rq->db, rq->arena, l, v->muni, v->agency, v->account,
		      is_guest(rq), rq->now, &rows));
	i64 *ids = new(rq->arena, i64, rows.n);
	for (isize i = 0; i < rows.n; i++) {
		const struct own_task *t = &rows.v[i];
		ids[i] = t->id.v;
		add_line(rq, p, t->casefile, (struct own_line){
			.kind = S("やること"), .when = task_words(rq, t),
			.text = t->what, .note = t->who });
	}
	if (rows.n)
		rq_looked_list(rq, S("look.own"), l, S("task"), ids, rows.n);
	return OK;
}

static enum status read_sheets(struct rq *rq, struct own_sheet_list *ret)
{
	const struct viewer *v = &rq->actor.viewer;
	return own_sheets(rq->db, rq->arena, v->muni, v->agency, v->account,
			  is_guest(rq), rq->now, ret);
}

static enum status add_sheets(struct rq *rq, struct own_page *p)
{
	struct own_sheet_list rows;
	TRY(read_sheets(rq, &rows));
	for (isize i = 0; i < rows.n; i++) {
		const struct own_sheet *r = &rows.v[i];
		const struct sheet *s = dict_sheet(rq->app->dict, r->kind);
		if (!s)
			continue;
		add_line(rq, p, r->casefile, (struct own_line){
			.kind = S("シート"), .when = moment(rq, r->at),
			.plain = s->label, .note = r->who,
			.url = place_of(rq, "/own/sheets/",
					rq_token_of(rq, sheet, r->id)),
		});
	}
	return OK;
}

static enum status own_list(struct rq *rq, struct reply *ret)
{
	struct own_page *p = new(rq->arena, struct own_page, 1);
	struct lens l = own_lens(rq, (casefile_id){ 0 });
	p->rq = rq;
	TRY(read_homes(rq, &l, p));
	if (reads_prose(&l))
		TRY(add_notes(rq, &l, p));
	if (rq->actor.powers & POWER_INTAKE)
		TRY(add_intakes(rq, p));
	if (reads_prose(&l)) {
		TRY(add_sheets(rq, p));
		TRY(add_tasks(rq, &l, p));
	}
	/* The names that its notices told. */
	if (p->any)
		rq_looked(rq, S("look.own"), &l, S("notice"), 0);
	return reply_page(ret, S("自機関の記録"), own_view_draw, p);
}

/* ---- one -------------------------------------------------------------------- */

static enum status own_one_note(struct rq *rq, struct reply *ret)
{
	const struct viewer *v = &rq->actor.viewer;
	struct own_note_page *p = new(rq->arena, struct own_note_page, 1);
	struct lens l = own_lens(rq, (casefile_id){ 0 });
	note_id id;
	TRY(rq_id(rq, ID_note, rq_path(rq, S("note")), &id.v));
	if (!reads_prose(&l))
		return E_NOT_FOUND;
	TRY(own_note_get(rq->db, rq->arena, &l, v->muni, v->agency,
			 v->account, is_guest(rq), rq->now, id, &p->row));
	p->rq = rq;
	p->when = moment(rq, p->row.happened_at);
	p->how = label_of(rq, S("method"), p->row.method);
	p->entered = moment(rq, p->row.entered_at);
	p->agency = rq->actor.agency_short;
	l.casefile = p->row.casefile;
	rq_looked(rq, S("look.own"), &l, S("note"), id.v);
	return reply_page(ret, S("自機関の記録"), own_note_draw, p);
}

static enum status open_sheet(struct rq *rq, const struct own_sheet *r,
			      struct lens *l, struct own_sheet_page *p)
{
	struct dict_ctx *ctx = new(rq->arena, struct dict_ctx, 1);
	struct doc *doc = new(rq->arena, struct doc, 1);
	struct lens_person_view view = { l, r->person };
	struct dict_veiler veiler = lens_veiler(&view);
	struct out state = out_open(rq->arena, 80);
	/* Without the household's people: a name among them is not its own. */
	*ctx = (struct dict_ctx){ .dict = rq->app->dict, .today = rq->today };
	p->sheet = dict_sheet(rq->app->dict, r->kind);
	if (!p->sheet)
		return E_NOT_FOUND;
	TRY(doc_read(rq->arena, ctx, p->sheet, r->doc, &veiler, doc));
	p->view = (struct sheet_view){ .ctx = ctx, .doc = doc };
	put(&state, moment(rq, r->at));
	put(&state, S(" "));
	put(&state, r->who);
	p->state = out_str(&state);
	return OK;
}

static enum status own_one_sheet(struct rq *rq, struct reply *ret)
{
	struct own_sheet_page *p = new(rq->arena, struct own_sheet_page, 1);
	struct own_sheet_list rows;
	struct lens l = own_lens(rq, (casefile_id){ 0 });
	sheet_id id;
	TRY(rq_id(rq, ID_sheet, rq_path(rq, S("sheet")), &id.v));
	if (!reads_prose(&l))
		return E_NOT_FOUND;
	TRY(read_sheets(rq, &rows));
	p->rq = rq;
	for (isize i = 0; i < rows.n; i++) {
		if (rows.v[i].id.v != id.v)
			continue;
		l.casefile = rows.v[i].casefile;
		TRY(open_sheet(rq, &rows.v[i], &l, p));
		rq_looked(rq, S("look.own"), &l, S("sheet"), id.v);
		return reply_page(ret, S("自機関の記録"), own_sheet_draw, p);
	}
	return E_NOT_FOUND;
}
