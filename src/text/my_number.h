/*
 * my_number.h — individual numbers (マイナンバー) must never be stored.
 *
 * Twelve digits, wide or narrow, in one piece or as 4-4-4, whose last is the
 * check digit of 番号法施行省令第5条.  The check keeps driving licences and
 * receipt numbers writable; nine of ten typing mistakes pass, the number
 * itself never does.
 */
#ifndef TB_TEXT_MY_NUMBER_H
#define TB_TEXT_MY_NUMBER_H

#include <stdbool.h>

#include "base/str.h"

/* Does an individual number stand anywhere in the text? */
bool text_my_number(str s);

#endif
