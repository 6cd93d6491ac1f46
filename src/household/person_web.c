/* person_web.c — one person (S32 基本): reading, correcting, other names. */
#include "casefile/casefile.h"
#include "dict/dict.h"
#include "household/log.h"
#include "household/people_page.h"
#include "household/ties.h"
#include "household_people.html.h"
#include "household_spine.html.h"
#include "kernel/app.h"
#include "vis/words.h"

enum status path_person(struct rq *rq, struct person_raw *ret)
{
	i64 id;
	TRY(rq_id(rq, ID_person, rq_path(rq, S("person")), &id));
	return person_stored(rq->db, rq->arena, rq->actor.viewer.muni,
			     rq->lens->casefile, (person_id){ id }, ret);
}

void person_head(struct out *o, const struct person_head *h,
		 void (*acts)(struct out *, const void *), const void *arg)
{
	person_head_top(o, h);
	put(o, S("<div class=\"page-head\">"));
	person_head_name(o, h);
	if (acts) {
		put(o, S("<div class=\"row push\">"));
		acts(o, arg);
		put(o, S("</div>"));
	}
	put(o, S("</div>"));
}

static void draw_person(struct out *o, const void *arg)
{
	const struct person_page *p = arg;
	person_head(o, &p->head, person_acts_draw, p);
	person_body(o, p);
}

/* ---- reading ----------------------------------------------------------- */

/* What the other one is to this person, and how. */
static struct tie_words words_for(struct arena *a, const struct tie_row *t,
				  person_id me)
{
	bool first = t->a.v == me.v;
	if (t->what == TIES_STAY)
		return (struct tie_words){ veiled_open(S("同居の期間")),
					   t->words };
	struct out o = out_open(a, 64);
	put(&o, t->what == TIES_UNION ? S("夫婦・パートナー（") :
		first ? S("子（") : S("親（"));
	put(&o, veiled_peek(t->words));
	put(&o, S("）"));
	return (struct tie_words){
		.who = first ? t->name_b : t->name_a,
		.what = { t->words.state, t->words.state >= VEIL_COARSE ?
						  out_str(&o) : (str){ 0 } },
	};
}

static enum status add_ties(struct rq *rq, struct person_page *p)
{
	struct person_item_list all;
	struct ties ties;
	TRY(person_list(rq, rq->lens, &all));
	TRY(ties_read(rq, &all, &ties));
	p->ties = new(rq->arena, struct tie_words, ties.n);
	for (isize i = 0; i < ties.n; i++)
		if (ties.v[i].a.v == p->head.item.id.v ||
		    ties.v[i].b.v == p->head.item.id.v)
			p->ties[p->ties_n++] = words_for(rq->arena, &ties.v[i],
							 p->head.item.id);
	p->ties_url = casefile_url(rq, rq->lens->casefile, S("/relations"));
	return OK;
}

enum status person_show(struct rq *rq, struct reply *ret)
{
	struct person_page *p = new(rq->arena, struct person_page, 1);
	struct person_raw person;
	if (!lens_tab(rq->lens, TAB_FAMILY))
		return casefile_closed_tab(rq, TAB_FAMILY, ret);
	TRY(path_person(rq, &person));
	TRY(person_page_make(rq, person.id, p));
	TRY(add_ties(rq, p));
	rq_looked(rq, S("look.people"), rq->lens, S("person"), person.id.v);
	TRY(reply_page(ret, S("事案"), draw_person, p));
	return casefile_frame(rq, TAB_FAMILY, ret);
}

/* ---- correcting -------------------------------------------------------- */

static const struct spine_choice livings[] = {
	{ STR("home"), STR("同居") },
	{ STR("away"), STR("別居") },
};
static const struct spine_choice deads[] = {
	{ STR("0"), STR("いいえ") },
	{ STR("1"), STR("死亡") },
};

