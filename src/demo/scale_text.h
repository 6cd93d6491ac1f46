/*
 * scale_text.h — notes and tasks made of sentences, for --scale.
 */
#ifndef TB_DEMO_SCALE_TEXT_H
#define TB_DEMO_SCALE_TEXT_H

#include "base/arena.h"
#include "base/rng.h"

/* Three to six sentences; a word of one sentence stands in a few per cent of
 * the notes, a rare one in one of some thousands. */
str scale_note_text(struct arena *a, struct rng *r);
str scale_task_text(struct rng *r);

#endif
