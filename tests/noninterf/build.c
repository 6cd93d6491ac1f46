/*
 * build.c — homes, and what the second world has besides.
 *
 * Every act takes a moment (world_act) whether or not it writes something
 * else in the second world, so that ids stay the same.  Acts of one world
 * alone take moments of their own (world_extra).
 */
#include "build.h"

#include "casefile/casefile.h"
#include "household/household.h"
#include "intake/intake.h"
#include "note/note.h"
#include "sheetrec/sheetrec.h"
#include "task/task.h"
#include "text/collate.h"

enum { HOURS = 3600 * 1000, ADULT = -16000, BORN = -5000,
       THEIRS = 0 /* a home of the viewer's agency that is shared */ };

void build_borrow(struct arena *a)
{
	test_arena = a;
}

/* ---- texts ------------------------------------------------------------- */

static const str words[] = {
	STR("やまべ"), STR("さくら"), STR("みやした"), STR("通帳"),
	STR("家賃を滞納"), STR("犬がいる"), STR("北町2丁目"),
	STR("介護の申請"), STR("090-1234-5678"), STR("あずさ"),
};

static str mark(const struct world *w, str s)
{
	return str_cat(w->a, S(MARK), s);
}

/* Names that sentences call people by. */
static const str given_names[PEOPLE] = { STR("トキ"), STR("浩一"),
					 STR("由美") };

/* What stands in the other world instead: longer, with words that searches
 * of the walk use. */
static str other_words(const struct world *w, int salt)
{
	struct out o = out_open(w->a, 120);
	put(&o, S(MARK "秘密"));
	for (int i = world_dice(w, salt, 4); i >= 0; i--)
		put(&o, words[world_dice(w, salt * 7 + i, COUNT(words))]);
	return out_str(&o);
}

static bool has(const unsigned *states, int who, enum vis_class c)
{
	return (states[who] & 1u << c) != 0;
}

static bool is_closed(const struct world *w, int home, int who,
		      enum vis_class c)
{
	const struct home_secret *s = w->secrets ? &w->secrets->home[home] :
						   NULL;
	return s && (has(s->closed, who, c) ||
		     (c == CLASS_contact && s->guarded[who]));
}

/* Two sentences that the word lists close, and between them what everybody
 * reads; the second world says other things behind the masks.  Each bears the
 * mark: it may stand alone where it is asked about. */
static str prose(struct world *w, int home, str open)
{
	bool money = is_closed(w, home, 0, CLASS_money) &&
		     world_differs(w, DIFF_masks, home);
	bool named = is_closed(w, home, PEOPLE, CLASS_free) &&
		     is_closed(w, home, 0, CLASS_free) &&
		     world_differs(w, DIFF_masks, home);
	struct out o = out_open(w->a, 300);
	put(&o, open);
	put(&o, S("のことで電話。"));
	put(&o, S(MARK));
	put(&o, money ? S("、年金が六万円入ったが、家賃と借金でなくなった。") :
			S("、家賃を二か月滞納している。"));
	put(&o, S("変わりなし。"));
	put(&o, S(MARK));
	put(&o, named ? S("、由美は薬をのんでいない。") :
			S("、由美は夜に出かけるらしい。"));
	/* Of each agency one: whose names are closed is told by no grant. */
	put(&o, S("石井さん、大西さん、中原さんに話した。また電話する。"));
	return out_str(&o);
}

/* A value of a class about somebody of the home (0: the household). */
static str value(struct world *w, int home, int who, enum vis_class c, str s)
{
	if (!is_closed(w, home, who, c) ||
	    !world_differs(w, (enum diff)c, home))
		return s;
	return other_words(w, home * 100 + who * 20 + (int)c);
}

/* The same for prose: behind a mask only what the mask hides. */
static str prose_value(struct world *w, int home, str s)
{
	const struct home_secret *x = w->secrets ? &w->secrets->home[home] :
						   NULL;
	if (x && !has(x->masked, 0, CLASS_free) &&
	    is_closed(w, home, 0, CLASS_free))
		return value(w, home, 0, CLASS_free, s);
	return prose(w, home, s);
}

