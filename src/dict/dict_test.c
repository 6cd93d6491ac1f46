/* dict_test.c — the parser, names and the built-in dictionary.  Messages are
 * held by tests/golden/dict. */
#include "dict/dict_test.h"

#include "dict_ids.h"

TEST(dict, names_lead_to_what_was_written)
{
	struct dict_ctx c = test_ctx(TEST_DICT);
	assert_int_equal(c.dict->fields_n, 18);
	const struct code *code = dict_code(c.dict, S("cycle"));
	assert_non_null(code);
	assert_str(code_label(code, S("2")), S("2か月ごと"));
	assert_true(code_has(code, S("0")));
	assert_false(code_has(code, S("3")));
	assert_null(code_label(code, S("9")).p);
	const struct sheet *s = dict_sheet(c.dict, S("s"));
	assert_int_equal(s->about, ABOUT_PERSON);
	assert_int_equal(s->n, 2);
	const struct field *f = test_field(&c, "s.pay.yen");
	assert_int_equal(f->class_, CLASS_money);
	assert_int_equal(f->flags, FIELD_SUM);
	assert_str(field_path(test_arena, c.dict, f), S("s.pay.yen"));
	assert_null(dict_field(c.dict, S("s.yen")));
	assert_null(dict_field(c.dict, S("pay.yen")));
	assert_null(dict_code(c.dict, S("s")));
}

TEST(dict, a_field_knows_its_place)
{
	struct dict_ctx c = test_ctx(TEST_DICT);
	for (isize i = 0; i < c.dict->fields_n; i++) {
		const struct field *f = c.dict->fields + i;
		const struct group *g = c.dict->groups + f->group;
		assert_int_equal(f->id, i);
		assert_int_equal(g->fields[f->at], i);
		assert_int_equal(g->sheet, f->sheet);
	}
}

TEST(dict, a_very_long_name_is_not_found)
{
	struct dict_ctx c = test_ctx(TEST_DICT);
	char name[500];
	for (isize i = 0; i < COUNT(name); i++)
		name[i] = 'a';
	assert_null(dict_field(c.dict, (str){ name, COUNT(name) }));
}

TEST(dict, the_built_in_ids_are_those_of_the_header)
{
	const struct dict *d;
	struct dict_error err;
	assert_int_equal(dict_load(test_arena, NULL, 0, &d, &err), OK);
	assert_int_equal(d->codes_n, DICT_CODE_COUNT);
	assert_int_equal(d->sheets_n, DICT_SHEET_COUNT);
	assert_int_equal(d->groups_n, DICT_GROUP_COUNT);
	assert_int_equal(d->fields_n, DICT_FIELD_COUNT);
	assert_ptr_equal(dict_field(d, S("person_money.incomes.amount")),
			 d->fields + F_PERSON_MONEY_INCOMES_AMOUNT);
	assert_ptr_equal(dict_sheet(d, S("overview")),
			 d->sheets + SHEET_OVERVIEW);
	assert_ptr_equal(dict_code(d, S("living")), d->codes + CODE_LIVING);
	assert_str(code_label(d->codes + CODE_LIVING, KEY_LIVING_HOME),
		   S("同居"));
	assert_int_equal(d->rev.n, 16);
}

/* What must never be forgotten when the dictionary is edited. */
TEST(dict, what_can_lead_to_a_door_is_a_location)
{
	const struct dict *d;
	struct dict_error err;
	assert_int_equal(dict_load(test_arena, NULL, 0, &d, &err), OK);
	for (isize i = 0; i < d->fields_n; i++) {
		const struct field *f = d->fields + i;
		str t = f->type->name;
		if ((str_eq(t, S("phone")) || str_eq(t, S("postcode"))) &&
		    !(f->flags & FIELD_LOCATION))
			fail_msg("%.*s", (int)f->name.n, f->name.p);
		if (str_eq(t, S("memo")) &&
		    (f->class_ == CLASS_plain || f->class_ == CLASS_name))
			fail_msg("prose %.*s", (int)f->name.n, f->name.p);
	}
}

static enum status with_overlay(const char *text, const struct dict **ret,
				struct dict_error *err)
{
	struct dict_file *o = new(test_arena, struct dict_file, 1);
	*o = (struct dict_file){ STR("city"), str_of(text), true };
	return dict_load(test_arena, o, 1, ret, err);
}

TEST(dict, a_city_adds_to_a_built_in_sheet)
{
	const struct dict *d;
	struct dict_error err;
	assert_int_equal(with_overlay("sheet overview\n"
				      "group local \"市の欄\"\n"
				      "field local_note text \"市\"\n",
				      &d, &err), OK);
	const struct field *f = dict_field(d, S("overview.local_note"));
	assert_non_null(f);
	assert_int_equal(f->id, DICT_FIELD_COUNT);
	assert_int_equal(f->class_, CLASS_legal);
	const struct sheet *s = d->sheets + SHEET_OVERVIEW;
	assert_int_equal(s->groups[s->n - 1], DICT_GROUP_COUNT);
	/* Built-in ids do not move. */
	assert_ptr_equal(dict_field(d, S("person_money.incomes.amount")),
			 d->fields + F_PERSON_MONEY_INCOMES_AMOUNT);
}

TEST(dict, a_city_cannot_replace_a_built_in)
{
	static const char *const bad[] = {
		"code sex \"x\"\n",
		"sheet overview \"x\"\n",
		"sheet overview\ngroup g \"x\"\nfield hope text \"x\"\n",
	};
	const struct dict *d = NULL;
	struct dict_error err;
	for (isize i = 0; i < COUNT(bad); i++) {
		assert_int_equal(with_overlay(bad[i], &d, &err), E_INVALID);
		assert_str(err.file, S("city"));
		assert_null(d);
	}
}

TEST(dict, an_overlay_changes_the_revision)
{
	const struct dict *d, *e;
	struct dict_error err;
	assert_int_equal(dict_load(test_arena, NULL, 0, &d, &err), OK);
	assert_int_equal(with_overlay("# nothing\n", &e, &err), OK);
	assert_false(str_eq(d->rev, e->rev));
}

TEST_MAIN
