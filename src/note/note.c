/* note.c — see note.h: the rules.  No HTTP, no HTML. */
#include "note/note.h"

#include "base/utf8.h"
#include "casefile/casefile.h"
#include "note.sql.h"
#include "note/note_masks.h"
#include "search/search.h"

/* ---- words ------------------------------------------------------------- */

static const struct {
	str name, label;
} reasons[REASON_COUNT] = {
	[REASON_NONE] = { STR(""), STR("") },
	[REASON_TYPO] = { STR("typo"), STR("誤記") },
	[REASON_ADDITION] = { STR("addition"), STR("追記") },
	[REASON_FACT] = { STR("fact"), STR("事実がちがった") },
};

str note_reason_name(enum note_reason r)
{
	return reasons[r].name;
}

enum note_reason note_reason_find(str name)
{
	for (int r = REASON_TYPO; r < REASON_COUNT; r++)
		if (str_eq(name, reasons[r].name))
			return (enum note_reason)r;
	return REASON_NONE;
}

str note_reason_label(str name)
{
	return reasons[note_reason_find(name)].label;
}

static str first_line(str body)
{
	while (body.p) {
		str line = str_trim(str_cut(&body, '\n'));
		if (line.n)
			return line;
	}
	return (str){ 0 };
}

str note_gist(str body)
{
	enum { LATE = 10 };	/* a stop before this would say too little */
	str line = first_line(body);
	str cut = utf8_prefix(line, NOTE_GIST_MAX);
	if (cut.n == line.n)
		return line;
	isize stop = -1;
	for (isize i = 0; (i = str_find(cut, S("。"), i)) >= 0; i++)
		stop = i;
	if (stop < 0 || utf8_length(str_sub(cut, 0, stop)) < LATE)
		return str_trim(cut);
	return str_sub(cut, 0, stop + S("。").n);
}

static str gist_of(const struct note_new *n)
{
	str title = str_trim(n->title);
	return title.n ? utf8_prefix(title, NOTE_GIST_MAX) :
			 note_gist(n->body);
}

/* ---- what hangs on a note ---------------------------------------------- */

str note_search_text(struct arena *a, str title, str body)
{
	if (str_starts(str_trim(body), title))
		return body;
	/* As its parts are put together (note_search_parts). */
	return str_cat(a, str_cat(a, body, S("\n")), title);
}

/* What a version is found by: whole, and in the parts that are left of it for
 * those it is shared with. */
void note_search_entry(struct arena *a, str title, str title_masks, str body,
		       str masks, struct search_entry *ret)
{
	struct prose_parts parts = note_search_parts(a, title, title_masks,
						     body, masks);
	ret->text = note_search_text(a, title, body);
	search_prose_text(a, &parts, ret);
}

static struct search_text old_text(struct arena *a, const struct note_raw *old)
{
	struct search_entry was = { 0 };
	note_search_entry(a, old->title, old->title_masks, old->body,
			  old->masks, &was);
	return (struct search_text){ was.text, was.parts, was.parts_n };
}

enum status note_reindex(struct rq *rq, struct db *tx, casefile_id casefile,
			 note_id id, const struct note_raw *old,
			 const struct note_packed *p)
{
	struct search_entry e = { .kind = S("note"), .object = id.v,
				  .casefile = casefile, .agency = old->agency,
				  .at = old->happened_at };
	if (!str_eq(old->state, S("record")))
		return OK;
	note_search_entry(rq->arena, old->title, p->title, old->body, p->body,
			  &e);
	TRY(search_rewrite(tx, rq->arena, rq->actor.viewer.muni,
			   old_text(rq->arena, old), &e));
	return casefile_noted(rq, tx, casefile, id);
}

static struct search_entry entry_of(struct rq *rq, note_id id, agency_id agency,
				    const struct note_new *n, str title,
				    const struct note_packed *p)
{
	struct search_entry e = {
		.kind = S("note"),
		.object = id.v,
		.casefile = n->casefile,
		.agency = agency,
		.at = n->happened_at,
	};
	note_search_entry(rq->arena, title, p->title, n->body, p->body, &e);
	return e;
}

static enum status put_people(struct rq *rq, struct db *tx, note_id id,
			      const struct note_new *n)
{
	i64 muni = rq->actor.viewer.muni;
	for (isize i = 0; i < n->about_n; i++) {
		i64 here = 0;
		TRY(note_person_of(tx, muni, n->casefile, n->about[i], &here));
		if (here != 1)
			return E_NOT_FOUND;
		TRY(note_person_insert(tx, muni, id, n->about[i]));
	}
	return OK;
}

static str audience_name(enum audience a)
{
	return a == AUDIENCE_OWN ? S("own") :
	       a == AUDIENCE_NAMED ? S("named") : S("case");
}

