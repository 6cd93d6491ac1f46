/*
 * route.c — which legs every union, family and tie has, in which channels.
 *
 * Lines may only go where nobody stands: in the channels between the rows and
 * through the holes between two labels.  No two nets use the same x in a
 * channel, so no two vertical lines can lie on each other.
 */
#include "genogram/route.h"

enum { CLEAR = 4, BESIDE = 8, CLEAR_TIE = 9, OUTSIDE = 600 };

/* A tie is wider than a line: teeth, two strokes. */
static int clear_least(const struct net *n)
{
	return n && n->tie ? CLEAR_TIE : CLEAR;
}

struct net *route_net(struct route *k, int channel, struct net like)
{
	struct channel *c = &k->ch[channel];
	for (isize i = 0; i < c->nets.n; i++) {
		struct net *n = c->nets.v[i];
		if (n->of == like.of && n->tie == like.tie &&
		    n->family == like.family)
			return n;
	}
	struct net *n = new(k->w->a, struct net, 1);
	*n = like;
	*vec_push(k->w->a, &c->nets) = n;
	return n;
}

void route_leg(struct route *k, int channel, struct net *n, struct leg leg)
{
	struct channel *c = &k->ch[channel];
	*vec_push(k->w->a, &n->legs) = leg;
	*vec_push(k->w->a, &c->used) = (struct mark_x){ leg.x, n };
}

/* How near the next line of another net is. */
static int clear_of(const struct channel *c, const struct net *n, int x)
{
	int least = clear_least(n);
	for (isize i = 0; i < c->used.n; i++) {
		int d = c->used.v[i].x - x;
		d = d < 0 ? -d : d;
		if (c->used.v[i].by != n && d < least)
			least = d;
	}
	return least;
}

int route_free(const struct route *k, int channel, const struct net *n,
	       struct span s)
{
	int best = s.want, room = -1, least = clear_least(n);
	if (s.want < s.lo)
		s.want = s.lo;
	if (s.want > s.hi)
		s.want = s.hi;
	for (int d = 0; d <= s.hi - s.lo && room < least; d++)
		for (int side = -1; side <= 1; side += 2) {
			int x = s.want + side * d;
			if (x < s.lo || x > s.hi)
				continue;
			int c = clear_of(&k->ch[channel], n, x);
			int e = s.both ? clear_of(&k->ch[channel + 1], NULL,
						  x) : least;
			e = e == CLEAR ? least : e;
			c = e < c ? e : c;
			if (c > room) {
				room = c;
				best = x;
			}
		}
	return best;
}

struct span route_hole(const struct route *k, int row, int hole)
{
	const struct work *w = k->w;
	const struct list *l = &w->at[row];
	struct span s = { .lo = -OUTSIDE, .hi = OUTSIDE };
	if (hole > 0) {
		int p = l->v[hole - 1];
		s.lo = w->x[p] + w->right[p] + CLEAR;
		s.hi = s.lo + OUTSIDE;
	}
	if (hole < l->n) {
		int p = l->v[hole];
		s.hi = w->x[p] - w->left[p] - CLEAR;
		s.lo = hole > 0 ? s.lo : s.hi - OUTSIDE;
	}
	return s;
}

/* ---- children ------------------------------------------------------------ */

static int born_rank(const struct work *w, int child, int p)
{
	int rank = 0, mine = w->f->children.v[child].of;
	for (int i = 0; i < w->born[p].n; i++) {
		int u = w->f->children.v[w->born[p].v[i]].of;
		int d = w->drop[u] - w->drop[mine];
		rank += u != mine && (d < 0 || (d == 0 && u < mine));
	}
	return rank;
}

/* Where a child's line meets his symbol: apart if he has several parents. */
static int child_port(const struct work *w, int child)
{
	int p = kid_person(w, child), n = w->born[p].n;
	int step = n > 1 ? 12 / (n - 1) : 0;
	return w->x[p] - step * (n - 1) / 2 + step * born_rank(w, child, p);
}

static bool twins_of(const struct work *w, int child, int other)
{
	const struct genogram_child *c = &w->f->children.v[child];
	const struct genogram_child *d = &w->f->children.v[other];
	return c->twins && c->twins == d->twins && c->of == d->of &&
	       w->row[c->child] == w->row[d->child];
}

/* The middle of those born together, or nothing for a child born alone. */
static bool twins_middle(const struct work *w, int child, int *ret_x,
			 bool *ret_first)
{
	const struct list *l = &w->kids[w->f->children.v[child].of];
	int lo = 0, hi = 0, n = 0, first = child;
	for (int i = 0; i < l->n; i++) {
		if (!twins_of(w, child, l->v[i]))
			continue;
		int x = w->x[kid_person(w, l->v[i])];
		lo = !n || x < lo ? x : lo;
		hi = !n || x > hi ? x : hi;
		first = n++ ? first : l->v[i];
	}
	*ret_x = (lo + hi) / 2;
	*ret_first = first == child;
	return n > 1;
}

