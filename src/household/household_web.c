/* household_web.c — 世帯と家族 (S31): the list, new rows, the household. */
#include "casefile/casefile.h"
#include "household/people_page.h"
#include "household_people.html.h"
#include "household_spine.html.h"
#include "text/collate.h"

/* ---- the list ---------------------------------------------------------- */

static enum status looked_at(struct rq *rq, const struct person_item_list *all)
{
	i64 *ids = new(rq->arena, i64, all->n);
	for (isize i = 0; i < all->n; i++)
		ids[i] = all->v[i].id.v;
	rq_looked_list(rq, S("look.people"), rq->lens, S("person"), ids,
		       all->n);
	return OK;
}

static enum status people_show(struct rq *rq, struct reply *ret)
{
	struct people_page *p = new(rq->arena, struct people_page, 1);
	casefile_id id = rq->lens->casefile;
	if (!lens_tab(rq->lens, TAB_FAMILY))
		return casefile_closed_tab(rq, TAB_FAMILY, ret);
	TRY(household_row(rq->db, rq->arena, rq->lens, rq->actor.viewer.muni,
			  id, &p->house));
	TRY(person_list(rq, rq->lens, &p->people));
	for (isize i = 0; i < p->people.n; i++)
		p->away_n += p->people.v[i].away || p->people.v[i].dead;
	p->rq = rq;
	p->url = casefile_url(rq, id, S("/people"));
	p->new_url = casefile_url(rq, id, S("/people/new"));
	p->edit_url = casefile_url(rq, id, S("/household/edit"));
	p->ties_url = casefile_url(rq, id, S("/relations"));
	p->picture_url = casefile_url(rq, id, S("/genogram"));
	p->past_url = casefile_url(rq, id, S("/household/history"));
	p->may_edit = lens_can(rq->lens, VERB_COMMON);
	TRY(looked_at(rq, &p->people));
	TRY(reply_page(ret, S("事案"), people_all_draw, p));
	return casefile_frame(rq, TAB_FAMILY, ret);
}

/* ---- new rows ---------------------------------------------------------- */

static str time_words(struct arena *a, stamp at)
{
	struct out o = out_open(a, 8);
	stamp_print_time(&o, at);
	return out_str(&o);
}

static enum status draw_new(struct rq *rq, struct person_rows *rows,
			    const struct draft *d, struct reply *ret)
{
	struct new_page *p = new(rq->arena, struct new_page, 1);
	struct person_item_list all;
	TRY(person_list(rq, rq->lens, &all));
	*p = (struct new_page){
		.rq = rq,
		.url = casefile_url(rq, rq->lens->casefile, S("/people")),
		.token = rq_token_of(rq, casefile, rq->lens->casefile),
		.focus = all.n ? all.v[0].name : (struct veiled){ 0 },
		.rows = rows,
		.draft_there = d && d->there && !rq_query(rq, S("draft")).n,
		.draft_time = d ? time_words(rq->arena, d->at) : (str){ 0 },
	};
	TRY(looked_at(rq, &all));
	TRY(reply_page(ret, S("事案"), people_new_draw, p));
	return casefile_frame(rq, TAB_FAMILY, ret);
}

static enum status people_blank(struct rq *rq, struct reply *ret)
{
	struct person_rows *rows = new(rq->arena, struct person_rows, 1);
	struct draft d;
	TRY(draft_get(rq, S("rows"), rq->lens->casefile.v, &d));
	bool go_on = d.there && rq_query(rq, S("draft")).n;
	person_rows_read(rq, go_on ? d.fields : (struct params){ 0 },
			 go_on ? 1 : 3, rows);
	return draw_new(rq, rows, &d, ret);
}

static enum status add_job(struct rq *rq, struct db *tx, void *arg,
			   struct reply *ret)
{
	const struct person_rows *rows = arg;
	casefile_id id = rq->lens->casefile;
	struct household_raw house;
	struct person_key_list there;
	TRY(household_stored(tx, rq->arena, rq->actor.viewer.muni, id,
			     &house));
	TRY(person_ids(tx, rq->arena, rq->actor.viewer.muni, id, &there));
	person_id focus = there.n ? there.v[0].id : (person_id){ 0 };
	TRY(person_rows_save(rq, tx, rows, id, house.id, focus));
	TRY(draft_forget(rq, tx, S("rows"), id.v));
	return reply_redirect(ret, casefile_url(rq, id, S("/people")));
}

