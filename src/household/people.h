/*
 * people.h — what the files of this room share: the search text of a person,
 * edits with a version, the rows of the entry page.  Other rooms include
 * household.h; the intake, which enters the same rows, includes rows.h.
 */
#ifndef TB_HOUSEHOLD_PEOPLE_H
#define TB_HOUSEHOLD_PEOPLE_H

#include "household.sql.h"
#include "household/household.h"
#include "search/search.h"

/*
 * Everything a person is found by: names in one piece (so that a search finds
 * them with or without the blank), readings, former names, telephones and the
 * household's address.  The index forgets only what it is given again, so this
 * is a function of the stored rows and nothing else.
 */
enum status person_search_entry(struct rq *rq, struct db *tx,
				casefile_id casefile, person_id person,
				struct search_entry *ret) MUST_CHECK;
/* Writes the entry anew; `was`: the entry before the change. */
enum status person_search_again(struct rq *rq, struct db *tx,
				const struct search_entry *was) MUST_CHECK;
/* A stored date as it can be typed again: S19.3.4, H29, 昭和45年頃. */
str date_typed(struct arena *a, str edtf);
/*
 * Reads a date that cannot lie ahead of today.  E_INVALID with an error on
 * `field`.  An empty text is PREC_NONE.
 */
enum status past_date(struct rq *rq, str field, str typed, struct fdate *ret)
	MUST_CHECK;

/* The same, and an age (82, 80代) instead of the date. */
enum status birth_date(struct rq *rq, str field, str typed, struct fdate *ret)
	MUST_CHECK;
/* The stored text of a date; empty for none. */
str date_stored(struct arena *a, struct fdate d);

/* A key of a list of the built-in dictionary in words; {0}: unknown. */
str word_label(const struct rq *rq, str list, str key);

#endif
