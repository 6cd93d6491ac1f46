/* notice_web.c — おしらせ, and that they were read. */
#include "base/num.h"
#include "notice.html.h"
#include "notice.sql.h"
#include "notice/notice_page.h"

static enum status notices(struct rq *rq, struct reply *ret);
static enum status notices_read(struct rq *rq, struct reply *ret);

const struct route notice_routes[] = {
	{ GET, "/notices", notices, CAN_LIST_CASES, .page = "おしらせ" },
	{ POST, "/notices/read", notices_read, CAN_LIST_CASES,
	  .audit = "notice.read" },
};
const isize notice_routes_n = COUNT(notice_routes);

enum { MOST = 50 };

static enum status notices(struct rq *rq, struct reply *ret)
{
	struct notice_page *p = new(rq->arena, struct notice_page, 1);
	struct out upto = out_open(rq->arena, 24);
	p->rq = rq;
	put(&upto, rq->now.ms);
	p->upto = out_str(&upto);
	TRY(notice_read_lines(rq, 0, MOST, &p->lines));
	for (isize i = 0; i < p->lines.n; i++)
		p->any_new |= !p->lines.v[i].seen;
	return reply_page(ret, S("おしらせ"), notice_view_draw, p);
}

static enum status read_job(struct rq *rq, struct db *tx, void *arg,
			    struct reply *ret)
{
	const struct viewer *v = &rq->actor.viewer;
	const stamp *upto = arg;
	TRY(notice_set_read(tx, v->muni, v->agency, v->account,
			    v->role == ROLE_guest, *upto, rq->now));
	TRY(rq_audit(rq, tx, S("notice.read"), S("notice"), 0,
		     (casefile_id){ 0 }, (str){ 0 }));
	return reply_redirect(ret, S("/notices"));
}

/* What came after the page was drawn has not been read. */
static enum status notices_read(struct rq *rq, struct reply *ret)
{
	stamp upto = rq->now;
	i64 typed;
	if (num_parse(rq_form(rq, S("upto")), &typed) == OK &&
	    typed < upto.ms)
		upto.ms = typed;
	return rq_write(rq, read_job, &upto, ret);
}
