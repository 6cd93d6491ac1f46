/*
 * run.c — plays transcripts (*.t) through app_answer, in the process, on one
 * engine: `run lite|pg FILE…`.  Each file has a world of its own.
 *
 *	# a comment
 *	sit NAME AGENCY ROLE      an account at its desk (agency 1 or 2,
 *	                          3 or 4 of another municipality)
 *	more NAME AGENCY ROLE     the same human has a desk there too
 *	as NAME                   who asks from here on
 *	GET /path  |  POST /path  followed by lines "  field = value"; a new
 *	                          cookie is taken, as browsers do
 *	OLD /path                 POST from a page opened before the last cookie
 *	= 200                     the status of the answer
 *	to /cases/                where it leads begins so
 *	has TEXT  |  not TEXT     in the body
 *	keep X /cases/            the 22 characters behind this in the answer's
 *	                          address or body: $X from here on
 *	$last                     where the last answer led
 *
 * A transcript ends at its first wrong line.  Last line: "N passed, N failed,
 * N skipped".
 */
#include <stdio.h>

#include "kernel/test_desk.h"

#include "app/routes.h"
#include "sys/file.h"
#include "sys/log.h"

struct known {
	str name, value;
};

struct play {
	struct desk d;
	str file, text;		/* what is left */
	int line;
	struct {
		struct sitting who;
		str old_csrf;	/* of the pages before its last cookie */
		str name;
	} sits[12];
	int sits_n, as;
	struct known known[40];
	int known_n;
	struct answer last;
	bool wrong;
};

static void wrong(struct play *p, const char *what, str got)
{
	printf("%.*s:%d: %s: %.*s\n", (int)p->file.n, p->file.p, p->line, what,
	       (int)(got.n < 1500 ? got.n : 1500), got.p);
	p->wrong = true;
}

static str word(str *rest)
{
	*rest = str_trim(*rest);
	str all = *rest, w = str_cut(rest, ' ');
	if (!rest->p)
		*rest = str_sub(all, all.n, all.n);
	return w;
}

/* ---- names ------------------------------------------------------------------- */

static void know(struct play *p, str name, str value)
{
	for (int i = 0; i < p->known_n; i++)
		if (str_eq(p->known[i].name, name)) {
			p->known[i].value = value;
			return;
		}
	assert_true(p->known_n < COUNT(p->known));
	p->known[p->known_n++] = (struct known){ name, value };
}

static bool is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/* $name → its value. */
static str expand(struct play *p, str s)
{
	struct out o = out_open(test_arena, s.n + 64);
	for (isize i = 0; i < s.n; i++) {
		if (s.p[i] != '$') {
			out_char(&o, s.p[i]);
			continue;
		}
		isize j = i + 1;
		while (j < s.n && is_name(s.p[j]))
			j++;
		str name = str_sub(s, i + 1, j);
		bool found = false;
		for (int k = 0; k < p->known_n; k++)
			if (str_eq(p->known[k].name, name)) {
				put(&o, p->known[k].value);
				found = true;
			}
		if (!found)
			wrong(p, "nothing is called", name);
		i = j - 1;
	}
	return out_str(&o);
}

/* ---- lines ------------------------------------------------------------------- */

static void do_sit(struct play *p, str rest)
{
	str name = word(&rest), agency = word(&rest), role = word(&rest);
	enum role r = role_find(role);
	if (r == ROLE_NONE || p->sits_n == COUNT(p->sits)) {
		wrong(p, "no such role", role);
		return;
	}
	i64 n = agency.p[0] - '0';
	p->sits[p->sits_n].name = name;
	p->sits[p->sits_n++].who = desk_sit_at(
		&p->d, n > 2 ? DESK_OTHER : DESK_MUNI, n, name, r);
}

static void do_as(struct play *p, str rest)
{
	str name = word(&rest);
	for (p->as = 0; p->as < p->sits_n; p->as++)
		if (str_eq(p->sits[p->as].name, name))
			return;
	p->as = 0;
	wrong(p, "nobody sits there", name);
}

static void do_more(struct play *p, str rest)
{
	str name = word(&rest), agency = word(&rest), role = word(&rest);
	do_as(p, name);
	if (role_find(role) == ROLE_NONE)
		wrong(p, "no such role", role);
	else if (!p->wrong)
		desk_more(&p->d, &p->sits[p->as].who, agency.p[0] - '0',
			  role_find(role));
}

