/* notice.c — see notice.h. */
#include "notice/notice.h"

#include "casefile/casefile.h"
#include "notice.sql.h"
#include "notice/notice_page.h"

enum status notice_put(struct db *tx, i64 muni, const struct notice_new *n)
{
	return notice_insert(tx, muni, (notice_id){ id_new() }, n->agency,
			     n->account, n->kind, n->casefile, n->object,
			     n->known, n->at);
}

enum status notice_add(struct rq *rq, struct db *tx,
		       const struct notice_new *n)
{
	return notice_put(tx, rq->actor.viewer.muni, n);
}

enum status notice_drop(struct rq *rq, struct db *tx, str kind,
			casefile_id casefile, i64 object)
{
	return notice_delete(tx, rq->actor.viewer.muni, kind, casefile,
			     object, rq->now);
}

/* ---- reading -------------------------------------------------------------- */

/* 「R8.11.11」. */
static str day_words(struct arena *a, stamp t)
{
	struct out o = out_open(a, 24);
	day_print_short(&o, stamp_day(t));
	str s = out_str(&o);
	return str_cut(&s, '(');
}

/* The page a kind leads to, in its casefile. */
static bool case_page(str kind, str *ret)
{
	static const struct {
		str kind, tail;
	} pages[] = {
		{ STR("share.new"), { 0 } },
		{ STR("share.asked"), STR("/share") },
		{ STR("basis.ending"), STR("/people") },
	};
	for (isize i = 0; i < COUNT(pages); i++) {
		if (!str_eq(pages[i].kind, kind))
			continue;
		*ret = pages[i].tail;
		return true;
	}
	return false;
}

/* Where it leads for this reader at this moment: a casefile only through the
 * lens he has now. */
static enum status find_url(struct rq *rq, const struct notice_row *r,
			    str *ret)
{
	struct lens l;
	str tail = { 0 };
	if (str_starts(r->kind, S("refer."))) {
		*ret = str_cat(rq->arena, S("/refer/"),
			       rq_token(rq, ID_referral, r->object));
		return OK;
	}
	if (!r->casefile.v || !case_page(r->kind, &tail))
		return OK;
	TRY(vis_lens(rq->db, rq->arena, rq->actor.viewer, r->casefile, &l));
	if (l.level >= LEVEL_OVERVIEW)
		*ret = casefile_url(rq, r->casefile, tail);
	return OK;
}

static str tab_words(str tab)
{
	enum tab t;
	return vis_tab_find(tab, &t) ? notice_tab_label(t) : (str){ 0 };
}

static enum status line_of(struct rq *rq, const struct notice_row *r,
			   struct notice_line *ret)
{
	struct out when = out_open(rq->arena, 32);
	/* An end counts as the last day before it. */
	stamp of = r->until.has ? (stamp){ r->until.v - 1 } : r->at;
	stamp_print_short(&when, r->at);
	*ret = (struct notice_line){
		.kind = r->kind, .known = r->known, .why = r->why,
		.lead = r->lead, .asker = r->asker,
		.tab = tab_words(r->tab), .day = day_words(rq->arena, of),
		.when = out_str(&when), .seen = r->seen != 0,
	};
	return find_url(rq, r, &ret->url);
}

enum status notice_read_lines(struct rq *rq, unsigned filters, int most,
			      struct notice_lines *ret)
{
	const struct viewer *v = &rq->actor.viewer;
	struct lens lens = vis_list_lens(*v);
	struct notice_row_list rows;
	TRY(notice_rows(rq->db, rq->arena, &lens, v->muni, v->agency,
			v->account, v->role == ROLE_guest, rq->now, most,
			filters, &rows));
	i64 *ids = new(rq->arena, i64, rows.n);
	*ret = (struct notice_lines){ new(rq->arena, struct notice_line,
					  rows.n), rows.n };
	for (isize i = 0; i < rows.n; i++) {
		ids[i] = rows.v[i].id.v;
		TRY(line_of(rq, &rows.v[i], &ret->v[i]));
	}
	if (rows.n)
		rq_looked_list(rq, S("look.notice"), &lens, S("notice"), ids,
			       rows.n);
	return OK;
}

enum status notice_recent(struct rq *rq, int most, struct notice_lines *ret)
{
	return notice_read_lines(rq, NOTICE_ROWS_UNREAD, most, ret);
}

str notice_tab_label(enum tab t)
{
	switch (t) {
	case TAB_OVERVIEW: return S("概要");
	case TAB_FAMILY: return S("世帯と家族");
	case TAB_NOTES: return S("支援経過");
	case TAB_SHEETS: return S("シート");
	case TAB_PLANS: return S("プランと会議");
	case TAB_TASKS: return S("やること");
	case TAB_FILES: return S("ファイル");
	case TAB_CHAT: return S("連絡");
	case TAB_SHARE: return S("共有");
	case TAB_HISTORY: return S("履歴");
	case TAB_ALL: break;
	}
	return (str){ 0 };
}
