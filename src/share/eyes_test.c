/* eyes_test.c — what the one who looks through another's eyes sees, and never
 * sees; whom it is refused. */
#include "share/test_share.h"

/* ---- through the other's eyes ----------------------------------------------------- */

static void put_without(struct out *o, str s, str what)
{
	isize at, from = 0;
	while ((at = str_find(s, what, from)) >= 0) {
		put(o, str_sub(s, from, at));
		from = at + what.n;
	}
	put(o, str_sub(s, from, s.n));
}

/* Values of the form keys and the nonce differ from page to page. */
static str without_keys(str s)
{
	static const str marks[] = { STR("name=\"csrf\" value=\""),
				     STR("name=\"idem\" value=\""),
				     STR("hx-nonce=\"") };
	for (isize m = 0; m < COUNT(marks); m++) {
		struct out o = out_open(test_arena, s.n + 16);
		isize at, from = 0;
		while ((at = str_find(s, marks[m], from)) >= 0) {
			put(&o, str_sub(s, from, at + marks[m].n));
			from = str_find_char(s, '"', at + marks[m].n);
		}
		put(&o, str_sub(s, from, s.n));
		s = out_str(&o);
	}
	return s;
}

static str main_of(str body, str prefix)
{
	isize from = str_find(body, S("<main"), 0);
	isize to = str_find(body, S("</main>"), 0);
	assert_true(from >= 0 && to > from);
	struct out o = out_open(test_arena, to - from + 16);
	str inside = str_sub(body, from, to);
	if (prefix.n)
		put_without(&o, inside, prefix);
	else
		put(&o, inside);
	return without_keys(out_str(&o));
}

/* No address of the page but its bar leads out of the preview. */
/* Shows where two pages part: cmocka cuts long texts. */
static void assert_same(str path, str seen, str real)
{
	isize at = 0;
	while (at < seen.n && at < real.n && seen.p[at] == real.p[at])
		at++;
	if (at == seen.n && at == real.n)
		return;
	isize from = at > 200 ? at - 200 : 0;
	str a = str_sub(seen, from, at + 200), b = str_sub(real, from, at + 200);
	print_error("%.*s\n--- seen\n", (int)path.n, path.p);
	print_error("%.*s\n--- real\n", (int)a.n, a.p);
	print_error("%.*s\n", (int)b.n, b.p);
	fail();
}

static void stays_under(str body, str prefix)
{
	static const str marks[] = { STR("href=\"/"), STR("action=\"/"),
				     STR("hx-get=\"/"), STR("hx-post=\"/"),
				     STR("src=\"/") };
	isize end = str_find(body, S("<aside class=\"as-side\""), 0);
	isize at, begin = str_find(body, S("<body"), 0);
	assert_true(end > begin && begin > 0);
	for (isize m = 0; m < COUNT(marks); m++)
		for (at = begin;
		     (at = str_find(body, marks[m], at)) >= 0 && at < end;
		     at++) {
			str rest = str_sub(body, at + marks[m].n - 1, body.n);
			assert_true(str_starts(rest, prefix) ||
				    str_starts(rest, S("/static/")));
		}
}

static void same_page(struct town *t, str plan, str path, str form)
{
	str prefix = seen_as(plan, S(""));
	str under = str_cat(test_arena, prefix, path);
	struct answer a = form.n ?
		desk_post(&t->d, &t->ishii, under, form) :
		desk_get(&t->d, &t->ishii, under);
	struct answer b = form.n ? desk_post(&t->d, &t->onishi, path, form) :
				   desk_get(&t->d, &t->onishi, path);
	assert_int_equal(b.status, 200);
	assert_int_equal(a.status, 200);
	stays_under(a.body, prefix);
	str mine = main_of(a.body, prefix), real = main_of(b.body, S(""));
	assert_same(path, mine, real);
}

TEST_BOTH(share, the_preview_is_the_page_to_the_byte)
{
	struct town t;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	/* Without the recipient's own casefile, of which nothing is shown.
	 * 印刷 is no page of these: the frame shows the sheet itself. */
	sql(&t, "delete from seat where casefile = %0", t.theirs.v);
	str plan = planned(&t, S(""));
	static const char *const tails[] = { "", "/notes", "/people", "/sheets",
					     "/tasks", "/looked" };
	str before[COUNT(tails)];
	for (int i = 0; i < COUNT(tails); i++) {
		str path = str_cat(test_arena, t.url, str_of(tails[i]));
		str prefix = seen_as(plan, S(""));
		struct answer a = desk_get(&t.d, &t.ishii,
					   seen_as(plan, path));
		assert_int_equal(a.status, 200);
		before[i] = main_of(a.body, prefix);
	}
	shared(&t, plan);
	/* Nothing is written there, so what one writes with is not drawn. */
	sql(&t, "update bestowal set verbs = 1", 0);
	for (int i = 0; i < COUNT(tails); i++) {
		str path = str_cat(test_arena, t.url, str_of(tails[i]));
		struct answer b = desk_get(&t.d, &t.onishi, path);
		assert_int_equal(b.status, 200);
		str real = main_of(b.body, S(""));
		assert_same(path, before[i], real);
		/* And of a living share the same. */
		same_page(&t, plan, path, S(""));
	}
	same_page(&t, plan, S("/search"), S("q=%E5%B1%B1%E9%82%89"));
	desk_close(&t.d);
}

