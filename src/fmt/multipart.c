/* multipart.c — see multipart.h. */
#include "fmt/multipart.h"

#include "base/utf8.h"
#include "base/vec.h"

enum { BOUNDARY_MAX = 70, PART_HEADERS_MAX = 2048 };

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool eq_nocase(str a, str b)
{
	if (a.n != b.n)
		return false;
	for (isize i = 0; i < a.n; i++) {
		if (lower(a.p[i]) != lower(b.p[i]))
			return false;
	}
	return true;
}

static bool starts_nocase(str s, str prefix)
{
	return s.n >= prefix.n && eq_nocase(str_sub(s, 0, prefix.n), prefix);
}

/* RFC 2046 bchars, without the blank, which no browser sends. */
static bool is_boundary_char(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') ||
	       str_find_char(S("'()+_,-./:=?"), c, 0) >= 0;
}

static str unquote(str s)
{
	if (s.n >= 2 && s.p[0] == '"' && s.p[s.n - 1] == '"')
		return str_sub(s, 1, s.n - 1);
	return s;
}

enum status multipart_boundary(str content_type, str *ret)
{
	str rest = content_type;
	str type = str_trim(str_cut(&rest, ';'));
	if (!eq_nocase(type, S("multipart/form-data")))
		return E_INVALID;
	while (rest.p) {
		str value = str_trim(str_cut(&rest, ';'));
		str name = str_cut(&value, '=');
		if (!value.p || !eq_nocase(name, S("boundary")))
			continue;
		value = unquote(value);
		if (value.n < 1 || value.n > BOUNDARY_MAX)
			return E_INVALID;
		for (isize i = 0; i < value.n; i++) {
			if (!is_boundary_char(value.p[i]))
				return E_INVALID;
		}
		*ret = value;
		return OK;
	}
	return E_INVALID;
}

/*
 * The next `; key="value"` or `; key=token`.  Browsers write a quote inside a
 * value as %22, so a quote always ends it.
 */
static enum status next_attribute(str *rest, str *ret_key, str *ret_value)
{
	str s = str_trim(*rest);
	if (s.n == 0 || s.p[0] != ';')
		return E_INVALID;
	s = str_trim(str_sub(s, 1, s.n));
	isize eq = str_find_char(s, '=', 0);
	if (eq < 1)
		return E_INVALID;
	str key = str_sub(s, 0, eq);
	s = str_sub(s, eq + 1, s.n);
	isize end;
	if (s.n && s.p[0] == '"') {
		end = str_find_char(s, '"', 1);
		if (end < 0)
			return E_INVALID;
		*ret_value = str_sub(s, 1, end);
		end++;
	} else {
		end = str_find_char(s, ';', 0);
		end = end < 0 ? s.n : end;
		*ret_value = str_trim(str_sub(s, 0, end));
	}
	*ret_key = key;
	*rest = str_sub(s, end, s.n);
	return OK;
}

static enum status read_disposition(str value, struct part *p)
{
	if (!starts_nocase(value, S("form-data")))
		return E_INVALID;
	str rest = str_trim(str_sub(value, 9, value.n));
	while (rest.n) {
		str key, text;
		TRY(next_attribute(&rest, &key, &text));
		if (!utf8_valid(text))
			return E_INVALID;
		/* A slice even when empty: NULL means absent. */
		if (eq_nocase(key, S("name")) && !p->name.p)
			p->name = text;
		else if (eq_nocase(key, S("filename")) && !p->file_name.p)
			p->file_name = text;
		else
			return E_INVALID;
		rest = str_trim(rest);
	}
	return p->name.n ? OK : E_INVALID;
}

static enum status read_header(str line, struct part *p)
{
	isize colon = str_find_char(line, ':', 0);
	if (colon < 1)
		return E_INVALID;
	str name = str_sub(line, 0, colon);
	str value = str_trim(str_sub(line, colon + 1, line.n));
	if (eq_nocase(name, S("content-disposition")))
		return p->name.p ? E_INVALID : read_disposition(value, p);
	if (eq_nocase(name, S("content-type"))) {
		if (!utf8_valid(value))
			return E_INVALID;
		p->type = value;
	}
	return OK;
}

static enum status read_part(str s, struct part *ret)
{
	struct part p = { 0 };
	for (isize at = 0;;) {
		isize end = str_find(s, S("\r\n"), at);
		if (end < 0 || end > PART_HEADERS_MAX)
			return E_INVALID;
		if (end == at) {
			p.bytes = str_sub(s, end + 2, s.n);
			break;
		}
		TRY(read_header(str_sub(s, at, end), &p));
		at = end + 2;
	}
	if (!p.name.p)
		return E_INVALID;
	*ret = p;
	return OK;
}

enum status multipart_parse(struct arena *a, str body, str boundary,
			    isize max, const struct part **ret, isize *ret_n)
{
	struct { struct part *v; isize n, cap; } parts = { 0 };
	/* Every delimiter but the first begins with the line break. */
	str mark = str_cat(a, S("\r\n--"), boundary);
	str first = str_sub(mark, 2, mark.n);
	if (!str_starts(body, first))
		return E_INVALID;
	for (isize at = first.n;;) {
		str rest = str_sub(body, at, body.n);
		if (str_starts(rest, S("--")))
			break;
		if (!str_starts(rest, S("\r\n")))
			return E_INVALID;
		if (parts.n == max)
			return E_TOO_LARGE;
		isize end = str_find(body, mark, at + 2);
		if (end < 0)
			return E_INVALID;
		struct part p;
		TRY(read_part(str_sub(body, at + 2, end), &p));
		*vec_push(a, &parts) = p;
		at = end + mark.n;
	}
	*ret = parts.v;
	*ret_n = parts.n;
	return OK;
}
