/* router_test.c — which row answers a path; and the bytes of an answer. */
#include "base/test_abort.h"

#include "scgi/response.h"
#include "scgi/router.h"

static struct router *router;

static enum status add(enum method m, str pattern)
{
	str why;
	/* The pattern is its own row. */
	char *row = str_cstr(test_arena, pattern);
	return router_add(test_arena, &router, m, pattern, row, &why);
}

static enum status find(enum method m, str path, const char *want,
			struct params *p)
{
	const void *row;
	enum status got = router_find(router, test_arena, m, path, &row, p);
	if (got == OK)
		assert_string_equal(row, want);
	return got;
}

static void fill(void)
{
	static const str get[] = {
		STR("/"), STR("/cases"), STR("/cases/new"),
		STR("/cases/:casefile/notes"), STR("/cases/:casefile"),
		STR("/cases/:casefile/notes/:note"),
	};
	router = NULL;
	for (isize i = 0; i < COUNT(get); i++)
		assert_int_equal(add(GET, get[i]), OK);
	assert_int_equal(add(POST, S("/cases/:id/notes")), OK);
}

TEST(router, literals_win_and_parameters_are_named)
{
	struct params p;
	fill();
	assert_int_equal(find(GET, S("/"), "/", &p), OK);
	assert_int_equal(p.n, 0);
	assert_int_equal(find(GET, S("/cases/new"), "/cases/new", &p), OK);
	assert_int_equal(find(GET, S("/cases/x"), "/cases/:casefile", &p), OK);
	assert_str(params_get(p, S("casefile")), S("x"));
	assert_int_equal(find(HEAD, S("/cases/x/notes/y"),
			      "/cases/:casefile/notes/:note", &p), OK);
	assert_str(params_get(p, S("casefile")), S("x"));
	assert_str(params_get(p, S("note")), S("y"));
	/* Below a literal that leads nowhere. */
	assert_int_equal(find(GET, S("/cases/new/notes"),
			      "/cases/:casefile/notes", &p), OK);
	assert_str(params_get(p, S("casefile")), S("new"));
	assert_int_equal(find(POST, S("/cases/x/notes"), "/cases/:id/notes",
			      &p), OK);
	assert_str(params_get(p, S("id")), S("x"));
}

TEST(router, what_is_not_there)
{
	struct params p;
	fill();
	assert_int_equal(find(GET, S("/case"), "", &p), E_NOT_FOUND);
	assert_int_equal(find(GET, S("/cases/"), "", &p), E_NOT_FOUND);
	assert_int_equal(find(GET, S("/cases/x/"), "", &p), E_NOT_FOUND);
	assert_int_equal(find(GET, S("/cases/x/notes/y/z"), "", &p),
			 E_NOT_FOUND);
	assert_int_equal(find(POST, S("/cases"), "", &p), E_INVALID);
	assert_int_equal(find(METHOD_OTHER, S("/cases"), "", &p), E_INVALID);
	assert_int_equal(find(POST, S("/nothing"), "", &p), E_NOT_FOUND);
}

TEST(router, no_routes_and_no_paths)
{
	const void *row;
	struct params p;
	assert_int_equal(router_find(NULL, test_arena, GET, S("/"), &row, &p),
			 E_NOT_FOUND);
	fill();
	assert_int_equal(find(GET, S(""), "", &p), E_NOT_FOUND);
	assert_int_equal(find(GET, S("cases"), "", &p), E_NOT_FOUND);
}

TEST(router, a_pattern_has_sixteen_segments_at_most)
{
	struct params p;
	struct out o = out_open(test_arena, 64);
	router = NULL;
	for (int i = 0; i < 16; i++)
		put(&o, S("/:a"));
	str most = str_dup(test_arena, out_str(&o));
	assert_int_equal(add(GET, most), OK);
	assert_int_equal(find(GET, most, str_cstr(test_arena, most), &p), OK);
	assert_int_equal(p.n, 16);
	put(&o, S("/b"));
	assert_int_equal(add(GET, out_str(&o)), E_INVALID);
	assert_int_equal(find(GET, out_str(&o), "", &p), E_NOT_FOUND);
}

