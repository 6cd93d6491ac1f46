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

enum shape shape_of(const struct genogram_person *p)
{
	if (p->masked)
		return SHAPE_HEXAGON;
	if (p->life != LIFE_BORN)
		return SHAPE_TRIANGLE;
	return p->sex == SEX_MALE ? SHAPE_SQUARE :
	       p->sex == SEX_FEMALE ? SHAPE_CIRCLE : SHAPE_DIAMOND;
}

int shape_side(const struct genogram_person *p, int d)
{
	int down = d < 0 ? -d : d;
	switch (shape_of(p)) {
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

int shape_top(const struct genogram_person *p, int d)
{
	int out = d < 0 ? -d : d;
	switch (shape_of(p)) {
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
