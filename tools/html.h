/*
 * html.h — follows a template's HTML byte by byte.
 *
 * Where an expression stands decides how it is escaped, and whether it may
 * stand there at all; so the compiler always knows the place.  Static bytes
 * are collected in html.chunk, trimmed on the way.  Mistakes end the run.
 */
#ifndef TB_HTML_H
#define TB_HTML_H

#include "lex.h"

enum state {
	TEXT,
	TAG_NAME,	/* after "<" or "</" */
	IN_TAG,		/* between attributes */
	NEED_SEP,	/* in a tag, where a blank, "/" or ">" must come */
	ATTR_NAME,
	AFTER_EQ,
	VALUE,		/* in double quotes: the only place for expressions */
	VALUE_SQ,
	VALUE_BARE,
	RAW,		/* inside <script> and <style> */
};

/* ATTR_URL: a browser follows it.  ATTR_CODE: it runs it, or splits it up. */
enum attr { ATTR_PLAIN, ATTR_URL, ATTR_CODE };

/* Where in the HTML we are; what all branches of a block must agree on. */
struct place {
	enum state state;
	str tag, attr;
	bool closing;
	bool begun;	/* VALUE: something stands before */
	bool local;	/* VALUE: what stands before keeps a URL on the site */
	int depth;	/* open elements */
};

struct element {
	str name;
	int line;
};

/* The source and how far it was read. */
struct html_reader {
	str file, text;
	isize at;
	int line;
	struct place now;
	int floor;		/* elements below belong to an outer block */
	struct element elements[100];
	struct out chunk;	/* static bytes not yet emitted */
	bool after_word;	/* the last byte written is ASCII text */
};

#define DIE(h, ...) lex_die((h)->file, (h)->line, __VA_ARGS__)

/* What is not read yet. */
str html_rest(const struct html_reader *h);
void html_advance(struct html_reader *h, isize n);
/* Reads one byte of HTML, or a run that belongs together. */
void html_byte(struct html_reader *h);
bool html_blank(char c);
enum attr html_attr(str name);
/* Equal, ASCII case ignored. */
bool html_word_is(str a, const char *b);
/* Dies unless a value may be written here. */
void html_check_value(const struct html_reader *h);

#endif
