/*
 * date.h — days, instants, and dates people are not sure of.
 *
 * An instant (stamp) is milliseconds since 1970-01-01T00:00Z.  A day is days
 * since 1970-01-01.  The business day is UTC+9 by constant: no TZ, no
 * localtime.  A *fuzzy* date is what a caseworker knows: a day, a month, a
 * year, or about a year; its stored text is EDTF (ISO 8601-2): "1944-03-04",
 * "2026-10", "1970", "1970~".  Eras (元号): 明治 1868-01-25 (dates before
 * 1873 by the lunar calendar are refused), 大正 1912-07-30, 昭和 1926-12-25,
 * 平成 1989-01-08, 令和 2019-05-01.  Range of years accepted: 1873–2100.
 */
#ifndef TB_DATE_H
#define TB_DATE_H

#include "base/out.h"
#include "base/str.h"

typedef struct {
	i64 ms;
} stamp;

typedef struct {
	int n;
} day;

enum precision { PREC_NONE, PREC_DAY, PREC_MONTH, PREC_YEAR, PREC_ABOUT };

/* PREC_NONE: no date.  first = first day of the month or year it names. */
struct fdate {
	enum precision precision;
	day first;
};

struct ymd {
	int y, m, d;
};

/* Minutes and day in Japan of an instant; the instant of a local minute. */
day stamp_day(stamp t);
int stamp_minute(stamp t);	/* 0–1439 */
stamp stamp_at(day d, int minute);

struct ymd day_ymd(day d);
/* E_INVALID for a date that does not exist. */
enum status day_from_ymd(struct ymd v, day *ret) MUST_CHECK;
int day_weekday(day d);		/* 0 = Sunday */
/* Full years from birth to `at` (a fuzzy birth counts from its first day). */
int fdate_age(struct fdate birth, day at);

/*
 * Reads what a person types, after folding width: R8.11.22, 令8/11/22,
 * 令和8年11月22日, 令和元年, 20261122, 2026-11-22, S45, 昭和45年頃, R8.10,
 * きょう, 昨日, きのう, 一昨日, あした, 明日, 来週火曜, 今週金曜, 先週月曜,
 * 3日前, 3日後, 11/9 (this business year's nearest), and EDTF.
 * `today` is the business day.  An empty text is PREC_NONE.
 * E_INVALID: *ret_why (if not NULL) becomes a Japanese sentence that says
 * what is wrong and what to type, e.g. 「昭和は64年1月7日までです。西暦か平成で
 * 入れてください。」
 */
enum status fdate_parse(str text, day today, struct fdate *ret, str *ret_why)
	MUST_CHECK;
/* The stored text (EDTF), and back.  E_INVALID for anything else. */
void fdate_edtf(struct out *o, struct fdate d);
enum status fdate_from_edtf(str text, struct fdate *ret) MUST_CHECK;

/* R8.11.9(月) — lists.  R1 for the first year.  R8.10（日は不明） for a month. */
void fdate_print_short(struct out *o, struct fdate d);
/* 令和8年11月9日（月） — sentences and paper; 令和元年. */
void fdate_print_long(struct out *o, struct fdate d);
/* 82歳 — the age at `at`; 約82歳 where the two dates do not tell it: of a year
 * or about one, of a month while it lasts.  Nothing before the birth. */
void fdate_print_age(struct out *o, struct fdate birth, struct fdate at);
/* 昭和19年3月4日（1944）82歳 — births; 昭和45年頃（1970）; age at `today`. */
void fdate_print_birth(struct out *o, struct fdate d, day today);
void day_print_short(struct out *o, day d);
void day_print_long(struct out *o, day d);
void day_print_iso(struct out *o, day d);	/* 2026-11-09 */
void stamp_print_time(struct out *o, stamp t);	/* 14:05 */
void stamp_print_short(struct out *o, stamp t);	/* R8.11.9(月) 14:05 */
void stamp_print_iso(struct out *o, stamp t);	/* 2026-11-09T14:05:00+09:00 */
/*
 * A moment as typed: いま, 「きょう 10:12」, 「11/9 14時半」, a time alone
 * (today), a date alone (noon, or now when it is today).  E_INVALID with a
 * sentence in *ret_why, as fdate_parse; a future moment is accepted here.
 */
enum status stamp_parse(str text, stamp now, stamp *ret, str *ret_why)
	MUST_CHECK;
/* 「80代」 — the coarse form of a birth date (fields of class quasi). */
void fdate_print_band(struct out *o, struct fdate d, day today);
/* Reads an age or an age band typed instead of a birth date (82, 82歳, 80代):
 * the year it must be near, PREC_ABOUT.  E_INVALID if it is not one. */
enum status fdate_parse_age(str text, day today, struct fdate *ret) MUST_CHECK;
/* 令和8年度 = fiscal year number 8 of 令和: April to March; the western year
 * in which it began. */
int day_fiscal_year(day d);

#endif
