/* household_test.c — people, what binds them, and edits with a version. */
#include "kernel/test_desk.h"

#include "casefile/casefile.h"
#include "household.sql.h"
#include "household/people.h"
#include "household/rows.h"


/* ---- scenario A's family ----------------------------------------------- */

struct family {
	struct rq rq;
	casefile_id casefile;
	household_id household;
	person_id toki;
};

static void open_desk(struct desk *d, enum db_engine engine)
{
	const struct route_table rooms[] = {
		{ household_routes, household_routes_n },
	};
	desk_open(d, engine, rooms, COUNT(rooms));
}

static str encoded(str plain)
{
	struct out o = out_open(test_arena, plain.n * 3);
	out_percent(&o, plain);
	return out_str(&o);
}

static enum status family_job(struct db *tx, void *arg)
{
	struct family *f = arg;
	struct rq *rq = &f->rq;
	struct household_new h = { .name = S("山邉"),
				   .name_kana = S("やまべ"),
				   .address = S("伴舟市北町2丁目") };
	struct person_rows *rows = new(rq->arena, struct person_rows, 1);
	struct params form;
	str text = S("name=山邉 トキ&kana=やまべ とき&birth=S19.3.4&"
		     "relation=本人&living=home&death=&"
		     "name=山邉 浩一&kana=やまべ こういち&birth=S47.9.12&"
		     "relation=長男&living=home&death=&"
		     "name=髙橋 由美&kana=たかはし ゆみ&birth=S50.6.30&"
		     "relation=長女&living=away&death=&"
		     "name=山邉　正&kana=やまべ ただし&birth=&"
		     "relation=夫&living=dead&death=H29");
	TRY(params_parse(rq->arena, text, &form));
	TRY(casefile_open(rq, tx, S("normal"), S("やまべ"), &f->casefile));
	h.casefile = f->casefile;
	TRY(household_add(rq, tx, &h, &f->household));
	person_rows_read(rq, form, 2, rows);
	assert_int_equal(rows->n, 6);
	TRY(person_rows_check(rq, rows));
	TRY(person_rows_save(rq, tx, rows, f->casefile, f->household,
			     (person_id){ 0 }));
	return OK;
}

static struct family family(struct desk *d, const struct sitting *who)
{
	struct family f = { .rq = desk_rq(d, who) };
	assert_int_equal(store_write(d->t.store, d->t.db, test_arena,
				     family_job, &f),
			 OK);
	return f;
}

static void lens_of(struct desk *d, struct family *f,
		    const struct sitting *who, struct lens *ret)
{
	f->rq = desk_rq(d, who);
	assert_int_equal(db_begin_read(d->t.db), OK);
	assert_int_equal(vis_lens(d->t.db, test_arena, f->rq.actor.viewer,
				  f->casefile, ret),
			 OK);
	f->rq.lens = ret;
}

static str url(struct family *f, str tail)
{
	return casefile_url(&f->rq, f->casefile, tail);
}

TEST_BOTH(household, relations_come_from_the_words_for_them)
{
	struct desk d;
	struct lens lens;
	struct person_item_list all;
	struct bond_line_list unions;
	struct parentage_line_list parents;
	struct residence_line_list stays;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct family f = family(&d, &ishii);
	lens_of(&d, &f, &ishii, &lens);
	assert_int_equal(person_list(&f.rq, &lens, &all), OK);
	assert_int_equal(all.n, 4);
	person_id toki = all.v[0].id, koichi = all.v[1].id;
	person_id yumi = all.v[2].id, tadashi = all.v[3].id;
	assert_str(veiled_peek(all.v[0].relation), S("本人"));
	assert_str(veiled_peek(all.v[3].age), S("死亡 H29"));
	assert_true(all.v[2].away && !all.v[1].away && all.v[3].dead);

	i64 muni = DESK_MUNI;
	assert_int_equal(bond_rows(d.t.db, test_arena, &lens, muni,
				   f.casefile, &unions), OK);
	assert_int_equal(unions.n, 1);
	assert_int_equal(unions.v[0].a.v, toki.v);
	assert_int_equal(unions.v[0].b.v, tadashi.v);
	assert_str(veiled_peek(unions.v[0].ending), S("widowed"));
	assert_str(veiled_peek(unions.v[0].ended), S("2017"));
	assert_int_equal(parentage_rows(d.t.db, test_arena, &lens, muni,
					f.casefile, &parents), OK);
	assert_int_equal(parents.n, 2);
	assert_int_equal(parents.v[0].parent.v, toki.v);
	bool both = parents.v[0].child.v + parents.v[1].child.v ==
		    koichi.v + yumi.v;
	assert_true(both);
	assert_int_equal(residence_rows(d.t.db, test_arena, &lens, muni,
					f.casefile, &stays), OK);
	assert_int_equal(stays.n, 2);
	db_end_read(d.t.db);
	desk_close(&d);
}

