/*
 * lens.c — the decision, from two small tables and a handful of queries.
 *
 * What a role may see at most is the table `roles`, what a sharing opens the
 * table of types (vis/types.c): visibility.md §2b written as data.  Order of
 * the decision: none by default → a forbid wins (in vis_seat) → the own
 * agency's casefile, or what living grants open (vis/grant.c) → capped by the
 * role.
 */
#include "vis/lens.h"

#include "vis/age.h"
#include "vis/grant_in.h"
#include "vis/leak.h"


#define H VEIL_HIDE
#define O VEIL_COARSE
#define C VEIL_CLEAR

struct role_row {
	str name, label;
	enum level level;	/* the most it may reach on a casefile */
	unsigned tabs, verbs, powers;
	u8 own[CLASS_COUNT];	/* plain name contact quasi family health
				 * money work legal free safety */
	bool shared;		/* reaches LEVEL_FULL where it is shared */
};

enum {
	SEES_ALL = VERB_SEE | VERB_ADD | VERB_COMMON | VERB_SHEETS,
	WORKS = POWER_INTAKE | POWER_CASES | POWER_SEARCH,
};

static const struct role_row roles[ROLE_COUNT] = {
	[ROLE_NONE] = { .name = STR("none"), .label = STR("役割なし") },
	[ROLE_clerk] = { STR("clerk"), STR("受付・事務"), LEVEL_FULL,
			 TAB_OVERVIEW | TAB_FAMILY, VERB_SEE, WORKS,
			 { C, C, C, O, H, H, H, H, H, H, C } },
	[ROLE_worker] = { STR("worker"), STR("相談員"), LEVEL_FULL, TAB_ALL,
			  SEES_ALL, WORKS,
			  { C, C, C, C, C, C, C, C, C, C, C } },
	[ROLE_senior] = { STR("senior"), STR("主任"), LEVEL_FULL, TAB_ALL,
			  SEES_ALL, WORKS,
			  { C, C, C, C, C, C, C, C, C, C, C } },
	/* Only what was referred to 多機関協働 has a seat of that agency. */
	[ROLE_coordinator] = { STR("coordinator"), STR("調整役(多機関協働)"),
			       LEVEL_FULL, TAB_ALL, SEES_ALL, WORKS,
			       { C, C, C, C, C, C, C, C, C, C, C } },
	[ROLE_matcher] = { .name = STR("matcher"), .label = STR("名寄せ担当") },
	/* The list; contents only while they are put to 決裁 (not yet). */
	[ROLE_chief] = { STR("chief"), STR("上長"), LEVEL_EXISTS, 0, VERB_SEE,
			 POWER_CASES, { C, C, H, H, H, H, H, H, H, H, H } },
	[ROLE_agency_admin] = { .name = STR("agency_admin"),
				.label = STR("機関管理者"),
				.powers = POWER_ACCOUNTS },
	[ROLE_muni_admin] = { .name = STR("muni_admin"),
			      .label = STR("自治体管理者"),
			      .powers = POWER_ACCOUNTS | POWER_TYPES },
	[ROLE_auditor] = { .name = STR("auditor"), .label = STR("監査"),
			   .powers = POWER_AUDIT },
	/* No casefile but those that are shared with this very person. */
	[ROLE_guest] = { STR("guest"), STR("招待者(事案限定)"), LEVEL_NONE,
			 TAB_ALL, SEES_ALL, POWER_CASES | POWER_SEARCH,
			 { C, C, C, C, C, C, C, C, C, C, C }, true },
};

static const str class_names[CLASS_COUNT] = {
#define VIS_CLASS_NAME(x) STR(#x),
	VIS_CLASSES(VIS_CLASS_NAME)
#undef VIS_CLASS_NAME
};

const struct lens LENS_NONE = { 0 };

#ifdef TB_TEST_CLOCK
enum leak leak_open;
const char *const leak_names[LEAKS] = {
	"none",
#define LEAK_NAME(x) #x,
	LEAKS_ALL(LEAK_NAME)
#undef LEAK_NAME
};
#endif

static void copy_states(u8 *to, const u8 *from)
{
	for (int c = 0; c < CLASS_COUNT; c++)
		to[c] = from[c];
}

void states_cap(u8 *states, const u8 *most)
{
	for (int c = 0; c < CLASS_COUNT; c++)
		if (states[c] > most[c])
			states[c] = most[c];
}

/* ---- one's own casefile ------------------------------------------------- */

static enum status own_persons(struct db *db, struct arena *a, struct lens *l,
			       const u8 *states)
{
	struct vis_person_list rows;
	TRY(vis_persons(db, a, l->viewer.muni, l->casefile, &rows));
	struct lens_person *v = new(a, struct lens_person, rows.n);
	for (isize i = 0; i < rows.n; i++) {
		v[i] = (struct lens_person){ rows.v[i].id, .shared = true };
		copy_states(v[i].state, states);
	}
	l->persons = v;
	l->persons_n = rows.n;
	return OK;
}

