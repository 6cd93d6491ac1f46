/* door.c — see door.h. */
#include "kernel/door.h"

#include "base/num.h"
#include "kernel.sql.h"
#include "kernel/app.h"
#include "kernel/desks.h"
#include "sys/clock.h"

static const i64 MINUTE = 60 * 1000;
static const i64 KEYS_KEPT = 7 * 24;	/* hours of uptime.h */

str door_random(struct arena *a, isize n)
{
	char *p = new(a, char, n);
	sys_random(p, n);
	return num_base64url(a, (str){ p, n });
}

/* `__Host-` binds the cookie to this host, https and the whole path. */
static str session_cookie_name(const struct rq *rq)
{
	return rq->app->plain_cookie ? S("tb") : S("__Host-tb");
}

static str guest_cookie_name(const struct rq *rq)
{
	return rq->app->plain_cookie ? S("tbg") : S("__Host-tbg");
}

static str cookie_line(const struct rq *rq, str name, str value, str more)
{
	struct out o = out_open(rq->arena, 160);
	put(&o, name);
	put(&o, S("="));
	put(&o, value);
	put(&o, S("; Path=/; HttpOnly; SameSite=Strict"));
	if (!rq->app->plain_cookie)
		put(&o, S("; Secure"));
	put(&o, more);
	return out_str(&o);
}

static str hash_of(struct arena *a, str cookie)
{
	u8 h[CRYPT_HASH];
	crypt_sha256(cookie, h);
	return str_dup(a, (str){ (const char *)h, CRYPT_HASH });
}

static u64 hub_key_of(session_id id)
{
	return (u64)id.v;
}

static void fill_actor(struct rq *rq, const struct session_row *s)
{
	enum role role = role_find(s->role);
	rq->actor = (struct actor){
		.signed_in = true,
		.viewer = { s->muni, s->account, s->agency, role, rq->now },
		.powers = vis_powers(role),
		.name = s->name,
		.agency_name = s->agency_name,
		.agency_short = s->agency_short,
		.agency_phone = s->agency_phone,
		.session = s->id,
		.ends_at = s->ends_at,
		.home_muni = s->home_muni,
		.home_account = s->home_account,
		.hub_key = hub_key_of(s->id),
		.keys_off = s->keys_off,
		.seen_at = s->seen_at,
	};
	rq->csrf = num_base64url(rq->arena, s->csrf);
	if (s->left_csrf.n)
		rq->left_csrf = num_base64url(rq->arena, s->left_csrf);
}

/* Nobody is signed in: the sign-in form is guarded by a cookie of its own. */
static void guest(struct rq *rq)
{
	rq->csrf = request_cookie(rq->http, guest_cookie_name(rq));
	if (rq->csrf.n)
		return;
	rq->csrf = door_random(rq->arena, 32);
	rq->set_cookie = cookie_line(rq, guest_cookie_name(rq), rq->csrf,
				     (str){ 0 });
}

enum status door_session(struct rq *rq)
{
	str cookie = request_cookie(rq->http, session_cookie_name(rq));
	struct session_row s;
	enum status st = E_NOT_FOUND;
	TRY(db_begin_read(rq->db));
	if (cookie.n)
		st = session_find(rq->db, rq->arena, 0,
				  hash_of(rq->arena, cookie), rq->now, &s);
	i64 idle = rq->app->session_idle_min * MINUTE;
	if (st == OK && rq->now.ms - s.seen_at.ms < idle) {
		fill_actor(rq, &s);
		return s.wide ? desks_read(rq) : OK;
	}
	if (st != OK && st != E_NOT_FOUND)
		return st;
	guest(rq);
	return OK;
}

static bool same_origin(const struct rq *rq)
{
	str site = rq->http->fetch_site;
	if (site.n && !str_eq(site, S("same-origin")) &&
	    !str_eq(site, S("none")))
		return false;
	str origin = rq->http->origin;
	if (!origin.n)
		return true;
	str scheme = rq->http->tls ? S("https://") : S("http://");
	return str_eq(origin, str_cat(rq->arena, scheme, rq->http->host));
}