static enum status people_add(struct rq *rq, struct reply *ret)
{
	struct person_rows *rows = new(rq->arena, struct person_rows, 1);
	bool more = rq_form(rq, S("more")).n;
	person_rows_read(rq, rq->http->form, more ? 1 : 0, rows);
	if (more)
		return draw_new(rq, rows, NULL, ret);
	enum status st = person_rows_check(rq, rows);
	if (st == OK)
		st = rq_write(rq, add_job, rows, ret);
	if (st != E_INVALID)
		return st;
	ret->status = 422;
	return draw_new(rq, rows, NULL, ret);
}

/* ---- the household ----------------------------------------------------- */

static const struct spine_def house_defs[] = {
	{ .name = STR("name"), .label = STR("世帯名"), .heading = STR("世帯"),
	  .class_ = CLASS_name, .max = 60 },
	{ .name = STR("name_kana"), .label = STR("ふりがな"),
	  .class_ = CLASS_name, .kind = SPINE_KANA, .max = 60,
	  .kana_of = STR("name") },
	{ .name = STR("postal_code"), .label = STR("郵便番号"),
	  .heading = STR("住まいと連絡先"), .class_ = CLASS_contact,
	  .kind = SPINE_POSTCODE, .max = 10 },
	{ .name = STR("address"), .label = STR("住所"),
	  .class_ = CLASS_contact, .max = 200 },
	{ .name = STR("phone"), .label = STR("電話"),
	  .class_ = CLASS_contact, .kind = SPINE_PHONE, .max = 30 },
	{ .name = STR("caution"), .label = STR("訪問時注意"),
	  .hint = STR("この事案を開ける人みなに見えます。"
		      "例：玄関の犬に注意。つないでいません。"),
	  .heading = STR("訪問時注意"), .class_ = CLASS_safety,
	  .kind = SPINE_MEMO, .max = 2000 },
};
enum { HOUSE_FIELDS = COUNT(house_defs) };

static enum status house_past(struct rq *rq, struct db *db, household_id id,
			      struct past_lines *ret)
{
	struct past_reader reader = {
		.defs = spine_past(rq->arena, house_defs, HOUSE_FIELDS),
		.n = HOUSE_FIELDS,
	};
	return past_read(rq, db, S("household"), id.v, &reader, ret);
}

static void house_texts(const struct household_raw *h, str *now)
{
	const str all[HOUSE_FIELDS] = { h->name, h->name_kana, h->postal_code,
					h->address, h->phone, h->caution };
	for (int i = 0; i < HOUSE_FIELDS; i++)
		now[i] = all[i];
}

static enum status open_house(struct rq *rq, struct household_raw *h,
			      struct spine_page *p)
{
	str now[HOUSE_FIELDS];
	casefile_id id = rq->lens->casefile;
	TRY(household_stored(rq->db, rq->arena, rq->actor.viewer.muni, id,
			     h));
	house_texts(h, now);
	p->rq = rq;
	p->s = new(rq->arena, struct spine, 1);
	spine_open(rq, house_defs, HOUSE_FIELDS, (person_id){ 0 }, now, p->s);
	p->title = S("世帯を直す");
	p->action = casefile_url(rq, id, S("/household"));
	p->back = casefile_url(rq, id, S("/people"));
	p->back_label = S("世帯と家族");
	p->draft_form = S("household");
	p->draft_object = rq_token_of(rq, casefile, id);
	return OK;
}

static enum status draw_house(struct rq *rq, struct spine_page *p,
			      struct reply *ret)
{
	rq_looked(rq, S("look.people"), rq->lens, S("casefile"),
		  rq->lens->casefile.v);
	TRY(reply_page(ret, S("事案"),
		       ret->status == 409 ? spine_choose_draw :
					    spine_edit_draw, p));
	return casefile_frame(rq, TAB_FAMILY, ret);
}

static enum status house_edit(struct rq *rq, struct reply *ret)
{
	struct spine_page *p = new(rq->arena, struct spine_page, 1);
	struct household_raw h;
	struct draft d;
	TRY(open_house(rq, &h, p));
	TRY(draft_get(rq, S("household"), rq->lens->casefile.v, &d));
	p->draft_there = d.there;
	p->draft_time = time_words(rq->arena, d.at);
	p->continued = rq_query(rq, S("draft")).n;
	spine_from_draft(p->s, &d);
	return draw_house(rq, p, ret);
}

/* The address stands in the search entry of each of its people. */
static enum status search_people(struct rq *rq, struct db *tx,
				 const struct search_entry *was, isize n)
{
	for (isize i = 0; i < n; i++)
		TRY(person_search_again(rq, tx, &was[i]));
	return OK;
}

