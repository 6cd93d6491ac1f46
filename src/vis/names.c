/* names.c — see names.h. */
#include "vis/names.h"

#include "text/reading.h"
#include "vis.sql.h"

/* Two of a family share its name: then it names nobody. */
static bool is_only(const struct vis_name_row_list *rows, isize i)
{
	for (isize k = 0; k < rows->n && !rows->v[k].kind; k++)
		if (k != i && str_eq(rows->v[k].family, rows->v[i].family))
			return false;
	return true;
}

/* 「大西 花子」, also with the wide blank: the name before it. */
static str family_of(str name)
{
	str s = str_trim(name);
	isize at = str_find_char(s, ' ', 0);
	isize wide = str_find(s, S("　"), 0);
	if (wide >= 0 && (at < 0 || wide < at))
		at = wide;
	return at < 0 ? s : str_sub(s, 0, at);
}

static void add_row(struct arena *a, struct prose_names *v,
		    const struct vis_name_row_list *rows, isize i)
{
	const struct vis_name_row *p = &rows->v[i];
	str digits;
	switch (p->kind) {
	case 0:
		prose_names_add(a, v, p->given, p->person, false);
		prose_names_add(a, v, p->kana, p->person, true);
		if (!p->given.n || is_only(rows, i))
			prose_names_add(a, v, p->family, p->person, false);
		return;
	case 1:
		prose_names_add(a, v, p->given, p->person, false);
		return;
	case 2:
		prose_names_add(a, v, family_of(p->family), p->person, false);
		return;
	case 4:
		if (text_phone(a, p->given, &digits) != OK || digits.n < 6)
			return;
		prose_names_phone(a, v, digits, p->person);
		return;
	default:
		v->words = p->family;
	}
}

enum status vis_names(struct db *db, struct arena *a, i64 muni,
		      casefile_id casefile, struct prose_names *ret)
{
	struct prose_names v = { 0 };
	struct vis_name_row_list rows;
	TRY(vis_names_stored(db, a, muni, casefile, &rows));
	for (isize i = 0; i < rows.n; i++)
		add_row(a, &v, &rows, i);
	*ret = v;
	return OK;
}

struct veiled lens_words(struct arena *a, const struct lens *l,
			 agency_id owner, person_id person, str text,
			 const struct prose_names *names)
{
	if (!l->granted)
		return lens_veil(l, CLASS_free, person, text, (str){ 0 });
	if (owner.v && owner.v == l->viewer.agency.v) {
		struct lens own = vis_lens_own_words(a, l);
		return lens_veil(&own, CLASS_free, person, text, (str){ 0 });
	}
	return lens_prose_named(a, l, person, text, (str){ 0 }, names);
}
