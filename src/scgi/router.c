/*
 * router.c — a tree with one level a segment.  A path that fails below a
 * literal segment is tried again below the parameter beside it, so
 * "/cases/new" never hides "/cases/:casefile/notes".
 */
#include "scgi/router.h"

enum { METHODS = POST + 1, SEGMENTS_MAX = 16 };

struct node {
	str segment;
	struct node *next;	/* sibling */
	struct node *literal;	/* children */
	struct node *param;	/* the child that takes any segment */
	const void *row[METHODS];
	str pattern[METHODS];	/* for the parameters' names */
};

struct router {
	struct node root;
};

/* A path on its way down, and the segments that parameters took. */
struct walk {
	str taken[SEGMENTS_MAX];
	int n;
	bool other_method;
};

static bool is_param(str segment)
{
	return segment.n && segment.p[0] == ':';
}

static struct node *find_literal(const struct node *at, str segment)
{
	struct node *c = at->literal;
	while (c && !str_eq(c->segment, segment))
		c = c->next;
	return c;
}

static struct node *child(struct arena *boot, struct node *at, str segment)
{
	if (is_param(segment)) {
		if (!at->param)
			at->param = new(boot, struct node, 1);
		return at->param;
	}
	struct node *c = find_literal(at, segment);
	if (c)
		return c;
	c = new(boot, struct node, 1);
	c->segment = segment;
	c->next = at->literal;
	at->literal = c;
	return c;
}

static enum status check_pattern(enum method method, str pattern, str *ret_why)
{
	int n = 0;
	str why = { 0 };
	if (method != GET && method != POST)
		why = S("a route is GET or POST");
	if (pattern.n == 0 || pattern.p[0] != '/')
		why = S("a pattern begins with '/'");
	str rest = str_sub(pattern, 1, pattern.n);
	while (!why.p && pattern.n > 1 && rest.p) {
		str segment = str_cut(&rest, '/');
		if (segment.n == 0 || str_eq(segment, S(":")))
			why = S("a segment of a pattern is empty");
		if (++n > SEGMENTS_MAX)
			why = S("a pattern has more than 16 segments");
	}
	if (!why.p)
		return OK;
	*ret_why = why;
	return E_INVALID;
}

enum status router_add(struct arena *boot, struct router **r,
		       enum method method, str pattern, const void *row,
		       str *ret_why)
{
	TRY(check_pattern(method, pattern, ret_why));
	if (!*r)
		*r = new(boot, struct router, 1);
	struct node *at = &(*r)->root;
	str rest = str_sub(pattern, 1, pattern.n);
	while (pattern.n > 1 && rest.p)
		at = child(boot, at, str_cut(&rest, '/'));
	if (at->row[method]) {
		*ret_why = str_cat(boot, S("two routes match "), pattern);
		return E_CONFLICT;
	}
	at->row[method] = row;
	at->pattern[method] = pattern;
	return OK;
}

static const struct node *end_here(const struct node *at, enum method method,
				   struct walk *w)
{
	if (at->row[method])
		return at;
	if (at->row[GET] || at->row[POST])
		w->other_method = true;
	return NULL;
}

/* rest.p == NULL: the path ends here. */
static const struct node *descend(const struct node *at, enum method method,
				  str rest, struct walk *w)
{
	if (!rest.p)
		return end_here(at, method, w);
	str segment = str_cut(&rest, '/');
	const struct node *c = find_literal(at, segment);
	const struct node *hit = c ? descend(c, method, rest, w) : NULL;
	if (hit || !at->param || segment.n == 0 || w->n == SEGMENTS_MAX)
		return hit;
	w->taken[w->n++] = segment;
	hit = descend(at->param, method, rest, w);
	if (!hit)
		w->n--;
	return hit;
}

static struct params name_taken(struct arena *a, str pattern,
				const struct walk *w)
{
	struct param *v = new(a, struct param, w->n);
	str rest = pattern;
	for (int i = 0; i < w->n;) {
		str segment = str_cut(&rest, '/');
		if (!is_param(segment))
			continue;
		v[i].name = str_sub(segment, 1, segment.n);
		v[i].value = w->taken[i];
		i++;
	}
	return (struct params){ v, w->n };
}

enum status router_find(const struct router *r, struct arena *a,
			enum method method, str path, const void **ret_row,
			struct params *ret)
{
	struct walk w = { 0 };
	enum method find = method == HEAD ? GET : method;
	if (!r || path.n == 0 || path.p[0] != '/')
		return E_NOT_FOUND;
	str rest = str_sub(path, 1, path.n);
	if (path.n == 1)
		rest = (str){ 0 };
	const struct node *hit = descend(&r->root, find, rest, &w);
	if (!hit)
		return w.other_method ? E_INVALID : E_NOT_FOUND;
	*ret_row = hit->row[find];
	*ret = name_taken(a, hit->pattern[find], &w);
	return OK;
}
