/* account_web.c — see account.h. */
#include "account/account.h"

#include "account.sql.h"
#include "account/account_page.h"
#include "account_page.html.h"
#include "kernel/app.h"
#include "kernel/desks.h"
#include "kernel/door.h"
#include "kernel/token.h"

static enum status login_form(struct rq *rq, struct reply *ret);
static enum status login_post(struct rq *rq, struct reply *ret);
static enum status logout_post(struct rq *rq, struct reply *ret);
static enum status sessions_list(struct rq *rq, struct reply *ret);
static enum status session_end(struct rq *rq, struct reply *ret);
static enum status help(struct rq *rq, struct reply *ret);

const struct route account_routes[] = {
	{ GET, "/login", login_form, CAN_ANYONE, .page = "ログイン",
	  .no_audit = true },
	{ POST, "/login", login_post, CAN_ANYONE, .audit = "sign_in" },
	{ POST, "/desk", desk_post, CAN_SIGNED_IN, .audit = "desk.take" },
	{ POST, "/logout", logout_post, CAN_SIGNED_IN, .audit = "sign_out" },
	{ GET, "/sessions", sessions_list, CAN_SIGNED_IN,
	  .page = "ログイン中の端末", .no_audit = true },
	{ POST, "/sessions/:session/end", session_end, CAN_SIGNED_IN,
	  .audit = "session.end" },
	{ GET, "/help", help, CAN_SIGNED_IN, .page = "使い方",
	  .no_audit = true },
};
const isize account_routes_n = COUNT(account_routes);

enum { MOST_FAILURES = 10, WINDOW_MS = 15 * 60 * 1000 };

/* ---- sign-in ----------------------------------------------------------- */

static enum status draw_login(struct rq *rq, struct reply *ret)
{
	struct login_page *p = new(rq->arena, struct login_page, 1);
	*ret = (struct reply){ .bare = true,
			       .status = rq_has_errors(rq) ? 422 : 200 };
	p->rq = rq;
	p->error = rq_error_of(rq, S("login"));
	p->login = rq_form(rq, S("login"));
	p->next = rq->http->method == POST ? rq_form(rq, S("next")) :
					     rq_query(rq, S("next"));
	return reply_page(ret, S("ログイン"), login_page_draw, p);
}

static enum status login_form(struct rq *rq, struct reply *ret)
{
	if (rq->actor.signed_in)
		return reply_redirect(ret, S("/"));
	return draw_login(rq, ret);
}

struct sign_in {
	struct login_row row;
	struct viewer viewer;
	str hash;		/* of the name, for counting tries */
	str cookie, next;
	bool right;
};

/* Where he sat last; at first the desk at home. */
static enum status find_desk(struct rq *rq, struct sign_in *s)
{
	struct actor_desks all;
	TRY(desks_of(rq, rq->db, s->row.muni, s->row.account, &all));
	const struct actor_desk *last = desks_last(&all);
	if (!last)
		return E_NOT_FOUND;
	s->viewer = last->viewer;
	return OK;
}

/* The desk behind a name, or a stranger's empty row: both go on. */
static enum status find_account(struct rq *rq, struct sign_in *s)
{
	enum status st = login_find(rq->db, rq->arena, 0,
				    rq_form(rq, S("login")), &s->row);
	if (st == OK)
		st = find_desk(rq, s);
	if (st == E_NOT_FOUND)
		s->viewer = (struct viewer){ 0 };
	return st == E_NOT_FOUND ? OK : st;
}

static bool may_enter(const struct rq *rq, const struct sign_in *s)
{
	const struct login_row *r = &s->row;
	return s->viewer.role != ROLE_NONE &&
	       str_eq(r->state, S("active")) &&
	       (!r->until.has || r->until.v > rq->now.ms);
}

/* A hash of nothing anybody types: strangers cost what acquaintances cost. */
static const str no_password = STR("$argon2id$v=19$m=19456,t=2,p=1$"
				   "AAAAAAAAAAAAAAAAAAAAAA$"
				   "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");

static enum status check_password(struct rq *rq, struct sign_in *s)
{
	TRY(lane_enter(&rq->app->password_lane));
	bool same = crypt_password_is(rq->arena,
				      params_get(rq->http->form, S("pass")),
				      s->row.password.n ? s->row.password :
							  no_password);
	lane_leave(&rq->app->password_lane);
	s->right = same && may_enter(rq, s);
	return OK;
}

static enum status sign_in_job(struct rq *rq, struct db *tx, void *arg,
			       struct reply *ret)
{
	struct sign_in *s = arg;
	i64 since = rq->now.ms - WINDOW_MS;
	TRY(try_sweep(tx, 0, (stamp){ since - WINDOW_MS }));
	if (!s->right) {
		TRY(try_count(tx, 0, s->hash, rq->now, (stamp){ since }));
		if (!s->viewer.muni)
			return reply_redirect(ret, S("/login"));
		rq->actor.viewer = s->viewer;
		return rq_audit(rq, tx, S("sign_in_refused"), S("account"),
				s->viewer.account.v, (casefile_id){ 0 },
				(str){ 0 });
	}
	TRY(try_clear(tx, 0, s->hash));
	TRY(door_open(rq, tx, s->viewer, s->cookie));
	rq->actor.viewer = s->viewer;
	TRY(rq_audit(rq, tx, S("sign_in"), S("account"), s->viewer.account.v,
		     (casefile_id){ 0 }, (str){ 0 }));
	return reply_redirect(ret, s->next);
}

