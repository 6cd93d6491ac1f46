/*
 * prose_words.c — the proposer: plain word lists over sentences.
 *
 * Words and text are compared folded (text/fold.h), so that half-width kana,
 * wide digits and variant kanji are found too.  The text is folded character
 * by character, keeping where each came from; the tables stand here folded
 * already (katakana as hiragana), which prose_test.c checks.
 */
#include "vis/prose.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "text/fold.h"
#include "vis/prose_in.h"

static const str money_words[] = {
	STR("滞納"), STR("借金"), STR("借り入れ"), STR("借入"), STR("家賃"),
	STR("督促"), STR("催告"), STR("通帳"), STR("預金"), STR("預貯金"),
	STR("貯金"), STR("貯蓄"), STR("年金"), STR("生活保護"),
	STR("保護費"), STR("債務"), STR("債権"), STR("ろーん"), STR("負債"),
	STR("返済"), STR("給料"), STR("給与"), STR("月給"), STR("時給"),
	STR("日給"), STR("賃金"), STR("年収"), STR("月収"), STR("収入"),
	STR("所得"), STR("児童手当"), STR("障害者手当"), STR("児童扶養手当"),
	STR("仕送り"), STR("支払"), STR("未払"), STR("未納"), STR("料金"),
	STR("電気代"), STR("がす代"), STR("水道代"), STR("光熱費"),
	STR("食費"), STR("医療費"), STR("生活費"), STR("現金"), STR("お金"),
	STR("金銭"), STR("家計"), STR("財産"), STR("資産"), STR("遺産"),
	STR("口座"), STR("残高"), STR("引き落とし"), STR("引落"),
	STR("くれじっと"), STR("きゃっしんぐ"), STR("さら金"), STR("闇金"),
	STR("やみ金"), STR("差押"), STR("差し押さえ"), STR("破産"),
	STR("貸付"), STR("貸し付け"), STR("融資"), STR("税金"),
	STR("住民税"), STR("保険料"), STR("小遣い"), STR("ぎゃんぶる"),
	STR("ぱちんこ"), STR("浪費"),
};

/* Life first: a sentence with one of these reaches everyone on the case. */
static const str safety_words[] = {
	STR("死にた"), STR("死のう"), STR("死んでしま"), STR("消えてしまいた"),
	STR("消えたい"), STR("自殺"), STR("自死"), STR("自傷"), STR("希死"),
	STR("りすとかっと"), STR("過量服薬"), STR("首を吊"), STR("首を絞"),
	STR("首をつ"), STR("首をし"), STR("首吊"), STR("首つり"),
	STR("首絞"), STR("暴力"), STR("暴れ"), STR("殴"), STR("刃物"),
	STR("包丁"), STR("凶器"), STR("虐待"), STR("感染"), STR("結核"),
	STR("犬"), STR("噛"),
};

/* Words that only begin alike: 円満, 犬飼 … */
static const str not_money[] = { STR("円満"), STR("円滑"), STR("円形"),
				 STR("円卓"), STR("円熟"), STR("円陣"),
				 STR("円盤"), STR("円背"), STR("円座") };
static const str not_safety[] = { STR("犬飼"), STR("犬養"), STR("犬塚"),
				  STR("犬山"), STR("犬伏") };

/* ---- folding with a way back -------------------------------------------- */

struct folded {
	str s;
	isize *at;	/* where each byte came from; at[s.n] is the end */
};

/* Belongs to the character before: voiced marks, variation selectors. */
static bool is_mark(i64 c)
{
	return c == 0xff9e || c == 0xff9f || c == 0x3099 || c == 0x309a ||
	       (c >= 0xfe00 && c <= 0xfe0f) ||
	       (c >= 0xe0100 && c <= 0xe01ef) ||
	       (c >= 0x0300 && c <= 0x036f);
}

static isize cluster(str rest)
{
	str s = rest;
	utf8_next(&s);
	for (str next = s; next.n && is_mark(utf8_next(&next)); s = next)
		;
	return rest.n - s.n;
}

