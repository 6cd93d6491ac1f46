/* intake_web.c — S22 新規受付. */
#include "base/num.h"
#include "casefile/casefile.h"
#include "household/household.h"
#include "intake/intake.h"
#include "intake/intake_page.h"
#include "intake_page.html.h"
#include "kernel/app.h"
#include "text/my_number.h"
#include "text/reading.h"

static enum status intake_new_page(struct rq *rq, struct reply *ret);
static enum status intake_post(struct rq *rq, struct reply *ret);
static enum status candidates(struct rq *rq, struct reply *ret);
static enum status intake_page_of(struct rq *rq, struct reply *ret);
static enum status household_post(struct rq *rq, struct reply *ret);
static enum status join_post(struct rq *rq, struct reply *ret);
static enum status not_same_post(struct rq *rq, struct reply *ret);
static enum status inform_post(struct rq *rq, struct reply *ret);

const struct route intake_routes[] = {
	{ GET, "/intake", intake_new_page, CAN_INTAKE, .page = "新しい相談" },
	{ POST, "/intake", intake_post, CAN_INTAKE, .audit = "intake.add" },
	{ POST, "/intake/candidates", candidates, CAN_INTAKE },
	{ GET, "/intake/:intake", intake_page_of, CAN_INTAKE,
	  .page = "受け付けました" },
	{ POST, "/intake/:intake/household", household_post, CAN_INTAKE,
	  .audit = "casefile.open" },
	{ POST, "/intake/:intake/join", join_post, CAN_INTAKE,
	  .audit = "intake.bind" },
	{ POST, "/intake/:intake/not-same", not_same_post, CAN_INTAKE,
	  .audit = "intake.not_same" },
	{ POST, "/intake/:intake/inform", inform_post, CAN_INTAKE,
	  .audit = "intake.inform" },
};
const isize intake_routes_n = COUNT(intake_routes);

enum { TEXT_MOST = 20000, NAME_MOST = 100, COMMON = 7 };

/* ---- words for the pages ------------------------------------------------ */

str intake_value(const struct intake_form *f, str name)
{
	static const struct {
		str name, value;
	} first[] = { { STR("means"), STR("phone") },
		      { STR("at"), STR("いま") },
		      { STR("urgency"), STR("normal") } };
	str stored = { 0 };
	for (isize i = 0; i < COUNT(first); i++)
		if (str_eq(first[i].name, name))
			stored = first[i].value;
	return draft_value(f->rq, &f->draft, name, stored);
}

str intake_url(const struct rq *rq, str token, str tail)
{
	struct out o = out_open(rq->arena, 64);
	put(&o, S("/intake/"));
	put(&o, token);
	put(&o, tail);
	return out_str(&o);
}

str candidate_token(const struct rq *rq, const struct candidate *c)
{
	return rq_token_of(rq, casefile, c->casefile);
}

static str label_of(const struct rq *rq, str code, str key)
{
	str label = code_label(dict_code(rq->app->dict, code), key);
	return label.n ? label : S("未確認");
}

/* ---- reading the form --------------------------------------------------- */

static void say(struct rq *rq, str field, str text)
{
	enum status st = rq_error(rq, field, text);
	(void)st;
}

static void check_body(struct rq *rq, str body)
{
	if (!body.n)
		say(rq, S("body"),
		    S("内容を一言でも書いてください。"
		      "例：『名乗らず、隣家の怒鳴り声のこと』"));
	else if (body.n > TEXT_MOST * 3)
		say(rq, S("body"),
		    S("内容が長すぎます。20,000字までです。"
		      "分けて書いてください。"));
	else if (text_my_number(body))
		say(rq, S("body"),
		    S("マイナンバーのようです。ここには残せません。"
		      "数字を消してください。"));
}

static str unknown_as_empty(str s)
{
	if (str_eq(s, S("わからない")) || str_eq(s, S("不明")))
		return (str){ 0 };
	return s.n > NAME_MOST * 3 ? str_sub(s, 0, NAME_MOST * 3) : s;
}

static void read_birth(struct rq *rq, str typed, struct fdate *ret)
{
	str why = { 0 };
	typed = unknown_as_empty(typed);
	if (fdate_parse_age(typed, rq->today, ret) == OK)
		return;
	if (fdate_parse(typed, rq->today, ret, &why) != OK) {
		say(rq, S("birth"), why);
		return;
	}
	if (ret->precision != PREC_NONE && ret->first.n > rq->today.n)
		say(rq, S("birth"),
		    S("生年月日が先の日付です。年を確かめてください。"));
}

static void read_phone(struct rq *rq, str typed, str *ret)
{
	str digits;
	*ret = typed;
	if (typed.n && text_phone(rq->arena, typed, &digits) != OK)
		say(rq, S("from_tel"),
		    S("電話番号の数字を確かめてください"
		      "（全角でも入ります）。"));
}

