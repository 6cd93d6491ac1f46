/* date.c — see date.h.  The calendar and how dates are written. */
#include "base/date.h"

#include "base/era.h"

enum { MS_DAY = 86400000, MS_MINUTE = 60000, JAPAN = 9 * 60 * MS_MINUTE };

const struct era eras[ERA_COUNT] = {
	{ STR("明治"), STR("明"), STR("M"), { 1868, 1, 25 },
	  STR("1873年（明治6年）から入れられます。例 M6.1.1"),
	  STR("明治は45年7月29日までです。西暦か大正で入れてください。") },
	{ STR("大正"), STR("大"), STR("T"), { 1912, 7, 30 },
	  STR("大正は元年7月30日からです。西暦か明治で入れてください。"),
	  STR("大正は15年12月24日までです。西暦か昭和で入れてください。") },
	{ STR("昭和"), STR("昭"), STR("S"), { 1926, 12, 25 },
	  STR("昭和は元年12月25日からです。西暦か大正で入れてください。"),
	  STR("昭和は64年1月7日までです。西暦か平成で入れてください。") },
	{ STR("平成"), STR("平"), STR("H"), { 1989, 1, 8 },
	  STR("平成は元年1月8日からです。西暦か昭和で入れてください。"),
	  STR("平成は31年4月30日までです。西暦か令和で入れてください。") },
	{ STR("令和"), STR("令"), STR("R"), { 2019, 5, 1 },
	  STR("令和は元年5月1日からです。西暦か平成で入れてください。"),
	  STR("2100年（令和82年）まで入れられます。例 R8.11.9") },
};

static i64 floor_div(i64 a, i64 b)
{
	return a / b - (a % b < 0);
}

day stamp_day(stamp t)
{
	return (day){ (int)floor_div(t.ms + JAPAN, MS_DAY) };
}

int stamp_minute(stamp t)
{
	i64 local = t.ms + JAPAN;
	return (int)((local - floor_div(local, MS_DAY) * MS_DAY) / MS_MINUTE);
}

stamp stamp_at(day d, int minute)
{
	return (stamp){ (i64)d.n * MS_DAY + (i64)minute * MS_MINUTE - JAPAN };
}

/* Days of the proleptic Gregorian calendar, counted in 400-year cycles that
 * begin on 1 March, so that the leap day is the last of its year. */
static int days_of(int y, int m, int d)
{
	y -= m <= 2;
	int cycle = (int)floor_div(y, 400);
	int year = y - cycle * 400;
	int in_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	int in_cycle = year * 365 + year / 4 - year / 100 + in_year;
	return cycle * 146097 + in_cycle - 719468;
}

struct ymd day_ymd(day at)
{
	int z = at.n + 719468;
	int cycle = (int)floor_div(z, 146097);
	int n = z - cycle * 146097;
	int year = (n - n / 1460 + n / 36524 - n / 146096) / 365;
	int in_year = n - (365 * year + year / 4 - year / 100);
	int m = (5 * in_year + 2) / 153;
	int d = in_year - (153 * m + 2) / 5 + 1;
	m += m < 10 ? 3 : -9;
	return (struct ymd){ year + cycle * 400 + (m <= 2), m, d };
}

static bool is_leap(int y)
{
	return y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
}

int month_length(int y, int m)
{
	static const int length[] = { 31, 28, 31, 30, 31, 30,
				      31, 31, 30, 31, 30, 31 };
	return m == 2 && is_leap(y) ? 29 : length[m - 1];
}

enum status day_from_ymd(struct ymd v, day *ret)
{
	if (v.y < YEAR_MIN || v.y > YEAR_MAX || v.m < 1 || v.m > 12)
		return E_INVALID;
	if (v.d < 1 || v.d > month_length(v.y, v.m))
		return E_INVALID;
	*ret = (day){ days_of(v.y, v.m, v.d) };
	return OK;
}

int day_weekday(day d)
{
	int n = (d.n + 4) % 7;	/* 1970-01-01 was a Thursday */
	return n < 0 ? n + 7 : n;
}

static int age_on(day birth, day at)
{
	struct ymd b = day_ymd(birth), t = day_ymd(at);
	bool before = t.m < b.m || (t.m == b.m && t.d < b.d);
	return t.y - b.y - before;
}

int fdate_age(struct fdate birth, day at)
{
	return age_on(birth.first, at);
}

day fdate_last(struct fdate d)
{
	struct ymd v = day_ymd(d.first);
	switch (d.precision) {
	case PREC_MONTH:
		return (day){ days_of(v.y, v.m, month_length(v.y, v.m)) };
	case PREC_YEAR:
	case PREC_ABOUT:
		return (day){ days_of(v.y, 12, 31) };
	default:
		return d.first;
	}
}

const struct era *era_of(day d)
{
	int i = ERA_COUNT - 1;
	while (i > 0) {
		struct ymd f = eras[i].first;
		if (d.n >= days_of(f.y, f.m, f.d))
			break;
		i--;
	}
	return eras + i;
}

int day_fiscal_year(day d)
{
	struct ymd v = day_ymd(d);
	return v.y - (v.m < 4);
}

/* ---- writing --------------------------------------------------------- */

