/*
 * sheet_edit.c — see sheet.h.  Sheets for writing.
 *
 * After a refused form the page shows what was typed, row by row as it was
 * numbered; else it shows the document.
 */
#include "base/num.h"
#include "base/vec.h"
#include "dict/sheet.h"

enum { BLANK_ROWS = 1, MORE_ROWS = 3 };

/* ---- what to show -------------------------------------------------------- */

static str error_of(const struct sheet_view *v, str name)
{
	for (isize i = 0; v->errors && i < v->errors->n; i++)
		if (str_eq(v->errors->v[i].name, name))
			return v->errors->v[i].text;
	return (str){ 0 };
}

static bool typed_one(const struct sheet_view *v, str name, str *ret)
{
	for (isize i = v->form ? v->form->n - 1 : -1; i >= 0; i--)
		if (str_eq(v->form->v[i].name, name)) {
			*ret = v->form->v[i].value;
			return true;
		}
	return false;
}

/* All texts of a name and its companion; typed stays NULL when the form does
 * not carry the field. */
static void take_typed(struct out *o, const struct sheet_view *v,
		       struct input *in)
{
	struct {
		str *v;
		isize n, cap;
	} texts = { 0 };
	str companion = { 0 };
	for (isize i = 0; v->form && i < v->form->n; i++)
		if (str_eq(v->form->v[i].name, in->name))
			*vec_push(o->arena, &texts) = v->form->v[i].value;
	bool carried = typed_one(v, str_cat(o->arena, in->name, S(".empty")),
				 &companion);
	if (carried)
		in->empty_typed = companion.p ? companion : S("");
	if (!carried && texts.n == 0)
		return;
	in->typed = texts.v ? texts.v : new(o->arena, str, 1);
	in->typed_n = texts.n;
}

static struct value cell_value(const struct doc_cell *cell)
{
	return (struct value){ cell->state,
			       veiled_peek(cell->value) };
}

/* ---- plain groups -------------------------------------------------------- */

/* Seen but not to be written: the word that stands there, no input. */
static void put_closed_field(struct out *o, const struct doc_cell *cell)
{
	put(o, S("<div class=\"field\"><span class=\"label\">"));
	html_put(o, cell->field->label);
	put(o, S("</span>"));
	sheet_draw_value(o, cell);
	put(o, S("</div>\n"));
}

static void put_field(struct out *o, const struct sheet_view *v,
		      const struct doc_cell *cell)
{
	if (cell->shown.state == VEIL_HIDE || cell->field->gone.n)
		return;
	if (!veiled_whole(cell->shown)) {
		put_closed_field(o, cell);
		return;
	}
	struct input in = { .ctx = v->ctx, .field = cell->field,
			    .name = cell->field->name,
			    .value = cell_value(cell) };
	in.error = error_of(v, in.name);
	take_typed(o, v, &in);
	field_draw(o, &in);
}

static void put_heading(struct out *o, const struct group *g)
{
	put(o, S("<section class=\"card form\" aria-labelledby=\"g-"));
	html_put(o, g->name);
	put(o, S("\"><h2 id=\"g-"));
	html_put(o, g->name);
	put(o, S("\">"));
	html_put(o, g->label);
	put(o, S("</h2>"));
	if (g->hint.n) {
		put(o, S("<p class=\"small muted\">"));
		html_put(o, g->hint);
		put(o, S("</p>"));
	}
}

static void draw_plain(struct out *o, const struct sheet_view *v,
		       const struct doc_group *g)
{
	bool shown = false;
	for (isize i = 0; i < g->group->n; i++)
		shown |= g->cells[i].shown.state != VEIL_HIDE &&
			 !g->cells[i].field->gone.n;
	if (!shown)
		return;
	put_heading(o, g->group);
	for (isize i = 0; i < g->group->n; i++)
		put_field(o, v, g->cells + i);
	put(o, S("</section>\n"));
}

/* ---- rows ---------------------------------------------------------------- */

struct row {
	isize index;	/* in names of inputs */
	isize old;	/* row of the document, -1: a new one */
};
struct rows {
	struct row *v;
	isize n, cap;
	isize next;	/* first free index */
};

static str row_name(struct out *o, const struct group *g, isize index,
		    str name)
{
	struct out n = out_open(o->arena, 48);
	put(&n, g->name);
	out_char(&n, '.');
	put(&n, (i64)index);
	out_char(&n, '.');
	put(&n, name);
	return out_str(&n);
}

static void add_row(struct arena *a, struct rows *rows, isize index, isize old)
{
	for (isize i = 0; i < rows->n; i++)
		if (rows->v[i].index == index)
			return;
	*vec_push(a, rows) = (struct row){ index, old };
	if (index >= rows->next)
		rows->next = index + 1;
}

