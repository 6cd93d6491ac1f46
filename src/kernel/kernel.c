/*
 * kernel.c — the way of a request through the house (architecture.md §6).
 *
 * session → route → authority → CSRF → snapshot → lens → handler → looks made
 * durable → rendered → answered.  A soft error of the database (E_BUSY) runs
 * the handler again, at most three times: replies are values, drawn later.
 */
#include <string.h>

#include "kernel.sql.h"
#include "kernel/app.h"
#include "kernel/door.h"
#include "kernel/page.h"
#include "kernel/preview.h"
#include "kernel/token.h"
#include "sys/clock.h"
#include "sys/log.h"
#include "kernel.sql.h"
#include "vis/grant.h"
#include "vis/leak.h"

enum { TRIES = 3 };

/* What an authority asks of the actor and, on a casefile, of the lens. */
static const struct can_row {
	unsigned powers, verbs;
	bool anyone;
} cans[CAN_COUNT] = {
	[CAN_ANYONE] = { .anyone = true },
	[CAN_SIGNED_IN] = { 0 },
	[CAN_INTAKE] = { .powers = POWER_INTAKE },
	[CAN_LIST_CASES] = { .powers = POWER_CASES },
	[CAN_SEARCH] = { .powers = POWER_SEARCH },
	[CAN_READ_CASE] = { .verbs = VERB_SEE },
	[CAN_WRITE_CASE] = { .verbs = VERB_ADD },
	[CAN_EDIT_COMMON] = { .verbs = VERB_COMMON },
	[CAN_EDIT_SHEETS] = { .verbs = VERB_SHEETS },
	[CAN_AUDIT] = { .powers = POWER_AUDIT },
	[CAN_TYPES] = { .powers = POWER_TYPES },
};

/* ---- the snapshot ------------------------------------------------------ */

/* Ends the snapshot when an exhausted arena jumps past the handler; emptied
 * when the request has ended by itself. */
struct guard {
	struct db *db;
};

static void end_read(void *arg)
{
	struct guard *g = arg;
	if (g->db)
		db_end_read(g->db);
}

static enum status worker_db(struct app *app, int worker, struct db **ret)
{
	if (!app->dbs[worker])
		TRY(store_connect(app->store, &app->dbs[worker]));
	*ret = app->dbs[worker];
	return OK;
}

/* ---- authority --------------------------------------------------------- */

/* In 相手の画面で確認 there is one casefile, and its lens is made. */
static enum status lens_of_path(struct rq *rq, casefile_id id,
				struct lens *ret)
{
	if (!rq->preview)
		return vis_lens(rq->db, rq->arena, rq->actor.viewer, id, ret);
	if (rq->preview->casefile.v != id.v)
		return E_NOT_FOUND;
	*ret = *rq->preview->lens;
	return OK;
}

static enum status not_your_role(struct rq *rq)
{
	return rq_error(rq, (str){ 0 },
			S("この操作は、あなたの役割ではできません。"
			  "機関の管理者に相談してください。")),
	       E_FORBIDDEN;
}

/* The casefile is seen, but its verb is missing: another agency's, or at the
 * own one the role's. */
static enum status refuse(struct rq *rq)
{
	struct lead_row lead;
	TRY(kernel_lead(rq->db, rq->arena, rq->actor.viewer.muni,
			rq->lens->casefile, &lead));
	if (lead.agency.v == rq->actor.viewer.agency.v)
		return not_your_role(rq);
	return rq_only(rq, lead.short_name);
}

/* A role without the power is told; a casefile out of sight does not exist. */
static enum status check_can(struct rq *rq, struct lens *lens)
{
	const struct can_row *can = &cans[rq->route->can];
	if (can->powers && !(rq->actor.powers & can->powers))
		return not_your_role(rq);
	str token = rq_path(rq, S("casefile"));
	if (!token.p)
		return can->verbs ? E_BUG : OK;
	i64 id;
	TRY(rq_id(rq, ID_casefile, token, &id));
	TRY(lens_of_path(rq, (casefile_id){ id }, lens));
	if (lens->level < LEVEL_OVERVIEW)
		return LEAKING(title) && vis_leak(rq->db, lens) ?
			       E_FORBIDDEN : E_NOT_FOUND;
	rq->lens = lens;
	return can->verbs & ~lens->verbs ? refuse(rq) : OK;
}

/* ---- looks ------------------------------------------------------------- */

