/* share_web.c — S42 共有: routes, the page. */
#include "casefile/casefile.h"
#include "kernel/app.h"
#include "kernel/preview.h"
#include "notice/notice.h"
#include "share.html.h"
#include "share/share_handlers.h"
#include "share/share_page.h"
#include "vis/words.h"

static enum status share_get_page(struct rq *rq, struct reply *ret);

const struct route share_routes[] = {
	{ GET, "/cases/:casefile/share", share_get_page, CAN_READ_CASE,
	  .page = "共有" },
	{ GET, "/cases/:casefile/share/add", share_add_get, CAN_EDIT_COMMON,
	  .page = "共有先を足す" },
	{ POST, "/cases/:casefile/share/add", share_add_post, CAN_EDIT_COMMON,
	  .audit = "share.plan" },
	{ POST, "/cases/:casefile/share/:bestowal/confirm",
	  share_confirm_post, CAN_EDIT_COMMON, .audit = "share.add" },
	{ POST, "/cases/:casefile/share/:bestowal/undo", share_undo_post,
	  CAN_EDIT_COMMON, .audit = "share.undo" },
	{ GET, "/cases/:casefile/share/:bestowal/stop", share_stop_get,
	  CAN_EDIT_COMMON, .page = "共有を止める" },
	{ POST, "/cases/:casefile/share/:bestowal/stop", share_stop_post,
	  CAN_EDIT_COMMON, .audit = "share.stop" },
	{ GET, "/cases/:casefile/share/:bestowal/cell", share_cell_get,
	  CAN_EDIT_COMMON, .page = "共有する項目を直す" },
	{ POST, "/cases/:casefile/share/:bestowal/cell", share_cell_post,
	  CAN_EDIT_COMMON, .audit = "share.cell" },
	{ POST, "/cases/:casefile/share/:bestowal/mask", share_mask_post,
	  CAN_EDIT_COMMON, .audit = "note.mask" },
	{ GET, "/cases/:casefile/who", share_who_get, CAN_READ_CASE,
	  .page = "誰に見えるか" },
};
const isize share_routes_n = COUNT(share_routes);

bool share_is_ours(struct rq *rq, struct reply *ret, enum status *st)
{
	if (preview_may(rq->lens))
		return true;
	*st = casefile_closed_tab(rq, TAB_SHARE, ret);
	return false;
}

enum status share_id(struct rq *rq, bestowal_id *ret)
{
	return rq_id(rq, ID_bestowal, rq_path(rq, S("bestowal")), &ret->v);
}

enum status share_until(struct rq *rq, struct opt_i64 *ret)
{
	str typed = rq_form(rq, S("until")), why = { 0 };
	struct fdate d;
	*ret = (struct opt_i64){ 0 };
	if (!typed.n)
		return OK;
	if (fdate_parse(typed, rq->today, &d, &why) != OK)
		return rq_error(rq, S("until"), why);
	if (d.precision != PREC_DAY)
		return rq_error(rq, S("until"),
				S("日まで入れてください。例 R9.3.31"));
	*ret = (struct opt_i64){ true, stamp_at((day){ d.first.n + 1 },
						0).ms };
	return OK;
}

/* ---- a column ------------------------------------------------------------------ */

static str at(struct rq *rq, const struct share_page *p, bestowal_id id,
	      str act)
{
	struct out o = out_open(rq->arena, 120);
	put(&o, p->url);
	out_char(&o, '/');
	put(&o, rq_token_of(rq, bestowal, id));
	put(&o, act);
	return out_str(&o);
}

static str see_url(struct rq *rq, const struct lens *l, bestowal_id id)
{
	struct out o = out_open(rq->arena, 96);
	put(&o, S("/as/"));
	put(&o, rq_token_of(rq, bestowal, id));
	if (l->level < LEVEL_OVERVIEW)
		put(&o, S("/cases?who=agency"));
	else
		put(&o, casefile_url(rq, rq->lens->casefile, (str){ 0 }));
	return out_str(&o);
}

static str verbs_of(int verbs)
{
	if ((unsigned)verbs & VERB_SHEETS)
		return S("記録とシート");
	if ((unsigned)verbs & VERB_ADD)
		return S("自分の記録だけ");
	return S("できません");
}