/* An age is no surer than the dates behind it, of the dead too. */
TEST_BOTH(household, an_age_of_a_year_is_about)
{
	struct desk d;
	struct lens lens;
	struct person_item_list all;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct family f = family(&d, &ishii);
	desk_run(&d, "update person set birth = '1944~' "
		 "where given_name = 'トキ'");
	desk_run(&d, "update person set birth = '1940' "
		 "where given_name = '正'");
	lens_of(&d, &f, &ishii, &lens);
	assert_int_equal(person_list(&f.rq, &lens, &all), OK);
	db_end_read(d.t.db);
	assert_true(str_starts(veiled_peek(all.v[0].age), S("約")));
	assert_true(str_starts(veiled_peek(all.v[3].age), S("死亡 H29")));
	assert_true(str_ends(veiled_peek(all.v[3].age),
			     S("（当時 約77歳）")));
	desk_close(&d);
}

TEST(household, words_say_the_sex_only_when_they_do)
{
	assert_str(relation_sex(test_arena, S("長男")), S("1"));
	assert_str(relation_sex(test_arena, S("夫の母")), S("2"));
	assert_str(relation_sex(test_arena, S("妻の父")), S("1"));
	assert_str(relation_sex(test_arena, S("子")), S("0"));
	assert_str(relation_sex(test_arena, S("いとこ")), S("0"));
}

TEST(household, names_split_at_any_blank)
{
	str family, given;
	person_split_name(S(" 山邉　トキ "), &family, &given);
	assert_str(family, S("山邉"));
	assert_str(given, S("トキ"));
	person_split_name(S("山邉"), &family, &given);
	assert_str(family, S("山邉"));
	assert_int_equal(given.n, 0);
}

/* ---- pages ------------------------------------------------------------- */

TEST_BOTH(household, the_family_is_read_by_its_agency_and_nobody_else)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct sitting onishi = desk_sit(&d, 2, S("大西"), ROLE_worker);
	struct sitting tanaka = desk_sit(&d, 1, S("田中"), ROLE_clerk);
	struct family f = family(&d, &ishii);
	struct answer a = desk_get(&d, &ishii, url(&f, S("/people")));
	assert_int_equal(a.status, 200);
	assert_has(a.body, S("昭和19年3月4日（1944）82歳"));
	assert_has(a.body, S("死亡 H29"));
	assert_has(a.body, S("aria-current=\"page\">世帯と家族"));
	a = desk_get(&d, &onishi, url(&f, S("/people")));
	assert_int_equal(a.status, 404);
	assert_has_not(a.body, S("山邉"));
	a = desk_get(&d, &tanaka, url(&f, S("/people")));
	assert_int_equal(a.status, 200);
	assert_has(a.body, S("80代"));
	assert_has_not(a.body, S("1944"));
	assert_has_not(a.body, S("長男"));
	/* くらし is of class family: hidden is not 同居. */
	assert_has_not(a.body, S("同居"));
	assert_has(a.body, S("共有されていません"));
	desk_close(&d);
}

static str person_form(int rev, str phone, str was)
{
	struct out o = out_open(test_arena, 512);
	put(&o, S("rev="));
	put(&o, rev);
	put(&o, S("&family_name="));
	put(&o, encoded(S("髙橋")));
	put(&o, S("&given_name="));
	put(&o, encoded(S("由美")));
	put(&o, S("&birth=S50.6.30&sex=2&living=away&dead=0&death=&phone="));
	put(&o, phone);
	put(&o, S("&was.phone="));
	put(&o, was);
	return out_str(&o);
}

