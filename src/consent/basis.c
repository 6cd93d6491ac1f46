/* basis.c — see consent.h: kinds, items, and recording a basis. */
#include "base/utf8.h"
#include "casefile/casefile.h"
#include "consent/basis_in.h"
#include "dict/dict.h"
#include "kernel/app.h"
#include "text/my_number.h"
#include "vis/grant.h"

enum { WORDS_MAX = 1000, NAME_MAX_CHARS = 60 };
static const i64 HOUR_MS = 60 * 60 * 1000;

static const struct basis_kind_row kinds[BASIS_KIND_COUNT] = {
	[BASIS_consent] = {
		.help = STR("本人が、だれに・なにを・いつまで、を決める"),
		.covers = true, .items = true, .how = true },
	[BASIS_conference] = {
		.help = STR("名簿の人だけ、会議の期間だけ"),
		.laws = STR("basis_meeting"),
		.covers = true, .items = true, .until = true, .reason = true,
		.reason_label = STR("会議の名前と日"),
		.reason_example = STR("例 第3回支援会議 R8.11.20") },
	[BASIS_statute] = {
		.help = STR("虐待の通告・通報など、法律が求めるとき"),
		.laws = STR("basis_law"),
		.covers = true, .items = true, .reason = true,
		.reason_label = STR("理由"),
		.reason_example = STR("例 傷あとを見た。虐待のおそれ") },
	[BASIS_emergency] = {
		.help = STR("理由と期限をつける（長くて72時間）"),
		.covers = true, .items = true, .until = true, .reason = true,
		.reason_label = STR("理由"),
		.reason_example = STR("例 命の危険。呼びかけに返事がない") },
	[BASIS_commission] = {
		.help = STR("市から委託された仕事で、報告や決定に要る分だけ"),
		.covers = true, .items = true, .reason = true,
		.reason_label = STR("委託の内容"),
		.reason_example = STR("例 自立相談支援事業の支援決定") },
	[BASIS_existence] = {
		.help = STR("相談していることだけを知らせる（市の決まり）"),
		.covers = true, .reason = true,
		.reason_label = STR("もとになる市の決まり"),
		.reason_example = STR("例 見守り協定 第4条") },
	[BASIS_anonymous] = {
		.help = STR("名前と場所を消して見せる"),
		.covers = true, .items = true },
	[BASIS_refusal] = {
		.help = STR("本人が、共有しないでほしいと言った"),
		.reason_label = STR("話したこと"),
		.reason_example = STR("例 いまは弟に知られたくない") },
};

static const str names[BASIS_KIND_COUNT] = {
#define BASIS_NAME(x, label) [BASIS_##x] = STR(#x),
	BASIS_KINDS(BASIS_NAME)
#undef BASIS_NAME
};
static const str labels[BASIS_KIND_COUNT] = {
#define BASIS_LABEL(x, label) [BASIS_##x] = STR(label),
	BASIS_KINDS(BASIS_LABEL)
#undef BASIS_LABEL
};

const struct basis_kind_row *basis_kind_row(enum basis_kind k)
{
	return &kinds[k];
}

enum basis_kind basis_kind_find(str name)
{
	for (int i = 1; i < BASIS_KIND_COUNT; i++)
		if (str_eq(names[i], name))
			return (enum basis_kind)i;
	return BASIS_NONE;
}

str basis_kind_name(enum basis_kind k)
{
	return names[k];
}

str basis_kind_label(enum basis_kind k)
{
	return labels[k];
}

/* ---- items ---------------------------------------------------------------- */

#define BIT(c) (1u << CLASS_##c)
/* Reach everyone who may open the casefile, whatever was agreed. */
enum { ALWAYS = 1 << CLASS_plain | 1 << CLASS_safety };

