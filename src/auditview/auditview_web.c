/*
 * auditview_web.c — 誰が見たか, for 監査 over the municipality and for the
 * people of a casefile over theirs.
 *
 * Values are not there to be shown: an audit row names records, fields and
 * classes.  Looking at this page is itself a look.
 */
#include "auditview/auditview.h"

#include "auditview/auditview_page.h"
#include "auditview_page.html.h"
#include "base/num.h"
#include "casefile/casefile.h"
#include "dict/dict.h"
#include "kernel/app.h"
#include "vis/leak.h"

static enum status looked(struct rq *rq, struct reply *ret);
static enum status looked_of_case(struct rq *rq, struct reply *ret);

const struct route auditview_routes[] = {
	{ GET, "/looked", looked, CAN_AUDIT, .page = "誰が見たか" },
	{ GET, "/cases/:casefile/looked", looked_of_case, CAN_READ_CASE,
	  .page = "履歴" },
};
const isize auditview_routes_n = COUNT(auditview_routes);

enum { MOST = 100, FIRST_DAYS = 14 };

/* ---- words ---------------------------------------------------------------- */

struct word {
	str key, label;
};

static str word_of(const struct word *words, isize n, str key)
{
	for (isize i = 0; i < n; i++)
		if (str_eq(words[i].key, key))
			return words[i].label;
	return key;
}

str looked_action(str action)
{
	static const struct word words[] = {
		{ STR("sign_in"), STR("ログインした") },
		{ STR("sign_in_refused"), STR("ログインできなかった") },
		{ STR("sign_out"), STR("ログアウトした") },
		{ STR("desk.leave"), STR("所属を離れた") },
		{ STR("desk.take"), STR("別の所属から移った") },
		{ STR("session.end"), STR("端末を終わらせた") },
		{ STR("intake.add"), STR("受け付けた") },
		{ STR("intake.bind"), STR("世帯に結びつけた") },
		{ STR("intake.inform"), STR("情報提供で終わりにした") },
		{ STR("intake.not_same"), STR("ちがう世帯とした") },
		{ STR("casefile.open"), STR("事案を始めた") },
		{ STR("casefile.edit"), STR("事案を直した") },
		{ STR("household.add"), STR("世帯をつくった") },
		{ STR("household.edit"), STR("世帯を直した") },
		{ STR("person.add"), STR("世帯員を足した") },
		{ STR("person.edit"), STR("世帯員を直した") },
		{ STR("bond.add"), STR("関係を足した") },
		{ STR("bond.edit"), STR("関係を直した") },
		{ STR("bond.drop"), STR("関係を消した") },
		{ STR("parentage.add"), STR("親子を足した") },
		{ STR("parentage.edit"), STR("親子を直した") },
		{ STR("parentage.drop"), STR("親子を消した") },
		{ STR("residence.add"), STR("同居の期間を足した") },
		{ STR("residence.edit"), STR("同居の期間を直した") },
		{ STR("residence.drop"), STR("同居の期間を消した") },
		{ STR("note.add"), STR("記録した") },
		{ STR("note.edit"), STR("記録を直した") },
		{ STR("note.draft"), STR("下書きを置いた") },
		{ STR("note.drop"), STR("下書きを捨てた") },
		{ STR("print.issue"), STR("印刷の番号を取った") },
		{ STR("note.correct"), STR("記録を訂正した") },
		{ STR("task.add"), STR("やることを足した") },
		{ STR("task.finish"), STR("やることを終えた") },
		{ STR("task.move"), STR("やることの日を変えた") },
		{ STR("task.drop"), STR("やることを消した") },
		{ STR("type.edit"), STR("共有の型を直した") },
		{ STR("type.reset"), STR("共有の型をもどした") },
		{ STR("sheet.save"), STR("シートを直した") },
		{ STR("share.plan"), STR("共有を準備した") },
		{ STR("share.add"), STR("共有した") },
		{ STR("share.undo"), STR("共有を取り消した") },
		{ STR("share.stop"), STR("共有を止めた") },
		{ STR("share.cell"), STR("共有する項目を直した") },
		{ STR("file.add"), STR("書類を残した") },
		{ STR("look.file"), STR("書類を取り出した") },
		{ STR("basis.add"), STR("同意・根拠を記録した") },
		{ STR("basis.end"), STR("同意・根拠の終わりを記録した") },
		{ STR("refer.add"), STR("依頼を書いた") },
		{ STR("refer.send"), STR("依頼を送った") },
		{ STR("refer.accept"), STR("依頼を受けた") },
		{ STR("refer.return"), STR("依頼を差し戻した") },
		{ STR("refer.decline"), STR("依頼を断った") },
		{ STR("refer.withdraw"), STR("依頼を取り下げた") },
		{ STR("share.ask"), STR("共有を依頼した") },
		{ STR("notice.read"), STR("おしらせを読んだ") },
		{ STR("deny"), STR("断られた") },
		{ STR("look.list"), STR("一覧で見た") },
		{ STR("look.search"), STR("さがして見た") },
		{ STR("look.candidates"), STR("似ている世帯を見た") },
		{ STR("look.print"), STR("印刷した") },
		{ STR("look.preview"), STR("相手の画面で確認した") },
		{ STR("look.audit"), STR("この記録を見た") },
	};
	if (str_starts(action, S("look.")) &&
	    str_eq(word_of(words, COUNT(words), action), action))
		return S("見た");
	return word_of(words, COUNT(words), action);
}

