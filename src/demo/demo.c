/*
 * demo.c — 伴舟市: its agencies, its accounts, and the order in which its
 * records are entered.
 */
#include "demo/demo.h"

#include "demo.sql.h"
#include "demo/city.h"
#include "kernel/clerk.h"

const str demo_password = STR("tomobune-2026");

/* ---- agencies and accounts ---------------------------------------------- */

const struct demo_agency_row demo_agencies[AGENCIES] = {
	[KYOSEI] = { "伴舟市 地域共生課", "地域共生課", "9",
		     "043-000-0010", "共生" },
	[KITA] = { "伴舟市北部地域包括支援センター", "北部包括", "10",
		   "043-000-0000", "北包" },
	[SHAKYO] = { "伴舟市社会福祉協議会 自立相談支援", "社協", "21",
		     "043-000-0020", "社協" },
	[KIKAN] = { "基幹相談支援センター みなと", "基幹みなと", "13",
		    "043-000-0030", "基幹" },
	[MINSEI] = { "伴舟市民生委員児童委員協議会 北部第3", "民生北部第3",
		     "41", "043-000-0040", "民北" },
	[KANSA] = { "伴舟市 監査委員事務局", "監査", "9", "043-000-0050",
		    "監査" },
	[MIO] = { "中核地域生活支援センター みおつくし", "中核みおつくし",
		  "44", "043-000-0060", "澪" },
	[KONAN_MIO] = { "中核地域生活支援センター みおつくし",
			"中核みおつくし", "44", "043-000-0060", "澪",
			DEMO_OTHER },
	[KONAN_FUKUSHI] = { "港南市 福祉課", "福祉課", "9", "043-000-0070",
			    "福", DEMO_OTHER },
};

const struct demo_account_row demo_accounts[ACCOUNTS] = {
	[AOKI] = { "aoki", "青木 恵", "あおき めぐみ", "調整担当", KYOSEI,
		   ROLE_coordinator },
	[MORI] = { "mori", "森 和也", "もり かずや", "名寄せ担当", KYOSEI,
		   ROLE_matcher },
	[KOGA] = { "koga", "古賀 隆", "こが たかし", "課長", KYOSEI,
		   ROLE_chief },
	[ISHII] = { "ishii", "石井 香織", "いしい かおり", "保健師", KITA,
		    ROLE_worker },
	[MIYAKE] = { "miyake", "三宅 直人", "みやけ なおと", "センター長",
		     KITA, ROLE_senior },
	[TANAKA] = { "tanaka", "田中 美和", "たなか みわ", "事務", KITA,
		     ROLE_clerk },
	[ONISHI] = { "onishi", "大西 健", "おおにし けん", "相談支援員",
		     SHAKYO, ROLE_worker },
	[NAKAHARA] = { "nakahara", "中原 彩", "なかはら あや",
		       "相談支援専門員", KIKAN, ROLE_worker },
	[NOGUCHI] = { "noguchi", "野口 清", "のぐち きよし", "民生委員",
		      MINSEI, ROLE_guest },
	[HORI] = { "hori", "堀 誠", "ほり まこと", "監査担当", KANSA,
		   ROLE_auditor },
	[HIRANO] = { "hirano", "平野 灯", "ひらの あかり", "相談員", MIO,
		     ROLE_worker },
	[HIRANO_KONAN] = { NULL, "平野 灯", "ひらの あかり", "相談員",
			   KONAN_MIO, ROLE_worker, HIRANO },
	[SOMA] = { "soma", "相馬 陽", "そうま よう", "精神保健福祉士", KIKAN,
		   ROLE_worker },
	[OKADA] = { "okada", "岡田 直", "おかだ なお", "ケースワーカー",
		    KONAN_FUKUSHI, ROLE_worker },
};

/* Further desks in the own municipality. */
static const struct {
	enum demo_who who;
	enum demo_agency agency;
	enum role role;
} desks[] = {
	{ SOMA, SHAKYO, ROLE_worker },
};

i64 demo_muni_of(enum demo_agency agency)
{
	i64 muni = demo_agencies[agency].muni;
	return muni ? muni : DEMO_MUNI;
}

struct people_job {
	struct demo *d;
	str password;	/* its hash */
};

static enum status add_agency(struct demo *d, struct db *tx, int i)
{
	const struct demo_agency_row *g = &demo_agencies[i];
	d->agency[i] = (agency_id){ id_new() };
	return demo_agency_add(tx, demo_muni_of((enum demo_agency)i),
			       d->agency[i], str_of(g->name),
			       str_of(g->short_name), str_of(g->kind),
			       str_of(g->phone), str_of(g->prefix));
}

static enum status add_account(struct demo *d, struct db *tx, int i,
			       str password)
{
	const struct demo_account_row *p = &demo_accounts[i];
	i64 muni = demo_muni_of(p->agency);
	account_id id = { id_new() };
	d->account[i] = id;
	TRY(demo_account_add(tx, muni, id, str_of(p->name), str_of(p->kana),
			     str_of(p->job), p->login ? password : S("")));
	if (p->login)
		TRY(demo_login_add(tx, muni, str_of(p->login), id));
	else
		TRY(demo_side_add(tx, muni, id,
				  demo_muni_of(demo_accounts[p->home].agency),
				  d->account[p->home]));
	return demo_post_add(tx, muni, id, d->agency[p->agency],
			     role_name(p->role));
}

static enum status add_desk(struct demo *d, struct db *tx, isize i)
{
	return demo_post_add(tx, demo_muni_of(desks[i].agency),
			     d->account[desks[i].who],
			     d->agency[desks[i].agency],
			     role_name(desks[i].role));
}

