/* request_test.c — what comes in by the door, and what is refused there. */
#include "base/test.h"

#include "base/out.h"
#include "scgi/request.h"

/* Headers are written with '|' for NUL. */
static str scgi(str headers, str body)
{
	struct out h = out_open(test_arena, 256);
	put(&h, S("CONTENT_LENGTH|"));
	put(&h, body.n);
	put(&h, S("|SCGI|1|"));
	put(&h, headers);
	for (isize i = 0; i < h.n; i++)
		h.p[i] = h.p[i] == '|' ? '\0' : h.p[i];
	struct out o = out_open(test_arena, 256);
	put(&o, h.n);
	out_char(&o, ':');
	put(&o, out_str(&h));
	out_char(&o, ',');
	put(&o, body);
	return out_str(&o);
}

static enum status get(const char *uri, struct request *r)
{
	struct out o = out_open(test_arena, 256);
	put(&o, S("REQUEST_METHOD|GET|REQUEST_URI|"));
	put(&o, str_of(uri));
	put(&o, S("|"));
	return request_parse(test_arena, scgi(out_str(&o), S("")), r);
}

static enum status post(str type, str body, struct request *r)
{
	struct out o = out_open(test_arena, 256);
	put(&o, S("REQUEST_METHOD|POST|REQUEST_URI|/|CONTENT_TYPE|"));
	put(&o, type);
	put(&o, S("|"));
	return request_parse(test_arena, scgi(out_str(&o), body), r);
}

TEST(request, reads_what_nginx_sends)
{
	struct request r;
	str bytes = scgi(S("REQUEST_METHOD|POST|REQUEST_URI|/cases/%E5%8C%97?q="
			   "a+b%2B&q=2|CONTENT_TYPE|application/x-www-form-"
			   "urlencoded; charset=UTF-8|HTTPS|on|REMOTE_ADDR|"
			   "::1|HTTP_COOKIE|a=1|HTTP_COOKIE|b=2; c=3|"
			   "HTTP_HX_REQUEST|true|HTTP_HOST|h|HTTP_ORIGIN|o|"),
			 S("name=%E5%B1%B1%E9%82%89&empty="));
	assert_int_equal(request_parse(test_arena, bytes, &r), OK);
	assert_int_equal(r.method, POST);
	assert_str(r.path, S("/cases/北"));
	assert_str(params_get(r.query, S("q")), S("a b+"));
	assert_str(params_nth(r.query, S("q"), 1), S("2"));
	assert_null(params_nth(r.query, S("q"), 2).p);
	assert_str(params_get(r.form, S("name")), S("山邉"));
	assert_non_null(params_get(r.form, S("empty")).p);
	assert_null(params_get(r.form, S("absent")).p);
	assert_str(request_cookie(&r, S("a")), S("1"));
	assert_str(request_cookie(&r, S("c")), S("3"));
	assert_null(request_cookie(&r, S("d")).p);
	assert_true(r.tls && r.hx);
	assert_str(r.remote, S("::1"));
	assert_str(r.host, S("h"));
	assert_str(r.origin, S("o"));
}

TEST(request, paths_that_are_refused)
{
	static const char *const bad[] = {
		"", "x", "//", "/a//b", "/.", "/a/..", "/a/../b", "/%2e%2E/b",
		"/a%2fb", "/a%5Cb", "/a\\b", "/a%00b", "/a%0ab", "/%", "/%4",
		"/%zz", "/%ff", "/a#b", "http://h/", "/\xff", "/a%7f", "/?a=%",
		"/?=1", "/?a=%00", "/?a=%c0%80",
	};
	struct request r;
	for (isize i = 0; i < COUNT(bad); i++) {
		if (get(bad[i], &r) != E_INVALID)
			fail_msg("accepted: %s", bad[i]);
	}
	assert_int_equal(get("/a/...", &r), OK);
	assert_int_equal(get("/a+b/?", &r), OK);
	assert_str(r.path, S("/a+b/"));
}

TEST(request, headers_that_are_refused)
{
	static const str bad[] = {
		STR("REQUEST_METHOD|GET|REQUEST_URI|/|A|a|A|b|"),
		STR("REQUEST_METHOD|GET|REQUEST_URI|/|SCGI|1|"),
		STR("REQUEST_METHOD|GET|REQUEST_URI|/|HTTP_HOST|\xff|"),
		STR("REQUEST_METHOD|GET|REQUEST_URI|/|HTTP_HOST|a"),
		STR("REQUEST_METHOD|GET|REQUEST_URI|/|HTTP_HOST|"),
		STR("REQUEST_METHOD|GET|REQUEST_URI|/||a|"),
		STR("REQUEST_METHOD|GET|"),
		STR("REQUEST_METHOD|GET|REQUEST_URI|/|\xff|a|"),
	};
	struct request r;
	for (isize i = 0; i < COUNT(bad); i++) {
		str bytes = scgi(bad[i], S(""));
		if (request_parse(test_arena, bytes, &r) != E_INVALID)
			fail_msg("accepted: %.*s", (int)bad[i].n, bad[i].p);
	}
}

