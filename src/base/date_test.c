/* date_test.c — dates as people type, read and doubt them. */
#include "base/test.h"

#include "base/date.h"

static day at(int y, int m, int d)
{
	day ret = { 0 };
	assert_int_equal(day_from_ymd((struct ymd){ y, m, d }, &ret), OK);
	return ret;
}

/* Monday 令和8年11月16日: “today” of the demo city. */
static day today(void)
{
	return at(2026, 11, 16);
}

typedef void printer(struct out *o, struct fdate d);

static str printed(printer *print, struct fdate d)
{
	struct out o = out_open(test_arena, 16);
	print(&o, d);
	return out_str(&o);
}

static struct fdate edtf(const char *text)
{
	struct fdate d = { 0 };
	if (*text)
		assert_int_equal(fdate_from_edtf(str_of(text), &d), OK);
	return d;
}

TEST(day, every_day_of_the_range_is_itself)
{
	int n = at(1873, 1, 1).n, last = at(2100, 12, 31).n;
	assert_int_equal(n, -35428);
	assert_int_equal(last, 47846);
	for (; n <= last; n++)
		assert_int_equal(at(day_ymd((day){ n }).y,
				    day_ymd((day){ n }).m,
				    day_ymd((day){ n }).d).n, n);
}

TEST(day, impossible_ones_are_refused)
{
	static const struct ymd bad[] = {
		{ 1872, 12, 31 }, { 2101, 1, 1 }, { 2026, 2, 29 },
		{ 1900, 2, 29 }, { 2100, 2, 29 }, { 2026, 13, 1 },
		{ 2026, 0, 1 }, { 2026, 1, 0 }, { 2026, 4, 31 },
	};
	day d = { 77 };
	for (isize i = 0; i < COUNT(bad); i++)
		assert_int_equal(day_from_ymd(bad[i], &d), E_INVALID);
	assert_int_equal(d.n, 77);
	assert_int_equal(day_from_ymd((struct ymd){ 2000, 2, 29 }, &d), OK);
}

TEST(day, weekdays)
{
	assert_int_equal(day_weekday(at(1970, 1, 1)), 4);
	assert_int_equal(day_weekday(at(1969, 12, 28)), 0);
	assert_int_equal(day_weekday(today()), 1);
}

TEST(stamp, the_day_is_japans)
{
	/* 2026-11-08T15:00Z is midnight in Japan. */
	stamp t = stamp_at(at(2026, 11, 9), 0);
	assert_int_equal(t.ms, 1794150000000);
	assert_int_equal(stamp_day(t).n, at(2026, 11, 9).n);
	assert_int_equal(stamp_day((stamp){ t.ms - 1 }).n,
			 at(2026, 11, 8).n);
	assert_int_equal(stamp_minute((stamp){ t.ms - 1 }), 1439);
	assert_int_equal(stamp_day((stamp){ -1 }).n, 0);
	assert_int_equal(stamp_minute((stamp){ -1 }), 539);
}

TEST(stamp, is_written)
{
	stamp t = stamp_at(at(2026, 11, 9), 14 * 60 + 5);
	t.ms += 7999;
	struct out o = out_open(test_arena, 16);
	stamp_print_short(&o, t);
	out_char(&o, '|');
	stamp_print_iso(&o, t);
	out_char(&o, '|');
	stamp_print_iso(&o, (stamp){ -1 });
	assert_str(out_str(&o),
		   S("R8.11.9(月) 14:05|2026-11-09T14:05:07+09:00|"
		     "1970-01-01T08:59:59+09:00"));
}

struct reading {
	const char *typed, *means;
};

