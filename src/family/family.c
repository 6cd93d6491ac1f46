/*
 * family.c — the rows of a household as a family that can be drawn.
 *
 * A record knows parents one by one, a picture draws children under a couple.
 * So the parents of a child, of one kind of parentage, become one union; when
 * the record binds them it is that one.  Of a child with one recorded parent
 * who has one partner in the record the picture assumes nothing in words: the
 * child hangs under the couple, and the page says whose other parent is not
 * recorded.
 */
#include "family/family_in.h"

#include "base/vec.h"
#include "family.sql.h"
#include "household.sql.h"
#include "vis/words.h"

/* ---- people -------------------------------------------------------------- */

/* yyyymmdd, 00 for what is not known of it; 0: none, or not his to see. */
static int date_number(struct veiled edtf)
{
	struct fdate d;
	if (edtf.state != VEIL_CLEAR ||
	    fdate_from_edtf(veiled_peek(edtf), &d) != OK ||
	    d.precision == PREC_NONE)
		return 0;
	struct ymd v = day_ymd(d.first);
	if (d.precision != PREC_DAY)
		v.d = 0;
	if (d.precision == PREC_YEAR || d.precision == PREC_ABOUT)
		v.m = 0;
	return v.y * 10000 + v.m * 100 + v.d;
}

static enum genogram_sex sex_of(struct veiled key)
{
	str s = key.state == VEIL_CLEAR ? veiled_peek(key) : (str){ 0 };
	return str_eq(s, S("1")) ? SEX_MALE :
	       str_eq(s, S("2")) ? SEX_FEMALE :
	       str_eq(s, S("9")) ? SEX_OTHER : SEX_UNKNOWN;
}

static int age_of(struct rq *rq, struct veiled birth)
{
	struct fdate d;
	if (birth.state != VEIL_CLEAR ||
	    fdate_from_edtf(veiled_peek(birth), &d) != OK ||
	    d.precision == PREC_NONE)
		return -1;
	return fdate_age(d, rq->today);
}

static str clear_text(struct veiled v)
{
	return v.state == VEIL_CLEAR ? veiled_peek(v) : (str){ 0 };
}

static struct genogram_person person_of(struct rq *rq, isize i,
					const struct person_line *p)
{
	struct veiled name = veiled_name_words(rq->arena, p->family_name,
					       p->given_name);
	struct out id = out_open(rq->arena, 8);
	put(&id, (i64)i);
	struct genogram_person r = { .id = out_str(&id), .age = -1,
				     .masked = name.state != VEIL_CLEAR };
	if (r.masked)
		return r;
	r.name = veiled_peek(name);
	r.kana = clear_text(veiled_name_words(rq->arena, p->family_name_kana,
					      p->given_name_kana));
	r.sex = sex_of(p->sex);
	r.birth = date_number(p->birth);
	r.death = date_number(p->death);
	r.dead = p->dead;
	if (!r.dead)
		r.age = age_of(rq, p->birth);
	return r;
}

static int index_of(const struct family *f, person_id id)
{
	for (isize i = 0; i < f->g.persons.n; i++)
		if (f->ids[i].v == id.v)
			return (int)i;
	return -1;
}

/* ---- unions -------------------------------------------------------------- */

static bool is_clear(const struct lens *l, person_id a, person_id b)
{
	return lens_between(l, CLASS_family, a, b) == VEIL_CLEAR;
}

static enum genogram_bond bond_of(str kind)
{
	return str_eq(kind, S("marriage")) ? BOND_MARRIED :
	       str_eq(kind, S("engaged")) ? BOND_COUPLE : BOND_PARTNERS;
}

/* 離婚協議・調停中 is no end yet. */
static enum genogram_end end_of(str ending)
{
	return str_eq(ending, S("divorced")) ? END_DIVORCED :
	       str_eq(ending, S("separated")) ? END_SEPARATED :
	       str_eq(ending, S("widowed")) ? END_DIED : END_NOT;
}

