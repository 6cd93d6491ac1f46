/*
 * doc.h — the document of one sheet revision: JSON in the database, veiled
 * cells for people.
 *
 * The JSON is an object keyed by field name; a repeat group is an array of
 * such objects under the group's name.  Nothing is stored for 未確認;
 * {"empty":"none"} is なし, {"empty":"declined"} is 答えたくない, also for a
 * whole repeat group (債務：なし).  Numbers are JSON integers, yes and no are
 * true and false, several codes an array of keys, everything else a string.
 * Keys the dictionary does not know are kept as they are by doc_merge.
 *
 * Visibility is applied while reading: a cell that the viewer may not see
 * carries no bytes and no state, and a closed repeat group has no rows, so
 * nothing behind this face can tell how much there is.
 * A row that names a person is about him too (緊急連絡先: the daughter's
 * number): it takes the minimum over whom it names.
 */
#ifndef TB_DOC_H
#define TB_DOC_H

#include "dict/field_type.h"
#include "fmt/url.h"

/* People whom words name, by id. */
struct dict_named {
	i64 *v;
	isize n, cap;
};

/* The lens as this level may know it.  vis/veiler.h makes one from a lens
 * and a person. */
struct dict_veiler {
	enum veil_state (*state)(const void *ctx, enum vis_class c,
				 bool location);
	const void *ctx;
	/* Prose (class free) whose passages are closed one by one, in the place
	 * of a mask over all of it.  NULL: the mask. */
	struct veiled (*prose)(const void *ctx, struct arena *a, str text);
	/* Lists of prose open in the same way; not for who edits them: what
	 * he cannot read whole, his form must leave alone. */
	bool prose_rows;
	/*
	 * Words in a field that the viewer sees by its class, with passages
	 * closed that are of others; adds whom they name.  NULL: none are.
	 */
	struct veiled (*words)(const void *ctx, struct arena *a,
			       enum vis_class c, str text,
			       struct dict_named *named);
	/* Is this class of every one of them shown?  Asked with `words`. */
	bool (*of_all)(const void *ctx, const struct dict_named *named,
		       enum vis_class c);
};

/* Sees everything: for the program itself (facts, rebuild), never a page. */
extern const struct dict_veiler VEILER_OPEN;

struct doc_cell {
	const struct field *field;
	struct veiled shown;	/* for people: words also for the empties */
	struct veiled value;	/* canonical; only when CLEAR and given */
	enum value_state state;	/* VALUE_UNASKED unless `shown` is CLEAR */
};

struct doc_group {
	const struct group *group;
	enum veil_state veil;	/* of the group; a plain group: CLEAR */
	const enum veil_state *veils;	/* of its fields, in every row */
	enum value_state state;	/* a repeat group may be なし as a whole */
	struct veiled shown;	/* repeat and not CLEAR: what stands there */
	isize rows;		/* a plain group has one */
	const struct doc_cell *cells;	/* rows × group->n */
};

struct doc {
	const struct sheet *sheet;
	const struct doc_group *groups;	/* sheet->n */
	isize n;
};

struct form_error {
	str name;	/* of the input: its id on the page */
	str text;	/* Japanese */
};
struct form_errors {
	struct form_error *v;
	isize n, cap;
};

enum { DOC_ROWS_MAX = 100 };

/*
 * Reads a document through the veil.  An empty text is an empty document.
 * E_INVALID: not JSON, or not an object.  A value that is not of its type
 * any more (damage, a field of another dictionary) reads as 未確認.
 */
enum status doc_read(struct arena *a, const struct dict_ctx *c,
		     const struct sheet *s, str json,
		     const struct dict_veiler *v, struct doc *ret) MUST_CHECK;
/* The cell of a field; row 0 in a plain group.  NULL: no such row, or the
 * field is of another sheet. */
const struct doc_cell *doc_cell(const struct doc *d, const struct field *f,
				isize row);
const struct doc_group *doc_group(const struct doc *d, int group_id);
/* F_… and G_… of dict_ids.h: */
const struct doc_cell *doc_get(const struct doc *d, const struct dict *dict,
			       int field_id, isize row);

/*
 * The new document: the old one with what the form says.  A field the form
 * does not carry stays (one block may be edited alone); so does every field
 * the writer does not see clearly, whatever the form says, also inside the
 * rows of a repeat group.  A repeat group is replaced when "GROUP.rows" is in
 * the form; rows left empty disappear.
 * E_INVALID with errors, one per input; *ret is then untouched.
 */
enum status doc_merge(struct arena *a, const struct dict_ctx *c,
		      const struct sheet *s, str old_json,
		      struct params form, const struct dict_veiler *v,
		      struct form_errors *errors, str *ret) MUST_CHECK;

/* Names of the fields in which two revisions differ, comma separated, each
 * once: for the audit.  E_INVALID as doc_read. */
enum status doc_diff(struct arena *a, const struct dict_ctx *c,
		     const struct sheet *s, str before, str after,
		     str *ret) MUST_CHECK;

struct doc_change {
	const struct field *field;
	isize row;
	struct veiled before, after;	/* shown */
};
struct doc_changes {
	struct doc_change *v;
	isize n, cap;
};
/* The same for people, veiled.  A change that the viewer could not see in
 * either revision is not listed. */
enum status doc_changes(struct arena *a, const struct dict_ctx *c,
			const struct sheet *s, str before, str after,
			const struct dict_veiler *v,
			struct doc_changes *ret) MUST_CHECK;

/*
 * `now` with one unit, a field of a plain group or a whole repeat group, as it
 * stood in `past`.  E_NOT_FOUND: no such unit, or the viewer does not see all
 * of it clearly.  E_INVALID: it was empty there and may not be.
 */
enum status doc_restore(struct arena *a, const struct dict_ctx *c,
			const struct sheet *s, str now, str past, str unit,
			const struct dict_veiler *v, str *ret) MUST_CHECK;
bool doc_may_restore(const struct dict *d, const struct sheet *s, str unit,
		     const struct dict_veiler *v);
/*
 * A form drawn over `base`, for saving over `newest`: its rows ("GROUP.0.old")
 * get the numbers they have there, so that hidden columns stay with their
 * rows.  A row that is not there any more becomes a new one.
 */
enum status doc_rebase(struct arena *a, const struct dict_ctx *c,
		       const struct sheet *s, str base, str newest,
		       struct params form, struct params *ret) MUST_CHECK;

/* Rows of sheet_fact and of the search index: fields marked stat or search
 * that have a value. */
struct doc_fact {
	const struct field *field;
	i64 num;	/* bucket */
	str text;	/* FIELD_SEARCH: to be folded; else {0} */
};
struct doc_facts {
	struct doc_fact *v;
	isize n, cap;
};
enum status doc_facts(struct arena *a, const struct dict_ctx *c,
		      const struct sheet *s, str json, struct doc_facts *ret)
	MUST_CHECK;

/* The total of a yen field over the rows, per month when the field says
 * monthly=; veiled like the field.  Empty when no row has an amount. */
struct veiled doc_sum(struct arena *a, const struct doc *d,
		      const struct dict *dict, const struct field *f);

#endif
