/*
 * overview_items.c — the four items: their texts out of the sheet `overview`,
 * and who changed each one last.
 *
 * A revision belongs to the whole sheet and names the fields it changed
 * (sheet_rev.fields); from that an item has its own newest change and, in
 * overview_edit.c, its own lock.
 */
#include "casefile/casefile.h"
#include "dict_ids.h"
#include "kernel/app.h"
#include "overview/overview_page.h"

const struct item_kind item_kinds[ITEMS] = {
	{ STR("hope"), STR("主訴・本人と家族の希望"), G_OVERVIEW_HOPE, false,
	  STR("overview.hope") },
	{ STR("balance"), STR("課題と強み"), G_OVERVIEW_BALANCE, false,
	  STR("overview.balance") },
	{ STR("direction"), STR("見立てと支援方針"), G_OVERVIEW_DIRECTION,
	  false, STR("overview.direction") },
	{ STR("roles"), STR("役割分担と次の予定"), G_OVERVIEW_ROLES, true,
	  STR("overview.roles") },
};

const struct item_kind *item_find(str key)
{
	for (int i = 0; i < ITEMS; i++)
		if (str_eq(item_kinds[i].key, key))
			return &item_kinds[i];
	return NULL;
}

const struct field *item_field(const struct rq *rq, const struct item_kind *k,
			       int at)
{
	const struct dict *d = rq->app->dict;
	const struct group *g = &d->groups[k->group];
	return at < g->n ? &d->fields[g->fields[at]] : NULL;
}

str short_day(struct arena *a, stamp t)
{
	struct out o = out_open(a, 24);
	day_print_short(&o, stamp_day(t));
	str rest = out_str(&o);
	return str_cut(&rest, '(');
}

/* ---- texts -------------------------------------------------------------- */

/* Marks that people type in front of the points of a list; the page draws its
 * own. */
static str without_mark(str line)
{
	static const str marks[] = { STR("・"), STR("＋"), STR("+"), STR("●"),
				     STR("○"), STR("- ") };
	line = str_trim(line);
	for (isize i = 0; i < COUNT(marks); i++)
		if (str_starts(line, marks[i]))
			return str_trim(str_sub(line, marks[i].n, line.n));
	return line;
}

static void cut_lines(struct arena *a, struct item_text *t)
{
	str rest = veiled_peek(t->whole);
	isize n = 1;
	for (isize i = 0; i < rest.n; i++)
		n += rest.p[i] == '\n';
	t->lines = new(a, struct veiled, n);
	while (rest.p) {
		str line = without_mark(str_cut(&rest, '\n'));
		if (line.n)
			t->lines[t->lines_n++] = veiled_open(line);
	}
}

/* The words of the empties (なし …) stand like a text; 未確認 is no text. */
static void add_text(struct rq *rq, struct item *it, const struct doc *d,
		     int at)
{
	struct item_text *t = &it->texts[it->texts_n++];
	t->field = item_field(rq, it->kind, at);
	const struct doc_cell *cell = d ? doc_cell(d, t->field, 0) : NULL;
	if (!cell || cell->state == VALUE_UNASKED)
		return;
	t->whole = cell->shown;
	it->empty = false;
	cut_lines(rq->arena, t);
}

static str last_words(struct rq *rq, const struct overview_agency *g)
{
	const struct code *methods = dict_code(rq->app->dict, S("method"));
	struct out o = out_open(rq->arena, 64);
	if (!g->happened_at.has)
		return (str){ 0 };
	put(&o, short_day(rq->arena, (stamp){ g->happened_at.v }));
	out_char(&o, ' ');
	if (methods)
		put(&o, code_label(methods, g->method));
	put(&o, S("（"));
	put(&o, g->who);
	put(&o, S("）"));
	return out_str(&o);
}

/* The agency is typed by hand: its short or its full name is known. */
static const struct overview_agency *agency_of(const struct overview *p,
					       struct veiled name)
{
	for (isize i = 0; i < p->agencies.n; i++) {
		const struct overview_agency *g = &p->agencies.v[i];
		if (str_eq(g->short_name, veiled_peek(name)) ||
		    str_eq(g->name, veiled_peek(name)))
			return g;
	}
	return NULL;
}

static struct item_role role_of(struct rq *rq, const struct overview *p,
				const struct doc_cell *cells)
{
	struct item_role r = { cells[0].shown, cells[1].shown,
			       cells[2].state == VALUE_UNASKED ?
				       (struct veiled){ 0 } : cells[2].shown,
			       cells[3].state == VALUE_UNASKED ?
				       (struct veiled){ 0 } : cells[3].shown,
			       .own = false };
	const struct overview_agency *g = agency_of(p, r.agency);
	str name = veiled_peek(r.agency);
	r.own = str_eq(name, rq->actor.agency_short) ||
		str_eq(name, rq->actor.agency_name);
	if (g && !p->notes_closed)
		r.last = last_words(rq, g);
	return r;
}

