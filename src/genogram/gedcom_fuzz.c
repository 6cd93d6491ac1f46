/* gedcom_fuzz.c — any bytes: read, and if it is a family, drawn whole; nobody
 * overlaps and every stroke has two points. */
#include <stdlib.h>

#include "genogram/genogram.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static struct arena *a;
	if (!a)
		a = arena_open((isize)256 << 20);
	struct genogram_family f;
	str why;
	if (genogram_read_gedcom(a, (str){ (const char *)p, (isize)n }, &f,
				 &why) == OK &&
	    f.persons.n < 200 && genogram_check(a, &f, &why) == OK) {
		struct genogram_picture *pic = genogram_draw(a, &f);
		struct out o = out_open(a, 4096);
		genogram_svg(&o, pic);
		genogram_json(&o, pic, 0);
		for (isize i = 0; i < pic->strokes.n; i++)
			if (pic->strokes.v[i].points < 2)
				abort();
	}
	arena_reset(a);
	return 0;
}
