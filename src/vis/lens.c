/*
 * lens.c — the decision, from two small tables and two queries.
 *
 * What a role may see at most on its own agency's casefiles is the table
 * `roles`; it is visibility.md §2b written as data.  Order of the decision:
 * none by default → a forbid wins (the conflict in vis_seat) → the seat's
 * level → capped by the role.
 */
#include "vis/lens.h"

#include "vis/age.h"
#include "vis/leak.h"

#include "vis.sql.h"

#define H VEIL_HIDE
#define O VEIL_COARSE
#define C VEIL_CLEAR

struct role_row {
	str name, label;
	enum level level;	/* the most it may reach on a casefile */
	unsigned tabs, verbs, powers;
	u8 own[CLASS_COUNT];	/* plain name contact quasi family health
				 * money work legal free safety */
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
			      .powers = POWER_ACCOUNTS },
	[ROLE_auditor] = { .name = STR("auditor"), .label = STR("監査"),
			   .powers = POWER_AUDIT },
	[ROLE_guest] = { .name = STR("guest"),
			 .label = STR("招待者(事案限定)") },
};

static const str class_names[CLASS_COUNT] = {
#define VIS_CLASS_NAME(x) STR(#x),
	VIS_CLASSES(VIS_CLASS_NAME)
#undef VIS_CLASS_NAME
};

const struct lens LENS_NONE = { 0 };

#ifdef TB_TEST_CLOCK
enum leak leak_open;
#endif

static void copy_states(u8 *to, const u8 *from)
{
	for (int c = 0; c < CLASS_COUNT; c++)
		to[c] = from[c];
}

static void add_person(struct lens *l, struct lens_person *at, person_id id,
		       const u8 *states)
{
	at->person = id;
	copy_states(at->state, states);
	for (int c = 0; c < CLASS_COUNT; c++)
		if (states[c] < l->household[c])
			l->household[c] = states[c];
}

static enum status add_persons(struct db *db, struct arena *a, struct lens *l,
			       const u8 *states)
{
	struct vis_person_list rows;
	TRY(vis_persons(db, a, l->viewer.muni, l->casefile, &rows));
	struct lens_person *v = new(a, struct lens_person, rows.n);
	for (isize i = 0; i < rows.n; i++)
		add_person(l, &v[i], rows.v[i].id, states);
	l->persons = v;
	l->persons_n = rows.n;
	return OK;
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
	const struct role_row *role = &roles[viewer.role];
	int level = st == OK ? seat.level : LEVEL_NONE;
	if (level > (int)role->level)
		level = (int)role->level;
	if (level > LEVEL_NONE) {
		l.level = (enum level)level;
		l.tabs = level >= LEVEL_TABS ? role->tabs :
			 level == LEVEL_OVERVIEW ? role->tabs & TAB_OVERVIEW : 0;
		l.verbs = role->verbs;
		copy_states(l.household, role->own);
		TRY(add_persons(db, a, &l, role->own));
	}
	*ret = l;
	return OK;
}

static struct lens flat_lens(struct viewer viewer)
{
	const struct role_row *role = &roles[viewer.role];
	struct lens l = { .viewer = viewer, .level = role->level };
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

struct veiled lens_veil(const struct lens *l, enum vis_class c,
			person_id person, str text, str coarse)
{
	enum veil_state state = lens_class(l, c, person);
	switch (state) {
	case VEIL_CLEAR:
		return (struct veiled){ state, text };
	case VEIL_COARSE:
		if (!text.n)
			return (struct veiled){ state, { 0 } };
		return (struct veiled){ state, coarse.n ? coarse : S("あり") };
	case VEIL_MASK:
	case VEIL_HIDE:
		break;
	}
	return (struct veiled){ state, { 0 } };
}

struct veiled lens_veil_birth(const struct lens *l, enum vis_class c,
			      person_id person, str edtf)
{
	return lens_veil(l, c, person, edtf,
			 age_band(edtf, stamp_day(l->viewer.now)));
}

bool vis_leak(struct db *db, const struct lens *l)
{
	i64 n = 0;
	return vis_is_there(db, l->viewer.muni, l->casefile, &n) == OK && n > 0;
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
	struct vis_scope s = { viewer.muni, viewer.agency, (int)least };
	if (roles[viewer.role].level < least ||
	    !(roles[viewer.role].powers & POWER_CASES))
		s.agency = (agency_id){ 0 };
	if (LEAKING(LEAK_SEARCH))
		s.agency = (agency_id){ 1 };
	return s;
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

static str state_word(enum veil_state s)
{
	static const str words[] = { STR("H"), STR("M"), STR("O"), STR("C") };
	return words[s];
}

static void print_row(struct out *o, enum role r, str where,
		      const struct role_row *row, enum level level)
{
	put(o, roles[r].label);
	put(o, S(" | "));
	put(o, where);
	put(o, S(" | "));
	put(o, (int)level);
	for (int c = 0; c < CLASS_COUNT; c++) {
		put(o, S(" | "));
		put(o, level ? state_word((enum veil_state)row->own[c]) :
			       S("H"));
	}
	put(o, S(" | "));
	put(o, level && (row->verbs & VERB_ADD) ? S("書く") : S("－"));
	put(o, S(" |\n"));
}

void vis_print(struct out *o)
{
	put(o, S("| 役割 | 事案 | 段階"));
	for (int c = 0; c < CLASS_COUNT; c++) {
		put(o, S(" | "));
		put(o, class_names[c]);
	}
	put(o, S(" | 書く |\n"));
	for (int r = 1; r < ROLE_COUNT; r++) {
		const struct role_row *row = &roles[r];
		put(o, S("| "));
		print_row(o, (enum role)r, S("自機関の席あり"), row,
			  row->level);
		put(o, S("| "));
		print_row(o, (enum role)r, S("自機関の席なし"), row,
			  LEVEL_NONE);
	}
}
