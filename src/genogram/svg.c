/*
 * svg.c — the picture as SVG: outlines, ties, lines over them, people last.
 *
 * Presentation attributes only: the site's policy allows no inline style.
 * There are no ids, so that two pictures may stand in one page.  Each person
 * is a group with an accessible name (名前、年齢、続柄、死亡、本人).
 */
#include "genogram/svg.h"

/* ---- people -------------------------------------------------------------- */

/* Whether somebody is of one household with the focus. */
static bool lives_with_focus(const struct genogram_family *f, int i)
{
	for (isize h = 0; h < f->homes.n; h++) {
		bool he = false, focus = false;
		for (int k = 0; k < f->homes.v[h].n; k++) {
			he |= f->homes.v[h].who[k] == i;
			focus |= f->homes.v[h].who[k] == f->focus;
		}
		if (he && focus)
			return true;
	}
	return false;
}

static void name_word(struct out *o, str s)
{
	if (s.n)
		put(o, S("、"));
	svg_text(o, s);
}

/* The relation; the sex where no caller has said what he is to whom. */
static void person_name(struct out *o, const struct genogram_picture *p,
			int i)
{
	static const str sexes[] = { STR(""), STR("男"), STR("女"), STR("") };
	static const str lives[] = { STR(""), STR("妊娠中"), STR("死産"),
				     STR("流産"), STR("中絶") };
	const struct genogram_person *who = &p->family->persons.v[i];
	bool focus = i == p->family->focus;
	if (who->masked) {
		put(o, S("家族、くわしくは共有されていません"));
		return;
	}
	svg_text(o, who->name.n ? who->name : S("名前不明"));
	if (who->age >= 0) {
		put(o, S("、"));
		put(o, who->age);
		put(o, who->dead ? S("歳で死亡") : S("歳"));
	}
	if (!str_eq(who->relation, S("本人")))
		name_word(o, who->relation.n ? who->relation :
					       sexes[who->sex]);
	name_word(o, lives[who->life]);
	if (who->dead && who->age < 0)
		put(o, S("、死亡"));
	if (!focus && lives_with_focus(p->family, i))
		put(o, S("、同居"));
	if (who->key)
		put(o, S("、キーパーソン"));
	if (focus || str_eq(who->relation, S("本人")))
		put(o, S("、本人"));
}

static void words_at(struct out *o, int x, int y, str s, str attributes)
{
	put(o, S("<text"));
	svg_number(o, S("x"), x);
	svg_number(o, S("y"), y);
	put(o, attributes);
	put(o, S(">"));
	svg_text(o, s);
	put(o, S("</text>"));
}

static void person_label(struct out *o, const struct genogram_place *at)
{
	int x = at->label.x + at->label.w / 2;
	for (int k = 0; k < at->lines; k++) {
		/* Turned to a 本人 to whom nobody knows what he is. */
		if (!at->line[k].n)
			continue;
		words_at(o, x, at->label.y + GENOGRAM_LINE * k + 13,
			 at->line[k], k == at->relation ?
			 S(" fill=\"#2f4a66\"") : (str){ 0 });
	}
}

static void person_symbol(struct out *o, const struct genogram_picture *p,
			  int i, struct genogram_point c)
{
	const struct genogram_person *who = &p->family->persons.v[i];
	enum shape s = shape_of(p->family, i);
	bool filled = who->dead &&
		      p->family->style.dead == DEAD_FILLED;
	put(o, filled ? S("<g fill=\"#1a1a1a\"") : S("<g fill=\"#fff\""));
	put(o, S(" stroke=\"#1a1a1a\" stroke-width=\"2\">"));
	svg_shape(o, s, c, 0);
	if (i == p->family->focus) {
		if (filled)
			put(o, S("<g stroke=\"#fff\">"));
		svg_shape(o, s, c, 4);
		if (filled)
			put(o, S("</g>"));
	}
	if (who->dead && !filled)
		svg_cross(o, c, s == SHAPE_SQUARE ? 22 : 14);
	put(o, S("</g>"));
}

