/* prose_lens.c — see prose.h: a text as one viewer reads it. */
#include "base/num.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "vis/prose.h"
#include "vis/prose_in.h"

/* ---- who may ------------------------------------------------------------- */

static bool all_clear(const u8 *state)
{
	for (int c = 0; c < CLASS_COUNT; c++)
		if (state[c] != VEIL_CLEAR)
			return false;
	return true;
}

bool lens_sees_all(const struct lens *l)
{
	if (l->level == LEVEL_NONE || l->granted ||
	    !all_clear(l->household))
		return false;
	for (isize i = 0; i < l->persons_n; i++)
		if (!all_clear(l->persons[i].state))
			return false;
	return true;
}

/* Of free text, M means that its closed ranges are masked, O that only what
 * was said instead is read (vis/types.c). */
static bool reads_prose(const struct lens *l, person_id person)
{
	enum veil_state s = lens_class(l, CLASS_free, person);
	return s == VEIL_MASK || s == VEIL_CLEAR;
}

static bool reads_instead(const struct lens *l, person_id person)
{
	return lens_class(l, CLASS_free, person) == VEIL_COARSE;
}

static bool class_open(const struct lens *l, int class, person_id person)
{
	if (class == PROSE_ALL)
		return lens_sees_all(l);
	if (class == CLASS_free)
		return reads_prose(l, person);
	return lens_class(l, (enum vis_class)class, person) == VEIL_CLEAR;
}

bool lens_range(const struct lens *l, const struct prose_range *r)
{
	return r->state == PROSE_OPEN || class_open(l, r->class, r->person);
}

/* ---- closing ---------------------------------------------------------------- */

/* What others wrote instead stands for everything inside it. */
static bool is_replaced(const struct prose *p, isize i)
{
	const struct prose_range *r = &p->v[i];
	for (isize k = 0; k < p->n; k++) {
		const struct prose_range *x = &p->v[k];
		bool inside = x->from <= r->from && r->to <= x->to;
		bool same = x->from == r->from && x->to == r->to;
		if (k != i && x->state == PROSE_REPLACED && inside &&
		    (!same || k < i || r->state != PROSE_REPLACED))
			return true;
	}
	return false;
}

/* Only what is closed to this viewer, in the order of the text. */
static struct prose closed_to(struct arena *a, const struct lens *l,
			      const struct prose *p)
{
	struct prose closed = { 0 }, r = { 0 };
	for (isize i = 0; i < p->n; i++)
		if (!lens_range(l, &p->v[i]))
			*vec_push(a, &closed) = p->v[i];
	for (isize i = 0; i < closed.n; i++)
		if (!is_replaced(&closed, i))
			*vec_push(a, &r) = closed.v[i];
	prose_sort(&r);
	return r;
}

/* Melts neighbours, so that neither their number nor their length tells. */
static struct prose melt(struct arena *a, str text, const struct prose *p)
{
	struct prose r = { 0 };
	for (isize i = 0; i < p->n; i++) {
		struct prose_range x = p->v[i];
		struct prose_range *last = r.n ? &r.v[r.n - 1] : NULL;
		bool said = x.state == PROSE_REPLACED;
		bool over = last && x.from < last->to;
		bool near = last && !said && last->state != PROSE_REPLACED &&
			    prose_is_blank(str_sub(text, last->to, x.from));
		if (!over && !near) {
			*vec_push(a, &r) = x;
			continue;
		}
		/* Two that cross are closed together, whatever stands for
		 * one of them. */
		last->state = PROSE_CLOSED;
		last->to = x.to > last->to ? x.to : last->to;
	}
	return r;
}

static struct veiled draw(struct arena *a, str text, const struct prose *p)
{
	struct out o = out_open(a, text.n + 16);
	bool cut = false;
	isize at = 0;
	for (isize i = 0; i < p->n; i++) {
		const struct prose_range *r = &p->v[i];
		put(&o, str_sub(text, at, r->from));
		put(&o, r->state == PROSE_REPLACED ? r->instead : VEIL_SIGN);
		cut = true;
		at = r->to;
	}
	put(&o, str_sub(text, at, text.n));
	return (struct veiled){ VEIL_CLEAR, out_str(&o), cut };
}

