/* note_decide.c — 伏せる・見せる・言いかえる: passages and who is not to read
 * them. */
#include "base/utf8.h"
#include "base/vec.h"
#include "casefile/casefile.h"
#include "note/note_masks.h"
#include "note/note_page.h"

/* ---- passages in words ---------------------------------------------------- */

static str name_of(const struct note_names *x, person_id person)
{
	for (isize i = 0; i < x->names.n; i++)
		if (x->names.v[i].person.v == person.v && person.v)
			return x->names.v[i].name;
	return (str){ 0 };
}

static str class_label(int class)
{
	static const str labels[CLASS_COUNT] = {
		[CLASS_plain] = STR("そのほか"),
		[CLASS_name] = STR("名前"),
		[CLASS_contact] = STR("連絡先"),
		[CLASS_quasi] = STR("生年月日・年齢"),
		[CLASS_family] = STR("家族"),
		[CLASS_health] = STR("健康と障がい"),
		[CLASS_money] = STR("お金"),
		[CLASS_work] = STR("仕事"),
		[CLASS_legal] = STR("国籍と在留"),
		[CLASS_free] = STR("名前の出る人のこと"),
		[CLASS_safety] = STR("訪問時の安全"),
	};
	return class >= CLASS_COUNT ? S("ほかの機関すべて") : labels[class];
}

static str why_of(struct rq *rq, const struct prose_range *r,
		  const struct note_names *x)
{
	str name = name_of(x, r->person);
	if (r->class != CLASS_free || !name.n)
		return class_label(r->class);
	return str_cat(rq->arena, name, S("さんのこと"));
}

/* The first of a list "a・b". */
static str cut_word(str *rest)
{
	isize at = str_find(*rest, S("・"), 0);
	str word = at < 0 ? *rest : str_sub(*rest, 0, at);
	*rest = at < 0 ? (str){ 0 } :
			 str_sub(*rest, at + S("・").n, rest->n);
	return word;
}

static bool has_word(str list, str word)
{
	while (list.n)
		if (str_eq(cut_word(&list), word))
			return true;
	return false;
}

/* The list with those words of "a・b" behind it that it has not yet. */
static str add_words(struct arena *a, str list, str words)
{
	while (words.n) {
		str word = cut_word(&words);
		if (has_word(list, word))
			continue;
		list = list.n ? str_cat(a, str_cat(a, list, S("・")), word) :
				word;
	}
	return list;
}

/* The agencies this range is closed to; it is none of theirs otherwise. */
static str closed_to(struct rq *rq, const struct prose_range *r,
		     const struct note_guests *guests)
{
	struct prose_range undecided = *r;
	str list = { 0 };
	undecided.state = PROSE_CLOSED;
	for (isize i = 0; i < guests->n; i++) {
		const struct note_guest *g = &guests->v[i];
		if (lens_tab(&g->lens, TAB_NOTES) &&
		    !lens_range(&g->lens, &undecided))
			list = add_words(rq->arena, list, g->short_name);
	}
	return list;
}

static struct note_spot *spot_at(struct note_spots *v, bool title,
				 isize from, isize to)
{
	for (isize i = 0; i < v->n; i++)
		if (v->v[i].title == title && v->v[i].from == from &&
		    v->v[i].to == to)
			return &v->v[i];
	return NULL;
}

static void add_spot(struct rq *rq, struct note_spots *to,
		     const struct prose_range *r, str text, bool title,
		     str why, str whom)
{
	struct note_spot *s = spot_at(to, title, r->from, r->to);
	if (!s) {
		s = vec_push(rq->arena, to);
		*s = (struct note_spot){ .title = title, .from = r->from,
					 .to = r->to, .state = r->state,
					 .instead = r->instead,
					 .name = true };
		s->passage = str_sub(text, r->from, r->to);
		s->safety = prose_is_safety(rq->arena, s->passage);
	}
	/* One that is still asked about is asked about as a whole. */
	if (r->state == PROSE_PROPOSED)
		s->state = PROSE_PROPOSED;
	s->name &= r->class == CLASS_name || r->class == CLASS_contact;
	s->why = add_words(rq->arena, s->why, why);
	s->whom = add_words(rq->arena, s->whom, whom);
}

