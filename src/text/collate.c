/* collate.c — see collate.h. */
#include "text/collate.h"

#include "base/out.h"
#include "base/utf8.h"
#include "text/fold.h"

enum { LONG_VOWEL = 0x30fc, FIRST = 0x3041, LAST = 0x3096 };

/* ぁ–ゖ without marks and small forms, one character for one. */
static const char base_of[] =
	"ああいいううええおお"
	"かかききくくけけここささししすすせせそそ"
	"たたちちつつつててとと"
	"なにぬねの"
	"はははひひひふふふへへへほほほ"
	"まみむめもややゆゆよよらりるれろわわゐゑをんうかけ";

/* The vowel of the same characters, for a long vowel after them; ん stays. */
static const char vowel_of[] =
	"ああいいううええおお"
	"ああいいううええおおああいいううええおお"
	"ああいいうううええおお"
	"あいうえお"
	"あああいいいうううえええおおお"
	"あいうえおああううおおあいうえおああいえおんうあえ";

static bool is_hiragana(i64 c)
{
	return c >= FIRST && c <= LAST;
}

static str entry(const char *table, i64 c)
{
	return (str){ table + (c - FIRST) * 3, 3 };
}

static void put_base(struct out *o, str folded)
{
	i64 before = 0;
	for (i64 c; (c = utf8_next(&folded)) >= 0; before = c) {
		if (is_hiragana(c)) {
			put(o, entry(base_of, c));
		} else if (c == LONG_VOWEL && is_hiragana(before)) {
			str vowel = entry(vowel_of, before);
			put(o, vowel);
			/* ーー goes on with the same vowel. */
			c = utf8_next(&vowel);
		} else if (c == ' ') {
			continue;
		} else {
			char buf[4];
			put(o, ((str){ buf, utf8_encode((u32)c, buf) }));
		}
	}
}

str text_sort_key(struct arena *a, str kana, str raw)
{
	_Static_assert(sizeof base_of == (LAST - FIRST + 1) * 3 + 1, "");
	_Static_assert(sizeof vowel_of == sizeof base_of, "");
	str folded = text_fold(a, str_trim(kana));
	struct out o = out_open(a, folded.n * 2 + raw.n + 8);
	if (folded.n)
		put_base(&o, folded);
	else
		put(&o, S("\U0010FFFD"));
	/* Lower than any letter, so that a shorter name comes first. */
	out_char(&o, '\t');
	put(&o, folded);
	out_char(&o, '\t');
	put(&o, raw);
	return out_str(&o);
}
