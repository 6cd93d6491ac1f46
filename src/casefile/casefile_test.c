/* casefile_test.c — numbers, the frame, the list. */
#include "kernel/test_desk.h"

#include "casefile/casefile.h"
#include "casefile.sql.h"
#include "household/household.h"
#include "text/collate.h"

static void open_desk(struct desk *d, enum db_engine engine)
{
	const struct route_table rooms[] = {
		{ casefile_routes, casefile_routes_n },
		{ household_routes, household_routes_n },
	};
	desk_open(d, engine, rooms, COUNT(rooms));
}

struct opening {
	struct rq rq;
	str name, kana;
	bool fail;
	casefile_id id;
	str number;
};

static enum status open_job(struct db *tx, void *arg)
{
	struct opening *o = arg;
	struct rq *rq = &o->rq;
	household_id house;
	person_id person;
	TRY(casefile_open(rq, tx, S("normal"),
			  text_sort_key(rq->arena, o->kana, o->name),
			  &o->id));
	struct household_new h = { .casefile = o->id, .name = o->name,
				   .name_kana = o->kana };
	TRY(household_add(rq, tx, &h, &house));
	struct person_new p = { .casefile = o->id, .household = house,
				.family_name = o->name,
				.given_name = S("トキ"),
				.living = S("home") };
	TRY(fdate_from_edtf(S("1944-03-04"), &p.birth));
	TRY(person_add(rq, tx, &p, &person));
	return o->fail ? E_CONFLICT : OK;
}

static casefile_id opened(struct desk *d, const struct sitting *who, str name,
			  str kana)
{
	struct opening o = { desk_rq(d, who), name, kana, false, { 0 },
			     { 0 } };
	assert_int_equal(store_write(d->t.store, d->t.db, test_arena, open_job,
				     &o),
			 OK);
	return o.id;
}

static enum status number_job(struct db *tx, void *arg)
{
	struct opening *o = arg;
	TRY(casefile_number(&o->rq, tx, S("intake"), &o->number));
	return o->fail ? E_CONFLICT : OK;
}

static str number_of(struct desk *d, const struct sitting *who, bool fail)
{
	struct opening o = { .rq = desk_rq(d, who), .fail = fail };
	enum status st = store_write(d->t.store, d->t.db, test_arena,
				     number_job, &o);
	assert_int_equal(st, fail ? E_CONFLICT : OK);
	return o.number;
}

TEST_BOTH(casefile, numbers_have_no_gaps_and_no_neighbours)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct sitting onishi = desk_sit(&d, 2, S("大西"), ROLE_worker);
	str first = number_of(&d, &ishii, false);
	assert_true(str_starts(first, S("北包R")));
	assert_true(str_ends(first, S("-1")));
	assert_true(str_ends(number_of(&d, &ishii, true), S("-2")));
	assert_true(str_ends(number_of(&d, &ishii, false), S("-2")));
	assert_true(str_ends(number_of(&d, &onishi, false), S("-1")));
	assert_true(str_ends(number_of(&d, &ishii, false), S("-3")));
	desk_close(&d);
}

static isize place_of(str body, str part)
{
	isize at = str_find(body, part, 0);
	if (at < 0)
		print_error("no %.*s\n", (int)part.n, part.p);
	assert_true(at >= 0);
	return at;
}

TEST_BOTH(casefile, the_list_sorts_by_reading_and_by_last_note)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	opened(&d, &ishii, S("山邉"), S("やまべ"));
	opened(&d, &ishii, S("青田"), S("あおた"));
	opened(&d, &ishii, S("髙梨"), S("たかなし"));
	str b = desk_get(&d, &ishii, S("/cases")).body;
	assert_true(place_of(b, S(">青田<")) < place_of(b, S(">髙梨<")));
	assert_true(place_of(b, S(">髙梨<")) < place_of(b, S(">山邉<")));
	assert_has(b, S("山邉 トキ 82歳"));
	assert_has(b, S("aria-sort=\"ascending\"><a class=\"sort\" href=\""
			"/cases?dir=down\">世帯"));
	b = desk_get(&d, &ishii, S("/cases?dir=down")).body;
	assert_true(place_of(b, S(">山邉<")) < place_of(b, S(">髙梨<")));
	static const char *const asks[] = {
		"/cases?sort=noted&dir=down", "/cases?sort=next",
		"/cases?sort=next&dir=down", "/cases?sort=stage&who=agency",
		"/cases?stage=reception", "/cases?next=none",
	};
	for (int i = 0; i < COUNT(asks); i++) {
		b = desk_get(&d, &ishii, str_of(asks[i])).body;
		place_of(b, S(">青田<"));
		place_of(b, S(">山邉<"));
	}
	b = desk_get(&d, &ishii, S("/cases?stage=closed")).body;
	assert_has(b, S("この条件では見つかりませんでした"));
	assert_has_not(b, S("青田"));
	desk_close(&d);
}

