/*
 * note_time.c — 時間の流れ: the lines of the page and the tasks done in the
 * same days as one stream, months as headings, long silences drawn.
 */
#include "note/note_page.h"

enum { SILENCE_DAYS = 14 };

static struct note_moment *push(struct note_list *p, enum moment_kind kind)
{
	struct note_moment *m = vec_push(p->rq->arena, &p->moments);
	*m = (struct note_moment){ .kind = kind };
	return m;
}

/* 令和8年11月 */
static str month_text(struct arena *a, day d)
{
	struct out o = out_open(a, 40);
	fdate_print_long(&o, (struct fdate){ PREC_MONTH, d });
	str s = out_str(&o);
	isize end = str_find(s, S("月"), 0);
	return end < 0 ? s : str_sub(s, 0, end + S("月").n);
}

static str gap_text(struct arena *a, int days)
{
	struct out o = out_open(a, 40);
	put(&o, days);
	put(&o, S("日間 記録なし"));
	return out_str(&o);
}

static str day_text(struct arena *a, day d)
{
	struct out o = out_open(a, 24);
	day_print_short(&o, d);
	return out_str(&o);
}

/* Headings and silence between the day before and this one. */
static void begin_day(struct note_list *p, const day *before, day d)
{
	struct arena *a = p->rq->arena;
	struct ymd now = day_ymd(d);
	struct ymd was = before ? day_ymd(*before) : (struct ymd){ 0 };
	if (before && before->n == d.n)
		return;
	int gap = before ? (before->n > d.n ? before->n - d.n :
					      d.n - before->n) :
			   0;
	if (gap > SILENCE_DAYS)
		push(p, MOMENT_GAP)->text = gap_text(a, gap - 1);
	if (!before || was.m != now.m || was.y != now.y)
		push(p, MOMENT_MONTH)->text = month_text(a, d);
	push(p, MOMENT_DAY)->text = day_text(a, d);
}

static bool is_first(const struct note_list *p, stamp a, stamp b)
{
	return p->filter.oldest ? a.ms <= b.ms : a.ms >= b.ms;
}

/* The days the page covers; the newest page reaches to now. */
static void span(const struct note_list *p, stamp *since, stamp *until)
{
	const struct note_line *first = &p->lines[0];
	const struct note_line *last = &p->lines[p->rows.n - 1];
	stamp a = first->n->happened_at, b = last->n->happened_at;
	*since = a.ms < b.ms ? a : b;
	*until = (stamp){ (a.ms < b.ms ? b : a).ms + 1 };
	if (!p->filter.after.v && !p->filter.oldest &&
	    until->ms <= p->rq->now.ms)
		*until = (stamp){ p->rq->now.ms + 1 };
}

enum status note_moments(struct note_list *p)
{
	stamp since, until;
	struct task_done_list *done = &p->done;
	day before;
	bool any = false;
	if (p->rows.n == 0)
		return OK;
	span(p, &since, &until);
	/* Under a filter only what it names is shown. */
	if (!p->filtered && lens_tab(p->rq->lens, TAB_TASKS))
		TRY(task_done_of(p->rq, since, until, done));
	for (isize i = 0, t = 0; i < p->rows.n || t < done->n;) {
		isize at = p->filter.oldest ? done->n - 1 - t : t;
		bool task = i == p->rows.n ||
			    (t < done->n &&
			     is_first(p, done->v[at].at,
				      p->lines[i].n->happened_at));
		stamp when = task ? done->v[at].at :
				    p->lines[i].n->happened_at;
		day d = stamp_day(when);
		begin_day(p, any ? &before : NULL, d);
		before = d;
		any = true;
		if (task)
			push(p, MOMENT_TASK)->task = &done->v[at], t++;
		else
			push(p, MOMENT_NOTE)->line = &p->lines[i++];
	}
	return OK;
}
