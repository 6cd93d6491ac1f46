/*
 * print.c — who sees what, in words: the table of `./dev lens`, and one
 * supposed situation for the simulator (S81).
 *
 * Nothing is decided here: situations are put to the decision itself.
 */
#include "vis/grant_in.h"

enum { SOME = 1, OTHER = 2 };	/* the person with a basis, and one without */

struct lens vis_suppose(struct arena *a, const struct situation *s)
{
	struct lens_person *v = new(a, struct lens_person, 2);
	v[0] = (struct lens_person){ .person = { SOME },
				     .guarded = s->guarded };
	v[1] = (struct lens_person){ .person = { OTHER } };
	struct lens l = {
		.viewer = { .role = s->role }, .persons = v, .persons_n = 2,
	};
	struct share_type type = *s->type;
	struct vis_permit permit = {
		.bestowal = { 1 }, .person = { SOME }, .type = type.name,
		.verbs = (int)type.verbs, .level = (int)s->level,
		.classes = (int)s->classes,
	};
	struct vis_exception exception = { .bestowal = { 1 },
					   .what = s->exception,
					   .state = s->exception_state };
	struct grants g = {
		.permits = &permit, .permits_n = 1,
		.exceptions = &exception, .exceptions_n = s->exception.n > 0,
		.types = &type, .types_n = 1,
	};
	grants_open(&g, &l, v);
	lens_cap_by_role(&l, v);
	return l;
}

/* ---- the table ----------------------------------------------------------- */

static void put_states(struct out *o, const struct lens *l, person_id person)
{
	static const str words[] = { STR("H"), STR("M"), STR("O"), STR("C") };
	for (int c = 0; c < CLASS_COUNT; c++) {
		put(o, S(" | "));
		put(o, words[lens_class(l, (enum vis_class)c, person)]);
	}
}

static void put_row(struct out *o, str share, str role, str situation,
		    const struct lens *l, person_id person)
{
	put(o, S("| "));
	put(o, share);
	put(o, S(" | "));
	put(o, role);
	put(o, S(" | "));
	put(o, situation);
	put(o, S(" | "));
	put(o, (int)l->level);
	put_states(o, l, person);
	put(o, S(" | "));
	put(o, (int)l->tabs);
	put(o, S(" | "));
	put(o, (int)l->reads);
	put(o, lens_can(l, VERB_ADD) ? S(" | 書く |\n") : S(" | － |\n"));
}

static void put_head(struct out *o)
{
	put(o, S("| 型 | 役割 | だれ・どんなとき | 段階"));
	for (int c = 0; c < CLASS_COUNT; c++) {
		put(o, S(" | "));
		put(o, vis_class_name((enum vis_class)c));
	}
	put(o, S(" | 画面 | 記録 | 書く |\n"));
}

static void put_own(struct out *o)
{
	for (int r = 1; r < ROLE_COUNT; r++) {
		struct lens l = lens_suppose_own((enum role)r);
		put_row(o, S("自機関"), role_label((enum role)r),
			S("主担当の機関"), &l, (person_id){ 0 });
		put_row(o, S("－"), role_label((enum role)r),
			S("共有なし"), &LENS_NONE, (person_id){ 0 });
	}
}

static const struct {
	str words;
	i64 person;
	enum level level;
	unsigned classes;
	bool guarded;
	str exception, state;
} cases[] = {
	{ STR("世帯・全部に同意"), 0, LEVEL_FULL, ~0u, false, { 0 }, { 0 } },
	{ STR("本人・全部に同意"), SOME, LEVEL_FULL, ~0u, false, { 0 }, { 0 } },
	{ STR("本人・お金に同意なし"), SOME, LEVEL_FULL,
	  ~(1u << CLASS_money), false, { 0 }, { 0 } },
	{ STR("本人・存在だけに同意"), SOME, LEVEL_EXISTS, ~0u, false, { 0 },
	  { 0 } },
	{ STR("本人・支援措置"), SOME, LEVEL_FULL, ~0u, true, { 0 }, { 0 } },
	{ STR("本人・例外で健康を伏せる"), SOME, LEVEL_FULL, ~0u, false,
	  STR("health"), STR("M") },
	{ STR("本人・例外でお金も"), SOME, LEVEL_FULL, ~0u, false,
	  STR("money"), STR("C") },
	{ STR("本人・例外でお金も、同意なし"), SOME, LEVEL_FULL,
	  ~(1u << CLASS_money), false, STR("money"), STR("C") },
	{ STR("同意のない世帯員"), OTHER, LEVEL_FULL, ~0u, false, { 0 },
	  { 0 } },
};

static void put_shared(struct out *o, struct arena *a,
		       const struct share_type *type)
{
	for (int r = 1; r < ROLE_COUNT; r++)
		for (isize i = 0; i < COUNT(cases); i++) {
			struct situation s = {
				.type = type, .role = (enum role)r,
				.level = cases[i].level,
				.classes = cases[i].classes,
				.guarded = cases[i].guarded,
				.exception = cases[i].exception,
				.exception_state = cases[i].state,
			};
			struct lens l = vis_suppose(a, &s);
			put_row(o, type->label, role_label((enum role)r),
				cases[i].words, &l,
				(person_id){ cases[i].person });
		}
}

void vis_print(struct out *o, struct arena *a)
{
	put_head(o);
	put_own(o);
	for (isize i = 0; i < share_types_n; i++)
		put_shared(o, a, &share_types[i]);
}
