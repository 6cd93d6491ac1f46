/*
 * shared_test.c — scenario A's household as those see it whom it is shared
 * with: 大西 (社協, with money), 中原 (基幹, without), 野口 (existence only).
 */
#include "kernel/test_desk.h"

#include "casefile/casefile.h"
#include "home/home.h"
#include "household/household.h"
#include "household/rows.h"
#include "intake/intake.h"
#include "note/note.h"
#include "overview/overview.h"
#include "search/search.h"
#include "sheetrec/sheetrec.h"
#include "task/task.h"
#include "vis/grant.h"

struct world {
	struct desk d;
	struct sitting ishii, onishi, nakahara, noguchi, other;
	casefile_id casefile;
	person_id toki, koichi;
	note_id visit;
};

static void by_hand(struct world *w, str text)
{
	desk_run(&w->d, str_cstr(test_arena, text));
}

/* The text with $C, $T, $K, $N: the casefile, トキ, 浩一, 野口's account. */
static void by_hand_of(struct world *w, const char *text)
{
	struct out o = out_open(test_arena, 1024);
	for (const char *c = text; *c; c++) {
		if (*c != '$') {
			out_char(&o, *c);
			continue;
		}
		c++;
		put(&o, (long long)(*c == 'C'	? w->casefile.v :
				    *c == 'T'	? w->toki.v :
				    *c == 'K'	? w->koichi.v :
						  w->noguchi.viewer.account.v));
	}
	by_hand(w, out_str(&o));
}

static struct params form_of(str text)
{
	struct params p;
	assert_int_equal(params_parse(test_arena, text, &p), OK);
	return p;
}

/* ---- the household ------------------------------------------------------- */

static enum status add_people(struct rq *rq, struct db *tx, struct world *w)
{
	struct household_new house = { .casefile = w->casefile,
				       .name = S("山邉"),
				       .name_kana = S("やまべ"),
				       .address = S("伴舟市北町2丁目"),
				       .phone = S("043-111-2222"),
				       .caution = S("玄関の犬に注意") };
	struct person_rows *rows = new(rq->arena, struct person_rows, 1);
	household_id id;
	struct person_item_list people;
	struct lens lens;
	TRY(household_add(rq, tx, &house, &id));
	struct params form = form_of(
		S("name=山邉 トキ&kana=やまべ とき&birth=S19.3.4&"
		  "relation=本人&living=home&death=&"
		  "name=山邉 浩一&kana=やまべ こういち&birth=S47.9.12&"
		  "relation=長男&living=home&death="));
	person_rows_read(rq, form, 0, rows);
	TRY(person_rows_check(rq, rows));
	TRY(person_rows_save(rq, tx, rows, w->casefile, id,
			     (person_id){ 0 }));
	TRY(vis_lens(tx, rq->arena, rq->actor.viewer, w->casefile, &lens));
	struct rq reading = *rq;
	reading.db = tx;
	TRY(person_list(&reading, &lens, &people));
	w->toki = people.v[0].id;
	w->koichi = people.v[1].id;
	return OK;
}

static enum status add_sheet(struct rq *rq, struct db *tx, struct world *w,
			     str kind, person_id person, str form)
{
	struct lens lens;
	TRY(vis_lens(tx, rq->arena, rq->actor.viewer, w->casefile, &lens));
	return sheet_save(rq, tx, &lens, kind,
			  (struct sheet_owner){ .casefile = w->casefile,
						.person = person },
			  0, form_of(form));
}

static enum status add_sheets(struct rq *rq, struct db *tx, struct world *w)
{
	TRY(add_sheet(rq, tx, w, S("person_base"), w->toki,
		      S("strong_word=近所付き合い&issue_word=物忘れ")));
	TRY(add_sheet(rq, tx, w, S("person_health"), w->toki,
		      S("diagnoses.rows=1&diagnoses.0.name=変形性膝関節症&"
			"diagnoses.0.kind=now&care_level=care_1")));
	TRY(add_sheet(rq, tx, w, S("person_health"), w->koichi,
		      S("diagnoses.rows=1&diagnoses.0.name=うつ病&"
			"diagnoses.0.kind=now&self_harm=1&"
			"self_harm_note=死にたいと思う夜がある")));
	return add_sheet(rq, tx, w, S("person_money"), w->toki,
			 S("incomes.rows=1&incomes.0.kind=3&"
			   "incomes.0.amount=121400&incomes.0.cycle=2&"
			   "arrears.rows=1&arrears.0.kind=6&"
			   "arrears.0.amount=104000&arrears.0.months=2"));
}