TEST_BOTH(share, the_preview_shows_nothing_else_of_the_recipient)
{
	struct town t;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	str plan = planned(&t, S(""));
	str other = case_url(&t, t.theirs, (str){ 0 });
	assert_int_equal(desk_get(&t.d, &t.onishi, other).status, 200);
	assert_int_equal(desk_get(&t.d, &t.ishii, seen_as(plan, other))
				 .status, 404);
	struct answer a = desk_get(&t.d, &t.ishii,
				   seen_as(plan, S("/cases?who=agency")));
	assert_has(a.body, S("山邉"));
	assert_has_not(a.body, S("髙梨"));
	a = desk_post(&t.d, &t.ishii, seen_as(plan, S("/search")),
		      S("q=%E5%B1%B1%E9%82%89"));
	assert_int_equal(a.status, 200);
	assert_has_not(a.body, S("髙梨"));
	a = desk_post(&t.d, &t.ishii, seen_as(plan, S("/search")),
		      S("q=%E9%AB%99%E6%A2%A8"));
	assert_has(a.body, S("見つかりませんでした"));
	static const char *const shut[] = { "/", "/intake", "/sessions",
					    "/looked", "/help" };
	for (int i = 0; i < COUNT(shut); i++) {
		a = desk_get(&t.d, &t.ishii, seen_as(plan, str_of(shut[i])));
		assert_true(a.status == 403 || a.status == 404);
		assert_has_not(a.body, S("髙梨"));
	}
	/* What an agency keeps to itself and somebody's draft stay theirs. */
	shared(&t, plan);
	str notes = str_cat(test_arena, t.url, S("/notes"));
	desk_post(&t.d, &t.onishi, notes,
		  S("body=SHITAGAKI&method=visit&draft=1"));
	sql(&t, "update note set audience = 'own' where agency = 2", 0);
	a = desk_get(&t.d, &t.ishii, seen_as(plan, notes));
	assert_int_equal(a.status, 200);
	assert_has_not(a.body, S("SHITAGAKI"));
	desk_close(&t.d);
}

TEST_BOTH(share, nothing_is_written_through_it)
{
	struct town t;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	str plan = planned(&t, S("&sheets=1"));
	shared(&t, plan);
	static const char *const tails[] = {
		"/notes", "/items/goal/edit", "/household/edit", "/print",
		"/share/add",
	};
	i64 changes = asked(&t, "select count(*) from audit where action not "
				"like 'look.%%' and action <> 'deny'", 0);
	for (int i = 0; i < COUNT(tails); i++) {
		str path = str_cat(test_arena, t.url, str_of(tails[i]));
		struct answer a = desk_post(&t.d, &t.ishii,
					    seen_as(plan, path),
					    S("body=x&method=visit&name=x"));
		if (a.status == 200)
			print_error("%s\n", tails[i]);
		assert_true(a.status >= 400);
	}
	struct answer a = desk_get(&t.d, &t.ishii,
		seen_as(plan, str_cat(test_arena, t.url, S("/notes/new"))));
	assert_int_equal(a.status, 403);
	assert_has(a.body, S("見ることだけができます"));
	assert_int_equal(asked(&t, "select count(*) from audit where action "
				   "not like 'look.%%' and action <> 'deny'",
			       0), changes);
	desk_close(&t.d);
}

TEST_BOTH(share, a_look_through_it_is_ones_own)
{
	struct town t;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	str plan = planned(&t, S(""));
	desk_get(&t.d, &t.ishii, seen_as(plan, t.url));
	/* The page, and the passages that wait in the bar. */
	assert_int_equal(asked(&t, "select count(*) from audit where action = "
				   "'look.preview' and account = 1 and agency "
				   "= 1", 0), 2);
	assert_int_equal(asked(&t, "select count(*) from audit where agency = "
				   "2 and casefile = %0", t.ours.v), 0);
	/* The own page in the same frame. */
	struct answer a = desk_get(&t.d, &t.ishii,
				   cat3(S("/mine/"), plan, t.url));
	assert_int_equal(a.status, 200);
	assert_has(a.body, S("自分の画面です"));
	/* Nothing is written there either, so nothing asks to. */
	a = desk_get(&t.d, &t.ishii,
		     cat3(S("/mine/"), plan,
			  str_cat(test_arena, t.url, S("/notes"))));
	assert_has_not(a.body, S("<textarea"));
	desk_close(&t.d);
}

TEST_BOTH(share, a_forged_view_is_not_there)
{
	struct town t;
	town_open(&t, engine);
	agree(&t, t.toki, 100);
	str plan = planned(&t, S(""));
	str forged[] = { S("AAAAAAAAAAAAAAAAAAAAAA"), S("x"),
			 token(&t, ID_casefile, t.ours.v),
			 token(&t, ID_bestowal, id_new()),
			 token_seal(test_arena, &t.d.app.keys.id, 1,
				    ID_bestowal, 1) };
	for (isize i = 0; i < COUNT(forged); i++) {
		struct answer a = desk_get(&t.d, &t.ishii,
					   seen_as(forged[i], t.url));
		assert_int_equal(a.status, 404);
		assert_has_not(a.body, S("山邉"));
	}
	/* Not one's own to look through. */
	assert_int_equal(desk_get(&t.d, &t.taniguchi, seen_as(plan, t.url))
				 .status, 404);
	desk_post(&t.d, &t.ishii, share_path(&t, plan, S("/stop")),
		  (str){ 0 });
	assert_int_equal(desk_get(&t.d, &t.ishii, seen_as(plan, t.url)).status,
			 404);
	desk_close(&t.d);
}

TEST_MAIN