static void open_own(int level, struct lens *l)
{
	const struct role_row *role = &roles[l->viewer.role];
	if (level > (int)role->level)
		level = (int)role->level;
	if (level <= LEVEL_NONE)
		return;
	l->level = (enum level)level;
	l->tabs = level >= LEVEL_TABS ? role->tabs :
		  level == LEVEL_OVERVIEW ? role->tabs & TAB_OVERVIEW : 0;
	l->verbs = role->verbs;
	copy_states(l->household, role->own);
}

static enum status own_lens(struct db *db, struct arena *a, int level,
			    struct lens *l)
{
	open_own(level, l);
	if (l->level == LEVEL_NONE)
		return OK;
	return own_persons(db, a, l, roles[l->viewer.role].own);
}

struct lens lens_suppose_own(enum role role)
{
	struct lens l = { .viewer = { .role = role } };
	open_own(LEVEL_FULL, &l);
	return l;
}

/* ---- a shared one ------------------------------------------------------- */

/* What the role takes away from what the grants give. */
void lens_cap_by_role(struct lens *l, struct lens_person *v)
{
	const struct role_row *role = &roles[l->viewer.role];
	enum level most = role->shared ? LEVEL_FULL : role->level;
	if (l->level > most)
		l->level = most;
	l->tabs = l->level >= LEVEL_OVERVIEW ? l->tabs & role->tabs : 0;
	l->verbs = l->level >= LEVEL_OVERVIEW ? l->verbs & role->verbs :
						l->verbs & VERB_SEE;
	states_cap(l->household, role->own);
	for (isize i = 0; i < l->persons_n; i++)
		states_cap(v[i].state, role->own);
	if (l->level == LEVEL_NONE)
		*l = (struct lens){ .viewer = l->viewer,
				    .casefile = l->casefile };
}

static enum status granted_lens(struct db *db, struct arena *a, struct lens *l)
{
	struct lens_person *v;
	TRY(grant_lens(db, a, l, &v));
	lens_cap_by_role(l, v);
	return OK;
}

/* Somebody for whom a share is being prepared has no seat yet. */
static enum status planned_lens(struct db *db, struct arena *a, struct lens *l)
{
	const struct viewer *v = &l->viewer;
	i64 forbids = 0;
	TRY(vis_forbids(db, v->muni, v->agency, l->casefile, v->account,
			v->now, &forbids));
	return forbids ? OK : granted_lens(db, a, l);
}

/* A role that may use no such seat costs what no seat costs. */
static bool role_reaches(enum role role, str origin)
{
	const struct role_row *r = &roles[role];
	return r->level > LEVEL_NONE ||
	       (r->shared && !str_eq(origin, S("lead")));
}

enum status vis_lens(struct db *db, struct arena *a, struct viewer viewer,
		     casefile_id casefile, struct lens *ret)
{
	struct lens l = { .viewer = viewer, .casefile = casefile };
	struct vis_level seat;
	enum status st = vis_seat(db, a, viewer.muni, viewer.agency, casefile,
				  viewer.account, viewer.now, &seat);
	if (st != OK && st != E_NOT_FOUND)
		return st;
	if (st == OK && !role_reaches(viewer.role, seat.origin))
		st = E_NOT_FOUND;
	if (st == E_NOT_FOUND)
		st = viewer.plan.v ? planned_lens(db, a, &l) : OK;
	else if (str_eq(seat.origin, S("lead")))
		st = own_lens(db, a, seat.level, &l);
	else
		st = granted_lens(db, a, &l);
	TRY(st);
	if (LEAKING(work) && l.level == LEVEL_NONE && vis_leak(db, &l))
		(void)vis_leak(db, &l);
	*ret = l;
	return OK;
}

struct lens vis_lens_preview(struct arena *a, const struct lens *own,
			     const struct lens *other)
{
	struct lens l = *other;
	struct lens_person *v = new(a, struct lens_person, other->persons_n);
	for (isize i = 0; i < other->persons_n; i++) {
		v[i] = other->persons[i];
		for (int c = 0; c < CLASS_COUNT; c++) {
			enum veil_state mine =
				lens_class(own, (enum vis_class)c,
					   v[i].person);
			if (v[i].state[c] > mine)
				v[i].state[c] = (u8)mine;
		}
	}
	l.persons = v;
	states_cap(l.household, own->household);
	states_cap(l.others, own->others);
	if (l.level > own->level)
		l.level = own->level;
	l.tabs &= own->tabs;
	l.verbs &= VERB_SEE;
	l.by = own;
	return l;
}