/* Most are one character that folds to one, which needs no arena. */
static str fold_cluster(struct arena *a, str one, char room[4])
{
	str rest = one;
	u32 c = text_fold_char(utf8_next(&rest));
	if (!c || rest.n)
		return text_fold(a, one);
	return (str){ room, utf8_encode(c, room) };
}

static struct folded fold(struct arena *a, str text)
{
	struct { isize *v; isize n, cap; } at = { .cap = text.n + 16 };
	at.v = new(a, isize, at.cap);
	struct out o = out_open(a, text.n + 16);
	char room[4];
	for (isize i = 0; i < text.n;) {
		str one = { text.p + i, cluster(str_sub(text, i, text.n)) };
		str f = fold_cluster(a, one, room);
		for (isize k = 0; k < f.n; k++)
			*vec_push(a, &at) = i;
		put(&o, f);
		i += one.n;
	}
	*vec_push(a, &at) = text.n;
	return (struct folded){ out_str(&o), at.v };
}

/* ---- sentences ------------------------------------------------------------ */

static bool ends_sentence(i64 c)
{
	return c == 0x3002 || c == 0xff61 || c == 0xff01 || c == 0xff1f ||
	       c == '!' || c == '?' || c == '\n';
}

static bool is_bracket(i64 c)
{
	return c == 0xff08 || c == 0xff09 || c == '(' || c == ')';
}

static bool is_blank(i64 c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0x3000;
}

bool prose_is_blank(str s)
{
	while (s.n)
		if (!is_blank(utf8_next(&s)))
			return false;
	return true;
}

/* Only signs that close or part sentences: nothing to close. */
static bool is_empty(str s)
{
	while (s.n) {
		i64 c = utf8_next(&s);
		if (!is_blank(c) && !ends_sentence(c) && c != 0x300d &&
		    c != 0x300f && c != 0x3001)
			return false;
	}
	return true;
}

static isize blanks_before(str text, isize from, isize to)
{
	for (str s = str_sub(text, from, to); s.n;) {
		isize left = s.n;
		if (!is_blank(utf8_next(&s)))
			return to - left;
	}
	return to;
}

static isize without_blanks_after(str text, isize from, isize to)
{
	isize end = from;
	for (str s = str_sub(text, from, to); s.n;)
		if (!is_blank(utf8_next(&s)))
			end = to - s.n;
	return end;
}

/* Where the sentence that begins at `from` ends, and the next begins. */
static isize sentence_end(str text, isize from, isize *next)
{
	str s = str_sub(text, from, text.n);
	while (s.n) {
		str before = s;
		i64 c = utf8_next(&s);
		*next = text.n - s.n;
		if (is_bracket(c))
			return text.n - before.n;
		if (!ends_sentence(c))
			continue;
		/* 。」 belong together. */
		for (str q = s; q.n; s = q) {
			c = utf8_next(&q);
			if (c != 0x300d && c != 0x300f && !ends_sentence(c))
				break;
		}
		return *next = text.n - s.n;
	}
	return *next = text.n;
}

struct prose_spans prose_sentences(struct arena *a, str text)
{
	struct prose_spans r = { 0 };
	for (isize i = 0, next; i < text.n; i = next) {
		isize to = sentence_end(text, i, &next);
		isize from = blanks_before(text, i, to);
		to = without_blanks_after(text, from, to);
		if (from < to && !is_empty(str_sub(text, from, to)))
			*vec_push(a, &r) = (struct prose_span){ from, to };
	}
	return r;
}

void prose_sentence(str text, isize *from, isize *to)
{
	isize low = *from, high = *to;
	for (isize i = 0, next; i < text.n; i = next) {
		isize end = sentence_end(text, i, &next);
		isize begin = blanks_before(text, i, end);
		end = without_blanks_after(text, begin, end);
		if (begin < end && begin < *to && end > *from) {
			low = begin < low ? begin : low;
			high = end > high ? end : high;
		}
	}
	*from = low;
	*to = high;
}

/* ---- the work of one text -------------------------------------------------- */

struct sentence {
	isize from, to;
	bool money, safety;
};

