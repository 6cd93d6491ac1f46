/* multipart_fuzz.c — the first line is the content type, the rest a body; the
 * parts are slices of it. */
#include <stdlib.h>

#include "base/utf8.h"
#include "fmt/multipart.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

enum { MAX = 20 };

static void check_inside(str part, str body)
{
	if (part.p && (part.p < body.p || part.p + part.n > body.p + body.n))
		abort();
}

static void check(const struct part *v, isize n, str body, str boundary)
{
	if (n > MAX)
		abort();
	for (isize i = 0; i < n; i++) {
		check_inside(v[i].name, body);
		check_inside(v[i].file_name, body);
		check_inside(v[i].type, body);
		check_inside(v[i].bytes, body);
		if (!v[i].name.n || !utf8_valid(v[i].name) ||
		    !utf8_valid(v[i].file_name) || !utf8_valid(v[i].type))
			abort();
		isize at = str_find(v[i].bytes, boundary, 0);
		if (at >= 4 && str_eq(str_sub(v[i].bytes, at - 4, at),
				      S("\r\n--")))
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static struct arena *a;
	if (!a)
		a = arena_open((isize)64 << 20);
	str body = { (const char *)p, (isize)n }, boundary;
	str type = str_cut(&body, '\n');
	const struct part *v;
	isize parts;
	if (multipart_boundary(type, &boundary) == OK &&
	    multipart_parse(a, body, boundary, MAX, &v, &parts) == OK)
		check(v, parts, body, boundary);
	arena_reset(a);
	return 0;
}
