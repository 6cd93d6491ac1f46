/*
 * words.h — veiled values of a row, put into the words people read, still
 * veiled: what is closed stays closed, what is coarse stays coarse.
 */
#ifndef TB_VIS_WORDS_H
#define TB_VIS_WORDS_H

#include "base/date.h"
#include "vis/veil.h"

/* 「山邉 トキ」: as open as the more closed of the two. */
struct veiled veiled_name_words(struct arena *a, struct veiled family,
				struct veiled given);
/* Two texts with `between`: as open as the more closed of the two. */
struct veiled veiled_pair(struct arena *a, struct veiled x, str between,
			  struct veiled y);
/* 昭和19年3月4日（1944）82歳, from a birth as queries give it (EDTF when
 * clear, the band when coarse). */
struct veiled veiled_birth_words(struct arena *a, struct veiled edtf,
				 day today);
/* 82歳; 約82歳 when the birth does not tell it (date.h); 80代 when coarse. */
struct veiled veiled_age_words(struct arena *a, struct veiled edtf, day today);

#endif
