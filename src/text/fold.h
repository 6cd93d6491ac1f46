/*
 * fold.h — one spelling for everything people spell in several ways.
 *
 * Folding is for finding, never for storing: names and addresses are kept
 * exactly as typed.  Two texts are "the same" to a search when their folds
 * are equal: 山邉 = 山邊 = 山辺, ﾔﾏﾍﾞ = ヤマベ = やまべ, ０９０ー = 090-.
 *
 * Steps: NFKC_Casefold (ICU; drops variation selectors), katakana to
 * hiragana, ヵヶ to かけ, variant kanji (異体字) to one canonical form, every
 * dash to '-', and ー between digits to '-'.  The long vowel ー is kept
 * elsewhere.  Folding twice is folding once.
 */
#ifndef TB_TEXT_FOLD_H
#define TB_TEXT_FOLD_H

#include "base/arena.h"
#include "base/str.h"

/* `s` is valid UTF-8, and so is the result; it may be `s` itself. */
str text_fold(struct arena *a, str s);
/* The fold of one character that stands alone; 0 when only text_fold can tell
 * (it becomes several, or none). */
u32 text_fold_char(i64 c);
/*
 * Names the ICU version, the rules above and the variant table.  Indexes and
 * keys made under another version must be rebuilt.
 */
str text_version(struct arena *a);

#endif
