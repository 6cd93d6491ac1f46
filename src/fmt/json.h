/*
 * json.h — documents {"field": value}: read with limits, written with care.
 *
 * Values are text, whole numbers, true/false, null, lists and objects.  A
 * number with a fraction is refused: money is whole yen, and a float does not
 * come back as it went.  A parsed value never changes and lives as long as
 * the arena it was parsed with.
 */
#ifndef TB_FMT_JSON_H
#define TB_FMT_JSON_H

#include "base/out.h"
#include "fmt/url.h"

enum { JSON_DEPTH_MAX = 16, JSON_SIZE_MAX = 1 << 20 };

enum json_kind { JSON_IS_NULL, JSON_IS_FLAG, JSON_IS_INT, JSON_IS_STR,
		 JSON_IS_LIST, JSON_IS_OBJECT };

struct json;

/* E_INVALID: no JSON, a name twice in an object, a fraction, NUL in a text,
 * deeper than 16.  E_TOO_LARGE: over 1 MiB. */
enum status json_parse(struct arena *a, str text, struct json **ret)
	MUST_CHECK;
enum json_kind json_kind(const struct json *j);
/* Of another kind: {0} with p == NULL, 0, false. */
str json_str(const struct json *j);
i64 json_int(const struct json *j);
bool json_flag(const struct json *j);
/* Members of a list or an object; 0 for the rest. */
isize json_count(const struct json *j);
/* A member; NULL when there is none or j is NULL. */
const struct json *json_get(const struct json *object, str name);
const struct json *json_at(const struct json *list, isize i);
/* Every member of an object, in the order of the text.  `*at` starts as NULL;
 * false after the last. */
bool json_next(const struct json *object, void **at, str *ret_name,
	       const struct json **ret);
/* {"name": text or number or list of them} → params; a list repeats its
 * name.  E_INVALID for anything else, E_TOO_LARGE over
 * PARAMS_MAX. */
enum status json_params(struct arena *a, const struct json *object,
			struct params *ret) MUST_CHECK;

/*
 * Writes a text in quotes.  '<', U+2028 and U+2029 are escaped too, so that
 * the result may stand in a <script type="application/json">.
 */
void json_put_str(struct out *o, str s);
/* The value again, without blanks; members in their order. */
void json_put(struct out *o, const struct json *j);

#endif
