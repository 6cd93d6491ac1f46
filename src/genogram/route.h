/*
 * route.h — the channels between the rows, and the nets that run in them.
 *
 * Channel r lies above row r.  A net is what one union or tie draws in one
 * channel: a horizontal line in a lane, and legs from it up or down.  A leg
 * ends at a person, or goes through a hole of the row to the next channel.
 */
#ifndef TB_GENOGRAM_ROUTE_H
#define TB_GENOGRAM_ROUTE_H

#include "genogram/shape.h"
#include "genogram/work.h"

enum leg_end {
	LEG_PERSON,		/* down to the top of who */
	LEG_CHILD,		/* the same, a child's line: who is a child */
	LEG_TWINS,		/* down to where twins part: who is a child */
	LEG_THROUGH,		/* down through the row, or up from it */
	LEG_UNION,		/* up to the line of two partners */
	LEG_SIDE,		/* up and sideways to the person who */
};

struct leg {
	int x;
	bool up;
	enum leg_end end;
	int who;
};

struct net {
	int of;			/* the union or tie */
	bool tie, family;	/* family: the children of a union */
	struct { struct leg *v; isize n, cap; } legs;
	int lo, hi, lane;
};

struct mark_x {
	int x;
	const struct net *by;
};

struct channel {
	struct { struct net **v; isize n, cap; } nets;
	struct { struct mark_x *v; isize n, cap; } used;
	int lanes;
	int top, bottom;	/* first lane; tops of the symbols */
};

struct route {
	struct work *w;
	struct channel *ch;	/* rows + 1 */
	int *middle;		/* y of the centres of a row */
	int *left, *right;	/* of a person: lines at his sides so far */
	int *port;		/* of a child: x of his line at his symbol */
	int *line;		/* of a union of neighbours: y of its line */
};

/* The net of a union or tie in a channel; made if it is not there. */
struct net *route_net(struct route *k, int channel, struct net like);
void route_leg(struct route *k, int channel, struct net *n, struct leg leg);
/* The free x nearest to `want` in [lo, hi] that no other net uses in the
 * channel (nor in the next, when `both`). */
struct span {
	int lo, hi, want;
	bool both;
};
int route_free(const struct route *k, int channel, const struct net *n,
	       struct span s);
/* The strip between two neighbours where no name and no symbol is. */
struct span route_hole(const struct route *k, int row, int hole);
/* Joins two persons who are not neighbours by legs, nets and holes. */
void route_join(struct route *k, struct net like, int a, int b);
/* lanes.c: gives every net its lane. */
void route_lanes(struct route *k, int channel);
/* strokes.c: puts it all down. */
void route_strokes(struct route *k);
/* homes.c */
void route_homes(struct route *k);

#endif
