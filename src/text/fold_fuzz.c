/* fold_fuzz.c — any text: folding twice is folding once, a text finds itself,
 * and no small field trips over it. */
#include <stdlib.h>

#include "base/out.h"
#include "base/utf8.h"
#include "text/bigram.h"
#include "text/fold.h"
#include "text/reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static str padded(struct arena *a, str s)
{
	return str_cat(a, str_cat(a, S(" "), s), S(" "));
}

static void check_found(struct arena *a, str text)
{
	str tokens = text_bigrams(a, text);
	must(utf8_valid(tokens) && str_find(tokens, S("  "), 0) < 0);
	tokens = padded(a, tokens);
	struct text_query q = text_query(a, text);
	for (isize i = 0; i < q.n; i++) {
		struct out o = out_open(a, 64);
		for (isize j = 0; j < q.words[i].n; j++) {
			out_char(&o, ' ');
			put(&o, q.words[i].tokens[j]);
		}
		out_char(&o, ' ');
		must(str_find(tokens, out_str(&o), 0) >= 0);
	}
}

static void check_fields(struct arena *a, str s)
{
	str t;
	must(utf8_valid(text_sort_key(a, s, s)));
	must(utf8_valid(text_hiragana(a, s)));
	must(utf8_valid(text_digits(a, s)));
	must(utf8_length(text_first_line(s, 10)) <= 10);
	if (text_phone(a, s, &t) == OK)
		must(t.n >= 3 && t.n <= 15);
	if (text_postcode(a, s, &t) == OK)
		must(t.n == 7);
	if (text_is_kana(s))
		must(!text_my_number(s));
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static struct arena *a;
	if (!a)
		a = arena_open((isize)64 << 20);
	str s = { (const char *)p, (isize)n };
	if (utf8_valid(s)) {
		str once = text_fold(a, s);
		must(utf8_valid(once) && str_eq(text_fold(a, once), once));
		check_found(a, s);
		check_fields(a, s);
	}
	arena_reset(a);
	return 0;
}
