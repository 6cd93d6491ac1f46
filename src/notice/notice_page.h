/* notice_page.h — between the files and templates of this room. */
#ifndef TB_NOTICE_PAGE_H
#define TB_NOTICE_PAGE_H

#include "kernel/page.h"
#include "notice/notice.h"

struct notice_page {
	const struct rq *rq;
	struct notice_lines lines;
	str upto;		/* what is read by pressing the button */
	bool any_new;
};

/* `filters`: NOTICE_ROWS_… of notice.sql.h. */
enum status notice_read_lines(struct rq *rq, unsigned filters, int most,
			      struct notice_lines *ret) MUST_CHECK;

#endif