void note_spots_add(struct rq *rq, struct note_spots *to,
		    const struct prose *p, str text, bool title,
		    const struct note_guests *guests,
		    const struct note_names *names)
{
	for (isize i = 0; i < p->n; i++) {
		const struct prose_range *r = &p->v[i];
		str whom = closed_to(rq, r, guests);
		bool asked = whom.n || r->state != PROSE_PROPOSED ||
			     (!guests->n && r->class != CLASS_name);
		if (asked)
			add_spot(rq, to, r, text, title, why_of(rq, r, names),
				 whom);
	}
}

/* ---- what waits --------------------------------------------------------------- */

static bool anything_proposed(const struct note_spots *v)
{
	for (isize i = 0; i < v->n; i++)
		if (v->v[i].state == PROSE_PROPOSED)
			return true;
	return false;
}

static struct note_spots only_proposed(const struct note_spots *v)
{
	struct note_spots r = *v;
	r.n = 0;
	for (isize i = 0; i < v->n; i++)
		if (v->v[i].state == PROSE_PROPOSED)
			r.v[r.n++] = v->v[i];
	return r;
}

static void add_waiting(struct rq *rq, struct note_waitings *v,
			const struct note_waiting_row *n,
			struct note_spots spots)
{
	struct out on = out_open(rq->arena, 24);
	str url = casefile_url(rq, rq->lens->casefile, S("/notes/"));
	url = str_cat(rq->arena, url, rq_token_of(rq, note, n->id));
	day_print_short(&on, stamp_day(n->happened_at));
	*vec_push(rq->arena, v) = (struct note_waiting){
		n->id, n->revision, str_cat(rq->arena, url, S("/masks")),
		out_str(&on), note_code_label(rq, S("method"), n->method),
		only_proposed(&spots)
	};
	for (isize i = 0; i < spots.n; i++) {
		v->sentences += spots.v[i].state == PROSE_PROPOSED &&
				!spots.v[i].name;
		v->names += spots.v[i].state == PROSE_PROPOSED &&
			    spots.v[i].name;
	}
}

enum status note_unreviewed(struct rq *rq, const struct lens *to,
			    struct note_waitings *ret)
{
	const struct viewer *me = &rq->actor.viewer;
	casefile_id c = rq->lens->casefile;
	struct note_waitings v = { 0 };
	struct note_waiting_row_list rows;
	struct note_guest one = { .short_name = S("相手") };
	struct note_guests guests = { &one, 1, 1 };
	struct note_names names;
	if (to)
		one.lens = *to;
	else
		TRY(note_guests_read(rq, rq->db, c, &guests));
	TRY(note_names_read(rq, rq->db, c, &names));
	TRY(note_waiting_stored(rq->db, rq->arena, me->muni, c, me->agency,
				&rows));
	for (isize i = 0; i < rows.n; i++) {
		const struct note_waiting_row *n = &rows.v[i];
		struct note_spots spots = { 0 };
		struct note_masks m = note_masks_read(rq->arena, n->title,
						      n->title_masks, n->body,
						      n->masks);
		note_spots_add(rq, &spots, &m.body, n->body, false, &guests,
			       &names);
		if (!m.joined)
			note_spots_add(rq, &spots, &m.title, n->title, true,
				       &guests, &names);
		if (anything_proposed(&spots) || m.body.whole)
			add_waiting(rq, &v, n, spots);
	}
	*ret = v;
	return OK;
}

/* ---- one line about it ------------------------------------------------------- */

static str number(struct arena *a, i64 n)
{
	struct out o = out_open(a, 8);
	put(&o, (long long)n);
	return out_str(&o);
}

static str join3(struct arena *a, str x, str y, str z)
{
	return str_cat(a, str_cat(a, x, y), z);
}