static enum status entries_before(struct rq *rq, struct db *tx,
				  casefile_id id, struct search_entry **ret,
				  isize *ret_n)
{
	struct person_key_list ids;
	TRY(person_ids(tx, rq->arena, rq->actor.viewer.muni, id, &ids));
	struct search_entry *v = new(rq->arena, struct search_entry, ids.n);
	for (isize i = 0; i < ids.n; i++)
		TRY(person_search_entry(rq, tx, id, ids.v[i].id, &v[i]));
	*ret = v;
	*ret_n = ids.n;
	return OK;
}

static enum status write_house(struct rq *rq, struct db *tx,
			       const struct spine *s,
			       const struct household_raw *h)
{
	casefile_id casefile = rq->lens->casefile;
	struct search_entry *was;
	isize n;
	str f[HOUSE_FIELDS];
	struct past_change c = { .kind = S("household"), .object = h->id.v,
				 .casefile = casefile };
	spine_change(s, &c);
	if (c.n == 0)
		return OK;
	for (int i = 0; i < HOUSE_FIELDS; i++)
		f[i] = spine_final(s, i);
	TRY(entries_before(rq, tx, casefile, &was, &n));
	TRY(household_update(tx, rq->actor.viewer.muni, h->id, h->version,
			     f[0], f[1], f[2], f[3], f[4], f[5]));
	TRY(past_write(rq, tx, &c));
	TRY(search_people(rq, tx, was, n));
	TRY(casefile_renamed(rq, tx, casefile,
			     text_sort_key(rq->arena, f[1], f[0])));
	TRY(rq_audit(rq, tx, S("household.edit"), S("household"), h->id.v,
		     casefile, past_names(rq->arena, &c)));
	return rq_changed(rq, tx, casefile);
}

static enum status house_job(struct rq *rq, struct db *tx, void *arg,
			     struct reply *ret)
{
	struct spine_page *p = arg;
	struct household_raw h;
	str now[HOUSE_FIELDS];
	casefile_id id = rq->lens->casefile;
	TRY(household_stored(tx, rq->arena, rq->actor.viewer.muni, id, &h));
	house_texts(&h, now);
	TRY(spine_again(p->s, now));
	TRY(write_house(rq, tx, p->s, &h));
	TRY(draft_forget(rq, tx, S("household"), id.v));
	return reply_redirect(ret, p->back);
}

static enum status house_clash(struct rq *rq, struct spine_page *p,
			       struct reply *ret)
{
	struct household_raw h;
	struct past_lines lines;
	str now[HOUSE_FIELDS];
	TRY(household_stored(rq->db, rq->arena, rq->actor.viewer.muni,
			     rq->lens->casefile, &h));
	house_texts(&h, now);
	/* The row as it is; that it is another is known. */
	enum status known = spine_again(p->s, now);
	if (known != OK && known != E_CONFLICT)
		return known;
	TRY(house_past(rq, rq->db, h.id, &lines));
	spine_conflict(p, &lines);
	if (!p->clash.n)
		return reply_redirect(ret, p->back);
	*ret = (struct reply){ .status = 409 };
	return draw_house(rq, p, ret);
}

static enum status house_save(struct rq *rq, struct reply *ret)
{
	struct spine_page *p = new(rq->arena, struct spine_page, 1);
	struct household_raw h;
	TRY(open_house(rq, &h, p));
	enum status st = spine_read(p->s);
	if (st == OK)
		st = rq_write(rq, house_job, p, ret);
	if (st == E_CONFLICT)
		return house_clash(rq, p, ret);
	if (st != E_INVALID)
		return st;
	*ret = (struct reply){ .status = 422 };
	return draw_house(rq, p, ret);
}

/* ---- what was before --------------------------------------------------- */

static enum status draw_past(struct rq *rq, str clash, struct reply *ret)
{
	struct past_page *p = new(rq->arena, struct past_page, 1);
	casefile_id id = rq->lens->casefile;
	struct household_raw h;
	TRY(household_stored(rq->db, rq->arena, rq->actor.viewer.muni, id,
			     &h));
	TRY(house_past(rq, rq->db, h.id, &p->lines));
	p->rq = rq;
	p->title = S("世帯：履歴");
	p->url = casefile_url(rq, id, S("/household/history"));
	p->back = casefile_url(rq, id, S("/people"));
	p->back_label = S("世帯と家族");
	p->may_restore = lens_can(rq->lens, VERB_COMMON);
	p->clash = clash.n ? past_last(&p->lines, clash) : NULL;
	rq_looked(rq, S("look.people"), rq->lens, S("casefile"), id.v);
	TRY(past_page(p, ret));
	return casefile_frame(rq, TAB_FAMILY, ret);
}

static enum status house_history(struct rq *rq, struct reply *ret)
{
	if (!lens_tab(rq->lens, TAB_FAMILY))
		return casefile_closed_tab(rq, TAB_FAMILY, ret);
	return draw_past(rq, (str){ 0 }, ret);
}

