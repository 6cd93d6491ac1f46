/*
 * veiler.h — hands a lens down to the dictionary, which stands below it.
 *
 *	struct lens_person_view view = { .lens = rq->lens, .person = person };
 *	struct dict_veiler veiler = lens_veiler(&view);
 *	TRY(doc_read(rq->arena, &ctx, sheet, json, &veiler, &doc));
 */
#ifndef TB_VEILER_H
#define TB_VEILER_H

#include "dict/doc.h"
#include "vis/names.h"

struct lens_person_view {
	const struct lens *lens;
	person_id person;	/* {0}: the household */
	agency_id owner;	/* who wrote it; {0}: everybody's */
	const struct prose_names *names;	/* rq_names */
	bool values;	/* prose masked whole; only values of fields */
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

static inline struct veiled lens_veiler_prose(const void *ctx,
					       struct arena *a, str text)
{
	const struct lens_person_view *view = ctx;
	return lens_words(a, view->lens, view->owner, view->person, text,
			  view->names);
}

static inline struct veiled lens_veiler_words(const void *ctx, struct arena *a,
					       enum vis_class c, str text,
					       struct dict_named *named)
{
	const struct lens_person_view *view = ctx;
	return lens_value(a, view->lens, c, text, view->names, named);
}

static inline bool lens_veiler_of_all(const void *ctx,
				      const struct dict_named *named,
				      enum vis_class c)
{
	const struct lens_person_view *view = ctx;
	for (isize i = 0; i < named->n; i++) {
		person_id person = { named->v[i] };
		if (lens_class(view->lens, c, person) != VEIL_CLEAR)
			return false;
	}
	return true;
}

/* Keeps a pointer to *view.  With names, prose is closed by passages, and
 * values that name others are as closed as those. */
static inline struct dict_veiler
lens_veiler(const struct lens_person_view *view)
{
	bool cut = view->names && view->lens->granted;
	bool prose = cut && !view->values;
	return (struct dict_veiler){
		.state = lens_veiler_state,
		.ctx = view,
		.prose = prose ? lens_veiler_prose : NULL,
		.prose_rows = prose && !lens_can(view->lens, VERB_SHEETS),
		.words = cut ? lens_veiler_words : NULL,
		.of_all = lens_veiler_of_all,
	};
}

#endif
