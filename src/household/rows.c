/* rows.c — see rows.h. */
#include "household/rows.h"

#include "base/utf8.h"
#include "household/people.h"
#include "text/fold.h"

enum { NAME_MAX_CHARS = 60 };

/* ---- reading ----------------------------------------------------------- */

static str numbered(struct arena *a, str name, isize n, str behind)
{
	struct out o = out_open(a, name.n + behind.n + 4);
	put(&o, name);
	put(&o, n);
	put(&o, behind);
	return out_str(&o);
}

static void place(struct arena *a, struct person_row *r, isize n)
{
	r->name_id = numbered(a, S("name"), n, (str){ 0 });
	r->birth_id = numbered(a, S("birth"), n, (str){ 0 });
	r->death_id = numbered(a, S("death"), n, (str){ 0 });
	r->number = numbered(a, (str){ 0 }, n, S("人目の"));
}

static str nth(struct params form, str name, isize i)
{
	return str_trim(params_nth(form, name, i));
}

void person_rows_read(struct rq *rq, struct params form, isize blank,
		      struct person_rows *ret)
{
	*ret = (struct person_rows){ .rq = rq };
	for (isize i = 0; i < PERSON_ROWS_MAX; i++) {
		if (!params_nth(form, S("name"), i).p)
			break;
		struct person_row *r = &ret->v[ret->n++];
		*r = (struct person_row){
			.name = nth(form, S("name"), i),
			.kana = nth(form, S("kana"), i),
			.birth = nth(form, S("birth"), i),
			.relation = nth(form, S("relation"), i),
			.living = nth(form, S("living"), i),
			.death = nth(form, S("death"), i),
		};
		r->filled = r->name.n || r->kana.n || r->birth.n ||
			    r->relation.n || r->death.n;
	}
	for (; blank > 0 && ret->n < PERSON_ROWS_MAX; blank--)
		ret->n++;
	for (isize i = 0; i < ret->n; i++)
		place(rq->arena, &ret->v[i], i + 1);
}

/* ---- checking ---------------------------------------------------------- */

/* 「生年月日が先の日付です（R8.12.9）。…」 */
static enum status ahead(struct rq *rq, str field, struct fdate d)
{
	struct out o = out_open(rq->arena, 96);
	put(&o, S("先の日付です（"));
	fdate_print_short(&o, d);
	put(&o, S("）。年を確かめてください。例 S19.3.4"));
	return rq_error(rq, field, out_str(&o));
}

static enum status not_ahead(struct rq *rq, str field, struct fdate d,
			     struct fdate *ret)
{
	if (d.precision != PREC_NONE && d.first.n > rq->today.n)
		return ahead(rq, field, d);
	*ret = d;
	return OK;
}

enum status past_date(struct rq *rq, str field, str typed, struct fdate *ret)
{
	struct fdate d = { 0 };
	str why = { 0 };
	if (fdate_parse(typed, rq->today, &d, &why) != OK)
		return rq_error(rq, field, why);
	return not_ahead(rq, field, d, ret);
}

enum status birth_date(struct rq *rq, str field, str typed, struct fdate *ret)
{
	struct fdate d = { 0 };
	if (typed.n && fdate_parse_age(typed, rq->today, &d) == OK)
		return not_ahead(rq, field, d, ret);
	return past_date(rq, field, typed, ret);
}

static bool too_long(str s)
{
	return utf8_length(s) > NAME_MAX_CHARS;
}

static enum status check_texts(struct rq *rq, const struct person_row *r)
{
	if (!r->name.n && !r->relation.n)
		return rq_error(rq, r->name_id,
				S("氏名か続柄を入れてください。"
				  "例 山田 花子"));
	if (too_long(r->name) || too_long(r->kana) || too_long(r->relation))
		return rq_error(rq, r->name_id,
				S("名前・ふりがな・続柄は、"
				  "それぞれ60字までです。"));
	return OK;
}

static enum status check_row(struct rq *rq, struct person_row *r)
{
	struct person_new p = { 0 };
	enum status st = check_texts(rq, r);
	enum status birth = birth_date(rq, r->birth_id, r->birth, &p.birth);
	enum status death = past_date(rq, r->death_id, r->death, &p.death);
	if (st != OK || birth != OK || death != OK)
		return E_INVALID;
	person_split_name(r->name, &p.family_name, &p.given_name);
	person_split_name(r->kana, &p.family_name_kana, &p.given_name_kana);
	p.sex = relation_sex(rq->arena, r->relation);
	p.dead = str_eq(r->living, S("dead")) || r->death.n;
	p.living = str_eq(r->living, S("home")) && !p.dead ? S("home") :
							     S("away");
	p.relation = r->relation;
	r->person = p;
	return OK;
}

enum status person_rows_check(struct rq *rq, struct person_rows *rows)
{
	enum status st = OK;
	isize filled = 0;
	for (isize i = 0; i < rows->n; i++) {
		if (!rows->v[i].filled)
			continue;
		filled++;
		if (check_row(rq, &rows->v[i]) != OK)
			st = E_INVALID;
	}
	if (!filled)
		return rq_error(rq, S("name1"),
				S("一人は入れてください。例 山田 花子"));
	return st;
}

str relation_sex(struct arena *a, str relation)
{
	static const str men[] = { STR("男"), STR("夫"), STR("父"), STR("兄"),
				   STR("弟"), STR("息子"), STR("甥") };
	static const str women[] = { STR("女"), STR("妻"), STR("母"),
				     STR("姉"), STR("妹"), STR("娘"),
				     STR("姪") };
	str s = text_fold(a, relation);
	for (isize i = 0; i < COUNT(men); i++)
		if (str_ends(s, men[i]))
			return S("1");
	for (isize i = 0; i < COUNT(women); i++)
		if (str_ends(s, women[i]))
			return S("2");
	return S("0");
}

/* ---- saving ------------------------------------------------------------ */

enum status person_rows_save(struct rq *rq, struct db *tx,
			     const struct person_rows *rows,
			     casefile_id casefile, household_id household,
			     person_id focus)
{
	for (isize i = 0; i < rows->n; i++) {
		if (!rows->v[i].filled)
			continue;
		struct person_new p = rows->v[i].person;
		person_id id;
		p.casefile = casefile;
		p.household = household;
		TRY(person_add(rq, tx, &p, &id));
		if (focus.v)
			TRY(person_relate(rq, tx, casefile, focus, id,
					  p.relation));
		else
			focus = id;
	}
	return OK;
}
