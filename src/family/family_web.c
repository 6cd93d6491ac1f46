/* family_web.c — S35: the genogram, as read-only as a picture. */
#include "family/family_in.h"

#include "casefile/casefile.h"
#include "family.html.h"
#include "household.sql.h"
#include "vis/words.h"

/* ---- the picture ----------------------------------------------------------- */

/* 続柄 from the person in focus, and the widest that each may have. */
struct kin_words {
	int focus;
	const str *now, *widest;
};

/* Clear names only: of who is not named to him nothing is said. */
static str assumed_names(struct arena *a, const struct genogram_family *g,
			 const bool *assumed)
{
	struct out o = out_open(a, 64);
	for (isize i = 0; i < g->persons.n; i++) {
		if (!assumed[i] || g->persons.v[i].masked)
			continue;
		if (o.n)
			put(&o, S("、"));
		put(&o, g->persons.v[i].name);
		put(&o, S("さん"));
	}
	return out_str(&o);
}

/* The widest word that each person is called by, whoever is 本人. */
static str *widest_words(struct arena *a, const struct genogram_family *g,
			 enum kin_mode mode)
{
	enum { FOCUSES = 40 };
	str *widest = new(a, str, g->persons.n);
	for (int f = 0; f < g->persons.n && f < FOCUSES; f++) {
		const str *kin = genogram_kin(a, g, f, mode);
		for (isize i = 0; i < g->persons.n; i++)
			if (kin[i].n > widest[i].n)
				widest[i] = kin[i];
	}
	return widest;
}

/* Laid out with room for any 続柄 and nobody in focus, so that nobody moves
 * when another one is 本人. */
static html svg_of(struct arena *a, struct genogram_family *g,
		   const struct kin_words *kin)
{
	struct out o = out_open(a, 1 << 14);
	if (!g->persons.n)
		return (html){ { 0 } };
	for (isize i = 0; kin && i < g->persons.n; i++)
		g->persons.v[i].relation = kin->widest[i];
	struct genogram_picture *picture = genogram_draw(a, g);
	genogram_turn(picture, kin ? kin->focus : 0, kin ? kin->now : NULL);
	genogram_svg(&o, picture);
	return (html){ out_str(&o) };
}

/* The first person is 本人 until somebody else is asked for. */
static enum status focus_of(struct rq *rq, const struct person_item_list *all,
			    int *ret)
{
	str token = rq_query(rq, S("focus"));
	i64 id;
	*ret = all->n ? 0 : -1;
	if (!token.n)
		return OK;
	TRY(rq_id(rq, ID_person, token, &id));
	for (isize i = 0; i < all->n; i++)
		if (all->v[i].id.v == id) {
			*ret = (int)i;
			return OK;
		}
	return E_NOT_FOUND;
}

/* ---- everybody below it ------------------------------------------------------ */

static str page_url(const struct family_page *p, str focus, bool juminhyo,
		    str paper)
{
	struct out o = out_open(p->rq->arena, 120);
	char sep = '?';
	const struct {
		str name, value;
	} all[] = { { S("focus"), focus },
		    { S("words"), juminhyo ? S("juminhyo") : (str){ 0 } },
		    { S("paper"), paper } };
	put(&o, casefile_url(p->rq, p->rq->lens->casefile, S("/genogram")));
	for (int i = 0; i < COUNT(all); i++) {
		if (!all[i].value.n)
			continue;
		out_char(&o, sep);
		put(&o, all[i].name);
		out_char(&o, '=');
		put(&o, all[i].value);
		sep = '&';
	}
	return out_str(&o);
}

/* As closed as the family matters of that person are. */
static struct veiled kin_of(const struct rq *rq, person_id id, str word)
{
	if (lens_between(rq->lens, CLASS_family, id, (person_id){ 0 }) !=
	    VEIL_CLEAR)
		return (struct veiled){ VEIL_HIDE, { 0 } };
	return veiled_open(word);
}

static void add_lines(struct rq *rq, const struct person_item_list *all,
		      const struct kin_words *kin, struct family_page *p)
{
	p->v = new(rq->arena, struct family_line, all->n);
	for (isize i = 0; i < all->n; i++) {
		const struct person_item *item = &all->v[i];
		p->v[p->n++] = (struct family_line){
			.item = item,
			.focus = i == kin->focus,
			.kin = kin_of(rq, item->id, kin->now[i]),
			.url = str_cat(rq->arena, str_cat(rq->arena,
				       p->people_url, S("/")), item->token),
			.focus_url = page_url(p, i ? item->token : (str){ 0 },
					      p->juminhyo, (str){ 0 }),
		};
	}
}

