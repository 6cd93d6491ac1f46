/*
 * note_list.c — the list of S33: what the address asks for, the rows, and
 * the addresses of every other way to see them.
 */
#include "base/num.h"
#include "casefile/casefile.h"
#include "kernel/app.h"
#include "note/note_page.h"
#include "search/search.h"
#include "text/bigram.h"

enum { WORDS_MOST = 5000, HEAD_MOST = 200 /* characters */ };

static const str sort_names[] = {
	[SORT_WHEN] = STR("at"),   [SORT_HOW] = STR("how"),
	[SORT_BY] = STR("by"),	   [SORT_GIST] = STR("gist"),
	[SORT_ABOUT] = STR("about"),
};

/* ---- reading the address ----------------------------------------------- */

/* Filters come by the address, or by POST together with the words. */
static str asked_nth(const struct rq *rq, const char *name, isize n)
{
	bool post = rq->http->method == POST;
	return params_nth(post ? rq->http->form : rq->http->query,
			  str_of(name), n);
}

static str asked(const struct rq *rq, const char *name)
{
	return str_trim(asked_nth(rq, name, 0));
}

static stamp day_begin(day d)
{
	return stamp_at(d, 0);
}

static day month_begin(day today, int back)
{
	struct ymd d = day_ymd(today);
	day ret = today;
	int m = d.y * 12 + d.m - 1 - back;
	enum status st = day_from_ymd((struct ymd){ m / 12, m % 12 + 1, 1 },
				      &ret);
	return st == OK ? ret : today;
}

/* The first day after the one (or the month, the year) that was typed. */
static day after(struct fdate d)
{
	struct ymd v = day_ymd(d.first);
	day ret = { d.first.n + 1 };
	enum status st = OK;
	if (d.precision == PREC_MONTH)
		st = day_from_ymd((struct ymd){ v.y + v.m / 12, v.m % 12 + 1,
						1 }, &ret);
	else if (d.precision != PREC_DAY)
		st = day_from_ymd((struct ymd){ v.y + 1, 1, 1 }, &ret);
	return st == OK ? ret : d.first;
}

static void read_days(struct rq *rq, struct note_filter *f)
{
	struct fdate d;
	str why = { 0 };
	f->from = asked(rq, "from");
	f->to = asked(rq, "to");
	if (fdate_parse(f->from, rq->today, &d, &why) != OK) {
		enum status told = rq_error(rq, S("from"), why);
		(void)told;
	} else if (d.precision != PREC_NONE) {
		f->since = day_begin(d.first);
	}
	if (fdate_parse(f->to, rq->today, &d, &why) != OK) {
		enum status told = rq_error(rq, S("to"), why);
		(void)told;
	} else if (d.precision != PREC_NONE) {
		f->until = day_begin(after(d));
	}
}

static void read_span(struct rq *rq, struct note_filter *f)
{
	f->since = (stamp){ -4102444800000 };	/* 1840 */
	f->until = (stamp){ 4133980800000 };	/* 2101 */
	f->span = asked(rq, "span");
	day next = { rq->today.n + 1 };
	if (str_eq(f->span, S("this"))) {
		f->since = day_begin(month_begin(rq->today, 0));
		f->until = day_begin(month_begin(rq->today, -1));
	} else if (str_eq(f->span, S("last"))) {
		f->since = day_begin(month_begin(rq->today, 1));
		f->until = day_begin(month_begin(rq->today, 0));
	} else if (str_eq(f->span, S("3m"))) {
		f->since = day_begin(month_begin(rq->today, 2));
		f->until = day_begin(next);
	} else {
		f->span = (str){ 0 };
		read_days(rq, f);
	}
}

static void read_how(struct rq *rq, struct note_filter *f)
{
	const struct code *methods = dict_code(rq->app->dict, S("method"));
	str key;
	for (isize i = 0; (key = asked_nth(rq, "how", i)).p; i++)
		if (f->how_n < FILTER_HOW && methods && code_has(methods, key))
			f->how[f->how_n++] = key;
}

static enum status read_by(struct rq *rq, struct note_filter *f)
{
	str token;
	for (isize i = 0; (token = asked_nth(rq, "by", i)).p; i++) {
		agency_id id;
		TRY(rq_id(rq, ID_agency, token, &id.v));
		if (f->by_n < FILTER_BY)
			f->by[f->by_n++] = id;
	}
	return OK;
}

