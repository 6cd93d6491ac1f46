/*
 * test_rq.h — a request without a door, for tests of rules in x_test.c.
 *
 *	struct test_rq t;
 *	test_rq_open(&t, engine);
 *	… assert_int_equal(test_write(&t, job, arg), OK) …
 *	test_rq_close(&t);
 *
 * The world: municipality 129992 with two agencies, 1 北部包括 (accounts 11
 * 石井, 12 三宅) and 2 社協 (21 大西), and one casefile of agency 1 in which
 * agency 2 holds a full seat too.  test_as() changes who is asking.
 */
#ifndef TB_KERNEL_TEST_RQ_H
#define TB_KERNEL_TEST_RQ_H

#include "db/test_store.h"
#include "dict/dict.h"
#include "kernel/app.h"
#include "sys/clock.h"

struct test_rq {
	struct test_store store;
	struct app app;
	struct request http;
	struct rq rq;
	struct lens lens;
	casefile_id casefile;
	person_id toki, koichi;
};

static const char *const test_world[] = {
	"insert into municipality (muni, name) values (129992, '伴舟市')",
	"insert into agency (muni, id, name, short_name, kind, phone, prefix)"
	" values (129992, 1, '北部地域包括支援センター', '北部包括', '', "
	"'043-000-0000', '北包')",
	"insert into agency (muni, id, name, short_name, kind, phone, prefix)"
	" values (129992, 2, '社会福祉協議会', '社協', '', '', '社')",
	"insert into account (muni, id, name, name_kana, job, password, state)"
	" values (129992, 11, '石井', 'いしい', '', '', 'active')",
	"insert into account (muni, id, name, name_kana, job, password, state)"
	" values (129992, 12, '三宅', 'みやけ', '', '', 'active')",
	"insert into account (muni, id, name, name_kana, job, password, state)"
	" values (129992, 21, '大西', 'おおにし', '', '', 'active')",
	"insert into post (muni, account, agency, role)"
	" values (129992, 11, 1, 'worker')",
	"insert into post (muni, account, agency, role)"
	" values (129992, 12, 1, 'senior')",
	"insert into post (muni, account, agency, role)"
	" values (129992, 21, 2, 'worker')",
	"insert into casefile (muni, id, agency, case_no, stage, urgency, "
	"opened_on, created_at)"
	" values (129992, 100, 1, '北包8-0001', 'intake', 'normal', 20000, 0)",
	"insert into household (muni, id, casefile, name, name_kana, "
	"postal_code, address, phone, caution)"
	" values (129992, 200, 100, '山邉', 'やまべ', '', '', '', '')",
	"insert into person (muni, id, casefile, household, family_name, "
	"given_name, family_name_kana, given_name_kana, sex, birth, death, "
	"living, phone, relation, sort)"
	" values (129992, 301, 100, 200, '山邉', 'トキ', 'やまべ', 'とき', "
	"'2', '1944-03-04', '', 'home', '', '', 1)",
	"insert into person (muni, id, casefile, household, family_name, "
	"given_name, family_name_kana, given_name_kana, sex, birth, death, "
	"living, phone, relation, sort)"
	" values (129992, 302, 100, 200, '山邉', '浩一', 'やまべ', 'こういち', "
	"'1', '1972-09-12', '', 'home', '', '長男', 2)",
	"insert into seat (muni, agency, casefile, level, since, updated_at, "
	"sort_kana) values (129992, 1, 100, 4, 0, 0, 'やまべ')",
	"insert into seat (muni, agency, casefile, level, since, updated_at, "
	"sort_kana) values (129992, 2, 100, 4, 0, 0, 'やまべ')",
};

static inline enum status test_run(struct db *tx, const char *text)
{
	struct db_sql *sql = new(test_arena, struct db_sql, 1);
	*sql = (struct db_sql){ "test", text, text, 0, 0 };
	return db_run(tx, sql, NULL, NULL);
}

static inline enum status test_world_job(struct db *tx, void *arg)
{
	(void)arg;
	for (int i = 0; i < COUNT(test_world); i++)
		TRY(test_run(tx, test_world[i]));
	return OK;
}

/* Who is asking, with his lens on the casefile. */
static inline void test_as(struct test_rq *t, i64 account, i64 agency,
			   enum role role)
{
	struct actor *actor = &t->rq.actor;
	actor->signed_in = true;
	actor->viewer = (struct viewer){ 129992, { account }, { agency }, role,
					 t->rq.now };
	actor->powers = vis_powers(role);
	actor->name = account == 11 ? S("石井") :
		      account == 12 ? S("三宅") :
				      S("大西");
	assert_int_equal(vis_lens(t->rq.db, test_arena, actor->viewer,
				  t->casefile, &t->lens), OK);
	t->rq.lens = &t->lens;
}

static inline void test_rq_open(struct test_rq *t, enum db_engine engine)
{
	struct dict_error why;
	*t = (struct test_rq){ .store = test_store_open(test_arena, engine) };
	t->casefile = (casefile_id){ 100 };
	t->toki = (person_id){ 301 };
	t->koichi = (person_id){ 302 };
	t->app.boot = test_arena;
	t->app.store = t->store.store;
	assert_int_equal(dict_load(test_arena, NULL, 0, &t->app.dict, &why),
			 OK);
	t->rq = (struct rq){ .app = &t->app,
			     .arena = test_arena,
			     .http = &t->http,
			     .db = t->store.db,
			     .now = { 1794791640000 } }; /* R8.11.16 10:14 */
	t->rq.today = stamp_day(t->rq.now);
	assert_int_equal(store_write(t->store.store, t->store.db, test_arena,
				     test_world_job, NULL), OK);
	test_as(t, 11, 1, ROLE_worker);
}

static inline void test_rq_close(struct test_rq *t)
{
	test_store_close(&t->store);
}

/* Runs the job in a transaction of its own, as rq_write does. */
static inline enum status test_write(struct test_rq *t, db_job *job, void *arg)
{
	t->rq.errors.n = 0;
	return store_write(t->store.store, t->store.db, test_arena, job, arg);
}

#endif
