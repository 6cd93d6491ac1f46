/* own_page.h — what the templates of this room draw. */
#ifndef TB_OWN_PAGE_H
#define TB_OWN_PAGE_H

#include "dict/sheet.h"
#include "kernel/rq.h"
#include "own.sql.h"

struct own_line {
	str kind;		/* 「支援経過」「受付」「シート」「やること」 */
	str when;
	struct veiled text;
	str plain;		/* instead of text: a sheet's name */
	str note;		/* 「下書き」, 「いつまで …」, author */
	str url;		/* {0}: all of it stands here */
};

/* One casefile. */
struct own_block {
	casefile_id casefile;
	struct veiled known;	/* the household's name as it was known */
	str ended;		/* 「北部包括、R8.11.11」, {0}: nobody said */
	struct own_line *v;
	isize n, cap;
};

struct own_page {
	const struct rq *rq;
	struct own_block *v;
	isize n;
	bool any;
};

struct own_note_page {
	const struct rq *rq;
	struct own_note_whole row;
	str when, how, entered, agency;
};

struct own_sheet_page {
	const struct rq *rq;
	const struct sheet *sheet;
	struct sheet_view view;
	str state;
};

#endif
