/*
 * bigram.c — see bigram.h.  Index and query share read_runs(), so that they
 * cannot disagree about where a run begins or what vanishes from it.
 */
#include "text/bigram.h"

#include <unicode/uchar.h>

#include "base/map.h"
#include "base/out.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "text/fold.h"

enum { LONG_VOWEL = 0x30fc };

/* A run's characters, each as the bytes it has in the text. */
struct run {
	str *v;
	isize n, cap;
};

struct runs {
	struct run *v;
	isize n, cap;
};

static bool is_kana(i64 c)
{
	return (c >= 0x3041 && c <= 0x309e) || c == LONG_VOWEL;
}

static bool is_digit(i64 c)
{
	return c >= '0' && c <= '9';
}

static bool is_ideograph(i64 c)
{
	if (c >= 0x4e00 && c <= 0x9fff)
		return true;
	return c >= 0x3005 && u_hasBinaryProperty((UChar32)c,
						  UCHAR_IDEOGRAPHIC);
}

/* `before` is 0 at the start of a run. */
static bool is_in_run(i64 c, i64 before)
{
	if (c == LONG_VOWEL)
		return is_kana(before);
	u32 type = U_GET_GC_MASK((UChar32)c);
	if (type & U_GC_M_MASK)
		return before != 0;
	return (type & (U_GC_L_MASK | U_GC_N_MASK)) != 0;
}

static bool joins_digits(i64 c, i64 before, str rest)
{
	return (c == '-' || c == ',' || c == ')') && is_digit(before) &&
	       is_digit(utf8_next(&rest));
}

static struct runs read_runs(struct arena *a, str folded)
{
	struct runs runs = { 0 };
	i64 before = 0;
	for (str s = folded; s.n;) {
		str here = s;
		i64 c = utf8_next(&s);
		if (joins_digits(c, before, s))
			continue;
		if (!is_in_run(c, before)) {
			before = 0;
			continue;
		}
		if (!before)
			*vec_push(a, &runs) = (struct run){ 0 };
		struct run *run = runs.v + runs.n - 1;
		*vec_push(a, run) = str_sub(here, 0, here.n - s.n);
		before = c;
	}
	return runs;
}

static bool is_ideograph_str(str one)
{
	return is_ideograph(utf8_next(&one));
}

static void put_token(struct out *o, str x, str y)
{
	if (o->n)
		out_char(o, ' ');
	put(o, x);
	put(o, y);
}

static void put_run(struct out *o, const struct run *run)
{
	if (run->n < 2)
		return;
	if (o->n)
		put_token(o, S(TEXT_BREAK), S(""));
	for (isize i = 0; i + 1 < run->n; i++)
		put_token(o, run->v[i], run->v[i + 1]);
}

/* Each ideograph once, in the order of the text. */
static void put_ideographs(struct arena *a, struct out *o,
			   const struct runs *runs)
{
	struct map seen = { 0 };
	bool first = true;
	for (isize i = 0; i < runs->n; i++) {
		for (isize j = 0; j < runs->v[i].n; j++) {
			str one = runs->v[i].v[j];
			if (!is_ideograph_str(one))
				continue;
			void **slot = map_slot(a, &seen, one);
			if (*slot)
				continue;
			*slot = &seen;
			if (first && o->n)
				put_token(o, S(TEXT_BREAK), S(""));
			first = false;
			put_token(o, one, S(""));
		}
	}
}

str text_bigrams(struct arena *a, str raw)
{
	struct runs runs = read_runs(a, text_fold(a, raw));
	struct out o = out_open(a, raw.n * 3 + 16);
	for (isize i = 0; i < runs.n; i++)
		put_run(&o, runs.v + i);
	put_ideographs(a, &o, &runs);
	return out_str(&o);
}

static struct text_word read_word(struct arena *a, const struct run *run)
{
	if (run->n == 1)
		return (struct text_word){ run->v, 1 };
	str *tokens = new(a, str, run->n - 1);
	for (isize i = 0; i + 1 < run->n; i++)
		tokens[i] = str_cat(a, run->v[i], run->v[i + 1]);
	return (struct text_word){ tokens, run->n - 1 };
}

struct text_query text_query(struct arena *a, str typed)
{
	struct runs runs = read_runs(a, text_fold(a, typed));
	struct text_word *words = new(a, struct text_word, runs.n);
	isize n = 0;
	for (isize i = 0; i < runs.n; i++) {
		const struct run *run = runs.v + i;
		if (run->n > 1 || is_ideograph_str(run->v[0]))
			words[n++] = read_word(a, run);
	}
	return (struct text_query){ words, n };
}

static str spaced(struct arena *a, const struct text_word *w)
{
	struct out o = out_open(a, 64);
	out_char(&o, ' ');
	for (isize i = 0; i < w->n; i++) {
		put(&o, w->tokens[i]);
		out_char(&o, ' ');
	}
	return out_str(&o);
}

bool text_has(struct arena *a, str raw, struct text_query q)
{
	struct out o = out_open(a, raw.n * 3 + 2);
	out_char(&o, ' ');
	put(&o, text_bigrams(a, raw));
	out_char(&o, ' ');
	for (isize i = 0; i < q.n; i++)
		if (str_find(out_str(&o), spaced(a, &q.words[i]), 0) < 0)
			return false;
	return q.n > 0;
}