struct work {
	struct arena *a;
	str text;
	struct folded f;
	u64 has[16];	/* which characters the folded text may have */
	struct sentence *s;
	isize n;
	struct prose ret;
};

/* The sentence a byte stands in, or NULL between them. */
static struct sentence *sentence_at(struct work *w, isize at)
{
	isize low = 0, high = w->n;
	while (low < high) {
		isize mid = low + (high - low) / 2;
		if (w->s[mid].to <= at)
			low = mid + 1;
		else
			high = mid;
	}
	return low < w->n && w->s[low].from <= at ? &w->s[low] : NULL;
}

static void propose(struct work *w, isize from, isize to, int class,
		    person_id person)
{
	for (isize i = 0; i < w->ret.n; i++) {
		const struct prose_range *r = &w->ret.v[i];
		if (r->from == from && r->to == to && r->class == class &&
		    r->person.v == person.v)
			return;
	}
	if (w->ret.n < PROSE_RANGES)
		*vec_push(w->a, &w->ret) = (struct prose_range){
			.from = from, .to = to, .class = class,
			.person = person
		};
	else
		w->ret.whole = true;
}

static bool is_part_of(str s, isize at, const str *words, isize n)
{
	for (isize i = 0; i < n; i++)
		if (str_starts(str_sub(s, at, s.n), words[i]))
			return true;
	return false;
}

/* A hundred words are looked for in texts of a line: most of them begin with
 * a character that is not there.  1,024 bits over three bytes, one character. */
static int bit_of(const char *p)
{
	return ((u8)p[0] * 7 + (u8)p[1] * 67 + (u8)p[2] * 5) & 1023;
}

/* Words begin where a character does. */
static bool begins(char byte)
{
	return ((u8)byte & 0xc0) != 0x80;
}

static struct work work_on(struct arena *a, str text)
{
	struct work w = { .a = a, .text = text, .f = fold(a, text) };
	for (isize i = 0; i + 2 < w.f.s.n; i++) {
		if (!begins(w.f.s.p[i]))
			continue;
		int bit = bit_of(w.f.s.p + i);
		w.has[bit / 64] |= (u64)1 << bit % 64;
	}
	return w;
}

static bool may_have(const struct work *w, str word)
{
	if (word.n < 3)
		return true;
	int bit = bit_of(word.p);
	return w->has[bit / 64] >> bit % 64 & 1;
}

enum mark { MARK_MONEY, MARK_SAFETY };

static void mark(struct work *w, str word, enum mark m, const str *but,
		 isize but_n)
{
	for (isize i = 0; word.n && (i = str_find(w->f.s, word, i)) >= 0;
	     i += word.n) {
		struct sentence *s = sentence_at(w, w->f.at[i]);
		if (!s || is_part_of(w->f.s, i, but, but_n))
			continue;
		if (m == MARK_MONEY)
			s->money = true;
		else
			s->safety = true;
	}
}

static void mark_words(struct work *w, const struct prose_names *names)
{
	for (isize i = 0; i < COUNT(money_words); i++)
		if (may_have(w, money_words[i]))
			mark(w, money_words[i], MARK_MONEY, NULL, 0);
	mark(w, S("円"), MARK_MONEY, not_money, COUNT(not_money));
	mark(w, S("¥"), MARK_MONEY, NULL, 0);
	for (isize i = 0; i < COUNT(safety_words); i++)
		if (may_have(w, safety_words[i]))
			mark(w, safety_words[i], MARK_SAFETY, not_safety,
			     COUNT(not_safety));
	str rest = names ? names->words : (str){ 0 };
	while (rest.p)
		mark(w, text_fold(w->a, str_trim(str_cut(&rest, '\n'))),
		     MARK_MONEY, NULL, 0);
}

/* ---- names ------------------------------------------------------------------ */

enum script { NOTHING, HIRAGANA, KATAKANA, KANJI, LATIN, OTHER };