const struct basis_item_row basis_items[BASIS_ITEMS] = {
	{ ITEM_BASIC, STR("basic"), STR("基本"),
	  BIT(name) | BIT(contact) | BIT(quasi) | BIT(family) },
	{ ITEM_HEALTH, STR("health"), STR("健康・障がい"), BIT(health) },
	{ ITEM_MONEY, STR("money"), STR("収入・債務"), BIT(money) },
	{ ITEM_WORK, STR("work"), STR("仕事"), BIT(work) },
	{ ITEM_LEGAL, STR("legal"), STR("国籍と在留"), BIT(legal) },
	{ ITEM_NOTES, STR("notes"), STR("支援経過"), BIT(free) },
	{ ITEM_EXISTS, STR("exists"), STR("存在だけ"), BIT(name) },
};

unsigned basis_classes(unsigned items)
{
	unsigned r = items ? ALWAYS : 0;
	for (int i = 0; i < BASIS_ITEMS; i++)
		if (items & basis_items[i].bit)
			r |= basis_items[i].classes;
	return items == ITEM_EXISTS ? BIT(name) : r;
}

unsigned basis_items_of(int level, unsigned classes)
{
	unsigned r = 0;
	if (level <= LEVEL_EXISTS)
		return ITEM_EXISTS;
	for (int i = 0; i < BASIS_ITEMS - 1; i++)
		if ((classes & basis_items[i].classes) ==
		    basis_items[i].classes)
			r |= basis_items[i].bit;
	return r;
}

str basis_items_words(struct arena *a, unsigned items)
{
	return (items & ITEM_ALL) == ITEM_ALL ? S("すべて") :
						basis_items_named(a, items);
}

str basis_items_named(struct arena *a, unsigned items)
{
	struct out o = out_open(a, 64);
	for (int i = 0; i < BASIS_ITEMS; i++) {
		if (!(items & basis_items[i].bit))
			continue;
		if (o.n)
			put(&o, S("、"));
		put(&o, basis_items[i].label);
	}
	return out_str(&o);
}

bool basis_may(const struct lens *l)
{
	return !l->granted && !l->by && l->level == LEVEL_FULL &&
	       lens_tab(l, TAB_SHARE) && lens_can(l, VERB_COMMON);
}

/* ---- checks --------------------------------------------------------------- */

static enum status check_text(struct rq *rq, str field, str s, isize most)
{
	if (utf8_length(s) > most) {
		struct out o = out_open(rq->arena, 64);
		put(&o, S("長すぎます。"));
		put(&o, most);
		put(&o, S("字までです。"));
		return rq_error(rq, field, out_str(&o));
	}
	if (text_my_number(s))
		return rq_error(rq, field,
				S("マイナンバーのようです。"
				  "ここには残せません。"));
	return OK;
}

static enum status worse(enum status a, enum status b)
{
	return a != OK ? a : b;
}

static enum status check_texts(struct rq *rq, const struct basis_new *b)
{
	enum status st = check_text(rq, S("explained"), b->explained,
				    WORDS_MAX);
	st = worse(st, check_text(rq, S("reason"), b->reason, WORDS_MAX));
	st = worse(st, check_text(rq, S("witness"), b->witness,
				  NAME_MAX_CHARS));
	return worse(st, check_text(rq, S("proxy"), b->proxy,
				    NAME_MAX_CHARS));
}

static enum status check_how(struct rq *rq, const struct basis_new *b)
{
	const struct code *hows = dict_code(rq->app->dict, S("basis_how"));
	enum status st = OK;
	if (!hows || !code_has(hows, b->how))
		st = rq_error(rq, S("how"),
			      S("同意のしかたを選んでください。例 書面"));
	if (!b->explained.n)
		st = rq_error(rq, S("explained"),
			      S("何をどう説明したか、一言でも書いてください。"
				"例 同意書を見せて読み上げた"));
	if (str_eq(b->how, S("oral")) && !b->witness.n)
		st = rq_error(rq, S("witness"),
			      S("口頭の同意には立会人が要ります。例 三宅"));
	if (str_eq(b->how, S("proxy")) && !b->proxy.n)
		st = rq_error(rq, S("proxy"),
			      S("代理人の名前と間柄を書いてください。"
				"例 成年後見人 山田"));
	return st;
}

