/*
 * preview.h — 相手の画面で確認: the same pages as somebody sees them with whom
 * a casefile is shared, or shall be.
 *
 * "/as/VIEW/cases/…" is the route "/cases/…" drawn for the recipient of the
 * grant VIEW (a sealed bestowal, planned or live).  "/mine/VIEW/…" is the
 * same frame around the asker's own page, to compare.  Invariants:
 * - only who leads the casefile and may share it gets in; else: not there;
 * - nothing of the recipient is shown but this one casefile: other casefiles,
 *   intakes, drafts and the home page are out of reach;
 * - nothing is written but the looks, in the asker's own name (look.preview);
 * - every local link of the page stays under the prefix.
 */
#ifndef TB_PREVIEW_H
#define TB_PREVIEW_H

#include "kernel/rq.h"

struct preview {
	str prefix;		/* "/as/VIEW" */
	str token;		/* VIEW */
	bool mine;		/* the asker's own page in the frame */
	bestowal_id plan;
	casefile_id casefile;
	bool planned;		/* not yet shared */
	struct actor asker;	/* who really looks; kept over retries */
	str agency_short, who;	/* the recipient; who: {0}, the agency */
	str rest;		/* path and query behind the prefix */
	const struct lens *own;		/* of the asker */
	const struct lens *lens;	/* what the page is drawn through */
	/* The bar around the page (app->preview_bar); its own links are left
	 * alone.  NULL until the view is known to be the asker's. */
	void (*draw)(struct out *o, const void *arg);
	const void *arg;
};

/* Takes the prefix off: the request as the router shall see it, and
 * rq->preview; the same request when there is none. */
const struct request *preview_strip(struct rq *rq, const struct request *http);
/* Turns rq's actor into the recipient.  E_NOT_FOUND for every view that is
 * not the asker's to look through, E_FORBIDDEN for a route that writes or
 * leads out of the casefile.  In the handler's snapshot. */
enum status preview_enter(struct rq *rq) MUST_CHECK;
/* May this lens share the casefile, and so look through others' eyes? */
bool preview_may(const struct lens *own);
/* The markup with every local link under the prefix, except /static/. */
str preview_links(struct arena *a, str markup, str prefix);

#endif
