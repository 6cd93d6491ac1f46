/*
 * kin_work.h — what the steps of one naming hand on to each other: kin_graph.c
 * → kin_count.c → kin_path.c → kin_word.c.  Not for other rooms.
 *
 * A path is cut into *parts*, one word each; a shape is what the newest part
 * of a path has become so far.
 */
#ifndef TB_GENOGRAM_KIN_WORK_H
#define TB_GENOGRAM_KIN_WORK_H

#include "genogram/kin.h"
#include "genogram/work.h"

enum kin_way { WAY_UP, WAY_DOWN, WAY_MATE };

struct kin_link {
	int to;			/* person */
	int of;			/* union */
	enum kin_way way;
	enum genogram_birth by;	/* up and down: the strongest recorded */
};

struct kin_links {
	struct kin_link *v;
	int n;
};

enum kin_shape {
	AS_SELF,
	AS_PARENT, AS_GRANDPARENT, AS_GREAT_GRANDPARENT,
	AS_CHILD, AS_GRANDCHILD, AS_GREAT_GRANDCHILD,
	AS_SIBLING, AS_UNCLE, AS_NEPHEW, AS_COUSIN,
	AS_MATE, AS_MATES_PARENT,
	AS_FOSTERER, AS_FOSTERED, AS_STEPPARENT, AS_STEPCHILD,
	AS_SHAPES
};

/* The best path to a person that ends in a shape. */
struct kin_state {
	u32 cost;		/* 0: none is known yet */
	int from;		/* the state before, or -1 */
	const struct kin_link *by;	/* the last link; NULL: the focus */
};

struct kin {
	struct arena *a;
	const struct genogram_family *f;	/* the masked made neutral */
	int n, focus;
	enum kin_mode mode;
	struct kin_links *of;	/* of a person: up, down, then mates in order
				 * of time */
	struct kin_state *at;	/* [person * AS_SHAPES + shape] */
	str *numbered;		/* koseki, of a child by birth of the focus */
};

/* What a union is, seen from one partner. */
enum kin_tense { TENSE_NOW, TENSE_FORMER, TENSE_BEFORE };

/* kin_graph.c */
void kin_graph(struct kin *k);
enum kin_tense kin_tense(const struct kin *k, int from,
			 const struct kin_link *mate);
/* Somebody in this union is masked. */
bool kin_veiled(const struct kin *k, int of);
/* Masked, unborn and other sexes are unknown. */
enum genogram_sex kin_sex(const struct kin *k, int p);
/* -1: x was born before y, 1: after, 0: not certain. */
int kin_elder(const struct kin *k, int x, int y);
/* kin_count.c */
void kin_count(struct kin *k);
/* kin_path.c */
void kin_search(struct kin *k);
/* The state of the best path to a person, or -1. */
int kin_best(const struct kin *k, int p);
/* A shape that only begins a part. */
bool kin_begins(enum kin_shape s);
u32 kin_parts(const struct kin_state *s);
/* kin_word.c: the word of the path that ends in a state. */
str kin_word(const struct kin *k, int state);

static inline bool kin_lawful(enum genogram_birth by)
{
	return by == BY_BIRTH || by == BY_ADOPTION;
}

#endif
