/*
 * note_form.c — the composer: what stands in it, and reading it back.
 *
 * A value comes from what was just sent, else from the server-side draft
 * when it is being continued, else from the stored note or the defaults.  So
 * an error never clears a text.
 */
#include "base/num.h"
#include "base/utf8.h"
#include "casefile/casefile.h"
#include "dict_ids.h"
#include "kernel/app.h"
#include "note/note_page.h"
#include "sheetrec/sheetrec.h"
#include "text/my_number.h"

const str note_counterparts[] = { STR("本人"), STR("家族"), STR("機関"),
				  STR("その他") };
const isize note_counterparts_n = COUNT(note_counterparts);

enum { MINUTES_MAX = 24 * 60, AHEAD_MS = 60 * 1000 };

/* ---- values ------------------------------------------------------------ */

static str sent(const struct note_form *f, const char *name)
{
	return params_get(*f->source, str_of(name));
}

static bool sent_has(const struct note_form *f, const char *name, str value)
{
	str v;
	for (isize i = 0; (v = params_nth(*f->source, str_of(name), i)).p; i++)
		if (str_eq(v, value))
			return true;
	return false;
}

bool note_ticked(const struct note_form *f, str token)
{
	return f->source && sent_has(f, "done", token);
}

static void take(const struct note_form *f, const char *name, str *ret)
{
	str v = sent(f, name);
	if (v.p)
		*ret = v;
}

/* Rows of つぎにやること as sent; one empty row more when asked for. */
static void take_next(struct note_form *f)
{
	f->next_n = 0;
	for (int i = 0; i < NEXT_MAX; i++) {
		str what = params_nth(*f->source, S("next_what"), i);
		if (!what.p)
			break;
		f->next[f->next_n++] = (struct note_next){
			.what = what,
			.who = params_nth(*f->source, S("next_who"), i),
			.due = params_nth(*f->source, S("next_due"), i),
		};
	}
	bool more = sent(f, "more").p || f->next_n == 0;
	if (more && f->next_n < NEXT_MAX)
		f->next[f->next_n++] = (struct note_next){ 0 };
}

static void take_all(struct note_form *f)
{
	f->body = veiled_open(sent(f, "body"));
	f->gist = veiled_open(sent(f, "gist"));
	if (sent(f, "counterpart").p)
		f->counterpart = veiled_open(sent(f, "counterpart"));
	take(f, "at", &f->at);
	take(f, "mins", &f->mins);
	take(f, "method", &f->method);
	take(f, "place", &f->place);
	take(f, "reason", &f->reason);
	take(f, "audience", &f->audience);
	take(f, "matter", &f->matter);
	for (isize i = 0; i < f->team_n; i++)
		f->team[i].checked = sent_has(f, "reader", f->team[i].token);
	f->house = sent_has(f, "about", S("house"));
	for (isize i = 0; i < f->people_n; i++)
		f->people[i].checked = sent_has(f, "about",
						f->people[i].token);
	take_next(f);
}

/* What was sent, or the draft somebody continues. */
static enum status find_source(struct note_form *f, i64 object)
{
	struct rq *rq = f->rq;
	bool post = rq->http->method == POST;
	f->object = rq_token(rq, f->edit ? ID_note : ID_casefile, object);
	if (!post)
		TRY(draft_get(rq, f->form_name, object, &f->draft));
	f->continuing = f->draft.there && rq_query(rq, S("draft")).n > 0;
	if (post)
		f->source = &rq->http->form;
	else if (f->continuing)
		f->source = &f->draft.fields;
	if (f->source)
		take_all(f);
	f->wide = f->wide || (post && sent(f, "wide").n > 0);
	return OK;
}

/* ---- what every composer needs ----------------------------------------- */

static enum status read_people(struct note_form *f)
{
	struct rq *rq = f->rq;
	struct note_human_list all;
	TRY(note_humans(rq->db, rq->arena, rq->lens, rq->actor.viewer.muni,
			rq->lens->casefile, &all));
	f->people = new(rq->arena, struct note_person_choice, all.n);
	for (isize i = 0; i < all.n; i++) {
		const struct note_human *h = &all.v[i];
		if (h->dead && !f->edit)
			continue;
		f->people[f->people_n++] = (struct note_person_choice){
			h->id, rq_token_of(rq, person, h->id),
			veiled_has(h->given) ? h->given : h->family, false
		};
	}
	return OK;
}

