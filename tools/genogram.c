/*
 * genogram.c — draws a family from a file: the program tomobune-genogram.
 *
 *	tomobune-genogram --in FILE.ged|FILE.json [--focus ID]
 *		[--prev FILE.json] [--paper a4|a3] [--dead cross|fill]
 *		[--unknown diamond|triangle] [--kana] [--bare]
 *		--svg OUT | --json OUT | --kin koseki|juminhyo
 *	tomobune-genogram --calls FILE
 *
 * FILE has one such call a line, its words apart by tabs; each is answered as
 * if it were alone, and the exit is the highest.  OUT may be "-" for the
 * standard output; --kin prints a line “id TAB 続柄” for each person there, seen
 * from the focus.  Exit 1: the input is no family (one sentence says why), 2: it
 * was called wrongly.
 */
#include <stdio.h>
#include <string.h>

#include "genogram/genogram.h"
#include "genogram/kin.h"
#include "sys/clock.h"
#include "sys/file.h"

enum { FILE_MAX = 16 << 20 };

struct call {
	const char *in, *focus, *prev, *svg, *json, *kin;
	struct genogram_style style;
};

static int fail(const char *file, str why)
{
	fprintf(stderr, "tomobune-genogram: %s: %.*s\n", file, (int)why.n,
		why.p);
	return 1;
}

static bool style_flag(const char *k, struct genogram_style *ret)
{
	bool kana = !strcmp(k, "--kana"), bare = !strcmp(k, "--bare");
	if (kana)
		ret->kana = KANA_LINE;
	ret->bare |= bare;
	return kana || bare;
}

/* --paper, --dead, --unknown with a value they know. */
static bool style_read(const char *k, const char *v,
		       struct genogram_style *ret)
{
	static const struct {
		const char *key, *value;
		struct genogram_style sets;
	} all[] = {
		{ "--paper", "a4", { .paper = PAPER_A4 } },
		{ "--paper", "a3", { .paper = PAPER_A3 } },
		{ "--dead", "cross", { .dead = DEAD_CROSSED } },
		{ "--dead", "fill", { .dead = DEAD_FILLED } },
		{ "--unknown", "diamond", { .unknown = UNKNOWN_DIAMOND } },
		{ "--unknown", "triangle", { .unknown = UNKNOWN_TRIANGLE } },
	};
	for (isize i = 0; i < COUNT(all); i++) {
		if (strcmp(k, all[i].key) || strcmp(v, all[i].value))
			continue;
		ret->paper |= all[i].sets.paper;
		ret->dead |= all[i].sets.dead;
		ret->unknown |= all[i].sets.unknown;
		return true;
	}
	return false;
}

static bool call_read(int argc, char **argv, struct call *ret)
{
	*ret = (struct call){ 0 };
	for (int i = 1; i < argc; i += 2) {
		const char *k = argv[i], *v = argv[i + 1];
		if (style_flag(k, &ret->style)) {
			i--;
			continue;
		}
		if (!v)
			return false;
		if (style_read(k, v, &ret->style))
			continue;
		if (!strcmp(k, "--in"))
			ret->in = v;
		else if (!strcmp(k, "--focus"))
			ret->focus = v;
		else if (!strcmp(k, "--prev"))
			ret->prev = v;
		else if (!strcmp(k, "--svg"))
			ret->svg = v;
		else if (!strcmp(k, "--json"))
			ret->json = v;
		else if (!strcmp(k, "--kin") &&
			 (!strcmp(v, "koseki") || !strcmp(v, "juminhyo")))
			ret->kin = v;
		else
			return false;
	}
	return ret->in && (ret->svg || ret->json || ret->kin);
}

