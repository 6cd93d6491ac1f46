/*
 * boot.c — see boot.h.  Opens in the order in which things can fail with a
 * sentence the operator understands; closes in the reverse.
 */
#include "app/boot.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/rebuild.h"
#include "app/routes.h"
#include "backup/backup.h"
#include "dict/dict.h"
#include "kernel/clerk.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/log.h"

#define DATABASE "/tomobune.db"

enum { BOOT_LIMIT = 256 << 20, WORKERS = 16, LOCK_LOOK_MS = 10 };

/* The sentence outlives the boot arena it may have been written in. */
static enum status why(str *ret_why, enum status st, str sentence)
{
	static char kept[600];
	isize n = sentence.n < COUNT(kept) ? sentence.n : COUNT(kept);
	if (n)
		memmove(kept, sentence.p, (size_t)n);
	*ret_why = (str){ kept, n };
	return st;
}

/* ---- keys -------------------------------------------------------------- */

static str path_in(struct app *app, str name)
{
	return str_cat(app->boot, str_of(app->data), name);
}

/* Random, but for those that `kept` brings. */
static enum status make_keys(struct app *app, const char *path, str kept,
			     str *ret)
{
	struct keys fresh;
	sys_random(&fresh, sizeof fresh);
	if (kept.n)
		memcpy(&fresh, kept.p, (size_t)kept.n);
	*ret = str_dup(app->boot, (str){ (const char *)&fresh,
					 (isize)sizeof fresh });
	return file_replace(app->boot, path, *ret, 0600);
}

/* Made once, never rotated; whoever loses them loses links, drafts and
 * files. */
static enum status load_keys(struct app *app, bool reader)
{
	const char *path = str_cstr(app->boot, path_in(app, S("/keys")));
	const isize before_files = 3 * CRYPT_KEY;
	str bytes;
	enum status st = file_read(app->boot, path, 4096, &bytes);
	/* New keys beside old data would lose what the old ones open, and
	 * nobody would notice. */
	if (st == E_NOT_FOUND &&
	    file_exists(str_cstr(app->boot, path_in(app, S(DATABASE)))))
		return E_CONFLICT;
	if (st == E_NOT_FOUND && !reader)
		st = make_keys(app, path, (str){ 0 }, &bytes);
	else if (st == OK && bytes.n == before_files && !reader)
		st = make_keys(app, path, bytes, &bytes);
	TRY(st);
	if (bytes.n != (isize)sizeof app->keys)
		return E_INVALID;
	app->keys = *(const struct keys *)(const void *)bytes.p;
	return OK;
}

/* ---- static files ------------------------------------------------------ */

static enum status load_manifest(struct app *app, const char *web)
{
	app->css = S("app.css");
	app->js = S("app.js");
	if (!web)
		return OK;
	str text, path = str_cat(app->boot, str_of(web), S("/manifest.txt"));
	TRY(file_read(app->boot, str_cstr(app->boot, path), 64 * 1024, &text));
	while (text.n) {
		str line = str_cut(&text, '\n');
		str name = str_cut(&line, ' ');
		if (str_eq(name, S("app.css")))
			app->css = line;
		if (str_eq(name, S("app.js")))
			app->js = line;
	}
	return OK;
}

/* ---- dictionary -------------------------------------------------------- */

/* dictc has read the same files at build time: only an overlay can fail. */
static enum status load_dict(struct app *app, str *ret_why)
{
	struct dict_error err;
	if (dict_load(app->boot, NULL, 0, &app->dict, &err) == OK)
		return OK;
	struct out o = out_open(app->boot, 200);
	put(&o, S("項目の定義が読めません："));
	put(&o, err.file);
	put(&o, S(":"));
	put(&o, err.line);
	put(&o, S(" "));
	put(&o, err.text);
	return why(ret_why, E_BUG, out_str(&o));
}

/* ---- store ------------------------------------------------------------- */

/* The server's and `migrate`'s to mend, not a reader's. */
static enum status check_age(struct app *app, bool any_age, str *ret_why)
{
	i64 newest = 0;
	TRY(store_check(app->store, app->boot, &newest, ret_why));
	if (any_age || newest == migrations_newest())
		return OK;
	*ret_why = S("データの形が、この版より前のものです。"
		     "記録はそのままです。"
		     "tomobune migrate を実行してください。");
	return E_CONFLICT;
}

