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

/* Height of the legend at this width; draws it if `o` is not NULL. */
int svg_legend(struct out *o, const struct genogram_picture *p, int width,
	       int top);

#endif