/* 一時的に見せる: the look and the view it takes are one.  Whoever comes after
 * the last one looks again (E_BUSY), and it is not there any more. */
static enum status take_view(struct rq *rq, struct db *tx)
{
	const struct lens *l = rq->lens;
	i64 left = 0;
	if (!l || !l->counted.v || rq->preview)
		return OK;
	enum status st = view_take(tx, l->viewer.muni, l->counted, rq->now);
	if (st == E_CONFLICT)
		return E_BUSY;
	TRY(st);
	TRY(view_left(tx, l->viewer.muni, l->counted, &left));
	return left ? OK : vis_seats_refresh(tx, rq->arena, l->viewer.muni,
					     l->casefile, rq->now);
}

static enum status looks_job(struct db *tx, void *arg)
{
	struct rq *rq = arg;
	TRY(take_view(rq, tx));
	return audit_write_looks(rq, tx);
}

/* The page leaves only after its read-audit rows are durable. */
static enum status keep_looks(struct rq *rq)
{
	if (rq->looks.n == 0)
		return OK;
	return store_write(rq->app->store, rq->db, rq->arena, looks_job, rq);
}

/* ---- one try ----------------------------------------------------------- */

/* In a snapshot, which it ends. */
static enum status handle_once(struct rq *rq, struct reply *ret)
{
	rq->errors.n = 0;
	rq->looks.n = 0;
	rq->lens = NULL;
	rq->names = NULL;
	*ret = (struct reply){ 0 };
	/* In the arena: the page is drawn after this function. */
	struct lens *lens = new(rq->arena, struct lens, 1);
	enum status st = preview_enter(rq);
	if (st == OK)
		st = check_can(rq, lens);
	if (st == OK)
		st = rq->route->handler(rq, ret);
	/* Every page of a casefile wears its banner: that is a look too. */
	if (st == OK && rq->lens && !rq->looks.n &&
	    (ret->kind == REPLY_PAGE || rq->lens->counted.v))
		rq_looked(rq, S("look.casefile"), rq->lens, S("casefile"),
			  rq->lens->casefile.v);
	if (LEAKING(header) && st == OK && ret->kind == REPLY_PAGE)
		rq->set_cookie = vis_leak_all(rq->db, rq->arena,
					      rq->actor.viewer.muni);
	db_end_read(rq->db);
	if (st == OK)
		st = keep_looks(rq);
	return st;
}

static enum status handle(struct rq *rq, struct reply *ret)
{
	/* The first try goes on in the snapshot of the door. */
	enum status st = handle_once(rq, ret);
	for (int i = 1; i < TRIES && st == E_BUSY; i++, rq->retries++) {
		TRY(db_begin_read(rq->db));
		st = handle_once(rq, ret);
	}
	return st == E_BUSY ? E_LIMIT : st;
}

/* ---- denials ------------------------------------------------------------ */

static enum status deny_job(struct db *tx, void *arg)
{
	struct rq *rq = arg;
	i64 id = 0;
	/* A casefile that does not exist costs what a hidden one costs. */
	if (rq_id(rq, ID_casefile, rq_path(rq, S("casefile")), &id) != OK)
		id = 0;
	return rq_audit(rq, tx, S("deny"), id ? S("casefile") : S("page"), id,
			(casefile_id){ id }, str_of(rq->route->pattern));
}

/* Who tried what he may not is part of the record; a record that cannot be
 * written stops the answer too. */
static enum status keep_denial(struct rq *rq, enum status st)
{
	if (st != E_FORBIDDEN && st != E_NOT_FOUND)
		return st;
	enum status kept = store_write(rq->app->store, rq->db, rq->arena,
				       deny_job, rq);
	return kept == OK ? st : kept;
}

/* ---- doors ------------------------------------------------------------- */

/* Without a session: a page leads to the sign-in, anything else is told. */
static enum status must_sign_in(struct rq *rq, struct reply *ret)
{
	if (rq->http->method != GET || rq->http->hx ||
	    str_eq(rq->http->path, S("/events"))) {
		ret->status = 401;
		return page_session_ended(rq, ret);
	}
	struct out to = out_open(rq->arena, 64);
	put(&to, S("/login?next="));
	if (rq->preview)
		out_percent(&to, rq->preview->prefix);
	out_percent(&to, rq->http->path);
	return reply_redirect(ret, rq_is_local(out_str(&to)) ? out_str(&to) :
							      S("/login"));
}