static enum script script_of(i64 c)
{
	if (c < 0)
		return NOTHING;
	if (c >= 0x3041 && c <= 0x309f)
		return HIRAGANA;
	if ((c >= 0x30a1 && c <= 0x30fe) || (c >= 0xff66 && c <= 0xff9f))
		return KATAKANA;
	if ((c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) ||
	    (c >= 0x20000 && c <= 0x3ffff) || c == 0x3005)
		return KANJI;
	if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	    (c >= 'a' && c <= 'z') || (c >= 0xc0 && c <= 0x24f) ||
	    (c >= 0xff10 && c <= 0xff5a))
		return LATIN;
	return OTHER;
}

/* The character that ends at `at`, which is not the beginning. */
static i64 before(str s, isize at)
{
	do
		at--;
	while (at > 0 && !begins(s.p[at]));
	str rest = str_sub(s, at, s.n);
	return utf8_next(&rest);
}

static bool starts_with_any(str s, const str *words, isize n)
{
	for (isize i = 0; i < n; i++)
		if (str_starts(s, words[i]))
			return true;
	return false;
}

/* In the plain spelling: what follows a name and hardly a word. */
static bool has_title(str after)
{
	static const str titles[] = { STR("さん"), STR("ちゃん"), STR("くん"),
				      STR("君"), STR("様"), STR("さま"),
				      STR("氏"), STR("殿"), STR("ばあ"),
				      STR("じい") };
	return starts_with_any(after, titles, COUNT(titles));
}

static bool has_particle(str after)
{
	static const str words[] = { STR("は"), STR("が"), STR("の"),
				     STR("を"), STR("に"), STR("と"),
				     STR("も"), STR("へ"), STR("、"),
				     STR("」"), STR("』"), STR("。"),
				     STR("（"), STR("("), STR("："),
				     STR("・"), STR(" "), STR("　"),
				     STR("\n") };
	return after.n == 0 || starts_with_any(after, words, COUNT(words));
}

/*
 * Is this the name, or a piece of another word?  A long name in kanji is
 * taken wherever it stands; a short one, which may be a common word (正, とき),
 * only with a title, or where a word begins and a particle follows.
 */
static bool is_name(str text, isize from, isize to, bool reading)
{
	str name = str_sub(text, from, to), rest = name;
	str after = str_sub(text, to, text.n), next = after;
	i64 first = utf8_next(&rest);
	enum script script = script_of(first);
	enum script left = script_of(from ? before(text, from) : -1);
	enum script right = script_of(utf8_next(&next));
	isize length = utf8_length(name);
	if ((script == KATAKANA || script == LATIN) &&
	    (left == script || right == script))
		return false;
	if (has_title(after))
		return true;
	if (length == 1 || (script == HIRAGANA && length <= 2) ||
	    (reading && length <= 2))
		return left != script && has_particle(after);
	return true;
}

/* Folding makes one of the two kana: とき is not トキ unless it is a reading. */
static bool same_script(str found, const struct prose_name *name)
{
	str x = found, y = name->name;
	if (name->reading)
		return true;
	return script_of(utf8_next(&x)) == script_of(utf8_next(&y));
}

void prose_names_add(struct arena *a, struct prose_names *v, str name,
		     person_id person, bool reading)
{
	name = str_trim(name);
	if (name.n)
		*vec_push(a, v) = (struct prose_name){
			.name = name, .folded = text_fold(a, name),
			.person = person, .reading = reading
		};
}

void prose_names_phone(struct arena *a, struct prose_names *v, str digits,
		       person_id person)
{
	*vec_push(a, v) = (struct prose_name){ .name = digits,
					       .person = person,
					       .phone = true };
}

static void find_name(struct work *w, const struct prose_name *name)
{
	str word = name->folded;
	if (name->phone || !may_have(w, word))
		return;
	for (isize i = 0; word.n && (i = str_find(w->f.s, word, i)) >= 0;
	     i += word.n) {
		isize from = w->f.at[i], to = w->f.at[i + word.n];
		struct sentence *s = sentence_at(w, from);
		if (!s || to <= from ||
		    !same_script(str_sub(w->text, from, to), name) ||
		    !is_name(w->text, from, to, name->reading))
			continue;
		propose(w, from, to, CLASS_name, name->person);
		if (name->person.v && !s->safety)
			propose(w, s->from, s->to, CLASS_free, name->person);
	}
}