/* Nothing can be filtered by a name the viewer does not see clearly. */
static enum status read_about(struct rq *rq, struct note_filter *f)
{
	str token;
	for (isize i = 0; (token = asked_nth(rq, "about", i)).p; i++) {
		person_id id;
		if (str_eq(token, S("house"))) {
			f->house = true;
			continue;
		}
		TRY(rq_id(rq, ID_person, token, &id.v));
		if (f->about_n < FILTER_ABOUT &&
		    lens_class(rq->lens, CLASS_name, id) == VEIL_CLEAR)
			f->about[f->about_n++] = id;
	}
	return OK;
}

static bool sees(const struct rq *rq, enum vis_class c)
{
	return lens_class(rq->lens, c, (person_id){ 0 }) == VEIL_CLEAR;
}

static void read_sort(struct rq *rq, struct note_filter *f)
{
	str sort = asked(rq, "sort");
	for (int i = 0; i < COUNT(sort_names); i++)
		if (str_eq(sort, sort_names[i]))
			f->sort = (enum note_sort)i;
	if ((f->sort == SORT_GIST && !sees(rq, CLASS_free)) ||
	    (f->sort == SORT_ABOUT && !sees(rq, CLASS_name)))
		f->sort = SORT_WHEN;
	f->oldest = f->sort == SORT_WHEN &&
		    (str_eq(asked(rq, "dir"), S("up")) ||
		     str_eq(sort, S("oldest")));
	f->time = str_eq(asked(rq, "view"), S("time"));
	if (f->time)
		f->sort = SORT_WHEN;
}

static enum status read_note(struct rq *rq, const char *name, note_id *ret)
{
	str token = asked(rq, name);
	if (token.n == 0)
		return OK;
	return rq_id(rq, ID_note, token, &ret->v);
}

enum status note_filter_read(struct rq *rq, struct note_filter *ret)
{
	struct note_filter f = { 0 };
	read_span(rq, &f);
	read_how(rq, &f);
	TRY(read_by(rq, &f));
	TRY(read_about(rq, &f));
	read_sort(rq, &f);
	TRY(read_note(rq, "after", &f.after));
	TRY(read_note(rq, "note", &f.note));
	if (rq->http->method == POST)
		f.words = asked(rq, "words");
	*ret = f;
	return OK;
}

/* ---- addresses --------------------------------------------------------- */

static void add(struct out *o, const char *name, str value)
{
	if (value.n == 0)
		return;
	put(o, str_find_char(out_str(o), '?', 0) < 0 ? S("?") : S("&"));
	put(o, str_of(name));
	out_char(o, '=');
	out_percent(o, value);
}

str note_filter_url(const struct rq *rq, const struct note_filter *f)
{
	struct out o = out_open(rq->arena, 256);
	put(&o, casefile_url(rq, rq->lens->casefile, S("/notes")));
	add(&o, "span", f->span);
	add(&o, "from", f->from);
	add(&o, "to", f->to);
	for (int i = 0; i < f->how_n; i++)
		add(&o, "how", f->how[i]);
	for (int i = 0; i < f->by_n; i++)
		add(&o, "by", rq_token_of(rq, agency, f->by[i]));
	for (int i = 0; i < f->about_n; i++)
		add(&o, "about", rq_token_of(rq, person, f->about[i]));
	if (f->house)
		add(&o, "about", S("house"));
	if (f->sort != SORT_WHEN)
		add(&o, "sort", sort_names[f->sort]);
	if (f->oldest)
		add(&o, "dir", S("up"));
	if (f->time)
		add(&o, "view", S("time"));
	if (f->after.v)
		add(&o, "after", rq_token_of(rq, note, f->after));
	if (f->note.v)
		add(&o, "note", rq_token_of(rq, note, f->note));
	return out_str(&o);
}

/* The same list from its beginning, nothing opened. */
static struct note_filter fresh(const struct note_list *p)
{
	struct note_filter f = p->filter;
	f.after = f.note = (note_id){ 0 };
	return f;
}

str note_sort_url(const struct note_list *p, enum note_sort sort)
{
	struct note_filter f = fresh(p);
	f.oldest = sort == SORT_WHEN && f.sort == SORT_WHEN && !f.oldest;
	f.sort = sort;
	return note_filter_url(p->rq, &f);
}

str note_sorted(const struct note_list *p, enum note_sort sort)
{
	if (p->filter.sort != sort)
		return (str){ 0 };
	return sort == SORT_WHEN && !p->filter.oldest ? S("descending") :
							S("ascending");
}

str note_view_url(const struct note_list *p, bool time)
{
	struct note_filter f = fresh(p);
	f.time = time;
	if (time)
		f.sort = SORT_WHEN;
	return note_filter_url(p->rq, &f);
}

