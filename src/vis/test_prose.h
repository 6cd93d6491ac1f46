/*
 * test_prose.h — a household of four and what its viewers read, for the tests
 * of prose.h.
 */
#ifndef TB_VIS_TEST_PROSE_H
#define TB_VIS_TEST_PROSE_H

#include <string.h>

#include "base/test.h"
#include "vis/prose_in.h"

enum { TOKI = 11, KOICHI = 12, YUMI = 13, TADASHI = 14 };

#define H VEIL_HIDE
#define M VEIL_MASK
#define O VEIL_COARSE
#define C VEIL_CLEAR

/* plain name contact quasi family health money work legal free safety */
static const u8 nobody[] = { H, C, H, O, C, H, H, H, H, H, C };
static const u8 no_money[] = { C, C, C, C, C, C, H, C, M, M, C };
static const u8 with_money[] = { C, C, C, C, C, C, C, C, M, M, C };
static const u8 all[] = { C, C, C, C, C, C, C, C, C, C, C };
static const u8 nothing[] = { H, C, C, O, H, H, H, H, H, H, C };

/* トキ consented, the others were not asked. */
static inline struct lens lens_of(const u8 *toki, const u8 *others)
{
	struct lens l = { .level = LEVEL_TABS };
	struct lens_person *v = new(test_arena, struct lens_person, 4);
	for (int i = 0; i < 4; i++) {
		v[i].person.v = TOKI + i;
		memcpy(v[i].state, i ? others : toki, CLASS_COUNT);
	}
	memcpy(l.household, toki, CLASS_COUNT);
	memcpy(l.others, others, CLASS_COUNT);
	l.persons = v;
	l.persons_n = 4;
	return l;
}

static inline struct prose_names names_of_all(void)
{
	static const struct {
		str name;
		int person;
		bool reading;
	} who[] = {
		{ STR("トキ"), TOKI, false },
		{ STR("とき"), TOKI, true },
		{ STR("浩一"), KOICHI, false },
		{ STR("こういち"), KOICHI, true },
		{ STR("由美"), YUMI, false },
		{ STR("正"), TADASHI, false },
		{ STR("石井"), 0, false },
	};
	struct prose_names v = { 0 };
	for (isize i = 0; i < COUNT(who); i++)
		prose_names_add(test_arena, &v, who[i].name,
				(person_id){ who[i].person }, who[i].reading);
	return v;
}

static inline str read_masked(const struct lens *l, str text, str masks)
{
	struct out o = out_open(test_arena, 256);
	veiled_put(&o, lens_prose(test_arena, l, (person_id){ 0 }, text,
				  masks));
	return str_dup(test_arena, out_str(&o));
}

static inline str masks_of(str text)
{
	struct prose_names names = names_of_all();
	struct prose p = prose_propose(test_arena, text, &names);
	return prose_pack(test_arena, text, &p);
}

static inline str shown(const struct lens *l, const char *text)
{
	return read_masked(l, str_of(text), masks_of(str_of(text)));
}

/* The proposals for `text`, the new version of `old`. */
static inline struct prose carried(str old, const struct prose *p, str text)
{
	struct prose_names names = names_of_all();
	struct prose now = prose_propose(test_arena, text, &names);
	return prose_carry(test_arena, old, p, text, &now);
}

#endif
