/*
 * casefile_web.c — the list of casefiles (S20).
 *
 * A page is 100 rows by key: the address carries codes, and the token of the
 * casefile where the page before ended; the sort value itself is read again
 * from its seat, so no name ever stands in an address.
 */
#include "casefile/casefile.h"

#include "casefile.sql.h"
#include "casefile/frame.h"
#include "casefile_list.html.h"
#include "dict/dict.h"
#include "kernel/app.h"
#include "vis/leak.h"
#include "vis/words.h"

static enum status list_cases(struct rq *rq, struct reply *ret);

const struct route casefile_routes[] = {
	{ GET, "/cases", list_cases, CAN_LIST_CASES, .page = "事案",
	  .preview = true },
};
const isize casefile_routes_n = COUNT(casefile_routes);

enum { PAGE_ROWS = 100, NO_DAY = 2932896 };

/* ---- what is asked ----------------------------------------------------- */

static const struct sort_row {
	str name, label;
	enum casefile_list_order up, down;
	bool newest_first;	/* the first click sorts downwards */
} sorts[SORT_COUNT] = {
	[SORT_KANA] = { STR("kana"), STR("世帯"), CASEFILE_LIST_KANA,
			CASEFILE_LIST_KANA_DOWN, false },
	[SORT_STAGE] = { STR("stage"), STR("段階"), CASEFILE_LIST_STAGE,
			 CASEFILE_LIST_STAGE, false },
	[SORT_NOTED] = { STR("noted"), STR("最後の記録"), CASEFILE_LIST_NOTED,
			 CASEFILE_LIST_NOTED_DOWN, true },
	[SORT_NEXT] = { STR("next"), STR("次の予定"), CASEFILE_LIST_NEXT,
			CASEFILE_LIST_NEXT_DOWN, false },
};

static const struct next_row {
	str value, label;
} nexts[] = {
	{ STR("week"), STR("7日以内") },
	{ STR("late"), STR("期限超過") },
	{ STR("none"), STR("ない") },
};

struct ask {
	bool mine, down;
	enum list_sort sort;
	str stage, lead_token, next;
	agency_id lead;
	casefile_id after;	/* {0}: the first page */
	bool unplanned;		/* the pages behind the last planned one */
};

static enum list_sort read_sort(const struct rq *rq)
{
	str name = rq_query(rq, S("sort"));
	for (int i = 0; i < SORT_COUNT; i++)
		if (str_eq(sorts[i].name, name))
			return (enum list_sort)i;
	return SORT_KANA;
}

static bool reads_prose(const struct rq *rq)
{
	struct lens lens = rq_list_lens(rq);
	return LEAKING(sort) ||
	       lens_class(&lens, CLASS_free, (person_id){ 0 }) == VEIL_CLEAR;
}

static enum status read_ask(struct rq *rq, bool exists_only, struct ask *a)
{
	i64 id;
	*a = (struct ask){ .sort = SORT_KANA };
	str after = rq_query(rq, S("after"));
	if (after.n) {
		TRY(rq_id(rq, ID_casefile, after, &id));
		a->after = (casefile_id){ id };
	}
	/* Who only may know that a casefile exists learns nothing from the
	 * order or the number of rows. */
	if (exists_only)
		return OK;
	a->mine = !str_eq(rq_query(rq, S("who")), S("agency"));
	a->down = str_eq(rq_query(rq, S("dir")), S("down"));
	a->sort = read_sort(rq);
	a->stage = rq_query(rq, S("stage"));
	a->next = rq_query(rq, S("next"));
	a->unplanned = str_eq(rq_query(rq, S("part")), S("unplanned"));
	/* Whoever may not read notes and tasks learns nothing of them from the
	 * order either. */
	if (!reads_prose(rq)) {
		a->sort = a->sort == SORT_STAGE ? SORT_STAGE : SORT_KANA;
		a->next = (str){ 0 };
		a->unplanned = false;
	}
	a->lead_token = rq_query(rq, S("lead"));
	if (a->lead_token.n) {
		TRY(rq_id(rq, ID_agency, a->lead_token, &id));
		a->lead = (agency_id){ id };
	}
	return OK;
}

/* ---- addresses --------------------------------------------------------- */

static void add_query(struct out *o, str name, str value)
{
	if (!value.n)
		return;
	out_char(o, str_find_char(out_str(o), '?', 0) < 0 ? '?' : '&');
	put(o, name);
	out_char(o, '=');
	out_percent(o, value);
}

