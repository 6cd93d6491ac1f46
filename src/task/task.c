/* task.c — see task.h: the rules, and the lists they are read into. */
#include "task/task.h"

#include "base/utf8.h"
#include "casefile/casefile.h"
#include "household/household.h"
#include "task.sql.h"
#include "task/task_page.h"
#include "text/my_number.h"
#include "vis/names.h"

/* ---- writing ----------------------------------------------------------- */

enum status task_add(struct rq *rq, struct db *tx, const struct task_new *t,
		     task_id *ret)
{
	const struct viewer *v = &rq->actor.viewer;
	task_id id = { id_new() };
	TRY(task_insert(tx, v->muni, id, t->casefile, v->agency, v->account,
			t->to, t->what,
			(struct opt_i64){ t->has_due, t->due.n }, t->note,
			rq->now));
	TRY(casefile_due_changed(rq, tx, t->casefile));
	TRY(rq_audit(rq, tx, S("task.add"), S("task"), id.v, t->casefile,
		     t->has_due ? S("what,to,due_on") : S("what,to")));
	TRY(rq_changed(rq, tx, t->casefile));
	*ret = id;
	return OK;
}

/* 「すでに完了しています（大西さん 10:20）。」 */
static enum status say_done(struct rq *rq, const struct task_state *s)
{
	struct out o = out_open(rq->arena, 96);
	str family, given;
	person_split_name(s->done_name, &family, &given);
	if (!str_eq(s->state, S("done"))) {
		put(&o, S("このやることは、もういらないことになりました。"));
	} else {
		stamp at = { s->done_at.v };
		put(&o, S("すでに完了しています（"));
		put(&o, family);
		put(&o, S("さん "));
		if (stamp_day(at).n != rq->today.n) {
			day_print_short(&o, stamp_day(at));
			out_char(&o, ' ');
		}
		stamp_print_time(&o, at);
		put(&o, S("）。"));
	}
	enum status told = rq_error(rq, (str){ 0 }, out_str(&o));
	(void)told;
	return E_CONFLICT;
}

/* An open task of the viewer's own agency. */
static enum status must_be_open(struct rq *rq, struct db *tx,
				casefile_id casefile, task_id id,
				struct task_state *ret)
{
	const struct viewer *v = &rq->actor.viewer;
	TRY(task_state_of(tx, rq->arena, v->muni, casefile, id, ret));
	/* Whose it is would tell that there is one. */
	if (ret->agency.v != v->agency.v && rq->lens &&
	    !lens_tab(rq->lens, TAB_TASKS))
		return E_NOT_FOUND;
	if (ret->agency.v != v->agency.v)
		return rq_only(rq, ret->owner);
	if (!str_eq(ret->state, S("open")))
		return say_done(rq, ret);
	return OK;
}

enum status task_finish(struct rq *rq, struct db *tx, casefile_id casefile,
			task_id id, note_id note)
{
	const struct viewer *v = &rq->actor.viewer;
	struct task_state s;
	TRY(must_be_open(rq, tx, casefile, id, &s));
	TRY(task_set_done(tx, v->muni, id, note, v->account, rq->now));
	TRY(casefile_due_changed(rq, tx, casefile));
	TRY(rq_audit(rq, tx, S("task.finish"), S("task"), id.v, casefile,
		     note.v ? S("state,done_note") : S("state")));
	return rq_changed(rq, tx, casefile);
}

enum status task_move(struct rq *rq, struct db *tx, casefile_id casefile,
		      task_id id, int seen, struct fdate due)
{
	struct task_state s;
	TRY(must_be_open(rq, tx, casefile, id, &s));
	if (s.version != seen)
		return E_CONFLICT;
	TRY(task_set_due(tx, rq->actor.viewer.muni, id,
			 (struct opt_i64){ due.precision != PREC_NONE,
					   due.first.n },
			 s.version));
	TRY(casefile_due_changed(rq, tx, casefile));
	TRY(rq_audit(rq, tx, S("task.move"), S("task"), id.v, casefile,
		     S("due_on")));
	return rq_changed(rq, tx, casefile);
}

enum status task_drop(struct rq *rq, struct db *tx, casefile_id casefile,
		      task_id id, int seen)
{
	const struct viewer *v = &rq->actor.viewer;
	struct task_state s;
	TRY(must_be_open(rq, tx, casefile, id, &s));
	if (s.version != seen)
		return E_CONFLICT;
	TRY(task_set_dropped(tx, v->muni, id, v->account, rq->now, seen));
	TRY(casefile_due_changed(rq, tx, casefile));
	TRY(rq_audit(rq, tx, S("task.drop"), S("task"), id.v, casefile,
		     S("state")));
	return rq_changed(rq, tx, casefile);
}