static str yumi_url(struct desk *d, struct family *f,
		    const struct sitting *who, str tail)
{
	struct lens lens;
	struct person_item_list all;
	lens_of(d, f, who, &lens);
	assert_int_equal(person_list(&f->rq, &lens, &all), OK);
	db_end_read(d->t.db);
	str s = str_cat(test_arena, S("/people/"), all.v[2].token);
	return url(f, str_cat(test_arena, s, tail));
}

TEST_BOTH(household, stale_edit_is_shown_beside_what_was_saved)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct sitting miyake = desk_sit(&d, 1, S("三宅"), ROLE_senior);
	struct family f = family(&d, &ishii);
	str at = yumi_url(&d, &f, &ishii, (str){ 0 });
	struct answer a = desk_post(&d, &ishii, at,
				    person_form(1, S("090-1234-5678"),
						(str){ 0 }));
	assert_int_equal(a.status, 303);
	/* The second saw version 1 as well. */
	a = desk_post(&d, &miyake, at,
		      person_form(1, S("090-9999-9999"), (str){ 0 }));
	assert_int_equal(a.status, 409);
	assert_has(a.body, S("石井さん（北部包括）が先に保存しました"));
	/* 先: marked by a word's line under it, chosen for each field. */
	assert_has(a.body, S("090-<ins>1234-5678</ins>"));
	assert_has(a.body, S("090-<ins>9999-9999</ins>"));
	assert_has(a.body, S("name=\"pick.phone\" value=\"theirs\""));
	a = desk_get(&d, &ishii, at);
	assert_has(a.body, S("090-1234-5678"));
	assert_has_not(a.body, S("090-9999-9999"));
	/* 自分 chosen, over the version shown. */
	a = desk_post(&d, &miyake, at,
		      str_cat(test_arena,
			      person_form(2, S("090-9999-9999"),
					  S("090-1234-5678")),
			      S("&pick.phone=mine")));
	assert_int_equal(a.status, 303);
	a = desk_get(&d, &ishii, at);
	assert_has(a.body, S("090-9999-9999"));
	desk_close(&d);
}

TEST_BOTH(household, what_cannot_be_kept_is_drawn_again)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct family f = family(&d, &ishii);
	str at = yumi_url(&d, &f, &ishii, (str){ 0 });
	struct answer a = desk_post(&d, &ishii, at,
				    person_form(1, S("043-OOO-1111"),
						(str){ 0 }));
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("入力を確かめてください（1件）"));
	assert_has(a.body, S("電話番号の数字を確かめてください"));
	assert_has(a.body, S("043-OOO-1111"));
	a = desk_post(&d, &ishii, url(&f, S("/people")),
		      S("name=A&kana=&birth=S64.1.9&relation=&living=home"
			"&death="));
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("href=\"#birth1\""));
	assert_has(a.body, S("value=\"S64.1.9\""));
	desk_close(&d);
}

TEST_BOTH(household, a_clerk_may_not_correct)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct sitting tanaka = desk_sit(&d, 1, S("田中"), ROLE_clerk);
	struct family f = family(&d, &ishii);
	str at = yumi_url(&d, &f, &ishii, (str){ 0 });
	struct answer a = desk_post(&d, &tanaka, at,
				    person_form(1, S("090-1234-5678"),
						(str){ 0 }));
	assert_int_equal(a.status, 403);
	a = desk_get(&d, &ishii, at);
	assert_has_not(a.body, S("090-1234-5678"));
	desk_close(&d);
}

TEST_BOTH(household, former_names_find_the_person)
{
	struct desk d;
	struct search_entry e;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct family f = family(&d, &ishii);
	str at = yumi_url(&d, &f, &ishii, S("/names"));
	str form = str_cat(test_arena, S("kind=former&other-kana=&other-name="),
			   encoded(S("山邉")));
	assert_int_equal(desk_post(&d, &ishii, at, form).status, 303);
	struct lens lens;
	struct person_item_list all;
	lens_of(&d, &f, &ishii, &lens);
	assert_int_equal(person_list(&f.rq, &lens, &all), OK);
	assert_str(veiled_peek(all.v[2].former), S("山邉"));
	assert_int_equal(person_search_entry(&f.rq, d.t.db, f.casefile,
					     all.v[2].id, &e), OK);
	assert_has(e.text, S("髙橋由美"));
	assert_has(e.text, S("山邉由美"));
	assert_has(e.text, S("伴舟市北町2丁目"));
	db_end_read(d.t.db);
	desk_close(&d);
}