/* What a viewer who reads the record of everything may not see is only
 * values. */
static bool audits(const struct world *w)
{
	return (vis_powers(w->kind->role) & POWER_AUDIT) != 0;
}

/* ---- a home ------------------------------------------------------------ */

struct furnish {
	struct world *w;
	struct rq *rq;
	int home;
	str name, kana;
	casefile_id casefile;
	household_id household;
	person_id person;
	int who;		/* 1 … PEOPLE */
	int nth;
	bool secret;		/* with the other world's words */
};

static str kana_of(struct furnish *f)
{
	struct world *w = f->w;
	if (f->home >= 0 && is_closed(w, f->home, 0, CLASS_name) &&
	    world_differs(w, DIFF_order, f->home))
		return words[world_dice(w, f->home + 5, 3)];
	return f->kana;
}

static enum status casefile_job(struct db *tx, void *arg)
{
	struct furnish *f = arg;
	struct world *w = f->w;
	str name = mark(w, f->name), kana = f->kana;
	if (f->home >= 0) {
		name = value(w, f->home, 0, CLASS_name, name);
		kana = kana_of(f);
	}
	TRY(casefile_open(f->rq, tx, S("normal"),
			  text_sort_key(w->a, kana, name), &f->casefile));
	struct household_new h = {
		.casefile = f->casefile,
		.name = name,
		.name_kana = kana,
		.address = S("北町2丁目"),
		.phone = S("043-111-2222"),
		.caution = mark(w, S("犬")),
	};
	if (f->home >= 0) {
		h.address = value(w, f->home, 0, CLASS_contact, h.address);
		h.caution = value(w, f->home, 0, CLASS_safety, h.caution);
		/* Whoever reads the record sees which columns were filled. */
		if (!str_eq(h.address, S("北町2丁目")))
			h.phone = audits(w) ? S("043-333-4444") : S("");
	}
	return household_add(f->rq, tx, &h, &f->household);
}

/* Coarse: another day of the same band of ages. */
static int born(struct furnish *f)
{
	struct world *w = f->w;
	int n = f->who == 1 ? ADULT : BORN;
	if (f->home < 0)
		return n;
	const struct home_secret *s = w->secrets ? &w->secrets->home[f->home] :
						   NULL;
	bool coarse = s && (s->coarse[f->who] & 1u << CLASS_quasi) != 0;
	if (is_closed(w, f->home, f->who, CLASS_quasi) &&
	    world_differs(w, DIFF_quasi, f->home))
		return n - 4000;
	return coarse && world_differs(w, DIFF_quasi, f->home) ? n - 1 : n;
}

static enum status person_job(struct db *tx, void *arg)
{
	struct furnish *f = arg;
	struct world *w = f->w;
	int h = f->home;
	str family = mark(w, f->name), relation = S("本人");
	str phone = S("043-555-6666"), tie;
	str sex = S("2"), living = S("home"), given = given_names[f->who - 1];
	if (f->who > 1)
		relation = f->who == 2 ? S("長女") : S("夫");
	tie = relation;
	if (h >= 0) {
		family = value(w, h, f->who, CLASS_name, family);
		str other = value(w, h, f->who, CLASS_contact, phone);
		if (!str_eq(other, phone))
			phone = audits(w) ? S("090-7777-8888") : S("");
		if (is_closed(w, h, f->who, CLASS_quasi) &&
		    world_differs(w, DIFF_quasi, h))
			sex = S("1");
		/* Of the same ties: how many people there are is no secret of
		 * a class. */
		if (is_closed(w, h, f->who, CLASS_family) &&
		    world_differs(w, DIFF_family, h)) {
			relation = f->who == 2 ? S("養女") : S("内夫");
			living = S("away");
		}
		/* Between two of whom one is closed: another tie, or none. */
		if ((is_closed(w, h, f->who, CLASS_family) ||
		     is_closed(w, h, 1, CLASS_family)) &&
		    world_differs(w, DIFF_family, h))
			tie = f->who == 2 ? S("養女") : S("内夫");
	}
	struct person_new p = {
		.casefile = f->casefile,
		.household = f->household,
		.family_name = family,
		.given_name = given,
		.family_name_kana = h >= 0 ? kana_of(f) : f->kana,
		.given_name_kana = S("かな"),
		.sex = sex,
		.living = living,
		.phone = phone,
		.relation = relation,
		.birth = { PREC_DAY, { born(f) } },
	};
	TRY(person_add(f->rq, tx, &p, &f->person));
	if (h < 0 || f->who == 1)
		return OK;
	return person_relate(f->rq, tx, f->casefile, w->homes[h].people[0],
			     f->person, tie);
}

