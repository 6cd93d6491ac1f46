/*
 * frame.h — what the templates of the banner, the tabs and the list draw;
 * inside this room only.
 */
#ifndef TB_CASEFILE_FRAME_H
#define TB_CASEFILE_FRAME_H

#include "casefile/chip.h"
#include "kernel/rq.h"

struct frame_tab {
	str label, url, key;	/* key: "g o", {0}: none */
	bool open, current;
};

struct frame {
	const struct rq *rq;
	str url;		/* of the overview */
	str case_no, stage, lead, lead_short, lead_phone;
	struct veiled name, caution, focus;
	struct consent_chip consent;
	str next, next_iso;	/* {0}: nothing planned */
	bool late;		/* next lies before today */
	bool may_add, may_common, may_print, masked;
	str here;		/* label of the current tab */
	struct frame_tab tabs[8];
	int tabs_n;
};

/* The constant sentence of a tab that is not shared. */
struct closed_tab {
	str lead, phone, title;
	str ask_url;	/* 共有を依頼する; {0}: nobody to ask */
};

enum list_sort { SORT_KANA, SORT_STAGE, SORT_NOTED, SORT_NEXT, SORT_COUNT };

struct list_head {
	str label, url;
	str sorted;		/* "ascending", "descending", {0} */
};

struct list_row {
	bool open;		/* may be opened */
	str url, case_no, stage, lead, worker, phone;
	bool own;
	struct veiled name, kana, focus, age;
	struct consent_chip consent;
	str noted, noted_iso, next, next_iso;	/* {0}: none */
	bool late;
	bool closed;		/* notes and tasks are not shared */
};

struct list_option {
	str value, label;
	bool selected;
};
struct list_options {
	struct list_option *v;
	isize n;
};

struct list_filter {
	str label, without;	/* 「段階：支援中」, the address without it */
};

struct list_page {
	const struct rq *rq;
	bool mine, exists_only, may_new, any_filter;
	str mine_url, all_url, clear_url, more_url, sort_name;
	bool down;
	struct list_head heads[SORT_COUNT];
	struct list_options stages, leads, nexts;
	struct list_filter filters[3];
	int filters_n;
	const struct list_row *rows;
	isize n;
};

#endif
