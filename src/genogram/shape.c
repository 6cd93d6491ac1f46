/* shape.c — how far the outline of a symbol is from its centre. */
#include "genogram/shape.h"

#include "genogram/work.h"

static int root(int x)
{
	int r = 0;
	while ((r + 1) * (r + 1) <= x)
		r++;
	return r;
}

enum shape shape_of(const struct genogram_family *f, int who)
{
	const struct genogram_person *p = &f->persons.v[who];
	if (p->masked)
		return SHAPE_HEXAGON;
	if (p->life != LIFE_BORN)
		return SHAPE_TRIANGLE;
	if (p->sex == SEX_MALE || p->sex == SEX_FEMALE)
		return p->sex == SEX_MALE ? SHAPE_SQUARE : SHAPE_CIRCLE;
	return f->style.unknown == UNKNOWN_TRIANGLE ? SHAPE_TRIANGLE :
						      SHAPE_DIAMOND;
}

int shape_side(enum shape s, int d)
{
	int down = d < 0 ? -d : d;
	switch (s) {
	case SHAPE_CIRCLE:
		return root(HALF * HALF - d * d);
	case SHAPE_DIAMOND:
		return HALF - down;
	case SHAPE_HEXAGON:
		return HALF - down / 2;
	case SHAPE_TRIANGLE:
		return (HALF + d) / 2;
	default:
		return HALF;
	}
}

int shape_top(enum shape s, int d)
{
	int out = d < 0 ? -d : d;
	switch (s) {
	case SHAPE_CIRCLE:
		return root(HALF * HALF - d * d);
	case SHAPE_DIAMOND:
		return HALF - out;
	case SHAPE_HEXAGON:
		return out <= HALF / 2 ? HALF : HALF - 2 * (out - HALF / 2);
	case SHAPE_TRIANGLE:
		return HALF - 2 * out;
	default:
		return HALF;
	}
}
