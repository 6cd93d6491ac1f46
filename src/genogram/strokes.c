/*
 * strokes.c — nets and lanes become lines; people and labels get their place.
 */
#include "genogram/route.h"

/* ---- lines --------------------------------------------------------------- */

static struct genogram_stroke *stroke_add(struct route *k,
					  enum genogram_stroke_kind kind,
					  int of, int points)
{
	struct genogram_stroke *s = vec_push(k->w->a, &k->w->pic->strokes);
	*s = (struct genogram_stroke){ .kind = kind, .of = of, .child = -1,
				       .points = points };
	s->at = new(k->w->a, struct genogram_point, points);
	return s;
}

static void stroke_who(struct route *k, struct genogram_stroke *s, int p)
{
	if (p >= 0)
		s->who[s->people++] = p;
}

/* Whose line it is: partners; of a family's also the children. */
static void stroke_people(struct route *k, struct genogram_stroke *s,
			  int child)
{
	struct work *w = k->w;
	const struct genogram_family *f = w->f;
	bool all = s->kind == STROKE_SIBSHIP;
	int u = s->of;
	s->child = child;
	s->who = new(w->a, int, 3 + (all ? w->kids[u].n : 0));
	if (s->kind == STROKE_QUALITY) {
		stroke_who(k, s, f->ties.v[u].a);
		stroke_who(k, s, f->ties.v[u].b);
		return;
	}
	stroke_who(k, s, f->unions.v[u].a);
	stroke_who(k, s, f->unions.v[u].b);
	if (child >= 0)
		stroke_who(k, s, kid_person(w, child));
	for (int i = 0; all && i < w->kids[u].n; i++)
		if (w->kids[u].v[i] != child)
			stroke_who(k, s, kid_person(w, w->kids[u].v[i]));
}

struct line {
	enum genogram_stroke_kind kind;
	int of, child;
	struct genogram_point a, b;
};

static void line_put(struct route *k, struct line l)
{
	struct genogram_stroke *s = stroke_add(k, l.kind, l.of, 2);
	s->at[0] = l.a;
	s->at[1] = l.b;
	stroke_people(k, s, l.child);
}

/* The n-th line at one side of a symbol: middle, below, above, … */
static int side_offset(int n)
{
	static const int steps[] = { 0, 7, -7, 13, -13, 4, -4, 10, -10 };
	return steps[n % COUNT(steps)];
}

/* Between two neighbours; returns its height. */
static int line_level(struct route *k, enum genogram_stroke_kind kind, int of,
		      int p, int q)
{
	struct work *w = k->w;
	if (w->x[p] > w->x[q]) {
		int swap = p;
		p = q;
		q = swap;
	}
	int n = k->right[p] > k->left[q] ? k->right[p] : k->left[q];
	int d = side_offset(n), y = k->middle[w->row[p]] + d;
	k->right[p] = k->left[q] = n + 1;
	line_put(k, (struct line){ kind, of, -1,
		{ w->x[p] + shape_side(shape_of(w->f, p), d), y },
		{ w->x[q] - shape_side(shape_of(w->f, q), d), y } });
	return y;
}

static int lane_y(const struct channel *c, const struct net *n)
{
	return c->top + n->lane * LANE + LANE / 2;
}

static enum genogram_stroke_kind net_kind(const struct net *n)
{
	return n->tie ? STROKE_QUALITY :
	       n->family ? STROKE_PARENTAGE : STROKE_UNION;
}

/* From a person's side to x, then down to the lane. */
static void put_side(struct route *k, const struct net *net,
		     const struct leg *l, int y)
{
	struct work *w = k->w;
	int p = l->who, side = l->x < w->x[p] ? -1 : 1;
	int *mine = side < 0 ? k->left : k->right;
	int *theirs = side < 0 ? k->right : k->left;
	int i = w->pos[p] + side, n = mine[p], row = w->row[p];
	/* The neighbour's lines into the same gap stay apart. */
	if (i >= 0 && i < w->at[row].n) {
		int q = w->at[row].v[i];
		n = theirs[q] > n ? theirs[q] : n;
		theirs[q] = n + 1;
	}
	mine[p] = n + 1;
	int d = side_offset(n), mid = k->middle[row] + d;
	struct genogram_stroke *s = stroke_add(k, net_kind(net), net->of, 3);
	s->at[0] = (struct genogram_point){
		w->x[p] + side * shape_side(shape_of(w->f, p), d), mid };
	s->at[1] = (struct genogram_point){ l->x, mid };
	s->at[2] = (struct genogram_point){ l->x, y };
	stroke_people(k, s, -1);
}