static void put_iso(struct out *o, struct ymd v, enum precision precision)
{
	out_padded(o, v.y, 4);
	if (precision == PREC_YEAR || precision == PREC_ABOUT)
		return;
	out_char(o, '-');
	out_padded(o, v.m, 2);
	if (precision == PREC_MONTH)
		return;
	out_char(o, '-');
	out_padded(o, v.d, 2);
}

void fdate_edtf(struct out *o, struct fdate d)
{
	if (d.precision == PREC_NONE)
		return;
	put_iso(o, day_ymd(d.first), d.precision);
	if (d.precision == PREC_ABOUT)
		out_char(o, '~');
}

static str weekday_sign(day d)
{
	static const str sign[] = { STR("日"), STR("月"), STR("火"), STR("水"),
				    STR("木"), STR("金"), STR("土") };
	return sign[day_weekday(d)];
}

void fdate_print_short(struct out *o, struct fdate d)
{
	if (d.precision == PREC_NONE)
		return;
	const struct era *e = era_of(fdate_last(d));
	struct ymd v = day_ymd(d.first);
	put(o, e->letter);
	put(o, v.y - e->first.y + 1);
	if (d.precision == PREC_ABOUT)
		put(o, S("頃"));
	if (d.precision == PREC_YEAR)
		put(o, S("（月日は不明）"));
	if (d.precision == PREC_YEAR || d.precision == PREC_ABOUT)
		return;
	out_char(o, '.');
	put(o, v.m);
	if (d.precision == PREC_MONTH) {
		put(o, S("（日は不明）"));
		return;
	}
	out_char(o, '.');
	put(o, v.d);
	out_char(o, '(');
	put(o, weekday_sign(d.first));
	out_char(o, ')');
}

/* 令和8年11月9日, 昭和45年頃: all but weekday and western year. */
static void put_wareki(struct out *o, struct fdate d)
{
	const struct era *e = era_of(fdate_last(d));
	struct ymd v = day_ymd(d.first);
	int year = v.y - e->first.y + 1;
	put(o, e->name);
	if (year == 1)
		put(o, S("元"));
	else
		put(o, year);
	put(o, S("年"));
	if (d.precision == PREC_ABOUT)
		put(o, S("頃"));
	if (d.precision == PREC_YEAR || d.precision == PREC_ABOUT)
		return;
	put(o, v.m);
	put(o, S("月"));
	if (d.precision == PREC_MONTH)
		return;
	put(o, v.d);
	put(o, S("日"));
}

void fdate_print_long(struct out *o, struct fdate d)
{
	if (d.precision == PREC_NONE)
		return;
	put_wareki(o, d);
	if (d.precision == PREC_MONTH)
		put(o, S("（日は不明）"));
	if (d.precision != PREC_DAY)
		return;
	put(o, S("（"));
	put(o, weekday_sign(d.first));
	put(o, S("）"));
}

static int not_below_0(int age)
{
	return age < 0 ? 0 : age;
}

void fdate_print_age(struct out *o, struct fdate birth, struct fdate at)
{
	int least = age_on(fdate_last(birth), at.first);
	int most = age_on(birth.first, fdate_last(at));
	bool about = birth.precision == PREC_ABOUT ||
		     at.precision == PREC_ABOUT;
	if (!birth.precision || !at.precision || most < 0)
		return;
	if (about || not_below_0(least) != most)
		put(o, S("約"));
	put(o, not_below_0(fdate_age(birth, at.first)));
	put(o, S("歳"));
}

void fdate_print_birth(struct out *o, struct fdate d, day today)
{
	if (d.precision == PREC_NONE)
		return;
	put_wareki(o, d);
	put(o, S("（"));
	put(o, day_ymd(d.first).y);
	put(o, S("）"));
	/* A year alone does not say whether the birthday has passed. */
	if (d.precision != PREC_YEAR && d.precision != PREC_ABOUT)
		fdate_print_age(o, d, (struct fdate){ PREC_DAY, today });
}

void day_print_short(struct out *o, day d)
{
	fdate_print_short(o, (struct fdate){ PREC_DAY, d });
}

void day_print_long(struct out *o, day d)
{
	fdate_print_long(o, (struct fdate){ PREC_DAY, d });
}

void day_print_iso(struct out *o, day d)
{
	put_iso(o, day_ymd(d), PREC_DAY);
}

void stamp_print_time(struct out *o, stamp t)
{
	int minute = stamp_minute(t);
	out_padded(o, minute / 60, 2);
	out_char(o, ':');
	out_padded(o, minute % 60, 2);
}

void stamp_print_short(struct out *o, stamp t)
{
	day_print_short(o, stamp_day(t));
	out_char(o, ' ');
	stamp_print_time(o, t);
}

void stamp_print_iso(struct out *o, stamp t)
{
	day_print_iso(o, stamp_day(t));
	out_char(o, 'T');
	stamp_print_time(o, t);
	out_char(o, ':');
	i64 s = floor_div(t.ms, 1000);
	out_padded(o, s - floor_div(s, 60) * 60, 2);
	put(o, S("+09:00"));
}

void fdate_print_band(struct out *o, struct fdate d, day today)
{
	if (d.precision == PREC_NONE)
		return;
	int age = fdate_age(d, today);
	if (age < 10) {
		put(o, S("10歳未満"));
	} else if (age >= 100) {
		put(o, S("100歳以上"));
	} else {
		put(o, age / 10 * 10);
		put(o, S("代"));
	}
}