/* ---- sheets ------------------------------------------------------------ */

/* A field of each class, on the sheets of households and people. */
static const struct sheet_field {
	const char *sheet, *field;
	enum vis_class class_;
	bool person, location;
} sheet_fields[] = {
	{ "household", "livelihood", CLASS_family, false },
	{ "household", "insurance", CLASS_money, false },
	{ "household", "registered_address", CLASS_contact, false },
	{ "household", "refuge", CLASS_legal, false, true },
	{ "household", "family_notes", CLASS_free, false },
	{ "household", "visit_notes", CLASS_safety, false },
	{ "overview", "hope", CLASS_free, false },
	{ "overview", "issues", CLASS_free, false },
	{ "person_base", "call_name", CLASS_name, true },
	{ "person_base", "nationality", CLASS_legal, true },
	{ "person_base", "school", CLASS_work, true, true },
	{ "person_health", "medications", CLASS_health, true },
	{ "person_money", "purse_keeper", CLASS_money, true },
};

static const char *const sheet_names[] = { "household", "overview",
					   "person_base", "person_health",
					   "person_money" };

static str sheet_form(struct furnish *f, const char *sheet, bool *ret_person)
{
	struct out o = out_open(f->w->a, 400);
	for (isize i = 0; i < COUNT(sheet_fields); i++) {
		const struct sheet_field *x = &sheet_fields[i];
		if (strcmp(x->sheet, sheet) != 0)
			continue;
		str v = mark(f->w, words[(i + f->nth) % COUNT(words)]);
		int who = x->person ? f->who : 0;
		*ret_person = x->person;
		if (f->home >= 0 && x->class_ == CLASS_free)
			v = prose_value(f->w, f->home, v);
		else if (f->home >= 0)
			v = value(f->w, f->home, who, x->class_, v);
		if (f->secret && x->class_ != CLASS_free && is_closed(f->w, f->home, who, x->class_))
			v = other_words(f->w, 500 + (int)i);
		if (o.n)
			out_char(&o, '&');
		put(&o, str_of(x->field));
		out_char(&o, '=');
		out_percent(&o, v);
	}
	return out_str(&o);
}

struct sheet_act {
	struct furnish *f;
	const char *sheet;
	int seen;
};

static enum status sheet_job(struct db *tx, void *arg)
{
	struct sheet_act *s = arg;
	struct furnish *f = s->f;
	struct params form;
	struct lens lens;
	bool person = false;
	str text = sheet_form(f, s->sheet, &person);
	struct sheet_owner owner = { .casefile = f->casefile };
	if (person)
		owner.person = f->person;
	TRY(params_parse(f->w->a, text, &form));
	TRY(vis_lens(tx, f->w->a, f->rq->actor.viewer, f->casefile, &lens));
	return sheet_save(f->rq, tx, &lens, str_of(s->sheet), owner, s->seen,
			  form);
}

static void save_sheet(struct furnish *f, const char *sheet, int seen)
{
	struct sheet_act s = { f, sheet, seen };
	world_write(f->w, sheet_job, &s);
}

/* ---- notes and tasks --------------------------------------------------- */

