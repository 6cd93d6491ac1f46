/* sheetrec_test.c — sheets through the veil, revisions, two savers. */
#include "kernel/test_desk.h"

#include "casefile/casefile.h"
#include "dict_ids.h"
#include "household/household.h"
#include "sheetrec/rec.h"

struct home {
	struct desk d;
	struct sitting ishii, miyake, tanaka;
	struct rq rq;
	casefile_id casefile;
	person_id toki;
	str url;	/* of トキ's sheets */
};

static enum status home_job(struct db *tx, void *arg)
{
	struct home *h = arg;
	household_id house;
	TRY(casefile_open(&h->rq, tx, S("normal"), S("やまべ"),
			  &h->casefile));
	struct household_new new_house = { .casefile = h->casefile,
					   .name = S("山邉") };
	TRY(household_add(&h->rq, tx, &new_house, &house));
	struct person_new p = { .casefile = h->casefile, .household = house,
				.family_name = S("山邉"),
				.given_name = S("トキ"),
				.living = S("home") };
	return person_add(&h->rq, tx, &p, &h->toki);
}

static struct home *home(enum db_engine engine)
{
	struct home *h = new(test_arena, struct home, 1);
	const struct route_table rooms[] = {
		{ sheetrec_routes, sheetrec_routes_n },
	};
	desk_open(&h->d, engine, rooms, COUNT(rooms));
	h->ishii = desk_sit(&h->d, 1, S("石井"), ROLE_worker);
	h->miyake = desk_sit(&h->d, 1, S("三宅"), ROLE_senior);
	h->tanaka = desk_sit(&h->d, 1, S("田中"), ROLE_clerk);
	h->rq = desk_rq(&h->d, &h->ishii);
	assert_int_equal(store_write(h->d.t.store, h->d.t.db, test_arena,
				     home_job, h),
			 OK);
	struct out o = out_open(test_arena, 96);
	put(&o, S("/people/"));
	put(&o, rq_token_of(&h->rq, person, h->toki));
	put(&o, S("/sheets/"));
	h->url = casefile_url(&h->rq, h->casefile, out_str(&o));
	return h;
}

static str sheet_url(struct home *h, str tail)
{
	return str_cat(test_arena, h->url, tail);
}

static str encoded(str plain)
{
	struct out o = out_open(test_arena, plain.n * 3);
	out_percent(&o, plain);
	return out_str(&o);
}

static str form(str before, str text)
{
	return str_cat(test_arena, before, encoded(text));
}

TEST_BOTH(sheetrec, a_save_is_a_revision_and_is_read_again)
{
	struct home *h = home(engine);
	str at = sheet_url(h, S("person_contact"));
	struct answer a = desk_post(&h->d, &h->ishii, at,
				    form(S("rev=0&contact_time="),
					 S("平日の午後")));
	assert_int_equal(a.status, 303);
	a = desk_get(&h->d, &h->ishii, at);
	assert_int_equal(a.status, 200);
	assert_has(a.body, S("平日の午後"));
	assert_has(a.body, S("石井（北部包括）"));
	a = desk_post(&h->d, &h->miyake, at,
		      form(S("rev=1&contact_time="), S("夜8時まで")));
	assert_int_equal(a.status, 303);
	a = desk_get(&h->d, &h->ishii,
		     sheet_url(h, S("person_contact/history")));
	assert_int_equal(a.status, 200);
	assert_has(a.body, S("平日の午後"));
	assert_has(a.body, S("夜8時まで"));
	assert_has(a.body, S("三宅"));
	a = desk_get(&h->d, &h->ishii,
		     casefile_url(&h->rq, h->casefile, S("/sheets")));
	assert_has(a.body, S("三宅（北部包括）"));
	assert_has(a.body, S("未記入"));
	desk_close(&h->d);
}

TEST_BOTH(sheetrec, two_savers_see_both_and_nothing_is_lost)
{
	struct home *h = home(engine);
	str at = sheet_url(h, S("person_contact"));
	str mine = form(S("rev=0&email=&contact_time="), S("夜8時まで"));
	assert_int_equal(desk_post(&h->d, &h->ishii, at,
				   form(S("rev=0&email=a%40example.jp"
					  "&contact_time="),
					S("平日の午後"))).status,
			 303);
	struct answer a = desk_post(&h->d, &h->miyake, at, mine);
	assert_int_equal(a.status, 409);
	assert_has(a.body, S("石井さん（北部包括）が先に保存しました"));
	assert_has(a.body, S("平日の午後"));
	assert_has(a.body, S("夜8時まで"));
	/* Left alone by me: the other's is proposed. */
	assert_has(a.body, S("name=\"pick.email\" value=\"theirs\" checked"));
	assert_has(a.body,
		   S("name=\"pick.contact_time\" value=\"mine\" checked"));
	a = desk_get(&h->d, &h->miyake, at);
	assert_has_not(a.body, S("夜8時まで"));
	a = desk_post(&h->d, &h->miyake, at,
		      form(S("rev=1&pick.email=theirs&pick.contact_time=mine"
			     "&email=&contact_time="),
			   S("夜8時まで")));
	assert_int_equal(a.status, 303);
	a = desk_get(&h->d, &h->ishii, at);
	assert_has(a.body, S("夜8時まで"));
	assert_has(a.body, S("a@example.jp"));
	desk_close(&h->d);
}