/* The rows as the refused form numbered them. */
static void rows_of_form(struct out *o, const struct sheet_view *v,
			 const struct doc_group *g, struct rows *rows)
{
	const struct group *group = g->group;
	for (isize i = 0; i < v->form->n; i++) {
		str name = v->form->v[i].name, text = { 0 };
		i64 index, old = -1;
		if (!str_starts(name, group->name) ||
		    str_find_char(name, '.', 0) != group->name.n)
			continue;
		str rest = str_sub(name, group->name.n + 1, name.n);
		if (num_parse_max(str_cut(&rest, '.'), DOC_ROWS_MAX * 4,
				  &index) != OK || !rest.p)
			continue;
		if (!typed_one(v, row_name(o, group, index, S("old")), &text) ||
		    num_parse_max(text, g->rows - 1, &old) != OK)
			old = -1;
		if (rows->n < DOC_ROWS_MAX)
			add_row(o->arena, rows, index, old);
	}
}

static struct rows list_rows(struct out *o, const struct sheet_view *v,
			     const struct doc_group *g)
{
	struct rows rows = { 0 };
	str text = { 0 };
	bool carried = typed_one(v, str_cat(o->arena, g->group->name,
					    S(".rows")), &text);
	if (carried)
		rows_of_form(o, v, g, &rows);
	else
		for (isize i = 0; i < g->rows; i++)
			add_row(o->arena, &rows, i, i);
	isize blank = rows.n == 0 ? BLANK_ROWS : 0;
	if (typed_one(v, S("more"), &text))
		blank += MORE_ROWS;
	while (blank-- > 0)
		add_row(o->arena, &rows, rows.next, -1);
	return rows;
}

static str row_label(struct out *o, isize row, str label)
{
	struct out n = out_open(o->arena, 64);
	put(&n, (i64)row + 1);
	put(&n, S("行目の"));
	put(&n, label);
	return out_str(&n);
}

static void put_old(struct out *o, const struct group *g, struct row row)
{
	if (row.old < 0)
		return;
	put(o, S("<input type=\"hidden\" name=\""));
	html_put(o, row_name(o, g, row.index, S("old")));
	put(o, S("\" value=\""));
	put(o, (i64)row.old);
	put(o, S("\">"));
}

/* The cell of the document; of a new row an empty one, as open as its column
 * is to the writer. */
static struct doc_cell row_cell(const struct doc_group *g, struct row row,
				const struct field *f)
{
	if (row.old >= 0)
		return g->cells[row.old * g->group->n + f->at];
	return (struct doc_cell){ .field = f,
				  .shown = { g->veils[f->at], { 0 } } };
}

static void put_cell(struct out *o, const struct sheet_view *v,
		     const struct doc_group *g, const struct field *f,
		     struct row row, isize nth)
{
	struct doc_cell cell = row_cell(g, row, f);
	if (!veiled_whole(cell.shown)) {
		sheet_draw_value(o, &cell);
		return;
	}
	struct input in = { .ctx = v->ctx, .field = f,
			    .value = cell_value(&cell) };
	in.name = row_name(o, g->group, row.index, f->name);
	in.label = row_label(o, nth, f->label);
	in.error = error_of(v, in.name);
	take_typed(o, v, &in);
	field_draw(o, &in);
}

/* HIDE: not even that the column exists. */
static bool is_column(const struct doc_group *g, const struct field *f)
{
	return !f->gone.n && g->veils[f->at] != VEIL_HIDE;
}

static void put_row(struct out *o, const struct sheet_view *v,
		    const struct doc_group *g, struct row row, isize nth)
{
	bool first = true;
	put(o, S("<tr>"));
	for (isize i = 0; i < g->group->n; i++) {
		const struct field *f = v->ctx->dict->fields +
					g->group->fields[i];
		if (!is_column(g, f))
			continue;
		put(o, S("<td data-label=\""));
		html_put(o, f->label);
		put(o, S("\">"));
		if (first)
			put_old(o, g->group, row);
		first = false;
		put_cell(o, v, g, f, row, nth);
		put(o, S("</td>"));
	}
	put(o, S("</tr>\n"));
}

static void put_table_head(struct out *o, const struct sheet_view *v,
			   const struct doc_group *g)
{
	put(o, S("<tb-rows><table class=\"rows-edit\"><thead><tr>"));
	for (isize i = 0; i < g->group->n; i++) {
		const struct field *f = v->ctx->dict->fields +
					g->group->fields[i];
		if (!is_column(g, f))
			continue;
		put(o, S("<th scope=\"col\">"));
		html_put(o, f->label);
		put(o, S("</th>"));
	}
	put(o, S("</tr></thead><tbody>\n"));
}

