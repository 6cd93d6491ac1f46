/*
 * test_world.h — a household of two whose bases are recorded by requests, for
 * the tests of this room.
 */
#ifndef TB_CONSENT_TEST_WORLD_H
#define TB_CONSENT_TEST_WORLD_H

#include "kernel/test_desk.h"

#include "base/utf8.h"
#include "casefile/casefile.h"
#include "consent/consent.h"
#include "consent/consent_page.h"
#include "kernel/clerk.h"
#include "kernel/draft.h"
#include "kernel/token.h"
#include "note/note.h"
#include "upload/upload.h"
#include "vis/grant.h"

/* 北部包括 leads casefile 50 of トキ 70 and 浩一 71. */
static const char *const household[] = {
	"insert into agency values (129992, 5, '基幹みなと', '基幹みなと', "
	"'13', '', '基')",
	"insert into casefile (muni, id, agency, case_no, stage, urgency, "
	"opened_on, created_at) values (129992, 50, 1, '北包8-1', 'support', "
	"'normal', 1, 1)",
	"insert into household values (129992, 60, 50, '山邉', 'やまべ', '', "
	"'', '', '', 1)",
	"insert into person (muni, id, casefile, household, family_name, "
	"given_name, family_name_kana, given_name_kana, sex, birth, death, "
	"living, phone, relation, sort) values "
	"(129992, 70, 50, 60, '山邉', 'トキ', '', '', '0', '', '', 'home', '', "
	"'', 1), "
	"(129992, 71, 50, 60, '山邉', '浩一', '', '', '0', '', '', 'home', '', "
	"'長男', 2)",
	"insert into seat (muni, agency, casefile, level, since, until, "
	"updated_at, sort_kana, stage) "
	"values (129992, 1, 50, 4, 1, null, 1, 'k', 'support')",
	"insert into note (muni, id, casefile, agency, account, state, "
	"happened_at, method, place, counterpart, title, body, revision, "
	"entered_at, updated_at) values (129992, 91, 50, 2, 4, 'record', 1, "
	"'phone', '', '', '大西の記録', '大西の記録', 1, 1, 1)",
};

struct world {
	struct desk d;
	struct sitting ishii, tanaka, nakahara, onishi;
	str people, shared;	/* addresses */
};

struct sql_job {
	struct db_sql sql;
	i64 n;
};

static inline enum status sql_job(struct db *tx, void *arg)
{
	struct sql_job *j = arg;
	struct db_rows *rows;
	bool more = false;
	if (!j->sql.columns)
		return db_run(tx, &j->sql, NULL, NULL);
	TRY(db_open(tx, &j->sql, NULL, &rows));
	enum status st = db_next(rows, &more);
	if (st == OK)
		j->n = more ? db_int(rows, 0) : -1;
	db_close(rows);
	return st;
}

static inline struct sql_job *sql_of(const char *text, int columns)
{
	/* A statement is known by its place. */
	struct sql_job *j = new(test_arena, struct sql_job, 1);
	*j = (struct sql_job){ { "test", text, text, 0, columns }, 0 };
	return j;
}

static inline enum status run(struct world *w, const char *text)
{
	return store_write(w->d.t.store, w->d.t.db, test_arena, sql_job,
			   sql_of(text, 0));
}

static inline i64 count(struct world *w, const char *text)
{
	struct sql_job *j = sql_of(text, 1);
	assert_int_equal(store_write(w->d.t.store, w->d.t.db, test_arena,
				     sql_job, j), OK);
	return j->n;
}

static inline enum status refresh_job(struct db *tx, void *arg)
{
	return vis_seats_refresh(tx, test_arena, DESK_MUNI,
				 (casefile_id){ 50 }, sys_now());
}

static inline str token(struct world *w, enum id_kind kind, i64 id)
{
	return token_seal(test_arena, &w->d.app.keys.id, DESK_MUNI, kind, id);
}

