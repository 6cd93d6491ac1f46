/*
 * multipart.h — the body of a form with files (RFC 7578).
 *
 * Parts are slices of the body: nothing is copied or decoded.  Names and file
 * names stand as sent, bytes may be anything.  No nesting, no transfer
 * encodings: browsers send neither.
 */
#ifndef TB_FMT_MULTIPART_H
#define TB_FMT_MULTIPART_H

#include "base/arena.h"
#include "base/str.h"

/* file_name.p == NULL: an ordinary field. */
struct part {
	str name, file_name, type, bytes;
};

/* The boundary in "multipart/form-data; boundary=…".  E_INVALID when there is
 * none, or one that RFC 2046 does not allow. */
enum status multipart_boundary(str content_type, str *ret) MUST_CHECK;
/*
 * Cuts the body.  E_INVALID: a missing first or last boundary, a part without
 * a name, broken headers, invalid UTF-8 in a name, file name or type.
 * E_TOO_LARGE: more than `max` parts.
 */
enum status multipart_parse(struct arena *a, str body, str boundary,
			    isize max, const struct part **ret, isize *ret_n)
	MUST_CHECK;

#endif
