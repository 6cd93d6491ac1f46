/* sharetype_web.c — the pages of S81. */
#include "sharetype/sharetype.h"

#include "base/num.h"
#include "kernel/page.h"
#include "sharetype/sharetype_page.h"
#include "sharetype.html.h"

static enum status types_list(struct rq *rq, struct reply *ret);
static enum status type_form(struct rq *rq, struct reply *ret);
static enum status type_post(struct rq *rq, struct reply *ret);

const struct route sharetype_routes[] = {
	{ GET, "/types", types_list, CAN_TYPES, .page = "共有の型",
	  .no_audit = true },
	{ GET, "/types/:type", type_form, CAN_TYPES, .page = "共有の型",
	  .no_audit = true },
	{ POST, "/types/:type", type_post, CAN_TYPES, .audit = "type.edit" },
};
const isize sharetype_routes_n = COUNT(sharetype_routes);

const struct choice sharetype_states[4] = {
	[VEIL_HIDE] = { STR("H"), STR("出さない －") },
	[VEIL_MASK] = { STR("M"), STR("伏せる ▨") },
	[VEIL_COARSE] = { STR("O"), STR("おおまか ◐") },
	[VEIL_CLEAR] = { STR("C"), STR("そのまま ●") },
};
const struct choice sharetype_levels[5] = {
	{ STR("0"), STR("見えません") },
	{ STR("1"), STR("世帯名と主担当だけ") },
	{ STR("2"), STR("概要まで") },
	{ STR("3"), STR("えらんだ項目") },
	{ STR("4"), STR("ぜんぶ") },
};
const struct choice sharetype_verbs[3] = {
	{ STR("add"), STR("自分の記録を書き足す"), VERB_ADD },
	{ STR("common"), STR("共通欄を直す"), VERB_COMMON },
	{ STR("sheets"), STR("シートを直す"), VERB_SHEETS },
};
const struct choice sharetype_tabs[5] = {
	{ STR("overview"), STR("概要"), TAB_OVERVIEW },
	{ STR("family"), STR("世帯と家族"), TAB_FAMILY },
	{ STR("notes"), STR("支援経過"), TAB_NOTES },
	{ STR("sheets"), STR("シート"), TAB_SHEETS },
	{ STR("tasks"), STR("やること"), TAB_TASKS },
};
const struct choice sharetype_reads[5] = {
	{ STR("all"), STR("ぜんぶ（伏せる所をのぞく）"), READS_ALL },
	{ STR("health"), STR("健康の記録"), READS_HEALTH },
	{ STR("meeting"), STR("会議資料"), READS_MEETING },
	{ STR("confirmed"), STR("確認済みの文"), READS_CONFIRMED },
	{ STR("restated"), STR("言いかえ文"), READS_RESTATED },
};

str type_url(const struct rq *rq, str name)
{
	return str_cat(rq->arena, S("/types/"), name);
}

bool trial_asks(enum vis_class c)
{
	return c != CLASS_plain && c != CLASS_safety;
}

str trial_word(const struct type_page *p, enum vis_class c, i64 person)
{
	return sharetype_states[lens_class(&p->trial.lens, c,
					   (person_id){ person })].label;
}

/* ---- pages ---------------------------------------------------------------- */

static enum status types_list(struct rq *rq, struct reply *ret)
{
	struct types_page *p = new(rq->arena, struct types_page, 1);
	struct share_type *v;
	TRY(share_type_list(rq->db, rq->arena, rq->actor.viewer.muni, &v,
			    &p->n));
	p->rq = rq;
	p->v = v;
	return reply_page(ret, S("共有の型"), types_view_draw, p);
}

static enum status draw_type(struct rq *rq, struct type_page *p,
			     struct reply *ret)
{
	p->rq = rq;
	if (rq_has_errors(rq))
		ret->status = 422;
	return reply_page(ret, S("共有の型"), type_view_draw, p);
}

static enum status type_form(struct rq *rq, struct reply *ret)
{
	struct type_page *p = new(rq->arena, struct type_page, 1);
	TRY(share_type_get(rq->db, rq->arena, rq->actor.viewer.muni,
			   rq_path(rq, S("type")), &p->t));
	p->seen = p->t.version;
	p->trial.role = ROLE_worker;
	p->trial.agreed = ~0u;
	p->saved = rq_query(rq, S("saved")).n > 0;
	return draw_type(rq, p, ret);
}

