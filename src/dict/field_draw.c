/*
 * field_draw.c — see field_type.h.  Inputs as HTML: the same markup as the
 * hand-written pages (web/README.md), with the three empties everywhere.
 *
 * A field in a row of a repeat group stands in a table cell: `in->label` is
 * then given and becomes aria-label, and the empties are one small select.
 */
#include "base/utf8.h"
#include "dict/field_in.h"

enum { PICKS_MAX = 8 };	/* more choices become a select */

static bool in_row(const struct input *in)
{
	return in->label.n > 0;
}

/* ---- attributes ------------------------------------------------------- */

static void put_attr(struct out *o, str name, str value)
{
	out_char(o, ' ');
	put(o, name);
	put(o, S("=\""));
	html_put(o, value);
	out_char(o, '"');
}

static void put_described(struct out *o, const struct input *in, str ending)
{
	put(o, S(" aria-describedby=\""));
	html_put(o, in->name);
	put(o, ending);
	out_char(o, '"');
}

/* id, name, aria-*: what every control of the field carries. */
static void put_common(struct out *o, const struct input *in)
{
	put_attr(o, S("id"), in->name);
	put_attr(o, S("name"), in->name);
	if (in_row(in))
		put_attr(o, S("aria-label"), in->label);
	if (in->error.n)
		put(o, S(" aria-invalid=\"true\""));
	if (in->error.n)
		put_described(o, in, S("-e"));
	else if (in->field->hint.n && !in_row(in))
		put_described(o, in, S("-h"));
}

static str shown_typed(const struct input *in)
{
	return in->typed_n ? in->typed[0] : (str){ 0 };
}

/* What was typed, or the value as it can be typed again. */
static str shown(struct out *o, const struct input *in)
{
	if (in->typed)
		return shown_typed(in);
	struct out tmp = out_open(o->arena, 64);
	if (in->value.state == VALUE_GIVEN)
		in->field->type->print_input(&tmp, in->ctx, in->field,
					     in->value.text);
	return out_str(&tmp);
}

static bool is_type(const struct field *f, str name)
{
	return str_eq(f->type->name, name);
}

static str input_mode(const struct field *f)
{
	if (is_type(f, S("phone")))
		return S(" inputmode=\"tel\"");
	if (is_type(f, S("int")) || is_type(f, S("yen")) ||
	    is_type(f, S("postcode")))
		return S(" inputmode=\"numeric\"");
	return S("");
}

static str width(const struct field *f)
{
	if (is_type(f, S("int")))
		return S("w-4");
	if (is_type(f, S("yen")) || is_type(f, S("postcode")))
		return S("w-8");
	return is_type(f, S("phone")) ? S("w-12") : S("");
}

/* ---- controls --------------------------------------------------------- */

static void put_input(struct out *o, const struct input *in)
{
	put(o, S("<input"));
	put_common(o, in);
	str w = in_row(in) ? S("in") : width(in->field);
	if (w.n)
		put_attr(o, S("class"), w);
	put(o, input_mode(in->field));
	put_attr(o, S("value"), shown(o, in));
	put(o, S(" autocomplete=\"off\">"));
}

void draw_line(struct out *o, const struct input *in)
{
	put_input(o, in);
}

void draw_memo(struct out *o, const struct input *in)
{
	str text = shown(o, in);
	isize rows = 3;
	for (isize i = 0; i < text.n; i++)
		rows += text.p[i] == '\n';
	rows += utf8_length(text) / 40;
	put(o, S("<textarea"));
	put_common(o, in);
	put(o, S(" rows=\""));
	put(o, (i64)(rows < 20 ? rows : 20));
	/* A browser drops one line end after the tag. */
	put(o, S("\">\n"));
	html_put(o, text);
	put(o, S("</textarea>"));
}

void draw_yen(struct out *o, const struct input *in)
{
	put(o, S("<span class=\"unit\">"));
	put_input(o, in);
	put(o, S("円</span>"));
}

