/*
 * legend.c — what the marks of this picture mean, and only of those it uses.
 */
#include "genogram/label.h"
#include "genogram/svg.h"

enum sample {
	SAMPLE_SHAPE, SAMPLE_UNKNOWN, SAMPLE_LIFE, SAMPLE_FOCUS, SAMPLE_DEAD,
	SAMPLE_KEY, SAMPLE_BOND, SAMPLE_END, SAMPLE_BIRTH, SAMPLE_TWINS, SAMPLE_TIE, SAMPLE_HOME
};

struct entry {
	enum sample sample;
	int kind;
	str words;
};

static const struct entry entries[] = {
	{ SAMPLE_SHAPE, SHAPE_SQUARE, STR("男") },
	{ SAMPLE_SHAPE, SHAPE_CIRCLE, STR("女") },
	{ SAMPLE_SHAPE, SHAPE_DIAMOND, STR("性別不明・その他") },
	{ SAMPLE_UNKNOWN, SHAPE_TRIANGLE, STR("性別不明・その他") },
	{ SAMPLE_LIFE, SHAPE_TRIANGLE, STR("妊娠・流産など") },
	{ SAMPLE_SHAPE, SHAPE_HEXAGON, STR("伏せている人") },
	{ SAMPLE_FOCUS, 0, STR("本人") },
	{ SAMPLE_DEAD, 0, STR("死亡") },
	{ SAMPLE_KEY, 0, STR("キーパーソン") },
	{ SAMPLE_BOND, BOND_MARRIED, STR("婚姻") },
	{ SAMPLE_BOND, BOND_PARTNERS, STR("事実婚・パートナー") },
	{ SAMPLE_BOND, BOND_COUPLE, STR("婚約・交際") },
	{ SAMPLE_END, END_DIVORCED, STR("離婚") },
	{ SAMPLE_END, END_SEPARATED, STR("別居") },
	{ SAMPLE_BIRTH, BY_ADOPTION, STR("養子") },
	{ SAMPLE_BIRTH, BY_FOSTERING, STR("里子") },
	{ SAMPLE_BIRTH, BY_STEP, STR("継子") },
	{ SAMPLE_TWINS, false, STR("ふたごなど") },
	{ SAMPLE_TWINS, true, STR("一卵性のふたごなど") },
	{ SAMPLE_TIE, TIE_GOOD, STR("良好") },
	{ SAMPLE_TIE, TIE_CLOSE, STR("密着") },
	{ SAMPLE_TIE, TIE_DISTANT, STR("疎遠") },
	{ SAMPLE_TIE, TIE_CUT, STR("断絶") },
	{ SAMPLE_TIE, TIE_CONFLICT, STR("対立") },
	{ SAMPLE_TIE, TIE_ABUSE, STR("虐待") },
	{ SAMPLE_HOME, 0, STR("同じ世帯") },
};

static bool used_by_person(const struct genogram_picture *p,
			   const struct entry *e)
{
	for (int i = 0; i < (int)p->family->persons.n; i++) {
		const struct genogram_person *who = &p->family->persons.v[i];
		enum shape s = shape_of(p->family, i);
		bool coming = who->life != LIFE_BORN;
		if ((e->sample == SAMPLE_SHAPE && (int)s == e->kind) ||
		    (e->sample == SAMPLE_UNKNOWN && !coming &&
		     (int)s == e->kind) ||
		    (e->sample == SAMPLE_LIFE && coming) ||
		    (e->sample == SAMPLE_DEAD && who->dead) ||
		    (e->sample == SAMPLE_KEY && who->key) ||
		    (e->sample == SAMPLE_FOCUS && i == p->family->focus))
			return true;
	}
	return false;
}

static bool used_by_kin(const struct genogram_picture *p,
			const struct entry *e)
{
	const struct genogram_family *f = p->family;
	for (isize i = 0; i < f->unions.n; i++)
		if ((e->sample == SAMPLE_BOND && f->unions.v[i].b >= 0 &&
		     (int)f->unions.v[i].bond == e->kind) ||
		    (e->sample == SAMPLE_END && f->unions.v[i].b >= 0 &&
		     (int)f->unions.v[i].end == e->kind))
			return true;
	for (isize i = 0; i < f->children.n; i++)
		if ((e->sample == SAMPLE_BIRTH &&
		     (int)f->children.v[i].kind == e->kind) ||
		    (e->sample == SAMPLE_TWINS && f->children.v[i].twins &&
		     (int)f->children.v[i].identical == e->kind))
			return true;
	for (isize i = 0; i < f->ties.n; i++)
		if (e->sample == SAMPLE_TIE &&
		    (int)f->ties.v[i].kind == e->kind)
			return true;
	return e->sample == SAMPLE_HOME && f->homes.n > 0;
}