enum status door_csrf(struct rq *rq)
{
	str sent = rq_form(rq, S("csrf"));
	if (rq->csrf.n && sent.n && str_eq_secret(sent, rq->csrf) &&
	    same_origin(rq))
		return OK;
	if (rq->left_csrf.n && sent.n && str_eq_secret(sent, rq->left_csrf) &&
	    same_origin(rq))
		rq_error(rq, (str){ 0 },
			 S("この画面は、切り替える前の所属で開いたものです。"
			   "ここには何も記録していません。"
			   "書きかけは、その所属の下書きにあります。"
			   "所属をもどすと、続きを書けます。"));
	else
		rq_error(rq, (str){ 0 },
			 S("画面が古くなっていて、送れませんでした。"
			   "書いた内容は残っています。"
			   "画面を開き直して、もう一度押してください。"));
	return E_FORBIDDEN;
}

/* The latest end of a session that is opened now. */
static stamp session_end_of(const struct rq *rq)
{
	return (stamp){ rq->now.ms +
			rq->app->session_max_hours * 60 * MINUTE };
}

static enum status touch_job(struct db *tx, void *arg)
{
	struct rq *rq = arg;
	return session_touch(tx, rq->actor.viewer.muni, rq->actor.session,
			     rq->now, session_end_of(rq));
}

void door_touch(struct rq *rq)
{
	i64 since = rq->now.ms - rq->actor.seen_at.ms;
	/* Seen in the future: the clock was put back, and the session would
	 * not grow idle before that moment comes again. */
	if (since >= 0 && since < MINUTE)
		return;
	/* Losing this only makes the idle time-out come a minute early. */
	enum status st = store_write(rq->app->store, rq->db, rq->arena,
				     touch_job, rq);
	(void)st;
}

/* Only the family of the browser, never its whole name. */
static str device_of(str agent)
{
	static const struct {
		str sign, name;
	} known[] = {
		{ STR("iPhone"), STR("iPhone") },
		{ STR("iPad"), STR("iPad") },
		{ STR("Android"), STR("Android") },
		{ STR("Edg/"), STR("パソコン（Edge）") },
		{ STR("Firefox/"), STR("パソコン（Firefox）") },
		{ STR("Chrome/"), STR("パソコン（Chrome）") },
		{ STR("Safari/"), STR("パソコン（Safari）") },
	};
	for (isize i = 0; i < COUNT(known); i++)
		if (str_find(agent, known[i].sign, 0) >= 0)
			return known[i].name;
	return S("ほかの端末");
}

/* A session of its own for the desk: cookie, id and CSRF secret are new. */
static enum status open_until(struct rq *rq, struct db *tx, struct viewer v,
			      str cookie, str left, stamp ends)
{
	char *csrf = new(rq->arena, char, 32);
	sys_random(csrf, 32);
	TRY(session_sweep(tx, v.muni, rq->now));
	TRY(idem_sweep(tx, v.muni, KEYS_KEPT));
	TRY(session_add(tx, v.muni, hash_of(rq->arena, cookie),
			(session_id){ id_new() }, v.account, v.agency,
			role_name(v.role), (str){ csrf, 32 }, left,
			device_of(rq->http->agent), rq->now, ends));
	TRY(desk_used(tx, v.muni, v.account, v.agency, rq->now));
	rq->set_cookie = cookie_line(rq, session_cookie_name(rq), cookie,
				     (str){ 0 });
	return OK;
}

enum status door_open(struct rq *rq, struct db *tx, struct viewer v, str cookie)
{
	return open_until(rq, tx, v, cookie, (str){ 0 }, session_end_of(rq));
}

enum status door_change(struct rq *rq, struct db *tx, struct viewer v,
			str cookie)
{
	const struct actor *a = &rq->actor;
	str left = { 0 };
	TRY(session_leave(tx, a->viewer.muni, a->viewer.account, a->session));
	TRY(num_unbase64url(rq->arena, rq->csrf, &left));
	return open_until(rq, tx, v, cookie, left, a->ends_at);
}

void door_cut(struct rq *rq, session_id id)
{
	if (rq->app->hub)
		hub_cut_key(rq->app->hub, hub_key_of(id));
}

enum status door_end(struct rq *rq, struct db *tx, i64 muni,
		     account_id account, session_id id)
{
	TRY(session_drop(tx, muni, account, id));
	door_cut(rq, id);
	return OK;
}

enum status door_shut(struct rq *rq, struct db *tx)
{
	const struct viewer *v = &rq->actor.viewer;
	TRY(door_end(rq, tx, v->muni, v->account, rq->actor.session));
	rq->clear_site_data = true;
	rq->set_cookie = cookie_line(rq, session_cookie_name(rq), (str){ 0 },
				     S("; Max-Age=0"));
	return OK;
}
