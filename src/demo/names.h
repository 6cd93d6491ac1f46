/*
 * names.h — invented people's names for --scale; see the notice in names.c.
 */
#ifndef TB_DEMO_NAMES_H
#define TB_DEMO_NAMES_H

#include "base/str.h"

struct demo_name {
	const char *written, *kana;
};
extern const struct demo_name name_family[], name_men[], name_women[];
extern const isize name_family_n, name_men_n, name_women_n;

#endif
