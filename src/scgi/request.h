/*
 * request.h — one request as nginx hands it over (SCGI), parsed and checked.
 *
 * Everything in it is valid UTF-8 without NUL or the request was refused
 * before (400).  Names of parameters are as sent; values are decoded once.
 * Knows nothing of welfare, sessions or rights.
 */
#ifndef TB_SCGI_REQUEST_H
#define TB_SCGI_REQUEST_H

#include "base/arena.h"
#include "base/str.h"
#include "fmt/multipart.h"
#include "fmt/url.h"

enum method { METHOD_OTHER, GET, HEAD, POST };

struct request {
	enum method method;
	str path;		/* decoded, starts with '/', no "//", no "." */
	struct params query;	/* of the URL */
	struct params form;	/* urlencoded or multipart fields */
	const struct part *parts;	/* uploaded files */
	isize parts_n;
	str cookie;		/* the Cookie header, raw */
	str host, origin, fetch_site;	/* Host, Origin, Sec-Fetch-Site */
	str remote;		/* address of the client, from nginx */
	str agent;		/* User-Agent, at most 200 bytes */
	bool tls;
	bool hx;		/* HX-Request: true */
	str last_event;		/* Last-Event-ID */
};

/* Bytes of the headers' netstring. */
enum { REQUEST_HEAD_MAX = 16 * 1024 };

/*
 * How many bytes the request that begins with `bytes` has in all; 0 while
 * that cannot be told yet.  E_INVALID, E_TOO_LARGE as request_parse, before
 * the rest has arrived.
 */
enum status request_size(str bytes, isize *ret) MUST_CHECK;
/*
 * Once request_size has told a size: does this request bring a file?  Only a
 * POST to an address whose last part is "files" does; everything else has the
 * small limit.
 */
bool request_brings_file(str bytes);
/*
 * Reads one SCGI request: a netstring of NUL-separated header pairs, then
 * CONTENT_LENGTH bytes.  `bytes` holds it whole.  Refuses (E_INVALID): wrong
 * netstring, no SCGI=1, CONTENT_LENGTH not first or not its value, duplicate
 * headers other than Cookie, invalid UTF-8, NUL, paths with encoded slashes,
 * dot segments or control characters, bad percent-encoding, an unknown form
 * type.  E_TOO_LARGE: over PARAMS_MAX parameters or 16 KB of headers.
 */
enum status request_parse(struct arena *a, str bytes, struct request *ret)
	MUST_CHECK;
/* A cookie by name; p == NULL when absent. */
str request_cookie(const struct request *r, str name);

#endif
