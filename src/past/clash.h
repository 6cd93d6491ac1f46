/*
 * clash.h — two people saved the same thing (二人が先に保存): both values side
 * by side, and for each difference 自分, the other one, or 両方.
 *
 * Used by every room where something is saved over what its writer has seen.
 * The room says which fields differ (*units*), carries what was typed along
 * in its form, and saves the choices over the new version; when that moved
 * again, the page comes again.  Nothing is overwritten silently, nothing
 * typed is lost, and what the other wrote where this viewer does not see is
 * neither shown nor touched.
 *
 * A value has one choice, input "pick.NAME": mine, theirs (rows: also both).
 * Prose has one for each stretch of differing lines, "pick.NAME.0",
 * "pick.NAME.1" …: mine, theirs, both.
 */
#ifndef TB_PAST_CLASH_H
#define TB_PAST_CLASH_H

#include "kernel/rq.h"
#include "past/diff.h"

struct clash_unit {
	str name;		/* of the field or group */
	str label;
	struct veiled mine, theirs;	/* in words */
	bool keep_theirs;	/* proposed, until something was chosen */
	bool both;		/* a value that can be joined: rows */
	bool prose;
	struct hunks hunks;	/* prose: a mine, b theirs */
};

struct clash {
	const struct rq *rq;
	str who;		/* 大西さん（社協） */
	str short_who;		/* 大西さん */
	str when;		/* 10:16, with the day when it was another */
	bool again;		/* the same choices, made before and refused */
	struct clash_unit *v;
	isize n, cap;
};

/* Who was first. */
void clash_first(struct clash *c, const struct rq *rq, str name,
		 str agency_short, stamp at);
/* ほかの人: it cannot be told who. */
void clash_nobody(struct clash *c, const struct rq *rq);
/* 「大西さん（社協）が先に保存しました（10:16）。」 and what to do. */
str clash_sentence(struct arena *a, const struct clash *c, str then);
/* A value that differs; in words, {0} is 未確認. */
struct clash_unit *clash_value(struct clash *c, str name, str label,
			       struct veiled mine, struct veiled theirs);
/* A text: nothing when the two are the same. */
void clash_prose(struct clash *c, str name, str label, str mine,
		 struct veiled theirs);

/* The name of a unit's n-th choice: "pick.body.2". */
str clash_choice(struct arena *a, str name, isize nth);
/* Is this the choice to be drawn? */
bool clash_chosen(const struct clash *c, const struct clash_unit *u, str name,
		  str value);

/* ---- the choices, sent ------------------------------------------------- */

/* Was the other's value chosen?  Both? */
bool clash_is_theirs(const struct rq *rq, str name);
bool clash_is_both(const struct rq *rq, str name);
/* The text that the choices make of both. */
str clash_text(const struct rq *rq, str name, str mine, struct veiled theirs);
/* Does this input go along to the next try?  Not csrf, idem, rev, more,
 * merge, "was.NAME", nor choices. */
bool clash_carries(str name);

/* ---- templates of clash.html ------------------------------------------- */

void clash_box(struct out *o, const struct clash *c);	/* who was first */
void clash_units(struct out *o, const struct clash *c);	/* the table */
/* What was sent, as hidden inputs, by clash_carries. */
void clash_carried(struct out *o, const struct params *form);

#endif