/* 言いかえ文だけ: a line for each, nothing of the rest. */
static struct veiled only_instead(struct arena *a, const struct prose *p)
{
	struct out o = out_open(a, 64);
	for (isize i = 0; i < p->n; i++) {
		const struct prose_range *r = &p->v[i];
		if (r->state != PROSE_REPLACED || is_replaced(p, i))
			continue;
		if (o.n)
			put(&o, S("\n"));
		put(&o, r->instead);
	}
	if (!o.n)
		return (struct veiled){ .state = VEIL_MASK };
	return (struct veiled){ VEIL_CLEAR, out_str(&o), true };
}

struct veiled lens_prose_named(struct arena *a, const struct lens *l,
			       person_id person, str text, str masks,
			       const struct prose_names *names)
{
	struct prose p;
	bool instead = reads_instead(l, person);
	if (!instead && !reads_prose(l, person))
		return (struct veiled){ .state = VEIL_HIDE };
	if (lens_sees_all(l))
		return veiled_open(text);
	/* Damaged: p is all closed. */
	if (!masks.n)
		p = prose_propose(a, text, names);
	else if (prose_parse(a, masks, text, &p) != OK)
		p = prose_all_closed();
	if (p.whole)
		return (struct veiled){ .state = VEIL_MASK };
	if (instead)
		return only_instead(a, &p);
	p = closed_to(a, l, &p);
	p = melt(a, text, &p);
	return draw(a, text, &p);
}

/* ---- values of fields -------------------------------------------------------- */

static void add_named(struct arena *a, struct dict_named *v, person_id person)
{
	for (isize i = 0; i < v->n; i++)
		if (v->v[i] == person.v)
			return;
	*vec_push(a, v) = person.v;
}

/* In a field of class c: who is named takes what his own would show. */
static bool value_range(const struct lens *l, enum vis_class c,
			const struct prose_range *r)
{
	bool sentence = r->class == CLASS_free && r->person.v;
	if (sentence && c == CLASS_name)
		return true;	/* the name is proposed by itself */
	return lens_range(l, r) &&
	       (!sentence || lens_class(l, c, r->person) == VEIL_CLEAR);
}

struct veiled lens_value(struct arena *a, const struct lens *l,
			 enum vis_class c, str text,
			 const struct prose_names *names,
			 struct dict_named *named)
{
	struct prose p = prose_propose_in(a, text, names, c), shut = { 0 };
	if (p.whole)
		return (struct veiled){ .state = VEIL_MASK };
	for (isize i = 0; i < p.n; i++) {
		if (p.v[i].person.v)
			add_named(a, named, p.v[i].person);
		if (!value_range(l, c, &p.v[i]))
			*vec_push(a, &shut) = p.v[i];
	}
	if (!shut.n)
		return veiled_open(text);
	shut = melt(a, text, &shut);
	return draw(a, text, &shut);
}

struct veiled lens_prose(struct arena *a, const struct lens *l,
			 person_id person, str text, str masks)
{
	return lens_prose_named(a, l, person, text, masks, NULL);
}

struct veiled lens_record_prose(struct arena *a, const struct lens *l,
				agency_id owner, str text, str masks)
{
	struct prose closed = prose_all_closed();
	if (!l->granted)
		return lens_veil(l, CLASS_free, (person_id){ 0 }, text,
				 (str){ 0 });
	if (owner.v == l->viewer.agency.v) {
		struct lens own = vis_lens_own_words(a, l);
		return lens_veil(&own, CLASS_free, (person_id){ 0 }, text,
				 (str){ 0 });
	}
	if (!masks.n)
		masks = prose_pack(a, text, &closed);
	return lens_prose(a, l, (person_id){ 0 }, text, masks);
}

struct veiled veiled_rest(struct veiled text, struct veiled head, isize most)
{
	str s = text.bytes_behind_the_veil_, h = head.bytes_behind_the_veil_;
	if (str_starts(s, h))
		s = str_sub(s, h.n, s.n);
	text.bytes_behind_the_veil_ = utf8_prefix(s, most);
	return text;
}

/* ---- parts for an index ------------------------------------------------------ */

static bool is_shut(const struct prose_range *r)
{
	return r->state != PROSE_OPEN;
}

