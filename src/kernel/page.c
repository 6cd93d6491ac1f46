/* page.c — see page.h. */
#include "kernel/page.h"

#include "kernel/app.h"
#include "kernel/door.h"
#include "kernel/live.h"
#include "kernel/preview.h"
#include "page.html.h"
#include "sys/clock.h"
#include "sys/log.h"

void page_inside(struct out *o, const struct page *p)
{
	const struct reply *r = p->reply;
	if (r->frame) {
		r->frame(o, r->frame_arg, r->draw, r->arg);
	} else if (r->bare) {
		r->draw(o, r->arg);
	} else {
		put(o, S("<main class=\"wrap main\" id=\"main\" "
			 "tabindex=\"-1\">"));
		r->draw(o, r->arg);
		put(o, S("</main>"));
	}
}

str page_who(const struct page *p)
{
	const struct actor *a = &p->rq->actor;
	struct out o = out_open(p->rq->arena, 80);
	put(&o, a->name);
	put(&o, S("（"));
	if (a->many_munis) {
		put(&o, a->muni_name);
		put(&o, S(" "));
	}
	put(&o, a->agency_short);
	put(&o, S("）"));
	return out_str(&o);
}

void page_preview_inside(struct out *o, const struct page *p)
{
	struct out part = out_open(o->arena, 24 * 1024);
	page_preview_top(&part, p);
	page_inside(&part, p);
	put(o, preview_links(o->arena, out_str(&part), p->rq->preview->prefix));
}

void page_preview_bar(struct out *o, const struct page *p)
{
	p->rq->preview->draw(o, p->rq->preview->arg);
}

/* ---- failures ---------------------------------------------------------- */

static const struct problem_row {
	int status;
	str title, what, then;
	bool receipt;
} problems[] = {
	[E_INVALID] = { 400, STR("確かめてください"),
			STR("送られた内容を読めませんでした。"),
			STR("前の画面にもどって、もう一度試してください。"
			    "書いた内容は下書きにあります。"),
			false },
	[E_FORBIDDEN] = { 403, STR("できません"),
			  STR("この操作はできません。"),
			  STR("調整役に相談してください。"), false },
	[E_CONFLICT] = { 409, STR("確かめてください"),
			 STR("ほかの人が先に保存しました。"),
			 STR("書いた内容は下書きにあります。"
			     "画面を開き直して、"
			     "どちらを残すか確かめてください。"),
			 false },
	[E_TOO_LARGE] = { 413, STR("確かめてください"),
			  STR("送られた内容が大きすぎます。"),
			  STR("書いた内容は下書きにあります。"
			      "分けて送ってください。"),
			  false },
	[E_LIMIT] = { 503, STR("お待ちください"),
		      STR("いま混み合っています。"),
		      STR("書いた内容は残っています。"
			  "少し待って、もう一度押してください。"),
		      false },
	[E_DOWN] = { 503, STR("お待ちください"),
		     STR("いま保存も表示もできません。"),
		     STR("書いた内容はこの画面に残っています。"
			 "少し待って、もう一度押してください。"),
		     true },
	[E_BUG] = { 500, STR("処理できません"),
		    STR("処理できませんでした。"),
		    STR("書いた内容は下書きにあります。"), true },
};

/* Four characters that are hard to mishear on the telephone. */
static str receipt(struct rq *rq)
{
	static const char letters[] = "ACDEFHJKMNPQRTUVWXY34679";
	u8 r[4];
	char *p = new(rq->arena, char, 4);
	sys_random(r, 4);
	for (int i = 0; i < 4; i++)
		p[i] = letters[r[i] % (sizeof letters - 1)];
	log_line(LOG_ERROR, "receipt %.4s route %s", p,
		 rq->route ? rq->route->pattern : "-");
	return (str){ p, 4 };
}

static enum status not_found(struct rq *rq, struct reply *ret)
{
	struct page_problem *p = new(rq->arena, struct page_problem, 1);
	*ret = (struct reply){ .status = 404 };
	return reply_page(ret, S("見つかりません"), page_not_found_draw, p);
}

/* Wording rule 14: who may, and what one may do oneself. */
static void explain(struct rq *rq, struct page_problem *p)
{
	struct out what = out_open(rq->arena, 64);
	str base = str_cat(rq->arena, S("/cases/"),
			   rq_path(rq, S("casefile")));
	put(&what, S("直せるのは"));
	put(&what, rq->only);
	put(&what, S("だけです。"));
	p->what = out_str(&what);
	if (!rq->lens || !lens_can(rq->lens, VERB_ADD)) {
		p->then = S("直してほしい所は、電話などで伝えてください。");
		return;
	}
	p->then = S("自分の記録として書き足せます。");
	p->url = str_cat(rq->arena, base, S("/notes/new"));
	p->label = S("書き足す");
}

bool page_is_words(str value)
{
	for (isize i = 0; i < value.n; i++)
		if ((u8)value.p[i] >= 0x80 || value.p[i] == '\n')
			return true;
	return false;
}