static enum status check_law(struct rq *rq, const struct basis_new *b,
			     const struct basis_kind_row *k)
{
	const struct code *laws = dict_code(rq->app->dict, k->laws);
	if (!laws || !code_has(laws, b->law))
		return rq_error(rq, S("law"),
				S("どの法律にもとづくかを選んでください。"));
	return OK;
}

static enum status check_emergency(struct rq *rq, const struct basis_new *b)
{
	if (b->until.v - b->since.ms > EMERGENCY_HOURS_MAX * HOUR_MS)
		return rq_error(rq, S("until"),
				S("緊急の共有は72時間までです。"
				  "つづけるときは、もう一度記録してください。"));
	return OK;
}

static enum status check_time(struct rq *rq, const struct basis_new *b,
			      const struct basis_kind_row *k)
{
	if (k->until && !b->until.has)
		return rq_error(rq, S("until"),
				S("いつまでかを入れてください。例 R9.3.31"));
	if (b->until.has &&
	    (b->until.v <= b->since.ms || b->until.v <= rq->now.ms))
		return rq_error(rq, S("until"),
				S("もう過ぎた日付です。"
				  "先の日付を入れてください。例 R9.3.31"));
	if (b->kind == BASIS_emergency)
		return check_emergency(rq, b);
	if (b->kind == BASIS_consent && b->since.ms > rq->now.ms)
		return rq_error(rq, S("since"),
				S("先の日付です。"
				  "同意した日を入れてください。例 きょう"));
	return OK;
}

static str to_field(struct rq *rq, isize row)
{
	struct out o = out_open(rq->arena, 8);
	put(&o, S("to"));
	put(&o, row + 1);
	return out_str(&o);
}

static enum status check_cover(struct rq *rq, const struct basis_new *b,
			       isize i)
{
	const struct basis_cover *c = &b->covers[i];
	if (!c->items)
		return rq_error(rq, to_field(rq, i),
				S("何を共有してよいかを選んでください。"));
	if ((c->items & ITEM_EXISTS) && (c->items & ITEM_ALL))
		return rq_error(rq, to_field(rq, i),
				S("「存在だけ」は、ほかの項目と一緒に"
				  "選べません。"));
	for (isize k = 0; k < i; k++)
		if (b->covers[k].agency.v == c->agency.v &&
		    b->covers[k].account.v == c->account.v)
			return rq_error(rq, to_field(rq, i),
					S("同じ共有先が上にもあります。"
					  "一つにまとめてください。"));
	return OK;
}

static enum status check_covers(struct rq *rq, const struct basis_new *b)
{
	enum status st = OK;
	if (!b->covers_n)
		return rq_error(rq, S("to1"),
				S("だれに共有するかを選んでください。"));
	for (isize i = 0; i < b->covers_n; i++)
		st = worse(st, check_cover(rq, b, i));
	return st;
}

enum status basis_check_cover(struct rq *rq, const struct basis_new *b)
{
	enum status st = check_covers(rq, b);
	return worse(st, check_time(rq, b, &kinds[b->kind]));
}

enum status basis_check(struct rq *rq, const struct basis_new *b)
{
	if (b->kind <= BASIS_NONE || b->kind >= BASIS_KIND_COUNT)
		return rq_error(rq, S("kind"), S("根拠を選んでください。"));
	const struct basis_kind_row *k = &kinds[b->kind];
	/* In the order of the form: so people read what is missing. */
	enum status st = k->laws.n ? check_law(rq, b, k) : OK;
	if (k->covers)
		st = worse(st, check_covers(rq, b));
	st = worse(st, check_time(rq, b, k));
	if (k->reason && !b->reason.n)
		st = worse(st, rq_error(rq, S("reason"),
					str_cat(rq->arena,
						S("一言でも書いてください。"),
						k->reason_example)));
	if (k->how)
		st = worse(st, check_how(rq, b));
	return worse(st, check_texts(rq, b));
}

