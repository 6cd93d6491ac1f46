/*
 * dict_parse.c — see dict.h.  Reads the lines of the dictionary's files.
 *
 * Two passes: the lines in their order make drafts; then what may be named
 * before it is declared (code lists, conditions) is looked up, and the index
 * lists are made.  A draft remembers its line for the errors of the second.
 */
#include "base/num.h"
#include "base/vec.h"
#include "dict/field_type.h"
#include "dict/words.h"

struct token {
	str key, text;	/* key: of key=value, else {0} */
	bool quoted;
};

enum { TOKENS_MAX = 24 };

struct draft {
	const struct dict_file *file;
	int line;
	str code;	/* fields: name of the code list */
};

struct parser {
	struct arena *a;
	const struct dict_file *file;
	int line;
	struct dict_error *err;
	struct token token[TOKENS_MAX];
	isize tokens, at;
	bool indented;
	int code, sheet, group;	/* open ones, -1: none */
	struct map names;
	struct {
		struct code *v;
		isize n, cap;
	} codes;
	struct items {
		struct code_item *v;
		isize n, cap;
	} *items;	/* by code; moved when codes grow */
	isize items_cap;
	struct {
		struct sheet *v;
		isize n, cap;
	} sheets;
	struct {
		struct group *v;
		isize n, cap;
	} groups;
	struct {
		struct field *v;
		isize n, cap;
	} fields;
	struct {
		struct draft *v;
		isize n, cap;
	} drafts;	/* parallel to fields */
};

/* ---- errors ----------------------------------------------------------- */

/* `name` may be {0}: then the text stands alone. */
static enum status fail(struct parser *p, str english, str name, str japanese)
{
	struct out o = out_open(p->a, 96);
	put(&o, english);
	if (name.p) {
		put(&o, S(" \""));
		put(&o, name);
		out_char(&o, '"');
	}
	put(&o, S("（"));
	put(&o, japanese);
	put(&o, S("）"));
	*p->err = (struct dict_error){ p->file->name, p->line, out_str(&o) };
	return E_INVALID;
}

/* ---- tokens ----------------------------------------------------------- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static enum status read_text(struct parser *p, str *rest, struct token *t)
{
	if (rest->n && rest->p[0] == '"') {
		isize end = str_find_char(*rest, '"', 1);
		if (end < 0)
			return fail(p, S("missing closing quote"), (str){ 0 },
				    S("閉じる「\"」がありません"));
		t->text = str_sub(*rest, 1, end);
		t->quoted = true;
		*rest = str_sub(*rest, end + 1, rest->n);
		return OK;
	}
	isize n = 0;
	while (n < rest->n && !is_blank(rest->p[n]) && rest->p[n] != '"')
		n++;
	t->text = str_sub(*rest, 0, n);
	*rest = str_sub(*rest, n, rest->n);
	return OK;
}

static enum status read_token(struct parser *p, str *rest)
{
	struct token t = { 0 };
	if (p->tokens == TOKENS_MAX)
		return fail(p, S("too many words on the line"), (str){ 0 },
			    S("1行の語が多すぎます"));
	isize n = 0;
	while (n < rest->n && (word_is_key(str_sub(*rest, n, n + 1)) ||
			       rest->p[n] == '-'))
		n++;
	if (n > 0 && n < rest->n && rest->p[n] == '=') {
		t.key = str_sub(*rest, 0, n);
		*rest = str_sub(*rest, n + 1, rest->n);
	}
	TRY(read_text(p, rest, &t));
	if (rest->n && !is_blank(rest->p[0]))
		return fail(p, S("missing blank after"), t.text,
			    S("語のあとに空白がありません"));
	p->token[p->tokens++] = t;
	return OK;
}

static enum status read_tokens(struct parser *p, str line)
{
	p->tokens = p->at = 0;
	p->indented = line.n && is_blank(line.p[0]);
	for (;;) {
		while (line.n && is_blank(line.p[0]))
			line = str_sub(line, 1, line.n);
		if (line.n == 0 || line.p[0] == '#')
			return OK;
		TRY(read_token(p, &line));
	}
}

/* The next plain word, or {0}. */
static str take_word(struct parser *p)
{
	if (p->at == p->tokens)
		return (str){ 0 };
	struct token *t = p->token + p->at;
	if (t->quoted || t->key.p)
		return (str){ 0 };
	p->at++;
	return t->text;
}

