/*
 * memory_test.c — memory ends at the n-th allocation of a request: `memory
 * [MOST]`, at most so many places of each request (0: every one).
 *
 * Two memories: the request's arena, which ends as it does at its limit, and
 * malloc, for everything in the process, SQLite and ICU too; there once, and
 * from there on until the answer.  Whatever ends, the answer is byte for byte
 * the right one or a page that says so; the same request, sent again with its
 * key, is answered rightly; and after both the database holds what one right
 * answer would have left in it, in every table.
 *
 * One request in one memory is one case; last line `N passed, N failed, N
 * skipped`.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "kernel/test_desk.h"

#include "app/routes.h"
#include "sys/log.h"

/* ---- malloc ------------------------------------------------------------------ */

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define OTHERS_MALLOC 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define OTHERS_MALLOC 1
#endif
#endif
#ifdef OTHERS_MALLOC
enum { HAVE_MALLOC = 0 };
#else
enum { HAVE_MALLOC = 1 };
void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);
#endif

/* The next allocations that succeed, and how many fail after them: as long as
 * others take what is there.  Not for ever: a transaction that cannot even be
 * rolled back waits for memory (lite.c). */
enum { MALLOC_LEAN = 2000 };
static _Atomic i64 to_come, to_fail, failed;

#ifndef OTHERS_MALLOC
static bool runs_out(void)
{
	if (!to_fail || to_come-- > 1)
		return false;
	if (to_fail-- <= 0)
		return false;
	failed++;
	return true;
}

void *malloc(size_t n)
{
	return runs_out() ? NULL : __libc_malloc(n);
}

void *calloc(size_t n, size_t size)
{
	return runs_out() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t n)
{
	return runs_out() ? NULL : __libc_realloc(p, n);
}
#endif

enum memory { IN_ARENA, MALLOC_ONCE, MALLOC_ON, MEMORIES };
static const char *const memory_name[] = { "arena", "malloc, once",
					   "malloc, from there on" };

/* ---- the requests ------------------------------------------------------------ */

/* $c casefile, $p person, $n note, $i intake; # a number that is never the
 * same. */
static const struct asked {
	enum method method;
	const char *path, *form;
	bool no_key;		/* twice is as good as once */
} asked[] = {
	{ GET, "/", NULL },
	{ GET, "/cases", NULL },
	{ GET, "/cases/$c", NULL },
	{ GET, "/cases/$c/notes", NULL },
	{ GET, "/cases/$c/notes?note=$n", NULL },
	{ GET, "/cases/$c/notes/new?wide=1", NULL },
	{ GET, "/cases/$c/people", NULL },
	{ GET, "/cases/$c/people/$p", NULL },
	{ GET, "/cases/$c/relations", NULL },
	{ GET, "/cases/$c/sheets/overview/edit", NULL },
	{ GET, "/cases/$c/tasks", NULL },
	{ GET, "/cases/$c/share", NULL },
	{ GET, "/intake", NULL },
	{ GET, "/notices", NULL },
	{ POST, "/search", "q=山辺" },
	{ POST, "/cases/$c/notes/find", "q=新聞" },
	{ POST, "/intake/candidates", "kana=やまべ" },
	{ POST, "/draft", "of=1&form=note&object=$c&text=body=雨%23#",
	  true },
	{ POST, "/cases/$c/notes",
	  "at=いま&method=phone&about=house&act=save&body=しるし#番。新聞"
	  "&next_what=申請&next_due=R20.3.3" },
	{ POST, "/cases/$c/tasks", "what=電話#&due=R20.3.3" },
	{ POST, "/cases/$c/people", "name=山邉 子#&kana=やまべ こ&birth=S44.1.#" },
	{ POST, "/intake",
	  "body=顔を見ない#&from=neighbor&from_name=野口&name=山邉 トキ"
	  "&kana=やまべ とき&urgency=today" },
};

struct city {
	struct desk d;
	struct sitting who;
	str casefile, person, note, intake;
	sqlite3 *side;		/* a reader of the test's own */
	sqlite3_stmt *counts;
	int serial;
};

/* The first 22 characters of a token behind the sign. */
static str token_after(str text, str sign)
{
	for (isize at = 0; (at = str_find(text, sign, at)) >= 0; at += sign.n) {
		str t = str_sub(text, at + sign.n, at + sign.n + 22);
		if (strspn(t.p, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrst"
				"uvwxyz0123456789-_") == 22)
			return t;
	}
	fail_msg("nothing behind %.*s", (int)sign.n, sign.p);
	return text;
}

