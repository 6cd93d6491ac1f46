/* prose.c — see prose.h: ranges, their packed form, and a new version. */
#include "vis/prose.h"

#include "base/num.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "vis/prose_in.h"

static const str state_names[PROSE_STATES] = {
	[PROSE_PROPOSED] = STR("p"),
	[PROSE_CLOSED] = STR("c"),
	[PROSE_OPEN] = STR("o"),
	[PROSE_REPLACED] = STR("r"),
};

struct prose prose_all_closed(void)
{
	return (struct prose){ .whole = true };
}

/* `at` lies in the text, or is its end. */
static bool is_border(str text, isize at)
{
	return at == 0 || at == text.n || ((u8)text.p[at] & 0xc0) != 0x80;
}

static bool comes_before(const struct prose_range *x,
			 const struct prose_range *y)
{
	if (x->from != y->from)
		return x->from < y->from;
	if (x->to != y->to)
		return x->to > y->to;
	if (x->class != y->class)
		return x->class < y->class;
	return x->person.v < y->person.v;
}

void prose_sort(struct prose *p)
{
	for (isize i = 1; i < p->n; i++) {
		struct prose_range r = p->v[i];
		isize k = i;
		for (; k > 0 && comes_before(&r, &p->v[k - 1]); k--)
			p->v[k] = p->v[k - 1];
		p->v[k] = r;
	}
}

/* ---- the packed form ------------------------------------------------------ */

static void put_range(struct out *o, const struct prose_range *r)
{
	put(o, (long long)r->from);
	put(o, S(" "));
	put(o, (long long)r->to);
	put(o, S(" "));
	put(o, r->class == PROSE_ALL ? S("all") :
				       vis_class_name((enum vis_class)
							      r->class));
	put(o, S(" "));
	put(o, state_names[r->state]);
	put(o, S(" "));
	put(o, (long long)r->person.v);
	if (r->state == PROSE_REPLACED) {
		put(o, S(" "));
		put(o, r->instead);
	}
	put(o, S("\n"));
}

str prose_pack(struct arena *a, str text, const struct prose *p)
{
	struct out o = out_open(a, 32 + p->n * 32);
	put(&o, S("m1 "));
	put(&o, (long long)text.n);
	put(&o, S(" "));
	if (p->reviewed)
		put(&o, S("r"));
	if (p->whole)
		put(&o, S("x"));
	put(&o, S("\n"));
	for (isize i = 0; i < p->n; i++)
		put_range(&o, &p->v[i]);
	return out_str(&o);
}

static bool class_find(str name, int *ret)
{
	enum vis_class c;
	if (str_eq(name, S("all")))
		return *ret = PROSE_ALL, true;
	if (!vis_class_find(name, &c))
		return false;
	*ret = (int)c;
	return true;
}

static bool state_find(str name, enum prose_state *ret)
{
	for (int s = 0; s < PROSE_STATES; s++) {
		if (!str_eq(state_names[s], name))
			continue;
		*ret = (enum prose_state)s;
		return true;
	}
	return false;
}

static bool has_control(str s)
{
	for (isize i = 0; i < s.n; i++)
		if ((u8)s.p[i] < 0x20)
			return true;
	return false;
}

static enum status parse_range(str line, str text, struct prose_range *ret)
{
	struct prose_range r = { 0 };
	i64 from, to;
	TRY(num_parse_max(str_cut(&line, ' '), text.n, &from));
	TRY(num_parse_max(str_cut(&line, ' '), text.n, &to));
	r.from = (isize)from;
	r.to = (isize)to;
	if (!class_find(str_cut(&line, ' '), &r.class) ||
	    !state_find(str_cut(&line, ' '), &r.state))
		return E_INVALID;
	TRY(num_parse_max(str_cut(&line, ' '), INT64_MAX, &r.person.v));
	r.instead = line;
	bool said = r.state == PROSE_REPLACED;
	if (from >= to || !is_border(text, r.from) ||
	    !is_border(text, r.to) || said != (line.p != NULL) ||
	    has_control(line) || utf8_length(line) > PROSE_INSTEAD)
		return E_INVALID;
	*ret = r;
	return OK;
}

