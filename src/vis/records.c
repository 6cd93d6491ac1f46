/* records.c — see records.h. */
#include "vis/records.h"

static void shut(struct out *o, const struct lens *l, person_id person)
{
	if (lens_class(l, CLASS_free, person) > VEIL_HIDE)
		return;
	out_char(o, ',');
	put(o, (long long)person.v);
	out_char(o, ',');
}

struct lens_records lens_records(struct arena *a, const struct lens *l)
{
	struct out o = out_open(a, 64);
	struct lens_records r = { l->viewer.agency, l->viewer.agency, -1,
				  { 0 } };
	if (l->by)
		r.via = l->by->viewer.agency;
	if (l->granted) {
		r.reads = (int)l->reads;
		shut(&o, l, (person_id){ 0 });
		for (isize i = 0; i < l->persons_n; i++)
			shut(&o, l, l->persons[i].person);
	}
	r.shut = out_str(&o);
	return r;
}
