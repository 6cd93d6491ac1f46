/*
 * tplc.c — compiles x.html into C functions that write into struct out.
 *
 *	tplc IN.html OUT.c OUT.h NAME
 *
 * NAME is what the source is called in messages and for the debugger.
 * The language is in tools/README.md.  The compiler walks the bytes with an
 * HTML state machine of its own (enum state), because where an expression
 * stands decides how it is escaped, and whether it may stand there at all.
 * Every block ({% if %}, {% for %}) must leave the HTML where it found it,
 * so that the state never depends on what happens at run time.
 */
#include <strings.h>

#include "lex.h"

enum state {
	TEXT,
	TAG_NAME,	/* after "<" or "</" */
	IN_TAG,		/* between attributes */
	NEED_SEP,	/* in a tag, where a blank, "/" or ">" must come */
	ATTR_NAME,
	AFTER_EQ,
	VALUE,		/* in double quotes: the only place for expressions */
	VALUE_SQ,
	VALUE_BARE,
	RAW,		/* inside <script> and <style> */
};

enum attr { ATTR_PLAIN, ATTR_URL, ATTR_CODE };

/* Where in the HTML we are; what all branches of a block must agree on. */
struct place {
	enum state state;
	str tag, attr;
	bool closing;
	bool begun;	/* VALUE: something stands before */
	bool local;	/* VALUE: what stands before keeps a URL on the site */
	int depth;	/* open elements */
};

enum block_kind { BLOCK_HTML, BLOCK_IF, BLOCK_FOR };

struct block {
	enum block_kind kind;
	int line;
	struct place in, out;
	bool branched;	/* `out` is set: a branch has ended */
	bool has_else;
};

struct element {
	str name;
	int line;
};

static str file, text;	/* the source */
static isize at;
static int line = 1;
static struct out c_out, h_out;
static struct out chunk;	/* static bytes not yet emitted */
static bool after_word;	/* the last byte written is ASCII text */
static struct place now;
static struct element elements[100];
static struct block blocks[60];
static int blocks_n;

#define DIE(...) lex_die(file, line, __VA_ARGS__)

static str rest(void)
{
	return str_sub(text, at, text.n);
}

static void advance(isize n)
{
	for (; n > 0 && at < text.n; n--)
		line += text.p[at++] == '\n';
}

static bool same_word(str a, const char *b)
{
	return str_of(b).n == a.n && strncasecmp(a.p, b, (size_t)a.n) == 0;
}

static bool word_in(str word, const char *const *list)
{
	for (; *list; list++)
		if (same_word(word, *list))
			return true;
	return false;
}

static bool is_void(str tag)
{
	static const char *const list[] = { "area", "base", "br", "col",
		"embed", "hr", "img", "input", "link", "meta", "source",
		"track", "wbr", NULL };
	return word_in(tag, list) || str_starts(tag, S("!"));
}

static enum attr attr_kind(str name)
{
	static const char *const url[] = { "href", "src", "action",
		"formaction", "poster", "cite", "data", "xlink:href",
		"hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete",
		"hx-action", "hx-push-url", "hx-replace-url",
		"hx-sse:connect", "sse-connect", NULL };
	static const char *const code[] = { "style", "srcdoc", "srcset",
		"ping", "hx-vals", "hx-vars", "hx-headers", "hx-config",
		"hx-request", NULL };
	if (word_in(name, url))
		return ATTR_URL;
	if (word_in(name, code) || same_word(str_sub(name, 0, 2), "on") ||
	    same_word(str_sub(name, 0, 5), "hx-on"))
		return ATTR_CODE;
	return ATTR_PLAIN;
}

static bool inside(const char *name)
{
	for (int i = 0; i < now.depth; i++)
		if (same_word(elements[i].name, name))
			return true;
	return false;
}

/* ---- output ------------------------------------------------------------ */

/* One call for what stands between two dynamic places. */
static void flush(void)
{
	enum { LONGEST = 4000 };	/* C promises 4095 */
	str all = out_str(&chunk);
	while (all.n) {
		isize n = all.n < LONGEST ? all.n : LONGEST;
		while (n < all.n && ((u8)all.p[n] & 0xc0) == 0x80)
			n--;
		lex_emit(&c_out, "\tout_str_(o, S(");
		lex_literal(&c_out, str_sub(all, 0, n));
		lex_emit(&c_out, "));\n");
		all = str_sub(all, n, all.n);
	}
	chunk.n = 0;
}

