/*
 * cli.c — the commands of the program.
 *
 *	tomobune serve --data DIR --socket PATH [--pg CONNINFO] [--web DIR]
 *		(without --socket when it is started with a listening one)
 *	tomobune migrate | rebuild | verify-audit
 *	tomobune backup --data DIR --to NEW | restore --from DIR --data NEW
 *	tomobune ended --from DIR --data OLD
 *	tomobune drill --from DIR [--aside FOLDER]
 *	tomobune demo-seed [--scale N [--notes N] [--agencies N]] [--today DAY]
 *		[--empty]
 *	tomobune accounts --demo | lens | dict-doc
 *
 * A command that writes takes the data folder's lock: there is never a second
 * writer.  One that only reads may run beside the server, and takes no lock of
 * a writer there: that would make the server's own writes wait or fail.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/boot.h"
#include "app/cli.h"
#include "app/rebuild.h"
#include "base/num.h"

/* ---- options ----------------------------------------------------------- */

static const struct option_row {
	const char *name;
	size_t at;
	bool flag;
} options[] = {
	{ "--data", offsetof(struct cli, data), false },
	{ "--socket", offsetof(struct cli, socket), false },
	{ "--group", offsetof(struct cli, group), false },
	{ "--pg", offsetof(struct cli, pg), false },
	{ "--web", offsetof(struct cli, web), false },
	{ "--workers", offsetof(struct cli, workers), false },
	{ "--scale", offsetof(struct cli, scale), false },
	{ "--notes", offsetof(struct cli, notes), false },
	{ "--agencies", offsetof(struct cli, agencies), false },
	{ "--today", offsetof(struct cli, today), false },
	{ "--from", offsetof(struct cli, from), false },
	{ "--to", offsetof(struct cli, to), false },
	{ "--aside", offsetof(struct cli, aside), false },
	{ "--demo", offsetof(struct cli, demo), true },
	{ "--empty", offsetof(struct cli, empty), true },
};

static bool set_option(struct cli *c, int argc, char **argv, int *i)
{
	for (isize k = 0; k < COUNT(options); k++) {
		const struct option_row *o = &options[k];
		if (strcmp(argv[*i], o->name) != 0)
			continue;
		const char **slot = (const char **)(void *)((char *)c + o->at);
		if (!o->flag && *i + 1 >= argc)
			return false;
		*slot = o->flag ? "1" : argv[++*i];
		return true;
	}
	return false;
}

static bool read_options(struct cli *c, int argc, char **argv)
{
	for (int i = 2; i < argc; i++)
		if (!set_option(c, argc, argv, &i)) {
			cli_say(2, str_cat(c->arena, S("わからない指定です："),
					   str_of(argv[i])));
			return false;
		}
	return true;
}

int cli_number(const char *text, int otherwise)
{
	i64 v;
	if (!text || num_parse_max(str_of(text), 100000000, &v) != OK)
		return otherwise;
	return (int)v;
}

/* ---- saying ------------------------------------------------------------ */

void cli_write(int fd, str s)
{
	while (s.n > 0) {
		ssize_t n = write(fd, s.p, (size_t)s.n);
		if (n <= 0)
			return;
		s = str_sub(s, n, s.n);
	}
}

void cli_say(int fd, str line)
{
	cli_write(fd, line);
	cli_write(fd, S("\n"));
}

enum status cli_open(struct cli *c, bool reader, struct app **ret)
{
	struct boot_options o = { .data = c->data,
				  .pg = c->pg,
				  .web = c->web,
				  .workers = 2,
				  .no_live = true,
				  .no_check = c->rebuilding,
				  .reader = reader,
				  .bulk = c->bulk };
	str why = S("わからない理由で始められません。");
	if (!c->data) {
		cli_say(2, S("--data でデータの置き場所を指定してください。"));
		return E_INVALID;
	}
	enum status st = app_open(&o, ret, &why);
	if (st != OK)
		cli_say(2, why);
	return st;
}

/* ---- small commands ---------------------------------------------------- */

static int migrate(struct cli *c)
{
	struct app *app;
	if (cli_open(c, false, &app) != OK)
		return 1;
	app_close(app);
	cli_say(1, S("データの形を最新にしました。"));
	return 0;
}

