/*
 * gedcom.c — families out of GEDCOM 5.5.1 and 7.0.
 *
 * Read are INDI (NAME SEX BIRT DEAT FAMC with PEDI, ADOP) and FAM (HUSB WIFE
 * CHIL MARR DIV); the rest is passed over.  Programs write families that do
 * not fit together: a pointer to nobody is dropped, and so is a child who
 * would be his own ancestor; a child named from one side only counts, a third
 * partner is one of the first, and brothers and sisters without a known parent get one
 * who is not known (不明).
 */
#include "base/num.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "genogram/genogram.h"

struct famc {
	int who;
	str family;
	enum genogram_birth kind;
};

struct fam {
	str id;
	struct { str *v; isize n, cap; } two, chil;	/* partners, children */
	int from, to;
	bool divorced;
};

struct ged {
	struct arena *a;
	struct genogram_family *f;
	struct { struct fam *v; isize n, cap; } fams;
	struct { struct famc *v; isize n, cap; } famcs;
	str tag[3];		/* the tags above the line that is read */
	bool person, family;	/* what record it stands in */
	int *born, *born_next;	/* of a person: children + 1 that he is */
	int *seen, mark;
};

struct ged_line {
	int level;
	str id, tag, value;
};

/* "12 MAR 1950", "ABT 1950", "BET 1950 AND 1952": the first of them. */
static int date_read_ged(str s)
{
	const str months = S("JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC");
	int day = 0, month = 0;
	while (s.p) {
		str t = str_cut(&s, ' ');
		i64 v;
		isize m = t.n == 3 ? str_find(months, t, 0) : -1;
		if (m >= 0 && m % 3 == 0)
			month = (int)m / 3 + 1;
		if (num_parse_max(t, 9999, &v) != OK || v <= 0)
			continue;
		if (v <= 31 && t.n <= 2) {
			day = (int)v;
			continue;
		}
		return (int)v * 10000 + month * 100 + (month ? day : 0);
	}
	return 0;
}

/* "Taro /Yamada/" without the slashes. */
static str name_read_ged(struct arena *a, str s)
{
	struct out o = out_open(a, s.n + 1);
	for (isize i = 0; i < s.n; i++)
		if (s.p[i] != '/')
			out_char(&o, s.p[i]);
	return str_trim(out_str(&o));
}

static bool line_split(str s, struct ged_line *ret)
{
	str rest = str_trim(s);
	i64 level;
	*ret = (struct ged_line){ 0 };
	if (num_parse_max(str_cut(&rest, ' '), 99, &level) != OK || !rest.p)
		return false;
	ret->level = (int)level;
	rest = str_trim(rest);
	if (str_starts(rest, S("@"))) {
		ret->id = str_cut(&rest, ' ');
		rest = str_trim(rest);
	}
	ret->tag = str_cut(&rest, ' ');
	ret->value = str_trim(rest);
	return ret->tag.n > 0;
}

static void record_open(struct ged *g, const struct ged_line *l)
{
	g->tag[1] = g->tag[2] = (str){ 0 };
	g->person = str_eq(l->tag, S("INDI")) && l->id.n &&
		    genogram_find(g->f, l->id) < 0;
	g->family = str_eq(l->tag, S("FAM")) && l->id.n;
	if (g->person)
		*vec_push(g->a, &g->f->persons) =
			(struct genogram_person){ .id = l->id, .age = -1 };
	if (g->family) {
		struct fam *f = vec_push(g->a, &g->fams);
		*f = (struct fam){ .id = l->id };
	}
}

static enum genogram_birth pedigree(str s)
{
	if (str_eq(s, S("adopted")) || str_eq(s, S("ADOPTED")))
		return BY_ADOPTION;
	if (str_eq(s, S("foster")) || str_eq(s, S("FOSTER")))
		return BY_FOSTERING;
	return str_eq(s, S("step")) ? BY_STEP : BY_BIRTH;
}

