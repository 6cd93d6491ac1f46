/* page.h — what the templates of sheets draw; this room only. */
#ifndef TB_SHEETREC_PAGE_H
#define TB_SHEETREC_PAGE_H

#include "dict/sheet.h"
#include "household/household.h"
#include "past/clash.h"
#include "sheetrec/rec.h"

/* One sheet's pages, of a person or of the casefile. */
struct sheet_place {
	const struct sheet *sheet;
	struct sheet_owner owner;
	bool of_person;
	struct person_head head;	/* of_person */
	str url;		/* of the reading page */
	str edit_url, history_url, list_url;
	str draft_form, draft_token;
};

struct sheet_line {		/* on the list */
	str label, url, state;	/* 「石井（北部包括） R8.11.9 更新」, 「未記入」 */
	bool written, open;	/* open: who saved it may be told */
};
struct sheet_block {		/* the household's, or one person's */
	struct veiled name;
	bool house;
	struct sheet_line *v;
	isize n;
};
struct sheet_list_page {
	struct sheet_block *v;
	isize n;
};

struct sheet_page {
	const struct rq *rq;
	struct sheet_place place;
	struct dict_ctx ctx;
	struct sheet_latest latest;
	struct sheet_view view;
	struct form_errors errors;
	bool may_edit, sees_saves, draft_there;
	str state, draft_time;
	int rev;
};

/* Two savers. */
struct sheet_clash {
	const struct rq *rq;
	const struct sheet_place *place;
	struct clash clash;
	int rev;
	struct params form;	/* carried along */
};

/* Crumbs and heading, `acts` at the right edge; may be NULL. */
void sheet_head(struct out *o, const struct sheet_place *p,
		void (*acts)(struct out *, const void *), const void *arg);

/* The sheet of the path, as its viewer sees it. */
enum status sheet_open(struct rq *rq, struct sheet_page *p) MUST_CHECK;
bool sheet_is_closed(const struct rq *rq, const struct sheet_place *p);
enum tab sheet_tab(const struct sheet_place *p);
void sheet_looked(struct rq *rq, const struct sheet_latest *l,
		  const struct sheet_place *p);

/* sheetrec_clash.c: the fields of the form, without those where the other's
 * was chosen; texts of which parts were chosen become one; the page. */
struct params sheet_chosen(struct rq *rq);
void sheet_join_texts(struct rq *rq, const struct sheet_page *p,
		      struct params *form);
enum status sheet_clash(struct rq *rq, int seen, struct reply *ret) MUST_CHECK;
/* sheetrec_past.c */
rq_handler sheet_history, sheet_restore;

#endif
