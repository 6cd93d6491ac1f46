/* url.c — see url.h. */
#include "fmt/url.h"

#include "base/utf8.h"
#include "base/vec.h"

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static enum status decode_one(str raw, isize i, char *ret)
{
	int high = i + 2 < raw.n ? hex_value(raw.p[i + 1]) : -1;
	int low = i + 2 < raw.n ? hex_value(raw.p[i + 2]) : -1;
	if (high < 0 || low < 0)
		return E_INVALID;
	*ret = (char)(high * 16 + low);
	return OK;
}

enum status url_decode(struct arena *a, str raw, char plus, str *ret)
{
	char *p = new(a, char, raw.n + 1);
	isize n = 0;
	for (isize i = 0; i < raw.n; i++) {
		if (raw.p[i] == '%') {
			TRY(decode_one(raw, i, p + n++));
			i += 2;
		} else {
			p[n++] = raw.p[i] == '+' ? plus : raw.p[i];
		}
	}
	if (!utf8_valid((str){ p, n }))
		return E_INVALID;
	*ret = (str){ p, n };
	return OK;
}

str url_line_breaks(struct arena *a, str s)
{
	if (str_find_char(s, '\r', 0) < 0)
		return s;
	char *p = new(a, char, s.n);
	isize n = 0;
	for (isize i = 0; i < s.n; i++) {
		bool pair = s.p[i] == '\r' && i + 1 < s.n &&
			    s.p[i + 1] == '\n';
		if (!pair)
			p[n++] = s.p[i] == '\r' ? '\n' : s.p[i];
	}
	return (str){ p, n };
}

enum status params_parse(struct arena *a, str text, struct params *ret)
{
	struct { struct param *v; isize n, cap; } list = { 0 };
	str rest = text;
	while (rest.p) {
		str raw = str_cut(&rest, '&');
		if (raw.n == 0)
			continue;
		str name = str_cut(&raw, '=');
		if (name.n == 0 || !utf8_valid(name))
			return E_INVALID;
		if (list.n == PARAMS_MAX)
			return E_TOO_LARGE;
		str value;
		TRY(url_decode(a, raw, ' ', &value));
		*vec_push(a, &list) = (struct param){
			name, url_line_breaks(a, value)
		};
	}
	*ret = (struct params){ list.v, list.n };
	return OK;
}

str params_get(struct params p, str name)
{
	return params_nth(p, name, 0);
}

str params_nth(struct params p, str name, isize nth)
{
	for (isize i = 0; i < p.n; i++) {
		if (str_eq(p.v[i].name, name) && nth-- == 0)
			return p.v[i].value;
	}
	return (str){ 0 };
}

void url_add(struct out *o, str name, str value)
{
	out_char(o, str_find_char(out_str(o), '?', 0) < 0 ? '?' : '&');
	out_percent(o, name);
	out_char(o, '=');
	out_percent(o, value);
}
