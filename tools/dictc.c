/*
 * dictc.c — the .dict files of dict/ → dict_ids.h and dict_files.c.
 *
 *	dictc OUT.h OUT.c FILE…
 *	dictc doc OUT.md FILE…		項目定義書
 *
 * The parser is the server's own (src/dict/dict_parse.c): what passes here
 * cannot fail at boot.  The header lets C name a list, sheet, group or field,
 * so that a typo does not compile; keys of code lists that are words get a
 * macro each.  The source embeds the texts.
 */
#include "dict/dict.h"
#include "lex.h"

static str upper(str s)
{
	struct out o = out_open(lex_arena(), s.n + 1);
	for (isize i = 0; i < s.n; i++) {
		char c = s.p[i];
		out_char(&o, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
	}
	return out_str(&o);
}

static const struct dict *read_files(char **paths, int n,
				     struct dict_file *files)
{
	const struct dict *d;
	struct dict_error err;
	for (int i = 0; i < n; i++)
		files[i] = (struct dict_file){ lex_base_name(str_of(paths[i])),
					       lex_read(paths[i]), false };
	if (dict_parse(lex_arena(), files, n, &d, &err) == OK)
		return d;
	/* The path as it was given, so that an editor can jump there. */
	for (int i = 0; i < n; i++)
		if (str_eq(files[i].name, err.file))
			err.file = str_of(paths[i]);
	lex_die(err.file, err.line, "%.*s", FMT(err.text));
}

/* ---- the header --------------------------------------------------------- */

static void emit_codes(struct out *o, const struct dict *d)
{
	lex_emit(o, "enum dict_code_id {\n");
	for (isize i = 0; i < d->codes_n; i++)
		lex_emit(o, "\tCODE_%.*s,\n", FMT(upper(d->codes[i].name)));
	lex_emit(o, "\tDICT_CODE_COUNT\n};\n\n");
}

static void emit_sheets(struct out *o, const struct dict *d)
{
	lex_emit(o, "enum dict_sheet_id {\n");
	for (isize i = 0; i < d->sheets_n; i++)
		lex_emit(o, "\tSHEET_%.*s,\n",
			 FMT(upper(d->sheets[i].name)));
	lex_emit(o, "\tDICT_SHEET_COUNT\n};\n\n");
}

static void emit_groups(struct out *o, const struct dict *d)
{
	lex_emit(o, "enum dict_group_id {\n");
	for (isize i = 0; i < d->groups_n; i++) {
		const struct group *g = d->groups + i;
		lex_emit(o, "\tG_%.*s_%.*s,\n",
			 FMT(upper(d->sheets[g->sheet].name)),
			 FMT(upper(g->name)));
	}
	lex_emit(o, "\tDICT_GROUP_COUNT\n};\n\n");
}

static void emit_fields(struct out *o, const struct dict *d)
{
	lex_emit(o, "enum dict_field_id {\n");
	for (isize i = 0; i < d->fields_n; i++) {
		const struct field *f = d->fields + i;
		const struct group *g = d->groups + f->group;
		lex_emit(o, "\tF_%.*s_",
			 FMT(upper(d->sheets[f->sheet].name)));
		if (g->repeat)
			lex_emit(o, "%.*s_", FMT(upper(g->name)));
		lex_emit(o, "%.*s,\t/* %.*s */\n", FMT(upper(f->name)),
			 FMT(f->label));
	}
	lex_emit(o, "\tDICT_FIELD_COUNT\n};\n\n");
}

/* KEY_LIVING_HOME: what C compares a stored key with. */
static void emit_keys(struct out *o, const struct dict *d)
{
	for (isize i = 0; i < d->codes_n; i++) {
		const struct code *c = d->codes + i;
		for (isize k = 0; k < c->n; k++) {
			str key = c->items[k].key;
			if (key.p[0] >= '0' && key.p[0] <= '9')
				continue;
			lex_emit(o, "#define KEY_%.*s_%.*s S(",
				 FMT(upper(c->name)), FMT(upper(key)));
			lex_literal(o, key);
			lex_emit(o, ")\n");
		}
	}
}

static void write_header(const char *path, const struct dict *d)
{
	struct out o = out_open(lex_arena(), 64 * 1024);
	lex_emit(&o, "/* Made by dictc from dict/.  Do not edit. */\n"
		     "#ifndef TB_DICT_IDS_H\n#define TB_DICT_IDS_H\n\n"
		     "#include \"base/str.h\"\n\n");
	emit_codes(&o, d);
	emit_sheets(&o, d);
	emit_groups(&o, d);
	emit_fields(&o, d);
	emit_keys(&o, d);
	lex_emit(&o, "\n#endif\n");
	lex_write(path, &o);
}

/* ---- the texts ---------------------------------------------------------- */

/* An array of bytes: a string literal may be too long for a compiler. */
static void emit_text(struct out *o, int number, str text)
{
	lex_emit(o, "static const unsigned char text_%d[] = {", number);
	for (isize i = 0; i < text.n; i++)
		lex_emit(o, "%s%d,", i % 24 ? "" : "\n\t", (u8)text.p[i]);
	lex_emit(o, "\n\t0\n};\n\n");
}

static void write_source(const char *path, const struct dict_file *files,
			 int n)
{
	struct out o = out_open(lex_arena(), 512 * 1024);
	lex_emit(&o, "/* Made by dictc from dict/.  Do not edit. */\n"
		     "#include \"dict/dict.h\"\n\n");
	for (int i = 0; i < n; i++)
		emit_text(&o, i, files[i].text);
	lex_emit(&o, "const struct dict_file dict_files[] = {\n");
	for (int i = 0; i < n; i++) {
		lex_emit(&o, "\t{ STR(");
		lex_literal(&o, files[i].name);
		lex_emit(&o, "), { (const char *)text_%d, %d }, false },\n", i,
			 (int)files[i].text.n);
	}
	lex_emit(&o, "};\nconst isize dict_files_n = COUNT(dict_files);\n");
	lex_write(path, &o);
}

static void write_definition(const char *path, const struct dict *d)
{
	struct out o = out_open(lex_arena(), 64 * 1024);
	dict_print_definition(&o, d);
	lex_write(path, &o);
}

int main(int argc, char **argv)
{
	if (argc < 4)
		lex_die(S("dictc"), 0, "usage: dictc OUT.h OUT.c FILE...");
	int n = argc - 3;
	struct dict_file *files = new(lex_arena(), struct dict_file, n);
	const struct dict *d = read_files(argv + 3, n, files);
	if (str_eq(str_of(argv[1]), S("doc"))) {
		write_definition(argv[2], d);
		return 0;
	}
	write_header(argv[1], d);
	write_source(argv[2], files, n);
	return 0;
}
