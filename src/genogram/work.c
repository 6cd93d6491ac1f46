/*
 * work.c — the tables of one drawing, and who counts as elder or earlier.
 *
 * Masked people are made neutral here, before anything looks at them: what
 * is masked cannot move a line.  They come after the others, by id.
 */
#include "genogram/work.h"

static void persons_neutral(struct arena *a, struct genogram_family *f)
{
	struct genogram_person *v = new(a, struct genogram_person,
					f->persons.n);
	for (isize i = 0; i < f->persons.n; i++) {
		v[i] = f->persons.v[i];
		if (v[i].masked)
			v[i] = (struct genogram_person){
				.id = v[i].id, .age = -1, .masked = true,
			};
	}
	f->persons.v = v;
}

static bool masked_first(const struct genogram_family *f,
			 const struct genogram_union *m)
{
	const struct genogram_person *p = &f->persons.v[m->a];
	const struct genogram_person *q = &f->persons.v[m->b];
	return p->masked != q->masked ? p->masked : str_cmp(p->id, q->id) > 0;
}

/* A union with somebody masked tells neither its dates nor its end, nor who
 * of the two is named first: that may be the husband. */
static void unions_neutral(struct arena *a, struct genogram_family *f)
{
	struct genogram_union *v = new(a, struct genogram_union, f->unions.n);
	for (isize i = 0; i < f->unions.n; i++) {
		v[i] = f->unions.v[i];
		if (f->persons.v[v[i].a].masked ||
		    (v[i].b >= 0 && f->persons.v[v[i].b].masked)) {
			v[i].from = v[i].to = 0;
			v[i].bond = BOND_MARRIED;
			v[i].end = END_NOT;
			v[i].custody = CUSTODY_UNKNOWN;
			if (v[i].b >= 0 && masked_first(f, &v[i])) {
				int a_was = v[i].a;
				v[i].a = v[i].b;
				v[i].b = a_was;
			}
		}
	}
	f->unions.v = v;
}

/* Neither how somebody masked is a child, nor with whom he was born. */
static void children_neutral(struct arena *a, struct genogram_family *f)
{
	struct genogram_child *v = new(a, struct genogram_child,
				       f->children.n);
	for (isize i = 0; i < f->children.n; i++) {
		v[i] = f->children.v[i];
		if (f->persons.v[v[i].child].masked)
			v[i] = (struct genogram_child){
				.of = v[i].of, .child = v[i].child,
			};
	}
	f->children.v = v;
}

static void list_add(struct work *w, struct list *l, int x, int most)
{
	if (!l->v)
		l->v = new(w->a, int, most);
	l->v[l->n++] = x;
}

/* Stable and by key; lists are short. */
static void list_sort(struct list *l, const int *key)
{
	for (int i = 1; i < l->n; i++) {
		int x = l->v[i], k = key[x], j = i;
		for (; j > 0 && key[l->v[j - 1]] > k; j--)
			l->v[j] = l->v[j - 1];
		l->v[j] = x;
	}
}

/* Where a date is not known, the order of the input stands for it. */
static void kids_sort(struct work *w, int u, int *key, const int *rank)
{
	int last = 0;
	struct list *l = &w->kids[u];
	for (int i = 0; i < l->n; i++) {
		const struct genogram_person *p =
			&w->f->persons.v[kid_person(w, l->v[i])];
		if (p->masked) {
			key[l->v[i]] = 100000000 +
				       rank[kid_person(w, l->v[i])];
			continue;
		}
		last = p->birth ? p->birth : last;
		key[l->v[i]] = last;
	}
	list_sort(l, key);
}

static void mates_sort(struct work *w, int p, int *key, const int *rank)
{
	int last = 0;
	struct list *l = &w->mates[p];
	for (int i = 0; i < l->n; i++) {
		const struct genogram_union *m = &w->f->unions.v[l->v[i]];
		int q = union_other(w, l->v[i], p);
		if (q >= 0 && w->f->persons.v[q].masked) {
			key[l->v[i]] = 100000000 + rank[q];
			continue;
		}
		last = m->from ? m->from : last;
		key[l->v[i]] = last;
	}
	list_sort(l, key);
}

