/*
 * restore.c — checking a backup, and putting it where a server can use it.
 *
 * Until a restore has ended well the folder holds BACKUP_HALF, in which the
 * server does not start: keys without their database would make it begin an
 * empty one.
 */
#include <string.h>
#include <unistd.h>

#include "backup/folder.h"
#include "db/copy.h"

struct restoring {
	struct arena *a;
	str from, data;
	const char *pg;
	struct backup_done done;
	int lock;
};

/* ---- is the backup what it says? ----------------------------------------- */

static enum status read_manifest(struct arena *a, str from,
				 struct manifest *m, str *ret_text,
				 str *ret_why)
{
	enum { LIMIT = 64 * 1024 };
	enum status st = file_read(a, folder_path(a, from, S("manifest")),
				   LIMIT, ret_text);
	*ret_why = S("ここにバックアップはありません（manifest がありません）。"
		     "場所を確かめてください。");
	if (st == E_NOT_FOUND)
		return E_NOT_FOUND;
	*ret_why = S("バックアップの目録（manifest）が壊れています。"
		     "別の日のバックアップを使ってください。");
	if (st != OK || manifest_parse(a, *ret_text, m) != OK)
		return E_INVALID;
	*ret_why = S("この版より新しい伴舟のバックアップです。"
		     "同じ版か、新しい版のプログラムで行ってください。");
	return m->migration > migrations_newest() ? E_CONFLICT : OK;
}

static enum status wrong_file(struct arena *a, str name, str what,
			      str *ret_why)
{
	str text = str_cat(a, S("バックアップの "), name);
	*ret_why = str_cat(a, text, what);
	return E_INVALID;
}

static enum status check_files(struct arena *a, str from,
			       const struct manifest *m, str *ret_why)
{
	for (int i = 0; i < BACKUP_FILES; i++) {
		struct file_mark mark;
		str name = manifest_file_name(m->engine, (enum backup_file)i);
		enum status st = file_read_back(folder_path(a, from, name),
						&mark);
		if (st == E_NOT_FOUND)
			return wrong_file(a, name, S(" がありません。"),
					  ret_why);
		if (st != OK)
			return wrong_file(a, name, S(" が読めません。"),
					  ret_why);
		if (mark.size != m->files[i].size)
			return wrong_file(a, name,
					  S(" の大きさが目録と合いません。"),
					  ret_why);
		if (!file_same(&mark, &m->files[i]))
			return wrong_file(a, name,
					  S(" の中身が目録と合いません。"),
					  ret_why);
	}
	return OK;
}

static enum status read_keys(struct arena *a, str from, struct keys *ret)
{
	str bytes;
	TRY(file_read(a, folder_path(a, from, S("keys")), 4096, &bytes));
	if (bytes.n != (isize)sizeof *ret)
		return E_INVALID;
	memcpy(ret, bytes.p, sizeof *ret);
	return OK;
}

enum status backup_check(struct arena *a, const char *folder,
			 struct manifest *ret, str *ret_why)
{
	str from = folder_name(folder), text;
	struct manifest m;
	struct keys keys;
	TRY(read_manifest(a, from, &m, &text, ret_why));
	TRY(check_files(a, from, &m, ret_why));
	*ret_why = S("鍵（keys）と目録（manifest）が合いません。"
		     "ほかの伴舟の鍵か、あとから書きかえられた目録です。");
	if (read_keys(a, from, &keys) != OK ||
	    !manifest_signed(a, text, &keys.anchor))
		return E_INVALID;
	*ret = m;
	return OK;
}

/* ---- where it goes --------------------------------------------------------- */

static enum status check_engine(struct restoring *r, str *ret_why)
{
	bool pg = r->done.m.engine == DB_PG;
	*ret_why = pg ? S("PostgreSQL のバックアップです。"
			  "--pg で空のデータベースを指定してください。") :
			S("SQLite のバックアップです。--pg は要りません。");
	return pg == (r->pg != NULL) ? OK : E_CONFLICT;
}