/* ---- amounts and telephone numbers ----------------------------------------- */

static int digit_of(i64 c)
{
	if (c >= '0' && c <= '9')
		return (int)c - '0';
	return c >= 0xff10 && c <= 0xff19 ? (int)c - 0xff10 : -1;
}

static bool is_number_kanji(i64 c)
{
	if (c < 0x4e00)
		return false;
	static const u32 kanji[] = { 0x4e00, 0x4e8c, 0x4e09, 0x56db, 0x4e94,
				     0x516d, 0x4e03, 0x516b, 0x4e5d, 0x5341,
				     0x767e, 0x5343, 0x4e07, 0x5104, 0x6570,
				     0x4f55 /* 一…九 十百千万億 数何 */ };
	for (isize i = 0; i < COUNT(kanji); i++)
		if (c == kanji[i])
			return true;
	return false;
}

static bool is_amount(i64 c)
{
	return digit_of(c) >= 0 || is_number_kanji(c) || c == ',' ||
	       c == 0xff0c || c == '.' || c == 0x00a5 || c == 0xffe5;
}

/* 104,000円, 2万, ¥5,000: in a sentence of safety only these are closed. */
static isize amount_end(str s)
{
	static const str not_yen[] = { STR("歩"), STR("人"), STR("件"),
				       STR("一"), STR("が一"), STR("回") };
	str rest = s;
	i64 c = 0, last = 0, first = 0;
	bool digits = false;
	for (str at = s; at.n; rest = at) {
		c = utf8_next(&at);
		if (!is_amount(c))
			break;
		first = first ? first : c;
		digits |= digit_of(c) >= 0 || (is_number_kanji(c) &&
					       c != 0x4e07 && c != 0x5104);
		last = c;
	}
	isize n = s.n - rest.n;
	if (n == 0 || !digits)
		return 0;
	if (str_starts(rest, S("円")))
		return n + S("円").n;
	if (first == 0x00a5 || first == 0xffe5)
		return n;
	bool big = last == 0x4e07 || last == 0x5104;	/* 万 億 */
	return big && !starts_with_any(rest, not_yen, COUNT(not_yen)) ? n : 0;
}

static bool is_dash(i64 c)
{
	return c == '-' || c == 0xff0d || c == 0x2010 || c == 0x2011 ||
	       c == 0x2012 || c == 0x2013 || c == 0x2212 || c == 0x30fc ||
	       c == 0x2015 || c == 0x2014 || c == 0xff70;
}

static bool is_between(i64 c)
{
	return is_dash(c) || c == ' ' || c == 0x3000 || c == '.' ||
	       is_bracket(c) || c == 0x30fb;
}

enum { GROUPS = 5 };

struct digits {
	int groups, in[GROUPS];	/* digits of each group */
	int n, first;
	bool dashed;
	isize bytes;		/* of the whole run, to the last digit */
};

/* At most `groups` groups of digits with one sign between them. */
static struct digits digits_read(str s, int groups)
{
	struct digits d = { .first = -1 };
	bool gap = true;
	for (str at = s; at.n;) {
		i64 c = utf8_next(&at);
		int x = digit_of(c);
		if (x < 0 && (gap || !is_between(c)))
			break;
		if (x < 0) {
			d.dashed |= is_dash(c);
			gap = true;
			continue;
		}
		if (gap && d.groups == groups)
			break;
		d.groups += gap;
		d.in[d.groups - 1]++;
		d.first = d.first < 0 ? x : d.first;
		d.n++;
		gap = false;
		d.bytes = s.n - at.n;
	}
	return d;
}

/* 090-1234-5678, 0430000000, and without the area: 00-0000, 000-0000. */
static bool is_phone(const struct digits *d)
{
	if (d->first == 0 && d->n >= 9 && d->n <= 11)
		return true;
	if (d->n >= 11 && d->n <= 13 && d->in[0] == 2)
		return true;	/* 81-90-1234-5678 */
	return d->groups == 2 && d->dashed && d->in[1] == 4 &&
	       d->in[0] >= 2 && d->in[0] <= 4;
}

