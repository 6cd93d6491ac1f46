/*
 * overview_cards.c — 既往歴・健康, お金, 連絡先: a few facts out of the persons'
 * sheets, each with whose it is.
 *
 * What nobody was asked is left out; when nothing at all is known the line
 * says 未確認.  A value that is closed to the viewer is never counted: the
 * line then says that it is not shared.
 */
#include "base/num.h"
#include "dict_ids.h"
#include "kernel/app.h"
#include "overview/overview_page.h"

const struct doc *person_doc(const struct overview *p, str kind, person_id id)
{
	const struct sheet_latest *s = sheet_find(&p->sheets, kind, id);
	return s ? s->doc : NULL;
}

struct cards {
	struct rq *rq;
	struct overview *p;
	bool several;		/* more than one person has a sheet */
};

/* ---- building ------------------------------------------------------------ */

static struct fact *add_fact(struct facts *f, str label)
{
	struct fact *ret = &f->v[f->n++];
	ret->label = label;
	return ret;
}

/* 「トキ」 out of 「山邉 トキ」. */
static struct veiled given_name(const struct person_item *i)
{
	str rest = veiled_peek(i->name);
	str family = str_cut(&rest, ' ');
	return (struct veiled){ i->name.state, rest.n ? rest : family };
}

static void add_value(struct cards *c, struct fact *f, struct veiled text,
		      const struct person_item *i)
{
	struct fact_value v = { .text = text };
	if (i && c->several)
		v.of = given_name(i);
	*vec_push(c->rq->arena, &f->values) = v;
}

/* A cell as it is shown; {0} when there is nothing to say. */
static struct veiled said(const struct doc_cell *cell)
{
	if (!cell)
		return (struct veiled){ 0 };
	if (cell->shown.state == VEIL_CLEAR && cell->state == VALUE_UNASKED)
		return (struct veiled){ 0 };
	return cell->shown;
}

static const struct doc_cell *cell_of(const struct cards *c,
				      const struct doc *d, int field, isize row)
{
	return d ? doc_get(d, c->rq->app->dict, field, row) : NULL;
}

static void add_cell(struct cards *c, struct fact *f, const struct doc *d,
		     int field, const struct person_item *i)
{
	struct veiled v = said(cell_of(c, d, field, 0));
	if (veiled_has(v))
		add_value(c, f, v, i);
}

/* A list that is なし as a whole, or closed; false when it has rows. */
static bool add_whole(struct cards *c, struct fact *f,
		      const struct doc_group *g, const struct person_item *i)
{
	if (!g)
		return true;
	if (g->veil < VEIL_COARSE)
		return true;
	if (g->veil == VEIL_CLEAR && g->rows > 0)
		return false;
	if (g->veil == VEIL_COARSE || g->state != VALUE_UNASKED)
		add_value(c, f, g->shown, i);
	return true;
}

static bool is_key(const struct doc_cell *cell, str key)
{
	return cell && cell->state == VALUE_GIVEN &&
	       str_eq(veiled_peek(cell->value), key);
}

/* A second word behind the first: 「要介護1（認定だけで使っていない）」. */
static void put_more(struct out *o, const struct doc_cell *cell, str before,
		     str after)
{
	if (!cell || cell->state != VALUE_GIVEN)
		return;
	put(o, before);
	veiled_put(o, cell->shown);
	put(o, after);
}

/* ---- 健康 ---------------------------------------------------------------- */

static void add_diagnoses(struct cards *c, struct fact *f, const struct doc *d,
			  bool past, const struct person_item *i)
{
	const struct doc_group *g =
		d ? doc_group(d, G_PERSON_HEALTH_DIAGNOSES) : NULL;
	if (add_whole(c, f, g, i))
		return;
	for (isize row = 0; row < g->rows; row++) {
		const struct doc_cell *kind = cell_of(c, d,
			F_PERSON_HEALTH_DIAGNOSES_KIND, row);
		if (is_key(kind, S("past")) != past)
			continue;
		struct veiled name = said(cell_of(c, d,
			F_PERSON_HEALTH_DIAGNOSES_NAME, row));
		struct out o = out_open(c->rq->arena, 64);
		veiled_put(&o, name);
		if (is_key(kind, S("suspected")))
			put(&o, S("（疑い）"));
		if (veiled_has(name))
			add_value(c, f, (struct veiled){ name.state,
							 out_str(&o) }, i);
	}
}