enum { AT_SEX = 4, AT_DEAD = 8 };
static const struct spine_def person_defs[] = {
	{ .name = STR("family_name"), .label = STR("氏"),
	  .heading = STR("名前と生まれ"), .class_ = CLASS_name, .max = 60,
	  .pair = true },
	{ .name = STR("given_name"), .label = STR("名"),
	  .class_ = CLASS_name, .max = 60 },
	{ .name = STR("family_name_kana"), .label = STR("氏のふりがな"),
	  .class_ = CLASS_name, .kind = SPINE_KANA, .max = 60, .pair = true,
	  .kana_of = STR("family_name") },
	{ .name = STR("given_name_kana"), .label = STR("名のふりがな"),
	  .class_ = CLASS_name, .kind = SPINE_KANA, .max = 60,
	  .kana_of = STR("given_name") },
	[AT_SEX] = { .name = STR("sex"), .label = STR("性別"),
		     .class_ = CLASS_quasi, .kind = SPINE_CHOICE },
	{ .name = STR("birth"), .label = STR("生年月日"),
	  .class_ = CLASS_quasi, .kind = SPINE_BIRTH },
	{ .name = STR("relation"), .label = STR("続柄"),
	  .hint = STR("本人から見た続柄。例 長男"),
	  .heading = STR("くらしと連絡先"), .class_ = CLASS_family,
	  .max = 60 },
	{ .name = STR("living"), .label = STR("くらし"),
	  .class_ = CLASS_family, .kind = SPINE_CHOICE,
	  .choices = livings, .choices_n = COUNT(livings) },
	[AT_DEAD] = { .name = STR("dead"), .label = STR("死亡"),
		      .class_ = CLASS_quasi, .kind = SPINE_CHOICE,
		      .choices = deads, .choices_n = COUNT(deads) },
	{ .name = STR("death"), .label = STR("死亡した日"),
	  .class_ = CLASS_quasi, .kind = SPINE_DATE },
	{ .name = STR("phone"), .label = STR("電話"),
	  .class_ = CLASS_contact, .kind = SPINE_PHONE, .max = 30 },
};
enum { PERSON_FIELDS = COUNT(person_defs) };

/* The definitions with the sexes of the dictionary. */
static const struct spine_def *defs_of(struct rq *rq)
{
	struct spine_def *v = new(rq->arena, struct spine_def, PERSON_FIELDS);
	const struct code *sex = dict_code(rq->app->dict, S("sex"));
	for (int i = 0; i < PERSON_FIELDS; i++)
		v[i] = person_defs[i];
	isize n = sex ? sex->n : 0;
	struct spine_choice *c = new(rq->arena, struct spine_choice, n + 1);
	c[0] = (struct spine_choice){ S("0"), S("未確認") };
	for (isize i = 0; i < n; i++)
		c[i + 1] = (struct spine_choice){ sex->items[i].key,
						  sex->items[i].label };
	/* A list that has 「0」 itself needs no other. */
	bool own = n && str_eq(sex->items[0].key, S("0"));
	v[AT_SEX].choices = c + own;
	v[AT_SEX].choices_n = (int)n + 1 - own;
	return v;
}

/* What was before of 基本 and the other names. */
static enum status person_past(struct rq *rq, struct db *db, person_id id,
			       struct past_lines *ret)
{
	struct past_def *defs = new(rq->arena, struct past_def,
				    PERSON_FIELDS + 1);
	const struct past_def *fields = spine_past(rq->arena, defs_of(rq),
						   PERSON_FIELDS);
	for (int i = 0; i < PERSON_FIELDS; i++)
		defs[i] = fields[i];
	defs[PERSON_FIELDS] = (struct past_def){
		.name = S("names"), .label = S("前の氏・ほかの名"),
		.class_ = CLASS_name, .words = names_words,
	};
	struct past_reader reader = { .defs = defs, .n = PERSON_FIELDS + 1 };
	return past_read(rq, db, S("person"), id.v, &reader, ret);
}

