/* lens_spec.c — who sees what, by definition. */
#include "lens_spec.h"

#include <string.h>

/* plain name contact quasi family health money work legal free safety */
const char *const spec_type_names[TYPES] = {
	"exists", "watch", "team", "team_money", "care", "school",
	"school_parent", "conference", "anonymous",
};
const struct w_type spec_types[TYPES] = {
	{ 1, 0, 1, 0, "CCHHHHHHHHH" },	  { 2, 5, 3, 1, "CCCOOHHHHOC" },
	{ 3, 47, 3, 16, "CCCCCCHCMMC" },  { 3, 47, 3, 16, "CCCCCCCCMMC" },
	{ 3, 47, 3, 4, "CCCCCCHHMMC" },	  { 3, 47, 3, 1, "CCCCCCHHHOC" },
	{ 3, 47, 3, 1, "CCCHOHHHHOC" },	  { 3, 47, 1, 8, "CCCCCCOOMMC" },
	{ 2, 5, 1, 2, "CMHOOOOOHMC" },
};
/* 氏名・続柄・年代 at most, and what keeps visitors safe. */
static const char without_basis[] = "CCHOCHHHHHC";

static const struct {
	const char *name;
	int own_level, shared_level, tabs, verbs;
	char ceiling[CLASSES + 1];
} role_table[] = {
	{ "clerk", 4, 4, 3, 1, "CCCOHHHHHHC" },
	{ "worker", 4, 4, 1023, 15, "CCCCCCCCCCC" },
	{ "senior", 4, 4, 1023, 15, "CCCCCCCCCCC" },
	{ "coordinator", 4, 4, 1023, 15, "CCCCCCCCCCC" },
	{ "chief", 1, 1, 0, 1, "CCHHHHHHHHH" },
	{ "guest", 0, 4, 1023, 15, "CCCCCCCCCCC" },
	{ "", 0, 0, 0, 0, "HHHHHHHHHHH" },	/* every other */
};

static int role_of(const struct who *v)
{
	int r = 0;
	while (*role_table[r].name && strcmp(role_table[r].name, v->role))
		r++;
	return r;
}

static int rank(char s)
{
	return (int)(strchr("HMOC", s) - "HMOC");
}

static char less(char a, char b)
{
	return rank(a) < rank(b) ? a : b;
}

static char more(char a, char b)
{
	return rank(a) > rank(b) ? a : b;
}

static bool in_time(i64 since, i64 until, i64 now)
{
	return since <= now && (!until || now < until);
}

static bool now_before(i64 now, i64 until)
{
	return now < until;
}

/* A forbid beats every permit. */
static bool forbidden(const struct world *w, const struct who *v)
{
	return (w->conflict_account == v->account &&
		now_before(v->now, w->conflict_until)) ||
	       (w->against_agency == v->agency &&
		now_before(v->now, w->against_until));
}

/* A share being prepared is looked at in the place of the living one of the
 * same recipient, which it will replace. */
static bool replaced(const struct world *w, const struct who *v,
		     const struct w_grant *g)
{
	const struct w_grant *plan = &w->grant[v->plan];
	return v->plan && plan->planned && !plan->live &&
	       plan->agency == g->agency && plan->account == g->account;
}

/* Does this grant reach the viewer now? */
static bool reaches(const struct world *w, const struct who *v, i64 grant)
{
	const struct w_grant *g = &w->grant[grant];
	return g->agency == v->agency &&
	       (!g->account || g->account == v->account) &&
	       (g->live ? !replaced(w, v, g) :
			  g->planned && v->plan == grant) &&
	       in_time(g->since, g->until, v->now) && g->views != 0;
}

/* Is it lawful for this person, and does the cover name the viewer? */
static bool lawful(const struct world *w, const struct who *v,
		   const struct w_opened *o, const struct w_cover *c)
{
	const struct w_basis *b = &w->basis[o->basis];
	return !o->ended && b->live && b->person == o->person &&
	       in_time(b->since, b->until, v->now) && c->basis == o->basis &&
	       c->agency == v->agency &&
	       (!c->account || c->account == v->account);
}

static const struct w_type *type_of(const struct world *w,
				    const struct w_opened *o)
{
	return &w->types[o->type >= 0 ? o->type : w->grant[o->grant].type];
}

/* The exception for a cell: the person's own before everyone's. */
static const struct w_exception *
exception_for(const struct world *w, const struct who *v,
	      const struct w_opened *o, i64 person, int class, int tab)
{
	const struct w_exception *found = NULL;
	for (int i = 0; i < w->exceptions; i++) {
		const struct w_exception *e = &w->exception[i];
		if (e->grant != o->grant || !in_time(0, e->until, v->now) ||
		    (e->person && e->person != person) ||
		    e->class != class || e->tab != tab)
			continue;
		if (!found || e->person)
			found = e;
	}
	return found;
}

/* Calls for every permit: a person opened by a grant through one cover. */
#define EACH_PERMIT(w, v, o, c)                                               \
	for (const struct w_opened *o = (w)->open;                            \
	     o < (w)->open + (w)->opened; o++)                                \
		for (const struct w_cover *c = (w)->cover;                    \
		     c < (w)->cover + (w)->covers; c++)                       \
			if (reaches(w, v, o->grant) && lawful(w, v, o, c))