/* 見せる範囲: the row, and who is meant by name. */
static enum status put_audience(struct rq *rq, struct db *tx, note_id id,
				const struct note_new *n)
{
	i64 muni = rq->actor.viewer.muni;
	bool named = n->audience == AUDIENCE_NAMED;
	TRY(note_share(tx, muni, id, audience_name(n->audience), n->matter.p ?
		       n->matter : S("")));
	TRY(note_reader_clear(tx, muni, id));
	for (isize i = 0; named && i < n->readers_n; i++)
		TRY(note_reader_insert(tx, muni, id, n->readers[i]));
	return OK;
}

static enum status put_masks(struct rq *rq, struct db *tx, note_id id,
			     int revision, const struct note_raw *old,
			     const struct note_new *n, str title,
			     struct note_packed *ret)
{
	struct note_names names;
	TRY(note_names_read(rq, tx, n->casefile, &names));
	struct note_masks m = old ?
		note_masks_next(rq->arena, &names, old, title, n->body) :
		note_masks_new(rq->arena, &names, title, n->body);
	*ret = note_masks_pack(rq->arena, &m, title, n->body);
	return note_masks_store(rq, tx, id, revision, ret);
}

static struct opt_i64 minutes_of(const struct note_new *n)
{
	return (struct opt_i64){ n->minutes > 0, n->minutes };
}

static str state_of(bool draft)
{
	return draft ? S("draft") : S("record");
}

/* ---- adding ------------------------------------------------------------ */

enum status note_add(struct rq *rq, struct db *tx, const struct note_new *n,
		     note_id *ret)
{
	const struct viewer *v = &rq->actor.viewer;
	note_id id = { id_new() };
	str title = gist_of(n);
	struct note_packed packed;
	TRY(note_insert(tx, v->muni, id, n->casefile, v->agency, v->account,
			state_of(n->draft), n->happened_at, minutes_of(n),
			n->method, n->place, n->counterpart, title, n->body,
			n->intake, rq->now));
	TRY(note_text_insert(tx, v->muni, id, 1, title, n->body, S(""),
			     v->account, v->agency, rq->now));
	TRY(put_people(rq, tx, id, n));
	TRY(put_audience(rq, tx, id, n));
	TRY(put_masks(rq, tx, id, 1, NULL, n, title, &packed));
	TRY(rq_audit(rq, tx, n->draft ? S("note.draft") : S("note.add"),
		     S("note"), id.v, n->casefile, (str){ 0 }));
	*ret = id;
	if (n->draft)
		return OK;
	struct search_entry e = entry_of(rq, id, v->agency, n, title, &packed);
	TRY(search_put(tx, rq->arena, v->muni, &e));
	return casefile_noted(rq, tx, n->casefile, id);
}

/* ---- changing ---------------------------------------------------------- */

enum status note_is_read(struct rq *rq, struct db *db, casefile_id casefile,
			 agency_id owner, stamp since, bool *ret)
{
	i64 n = 0;
	TRY(note_read_by_others(db, rq->actor.viewer.muni, casefile, owner,
				since, &n));
	*ret = n > 0;
	return OK;
}

static bool is_draft(const struct note_raw *old)
{
	return str_eq(old->state, S("draft"));
}

/* May this viewer change it, and from what he has seen? */
static enum status check_change(struct rq *rq, struct db *tx,
				const struct note_change *c,
				const struct note_raw *old)
{
	const struct viewer *v = &rq->actor.viewer;
	bool read = false;
	if (is_draft(old) && (old->account.v != v->account.v ||
			      old->agency.v != v->agency.v))
		return E_NOT_FOUND;
	if (old->agency.v != v->agency.v)
		return rq_error(rq, (str){ 0 },
				S("直せるのは、書いた機関だけです。"
				  "自分の記録として書き足せます。")),
		       E_FORBIDDEN;
	if (old->revision != c->seen)
		return E_CONFLICT;
	if (is_draft(old) || c->reason != REASON_NONE)
		return OK;
	TRY(note_is_read(rq, tx, c->now.casefile, old->agency,
			 old->entered_at, &read));
	if (read)
		return rq_error(rq, S("reason"),
				S("ほかの機関が読んだ記録です。"
				  "訂正の理由を選んでください。"));
	return OK;
}

static void name_field(struct out *o, bool changed, str name)
{
	if (!changed)
		return;
	if (o->n)
		put(o, S(","));
	put(o, name);
}

static bool same_people(const struct note_person_row_list *old,
			const struct note_new *n)
{
	bool same = old->n == n->about_n;
	for (isize i = 0; same && i < n->about_n; i++) {
		bool found = false;
		for (isize k = 0; k < old->n; k++)
			found |= old->v[k].person.v == n->about[i].v;
		same = found;
	}
	return same;
}

static enum status readers_differ(struct rq *rq, struct db *tx, note_id id,
				  const struct note_new *n, bool *ret)
{
	struct note_reader_row_list old;
	isize want = n->audience == AUDIENCE_NAMED ? n->readers_n : 0;
	TRY(note_readers(tx, rq->arena, rq->actor.viewer.muni, id, &old));
	*ret = old.n != want;
	for (isize i = 0; i < want; i++) {
		bool found = false;
		for (isize k = 0; k < old.n; k++)
			found |= old.v[k].agency.v == n->readers[i].v;
		*ret |= !found;
	}
	return OK;
}