/* Bytes of the telephone number that begins here, 0 when none does. */
static isize phone_end(str s)
{
	for (int groups = GROUPS; groups > 0; groups--) {
		struct digits d = digits_read(s, groups);
		if (is_phone(&d))
			return d.bytes;
	}
	return 0;
}

/* Are these the digits of that telephone number, however it is written? */
static bool is_same_phone(str text, str digits)
{
	while (text.n) {
		int x = digit_of(utf8_next(&text));
		if (x < 0)
			continue;
		if (!digits.n || digits.p[0] != '0' + x)
			return false;
		digits = str_sub(digits, 1, digits.n);
	}
	return digits.n == 0;
}

/* A number is the household's, and his whose it is. */
static void propose_phone(struct work *w, isize from, isize to,
			  const struct prose_names *names)
{
	str number = str_sub(w->text, from, to);
	propose(w, from, to, CLASS_contact, (person_id){ 0 });
	for (isize i = 0; names && i < names->n; i++)
		if (names->v[i].phone &&
		    is_same_phone(number, names->v[i].name))
			propose(w, from, to, CLASS_contact,
				names->v[i].person);
}

static void find_numbers(struct work *w, const struct prose_names *names)
{
	str text = w->text;
	bool inside = false;	/* a number is read from its beginning only */
	for (isize i = 0; i < text.n;) {
		str rest = str_sub(text, i, text.n), at = rest;
		i64 c = utf8_next(&at);
		isize n = inside || !is_amount(c) ? 0 : amount_end(rest);
		struct sentence *s = n ? sentence_at(w, i) : NULL;
		if (s && s->safety)
			propose(w, i, i + n, CLASS_money, (person_id){ 0 });
		else if (s)
			s->money = true;
		bool digit = digit_of(c) >= 0;
		isize phone = digit && !n && !inside ? phone_end(rest) : 0;
		if (phone)
			propose_phone(w, i, i + phone, names);
		inside = !n && !phone &&
			 (digit || (inside && is_amount(c)));
		i += n ? n : phone ? phone : rest.n - at.n;
	}
}

/* ---- all together ------------------------------------------------------------ */

static void take_sentences(struct work *w)
{
	struct prose_spans v = prose_sentences(w->a, w->text);
	w->s = new(w->a, struct sentence, v.n);
	w->n = v.n;
	for (isize i = 0; i < v.n; i++)
		w->s[i] = (struct sentence){ v.v[i].from, v.v[i].to, false,
					     false };
}

struct prose prose_propose_in(struct arena *a, str text,
			      const struct prose_names *names,
			      enum vis_class c)
{
	struct work w = work_on(a, text);
	take_sentences(&w);
	mark_words(&w, names);
	for (isize i = 0; i < w.n; i++)
		w.s[i].safety |= c == CLASS_safety;
	find_numbers(&w, names);
	for (isize i = 0; i < w.n; i++)
		if (w.s[i].money && !w.s[i].safety)
			propose(&w, w.s[i].from, w.s[i].to, CLASS_money,
				(person_id){ 0 });
	for (isize i = 0; names && i < names->n; i++)
		find_name(&w, &names->v[i]);
	prose_sort(&w.ret);
	return w.ret;
}

struct prose prose_propose(struct arena *a, str text,
			   const struct prose_names *names)
{
	return prose_propose_in(a, text, names, CLASS_free);
}

bool prose_is_safety(struct arena *a, str passage)
{
	struct work w = work_on(a, passage);
	take_sentences(&w);
	mark_words(&w, NULL);
	for (isize i = 0; i < w.n; i++)
		if (w.s[i].safety)
			return true;
	return false;
}

isize prose_words_count(void)
{
	return COUNT(money_words) + COUNT(safety_words);
}

str prose_word(isize i)
{
	return i < COUNT(money_words) ? money_words[i] :
					safety_words[i - COUNT(money_words)];
}
