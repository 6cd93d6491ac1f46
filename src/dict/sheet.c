/* sheet.c — see sheet.h.  Sheets for reading. */
#include "dict/sheet.h"

#define CONSTANT_SENTENCE                                                     \
	S("この項目は、あなたの機関には共有されていません。")

static void put_not_shared(struct out *o)
{
	put(o, S("<span class=\"unknown\">共有されていません</span>"));
}

void sheet_draw_value(struct out *o, const struct doc_cell *cell)
{
	switch (cell->shown.state) {
	case VEIL_HIDE:
		return;
	case VEIL_MASK:
		put_not_shared(o);
		return;
	case VEIL_COARSE:
		html_put(o, cell->shown);
		return;
	case VEIL_CLEAR:
		break;
	}
	if (cell->state == VALUE_UNASKED)
		put(o, S("<span class=\"unknown\">"));
	else if (str_eq(cell->field->type->name, S("memo")))
		put(o, S("<span class=\"prose\">"));
	else
		put(o, S("<span>"));
	html_put(o, cell->shown);
	put(o, S("</span>"));
}

static void put_heading(struct out *o, const struct group *g)
{
	put(o, S("<section class=\"card\" aria-labelledby=\"g-"));
	html_put(o, g->name);
	put(o, S("\"><div class=\"card-head\"><h2 id=\"g-"));
	html_put(o, g->name);
	put(o, S("\">"));
	html_put(o, g->label);
	put(o, S("</h2></div><div class=\"card-body\">"));
}

static void put_fact(struct out *o, const struct doc_cell *cell)
{
	put(o, S("<div><dt>"));
	html_put(o, cell->field->label);
	put(o, S("</dt><dd>"));
	sheet_draw_value(o, cell);
	put(o, S("</dd></div>"));
}

/* Nobody asked, and the viewer may know that. */
static bool is_unasked(const struct doc_cell *cell)
{
	return cell->shown.state == VEIL_CLEAR &&
	       cell->state == VALUE_UNASKED;
}

/* A condition looks only at what the viewer sees: a closed value answers
 * like an empty one. */
static bool is_wanted(struct out *o, const struct sheet_view *v,
		      const struct doc_cell *cell)
{
	const struct dict *d = v->ctx->dict;
	struct condition c = cell->field->when;
	if (cell->field->gone.n)
		return false;
	if (c.name.n == 0)
		return true;
	struct out path = out_open(o->arena, 64);
	put(&path, v->doc->sheet->name);
	out_char(&path, '.');
	put(&path, c.name);
	const struct field *f = dict_field(d, out_str(&path));
	const struct doc_cell *other = f ? doc_cell(v->doc, f, 0) : NULL;
	if (!other || other->state != VALUE_GIVEN)
		return false;
	str rest = veiled_peek(other->value);
	while (rest.p)
		if (str_eq(c.value, S("*")) ||
		    str_eq(str_cut(&rest, ','), c.value))
			return true;
	return false;
}

/* What was never asked, in one line: 「未確認：電話、住居」. */
static void put_unasked(struct out *o, const struct sheet_view *v,
			const struct doc_group *g)
{
	bool any = false;
	for (isize i = 0; i < g->group->n; i++) {
		const struct doc_cell *cell = g->cells + i;
		if (!is_unasked(cell) || !is_wanted(o, v, cell))
			continue;
		put(o, any ? S("、") :
			     S("<p class=\"small unknown\">未確認："));
		html_put(o, cell->field->label);
		any = true;
	}
	if (any)
		put(o, S("</p>"));
}

static void draw_plain(struct out *o, const struct sheet_view *v,
		       const struct doc_group *g)
{
	bool shown = false, drawn = false;
	for (isize i = 0; i < g->group->n; i++)
		shown |= g->cells[i].shown.state != VEIL_HIDE;
	if (!shown)
		return;
	put_heading(o, g->group);
	for (isize i = 0; i < g->group->n; i++) {
		const struct doc_cell *cell = g->cells + i;
		if (cell->shown.state == VEIL_HIDE || is_unasked(cell))
			continue;
		if (!drawn)
			put(o, S("<dl class=\"facts ruled\">"));
		drawn = true;
		put_fact(o, cell);
	}
	if (drawn)
		put(o, S("</dl>"));
	put_unasked(o, v, g);
	put(o, S("</div></section>\n"));
}

/* ---- rows -------------------------------------------------------------- */

static bool is_column(const struct doc_group *g, isize at)
{
	const struct doc_cell *cell = g->cells + at;
	if (cell->shown.state == VEIL_HIDE)
		return false;
	if (!cell->field->gone.n)
		return true;
	for (isize row = 0; row < g->rows; row++)
		if (!is_unasked(g->cells + row * g->group->n + at))
			return true;
	return false;
}

