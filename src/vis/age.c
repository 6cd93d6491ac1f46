/* age.c — see age.h. */
#include "vis/age.h"

/* 「10歳未満」, 「10代」 … 「100歳以上」: a closed list, so that the band lives
 * in static storage and carries nothing else. */
str age_band(str edtf, day today)
{
	static const str bands[] = {
		STR("10歳未満"), STR("10代"), STR("20代"), STR("30代"),
		STR("40代"),	 STR("50代"), STR("60代"), STR("70代"),
		STR("80代"),	 STR("90代"), STR("100歳以上"),
	};
	struct fdate birth;
	if (fdate_from_edtf(edtf, &birth) != OK)
		return (str){ 0 };
	int decade = fdate_age(birth, today) / 10;
	if (decade < 0)
		decade = 0;
	return bands[decade < COUNT(bands) ? decade : COUNT(bands) - 1];
}

struct veiled veiled_band(struct veiled birth, day today)
{
	if (birth.state != VEIL_CLEAR)
		return birth;
	return veiled_open(age_band(veiled_peek(birth), today));
}