TEST_BOTH(household, the_address_moves_every_search_entry)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct family f = family(&d, &ishii);
	str form = str_cat(test_arena,
			   S("rev=1&name=%E5%B1%B1&name_kana=&postal_code="
			     "260-0001&phone=&caution=%E7%8A%AC&address="),
			   encoded(S("伴舟市南町1丁目")));
	struct answer a = desk_post(&d, &ishii, url(&f, S("/household")), form);
	assert_int_equal(a.status, 303);
	a = desk_get(&d, &ishii, url(&f, S("/people")));
	assert_has(a.body, S("南町1丁目"));
	assert_has(a.body, S("訪問時注意"));
	struct lens lens;
	struct person_item_list all;
	struct search_entry e;
	lens_of(&d, &f, &ishii, &lens);
	assert_int_equal(person_list(&f.rq, &lens, &all), OK);
	assert_int_equal(person_search_entry(&f.rq, d.t.db, f.casefile,
					     all.v[1].id, &e), OK);
	assert_has(e.text, S("南町1丁目"));
	assert_has_not(e.text, S("北町"));
	db_end_read(d.t.db);
	desk_close(&d);
}

TEST_BOTH(household, ties_are_corrected_with_a_version)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct family f = family(&d, &ishii);
	struct answer a = desk_get(&d, &ishii, url(&f, S("/relations")));
	assert_int_equal(a.status, 200);
	assert_has(a.body, S("婚姻 〜H29 死別"));
	isize from = str_find(a.body, S("/bonds/"), 0);
	str tail = str_sub(a.body, from, from + 7 + 22);
	str form = S("rev=1&key=x&kind=marriage&begun=S42&ended=H29"
		     "&ending=widowed");
	assert_int_equal(desk_post(&d, &ishii, url(&f, tail), form).status,
			 303);
	a = desk_post(&d, &ishii, url(&f, tail),
		      S("rev=1&key=x&kind=marriage&begun=S43&ended=H29"
			"&ending=widowed"));
	assert_int_equal(a.status, 409);
	assert_has(a.body, S("石井さん（北部包括）が先に保存しました"));
	assert_has(a.body, S("name=\"pick.begun\""));
	assert_has_not(a.body, S("name=\"pick.ended\""));
	a = desk_post(&d, &ishii, url(&f, tail),
		      S("rev=2&key=x&kind=marriage&begun=S43&ended=H29"
			"&ending=widowed&merge=1&pick.begun=theirs"));
	assert_int_equal(a.status, 303);
	a = desk_get(&d, &ishii, url(&f, S("/relations")));
	assert_has(a.body, S("婚姻 S42〜H29 死別"));
	/* One drops it, the other had not seen that. */
	a = desk_post(&d, &ishii, url(&f, tail), S("rev=2&key=x&drop=1"));
	assert_int_equal(a.status, 303);
	a = desk_post(&d, &ishii, url(&f, tail),
		      S("rev=2&key=x&kind=partner&begun=S42&ended="
			"&ending="));
	assert_int_equal(a.status, 409);
	assert_has(a.body, S("name=\"pick.tie\" value=\"theirs\""));
	a = desk_post(&d, &ishii, url(&f, tail),
		      S("rev=0&key=x&kind=partner&begun=S42&ended="
			"&ending=&merge=1&pick.tie=mine"));
	assert_int_equal(a.status, 303);
	a = desk_get(&d, &ishii, url(&f, S("/relations")));
	assert_has(a.body, S("事実婚 S42〜"));
	desk_close(&d);
}

/* ---- seen by another agency -------------------------------------------- */

struct share {
	struct family *f;
	int verbs;
};

