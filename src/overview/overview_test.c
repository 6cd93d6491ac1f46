/* overview_test.c — S30 with scenario A's household, on both engines. */
#include "kernel/test_desk.h"

#include "casefile/casefile.h"
#include "household/household.h"
#include "household/rows.h"
#include "note/note.h"
#include "overview/overview.h"
#include "sheetrec/sheetrec.h"
#include "task/task.h"

struct house {
	struct rq rq;
	casefile_id casefile;
	person_id toki;
	bool bare;		/* no sheets, notes, tasks */
};

static void open_desk(struct desk *d, enum db_engine engine)
{
	const struct route_table rooms[] = {
		{ overview_routes, overview_routes_n },
	};
	desk_open(d, engine, rooms, COUNT(rooms));
}

static struct params form_of(str text)
{
	struct params p;
	assert_int_equal(params_parse(test_arena, text, &p), OK);
	return p;
}

static str encoded(const char *plain)
{
	struct out o = out_open(test_arena, 300);
	out_percent(&o, str_of(plain));
	return out_str(&o);
}

/* "hope=…" with the value encoded. */
static str pair(const char *name, const char *value)
{
	str s = str_cat(test_arena, str_of(name), S("="));
	return str_cat(test_arena, s, encoded(value));
}

static str join(str a, str b)
{
	return str_cat(test_arena, str_cat(test_arena, a, S("&")), b);
}

/* ---- scenario A ---------------------------------------------------------- */

static enum status add_people(struct rq *rq, struct db *tx, struct house *h)
{
	struct household_new house = { .casefile = h->casefile,
				       .name = S("山邉"),
				       .name_kana = S("やまべ"),
				       .address = S("伴舟市北町2丁目"),
				       .phone = S("043-111-2222"),
				       .caution = S("玄関の犬に注意") };
	struct person_rows *rows = new(rq->arena, struct person_rows, 1);
	household_id id;
	TRY(household_add(rq, tx, &house, &id));
	if (h->bare)
		return OK;
	struct params form = form_of(
		S("name=山邉 トキ&kana=やまべ とき&birth=S19.3.4&"
		  "relation=本人&living=home&death=&"
		  "name=山邉 浩一&kana=やまべ こういち&birth=S47.9.12&"
		  "relation=長男&living=home&death=&"
		  "name=髙橋 由美&kana=たかはし ゆみ&birth=S50.6.30&"
		  "relation=長女&living=away&death=&"
		  "name=山邉 正&kana=やまべ ただし&birth=&"
		  "relation=夫&living=dead&death=H29"));
	person_rows_read(rq, form, 0, rows);
	TRY(person_rows_check(rq, rows));
	return person_rows_save(rq, tx, rows, h->casefile, id,
				(person_id){ 0 });
}

static enum status add_sheet(struct rq *rq, struct db *tx, struct house *h,
			     str kind, str form)
{
	struct lens lens;
	TRY(vis_lens(tx, rq->arena, rq->actor.viewer, h->casefile, &lens));
	return sheet_save(rq, tx, &lens, kind,
			  (struct sheet_owner){ .casefile = h->casefile,
						.person = h->toki },
			  0, form_of(form));
}

static enum status add_sheets(struct rq *rq, struct db *tx, struct house *h)
{
	TRY(add_sheet(rq, tx, h, S("person_base"),
		      S("strong_word=近所付き合い&issue_word=物忘れ")));
	TRY(add_sheet(rq, tx, h, S("person_health"),
		      S("diagnoses.rows=1&diagnoses.0.name=変形性膝関節症&"
			"diagnoses.0.kind=now&care_level=care_1&"
			"care_use=unused&self_harm=1")));
	TRY(add_sheet(rq, tx, h, S("person_contact"),
		      S("emergency.rows=1&emergency.0.name=髙橋 由美&"
			"emergency.0.relation=長女&"
			"emergency.0.phone=090-1234-5678")));
	return add_sheet(rq, tx, h, S("person_money"),
			 S("incomes.rows=1&incomes.0.kind=3&"
			   "incomes.0.amount=121400&incomes.0.cycle=2&"
			   "incomes.1.kind=7&incomes.1.amount=77000&"
			   "incomes.1.cycle=2&arrears.rows=1&"
			   "arrears.0.kind=6&arrears.0.amount=104000&"
			   "arrears.0.months=2&public_assistance=consulting"));
}