static str edit_url(struct rq *rq, const struct share_page *p,
		    const struct share_column *c)
{
	struct out o = out_open(rq->arena, 160);
	put(&o, p->add_url);
	url_add(&o, S("to"), rq_token_of(rq, agency, c->agency));
	if (c->account.v)
		url_add(&o, S("who"), rq_token_of(rq, account, c->account));
	url_add(&o, S("type"), c->type);
	return out_str(&o);
}

static str left_of(struct rq *rq, const struct share_column *c)
{
	struct out o = out_open(rq->arena, 24);
	if (!c->views_left.has)
		return (str){ 0 };
	put(&o, S("あと"));
	put(&o, c->views_left.v);
	put(&o, S("回"));
	return out_str(&o);
}

static struct share_head head_of(struct rq *rq, const struct share_page *p,
				 const struct share_all *all, isize i)
{
	const struct share_column *c = &all->columns.v[i];
	const struct share_type *t = share_type_in(all, c->type);
	struct share_head h = {
		.c = c,
		.type = t ? t->label : c->type,
		.verbs = c->views_left.has ? S("できません") :
					     verbs_of(c->verbs),
		.left = left_of(rq, c),
		.planned = str_eq(c->state, S("planned")),
		.undo = c->told_at.has && c->told_at.v > rq->now.ms,
		.see_url = see_url(rq, &all->lenses[i], c->id),
		.stop_url = at(rq, p, c->id, S("/stop")),
		.undo_url = at(rq, p, c->id, S("/undo")),
		.edit_url = edit_url(rq, p, c),
		.cells = new(rq->arena, struct share_cell, p->rows_n),
	};
	share_why(rq, all, c, &h.basis, &h.until);
	return h;
}

/* ---- rows and cells ---------------------------------------------------------------- */

static str cell_url(struct rq *rq, const struct share_page *p,
		    const struct share_head *h, str what, person_id person)
{
	struct out o = out_open(rq->arena, 160);
	put(&o, at(rq, p, h->c->id, S("/cell")));
	url_add(&o, S("what"), what);
	if (person.v)
		url_add(&o, S("person"), rq_token_of(rq, person, person));
	return out_str(&o);
}

static void fill_row(struct rq *rq, struct share_page *p,
		     const struct share_all *all, isize row,
		     const struct share_line *line, person_id person)
{
	for (isize i = 0; i < p->n; i++) {
		struct share_cell *cell = &p->heads[i].cells[row];
		*cell = share_cell_of(all, i, line, person);
		cell->url = cell_url(rq, p, &p->heads[i], line->what, person);
	}
}

static void add_rows(struct rq *rq, struct share_page *p,
		     const struct share_all *all)
{
	isize row = 0;
	for (isize i = 0; i < share_lines_n; i++) {
		const struct share_line *line = &share_lines[i];
		bool split = p->split && !line->tab;
		p->rows[row] = (struct share_row){ line->label, split,
						   { 0 } };
		if (!split)
			fill_row(rq, p, all, row, line, (person_id){ 0 });
		row++;
		for (isize k = 0; split && k < all->people.n; k++, row++) {
			const struct share_person *who = &all->people.v[k];
			p->rows[row].label = line->label;
			p->rows[row].name = veiled_name_words(
				rq->arena, who->family_name, who->given_name);
			fill_row(rq, p, all, row, line, who->id);
		}
	}
}

static isize count_rows(const struct share_page *p,
			const struct share_all *all)
{
	isize n = share_lines_n;
	for (isize i = 0; p->split && i < share_lines_n; i++)
		if (!share_lines[i].tab)
			n += all->people.n;
	return n;
}

/* On a phone one recipient at a time. */
static isize column_at(struct rq *rq, const struct share_all *all)
{
	i64 id = 0;
	if (rq_id(rq, ID_bestowal, rq_query(rq, S("at")), &id) != OK)
		return 0;
	for (isize i = 0; i < all->columns.n; i++)
		if (all->columns.v[i].id.v == id)
			return i;
	return 0;
}

/* ---- 共有の依頼 --------------------------------------------------------------- */

static const i64 ASKED_MS = (i64)90 * 24 * 60 * 60 * 1000;

static str month_day(struct arena *a, day at_day)
{
	struct out o = out_open(a, 8);
	struct ymd d = day_ymd(at_day);
	put(&o, d.m);
	out_char(&o, '/');
	put(&o, d.d);
	return out_str(&o);
}