static void person_texts(const struct person_raw *p, str *now)
{
	const str all[PERSON_FIELDS] = {
		p->family_name, p->given_name, p->family_name_kana,
		p->given_name_kana, p->sex, p->birth, p->relation, p->living,
		p->dead ? S("1") : S("0"), p->death, p->phone,
	};
	for (int i = 0; i < PERSON_FIELDS; i++)
		now[i] = all[i];
}

static str kind_words(str kind)
{
	return str_eq(kind, S("alias")) ? S("呼び名・通称") : S("前の氏");
}

/* The former names below the form. */
static enum status add_names(struct rq *rq, person_id id,
			     struct spine_page *p)
{
	struct names_part *n = new(rq->arena, struct names_part, 1);
	struct name_line_list all;
	TRY(name_rows(rq->db, rq->arena, rq->lens, rq->actor.viewer.muni,
		      rq->lens->casefile, &all));
	n->rq = rq;
	n->add_url = str_cat(rq->arena, p->action, S("/names"));
	n->v = new(rq->arena, struct name_entry, all.n);
	str base = str_cat(rq->arena, n->add_url, S("/"));
	for (isize i = 0; i < all.n; i++) {
		const struct name_line *row = &all.v[i];
		if (row->person.v != id.v)
			continue;
		n->v[n->n++] = (struct name_entry){
			veiled_name_words(rq->arena, row->family_name,
					  row->given_name),
			kind_words(row->kind),
			str_cat(rq->arena, base,
				rq_token_of(rq, name, row->id)),
		};
	}
	p->more = names_part_draw;
	p->more_arg = n;
	return OK;
}

static struct veiled name_of_row(struct rq *rq, const struct person_raw *p)
{
	const struct lens *l = rq->lens;
	return veiled_name_words(
		rq->arena,
		lens_veil(l, CLASS_name, p->id, p->family_name, (str){ 0 }),
		lens_veil(l, CLASS_name, p->id, p->given_name, (str){ 0 }));
}

static enum status open_person(struct rq *rq, struct person_raw *raw,
			       struct spine_page *p)
{
	str now[PERSON_FIELDS];
	TRY(path_person(rq, raw));
	person_texts(raw, now);
	str token = rq_token_of(rq, person, raw->id);
	p->rq = rq;
	p->s = new(rq->arena, struct spine, 1);
	spine_open(rq, defs_of(rq), PERSON_FIELDS, raw->id, now, p->s);
	p->title = S("：基本を直す");
	p->whose = name_of_row(rq, raw);
	p->action = casefile_url(rq, rq->lens->casefile,
				 str_cat(rq->arena, S("/people/"), token));
	p->back = p->action;
	p->back_label = S("この人のページ");
	p->draft_form = S("person");
	p->draft_object = token;
	return add_names(rq, raw->id, p);
}

static enum status draw_edit(struct rq *rq, struct spine_page *p,
			     person_id id, struct reply *ret)
{
	rq_looked(rq, S("look.people"), rq->lens, S("person"), id.v);
	TRY(reply_page(ret, S("事案"),
		       ret->status == 409 ? spine_choose_draw :
					    spine_edit_draw, p));
	return casefile_frame(rq, TAB_FAMILY, ret);
}

enum status person_edit(struct rq *rq, struct reply *ret)
{
	struct spine_page *p = new(rq->arena, struct spine_page, 1);
	struct person_raw raw;
	struct draft d;
	struct out at = out_open(rq->arena, 8);
	TRY(open_person(rq, &raw, p));
	TRY(draft_get(rq, S("person"), raw.id.v, &d));
	stamp_print_time(&at, d.at);
	p->draft_there = d.there;
	p->draft_time = out_str(&at);
	p->continued = rq_query(rq, S("draft")).n;
	spine_from_draft(p->s, &d);
	return draw_edit(rq, p, raw.id, ret);
}

