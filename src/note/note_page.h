/* note_page.h — what the pages of this room draw. */
#ifndef TB_NOTE_PAGE_H
#define TB_NOTE_PAGE_H

#include "dict/dict.h"
#include "household/household.h"
#include "kernel/draft.h"
#include "kernel/page.h"
#include "note.sql.h"
#include "note/note.h"
#include "past/clash.h"
#include "task/task.h"
#include "vis/records.h"

/* 「お金の話があります。基幹には伏せます（1か所）」 */
struct note_hint {
	str text;	/* {0}: nothing is proposed */
	str url;	/* ［確かめる］; {0}: not stored yet */
};
/* ---- S33: which notes, in which order ---------------------------------- */

/* The numbers note.sql sorts by. */
enum note_sort { SORT_WHEN, SORT_HOW, SORT_BY, SORT_GIST, SORT_ABOUT };

enum { FILTER_HOW = 40, FILTER_BY = 40, FILTER_ABOUT = 40, NOTES_PAGE = 100 };

/* What the address says: codes, dates and tokens, never a word of a person. */
struct note_filter {
	str from, to;		/* as typed */
	str span;		/* this, last, 3m: instead of from and to */
	stamp since, until;	/* what they mean */
	str how[FILTER_HOW];	/* keys of code method */
	int how_n;
	agency_id by[FILTER_BY];
	int by_n;
	person_id about[FILTER_ABOUT];
	int about_n;
	bool house;		/* notes about the household as such */
	enum note_sort sort;
	bool oldest;		/* oldest first; SORT_WHEN only */
	bool time;		/* 時間の流れ */
	note_id after;		/* the page begins behind this note */
	note_id note;		/* in the reader pane */
	str words;		/* text contains: sent by POST, never a link */
};

struct note_line {
	const struct note_item *n;
	struct veiled head;	/* what follows the 要点 */
	bool cut;		/* 伏せあり: passages are closed to this viewer */
	str token, url, pane_url;
	str day, time, how;
	bool own, draft, late, saved, on;
	const struct note_about *about;	/* about_n, in the casefile's order */
	isize about_n;
};

/* A chip above the list, and the address without it. */
struct note_chip {
	str text, url;
	struct veiled name;	/* behind the text: a person's */
};

struct note_choice {
	str value, label;
	bool on;
	struct veiled name;	/* a person's, instead of label */
};

struct note_choices {
	struct note_choice *v;
	isize n, cap;
};

/* One thing in the stream of 時間の流れ. */
enum moment_kind { MOMENT_MONTH, MOMENT_GAP, MOMENT_DAY, MOMENT_NOTE,
		   MOMENT_TASK };
struct note_moment {
	enum moment_kind kind;
	str text;		/* 令和8年11月, 41日間 記録なし, R8.11.9(月) */
	const struct note_line *line;
	const struct task_done *task;
};

struct note_reader;
struct note_form;

struct note_list {
	struct rq *rq;
	str url;		/* "/cases/TOKEN/notes" */
	struct note_filter filter;
	i64 count;
	struct note_item_list rows;
	struct note_line *lines;
	struct note_about_list about;
	struct note_agency_list agencies;
	struct note_human_list people;
	const struct code *methods;
	struct note_choices how, by, whom;
	struct {
		struct note_chip *v;
		isize n, cap;
	} chips;
	str next_url, first_url;	/* {0}: there is none */
	note_id next;			/* where the next page begins */
	struct {
		struct note_moment *v;
		isize n, cap;
	} moments;
	struct task_done_list done;
	note_id saved;
	struct note_hint hint;		/* of the record just saved */
	bool filtered, can_add, can_sort_gist, can_sort_about, can_find;
	struct note_reader *reader;	/* one of the two in the pane */
	struct note_form *form;
};

enum status note_filter_read(struct rq *rq, struct note_filter *ret)
	MUST_CHECK;
/* "/cases/TOKEN/notes?how=…": of a filter. */
str note_filter_url(const struct rq *rq, const struct note_filter *f);
enum status note_list_read(struct rq *rq, struct note_list *ret) MUST_CHECK;
/* Address of the list sorted by a column (again: the other way). */
str note_sort_url(const struct note_list *p, enum note_sort sort);
str note_view_url(const struct note_list *p, bool time);
str note_span_url(const struct note_list *p, str span);
str note_plain_url(const struct note_list *p);
str note_sorted(const struct note_list *p, enum note_sort sort);
/* Fills p->moments from the lines of the page. */
enum status note_moments(struct note_list *p) MUST_CHECK;

/* ---- the reader pane --------------------------------------------------- */

struct note_reader {
	struct rq *rq;
	str url;			/* "/cases/TOKEN/notes" */
	str edit_url, who_url, token;	/* who: 誰に見えるか */
	struct note_whole n;
	struct note_version_list versions;
	struct note_about_list about;
	str day, iso, time, entered, how, place;
	bool own, draft, late, can_edit, read_by_others, corrected;
	str audience;		/* 「見せる範囲：自機関だけ」, own records only */
	struct note_hint hint;
};
enum status note_reader_read(struct rq *rq, note_id id,
			     struct note_reader **ret) MUST_CHECK;
/* The note as this viewer reads it; E_NOT_FOUND when it is not for him. */
enum status note_seen(struct rq *rq, note_id id, struct note_whole *ret)
	MUST_CHECK;
