/* label.h — measured words, for the picture's own texts. */
#ifndef TB_GENOGRAM_LABEL_H
#define TB_GENOGRAM_LABEL_H

#include "genogram/work.h"

/* Of one line at GENOGRAM_FONT. */
int label_width(str s);

#endif
