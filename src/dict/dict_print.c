/*
 * dict_print.c — see dict.h.  項目定義書: what is asked, of which class, from
 * which form; for officers who never read C.
 */
#include "dict/field_type.h"

static const str class_names[CLASS_COUNT] = {
	[CLASS_plain] = STR("ふつう"), [CLASS_name] = STR("名前"),
	[CLASS_contact] = STR("連絡先"), [CLASS_quasi] = STR("生年月日・性別"),
	[CLASS_family] = STR("家族"), [CLASS_health] = STR("健康・障がい"),
	[CLASS_money] = STR("収入・債務"), [CLASS_work] = STR("仕事・学校"),
	[CLASS_legal] = STR("法律・在留"), [CLASS_free] = STR("自由記述"),
	[CLASS_safety] = STR("訪問時の安全"),
};

str vis_class_label(enum vis_class c)
{
	return c < CLASS_COUNT ? class_names[c] : (str){ 0 };
}

static void put_cell(struct out *o, str s)
{
	for (isize i = 0; i < s.n; i++) {
		if (s.p[i] == '|')
			out_char(o, '\\');
		out_char(o, s.p[i]);
	}
}

static void put_type(struct out *o, const struct field *f)
{
	put(o, f->type->name);
	if (f->code) {
		put(o, S("：["));
		put(o, f->code->label);
		put(o, S("](#code-"));
		put(o, f->code->name);
		out_char(o, ')');
	}
	if (f->type->has_max && f->type->max != f->max) {
		out_char(o, ' ');
		out_commas(o, f->max);
	}
}

static void put_word(struct out *o, bool *any, str word)
{
	if (*any)
		put(o, S("・"));
	*any = true;
	put(o, word);
}

static void put_flags(struct out *o, const struct field *f)
{
	static const struct {
		enum field_flag flag;
		str word;
	} words[] = {
		{ FIELD_REQUIRED, STR("必須") },
		{ FIELD_SEARCH, STR("検索") },
		{ FIELD_STAT, STR("統計") },
		{ FIELD_LOCATION, STR("所在") },
		{ FIELD_SUM, STR("合計") },
	};
	bool any = false;
	for (isize i = 0; i < COUNT(words); i++)
		if (f->flags & words[i].flag)
			put_word(o, &any, words[i].word);
	if (f->when.name.n) {
		put_word(o, &any, S("条件 "));
		put(o, f->when.name);
		out_char(o, ':');
		put(o, f->when.value);
	}
	if (f->gone.n) {
		put_word(o, &any, S("廃止 "));
		put(o, f->gone);
	}
}

static void put_field(struct out *o, const struct dict *d,
		      const struct field *f)
{
	put(o, S("| "));
	put_cell(o, f->label);
	put(o, S(" | `"));
	field_print_name(o, d, f);
	put(o, S("` | "));
	put_type(o, f);
	put(o, S(" | "));
	put(o, class_names[f->class_]);
	put(o, S(" | "));
	put_flags(o, f);
	put(o, S(" | "));
	put_cell(o, f->source);
	put(o, S(" |\n"));
}

static void put_group(struct out *o, const struct dict *d,
		      const struct group *g)
{
	put(o, S("\n### "));
	put(o, g->label);
	if (g->repeat) {
		put(o, S("（くり返し・"));
		put(o, class_names[g->class_]);
		put(o, S("）"));
	}
	put(o, S("\n\n| 項目 | 名前 | 型 | 種類 | 印 | 出どころ |\n"
		 "|---|---|---|---|---|---|\n"));
	for (isize i = 0; i < g->n; i++)
		put_field(o, d, d->fields + g->fields[i]);
}

static void put_sheet(struct out *o, const struct dict *d,
		      const struct sheet *s)
{
	static const str about[] = { [ABOUT_CASEFILE] = STR("事案"),
				     [ABOUT_PERSON] = STR("人"),
				     [ABOUT_INTAKE] = STR("受付") };
	put(o, S("\n## "));
	put(o, s->label);
	put(o, S(" `"));
	put(o, s->name);
	put(o, S("`\n\n対象："));
	put(o, about[s->about]);
	str facts[][2] = { { STR("　根拠："), s->law },
			   { STR("　いつから："), s->since },
			   { STR("　出どころ："), s->source } };
	for (isize i = 0; i < COUNT(facts); i++) {
		if (facts[i][1].n == 0)
			continue;
		put(o, facts[i][0]);
		put(o, facts[i][1]);
	}
	out_char(o, '\n');
	for (isize i = 0; i < s->n; i++)
		put_group(o, d, d->groups + s->groups[i]);
}

static void put_code(struct out *o, const struct code *c)
{
	put(o, S("\n### <a id=\"code-"));
	put(o, c->name);
	put(o, S("\"></a>"));
	put(o, c->label);
	put(o, S(" `"));
	put(o, c->name);
	put(o, S("`\n\n"));
	for (isize i = 0; i < c->n; i++) {
		put(o, S("- `"));
		put(o, c->items[i].key);
		put(o, S("` "));
		put(o, c->items[i].label);
		put(o, c->items[i].gone ? S("（廃止）\n") : S("\n"));
	}
}

void dict_print_definition(struct out *o, const struct dict *d)
{
	put(o, S("# 項目定義書\n\n版 "));
	put(o, d->rev);
	put(o, S("。`dict/*.dict` から作った。公式のExcel様式は見ていないので、"
		 "出どころは「項目準拠(確認中)」まで。\n\n"
		 "どの項目も、空欄は「未確認」「なし」「答えたくない」のどれか。"
		 "見えない人には「共有されていません」。\n"
		 "「種類」ごとに、だれに見えるかが決まる。「所在」は、"
		 "支援措置のあいだ出さない。\n"));
	for (isize i = 0; i < d->sheets_n; i++)
		put_sheet(o, d, d->sheets + i);
	put(o, S("\n## 選択肢\n"));
	for (isize i = 0; i < d->codes_n; i++)
		put_code(o, d->codes + i);
}