static enum status family_read(struct arena *a, const struct call *c,
			       struct genogram_family *ret, str *ret_why)
{
	str text;
	*ret_why = S("cannot be read");
	TRY(file_read(a, c->in, FILE_MAX, &text));
	if (str_ends(str_of(c->in), S(".json")))
		TRY(genogram_read_json(a, text, ret, ret_why));
	else
		TRY(genogram_read_gedcom(a, text, ret, ret_why));
	ret->style = c->style;
	if (c->focus) {
		ret->focus = genogram_find(ret, str_of(c->focus));
		*ret_why = S("has no person with the id of --focus");
		if (ret->focus < 0)
			return E_INVALID;
	}
	if (c->prev) {
		*ret_why = S("--prev cannot be read");
		TRY(file_read(a, c->prev, FILE_MAX, &text));
		TRY(genogram_read_before(a, text, ret));
	}
	return genogram_check(a, ret, ret_why);
}

static int text_write(const char *path, str text)
{
	FILE *f = strcmp(path, "-") ? fopen(path, "wb") : stdout;
	if (!f)
		return fail(path, S("cannot be written"));
	size_t n = fwrite(text.p, 1, (size_t)text.n, f);
	if ((f == stdout ? fflush(f) : fclose(f)) || n != (size_t)text.n)
		return fail(path, S("cannot be written"));
	return 0;
}

/* A family without a focus has no words: every line ends after the tab. */
static int kin_write(struct arena *a, const struct genogram_family *f,
		     const char *mode)
{
	str *words = genogram_kin(a, f, f->focus, strcmp(mode, "koseki") ?
				  KIN_JUMINHYO : KIN_KOSEKI);
	struct out o = out_open(a, 1 << 16);
	for (isize i = 0; i < f->persons.n; i++) {
		put(&o, f->persons.v[i].id);
		put(&o, S("\t"));
		put(&o, words[i]);
		put(&o, S("\n"));
	}
	return text_write("-", out_str(&o));
}

static int answer(int argc, char **argv)
{
	struct call c;
	struct genogram_family f;
	str why = S("no memory");
	if (!call_read(argc, argv, &c)) {
		fputs("usage: tomobune-genogram --in FILE.ged|FILE.json "
		      "[--focus ID] [--prev FILE.json] [--paper a4|a3] "
		      "[--dead cross|fill] [--unknown diamond|triangle] "
		      "[--kana] [--bare] "
		      "--svg OUT | --json OUT | --kin koseki|juminhyo\n",
		      stderr);
		return 2;
	}
	struct arena *a = arena_open((isize)512 << 20);
	int rc = !a || family_read(a, &c, &f, &why) != OK ?
			 fail(c.in, why) : 0;
	if (!rc && c.kin)
		rc = kin_write(a, &f, c.kin);
	if (rc || (!c.svg && !c.json)) {
		arena_close(a);
		return rc;
	}
	i64 from = sys_ticks();
	struct genogram_picture *p = genogram_draw(a, &f);
	i64 us = (sys_ticks() - from) / 1000;
	struct out svg = out_open(a, 1 << 16), json = out_open(a, 1 << 16);
	if (c.svg) {
		genogram_svg(&svg, p);
		rc = text_write(c.svg, out_str(&svg));
	}
	if (c.json && !rc) {
		genogram_json(&json, p, us);
		rc = text_write(c.json, out_str(&json));
	}
	arena_close(a);
	return rc;
}

/* Each line is a call of its own: the words that main would get. */
static int answer_all(char *program, const char *file)
{
	enum { WORDS = 32, LINE = 4096 };
	char line[LINE], *words[WORDS + 1];
	int worst = 0;
	FILE *f = fopen(file, "rb");
	if (!f)
		return fail(file, S("cannot be read"));
	while (fgets(line, sizeof line, f)) {
		int n = 0;
		words[n++] = program;
		for (char *w = strtok(line, "\t\n"); w && n < WORDS;
		     w = strtok(NULL, "\t\n"))
			words[n++] = w;
		words[n] = NULL;
		int rc = answer(n, words);
		worst = rc > worst ? rc : worst;
	}
	fclose(f);
	return worst;
}

int main(int argc, char **argv)
{
	if (argc == 3 && !strcmp(argv[1], "--calls"))
		return answer_all(argv[0], argv[2]);
	return answer(argc, argv);
}
