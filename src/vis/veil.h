/*
 * veil.h — a personal value on its way out, already decided upon.
 *
 * Readers of domain tables take the lens and make these; a hidden or masked
 * one carries no bytes at all.  The member is ugly on purpose and struct
 * veiled has no branch in out.h's put(): printing it as if it were text does
 * not compile.  Templates print it with html_put (below), other emitters with
 * veiled_put.  Rules that must look inside use veiled_peek, whose callers are
 * listed in `layers`.
 */
#ifndef TB_VEIL_H
#define TB_VEIL_H

#include "base/out.h"

/* State of a value for a viewer, from closed to open. */
enum veil_state {
	VEIL_HIDE,	/* 出さない: not even that the field exists */
	VEIL_MASK,	/* 伏せる: one constant shape, empty or not */
	VEIL_COARSE,	/* おおまか: age band, town, yes/no */
	VEIL_CLEAR,	/* そのまま */
};

struct veiled {
	enum veil_state state;
	str bytes_behind_the_veil_;	/* {0} unless COARSE or CLEAR */
	bool cut_;	/* prose: passages are closed or said otherwise */
};

/* The mask, in text and within prose. */
#define VEIL_SIGN S("▨▨▨")

/* A value no lens has to decide: built-in words, the viewer's own input. */
struct veiled veiled_open(str s);
/* The mask, three signs, and the coarse label, in HTML with words for
 * readers: 「伏せています」, 「おおまか」.  HIDE prints nothing. */
void veiled_html(struct out *o, struct veiled v);
/* Text formats: ▨▨▨ for MASK, nothing for HIDE. */
void veiled_put(struct out *o, struct veiled v);
/* True when there is something to show: a clear or coarse non-empty text. */
bool veiled_has(struct veiled v);
/* CLEAR and nothing cut out of it: only such a text may be written anew. */
bool veiled_whole(struct veiled v);
/* The text, {0} when closed.  Callers are listed in `layers`. */
str veiled_peek(struct veiled v);

/* In a double-quoted attribute (an input's value): the bare text, no signs;
 * nothing when closed. */
static inline void veiled_attr(struct out *o, struct veiled v)
{
	out_esc_(o, v.bytes_behind_the_veil_);
}

/* For templates: html_put and attr_put learn the veil. */
#undef html_put
#define html_put(o, x)                                                        \
	_Generic((x), str: out_esc_, html: out_html_, int: out_int_,          \
		 long: out_int_, long long: out_int_, unsigned: out_int_,     \
		 struct veiled: veiled_html)(o, x)
#undef attr_put
#define attr_put(o, x)                                                        \
	_Generic((x), str: out_esc_, int: out_int_, long: out_int_,           \
		 long long: out_int_, unsigned: out_int_,                     \
		 struct veiled: veiled_attr)(o, x)

#endif
