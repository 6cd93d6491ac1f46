/*
 * cli_backup.c — backup, restore, ended, drill: what the operator reads.
 *
 * Exit codes: 0 good, 1 bad, 2 not said what to do.
 */
#include "app/boot.h"
#include "app/cli.h"
#include "backup/backup.h"
#include "db/copy.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/log.h"
#include "sys/run.h"

enum { DRILL_CASES = 20 };

/* ---- saying ------------------------------------------------------------ */

static void put_seconds(struct out *o, i64 since)
{
	i64 tenths = (sys_ticks() - since + 50000000) / 100000000;
	put(o, S("かかった時間 "));
	put(o, tenths / 10);
	put(o, S("."));
	put(o, tenths % 10);
	put(o, S(" 秒"));
}

static void put_megabytes(struct out *o, i64 bytes)
{
	out_commas(o, (bytes + 999999) / 1000000);
	put(o, S(" MB"));
}

/* 「R8.11.30(月) 02:00 のバックアップ（SQLite、1,024 MB）」 */
static void put_backup(struct out *o, const struct manifest *m)
{
	stamp_print_short(o, m->made);
	put(o, S(" のバックアップ（"));
	put(o, m->engine == DB_PG ? S("PostgreSQL、") : S("SQLite、"));
	put_megabytes(o, m->files[BACKUP_DATABASE].size);
	put(o, S("）"));
}

static int refuse(struct cli *c, str what, str why)
{
	cli_say(2, str_cat(c->arena, what, why));
	return 1;
}

static int not_said(str line)
{
	cli_say(2, line);
	return 2;
}

/* ---- backup ------------------------------------------------------------ */

static int say_backup(struct cli *c, const struct backup_done *d, i64 since)
{
	struct out o = out_open(c->arena, 400);
	put(&o, S("バックアップをとって、確かめました："));
	put(&o, str_of(c->to));
	put(&o, S("\n"));
	put_backup(&o, &d->m);
	put(&o, S("　"));
	put_seconds(&o, since);
	put(&o, S("\n"));
	put(&o, cli_audit_text(c->arena, &d->audit));
	put(&o, S("\n暗号鍵（keys）も入っています。人に渡さないでください。"));
	cli_say(1, out_str(&o));
	return 0;
}

static int backup_bad(struct cli *c, enum status st,
		      const struct backup_done *d, str why)
{
	if (st != E_INVALID)
		return refuse(c, S("バックアップできませんでした。"), why);
	if (d->audit.wrong.n)
		why = cli_audit_text(c->arena, &d->audit);
	refuse(c, S("写しはとりましたが、確かめられませんでした。"), why);
	cli_say(2, str_cat(c->arena, str_cat(c->arena,
		S("バックアップとしては使えません。写しの場所："),
		str_of(c->to)), S(".unverified")));
	return 1;
}

int cli_backup(struct cli *c)
{
	struct boot_options o = { .data = c->data, .pg = c->pg, .workers = 1,
				  .no_live = true, .reader = true,
				  .any_age = true };
	struct backup_done done = { 0 };
	struct app *app;
	i64 since = sys_ticks();
	str why = { 0 };
	if (!c->data || !c->to)
		return not_said(S("--data（データの置き場所）と --to"
				  "（新しいバックアップの名前）を"
				  "指定してください。"));
	if (app_open(&o, &app, &why) != OK)
		return refuse(c, S("バックアップできませんでした。"), why);
	enum status st = backup_make(app, c->pg, c->to, &done, &why);
	int code = st == OK ? say_backup(c, &done, since) :
			      backup_bad(c, st, &done, why);
	app_close(app);
	return code;
}

/* ---- restore ------------------------------------------------------------ */

static int restored(struct cli *c, const char *data, struct backup_done *done)
{
	i64 since = sys_ticks();
	str why = { 0 };
	enum status st = backup_restore(c->arena, c->from, data, c->pg, done,
					&why);
	if (done->audit.wrong.n)
		why = cli_audit_text(c->arena, &done->audit);
	if (st != OK)
		return refuse(c, S("復元できませんでした。"), why);
	struct out o = out_open(c->arena, 400);
	put_backup(&o, &done->m);
	put(&o, S(" から戻して、確かめました。　"));
	put_seconds(&o, since);
	put(&o, S("\n"));
	put(&o, cli_audit_text(c->arena, &done->audit));
	cli_say(1, out_str(&o));
	return 0;
}

