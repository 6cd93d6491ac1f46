/* dict_parse.c — see dict.h.  Reads the lines of the dictionary's files. */
#include "base/num.h"
#include "base/vec.h"
#include "dict/parse_in.h"
#include "dict/words.h"

static enum status parse_code(struct parser *p)
{
	struct code c = { .id = (int)p->codes.n };
	TRY(parse_name(p, &c.name));
	TRY(parse_label(p, &c.label));
	if (p->at < p->tokens)
		return parse_unknown(p, p->token + p->at);
	TRY(parse_add(p, parse_key(p, S("code "), c.name, S(""), S(""), '.'),
		      c.name));
	p->code = c.id;
	p->sheet = p->group = -1;
	*vec_push(p->a, &p->codes) = c;
	if (p->codes.n > p->items_cap)
		p->items = vec_grow(p->a, p->items, &p->items_cap,
				    sizeof(*p->items),
				    _Alignof(max_align_t));
	p->items[c.id] = (struct items){ 0 };
	return OK;
}

static enum status parse_item(struct parser *p)
{
	struct code_item item = { 0 };
	if (p->code < 0)
		return parse_fail(p, S("an indented line outside a code list"),
			    (str){ 0 }, S("選択肢の外に字下げがあります"));
	item.key = parse_word(p);
	if (!word_is_key(item.key))
		return parse_fail(p, S("not a key"),
				  item.key.p ? item.key : S(""),
				  S("番号は英小文字・数字・_ です"));
	TRY(parse_label(p, &item.label));
	if (p->at < p->tokens) {
		struct token *t = p->token + p->at++;
		if (!str_eq(t->text, S("gone")) || p->at < p->tokens)
			return parse_unknown(p, t);
		item.gone = true;
	}
	str code = p->codes.v[p->code].name;
	TRY(parse_add(p, parse_key(p, S("item "), code, item.key, S(""), '.'),
		      item.key));
	*vec_push(p->a, &p->items[p->code]) = item;
	return OK;
}

static enum status find_about(struct parser *p, str name, enum about *ret)
{
	static const str about[] = { [ABOUT_CASEFILE] = STR("casefile"),
				     [ABOUT_PERSON] = STR("person"),
				     [ABOUT_INTAKE] = STR("intake") };
	for (int i = 0; i < COUNT(about); i++)
		if (str_eq(name, about[i])) {
			*ret = (enum about)i;
			return OK;
		}
	return parse_fail(p, S("about= knows casefile, person, intake, not"),
			  name, S("対象が合いません"));
}

static enum status sheet_attribute(struct parser *p, struct sheet *s,
				   const struct token *t)
{
	if (str_eq(t->key, S("about")))
		return find_about(p, t->text, &s->about);
	if (str_eq(t->key, S("since")))
		s->since = t->text;
	else if (str_eq(t->key, S("law")))
		s->law = t->text;
	else if (str_eq(t->key, S("source")))
		s->source = t->text;
	else
		return parse_unknown(p, t);
	return OK;
}

static bool open_again(struct parser *p, str name)
{
	for (isize i = 0; i < p->sheets.n; i++)
		if (str_eq(p->sheets.v[i].name, name)) {
			p->sheet = (int)i;
			return true;
		}
	return false;
}

static enum status parse_sheet(struct parser *p)
{
	struct sheet s = { .id = (int)p->sheets.n };
	p->code = p->group = -1;
	TRY(parse_name(p, &s.name));
	if (p->file->overlay && p->at == p->tokens && open_again(p, s.name))
		return OK;
	TRY(parse_label(p, &s.label));
	while (p->at < p->tokens)
		TRY(sheet_attribute(p, &s, p->token + p->at++));
	TRY(parse_add(p, parse_key(p, S("sheet "), s.name, S(""), S(""), '.'),
		      s.name));
	p->sheet = s.id;
	*vec_push(p->a, &p->sheets) = s;
	return OK;
}

static enum status find_class(struct parser *p, str name,
			      enum vis_class *ret)
{
	static const str names[] = {
#define VIS_CLASS_NAME(x) STR(#x),
		VIS_CLASSES(VIS_CLASS_NAME)
#undef VIS_CLASS_NAME
	};
	for (int i = 0; i < CLASS_COUNT; i++)
		if (str_eq(name, names[i])) {
			*ret = (enum vis_class)i;
			return OK;
		}
	return parse_fail(p, S("unknown class"), name, S("知らない種類です"));
}

static enum status missing_class(struct parser *p, str name,
				 enum vis_class *ret)
{
	if (!p->file->overlay)
		return parse_fail(p, S("missing class= of"), name,
				  S("class= がありません"));
	*ret = CLASS_legal;	/* the strictest there is */
	return OK;
}