str looked_kind(str kind)
{
	static const struct word words[] = {
		{ STR("account"), STR("利用者") },
		{ STR("session"), STR("端末") },
		{ STR("casefile"), STR("事案") },
		{ STR("household"), STR("世帯") },
		{ STR("person"), STR("世帯員") },
		{ STR("bond"), STR("家族の関係") },
		{ STR("parentage"), STR("親子") },
		{ STR("note"), STR("支援経過") },
		{ STR("task"), STR("やること") },
		{ STR("sheet"), STR("シート") },
		{ STR("intake"), STR("受付") },
		{ STR("issue"), STR("印刷物") },
		{ STR("basis"), STR("同意・根拠") },
		{ STR("file"), STR("書類") },
		{ STR("bestowal"), STR("共有") },
		{ STR("notice"), STR("おしらせ") },
		{ STR("referral"), STR("依頼") },
		{ STR("page"), STR("ページ") },
		{ STR("audit"), STR("監査の記録") },
	};
	return word_of(words, COUNT(words), kind);
}

static str class_label(str name)
{
	static const struct word words[] = {
		{ STR("plain"), STR("ふつう") },
		{ STR("name"), STR("名前") },
		{ STR("contact"), STR("連絡先") },
		{ STR("quasi"), STR("生年月日など") },
		{ STR("family"), STR("家族") },
		{ STR("health"), STR("健康") },
		{ STR("money"), STR("お金") },
		{ STR("work"), STR("仕事") },
		{ STR("legal"), STR("国籍・法律") },
		{ STR("free"), STR("文章") },
		{ STR("safety"), STR("安全") },
	};
	return word_of(words, COUNT(words), name);
}

/* Columns that no sheet has, as their forms call them. */
static str column_label(str name)
{
	static const struct word words[] = {
		{ STR("family_name"), STR("氏") },
		{ STR("given_name"), STR("名") },
		{ STR("family_name_kana"), STR("氏のふりがな") },
		{ STR("given_name_kana"), STR("名のふりがな") },
		{ STR("former_family_name"), STR("前の氏") },
		{ STR("names"), STR("ほかの名") },
		{ STR("name"), STR("名前") },
		{ STR("name_kana"), STR("ふりがな") },
		{ STR("sex"), STR("性別") },
		{ STR("birth"), STR("生年月日") },
		{ STR("dead"), STR("死亡") },
		{ STR("death"), STR("死亡した日") },
		{ STR("living"), STR("くらし") },
		{ STR("relation"), STR("続柄") },
		{ STR("phone"), STR("電話") },
		{ STR("address"), STR("住所") },
		{ STR("postal_code"), STR("郵便番号") },
		{ STR("caution"), STR("訪問時注意") },
		{ STR("stage"), STR("段階") },
		{ STR("urgency"), STR("急ぎ") },
		{ STR("what"), STR("内容") },
		{ STR("to"), STR("だれ") },
		{ STR("due_on"), STR("いつまで") },
		{ STR("state"), STR("状態") },
		{ STR("title"), STR("要点") },
		{ STR("body"), STR("内容") },
		{ STR("handed_to"), STR("つなぎ先") },
		{ STR("done_note"), STR("やったこと") },
		{ STR("method"), STR("手段") },
		{ STR("happened_at"), STR("日時") },
		{ STR("minutes"), STR("所要") },
		{ STR("counterpart"), STR("相手") },
		{ STR("about"), STR("対象") },
		{ STR("place"), STR("場所") },
	};
	str label = word_of(words, COUNT(words), name);
	return str_eq(label, name) ? (str){ 0 } : label;
}