static bool was_named(const struct share_page *p, str agency, str tab)
{
	for (isize i = 0; i < p->asked_n; i++)
		if (str_eq(p->asked[i].agency, agency) &&
		    str_eq(p->asked[i].tab, tab))
			return true;
	return false;
}

/* Where an asker's share is changed, or a first one begun. */
static void way_of(struct rq *rq, const struct share_page *p,
		   const struct share_ask_row *k, struct share_asked *ret)
{
	for (isize i = 0; i < p->n; i++) {
		const struct share_column *c = p->heads[i].c;
		if (p->heads[i].planned || c->agency.v != k->agency.v ||
		    (c->account.v && c->account.v != k->account.v))
			continue;
		ret->url = p->heads[i].edit_url;
		ret->change = true;
		return;
	}
	struct out o = out_open(rq->arena, 120);
	put(&o, p->add_url);
	url_add(&o, S("to"), rq_token_of(rq, agency, k->agency));
	ret->url = out_str(&o);
}

/* An ask stands until who asked can open the tab. */
static enum status add_asked(struct rq *rq, struct share_page *p)
{
	struct share_ask_row_list all;
	TRY(share_asks(rq->db, rq->arena, rq->actor.viewer.muni,
		       rq->lens->casefile,
		       (stamp){ rq->now.ms - ASKED_MS }, &all));
	p->asked = new(rq->arena, struct share_asked, all.n);
	for (isize i = 0; i < all.n; i++) {
		const struct share_ask_row *k = &all.v[i];
		struct lens l;
		enum tab tab;
		if (!vis_tab_find(k->tab, &tab) ||
		    was_named(p, k->short_name, notice_tab_label(tab)))
			continue;
		TRY(vis_lens(rq->db, rq->arena,
			     share_viewer(rq, k->agency, k->account,
					  (str){ 0 }, (bestowal_id){ 0 }),
			     rq->lens->casefile, &l));
		if (lens_tab(&l, tab))
			continue;
		struct share_asked *a = &p->asked[p->asked_n++];
		*a = (struct share_asked){
			.agency = k->short_name,
			.tab = notice_tab_label(tab),
			.day = month_day(rq->arena, k->on_day),
		};
		way_of(rq, p, k, a);
	}
	return OK;
}

/* ---- the page ------------------------------------------------------------------------ */

enum status share_show(struct rq *rq, struct reply *ret)
{
	struct share_page *p = new(rq->arena, struct share_page, 1);
	struct share_all *all = new(rq->arena, struct share_all, 1);
	TRY(share_load(rq, all));
	str url = casefile_url(rq, rq->lens->casefile, S("/share"));
	*p = (struct share_page){
		.rq = rq,
		.url = url,
		.add_url = str_cat(rq->arena, url, S("/add")),
		.once_url = str_cat(rq->arena, url, S("/add?once=1")),
		.split_url = str_cat(rq->arena, url, S("?by=person")),
		.refer_url = casefile_url(rq, rq->lens->casefile,
					  S("/refer")),
		.print_url = casefile_url(rq, rq->lens->casefile,
					  S("/print")),
		.who_url = casefile_url(rq, rq->lens->casefile, S("/who")),
		.split = str_eq(rq_query(rq, S("by")), S("person")),
		.own_short = rq->actor.agency_short,
		.n = all->columns.n,
		.at = column_at(rq, all),
	};
	TRY(share_cards(rq, &p->cards, &p->ways_url));
	p->rows_n = count_rows(p, all);
	p->rows = new(rq->arena, struct share_row, p->rows_n);
	p->heads = new(rq->arena, struct share_head, p->n);
	for (isize i = 0; i < p->n; i++) {
		p->heads[i] = head_of(rq, p, all, i);
		p->live += !p->heads[i].planned;
	}
	add_rows(rq, p, all);
	TRY(add_asked(rq, p));
	rq_looked(rq, S("look.share"), rq->lens, S("casefile"),
		  rq->lens->casefile.v);
	TRY(reply_page(ret, S("共有"), share_view_draw, p));
	return casefile_frame(rq, TAB_SHARE, ret);
}

static enum status share_get_page(struct rq *rq, struct reply *ret)
{
	enum status st;
	if (!share_is_ours(rq, ret, &st))
		return st;
	return share_show(rq, ret);
}