static void famc_add(struct ged *g, str family, enum genogram_birth kind)
{
	*vec_push(g->a, &g->famcs) = (struct famc){
		(int)g->f->persons.n - 1, family, kind };
}

static void person_line(struct ged *g, const struct ged_line *l)
{
	struct genogram_person *p = &g->f->persons.v[g->f->persons.n - 1];
	str over = g->tag[1];
	if (l->level == 1) {
		if (str_eq(l->tag, S("NAME")) && !p->name.n)
			p->name = name_read_ged(g->a, l->value);
		if (str_eq(l->tag, S("SEX")))
			p->sex = str_eq(l->value, S("M")) ? SEX_MALE :
				 str_eq(l->value, S("F")) ? SEX_FEMALE :
				 str_eq(l->value, S("X")) ? SEX_OTHER :
							    SEX_UNKNOWN;
		if (str_eq(l->tag, S("DEAT")))
			p->dead = true;
		if (str_eq(l->tag, S("FAMC")))
			famc_add(g, l->value, BY_BIRTH);
		return;
	}
	if (str_eq(l->tag, S("DATE")) && str_eq(over, S("BIRT")) && !p->birth)
		p->birth = date_read_ged(l->value);
	if (str_eq(l->tag, S("DATE")) && str_eq(over, S("DEAT")))
		p->death = date_read_ged(l->value);
	if (str_eq(l->tag, S("PEDI")) && str_eq(over, S("FAMC")))
		g->famcs.v[g->famcs.n - 1].kind = pedigree(l->value);
	if (str_eq(l->tag, S("FAMC")) && str_eq(over, S("ADOP")))
		famc_add(g, l->value, BY_ADOPTION);
}

static void family_line(struct ged *g, const struct ged_line *l)
{
	struct fam *f = &g->fams.v[g->fams.n - 1];
	if (l->level == 1) {
		if (str_eq(l->tag, S("HUSB")) || str_eq(l->tag, S("WIFE")))
			*vec_push(g->a, &f->two) = l->value;
		if (str_eq(l->tag, S("CHIL")))
			*vec_push(g->a, &f->chil) = l->value;
		if (str_eq(l->tag, S("DIV")))
			f->divorced = true;
	} else if (str_eq(l->tag, S("DATE"))) {
		if (str_eq(g->tag[1], S("MARR")))
			f->from = date_read_ged(l->value);
		if (str_eq(g->tag[1], S("DIV")))
			f->to = date_read_ged(l->value);
	}
}

/* Whether `old` is p or an ancestor of p, by the children taken so far. */
static bool descends(struct ged *g, int p, int old)
{
	const struct genogram_family *f = g->f;
	if (p == old)
		return true;
	if (p < 0 || g->seen[p] == g->mark)
		return false;
	g->seen[p] = g->mark;
	for (int i = g->born[p]; i; i = g->born_next[i]) {
		const struct genogram_child *c = &f->children.v[i - 1];
		const struct genogram_union *m = &f->unions.v[c->of];
		if (descends(g, m->a, old) || descends(g, m->b, old))
			return true;
	}
	return false;
}

/* Each child once in each union, by the most particular word about it. */
static void child_add(struct ged *g, int u, int p, enum genogram_birth kind)
{
	struct genogram_family *f = g->f;
	const struct genogram_union *m = &f->unions.v[u];
	if (p < 0)
		return;
	for (int i = g->born[p]; i; i = g->born_next[i])
		if (f->children.v[i - 1].of == u) {
			if (kind != BY_BIRTH)
				f->children.v[i - 1].kind = kind;
			return;
		}
	g->mark++;
	if (descends(g, m->a, p) || descends(g, m->b, p) ||
	    f->children.n == GENOGRAM_KIN_MAX)
		return;
	*vec_push(g->a, &f->children) = (struct genogram_child){
		.of = u, .child = p, .kind = kind };
	g->born_next[f->children.n] = g->born[p];
	g->born[p] = (int)f->children.n;
}

