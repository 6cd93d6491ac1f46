/*
 * router.h — path patterns to rows: "/cases/:casefile/notes".
 *
 * A ":name" segment takes one non-empty path segment.  Literal segments win
 * over parameters.  The table is built once at boot; two rows that match the
 * same path and method are refused there.
 */
#ifndef TB_SCGI_ROUTER_H
#define TB_SCGI_ROUTER_H

#include "scgi/request.h"

struct router;

/* Rows are opaque to the router: it stores and returns the pointer. */
enum status router_add(struct arena *boot, struct router **r,
		       enum method method, str pattern, const void *row,
		       str *ret_why) MUST_CHECK;
/*
 * The row for a path, its parameters in order of the pattern.  E_NOT_FOUND;
 * E_INVALID when the path exists but not for this method (405).
 * HEAD finds GET.
 */
enum status router_find(const struct router *r, struct arena *a,
			enum method method, str path, const void **ret_row,
			struct params *ret) MUST_CHECK;

#endif