int page_rows(str value)
{
	enum { WORD = 90 /* bytes: 30 characters */, TEXT = 6 };
	return value.n <= WORD && str_find(value, S("\n"), 0) < 0 ? 1 : TEXT;
}

/*
 * We failed, not he, or it was too much at once: the page holds what was typed
 * and the key it came with, so that sending it again keeps it once, also when
 * the first time was kept and only the answer is unknown.  Never a password,
 * and not what came with a file, which a page cannot hold.
 */
static void offer_again(struct rq *rq, enum status st,
			struct page_problem *p)
{
	const struct request *http = rq->http;
	struct out to = out_open(rq->arena, 96);
	if (http->method != POST || http->form.n == 0 || http->parts_n ||
	    rq->preview || params_get(http->form, S("pass")).p)
		return;
	for (str path = str_sub(http->path, 1, http->path.n); path.p;) {
		put(&to, S("/"));
		out_percent(&to, str_cut(&path, '/'));
	}
	p->again = http->form;
	p->again_to = out_str(&to);
	if (st == E_TOO_LARGE || !params_get(http->form, S("idem")).n)
		return;
	p->what = S("保存できたか、確かめられませんでした。");
	p->then = S("書いた内容はこの画面に残っています。"
		    "少し待って、もう一度押してください。"
		    "二度押しても、記録は1つです。");
}

void page_error(struct rq *rq, enum status st, struct reply *ret)
{
	enum status drawn = OK;
	if (st == E_NOT_FOUND) {
		drawn = not_found(rq, ret);
		(void)drawn;
		return;
	}
	const struct problem_row *row =
		&problems[(int)st < COUNT(problems) && problems[st].status ?
				  st : E_BUG];
	struct page_problem *p = new(rq->arena, struct page_problem, 1);
	p->what = row->what;
	p->then = rq_has_errors(rq) ? rq->errors.v[0].text : row->then;
	if (st == E_FORBIDDEN && rq->only.n)
		explain(rq, p);
	if (row->status >= 500 || st == E_TOO_LARGE)
		offer_again(rq, st, p);
	if (row->receipt)
		p->receipt = receipt(rq);
	*ret = (struct reply){ .status = row->status };
	drawn = reply_page(ret, row->title, page_problem_draw, p);
	(void)drawn;
}

enum status page_wrong_method(struct rq *rq, struct reply *ret)
{
	struct page_problem *p = new(rq->arena, struct page_problem, 1);
	p->what = S("このアドレスは、直接は開けません。");
	p->then = S("前の画面にもどって、ボタンから進んでください。");
	*ret = (struct reply){ .status = 405 };
	return reply_page(ret, S("開けません"), page_problem_draw, p);
}

enum status page_session_ended(struct rq *rq, struct reply *ret)
{
	struct page_problem *p = new(rq->arena, struct page_problem, 1);
	*ret = (struct reply){ .status = 401, .bare = true };
	return reply_page(ret, S("ログイン"), page_ended_draw, p);
}

/* ---- headers ----------------------------------------------------------- */

static str policy(struct rq *rq, const struct reply *reply)
{
	struct out csp = out_open(rq->arena, 400);
	/* What somebody uploaded never runs as a page of ours. */
	if (reply->kind == REPLY_FILE)
		return S("sandbox; default-src 'none'; "
			 "frame-ancestors 'none'");
	put(&csp, S("default-src 'none'; script-src 'nonce-"));
	put(&csp, rq->nonce);
	put(&csp, S("' 'strict-dynamic'; style-src 'self'; img-src 'self' "
		    "data:; font-src 'self'; connect-src 'self'; "
		    "form-action 'self'; base-uri 'none'; "
		    "frame-ancestors 'none'; "
		    "require-trusted-types-for 'script'; "
		    "trusted-types htmx"));
	return out_str(&csp);
}

static void security_headers(struct rq *rq, const struct reply *reply,
			     struct response *ret)
{
	response_header(ret, S("Content-Security-Policy"), policy(rq, reply));
	response_header(ret, S("Cache-Control"), S("no-store"));
	response_header(ret, S("X-Content-Type-Options"), S("nosniff"));
	/* Not no-referrer: with it browsers send "Origin: null" with our own
	 * forms, and the door refuses them. */
	response_header(ret, S("Referrer-Policy"), S("same-origin"));
	response_header(ret, S("Cross-Origin-Opener-Policy"),
			S("same-origin"));
	response_header(ret, S("Cross-Origin-Resource-Policy"),
			S("same-origin"));
	response_header(ret, S("Permissions-Policy"),
			S("camera=(), microphone=(), geolocation=()"));
	if (rq->http->tls)
		response_header(ret, S("Strict-Transport-Security"),
				S("max-age=31536000"));
	if (rq->set_cookie.n)
		response_header(ret, S("Set-Cookie"), rq->set_cookie);
	if (rq->allow.n)
		response_header(ret, S("Allow"), rq->allow);
	if (rq->clear_site_data)
		response_header(ret, S("Clear-Site-Data"),
				S("\"cache\", \"storage\""));
	if (ret->status == 503)
		response_header(ret, S("Retry-After"), S("2"));
}

