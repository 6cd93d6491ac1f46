/*
 * date_read.c — see date.h.  What people type as a date.
 *
 * The text is folded into a small buffer first: wide digits, letters and
 * signs become narrow, blanks go, an appended weekday or 「生」 goes.  Then
 * one reader after the other tries it; the first that knows the text decides.
 * Sentences for people are static, because there is no arena here.
 */
#include "base/date.h"

#include "base/era.h"
#include "base/utf8.h"

#define WHY_UNREADABLE                                                        \
	S("日付が読めません。例 R8.11.9、昭和19年3月4日、1944-03-04")
#define WHY_RANGE                                                             \
	S("日付は1873年から2100年までです。例 R8.11.9、1944-03-04")
#define WHY_ERA                                                               \
	S("元号か西暦の年を入れてください。例 R8.11.9、2026-11-09")
#define WHY_ABOUT S("「頃」は年だけに付けられます。例 昭和45年頃")

struct scan {
	str s;	/* what is left */
	day today;
	str why;
};

/* ---- folding --------------------------------------------------------- */

static u32 fold_sign(u32 c)
{
	static const struct {
		u32 from, to;
	} sign[] = {
		{ 0x3002, '.' }, { 0x30fb, '.' }, { 0xff65, '.' },
		{ 0x3001, '.' }, { 0x2010, '-' }, { 0x2011, '-' },
		{ 0x2012, '-' }, { 0x2013, '-' }, { 0x2014, '-' },
		{ 0x2015, '-' }, { 0x2212, '-' }, { 0x30fc, '-' },
		{ 0xff70, '-' }, { 0x301c, '~' }, { 0x3000, ' ' },
		{ '\t', ' ' },	 { ',', '.' },
	};
	if (c >= 0xff01 && c <= 0xff5e)
		c -= 0xfee0;
	for (isize i = 0; i < COUNT(sign); i++)
		if (sign[i].from == c)
			c = sign[i].to;
	return c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c;
}

/* The folded text in buf; {0} when it does not fit: nobody types that. */
static str fold(str s, char *buf, isize cap)
{
	isize n = 0;
	i64 c;
	while ((c = utf8_next(&s)) >= 0) {
		u32 f = fold_sign((u32)c);
		if (f == ' ')
			continue;
		if (n + 4 > cap)
			return (str){ 0 };
		n += utf8_encode(f, buf + n);
	}
	return (str){ buf, n };
}

static bool take(struct scan *sc, str word)
{
	if (!str_starts(sc->s, word))
		return false;
	sc->s = str_sub(sc->s, word.n, sc->s.n);
	return true;
}

static bool drop_end(struct scan *sc, str word)
{
	if (!str_ends(sc->s, word) || sc->s.n == word.n)
		return false;
	sc->s = str_sub(sc->s, 0, sc->s.n - word.n);
	return true;
}

/* Digits, at most `most` of them; their count, 0 when there are none. */
static int take_digits(struct scan *sc, int most, int *ret)
{
	int n = 0, v = 0;
	while (n < sc->s.n && n < most) {
		int d = sc->s.p[n] - '0';
		if (d < 0 || d > 9)
			break;
		v = v * 10 + d;
		n++;
	}
	if (n > 0)
		*ret = v;
	sc->s = str_sub(sc->s, n, sc->s.n);
	return n;
}

static enum status refuse(struct scan *sc, str why)
{
	sc->why = why;
	return E_INVALID;
}

/* ---- relative words --------------------------------------------------- */

static const str weekday_names[] = { STR("月"), STR("火"), STR("水"),
				     STR("木"), STR("金"), STR("土"),
				     STR("日") };

static enum status give_day(struct scan *sc, i64 n, struct fdate *ret)
{
	day d = { 0 };
	if (n < -40000 || n > 60000)
		return refuse(sc, WHY_RANGE);
	d.n = (int)n;
	if (day_from_ymd(day_ymd(d), &d) != OK)
		return refuse(sc, WHY_RANGE);
	*ret = (struct fdate){ PREC_DAY, d };
	return OK;
}

static bool read_word(struct scan *sc, struct fdate *ret, enum status *st)
{
	static const struct {
		str word;
		int days;
	} words[] = {
		{ STR("きょう"), 0 },	 { STR("今日"), 0 },
		{ STR("本日"), 0 },	 { STR("昨日"), -1 },
		{ STR("きのう"), -1 },	 { STR("一昨日"), -2 },
		{ STR("おととい"), -2 }, { STR("あした"), 1 },
		{ STR("あす"), 1 },	 { STR("明日"), 1 },
		{ STR("明後日"), 2 },	 { STR("あさって"), 2 },
	};
	for (isize i = 0; i < COUNT(words); i++) {
		if (!str_eq(sc->s, words[i].word))
			continue;
		*st = give_day(sc, sc->today.n + words[i].days, ret);
		return true;
	}
	return false;
}