static enum status parse_group(struct parser *p)
{
	struct group g = { .id = (int)p->groups.n, .sheet = p->sheet };
	bool classed = false;
	if (p->sheet < 0)
		return parse_fail(p, S("a group outside a sheet"), (str){ 0 },
				  S("シートの外にまとまりがあります"));
	TRY(parse_name(p, &g.name));
	TRY(parse_label(p, &g.label));
	for (; p->at < p->tokens; p->at++) {
		struct token *t = p->token + p->at;
		if (str_eq(t->key, S("class"))) {
			TRY(find_class(p, t->text, &g.class_));
			classed = true;
		} else if (str_eq(t->key, S("hint"))) {
			g.hint = t->text;
		} else if (!t->key.p && str_eq(t->text, S("repeat"))) {
			g.repeat = true;
		} else if (!t->key.p && str_eq(t->text, S("location"))) {
			g.location = true;
		} else {
			return parse_unknown(p, t);
		}
	}
	/* Whether there are rows at all is something only some may know. */
	if (g.repeat && !classed)
		TRY(missing_class(p, g.name, &g.class_));
	str sheet = p->sheets.v[p->sheet].name;
	TRY(parse_add(p, parse_key(p, S("group "), sheet, g.name, S(""), '.'),
		      g.name));
	/* Rows stand in the document under the group's name. */
	if (g.repeat)
		TRY(parse_add(p, parse_key(p, S("key "), sheet, g.name, S(""),
					   '.'), g.name));
	p->group = g.id;
	*vec_push(p->a, &p->groups) = g;
	return OK;
}

static enum status parse_condition(struct parser *p, const struct token *t,
				   struct condition *ret)
{
	isize colon = str_find_char(t->text, ':', 0);
	if (colon < 0)
		return parse_fail(p, S("a condition is field:value, not"),
				  t->text, S("条件は 項目:値 です"));
	ret->name = str_sub(t->text, 0, colon);
	ret->value = str_sub(t->text, colon + 1, t->text.n);
	return OK;
}

static enum status parse_coarse(struct parser *p, const struct token *t,
				struct field *f)
{
	static const struct {
		str name, type;
	} rows[] = {
		[COARSE_YES_NO] = { STR("yes_no"), { 0 } },
		[COARSE_AGE] = { STR("age_band"), STR("date") },
		[COARSE_TOWN] = { STR("town"), STR("text") },
	};
	for (int i = 0; i < COUNT(rows); i++) {
		if (!str_eq(t->text, rows[i].name))
			continue;
		if (rows[i].type.n && !str_eq(rows[i].type, f->type->name))
			break;
		f->coarse = (enum coarse)i;
		return OK;
	}
	return parse_fail(p, S("coarse= does not fit:"), t->text,
			  S("おおまかの形が合いません"));
}

static bool field_flag(const struct token *t, struct field *f)
{
	static const struct {
		str name;
		enum field_flag flag;
	} flags[] = {
		{ STR("required"), FIELD_REQUIRED },
		{ STR("search"), FIELD_SEARCH },
		{ STR("stat"), FIELD_STAT },
		{ STR("location"), FIELD_LOCATION },
		{ STR("sum"), FIELD_SUM },
		{ STR("past"), FIELD_PAST },
		{ STR("always"), FIELD_ALWAYS },
	};
	for (int i = 0; i < COUNT(flags); i++)
		if (!t->key.p && !t->quoted && str_eq(t->text, flags[i].name))
			return f->flags |= flags[i].flag, true;
	return false;
}

static bool field_text(const struct token *t, struct field *f)
{
	str key = t->key;
	str *to = str_eq(key, S("hint")) ? &f->hint :
		  str_eq(key, S("example")) ? &f->example :
		  str_eq(key, S("source")) ? &f->source :
		  str_eq(key, S("gone")) ? &f->gone :
		  str_eq(key, S("monthly")) ? &f->monthly : NULL;
	if (to)
		*to = t->text;
	return to != NULL;
}

static enum status parse_attributes(struct parser *p, struct field *f)
{
	bool classed = false;
	for (; p->at < p->tokens; p->at++) {
		struct token *t = p->token + p->at;
		if (field_flag(t, f) || field_text(t, f))
			continue;
		if (str_eq(t->key, S("class"))) {
			TRY(find_class(p, t->text, &f->class_));
			classed = true;
		} else if (str_eq(t->key, S("when"))) {
			TRY(parse_condition(p, t, &f->when));
		} else if (str_eq(t->key, S("required-when"))) {
			TRY(parse_condition(p, t, &f->required_when));
		} else if (str_eq(t->key, S("coarse"))) {
			TRY(parse_coarse(p, t, f));
		} else {
			return parse_unknown(p, t);
		}
	}
	return classed ? OK : missing_class(p, f->name, &f->class_);
}

