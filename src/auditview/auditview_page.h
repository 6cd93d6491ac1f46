/* auditview_page.h — what the pages of this room draw. */
#ifndef TB_AUDITVIEW_PAGE_H
#define TB_AUDITVIEW_PAGE_H

#include "auditview.sql.h"
#include "kernel/page.h"
#include "kernel/rq.h"

struct looked_page {
	const struct rq *rq;
	str url;		/* /looked or a casefile's */
	str from, until;	/* as typed */
	str what;		/* "", looks, changes */
	str agency;		/* token, {0}: all */
	bool of_case;
	bool numbers;	/* of the chain: over the municipality, so they tell how
			 * much others do */
	struct looked_row_list rows;
	struct looked_agency_list agencies;
	str next;		/* address of the next 100, {0}: none */
};

str looked_when(const struct looked_page *p, stamp t);
str looked_action(str action);
str looked_kind(str kind);
str looked_classes(const struct looked_page *p, const struct looked_row *r);
str looked_agency_token(const struct looked_page *p, agency_id id);

#endif