/* 「身体障害者手帳 3級」; all three なし is one なし. */
static void add_handbooks(struct cards *c, struct fact *f, const struct doc *d,
			  const struct person_item *i)
{
	static const struct {
		int state, grade;
		str word;
	} books[] = {
		{ F_PERSON_HEALTH_PHYSICAL_STATE,
		  F_PERSON_HEALTH_PHYSICAL_GRADE, STR("身体") },
		{ F_PERSON_HEALTH_RYOIKU_STATE,
		  F_PERSON_HEALTH_RYOIKU_GRADE, STR("療育") },
		{ F_PERSON_HEALTH_MENTAL_STATE,
		  F_PERSON_HEALTH_MENTAL_GRADE, STR("精神") },
	};
	int none = 0;
	for (int k = 0; k < COUNT(books); k++) {
		const struct doc_cell *cell = cell_of(c, d, books[k].state, 0);
		struct veiled v = said(cell);
		none += cell && cell->state == VALUE_NONE;
		if (!veiled_has(v) || cell->state == VALUE_NONE)
			continue;
		struct out o = out_open(c->rq->arena, 64);
		put(&o, books[k].word);
		put_more(&o, cell_of(c, d, books[k].grade, 0), S(" "), S(""));
		put(&o, S("（"));
		veiled_put(&o, v);
		put(&o, S("）"));
		add_value(c, f, (struct veiled){ v.state, out_str(&o),
						 v.cut_ }, i);
	}
	if (none == COUNT(books))
		add_value(c, f, veiled_open(value_state_label(VALUE_NONE)), i);
}

static void add_care(struct cards *c, struct fact *f, const struct doc *d,
		     const struct person_item *i)
{
	const struct doc_cell *cell = cell_of(c, d, F_PERSON_HEALTH_CARE_LEVEL,
					      0);
	struct veiled v = said(cell);
	struct out o = out_open(c->rq->arena, 64);
	if (!veiled_has(v))
		return;
	veiled_put(&o, v);
	put_more(&o, cell_of(c, d, F_PERSON_HEALTH_CARE_USE, 0), S("（"),
		 S("）"));
	add_value(c, f, (struct veiled){ v.state, out_str(&o),
						 v.cut_ }, i);
}

/* Reaches everyone who may open the casefile, whatever else is closed. */
static void add_danger(struct cards *c, struct fact *f, const struct doc *d,
		       const struct person_item *i)
{
	const struct doc_cell *cell = cell_of(c, d, F_PERSON_HEALTH_SELF_HARM,
					      0);
	struct out o = out_open(c->rq->arena, 64);
	if (!cell || cell->state != VALUE_GIVEN)
		return;
	veiled_put(&o, cell->shown);
	put_more(&o, cell_of(c, d, F_PERSON_HEALTH_SELF_HARM_NOTE, 0),
		 S("　"), S(""));
	add_value(c, f, (struct veiled){ cell->shown.state, out_str(&o) }, i);
}

static bool counts(const struct person_item *i)
{
	return !i->dead;
}

/* Some person's class may be seen at least coarsely. */
static bool is_open(const struct overview *p, const struct lens *l,
		    enum vis_class class)
{
	if (p->people.n == 0)
		return lens_class(l, class, (person_id){ 0 }) >= VEIL_COARSE;
	for (isize i = 0; i < p->people.n; i++)
		if (lens_class(l, class, p->people.v[i].id) >= VEIL_COARSE)
			return true;
	return false;
}

/*
 * A line without a value says that it is not shared as soon as it is closed of
 * somebody: of what nobody wrote and of what is hidden alike, so by the lens
 * and never by what is there.
 */
static void shut_lines(struct cards *c, struct facts *card, int first,
		       enum vis_class class)
{
	const struct overview *p = c->p;
	bool shut = false;
	for (isize k = 0; k < p->people.n; k++)
		shut |= counts(&p->people.v[k]) &&
			lens_class(c->rq->lens, class, p->people.v[k].id) <
				VEIL_COARSE;
	for (int i = first; i < card->n; i++)
		card->v[i].shut = shut;
}