static isize union_between(const struct genogram_family *g, int a, int b)
{
	for (isize i = 0; i < g->unions.n; i++) {
		const struct genogram_union *u = &g->unions.v[i];
		if ((u->a == a && u->b == b) || (u->a == b && u->b == a))
			return i;
	}
	return -1;
}

/* Who married again after a divorce has one line: the one that holds. */
static void add_union(struct arena *a, struct genogram_family *g,
		      struct genogram_union u)
{
	isize there = union_between(g, u.a, u.b);
	if (there < 0)
		*vec_push(a, &g->unions) = u;
	else if (g->unions.v[there].end != END_NOT && u.end == END_NOT)
		g->unions.v[there] = u;
}

static enum status read_unions(struct rq *rq, struct family *f)
{
	const struct lens *l = rq->lens;
	struct bond_line_list rows;
	TRY(bond_rows(rq->db, rq->arena, l, l->viewer.muni, l->casefile,
		      &rows));
	for (isize i = 0; i < rows.n; i++) {
		const struct bond_line *r = &rows.v[i];
		int a = index_of(f, r->a), b = index_of(f, r->b);
		if (a < 0 || b < 0 || a == b || !is_clear(l, r->a, r->b))
			continue;
		add_union(rq->arena, &f->g, (struct genogram_union){
			.a = a, .b = b,
			.bond = bond_of(clear_text(r->kind)),
			.end = end_of(clear_text(r->ending)),
			.from = date_number(r->begun),
			.to = date_number(r->ended) });
	}
	return OK;
}

/* ---- children ------------------------------------------------------------ */

struct parent {
	int parent, child;
	enum genogram_birth kind;
};
struct parents {
	struct parent *v;
	isize n, cap;
};

static enum genogram_birth birth_of(str kind)
{
	return str_eq(kind, S("adopted")) ? BY_ADOPTION :
	       str_eq(kind, S("foster")) ? BY_FOSTERING :
	       str_eq(kind, S("step")) ? BY_STEP : BY_BIRTH;
}

static enum status read_parents(struct rq *rq, const struct family *f,
				struct parents *ret)
{
	const struct lens *l = rq->lens;
	struct parentage_line_list rows;
	TRY(parentage_rows(rq->db, rq->arena, l, l->viewer.muni, l->casefile,
			   &rows));
	for (isize i = 0; i < rows.n; i++) {
		const struct parentage_line *r = &rows.v[i];
		int parent = index_of(f, r->parent),
		    child = index_of(f, r->child);
		if (parent < 0 || child < 0 || parent == child ||
		    !is_clear(l, r->parent, r->child))
			continue;
		*vec_push(rq->arena, ret) = (struct parent){
			parent, child, birth_of(clear_text(r->kind)) };
	}
	return OK;
}

static bool is_parent(const struct parents *all, int parent, int child,
		      enum genogram_birth kind)
{
	for (isize i = 0; i < all->n; i++)
		if (all->v[i].parent == parent && all->v[i].child == child &&
		    all->v[i].kind == kind)
			return true;
	return false;
}

/* A step parent beside whom the parent stands needs no line of his own. */
static bool is_beside_a_parent(const struct genogram_family *g,
			       const struct parents *all,
			       const struct parent *step)
{
	for (int p = 0; p < (int)g->persons.n; p++)
		if (union_between(g, p, step->parent) >= 0 &&
		    (is_parent(all, p, step->child, BY_BIRTH) ||
		     is_parent(all, p, step->child, BY_ADOPTION)))
			return true;
	return false;
}

/* The other parent of this kind, recorded after the first; -1: none. */
static int other_parent(const struct parents *all, isize first)
{
	const struct parent *p = &all->v[first];
	for (isize i = first + 1; i < all->n; i++)
		if (all->v[i].child == p->child && all->v[i].kind == p->kind &&
		    all->v[i].parent != p->parent)
			return all->v[i].parent;
	return -1;
}

