/*
 * search.h — finding people and notes in Japanese, within what the viewer may
 * see; and the one place where the full-text index is written.
 *
 * An entry (table `entry`) names its object; the index holds the folded
 * bigrams of a text.  Removing needs the very text that was put, so callers
 * pass the old one.
 *
 * Besides its *whole* text an object may have *parts*: what is left of it for
 * viewers of a shared casefile, each part with the classes that must be clear
 * to them (needs) and the person it tells of.  A word in a part that a viewer
 * may not read finds nothing for him, and costs what nothing costs.
 */
#ifndef TB_SEARCH_H
#define TB_SEARCH_H

#include "kernel/rq.h"
#include "vis/prose.h"

enum search_reach {
	REACH_WHOLE,	/* for viewers who see everything of the object */
	REACH_PART,	/* for those to whom `needs` is clear */
	REACH_BOTH,	/* a part that is the whole text */
	REACH_HOUSE,	/* for those who only know that support exists */
};

struct search_part {
	str key;		/* its name within the object, not "" */
	enum search_reach reach;
	i64 needs;		/* as vis_shown(): 3 for each class needed */
	person_id person;	/* must be shared; {0}: nobody */
	str text;
};
/* The bits of one class in `needs`. */
#define SEARCH_NEEDS(class) ((i64)3 << 2 * (class))

struct search_text {
	str whole;
	const struct search_part *parts;
	isize n;
};

struct search_entry {
	str kind;		/* "person", "note", "intake" */
	i64 object;
	casefile_id casefile;	/* {0}: an intake without a household */
	agency_id agency;	/* which wrote it */
	stamp at;
	str text;		/* the whole: raw; folded and cut here */
	const struct search_part *parts;
	isize parts_n;
};

/*
 * A person is found whole; by the names and the household's name where those
 * are shown (parts "names", "house": the latter is all that an existence-only
 * sharing finds); by telephones and the address where contact is clear.
 */
struct search_person {
	person_id id;
	struct out names, house, contact;	/* lines */
};
void search_person_text(struct arena *a, const struct search_person *p,
			struct search_entry *ret);
/*
 * The parts of a prose (vis/prose.h): "open", what is outside every closed
 * range, "said", what stands in the place of others (言いかえ), and one for
 * each set of classes.  What names two people, or is open only to those who
 * see everything, is in no part.
 */
void search_prose_text(struct arena *a, const struct prose_parts *p,
		       struct search_entry *ret);
/* The text of the part with this key; {0}: there is none any more. */
str search_part_text(const struct search_entry *e, str key);

/*
 * Whose an entry is.  Its words stand in the index on a shelf of the agency
 * that leads the casefile, one for each kind, and it is marked, so that a
 * question steps only through what the asker may reach, however large the city:
 * a whole text with the agencies that read it as their own (`_note_a…`) and
 * with its casefile (`_note_w…`), a part with its casefile (`_note_p…`) and as
 * a part at all (`_note_p`).  Shelves and marks say where to look; who may read
 * a hit is said by its seat, after each sharing anew.
 */
struct search_owner {
	casefile_id casefile;	/* {0}: an intake without a household */
	agency_id agency;	/* which wrote it */
	agency_id lead;		/* which leads the casefile */
	enum search_reach reach;
};

/* The tokens of an entry: its marks, then its text on its shelf. */
str search_tokens(struct arena *a, str kind, const struct search_owner *o,
		  str text);

enum status search_put(struct db *tx, struct arena *a, i64 muni,
		       const struct search_entry *e) MUST_CHECK;
/* Replaces the texts of an object's entries; `old` is what was put. */
enum status search_rewrite(struct db *tx, struct arena *a, i64 muni,
			   struct search_text old,
			   const struct search_entry *e) MUST_CHECK;
/* The same for an object that never had parts. */
enum status search_replace(struct db *tx, struct arena *a, i64 muni,
			   str old_text, const struct search_entry *e)
	MUST_CHECK;
/* An intake was bound to a casefile: its entry moves along. */
enum status search_bind(struct db *tx, i64 muni, str kind, i64 object,
			casefile_id casefile) MUST_CHECK;
enum status search_drop(struct db *tx, struct arena *a, i64 muni, str kind,
			i64 object, struct search_text was) MUST_CHECK;

/* Where to look for an asker: on his agency's shelf, and on those of the
 * agencies whose casefiles are shared with him, among the parts of these
 * casefiles; if they are more than search_granted_most (200, fewer in tests),
 * among all parts there. */
extern int search_granted_most;
struct search_range {
	agency_id agency;
	const struct search_lead {
		agency_id lead;
		const casefile_id *shared;
		isize n;	/* 0: all */
	} *leads;
	isize leads_n;
};
enum status search_range(struct rq *rq, const struct vis_scope *scope,
			 struct search_range *ret) MUST_CHECK;
/* What is asked of the index (index_match): `kind` as in an entry. */
str search_match(struct rq *rq, const struct search_range *range, str kind,
		 str typed);
/* The same within the whole texts of one casefile. */
enum status search_match_case(struct db *db, struct arena *a, i64 muni,
			      casefile_id casefile, str kind, str typed,
			      str *ret) MUST_CHECK;
/* Changes when entries are put on other shelves or marked otherwise: part of
 * the index's version. */
str search_version(struct arena *a);

/* A household that might be the one spoken of, and why. */
struct candidate {
	casefile_id casefile;
	struct veiled name, name_kana, band, town;
	str lead_short, lead_phone;
	bool exists_only;	/* no more than the name and whom to ask */
	str why;		/* 「かなと生年月日が同じ」「電話が同じ」… */
	bool may_open;
};
struct candidate_list {
	struct candidate *v;
	isize n;
};
/* At most 10, best first, only within the viewer's scope; the same number of
 * statements whether or not anything hidden matches.  Empty strings match
 * nothing. */
enum status search_candidates(struct rq *rq, str name, str kana, str birth_edtf,
			      str phone, str place,
			      struct candidate_list *ret) MUST_CHECK;

extern const struct route search_routes[];
extern const isize search_routes_n;

#endif
