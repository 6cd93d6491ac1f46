/* share_act.c — confirming, undoing, stopping; one cell of the matrix. */
#include "base/num.h"
#include "casefile/casefile.h"
#include "share/share_handlers.h"
#include "share/share_page.h"
#include "share_forms.html.h"

static enum status to_page(struct rq *rq, struct reply *ret)
{
	return reply_redirect(ret, casefile_url(rq, rq->lens->casefile,
						S("/share")));
}

/* What went wrong stands above the page as it is now. */
static enum status show_again(struct rq *rq, enum status st,
			      struct reply *ret)
{
	if ((st != E_INVALID && st != E_CONFLICT) || !rq_has_errors(rq))
		return st;
	TRY(share_show(rq, ret));
	ret->status = st == E_CONFLICT ? 409 : 422;
	return OK;
}

/* ---- confirm, undo ------------------------------------------------------------- */

static enum status confirm_job(struct rq *rq, struct db *tx, void *arg,
			       struct reply *ret)
{
	const bestowal_id *id = arg;
	TRY(share_confirm(rq, tx, rq->lens->casefile, *id,
			  rq_form(rq, S("seal"))));
	return to_page(rq, ret);
}

enum status share_confirm_post(struct rq *rq, struct reply *ret)
{
	bestowal_id id;
	TRY(share_id(rq, &id));
	return show_again(rq, rq_write(rq, confirm_job, &id, ret), ret);
}

static enum status undo_job(struct rq *rq, struct db *tx, void *arg,
			    struct reply *ret)
{
	const bestowal_id *id = arg;
	TRY(share_undo(rq, tx, rq->lens->casefile, *id));
	return to_page(rq, ret);
}

enum status share_undo_post(struct rq *rq, struct reply *ret)
{
	bestowal_id id;
	TRY(share_id(rq, &id));
	return show_again(rq, rq_write(rq, undo_job, &id, ret), ret);
}

/* ---- stop ------------------------------------------------------------------------ */

static enum status find_column(struct rq *rq, const struct share_all *all,
			       isize *ret)
{
	bestowal_id id;
	TRY(share_id(rq, &id));
	for (isize i = 0; i < all->columns.n; i++) {
		if (all->columns.v[i].id.v != id.v)
			continue;
		*ret = i;
		return OK;
	}
	return E_NOT_FOUND;
}

static enum status say_issues(struct rq *rq, agency_id agency, str *ret)
{
	struct share_issue_list list;
	struct out o = out_open(rq->arena, 64);
	TRY(share_issues(rq->db, rq->arena, rq->actor.viewer.muni,
			 rq->lens->casefile, agency, &list));
	for (isize i = 0; i < list.n; i++) {
		put(&o, o.n ? S("、") : S(""));
		put(&o, list.v[i].issue_no);
	}
	*ret = out_str(&o);
	return OK;
}

enum status share_stop_get(struct rq *rq, struct reply *ret)
{
	struct share_stop *p = new(rq->arena, struct share_stop, 1);
	struct share_all *all = new(rq->arena, struct share_all, 1);
	enum status st;
	isize at = 0;
	if (!share_is_ours(rq, ret, &st))
		return st;
	TRY(share_load(rq, all));
	TRY(find_column(rq, all, &at));
	const struct share_column *c = &all->columns.v[at];
	*p = (struct share_stop){
		.rq = rq,
		.back_url = casefile_url(rq, rq->lens->casefile, S("/share")),
		.agency = c->short_name,
		.who = c->who,
		.planned = str_eq(c->state, S("planned")),
	};
	struct out url = out_open(rq->arena, 120);
	put(&url, p->back_url);
	out_char(&url, '/');
	put(&url, rq_token_of(rq, bestowal, c->id));
	put(&url, S("/stop"));
	p->url = out_str(&url);
	TRY(share_own_records(rq->db, rq->actor.viewer.muni,
			      rq->lens->casefile, c->agency,
			      rq->actor.viewer.agency, &p->records));
	TRY(say_issues(rq, c->agency, &p->issues));
	TRY(reply_page(ret, S("共有を止める"), share_stop_view_draw, p));
	return casefile_frame(rq, TAB_SHARE, ret);
}