/* 「収入の金額」 is asked of the dictionary: a change of a sheet names its
 * fields as the document does. */
static str field_label(const struct looked_page *p, const struct looked_row *r,
		       str name)
{
	const struct dict *d = p->rq->app->dict;
	str label = column_label(name);
	if (label.n && !str_eq(r->kind, S("sheet")))
		return label;
	for (isize i = 0; i < d->sheets_n; i++) {
		str path = str_cat(p->rq->arena, d->sheets[i].name, S("."));
		const struct field *f =
			dict_field(d, str_cat(p->rq->arena, path, name));
		if (f)
			return f->label;
	}
	return label.n ? label : S("ほかの項目");
}

static str changed_fields(const struct looked_page *p,
			  const struct looked_row *r)
{
	struct out o = out_open(p->rq->arena, 64);
	for (str rest = r->detail; rest.n;) {
		if (o.n)
			put(&o, S("・"));
		put(&o, field_label(p, r, str_cut(&rest, ',')));
	}
	return out_str(&o);
}

/* Classes of a look, fields of a change.  A list's packed ids are told as a
 * number, a refused page not at all. */
str looked_classes(const struct looked_page *p, const struct looked_row *r)
{
	struct out o = out_open(p->rq->arena, 64);
	if (str_eq(r->action, S("deny")))
		return (str){ 0 };
	if (!str_starts(r->action, S("look.")))
		return changed_fields(p, r);
	for (str rest = r->classes; rest.n;) {
		if (o.n)
			put(&o, S("・"));
		put(&o, class_label(str_cut(&rest, ',')));
	}
	if (r->detail.n) {
		put(&o, S("（"));
		put(&o, r->detail.n * 3 / 4 / 8);
		put(&o, S("件）"));
	}
	return out_str(&o);
}

str looked_when(const struct looked_page *p, stamp t)
{
	struct out o = out_open(p->rq->arena, 40);
	stamp_print_short(&o, t);
	put(&o, S(":"));
	out_padded(&o, t.ms / 1000 % 60, 2);
	return out_str(&o);
}

str looked_agency_token(const struct looked_page *p, agency_id id)
{
	return rq_token_of(p->rq, agency, id);
}

/* ---- what is asked ---------------------------------------------------------- */

struct question {
	stamp from, until, before_at;
	audit_id before_id;
	agency_id agency;
	casefile_id casefile;
	unsigned filters;
};

static void read_day(struct rq *rq, str name, day otherwise, day *ret)
{
	struct fdate d = { 0 };
	str why = { 0 };
	*ret = otherwise;
	if (fdate_parse(rq_query(rq, name), rq->today, &d, &why) != OK) {
		enum status st = rq_error(rq, name, why);
		(void)st;
	} else if (d.precision != PREC_NONE) {
		*ret = d.first;
	}
}

/* ?after=AT.TOKEN: where the page before ended. */
static void read_place(struct rq *rq, struct question *q)
{
	str after = rq_query(rq, S("after"));
	str at = str_cut(&after, '.');
	q->before_at = (stamp){ INT64_MAX };
	q->before_id = (audit_id){ INT64_MAX };
	i64 ms, id;
	if (num_parse(at, &ms) == OK &&
	    rq_id(rq, ID_audit, after, &id) == OK) {
		q->before_at = (stamp){ ms };
		q->before_id = (audit_id){ id };
	}
}