static void read_health(struct cards *c)
{
	struct overview *p = c->p;
	struct facts *card = &p->health;
	struct fact *danger = add_fact(card, S("命にかかわること"));
	struct fact *now = add_fact(card, S("現病"));
	struct fact *past = add_fact(card, S("既往"));
	struct fact *drugs = add_fact(card, S("服薬"));
	struct fact *books = add_fact(card, S("手帳と等級"));
	struct fact *care = add_fact(card, S("要介護"));
	struct fact *need = add_fact(card, S("障害支援区分"));
	card->closed = !is_open(p, c->rq->lens, CLASS_health);
	shut_lines(c, card, 1, CLASS_health);
	for (isize k = 0; k < p->people.n; k++) {
		const struct person_item *i = &p->people.v[k];
		const struct doc *d = person_doc(p, S("person_health"), i->id);
		if (!d || !counts(i))
			continue;
		add_danger(c, danger, d, i);
		add_diagnoses(c, now, d, false, i);
		add_diagnoses(c, past, d, true, i);
		add_cell(c, drugs, d, F_PERSON_HEALTH_MEDICATIONS, i);
		add_handbooks(c, books, d, i);
		add_care(c, care, d, i);
		add_cell(c, need, d, F_PERSON_HEALTH_SUPPORT_CATEGORY, i);
	}
}

/* ---- お金 ---------------------------------------------------------------- */

static bool amount_of(const struct doc_cell *cell, i64 *ret)
{
	return cell && cell->state == VALUE_GIVEN &&
	       num_parse(veiled_peek(cell->value), ret) == OK;
}

static void put_yen(struct out *o, i64 yen)
{
	out_commas(o, yen);
	put(o, S("円"));
}

/* Twelfths of a yen a month, exact until all are added; an income that came
 * once (間隔 0) is no monthly one. */
static i64 monthly(struct cards *c, const struct doc *d, isize row, bool *any)
{
	i64 amount, months = 1;
	if (!amount_of(cell_of(c, d, F_PERSON_MONEY_INCOMES_AMOUNT, row),
		       &amount))
		return 0;
	const struct doc_cell *cycle =
		cell_of(c, d, F_PERSON_MONEY_INCOMES_CYCLE, row);
	if (cycle && cycle->state == VALUE_GIVEN &&
	    num_parse(veiled_peek(cycle->value), &months) != OK)
		months = 1;
	*any |= months > 0;
	return months > 0 ? amount * 12 / months : 0;
}

/* The household's total; coarse or closed as its most closed part. */
struct total {
	i64 twelfths;
	bool any;
};

static void add_incomes(struct cards *c, struct total *sum,
			struct fact *total, struct fact *kinds,
			const struct doc *d, const struct person_item *i)
{
	const struct doc_group *g =
		d ? doc_group(d, G_PERSON_MONEY_INCOMES) : NULL;
	if (add_whole(c, kinds, g, i))
		return;
	for (isize row = 0; row < g->rows; row++) {
		const struct doc_cell *detail =
			cell_of(c, d, F_PERSON_MONEY_INCOMES_DETAIL, row);
		struct veiled v = said(detail);
		if (!veiled_has(v))
			v = said(cell_of(c, d,
				F_PERSON_MONEY_INCOMES_KIND, row));
		if (veiled_has(v))
			add_value(c, kinds, v, i);
		sum->twelfths += monthly(c, d, row, &sum->any);
	}
}

/* 「家賃 104,000円（2か月分） 督促」 */
static void add_arrears(struct cards *c, struct fact *f, const struct doc *d,
			i64 *sum, int *rows, const struct person_item *i)
{
	const struct doc_group *g =
		d ? doc_group(d, G_PERSON_MONEY_ARREARS) : NULL;
	if (add_whole(c, f, g, i))
		return;
	for (isize row = 0; row < g->rows; row++) {
		struct veiled v = said(cell_of(c, d,
			F_PERSON_MONEY_ARREARS_KIND, row));
		struct out o = out_open(c->rq->arena, 96);
		i64 yen;
		if (!veiled_has(v))
			continue;
		veiled_put(&o, v);
		const struct doc_cell *amount =
			cell_of(c, d, F_PERSON_MONEY_ARREARS_AMOUNT, row);
		put_more(&o, amount, S(" "), S(""));
		put_more(&o, cell_of(c, d, F_PERSON_MONEY_ARREARS_MONTHS, row),
			 S("（"), S("か月分）"));
		put_more(&o, cell_of(c, d, F_PERSON_MONEY_ARREARS_NOTICE, row),
			 S(" "), S(""));
		if (amount_of(amount, &yen))
			*sum += yen, ++*rows;
		add_value(c, f, (struct veiled){ v.state, out_str(&o),
						 v.cut_ }, i);
	}
}

