/* own_test.c — 自機関の記録: what stays with an agency when a sharing ends,
 * and nothing else; through the whole way of a request, on both engines. */
#include "kernel/test_desk.h"

#include "casefile/casefile.h"
#include "intake/intake.h"
#include "kernel/token.h"
#include "note/note.h"
#include "own/own.h"
#include "vis/grant.h"

/* 北部包括 leads casefile 50; 社協 had a share of it and wrote a note 91, an
 * intake 95, a sheet 96 and a task 97 there; 92 is 北部包括's. */
static const char *const rows[] = {
	"insert into casefile (muni, id, agency, case_no, stage, urgency, "
	"opened_on, created_at) values (129992, 50, 1, '北包8-1', 'support', "
	"'normal', 1, 1)",
	"insert into household values (129992, 60, 50, '山邉', 'やまべ', '', "
	"'', '', '', 1)",
	"insert into person (muni, id, casefile, household, family_name, "
	"given_name, family_name_kana, given_name_kana, sex, birth, death, "
	"living, phone, relation, sort) values "
	"(129992, 70, 50, 60, '山邉', 'トキ', '', '', '0', '', '', 'home', '', "
	"'', 1)",
	"insert into seat (muni, agency, casefile, level, since, until, "
	"updated_at, sort_kana, stage) "
	"values (129992, 1, 50, 4, 1, null, 1, 'k', 'support')",
	"insert into basis (muni, id, casefile, person, kind, since, "
	"account, agency, at) values (129992, 80, 50, 70, 'consent', 1, "
	"1, 1, 1)",
	"insert into basis_cover values (129992, 80, 2, 0, 4, 2047)",
	"insert into bestowal (muni, id, casefile, to_agency, type, verbs, "
	"state, since, by_account, by_agency, at) values (129992, 81, 50, 2, "
	"'team_money', 3, 'live', 1, 1, 1, 1)",
	"insert into bestowal_person (muni, bestowal, person, basis) values "
	"(129992, 81, 70, 80)",
	"insert into note (muni, id, casefile, agency, account, state, "
	"happened_at, method, place, counterpart, title, body, revision, "
	"entered_at, updated_at) values "
	"(129992, 91, 50, 2, 2, 'record', 1, 'phone', '', '', '大西の要点', "
	"'大西の本文', 1, 1, 1), "
	"(129992, 92, 50, 1, 1, 'record', 1, 'phone', '', '', '石井の要点', "
	"'石井の本文', 1, 1, 1)",
	"insert into intake (muni, id, agency, account, intake_no, casefile, "
	"state, urgency, method, received_at, body, caller_kind, caller_name, "
	"caller_phone, about_name, about_kana, about_birth, about_place, "
	"handed_to, entered_at) values (129992, 95, 2, 2, '社R8-1', 50, "
	"'bound', 'normal', 'mail', 1, '夜のメール', 'self', '', '', "
	"'山邉 浩一', '', '', '', '', 1)",
	"insert into sheet (muni, id, kind, casefile, agency, revision, "
	"updated_at) values (129992, 96, 'household', 50, 2, 2, 1)",
	"insert into sheet_rev (muni, sheet, revision, doc, dict_rev, account, "
	"agency, at) values "
	"(129992, 96, 1, '{\"livelihood\":\"大西が書いた\"}', '1', 2, 2, 1), "
	"(129992, 96, 2, '{\"livelihood\":\"石井が足した\"}', '1', 1, 1, 1)",
	"insert into task (muni, id, casefile, agency, by_account, what, "
	"state, created_at) values "
	"(129992, 97, 50, 2, 2, '大西の仕事', 'open', 1), "
	"(129992, 98, 50, 1, 1, '石井の仕事', 'open', 1)",
};

/* As 撤回 leaves it. */
static const char *const ended[] = {
	"update bestowal_person set ended_at = 2",
	"update bestowal set state = 'ended', ended_at = 2",
	"update basis set live = 0, ended_at = 2",
	("insert into notice (muni, id, agency, kind, casefile, object, "
	 "known, at) values (129992, 85, 2, 'share.ended', 50, 81, '山邉', 2)"),
};

