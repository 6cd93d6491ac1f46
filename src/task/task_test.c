/* task_test.c — the rules of what has to be done, on both engines. */
#include "kernel/test_rq.h"

#include "task.sql.h"
#include "task/task.h"
#include "task/task_page.h"

struct add {
	struct test_rq *t;
	struct task_new n;
	task_id id;
};

static enum status add_job(struct db *tx, void *arg)
{
	struct add *a = arg;
	return task_add(&a->t->rq, tx, &a->n, &a->id);
}

static task_id add(struct test_rq *t, const char *what, i64 to, int days)
{
	struct add a = { t,
			 { .casefile = t->casefile,
			   .what = str_of(what),
			   .to = { to },
			   .has_due = days < 1000,
			   .due = { t->rq.today.n + days } },
			 { 0 } };
	assert_int_equal(test_write(t, add_job, &a), OK);
	return a.id;
}

struct end {
	struct test_rq *t;
	task_id id;
	bool drop;
};

static enum status end_job(struct db *tx, void *arg)
{
	struct end *e = arg;
	if (e->drop)
		return task_drop(&e->t->rq, tx, e->t->casefile, e->id, 1);
	return task_finish(&e->t->rq, tx, e->t->casefile, e->id,
			   (note_id){ 0 });
}

static enum status finish(struct test_rq *t, task_id id)
{
	struct end e = { t, id, false };
	return test_write(t, end_job, &e);
}

TEST_BOTH(task, finished_once)
{
	struct test_rq t;
	test_rq_open(&t, engine);
	task_id id = add(&t, "北町内科に確かめる", 11, 0);
	assert_int_equal(finish(&t, id), OK);
	test_as(&t, 12, 1, ROLE_senior);
	assert_int_equal(finish(&t, id), E_CONFLICT);
	assert_str(rq_error_of(&t.rq, (str){ 0 }),
		   S("すでに完了しています（石井さん 10:14）。"));
	test_rq_close(&t);
}

TEST_BOTH(task, dropped_is_not_finished)
{
	struct test_rq t;
	test_rq_open(&t, engine);
	struct end e = { &t, add(&t, "見学日を決める", 0, 3), true };
	assert_int_equal(test_write(&t, end_job, &e), OK);
	assert_int_equal(finish(&t, e.id), E_CONFLICT);
	test_rq_close(&t);
}

struct move {
	struct test_rq *t;
	task_id id;
	int seen, days;
};

static enum status move_job(struct db *tx, void *arg)
{
	struct move *m = arg;
	struct fdate due = { PREC_DAY, { m->t->rq.today.n + m->days } };
	return task_move(&m->t->rq, tx, m->t->casefile, m->id, m->seen, due);
}

TEST_BOTH(task, moved_over_what_was_seen)
{
	struct test_rq t;
	struct task_state s;
	test_rq_open(&t, engine);
	struct move m = { &t, add(&t, "見学日を決める", 0, 3), 1, 5 };
	assert_int_equal(test_write(&t, move_job, &m), OK);
	m.days = 9;
	assert_int_equal(test_write(&t, move_job, &m), E_CONFLICT);
	assert_false(rq_has_errors(&t.rq));
	struct end e = { &t, m.id, true };
	assert_int_equal(test_write(&t, end_job, &e), E_CONFLICT);
	assert_int_equal(db_begin_read(t.rq.db), OK);
	assert_int_equal(task_state_of(t.rq.db, test_arena, 129992,
				       t.casefile, m.id, &s), OK);
	db_end_read(t.rq.db);
	assert_int_equal(s.due_on.v, t.rq.today.n + 5);
	m.seen = 2;
	assert_int_equal(test_write(&t, move_job, &m), OK);
	/* Finished is finished: that another day was given is no matter. */
	assert_int_equal(finish(&t, m.id), OK);
	test_rq_close(&t);
}

