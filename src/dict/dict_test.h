/*
 * dict_test.h — the world of dict_sample.h, for the tests of this room.
 */
#ifndef TB_DICT_TEST_H
#define TB_DICT_TEST_H

#include "base/test.h"
#include "dict/dict_sample.h"
#include "dict/sheet.h"

static const struct dict_person test_persons[] = {
	{ 11, STR("tok-toki"), { VEIL_CLEAR, STR("山邉 トキ") } },
	{ 12, STR("tok-hid"), { VEIL_MASK, { 0 } } },
	{ 13, STR("tok-gone"), { VEIL_HIDE, { 0 } } },
};

/* Monday 令和8年11月16日. */
static inline struct dict_ctx test_ctx(const char *text)
{
	struct dict_file file = { STR("t.dict"), str_of(text), false };
	struct dict_error err = { 0 };
	struct dict_ctx c = { .today = { 20773 }, .persons = test_persons,
			      .persons_n = COUNT(test_persons) };
	struct dict_file *kept = new(test_arena, struct dict_file, 1);
	*kept = file;
	if (dict_parse(test_arena, kept, 1, &c.dict, &err) != OK)
		fail_msg("%d: %.*s", err.line, (int)err.text.n, err.text.p);
	return c;
}

static inline const struct field *test_field(const struct dict_ctx *c,
					     const char *path)
{
	const struct field *f = dict_field(c->dict, str_of(path));
	if (!f)
		fail_msg("no field %s", path);
	return f;
}

/* A veiler that closes some classes: `closed[c]` is the state of class c
 * plus one; 0 means CLEAR. */
static inline enum veil_state test_state(const void *ctx, enum vis_class c,
					 bool location)
{
	const u8 *closed = ctx;
	if (location && closed[CLASS_COUNT])
		return VEIL_HIDE;
	return closed[c] ? (enum veil_state)(closed[c] - 1) : VEIL_CLEAR;
}

#endif
