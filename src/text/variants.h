/*
 * variants.h — variant kanji (異体字) and what they are folded to.
 *
 * Sorted by `from`.  A canonical form is never itself a `from`.  One direction
 * only, and generous: a search that finds one household too many is mended by
 * looking, one too few is not.  Characters that NFKC already unifies do not
 * stand here.
 */
#ifndef TB_TEXT_VARIANTS_H
#define TB_TEXT_VARIANTS_H

#include "base/str.h"

struct variant {
	u32 from, to;
};

extern const struct variant text_variants[];
extern const isize text_variants_n;

#endif
