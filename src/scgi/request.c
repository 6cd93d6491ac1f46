/*
 * request.c — see request.h.
 *
 * nginx has checked the HTTP; what is checked here is what nginx leaves to
 * us: duplicate headers (it passes them as duplicate names), the raw path,
 * and text that is not UTF-8.
 */
#include "scgi/request.h"

#include "base/num.h"
#include "base/utf8.h"
#include "base/vec.h"

enum { AGENT_MAX = 200, HEADERS_MAX = 200, LENGTH_DIGITS = 5 };

struct headers {
	struct param *v;
	isize n, cap;
};

/* The netstring's length and where its text begins; 0 digits so far: 0. */
static enum status head_bounds(str bytes, isize *ret_from, isize *ret_n)
{
	isize colon = str_find_char(str_sub(bytes, 0, LENGTH_DIGITS + 1), ':',
				    0);
	if (colon < 0 && bytes.n <= LENGTH_DIGITS)
		colon = bytes.n;
	i64 n = 0;
	if (colon < 0)
		return E_INVALID;
	/* "007:" is no netstring. */
	if (bytes.n && (bytes.p[0] == '0' || colon == 0))
		return E_INVALID;
	if (colon)
		TRY(num_parse_max(str_sub(bytes, 0, colon), 99999, &n));
	*ret_from = colon + 1;
	*ret_n = colon < bytes.n ? (isize)n : 0;
	return n > REQUEST_HEAD_MAX ? E_TOO_LARGE : OK;
}

enum status request_size(str bytes, isize *ret)
{
	static const str key = STR("CONTENT_LENGTH\0");
	isize from, n;
	TRY(head_bounds(bytes, &from, &n));
	str head = str_sub(bytes, from, from + n);
	if (n == 0 || head.n < n) {
		*ret = 0;
		return OK;
	}
	isize end = str_find_char(head, '\0', key.n);
	if (!str_starts(head, key) || end < 0)
		return E_INVALID;
	i64 body;
	TRY(num_parse_max(str_sub(head, key.n, end), (i64)1 << 40, &body));
	*ret = from + n + 1 + (isize)body;
	return OK;
}

bool request_brings_file(str bytes)
{
	isize from, n;
	bool post = false, files = false;
	if (head_bounds(bytes, &from, &n) != OK)
		return false;
	str head = str_sub(bytes, from, from + n);
	while (head.n) {
		str name = str_cut(&head, '\0');
		str value = head.p ? str_cut(&head, '\0') : head;
		if (str_eq(name, S("REQUEST_METHOD")))
			post = str_eq(value, S("POST"));
		if (str_eq(name, S("REQUEST_URI")))
			files = str_ends(value, S("/files"));
	}
	return post && files;
}

static bool headers_have(const struct headers *h, str name)
{
	for (isize i = 0; i < h->n; i++) {
		if (str_eq(h->v[i].name, name))
			return true;
	}
	return false;
}

static str header(const struct headers *h, str name)
{
	for (isize i = 0; i < h->n; i++) {
		if (str_eq(h->v[i].name, name))
			return h->v[i].value;
	}
	return (str){ 0 };
}

static enum status read_headers(struct arena *a, str head, struct headers *h)
{
	while (head.n) {
		struct param p;
		p.name = str_cut(&head, '\0');
		if (!head.p)
			return E_INVALID;
		p.value = str_cut(&head, '\0');
		/* The last value too ends with its NUL. */
		if (!head.p || p.name.n == 0)
			return E_INVALID;
		if (!utf8_valid(p.name) || !utf8_valid(p.value))
			return E_INVALID;
		if (headers_have(h, p.name) &&
		    !str_eq(p.name, S("HTTP_COOKIE")))
			return E_INVALID;
		if (h->n == HEADERS_MAX)
			return E_TOO_LARGE;
		*vec_push(a, h) = p;
	}
	return OK;
}

/* HTTP/2 clients may split Cookie; joined again as RFC 9113 §8.2.3 says. */
static str join_cookies(struct arena *a, const struct headers *h)
{
	str all = { 0 };
	for (isize i = 0; i < h->n; i++) {
		if (!str_eq(h->v[i].name, S("HTTP_COOKIE")))
			continue;
		if (all.p)
			all = str_cat(a, all, S("; "));
		all = all.p ? str_cat(a, all, h->v[i].value) : h->v[i].value;
	}
	return all;
}

static enum method read_method(str s)
{
	if (str_eq(s, S("GET")))
		return GET;
	if (str_eq(s, S("HEAD")))
		return HEAD;
	return str_eq(s, S("POST")) ? POST : METHOD_OTHER;
}

