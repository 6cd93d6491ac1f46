/*
 * kin_graph.c — who is linked with whom: parents, children, partners.
 *
 * A child may stand in several unions with one parent (born there, adopted
 * later by the new couple): one link remains, of the strongest kind.  How a
 * masked person and his parent or child belong together is masked as well
 * and counts as birth, which has the neutral words.
 */
#include "genogram/kin_work.h"

/* One parent of one child. */
struct pair {
	int child, parent, of;
	enum genogram_birth by;
};

struct pairs {
	struct pair *v;
	isize n, cap;
};

bool kin_veiled(const struct kin *k, int of)
{
	const struct genogram_union *m = &k->f->unions.v[of];
	return k->f->persons.v[m->a].masked ||
	       (m->b >= 0 && k->f->persons.v[m->b].masked);
}

enum genogram_sex kin_sex(const struct kin *k, int p)
{
	const struct genogram_person *x = &k->f->persons.v[p];
	bool known = x->sex == SEX_MALE || x->sex == SEX_FEMALE;
	return known && x->life == LIFE_BORN ? x->sex : SEX_UNKNOWN;
}

/* Compares part by part; an unknown part ends what can be said. */
int kin_elder(const struct kin *k, int x, int y)
{
	int a = k->f->persons.v[x].birth, b = k->f->persons.v[y].birth;
	const int parts[3][2] = { { a / 10000, b / 10000 },
				  { a / 100 % 100, b / 100 % 100 },
				  { a % 100, b % 100 } };
	for (int i = 0; i < 3; i++) {
		int p = parts[i][0], q = parts[i][1];
		if (!p || !q)
			return 0;
		if (p != q)
			return p < q ? -1 : 1;
	}
	return 0;
}

static enum genogram_birth kind_seen(const struct kin *k,
				     const struct genogram_child *c, int parent)
{
	return k->f->persons.v[c->child].masked ||
	       k->f->persons.v[parent].masked ? BY_BIRTH : c->kind;
}

/* The rows of children that one child has, as an index by child. */
static struct list *rows_by_child(struct kin *k)
{
	struct list *l = new(k->a, struct list, k->n);
	for (isize i = 0; i < k->f->children.n; i++)
		l[k->f->children.v[i].child].n++;
	for (int p = 0; p < k->n; p++) {
		l[p].v = new(k->a, int, l[p].n);
		l[p].n = 0;
	}
	for (int i = 0; i < (int)k->f->children.n; i++) {
		struct list *to = &l[k->f->children.v[i].child];
		to->v[to->n++] = i;
	}
	return l;
}

/* at[parent]: where his pair with the child at hand stands, +1. */
static void pair_take(struct kin *k, struct pairs *l, isize first, int *at,
		      struct pair x)
{
	if (x.parent < 0)
		return;
	isize old = at[x.parent] - 1;
	if (old < first) {
		*vec_push(k->a, l) = x;
		at[x.parent] = (int)l->n;
	} else if (x.by < l->v[old].by) {
		l->v[old] = x;
	}
}

static struct pairs pairs_list(struct kin *k)
{
	struct pairs l = { 0 };
	struct list *rows = rows_by_child(k);
	int *at = new(k->a, int, k->n);
	for (int p = 0; p < k->n; p++) {
		isize first = l.n;
		for (int i = 0; i < rows[p].n; i++) {
			const struct genogram_child *c =
				&k->f->children.v[rows[p].v[i]];
			const struct genogram_union *m =
				&k->f->unions.v[c->of];
			struct pair x = { .child = p, .of = c->of };
			x.parent = m->a;
			x.by = kind_seen(k, c, m->a);
			pair_take(k, &l, first, at, x);
			x.parent = m->b;
			x.by = m->b >= 0 ? kind_seen(k, c, m->b) : BY_STEP;
			pair_take(k, &l, first, at, x);
		}
	}
	return l;
}

/* A step-parent beside a parent is that parent's partner, and is named so:
 * 母の夫.  The pairs of one child stand together. */
