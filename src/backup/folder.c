/* folder.c — see folder.h. */
#include "backup/folder.h"

#include <unistd.h>

const char *folder_path(struct arena *a, str folder, str name)
{
	return str_cstr(a, str_cat(a, str_cat(a, folder, S("/")), name));
}

void folder_empty(struct arena *a, str folder)
{
	/* The marker goes last: until then it is a broken-off restore. */
	static const str names[] = {
		STR("manifest"), STR("manifest.new"), STR("keys"),
		STR("keys.new"), STR("audit.anchor"), STR("tomobune.db"),
		STR("tomobune.db-journal"), STR("tomobune.db-wal"),
		STR("tomobune.db-shm"), STR("tomobune.dump"),
		STR(BACKUP_HALF ".new"), STR(BACKUP_HALF),
	};
	for (isize i = 0; i < COUNT(names); i++)
		unlink(folder_path(a, folder, names[i]));
}

void folder_drop(struct arena *a, str folder)
{
	folder_empty(a, folder);
	unlink(folder_path(a, folder, S("lock")));
	rmdir(str_cstr(a, folder));
}

str folder_name(const char *path)
{
	str s = str_of(path);
	while (s.n > 1 && str_ends(s, S("/")))
		s = str_sub(s, 0, s.n - 1);
	return s;
}

const char *folder_parent(struct arena *a, str folder)
{
	isize n = folder.n;
	while (n > 0 && folder.p[n - 1] != '/')
		n--;
	return n ? str_cstr(a, str_sub(folder, 0, n)) : ".";
}

static void put_size(struct out *o, i64 bytes)
{
	out_commas(o, (bytes + 999999) / 1000000);
	put(o, S(" MB"));
}

enum status folder_room(struct arena *a, str folder, i64 need, str *ret_why)
{
	enum { SPARE = 16 << 20 };
	i64 room = file_room(str_cstr(a, folder));
	if (room < 0 || room >= need + SPARE)
		return OK;
	struct out o = out_open(a, 200);
	put(&o, S("空きが足りません。要るのは "));
	put_size(&o, need + SPARE);
	put(&o, S("、空きは "));
	put_size(&o, room);
	put(&o, S(" です。"));
	*ret_why = out_str(&o);
	return E_DOWN;
}

enum status folder_audit(struct arena *a, str folder, const char *pg,
			 const struct keys *keys, struct audit_report *ret,
			 str *ret_why)
{
	struct app app = { .boot = a, .data = str_cstr(a, folder),
			   .keys = *keys };
	struct store_options o = { .engine = pg ? DB_PG : DB_LITE,
				   .where = pg, .reader = true };
	struct db *db;
	str engine_why;
	if (!pg)
		o.where = folder_path(a, folder, S("tomobune.db"));
	*ret_why = S("監査の記録を読めませんでした。");
	TRY(store_open(a, &o, &app.store, &engine_why));
	enum status st = store_connect(app.store, &db);
	if (st == OK)
		st = audit_verify(&app, db, a, ret);
	store_close(app.store);
	if (st == OK && ret->wrong.n) {
		*ret_why = S("監査の記録の鎖が切れています。");
		st = E_INVALID;
	}
	return st;
}