static enum status stop_job(struct rq *rq, struct db *tx, void *arg,
			    struct reply *ret)
{
	const bestowal_id *id = arg;
	TRY(share_stop(rq, tx, rq->lens->casefile, *id));
	return to_page(rq, ret);
}

enum status share_stop_post(struct rq *rq, struct reply *ret)
{
	bestowal_id id;
	TRY(share_id(rq, &id));
	return show_again(rq, rq_write(rq, stop_job, &id, ret), ret);
}

/* ---- one cell --------------------------------------------------------------------- */

static const struct share_line *find_line(str what)
{
	for (isize i = 0; i < share_lines_n; i++)
		if (str_eq(share_lines[i].what, what))
			return &share_lines[i];
	return NULL;
}

static void add_states(struct share_cell_page *p, str chosen)
{
	static const struct share_option all[4] = {
		{ STR("C"), STR("そのまま ●"), { 0 }, false },
		{ STR("O"), STR("おおまか ◐"), { 0 }, false },
		{ STR("M"), STR("伏せる ▨"), { 0 }, false },
		{ STR("H"), STR("出さない －"), { 0 }, false },
	};
	for (int i = 0; i < 4; i++) {
		p->states[i] = all[i];
		p->states[i].chosen = str_eq(all[i].value, chosen);
	}
}

/* Whose basis stops it. */
static void add_lacking(struct rq *rq, const struct share_all *all, isize at,
			const struct share_line *line, person_id person,
			struct share_cell_page *p)
{
	p->lacking = new(rq->arena, struct veiled, all->people.n);
	for (isize i = 0; i < all->people.n; i++) {
		const struct share_person *who = &all->people.v[i];
		if ((!person.v || person.v == who->id.v) &&
		    share_cell_of(all, at, line, who->id).blocked)
			p->lacking[p->lacking_n++] = who->given_name;
	}
}

static void add_change(struct rq *rq, const struct share_all *all,
		       const struct share_column *c, str what,
		       person_id person, struct share_cell_page *p)
{
	for (isize i = 0; i < all->changes.n; i++) {
		const struct share_change *x = &all->changes.v[i];
		if (x->bestowal.v != c->id.v || !str_eq(x->what, what) ||
		    x->person != person.v)
			continue;
		p->changed = true;
		p->reason = x->reason;
		p->state = x->state;
		if (x->until.has)
			p->until = share_until_day(rq->arena, x->until.v);
	}
}

static enum status person_asked(struct rq *rq, str token, person_id *ret)
{
	*ret = (person_id){ 0 };
	return token.n ? rq_id(rq, ID_person, token, &ret->v) : OK;
}

static enum status cell_page(struct rq *rq, str what, str token,
			     struct reply *ret)
{
	struct share_cell_page *p = new(rq->arena, struct share_cell_page, 1);
	struct share_all *all = new(rq->arena, struct share_all, 1);
	const struct share_line *line = find_line(what);
	person_id person;
	isize at = 0;
	TRY(person_asked(rq, token, &person));
	TRY(share_load(rq, all));
	TRY(find_column(rq, all, &at));
	if (!line)
		return E_NOT_FOUND;
	struct share_cell cell = share_cell_of(all, at, line, person);
	*p = (struct share_cell_page){
		.rq = rq,
		.back_url = casefile_url(rq, rq->lens->casefile, S("/share")),
		.agency = all->columns.v[at].short_name,
		.label = line->label,
		.tab = line->tab,
		.one = person.v != 0,
		.live = str_eq(all->columns.v[at].state, S("live")),
		.blocked = cell.blocked,
	};
	for (isize i = 0; i < all->people.n; i++)
		if (all->people.v[i].id.v == person.v)
			p->person = all->people.v[i].given_name;
	struct out url = out_open(rq->arena, 200);
	put(&url, p->back_url);
	out_char(&url, '/');
	put(&url, rq_path(rq, S("bestowal")));
	put(&url, S("/cell"));
	url_add(&url, S("what"), what);
	if (token.n)
		url_add(&url, S("person"), token);
	p->url = out_str(&url);
	p->state = share_state_letter(
		share_state(&all->lenses[at], line, person));
	add_change(rq, all, &all->columns.v[at], what, person, p);
	add_lacking(rq, all, at, line, person, p);
	str typed = rq_form(rq, S("state"));
	add_states(p, typed.n ? typed : p->state);
	if (rq_has_errors(rq)) {
		p->reason = veiled_open(rq_form(rq, S("reason")));
		p->until = rq_form(rq, S("until"));
	}
	rq_looked(rq, S("look.share"), rq->lens, S("bestowal"),
		  all->columns.v[at].id.v);
	TRY(reply_page(ret, S("共有"), share_cell_view_draw, p));
	return casefile_frame(rq, TAB_SHARE, ret);
}

