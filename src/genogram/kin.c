/* kin.c — see kin.h. */
#include "genogram/kin_work.h"

str *genogram_kin(struct arena *a, const struct genogram_family *f, int focus,
		  enum kin_mode mode)
{
	str *words = new(a, str, f->persons.n);
	struct kin k = { .a = a, .f = work_neutral(a, f), .focus = focus,
			 .n = (int)f->persons.n, .mode = mode };
	if (focus < 0)
		return words;
	kin_graph(&k);
	if (mode == KIN_KOSEKI)
		kin_count(&k);
	kin_search(&k);
	for (int p = 0; p < k.n; p++)
		words[p] = kin_word(&k, kin_best(&k, p));
	return words;
}
