/* share_page.h — what S42 and its forms draw. */
#ifndef TB_SHARE_PAGE_H
#define TB_SHARE_PAGE_H

#include "consent/consent.h"
#include "kernel/page.h"
#include "note/note.h"
#include "share/share_in.h"

/* Everything that stands about the sharing of one casefile, read once. */
struct share_all {
	struct share_column_list columns;
	struct share_rest_list rests;
	struct share_change_list changes;
	struct share_person_list people;
	struct share_type *types;
	isize types_n;
	struct lens *lenses;	/* of each column's recipient */
};

/* A line of the matrix. */
struct share_line {
	str what, label;	/* "money" or "tab.sheets" */
	bool tab;
	enum vis_class class;
	enum tab of;		/* the tab it stands in; 0: none */
};
extern const struct share_line share_lines[];
extern const isize share_lines_n;

struct share_cell {
	str word, sign, url;
	bool blocked;	/* 同意なし: the basis stops it */
	bool changed;	/* not as the type says */
};
struct share_head {
	const struct share_column *c;
	str type, basis, until, verbs, left;
	str see_url, stop_url, edit_url;
	bool planned, undo;
	str undo_url, confirm_url;
	struct share_cell *cells;	/* one a row */
};
struct share_row {
	str label;
	bool group;		/* a heading: its people follow */
	struct veiled name;	/* of the person, when split */
};
/* 「社協から共有の依頼があります：支援経過（11/20）」. */
struct share_asked {
	str agency, tab, day;
	str url;		/* of its share, to be changed or added */
	bool change;		/* it has one */
};
struct share_page {
	const struct rq *rq;
	str url, add_url, once_url, refer_url, print_url, split_url, who_url;
	bool split;
	str own_short;
	struct share_head *heads;
	isize n, live;
	struct share_row *rows;
	isize rows_n;
	struct consent_card_list cards;
	str ways_url;		/* of whom no basis stands for, {0}: nobody */
	isize at;		/* the column shown on a phone */
	struct share_asked *asked;	/* what is still closed to who asked */
	isize asked_n;
};

/* 「社協の大西さんに、トキさんの健康・お金を、R9.3.31まで見せます。…」 */
struct share_said {
	struct veiled name;
	str words;		/* {0}: 氏名と続柄だけ */
};
struct share_say {
	str agency, who, until;
	bool exists;		/* only that there is support */
	str times;		/* 「3回だけ」 of a counted share */
	struct share_said *v;
	isize n, opened;
};

struct share_option {
	str value, label, hint;
	bool chosen;
};
/* More agencies than this are not looked through: one types. */
enum { NARROW_FROM = 5 };

struct share_add {
	const struct rq *rq;
	str url, back_url;
	/* step 1 */
	struct share_option *agencies;	/* value: address of step 2 */
	isize agencies_n, often_n;
	/* step 2 */
	bool chosen, no_basis, once, sheets;
	struct consent_card_list cards;	/* when there is no basis */
	str ways_url;
	str to, agency;
	struct share_option *desks, *types;
	isize desks_n, types_n;
	str until, until_most;
	int views;
	struct share_say say;
};

struct share_stop {
	const struct rq *rq;
	str url, back_url, agency, who, issues;
	i64 records;
	bool planned;
};

struct share_cell_page {
	const struct rq *rq;
	str url, back_url, agency, label, until, state;
	struct veiled person, reason;
	bool one, tab, changed, blocked, live;
	struct share_option states[4];
	struct veiled *lacking;		/* 「浩一さんの同意がありません。」 */
	isize lacking_n;
};

/* 誰に見えるか: one recipient. */
struct share_eye {
	str agency, who;
	i64 people;
	str word, sign;		/* 「見える」「一部を伏せる」「見えない」 */
	str why;
	struct veiled *lacking;	/* whose consent is missing */
	isize lacking_n;
	str see_url;
};
struct share_eyes {
	const struct rq *rq;
	str back_url, own_short, day;
	bool note;		/* of one record */
	struct veiled title;
	struct share_eye *v;
	isize n;
};

struct share_bar {
	const struct rq *rq;
	str prefix, agency, who, confirm_url, seal, back_url, other_url;
	bool planned, mine;
	bool refers;		/* the button sends a 依頼 */
	str csrf;
	struct share_say say;
	str *hidden;		/* 出さない項目 */
	isize hidden_n;
	struct note_waitings waiting;
	str mask_url, rest;	/* deciding on a passage comes back here */
};

/* The cards of 根拠, and where the other ways of someone without any begin. */
enum status share_cards(struct rq *rq, struct consent_card_list *ret,
			str *ret_ways) MUST_CHECK;
enum status share_load(struct rq *rq, struct share_all *ret) MUST_CHECK;
const struct share_type *share_type_in(const struct share_all *all, str name);
/* What a line of one column shows, for a person ({0}: the household). */
enum veil_state share_state(const struct lens *l, const struct share_line *line,
			    person_id person);
struct share_cell share_cell_of(const struct share_all *all, isize column,
				const struct share_line *line,
				person_id person);
str share_state_letter(enum veil_state s);
/* Why a share is lawful 「同意・法律」 and until when 「R9.3.31まで」, {0}: no
 * end, by the people it opens. */
void share_why(struct rq *rq, const struct share_all *all,
	       const struct share_column *c, str *ret_basis, str *ret_until);
/* What a lens opens of everyone, in words. */
void share_say_of(struct rq *rq, const struct lens *l,
		  const struct share_person_list *people,
		  struct share_say *ret);
/* The words of what these states open beyond 氏名と続柄; {0}: nothing. */
str share_opened(struct arena *a, const u8 *states);

#endif
