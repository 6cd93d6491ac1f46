/* refer_page.h — between the files and templates of this room. */
#ifndef TB_REFER_PAGE_H
#define TB_REFER_PAGE_H

#include "kernel/page.h"
#include "refer.sql.h"
#include "refer/refer.h"
#include "vis/types.h"

struct refer_option {
	str value, label, hint;
	bool chosen;
};

/* The form, and what was asked about this casefile before. */
struct refer_form {
	const struct rq *rq;
	str url, back_url;
	struct refer_option *agencies, *types;
	isize agencies_n, types_n;
	struct veiled what;
	str due, until;
	bool share;
	struct refer_lines before;
};

struct refer_list_page {
	const struct rq *rq;
	struct refer_lines received, sent;
};

struct refer_page {
	const struct rq *rq;
	struct refer_row row;
	str url, due, when, state, answered;
	str case_url, again_url;	/* {0}: none */
	str see_url;		/* preparing: to be looked at */
	str reason;		/* as typed */
	bool ours;		/* we asked */
	bool may_answer, may_withdraw, may_intake;
};

struct ask_page {
	const struct rq *rq;
	str url, tab, label, lead, phone, why, back_url;
	bool done;
};

/* The lens of what one's own agency sent or was sent. */
struct lens refer_lens(const struct rq *rq);
str refer_state_label(str state);
enum status refer_lines_of_case(struct rq *rq, casefile_id casefile,
				struct refer_lines *ret) MUST_CHECK;

/* Handlers of ask_web.c. */
enum status ask_get(struct rq *rq, struct reply *ret);
enum status ask_post(struct rq *rq, struct reply *ret);
/* Handlers of refer_form.c. */
enum status refer_form_get(struct rq *rq, struct reply *ret);
enum status refer_form_post(struct rq *rq, struct reply *ret);
enum status refer_send_post(struct rq *rq, struct reply *ret);

#endif
