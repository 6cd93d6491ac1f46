/* form_fuzz.c — what a urlencoded form says is what it says written again. */
#include <stdlib.h>

#include "base/utf8.h"
#include "fmt/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void check_again(struct arena *a, struct params first)
{
	struct out o = out_open(a, 256);
	struct params second;
	for (isize i = 0; i < first.n; i++) {
		if (i)
			out_char(&o, '&');
		put(&o, first.v[i].name);
		out_char(&o, '=');
		out_percent(&o, first.v[i].value);
	}
	if (params_parse(a, out_str(&o), &second) != OK ||
	    second.n != first.n)
		abort();
	for (isize i = 0; i < first.n; i++) {
		if (!utf8_valid(first.v[i].value) ||
		    !str_eq(first.v[i].value, second.v[i].value) ||
		    !str_eq(first.v[i].name, second.v[i].name))
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static struct arena *a;
	if (!a)
		a = arena_open((isize)64 << 20);
	struct params first;
	if (params_parse(a, (str){ (const char *)p, (isize)n }, &first) == OK)
		check_again(a, first);
	arena_reset(a);
	return 0;
}
