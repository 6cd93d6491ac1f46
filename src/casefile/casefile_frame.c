/*
 * casefile_frame.c — the banner (S24) and the tabs around a casefile's pages.
 *
 * It stands on every page of a casefile, so it costs one query.  Tabs are
 * drawn for every household alike: one that is not shared says 共有なし
 * whether data exist or not.
 */
#include "casefile/casefile.h"

#include "casefile.sql.h"
#include "casefile/frame.h"
#include "casefile_frame.html.h"
#include "dict/dict.h"
#include "kernel/app.h"
#include "vis/words.h"

static const struct tab_row {
	enum tab tab;
	str label, tail, key;
	bool hidden;	/* without the right not drawn at all */
} tab_rows[] = {
	{ TAB_OVERVIEW, STR("概要"), STR(""), STR("g o"), false },
	{ TAB_FAMILY, STR("世帯と家族"), STR("/people"), STR(""), false },
	{ TAB_NOTES, STR("支援経過"), STR("/notes"), STR("g k"), false },
	{ TAB_SHEETS, STR("シート"), STR("/sheets"), STR(""), false },
	{ TAB_TASKS, STR("やること"), STR("/tasks"), STR(""), false },
	/* Whom a casefile is shared with is the lead's to know and decide. */
	{ TAB_SHARE, STR("共有"), STR("/share"), STR("g s"), true },
	/* 誰が見たか is not about the household but about its readers. */
	{ TAB_HISTORY, STR("履歴"), STR("/looked"), STR(""), true },
};

static void add_tabs(const struct rq *rq, struct frame *f, enum tab at)
{
	for (isize i = 0; i < COUNT(tab_rows); i++) {
		const struct tab_row *row = &tab_rows[i];
		bool open = lens_tab(rq->lens, row->tab);
		if (row->tab == at)
			f->here = row->label;
		if (row->hidden && !open)
			continue;
		f->tabs[f->tabs_n++] = (struct frame_tab){
			.label = row->label,
			.url = str_cat(rq->arena, f->url, row->tail),
			.key = row->key,
			.open = open,
			.current = row->tab == at,
		};
	}
}

/* Is anything of this casefile closed or coarse to the viewer? */
static bool masked(const struct lens *l)
{
	for (int c = 0; c < CLASS_COUNT; c++)
		if (l->household[c] != VEIL_CLEAR)
			return true;
	return false;
}

static void set_next(struct rq *rq, struct frame *f, struct opt_i64 next)
{
	if (!next.has)
		return;
	struct out words = out_open(rq->arena, 24);
	struct out iso = out_open(rq->arena, 12);
	day_print_short(&words, (day){ (int)next.v });
	day_print_iso(&iso, (day){ (int)next.v });
	f->next = out_str(&words);
	f->next_iso = out_str(&iso);
	f->late = next.v < rq->today.n;
}

struct consent_chip consent_chip(struct arena *a, i64 homes, i64 agreed,
				 struct opt_i64 until, i64 met)
{
	struct out last = out_open(a, 24), o = out_open(a, 40);
	if (agreed && agreed < homes)
		return (struct consent_chip){ CONSENT_SOME,
					      S("一部の人だけ同意") };
	if (!agreed && met)
		return (struct consent_chip){ CONSENT_MEETING,
					      S("支援会議の情報") };
	if (!agreed)
		return (struct consent_chip){ CONSENT_NONE, S("同意なし") };
	put(&o, S("同意あり"));
	if (until.has) {
		/* Until a day means until its end. */
		day_print_short(&last, stamp_day((stamp){ until.v - 1 }));
		str s = out_str(&last);
		put(&o, S(" "));
		put(&o, str_cut(&s, '('));
		put(&o, S("まで"));
	}
	return (struct consent_chip){ CONSENT_ALL, out_str(&o) };
}

static str lead_words(struct arena *a, const struct banner_row *row)
{
	if (!row->worker.n)
		return row->lead_short;
	struct out o = out_open(a, 48);
	put(&o, row->lead_short);
	put(&o, S(" "));
	put(&o, row->worker);
	return out_str(&o);
}

static enum status make_frame(struct rq *rq, enum tab at, struct frame *f)
{
	const struct lens *l = rq->lens;
	struct banner_row row;
	/* In 相手の画面で確認 the viewer is the other one. */
	const struct viewer *v = &l->viewer;
	TRY(casefile_banner(rq->db, rq->arena, l, v->muni, l->casefile,
			    v->agency, v->account, rq->now, v->plan,
			    !l->granted,
			    lens_class(l, CLASS_family, (person_id){ 0 }) ==
				    VEIL_CLEAR, &row));
	const struct code *stages = dict_code(rq->app->dict, S("stage"));
	str stage = stages ? code_label(stages, row.stage) : (str){ 0 };
	*f = (struct frame){
		.rq = rq,
		.url = casefile_url(rq, l->casefile, (str){ 0 }),
		.case_no = row.case_no,
		.stage = stage.n ? stage : row.stage,
		.lead = lead_words(rq->arena, &row),
		.lead_short = row.lead_short,
		.lead_phone = row.lead_phone,
		.name = row.name,
		.caution = row.caution,
		.consent = consent_chip(rq->arena, row.homes, row.agreed,
					row.agreed_until, row.met),
		.may_add = lens_can(l, VERB_ADD),
		.may_common = lens_can(l, VERB_COMMON),
		.may_print = lens_tab(l, TAB_OVERVIEW),
		.masked = masked(l),
	};
	if (row.focus.v)
		f->focus = veiled_name_words(rq->arena, row.focus_family,
					     row.focus_given);
	if (lens_tab(l, TAB_TASKS))
		set_next(rq, f, row.next_on);
	add_tabs(rq, f, at);
	return OK;
}

static void draw_framed(struct out *o, const void *arg,
			void (*draw)(struct out *, const void *),
			const void *inner)
{
	const struct frame *f = arg;
	frame_banner(o, f);
	frame_tabs(o, f);
	put(o, S("<main class=\"wrap main\" id=\"main\" tabindex=\"-1\">"));
	draw(o, inner);
	put(o, S("</main>"));
}

static void put_around(struct reply *ret, const struct frame *f)
{
	ret->frame = draw_framed;
	ret->frame_arg = f;
}

enum status casefile_frame(struct rq *rq, enum tab at, struct reply *ret)
{
	struct frame *f = new(rq->arena, struct frame, 1);
	TRY(make_frame(rq, at, f));
	put_around(ret, f);
	return OK;
}

enum status casefile_closed_tab(struct rq *rq, enum tab at, struct reply *ret)
{
	struct frame *f = new(rq->arena, struct frame, 1);
	struct closed_tab *c = new(rq->arena, struct closed_tab, 1);
	TRY(make_frame(rq, at, f));
	/* The lead agency, not its worker: the sentence is one for all. */
	*c = (struct closed_tab){ f->lead_short, f->lead_phone, f->here };
	if (rq->lens->granted && at != TAB_SHARE)
		c->ask_url = str_cat(rq->arena,
				     casefile_url(rq, rq->lens->casefile,
						  S("/ask?tab=")),
				     vis_tab_name(at));
	TRY(reply_page(ret, S("事案"), frame_closed_draw, c));
	put_around(ret, f);
	return OK;
}
