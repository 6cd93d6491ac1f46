/* overview.c — the page, read through the faces of the other rooms. */
#include "overview/overview_page.h"

#include "casefile/casefile.h"
#include "dict_ids.h"
#include "kernel/app.h"

static const i64 DAY_MS = 24 * 60 * 60 * 1000;

/* ---- members ------------------------------------------------------------- */

/* A word of the person's own sheet; nothing unless it was said. */
static struct veiled word_of(const struct rq *rq, const struct doc *d,
			     int field)
{
	const struct doc_cell *cell =
		d ? doc_get(d, rq->app->dict, field, 0) : NULL;
	if (!cell || cell->state != VALUE_GIVEN)
		return (struct veiled){ 0 };
	return cell->shown;
}

static void read_members(struct rq *rq, struct overview *p)
{
	bool linked = lens_tab(rq->lens, TAB_FAMILY);
	p->members = new(rq->arena, struct member, p->people.n);
	for (isize i = 0; i < p->people.n; i++) {
		const struct person_item *item = &p->people.v[i];
		const struct doc *d = person_doc(p, S("person_base"),
						 item->id);
		struct member *m = &p->members[i];
		struct out url = out_open(rq->arena, 80);
		put(&url, p->url);
		put(&url, S("/people/"));
		put(&url, item->token);
		m->item = item;
		m->closed = lens_class(rq->lens, CLASS_free, item->id) ==
			    VEIL_HIDE;
		m->issue = word_of(rq, d, F_PERSON_BASE_ISSUE_WORD);
		m->strong = word_of(rq, d, F_PERSON_BASE_STRONG_WORD);
		if (linked)
			m->url = out_str(&url);
		p->away_n += item->away || item->dead;
	}
}

/* ---- はじめの5つ ---------------------------------------------------------- */

static bool is_said(const struct facts *f, int at)
{
	return f->v[at].values.n > 0;
}

static bool has_plan(const struct overview *p)
{
	for (isize i = 0; i < p->open.n; i++)
		if (p->open.v[i].due.has)
			return true;
	return false;
}

static void add_step(struct rq *rq, struct overview *p, str label, str tail,
		     bool done)
{
	p->steps[p->steps_n++] = (struct step){
		label, str_cat(rq->arena, p->url, tail), done
	};
}

/* Where the first person's 連絡先 are written. */
static str contact_tail(struct rq *rq, const struct overview *p)
{
	struct out o = out_open(rq->arena, 80);
	put(&o, S("/people"));
	if (p->people.n == 0)
		return S("/household/edit");
	out_char(&o, '/');
	put(&o, p->people.v[0].token);
	put(&o, S("/sheets/person_contact"));
	return out_str(&o);
}

/* Where the first person's consent is recorded. */
static str consent_tail(struct rq *rq, const struct overview *p)
{
	struct out o = out_open(rq->arena, 80);
	if (p->people.n == 0)
		return S("/people/new");
	put(&o, S("/people/"));
	put(&o, p->people.v[0].token);
	put(&o, S("/basis"));
	return out_str(&o);
}

/* Only for those who may fill it in, and see whether it is filled. */
static void read_steps(struct rq *rq, struct overview *p)
{
	bool phone = is_said(&p->contact, 2) && is_said(&p->contact, 3);
	bool hope = !p->items[0].empty, plan = has_plan(p);
	bool asked = p->house.asked > 0;
	if (!p->may_edit || rq->lens->granted || p->items[0].closed ||
	    p->contact.closed || p->tasks_closed)
		return;
	if (p->people.n && phone && hope && asked && plan)
		return;
	add_step(rq, p, S("世帯員"), p->people.n ? S("/people") :
						   S("/people/new"),
		 p->people.n > 0);
	add_step(rq, p, S("連絡先と緊急連絡先"), contact_tail(rq, p), phone);
	add_step(rq, p, S("主訴"), S("/items/hope/edit"), hope);
	add_step(rq, p, S("同意"), consent_tail(rq, p), asked);
	add_step(rq, p, S("次の予定"), S("/tasks"), plan);
}

/* ---- the page ------------------------------------------------------------ */

static enum status read_work(struct rq *rq, int notes, struct overview *p)
{
	p->tasks_closed = !lens_tab(rq->lens, TAB_TASKS);
	p->notes_closed = !lens_tab(rq->lens, TAB_NOTES);
	if (!p->tasks_closed) {
		stamp since = { rq->now.ms - 30 * DAY_MS };
		TRY(task_open_of(rq, &p->open));
		TRY(task_done_of(rq, since, (stamp){ rq->now.ms + 1 },
				 &p->done));
	}
	return note_recent(rq, notes, &p->notes);
}

static enum status read_house(struct rq *rq, struct overview *p)
{
	struct overview_house_row_list rows;
	i64 muni = rq->actor.viewer.muni;
	TRY(overview_house(rq->db, rq->arena, rq->lens, muni,
			   rq->lens->casefile, &rows));
	if (rows.n)
		p->house = rows.v[0];
	if (rq->lens->granted)
		return overview_partners(rq->db, rq->arena, muni,
					 rq->lens->casefile,
					 rq->actor.viewer.agency,
					 &p->agencies);
	return overview_agencies(rq->db, rq->arena, muni, rq->lens->casefile,
				 rq->actor.viewer.agency, rq->now,
				 &p->agencies);
}

enum status overview_read(struct rq *rq, int notes, struct overview *p)
{
	struct out today = out_open(rq->arena, 24);
	*p = (struct overview){ .rq = rq };
	p->url = casefile_url(rq, rq->lens->casefile, (str){ 0 });
	p->may_edit = lens_can(rq->lens, VERB_COMMON);
	p->may_add = lens_can(rq->lens, VERB_ADD);
	day_print_short(&today, rq->today);
	p->today = out_str(&today);
	TRY(person_list(rq, rq->lens, &p->people));
	TRY(sheet_all(rq, rq->lens, &p->sheets));
	TRY(read_house(rq, p));
	TRY(read_work(rq, notes, p));
	read_members(rq, p);
	TRY(items_read(rq, p));
	cards_read(rq, p);
	TRY(scope_read(rq, p));
	TRY(family_thumb(rq, &p->people, &p->thumb));
	read_steps(rq, p);
	return OK;
}