/* 「お金の話があります。基幹には伏せます（1か所）」: only of sentences and
 * numbers somebody on the casefile would not read. */
static str hint_text(struct arena *a, const struct note_spots *v)
{
	str why = { 0 }, whom = { 0 };
	i64 n = 0;
	for (isize i = 0; i < v->n; i++) {
		const struct note_spot *s = &v->v[i];
		if (s->state != PROSE_PROPOSED || !s->whom.n)
			continue;
		n++;
		why = add_words(a, why, s->why);
		whom = add_words(a, whom, s->whom);
	}
	if (!n)
		return (str){ 0 };
	why = str_eq(why, S("お金")) ? S("お金の話があります。") :
				       str_cat(a, why, S("があります。"));
	whom = join3(a, whom, S("には伏せます（"), number(a, n));
	return join3(a, why, whom, S("か所）"));
}

static enum status hint(struct rq *rq, const struct prose *body, str text,
			const struct note_names *names, str *ret)
{
	struct note_guests guests;
	struct note_spots spots = { 0 };
	casefile_id c = rq->lens->casefile;
	if (rq->lens->granted || !prose_waiting(body))
		return OK;
	TRY(note_guests_read(rq, rq->db, c, &guests));
	if (!guests.n)
		return OK;
	note_spots_add(rq, &spots, body, text, false, &guests, names);
	*ret = body->whole ? S("名前の候補を調べられませんでした。"
			       "ほかの機関には閉じたままです。") :
			     hint_text(rq->arena, &spots);
	return OK;
}

/* The text the viewer's own agency wrote, as stored. */
static str own_text(struct rq *rq, struct veiled v)
{
	struct out o = out_open(rq->arena, 256);
	veiled_put(&o, v);
	return out_str(&o);
}

enum status note_hint_of(struct rq *rq, note_id id,
			 const struct note_whole *n, struct note_hint *ret)
{
	str url = casefile_url(rq, rq->lens->casefile, S("/notes/"));
	struct note_hint h = { 0 };
	if (n->agency.v != rq->actor.viewer.agency.v || rq->preview ||
	    !veiled_whole(n->body) || str_eq(n->audience, S("own")) ||
	    str_eq(n->state, S("draft")))
		return OK;
	str text = own_text(rq, n->body);
	struct note_masks m = note_masks_read(rq->arena, text, S(""), text,
					      n->masks);
	struct note_names names;
	TRY(note_names_read(rq, rq->db, rq->lens->casefile, &names));
	TRY(hint(rq, &m.body, text, &names, &h.text));
	h.url = join3(rq->arena, url, rq_token_of(rq, note, id), S("/masks"));
	*ret = h;
	return OK;
}

enum status note_hint_for(struct rq *rq, str text, struct note_hint *ret)
{
	struct note_names names;
	if (rq->lens->granted)
		return OK;
	TRY(note_names_read(rq, rq->db, rq->lens->casefile, &names));
	struct note_masks m = note_masks_new(rq->arena, &names, text, text);
	/* No name in the answer: it is sent at every pause, and no look. */
	const struct note_names none = { 0 };
	return hint(rq, &m.body, text, &none, &ret->text);
}

/* ---- deciding ------------------------------------------------------------------- */

/* The own agency's record, at the version that was seen. */
static enum status take_note(struct rq *rq, struct db *tx,
			     casefile_id casefile, note_id id, int seen,
			     struct note_raw *ret)
{
	const struct viewer *v = &rq->actor.viewer;
	TRY(note_before(tx, rq->arena, v->muni, casefile, id, ret));
	if (ret->agency.v != v->agency.v ||
	    (str_eq(ret->state, S("draft")) && ret->account.v != v->account.v))
		return E_NOT_FOUND;
	return ret->revision == seen ? OK : E_CONFLICT;
}