/* Names of what differs, for the audit; never values. */
static enum status changed_fields(struct rq *rq, struct db *tx, note_id id,
				  const struct note_raw *old,
				  const struct note_new *n, str title,
				  str *ret)
{
	struct note_person_row_list people;
	struct out o = out_open(rq->arena, 64);
	bool readers = false;
	TRY(note_person_rows(tx, rq->arena, rq->actor.viewer.muni, id,
			     &people));
	TRY(readers_differ(rq, tx, id, n, &readers));
	name_field(&o, !str_eq(old->body, n->body), S("body"));
	name_field(&o, !str_eq(old->title, title), S("title"));
	name_field(&o, old->happened_at.ms != n->happened_at.ms,
		   S("happened_at"));
	name_field(&o, !str_eq(old->method, n->method), S("method"));
	name_field(&o, old->minutes.v != n->minutes, S("minutes"));
	name_field(&o, !str_eq(old->place, n->place), S("place"));
	name_field(&o, !str_eq(old->counterpart, n->counterpart),
		   S("counterpart"));
	name_field(&o, !same_people(&people, n), S("people"));
	name_field(&o, is_draft(old) && !n->draft, S("state"));
	name_field(&o, !str_eq(old->audience, audience_name(n->audience)) ||
			       readers, S("audience"));
	name_field(&o, !str_eq(old->matter, n->matter), S("matter"));
	*ret = out_str(&o);
	return OK;
}

/* A record enters the index; a changed one takes the place of the old. */
static enum status index_change(struct rq *rq, struct db *tx,
				const struct note_change *c,
				const struct note_raw *old, str title,
				const struct note_packed *p)
{
	i64 muni = rq->actor.viewer.muni;
	struct search_entry e = entry_of(rq, c->note, old->agency, &c->now,
					 title, p);
	if (is_draft(old))
		return search_put(tx, rq->arena, muni, &e);
	return search_rewrite(tx, rq->arena, muni, old_text(rq->arena, old),
			      &e);
}

static enum status write_change(struct rq *rq, struct db *tx,
				const struct note_change *c,
				const struct note_raw *old, str title)
{
	const struct viewer *v = &rq->actor.viewer;
	const struct note_new *n = &c->now;
	bool draft = n->draft && is_draft(old);
	struct note_packed packed;
	/* It is entered when it becomes a record. */
	stamp entered = is_draft(old) ? rq->now : old->entered_at;
	TRY(note_update(tx, v->muni, c->note, c->seen, state_of(draft),
			n->happened_at, minutes_of(n), n->method, n->place,
			n->counterpart, title, n->body, entered, rq->now));
	if (is_draft(old))
		TRY(note_text_clear(tx, v->muni, c->note));
	TRY(note_text_insert(tx, v->muni, c->note, c->seen + 1, title, n->body,
			     note_reason_name(c->reason), v->account,
			     v->agency, rq->now));
	TRY(note_person_clear(tx, v->muni, c->note));
	TRY(put_people(rq, tx, c->note, n));
	TRY(put_audience(rq, tx, c->note, n));
	TRY(put_masks(rq, tx, c->note, c->seen + 1, old, n, title, &packed));
	if (draft)
		return OK;
	TRY(index_change(rq, tx, c, old, title, &packed));
	return casefile_noted(rq, tx, n->casefile, c->note);
}

static str action_of(const struct note_raw *old, const struct note_new *n)
{
	if (!is_draft(old))
		return S("note.correct");
	return n->draft ? S("note.draft") : S("note.add");
}

enum status note_save(struct rq *rq, struct db *tx,
		      const struct note_change *c)
{
	const struct viewer *v = &rq->actor.viewer;
	struct note_raw old;
	str fields, title = gist_of(&c->now);
	TRY(note_before(tx, rq->arena, v->muni, c->now.casefile, c->note,
			&old));
	TRY(check_change(rq, tx, c, &old));
	TRY(changed_fields(rq, tx, c->note, &old, &c->now, title, &fields));
	if (fields.n == 0)
		return OK;	/* nothing differs: no empty version */
	TRY(write_change(rq, tx, c, &old, title));
	return rq_audit(rq, tx, action_of(&old, &c->now), S("note"), c->note.v,
			c->now.casefile, fields);
}

enum status note_discard(struct rq *rq, struct db *tx, casefile_id casefile,
			 note_id id)
{
	const struct viewer *v = &rq->actor.viewer;
	struct note_raw old;
	TRY(note_before(tx, rq->arena, v->muni, casefile, id, &old));
	if (old.account.v != v->account.v || old.agency.v != v->agency.v)
		return E_NOT_FOUND;
	if (!is_draft(&old))
		return E_CONFLICT;
	TRY(note_text_clear(tx, v->muni, id));
	TRY(note_person_clear(tx, v->muni, id));
	TRY(note_delete(tx, v->muni, id, v->account));
	return rq_audit(rq, tx, S("note.drop"), S("note"), id.v, casefile,
			(str){ 0 });
}
