/*
 * field_in.h — the functions of the type table, for field_*.c only.
 */
#ifndef TB_FIELD_IN_H
#define TB_FIELD_IN_H

#include "dict/field_type.h"

typedef enum status field_parser(struct arena *a, const struct dict_ctx *c,
				 const struct field *f, const str *typed,
				 isize n, str *ret, str *why);
typedef void field_drawer(struct out *o, const struct input *in);

/* field_read.c */
field_parser read_text, read_memo, read_kana, read_int, read_yen, read_date,
	read_code, read_codes, read_bool3, read_person, read_phone,
	read_postcode;
/* Wide digits, letters and signs of ASCII made narrow; every dash '-'. */
str narrow(struct arena *a, str s);

/* field_draw.c */
field_drawer draw_line, draw_memo, draw_date, draw_yen, draw_code, draw_codes,
	draw_bool3, draw_person;

/* True when the control itself offers 未確認, なし, 答えたくない. */
bool field_offers_empties(const struct field *f);
/* What the control itself sends for them: "-none", "-declined". */
str value_state_key(enum value_state s);

#endif
