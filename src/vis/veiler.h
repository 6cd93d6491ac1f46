/*
 * veiler.h — hands a lens down to the dictionary, which stands below it.
 *
 *	struct lens_person_view view = { rq->lens, person };
 *	struct dict_veiler veiler = lens_veiler(&view);
 *	TRY(doc_read(rq->arena, &ctx, sheet, json, &veiler, &doc));
 */
#ifndef TB_VEILER_H
#define TB_VEILER_H

#include "dict/doc.h"
#include "vis/lens.h"

struct lens_person_view {
	const struct lens *lens;
	person_id person;	/* {0}: the household, the minimum */
};

static inline enum veil_state lens_veiler_state(const void *ctx,
						enum vis_class c,
						bool location)
{
	const struct lens_person_view *view = ctx;
	if (location && lens_guarded(view->lens, view->person))
		return VEIL_HIDE;
	return lens_class(view->lens, c, view->person);
}

/* Keeps a pointer to *view. */
static inline struct dict_veiler
lens_veiler(const struct lens_person_view *view)
{
	return (struct dict_veiler){ lens_veiler_state, view };
}

#endif