static str fill(const struct city *c, const char *text)
{
	struct out o = out_open(test_arena, 300);
	for (const char *p = text; *p; p++) {
		if (*p == '#')
			put(&o, c->serial % 28 + 1);
		else if (*p != '$')
			out_char(&o, *p);
		else if (*++p == 'c')
			put(&o, c->casefile);
		else
			put(&o, *p == 'p' ? c->person : c->note);
	}
	return out_str(&o);
}

/* ---- what is in the database ---------------------------------------------- */

enum { TABLES_MAX = 200 };
struct state {
	int n[TABLES_MAX];
};

/* One statement that counts every table; of the full-text index only its
 * documents. */
static void count_prepare(struct city *c)
{
	sqlite3_stmt *names;
	struct out o = out_open(test_arena, 8192);
	assert_int_equal(sqlite3_open(c->d.t.where, &c->side), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(c->side,
		"select name from sqlite_master where type = 'table' and "
		"sql not like 'create virtual%' and "
		"name not like '%\\_data' escape '\\' and "
		"name not like '%\\_idx' escape '\\'", -1, &names, NULL),
		SQLITE_OK);
	while (sqlite3_step(names) == SQLITE_ROW) {
		put(&o, o.n ? S(",(select count(*) from ") :
			      S("select (select count(*) from "));
		put(&o, str_of((const char *)sqlite3_column_text(names, 0)));
		put(&o, S(")"));
	}
	sqlite3_finalize(names);
	assert_int_equal(sqlite3_prepare_v2(c->side,
		str_cstr(test_arena, out_str(&o)), -1, &c->counts, NULL),
		SQLITE_OK);
	assert_true(sqlite3_column_count(c->counts) <= TABLES_MAX);
}

static struct state count_all(struct city *c)
{
	struct state s = { 0 };
	assert_int_equal(sqlite3_step(c->counts), SQLITE_ROW);
	for (int i = 0; i < sqlite3_column_count(c->counts); i++)
		s.n[i] = sqlite3_column_int(c->counts, i);
	sqlite3_reset(c->counts);
	return s;
}

static struct state grown(struct state a, struct state b)
{
	for (int i = 0; i < TABLES_MAX; i++)
		b.n[i] -= a.n[i];
	return b;
}

static bool same(struct state a, struct state b)
{
	return memcmp(&a, &b, sizeof a) == 0;
}

/* ---- asking as the door does ------------------------------------------------ */

struct said {
	int status;
	char *body;		/* without its nonce and fresh key */
	size_t n;
	bool met;		/* an allocation failed */
};

/* Every key of a form, and every place of the nonce: each answer has others. */
static void blank(struct said *s, str nonce)
{
	static const str sign = STR("name=\"idem\" value=\"");
	str body = { s->body, (isize)s->n };
	isize at = 0;
	while ((at = str_find(body, sign, at)) >= 0) {
		at += sign.n;
		memset(s->body + at, '-', 22);
	}
	while (nonce.n && (at = str_find(body, nonce, 0)) >= 0)
		memset(s->body + at, '-', (size_t)nonce.n);
}

static str nonce_in(str policy)
{
	static const str sign = STR("'nonce-");
	isize at = str_find(policy, sign, 0);
	str rest = at < 0 ? (str){ 0 } : str_sub(policy, at + sign.n, policy.n);
	return str_cut(&rest, '\'');
}

static struct said keep(const struct response *r)
{
	struct said s = { .status = r->status, .n = (size_t)r->body.n };
	s.body = malloc(s.n + 1);
	if (s.n)
		memcpy(s.body, r->body.p, s.n);
	s.body[s.n] = 0;
	for (int i = 0; i < r->headers_n; i++)
		if (str_eq(r->headers[i].name, S("Content-Security-Policy")))
			blank(&s, nonce_in(r->headers[i].value));
	return s;
}