struct staging {
	struct rq rq;
	casefile_id id;
	str stage;
};

static enum status stage_job(struct db *tx, void *arg)
{
	struct staging *s = arg;
	return casefile_staged(&s->rq, tx, s->id, s->stage);
}

TEST_BOTH(casefile, stages_sort_by_their_place_in_the_list)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	/* "closed" stands before "support" in letters, behind it in work. */
	struct staging closed = { desk_rq(&d, &ishii),
				  opened(&d, &ishii, S("青田"), S("あおた")),
				  S("closed") };
	struct staging support = { desk_rq(&d, &ishii),
				   opened(&d, &ishii, S("山邉"), S("やまべ")),
				   S("support") };
	assert_int_equal(store_write(d.t.store, d.t.db, test_arena, stage_job,
				     &closed), OK);
	assert_int_equal(store_write(d.t.store, d.t.db, test_arena, stage_job,
				     &support), OK);
	str b = desk_get(&d, &ishii, S("/cases?sort=stage")).body;
	assert_true(place_of(b, S(">山邉<")) < place_of(b, S(">青田<")));
	b = desk_get(&d, &ishii, S("/cases?stage=closed")).body;
	assert_has(b, S(">青田<"));
	assert_has_not(b, S(">山邉<"));
	desk_close(&d);
}

struct many {
	struct rq rq;
	int from, n;
};

static const struct db_sql noted_sql = {
	"noted", "update seat set noted_at = ?3 "
		 "where muni = ?1 and casefile = ?2",
	"update seat set noted_at = $3 where muni = $1 and casefile = $2", 3, 0
};

static enum status many_job(struct db *tx, void *arg)
{
	struct many *m = arg;
	struct rq *rq = &m->rq;
	for (int i = m->from; i < m->from + m->n; i++) {
		struct household_new h = { .caution = { 0 } };
		household_id house;
		struct out o = out_open(rq->arena, 16);
		put(&o, S("世帯"));
		out_padded(&o, i, 3);
		h.name = out_str(&o);
		TRY(casefile_open(rq, tx, S("normal"), h.name, &h.casefile));
		TRY(household_add(rq, tx, &h, &house));
		struct db_value noted[] = { DESK_INT(DESK_MUNI),
					    DESK_INT(h.casefile.v),
					    DESK_INT(i + 1) };
		TRY(db_run(tx, &noted_sql, noted, NULL));
	}
	return OK;
}

static str next_link(str body)
{
	isize end = str_find(body, S("\" rel=\"next\""), 0);
	if (end < 0)
		return (str){ 0 };
	isize from = end;
	while (body.p[from - 1] != '"')
		from--;
	/* The template writes & as &amp;. */
	struct out o = out_open(test_arena, 128);
	str rest = str_sub(body, from, end);
	for (str s = rest; s.n;) {
		isize at = str_find(s, S("&amp;"), 0);
		put(&o, at < 0 ? s : str_sub(s, 0, at + 1));
		s = at < 0 ? (str){ 0 } : str_sub(s, at + 5, s.n);
	}
	return out_str(&o);
}

static int rows_in(str body)
{
	int n = 0;
	for (isize at = 0; (at = str_find(body, S("<tr data-row>"), at)) >= 0;
	     at++)
		n++;
	return n;
}

TEST_BOTH(casefile, pages_meet_without_gap_or_overlap)
{
	struct desk d;
	static const char *const asks[] = {
		"/cases", "/cases?dir=down", "/cases?sort=noted",
		"/cases?sort=noted&dir=down", "/cases?sort=next",
		"/cases?sort=next&dir=down", "/cases?sort=stage",
	};
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct many m = { desk_rq(&d, &ishii), 0, 230 };
	assert_int_equal(store_write(d.t.store, d.t.db, test_arena, many_job,
				     &m),
			 OK);
	for (int i = 0; i < COUNT(asks); i++) {
		bool seen[230] = { false };
		int all = 0;
		for (str at = str_of(asks[i]); at.n;) {
			str b = desk_get(&d, &ishii, at).body;
			int rows = rows_in(b);
			assert_in_range(rows, 1, 100);
			all += rows;
			for (int k = 0; k < 230; k++) {
				struct out o = out_open(test_arena, 32);
				put(&o, S(">世帯"));
				out_padded(&o, k, 3);
				put(&o, S("<"));
				if (str_find(b, out_str(&o), 0) < 0)
					continue;
				assert_false(seen[k]);
				seen[k] = true;
			}
			at = next_link(b);
			assert_has_not(at, S("世帯"));
		}
		assert_int_equal(all, 230);
	}
	desk_close(&d);
}

