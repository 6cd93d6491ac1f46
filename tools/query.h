/*
 * query.h — what the parts of queryc share: queryc.c reads x.sql,
 * query_text.c makes the texts, query_check.c asks SQLite, query_emit.c writes
 * C.
 *
 * A query's body is kept as it was written; query_text() makes the text of
 * one variant (an order × a set of filters) for one engine, with the
 * parameters that this variant uses numbered from 1 without gaps, because
 * PostgreSQL refuses a parameter that the text does not name.
 */
#ifndef TB_QUERY_H
#define TB_QUERY_H

#include "base/vec.h"
#include "db/db.h"
#include "lex.h"

enum type_kind { TYPE_NUMBER, TYPE_INT, TYPE_STAMP, TYPE_DAY, TYPE_ID,
		 TYPE_TEXT, TYPE_BYTES, TYPE_VEILED };

struct type {
	enum type_kind kind;
	str name;	/* as written: note_id, stamp, txt … */
	bool opt;	/* "?" */
	str class;	/* veiled(class), or found by query_check */
	str person;	/* veiled of column */
	str masks;	/* veiled by column: prose, and its closed ranges */
	str owner;	/* … from column: the agency that wrote it */
	str under;	/* veiled under column: what the row's seat shows */
	bool birth;	/* coarse form is the age band */
};

struct field {		/* a parameter or a column of a row */
	str name;
	struct type type;
	int line;
	str scope;	/* member of struct vis_scope, for "scope" */
};

struct fields {
	struct field *v;
	isize n, cap;
};

struct row {
	str name;
	int line;
	struct fields cols;
	bool veiled;	/* has veiled columns */
	str under;	/* the column its veiled ones go under, if any */
};

struct slot {		/* @order or @filter */
	str name, text;
};

struct slots {
	struct slot *v;
	isize n, cap;
};

enum shape { SHAPE_ONE, SHAPE_MANY, SHAPE_EXEC, SHAPE_CHANGE, SHAPE_COUNT };

struct query {
	str name;
	int line, body_line, pg_line;
	str body, pg;	/* pg.p == NULL: the same text */
	struct fields params;	/* muni first */
	enum shape shape;
	struct row *row;
	bool raw, cross;	/* cross: muni need not be used */
	bool scope;		/* takes a struct vis_scope */
	struct slots orders, filters;
	/* What each column became: types with classes, after query_check. */
	struct type *cols;
};

struct queries {
	struct query *v;
	isize n, cap;
};

struct rows {
	struct row *v;
	isize n, cap;
};

enum { PARAMS_MAX = 40 };

/* Parameters of one variant: used.at[k] = index into params. */
struct used {
	int at[PARAMS_MAX];
	int n;
};

extern str query_file;	/* name in messages */

_Noreturn void query_die(const struct query *q, str why, str what);

/* What follows the word veiled: its class, and the columns it asks. */
void query_veil(struct type *t, int line, str *s);

/* The offset behind the byte, the 'string' or the -- note at i. */
isize sql_skip(str s, isize i);
bool sql_is_note(str s, isize i);
/* Variants: orders (at least 1) × 2^filters; v = order << filters | bits. */
int query_variants(const struct query *q);
str query_text(const struct query *q, int variant, enum db_engine engine,
	       struct used *ret);

/* Reads the migrations into a database in memory; dies on their errors. */
void check_begin(char **paths, int n);
/* Prepares every variant and finds the classes; dies on errors. */
void check_query(struct query *q);

void emit_all(const struct rows *rows, const struct queries *queries,
	      const char *c_path, const char *h_path);
/* db_all_sql of db/db.h, from the names of the .sql files. */
void emit_index(char **names, int n, const char *c_path);

#endif