/* As serve() in listener.c: a jump out of the answer becomes a refusal. */
static void answer(struct city *c, struct arena *a, const struct request *http,
		   enum memory m, i64 nth, struct said *ret)
{
	static struct response r;
	jmp_buf full;
	failed = 0;
	r = (struct response){ 0 };
	if (setjmp(full) == 0) {
		arena_on_full(a, &full);
		arena_fail_after(a, m == IN_ARENA ? nth : 0);
		to_come = nth;
		to_fail = !nth || m == IN_ARENA ? 0 :
			  m == MALLOC_ONCE	? 1 : MALLOC_LEAN;
		app_answer(&c->d.app, 0, a, http, &r, NULL);
		struct out o = out_open(a, r.body.n + 1024);
		response_write(&o, &r, false);
		to_fail = 0;
		failed += m == IN_ARENA && nth && !arena_fail_after(a, 0);
	} else {
		to_fail = 0;
		failed++;
		arena_reset(a);
		arena_on_full(a, NULL);
		app_refuse(&c->d.app, a, E_LIMIT, &r);
	}
	*ret = keep(&r);
	ret->met = failed > 0;
}

/* The request of the row, with this key. */
static struct said ask(struct city *c, const struct asked *q, int key,
		       enum memory m, i64 nth)
{
	struct arena_mark begun = arena_mark(test_arena);
	struct arena *a = arena_open((isize)64 << 20);
	struct out o = out_open(test_arena, 400);
	struct request http = { .method = q->method, .cookie = c->who.cookie,
				.host = S("localhost") };
	struct said s;
	str query = fill(c, q->path);
	http.path = str_cut(&query, '?');
	if (query.p)
		assert_int_equal(params_parse(test_arena, query, &http.query),
				 OK);
	put(&o, S("csrf="));
	put(&o, c->who.csrf);
	if (!q->no_key) {
		put(&o, S("&idem=k"));
		put(&o, key);
	}
	put(&o, S("&"));
	put(&o, fill(c, q->form ? q->form : ""));
	if (q->form)
		assert_int_equal(params_parse(test_arena, out_str(&o),
					      &http.form), OK);
	answer(c, a, &http, m, nth, &s);
	arena_close(a);
	arena_rewind(test_arena, begun);
	return s;
}

/* ---- the city ------------------------------------------------------------------ */

static void city_open(struct city *c)
{
	str why = { 0 };
	*c = (struct city){ 0 };
	/* A page with the time on it is the same a minute later. */
	sys_pretend((stamp){ 1793581500000 }, 1);
	desk_open(&c->d, DB_LITE, NULL, 0);
	assert_int_equal(routes_add(&c->d.app, &why), OK);
	c->who = desk_sit(&c->d, 1, S("石井"), ROLE_worker);
	struct answer a = desk_post(&c->d, &c->who, S("/intake"),
		S("body=3日顔を見ない。新聞&from=neighbor&from_name=野口"
		  "&name=山邉 トキ&kana=やまべ とき&urgency=today"));
	assert_int_equal(a.status, 303);
	c->intake = token_after(a.location, S("/intake/"));
	a = desk_post(&c->d, &c->who,
		      str_cat(test_arena, str_cat(test_arena, S("/intake/"),
						  c->intake),
			      S("/household")),
		      S("name=山邉 トキ&kana=やまべ とき&birth=S19.3.4"));
	assert_int_equal(a.status, 303);
	c->casefile = token_after(a.location, S("/cases/"));
	a = desk_get(&c->d, &c->who, fill(c, "/cases/$c/people"));
	c->person = token_after(a.body, S("/people/"));
	a = desk_post(&c->d, &c->who, fill(c, "/cases/$c/notes"),
		      S("at=いま&method=phone&about=house&act=save&body=犬"));
	assert_int_equal(a.status, 303);
	c->note = token_after(a.location, S("saved="));
	count_prepare(c);
}

static void city_close(struct city *c)
{
	sqlite3_finalize(c->counts);
	sqlite3_close(c->side);
	desk_close(&c->d);
}

/* ---- one request, one memory ------------------------------------------------- */

static bool is_sorry(const struct said *s)
{
	str body = { s->body, (isize)s->n };
	return (s->status == 413 || s->status == 500 || s->status == 503) &&
	       str_find(body, S("<h1"), 0) >= 0 &&
	       str_find(body, S("</html>"), 0) >= 0 &&
	       (str_find(body, S("ません"), 0) >= 0 ||
		str_find(body, S("ます"), 0) >= 0);
}

static bool is_right(const struct said *s, const struct said *want)
{
	return s->status == want->status && s->n == want->n &&
	       memcmp(s->body, want->body, s->n) == 0;
}

