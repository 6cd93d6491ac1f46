/* shape.h — the symbols: 男 square, 女 circle, 不明・その他 diamond or triangle,
 * a lost or coming child triangle, whoever is masked hexagon. */
#ifndef TB_GENOGRAM_SHAPE_H
#define TB_GENOGRAM_SHAPE_H

#include "genogram/genogram.h"

enum shape { SHAPE_SQUARE, SHAPE_CIRCLE, SHAPE_DIAMOND, SHAPE_TRIANGLE,
	     SHAPE_HEXAGON };

enum shape shape_of(const struct genogram_family *f, int who);
/* Half the width of a symbol at height d from its centre, and how high its
 * outline is above the centre at d to the side. */
int shape_side(enum shape s, int d);
int shape_top(enum shape s, int d);

#endif