static enum status add_work(struct rq *rq, struct db *tx, struct house *h)
{
	for (int i = 0; i < 10; i++) {
		struct out body = out_open(rq->arena, 64);
		note_id id;
		put(&body, S("記録その"));
		put(&body, i);
		put(&body, S("。新聞がたまっている"));
		struct note_new n = {
			.casefile = h->casefile,
			.happened_at = { rq->now.ms - (10 - i) * 3600000LL },
			.method = S("phone"), .place = S(""),
			.counterpart = S("本人"), .body = out_str(&body),
			.about = &h->toki, .about_n = 1,
		};
		TRY(note_add(rq, tx, &n, &id));
	}
	task_id late, done;
	struct task_new t = { .casefile = h->casefile,
			      .what = S("北町内科に確かめる"),
			      .has_due = true,
			      .due = { rq->today.n - 3 } };
	TRY(task_add(rq, tx, &t, &late));
	t.what = S("由美さんに電話");
	TRY(task_add(rq, tx, &t, &done));
	return task_finish(rq, tx, h->casefile, done, (note_id){ 0 });
}

static enum status house_job(struct db *tx, void *arg)
{
	struct house *h = arg;
	struct rq *rq = &h->rq;
	struct person_item_list all;
	struct lens *lens = new(rq->arena, struct lens, 1);
	TRY(casefile_open(rq, tx, S("normal"), S("やまべ"), &h->casefile));
	TRY(add_people(rq, tx, h));
	if (h->bare)
		return OK;
	TRY(vis_lens(tx, rq->arena, rq->actor.viewer, h->casefile, lens));
	struct rq inside = *rq;
	inside.db = tx;
	TRY(person_list(&inside, lens, &all));
	h->toki = all.v[0].id;
	TRY(add_sheets(rq, tx, h));
	return add_work(rq, tx, h);
}

static struct house house(struct desk *d, const struct sitting *who, bool bare)
{
	struct house h = { .rq = desk_rq(d, who), .bare = bare };
	assert_int_equal(store_write(d->t.store, d->t.db, test_arena,
				     house_job, &h), OK);
	return h;
}

static str url(struct house *h, str tail)
{
	return casefile_url(&h->rq, h->casefile, tail);
}

static struct answer save(struct desk *d, struct house *h,
			  const struct sitting *who, const char *item,
			  const char *rev, str form)
{
	struct out tail = out_open(test_arena, 64);
	put(&tail, S("/items/"));
	put(&tail, str_of(item));
	put(&tail, S("/edit"));
	return desk_post(d, who, url(h, out_str(&tail)),
			 join(pair("rev", rev), form));
}

/* ---- reading ------------------------------------------------------------- */

TEST_BOTH(overview, says_what_one_must_know)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct house h = house(&d, &ishii, false);
	struct answer a = desk_get(&d, &ishii, url(&h, S("")));
	assert_int_equal(a.status, 200);
	assert_has(a.body, S("<ruby>山邉 トキ<rp>"));
	assert_has(a.body, S("物忘れ<br>＋近所付き合い"));
	assert_has(a.body, S("別に暮らす家族"));
	assert_has(a.body, S("死亡 H29"));
	assert_has(a.body, S("変形性膝関節症（トキ）"));
	assert_has(a.body, S("要介護1（認定だけで使っていない）（トキ）"));
	assert_has(a.body, S("希死念慮"));
	assert_has(a.body, S("月 99,200円"));
	assert_has(a.body, S("家賃 104,000円（2か月分）（トキ）"));
	assert_has(a.body, S("相談中"));
	assert_has(a.body, S("髙橋 由美（長女）"));
	assert_has(a.body, S("href=\"tel:09012345678\""));
	assert_has(a.body, S("北町内科に確かめる"));
	assert_has(a.body, S("3日超過"));
	assert_has(a.body, S("由美さんに電話"));
	assert_has(a.body, S("記録その9。"));
	assert_has(a.body, S("記録その5。"));
	assert_has_not(a.body, S("記録その4。"));
	/* the empties ask, and do not pretend */
	assert_has(a.body, S("できていること、好きなこと、頼れる人を一つ"));
	assert_has(a.body, S("はじめの5つ"));
	desk_close(&d);
}

