/* sharetype_test.c — a municipality words its types of sharing. */
#include "kernel/test_desk.h"

#include "sharetype/sharetype.h"
#include "vis/grant.h"

static const struct route_table rooms[] = {
	{ sharetype_routes, 3 },
};

struct town {
	struct desk d;
	struct sitting admin, worker;
};

static void open_town(struct town *t, enum db_engine engine)
{
	desk_open(&t->d, engine, rooms, COUNT(rooms));
	t->admin = desk_sit(&t->d, 1, S("市の管理者"), ROLE_muni_admin);
	t->worker = desk_sit(&t->d, 1, S("石井"), ROLE_worker);
}

static bool has(const struct answer *a, str text)
{
	return str_find(a->body, text, 0) >= 0;
}

#define WHOLE "label=%E9%80%A3%E6%90%BA&level=3&tab-overview=1&tab-notes=1" \
	"&verb-add=1&reads-all=1&name=C&contact=C&quasi=C&family=C&health=C" \
	"&work=C&legal=M&free=M&safety=C&role=worker&agreed-money=1" \
	"&agreed-name=1&agreed-health=1"

TEST_BOTH(sharetype, only_the_municipality_decides)
{
	struct town t;
	open_town(&t, engine);
	assert_int_equal(desk_get(&t.d, &t.worker, S("/types")).status, 403);
	assert_int_equal(desk_post(&t.d, &t.worker, S("/types/team"),
				   S(WHOLE "&money=C&rev=0&do=save")).status,
			 403);
	struct answer a = desk_get(&t.d, &t.admin, S("/types"));
	assert_int_equal(a.status, 200);
	assert_true(has(&a, S("連携・お金なし")));
	assert_int_equal(desk_get(&t.d, &t.admin, S("/types/other")).status,
			 404);
	desk_close(&t.d);
}

TEST_BOTH(sharetype, trying_out_saves_nothing)
{
	struct town t;
	open_town(&t, engine);
	struct answer a = desk_post(&t.d, &t.admin, S("/types/team"),
				    S(WHOLE "&money=O&rev=0&do=try"));
	assert_int_equal(a.status, 200);
	assert_true(has(&a, S("相談員に見えるもの")));
	assert_true(has(&a, S("収入・債務</th><td class=\"nw\">おおまか ◐</td>"
			      "<td class=\"nw\">出さない －")));
	a = desk_get(&t.d, &t.admin, S("/types"));
	assert_false(has(&a, S("市の決め")));
	desk_close(&t.d);
}

TEST_BOTH(sharetype, a_change_is_kept_once_over_what_was_seen)
{
	struct town t;
	open_town(&t, engine);
	struct answer a = desk_post(&t.d, &t.admin, S("/types/team"),
				    S(WHOLE "&money=O&rev=0&do=save"));
	assert_int_equal(a.status, 303);
	a = desk_get(&t.d, &t.admin, S("/types"));
	assert_true(has(&a, S("市の決め")));
	/* A second one who still had the built-in one before him. */
	a = desk_post(&t.d, &t.admin, S("/types/team"),
		      S(WHOLE "&money=C&rev=0&do=save"));
	assert_int_equal(a.status, 422);
	assert_true(has(&a, S("ほかの人が先に直しました")));
	a = desk_post(&t.d, &t.admin, S("/types/team"), S("rev=1&do=reset"));
	assert_int_equal(a.status, 303);
	a = desk_get(&t.d, &t.admin, S("/types"));
	assert_false(has(&a, S("市の決め")));
	desk_close(&t.d);
}

TEST_BOTH(sharetype, what_keeps_visitors_safe_is_not_hidden)
{
	struct town t;
	open_town(&t, engine);
	struct answer a = desk_post(&t.d, &t.admin, S("/types/team"),
		S("label=x&level=3&safety=H&rev=0&do=save"));
	assert_int_equal(a.status, 422);
	assert_true(has(&a, S("ここでは伏せられません")));
	a = desk_post(&t.d, &t.admin, S("/types/team"),
		      S("label=&level=3&safety=C&rev=0&do=save"));
	assert_int_equal(a.status, 422);
	assert_true(has(&a, S("名前を書いてください")));
	desk_close(&t.d);
}

TEST_MAIN