static void read_when(struct rq *rq, str typed, stamp *ret)
{
	str why = { 0 };
	*ret = rq->now;
	if (stamp_parse(typed, rq->now, ret, &why) != OK)
		say(rq, S("at"), why);
	else if (ret->ms > rq->now.ms)
		say(rq, S("at"),
		    S("日時が先になっています。"
		      "聞いた日時を入れてください。例 きょう 10:12"));
}

static void read_minutes(struct rq *rq, str typed, i64 *ret)
{
	str digits = text_digits(rq->arena, typed);
	if (typed.n && num_parse_max(digits, 24 * 60, ret) != OK)
		say(rq, S("mins"),
		    S("所要は分の数で入れてください。例 15"));
}

static str one_of(const struct rq *rq, str code, str key, str otherwise)
{
	const struct code *c = dict_code(rq->app->dict, code);
	for (isize i = 0; c && i < c->n; i++)
		if (str_eq(c->items[i].key, key))
			return c->items[i].key;
	return otherwise;
}

static enum status read_form(struct rq *rq, struct intake_new *ret)
{
	struct intake_new n = { .body = rq_form(rq, S("body")) };
	rq->errors.n = 0;
	check_body(rq, n.body);
	n.method = one_of(rq, S("method"), rq_form(rq, S("means")),
			  S("phone"));
	n.urgency = one_of(rq, S("urgency"), rq_form(rq, S("urgency")),
			   S("normal"));
	n.caller_kind = one_of(rq, S("caller"), rq_form(rq, S("from")),
			       S(""));
	n.caller_name = unknown_as_empty(rq_form(rq, S("from_name")));
	n.about_name = unknown_as_empty(rq_form(rq, S("name")));
	n.about_kana = unknown_as_empty(rq_form(rq, S("kana")));
	n.about_place = unknown_as_empty(rq_form(rq, S("place")));
	read_phone(rq, rq_form(rq, S("from_tel")), &n.caller_phone);
	read_birth(rq, rq_form(rq, S("birth")), &n.about_birth);
	read_when(rq, rq_form(rq, S("at")), &n.received_at);
	read_minutes(rq, rq_form(rq, S("mins")), &n.minutes);
	if (rq_has_errors(rq))
		return E_INVALID;
	*ret = n;
	return OK;
}

/* ---- candidates --------------------------------------------------------- */

static enum status find_candidates(struct rq *rq, struct candidate_list *ret,
				   bool *ret_asked)
{
	str name = unknown_as_empty(rq_form(rq, S("name")));
	str kana = unknown_as_empty(rq_form(rq, S("kana")));
	str place = unknown_as_empty(rq_form(rq, S("place")));
	str phone = rq_form(rq, S("from_tel"));
	struct fdate birth = { 0 };
	struct out edtf = out_open(rq->arena, 16);
	if (fdate_parse(rq_form(rq, S("birth")), rq->today, &birth, NULL) ==
		    OK && birth.precision != PREC_NONE)
		fdate_edtf(&edtf, birth);
	*ret_asked = name.n || kana.n || place.n || phone.n;
	return search_candidates(rq, name, kana, out_str(&edtf), phone, place,
				 ret);
}

static enum status candidates(struct rq *rq, struct reply *ret)
{
	struct candidates_part *p = new(rq->arena, struct candidates_part, 1);
	p->rq = rq;
	TRY(find_candidates(rq, &p->list, &p->asked));
	ret->part = true;
	return reply_page(ret, S("似ている世帯"), candidates_part_draw, p);
}

/* ---- the form ----------------------------------------------------------- */

/* The seven that digits choose, and the rare ones behind 「ほか…」. */
static void split_methods(struct intake_form *f)
{
	const struct code *all = dict_code(f->rq->app->dict, S("method"));
	isize common = all->n < COMMON ? all->n : COMMON;
	f->methods = f->rare_methods = *all;
	f->methods.n = common;
	f->rare_methods.items += common;
	f->rare_methods.n -= common;
	f->rare_open = code_label(&f->rare_methods,
				  intake_value(f, S("means"))).n > 0;
}

static enum status draw_form(struct rq *rq, struct reply *ret)
{
	struct intake_form *f = new(rq->arena, struct intake_form, 1);
	f->rq = rq;
	split_methods(f);
	f->callers = dict_code(rq->app->dict, S("caller"));
	f->urgencies = dict_code(rq->app->dict, S("urgency"));
	TRY(draft_get(rq, S("intake"), 0, &f->draft));
	f->continuing = rq_query(rq, S("draft")).n > 0;
	if (rq->http->method == POST && rq_form(rq, S("look")).n)
		TRY(find_candidates(rq, &f->candidates, &f->looked));
	*ret = (struct reply){ .status = rq_has_errors(rq) ? 422 : 200 };
	return reply_page(ret, S("新しい相談"), intake_page_draw, f);
}