static enum status people_job(struct db *tx, void *arg)
{
	struct people_job *j = arg;
	struct demo_there there;
	enum status st = demo_muni(tx, j->d->arena, DEMO_MUNI, &there);
	if (st != E_NOT_FOUND)
		return st == OK ? E_CONFLICT : st;
	TRY(demo_muni_add(tx, DEMO_MUNI, S("伴舟市")));
	TRY(demo_muni_add(tx, DEMO_OTHER, S("港南市")));
	TRY(demo_setting_add(tx, DEMO_MUNI, S("demo"), S("1")));
	for (int i = 0; i < AGENCIES; i++)
		TRY(add_agency(j->d, tx, i));
	for (int i = 0; i < ACCOUNTS; i++)
		TRY(add_account(j->d, tx, i, j->password));
	for (isize i = 0; i < COUNT(desks); i++)
		TRY(add_desk(j->d, tx, i));
	return OK;
}

static enum status add_people_of_the_city(struct demo *d)
{
	struct people_job j = { .d = d };
	/* Once for all: they share the password anyway. */
	TRY(crypt_password_hash(d->arena, demo_password, &d->password));
	j.password = d->password;
	/* Long before the first record. */
	id_pretend(demo_time(d, -700, 900), &d->chance);
	return demo_write(d, people_job, &j);
}

enum status demo_logins(struct db *db, struct arena *a,
			struct demo_login_list *ret)
{
	static const i64 munis[] = { DEMO_MUNI, DEMO_OTHER };
	struct demo_setting flag;
	struct demo_login_row_list rows[COUNT(munis)];
	isize n = 0;
	TRY(demo_setting_get(db, a, DEMO_MUNI, S("demo"), &flag));
	for (isize m = 0; m < COUNT(munis); n += rows[m++].n)
		TRY(demo_login_rows(db, a, munis[m], &rows[m]));
	struct demo_login *v = new(a, struct demo_login, n);
	*ret = (struct demo_login_list){ v, n };
	for (isize m = 0; m < COUNT(munis); m++)
		for (isize i = 0; i < rows[m].n; i++) {
			const struct demo_login_row *r = &rows[m].v[i];
			str before = munis[m] == DEMO_MUNI ? S("") :
							     S("港南市 ");
			*v++ = (struct demo_login){
				r->login, r->role,
				str_cat(a, before, r->agency)
			};
		}
	return OK;
}

/* ---- the order ----------------------------------------------------------- */

static const struct demo_homes *const themes[] = {
	&demo_scenario,	  &demo_elders, &demo_families, &demo_work,
	&demo_disability, &demo_alone,  &demo_wide,
};

/* Households are opened in the order of their first talk, whatever the theme:
 * so the agencies' numbers follow the calendar. */
static isize homes_in_order(const struct demo_home **ret)
{
	isize n = 0;
	for (isize t = 0; t < COUNT(themes); t++)
		for (isize i = 0; i < themes[t]->n; i++) {
			const struct demo_home *h = &themes[t]->v[i];
			isize at = n++;
			for (; at > 0 && (ret[at - 1]->day > h->day ||
					  (ret[at - 1]->day == h->day &&
					   ret[at - 1]->at > h->at));
			     at--)
				ret[at] = ret[at - 1];
			ret[at] = h;
		}
	return n;
}

static enum status play_homes(struct demo *d)
{
	isize n = 0;
	casefile_id casefile, scenario = { 0 };
	for (isize t = 0; t < COUNT(themes); t++)
		n += themes[t]->n;
	const struct demo_home **all = new(d->arena, const struct demo_home *,
					   n);
	homes_in_order(all);
	for (isize i = 0; i < n; i++) {
		TRY(demo_play_home(d, all[i], &casefile));
		if (all[i] == demo_scenario.v)
			scenario = casefile;
	}
	TRY(demo_play_shares(d, scenario));
	TRY(demo_play_looks(d, scenario));
	for (isize i = 0; i < demo_talks.n; i++)
		TRY(demo_play_talk(d, &demo_talks.v[i]));
	demo_say_count(d, n, S("世帯の記録を書きました。"));
	return OK;
}

static int humans(void)
{
	int n = 0;
	for (int i = 0; i < ACCOUNTS; i++)
		n += demo_accounts[i].login != NULL;
	return n;
}

static enum status seed(struct demo *d)
{
	TRY(store_connect(d->app->store, &d->db));
	TRY(add_people_of_the_city(d));
	demo_say_count(d, humans(), S("人の利用者を登録しました。"));
	/* Older for the most part than the households' last weeks, whose
	 * numbers go on behind. */
	if (d->options->scale)
		TRY(demo_scale(d, d->options->scale));
	if (!d->options->empty)
		TRY(play_homes(d));
	id_pretend(d->now, NULL);
	TRY(clerk_round(d->app, d->db));
	TRY(store_analyze(d->app->store, d->db, d->arena));
	demo_say(d, S("監査の記録に封をしました。"));
	return OK;
}

enum status demo_seed(struct app *app, const struct demo_options *o)
{
	struct demo d = { .app = app,
			  .arena = arena_open((isize)128 << 20),
			  .now = o->now,
			  .today = stamp_day(o->now),
			  .chance = { DEMO_MUNI },
			  .options = o };
	if (!d.arena)
		return E_DOWN;
	enum status st = seed(&d);
	id_pretend(d.now, NULL);
	arena_close(d.arena);
	return st;
}
