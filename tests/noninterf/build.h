/* build.h — what a world is furnished with; private to tests/noninterf. */
#ifndef TB_P1_BUILD_H
#define TB_P1_BUILD_H

#include "kernel/test_desk.h"

#include "world.h"

/* Which of the world's own moments: equal in both, or of this world alone. */
struct rq world_act(struct world *w, const struct sitting *who);
struct rq world_extra(struct world *w, const struct sitting *who);
void world_write(struct world *w, db_job *job, void *arg);
void world_know(struct world *w, enum id_kind kind, i64 id, int home);
void world_hide(struct world *w, enum id_kind kind, i64 id);
/* May this world differ so here?  Notes that it does. */
bool world_differs(struct world *w, enum diff d, int home);

/* A number that is the seed's: 0 ≤ result < n. */
int world_dice(const struct world *w, int salt, int n);

/* shown.c.  For both worlds: a grant to the viewer, and what forbids. */
void shown_to_viewer(struct world *w, int home, struct sitting *owner);
void shown_to_third(struct world *w, int home, const struct sitting *owner);
void shown_forbidden(struct world *w, int own, int shared);
/* For the second: grants of others, and such as give the viewer nothing. */
void shown_to_others(struct world *w, int home, const struct sitting *owner);
/* A consent of the first person, on paper. */
void shown_paper(struct world *w, int home, struct rq *rq, bool hidden);
void shown_referral(struct world *w, int home, const struct sitting *who);
void shown_notices(struct world *w, int home, const struct sitting *who);
void shown_in_vain(struct world *w, int home, const struct sitting *owner);
void shown_borrow(struct arena *a);

/* The homes both worlds know, then what differs round about them. */
void build_homes(struct world *w);
void build_rest(struct world *w);
/* What has transactions of its own: drafts, another town. */
void build_apart(struct world *w);
/* One act of somebody else, in the second world only. */
void build_live(struct world *w, u64 chance);

/* The arena of test_desk.h, which has one in every file. */
void build_borrow(struct arena *a);

#endif