struct note_act {
	struct furnish *f;
	str body;
	i64 ago;
	bool draft;
	enum audience audience;
	enum note_matter matter;
	note_id id;
};

/* Neither the lead nor the viewer. */
static agency_id named_agency(const struct world *w, casefile_id casefile)
{
	i64 lead = 0, n = 1;
	for (int i = 0; i < w->homes_n; i++)
		if (w->homes[i].id.v == casefile.v)
			lead = w->homes[i].lead;
	while (n == lead || n == w->kind->agency)
		n++;
	return (agency_id){ n };
}

static enum status note_job(struct db *tx, void *arg)
{
	static const str matters[] = { STR(""), STR("health"),
				       STR("meeting") };
	struct note_act *a = arg;
	struct furnish *f = a->f;
	agency_id named = named_agency(f->w, f->casefile);
	struct note_new n = {
		.casefile = f->casefile,
		.draft = a->draft,
		.happened_at = { f->rq->now.ms - a->ago },
		.method = S("phone"),
		.body = a->body,
		.audience = a->audience,
		.readers = &named,
		.readers_n = a->audience == AUDIENCE_NAMED,
		.matter = matters[a->matter],
	};
	return note_add(f->rq, tx, &n, &a->id);
}

static note_id write_note(struct note_act a)
{
	world_write(a.f->w, note_job, &a);
	return a.id;
}

static note_id add_note(struct furnish *f, str body, i64 ago, bool draft)
{
	return write_note((struct note_act){ .f = f, .body = body, .ago = ago,
					     .draft = draft });
}

struct correct_act {
	struct furnish *f;
	note_id note;
	str body;
};

static enum status correct_job(struct db *tx, void *arg)
{
	struct correct_act *a = arg;
	struct note_change c = {
		.note = a->note,
		.seen = 1,
		.reason = REASON_FACT,
		.now = { .casefile = a->f->casefile,
			 .happened_at = a->f->rq->now,
			 .method = S("visit"),
			 .body = a->body,
			 .audience = AUDIENCE_OWN },
	};
	return note_save(a->f->rq, tx, &c);
}

struct task_act {
	struct furnish *f;
	str what;
	int due;
	task_id id;
};

static enum status task_job(struct db *tx, void *arg)
{
	struct task_act *a = arg;
	struct task_new t = { .casefile = a->f->casefile,
			      .what = a->what,
			      .has_due = true,
			      .due = { a->f->rq->today.n + a->due } };
	return task_add(a->f->rq, tx, &t, &a->id);
}

static task_id add_task(struct furnish *f, str what, int due)
{
	struct task_act a = { f, what, due, { 0 } };
	world_write(f->w, task_job, &a);
	return a.id;
}

/* ---- a home both worlds know ------------------------------------------- */

static const struct home_plan {
	const char *name, *kana;
	int whose;	/* 0 the viewer's agency, 1 the other, 2 a third */
	bool shared;	/* with the viewer, somehow */
} home_plans[] = {
	{ "山邉", "やまべ", 0, false },
	{ "﨑田", "さきた", 0, false },
	{ "宮下", "みやした", 1, false },
	{ "北川", "きたがわ", 2, true },
	{ "南", "みなみ", 1, true },
};

static struct sitting *whose(const struct world *w, int n)
{
	return n == 0 ? w->own : n == 1 ? w->other : w->third;
}

static void furnish_people(struct furnish *f)
{
	struct world *w = f->w;
	struct home *home = &w->homes[f->home];
	for (f->who = 1; f->who <= PEOPLE; f->who++) {
		*f->rq = world_act(w, whose(w, home_plans[f->home].whose));
		world_write(w, person_job, f);
		home->people[f->who - 1] = f->person;
		world_know(w, ID_person, f->person.v, f->home);
	}
	f->who = 1;
	f->person = home->people[0];
}

