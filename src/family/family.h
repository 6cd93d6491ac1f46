/*
 * family.h — the household's genogram (ジェノグラム), drawn from the record.
 *
 * What is laid out is only what the viewer's lens shows: a value that is not
 * clear to him never reaches the picture, so that neither shape nor place can
 * tell it.  The picture does not depend on who is 本人: that is the focus of
 * one look, and nobody moves when it changes.
 *
 * Not here: how it is laid out (genogram/), the rows it is made of
 * (household/), changing them in the picture.
 */
#ifndef TB_FAMILY_H
#define TB_FAMILY_H

#include "household/household.h"
#include "kernel/rq.h"

/* The small picture of S30. */
struct family_thumb {
	bool closed;	/* the families' matters are not shared */
	html svg;	/* {0}: nobody is there yet */
	str url;	/* S35 */
};
/* Of rq->lens's casefile; `people` are its.  Writes no look: the page around
 * it does. */
enum status family_thumb(struct rq *rq, const struct person_item_list *people,
			 struct family_thumb *ret) MUST_CHECK;
/* Template of family.html: the card around it. */
void family_thumb_card(struct out *o, const struct family_thumb *t);

extern const struct route family_routes[];
extern const isize family_routes_n;

#endif
