/*
 * page.h — the paper around every page: head, navigation, error pages, and
 * the headers of every answer.
 */
#ifndef TB_PAGE_H
#define TB_PAGE_H

#include "kernel/desks.h"
#include "kernel/rq.h"
#include "scgi/response.h"

/* Which entry of the navigation is current. */
enum page_at { AT_NOWHERE, AT_HOME, AT_CASES, AT_NOTICES, AT_LOOKED };

struct page {
	const struct rq *rq;
	const struct reply *reply;
	str title, css, js, today, keys;
	str watch;	/* token of the casefile shown, for live news */
	str mark;	/* of the lens it is shown through (live.h) */
	str new_note;	/* where ＋記録 leads */
	unsigned powers;
	enum page_at at;
};

/* 「石井（北部包括）」, with the municipality for who works in several. */
str page_who(const struct page *p);

/* A page that says what happened — what is safe — what to do. */
struct page_problem {
	str what, then;
	str receipt;	/* four characters to tell the administrator */
	str url, label;	/* what he may do instead; {0}: nothing */
	/* What he sent, to be sent again as it is; n == 0: nothing. */
	struct params again;
	str again_to;
};
/* Is this value something a person reads, or one of our own tokens? */
bool page_is_words(str value);
/* Lines that a box for it shows: one for a word, more for a text. */
int page_rows(str value);

/* Templates of page.html that rooms draw:
 *	page_errors(o, rq)	the summary 「入力を確かめてください（1件）」, first
 *				in <main>; each line leads to #FIELD, so a
 *				field's name is the id of its input. */
void page_errors(struct out *o, const struct rq *rq);

/* Draws the reply's own part inside <main>, with its frame if it has one. */
void page_inside(struct out *o, const struct page *p);
/* In 相手の画面で確認: the same, its links under the prefix; the bar. */
void page_preview_inside(struct out *o, const struct page *p);
void page_preview_bar(struct out *o, const struct page *p);
/* Turns a failure into the page people read about it. */
void page_error(struct rq *rq, enum status st, struct reply *ret);
/* 401: nothing personal stays; leads to the sign-in. */
enum status page_session_ended(struct rq *rq, struct reply *ret);
/* 405: an address that is there, but not for this method (rq->allow). */
enum status page_wrong_method(struct rq *rq, struct reply *ret);
/* 503 without a database. */
void page_down(struct rq *rq, struct response *ret);
/* Renders and adds every header: CSP with this answer's nonce, no-store … */
void page_write(struct rq *rq, const struct reply *reply,
		struct response *ret);

#endif
