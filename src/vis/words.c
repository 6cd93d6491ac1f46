/* words.c — see words.h; one of the callers of veiled_peek. */
#include "vis/words.h"

/* Only a clear, readable date is put into other words. */
static bool clear_date(struct veiled v, struct fdate *ret)
{
	return v.state == VEIL_CLEAR &&
	       fdate_from_edtf(veiled_peek(v), ret) == OK;
}

struct veiled veiled_pair(struct arena *a, struct veiled x, str between,
			  struct veiled y)
{
	struct veiled r = { x.state < y.state ? x.state : y.state, { 0 } };
	str f = veiled_peek(x), g = veiled_peek(y);
	if (r.state < VEIL_COARSE)
		return r;
	struct out o = out_open(a, f.n + g.n + between.n);
	put(&o, f);
	if (f.n && g.n)
		put(&o, between);
	put(&o, g);
	r.bytes_behind_the_veil_ = out_str(&o);
	return r;
}

struct veiled veiled_name_words(struct arena *a, struct veiled family,
				struct veiled given)
{
	return veiled_pair(a, family, S(" "), given);
}

struct veiled veiled_birth_words(struct arena *a, struct veiled edtf,
				 day today)
{
	struct fdate d;
	if (!clear_date(edtf, &d))
		return edtf;
	struct out o = out_open(a, 64);
	fdate_print_birth(&o, d, today);
	return (struct veiled){ VEIL_CLEAR, out_str(&o) };
}

struct veiled veiled_age_words(struct arena *a, struct veiled edtf, day today)
{
	struct fdate d;
	if (!clear_date(edtf, &d))
		return edtf;
	struct out o = out_open(a, 16);
	fdate_print_age(&o, d, (struct fdate){ PREC_DAY, today });
	return (struct veiled){ VEIL_CLEAR, out_str(&o) };
}
