/*
 * csv.h — one field of a CSV line (RFC 4180).
 */
#ifndef TB_FMT_CSV_H
#define TB_FMT_CSV_H

#include "base/out.h"

/*
 * Appends a field, in quotes where it needs them.  A text that a spreadsheet
 * would run as a formula (= + - @, tab, CR in front) gets an apostrophe
 * first; numbers such as -12 do not.
 */
void csv_put(struct out *o, str field);

#endif