/* Begins a piece of the author's C at its own line. */
static void begin_c(void)
{
	flush();
	lex_line(&c_out, line, file);
	after_word = false;
}

/* ---- HTML -------------------------------------------------------------- */

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static void open_element(void)
{
	if (now.depth == COUNT(elements))
		DIE("elements nested too deep");
	elements[now.depth++] = (struct element){ now.tag, line };
}

static void close_element(void)
{
	int floor = blocks[blocks_n - 1].in.depth;
	if (now.depth == floor)
		DIE("</%.*s> closes what was not opened in this block",
		    FMT(now.tag));
	struct element e = elements[--now.depth];
	if (!str_eq(e.name, now.tag))
		DIE("</%.*s> does not close <%.*s> of line %d", FMT(now.tag),
		    FMT(e.name), e.line);
}

/* At the ">" of a tag. */
static void end_tag(void)
{
	bool self = text.p[at - 1] == '/';
	now.state = TEXT;
	if (now.closing) {
		close_element();
	} else if (is_void(now.tag)) {
		return;
	} else if (self) {
		if (!inside("svg"))
			DIE("<%.*s/> does not close an HTML element",
			    FMT(now.tag));
	} else {
		open_element();
		if (same_word(now.tag, "script") || same_word(now.tag, "style"))
			now.state = RAW;
	}
}

static void begin_tag(void)
{
	now = (struct place){ .state = TAG_NAME, .depth = now.depth };
	now.closing = str_starts(rest(), S("</"));
	isize from = at + 1 + now.closing, to = from;
	while (to < text.n && !blank(text.p[to]) && text.p[to] != '>' &&
	       text.p[to] != '/' && text.p[to] != '{' && text.p[to] != '<')
		to++;
	now.tag = str_sub(text, from, to);
	put(&chunk, str_sub(text, at, to));
	advance(to - at);
	if (str_starts(rest(), S("{")))
		return;		/* reported where it stands */
	if (!now.tag.n)
		DIE("\"<\" without a tag name: write &lt;");
	now.state = NEED_SEP;
}

/* A run of blanks in text.  A line break disappears, except between two
 * words that are not Japanese, where it is one space. */
static void text_blanks(void)
{
	isize to = at;
	bool broken = false;
	while (to < text.n && blank(text.p[to]))
		broken |= text.p[to++] == '\n';
	str run = str_sub(text, at, to), next = str_sub(text, to, text.n);
	bool word = next.n && next.p[0] != '<' && (u8)next.p[0] < 0x80 &&
		    !str_starts(next, S("{{")) && !str_starts(next, S("{%")) &&
		    !str_starts(next, S("{#"));
	if (inside("pre") || inside("textarea"))
		put(&chunk, run);
	else if (!broken || (word && after_word))
		out_char(&chunk, ' ');
	advance(run.n);
}

static void text_byte(char c)
{
	if (blank(c)) {
		text_blanks();
		return;
	}
	if (c == '<') {
		begin_tag();
		after_word = false;
		return;
	}
	out_char(&chunk, c);
	after_word = (u8)c < 0x80;
	advance(1);
}

static void tag_byte(char c)
{
	if (blank(c)) {
		while (at < text.n && blank(text.p[at]))
			advance(1);
		if (at < text.n && text.p[at] != '>')
			out_char(&chunk, ' ');
		now.state = IN_TAG;
		return;
	}
	if (c == '>') {
		end_tag();
	} else if (c == '/') {
		now.state = NEED_SEP;
	} else if (now.state != IN_TAG) {
		DIE("a blank is missing in <%.*s>", FMT(now.tag));
	} else {
		now.state = ATTR_NAME;
		now.attr = (str){ text.p + at, 0 };
		return;
	}
	out_char(&chunk, c);
	advance(1);
}

static void attr_name_byte(char c)
{
	if (c == '=') {
		now.state = AFTER_EQ;
	} else if (blank(c) || c == '>' || c == '/') {
		now.state = NEED_SEP;
		return;
	} else {
		now.attr.n++;
	}
	out_char(&chunk, c);
	advance(1);
}

