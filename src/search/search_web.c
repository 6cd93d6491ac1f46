/*
 * search_web.c — S12: `/`, two characters, Enter.
 *
 * The words go by POST: a name must not stand in an address.  Notes are asked
 * for only when this viewer's role may read prose whole; a role that may not
 * gets the page of a search that found none.  Of a shared casefile the
 * database looks only into the parts that its seat shows (search.sql), so a
 * hidden word costs and finds nothing.
 */
#include "casefile/casefile.h"
#include "dict/dict.h"
#include "kernel/app.h"
#include "search/search.h"
#include "search/search_page.h"
#include "search_page.html.h"
#include "text/bigram.h"
#include "vis/words.h"

static enum status search_form_page(struct rq *rq, struct reply *ret);
static enum status search_post(struct rq *rq, struct reply *ret);

const struct route search_routes[] = {
	{ GET, "/search", search_form_page, CAN_SEARCH, .page = "さがす",
	  .no_audit = true, .preview = true },
	{ POST, "/search", search_post, CAN_SEARCH, .page = "さがす",
	  .preview = true },
};
const isize search_routes_n = COUNT(search_routes);

enum { MOST = 50, TYPED_MOST = 300, AROUND = 90 };

static enum status search_form_page(struct rq *rq, struct reply *ret)
{
	struct search_page *p = new(rq->arena, struct search_page, 1);
	p->rq = rq;
	return reply_page(ret, S("さがす"), search_view_draw, p);
}

/* ---- words around a hit -------------------------------------------------- */

/* Not before a character's first byte. */
static isize char_start(str s, isize at)
{
	while (at > 0 && at < s.n && ((u8)s.p[at] & 0xc0) == 0x80)
		at--;
	return at;
}

/* A closed passage is one sign of three; a piece has all of it or nothing. */
static bool is_sign(str text, isize from, isize to)
{
	return from >= 0 && str_eq(str_sub(text, from, to), S("▨"));
}

/* A piece of the text near the first literal hit, else its beginning. */
static str around(struct arena *a, str text, str typed)
{
	isize hit = str_find(text, typed, 0);
	isize from = char_start(text, hit > AROUND / 2 ? hit - AROUND / 2 : 0);
	isize to = char_start(text, from + AROUND * 2);
	isize sign = S("▨").n;
	while (is_sign(text, from - sign, from))
		from -= sign;
	while (is_sign(text, to, to + sign))
		to += sign;
	struct out o = out_open(a, AROUND * 3);
	if (from > 0)
		put(&o, S("…"));
	put(&o, str_sub(text, from, to));
	if (to < text.n)
		put(&o, S("…"));
	return out_str(&o);
}

static struct veiled around_veiled(struct arena *a, struct veiled v, str typed)
{
	if (v.state != VEIL_CLEAR)
		return v;
	struct veiled piece = veiled_open(around(a, veiled_peek(v), typed));
	piece.cut_ = v.cut_;
	return piece;
}

static str when_text(struct rq *rq, stamp t)
{
	struct out o = out_open(rq->arena, 32);
	stamp_print_short(&o, t);
	return out_str(&o);
}

static str method_label(struct rq *rq, str key)
{
	return code_label(dict_code(rq->app->dict, S("method")), key);
}

/* ---- three questions ------------------------------------------------------ */

/* Of whom only the existence is known, nobody is shown but the household. */
static bool shown_before(const struct search_page *p,
			 const struct person_hit *h)
{
	bool house = h->level < LEVEL_OVERVIEW;
	for (isize i = 0; i < p->people_n; i++) {
		const struct person_hit *old = p->people[i].hit;
		if (old->person.v == h->person.v ||
		    (house && old->casefile.v == h->casefile.v))
			return true;
	}
	return false;
}

static struct person_view person_of(struct rq *rq, const struct lens *lens,
				    const struct person_hit *h)
{
	struct person_view v = { .hit = h };
	if (lens->level < LEVEL_OVERVIEW || h->level < LEVEL_OVERVIEW)
		return v;
	v.may_open = true;
	v.url = casefile_url(rq, h->casefile, (str){ 0 });
	v.age = veiled_age_words(rq->arena, h->birth, rq->today);
	return v;
}

static void looked_at_people(struct rq *rq, const struct lens *lens,
			     const struct search_page *p)
{
	i64 *people = new(rq->arena, i64, p->people_n);
	i64 *houses = new(rq->arena, i64, p->people_n);
	isize n = 0, houses_n = 0;
	for (isize i = 0; i < p->people_n; i++) {
		const struct person_view *v = &p->people[i];
		if (v->may_open)
			people[n++] = v->hit->person.v;
		else
			houses[houses_n++] = v->hit->casefile.v;
	}
	if (n)
		rq_looked_list(rq, S("look.search"), lens, S("person"),
			       people, n);
	if (houses_n)
		rq_looked_list(rq, S("look.search"), lens, S("casefile"),
			       houses, houses_n);
}

