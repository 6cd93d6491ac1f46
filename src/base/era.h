/*
 * era.h — the eras (元号) as a table, for date.c and date_read.c only.
 */
#ifndef TB_ERA_H
#define TB_ERA_H

#include "base/date.h"

struct era {
	str name, shortname, letter;	/* 昭和, 昭, S */
	struct ymd first;		/* its first day */
	/* What people read when they leave it on either side. */
	str before, after;
};

enum { ERA_COUNT = 5, YEAR_MIN = 1873, YEAR_MAX = 2100 };

/* Oldest first; an era ends the day before the next one begins. */
extern const struct era eras[ERA_COUNT];

/* The era of a day of the accepted range. */
const struct era *era_of(day d);
/* The last day a fuzzy date may mean: by it a year or month gets its era, so
 * that 1989 is 平成元年 and December 1926 is 昭和元年12月. */
day fdate_last(struct fdate d);
int month_length(int y, int m);

#endif