static enum status intake_new_page(struct rq *rq, struct reply *ret)
{
	return draw_form(rq, ret);
}

struct receive {
	struct intake_new n;
	casefile_id join;	/* {0}: stays open */
};

static enum status receive_job(struct rq *rq, struct db *tx, void *arg,
			       struct reply *ret)
{
	const struct receive *r = arg;
	intake_id id;
	TRY(intake_receive(rq, tx, &r->n, &id));
	TRY(draft_forget(rq, tx, S("intake"), 0));
	if (r->join.v) {
		TRY(intake_join(rq, tx, id, r->join));
		return reply_redirect(ret, casefile_url(rq, r->join,
							S("/notes")));
	}
	return reply_redirect(ret, intake_url(rq, rq_token_of(rq, intake, id),
					      (str){ 0 }));
}

static enum status intake_post(struct rq *rq, struct reply *ret)
{
	struct receive r = { 0 };
	str join = rq_form(rq, S("join"));
	if (rq_form(rq, S("look")).n || read_form(rq, &r.n) != OK)
		return draw_form(rq, ret);
	if (join.n)
		TRY(rq_id(rq, ID_casefile, join, &r.join.v));
	return rq_write(rq, receive_job, &r, ret);
}

/* ---- after receiving ---------------------------------------------------- */

static enum status path_intake(struct rq *rq, intake_id *ret)
{
	return rq_id(rq, ID_intake, rq_path(rq, S("intake")), &ret->v);
}

static bool said_other(const struct not_same_row_list *no, casefile_id c)
{
	for (isize i = 0; i < no->n; i++)
		if (no->v[i].casefile.v == c.v)
			return true;
	return false;
}

/* What was heard looks for its household again, less what was refused. */
static enum status done_candidates(struct rq *rq, struct intake_done *d)
{
	struct not_same_row_list no;
	struct candidate_list *list = &d->candidates.list;
	isize kept = 0;
	TRY(not_same_list(rq->db, rq->arena, rq->actor.viewer.muni, d->row.id,
			  &no));
	TRY(search_candidates(rq, veiled_peek(d->row.about_name),
			      veiled_peek(d->row.about_kana),
			      veiled_peek(d->row.about_birth),
			      veiled_peek(d->row.caller_phone),
			      veiled_peek(d->row.about_place), list));
	for (isize i = 0; i < list->n; i++)
		if (!said_other(&no, list->v[i].casefile))
			list->v[kept++] = list->v[i];
	list->n = kept;
	d->candidates.rq = rq;
	d->candidates.asked = true;
	d->candidates.intake = d->token;
	return OK;
}

/* Where it went, if that may still be opened; what was received stays. */
static enum status done_place(struct rq *rq, struct intake_done *d)
{
	struct lens l;
	TRY(vis_lens(rq->db, rq->arena, rq->actor.viewer, d->row.casefile,
		     &l));
	d->bound = true;
	if (l.level >= LEVEL_OVERVIEW)
		d->casefile_url = casefile_url(rq, d->row.casefile,
					       (str){ 0 });
	return OK;
}

static enum status draw_done(struct rq *rq, struct reply *ret)
{
	struct intake_done *d = new(rq->arena, struct intake_done, 1);
	struct lens own = vis_own_lens(rq->actor.viewer);
	intake_id id;
	TRY(path_intake(rq, &id));
	TRY(intake_get(rq->db, rq->arena, &own, rq->actor.viewer.muni,
		       rq->actor.viewer.agency, id, &d->row));
	d->rq = rq;
	d->token = rq_token_of(rq, intake, id);
	d->method = label_of(rq, S("method"), d->row.method);
	d->caller = label_of(rq, S("caller"), d->row.caller_kind);
	struct out when = out_open(rq->arena, 32);
	stamp_print_short(&when, d->row.received_at);
	d->when = out_str(&when);
	TRY(d->row.casefile.v ? done_place(rq, d) : done_candidates(rq, d));
	rq_looked(rq, S("look.intake"), &own, S("intake"), id.v);
	*ret = (struct reply){ .status = rq_has_errors(rq) ? 422 : 200 };
	return reply_page(ret, S("受け付けました"), intake_done_draw, d);
}

static enum status intake_page_of(struct rq *rq, struct reply *ret)
{
	return draw_done(rq, ret);
}

