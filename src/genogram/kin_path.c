/*
 * kin_path.c — the path to everybody: Dijkstra over (person, shape).
 *
 * The shape of the newest part is part of the state, because it decides
 * what the next step becomes: up and down is a sibling, not the child of a
 * parent.  The cost counts, in this order, steps, unions (those that are over
 * twice), parts, and what is odd: masked people on the way and some splits of
 * one path into parts.  Equal ones are kept in the order in which they were
 * found, and links stand in the order that kin.h promises.  Masked people
 * count, because their place in the list may tell who is elder: a way around
 * them is not chosen by that place.
 */
#include "genogram/kin_work.h"

enum {
	ODD = 1,
	PART = 1 << 6,
	SIDE = 1 << 9,
	STEP = 1 << 14,
	BASE = 1 << 20,		/* so that 0 is free for “no path” */
};

struct heap_item {
	u32 cost, turn;
	int state;
};

struct heap {
	struct heap_item *v;
	isize n, cap;
	u32 turn;
};

static bool item_before(struct heap_item x, struct heap_item y)
{
	return x.cost != y.cost ? x.cost < y.cost : x.turn < y.turn;
}

static void heap_add(struct arena *a, struct heap *h, u32 cost, int state)
{
	struct heap_item x = { cost, h->turn++, state };
	isize i = h->n;
	*vec_push(a, h) = x;
	for (; i > 0 && item_before(x, h->v[(i - 1) / 2]); i = (i - 1) / 2)
		h->v[i] = h->v[(i - 1) / 2];
	h->v[i] = x;
}

static struct heap_item heap_take(struct heap *h)
{
	struct heap_item top = h->v[0], x = h->v[--h->n];
	isize i = 0;
	for (isize c; (c = 2 * i + 1) < h->n; i = c) {
		if (c + 1 < h->n && item_before(h->v[c + 1], h->v[c]))
			c++;
		if (!item_before(h->v[c], x))
			break;
		h->v[i] = h->v[c];
	}
	h->v[i] = x;
	return top;
}

bool kin_begins(enum kin_shape s)
{
	return s == AS_PARENT || s == AS_CHILD || s == AS_MATE ||
	       s >= AS_FOSTERER;
}

u32 kin_parts(const struct kin_state *s)
{
	return s->cost / PART % (SIDE / PART);
}

/* 祖父の兄 rather than 父の伯父, 姉の孫 rather than めいの子. */
static u32 odd_of(enum kin_shape s)
{
	return s == AS_NEPHEW ? 2 * ODD : s == AS_UNCLE ? ODD : 0;
}

/* 義父: the first part is a marriage that holds, nobody is masked, and the
 * parent's sex is known. */
static bool in_law(const struct kin *k, const struct kin_state *s,
		   const struct kin_link *l)
{
	const struct kin_link *mate = s->by;
	return k->mode == KIN_KOSEKI && kin_parts(s) == 1 &&
	       k->f->unions.v[mate->of].bond == BOND_MARRIED &&
	       !kin_veiled(k, mate->of) &&
	       kin_tense(k, k->focus, mate) == TENSE_NOW &&
	       kin_sex(k, l->to) != SEX_UNKNOWN;
}

/* What a part becomes by one more step of descent; AS_SELF: it cannot. */
static enum kin_shape shape_longer(const struct kin *k, enum kin_shape s,
				   enum kin_way way)
{
	static const u8 up[AS_SHAPES] = {
		[AS_PARENT] = AS_GRANDPARENT,
		[AS_GRANDPARENT] = AS_GREAT_GRANDPARENT,
		[AS_MATE] = AS_MATES_PARENT,
	};
	static const u8 down[AS_SHAPES] = {
		[AS_PARENT] = AS_SIBLING,
		[AS_GRANDPARENT] = AS_UNCLE,
		[AS_SIBLING] = AS_NEPHEW,
		[AS_UNCLE] = AS_COUSIN,
		[AS_CHILD] = AS_GRANDCHILD,
		[AS_GRANDCHILD] = AS_GREAT_GRANDCHILD,
	};
	if (way == WAY_UP)
		return (enum kin_shape)up[s];
	if (k->mode == KIN_JUMINHYO && (s == AS_CHILD || s == AS_GRANDCHILD))
		return AS_SELF;
	return (enum kin_shape)down[s];
}