str note_moment_text(struct arena *a, stamp at);
str note_time(struct arena *a, stamp at);
str note_code_label(const struct rq *rq, str list, str key);

/* ---- closed passages ------------------------------------------------------ */

/* What waits in a stored record of the own agency. */
enum status note_hint_of(struct rq *rq, note_id id,
			 const struct note_whole *n, struct note_hint *ret)
	MUST_CHECK;
/* What would be proposed for a text that is being written. */
enum status note_hint_for(struct rq *rq, str text, struct note_hint *ret)
	MUST_CHECK;

/* 伏せる所を確かめる */
struct note_review {
	struct rq *rq;
	str url, back_url;
	const struct note_reader *r;
	struct note_spots spots;
	bool whole;		/* nothing could be proposed: all is closed */
	bool waiting;
	/* What was sent and asks for a reason. */
	bool ask;
	struct note_decision asked;
	str passage;		/* typed: a passage to be closed */
	str class;
};
rq_handler note_review_get, note_review_post, note_hint_post;

/* ---- the composer (new and edit, pane and S34) ------------------------- */

struct note_person_choice {
	person_id id;
	str token;
	struct veiled name;
	bool checked;
};

/* An agency 見せる範囲 may name. */
struct note_reader_choice {
	agency_id id;
	str token, short_name;
	bool checked;
};

struct note_next {
	str what, who, due;
	bool bad_what, bad_due;
};

enum { NEXT_MAX = 8 };

struct note_form {
	struct rq *rq;
	str url;			/* where it is sent */
	str list_url;			/* "/cases/TOKEN/notes" */
	str self_url;			/* GET address of this form */
	str back_url;			/* where もどる leads */
	str merged;			/* the body two people's texts made */
	bool edit, wide, alone;		/* alone: not in the pane */
	bool was_draft;			/* editing a 下書き */
	bool needs_reason, future;
	note_id note;			/* edit */
	int seen;			/* revision */
	str form_name, object;		/* of the server-side draft */
	struct draft draft;
	bool continuing;		/* the draft is shown */
	const struct params *source;	/* what was sent or drafted, or NULL */
	struct veiled body, gist, counterpart;
	str at, mins, method, place, reason;
	str at_echo;
	stamp kept_at;			/* edit: when it happened, and how */
	str kept_text;			/* the form says so: unchanged */
	const struct code *methods, *places;
	struct note_person_choice *people;
	isize people_n;
	bool house;
	str audience;			/* own, case, named */
	struct note_reader_choice *team;
	isize team_n;
	str team_names;			/* 社協・基幹 */
	str matter;			/* "", health, meeting */
	struct note_hint hint;		/* of the text as it stands */
	bool rare_method;		/* not among the first seven */
	const struct note_reader *stored;	/* edit: as it is now */
	isize counterpart_at;		/* in note_counterparts; -1: other */
	struct note_next next[NEXT_MAX];
	int next_n;
	struct task_colleagues who;
	struct task_lines open;		/* to be ticked off */
	struct person_item_list family;	/* beside S34 */
	struct veiled beside[4];	/* 主訴, 強み, 課題, 見立て */
};

/* What a form carries, checked. */
struct note_input {
	struct note_new note;
	enum note_reason reason;
	struct task_new *tasks;
	isize tasks_n;
	task_id *done;
	isize done_n;
};

/* For a new note; filled from what was sent, a draft, or the defaults. */
enum status note_form_new(struct rq *rq, struct note_form **ret) MUST_CHECK;
/* For an existing note.  E_NOT_FOUND, E_FORBIDDEN as note_save. */
enum status note_form_edit(struct rq *rq, note_id id, struct note_form **ret)
	MUST_CHECK;
/* E_INVALID with rq's errors. */
enum status note_form_check(struct rq *rq, struct note_form *f,
			    struct note_input *ret) MUST_CHECK;
/* The composer as a page of its own, with what it shows on the record. */
enum status note_form_page(struct rq *rq, struct note_form *f,
			   struct reply *ret) MUST_CHECK;
bool note_ticked(const struct note_form *f, str token);
/* 本人, 家族, 機関, その他. */
extern const str note_counterparts[];
extern const isize note_counterparts_n;

/* What a note says besides its text, where two savings may differ too. */
enum clash_field_kind { CLASH_GIST, CLASH_AT, CLASH_MINS, CLASH_METHOD,
			CLASH_PLACE, CLASH_COUNTERPART, CLASH_ABOUT,
			CLASH_FIELDS };

/* ---- two people saved -------------------------------------------------- */

struct note_clash {
	struct rq *rq;
	str url, list_url;
	int seen;			/* the revision now */
	struct clash clash;
	const struct note_form *form;	/* the rest of what was sent */
};
enum status note_clash_page(struct rq *rq, note_id id, struct reply *ret)
	MUST_CHECK;
/* The body the chosen hunks make; E_CONFLICT when the note moved again. */
enum status note_clash_body(struct rq *rq, note_id id, int seen, str *ret)
	MUST_CHECK;
/* After the check: fields for which the other's value was chosen. */
void note_clash_take(struct rq *rq, const struct note_form *f,
		     struct note_new *n);
/* Is this input of the composer handed on as it was sent? */
bool note_kept(str name);

/* ---- handlers kept in files of their own ------------------------------- */

/* POST …/tasks/:task/done */
rq_handler note_done_post;

#endif
