/*
 * age.h — what people read of a birth date that was veiled as EDTF.
 */
#ifndef TB_VIS_AGE_H
#define TB_VIS_AGE_H

#include "base/date.h"
#include "vis/veil.h"

/* 「80代」 of a clear birth; a coarse one is its band already. */
struct veiled veiled_band(struct veiled birth, day today);
/* The band of a fuzzy birth in static storage; {0} when unknown. */
str age_band(str edtf, day today);

#endif
