/* search_page.h — what S12 draws. */
#ifndef TB_SEARCH_PAGE_H
#define TB_SEARCH_PAGE_H

#include "kernel/page.h"
#include "kernel/rq.h"
#include "search.sql.h"

struct person_view {
	const struct person_hit *hit;
	bool may_open;
	str url;
	struct veiled age;
};

struct note_view {
	const struct note_hit *hit;
	str url, when, method;
	struct veiled around;	/* some words around the first hit */
};

struct intake_view {
	const struct intake_hit *hit;
	str url, when;
	struct veiled around;
};

struct search_page {
	const struct rq *rq;
	str typed;		/* the viewer's own words */
	bool too_short;
	struct person_view *people;
	isize people_n;
	struct note_view *notes;
	isize notes_n;
	struct intake_view *intakes;
	isize intakes_n;
	bool full;		/* a list reached its end */
};

#endif