static enum status find_people(struct rq *rq, const struct lens *lens,
			       str match, struct search_page *p)
{
	const struct viewer *v = &rq->actor.viewer;
	struct vis_scope scope = rq_scope(rq, LEVEL_EXISTS);
	struct person_hit_list hits;
	TRY(search_people(rq->db, rq->arena, lens, v->muni, &scope, match,
			  MOST, scope.only,
			  scope.only.v ? SEARCH_PEOPLE_ONLY : 0, &hits));
	p->people = new(rq->arena, struct person_view, hits.n);
	for (isize i = 0; i < hits.n; i++)
		if (!shown_before(p, &hits.v[i]))
			p->people[p->people_n++] = person_of(rq, lens,
							     &hits.v[i]);
	p->full |= hits.n == MOST;
	looked_at_people(rq, lens, p);
	return OK;
}

static str note_url(struct rq *rq, const struct note_hit *h)
{
	str tail = str_cat(rq->arena, S("/notes?note="),
			   rq_token_of(rq, note, h->note));
	return casefile_url(rq, h->casefile, tail);
}

/* The word may stand in two of a note's parts. */
static bool note_shown_before(const struct search_page *p,
			      const struct note_hit *h)
{
	for (isize i = 0; i < p->notes_n; i++)
		if (p->notes[i].hit->note.v == h->note.v)
			return true;
	return false;
}

static struct note_view note_of(struct rq *rq, const struct note_hit *h,
				str typed)
{
	return (struct note_view){
		.hit = h,
		.url = note_url(rq, h),
		.when = when_text(rq, h->happened_at),
		.method = method_label(rq, h->method),
		.around = around_veiled(rq->arena, h->body, typed),
	};
}

static enum status find_notes(struct rq *rq, const struct lens *lens,
			      str match, struct search_page *p)
{
	const struct viewer *v = &rq->actor.viewer;
	struct vis_scope scope = rq_scope(rq, LEVEL_TABS);
	struct note_hit_list hits;
	TRY(search_notes(rq->db, rq->arena, lens, v->muni, &scope, match,
			 MOST, scope.only,
			 scope.only.v ? SEARCH_NOTES_ONLY : 0, &hits));
	i64 *ids = new(rq->arena, i64, hits.n);
	p->notes = new(rq->arena, struct note_view, hits.n);
	for (isize i = 0; i < hits.n; i++) {
		const struct note_hit *h = &hits.v[i];
		if (note_shown_before(p, h))
			continue;
		ids[p->notes_n] = h->note.v;
		p->notes[p->notes_n++] = note_of(rq, h, p->typed);
	}
	p->full |= hits.n == MOST;
	if (p->notes_n)
		rq_looked_list(rq, S("look.search"), lens, S("note"), ids,
			       p->notes_n);
	return OK;
}

static enum status find_intakes(struct rq *rq, str match,
				struct search_page *p)
{
	struct lens own = vis_own_lens(rq->actor.viewer);
	struct intake_hit_list hits;
	TRY(search_intakes(rq->db, rq->arena, &own, rq->actor.viewer.muni,
			   rq->actor.viewer.agency, match, MOST, &hits));
	i64 *ids = new(rq->arena, i64, hits.n);
	p->intakes = new(rq->arena, struct intake_view, hits.n);
	p->intakes_n = hits.n;
	for (isize i = 0; i < hits.n; i++) {
		const struct intake_hit *h = &hits.v[i];
		ids[i] = h->intake.v;
		p->intakes[i] = (struct intake_view){
			.hit = h,
			.url = str_cat(rq->arena, S("/intake/"),
				       rq_token_of(rq, intake, h->intake)),
			.when = when_text(rq, h->received_at),
			.around = around_veiled(rq->arena, h->body, p->typed),
		};
	}
	if (hits.n)
		rq_looked_list(rq, S("look.search"), &own, S("intake"), ids,
			       hits.n);
	return OK;
}

static enum status find_all(struct rq *rq, struct search_page *p)
{
	struct lens lens = rq_list_lens(rq);
	bool prose = lens_class(&lens, CLASS_free, (person_id){ 0 }) ==
		     VEIL_CLEAR;
	struct vis_scope scope = rq_scope(rq, LEVEL_EXISTS);
	struct search_range range;
	TRY(search_range(rq, &scope, &range));
	TRY(find_people(rq, &lens,
			search_match(rq, &range, S("person"), p->typed), p));
	if (prose)
		TRY(find_notes(rq, &lens,
			       search_match(rq, &range, S("note"), p->typed),
			       p));
	/* Intakes belong to no casefile that is shared. */
	struct search_range alone = { .agency = range.agency };
	if (!rq->preview && (rq->actor.powers & POWER_INTAKE))
		TRY(find_intakes(rq, search_match(rq, &alone, S("intake"),
						  p->typed), p));
	return OK;
}

static enum status search_post(struct rq *rq, struct reply *ret)
{
	struct search_page *p = new(rq->arena, struct search_page, 1);
	p->rq = rq;
	p->typed = rq_form(rq, S("q"));
	if (p->typed.n > TYPED_MOST)
		p->typed = str_sub(p->typed, 0,
				   char_start(p->typed, TYPED_MOST));
	p->too_short = text_query(rq->arena, p->typed).n == 0;
	if (!p->too_short)
		TRY(find_all(rq, p));
	return reply_page(ret, S("さがす"), search_view_draw, p);
}