struct lens vis_lens_own_words(struct arena *a, const struct lens *l)
{
	const u8 *most = roles[l->viewer.role].own;
	if (!l->granted)
		return *l;
	struct lens own = *l;
	struct lens_person *v = new(a, struct lens_person, l->persons_n);
	for (isize i = 0; i < l->persons_n; i++) {
		v[i] = (struct lens_person){ l->persons[i].person,
					     .shared = true };
		copy_states(v[i].state, most);
	}
	own.persons = v;
	copy_states(own.household, most);
	copy_states(own.others, most);
	if (own.level < LEVEL_OVERVIEW)
		own.level = LEVEL_OVERVIEW;
	own.granted = false;
	return own;
}

static struct lens flat_lens(struct viewer viewer)
{
	const struct role_row *role = &roles[viewer.role];
	struct lens l = { .viewer = viewer,
			  .level = role->shared ? LEVEL_FULL : role->level };
	if (l.level == LEVEL_NONE)
		return l;
	copy_states(l.household, role->own);
	copy_states(l.others, role->own);
	return l;
}

struct lens vis_list_lens(struct viewer viewer)
{
	return flat_lens(viewer);
}

i64 vis_shown(const u8 *states)
{
	i64 packed = 0;
	for (int c = 0; c < CLASS_COUNT; c++)
		packed |= (i64)states[c] << (2 * c);
	return packed;
}

struct lens vis_row_lens(const struct lens *list, i64 shown)
{
	struct lens l = *list;
	u8 most[CLASS_COUNT];
	if (shown == -1)
		return l;
	for (int c = 0; c < CLASS_COUNT; c++)
		most[c] = (u8)((u64)shown >> (2 * c) & 3);
	l.granted = true;
	states_cap(l.household, most);
	/* A list does not know which people are shared: of each it shows what
	 * anybody's row may.  Only an existence hides safety: no person. */
	states_cap(l.others, most);
	states_cap(l.others, most[CLASS_safety] ? states_baseline :
						  states_nothing);
	return l;
}

struct lens vis_own_lens(struct viewer viewer)
{
	struct lens l = flat_lens(viewer);
	if (!(roles[viewer.role].powers & POWER_INTAKE))
		return (struct lens){ .viewer = viewer };
	/* Who answers the telephone writes the first words down himself, and
	 * must be able to read them again (role clerk). */
	l.household[CLASS_free] = l.others[CLASS_free] = C;
	l.household[CLASS_quasi] = l.others[CLASS_quasi] = C;
	l.verbs = VERB_SEE | VERB_ADD;
	return l;
}

static const u8 *states_of(const struct lens *l, person_id person)
{
	if (!person.v)
		return l->household;
	isize lo = 0, hi = l->persons_n;
	while (lo < hi) {
		isize mid = lo + (hi - lo) / 2;
		if (l->persons[mid].person.v == person.v)
			return l->persons[mid].state;
		if (l->persons[mid].person.v < person.v)
			lo = mid + 1;
		else
			hi = mid;
	}
	return l->others;
}

enum veil_state lens_class(const struct lens *l, enum vis_class c,
			   person_id person)
{
	if (l->level == LEVEL_NONE)
		return VEIL_HIDE;
	return (enum veil_state)states_of(l, person)[c];
}

static enum veil_state least(enum veil_state x, enum veil_state y)
{
	return x < y ? x : y;
}

enum veil_state lens_between(const struct lens *l, enum vis_class c,
			     person_id a, person_id b)
{
	enum veil_state s = lens_class(l, c, a);
	if (!b.v)
		return s;
	s = least(s, lens_class(l, c, b));
	return least(s, lens_class(l, c, (person_id){ 0 }));
}

struct veiled lens_veil(const struct lens *l, enum vis_class c,
			person_id person, str text, str coarse)
{
	enum veil_state state = lens_class(l, c, person);
	if (state == VEIL_CLEAR)
		return (struct veiled){ state, text };
	if (state == VEIL_COARSE && text.n)
		return (struct veiled){ state, coarse.n ? coarse : S("あり") };
	return (struct veiled){ state, { 0 } };
}

struct veiled lens_veil_birth(const struct lens *l, enum vis_class c,
			      person_id person, str edtf)
{
	return lens_veil(l, c, person, edtf,
			 age_band(edtf, stamp_day(l->viewer.now)));
}

static const struct lens_person *person_of(const struct lens *l, person_id id)
{
	for (isize i = 0; i < l->persons_n; i++)
		if (l->persons[i].person.v == id.v)
			return &l->persons[i];
	return NULL;
}

bool lens_guarded(const struct lens *l, person_id person)
{
	if (!person.v)
		return l->household_guarded;
	const struct lens_person *p = person_of(l, person);
	return p && p->guarded;
}

