/*
 * sheet.h — a sheet on the page: drawn for writing and for reading from the
 * dictionary alone.
 *
 * Names of inputs are field names; a repeat group's are "jobs.0.pay".  Each
 * input has a companion "NAME.empty" ("", none, declined); a repeat group has
 * "jobs.empty", the hidden "jobs.rows" and per row "jobs.0.old", the row of
 * the old document it came from.  Ids of elements are the names.
 */
#ifndef TB_SHEET_H
#define TB_SHEET_H

#include "dict/doc.h"

struct sheet_view {
	const struct dict_ctx *ctx;
	const struct doc *doc;
	const struct params *form;	/* refused: drawn again, or NULL */
	const struct form_errors *errors;	/* or NULL */
};

/* All groups as cards of inputs; fields not CLEAR are drawn as a sentence
 * (MASK, COARSE) or not at all (HIDE).  No <form>, no buttons. */
void sheet_draw_edit(struct out *o, const struct sheet_view *v);
/* One group, or one field of a plain group, alone. */
void sheet_draw_group_edit(struct out *o, const struct sheet_view *v,
			   int group_id);
void sheet_draw_field_edit(struct out *o, const struct sheet_view *v,
			   int field_id);
/* 「入力を確かめてください（1件）」 with links to the inputs; nothing without
 * errors. */
void sheet_draw_errors(struct out *o, const struct form_errors *errors);

/* Cards of facts.  What was never asked is folded into one line per group:
 * 「未確認：電話、住居」. */
void sheet_draw_read(struct out *o, const struct sheet_view *v);
void sheet_draw_group_read(struct out *o, const struct sheet_view *v,
			   int group_id);
/* One value as it stands in a sentence or a table cell. */
void sheet_draw_value(struct out *o, const struct doc_cell *cell);
/* A repeat group as lines of plain words, for lists and paper:
 * 「老齢基礎年金 121,400円 2か月」. */
void sheet_draw_rows(struct out *o, const struct doc *d,
		     const struct dict_ctx *c, int group_id);

/* Options of a code list, for forms that are no sheet. */
void code_draw_options(struct out *o, const struct code *c, str selected);
/* label.pick with a radio button each, ids "NAME-KEY". */
void code_draw_picks(struct out *o, const struct code *c, str name,
		     str selected);

#endif