static enum status take_label(struct parser *p, str *ret)
{
	struct token *t = p->token + p->at;
	if (p->at == p->tokens || !t->quoted || t->key.p || t->text.n == 0)
		return fail(p, S("missing label in quotes"), (str){ 0 },
			    S("「\"名称\"」がありません"));
	p->at++;
	*ret = t->text;
	return OK;
}

static enum status unknown_word(struct parser *p, const struct token *t)
{
	return fail(p, S("unknown word"), t->key.p ? t->key : t->text,
		    S("知らない語です"));
}

/* ---- names ------------------------------------------------------------ */

static enum status take_name(struct parser *p, str *ret)
{
	str name = take_word(p);
	if (!word_is_name(name))
		return fail(p, S("not a name"), name.p ? name : S(""),
			    S("名前は英小文字・数字・_ です"));
	str where = word_reserved(name);
	if (where.n)
		return fail(p, str_cat(p->a, S("reserved word of "), where),
			    name, S("予約語は使えません"));
	*ret = name;
	return OK;
}

static str key_of(struct parser *p, str kind, str x, str y, str z, char sep)
{
	struct out o = out_open(p->a, 48);
	str parts[] = { x, y, z };
	put(&o, kind);
	for (int i = 0; i < 3; i++) {
		if (i > 0 && parts[i].n)
			out_char(&o, sep);
		put(&o, parts[i]);
	}
	return out_str(&o);
}

/* The value is a place marker until build() sets the final address. */
static enum status add_name(struct parser *p, str key, str name)
{
	static char marker;
	void **slot = map_slot(p->a, &p->names, key);
	if (*slot)
		return fail(p, S("already used:"), name,
			    S("同じ名前がすでにあります"));
	*slot = &marker;
	return OK;
}

/* ---- lines ------------------------------------------------------------ */

