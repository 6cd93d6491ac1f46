/*
 * prose_in.h — what the files of prose.h share; for nobody else.
 */
#ifndef TB_VIS_PROSE_IN_H
#define TB_VIS_PROSE_IN_H

#include "vis/prose.h"

struct prose_span {
	isize from, to;
};
struct prose_spans {
	struct prose_span *v;
	isize n, cap;
};

/* Sentences end at 。！？, line breaks and round brackets; without blanks
 * around them, in order. */
struct prose_spans prose_sentences(struct arena *a, str text);
/* By place, then the longer first, then class and person. */
void prose_sort(struct prose *p);
bool prose_is_blank(str s);

/* The built-in words, for the test that they stand there folded. */
isize prose_words_count(void);
str prose_word(isize i);

#endif