static void family_children(struct route *k, int u, int row)
{
	struct work *w = k->w;
	struct net like = { .of = u, .family = true };
	for (int i = 0; i < w->kids[u].n; i++) {
		int c = w->kids[u].v[i], p = kid_person(w, c), mid;
		bool first;
		if (w->row[p] != row)
			continue;
		struct net *n = route_net(k, row, like);
		if (!twins_middle(w, c, &mid, &first)) {
			route_leg(k, row, n, (struct leg){
				k->port[c], false, LEG_CHILD, c });
		} else if (first) {
			struct span s = { mid - 12, mid + 12, mid, false };
			route_leg(k, row, n, (struct leg){
				route_free(k, row, n, s), false, LEG_TWINS,
				c });
		}
	}
}

/* ---- down through the rows ----------------------------------------------- */

/* The hole of a row that costs the least way to `want`. */
static int row_pass(struct route *k, int row, struct net *n, int want)
{
	int best = want, far = 1 << 30;
	for (int h = 0; h <= k->w->at[row].n; h++) {
		struct span s = route_hole(k, row, h);
		s.want = want;
		s.both = true;
		if (s.lo > want + far || s.hi < want - far)
			continue;
		int x = route_free(k, row, n, s);
		int d = x < want ? want - x : x - want;
		if (d < far) {
			far = d;
			best = x;
		}
	}
	return best;
}

/* A net goes on through a row into the next channel, at *ret_x. */
static struct net *net_through(struct route *k, int row, struct net *n,
			       int want, int *ret_x)
{
	struct net like = { .of = n->of, .tie = n->tie,
			    .family = n->family };
	int x = row_pass(k, row, n, want);
	route_leg(k, row, n, (struct leg){ x, false, LEG_THROUGH, -1 });
	struct net *below = route_net(k, row + 1, like);
	route_leg(k, row + 1, below,
		  (struct leg){ x, true, LEG_THROUGH, -1 });
	*ret_x = x;
	return below;
}

static int deepest_child(const struct work *w, int u, int *ret_x)
{
	int row = 0;
	for (int i = 0; i < w->kids[u].n; i++) {
		int p = kid_person(w, w->kids[u].v[i]);
		if (w->row[p] >= row) {
			row = w->row[p];
			*ret_x = w->x[p];
		}
	}
	return row;
}

static void family_deep(struct route *k, int u)
{
	struct work *w = k->w;
	int x = 0, at, deep = deepest_child(w, u, &x);
	struct net *n = NULL;
	for (int r = union_row(w, u) + 1; r < deep; r++) {
		n = route_net(k, r, (struct net){ .of = u, .family = true });
		net_through(k, r, n, x, &at);
	}
}

/* ---- unions -------------------------------------------------------------- */

static int only_child_x(const struct route *k, int u, int row)
{
	const struct work *w = k->w;
	const struct list *l = &w->kids[u];
	if (l->n != 1 || w->row[kid_person(w, l->v[0])] != row + 1)
		return 1 << 30;
	return k->port[l->v[0]];
}

static void union_drop(struct route *k, int u)
{
	struct work *w = k->w;
	int row = union_row(w, u), low = union_low(w, u);
	struct net like = { .of = u, .family = true };
	struct net *n = route_net(k, row + 1, like);
	struct span s = route_hole(k, row, w->hole[u]);
	bool line = union_adjacent(w, u), alone = w->f->unions.v[u].b < 0;
	s.want = (s.lo + s.hi) / 2;
	if (line && union_keeper(w, u) >= 0)
		s.want = w->x[union_keeper(w, u)] < s.lo ? s.lo + BESIDE :
							    s.hi - BESIDE;
	else if (alone)
		s.want = s.lo + 8;
	else if (!line)
		s.want = union_level(w, u) ? s.hi - 8 : s.lo + 8;
	int only = only_child_x(k, u, row);
	if (only >= s.lo && only <= s.hi && w->hole[u] < w->at[row].n)
		s.want = only;
	if (line || alone) {
		int x = route_free(k, row + 1, n, s);
		route_leg(k, row + 1, n, (struct leg){
			x, true, line ? LEG_UNION : LEG_SIDE, low });
		w->drop[u] = x;
		return;
	}
	struct net *above = route_net(k, row, (struct net){ .of = u });
	s.both = true;
	int x = route_free(k, row, above, s);
	route_leg(k, row, above, (struct leg){ x, false, LEG_THROUGH, -1 });
	route_leg(k, row + 1, n, (struct leg){ x, true, LEG_THROUGH, -1 });
	w->drop[u] = x;
}

