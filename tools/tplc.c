/*
 * tplc.c — compiles x.html into C functions that write into struct out.
 *
 *	tplc IN.html OUT.c OUT.h NAME
 *
 * NAME is what the source is called in messages and for the debugger.
 * The language is in tools/README.md; html.c follows the HTML.  Every block
 * ({% if %}, {% for %}) must leave the HTML where it found it, so that the
 * place of an expression never depends on what happens at run time.
 */
#include "html.h"

enum block_kind { BLOCK_HTML, BLOCK_IF, BLOCK_FOR };

struct block {
	enum block_kind kind;
	int line;
	struct place in, out;
	bool branched;	/* `out` is set: a branch has ended */
	bool has_else;
};

static struct html_reader h;
static struct out c_out, h_out;
static struct block blocks[60];
static int blocks_n;

/* ---- output ------------------------------------------------------------ */

/* One call for what stands between two dynamic places. */
static void flush(void)
{
	enum { LONGEST = 4000 };	/* C promises 4095 */
	str all = out_str(&h.chunk);
	while (all.n) {
		isize n = all.n < LONGEST ? all.n : LONGEST;
		while (n < all.n && ((u8)all.p[n] & 0xc0) == 0x80)
			n--;
		lex_emit(&c_out, "\tout_str_(o, S(");
		lex_literal(&c_out, str_sub(all, 0, n));
		lex_emit(&c_out, "));\n");
		all = str_sub(all, n, all.n);
	}
	h.chunk.n = 0;
}

/* Begins a piece of the author's C at its own line. */
static void begin_c(void)
{
	flush();
	lex_line(&c_out, h.line, h.file);
	h.after_word = false;
}

/* ---- expressions and statements ---------------------------------------- */

/* The C between the signs; strings and characters are skipped over. */
static str take_c(isize open, const char *close)
{
	isize from = h.at + open;
	for (isize i = from; i < h.text.n; i++) {
		char c = h.text.p[i];
		if (str_starts(str_sub(h.text, i, h.text.n), str_of(close)))
			return str_sub(h.text, from, i);
		if (c != '"' && c != '\'')
			continue;
		for (i++; i < h.text.n && h.text.p[i] != c; i++)
			i += h.text.p[i] == '\\';
	}
	DIE(&h, "%s is missing", close);
}

static void do_value(void)
{
	html_check_value(&h);
	str expr = take_c(2, "}}");
	const char *verb = "html_put";
	if (h.now.state == VALUE && html_attr(h.now.attr) == ATTR_URL) {
		verb = h.now.begun ? "url_part" : "url_put";
		if (h.now.begun && !h.now.local)
			DIE(&h, "%.*s does not begin with /, ?, # or tel:",
			    FMT(h.now.attr));
	} else if (h.now.state == VALUE) {
		verb = "attr_put";
	}
	begin_c();
	lex_emit(&c_out, "\t%s(o, %.*s);\n", verb, FMT(str_trim(expr)));
	if (h.now.state == VALUE && !h.now.begun)
		h.now.begun = h.now.local = true;
	html_advance(&h, expr.n + 4);
}

static void do_draw(str s)
{
	html_check_value(&h);
	if (h.now.state == VALUE && html_attr(h.now.attr) == ATTR_URL)
		DIE(&h, "draw in %.*s: use {{ }}", FMT(h.now.attr));
	str name = lex_word(&s);
	if (!name.n || !lex_sign(&s, '(') || !str_ends(s, S(")")))
		DIE(&h, "draw wants name(arguments)");
	/* A quote of its markup would end the attribute. */
	if (h.now.state == VALUE && str_find(name, S("_print"), 0) < 0)
		DIE(&h, "draw in an attribute: only x_print functions, which "
		    "write no markup");
	str args = str_trim(str_sub(s, 0, s.n - 1));
	begin_c();
	lex_emit(&c_out, "\t%.*s(o%s%.*s);\n", FMT(name), args.n ? ", " : "",
		 FMT(args));
	h.now.begun = true;
}

static bool in_tag(const struct place *p)
{
	return p->state == IN_TAG || p->state == NEED_SEP;
}

/* Blocks and declarations may stand in text, between attributes and in a
 * double-quoted value. */
static void check_block_here(void)
{
	if (h.now.state == ATTR_NAME)
		h.now.state = NEED_SEP;
	if (h.now.state != TEXT && h.now.state != VALUE && !in_tag(&h.now))
		html_check_value(&h);
}

/* Is it one place, of one tag, and for a value of one attribute? */
static bool same_place(const struct place *a, const struct place *b)
{
	if (a->state != b->state && !(in_tag(a) && in_tag(b)))
		return false;
	if (a->state != TEXT && a->tag.p != b->tag.p)
		return false;
	return a->state != VALUE || a->attr.p == b->attr.p;
}

/* A branch has ended: all of them must end in the same place. */
static void end_branch(struct block *b)
{
	struct place *p = &b->out;
	check_block_here();
	if (h.now.depth > b->in.depth)
		DIE(&h, "<%.*s> of line %d is not closed in this block",
		    FMT(h.elements[h.now.depth - 1].name),
		    h.elements[h.now.depth - 1].line);
	if (!b->branched)
		*p = h.now;
	b->branched = true;
	if (!same_place(p, &h.now))
		DIE(&h, "the branches of line %d end in different places of "
		    "the HTML", b->line);
	if (h.now.state == VALUE && html_attr(h.now.attr) == ATTR_URL &&
	    (p->begun != h.now.begun || p->local != h.now.local))
		DIE(&h, "the branches of line %d begin %.*s differently",
		    b->line, FMT(h.now.attr));
	if (h.now.state == NEED_SEP)
		p->state = NEED_SEP;
	p->begun |= h.now.begun;
}

