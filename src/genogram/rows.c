/*
 * rows.c — checks a family and gives everybody a generation.
 *
 * Partners stand in one row whenever no line of descent forbids it: their
 * classes are merged one union after the other, unless one class already
 * descends from the other.  Then the longest path gives the rows, and a class
 * without parents is pulled down to just above its first child.
 */
#include "genogram/work.h"

static bool person_is(const struct genogram_family *f, int p)
{
	return p >= 0 && p < f->persons.n;
}

static str check_unions(const struct genogram_family *f)
{
	for (isize i = 0; i < f->unions.n; i++) {
		const struct genogram_union *m = &f->unions.v[i];
		if (!person_is(f, m->a) || (m->b != -1 && !person_is(f, m->b)))
			return S("a union names a person who is not there");
		if (m->a == m->b)
			return S("a person is his own partner");
	}
	return (str){ 0 };
}

static str check_children(const struct genogram_family *f)
{
	for (isize i = 0; i < f->children.n; i++) {
		const struct genogram_child *c = &f->children.v[i];
		if (c->of < 0 || c->of >= f->unions.n ||
		    !person_is(f, c->child))
			return S("a child names what is not there");
		const struct genogram_union *m = &f->unions.v[c->of];
		if (m->a == c->child || m->b == c->child)
			return S("a person is his own parent");
		for (isize j = 0; j < i; j++)
			if (f->children.v[j].of == c->of &&
			    f->children.v[j].child == c->child)
				return S("a child stands twice in one union");
	}
	return (str){ 0 };
}

static str check_rest(const struct genogram_family *f)
{
	for (isize i = 0; i < f->homes.n; i++)
		for (int k = 0; k < f->homes.v[i].n; k++)
			if (!person_is(f, f->homes.v[i].who[k]))
				return S("a household names a person who is "
					 "not there");
	for (isize i = 0; i < f->ties.n; i++)
		if (!person_is(f, f->ties.v[i].a) ||
		    !person_is(f, f->ties.v[i].b) ||
		    f->ties.v[i].a == f->ties.v[i].b)
			return S("a tie does not name two persons");
	if (f->focus != -1 && !person_is(f, f->focus))
		return S("the focus is not there");
	return (str){ 0 };
}

/* Takes away whoever has no parents left, again and again: a circle stays. */
static str check_circles(struct arena *a, const struct genogram_family *f)
{
	int n = (int)f->persons.n, left = n;
	int *parents = new(a, int, n), *queue = new(a, int, n), end = 0;
	int *waits = new(a, int, f->unions.n);
	for (isize i = 0; i < f->children.n; i++)
		parents[f->children.v[i].child]++;
	for (isize u = 0; u < f->unions.n; u++)
		waits[u] = f->unions.v[u].b < 0 ? 1 : 2;
	for (int p = 0; p < n; p++)
		if (!parents[p])
			queue[end++] = p;
	for (int at = 0; at < end; at++, left--)
		for (isize u = 0; u < f->unions.n; u++) {
			const struct genogram_union *m = &f->unions.v[u];
			if ((m->a != queue[at] && m->b != queue[at]) ||
			    --waits[u] > 0)
				continue;
			for (isize i = 0; i < f->children.n; i++) {
				const struct genogram_child *c =
					&f->children.v[i];
				if (c->of == u && !--parents[c->child])
					queue[end++] = c->child;
			}
		}
	return left ? S("somebody is an ancestor of himself") : (str){ 0 };
}

enum status genogram_check(struct arena *a, const struct genogram_family *f,
			   str *ret_why)
{
	if (f->persons.n > GENOGRAM_PEOPLE_MAX ||
	    f->unions.n > GENOGRAM_KIN_MAX ||
	    f->children.n > GENOGRAM_KIN_MAX) {
		*ret_why = S("more people than a picture holds");
		return E_TOO_LARGE;
	}
	str why = check_unions(f);
	if (!why.n)
		why = check_children(f);
	if (!why.n)
		why = check_rest(f);
	if (!why.n)
		why = check_circles(a, f);
	if (why.n)
		*ret_why = why;
	return why.n ? E_INVALID : OK;
}

/* ---- classes of one row -------------------------------------------------- */

struct classes {
	struct work *w;
	int *head;		/* of a person: the class */
	int *next;		/* a ring of its members */
	int *seen, mark;
	int *stack;
};