struct world {
	struct desk d;
	struct sitting ishii, onishi, tanaka, soeda, noguchi, koga, nakahara;
};

static enum status rows_job(struct db *tx, void *arg)
{
	return db_run(tx, arg, NULL, NULL);
}

static void run(struct world *w, const char *text)
{
	/* A statement is known by its place. */
	struct db_sql *sql = new(test_arena, struct db_sql, 1);
	*sql = (struct db_sql){ "rows", text, text, 0, 0 };
	assert_int_equal(store_write(w->d.t.store, w->d.t.db, test_arena,
				     rows_job, sql), OK);
}

static enum status refresh_job(struct db *tx, void *arg)
{
	(void)arg;
	return vis_seats_refresh(tx, test_arena, DESK_MUNI,
				 (casefile_id){ 50 }, sys_now());
}

static void refresh(struct world *w)
{
	assert_int_equal(store_write(w->d.t.store, w->d.t.db, test_arena,
				     refresh_job, NULL), OK);
}

static void end(struct world *w)
{
	for (int i = 0; i < COUNT(ended); i++)
		run(w, ended[i]);
	refresh(w);
}

static void open_world(struct world *w, enum db_engine engine)
{
	const struct route_table rooms[] = {
		{ own_routes, own_routes_n },
		{ casefile_routes, casefile_routes_n },
		{ note_routes, note_routes_n },
		{ intake_routes, intake_routes_n },
	};
	desk_open(&w->d, engine, rooms, COUNT(rooms));
	w->ishii = desk_sit(&w->d, 1, S("石井"), ROLE_worker);
	w->onishi = desk_sit(&w->d, 2, S("大西"), ROLE_worker);
	w->soeda = desk_sit(&w->d, 2, S("添田"), ROLE_senior);
	w->tanaka = desk_sit(&w->d, 2, S("田中"), ROLE_clerk);
	w->noguchi = desk_sit(&w->d, 2, S("野口"), ROLE_guest);
	w->koga = desk_sit(&w->d, 2, S("古賀"), ROLE_chief);
	run(w, "insert into agency values (129992, 5, '基幹みなと', "
	       "'基幹みなと', '13', '', '基')");
	w->nakahara = desk_sit(&w->d, 5, S("中原"), ROLE_worker);
	for (int i = 0; i < COUNT(rows); i++)
		run(w, rows[i]);
	refresh(w);
}

static str place(struct world *w, const char *path, enum id_kind kind, i64 id)
{
	return str_cat(test_arena, str_of(path),
		       token_seal(test_arena, &w->d.app.keys.id, DESK_MUNI,
				  kind, id));
}

static str list(struct world *w, const struct sitting *who)
{
	struct answer a = desk_get(&w->d, who, S("/own"));
	assert_int_equal(a.status, 200);
	return a.body;
}

TEST_BOTH(own, stays_when_the_sharing_ends_and_goes_back)
{
	struct world w;
	open_world(&w, engine);
	str note = place(&w, "/own/notes/", ID_note, 91);
	str none = S("ここに出す記録はありません。");
	/* While it is shared, the records are in the casefile. */
	assert_has(list(&w, &w.onishi), none);
	assert_int_equal(desk_get(&w.d, &w.onishi, note).status, 404);
	end(&w);
	assert_int_equal(desk_get(&w.d, &w.onishi,
				  place(&w, "/cases/", ID_casefile, 50))
				 .status, 404);
	str s = list(&w, &w.onishi);
	assert_has(s, S("山邉さんの世帯"));
	assert_has(s, S("北部包括、S45.1.1"));
	assert_has(s, S("大西の要点"));
	assert_has(s, S("山邉 浩一"));
	assert_has(s, S("大西の仕事"));
	struct answer a = desk_get(&w.d, &w.onishi, note);
	assert_int_equal(a.status, 200);
	assert_has(a.body, S("大西の本文"));
	assert_has(a.body, S("data-print"));
	a = desk_get(&w.d, &w.onishi, place(&w, "/intake/", ID_intake, 95));
	assert_has(a.body, S("夜のメール"));
	/* No way in that leads nowhere. */
	assert_has_not(a.body, S("世帯を開く"));
	/* Shared again. */
	run(&w, "update basis set live = 1, ended_at = null");
	run(&w, "update bestowal set state = 'live', ended_at = null");
	run(&w, "update bestowal_person set ended_at = null");
	refresh(&w);
	assert_has(list(&w, &w.onishi), none);
	assert_int_equal(desk_get(&w.d, &w.onishi, note).status, 404);
	assert_has(desk_get(&w.d, &w.onishi,
			    str_cat(test_arena,
				    place(&w, "/cases/", ID_casefile, 50),
				    S("/notes"))).body, S("大西の要点"));
	desk_close(&w.d);
}

