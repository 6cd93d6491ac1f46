/* prose_fuzz.c — packed ranges (before the first line that is ".") and a
 * text: damage closes everything, what is read packs to what is read again,
 * and no reader gets bytes that are not in the text or its 言いかえ. */
#include <stdlib.h>

#include "base/utf8.h"
#include "vis/prose.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void check(struct arena *a, str masks, str text)
{
	struct prose p, q;
	struct lens all = { .level = LEVEL_FULL }, some = all;
	for (int c = 0; c < CLASS_COUNT; c++)
		all.household[c] = some.household[c] = VEIL_CLEAR;
	some.household[CLASS_money] = VEIL_HIDE;
	struct veiled whole = lens_prose(a, &all, (person_id){ 0 }, text,
					 masks);
	struct veiled v = lens_prose(a, &some, (person_id){ 0 }, text, masks);
	must(str_eq(whole.bytes_behind_the_veil_, text));
	must(utf8_valid(v.bytes_behind_the_veil_));
	if (prose_parse(a, masks, text, &p) != OK) {
		must(p.whole && (!masks.n || v.state == VEIL_MASK));
	} else {
		str packed = prose_pack(a, text, &p);
		must(prose_parse(a, packed, text, &q) == OK);
		must(str_eq(prose_pack(a, text, &q), packed));
	}
	q = prose_propose(a, text, NULL);
	p = prose_carry(a, text, &p, text, &q);
	must(prose_parse(a, prose_pack(a, text, &p), text, &q) == OK);
	prose_parts(a, text, &p);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static struct arena *a;
	if (!a)
		a = arena_open((isize)64 << 20);
	str s = { (const char *)p, (isize)n };
	if (n < 4096 && utf8_valid(s)) {
		isize at = str_find(s, S("\n.\n"), 0);
		if (at < 0)
			check(a, (str){ 0 }, s);
		else
			check(a, str_sub(s, 0, at + 1),
			      str_sub(s, at + 3, s.n));
	}
	arena_reset(a);
	return 0;
}