static void push_block(enum block_kind kind)
{
	check_block_here();
	if (blocks_n == COUNT(blocks))
		DIE(&h, "blocks nested too deep");
	blocks[blocks_n++] = (struct block){ kind, h.line, .in = h.now };
	h.floor = h.now.depth;
}

static void do_else(str cond, bool elif)
{
	struct block *b = &blocks[blocks_n - 1];
	if (b->kind != BLOCK_IF || b->has_else)
		DIE(&h, "{%% %s %%} without {%% if %%}",
		    elif ? "elif" : "else");
	end_branch(b);
	h.now = b->in;
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
		h.now = b->in;
		end_branch(b);
	}
	h.now = b->out;
	if (b->kind == BLOCK_HTML && h.now.state != TEXT)
		DIE(&h, "the section ends inside a tag");
	flush();
	lex_emit(&c_out, "%s", b->kind == BLOCK_HTML ? "}\n\n" : "\t}\n");
	h.after_word = false;
	blocks_n--;
	h.floor = blocks_n ? blocks[blocks_n - 1].in.depth : 0;
}

static void do_statement(void)
{
	str all = take_c(2, "%}"), s = all;
	str verb = lex_word(&s);
	s = str_trim(s);
	if (html_word_is(verb, "draw")) {
		do_draw(s);
	} else if (html_word_is(verb, "if")) {
		push_block(BLOCK_IF);
		begin_c();
		lex_emit(&c_out, "\tif (%.*s) {\n", FMT(s));
	} else if (html_word_is(verb, "for")) {
		push_block(BLOCK_FOR);
		begin_c();
		lex_emit(&c_out, "\tfor (%.*s) {\n", FMT(s));
	} else if (html_word_is(verb, "let")) {
		check_block_here();
		begin_c();
		lex_emit(&c_out, "\t%.*s;\n", FMT(s));
	} else if (html_word_is(verb, "elif")) {
		do_else(s, true);
	} else if (html_word_is(verb, "else")) {
		do_else(s, false);
	} else if (html_word_is(verb, "end")) {
		do_end();
	} else {
		DIE(&h, "unknown statement {%% %.*s %%}", FMT(verb));
	}
	html_advance(&h, all.n + 4);
}

static void skip_note(void)
{
	isize end = str_find(h.text, S("#}"), h.at);
	if (end < 0)
		DIE(&h, "#} is missing");
	html_advance(&h, end + 2 - h.at);
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
		DIE(&h, "a section is {%% html name(arguments) %%}");
	str args = str_trim(str_sub(s, 0, s.n - 1));
	const char *comma = args.n ? ", " : "";
	lex_line(&h_out, h.line, h.file);
	lex_emit(&h_out, "void %.*s(struct out *o%s%.*s);\n", FMT(name), comma,
		 FMT(args));
	emit_draw(name, args);
	lex_line(&c_out, h.line, h.file);
	lex_emit(&c_out, "void %.*s(struct out *o%s%.*s)\n{\n", FMT(name),
		 comma, FMT(args));
	h.now = (struct place){ .state = TEXT };
	h.floor = 0;
	blocks[blocks_n++] = (struct block){ BLOCK_HTML, h.line, .in = h.now };
}

static void outside_section(void)
{
	if (!str_starts(html_rest(&h), S("{%")))
		DIE(&h, "text outside a section");
	str all = take_c(2, "%}"), s = all, verb = lex_word(&s);
	s = str_trim(s);
	if (html_word_is(verb, "include"))
		lex_emit(&h_out, "#include %.*s\n", FMT(s));
	else if (html_word_is(verb, "html"))
		begin_section(s);
	else
		DIE(&h, "{%% %.*s %%} outside a section", FMT(verb));
	html_advance(&h, all.n + 4);
}

static void compile(void)
{
	while (h.at < h.text.n) {
		if (str_starts(html_rest(&h), S("{#")) && h.now.state != RAW)
			skip_note();
		else if (!blocks_n && html_blank(h.text.p[h.at]))
			html_advance(&h, 1);
		else if (!blocks_n)
			outside_section();
		else if (str_starts(html_rest(&h), S("{{")))
			do_value();
		else if (str_starts(html_rest(&h), S("{%")))
			do_statement();
		else
			html_byte(&h);
	}
	if (blocks_n)
		lex_die(h.file, blocks[blocks_n - 1].line,
			"{%% end %%} is missing");
}

int main(int argc, char **argv)
{
	if (argc != 5)
		lex_die(S("tplc"), 0, "usage: IN.html OUT.c OUT.h NAME");
	h.line = 1;
	h.file = str_of(argv[4]);
	h.text = lex_read(argv[1]);
	struct arena *a = lex_arena();
	str header = lex_base_name(str_of(argv[3])), guard = lex_guard(header);
	c_out = out_open(a, 4096);
	h_out = out_open(a, 4096);
	h.chunk = out_open(a, 4096);
	lex_emit(&h_out, "/* Made by tplc from %.*s. */\n#ifndef TB_%.*s\n"
		 "#define TB_%.*s\n#include \"base/out.h\"\n",
		 FMT(lex_base_name(h.file)), FMT(guard), FMT(guard));
	lex_emit(&c_out, "/* Made by tplc from %.*s. */\n#include \"%.*s\"\n"
		 "#include \"vis/veil.h\"\n\n", FMT(lex_base_name(h.file)),
		 FMT(header));
	compile();
	lex_emit(&h_out, "#endif\n");
	lex_write(argv[2], &c_out);
	lex_write(argv[3], &h_out);
	return 0;
}
