/*
 * genogram.h — a family drawn as a genogram (ジェノグラム): plain structs in,
 * integer positions, strokes and SVG out.
 *
 * Words:
 *   person      somebody of the family, or a pregnancy that was lost
 *   union       two partners, or one whose partner is not known
 *   child       that a person is a child of a union: by birth, adopted, …
 *   home        people who live together, drawn as an outline
 *   tie         the quality of a relation between two people
 *   row         a generation; 0 is on top
 *   stroke      one line that is drawn, with the people it belongs to
 *
 * Invariants: the same family gives the same bytes with every compiler (only
 * integers are used); every person is drawn once; no stroke passes through a
 * person or a name that it does not belong to.  Sex, dates and name of a
 * masked person are never looked at, nor how he is a child.  Everything lives
 * in the arena given.
 */
#ifndef TB_GENOGRAM_H
#define TB_GENOGRAM_H

#include "base/out.h"

enum { GENOGRAM_PEOPLE_MAX = 2000, GENOGRAM_KIN_MAX = 8000 };

enum genogram_sex { SEX_UNKNOWN, SEX_MALE, SEX_FEMALE, SEX_OTHER };
enum genogram_life { LIFE_BORN, LIFE_UNBORN, LIFE_STILLBORN, LIFE_MISCARRIED,
		     LIFE_ABORTED };
enum genogram_bond { BOND_MARRIED, BOND_PARTNERS, BOND_COUPLE };
enum genogram_end { END_NOT, END_DIVORCED, END_SEPARATED, END_DIED };
enum genogram_custody { CUSTODY_UNKNOWN, CUSTODY_A, CUSTODY_B };
enum genogram_birth { BY_BIRTH, BY_ADOPTION, BY_FOSTERING, BY_STEP };
enum genogram_quality { TIE_GOOD, TIE_CLOSE, TIE_DISTANT, TIE_CUT,
			TIE_CONFLICT, TIE_ABUSE };

struct genogram_person {
	str id, name, kana;
	str relation;		/* 続柄 from the focus; may be empty */
	enum genogram_sex sex;
	enum genogram_life life;
	int birth, death;	/* yyyymmdd, 00 for an unknown part; 0: none */
	int age;		/* in the symbol; of the dead: at death; -1 */
	bool dead, masked, key;
};

struct genogram_union {
	int a, b;		/* persons; b is -1 when nobody knows */
	enum genogram_bond bond;
	enum genogram_end end;
	int from, to;		/* as birth */
	enum genogram_custody custody;	/* with whom the children live */
};

struct genogram_child {
	int of, child;		/* union, person */
	enum genogram_birth kind;
	int twins;		/* the same number > 0: born together */
	bool identical;
};

struct genogram_home {
	str label;
	int *who;
	int n;
};

struct genogram_tie {
	int a, b;
	enum genogram_quality kind;
};

/* How it is drawn.  All zero: as the sources mostly have it, for the screen.
 * It belongs to the family as the focus does, because the symbols and the
 * words decide where lines may go. */
enum genogram_dead { DEAD_CROSSED, DEAD_FILLED };
enum genogram_unknown { UNKNOWN_DIAMOND, UNKNOWN_TRIANGLE };
enum genogram_kana { KANA_NOT, KANA_LINE };
enum genogram_paper { PAPER_NONE, PAPER_A4, PAPER_A3 };	/* landscape */

struct genogram_style {
	enum genogram_dead dead;	/* the sources disagree: a setting */
	enum genogram_unknown unknown;	/* sex not known, or another */
	enum genogram_kana kana;	/* ふりがな as the label's first line */
	enum genogram_paper paper;
	bool bare;		/* a thumbnail: symbols, lines and ages only */
};

struct genogram_family {
	struct { struct genogram_person *v; isize n, cap; } persons;
	struct { struct genogram_union *v; isize n, cap; } unions;
	struct { struct genogram_child *v; isize n, cap; } children;
	struct { struct genogram_home *v; isize n, cap; } homes;
	struct { struct genogram_tie *v; isize n, cap; } ties;
	int focus;		/* 本人: a person, or -1 */
	struct genogram_style style;
	/* Centres in an earlier picture, from its left and top edge; -1: new.
	 * NULL, both of them: there is no earlier picture. */
	int *before, *before_y;
};