static bool class_descends(struct classes *c, int from, int to)
{
	struct work *w = c->w;
	int top = 0;
	c->mark++;
	c->stack[top++] = from;
	c->seen[from] = c->mark;
	while (top) {
		int h = c->stack[--top], p = h;
		do {
			for (int i = 0; i < w->mates[p].n; i++) {
				struct list k = w->kids[w->mates[p].v[i]];
				for (int j = 0; j < k.n; j++) {
					int g = c->head[kid_person(w, k.v[j])];
					if (g == to)
						return true;
					if (c->seen[g] == c->mark)
						continue;
					c->seen[g] = c->mark;
					c->stack[top++] = g;
				}
			}
			p = c->next[p];
		} while (p != h);
	}
	return false;
}

static void class_merge(struct classes *c, int a, int b)
{
	int p = b, swap = c->next[a];
	do {
		c->head[p] = a;
		p = c->next[p];
	} while (p != b);
	c->next[a] = c->next[b];
	c->next[b] = swap;
}

static void classes_build(struct classes *c)
{
	struct work *w = c->w;
	for (int p = 0; p < w->n; p++)
		c->head[p] = c->next[p] = p;
	/* Those with children first: they matter more for the picture. */
	for (int pass = 0; pass < 2; pass++)
		for (int u = 0; u < w->unions; u++) {
			const struct genogram_union *m = &w->f->unions.v[u];
			if (m->b < 0 || (w->kids[u].n == 0) != (pass == 1))
				continue;
			int a = c->head[m->a], b = c->head[m->b];
			if (a != b && !class_descends(c, a, b) &&
			    !class_descends(c, b, a))
				class_merge(c, a, b);
		}
}

/* ---- rows ---------------------------------------------------------------- */

static bool rows_push(struct classes *c, int *level)
{
	struct work *w = c->w;
	bool moved = false;
	for (isize i = 0; i < w->f->children.n; i++) {
		const struct genogram_child *k = &w->f->children.v[i];
		const struct genogram_union *m = &w->f->unions.v[k->of];
		int up = level[c->head[m->a]], g = c->head[k->child];
		if (m->b >= 0 && level[c->head[m->b]] > up)
			up = level[c->head[m->b]];
		if (level[g] <= up) {
			level[g] = up + 1;
			moved = true;
		}
	}
	return moved;
}

/* Founders stand just above their first children. */
static void rows_pull(struct classes *c, int *level)
{
	struct work *w = c->w;
	int *least = new(w->a, int, w->n), *has = new(w->a, int, w->n);
	for (int p = 0; p < w->n; p++)
		has[c->head[p]] += w->born[p].n;
	for (isize i = 0; i < w->f->children.n; i++) {
		const struct genogram_child *k = &w->f->children.v[i];
		const struct genogram_union *m = &w->f->unions.v[k->of];
		int l = level[c->head[k->child]], a = c->head[m->a];
		if (!least[a] || l < least[a])
			least[a] = l;
		int b = m->b < 0 ? a : c->head[m->b];
		if (!least[b] || l < least[b])
			least[b] = l;
	}
	for (int p = 0; p < w->n; p++)
		if (c->head[p] == p && !has[p] && least[p])
			level[p] = least[p] - 1;
}

/* Somebody without kin stands beside the first he lives with. */
static void rows_lodgers(struct work *w)
{
	for (isize i = 0; i < w->f->homes.n; i++) {
		const struct genogram_home *h = &w->f->homes.v[i];
		int host = -1;
		for (int k = 0; k < h->n && host < 0; k++)
			if (w->born[h->who[k]].n || w->mates[h->who[k]].n)
				host = h->who[k];
		for (int k = 0; k < h->n && host >= 0; k++)
			if (!w->born[h->who[k]].n && !w->mates[h->who[k]].n)
				w->row[h->who[k]] = w->row[host];
	}
}

void work_rows(struct work *w)
{
	struct classes c = { .w = w };
	c.head = new(w->a, int, w->n);
	c.next = new(w->a, int, w->n);
	c.seen = new(w->a, int, w->n);
	c.stack = new(w->a, int, w->n);
	classes_build(&c);
	int *level = new(w->a, int, w->n);
	while (rows_push(&c, level))
		;
	rows_pull(&c, level);
	for (int p = 0; p < w->n; p++)
		w->row[p] = level[c.head[p]];
	rows_lodgers(w);
	for (int p = 0; p < w->n; p++)
		if (w->row[p] >= w->rows)
			w->rows = w->row[p] + 1;
}