static bool is_first(const struct parents *all, isize at)
{
	for (isize i = 0; i < at; i++)
		if (all->v[i].child == all->v[at].child &&
		    all->v[i].kind == all->v[at].kind)
			return false;
	return true;
}

/* Of two who are not bound in the record nobody knows what they are. */
static int union_of(struct arena *a, struct genogram_family *g, int x, int y)
{
	isize there = union_between(g, x, y);
	if (there >= 0)
		return (int)there;
	*vec_push(a, &g->unions) = (struct genogram_union){
		.a = x, .b = y, .bond = BOND_COUPLE };
	return (int)g->unions.n - 1;
}

static void add_children(struct arena *a, struct genogram_family *g,
			 const struct parents *all)
{
	for (isize i = 0; i < all->n; i++) {
		const struct parent *p = &all->v[i];
		if (!is_first(all, i) ||
		    (p->kind == BY_STEP && is_beside_a_parent(g, all, p)))
			continue;
		*vec_push(a, &g->children) = (struct genogram_child){
			.of = union_of(a, g, p->parent, other_parent(all, i)),
			.child = p->child, .kind = p->kind };
	}
}

/* ---- all of it ------------------------------------------------------------- */

/* Who is known to live together. */
static void add_home(struct arena *a, struct genogram_family *g,
		     const struct person_item_list *people)
{
	struct genogram_home h = { .who = new(a, int, people->n) };
	for (isize i = 0; i < people->n; i++)
		if (!people->lines[i].dead &&
		    str_eq(clear_text(people->lines[i].living), S("home")))
			h.who[h.n++] = (int)i;
	if (h.n)
		*vec_push(a, &g->homes) = h;
}

static void add_people(struct rq *rq, const struct person_item_list *people,
		       struct family *f)
{
	f->ids = new(rq->arena, person_id, people->n);
	for (isize i = 0; i < people->n; i++) {
		person_id id = people->lines[i].id;
		f->ids[i] = id;
		f->partial |= lens_class(rq->lens, CLASS_family, id) !=
			      VEIL_CLEAR;
		*vec_push(rq->arena, &f->g.persons) =
			person_of(rq, i, &people->lines[i]);
	}
	add_home(rq->arena, &f->g, people);
}

/* 死亡 and 性別不明: the sources disagree, so a municipality says how. */
static enum status read_style(struct rq *rq, struct genogram_style *ret)
{
	struct family_setting_list v;
	TRY(family_settings(rq->db, rq->arena, rq->lens->viewer.muni, &v));
	for (isize i = 0; i < v.n; i++) {
		if (str_eq(v.v[i].key, S("genogram.dead")) &&
		    str_eq(v.v[i].value, S("filled")))
			ret->dead = DEAD_FILLED;
		if (str_eq(v.v[i].key, S("genogram.unknown")) &&
		    str_eq(v.v[i].value, S("triangle")))
			ret->unknown = UNKNOWN_TRIANGLE;
	}
	return OK;
}

enum status family_read(struct rq *rq, const struct person_item_list *people,
			struct family *ret)
{
	struct parents parents = { 0 };
	str why;
	*ret = (struct family){ .g = { .focus = -1 } };
	ret->closed = !lens_tab(rq->lens, TAB_FAMILY) ||
		      lens_class(rq->lens, CLASS_family, (person_id){ 0 }) !=
			      VEIL_CLEAR;
	if (ret->closed)
		return OK;
	TRY(read_style(rq, &ret->g.style));
	add_people(rq, people, ret);
	TRY(read_unions(rq, ret));
	TRY(read_parents(rq, ret, &parents));
	add_children(rq->arena, &ret->g, &parents);
	/* A record may say what cannot be (his own grandfather): then the
	 * people are drawn, and nothing between them. */
	if (genogram_check(rq->arena, &ret->g, &why) != OK) {
		ret->g.unions.n = ret->g.children.n = 0;
		ret->odd = true;
	}
	return OK;
}
