/* svg_parts.c — symbols and kinds of lines: see svg.h. */
#include "genogram/svg.h"

void svg_text(struct out *o, str s)
{
	/* XML knows no control characters; a tab or line end is a blank. */
	isize from = 0;
	for (isize i = 0; i <= s.n; i++) {
		if (i < s.n && ((u8)s.p[i] >= 0x20 && s.p[i] != 0x7f))
			continue;
		html_put(o, str_sub(s, from, i));
		if (i < s.n)
			out_char(o, ' ');
		from = i + 1;
	}
}

void svg_number(struct out *o, str name, int v)
{
	out_char(o, ' ');
	put(o, name);
	put(o, S("=\""));
	put(o, v);
	out_char(o, '"');
}

static void polygon(struct out *o, const struct genogram_point *v, int n)
{
	put(o, S("<polygon points=\""));
	for (int i = 0; i < n; i++) {
		if (i)
			out_char(o, ' ');
		put(o, v[i].x);
		out_char(o, ',');
		put(o, v[i].y);
	}
	put(o, S("\"/>"));
}

void svg_shape(struct out *o, enum shape s, struct genogram_point c,
	       int inset)
{
	int h = HALF - inset, x = c.x, y = c.y;
	struct genogram_point square[] = { { x - h, y - h }, { x + h, y - h },
					   { x + h, y + h }, { x - h, y + h } };
	struct genogram_point diamond[] = { { x, y - h }, { x + h, y },
					    { x, y + h }, { x - h, y } };
	struct genogram_point triangle[] = { { x, y - h }, { x + h, y + h },
					     { x - h, y + h } };
	struct genogram_point hexagon[] = {
		{ x - h / 2, y - h }, { x + h / 2, y - h }, { x + h, y },
		{ x + h / 2, y + h }, { x - h / 2, y + h }, { x - h, y } };
	switch (s) {
	case SHAPE_CIRCLE:
		put(o, S("<circle"));
		svg_number(o, S("cx"), x);
		svg_number(o, S("cy"), y);
		svg_number(o, S("r"), h);
		put(o, S("/>"));
		break;
	case SHAPE_SQUARE:
		polygon(o, square, 4);
		break;
	case SHAPE_DIAMOND:
		polygon(o, diamond, 4);
		break;
	case SHAPE_TRIANGLE:
		polygon(o, triangle, 3);
		break;
	case SHAPE_HEXAGON:
		polygon(o, hexagon, 6);
		break;
	}
}

void svg_line(struct out *o, const struct genogram_point *v, int n,
	      str attributes)
{
	put(o, S("<polyline points=\""));
	for (int i = 0; i < n; i++) {
		if (i)
			out_char(o, ' ');
		put(o, v[i].x);
		out_char(o, ',');
		put(o, v[i].y);
	}
	put(o, S("\""));
	if (attributes.n) {
		out_char(o, ' ');
		put(o, attributes);
	}
	put(o, S("/>\n"));
}

void svg_cross(struct out *o, struct genogram_point c, int half)
{
	struct genogram_point a[] = { { c.x - half, c.y - half },
				      { c.x + half, c.y + half } };
	struct genogram_point b[] = { { c.x - half, c.y + half },
				      { c.x + half, c.y - half } };
	svg_line(o, a, 2, S("stroke-width=\"1\""));
	svg_line(o, b, 2, S("stroke-width=\"1\""));
}

void svg_end(struct out *o, struct genogram_point at, enum genogram_end end)
{
	for (int i = 0; i < (end == END_DIVORCED ? 2 : 1); i++) {
		struct genogram_point v[] = { { at.x + 5 * i - 3, at.y + 8 },
					      { at.x + 5 * i + 3, at.y - 8 } };
		svg_line(o, v, 2, (str){ 0 });
	}
}

str svg_bond_style(enum genogram_bond bond)
{
	static const str styles[] = { STR(""),
				      STR("stroke-dasharray=\"7 4\""),
				      STR("stroke-dasharray=\"2 4\"") };
	return styles[bond];
}

str svg_birth_style(enum genogram_birth kind)
{
	static const str styles[] = {
		STR(""), STR("stroke-dasharray=\"7 4\""),
		STR("stroke-dasharray=\"2 4\""),
		STR("stroke-dasharray=\"9 3 2 3\"") };
	return styles[kind];
}

/* Teeth of 4 on both sides, every 5; lines of ties are level or upright. */
static void zigzag(struct out *o, const struct genogram_point *v, int n,
		   str attributes)
{
	struct { struct genogram_point *v; isize n, cap; } z = { 0 };
	for (int i = 0; i + 1 < n; i++) {
		int dx = v[i + 1].x - v[i].x, dy = v[i + 1].y - v[i].y;
		int len = dx + dy < 0 ? -dx - dy : dx + dy;
		*vec_push(o->arena, &z) = v[i];
		for (int k = 1; k * 5 < len - 3; k++) {
			int side = k & 1 ? 3 : -3, at = k * 5;
			struct genogram_point q = {
				v[i].x + (dx ? dx * at / len : side),
				v[i].y + (dy ? dy * at / len : side) };
			*vec_push(o->arena, &z) = q;
		}
	}
	*vec_push(o->arena, &z) = v[n - 1];
	svg_line(o, z.v, (int)z.n, attributes);
}

void svg_tie(struct out *o, const struct genogram_point *v, int n,
	     enum genogram_quality kind)
{
	svg_line(o, v, n, S("stroke=\"#fff\" stroke-width=\"6\""));
	switch (kind) {
	case TIE_GOOD:
		svg_line(o, v, n, S("stroke=\"#1b6e3c\" stroke-width=\"2\""));
		break;
	case TIE_CLOSE:
		svg_line(o, v, n, S("stroke=\"#1b6e3c\" stroke-width=\"6\""));
		svg_line(o, v, n, S("stroke=\"#fff\" stroke-width=\"2\""));
		break;
	case TIE_DISTANT:
		svg_line(o, v, n, S("stroke=\"#5c5c5c\" stroke-width=\"2\" "
				    "stroke-dasharray=\"2 5\""));
		break;
	case TIE_CUT:
		svg_line(o, v, n, S("stroke=\"#5c5c5c\" stroke-width=\"2\" "
				    "stroke-dasharray=\"12 7\""));
		break;
	case TIE_CONFLICT:
		zigzag(o, v, n, S("stroke=\"#b3261e\" stroke-width=\"1\""));
		break;
	case TIE_ABUSE:
		zigzag(o, v, n, S("stroke=\"#b3261e\" stroke-width=\"3\""));
		break;
	}
}