static void begin_value(char c)
{
	now.state = c == '"' ? VALUE : c == '\'' ? VALUE_SQ : VALUE_BARE;
	now.begun = now.local = false;
	if (blank(c) || c == '>')
		DIE("attribute %.*s has no value", FMT(now.attr));
	out_char(&chunk, c);
	advance(1);
}

static void value_byte(char c)
{
	char end = now.state == VALUE ? '"' : '\'';
	str s = rest();
	if (now.state == VALUE_BARE ? blank(c) || c == '>' : c == end) {
		if (now.state == VALUE_BARE) {
			now.state = NEED_SEP;
			return;
		}
		now.state = NEED_SEP;
	} else if (!now.begun) {
		now.begun = true;
		now.local = c == '?' || c == '#' ||
			    (c == '/' && !str_starts(s, S("//"))) ||
			    str_starts(s, S("tel:")) ||
			    str_starts(s, S("mailto:"));
	}
	if (c != '\n') {
		out_char(&chunk, c);
		advance(1);
		return;
	}
	while (at < text.n && blank(text.p[at]))
		advance(1);
	out_char(&chunk, ' ');
}

static void raw_byte(char c)
{
	str end = str_cat(lex_arena(), S("</"), now.tag);
	if (str_starts(rest(), end)) {
		now.state = TEXT;
		return;
	}
	out_char(&chunk, c);
	advance(1);
}

static void html_byte(void)
{
	char c = text.p[at];
	switch (now.state) {
	case TEXT:
		if (!str_starts(rest(), S("<!--"))) {
			text_byte(c);
			return;
		}
		isize end = str_find(text, S("-->"), at);
		str comment = str_sub(text, at, end < 0 ? text.n : end);
		if (str_find(comment, S("{{"), 0) >= 0 ||
		    str_find(comment, S("{%"), 0) >= 0)
			DIE("expression inside a comment: write {# … #}");
		if (end < 0)
			DIE("comment is not closed");
		advance(comment.n + 3);
		return;
	case TAG_NAME:
	case NEED_SEP:
	case IN_TAG:
		tag_byte(c);
		return;
	case ATTR_NAME:
		attr_name_byte(c);
		return;
	case AFTER_EQ:
		begin_value(c);
		return;
	case VALUE:
	case VALUE_SQ:
	case VALUE_BARE:
		value_byte(c);
		return;
	case RAW:
		raw_byte(c);
		return;
	}
}

/* ---- expressions and statements ---------------------------------------- */

/* The C between the signs; strings and characters are skipped over. */
static str take_c(isize open, const char *close)
{
	isize from = at + open;
	for (isize i = from; i < text.n; i++) {
		char c = text.p[i];
		if (str_starts(str_sub(text, i, text.n), str_of(close)))
			return str_sub(text, from, i);
		if (c != '"' && c != '\'')
			continue;
		for (i++; i < text.n && text.p[i] != c; i++)
			i += text.p[i] == '\\';
	}
	DIE("%s is missing", close);
}

/* Dies unless a value may be written here. */
static void check_value_here(void)
{
	switch (now.state) {
	case TEXT:
		return;
	case TAG_NAME:
		DIE("expression in a tag name");
	case IN_TAG:
	case NEED_SEP:
	case ATTR_NAME:
		DIE("expression in an attribute name");
	case AFTER_EQ:
	case VALUE_BARE:
		DIE("expression in an unquoted attribute: use \"…\"");
	case VALUE_SQ:
		DIE("expression in single quotes: use \"…\"");
	case RAW:
		DIE("expression inside <%.*s>", FMT(now.tag));
	case VALUE:
		break;
	}
	if (attr_kind(now.attr) != ATTR_CODE)
		return;
	if (same_word(str_sub(now.attr, 0, 2), "on"))
		DIE("expression in the event handler %.*s", FMT(now.attr));
	DIE("expression in the attribute %.*s, which a browser runs",
	    FMT(now.attr));
}

static void do_value(void)
{
	check_value_here();
	str expr = take_c(2, "}}");
	const char *verb = "html_put";
	if (now.state == VALUE && attr_kind(now.attr) == ATTR_URL) {
		verb = now.begun ? "url_part" : "url_put";
		if (now.begun && !now.local)
			DIE("%.*s begins outside the site", FMT(now.attr));
	} else if (now.state == VALUE) {
		verb = "attr_put";
	}
	begin_c();
	lex_emit(&c_out, "\t%s(o, %.*s);\n", verb, FMT(str_trim(expr)));
	if (now.state == VALUE && !now.begun)
		now.begun = now.local = true;
	advance(expr.n + 4);
}