/* An ordinary change, to a value that the history knows. */
static enum status back_job(struct rq *rq, struct db *tx, void *arg,
			    struct reply *ret)
{
	const struct past_wish *wish = arg;
	const struct past_line *line;
	struct past_lines lines;
	struct household_raw h;
	struct spine s;
	str now[HOUSE_FIELDS];
	casefile_id id = rq->lens->casefile;
	TRY(household_stored(tx, rq->arena, rq->actor.viewer.muni, id, &h));
	TRY(house_past(rq, tx, h.id, &lines));
	TRY(past_find(&lines, wish, &line));
	house_texts(&h, now);
	spine_open(rq, house_defs, HOUSE_FIELDS, (person_id){ 0 }, now, &s);
	spine_put_back(&s, line->key, veiled_peek(line->was));
	TRY(write_house(rq, tx, &s, &h));
	return reply_redirect(ret, casefile_url(rq, id,
						S("/household/history")));
}

static enum status house_restore(struct rq *rq, struct reply *ret)
{
	struct past_wish wish;
	TRY(past_wish(rq, &wish));
	enum status st = rq_write(rq, back_job, &wish, ret);
	return st == E_CONFLICT ? draw_past(rq, wish.key, ret) : st;
}

const struct route household_routes[] = {
	{ GET, "/cases/:casefile/people", people_show, CAN_READ_CASE,
	  .page = "世帯と家族" },
	{ GET, "/cases/:casefile/people/new", people_blank, CAN_EDIT_COMMON,
	  .page = "世帯員を足す" },
	{ POST, "/cases/:casefile/people", people_add, CAN_EDIT_COMMON,
	  .audit = "person.add" },
	{ GET, "/cases/:casefile/people/:person", person_show, CAN_READ_CASE,
	  .page = "世帯員：基本" },
	{ GET, "/cases/:casefile/people/:person/edit", person_edit,
	  CAN_EDIT_COMMON, .page = "世帯員：基本を直す" },
	{ POST, "/cases/:casefile/people/:person", person_save,
	  CAN_EDIT_COMMON, .audit = "person.edit" },
	{ POST, "/cases/:casefile/people/:person/names", person_name_add,
	  CAN_EDIT_COMMON, .audit = "person.edit" },
	{ POST, "/cases/:casefile/people/:person/names/:name",
	  person_name_drop, CAN_EDIT_COMMON, .audit = "person.edit" },
	{ GET, "/cases/:casefile/household/edit", house_edit, CAN_EDIT_COMMON,
	  .page = "世帯を直す" },
	{ POST, "/cases/:casefile/household", house_save, CAN_EDIT_COMMON,
	  .audit = "household.edit" },
	{ GET, "/cases/:casefile/people/:person/history", person_history,
	  CAN_READ_CASE, .page = "世帯員：履歴" },
	{ POST, "/cases/:casefile/people/:person/history", person_restore,
	  CAN_EDIT_COMMON, .audit = "person.edit" },
	{ GET, "/cases/:casefile/household/history", house_history,
	  CAN_READ_CASE, .page = "世帯：履歴" },
	{ POST, "/cases/:casefile/household/history", house_restore,
	  CAN_EDIT_COMMON, .audit = "household.edit" },
	{ GET, "/cases/:casefile/relations/history", ties_history,
	  CAN_READ_CASE, .page = "関係：履歴" },
	{ POST, "/cases/:casefile/relations/history", ties_restore,
	  CAN_EDIT_COMMON, .audit = "bond.edit" },
	{ GET, "/cases/:casefile/relations", ties_show, CAN_READ_CASE,
	  .page = "関係" },
	{ POST, "/cases/:casefile/bonds", bond_add, CAN_EDIT_COMMON,
	  .audit = "bond.add" },
	{ POST, "/cases/:casefile/bonds/:bond", bond_save, CAN_EDIT_COMMON,
	  .audit = "bond.edit" },
	{ POST, "/cases/:casefile/parentages", parentage_add, CAN_EDIT_COMMON,
	  .audit = "parentage.add" },
	{ POST, "/cases/:casefile/parentages/:parentage", parentage_save,
	  CAN_EDIT_COMMON, .audit = "parentage.edit" },
	{ POST, "/cases/:casefile/stays", stay_add, CAN_EDIT_COMMON,
	  .audit = "residence.add" },
	{ POST, "/cases/:casefile/stays/:person", stay_save, CAN_EDIT_COMMON,
	  .audit = "residence.edit" },
};
const isize household_routes_n = COUNT(household_routes);
