/*
 * search.c — writing the index.  The entry's id is the index's row id, made
 * when the object was written, so that newest-first is the order of ids.
 * A part keeps its entry while it is there: what changes in the hidden parts
 * moves nothing that others see.
 */
#include "search/search.h"

#include "base/num.h"
#include "db/index.h"
#include "search.sql.h"
#include "text/bigram.h"

/* ---- marks --------------------------------------------------------------- */

/* "_note_a12"; `id` 0: "_note_p". */
static void put_mark(struct out *o, str kind, str what, i64 id)
{
	put(o, S("_"));
	put(o, kind);
	put(o, what);
	if (id)
		put(o, (long long)id);
}

static str mark_of(struct arena *a, str kind, str what, i64 id)
{
	struct out o = out_open(a, 40);
	put_mark(&o, kind, what, id);
	return out_str(&o);
}

static bool is_whole(enum search_reach reach)
{
	return reach == REACH_WHOLE || reach == REACH_BOTH;
}

static const str own = STR("_a"), whole = STR("_w"), part = STR("_p");

/* Short, for it stands before each word: agencies whose names fall together
 * are told apart by the marks. */
static str shelf_of(struct arena *a, str kind, agency_id lead)
{
	enum { LETTERS = 5 };
	struct out seed = out_open(a, 40), o = out_open(a, LETTERS);
	put_mark(&seed, kind, S("_"), lead.v);
	u64 h = str_hash(out_str(&seed));
	for (int i = 0; i < LETTERS; i++, h /= 26)
		out_char(&o, (char)('a' + h % 26));
	return out_str(&o);
}

static void put_words(struct out *o, str shelf, str bigrams)
{
	for (str rest = bigrams; rest.n;) {
		str token = str_cut(&rest, ' ');
		out_char(o, ' ');
		if (!str_eq(token, S(TEXT_BREAK)))
			put(o, shelf);
		put(o, token);
	}
}

str search_tokens(struct arena *a, str kind, const struct search_owner *w,
		  str text)
{
	str bigrams = text_bigrams(a, text);
	struct out o = out_open(a, bigrams.n * 2 + 160);
	const struct mark {
		bool put;
		str what;
		i64 id;
	} marks[] = {
		{ is_whole(w->reach), own, w->lead.v },
		{ is_whole(w->reach) && w->agency.v != w->lead.v, own,
		  w->agency.v },
		{ is_whole(w->reach) && w->casefile.v, whole, w->casefile.v },
		{ w->reach != REACH_WHOLE && w->casefile.v, part,
		  w->casefile.v },
		{ w->reach != REACH_WHOLE, part, 0 },
	};
	for (isize i = 0; i < COUNT(marks); i++) {
		if (!marks[i].put)
			continue;
		put_mark(&o, kind, marks[i].what, marks[i].id);
		out_char(&o, ' ');
	}
	put(&o, S(TEXT_BREAK));
	put_words(&o, shelf_of(a, kind, w->lead), bigrams);
	return out_str(&o);
}

str search_version(struct arena *a)
{
	struct search_owner o = { { 3 }, { 2 }, { 1 }, REACH_BOTH };
	return search_tokens(a, S("note"), &o, S("版"));
}

/* ---- where to look ------------------------------------------------------- */

int search_granted_most = 200;

/* Neighbours of one lead become one. */
static void add_granted(struct arena *a, struct search_range *r,
			const struct granted_row_list *rows)
{
	struct search_lead *leads = new(a, struct search_lead, rows->n);
	casefile_id *v = new(a, casefile_id, rows->n);
	for (isize i = 0; i < rows->n; i++) {
		v[i] = rows->v[i].casefile;
		if (!i || rows->v[i].lead.v != rows->v[i - 1].lead.v)
			leads[r->leads_n++] = (struct search_lead){
				rows->v[i].lead, &v[i], 0 };
		leads[r->leads_n - 1].n++;
	}
	r->leads = leads;
}

