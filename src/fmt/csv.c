/* csv.c — see csv.h. */
#include "fmt/csv.h"

#include "base/num.h"

static bool is_formula(str s)
{
	i64 number;
	return s.n && str_find_char(S("=+-@\t\r"), s.p[0], 0) >= 0 &&
	       num_parse(s, &number) != OK;
}

static bool needs_quotes(str s)
{
	for (isize i = 0; i < s.n; i++) {
		if (str_find_char(S(",\"\r\n"), s.p[i], 0) >= 0)
			return true;
	}
	return false;
}

void csv_put(struct out *o, str field)
{
	bool quotes = needs_quotes(field);
	if (quotes)
		out_char(o, '"');
	if (is_formula(field))
		out_char(o, '\'');
	for (isize i = 0; i < field.n; i++) {
		if (field.p[i] == '"')
			out_char(o, '"');
		out_char(o, field.p[i]);
	}
	if (quotes)
		out_char(o, '"');
}