TEST_BOTH(sheetrec, what_cannot_be_kept_is_drawn_again)
{
	struct home *h = home(engine);
	struct answer a = desk_post(&h->d, &h->ishii,
				    sheet_url(h, S("person_contact")),
				    form(S("rev=0&phone_home=abc"
					   "&contact_time="),
					 S("平日の午後")));
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("入力を確かめてください（1件）"));
	assert_has(a.body, S("value=\"abc\""));
	assert_has(a.body, S("平日の午後"));
	desk_close(&h->d);
}

TEST_BOTH(sheetrec, a_clerk_sees_no_health)
{
	struct home *h = home(engine);
	str at = sheet_url(h, S("person_health"));
	struct answer a = desk_get(&h->d, &h->ishii,
				   sheet_url(h, S("person_health/edit")));
	assert_int_equal(a.status, 200);
	assert_has(a.body, S("name=\"medications\""));
	a = desk_post(&h->d, &h->ishii, at,
		      form(S("rev=0&medications="), S("朝夕の薬")));
	assert_int_equal(a.status, 303);
	assert_has(desk_get(&h->d, &h->ishii, at).body, S("朝夕の薬"));
	str b = desk_get(&h->d, &h->tanaka, at).body;
	assert_has_not(b, S("朝夕の薬"));
	assert_has_not(b, S("石井（北部包括）"));
	b = desk_get(&h->d, &h->tanaka, str_cat(test_arena, at,
						S("/history"))).body;
	assert_has_not(b, S("朝夕の薬"));
	a = desk_post(&h->d, &h->tanaka, at,
		      form(S("rev=1&medications="), S("なし")));
	assert_int_equal(a.status, 403);
	desk_close(&h->d);
}

/* ---- a writer who does not see everything ------------------------------ */

struct masked_save {
	struct home *h;
	struct lens lens;
	str text;
	int seen;
};

static enum status masked_job(struct db *tx, void *arg)
{
	struct masked_save *m = arg;
	struct params params;
	TRY(params_parse(test_arena, m->text, &params));
	return sheet_save(&m->h->rq, tx, &m->lens, S("person_contact"),
			  (struct sheet_owner){ .casefile = m->h->casefile,
						.person = m->h->toki },
			  m->seen, params);
}

static enum status save_as(struct masked_save *m)
{
	return store_write(m->h->d.t.store, m->h->d.t.db, test_arena,
			   masked_job, m);
}

TEST_BOTH(sheetrec, a_masked_writer_keeps_what_is_hidden)
{
	struct home *h = home(engine);
	struct masked_save m = { .h = h };
	struct sheet_latest l;
	struct sheet_owner owner = { .casefile = h->casefile,
				     .person = h->toki };
	struct db *db = h->d.t.db;
	assert_int_equal(db_begin_read(db), OK);
	assert_int_equal(vis_lens(db, test_arena, h->rq.actor.viewer,
				  h->casefile, &m.lens), OK);
	db_end_read(db);
	m.text = form(S("email=a%40example.jp&do_not_contact="), S("弟"));
	assert_int_equal(save_as(&m), OK);

	struct lens open = m.lens;
	struct lens_person person = m.lens.persons[0];
	person.state[CLASS_contact] = VEIL_MASK;
	m.lens.persons = &person;
	m.text = form(S("email=evil%40example.jp&do_not_contact="),
		      S("弟（夜）"));
	m.seen = 1;
	assert_int_equal(save_as(&m), OK);
	assert_int_equal(save_as(&m), E_CONFLICT);

	assert_int_equal(db_begin_read(db), OK);
	assert_int_equal(sheet_get(&h->rq, &open, S("person_contact"), owner,
				   &l), OK);
	assert_int_equal(l.revision, 2);
	const struct dict *dict = h->d.app.dict;
	const struct doc_cell *cell =
		doc_get(l.doc, dict, F_PERSON_CONTACT_EMAIL, 0);
	assert_str(veiled_peek(cell->value), S("a@example.jp"));
	cell = doc_get(l.doc, dict, F_PERSON_CONTACT_DO_NOT_CONTACT, 0);
	assert_str(veiled_peek(cell->value), S("弟（夜）"));
	assert_int_equal(sheet_get(&h->rq, &m.lens, S("person_contact"),
				   owner, &l), OK);
	cell = doc_get(l.doc, dict, F_PERSON_CONTACT_EMAIL, 0);
	assert_int_equal(cell->value.state == VEIL_CLEAR, 0);
	assert_int_equal(veiled_peek(cell->shown).n, 0);
	db_end_read(db);
	desk_close(&h->d);
}

TEST_MAIN