struct person_job {
	struct spine_page *page;
	person_id id;
};

/* Who lives elsewhere now: a stay without dates says nothing any more. */
static enum status moved(struct rq *rq, struct db *tx, person_id id,
			 str before, str after)
{
	struct tie_end end = { TIES_STAY, id.v, id, { 0 } };
	struct tie_value bare = { 0 };
	int there;
	if (str_eq(before, after))
		return OK;
	if (!str_eq(after, S("away")))
		return tie_put(rq, tx, rq->lens->casefile, &end, &bare);
	TRY(tie_stored(rq, tx, &end, &bare, &bare, &there));
	return there ? tie_drop(rq, tx, &end, there, &bare) : OK;
}

static enum status write_person(struct rq *rq, struct db *tx,
				const struct spine *s,
				const struct person_raw *raw)
{
	casefile_id casefile = rq->lens->casefile;
	struct search_entry was;
	str f[PERSON_FIELDS];
	struct past_change c = { .kind = S("person"), .object = raw->id.v,
				 .casefile = casefile, .person = raw->id };
	spine_change(s, &c);
	if (c.n == 0)
		return OK;
	for (int i = 0; i < PERSON_FIELDS; i++)
		f[i] = spine_final(s, i);
	bool dead = str_eq(f[AT_DEAD], S("1")) || f[9].n;
	TRY(person_search_entry(rq, tx, casefile, raw->id, &was));
	TRY(person_update(tx, rq->actor.viewer.muni, raw->id, raw->version, f[0],
			  f[1], f[2], f[3], f[4], f[5], f[9], dead, f[7],
			  f[10], f[6]));
	past_add(&c, S("dead"), raw->dead ? S("1") : S("0"),
		 dead ? S("1") : S("0"));
	TRY(past_write(rq, tx, &c));
	TRY(moved(rq, tx, raw->id, raw->living, f[7]));
	TRY(person_search_again(rq, tx, &was));
	TRY(rq_audit(rq, tx, S("person.edit"), S("person"), raw->id.v,
		     casefile, past_names(rq->arena, &c)));
	return rq_changed(rq, tx, casefile);
}

static enum status person_job(struct rq *rq, struct db *tx, void *arg,
			      struct reply *ret)
{
	struct person_job *j = arg;
	struct spine *s = j->page->s;
	struct person_raw raw;
	str now[PERSON_FIELDS];
	TRY(person_stored(tx, rq->arena, rq->actor.viewer.muni,
			  rq->lens->casefile, j->id, &raw));
	person_texts(&raw, now);
	TRY(spine_again(s, now));
	TRY(write_person(rq, tx, s, &raw));
	TRY(draft_forget(rq, tx, S("person"), j->id.v));
	return reply_redirect(ret, j->page->back);
}

static enum status person_clash(struct rq *rq, struct spine_page *p,
				struct reply *ret)
{
	struct person_raw raw;
	struct past_lines lines;
	str now[PERSON_FIELDS];
	TRY(path_person(rq, &raw));
	person_texts(&raw, now);
	/* The rows as they are; that they are others is known. */
	enum status known = spine_again(p->s, now);
	if (known != OK && known != E_CONFLICT)
		return known;
	TRY(person_past(rq, rq->db, raw.id, &lines));
	spine_conflict(p, &lines);
	if (!p->clash.n)
		return reply_redirect(ret, p->back);
	*ret = (struct reply){ .status = 409 };
	return draw_edit(rq, p, raw.id, ret);
}

enum status person_save(struct rq *rq, struct reply *ret)
{
	struct spine_page *p = new(rq->arena, struct spine_page, 1);
	struct person_raw raw;
	TRY(open_person(rq, &raw, p));
	struct person_job job = { p, raw.id };
	enum status st = spine_read(p->s);
	if (st == OK)
		st = rq_write(rq, person_job, &job, ret);
	if (st == E_CONFLICT)
		return person_clash(rq, p, ret);
	if (st != E_INVALID)
		return st;
	*ret = (struct reply){ .status = 422 };
	return draw_edit(rq, p, raw.id, ret);
}