/* ---- reading what was typed -------------------------------------------- */

static enum status read_what(struct rq *rq, str what, str field)
{
	if (utf8_length(what) > TASK_WHAT_MAX)
		return rq_error(rq, field,
				S("内容が長すぎます。200字までです。"
				  "くわしいことは記録に書いてください。"));
	if (text_my_number(what))
		return rq_error(rq, field,
				S("マイナンバーのようです。"
				  "ここには残せません。"));
	return OK;
}

enum status task_due(struct rq *rq, str typed, str field, struct fdate *ret)
{
	str why = { 0 };
	if (fdate_parse(typed, rq->today, ret, &why) != OK)
		return rq_error(rq, field, why);
	if (ret->precision == PREC_YEAR || ret->precision == PREC_ABOUT)
		return rq_error(rq, field,
				S("いつまでは、日か月まで入れてください。"
				  "例 来週火曜"));
	return OK;
}

enum status task_read(struct rq *rq, const struct task_typed *t,
		      str what_field, str due_field, struct task_new *ret)
{
	struct fdate due = { 0 };
	i64 to = 0;
	struct task_new n = { .casefile = rq->lens->casefile };
	n.what = str_trim(t->what);
	if (n.what.n == 0) {
		*ret = n;
		return OK;
	}
	enum status st = read_what(rq, n.what, what_field);
	enum status when = task_due(rq, str_trim(t->due), due_field, &due);
	if (st != OK || when != OK)
		return st != OK ? st : when;
	if (t->who.n)
		TRY(rq_id(rq, ID_account, t->who, &to));
	n.to = (account_id){ to };
	n.has_due = due.precision != PREC_NONE;
	n.due = due.first;
	*ret = n;
	return OK;
}

enum status task_colleagues(struct rq *rq, struct task_colleagues *ret)
{
	const struct viewer *v = &rq->actor.viewer;
	struct task_colleague_row_list rows;
	TRY(task_colleague_rows(rq->db, rq->arena, v->muni, v->agency, rq->now,
				&rows));
	struct task_colleague *all = new(rq->arena, struct task_colleague,
					 rows.n + 1);
	isize n = 1;
	all[0] = (struct task_colleague){ v->account,
					  rq_token_of(rq, account, v->account),
					  rq->actor.name, true };
	for (isize i = 0; i < rows.n; i++)
		if (rows.v[i].id.v != v->account.v)
			all[n++] = (struct task_colleague){
				rows.v[i].id,
				rq_token_of(rq, account, rows.v[i].id),
				rows.v[i].name, false
			};
	*ret = (struct task_colleagues){ all, n };
	return OK;
}

/* ---- lists ------------------------------------------------------------- */

/* 11/13(金), with the era when it is of another year. */
static void print_due(struct out *o, day due, day today)
{
	static const str week[] = { STR("日"), STR("月"), STR("火"), STR("水"),
				    STR("木"), STR("金"), STR("土") };
	struct ymd d = day_ymd(due);
	if (d.y != day_ymd(today).y) {
		day_print_short(o, due);
		return;
	}
	put(o, d.m);
	out_char(o, '/');
	put(o, d.d);
	out_char(o, '(');
	put(o, week[day_weekday(due)]);
	out_char(o, ')');
}

str task_when(struct rq *rq, struct opt_i64 due)
{
	if (!due.has)
		return S("期限なし");
	struct out o = out_open(rq->arena, 32);
	int late = rq->today.n - (int)due.v;
	if (late == 0)
		put(&o, S("きょう "));
	print_due(&o, (day){ (int)due.v }, rq->today);
	if (late > 0) {
		out_char(&o, ' ');
		put(&o, late);
		put(&o, S("日超過"));
	}
	return out_str(&o);
}

static struct task_line line_of(struct rq *rq, task_id id, casefile_id casefile,
				struct veiled what, struct opt_i64 due)
{
	struct task_line l = { .id = id, .casefile = casefile, .what = what,
			       .rq = rq };
	l.token = rq_token_of(rq, task, id);
	l.case_url = casefile_url(rq, casefile, (str){ 0 });
	l.url = casefile_url(rq, casefile,
			     str_cat(rq->arena, S("/tasks/"), l.token));
	l.when = task_when(rq, due);
	l.late = due.has && due.v < rq->today.n;
	return l;
}

enum task_group_kind task_group_of(day today, struct opt_i64 due)
{
	if (!due.has || due.v > today.n + 7)
		return TASKS_AFTER;
	if (due.v < today.n)
		return TASKS_LATE;
	return due.v == today.n ? TASKS_TODAY : TASKS_WEEK;
}

