/* draw.c — the steps of one drawing, in order. */
#include "genogram/svg.h"
#include "genogram/work.h"

struct genogram_picture *genogram_draw(struct arena *a,
				       const struct genogram_family *f)
{
	struct work *w = work_open(a, f);
	struct genogram_picture *pic = new(a, struct genogram_picture, 1);
	pic->places = new(a, struct genogram_place, w->n);
	pic->family = w->f;
	w->pic = pic;
	work_rows(w);
	work_order(w);
	work_labels(w);
	work_mend(w);
	work_place(w);
	if (work_tags(w))
		work_place(w);
	work_route(w);
	pic->rows = w->rows;
	svg_fit(pic);
	return pic;
}

void genogram_turn(struct genogram_picture *p, int focus, const str *relation)
{
	struct genogram_family *f = (struct genogram_family *)p->family;
	f->focus = focus;
	for (isize i = 0; relation && i < f->persons.n; i++) {
		struct genogram_place *at = &p->places[i];
		if (f->persons.v[i].masked)
			continue;
		f->persons.v[i].relation = relation[i];
		if (at->relation >= 0)
			at->line[at->relation] = relation[i];
	}
}

int genogram_find(const struct genogram_family *f, str id)
{
	for (isize i = 0; i < f->persons.n; i++)
		if (str_eq(f->persons.v[i].id, id))
			return (int)i;
	return -1;
}