/* 見せる範囲 always names the agencies. */
static enum status read_team(struct note_form *f)
{
	struct rq *rq = f->rq;
	struct note_agency_list all;
	const struct viewer *v = &rq->actor.viewer;
	TRY(note_team(rq->db, rq->arena, v->muni, rq->lens->casefile,
		      v->agency, !rq->lens->granted, rq->now, &all));
	f->team = new(rq->arena, struct note_reader_choice, all.n);
	for (isize i = 0; i < all.n; i++) {
		f->team[f->team_n++] = (struct note_reader_choice){
			all.v[i].id, rq_token_of(rq, agency, all.v[i].id),
			all.v[i].short_name, false
		};
		if (i)
			f->team_names = str_cat(rq->arena, f->team_names,
						S("・"));
		f->team_names = str_cat(rq->arena, f->team_names,
					all.v[i].short_name);
	}
	f->audience = S("case");
	return OK;
}

static enum status begin(struct rq *rq, struct note_form *f)
{
	f->rq = rq;
	f->list_url = casefile_url(rq, rq->lens->casefile, S("/notes"));
	f->methods = dict_code(rq->app->dict, S("method"));
	if (!f->methods)
		return E_BUG;
	f->places = dict_code(rq->app->dict, S("place"));
	f->wide = rq_query(rq, S("wide")).n > 0;
	f->next_n = 1;
	TRY(read_people(f));
	TRY(read_team(f));
	TRY(task_colleagues(rq, &f->who));
	TRY(task_open_of(rq, &f->open));
	return OK;
}

/* The four items of 事案概要, beside the text while it is written (S34). */
static enum status read_beside(struct note_form *f)
{
	struct rq *rq = f->rq;
	struct sheet_latest sheet;
	struct sheet_owner owner = { .casefile = rq->lens->casefile };
	static const int fields[] = { F_OVERVIEW_HOPE, F_OVERVIEW_STRENGTHS,
				      F_OVERVIEW_ISSUES,
				      F_OVERVIEW_DIRECTION };
	TRY(person_list(rq, rq->lens, &f->family));
	TRY(sheet_get(rq, rq->lens, S("overview"), owner, &sheet));
	for (int i = 0; i < COUNT(fields); i++) {
		const struct doc_cell *c = doc_get(sheet.doc, rq->app->dict,
						   fields[i], 0);
		if (c)
			f->beside[i] = c->shown;
	}
	rq_looked(rq, S("look.overview"), rq->lens, S("casefile"),
		  rq->lens->casefile.v);
	return OK;
}

/* Which of the words stands there; none when nothing was said. */
static void find_counterpart(struct note_form *f)
{
	struct out o = out_open(f->rq->arena, 32);
	veiled_put(&o, f->counterpart);
	f->counterpart_at = o.n == 0 ? note_counterparts_n : -1;
	for (isize i = 0; i < note_counterparts_n; i++)
		if (str_eq(out_str(&o), note_counterparts[i]))
			f->counterpart_at = i;
}

/* One line about the text as it stands: nothing waits for it. */
static enum status find_hint(struct note_form *f)
{
	struct out o = out_open(f->rq->arena, 256);
	if (f->edit || !veiled_has(f->body) ||
	    str_eq(f->audience, S("own")))
		return OK;
	veiled_put(&o, f->body);
	return note_hint_for(f->rq, out_str(&o), &f->hint);
}

static enum status finish(struct note_form *f)
{
	stamp at;
	f->rare_method = true;
	for (isize i = 0; i < f->methods->n && i < 7; i++)
		if (str_eq(f->methods->items[i].key, f->method))
			f->rare_method = false;
	if (stamp_parse(f->at, f->rq->now, &at, NULL) == OK)
		f->at_echo = note_moment_text(f->rq->arena, at);
	find_counterpart(f);
	TRY(find_hint(f));
	return f->wide ? read_beside(f) : OK;
}

enum status note_form_new(struct rq *rq, struct note_form **ret)
{
	struct note_form *f = new(rq->arena, struct note_form, 1);
	f->form_name = S("note");
	TRY(begin(rq, f));
	f->url = f->list_url;
	f->self_url = str_cat(rq->arena, f->list_url, S("/new"));
	f->back_url = f->list_url;
	f->at = S("いま");
	f->mins = S("15");
	f->method = f->methods->n ? f->methods->items[0].key : S("");
	f->counterpart = veiled_open(note_counterparts[0]);
	if (f->people_n)
		f->people[0].checked = true;
	else
		f->house = true;
	TRY(find_source(f, rq->lens->casefile.v));
	TRY(finish(f));
	*ret = f;
	return OK;
}

/* ---- an existing note -------------------------------------------------- */