static enum status parse_head(str line, str text, struct prose *p)
{
	i64 n;
	if (!str_eq(str_cut(&line, ' '), S("m1")))
		return E_INVALID;
	TRY(num_parse_max(str_cut(&line, ' '), INT64_MAX, &n));
	if (n != text.n || !line.p)
		return E_INVALID;
	p->reviewed = str_starts(line, S("r"));
	p->whole = str_ends(line, S("x"));
	return (isize)p->reviewed + p->whole == line.n ? OK : E_INVALID;
}

static enum status parse(struct arena *a, str masks, str text,
			 struct prose *p)
{
	if (!str_ends(masks, S("\n")))
		return E_INVALID;
	masks.n--;
	TRY(parse_head(str_cut(&masks, '\n'), text, p));
	while (masks.p) {
		struct prose_range r;
		TRY(parse_range(str_cut(&masks, '\n'), text, &r));
		if (p->n == PROSE_RANGES)
			return E_INVALID;
		*vec_push(a, p) = r;
	}
	prose_sort(p);
	return OK;
}

enum status prose_parse(struct arena *a, str masks, str text,
			struct prose *ret)
{
	struct prose p = { 0 };
	enum status st = parse(a, masks, text, &p);
	*ret = st == OK ? p : prose_all_closed();
	return st;
}

/* ---- changing ---------------------------------------------------------------- */

enum status prose_add(struct arena *a, struct prose *p, str text,
		      struct prose_range r)
{
	if (r.from < 0 || r.from >= r.to || r.to > text.n ||
	    !is_border(text, r.from) || !is_border(text, r.to) ||
	    r.class < 0 || r.class > PROSE_ALL)
		return E_INVALID;
	if (p->n >= PROSE_RANGES)
		return E_LIMIT;
	*vec_push(a, p) = r;
	prose_sort(p);
	return OK;
}

/* One line: that is how it is stored, and how it stands in a sentence. */
static str one_line(struct arena *a, str s)
{
	struct out o = out_open(a, s.n);
	s = str_trim(utf8_prefix(str_trim(s), PROSE_INSTEAD));
	for (isize i = 0; i < s.n; i++)
		out_char(&o, (u8)s.p[i] < 0x20 ? ' ' : s.p[i]);
	return out_str(&o);
}

enum status prose_decide(struct arena *a, struct prose *p, isize from,
			 isize to, enum prose_state state, str instead)
{
	bool found = false;
	for (isize i = 0; i < p->n; i++) {
		struct prose_range *r = &p->v[i];
		if (r->from != from || r->to != to)
			continue;
		found = true;
		r->state = state;
		r->instead = state == PROSE_REPLACED ? one_line(a, instead) :
						       (str){ 0 };
	}
	if (!found)
		return E_NOT_FOUND;
	p->reviewed = !prose_waiting(p);
	return OK;
}

bool prose_waiting(const struct prose *p)
{
	for (isize i = 0; i < p->n; i++)
		if (p->v[i].state == PROSE_PROPOSED)
			return true;
	return p->whole;
}

struct prose prose_clip(struct arena *a, const struct prose *p, isize from,
			isize to)
{
	struct prose r = { .whole = p->whole, .reviewed = p->reviewed };
	for (isize i = 0; i < p->n; i++) {
		struct prose_range x = p->v[i];
		x.from = (x.from > from ? x.from : from) - from;
		x.to = (x.to < to ? x.to : to) - from;
		if (x.from < x.to)
			*vec_push(a, &r) = x;
	}
	return r;
}

/* ---- a new version ------------------------------------------------------------ */

/* What two versions have in common at both ends. */
struct frame {
	str old, now;
	isize front, back;	/* bytes; front + back ≤ both */
};

static struct frame frame_of(str old, str now)
{
	struct frame f = { old, now, 0, 0 };
	isize least = old.n < now.n ? old.n : now.n;
	while (f.front < least && old.p[f.front] == now.p[f.front])
		f.front++;
	/* Alike and whole characters: a border of one is one of the other. */
	while (!is_border(old, f.front))
		f.front--;
	while (f.back < least - f.front &&
	       old.p[old.n - 1 - f.back] == now.p[now.n - 1 - f.back])
		f.back++;
	while (!is_border(old, old.n - f.back))
		f.back--;
	return f;
}