/* A port at the top of a symbol, on the side of `to`. */
static void port_leg(struct route *k, int channel, struct net *n, int p,
		     int to)
{
	int x = k->w->x[p], side = to < x ? -1 : 1;
	int far = (to - x) * side;
	/* The nearer the partner the further out: arcs lie inside arcs. */
	int want = far > 400 ? 11 : far > 200 ? 14 : 18;
	struct span s = { x + 9, x + 20, x + want, false };
	if (side < 0)
		s = (struct span){ x - 20, x - 9, x - want, false };
	/* Many ties of one person share all of his top. */
	s.lo = n->tie ? x - 20 : s.lo;
	s.hi = n->tie ? x + 20 : s.hi;
	route_leg(k, channel, n, (struct leg){
		route_free(k, channel, n, s), false, LEG_PERSON, p });
}

/* Returns where it goes down. */
static int side_leg(struct route *k, int row, struct net *n, int p, int to)
{
	struct work *w = k->w;
	bool right = work_side(w, p, to);
	struct span s = route_hole(k, row, w->pos[p] + right);
	s.want = right ? s.lo + 4 : s.hi - 4;
	int x = route_free(k, row + 1, n, s);
	route_leg(k, row + 1, n, (struct leg){ x, true, LEG_SIDE, p });
	return x;
}

void route_join(struct route *k, struct net like, int a, int b)
{
	struct work *w = k->w;
	if (w->row[a] > w->row[b]) {
		int c = a;
		a = b;
		b = c;
	}
	int row = w->row[b];
	if (w->row[a] == row) {
		struct net *n = route_net(k, row, like);
		port_leg(k, row, n, a, w->x[b]);
		port_leg(k, row, n, b, w->x[a]);
		return;
	}
	struct net *n = route_net(k, w->row[a] + 1, like);
	int x = side_leg(k, w->row[a], n, a, w->x[b]);
	for (int r = w->row[a] + 1; r < row; r++)
		n = net_through(k, r, n, w->x[b], &x);
	port_leg(k, row, n, b, x);
}

/* ---- all ----------------------------------------------------------------- */

/* A straight line beside the union's own, for neighbours. */
static bool tie_straight(const struct work *w, const struct genogram_tie *t)
{
	int d = w->pos[t->a] - w->pos[t->b];
	return w->row[t->a] == w->row[t->b] && (d == 1 || d == -1);
}

static void rows_height(struct route *k)
{
	struct work *w = k->w;
	int y = MARGIN;
	for (int r = 0; r < w->rows; r++) {
		struct channel *c = &k->ch[r];
		int label = 0;
		route_lanes(k, r);
		c->top = y + NECK;
		c->bottom = c->top + c->lanes * LANE + PORTS;
		/* Nothing but outlines above the first people. */
		if (!r && !c->lanes)
			c->bottom = y + BROW;
		for (int i = 0; i < w->at[r].n; i++) {
			int h = w->pic->places[w->at[r].v[i]].label.h;
			label = h > label ? h : label;
		}
		k->middle[r] = c->bottom + HALF;
		y = c->bottom + BOX + 4 + label;
	}
	w->pic->height = y + MARGIN;
}

static void route_open(struct route *k, struct work *w)
{
	*k = (struct route){ .w = w };
	k->ch = new(w->a, struct channel, w->rows + 1);
	k->middle = new(w->a, int, w->rows + 1);
	k->left = new(w->a, int, w->n);
	k->right = new(w->a, int, w->n);
	k->port = new(w->a, int, w->f->children.n);
	k->line = new(w->a, int, w->unions);
	for (int u = 0; u < w->unions; u++) {
		const struct genogram_union *m = &w->f->unions.v[u];
		w->drop[u] = m->b < 0 ? w->x[m->a] :
					(w->x[m->a] + w->x[m->b]) / 2;
	}
	for (int c = 0; c < (int)w->f->children.n; c++)
		k->port[c] = child_port(w, c);
}

void work_route(struct work *w)
{
	struct route k;
	route_open(&k, w);
	for (int r = 0; r < w->rows; r++)
		for (int i = 0; i < w->fams[r].n; i++)
			family_children(&k, w->fams[r].v[i], r);
	for (int u = 0; u < w->unions; u++) {
		const struct genogram_union *m = &w->f->unions.v[u];
		if (m->b >= 0 && !union_adjacent(w, u))
			route_join(&k, (struct net){ .of = u }, m->a, m->b);
	}
	for (int u = 0; u < w->unions; u++)
		if (w->kids[u].n)
			union_drop(&k, u);
	for (int u = 0; u < w->unions; u++)
		family_deep(&k, u);
	for (int i = 0; i < (int)w->f->ties.n; i++) {
		const struct genogram_tie *t = &w->f->ties.v[i];
		if (!tie_straight(w, t))
			route_join(&k, (struct net){ .of = i, .tie = true },
				   t->a, t->b);
	}
	rows_height(&k);
	route_homes(&k);
	route_strokes(&k);
}