static int stranger_add(struct ged *g, str family)
{
	*vec_push(g->a, &g->f->persons) = (struct genogram_person){
		.id = str_cat(g->a, family, S("?")), .name = S("不明"),
		.age = -1 };
	return (int)g->f->persons.n - 1;
}

/* One union for the first two partners who are there, and one more for each
 * further one with the first. */
static int family_unions(struct ged *g, const struct fam *fam, isize kids)
{
	struct genogram_family *f = g->f;
	int first = -1, u = -1;
	for (isize i = 0; i < fam->two.n; i++) {
		int p = genogram_find(f, fam->two.v[i]);
		if (p < 0 || p == first)
			continue;
		if (first < 0) {
			first = p;
			continue;
		}
		u = u < 0 ? (int)f->unions.n : u;
		*vec_push(g->a, &f->unions) = (struct genogram_union){
			.a = first, .b = p, .from = fam->from, .to = fam->to,
			.end = fam->divorced ? END_DIVORCED : END_NOT };
	}
	if (u >= 0 || (first < 0 && kids < 2))
		return u;
	if (first < 0)
		first = stranger_add(g, fam->id);
	*vec_push(g->a, &f->unions) = (struct genogram_union){
		.a = first, .b = -1 };
	return (int)f->unions.n - 1;
}

static void family_take(struct ged *g, const struct fam *fam)
{
	struct genogram_family *f = g->f;
	isize kids = fam->chil.n;
	for (isize i = 0; i < g->famcs.n; i++)
		kids += str_eq(g->famcs.v[i].family, fam->id);
	int u = family_unions(g, fam, kids);
	if (u < 0)
		return;
	for (isize i = 0; i < fam->chil.n; i++)
		child_add(g, u, genogram_find(f, fam->chil.v[i]), BY_BIRTH);
	for (isize i = 0; i < g->famcs.n; i++)
		if (str_eq(g->famcs.v[i].family, fam->id))
			child_add(g, u, g->famcs.v[i].who,
				  g->famcs.v[i].kind);
}

static void families_take(struct ged *g)
{
	isize most = g->f->persons.n + g->fams.n;
	g->seen = new(g->a, int, most);
	g->born = new(g->a, int, most);
	g->born_next = new(g->a, int, GENOGRAM_KIN_MAX + 1);
	for (isize i = 0; i < g->fams.n; i++)
		family_take(g, &g->fams.v[i]);
}

/* Cuts one line at CR, LF or both. */
static str line_cut(str *rest)
{
	isize n = 0;
	while (n < rest->n && rest->p[n] != '\n' && rest->p[n] != '\r')
		n++;
	str line = str_sub(*rest, 0, n);
	*rest = str_sub(*rest, n + 1, rest->n);
	return line;
}

enum status genogram_read_gedcom(struct arena *a, str text,
				 struct genogram_family *ret, str *ret_why)
{
	struct genogram_family f = { .focus = -1 };
	struct ged g = { .a = a, .f = &f };
	if (str_starts(text, S("\xef\xbb\xbf")))
		text = str_sub(text, 3, text.n);
	if (!utf8_valid(text)) {
		*ret_why = S("GEDCOM that is not UTF-8");
		return E_INVALID;
	}
	if (!str_starts(str_trim(text), S("0 HEAD"))) {
		*ret_why = S("no GEDCOM: it does not begin with 0 HEAD");
		return E_INVALID;
	}
	while (text.n) {
		struct ged_line l;
		if (!line_split(line_cut(&text), &l))
			continue;
		if (f.persons.n > GENOGRAM_PEOPLE_MAX ||
		    g.fams.n > GENOGRAM_KIN_MAX ||
		    g.famcs.n > GENOGRAM_KIN_MAX) {
			*ret_why = S("more people than a picture holds");
			return E_TOO_LARGE;
		}
		if (l.level == 0)
			record_open(&g, &l);
		else if (g.person)
			person_line(&g, &l);
		else if (g.family)
			family_line(&g, &l);
		if (l.level < COUNT(g.tag))
			g.tag[l.level] = l.tag;
	}
	families_take(&g);
	*ret = f;
	return OK;
}
