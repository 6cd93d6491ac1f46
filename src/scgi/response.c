/* response.c — see response.h. */
#include "scgi/response.h"

#include <stdlib.h>

static bool has_break(str s)
{
	return str_find_char(s, '\r', 0) >= 0 ||
	       str_find_char(s, '\n', 0) >= 0 ||
	       str_find_char(s, '\0', 0) >= 0;
}

void response_header(struct response *r, str name, str value)
{
	/* A line break would begin a header of somebody else's choice. */
	if (r->headers_n == RESPONSE_HEADERS || name.n == 0 ||
	    has_break(name) || has_break(value))
		abort();
	r->headers[r->headers_n].name = name;
	r->headers[r->headers_n++].value = value;
}

static str reason(int status)
{
	switch (status) {
	case 200: return S("OK");
	case 204: return S("No Content");
	case 303: return S("See Other");
	case 304: return S("Not Modified");
	case 400: return S("Bad Request");
	case 401: return S("Unauthorized");
	case 403: return S("Forbidden");
	case 404: return S("Not Found");
	case 405: return S("Method Not Allowed");
	case 409: return S("Conflict");
	case 413: return S("Content Too Large");
	case 422: return S("Unprocessable Content");
	case 429: return S("Too Many Requests");
	case 500: return S("Internal Server Error");
	case 503: return S("Service Unavailable");
	}
	return S("Status");
}

static void write_lines(struct out *o, const struct response *r)
{
	put(o, S("Status: "));
	put(o, r->status);
	out_char(o, ' ');
	put(o, reason(r->status));
	for (int i = 0; i < r->headers_n; i++) {
		put(o, S("\r\n"));
		put(o, r->headers[i].name);
		put(o, S(": "));
		put(o, r->headers[i].value);
	}
}

void response_write(struct out *o, const struct response *r, bool head)
{
	write_lines(o, r);
	put(o, S("\r\nContent-Length: "));
	put(o, r->body.n);
	put(o, S("\r\n\r\n"));
	if (!head)
		put(o, r->body);
}

void response_write_open(struct out *o, const struct response *r)
{
	write_lines(o, r);
	put(o, S("\r\n\r\n"));
	put(o, r->body);
}