TEST(router, two_rows_for_one_path_are_refused)
{
	fill();
	assert_int_equal(add(GET, S("/cases/:other/notes")), E_CONFLICT);
	assert_int_equal(add(GET, S("/")), E_CONFLICT);
	assert_int_equal(add(GET, S("")), E_INVALID);
	assert_int_equal(add(GET, S("x")), E_INVALID);
	assert_int_equal(add(GET, S("/a/")), E_INVALID);
	assert_int_equal(add(GET, S("/a//b")), E_INVALID);
	assert_int_equal(add(GET, S("/:")), E_INVALID);
	assert_int_equal(add(HEAD, S("/h")), E_INVALID);
}

TEST(response, bytes_on_the_wire)
{
	struct response r = { .status = 200, .body = S("やあ") };
	response_header(&r, S("Content-Type"), S("text/plain"));
	struct out o = out_open(test_arena, 16);
	response_write(&o, &r, false);
	assert_str(out_str(&o), S("Status: 200 OK\r\nContent-Type: text/plain"
				  "\r\nContent-Length: 6\r\n\r\nやあ"));
	o = out_open(test_arena, 16);
	response_write(&o, &r, true);
	assert_true(str_ends(out_str(&o), S("Content-Length: 6\r\n\r\n")));
	o = out_open(test_arena, 16);
	response_write_open(&o, &r);
	assert_str(out_str(&o), S("Status: 200 OK\r\nContent-Type: text/plain"
				  "\r\n\r\nやあ"));
}

TEST(response, every_status_has_its_words)
{
	static const struct {
		int status;
		str line;
	} rows[] = {
		{ 200, STR("200 OK") }, { 204, STR("204 No Content") },
		{ 303, STR("303 See Other") },
		{ 304, STR("304 Not Modified") },
		{ 400, STR("400 Bad Request") },
		{ 401, STR("401 Unauthorized") },
		{ 403, STR("403 Forbidden") }, { 404, STR("404 Not Found") },
		{ 405, STR("405 Method Not Allowed") },
		{ 409, STR("409 Conflict") },
		{ 413, STR("413 Content Too Large") },
		{ 422, STR("422 Unprocessable Content") },
		{ 429, STR("429 Too Many Requests") },
		{ 500, STR("500 Internal Server Error") },
		{ 503, STR("503 Service Unavailable") },
		{ 599, STR("599 Status") },
	};
	for (isize i = 0; i < COUNT(rows); i++) {
		struct response r = { .status = rows[i].status };
		struct out o = out_open(test_arena, 64);
		response_write(&o, &r, false);
		str all = out_str(&o), line = str_cut(&all, '\r');
		assert_str(line, str_cat(test_arena, S("Status: "),
					 rows[i].line));
	}
}

struct header {
	int before;
	str name, value;
};

static void add_header(void *arg)
{
	const struct header *h = arg;
	struct response r = { .headers_n = h->before };
	response_header(&r, h->name, h->value);
}

static bool aborts(int before, str name, str value)
{
	struct header h = { before, name, value };
	return test_aborts(add_header, &h);
}

TEST(response, a_header_of_somebody_elses_choice_is_our_end)
{
	assert_false(aborts(0, S("Name"), S("value")));
	assert_false(aborts(RESPONSE_HEADERS - 1, S("Name"), S("")));
	assert_true(aborts(RESPONSE_HEADERS, S("Name"), S("value")));
	assert_true(aborts(0, S(""), S("value")));
	assert_true(aborts(0, S("Na\rme"), S("value")));
	assert_true(aborts(0, S("Na\nme"), S("value")));
	assert_true(aborts(0, S("Na\0me"), S("value")));
	assert_true(aborts(0, S("Name"), S("va\rlue")));
	assert_true(aborts(0, S("Name"), S("va\nlue")));
	assert_true(aborts(0, S("Name"), S("va\0lue")));
}

TEST_MAIN