static void put_echo(struct out *o, const struct input *in)
{
	put(o, S("<output class=\"echo\" for=\""));
	html_put(o, in->name);
	put(o, S("\">"));
	if (!in->typed && in->value.state == VALUE_GIVEN) {
		struct out tmp = out_open(o->arena, 64);
		in->field->type->print(&tmp, in->ctx, in->field,
				       in->value.text);
		html_put(o, out_str(&tmp));
	}
	put(o, S("</output>"));
}

void draw_date(struct out *o, const struct input *in)
{
	put(o, S("<tb-date"));
	if (in->field->coarse == COARSE_AGE)
		put(o, S(" data-age"));
	else if (in->field->flags & FIELD_PAST)
		put(o, S(" data-past"));
	out_char(o, '>');
	put_input(o, in);
	put_echo(o, in);
	put(o, S("</tb-date>"));
}

/* ---- choices ---------------------------------------------------------- */

bool field_offers_empties(const struct field *f)
{
	return is_type(f, S("code")) || is_type(f, S("bool3")) ||
	       is_type(f, S("person"));
}

str value_state_key(enum value_state s)
{
	static const str keys[] = {
		[VALUE_UNASKED] = STR(""),
		[VALUE_NONE] = STR("-none"),
		[VALUE_DECLINED] = STR("-declined"),
		[VALUE_GIVEN] = STR(""),
	};
	return keys[s];
}

static bool typed_has(const struct input *in, str key)
{
	for (isize i = 0; i < in->typed_n; i++)
		if (str_eq(in->typed[i], key))
			return true;
	return in->typed_n == 0 && key.n == 0;
}

static bool value_has(const struct input *in, str key)
{
	str rest = in->value.text;
	if (in->value.state != VALUE_GIVEN)
		return str_eq(key, value_state_key(in->value.state));
	while (rest.p)
		if (str_eq(str_cut(&rest, ','), key))
			return true;
	return false;
}

static bool chosen(const struct input *in, str key)
{
	return in->typed ? typed_has(in, key) : value_has(in, key);
}

static void put_option(struct out *o, str key, str label, bool selected)
{
	put(o, S("<option"));
	put_attr(o, S("value"), key);
	put(o, selected ? S(" selected>") : S(">"));
	html_put(o, label);
	put(o, S("</option>"));
}

/* One of: 未確認, the items, なし, 答えたくない. */
static void put_pick(struct out *o, const struct input *in, str key, str label,
		     str kind)
{
	put(o, S("<label class=\"pick\"><input"));
	put_attr(o, S("type"), kind);
	put_attr(o, S("name"), in->name);
	put_attr(o, S("value"), key);
	if (chosen(in, key))
		put(o, S(" checked"));
	put(o, S("><span>"));
	html_put(o, label);
	put(o, S("</span></label>"));
}

static bool offered(const struct input *in, const struct code_item *item)
{
	return !item->gone || chosen(in, item->key);
}

typedef void choice(struct out *o, const struct input *in, str key,
		    str label);

static void choice_option(struct out *o, const struct input *in, str key,
			  str label)
{
	put_option(o, key, label, chosen(in, key));
}

static void choice_radio(struct out *o, const struct input *in, str key,
			 str label)
{
	put_pick(o, in, key, label, S("radio"));
}

static void put_choices(struct out *o, const struct input *in, choice *put_one,
			const struct code_item *items, isize n, bool none)
{
	put_one(o, in, S(""), value_state_label(VALUE_UNASKED));
	for (isize i = 0; i < n; i++)
		if (offered(in, items + i))
			put_one(o, in, items[i].key, items[i].label);
	/* Whoever was given なし before keeps it. */
	if (none && (!(in->field->flags & FIELD_ALWAYS) ||
		     chosen(in, value_state_key(VALUE_NONE))))
		put_one(o, in, value_state_key(VALUE_NONE),
			value_state_label(VALUE_NONE));
	put_one(o, in, value_state_key(VALUE_DECLINED),
		value_state_label(VALUE_DECLINED));
}