static bool pair_idle(const struct kin *k, const struct pairs *l, isize i)
{
	const struct pair *x = &l->v[i];
	const struct genogram_union *m = &k->f->unions.v[x->of];
	int other = m->a == x->parent ? m->b : m->a;
	isize j = i;
	if (x->by != BY_STEP || other < 0)
		return false;
	while (j > 0 && l->v[j - 1].child == x->child)
		j--;
	for (; j < l->n && l->v[j].child == x->child; j++)
		if (l->v[j].parent == other && kin_lawful(l->v[j].by))
			return true;
	return false;
}

/* The unions in order of time, those without a date last, as listed: sorted
 * byte by byte of the date. */
static int *unions_in_time(struct kin *k)
{
	int n = (int)k->f->unions.n;
	int *v = new(k->a, int, n), *to = new(k->a, int, n);
	for (int u = 0; u < n; u++)
		v[u] = u;
	for (int shift = 0; shift < 32; shift += 8) {
		int at[257] = { 0 };
		for (int i = 0; i < n; i++) {
			u32 key = (u32)k->f->unions.v[v[i]].from - 1;
			at[(key >> shift & 255) + 1]++;
		}
		for (int i = 0; i < 256; i++)
			at[i + 1] += at[i];
		for (int i = 0; i < n; i++) {
			u32 key = (u32)k->f->unions.v[v[i]].from - 1;
			to[at[key >> shift & 255]++] = v[i];
		}
		int *swap = v;
		v = to;
		to = swap;
	}
	return v;
}

static void link_add(struct kin *k, int from, struct kin_link x, bool store)
{
	struct kin_links *l = &k->of[from];
	if (store)
		l->v[l->n] = x;
	l->n++;
}

/* Twice: first it is only counted how many links everybody has. */
static void links_walk(struct kin *k, const struct pairs *l, const int *unions,
		       bool store)
{
	for (isize i = 0; i < l->n; i++)
		if (!pair_idle(k, l, i))
			link_add(k, l->v[i].child, (struct kin_link){
				l->v[i].parent, l->v[i].of, WAY_UP,
				l->v[i].by }, store);
	for (isize i = 0; i < l->n; i++)
		if (!pair_idle(k, l, i))
			link_add(k, l->v[i].parent, (struct kin_link){
				l->v[i].child, l->v[i].of, WAY_DOWN,
				l->v[i].by }, store);
	for (isize i = 0; i < k->f->unions.n; i++) {
		int u = unions[i];
		const struct genogram_union *m = &k->f->unions.v[u];
		if (m->b < 0)
			continue;
		link_add(k, m->a, (struct kin_link){ m->b, u, WAY_MATE, 0 },
			 store);
		link_add(k, m->b, (struct kin_link){ m->a, u, WAY_MATE, 0 },
			 store);
	}
}

void kin_graph(struct kin *k)
{
	struct pairs l = pairs_list(k);
	int *unions = unions_in_time(k);
	k->of = new(k->a, struct kin_links, k->n);
	links_walk(k, &l, unions, false);
	for (int p = 0; p < k->n; p++) {
		k->of[p].v = new(k->a, struct kin_link, k->of[p].n);
		k->of[p].n = 0;
	}
	links_walk(k, &l, unions, true);
}

static bool union_dead(const struct kin *k, int of)
{
	const struct genogram_union *m = &k->f->unions.v[of];
	return m->end == END_DIED || k->f->persons.v[m->a].dead ||
	       (m->b >= 0 && k->f->persons.v[m->b].dead);
}

/* Whether somebody lives in another marriage, registered or not. */
static bool lives_again(const struct kin *k, int p, int of)
{
	for (int i = 0; i < k->of[p].n; i++) {
		const struct kin_link *l = &k->of[p].v[i];
		const struct genogram_union *m = &k->f->unions.v[l->of];
		if (l->way == WAY_MATE && l->of != of &&
		    m->bond != BOND_COUPLE && m->end != END_DIVORCED &&
		    !union_dead(k, l->of))
			return true;
	}
	return false;
}

enum kin_tense kin_tense(const struct kin *k, int from,
			 const struct kin_link *mate)
{
	if (k->f->unions.v[mate->of].end == END_DIVORCED)
		return TENSE_FORMER;
	return union_dead(k, mate->of) && lives_again(k, from, mate->of) ?
		       TENSE_BEFORE : TENSE_NOW;
}
