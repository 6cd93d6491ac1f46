/*
 * out.h — text that grows in an arena: the only way to build output.
 *
 * put(o, x) appends a value by its C type as it is (for text formats that
 * escape themselves); html_put(o, x) appends it escaped for HTML text and
 * double-quoted attributes; url_put(o, x) the same for attributes that a
 * browser follows.  Types without a branch do not compile: `char *`, bool,
 * pointers, and struct veiled outside the emitters that know it.
 */
#ifndef TB_OUT_H
#define TB_OUT_H

#include "base/arena.h"
#include "base/str.h"

struct out {
	struct arena *arena;
	char *p;
	isize n, cap;
};

struct out out_open(struct arena *a, isize cap);
/* What was written so far; valid while the arena lives and until the next
 * put. */
str out_str(const struct out *o);

void out_str_(struct out *o, str s);
/* Apart from put(), because a literal like ' ' is an int in C. */
void out_char(struct out *o, char c);
void out_int_(struct out *o, i64 v);
void out_html_(struct out *o, html h);
void out_esc_(struct out *o, str s);
void out_url_(struct out *o, str s);
/* 1,234,567 — for people; yen and counts. */
void out_commas(struct out *o, i64 v);
/* Zero-padded to `width`. */
void out_padded(struct out *o, i64 v, int width);
/* Lower-case hexadecimal, percent-encoding for one URL component. */
void out_hex(struct out *o, str bytes);
void out_percent(struct out *o, str component);

#define put(o, x)                                                             \
	_Generic((x), str: out_str_, int: out_int_,                          \
		 long: out_int_, long long: out_int_, unsigned: out_int_)(o, x)

/* Escaped for HTML.  vis/veil.h adds struct veiled for templates. */
#define html_put(o, x)                                                        \
	_Generic((x), str: out_esc_, html: out_html_, int: out_int_,          \
		 long: out_int_, long long: out_int_, unsigned: out_int_)(o, x)

/*
 * For href, src, action and hx-*: only a local path ("/…", "?…", "#…") or
 * tel:/mailto: passes; anything else is written as "#".
 */
#define url_put(o, x) _Generic((x), str: out_url_)(o, x)
/* One part of an address whose beginning the template has written. */
#define url_part(o, x)                                                        \
	_Generic((x), str: out_percent, int: out_int_, long: out_int_,        \
		 long long: out_int_, unsigned: out_int_)(o, x)

/* In a double-quoted attribute: as html_put, but markup does not compile. */
#define attr_put(o, x)                                                        \
	_Generic((x), str: out_esc_, int: out_int_, long: out_int_,           \
		 long long: out_int_, unsigned: out_int_)(o, x)

#endif