static bool segment_is_clean(str segment)
{
	if (str_eq(segment, S(".")) || str_eq(segment, S("..")))
		return false;
	for (isize i = 0; i < segment.n; i++) {
		u8 c = (u8)segment.p[i];
		/* A slash here was an encoded one. */
		if (c < 0x20 || c == 0x7f || c == '/' || c == '\\')
			return false;
	}
	return true;
}

static enum status read_path(struct arena *a, str raw, str *ret)
{
	if (raw.n == 0 || raw.p[0] != '/' ||
	    str_find(raw, S("//"), 0) >= 0 || str_find_char(raw, '#', 0) >= 0)
		return E_INVALID;
	str rest = str_sub(raw, 1, raw.n);
	while (rest.p) {
		str segment;
		TRY(url_decode(a, str_cut(&rest, '/'), '+', &segment));
		if (!segment_is_clean(segment))
			return E_INVALID;
	}
	return url_decode(a, raw, '+', ret);
}

static enum status read_target(struct arena *a, str uri, struct request *r)
{
	str rest = uri;
	str path = str_cut(&rest, '?');
	TRY(read_path(a, path, &r->path));
	return params_parse(a, rest, &r->query);
}

/* Fields go to the form, files to the parts. */
static enum status read_multipart(struct arena *a, str type, str body,
				  struct request *r)
{
	str boundary;
	const struct part *v;
	isize n, files = 0;
	TRY(multipart_boundary(type, &boundary));
	TRY(multipart_parse(a, body, boundary, PARAMS_MAX, &v, &n));
	struct param *fields = new(a, struct param, n);
	struct part *parts = new(a, struct part, n);
	for (isize i = 0; i < n; i++) {
		if (v[i].file_name.p) {
			parts[files++] = v[i];
			continue;
		}
		if (!utf8_valid(v[i].bytes))
			return E_INVALID;
		fields[i - files] = (struct param){
			v[i].name, url_line_breaks(a, v[i].bytes)
		};
	}
	r->form = (struct params){ fields, n - files };
	r->parts = parts;
	r->parts_n = files;
	return OK;
}

static bool type_is(str type, str want)
{
	str rest = type;
	str got = str_trim(str_cut(&rest, ';'));
	if (got.n != want.n)
		return false;
	for (isize i = 0; i < got.n; i++) {
		char c = got.p[i];
		if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != want.p[i])
			return false;
	}
	return true;
}

static enum status read_body(struct arena *a, str type, str body,
			     struct request *r)
{
	if (body.n == 0)
		return OK;
	if (r->method != POST)
		return E_INVALID;
	if (type_is(type, S("application/x-www-form-urlencoded")))
		return params_parse(a, body, &r->form);
	return read_multipart(a, type, body, r);
}

enum status request_parse(struct arena *a, str bytes, struct request *ret)
{
	isize size, from, n;
	TRY(request_size(bytes, &size));
	if (size == 0 || size != bytes.n)
		return E_INVALID;
	TRY(head_bounds(bytes, &from, &n));
	if (bytes.p[from + n] != ',')
		return E_INVALID;
	struct headers h = { 0 };
	TRY(read_headers(a, str_sub(bytes, from, from + n), &h));
	if (!str_eq(header(&h, S("SCGI")), S("1")))
		return E_INVALID;
	struct request r = {
		.method = read_method(header(&h, S("REQUEST_METHOD"))),
		.cookie = join_cookies(a, &h),
		.host = header(&h, S("HTTP_HOST")),
		.origin = header(&h, S("HTTP_ORIGIN")),
		.fetch_site = header(&h, S("HTTP_SEC_FETCH_SITE")),
		.remote = header(&h, S("REMOTE_ADDR")),
		.tls = str_eq(header(&h, S("HTTPS")), S("on")),
		.hx = str_eq(header(&h, S("HTTP_HX_REQUEST")), S("true")),
		.last_event = header(&h, S("HTTP_LAST_EVENT_ID")),
	};
	str agent = header(&h, S("HTTP_USER_AGENT"));
	isize cut = agent.n < AGENT_MAX ? agent.n : AGENT_MAX;
	while (cut < agent.n && ((u8)agent.p[cut] & 0xc0) == 0x80)
		cut--;
	r.agent = str_sub(agent, 0, cut);
	TRY(read_target(a, header(&h, S("REQUEST_URI")), &r));
	TRY(read_body(a, header(&h, S("CONTENT_TYPE")),
		      str_sub(bytes, from + n + 1, bytes.n), &r));
	*ret = r;
	return OK;
}

str request_cookie(const struct request *r, str name)
{
	str rest = r->cookie;
	while (rest.p) {
		str value = str_trim(str_cut(&rest, ';'));
		str key = str_cut(&value, '=');
		if (value.p && str_eq(key, name))
			return value;
	}
	return (str){ 0 };
}
