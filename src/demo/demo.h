/*
 * demo.h — 伴舟市, the invented city a newcomer looks at.
 *
 * Agencies, accounts and households with their weeks of records, entered
 * through the product's own functions, so that numbers, seats, search and
 * audit are what they would be.  Deterministic: the same day gives the same
 * rows, ids too (all but the password's salt).  Everybody in it is invented.
 */
#ifndef TB_DEMO_H
#define TB_DEMO_H

#include "kernel/app.h"

/* 伴舟市, and 港南市, where some of its people work too. */
enum { DEMO_MUNI = 129992, DEMO_OTHER = 129984 };

/* What all its accounts sign in with. */
extern const str demo_password;

struct demo_options {
	stamp now;	/* the moment the last records lead up to */
	bool empty;	/* agencies and accounts only */
	i64 scale;	/* that many casefiles more; 0: none */
	i64 notes;	/* for each of those; 0: 10 */
	i64 agencies;	/* with the city's own; 0: as many as scale.c thinks */
	/* Told after each step, a Japanese line; may be NULL. */
	void (*say)(void *ctx, str line);
	void *ctx;
};

/*
 * Writes the city into an app that serves nobody.  E_CONFLICT when it is
 * there already.
 */
enum status demo_seed(struct app *app, const struct demo_options *o)
	MUST_CHECK;

struct demo_login {
	str login, role;	/* role: its stored name */
	str agency;		/* 北部包括; 港南市 福祉課 */
};
struct demo_login_list {
	struct demo_login *v;
	isize n;
};
/* Everybody who can sign in, a line for each desk.  E_NOT_FOUND when these data are no demo. */
enum status demo_logins(struct db *db, struct arena *a,
			struct demo_login_list *ret) MUST_CHECK;

#endif