static enum status add_note(struct rq *rq, struct db *tx, struct world *w,
			    const char *body, const person_id *about,
			    enum audience audience, i64 hours_ago,
			    note_id *ret)
{
	struct note_new n = {
		.casefile = w->casefile,
		.happened_at = { rq->now.ms - hours_ago * 3600000LL },
		.method = S("visit"), .place = S(""), .counterpart = S(""),
		.body = str_of(body), .about = about, .about_n = about != NULL,
		.audience = audience,
	};
	return note_add(rq, tx, &n, ret);
}

static enum status world_job(struct rq *rq, struct db *tx, void *arg,
			     struct reply *ret)
{
	struct world *w = arg;
	note_id id;
	task_id task;
	TRY(casefile_open(rq, tx, S("normal"), S("やまべ"), &w->casefile));
	TRY(add_people(rq, tx, w));
	TRY(add_sheets(rq, tx, w));
	TRY(add_note(rq, tx, w, "訪問した。新聞がたまっている。"
		     "家賃を2か月滞納、104,000円。", NULL, AUDIENCE_CASE, 9,
		     &w->visit));
	TRY(add_note(rq, tx, w, "部屋から出ない。夜中に洗濯をしている。",
		     &w->koichi, AUDIENCE_CASE, 5, &id));
	TRY(add_note(rq, tx, w, "所内の打合せ。合鍵のこと。", NULL,
		     AUDIENCE_OWN, 3, &id));
	struct task_new t = { .casefile = w->casefile,
			      .what = S("家主に滞納を確かめる"),
			      .has_due = true, .due = { rq->today.n + 3 } };
	TRY(task_add(rq, tx, &t, &task));
	return reply_redirect(ret, S("/"));
}

/* トキ agreed: 2 everything, 3 all but money, 4 (野口) that support exists. */
static const char *const shares[] = {
	"insert into basis (muni, id, casefile, person, kind, since, account, "
	"agency, at) values (129992, 80, $C, $T, 'consent', 10, 1, 1, 10)",
	"insert into basis_cover values (129992, 80, 2, 0, 4, 2047), "
	"(129992, 80, 3, 0, 3, 1983), (129992, 80, 4, 0, 1, 2)",
	"insert into bestowal (muni, id, casefile, to_agency, to_account, "
	"type, verbs, state, since, by_account, by_agency, at) values "
	"(129992, 90, $C, 2, null, 'team_money', 3, 'live', 10, 1, 1, 10), "
	"(129992, 91, $C, 3, null, 'team', 3, 'live', 10, 1, 1, 10), "
	"(129992, 92, $C, 4, $N, 'exists', 1, 'live', 10, 1, 1, 10)",
	"insert into bestowal_person (muni, bestowal, person, basis) values "
	"(129992, 90, $T, 80), (129992, 91, $T, 80), (129992, 92, $T, 80)",
};

static enum status refresh_job(struct db *tx, void *arg)
{
	struct world *w = arg;
	return vis_seats_refresh(tx, test_arena, DESK_MUNI, w->casefile,
				 sys_now());
}

static void refresh(struct world *w)
{
	assert_int_equal(store_write(w->d.t.store, w->d.t.db, test_arena,
				     refresh_job, w), OK);
}

static void share(struct world *w)
{
	for (isize i = 0; i < COUNT(shares); i++)
		by_hand_of(w, shares[i]);
	refresh(w);
}