static int least(int a, int b)
{
	return a < b ? a : b;
}

/* 一時的に見せる: no more than the overview. */
static bool counted(const struct world *w, const struct w_opened *o)
{
	return w->grant[o->grant].views >= 0;
}

static int permit_level(const struct world *w, const struct w_opened *o,
			const struct w_cover *c)
{
	int level = least(type_of(w, o)->level, c->level);
	return counted(w, o) ? least(level, 2) : level;
}

static int granted_level(const struct world *w, const struct who *v)
{
	int level = 0;
	EACH_PERMIT(w, v, o, c) {
		int l = permit_level(w, o, c);
		level = l > level ? l : level;
	}
	return level;
}

int spec_level(const struct world *w, const struct who *v)
{
	int r = role_of(v);
	if (forbidden(w, v))
		return 0;
	return v->agency == LEAD ? role_table[r].own_level :
	       least(granted_level(w, v), role_table[r].shared_level);
}

/* The type with its exceptions. */
static char plain_cell(const struct world *w, const struct who *v,
		       const struct w_opened *o, i64 person, int class)
{
	const struct w_exception *e = exception_for(w, v, o, person, class,
						    -1);
	return e ? e->state : type_of(w, o)->states[class];
}

/* What one permit shows of a class of a person, its own or another of the
 * household; 'H' below the overview. */
static char cell(const struct world *w, const struct who *v,
		 const struct w_opened *o, const struct w_cover *c,
		 i64 person, int class)
{
	char s = plain_cell(w, v, o, person, class);
	bool agreed = class == 0 || class == 10 || (c->classes >> class & 1);
	if (permit_level(w, o, c) < 2)
		return 'H';
	if (person != o->person)
		return less(s, without_basis[class]);
	return agreed ? s : less(s, without_basis[class]);
}

/* 0: nobody's basis opens this person as far as the overview. */
static bool is_shared(const struct world *w, const struct who *v, i64 person)
{
	EACH_PERMIT(w, v, o, c)
		if (o->person == person &&
		    permit_level(w, o, c) >= 2)
			return true;
	return false;
}

static bool is_guarded(const struct world *w, const struct who *v, i64 person)
{
	return now_before(v->now, w->guarded_until[person]);
}

static char of_person(const struct world *w, const struct who *v, i64 person,
		      int class)
{
	char s = 'H';
	EACH_PERMIT(w, v, o, c)
		s = more(s, cell(w, v, o, c, person, class));
	return class == 2 && is_guarded(w, v, person) ? 'H' : s;
}

/* What one of its people may show; contact of a house where anybody is kept
 * safe is nobody's. */
static char of_household(const struct world *w, const struct who *v,
			 int class)
{
	char s = 'H';
	EACH_PERMIT(w, v, o, c)
		if (class <= 1 && permit_level(w, o, c) == 1)
			s = more(s, plain_cell(w, v, o, o->person, class));
	for (i64 p = 1; p <= w->persons; p++)
		if (is_shared(w, v, p))
			s = more(s, of_person(w, v, p, class));
	for (i64 p = 1; p <= w->persons; p++)
		if (class == 2 && is_guarded(w, v, p))
			s = 'H';
	return s;
}

char spec_state(const struct world *w, const struct who *v, i64 person,
		int class)
{
	char top = role_table[role_of(v)].ceiling[class];
	if (spec_level(w, v) == 0)
		return 'H';
	if (v->agency == LEAD)
		return top;
	if (person && granted_level(w, v) == 1)
		return 'H';
	return less(top, person ? of_person(w, v, person, class) :
				  of_household(w, v, class));
}

static int tabs_of(const struct world *w, const struct who *v,
		   const struct w_opened *o)
{
	int tabs = type_of(w, o)->tabs;
	for (int t = 0; t < TABS; t++) {
		const struct w_exception *e = exception_for(w, v, o, o->person,
							    -1, t);
		if (e)
			tabs = e->state == 'C' ? tabs | 1 << t :
						 tabs & ~(1 << t);
	}
	return counted(w, o) ? tabs & 1 : tabs;
}

int spec_tabs(const struct world *w, const struct who *v)
{
	int tabs = 0, mine = role_table[role_of(v)].tabs;
	if (spec_level(w, v) < 2)
		return 0;
	if (v->agency == LEAD)
		return mine;
	EACH_PERMIT(w, v, o, c)
		if (permit_level(w, o, c) >= 2)
			tabs |= tabs_of(w, v, o);
	return tabs & mine;
}

int spec_verbs(const struct world *w, const struct who *v)
{
	int verbs = 0, mine = role_table[role_of(v)].verbs;
	if (spec_level(w, v) < 2)
		return 0;
	if (v->agency == LEAD)
		return mine;
	EACH_PERMIT(w, v, o, c)
		if (permit_level(w, o, c) >= 2)
			verbs |= counted(w, o) ? 1 :
				 w->grant[o->grant].verbs | 1;
	return verbs & mine;
}

int spec_reads(const struct world *w, const struct who *v)
{
	int reads = 0;
	if (v->agency == LEAD)
		return 0;
	EACH_PERMIT(w, v, o, c)
		if (permit_level(w, o, c) >= 2)
			reads |= type_of(w, o)->reads;
	return reads;
}
