/*
 * layers.c — checks the tree against the file `layers`.
 *
 *	layers LAYERS SRC
 *
 * Dependencies go down: an #include (of C or of a template) may name the own
 * room, a lower level, or a room of the same level along a listed edge.  Some
 * words of C have a home, and stand elsewhere only where `layers` allows it.
 * Tests are free.  Every error is printed, then the run fails.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/map.h"
#include "base/num.h"
#include "base/vec.h"
#include "lex.h"

struct pair {
	str a, b;
};

struct pairs {
	struct pair *v;
	isize n, cap;
};

static struct map level_of;	/* room → its level, as (void *)(intptr_t) */
static struct pairs edges;	/* room → room, or one header of it */
static struct pairs allowed;	/* what → file or room */
static struct map maker_of;	/* "note.sql.h" → room */
static struct arena *arena;
static int errors;

static void complain(str file, int line, const char *fmt, str a, str b)
{
	struct out o = out_open(arena, 200);
	lex_emit(&o, fmt, FMT(a), FMT(b));
	fprintf(stderr, "%.*s:%d: %.*s\n", FMT(file), line, FMT(out_str(&o)));
	errors++;
}

static bool pair_in(const struct pairs *all, str a, str b)
{
	for (isize i = 0; i < all->n; i++)
		if (str_eq(all->v[i].a, a) && str_eq(all->v[i].b, b))
			return true;
	return false;
}

static intptr_t level(str room)
{
	return (intptr_t)map_get(&level_of, room);
}

/* ---- the file layers --------------------------------------------------- */

static void read_rooms(str file, int line, str s)
{
	str number = str_cut(&s, ' ');
	i64 n;
	if (num_parse_max(number, 99, &n) != OK || n == 0)
		lex_die(file, line, "level NUMBER room…");
	for (str room; (room = lex_word(&s)).n;)
		*map_slot(arena, &level_of, room) = (void *)(intptr_t)n;
}

static void read_edges(str file, int line, str s)
{
	str from = lex_word(&s);
	if (!from.n || !lex_sign(&s, '-') || !lex_sign(&s, '>'))
		lex_die(file, line, "edge room -> room…");
	for (s = str_trim(s); s.p;) {
		str to = str_trim(str_cut(&s, ' '));
		if (to.n)
			*vec_push(arena, &edges) = (struct pair){ from, to };
	}
}

static void read_layers(const char *path)
{
	str file = str_of(path);
	int line = 1;
	for (str rest = lex_read(path); rest.p; line++) {
		str s = str_cut(&rest, '\n');
		s = str_trim(str_cut(&s, '#'));
		if (!s.n)
			continue;
		str what = lex_word(&s);
		s = str_trim(s);
		if (str_eq(what, S("level")))
			read_rooms(file, line, s);
		else if (str_eq(what, S("edge")))
			read_edges(file, line, s);
		else if (str_eq(what, S("allow")))
			*vec_push(arena, &allowed) = (struct pair){
				lex_word(&s), str_trim(s) };
		else if (!str_eq(what, S("raw")))	/* queryc reads it */
			lex_die(file, line, "level, edge, allow or raw");
	}
}

/* ---- words with a home ------------------------------------------------- */

static str home_of(str word)
{
	static const struct {
		const char *word, *what;
	} list[] = {
		{ "printf", "printf" }, { "fprintf", "printf" },
		{ "sprintf", "printf" }, { "snprintf", "printf" },
		{ "vprintf", "printf" }, { "vfprintf", "printf" },
		{ "vsnprintf", "printf" }, { "dprintf", "printf" },
		{ "asprintf", "printf" }, { "vasprintf", "printf" },
		{ "malloc", "malloc" }, { "calloc", "malloc" },
		{ "realloc", "malloc" }, { "free", "malloc" },
		{ "strdup", "malloc" },
		{ "longjmp", "longjmp" }, { "setjmp", "longjmp" },
		{ "veiled_peek", "veiled_peek" },
		{ "localtime", "clock" }, { "localtime_r", "clock" },
		{ "clock_gettime", "clock" }, { "time", "clock" },
		{ "rand", "clock" }, { "random", "clock" },
		{ "getrandom", "clock" },
	};
	for (isize i = 0; i < COUNT(list); i++)
		if (str_eq(word, str_of(list[i].word)))
			return str_of(list[i].what);
	if (str_starts(word, S("sqlite3_")) ||
	    (str_starts(word, S("PQ")) && word.n > 2 && word.p[2] >= 'a'))
		return S("engine");
	return (str){ 0 };
}

