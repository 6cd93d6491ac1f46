/* json_fuzz.c — a document that was read is written, read and written again
 * without a change. */
#include <stdlib.h>

#include "base/utf8.h"
#include "fmt/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static str written(struct arena *a, const struct json *j)
{
	struct out o = out_open(a, 256);
	json_put(&o, j);
	return out_str(&o);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static struct arena *a;
	if (!a)
		a = arena_open((isize)64 << 20);
	struct json *first, *second;
	struct params params;
	if (json_parse(a, (str){ (const char *)p, (isize)n }, &first) == OK) {
		str once = written(a, first);
		if (!utf8_valid(once) || str_find_char(once, '<', 0) >= 0 ||
		    json_parse(a, once, &second) != OK ||
		    !str_eq(once, written(a, second)))
			abort();
		if (json_params(a, first, &params) == OK &&
		    json_kind(first) != JSON_IS_OBJECT)
			abort();
	}
	arena_reset(a);
	return 0;
}
