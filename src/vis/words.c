/* words.c — see words.h; one of the callers of veiled_peek. */
#include "vis/words.h"

/* Only a clear, readable date is put into other words. */
static bool clear_date(struct veiled v, struct fdate *ret)
{
	return v.state == VEIL_CLEAR &&
	       fdate_from_edtf(veiled_peek(v), ret) == OK &&
	       ret->precision != PREC_NONE;
}

struct veiled veiled_name_words(struct arena *a, struct veiled family,
				struct veiled given)
{
	struct veiled r = { family.state < given.state ? family.state :
							 given.state,
			    { 0 } };
	str f = veiled_peek(family), g = veiled_peek(given);
	if (r.state < VEIL_COARSE)
		return r;
	struct out o = out_open(a, f.n + g.n + 1);
	put(&o, f);
	if (f.n && g.n)
		put(&o, S(" "));
	put(&o, g);
	r.bytes_behind_the_veil_ = out_str(&o);
	return r;
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
	put(&o, fdate_age(d, today));
	put(&o, S("歳"));
	return (struct veiled){ VEIL_CLEAR, out_str(&o) };
}

struct veiled veiled_date_words(struct arena *a, struct veiled edtf)
{
	struct fdate d;
	if (!clear_date(edtf, &d))
		return edtf;
	struct out o = out_open(a, 32);
	fdate_print_short(&o, d);
	return (struct veiled){ VEIL_CLEAR, out_str(&o) };
}