static struct genogram_point person_top(const struct route *k, int p, int x)
{
	const struct work *w = k->w;
	return (struct genogram_point){
		x, k->middle[w->row[p]] -
			   shape_top(shape_of(w->f, p), x - w->x[p]) };
}

/* A bar between twins of one egg, a third of the way down. */
static void put_identical(struct route *k, int u, int child,
			  struct genogram_point apex, int lo, int hi, int y)
{
	struct line l = { STROKE_SIBSHIP, u, child, { 0, 0 }, { 0, 0 } };
	int d = y - apex.y, at = d / 2;
	l.a = (struct genogram_point){ apex.x + (lo - apex.x) * at / d,
				       apex.y + at };
	l.b = (struct genogram_point){ apex.x + (hi - apex.x) * at / d,
				       apex.y + at };
	line_put(k, l);
}

static void put_twins(struct route *k, int channel, const struct net *n,
		      const struct leg *l, int y)
{
	struct work *w = k->w;
	const struct genogram_child *c = &w->f->children.v[l->who];
	struct genogram_point apex = { l->x, k->ch[channel].bottom - 18 };
	struct genogram_point end = apex;
	int lo = apex.x, hi = apex.x;
	line_put(k, (struct line){ STROKE_PARENTAGE, n->of, l->who,
				   { l->x, y }, apex });
	for (int i = 0; i < w->kids[n->of].n; i++) {
		int other = w->kids[n->of].v[i], p = kid_person(w, other);
		if (w->f->children.v[other].twins != c->twins ||
		    w->row[p] != channel)
			continue;
		end = person_top(k, p, k->port[other]);
		lo = end.x < lo ? end.x : lo;
		hi = end.x > hi ? end.x : hi;
		line_put(k, (struct line){ STROKE_PARENTAGE, n->of, other,
					   apex, end });
	}
	if (c->identical)
		put_identical(k, n->of, l->who, apex, lo, hi, end.y);
}

/* The net in the next channel that goes on where this leg ends. */
static const struct net *net_next(const struct route *k, int channel,
				  const struct net *n, const struct leg *l)
{
	const struct channel *c = &k->ch[channel + 1];
	for (isize i = 0; i < c->nets.n; i++) {
		const struct net *m = c->nets.v[i];
		if (m->of != n->of || m->tie != n->tie)
			continue;
		for (isize j = 0; j < m->legs.n; j++)
			if (m->legs.v[j].up && m->legs.v[j].x == l->x &&
			    m->legs.v[j].end == LEG_THROUGH)
				return m;
	}
	return NULL;
}

static void put_leg(struct route *k, int channel, const struct net *n,
		    const struct leg *l)
{
	int y = lane_y(&k->ch[channel], n);
	struct line line = { net_kind(n), n->of, -1, { l->x, y },
			     { l->x, y } };
	const struct net *next;
	switch (l->end) {
	case LEG_SIDE:
		put_side(k, n, l, y);
		return;
	case LEG_TWINS:
		put_twins(k, channel, n, l, y);
		return;
	case LEG_UNION:
		line.a.y = k->line[n->of];
		break;
	case LEG_CHILD:
		line.child = l->who;
		line.b = person_top(k, kid_person(k->w, l->who), l->x);
		break;
	case LEG_PERSON:
		line.b = person_top(k, l->who, l->x);
		break;
	case LEG_THROUGH:
		next = l->up ? NULL : net_next(k, channel, n, l);
		if (!next)
			return;
		line.kind = net_kind(next);
		line.b.y = lane_y(&k->ch[channel + 1], next);
		break;
	}
	line_put(k, line);
}

static void put_net(struct route *k, int channel, const struct net *n)
{
	int y = lane_y(&k->ch[channel], n);
	if (n->lo < n->hi)
		line_put(k, (struct line){
			n->family ? STROKE_SIBSHIP : net_kind(n), n->of, -1,
			{ n->lo, y }, { n->hi, y } });
	for (isize i = 0; i < n->legs.n; i++)
		put_leg(k, channel, n, &n->legs.v[i]);
}

