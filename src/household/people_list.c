/* people_list.c — people of a casefile as their viewer may read them. */
#include "dict/dict.h"
#include "household/people_page.h"
#include "kernel/app.h"
#include "vis/words.h"

#include "casefile/casefile.h"

/* ---- one line ---------------------------------------------------------- */

/* A key in words, as closed as the key. */
static struct veiled label_of(struct veiled key, str label)
{
	if (key.state != VEIL_CLEAR)
		return key;
	return (struct veiled){ VEIL_CLEAR, label };
}

/* 「死亡 H29（当時 79歳）」; as closed as the dates are. */
static struct veiled death_words(struct arena *a, struct veiled birth,
				 struct veiled death)
{
	struct fdate b, d;
	struct out o = out_open(a, 48);
	put(&o, S("死亡"));
	if (fdate_from_edtf(veiled_peek(death), &d) != OK ||
	    d.precision == PREC_NONE)
		return veiled_open(out_str(&o));
	put(&o, S(" "));
	put(&o, date_typed(a, veiled_peek(death)));
	struct out age = out_open(a, 16);
	if (birth.state == VEIL_CLEAR &&
	    fdate_from_edtf(veiled_peek(birth), &b) == OK)
		fdate_print_age(&age, b, d);
	if (age.n) {
		put(&o, S("（当時 "));
		put(&o, out_str(&age));
		put(&o, S("）"));
	}
	return (struct veiled){ death.state, out_str(&o) };
}

static struct veiled former_words(struct arena *a, const struct lens *lens,
				  person_id id,
				  const struct name_line_list *names)
{
	/* As open as a name would be, also when there is none. */
	struct veiled r = { lens_class(lens, CLASS_name, id), { 0 } };
	struct out o = out_open(a, 24);
	for (isize i = 0; i < names->n; i++) {
		const struct name_line *n = &names->v[i];
		if (n->person.v != id.v)
			continue;
		str s = veiled_peek(veiled_name_words(a, n->family_name,
						      n->given_name));
		if (o.n && s.n)
			put(&o, S("、"));
		put(&o, s);
	}
	r.bytes_behind_the_veil_ = out_str(&o);
	return r;
}

static struct person_item item_of(struct rq *rq, const struct lens *lens,
				  const struct person_line *p,
				  const struct name_line_list *names)
{
	struct arena *a = rq->arena;
	struct person_item r = {
		.id = p->id,
		.token = rq_token_of(rq, person, p->id),
		.name = veiled_name_words(a, p->family_name, p->given_name),
		.kana = veiled_name_words(a, p->family_name_kana,
					  p->given_name_kana),
		.birth = veiled_birth_words(a, p->birth, rq->today),
		.age = veiled_age_words(a, p->birth, rq->today),
		.relation = p->relation,
		.phone = p->phone,
		.former = former_words(a, lens, p->id, names),
		.dead = p->dead,
		.away = str_eq(veiled_peek(p->living), S("away")),
	};
	r.living = label_of(p->living, r.away ? S("別居") : S("同居"));
	if (r.dead)
		r.birth = r.age = death_words(a, p->birth, p->death);
	return r;
}

static enum status read_lines(struct rq *rq, const struct lens *lens,
			      struct person_line_list *lines,
			      struct name_line_list *names)
{
	i64 muni = rq->actor.viewer.muni;
	TRY(person_lines(rq->db, rq->arena, lens, muni, lens->casefile,
			 lines));
	return name_rows(rq->db, rq->arena, lens, muni, lens->casefile, names);
}

enum status person_list(struct rq *rq, const struct lens *lens,
			struct person_item_list *ret)
{
	struct person_line_list lines;
	struct name_line_list names;
	TRY(read_lines(rq, lens, &lines, &names));
	ret->v = new(rq->arena, struct person_item, lines.n);
	ret->n = lines.n;
	ret->lines = lines.v;
	for (isize i = 0; i < lines.n; i++)
		ret->v[i] = item_of(rq, lens, &lines.v[i], &names);
	if (ret->n && ret->v[0].relation.state >= VEIL_COARSE)
		ret->v[0].relation = veiled_open(S("本人"));
	return OK;
}