/* ---- other names ------------------------------------------------------- */

struct name_job {
	struct person_raw person;
	str family, given, kana, kind, back;
	i64 drop;	/* 0: add */
};

static enum status name_job(struct rq *rq, struct db *tx, void *arg,
			    struct reply *ret)
{
	const struct name_job *j = arg;
	i64 muni = rq->actor.viewer.muni;
	casefile_id casefile = rq->lens->casefile;
	person_id id = j->person.id;
	struct search_entry was;
	str before, after;
	TRY(person_search_entry(rq, tx, casefile, id, &was));
	TRY(names_text(rq, tx, id, &before));
	if (j->drop)
		TRY(name_drop(tx, muni, id, (name_id){ j->drop }));
	else
		TRY(name_insert(tx, muni, (name_id){ id_new() }, casefile, id,
				j->kind, j->family, j->given, j->kana));
	struct past_change c = { .kind = S("person"), .object = id.v,
				 .casefile = casefile, .person = id };
	TRY(names_text(rq, tx, id, &after));
	past_add(&c, S("names"), before, after);
	TRY(past_write(rq, tx, &c));
	TRY(person_search_again(rq, tx, &was));
	TRY(rq_audit(rq, tx, S("person.edit"), S("person"), id.v, casefile,
		     S("names")));
	TRY(rq_changed(rq, tx, casefile));
	return reply_redirect(ret, j->back);
}

static str edit_url(struct rq *rq, person_id id)
{
	str token = rq_token_of(rq, person, id);
	str tail = str_cat(rq->arena, S("/people/"), token);
	return casefile_url(rq, rq->lens->casefile,
			    str_cat(rq->arena, tail, S("/edit")));
}

/* The edit page again, with the summary above. */
static enum status name_refused(struct rq *rq, struct reply *ret)
{
	struct spine_page *p = new(rq->arena, struct spine_page, 1);
	struct person_raw raw;
	TRY(open_person(rq, &raw, p));
	*ret = (struct reply){ .status = 422 };
	return draw_edit(rq, p, raw.id, ret);
}

enum status person_name_add(struct rq *rq, struct reply *ret)
{
	struct name_job j = { .kind = S("former") };
	TRY(path_person(rq, &j.person));
	if (lens_class(rq->lens, CLASS_name, j.person.id) != VEIL_CLEAR)
		return E_FORBIDDEN;
	str name = rq_form(rq, S("other-name"));
	j.kana = rq_form(rq, S("other-kana"));
	if (str_eq(rq_form(rq, S("kind")), S("alias")))
		j.kind = S("alias");
	person_split_name(name, &j.family, &j.given);
	j.back = edit_url(rq, j.person.id);
	if (!name.n || name.n > 180 || j.kana.n > 180) {
		enum status st = rq_error(rq, S("other-name"),
					  S("名前を60字までで入れてください。"
					    "例 山田"));
		return st == E_INVALID ? name_refused(rq, ret) : st;
	}
	return rq_write(rq, name_job, &j, ret);
}

enum status person_name_drop(struct rq *rq, struct reply *ret)
{
	struct name_job j = { 0 };
	TRY(path_person(rq, &j.person));
	TRY(rq_id(rq, ID_name, rq_path(rq, S("name")), &j.drop));
	if (lens_class(rq->lens, CLASS_name, j.person.id) != VEIL_CLEAR)
		return E_FORBIDDEN;
	j.back = edit_url(rq, j.person.id);
	enum status st = rq_write(rq, name_job, &j, ret);
	/* Somebody dropped it already: the page shows so. */
	return st == E_CONFLICT ? reply_redirect(ret, j.back) : st;
}

