/*
 * drawn.c — what is drawn of a family where the record says too little.
 *
 * People are entered as 「本人、夫、長男」: that the husband is the son's father
 * too is seldom written down.  Drawn by the letter he would be the child of a
 * mother and nobody.  So a child with one recorded parent hangs under the
 * couple when that parent has one partner in the record and nothing speaks
 * against it; the page names these children.  続柄 are computed from the record
 * alone.  Who may not see every tie is shown what he sees and no more: another
 * parent may be recorded, and it would be untrue to say that none is.
 */
#include "base/vec.h"
#include "family/family_in.h"

/* The one union of somebody with a partner; -1: none, or several. */
static int only_union(const struct genogram_family *g, int parent)
{
	int found = -1;
	for (isize u = 0; u < g->unions.n; u++) {
		const struct genogram_union *x = &g->unions.v[u];
		if (x->b < 0 || (x->a != parent && x->b != parent))
			continue;
		if (found >= 0)
			return -1;
		found = (int)u;
	}
	return found;
}

/* Is this person any kind of parent of the child already? */
static bool is_kin_already(const struct genogram_family *g, int who, int child)
{
	for (isize i = 0; i < g->children.n; i++) {
		const struct genogram_child *c = &g->children.v[i];
		const struct genogram_union *u = &g->unions.v[c->of];
		if (c->child == child && (u->a == who || u->b == who))
			return true;
	}
	return false;
}

/* Years that are known must allow it: born between the beginning of the
 * union and the year after its end. */
static bool years_allow(const struct genogram_union *u, int birth)
{
	int year = birth / 10000, from = u->from / 10000, to = u->to / 10000;
	return !year || ((!from || year >= from) && (!to || year <= to + 1));
}

/* The union under which the child hangs in the picture. */
static int couple_of(const struct genogram_family *g,
		     const struct genogram_child *c)
{
	int parent = g->unions.v[c->of].a;
	int u = g->unions.v[c->of].b < 0 ? only_union(g, parent) : -1;
	if (u < 0 || (c->kind != BY_BIRTH && c->kind != BY_ADOPTION))
		return c->of;
	const struct genogram_union *x = &g->unions.v[u];
	int partner = x->a == parent ? x->b : x->a;
	if (partner == c->child || is_kin_already(g, partner, c->child) ||
	    !years_allow(x, g->persons.v[c->child].birth))
		return c->of;
	return u;
}

/* A parent alone whose children have all gone needs no line. */
static bool is_left_empty(const struct genogram_family *g, int u)
{
	if (g->unions.v[u].b >= 0)
		return false;
	for (isize i = 0; i < g->children.n; i++)
		if (g->children.v[i].of == u)
			return false;
	return true;
}

static void drop_empty(struct arena *a, struct genogram_family *g)
{
	int *now = new(a, int, g->unions.n);
	struct genogram_union *kept = new(a, struct genogram_union,
					  g->unions.n);
	isize n = 0;
	for (isize u = 0; u < g->unions.n; u++) {
		now[u] = (int)n;
		if (!is_left_empty(g, (int)u))
			kept[n++] = g->unions.v[u];
	}
	g->unions.v = kept;
	g->unions.n = g->unions.cap = n;
	for (isize i = 0; i < g->children.n; i++)
		g->children.v[i].of = now[g->children.v[i].of];
}

struct genogram_family family_drawn(struct arena *a, const struct family *f,
				    bool *ret_assumed)
{
	struct genogram_family g = f->g;
	struct genogram_child *v = new(a, struct genogram_child,
				       g.children.n);
	str why;
	for (isize i = 0; i < g.children.n; i++) {
		v[i] = g.children.v[i];
		if (!f->partial)
			v[i].of = couple_of(&f->g, &v[i]);
		ret_assumed[v[i].child] |= v[i].of != g.children.v[i].of;
	}
	g.children.v = v;
	g.children.cap = g.children.n;
	drop_empty(a, &g);
	if (genogram_check(a, &g, &why) == OK)
		return g;
	for (isize i = 0; i < g.persons.n; i++)
		ret_assumed[i] = false;
	return f->g;
}