static enum status enter(struct rq *rq, struct reply *ret)
{
	TRY(door_session(rq));
	bool anyone = cans[rq->route->can].anyone;
	if (!rq->actor.signed_in && !anyone)
		return must_sign_in(rq, ret);
	if (rq->http->method == POST)
		TRY(door_csrf(rq));
	TRY(keep_denial(rq, handle(rq, ret)));
	/* Typing counts as being there (a draft is a request), a stream that
	 * lies open does not. */
	if (rq->actor.signed_in && ret->kind != REPLY_STREAM)
		door_touch(rq);
	return OK;
}

static enum status find_route(struct rq *rq)
{
	const void *row = NULL;
	TRY(router_find(rq->app->router, rq->arena, rq->http->method,
			rq->http->path, &row, &rq->path));
	rq->route = row;
	return OK;
}

static bool answers_to(struct rq *rq, enum method method)
{
	const void *row;
	struct params path;
	return router_find(rq->app->router, rq->arena, method, rq->http->path,
			   &row, &path) == OK;
}

/* No route.  Nobody learns which addresses exist before signing in. */
static enum status no_route(struct rq *rq, enum status st, struct reply *ret)
{
	if (door_session(rq) != OK)
		return E_DOWN;
	if (!rq->actor.signed_in)
		return must_sign_in(rq, ret);
	if (st != E_INVALID)
		return st;
	bool get = answers_to(rq, GET), post = answers_to(rq, POST);
	rq->allow = !get ? S("POST") : post ? S("GET, HEAD, POST") :
					       S("GET, HEAD");
	return page_wrong_method(rq, ret);
}

static void answer(struct rq *rq, struct response *ret)
{
	struct reply reply = { 0 };
	struct guard *guard = new(rq->arena, struct guard, 1);
	guard->db = rq->db;
	arena_defer(rq->arena, end_read, guard);
	enum status st = find_route(rq);
	st = st == OK ? enter(rq, &reply) : no_route(rq, st, &reply);
	/* Still open when no handler had its turn. */
	db_end_read(rq->db);
	if (st != OK)
		page_error(rq, st, &reply);
	page_write(rq, &reply, ret);
	guard->db = NULL;
}

void app_answer(void *ctx, int worker, struct arena *a,
		const struct request *http, struct response *ret,
		struct hub_ticket *ret_hub)
{
	struct app *app = ctx;
	i64 t0 = sys_ticks();
	struct rq rq = { .app = app,
			 .worker = worker,
			 .arena = a,
			 .http = http,
			 .now = sys_now(),
			 .stream = ret_hub };
	rq.http = preview_strip(&rq, http);
	rq.today = stamp_day(rq.now);
	/* Before the session is read: whoever signs out or changes the desk
	 * meanwhile ends the stream too. */
	if (ret_hub && app->hub)
		ret_hub->moment = hub_moment(app->hub);
	rq.nonce = door_random(a, 16);
	rq.idem = door_random(a, 16);
	if (worker_db(app, worker, &rq.db) == OK)
		answer(&rq, ret);
	else
		page_down(&rq, ret);
	/* The pattern, never the path: no id, no word of anybody. */
	log_line(LOG_INFO, "%d %s %d %lld us", worker,
		 rq.route ? rq.route->pattern : "-", ret->status,
		 (long long)((sys_ticks() - t0) / 1000));
}

/* ---- routes ------------------------------------------------------------ */

static enum status add_route(struct app *app, const struct route *r,
			     str *ret_why)
{
	if (r->can == CAN_NOTHING || r->can >= CAN_COUNT || !r->handler) {
		*ret_why = str_cat(app->boot, S("route without authority: "),
				   str_of(r->pattern));
		return E_BUG;
	}
	return router_add(app->boot, &app->router, r->method,
			  str_of(r->pattern), r, ret_why);
}

enum status app_add_routes(struct app *app, const struct route_table *tables,
			   isize n, str *ret_why)
{
	for (isize t = 0; t < n; t++)
		for (isize i = 0; i < tables[t].n; i++) {
			const struct route *r = &tables[t].v[i];
			TRY(add_route(app, r, ret_why));
			*vec_push(app->boot, &app->routes) = r;
		}
	return OK;
}

const struct route *app_route(const struct app *app, isize n)
{
	return app->routes.v[n];
}

isize app_routes_n(const struct app *app)
{
	return app->routes.n;
}