static enum status open_store(struct app *app, const struct boot_options *o,
			      str *ret_why)
{
	struct store_options so = { .engine = o->pg ? DB_PG : DB_LITE,
				    .where = o->pg,
				    .sync_off = o->sync_off,
				    .reader = o->reader,
				    .bulk = o->bulk };
	if (!o->pg)
		so.where = str_cstr(app->boot,
				    path_in(app, S(DATABASE)));
#ifdef TB_TEST_CLOCK
	/* The power-loss harness proves itself: with NORMAL it must lose. */
	so.vfs = getenv("TOMOBUNE_VFS");
	so.sync_normal = getenv("TOMOBUNE_SYNC_NORMAL") != NULL;
#endif
	TRY(store_open(app->boot, &so, &app->store, ret_why));
	return o->reader ? check_age(app, o->any_age, ret_why) :
			   store_migrate(app->store, app->boot, ret_why);
}

/* Folding rules newer than the index would find nothing, silently. */
static enum status check_index(struct app *app, str *ret_why)
{
	struct db *db;
	TRY(store_connect(app->store, &db));
	return rebuild_check(app, db, ret_why);
}

static enum status start_threads(struct app *app, str *ret_why)
{
	if (hub_open(&app->hub) != OK)
		return why(ret_why, E_DOWN,
			   S("知らせの係を始められません。"));
	if (clerk_start(app, &app->clerk) != OK)
		return why(ret_why, E_DOWN,
			   S("監査の係を始められません。"));
	return OK;
}

static bool half_restored(struct app *app)
{
	return file_exists(str_cstr(app->boot,
				    path_in(app, S("/" BACKUP_HALF))));
}

/* There is never a second writer: a successor that was started too early waits
 * until the one before has finished. */
static enum status take_lock(struct app *app, int wait_ms)
{
	i64 end = sys_ticks() + (i64)wait_ms * 1000000;
	enum status st = file_lock(app->data, &app->lock);
	if (st == E_BUSY && wait_ms)
		log_line(LOG_INFO, "waiting for the data folder's lock");
	while (st == E_BUSY && sys_ticks() < end) {
		poll(NULL, 0, LOCK_LOOK_MS);
		st = file_lock(app->data, &app->lock);
	}
	return st;
}

static enum status take_folder(struct app *app, int wait_ms, str *ret_why)
{
	if (file_folder(app->data) != OK)
		return why(ret_why, E_DOWN,
			   S("データの置き場所をつくれません。"));
	if (take_lock(app, wait_ms) != OK)
		return why(ret_why, E_BUSY,
			   S("ほかのプログラムがこのデータを使っています。"));
	return OK;
}

static enum status open_all(struct app *app, const struct boot_options *o,
			    str *ret_why)
{
	if (crypt_start() != OK)
		return why(ret_why, E_DOWN, S("暗号の部品が動きません。"));
	if (!o->reader)
		TRY(take_folder(app, o->lock_wait_ms, ret_why));
	if (half_restored(app))
		return why(ret_why, E_CONFLICT,
			   S("復元が途中で止まっています。"
			     "tomobune restore をもう一度実行してください。"));
	enum status st = load_keys(app, o->reader);
	if (st == E_CONFLICT)
		return why(ret_why, st,
			   S("鍵のファイル（keys）がありません。データはそのままです。"
			     "バックアップの keys を、データの置き場所に"
			     "もどしてください。"));
	if (st != OK)
		return why(ret_why, E_DOWN, S("鍵のファイルが読めません。"));
	if (load_manifest(app, o->web) != OK)
		return why(ret_why, E_DOWN,
			   S("画面の部品（manifest.txt）が読めません。"));
	TRY(load_dict(app, ret_why));
	TRY(open_store(app, o, ret_why));
	if (!o->no_check && !o->reader)
		TRY(check_index(app, ret_why));
	TRY(routes_add(app, ret_why));
	return o->no_live ? OK : start_threads(app, ret_why);
}

enum status app_open(const struct boot_options *o, struct app **ret,
		     str *ret_why)
{
	struct arena *boot = arena_open(BOOT_LIMIT);
	if (!boot)
		return why(ret_why, E_DOWN, S("メモリーが足りません。"));
	struct app *app = new(boot, struct app, 1);
	app->boot = boot;
	app->workers = o->workers ? o->workers : WORKERS;
	app->dbs = new(boot, struct db *, app->workers);
	app->data = o->data;
	app->password_lane.width = 2;
	app->session_idle_min = 60;
	app->session_max_hours = 12;
	app->plain_cookie = o->plain_cookie;
	enum status st = open_all(app, o, ret_why);
	if (st != OK) {
		st = why(ret_why, st, *ret_why);
		app_close(app);
		return st;
	}
	*ret = app;
	return OK;
}

void app_close(struct app *app)
{
	clerk_stop(app->clerk);
	if (app->hub)
		hub_close(app->hub);
	if (app->store)
		store_close(app->store);
	/* Last: from here on another program may write. */
	if (app->lock)
		close(app->lock);
	arena_close(app->boot);
}