static enum status run_text(struct db *tx, const char *head, i64 a,
			    const char *mid, i64 b, const char *tail)
{
	struct out o = out_open(test_arena, 256);
	struct db_sql *sql = new(test_arena, struct db_sql, 1);
	put(&o, str_of(head));
	put(&o, a);
	put(&o, str_of(mid));
	put(&o, b);
	put(&o, str_of(tail));
	out_char(&o, '\0');
	const char *text = out_str(&o).p;
	*sql = (struct db_sql){ "test", text, text, 0, 0 };
	return db_run(tx, sql, NULL, NULL);
}

/* トキ is shared with 社協 (連携・お金なし); of the others nobody was asked. */
static enum status share_job(struct db *tx, void *arg)
{
	const struct share *s = arg;
	i64 c = s->f->casefile.v, toki = s->f->toki.v;
	TRY(run_text(tx, "insert into basis (muni, id, casefile, person, kind,"
			 " since, account, agency, at) values (129992, 80, ",
		     c, ", ", toki, ", 'consent', 10, 1, 1, 10)"));
	TRY(run_text(tx, "insert into basis_cover (muni, basis, agency, "
			 "account, level, classes) values (129992, ", 80,
		     ", 2, 0, 4, ", 2047, ")"));
	TRY(run_text(tx, "insert into bestowal (muni, id, casefile, to_agency,"
			 " type, verbs, state, since, by_account, by_agency, "
			 "at) values (129992, 90, ", c, ", 2, 'team', ",
		     s->verbs, ", 'live', 10, 1, 1, 10)"));
	TRY(run_text(tx, "insert into bestowal_person (muni, bestowal, person,"
			 " basis) values (129992, 90, ", toki, ", ", 80, ")"));
	return run_text(tx, "insert into seat (muni, agency, casefile, level, "
			    "since, updated_at, sort_kana, origin) values "
			    "(129992, 2, ", c, ", ", 3, ", 0, 0, '', 'grant')");
}

static void share(struct desk *d, struct family *f,
		  const struct sitting *who, int verbs)
{
	struct share s = { f, verbs };
	struct lens lens;
	struct person_item_list all;
	lens_of(d, f, who, &lens);
	assert_int_equal(person_list(&f->rq, &lens, &all), OK);
	db_end_read(d->t.db);
	f->toki = all.v[0].id;
	assert_int_equal(store_write(d->t.store, d->t.db, test_arena,
				     share_job, &s), OK);
}

TEST_BOTH(household, who_may_not_correct_is_told_who_may)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct sitting tanaka = desk_sit(&d, 1, S("田中"), ROLE_clerk);
	struct sitting onishi = desk_sit(&d, 2, S("大西"), ROLE_worker);
	struct family f = family(&d, &ishii);
	str edit = url(&f, S("/household/edit"));
	assert_int_equal(desk_get(&d, &onishi, edit).status, 404);
	share(&d, &f, &ishii, VERB_SEE | VERB_ADD);
	struct answer a = desk_get(&d, &onishi, edit);
	assert_int_equal(a.status, 403);
	assert_has(a.body, S("<h1>直せるのは北部包括だけです。</h1>"
			     "<p>自分の記録として書き足せます。</p>"));
	assert_has(a.body, S("/notes/new\">書き足す</a>"));
	a = desk_post(&d, &onishi, url(&f, S("/household")), S("name=x"));
	assert_int_equal(a.status, 403);
	assert_has(a.body, S("直せるのは北部包括だけです。"));
	/* At the own agency it is the role, not the agency. */
	a = desk_get(&d, &tanaka, edit);
	assert_int_equal(a.status, 403);
	assert_has_not(a.body, S("直せるのは"));
	assert_has(a.body, S("あなたの役割ではできません"));
	desk_close(&d);
}