static enum status add_all(struct rq *rq, const struct vis_scope *scope,
			   struct search_range *r)
{
	struct entry_lead_row_list rows;
	TRY(search_granting(rq->db, rq->arena, scope->muni, scope, &rows));
	struct search_lead *leads = new(rq->arena, struct search_lead, rows.n);
	for (isize i = 0; i < rows.n; i++)
		leads[i].lead = rows.v[i].lead;
	r->leads = leads;
	r->leads_n = rows.n;
	return OK;
}

/* 相手の画面で確認: as if it were shared with the asker. */
static enum status add_only(struct rq *rq, const struct vis_scope *scope,
			    struct search_range *r)
{
	struct entry_lead_row row;
	struct search_lead *all = new(rq->arena, struct search_lead,
				      r->leads_n + 1);
	TRY(entry_lead(rq->db, rq->arena, scope->muni, scope->only, &row));
	for (isize i = 0; i < r->leads_n; i++)
		all[i] = r->leads[i];
	all[r->leads_n++] = (struct search_lead){ row.lead, &scope->only, 1 };
	r->leads = all;
	return OK;
}

enum status search_range(struct rq *rq, const struct vis_scope *scope,
			 struct search_range *ret)
{
	struct granted_row_list rows;
	*ret = (struct search_range){ .agency = scope->agency };
	TRY(search_granted(rq->db, rq->arena, scope->muni, scope,
			   search_granted_most + 1, &rows));
	if (rows.n > search_granted_most)
		TRY(add_all(rq, scope, ret));
	else
		add_granted(rq->arena, ret, &rows);
	return scope->parts ? add_only(rq, scope, ret) : OK;
}

/* What of the lead's texts the asker reads: what his agency wrote, and parts. */
static struct index_shelf shelf_for(struct arena *a, str kind, agency_id asker,
				    const struct search_lead *l)
{
	struct index_shelf s = { shelf_of(a, kind, l->lead),
				 new(a, str, l->n + 2), 0 };
	s.marks[s.marks_n++] = mark_of(a, kind, own, asker.v);
	if (!l->n)
		s.marks[s.marks_n++] = mark_of(a, kind, part, 0);
	for (isize i = 0; i < l->n; i++)
		s.marks[s.marks_n++] = mark_of(a, kind, part, l->shared[i].v);
	return s;
}

str search_match(struct rq *rq, const struct search_range *range, str kind,
		 str typed)
{
	struct arena *a = rq->arena;
	struct index_shelf *s = new(a, struct index_shelf, range->leads_n + 1);
	str mine = mark_of(a, kind, own, range->agency.v);
	s[0] = (struct index_shelf){ shelf_of(a, kind, range->agency), &mine, 1 };
	for (isize i = 0; i < range->leads_n; i++)
		s[i + 1] = shelf_for(a, kind, range->agency, &range->leads[i]);
	return index_match(a, db_engine(rq->db), s, range->leads_n + 1, typed);
}

enum status search_match_case(struct db *db, struct arena *a, i64 muni,
			      casefile_id casefile, str kind, str typed,
			      str *ret)
{
	struct entry_lead_row row;
	str mark = mark_of(a, kind, whole, casefile.v);
	TRY(entry_lead(db, a, muni, casefile, &row));
	struct index_shelf s = { shelf_of(a, kind, row.lead), &mark, 1 };
	*ret = index_match(a, db_engine(db), &s, 1, typed);
	return OK;
}

/* ---- the parts of an object ---------------------------------------------- */

void search_person_text(struct arena *a, const struct search_person *p,
			struct search_entry *ret)
{
	str names = str_cat(a, out_str(&p->names), out_str(&p->house));
	str contact = out_str(&p->contact);
	struct search_part *v = new(a, struct search_part, 3);
	v[0] = (struct search_part){ S("names"), REACH_PART,
				     SEARCH_NEEDS(CLASS_name), { 0 }, names };
	v[1] = (struct search_part){ S("house"), REACH_HOUSE,
				     SEARCH_NEEDS(CLASS_name), { 0 },
				     out_str(&p->house) };
	v[2] = (struct search_part){ S("contact"), REACH_PART,
				     SEARCH_NEEDS(CLASS_contact), p->id,
				     str_trim(contact) };
	ret->text = str_cat(a, names, contact);
	ret->parts = v;
	ret->parts_n = 3;
}

