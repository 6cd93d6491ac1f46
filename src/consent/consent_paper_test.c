/* consent_paper_test.c — the paper that is signed, and the one that is kept,
 * on both engines. */
#include "consent/test_world.h"

/* ---- files ---------------------------------------------------------------- */

struct sent {
	int status;
	str body, type, disposition, policy;
};

static struct sent send_file(struct world *w, const struct sitting *s,
			     str path, str bytes, const char *idem)
{
	struct param fields[] = { { S("csrf"), s->csrf },
				  { S("idem"), str_of(idem) } };
	struct part part = { S("file"), S("山邉の同意書.pdf"),
			     S("text/html"), bytes };
	struct request http = { .method = bytes.p ? POST : GET,
				.cookie = s->cookie,
				.host = S("localhost"), .path = path };
	struct response r = { 0 };
	if (bytes.p) {
		http.form = (struct params){ fields, 2 };
		http.parts = &part;
		http.parts_n = 1;
	}
	app_answer(&w->d.app, 0, test_arena, &http, &r, NULL);
	struct sent a = { .status = r.status, .body = r.body };
	for (int i = 0; i < r.headers_n; i++) {
		str name = r.headers[i].name, value = r.headers[i].value;
		if (str_eq(name, S("Content-Type")))
			a.type = value;
		if (str_eq(name, S("Content-Disposition")))
			a.disposition = value;
		if (str_eq(name, S("Content-Security-Policy")))
			a.policy = value;
	}
	return a;
}

static const char pdf[] = "%PDF-1.7 \xff\x00 signed";

TEST_BOTH(consent, a_signed_paper_is_kept_encrypted)
{
	struct world w;
	i64 id = shared_world(&w, engine);
	str files = one(&w, 70, id, "/files"), bytes = { pdf, sizeof pdf };
	assert_int_equal(send_file(&w, &w.ishii, files, bytes, "a").status,
			 303);
	/* The same form once more keeps one. */
	assert_int_equal(send_file(&w, &w.ishii, files, bytes, "a").status,
			 303);
	assert_int_equal(count(&w, "select count(*) from file"), 1);
	str url = cat(files, "/");
	url = str_cat(test_arena, url,
		      token(&w, ID_file, count(&w, "select id from file")));
	assert_has(desk_get(&w.d, &w.ishii, one(&w, 70, id, "")).body, url);
	struct sent a = send_file(&w, &w.ishii, url, (str){ 0 }, "");
	assert_int_equal(a.status, 200);
	assert_true(str_eq(a.body, bytes));
	assert_true(str_eq(a.type, S("application/pdf")));
	assert_has(a.policy, S("sandbox"));
	assert_has(a.disposition, S("attachment"));
	assert_has(a.disposition, S("%E5%90%8C%E6%84%8F%E6%9B%B8_%E6%8E%A7"));
	/* Nothing of the name it came with. */
	assert_has_not(a.disposition, S("%E5%B1%B1"));
	assert_int_equal(count(&w, "select count(*) from file "
				   "where length(sealed) > size"), 1);
	assert_int_equal(send_file(&w, &w.nakahara, url, (str){ 0 }, "")
				 .status, 403);
	desk_close(&w.d);
}

TEST_BOTH(consent, a_file_without_its_key_is_gone)
{
	struct world w;
	i64 id = shared_world(&w, engine);
	str files = one(&w, 70, id, "/files"), bytes = { pdf, sizeof pdf };
	assert_int_equal(send_file(&w, &w.ishii, files, bytes, "a").status,
			 303);
	str url = str_cat(test_arena, cat(files, "/"),
			  token(&w, ID_file, count(&w, "select id from file")));
	/* The operator's key opens it, no other does. */
	w.d.app.keys.wrap.b[0] ^= 1;
	assert_int_equal(send_file(&w, &w.ishii, url, (str){ 0 }, "").status,
			 503);
	w.d.app.keys.wrap.b[0] ^= 1;
	assert_int_equal(send_file(&w, &w.ishii, url, (str){ 0 }, "").status,
			 200);
	assert_int_equal(run(&w, "delete from case_key"), OK);
	assert_int_equal(send_file(&w, &w.ishii, url, (str){ 0 }, "").status,
			 404);
	desk_close(&w.d);
}

TEST_BOTH(consent, a_bad_file_is_told_calmly)
{
	struct world w;
	i64 id = shared_world(&w, engine);
	str files = one(&w, 70, id, "/files");
	char *large = new(test_arena, char, UPLOAD_MAX + 1);
	for (int i = 0; i < 8; i++)
		large[i] = pdf[i];
	struct sent a = send_file(&w, &w.ishii, files, S("MZ not a paper"),
				  "a");
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("この種類のファイルは残せません。"));
	a = send_file(&w, &w.ishii, files, (str){ large, UPLOAD_MAX + 1 },
		      "b");
	assert_has(a.body, S("5MBまでです。"));
	a = send_file(&w, &w.ishii, files, S(""), "c");
	assert_has(a.body, S("ファイルを選んでください。"));
	assert_int_equal(count(&w, "select count(*) from file"), 0);
	assert_int_equal(send_file(&w, &w.ishii, files,
				   (str){ large, UPLOAD_MAX }, "d").status,
			 303);
	desk_close(&w.d);
}