/* In a thumbnail the larger the smaller it is shown; 0: not at all. */
static int age_font(const struct genogram_picture *p)
{
	int size = p->percent > 0 ? 900 / p->percent : 99;
	if (!p->family->style.bare || size <= GENOGRAM_FONT)
		return GENOGRAM_FONT;
	return size <= HALF ? size : 0;
}

static void person_age(struct out *o, const struct genogram_picture *p, int i,
		       struct genogram_point c)
{
	const struct genogram_person *who = &p->family->persons.v[i];
	struct out age = out_open(o->arena, 8), font = out_open(o->arena, 24);
	int size = age_font(p);
	bool star = who->key && !p->family->style.bare;
	if (who->age >= 0 && !who->dead && size) {
		put(&age, who->age);
		if (size != GENOGRAM_FONT)
			svg_number(&font, S("font-size"), size);
		words_at(o, c.x, c.y + size / 3 + (star ? 5 : 0),
			 out_str(&age), out_str(&font));
	}
	if (star && who->dead)
		words_at(o, c.x + HALF + 2, c.y - HALF + 4, S("★"),
			 (str){ 0 });
	else if (star)
		words_at(o, c.x, c.y - 4, S("★"), (str){ 0 });
}

static void person_draw(struct out *o, const struct genogram_picture *p,
			int i)
{
	const struct genogram_place *at = &p->places[i];
	struct genogram_point c = { at->box.x + HALF, at->box.y + HALF };
	if (!p->family->style.bare) {
		put(o, S("<g role=\"img\" aria-label=\""));
		person_name(o, p, i);
		put(o, S("\">"));
	}
	person_symbol(o, p, i, c);
	person_age(o, p, i, c);
	person_label(o, at);
	if (!p->family->style.bare)
		put(o, S("</g>"));
	out_char(o, '\n');
}

/* ---- lines --------------------------------------------------------------- */

/* The longest level part of a union's line carries the mark of its end. */
static const struct genogram_stroke *union_level_line(
	const struct genogram_picture *p, int u)
{
	const struct genogram_stroke *best = NULL;
	int wide = -1;
	for (isize i = 0; i < p->strokes.n; i++) {
		const struct genogram_stroke *s = &p->strokes.v[i];
		int w = s->at[1].x - s->at[0].x;
		if (s->kind == STROKE_UNION && s->of == u &&
		    s->at[0].y == s->at[1].y && w > wide) {
			wide = w;
			best = s;
		}
	}
	return best;
}

/* Away from whom the children live with: their line goes down there. */
static struct genogram_point end_point(const struct genogram_picture *p,
				       const struct genogram_stroke *s, int u)
{
	const struct genogram_union *m = &p->family->unions.v[u];
	int wide = s->at[1].x - s->at[0].x, part = 1;
	int keeper = m->custody == CUSTODY_A ? m->a : m->b;
	if (m->custody && m->b >= 0 &&
	    p->places[keeper].box.x < p->places[m->a].box.x +
				      p->places[m->b].box.x -
				      p->places[keeper].box.x)
		part = 3;
	return (struct genogram_point){ s->at[0].x + wide * part / 4,
					s->at[0].y };
}

static void unions_end(struct out *o, const struct genogram_picture *p)
{
	for (isize u = 0; u < p->family->unions.n; u++) {
		enum genogram_end end = p->family->unions.v[u].end;
		const struct genogram_stroke *s;
		if (end != END_DIVORCED && end != END_SEPARATED)
			continue;
		s = union_level_line(p, (int)u);
		if (s)
			svg_end(o, end_point(p, s, (int)u), end);
	}
}

static void kin_draw(struct out *o, const struct genogram_picture *p)
{
	put(o, S("<g fill=\"none\" stroke=\"#1a1a1a\" stroke-width=\"2\">\n"));
	for (isize i = 0; i < p->strokes.n; i++) {
		const struct genogram_stroke *s = &p->strokes.v[i];
		str style = { 0 };
		if (s->kind == STROKE_QUALITY || s->kind == STROKE_HOUSEHOLD)
			continue;
		if (s->kind == STROKE_UNION)
			style = svg_bond_style(
				p->family->unions.v[s->of].bond);
		else if (s->child >= 0)
			style = svg_birth_style(
				p->family->children.v[s->child].kind);
		svg_line(o, s->at, s->points, style);
	}
	unions_end(o, p);
	put(o, S("</g>\n"));
}