static bool is_allowed(str what, str file, str room)
{
	return pair_in(&allowed, what, file) || pair_in(&allowed, what, room);
}

static void check_word(str file, int line, str room, str word, bool called)
{
	str what = str_eq(word, S("bytes_behind_the_veil_")) ?
		S("veiled_peek") : called ? home_of(word) : (str){ 0 };
	if (what.n && !is_allowed(what, file, room))
		complain(file, line, "%.*s: not allowed here (allow %.*s)",
			 word, what);
}

/* SQL lives in .sql files. */
static void check_string(str file, int line, str room, str s)
{
	static const str verbs[] = { STR("select "), STR("insert into "),
		STR("update "), STR("delete from "), STR("create table ") };
	for (int i = 0; i < COUNT(verbs); i++)
		if (str_starts(s, verbs[i]) &&
		    !is_allowed(S("sql"), file, room))
			complain(file, line, "\"%.*s…\": not allowed here "
				 "(allow %.*s)", verbs[i], S("sql"));
}

/* Behind the comment, string or character at i; else i. */
static isize skip(str s, isize i)
{
	if (str_starts(str_sub(s, i, s.n), S("/*"))) {
		isize end = str_find(s, S("*/"), i + 2);
		return end < 0 ? s.n : end + 2;
	}
	if (str_starts(str_sub(s, i, s.n), S("//"))) {
		isize end = str_find_char(s, '\n', i);
		return end < 0 ? s.n : end;
	}
	if (s.p[i] != '"' && s.p[i] != '\'')
		return i;
	isize k = i + 1;
	while (k < s.n && s.p[k] != s.p[i] && s.p[k] != '\n')
		k += s.p[k] == '\\' ? 2 : 1;
	return k + 1;
}

static void check_words(str file, str room, str text)
{
	int line = 1;
	for (isize i = 0; i < text.n;) {
		isize end = skip(text, i);
		str rest = str_sub(text, i, text.n), word = { 0 };
		if (end > i)
			check_string(file, line, room,
				     str_sub(text, i + 1, end));
		else if (text.p[i] != ' ' && text.p[i] != '\t' &&
			 text.p[i] != '\n')
			word = lex_word(&rest);
		if (word.n)
			check_word(file, line, room, word,
				   str_starts(rest, S("(")));
		if (end == i)
			end += word.n ? word.n : 1;
		for (; i < end && i < text.n; i++)
			line += text.p[i] == '\n';
	}
}

/* ---- includes ---------------------------------------------------------- */

static void check_include(str file, int line, str room, str header)
{
	isize slash = str_find_char(header, '/', 0);
	bool made = slash < 0;
	str to = made ? (str){ 0 } : str_sub(header, 0, slash);
	if (made) {
		str *maker = map_get(&maker_of, header);
		if (!maker)
			return;		/* of the dictionary, or the system */
		to = *maker;
	}
	if (str_eq(to, room))
		return;
	/* Named itself: only against going up is there no leave. */
	bool named = pair_in(&edges, room, header);
	if (!level(to) && !named) {
		if (!made)
			complain(file, line, "%.*s: room %.*s has no level",
				 header, to);
	} else if (level(to) > level(room)) {
		complain(file, line, "%.*s lies above %.*s", header, room);
	} else if (named) {
		return;
	} else if (made && str_ends(header, S(".sql.h"))) {
		complain(file, line, "%.*s: the queries belong to %.*s alone",
			 header, to);
	} else if (level(to) == level(room) && !pair_in(&edges, room, to)) {
		complain(file, line, "%.*s: no edge from %.*s", header, room);
	}
}