TEST_BOTH(household, a_masked_writer_meets_only_what_he_sees)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct sitting onishi = desk_sit(&d, 2, S("大西"), ROLE_worker);
	struct family f = family(&d, &ishii);
	share(&d, &f, &ishii, VERB_SEE | VERB_ADD | VERB_COMMON);
	/* Of 由美 he sees 氏名・続柄, not the telephone. */
	str at = yumi_url(&d, &f, &ishii, (str){ 0 });
	str edit = str_cat(test_arena, at, S("/edit"));
	struct answer before = desk_get(&d, &onishi, edit);
	assert_int_equal(before.status, 200);
	assert_has_not(before.body, S("name=\"phone\""));
	assert_has(before.body, S("name=\"was.relation\""));
	str mine = str_cat(test_arena,
			   S("phone=1&was.given_name=%E7%94%B1%E7%BE%8E&"
			     "given_name="), encoded(S("ゆみ")));
	assert_int_equal(desk_post(&d, &ishii, at,
				   S("phone=090-1111-1111")).status, 303);
	/* The telephone moved meanwhile: nothing of it is his. */
	assert_int_equal(desk_post(&d, &onishi, at, mine).status, 303);
	assert_int_equal(desk_post(&d, &ishii, at,
				   str_cat(test_arena, S("phone="),
					   S("090-2222-2222"))).status, 303);
	struct answer a = desk_post(&d, &onishi, at, mine);
	assert_int_equal(a.status, 303);
	assert_int_equal(desk_post(&d, &ishii, at,
				   S("phone=090-3333-3333&given_name=Y"))
				 .status, 303);
	a = desk_post(&d, &onishi, at,
		      S("was.given_name=%E3%82%86%E3%81%BF&given_name=X"));
	assert_int_equal(a.status, 409);
	assert_has(a.body, S("石井さん（北部包括）が先に保存しました"));
	assert_has(a.body, S("name=\"pick.given_name\""));
	assert_has_not(a.body, S("090-"));
	a = desk_get(&d, &onishi, str_cat(test_arena, at, S("/history")));
	assert_has(a.body, S("<th scope=\"row\">名</th>"));
	assert_has_not(a.body, S("090-"));
	assert_has_not(a.body, S("電話</th>"));
	/* What the other wrote there stayed. */
	a = desk_get(&d, &ishii, at);
	assert_has(a.body, S("090-3333-3333"));
	desk_close(&d);
}

/* 浩一 agreed as well, but not that his ties are shown. */
static enum status close_ties_job(struct db *tx, void *arg)
{
	const struct family *f = arg;
	struct person_key_list all;
	TRY(person_ids(tx, test_arena, DESK_MUNI, f->casefile, &all));
	i64 c = f->casefile.v, son = all.v[1].id.v;
	TRY(run_text(tx, "insert into basis (muni, id, casefile, person, kind,"
			 " since, account, agency, at) values (129992, 81, ",
		     c, ", ", son, ", 'consent', 10, 1, 1, 10)"));
	TRY(run_text(tx, "insert into basis_cover (muni, basis, agency, "
			 "account, level, classes) values (129992, ", 81,
		     ", 2, 0, 4, ", 2047, ")"));
	TRY(run_text(tx, "insert into bestowal_person (muni, bestowal, person,"
			 " basis) values (129992, 90, ", son, ", ", 81, ")"));
	return run_text(tx, "insert into bestowal_exception (muni, bestowal, "
			    "person, what, state, reason, account, at) "
			    "values (129992, ", 90, ", ", son, ", 'family', "
			    "'H', 'x', 1, 10)");
}

TEST_BOTH(household, a_tie_is_as_closed_as_either_of_its_people)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct sitting onishi = desk_sit(&d, 2, S("大西"), ROLE_worker);
	struct family f = family(&d, &ishii);
	share(&d, &f, &ishii, VERB_SEE | VERB_ADD | VERB_COMMON);
	str ties = url(&f, S("/relations"));
	str before = desk_get(&d, &onishi, ties).body;
	assert_has(before, S("山邉 トキ の子 山邉 浩一"));
	isize at = str_find(before, S("/parentages/"), 0);
	str tail = str_sub(before, at, at + S("/parentages/").n + 22);
	assert_int_equal(store_write(d.t.store, d.t.db, test_arena,
				     close_ties_job, &f), OK);
	str after = desk_get(&d, &onishi, ties).body;
	assert_has_not(after, S("の子 山邉 浩一"));
	assert_has(after, S("山邉 トキ の子 髙橋 由美"));
	assert_has(after, S("山邉 トキ と 山邉 正"));
	/* Nor can it be changed by who kept its address. */
	assert_int_equal(desk_post(&d, &onishi, url(&f, tail),
				   S("rev=1&key=x&kind=adopted")).status, 404);
	assert_has(desk_get(&d, &ishii, ties).body,
		   S("山邉 トキ の子 山邉 浩一"));
	desk_close(&d);
}

