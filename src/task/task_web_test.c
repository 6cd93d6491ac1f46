/* task_web_test.c — two people give one task another day. */
#include "kernel/test_desk.h"

#include "casefile/casefile.h"
#include "household/household.h"
#include "task/task.h"

struct home {
	struct desk d;
	struct sitting ishii, miyake;
	struct rq rq;
	casefile_id casefile;
	str tasks, one;	/* the list, and its one task */
};

static enum status home_job(struct db *tx, void *arg)
{
	struct home *h = arg;
	household_id house;
	struct household_new n = { .name = S("山邉") };
	TRY(casefile_open(&h->rq, tx, S("normal"), S("やまべ"),
			  &h->casefile));
	n.casefile = h->casefile;
	return household_add(&h->rq, tx, &n, &house);
}

static void home(struct home *h, enum db_engine engine)
{
	const struct route_table rooms[] = {
		{ task_routes, task_routes_n },
	};
	desk_open(&h->d, engine, rooms, COUNT(rooms));
	h->ishii = desk_sit(&h->d, 1, S("石井"), ROLE_worker);
	h->miyake = desk_sit(&h->d, 1, S("三宅"), ROLE_senior);
	h->rq = desk_rq(&h->d, &h->ishii);
	assert_int_equal(store_write(h->d.t.store, h->d.t.db, test_arena,
				     home_job, h), OK);
	h->tasks = casefile_url(&h->rq, h->casefile, S("/tasks"));
	assert_int_equal(desk_post(&h->d, &h->ishii, h->tasks,
				   S("what=TEL&who=agency&due=R20.1.1"))
				 .status, 303);
	struct answer a = desk_get(&h->d, &h->ishii, h->tasks);
	str mark = S("action=\"");
	isize at = str_find(a.body, str_cat(test_arena, mark,
					    str_cat(test_arena, h->tasks,
						    S("/"))), 0) + mark.n;
	h->one = str_sub(a.body, at, str_find(a.body, S("/move\""), at));
}

static struct answer post(struct home *h, const struct sitting *who,
			  const char *tail, const char *form)
{
	return desk_post(&h->d, who,
			 str_cat(test_arena, h->one, str_of(tail)),
			 str_of(form));
}

TEST_BOTH(task_web, who_comes_second_sees_both_days)
{
	struct home h;
	home(&h, engine);
	assert_int_equal(post(&h, &h.miyake, "/move",
			      "rev=1&to=day&due=R20.2.2").status, 303);
	struct answer a = post(&h, &h.ishii, "/move",
			       "rev=1&to=day&due=R20.3.3");
	assert_int_equal(a.status, 409);
	assert_has(a.body, S("三宅さん（北部包括）が先に保存しました"));
	assert_has(a.body, S("R20.<ins>2.2"));
	assert_has(a.body, S("R20.<ins>3.3"));
	assert_has(a.body, S("name=\"due\" hidden>\nR20.3.3<"));
	a = desk_get(&h.d, &h.ishii, h.tasks);
	assert_has(a.body, S("R20.2.2"));
	/* The other's: nothing happens.  Mine: over the newer one. */
	assert_int_equal(post(&h, &h.ishii, "/move",
			      "rev=2&to=day&due=R20.3.3&pick.task=theirs")
				 .status, 303);
	a = desk_get(&h.d, &h.ishii, h.tasks);
	assert_has(a.body, S("R20.2.2"));
	assert_int_equal(post(&h, &h.ishii, "/move",
			      "rev=2&to=day&due=R20.3.3&pick.task=mine")
				 .status, 303);
	a = desk_get(&h.d, &h.ishii, h.tasks);
	assert_has(a.body, S("R20.3.3"));
	desk_close(&h.d);
}

TEST_BOTH(task_web, not_needed_over_another_day_is_asked)
{
	struct home h;
	home(&h, engine);
	assert_int_equal(post(&h, &h.miyake, "/move",
			      "rev=1&to=day&due=R20.2.2").status, 303);
	struct answer a = post(&h, &h.ishii, "/drop", "rev=1");
	assert_int_equal(a.status, 409);
	assert_has(a.body, S("もういらない"));
	assert_int_equal(post(&h, &h.ishii, "/drop", "").status, 400);
	assert_int_equal(post(&h, &h.ishii, "/drop", "rev=2&pick.task=mine")
				 .status, 303);
	a = post(&h, &h.miyake, "/move", "rev=2&to=tomorrow");
	assert_int_equal(a.status, 409);
	assert_has(a.body, S("もういらないことになりました"));
	desk_close(&h.d);
}

TEST_MAIN
