/*
 * note.h — 支援経過: what happened, note by note; corrections keep the
 * original.
 *
 * A note's text is a chain of immutable versions (note_text); the row carries
 * the newest.  state: draft (下書き: only its author sees it) → record
 * (記録済み).  A draft's versions are not kept, it is not in the search index
 * and moves no sort key.  Once a record exists every version stays; after
 * another agency has read it, changing it is a correction (訂正) with a
 * reason.
 *
 * Invariants: a note is changed only by its own agency, over the revision the
 * writer has seen (E_CONFLICT otherwise, nothing written); the people it
 * names belong to its casefile; 要点 has at most 40 characters.
 */
#ifndef TB_NOTE_H
#define TB_NOTE_H

#include "kernel/rq.h"
#include "vis/prose.h"

struct note_new {
	casefile_id casefile;
	bool draft;
	stamp happened_at;
	i64 minutes;		/* 0: not said */
	str method;		/* code method */
	str place, counterpart;
	str title;		/* {0}: the first line of the body, ≤ 40 */
	str body;
	const person_id *about;	/* none: the household */
	isize about_n;
	intake_id intake;	/* {0}: none */
	/* 見せる範囲, and who is meant by AUDIENCE_NAMED. */
	enum audience audience;
	const agency_id *readers;
	isize readers_n;
	str matter;		/* "", health (健康の記録), meeting (会議資料) */
};

/* Row, first version, people, search entry, seat, audit, live event. */
enum status note_add(struct rq *rq, struct db *tx, const struct note_new *n,
		     note_id *ret) MUST_CHECK;

/* Why a record that others have read is changed (訂正の理由). */
enum note_reason {
	REASON_NONE,		/* 直す: nobody else has read it */
	REASON_TYPO,		/* 誤記 */
	REASON_ADDITION,	/* 追記 */
	REASON_FACT,		/* 事実がちがった */
	REASON_COUNT
};
str note_reason_name(enum note_reason r);	/* as stored: typo … */
str note_reason_label(str name);
enum note_reason note_reason_find(str name);

struct note_change {
	note_id note;
	int seen;		/* the revision the writer read */
	enum note_reason reason;
	struct note_new now;	/* draft: stays one; a record never returns */
};
/*
 * E_NOT_FOUND also for a colleague's draft; E_FORBIDDEN for another agency's
 * note; E_CONFLICT when `seen` is not the newest; E_INVALID when a reason is
 * needed.  Words for people are in rq's errors.
 */
enum status note_save(struct rq *rq, struct db *tx,
		      const struct note_change *c) MUST_CHECK;
/* Throws away a draft of the viewer's own.  E_CONFLICT when it is none. */
enum status note_discard(struct rq *rq, struct db *tx, casefile_id casefile,
			 note_id id) MUST_CHECK;
/* Has another agency looked since the note became a record? */
enum status note_is_read(struct rq *rq, struct db *db, casefile_id casefile,
			 agency_id owner, stamp since, bool *ret) MUST_CHECK;

enum { NOTE_BODY_MAX = 20000, NOTE_GIST_MAX = 40 };	/* characters */

/* 要点: the first line that is not empty, at most 40 characters; cut behind a
 * full stop when one stands late enough. */
str note_gist(str body);

/* ---- closed passages (vis/prose.h) -------------------------------------- */

/* A passage that is proposed or decided upon, as the own agency sees it. */
struct note_spot {
	bool title;		/* in the 要点, not in the text */
	isize from, to;		/* bytes */
	str passage;
	str why;		/* 「お金」「浩一さんのこと」 */
	str whom;		/* 「基幹」: to whom it is closed */
	bool name;		/* a name or a number, not a sentence */
	bool safety;		/* closing it asks why */
	enum prose_state state;
	str instead;
};
struct note_spots {
	struct note_spot *v;
	isize n, cap;
};

/* A record with passages nobody has confirmed. */
struct note_waiting {
	note_id id;
	int revision;
	str url;		/* where they are decided upon */
	str day, how;
	struct note_spots spots;
};
struct note_waitings {
	struct note_waiting *v;
	isize n, cap;
	isize sentences;	/* まだ確かめていない記録 */
	isize names;		/* 名前・電話の候補 */
};
/*
 * The own agency's records of rq's casefile whose proposals close something
 * to `to` (NULL: to anybody it is shared with), newest first.
 */
enum status note_unreviewed(struct rq *rq, const struct lens *to,
			    struct note_waitings *ret) MUST_CHECK;

struct note_decision {
	note_id note;
	int seen;		/* the version the passage stands in */
	bool title;
	isize from, to;
	enum prose_state state;	/* not PROPOSED */
	str instead;		/* 言いかえ */
	bool add;		/* a passage that was not proposed */
	int class;		/* add: enum vis_class or PROSE_ALL */
	str reason;		/* why a passage of safety is closed */
};
/*
 * E_NOT_FOUND also for another agency's note; E_CONFLICT when `seen` is not
 * the newest version; E_INVALID with rq's errors when a reason is missing.
 * What is closed here is closed in every version.
 */
enum status note_mask_decide(struct rq *rq, struct db *tx, casefile_id casefile,
			     const struct note_decision *d) MUST_CHECK;
/* Everything proposed becomes closed, and the record confirmed. */
enum status note_mask_confirm(struct rq *rq, struct db *tx,
			      casefile_id casefile, note_id note, int seen)
	MUST_CHECK;

/* What an index may hold of a record (prose_parts): 要点 and text together. */
struct prose_parts note_search_parts(struct arena *a, str title,
				     str title_masks, str body, str masks);

/* Whole text and parts of a version, for the index (search/search.h). */
struct search_entry;
void note_search_entry(struct arena *a, str title, str title_masks, str body,
		       str masks, struct search_entry *ret);

/* One note in one line, for the overview. */
struct note_brief {
	note_id id;
	str url;		/* opens it in the list */
	str day, time, how;	/* R8.11.9(月), 14:05, 電話 */
	struct veiled title;
	str agency_short, who;
	bool own, draft;
};
struct note_briefs {
	struct note_brief *v;
	isize n;
};
/* The newest of rq's casefile; none when 支援経過 is not shared. */
enum status note_recent(struct rq *rq, int most, struct note_briefs *ret)
	MUST_CHECK;

/* What the index holds of a note; removing it needs the very same text. */
str note_search_text(struct arena *a, str title, str body);

extern const struct route note_routes[];
extern const isize note_routes_n;

#endif