/* Life and safety are closed by a reason, not by a click. */
static enum status check_reason(struct rq *rq, struct db *tx,
				const struct note_decision *d, str text)
{
	const struct viewer *v = &rq->actor.viewer;
	isize from = d->from, to = d->to;
	if (d->state == PROSE_OPEN)
		return OK;
	if (d->add)
		prose_sentence(text, &from, &to);
	if (!prose_is_safety(rq->arena, str_sub(text, from, to)))
		return OK;
	if (!str_trim(d->reason).n)
		return rq_error(rq, S("reason"),
				S("安全に関わる内容です。"
				  "訪問する機関に伝わらなくなります。"));
	return note_closing_insert(tx, v->muni, d->note, d->seen, rq->now,
				   v->account, v->agency,
				   utf8_prefix(str_trim(d->reason), 200));
}

static enum status apply(struct rq *rq, const struct note_decision *d,
			 struct prose *p, str text)
{
	if (!d->add)
		return prose_decide(rq->arena, p, d->from, d->to, d->state,
				    d->instead);
	struct prose_range r = { d->from, d->to, d->class, { 0 },
				 PROSE_CLOSED, { 0 } };
	TRY(prose_add(rq->arena, p, text, r));
	if (d->state != PROSE_REPLACED)
		return OK;
	return prose_decide(rq->arena, p, d->from, d->to, d->state,
			    d->instead);
}

static str audit_words(struct rq *rq, const struct note_decision *d)
{
	static const str words[PROSE_STATES] = {
		[PROSE_CLOSED] = STR("masks:closed"),
		[PROSE_OPEN] = STR("masks:open"),
		[PROSE_REPLACED] = STR("masks:restated"),
	};
	str word = words[d->state];
	if (str_trim(d->reason).n)
		return str_cat(rq->arena, word, S(",safety"));
	return word;
}

static enum status store(struct rq *rq, struct db *tx, casefile_id casefile,
			 note_id id, const struct note_raw *n,
			 struct note_masks *m, str what)
{
	struct note_packed p = note_masks_pack(rq->arena, m, n->title,
					       n->body);
	TRY(note_masks_store(rq, tx, id, n->revision, &p));
	TRY(rq_audit(rq, tx, S("note.mask"), S("note"), id.v, casefile, what));
	return note_reindex(rq, tx, casefile, id, n, &p);
}

enum status note_mask_decide(struct rq *rq, struct db *tx, casefile_id casefile,
			     const struct note_decision *d)
{
	struct note_raw n;
	TRY(take_note(rq, tx, casefile, d->note, d->seen, &n));
	str text = d->title ? n.title : n.body;
	struct note_masks m = note_masks_read(rq->arena, n.title,
					      n.title_masks, n.body, n.masks);
	if (d->state == PROSE_PROPOSED || (d->title && m.joined))
		return E_INVALID;
	if (d->state == PROSE_REPLACED && !str_trim(d->instead).n)
		return rq_error(rq, S("instead"),
				S("言いかえの文を書いてください。"
				  "例：『暮らしのことで心配がある』"));
	TRY(apply(rq, d, d->title ? &m.title : &m.body, text));
	TRY(check_reason(rq, tx, d, text));
	return store(rq, tx, casefile, d->note, &n, &m, audit_words(rq, d));
}

static void close_proposed(struct prose *p)
{
	for (isize i = 0; i < p->n; i++)
		if (p->v[i].state == PROSE_PROPOSED)
			p->v[i].state = PROSE_CLOSED;
	p->reviewed = true;
}

enum status note_mask_confirm(struct rq *rq, struct db *tx,
			      casefile_id casefile, note_id id, int seen)
{
	struct note_raw n;
	TRY(take_note(rq, tx, casefile, id, seen, &n));
	struct note_masks m = note_masks_read(rq->arena, n.title,
					      n.title_masks, n.body, n.masks);
	if (m.title.whole || m.body.whole) {
		/* Nothing could be proposed then: now it may. */
		struct note_names names;
		TRY(note_names_read(rq, tx, casefile, &names));
		m = note_masks_new(rq->arena, &names, n.title, n.body);
	} else {
		close_proposed(&m.title);
		close_proposed(&m.body);
	}
	return store(rq, tx, casefile, id, &n, &m, S("masks:confirmed"));
}
