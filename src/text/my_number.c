/* my_number.c — see my_number.h. */
#include "text/my_number.h"

#include "base/utf8.h"

enum { DIGITS = 12 };

static int digit_of(i64 c)
{
	if (c >= '0' && c <= '9')
		return (int)c - '0';
	if (c >= 0xFF10 && c <= 0xFF19)
		return (int)c - 0xFF10;
	return -1;
}

/* Blanks and the dashes people type between groups. */
static bool is_between(i64 c)
{
	return c == ' ' || c == '-' || c == 0x3000 || c == 0xFF0D ||
	       c == 0x2010 || c == 0x2212 || c == 0x30FC;
}

/* Weights 2…7, 2…6 from the right of the first eleven. */
static bool is_valid(const int d[DIGITS])
{
	int sum = 0;
	for (int n = 1; n <= 11; n++)
		sum += d[11 - n] * (n <= 6 ? n + 1 : n - 5);
	int check = sum % 11 <= 1 ? 0 : 11 - sum % 11;
	return d[11] == check;
}

/* A number that begins here; *s stands behind the last digit read. */
static bool takes_number(str *s)
{
	int d[DIGITS], n = 0;
	bool valid = false;
	for (str rest = *s; rest.n;) {
		str before = rest;
		int x = digit_of(utf8_next(&rest));
		if (x < 0 && n && n < DIGITS && n % 4 == 0 &&
		    is_between(utf8_next(&before)))
			x = digit_of(utf8_next(&rest));
		if (x < 0)
			break;
		if (n < DIGITS)
			d[n] = x;
		n++;
		*s = rest;
		valid = n == DIGITS && is_valid(d);
	}
	return valid;
}

bool text_my_number(str s)
{
	while (s.n) {
		str at = s;
		if (digit_of(utf8_next(&at)) < 0)
			s = at;
		else if (takes_number(&s))
			return true;
	}
	return false;
}
