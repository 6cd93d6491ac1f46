/*
 * id.h — a distinct type for every kind of row that C names, so that a
 * swapped argument does not compile.
 *
 * Ids are made by the program: 41 bits of milliseconds since 2020-01-01
 * (until 2089) and 22 random bits; a clash is retried by the writer.  In a
 * URL an id appears only as a token (kernel/token.h), in JSON only as a
 * string.  {0} is no row.
 */
#ifndef TB_DB_ID_H
#define TB_DB_ID_H

#include "base/date.h"
#include "base/str.h"

/* X(name): typedef struct { i64 v; } name_id, and its token type. */
#define ID_KINDS(X)                                                           \
	X(agency) X(account) X(casefile) X(household) X(person) X(note)       \
	X(task) X(sheet) X(bond) X(parentage) X(file) X(audit) X(intake)      \
	X(session) X(name) X(issue) X(basis) X(bestowal) X(notice) X(referral)      \
	X(ask)

#define ID_TYPE(name)                                                         \
	typedef struct {                                                      \
		i64 v;                                                        \
	} name##_id;
ID_KINDS(ID_TYPE)
#undef ID_TYPE

enum id_kind {
	ID_NONE,
#define ID_ENUM(name) ID_##name,
	ID_KINDS(ID_ENUM)
#undef ID_ENUM
	ID_COUNT
};

/* A fresh number for a new row: `(note_id){ id_new() }`. */
i64 id_new(void);

/*
 * For seeding an invented city, never while serving: from now on ids are made
 * as if it were `at`, from `chance`, so that records of another day sort as
 * such and a second seeding gives the same ids.  NULL: the clock again.
 */
struct rng;
void id_pretend(stamp at, struct rng *chance);

#endif