static enum status fill_audience(struct note_form *f,
				 const struct note_reader *r)
{
	struct note_reader_row_list rows;
	struct rq *rq = f->rq;
	f->audience = r->n.audience;
	f->matter = r->n.matter;
	TRY(note_readers(rq->db, rq->arena, rq->actor.viewer.muni, r->n.id,
			 &rows));
	for (isize i = 0; i < f->team_n; i++)
		for (isize k = 0; k < rows.n; k++)
			f->team[i].checked |= rows.v[k].agency.v ==
					      f->team[i].id.v;
	return OK;
}

static void fill(struct note_form *f, const struct note_reader *r)
{
	struct out mins = out_open(f->rq->arena, 8);
	struct out at = out_open(f->rq->arena, 32);
	if (r->n.minutes.has)
		put(&mins, (long long)r->n.minutes.v);
	stamp_print_short(&at, r->n.happened_at);
	f->body = r->n.body;
	f->gist = r->n.title;
	f->counterpart = r->n.counterpart;
	f->kept_at = r->n.happened_at;
	f->kept_text = f->at = out_str(&at);
	f->mins = out_str(&mins);
	f->method = r->n.method;
	f->place = r->n.place;
	f->house = r->about.n == 0;
	for (isize i = 0; i < r->about.n; i++)
		for (isize k = 0; k < f->people_n; k++)
			f->people[k].checked |= f->people[k].id.v ==
						r->about.v[i].person.v;
}

/* The revision the writer has seen: what the form was drawn from. */
static enum status read_seen(struct rq *rq, const struct note_reader *r,
			     int *ret)
{
	i64 seen = r->n.revision;
	if (rq->http->method == POST)
		TRY(num_parse_max(rq_form(rq, S("rev")), INT32_MAX, &seen));
	*ret = (int)seen;
	return OK;
}

enum status note_form_edit(struct rq *rq, note_id id, struct note_form **ret)
{
	struct note_reader *r;
	struct note_form *f = new(rq->arena, struct note_form, 1);
	TRY(note_reader_read(rq, id, &r));
	if (!r->can_edit)
		return rq_only(rq, r->n.agency_short);
	f->edit = true;
	f->form_name = S("note.edit");
	f->note = id;
	TRY(read_seen(rq, r, &f->seen));
	TRY(begin(rq, f));
	f->url = f->self_url = str_cat(rq->arena, r->edit_url, S("/edit"));
	f->back_url = str_cat(rq->arena, f->list_url,
			      str_cat(rq->arena, S("?note="), r->token));
	f->was_draft = r->draft;
	f->stored = r;
	f->needs_reason = r->read_by_others;
	fill(f, r);
	TRY(fill_audience(f, r));
	TRY(find_source(f, id.v));
	TRY(finish(f));
	*ret = f;
	return OK;
}

/* ---- reading it back --------------------------------------------------- */

/* Goes on after an error: all of them are told at once. */
static void tell(struct rq *rq, str field, str text)
{
	enum status told = rq_error(rq, field, text);
	(void)told;
}

static void check_body(struct rq *rq, const struct note_form *f,
		       struct note_new *n)
{
	str body = f->merged.p ? f->merged : sent(f, "body");
	n->body = str_trim(body);
	n->title = str_trim(sent(f, "gist"));
	if (n->body.n == 0)
		tell(rq, S("note-body"),
		     S("内容を一言でも書いてください。"
		       "例：『由美さんから電話。変わりなし』"));
	if (utf8_length(n->body) > NOTE_BODY_MAX)
		tell(rq, S("note-body"),
		     S("内容が長すぎます。20,000字までです。"
		       "書いた内容はこの画面に残っています。"
		       "2件に分けてください。"));
	if (utf8_length(n->title) > NOTE_GIST_MAX)
		tell(rq, S("gist"), S("要点は40字までです。"));
	if (text_my_number(n->body) || text_my_number(n->title))
		tell(rq, S("note-body"),
		     S("マイナンバーのようです。ここには残せません。"));
}

static void check_at(struct rq *rq, struct note_form *f, struct note_new *n)
{
	str why = { 0 }, typed = str_trim(sent(f, "at"));
	n->happened_at = f->kept_at;
	if (f->edit && str_eq(typed, f->kept_text))
		return;
	if (stamp_parse(typed, rq->now, &n->happened_at, &why) != OK) {
		tell(rq, S("at"), why);
		return;
	}
	bool known = str_eq(sent(f, "act"), S("future"));
	if (known || n->happened_at.ms <= rq->now.ms + AHEAD_MS)
		return;
	struct out o = out_open(rq->arena, 160);
	put(&o, S("日時が先の日付です（"));
	day_print_short(&o, stamp_day(n->happened_at));
	put(&o, S("）。予定なら『つぎにやること』へ。"));
	tell(rq, S("at"), out_str(&o));
	f->future = true;
}