str note_span_url(const struct note_list *p, str span)
{
	struct note_filter f = fresh(p);
	f.from = f.to = (str){ 0 };
	f.span = span;
	return note_filter_url(p->rq, &f);
}

str note_plain_url(const struct note_list *p)
{
	struct note_filter f = { .sort = p->filter.sort,
				 .oldest = p->filter.oldest,
				 .time = p->filter.time };
	return note_filter_url(p->rq, &f);
}

/* ---- chips and choices ------------------------------------------------- */

static void chip(struct note_list *p, str text, struct veiled name,
		 const struct note_filter *without)
{
	*vec_push(p->rq->arena, &p->chips) = (struct note_chip){
		text, note_filter_url(p->rq, without), name
	};
}

static str join(struct rq *rq, str a, str b)
{
	return str_cat(rq->arena, a, b);
}

static const struct veiled no_name = { .state = VEIL_HIDE };

static void chip_days(struct note_list *p)
{
	static const struct {
		str span, label;
	} spans[] = { { STR("this"), STR("今月") },
		      { STR("last"), STR("先月") },
		      { STR("3m"), STR("この3か月") } };
	struct note_filter f = fresh(p);
	const struct note_filter *now = &p->filter;
	f.span = f.from = f.to = (str){ 0 };
	for (int i = 0; i < COUNT(spans); i++)
		if (str_eq(now->span, spans[i].span))
			chip(p, spans[i].label, no_name, &f);
	if (now->from.n == 0 && now->to.n == 0)
		return;
	str text = join(p->rq, join(p->rq, now->from, S("〜")), now->to);
	chip(p, join(p->rq, S("日時："), text), no_name, &f);
}

static void chip_how(struct note_list *p)
{
	struct note_filter f = fresh(p);
	f.how_n = 0;
	for (int i = 0; i < p->filter.how_n; i++)
		chip(p, join(p->rq, S("手段："),
			     code_label(p->methods, p->filter.how[i])),
		     no_name, &f);
}

static void chip_by(struct note_list *p)
{
	struct note_filter f = fresh(p);
	f.by_n = 0;
	for (isize k = 0; k < p->by.n; k++)
		if (p->by.v[k].on)
			chip(p, join(p->rq, S("機関："), p->by.v[k].label),
			     no_name, &f);
}

static void chip_about(struct note_list *p)
{
	struct note_filter f = fresh(p);
	f.about_n = 0;
	f.house = false;
	for (isize k = 0; k < p->whom.n; k++)
		if (p->whom.v[k].on)
			chip(p, join(p->rq, S("対象："), p->whom.v[k].label),
			     p->whom.v[k].name, &f);
}

static void choose_how(struct note_list *p)
{
	for (isize i = 0; p->methods && i < p->methods->n; i++) {
		const struct code_item *c = &p->methods->items[i];
		struct note_choice x = { c->key, c->label, false, no_name };
		for (int k = 0; k < p->filter.how_n; k++)
			x.on |= str_eq(p->filter.how[k], c->key);
		*vec_push(p->rq->arena, &p->how) = x;
	}
}

static void choose_by(struct note_list *p)
{
	for (isize i = 0; i < p->agencies.n; i++) {
		const struct note_agency *g = &p->agencies.v[i];
		struct note_choice x = { rq_token_of(p->rq, agency, g->id),
					 g->short_name, false, no_name };
		for (int k = 0; k < p->filter.by_n; k++)
			x.on |= p->filter.by[k].v == g->id.v;
		*vec_push(p->rq->arena, &p->by) = x;
	}
}

static void choose_about(struct note_list *p)
{
	for (isize i = 0; i < p->people.n; i++) {
		const struct note_human *h = &p->people.v[i];
		struct note_choice x = { rq_token_of(p->rq, person, h->id),
					 { 0 }, false,
					 veiled_has(h->given) ? h->given :
								h->family };
		for (int k = 0; k < p->filter.about_n; k++)
			x.on |= p->filter.about[k].v == h->id.v;
		*vec_push(p->rq->arena, &p->whom) = x;
	}
	*vec_push(p->rq->arena, &p->whom) = (struct note_choice){
		S("house"), S("世帯"), p->filter.house, no_name
	};
}

/* ---- rows -------------------------------------------------------------- */

/* A set of ids as the queries take it: ",11,,12,". */
static void put_id(struct out *o, i64 id)
{
	out_char(o, ',');
	put(o, (long long)id);
	out_char(o, ',');
}