TEST_BOTH(overview, a_new_case_shows_the_first_steps)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct house h = house(&d, &ishii, true);
	struct answer a = desk_get(&d, &ishii, url(&h, S("")));
	assert_int_equal(a.status, 200);
	assert_has(a.body, S("はじめの5つ"));
	assert_has(a.body, S("/people/new\">世帯員</a>"));
	assert_has(a.body, S("/people/new\">同意</a>"));
	assert_has(a.body, S("まだ記録がありません。電話1本から書けます。"));
	desk_close(&d);
}

TEST_BOTH(overview, is_not_there_for_another_agency)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct sitting onishi = desk_sit(&d, 2, S("大西"), ROLE_worker);
	struct house h = house(&d, &ishii, false);
	static const char *const tails[] = { "", "/items/hope/history",
					     "/items/hope/edit", "/print" };
	for (int i = 0; i < COUNT(tails); i++) {
		struct answer a = desk_get(&d, &onishi,
					   url(&h, str_of(tails[i])));
		assert_int_equal(a.status, 404);
		assert_has_not(a.body, S("山邉"));
	}
	assert_int_equal(desk_post(&d, &onishi, url(&h, S("/print")),
				   S("amount=one")).status, 404);
	desk_close(&d);
}

TEST_BOTH(overview, a_clerk_gets_headings_and_the_constant_sentence)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct sitting tanaka = desk_sit(&d, 1, S("田中"), ROLE_clerk);
	struct house full = house(&d, &ishii, false);
	assert_int_equal(save(&d, &full, &ishii, "hope", "0",
			      pair("hope", "ここで暮らしたい")).status, 303);
	struct answer a = desk_get(&d, &tanaka, url(&full, S("")));
	static const char *const hidden[] = {
		"ここで暮らしたい", "物忘れ", "近所付き合い", "膝関節",
		"要介護", "99,200", "104,000", "北町内科", "記録その",
		"長男", "はじめの", "更新", "/items/", "支援経過へ",
	};
	assert_int_equal(a.status, 200);
	for (int i = 0; i < COUNT(hidden); i++)
		assert_has_not(a.body, str_of(hidden[i]));
	assert_has(a.body, S("主訴・本人と家族の希望"));
	assert_has(a.body, S("お金"));
	assert_has(a.body, S("この項目は、あなたの機関には共有されていません。"));
	/* contact and safety reach him */
	assert_has(a.body, S("043-111-2222"));
	assert_has(a.body, S("希死念慮"));
	assert_has(a.body, S("80代"));
	a = save(&d, &full, &tanaka, "hope", "1", pair("hope", "x"));
	assert_int_equal(a.status, 403);
	desk_close(&d);
}

/* ---- writing ------------------------------------------------------------- */

TEST_BOTH(overview, an_item_is_written_and_signed)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct sitting miyake = desk_sit(&d, 1, S("三宅"), ROLE_senior);
	struct house h = house(&d, &ishii, false);
	struct answer a = desk_get(&d, &ishii, url(&h, S("/items/hope/edit")));
	assert_int_equal(a.status, 200);
	assert_has(a.body, S("<textarea id=\"hope\" name=\"hope\""));
	assert_has(a.body, S("name=\"rev\" value=\"0\""));
	assert_has(a.body, S("data-form=\"overview.hope\""));
	a = save(&d, &h, &ishii, "hope", "0", pair("hope", "ここで\n暮らす"));
	assert_int_equal(a.status, 303);
	/* another item meanwhile: no quarrel, though the revision is older */
	a = save(&d, &h, &miyake, "balance", "0",
		 join(pair("strengths", "・近所付き合い\n＋夜に家事"),
		      pair("issues", "家賃の滞納")));
	assert_int_equal(a.status, 303);
	a = desk_get(&d, &ishii, url(&h, S("")));
	assert_has(a.body, S("ここで\n暮らす"));
	assert_has(a.body, S("<li>近所付き合い</li><li>夜に家事</li>"));
	assert_has(a.body, S("石井（北部包括）"));
	assert_has(a.body, S("三宅（北部包括）"));
	assert_has_not(a.body, S("前の版"));
	isize plus = str_find(a.body, S("<h3>強み</h3>"), 0);
	assert_true(plus > 0 &&
		    plus < str_find(a.body, S("<h3>課題</h3>"), 0));
	desk_close(&d);
}

