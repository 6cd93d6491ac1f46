/*
 * cli_demo.c — the invented city: seeding it, and who can sign in there.
 */
#include "app/boot.h"
#include "app/cli.h"
#include "demo/demo.h"
#include "sys/clock.h"
#include "vis/lens.h"

static void say(void *ctx, str line)
{
	(void)ctx;
	cli_say(1, line);
}

/* --today: the city's last day, as of the evening; else now. */
static enum status moment(struct cli *c, stamp *ret)
{
	enum { EVENING = 18 * 60 };
	struct fdate d;
	str why = { 0 };
	*ret = sys_now();
	if (!c->today)
		return OK;
	if (fdate_parse(str_of(c->today), stamp_day(*ret), &d, &why) == OK &&
	    d.precision == PREC_DAY) {
		*ret = stamp_at(d.first, EVENING);
		return OK;
	}
	cli_say(2, S("--today は日付を入れてください。例 2026-11-16"));
	return E_INVALID;
}

int cli_demo_seed(struct cli *c)
{
	struct app *app;
	struct demo_options o = { .empty = c->empty != NULL,
				  .scale = cli_number(c->scale, 0),
				  .notes = cli_number(c->notes, 0),
				  .agencies = cli_number(c->agencies, 0),
				  .say = say };
	c->bulk = o.scale > 0;
	if (moment(c, &o.now) != OK || cli_open(c, false, &app) != OK)
		return 1;
	enum status st = demo_seed(app, &o);
	app_close(app);
	if (st == E_CONFLICT)
		cli_say(2, S("伴舟市はもうあります。"
			     "別の --data を指定してください。"));
	else if (st != OK)
		cli_say(2, S("伴舟市をつくれませんでした。"));
	return st == OK ? 0 : 1;
}

static str login_line(struct arena *a, const struct demo_login *l)
{
	struct out o = out_open(a, 96);
	put(&o, l->login);
	put(&o, S("\t"));
	put(&o, demo_password);
	put(&o, S("\t"));
	put(&o, l->agency);
	put(&o, S("\t"));
	put(&o, role_label(role_find(l->role)));
	return out_str(&o);
}

int cli_accounts(struct cli *c)
{
	struct app *app;
	struct db *db;
	struct demo_login_list logins = { 0 };
	if (!c->demo) {
		cli_say(2, S("--demo を付けると、体験用の利用者を出します。"));
		return 2;
	}
	if (cli_open(c, true, &app) != OK)
		return 1;
	enum status st = store_connect(app->store, &db);
	if (st == OK)
		st = demo_logins(db, c->arena, &logins);
	for (isize i = 0; i < logins.n; i++)
		cli_say(1, login_line(c->arena, &logins.v[i]));
	if (st != OK)
		cli_say(2, S("体験用のデータではありません。"));
	app_close(app);
	return st == OK ? 0 : 1;
}