static void put_select(struct out *o, const struct input *in,
		       const struct code_item *items, isize n, bool none)
{
	put(o, in_row(in) ? S("<select class=\"in\"") : S("<select"));
	put_common(o, in);
	out_char(o, '>');
	put_choices(o, in, choice_option, items, n, none);
	put(o, S("</select>"));
}

static bool as_picks(const struct input *in)
{
	if (in_row(in))
		return false;
	return is_type(in->field, S("bool3")) ||
	       is_type(in->field, S("codes")) ||
	       (in->field->code && in->field->code->n <= PICKS_MAX);
}

void draw_code(struct out *o, const struct input *in)
{
	const struct code *c = in->field->code;
	if (as_picks(in))
		put_choices(o, in, choice_radio, c->items, c->n, true);
	else
		put_select(o, in, c->items, c->n, true);
}

void draw_bool3(struct out *o, const struct input *in)
{
	static const struct code_item items[] = {
		{ STR("yes"), STR("あり"), false },
		{ STR("no"), STR("なし"), false },
	};
	if (as_picks(in))
		put_choices(o, in, choice_radio, items, 2, false);
	else
		put_select(o, in, items, 2, false);
}

void draw_codes(struct out *o, const struct input *in)
{
	const struct code *c = in->field->code;
	for (isize i = 0; i < c->n; i++)
		if (offered(in, c->items + i))
			put_pick(o, in, c->items[i].key, c->items[i].label,
				 S("checkbox"));
}

/* A person whose name is closed to the viewer is not offered, except when
 * already chosen: then he stays as the mask. */
void draw_person(struct out *o, const struct input *in)
{
	str key = shown(o, in);
	bool given = in->value.state == VALUE_GIVEN;
	put(o, in_row(in) ? S("<select class=\"in\"") : S("<select"));
	put_common(o, in);
	out_char(o, '>');
	put_option(o, S(""), value_state_label(VALUE_UNASKED), key.n == 0);
	for (isize i = 0; i < in->ctx->persons_n; i++) {
		const struct dict_person *p = in->ctx->persons + i;
		bool mine = str_eq(p->key, key);
		if (!mine && p->name.state != VEIL_CLEAR)
			continue;
		struct out name = out_open(o->arena, 64);
		veiled_put(&name, p->name);
		put_option(o, p->key, out_str(&name), mine);
	}
	for (int s = VALUE_NONE; s <= VALUE_DECLINED; s++)
		put_option(o, value_state_key(s), value_state_label(s),
			   in->typed ? typed_has(in, value_state_key(s)) :
				       !given && (int)in->value.state == s);
	put(o, S("</select>"));
}

/* ---- the field around the control -------------------------------------- */

static str empty_name(struct out *o, const struct input *in)
{
	return str_cat(o->arena, in->name, S(".empty"));
}

static str empty_key(enum value_state s)
{
	return s == VALUE_UNASKED ? S("") : str_sub(value_state_key(s), 1, 99);
}

/* The companion's choice; a refused form draws what it carried.  Beside a
 * value nothing is chosen: 未確認 there would be a lie. */
static bool empty_chosen(const struct input *in, enum value_state s)
{
	if (s == VALUE_UNASKED && in->typed && shown_typed(in).n)
		return false;
	if (in->empty_typed.p)
		return str_eq(in->empty_typed, empty_key(s));
	return in->value.state == s;
}

/* In a row only beside an empty cell: a table has no room to spare. */
static void put_empty_select(struct out *o, const struct input *in)
{
	if (!in->empty_typed.p && in->value.state == VALUE_GIVEN)
		return;
	put(o, S("<select class=\"in small\""));
	put_attr(o, S("name"), empty_name(o, in));
	put_attr(o, S("aria-label"),
		 str_cat(o->arena, in->label, S("が空のとき")));
	out_char(o, '>');
	for (int s = VALUE_UNASKED; s < VALUE_GIVEN; s++)
		put_option(o, empty_key(s), value_state_label(s),
			   empty_chosen(in, s));
	put(o, S("</select>"));
}