static enum page_at place_of(const struct rq *rq)
{
	str path = rq->http->path;
	if (str_eq(path, S("/")))
		return AT_HOME;
	if (str_starts(path, S("/cases")))
		return AT_CASES;
	if (str_starts(path, S("/notices")))
		return AT_NOTICES;
	return str_starts(path, S("/looked")) ? AT_LOOKED : AT_NOWHERE;
}

static str today_iso(struct rq *rq)
{
	struct out o = out_open(rq->arena, 16);
	day_print_iso(&o, rq->today);
	return out_str(&o);
}

static void draw_page(struct rq *rq, const struct reply *reply, struct out *o)
{
	str token = rq->lens ? rq_path(rq, S("casefile")) : (str){ 0 };
	/* The other side's screen is drawn once, not followed. */
	bool live = rq->lens && !rq->preview;
	struct page p = {
		.rq = rq,
		.reply = reply,
		.title = reply->title,
		.css = str_cat(rq->arena, S("/static/"), rq->app->css),
		.js = str_cat(rq->arena, S("/static/"), rq->app->js),
		.today = today_iso(rq),
		.keys = rq->actor.keys_off ? S("off") : S("on"),
		.watch = live ? token : (str){ 0 },
		.mark = live ? live_mark(rq, rq->lens) : (str){ 0 },
		.new_note = S("/intake"),
		.powers = rq->actor.powers,
		.at = place_of(rq),
	};
	if (token.n) {
		str base = str_cat(rq->arena, S("/cases/"), token);
		p.new_note = str_cat(rq->arena, base, S("/notes/new"));
	}
	if (reply->part)
		reply->draw(o, reply->arg);
	else if (rq->preview && rq->preview->draw)
		page_preview(o, &p);
	else if (reply->bare || !rq->actor.signed_in)
		page_door(o, &p);
	else
		page_whole(o, &p);
}

/* RFC 6266: the plain name for the old, the Japanese one for the rest. */
static void file_headers(struct rq *rq, const struct reply *reply,
			 struct response *ret)
{
	struct out o = out_open(rq->arena, 96);
	put(&o, S("attachment; filename=\"file\"; filename*=UTF-8''"));
	out_percent(&o, reply->file_name);
	response_header(ret, S("Content-Type"), reply->type);
	response_header(ret, S("Content-Disposition"), out_str(&o));
}

static void write_body(struct rq *rq, const struct reply *reply,
		       struct response *ret)
{
	struct out o = out_open(rq->arena, 24 * 1024);
	switch (reply->kind) {
	case REPLY_PAGE:
		response_header(ret, S("Content-Type"),
				S("text/html; charset=utf-8"));
		draw_page(rq, reply, &o);
		ret->body = out_str(&o);
		return;
	case REPLY_REDIRECT:
		response_header(ret, S("Location"), rq->preview ?
				str_cat(rq->arena, rq->preview->prefix,
					reply->location) : reply->location);
		return;
	case REPLY_JSON:
		response_header(ret, S("Content-Type"),
				S("application/json; charset=utf-8"));
		ret->body = reply->text;
		return;
	case REPLY_FILE:
		file_headers(rq, reply, ret);
		ret->body = reply->text;
		return;
	case REPLY_TEXT:
	case REPLY_STREAM:
	case REPLY_NONE:
		response_header(ret, S("Content-Type"),
				reply->kind == REPLY_STREAM ?
					S("text/event-stream") :
					S("text/plain; charset=utf-8"));
		ret->body = reply->text;
		return;
	}
}

void page_write(struct rq *rq, const struct reply *reply, struct response *ret)
{
	struct reply problem;
	/* A line break in a header would end the server (response.h). */
	if (reply->kind == REPLY_REDIRECT && !rq_is_local(reply->location)) {
		page_error(rq, E_BUG, &problem);
		reply = &problem;
	}
	*ret = (struct response){ .status = reply->status ? reply->status :
							    200 };
	security_headers(rq, reply, ret);
	write_body(rq, reply, ret);
}

void page_down(struct rq *rq, struct response *ret)
{
	struct reply reply = { 0 };
	page_error(rq, E_DOWN, &reply);
	page_write(rq, &reply, ret);
}

void app_refuse(void *ctx, struct arena *a, enum status why,
		struct response *ret)
{
	const struct request none = { .method = GET };
	struct rq rq = { .app = ctx, .arena = a, .http = &none,
			 .now = sys_now(), .nonce = door_random(a, 16) };
	struct reply reply = { 0 };
	rq.today = stamp_day(rq.now);
	page_error(&rq, why, &reply);
	page_write(&rq, &reply, ret);
}
