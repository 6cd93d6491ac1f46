/*
 * grant.c — grants into states.  One pass over the permits (one row for each
 * grant and person), joined per person; then the household.
 */
#include "vis/grant_in.h"

#define H VEIL_HIDE
#define O VEIL_COARSE
#define C VEIL_CLEAR

/* plain name contact quasi family health money work legal free safety:
 * 氏名・続柄・年代 and what keeps visitors safe. */
const u8 states_baseline[CLASS_COUNT] = { C, C, H, O, C, H, H, H, H, H, C };
const u8 states_nothing[CLASS_COUNT] = { 0 };
/* 存在のみ: the name of the household, nothing of anybody in it. */
static const u8 existence[CLASS_COUNT] = { C, C, H, H, H, H, H, H, H, H, H };

static enum status read_grants(struct db *db, struct arena *a,
			       const struct lens *l, struct grants *g)
{
	const struct viewer *v = &l->viewer;
	struct vis_permit_list permits;
	struct vis_exception_list exceptions;
	TRY(vis_permits(db, a, v->muni, l->casefile, v->agency, v->account,
			v->now, v->plan, &permits));
	TRY(vis_exceptions(db, a, v->muni, l->casefile, v->agency, v->now,
			   &exceptions));
	g->permits = permits.v;
	g->permits_n = permits.n;
	g->exceptions = exceptions.v;
	g->exceptions_n = exceptions.n;
	return share_type_list(db, a, v->muni, &g->types, &g->types_n);
}

static const struct share_type *type_of(const struct grants *g, str name)
{
	for (isize i = 0; i < g->types_n; i++)
		if (str_eq(g->types[i].name, name))
			return &g->types[i];
	return NULL;
}

/* What is not understood closes. */
static u8 state_of_letter(str s)
{
	static const str letters[] = { STR("H"), STR("M"), STR("O"),
				       STR("C") };
	for (u8 i = 0; i < 4; i++)
		if (str_eq(letters[i], s))
			return i;
	return VEIL_HIDE;
}

/* Over one class or one tab. */
static void apply(const struct vis_exception *e, struct share_type *t)
{
	u8 state = state_of_letter(e->state);
	enum vis_class c;
	enum tab tab;
	if (vis_class_find(e->what, &c))
		t->state[c] = state;
	else if (vis_tab_find(e->what, &tab))
		t->tabs = state == VEIL_CLEAR ? t->tabs | (unsigned)tab :
						t->tabs & ~(unsigned)tab;
}

/* Everyone's first, then this person's own. */
static void apply_exceptions(const struct grants *g, bestowal_id grant,
			     person_id person, struct share_type *t)
{
	for (int own = 0; own < 2; own++)
		for (isize i = 0; i < g->exceptions_n; i++) {
			const struct vis_exception *e = &g->exceptions[i];
			if (e->bestowal.v == grant.v &&
			    e->person == (own ? person.v : 0))
				apply(e, t);
		}
}

/* The basis beats the type: what it does not cover stays at the baseline. */
static void cut_down(const struct vis_permit *p, struct share_type *t)
{
	if ((int)t->level > p->level)
		t->level = p->level > 0 ? (enum level)p->level : LEVEL_NONE;
	for (int c = 0; c < CLASS_COUNT; c++) {
		bool free_of_basis = c == CLASS_plain || c == CLASS_safety;
		bool agreed = (unsigned)p->classes >> c & 1;
		if (!agreed && !free_of_basis &&
		    t->state[c] > states_baseline[c])
			t->state[c] = states_baseline[c];
	}
}

static void join(u8 *states, const u8 *more)
{
	for (int c = 0; c < CLASS_COUNT; c++)
		if (states[c] < more[c])
			states[c] = more[c];
}

/* What the grant shows of someone it does not name, or names without a basis:
 * the baseline, as far as its type goes. */
static void add_bystander(const struct grants *g, const struct vis_permit *p,
			  const struct share_type *type,
			  struct lens_person *who)
{
	struct share_type t = *type;
	apply_exceptions(g, p->bestowal, who->person, &t);
	states_cap(t.state, states_baseline);
	join(who->state, t.state);
}

/* Shown so many times: the overview alone, and every look is one. */
static void count(const struct vis_permit *p, struct share_type *t,
		  struct lens *l)
{
	if (t->level > LEVEL_OVERVIEW)
		t->level = LEVEL_OVERVIEW;
	t->tabs &= TAB_OVERVIEW;
	if (t->level == LEVEL_OVERVIEW)
		l->counted = p->bestowal;
}

static void add_permit(const struct grants *g, const struct vis_permit *p,
		       struct lens *l, struct lens_person *v)
{
	const struct share_type *type = type_of(g, p->type);
	if (!type)
		return;
	struct share_type t = *type;
	apply_exceptions(g, p->bestowal, p->person, &t);
	cut_down(p, &t);
	if (p->counted)
		count(p, &t, l);
	if (t.level > l->level)
		l->level = t.level;
	if (t.level == LEVEL_EXISTS) {
		states_cap(t.state, existence);
		join(l->household, t.state);
	}
	if (t.level < LEVEL_OVERVIEW)
		return;
	l->tabs |= t.tabs;
	l->verbs |= (p->counted ? 0u : (unsigned)p->verbs) | VERB_SEE;
	l->reads |= t.reads;
	for (isize i = 0; i < l->persons_n; i++) {
		if (v[i].person.v != p->person.v) {
			add_bystander(g, p, type, &v[i]);
			continue;
		}
		v[i].shared = true;
		join(v[i].state, t.state);
	}
}

/* Where someone is kept safe from others is told to nobody by a share. */
static void guard(u8 *states)
{
	states[CLASS_contact] = VEIL_HIDE;
}

/* The household's own facts are as open as the most open of its people: what
 * one of them may show of her home.  A minimum would show more after someone
 * takes his basis back. */
static void finish(struct lens *l, struct lens_person *v)
{
	if (l->level < LEVEL_OVERVIEW)
		return;
	for (isize i = 0; i < l->persons_n; i++) {
		if (v[i].guarded)
			guard(v[i].state);
		if (v[i].shared)
			join(l->household, v[i].state);
		l->household_guarded |= v[i].guarded;
	}
	if (l->household_guarded)
		guard(l->household);
}

void grants_open(const struct grants *g, struct lens *l,
		 struct lens_person *v)
{
	l->granted = true;
	for (isize i = 0; i < g->permits_n; i++)
		add_permit(g, &g->permits[i], l, v);
	if (l->level > LEVEL_NONE)
		finish(l, v);
}

enum status grant_lens(struct db *db, struct arena *a, struct lens *l,
		       struct lens_person **ret)
{
	struct grants g;
	struct vis_granted_person_list rows;
	TRY(vis_granted_persons(db, a, l->viewer.muni, l->casefile,
				l->viewer.now, &rows));
	TRY(read_grants(db, a, l, &g));
	struct lens_person *v = new(a, struct lens_person, rows.n);
	for (isize i = 0; i < rows.n; i++)
		v[i] = (struct lens_person){ .person = rows.v[i].id,
					     .guarded = rows.v[i].guarded > 0 };
	l->persons = v;
	l->persons_n = rows.n;
	grants_open(&g, l, v);
	*ret = v;
	return OK;
}
