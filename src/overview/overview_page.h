/* overview_page.h — what the templates of S30 draw; this room only. */
#ifndef TB_OVERVIEW_PAGE_H
#define TB_OVERVIEW_PAGE_H

#include "family/family.h"
#include "household/household.h"
#include "kernel/door.h"
#include "kernel/draft.h"
#include "kernel/page.h"
#include "note/note.h"
#include "overview.sql.h"
#include "overview/overview.h"
#include "past/clash.h"
#include "sheetrec/sheetrec.h"
#include "task/task.h"

/* ---- the four items ---------------------------------------------------- */

enum { ITEMS = 4 };

/* What an item is: a group of the sheet `overview`. */
struct item_kind {
	str key;		/* in addresses and ids: hope, balance … */
	str label;
	int group;		/* G_OVERVIEW_… */
	bool rows;		/* 役割分担: a list */
	str draft;		/* form of its draft: overview.hope … */
};
extern const struct item_kind item_kinds[ITEMS];

struct item_role {
	struct veiled agency, duty, due, state;
	bool own;
	str last;		/* 「R8.11.16(月) 電話（石井）」, {0}: nothing */
};

/* One memo as its viewer may read it, cut into lines. */
struct item_text {
	const struct field *field;
	struct veiled whole;
	struct veiled *lines;
	isize lines_n;
};

struct item {
	const struct item_kind *kind;
	str edit_url, history_url;
	bool closed;		/* not shared with this viewer */
	bool empty, may_edit, has_before;
	str who, agency_short, day;	/* of its newest change; {0}: none */
	struct item_text texts[2];
	int texts_n;
	str word;		/* なし, 答えたくない for a list; {0} */
	struct item_role *roles;
	isize roles_n;
};

/* One line of 役割分担 as a form carries it. */
struct edit_row {
	isize index, old;	/* old: row of the document, -1: new */
	struct veiled agency, duty, due, state;
	str state_key, e_agency, e_duty, e_due;
	bool blank;
};

struct edit_text {
	const struct field *field;
	struct veiled value;
	str error;
	int rows;
};

struct item_edit {
	const struct rq *rq;
	struct item *item;
	str url, back_url, token;	/* token of the casefile: draft */
	int rev;
	struct draft draft;
	str draft_time;
	bool continuing;
	struct edit_text texts[2];
	int texts_n;
	struct edit_row *rows;
	isize rows_n;
	const struct code *states;
	struct clash *clash;		/* NULL: nobody was first */
};

/* ---- cards of facts ---------------------------------------------------- */

struct fact_value {
	struct veiled text;
	struct veiled of;	/* whose; hidden: only one person */
	struct veiled phone;
	str tel;		/* "tel:…", {0}: none */
};

struct fact {
	str label;
	bool shut;		/* of somebody it is not shared, if there is any */
	struct {
		struct fact_value *v;
		isize n, cap;
	} values;
};

enum { FACTS_MAX = 8 };
struct facts {
	bool closed;
	struct fact v[FACTS_MAX];
	int n;
};

/* 同意と見える範囲: a line for each person, then for each recipient. */
struct scope_line {
	struct veiled name;	/* of a person; hidden: a recipient's line */
	str who, what;		/* 「社協」, 「連携・お金なし R9.3.31まで」 */
	bool none;		/* 同意なし, 共有なし */
};
struct scope_card {
	struct {
		struct scope_line *v;
		isize n, cap;
	} people, agencies;
	str url;		/* 「誰に見えるか」; {0}: not for him */
};

/* ---- the page ---------------------------------------------------------- */

struct member {
	const struct person_item *item;
	str url;		/* {0}: may not be opened */
	struct veiled issue, strong;
	bool closed;		/* 課題・強み are not shared */
};

struct step {			/* はじめの5つ */
	str label, url;
	bool done;
};

struct overview {
	const struct rq *rq;
	str url;		/* "/cases/TOKEN" */
	struct person_item_list people;
	struct member *members;
	isize away_n;
	struct sheet_latest_list sheets;
	struct overview_agency_list agencies;
	struct overview_house_row house;
	struct item items[ITEMS];
	struct item_edit *edit;		/* NULL: reading */
	struct facts health, money, contact;
	struct scope_card scope;
	struct family_thumb thumb;
	bool tasks_closed, notes_closed, may_edit, may_add;
	struct task_lines open;
	struct task_done_list done;
	struct note_briefs notes;
	struct step steps[5];
	int steps_n;			/* 0: all done, or not for him */
	str today;
};

enum { NOTES_SHOWN = 5, TASKS_SHOWN = 8 };

/* Reads the whole page through rq->lens; `notes` of the newest. */
enum status overview_read(struct rq *rq, int notes, struct overview *ret)
	MUST_CHECK;
/* A copy without what does not fit on one page (印刷 1枚). */
void overview_shorten(struct rq *rq, struct overview *p);

/* overview_items.c */
enum status items_read(struct rq *rq, struct overview *p) MUST_CHECK;
const struct item_kind *item_find(str key);
/* Did this revision change the item?  An unnamed change counts for all. */
bool item_changed(const struct rq *rq, const struct item_kind *k,
		  const struct overview_rev *rev);
const struct field *item_field(const struct rq *rq, const struct item_kind *k,
			       int at);
str short_day(struct arena *a, stamp t);	/* R8.11.9 */

/* overview_cards.c */
void cards_read(struct rq *rq, struct overview *p);
/* Labels of the lines without a value, from `first` on: 「既往、服薬」. */
str facts_unknown(struct arena *a, const struct facts *f, int first);
str facts_shut(struct arena *a, const struct facts *f, int first);
const struct doc *person_doc(const struct overview *p, str kind, person_id id);

/* overview_scope.c */
enum status scope_read(struct rq *rq, struct overview *p) MUST_CHECK;

/* overview_edit.c */
rq_handler item_edit_get, item_edit_post;
/* overview_history.c */
rq_handler item_history_get, item_restore;
/* overview_print.c */
rq_handler print_get, print_post, issue_show;
/* overview_web.c: the page, as it was read (and with its item to edit). */
enum status overview_show(struct rq *rq, struct overview *p,
			  struct reply *ret) MUST_CHECK;

/* ---- paper ------------------------------------------------------------- */

struct paper {
	const struct rq *rq;
	const struct overview *o;
	str url;		/* "/cases/TOKEN/print" */
	str case_no;
	struct veiled house, caution;
	struct issue_row issue;
	struct paper_to_list tos;	/* besides the own agency */
	str to;			/* "own", or the token of the chosen one */
	str at, day;
	bool one;		/* 1枚にまとめる */
	bool seen;		/* as it would be, in 相手の画面で確認 */
};

#endif
