/*
 * lanes.c — which horizontal line of a channel lies above which.
 *
 * For two nets that overlap, the order decides how often they cross: the legs
 * of the upper that go down through the lower, and the other way round.  Each
 * net is put where the sum is least, again until nothing changes; then lanes
 * are given from the top as tightly as the order allows.
 */
#include "genogram/route.h"

enum { STRANGERS = 16, KIN = 2, ROUNDS = 6, APART = 8 };

static void net_span(struct net *n)
{
	n->lo = n->hi = n->legs.v[0].x;
	for (isize i = 1; i < n->legs.n; i++) {
		int x = n->legs.v[i].x;
		n->lo = x < n->lo ? x : n->lo;
		n->hi = x > n->hi ? x : n->hi;
	}
}

static bool nets_overlap(const struct net *a, const struct net *b)
{
	return a->lo <= b->hi + APART && b->lo <= a->hi + APART;
}

static int legs_in(const struct net *a, bool up, const struct net *b)
{
	int k = 0;
	for (isize i = 0; i < a->legs.n; i++)
		k += a->legs.v[i].up == up && a->legs.v[i].x >= b->lo &&
		     a->legs.v[i].x <= b->hi;
	return k;
}

/* Crossings if a lies above b, less those if b lies above a. */
static int above_cost(const struct work *w, const struct net *a,
		      const struct net *b)
{
	int d = legs_in(a, false, b) + legs_in(b, true, a) -
		legs_in(b, false, a) - legs_in(a, true, b);
	if (a->tie || b->tie)
		return d;
	return d * (work_share(w, a->of, b->of) ? KIN : STRANGERS);
}

/* Moves net i to its best place among the others; true if it moved. */
static bool net_sink(const int *cost, int *order, int n, int i)
{
	int x = order[i], sum = 0, best = 0, to = i;
	for (int j = i + 1; j < n; j++) {
		sum += cost[order[j] * n + x] - cost[x * n + order[j]];
		if (sum < best) {
			best = sum;
			to = j;
		}
	}
	sum = 0;
	for (int j = i - 1; j >= 0; j--) {
		sum += cost[x * n + order[j]] - cost[order[j] * n + x];
		if (sum < best) {
			best = sum;
			to = j;
		}
	}
	for (; i < to; i++)
		order[i] = order[i + 1];
	for (; i > to; i--)
		order[i] = order[i - 1];
	order[to] = x;
	return best < 0;
}

static void lanes_give(struct channel *c, const int *order, int n)
{
	for (int i = 0; i < n; i++) {
		struct net *net = c->nets.v[order[i]];
		net->lane = 0;
		for (int j = 0; j < i; j++) {
			const struct net *up = c->nets.v[order[j]];
			if (nets_overlap(net, up) && up->lane >= net->lane)
				net->lane = up->lane + 1;
		}
		if (net->lane >= c->lanes)
			c->lanes = net->lane + 1;
	}
}

void route_lanes(struct route *k, int channel)
{
	struct work *w = k->w;
	struct channel *c = &k->ch[channel];
	int n = (int)c->nets.n;
	struct arena_mark mark = arena_mark(w->a);
	int *cost = new(w->a, int, n * n), *order = new(w->a, int, n);
	for (int i = 0; i < n; i++) {
		net_span(c->nets.v[i]);
		order[i] = i;
	}
	for (int i = 0; i < n; i++)
		for (int j = 0; j < i; j++) {
			if (!nets_overlap(c->nets.v[i], c->nets.v[j]))
				continue;
			int d = above_cost(w, c->nets.v[i], c->nets.v[j]);
			cost[i * n + j] = d;
		}
	bool moved = true;
	for (int round = 0; round < ROUNDS && moved; round++) {
		moved = false;
		for (int i = 0; i < n; i++)
			moved |= net_sink(cost, order, n, i);
	}
	lanes_give(c, order, n);
	arena_rewind(w->a, mark);
}