void task_groups_begin(struct task_group groups[TASK_GROUPS])
{
	static const str titles[TASK_GROUPS] = {
		STR("期限超過"), STR("きょう"), STR("7日以内"), STR("そのあと"),
		STR("依頼した分（返事待ち）"),
	};
	for (int i = 0; i < TASK_GROUPS; i++)
		groups[i] = (struct task_group){ .title = titles[i],
						 .late = i == TASKS_LATE };
}

/* Nobody has looked through these words: what the lists propose is closed. */
static struct veiled words_of(struct rq *rq, const struct task_row *r,
			      const struct prose_names *names)
{
	return lens_words(rq->arena, rq->lens, r->agency, (person_id){ 0 },
			  r->what, names);
}

enum status task_open_of(struct rq *rq, struct task_lines *ret)
{
	struct task_row_list rows;
	const struct prose_names *names;
	*ret = (struct task_lines){ 0 };
	if (!lens_tab(rq->lens, TAB_TASKS))
		return OK;
	TRY(rq_names(rq, rq->db, rq->lens, &names));
	TRY(task_open_rows(rq->db, rq->arena, rq->actor.viewer.muni,
			   rq->lens->casefile, &rows));
	for (isize i = 0; i < rows.n; i++) {
		const struct task_row *r = &rows.v[i];
		struct task_line l = line_of(rq, r->id, r->casefile,
					     words_of(rq, r, names),
					     r->due_on);
		l.version = r->version;
		l.who = r->to_name;
		l.due = r->due_on;
		l.own = r->agency.v == rq->actor.viewer.agency.v;
		if (!l.own)
			l.from = r->agency_short;
		*vec_push(rq->arena, ret) = l;
	}
	return OK;
}

enum status task_done_of(struct rq *rq, stamp since, stamp until,
			 struct task_done_list *ret)
{
	struct task_row_list rows;
	const struct prose_names *names;
	*ret = (struct task_done_list){ 0 };
	if (!lens_tab(rq->lens, TAB_TASKS))
		return OK;
	TRY(rq_names(rq, rq->db, rq->lens, &names));
	TRY(task_done_rows(rq->db, rq->arena, rq->actor.viewer.muni,
			   rq->lens->casefile, since, until, 100, &rows));
	struct task_done *v = new(rq->arena, struct task_done, rows.n);
	for (isize i = 0; i < rows.n; i++) {
		const struct task_row *r = &rows.v[i];
		v[i] = (struct task_done){ r->id, words_of(rq, r, names),
					   { r->done_at.v }, r->done_name,
					   r->agency_short, r->done_note };
	}
	*ret = (struct task_done_list){ v, rows.n };
	return OK;
}

/* Mine or the agency's, by due day; what I wrote for a colleague apart. */
static void home_line(struct rq *rq, const struct task_home_row *r,
		      struct task_group groups[TASK_GROUPS])
{
	account_id me = rq->actor.viewer.account;
	struct task_line l = line_of(rq, r->id, r->casefile, r->what,
				     r->due_on);
	bool asked = r->to_account.v && r->to_account.v != me.v;
	l.household = r->household;
	l.version = r->version;
	l.own = true;
	l.back = S("home");
	if (asked)
		l.who = r->to_name;
	enum task_group_kind k = asked ? TASKS_ASKED :
					 task_group_of(rq->today, r->due_on);
	*vec_push(rq->arena, &groups[k]) = l;
}

enum status task_home(struct rq *rq, struct task_group ret[TASK_GROUPS])
{
	const struct viewer *v = &rq->actor.viewer;
	struct lens *lens = new(rq->arena, struct lens, 1);
	struct vis_scope scope = vis_scope(*v, LEVEL_TABS);
	struct task_home_row_list rows;
	*lens = vis_list_lens(*v);
	task_groups_begin(ret);
	/* Who may not read prose has no list of it either. */
	if (lens_class(lens, CLASS_free, (person_id){ 0 }) < VEIL_CLEAR)
		return OK;
	TRY(task_home_rows(rq->db, rq->arena, lens, scope.muni, &scope,
			   &rows));
	i64 *ids = new(rq->arena, i64, rows.n);
	for (isize i = 0; i < rows.n; i++) {
		ids[i] = rows.v[i].id.v;
		home_line(rq, &rows.v[i], ret);
	}
	if (rows.n)
		rq_looked_list(rq, S("look.tasks"), lens, S("task"), ids,
			       rows.n);
	return OK;
}