/* ---- what was before --------------------------------------------------- */

/* The form behind the first 「この値に戻す」 whose field is `key`. */
static str back_form(str body, str key)
{
	str from = str_cat(test_arena, S("name=\"key\" value=\""), key);
	isize at = str_find(body, from, 0);
	assert_true(at >= 0);
	isize end = str_find(body, S("</form>"), at);
	str form = str_sub(body, at, end);
	struct out o = out_open(test_arena, 96);
	static const str names[] = { STR("key"), STR("nth"), STR("last") };
	for (int i = 0; i < 3; i++) {
		str name = str_cat(test_arena, names[i], S("\" value=\""));
		isize v = str_find(form, name, 0) + name.n;
		put(&o, i ? S("&") : S(""));
		put(&o, names[i]);
		put(&o, S("="));
		put(&o, str_sub(form, v, str_find_char(form, '"', v)));
	}
	return out_str(&o);
}

TEST_BOTH(household, a_former_value_is_read_and_put_back)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井 真"), ROLE_worker);
	struct sitting miyake = desk_sit(&d, 1, S("三宅"), ROLE_senior);
	struct family f = family(&d, &ishii);
	str at = yumi_url(&d, &f, &ishii, (str){ 0 });
	str past = str_cat(test_arena, at, S("/history"));
	struct answer a = desk_post(&d, &ishii, at,
				    person_form(1, S("090-1111-1111"),
						(str){ 0 }));
	assert_int_equal(a.status, 303);
	a = desk_post(&d, &miyake, at, person_form(2, S("090-2222-2222"),
						   S("090-1111-1111")));
	assert_int_equal(a.status, 303);
	a = desk_get(&d, &miyake, past);
	assert_int_equal(a.status, 200);
	assert_has(a.body, S("<th scope=\"row\">電話</th>"));
	assert_has(a.body, S("090-1111-1111"));
	assert_has(a.body, S("三宅<br>"));
	str form = back_form(a.body, S("phone"));
	assert_int_equal(desk_post(&d, &miyake, past, form).status, 303);
	a = desk_get(&d, &ishii, at);
	assert_has(a.body, S("090-1111-1111"));
	assert_has_not(a.body, S("090-2222-2222"));
	/* The same wish again: the field has moved since. */
	a = desk_post(&d, &ishii, past, form);
	assert_int_equal(a.status, 409);
	assert_has(a.body, S("三宅さん（北部包括）が先に保存しました"));
	/* Nothing can be wished that the history does not know. */
	assert_int_equal(desk_post(&d, &ishii, past,
				   S("key=phone&nth=9&last=3")).status, 404);
	assert_int_equal(desk_post(&d, &ishii, past,
				   S("key=version&nth=1&last=1")).status, 404);
	assert_int_equal(desk_post(&d, &ishii, past,
				   S("key=phone&nth=x&last=1")).status, 400);
	desk_close(&d);
}

TEST_BOTH(household, history_hides_that_something_hidden_changed)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct sitting tanaka = desk_sit(&d, 1, S("田中"), ROLE_clerk);
	struct family f = family(&d, &ishii);
	str at = yumi_url(&d, &f, &ishii, (str){ 0 });
	str past = str_cat(test_arena, at, S("/history"));
	assert_int_equal(desk_post(&d, &ishii, at,
				   person_form(1, S("090-1111-1111"),
					       (str){ 0 })).status, 303);
	struct answer before = desk_get(&d, &tanaka, past);
	assert_int_equal(before.status, 200);
	assert_has(before.body, S("090-1111-1111"));
	assert_has_not(before.body, S("続柄</th>"));
	assert_has_not(before.body, S("この値に戻す"));
	/* 続柄 and くらし are closed to the clerk, the year is coarse. */
	str form = str_cat(test_arena, S("relation=%E5%AD%AB&living=home&"
					 "birth=S50.7.1&phone="),
			   S("090-1111-1111"));
	assert_int_equal(desk_post(&d, &ishii, at, form).status, 303);
	struct answer after = desk_get(&d, &tanaka, past);
	isize x = str_find(before.body, S("<tbody>"), 0);
	isize y = str_find(after.body, S("<tbody>"), 0);
	assert_str(str_sub(after.body, y, str_find(after.body, S("</main>"),
						   y)),
		   str_sub(before.body, x, str_find(before.body,
						    S("</main>"), x)));
	assert_int_equal(desk_post(&d, &tanaka, past,
				   S("key=phone&nth=1&last=1")).status, 403);
	desk_close(&d);
}

