/*
 * lens_spec.h — visibility.md as an executable specification (its P10).
 *
 * A world is one casefile with everything that bears on who may see it, as
 * plain arrays.  spec_state() says what the page says, by definition and not
 * by procedure: what one viewer sees of one class of one person.  It shares
 * no code and no table with src/vis, and is slow on purpose.
 */
#ifndef TB_LENS_SPEC_H
#define TB_LENS_SPEC_H

#include "base/str.h"

enum { MOST = 6, CLASSES = 11, TYPES = 9, TABS = 10, LEAD = 1 };

struct w_basis {
	i64 person, since, until;	/* until 0: open */
	bool live;
};
struct w_cover {
	i64 basis, agency, account;	/* account 0: the agency */
	int level;
	unsigned classes;
};
struct w_grant {
	i64 agency, account;	/* account 0: the agency */
	int type, verbs;
	i64 since, until;
	int views;		/* -1: any number */
	bool live, planned;
};
struct w_opened {		/* a person whom a grant opens */
	i64 grant, person, basis;
	int type;		/* -1: the grant's */
	bool ended;
};
struct w_exception {
	i64 grant, person;	/* person 0: everyone */
	int class, tab;		/* one of them, the other -1 */
	char state;
	i64 until;
};
struct w_type {
	int level, tabs, verbs, reads;
	char states[CLASSES + 1];
};
struct world {
	int persons, bases, covers, grants, opened, exceptions;
	struct w_basis basis[MOST + 1];		/* from 1 */
	struct w_cover cover[MOST * 3];
	struct w_grant grant[MOST + 1];		/* from 1 */
	struct w_opened open[MOST * 3];
	struct w_exception exception[MOST];
	i64 guarded_until[MOST + 1];	/* of person i; 0: no measure */
	i64 against_agency;		/* of a measure until against_until */
	i64 against_until;
	i64 conflict_account, conflict_until;
	const struct w_type *types;	/* as the municipality has them */
};
struct who {
	i64 agency, account, now, plan;
	const char *role;
};

/* The built-in types, in the order of visibility.md §2b (学校 twice). */
extern const struct w_type spec_types[TYPES];
extern const char *const spec_type_names[TYPES];

int spec_level(const struct world *w, const struct who *v);
/* 'H' 'M' 'O' 'C'; person 0 is the household. */
char spec_state(const struct world *w, const struct who *v, i64 person,
		int class);
int spec_tabs(const struct world *w, const struct who *v);
int spec_verbs(const struct world *w, const struct who *v);
int spec_reads(const struct world *w, const struct who *v);

#endif
