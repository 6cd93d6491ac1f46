/*
 * svg.c — the picture as SVG: outlines, lines, ties over them, people last.
 *
 * Presentation attributes only: the site's policy allows no inline style.
 * Each person is a group with an accessible name (名前、性別、年齢、本人).
 */
#include "genogram/svg.h"

static void person_name(struct out *o, const struct genogram_picture *p,
			int i)
{
	static const str sexes[] = { STR(""), STR("男"), STR("女"),
				     STR("その他") };
	const struct genogram_person *who = &p->family->persons.v[i];
	if (who->masked) {
		put(o, S("伏せている人"));
		return;
	}
	svg_text(o, who->name.n ? who->name : S("名前不明"));
	if (who->sex) {
		put(o, S("、"));
		put(o, sexes[who->sex]);
	}
	if (who->age >= 0) {
		put(o, S("、"));
		put(o, who->age);
		put(o, S("歳"));
	}
	if (who->dead)
		put(o, S("、死亡"));
	if (who->key)
		put(o, S("、キーパーソン"));
	if (i == p->family->focus)
		put(o, S("、本人"));
}

static void words_at(struct out *o, int x, int y, str s)
{
	put(o, S("<text"));
	svg_number(o, S("x"), x);
	svg_number(o, S("y"), y);
	put(o, S(">"));
	svg_text(o, s);
	put(o, S("</text>"));
}

static void person_label(struct out *o, const struct genogram_place *at)
{
	int x = at->label.x + at->label.w / 2;
	for (int k = 0; k < at->lines; k++)
		words_at(o, x, at->label.y + GENOGRAM_LINE * k + 13,
			 at->line[k]);
}

static void person_draw(struct out *o, const struct genogram_picture *p,
			int i)
{
	const struct genogram_person *who = &p->family->persons.v[i];
	const struct genogram_place *at = &p->places[i];
	struct genogram_point c = { at->box.x + HALF, at->box.y + HALF };
	put(o, S("<g role=\"img\" aria-label=\""));
	person_name(o, p, i);
	put(o, S("\"><g fill=\"#fff\" stroke=\"#1a1a1a\" "
		 "stroke-width=\"2\">"));
	svg_shape(o, shape_of(who), c, 0);
	if (i == p->family->focus)
		svg_shape(o, shape_of(who), c, 4);
	if (who->dead)
		svg_cross(o, c, shape_of(who) == SHAPE_SQUARE ? 22 : 14);
	put(o, S("</g>"));
	if (who->age >= 0 && !who->dead) {
		struct out age = out_open(o->arena, 8);
		put(&age, who->age);
		words_at(o, c.x, c.y + 4, out_str(&age));
	}
	if (who->key)
		words_at(o, c.x + HALF - 3, c.y - HALF + 4, S("★"));
	person_label(o, at);
	put(o, S("</g>\n"));
}

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

static void unions_end(struct out *o, const struct genogram_picture *p)
{
	for (isize u = 0; u < p->family->unions.n; u++) {
		enum genogram_end end = p->family->unions.v[u].end;
		const struct genogram_stroke *s;
		if (end != END_DIVORCED && end != END_SEPARATED)
			continue;
		s = union_level_line(p, (int)u);
		if (s)
			svg_end(o, (struct genogram_point){
				s->at[0].x + (s->at[1].x - s->at[0].x) / 4,
				s->at[0].y }, end);
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

void genogram_svg(struct out *o, const struct genogram_picture *p)
{
	int width = p->width > 360 ? p->width : 360;
	int height = p->height + svg_legend(NULL, p, width, 0);
	put(o, S("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"group\" "
		 "aria-label=\"ジェノグラム\""));
	svg_number(o, S("width"), width);
	svg_number(o, S("height"), height);
	put(o, S(" viewBox=\"0 0 "));
	put(o, width);
	out_char(o, ' ');
	put(o, height);
	put(o, S("\" font-family=\"'Noto Sans CJK JP','IPAexGothic',"
		 "sans-serif\" font-size=\"12\" text-anchor=\"middle\" "
		 "fill=\"#1a1a1a\">\n<rect width=\"100%\" height=\"100%\" "
		 "fill=\"#fff\"/>\n"));
	homes_draw(o, p);
	kin_draw(o, p);
	ties_draw(o, p);
	for (int i = 0; i < (int)p->family->persons.n; i++)
		person_draw(o, p, i);
	svg_legend(o, p, width, p->height);
	put(o, S("</svg>\n"));
}
