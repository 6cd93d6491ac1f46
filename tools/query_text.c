/*
 * query_text.c — the text of one variant of a query for one engine.
 *
 * Two walks: the first finds the parameters the variant uses, the second
 * writes their numbers.
 */
#include "base/num.h"
#include "query.h"

bool sql_is_note(str s, isize i)
{
	return str_starts(str_sub(s, i, s.n), S("--"));
}

isize sql_skip(str s, isize i)
{
	if (sql_is_note(s, i)) {
		isize end = str_find_char(s, '\n', i);
		return end < 0 ? s.n : end;
	}
	if (s.p[i] != '\'')
		return i + 1;
	isize end = str_find_char(s, '\'', i + 1);
	return end < 0 ? s.n : end + 1;
}

int query_variants(const struct query *q)
{
	return (int)(q->orders.n ? q->orders.n : 1) << q->filters.n;
}

struct writer {
	const struct query *q;
	struct out out;
	char sign;			/* '?' or '$' */
	bool use[PARAMS_MAX];
	int number[PARAMS_MAX];		/* 0: not known yet */
};

_Noreturn void query_die(const struct query *q, str why, str what)
{
	lex_die(query_file, q->line, "%.*s: %.*s%.*s", FMT(q->name), FMT(why),
		FMT(what));
}

/* "$3" or "$name" → index into params. */
static int param_of(const struct query *q, str word)
{
	i64 n;
	if (num_parse_max(word, PARAMS_MAX, &n) == OK && n > 0 &&
	    n <= q->params.n)
		return (int)n - 1;
	for (isize i = 0; i < q->params.n; i++)
		if (str_eq(q->params.v[i].name, word))
			return (int)i;
	query_die(q, S("no parameter $"), word);
}

/* (class), of PERSON, by MASKS from AGENCY. */
void query_veil(struct type *t, int line, str *s)
{
	if (lex_sign(s, '(')) {
		t->class = lex_word(s);
		if (!t->class.n || !lex_sign(s, ')'))
			lex_die(query_file, line,
				"veiled(class) is not complete");
	}
	for (str rest = *s, word; (word = lex_word(&rest)).n; *s = rest) {
		if (str_eq(word, S("of")))
			t->person = lex_word(&rest);
		else if (str_eq(word, S("by")))
			t->masks = lex_word(&rest);
		else if (str_eq(word, S("from")) && t->masks.n)
			t->owner = lex_word(&rest);
		else
			return;
	}
	if (t->masks.n && !t->owner.n)
		lex_die(query_file, line, "veiled by MASKS from AGENCY");
}

/* Said at every place, because PostgreSQL would deduce a domain here and its
 * base there, and refuse. */
static str pg_type(const struct type *t)
{
	switch (t->kind) {
	case TYPE_TEXT:
	case TYPE_VEILED:
		return S("::text");
	case TYPE_BYTES:
		return S("::bytea");
	case TYPE_INT:
	case TYPE_DAY:
		return S("::integer");
	default:
		return str_eq(t->name, S("muni")) ? S("::integer") :
						    S("::bigint");
	}
}

static isize word_end(str s, isize i)
{
	while (i < s.n && (s.p[i] == '_' || (s.p[i] >= '0' && s.p[i] <= '9') ||
			   (s.p[i] >= 'a' && s.p[i] <= 'z')))
		i++;
	return i;
}

static void write_sql(struct writer *w, str s, int variant);

/* Has the text so far this word as its last one? */
static bool after(const struct out *o, str word)
{
	str s = str_trim(out_str(o));
	return str_ends(s, word);
}

static void write_slot(struct writer *w, str name, int variant)
{
	const struct query *q = w->q;
	if (str_eq(name, S("order")) && q->orders.n) {
		str order = q->orders.v[variant >> q->filters.n].text;
		if (!after(&w->out, S("order by")) &&
		    !str_starts(order, S("and ")))
			put(&w->out, S("order by "));
		write_sql(w, order, 0);
		return;
	}
	if (!str_eq(name, S("filters")) || !q->filters.n)
		query_die(q, S("nothing declared for the slot "), name);
	if (after(&w->out, S(" and")) || after(&w->out, S("where")))
		put(&w->out, S("1 = 1"));
	for (isize i = 0; i < q->filters.n; i++) {
		if (!(variant >> i & 1))
			continue;
		put(&w->out, S(" and ("));
		write_sql(w, q->filters.v[i].text, 0);
		out_char(&w->out, ')');
	}
}

static void write_sql(struct writer *w, str s, int variant)
{
	for (isize i = 0, next; i < s.n; i = next) {
		next = sql_skip(s, i);
		if (sql_is_note(s, i))
			continue;
		if (s.p[i] == '$') {
			next = word_end(s, i + 1);
			int p = param_of(w->q, str_sub(s, i + 1, next));
			w->use[p] = true;
			out_char(&w->out, w->sign);
			put(&w->out, w->number[p]);
			if (w->sign == '$')
				put(&w->out, pg_type(&w->q->params.v[p].type));
		} else if (s.p[i] == '{') {
			next = word_end(s, i + 1);
			write_slot(w, str_sub(s, i + 1, next), variant);
			next++;
		} else if (s.p[i] == '\n') {
			while (next < s.n && (s.p[next] == ' ' ||
					      s.p[next] == '\t'))
				next++;
			out_char(&w->out, '\n');
		} else {
			put(&w->out, str_sub(s, i, next));
		}
	}
}

str query_text(const struct query *q, int variant, enum db_engine engine,
	       struct used *ret)
{
	str body = engine == DB_PG && q->pg.p ? q->pg : q->body;
	struct writer w = { .q = q, .sign = engine == DB_PG ? '$' : '?' };
	w.out = out_open(lex_arena(), body.n);
	write_sql(&w, body, variant);
	ret->n = 0;
	for (int i = 0; i < q->params.n; i++) {
		if (!w.use[i])
			continue;
		ret->at[ret->n++] = i;
		w.number[i] = ret->n;
	}
	w.out = out_open(lex_arena(), body.n);
	write_sql(&w, body, variant);
	return str_trim(out_str(&w.out));
}