static str url_of(struct rq *rq, const struct ask *a)
{
	struct out o = out_open(rq->arena, 96);
	put(&o, S("/cases"));
	add_query(&o, S("who"), a->mine ? (str){ 0 } : S("agency"));
	add_query(&o, S("stage"), a->stage);
	add_query(&o, S("lead"), a->lead_token);
	add_query(&o, S("next"), a->next);
	add_query(&o, S("sort"),
		  a->sort == SORT_KANA ? (str){ 0 } : sorts[a->sort].name);
	add_query(&o, S("dir"), a->down ? S("down") : (str){ 0 });
	add_query(&o, S("part"), a->unplanned ? S("unplanned") : (str){ 0 });
	if (a->after.v)
		add_query(&o, S("after"), rq_token_of(rq, casefile, a->after));
	return out_str(&o);
}

/* The same question from its first page. */
static struct ask from_start(const struct ask *a)
{
	struct ask b = *a;
	b.after = (casefile_id){ 0 };
	b.unplanned = false;
	return b;
}

/* ---- rows -------------------------------------------------------------- */

struct place {
	str text;
	i64 num;
};

/* Where the page before ended; before the first row when there is none. */
static enum status find_place(struct rq *rq, const struct vis_scope *scope,
			      struct ask *a, struct place *ret)
{
	struct list_place at;
	*ret = a->down ? (struct place){ S("\xf4\x8f\xbf\xbf"), INT64_MAX } :
			 (struct place){ { 0 }, INT64_MIN };
	ret->text = a->down ? ret->text : S("");
	/* PostgreSQL compares days with days, places with places. */
	if (a->sort == SORT_NEXT || a->sort == SORT_STAGE)
		ret->num = a->down ? NO_DAY : -NO_DAY;
	if (!a->after.v)
		return OK;
	enum status st = casefile_place(rq->db, rq->arena, scope->muni, scope,
					a->after, &at);
	if (st == E_NOT_FOUND) {
		a->after = (casefile_id){ 0 };
		return OK;
	}
	TRY(st);
	ret->text = at.sort_kana;
	ret->num = a->sort == SORT_NEXT	 ? at.next_on.v :
		   a->sort == SORT_STAGE ? at.stage_no : at.noted_at.ms;
	return OK;
}

struct span {
	day from, to;
};

static struct span next_span(const struct rq *rq, str next)
{
	if (str_eq(next, S("week")))
		return (struct span){ { -NO_DAY }, { rq->today.n + 7 } };
	if (str_eq(next, S("late")))
		return (struct span){ { -NO_DAY }, { rq->today.n - 1 } };
	if (str_eq(next, S("none")))
		return (struct span){ { NO_DAY }, { NO_DAY } };
	return (struct span){ { -NO_DAY }, { NO_DAY } };
}

static enum casefile_list_order order_of(const struct ask *a)
{
	if (a->unplanned)
		return CASEFILE_LIST_UNPLANNED;
	return a->down ? sorts[a->sort].down : sorts[a->sort].up;
}

static enum status read_rows(struct rq *rq, const struct lens *lens,
			     struct ask *a, int most,
			     struct casefile_item_list *ret)
{
	struct place at;
	struct span span = next_span(rq, a->next);
	struct vis_scope scope = rq_scope(rq, LEVEL_EXISTS);
	/* In 相手の画面で確認 the reader is the other one. */
	const struct viewer *v = &lens->viewer;
	unsigned filters = (a->mine ? CASEFILE_LIST_MINE : 0u) |
			   (a->stage.n ? CASEFILE_LIST_AT_STAGE : 0u) |
			   (a->lead.v ? CASEFILE_LIST_BY_LEAD : 0u) |
			   (scope.only.v ? CASEFILE_LIST_ONLY : 0u);
	TRY(find_place(rq, &scope, a, &at));
	return casefile_list(rq->db, rq->arena, lens, scope.muni, &scope,
			     span.from, span.to, a->stage, a->lead, at.text,
			     at.num,
			     a->after.v || !a->down ?
				     a->after :
				     (casefile_id){ INT64_MAX },
			     most, scope.only, v->agency, v->account, v->plan,
			     lens_class(lens, CLASS_family, (person_id){ 0 })
				     == VEIL_CLEAR,
			     order_of(a), filters, ret);
}