/* The same bytes in the new text; false when the change touched them. */
static bool stands(const struct frame *f, isize *from, isize *to)
{
	isize moved = f->now.n - f->old.n;
	if (*to <= f->front)
		return true;
	if (*from < f->old.n - f->back)
		return false;
	*from += moved;
	*to += moved;
	return true;
}

static bool same_place(const struct prose_range *x,
		       const struct prose_range *y)
{
	return x->from == y->from && x->to == y->to && x->class == y->class &&
	       x->person.v == y->person.v;
}

/* A closed range of the old text comes in: it wins over one that is open, a
 * decision over a proposal. */
static void carry_in(struct arena *a, struct prose *p, struct prose_range r)
{
	for (isize i = 0; i < p->n; i++) {
		if (!same_place(&p->v[i], &r))
			continue;
		if (p->v[i].state == PROSE_OPEN ||
		    p->v[i].state == PROSE_PROPOSED)
			p->v[i] = r;
		return;
	}
	if (p->n < PROSE_RANGES)
		*vec_push(a, p) = r;
	else
		p->whole = true;
}

/* What was closed may have been moved, or copied: wherever it stands. */
static bool carry_copies(struct arena *a, const struct frame *f,
			 struct prose_range r, struct prose *p)
{
	str passage = str_sub(f->old, r.from, r.to);
	bool inside = false;
	for (isize i = 0; (i = str_find(f->now, passage, i)) >= 0; i++) {
		r.from = i;
		r.to = i + passage.n;
		inside |= r.to > f->front && r.from < f->now.n - f->back;
		carry_in(a, p, r);
	}
	return inside;
}

/* The change went through it: whole sentences are closed and asked about. */
static void carry_touched(struct arena *a, const struct frame *f,
			  struct prose_range r, struct prose *p)
{
	isize end = f->old.n - f->back, moved = f->now.n - f->old.n;
	r.from = r.from < f->front ? r.from : f->front;
	r.to = (r.to > end ? r.to : end) + moved;
	if (r.from >= r.to)
		return;		/* nothing of it is left */
	prose_sentence(f->now, &r.from, &r.to);
	r.state = PROSE_PROPOSED;
	r.instead = (str){ 0 };
	carry_in(a, p, r);
}

static void carry_closed(struct arena *a, const struct frame *f,
			 struct prose_range r, struct prose *p)
{
	struct prose_range at = r;
	bool whole = stands(f, &at.from, &at.to);
	if (whole)
		carry_in(a, p, at);
	if (!carry_copies(a, f, r, p) && !whole)
		carry_touched(a, f, r, p);
}

/* Only over the very same sentence, and only what is proposed again. */
static void carry_open(const struct frame *f, struct prose_range r,
		       struct prose *p)
{
	isize from = r.from, to = r.to;
	prose_sentence(f->old, &from, &to);
	isize was = from;
	if (!stands(f, &from, &to))
		return;
	r.from += from - was;
	r.to += from - was;
	isize low = r.from, high = r.to;
	prose_sentence(f->now, &low, &high);
	for (isize i = 0; low == from && high == to && i < p->n; i++)
		if (same_place(&p->v[i], &r))
			p->v[i].state = PROSE_OPEN;
}

struct prose prose_carry(struct arena *a, str old_text,
			 const struct prose *old, str text,
			 const struct prose *now)
{
	struct frame f = frame_of(old_text, text);
	struct prose p = { .whole = old->whole || now->whole };
	for (isize i = 0; i < now->n; i++)
		*vec_push(a, &p) = now->v[i];
	for (isize i = 0; i < old->n; i++)
		if (old->v[i].state == PROSE_OPEN)
			carry_open(&f, old->v[i], &p);
	for (isize i = 0; i < old->n; i++)
		if (old->v[i].state != PROSE_OPEN)
			carry_closed(a, &f, old->v[i], &p);
	p.reviewed = !prose_waiting(&p) && old->reviewed;
	prose_sort(&p);
	return p;
}