/* The whole group: 未確認, なし, 答えたくない, when it has no rows. */
static void put_group_empties(struct out *o, const struct sheet_view *v,
			      const struct doc_group *g)
{
	static const struct code_item items[] = {
		{ STR(""), STR("未確認"), false },
		{ STR("none"), STR("なし"), false },
		{ STR("declined"), STR("答えたくない"), false },
	};
	static const struct code states = { .items = items,
					    .n = COUNT(items) };
	str name = str_cat(o->arena, g->group->name, S(".empty"));
	str chosen = g->state == VALUE_NONE ? S("none") :
		     g->state == VALUE_DECLINED ? S("declined") :
		     g->rows ? S("-") : S("");	/* beside rows: nothing */
	(void)typed_one(v, name, &chosen);
	put(o, S("<fieldset class=\"picks\"><legend class=\"vh\">"));
	html_put(o, g->group->label);
	put(o, S("の行がないとき</legend>"));
	code_draw_picks(o, &states, name, chosen);
	put(o, S("</fieldset>"));
}

static void put_group_error(struct out *o, const struct sheet_view *v,
			    const struct group *g)
{
	str error = error_of(v, g->name);
	if (error.n == 0)
		return;
	put(o, S("<p class=\"field-error\" tabindex=\"-1\" id=\""));
	html_put(o, g->name);
	put(o, S("\">"));
	html_put(o, error);
	put(o, S("</p>"));
}

static void draw_repeat(struct out *o, const struct sheet_view *v,
			const struct doc_group *g)
{
	if (g->veil == VEIL_HIDE)
		return;
	put_heading(o, g->group);
	if (g->veil != VEIL_CLEAR) {
		put(o, S("<p>"));
		sheet_draw_rows(o, v->doc, v->ctx, g->group->id);
		put(o, S("</p></section>\n"));
		return;
	}
	put_group_error(o, v, g->group);
	put(o, S("<input type=\"hidden\" name=\""));
	html_put(o, g->group->name);
	put(o, S(".rows\" value=\"1\">"));
	put_table_head(o, v, g);
	struct rows rows = list_rows(o, v, g);
	for (isize i = 0; i < rows.n; i++)
		put_row(o, v, g, rows.v[i], i);
	put(o, S("</tbody></table><button class=\"btn small plain\" "
		 "name=\"more\" value=\"1\" formnovalidate>行を足す"
		 "</button></tb-rows>"));
	put_group_empties(o, v, g);
	put(o, S("</section>\n"));
}

/* ---- public ------------------------------------------------------------ */

void sheet_draw_group_edit(struct out *o, const struct sheet_view *v,
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

void sheet_draw_edit(struct out *o, const struct sheet_view *v)
{
	for (isize i = 0; i < v->doc->n; i++)
		sheet_draw_group_edit(o, v, v->doc->groups[i].group->id);
}

void sheet_draw_field_edit(struct out *o, const struct sheet_view *v,
			   int field_id)
{
	const struct doc_cell *cell = doc_get(v->doc, v->ctx->dict, field_id,
					      0);
	if (cell)
		put_field(o, v, cell);
}

void sheet_draw_errors(struct out *o, const struct form_errors *errors)
{
	if (!errors || errors->n == 0)
		return;
	put(o, S("<div class=\"errors\" id=\"errors\" tabindex=\"-1\" "
		 "autofocus><h2>入力を確かめてください（"));
	put(o, (i64)errors->n);
	put(o, S("件）</h2><ul>"));
	for (isize i = 0; i < errors->n; i++) {
		put(o, S("<li><a href=\"#"));
		html_put(o, errors->v[i].name);
		put(o, S("\">"));
		html_put(o, errors->v[i].text);
		put(o, S("</a></li>"));
	}
	put(o, S("</ul></div>\n"));
}

void code_draw_options(struct out *o, const struct code *c, str selected)
{
	for (isize i = 0; i < c->n; i++) {
		const struct code_item *item = c->items + i;
		bool mine = str_eq(item->key, selected);
		if (item->gone && !mine)
			continue;
		put(o, S("<option value=\""));
		html_put(o, item->key);
		put(o, mine ? S("\" selected>") : S("\">"));
		html_put(o, item->label);
		put(o, S("</option>"));
	}
}

void code_draw_picks(struct out *o, const struct code *c, str name,
		     str selected)
{
	for (isize i = 0; i < c->n; i++) {
		const struct code_item *item = c->items + i;
		bool mine = str_eq(item->key, selected);
		if (item->gone && !mine)
			continue;
		put(o, S("<label class=\"pick\"><input type=\"radio\" id=\""));
		html_put(o, name);
		out_char(o, '-');
		html_put(o, item->key);
		put(o, S("\" name=\""));
		html_put(o, name);
		put(o, S("\" value=\""));
		html_put(o, item->key);
		put(o, mine ? S("\" checked><span>") : S("\"><span>"));
		html_put(o, item->label);
		put(o, S("</span></label>"));
	}
}