static void add_debts(struct cards *c, struct fact *f, const struct doc *d,
		      i64 *sum, int *rows, const struct person_item *i)
{
	const struct doc_group *g =
		d ? doc_group(d, G_PERSON_MONEY_DEBTS) : NULL;
	if (add_whole(c, f, g, i))
		return;
	for (isize row = 0; row < g->rows; row++) {
		struct veiled v = said(cell_of(c, d,
			F_PERSON_MONEY_DEBTS_LENDER, row));
		const struct doc_cell *balance =
			cell_of(c, d, F_PERSON_MONEY_DEBTS_BALANCE, row);
		struct out o = out_open(c->rq->arena, 64);
		i64 yen;
		if (!veiled_has(v))
			continue;
		veiled_put(&o, v);
		put_more(&o, balance, S(" "), S(""));
		if (amount_of(balance, &yen))
			*sum += yen, ++*rows;
		add_value(c, f, (struct veiled){ v.state, out_str(&o),
						 v.cut_ }, i);
	}
}

static void add_sum(struct cards *c, struct fact *f, i64 sum, int rows)
{
	struct out o = out_open(c->rq->arena, 32);
	if (rows < 2)
		return;
	put(&o, S("合計 "));
	put_yen(&o, sum);
	add_value(c, f, veiled_open(out_str(&o)), NULL);
}

static void add_monthly(struct cards *c, struct fact *f, struct total sum)
{
	struct out o = out_open(c->rq->arena, 32);
	if (!sum.any)
		return;
	put(&o, S("月 "));
	put_yen(&o, sum.twelfths / 12);
	add_value(c, f, veiled_open(out_str(&o)), NULL);
}

static void read_money(struct cards *c)
{
	struct overview *p = c->p;
	struct facts *card = &p->money;
	struct total sum = { 0 };
	i64 late = 0, owed = 0;
	int late_n = 0, owed_n = 0;
	struct fact *total = add_fact(card, S("月収の合計"));
	struct fact *kinds = add_fact(card, S("種類"));
	struct fact *arrears = add_fact(card, S("滞納"));
	struct fact *debts = add_fact(card, S("債務"));
	struct fact *aid = add_fact(card, S("生活保護"));
	card->closed = !is_open(p, c->rq->lens, CLASS_money);
	shut_lines(c, card, 0, CLASS_money);
	for (isize k = 0; k < p->people.n; k++) {
		const struct person_item *i = &p->people.v[k];
		const struct doc *d = person_doc(p, S("person_money"), i->id);
		if (!d || !counts(i) || i->away)
			continue;
		add_incomes(c, &sum, total, kinds, d, i);
		add_arrears(c, arrears, d, &late, &late_n, i);
		add_debts(c, debts, d, &owed, &owed_n, i);
		add_cell(c, aid, d, F_PERSON_MONEY_PUBLIC_ASSISTANCE, i);
	}
	add_monthly(c, total, sum);
	add_sum(c, arrears, late, late_n);
	add_sum(c, debts, owed, owed_n);
}

/* ---- 連絡先 -------------------------------------------------------------- */

/* "tel:0901234567" of 「090-123-4567」. */
static str tel_of(struct arena *a, struct veiled phone)
{
	str s = veiled_peek(phone);
	struct out o = out_open(a, s.n + 4);
	put(&o, S("tel:"));
	for (isize i = 0; i < s.n; i++)
		if (s.p[i] >= '0' && s.p[i] <= '9')
			out_char(&o, s.p[i]);
	return o.n > 4 ? out_str(&o) : (str){ 0 };
}

static void add_phone(struct cards *c, struct fact *f, struct veiled text,
		      struct veiled phone, const struct person_item *i)
{
	if (!veiled_has(text) && !veiled_has(phone))
		return;
	add_value(c, f, text, i);
	struct fact_value *v = &f->values.v[f->values.n - 1];
	v->phone = phone;
	v->tel = tel_of(c->rq->arena, phone);
}