/* Own agency first, else as entered. */
static void add_roles(struct rq *rq, const struct overview *p, struct item *it,
		      const struct doc *d)
{
	const struct doc_group *g = d ? doc_group(d, it->kind->group) : NULL;
	if (!g)
		return;
	if (g->rows == 0 && g->state != VALUE_UNASKED)
		it->word = value_state_label(g->state);
	it->empty = g->rows == 0 && !it->word.n;
	it->roles = new(rq->arena, struct item_role, g->rows);
	for (int own = 1; own >= 0; own--)
		for (isize row = 0; row < g->rows; row++) {
			struct item_role r = role_of(rq, p,
				g->cells + row * g->group->n);
			if (r.own == own)
				it->roles[it->roles_n++] = r;
		}
}

/* ---- who changed it ------------------------------------------------------ */

static bool names_field(str fields, str name)
{
	while (fields.p) {
		str one = str_cut(&fields, ',');
		if (str_eq(str_cut(&one, '.'), name))
			return true;
	}
	return false;
}

bool item_changed(const struct rq *rq, const struct item_kind *k,
		  const struct overview_rev *rev)
{
	if (rev->fields.n == 0)
		return true;
	if (k->rows)
		return names_field(rev->fields, k->key);
	for (int i = 0; item_field(rq, k, i); i++)
		if (names_field(rev->fields, item_field(rq, k, i)->name))
			return true;
	return false;
}

static void sign(struct item *it, struct arena *a, str who, str agency,
		 stamp at)
{
	it->who = who;
	it->agency_short = agency;
	it->day = short_day(a, at);
}

static void sign_items(struct rq *rq, struct overview *p,
		       const struct overview_rev_list *revs)
{
	for (int i = 0; i < ITEMS; i++) {
		struct item *it = &p->items[i];
		for (isize k = 0; k < revs->n && !it->has_before; k++) {
			const struct overview_rev *r = &revs->v[k];
			if (!item_changed(rq, it->kind, r))
				continue;
			it->has_before = it->who.n > 0;
			if (!it->who.n)
				sign(it, rq->arena, r->who, r->agency_short,
				     r->at);
		}
	}
}

/* A sheet that was written once needs no second question. */
static enum status sign_all(struct rq *rq, struct overview *p,
			    const struct sheet_latest *s)
{
	struct overview_rev_list revs;
	struct overview_rev only = { .revision = s->revision, .at = s->at,
				     .who = s->who,
				     .agency_short = s->agency_short };
	if (s->revision == 1) {
		revs = (struct overview_rev_list){ &only, 1 };
	} else {
		TRY(overview_revs(rq->db, rq->arena, rq->actor.viewer.muni,
				  rq->lens->casefile, &revs));
	}
	sign_items(rq, p, &revs);
	return OK;
}

/* ---- all four ------------------------------------------------------------ */

static str item_url(struct rq *rq, const struct item_kind *k, str tail)
{
	struct out o = out_open(rq->arena, 80);
	put(&o, casefile_url(rq, rq->lens->casefile, S("/items/")));
	put(&o, k->key);
	put(&o, tail);
	return out_str(&o);
}

enum status items_read(struct rq *rq, struct overview *p)
{
	enum veil_state prose = lens_class(rq->lens, CLASS_free,
					   (person_id){ 0 });
	/* Masked prose is read with its passages closed (vis/names.h). */
	bool closed = prose != VEIL_CLEAR &&
		      !(rq->lens->granted && prose == VEIL_MASK);
	const struct sheet_latest *s = sheet_find(&p->sheets, S("overview"),
						  (person_id){ 0 });
	for (int i = 0; i < ITEMS; i++) {
		struct item *it = &p->items[i];
		*it = (struct item){ .kind = &item_kinds[i], .closed = closed,
				     .empty = true };
		it->edit_url = item_url(rq, it->kind, S("/edit"));
		it->history_url = item_url(rq, it->kind, S("/history"));
		it->may_edit = !closed && lens_can(rq->lens, VERB_COMMON);
		if (closed)
			continue;
		if (it->kind->rows) {
			add_roles(rq, p, it, s ? s->doc : NULL);
			continue;
		}
		for (int k = 0; item_field(rq, it->kind, k); k++)
			add_text(rq, it, s ? s->doc : NULL, k);
	}
	/* A change of a closed passage moves no date for whom it is closed. */
	return s && !closed && prose == VEIL_CLEAR ? sign_all(rq, p, s) : OK;
}
