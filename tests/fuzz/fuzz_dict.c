/*
 * fuzz_dict.c — a municipality's overlay is text that people edit: whatever
 * stands there is read or refused with a line, and what was read is whole.
 */
#include <stdlib.h>

#include "base/utf8.h"
#include "dict/field_type.h"

#define MUST(x) do { if (!(x)) abort(); } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void check_dict(struct arena *a, const struct dict *d)
{
	for (isize i = 0; i < d->fields_n; i++) {
		const struct field *f = d->fields + i;
		MUST(f->id == i && f->type && f->max >= 0);
		MUST(f->class_ >= 0 && f->class_ < CLASS_COUNT);
		MUST(f->type->has_code == (f->code != NULL));
		MUST(d->groups[f->group].fields[f->at] == i);
		MUST(dict_field(d, field_path(a, d, f)) == f);
	}
	struct out o = out_open(a, 1024);
	dict_print_definition(&o, d);
	MUST(utf8_valid(out_str(&o)));
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	str s = { (const char *)p, (isize)n };
	if (!utf8_valid(s))
		return 0;
	struct arena *a = arena_open((isize)64 << 20);
	MUST(a);
	struct dict_file files[] = { { S("a"), s, false },
				     { S("b"), S(""), true } };
	const struct dict *d = NULL;
	struct dict_error err = { 0 };
	/* Once as a built-in file, once as a city's own. */
	for (int i = 0; i < 2; i++) {
		files[0].overlay = i == 1;
		if (dict_parse(a, files, COUNT(files), &d, &err) == OK)
			check_dict(a, d);
		else
			MUST(err.line > 0 && err.text.n && err.file.n);
	}
	arena_close(a);
	return 0;
}