/* 「9時間20分 前」; nothing when the clock says that it is yet to come. */
static void put_ago(struct out *o, i64 ms)
{
	i64 minutes = ms / 60000, hours = minutes / 60, days = hours / 24;
	if (minutes < 0)
		return;
	put(o, S("いまより "));
	if (days) {
		put(o, days);
		put(o, S("日"));
	}
	if (hours % 24) {
		put(o, hours % 24);
		put(o, S("時間"));
	}
	if (!days) {
		put(o, minutes % 60);
		put(o, S("分"));
	}
	put(o, S(" 前の状態です。"));
}

/* What nobody would think of on such a day. */
static void say_back_to_life(struct cli *c, const struct backup_done *done)
{
	struct out o = out_open(c->arena, 600);
	put_ago(&o, sys_now().ms - done->m.made.ms);
	put(&o, S("これより後の記録は、入っていません。\n"
		  "これより後に止めた共有と、撤回された同意は、"
		  "生きた状態に戻っています。\n"
		  "前のデータが残っていれば、次のコマンドで一覧が出ます。\n"
		  "  tomobune ended --from "));
	put(&o, str_of(c->from));
	put(&o, S(" --data 前のデータの置き場所"));
	if (c->pg)
		put(&o, S(" --pg 前のデータベース"));
	cli_say(1, out_str(&o));
}

int cli_restore(struct cli *c)
{
	struct backup_done done = { 0 };
	if (!c->from || !c->data)
		return not_said(S("--from（バックアップ）と --data"
				  "（戻す先の、空のフォルダー）を"
				  "指定してください。"));
	if (crypt_start() != OK)
		return refuse(c, S("暗号の部品が動きません。"), (str){ 0 });
	int code = restored(c, c->data, &done);
	if (code)
		return code;
	cli_say(1, str_cat(c->arena, S("データの置き場所："), str_of(c->data)));
	say_back_to_life(c, &done);
	return 0;
}

/* ---- ended --------------------------------------------------------------- */

static void put_times(struct out *o, str what, i64 n)
{
	if (!n)
		return;
	put(o, what);
	put(o, n);
	put(o, S("件"));
}

static void say_ended(struct cli *c, const struct manifest *m,
		      const struct ended_list *all)
{
	struct out o = out_open(c->arena, 400 + all->n * 80);
	stamp_print_short(&o, m->made);
	put(&o, S(" のバックアップより後に、このデータで止めたもの："));
	for (isize i = 0; i < all->n; i++) {
		const struct ended_case *e = &all->v[i];
		put(&o, S("\n自治体 "));
		put(&o, e->muni);
		put(&o, S("　"));
		put(&o, e->case_no);
		put_times(&o, S("　共有 "), e->shares);
		put_times(&o, S("　同意など "), e->bases);
		put_times(&o, S("　例外 "), e->closings);
	}
	put(&o, all->n ?
		S("\nこのバックアップから戻すと、生きた状態に戻ります。"
		  "主担当の機関に知らせて、もう一度止めてください。") :
		S("ありません。"));
	cli_say(1, out_str(&o));
}

static int list_ended(struct cli *c, const struct manifest *m)
{
	struct boot_options o = { .data = c->data, .pg = c->pg, .workers = 1,
				  .no_live = true, .reader = true };
	struct ended_list all = { 0 };
	struct app *app;
	str why = { 0 };
	if (app_open(&o, &app, &why) != OK)
		return refuse(c, S("前のデータを開けませんでした。"), why);
	enum status st = backup_ended(app, c->arena, m->made, &all);
	if (st == OK)
		say_ended(c, m, &all);
	app_close(app);
	return st == OK ? 0 :
		refuse(c, S("前のデータを読めませんでした。"),
		       S("調整役と各機関に聞いて、止め直してください。"));
}

int cli_ended(struct cli *c)
{
	struct manifest m;
	str why = { 0 };
	if (!c->from || !c->data)
		return not_said(S("--from（バックアップ）と --data"
				  "（前のデータの置き場所）を"
				  "指定してください。"));
	if (crypt_start() != OK)
		return refuse(c, S("暗号の部品が動きません。"), (str){ 0 });
	if (backup_check(c->arena, c->from, &m, &why) != OK)
		return refuse(c, S("バックアップを確かめられませんでした。"), why);
	return list_ended(c, &m);
}

/* ---- drill --------------------------------------------------------------- */

struct drill {
	struct cli *c;
	const char *aside;	/* the copy's folder, ours alone */
};

static void put_opened(struct out *o, str what, i64 opened, i64 asked)
{
	put(o, what);
	put(o, S(" "));
	put(o, asked);
	put(o, S(" 件のうち "));
	put(o, opened);
	put(o, S(" 件が開きました。"));
}