/* ---- what was filled in ---------------------------------------------------- */

static unsigned read_boxes(const struct rq *rq, str name,
			   const struct choice *v, isize n)
{
	unsigned on = 0;
	for (isize i = 0; i < n; i++) {
		str parts = str_cat(rq->arena, name, S("-"));
		if (rq_form(rq, str_cat(rq->arena, parts, v[i].name)).n)
			on |= v[i].bit;
	}
	return on;
}

static void read_states(const struct rq *rq, struct share_type *t)
{
	for (int c = CLASS_name; c < CLASS_COUNT; c++) {
		str s = rq_form(rq, vis_class_name((enum vis_class)c));
		for (int k = 0; k < COUNT(sharetype_states); k++)
			if (str_eq(s, sharetype_states[k].name))
				t->state[c] = (u8)k;
	}
}

/* Over the type as it is: what the form does not carry stays. */
static enum status read_type(struct rq *rq, struct type_page *p)
{
	struct share_type *t = &p->t;
	i64 n = 0;
	str label = rq_form(rq, S("label"));
	TRY(share_type_get(rq->db, rq->arena, rq->actor.viewer.muni,
			   rq_path(rq, S("type")), t));
	t->label = str_sub(label, 0, label.n < 120 ? label.n : 120);
	if (num_parse(rq_form(rq, S("rev")), &n) == OK)
		p->seen = (int)n;
	if (num_parse(rq_form(rq, S("level")), &n) == OK &&
	    n >= LEVEL_EXISTS && n <= LEVEL_TABS)
		t->level = (enum level)n;
	t->tabs = read_boxes(rq, S("tab"), sharetype_tabs,
			     COUNT(sharetype_tabs));
	t->verbs = VERB_SEE | read_boxes(rq, S("verb"), sharetype_verbs,
					 COUNT(sharetype_verbs));
	t->reads = read_boxes(rq, S("reads"), sharetype_reads,
			      COUNT(sharetype_reads));
	read_states(rq, t);
	return OK;
}

static void try_out(struct rq *rq, struct type_page *p)
{
	struct trial *trial = &p->trial;
	trial->asked = true;
	trial->role = role_find(rq_form(rq, S("role")));
	trial->agreed = 1u << CLASS_plain | 1u << CLASS_safety;
	for (int c = 0; c < CLASS_COUNT; c++) {
		str name = str_cat(rq->arena, S("agreed-"),
				   vis_class_name((enum vis_class)c));
		if (rq_form(rq, name).n)
			trial->agreed |= 1u << c;
	}
	struct situation s = { .type = &p->t, .role = trial->role,
			       .level = LEVEL_FULL,
			       .classes = trial->agreed };
	trial->lens = vis_suppose(rq->arena, &s);
}

/* ---- saving ----------------------------------------------------------------- */

static enum status save_job(struct rq *rq, struct db *tx, void *arg,
			    struct reply *ret)
{
	const struct type_page *p = arg;
	if (str_eq(rq_form(rq, S("do")), S("reset")))
		TRY(sharetype_reset(rq, tx, p->t.name, p->seen));
	else
		TRY(sharetype_save(rq, tx, &p->t, p->seen));
	return reply_redirect(ret, str_cat(rq->arena,
					   type_url(rq, p->t.name),
					   S("?saved=1")));
}

static enum status type_post(struct rq *rq, struct reply *ret)
{
	struct type_page *p = new(rq->arena, struct type_page, 1);
	p->trial.role = ROLE_worker;
	p->trial.agreed = ~0u;
	TRY(read_type(rq, p));
	if (str_eq(rq_form(rq, S("do")), S("try"))) {
		try_out(rq, p);
		return draw_type(rq, p, ret);
	}
	enum status st = rq_write(rq, save_job, p, ret);
	if (st != E_INVALID && st != E_CONFLICT)
		return st;
	*ret = (struct reply){ 0 };
	return draw_type(rq, p, ret);
}