/* ---- one person -------------------------------------------------------- */

static bool find(const struct person_item_list *all, person_id id,
		 struct person_item *ret)
{
	for (isize i = 0; i < all->n; i++) {
		if (all->v[i].id.v != id.v)
			continue;
		*ret = all->v[i];
		return true;
	}
	return false;
}

static void add_entry(struct person_head *h, str label, str url, bool current)
{
	if (h->entries_n < COUNT(h->entries))
		h->entries[h->entries_n++] =
			(struct person_head_entry){ label, url, current };
}

static void add_sheets(const struct rq *rq, struct person_head *h, str at)
{
	const struct dict *d = rq->app->dict;
	str base = str_cat(rq->arena, h->url, S("/sheets/"));
	for (isize i = 0; i < d->sheets_n; i++) {
		const struct sheet *s = &d->sheets[i];
		if (s->about != ABOUT_PERSON)
			continue;
		/* The columns are 基本 already; the sheet goes on from there. */
		str label = str_eq(s->label, S("基本")) ?
				    S("基本（くわしく）") : s->label;
		add_entry(h, label, str_cat(rq->arena, base, s->name),
			  str_eq(s->name, at));
	}
}

enum status person_head_make(struct rq *rq, person_id id, str at,
			     struct person_head *ret)
{
	struct person_head h = { 0 };
	struct person_item_list all;
	TRY(person_list(rq, rq->lens, &all));
	if (!find(&all, id, &h.item))
		return E_NOT_FOUND;
	h.list_url = casefile_url(rq, rq->lens->casefile, S("/people"));
	h.url = str_cat(rq->arena, str_cat(rq->arena, h.list_url, S("/")),
			h.item.token);
	add_entry(&h, S("基本"), h.url, !at.n);
	add_sheets(rq, &h, at);
	add_entry(&h, S("履歴"), str_cat(rq->arena, h.url, S("/history")),
		  str_eq(at, S("history")));
	*ret = h;
	return OK;
}

/* ---- facts ------------------------------------------------------------- */

static void add_fact(struct person_page *p, str label, struct veiled value)
{
	p->facts[p->facts_n++] = (struct person_fact){ label, value };
}

static void add_facts(struct rq *rq, const struct person_line *l,
		      struct person_page *p)
{
	str key = veiled_peek(l->sex);
	str sex = str_eq(key, S("0")) ? (str){ 0 } :
					word_label(rq, S("sex"), key);
	const struct person_item *item = &p->head.item;
	add_fact(p, S("氏名"), item->name);
	add_fact(p, S("ふりがな"), item->kana);
	add_fact(p, S("前の氏・ほかの名"), item->former);
	add_fact(p, S("性別"), label_of(l->sex, sex));
	add_fact(p, S("生年月日"),
		 veiled_birth_words(rq->arena, l->birth, rq->today));
	if (l->dead)
		add_fact(p, S("死亡"), item->age);
	add_fact(p, S("続柄"), item->relation);
	add_fact(p, S("くらし"), item->living);
	add_fact(p, S("電話"), l->phone);
}

enum status person_page_make(struct rq *rq, person_id id,
			     struct person_page *ret)
{
	struct person_line_list lines;
	TRY(person_head_make(rq, id, (str){ 0 }, &ret->head));
	TRY(person_lines(rq->db, rq->arena, rq->lens, rq->actor.viewer.muni,
			 rq->lens->casefile, &lines));
	for (isize i = 0; i < lines.n; i++)
		if (lines.v[i].id.v == id.v)
			add_facts(rq, &lines.v[i], ret);
	ret->rq = rq;
	ret->may_edit = lens_can(rq->lens, VERB_COMMON);
	ret->edit_url = str_cat(rq->arena, ret->head.url, S("/edit"));
	/* 同意と根拠 are the lead's (room consent, above this one). */
	if (ret->may_edit && !rq->lens->granted &&
	    lens_tab(rq->lens, TAB_SHARE))
		ret->basis_url = str_cat(rq->arena, ret->head.url,
					 S("/basis"));
	return OK;
}
