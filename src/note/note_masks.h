/*
 * note_masks.h — the closed passages of a note, kept with each version.
 *
 * 要点 and text have masks of their own.  A 要点 that is the text's beginning
 * shares its ranges: they are decided upon in the text alone.
 */
#ifndef TB_NOTE_MASKS_H
#define TB_NOTE_MASKS_H

#include "note.sql.h"
#include "note/note.h"

struct note_masks {
	struct prose title, body;
	bool joined;	/* the 要点 begins the text */
};

/* As they are stored. */
struct note_packed {
	str title, body;
	bool reviewed, restated;
};

/* What a text may call people by.  Never fails but for E_BUSY: what cannot be
 * read closes everything (ret->ok is false), and the save goes on. */
struct note_names {
	bool ok;
	struct prose_names names;
};
enum status note_names_read(struct rq *rq, struct db *db, casefile_id casefile,
			    struct note_names *ret) MUST_CHECK;

/* Proposals for a first version. */
struct note_masks note_masks_new(struct arena *a, const struct note_names *x,
				 str title, str body);
struct note_masks note_masks_read(struct arena *a, str title, str title_masks,
				  str body, str masks);
/* Those of a new version, from the one before. */
struct note_masks note_masks_next(struct arena *a, const struct note_names *x,
				  const struct note_raw *old, str title,
				  str body);
struct note_packed note_masks_pack(struct arena *a, struct note_masks *m,
				   str title, str body);
/* Into the row and its version; then what is closed there is closed in the
 * versions before. */
enum status note_masks_store(struct rq *rq, struct db *tx, note_id id,
			     int revision, const struct note_packed *p)
	MUST_CHECK;

/* After a decision: what the index keeps of the note, and who hears of it.
 * `old`: the row as it was, `p`: as it is now. */
enum status note_reindex(struct rq *rq, struct db *tx, casefile_id casefile,
			 note_id id, const struct note_raw *old,
			 const struct note_packed *p) MUST_CHECK;

/* The agencies rq's casefile is shared with, and what each would see; none to
 * an agency it is shared with itself. */
struct note_guest {
	agency_id agency;
	str short_name;
	struct lens lens;
};
struct note_guests {
	struct note_guest *v;
	isize n, cap;
};
enum status note_guests_read(struct rq *rq, struct db *db,
			     casefile_id casefile, struct note_guests *ret)
	MUST_CHECK;

/* Passages of one text, in order; only those that are closed to one of
 * `guests`, or all when there are none. */
void note_spots_add(struct rq *rq, struct note_spots *to,
		    const struct prose *p, str text, bool title,
		    const struct note_guests *guests,
		    const struct note_names *names);

#endif