/* What notes every home has. */
static const struct note_plan {
	enum audience audience;
	enum note_matter matter;
} note_plans[] = {
	{ AUDIENCE_CASE, MATTER_NONE },	  { AUDIENCE_CASE, MATTER_NONE },
	{ AUDIENCE_CASE, MATTER_HEALTH }, { AUDIENCE_CASE, MATTER_MEETING },
	{ AUDIENCE_OWN, MATTER_NONE },	  { AUDIENCE_NAMED, MATTER_NONE },
};

/* A note that is not there for the viewer may be any other. */
static void furnish_note(struct furnish *f, const struct note_plan *plan)
{
	struct world *w = f->w;
	const struct home_secret *s =
		w->secrets ? &w->secrets->home[f->home] : NULL;
	bool hidden = s && s->notes[plan->audience][plan->matter];
	enum diff d = plan->audience == AUDIENCE_CASE ? DIFF_free :
							DIFF_audience;
	struct note_act a = { .f = f, .audience = plan->audience,
			      .matter = plan->matter };
	a.ago = (f->nth * 30 + f->home * 7) * (i64)HOURS;
	a.body = mark(w, words[f->nth]);
	if (!hidden)
		a.body = prose(w, f->home, a.body);
	else if (world_differs(w, d, f->home))
		a.body = other_words(w, f->home * 50 + f->nth);
	if (hidden && s->record && world_differs(w, DIFF_order, f->home))
		a.ago += 500 * (i64)HOURS;
	world_know(w, ID_note, write_note(a).v, f->home);
}

static void furnish_notes(struct furnish *f, const struct sitting *who)
{
	for (f->nth = 0; f->nth < COUNT(note_plans); f->nth++) {
		*f->rq = world_act(f->w, who);
		furnish_note(f, &note_plans[f->nth]);
	}
}

static void furnish_tasks(struct furnish *f, const struct sitting *who)
{
	struct world *w = f->w;
	const struct home_secret *s =
		w->secrets ? &w->secrets->home[f->home] : NULL;
	int due = f->home * 2 - 1;
	if (s && s->tasks && world_differs(w, DIFF_order, f->home))
		due += 9;
	*f->rq = world_act(w, who);
	task_id id = add_task(f, prose_value(w, f->home,
					     mark(w, S("電話"))), due);
	world_know(w, ID_task, id.v, f->home);
}

struct stage_act {
	struct furnish *f;
	str stage;
};

static enum status stage_job(struct db *tx, void *arg)
{
	struct stage_act *s = arg;
	return casefile_staged(s->f->rq, tx, s->f->casefile, s->stage);
}

/* The stage is a plain field; a case that is not there has none. */
static void furnish_stage(struct furnish *f, const struct sitting *who)
{
	struct world *w = f->w;
	struct stage_act s = { f, f->home % 2 ? S("support") : S("intake") };
	if (is_closed(w, f->home, 0, CLASS_plain) &&
	    world_differs(w, DIFF_plain, f->home))
		s.stage = S("review");
	*f->rq = world_act(w, who);
	world_write(w, stage_job, &s);
}

static void build_home(struct world *w, int n)
{
	const struct home_plan *plan = &home_plans[n];
	struct sitting *who = whose(w, plan->whose);
	struct rq rq = world_act(w, who);
	struct furnish f = { .w = w, .rq = &rq, .home = n,
			     .name = str_of(plan->name),
			     .kana = str_of(plan->kana) };
	w->homes_n = n + 1;
	world_write(w, casefile_job, &f);
	w->homes[n].id = f.casefile;
	w->homes[n].lead = who->viewer.agency.v;
	w->homes[n].name = f.name;
	w->homes[n].kana = f.kana;
	world_know(w, ID_casefile, f.casefile.v, n);
	world_know(w, ID_household, f.household.v, n);
	furnish_people(&f);
	for (isize i = 0; i < COUNT(sheet_names); i++) {
		rq = world_act(w, who);
		save_sheet(&f, sheet_names[i], 0);
	}
	furnish_notes(&f, who);
	furnish_tasks(&f, who);
	furnish_stage(&f, who);
	rq = world_act(w, who);
	shown_paper(w, n, &rq, false);
	if (plan->shared)
		shown_to_viewer(w, n, who);
	if (n == THEIRS)
		shown_to_third(w, n, who);
}