TEST(fdate, reads_what_people_type)
{
	static const struct reading rows[] = {
		{ "", "" },
		{ " 　", "" },
		{ "R8.11.22", "2026-11-22" },
		{ "r8.11.22", "2026-11-22" },
		{ "Ｒ８．１１．２２", "2026-11-22" },
		{ "R08/11/2", "2026-11-02" },
		{ "令8/11/22", "2026-11-22" },
		{ "令和8年11月22日", "2026-11-22" },
		{ "令和 8年 11月 22日", "2026-11-22" },
		{ "令和８年１１月２２日（日）", "2026-11-22" },
		{ "令和元年", "2019" },
		{ "令和元年5月1日", "2019-05-01" },
		{ "令和1年5月", "2019-05" },
		{ "R1.5.1", "2019-05-01" },
		{ "平成31年4月30日", "2019-04-30" },
		{ "H31.4", "2019-04" },
		{ "平成元年1月8日", "1989-01-08" },
		{ "昭和64年1月7日", "1989-01-07" },
		{ "S64", "1989" },
		{ "昭和元年12月25日", "1926-12-25" },
		{ "大正15年12月24日", "1926-12-24" },
		{ "大正元年7月30日", "1912-07-30" },
		{ "M45.7.29", "1912-07-29" },
		{ "明治6年1月1日", "1873-01-01" },
		{ "M33.2.28", "1900-02-28" },
		{ "20261122", "2026-11-22" },
		{ "２０２６１１２２", "2026-11-22" },
		{ "2026-11-22", "2026-11-22" },
		{ "2026/1/2", "2026-01-02" },
		{ "2026－11－22", "2026-11-22" },
		{ "2026年", "2026" },
		{ "2026-10", "2026-10" },
		{ "1970", "1970" },
		{ "1970~", "1970~" },
		{ "１９７０〜", "1970~" },
		{ "S45", "1970" },
		{ "S45頃", "1970~" },
		{ "昭和45年頃", "1970~" },
		{ "昭和４５年ごろ", "1970~" },
		{ "R8.10", "2026-10" },
		{ "R8.10（日は不明）", "2026-10" },
		{ "S45（月日は不明）", "1970" },
		{ "S19.3.4生", "1944-03-04" },
		{ "R6.2.29", "2024-02-29" },
		{ "R8.11.9(月)", "2026-11-09" },
		{ "きょう", "2026-11-16" },
		{ "今日", "2026-11-16" },
		{ "昨日", "2026-11-15" },
		{ "きのう", "2026-11-15" },
		{ "一昨日", "2026-11-14" },
		{ "あした", "2026-11-17" },
		{ "明日", "2026-11-17" },
		{ "明後日", "2026-11-18" },
		{ "来週火曜", "2026-11-24" },
		{ "来週の火曜日", "2026-11-24" },
		{ "来週日曜日", "2026-11-29" },
		{ "来週日", "2026-11-29" },
		{ "今週金曜", "2026-11-20" },
		{ "今週月曜", "2026-11-16" },
		{ "先週月曜", "2026-11-09" },
		{ "再来週月曜", "2026-11-30" },
		{ "3日前", "2026-11-13" },
		{ "３日後", "2026-11-19" },
		{ "2週間前", "2026-11-02" },
		{ "11/9", "2026-11-09" },
		{ "11月9日", "2026-11-09" },
		{ "12/1", "2026-12-01" },
		{ "1/5", "2027-01-05" },
		{ "5/18", "2026-05-18" },
		{ "5/17", "2027-05-17" },
		{ "2100-12-31", "2100-12-31" },
	};
	for (isize i = 0; i < COUNT(rows); i++) {
		struct fdate d = { PREC_DAY, { 1 } };
		str why = { 0 };
		if (fdate_parse(str_of(rows[i].typed), today(), &d, &why))
			fail_msg("%s: %.*s", rows[i].typed, (int)why.n, why.p);
		str got = printed(fdate_edtf, d);
		if (!str_eq(got, str_of(rows[i].means)))
			fail_msg("%s: got %.*s", rows[i].typed, (int)got.n,
				 got.p);
	}
}

