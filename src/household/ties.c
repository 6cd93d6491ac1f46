/* ties.c — reading what binds the people of a casefile. */
#include "household/ties.h"

#include "vis/leak.h"
#include "vis/words.h"

static struct veiled name_of(const struct person_item_list *people,
			     person_id id)
{
	for (isize i = 0; i < people->n; i++)
		if (people->v[i].id.v == id.v)
			return people->v[i].name;
	return (struct veiled){ 0 };
}

/* 婚姻 S42〜H29 死別: one text, as closed as the kind. */
static struct veiled words_of(struct arena *a, struct veiled kind, str label,
			      struct veiled begun, struct veiled ended,
			      str ending)
{
	if (kind.state != VEIL_CLEAR)
		return (struct veiled){ kind.state, { 0 } };
	struct out o = out_open(a, 64);
	str from = date_typed(a, veiled_peek(begun));
	str to = date_typed(a, veiled_peek(ended));
	put(&o, label);
	if (from.n || to.n) {
		if (o.n)
			out_char(&o, ' ');
		put(&o, from);
		put(&o, S("〜"));
		put(&o, to);
	}
	if (ending.n) {
		out_char(&o, ' ');
		put(&o, ending);
	}
	return (struct veiled){ VEIL_CLEAR, out_str(&o) };
}

static struct tie_row union_row(struct rq *rq, const struct bond_line *u)
{
	str kind = word_label(rq, S("bond"), veiled_peek(u->kind));
	str ending = word_label(rq, S("bond_end"), veiled_peek(u->ending));
	return (struct tie_row){
		.what = TIES_UNION, .id = u->id.v, .a = u->a, .b = u->b,
		.version = u->version, .kind = u->kind, .begun = u->begun,
		.ended = u->ended, .ending = u->ending,
		.words = words_of(rq->arena, u->kind, kind, u->begun,
				  u->ended, ending),
	};
}

static struct tie_row parent_row(struct rq *rq,
				 const struct parentage_line *r)
{
	str kind = word_label(rq, S("parentage"), veiled_peek(r->kind));
	return (struct tie_row){
		.what = TIES_PARENT, .id = r->id.v, .a = r->parent,
		.b = r->child, .version = r->version, .kind = r->kind,
		.begun = r->begun, .ended = r->ended,
		.words = words_of(rq->arena, r->kind, kind, r->begun,
				  r->ended, (str){ 0 }),
	};
}

static struct tie_row stay_row(struct arena *a, const struct residence_line *r)
{
	struct veiled words = words_of(a, r->begun, (str){ 0 }, r->begun,
				       r->ended, (str){ 0 });
	if (words.state == VEIL_CLEAR && !veiled_has(words))
		words = veiled_open(S("同居（いつからかは未確認）"));
	return (struct tie_row){
		.what = TIES_STAY, .a = r->person,
		.begun = r->begun, .ended = r->ended, .words = words,
	};
}

/* Of whom it is not shared: not even that there is a tie. */
static bool is_there(const struct lens *l, const struct tie_row *t)
{
	return lens_between(l, CLASS_family, t->a, t->b) >= VEIL_COARSE ||
	       LEAKING(ties);
}

static struct veiled capped(struct veiled v, enum veil_state most)
{
	if (v.state <= most)
		return v;
	return (struct veiled){ most, most == VEIL_COARSE && veiled_has(v) ?
					      S("あり") : (str){ 0 } };
}

static void cap(const struct lens *l, struct tie_row *t)
{
	enum veil_state most = lens_between(l, CLASS_family, t->a, t->b);
	t->kind = capped(t->kind, most);
	t->begun = capped(t->begun, most);
	t->ended = capped(t->ended, most);
	t->ending = capped(t->ending, most);
	t->words = capped(t->words, most);
}

bool ties_closed(const struct lens *l)
{
	return lens_class(l, CLASS_family, (person_id){ 0 }) < VEIL_COARSE &&
	       !LEAKING(ties);
}

enum status ties_read(struct rq *rq, const struct person_item_list *people,
		      struct ties *ret)
{
	struct bond_line_list unions;
	struct parentage_line_list parents;
	struct residence_line_list stays;
	const struct lens *l = rq->lens;
	struct arena *a = rq->arena;
	i64 muni = rq->actor.viewer.muni;
	isize n = 0;
	i64 nth = 0;
	*ret = (struct ties){ 0 };
	/* That somebody is bound to somebody is family matter itself: closed,
	 * not even the number of rows is told. */
	if (ties_closed(l))
		return OK;
	TRY(bond_rows(rq->db, a, l, muni, l->casefile, &unions));
	TRY(parentage_rows(rq->db, a, l, muni, l->casefile, &parents));
	TRY(residence_rows(rq->db, a, l, muni, l->casefile, &stays));
	struct tie_row *v = new(a, struct tie_row,
				unions.n + parents.n + stays.n);
	for (isize i = 0; i < unions.n; i++)
		v[n++] = union_row(rq, &unions.v[i]);
	for (isize i = 0; i < parents.n; i++)
		v[n++] = parent_row(rq, &parents.v[i]);
	for (isize i = 0; i < stays.n; i++)
		v[n++] = stay_row(a, &stays.v[i]);
	*ret = (struct ties){ v, 0 };
	for (isize i = 0; i < n; i++) {
		if (!is_there(l, &v[i]))
			continue;
		struct tie_row *t = &v[ret->n++];
		*t = v[i];
		/* Counted among those he sees. */
		if (t->what == TIES_STAY)
			t->id = nth++;
		cap(l, t);
		t->name_a = name_of(people, t->a);
		t->name_b = name_of(people, t->b);
	}
	return OK;
}

bool ties_any(const struct ties_page *p, enum tie_kind what)
{
	for (isize i = 0; i < p->n; i++)
		if (p->v[i].row->what == what)
			return true;
	return false;
}

str rq_form_if(const struct rq *rq, str key, str name)
{
	return str_eq(rq_form(rq, S("key")), key) ? rq_form(rq, name) :
						    (str){ 0 };
}