static void read_question(struct rq *rq, struct question *q,
			  struct looked_page *p)
{
	day from, until;
	read_day(rq, S("from"), (day){ rq->today.n - FIRST_DAYS }, &from);
	read_day(rq, S("until"), rq->today, &until);
	q->from = stamp_at(from, 0);
	q->until = stamp_at((day){ until.n + 1 }, 0);
	read_place(rq, q);
	p->what = rq_query(rq, S("what"));
	p->agency = rq_query(rq, S("agency"));
	p->from = rq_query(rq, S("from"));
	p->until = rq_query(rq, S("until"));
	if (str_eq(p->what, S("looks")))
		q->filters |= LOOKED_ROWS_LOOKS;
	if (str_eq(p->what, S("changes")))
		q->filters |= LOOKED_ROWS_CHANGES;
	if (rq_id(rq, ID_agency, p->agency, &q->agency.v) == OK)
		q->filters |= LOOKED_ROWS_BY_AGENCY;
}

static str next_url(struct rq *rq, const struct looked_page *p)
{
	const struct looked_row *last = &p->rows.v[p->rows.n - 1];
	const struct word keep[] = { { STR("from"), p->from },
				     { STR("until"), p->until },
				     { STR("what"), p->what },
				     { STR("agency"), p->agency } };
	struct out o = out_open(rq->arena, 200);
	put(&o, p->url);
	put(&o, S("?after="));
	put(&o, last->at.ms);
	put(&o, S("."));
	put(&o, rq_token_of(rq, audit, last->id));
	for (isize i = 0; i < COUNT(keep); i++) {
		put(&o, S("&"));
		put(&o, keep[i].key);
		put(&o, S("="));
		out_percent(&o, keep[i].label);
	}
	return out_str(&o);
}

static enum status read_rows(struct rq *rq, const struct question *q,
			     struct looked_page *p)
{
	i64 muni = rq->actor.viewer.muni;
	TRY(looked_rows(rq->db, rq->arena, muni, q->from, q->until, q->agency,
			q->casefile, q->before_at, q->before_id,
			rq->actor.viewer.agency, MOST, q->filters, &p->rows));
	TRY(looked_agencies(rq->db, rq->arena, muni, &p->agencies));
	if (p->rows.n == MOST)
		p->next = next_url(rq, p);
	return OK;
}

/* ---- pages ------------------------------------------------------------------ */

static enum status looked(struct rq *rq, struct reply *ret)
{
	struct looked_page *p = new(rq->arena, struct looked_page, 1);
	struct lens none = { .viewer = rq->actor.viewer };
	struct question q = { 0 };
	p->rq = rq;
	p->numbers = true;
	p->url = S("/looked");
	read_question(rq, &q, p);
	TRY(read_rows(rq, &q, p));
	rq_looked(rq, S("look.audit"), &none, S("audit"), 0);
	ret->status = rq_has_errors(rq) ? 422 : 200;
	return reply_page(ret, S("誰が見たか"), looked_view_draw, p);
}

static enum status looked_of_case(struct rq *rq, struct reply *ret)
{
	struct looked_page *p = new(rq->arena, struct looked_page, 1);
	struct question q = { .casefile = rq->lens->casefile,
			      .filters = LOOKED_ROWS_BY_CASEFILE };
	/* Its rows name everybody who is shown the casefile: never through a
	 * share, whatever its type and exceptions say. */
	if (rq->lens->granted || !lens_tab(rq->lens, TAB_HISTORY))
		return casefile_closed_tab(rq, TAB_HISTORY, ret);
	p->rq = rq;
	p->of_case = true;
	p->numbers = LEAKING(serial);
	p->url = casefile_url(rq, rq->lens->casefile, S("/looked"));
	read_question(rq, &q, p);
	q.filters &= ~(unsigned)LOOKED_ROWS_BY_AGENCY;
	TRY(read_rows(rq, &q, p));
	rq_looked(rq, S("look.audit"), rq->lens, S("audit"), 0);
	ret->status = rq_has_errors(rq) ? 422 : 200;
	TRY(reply_page(ret, S("履歴"), looked_view_draw, p));
	return casefile_frame(rq, TAB_HISTORY, ret);
}
