/*
 * label.c — what stands under a symbol, and how wide it is.
 *
 * Widths are those of a common Japanese sans serif at GENOGRAM_FONT, rounded
 * up: a kanji is one em, Latin letters by class.  A household's name stands
 * left of the symbol of its first person, below the ports and above the line
 * of two partners: nothing but its own person's room is taken there.
 */
#include "genogram/label.h"

#include "base/utf8.h"

/* 続柄 differ per viewer, 本人 being another: a word of up to six kanji has
 * the same room as any other, so that nobody moves. */
enum { LABEL_WIDTH = 108, LABEL_NAME_LINES = 2,
       LABEL_RELATION = 6 * GENOGRAM_FONT + 2 };

static int glyph_width(i64 c)
{
	if (c == 'm' || c == 'w' || c == 'M' || c == 'W' || c == '@')
		return 11;
	if (c < 0x80)
		return (c >= 'A' && c <= 'Z') || c == '&' ? 9 : 7;
	if (c >= 0xff61 && c <= 0xff9f)
		return 7;
	return c < 0x1100 ? 9 : GENOGRAM_FONT;
}

int label_width(str s)
{
	int w = 0;
	for (i64 c = utf8_next(&s); c >= 0; c = utf8_next(&s))
		w += glyph_width(c);
	return w;
}

/* How many bytes fit into the width: to the last blank if there is one. */
static isize label_fit(str s)
{
	str rest = s;
	isize fit = 0, blank = 0;
	int w = 0;
	while (rest.n) {
		isize at = s.n - rest.n;
		i64 c = utf8_next(&rest);
		w += glyph_width(c);
		if (w > LABEL_WIDTH)
			return blank ? blank : fit;
		if (c == ' ' && at)
			blank = at;
		fit = s.n - rest.n;
	}
	return s.n;
}

static void lines_add(struct arena *a, struct genogram_place *p, str s,
		      int most)
{
	s = str_trim(s);
	for (int i = 0; s.n && i < most && p->lines < GENOGRAM_LINES; i++) {
		isize n = label_fit(s);
		str line = str_trim(str_sub(s, 0, n));
		s = str_trim(str_sub(s, n, s.n));
		if (s.n && i + 1 == most)
			line = str_cat(a, utf8_prefix(line,
						      utf8_length(line) - 1),
				       S("…"));
		p->line[p->lines++] = line;
	}
}

/* 1950–2011, 1950–, –2011. */
static str label_years(struct arena *a, const struct genogram_person *p)
{
	struct out o = out_open(a, 24);
	if (!p->birth && !p->death)
		return (str){ 0 };
	if (p->birth)
		put(&o, p->birth / 10000);
	if (p->death || p->dead)
		put(&o, S("–"));
	if (p->death)
		put(&o, p->death / 10000);
	return out_str(&o);
}

static str life_word(const struct genogram_person *p)
{
	static const str words[] = { STR(""), STR("妊娠中"), STR("死産"),
				     STR("流産"), STR("中絶") };
	return words[p->life];
}

static str label_age_at_death(struct arena *a, const struct genogram_person *p)
{
	struct out o = out_open(a, 24);
	if (p->dead && p->age >= 0) {
		put(&o, p->age);
		put(&o, S("歳で死亡"));
	}
	return out_str(&o);
}

static void label_make(struct work *w, int i)
{
	const struct genogram_person *p = &w->f->persons.v[i];
	struct genogram_place *at = &w->pic->places[i];
	at->relation = -1;
	if (w->f->style.bare)
		return;
	if (p->masked) {
		lines_add(w->a, at, S("伏せています"), 1);
	} else {
		if (w->f->style.kana == KANA_LINE)
			lines_add(w->a, at, p->kana, 1);
		lines_add(w->a, at, p->name, LABEL_NAME_LINES);
		int before = at->lines;
		lines_add(w->a, at, p->relation, 1);
		at->relation = at->lines > before ? before : -1;
		if (str_find(p->name, life_word(p), 0) < 0)
			lines_add(w->a, at, life_word(p), 1);
		lines_add(w->a, at, label_years(w->a, p), 1);
		lines_add(w->a, at, label_age_at_death(w->a, p), 1);
	}
	for (int k = 0; k < at->lines; k++) {
		int wide = label_width(at->line[k]) + 2;
		at->label.w = wide > at->label.w ? wide : at->label.w;
	}
	if (at->relation >= 0 && at->label.w < LABEL_RELATION)
		at->label.w = LABEL_RELATION;
	at->label.w += at->label.w & 1;
	at->label.h = at->lines * GENOGRAM_LINE;
}

/* ---- names of households ------------------------------------------------- */

void work_tag(struct work *w, int home, int who)
{
	struct genogram_place line = { .lines = 0 };
	for (isize i = 0; i < w->pic->tags.n; i++)
		if (w->pic->tags.v[i].who == who)
			return;
	lines_add(w->a, &line, w->f->homes.v[home].label, 1);
	if (line.lines)
		*vec_push(w->a, &w->pic->tags) = (struct genogram_tag){
			.home = home, .who = who, .words = line.line[0],
			.box = { .w = label_width(line.line[0]) + 2,
				 .h = TAG },
		};
}

void work_labels(struct work *w)
{
	for (int i = 0; i < w->n; i++)
		label_make(w, i);
}