/* A part that holds the whole text needs no entry of its own. */
static bool is_all(str text, const struct search_part *p, isize n)
{
	return n == 1 && p->reach == REACH_PART && str_eq(p->text, text);
}

/* What is put: the whole first, then its parts. */
struct puts {
	struct search_part *v;
	isize n;
};

static struct puts puts_of(struct arena *a, str text,
			   const struct search_part *parts, isize n)
{
	struct puts p = { new(a, struct search_part, n + 1), 0 };
	bool one = is_all(text, parts, n);
	p.v[p.n++] = (struct search_part){ .reach = REACH_WHOLE,
					   .text = text };
	if (one) {
		p.v[0].reach = REACH_BOTH;
		p.v[0].needs = parts->needs;
		p.v[0].person = parts->person;
	}
	for (isize i = 0; !one && i < n; i++)
		if (parts[i].text.n)
			p.v[p.n++] = parts[i];
	return p;
}

static const struct search_part *part_find(const struct puts *p, str key)
{
	for (isize i = 0; i < p->n; i++)
		if (str_eq(p->v[i].key, key))
			return &p->v[i];
	return NULL;
}

/* An intake without a household is its agency's alone. */
static enum status lead_of(struct db *tx, struct arena *a, i64 muni,
			   const struct search_entry *e, agency_id *ret)
{
	struct entry_lead_row row;
	*ret = e->agency;
	if (!e->casefile.v)
		return OK;
	TRY(entry_lead(tx, a, muni, e->casefile, &row));
	*ret = row.lead;
	return OK;
}

static enum status put_part(struct db *tx, struct arena *a, i64 muni,
			    const struct search_entry *e, agency_id lead,
			    const struct search_part *p)
{
	i64 id = id_new();
	struct search_owner o = { e->casefile, e->agency, lead, p->reach };
	TRY(entry_add(tx, muni, id, e->kind, e->object, e->casefile, e->agency,
		      lead, p->person, e->at, p->key, (int)p->reach,
		      p->needs));
	return index_put(tx, muni, id, search_tokens(a, e->kind, &o, p->text));
}

/* ---- prose --------------------------------------------------------------- */

/* Prose is read by whoever sees it with passages closed or whole, not by whom
 * only 言いかえ is for: MASK and CLEAR have this bit, COARSE has not. */
static const i64 reads_prose = (i64)1 << 2 * CLASS_free;

/* One of a key's words, "money" or "free:17"; false: in no part. */
static bool add_need(struct search_part *p, str word)
{
	enum vis_class c;
	person_id person = { 0 };
	str name = str_cut(&word, ':');
	if (word.p && num_parse_max(word, INT64_MAX, &person.v) != OK)
		return false;
	if (!vis_class_find(name, &c) ||
	    (person.v && p->person.v && p->person.v != person.v))
		return false;
	p->needs |= SEARCH_NEEDS(c);
	if (person.v)
		p->person = person;
	return true;
}

static bool prose_needs(str key, struct search_part *ret)
{
	*ret = (struct search_part){ .key = key, .reach = REACH_PART,
				     .needs = reads_prose };
	if (str_eq(key, S("said")))
		ret->needs = 0;
	if (str_eq(key, S("said")) || !key.n)
		return true;
	while (key.p)
		if (!add_need(ret, str_cut(&key, ' ')))
			return false;
	return true;
}

/* 要点 and text may have parts of the same key. */
static struct search_part *same_key(struct search_part *v, isize n, str key)
{
	for (isize i = 0; i < n; i++)
		if (str_eq(v[i].key, key))
			return &v[i];
	return NULL;
}