TEST(fdate, says_what_is_wrong)
{
	static const struct reading rows[] = {
		{ "S64.1.8",
		  "昭和は64年1月7日までです。西暦か平成で入れてください。" },
		{ "昭和65年",
		  "昭和は64年1月7日までです。西暦か平成で入れてください。" },
		{ "S64.2",
		  "昭和は64年1月7日までです。西暦か平成で入れてください。" },
		{ "H31.5.1",
		  "平成は31年4月30日までです。西暦か令和で入れてください。" },
		{ "R1.4.30",
		  "令和は元年5月1日からです。西暦か平成で入れてください。" },
		{ "令和元年4月",
		  "令和は元年5月1日からです。西暦か平成で入れてください。" },
		{ "平成元年1月7日",
		  "平成は元年1月8日からです。西暦か昭和で入れてください。" },
		{ "T15.12.25",
		  "大正は15年12月24日までです。西暦か昭和で入れてください。" },
		{ "大正元年7月29日",
		  "大正は元年7月30日からです。西暦か明治で入れてください。" },
		{ "M45.7.30",
		  "明治は45年7月29日までです。西暦か大正で入れてください。" },
		{ "明治5年",
		  "1873年（明治6年）から入れられます。例 M6.1.1" },
		{ "R83", "2100年（令和82年）まで入れられます。例 R8.11.9" },
		{ "R8.11.31", "11月は30日までです。例 R8.11.30" },
		{ "R8.2.29", "その年の2月は28日までです。例 R8.2.28" },
		{ "R6.2.30", "その年の2月は29日までです。例 R6.2.29" },
		{ "2026-13-01", "月は1から12までです。例 R8.11.9" },
		{ "20261301", "月は1から12までです。例 R8.11.9" },
		{ "1872-12-31",
		  "日付は1873年から2100年までです。例 R8.11.9、1944-03-04" },
		{ "45年",
		  "元号か西暦の年を入れてください。例 R8.11.9、2026-11-09" },
		{ "8.11.9",
		  "元号か西暦の年を入れてください。例 R8.11.9、2026-11-09" },
		{ "R0.1.1", "1年目は元年か1年です。例 令和元年" },
		{ "昭和45年10月頃",
		  "「頃」は年だけに付けられます。例 昭和45年頃" },
		{ "来週", "曜日も入れてください。例 来週火曜" },
		{ "あのころ", "日付が読めません。例 R8.11.9、昭和19年3月4日、"
			      "1944-03-04" },
		{ "R", "日付が読めません。例 R8.11.9、昭和19年3月4日、"
		       "1944-03-04" },
		{ "2026-11-22x", "日付が読めません。例 R8.11.9、"
				 "昭和19年3月4日、1944-03-04" },
		{ "9999日前",
		  "" },
	};
	for (isize i = 0; i < COUNT(rows); i++) {
		struct fdate d = { PREC_DAY, { 1 } };
		str why = { 0 };
		enum status st = fdate_parse(str_of(rows[i].typed), today(),
					     &d, &why);
		if (!*rows[i].means) {
			assert_int_equal(st, OK);
			continue;
		}
		if (st != E_INVALID)
			fail_msg("%s was read", rows[i].typed);
		assert_int_equal(d.first.n, 1);
		assert_str(why, str_of(rows[i].means));
	}
}

TEST(fdate, a_very_long_text_is_refused)
{
	char text[400];
	for (isize i = 0; i < COUNT(text); i++)
		text[i] = '1';
	struct fdate d;
	assert_int_equal(fdate_parse((str){ text, COUNT(text) }, today(), &d,
				     NULL), E_INVALID);
	assert_int_equal(fdate_parse_age((str){ text, COUNT(text) }, today(),
					 &d), E_INVALID);
}

TEST(fdate, edtf_takes_nothing_else)
{
	static const char *const bad[] = {
		"", "1970-", "1970-1", "70", "1970?", "1970-10~", "19701122",
		"1970-00", "1970-01-00", "1970-02-30", " 1970", "1970 ",
		"1872", "2101", "1970-13", "1970-01-01T", "１９７０",
	};
	struct fdate d = { PREC_DAY, { 5 } };
	for (isize i = 0; i < COUNT(bad); i++)
		if (fdate_from_edtf(str_of(bad[i]), &d) != E_INVALID)
			fail_msg("\"%s\" was read", bad[i]);
	assert_int_equal(d.first.n, 5);
}

struct writing {
	const char *edtf, *lists, *sentence, *birth;
};

static void print_birth(struct out *o, struct fdate d)
{
	fdate_print_birth(o, d, today());
}