static void check_includes(str file, str room, str text)
{
	int line = 1;
	for (str rest = text; rest.p; line++) {
		str s = str_trim(str_cut(&rest, '\n'));
		if (!str_starts(s, S("#")) && !str_starts(s, S("{%")))
			continue;
		s = str_sub(s, str_starts(s, S("#")) ? 1 : 2, s.n);
		if (!str_eq(lex_word(&s), S("include")) || !lex_sign(&s, '"'))
			continue;
		check_include(file, line, room, str_cut(&s, '"'));
	}
}

/* ---- the tree ---------------------------------------------------------- */

struct names {
	str *v;
	isize n, cap;
};

static int compare(const void *a, const void *b)
{
	return str_cmp(*(const str *)a, *(const str *)b);
}

static struct names list(str path)
{
	struct names all = { 0 };
	DIR *d = opendir(str_cstr(arena, path));
	if (!d)
		return all;
	for (const struct dirent *e; (e = readdir(d));)
		if (e->d_name[0] != '.')
			*vec_push(arena, &all) =
				str_dup(arena, str_of(e->d_name));
	closedir(d);
	if (all.n)
		qsort(all.v, (size_t)all.n, sizeof *all.v, compare);
	return all;
}

static str join(str a, str b)
{
	return str_cat(arena, str_cat(arena, a, S("/")), b);
}

static void note_maker(str room, str name)
{
	if (!str_ends(name, S(".sql")) && !str_ends(name, S(".html")))
		return;
	str *maker = new(arena, str, 1);
	*maker = room;
	*map_slot(arena, &maker_of, str_cat(arena, name, S(".h"))) = maker;
}

static bool is_test(str name)
{
	static const str ends[] = { STR("_test.c"), STR("_test.h"),
				    STR("_fuzz.c") };
	for (int i = 0; i < COUNT(ends); i++)
		if (str_ends(name, ends[i]))
			return true;
	return str_starts(name, S("test_")) || str_eq(name, S("test.h"));
}

static void check_file(str src, str room, str name)
{
	bool c = str_ends(name, S(".c")) || str_ends(name, S(".h"));
	if ((!c && !str_ends(name, S(".html"))) || is_test(name))
		return;
	str text = lex_read(str_cstr(arena, join(join(src, room), name)));
	str file = join(join(S("src"), room), name);
	check_includes(file, room, text);
	if (c)
		check_words(file, room, text);
	else if (str_find(text, S("veiled_peek"), 0) >= 0)
		check_word(file, 1, room, S("veiled_peek"), true);
}

static void check_tree(str src)
{
	struct names rooms = list(src);
	for (isize i = 0; i < rooms.n; i++) {
		struct names files = list(join(src, rooms.v[i]));
		for (isize k = 0; k < files.n; k++)
			note_maker(rooms.v[i], files.v[k]);
	}
	for (isize i = 0; i < rooms.n; i++) {
		struct names files = list(join(src, rooms.v[i]));
		if (files.n && !level(rooms.v[i]))
			complain(join(S("src"), rooms.v[i]), 1,
				 "room %.*s has no level%.*s", rooms.v[i],
				 S(""));
		for (isize k = 0; k < files.n; k++)
			check_file(src, rooms.v[i], files.v[k]);
	}
}

int main(int argc, char **argv)
{
	arena = lex_arena();
	if (argc != 3)
		lex_die(S("layers"), 0, "usage: LAYERS SRC");
	read_layers(argv[1]);
	check_tree(str_of(argv[2]));
	return errors > 0;
}
