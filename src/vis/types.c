/* types.c — visibility.md §2b, the types of sharing, as data. */
#include "vis/types.h"

#include "vis.sql.h"

#define H VEIL_HIDE
#define M VEIL_MASK
#define O VEIL_COARSE
#define C VEIL_CLEAR

enum {
	RECORDS = TAB_OVERVIEW | TAB_FAMILY | TAB_NOTES | TAB_SHEETS |
		  TAB_TASKS,
	ADDS = VERB_SEE | VERB_ADD,
};

/* plain name contact quasi family health money work legal free safety.
 * free: M is prose with its ranges closed, O only 言いかえ文. */
const struct share_type share_types[] = {
	{ .name = STR("exists"), .label = STR("存在のみ"),
	  .level = LEVEL_EXISTS, .verbs = VERB_SEE,
	  .state = { C, C, H, H, H, H, H, H, H, H, H } },
	{ .name = STR("watch"), .label = STR("見守り"),
	  .level = LEVEL_OVERVIEW, .tabs = TAB_OVERVIEW | TAB_NOTES,
	  .verbs = ADDS, .reads = READS_RESTATED, .kinds = STR("41,42,43,45"),
	  .state = { C, C, C, O, O, H, H, H, H, O, C } },
	{ .name = STR("team"), .label = STR("連携・お金なし"),
	  .level = LEVEL_TABS, .tabs = RECORDS, .verbs = ADDS,
	  .reads = READS_ALL, .kinds = STR("10,13,14,15,16,27,28,30,40,44"),
	  .state = { C, C, C, C, C, C, H, C, M, M, C } },
	{ .name = STR("team_money"), .label = STR("連携・お金あり"),
	  .level = LEVEL_TABS, .tabs = RECORDS, .verbs = ADDS,
	  .reads = READS_ALL, .kinds = STR("1,21,22,23,24,32"),
	  .state = { C, C, C, C, C, C, C, C, M, M, C } },
	{ .name = STR("care"), .label = STR("医療・介護"),
	  .level = LEVEL_TABS, .tabs = RECORDS, .verbs = ADDS,
	  .reads = READS_HEALTH, .kinds = STR("11,12,29,31"),
	  .state = { C, C, C, C, C, C, H, H, M, M, C } },
	{ .name = STR("school"), .label = STR("学校・保育"),
	  .level = LEVEL_TABS, .tabs = RECORDS, .verbs = ADDS,
	  .reads = READS_RESTATED, .kinds = STR("19,20"),
	  .grown = STR("school_parent"),
	  .state = { C, C, C, C, C, C, H, H, H, O, C } },
	{ .name = STR("school_parent"), .label = STR("学校・保育（親）"),
	  .level = LEVEL_TABS, .tabs = RECORDS, .verbs = ADDS,
	  .reads = READS_RESTATED, .part = true,
	  .state = { C, C, C, H, O, H, H, H, H, O, C } },
	{ .name = STR("conference"), .label = STR("支援会議"),
	  .level = LEVEL_TABS, .tabs = RECORDS, .verbs = VERB_SEE,
	  .reads = READS_MEETING,
	  .state = { C, C, C, C, C, C, O, O, M, M, C } },
	{ .name = STR("anonymous"), .label = STR("匿名"),
	  .level = LEVEL_OVERVIEW, .tabs = TAB_OVERVIEW | TAB_NOTES,
	  .verbs = VERB_SEE, .reads = READS_CONFIRMED,
	  .state = { C, M, H, O, O, O, O, O, H, M, C } },
};
const isize share_types_n = COUNT(share_types);

static const char letters[] = "HMOC";

const struct share_type *share_type_find(str name)
{
	for (isize i = 0; i < share_types_n; i++)
		if (str_eq(share_types[i].name, name))
			return &share_types[i];
	return NULL;
}

static bool in_list(str list, str word)
{
	while (list.n)
		if (str_eq(str_cut(&list, ','), word))
			return true;
	return false;
}

const struct share_type *share_type_for(str agency_kind)
{
	for (isize i = 0; i < share_types_n; i++)
		if (in_list(share_types[i].kinds, agency_kind))
			return &share_types[i];
	/* Nobody's kind: the narrowest that lets people work together. */
	return share_type_find(S("watch"));
}

str states_print(struct arena *a, const u8 *states)
{
	struct out o = out_open(a, CLASS_COUNT + 1);
	for (int c = 0; c < CLASS_COUNT; c++) {
		str letter = { &letters[states[c] & 3], 1 };
		put(&o, letter);
	}
	return out_str(&o);
}

bool states_parse(str s, u8 *ret)
{
	if (s.n != CLASS_COUNT)
		return false;
	for (int c = 0; c < CLASS_COUNT; c++) {
		u8 v = 0;
		while (v < 4 && letters[v] != s.p[c])
			v++;
		if (v == 4)
			return false;
		ret[c] = v;
	}
	return true;
}

/* A municipality's row over the built-in one; a damaged row shows nothing. */
static void overlay(struct share_type *t, const struct vis_type_row *row)
{
	u8 states[CLASS_COUNT];
	t->edited = true;
	t->version = row->version;
	t->label = row->label;
	t->level = LEVEL_NONE;
	if (row->level < LEVEL_NONE || row->level > LEVEL_FULL ||
	    !states_parse(row->states, states))
		return;
	t->level = (enum level)row->level;
	t->tabs = (unsigned)row->tabs & TAB_ALL;
	t->verbs = (unsigned)row->verbs;
	t->reads = (unsigned)row->reads;
	for (int c = 0; c < CLASS_COUNT; c++)
		t->state[c] = states[c];
}

enum status share_type_get(struct db *db, struct arena *a, i64 muni, str name,
			   struct share_type *ret)
{
	const struct share_type *built_in = share_type_find(name);
	if (!built_in)
		return E_NOT_FOUND;
	struct share_type *list;
	isize n;
	TRY(share_type_list(db, a, muni, &list, &n));
	*ret = list[built_in - share_types];
	return OK;
}

enum status share_type_list(struct db *db, struct arena *a, i64 muni,
			    struct share_type **ret, isize *ret_n)
{
	struct vis_type_row_list rows;
	TRY(vis_types(db, a, muni, &rows));
	struct share_type *v = new(a, struct share_type, share_types_n);
	for (isize i = 0; i < share_types_n; i++) {
		v[i] = share_types[i];
		for (isize r = 0; r < rows.n; r++)
			if (str_eq(rows.v[r].name, v[i].name))
				overlay(&v[i], &rows.v[r]);
	}
	*ret = v;
	*ret_n = share_types_n;
	return OK;
}