/* ---- what was before --------------------------------------------------- */

static void draw_past_head(struct out *o, const void *arg)
{
	person_head(o, arg, NULL, NULL);
}

static enum status draw_past(struct rq *rq, person_id id, str clash,
			     struct reply *ret)
{
	struct past_page *p = new(rq->arena, struct past_page, 1);
	struct person_head *h = new(rq->arena, struct person_head, 1);
	TRY(person_head_make(rq, id, S("history"), h));
	TRY(person_past(rq, rq->db, id, &p->lines));
	p->rq = rq;
	p->url = str_cat(rq->arena, h->url, S("/history"));
	p->may_restore = lens_can(rq->lens, VERB_COMMON);
	p->head = draw_past_head;
	p->head_arg = h;
	p->clash = clash.n ? past_last(&p->lines, clash) : NULL;
	rq_looked(rq, S("look.people"), rq->lens, S("person"), id.v);
	TRY(past_page(p, ret));
	return casefile_frame(rq, TAB_FAMILY, ret);
}

enum status person_history(struct rq *rq, struct reply *ret)
{
	struct person_raw raw;
	if (!lens_tab(rq->lens, TAB_FAMILY))
		return casefile_closed_tab(rq, TAB_FAMILY, ret);
	TRY(path_person(rq, &raw));
	return draw_past(rq, raw.id, (str){ 0 }, ret);
}

struct back_job {
	struct past_wish wish;
	struct spine_page *page;
	person_id id;
};

static enum status names_back(struct rq *rq, struct db *tx, person_id id,
			      str text)
{
	casefile_id casefile = rq->lens->casefile;
	struct search_entry was;
	struct past_change c = { .kind = S("person"), .object = id.v,
				 .casefile = casefile, .person = id };
	str before;
	TRY(names_text(rq, tx, id, &before));
	TRY(person_search_entry(rq, tx, casefile, id, &was));
	TRY(names_put(rq, tx, casefile, id, text));
	past_add(&c, S("names"), before, text);
	TRY(past_write(rq, tx, &c));
	TRY(person_search_again(rq, tx, &was));
	TRY(rq_audit(rq, tx, S("person.edit"), S("person"), id.v, casefile,
		     S("names")));
	return rq_changed(rq, tx, casefile);
}

/* An ordinary change, to a value that the history knows. */
static enum status back_job(struct rq *rq, struct db *tx, void *arg,
			    struct reply *ret)
{
	const struct back_job *j = arg;
	const struct past_line *line;
	struct past_lines lines;
	struct person_raw raw;
	str now[PERSON_FIELDS];
	TRY(person_past(rq, tx, j->id, &lines));
	TRY(past_find(&lines, &j->wish, &line));
	TRY(person_stored(tx, rq->arena, rq->actor.viewer.muni,
			  rq->lens->casefile, j->id, &raw));
	person_texts(&raw, now);
	struct spine s;
	spine_open(rq, defs_of(rq), PERSON_FIELDS, raw.id, now, &s);
	spine_put_back(&s, line->key, veiled_peek(line->was));
	if (str_eq(line->key, S("names")))
		TRY(names_back(rq, tx, raw.id, veiled_peek(line->was)));
	else
		TRY(write_person(rq, tx, &s, &raw));
	return reply_redirect(ret, str_cat(rq->arena, j->page->back,
					   S("/history")));
}

enum status person_restore(struct rq *rq, struct reply *ret)
{
	struct spine_page *p = new(rq->arena, struct spine_page, 1);
	struct person_raw raw;
	struct back_job j = { .page = p };
	TRY(open_person(rq, &raw, p));
	j.id = raw.id;
	TRY(past_wish(rq, &j.wish));
	enum status st = rq_write(rq, back_job, &j, ret);
	return st == E_CONFLICT ? draw_past(rq, raw.id, j.wish.key, ret) : st;
}
