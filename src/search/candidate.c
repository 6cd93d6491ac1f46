/*
 * candidate.c — households that might be the one spoken of (S22).
 *
 * Four questions to the index — name, reading, telephone, place — always all
 * four, so that neither the number of statements nor the answer tells whether
 * something hidden matches: the questions are asked within the viewer's scope
 * and nowhere else.  The machine proposes with its reason; people decide.
 */
#include "base/vec.h"
#include "search.sql.h"
#include "search/search.h"
#include "text/fold.h"
#include "text/reading.h"
#include "vis/age.h"

enum { MOST = 20, SHOWN = 10, SHORT_PHONE = 9 };

struct said {		/* what is known of the person, folded */
	str name, kana, birth, phone;
};

struct scored {
	struct candidate c;
	int score;
};

struct pile {
	struct scored *v;
	isize n, cap;
};

/* Folded and without blanks: 「山邉 トキ」 is 「山邉トキ」. */
static str bare(struct arena *a, str s)
{
	str f = text_fold(a, s);
	struct out o = out_open(a, f.n);
	for (isize i = 0; i < f.n; i++)
		if (f.p[i] != ' ')
			out_char(&o, f.p[i]);
	return out_str(&o);
}

static str bare_both(struct arena *a, struct veiled x, struct veiled y)
{
	return bare(a, str_cat(a, veiled_peek(x), veiled_peek(y)));
}

static str digits_of(struct arena *a, str typed)
{
	str digits = { 0 };
	if (!typed.n || text_phone(a, typed, &digits) != OK)
		return (str){ 0 };
	return digits;
}

static bool same(str a, str b)
{
	return a.n > 0 && str_eq(a, b);
}

/* Why it is proposed, the strongest reason first; 0: only similar. */
static int reason(struct arena *a, const struct said *s,
		  const struct person_hit *h, str *why)
{
	str birth = veiled_peek(h->birth);
	bool kana = same(s->kana, bare_both(a, h->family_name_kana,
					    h->given_name_kana));
	bool name = same(s->name, bare_both(a, h->family_name, h->given_name));
	bool family = same(s->kana, bare(a, veiled_peek(h->family_name_kana))) ||
		      same(s->name, bare(a, veiled_peek(h->family_name)));
	bool phone = same(s->phone, digits_of(a, veiled_peek(h->phone))) ||
		     same(s->phone, digits_of(a, veiled_peek(h->house_phone)));
	*why = S("名前が似ています");
	if (kana && same(s->birth, birth))
		return *why = S("かなと生年月日が同じです"), 9;
	if (name && same(s->birth, birth))
		return *why = S("名前と生年月日が同じです"), 9;
	if (phone)
		return *why = S("電話が同じです"), 8;
	if (name)
		return *why = S("名前が同じです"), 6;
	if (kana)
		return *why = S("かなが同じです"), 6;
	if (family)
		return *why = S("氏が同じです"), 4;
	return 1;
}

/* A list's lens has no verbs; who reads no notes there adds none either. */
static bool may_join(const struct lens *lens, const struct person_hit *h)
{
	return h->level >= LEVEL_OVERVIEW &&
	       lens_class(lens, CLASS_free, (person_id){ 0 }) == VEIL_CLEAR;
}

static void add_hit(struct rq *rq, const struct lens *lens,
		    const struct said *s, const struct person_hit *h,
		    bool by_place, struct pile *pile)
{
	str why;
	int score = reason(rq->arena, s, h, &why);
	if (by_place && score == 1)
		why = S("住まいが近いようです");
	for (isize i = 0; i < pile->n; i++) {
		struct scored *old = &pile->v[i];
		if (old->c.casefile.v != h->casefile.v)
			continue;
		if (score > old->score) {
			old->score = score;
			old->c.why = why;
		}
		return;
	}
	*vec_push(rq->arena, pile) = (struct scored){
		.score = score,
		.c = { .casefile = h->casefile,
		       .name = h->house_name,
		       .name_kana = h->house_kana,
		       .band = veiled_band(h->birth, rq->today),
		       .town = h->address,
		       .lead_short = h->lead_short,
		       .lead_phone = h->lead_phone,
		       .why = why,
		       .exists_only = h->level < LEVEL_OVERVIEW,
		       .may_open = may_join(lens, h) },
	};
}

static enum status ask(struct rq *rq, const struct lens *lens,
		       const struct search_range *range, const struct said *s, str typed, bool by_place,
		       struct pile *pile)
{
	const struct viewer *v = &rq->actor.viewer;
	struct vis_scope scope = vis_scope(*v, LEVEL_EXISTS);
	struct person_hit_list hits;
	TRY(search_people(rq->db, rq->arena, lens, v->muni, &scope,
			  search_match(rq, range, S("person"), typed),
			  MOST, (casefile_id){ 0 }, 0, &hits));
	for (isize i = 0; i < hits.n; i++)
		add_hit(rq, lens, s, &hits.v[i], by_place, pile);
	return OK;
}

/* A handful: insertion sort, stable, best first. */
static void sort_pile(struct pile *p)
{
	for (isize i = 1; i < p->n; i++) {
		struct scored x = p->v[i];
		isize k = i;
		for (; k > 0 && p->v[k - 1].score < x.score; k--)
			p->v[k] = p->v[k - 1];
		p->v[k] = x;
	}
}

static enum status ask_all(struct rq *rq, const struct lens *lens,
			   const struct said *s, str name, str kana, str phone,
			   str place, struct pile *pile)
{
	struct vis_scope scope = vis_scope(rq->actor.viewer, LEVEL_EXISTS);
	struct search_range r;
	TRY(search_range(rq, &scope, &r));
	TRY(ask(rq, lens, &r, s, name, false, pile));
	TRY(ask(rq, lens, &r, s, kana, false, pile));
	TRY(ask(rq, lens, &r, s, phone, false, pile));
	return ask(rq, lens, &r, s, place, true, pile);
}

enum status search_candidates(struct rq *rq, str name, str kana, str birth_edtf,
			      str phone, str place, struct candidate_list *ret)
{
	struct lens lens = vis_list_lens(rq->actor.viewer);
	struct said s = { bare(rq->arena, name), bare(rq->arena, kana),
			  birth_edtf, digits_of(rq->arena, phone) };
	struct pile pile = { 0 };
	if (s.phone.n < SHORT_PHONE)
		s.phone = (str){ 0 };
	TRY(ask_all(rq, &lens, &s, name, kana, s.phone, place, &pile));
	sort_pile(&pile);
	isize n = pile.n < SHOWN ? pile.n : SHOWN;
	struct candidate *v = new(rq->arena, struct candidate, n);
	i64 *ids = new(rq->arena, i64, n);
	for (isize i = 0; i < n; i++) {
		v[i] = pile.v[i].c;
		ids[i] = v[i].casefile.v;
	}
	if (n)
		rq_looked_list(rq, S("look.candidates"), &lens, S("casefile"),
			       ids, n);
	*ret = (struct candidate_list){ v, n };
	return OK;
}