static void do_draw(str s)
{
	check_value_here();
	if (now.state == VALUE && attr_kind(now.attr) == ATTR_URL)
		DIE("draw in %.*s: use {{ }}", FMT(now.attr));
	str name = lex_word(&s);
	if (!name.n || !lex_sign(&s, '(') || !str_ends(s, S(")")))
		DIE("draw wants name(arguments)");
	str args = str_trim(str_sub(s, 0, s.n - 1));
	begin_c();
	lex_emit(&c_out, "\t%.*s(o%s%.*s);\n", FMT(name), args.n ? ", " : "",
		 FMT(args));
	now.begun = true;
}

/* Blocks and declarations may stand in text, between attributes and in a
 * double-quoted value. */
static void check_block_here(void)
{
	if (now.state == ATTR_NAME)
		now.state = NEED_SEP;
	if (now.state != TEXT && now.state != IN_TAG && now.state != NEED_SEP &&
	    now.state != VALUE)
		check_value_here();
}

/* A branch has ended: all of them must end in the same place. */
static void end_branch(struct block *b)
{
	struct place *p = &b->out;
	check_block_here();
	if (now.depth > b->in.depth)
		DIE("<%.*s> of line %d is not closed in this block",
		    FMT(elements[now.depth - 1].name),
		    elements[now.depth - 1].line);
	bool tags = now.state == IN_TAG || now.state == NEED_SEP;
	if (!b->branched)
		*p = now;
	else if (tags && (p->state == IN_TAG || p->state == NEED_SEP))
		p->state = now.state == NEED_SEP ? NEED_SEP : p->state;
	else if (p->state != now.state)
		DIE("the branches of line %d end in different places of the "
		    "HTML", b->line);
	if (now.state == VALUE && attr_kind(now.attr) == ATTR_URL &&
	    (p->begun != now.begun || p->local != now.local))
		DIE("the branches of line %d begin %.*s differently", b->line,
		    FMT(now.attr));
	p->begun |= now.begun;
	b->branched = true;
}

static void push_block(enum block_kind kind)
{
	check_block_here();
	if (blocks_n == COUNT(blocks))
		DIE("blocks nested too deep");
	blocks[blocks_n++] = (struct block){ kind, line, .in = now };
}

static void do_else(str cond, bool elif)
{
	struct block *b = &blocks[blocks_n - 1];
	if (b->kind != BLOCK_IF || b->has_else)
		DIE("{%% %s %%} without {%% if %%}", elif ? "elif" : "else");
	end_branch(b);
	now = b->in;
	b->has_else = !elif;
	begin_c();
	if (elif)
		lex_emit(&c_out, "\t} else if (%.*s) {\n", FMT(cond));
	else
		lex_emit(&c_out, "\t} else {\n");
}

static void do_end(void)
{
	struct block *b = &blocks[blocks_n - 1];
	end_branch(b);
	if (b->kind == BLOCK_FOR || (b->kind == BLOCK_IF && !b->has_else)) {
		now = b->in;
		end_branch(b);
	}
	now = b->out;
	if (b->kind == BLOCK_HTML && now.state != TEXT)
		DIE("the section ends inside a tag");
	flush();
	lex_emit(&c_out, "%s", b->kind == BLOCK_HTML ? "}\n\n" : "\t}\n");
	after_word = false;
	blocks_n--;
}

static void do_statement(void)
{
	str all = take_c(2, "%}"), s = all;
	str verb = lex_word(&s);
	s = str_trim(s);
	if (same_word(verb, "draw")) {
		do_draw(s);
	} else if (same_word(verb, "if")) {
		push_block(BLOCK_IF);
		begin_c();
		lex_emit(&c_out, "\tif (%.*s) {\n", FMT(s));
	} else if (same_word(verb, "for")) {
		push_block(BLOCK_FOR);
		begin_c();
		lex_emit(&c_out, "\tfor (%.*s) {\n", FMT(s));
	} else if (same_word(verb, "let")) {
		check_block_here();
		begin_c();
		lex_emit(&c_out, "\t%.*s;\n", FMT(s));
	} else if (same_word(verb, "elif")) {
		do_else(s, true);
	} else if (same_word(verb, "else")) {
		do_else(s, false);
	} else if (same_word(verb, "end")) {
		do_end();
	} else {
		DIE("unknown statement {%% %.*s %%}", FMT(verb));
	}
	advance(all.n + 4);
}