static enum status household_job(struct rq *rq, struct db *tx, void *arg,
				 struct reply *ret)
{
	const struct intake_household *h = arg;
	casefile_id casefile;
	struct lens lens;
	TRY(intake_make_household(rq, tx, h, &casefile));
	TRY(rq_casefile_in(rq, tx, casefile, &lens));
	/* 受付・事務 hands on to those who know the family. */
	return reply_redirect(
		ret, casefile_url(rq, casefile, lens_can(&lens, VERB_COMMON) ?
						S("/people/new") :
						S("/people")));
}

static enum status household_post(struct rq *rq, struct reply *ret)
{
	struct intake_household h = { 0 };
	str given;
	TRY(path_intake(rq, &h.intake));
	h.person_name = unknown_as_empty(rq_form(rq, S("name")));
	h.person_kana = unknown_as_empty(rq_form(rq, S("kana")));
	person_split_name(h.person_name, &h.name, &given);
	read_birth(rq, rq_form(rq, S("birth")), &h.birth);
	if (rq_has_errors(rq))
		return draw_done(rq, ret);
	return rq_write(rq, household_job, &h, ret);
}

struct place {
	intake_id intake;
	casefile_id casefile;
	str text;
};

static enum status read_place(struct rq *rq, struct place *ret)
{
	TRY(path_intake(rq, &ret->intake));
	return rq_id(rq, ID_casefile, rq_form(rq, S("casefile")),
		     &ret->casefile.v);
}

static enum status join_job(struct rq *rq, struct db *tx, void *arg,
			    struct reply *ret)
{
	const struct place *p = arg;
	TRY(intake_join(rq, tx, p->intake, p->casefile));
	return reply_redirect(ret, casefile_url(rq, p->casefile,
						S("/notes")));
}

static enum status join_post(struct rq *rq, struct reply *ret)
{
	struct place p = { 0 };
	TRY(read_place(rq, &p));
	return rq_write(rq, join_job, &p, ret);
}

static enum status not_same_job(struct rq *rq, struct db *tx, void *arg,
				struct reply *ret)
{
	const struct place *p = arg;
	const struct viewer *v = &rq->actor.viewer;
	struct lens lens, own = vis_own_lens(*v);
	struct intake_row row;
	TRY(intake_get(tx, rq->arena, &own, v->muni, v->agency, p->intake,
		       &row));
	TRY(rq_casefile_in(rq, tx, p->casefile, &lens));
	TRY(not_same_add(tx, v->muni, p->intake, p->casefile, v->account,
			 rq->now));
	TRY(rq_audit(rq, tx, S("intake.not_same"), S("intake"), p->intake.v,
		     p->casefile, (str){ 0 }));
	return reply_redirect(ret,
			      intake_url(rq, rq_path(rq, S("intake")),
					 (str){ 0 }));
}

static enum status not_same_post(struct rq *rq, struct reply *ret)
{
	struct place p = { 0 };
	TRY(read_place(rq, &p));
	return rq_write(rq, not_same_job, &p, ret);
}

static enum status inform_job(struct rq *rq, struct db *tx, void *arg,
			      struct reply *ret)
{
	const struct place *p = arg;
	const struct viewer *v = &rq->actor.viewer;
	TRY(intake_inform(tx, v->muni, v->agency, p->intake, p->text));
	TRY(rq_audit(rq, tx, S("intake.inform"), S("intake"), p->intake.v,
		     (casefile_id){ 0 }, S("handed_to,state")));
	return reply_redirect(ret,
			      intake_url(rq, rq_path(rq, S("intake")),
					 (str){ 0 }));
}

static enum status inform_post(struct rq *rq, struct reply *ret)
{
	struct place p = { .text = rq_form(rq, S("handed")) };
	TRY(path_intake(rq, &p.intake));
	return rq_write(rq, inform_job, &p, ret);
}

/* ---- the waiting list, for home ------------------------------------------ */

enum status intake_waiting(struct rq *rq, struct intake_waiting_list *ret)
{
	struct lens own = vis_own_lens(rq->actor.viewer);
	struct intake_open_list rows;
	TRY(intake_open_rows(rq->db, rq->arena, &own, rq->actor.viewer.muni,
			     rq->actor.viewer.agency, &rows));
	i64 *ids = new(rq->arena, i64, rows.n);
	ret->v = new(rq->arena, struct intake_waiting, rows.n);
	ret->n = rows.n;
	for (isize i = 0; i < rows.n; i++) {
		const struct intake_open *r = &rows.v[i];
		str token = rq_token_of(rq, intake, r->id);
		ids[i] = r->id.v;
		ret->v[i] = (struct intake_waiting){
			.no = r->intake_no,
			.url = intake_url(rq, token, (str){ 0 }),
			.received_at = r->received_at,
			.name = r->about_name,
			.body = r->body,
		};
	}
	if (rows.n)
		rq_looked_list(rq, S("look.intake"), &own, S("intake"), ids,
			       rows.n);
	return OK;
}
