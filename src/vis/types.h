/*
 * types.h — 共有の型: the named kinds of sharing (visibility.md §2b), so that
 * nobody has to think of eleven classes.
 *
 * Built-in types are a table; a municipality may edit one (table share_type),
 * which then stands instead of the built-in one.  A type is always cut down
 * to the basis, person by person (vis/grant.h).
 */
#ifndef TB_VIS_TYPES_H
#define TB_VIS_TYPES_H

#include "db/db.h"
#include "vis/lens.h"

struct share_type {
	str name, label;	/* "team", 「連携・お金なし」 */
	enum level level;
	unsigned tabs, verbs, reads;
	u8 state[CLASS_COUNT];	/* enum veil_state */
	str kinds;	/* codes C-AGENCY it is proposed for, comma separated */
	str grown;	/* the type that stands for grown-ups of the household */
	bool part;	/* only in the place of another: not offered */
	bool edited;	/* by the municipality */
	int version;	/* of the edit, 0: none */
};

/* The built-in ones, in the order people are offered them. */
extern const struct share_type share_types[];
extern const isize share_types_n;

/* Built in, or NULL. */
const struct share_type *share_type_find(str name);
/* As the municipality has it.  E_NOT_FOUND for an unknown name. */
enum status share_type_get(struct db *db, struct arena *a, i64 muni, str name,
			   struct share_type *ret) MUST_CHECK;
/* All of them, edited ones in the place of the built-in. */
enum status share_type_list(struct db *db, struct arena *a, i64 muni,
			    struct share_type **ret, isize *ret_n) MUST_CHECK;
/* What is proposed for an agency of this kind (code C-AGENCY). */
const struct share_type *share_type_for(str agency_kind);

/* "CCCCCHHMHMC" and back; false for anything else. */
str states_print(struct arena *a, const u8 *states);
bool states_parse(str s, u8 *ret);

#endif