static void add_urls(struct rq *rq, str focus, struct family_page *p)
{
	casefile_id id = rq->lens->casefile;
	p->people_url = casefile_url(rq, id, S("/people"));
	p->ties_url = casefile_url(rq, id, S("/relations"));
	p->koseki_url = page_url(p, focus, false, (str){ 0 });
	p->juminhyo_url = page_url(p, focus, true, (str){ 0 });
	p->back_url = page_url(p, focus, p->juminhyo, (str){ 0 });
	p->a4_url = page_url(p, focus, p->juminhyo, S("a4"));
	p->a3_url = page_url(p, focus, p->juminhyo, S("a3"));
}

/* ---- pages ------------------------------------------------------------------- */

static str now_words(const struct rq *rq)
{
	struct out o = out_open(rq->arena, 32);
	stamp_print_short(&o, rq->now);
	return out_str(&o);
}

static enum genogram_paper paper_of(str typed)
{
	return str_eq(typed, S("a4")) ? PAPER_A4 :
	       str_eq(typed, S("a3")) ? PAPER_A3 : PAPER_NONE;
}

/* The household's name at its outline, as far as it is his to see. */
static enum status name_home(struct rq *rq, struct family *f)
{
	const struct lens *l = rq->lens;
	struct household_line house;
	TRY(household_row(rq->db, rq->arena, l, l->viewer.muni, l->casefile,
			  &house));
	if (f->g.homes.n && house.name.state == VEIL_CLEAR)
		f->g.homes.v[0].label = veiled_peek(house.name);
	return OK;
}

static void draw_family(struct rq *rq, const struct family *f,
			const struct kin_words *kin, struct family_page *p)
{
	bool *assumed = new(rq->arena, bool, f->g.persons.n);
	struct genogram_family g = family_drawn(rq->arena, f, assumed);
	g.style.paper = p->paper;
	p->svg = svg_of(rq->arena, &g, kin);
	p->assumed = assumed_names(rq->arena, &g, assumed);
}

static enum status read_page(struct rq *rq, struct family_page *p)
{
	struct family f;
	struct person_item_list *all = new(rq->arena, struct person_item_list,
					   1);
	int focus;
	TRY(person_list(rq, rq->lens, all));
	TRY(family_read(rq, all, &f));
	TRY(name_home(rq, &f));
	TRY(focus_of(rq, all, &focus));
	add_urls(rq, focus > 0 ? all->v[focus].token : (str){ 0 }, p);
	p->closed = f.closed;
	p->odd = f.odd;
	if (f.closed)
		return OK;
	enum kin_mode mode = p->juminhyo ? KIN_JUMINHYO : KIN_KOSEKI;
	struct kin_words kin = {
		focus, genogram_kin(rq->arena, &f.g, focus, mode),
		widest_words(rq->arena, &f.g, mode)
	};
	add_lines(rq, all, &kin, p);
	draw_family(rq, &f, &kin, p);
	return OK;
}

static enum status family_show(struct rq *rq, struct reply *ret)
{
	struct family_page *p = new(rq->arena, struct family_page, 1);
	if (!lens_tab(rq->lens, TAB_FAMILY))
		return casefile_closed_tab(rq, TAB_FAMILY, ret);
	*p = (struct family_page){
		.rq = rq,
		.juminhyo = str_eq(rq_query(rq, S("words")), S("juminhyo")),
		.paper = paper_of(rq_query(rq, S("paper"))),
		.when = now_words(rq),
	};
	TRY(read_page(rq, p));
	rq_looked(rq, S("look.genogram"), rq->lens, S("casefile"),
		  rq->lens->casefile.v);
	TRY(reply_page(ret, S("事案"),
		       p->paper ? family_paper_draw : family_view_draw, p));
	return casefile_frame(rq, TAB_FAMILY, ret);
}

enum status family_thumb(struct rq *rq, const struct person_item_list *people,
			 struct family_thumb *ret)
{
	struct family f;
	TRY(family_read(rq, people, &f));
	bool *assumed = new(rq->arena, bool, f.g.persons.n);
	struct genogram_family g = family_drawn(rq->arena, &f, assumed);
	g.style.bare = true;
	*ret = (struct family_thumb){
		.closed = f.closed,
		.url = casefile_url(rq, rq->lens->casefile, S("/genogram")),
		.svg = svg_of(rq->arena, &g, NULL),
	};
	return OK;
}

const struct route family_routes[] = {
	{ GET, "/cases/:casefile/genogram", family_show, CAN_READ_CASE,
	  .page = "ジェノグラム" },
};
const isize family_routes_n = COUNT(family_routes);
