/*
 * sheet.c — how large the picture is on the screen, on paper or as a
 * thumbnail.  All of them are a viewBox: nothing is laid out again, and
 * nothing is ever shown larger than 1:1.
 */
#include "genogram/svg.h"

enum { LEAST_WIDTH = 360 };

struct page {
	int mm_wide, mm_high;	/* less 10 mm on each side */
	int wide, high;		/* the same in px of 1/96 inch, rounded down */
};

static const struct page pages[] = {
	[PAPER_A4] = { 277, 190, 1046, 718 },
	[PAPER_A3] = { 400, 277, 1511, 1046 },
};

static int larger(int x, int y)
{
	return x > y ? x : y;
}

int svg_width(const struct genogram_picture *p)
{
	return p->family->style.bare ? p->width :
				       larger(p->width, LEAST_WIDTH);
}

static int svg_height(const struct genogram_picture *p)
{
	if (p->family->style.bare)
		return p->height;
	return p->height + svg_legend(NULL, p, svg_width(p), 0);
}

static int percent_on(const struct genogram_picture *p, int wide, int high)
{
	int x = 100 * wide / larger(svg_width(p), 1);
	int y = 100 * high / larger(svg_height(p), 1);
	int least = x < y ? x : y;
	return least < 100 ? least : 100;
}

void svg_fit(struct genogram_picture *p)
{
	p->percent = 100;
	p->paper = p->family->style.paper;
	if (p->family->style.bare) {
		p->paper = PAPER_NONE;
		p->percent = percent_on(p, GENOGRAM_THUMB_W, GENOGRAM_THUMB_H);
		return;
	}
	if (p->paper == PAPER_NONE)
		return;
	p->percent = percent_on(p, pages[p->paper].wide,
				pages[p->paper].high);
	if (p->paper == PAPER_A4 && p->percent < GENOGRAM_PERCENT) {
		p->paper = PAPER_A3;
		p->percent = percent_on(p, pages[PAPER_A3].wide,
					pages[PAPER_A3].high);
	}
}

void svg_sheet(const struct genogram_picture *p, struct svg_sheet *ret)
{
	int w = svg_width(p), h = svg_height(p), wide = w, high = h;
	*ret = (struct svg_sheet){ .width = w, .height = h };
	if (p->family->style.bare) {
		ret->width = wide = GENOGRAM_THUMB_W;
		ret->height = high = GENOGRAM_THUMB_H;
	} else if (p->paper != PAPER_NONE) {
		ret->width = pages[p->paper].mm_wide;
		ret->height = pages[p->paper].mm_high;
		ret->unit = S("mm");
		wide = pages[p->paper].wide;
		high = pages[p->paper].high;
	}
	ret->view.w = larger(w, wide);
	ret->view.h = larger(h, high);
	ret->view.x = p->left - (ret->view.w - w) / 2;
	ret->view.y = p->top - (ret->view.h - h) / 2;
}