TEST_BOTH(task, only_its_own_agency_changes_it)
{
	struct test_rq t;
	test_rq_open(&t, engine);
	task_id id = add(&t, "家主に相談", 0, 3);
	test_as(&t, 21, 2, ROLE_worker);
	assert_int_equal(finish(&t, id), E_FORBIDDEN);
	assert_str(t.rq.only, S("北部包括"));
	test_rq_close(&t);
}

TEST_BOTH(task, of_another_casefile_is_not_there)
{
	struct test_rq t;
	test_rq_open(&t, engine);
	task_id id = add(&t, "家主に相談", 0, 3);
	t.casefile.v = 101;
	assert_int_equal(finish(&t, id), E_NOT_FOUND);
	test_rq_close(&t);
}

TEST_BOTH(task, home_shows_mine_and_my_agencys)
{
	struct test_rq t;
	struct task_group g[TASK_GROUPS];
	test_rq_open(&t, engine);
	add(&t, "おくれ", 11, -3);
	add(&t, "きょう", 0, 0);
	add(&t, "らいしゅう", 11, 7);
	add(&t, "いつか", 11, 1000);
	add(&t, "頼んだ", 12, 2);
	assert_int_equal(task_home(&t.rq, g), OK);
	for (int i = 0; i < TASK_GROUPS; i++)
		assert_int_equal(g[i].n, 1);
	assert_true(g[TASKS_LATE].v[0].late);
	assert_true(veiled_has(g[TASKS_LATE].v[0].household));
	/* 三宅: the agency's and what was asked of her */
	test_as(&t, 12, 1, ROLE_senior);
	assert_int_equal(task_home(&t.rq, g), OK);
	assert_int_equal(g[TASKS_LATE].n, 0);
	assert_int_equal(g[TASKS_TODAY].n, 1);
	assert_int_equal(g[TASKS_WEEK].n, 1);
	/* another agency: nothing; who may not read prose: nothing */
	test_as(&t, 21, 2, ROLE_worker);
	assert_int_equal(task_home(&t.rq, g), OK);
	assert_int_equal(g[TASKS_TODAY].n, 0);
	test_as(&t, 11, 1, ROLE_clerk);
	assert_int_equal(task_home(&t.rq, g), OK);
	assert_int_equal(g[TASKS_TODAY].n, 0);
	test_rq_close(&t);
}

static enum status conflict_job(struct db *tx, void *arg)
{
	(void)arg;
	return test_run(tx, "insert into conflict (muni, account, casefile,"
			    " since) values (129992, 11, 100, 0)");
}

TEST_BOTH(task, conflict_of_interest_beats_the_seat)
{
	struct test_rq t;
	struct task_group g[TASK_GROUPS];
	test_rq_open(&t, engine);
	add(&t, "きょう", 11, 0);
	assert_int_equal(test_write(&t, conflict_job, NULL), OK);
	assert_int_equal(task_home(&t.rq, g), OK);
	assert_int_equal(g[TASKS_TODAY].n, 0);
	test_rq_close(&t);
}

TEST_BOTH(task, line_is_read_as_typed)
{
	struct test_rq t;
	struct task_new n;
	struct task_typed typed = { S(" 由美さんに電話 "), S(""),
				    S("来週火曜") };
	test_rq_open(&t, engine);
	assert_int_equal(task_read(&t.rq, &typed, S("w"), S("d"), &n), OK);
	assert_str(n.what, S("由美さんに電話"));
	assert_true(n.has_due);
	assert_int_equal(day_weekday(n.due), 2);
	typed.due = S("いつか");
	assert_int_equal(task_read(&t.rq, &typed, S("w"), S("d"), &n),
			 E_INVALID);
	assert_true(rq_error_of(&t.rq, S("d")).n > 0);
	typed = (struct task_typed){ S("番号 123456789018"), S(""), S("") };
	assert_int_equal(task_read(&t.rq, &typed, S("w"), S("d"), &n),
			 E_INVALID);
	assert_true(rq_error_of(&t.rq, S("w")).n > 0);
	test_rq_close(&t);
}

TEST_MAIN