struct sets {
	str how, by, about;
};

static struct sets sets_of(struct arena *a, const struct note_filter *f)
{
	struct out how = out_open(a, 64), by = out_open(a, 64);
	struct out about = out_open(a, 64);
	for (int i = 0; i < f->how_n; i++) {
		out_char(&how, ',');
		put(&how, f->how[i]);
		out_char(&how, ',');
	}
	for (int i = 0; i < f->by_n; i++)
		put_id(&by, f->by[i].v);
	for (int i = 0; i < f->about_n; i++)
		put_id(&about, f->about[i].v);
	return (struct sets){ out_str(&how), out_str(&by), out_str(&about) };
}

static enum status read_rows(struct note_list *p, int most)
{
	struct rq *rq = p->rq;
	const struct viewer *v = &rq->actor.viewer;
	const struct note_filter *f = &p->filter;
	struct sets s = sets_of(rq->arena, f);
	struct lens_records r = lens_records(rq->arena, rq->lens);
	TRY(note_page(rq->db, rq->arena, rq->lens, v->muni, r.own, r.via,
		      r.reads, r.shut, v->account, rq->lens->casefile,
		      f->since, f->until, s.how, s.by, s.about, f->house,
		      (int)f->sort, f->oldest ? 1 : -1, f->after, most,
		      &p->rows));
	return note_count(rq->db, v->muni, r.own, r.via, r.reads, r.shut,
			  v->account, rq->lens->casefile, f->since, f->until,
			  s.how, s.by, s.about, f->house, &p->count);
}

/* Is the note among the ids, which are sorted? */
static bool among(const struct note_word_row_list *ids, note_id id)
{
	isize from = 0, to = ids->n;
	while (from < to) {
		isize mid = from + (to - from) / 2;
		if (ids->v[mid].id.v < id.v)
			from = mid + 1;
		else
			to = mid;
	}
	return from < ids->n && ids->v[from].id.v == id.v;
}

/* Whoever reads with passages closed looks only through what he reads: the
 * index knows the rest too. */
static bool has_words(struct arena *a, const struct note_item *n,
		      struct text_query q)
{
	struct out o = out_open(a, 256);
	veiled_put(&o, n->title);
	put(&o, S("\n"));
	veiled_put(&o, n->body);
	return text_has(a, out_str(&o), q);
}

/* Text contains: by the index.  All rows are read, those without the words
 * go, and what stands before the page is only counted. */
static enum status read_with_words(struct note_list *p)
{
	struct rq *rq = p->rq;
	struct note_word_row_list ids = { 0 };
	note_id after = p->filter.after;
	bool begun = after.v == 0;
	str match;
	i64 muni = rq->actor.viewer.muni;
	TRY(search_match_case(rq->db, rq->arena, muni, rq->lens->casefile,
			      S("note"), p->filter.words, &match));
	p->filter.after = (note_id){ 0 };
	bool all = lens_sees_all(rq->lens);
	struct text_query q = text_query(rq->arena, p->filter.words);
	if (all)
		TRY(note_with_words(rq->db, rq->arena, muni,
				    rq->lens->casefile, match, &ids));
	TRY(read_rows(p, WORDS_MOST));
	isize n = 0;
	p->count = 0;
	for (isize i = 0; i < p->rows.n; i++) {
		const struct note_item *row = &p->rows.v[i];
		if (all ? !among(&ids, row->id) :
			  !has_words(rq->arena, row, q))
			continue;
		p->count++;
		if (begun && n <= NOTES_PAGE)
			p->rows.v[n++] = p->rows.v[i];
		begun |= p->rows.v[i].id.v == after.v;
	}
	p->rows.n = n;
	p->filter.after = after;
	return OK;
}

/* The 101st row only says that there is more. */
static void find_next(struct note_list *p)
{
	if (p->filter.after.v) {
		struct note_filter f = fresh(p);
		p->first_url = note_filter_url(p->rq, &f);
	}
	if (p->rows.n <= NOTES_PAGE)
		return;
	p->rows.n = NOTES_PAGE;
	struct note_filter f = fresh(p);
	p->next = f.after = p->rows.v[NOTES_PAGE - 1].id;
	p->next_url = note_filter_url(p->rq, &f);
}

str note_moment_text(struct arena *a, stamp at)
{
	struct out o = out_open(a, 32);
	stamp_print_short(&o, at);
	return out_str(&o);
}

static str day_text(struct arena *a, stamp at)
{
	struct out o = out_open(a, 24);
	day_print_short(&o, stamp_day(at));
	return out_str(&o);
}