static bool covers(const struct prose_range *r, isize at)
{
	return is_shut(r) && r->from <= at && at < r->to;
}

/* The next place where a range begins or ends. */
static isize next_edge(const struct prose *p, isize at, isize end)
{
	for (isize i = 0; i < p->n; i++) {
		if (p->v[i].from > at && p->v[i].from < end)
			end = p->v[i].from;
		if (p->v[i].to > at && p->v[i].to < end)
			end = p->v[i].to;
	}
	return end;
}

static void put_key(struct out *o, int class, person_id person)
{
	if (o->n)
		out_char(o, ' ');
	put(o, class == PROSE_ALL ? S("all") :
				    vis_class_name((enum vis_class)class));
	if (!person.v)
		return;
	out_char(o, ':');
	put(o, (long long)person.v);
}

/* Who covers this byte, each class and person once, in a fixed order. */
static str key_at(struct arena *a, const struct prose *p, isize at)
{
	struct prose set = { 0 };
	struct out o = out_open(a, 32);
	for (isize i = 0; i < p->n; i++) {
		struct prose_range r = { .class = p->v[i].class,
					 .person = p->v[i].person };
		bool have = !covers(&p->v[i], at);
		for (isize k = 0; k < set.n && !have; k++)
			have = set.v[k].class == r.class &&
			       set.v[k].person.v == r.person.v;
		if (!have)
			*vec_push(a, &set) = r;
	}
	prose_sort(&set);
	for (isize i = 0; i < set.n; i++)
		put_key(&o, set.v[i].class, set.v[i].person);
	return out_str(&o);
}

static struct prose_part *part_of(struct arena *a, struct prose_parts *v,
				  str key)
{
	for (isize i = 0; i < v->n; i++)
		if (str_eq(v->v[i].key, key))
			return &v->v[i];
	struct prose_part *x = vec_push(a, v);
	*x = (struct prose_part){ .key = key };
	return x;
}

static void part_add(struct arena *a, struct prose_parts *v, str key,
		     str piece)
{
	struct prose_part *x = part_of(a, v, key);
	if (x->text.n)
		x->text = str_cat(a, x->text, S("\n"));
	x->text = str_cat(a, x->text, piece);
}

/* 言いかえ is what others read, so they find it. */
static void add_instead(struct arena *a, struct prose_parts *v,
			const struct prose *p)
{
	for (isize i = 0; i < p->n; i++)
		if (p->v[i].state == PROSE_REPLACED && p->v[i].instead.n &&
		    !is_replaced(p, i))
			part_add(a, v, S("said"), p->v[i].instead);
}

struct prose_parts prose_parts(struct arena *a, str text,
			       const struct prose *p)
{
	struct prose_parts v = { 0 };
	part_of(a, &v, (str){ 0 });
	if (p->whole)
		return part_add(a, &v, S("all"), text), v;
	/* Pieces of one key that touch are one piece: a word may stand
	 * across an edge of ranges that are open or alike. */
	for (isize at = 0, end; at < text.n; at = end) {
		str key = key_at(a, p, at);
		end = next_edge(p, at, text.n);
		while (end < text.n && str_eq(key_at(a, p, end), key))
			end = next_edge(p, end, text.n);
		part_add(a, &v, key, str_sub(text, at, end));
	}
	add_instead(a, &v, p);
	return v;
}

static bool key_open(const struct lens *l, str one)
{
	str name = str_cut(&one, ':');
	person_id person = { 0 };
	enum vis_class c;
	if (one.p && (num_parse_max(one, INT64_MAX, &person.v) != OK ||
		      !person.v))
		return false;
	if (str_eq(name, S("all")))
		return lens_sees_all(l);
	return vis_class_find(name, &c) && class_open(l, (int)c, person);
}

bool lens_part(const struct lens *l, str key)
{
	bool said = str_eq(key, S("said"));
	if (reads_instead(l, (person_id){ 0 }))
		return said;
	if (!reads_prose(l, (person_id){ 0 }))
		return false;
	if (!key.n || said)
		return true;
	while (key.p)
		if (!key_open(l, str_cut(&key, ' ')))
			return false;
	return true;
}
