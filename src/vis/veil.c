/* veil.c — see veil.h. */
#include "vis/veil.h"

struct veiled veiled_open(str s)
{
	return (struct veiled){ VEIL_CLEAR, s, false };
}

/* One shape for every length, kind and emptiness. */
static void put_mask(struct out *o)
{
	put(o, S("<span class=\"mask\" role=\"img\" "
		 "aria-label=\"伏せています\">▨▨▨</span>"));
}

/* Signs that somebody typed himself stay text. */
static void put_clear(struct out *o, struct veiled v)
{
	str s = v.bytes_behind_the_veil_;
	isize at = 0;
	for (isize i = 0; v.cut_ && (i = str_find(s, VEIL_SIGN, at)) >= 0;
	     at = i + VEIL_SIGN.n) {
		out_esc_(o, str_sub(s, at, i));
		put_mask(o);
	}
	out_esc_(o, str_sub(s, at, s.n));
}

void veiled_html(struct out *o, struct veiled v)
{
	switch (v.state) {
	case VEIL_HIDE:
		return;
	case VEIL_MASK:
		put_mask(o);
		return;
	case VEIL_COARSE:
		out_esc_(o, v.bytes_behind_the_veil_);
		put(o, S("<small class=\"coarse\">おおまか</small>"));
		return;
	case VEIL_CLEAR:
		put_clear(o, v);
		return;
	}
}

void veiled_put(struct out *o, struct veiled v)
{
	if (v.state == VEIL_MASK)
		put(o, VEIL_SIGN);
	else if (v.state >= VEIL_COARSE)
		put(o, v.bytes_behind_the_veil_);
}

bool veiled_has(struct veiled v)
{
	return v.state >= VEIL_COARSE && v.bytes_behind_the_veil_.n > 0;
}

bool veiled_whole(struct veiled v)
{
	return v.state == VEIL_CLEAR && !v.cut_;
}

str veiled_peek(struct veiled v)
{
	return v.state >= VEIL_COARSE ? v.bytes_behind_the_veil_ : (str){ 0 };
}
