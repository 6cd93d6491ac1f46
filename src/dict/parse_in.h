/*
 * parse_in.h — the parser's state, for dict_token.c, dict_parse.c and
 * dict_check.c only.
 *
 * Two passes: the lines in their order make drafts; then what may be named
 * before it is declared (code lists, conditions) is looked up, and the index
 * lists are made.  A draft remembers its line for the errors of the second.
 */
#ifndef TB_DICT_PARSE_IN_H
#define TB_DICT_PARSE_IN_H

#include "dict/field_type.h"

struct token {
	str key, text;	/* key: of key=value, else {0} */
	bool quoted;
};

enum { TOKENS_MAX = 24 };

struct draft {
	const struct dict_file *file;
	int line;
	str code;	/* fields: name of the code list */
};

struct parser {
	struct arena *a;
	const struct dict_file *file;
	int line;
	struct dict_error *err;
	struct token token[TOKENS_MAX];
	isize tokens, at;
	bool indented;
	int code, sheet, group;	/* open ones, -1: none */
	struct map names;
	struct {
		struct code *v;
		isize n, cap;
	} codes;
	struct items {
		struct code_item *v;
		isize n, cap;
	} *items;	/* by code; moved when codes grow */
	isize items_cap;
	struct {
		struct sheet *v;
		isize n, cap;
	} sheets;
	struct {
		struct group *v;
		isize n, cap;
	} groups;
	struct {
		struct field *v;
		isize n, cap;
	} fields;
	struct {
		struct draft *v;
		isize n, cap;
	} drafts;	/* parallel to fields */
};

/* Puts file, line and both sentences into p->err, once; E_INVALID.  `name`
 * may be {0}: then the text stands alone. */
enum status parse_fail(struct parser *p, str english, str name, str japanese);
enum status parse_unknown(struct parser *p, const struct token *t);
/* The words of one line; p->at is then the first. */
enum status parse_tokens(struct parser *p, str line) MUST_CHECK;
/* The next plain word, or {0}. */
str parse_word(struct parser *p);
/* The next text in quotes; must be there. */
enum status parse_label(struct parser *p, str *ret) MUST_CHECK;
/* The next word as a name that may be used. */
enum status parse_name(struct parser *p, str *ret) MUST_CHECK;
/* "kind x.y.z" without the empty ones. */
str parse_key(struct parser *p, str kind, str x, str y, str z, char sep);
/* Takes a key for ever; the second time is an error about `name`. */
enum status parse_add(struct parser *p, str key, str name) MUST_CHECK;

/* The second pass: everything named exists, lists and names are made. */
enum status parse_check(struct parser *p) MUST_CHECK;

#endif