TEST(fdate, is_written_three_ways)
{
	static const struct writing rows[] = {
		{ "", "", "", "" },
		{ "2026-11-09", "R8.11.9(月)", "令和8年11月9日（月）",
		  "令和8年11月9日（2026）0歳" },
		{ "1944-03-04", "S19.3.4(土)", "昭和19年3月4日（土）",
		  "昭和19年3月4日（1944）82歳" },
		{ "2019-05-01", "R1.5.1(水)", "令和元年5月1日（水）",
		  "令和元年5月1日（2019）7歳" },
		{ "2019-04-30", "H31.4.30(火)", "平成31年4月30日（火）",
		  "平成31年4月30日（2019）7歳" },
		{ "1989-01-07", "S64.1.7(土)", "昭和64年1月7日（土）",
		  "昭和64年1月7日（1989）37歳" },
		{ "1989-01-08", "H1.1.8(日)", "平成元年1月8日（日）",
		  "平成元年1月8日（1989）37歳" },
		{ "1926-12-25", "S1.12.25(土)", "昭和元年12月25日（土）",
		  "昭和元年12月25日（1926）99歳" },
		{ "1912-07-29", "M45.7.29(月)", "明治45年7月29日（月）",
		  "明治45年7月29日（1912）114歳" },
		{ "2026-10", "R8.10（日は不明）", "令和8年10月（日は不明）",
		  "令和8年10月（2026）0歳" },
		{ "1944-11", "S19.11（日は不明）", "昭和19年11月（日は不明）",
		  "昭和19年11月（1944）約82歳" },
		{ "1970", "S45（月日は不明）", "昭和45年",
		  "昭和45年（1970）" },
		{ "1970~", "S45頃", "昭和45年頃", "昭和45年頃（1970）" },
		{ "1989", "H1（月日は不明）", "平成元年",
		  "平成元年（1989）" },
		{ "2026-11-17", "R8.11.17(火)", "令和8年11月17日（火）",
		  "令和8年11月17日（2026）" },
	};
	for (isize i = 0; i < COUNT(rows); i++) {
		struct fdate d = edtf(rows[i].edtf);
		assert_str(printed(fdate_edtf, d), str_of(rows[i].edtf));
		assert_str(printed(fdate_print_short, d),
			   str_of(rows[i].lists));
		assert_str(printed(fdate_print_long, d),
			   str_of(rows[i].sentence));
		assert_str(printed(print_birth, d), str_of(rows[i].birth));
	}
}

/* On R8.11.16, unless something else is said. */
TEST(fdate, an_age_is_said_as_surely_as_it_is_known)
{
	static const struct {
		const char *birth, *at, *said;
	} rows[] = {
		{ "1944-03-04", "", "82歳" }, { "1944-11-16", "", "82歳" },
		{ "1944-11-17", "", "81歳" }, { "2026-11-16", "", "0歳" },
		{ "2026-11-17", "", "" },
		{ "1944-10", "", "82歳" }, { "1944-12", "", "81歳" },
		{ "1944-11", "", "約82歳" }, { "2026-11", "", "0歳" },
		{ "1944-11", "2026-11-30", "82歳" }, { "2026-12", "", "" },
		{ "1944", "", "約82歳" }, { "1944", "2026-12-31", "82歳" },
		{ "1944", "2026-01-01", "約82歳" },
		{ "2026", "", "0歳" }, { "2027", "", "" },
		{ "1944~", "", "約82歳" }, { "1944~", "2026-12-31", "約82歳" },
		{ "1944-03-04", "2023-08", "79歳" },
		{ "1944-03-04", "2023-03", "約78歳" },
		{ "1944-03-04", "2023", "約78歳" },
		{ "1944-03-04", "2023~", "約78歳" },
		{ "1944", "2023", "約79歳" }, { "2023-05-01", "2023", "0歳" },
		{ "2024", "2023", "" },
	};
	for (isize i = 0; i < COUNT(rows); i++) {
		struct fdate at = { PREC_DAY, today() };
		struct out o = out_open(test_arena, 32);
		if (*rows[i].at)
			at = edtf(rows[i].at);
		fdate_print_age(&o, edtf(rows[i].birth), at);
		if (!str_eq(out_str(&o), str_of(rows[i].said)))
			fail_msg("%s at %s: %.*s", rows[i].birth, rows[i].at,
				 (int)o.n, out_str(&o).p);
	}
	struct out none = out_open(test_arena, 32);
	fdate_print_age(&none, (struct fdate){ 0 }, edtf("2026"));
	fdate_print_age(&none, edtf("2026"), (struct fdate){ 0 });
	assert_int_equal(none.n, 0);
}

