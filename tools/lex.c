/* lex.c — see lex.h. */
#include "lex.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

struct arena *lex_arena(void)
{
	static struct arena *a;
	if (!a)
		a = arena_open((isize)256 << 20);
	if (!a)
		abort();
	return a;
}

void lex_die(str file, int line, const char *fmt, ...)
{
	va_list ap;
	fprintf(stderr, "%.*s:", FMT(file));
	if (line)
		fprintf(stderr, "%d:", line);
	fputc(' ', stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	exit(1);
}

static str read_all(FILE *f)
{
	struct out o = out_open(lex_arena(), 64 * 1024);
	char buf[16 * 1024];
	for (size_t n; (n = fread(buf, 1, sizeof buf, f)) > 0;)
		out_str_(&o, (str){ buf, (isize)n });
	return out_str(&o);
}

str lex_read(const char *path)
{
	FILE *f = fopen(path, "rb");
	if (!f)
		lex_die(str_of(path), 0, "cannot be read");
	str all = read_all(f);
	if (ferror(f))
		lex_die(str_of(path), 0, "cannot be read");
	fclose(f);
	if (utf8_valid(all))
		return all;
	int line = 1;
	for (str rest = all; rest.p; line++)
		if (!utf8_valid(str_cut(&rest, '\n')))
			break;
	lex_die(str_of(path), line, "is not UTF-8");
}

void lex_write(const char *path, const struct out *o)
{
	FILE *f = fopen(path, "rb");
	bool same = f && str_eq(read_all(f), out_str(o));
	if (f)
		fclose(f);
	if (same)
		return;
	f = fopen(path, "wb");
	if (!f || (o->n && fwrite(o->p, 1, (size_t)o->n, f) != (size_t)o->n) ||
	    fclose(f))
		lex_die(str_of(path), 0, "cannot be written");
}

void lex_emit(struct out *o, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	char *p = arena_alloc(lex_arena(), n + 1, 1, 1);
	va_start(ap, fmt);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	out_str_(o, (str){ p, n });
}

void lex_literal(struct out *o, str s)
{
	out_char(o, '"');
	for (isize i = 0; i < s.n; i++) {
		u8 c = (u8)s.p[i];
		/* '?' because C17 still knows trigraphs. */
		if (c == '"' || c == '\\' || c == '?')
			lex_emit(o, "\\%c", c);
		else if (c == '\n')
			lex_emit(o, "\\n");
		else if (c < ' ' || c == 127)
			lex_emit(o, "\\%03o", c);
		else
			out_char(o, (char)c);
	}
	out_char(o, '"');
}

void lex_line(struct out *o, int line, str file)
{
	lex_emit(o, "#line %d ", line);
	lex_literal(o, file);
	out_char(o, '\n');
}

static void skip_blanks(str *s)
{
	while (s->n && (s->p[0] == ' ' || (s->p[0] >= '\t' && s->p[0] <= '\r')))
		*s = str_sub(*s, 1, s->n);
}

static bool in_word(char c, bool first)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
	       (!first && c >= '0' && c <= '9');
}

str lex_word(str *s)
{
	skip_blanks(s);
	isize n = 0;
	while (n < s->n && in_word(s->p[n], n == 0))
		n++;
	str word = str_sub(*s, 0, n);
	*s = str_sub(*s, n, s->n);
	return word;
}

bool lex_sign(str *s, char sign)
{
	skip_blanks(s);
	if (!s->n || s->p[0] != sign)
		return false;
	*s = str_sub(*s, 1, s->n);
	return true;
}

str lex_base_name(str path)
{
	isize from = 0;
	for (isize i = 0; i < path.n; i++)
		if (path.p[i] == '/')
			from = i + 1;
	return str_sub(path, from, path.n);
}

str lex_guard(str path)
{
	str name = str_dup(lex_arena(), lex_base_name(path));
	for (isize i = 0; i < name.n; i++) {
		char *c = (char *)name.p + i;
		if (!in_word(*c, false))
			*c = '_';
		else if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	}
	return name;
}

int lex_line_at(str text, isize at)
{
	int line = 1;
	for (isize i = 0; i < at && i < text.n; i++)
		line += text.p[i] == '\n';
	return line;
}
