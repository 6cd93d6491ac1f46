/*
 * names.h — what people are called by in the texts about a household, and the
 * words of texts that have no ranges of their own (sheets, tasks).
 */
#ifndef TB_VIS_NAMES_H
#define TB_VIS_NAMES_H

#include "db/db.h"
#include "vis/prose.h"

/* The household's people, staff who may have written, and the municipality's
 * own words about money. */
enum status vis_names(struct db *db, struct arena *a, i64 muni,
		      casefile_id casefile, struct prose_names *ret)
	MUST_CHECK;
/*
 * A text that nobody looked through: whole for the agency that wrote it and
 * for those whose case it is; else with what the word lists propose closed.
 */
struct veiled lens_words(struct arena *a, const struct lens *l,
			 agency_id owner, person_id person, str text,
			 const struct prose_names *names);

#endif