static void small_shape(struct out *o, const struct genogram_picture *p,
			const struct entry *e, int x, int y)
{
	struct genogram_point c = { x + 16, y };
	enum shape s = e->sample < SAMPLE_FOCUS ? (enum shape)e->kind :
						  SHAPE_SQUARE;
	bool filled = e->sample == SAMPLE_DEAD &&
		      p->family->style.dead == DEAD_FILLED;
	put(o, filled ? S("<g fill=\"#1a1a1a\"") : S("<g fill=\"#fff\""));
	put(o, S(" stroke=\"#1a1a1a\">"));
	svg_shape(o, s, c, HALF - 8);
	if (e->sample == SAMPLE_FOCUS)
		svg_shape(o, s, c, HALF - 4);
	if (e->sample == SAMPLE_DEAD && !filled)
		svg_cross(o, c, 8);
	put(o, S("</g>"));
}

static void small_twins(struct out *o, bool identical, int x, int y)
{
	struct genogram_point v[] = { { x + 7, y + 8 }, { x + 16, y - 8 },
				      { x + 25, y + 8 } };
	struct genogram_point bar[] = { { x + 11, y }, { x + 21, y } };
	svg_line(o, v, 3, (str){ 0 });
	if (identical)
		svg_line(o, bar, 2, (str){ 0 });
}

static void small_line(struct out *o, const struct entry *e, int x, int y)
{
	struct genogram_point v[] = { { x, y }, { x + 32, y } };
	struct genogram_point home[] = { { x, y - 7 }, { x + 32, y - 7 },
					 { x + 32, y + 7 }, { x, y + 7 },
					 { x, y - 7 } };
	put(o, S("<g fill=\"none\""));
	if (e->sample != SAMPLE_TIE)
		put(o, S(" stroke=\"#1a1a1a\" stroke-width=\"2\""));
	put(o, S(">"));
	if (e->sample == SAMPLE_TIE)
		svg_tie(o, v, 2, (enum genogram_quality)e->kind);
	else if (e->sample == SAMPLE_HOME)
		svg_line(o, home, 5,
			 S("stroke=\"#4a6785\" stroke-width=\"1\" "
			   "stroke-dasharray=\"7 4\""));
	else if (e->sample == SAMPLE_TWINS)
		small_twins(o, e->kind, x, y);
	else
		svg_line(o, v, 2, e->sample == SAMPLE_BIRTH ?
			svg_birth_style((enum genogram_birth)e->kind) :
			svg_bond_style(e->sample == SAMPLE_BOND ?
				(enum genogram_bond)e->kind : BOND_MARRIED));
	if (e->sample == SAMPLE_END)
		svg_end(o, (struct genogram_point){ x + 14, y },
			(enum genogram_end)e->kind);
	put(o, S("</g>"));
}

static void entry_draw(struct out *o, const struct genogram_picture *p,
		       const struct entry *e, int x, int y)
{
	if (e->sample <= SAMPLE_DEAD)
		small_shape(o, p, e, x, y);
	else if (e->sample != SAMPLE_KEY)
		small_line(o, e, x, y);
	put(o, S("<text text-anchor=\"start\""));
	svg_number(o, S("x"), x + (e->sample == SAMPLE_KEY ? 12 : 38));
	svg_number(o, S("y"), y + 4);
	put(o, S(">"));
	if (e->sample == SAMPLE_KEY)
		put(o, S("★ "));
	put(o, e->words);
	put(o, S("</text>\n"));
}

int svg_legend(struct out *o, const struct genogram_picture *p, int width,
	       int top)
{
	int x = MARGIN, y = top + 14;
	if (o)
		put(o, S("<g role=\"group\" aria-label=\"凡例\">\n"));
	for (isize i = 0; i < COUNT(entries); i++) {
		const struct entry *e = &entries[i];
		if (!used_by_person(p, e) && !used_by_kin(p, e))
			continue;
		int wide = 38 + label_width(e->words) + 20;
		if (x + wide > width - MARGIN && x > MARGIN) {
			x = MARGIN;
			y += 24;
		}
		if (o)
			entry_draw(o, p, e, p->left + x, y);
		x += wide;
	}
	if (o)
		put(o, S("</g>\n"));
	return y - top + 22;
}
