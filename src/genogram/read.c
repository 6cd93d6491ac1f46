/*
 * read.c — families out of JSON (README.md has the form), and the positions
 * of an earlier picture.
 */
#include "base/num.h"
#include "base/vec.h"
#include "fmt/json.h"
#include "genogram/genogram.h"

enum { BEFORE_MAX = 1 << 24 };

struct reading {
	struct arena *a;
	struct genogram_family *f;
	const struct json *j;
	str why;
};

/* The place of a word in a list of them; 0 if there is none. */
static int word_find(const struct json *j, str name, const str *words, int n)
{
	str s = json_str(json_get(j, name));
	for (int i = 0; i < n; i++)
		if (str_eq(words[i], s))
			return i;
	return 0;
}

#define WORD(j, name, words) word_find((j), S(name), (words), COUNT(words))

/* 1950, 1950-03, 1950-03-02. */
static int day_read_json(const struct json *j, str name)
{
	str s = json_str(json_get(j, name));
	int day = 0, scale = 10000;
	while (s.p && scale) {
		i64 v;
		if (num_parse_max(str_cut(&s, '-'), 9999, &v) != OK ||
		    (scale < 10000 && v > 31))
			break;
		day += (int)v * scale;
		scale /= 100;
	}
	return day;
}

static bool flag(const struct json *j, str name)
{
	const struct json *v = json_get(j, name);
	return v && json_flag(v);
}

static void person_take(struct reading *r, const struct json *j)
{
	static const str sexes[] = { STR(""), STR("m"), STR("f"), STR("x") };
	static const str lives[] = { STR("born"), STR("pregnancy"),
				     STR("stillbirth"), STR("miscarriage"),
				     STR("abortion") };
	struct genogram_person p = {
		.id = json_str(json_get(j, S("id"))),
		.name = json_str(json_get(j, S("name"))),
		.kana = json_str(json_get(j, S("kana"))),
		.relation = json_str(json_get(j, S("relation"))),
		.sex = (enum genogram_sex)WORD(j, "sex", sexes),
		.life = (enum genogram_life)WORD(j, "life", lives),
		.birth = day_read_json(j, S("birth")),
		.death = day_read_json(j, S("death")),
		.age = -1,
		.dead = flag(j, S("dead")),
		.masked = flag(j, S("masked")),
		.key = flag(j, S("key")),
	};
	const struct json *age = json_get(j, S("age"));
	if (age && json_kind(age) == JSON_IS_INT && json_int(age) >= 0 &&
	    json_int(age) < 1000)
		p.age = (int)json_int(age);
	p.dead |= p.death != 0;
	if (!p.id.n)
		r->why = S("a person without an id");
	else if (genogram_find(r->f, p.id) >= 0)
		r->why = S("two persons with one id");
	else
		*vec_push(r->a, &r->f->persons) = p;
}

static int who(struct reading *r, const struct json *id)
{
	int p = id ? genogram_find(r->f, json_str(id)) : -1;
	if (p < 0)
		r->why = S("an id that no person has");
	return p;
}

static void child_take(struct reading *r, const struct json *j, int u)
{
	static const str kinds[] = { STR("birth"), STR("adopted"),
				     STR("foster"), STR("step") };
	bool plain = json_kind(j) == JSON_IS_STR;
	struct genogram_child c = {
		.of = u, .child = who(r, plain ? j : json_get(j, S("id"))) };
	if (!plain) {
		const struct json *twins = json_get(j, S("twins"));
		i64 v = twins ? json_int(twins) : 0;
		c.kind = (enum genogram_birth)WORD(j, "kind", kinds);
		c.twins = v > 0 && v < 1000 ? (int)v : 0;
		c.identical = flag(j, S("identical"));
	}
	*vec_push(r->a, &r->f->children) = c;
}

/* "a", "b", or the id of one of the two. */
static enum genogram_custody custody_take(struct reading *r,
					  const struct json *j, int u)
{
	str s = json_str(j);
	const struct genogram_union *m = &r->f->unions.v[u];
	int p = s.n ? genogram_find(r->f, s) : -1;
	if (p >= 0 && (p == m->a || p == m->b))
		return p == m->a ? CUSTODY_A : CUSTODY_B;
	return str_eq(s, S("a")) ? CUSTODY_A :
	       str_eq(s, S("b")) ? CUSTODY_B : CUSTODY_UNKNOWN;
}

