/*
 * url.h — percent-encoding, parameters, and addresses with parameters.
 */
#ifndef TB_FMT_URL_H
#define TB_FMT_URL_H

#include "base/out.h"

/* Names stand as they were sent, values are decoded, and every line break in
 * them is LF: browsers send CR LF whatever was typed. */
struct param {
	str name, value;
};

struct params {
	const struct param *v;
	isize n;
};

/* A sheet with many rows sends a name or two for every box. */
enum { PARAMS_MAX = 1000 };

/*
 * The text behind "%E3%81%82"; `plus` is what '+' stands for: ' ' in forms,
 * '+' itself in paths.  E_INVALID: "%" without two digits, invalid UTF-8,
 * NUL.  Never NULL: an empty text is a pointer with no bytes.
 */
enum status url_decode(struct arena *a, str raw, char plus, str *ret)
	MUST_CHECK;
/* "a=1&b=%E3%81%82+c" → params.  E_INVALID, E_TOO_LARGE (PARAMS_MAX). */
enum status params_parse(struct arena *a, str text, struct params *ret)
	MUST_CHECK;
/* The same text with CR LF and CR as LF. */
str url_line_breaks(struct arena *a, str s);
/* The first value of a name; {0} with p == NULL when absent. */
str params_get(struct params p, str name);
/* The n-th value of a repeated name, p == NULL after the last. */
str params_nth(struct params p, str name, isize nth);
/* Appends "?name=value", or "&name=value" after an earlier one. */
void url_add(struct out *o, str name, str value);

#endif
