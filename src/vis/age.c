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
	if (fdate_from_edtf(edtf, &birth) != OK ||
	    birth.precision == PREC_NONE)
		return (str){ 0 };
	int decade = fdate_age(birth, today) / 10;
	if (decade < 0)
		decade = 0;
	return bands[decade < COUNT(bands) ? decade : COUNT(bands) - 1];
}

static bool is_known(struct veiled v, struct fdate *ret)
{
	return v.state == VEIL_CLEAR &&
	       fdate_from_edtf(veiled_peek(v), ret) == OK &&
	       ret->precision != PREC_NONE;
}

struct veiled veiled_age(struct arena *a, struct veiled birth, day today)
{
	struct fdate d;
	if (birth.state != VEIL_CLEAR)
		return birth;
	if (!is_known(birth, &d))
		return veiled_open((str){ 0 });
	struct out o = out_open(a, 16);
	if (d.precision == PREC_ABOUT)
		put(&o, S("約"));
	put(&o, fdate_age(d, today));
	put(&o, S("歳"));
	return veiled_open(out_str(&o));
}

struct veiled veiled_birth(struct arena *a, struct veiled birth, day today)
{
	struct fdate d;
	if (birth.state != VEIL_CLEAR)
		return birth;
	if (!is_known(birth, &d))
		return veiled_open((str){ 0 });
	struct out o = out_open(a, 64);
	fdate_print_birth(&o, d, today);
	return veiled_open(out_str(&o));
}

struct veiled veiled_band(struct veiled birth, day today)
{
	if (birth.state != VEIL_CLEAR)
		return birth;
	return veiled_open(age_band(veiled_peek(birth), today));
}
