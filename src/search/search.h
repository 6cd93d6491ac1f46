/*
 * search.h — finding people and notes in Japanese, within what the viewer may
 * see; and the one place where the full-text index is written.
 *
 * An entry (table `entry`) names its object; the index holds the folded
 * bigrams of a text.  Removing needs the very text that was put, so callers
 * pass the old one.
 */
#ifndef TB_SEARCH_H
#define TB_SEARCH_H

#include "kernel/rq.h"

struct search_entry {
	str kind;		/* "person", "note", "intake" */
	i64 object;
	casefile_id casefile;	/* {0}: an intake without a household */
	agency_id agency;
	person_id person;
	stamp at;
	str text;		/* raw; folded and cut here */
};

/* The tokens of an entry: its kind is one of them. */
str search_tokens(struct arena *a, str kind, str text);

enum status search_put(struct db *tx, struct arena *a, i64 muni,
		       const struct search_entry *e) MUST_CHECK;
/* Replaces the text of an object's entry; `old_text` is what was put. */
enum status search_replace(struct db *tx, struct arena *a, i64 muni,
			   str old_text, const struct search_entry *e)
	MUST_CHECK;
/* An intake was bound to a casefile: its entry moves along. */
enum status search_bind(struct db *tx, i64 muni, str kind, i64 object,
			casefile_id casefile) MUST_CHECK;
enum status search_drop(struct db *tx, struct arena *a, i64 muni, str kind,
			i64 object, str old_text) MUST_CHECK;

/* A household that might be the one spoken of, and why. */
struct candidate {
	casefile_id casefile;
	struct veiled name, name_kana, band, town;
	str lead_short, lead_phone;
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