void build_homes(struct world *w)
{
	for (int n = 0; n < COUNT(home_plans); n++)
		build_home(w, n);
	shown_forbidden(w, 1, 4);
}

/* ---- what the second world has besides --------------------------------- */

static struct furnish at_home(struct world *w, struct rq *rq, int n)
{
	const struct home *h = &w->homes[n];
	return (struct furnish){ .w = w, .rq = rq, .home = -1, .secret = true,
				 .name = h->name, .kana = h->kana,
				 .casefile = h->id, .who = 1,
				 .person = h->people[0] };
}

static const struct sitting *writer_of(const struct world *w, int home)
{
	return whose(w, home_plans[home].whose);
}

/* A kind of note of the lead that the viewer has none of; NULL: he has all. */
static const struct note_plan *hidden_kind(const struct world *w, int home,
					   int from)
{
	const struct home_secret *s = &w->secrets->home[home];
	for (int i = 0; i < COUNT(note_plans); i++) {
		const struct note_plan *p =
			&note_plans[(from + i) % COUNT(note_plans)];
		if (s->notes[p->audience][p->matter])
			return p;
	}
	return NULL;
}

static void more_notes(struct world *w, int home, int salt)
{
	struct rq rq;
	struct furnish f = at_home(w, &rq, home);
	for (int i = 1 + world_dice(w, 31 + salt, 2); i > 0; i--) {
		const struct note_plan *p = hidden_kind(w, home, salt + i);
		if (!p)
			return;
		rq = world_extra(w, writer_of(w, home));
		struct note_act a = {
			.f = &f, .body = other_words(w, i + salt),
			.ago = (i64)world_dice(w, i, 900) * HOURS,
			.audience = p->audience, .matter = p->matter,
		};
		world_hide(w, ID_note, write_note(a).v);
	}
}

/* The third agency writes for itself alone. */
static void their_note(struct world *w, int home, int salt)
{
	struct rq rq = world_extra(w, w->third);
	struct furnish f = at_home(w, &rq, home);
	struct note_act a = {
		.f = &f, .body = other_words(w, salt),
		.ago = (i64)world_dice(w, salt, 90) * HOURS,
		.audience = AUDIENCE_OWN,
	};
	world_hide(w, ID_note, write_note(a).v);
}

static void more_tasks(struct world *w, int home)
{
	struct rq rq;
	struct furnish f = at_home(w, &rq, home);
	for (int i = 1 + world_dice(w, 41 + home, 2); i > 0; i--) {
		rq = world_extra(w, writer_of(w, home));
		task_id id = add_task(&f, other_words(w, i * 3 + home),
				      world_dice(w, i + 2, 20) - 5);
		world_hide(w, ID_task, id.v);
	}
}

static void more_history(struct world *w, int home)
{
	struct rq rq = world_extra(w, writer_of(w, home));
	struct furnish f = at_home(w, &rq, home);
	for (int i = 0, nth = 0; i < w->known_n; i++) {
		const struct known *k = &w->known[i];
		if (k->kind != ID_note || k->home != home)
			continue;
		const struct note_plan *p = &note_plans[nth++];
		struct correct_act c = { &f, { k->id }, other_words(w, 77) };
		if (!w->secrets->home[home].notes[p->audience][p->matter])
			continue;
		world_write(w, correct_job, &c);
		break;
	}
	f.home = home;
	for (isize i = 0; i < COUNT(sheet_names); i++) {
		rq = world_extra(w, writer_of(w, home));
		save_sheet(&f, sheet_names[i], 1);
	}
}

/* A colleague's note that is no record yet. */
static void draft_note(struct world *w, int home)
{
	struct rq rq = world_extra(w, writer_of(w, home));
	struct furnish f = at_home(w, &rq, home);
	note_id id = add_note(&f, other_words(w, 91), HOURS, true);
	world_hide(w, ID_note, id.v);
}