static void skip_note(void)
{
	isize end = str_find(text, S("#}"), at);
	if (end < 0)
		DIE("#} is missing");
	advance(end + 2 - at);
}

/* ---- sections ---------------------------------------------------------- */

/* A section with one pointer to const, or none, can be a reply's body. */
static void emit_draw(str name, str args)
{
	bool one = str_starts(args, S("const ")) &&
		   str_find_char(args, '*', 0) >= 0 &&
		   str_find_char(args, ',', 0) < 0;
	if (args.n && !one)
		return;
	lex_emit(&h_out, "void %.*s_draw(struct out *o, const void *arg);\n",
		 FMT(name));
	lex_emit(&c_out, "void %.*s_draw(struct out *o, const void *arg)\n"
		 "{\n\t%.*s(o%s);\n}\n\n", FMT(name), FMT(name),
		 one ? ", arg" : "");
}

static void begin_section(str s)
{
	str name = lex_word(&s);
	if (!name.n || !lex_sign(&s, '(') || !str_ends(s, S(")")))
		DIE("a section is {%% html name(arguments) %%}");
	str args = str_trim(str_sub(s, 0, s.n - 1));
	const char *comma = args.n ? ", " : "";
	lex_line(&h_out, line, file);
	lex_emit(&h_out, "void %.*s(struct out *o%s%.*s);\n", FMT(name), comma,
		 FMT(args));
	emit_draw(name, args);
	lex_line(&c_out, line, file);
	lex_emit(&c_out, "void %.*s(struct out *o%s%.*s)\n{\n", FMT(name),
		 comma, FMT(args));
	now = (struct place){ .state = TEXT };
	blocks[blocks_n++] = (struct block){ BLOCK_HTML, line, .in = now };
}

static void outside_section(void)
{
	if (!str_starts(rest(), S("{%")))
		DIE("text outside a section");
	str all = take_c(2, "%}"), s = all, verb = lex_word(&s);
	s = str_trim(s);
	if (same_word(verb, "include"))
		lex_emit(&h_out, "#include %.*s\n", FMT(s));
	else if (same_word(verb, "html"))
		begin_section(s);
	else
		DIE("{%% %.*s %%} outside a section", FMT(verb));
	advance(all.n + 4);
}

static void compile(void)
{
	while (at < text.n) {
		if (str_starts(rest(), S("{#")) && now.state != RAW)
			skip_note();
		else if (!blocks_n && blank(text.p[at]))
			advance(1);
		else if (!blocks_n)
			outside_section();
		else if (str_starts(rest(), S("{{")))
			do_value();
		else if (str_starts(rest(), S("{%")))
			do_statement();
		else
			html_byte();
	}
	if (blocks_n)
		lex_die(file, blocks[blocks_n - 1].line,
			"{%% end %%} is missing");
}

int main(int argc, char **argv)
{
	if (argc != 5)
		lex_die(S("tplc"), 0, "usage: IN.html OUT.c OUT.h NAME");
	file = str_of(argv[4]);
	text = lex_read(argv[1]);
	struct arena *a = lex_arena();
	str header = lex_base_name(str_of(argv[3])), guard = lex_guard(header);
	c_out = out_open(a, 4096);
	h_out = out_open(a, 4096);
	chunk = out_open(a, 4096);
	lex_emit(&h_out, "/* Made by tplc from %.*s. */\n#ifndef TB_%.*s\n"
		 "#define TB_%.*s\n#include \"base/out.h\"\n",
		 FMT(lex_base_name(file)), FMT(guard), FMT(guard));
	lex_emit(&c_out, "/* Made by tplc from %.*s. */\n#include \"%.*s\"\n"
		 "#include \"vis/veil.h\"\n\n", FMT(lex_base_name(file)),
		 FMT(header));
	compile();
	lex_emit(&h_out, "#endif\n");
	lex_write(argv[2], &c_out);
	lex_write(argv[3], &h_out);
	return 0;
}
