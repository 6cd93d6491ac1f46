/* page.h — what the templates of sheets draw; this room only. */
#ifndef TB_SHEETREC_PAGE_H
#define TB_SHEETREC_PAGE_H

#include "dict/sheet.h"
#include "household/household.h"
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

/* Two savers: one line per field, or per group of rows. */
struct sheet_both {
	str unit;		/* name of the field or group in the form */
	str label;
	struct {
		struct veiled *v;
		isize n;
	} mine, theirs;
	bool keep_theirs;
};
struct sheet_clash {
	const struct rq *rq;
	struct sheet_place *place;
	str who, short_who, when;
	int rev;
	struct sheet_both *v;
	isize n;
	const struct params *form;	/* carried along */
};

struct sheet_version {
	str who, agency, at;
	int revision;
	struct doc_changes changes;
};
struct sheet_history {
	const struct sheet_place *place;
	struct sheet_version *v;
	isize n;
};

/* Is this input carried along to the next try?  Not csrf, idem, rev, pick. */
bool sheet_carried(str name);
/* Crumbs and heading, `acts` at the right edge; may be NULL. */
void sheet_head(struct out *o, const struct sheet_place *p,
		void (*acts)(struct out *, const void *), const void *arg);

#endif
