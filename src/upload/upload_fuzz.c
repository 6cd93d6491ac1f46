/* upload_fuzz.c — any bytes: one of three kinds by their beginning, or none;
 * what follows the beginning changes nothing. */
#include <stdlib.h>

#include "upload/upload.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	/* Copied, so that ASan sees a read past the end. */
	char *exact = malloc(n + !n);
	for (size_t i = 0; i < n; i++)
		exact[i] = (char)p[i];
	enum upload_kind k = upload_sniff((str){ exact, (isize)n });
	if (k != UPLOAD_NONE && n < 3)
		abort();
	if (n > 8 && upload_sniff((str){ exact, 8 }) != k)
		abort();
	free(exact);
	return 0;
}