static void add_emergency(struct cards *c, struct fact *f, const struct doc *d,
			  const struct person_item *i)
{
	const struct doc_group *g =
		d ? doc_group(d, G_PERSON_CONTACT_EMERGENCY) : NULL;
	if (add_whole(c, f, g, i))
		return;
	for (isize row = 0; row < g->rows; row++) {
		struct veiled v = said(cell_of(c, d,
			F_PERSON_CONTACT_EMERGENCY_NAME, row));
		const struct doc_cell *phone = cell_of(c, d,
			F_PERSON_CONTACT_EMERGENCY_PHONE, row);
		struct out o = out_open(c->rq->arena, 64);
		veiled_put(&o, v);
		put_more(&o, cell_of(c, d, F_PERSON_CONTACT_EMERGENCY_RELATION,
				     row), S("（"), S("）"));
		add_phone(c, f, (struct veiled){ v.state, out_str(&o),
						 v.cut_ },
			  phone && phone->state == VALUE_GIVEN ?
				  phone->shown : (struct veiled){ 0 }, i);
	}
}

/* Of a person: the name, then the number. */
static void add_person_phone(struct cards *c, struct fact *f,
			     const struct person_item *i)
{
	if (veiled_has(i->phone))
		add_phone(c, f, i->name, i->phone, NULL);
}

/* Whose they are is only said when two people have their own. */
static void join_owners(struct fact *f)
{
	for (isize i = 1; i < f->values.n; i++)
		if (!str_eq(veiled_peek(f->values.v[i].of),
			    veiled_peek(f->values.v[0].of)))
			return;
	for (isize i = 0; i < f->values.n; i++)
		f->values.v[i].of = (struct veiled){ 0 };
}

static void read_contact(struct cards *c)
{
	struct overview *p = c->p;
	struct facts *card = &p->contact;
	struct fact *never = add_fact(card, S("連絡しない相手・時間"));
	struct fact *place = add_fact(card, S("住所"));
	struct fact *phone = add_fact(card, S("電話"));
	struct fact *urgent = add_fact(card, S("緊急連絡先"));
	card->closed = !is_open(p, c->rq->lens, CLASS_contact);
	shut_lines(c, card, 1, CLASS_contact);
	if (veiled_has(p->house.address))
		add_value(c, place, p->house.address, NULL);
	add_phone(c, phone, (struct veiled){ 0 }, p->house.phone, NULL);
	for (isize k = 0; k < p->people.n; k++) {
		const struct person_item *i = &p->people.v[k];
		const struct doc *d = person_doc(p, S("person_contact"),
						 i->id);
		if (!counts(i))
			continue;
		add_person_phone(c, phone, i);
		const struct doc_cell *no = cell_of(c, d,
			F_PERSON_CONTACT_DO_NOT_CONTACT, 0);
		if (no && no->state == VALUE_GIVEN)
			add_value(c, never, no->shown, i);
		add_emergency(c, urgent, d, i);
	}
	join_owners(urgent);
}

void cards_read(struct rq *rq, struct overview *p)
{
	struct cards c = { rq, p, false };
	int living = 0;
	for (isize i = 0; i < p->people.n; i++)
		living += counts(&p->people.v[i]);
	c.several = living > 1;
	read_health(&c);
	read_money(&c);
	read_contact(&c);
}

/* ---- what there is no value of ------------------------------------------- */

enum rest { REST_UNKNOWN, REST_SHUT };

static str rest_labels(struct arena *a, const struct facts *f, int first,
		       enum rest what)
{
	struct out o = out_open(a, 64);
	for (int i = first; i < f->n; i++) {
		const struct fact *one = &f->v[i];
		if (one->values.n || one->shut != (what == REST_SHUT))
			continue;
		if (o.n)
			put(&o, S("、"));
		put(&o, one->label);
	}
	return out_str(&o);
}

str facts_unknown(struct arena *a, const struct facts *f, int first)
{
	return rest_labels(a, f, first, REST_UNKNOWN);
}

str facts_shut(struct arena *a, const struct facts *f, int first)
{
	return rest_labels(a, f, first, REST_SHUT);
}