static enum status parse_type(struct parser *p, struct field *f,
			      struct draft *d)
{
	str type = parse_word(p), rest = type;
	str name = str_cut(&rest, ':');
	f->type = field_type_find(name);
	if (!f->type)
		return parse_fail(p, S("unknown type"), name.p ? name : S(""),
				  S("知らない型です"));
	if (f->type->has_code != (rest.p != NULL))
		return parse_fail(p, S("type and code list do not fit:"), type,
				  S("型と選択肢が合いません"));
	d->code = rest;
	f->max = f->type->max;
	str max = parse_word(p);
	if (!max.p)
		return OK;
	if (!f->type->has_max || num_parse_max(max, INT64_C(1) << 50,
					       &f->max) != OK || !f->max)
		return parse_fail(p, S("not a size for this type:"), max,
				  S("大きさが合いません"));
	return OK;
}

/* The browser numbers new rows by the last digits of a name, and has one
 * line of inputs to copy. */
static enum status check_row_field(struct parser *p, const struct field *f)
{
	for (isize i = 0; i < f->name.n; i++)
		if (f->name.p[i] >= '0' && f->name.p[i] <= '9')
			return parse_fail(p, S("a digit in a field of rows:"),
				    f->name, S("行の項目名に数字は使えません"));
	if (f->type->many || str_eq(f->type->name, S("memo")))
		return parse_fail(p, S("this type cannot stand in rows:"),
				  f->type->name, S("行に置けない型です"));
	return OK;
}

static enum status parse_field(struct parser *p)
{
	struct draft d = { p->file, p->line, { 0 } };
	struct field f = { .id = (int)p->fields.n, .sheet = p->sheet,
			   .group = p->group };
	if (p->group < 0)
		return parse_fail(p, S("a field outside a group"), (str){ 0 },
				  S("まとまりの外に項目があります"));
	TRY(parse_name(p, &f.name));
	TRY(parse_type(p, &f, &d));
	TRY(parse_label(p, &f.label));
	TRY(parse_attributes(p, &f));
	str sheet = p->sheets.v[f.sheet].name;
	const struct group *g = p->groups.v + f.group;
	if (g->repeat)
		TRY(check_row_field(p, &f));
	str in = g->repeat ? g->name : f.name;
	str name = g->repeat ? f.name : S("");
	if (!g->repeat)
		TRY(parse_add(p, parse_key(p, S("key "), sheet, f.name, S(""),
					   '.'), f.name));
	TRY(parse_add(p, parse_key(p, S("field "), sheet, in, name, '.'),
		      f.name));
	/* person_jobs_pay: jobs.pay and jobs_pay would be one constant. */
	TRY(parse_add(p, parse_key(p, S("enum "), sheet, in, name, '_'),
		      f.name));
	*vec_push(p->a, &p->fields) = f;
	*vec_push(p->a, &p->drafts) = d;
	return OK;
}

static enum status parse_line(struct parser *p, str line)
{
	static const struct {
		str word;
		enum status (*parse)(struct parser *p);
	} lines[] = {
		{ STR("code"), parse_code },
		{ STR("sheet"), parse_sheet },
		{ STR("group"), parse_group },
		{ STR("field"), parse_field },
	};
	TRY(parse_tokens(p, line));
	if (p->tokens == 0)
		return OK;
	if (p->indented)
		return parse_item(p);
	str word = parse_word(p);
	for (int i = 0; i < COUNT(lines); i++)
		if (str_eq(word, lines[i].word))
			return lines[i].parse(p);
	return parse_unknown(p, p->token);
}

static enum status parse_file(struct parser *p, const struct dict_file *file)
{
	p->file = file;
	p->line = 0;
	p->code = p->sheet = p->group = -1;
	str rest = file->text;
	while (rest.p) {
		str line = str_cut(&rest, '\n');
		p->line++;
		TRY(parse_line(p, line));
	}
	return OK;
}

static str revision(struct arena *a, const struct dict_file *files, isize n)
{
	u64 h = 0;
	for (isize i = 0; i < n; i++)
		h = h * UINT64_C(0x100000001b3) + str_hash(files[i].text);
	struct out o = out_open(a, 16);
	char bytes[8];
	for (int i = 0; i < 8; i++)
		bytes[i] = (char)(h >> (56 - 8 * i));
	out_hex(&o, (str){ bytes, 8 });
	return out_str(&o);
}

enum status dict_parse(struct arena *a, const struct dict_file *files,
		       isize n, const struct dict **ret,
		       struct dict_error *err)
{
	struct parser *p = new(a, struct parser, 1);
	p->a = a;
	p->err = err;
	for (isize i = 0; i < n; i++)
		TRY(parse_file(p, files + i));
	TRY(parse_check(p));
	struct dict *d = new(a, struct dict, 1);
	*d = (struct dict){
		p->codes.v, p->sheets.v, p->groups.v, p->fields.v,
		p->codes.n, p->sheets.n, p->groups.n, p->fields.n,
		p->names, revision(a, files, n),
	};
	*ret = d;
	return OK;
}
