/*
 * fuzz_date.c — whatever is typed, a date is read or refused; what was read
 * lies in the range and survives being stored and listed.
 */
#include <stdlib.h>

#include "base/date.h"
#include "base/utf8.h"

#define MUST(x) do { if (!(x)) abort(); } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void survive(struct arena *a, struct fdate d, day today)
{
	struct out o = out_open(a, 32);
	struct fdate again;
	fdate_edtf(&o, d);
	MUST(fdate_from_edtf(out_str(&o), &again) == OK);
	MUST(again.precision == d.precision && again.first.n == d.first.n);
	o.n = 0;
	fdate_print_short(&o, d);
	MUST(fdate_parse(out_str(&o), today, &again, NULL) == OK);
	MUST(again.precision == d.precision && again.first.n == d.first.n);
	fdate_print_long(&o, d);
	fdate_print_birth(&o, d, today);
	fdate_print_band(&o, d, today);
	MUST(utf8_valid(out_str(&o)));
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	str s = { (const char *)p, (isize)n };
	if (!utf8_valid(s))
		return 0;
	struct arena *a = arena_open(1 << 20);
	MUST(a);
	day today;
	MUST(day_from_ymd((struct ymd){ 2026, 11, 16 }, &today) == OK);
	struct fdate d;
	str why = { 0 };
	if (fdate_parse(s, today, &d, &why) != OK)
		MUST(why.n > 0);
	else if (d.precision != PREC_NONE)
		survive(a, d, today);
	if (fdate_parse_age(s, today, &d) == OK)
		survive(a, d, today);
	if (fdate_from_edtf(s, &d) == OK)
		survive(a, d, today);
	arena_close(a);
	return 0;
}
