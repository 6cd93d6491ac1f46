/* veil.c — see veil.h. */
#include "vis/veil.h"

struct veiled veiled_open(str s)
{
	return (struct veiled){ VEIL_CLEAR, s };
}

void veiled_html(struct out *o, struct veiled v)
{
	switch (v.state) {
	case VEIL_HIDE:
		return;
	case VEIL_MASK:
		/* One shape for every length, kind and emptiness. */
		put(o, S("<span class=\"mask\" role=\"img\" "
			 "aria-label=\"伏せています\">▨▨▨</span>"));
		return;
	case VEIL_COARSE:
		out_esc_(o, v.bytes_behind_the_veil_);
		put(o, S("<small class=\"coarse\">おおまか</small>"));
		return;
	case VEIL_CLEAR:
		out_esc_(o, v.bytes_behind_the_veil_);
		return;
	}
}

void veiled_put(struct out *o, struct veiled v)
{
	if (v.state == VEIL_MASK)
		put(o, S("▨▨▨"));
	else if (v.state >= VEIL_COARSE)
		put(o, v.bytes_behind_the_veil_);
}

bool veiled_has(struct veiled v)
{
	return v.state >= VEIL_COARSE && v.bytes_behind_the_veil_.n > 0;
}

str veiled_peek(struct veiled v)
{
	return v.state >= VEIL_COARSE ? v.bytes_behind_the_veil_ : (str){ 0 };
}
