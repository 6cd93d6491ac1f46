/* past_test.c — lines as one viewer may know them; choices of two savers. */
#include "kernel/test_rq.h"

#include "past/clash.h"
#include "past/past.h"

static const struct past_def defs[] = {
	{ .name = STR("phone"), .label = STR("電話"), .class_ = CLASS_contact },
	{ .name = STR("relation"), .label = STR("続柄"),
	  .class_ = CLASS_family },
	{ .name = STR("birth"), .label = STR("生年月日"),
	  .class_ = CLASS_quasi, .birth = true },
	{ .name = STR("bond"), .label = STR("婚姻など"),
	  .class_ = CLASS_family },
};
static const struct past_reader reader = { .defs = defs, .n = COUNT(defs) };

static struct past_change change(struct test_rq *t, str name, str x, str y)
{
	struct past_change c = { .kind = S("person"), .object = t->toki.v,
				 .casefile = t->casefile, .person = t->toki };
	past_add(&c, name, x, y);
	return c;
}

struct writing {
	struct test_rq *t;
	struct past_change c;
};
static enum status write_job(struct db *tx, void *arg)
{
	struct writing *w = arg;
	return past_write(&w->t->rq, tx, &w->c);
}

static void written(struct test_rq *t, struct past_change c)
{
	struct writing w = { t, c };
	assert_int_equal(test_write(t, write_job, &w), OK);
}

static struct past_lines lines_of(struct test_rq *t, const struct lens *lens)
{
	struct past_lines l;
	t->rq.lens = lens;
	assert_int_equal(db_begin_read(t->rq.db), OK);
	assert_int_equal(past_read(&t->rq, t->rq.db, S("person"), t->toki.v,
				   &reader, &l), OK);
	db_end_read(t->rq.db);
	return l;
}

/* The worker's lens with one class in another state, for Toki or for all. */
static struct lens masked(struct test_rq *t, enum vis_class c,
			  enum veil_state state)
{
	struct lens l = t->lens;
	struct lens_person *v = new(test_arena, struct lens_person,
				    l.persons_n);
	for (isize i = 0; i < l.persons_n; i++) {
		v[i] = l.persons[i];
		if (v[i].person.v == t->toki.v)
			v[i].state[c] = (u8)state;
	}
	l.persons = v;
	return l;
}

TEST_BOTH(past, a_change_in_what_is_hidden_is_no_line)
{
	struct test_rq t;
	test_rq_open(&t, engine);
	struct past_change both = change(&t, S("phone"), S(""), S("1"));
	past_add(&both, S("relation"), S(""), S("妻"));
	written(&t, both);
	written(&t, change(&t, S("phone"), S("1"), S("2")));
	struct lens hidden = masked(&t, CLASS_family, VEIL_HIDE);
	struct past_lines before = lines_of(&t, &hidden);
	assert_int_equal(before.n, 2);
	assert_str(before.v[0].key, S("phone"));
	assert_int_equal(before.v[0].nth, 1);
	assert_int_equal(before.v[0].last, 2);
	/* was "", "1"; there stands "2" */
	assert_true(!before.v[0].may && before.v[1].may);
	written(&t, change(&t, S("relation"), S("妻"), S("本人")));
	struct past_lines after = lines_of(&t, &hidden);
	assert_int_equal(after.n, 2);
	assert_int_equal(after.v[1].last, 2);
	hidden = masked(&t, CLASS_family, VEIL_MASK);
	assert_int_equal(lines_of(&t, &hidden).n, 2);
	assert_int_equal(lines_of(&t, &t.lens).n, 4);
	test_rq_close(&t);
}

TEST_BOTH(past, what_is_coarse_changes_when_its_band_does)
{
	struct test_rq t;
	test_rq_open(&t, engine);
	written(&t, change(&t, S("birth"), S("1944-03-04"), S("1944-03-05")));
	struct lens coarse = masked(&t, CLASS_quasi, VEIL_COARSE);
	assert_int_equal(lines_of(&t, &coarse).n, 0);
	written(&t, change(&t, S("birth"), S("1944-03-05"), S("1958")));
	struct past_lines l = lines_of(&t, &coarse);
	assert_int_equal(l.n, 1);
	assert_false(l.v[0].may);
	struct out o = out_open(test_arena, 32);
	veiled_put(&o, l.v[0].before);
	veiled_put(&o, l.v[0].after);
	assert_str(out_str(&o), S("80代60代"));
	test_rq_close(&t);
}

TEST_BOTH(past, a_tie_is_as_closed_as_its_most_closed_end)
{
	struct test_rq t;
	test_rq_open(&t, engine);
	struct past_change c = { .kind = S("person"), .object = t.toki.v,
				 .casefile = t.casefile, .person = t.koichi,
				 .other = t.toki };
	past_add(&c, S("bond"), S(""), S("x"));
	written(&t, c);
	assert_int_equal(lines_of(&t, &t.lens).n, 1);
	struct lens hidden = masked(&t, CLASS_family, VEIL_HIDE);
	assert_int_equal(lines_of(&t, &hidden).n, 0);
	test_rq_close(&t);
}

TEST_BOTH(past, a_wish_is_refused_when_the_field_has_moved)
{
	struct test_rq t;
	test_rq_open(&t, engine);
	written(&t, change(&t, S("phone"), S("1"), S("2")));
	const struct past_line *line;
	struct past_lines l = lines_of(&t, &t.lens);
	struct past_wish wish = { S("phone"), 1, 1 };
	assert_int_equal(past_find(&l, &wish, &line), OK);
	assert_str(veiled_peek(line->was), S("1"));
	written(&t, change(&t, S("phone"), S("2"), S("3")));
	l = lines_of(&t, &t.lens);
	assert_int_equal(past_find(&l, &wish, &line), E_CONFLICT);
	wish.nth = 3;
	assert_int_equal(past_find(&l, &wish, &line), E_NOT_FOUND);
	/* What stands there already is not put back. */
	written(&t, change(&t, S("phone"), S("3"), S("1")));
	l = lines_of(&t, &t.lens);
	wish = (struct past_wish){ S("phone"), 1, 3 };
	assert_int_equal(past_find(&l, &wish, &line), E_NOT_FOUND);
	test_rq_close(&t);
}

TEST(past, choices_make_one_text)
{
	struct request http = { .method = POST };
	struct rq rq = { .arena = test_arena, .http = &http };
	str mine = S("同じ\n私の行\n終わり"), theirs = S("同じ\n相手の行\n終わり");
	static const char *const picks[] = { "mine", "theirs", "both" };
	static const str want[] = {
		STR("同じ\n私の行\n終わり"), STR("同じ\n相手の行\n終わり"),
		STR("同じ\n私の行\n相手の行\n終わり"),
	};
	for (int i = 0; i < 3; i++) {
		str form = str_cat(test_arena, S("pick.body.1="),
				   str_of(picks[i]));
		assert_int_equal(params_parse(test_arena, form, &http.form),
				 OK);
		assert_str(clash_text(&rq, S("body"), mine,
				      veiled_open(theirs)), want[i]);
	}
	/* What is closed is neither taken over nor compared. */
	assert_str(clash_text(&rq, S("body"), mine,
			      (struct veiled){ VEIL_MASK, { 0 } }), mine);
}

TEST_MAIN
