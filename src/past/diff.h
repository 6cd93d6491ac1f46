/*
 * diff.h — how two versions of a text differ, line by line.
 *
 * A hunk is a stretch of whole lines: the same in both, or what the one has
 * in place of what the other has.  Used to draw corrections (old text struck
 * through) and to let two people who saved at once keep what each wrote.
 */
#ifndef TB_PAST_DIFF_H
#define TB_PAST_DIFF_H

#include "base/out.h"
#include "vis/veil.h"

struct hunk {
	bool same;	/* then a == b */
	str a, b;	/* lines with their '\n'; either may be empty */
};

struct hunks {
	struct hunk *v;
	isize n, cap;
};

struct hunks diff_hunks(struct arena *a, str before, str after);
/* The same of a text people see; a closed one has no hunks. */
struct hunks diff_hunks_seen(struct arena *a, str mine, struct veiled theirs);

/* Draws `after` with what was taken out as <del> and put in as <ins>.  Masked
 * unless both are clear. */
void diff_html(struct out *o, struct veiled before, struct veiled after);
/* One hunk's two sides, marked where they differ. */
void diff_side_html(struct out *o, str text, str other);
/* The same of two values; unmarked unless both are clear. */
void diff_side_seen(struct out *o, struct veiled v, struct veiled other);

#endif