/* ---- the whole picture --------------------------------------------------- */

static void put_people(struct route *k)
{
	struct work *w = k->w;
	for (int p = 0; p < w->n; p++) {
		struct genogram_place *at = &w->pic->places[p];
		int y = k->middle[w->row[p]];
		at->row = w->row[p];
		at->box = (struct genogram_box){ w->x[p] - HALF, y - HALF,
						 BOX, BOX };
		at->label.x = w->x[p] - at->label.w / 2;
		at->label.y = y + HALF + 2;
	}
}

static void put_tags(struct route *k)
{
	struct work *w = k->w;
	for (isize i = 0; i < w->pic->tags.n; i++) {
		struct genogram_tag *t = &w->pic->tags.v[i];
		t->box.x = w->x[t->who] - w->left[t->who];
		/* No higher than the symbol: the line of a twin comes to its
		 * top from the side. */
		t->box.y = k->middle[w->row[t->who]] - HALF;
	}
}

static void shift(struct genogram_picture *pic, int dx, int dy)
{
	for (isize i = 0; i < pic->family->persons.n; i++) {
		pic->places[i].box.x += dx;
		pic->places[i].box.y += dy;
		pic->places[i].label.x += dx;
		pic->places[i].label.y += dy;
	}
	for (isize i = 0; i < pic->tags.n; i++) {
		pic->tags.v[i].box.x += dx;
		pic->tags.v[i].box.y += dy;
	}
	for (isize i = 0; i < pic->strokes.n; i++)
		for (int j = 0; j < pic->strokes.v[i].points; j++) {
			pic->strokes.v[i].at[j].x += dx;
			pic->strokes.v[i].at[j].y += dy;
		}
}

/* How far down all have to go so that most of them stand where they stood:
 * the median. */
static int anchor(struct arena *a, const struct genogram_picture *pic)
{
	const int *y = pic->family->before_y;
	int n = 0, *v = new(a, int, pic->family->persons.n);
	for (isize i = 0; y && i < pic->family->persons.n; i++) {
		int d = y[i] - pic->places[i].box.y - HALF, j = n;
		if (y[i] < 0)
			continue;
		for (n++; j > 0 && v[j - 1] > d; j--)
			v[j] = v[j - 1];
		v[j] = d;
	}
	return n ? v[n / 2] : 0;
}

static void fit(struct arena *a, struct genogram_picture *pic)
{
	int lo = 1 << 30, hi = -lo;
	for (isize i = 0; i < pic->family->persons.n; i++) {
		const struct genogram_place *p = &pic->places[i];
		struct genogram_box b = p->label.w > BOX ? p->label : p->box;
		lo = b.x < lo ? b.x : lo;
		hi = b.x + b.w > hi ? b.x + b.w : hi;
	}
	for (isize i = 0; i < pic->strokes.n; i++)
		for (int j = 0; j < pic->strokes.v[i].points; j++) {
			int x = pic->strokes.v[i].at[j].x;
			lo = x < lo ? x : lo;
			hi = x > hi ? x : hi;
		}
	if (lo > hi)
		lo = hi = 0;
	pic->width = hi - lo + 2 * MARGIN;
	if (pic->family->before) {
		pic->left = lo - MARGIN;
		pic->top = anchor(a, pic);
		shift(pic, 0, pic->top);
	} else {
		shift(pic, MARGIN - lo, 0);
	}
}

void route_strokes(struct route *k)
{
	struct work *w = k->w;
	const struct genogram_family *f = w->f;
	for (int u = 0; u < w->unions; u++)
		if (union_adjacent(w, u))
			k->line[u] = line_level(k, STROKE_UNION, u,
						f->unions.v[u].a,
						f->unions.v[u].b);
	for (int i = 0; i < (int)f->ties.n; i++) {
		const struct genogram_tie *t = &f->ties.v[i];
		int d = w->pos[t->a] - w->pos[t->b];
		if (w->row[t->a] == w->row[t->b] && (d == 1 || d == -1))
			line_level(k, STROKE_QUALITY, i, t->a, t->b);
	}
	for (int r = 0; r <= w->rows; r++)
		for (isize i = 0; i < k->ch[r].nets.n; i++)
			put_net(k, r, k->ch[r].nets.v[i]);
	put_people(k);
	put_tags(k);
	fit(w->a, w->pic);
}