static int say_drill(struct cli *c, const struct drill_done *d, i64 since)
{
	struct out o = out_open(c->arena, 400);
	bool good = d->opened == d->cases && d->files_opened == d->files &&
		    d->cases > 0 && d->looks >= d->opened;
	put_opened(&o, S("無作為に選んだ事案"), d->opened, d->cases);
	if (d->files)
		put_opened(&o, S("書類"), d->files_opened, d->files);
	put(&o, S("\n見た記録が "));
	put(&o, d->looks);
	put(&o, S(" 行、監査につながりました。　"));
	put_seconds(&o, since);
	if (!d->cases)
		put(&o, S("\n開ける事案が1件もありません。"));
	if (d->wrong.n) {
		put(&o, S("\n開かなかったもの："));
		put(&o, d->wrong);
	}
	cli_say(good ? 1 : 2, out_str(&o));
	return good ? 0 : 1;
}

static int open_cases(struct cli *c, const char *data,
		      const struct audit_report *before)
{
	/* As the server would: an older backup is migrated first. */
	struct boot_options o = { .data = data, .pg = c->pg, .workers = 1,
				  .no_live = true, .no_check = true };
	struct drill_done done = { 0 };
	struct app *app;
	i64 since = sys_ticks();
	str why = { 0 };
	if (app_open(&o, &app, &why) != OK)
		return refuse(c, S("写しを開けませんでした。"), why);
	log_least(LOG_ERROR);
	enum status st = drill_open(app, c->pg, DRILL_CASES, before, &done);
	int code = st == OK ? say_drill(c, &done, since) :
		refuse(c, S("写しの事案を開けませんでした。"),
		       st == E_INVALID ? S("監査の記録の鎖が切れています。") :
					 (str){ 0 });
	app_close(app);
	return code;
}

static int drill_aside(void *arg)
{
	struct drill *d = arg;
	struct backup_done done = { 0 };
	int code = restored(d->c, d->aside, &done);
	return code ? code : open_cases(d->c, d->aside, &done.audit);
}

/* True when nothing of the copy is left. */
static bool forget(struct cli *c, const struct drill *d, str schema)
{
	bool was = file_exists(d->aside);
	backup_forget(c->arena, d->aside);
	bool gone = !file_exists(d->aside);
	if (c->pg)
		gone = copy_clear(c->pg, c->arena, schema) == OK && gone;
	str text = gone ? S("試しの写しを消しました：") :
		S("試しの写しを消せませんでした。手で消してください：");
	if (was || !gone)
		cli_say(gone ? 1 : 2, str_cat(c->arena, text,
					      str_of(d->aside)));
	return gone;
}

/* Whatever becomes of the child, the copy goes: it is people's lives. */
static int drill_and_forget(struct cli *c, struct drill *d, str schema)
{
	int code = 1;
	if (run_aside(drill_aside, d, &code) != OK)
		code = refuse(c, S("試しを始められません。"), (str){ 0 });
	bool gone = forget(c, d, schema);
	if (code == 0 && gone)
		cli_say(1, S("このバックアップは使えます。"));
	return code || !gone;
}

/* Beside the backup: as well guarded, and there is room.  Only a name: the
 * child makes the folder, when somebody is there who will remove it. */
static const char *aside_name(struct cli *c)
{
	u8 dice[6];
	str at = c->aside ? str_cat(c->arena, str_of(c->aside), S("/drill")) :
			    str_of(c->from);
	while (str_ends(at, S("/")))
		at = str_sub(at, 0, at.n - 1);
	struct out o = out_open(c->arena, at.n + 32);
	put(&o, at);
	put(&o, S(".drill-"));
	sys_random(dice, sizeof dice);
	out_hex(&o, (str){ (const char *)dice, sizeof dice });
	return str_cstr(c->arena, out_str(&o));
}

static enum status scratch_room(struct cli *c, const struct manifest *m,
				str *ret_why)
{
	*ret_why = S("SQLite のバックアップです。--pg は要りません。");
	if (!m->schema.n)
		return E_CONFLICT;
	return copy_room(c->pg, c->arena, m->schema, ret_why);
}

int cli_drill(struct cli *c)
{
	struct drill d = { .c = c };
	struct manifest m = { 0 };
	str why = { 0 };
	if (!c->from)
		return not_said(S("--from（バックアップ）を"
				  "指定してください。"));
	if (crypt_start() != OK)
		return refuse(c, S("暗号の部品が動きません。"), (str){ 0 });
	/* What is cleared afterwards must have been empty before. */
	if (c->pg && (backup_check(c->arena, c->from, &m, &why) != OK ||
		      scratch_room(c, &m, &why) != OK))
		return refuse(c, S("試せませんでした。"), why);
	d.aside = aside_name(c);
	return drill_and_forget(c, &d, m.schema);
}