str cli_audit_text(struct arena *a, const struct audit_report *r)
{
	struct out o = out_open(a, 200);
	if (r->wrong.n && !r->muni) {
		put(&o, S("監査の控え（audit.anchor）が壊れています。"));
		put(&o, r->wrong);
		put(&o, S("。書いている途中で止まったか、だれかが変えています。"));
		return out_str(&o);
	}
	if (r->wrong.n) {
		put(&o, S("監査の記録が変わっています。"));
		put(&o, r->wrong);
		put(&o, S("（自治体 "));
		put(&o, r->muni);
		put(&o, S("、番号 "));
		put(&o, r->seq);
		put(&o, S("、行 "));
		put(&o, r->row.v);
		put(&o, S("）"));
		return out_str(&o);
	}
	put(&o, S("監査の記録は "));
	put(&o, r->sealed);
	put(&o, S(" 行すべてつながっています。まだ封をしていない行："));
	put(&o, r->unsealed);
	return out_str(&o);
}

static int verify_audit(struct cli *c)
{
	struct app *app;
	struct db *db;
	struct audit_report r = { 0 };
	if (cli_open(c, true, &app) != OK)
		return 1;
	enum status st = store_connect(app->store, &db);
	if (st == OK)
		st = audit_verify(app, db, c->arena, &r);
	if (st == OK)
		cli_say(1, cli_audit_text(c->arena, &r));
	else
		cli_say(2, S("監査の記録を読めませんでした。"));
	app_close(app);
	return st != OK ? 2 : r.wrong.n ? 1 : 0;
}

static int rebuild(struct cli *c)
{
	struct app *app;
	struct db *db;
	i64 n = 0;
	c->rebuilding = true;
	if (cli_open(c, false, &app) != OK)
		return 1;
	enum status st = store_connect(app->store, &db);
	if (st == OK)
		st = rebuild_index(app, db, &n);
	app_close(app);
	struct out o = out_open(c->arena, 100);
	put(&o, S("索引をつくり直しました："));
	put(&o, n);
	put(&o, S("件"));
	cli_say(st == OK ? 1 : 2,
		st == OK ? out_str(&o) :
			   S("索引をつくり直せませんでした。"
			     "もう一度実行してください。"));
	return st == OK ? 0 : 1;
}

static int lens(struct cli *c)
{
	struct out o = out_open(c->arena, 8192);
	vis_print(&o, c->arena);
	cli_write(1, out_str(&o));
	return 0;
}

/* ---- the table --------------------------------------------------------- */

static const struct command {
	const char *name;
	int (*run)(struct cli *c);
	str what;
} commands[] = {
	{ "serve", cli_serve, STR("サーバーを始める") },
	{ "migrate", migrate, STR("データの形を最新にする") },
	{ "rebuild", rebuild, STR("さがすための索引をつくり直す") },
	{ "verify-audit", verify_audit, STR("監査の鎖を確かめる") },
	{ "backup", cli_backup, STR("バックアップをとる（--data --to）") },
	{ "restore", cli_restore, STR("バックアップから戻す（--from --data）") },
	{ "ended", cli_ended,
	  STR("戻すと生きた状態に戻るもの（--from --data）") },
	{ "drill", cli_drill, STR("戻せるか、わきで試す（--from）") },
	{ "demo-seed", cli_demo_seed, STR("体験用の伴舟市をつくる") },
	{ "accounts", cli_accounts, STR("体験用の利用者（--demo）") },
	{ "lens", lens, STR("だれに何が見えるかの表") },
};

static int usage(void)
{
	cli_say(2, S("使い方： tomobune コマンド [指定]"));
	for (isize i = 0; i < COUNT(commands); i++) {
		cli_write(2, S("  "));
		cli_write(2, str_of(commands[i].name));
		cli_write(2, S("  "));
		cli_say(2, commands[i].what);
	}
	return 2;
}

static int run(struct cli *c, int argc, char **argv)
{
	for (isize i = 0; i < COUNT(commands); i++)
		if (strcmp(argv[1], commands[i].name) == 0)
			return read_options(c, argc, argv) ?
				       commands[i].run(c) : 2;
	return usage();
}

int cli_main(int argc, char **argv)
{
	struct cli c = { .argv = argv };
	umask(077); /* what we make is ours alone; the socket says its mode */
	if (argc < 2)
		return usage();
	c.arena = arena_open((isize)256 << 20);
	if (!c.arena)
		return 1;
	int code = run(&c, argc, argv);
	arena_close(c.arena);
	return code;
}