TEST_BOTH(overview, who_comes_second_sees_both_texts)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct sitting miyake = desk_sit(&d, 1, S("三宅"), ROLE_senior);
	struct house h = house(&d, &ishii, false);
	assert_int_equal(save(&d, &h, &miyake, "direction", "0",
			      pair("direction", "同じ\n電気を止めない"))
				 .status, 303);
	struct answer a = save(&d, &h, &ishii, "direction", "0",
			       pair("direction", "同じ\n家賃を先に"));
	assert_int_equal(a.status, 409);
	assert_has(a.body, S("三宅さん（北部包括）が先に保存しました"));
	assert_has(a.body, S("家賃を先に"));
	assert_has(a.body, S("電気を止めない"));
	assert_has(a.body, S("name=\"pick.direction.1\" value=\"both\""));
	assert_has(a.body, S("name=\"rev\" value=\"1\""));
	/* nothing was overwritten */
	struct answer page = desk_get(&d, &ishii, url(&h, S("")));
	assert_has_not(page.body, S("家賃を先に"));
	a = save(&d, &h, &ishii, "direction", "1",
		 join(S("merge=1&pick.direction.1=both"),
		      pair("direction", "同じ\n家賃を先に")));
	assert_int_equal(a.status, 303);
	page = desk_get(&d, &ishii, url(&h, S("")));
	assert_has(page.body, S("同じ\n家賃を先に\n電気を止めない"));
	assert_has(page.body, S("/items/direction/history\">前の版"));
	a = desk_get(&d, &ishii, url(&h, S("/items/direction/history")));
	assert_int_equal(a.status, 200);
	assert_has(a.body, S("<ins>家賃を先に"));
	assert_has(a.body, S("三宅<br><span class=\"agency\">北部包括"));
	/* and what stood first comes back */
	isize last = str_find(a.body, S("name=\"last\" value=\"2\""), 0);
	assert_true(last > 0);
	str past = url(&h, S("/items/direction/history"));
	str wish = S("key=direction&nth=2&last=2");
	assert_int_equal(desk_post(&d, &miyake, past, wish).status, 303);
	page = desk_get(&d, &ishii, url(&h, S("")));
	assert_has_not(page.body, S("家賃を先に"));
	assert_int_equal(desk_post(&d, &ishii, past, wish).status, 409);
	past = url(&h, S("/items/hope/history"));
	assert_int_equal(desk_post(&d, &ishii, past, wish).status, 404);
	desk_close(&d);
}

TEST_BOTH(overview, roles_are_a_list_with_the_own_agency_first)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct house h = house(&d, &ishii, false);
	str two = S("roles.rows=1&roles.0.agency=社協&roles.0.duty=支払い相談&"
		    "roles.0.due=R8.11.24&roles.0.state=asked&"
		    "roles.1.agency=北部包括&roles.1.duty=見学に同行&"
		    "roles.1.due=&roles.1.state=doing&roles.2.agency=&"
		    "roles.2.duty=");
	/* one more row was asked for: nothing is saved, nothing is lost */
	struct answer a = save(&d, &h, &ishii, "roles", "0",
			       join(two, S("more=1")));
	assert_int_equal(a.status, 200);
	assert_has(a.body, S("value=\"支払い相談\""));
	assert_has(a.body, S("name=\"roles.5.duty\""));
	a = save(&d, &h, &ishii, "roles", "0", two);
	assert_int_equal(a.status, 303);
	a = desk_get(&d, &ishii, url(&h, S("")));
	isize own = str_find(a.body, S("見学に同行"), 0);
	isize other = str_find(a.body, S("支払い相談"), 0);
	assert_true(own > 0 && own < other);
	assert_has(a.body, S("class=\"own-row\""));
	assert_has(a.body, S("依頼中"));
	assert_has(a.body, S("最後：R"));
	/* a row without its duty is told beside its input */
	a = save(&d, &h, &ishii, "roles", "1",
		 S("roles.rows=1&roles.0.old=0&roles.0.agency=社協&"
		   "roles.0.duty=&roles.0.due=あさって頃&roles.0.state="));
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("id=\"roles.0.duty-e\""));
	assert_has(a.body, S("value=\"あさって頃\""));
	desk_close(&d);
}