TEST_BOTH(own, shows_nothing_of_the_others)
{
	struct world w;
	open_world(&w, engine);
	end(&w);
	str s = list(&w, &w.onishi);
	assert_has_not(s, S("石井"));
	assert_has_not(s, S("トキ"));
	assert_int_equal(desk_get(&w.d, &w.onishi,
				  place(&w, "/own/notes/", ID_note, 92))
				 .status, 404);
	/* The sheet as it was before the lead wrote in it. */
	struct answer a = desk_get(&w.d, &w.onishi,
				   place(&w, "/own/sheets/", ID_sheet, 96));
	assert_int_equal(a.status, 200);
	assert_has(a.body, S("大西が書いた"));
	assert_has_not(a.body, S("石井が足した"));
	/* Without a notice no name: a protective measure was the cause. */
	run(&w, "delete from notice");
	s = list(&w, &w.onishi);
	assert_has(s, S("共有が終わった世帯"));
	assert_has_not(s, S("北部包括、"));
	/* Nobody else reads them: not the lead, not a third agency. */
	assert_has_not(list(&w, &w.nakahara), S("大西"));
	assert_has_not(list(&w, &w.ishii), S("大西"));
	str note = place(&w, "/own/notes/", ID_note, 91);
	assert_int_equal(desk_get(&w.d, &w.nakahara, note).status, 404);
	assert_int_equal(desk_get(&w.d, &w.ishii, note).status, 404);
	assert_int_equal(desk_get(&w.d, &w.nakahara,
				  place(&w, "/own/sheets/", ID_sheet, 96))
				 .status, 404);
	assert_int_equal(desk_get(&w.d, &w.onishi,
				  S("/own/notes/AAAAAAAAAAAAAAAAAAAAAA"))
				 .status, 404);
	desk_close(&w.d);
}

TEST_BOTH(own, goes_as_far_as_the_role)
{
	struct world w;
	open_world(&w, engine);
	end(&w);
	str note = place(&w, "/own/notes/", ID_note, 91);
	assert_has(list(&w, &w.soeda), S("大西の要点"));
	assert_int_equal(desk_get(&w.d, &w.soeda, note).status, 200);
	str s = list(&w, &w.tanaka);
	assert_has(s, S("山邉 浩一"));
	assert_has_not(s, S("大西の要点"));
	assert_has_not(s, S("大西の仕事"));
	assert_int_equal(desk_get(&w.d, &w.tanaka, note).status, 404);
	assert_has(list(&w, &w.koga), S("ここに出す記録はありません。"));
	/* A guest reads what he wrote himself. */
	assert_has_not(list(&w, &w.noguchi), S("大西"));
	assert_int_equal(desk_get(&w.d, &w.noguchi, note).status, 404);
	/* A conflict of interest beats it. */
	run(&w, "insert into conflict values (129992, 3, 50, 1, null)");
	assert_int_equal(w.soeda.viewer.account.v, 3);
	assert_int_equal(desk_get(&w.d, &w.soeda, note).status, 404);
	assert_has_not(list(&w, &w.soeda), S("大西"));
	/* A measure against the agency takes the others' words only. */
	run(&w, "insert into measure values (129992, 88, 50, 70, 'x', 2, 1, "
	        "9000000000000)");
	assert_int_equal(desk_get(&w.d, &w.onishi, note).status, 200);
	desk_close(&w.d);
}

TEST_MAIN