/* 来週火曜, 今週金曜日: weeks begin on Monday. */
static bool read_week(struct scan *sc, struct fdate *ret, enum status *st)
{
	static const struct {
		str word;
		int weeks;
	} words[] = {
		{ STR("再来週"), 2 }, { STR("来週"), 1 }, { STR("今週"), 0 },
		{ STR("先々週"), -2 }, { STR("先週"), -1 },
	};
	isize w = 0;
	while (w < COUNT(words) && !take(sc, words[w].word))
		w++;
	if (w == COUNT(words))
		return false;
	take(sc, S("の"));
	int monday = sc->today.n - (day_weekday(sc->today) + 6) % 7;
	for (int i = 0; i < 7; i++) {
		struct scan at = *sc;
		if (!take(&at, weekday_names[i]))
			continue;
		if (take(&at, S("曜")))
			take(&at, S("日"));
		if (at.s.n == 0) {
			*st = give_day(sc, monday + words[w].weeks * 7 + i,
				       ret);
			return true;
		}
	}
	*st = refuse(sc, S("曜日も入れてください。例 来週火曜"));
	return true;
}

/* 3日前, 2週間後. */
static bool read_distance(struct scan *sc, struct fdate *ret, enum status *st)
{
	struct scan at = *sc;
	int n;
	if (!take_digits(&at, 4, &n))
		return false;
	int unit = take(&at, S("日")) ? 1 : take(&at, S("週間")) ? 7 : 0;
	int sign = take(&at, S("前")) ? -1 : take(&at, S("後")) ? 1 : 0;
	if (!unit || !sign || at.s.n)
		return false;
	*st = give_day(sc, (i64)sc->today.n + sign * unit * n, ret);
	return true;
}

/* ---- calendar dates ---------------------------------------------------- */

/* How much of a date was typed; 0 where nothing was. */
struct parts {
	const struct era *era;
	int year, month, date;
	int year_digits;
	bool about;
};

static bool take_sep(struct scan *sc, str unit)
{
	return take(sc, unit) || take(sc, S(".")) || take(sc, S("-")) ||
	       take(sc, S("/"));
}

static const struct era *take_era(struct scan *sc)
{
	for (int i = ERA_COUNT - 1; i >= 0; i--)
		if (take(sc, eras[i].name) || take(sc, eras[i].shortname) ||
		    take(sc, eras[i].letter))
			return eras + i;
	return NULL;
}

static bool read_year(struct scan *sc, struct parts *p)
{
	if (p->era && take(sc, S("元"))) {
		p->year = 1;
		return true;
	}
	p->year_digits = take_digits(sc, 4, &p->year);
	return p->year_digits > 0;
}

/* 20261122: eight digits and nothing else. */
static bool read_compact(struct scan *sc, struct parts *p)
{
	if (sc->s.n != 8)
		return false;
	struct scan at = *sc;
	bool ok = take_digits(&at, 4, &p->year) == 4 &&
		  take_digits(&at, 2, &p->month) == 2 &&
		  take_digits(&at, 2, &p->date) == 2;
	p->year_digits = 4;
	return ok;
}

/* What our own lists and paper append to a date is no obstacle. */
static void drop_tail(struct scan *sc)
{
	for (int i = 0; i < 7; i++) {
		char tail[8] = "(";
		isize n = weekday_names[i].n;
		for (isize k = 0; k < n; k++)
			tail[1 + k] = weekday_names[i].p[k];
		tail[1 + n] = ')';
		if (drop_end(sc, (str){ tail, n + 2 }))
			return;
	}
	(void)(drop_end(sc, S("(日は不明)")) || drop_end(sc, S("(月日は不明)")));
	(void)(drop_end(sc, S("生まれ")) || drop_end(sc, S("生")));
}

/* Fills p from the scanned text; false when it is no date at all. */
static bool read_parts(struct scan *sc, struct parts *p)
{
	drop_tail(sc);
	p->about = drop_end(sc, S("頃")) || drop_end(sc, S("ごろ")) ||
		   drop_end(sc, S("ころ")) || drop_end(sc, S("~"));
	p->era = take_era(sc);
	if (!p->era && read_compact(sc, p))
		return true;
	if (!read_year(sc, p))
		return false;
	/* 11月9日: what stood first was the month. */
	if (!p->era && p->year_digits <= 2 && take(sc, S("月"))) {
		p->month = p->year;
		p->year = p->year_digits = 0;
		bool ok = take_digits(sc, 2, &p->date) > 0;
		take(sc, S("日"));
		return ok && sc->s.n == 0;
	}
	if (!take_sep(sc, S("年")) || sc->s.n == 0)
		return sc->s.n == 0;
	if (!take_digits(sc, 2, &p->month) || p->month == 0)
		return false;
	if (!take_sep(sc, S("月")) || sc->s.n == 0)
		return sc->s.n == 0;
	if (!take_digits(sc, 2, &p->date) || p->date == 0)
		return false;
	take(sc, S("日"));
	return sc->s.n == 0;
}