enum status basis_end_check(struct rq *rq, const struct basis_end *e)
{
	enum status st = check_text(rq, S("end_witness"), e->witness,
				    NAME_MAX_CHARS);
	return worse(st, check_text(rq, S("end_note"), e->note, WORDS_MAX));
}

/* ---- recording ------------------------------------------------------------ */

static enum status add_covers(struct db *tx, i64 muni, basis_id id,
			      const struct basis_new *b)
{
	for (isize i = 0; i < b->covers_n; i++) {
		const struct basis_cover *c = &b->covers[i];
		int level = c->items == ITEM_EXISTS ? LEVEL_EXISTS :
						      LEVEL_FULL;
		TRY(basis_cover_insert(tx, muni, id, c->agency, c->account.v,
				       level,
				       (int)basis_classes(c->items)));
	}
	return OK;
}

/* The old ones of this kind end; what the new one covers rests on it. */
static enum status replace_old(struct rq *rq, struct db *tx,
			       const struct basis_new *b, basis_id fresh)
{
	i64 muni = rq->actor.viewer.muni;
	struct basis_end e = { .reason = S("replaced") };
	struct basis_state_list old;
	TRY(basis_live_of(tx, rq->arena, muni, b->casefile, b->person,
			  names[b->kind], &old));
	for (isize i = 0; i < old.n; i++) {
		if (old.v[i].id.v == fresh.v)
			continue;
		/* Also those who go on may be shown less from now on. */
		TRY(basis_tell_access(rq, tx, b->casefile, old.v[i].id));
		TRY(basis_move(tx, muni, old.v[i].id, fresh));
		TRY(basis_end_one(rq, tx, b->casefile, old.v[i].id, &e));
	}
	return OK;
}

/* Who refuses now has not agreed to anything: that would be a withdrawal. */
static enum status not_while_agreed(struct rq *rq, struct db *tx,
				    const struct basis_new *b)
{
	struct basis_state_list live;
	if (b->kind != BASIS_refusal)
		return OK;
	TRY(basis_live_of(tx, rq->arena, rq->actor.viewer.muni, b->casefile,
			  b->person, S("consent"), &live));
	if (live.n)
		return rq_error(rq, S("kind"),
				S("いま同意が記録されています。"
				  "先に撤回を記録してください。"));
	return OK;
}

static enum status may_add(struct rq *rq, struct db *tx,
			   const struct basis_new *b)
{
	struct lens lens;
	i64 there = 0;
	TRY(rq_casefile_in(rq, tx, b->casefile, &lens));
	if (!basis_may(&lens))
		return E_FORBIDDEN;
	TRY(basis_person_of(tx, rq->actor.viewer.muni, b->casefile, b->person,
			    &there));
	if (!there)
		return E_NOT_FOUND;
	TRY(basis_check(rq, b));
	return not_while_agreed(rq, tx, b);
}

enum status basis_add(struct rq *rq, struct db *tx, const struct basis_new *b,
		      basis_id *ret)
{
	const struct viewer *v = &rq->actor.viewer;
	basis_id id = { id_new() };
	TRY(may_add(rq, tx, b));
	TRY(basis_insert(tx, v->muni, id, b->casefile, b->person,
			 names[b->kind], b->kind != BASIS_refusal, b->since,
			 b->until, b->law, b->how, b->explained, b->witness,
			 b->proxy, b->reason, v->account, v->agency,
			 rq->now));
	if (kinds[b->kind].covers)
		TRY(add_covers(tx, v->muni, id, b));
	if (b->replace && b->kind != BASIS_refusal)
		TRY(replace_old(rq, tx, b, id));
	TRY(vis_seats_refresh(tx, rq->arena, v->muni, b->casefile, rq->now));
	TRY(rq_audit(rq, tx, S("basis.add"), S("basis"), id.v, b->casefile,
		     names[b->kind]));
	*ret = id;
	return OK;
}
