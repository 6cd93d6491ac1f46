/*
 * note_clash.c — two people saved: both texts side by side, and per
 * difference 自分, the other one, or 両方.  Nothing is overwritten silently
 * and nothing typed is lost: all that was sent goes along with the page.
 */
#include "casefile/casefile.h"
#include "note/note_page.h"
#include "note_form.html.h"

bool note_kept(str name)
{
	/* The page has inputs of its own for these. */
	return clash_carries(name) && !str_eq(name, S("act")) &&
	       !str_eq(name, S("reason"));
}

/* ---- besides the text -------------------------------------------------- */

static const struct {
	str name, label;
} field_rows[CLASH_FIELDS] = {
	[CLASH_GIST] = { STR("gist"), STR("要点") },
	[CLASH_AT] = { STR("at"), STR("日時") },
	[CLASH_MINS] = { STR("mins"), STR("所要") },
	[CLASH_METHOD] = { STR("method"), STR("手段") },
	[CLASH_PLACE] = { STR("place"), STR("場所") },
	[CLASH_COUNTERPART] = { STR("counterpart"), STR("相手") },
	[CLASH_ABOUT] = { STR("about"), STR("対象") },
};

/* As people would read it; masks stay masks. */
static str text_of(struct arena *a, struct veiled v)
{
	struct out o = out_open(a, 64);
	veiled_put(&o, v);
	return out_str(&o);
}

static void add_name(struct out *o, struct veiled name)
{
	if (o->n)
		put(o, S("・"));
	veiled_put(o, name);
}

static str my_people(const struct note_form *f)
{
	struct out o = out_open(f->rq->arena, 64);
	for (isize i = 0; i < f->people_n; i++)
		if (f->people[i].checked)
			add_name(&o, f->people[i].name);
	return o.n ? out_str(&o) : S("世帯");
}

static str their_people(const struct note_form *f)
{
	struct out o = out_open(f->rq->arena, 64);
	for (isize i = 0; i < f->people_n; i++)
		for (isize k = 0; k < f->stored->about.n; k++)
			if (f->people[i].id.v ==
			    f->stored->about.v[k].person.v)
				add_name(&o, f->people[i].name);
	return o.n ? out_str(&o) : S("世帯");
}

static str minutes_text(struct arena *a, struct opt_i64 minutes)
{
	struct out o = out_open(a, 8);
	if (minutes.has)
		put(&o, (long long)minutes.v);
	return out_str(&o);
}

static str my_moment(const struct note_form *f)
{
	stamp at;
	if (stamp_parse(f->at, f->rq->now, &at, NULL) != OK)
		return f->at;
	return note_moment_text(f->rq->arena, at);
}

static void add_field(struct note_clash *c, enum clash_field_kind kind,
		      str mine, str theirs)
{
	if (!str_eq(mine, theirs))
		clash_value(&c->clash, field_rows[kind].name,
			    field_rows[kind].label, veiled_open(mine),
			    veiled_open(theirs));
}

static void find_fields(struct note_clash *c, const struct note_form *f,
			str body)
{
	struct arena *a = f->rq->arena;
	const struct note_whole *n = &f->stored->n;
	str gist = str_trim(text_of(a, f->gist));
	add_field(c, CLASH_GIST, gist.n ? gist : note_gist(body),
		  text_of(a, n->title));
	add_field(c, CLASH_AT, my_moment(f),
		  note_moment_text(a, n->happened_at));
	add_field(c, CLASH_MINS, str_trim(f->mins),
		  minutes_text(a, n->minutes));
	add_field(c, CLASH_METHOD, code_label(f->methods, f->method),
		  code_label(f->methods, n->method));
	if (f->places)
		add_field(c, CLASH_PLACE, code_label(f->places, f->place),
			  code_label(f->places, n->place));
	add_field(c, CLASH_COUNTERPART, str_trim(text_of(a, f->counterpart)),
		  text_of(a, n->counterpart));
	add_field(c, CLASH_ABOUT, my_people(f), their_people(f));
}

static bool theirs(const struct rq *rq, enum clash_field_kind kind)
{
	return clash_is_theirs(rq, field_rows[kind].name);
}

static void take_people(struct rq *rq, const struct note_about_list *about,
			struct note_new *n)
{
	person_id *ids = new(rq->arena, person_id, about->n);
	for (isize i = 0; i < about->n; i++)
		ids[i] = about->v[i].person;
	n->about = ids;
	n->about_n = about->n;
}

void note_clash_take(struct rq *rq, const struct note_form *f,
		     struct note_new *n)
{
	const struct note_whole *was = &f->stored->n;
	if (theirs(rq, CLASH_GIST))
		n->title = text_of(rq->arena, was->title);
	if (theirs(rq, CLASH_AT))
		n->happened_at = was->happened_at;
	if (theirs(rq, CLASH_MINS))
		n->minutes = was->minutes.has ? was->minutes.v : 0;
	if (theirs(rq, CLASH_METHOD))
		n->method = was->method;
	if (theirs(rq, CLASH_PLACE))
		n->place = was->place;
	if (theirs(rq, CLASH_COUNTERPART))
		n->counterpart = text_of(rq->arena, was->counterpart);
	if (theirs(rq, CLASH_ABOUT))
		take_people(rq, &f->stored->about, n);
}

/* ---- the page ---------------------------------------------------------- */

static enum status who_was_first(struct rq *rq, note_id id,
				 struct note_clash *c)
{
	struct note_version_list all;
	TRY(note_versions(rq->db, rq->arena, rq->lens, rq->actor.viewer.muni,
			  id, &all));
	if (all.n == 0)
		return E_BUG;
	const struct note_version *v = &all.v[all.n - 1];
	clash_first(&c->clash, rq, v->who, v->agency_short, v->at);
	return OK;
}

enum status note_clash_page(struct rq *rq, note_id id, struct reply *ret)
{
	struct note_clash *c = new(rq->arena, struct note_clash, 1);
	struct note_whole n;
	struct note_form *f;
	TRY(note_seen(rq, id, &n));
	TRY(note_form_edit(rq, id, &f));
	TRY(who_was_first(rq, id, c));
	str body = rq_form(rq, S("body"));
	c->rq = rq;
	c->form = f;
	c->url = f->url;
	c->list_url = f->back_url;
	c->seen = n.revision;
	c->clash.again = f->seen == n.revision && rq_has_errors(rq);
	clash_prose(&c->clash, S("body"), S("内容"), body, n.body);
	find_fields(c, f, body);
	TRY(reply_page(ret, S("事案"), note_clash_view_draw, c));
	ret->status = rq_has_errors(rq) ? 422 : 409;
	return casefile_frame(rq, TAB_NOTES, ret);
}

enum status note_clash_body(struct rq *rq, note_id id, int seen, str *ret)
{
	struct note_whole n;
	TRY(note_seen(rq, id, &n));
	if (seen != n.revision)
		return E_CONFLICT;
	*ret = clash_text(rq, S("body"), rq_form(rq, S("body")), n.body);
	return OK;
}
