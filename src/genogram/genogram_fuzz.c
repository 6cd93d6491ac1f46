/* genogram_fuzz.c — the same for the JSON form: two people of one row stand
 * apart, whatever the family is, and everybody's 続柄 is found. */
#include <stdlib.h>

#include "genogram/genogram.h"
#include "genogram/kin.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void rows_apart(const struct genogram_picture *pic)
{
	for (isize i = 0; i < pic->family->persons.n; i++)
		for (isize j = 0; j < i; j++) {
			const struct genogram_place *x = &pic->places[i];
			const struct genogram_place *y = &pic->places[j];
			int d = x->box.x - y->box.x;
			if (x->row == y->row && (d < 0 ? -d : d) <= x->box.w)
				abort();
		}
}

/* The length of the input says how it is drawn. */
static struct genogram_style style_of(size_t n)
{
	return (struct genogram_style){
		.dead = (enum genogram_dead)(n & 1),
		.unknown = (enum genogram_unknown)(n >> 1 & 1),
		.kana = (enum genogram_kana)(n >> 2 & 1),
		.paper = (enum genogram_paper)(n % 3),
		.bare = n % 5 == 0,
	};
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static struct arena *a;
	if (!a)
		a = arena_open((isize)256 << 20);
	struct genogram_family f;
	str why, text = { (const char *)p, (isize)n };
	if (genogram_read_json(a, text, &f, &why) == OK &&
	    f.persons.n < 200 && genogram_check(a, &f, &why) == OK) {
		if (genogram_read_before(a, text, &f) != OK)
			abort();
		f.style = style_of(n);
		struct genogram_picture *pic = genogram_draw(a, &f);
		struct out o = out_open(a, 4096);
		genogram_svg(&o, pic);
		genogram_json(&o, pic, 0);
		rows_apart(pic);
		genogram_kin(a, &f, f.focus, KIN_KOSEKI);
		genogram_kin(a, &f, f.focus, KIN_JUMINHYO);
	}
	arena_reset(a);
	return 0;
}
