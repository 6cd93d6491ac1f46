/*
 * age.h — what people read of a birth date that was veiled as EDTF.
 */
#ifndef TB_VIS_AGE_H
#define TB_VIS_AGE_H

#include "base/date.h"
#include "vis/veil.h"

/* 「82歳」 of a clear birth, 「80代」 of a coarse one; empty when unknown. */
struct veiled veiled_age(struct arena *a, struct veiled birth, day today);
/* 「昭和19年3月4日（1944）82歳」; a coarse one stays its band. */
struct veiled veiled_birth(struct arena *a, struct veiled birth, day today);
/* 「80代」 of either. */
struct veiled veiled_band(struct veiled birth, day today);
/* The band of a fuzzy birth in static storage; {0} when unknown. */
str age_band(str edtf, day today);

#endif
