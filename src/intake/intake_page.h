/* intake_page.h — what the pages of this room draw. */
#ifndef TB_INTAKE_PAGE_H
#define TB_INTAKE_PAGE_H

#include "dict/dict.h"
#include "intake.sql.h"
#include "kernel/draft.h"
#include "kernel/page.h"
#include "kernel/rq.h"
#include "search/search.h"

/* A form that shows again what was typed. */
struct intake_form {
	struct rq *rq;
	struct draft draft;
	bool continuing;	/* the draft is shown */
	struct code methods, rare_methods;
	bool rare_open;		/* a rare method is chosen */
	const struct code *callers, *urgencies;
	str duty_phone;		/* 夜間当番, set by the municipality; {0} */
	struct candidate_list candidates;
	bool looked;		/* without scripts: candidates were asked for */
};

struct candidates_part {
	const struct rq *rq;
	struct candidate_list list;
	str intake;		/* token, {0}: not received yet */
	bool asked;		/* something was typed */
};

struct intake_done {
	const struct rq *rq;
	struct intake_row row;
	str token;
	str method, caller;	/* words */
	str when;
	struct candidates_part candidates;
	bool bound;
	str casefile_url;	/* bound: where it went, while it may be
				 * opened */
};

/* The value of an input: sent, from the draft, or nothing. */
str intake_value(const struct intake_form *f, str name);
str intake_url(const struct rq *rq, str token, str tail);
str candidate_token(const struct rq *rq, const struct candidate *c);

#endif
