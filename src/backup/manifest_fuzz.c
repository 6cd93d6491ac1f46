/* manifest_fuzz.c — what was read is written and read again without a change;
 * nothing but its own key's signature is taken for one. */
#include <stdlib.h>

#include "backup/manifest.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void put_digest(struct out *o, const char *word,
		       const u8 hash[CRYPT_HASH])
{
	put(o, str_of(word));
	out_hex(o, (str){ (const char *)hash, CRYPT_HASH });
	put(o, S("\n"));
}

/* A sum is not met by chance: what was made up gets a right one. */
static str summed(struct arena *a, str text)
{
	isize at = str_find(text, S("\nsum "), 0);
	struct out o = out_open(a, text.n + 200);
	u8 hash[CRYPT_HASH];
	put(&o, str_sub(text, 0, at < 0 ? text.n : at + 1));
	crypt_sha256(out_str(&o), hash);
	put_digest(&o, "sum ", hash);
	put_digest(&o, "sign ", hash);
	return out_str(&o);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static const struct crypt_key key = { { 7 } };
	static struct arena *a;
	struct manifest m, again;
	if (!a) {
		a = arena_open((isize)64 << 20);
		if (crypt_start() != OK)
			abort();
	}
	str text = { (const char *)p, (isize)n };
	if (manifest_parse(a, summed(a, text), &m) == OK) {
		str once = manifest_print(a, &m, &key);
		if (manifest_parse(a, once, &again) != OK ||
		    !str_eq(once, manifest_print(a, &again, &key)) ||
		    !manifest_signed(a, once, &key))
			abort();
	}
	arena_reset(a);
	return 0;
}