TEST(fdate, what_lists_print_can_be_typed_again)
{
	for (int n = at(1873, 1, 1).n; n <= at(2100, 12, 31).n; n += 13) {
		struct fdate d = { PREC_DAY, { n } }, again;
		assert_int_equal(fdate_parse(printed(fdate_print_short, d),
					     today(), &again, NULL), OK);
		assert_int_equal(again.first.n, n);
		assert_int_equal(fdate_parse(printed(fdate_print_long, d),
					     today(), &again, NULL), OK);
		assert_int_equal(again.first.n, n);
	}
}

TEST(fdate, age_turns_on_the_birthday)
{
	struct fdate b = edtf("1944-03-04"), leap = edtf("2004-02-29");
	assert_int_equal(fdate_age(b, at(2026, 3, 3)), 81);
	assert_int_equal(fdate_age(b, at(2026, 3, 4)), 82);
	assert_int_equal(fdate_age(leap, at(2026, 2, 28)), 21);
	assert_int_equal(fdate_age(leap, at(2026, 3, 1)), 22);
	assert_int_equal(fdate_age(edtf("1944~"), at(2026, 1, 1)), 82);
}

static void print_band(struct out *o, struct fdate d)
{
	fdate_print_band(o, d, today());
}

TEST(fdate, bands)
{
	static const struct reading rows[] = {
		{ "", "" }, { "1944-03-04", "80代" }, { "2017-01-01", "10歳未満" },
		{ "2016-11-16", "10代" }, { "1926-11-16", "100歳以上" },
		{ "1926-11-17", "90代" }, { "2027", "10歳未満" },
	};
	for (isize i = 0; i < COUNT(rows); i++)
		assert_str(printed(print_band, edtf(rows[i].typed)),
			   str_of(rows[i].means));
}

TEST(fdate, an_age_instead_of_a_birth)
{
	static const struct reading good[] = {
		{ "82", "1944~" }, { "82歳", "1944~" }, { "８２才", "1944~" },
		{ "80代", "1941~" }, { "約80歳", "1946~" }, { "0歳", "2026~" },
		{ "80歳くらい", "1946~" },
	};
	static const char *const bad[] = { "", "歳", "121", "82代", "1944",
					   "八十", "82歳児", "-1", "0代" };
	struct fdate d;
	for (isize i = 0; i < COUNT(good); i++) {
		assert_int_equal(fdate_parse_age(str_of(good[i].typed),
						 today(), &d), OK);
		assert_str(printed(fdate_edtf, d), str_of(good[i].means));
	}
	for (isize i = 0; i < COUNT(bad); i++)
		if (fdate_parse_age(str_of(bad[i]), today(), &d) != E_INVALID)
			fail_msg("\"%s\" was read", bad[i]);
}

TEST(day, fiscal_year_begins_in_april)
{
	assert_int_equal(day_fiscal_year(at(2026, 3, 31)), 2025);
	assert_int_equal(day_fiscal_year(at(2026, 4, 1)), 2026);
	assert_int_equal(day_fiscal_year(at(2027, 1, 1)), 2026);
}

TEST(stamp, reads_moments)
{
	stamp now = stamp_at(at(2026, 11, 2), 10 * 60 + 20), got;
	static const struct {
		str typed;
		int d, minute;
	} cases[] = {
		{ STR("いま"), 2, 620 },	  { STR(""), 2, 620 },
		{ STR("１０：１２"), 2, 612 },	  { STR("きのう 14時半"), 1, 870 },
		{ STR("R8.11.1　午後2時"), 1, 840 }, { STR("11/1"), 1, 720 },
		{ STR("R8.11.1(日) 9:05"), 1, 545 }, { STR("きょう"), 2, 620 },
	};
	for (isize i = 0; i < COUNT(cases); i++) {
		assert_int_equal(stamp_parse(cases[i].typed, now, &got, NULL),
				 OK);
		assert_int_equal(got.ms, stamp_at(at(2026, 11, cases[i].d),
						  cases[i].minute).ms);
	}
	str why = { 0 };
	assert_int_equal(stamp_parse(S("きょう 25:00"), now, &got, &why),
			 E_INVALID);
	assert_true(why.n > 0);
	assert_int_equal(stamp_parse(S("昭和45年頃"), now, &got, &why),
			 E_INVALID);
}

TEST_MAIN
