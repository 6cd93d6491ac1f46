/* home_web.c — S10 ホーム: what needs me today. */
#include "casefile/casefile.h"
#include "dict/dict.h"
#include "home.html.h"
#include "home.sql.h"
#include "home/home.h"
#include "home/home_page.h"
#include "intake/intake.h"
#include "kernel.sql.h"
#include "kernel/app.h"

static enum status home(struct rq *rq, struct reply *ret);

const struct route home_routes[] = {
	{ GET, "/", home, CAN_SIGNED_IN, .page = "ホーム" },
};
const isize home_routes_n = COUNT(home_routes);

enum { STILL_DAYS = 30, CHANGES_DAYS = 14, LATE_DAYS = 3,
       NOTICES = 5 };

static const i64 DAY_MS = 24 * 60 * 60 * 1000;

/* ---- words --------------------------------------------------------------- */

str home_stage(const struct home_page *p, str key)
{
	return code_label(dict_code(p->rq->app->dict, S("stage")), key);
}

str home_noted(const struct home_page *p, stamp t)
{
	if (!t.ms)
		return S("まだ");
	int days = p->rq->today.n - stamp_day(t).n;
	if (days <= 0)
		return S("きょう");
	if (days == 1)
		return S("きのう");
	struct out o = out_open(p->rq->arena, 16);
	put(&o, days);
	put(&o, S("日前"));
	return out_str(&o);
}

str home_next(const struct home_page *p, struct opt_i64 next)
{
	struct out o = out_open(p->rq->arena, 32);
	day_print_short(&o, (day){ (int)next.v });
	return out_str(&o);
}

bool home_is_late(const struct home_page *p, struct opt_i64 next)
{
	return next.has && next.v < p->rq->today.n;
}

bool home_is_still(const struct home_page *p, const struct home_case *c)
{
	return c->noted_at.ms && !c->next_on.has &&
	       p->rq->today.n - stamp_day(c->noted_at).n > STILL_DAYS;
}

i64 home_still_n(const struct home_page *p)
{
	i64 n = 0;
	for (isize i = 0; i < p->cases.n; i++)
		n += home_is_still(p, &p->cases.v[i]);
	return n;
}

str home_case_url(const struct home_page *p, casefile_id id, str tail)
{
	return casefile_url(p->rq, id, tail);
}

str home_when(const struct home_page *p, stamp t)
{
	struct out o = out_open(p->rq->arena, 32);
	stamp_print_short(&o, t);
	return out_str(&o);
}

/* ---- 書きかけ ------------------------------------------------------------ */

/* Where a begun form is continued; {0} for one that is found on its page. */
static struct home_draft draft_of(struct rq *rq, const struct draft_head *d)
{
	struct home_draft h = { 0 };
	struct out when = out_open(rq->arena, 32);
	casefile_id c = { d->object };
	stamp_print_short(&when, d->at);
	h.when = out_str(&when);
	if (str_eq(d->form, S("intake"))) {
		h.label = S("新しい相談");
		h.url = S("/intake?draft=1");
	} else if (str_eq(d->form, S("note"))) {
		h.label = S("支援経過の記録");
		h.url = casefile_url(rq, c, S("/notes/new?draft=1"));
	} else if (str_starts(d->form, S("overview."))) {
		str item = str_sub(d->form, 9, d->form.n);
		str tail = str_cat(rq->arena, S("/items/"), item);
		h.label = S("事案概要の直し");
		h.url = casefile_url(rq, c, str_cat(rq->arena, tail,
						    S("/edit?draft=1")));
	}
	return h;
}

static enum status add_drafts(struct rq *rq, struct home_page *p)
{
	struct draft_head_list list;
	TRY(draft_list(rq->db, rq->arena, rq->actor.viewer.muni,
		       rq->actor.viewer.account, rq->actor.viewer.agency,
		       &list));
	p->drafts = new(rq->arena, struct home_draft, list.n);
	for (isize i = 0; i < list.n; i++) {
		struct home_draft d = draft_of(rq, &list.v[i]);
		if (d.url.n)
			p->drafts[p->drafts_n++] = d;
	}
	return OK;
}

/* ---- 受付 ---------------------------------------------------------------- */

/* Working days (Monday to Friday) between the receipt and today. */
static int working_days(day from, day to)
{
	int n = 0;
	for (day d = { from.n + 1 }; d.n <= to.n; d.n++)
		n += day_weekday(d) != 0 && day_weekday(d) != 6;
	return n;
}

static enum status add_intakes(struct rq *rq, struct home_page *p)
{
	struct intake_waiting_list list;
	TRY(intake_waiting(rq, &list));
	p->intakes = new(rq->arena, struct home_intake, list.n);
	p->intakes_n = list.n;
	for (isize i = 0; i < list.n; i++) {
		const struct intake_waiting *w = &list.v[i];
		p->intakes[i] = (struct home_intake){
			.no = w->no,
			.url = w->url,
			.when = home_when(p, w->received_at),
			.late = working_days(stamp_day(w->received_at),
					     rq->today) > LATE_DAYS,
			.name = w->name,
			.body = w->body,
		};
	}
	return OK;
}

/* ---- the page ------------------------------------------------------------ */

static enum status add_work(struct rq *rq, struct home_page *p)
{
	const struct viewer *v = &rq->actor.viewer;
	struct vis_scope scope = vis_scope(*v, LEVEL_OVERVIEW);
	struct lens lens = vis_list_lens(*v);
	stamp since = { rq->now.ms - CHANGES_DAYS * DAY_MS };
	TRY(task_home(rq, p->tasks));
	for (int i = 0; i < TASK_GROUPS; i++)
		p->any_task |= p->tasks[i].n > 0;
	TRY(home_cases(rq->db, rq->arena, &lens, v->muni, &scope, &p->cases));
	TRY(home_changes(rq->db, rq->arena, &lens, v->muni, &scope, since,
			 &p->changes));
	i64 *ids = new(rq->arena, i64, p->cases.n + p->changes.n);
	isize n = 0;
	for (isize i = 0; i < p->cases.n; i++)
		ids[n++] = p->cases.v[i].id.v;
	for (isize i = 0; i < p->changes.n; i++)
		ids[n++] = p->changes.v[i].casefile.v;
	rq_looked_list(rq, S("look.home"), &lens, S("casefile"), ids, n);
	return OK;
}

static enum status home(struct rq *rq, struct reply *ret)
{
	struct home_page *p = new(rq->arena, struct home_page, 1);
	struct out today = out_open(rq->arena, 32);
	struct vis_scope scope = vis_scope(rq->actor.viewer, LEVEL_OVERVIEW);
	p->rq = rq;
	day_print_short(&today, rq->today);
	p->today = out_str(&today);
	/* Tasks, notes and their days belong to those who may read them. */
	struct lens lens = vis_list_lens(rq->actor.viewer);
	p->works = scope.agency.v &&
		   lens_class(&lens, CLASS_free, (person_id){ 0 }) ==
			   VEIL_CLEAR;
	p->intakes_ok = rq->actor.powers & POWER_INTAKE;
	if (p->works)
		TRY(add_work(rq, p));
	if (p->intakes_ok)
		TRY(add_intakes(rq, p));
	if (rq->actor.powers & POWER_CASES)
		TRY(notice_recent(rq, NOTICES, &p->notices));
	if (p->intakes_ok)
		TRY(refer_received_lines(rq, true, &p->received));
	if (p->works && p->intakes_ok)
		TRY(refer_sent_lines(rq, true, &p->sent));
	TRY(add_drafts(rq, p));
	return reply_page(ret, S("ホーム"), home_view_draw, p);
}
