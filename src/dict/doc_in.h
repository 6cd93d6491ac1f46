/*
 * doc_in.h — a document without its veil, for doc*.c only.
 */
#ifndef TB_DOC_IN_H
#define TB_DOC_IN_H

#include "dict/doc.h"
#include "fmt/json.h"

struct raw_group {
	const struct group *group;
	enum value_state state;		/* a repeat group's own */
	const struct json *node;	/* list, or what stood there; NULL */
	isize rows;
	const struct json **row;	/* the object of each row */
	struct value *values;		/* rows × group->n */
};

struct raw {
	const struct json *root;	/* NULL: an empty document */
	struct raw_group *groups;	/* sheet->n */
};

/* E_INVALID: not JSON or no object. */
enum status raw_read(struct arena *a, const struct dict_ctx *c,
		     const struct sheet *s, str json, struct raw *ret)
	MUST_CHECK;
static inline struct value *raw_at(const struct raw_group *g, isize row,
				   isize at)
{
	return g->values + row * g->group->n + at;
}
static inline const struct field *group_field(const struct dict *d,
					      const struct group *g, isize at)
{
	return d->fields + g->fields[at];
}

/*
 * Is the condition met, as far as this writer may know?  `row` of group `at`
 * is where the asking field stands.  A value he does not see answers like an
 * empty one, or a refusal would tell it.
 */
bool raw_condition(const struct dict *d, const struct sheet *s,
		   const struct raw_group *groups, isize at, isize row,
		   struct condition c, const struct dict_veiler *v);
/* rows × group->n: is the cell closed because of whom its row names? */
bool *raw_others(struct arena *a, const struct dict *d,
		 const struct raw_group *r, const struct dict_veiler *v);
/* Are passages of the value closed to this viewer? */
bool raw_is_cut(struct arena *a, const struct dict_ctx *c,
		const struct field *f, struct value value,
		const struct dict_veiler *v);
enum veil_state group_veil(const struct dict_veiler *v,
			   const struct group *g);
enum veil_state field_veil(const struct dict_veiler *v,
			   const struct field *f);

#endif