/* What a colleague is typing. */
static void type_note(struct world *w, int home)
{
	struct rq rq = world_extra(w, writer_of(w, home));
	struct out o = out_open(w->a, 200);
	put(&o, S("form=note&object="));
	put(&o, world_token(w, ID_casefile, w->homes[home].id.v));
	put(&o, S("&text=%7B%22body%22%3A%22"));
	out_percent(&o, other_words(w, 92));
	put(&o, S("%22%7D"));
	struct answer a = desk_post(w->d, writer_of(w, home), S("/draft"),
				    out_str(&o));
	assert_int_equal(a.status, 200);
	(void)rq;
}

/* One more person where nobody is seen. */
static void more_people(struct world *w, int home)
{
	struct rq rq = world_extra(w, writer_of(w, home));
	struct furnish f = at_home(w, &rq, home);
	f.household = (household_id){ 0 };
	for (int i = 0; i < w->known_n; i++)
		if (w->known[i].kind == ID_household &&
		    w->known[i].home == home)
			f.household.v = w->known[i].id;
	if (!f.household.v)
		return;
	f.who = 2;
	world_write(w, person_job, &f);
	world_hide(w, ID_person, f.person.v);
}

/* A casefile that only this world has. */
static void one_more_home(struct world *w, const struct sitting *who, int salt)
{
	struct rq rq = world_extra(w, who);
	struct furnish f = { .w = w, .rq = &rq, .home = -1, .secret = true,
			     .name = words[world_dice(w, salt, COUNT(words))],
			     .kana = words[world_dice(w, salt + 1, 3)] };
	world_write(w, casefile_job, &f);
	world_hide(w, ID_casefile, f.casefile.v);
	for (f.who = 1; f.who <= 2; f.who++) {
		rq = world_extra(w, who);
		world_write(w, person_job, &f);
		world_hide(w, ID_person, f.person.v);
	}
	f.who = 1;
	rq = world_extra(w, who);
	note_id note = add_note(&f, other_words(w, salt), HOURS, false);
	world_hide(w, ID_note, note.v);
	rq = world_extra(w, who);
	task_id task = add_task(&f, other_words(w, salt + 3), 1);
	world_hide(w, ID_task, task.v);
}

static enum status intake_job(struct db *tx, void *arg)
{
	struct furnish *f = arg;
	intake_id id;
	struct intake_new n = { .body = other_words(f->w, 55),
				.method = S("phone"),
				.urgency = S("today"),
				.received_at = f->rq->now,
				.about_name = f->name,
				.about_kana = f->kana };
	TRY(intake_receive(f->rq, tx, &n, &id));
	f->nth = 0;
	f->casefile.v = id.v;
	return OK;
}

static void one_more_intake(struct world *w, const struct sitting *who)
{
	struct rq rq = world_extra(w, who);
	struct furnish f = { .w = w, .rq = &rq, .home = -1,
			     .name = S("山邉 トキ"), .kana = S("やまべ とき") };
	world_write(w, intake_job, &f);
	world_hide(w, ID_intake, f.casefile.v);
}

/* A neighbour town whose agencies have the same numbers. */
static void other_town(struct world *w)
{
	i64 home = w->d->muni;
	struct sitting who;
	struct rq rq = world_extra(w, w->own);
	/* Where the viewer has his other desk, if he has one. */
	if (w->kind->wide) {
		who = desk_sit_at(w->d, DESK_OTHER, 3, S("隣町"), ROLE_worker);
	} else {
		desk_town(w->d, home + 1);
		who = desk_sit(w->d, w->kind->agency, S("隣町"), ROLE_worker);
	}
	one_more_home(w, &who, 61);
	one_more_intake(w, &who);
	w->d->muni = home;
	(void)rq;
}

static enum status session_job(struct db *tx, void *arg)
{
	struct rq *rq = arg;
	return door_open(rq, tx, rq->actor.viewer,
			 door_random(rq->arena, 32));
}

