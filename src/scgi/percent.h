/*
 * percent.h — undoing percent-encoding, once.
 */
#ifndef TB_SCGI_PERCENT_H
#define TB_SCGI_PERCENT_H

#include "base/arena.h"
#include "base/str.h"

/*
 * The text behind "%E3%81%82"; `plus` is what '+' stands for: ' ' in forms,
 * '+' itself in paths.  E_INVALID: "%" without two digits, invalid UTF-8,
 * NUL.  Never NULL: an empty text is a pointer with no bytes.
 */
enum status percent_decode(struct arena *a, str raw, char plus, str *ret)
	MUST_CHECK;

#endif
