/*
 * app.h — what lives as long as the process: opened once at boot, immutable
 * afterwards or safe by itself (store, hub, lanes).
 */
#ifndef TB_APP_H
#define TB_APP_H

#include "db/db.h"
#include "kernel/rq.h"
#include "scgi/hub.h"
#include "scgi/listener.h"
#include "scgi/router.h"

struct dict;

/* Keys of the data folder (file "keys", part of the backup, never rotated):
 * losing them loses links, drafts and files (DESIGN.md). */
struct keys {
	struct crypt_key id;	/* ids in URLs */
	struct crypt_key draft;	/* drafts on the server */
	struct crypt_key anchor;	/* signs the audit anchor */
	struct crypt_key wrap;	/* the operator's: wraps muni_key */
};

/* What a room does unasked, about once an hour in each municipality: a job
 * (db.h) that does nothing when it has been done. */
typedef enum status app_chore(struct db *tx, struct arena *a, i64 muni,
			      stamp now);

struct app {
	struct arena *boot;
	struct store *store;
	struct db **dbs;	/* one a worker, opened at first use */
	int workers;
	const struct dict *dict;
	struct keys keys;
	struct hub *hub;	/* NULL: no live events */
	struct router *router;
	struct clerk *clerk;	/* sealer and outbox */
	/* Makes rq->preview's bar in its snapshot (share/share.h), or NULL. */
	enum status (*preview_bar)(struct rq *rq);
	const char *data;	/* the data folder */
	int lock;		/* of the data folder; 0: not taken */
	struct lane password_lane;	/* at most 2 hash at once */
	str css, js;		/* names of the hashed static files */
	int session_idle_min;	/* 60 */
	int session_max_hours;	/* 12 */
	struct {
		const struct route **v;
		isize n, cap;
	} routes;
	app_chore *chores[8];
	int chores_n;
	bool plain_cookie;	/* tests over http without a browser */
};

/* Registers the rows; every row must carry an authority and a pattern of its
 * own, else E_BUG and *ret_why. */
enum status app_add_routes(struct app *app, const struct route_table *tables,
			   isize n, str *ret_why) MUST_CHECK;

/* The whole way of a request; given to the listener and to transcripts. */
void app_answer(void *ctx, int worker, struct arena *a,
		const struct request *http, struct response *ret,
		struct hub_ticket *ret_hub);
/* The answer to bytes that are not a request. */
void app_refuse(void *ctx, struct arena *a, enum status why,
		struct response *ret);

/* Sees every route row once: for tests and the documents made from them. */
const struct route *app_route(const struct app *app, isize n);
isize app_routes_n(const struct app *app);

#endif