str note_time(struct arena *a, stamp at)
{
	struct out o = out_open(a, 8);
	stamp_print_time(&o, at);
	return out_str(&o);
}

str note_code_label(const struct rq *rq, str list, str key)
{
	const struct code *c = dict_code(rq->app->dict, list);
	return c ? code_label(c, key) : (str){ 0 };
}

static void line_about(struct note_list *p, struct note_line *l)
{
	struct {
		struct note_about *v;
		isize n, cap;
	} own = { 0 };
	for (isize i = 0; i < p->about.n; i++)
		if (p->about.v[i].note.v == l->n->id.v)
			*vec_push(p->rq->arena, &own) = p->about.v[i];
	l->about = own.v;
	l->about_n = own.n;
}

static void draw_line(struct note_list *p, struct note_line *l)
{
	struct rq *rq = p->rq;
	const struct note_item *n = l->n;
	struct note_filter f = p->filter;
	f.note = n->id;
	l->cut = !veiled_whole(n->body) || !veiled_whole(n->title);
	l->head = veiled_rest(n->body, n->title, HEAD_MOST);
	l->token = rq_token_of(rq, note, n->id);
	l->url = note_filter_url(rq, &f);
	l->pane_url = join(rq, l->url, S("&pane=1"));
	l->day = day_text(rq->arena, n->happened_at);
	l->time = note_time(rq->arena, n->happened_at);
	l->how = p->methods ? code_label(p->methods, n->method) : n->method;
	l->own = n->agency.v == rq->actor.viewer.agency.v;
	l->draft = str_eq(n->state, S("draft"));
	l->late = !l->draft && stamp_day(n->entered_at).n >
				       stamp_day(n->happened_at).n;
	l->saved = n->id.v == p->saved.v;
	l->on = n->id.v == p->filter.note.v;
	line_about(p, l);
}

static void looked(struct note_list *p)
{
	i64 *ids = new(p->rq->arena, i64, p->rows.n);
	for (isize i = 0; i < p->rows.n; i++)
		ids[i] = p->rows.v[i].id.v;
	rq_looked_list(p->rq, S("look.notes"), p->rq->lens, S("note"), ids,
		       p->rows.n);
}

static enum status read_names(struct note_list *p)
{
	struct rq *rq = p->rq;
	i64 muni = rq->actor.viewer.muni;
	casefile_id c = rq->lens->casefile;
	TRY(note_about_all(rq->db, rq->arena, rq->lens, muni, c, &p->about));
	struct lens_records r = lens_records(rq->arena, rq->lens);
	TRY(note_agencies(rq->db, rq->arena, muni, r.own, r.via, r.reads,
			  r.shut, c, &p->agencies));
	return note_humans(rq->db, rq->arena, rq->lens, muni, c, &p->people);
}

/* Of the record just saved: what others will not read of it. */
static enum status read_hint(struct note_list *p)
{
	struct note_whole n;
	if (!p->saved.v)
		return OK;
	enum status st = note_seen(p->rq, p->saved, &n);
	if (st == E_NOT_FOUND)
		return OK;
	TRY(st);
	return note_hint_of(p->rq, p->saved, &n, &p->hint);
}

enum status note_list_read(struct rq *rq, struct note_list *p)
{
	p->rq = rq;
	p->url = casefile_url(rq, rq->lens->casefile, S("/notes"));
	p->methods = dict_code(rq->app->dict, S("method"));
	p->can_add = lens_can(rq->lens, VERB_ADD);
	p->can_sort_gist = sees(rq, CLASS_free);
	p->can_find = lens_class(rq->lens, CLASS_free, (person_id){ 0 }) >
		      VEIL_HIDE;
	p->can_sort_about = sees(rq, CLASS_name);
	TRY(note_filter_read(rq, &p->filter));
	TRY(read_note(rq, "saved", &p->saved));
	TRY(p->filter.words.n ? read_with_words(p) :
			       read_rows(p, NOTES_PAGE + 1));
	TRY(read_names(p));
	find_next(p);
	choose_how(p);
	choose_by(p);
	choose_about(p);
	chip_days(p);
	chip_how(p);
	chip_by(p);
	chip_about(p);
	p->filtered = p->chips.n > 0 || p->filter.words.n > 0;
	p->lines = new(rq->arena, struct note_line, p->rows.n);
	for (isize i = 0; i < p->rows.n; i++) {
		p->lines[i].n = &p->rows.v[i];
		draw_line(p, &p->lines[i]);
	}
	looked(p);
	return read_hint(p);
}
