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

/* (class), of PERSON, by MASKS from AGENCY, under SHOWN. */
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
		else if (str_eq(word, S("under")))
			t->under = lex_word(&rest);
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

/*
 * Which rows of `seat` count for a viewer (visibility.md §2): a live seat of
 * his agency, meant for him, and no forbid.  % is the alias of seat.
 */
static const str scope_text = STR(
	"%.muni = $1 and %.agency = $scope_agency"
	" and %.level >= $scope_level"
	" and %.since <= $scope_now"
	" and (%.until is null or %.until > $scope_now)"
	" and (%.origin = 'grant' or $scope_lead = 1)"
	" and (%.narrow = 0 or exists (select 1 from seat_account vs_p"
	" where vs_p.muni = %.muni and vs_p.agency = %.agency"
	" and vs_p.casefile = %.casefile"
	" and vs_p.account = $scope_account))"
	" and not exists (select 1 from conflict vs_c"
	" where vs_c.muni = $1 and vs_c.account = $scope_account"
	" and vs_c.casefile = %.casefile and vs_c.since <= $scope_now"
	" and (vs_c.until is null or vs_c.until > $scope_now))"
	" and not exists (select 1 from measure vs_m"
	" where vs_m.muni = $1 and vs_m.casefile = %.casefile"
	" and vs_m.against_agency = $scope_agency"
	" and vs_m.since <= $scope_now and vs_m.until > $scope_now)");

/*
 * Is a note (alias #) one of those that the seat's agency may read: its own,
 * or meant for it, and of a granted casefile one the grant reads (enum reads)
 * about people who are shared?  The same as lens_record, for lists.
 */
static const str record_text = STR(
	"(#.agency = %.agency or ((#.audience = 'case'"
	" or (#.audience = 'named' and exists (select 1 from note_reader vs_r"
	" where vs_r.muni = #.muni and vs_r.note = #.id"
	" and vs_r.agency = %.agency)))"
	" and (%.origin <> 'grant' or ((%.tabs & 4) <> 0"
	" and ((%.reads & 16) <> 0"
	" or ((%.reads & 1) <> 0 and #.restated = 1)"
	" or ((%.reads & 2) <> 0 and #.reviewed = 1)"
	" or ((%.reads & 4) <> 0 and #.matter = 'health')"
	" or ((%.reads & 8) <> 0 and #.matter = 'meeting'))"
	" and ((%.shown >> 18) & 3) > 0"
	" and not exists (select 1 from note_person vs_n"
	" where vs_n.muni = #.muni and vs_n.note = #.id"
	" and not exists (select 1 from seat_person vs_q"
	" where vs_q.muni = %.muni and vs_q.agency = %.agency"
	" and vs_q.casefile = %.casefile and vs_q.person = vs_n.person"
	" and ((vs_q.shown >> 18) & 3) > 0))))))");

/* The same of a task (alias #): the seat's own, or やること is shared. */
static const str task_text = STR(
	"(#.agency = %.agency or %.origin <> 'grant' or (%.tabs & 32) <> 0)");

/* Is a part of an object's text (alias #, of entry) one the seat shows? */
static const str parts_text = STR(
	"(#.reach in (1, 2)"
	" and (%.shown & $scope_shown & #.needs) = #.needs"
	" and (#.person is null or exists (select 1 from seat_person vs_q"
	" where vs_q.muni = %.muni and vs_q.agency = %.agency"
	" and vs_q.casefile = %.casefile and vs_q.person = #.person"
	" and (vs_q.shown & #.needs) = #.needs)))");

/* "{scope s}", "{record s n}", "{task s t}" at s[i]: the offset behind. */
static isize write_rule(struct writer *w, str text, isize i, str rule)
{
	isize end = str_find_char(text, '}', i);
	str rest = str_sub(text, i, end);
	str seat = lex_word(&rest), record = lex_word(&rest);
	struct out o = out_open(lex_arena(), 1200);
	for (isize k = 0; k < rule.n; k++) {
		if (rule.p[k] == '%')
			put(&o, seat);
		else if (rule.p[k] == '#')
			put(&o, record);
		else
			out_char(&o, rule.p[k]);
	}
	write_sql(w, out_str(&o), 0);
	return end;
}

/* A rule that stands in many queries, by its name; {0}: a slot. */
static str rule_find(const struct query *q, str name)
{
	if (str_eq(name, S("scope")) && !q->scope)
		query_die(q, S("{scope s} needs the parameter scope"),
			  (str){ 0 });
	return str_eq(name, S("scope"))	 ? scope_text :
	       str_eq(name, S("record")) ? record_text :
	       str_eq(name, S("parts"))	 ? parts_text :
	       str_eq(name, S("task"))	 ? task_text : (str){ 0 };
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
			str name = str_sub(s, i + 1, next);
			str rule = rule_find(w->q, name);
			if (rule.n)
				next = write_rule(w, s, next, rule);
			else
				write_slot(w, name, variant);
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
