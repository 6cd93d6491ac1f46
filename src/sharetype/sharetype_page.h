/* sharetype_page.h — what this room's templates draw. */
#ifndef TB_SHARETYPE_PAGE_H
#define TB_SHARETYPE_PAGE_H

#include "dict/class.h"
#include "kernel/page.h"
#include "kernel/rq.h"
#include "vis/types.h"

/* A word of a choice as it is stored, and as people read it. */
struct choice {
	str name, label;
	unsigned bit;
};
extern const struct choice sharetype_states[4];	/* by enum veil_state */
extern const struct choice sharetype_levels[5];	/* by enum level */
extern const struct choice sharetype_verbs[3], sharetype_tabs[5],
	sharetype_reads[5];

struct types_page {
	const struct rq *rq;
	const struct share_type *v;
	isize n;
};

/* 「ためす」: the answers of the decision. */
struct trial {
	bool asked;
	enum role role;
	unsigned agreed;	/* bits of enum vis_class */
	struct lens lens;
};

struct type_page {
	const struct rq *rq;
	struct share_type t;
	int seen;
	struct trial trial;
	bool saved;
};

/* 「そのまま ●」 of a person of the trial (1 agreed, 2 did not). */
str trial_word(const struct type_page *p, enum vis_class c, i64 person);
/* /types/NAME */
str type_url(const struct rq *rq, str name);
/* What a consent form asks about, as one of the trial's boxes. */
bool trial_asks(enum vis_class c);

#endif
