/*
 * records.h — lens_record (lens.h) as a predicate, for queries that count,
 * order or page records: what is not there for a viewer is in no number.
 *
 * A query binds the four values; src/note/note.sql shows the condition, and
 * note_test.c holds it against lens_record.
 */
#ifndef TB_VIS_RECORDS_H
#define TB_VIS_RECORDS_H

#include "vis/lens.h"

struct lens_records {
	agency_id own;	/* whose records are there whatever their audience */
	agency_id via;	/* who looks through the lens: `own`, unless previewed */
	int reads;	/* enum reads; all bits when not granted */
	str shut;	/* ",70,,71,": persons whose prose is closed altogether;
			 * ",0," for the household */
};

struct lens_records lens_records(struct arena *a, const struct lens *l);

#endif
