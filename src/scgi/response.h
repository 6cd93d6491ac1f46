/*
 * response.h — an answer, and its bytes on the wire (SCGI: CGI headers).
 */
#ifndef TB_SCGI_RESPONSE_H
#define TB_SCGI_RESPONSE_H

#include "base/out.h"

enum { RESPONSE_HEADERS = 16 };

struct response {
	int status;
	struct {
		str name, value;
	} headers[RESPONSE_HEADERS];
	int headers_n;
	str body;
};

/* Adds a header; a value with CR, LF or NUL is our bug: it aborts. */
void response_header(struct response *r, str name, str value);
/* "Status: 200 OK\r\n…\r\n\r\nbody"; Content-Length is added. */
void response_write(struct out *o, const struct response *r, bool head);
/* The same without a length: what an event stream begins with. */
void response_write_open(struct out *o, const struct response *r);

#endif