TEST(request, netstrings_that_are_refused)
{
	static const str bad[] = {
		STR(""), STR("1"), STR(":"), STR("0:,"), STR("03:a\0b,"),
		STR("24:CONTENT_LENGTH\0" "0\0SCGI\0" "1\0;"),
		STR("24:CONTENT_LENGTH\0" "0\0SCGI\0" "1\0,x"),
		STR("24:CONTENT_LENGTH\0" "x\0SCGI\0" "1\0,"),
		STR("24:SCGI\0" "1\0CONTENT_LENGTH\0" "0\0,"),
		STR("-1:,"), STR("123456:"), STR("1 :"),
		STR("14:CONTENT_LENGTH,"), STR("15:CONTENT_LENGTH\0,"),
		STR("16:CONTENT_LENGTH\0" "0,"),
		STR("24:CONTENT_LENGTH\0" "0\0SCGI\0" "2\0,"),
	};
	struct request r;
	for (isize i = 0; i < COUNT(bad); i++) {
		enum status got = request_parse(test_arena, bad[i], &r);
		if (got != E_INVALID)
			fail_msg("accepted: number %d", (int)i);
	}
	assert_int_equal(request_parse(test_arena, S("16385:"), &r),
			 E_TOO_LARGE);
}

TEST(request, too_many_headers)
{
	struct out o = out_open(test_arena, 4096);
	struct request r;
	put(&o, S("REQUEST_METHOD|GET|REQUEST_URI|/|"));
	for (int i = 0; i < 200; i++) {
		put(&o, S("X"));
		put(&o, i);
		put(&o, S("|x|"));
	}
	assert_int_equal(request_parse(test_arena, scgi(out_str(&o), S("")),
				       &r), E_TOO_LARGE);
}

TEST(request, size_is_told_as_soon_as_it_is_known)
{
	str all = scgi(S("REQUEST_METHOD|POST|REQUEST_URI|/|"), S("a=1"));
	isize known = 0, size;
	for (isize i = 0; i <= all.n; i++) {
		assert_int_equal(request_size(str_sub(all, 0, i), &size), OK);
		assert_true(size == 0 || size == all.n);
		known += size != 0;
	}
	/* The comma and three bytes of body, and the end itself. */
	assert_int_equal(known, 5);
}

TEST(request, a_body_needs_a_form_type_and_post)
{
	struct request r;
	str url = S("application/x-www-form-urlencoded");
	assert_int_equal(post(url, S("a=1"), &r), OK);
	str loud = S("Application/X-WWW-Form-URLencoded ; charset=utf-8");
	assert_int_equal(post(loud, S("a=1"), &r), OK);
	assert_str(params_get(r.form, S("a")), S("1"));
	str alike = S("application/x-www-form-urlencodex");
	assert_int_equal(post(alike, S("a=1"), &r), E_INVALID);
	assert_int_equal(post(S("text/plain"), S("a=1"), &r), E_INVALID);
	assert_int_equal(post(S("text/plain"), S(""), &r), OK);
	str bytes = scgi(S("REQUEST_METHOD|GET|REQUEST_URI|/|"), S("a=1"));
	assert_int_equal(request_parse(test_arena, bytes, &r), E_INVALID);
}

TEST(request, line_breaks_are_one_character)
{
	struct request r;
	str url = S("application/x-www-form-urlencoded");
	assert_int_equal(post(url, S("a=x%0D%0Ay%0Dz%0A%0D"), &r), OK);
	assert_str(params_get(r.form, S("a")), S("x\ny\nz\n\n"));
}

TEST(request, too_many_parameters)
{
	struct out o = out_open(test_arena, 1024);
	for (int i = 0; i < PARAMS_MAX; i++)
		put(&o, S("a=1&"));
	struct params p;
	assert_int_equal(params_parse(test_arena, out_str(&o), &p), OK);
	assert_int_equal(p.n, PARAMS_MAX);
	put(&o, S("a=1"));
	assert_int_equal(params_parse(test_arena, out_str(&o), &p),
			 E_TOO_LARGE);
}