void search_prose_text(struct arena *a, const struct prose_parts *p,
		       struct search_entry *ret)
{
	struct search_part *v = new(a, struct search_part, p->n), now, *old;
	isize n = 0;
	for (isize i = 0; i < p->n; i++) {
		str text = p->v[i].text;
		if (!prose_needs(p->v[i].key, &now))
			continue;
		if (!now.key.n)
			now.key = S("open");
		old = same_key(v, n, now.key);
		if (!old) {
			now.text = text;
			v[n++] = now;
		} else if (text.n) {
			text = str_cat(a, S("\n"), text);
			old->text = str_cat(a, old->text, text);
		}
	}
	ret->parts = v;
	ret->parts_n = n;
}

str search_part_text(const struct search_entry *e, str key)
{
	if (!key.n)
		return e->text;
	for (isize i = 0; i < e->parts_n; i++)
		if (str_eq(e->parts[i].key, key))
			return e->parts[i].text;
	return (str){ 0 };
}

enum status search_put(struct db *tx, struct arena *a, i64 muni,
		       const struct search_entry *e)
{
	struct puts now = puts_of(a, e->text, e->parts, e->parts_n);
	agency_id lead;
	TRY(lead_of(tx, a, muni, e, &lead));
	for (isize i = 0; i < now.n; i++)
		TRY(put_part(tx, a, muni, e, lead, &now.v[i]));
	return OK;
}

/* An entry that is there already: its new text, or its end. */
static enum status rewrite_entry(struct db *tx, struct arena *a, i64 muni,
				 const struct search_entry *e,
				 const struct entry_row *row,
				 const struct search_part *old,
				 const struct search_part *now)
{
	struct search_owner o = { row->casefile, row->agency, row->lead,
				  (enum search_reach)row->reach };
	if (!old)
		return E_BUG;
	if (now && str_eq(now->text, old->text) && now->reach == o.reach)
		return entry_move(tx, muni, row->id, now->person, e->at,
				  row->reach, now->needs);
	TRY(index_drop(tx, muni, row->id,
		       search_tokens(a, e->kind, &o, old->text)));
	if (!now)
		return entry_drop(tx, muni, row->id);
	o.reach = now->reach;
	TRY(entry_move(tx, muni, row->id, now->person, e->at, (int)o.reach,
		       now->needs));
	return index_put(tx, muni, row->id,
			 search_tokens(a, e->kind, &o, now->text));
}

enum status search_rewrite(struct db *tx, struct arena *a, i64 muni,
			   struct search_text was,
			   const struct search_entry *e)
{
	struct entry_row_list rows;
	agency_id lead;
	struct puts old = puts_of(a, was.whole, was.parts, was.n);
	struct puts now = puts_of(a, e->text, e->parts, e->parts_n);
	TRY(entries_of(tx, a, muni, e->kind, e->object, &rows));
	TRY(lead_of(tx, a, muni, e, &lead));
	for (isize i = 0; i < rows.n; i++)
		TRY(rewrite_entry(tx, a, muni, e, &rows.v[i],
				  part_find(&old, rows.v[i].part),
				  part_find(&now, rows.v[i].part)));
	for (isize i = 0; i < now.n; i++) {
		bool there = false;
		for (isize k = 0; k < rows.n; k++)
			there |= str_eq(rows.v[k].part, now.v[i].key);
		if (!there)
			TRY(put_part(tx, a, muni, e, lead, &now.v[i]));
	}
	return OK;
}

enum status search_replace(struct db *tx, struct arena *a, i64 muni,
			   str old_text, const struct search_entry *e)
{
	return search_rewrite(tx, a, muni, (struct search_text){ old_text },
			      e);
}

enum status search_bind(struct db *tx, i64 muni, str kind, i64 object,
			casefile_id casefile)
{
	return entry_bind(tx, muni, kind, object, casefile);
}

enum status search_drop(struct db *tx, struct arena *a, i64 muni, str kind,
			i64 object, struct search_text was)
{
	struct entry_row_list rows;
	struct search_entry e = { .kind = kind, .object = object };
	struct puts old = puts_of(a, was.whole, was.parts, was.n);
	TRY(entries_of(tx, a, muni, kind, object, &rows));
	for (isize i = 0; i < rows.n; i++)
		TRY(rewrite_entry(tx, a, muni, &e, &rows.v[i],
				  part_find(&old, rows.v[i].part), NULL));
	return OK;
}
