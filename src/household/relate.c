/*
 * relate.c — what a typed 続柄 says, and the words for unions and parentage.
 *
 * Only what the word says for certain becomes a row: 長男 is a child of the
 * focus person, but 兄 does not say which parents they share, and 義父 not
 * through whom.  Those stay as the word that was typed.
 */
#include "dict/dict.h"
#include "household/log.h"
#include "kernel/app.h"
#include "text/fold.h"

str word_label(const struct rq *rq, str list, str key)
{
	const struct code *c = dict_code(rq->app->dict, list);
	return c ? code_label(c, key) : (str){ 0 };
}

enum tie { TIE_NONE, TIE_UNION, TIE_CHILD, TIE_PARENT };

/* The other person is, to the focus person: */
static const struct tie_sure {
	str word;	/* folded */
	enum tie tie;
	str kind, ending;
} ties[] = {
	{ STR("夫"), TIE_UNION, STR("marriage"), STR("") },
	{ STR("妻"), TIE_UNION, STR("marriage"), STR("") },
	{ STR("配偶者"), TIE_UNION, STR("marriage"), STR("") },
	{ STR("内縁"), TIE_UNION, STR("partner"), STR("") },
	{ STR("内縁の夫"), TIE_UNION, STR("partner"), STR("") },
	{ STR("内縁の妻"), TIE_UNION, STR("partner"), STR("") },
	{ STR("夫(未届)"), TIE_UNION, STR("partner"), STR("") },
	{ STR("妻(未届)"), TIE_UNION, STR("partner"), STR("") },
	{ STR("事実婚"), TIE_UNION, STR("partner"), STR("") },
	{ STR("元夫"), TIE_UNION, STR("marriage"), STR("divorced") },
	{ STR("元妻"), TIE_UNION, STR("marriage"), STR("divorced") },
	{ STR("前夫"), TIE_UNION, STR("marriage"), STR("divorced") },
	{ STR("前妻"), TIE_UNION, STR("marriage"), STR("divorced") },
	{ STR("子"), TIE_CHILD, STR("birth"), STR("") },
	{ STR("息子"), TIE_CHILD, STR("birth"), STR("") },
	{ STR("娘"), TIE_CHILD, STR("birth"), STR("") },
	{ STR("養子"), TIE_CHILD, STR("adopted"), STR("") },
	{ STR("養女"), TIE_CHILD, STR("adopted"), STR("") },
	{ STR("継子"), TIE_CHILD, STR("step"), STR("") },
	{ STR("夫の子"), TIE_CHILD, STR("step"), STR("") },
	{ STR("妻の子"), TIE_CHILD, STR("step"), STR("") },
	{ STR("里子"), TIE_CHILD, STR("foster"), STR("") },
	{ STR("父"), TIE_PARENT, STR("birth"), STR("") },
	{ STR("母"), TIE_PARENT, STR("birth"), STR("") },
	{ STR("実父"), TIE_PARENT, STR("birth"), STR("") },
	{ STR("実母"), TIE_PARENT, STR("birth"), STR("") },
	{ STR("養父"), TIE_PARENT, STR("adopted"), STR("") },
	{ STR("養母"), TIE_PARENT, STR("adopted"), STR("") },
	{ STR("継父"), TIE_PARENT, STR("step"), STR("") },
	{ STR("継母"), TIE_PARENT, STR("step"), STR("") },
	{ STR("里父"), TIE_PARENT, STR("foster"), STR("") },
	{ STR("里母"), TIE_PARENT, STR("foster"), STR("") },
};

/* 長男, 二女, 次男, 3女: a numeral and 男 or 女. */
static bool numbered_child(str word)
{
	static const str numbers[] = {
		STR("長"), STR("次"), STR("二"), STR("三"), STR("四"),
		STR("五"), STR("六"), STR("七"), STR("八"), STR("九"),
		STR("十"), STR("1"),  STR("2"),	 STR("3"),  STR("4"),
		STR("5"),  STR("6"),  STR("7"),	 STR("8"),  STR("9"),
	};
	for (isize i = 0; i < COUNT(numbers); i++) {
		if (!str_starts(word, numbers[i]))
			continue;
		str rest = str_sub(word, numbers[i].n, word.n);
		return str_eq(rest, S("男")) || str_eq(rest, S("女"));
	}
	return false;
}

/* NULL: the word is not sure. */
static const struct tie_sure *tie_of(struct arena *a, str typed)
{
	static const struct tie_sure child = { STR("長男"), TIE_CHILD,
					      STR("birth"), STR("") };
	str word = text_fold(a, str_trim(typed));
	for (isize i = 0; i < COUNT(ties); i++)
		if (str_eq(text_fold(a, ties[i].word), word))
			return &ties[i];
	return numbered_child(word) ? &child : NULL;
}

static enum status add_parentage(struct rq *rq, struct db *tx,
				 casefile_id casefile, person_id parent,
				 person_id child, str kind)
{
	struct parentage_pair_list there;
	i64 muni = rq->actor.viewer.muni;
	TRY(parentage_between(tx, rq->arena, muni, casefile, parent, child,
			      &there));
	if (there.n)
		return OK;
	return tie_put(rq, tx, casefile,
		       &(struct tie_end){ TIES_PARENT, id_new(), parent,
					  child },
		       &(struct tie_value){ .kind = kind });
}

/* A partner who has died ended the union on that day, if it is known. */
static enum status add_union(struct rq *rq, struct db *tx,
			     casefile_id casefile, person_id focus,
			     person_id other, const struct tie_sure *tie)
{
	struct bond_pair_list there;
	struct person_raw p;
	i64 muni = rq->actor.viewer.muni;
	str ending = tie->ending, ended = { 0 };
	TRY(bond_between(tx, rq->arena, muni, casefile, focus, other,
			 &there));
	if (there.n)
		return OK;
	TRY(person_stored(tx, rq->arena, muni, casefile, other, &p));
	if (p.dead && !ending.n) {
		ending = S("widowed");
		ended = p.death;
	}
	return tie_put(rq, tx, casefile,
		       &(struct tie_end){ TIES_UNION, id_new(), focus, other },
		       &(struct tie_value){ tie->kind, { 0 }, ended,
					    ending });
}

enum status person_relate(struct rq *rq, struct db *tx, casefile_id casefile,
			  person_id focus, person_id other, str relation)
{
	const struct tie_sure *tie = tie_of(rq->arena, relation);
	if (!tie || !focus.v || focus.v == other.v)
		return OK;
	switch (tie->tie) {
	case TIE_UNION:
		return add_union(rq, tx, casefile, focus, other, tie);
	case TIE_CHILD:
		return add_parentage(rq, tx, casefile, focus, other,
				     tie->kind);
	case TIE_PARENT:
		return add_parentage(rq, tx, casefile, other, focus,
				     tie->kind);
	case TIE_NONE:
		break;
	}
	return OK;
}

enum status person_tie(struct rq *rq, struct db *tx, const struct tie_new *t)
{
	const struct tie_value v = { t->bond.n ? t->bond : t->parentage,
				     t->begun, t->ended, t->ending };
	const struct tie_end end = { t->bond.n ? TIES_UNION : TIES_PARENT,
				     id_new(), t->a, t->b };
	return tie_put(rq, tx, t->casefile, &end, &v);
}