static struct world *world_open(enum db_engine engine)
{
	const struct route_table rooms[] = {
		{ overview_routes, overview_routes_n },
		{ casefile_routes, casefile_routes_n },
		{ search_routes, search_routes_n },
		{ home_routes, home_routes_n },
		{ note_routes, note_routes_n },
		{ household_routes, household_routes_n },
		{ task_routes, task_routes_n },
		{ sheetrec_routes, sheetrec_routes_n },
		{ intake_routes, intake_routes_n },
	};
	struct world *w = new(test_arena, struct world, 1);
	struct reply reply = { 0 };
	desk_open(&w->d, engine, rooms, COUNT(rooms));
	by_hand(w, S("insert into agency values "
		     "(129992, 3, '基幹みなと', '基幹', '13', '', '基'), "
		     "(129992, 4, '民生委員', '民生', '41', '', '民')"));
	w->ishii = desk_sit(&w->d, 1, S("石井"), ROLE_worker);
	w->onishi = desk_sit(&w->d, 2, S("大西"), ROLE_worker);
	w->nakahara = desk_sit(&w->d, 3, S("中原"), ROLE_worker);
	w->noguchi = desk_sit(&w->d, 4, S("野口"), ROLE_guest);
	w->other = desk_sit(&w->d, 4, S("別の人"), ROLE_guest);
	struct rq rq = desk_rq(&w->d, &w->ishii);
	assert_int_equal(db_begin_read(rq.db), OK);
	assert_int_equal(rq_write(&rq, world_job, w, &reply), OK);
	share(w);
	return w;
}

static void world_close(struct world *w)
{
	desk_close(&w->d);
}

static str url(struct world *w, str tail)
{
	struct rq rq = desk_rq(&w->d, &w->ishii);
	return casefile_url(&rq, w->casefile, tail);
}

static str get(struct world *w, const struct sitting *who, str path)
{
	struct answer a = desk_get(&w->d, who, path);
	assert_int_equal(a.status, 200);
	return a.body;
}

static str searched(struct world *w, const struct sitting *who,
		    const char *words)
{
	struct out o = out_open(test_arena, 200);
	put(&o, S("q="));
	out_percent(&o, str_of(words));
	struct answer a = desk_post(&w->d, who, S("/search"), out_str(&o));
	assert_int_equal(a.status, 200);
	return a.body;
}

#define NONE S("あなたが見られる範囲では、見つかりませんでした。")
#define ALL S("/cases?who=agency")

/* ---- lists ------------------------------------------------------------------ */

TEST_BOTH(shared, the_list_shows_what_the_seat_shows)
{
	struct world *w = world_open(engine);
	str own = get(w, &w->ishii, ALL), rich = get(w, &w->onishi, ALL);
	assert_has(own, S("82歳"));
	assert_has(rich, S("山邉 トキ"));
	assert_has(rich, S("80代"));
	assert_has_not(rich, S("82歳"));
	assert_has(rich, S("/cases/"));
	world_close(w);
}

TEST_BOTH(shared, existence_is_a_name_and_a_telephone)
{
	struct world *w = world_open(engine);
	str list = get(w, &w->noguchi, ALL);
	assert_has(list, S("山邉"));
	assert_has(list, S("043-000-0000"));
	assert_has_not(list, url(w, S("")));
	assert_has_not(list, S("トキ"));
	assert_has_not(list, S("北包"  "8-"));
	assert_has_not(list, S("石井"));
	assert_int_equal(desk_get(&w->d, &w->noguchi, url(w, S(""))).status,
			 404);
	/* Of the same agency, but it is not shared with her. */
	assert_has_not(get(w, &w->other, ALL), S("山邉"));
	world_close(w);
}

static enum status another_job(struct rq *rq, struct db *tx, void *arg,
			       struct reply *ret)
{
	struct world *w = arg;
	note_id id;
	TRY(add_note(rq, tx, w, "浩一さんの部屋。", &w->koichi, AUDIENCE_CASE,
		     0, &id));
	TRY(add_note(rq, tx, w, "所内だけ。", NULL, AUDIENCE_OWN, 0, &id));
	return reply_redirect(ret, S("/"));
}

