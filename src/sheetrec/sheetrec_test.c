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

/* ---- what was before --------------------------------------------------- */

/* The lens of the desk's worker with one class closed for トキ. */
static struct lens closed_lens(struct home *h, enum vis_class c)
{
	struct lens l;
	struct lens_person *person = new(test_arena, struct lens_person, 1);
	struct db *db = h->d.t.db;
	assert_int_equal(db_begin_read(db), OK);
	assert_int_equal(vis_lens(db, test_arena, h->rq.actor.viewer,
				  h->casefile, &l), OK);
	db_end_read(db);
	*person = l.persons[0];
	person->state[c] = VEIL_HIDE;
	l.persons = person;
	return l;
}

static struct past_lines past_of_contact(struct home *h, const struct lens *l,
					 int *ret_seen)
{
	struct past_lines lines;
	struct sheet_raw raw;
	struct db *db = h->d.t.db;
	const struct sheet *s = dict_sheet(h->d.app.dict,
					   S("person_contact"));
	struct sheet_owner owner = { .casefile = h->casefile,
				     .person = h->toki };
	assert_int_equal(db_begin_read(db), OK);
	assert_int_equal(sheet_find_raw(&h->rq, db, s->name, owner, &raw),
			 OK);
	assert_int_equal(sheet_past(&h->rq, db, l, s, &raw, &lines), OK);
	assert_int_equal(sheet_seen(&h->rq, db, l, s, &raw, ret_seen), OK);
	db_end_read(db);
	return lines;
}

TEST_BOTH(sheetrec, who_does_not_see_a_change_meets_no_other_saver)
{
	struct home *h = home(engine);
	struct masked_save open = { .h = h }, m = { .h = h };
	int seen;
	open.lens = closed_lens(h, CLASS_plain);
	open.lens.persons = NULL;
	open.lens.persons_n = 0;
	for (int c = 0; c < CLASS_COUNT; c++)
		open.lens.others[c] = VEIL_CLEAR;
	m.lens = closed_lens(h, CLASS_contact);
	m.text = form(S("do_not_contact="), S("弟"));
	assert_int_equal(save_as(&m), OK);
	/* The other writes twice where the first does not see. */
	open.text = S("email=a%40example.jp");
	open.seen = 1;
	assert_int_equal(save_as(&open), OK);
	open.text = S("email=b%40example.jp");
	open.seen = 2;
	assert_int_equal(save_as(&open), OK);
	struct past_lines lines = past_of_contact(h, &m.lens, &seen);
	assert_int_equal(lines.n, 1);
	assert_int_equal(seen, 1);
	m.text = form(S("do_not_contact="), S("弟（夜）"));
	m.seen = 1;
	assert_int_equal(save_as(&m), OK);
	lines = past_of_contact(h, &m.lens, &seen);
	assert_int_equal(lines.n, 2);
	assert_int_equal(seen, 2);
	/* What he does see is a conflict, whatever came between. */
	open.text = form(S("do_not_contact="), S("兄"));
	open.seen = 4;
	assert_int_equal(save_as(&open), OK);
	m.seen = 2;
	assert_int_equal(save_as(&m), E_CONFLICT);
	lines = past_of_contact(h, &open.lens, &seen);
	assert_int_equal(lines.n, 5);
	assert_int_equal(seen, 5);
	desk_close(&h->d);
}

/* The form behind the first 「この値に戻す」 whose field is `key`. */
static str back_form(str body, str key)
{
	str from = str_cat(test_arena, S("name=\"key\" value=\""), key);
	isize at = str_find(body, from, 0);
	assert_true(at >= 0);
	str form = str_sub(body, at, str_find(body, S("</form>"), at));
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

TEST_BOTH(sheetrec, a_former_value_is_a_new_revision)
{
	struct home *h = home(engine);
	str at = sheet_url(h, S("person_contact"));
	str past = sheet_url(h, S("person_contact/history"));
	assert_int_equal(desk_post(&h->d, &h->ishii, at,
				   form(S("rev=0&emergency.rows=1&"
					  "emergency.0.name=%E7%BE%8E&"
					  "contact_time="),
					S("平日の午後"))).status, 303);
	assert_int_equal(desk_post(&h->d, &h->miyake, at,
				   form(S("rev=1&emergency.rows=1&"
					  "contact_time="),
					S("夜8時まで"))).status, 303);
	struct answer a = desk_get(&h->d, &h->miyake, past);
	str back = back_form(a.body, S("contact_time"));
	assert_int_equal(desk_post(&h->d, &h->miyake, past, back).status,
			 303);
	a = desk_get(&h->d, &h->ishii, at);
	assert_has(a.body, S("平日の午後"));
	assert_has_not(a.body, S("夜8時まで"));
	/* Twice the same wish: the field moved between. */
	a = desk_post(&h->d, &h->ishii, past, back);
	assert_int_equal(a.status, 409);
	assert_has(a.body, S("三宅さん（北部包括）が先に保存しました"));
	/* A table comes back as a whole. */
	back = back_form(a.body, S("emergency"));
	assert_int_equal(desk_post(&h->d, &h->ishii, past, back).status,
			 303);
	a = desk_get(&h->d, &h->ishii, at);
	assert_has(a.body, S("美"));
	assert_int_equal(desk_post(&h->d, &h->ishii, past,
				   S("key=version&nth=1&last=1")).status, 404);
	/* The clerk reads what she sees, and cannot put anything back. */
	a = desk_get(&h->d, &h->tanaka, past);
	assert_int_equal(a.status, 200);
	assert_has(a.body, S("平日の午後"));
	assert_has_not(a.body, S("この値に戻す"));
	assert_int_equal(desk_post(&h->d, &h->tanaka, past, back).status,
			 403);
	desk_close(&h->d);
}

TEST_BOTH(sheetrec, two_texts_may_both_stay)
{
	struct home *h = home(engine);
	str at = sheet_url(h, S("person_contact"));
	assert_int_equal(desk_post(&h->d, &h->ishii, at,
				   form(S("rev=0&contact_notes="),
					S("一行目\n石井の行"))).status, 303);
	struct answer a = desk_post(&h->d, &h->miyake, at,
				    form(S("rev=0&contact_notes="),
					 S("一行目\n三宅の行")));
	assert_int_equal(a.status, 409);
	assert_has(a.body, S("<ins>三宅</ins>の行"));
	assert_has(a.body, S("name=\"pick.contact_notes.1\" value=\"both\""));
	a = desk_post(&h->d, &h->miyake, at,
		      form(S("rev=1&merge=1&pick.contact_notes.1=both&"
			     "contact_notes="), S("一行目\n三宅の行")));
	assert_int_equal(a.status, 303);
	a = desk_get(&h->d, &h->ishii, at);
	assert_has(a.body, S("一行目\n三宅の行\n石井の行"));
	/* Wrong input beside a conflict is told first; nothing is lost. */
	a = desk_post(&h->d, &h->miyake, at,
		      form(S("rev=1&phone_home=abc&contact_notes="),
			   S("また直す")));
	assert_int_equal(a.status, 422);
	assert_has(a.body, S("また直す"));
	desk_close(&h->d);
}

TEST_MAIN