/* A colleague elsewhere opens a second browser. */
static void one_more_session(struct world *w)
{
	struct rq rq = world_extra(w, w->third);
	world_write(w, session_job, &rq);
}

static void differ_at_home(struct world *w, int n)
{
	const struct home_secret *s = &w->secrets->home[n];
	if (n == THEIRS && world_differs(w, DIFF_theirs, n))
		their_note(w, n, 97);
	/* Where others' acts are on the record for the viewer, only values
	 * may differ. */
	if (!s->record)
		return;
	if (hidden_kind(w, n, 0) && world_differs(w, DIFF_notes, n))
		more_notes(w, n, n);
	if (s->tasks && world_differs(w, DIFF_tasks, n))
		more_tasks(w, n);
	if (world_differs(w, DIFF_history, n))
		more_history(w, n);
	if (s->level == LEVEL_NONE && world_differs(w, DIFF_count, n))
		more_people(w, n);
	if (world_differs(w, DIFF_drafts, n))
		draft_note(w, n);
	/* Whether somebody agreed to anything is told at the lead agency. */
	if (s->shares && home_plans[n].whose &&
	    world_differs(w, DIFF_grants, n))
		shown_to_others(w, n, writer_of(w, n));
	if (home_plans[n].whose && world_differs(w, DIFF_files, n)) {
		struct rq rq = world_extra(w, writer_of(w, n));
		shown_paper(w, n, &rq, true);
	}
	if (home_plans[n].whose && world_differs(w, DIFF_referrals, n))
		shown_referral(w, n, writer_of(w, n));
	if (world_differs(w, DIFF_notices, n))
		shown_notices(w, n, writer_of(w, n));
	if (s->level == LEVEL_NONE && home_plans[n].whose &&
	    world_differs(w, DIFF_vain, n))
		shown_in_vain(w, n, writer_of(w, n));
}

void build_apart(struct world *w)
{
	if (!w->side || audits(w))
		return;
	for (int n = 0; n < w->homes_n; n++)
		if (world_differs(w, DIFF_drafts, n))
			type_note(w, n);
	if (world_differs(w, DIFF_muni, TOUCHED_ELSEWHERE))
		other_town(w);
}

void build_rest(struct world *w)
{
	if (!w->side || audits(w))
		return;
	for (int n = 0; n < w->homes_n; n++)
		differ_at_home(w, n);
	if (world_differs(w, DIFF_presence, TOUCHED_ELSEWHERE))
		one_more_home(w, w->other, 11);
	if (world_differs(w, DIFF_count, TOUCHED_ELSEWHERE))
		for (int i = world_dice(w, 3, 3); i >= 0; i--)
			one_more_home(w, i % 2 ? w->other : w->third, 13 + i);
	if (world_differs(w, DIFF_intakes, TOUCHED_ELSEWHERE))
		one_more_intake(w, w->other);
	if (world_differs(w, DIFF_sessions, TOUCHED_ELSEWHERE))
		one_more_session(w);
}

/* ---- while the viewer walks -------------------------------------------- */

void build_live(struct world *w, u64 chance)
{
	int home = (int)(chance % (u64)w->homes_n);
	int what = (int)(chance / 64 % 4);
	const struct home_secret *s = &w->secrets->home[home];
	if (audits(w))
		return;
	if (home == THEIRS && chance / 128 % 2)
		their_note(w, home, (int)(chance / 256 % 50));
	else if (what == 3)
		one_more_home(w, w->other, (int)(chance / 512 % 50));
	else if (!s->record)
		return;
	else if (what == 0 && hidden_kind(w, home, 0))
		more_notes(w, home, (int)(chance / 256 % 50));
	else if (what == 1 && s->tasks)
		more_tasks(w, home);
	else if (what == 2 && s->level == LEVEL_NONE)
		more_people(w, home);
	else
		return;
	world_differs(w, DIFF_live, what == 3 ? TOUCHED_ELSEWHERE : home);
}
