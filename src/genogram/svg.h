/* svg.h — parts of the drawing that the legend shows too. */
#ifndef TB_GENOGRAM_SVG_H
#define TB_GENOGRAM_SVG_H

#include "genogram/shape.h"
#include "genogram/work.h"

/* Words for people: text without control characters, escaped. */
void svg_text(struct out *o, str s);
/* A number with its name: x="12". */
void svg_number(struct out *o, str name, int v);
/* The outline of a symbol around a centre; inset makes it smaller. */
void svg_shape(struct out *o, enum shape s, struct genogram_point c,
	       int inset);
/* The mark of the dead within a shape that was drawn: see DEAD_CROSSED. */
void svg_cross(struct out *o, struct genogram_point c, int half);
/* <polyline …/> with these attributes. */
void svg_line(struct out *o, const struct genogram_point *v, int n,
	      str attributes);
/* A tie along its points; one of conflict or abuse is a zigzag. */
void svg_tie(struct out *o, const struct genogram_point *v, int n,
	     enum genogram_quality kind);
/* Two strokes for a divorce, one for a separation, across a level line. */
void svg_end(struct out *o, struct genogram_point at, enum genogram_end end);
/* How the line of a union, of a child is drawn. */
str svg_bond_style(enum genogram_bond bond);
str svg_birth_style(enum genogram_birth kind);

/* sheet.c: the size of the picture, and what of it is seen. */
struct svg_sheet {
	struct genogram_box view;
	int width, height;
	str unit;		/* empty or mm */
};
/* Fills in what p was fitted to: paper and percent. */
void svg_fit(struct genogram_picture *p);
void svg_sheet(const struct genogram_picture *p, struct svg_sheet *ret);
/* Of picture and legend. */
int svg_width(const struct genogram_picture *p);

/* Height of the legend at this width; draws it if `o` is not NULL. */
int svg_legend(struct out *o, const struct genogram_picture *p, int width,
	       int top);

#endif