TEST_BOTH(overview, rows_of_two_people_are_joined)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct sitting miyake = desk_sit(&d, 1, S("三宅"), ROLE_senior);
	struct house h = house(&d, &ishii, false);
	str mine = S("roles.rows=1&roles.0.agency=社協&roles.0.duty=相談&"
		     "roles.0.due=&roles.0.state=");
	str theirs = S("roles.rows=1&roles.0.agency=北部包括&"
		       "roles.0.duty=同行&roles.0.due=R8.11.24&"
		       "roles.0.state=doing");
	assert_int_equal(save(&d, &h, &miyake, "roles", "0", theirs).status,
			 303);
	struct answer a = save(&d, &h, &ishii, "roles", "0", mine);
	assert_int_equal(a.status, 409);
	assert_has(a.body, S("name=\"roles.0.duty\" hidden>\n相談<"));
	assert_has(a.body, S("同行"));
	a = save(&d, &h, &ishii, "roles", "1",
		 join(mine, S("merge=1&pick.roles=both")));
	assert_int_equal(a.status, 303);
	a = desk_get(&d, &ishii, url(&h, S("")));
	assert_has(a.body, S("<span>相談</span>"));
	assert_has(a.body, S("<span>同行</span>"));
	assert_has(a.body, S("R8.11.24(火) 対応中"));
	desk_close(&d);
}

TEST_BOTH(overview, an_individual_number_is_not_kept)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct house h = house(&d, &ishii, false);
	struct answer a = save(&d, &h, &ishii, "hope", "0",
			       pair("hope", "番号は 123456789018 です"));
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("マイナンバーのようです"));
	assert_has(a.body, S("href=\"#hope\""));
	desk_close(&d);
}

/* ---- paper --------------------------------------------------------------- */

TEST_BOTH(overview, paper_has_a_number_of_its_own)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct sitting miyake = desk_sit(&d, 1, S("三宅"), ROLE_senior);
	struct house h = house(&d, &ishii, false);
	struct answer a = desk_get(&d, &ishii, url(&h, S("/print")));
	assert_int_equal(a.status, 200);
	assert_has(a.body, S("だれに渡しますか"));
	assert_has_not(a.body, S("膝関節"));
	a = desk_post(&d, &ishii, url(&h, S("/print")), S("to=own&amount=one"));
	assert_int_equal(a.status, 303);
	struct answer paper = desk_get(&d, &ishii, a.location);
	assert_int_equal(paper.status, 200);
	assert_has(paper.body, S("取扱注意"));
	assert_has(paper.body, S("宛先：自機関"));
	assert_has(paper.body, S("発行 北包R"));
	assert_has(paper.body, S("発行者：北部地域包括支援センター 石井"));
	assert_has(paper.body, S("月 99,200円"));
	assert_has(paper.body, S("玄関の犬に注意"));
	/* prompts are never printed */
	assert_has_not(paper.body, S("本人のことばで"));
	/* a colleague takes his own */
	assert_int_equal(desk_get(&d, &miyake, a.location).status, 404);
	struct answer again = desk_post(&d, &ishii, url(&h, S("/print")),
					S("to=own&amount=all"));
	again = desk_get(&d, &ishii, again.location);
	assert_has(again.body, S("-2</span>"));
	assert_has(again.body, S("記録その0。"));
	assert_has_not(paper.body, S("記録その0。"));
	desk_close(&d);
}

/* ---- work ---------------------------------------------------------------- */

/* The page that the bench measures: what it costs is held here. */
TEST_BOTH(overview, costs_few_statements)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct house h = house(&d, &ishii, false);
	assert_int_equal(desk_get(&d, &ishii, url(&h, S(""))).status, 200);
	db_count_reset(d.t.db);
	assert_int_equal(desk_get(&d, &ishii, url(&h, S(""))).status, 200);
	struct db_count c = db_count(d.t.db);
	/* Three of them for the small genogram. */
	assert_true(c.statements <= 19);
	assert_true(c.rows <= 44);
	desk_close(&d);
}

TEST_MAIN