TEST_BOTH(shared, sort_keys_move_only_for_what_is_there)
{
	static const char *const noted[] = {
		"select noted_at from seat where agency = 1",
		"select noted_at from seat where agency = 2",
		"select noted_at from seat where agency = 4",
		"select updated_at from seat where agency = 2",
		"select count(*) from outbox where agency = 2",
	};
	struct world *w = world_open(engine);
	struct reply reply = { 0 };
	i64 before[5];
	/* The newest that 大西 may read is the visit, nine hours ago. */
	assert_true(desk_number(&w->d, noted[1]) < desk_number(&w->d, noted[0]));
	assert_int_equal(desk_number(&w->d, noted[1]),
			 desk_number(&w->d, "select max(happened_at) from note where "
				   "body like '訪問%'"));
	assert_int_equal(desk_number(&w->d, noted[2]), 0);
	assert_true(desk_number(&w->d, "select next_on from seat where agency = 2") >
		    0);
	by_hand(w, S("delete from outbox"));
	for (int i = 0; i < 5; i++)
		before[i] = desk_number(&w->d, noted[i]);
	struct rq rq = desk_rq(&w->d, &w->ishii);
	rq.now.ms += 1000;
	assert_int_equal(db_begin_read(rq.db), OK);
	assert_int_equal(rq_write(&rq, another_job, w, &reply), OK);
	assert_true(desk_number(&w->d, noted[0]) > before[0]);
	for (int i = 1; i < 5; i++)
		assert_int_equal(desk_number(&w->d, noted[i]), before[i]);
	world_close(w);
}

/* ---- search ----------------------------------------------------------------- */

static void words_are_found(struct world *w)
{
	assert_has(searched(w, &w->ishii, "滞納"), S("訪問した"));
	assert_has(searched(w, &w->onishi, "滞納"), S("104,000円"));
	str hidden = searched(w, &w->nakahara, "滞納");
	assert_has(hidden, NONE);
	/* The same bytes as a word that nobody wrote. */
	str nothing = searched(w, &w->nakahara, "拉致");
	assert_int_equal(hidden.n, nothing.n);
	str open = searched(w, &w->nakahara, "新聞");
	assert_has(open, S("訪問した"));
	assert_has(open, S("▨▨▨"));
	assert_has_not(open, S("104,000"));
	assert_has(searched(w, &w->onishi, "合鍵"), NONE);
	assert_has(searched(w, &w->onishi, "洗濯"), NONE);
	assert_has(searched(w, &w->ishii, "洗濯"), S("部屋から出ない"));
	assert_has(searched(w, &w->noguchi, "新聞"), NONE);
}

static void people_are_found(struct world *w)
{
	assert_has(searched(w, &w->nakahara, "やまべこういち"), S("50代"));
	assert_has(searched(w, &w->nakahara, "043-111-2222"), S("トキ"));
	assert_has_not(searched(w, &w->nakahara, "043-111-2222"), S("浩一"));
	str house = searched(w, &w->noguchi, "山邉");
	assert_has(house, S("北部包括が担当しています。"));
	assert_has_not(house, S("トキ"));
	assert_has_not(house, S("/cases/"));
	assert_has(searched(w, &w->noguchi, "トキ"), NONE);
	assert_has(searched(w, &w->noguchi, "043-111-2222"), NONE);
	assert_has(searched(w, &w->other, "山邉"), NONE);
}

TEST_BOTH(shared, a_closed_word_finds_nothing)
{
	struct world *w = world_open(engine);
	words_are_found(w);
	world_close(w);
}

TEST_BOTH(shared, people_are_found_as_far_as_they_are_shared)
{
	struct world *w = world_open(engine);
	people_are_found(w);
	world_close(w);
}

TEST_BOTH(shared, who_is_shared_very_many_casefiles_finds_the_same)
{
	struct world *w = world_open(engine);
	search_granted_most = 0;
	words_are_found(w);
	people_are_found(w);
	search_granted_most = 200;
	world_close(w);
}

