/*
 * dict.h — the field dictionary (項目定義): code lists, sheets, groups and
 * fields as data, read from the .dict files of dict/.
 *
 * A *code list* (選択肢) is a list of keys with labels.  A *sheet* (シート) is
 * one form about a person, a household or an intake.  Its *groups* hold
 * *fields*; a group marked `repeat` is a table of rows (jobs, debts).  A field
 * is one line of text: name, type, label, class, flags.  What a type does is
 * a row of functions in field_type.h; what a viewer sees follows from the
 * class alone.
 *
 * The snapshot is immutable and lives as long as its arena (boot).  The same
 * parser runs at build time (tools/dictc.c) and in the server, so a file that
 * built cannot fail at boot.  Format of the files: dict/README.md.
 *
 * Invariants: names are unique in their scope and are neither C nor SQL
 * reserved words; every field has a class; groups and fields are reached
 * through index lists, because a municipal file may add to a built-in sheet;
 * built-in ids are those of the generated dict_ids.h.
 */
#ifndef TB_DICT_H
#define TB_DICT_H

#include "base/map.h"
#include "base/out.h"
#include "dict/class.h"

struct field_type;

struct code_item {
	str key, label;
	bool gone;	/* not offered any more; old records keep it */
};

struct code {
	int id;		/* CODE_… */
	str name, label;
	const struct code_item *items;
	isize n;
};

enum field_flag {
	FIELD_REQUIRED = 1 << 0,
	FIELD_SEARCH = 1 << 1,		/* goes into the search index */
	FIELD_STAT = 1 << 2,		/* becomes a sheet_fact */
	FIELD_LOCATION = 1 << 3,	/* H while a measure is active */
	FIELD_SUM = 1 << 4,		/* a total is shown under the rows */
	FIELD_PAST = 1 << 5,		/* a date that cannot lie ahead */
	FIELD_ALWAYS = 1 << 6,		/* everybody has one: no なし */
};

/* What a viewer gets who sees the field おおまか. */
enum coarse {
	COARSE_YES_NO,	/* あり / なし */
	COARSE_AGE,	/* 80代 */
	COARSE_TOWN,	/* 伴舟市北町: up to the town, without numbers */
};

/* `field:value`: true when the other field of the same sheet (and row) has
 * that code key, one of its codes, or any value for `field:*`. */
struct condition {
	str name, value;	/* name.n == 0: always */
};

struct field {
	int id;			/* F_… : index in dict->fields */
	int sheet, group;	/* indexes in dict->sheets, dict->groups */
	int at;			/* place in its group */
	str name, label;
	str hint;		/* help under the label, {0}: none */
	str example;		/* a right example, for error texts */
	const struct field_type *type;
	i64 max;		/* characters, or the largest number */
	const struct code *code;	/* code, codes; else NULL */
	enum vis_class class_;
	unsigned flags;		/* enum field_flag */
	enum coarse coarse;
	struct condition when, required_when;
	str monthly;		/* yen: code field of the row whose key is the
				 * number of months it covers; {0}: none */
	str gone;		/* since when not asked any more; {0}: asked */
	str source;		/* form, law, and how sure we are */
};

struct group {
	int id;		/* G_… */
	int sheet;
	str name, label, hint;
	bool repeat;
	enum vis_class class_;	/* repeat: who may know the rows exist */
	bool location;
	const int *fields;	/* ids, in drawing order */
	isize n;
};

enum about { ABOUT_CASEFILE, ABOUT_PERSON, ABOUT_INTAKE };

struct sheet {
	int id;		/* SHEET_… */
	str name, label;
	enum about about;
	str since, law, source;
	const int *groups;	/* ids, in drawing order */
	isize n;
};

struct dict {
	const struct code *codes;
	const struct sheet *sheets;
	const struct group *groups;
	const struct field *fields;
	isize codes_n, sheets_n, groups_n, fields_n;
	struct map names;	/* "code sex", "field person.sex" … */
	str rev;		/* 16 hex digits: stored with every document */
};

/* One file of the dictionary.  `overlay`: a municipality's own, which may
 * add fields and lists and open built-in sheets again, and whose fields
 * without a class get the strictest. */
struct dict_file {
	str name, text;
	bool overlay;
};

struct dict_error {
	str file;
	int line;
	str text;	/* English （日本語） */
};

/* Reads all files, in order.  E_INVALID with *err filled at the first
 * mistake.  The snapshot keeps pointers into the texts. */
enum status dict_parse(struct arena *a, const struct dict_file *files,
		       isize n, const struct dict **ret,
		       struct dict_error *err) MUST_CHECK;

/* The built-in files, embedded by dictc. */
extern const struct dict_file dict_files[];
extern const isize dict_files_n;
/* The built-in files and n overlays. */
enum status dict_load(struct arena *a, const struct dict_file *overlays,
		      isize n, const struct dict **ret,
		      struct dict_error *err) MUST_CHECK;

/* By name; NULL when there is none.  A field is named "sheet.field" or
 * "sheet.group.field" in a repeat group: field_path() of it. */
const struct code *dict_code(const struct dict *d, str name);
const struct sheet *dict_sheet(const struct dict *d, str name);
const struct field *dict_field(const struct dict *d, str path);
str field_path(struct arena *a, const struct dict *d, const struct field *f);
/* As the document and the audit say it: "name" or "jobs.pay". */
void field_print_name(struct out *o, const struct dict *d,
		      const struct field *f);

/* The label of a key, {0} for an unknown key. */
str code_label(const struct code *c, str key);
bool code_has(const struct code *c, str key);

/* 項目定義書 in Markdown: every sheet, field, class, source and code list. */
void dict_print_definition(struct out *o, const struct dict *d);

#endif