static str why_length(int m)
{
	static const str why[] = {
		STR("1月は31日までです。例 R8.1.31"),
		STR("その年の2月は28日までです。例 R8.2.28"),
		STR("3月は31日までです。例 R8.3.31"),
		STR("4月は30日までです。例 R8.4.30"),
		STR("5月は31日までです。例 R8.5.31"),
		STR("6月は30日までです。例 R8.6.30"),
		STR("7月は31日までです。例 R8.7.31"),
		STR("8月は31日までです。例 R8.8.31"),
		STR("9月は30日までです。例 R8.9.30"),
		STR("10月は31日までです。例 R8.10.31"),
		STR("11月は30日までです。例 R8.11.30"),
		STR("12月は31日までです。例 R8.12.31"),
	};
	return why[m - 1];
}

/* Month and day of the year, with the precision they make. */
static enum status give_date(struct scan *sc, const struct parts *p, int y,
			     struct fdate *ret)
{
	if (y < YEAR_MIN || y > YEAR_MAX)
		return refuse(sc, WHY_RANGE);
	if (p->month > 12)
		return refuse(sc, S("月は1から12までです。例 R8.11.9"));
	int m = p->month ? p->month : 1;
	if (p->date > month_length(y, m))
		return refuse(sc, m == 2 && month_length(y, m) == 29 ?
			S("その年の2月は29日までです。例 R6.2.29") :
			why_length(m));
	struct fdate d = { PREC_YEAR, { 0 } };
	TRY(day_from_ymd((struct ymd){ y, m, p->date ? p->date : 1 },
			 &d.first));
	if (p->date)
		d.precision = PREC_DAY;
	else if (p->month)
		d.precision = PREC_MONTH;
	if (p->about && d.precision != PREC_YEAR)
		return refuse(sc, WHY_ABOUT);
	if (p->about)
		d.precision = PREC_ABOUT;
	*ret = d;
	return OK;
}

/* The typed era must be one the date can lie in: 昭和64年1月8日 does not
 * exist, 昭和64年 does. */
static enum status check_era(struct scan *sc, const struct era *e,
			     struct fdate d)
{
	if (era_of(fdate_last(d)) < e)
		return refuse(sc, e->before);
	if (era_of(d.first) > e)
		return refuse(sc, e->after);
	return OK;
}

static enum status give_era(struct scan *sc, const struct parts *p,
			    struct fdate *ret)
{
	int y = p->era->first.y + p->year - 1;
	if (p->year == 0)
		return refuse(sc, S("1年目は元年か1年です。例 令和元年"));
	if (y < YEAR_MIN)
		return refuse(sc, p->era->before);
	if (y > YEAR_MAX)
		return refuse(sc, p->era->after);
	struct fdate d;
	TRY(give_date(sc, p, y, &d));
	TRY(check_era(sc, p->era, d));
	*ret = d;
	return OK;
}

/* 11/9: of last, this and next year the day nearest to today. */
static enum status give_nearest(struct scan *sc, const struct parts *p,
				struct fdate *ret)
{
	int y = day_ymd(sc->today).y, best = 0;
	bool found = false;
	for (int i = -1; i <= 1; i++) {
		struct fdate d;
		if (give_date(sc, p, y + i, &d) != OK)
			continue;
		int far = d.first.n - sc->today.n;
		far = far < 0 ? -far : far;
		if (found && far >= best)
			continue;
		found = true;
		best = far;
		*ret = d;
	}
	return found ? OK : E_INVALID;
}

static enum status read_calendar(struct scan *sc, struct fdate *ret)
{
	struct parts p = { 0 };
	if (!read_parts(sc, &p))
		return refuse(sc, WHY_UNREADABLE);
	if (p.era)
		return give_era(sc, &p, ret);
	if (p.year_digits == 4)
		return give_date(sc, &p, p.year, ret);
	if (p.year_digits == 0)
		return give_nearest(sc, &p, ret);
	/* Two numbers without a year: month and day. */
	if (p.year_digits <= 2 && p.month && !p.date && p.year) {
		p.date = p.month;
		p.month = p.year;
		return give_nearest(sc, &p, ret);
	}
	return refuse(sc, WHY_ERA);
}

static enum status read_any(struct scan *sc, struct fdate *ret)
{
	enum status st = OK;
	if (read_word(sc, ret, &st) || read_week(sc, ret, &st) ||
	    read_distance(sc, ret, &st))
		return st;
	return read_calendar(sc, ret);
}

