/* overview_web.c — S30 事案概要: routes, the page. */
#include "casefile/casefile.h"
#include "overview.html.h"
#include "overview/overview_page.h"

static enum status overview_get(struct rq *rq, struct reply *ret);

const struct route overview_routes[] = {
	{ GET, "/cases/:casefile", overview_get, CAN_READ_CASE,
	  .page = "事案概要" },
	{ GET, "/cases/:casefile/items/:item/edit", item_edit_get,
	  CAN_EDIT_COMMON, .page = "事案概要の1項目を直す" },
	{ POST, "/cases/:casefile/items/:item/edit", item_edit_post,
	  CAN_EDIT_COMMON, .audit = "sheet.save" },
	{ GET, "/cases/:casefile/items/:item/history", item_history_get,
	  CAN_READ_CASE, .page = "事案概要の前の版" },
	{ POST, "/cases/:casefile/items/:item/history", item_restore,
	  CAN_EDIT_COMMON, .audit = "sheet.save" },
	{ GET, "/cases/:casefile/print", print_get, CAN_READ_CASE,
	  .page = "印刷" },
	{ POST, "/cases/:casefile/print", print_post, CAN_READ_CASE,
	  .audit = "print.issue" },
	{ GET, "/cases/:casefile/print/:issue", issue_show, CAN_READ_CASE,
	  .page = "印刷（発行）" },
};
const isize overview_routes_n = COUNT(overview_routes);

enum status overview_show(struct rq *rq, struct overview *p, struct reply *ret)
{
	rq_looked(rq, S("look.overview"), rq->lens, S("casefile"),
		  rq->lens->casefile.v);
	TRY(reply_page(ret, S("事案"), overview_view_draw, p));
	return casefile_frame(rq, TAB_OVERVIEW, ret);
}

static enum status overview_get(struct rq *rq, struct reply *ret)
{
	struct overview *p = new(rq->arena, struct overview, 1);
	if (!lens_tab(rq->lens, TAB_OVERVIEW))
		return casefile_closed_tab(rq, TAB_OVERVIEW, ret);
	TRY(overview_read(rq, NOTES_SHOWN, p));
	return overview_show(rq, p, ret);
}