static inline void open_world(struct world *w, enum db_engine engine)
{
	static const struct route_table rooms[] = {
		{ consent_routes, 0 }, { note_routes, 0 },
		{ casefile_routes, 0 }, { household_routes, 0 },
		{ kernel_routes, 0 },
	};
	struct route_table all[COUNT(rooms)];
	for (int i = 0; i < COUNT(rooms); i++)
		all[i] = rooms[i];
	all[0].n = consent_routes_n;
	all[1].n = note_routes_n;
	all[2].n = casefile_routes_n;
	all[3].n = household_routes_n;
	all[4].n = kernel_routes_n;
	desk_open(&w->d, engine, all, COUNT(all));
	for (int i = 0; i < COUNT(household); i++)
		assert_int_equal(run(w, household[i]), OK);
	w->ishii = desk_sit(&w->d, 1, S("石井"), ROLE_worker);
	w->tanaka = desk_sit(&w->d, 1, S("田中"), ROLE_clerk);
	w->nakahara = desk_sit(&w->d, 5, S("中原"), ROLE_worker);
	w->onishi = desk_sit(&w->d, 2, S("大西"), ROLE_worker);
	w->shared = str_cat(test_arena, S("/cases/"),
			    token(w, ID_casefile, 50));
	w->people = str_cat(test_arena, w->shared, S("/people/"));
}

static inline str cat(str a, const char *b)
{
	return str_cat(test_arena, a, str_of(b));
}

/* "/cases/…/people/…/basis" ‖ tail */
static inline str basis(struct world *w, i64 person, const char *tail)
{
	str s = str_cat(test_arena, w->people, token(w, ID_person, person));
	return cat(cat(s, "/basis"), tail);
}

/* A row of the form: this agency, these things. */
static inline str to(struct world *w, i64 agency, const char *name,
		     const char *items)
{
	str s = str_cat(test_arena, S("&to="), token(w, ID_agency, agency));
	str rest = str_of(items);
	while (rest.n) {
		s = cat(cat(s, "&"), name);
		s = str_cat(test_arena, cat(s, "="), str_cut(&rest, ' '));
	}
	return s;
}

static const char consent[] =
	"kind=consent&how=written&explained=%E8%AA%AC%E6%98%8E&since=&until=";

static inline struct answer agree(struct world *w, i64 person, str tos)
{
	return desk_post(&w->d, &w->ishii, basis(w, person, ""),
			 str_cat(test_arena, str_of(consent), tos));
}

/* The newest basis of a person. */
static inline i64 newest(struct world *w)
{
	return count(w, "select id from basis order by at desc, id desc "
			"limit 1");
}

static inline str one(struct world *w, i64 person, i64 id, const char *tail)
{
	str s = str_cat(test_arena, basis(w, person, "/"),
			token(w, ID_basis, id));
	return cat(s, tail);
}

struct share {
	i64 bestowal, agency, person, basis;
};

static inline enum status share_job(struct db *tx, void *arg)
{
	static const struct db_sql grant = {
		"t1", "insert into bestowal (muni, id, casefile, to_agency, "
		"type, verbs, state, since, by_account, by_agency, at) values "
		"(129992, ?1, 50, ?2, 'team_money', 3, 'live', 10, 1, 1, 10) "
		"on conflict do nothing",
		"insert into bestowal (muni, id, casefile, to_agency, "
		"type, verbs, state, since, by_account, by_agency, at) values "
		"(129992, $1, 50, $2, 'team_money', 3, 'live', 10, 1, 1, 10) "
		"on conflict do nothing", 2, 0
	};
	static const struct db_sql person = {
		"t2", "insert into bestowal_person (muni, bestowal, person, "
		"basis) values (129992, ?1, ?2, ?3)",
		"insert into bestowal_person (muni, bestowal, person, basis) "
		"values (129992, $1, $2, $3)", 3, 0
	};
	const struct share *s = arg;
	struct db_value g[] = { DESK_INT(s->bestowal), DESK_INT(s->agency) };
	struct db_value p[] = { DESK_INT(s->bestowal), DESK_INT(s->person),
				DESK_INT(s->basis) };
	TRY(db_run(tx, &grant, g, NULL));
	TRY(db_run(tx, &person, p, NULL));
	return refresh_job(tx, NULL);
}

static inline enum status share(struct world *w, i64 bestowal, i64 agency,
				i64 person, i64 id)
{
	struct share s = { bestowal, agency, person, id };
	return store_write(w->d.t.store, w->d.t.db, test_arena, share_job, &s);
}

/* トキ agreed for 社協 all, for 基幹 all but money, and both have a share. */
static inline i64 shared_world(struct world *w, enum db_engine engine)
{
	open_world(w, engine);
	str tos = str_cat(test_arena, to(w, 2, "items1", "all"),
			  to(w, 5, "items2", "basic health notes"));
	assert_int_equal(agree(w, 70, tos).status, 303);
	i64 id = newest(w);
	assert_int_equal(share(w, 80, 2, 70, id), OK);
	assert_int_equal(share(w, 81, 5, 70, id), OK);
	return id;
}

#endif