struct genogram_point {
	int x, y;
};

enum genogram_stroke_kind { STROKE_UNION, STROKE_PARENTAGE, STROKE_SIBSHIP,
			    STROKE_QUALITY, STROKE_HOUSEHOLD };

struct genogram_stroke {
	enum genogram_stroke_kind kind;
	int of;			/* the union, tie or home drawn */
	int child;		/* the child whose own line it is, or -1 */
	int *who;		/* the persons it belongs to */
	int people;
	struct genogram_point *at;
	int points;
};

struct genogram_box {
	int x, y, w, h;		/* left, top, width, height */
};

enum { GENOGRAM_LINES = 7, GENOGRAM_FONT = 12, GENOGRAM_LINE = 16 };

struct genogram_place {
	struct genogram_box box, label;
	int row;
	str line[GENOGRAM_LINES];	/* the label, line by line */
	int lines;
	int relation;			/* which line is 続柄, or -1 */
};

/* The name of a household, at the upper left corner of its outline. */
struct genogram_tag {
	int home, who;			/* who: at whose symbol it stands */
	str words;
	struct genogram_box box;
};

struct genogram_picture {
	const struct genogram_family *family;
	struct genogram_place *places;	/* as the persons */
	struct { struct genogram_stroke *v; isize n, cap; } strokes;
	struct { struct genogram_tag *v; isize n, cap; } tags;
	/* The edges; 0, 0 without an earlier picture.  With one everybody
	 * keeps his place, and a new person may stand left of 0. */
	int left, top;
	int width, height, rows;	/* without the legend */
	enum genogram_paper paper;	/* what it was fitted to */
	int percent;			/* of its size there, at most 100 */
};

enum { GENOGRAM_PERCENT = 60, GENOGRAM_THUMB_W = 227,
       GENOGRAM_THUMB_H = 190 };

/* E_INVALID with a sentence in *ret_why: an index that is none, a person who
 * is his own ancestor or partner, a child twice in one union.  E_TOO_LARGE:
 * over GENOGRAM_PEOPLE_MAX. */
enum status genogram_check(struct arena *a, const struct genogram_family *f,
			   str *ret_why) MUST_CHECK;
/* Lays out a family that genogram_check accepts; never fails. */
struct genogram_picture *genogram_draw(struct arena *a,
				       const struct genogram_family *f);
/* The same picture with another person as 本人 and other words of relation (one
 * for each person; NULL: as they are).  Nobody moves: a word has the room that
 * the one had with which it was laid out. */
void genogram_turn(struct genogram_picture *p, int focus, const str *relation);
/* The picture as a whole SVG document, or to stand in a page: presentation
 * attributes only, no ids, no scripts.  A name for each person that says the
 * relation, a legend of what is used.  On paper the size is in mm (the sheet
 * less 10 mm on each side) and never above 1:1; a picture that A4 would show
 * below GENOGRAM_PERCENT gets A3, and p->paper and p->percent say so.  A
 * thumbnail is GENOGRAM_THUMB_W × GENOGRAM_THUMB_H and scales down. */
void genogram_svg(struct out *o, const struct genogram_picture *p);
/* Every box, label and stroke, as README.md says; us is the time it took, in
 * microseconds. */
void genogram_json(struct out *o, const struct genogram_picture *p, i64 us);

/* The readers.  E_INVALID or E_TOO_LARGE with a sentence in *ret_why; what is
 * read is not yet checked.  GEDCOM 5.5.1 and 7.0, UTF-8. */
enum status genogram_read_gedcom(struct arena *a, str text,
				 struct genogram_family *ret, str *ret_why)
	MUST_CHECK;
enum status genogram_read_json(struct arena *a, str text,
			       struct genogram_family *ret, str *ret_why)
	MUST_CHECK;
/* Takes the positions of an earlier genogram_json into f->before and
 * f->before_y. */
enum status genogram_read_before(struct arena *a, str text,
				 struct genogram_family *f) MUST_CHECK;
/* A person by id, or -1. */
int genogram_find(const struct genogram_family *f, str id);

#endif
