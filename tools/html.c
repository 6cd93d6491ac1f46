/*
 * html.c — the state machine; one function per kind of place.
 */
#include "html.h"

#include <strings.h>

str html_rest(const struct html_reader *h)
{
	return str_sub(h->text, h->at, h->text.n);
}

void html_advance(struct html_reader *h, isize n)
{
	for (; n > 0 && h->at < h->text.n; n--)
		h->line += h->text.p[h->at++] == '\n';
}

bool html_word_is(str a, const char *b)
{
	return str_of(b).n == a.n && strncasecmp(a.p, b, (size_t)a.n) == 0;
}

bool html_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool word_in(str word, const char *const *list)
{
	for (; *list; list++)
		if (html_word_is(word, *list))
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

/* HTML lets their tags be left out, so that sections may share a page. */
static bool is_frame(str tag)
{
	static const char *const list[] = { "html", "head", "body", NULL };
	return word_in(tag, list);
}

enum attr html_attr(str name)
{
	static const char *const url[] = { "href", "src", "action",
		"formaction", "poster", "cite", "data", "xlink:href",
		"hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete",
		"hx-action", "hx-push-url", "hx-replace-url",
		"hx-sse:connect", "sse-connect", NULL };
	static const char *const code[] = { "style", "srcdoc", "srcset",
		"ping", "hx-vals", "hx-vars", "hx-headers", "hx-config",
		"hx-request", "hx-trigger", "hx-live", NULL };
	if (html_word_is(str_sub(name, 0, 8), "data-hx-"))
		name = str_sub(name, 5, name.n);
	if (word_in(name, url))
		return ATTR_URL;
	if (word_in(name, code) || html_word_is(str_sub(name, 0, 2), "on") ||
	    html_word_is(str_sub(name, 0, 5), "hx-on"))
		return ATTR_CODE;
	return ATTR_PLAIN;
}

static bool inside(const struct html_reader *h, const char *name)
{
	for (int i = 0; i < h->now.depth; i++)
		if (html_word_is(h->elements[i].name, name))
			return true;
	return false;
}

static void open_element(struct html_reader *h)
{
	if (h->now.depth == COUNT(h->elements))
		DIE(h, "elements nested too deep");
	h->elements[h->now.depth++] = (struct element){ h->now.tag, h->line };
}

static void close_element(struct html_reader *h)
{
	if (h->now.depth == h->floor)
		DIE(h, "</%.*s> closes what was not opened in this block",
		    FMT(h->now.tag));
	struct element e = h->elements[--h->now.depth];
	if (!str_eq(e.name, h->now.tag))
		DIE(h, "</%.*s> does not close <%.*s> of line %d",
		    FMT(h->now.tag), FMT(e.name), e.line);
}

/* At the ">" of a tag. */
static void end_tag(struct html_reader *h)
{
	bool self = h->text.p[h->at - 1] == '/';
	h->now.state = TEXT;
	if (is_void(h->now.tag) || is_frame(h->now.tag))
		return;
	if (h->now.closing) {
		close_element(h);
	} else if (self) {
		if (!inside(h, "svg"))
			DIE(h, "<%.*s/> does not close an HTML element",
			    FMT(h->now.tag));
	} else {
		open_element(h);
		if (html_word_is(h->now.tag, "script") ||
		    html_word_is(h->now.tag, "style"))
			h->now.state = RAW;
	}
}

static void begin_tag(struct html_reader *h)
{
	h->now = (struct place){ .state = TAG_NAME, .depth = h->now.depth };
	h->now.closing = str_starts(html_rest(h), S("</"));
	isize from = h->at + 1 + h->now.closing, to = from;
	while (to < h->text.n && !html_blank(h->text.p[to]) &&
	       str_find_char(S(">/{<"), h->text.p[to], 0) < 0)
		to++;
	h->now.tag = str_sub(h->text, from, to);
	put(&h->chunk, str_sub(h->text, h->at, to));
	html_advance(h, to - h->at);
	if (str_starts(html_rest(h), S("{")))
		return;		/* reported where it stands */
	if (!h->now.tag.n)
		DIE(h, "\"<\" without a tag name: write &lt;");
	h->now.state = NEED_SEP;
}

/* A run of blanks in text.  A line break disappears, except between two
 * words that are not Japanese, where it is one space. */
static void text_blanks(struct html_reader *h)
{
	isize to = h->at;
	bool broken = false;
	while (to < h->text.n && html_blank(h->text.p[to]))
		broken |= h->text.p[to++] == '\n';
	str run = str_sub(h->text, h->at, to);
	str next = str_sub(h->text, to, h->text.n);
	bool word = next.n && next.p[0] != '<' && (u8)next.p[0] < 0x80 &&
		    !str_starts(next, S("{{")) && !str_starts(next, S("{%")) &&
		    !str_starts(next, S("{#"));
	if (inside(h, "pre") || inside(h, "textarea"))
		put(&h->chunk, run);
	else if (!broken || (word && h->after_word))
		out_char(&h->chunk, ' ');
	html_advance(h, run.n);
}

static void text_byte(struct html_reader *h, char c)
{
	if (html_blank(c)) {
		text_blanks(h);
		return;
	}
	if (c == '<') {
		begin_tag(h);
		h->after_word = false;
		return;
	}
	out_char(&h->chunk, c);
	h->after_word = (u8)c < 0x80;
	html_advance(h, 1);
}

static void tag_byte(struct html_reader *h, char c)
{
	if (html_blank(c)) {
		while (h->at < h->text.n && html_blank(h->text.p[h->at]))
			html_advance(h, 1);
		if (h->at < h->text.n && h->text.p[h->at] != '>')
			out_char(&h->chunk, ' ');
		h->now.state = IN_TAG;
		return;
	}
	if (c == '>') {
		end_tag(h);
	} else if (c == '/') {
		h->now.state = NEED_SEP;
	} else if (h->now.state != IN_TAG) {
		DIE(h, "a blank is missing in <%.*s>", FMT(h->now.tag));
	} else {
		h->now.state = ATTR_NAME;
		h->now.attr = (str){ h->text.p + h->at, 0 };
		return;
	}
	out_char(&h->chunk, c);
	html_advance(h, 1);
}

static void attr_name_byte(struct html_reader *h, char c)
{
	if (c == '=') {
		h->now.state = AFTER_EQ;
	} else if (html_blank(c) || c == '>' || c == '/') {
		h->now.state = NEED_SEP;
		return;
	} else {
		h->now.attr.n++;
	}
	out_char(&h->chunk, c);
	html_advance(h, 1);
}

static void begin_value(struct html_reader *h, char c)
{
	h->now.state = c == '"' ? VALUE : c == '\'' ? VALUE_SQ : VALUE_BARE;
	h->now.begun = h->now.local = false;
	if (html_blank(c) || c == '>')
		DIE(h, "attribute %.*s has no value", FMT(h->now.attr));
	out_char(&h->chunk, c);
	html_advance(h, 1);
}

static void value_byte(struct html_reader *h, char c)
{
	char end = h->now.state == VALUE ? '"' : '\'';
	str s = html_rest(h);
	if (h->now.state == VALUE_BARE ? html_blank(c) || c == '>' : c == end) {
		if (h->now.state == VALUE_BARE) {
			h->now.state = NEED_SEP;
			return;
		}
		h->now.state = NEED_SEP;
	} else if (!h->now.begun) {
		h->now.begun = true;
		h->now.local = c == '?' || c == '#' ||
			    (c == '/' && !str_starts(s, S("//"))) ||
			    str_starts(s, S("tel:")) ||
			    str_starts(s, S("mailto:"));
	}
	if (c != '\n') {
		out_char(&h->chunk, c);
		html_advance(h, 1);
		return;
	}
	while (h->at < h->text.n && html_blank(h->text.p[h->at]))
		html_advance(h, 1);
	out_char(&h->chunk, ' ');
}

static void raw_byte(struct html_reader *h, char c)
{
	str end = str_cat(lex_arena(), S("</"), h->now.tag);
	if (str_starts(html_rest(h), end)) {
		h->now.state = TEXT;
		return;
	}
	out_char(&h->chunk, c);
	html_advance(h, 1);
}

void html_byte(struct html_reader *h)
{
	char c = h->text.p[h->at];
	switch (h->now.state) {
	case TEXT:
		if (!str_starts(html_rest(h), S("<!--"))) {
			text_byte(h, c);
			return;
		}
		isize end = str_find(h->text, S("-->"), h->at);
		str comment = str_sub(h->text, h->at, end < 0 ? h->text.n : end);
		if (str_find(comment, S("{{"), 0) >= 0 ||
		    str_find(comment, S("{%"), 0) >= 0)
			DIE(h, "expression inside a comment: write {# … #}");
		if (end < 0)
			DIE(h, "comment is not closed");
		html_advance(h, comment.n + 3);
		return;
	case TAG_NAME:
	case NEED_SEP:
	case IN_TAG:
		tag_byte(h, c);
		return;
	case ATTR_NAME:
		attr_name_byte(h, c);
		return;
	case AFTER_EQ:
		begin_value(h, c);
		return;
	case VALUE:
	case VALUE_SQ:
	case VALUE_BARE:
		value_byte(h, c);
		return;
	case RAW:
		raw_byte(h, c);
		return;
	}
}


void html_check_value(const struct html_reader *h)
{
	switch (h->now.state) {
	case TEXT:
		return;
	case TAG_NAME:
		DIE(h, "expression in a tag name");
	case IN_TAG:
	case NEED_SEP:
	case ATTR_NAME:
		DIE(h, "expression in an attribute name");
	case AFTER_EQ:
	case VALUE_BARE:
		DIE(h, "expression in an unquoted attribute: use \"…\"");
	case VALUE_SQ:
		DIE(h, "expression in single quotes: use \"…\"");
	case RAW:
		DIE(h, "expression inside <%.*s>", FMT(h->now.tag));
	case VALUE:
		break;
	}
	if (html_attr(h->now.attr) != ATTR_CODE)
		return;
	if (html_word_is(str_sub(h->now.attr, 0, 2), "on"))
		DIE(h, "expression in the event handler %.*s", FMT(h->now.attr));
	DIE(h, "expression in the attribute %.*s, which a browser runs",
	    FMT(h->now.attr));
}
