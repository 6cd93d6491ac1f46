/* family_in.h — what the files of this room share. */
#ifndef TB_FAMILY_IN_H
#define TB_FAMILY_IN_H

#include "family/family.h"
#include "genogram/genogram.h"
#include "genogram/kin.h"
#include "household/household.h"

/* The household as a picture may show it. */
struct family {
	struct genogram_family g;
	person_id *ids;	/* of g.persons, which stand as in person_list */
	bool closed;	/* who belongs to whom is not shared: g is empty */
	bool partial;	/* some ties may be there and not his to see */
	bool odd;	/* the ties contradict each other: g has none */
};

/* E_DOWN, E_BUSY from the database. */
enum status family_read(struct rq *rq, const struct person_item_list *people,
			struct family *ret) MUST_CHECK;

/* What is drawn; assumed[i] becomes true for a child whose other parent is not
 * recorded and who hangs under the couple all the same. */
struct genogram_family family_drawn(struct arena *a, const struct family *f,
				    bool *ret_assumed);

struct family_line {
	const struct person_item *item;
	struct veiled kin;	/* 続柄 from the person in focus */
	str url;		/* of the person; {0}: may not be opened */
	str focus_url;		/* the same page with this person as 本人 */
	bool focus;
};

struct family_page {
	const struct rq *rq;
	bool closed, odd, juminhyo;
	str people_url, ties_url, koseki_url, juminhyo_url, a4_url, a3_url;
	str back_url;		/* from the paper to the screen */
	html svg;		/* {0}: nobody is there yet */
	str assumed;		/* 「山邉 浩一さん、…」; {0}: nobody */
	struct family_line *v;
	isize n;
	enum genogram_paper paper;
	str when;
};

#endif
