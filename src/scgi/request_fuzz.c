/* request_fuzz.c — any bytes at the door: refused, or clean all through. */
#include <stdlib.h>

#include "base/utf8.h"
#include "scgi/request.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void check_text(str s)
{
	must(utf8_valid(s));
}

static void check_params(struct params p)
{
	must(p.n <= PARAMS_MAX);
	for (isize i = 0; i < p.n; i++) {
		check_text(p.v[i].name);
		check_text(p.v[i].value);
		must(p.v[i].name.n > 0 && p.v[i].value.p);
		must(params_get(p, p.v[i].name).p);
	}
}

static void check_path(str path)
{
	check_text(path);
	must(str_starts(path, S("/")) && str_find(path, S("//"), 0) < 0);
	must(str_find(path, S("/../"), 0) < 0 && !str_ends(path, S("/..")));
	must(str_find(path, S("/./"), 0) < 0 && !str_ends(path, S("/.")));
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static struct arena *a;
	if (!a)
		a = arena_open((isize)64 << 20);
	/* Copied, so that ASan sees a read past the end. */
	char *exact = malloc(n + !n);
	for (size_t i = 0; i < n; i++)
		exact[i] = (char)p[i];
	struct request r;
	str bytes = { exact, (isize)n };
	isize size;
	enum status sized = request_size(bytes, &size);
	bool file = request_brings_file(bytes);
	if (request_parse(a, bytes, &r) == OK) {
		must(sized == OK && size == bytes.n);
		check_path(r.path);
		must(!file || r.method == POST);
		check_params(r.query);
		check_params(r.form);
		check_text(r.cookie);
		check_text(r.agent);
		must(r.agent.n <= 200);
		for (isize i = 0; i < r.parts_n; i++) {
			check_text(r.parts[i].file_name);
			check_text(r.parts[i].type);
		}
		str cookie = request_cookie(&r, S("__Host-s"));
		check_text(cookie);
	}
	arena_reset(a);
	free(exact);
	return 0;
}
