/*
 * rows.h — people entered as rows of a table: 氏名, ふりがな, 生年月日, 続柄,
 * くらし, 死亡.  The entry page of this room and the intake's 「世帯をつくる」
 * draw, read and save the same rows.
 *
 * The inputs are repeated: name, kana, birth, relation, living (home, away,
 * dead), death.  Errors go to the n-th row's ids: "name2", "birth2".
 */
#ifndef TB_HOUSEHOLD_ROWS_H
#define TB_HOUSEHOLD_ROWS_H

#include "household/household.h"

enum { PERSON_ROWS_MAX = 30 };

struct person_row {
	str name, kana, birth, relation, living, death;	/* as typed */
	str name_id, birth_id, death_id;	/* ids of its inputs */
	str number;		/* 1人目の */
	struct person_new person;	/* filled by person_rows_check */
	bool filled;		/* anything was typed */
};
struct person_rows {
	const struct rq *rq;
	struct person_row v[PERSON_ROWS_MAX];
	isize n;
	bool first;	/* the first row is the focus person (本人) */
};

/* The rows of a submitted form or a draft, and `blank` empty ones behind. */
void person_rows_read(struct rq *rq, struct params form, isize blank,
		      struct person_rows *ret);
/* Fills `person` of every filled row; E_INVALID with an error for each input
 * that cannot be read, or when no row was filled. */
enum status person_rows_check(struct rq *rq, struct person_rows *rows)
	MUST_CHECK;
/*
 * Adds the people of all filled rows and what their 続柄 says.  `focus`: the
 * first person of the casefile; {0}: the first row becomes it.
 */
enum status person_rows_save(struct rq *rq, struct db *tx,
			     const struct person_rows *rows,
			     casefile_id casefile, household_id household,
			     person_id focus) MUST_CHECK;
/* Sex as a 続柄 says it: "1" 長男, 夫 …; "2"; "0" when it does not. */
str relation_sex(struct arena *a, str relation);

/* Template of household_rows.html: <tb-rows> with the table, 「行を足す」 and
 * the list of words for 続柄. */
void person_rows(struct out *o, const struct person_rows *rows);

#endif