enum status share_cell_get(struct rq *rq, struct reply *ret)
{
	enum status st;
	if (!share_is_ours(rq, ret, &st))
		return st;
	return cell_page(rq, rq_query(rq, S("what")),
			 rq_query(rq, S("person")), ret);
}

static enum status cell_job(struct rq *rq, struct db *tx, void *arg,
			    struct reply *ret)
{
	bestowal_id plan;
	TRY(share_cell(rq, tx, rq->lens->casefile, arg, &plan));
	return plan.v ? share_to_preview(rq, tx, plan, ret) :
			to_page(rq, ret);
}

enum status share_cell_post(struct rq *rq, struct reply *ret)
{
	struct share_cell_new c = {
		.what = rq_query(rq, S("what")),
		.state = rq_form(rq, S("state")),
		.reason = rq_form(rq, S("reason")),
	};
	TRY(share_id(rq, &c.id));
	TRY(person_asked(rq, rq_query(rq, S("person")), &c.person));
	if (rq_form(rq, S("back")).n)
		c.state = (str){ 0 };
	enum status st = share_until(rq, &c.until);
	if (st == OK)
		st = rq_write(rq, cell_job, &c, ret);
	if (st != E_INVALID || !rq_has_errors(rq))
		return st;
	TRY(cell_page(rq, c.what, rq_query(rq, S("person")), ret));
	ret->status = 422;
	return OK;
}

/* ---- a passage, from the strip beside the preview ---------------------------- */

static enum status read_int(struct rq *rq, str name, i64 *ret)
{
	return num_parse_max(rq_form(rq, name), INT32_MAX, ret);
}

static enum status mask_job(struct rq *rq, struct db *tx, void *arg,
			    struct reply *ret)
{
	TRY(share_may(rq, tx, rq->lens->casefile));
	TRY(note_mask_decide(rq, tx, rq->lens->casefile, arg));
	return reply_redirect(ret, rq_form(rq, S("back")));
}

/* Closing what keeps visitors safe asks for a reason: on its own page. */
static enum status to_review(struct rq *rq, struct reply *ret)
{
	struct out tail = out_open(rq->arena, 64);
	put(&tail, S("/notes/"));
	put(&tail, rq_form(rq, S("note")));
	put(&tail, S("/masks"));
	return reply_redirect(ret, casefile_url(rq, rq->lens->casefile,
						out_str(&tail)));
}

enum status share_mask_post(struct rq *rq, struct reply *ret)
{
	struct note_decision d = { .title = rq_form(rq, S("part")).n > 0 };
	i64 rev = 0, from = 0, to = 0;
	str act = rq_form(rq, S("act"));
	TRY(rq_id(rq, ID_note, rq_form(rq, S("note")), &d.note.v));
	TRY(read_int(rq, S("rev"), &rev));
	TRY(read_int(rq, S("from"), &from));
	TRY(read_int(rq, S("to"), &to));
	d.seen = (int)rev;
	d.from = (isize)from;
	d.to = (isize)to;
	d.state = str_eq(act, S("open")) ? PROSE_OPEN : PROSE_CLOSED;
	/* Back into the preview, nowhere else. */
	if (!str_starts(rq_form(rq, S("back")), S("/as/")) ||
	    !rq_is_local(rq_form(rq, S("back"))))
		return E_INVALID;
	enum status st = rq_write(rq, mask_job, &d, ret);
	return st == E_INVALID && rq_has_errors(rq) ? to_review(rq, ret) : st;
}