TEST(request, agent_is_cut_between_characters)
{
	struct out o = out_open(test_arena, 1024);
	put(&o, S("REQUEST_METHOD|GET|REQUEST_URI|/|HTTP_USER_AGENT|x"));
	for (int i = 0; i < 100; i++)
		put(&o, S("あ"));
	put(&o, S("|"));
	struct request r;
	str bytes = scgi(out_str(&o), S(""));
	assert_int_equal(request_parse(test_arena, bytes, &r), OK);
	assert_int_equal(r.agent.n, 1 + 66 * 3);
}

#define PART(head, body) "--B\r\n" head "\r\n\r\n" body "\r\n"
#define FIELD(name) "Content-Disposition: form-data; name=\"" name "\""

TEST(request, multipart_fields_and_files)
{
	struct request r;
	str body = S(PART(FIELD("kind"), "写真")
		     PART(FIELD("file") "; filename=\"玄関.jpg\"\r\n"
			  "Content-Type: image/jpeg", "\xff\xd8\r\n--Bx\0")
		     PART(FIELD("empty"), "") "--B--\r\n");
	assert_int_equal(post(S("multipart/form-data; boundary=B"), body, &r),
			 E_INVALID);
	body = S(PART(FIELD("kind"), "写\r\n真")
		 PART(FIELD("file") "; filename=\"玄関.jpg\"\r\n"
		      "Content-Type: image/jpeg", "\xff\xd8\r\n-B\0")
		 PART(FIELD("empty"), "") "--B--\r\n");
	assert_int_equal(post(S("multipart/form-data; boundary=B"), body, &r),
			 OK);
	assert_str(params_get(r.form, S("kind")), S("写\n真"));
	assert_non_null(params_get(r.form, S("empty")).p);
	assert_int_equal(r.form.n, 2);
	assert_int_equal(r.parts_n, 1);
	assert_str(r.parts[0].name, S("file"));
	assert_str(r.parts[0].file_name, S("玄関.jpg"));
	assert_str(r.parts[0].type, S("image/jpeg"));
	assert_str(r.parts[0].bytes, S("\xff\xd8\r\n-B\0"));
}

TEST(request, multipart_that_is_refused)
{
	static const str bad[] = {
		STR("--B--"), STR("x" PART(FIELD("a"), "1") "--B--"),
		STR(PART(FIELD("a"), "1")), STR(PART(FIELD(""), "1") "--B--"),
		STR(PART("X: 1", "1") "--B--"), STR("--B\r\n--B--"),
		STR(PART(FIELD("a") "; name=\"b\"", "1") "--B--"),
		STR(PART(FIELD("a") "; x", "1") "--B--"),
		STR(PART(FIELD("\xff"), "1") "--B--"),
		STR(PART(FIELD("a"), "\xff") "--B--"),
		STR(PART(FIELD("a") "\r\n" FIELD("b"), "1") "--B--"),
		STR(PART("Content-Disposition: form-data; name=\"a", "")
		    "--B--"),
	};
	struct request r;
	str type = S("multipart/form-data; boundary=B");
	/* The first one is an empty form: allowed, and empty. */
	assert_int_equal(post(type, bad[0], &r), OK);
	for (isize i = 1; i < COUNT(bad); i++) {
		if (post(type, bad[i], &r) != E_INVALID)
			fail_msg("accepted: %.*s", (int)bad[i].n, bad[i].p);
	}
	assert_int_equal(post(S("multipart/form-data"), bad[0], &r), E_INVALID);
	assert_int_equal(post(S("multipart/form-data; boundary=\"a b\""),
			      bad[0], &r), E_INVALID);
}

TEST(request, only_an_address_of_files_may_bring_one)
{
	static const str yes = STR("58:CONTENT_LENGTH\0" "9\0"
		"REQUEST_METHOD\0POST\0REQUEST_URI\0/a/files\0,");
	static const str get = STR("57:CONTENT_LENGTH\0" "9\0"
		"REQUEST_METHOD\0GET\0REQUEST_URI\0/a/files\0,");
	static const str other = STR("61:CONTENT_LENGTH\0" "9\0"
		"REQUEST_METHOD\0POST\0REQUEST_URI\0/a/files?x=\0,");
	assert_true(request_brings_file(yes));
	assert_false(request_brings_file(get));
	assert_false(request_brings_file(other));
	/* Cut off in the midst of a name. */
	assert_false(request_brings_file(S("58:CONTENT_LENGTH\0" "9\0"
		"REQUEST_METHOD")));
	assert_false(request_brings_file(S("")));
	assert_false(request_brings_file(S("9999999:")));
}

TEST_MAIN