static enum status parse_code(struct parser *p)
{
	struct code c = { .id = (int)p->codes.n };
	TRY(take_name(p, &c.name));
	TRY(take_label(p, &c.label));
	if (p->at < p->tokens)
		return unknown_word(p, p->token + p->at);
	TRY(add_name(p, key_of(p, S("code "), c.name, S(""), S(""), '.'),
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
		return fail(p, S("an indented line outside a code list"),
			    (str){ 0 }, S("選択肢の外に字下げがあります"));
	item.key = take_word(p);
	if (!word_is_key(item.key))
		return fail(p, S("not a key"), item.key.p ? item.key : S(""),
			    S("番号は英小文字・数字・_ です"));
	TRY(take_label(p, &item.label));
	if (p->at < p->tokens) {
		struct token *t = p->token + p->at++;
		if (!str_eq(t->text, S("gone")) || p->at < p->tokens)
			return unknown_word(p, t);
		item.gone = true;
	}
	str code = p->codes.v[p->code].name;
	TRY(add_name(p, key_of(p, S("item "), code, item.key, S(""), '.'),
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
	return fail(p, S("about= knows casefile, person, intake, not"), name,
		    S("対象が合いません"));
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
		return unknown_word(p, t);
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
	TRY(take_name(p, &s.name));
	if (p->file->overlay && p->at == p->tokens && open_again(p, s.name))
		return OK;
	TRY(take_label(p, &s.label));
	while (p->at < p->tokens)
		TRY(sheet_attribute(p, &s, p->token + p->at++));
	TRY(add_name(p, key_of(p, S("sheet "), s.name, S(""), S(""), '.'),
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
	return fail(p, S("unknown class"), name, S("知らない種類です"));
}

static enum status missing_class(struct parser *p, str name,
				 enum vis_class *ret)
{
	if (!p->file->overlay)
		return fail(p, S("missing class= of"), name,
			    S("class= がありません"));
	*ret = CLASS_legal;	/* the strictest there is */
	return OK;
}

static enum status parse_group(struct parser *p)
{
	struct group g = { .id = (int)p->groups.n, .sheet = p->sheet };
	bool classed = false;
	if (p->sheet < 0)
		return fail(p, S("a group outside a sheet"), (str){ 0 },
			    S("シートの外にまとまりがあります"));
	TRY(take_name(p, &g.name));
	TRY(take_label(p, &g.label));
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
			return unknown_word(p, t);
		}
	}
	/* Whether there are rows at all is something only some may know. */
	if (g.repeat && !classed)
		TRY(missing_class(p, g.name, &g.class_));
	str sheet = p->sheets.v[p->sheet].name;
	TRY(add_name(p, key_of(p, S("group "), sheet, g.name, S(""), '.'),
		     g.name));
	/* Rows stand in the document under the group's name. */
	if (g.repeat)
		TRY(add_name(p, key_of(p, S("key "), sheet, g.name, S(""),
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
		return fail(p, S("a condition is field:value, not"), t->text,
			    S("条件は 項目:値 です"));
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
	return fail(p, S("coarse= does not fit:"), t->text,
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
			return unknown_word(p, t);
		}
	}
	return classed ? OK : missing_class(p, f->name, &f->class_);
}

static enum status parse_type(struct parser *p, struct field *f,
			      struct draft *d)
{
	str type = take_word(p), rest = type;
	str name = str_cut(&rest, ':');
	f->type = field_type_find(name);
	if (!f->type)
		return fail(p, S("unknown type"), name.p ? name : S(""),
			    S("知らない型です"));
	if (f->type->has_code != (rest.p != NULL))
		return fail(p, S("type and code list do not fit:"), type,
			    S("型と選択肢が合いません"));
	d->code = rest;
	f->max = f->type->max;
	str max = take_word(p);
	if (!max.p)
		return OK;
	if (!f->type->has_max || num_parse_max(max, INT64_C(1) << 50,
					       &f->max) != OK || !f->max)
		return fail(p, S("not a size for this type:"), max,
			    S("大きさが合いません"));
	return OK;
}

/* The browser numbers new rows by the last digits of a name, and has one
 * line of inputs to copy. */
static enum status check_row_field(struct parser *p, const struct field *f)
{
	for (isize i = 0; i < f->name.n; i++)
		if (f->name.p[i] >= '0' && f->name.p[i] <= '9')
			return fail(p, S("a digit in a field of rows:"),
				    f->name, S("行の項目名に数字は使えません"));
	if (f->type->many || str_eq(f->type->name, S("memo")))
		return fail(p, S("this type cannot stand in rows:"),
			    f->type->name, S("行に置けない型です"));
	return OK;
}

static enum status parse_field(struct parser *p)
{
	struct draft d = { p->file, p->line, { 0 } };
	struct field f = { .id = (int)p->fields.n, .sheet = p->sheet,
			   .group = p->group };
	if (p->group < 0)
		return fail(p, S("a field outside a group"), (str){ 0 },
			    S("まとまりの外に項目があります"));
	TRY(take_name(p, &f.name));
	TRY(parse_type(p, &f, &d));
	TRY(take_label(p, &f.label));
	TRY(parse_attributes(p, &f));
	str sheet = p->sheets.v[f.sheet].name;
	const struct group *g = p->groups.v + f.group;
	if (g->repeat)
		TRY(check_row_field(p, &f));
	str in = g->repeat ? g->name : f.name;
	str name = g->repeat ? f.name : S("");
	if (!g->repeat)
		TRY(add_name(p, key_of(p, S("key "), sheet, f.name, S(""),
				       '.'), f.name));
	TRY(add_name(p, key_of(p, S("field "), sheet, in, name, '.'),
		     f.name));
	/* person_jobs_pay: jobs.pay and jobs_pay would be one constant. */
	TRY(add_name(p, key_of(p, S("enum "), sheet, in, name, '_'),
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
	TRY(read_tokens(p, line));
	if (p->tokens == 0)
		return OK;
	if (p->indented)
		return parse_item(p);
	str word = take_word(p);
	for (int i = 0; i < COUNT(lines); i++)
		if (str_eq(word, lines[i].word))
			return lines[i].parse(p);
	return unknown_word(p, p->token);
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

/* ---- the second pass -------------------------------------------------- */

static int find_code(const struct parser *p, str name)
{
	for (isize i = 0; i < p->codes.n; i++)
		if (str_eq(p->codes.v[i].name, name))
			return (int)i;
	return -1;
}

/* The field a condition of f means: of the same row, else a plain one. */
static struct field *find_sibling(const struct parser *p,
				  const struct field *f, str name)
{
	struct field *plain = NULL;
	for (isize i = 0; i < p->fields.n; i++) {
		struct field *x = p->fields.v + i;
		if (x->sheet != f->sheet || !str_eq(x->name, name))
			continue;
		if (x->group == f->group)
			return x;
		if (!p->groups.v[x->group].repeat)
			plain = x;
	}
	return plain;
}

static enum status check_condition(struct parser *p, const struct field *f,
				   struct condition c)
{
	if (c.name.n == 0)
		return OK;
	const struct field *x = find_sibling(p, f, c.name);
	if (!x || x == f)
		return fail(p, S("condition on an unknown field"), c.name,
			    S("条件の項目がありません"));
	bool known = str_eq(c.value, S("*"));
	if (str_eq(x->type->name, S("bool3")))
		known |= str_eq(c.value, S("yes")) || str_eq(c.value, S("no"));
	if (x->code)
		known |= code_has(x->code, c.value);
	return known ? OK : fail(p, S("condition on an unknown value"),
				 c.value, S("条件の値がありません"));
}

static enum status check_monthly(struct parser *p, const struct field *f)
{
	if (!f->monthly.n)
		return OK;
	const struct field *x = find_sibling(p, f, f->monthly);
	if (!x || !x->code || x->group != f->group)
		return fail(p, S("monthly= is no code field of the row:"),
			    f->monthly, S("月数の項目がありません"));
	i64 months;
	for (isize i = 0; i < x->code->n; i++)
		if (num_parse_max(x->code->items[i].key, 12, &months) != OK)
			return fail(p, S("not a number of months:"),
				    x->code->items[i].key,
				    S("月数は0から12です"));
	return OK;
}

static enum status resolve_code(struct parser *p, struct field *f, str name,
				const struct code *codes)
{
	if (!f->type->has_code)
		return OK;
	int i = find_code(p, name);
	if (i < 0)
		return fail(p, S("unknown code list"), name,
			    S("選択肢がありません"));
	f->code = codes + i;
	return OK;
}

static enum status check_fields(struct parser *p, const struct code *codes)
{
	for (isize i = 0; i < p->fields.n; i++) {
		p->file = p->drafts.v[i].file;
		p->line = p->drafts.v[i].line;
		TRY(resolve_code(p, p->fields.v + i, p->drafts.v[i].code,
				 codes));
	}
	for (isize i = 0; i < p->fields.n; i++) {
		const struct field *f = p->fields.v + i;
		p->file = p->drafts.v[i].file;
		p->line = p->drafts.v[i].line;
		TRY(check_condition(p, f, f->when));
		TRY(check_condition(p, f, f->required_when));
		TRY(check_monthly(p, f));
	}
	return OK;
}

static void set_name(struct parser *p, str key, const void *value)
{
	*map_slot(p->a, &p->names, key) = (void *)value;
}

static void list_groups(struct parser *p, struct sheet *s)
{
	int *v = new(p->a, int, p->groups.n);
	for (isize i = 0; i < p->groups.n; i++)
		if (p->groups.v[i].sheet == s->id)
			v[s->n++] = (int)i;
	s->groups = v;
}

static void list_fields(struct parser *p, struct group *g)
{
	int *v = new(p->a, int, p->fields.n);
	for (isize i = 0; i < p->fields.n; i++)
		if (p->fields.v[i].group == g->id) {
			p->fields.v[i].at = (int)g->n;
			v[g->n++] = (int)i;
		}
	g->fields = v;
}

static void name_all(struct parser *p)
{
	for (isize i = 0; i < p->codes.n; i++)
		set_name(p, key_of(p, S("code "), p->codes.v[i].name, S(""),
				   S(""), '.'), p->codes.v + i);
	for (isize i = 0; i < p->sheets.n; i++)
		set_name(p, key_of(p, S("sheet "), p->sheets.v[i].name,
				   S(""), S(""), '.'), p->sheets.v + i);
	for (isize i = 0; i < p->fields.n; i++) {
		const struct field *f = p->fields.v + i;
		const struct group *g = p->groups.v + f->group;
		str sheet = p->sheets.v[f->sheet].name;
		set_name(p, key_of(p, S("field "), sheet,
				   g->repeat ? g->name : f->name,
				   g->repeat ? f->name : S(""), '.'), f);
	}
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
	for (isize i = 0; i < p->codes.n; i++) {
		p->codes.v[i].items = p->items[i].v;
		p->codes.v[i].n = p->items[i].n;
	}
	TRY(check_fields(p, p->codes.v));
	for (isize i = 0; i < p->sheets.n; i++)
		list_groups(p, p->sheets.v + i);
	for (isize i = 0; i < p->groups.n; i++)
		list_fields(p, p->groups.v + i);
	name_all(p);
	struct dict *d = new(a, struct dict, 1);
	*d = (struct dict){
		p->codes.v, p->sheets.v, p->groups.v, p->fields.v,
		p->codes.n, p->sheets.n, p->groups.n, p->fields.n,
		p->names, revision(a, files, n),
	};
	*ret = d;
	return OK;
}
