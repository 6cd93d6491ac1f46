/*
 * share_view.c — what stands shared, in words and signs.
 *
 * Nothing is decided here: every cell is asked from the recipient's own lens.
 */
#include "share/share_page.h"

const struct share_line share_lines[] = {
	{ STR("safety"), STR("訪問時の安全"), .class = CLASS_safety },
	{ STR("name"), STR("名前"), .class = CLASS_name },
	{ STR("contact"), STR("連絡先"), .class = CLASS_contact },
	{ STR("quasi"), STR("年齢・性別"), .class = CLASS_quasi },
	{ STR("family"), STR("家族"), .class = CLASS_family },
	{ STR("health"), STR("健康と障がい"), .class = CLASS_health },
	{ STR("money"), STR("収入・債務"), .class = CLASS_money },
	{ STR("work"), STR("仕事"), .class = CLASS_work },
	{ STR("legal"), STR("国籍と在留"), .class = CLASS_legal },
	{ STR("free"), STR("支援経過"), .class = CLASS_free,
	  .of = TAB_NOTES },
	{ STR("tab.sheets"), STR("シート"), true, CLASS_plain, TAB_SHEETS },
	{ STR("tab.tasks"), STR("やること"), true, CLASS_plain, TAB_TASKS },
};
const isize share_lines_n = COUNT(share_lines);

/* ---- read once ---------------------------------------------------------------- */

static enum status load_lenses(struct rq *rq, struct share_all *all)
{
	all->lenses = new(rq->arena, struct lens, all->columns.n);
	for (isize i = 0; i < all->columns.n; i++) {
		const struct share_column *c = &all->columns.v[i];
		bool planned = str_eq(c->state, S("planned"));
		struct viewer v = share_viewer(
			rq, c->agency, c->account, c->role,
			planned ? c->id : (bestowal_id){ 0 });
		TRY(vis_lens(rq->db, rq->arena, v, rq->lens->casefile,
			     &all->lenses[i]));
	}
	return OK;
}

enum status share_load(struct rq *rq, struct share_all *all)
{
	i64 muni = rq->actor.viewer.muni;
	casefile_id id = rq->lens->casefile;
	*all = (struct share_all){ 0 };
	TRY(share_columns(rq->db, rq->arena, muni, id, rq->now,
			  &all->columns));
	TRY(share_rests(rq->db, rq->arena, muni, id, rq->now, &all->rests));
	TRY(share_changes(rq->db, rq->arena, rq->lens, muni, id, rq->now,
			  &all->changes));
	TRY(share_people(rq->db, rq->arena, rq->lens, muni, id, &all->people));
	TRY(share_type_list(rq->db, rq->arena, muni, &all->types,
			    &all->types_n));
	return load_lenses(rq, all);
}

enum status share_cards(struct rq *rq, struct consent_card_list *ret,
			str *ret_ways)
{
	TRY(consent_cards(rq, ret));
	*ret_ways = (str){ 0 };
	for (isize i = 0; i < ret->n; i++)
		if (!ret->v[i].n && !ret->v[i].dead) {
			*ret_ways = ret->v[i].url;
			return OK;
		}
	return OK;
}

const struct share_type *share_type_in(const struct share_all *all, str name)
{
	for (isize i = 0; i < all->types_n; i++)
		if (str_eq(all->types[i].name, name))
			return &all->types[i];
	return NULL;
}

/* ---- one cell -------------------------------------------------------------------- */

str share_state_letter(enum veil_state s)
{
	static const str letters[] = { STR("H"), STR("M"), STR("O"),
				       STR("C") };
	return letters[s];
}

enum veil_state share_state(const struct lens *l, const struct share_line *line,
			    person_id person)
{
	if (line->of && !lens_tab(l, line->of))
		return VEIL_HIDE;
	return line->tab ? VEIL_CLEAR : lens_class(l, line->class, person);
}

static void put_words(struct share_cell *cell, enum veil_state s, bool prose)
{
	static const str words[] = { STR("出さない"), STR("伏せる"),
				     STR("おおまか"), STR("そのまま") };
	static const str signs[] = { STR("－"), STR("▨"), STR("◐"),
				     STR("●") };
	cell->word = words[s];
	cell->sign = signs[s];
	/* Of prose not all is closed, and coarse is what was said otherwise. */
	if (prose && s == VEIL_MASK)
		cell->word = S("一部を伏せる");
	if (prose && s == VEIL_COARSE)
		cell->word = S("言いかえだけ");
}

/* What the type, or an exception over it, would open. */
static enum veil_state wanted(const struct share_all *all,
			      const struct share_column *c, str type,
			      const struct share_line *line, person_id person,
			      bool *ret_changed)
{
	static const str letters = STR("HMOC");
	const struct share_type *t =
		share_type_in(all, type.n ? type : c->type);
	enum veil_state s = t ? (enum veil_state)t->state[line->class] :
				VEIL_HIDE;
	for (isize i = 0; i < all->changes.n; i++) {
		const struct share_change *x = &all->changes.v[i];
		if (x->bestowal.v != c->id.v || !str_eq(x->what, line->what) ||
		    (x->person && x->person != person.v))
			continue;
		isize at = str_find(letters, x->state, 0);
		s = at < 0 ? VEIL_HIDE : (enum veil_state)at;
		*ret_changed = true;
	}
	return s;
}

