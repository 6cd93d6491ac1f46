/*
 * make.c — taking a backup.
 *
 * Order matters twice.  The audit's newest seals are written down before the
 * database is copied: then the copy must hold them, and a copy that lacks its
 * tail is found out.  And the copy is read back from the medium before it is
 * verified: what is verified is what the medium gave.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "backup/folder.h"
#include "db/copy.h"
#include "sys/clock.h"

struct making {
	struct arena *a;
	struct app *app;
	struct store_options source;
	str to, part;
	struct backup_done done;
	int lock;
};

static const char *part_path(struct making *k, enum backup_file f)
{
	return folder_path(k->a, k->part,
			   manifest_file_name(k->source.engine, f));
}

/* ---- the folder -------------------------------------------------------- */

/* Also what a backup that was killed has left. */
static enum status take_part(struct making *k, str *ret_why)
{
	const char *part = str_cstr(k->a, k->part);
	*ret_why = S("その名前のバックアップは、もうあります。何も変えていません。"
		     "別の名前を指定してください。");
	if (file_exists(str_cstr(k->a, k->to)))
		return E_CONFLICT;
	*ret_why = S("バックアップの置き場所をつくれません。"
		     "上のフォルダーがあって、書けるか、確かめてください。");
	TRY(file_folder(part));
	enum status st = file_lock(part, &k->lock);
	if (st == E_BUSY)
		*ret_why = S("同じ名前のバックアップを、いま、とっています。");
	TRY(st);
	folder_empty(k->a, k->part);
	return folder_room(k->a, k->part, copy_size(&k->source), ret_why);
}

/* ---- what goes in ------------------------------------------------------- */

static enum status copy_keys(struct making *k)
{
	str kept;
	struct file_mark mark;
	const char *from = folder_path(k->a, str_of(k->app->data), S("keys"));
	const char *to = part_path(k, BACKUP_KEYS);
	TRY(file_copy(from, to, &mark));
	TRY(file_read_back(to, &k->done.m.files[BACKUP_KEYS]));
	TRY(file_read(k->a, to, 4096, &kept));
	/* The keys this program works with, not others put there meanwhile. */
	bool same = kept.n == (isize)sizeof k->app->keys &&
		    memcmp(kept.p, &k->app->keys, sizeof k->app->keys) == 0;
	return same && file_same(&mark, &k->done.m.files[BACKUP_KEYS]) ?
		       OK : E_DOWN;
}

static enum status copy_anchor(struct making *k)
{
	struct file_mark mark;
	struct db *db;
	str heads;
	const char *to = part_path(k, BACKUP_ANCHOR);
	enum status st = file_copy(folder_path(k->a, str_of(k->app->data),
					       S("audit.anchor")), to, &mark);
	if (st != E_NOT_FOUND)
		TRY(st);
	TRY(store_connect(k->app->store, &db));
	TRY(audit_anchor(k->app, db, k->a, &heads));
	TRY(file_append(to, heads, 0600));
	return file_read_back(to, &k->done.m.files[BACKUP_ANCHOR]);
}

static enum status copy_in(struct making *k, str *ret_why)
{
	const char *copy = part_path(k, BACKUP_DATABASE);
	*ret_why = S("鍵のファイル（keys）の写しを書けませんでした。"
		     "空きとディスクを確かめてください。");
	TRY(copy_keys(k));
	*ret_why = S("監査の控え（audit.anchor）の写しを書けませんでした。"
		     "空きとディスクを確かめてください。");
	TRY(copy_anchor(k));
	TRY(copy_take(&k->source, k->a, copy, ret_why));
	*ret_why = S("書いた写しを、読み返せませんでした。"
		     "空きとディスクを確かめてください。");
	return file_read_back(copy, &k->done.m.files[BACKUP_DATABASE]);
}

/* ---- is it whole? ------------------------------------------------------- */

static enum status chain_of(struct making *k, str folder, str *ret_why)
{
	const char *pg = k->source.engine == DB_PG ? k->source.where : NULL;
	enum status st = folder_audit(k->a, folder, pg, &k->app->keys,
				      &k->done.audit, ret_why);
	k->done.m.sealed = k->done.audit.sealed;
	return st;
}

/* A dump cannot be asked for its chain: so the database is, before, and what
 * the dump holds is at least that.  A broken chain is no reason to have no
 * copy at all. */
static enum status copy_and_verify(struct making *k, str *ret_why)
{
	bool pg = k->source.engine == DB_PG;
	enum status chain = OK;
	str chain_why;
	if (pg)
		chain = chain_of(k, str_of(k->app->data), &chain_why);
	TRY(copy_in(k, ret_why));
	TRY(copy_check(k->source.engine, k->a, part_path(k, BACKUP_DATABASE),
		       ret_why));
	if (!pg)
		chain = chain_of(k, k->part, &chain_why);
	if (chain != OK)
		*ret_why = chain_why;
	return chain;
}

/* A manifest, and the name. */
static enum status finish(struct making *k, str *ret_why)
{
	str text = manifest_print(k->a, &k->done.m, &k->app->keys.anchor);
	*ret_why = S("バックアップを仕上げられませんでした。"
		     "空きとディスクを確かめてください。");
	TRY(file_replace(k->a, folder_path(k->a, k->part, S("manifest")), text,
			 0600));
	if (unlink(folder_path(k->a, k->part, S("lock"))) != 0)
		return E_DOWN;
	TRY(file_sync_folder(str_cstr(k->a, k->part)));
	/* Over an empty folder at most: it never takes another's place. */
	if (rename(str_cstr(k->a, k->part), str_cstr(k->a, k->to)) != 0)
		return E_DOWN;
	return file_sync_folder(folder_parent(k->a, k->to));
}

/* ---- all of it ----------------------------------------------------------- */

static enum status describe(struct making *k, str *ret_why)
{
	struct manifest *m = &k->done.m;
	m->made = sys_now();
	m->engine = k->source.engine;
	if (m->engine == DB_PG)
		TRY(copy_schema(k->source.where, k->a, &m->schema, ret_why));
	return store_check(k->app->store, k->a, &m->migration, ret_why);
}

static void keep_unverified(struct making *k)
{
	str name = str_cat(k->a, k->to, S(".unverified"));
	unlink(folder_path(k->a, k->part, S("lock")));
	if (rename(str_cstr(k->a, k->part), str_cstr(k->a, name)) != 0)
		folder_drop(k->a, k->part);
}

static enum status fill(struct making *k, str *ret_why)
{
	TRY(describe(k, ret_why));
	enum status st = copy_and_verify(k, ret_why);
	if (st == E_INVALID)
		keep_unverified(k);
	TRY(st);
	return finish(k, ret_why);
}

enum status backup_make(struct app *app, const char *pg, const char *to,
			struct backup_done *ret, str *ret_why)
{
	struct making k = { .a = app->boot, .app = app, .to = folder_name(to),
			    .lock = -1 };
	k.part = str_cat(k.a, k.to, S(".part"));
	k.source = (struct store_options){ .engine = pg ? DB_PG : DB_LITE,
					   .where = pg };
	if (!pg)
		k.source.where = folder_path(k.a, str_of(app->data),
					     S("tomobune.db"));
	enum status st = take_part(&k, ret_why);
	if (st == OK)
		st = fill(&k, ret_why);
	if (st != OK && st != E_INVALID && k.lock >= 0)
		folder_drop(k.a, k.part);
	if (k.lock >= 0)
		close(k.lock);
	*ret = k.done;
	return st;
}
