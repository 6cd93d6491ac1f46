/*
 * collate.h — the order of names: by reading, as in a Japanese list.
 */
#ifndef TB_TEXT_COLLATE_H
#define TB_TEXT_COLLATE_H

#include "base/arena.h"
#include "base/str.h"

/*
 * A key whose byte order is the order of lists: first the reading without
 * voiced marks and small forms (か = が, つ = っ; ー as the vowel before it),
 * then the folded reading, then the name as written.  A name without a reading
 * stands after all that have one.
 */
str text_sort_key(struct arena *a, str kana, str raw);

#endif
