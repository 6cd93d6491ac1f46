/* clash.c — see clash.h. */
#include "past/clash.h"

#include "base/vec.h"

/* ---- who was first ----------------------------------------------------- */

/* さん goes with the surname. */
static str surname(str name)
{
	str rest = name;
	str first = str_cut(&rest, ' ');
	isize wide = str_find(first, S("　"), 0);
	return wide < 0 ? first : str_sub(first, 0, wide);
}

void clash_nobody(struct clash *c, const struct rq *rq)
{
	c->rq = rq;
	c->who = c->short_who = S("ほかの人");
}

void clash_first(struct clash *c, const struct rq *rq, str name,
		 str agency_short, stamp at)
{
	struct out who = out_open(rq->arena, 64);
	struct out when = out_open(rq->arena, 32);
	c->rq = rq;
	c->short_who = str_cat(rq->arena, surname(name), S("さん"));
	put(&who, c->short_who);
	put(&who, S("（"));
	put(&who, agency_short);
	put(&who, S("）"));
	if (stamp_day(at).n == rq->today.n)
		stamp_print_time(&when, at);
	else
		stamp_print_short(&when, at);
	c->who = out_str(&who);
	c->when = out_str(&when);
}

str clash_sentence(struct arena *a, const struct clash *c, str then)
{
	struct out o = out_open(a, 160);
	put(&o, c->who);
	put(&o, S("が先に保存しました"));
	if (c->when.n) {
		put(&o, S("（"));
		put(&o, c->when);
		put(&o, S("）"));
	}
	put(&o, S("。"));
	put(&o, then);
	return out_str(&o);
}

/* ---- what differs ------------------------------------------------------ */

struct clash_unit *clash_value(struct clash *c, str name, str label,
			       struct veiled mine, struct veiled theirs)
{
	struct clash_unit *u = vec_push(c->rq->arena, c);
	*u = (struct clash_unit){ .name = name, .label = label, .mine = mine,
				  .theirs = theirs };
	return u;
}

void clash_prose(struct clash *c, str name, str label, str mine,
		 struct veiled theirs)
{
	struct hunks h = diff_hunks_seen(c->rq->arena, mine, theirs);
	bool differs = false;
	for (isize i = 0; i < h.n; i++)
		differs |= !h.v[i].same;
	if (!differs)
		return;
	struct clash_unit *u = clash_value(c, name, label, veiled_open(mine),
					   theirs);
	u->prose = true;
	u->hunks = h;
}

str clash_choice(struct arena *a, str name, isize nth)
{
	struct out o = out_open(a, name.n + 16);
	put(&o, S("pick."));
	put(&o, name);
	if (nth >= 0) {
		out_char(&o, '.');
		put(&o, (i64)nth);
	}
	return out_str(&o);
}

bool clash_chosen(const struct clash *c, const struct clash_unit *u, str name,
		  str value)
{
	str sent = c->again ? rq_form(c->rq, name) : (str){ 0 };
	if (!sent.n)
		sent = u->keep_theirs ? S("theirs") : S("mine");
	return str_eq(sent, value);
}

/* ---- the choices, sent ------------------------------------------------- */

bool clash_is_theirs(const struct rq *rq, str name)
{
	return str_eq(rq_form(rq, clash_choice(rq->arena, name, -1)),
		      S("theirs"));
}

bool clash_is_both(const struct rq *rq, str name)
{
	return str_eq(rq_form(rq, clash_choice(rq->arena, name, -1)),
		      S("both"));
}

static void put_lines(struct out *o, str lines)
{
	put(o, lines);
	if (o->n && o->p[o->n - 1] != '\n')
		out_char(o, '\n');
}

str clash_text(const struct rq *rq, str name, str mine, struct veiled theirs)
{
	struct out o = out_open(rq->arena, 512);
	struct hunks h = diff_hunks_seen(rq->arena, mine, theirs);
	if (theirs.state != VEIL_CLEAR)
		return mine;
	for (isize i = 0; i < h.n; i++) {
		str pick = rq_form(rq, clash_choice(rq->arena, name, i));
		bool other = str_eq(pick, S("theirs"));
		if (h.v[i].same || !other)
			put_lines(&o, h.v[i].a);
		if (!h.v[i].same && (other || str_eq(pick, S("both"))))
			put_lines(&o, h.v[i].b);
	}
	return str_trim(out_str(&o));
}

bool clash_carries(str name)
{
	static const str own[] = { STR("csrf"), STR("idem"), STR("rev"),
				   STR("more"), STR("merge") };
	for (isize i = 0; i < COUNT(own); i++)
		if (str_eq(name, own[i]))
			return false;
	return !str_starts(name, S("pick.")) && !str_starts(name, S("was."));
}