static str candidates(struct world *w, const struct sitting *who)
{
	struct out o = out_open(test_arena, 200);
	put(&o, S("name="));
	out_percent(&o, S("山邉 浩一"));
	put(&o, S("&kana="));
	out_percent(&o, S("やまべ こういち"));
	put(&o, S("&birth=S47.9.12"));
	return desk_post(&w->d, who, S("/intake/candidates"),
			 out_str(&o)).body;
}

TEST_BOTH(shared, an_intake_offers_the_shared_household)
{
	struct world *w = world_open(engine);
	str found = candidates(w, &w->nakahara);
	assert_has(found, S("名前が同じです"));
	assert_has(found, S("この世帯の記録にする"));
	/* The record joins; it is 基幹's own, and the others read it. */
	str token = str_sub(url(w, S("")), S("/cases/").n, 100);
	struct out o = out_open(test_arena, 300);
	put(&o, S("body="));
	out_percent(&o, S("メールが来た。会ってみたいという。"));
	put(&o, S("&name="));
	out_percent(&o, S("山邉 浩一"));
	put(&o, S("&join="));
	put(&o, token);
	struct answer a = desk_post(&w->d, &w->nakahara, S("/intake"),
				    out_str(&o));
	assert_int_equal(a.status, 303);
	assert_has(get(w, &w->nakahara, a.location), S("会ってみたい"));
	assert_int_equal(desk_number(&w->d, "select count(*) from note where "
				   "agency = 3"), 1);
	assert_has(searched(w, &w->ishii, "会ってみたい"), S("メール"));
	by_hand(w, S("update bestowal set state = 'ended', ended_at = 1"));
	refresh(w);
	found = candidates(w, &w->nakahara);
	assert_has(found, NONE);
	world_close(w);
}

/* ---- the page ---------------------------------------------------------------- */

static enum status item_job(struct rq *rq, struct db *tx, void *arg,
			    struct reply *ret)
{
	TRY(add_sheet(rq, tx, arg, S("overview"), (person_id){ 0 },
		      S("hope=母が倒れたらどうなるか心配。家賃の滞納もある。&"
			"direction=浩一の受診につなぐ。見守りを続ける。&"
			"roles.rows=1&roles.0.agency=社協&"
			"roles.0.duty=滞納の相談")));
	return reply_redirect(ret, S("/"));
}

static void by_ishii(struct world *w, rq_job *job)
{
	struct rq rq = desk_rq(&w->d, &w->ishii);
	struct reply reply = { 0 };
	assert_int_equal(db_begin_read(rq.db), OK);
	assert_int_equal(rq_write(&rq, job, w, &reply), OK);
}

TEST_BOTH(shared, the_overview_shows_each_what_was_agreed)
{
	struct world *w = world_open(engine);
	by_ishii(w, item_job);
	str rich = get(w, &w->onishi, url(w, S("")));
	str plain = get(w, &w->nakahara, url(w, S("")));
	assert_has(rich, S("家賃 104,000円（2か月分）"));
	assert_has(rich, S("家賃の滞納もある。"));
	assert_has(rich, S("家主に滞納を確かめる"));
	assert_has_not(plain, S("104,000"));
	assert_has_not(plain, S("滞納"));
	assert_has(plain, S("必要なときは主担当（北部包括"));
	assert_has(plain, S("母が倒れたらどうなるか心配。"));
	assert_has(rich, S("氏名・続柄・年代だけ"));
	assert_has_not(rich, S("基幹"));
	str own = get(w, &w->ishii, url(w, S("")));
	assert_has(own, S("同意あり"));
	assert_has(own, S("同意なし"));
	assert_has(own, S("連携・お金なし"));
	assert_has(own, S("民生 野口"));
	const str both[] = { rich, plain };
	for (int i = 0; i < 2; i++) {
		assert_has(both[i], S("82歳"));
		assert_has(both[i], S("50代"));
		assert_has_not(both[i], S("54歳"));
		assert_has(both[i], S("死にたいと思う夜がある"));
		assert_has(both[i], S("玄関の犬に注意"));
		assert_has(both[i], S("見守りを続ける。"));
		/* 浩一 has not been asked: a sentence about him is closed. */
		assert_has_not(both[i], S("受診につなぐ"));
		assert_has_not(both[i], S("うつ病"));
		assert_has_not(both[i], S("合鍵"));
		assert_has_not(both[i], S("更新"));
	}
	world_close(w);
}

