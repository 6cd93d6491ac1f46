/* consent_page.h — what the templates of 根拠 draw; this room only. */
#ifndef TB_CONSENT_PAGE_H
#define TB_CONSENT_PAGE_H

#include "consent/basis_in.h"
#include "dict/dict.h"
#include "household/household.h"
#include "kernel/draft.h"
#include "upload/upload.h"

struct basis_choice {		/* another kind, with its one line */
	str label, help, url;
};
struct basis_list_page {	/* history of one person */
	const struct rq *rq;
	struct person_item who;
	str url, share_url;
	const struct basis_line *v;
	isize n;
	str said;		/* what was just recorded, {0}: nothing */
	const struct basis_choice *choices;
	isize choices_n;
};

struct basis_one_page {		/* one basis */
	const struct rq *rq;
	struct person_item who;
	str url, share_url;	/* of the history, of S42 */
	const struct basis_line *line;
	str said;
	str resting;		/* 「社協、基幹みなと」, {0}: nobody */
	str lost;		/* whose share may be made again */
	str end_label;		/* 「撤回を記録する」 */
	str end_witness, end_note;	/* as typed */
	const struct basis_taken *taken;	/* for whom it was taken back */
	isize taken_n;
	struct upload_lines files;
};

struct to_option {
	str value, label;
};
struct to_options {
	struct to_option *v;
	isize n;
};
struct to_row {			/* だれに・なにを */
	str id, items_name, number;	/* "to1", "items1", 「共有先1」 */
	str to;			/* as typed: AGENCY or AGENCY.ACCOUNT */
	unsigned items;
	bool all;
};
struct basis_form {
	const struct rq *rq;
	struct person_item who;
	person_id person;
	str url;		/* of the history; POST goes there */
	enum basis_kind kind;
	const struct basis_kind_row *row;
	str since, until, hours, law, how, explained, witness, proxy, reason;
	bool replace, has_live;
	struct to_row rows[COVERS_MAX];
	int rows_n;
	struct to_options options;
	const struct code *laws, *hows;
	const struct code *rules;
	str button;
	str draft_form, token;	/* "basis.consent", of the person */
	str again_url;		/* this form, empty */
	struct draft draft;	/* 書きかけ */
	bool continued;
};

struct sheet_to {		/* a row of the paper */
	str agency, person;	/* full name; 「大西」, {0}: the agency */
	unsigned items;
};
struct sheet_page {		/* 同意書 */
	const struct rq *rq;
	struct person_item who;
	bool easy;		/* やさしい日本語 */
	str agency, phone, muni;	/* who asks */
	str issue_no, at, issued_by;
	str from, until;	/* 令和8年11月16日; until {0}: open */
	day until_day;
	bool has_until;
	struct sheet_to to[COVERS_MAX];
	int to_n;
	unsigned items;		/* of all rows */
	str record_url;		/* where it is recorded, filled in */
};

/* What a sheet was issued for. */
struct sheet_choice {
	person_id person;
	bool has_until;
	day until;
	struct basis_cover covers[COVERS_MAX];
	isize covers_n;
};
/* POST with act=plain or act=easy: takes a number, leads to the paper. */
enum status basis_sheet_issue(struct rq *rq, struct basis_form *f, bool easy,
			      struct reply *ret) MUST_CHECK;
/* Fills the form from the sheet of the query; nothing when there is none. */
enum status basis_sheet_fill(struct rq *rq, struct basis_form *f) MUST_CHECK;
/* 令和9年3月31日 with ふりがな. */
void sheet_easy_day(struct out *o, day d);

/* The basis of ":basis", of the person of ":person". */
enum status basis_path(struct rq *rq, struct basis_one_page *ret) MUST_CHECK;
/* Its page, with what went wrong above. */
enum status basis_show_one(struct rq *rq, struct basis_one_page *p,
			   struct reply *ret) MUST_CHECK;
/* Handlers whose rows stand in consent_web.c. */
rq_handler basis_file_add, basis_file_get, basis_sheet_show;

/* The person of ":person", for whom may record here; else E_NOT_FOUND. */
enum status basis_person(struct rq *rq, struct person_item *ret) MUST_CHECK;
/* 「社協、基幹みなと 中原」. */
str basis_readers(struct arena *a, const struct basis_reader_list *rows);

/* The empty form of a kind, with its days filled in. */
enum status basis_form_open(struct rq *rq, enum basis_kind kind,
			    struct basis_form *ret) MUST_CHECK;
/* What was sent, or stands in a draft. */
void basis_form_typed(struct rq *rq, struct basis_form *f,
		      struct params from);
/* "basis.consent". */
str basis_draft_form(struct arena *a, enum basis_kind k);
/* The draft of this form; into it when it is to be continued. */
enum status basis_form_draft(struct rq *rq, struct basis_form *f) MUST_CHECK;
/* Into a basis; E_INVALID with errors. */
enum status basis_form_read(struct rq *rq, const struct basis_form *f,
			    struct basis_new *ret) MUST_CHECK;
/* Only with whom, what and until when, as a sheet needs them. */
enum status basis_form_cover(struct rq *rq, const struct basis_form *f,
			     struct basis_new *ret) MUST_CHECK;
/* A row as if it had been chosen. */
void basis_form_put(struct rq *rq, struct basis_form *f,
		    const struct basis_cover *c);
enum status basis_form_show(struct rq *rq, struct basis_form *f,
			    struct reply *ret) MUST_CHECK;

#endif