static void check_minutes(struct rq *rq, const struct note_form *f,
			  struct note_new *n)
{
	str typed = str_trim(sent(f, "mins"));
	if (typed.n == 0)
		return;
	if (num_parse_max(typed, MINUTES_MAX, &n->minutes) != OK)
		tell(rq, S("mins"), S("所要は分の数字です。例 15"));
}

static enum status check_about(struct rq *rq, const struct note_form *f,
			       struct note_new *n)
{
	person_id *ids = new(rq->arena, person_id, f->people_n);
	str token;
	for (isize i = 0; (token = params_nth(*f->source, S("about"), i)).p;
	     i++) {
		person_id id;
		if (str_eq(token, S("house")))
			continue;
		TRY(rq_id(rq, ID_person, token, &id.v));
		if (n->about_n < f->people_n)
			ids[n->about_n++] = id;
	}
	n->about = ids;
	return OK;
}

static void check_audience(struct rq *rq, const struct note_form *f,
			   struct note_new *n)
{
	agency_id *ids = new(rq->arena, agency_id, f->team_n);
	if (str_eq(f->matter, S("health")) || str_eq(f->matter, S("meeting")))
		n->matter = f->matter;
	for (isize i = 0; i < f->team_n; i++)
		if (f->team[i].checked)
			ids[n->readers_n++] = f->team[i].id;
	n->readers = ids;
	n->audience = str_eq(f->audience, S("own")) ? AUDIENCE_OWN :
		      str_eq(f->audience, S("named")) ? AUDIENCE_NAMED :
							AUDIENCE_CASE;
	if (n->audience == AUDIENCE_NAMED && !n->readers_n)
		tell(rq, S("audience"),
		     S("見せる機関を選んでください。"
		       "見せないときは『自機関だけ』です。"));
}

static enum status check_next(struct rq *rq, struct note_form *f,
			      struct note_input *in)
{
	in->tasks = new(rq->arena, struct task_new, NEXT_MAX);
	for (int i = 0; i < f->next_n; i++) {
		struct note_next *x = &f->next[i];
		struct task_typed typed = { x->what, x->who, x->due };
		struct task_new t = { 0 };
		isize before = rq->errors.n;
		if (str_eq(typed.who, S("agency")))
			typed.who = (str){ 0 };
		enum status st = task_read(rq, &typed, S("next-what-0"),
					   S("next-due-0"), &t);
		x->bad_what = x->bad_due = rq->errors.n > before;
		if (st != OK && !x->bad_what)
			return st;
		if (st == OK && t.what.n)
			in->tasks[in->tasks_n++] = t;
	}
	return OK;
}

static enum status check_done(struct rq *rq, struct note_form *f,
			      struct note_input *in)
{
	str token;
	in->done = new(rq->arena, task_id, f->open.n);
	for (isize i = 0; (token = params_nth(*f->source, S("done"), i)).p;
	     i++) {
		task_id id;
		TRY(rq_id(rq, ID_task, token, &id.v));
		if (in->done_n < f->open.n)
			in->done[in->done_n++] = id;
	}
	return OK;
}

enum status note_form_check(struct rq *rq, struct note_form *f,
			    struct note_input *ret)
{
	struct note_input in = { 0 };
	struct note_new *n = &in.note;
	n->casefile = rq->lens->casefile;
	n->draft = str_eq(sent(f, "act"), S("draft")) &&
		   (!f->edit || f->was_draft);
	n->method = f->method;
	n->place = str_trim(f->place);
	n->counterpart = str_trim(sent(f, "counterpart"));
	in.reason = note_reason_find(f->reason);
	check_body(rq, f, n);
	check_at(rq, f, n);
	check_minutes(rq, f, n);
	if (!code_has(f->methods, n->method))
		tell(rq, S("method"), S("手段を選んでください。"));
	if (n->place.n && (!f->places || !code_has(f->places, n->place)))
		return E_INVALID;
	if (utf8_length(n->counterpart) > 60)
		tell(rq, S("counterpart"), S("相手は60字までです。"));
	TRY(check_about(rq, f, n));
	check_audience(rq, f, n);
	TRY(check_next(rq, f, &in));
	TRY(check_done(rq, f, &in));
	if (f->merged.p)
		note_clash_take(rq, f, n);
	*ret = in;
	return rq_has_errors(rq) ? E_INVALID : OK;
}