TEST_BOTH(shared, a_closed_tab_says_whom_to_ask)
{
	struct world *w = world_open(engine);
	by_hand(w, S("insert into bestowal_exception values (129992, 91, 0, "
		     "'tab.tasks', 'H', 'x', null, 1, 10)"));
	refresh(w);
	str page = get(w, &w->nakahara, url(w, S("")));
	assert_has(page, S("/ask?tab=tab.tasks\">共有を依頼する"));
	assert_has_not(page, S("/ask?tab=tab.notes"));
	assert_has_not(get(w, &w->ishii, url(w, S(""))), S("/ask?tab="));
	/* The day of the next task is not told by the list either. */
	assert_int_equal(desk_number(&w->d, "select count(*) from seat where "
				   "agency = 3 and next_on is not null"), 0);
	world_close(w);
}

/* What stands between the quote before the label and the quote before it. */
static str value_before(str page, str label)
{
	isize at = str_find(page, label, 0), from = at;
	assert_true(at > 0);
	while (!str_starts(str_sub(page, from, page.n), S("value=\"")))
		from--;
	from += S("value=\"").n;
	return str_sub(page, from, str_find_char(page, '"', from));
}

TEST_BOTH(shared, a_paper_is_masked_for_who_gets_it)
{
	struct world *w = world_open(engine);
	str page = get(w, &w->ishii, url(w, S("/print")));
	assert_has(page, S(">自機関</span>"));
	assert_has_not(page, S("民生"));
	str view = value_before(page, S("\"><span>基幹"));
	str form = str_cat(test_arena, S("amount=one&to="), view);
	struct answer a = desk_post(&w->d, &w->ishii, url(w, S("/print")),
				    form);
	assert_int_equal(a.status, 303);
	assert_true(str_starts(a.location, S("/as/")));
	str paper = get(w, &w->ishii, a.location);
	assert_has(paper, S("<span>宛先：基幹"));
	assert_has(paper, S("発行 北包R"));
	assert_has(paper, S("変形性膝関節症"));
	assert_has_not(paper, S("121,400"));
	assert_has_not(paper, S("うつ病"));
	assert_has(paper, S("<td>共有されていません</td>"));
	/* In the frame nothing is issued: it shows how the sheet would be. */
	str seen = get(w, &w->ishii, str_cat(test_arena,
		       str_cat(test_arena, S("/as/"), view),
		       url(w, S("/print"))));
	assert_has(seen, S("発行 確認用"));
	assert_has_not(seen, S("うつ病"));
	/* Not for who does not lead it, nor for what is not shared. */
	assert_int_equal(desk_get(&w->d, &w->nakahara, a.location).status, 404);
	assert_has_not(get(w, &w->nakahara, url(w, S("/print"))), view);
	assert_int_equal(desk_post(&w->d, &w->nakahara, url(w, S("/print")),
				   form).status, 404);
	by_hand(w, S("update bestowal set state = 'ended' where id = 91"));
	assert_int_equal(desk_post(&w->d, &w->ishii, url(w, S("/print")),
				   form).status, 404);
	world_close(w);
}

/* The text of a page, without what is of one request only. */
static str words_of(str page)
{
	struct out o = out_open(test_arena, page.n);
	bool tag = false;
	for (isize i = 0; i < page.n; i++) {
		tag |= page.p[i] == '<';
		if (!tag)
			out_char(&o, page.p[i]);
		tag &= page.p[i] != '>';
	}
	return out_str(&o);
}