enum status fdate_parse(str text, day today, struct fdate *ret, str *ret_why)
{
	char buf[160];
	struct scan sc = { { 0 }, today, WHY_UNREADABLE };
	text = str_trim(text);
	if (text.n == 0) {
		*ret = (struct fdate){ 0 };
		return OK;
	}
	sc.s = fold(text, buf, (isize)sizeof(buf));
	struct fdate d;
	if (sc.s.n && read_any(&sc, &d) == OK) {
		*ret = d;
		return OK;
	}
	if (ret_why)
		*ret_why = sc.why;
	return E_INVALID;
}

/* ---- the stored text --------------------------------------------------- */

enum status fdate_from_edtf(str text, struct fdate *ret)
{
	struct scan sc = { text, { 0 }, { 0 } };
	struct parts p = { 0 };
	if (take_digits(&sc, 4, &p.year) != 4)
		return E_INVALID;
	p.about = take(&sc, S("~"));
	if (!p.about && take(&sc, S("-"))) {
		if (take_digits(&sc, 2, &p.month) != 2 || p.month == 0)
			return E_INVALID;
		if (take(&sc, S("-")) &&
		    (take_digits(&sc, 2, &p.date) != 2 || p.date == 0))
			return E_INVALID;
	}
	if (sc.s.n)
		return E_INVALID;
	return give_date(&sc, &p, p.year, ret);
}

enum status fdate_parse_age(str text, day today, struct fdate *ret)
{
	char buf[64];
	struct scan sc = { fold(str_trim(text), buf, (isize)sizeof(buf)),
			   today, { 0 } };
	int age;
	take(&sc, S("約"));
	if (!take_digits(&sc, 3, &age) || age > 120)
		return E_INVALID;
	if (take(&sc, S("代"))) {
		if (age % 10 || age == 0)
			return E_INVALID;
		age += 5;
	} else if (!take(&sc, S("歳"))) {
		take(&sc, S("才"));
	}
	(void)(take(&sc, S("くらい")) || take(&sc, S("ぐらい")));
	if (sc.s.n)
		return E_INVALID;
	day first;
	TRY(day_from_ymd((struct ymd){ day_ymd(today).y - age, 1, 1 },
			 &first));
	*ret = (struct fdate){ PREC_ABOUT, first };
	return OK;
}

/* ---- moments ----------------------------------------------------------- */

#define WHY_TIME S("時刻が読めません。例 きょう 10:12、R8.11.9 14:05")

/* 14:05, 14時5分, 14時, 午後2時, 14時半 — the whole text. */
static bool read_time(struct scan *sc, int *ret_minute)
{
	int hour, minute = 0;
	bool afternoon = take(sc, S("午後"));
	if (!afternoon)
		take(sc, S("午前"));
	if (!take_digits(sc, 2, &hour))
		return false;
	if (take(sc, S("時"))) {
		if (take(sc, S("半")))
			minute = 30;
		else if (take_digits(sc, 2, &minute))
			take(sc, S("分"));
	} else if (!take(sc, S(":")) || take_digits(sc, 2, &minute) != 2) {
		return false;
	}
	if (afternoon && hour < 12)
		hour += 12;
	*ret_minute = hour * 60 + minute;
	return sc->s.n == 0 && hour < 24 && minute < 60;
}

/* Where the time begins: behind the last blank, 0 when there is none. */
static isize last_blank(str s)
{
	for (isize i = s.n; i > 0; i--) {
		if (s.p[i - 1] == ' ')
			return i;
		if (str_ends(str_sub(s, 0, i), S("\u3000")))
			return i;
	}
	return 0;
}

enum status stamp_parse(str text, stamp now, stamp *ret, str *ret_why)
{
	char buf[80];
	struct fdate d = { PREC_DAY, stamp_day(now) };
	int minute;
	text = str_trim(text);
	if (text.n == 0 || str_eq(text, S("いま")) || str_eq(text, S("今"))) {
		*ret = now;
		return OK;
	}
	isize cut = last_blank(text);
	struct scan sc = { .why = WHY_TIME };
	sc.s = fold(str_sub(text, cut, text.n), buf, (isize)sizeof buf);
	bool timed = read_time(&sc, &minute);
	str date = timed ? str_sub(text, 0, cut) : text;
	if (str_trim(date).n)
		TRY(fdate_parse(date, d.first, &d, ret_why));
	if (d.precision != PREC_DAY) {
		if (ret_why)
			*ret_why = S("日付は日まで入れてください。"
				     "例 R8.11.9 14:05");
		return E_INVALID;
	}
	if (!timed)
		minute = d.first.n == stamp_day(now).n ? stamp_minute(now) :
							  12 * 60;
	*ret = stamp_at(d.first, minute);
	return OK;
}
