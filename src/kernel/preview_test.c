/* preview_test.c — no local link of a previewed page leads out of it.  The
 * rest of the preview is tested where grants are made (share/). */
#include "base/test.h"
#include "kernel/preview.h"

static str under(const char *markup)
{
	return preview_links(test_arena, str_of(markup), S("/as/V"));
}

static void becomes(const char *markup, const char *want)
{
	str got = under(markup);
	if (!str_eq(got, str_of(want)))
		print_error("%.*s\n", (int)got.n, got.p);
	assert_true(str_eq(got, str_of(want)));
}

TEST(preview, every_local_link_stays_under_the_prefix)
{
	becomes("<a href=\"/cases/x\" class=\"y\">",
		"<a href=\"/as/V/cases/x\" class=\"y\">");
	becomes("<form method=\"post\" action=\"/search\" hx-post=\"/search\">",
		"<form method=\"post\" action=\"/as/V/search\" "
		"hx-post=\"/as/V/search\">");
	becomes("<a\nhref=\"/\"><button formaction=\"/b\"><p hx-sse:connect="
		"\"/events\">",
		"<a\nhref=\"/as/V/\"><button formaction=\"/as/V/b\"><p "
		"hx-sse:connect=\"/as/V/events\">");
	becomes("<img src=\"/x.png\"><img src=\"/static/img/boat.svg\">",
		"<img src=\"/as/V/x.png\"><img src=\"/static/img/boat.svg\">");
}

TEST(preview, what_is_no_address_is_left_alone)
{
	static const char *const same[] = {
		"", "<p>=&quot;/cases</p>", "<input data-key=\"/\">",
		"<a href=\"#main\">", "<a href=\"?sort=x\">",
		"<a href=\"tel:043\">", "<a href=\"/static/app.css\">",
	};
	for (int i = 0; i < COUNT(same); i++)
		becomes(same[i], same[i]);
}

TEST_MAIN