static enum status too_many(struct rq *rq, struct sign_in *s, bool *ret)
{
	struct try_row t;
	u8 h[CRYPT_HASH];
	crypt_sha256(rq_form(rq, S("login")), h);
	s->hash = str_dup(rq->arena, (str){ (const char *)h, CRYPT_HASH });
	enum status st = try_find(rq->db, rq->arena, 0, s->hash, &t);
	*ret = st == OK && t.failed >= MOST_FAILURES &&
	       rq->now.ms - t.at.ms < WINDOW_MS;
	return st == E_NOT_FOUND ? OK : st;
}

static enum status refuse(struct rq *rq, struct reply *ret, str why)
{
	enum status told = rq_error(rq, S("login"), why);
	(void)told;
	rq->actor = (struct actor){ 0 };
	return draw_login(rq, ret);
}

static enum status login_post(struct rq *rq, struct reply *ret)
{
	struct sign_in s = { .cookie = door_random(rq->arena, 32) };
	bool closed = false;
	s.next = rq_form(rq, S("next"));
	if (!rq_is_local(s.next))
		s.next = S("/");
	TRY(too_many(rq, &s, &closed));
	if (closed)
		return refuse(rq, ret,
			      S("何度かまちがえたので、15分ほど閉じています。"
				"急ぐときは、機関の管理者に知らせてください。"));
	TRY(find_account(rq, &s));
	enum status st = check_password(rq, &s);
	if (st == E_LIMIT)
		return refuse(rq, ret,
			      S("いま混み合っています。"
				"少し待って、もう一度押してください。"));
	TRY(st);
	TRY(rq_write(rq, sign_in_job, &s, ret));
	if (!s.right)
		return refuse(rq, ret,
			      S("ログイン名かパスワードがちがいます。"
				"確かめて、もう一度入れてください。"));
	return OK;
}

/* ---- sign-out, devices ------------------------------------------------- */

static enum status shut_job(struct rq *rq, struct db *tx, void *arg,
			    struct reply *ret)
{
	(void)arg;
	TRY(door_shut(rq, tx));
	TRY(rq_audit(rq, tx, S("sign_out"), S("session"),
		     rq->actor.session.v, (casefile_id){ 0 }, (str){ 0 }));
	return reply_redirect(ret, S("/login"));
}

static enum status logout_post(struct rq *rq, struct reply *ret)
{
	return rq_write(rq, shut_job, NULL, ret);
}

str session_token(const struct rq *rq, const struct session_item *s)
{
	return token_seal(rq->arena, &rq->app->keys.id, s->muni, ID_session,
			  s->id.v);
}

static enum status items_of(struct rq *rq, struct session_item_list *ret)
{
	return session_items(rq->db, rq->arena, rq->actor.home_muni,
			     rq->actor.home_account, rq->now, ret);
}

/* The record is of the desk whose session it was. */
static enum status end_job(struct rq *rq, struct db *tx, void *arg,
			   struct reply *ret)
{
	const struct session_item *s = arg;
	struct viewer here = rq->actor.viewer;
	TRY(door_end(rq, tx, s->muni, s->account, s->id));
	rq->actor.viewer = (struct viewer){ s->muni, s->account, s->agency,
					    role_find(s->role), rq->now };
	enum status st = rq_audit(rq, tx, S("session.end"), S("session"),
				  s->id.v, (casefile_id){ 0 }, (str){ 0 });
	rq->actor.viewer = here;
	TRY(st);
	return reply_redirect(ret, S("/sessions"));
}

/* Another one's token, or of a session that has ended: the list, as it is. */
static enum status session_end(struct rq *rq, struct reply *ret)
{
	struct session_item_list items;
	str token = rq_path(rq, S("session"));
	session_id id;
	TRY(items_of(rq, &items));
	for (isize i = 0; i < items.n; i++)
		if (items.v[i].id.v != rq->actor.session.v &&
		    str_eq(session_token(rq, &items.v[i]), token))
			return rq_write(rq, end_job, &items.v[i], ret);
	TRY(rq_id(rq, ID_session, token, &id.v));
	return reply_redirect(ret, S("/sessions"));
}

static enum status sessions_list(struct rq *rq, struct reply *ret)
{
	struct sessions_page *p = new(rq->arena, struct sessions_page, 1);
	p->rq = rq;
	TRY(items_of(rq, &p->items));
	return reply_page(ret, S("ログイン中の端末"), sessions_page_draw, p);
}

static enum status help(struct rq *rq, struct reply *ret)
{
	return reply_page(ret, S("使い方"), help_page_draw, rq);
}