/* ---- the paper ------------------------------------------------------------ */

/* Cuts `*rest` before the next `mark`, which is thrown away; all when there
 * is none. */
static str cut_at(str *rest, str mark)
{
	isize at = str_find(*rest, mark, 0);
	str head = at < 0 ? *rest : str_sub(*rest, 0, at);
	*rest = at < 0 ? (str){ 0 } :
			 str_sub(*rest, at + mark.n, rest->n);
	return head;
}

/* Without tags, and without what stands between from and to. */
static str without(str text, str from, str to)
{
	struct out o = out_open(test_arena, text.n);
	while (text.n) {
		put(&o, cut_at(&text, from));
		cut_at(&text, to);
	}
	return out_str(&o);
}

static str drop(str text, str mark)
{
	struct out o = out_open(test_arena, text.n);
	while (text.n)
		put(&o, cut_at(&text, mark));
	return out_str(&o);
}

/* Every sentence of at most 25 characters; every kanji under its ふりがな. */
static void read_easily(str paper)
{
	str bare = without(paper, S("<ruby>"), S("</ruby>"));
	bare = without(bare, S("<h3 class=\"given\">"), S("</h3>"));
	bare = without(bare, S("class=\"push given\">"), S("</span>"));
	bare = without(bare, S("<p class=\"given\">"), S("</p>"));
	bare = without(bare, S("<footer"), S("</footer>"));
	for (isize i = 0; i + 2 < bare.n; i++) {
		u8 c = (u8)bare.p[i];
		/* U+4E00 … U+9FFF begin with e4 b8 … e9 bf. */
		if (c >= 0xe4 && c <= 0xe9)
			fail_msg("kanji without reading: %.*s", 60,
				 bare.p + (i > 30 ? i - 30 : 0));
	}
	str text = without(paper, S("<rp>"), S("</ruby>"));
	int sentences = 0;
	while (text.n) {
		str p = cut_at(&text, S("<p>"));
		p = cut_at(&text, S("</p>"));
		p = without(p, S("<"), S(">"));
		p = drop(p, S(" "));
		while (p.n) {
			str one = cut_at(&p, S("。"));
			if (utf8_length(one) > 24)
				fail_msg("long: %.*s", (int)one.n, one.p);
			sentences++;
		}
	}
	assert_true(sentences > 12);
}

static str paper_of(str body)
{
	cut_at(&body, S("<article"));
	cut_at(&body, S(">"));
	return cut_at(&body, S("</article>"));
}

static struct answer sheet(struct world *w, const char *act)
{
	str form = cat(S("kind=consent&until=R30.3.31&act="), act);
	form = str_cat(test_arena, form,
		       to(w, 2, "items1", "all"));
	form = str_cat(test_arena, form,
		       to(w, 5, "items2", "basic health notes"));
	struct answer a = desk_post(&w->d, &w->ishii, basis(w, 70, ""), form);
	assert_int_equal(a.status, 303);
	return desk_get(&w->d, &w->ishii, a.location);
}

TEST_BOTH(consent, a_paper_to_be_signed_says_what_was_chosen)
{
	struct world w;
	open_world(&w, engine);
	struct answer a = sheet(&w, "plain");
	assert_int_equal(a.status, 200);
	str paper = paper_of(a.body);
	assert_has(paper, S("伴舟市社会福祉協議会</td><td>基本、健康・障がい、"
			    "収入・債務、仕事、国籍と在留、支援経過</td>"));
	assert_has(paper, S("基本、健康・障がい、支援経過"));
	assert_has(paper, S("令和30年3月31日まで"));
	assert_has(paper, S("いつでもやめられます"));
	assert_has(paper, S("発行 北包R"));
	/* Signed, it is recorded as it was printed. */
	cut_at(&a.body, S("<div class=\"filters no-print\">"));
	cut_at(&a.body, S("<a class=\"btn\" href=\""));
	str url = cut_at(&a.body, S("\""));
	url = drop(url, S("amp;"));
	struct answer form = desk_get(&w.d, &w.ishii, url);
	assert_int_equal(form.status, 200);
	assert_has(form.body, S("value=\"R30.3.31\""));
	assert_has(form.body, S("name=\"items1\" value=\"all\" checked"));
	assert_has(form.body, S("name=\"items2\" value=\"health\" checked"));
	assert_has_not(form.body,
		       S("name=\"items2\" value=\"money\" checked"));
	assert_int_equal(count(&w, "select count(*) from basis"), 0);
	desk_close(&w.d);
}

TEST_BOTH(consent, a_paper_in_easy_japanese_is_easy)
{
	struct world w;
	open_world(&w, engine);
	struct answer a = sheet(&w, "easy");
	assert_int_equal(a.status, 200);
	read_easily(paper_of(a.body));
	assert_has(a.body, S("いつでも やめられます"));
	desk_close(&w.d);
}

TEST_MAIN
