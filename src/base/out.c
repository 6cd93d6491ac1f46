/* out.c — see out.h.  Growth doubles, in place when the arena allows. */
#include "base/out.h"

#include <string.h>

struct out out_open(struct arena *a, isize cap)
{
	return (struct out){ a, new(a, char, cap), 0, cap };
}

str out_str(const struct out *o)
{
	return (str){ o->p, o->n };
}

static void grow(struct out *o, isize need)
{
	isize more = o->cap > need ? o->cap : need;
	if (o->p && arena_extend(o->arena, o->p, o->cap, more)) {
		o->cap += more;
		return;
	}
	char *p = new(o->arena, char, o->cap + more);
	if (o->n)
		memcpy(p, o->p, (size_t)o->n);
	o->p = p;
	o->cap += more;
}

void out_str_(struct out *o, str s)
{
	if (s.n > o->cap - o->n)
		grow(o, s.n);
	if (s.n)
		memcpy(o->p + o->n, s.p, (size_t)s.n);
	o->n += s.n;
}

void out_char(struct out *o, char c)
{
	out_str_(o, (str){ &c, 1 });
}

void out_int_(struct out *o, i64 v)
{
	char buf[20];
	isize i = COUNT(buf);
	u64 u = v < 0 ? -(u64)v : (u64)v;
	do
		buf[--i] = (char)('0' + u % 10);
	while (u /= 10);
	if (v < 0)
		buf[--i] = '-';
	out_str_(o, (str){ buf + i, COUNT(buf) - i });
}

void out_html_(struct out *o, html h)
{
	out_str_(o, h.s);
}

static str escape_of(char c)
{
	switch (c) {
	case '&':
		return S("&amp;");
	case '<':
		return S("&lt;");
	case '>':
		return S("&gt;");
	case '"':
		return S("&quot;");
	case '\'':
		return S("&#39;");
	}
	return (str){ 0 };
}

void out_esc_(struct out *o, str s)
{
	isize from = 0;
	for (isize i = 0; i < s.n; i++) {
		str e = escape_of(s.p[i]);
		if (!e.n)
			continue;
		out_str_(o, str_sub(s, from, i));
		out_str_(o, e);
		from = i + 1;
	}
	out_str_(o, str_sub(s, from, s.n));
}

static bool url_is_safe(str s)
{
	if (str_starts(s, S("tel:")) || str_starts(s, S("mailto:")))
		return true;
	if (s.n == 0 || str_find_char(s, '\\', 0) >= 0)
		return false;
	if (s.p[0] == '?' || s.p[0] == '#')
		return true;
	/* "//host" would leave the site. */
	return s.p[0] == '/' && !str_starts(s, S("//"));
}

void out_url_(struct out *o, str s)
{
	out_esc_(o, url_is_safe(s) ? s : S("#"));
}

void out_commas(struct out *o, i64 v)
{
	if (v < 0)
		out_char(o, '-');
	u64 u = v < 0 ? -(u64)v : (u64)v;
	u64 unit = 1;
	while (u / unit >= 1000)
		unit *= 1000;
	out_int_(o, (i64)(u / unit));
	for (u %= unit, unit /= 1000; unit; u %= unit, unit /= 1000) {
		out_char(o, ',');
		out_padded(o, (i64)(u / unit), 3);
	}
}

void out_padded(struct out *o, i64 v, int width)
{
	i64 limit = 1;
	for (int i = 1; i < width; i++)
		limit *= 10;
	for (; limit > 1 && v < limit; limit /= 10)
		out_char(o, '0');
	out_int_(o, v);
}

void out_hex(struct out *o, str bytes)
{
	static const char digit[] = "0123456789abcdef";
	for (isize i = 0; i < bytes.n; i++) {
		u8 b = (u8)bytes.p[i];
		out_char(o, digit[b >> 4]);
		out_char(o, digit[b & 15]);
	}
}

static bool is_unreserved(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' ||
	       c == '~';
}

void out_percent(struct out *o, str component)
{
	for (isize i = 0; i < component.n; i++) {
		char c = component.p[i];
		if (is_unreserved(c)) {
			out_char(o, c);
			continue;
		}
		static const char digit[] = "0123456789ABCDEF";
		out_char(o, '%');
		out_char(o, digit[(u8)c >> 4]);
		out_char(o, digit[(u8)c & 15]);
	}
}