static void homes_draw(struct out *o, const struct genogram_picture *p)
{
	put(o, S("<g fill=\"#f2f6fa\" stroke=\"#4a6785\" "
		 "stroke-width=\"1\" stroke-dasharray=\"7 4\">\n"));
	for (isize i = 0; i < p->strokes.n; i++)
		if (p->strokes.v[i].kind == STROKE_HOUSEHOLD)
			svg_line(o, p->strokes.v[i].at,
				 p->strokes.v[i].points,
				 S("fill-opacity=\"0.6\""));
	put(o, S("</g>\n"));
}

static void tags_draw(struct out *o, const struct genogram_picture *p)
{
	if (!p->tags.n)
		return;
	put(o, S("<g text-anchor=\"start\" font-size=\"11\" "
		 "fill=\"#2f4a66\">\n"));
	for (isize i = 0; i < p->tags.n; i++) {
		const struct genogram_tag *t = &p->tags.v[i];
		words_at(o, t->box.x + 1, t->box.y + 11, t->words,
			 (str){ 0 });
		out_char(o, '\n');
	}
	put(o, S("</g>\n"));
}

static void ties_draw(struct out *o, const struct genogram_picture *p)
{
	put(o, S("<g fill=\"none\" stroke-linejoin=\"round\">\n"));
	for (isize i = 0; i < p->strokes.n; i++) {
		const struct genogram_stroke *s = &p->strokes.v[i];
		if (s->kind == STROKE_QUALITY)
			svg_tie(o, s->at, s->points,
				p->family->ties.v[s->of].kind);
	}
	put(o, S("</g>\n"));
}

/* ---- the whole ----------------------------------------------------------- */

static void root_open(struct out *o, const struct genogram_picture *p)
{
	struct svg_sheet s;
	bool bare = p->family->style.bare;
	svg_sheet(p, &s);
	put(o, S("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\""));
	put(o, bare ? S("img") : S("group"));
	put(o, S("\" aria-label=\"ジェノグラム"));
	if (bare) {
		put(o, S("、"));
		put(o, p->family->persons.n);
		put(o, S("人"));
	}
	put(o, S("\" width=\""));
	put(o, s.width);
	put(o, s.unit);
	put(o, S("\" height=\""));
	put(o, s.height);
	put(o, s.unit);
	put(o, S("\" viewBox=\""));
	put(o, s.view.x);
	out_char(o, ' ');
	put(o, s.view.y);
	out_char(o, ' ');
	put(o, s.view.w);
	out_char(o, ' ');
	put(o, s.view.h);
	put(o, S("\" preserveAspectRatio=\"xMidYMid meet\" "
		 "font-family=\"'Noto Sans CJK JP','IPAexGothic',"
		 "sans-serif\" font-size=\"12\" text-anchor=\"middle\" "
		 "fill=\"#1a1a1a\">\n"));
	if (bare)
		return;
	put(o, S("<rect"));
	svg_number(o, S("x"), s.view.x);
	svg_number(o, S("y"), s.view.y);
	svg_number(o, S("width"), s.view.w);
	svg_number(o, S("height"), s.view.h);
	put(o, S(" fill=\"#fff\"/>\n"));
}

void genogram_svg(struct out *o, const struct genogram_picture *p)
{
	root_open(o, p);
	homes_draw(o, p);
	tags_draw(o, p);
	ties_draw(o, p);
	kin_draw(o, p);
	for (int i = 0; i < (int)p->family->persons.n; i++)
		person_draw(o, p, i);
	if (!p->family->style.bare)
		svg_legend(o, p, svg_width(p), p->top + p->height);
	put(o, S("</svg>\n"));
}