TEST_BOTH(household, ties_and_names_come_back)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct family f = family(&d, &ishii);
	struct answer a = desk_get(&d, &ishii, url(&f, S("/relations")));
	isize from = str_find(a.body, S("/bonds/"), 0);
	str tail = str_sub(a.body, from, from + 7 + 22);
	assert_int_equal(desk_post(&d, &ishii, url(&f, tail),
				   S("rev=1&key=x&drop=1")).status, 303);
	str past = url(&f, S("/relations/history"));
	a = desk_get(&d, &ishii, past);
	assert_has(a.body, S("山邉 トキ と 山邉 正"));
	assert_int_equal(desk_post(&d, &ishii, past,
				   back_form(a.body, S("bond."))).status, 303);
	a = desk_get(&d, &ishii, url(&f, S("/relations")));
	assert_has(a.body, S("婚姻 〜H29 死別"));
	str at = yumi_url(&d, &f, &ishii, (str){ 0 });
	str names = str_cat(test_arena, at, S("/names"));
	assert_int_equal(desk_post(&d, &ishii, names,
				   S("kind=former&other-kana=&other-name="
				     "%E5%B1%B1%E9%82%89")).status, 303);
	a = desk_get(&d, &ishii, str_cat(test_arena, at, S("/edit")));
	isize drop = str_find(a.body, str_cat(test_arena, names, S("/")), 0);
	assert_int_equal(desk_post(&d, &ishii,
				   str_sub(a.body, drop, drop + names.n + 23),
				   (str){ 0 }).status, 303);
	past = str_cat(test_arena, at, S("/history"));
	a = desk_get(&d, &ishii, past);
	assert_int_equal(desk_post(&d, &ishii, past,
				   back_form(a.body, S("names"))).status, 303);
	a = desk_get(&d, &ishii, str_cat(test_arena, at, S("/edit")));
	assert_has(a.body, S("山邉（前の氏）"));
	desk_close(&d);
}

TEST_BOTH(household, the_household_has_a_history_by_agency)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct family f = family(&d, &ishii);
	str past = url(&f, S("/household/history"));
	str save = url(&f, S("/household"));
	assert_int_equal(desk_post(&d, &ishii, save,
				   S("was.caution=&caution=%E7%8A%AC"))
				 .status, 303);
	/* Prose: per stretch, also both. */
	struct answer a = desk_post(&d, &ishii, save,
				    S("was.caution=&caution=%E7%8C%AB"));
	assert_int_equal(a.status, 409);
	assert_has(a.body, S("name=\"pick.caution.0\" value=\"both\""));
	a = desk_post(&d, &ishii, save,
		      S("was.caution=%E7%8A%AC&caution=%E7%8C%AB&merge=1"
			"&pick.caution.0=both"));
	assert_int_equal(a.status, 303);
	a = desk_get(&d, &ishii, url(&f, S("/people")));
	assert_has(a.body, S("猫\n犬"));
	a = desk_get(&d, &ishii, past);
	assert_has(a.body, S("訪問時注意"));
	assert_has(a.body, S("北部包括"));
	struct rq rq = desk_rq(&d, &ishii);
	str one = str_cat(test_arena, S("?agency="),
			  rq_token(&rq, ID_agency, 1));
	str two = str_cat(test_arena, S("?agency="),
			  rq_token(&rq, ID_agency, 2));
	a = desk_get(&d, &ishii, str_cat(test_arena, past, one));
	assert_has(a.body, S("<th scope=\"row\">訪問時注意"));
	a = desk_get(&d, &ishii, str_cat(test_arena, past, two));
	assert_has(a.body, S("変わった所はまだありません"));
	a = desk_get(&d, &ishii, str_cat(test_arena, past, S("?agency=x")));
	assert_int_equal(a.status, 404);
	desk_close(&d);
}

TEST_MAIN
