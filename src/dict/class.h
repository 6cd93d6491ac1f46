/*
 * class.h — what kind of thing a value tells about a person.
 *
 * Every field of the dictionary and every personal column of a migration has
 * one class; who sees which class is decided in vis/lens.c alone.
 */
#ifndef TB_DICT_CLASS_H
#define TB_DICT_CLASS_H

#include "base/str.h"

#define VIS_CLASSES(X)                                                        \
	X(plain) X(name) X(contact) X(quasi) X(family) X(health) X(money)     \
	X(work) X(legal) X(free) X(safety)

enum vis_class {
#define VIS_CLASS_ENUM(x) CLASS_##x,
	VIS_CLASSES(VIS_CLASS_ENUM)
#undef VIS_CLASS_ENUM
	CLASS_COUNT
};

/* 「収入・債務」: what people call it. */
str vis_class_label(enum vis_class c);

#endif