static bool is_agreed(const struct share_rest *r, enum vis_class c)
{
	return c == CLASS_plain || c == CLASS_safety ||
	       ((unsigned)r->classes >> c & 1);
}

struct share_cell share_cell_of(const struct share_all *all, isize column,
				const struct share_line *line,
				person_id person)
{
	const struct share_column *c = &all->columns.v[column];
	const struct lens *l = &all->lenses[column];
	struct share_cell cell = { 0 };
	enum veil_state now = share_state(l, line, person);
	bool rests = false;
	put_words(&cell, now, line->class == CLASS_free);
	for (isize i = 0; i < all->rests.n; i++) {
		const struct share_rest *r = &all->rests.v[i];
		if (r->bestowal.v != c->id.v ||
		    (person.v && r->person.v != person.v))
			continue;
		rests = true;
		enum veil_state s = wanted(all, c, r->type, line, r->person,
					   &cell.changed);
		if (!line->tab && s > now && !is_agreed(r, line->class))
			cell.blocked = true;
	}
	if (!rests && person.v && !line->tab)
		cell.blocked = wanted(all, c, (str){ 0 }, line, person,
				      &cell.changed) > now;
	if (cell.blocked && now == VEIL_HIDE)
		cell.word = S("同意なし");
	return cell;
}

/* ---- why -------------------------------------------------------------------------------- */

void share_why(struct rq *rq, const struct share_all *all,
	       const struct share_column *c, str *ret_basis, str *ret_until)
{
	static const struct {
		str kind, word;
	} words[] = {
		{ STR("consent"), STR("同意") },
		{ STR("conference"), STR("支援会議など") },
		{ STR("statute"), STR("法律") },
		{ STR("emergency"), STR("緊急") },
		{ STR("commission"), STR("委託元") },
		{ STR("existence"), STR("存在だけの同意") },
		{ STR("anonymous"), STR("匿名") },
	};
	struct opt_i64 until = c->until;
	struct out o = out_open(rq->arena, 64);
	for (isize i = 0; i < all->rests.n; i++) {
		const struct share_rest *r = &all->rests.v[i];
		if (r->bestowal.v != c->id.v)
			continue;
		if (r->until.has && (!until.has || r->until.v < until.v))
			until = r->until;
		for (isize k = 0; k < COUNT(words); k++)
			if (str_eq(words[k].kind, r->kind) &&
			    str_find(out_str(&o), words[k].word, 0) < 0) {
				put(&o, o.n ? S("・") : S(""));
				put(&o, words[k].word);
			}
	}
	*ret_basis = o.n ? out_str(&o) : S("根拠が切れています");
	if (until.has)
		*ret_until = str_cat(rq->arena,
				     share_until_day(rq->arena, until.v),
				     S("まで"));
}

/* ---- in a sentence ---------------------------------------------------------------- */

str share_opened(struct arena *a, const u8 *states)
{
	static const struct {
		enum vis_class class;
		str word;
	} said[] = {
		{ CLASS_contact, STR("連絡先") },
		{ CLASS_health, STR("健康") },
		{ CLASS_money, STR("お金") },
		{ CLASS_work, STR("仕事") },
		{ CLASS_legal, STR("国籍") },
		{ CLASS_free, STR("支援経過") },
	};
	struct out o = out_open(a, 80);
	for (isize i = 0; i < COUNT(said); i++) {
		bool prose = said[i].class == CLASS_free;
		u8 least = prose ? VEIL_MASK : VEIL_COARSE;
		if (states[said[i].class] < least)
			continue;
		if (o.n)
			put(&o, S("・"));
		put(&o, said[i].word);
	}
	return out_str(&o);
}

void share_say_of(struct rq *rq, const struct lens *l,
		  const struct share_person_list *people,
		  struct share_say *ret)
{
	ret->exists = l->level == LEVEL_EXISTS;
	ret->v = new(rq->arena, struct share_said, people->n);
	ret->n = ret->opened = 0;
	/* First those of whom something is shown. */
	for (int pass = 0; pass < 2; pass++)
		for (isize i = 0; i < people->n; i++) {
			u8 states[CLASS_COUNT];
			person_id id = people->v[i].id;
			for (int c = 0; c < CLASS_COUNT; c++)
				states[c] = (u8)lens_class(
					l, (enum vis_class)c, id);
			if (!lens_tab(l, TAB_NOTES))
				states[CLASS_free] = VEIL_HIDE;
			str words = share_opened(rq->arena, states);
			if ((words.n > 0) != (pass == 0))
				continue;
			ret->v[ret->n++] = (struct share_said){
				people->v[i].given_name, words };
			ret->opened += pass == 0;
		}
}