static void put_table_head(struct out *o, const struct doc_group *g)
{
	put(o, S("<table class=\"list cards\"><thead><tr>"));
	for (isize i = 0; i < g->group->n; i++) {
		if (!is_column(g, i))
			continue;
		put(o, S("<th scope=\"col\">"));
		html_put(o, g->cells[i].field->label);
		put(o, S("</th>"));
	}
	put(o, S("</tr></thead><tbody>"));
}

static bool is_number(const struct field *f)
{
	return str_eq(f->type->name, S("yen")) ||
	       str_eq(f->type->name, S("int"));
}

static void put_table_row(struct out *o, const struct doc_group *g, isize row)
{
	put(o, S("<tr>"));
	for (isize i = 0; i < g->group->n; i++) {
		const struct doc_cell *cell =
			g->cells + row * g->group->n + i;
		if (!is_column(g, i))
			continue;
		put(o, is_number(cell->field) ? S("<td class=\"num\"") :
						S("<td"));
		put(o, S(" data-label=\""));
		html_put(o, cell->field->label);
		put(o, S("\">"));
		sheet_draw_value(o, cell);
		put(o, S("</td>"));
	}
	put(o, S("</tr>"));
}

static void put_sums(struct out *o, const struct sheet_view *v,
		     const struct doc_group *g)
{
	for (isize i = 0; i < g->group->n; i++) {
		const struct field *f = g->cells[i].field;
		if (!(f->flags & FIELD_SUM))
			continue;
		struct veiled sum = doc_sum(o->arena, v->doc, v->ctx->dict,
					    f);
		if (!veiled_has(sum))
			continue;
		put(o, S("<p>"));
		html_put(o, f->label);
		put(o, f->monthly.n ? S("の合計：月 ") : S("の合計："));
		html_put(o, sum);
		put(o, S("</p>"));
	}
}

static void draw_closed(struct out *o, const struct doc_group *g)
{
	if (g->veil == VEIL_HIDE)
		return;
	put_heading(o, g->group);
	put(o, S("<p>"));
	if (g->veil == VEIL_COARSE)
		html_put(o, g->shown);
	else
		put(o, CONSTANT_SENTENCE);
	put(o, S("</p></div></section>\n"));
}

static void draw_repeat(struct out *o, const struct sheet_view *v,
			const struct doc_group *g)
{
	if (g->veil != VEIL_CLEAR) {
		draw_closed(o, g);
		return;
	}
	put_heading(o, g->group);
	if (g->rows == 0) {
		put(o, g->state == VALUE_UNASKED ?
			       S("<p class=\"unknown\">") : S("<p>"));
		html_put(o, g->shown);
		put(o, S("</p>"));
	} else {
		put_table_head(o, g);
		for (isize row = 0; row < g->rows; row++)
			put_table_row(o, g, row);
		put(o, S("</tbody></table>"));
		put_sums(o, v, g);
	}
	put(o, S("</div></section>\n"));
}

void sheet_draw_group_read(struct out *o, const struct sheet_view *v,
			   int group_id)
{
	const struct doc_group *g = doc_group(v->doc, group_id);
	if (!g)
		return;
	if (g->group->repeat)
		draw_repeat(o, v, g);
	else
		draw_plain(o, v, g);
}

void sheet_draw_read(struct out *o, const struct sheet_view *v)
{
	for (isize i = 0; i < v->doc->n; i++)
		sheet_draw_group_read(o, v, v->doc->groups[i].group->id);
}

/* ---- rows as words ------------------------------------------------------ */

static void put_row_words(struct out *o, const struct doc_group *g, isize row)
{
	bool any = false;
	put(o, S("<li>"));
	for (isize i = 0; i < g->group->n; i++) {
		const struct doc_cell *cell =
			g->cells + row * g->group->n + i;
		if (cell->shown.state == VEIL_HIDE || is_unasked(cell))
			continue;
		if (any)
			out_char(o, ' ');
		any = true;
		html_put(o, cell->shown);
	}
	put(o, S("</li>"));
}

void sheet_draw_rows(struct out *o, const struct doc *d,
		     const struct dict_ctx *c, int group_id)
{
	(void)c;
	const struct doc_group *g = doc_group(d, group_id);
	if (!g || g->veil == VEIL_HIDE)
		return;
	if (g->veil == VEIL_MASK) {
		put_not_shared(o);
		return;
	}
	if (g->veil == VEIL_COARSE || g->rows == 0) {
		bool unasked = g->veil == VEIL_CLEAR &&
			       g->state == VALUE_UNASKED;
		put(o, unasked ? S("<span class=\"unknown\">") :
				 S("<span>"));
		html_put(o, g->shown);
		put(o, S("</span>"));
		return;
	}
	put(o, S("<ul class=\"plain\">"));
	for (isize row = 0; row < g->rows; row++)
		put_row_words(o, g, row);
	put(o, S("</ul>"));
}