/* What a broken-off restore has left may go; nothing else. */
static enum status take_folder(struct restoring *r, str *ret_why)
{
	const char *data = str_cstr(r->a, r->data);
	const char *half = folder_path(r->a, r->data, S(BACKUP_HALF));
	*ret_why = S("戻す先のフォルダーをつくれません。"
		     "上のフォルダーがあって、書けるか、確かめてください。");
	TRY(file_folder(data));
	*ret_why = S("そこには、もうデータがあります。何も変えていません。"
		     "空のフォルダーを --data に指定してください。");
	if (!file_folder_empty(data) && !file_exists(half))
		return E_CONFLICT;
	*ret_why = S("そこへの復元を、いま、ほかで行っています。");
	TRY(file_lock(data, &r->lock));
	*ret_why = S("データの置き場所に書けません。");
	TRY(file_replace(r->a, half, S("tomobune restore\n"), 0600));
	for (int i = 0; i < BACKUP_FILES; i++)
		unlink(folder_path(r->a, r->data, manifest_file_name(
					r->done.m.engine, (enum backup_file)i)));
	const struct file_mark *db = &r->done.m.files[BACKUP_DATABASE];
	return folder_room(r->a, r->data, r->pg ? 0 : db->size, ret_why);
}

static enum status copy_one(struct restoring *r, enum backup_file f)
{
	struct file_mark mark;
	str name = manifest_file_name(r->done.m.engine, f);
	TRY(file_copy(folder_path(r->a, r->from, name),
		      folder_path(r->a, r->data, name), &mark));
	return file_same(&mark, &r->done.m.files[f]) ? OK : E_INVALID;
}

static enum status copy_files(struct restoring *r, str *ret_why)
{
	*ret_why = S("バックアップを写せませんでした。"
		     "空きとディスクを確かめてください。");
	TRY(copy_one(r, BACKUP_KEYS));
	TRY(copy_one(r, BACKUP_ANCHOR));
	if (!r->pg)
		return copy_one(r, BACKUP_DATABASE);
	return copy_put(r->pg, r->a, r->done.m.schema,
			folder_path(r->a, r->from, S("tomobune.dump")),
			ret_why);
}

/* ---- is what came out of it whole? ------------------------------------------ */

static enum status verify(struct restoring *r, str *ret_why)
{
	struct keys keys;
	*ret_why = S("写した鍵（keys）が読めません。");
	TRY(read_keys(r->a, r->data, &keys));
	if (!r->pg)
		TRY(copy_check(DB_LITE, r->a,
			       folder_path(r->a, r->data, S("tomobune.db")),
			       ret_why));
	TRY(folder_audit(r->a, r->data, r->pg, &keys, &r->done.audit,
			 ret_why));
	*ret_why = S("監査の記録が、バックアップしたときより少なくなっています。");
	return r->done.audit.sealed < r->done.m.sealed ? E_INVALID : OK;
}

static enum status finish(struct restoring *r, str *ret_why)
{
	const char *data = str_cstr(r->a, r->data);
	*ret_why = S("復元を仕上げられませんでした。");
	TRY(file_sync_folder(data));
	if (unlink(folder_path(r->a, r->data, S(BACKUP_HALF))) != 0)
		return E_DOWN;
	return file_sync_folder(data);
}

static enum status restore(struct restoring *r, str *ret_why)
{
	TRY(backup_check(r->a, str_cstr(r->a, r->from), &r->done.m, ret_why));
	TRY(check_engine(r, ret_why));
	if (r->pg)
		TRY(copy_room(r->pg, r->a, r->done.m.schema, ret_why));
	TRY(take_folder(r, ret_why));
	TRY(copy_files(r, ret_why));
	TRY(verify(r, ret_why));
	return finish(r, ret_why);
}

enum status backup_restore(struct arena *a, const char *from, const char *data,
			   const char *pg, struct backup_done *ret,
			   str *ret_why)
{
	struct restoring r = { .a = a, .from = folder_name(from),
			       .data = folder_name(data), .pg = pg,
			       .lock = -1 };
	enum status st = restore(&r, ret_why);
	if (r.lock >= 0)
		close(r.lock);
	*ret = r.done;
	return st;
}

void backup_forget(struct arena *a, const char *data)
{
	folder_drop(a, folder_name(data));
}