/* The indented lines that follow. */
static str read_form(struct play *p)
{
	struct out o = out_open(test_arena, 200);
	while (str_starts(p->text, S("  "))) {
		str line = str_cut(&p->text, '\n'), value = line;
		p->line++;
		str name = str_trim(str_cut(&value, '='));
		if (o.n)
			out_char(&o, '&');
		out_percent(&o, name);
		out_char(&o, '=');
		out_percent(&o, expand(p, str_trim(value)));
	}
	return out_str(&o);
}

static void do_ask(struct play *p, enum method method, str rest, bool old)
{
	str path = expand(p, str_trim(rest));
	str form = read_form(p);
	struct sitting *who = &p->sits[p->as].who, left = *who;
	if (p->wrong)
		return;
	if (old)
		who->csrf = p->sits[p->as].old_csrf;
	p->last = method == POST ? desk_post(&p->d, who, path, form) :
				   desk_get(&p->d, who, path);
	*who = left;
	desk_follow(&p->d, who, &p->last);
	if (!str_eq(left.cookie, who->cookie))
		p->sits[p->as].old_csrf = left.csrf;
	know(p, S("last"), p->last.location);
}

static void do_keep(struct play *p, str rest)
{
	str name = word(&rest), sign = str_trim(rest);
	const str places[] = { p->last.location, p->last.body };
	for (isize i = 0; i < COUNT(places); i++) {
		isize at = str_find(places[i], sign, 0);
		if (at < 0)
			continue;
		know(p, name, str_sub(places[i], at + sign.n,
				      at + sign.n + 22));
		return;
	}
	wrong(p, "nothing to keep behind", sign);
}

static void do_status(struct play *p, str rest)
{
	struct out o = out_open(test_arena, 8);
	put(&o, p->last.status);
	if (!str_eq(out_str(&o), str_trim(rest)))
		wrong(p, "another status",
		      str_cat(test_arena, out_str(&o), p->last.body));
}

static void do_find(struct play *p, str rest, bool want)
{
	str text = expand(p, str_trim(rest));
	if ((str_find(p->last.body, text, 0) >= 0) != want)
		wrong(p, want ? "is not there" : "should not be there",
		      str_cat(test_arena, text, p->last.body));
}

static void do_line(struct play *p, str line)
{
	str rest = line, w = word(&rest);
	if (!w.n || w.p[0] == '#')
		return;
	if (str_eq(w, S("sit")))
		do_sit(p, rest);
	else if (str_eq(w, S("as")))
		do_as(p, rest);
	else if (str_eq(w, S("GET")))
		do_ask(p, GET, rest, false);
	else if (str_eq(w, S("POST")))
		do_ask(p, POST, rest, false);
	else if (str_eq(w, S("OLD")))
		do_ask(p, POST, rest, true);
	else if (str_eq(w, S("more")))
		do_more(p, rest);
	else if (str_eq(w, S("=")))
		do_status(p, rest);
	else if (str_eq(w, S("has")))
		do_find(p, rest, true);
	else if (str_eq(w, S("not")))
		do_find(p, rest, false);
	else if (str_eq(w, S("keep")))
		do_keep(p, rest);
	else if (!str_eq(w, S("to")))
		wrong(p, "no such line", w);
	else if (!str_starts(p->last.location, str_trim(rest)))
		wrong(p, "leads to", p->last.location);
}

/* ---- files ------------------------------------------------------------------- */

static bool play_file(const char *path, enum db_engine engine)
{
	struct play p = { .file = str_of(path) };
	str why = { 0 };
	assert_int_equal(file_read(test_arena, path, 1 << 20, &p.text), OK);
	desk_open(&p.d, engine, NULL, 0);
	assert_int_equal(routes_add(&p.d.app, &why), OK);
	while (p.text.n && !p.wrong) {
		p.line++;
		do_line(&p, str_cut(&p.text, '\n'));
	}
	bool good = !p.wrong;
	desk_close(&p.d);
	return good;
}

int main(int argc, char **argv)
{
	bool pg = argc > 1 && str_eq(str_of(argv[1]), S("pg"));
	int passed = 0, failed = 0;
	if (pg && !getenv("TOMOBUNE_TEST_PG"))
		return 77;
	log_least(LOG_ERROR);
	for (int i = 2; i < argc; i++) {
		test_arena = arena_open((isize)256 << 20);
		bool good = play_file(argv[i], pg ? DB_PG : DB_LITE);
		printf("%s %s\n", good ? "ok" : "not ok", argv[i]);
		passed += good;
		failed += !good;
		arena_close(test_arena);
	}
	printf("%d passed, %d failed, 0 skipped\n", passed, failed);
	return failed ? 1 : 0;
}
