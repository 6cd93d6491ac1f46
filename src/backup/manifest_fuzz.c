/* manifest_fuzz.c — what was read is written and read again without a change;
 * nothing but its own key's signature is taken for one. */
#include <stdlib.h>

#include "backup/manifest.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

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
	/* A sum is not met by chance: it is given to what was made up. */
	if (manifest_parse(a, manifest_summed(a, text), &m) == OK) {
		str once = manifest_print(a, &m, &key);
		if (manifest_parse(a, once, &again) != OK ||
		    !str_eq(once, manifest_print(a, &again, &key)) ||
		    !manifest_signed(a, once, &key))
			abort();
	}
	arena_reset(a);
	return 0;
}
