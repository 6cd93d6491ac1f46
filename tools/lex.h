/*
 * lex.h — what the build-time compilers share: whole files in, whole files
 * out, words, C literals, and errors that read `file:line: what is wrong`.
 *
 * These are programs that run once: they allocate from one arena, and their
 * only answer to a mistake is lex_die().  Output is collected in memory and
 * written at the end, so that a failed run leaves no half-made file.
 */
#ifndef TB_LEX_H
#define TB_LEX_H

#include "base/out.h"

/* For printf-like calls: "%.*s", FMT(s). */
#define FMT(s) (int)(s).n, (s).p

/* The arena of the whole run. */
struct arena *lex_arena(void);
/* Prints `file:line: text` on stderr and exits 1; line 0: the file itself. */
_Noreturn void lex_die(str file, int line, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* The whole file; valid UTF-8 or the run ends with file and line. */
str lex_read(const char *path);
/* Writes the file at once; keeps it untouched when nothing changed. */
void lex_write(const char *path, const struct out *o);
/* Appends formatted text. */
void lex_emit(struct out *o, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* Appends a C string literal.  Longer than a compiler must take (4095): the
 * caller cuts. */
void lex_literal(struct out *o, str s);
/* Appends `#line`, so that gcc names the source. */
void lex_line(struct out *o, int line, str file);
/* Takes an identifier off the front of *s, after blanks; n == 0: none. */
str lex_word(str *s);
/* Takes the sign off the front of *s, after blanks. */
bool lex_sign(str *s, char sign);
/* "note.html" of a path, and its C form NOTE_HTML for include guards. */
str lex_base_name(str path);
str lex_guard(str path);
/* Lines up to `at` (counted from 1). */
int lex_line_at(str text, isize at);

#endif