static void put_empty_pick(struct out *o, const struct input *in,
			   enum value_state s)
{
	put(o, S("<label class=\"pick\"><input type=\"radio\""));
	put_attr(o, S("name"), empty_name(o, in));
	put_attr(o, S("value"), empty_key(s));
	put(o, empty_chosen(in, s) ? S(" checked><span>") : S("><span>"));
	put(o, value_state_label(s));
	put(o, S("</span></label>"));
}

/* The hidden one says that the field was on the page, also when no box is
 * checked; of two the last one counts. */
static void put_empty_picks(struct out *o, const struct input *in)
{
	put(o, S("<input type=\"hidden\""));
	put_attr(o, S("name"), empty_name(o, in));
	put(o, S(" value=\"\"><fieldset class=\"picks\"><legend class=\"vh\">"));
	html_put(o, in->field->label);
	put(o, S("が空のとき</legend>"));
	for (int s = VALUE_UNASKED; s < VALUE_GIVEN; s++)
		if (s != VALUE_NONE || !(in->field->flags & FIELD_ALWAYS) ||
		    empty_chosen(in, s))
			put_empty_pick(o, in, s);
	put(o, S("</fieldset>"));
}

static void put_empties(struct out *o, const struct input *in)
{
	if (field_offers_empties(in->field))
		return;
	if (in_row(in))
		put_empty_select(o, in);
	else
		put_empty_picks(o, in);
}

static void put_error(struct out *o, const struct input *in)
{
	if (in->error.n == 0)
		return;
	put(o, S("<p class=\"field-error\" id=\""));
	html_put(o, in->name);
	put(o, S("-e\">"));
	html_put(o, in->error);
	put(o, S("</p>"));
}

static void put_hint(struct out *o, const struct input *in)
{
	if (in->field->hint.n == 0)
		return;
	put(o, S("<p class=\"field-hint\" id=\""));
	html_put(o, in->name);
	put(o, S("-h\">"));
	html_put(o, in->field->hint);
	put(o, S("</p>"));
}

static void put_required(struct out *o, const struct field *f)
{
	if (f->flags & FIELD_REQUIRED)
		put(o, S("<span class=\"req\">必須</span>"));
}

static void put_show_when(struct out *o, const struct field *f)
{
	if (f->when.name.n == 0 || str_eq(f->when.value, S("*")))
		return;
	put(o, S(" data-show-when=\""));
	html_put(o, f->when.name);
	out_char(o, '=');
	html_put(o, f->when.value);
	out_char(o, '"');
}

/* Several controls of one field: the legend is the label, and the fieldset
 * is where an error's link leads. */
static void draw_group_of_picks(struct out *o, const struct input *in)
{
	put(o, S("<fieldset class=\"picks over\" tabindex=\"-1\""));
	put_attr(o, S("id"), in->name);
	if (in->error.n)
		put_described(o, in, S("-e"));
	else if (in->field->hint.n)
		put_described(o, in, S("-h"));
	put(o, S("><legend>"));
	html_put(o, in->field->label);
	put_required(o, in->field);
	put(o, S("</legend>"));
	in->field->type->draw(o, in);
	put(o, S("</fieldset>"));
}

void field_draw(struct out *o, const struct input *in)
{
	if (in_row(in)) {
		put_error(o, in);
		in->field->type->draw(o, in);
		put_empties(o, in);
		return;
	}
	put(o, in->error.n ? S("<div class=\"field has-error\"") :
			     S("<div class=\"field\""));
	put_show_when(o, in->field);
	out_char(o, '>');
	if (!as_picks(in)) {
		put(o, S("<label for=\""));
		html_put(o, in->name);
		put(o, S("\">"));
		html_put(o, in->field->label);
		put_required(o, in->field);
		put(o, S("</label>"));
	}
	put_hint(o, in);
	put_error(o, in);
	if (as_picks(in))
		draw_group_of_picks(o, in);
	else
		in->field->type->draw(o, in);
	put_empties(o, in);
	put(o, S("</div>\n"));
}