static void union_take(struct reading *r, const struct json *j)
{
	static const str bonds[] = { STR("married"), STR("partners"),
				     STR("couple") };
	static const str ends[] = { STR(""), STR("divorced"),
				    STR("separated"), STR("died") };
	const struct json *two = json_get(j, S("partners"));
	const struct json *kids = json_get(j, S("children"));
	isize n = json_count(two);
	if (n < 1 || n > 2) {
		r->why = S("a union has one partner or two");
		return;
	}
	int u = (int)r->f->unions.n;
	*vec_push(r->a, &r->f->unions) = (struct genogram_union){
		.a = who(r, json_at(two, 0)),
		.b = n > 1 ? who(r, json_at(two, 1)) : -1,
		.bond = (enum genogram_bond)WORD(j, "bond", bonds),
		.end = (enum genogram_end)WORD(j, "end", ends),
		.from = day_read_json(j, S("from")),
		.to = day_read_json(j, S("to")),
	};
	if (!r->why.n)
		r->f->unions.v[u].custody =
			custody_take(r, json_get(j, S("custody")), u);
	for (isize i = 0; kids && i < json_count(kids) && !r->why.n; i++)
		child_take(r, json_at(kids, i), u);
}

static void home_take(struct reading *r, const struct json *j)
{
	const struct json *l = json_get(j, S("members"));
	struct genogram_home h = {
		.label = json_str(json_get(j, S("label"))) };
	h.who = new(r->a, int, l ? json_count(l) : 0);
	for (isize i = 0; l && i < json_count(l); i++)
		h.who[h.n++] = who(r, json_at(l, i));
	*vec_push(r->a, &r->f->homes) = h;
}

static void tie_take(struct reading *r, const struct json *j)
{
	static const str kinds[] = { STR("good"), STR("close"),
				     STR("distant"), STR("cut"),
				     STR("conflict"), STR("abuse") };
	*vec_push(r->a, &r->f->ties) = (struct genogram_tie){
		.a = who(r, json_get(j, S("a"))),
		.b = who(r, json_get(j, S("b"))),
		.kind = (enum genogram_quality)WORD(j, "kind", kinds) };
}

static void each(struct reading *r, str name,
		 void (*take)(struct reading *, const struct json *), isize max)
{
	const struct json *l = json_get(r->j, name);
	if (l && json_count(l) > max)
		r->why = S("more people than a picture holds");
	for (isize i = 0; l && i < json_count(l) && !r->why.n; i++)
		take(r, json_at(l, i));
}

enum status genogram_read_json(struct arena *a, str text,
			       struct genogram_family *ret, str *ret_why)
{
	struct genogram_family f = { .focus = -1 };
	struct json *j;
	enum status s = json_parse(a, text, &j);
	if (s != OK) {
		*ret_why = S("no JSON that can be read");
		return s;
	}
	struct reading r = { .a = a, .f = &f, .j = j };
	if (json_kind(j) != JSON_IS_OBJECT)
		r.why = S("the JSON is no object");
	each(&r, S("persons"), person_take, GENOGRAM_PEOPLE_MAX);
	each(&r, S("unions"), union_take, GENOGRAM_KIN_MAX);
	each(&r, S("households"), home_take, GENOGRAM_PEOPLE_MAX);
	each(&r, S("qualities"), tie_take, GENOGRAM_PEOPLE_MAX);
	if (!r.why.n && json_get(j, S("focus")))
		f.focus = who(&r, json_get(j, S("focus")));
	if (r.why.n) {
		*ret_why = r.why;
		return E_INVALID;
	}
	*ret = f;
	return OK;
}

/* A coordinate of a centre from the picture's edge, or -1. */
static int centre_take(const struct json *p, str at, str size, i64 edge)
{
	const struct json *from = json_get(p, at), *wide = json_get(p, size);
	i64 v = from ? json_int(from) : edge - 1;
	i64 w = wide ? json_int(wide) : 0;
	if (v < -BEFORE_MAX || v > BEFORE_MAX || w < 0 || w > 1000)
		return -1;
	v += w / 2 - edge;
	return v >= 0 && v < BEFORE_MAX ? (int)v : -1;
}

static i64 edge_take(const struct json *j, str name)
{
	const struct json *edge = json_get(j, name);
	i64 v = edge ? json_int(edge) : 0;
	return v < -BEFORE_MAX || v > BEFORE_MAX ? 0 : v;
}

enum status genogram_read_before(struct arena *a, str text,
				 struct genogram_family *f)
{
	struct json *j;
	TRY(json_parse(a, text, &j));
	const struct json *l = json_get(j, S("persons"));
	i64 left = edge_take(j, S("left")), top = edge_take(j, S("top"));
	int *x = new(a, int, f->persons.n), *y = new(a, int, f->persons.n);
	for (isize i = 0; i < f->persons.n; i++)
		x[i] = y[i] = -1;
	for (isize i = 0; l && i < json_count(l); i++) {
		const struct json *p = json_at(l, i);
		int who_is = genogram_find(f, json_str(json_get(p, S("id"))));
		if (who_is < 0)
			continue;
		x[who_is] = centre_take(p, S("x"), S("w"), left);
		y[who_is] = centre_take(p, S("y"), S("h"), top);
	}
	f->before = x;
	f->before_y = y;
	return OK;
}
