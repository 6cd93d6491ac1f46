/* ask_web.c — 共有を依頼する: asking the lead for a tab that is not shared. */
#include "casefile/casefile.h"
#include "refer.html.h"
#include "refer/refer_page.h"

static str label_of(enum tab t)
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
	case TAB_HISTORY: return S("履歴");
	case TAB_SHARE:
	case TAB_ALL: break;
	}
	return (str){ 0 };
}

/* A tab that this viewer's sharing leaves closed; else there is nothing to
 * ask for. */
static enum status read_tab(struct rq *rq, str name, enum tab *ret)
{
	if (!rq->lens->granted || !vis_tab_find(name, ret) ||
	    !label_of(*ret).n || lens_tab(rq->lens, *ret))
		return E_NOT_FOUND;
	return OK;
}

static enum status show(struct rq *rq, enum tab tab, struct reply *ret)
{
	struct ask_page *p = new(rq->arena, struct ask_page, 1);
	struct ask_lead_row lead;
	TRY(ask_lead(rq->db, rq->arena, rq->actor.viewer.muni,
		     rq->lens->casefile, &lead));
	*p = (struct ask_page){
		.rq = rq,
		.url = casefile_url(rq, rq->lens->casefile, S("/ask")),
		.back_url = casefile_url(rq, rq->lens->casefile, (str){ 0 }),
		.tab = vis_tab_name(tab), .label = label_of(tab),
		.lead = lead.short_name, .phone = lead.phone,
		.why = rq_form(rq, S("why")),
		.done = rq_query(rq, S("done")).n > 0,
	};
	*ret = (struct reply){ .status = rq_has_errors(rq) ? 422 : 200 };
	TRY(reply_page(ret, S("共有を依頼する"), ask_view_draw, p));
	return casefile_frame(rq, tab, ret);
}

enum status ask_get(struct rq *rq, struct reply *ret)
{
	enum tab tab;
	TRY(read_tab(rq, rq_query(rq, S("tab")), &tab));
	return show(rq, tab, ret);
}

static enum status ask_job(struct rq *rq, struct db *tx, void *arg,
			   struct reply *ret)
{
	const enum tab *tab = arg;
	struct out o = out_open(rq->arena, 120);
	TRY(refer_ask(rq, tx, *tab, rq_form(rq, S("why"))));
	put(&o, casefile_url(rq, rq->lens->casefile, S("/ask?tab=")));
	put(&o, vis_tab_name(*tab));
	put(&o, S("&done=1"));
	return reply_redirect(ret, out_str(&o));
}

enum status ask_post(struct rq *rq, struct reply *ret)
{
	enum tab tab;
	TRY(read_tab(rq, rq_form(rq, S("tab")), &tab));
	enum status st = rq_write(rq, ask_job, &tab, ret);
	return st == E_INVALID && rq_has_errors(rq) ? show(rq, tab, ret) : st;
}
