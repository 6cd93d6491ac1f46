/*
 * field_type.h — behaviour of fields: one row of functions per type.
 *
 * A value travels as *canonical text*, the form in which two equal values
 * are equal bytes: text as typed, whole numbers in decimal, dates as EDTF,
 * one code key, code keys joined by commas in the order of the list, "yes"
 * and "no", a person's id in decimal.  Beside the text every value has a
 * state, because an empty box has three meanings (wording.md rule 8); the
 * fourth, 共有されていません, is never stored: only the veil makes it.
 *
 * types: text memo kana int yen date code codes bool3 person phone postcode
 */
#ifndef TB_FIELD_TYPE_H
#define TB_FIELD_TYPE_H

#include "base/date.h"
#include "dict/dict.h"
#include "vis/veil.h"

enum value_state {
	VALUE_UNASKED,	/* 未確認: nobody asked */
	VALUE_NONE,	/* なし: asked, there is none */
	VALUE_DECLINED,	/* 答えたくない */
	VALUE_GIVEN,
};

struct value {
	enum value_state state;
	str text;	/* canonical; {0} unless VALUE_GIVEN */
};

/* 未確認, なし, 答えたくない; {0} for VALUE_GIVEN. */
str value_state_label(enum value_state s);

/* A person that fields of type `person` may name.  `key` is what forms carry
 * (the sealed token, never the id). */
struct dict_person {
	i64 id;
	str key;
	struct veiled name;
};

/* What reading and printing need to know of the world. */
struct dict_ctx {
	const struct dict *dict;
	day today;
	const struct dict_person *persons;
	isize persons_n;
};

/* One control to draw.  `typed` holds what a refused form carried: it is
 * drawn again as it was. */
struct input {
	const struct dict_ctx *ctx;
	const struct field *field;
	str name;		/* of the input: "phone", "jobs.0.pay" */
	str label;		/* {0}: a <label> stands outside */
	struct value value;
	const str *typed;	/* NULL: draw the value */
	isize typed_n;
	str empty_typed;	/* likewise of the companion "NAME.empty" */
	str error;		/* {0}: none */
};

struct field_type {
	str name;
	bool has_code;		/* `code:list` follows the type */
	bool has_max;		/* a number may follow the type */
	bool many;		/* several inputs of one name */
	bool plain;		/* printed as it is stored */
	i64 max;		/* when the file says none */
	/*
	 * From what was typed (trimmed, not empty) to canonical text.
	 * E_INVALID: *why is a Japanese sentence with a right example.
	 */
	enum status (*parse)(struct arena *a, const struct dict_ctx *c,
			     const struct field *f, const str *typed,
			     isize n, str *ret, str *why);
	/* As people read it, plain text.  {canonical} in, any of these. */
	void (*print)(struct out *o, const struct dict_ctx *c,
		      const struct field *f, str v);
	/* The text in an input: can be typed again. */
	void (*print_input)(struct out *o, const struct dict_ctx *c,
			    const struct field *f, str v);
	/* The control without label and error. */
	void (*draw)(struct out *o, const struct input *in);
	/* One JSON value, and back; unjson gets the JSON string or number as
	 * text, an array as texts.  E_INVALID: not of this type. */
	void (*json)(struct out *o, str v);
	enum status (*unjson)(struct arena *a, const struct field *f,
			      const str *v, isize n, str *ret);
	/* A number for statistics: the code's place, yen, count, days. */
	i64 (*bucket)(const struct field *f, str v);
};

/* NULL for an unknown name. */
const struct field_type *field_type_find(str name);
extern const struct field_type field_types[];
extern const isize field_types_n;

/* Reads one field as typed.  n texts of that name; `empty` is the companion
 * input's value ("", "none", "declined"). */
enum status field_parse(struct arena *a, const struct dict_ctx *c,
			const struct field *f, const str *typed, isize n,
			str empty, struct value *ret, str *why) MUST_CHECK;
/* As people read it, with the words for the three empties. */
void field_print(struct out *o, const struct dict_ctx *c,
		 const struct field *f, struct value v);
/* What おおまか shows. */
void field_coarse(struct out *o, const struct dict_ctx *c,
		  const struct field *f, struct value v);
/* A CSV cell (fmt/csv.h), with the words of the empties. */
void field_csv(struct out *o, const struct dict_ctx *c,
	       const struct field *f, struct value v);
/* The text a search index takes ({0} nothing): the caller folds it. */
void field_search(struct out *o, const struct dict_ctx *c,
		  const struct field *f, struct value v);
bool value_equal(struct value a, struct value b);
/* Label, hint, error, control and the empties, in the markup of the pages. */
void field_draw(struct out *o, const struct input *in);

#endif
