/*
 * diff.c — longest common subsequence of lines; inside a changed line
 * the common beginning and end are left unmarked.  Notes are short, so the
 * table is small; beyond LIMIT cells the whole middle counts as changed.
 */
#include "past/diff.h"

#include "base/utf8.h"
#include "base/vec.h"

enum { LIMIT = 4 * 1000 * 1000 };

struct lines {
	str *v;
	isize n, cap;
};

/* Lines with their '\n'. */
static struct lines split(struct arena *a, str s)
{
	struct lines all = { 0 };
	for (isize from = 0; from < s.n;) {
		isize end = str_find_char(s, '\n', from);
		isize to = end < 0 ? s.n : end + 1;
		*vec_push(a, &all) = str_sub(s, from, to);
		from = to;
	}
	return all;
}

static str line_text(str line)
{
	return str_ends(line, S("\n")) ? str_sub(line, 0, line.n - 1) : line;
}

static bool same_line(str x, str y)
{
	return str_eq(line_text(x), line_text(y));
}

/* Appends to the last hunk of the kind, or begins one.  Lines of one text are
 * neighbours in memory, so a stretch is one str. */
static void add(struct arena *a, struct hunks *h, bool same, str x, str y)
{
	if (h->n == 0 || h->v[h->n - 1].same != same) {
		*vec_push(a, h) = (struct hunk){ same, x, y };
		return;
	}
	struct hunk *last = &h->v[h->n - 1];
	last->a = (str){ last->a.n ? last->a.p : x.p, last->a.n + x.n };
	last->b = (str){ last->b.n ? last->b.p : y.p, last->b.n + y.n };
}

/* len[i][j]: common lines of x[i…] and y[j…]. */
static int *table(struct arena *a, const str *x, isize n, const str *y,
		  isize m)
{
	int *len = new(a, int, (n + 1) * (m + 1));
	for (isize i = n - 1; i >= 0; i--)
		for (isize j = m - 1; j >= 0; j--) {
			int *at = &len[i * (m + 1) + j];
			int down = at[m + 1], right = at[1];
			*at = same_line(x[i], y[j]) ? at[m + 2] + 1 :
			      down > right	    ? down :
						      right;
		}
	return len;
}

static void middle(struct arena *a, struct hunks *h, const str *x, isize n,
		   const str *y, isize m)
{
	str none = { 0 };
	isize i = 0, j = 0;
	if ((i64)(n + 1) * (m + 1) <= LIMIT) {
		const int *len = table(a, x, n, y, m);
		while (i < n && j < m) {
			const int *at = &len[i * (m + 1) + j];
			if (same_line(x[i], y[j])) {
				add(a, h, true, x[i], y[j]);
				i++, j++;
			} else if (at[m + 1] >= at[1]) {
				add(a, h, false, x[i++], none);
			} else {
				add(a, h, false, none, y[j++]);
			}
		}
	}
	while (i < n)
		add(a, h, false, x[i++], none);
	while (j < m)
		add(a, h, false, none, y[j++]);
}

/* The lines from `at` on; a text without lines has nothing to point into. */
static const str *lines_from(const struct lines *l, isize at)
{
	return at < l->n ? l->v + at : NULL;
}

struct hunks diff_hunks(struct arena *a, str before, str after)
{
	struct lines x = split(a, before), y = split(a, after);
	struct hunks h = { 0 };
	isize head = 0, n = x.n, m = y.n;
	while (head < n && head < m && same_line(x.v[head], y.v[head])) {
		add(a, &h, true, x.v[head], y.v[head]);
		head++;
	}
	while (n > head && m > head && same_line(x.v[n - 1], y.v[m - 1]))
		n--, m--;
	if (n > head || m > head)
		middle(a, &h, lines_from(&x, head), n - head,
		       lines_from(&y, head), m - head);
	for (; n < x.n; n++, m++)
		add(a, &h, true, x.v[n], y.v[m]);
	return h;
}

struct hunks diff_hunks_seen(struct arena *a, str mine, struct veiled theirs)
{
	if (theirs.state != VEIL_CLEAR)
		return (struct hunks){ 0 };
	return diff_hunks(a, mine, veiled_peek(theirs));
}

/* ---- drawing ----------------------------------------------------------- */

static bool inside_character(str s, isize i)
{
	return i < s.n && ((u8)s.p[i] & 0xC0) == 0x80;
}

/* Bytes that both begin with, whole characters. */
static isize common_head(str x, str y)
{
	isize n = 0;
	while (n < x.n && n < y.n && x.p[n] == y.p[n])
		n++;
	while (n > 0 && (inside_character(x, n) || inside_character(y, n)))
		n--;
	return n;
}

static isize common_tail(str x, str y, isize head)
{
	isize n = 0;
	while (n < x.n - head && n < y.n - head &&
	       x.p[x.n - 1 - n] == y.p[y.n - 1 - n])
		n++;
	while (n > 0 && inside_character(x, x.n - n))
		n--;
	return n;
}

/* A piece of a text as its reader sees it: masks stay masks. */
static void shown(struct out *o, str s, bool cut)
{
	veiled_html(o, (struct veiled){ VEIL_CLEAR, s, cut });
}

static void wrapped(struct out *o, const char *tag, str s, bool cut)
{
	if (s.n == 0)
		return;
	put(o, S("<"));
	put(o, str_of(tag));
	put(o, S(">"));
	shown(o, s, cut);
	put(o, S("</"));
	put(o, str_of(tag));
	put(o, S(">"));
}

static void change_html(struct out *o, str x, str y, bool cut)
{
	isize head = common_head(x, y), tail = common_tail(x, y, head);
	shown(o, str_sub(x, 0, head), cut);
	wrapped(o, "del", str_sub(x, head, x.n - tail), cut);
	wrapped(o, "ins", str_sub(y, head, y.n - tail), cut);
	shown(o, str_sub(y, y.n - tail, y.n), cut);
}

void diff_html(struct out *o, struct veiled before, struct veiled after)
{
	if (before.state != VEIL_CLEAR || after.state != VEIL_CLEAR) {
		veiled_html(o, after);
		return;
	}
	struct hunks h = diff_hunks(o->arena, veiled_peek(before),
				    veiled_peek(after));
	bool cut = !veiled_whole(before) || !veiled_whole(after);
	for (isize i = 0; i < h.n; i++) {
		if (h.v[i].same)
			shown(o, h.v[i].b, cut);
		else
			change_html(o, h.v[i].a, h.v[i].b, cut);
	}
}

void diff_side_html(struct out *o, str text, str other)
{
	isize head = common_head(text, other);
	isize tail = common_tail(text, other, head);
	out_esc_(o, str_sub(text, 0, head));
	wrapped(o, "ins", str_sub(text, head, text.n - tail), false);
	out_esc_(o, str_sub(text, text.n - tail, text.n));
}

void diff_side_seen(struct out *o, struct veiled v, struct veiled other)
{
	if (v.state == VEIL_CLEAR && other.state == VEIL_CLEAR)
		diff_side_html(o, veiled_peek(v), veiled_peek(other));
	else
		veiled_html(o, v);
}