/* Behind the last planned casefile follow those without a plan. */
static enum status read_page(struct rq *rq, const struct lens *lens,
			     struct ask *a, struct casefile_item_list *ret)
{
	TRY(read_rows(rq, lens, a, PAGE_ROWS + 1, ret));
	if (a->sort != SORT_NEXT || a->unplanned || ret->n > PAGE_ROWS)
		return OK;
	struct ask rest = from_start(a);
	struct casefile_item_list more;
	rest.unplanned = true;
	rest.down = false;
	TRY(read_rows(rq, lens, &rest, (int)(PAGE_ROWS + 1 - ret->n), &more));
	struct casefile_item *v = new(rq->arena, struct casefile_item,
				      ret->n + more.n);
	for (isize i = 0; i < ret->n; i++)
		v[i] = ret->v[i];
	for (isize i = 0; i < more.n; i++)
		v[ret->n + i] = more.v[i];
	ret->v = v;
	ret->n += more.n;
	return OK;
}

static void day_words(struct arena *a, day d, str *ret, str *ret_iso)
{
	struct out words = out_open(a, 24), iso = out_open(a, 12);
	day_print_short(&words, d);
	day_print_iso(&iso, d);
	*ret = out_str(&words);
	*ret_iso = out_str(&iso);
}

static struct list_row row_of(struct rq *rq, const struct lens *lens,
			      const struct casefile_item *c)
{
	const struct code *stages = dict_code(rq->app->dict, S("stage"));
	str stage = stages ? code_label(stages, c->stage) : (str){ 0 };
	struct list_row r = {
		.open = lens->level >= LEVEL_OVERVIEW &&
			c->level >= LEVEL_OVERVIEW,
		.name = c->name,
		.kana = c->name_kana,
		.lead = c->lead_short,
		.phone = c->lead_phone,
		.own = c->lead.v == rq->actor.viewer.agency.v,
	};
	if (!r.open)
		return r;
	r.url = casefile_url(rq, c->id, (str){ 0 });
	r.case_no = c->case_no;
	r.stage = stage.n ? stage : c->stage;
	r.worker = c->worker;
	r.consent = consent_chip(rq->arena, c->homes,
				 c->agreed > 0 ? c->agreed : 0,
				 c->agreed_until, c->agreed < 0);
	if (c->focus.v)
		r.focus = veiled_name_words(rq->arena, c->focus_family,
					    c->focus_given);
	r.age = veiled_age_words(rq->arena, c->focus_birth, rq->today);
	r.closed = !reads_prose(rq);
	if (r.closed)
		return r;
	if (c->noted_at.ms)
		day_words(rq->arena, stamp_day(c->noted_at), &r.noted,
			  &r.noted_iso);
	if (c->next_on.has)
		day_words(rq->arena, (day){ (int)c->next_on.v }, &r.next,
			  &r.next_iso);
	r.late = c->next_on.has && c->next_on.v < rq->today.n;
	return r;
}

/* ---- the page ---------------------------------------------------------- */

static void add_heads(struct rq *rq, const struct ask *a, struct list_page *p)
{
	for (int i = 0; i < SORT_COUNT; i++) {
		struct ask b = from_start(a);
		bool now = a->sort == (enum list_sort)i;
		b.sort = (enum list_sort)i;
		b.down = now ? !a->down : sorts[i].newest_first;
		if (sorts[i].up == sorts[i].down)
			b.down = false;
		p->heads[i] = (struct list_head){
			sorts[i].label, url_of(rq, &b),
			!now ? (str){ 0 } :
			a->down ? S("descending") : S("ascending"),
		};
	}
}

static void add_filter(struct rq *rq, struct list_page *p, str what, str value,
		       struct ask without)
{
	struct out o = out_open(rq->arena, 48);
	put(&o, what);
	put(&o, S("："));
	put(&o, value);
	p->filters[p->filters_n++] = (struct list_filter){
		out_str(&o), url_of(rq, &without) };
}

static void add_option(struct rq *rq, struct list_options *to, str value,
		       str label, str now)
{
	to->v[to->n++] = (struct list_option){ value, label,
					       str_eq(value, now) };
}

static void add_stages(struct rq *rq, const struct ask *a, struct list_page *p)
{
	const struct code *c = dict_code(rq->app->dict, S("stage"));
	isize n = c ? c->n : 0;
	struct ask without = from_start(a);
	without.stage = (str){ 0 };
	p->stages.v = new(rq->arena, struct list_option, n);
	for (isize i = 0; i < n; i++)
		add_option(rq, &p->stages, c->items[i].key, c->items[i].label,
			   a->stage);
	if (a->stage.n && c)
		add_filter(rq, p, S("段階"), code_label(c, a->stage), without);
}

