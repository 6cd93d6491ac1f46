/*
 * note_clash.c — two people saved: both texts side by side, and per
 * difference 自分, the other one, or 両方.  Nothing is overwritten silently
 * and nothing typed is lost: all that was sent goes along with the page.
 */
#include "base/num.h"
#include "casefile/casefile.h"
#include "note/note_diff.h"
#include "note/note_page.h"
#include "note_form.html.h"

bool note_kept(str name)
{
	static const str own[] = { STR("csrf"),	 STR("idem"), STR("rev"),
				   STR("body"),	 STR("act"),  STR("more"),
				   STR("merge"), STR("mine"), STR("reason") };
	for (isize i = 0; i < COUNT(own); i++)
		if (str_eq(name, own[i]))
			return false;
	/* h0, h1 …: the choices of a page before this one */
	i64 n;
	return !(str_starts(name, S("h")) &&
		 num_parse(str_sub(name, 1, name.n), &n) == OK);
}

static str my_text(const struct rq *rq)
{
	bool again = params_get(rq->http->form, S("mine")).p;
	return rq_form(rq, again ? S("mine") : S("body"));
}

static enum status newest(struct rq *rq, note_id id, struct note_whole *ret)
{
	return note_get(rq->db, rq->arena, rq->lens, rq->actor.viewer.muni,
			rq->actor.viewer.account, rq->lens->casefile, id, ret);
}

static enum status who_was_first(struct rq *rq, note_id id,
				 struct note_clash *c)
{
	struct note_version_list all;
	TRY(note_versions(rq->db, rq->arena, rq->lens, rq->actor.viewer.muni,
			  id, &all));
	if (all.n == 0)
		return E_BUG;
	const struct note_version *v = &all.v[all.n - 1];
	/* さん goes with the surname */
	str given;
	person_split_name(v->who, &c->who, &given);
	c->agency_short = v->agency_short;
	c->at = note_time(rq->arena, v->at);
	return OK;
}

enum status note_clash_page(struct rq *rq, note_id id, struct reply *ret)
{
	struct note_clash *c = new(rq->arena, struct note_clash, 1);
	struct note_whole n;
	struct note_form *f;
	TRY(newest(rq, id, &n));
	TRY(note_form_edit(rq, id, &f));
	TRY(who_was_first(rq, id, c));
	c->rq = rq;
	c->form = f;
	c->url = f->url;
	c->list_url = f->back_url;
	c->seen = n.revision;
	c->mine = my_text(rq);
	c->theirs = n.body;
	struct hunks *h = new(rq->arena, struct hunks, 1);
	*h = diff_hunks_seen(rq->arena, c->mine, c->theirs);
	c->hunks = h;
	TRY(reply_page(ret, S("事案"), note_clash_view_draw, c));
	ret->status = 409;
	return casefile_frame(rq, TAB_NOTES, ret);
}

/* The lines chosen for one difference. */
static void put_choice(struct rq *rq, struct out *o, const struct hunk *h,
		       isize i)
{
	struct out name = out_open(rq->arena, 8);
	out_char(&name, 'h');
	put(&name, (long long)i);
	str choice = rq_form(rq, out_str(&name));
	bool theirs = str_eq(choice, S("theirs"));
	if (!theirs)
		put(o, h->a);
	if (!theirs && h->a.n && !str_ends(h->a, S("\n")))
		out_char(o, '\n');
	if (theirs || str_eq(choice, S("both")))
		put(o, h->b);
	if (o->n && o->p[o->n - 1] != '\n')
		out_char(o, '\n');
}

enum status note_clash_body(struct rq *rq, note_id id, str *ret)
{
	struct note_whole n;
	i64 seen;
	TRY(newest(rq, id, &n));
	TRY(num_parse_max(rq_form(rq, S("rev")), INT32_MAX, &seen));
	if (seen != n.revision)
		return E_CONFLICT;
	struct out o = out_open(rq->arena, 1024);
	struct hunks h = diff_hunks_seen(rq->arena, my_text(rq), n.body);
	for (isize i = 0; i < h.n; i++) {
		if (h.v[i].same)
			put(&o, h.v[i].b);
		else
			put_choice(rq, &o, &h.v[i], i);
	}
	*ret = str_trim(out_str(&o));
	return OK;
}
