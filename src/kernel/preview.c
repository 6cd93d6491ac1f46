/* preview.c — see preview.h. */
#include "kernel/preview.h"

#include "kernel.sql.h"
#include "kernel/app.h"

/* ---- the address --------------------------------------------------------- */

static str rest_of(struct rq *rq, const struct request *http, str path)
{
	struct out o = out_open(rq->arena, path.n + 64);
	put(&o, path);
	for (isize i = 0; i < http->query.n; i++)
		url_add(&o, http->query.v[i].name, http->query.v[i].value);
	return out_str(&o);
}

const struct request *preview_strip(struct rq *rq, const struct request *http)
{
	bool mine = str_starts(http->path, S("/mine/"));
	if (!mine && !str_starts(http->path, S("/as/")))
		return http;
	isize from = mine ? S("/mine/").n : S("/as/").n;
	isize end = str_find_char(http->path, '/', from);
	if (end < 0)
		end = http->path.n;
	struct request *inner = new(rq->arena, struct request, 1);
	struct preview *p = new(rq->arena, struct preview, 1);
	*inner = *http;
	inner->path = end < http->path.n ?
			      str_sub(http->path, end, http->path.n) : S("/");
	*p = (struct preview){
		.prefix = str_sub(http->path, 0, end),
		.token = str_sub(http->path, from, end),
		.mine = mine,
		.rest = rest_of(rq, http, inner->path),
	};
	rq->preview = p;
	return inner;
}

/* ---- who looks, through whose eyes --------------------------------------- */

bool preview_may(const struct lens *own)
{
	return !own->granted && !own->by && own->level == LEVEL_FULL &&
	       lens_tab(own, TAB_SHARE) && lens_can(own, VERB_COMMON);
}

/* What only reads, and only through the lens or rq_scope. */
static bool is_reading(const struct route *r)
{
	return r->preview || (r->method == GET && r->can == CAN_READ_CASE);
}

static struct viewer viewer_of(const struct rq *rq,
			       const struct preview_row *row)
{
	enum role role = role_find(row->role);
	return (struct viewer){
		.muni = rq->preview->asker.viewer.muni,
		.account = row->account,
		.agency = row->agency,
		.role = role == ROLE_guest ? role : ROLE_worker,
		.now = rq->now,
		.plan = rq->preview->plan,
	};
}

/* The recipient at his desk.  No account: what is only his (drafts, tasks of
 * other casefiles) belongs to nobody here. */
static void sit_down(struct rq *rq, const struct preview_row *row,
		     struct viewer v)
{
	v.account = (account_id){ 0 };
	rq->actor.viewer = v;
	rq->actor.powers = vis_powers(v.role);
	rq->actor.name = row->who.n ? row->who : row->agency_short;
	rq->actor.agency_name = row->agency_name;
	rq->actor.agency_short = row->agency_short;
	rq->actor.agency_phone = row->agency_phone;
}

static enum status make_lenses(struct rq *rq, const struct preview_row *row,
			       struct viewer v)
{
	struct preview *p = rq->preview;
	struct lens *lens = new(rq->arena, struct lens, 3), *own = lens + 1,
		    *other = lens + 2;
	TRY(vis_lens(rq->db, rq->arena, p->asker.viewer, row->casefile, own));
	if (!preview_may(own))
		return E_NOT_FOUND;
	TRY(vis_lens(rq->db, rq->arena, v, row->casefile, other));
	*lens = p->mine ? *own : vis_lens_preview(rq->arena, own, other);
	lens->verbs &= VERB_SEE;
	p->own = own;
	p->lens = lens;
	return OK;
}

enum status preview_enter(struct rq *rq)
{
	struct preview *p = rq->preview;
	struct preview_row row;
	i64 id;
	if (!p)
		return OK;
	if (!p->asker.signed_in)
		p->asker = rq->actor;
	rq->actor = p->asker;
	p->draw = NULL;
	TRY(rq_id(rq, ID_bestowal, p->token, &id));
	p->plan = (bestowal_id){ id };
	/* Before anything is read: a refusal costs the same whatever there
	 * is. */
	if (!vis_may_share(p->asker.viewer.role))
		return E_NOT_FOUND;
	TRY(preview_find(rq->db, rq->arena, p->asker.viewer.muni, p->plan,
			 rq->now, p->asker.viewer.agency,
			 p->asker.viewer.account, &row));
	struct viewer v = viewer_of(rq, &row);
	TRY(make_lenses(rq, &row, v));
	p->casefile = row.casefile;
	p->planned = str_eq(row.state, S("planned"));
	p->agency_short = row.agency_short;
	p->who = row.who;
	if (rq->app->preview_bar)
		TRY(rq->app->preview_bar(rq));
	if (!p->mine)
		sit_down(rq, &row, v);
	if (!is_reading(rq->route))
		return rq_error(rq, (str){ 0 },
				S("相手の画面では、見ることだけができます。"
				  "「もどる」で自分の画面にもどれます。")),
		       E_FORBIDDEN;
	return OK;
}

/* ---- links ---------------------------------------------------------------- */

/* The attribute's name ends at `end`. */
static bool is_followed(str markup, isize end)
{
	static const str names[] = { STR("href"), STR("action"),
				     STR("formaction"), STR("src") };
	isize from = end;
	while (from > 0 && markup.p[from - 1] != ' ' &&
	       markup.p[from - 1] != '\n' && markup.p[from - 1] != '<')
		from--;
	str name = str_sub(markup, from, end);
	for (isize i = 0; i < COUNT(names); i++)
		if (str_eq(name, names[i]))
			return true;
	return str_starts(name, S("hx-"));
}

str preview_links(struct arena *a, str markup, str prefix)
{
	struct out o = out_open(a, markup.n + markup.n / 8 + 64);
	isize done = 0, at = 0;
	/* Our templates write every attribute in double quotes, and text with
	 * its quotes escaped: this stands in attributes only. */
	while ((at = str_find(markup, S("=\"/"), at)) >= 0) {
		isize value = at + 2;
		str tail = str_sub(markup, value, markup.n);
		if (is_followed(markup, at) &&
		    !str_starts(tail, S("/static/"))) {
			put(&o, str_sub(markup, done, value));
			put(&o, prefix);
			done = value;
		}
		at = value;
	}
	put(&o, str_sub(markup, done, markup.n));
	return out_str(&o);
}