static enum status hidden_job(struct rq *rq, struct db *tx, void *arg,
			      struct reply *ret)
{
	struct world *w = arg;
	TRY(add_sheet(rq, tx, w, S("person_money"), w->koichi,
		      S("arrears.rows=1&arrears.0.kind=6&"
			"arrears.0.amount=500000&arrears.0.months=9")));
	TRY(add_sheet(rq, tx, w, S("person_contact"), w->koichi,
		      S("emergency.rows=1&emergency.0.name=叔父 太郎&"
			"emergency.0.relation=叔父&emergency.0.phone=090-0000-0000")));
	TRY(add_sheet(rq, tx, w, S("person_base"), w->koichi,
		      S("strong_word=パソコン&issue_word=外出")));
	return reply_redirect(ret, S("/"));
}

TEST_BOTH(shared, what_is_hidden_changes_no_word)
{
	static const str tails[] = { STR(""), STR("/people"), STR("/notes"),
				     STR("/sheets"), STR("/tasks") };
	struct world *w = world_open(engine);
	str before[COUNT(tails)];
	for (int i = 0; i < COUNT(tails); i++)
		before[i] = words_of(get(w, &w->onishi, url(w, tails[i])));
	by_ishii(w, hidden_job);
	for (int i = 0; i < COUNT(tails); i++) {
		str now = words_of(get(w, &w->onishi, url(w, tails[i])));
		if (!str_eq(before[i], now))
			print_error("%.*s\n---\n%.*s\n", (int)before[i].n,
				    before[i].p, (int)now.n, now.p);
		assert_true(str_eq(before[i], now));
	}
	world_close(w);
}

TEST_BOTH(shared, one_writes_and_corrects_only_ones_own)
{
	struct world *w = world_open(engine);
	struct out o = out_open(test_arena, 200);
	put(&o, S("method=visit&body="));
	out_percent(&o, S("面接した。通帳を見せてもらった。"));
	struct answer a = desk_post(&w->d, &w->onishi, url(w, S("/notes")),
				    out_str(&o));
	assert_int_equal(a.status, 303);
	/* One's own words are whole, also about what is closed. */
	assert_has(searched(w, &w->onishi, "通帳"), S("面接した"));
	assert_has(searched(w, &w->nakahara, "通帳"), NONE);
	assert_has(searched(w, &w->nakahara, "面接"), S("▨▨▨"));
	a = desk_post(&w->d, &w->onishi, url(w, S("/items/hope/edit")),
		      S("hope=x&rev=0"));
	assert_int_equal(a.status, 403);
	assert_has(a.body, S("自分の記録として書き足せます。"));
	world_close(w);
}

/* ---- what it costs ------------------------------------------------------------ */

static struct db_count cost(struct world *w, const struct sitting *who,
			    str path, const char *words)
{
	for (int i = 0; i < 2; i++) {	/* the first writes what is once */
		db_count_reset(w->d.t.db);
		if (words)
			searched(w, who, words);
		else
			get(w, who, path);
	}
	return db_count(w->d.t.db);
}

static void no_dearer(const char *what, struct db_count own,
		      struct db_count shared)
{
	print_message("%s: %lld statements, %lld rows; shared %lld, %lld\n",
		      what, (long long)own.statements, (long long)own.rows,
		      (long long)shared.statements, (long long)shared.rows);
	assert_true(shared.statements * 2 <= own.statements * 3);
	assert_true(shared.rows * 2 <= own.rows * 3);
}

TEST_BOTH(shared, a_restricted_viewer_costs_no_more)
{
	struct world *w = world_open(engine);
	str page = url(w, S(""));
	no_dearer("list", cost(w, &w->ishii, ALL, NULL),
		  cost(w, &w->nakahara, ALL, NULL));
	no_dearer("page", cost(w, &w->ishii, page, NULL),
		  cost(w, &w->nakahara, page, NULL));
	no_dearer("search", cost(w, &w->ishii, ALL, "新聞"),
		  cost(w, &w->nakahara, ALL, "新聞"));
	/* A hidden word costs what a word costs that nobody wrote. */
	struct db_count hidden = cost(w, &w->nakahara, ALL, "滞納");
	struct db_count nothing = cost(w, &w->nakahara, ALL, "拉致");
	assert_int_equal(hidden.statements, nothing.statements);
	assert_int_equal(hidden.rows, nothing.rows);
	world_close(w);
}

TEST_MAIN
