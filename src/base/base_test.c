/* base_test.c — what the whole house stands on. */
#include "base/test.h"

#include "base/map.h"
#include "base/num.h"
#include "base/out.h"
#include "base/utf8.h"
#include "base/vec.h"

TEST(str, cut_ends_with_null)
{
	str rest = S("a,,b");
	assert_str(str_cut(&rest, ','), S("a"));
	assert_str(str_cut(&rest, ','), S(""));
	assert_str(str_cut(&rest, ','), S("b"));
	assert_null(rest.p);
}

TEST(str, trim_knows_the_wide_blank)
{
	assert_str(str_trim(S("\u3000 山邉\t\u3000")), S("山邉"));
	assert_str(str_trim(S(" \u3000")), S(""));
}

TEST(arena, alignment_zero_and_rewind)
{
	struct arena *a = arena_open(1 << 20);
	char *c = new(a, char, 3);
	i64 *v = new(a, i64, 2);
	assert_int_equal((uintptr_t)v % 8, 0);
	assert_int_equal(c[0] | (int)v[1], 0);
	struct arena_mark m = arena_mark(a);
	isize before = arena_used(a);
	new(a, char, 100000);
	arena_rewind(a, m);
	assert_int_equal(arena_used(a), before);
	arena_close(a);
}

static void count_up(void *p)
{
	++*(int *)p;
}

TEST(arena, defers_run_once_each)
{
	int n = 0;
	struct arena *a = arena_open(1 << 20);
	arena_defer(a, count_up, &n);
	struct arena_mark m = arena_mark(a);
	arena_defer(a, count_up, &n);
	arena_rewind(a, m);
	assert_int_equal(n, 1);
	arena_close(a);
	assert_int_equal(n, 2);
}

TEST(arena, limit_jumps_and_never_returns_null)
{
	struct arena *a = arena_open(1000);
	jmp_buf target;
	volatile bool jumped = false;
	if (setjmp(target)) {
		jumped = true;
	} else {
		arena_on_full(a, &target);
		for (int i = 0; i < 100; i++)
			new(a, char, 64);
	}
	assert_true(jumped);
	arena_on_full(a, NULL);
	arena_close(a);
}

TEST(out, escapes_html_and_refuses_foreign_urls)
{
	struct out o = out_open(test_arena, 8);
	html_put(&o, S("<a href=\"x\">&'"));
	assert_str(out_str(&o), S("&lt;a href=&quot;x&quot;&gt;&amp;&#39;"));
	static const struct {
		str in, out;
	} cases[] = {
		{ STR("/cases/x?a=1&b=2"), STR("/cases/x?a=1&amp;b=2") },
		{ STR("//evil.example/"), STR("#") },
		{ STR("javascript:alert(1)"), STR("#") },
		{ STR("/\\evil"), STR("#") },
		{ STR("tel:043-000-0000"), STR("tel:043-000-0000") },
		{ STR(""), STR("#") },
	};
	for (isize i = 0; i < COUNT(cases); i++) {
		struct out u = out_open(test_arena, 8);
		url_put(&u, cases[i].in);
		assert_str(out_str(&u), cases[i].out);
	}
}

TEST(out, numbers_for_people)
{
	struct out o = out_open(test_arena, 0);
	out_commas(&o, 104000);
	out_char(&o, ' ');
	out_commas(&o, -1002003);
	out_char(&o, ' ');
	out_commas(&o, 7);
	out_char(&o, ' ');
	out_padded(&o, 5, 2);
	out_char(&o, ' ');
	put(&o, (i64)INT64_MIN);
	assert_str(out_str(&o),
		   S("104,000 -1,002,003 7 05 -9223372036854775808"));
}

TEST(num, parses_whole_strings_only)
{
	i64 v = -1;
	assert_int_equal(num_parse(S("-42"), &v), OK);
	assert_int_equal(v, -42);
	assert_int_equal(num_parse(S("9223372036854775807"), &v), OK);
	assert_int_equal(num_parse(S("9223372036854775808"), &v), E_INVALID);
	assert_int_equal(num_parse(S("4 "), &v), E_INVALID);
	assert_int_equal(num_parse(S(""), &v), E_INVALID);
	assert_int_equal(num_parse_max(S("101"), 100, &v), E_INVALID);
}

TEST(num, base64url_has_one_spelling)
{
	for (isize n = 0; n < 20; n++) {
		str in = str_sub(S("\xff\x00\x10zzzzzzzzzzzzzzzz!"), 0, n), back;
		str text = num_base64url(test_arena, in);
		assert_int_equal(num_unbase64url(test_arena, text, &back), OK);
		assert_str(back, in);
	}
	str out;
	assert_int_equal(num_unbase64url(test_arena, S("AB"), &out),
			 E_INVALID);
	assert_int_equal(num_unbase64url(test_arena, S("A"), &out), E_INVALID);
	assert_int_equal(num_unbase64url(test_arena, S("A+=="), &out),
			 E_INVALID);
}

TEST(utf8, refuses_what_is_not_text)
{
	assert_true(utf8_valid(S("山邉\U000E0100")));
	assert_false(utf8_valid(S("a\0b")));
	assert_false(utf8_valid(S("\xc0\x80")));
	assert_false(utf8_valid(S("\xed\xa0\x80")));
	assert_false(utf8_valid(S("\xe5\xb1")));
	assert_false(utf8_valid(S("\xf4\x90\x80\x80")));
}

TEST(utf8, walks_and_encodes)
{
	str s = S("a邉\U0001F41F");
	char buf[4];
	assert_int_equal(utf8_length(s), 3);
	for (str rest = s; rest.n;) {
		const char *p = rest.p;
		i64 c = utf8_next(&rest);
		int n = utf8_encode((u32)c, buf);
		assert_memory_equal(buf, p, n);
	}
	assert_str(utf8_prefix(s, 2), S("a邉"));
}

TEST(map, finds_what_was_put)
{
	struct map m = { 0 };
	static int values[200];
	for (int i = 0; i < 200; i++) {
		struct out o = out_open(test_arena, 8);
		put(&o, i);
		*map_slot(test_arena, &m, out_str(&o)) = &values[i];
	}
	assert_ptr_equal(map_get(&m, S("137")), &values[137]);
	assert_null(map_get(&m, S("200")));
	assert_int_equal(m.n, 200);
}

TEST(vec, grows_and_keeps)
{
	struct {
		int *v;
		isize n, cap;
	} xs = { 0 };
	for (int i = 0; i < 1000; i++)
		*vec_push(test_arena, &xs) = i;
	assert_int_equal(xs.n, 1000);
	assert_int_equal(xs.v[777], 777);
}

TEST_MAIN
