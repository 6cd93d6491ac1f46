/* dict_token.c — see parse_in.h.  Words, names and errors of a line. */
#include "dict/parse_in.h"
#include "dict/words.h"

/* ---- errors ----------------------------------------------------------- */

enum status parse_fail(struct parser *p, str english, str name, str japanese)
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
			return parse_fail(p, S("missing closing quote"),
					  (str){ 0 }, S("閉じる「\"」がありません"));
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
		return parse_fail(p, S("too many words on the line"),
				  (str){ 0 }, S("1行の語が多すぎます"));
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
		return parse_fail(p, S("missing blank after"), t.text,
				  S("語のあとに空白がありません"));
	p->token[p->tokens++] = t;
	return OK;
}

enum status parse_tokens(struct parser *p, str line)
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

str parse_word(struct parser *p)
{
	if (p->at == p->tokens)
		return (str){ 0 };
	struct token *t = p->token + p->at;
	if (t->quoted || t->key.p)
		return (str){ 0 };
	p->at++;
	return t->text;
}

enum status parse_label(struct parser *p, str *ret)
{
	struct token *t = p->token + p->at;
	if (p->at == p->tokens || !t->quoted || t->key.p || t->text.n == 0)
		return parse_fail(p, S("missing label in quotes"), (str){ 0 },
				  S("「\"名称\"」がありません"));
	p->at++;
	*ret = t->text;
	return OK;
}

enum status parse_unknown(struct parser *p, const struct token *t)
{
	return parse_fail(p, S("unknown word"), t->key.p ? t->key : t->text,
			  S("知らない語です"));
}

/* ---- names ------------------------------------------------------------ */

enum status parse_name(struct parser *p, str *ret)
{
	str name = parse_word(p);
	if (!word_is_name(name))
		return parse_fail(p, S("not a name"), name.p ? name : S(""),
				  S("名前は英小文字・数字・_ です"));
	str where = word_reserved(name);
	if (where.n)
		return parse_fail(p,
				  str_cat(p->a, S("reserved word of "), where),
				  name, S("予約語は使えません"));
	*ret = name;
	return OK;
}

str parse_key(struct parser *p, str kind, str x, str y, str z, char sep)
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
enum status parse_add(struct parser *p, str key, str name)
{
	static char marker;
	void **slot = map_slot(p->a, &p->names, key);
	if (*slot)
		return parse_fail(p, S("already used:"), name,
				  S("同じ名前がすでにあります"));
	*slot = &marker;
	return OK;
}