/* The masked in the order of their ids: their place in the input may tell
 * who is elder. */
static int *masked_rank(struct work *w)
{
	int *rank = new(w->a, int, w->n);
	for (int p = 0; p < w->n; p++)
		for (int q = 0; q < w->n && w->f->persons.v[p].masked; q++)
			rank[p] += w->f->persons.v[q].masked &&
				   str_cmp(w->f->persons.v[q].id,
					   w->f->persons.v[p].id) < 0;
	return rank;
}

static void work_lists(struct work *w)
{
	const struct genogram_family *f = w->f;
	int *size = new(w->a, int, f->unions.n);
	int *many = new(w->a, int, w->n), *births = new(w->a, int, w->n);
	for (isize i = 0; i < f->children.n; i++) {
		size[f->children.v[i].of]++;
		births[f->children.v[i].child]++;
	}
	for (int u = 0; u < w->unions; u++) {
		many[f->unions.v[u].a]++;
		if (f->unions.v[u].b >= 0)
			many[f->unions.v[u].b]++;
	}
	for (int i = 0; i < (int)f->children.n; i++) {
		int u = f->children.v[i].of, p = f->children.v[i].child;
		list_add(w, &w->kids[u], i, size[u]);
		list_add(w, &w->born[p], i, births[p]);
	}
	for (int u = 0; u < w->unions; u++) {
		int x = f->unions.v[u].a, y = f->unions.v[u].b;
		list_add(w, &w->mates[x], u, many[x]);
		if (y >= 0)
			list_add(w, &w->mates[y], u, many[y]);
	}
}

struct genogram_family *work_neutral(struct arena *a,
				     const struct genogram_family *in)
{
	struct genogram_family *f = new(a, struct genogram_family, 1);
	*f = *in;
	persons_neutral(a, f);
	unions_neutral(a, f);
	children_neutral(a, f);
	return f;
}

struct work *work_open(struct arena *a, const struct genogram_family *in)
{
	struct work *w = new(a, struct work, 1);
	struct genogram_family *f = work_neutral(a, in);
	w->a = a;
	w->f = f;
	w->n = (int)f->persons.n;
	w->unions = (int)f->unions.n;
	w->kids = new(a, struct list, w->unions);
	w->mates = new(a, struct list, w->n);
	w->born = new(a, struct list, w->n);
	w->row = new(a, int, w->n);
	w->pos = new(a, int, w->n);
	w->x = new(a, int, w->n);
	w->left = new(a, int, w->n);
	w->right = new(a, int, w->n);
	w->drop = new(a, int, w->unions);
	w->hole = new(a, int, w->unions);
	work_lists(w);
	int *rank = masked_rank(w);
	int *key = new(a, int, f->children.n + f->unions.n);
	for (int u = 0; u < w->unions; u++)
		kids_sort(w, u, key, rank);
	for (int p = 0; p < w->n; p++)
		mates_sort(w, p, key, rank);
	return w;
}

static bool union_has(const struct work *w, int u, int p)
{
	const struct genogram_union *m = &w->f->unions.v[u];
	if (p < 0)
		return false;
	if (m->a == p || m->b == p)
		return true;
	for (int i = 0; i < w->kids[u].n; i++)
		if (kid_person(w, w->kids[u].v[i]) == p)
			return true;
	return false;
}

bool work_share(const struct work *w, int u, int v)
{
	const struct genogram_union *m = &w->f->unions.v[v];
	if (u == v || union_has(w, u, m->a) || union_has(w, u, m->b))
		return true;
	for (int i = 0; i < w->kids[v].n; i++)
		if (union_has(w, u, kid_person(w, w->kids[v].v[i])))
			return true;
	return false;
}
