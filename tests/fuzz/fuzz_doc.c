/*
 * fuzz_doc.c — a stored document and a submitted form (parted by a line that
 * says "--"): every pair is merged or refused, and a writer who sees neither
 * money nor names leaves them as they were and learns nothing of them.
 */
#include <stdlib.h>

#include "base/utf8.h"
#include "dict/dict_sample.h"
#include "dict/sheet.h"

#define MUST(x) do { if (!(x)) abort(); } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static enum veil_state some_closed(const void *ctx, enum vis_class c,
				   bool location)
{
	static const enum veil_state states[] = { VEIL_HIDE, VEIL_MASK,
						  VEIL_COARSE };
	bool closed = c == CLASS_name || c == CLASS_work ||
		      (c == CLASS_money && *(const int *)ctx < 3);
	return closed ? states[*(const int *)ctx % 3] : VEIL_CLEAR;
}

static struct doc read_open(struct arena *a, const struct dict_ctx *c,
			    const struct sheet *s, str json)
{
	struct doc d;
	MUST(doc_read(a, c, s, json, &VEILER_OPEN, &d) == OK);
	return d;
}

/* Every closed value of x stands in y, in a plain field in its place, in
 * rows somewhere. */
static void must_keep(const struct dict_ctx *c, const struct dict_veiler *v,
		      const struct doc *x, const struct doc *y)
{
	for (isize g = 0; g < x->n; g++) {
		const struct doc_group *from = x->groups + g;
		const struct doc_group *to = y->groups + g;
		isize n = from->group->n;
		for (isize i = 0; i < from->rows * n; i++) {
			const struct doc_cell *cell = from->cells + i;
			if (v->state(v->ctx, cell->field->class_, false) ==
			    VEIL_CLEAR)
				continue;
			bool found = cell->state == VALUE_UNASKED;
			for (isize k = i % n; k < to->rows * n; k += n)
				found |= to->cells[k].state == cell->state &&
					 str_eq(to->cells[k].value
							.bytes_behind_the_veil_,
						cell->value
							.bytes_behind_the_veil_);
			MUST(found);
		}
	}
	(void)c;
}

static void draw(struct arena *a, const struct dict_ctx *c,
		 const struct doc *d, const struct params *form,
		 const struct form_errors *errors)
{
	struct sheet_view v = { c, d, form, errors };
	struct out o = out_open(a, 4096);
	sheet_draw_errors(&o, errors);
	sheet_draw_edit(&o, &v);
	sheet_draw_read(&o, &v);
	MUST(utf8_valid(out_str(&o)));
}

/* The same document with another name, which the writer does not see: he is
 * answered the same, error by error. */
static void must_answer_alike(struct arena *a, const struct dict_ctx *c,
			      const struct sheet *s, str json,
			      struct params form, const struct dict_veiler *v)
{
	static const struct param other[] = {
		{ STR("name"), STR("") },
		{ STR("name.empty"), STR("declined") } };
	struct form_errors x = { 0 }, y = { 0 };
	str twin, next;
	MUST(doc_merge(a, c, s, json, (struct params){ other, 2 },
		       &VEILER_OPEN, &x, &twin) == OK);
	enum status st = doc_merge(a, c, s, json, form, v, &x, &next);
	MUST(doc_merge(a, c, s, twin, form, v, &y, &next) == st);
	MUST(x.n == y.n);
	for (isize i = 0; i < x.n; i++)
		MUST(str_eq(x.v[i].name, y.v[i].name) &&
		     str_eq(x.v[i].text, y.v[i].text));
}

static void try_merge(struct arena *a, const struct dict_ctx *c,
		      const struct sheet *s, str json, struct params form,
		      const struct dict_veiler *v)
{
	struct form_errors errors = { 0 };
	struct doc seen;
	str next, again, names;
	MUST(doc_read(a, c, s, json, v, &seen) == OK);
	enum status st = doc_merge(a, c, s, json, form, v, &errors, &next);
	draw(a, c, &seen, &form, &errors);
	if (st != OK) {
		MUST(errors.n > 0);
		return;
	}
	struct doc before = read_open(a, c, s, json);
	struct doc after = read_open(a, c, s, next);
	must_keep(c, v, &before, &after);
	errors.n = 0;
	MUST(doc_merge(a, c, s, next, (struct params){ 0 }, v, &errors,
		       &again) == OK);
	MUST(str_eq(next, again));
	MUST(doc_diff(a, c, s, next, again, &names) == OK && names.n == 0);
	struct doc_changes changes = { 0 };
	struct doc_facts facts = { 0 };
	MUST(doc_changes(a, c, s, json, next, v, &changes) == OK);
	MUST(doc_facts(a, c, s, next, &facts) == OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	str json = { (const char *)p, (isize)n }, rest = { 0 };
	if (!utf8_valid(json))
		return 0;
	isize cut = str_find(json, S("\n--\n"), 0);
	if (cut >= 0) {
		rest = str_sub(json, cut + 4, json.n);
		json = str_sub(json, 0, cut);
	}
	struct arena *a = arena_open((isize)256 << 20);
	MUST(a);
	static const struct dict_person persons[] = {
		{ 11, STR("tok"), { VEIL_CLEAR, STR("山邉") } } };
	struct dict_ctx c = { .today = { 20773 }, .persons = persons,
			      .persons_n = 1 };
	struct dict_file file = { S("t"), S(TEST_DICT), false };
	struct dict_error err;
	MUST(dict_parse(a, &file, 1, &c.dict, &err) == OK);
	const struct sheet *s = dict_sheet(c.dict, S("s"));
	struct params form = { 0 };
	struct doc d;
	if (params_parse(a, rest, &form) == OK &&
	    doc_read(a, &c, s, json, &VEILER_OPEN, &d) == OK)
		for (int i = 0; i < 6; i++) {
			struct dict_veiler v = { some_closed, &i };
			try_merge(a, &c, s, json, form, &v);
			must_answer_alike(a, &c, s, json, form, &v);
		}
	arena_close(a);
	return 0;
}