static enum status add_leads(struct rq *rq, const struct ask *a,
			     struct list_page *p)
{
	struct list_agency_list all;
	struct ask without = from_start(a);
	struct vis_scope scope = rq_scope(rq, LEVEL_EXISTS);
	str chosen = { 0 };
	without.lead_token = (str){ 0 };
	TRY(casefile_leads(rq->db, rq->arena, scope.muni, &scope,
			   scope.only, &all));
	p->leads.v = new(rq->arena, struct list_option, all.n);
	for (isize i = 0; i < all.n; i++) {
		add_option(rq, &p->leads,
			   rq_token_of(rq, agency, all.v[i].id),
			   all.v[i].short_name, a->lead_token);
		if (all.v[i].id.v == a->lead.v)
			chosen = all.v[i].short_name;
	}
	/* A kept address, of when something of theirs was shared. */
	if (a->lead.v)
		add_filter(rq, p, S("主担当"),
			   chosen.n ? chosen : S("一覧にない機関"), without);
	return OK;
}

static void add_nexts(struct rq *rq, const struct ask *a, struct list_page *p)
{
	struct ask without = from_start(a);
	without.next = (str){ 0 };
	p->nexts.v = new(rq->arena, struct list_option, COUNT(nexts));
	for (int i = 0; i < COUNT(nexts); i++) {
		add_option(rq, &p->nexts, nexts[i].value, nexts[i].label,
			   a->next);
		if (str_eq(nexts[i].value, a->next))
			add_filter(rq, p, S("次の予定"), nexts[i].label,
				   without);
	}
}

static void add_links(struct rq *rq, const struct ask *a, struct list_page *p)
{
	struct ask b = from_start(a);
	b.mine = true;
	p->mine_url = url_of(rq, &b);
	b.mine = false;
	p->all_url = url_of(rq, &b);
	b = (struct ask){ .mine = a->mine };
	p->clear_url = url_of(rq, &b);
	p->sort_name = a->sort == SORT_KANA ? (str){ 0 } :
					      sorts[a->sort].name;
	p->down = a->down;
	p->any_filter = p->filters_n > 0;
}

static void add_rows(struct rq *rq, const struct lens *lens, struct ask *a,
		     const struct casefile_item_list *items,
		     struct list_page *p)
{
	isize n = items->n > PAGE_ROWS ? PAGE_ROWS : items->n;
	struct list_row *rows = new(rq->arena, struct list_row, n);
	i64 *ids = new(rq->arena, i64, n);
	for (isize i = 0; i < n; i++) {
		rows[i] = row_of(rq, lens, &items->v[i]);
		ids[i] = items->v[i].id.v;
	}
	p->rows = rows;
	p->n = n;
	rq_looked_list(rq, S("look.list"), lens, S("casefile"), ids, n);
	if (items->n <= PAGE_ROWS)
		return;
	const struct casefile_item *last = &items->v[n - 1];
	a->after = last->id;
	a->unplanned = a->sort == SORT_NEXT && !last->next_on.has;
	p->more_url = url_of(rq, a);
}

static enum status list_cases(struct rq *rq, struct reply *ret)
{
	struct list_page *p = new(rq->arena, struct list_page, 1);
	struct lens *lens = new(rq->arena, struct lens, 1);
	struct casefile_item_list items;
	struct ask a;
	*lens = rq_list_lens(rq);
	p->rq = rq;
	p->exists_only = lens->level < LEVEL_OVERVIEW;
	p->may_new = rq->actor.powers & POWER_INTAKE;
	TRY(read_ask(rq, p->exists_only, &a));
	p->mine = a.mine;
	TRY(read_page(rq, lens, &a, &items));
	if (!p->exists_only) {
		add_heads(rq, &a, p);
		add_stages(rq, &a, p);
		TRY(add_leads(rq, &a, p));
		add_nexts(rq, &a, p);
		add_links(rq, &a, p);
	}
	add_rows(rq, lens, &a, &items, p);
	str title = LEAKING(total) ? vis_leak_all(rq->db, rq->arena,
						  rq->actor.viewer.muni) :
				     S("事案");
	return reply_page(ret, title, list_page_draw, p);
}