TEST_BOTH(casefile, the_chief_sees_names_but_no_doors)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct sitting koga = desk_sit(&d, 1, S("古賀"), ROLE_chief);
	struct sitting onishi = desk_sit(&d, 2, S("大西"), ROLE_worker);
	struct sitting hori = desk_sit(&d, 1, S("堀"), ROLE_auditor);
	opened(&d, &ishii, S("山邉"), S("やまべ"));
	str b = desk_get(&d, &koga, S("/cases?sort=noted&stage=closed")).body;
	assert_has(b, S("山邉"));
	assert_has(b, S("043-000-0000"));
	assert_has_not(b, S("/cases/"));
	assert_has_not(b, S("トキ"));
	assert_has_not(b, S("受付</td>"));
	b = desk_get(&d, &onishi, S("/cases?who=agency")).body;
	assert_has_not(b, S("山邉"));
	assert_has(b, S("事案はまだありません"));
	assert_int_equal(desk_get(&d, &hori, S("/cases")).status, 403);
	desk_close(&d);
}

static const struct db_sql conflict_sql = {
	"conflict_add", "insert into conflict values (?1, ?2, ?3, 0, null)",
	"insert into conflict values ($1, $2, $3, 0, null)", 3, 0
};

struct relative {
	account_id who;
	casefile_id casefile;
};

static enum status relative_job(struct db *tx, void *arg)
{
	const struct relative *r = arg;
	const struct db_value in[] = { DESK_INT(DESK_MUNI),
				       DESK_INT(r->who.v),
				       DESK_INT(r->casefile.v) };
	return db_run(tx, &conflict_sql, in, NULL);
}

TEST_BOTH(casefile, a_relative_on_the_staff_finds_nothing)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct sitting miyake = desk_sit(&d, 1, S("三宅"), ROLE_senior);
	struct relative r = { miyake.viewer.account,
			      opened(&d, &ishii, S("三宅"), S("みやけ")) };
	struct rq rq = desk_rq(&d, &ishii);
	str at = casefile_url(&rq, r.casefile, S("/people"));
	assert_has(desk_get(&d, &miyake, S("/cases?who=agency")).body,
		   S("みやけ"));
	assert_int_equal(store_write(d.t.store, d.t.db, test_arena,
				     relative_job, &r),
			 OK);
	assert_has_not(desk_get(&d, &miyake, S("/cases?who=agency")).body,
		       S("みやけ"));
	assert_int_equal(desk_get(&d, &miyake, at).status, 404);
	assert_int_equal(desk_get(&d, &ishii, at).status, 200);
	desk_close(&d);
}

/* An address kept from when something of theirs was shared can be left. */
TEST_BOTH(casefile, a_filter_of_an_agency_without_casefiles_can_be_taken_off)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct rq rq = desk_rq(&d, &ishii);
	opened(&d, &ishii, S("山邉"), S("やまべ"));
	str at = str_cat(test_arena, S("/cases?lead="),
			 rq_token_of(&rq, agency, (agency_id){ 2 }));
	str b = desk_get(&d, &ishii, at).body;
	assert_has(b, S("主担当：一覧にない機関"));
	assert_has(b, S("この条件では見つかりませんでした"));
	assert_has(b, S(">北部包括</option>"));
	assert_has_not(b, S("社協"));
	desk_close(&d);
}

TEST_BOTH(casefile, a_closed_tab_says_one_sentence)
{
	struct desk d;
	open_desk(&d, engine);
	struct sitting ishii = desk_sit(&d, 1, S("石井"), ROLE_worker);
	struct sitting tanaka = desk_sit(&d, 1, S("田中"), ROLE_clerk);
	casefile_id id = opened(&d, &ishii, S("山邉"), S("やまべ"));
	struct rq rq = desk_rq(&d, &tanaka);
	struct lens lens;
	struct reply reply = { 0 };
	assert_int_equal(db_begin_read(d.t.db), OK);
	assert_int_equal(vis_lens(d.t.db, test_arena, rq.actor.viewer, id,
				  &lens),
			 OK);
	rq.lens = &lens;
	assert_int_equal(casefile_closed_tab(&rq, TAB_NOTES, &reply), OK);
	db_end_read(d.t.db);
	struct out o = out_open(test_arena, 8192);
	reply.frame(&o, reply.frame_arg, reply.draw, reply.arg);
	str b = out_str(&o);
	assert_has(b, S("この項目は、あなたの機関には共有されていません。"
			"必要なときは主担当（北部包括 043-000-0000）に"
			"相談してください。"));
	assert_has(b, S("支援経過 <small class=\"muted\">共有なし"));
	assert_has(b, S("一部伏せて表示中"));
	assert_has(b, S("主担当：北部包括 石井"));
	assert_has(b, S("本人：山邉 トキ"));
	assert_has_not(b, S("記録する"));
	assert_has_not(b, S("履歴"));
	desk_close(&d);
}

TEST_MAIN