static bool wrong(const struct asked *q, enum memory m, i64 nth,
		  const char *what, const struct said *s)
{
	printf("%s, allocation %lld of %s: %s; %d %.300s\n", memory_name[m],
	       (long long)nth, q->path, what, s->status, s->body);
	return false;
}

/* The n-th allocation fails; then the same is sent again. */
static bool try_once(struct city *c, const struct asked *q, enum memory m,
		     i64 nth, struct state *delta, struct said *right,
		     bool *ret_met)
{
	static int key;
	c->serial = ++key;
	struct state before = count_all(c);
	struct said s = ask(c, q, key, m, nth);
	struct state after = count_all(c), none = { 0 };
	struct state first = grown(before, after);
	bool good = true, done = s.status == right->status;
	*ret_met = s.met;
	if (q->method == GET ? !is_right(&s, right) : !done)
		done = false;
	if (!done && !is_sorry(&s))
		good = wrong(q, m, nth, "no answer for people", &s);
	if (!same(first, *delta) && (done || !same(first, none)))
		good = wrong(q, m, nth, "half of it is in the database", &s);
	free(s.body);
	s = ask(c, q, key, m, 0);
	bool kept = q->method == POST && same(first, *delta);
	if (q->method == GET ? !is_right(&s, right) :
			       s.status != right->status)
		good = wrong(q, m, nth, "the next one is not right", &s);
	if (!same(grown(after, count_all(c)), kept && right->status == 303 ?
						      none : *delta))
		good = wrong(q, m, nth, "not once in the database", &s);
	free(s.body);
	return good;
}

/* Twice: what is made once (a full-text table, a cached statement) is there
 * before what counts. */
static struct said right_answer(struct city *c, const struct asked *q,
				struct state *ret_delta)
{
	struct said s = { 0 };
	for (int i = 0; i < 3; i++) {
		static int key = 1000000;
		struct state before = count_all(c);
		free(s.body);
		c->serial = ++key;
		s = ask(c, q, key, IN_ARENA, 0);
		*ret_delta = grown(before, count_all(c));
	}
	return s;
}

/* How many allocations the request makes, found by doubling. */
static i64 length_of(struct city *c, const struct asked *q, enum memory m)
{
	static int key = 2000000;
	i64 low = 0, high = 1 << 20;
	while (high - low > 1) {
		i64 mid = (low + high) / 2;
		c->serial = ++key;
		struct said s = ask(c, q, key, m, mid);
		free(s.body);
		if (s.met)
			low = mid;
		else
			high = mid;
	}
	return low;
}

static bool try_all(struct city *c, const struct asked *q, enum memory m,
		    i64 most)
{
	struct state delta;
	struct said right = right_answer(c, q, &delta);
	i64 n = length_of(c, q, m), tried = 0, met_n = 0;
	i64 step = most && n > most ? n / most : 1;
	bool good = right.status == 200 || right.status == 303 ||
		    right.status == 204;
	if (!good)
		wrong(q, m, 0, "is not answered at all", &right);
	for (i64 nth = 1; good && nth <= n; nth += step, tried++) {
		bool met;
		good = try_once(c, q, m, nth, &delta, &right, &met);
		met_n += met;
	}
	if (good && !met_n)
		good = wrong(q, m, n, "nothing ever failed", &right);
	free(right.body);
	printf("%-22s %s %s: %lld of %lld allocations\n", memory_name[m],
	       q->method == GET ? "GET" : "POST", q->path, (long long)met_n,
	       (long long)n);
	fflush(stdout);
	return good;
}

int main(int argc, char **argv)
{
	int passed = 0, failures = 0, skipped = 0;
	i64 most = argc > 1 ? atoll(argv[1]) : 60;
	log_least(LOG_ERROR + 1);
	for (int m = 0; m < MEMORIES; m++)
		for (isize i = 0; i < COUNT(asked); i++) {
			if (m != IN_ARENA && !HAVE_MALLOC) {
				skipped++;
				continue;
			}
			struct city c;
			test_arena = arena_open((isize)256 << 20);
			city_open(&c);
			bool good = try_all(&c, &asked[i], (enum memory)m,
					    most);
			city_close(&c);
			arena_close(test_arena);
			passed += good;
			failures += !good;
		}
	printf("%d passed, %d failed, %d skipped\n", passed, failures, skipped);
	return failures ? 1 : 0;
}