static enum kin_shape shape_first(const struct kin_link *l)
{
	static const u8 first[2][4] = {
		{ AS_PARENT, AS_PARENT, AS_FOSTERER, AS_STEPPARENT },
		{ AS_CHILD, AS_CHILD, AS_FOSTERED, AS_STEPCHILD },
	};
	return l->way == WAY_MATE ? AS_MATE :
				    (enum kin_shape)first[l->way][l->by];
}

/* A parent's child is a sibling, and 義父の子 is 夫の兄: no new part for what
 * a longer part already says. */
static bool part_may_begin(enum kin_shape s, const struct kin_link *l)
{
	if (l->way == WAY_MATE || !kin_lawful(l->by))
		return true;
	if (s == AS_MATES_PARENT)
		return false;
	return l->way == WAY_UP ||
	       (s != AS_PARENT && s != AS_GRANDPARENT &&
		s != AS_GREAT_GRANDPARENT);
}

static u32 link_cost(const struct kin *k, int from, const struct kin_link *l)
{
	u32 cost = STEP + (k->f->persons.v[l->to].masked ? ODD : 0);
	if (l->way != WAY_MATE)
		return cost;
	return cost + (kin_tense(k, from, l) == TENSE_NOW ? SIDE : 2 * SIDE);
}

static void reach(struct kin *k, struct heap *h, int from,
		  const struct kin_link *l, enum kin_shape s, u32 cost)
{
	int state = l->to * AS_SHAPES + (int)s;
	struct kin_state *to = &k->at[state];
	struct kin_state new_one = { cost, from, l };
	if (kin_parts(&new_one) > KIN_PARTS || (to->cost && to->cost <= cost))
		return;
	*to = new_one;
	heap_add(k->a, h, cost, state);
}

/* A path never turns back to where it comes from, nor through the focus. */
static void spread(struct kin *k, struct heap *h, int state)
{
	int p = state / AS_SHAPES;
	enum kin_shape s = (enum kin_shape)(state % AS_SHAPES);
	struct kin_state here = k->at[state];
	int back = here.from < 0 ? -1 : here.from / AS_SHAPES;
	for (int i = 0; i < k->of[p].n; i++) {
		const struct kin_link *l = &k->of[p].v[i];
		u32 cost = here.cost + link_cost(k, p, l);
		if (l->to == k->focus || l->to == back)
			continue;
		enum kin_shape longer = AS_SELF;
		if (l->way != WAY_MATE && kin_lawful(l->by))
			longer = shape_longer(k, s, l->way);
		if (longer != AS_SELF &&
		    (longer != AS_MATES_PARENT || in_law(k, &here, l)))
			reach(k, h, state, l, longer, cost);
		if (part_may_begin(s, l))
			reach(k, h, state, l, shape_first(l),
			      cost + PART + odd_of(s));
	}
}

void kin_search(struct kin *k)
{
	struct heap h = { 0 };
	int start = k->focus * AS_SHAPES + AS_SELF;
	k->at = new(k->a, struct kin_state, (isize)k->n * AS_SHAPES);
	k->at[start] = (struct kin_state){ .cost = BASE, .from = -1 };
	heap_add(k->a, &h, BASE, start);
	while (h.n) {
		struct heap_item x = heap_take(&h);
		if (x.cost == k->at[x.state].cost)
			spread(k, &h, x.state);
	}
}

int kin_best(const struct kin *k, int p)
{
	int best = -1;
	u32 least = 0;
	for (int s = 0; s < AS_SHAPES; s++) {
		u32 cost = k->at[p * AS_SHAPES + s].cost;
		if (!cost)
			continue;
		cost += odd_of((enum kin_shape)s);
		if (best < 0 || cost < least) {
			best = p * AS_SHAPES + s;
			least = cost;
		}
	}
	return best;
}