/* The free text of everyone it names is at least partly open. */
static bool prose_open(const struct lens *l, const struct record *r)
{
	if (!r->persons_n)
		return lens_class(l, CLASS_free, (person_id){ 0 }) > VEIL_HIDE;
	for (isize i = 0; i < r->persons_n; i++)
		if (lens_class(l, CLASS_free, r->persons[i]) == VEIL_HIDE)
			return false;
	return true;
}

static bool read_by_type(unsigned reads, const struct record *r)
{
	return (reads & READS_ALL) || (r->health && (reads & READS_HEALTH)) ||
	       (r->meeting && (reads & READS_MEETING)) ||
	       (r->confirmed && (reads & READS_CONFIRMED)) ||
	       (r->restated && (reads & READS_RESTATED));
}

bool lens_record(const struct lens *l, const struct record *r)
{
	if (l->by && !lens_record(l->by, r))
		return false;
	if (l->level < LEVEL_OVERVIEW)
		return false;
	if (r->owner.v == l->viewer.agency.v)
		return true;
	if (r->audience == AUDIENCE_OWN ||
	    (r->audience == AUDIENCE_NAMED && !r->named))
		return false;
	return !l->granted || (read_by_type(l->reads, r) && prose_open(l, r));
}

bool vis_leak(struct db *db, const struct lens *l)
{
	i64 n = 0;
	return vis_is_there(db, l->viewer.muni, l->casefile, &n) == OK && n > 0;
}

str vis_leak_all(struct db *db, struct arena *a, i64 muni)
{
	i64 n = 0;
	struct out o = out_open(a, 24);
	if (vis_everything(db, muni, 0, &n) == OK)
		put(&o, n);
	return out_str(&o);
}

bool lens_can(const struct lens *l, enum verb v)
{
	return l->level >= LEVEL_OVERVIEW && (l->verbs & (unsigned)v);
}

bool lens_tab(const struct lens *l, enum tab t)
{
	return l->level >= LEVEL_OVERVIEW && (l->tabs & (unsigned)t);
}

struct vis_scope vis_scope(struct viewer viewer, enum level least)
{
	const struct role_row *role = &roles[viewer.role];
	struct vis_scope s = {
		.muni = viewer.muni,
		.agency = viewer.agency,
		.account = viewer.account,
		.level = (int)least,
		.lead = role->level >= least,
		.now = viewer.now,
		.shown = -1,
	};
	if ((!role->shared && role->level < least) ||
	    !(role->powers & POWER_CASES))
		s.agency = (agency_id){ 0 };
	if (LEAKING(search))
		s.agency = (agency_id){ 1 };
	return s;
}

bool vis_may_share(enum role role)
{
	const struct role_row *row = &roles[role];
	return row->level == LEVEL_FULL && (row->tabs & TAB_SHARE) &&
	       (row->verbs & VERB_COMMON);
}

unsigned vis_powers(enum role role)
{
	return role < ROLE_COUNT ? roles[role].powers : 0;
}

str role_label(enum role role)
{
	return roles[role < ROLE_COUNT ? role : ROLE_NONE].label;
}

str role_name(enum role role)
{
	return roles[role < ROLE_COUNT ? role : ROLE_NONE].name;
}

enum role role_find(str name)
{
	for (int r = 1; r < ROLE_COUNT; r++)
		if (str_eq(roles[r].name, name))
			return (enum role)r;
	return ROLE_NONE;
}

str vis_class_name(enum vis_class c)
{
	return c < CLASS_COUNT ? class_names[c] : (str){ 0 };
}

bool vis_class_find(str name, enum vis_class *ret)
{
	for (int c = 0; c < CLASS_COUNT; c++) {
		if (!str_eq(class_names[c], name))
			continue;
		*ret = (enum vis_class)c;
		return true;
	}
	return false;
}

static const struct {
	enum tab tab;
	str name;
} tab_names[] = {
	{ TAB_OVERVIEW, STR("tab.overview") },
	{ TAB_FAMILY, STR("tab.family") }, { TAB_NOTES, STR("tab.notes") },
	{ TAB_SHEETS, STR("tab.sheets") }, { TAB_PLANS, STR("tab.plans") },
	{ TAB_TASKS, STR("tab.tasks") },   { TAB_FILES, STR("tab.files") },
	{ TAB_CHAT, STR("tab.chat") },	   { TAB_SHARE, STR("tab.share") },
	{ TAB_HISTORY, STR("tab.history") },
};

str vis_tab_name(enum tab t)
{
	for (isize i = 0; i < COUNT(tab_names); i++)
		if (tab_names[i].tab == t)
			return tab_names[i].name;
	return (str){ 0 };
}

bool vis_tab_find(str name, enum tab *ret)
{
	for (isize i = 0; i < COUNT(tab_names); i++) {
		if (!str_eq(tab_names[i].name, name))
			continue;
		*ret = tab_names[i].tab;
		return true;
	}
	return false;
}
